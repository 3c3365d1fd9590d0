//! Running source text: `eval`, `exec`, `compile`, `__import__`; and the variables of the caller.

use std::sync::Arc;

use interleave_lang::Mode;

use crate::bytecode::Bytecode;
use crate::code::{CodeObject, SourceFile};
use crate::dict::Dict;
use crate::frame::Frame;
use crate::interpreter::space::Space;
use crate::native::{Args, Body, Context, Def, Done, NativeResult, done, none};
use crate::reference::Ref;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::range("eval", |ctx, args| run(ctx, args, true), 1, 3),
    Def::range("exec", |ctx, args| run(ctx, args, false), 1, 3),
    Def::any("compile", compile),
    Def::any("__import__", import),
    Def::new("globals", globals, 0),
    Def::new("locals", |ctx, _| done(local_mapping(ctx)), 0),
    Def::any("breakpoint", breakpoint),
];

/// The globals of the code that called.
pub(super) fn global_variables(ctx: &Context<'_>) -> Ref<Dict> {
    let frame = ctx.thread.frames().next();
    frame.map_or_else(|| ctx.interpreter.builtins.clone(), |frame| frame.function.globals.clone())
}

/// The local variables of the code that called: those of a function as a new dict.
pub(super) fn local_variables(ctx: &Context<'_>) -> Ref<Dict> {
    let Some(frame) = ctx.thread.frames().next() else { return Ref::new(Dict::new()) };
    if let Some(namespace) = frame.namespace() {
        return namespace.clone();
    }
    let dict = Ref::new(Dict::new());
    for (name, value) in frame.locals() {
        dict.set_name(&name, value);
    }
    dict
}

/// Where the local variables of the code that called are.
fn local_space(ctx: &Context<'_>) -> Space {
    let mapping = ctx.thread.frames().next().and_then(Frame::mapping).cloned();
    Space { names: local_variables(ctx), mapping }
}

/// What `locals()` gives: in a body whose names are in a mapping, that.
pub(super) fn local_mapping(ctx: &Context<'_>) -> Value {
    let Space { names, mapping } = local_space(ctx);
    mapping.unwrap_or(Value::Dict(names))
}

fn globals(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    done(Value::Dict(global_variables(ctx)))
}

/// A program's text as an argument.
fn source_argument(ctx: &Context<'_>, value: &Value, function: &str) -> Result<String, Value> {
    match value.payload() {
        Value::Str(text) => Ok(text.as_str().to_owned()),
        Value::Bytes(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        _ => Err(ctx.type_error(format!("{function}() arg 1 must be a string, bytes or code object"))),
    }
}

/// An expression's code. Blanks before it are not its indentation.
fn compile_expression(
    ctx: &Context<'_>,
    text: &str,
    file: &str,
) -> Result<(Bytecode, Arc<SourceFile>), Value> {
    ctx.interpreter.compile_as(text.trim_start_matches([' ', '\t']), file, Mode::Expression)
}

fn run(ctx: &mut Context<'_>, args: &Args<'_>, expression: bool) -> NativeResult {
    let name = if expression { "eval" } else { "exec" };
    let globals = match args.get(1) {
        None | Some(Value::None) => None,
        Some(value) => Some(value.as_dict().cloned().ok_or_else(|| {
            ctx.type_error(match name {
                "eval" if Space::of(ctx, value).is_some() => {
                    String::from("globals must be a real dict; try eval(expr, {}, mapping)")
                }
                "eval" => String::from("globals must be a dict"),
                _ => format!("exec() globals must be a dict, not {}", ctx.type_name(value)),
            })
        })?),
    };
    let locals = match args.get(2) {
        None | Some(Value::None) => None,
        Some(value) => Some(Space::of(ctx, value).ok_or_else(|| {
            ctx.type_error(match name {
                "eval" => String::from("locals must be a mapping"),
                _ => format!("locals must be a mapping or None, not {}", ctx.type_name(value)),
            })
        })?),
    };
    let (globals, locals) = match (globals, locals) {
        (Some(globals), Some(locals)) => (globals, locals),
        (Some(globals), None) => (globals.clone(), Space::plain(globals)),
        (None, Some(locals)) => (global_variables(ctx), locals),
        (None, None) => (global_variables(ctx), local_space(ctx)),
    };
    let (code, source) = match &args[0] {
        Value::Code(code) => (code.code.clone(), code.source.clone()),
        text => {
            let text = source_argument(ctx, text, name)?;
            if expression {
                compile_expression(ctx, &text, "<string>")?
            } else {
                // What is executed as a module finds its names sooner.
                let mode = if globals.is(&locals.names) { Mode::Module } else { Mode::Statements };
                ctx.interpreter.compile_as(&text, "<string>", mode)?
            }
        }
    };
    let builtins = ctx.interpreter.names.builtins.clone();
    if globals.get_name(&builtins).is_none() {
        let module = ctx.interpreter.modules.get_text("builtins");
        globals.set_name(&builtins, module.unwrap_or(Value::Dict(ctx.interpreter.builtins.clone())));
    }
    let function = ctx.interpreter.module_body(&code, &source, &globals);
    let then: crate::native::Then =
        Box::new(move |_, result| if expression { done(result?) } else { result.and_then(|_| none()) });
    let Space { names: namespace, mapping } = locals;
    Ok(Done::Body(Box::new(Body { function, namespace, mapping, then: Some(then) })))
}

fn compile(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [source, file, mode, _flags, _dont_inherit, _optimize] =
        args.bind(ctx, "compile", 0, ["source", "filename", "mode", "flags", "dont_inherit", "optimize"], 3)?;
    if let Value::Code(_) = source {
        return done(source);
    }
    let text = source_argument(ctx, &source, "compile")?;
    let file = ctx.text(&file, "filename")?.to_owned();
    let (code, source) = match ctx.text(&mode, "mode")? {
        "exec" => ctx.interpreter.compile_as(&text, &file, Mode::Statements)?,
        "single" => ctx.interpreter.compile_as(&text, &file, Mode::Interactive)?,
        "eval" => compile_expression(ctx, &text, &file)?,
        _ => return Err(ctx.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    done(Value::Code(CodeObject::new(ctx.interpreter, &code, &source)))
}

fn import(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [name, _globals, _locals, from, level] =
        args.bind(ctx, "__import__", 0, ["name", "globals", "locals", "fromlist", "level"], 1)?;
    let Some(text) = name.as_text() else {
        return Err(
            ctx.type_error(format!("__import__() argument 1 must be str, not {}", ctx.type_name(&name)))
        );
    };
    let level = level.bound().map_or(Ok(0), |level| ctx.index(level))?;
    let dots = ".".repeat(usize::try_from(level).unwrap_or(0));
    let leaf = from
        .bound()
        .is_some_and(|from| crate::compare::truth_natively(ctx.interpreter, from).unwrap_or(true));
    crate::interpreter::import::import_statement(ctx, &format!("{dots}{text}"), leaf)
}

fn breakpoint(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    Err(ctx.runtime_error(
        "breakpoint() needs a terminal: step through the program with the page's controls instead",
    ))
}

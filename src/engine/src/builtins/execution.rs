//! Running source text: `eval`, `exec`, `compile`, `__import__`; and the variables of the caller.

use std::sync::Arc;

use interleave_lang::bytecode::Code;

use crate::code::{CodeObject, SourceFile};
use crate::dict::{Dict, Key};
use crate::native::{Args, Body, Context, Def, Done, NativeResult, done, none};
use crate::reference::Ref;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::range("eval", |ctx, args| run(ctx, args, true), 1, 3),
    Def::range("exec", |ctx, args| run(ctx, args, false), 1, 3),
    Def::any("compile", compile),
    Def::any("__import__", import),
    Def::new("globals", globals, 0),
    Def::new("locals", |ctx, _| done(Value::Dict(local_variables(ctx))), 0),
    Def::any("breakpoint", breakpoint),
];

/// Where the value of an expression is left by the code that evaluates it.
const RESULT: &str = "__expression_value__";

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

/// Code that leaves the value of an expression in [`RESULT`].
fn compile_expression(
    ctx: &Context<'_>,
    text: &str,
    file: &str,
) -> Result<(Arc<Code>, Arc<SourceFile>), Value> {
    let text = text.trim_start_matches([' ', '\t']);
    // First as it is, so that an error shows the place in the text as it was given.
    ctx.interpreter.compile(text.trim(), file, "")?;
    let text_ = format!("{RESULT} = ({}\n)", text.trim_end());
    match ctx.interpreter.compile(&text_, file, "") {
        Ok(compiled) => Ok(compiled),
        Err(_) => {
            let span =
                interleave_lang::bytecode::Span { line: 1, end_line: 1, end_column: 1, ..Default::default() };
            let error =
                interleave_lang::CompileError { kind: "SyntaxError", message: "invalid syntax".into(), span };
            Err(ctx.interpreter.syntax_error(&error, file, text))
        }
    }
}

fn run(ctx: &mut Context<'_>, args: &Args<'_>, expression: bool) -> NativeResult {
    let name = if expression { "eval" } else { "exec" };
    let dict_argument = |position: usize, what: &str| match args.get(position) {
        None | Some(Value::None) => Ok(None),
        Some(value) => match value.as_dict() {
            Some(dict) => Ok(Some(dict.clone())),
            None => {
                Err(ctx.type_error(format!("{name}() {what} must be a dict, not {}", ctx.type_name(value))))
            }
        },
    };
    let globals = dict_argument(1, "globals")?;
    let locals = dict_argument(2, "locals")?;
    let (globals, locals) = match (globals, locals) {
        (Some(globals), Some(locals)) => (globals, locals),
        (Some(globals), None) => (globals.clone(), globals),
        (None, Some(locals)) => (global_variables(ctx), locals),
        (None, None) => (global_variables(ctx), local_variables(ctx)),
    };
    let (code, source) = match &args[0] {
        Value::Code(code) => (code.code.clone(), code.source.clone()),
        text => {
            let text = source_argument(ctx, text, name)?;
            if expression {
                compile_expression(ctx, &text, "<string>")?
            } else {
                ctx.interpreter.compile(&text, "<string>", "")?
            }
        }
    };
    let builtins = ctx.interpreter.names.builtins.clone();
    if globals.get_name(&builtins).is_none() {
        let module = ctx.interpreter.modules.get_text("builtins");
        globals.set_name(&builtins, module.unwrap_or(Value::Dict(ctx.interpreter.builtins.clone())));
    }
    // A body's names are globals. With local variables apart, it runs in a copy of both, from which what it
    // bound goes to the locals.
    let apart = !globals.is(&locals);
    let namespace = if apart {
        let both = Ref::new(Dict::from_table(globals.copied()));
        for (key, value) in locals.items() {
            if let Some(name) = key.as_text() {
                both.insert(Key::text(name), value);
            }
        }
        both
    } else {
        globals.clone()
    };
    let before = if apart { namespace.copied() } else { Default::default() };
    let function = ctx.interpreter.module_body(&code, &source, &namespace);
    let result_name = ctx.interpreter.intern(RESULT);
    let place = namespace.clone();
    let then: crate::native::Then = Box::new(move |_, result| {
        let value = place.remove_name(&result_name);
        if apart {
            for (key, value) in place.items() {
                let Some(name) = key.as_text() else { continue };
                let key = Key::text(name);
                if !before.get(&key).is_some_and(|old| old.is(&value)) {
                    locals.insert(key, value);
                }
            }
        }
        result?;
        match value {
            Some(value) if expression => Ok(Done::Value(value)),
            _ => none(),
        }
    });
    Ok(Done::Body(Box::new(Body { function, namespace, then: Some(then) })))
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
        "exec" => ctx.interpreter.compile(&text, &file, "")?,
        "single" => ctx.interpreter.compile_interactive(&text, &file)?,
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

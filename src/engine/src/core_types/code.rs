//! Code objects, frames and tracebacks as objects.

use interleave_lang::bytecode::{Asynchronous, Op};

use crate::code::CodeObject;
use crate::dict::Dict;
use crate::frame::FrameObject;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

fn code(value: &Value) -> Option<&Ref<CodeObject>> {
    match value {
        Value::Code(code) => Some(code),
        _ => None,
    }
}

/// Which local variables nested functions share.
fn cells(code: &CodeObject) -> impl Iterator<Item = usize> {
    code.code.ops.iter().filter_map(|op| match op {
        Op::MakeCell { reg } => Some(usize::from(*reg)).filter(|at| *at < code.local_names.len()),
        _ => None,
    })
}

/// The parameters, and those local variables that are not shared.
fn variables(code: &CodeObject) -> Vec<Value> {
    let of = &code.code;
    let parameters = usize::from(of.positional)
        + usize::from(of.keyword_only)
        + usize::from(of.varargs)
        + usize::from(of.varkeywords);
    let shared: Vec<usize> = cells(code).collect();
    let own = code.local_names.iter().enumerate().filter(|(at, _)| *at < parameters || !shared.contains(at));
    own.map(|(_, name)| name.to_value()).collect()
}

pub(super) const CODE: TypeDef = TypeDef {
    methods: &[Def::new("__repr__", code_repr, 0)],
    getters: &[
        Getter::new("co_name", |_, value| Ok(code(value).map_or(Value::None, |c| c.name.to_value()))),
        Getter::new("co_qualname", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::str(c.code.qualname.as_str())))
        }),
        Getter::new("co_filename", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::str(c.source.file.as_str())))
        }),
        Getter::new("co_firstlineno", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::Int(i64::from(c.code.first_line))))
        }),
        Getter::new("co_argcount", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::Int(i64::from(c.code.positional))))
        }),
        Getter::new("co_posonlyargcount", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::Int(i64::from(c.code.positional_only))))
        }),
        Getter::new("co_kwonlyargcount", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::Int(i64::from(c.code.keyword_only))))
        }),
        Getter::new("co_varnames", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::tuple(variables(c))))
        }),
        Getter::new("co_nlocals", |_, value| {
            Ok(code(value).map_or(Value::None, |c| Value::from_usize(variables(c).len())))
        }),
        Getter::new("co_cellvars", |_, value| {
            Ok(code(value).map_or(Value::None, |c| {
                Value::tuple(cells(c).map(|at| c.local_names[at].to_value()).collect::<Vec<_>>())
            }))
        }),
        Getter::new("co_freevars", |_, value| {
            Ok(code(value).map_or(Value::None, |c| {
                Value::tuple(c.free_names.iter().map(Name::to_value).collect::<Vec<_>>())
            }))
        }),
        Getter::new("co_flags", |_, value| {
            Ok(code(value).map_or(Value::None, |c| {
                let (varargs, varkeywords) = (c.code.varargs, c.code.varkeywords);
                let kind = match c.code.asynchronous {
                    Some(Asynchronous::Coroutine) => 0x80,
                    Some(Asynchronous::Generator) => 0x200,
                    None => i64::from(c.code.generator) << 5,
                };
                Value::Int(3 | i64::from(varargs) << 2 | i64::from(varkeywords) << 3 | kind)
            }))
        }),
    ],
    ..TypeDef::EMPTY
};

fn code_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Code(code) = args.this() else { return done("<code object>") };
    done(format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        code.name.as_str(),
        ctx.interpreter.id(args.this()),
        code.source.file,
        code.code.first_line
    ))
}

fn frame(value: &Value) -> Option<&Ref<FrameObject>> {
    match value {
        Value::Frame(frame) => Some(frame),
        _ => None,
    }
}

pub(super) const FRAME: TypeDef = TypeDef {
    getters: &[
        Getter::new("f_code", |_, value| {
            Ok(frame(value).map_or(Value::None, |f| Value::Code(f.function.code.clone())))
        }),
        Getter::new("f_globals", |_, value| {
            Ok(frame(value).map_or(Value::None, |f| Value::Dict(f.function.globals.clone())))
        }),
        Getter::new("f_builtins", |ctx, _| Ok(Value::Dict(ctx.interpreter.builtins.clone()))),
        Getter::new("f_locals", |_, value| {
            let dict = Dict::new();
            if let Some(frame) = frame(value) {
                if frame.function.code.code.kind == interleave_lang::bytecode::CodeKind::Module {
                    return Ok(Value::Dict(frame.function.globals.clone()));
                }
                frame.locals.iter().for_each(|(name, value)| dict.set_name(name, value.clone()));
            }
            Ok(Value::Dict(Ref::new(dict)))
        }),
        Getter::new("f_lineno", |_, value| {
            Ok(frame(value).map_or(Value::None, |f| {
                let span = f.function.code.code.spans.get(f.instruction as usize);
                Value::Int(span.map_or(0, |span| i64::from(span.line)))
            }))
        }),
        Getter::new("f_lasti", |_, value| {
            Ok(frame(value).map_or(Value::None, |f| Value::Int(i64::from(f.instruction))))
        }),
        Getter::new("f_back", |_, value| {
            // Of the library's frames, which begin every stack, a program sees nothing.
            let mut back = frame(value).map_or(Value::None, |f| f.back.clone());
            while let Some(next) =
                frame(&back).filter(|f| f.function.code.source.library).map(|f| f.back.clone())
            {
                back = next;
            }
            Ok(back)
        }),
    ],
    ..TypeDef::EMPTY
};

pub(super) const TRACEBACK: TypeDef = TypeDef {
    getters: &[
        Getter {
            name: "tb_next",
            get: |_, value| match value {
                Value::Traceback(traceback) => Ok(traceback.next.lock().clone()),
                _ => Ok(Value::None),
            },
            set: Some(|_, value, new| {
                if let Value::Traceback(traceback) = value {
                    let old = std::mem::replace(&mut *traceback.next.lock(), new);
                    drop(old);
                }
                Ok(())
            }),
        },
        Getter::new("tb_lineno", |_, value| match value {
            Value::Traceback(traceback) => Ok(Value::Int(i64::from(traceback.span().line))),
            _ => Ok(Value::None),
        }),
        Getter::new("tb_lasti", |_, value| match value {
            Value::Traceback(traceback) => Ok(Value::Int(i64::from(traceback.instruction))),
            _ => Ok(Value::None),
        }),
        Getter::new("tb_frame", |_, value| match value {
            Value::Traceback(traceback) => Ok(Value::Frame(Ref::new(FrameObject {
                function: traceback.function.clone(),
                instruction: traceback.instruction,
                locals: traceback.locals.clone(),
                back: Value::None,
            }))),
            _ => Ok(Value::None),
        }),
    ],
    ..TypeDef::EMPTY
};

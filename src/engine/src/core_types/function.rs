//! Functions, methods, cells, code objects, frames and tracebacks as objects.

use interleave_lang::bytecode::Asynchronous;

use crate::dict::Dict;
use crate::frame::FrameObject;
use crate::interpreter::attribute::bound_method;
use crate::interpreter::call::with_names;
use crate::interpreter::render;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done};
use crate::objects::Function;
use crate::reference::Ref;
use crate::value::Value;

type Read = Result<Value, Value>;

fn function<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ref<Function>, Value> {
    match value {
        Value::Function(function) => Ok(function),
        _ => Err(ctx.type_error("descriptor requires a 'function' object")),
    }
}

macro_rules! function_field {
    ($get:ident $set:ident $field:ident) => {
        fn $get(ctx: &mut Context<'_>, value: &Value) -> Read {
            Ok(function(ctx, value)?.state.lock().$field.clone())
        }
        fn $set(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
            let new = if new.is_unbound() { Value::None } else { new };
            let old = std::mem::replace(&mut function(ctx, value)?.state.lock().$field, new);
            drop(old);
            Ok(())
        }
    };
}

function_field!(name set_name name);
function_field!(qualname set_qualname qualname);
function_field!(doc set_doc doc);
function_field!(module set_module module);

pub(super) const FUNCTION: TypeDef = TypeDef {
    methods: &[
        Def::any("__call__", call_function),
        Def::range("__get__", get, 1, 2),
        Def::new("__repr__", function_repr, 0),
    ],
    getters: &[
        Getter { name: "__name__", get: name, set: Some(set_name) },
        Getter { name: "__qualname__", get: qualname, set: Some(set_qualname) },
        Getter { name: "__doc__", get: doc, set: Some(set_doc) },
        Getter { name: "__module__", get: module, set: Some(set_module) },
        Getter::new("__code__", |ctx, value| Ok(Value::Code(function(ctx, value)?.code.clone()))),
        Getter::new("__globals__", |ctx, value| Ok(Value::Dict(function(ctx, value)?.globals.clone()))),
        Getter::new("__defaults__", defaults),
        Getter::new("__kwdefaults__", keyword_defaults),
        Getter::new("__closure__", closure),
        Getter { name: "__annotations__", get: annotations, set: Some(set_annotations) },
    ],
    ..TypeDef::EMPTY
};

fn call_function(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    with_names(args.this().clone(), args.values()[1..].to_vec(), args.names())
}

fn get(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match &args[1] {
        Value::None => done(args.this().clone()),
        receiver => done(bound_method(args.this().clone(), receiver.clone())),
    }
}

fn function_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = function(ctx, args.this())?.state.lock().qualname.clone();
    done(format!(
        "<function {} at {:#x}>",
        name.as_text().unwrap_or_default(),
        ctx.interpreter.id(args.this())
    ))
}

fn defaults(ctx: &mut Context<'_>, value: &Value) -> Read {
    let defaults = &function(ctx, value)?.defaults;
    Ok(if defaults.is_empty() { Value::None } else { Value::tuple(defaults.to_vec()) })
}

fn keyword_defaults(ctx: &mut Context<'_>, value: &Value) -> Read {
    let function = function(ctx, value)?;
    let first = usize::from(function.code.code.positional);
    let dict = Dict::new();
    for (name, value) in function.code.local_names[first..].iter().zip(&function.keyword_defaults) {
        if !value.is_unbound() {
            dict.set_name(name, value.clone());
        }
    }
    Ok(if dict.is_empty() { Value::None } else { Value::Dict(Ref::new(dict)) })
}

fn closure(ctx: &mut Context<'_>, value: &Value) -> Read {
    let cells = &function(ctx, value)?.closure;
    Ok(if cells.is_empty() { Value::None } else { Value::tuple(cells.to_vec()) })
}

fn annotations(ctx: &mut Context<'_>, value: &Value) -> Read {
    Ok(Value::Dict(function(ctx, value)?.state.lock().annotations.get_or_insert_default().clone()))
}

fn set_annotations(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    function(ctx, value)?.state.lock().annotations = new.as_dict().cloned();
    Ok(())
}

pub(super) const METHOD: TypeDef = TypeDef {
    new: Some(new_method),
    methods: &[Def::any("__call__", call_function), Def::new("__repr__", method_repr, 0)],
    getters: &[
        Getter::new("__func__", |_, value| match value {
            Value::BoundMethod(method) => Ok(method.function.clone()),
            _ => Ok(Value::None),
        }),
        Getter::new("__self__", receiver),
        Getter::new("__doc__", |_, value| match value {
            Value::BoundMethod(method) => Ok(super::descriptor::doc_of(&method.function)),
            _ => Ok(Value::None),
        }),
    ],
    ..TypeDef::EMPTY
};

/// `types.MethodType(function, receiver)`
fn new_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [function, receiver] = args.rest() else {
        let count = args.rest().len();
        return Err(ctx.type_error(format!("method expected 2 arguments, got {count}")));
    };
    if receiver.is_none() {
        return Err(ctx.type_error("self must not be None"));
    }
    done(bound_method(function.clone(), receiver.clone()))
}

fn receiver(_ctx: &mut Context<'_>, value: &Value) -> Read {
    match value {
        Value::BoundMethod(method) => Ok(method.receiver.clone()),
        _ => Ok(Value::None),
    }
}

fn method_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::BoundMethod(method) = args.this() else { return done("<method>") };
    let name = match &method.function {
        Value::Function(function) => function.state.lock().qualname.as_text().unwrap_or("?").to_owned(),
        _ => String::from("?"),
    };
    let text = render::repr(ctx, &method.receiver);
    crate::native::and_then(ctx, text, move |_, text| {
        done(format!("<bound method {name} of {}>", text.as_text().unwrap_or_default()))
    })
}

pub(super) const NATIVE: TypeDef = TypeDef {
    methods: &[Def::any("__call__", call_function), Def::new("__repr__", native_repr, 0)],
    getters: &[
        Getter::new("__name__", |_, value| Ok(Value::str(native(value).map_or("?", |f| f.def.name)))),
        Getter::new("__qualname__", |_, value| {
            Ok(Value::str(native(value).map_or_else(String::new, |f| f.qualname())))
        }),
        Getter::new("__doc__", |_, value| {
            Ok(native(value).filter(|f| !f.def.doc.is_empty()).map_or(Value::None, |f| Value::str(f.def.doc)))
        }),
        Getter::new("__module__", |_, value| Ok(native(value).map_or(Value::None, |f| Value::str(f.module)))),
        Getter::new("__objclass__", |_, value| {
            Ok(native(value).and_then(|f| f.owner.clone()).map_or(Value::None, Value::Class))
        }),
        Getter::new("__self__", receiver),
    ],
    ..TypeDef::EMPTY
};

fn native(value: &Value) -> Option<&Ref<crate::native::NativeFunction>> {
    match value {
        Value::NativeFunction(function) => Some(function),
        Value::BoundMethod(method) => native(&method.function),
        _ => None,
    }
}

fn native_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(function) = native(args.this()) else { return done("<built-in>") };
    done(match (args.this(), &function.owner) {
        (Value::BoundMethod(method), _) => format!(
            "<built-in method {} of {} object at {:#x}>",
            function.def.name,
            ctx.type_name(&method.receiver),
            ctx.interpreter.id(&method.receiver)
        ),
        (_, Some(owner)) => format!("<method '{}' of '{}' objects>", function.def.name, owner.name.as_str()),
        _ => format!("<built-in function {}>", function.def.name),
    })
}

pub(super) const CELL: TypeDef = TypeDef {
    getters: &[Getter {
        name: "cell_contents",
        get: |ctx, value| match value {
            Value::Cell(cell) => match cell.content.lock().clone() {
                Value::Unbound => Err(ctx.value_error("Cell is empty")),
                content => Ok(content),
            },
            _ => Ok(Value::None),
        },
        set: Some(|_, value, new| {
            if let Value::Cell(cell) = value {
                let old = std::mem::replace(&mut *cell.content.lock(), new);
                drop(old);
            }
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

fn code(value: &Value) -> Option<&Ref<crate::code::CodeObject>> {
    match value {
        Value::Code(code) => Some(code),
        _ => None,
    }
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
            Ok(code(value).map_or(Value::None, |c| {
                Value::tuple(c.local_names.iter().map(crate::string::Name::to_value).collect::<Vec<_>>())
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

//! Generators as objects (Objects/genobject.c).

use crate::generator::{Generator, GeneratorStatus, close, send, throw};
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, call_then, done};
use crate::reference::Ref;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    methods: &[
        Def::new("__iter__", |_, args| done(args.this().clone()), 0),
        Def::new("__next__", |ctx, args| send(&this(ctx, args)?, Value::None), 0),
        Def::new("send", |ctx, args| send(&this(ctx, args)?, args[1].clone()), 1),
        Def::range("throw", throw_method, 1, 3),
        Def::new(
            "close",
            |ctx, args| {
                let generator = this(ctx, args)?;
                close(ctx, &generator)
            },
            0,
        ),
        Def::new("__repr__", repr, 0),
    ],
    getters: &[
        Getter::new("__name__", |_, value| Ok(generator(value).map_or(Value::None, |g| g.name.to_value()))),
        Getter::new("__qualname__", |_, value| {
            Ok(generator(value).map_or(Value::None, |g| Value::str(g.function.code.code.qualname.as_str())))
        }),
        Getter::new("gi_code", |_, value| {
            Ok(generator(value).map_or(Value::None, |g| Value::Code(g.function.code.clone())))
        }),
        Getter::new("gi_running", |_, value| {
            Ok(Value::Bool(generator(value).is_some_and(|g| g.status() == GeneratorStatus::Running)))
        }),
        Getter::new("gi_suspended", |_, value| {
            Ok(Value::Bool(generator(value).is_some_and(|g| g.status() == GeneratorStatus::Suspended)))
        }),
        Getter::new("gi_frame", |_, value| {
            // Only whether there is one is told: for `inspect.getgeneratorstate`.
            Ok(match generator(value) {
                Some(g) if g.status() != GeneratorStatus::Finished => {
                    Value::Frame(Ref::new(crate::frame::FrameObject {
                        function: g.function.clone(),
                        instruction: 0,
                        locals: Vec::new(),
                        back: Value::None,
                    }))
                }
                _ => Value::None,
            })
        }),
    ],
    ..TypeDef::EMPTY
};

fn generator(value: &Value) -> Option<&Ref<Generator>> {
    match value {
        Value::Generator(generator) => Some(generator),
        _ => None,
    }
}

fn this(ctx: &Context<'_>, args: &Args<'_>) -> Result<Ref<Generator>, Value> {
    generator(args.this()).cloned().ok_or_else(|| ctx.type_error("descriptor requires a 'generator' object"))
}

fn throw_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let generator = this(ctx, args)?;
    match &args[1] {
        error if Interpreter::is_exception(error) => throw(ctx, &generator, error.clone()),
        class @ Value::Class(_) => {
            let given = match args.get(2) {
                Some(value) if Interpreter::is_exception(value) => {
                    return throw(ctx, &generator, value.clone());
                }
                Some(Value::None) | None => Vec::new(),
                Some(value) => vec![value.clone()],
            };
            call_then(class.clone(), given, move |ctx, error| {
                if Interpreter::is_exception(&error) {
                    throw(ctx, &generator, error)
                } else {
                    Err(not_exception(ctx, &error))
                }
            })
        }
        other => Err(not_exception(ctx, other)),
    }
}

fn not_exception(ctx: &Context<'_>, value: &Value) -> Value {
    ctx.type_error(format!(
        "exceptions must be classes or instances deriving from BaseException, not {}",
        ctx.type_name(value)
    ))
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let generator = this(ctx, args)?;
    let qualname = &generator.function.code.code.qualname;
    done(format!("<generator object {qualname} at {:#x}>", ctx.interpreter.id(args.this())))
}

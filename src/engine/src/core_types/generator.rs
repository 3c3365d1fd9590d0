//! Generators as objects (Objects/genobject.c).

use super::async_step::{self, How};
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
        Getter { name: "__name__", get: name, set: Some(|ctx, value, new| rename(ctx, value, &new, 0)) },
        Getter {
            name: "__qualname__",
            get: qualname,
            set: Some(|ctx, value, new| rename(ctx, value, &new, 1)),
        },
        Getter::new("gi_code", code),
        Getter::new("gi_running", running),
        Getter::new("gi_suspended", suspended),
        Getter::new("gi_frame", frame),
        Getter::new("gi_yieldfrom", delegate),
    ],
    ..TypeDef::EMPTY
};

/// What `async def` makes. It is no iterator: `await` runs it, or `send`.
pub(super) const COROUTINE: TypeDef = TypeDef {
    methods: &[
        Def::new("__await__", |ctx, args| ctx.call_helper("_coroutine_wrapper", vec![args[0].clone()]), 0),
        Def::new("send", send_coroutine, 1),
        Def::range("throw", throw_method, 1, 3),
        Def::new("close", |ctx, args| this(ctx, args).and_then(|coroutine| close(ctx, &coroutine)), 0),
        Def::new("__repr__", repr, 0),
    ],
    getters: &[
        Getter { name: "__name__", get: name, set: Some(|ctx, value, new| rename(ctx, value, &new, 0)) },
        Getter {
            name: "__qualname__",
            get: qualname,
            set: Some(|ctx, value, new| rename(ctx, value, &new, 1)),
        },
        Getter::new("cr_code", code),
        Getter::new("cr_running", running),
        Getter::new("cr_suspended", suspended),
        Getter::new("cr_frame", frame),
        Getter::new("cr_await", delegate),
        Getter::new("cr_origin", |_, _| Ok(Value::None)),
    ],
    ..TypeDef::EMPTY
};

/// What an `async def` with a `yield` makes.
pub(super) const ASYNC_GENERATOR: TypeDef = TypeDef {
    methods: &[
        Def::new("__aiter__", |_, args| done(args.this().clone()), 0),
        Def::new("__anext__", |ctx, args| async_step::make(ctx, args, How::Send, Value::None), 0),
        Def::new("asend", |ctx, args| async_step::make(ctx, args, How::Send, args[1].clone()), 1),
        Def::range("athrow", athrow, 1, 3),
        Def::new("aclose", |ctx, args| async_step::make(ctx, args, How::Close, Value::None), 0),
        Def::new("__repr__", repr, 0),
    ],
    getters: &[
        Getter { name: "__name__", get: name, set: Some(|ctx, value, new| rename(ctx, value, &new, 0)) },
        Getter {
            name: "__qualname__",
            get: qualname,
            set: Some(|ctx, value, new| rename(ctx, value, &new, 1)),
        },
        Getter::new("ag_code", code),
        Getter::new("ag_running", |_, value| {
            Ok(Value::from(generator(value).is_some_and(|generator| generator.steps.is_running())))
        }),
        Getter::new("ag_suspended", suspended),
        Getter::new("ag_frame", frame),
        Getter::new("ag_await", delegate),
    ],
    ..TypeDef::EMPTY
};

fn athrow(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let given = Value::tuple(args.values()[1..].to_vec());
    async_step::make(ctx, args, How::Throw, given)
}

/// Closes any kind of generator.
pub(crate) fn end(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let generator = this(ctx, args)?;
    generator.steps.begin(true);
    close(ctx, &generator)
}

/// Raises in it.
pub(crate) fn raise(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    throw_method(ctx, args)
}

fn send_coroutine(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let coroutine = this(ctx, args)?;
    if coroutine.status() == GeneratorStatus::Finished {
        return Err(ctx.runtime_error("cannot reuse already awaited coroutine"));
    }
    send(&coroutine, args[1].clone())
}

fn name(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(generator(value).map_or(Value::None, |g| g.names()[0].to_value()))
}

fn qualname(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(generator(value).map_or(Value::None, |g| g.names()[1].to_value()))
}

fn rename(ctx: &mut Context<'_>, value: &Value, new: &Value, which: usize) -> Result<(), Value> {
    let what = ["__name__", "__qualname__"][which];
    let Some(text) = new.as_str() else {
        return Err(ctx.type_error(format!("{what} must be set to a string object")));
    };
    if let Some(generator) = generator(value) {
        generator.rename(which, ctx.interpreter.intern_str(text));
    }
    Ok(())
}

/// The iterator that it is suspended in, or None.
fn delegate(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(generator(value).and_then(|generator| generator.delegate()).unwrap_or(Value::None))
}

fn code(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(generator(value).map_or(Value::None, |g| Value::Code(g.function.code.clone())))
}

fn running(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::from(generator(value).is_some_and(|g| g.status() == GeneratorStatus::Running)))
}

fn suspended(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::from(generator(value).is_some_and(|g| g.status() == GeneratorStatus::Suspended)))
}

/// Only whether there is one is told: for `inspect.getgeneratorstate`.
fn frame(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
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
}

fn generator(value: &Value) -> Option<&Ref<Generator>> {
    match value {
        Value::Generator(generator) => Some(generator),
        _ => None,
    }
}

pub(super) fn this(ctx: &Context<'_>, args: &Args<'_>) -> Result<Ref<Generator>, Value> {
    generator(args.this()).cloned().ok_or_else(|| ctx.type_error("descriptor requires a 'generator' object"))
}

pub(super) fn throw_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
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
    let [_, qualname] = generator.names();
    let (kind, qualname) = (ctx.type_name(args.this()).to_owned(), qualname.as_str());
    done(format!("<{kind} object {qualname} at {:#x}>", ctx.interpreter.id(args.this())))
}

//! What `__anext__`, `asend`, `athrow` and `aclose` of an asynchronous generator make: `await` runs the generator up to its next
//! value (Objects/genobject.c, `PyAsyncGenASend` and `PyAsyncGenAThrow`).

use super::generator::{this, throw_method};
use crate::async_generator::begun;
use crate::generator::{Generator, GeneratorStatus, send as send_in};
use crate::guard::Guard;
use crate::interpreter::iterate::stop;
use crate::native::{
    Args, Context, Def, NativeData, NativeObject, NativeResult, TypeDef, compose, done, none,
};
use crate::reference::Ref;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::new("__await__", |_, args| done(args.this().clone()), 0),
        Def::new("__iter__", |_, args| done(args.this().clone()), 0),
        Def::new("__next__", |ctx, args| send(ctx, args.this(), &Value::None), 0),
        Def::new("send", |ctx, args| send(ctx, args.this(), &args[1]), 1),
        Def::range("throw", throw, 1, 3),
        Def::new("close", close, 0),
    ],
    ..TypeDef::EMPTY
};

/// How it resumes the generator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Send,
    Throw,
    Close,
}

pub(crate) struct AsyncStep(Guard<State>);

#[derive(Clone)]
struct State {
    generator: Value,
    how: How,
    /// The value sent, or the arguments of `athrow`.
    given: Value,
    /// The number of the generator's step, once it has begun, or [`NEW`] or [`OVER`].
    step: i64,
}

const NEW: i64 = -1;
const OVER: i64 = -2;

impl NativeData for AsyncStep {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let state = self.0.lock();
        visit(&state.generator);
        visit(&state.given);
    }

    fn empty(&self) {
        let mut state = self.0.lock();
        let old = (state.generator.take(), state.given.take());
        drop(state);
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let State { generator, how, given, step } = self.0.lock().clone();
        Some(Value::tuple([generator, Value::Int(how as i64), given, Value::Int(step)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let [generator, how, given, step] = &parts[..] else { return Err(ctx.type_error("invalid state")) };
        let how = match how.as_int() {
            Some(0) => How::Send,
            Some(1) => How::Throw,
            _ => How::Close,
        };
        let step = step.as_int().unwrap_or(OVER);
        let state = State { generator: generator.clone(), how, given: given.clone(), step };
        let old = std::mem::replace(&mut *self.0.lock(), state);
        drop(old);
        Ok(())
    }
}

/// One that is over: the heap image fills it.
fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Class(class) = &args[0] else { return Err(ctx.type_error("a class is missing")) };
    let state = State { generator: Value::None, how: How::Send, given: Value::None, step: OVER };
    done(Value::Native(Ref::new(NativeObject::new(class.clone(), AsyncStep(Guard::new(state))))))
}

/// What is to be awaited for a step of the generator that is the receiver.
pub(super) fn make(ctx: &mut Context<'_>, args: &Args<'_>, how: How, given: Value) -> NativeResult {
    let generator = this(ctx, args)?;
    let types = &ctx.interpreter.types;
    let class = if how == How::Send { &types.async_generator_asend } else { &types.async_generator_athrow };
    let state = State { generator: args[0].clone(), how, given, step: NEW };
    let made = Value::Native(Ref::new(NativeObject::new(class.clone(), AsyncStep(Guard::new(state)))));
    begun(ctx, &generator, move |_| done(made))
}

fn state<'v>(ctx: &Context<'_>, value: &'v Value) -> Result<(&'v AsyncStep, State, Ref<Generator>), Value> {
    let step = value.native::<AsyncStep>().ok_or_else(|| ctx.type_error("not a step of a generator"))?;
    let state = step.0.lock().clone();
    let Value::Generator(generator) = &state.generator else { return Err(reused(ctx, state.how)) };
    if state.step == OVER || state.step >= 0 && state.step != generator.steps.count() {
        return Err(reused(ctx, state.how));
    }
    let generator = generator.clone();
    Ok((step, state, generator))
}

fn reused(ctx: &Context<'_>, how: How) -> Value {
    let what = if how == How::Send { "__anext__()/asend()" } else { "aclose()/athrow()" };
    ctx.runtime_error(format!("cannot reuse already awaited {what}"))
}

/// Resumes the generator: the first time as the step says, then with what is sent.
fn send(ctx: &mut Context<'_>, value: &Value, sent: &Value) -> NativeResult {
    let (step, State { how, given, step: number, .. }, generator) = state(ctx, value)?;
    if number != NEW {
        return send_in(&generator, sent.clone());
    }
    let over = |error| {
        step.0.lock().step = OVER;
        Err(error)
    };
    if how != How::Send && generator.status() == GeneratorStatus::Finished {
        return over(stop(ctx));
    }
    if generator.steps.is_running() {
        let what = match how {
            How::Send => "anext",
            How::Throw => "athrow",
            How::Close => "aclose",
        };
        let error = ctx.runtime_error(format!("{what}(): asynchronous generator is already running"));
        return if how == How::Send { Err(error) } else { over(error) };
    }
    if how != How::Send {
        if generator.steps.is_closed() {
            let class = &ctx.interpreter.exceptions.stop_async_iteration;
            return over(ctx.interpreter.exception_with(class, Vec::new()));
        }
        if !sent.is_none() {
            return Err(ctx.runtime_error("can't send non-None value to a just-started coroutine"));
        }
    }
    generator.steps.begin(how == How::Close);
    step.0.lock().step = generator.steps.count();
    match how {
        How::Send => send_in(&generator, if sent.is_none() { given } else { sent.clone() }),
        How::Throw => raise(ctx, generator, given.sequence_items().unwrap_or_default()),
        How::Close => {
            let exit = Value::Class(ctx.interpreter.exceptions.generator_exit.clone());
            raise(ctx, generator, vec![exit])
        }
    }
}

/// Raises in the generator what the arguments of `throw` say; without any effect on it, its step is over.
fn raise(ctx: &mut Context<'_>, generator: Ref<Generator>, args: Vec<Value>) -> NativeResult {
    let number = generator.steps.count();
    let mut all = vec![Value::Generator(generator.clone())];
    all.extend(args);
    let result = throw_method(ctx, &Args::new(&all, &[]));
    compose(ctx, result, move |_, result| {
        if result.is_err() && generator.steps.count() == number {
            generator.steps.end();
        }
        result.and_then(done)
    })
}

fn throw(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (step, State { how, step: number, .. }, generator) = state(ctx, args.this())?;
    if number == NEW {
        generator.steps.begin(how == How::Close);
        step.0.lock().step = generator.steps.count();
    }
    raise(ctx, generator, args.values()[1..].to_vec())
}

fn close(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Ok((step, ..)) = state(ctx, args.this()) {
        step.0.lock().step = OVER;
    }
    none()
}

//! Asynchronous generators (PEP 525): their steps from one value to the next, and what `await` and `async for` wait for.
//!
//! An asynchronous generator runs as other generators do, through `yield from` of whoever waits for it. Its own `yield` ends
//! the step: the one who waits goes on with the value, as with that of a delegate that has returned. What it awaits goes
//! through to the event loop. `async for` delegates to the generator itself; `asend` and its like make an object
//! (`core_types/async_step.rs`), which knows by the number of its step whether that is over.

use std::sync::atomic::{AtomicU32, Ordering};

use interleave_lang::bytecode::Asynchronous;

use crate::core_types::async_step::AsyncStep;
use crate::generator::{Generator, GeneratorStatus};
use crate::guard::Guard;
use crate::interpreter::call::call_special;
use crate::interpreter::{Flow, Interpreter};
use crate::native::{Args, Context, Done, NativeResult, and_then, call_then, compose, done};
use crate::reference::Ref;
use crate::thread_state::ThreadState;
use crate::value::Value;

/// Which step an asynchronous generator is in.
#[derive(Default)]
pub(crate) struct Steps {
    number: AtomicU32,
    /// Who is told when it is released before its end, if it is bound.
    finalizer: Guard<Value>,
}

/// A step has begun and is not over (`ag_running`).
const RUNNING: u32 = 1;
/// That step is an `aclose`.
const CLOSING: u32 = 2;
/// There has been an `aclose`.
const CLOSED: u32 = 4;
/// It has been asked for a value, and the hook has been told.
const BEGUN: u32 = 8;
/// The bits above count steps that are over.
const STEP: u32 = 16;

/// A step that is over.
pub(crate) struct Ended {
    closing: bool,
}

impl Steps {
    /// As [`Self::number`] had them.
    pub(crate) fn from_number(number: u32) -> Steps {
        Steps { number: AtomicU32::new(number), finalizer: Guard::default() }
    }

    /// All of it, for the heap image.
    pub(crate) fn number(&self) -> u32 {
        self.number.load(Ordering::Relaxed)
    }

    /// `ag_running`
    pub(crate) fn is_running(&self) -> bool {
        self.number() & RUNNING != 0
    }

    /// Whether it has been asked for a value.
    pub(crate) fn has_begun(&self) -> bool {
        self.number() & BEGUN != 0
    }

    /// Who is told when it is released before its end, or unbound.
    pub(crate) fn finalizer(&self) -> Value {
        self.finalizer.lock().clone()
    }

    /// For the collector of cycles.
    pub(crate) fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.finalizer.lock());
    }

    /// Sets that, and gives what was set.
    pub(crate) fn set_finalizer(&self, finalizer: Value) -> Value {
        std::mem::replace(&mut *self.finalizer.lock(), finalizer)
    }

    /// Whether there has been an `aclose`.
    pub(crate) fn is_closed(&self) -> bool {
        self.number() & CLOSED != 0
    }

    /// Begins a step; whether there was none.
    pub(crate) fn begin(&self, closing: bool) -> bool {
        let begun = RUNNING | if closing { CLOSING | CLOSED } else { 0 };
        self.number.fetch_or(begun, Ordering::Relaxed) & RUNNING == 0
    }

    /// How many steps are over.
    pub(crate) fn count(&self) -> i64 {
        i64::from(self.number() / STEP)
    }

    /// Ends the step. Nobody else changes them meanwhile: whoever finds one begun stays away.
    pub(crate) fn end(&self) -> Ended {
        let before = self.number();
        self.number.store((before & !(RUNNING | CLOSING)).wrapping_add(STEP), Ordering::Relaxed);
        Ended { closing: before & CLOSING != 0 }
    }
}

impl Ended {
    /// What an exception comes to that has left the generator: itself, or the end of an `aclose`.
    ///
    /// # Errors
    /// The exception.
    pub(crate) fn raised(&self, interpreter: &Interpreter, error: Value) -> Result<(), Value> {
        let exceptions = &interpreter.exceptions;
        let is_end = self.closing
            && [&exceptions.stop_async_iteration, &exceptions.generator_exit]
                .into_iter()
                .any(|class| interpreter.is_instance(&error, class));
        if is_end { Ok(()) } else { Err(error) }
    }
}

impl Interpreter {
    /// An asynchronous generator, the top of the stack, yields: its step is over.
    pub(crate) fn async_yield(&self, thread: &mut ThreadState, value: Value) -> Flow {
        let generator = self.park_generator(thread);
        if !generator.steps.end().closing {
            return self.deliver_stop(thread, value);
        }
        let error = self.exception(&self.exceptions.runtime_error, "async generator ignored GeneratorExit");
        self.chain(thread, &error, false);
        self.deliver(thread, Err(error))
    }

    /// An asynchronous generator has come to its end.
    pub(crate) fn deliver_async_end(&self, thread: &mut ThreadState, ended: Ended) -> Flow {
        if ended.closing {
            return self.deliver_stop(thread, Value::None);
        }
        let error = self.exception_with(&self.exceptions.stop_async_iteration, Vec::new());
        self.chain(thread, &error, false);
        self.deliver(thread, Err(error))
    }
}

/// Goes on after the hook has been told of a generator that is asked for the first time (`sys.set_asyncgen_hooks`).
pub(crate) fn begun(
    ctx: &mut Context<'_>,
    generator: &Ref<Generator>,
    then: impl FnOnce(&mut Context<'_>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let steps = &generator.steps;
    if steps.number() & BEGUN == 0
        && steps.number.fetch_or(BEGUN, Ordering::Relaxed) & BEGUN == 0
        // Nobody has set hooks where the module has never been imported.
        && let Some(Value::Module(hooks)) = ctx.interpreter.modules.get_text("_async_hooks")
        && let Some(begins) = hooks.globals.get_text("_begins")
    {
        let this = generator.clone();
        return call_then(begins, vec![Value::Generator(this.clone())], move |ctx, finalizer| {
            if !finalizer.is_none() {
                this.steps.set_finalizer(finalizer);
            }
            then(ctx)
        });
    }
    then(ctx)
}

/// What `await value` delegates to, if that is no coroutine that has not begun: what `__await__` answers, which [`await_answer`]
/// is still to look at.
///
/// # Errors
/// `RuntimeError` for a coroutine that has begun, `TypeError` for what cannot be awaited.
pub(crate) fn awaitable(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    if let Value::Native(object) = value
        && object.data::<AsyncStep>().is_some()
    {
        return done(value.clone());
    }
    if let Value::Generator(generator) = value
        && generator.function.code.code.asynchronous == Some(Asynchronous::Coroutine)
    {
        return match generator.status() {
            GeneratorStatus::Finished => Err(ctx.runtime_error("cannot reuse already awaited coroutine")),
            GeneratorStatus::Running => Err(ctx.value_error("coroutine already executing")),
            _ => Err(ctx.runtime_error("coroutine is being awaited already")),
        };
    }
    call_special(ctx, value, &ctx.interpreter.names.await_, Vec::new()).unwrap_or_else(|| {
        let kind = ctx.type_name(value);
        Err(ctx.type_error(format!("object {kind} can't be used in 'await' expression")))
    })
}

/// What an `__await__` has answered, if that is an iterator.
///
/// # Errors
/// `TypeError`
pub(crate) fn await_answer(ctx: &Context<'_>, answer: Value) -> Result<Value, Value> {
    match &answer {
        Value::Generator(generator) if generator.is_plain() => Ok(answer),
        Value::Generator(generator) if !generator.is_asynchronous() => {
            Err(ctx.type_error("__await__() returned a coroutine"))
        }
        _ if ctx.interpreter.class_of(&answer).lookup(&ctx.interpreter.names.next).is_some() => Ok(answer),
        _ => {
            let kind = ctx.type_name(&answer);
            Err(ctx.type_error(format!("__await__() returned non-iterator of type '{kind}'")))
        }
    }
}

/// What `async for` gets from the object it goes through.
///
/// # Errors
/// `TypeError`
pub(crate) fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = &args[0];
    if is_async_generator(value).is_some() {
        return done(value.clone());
    }
    let Some(answer) = call_special(ctx, value, &ctx.interpreter.names.aiter, Vec::new()) else {
        let kind = ctx.type_name(value);
        return Err(
            ctx.type_error(format!("'async for' requires an object with __aiter__ method, got {kind}"))
        );
    };
    and_then(ctx, answer, |ctx, iterator| {
        if ctx.interpreter.class_of(&iterator).lookup(&ctx.interpreter.names.anext).is_some() {
            return done(iterator);
        }
        let kind = ctx.type_name(&iterator);
        Err(ctx.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {kind}"
        )))
    })
}

/// What `async for` delegates to for the next value: an asynchronous generator itself, for which a step begins.
///
/// # Errors
/// `RuntimeError` if another step is not over, `TypeError` where the iterator's `__anext__` gives nothing to be awaited.
pub(crate) fn next(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let iterator = &args[0];
    if let Some(generator) = is_async_generator(iterator) {
        let this = generator.clone();
        return begun(ctx, generator, move |ctx| {
            if this.steps.begin(false) {
                return done(Value::Generator(this));
            }
            Err(ctx.runtime_error("anext(): asynchronous generator is already running"))
        });
    }
    let Some(answer) = call_special(ctx, iterator, &ctx.interpreter.names.anext, Vec::new()) else {
        let kind = ctx.type_name(iterator);
        return Err(
            ctx.type_error(format!("'async for' requires an iterator with __anext__ method, got {kind}"))
        );
    };
    and_then(ctx, answer, |ctx, value| {
        if let Value::Generator(coroutine) = &value
            && coroutine.is_new_coroutine()
        {
            return done(value);
        }
        let iterator = awaitable(ctx, &value);
        compose(ctx, iterator, move |ctx, iterator| {
            iterator.and_then(|iterator| await_answer(ctx, iterator)).map(Done::Value).map_err(|_| {
                let kind = ctx.type_name(&value);
                ctx.type_error(format!("'async for' received an invalid object from __anext__: {kind}"))
            })
        })
    })
}

/// Whether an exception ends an `async for`.
pub(crate) fn is_end(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.interpreter.is_instance(&args[0], &ctx.interpreter.exceptions.stop_async_iteration))
}

/// Takes out who is told of the release of an asynchronous generator; None if nobody is.
pub(crate) fn take_finalizer(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let finalizer =
        is_async_generator(&args[0]).map(|generator| generator.steps.set_finalizer(Value::Unbound));
    done(finalizer.filter(|finalizer| !finalizer.is_unbound()).unwrap_or(Value::None))
}

fn is_async_generator(value: &Value) -> Option<&Ref<Generator>> {
    match value {
        Value::Generator(generator) if generator.is_asynchronous() => Some(generator),
        _ => None,
    }
}

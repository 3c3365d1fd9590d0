//! Generators: frames that are suspended and resumed.

use interleave_lang::bytecode::{Asynchronous, Op};

use crate::async_generator::Steps;
use crate::frame::{Entry, Frame, Pending, own_registers};
use crate::generator_state::GeneratorState;
use crate::guard::Guard;
use crate::heap::Kind;
use crate::interpreter::{Flow, Interpreter};
use crate::native::{Context, Done, NativeResult, Resume, Then, call_catch};
use crate::objects::Function;
use crate::reference::{Object, Ref};
use crate::string::Name;
use crate::thread_state::ThreadState;
use crate::value::Value;

/// A generator.
pub struct Generator {
    /// `__name__` and `__qualname__`, where a program has set them; else they are the function's.
    pub(crate) renamed: Guard<Option<Box<[Name; 2]>>>,
    /// Its function.
    pub function: Ref<Function>,
    pub(crate) state: Guard<GeneratorState>,
    /// Of an asynchronous generator.
    pub(crate) steps: Steps,
}

impl Object for Generator {
    const KIND: Option<Kind> = Some(Kind::Generator);
    const FINALIZABLE: bool = true;

    /// Whether closing it would run code: it waits within a `try` or `with`, or for another that may. A coroutine that was
    /// never awaited is warned of, and of an asynchronous generator that was asked for a value its hook is told.
    fn has_finalizer(&self) -> bool {
        let state = self.state.lock();
        match state.frame() {
            Some(frame) if state.status() == GeneratorStatus::Suspended => {
                let at = frame.next_instruction() as u32;
                let handlers = &frame.function.code.code.handlers;
                // The instruction that yielded is the one before the next; a delegation is the next itself.
                self.steps.has_begun() || handlers.iter().any(|h| h.start <= at && at <= h.end)
            }
            Some(_) => self.steps.has_begun() || self.is_unawaited(state.status()),
            None => false,
        }
    }

    fn into_value(this: Ref<Generator>) -> Value {
        Value::Generator(this)
    }
}

impl Generator {
    /// Makes a generator with a frame whose parameters `fill` puts in the registers.
    pub(crate) fn make(function: &Ref<Function>, registers: Box<[Value]>) -> Value {
        // The frame has the registers, and gets its generator when it is resumed: no cycle keeps it alive.
        let frame = Frame::of_generator(function.clone(), registers);
        let generator = Ref::new(Generator {
            renamed: Guard::new(None),
            function: function.clone(),
            state: Guard::new(GeneratorState::suspended(frame, false, Value::Unbound)),
            steps: Steps::default(),
        });
        Value::Generator(generator)
    }

    /// Whether it is a coroutine that has not begun.
    pub(crate) fn is_unawaited(&self, status: GeneratorStatus) -> bool {
        let kind = self.function.code.code.asynchronous;
        kind == Some(Asynchronous::Coroutine) && status == GeneratorStatus::Created
    }

    /// Whether it is no coroutine and no asynchronous generator, which are run by `await` only.
    pub(crate) fn is_plain(&self) -> bool {
        self.function.code.code.asynchronous.is_none()
    }

    /// Whether it is an asynchronous generator.
    #[inline]
    pub(crate) fn is_asynchronous(&self) -> bool {
        self.function.code.code.asynchronous == Some(Asynchronous::Generator)
    }

    /// Whether it is a coroutine that nobody has waited for.
    pub(crate) fn is_new_coroutine(&self) -> bool {
        self.function.code.code.asynchronous == Some(Asynchronous::Coroutine)
            && self.state.lock().status() == GeneratorStatus::Created
    }

    /// Fresh registers for a call of a generator function.
    pub(crate) fn registers(function: &Function) -> Box<[Value]> {
        own_registers(usize::from(function.code.code.registers))
    }

    /// `__name__` and `__qualname__`
    pub(crate) fn names(&self) -> [Name; 2] {
        if let Some(names) = &*self.renamed.lock() {
            return (**names).clone();
        }
        let state = self.function.state.lock();
        let (name, qualname) = (state.name.clone(), state.qualname.clone());
        drop(state);
        [name, qualname].map(|name| Name::of(name.as_str().expect("functions have only texts as names")))
    }

    /// Sets one of them.
    pub(crate) fn rename(&self, which: usize, name: Name) {
        let mut names = self.names();
        names[which] = name;
        *self.renamed.lock() = Some(Box::new(names));
    }

    /// The iterator it delegates to with `yield from`, if it is suspended there.
    pub(crate) fn delegate(&self) -> Option<Value> {
        let state = self.state.lock();
        let frame = state.frame()?;
        // SAFETY: `ip` points at the next instruction; every code ends with a return.
        match unsafe { &*frame.ip } {
            Op::YieldFrom { iter, .. } => {
                // SAFETY: a register of the frame.
                Some(unsafe { (*frame.registers.add(usize::from(*iter))).clone() })
            }
            _ => None,
        }
    }

    /// `gi_running`, and whether it is suspended, and has begun.
    pub(crate) fn status(&self) -> GeneratorStatus {
        self.state.lock().status()
    }
}

/// A suspended generator as the heap image has it.
pub(crate) struct Suspended {
    pub(crate) started: bool,
    /// Index of the next instruction.
    pub(crate) instruction: usize,
    /// The exception it is handling; unbound: none.
    pub(crate) handled: Value,
    pub(crate) registers: Vec<Value>,
}

impl Generator {
    /// Where it is suspended; none for one that runs or is finished.
    pub(crate) fn suspended(&self) -> Option<Suspended> {
        let state = self.state.lock();
        let frame = state.frame()?;
        let registers = frame.extra.as_ref()?.registers.as_ref()?;
        Some(Suspended {
            started: state.status() == GeneratorStatus::Suspended,
            instruction: frame.next_instruction(),
            handled: state.handled().clone(),
            registers: registers.to_vec(),
        })
    }

    /// Suspends a finished generator there; false if its code has no such place.
    pub(crate) fn suspend(&self, image: Suspended) -> bool {
        let function = self.function.clone();
        let ops = &function.code.code.ops;
        if image.instruction >= ops.len()
            || image.registers.len() != usize::from(function.code.code.registers)
        {
            return false;
        }
        let ip = &raw const ops[image.instruction];
        let mut frame = Frame::of_generator(function.clone(), image.registers.into_boxed_slice());
        frame.ip = ip;
        *self.state.lock() = GeneratorState::suspended(frame, image.started, image.handled);
        true
    }
}

/// What messages call it.
pub(crate) fn kind(what: Option<Asynchronous>) -> &'static str {
    match what {
        None => "generator",
        Some(Asynchronous::Coroutine) => "coroutine",
        Some(Asynchronous::Generator) => "async generator",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GeneratorStatus {
    Created,
    Suspended,
    Running,
    Finished,
}

/// `generator.send(value)`; `next()` sends None.
pub(crate) fn send(generator: &Ref<Generator>, value: Value) -> NativeResult {
    resume(generator.clone(), Ok(value))
}

/// Resumes it once.
fn resume(generator: Ref<Generator>, input: Result<Value, Value>) -> NativeResult {
    Ok(Done::Resume(Box::new(Resume { generator, input, then: None })))
}

/// `generator.throw(exception)`
pub(crate) fn throw(ctx: &mut Context<'_>, generator: &Ref<Generator>, exception: Value) -> NativeResult {
    if let Some(delegate) = generator.delegate() {
        let again = generator.clone();
        let is_exit = ctx.interpreter.is_instance(&exception, &ctx.interpreter.exceptions.generator_exit);
        // Whatever the delegate answers goes on in this generator as if its own `yield from` had got it.
        match &delegate {
            // The `async for` that waits is over, and the generator it goes through stays as it is.
            Value::Generator(inner) if is_exit && inner.is_asynchronous() => {}
            Value::Generator(inner) if is_exit => {
                let inner = inner.clone();
                let close = ctx.interpreter.bound_native(&inner, &ctx.interpreter.names.close);
                return call_catch(close, Vec::new(), move |_, result| {
                    let exception = result.err().unwrap_or(exception);
                    resume(again, Err(exception))
                });
            }
            _ => {
                let method = match &delegate {
                    Value::Generator(inner) if inner.is_asynchronous() => Some(ctx.helper("_raise_in")),
                    _ => ctx.interpreter.class_of(&delegate).lookup(&ctx.interpreter.names.throw),
                };
                if let Some(method) = method
                    && !is_exit
                {
                    return call_catch(method, vec![delegate.clone(), exception], move |ctx, result| {
                        match result {
                            Ok(value) => Ok(Done::Value(value)),
                            Err(error) => {
                                let stop = stop_value(ctx.interpreter, &error);
                                let input = match stop {
                                    Some(value) => {
                                        again.skip_delegation(value.clone());
                                        Ok(value)
                                    }
                                    None => Err(error),
                                };
                                resume(again, input)
                            }
                        }
                    });
                }
            }
        }
    }
    if generator.status() == GeneratorStatus::Created {
        // Nothing of it has run, so no handler of its own takes the exception.
        let old = std::mem::replace(&mut *generator.state.lock(), GeneratorState::finished());
        drop(old);
        return match generator.steps.end().raised(ctx.interpreter, exception) {
            Ok(()) => Err(crate::interpreter::iterate::stop(ctx)),
            Err(exception) => Err(exception),
        };
    }
    resume(generator.clone(), Err(exception))
}

impl Generator {
    /// The delegate has ended: the `yield from` is over when the generator goes on.
    fn skip_delegation(&self, _value: Value) {
        if let Some(frame) = self.state.lock().frame_mut() {
            // SAFETY: `delegate` has seen a `YieldFrom` here, and a `Return` follows somewhere.
            frame.ip = unsafe { frame.ip.add(1) };
        }
    }
}

/// `generator.close()`
pub(crate) fn close(ctx: &mut Context<'_>, generator: &Ref<Generator>) -> NativeResult {
    match generator.status() {
        GeneratorStatus::Finished => return crate::native::none(),
        GeneratorStatus::Created => {
            let old = std::mem::replace(&mut *generator.state.lock(), GeneratorState::finished());
            drop(old);
            return crate::native::none();
        }
        _ => {}
    }
    let exit = ctx.interpreter.exception_with(&ctx.interpreter.exceptions.generator_exit, Vec::new());
    let kind = kind(generator.function.code.code.asynchronous);
    let then: Then = Box::new(move |ctx, result| match result {
        Ok(_) => Err(ctx.runtime_error(format!("{kind} ignored GeneratorExit"))),
        Err(error) => {
            let exceptions = &ctx.interpreter.exceptions;
            if ctx.interpreter.is_instance(&error, &exceptions.generator_exit)
                || ctx.interpreter.is_instance(&error, &exceptions.stop_iteration)
            {
                crate::native::none()
            } else {
                Err(error)
            }
        }
    });
    match throw(ctx, generator, exit)? {
        Done::Resume(mut resume) => {
            resume.then = Some(then);
            Ok(Done::Resume(resume))
        }
        Done::Call(call) => {
            // The delegate is asked first; the answer of the whole is what counts.
            let inner = call.then;
            call_catch(call.callable, call.args, move |ctx, result| {
                let next = match inner {
                    Some(inner) => inner(ctx, result)?,
                    None => Done::Value(result?),
                };
                match next {
                    Done::Resume(mut resume) => {
                        resume.then = Some(then);
                        Ok(Done::Resume(resume))
                    }
                    other => Ok(other),
                }
            })
        }
        other => Ok(other),
    }
}

/// The value that a `StopIteration` carries; `None` for any other exception.
pub(crate) fn stop_value(interpreter: &Interpreter, exception: &Value) -> Option<Value> {
    if !interpreter.is_instance(exception, &interpreter.exceptions.stop_iteration) {
        return None;
    }
    let state = exception.as_exception()?;
    let value = state.fields.lock().args.first().cloned();
    Some(value.unwrap_or(Value::None))
}

impl Interpreter {
    /// Makes the generator's frame the top of the thread's stack.
    pub(crate) fn resume_generator(
        &self,
        thread: &mut ThreadState,
        generator: &Ref<Generator>,
        input: Result<Value, Value>,
    ) -> Flow {
        let what = generator.function.code.code.asynchronous;
        let mut state = generator.state.lock();
        let started = match state.status() {
            GeneratorStatus::Running => {
                drop(state);
                let message = format!("{} already executing", kind(what));
                let error = self.exception(&self.exceptions.value_error, message);
                return self.deliver(thread, Err(error));
            }
            GeneratorStatus::Finished => {
                drop(state);
                let ended = generator.steps.end();
                return match input {
                    Ok(_) if generator.is_asynchronous() => self.deliver_async_end(thread, ended),
                    Ok(_) => self.deliver_stop(thread, Value::None),
                    Err(error) => self.deliver(thread, Err(error)),
                };
            }
            GeneratorStatus::Created => false,
            GeneratorStatus::Suspended => true,
        };
        if !started && input.as_ref().is_ok_and(|value| !value.is_none()) {
            drop(state);
            generator.steps.end();
            let message = format!("can't send non-None value to a just-started {}", kind(what));
            let error = self.exception(&self.exceptions.type_error, &message);
            return self.deliver(thread, Err(error));
        }
        if thread.depth() >= self.recursion_limit() {
            drop(state);
            generator.steps.end();
            let error = self.recursion_error();
            return self.deliver(thread, Err(error));
        }
        let handled = state.take_handled();
        state.enter(thread);
        drop(state);
        let Some(Entry::Frame(frame)) = thread.entries.last_mut() else { unreachable!("just entered") };
        if let Some(extra) = &mut frame.extra {
            extra.generator = Some(generator.clone());
        }
        if !handled.is_unbound() {
            frame.outer_handled = Some(std::mem::replace(&mut thread.handled, handled));
        }
        match input {
            Ok(value) => {
                if started {
                    // SAFETY: instructions of the frame; one precedes a `yield` that was executed.
                    let dst = unsafe {
                        match (&*frame.ip, &*frame.ip.sub(1)) {
                            (Op::YieldFrom { dst, .. }, _) => Some(*dst),
                            (
                                _,
                                Op::Yield { dst, .. }
                                | Op::AsyncYield { dst, .. }
                                | Op::YieldFrom { dst, .. },
                            ) => Some(*dst),
                            _ => None,
                        }
                    };
                    if let Some(dst) = dst {
                        // SAFETY: a register of the frame.
                        unsafe { Value::replace_at(frame.registers.add(usize::from(dst)), value) };
                    }
                }
                Flow::Run
            }
            Err(error) => {
                // SAFETY: at a `YieldFrom` the exception is raised by that instruction itself.
                unsafe {
                    if started && matches!(&*frame.ip, Op::YieldFrom { .. }) {
                        frame.ip = frame.ip.add(1);
                    }
                }
                self.raise(thread, error)
            }
        }
    }

    /// As [`Self::resume_generator`] with `None`, where nothing is special about it; otherwise nothing is done, and the answer is no.
    #[inline]
    pub(crate) fn resume_plainly(&self, thread: &mut ThreadState, generator: &Ref<Generator>) -> bool {
        if thread.depth() >= self.recursion_limit() {
            return false;
        }
        let mut state = generator.state.lock();
        if !state.handled().is_unbound() {
            return false;
        }
        let started = state.status() == GeneratorStatus::Suspended;
        let Some(frame) = state.frame_mut() else { return false };
        if started {
            // SAFETY: `ip` points into the frame's code, behind an instruction that was executed.
            match unsafe { (&*frame.ip, &*frame.ip.sub(1)) } {
                (Op::YieldFrom { dst, .. }, _) | (_, Op::Yield { dst, .. } | Op::AsyncYield { dst, .. }) => {
                    // SAFETY: a register of the frame.
                    let place = unsafe { &mut *frame.registers.add(usize::from(*dst)) };
                    if place.is_pointer() {
                        return false;
                    }
                    *place = Value::None;
                }
                _ => return false,
            }
        }
        let Some(extra) = &mut frame.extra else { return false };
        extra.generator = Some(generator.clone());
        state.enter(thread);
        true
    }

    /// Takes the frame of the generator that yields off the stack, and those of the generators that delegate to it. What the
    /// frame then on top has asked for, if it is one.
    #[inline]
    pub(crate) fn park_generators(&self, thread: &mut ThreadState) -> Option<Pending> {
        loop {
            self.park_generator(thread);
            let Some(Entry::Frame(caller)) = thread.entries.last_mut() else { return None };
            let Pending::YieldFrom { .. } = caller.pending else { return Some(caller.pending) };
            // The instruction runs again when the generator is resumed.
            // SAFETY: `ip` is past the instruction.
            caller.ip = unsafe { caller.ip.sub(1) };
        }
    }

    /// Takes the generator's frame, the top of the stack, off and delivers what it yields.
    pub(crate) fn suspend_generator(&self, thread: &mut ThreadState, value: Value) -> Flow {
        self.park_generator(thread);
        self.deliver(thread, Ok(value))
    }

    /// Takes the generator's frame, the top of the stack, off: whoever resumed it goes on.
    #[inline]
    pub(crate) fn park_generator(&self, thread: &mut ThreadState) -> Ref<Generator> {
        let Some(Entry::Frame(frame)) = thread.entries.last_mut() else { unreachable!("a frame is running") };
        let handled = frame.outer_handled.take().map(|outer| std::mem::replace(&mut thread.handled, outer));
        let generator = frame.extra.as_mut().and_then(|extra| extra.generator.take());
        let generator = generator.expect("only generators yield");
        generator.state.lock().leave(thread, handled.unwrap_or_default());
        generator
    }
}

//! Where results and exceptions go: to the frame that waits for them, through native continuations, or out of the thread.

use interleave_lang::bytecode::Reg;

use interleave_lang::bytecode::Asynchronous;

use crate::async_generator::Ended;
use crate::class::flag;
use crate::exception::Traceback;
use crate::frame::{Entry, Extra, Frame, Pending};
use crate::gather::{Accepted, Asked, Gather, Source, Taken};
use crate::generator::stop_value;
use crate::generator_state::GeneratorState;
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::interpreter::operator::Operation;
use crate::native::{Context, Done, NativeResult};
use crate::reference::Ref;
use crate::request::Exit;
use crate::thread_state::{RunState, ThreadState};
use crate::value::Value;

/// How execution goes on.
pub(crate) enum Flow {
    /// The top of the stack is a frame: run it.
    Run,
    /// The thread comes back to its driver.
    Exit(Exit),
}

/// What a native result comes down to.
pub(crate) enum Settled {
    /// A result.
    Ready(Result<Value, Value>),
    /// A frame was pushed, or the thread leaves.
    Flow(Flow),
}

/// What [`Interpreter::settle_within`] comes to.
enum Within {
    Settled(Settled),
    /// The top of the stack is to get the result.
    Deliver(Result<Value, Value>),
}

/// What a builtin that gathers comes to.
enum Gathered {
    /// Python code runs now, for the next item.
    Runs(Flow),
    /// It waits for what this gives.
    Work(NativeResult),
    /// It has all it wants, and is no longer there.
    Result(NativeResult),
}

/// Whose frame has been left.
pub(crate) enum Left {
    Function,
    Generator,
    AsyncGenerator(Ended),
}

/// What a call comes to at first.
pub(crate) enum Begun {
    Settled(Settled),
    /// Native code ran: its answer is to be settled.
    Native(NativeResult),
}

impl Interpreter {
    /// Carries out what a native function answered.
    pub(crate) fn settle(&self, thread: &mut ThreadState, result: NativeResult) -> Settled {
        match self.settle_within(thread, result) {
            Within::Settled(settled) => settled,
            Within::Deliver(result) => Settled::Flow(self.deliver(thread, result)),
        }
    }

    /// The same, from within [`Self::deliver`]: without recursion, however many native functions answer with calls.
    fn settle_within(&self, thread: &mut ThreadState, result: NativeResult) -> Within {
        let mut result = result;
        // A continuation pushed here is to get the result.
        let mut pushed = false;
        let mut rounds = 0;
        let ready = loop {
            match result {
                Ok(Done::Value(value)) => break Ok(value),
                Err(error) => break Err(error),
                Ok(Done::Call(call)) => {
                    let call = *call;
                    rounds += 1;
                    if let Some(then) = call.then {
                        // Continuations upon continuations: builtins that call builtins.
                        if thread.entries.len() >= 2 * self.recursion_limit() {
                            break Err(self.recursion_error());
                        }
                        thread.entries.push(Entry::Then(then));
                        pushed = true;
                    }
                    if rounds > self.recursion_limit() {
                        break Err(self.recursion_error());
                    }
                    match self.begin_call(thread, call.callable, call.args, &call.names) {
                        Begun::Native(next) => result = next,
                        Begun::Settled(Settled::Ready(ready)) => break ready,
                        Begun::Settled(flow) => return Within::Settled(flow),
                    }
                }
                Ok(Done::Request(request, then)) => {
                    thread.state = RunState::Waiting(then);
                    return Within::Settled(Settled::Flow(Flow::Exit(Exit::Request(*request))));
                }
                Ok(Done::Resume(resume)) => {
                    if let Some(then) = resume.then {
                        thread.entries.push(Entry::Then(then));
                    }
                    let flow = self.resume_generator(thread, &resume.generator, resume.input);
                    return Within::Settled(Settled::Flow(flow));
                }
                Ok(Done::Gather(gather, then)) => {
                    if let Some(then) = then {
                        thread.entries.push(Entry::Then(then));
                        pushed = true;
                    }
                    thread.entries.push(Entry::Gather(gather));
                    match self.gather_on(thread, None) {
                        Gathered::Runs(flow) => return Within::Settled(Settled::Flow(flow)),
                        Gathered::Work(next) => (result, pushed) = (next, true),
                        Gathered::Result(next) => result = next,
                    }
                }
                Ok(Done::Body(body)) => {
                    if let Some(then) = body.then {
                        thread.entries.push(Entry::Then(then));
                        pushed = true;
                    }
                    match self.push_body(thread, body.function, body.namespace, body.mapping) {
                        Ok(()) => return Within::Settled(Settled::Flow(Flow::Run)),
                        Err(error) => break Err(error),
                    }
                }
            }
        };
        if pushed { Within::Deliver(ready) } else { Within::Settled(Settled::Ready(ready)) }
    }

    /// Finishes an instruction whose work was done by native code: `pending` says where the result goes.
    pub(crate) fn finish(&self, thread: &mut ThreadState, pending: Pending, result: NativeResult) -> Flow {
        if let Some(Entry::Frame(frame)) = thread.entries.last_mut() {
            frame.pending = pending;
        }
        match self.settle(thread, result) {
            Settled::Ready(Ok(value)) => self.deliver(thread, Ok(value)),
            Settled::Ready(Err(error)) => {
                if pending_catches(pending) {
                    self.chain(thread, &error, false);
                    return self.deliver(thread, Err(error));
                }
                self.raise(thread, error)
            }
            Settled::Flow(flow) => flow,
        }
    }

    /// Hands a result to whoever waits for it.
    pub(crate) fn deliver(&self, thread: &mut ThreadState, result: Result<Value, Value>) -> Flow {
        let mut result = result;
        loop {
            match thread.entries.last_mut() {
                None => {
                    thread.state = RunState::Ended;
                    thread.counted = None;
                    drop(std::mem::replace(&mut thread.context, Value::None));
                    drop(thread.decimal.take());
                    return Flow::Exit(match result {
                        Ok(value) => Exit::Finished(value),
                        Err(error) => Exit::Raised(error),
                    });
                }
                Some(Entry::Then(_)) => {
                    let Some(Entry::Then(then)) = thread.entries.pop() else { unreachable!("just seen") };
                    let next = then(&mut Context { interpreter: self, thread }, result);
                    if let Err(error) = &next {
                        self.chain(thread, error, false);
                    }
                    match self.settle_within(thread, next) {
                        Within::Settled(Settled::Ready(ready)) | Within::Deliver(ready) => result = ready,
                        Within::Settled(Settled::Flow(flow)) => return flow,
                    }
                }
                Some(Entry::Gather(_)) => {
                    let next = match self.gather_on(thread, Some(result)) {
                        Gathered::Runs(flow) => return flow,
                        Gathered::Work(next) | Gathered::Result(next) => next,
                    };
                    match self.settle_within(thread, next) {
                        Within::Settled(Settled::Ready(ready)) | Within::Deliver(ready) => result = ready,
                        Within::Settled(Settled::Flow(flow)) => return flow,
                    }
                }
                Some(Entry::Frame(frame)) => {
                    let value = match result {
                        Ok(value) => value,
                        Err(error) => {
                            if pending_catches(frame.pending)
                                && let Some(value) = stop_value(self, &error)
                            {
                                return self.deliver_stop(thread, value);
                            }
                            return self.unwind(thread, error, true);
                        }
                    };
                    if let Pending::JumpBool { .. }
                    | Pending::StoreBool { .. }
                    | Pending::Iterator { .. }
                    | Pending::Awaitable { .. } = frame.pending
                    {
                        let answer = match frame.pending {
                            Pending::Iterator { .. } => super::iterate::iterator_answer,
                            Pending::Awaitable { .. } => crate::async_generator::await_answer,
                            _ => super::operator::bool_answer,
                        };
                        frame.pending = match frame.pending {
                            Pending::JumpBool { offset, when } => Pending::Jump { offset, when },
                            Pending::StoreBool { dst, negate } => Pending::StoreTruth { dst, negate },
                            Pending::Iterator { dst } | Pending::Awaitable { dst } => Pending::Store(dst),
                            other => other,
                        };
                        let checked = answer(&Context { interpreter: self, thread }, value);
                        if let Err(error) = &checked {
                            self.chain(thread, error, false);
                        }
                        result = checked;
                        continue;
                    }
                    if let Pending::Operator { .. } | Pending::Condition { .. } = frame.pending {
                        frame.pending = match frame.pending {
                            Pending::Operator { dst } => Pending::Store(dst),
                            Pending::Condition { offset, when } => Pending::Jump { offset, when },
                            other => other,
                        };
                        if matches!(value, Value::NotImplemented)
                            && let Some(next) = self.ask_next(thread)
                        {
                            match self.settle_within(thread, next) {
                                Within::Settled(Settled::Ready(ready)) | Within::Deliver(ready) => {
                                    result = ready;
                                    continue;
                                }
                                Within::Settled(Settled::Flow(flow)) => return flow,
                            }
                        }
                        result = Ok(value);
                        continue;
                    }
                    let registers = frame.registers;
                    let store = |register: Reg, value: Value| {
                        // SAFETY: a register of the frame.
                        unsafe { Value::replace_at(registers.add(usize::from(register)), value) };
                    };
                    match frame.pending {
                        Pending::Store(dst) => store(dst, value),
                        Pending::ForLoop { dst, offset } => {
                            store(dst, value);
                            // SAFETY: the compiler's jumps stay within the code.
                            frame.ip = unsafe { frame.ip.offset(isize::from(offset)) };
                        }
                        // Have become others above.
                        Pending::Operator { .. }
                        | Pending::Condition { .. }
                        | Pending::JumpBool { .. }
                        | Pending::StoreBool { .. }
                        | Pending::Iterator { .. }
                        | Pending::Awaitable { .. } => {}
                        Pending::Discard => drop(value),
                        Pending::Method { base } => {
                            store(base, value);
                            store(base + 1, Value::Unbound);
                        }
                        Pending::Jump { offset, when } => {
                            let Some(truth) = crate::compare::truth_natively(self, &value) else {
                                let next = super::operator::truth(
                                    &mut Context { interpreter: self, thread },
                                    &value,
                                );
                                match self.settle(thread, next) {
                                    Settled::Ready(ready) => {
                                        result = ready;
                                        continue;
                                    }
                                    Settled::Flow(flow) => return flow,
                                }
                            };
                            if truth == when {
                                // SAFETY: the compiler's jumps stay within the code.
                                frame.ip = unsafe { frame.ip.offset(offset as isize) };
                            }
                        }
                        Pending::StoreTruth { dst, negate } => {
                            let Some(truth) = crate::compare::truth_natively(self, &value) else {
                                let next = super::operator::truth(
                                    &mut Context { interpreter: self, thread },
                                    &value,
                                );
                                match self.settle(thread, next) {
                                    Settled::Ready(ready) => {
                                        result = ready;
                                        continue;
                                    }
                                    Settled::Flow(flow) => return flow,
                                }
                            };
                            store(dst, Value::from(truth != negate));
                        }
                        Pending::Made { dst, first, count } => {
                            // SAFETY: registers of the frame, as the call has left them.
                            let mut taken = (0..=usize::from(count))
                                .map(|at| unsafe { (*registers.add(usize::from(first) - 1 + at)).take() });
                            let class = taken.next();
                            if let Some(Value::Class(class)) = &class
                                && !self.class_of(&value).is(class)
                            {
                                let args: Vec<Value> = taken.collect();
                                frame.pending = Pending::Store(dst);
                                let ctx = &mut Context { interpreter: self, thread };
                                let made = Ok(Done::Value(value));
                                let next = super::call::then_initialize(ctx, class, made, args, &[]);
                                match self.settle_within(thread, next) {
                                    Within::Settled(Settled::Ready(ready)) | Within::Deliver(ready) => {
                                        result = ready;
                                        continue;
                                    }
                                    Within::Settled(Settled::Flow(flow)) => return flow,
                                }
                            }
                            taken.for_each(drop);
                            store(dst, value);
                        }
                        Pending::YieldFrom { .. } => {
                            // The instruction runs again when the generator is resumed.
                            // SAFETY: `ip` is past the instruction.
                            frame.ip = unsafe { frame.ip.sub(1) };
                            return self.suspend_generator(thread, value);
                        }
                        Pending::Spread { base } => {
                            for (at, item) in
                                value.sequence_items().unwrap_or_default().into_iter().enumerate()
                            {
                                store(base + at as Reg, item);
                            }
                        }
                    }
                    return Flow::Run;
                }
            }
        }
    }

    /// The first method of the operator that the top frame is at has no answer: what the others say.
    #[cold]
    fn ask_next(&self, thread: &mut ThreadState) -> Option<NativeResult> {
        let Some(Entry::Frame(frame)) = thread.entries.last() else { return None };
        let (operation, a, b) = Operation::of(frame.code().code.ops.get(frame.instruction() as usize)?)?;
        // SAFETY: registers of the frame; its results are not stored yet, so the operands are there still.
        let value = |register: Reg| unsafe { (*frame.registers.add(usize::from(register))).clone() };
        let (a, b) = (value(a), b.map_or_else(Value::Int, value));
        Some(operation.after_first(&mut Context { interpreter: self, thread }, &a, &b))
    }

    /// Hands an item to the builtin that gathers on top of the stack, if there is one, and asks for more until Python code runs.
    /// Otherwise the builtin is taken off.
    fn gather_on(&self, thread: &mut ThreadState, item: Option<Result<Value, Value>>) -> Gathered {
        let mut item = item;
        loop {
            let Some(Entry::Gather(gather)) = thread.entries.last_mut() else { unreachable!("it is on top") };
            let mut end = false;
            match item.take() {
                None => {}
                Some(Err(error)) => {
                    let iterates = matches!(gather.source, Source::Composite(_) | Source::Filter { .. });
                    if !iterates || !self.is_instance(&error, &self.exceptions.stop_iteration) {
                        break self.gathered(thread, Err(error));
                    }
                    end = true;
                }
                Some(Ok(given)) => match gather.source.accept(self, given) {
                    Accepted::Nothing => {}
                    Accepted::Item(item) => match gather.gathering.take(self, item) {
                        Taken::More => {}
                        Taken::Done(value) => break self.gathered(thread, Ok(Done::Value(value))),
                        Taken::Ask(rest) => {
                            let Some(gather) = self.leave_gather(thread) else { unreachable!("just seen") };
                            let next = rest(&mut Context { interpreter: self, thread }, gather.source);
                            return Gathered::Result(next);
                        }
                    },
                    Accepted::Ask(answer, wanted, item) => {
                        let Some(gather) = self.leave_gather(thread) else { unreachable!("just seen") };
                        let ctx = &mut Context { interpreter: self, thread };
                        return Gathered::Result(gather.filter_by(ctx, &answer, wanted, item));
                    }
                },
            }
            match if end { Asked::End } else { self.ask_source(thread) } {
                Asked::Runs(flow) => return Gathered::Runs(flow),
                Asked::Given(given) => item = Some(given),
                Asked::Work(work) => return Gathered::Work(Ok(work)),
                Asked::End => {
                    let result = self.leave_gather(thread).map(|gather| gather.gathering.finish());
                    return Gathered::Result(Ok(Done::Value(result.unwrap_or_default())));
                }
            }
        }
    }

    fn gathered(&self, thread: &mut ThreadState, result: NativeResult) -> Gathered {
        self.leave_gather(thread);
        Gathered::Result(result)
    }

    /// Takes the builtin that gathers off the stack.
    fn leave_gather(&self, thread: &mut ThreadState) -> Option<Box<Gather>> {
        match thread.entries.pop() {
            Some(Entry::Gather(gather)) => Some(gather),
            _ => None,
        }
    }

    /// An iterator has ended: without the cost of a `StopIteration` where nobody looks at it.
    pub(crate) fn deliver_stop(&self, thread: &mut ThreadState, value: Value) -> Flow {
        if let Some(Entry::Gather(_)) = thread.entries.last()
            && let Some(gather) = self.leave_gather(thread)
        {
            return self.deliver(thread, Ok(gather.gathering.finish()));
        }
        if let Some(Entry::Frame(frame)) = thread.entries.last_mut() {
            match frame.pending {
                Pending::ForLoop { .. } => return Flow::Run,
                Pending::YieldFrom { dst } => {
                    // SAFETY: a register of the frame.
                    unsafe { Value::replace_at(frame.registers.add(usize::from(dst)), value) };
                    return Flow::Run;
                }
                _ => {}
            }
        }
        let args = if value.is_none() { Vec::new() } else { vec![value] };
        let stop = self.exception_with(&self.exceptions.stop_iteration, args);
        self.deliver(thread, Err(stop))
    }

    /// Raises an exception at the present instruction of the top frame.
    pub(crate) fn raise(&self, thread: &mut ThreadState, error: Value) -> Flow {
        self.chain(thread, &error, false);
        self.unwind(thread, error, true)
    }

    /// `__context__` of an exception that is raised while another is handled.
    pub(crate) fn chain(&self, thread: &ThreadState, error: &Value, replace: bool) {
        if thread.handled.is_unbound() || thread.handled.is(error) {
            return;
        }
        let Some(state) = error.as_exception() else { return };
        if !replace && !state.fields.lock().context.is_none() {
            return;
        }
        // A chain must not come back to the exception: CPython cuts it there.
        let mut at = thread.handled.clone();
        // A program may have closed a circle that the exception is not in: a second finger goes half as fast and is met there.
        let (mut slow, mut step) = (at.clone(), false);
        while let Some(inner) = at.as_exception().cloned() {
            let mut fields = inner.fields.lock();
            if fields.context.is(error) {
                fields.context = Value::None;
                break;
            }
            let next = fields.context.clone();
            drop(fields);
            at = next;
            if step {
                let next = slow.as_exception().map(|inner| inner.fields.lock().context.clone());
                slow = next.unwrap_or_default();
                if slow.is(&at) {
                    break;
                }
            }
            step = !step;
        }
        let old = std::mem::replace(&mut state.fields.lock().context, thread.handled.clone());
        drop(old);
    }

    /// Looks for a handler from the top frame down. `record`: the top frame goes into the traceback.
    pub(crate) fn unwind(&self, thread: &mut ThreadState, error: Value, record: bool) -> Flow {
        let mut error = error;
        let mut record = record;
        loop {
            match thread.entries.last_mut() {
                Some(Entry::Frame(frame)) => {
                    let instruction = frame.instruction();
                    if record {
                        self.add_traceback(frame, instruction, &error);
                    }
                    record = true;
                    let handlers = &frame.function.code.code.handlers;
                    let handler =
                        handlers.iter().find(|h| h.start <= instruction && instruction < h.end).copied();
                    if let Some(handler) = handler {
                        // SAFETY: a register of the frame, an instruction of its code.
                        unsafe {
                            Value::replace_at(frame.registers.add(usize::from(handler.exc)), error);
                            frame.ip = frame.code().code.ops.as_ptr().add(handler.handler as usize);
                        }
                        return Flow::Run;
                    }
                    let what = frame.function.code.code.asynchronous;
                    let left = self.pop_frame(thread);
                    let was_generator = !matches!(left, Left::Function);
                    let stops = |class| self.is_instance(&error, class);
                    if was_generator
                        && (stops(&self.exceptions.stop_iteration)
                            || what == Some(Asynchronous::Generator)
                                && stops(&self.exceptions.stop_async_iteration))
                    {
                        let kind = crate::generator::kind(what);
                        let name = self.class_of(&error).name.clone();
                        let runtime = self.exception(
                            &self.exceptions.runtime_error,
                            format!("{kind} raised {}", name.as_str()),
                        );
                        if let Some(state) = runtime.as_exception() {
                            let mut fields = state.fields.lock();
                            fields.cause = error.clone();
                            fields.context = error.clone();
                            fields.suppress_context = true;
                        }
                        error = runtime;
                    } else if let Left::AsyncGenerator(ended) = left {
                        match ended.raised(self, error) {
                            Ok(()) => return self.deliver_stop(thread, Value::None),
                            Err(goes_on) => error = goes_on,
                        }
                    }
                    // A loop over an iterator takes a StopIteration for its end.
                    if let Some(Entry::Frame(frame)) = thread.entries.last()
                        && pending_catches(frame.pending)
                        && let Some(value) = stop_value(self, &error)
                    {
                        return self.deliver_stop(thread, value);
                    }
                }
                Some(Entry::Then(_) | Entry::Gather(_)) | None => return self.deliver(thread, Err(error)),
            }
        }
    }

    fn add_traceback(&self, frame: &Frame, instruction: u32, error: &Value) {
        let Some(state) = error.as_exception() else { return };
        // "Did you mean" wants the local names.
        let named = self.is_instance(error, &self.exceptions.name_error);
        let mut fields = state.fields.lock();
        let next = std::mem::replace(&mut fields.traceback, Value::None);
        let locals = if named && next.is_none() { frame.locals() } else { Vec::new() };
        fields.traceback = Value::Traceback(Ref::new(Traceback {
            next: Guard::new(next),
            function: frame.function.clone(),
            instruction,
            locals,
        }));
    }

    /// Takes the top frame off.
    #[inline]
    pub(crate) fn pop_frame(&self, thread: &mut ThreadState) -> Left {
        let Some(Entry::Frame(mut frame)) = thread.entries.pop() else { unreachable!("a frame is on top") };
        thread.frames -= 1;
        if let Some(outer) = frame.outer_handled.take() {
            thread.handled = outer;
        }
        match frame.extra.take().map(|extra| *extra) {
            Some(Extra { registers: Some(registers), generator, .. }) => {
                let mut left = Left::Generator;
                if let Some(generator) = generator {
                    *generator.state.lock() = GeneratorState::finished();
                    if generator.is_asynchronous() {
                        left = Left::AsyncGenerator(generator.steps.end());
                    }
                }
                drop(registers);
                left
            }
            _ => {
                let count = usize::from(frame.function.code.code.registers);
                // SAFETY: the frame's own window.
                unsafe { clear_registers(frame.registers, count) };
                thread.registers.pop(count);
                Left::Function
            }
        }
    }

    /// Whether the value is an exception object.
    pub(crate) fn is_exception(value: &Value) -> bool {
        matches!(value, Value::Instance(instance) if instance.class.has(flag::EXCEPTION))
    }
}

fn pending_catches(pending: Pending) -> bool {
    matches!(pending, Pending::ForLoop { .. } | Pending::YieldFrom { .. })
}

/// Makes registers unbound. Whether an object was freed and something is to be done before the next instruction.
///
/// # Safety
/// `registers` points to so many values of the thread's own.
#[inline(always)]
pub(crate) unsafe fn clear_registers(registers: *mut Value, count: usize) -> bool {
    let mut signalled = false;
    for register in 0..count {
        // SAFETY: by contract.
        signalled |= unsafe { Value::replace_at(registers.add(register), Value::Unbound) };
    }
    signalled
}

//! The interpreter loop.

use std::sync::atomic::Ordering;

use interleave_lang::bytecode::{BinaryOp, CompareOp, Conversion, NO_REG, Op, Reg, UnaryOp};
use smallvec::SmallVec;

use crate::arithmetic::{floor_div, modulo};
use crate::async_generator;
use crate::class::{Class, Recipe, flag};
use crate::code::Site;
use crate::compare::truth_natively;
use crate::dict::{Dict, Key};
use crate::frame::{Entry, Frame, Pending};
use crate::gather::Source;
use crate::guard::Guard;
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::interpreter::deliver::{Flow, Left, Settled, clear_registers};
use crate::interpreter::operator::Operation;
use crate::interpreter::{attribute, call, import, item, iterate, matching, operator, render, space, spread};
use crate::iterator::{IteratorState, NativeIterator, Step};
use crate::modules::tuple_field::TupleField;
use crate::native::{Args, Context, Done, NativeFunction, NativeResult};
use crate::objects::{Cell, Function, FunctionState, Slice, Tuple};
use crate::reference::Ref;
use crate::request::{Answer, Exit};
use crate::string::Name;
use crate::thread_state::{RunState, ThreadState};
use crate::value::{Truth, Value};

/// How many instructions beyond its budget a thread may execute to finish what CPython does in C. Who does more at once
/// (`list(itertools.count())`) must still be stopped when somebody wants it.
const MOST_MORE: u32 = 1 << 20;

impl Interpreter {
    /// Executes at most `budget` instructions of a thread, and those that finish what CPython does in C.
    pub fn run(&self, thread: &mut ThreadState, budget: u32) -> Exit {
        self.run_thread(thread, budget, false)
    }

    /// Executes about `budget` instructions of a thread: when they are used up it goes on to where CPython 3.11 looks whether
    /// another thread wants the GIL, which is after a call, at the beginning of a function and after a jump backwards. So nobody
    /// comes between the load and the store of `x += 1`.
    pub fn run_to_check(&self, thread: &mut ThreadState, budget: u32) -> Exit {
        self.run_thread(thread, budget, true)
    }

    fn run_thread(&self, thread: &mut ThreadState, budget: u32, to_check: bool) -> Exit {
        let _entered = self.heap.enter();
        let mut remaining = budget;
        // Instructions beyond the budget.
        let mut more = 0;
        // Whether the last instruction after the budget was one after which the thread may be left.
        let mut at_check = !to_check;
        let mut flow = match std::mem::replace(&mut thread.state, RunState::Ready) {
            RunState::Ready => Flow::Run,
            RunState::Start { callable, args } => match self.call(thread, callable, args, &[]) {
                Settled::Flow(flow) => flow,
                Settled::Ready(result) => self.deliver(thread, result),
            },
            RunState::Answered(then, answer) => self.take_answer(thread, then, answer),
            RunState::Signalled { then, again } => {
                let next = self.handle_signal(thread, then, again.map(|again| *again));
                match self.settle(thread, next) {
                    Settled::Ready(result) => self.deliver(thread, result),
                    Settled::Flow(flow) => flow,
                }
            }
            state @ (RunState::Waiting(_) | RunState::Ended) => {
                panic!(
                    "{}",
                    match state {
                        RunState::Ended => "a thread that has ended was run",
                        _ => "a thread was run before its request was answered",
                    }
                )
            }
        };
        loop {
            match flow {
                Flow::Exit(exit) => {
                    thread.instructions += u64::from(budget + more - remaining);
                    return exit;
                }
                Flow::Run => {}
            }
            if self.heap.signalled() {
                flow = self.attend(thread);
                continue;
            }
            if remaining == 0 {
                if more == MOST_MORE || at_check && !thread.is_indivisible() {
                    thread.instructions += u64::from(budget + more);
                    return Exit::Budget;
                }
                more += 1;
                remaining = 1;
            }
            if let Some((class, message)) = thread.interrupt.take() {
                let error = self.interrupt_error(&class, message);
                flow = self.raise(thread, error);
                continue;
            }
            if let Some(signal) = thread.signals.pop_front() {
                flow = self.finish(thread, Pending::Discard, self.call_handler(signal));
                continue;
            }
            if more == 0 || !to_check {
                flow = self.run_frames(thread, &mut remaining);
                continue;
            }
            let before = thread.place();
            flow = self.run_frames(thread, &mut remaining);
            at_check = match (before, thread.place()) {
                (Some(before), Some(now)) => before.is_check(&now),
                _ => false,
            };
        }
    }

    fn take_answer(
        &self,
        thread: &mut ThreadState,
        then: Option<crate::native::Then>,
        answer: Answer,
    ) -> Flow {
        let result = match (thread.interrupt.take(), answer) {
            // The request was abandoned: whoever waits for the answer gets the exception.
            (Some((class, message)), _) => {
                let error = self.interrupt_error(&class, message);
                self.chain(thread, &error, false);
                Err(error)
            }
            (None, answer) => self.answer_value(thread, answer),
        };
        match then {
            Some(then) => {
                let next = then(&mut Context { interpreter: self, thread }, result);
                match self.settle(thread, next) {
                    Settled::Ready(result) => self.deliver(thread, result),
                    Settled::Flow(flow) => flow,
                }
            }
            None => self.deliver(thread, result),
        }
    }

    fn interrupt_error(&self, class: &str, message: String) -> Value {
        let class = self.exception_class(class).unwrap_or_else(|| self.exceptions.runtime_error.clone());
        let args = if message.is_empty() { Vec::new() } else { vec![Value::str(message)] };
        self.exception_with(&class, args)
    }

    /// What a request's answer is in Python.
    pub(crate) fn answer_value(&self, thread: &ThreadState, answer: Answer) -> Result<Value, Value> {
        match answer {
            Answer::None => Ok(Value::None),
            Answer::Bool(b) => Ok(Value::from(b)),
            Answer::Int(i) => Ok(Value::Int(i)),
            Answer::Float(f) => Ok(Value::from(f)),
            Answer::Text(text) => Ok(Value::str(text)),
            Answer::Bytes(bytes) => Ok(Value::bytes(bytes)),
            Answer::Ints(ints) => Ok(Value::tuple(ints.into_iter().map(Value::Int).collect::<Vec<_>>())),
            Answer::Raise { class, message, errno } => {
                let class =
                    self.exception_class(&class).unwrap_or_else(|| self.exceptions.runtime_error.clone());
                let mut args = Vec::new();
                if let Some(errno) = errno {
                    args.push(Value::Int(i64::from(errno)));
                }
                if !message.is_empty() {
                    args.push(Value::str(message));
                }
                let error = self.exception_with(&class, args);
                self.chain(thread, &error, false);
                Err(error)
            }
        }
    }

    /// Runs the frames on top of the stack until something else is to be done, or `remaining` instructions are used up.
    #[allow(clippy::too_many_lines)]
    fn run_frames(&self, thread: &mut ThreadState, remaining: &mut u32) -> Flow {
        // The running frame's essentials. `frame` points into `thread.entries` and is renewed after each change there.
        let mut frame: *mut Frame;
        let mut registers: *mut Value;
        let mut ip: *const Op;
        let mut left = *remaining;
        // Instructions that are left although `left` says 0: the heap's signal is attended to first.
        let mut put_off = 0;

        macro_rules! enter {
            () => {
                match thread.entries.last_mut() {
                    Some(Entry::Frame(top)) => {
                        frame = top;
                        registers = top.registers;
                        ip = top.ip;
                    }
                    _ => unreachable!("the top of the stack is a frame"),
                }
            };
        }
        // The compiler's output is verified: registers named by the code are within its window, and jumps within the code.
        // The window and the top frame belong to this thread alone.
        macro_rules! reg {
            ($register:expr) => {{
                // SAFETY: see above.
                unsafe { &*registers.add(usize::from($register)) }
            }};
        }
        // Ends the run of instructions after this one.
        macro_rules! attend {
            () => {{
                put_off += left;
                left = 0;
            }};
        }
        macro_rules! attend_if_signalled {
            () => {
                if self.heap.signalled() {
                    attend!();
                }
            };
        }
        // Drops a value that was taken out of an object.
        macro_rules! discard {
            ($value:expr) => {
                if $value.discard() {
                    attend!();
                }
            };
        }
        macro_rules! set {
            ($register:expr, $value:expr) => {{
                let value = $value;
                // SAFETY: see above.
                if unsafe { Value::replace_at(registers.add(usize::from($register)), value) } {
                    attend!();
                }
            }};
        }
        // Moves a value out of its register.
        macro_rules! take {
            ($register:expr) => {{
                // SAFETY: see above.
                unsafe { (*registers.add(usize::from($register))).take() }
            }};
        }
        // Where a register is.
        macro_rules! at {
            ($register:expr) => {{
                // SAFETY: see above.
                unsafe { registers.add(usize::from($register)) }
            }};
        }
        // Makes a run of registers unbound.
        macro_rules! clear {
            ($register:expr, $count:expr) => {{
                let (first, count) = (at!($register), usize::from($count));
                // SAFETY: see above.
                unsafe { clear_registers(first, count) }
            }};
        }
        // A run of registers as arguments. Native code changes no registers, so they stay as they are while it runs.
        macro_rules! arguments {
            ($register:expr, $count:expr) => {{
                let (first, count) = (at!($register), $count);
                // SAFETY: see above.
                Args::new(unsafe { std::slice::from_raw_parts(first, count) }, &[])
            }};
        }
        macro_rules! frame {
            () => {{
                // SAFETY: `frame` is the top frame: it is renewed whenever the stack changes.
                unsafe { &mut *frame }
            }};
        }
        macro_rules! jump {
            ($offset:expr) => {{
                // SAFETY: see above.
                ip = unsafe { ip.offset($offset as isize) }
            }};
        }
        macro_rules! save {
            () => {
                frame!().ip = ip
            };
        }
        macro_rules! ctx {
            () => {
                &mut Context { interpreter: self, thread: &mut *thread }
            };
        }
        macro_rules! code {
            () => {{
                let code = std::ptr::from_ref(frame!().code());
                // SAFETY: the frame keeps its function alive, and that its code, while the instruction is executed.
                unsafe { &*code }
            }};
        }
        macro_rules! site {
            ($site:expr) => {{
                let code = code!();
                // SAFETY: the code is verified: it has the sites that its instructions name.
                let site: &Site = unsafe { code.sites.get_unchecked($site as usize) };
                site
            }};
        }
        // Goes on after something that may have changed the stack.
        macro_rules! follow {
            ($flow:expr) => {
                break After::Flow($flow)
            };
        }
        // Leaves the fast path: native work whose result goes where `pending` says.
        macro_rules! finish {
            ($pending:expr, $result:expr) => {{
                save!();
                let result: NativeResult = $result;
                break After::Result($pending, result);
            }};
        }
        macro_rules! raise {
            ($error:expr) => {{
                save!();
                let error = $error;
                follow!(self.raise(thread, error));
            }};
        }
        // What a cell holds.
        macro_rules! load_cell {
            ($dst:expr, $cell:expr) => {{
                let cell = $cell;
                let value = match reg!(cell) {
                    Value::Cell(content) => content.content.lock().clone(),
                    _ => Value::Unbound,
                };
                if value.is_unbound() {
                    raise!(self.unbound_cell(code!(), cell));
                }
                set!($dst, value);
            }};
        }
        macro_rules! arithmetic {
            ($op:ident, $checked:ident, $sign:tt, $dst:expr, $a:expr, $b:expr) => {{
                let (a, b) = (reg!($a), reg!($b));
                match (a, b) {
                    (Value::Int(x), Value::Int(y)) => {
                        if let Some(result) = x.$checked(*y) {
                            set!($dst, Value::Int(result));
                            continue;
                        }
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        let result = x.get() $sign y.get();
                        set!($dst, Value::from(result));
                        continue;
                    }
                    (Value::Float(x), Value::Int(y)) => {
                        let result = x.get() $sign *y as f64;
                        set!($dst, Value::from(result));
                        continue;
                    }
                    (Value::Int(x), Value::Float(y)) => {
                        let result = *x as f64 $sign y.get();
                        set!($dst, Value::from(result));
                        continue;
                    }
                    _ => {}
                }
                operator!(Pending::Operator { dst: $dst }, Operation::Binary(BinaryOp::$op), a, b);
                finish!(Pending::Store($dst), operator::binary(ctx!(), BinaryOp::$op, a, b));
            }};
        }
        macro_rules! int_arithmetic {
            ($op:ident, $checked:ident, $sign:tt, $dst:expr, $a:expr, $value:expr, $in_place:expr) => {{
                let a = reg!($a);
                match a {
                    Value::Int(x) => {
                        if let Some(result) = x.$checked(i64::from($value)) {
                            set!($dst, Value::Int(result));
                            continue;
                        }
                    }
                    Value::Float(x) => {
                        let result = x.get() $sign f64::from($value);
                        set!($dst, Value::from(result));
                        continue;
                    }
                    _ => {}
                }
                let b = Value::Int(i64::from($value));
                let operation =
                    if $in_place { Operation::InPlace(BinaryOp::$op) } else { Operation::Binary(BinaryOp::$op) };
                operator!(Pending::Operator { dst: $dst }, operation, a, &b);
                if $in_place {
                    finish!(Pending::Store($dst), operator::in_place(ctx!(), BinaryOp::$op, a, &b));
                }
                finish!(Pending::Store($dst), operator::binary(ctx!(), BinaryOp::$op, a, &b));
            }};
        }
        macro_rules! int_compare {
            ($op:expr, $x:expr, $y:expr) => {
                match $op {
                    CompareOp::Lt => $x < $y,
                    CompareOp::Le => $x <= $y,
                    CompareOp::Gt => $x > $y,
                    CompareOp::Ge => $x >= $y,
                    CompareOp::Eq | CompareOp::Is => $x == $y,
                    _ => $x != $y,
                }
            };
        }
        macro_rules! float_compare {
            ($op:expr, $x:expr, $y:expr) => {
                match $op {
                    CompareOp::Lt => $x < $y,
                    CompareOp::Le => $x <= $y,
                    CompareOp::Gt => $x > $y,
                    CompareOp::Ge => $x >= $y,
                    CompareOp::Eq => $x == $y,
                    _ => $x != $y,
                }
            };
        }
        macro_rules! compare_jump {
            ($op:expr, $a:expr, $b:expr, $offset:expr, $when:expr) => {{
                let (a, b) = (reg!($a), reg!($b));
                let truth = match (a, b) {
                    (Value::Int(x), Value::Int(y)) => int_compare!($op, *x, *y),
                    (Value::Float(x), Value::Float(y))
                        if !matches!($op, CompareOp::Is | CompareOp::IsNot) =>
                    {
                        float_compare!($op, x.get(), y.get())
                    }
                    _ => match self.compare_fast($op, a, b) {
                        Some(truth) => truth,
                        None => {
                            let offset = i32::from($offset);
                            let condition = Pending::Condition { offset, when: $when };
                            operator!(condition, Operation::Compare($op), a, b);
                            if let (CompareOp::In | CompareOp::NotIn, Value::Instance(_)) = ($op, b) {
                                let mut args = [b.clone(), a.clone()];
                                let when = $when == ($op == CompareOp::In);
                                special!(Pending::Jump { offset, when }, &self.names.contains, args);
                            }
                            finish!(
                                Pending::Jump { offset, when: $when },
                                operator::compare(ctx!(), $op, a, b)
                            )
                        }
                    },
                };
                if truth == $when {
                    jump!($offset);
                }
                continue;
            }};
        }
        macro_rules! compare_int_jump {
            ($op:expr, $a:expr, $value:expr, $offset:expr, $when:expr) => {{
                let a = reg!($a);
                let truth = match a {
                    Value::Int(x) => int_compare!($op, *x, i64::from($value)),
                    _ => {
                        let b = Value::Int(i64::from($value));
                        match self.compare_fast($op, a, &b) {
                            Some(truth) => truth,
                            None => {
                                let offset = i32::from($offset);
                                let condition = Pending::Condition { offset, when: $when };
                                operator!(condition, Operation::Compare($op), a, &b);
                                finish!(
                                    Pending::Jump { offset, when: $when },
                                    operator::compare(ctx!(), $op, a, &b)
                                )
                            }
                        }
                    }
                };
                if truth == $when {
                    jump!($offset);
                }
                continue;
            }};
        }
        // Calls what is in `base` with the `count` registers from `first` on.
        macro_rules! call {
            ($dst:expr, $base:expr, $first:expr, $count:expr) => {{
                let first = $first;
                let count: usize = $count;
                match reg!($base) {
                    Value::Function(function)
                        if function.takes_as_they_are(count)
                            && thread.depth() < self.recursion_limit() =>
                    {
                        save!();
                        frame!().pending = Pending::Store($dst);
                        let Value::Function(function) = take!($base) else { unreachable!("just matched") };
                        let arguments = at!(first);
                        ip = function.code.code.ops.as_ptr();
                        (frame, registers) = self.push_plain(thread, function, arguments, count, None);
                        continue;
                    }
                    Value::NativeFunction(function) => {
                        save!();
                        let result = function.invoke(ctx!(), &arguments!(first, count));
                        clear!($base, usize::from(first - $base) + count);
                        match result {
                            Ok(Done::Value(value)) => {
                                set!($dst, value);
                                attend_if_signalled!();
                                continue;
                            }
                            other => finish!(Pending::Store($dst), other),
                        }
                    }
                    Value::Class(class) if count == 1 && class.is(&self.types.type_) => {
                        let class = Value::Class(self.class_of(reg!(first)).clone());
                        clear!($base, usize::from(first - $base) + count);
                        set!($dst, class);
                        continue;
                    }
                    Value::Class(class) => match self.recipe(class) {
                        Recipe::Init(init)
                            if init.takes_as_they_are(count + 1)
                                && thread.depth() < self.recursion_limit() =>
                        {
                            save!();
                            frame!().pending = Pending::Store($dst);
                            let object = Ref::new(Instance::new(class.clone(), Value::Unbound));
                            // The receiver lies before the arguments: in `base`, or in the free register after it.
                            set!($base, Value::Unbound);
                            set!(first - 1, Value::Instance(object.clone()));
                            let arguments = at!(first - 1);
                            ip = init.code.code.ops.as_ptr();
                            (frame, registers) =
                                self.push_plain(thread, init, arguments, count + 1, Some(object));
                            continue;
                        }
                        Recipe::New(new)
                            if new.takes_as_they_are(count + 1)
                                && thread.depth() < self.recursion_limit() =>
                        {
                            save!();
                            frame!().pending = Pending::Made { dst: $dst, first, count: count as u16 };
                            let class = Value::Class(class.clone());
                            set!($base, Value::Unbound);
                            set!(first - 1, class);
                            // The arguments stay, for the `__init__` of what may come of it.
                            let from = at!(first - 1);
                            let mut args: SmallVec<[Value; 6]> =
                                // SAFETY: registers of the frame.
                                (0..=count).map(|at| unsafe { (*from.add(at)).clone() }).collect();
                            ip = new.code.code.ops.as_ptr();
                            (frame, registers) =
                                self.push_plain(thread, new, args.as_mut_ptr(), count + 1, None);
                            continue;
                        }
                        Recipe::Object if count == 0 => {
                            let object = Ref::new(Instance::new(class.clone(), Value::Unbound));
                            set!($base, Value::Unbound);
                            set!($dst, Value::Instance(object));
                            continue;
                        }
                        Recipe::Exception => {
                            let args = take_run(registers, first, count as u16);
                            let error = self.exception_with(class, args);
                            set!($base, Value::Unbound);
                            set!($dst, error);
                            continue;
                        }
                        Recipe::Native { new, init } if first == $base + 1 => {
                            save!();
                            let (class, place) = (class.clone(), at!($base));
                            // SAFETY: the arguments lie in the registers after `base`.
                            let result = unsafe {
                                self.make_natively(thread, &class, &new, init.as_deref(), place, count, &[])
                            };
                            match result {
                                Ok(Done::Value(value)) => {
                                    set!($dst, value);
                                    continue;
                                }
                                other => finish!(Pending::Store($dst), other),
                            }
                        }
                        _ => {}
                    },
                    _ => {}
                }
                save!();
                let callable = take!($base);
                frame!().pending = Pending::Store($dst);
                let arguments = at!(first);
                // SAFETY: the arguments lie in the registers from `first` on; the one before is free now.
                follow!(unsafe { self.call_registers(thread, callable, arguments, count, &[]) });
            }};
        }
        // Enters the method in Python that an operator comes down to, if its operands have one.
        macro_rules! operator {
            ($pending:expr, $operation:expr, $a:expr, $b:expr) => {{
                let (a, b) = ($a, $b);
                if (matches!(a, Value::Instance(_)) || matches!(b, Value::Instance(_)))
                    && let Some((function, reflected)) = $operation.method(self, a, b)
                    && function.takes_as_they_are(2)
                    && thread.depth() < self.recursion_limit()
                {
                    let mut args = if reflected { [b.clone(), a.clone()] } else { [a.clone(), b.clone()] };
                    save!();
                    frame!().pending = $pending;
                    ip = function.code.code.ops.as_ptr();
                    (frame, registers) = self.push_plain(thread, function, args.as_mut_ptr(), 2, None);
                    std::mem::forget(args);
                    continue;
                }
            }};
        }
        // The generator on top yields: its frame, whose `ip` is saved, goes, and who resumed it goes on. Delegates in between too.
        macro_rules! yielded {
            ($value:expr) => {{
                let value = $value;
                match self.park_generators(thread) {
                    Some(Pending::ForLoop { dst, offset }) => {
                        enter!();
                        jump!(offset);
                        set!(dst, value);
                    }
                    Some(Pending::Store(dst)) => {
                        enter!();
                        set!(dst, value);
                    }
                    _ => follow!(self.deliver(thread, Ok(value))),
                }
                attend_if_signalled!();
                continue;
            }};
        }
        // Enters the special method of an instance, the first of these arguments, if that is a plain Python function.
        macro_rules! special {
            ($pending:expr, $name:expr, $args:expr) => {{
                save!();
                frame!().pending = $pending;
                if self.push_special(thread, $name, &mut $args) {
                    enter!();
                    continue;
                }
            }};
        }
        macro_rules! call_keyword {
            ($dst:expr, $base:expr, $first:expr, $shape:expr, $receiver:expr) => {{
                let first = $first;
                let code = code!();
                let positional = usize::from(code.code.call_shapes[usize::from($shape)].positional);
                let names = &code.call_names[usize::from($shape)];
                let count = positional + names.len() + $receiver;
                save!();
                let callable = take!($base);
                frame!().pending = Pending::Store($dst);
                let arguments = at!(first);
                // SAFETY: the arguments lie in the registers from `first` on; the one before is free now.
                follow!(unsafe { self.call_registers(thread, callable, arguments, count, names) });
            }};
        }

        enter!();
        loop {
            // What leaves the fast path comes out of this loop: so the way on is here once, not in each arm.
            let after = loop {
                if left == 0 {
                    save!();
                    *remaining = put_off;
                    return Flow::Run;
                }
                left -= 1;
                // Looked at where it lies: read as a whole, its fields would take up the processor's registers in every arm.
                // SAFETY: `ip` is within the code, which ends with a return.
                let op = unsafe { &*ip };
                jump!(1);
                match *op {
                    Op::LoadConst { dst, constant } => {
                        set!(dst, code!().constants[constant as usize].get().clone())
                    }
                    Op::LoadInt { dst, value } => set!(dst, Value::Int(i64::from(value))),
                    Op::LoadNone { dst } => set!(dst, Value::None),
                    Op::LoadBool { dst, value } => set!(dst, Value::from(value)),
                    Op::Move { dst, src } => set!(dst, reg!(src).clone()),
                    Op::CheckBound { reg } => {
                        if reg!(reg).is_unbound() {
                            let name = &code!().local_names[usize::from(reg)];
                            raise!(self.unbound_local(name));
                        }
                    }
                    Op::Unbind { reg } => set!(reg, Value::Unbound),

                    Op::LoadGlobal { dst, site } => {
                        let site = site!(site);
                        let function = &frame!().function;
                        let place = site.last().place.load(Ordering::Relaxed);
                        let known = place as u32 & BUILTIN == 0 && place != 0;
                        let found = function.globals.look(|globals| {
                            let hit = known && (place >> 32) as u32 == globals.current_version();
                            hit.then(|| globals.value_at(place as u32 as usize).clone())
                        });
                        if let Some(value) = found {
                            set!(dst, value);
                            continue;
                        }
                        let mut globals = function.globals.lock();
                        if (place >> 32) as u32 == globals.current_version() && place != 0 {
                            let position = place as u32;
                            drop(globals);
                            let builtins = self.builtins.lock();
                            if let Some(entry) = builtins.entry((position & !BUILTIN) as usize)
                                && entry.key.address() == site.name.address()
                            {
                                let value = entry.value.clone();
                                drop(builtins);
                                set!(dst, value);
                                continue;
                            }
                            drop(builtins);
                            globals = function.globals.lock();
                        }
                        if let Some(position) = globals.position_of_name(&site.name) {
                            let value = globals.value_at(position).clone();
                            let version = globals.version();
                            drop(globals);
                            site.last()
                                .place
                                .store(u64::from(version) << 32 | position as u64, Ordering::Relaxed);
                            set!(dst, value);
                            continue;
                        }
                        let version = globals.version();
                        drop(globals);
                        let builtins = self.builtins.lock();
                        if let Some(position) = builtins.position_of_name(&site.name) {
                            let value = builtins.value_at(position).clone();
                            drop(builtins);
                            let place = u64::from(version) << 32 | position as u64 | u64::from(BUILTIN);
                            site.last().place.store(place, Ordering::Relaxed);
                            set!(dst, value);
                            continue;
                        }
                        drop(builtins);
                        raise!(self.name_error(&site.name));
                    }
                    Op::StoreGlobal { src, site } => {
                        let site = site!(site);
                        let value = reg!(src).clone();
                        let function = &frame!().function;
                        let place = site.last().place.load(Ordering::Relaxed);
                        let mut globals = function.globals.lock();
                        if (place >> 32) as u32 == globals.current_version()
                            && place != 0
                            && place as u32 & BUILTIN == 0
                        {
                            let old = std::mem::replace(globals.value_at_mut(place as u32 as usize), value);
                            drop(globals);
                            discard!(old);
                            continue;
                        }
                        let old = globals.insert(Key::from(&site.name), value);
                        if old.is_some()
                            && let Some(position) = globals.position_of_name(&site.name)
                        {
                            let version = globals.version();
                            site.last()
                                .place
                                .store(u64::from(version) << 32 | position as u64, Ordering::Relaxed);
                        }
                        drop(globals);
                        discard!(old.unwrap_or_default());
                    }
                    Op::DeleteGlobal { site } => {
                        let site = site!(site);
                        match frame!().function.globals.remove_name(&site.name) {
                            Some(old) => discard!(old),
                            None => raise!(self.name_error(&site.name)),
                        }
                    }
                    Op::LoadName { dst, site } => {
                        let site = site!(site);
                        if let Some(mapping) = frame!().mapping() {
                            let globals = frame!().function.globals.clone();
                            finish!(Pending::Store(dst), space::load(ctx!(), mapping, &site.name, globals));
                        }
                        match self.load_name(frame!(), &site.name) {
                            Some(value) => set!(dst, value),
                            None => raise!(self.name_error(&site.name)),
                        }
                    }
                    Op::StoreName { src, site } => {
                        let site = site!(site);
                        let value = reg!(src).clone();
                        if let Some(mapping) = frame!().mapping() {
                            finish!(
                                Pending::Discard,
                                item::set(ctx!(), mapping, &site.name.to_value(), value)
                            );
                        }
                        namespace(frame!()).set_name(&site.name, value);
                        attend_if_signalled!();
                    }
                    Op::DeleteName { site } => {
                        let site = site!(site);
                        if let Some(mapping) = frame!().mapping() {
                            finish!(Pending::Discard, space::delete(ctx!(), mapping, &site.name));
                        }
                        match namespace(frame!()).remove_name(&site.name) {
                            Some(old) => discard!(old),
                            None => raise!(self.name_error(&site.name)),
                        }
                    }
                    Op::MakeCell { reg } => {
                        let content = reg!(reg).clone();
                        set!(reg, Value::Cell(Ref::new(Cell { content: Guard::new(content) })));
                    }
                    Op::LoadCell { dst, cell } => load_cell!(dst, cell),
                    Op::LoadNameOrCell { dst, cell, site } => {
                        let site = site!(site);
                        if let Some(mapping) = frame!().mapping() {
                            let cell = reg!(cell).clone();
                            finish!(
                                Pending::Store(dst),
                                space::load_or_cell(ctx!(), mapping, &site.name, cell)
                            );
                        }
                        if let Some(value) = namespace(frame!()).get_name(&site.name) {
                            set!(dst, value);
                            continue;
                        }
                        load_cell!(dst, cell);
                    }
                    Op::StoreCell { src, cell } => {
                        let value = reg!(src).clone();
                        if let Value::Cell(cell) = reg!(cell) {
                            let old = std::mem::replace(&mut *cell.content.lock(), value);
                            discard!(old);
                        }
                    }
                    Op::DeleteCell { cell } => {
                        let old = match reg!(cell) {
                            Value::Cell(content) => content.content.lock().take(),
                            _ => Value::Unbound,
                        };
                        if old.is_unbound() {
                            raise!(self.unbound_cell(code!(), cell));
                        }
                        discard!(old);
                    }

                    Op::LoadAttr { dst, obj, site } => {
                        let site = site!(site);
                        let object = reg!(obj);
                        if let Value::Instance(instance) = object {
                            let (entry, known, found) = instance.state.look(|state| {
                                let id = state.shape.id();
                                let entry = site.of_shape(id);
                                let known = entry.shape.load(Ordering::Relaxed);
                                let hit = (known >> 32) as u32 == id && known != 0;
                                (entry, known, hit.then(|| state.slots[known as u32 as usize].clone()))
                            });
                            if let Some(value) = found {
                                set!(dst, value);
                                continue;
                            }

                            // What the class has, where the object's shape does not have it.
                            let place = entry.place.load(Ordering::Relaxed);
                            if place != 0
                                && known != 0
                                && known == u64::from(instance.state.look(|state| state.shape.id()))
                                && let Some(found) = instance.class.cached((place >> 32) as u32, place as u32)
                            {
                                match found {
                                    Value::Property(property) => {
                                        if let Value::Function(getter) = property.getter()
                                            && getter.takes_as_they_are(1)
                                            && thread.depth() < self.recursion_limit()
                                        {
                                            let mut receiver = object.clone();
                                            save!();
                                            frame!().pending = Pending::Store(dst);
                                            ip = getter.code.code.ops.as_ptr();
                                            (frame, registers) =
                                                self.push_plain(thread, getter, &raw mut receiver, 1, None);
                                            continue;
                                        }
                                    }
                                    Value::Native(native) => {
                                        let field = native.data::<TupleField>();
                                        if let Some(item) = field.and_then(|field| field.of(object)) {
                                            set!(dst, item);
                                            continue;
                                        }
                                    }
                                    value if is_plain_attribute(&value) => {
                                        set!(dst, value);
                                        continue;
                                    }
                                    _ => {}
                                }
                            }
                        } else if let Value::Class(class) = object {
                            let place = site.last().place.load(Ordering::Relaxed);
                            if is_of_class(class, site.last().shape.load(Ordering::Relaxed))
                                && let Some(found) = class.cached((place >> 32) as u32, place as u32)
                            {
                                match found {
                                    Value::StaticMethod(wrapper) => set!(dst, wrapper.function.clone()),
                                    Value::ClassMethod(wrapper) => {
                                        let bound =
                                            attribute::bound_method(wrapper.function.clone(), object.clone());
                                        set!(dst, bound);
                                    }
                                    found => set!(dst, found),
                                }
                                continue;
                            }
                        } else if let Value::Module(module) = object {
                            let mut globals = module.globals.lock();
                            let place = site.last().place.load(Ordering::Relaxed);
                            if (place >> 32) as u32 == globals.current_version() && place != 0 {
                                let value = globals.value_at(place as u32 as usize).clone();
                                drop(globals);
                                set!(dst, value);
                                continue;
                            }
                            if let Some(position) = globals.position_of_name(&site.name) {
                                let value = globals.value_at(position).clone();
                                let version = globals.version();
                                drop(globals);
                                site.last()
                                    .place
                                    .store(u64::from(version) << 32 | position as u64, Ordering::Relaxed);
                                set!(dst, value);
                                continue;
                            }
                            drop(globals);
                        }
                        finish!(Pending::Store(dst), load_attribute(ctx!(), object, site));
                    }
                    Op::StoreAttr { src, obj, site } => {
                        let site = site!(site);
                        let object = reg!(obj);
                        let value = reg!(src).clone();
                        if let Value::Instance(instance) = object {
                            let mut state = instance.state.lock();
                            let known = site.of_shape(state.shape.id()).shape.load(Ordering::Relaxed);
                            if (known >> 32) as u32 == state.shape.id() && known != 0 {
                                let slot = known as u32;
                                if slot & NEW_SLOT == 0 {
                                    let old = std::mem::replace(&mut state.slots[slot as usize], value);
                                    drop(state);
                                    discard!(old);
                                    continue;
                                }
                                // The first assignment, as by other objects before: the shape after it is known.
                                let next = state.shape.transition((slot & !NEW_SLOT) as usize, &site.name);
                                if let Some(shape) = next {
                                    state.shape = shape;
                                    state.slots.push(value);
                                    continue;
                                }
                            }
                        }
                        if let Some(setter) = plain_setter(object, &site.name)
                            && setter.takes_as_they_are(2)
                            && thread.depth() < self.recursion_limit()
                        {
                            save!();
                            frame!().pending = Pending::Discard;
                            let mut args = [object.clone(), value];
                            ip = setter.code.code.ops.as_ptr();
                            (frame, registers) = self.push_plain(thread, setter, args.as_mut_ptr(), 2, None);
                            std::mem::forget(args);
                            continue;
                        }
                        finish!(Pending::Discard, store_attribute(ctx!(), object, site, value));
                    }
                    Op::DeleteAttr { obj, site } => {
                        let site = site!(site);
                        let object = reg!(obj);
                        finish!(Pending::Discard, attribute::set(ctx!(), object, &site.name, Value::Unbound));
                    }
                    Op::LoadMethod { base, obj, site } => {
                        let site = site!(site);
                        let object = reg!(obj);
                        let mut entry = site.last();
                        let class = match object {
                            Value::Instance(instance) => {
                                let id = instance.state.look(|state| state.shape.id());
                                entry = site.of_shape(id);
                                let fits = entry.shape.load(Ordering::Relaxed) == u64::from(id);
                                fits.then(|| &*instance.class)
                            }
                            Value::Class(_) | Value::Module(_) | Value::Super(_) | Value::Function(_) => None,
                            // What was found for a class itself is not yet bound as for its objects.
                            _ if site.last().shape.load(Ordering::Relaxed) >= OF_METACLASS => None,
                            other => Some(self.class_of(other)),
                        };
                        if let Some(class) = class {
                            let place = entry.place.load(Ordering::Relaxed);
                            if place != 0
                                && let Some(method) = class.cached((place >> 32) as u32, place as u32)
                            {
                                let (method, receiver) = match method {
                                    Value::StaticMethod(wrapper) => {
                                        (wrapper.function.clone(), Value::Unbound)
                                    }
                                    Value::ClassMethod(wrapper) => (
                                        wrapper.function.clone(),
                                        Value::Class(self.class_of(object).clone()),
                                    ),
                                    method => (method, object.clone()),
                                };
                                set!(base, method);
                                set!(base + 1, receiver);
                                continue;
                            }
                        }
                        if let Value::Class(class) = object
                            && is_of_class(class, site.last().shape.load(Ordering::Relaxed))
                        {
                            let place = site.last().place.load(Ordering::Relaxed);
                            if let Some(found) = class.cached((place >> 32) as u32, place as u32) {
                                let (method, receiver) = match found {
                                    Value::StaticMethod(wrapper) => {
                                        (wrapper.function.clone(), Value::Unbound)
                                    }
                                    Value::ClassMethod(wrapper) => (wrapper.function.clone(), object.clone()),
                                    found => (found, Value::Unbound),
                                };
                                set!(base, method);
                                set!(base + 1, receiver);
                                continue;
                            }
                        }
                        if let Value::Module(module) = object {
                            let globals = module.globals.lock();
                            let place = site.last().place.load(Ordering::Relaxed);
                            if (place >> 32) as u32 == globals.current_version() && place != 0 {
                                let value = globals.value_at(place as u32 as usize).clone();
                                drop(globals);
                                set!(base, value);
                                set!(base + 1, Value::Unbound);
                                continue;
                            }
                        }
                        save!();
                        match self.load_method(thread, object, site) {
                            Ok((method, receiver)) => {
                                set!(base, method);
                                set!(base + 1, receiver);
                            }
                            Err(result) => finish!(Pending::Method { base }, *result),
                        }
                    }
                    Op::LoadSuperAttr { dst, base, site } => {
                        let site = site!(site);
                        let (class, receiver) = (reg!(base).clone(), reg!(base + 1).clone());
                        if class.is_unbound() || receiver.is_unbound() {
                            raise!(self.exception(&self.exceptions.runtime_error, "super(): no arguments"));
                        }
                        save!();
                        let made =
                            attribute::make_super(&Context { interpreter: self, thread }, &class, &receiver);
                        match made {
                            Ok(bound) => {
                                finish!(
                                    Pending::Store(dst),
                                    attribute::get_plainly(ctx!(), &bound, &site.name)
                                );
                            }
                            Err(error) => raise!(error),
                        }
                    }
                    Op::LoadItem { dst, obj, key } => {
                        let (object, key) = (reg!(obj), reg!(key));
                        match (object, key) {
                            (Value::List(list), Value::Int(index)) => {
                                let items = list.lock();
                                let at =
                                    if *index < 0 { index.wrapping_add(items.len() as i64) } else { *index };
                                if let Some(value) = items.get(at as usize) {
                                    let value = value.clone();
                                    drop(items);
                                    set!(dst, value);
                                    continue;
                                }
                            }
                            (Value::Tuple(items), Value::Int(index)) => {
                                let at =
                                    if *index < 0 { index.wrapping_add(items.len() as i64) } else { *index };
                                if let Some(value) = items.get(at as usize) {
                                    set!(dst, value.clone());
                                    continue;
                                }
                            }
                            (Value::Dict(dict), Value::Str(text)) => {
                                let table = dict.lock();
                                let found = table.get_text(text).cloned();
                                drop(table);
                                if let Some(value) = found {
                                    set!(dst, value);
                                    continue;
                                }
                            }
                            (Value::Dict(dict), Value::Int(index)) => {
                                let found = dict.lock().get_int(*index).cloned();
                                if let Some(value) = found {
                                    set!(dst, value);
                                    continue;
                                }
                            }
                            (Value::Instance(instance), _) => {
                                if let Some(value) = item::get_at_once(self, instance, key) {
                                    set!(dst, value);
                                    continue;
                                }
                                let mut args = [object.clone(), key.clone()];
                                special!(Pending::Store(dst), &self.names.getitem, args);
                            }
                            _ => {}
                        }
                        finish!(Pending::Store(dst), item::get(ctx!(), object, key));
                    }
                    Op::StoreItem { src, obj, key } => {
                        let (object, key) = (reg!(obj), reg!(key));
                        let value = reg!(src).clone();
                        if let (Value::List(list), Value::Int(index)) = (object, key) {
                            let mut items = list.lock();
                            let at = if *index < 0 { index.wrapping_add(items.len() as i64) } else { *index };
                            if let Some(place) = items.get_mut(at as usize) {
                                let old = std::mem::replace(place, value);
                                drop(items);
                                discard!(old);
                                continue;
                            }
                        } else if let Value::Dict(dict) = object
                            && let Some(hash) = plain_hash(key)
                        {
                            let mut table = dict.lock();
                            if !table.is_exotic() {
                                let key = Key { value: key.clone(), hash, resolved: false, exotic: false };
                                let old = table.insert(key, value);
                                drop(table);
                                discard!(old.unwrap_or_default());
                                continue;
                            }
                        }
                        if let Value::Instance(instance) = object {
                            if item::set_at_once(self, instance, key, &value) {
                                attend_if_signalled!();
                                continue;
                            }
                            let mut args = [object.clone(), key.clone(), value.clone()];
                            special!(Pending::Discard, &self.names.setitem, args);
                        }
                        finish!(Pending::Discard, item::set(ctx!(), object, key, value));
                    }
                    Op::DeleteItem { obj, key } => {
                        let (object, key) = (reg!(obj), reg!(key));
                        finish!(Pending::Discard, item::delete(ctx!(), object, key));
                    }
                    Op::BuildSlice { dst, base } => {
                        let slice = Slice {
                            start: reg!(base).clone(),
                            stop: reg!(base + 1).clone(),
                            step: reg!(base + 2).clone(),
                        };
                        set!(dst, Value::Slice(Ref::new(slice)));
                    }

                    Op::Add { dst, a, b } => {
                        if let (Value::Int(x), Value::Int(y)) = (reg!(a), reg!(b)) {
                            if let Some(result) = x.checked_add(*y) {
                                set!(dst, Value::Int(result));
                                continue;
                            }
                        } else if let (Value::Str(x), Value::Str(y)) = (reg!(a), reg!(b)) {
                            let mut text = String::with_capacity(x.as_str().len() + y.as_str().len());
                            text.push_str(x.as_str());
                            text.push_str(y.as_str());
                            set!(dst, Value::str(text));
                            continue;
                        }
                        arithmetic!(Add, checked_add, +, dst, a, b)
                    }
                    Op::Sub { dst, a, b } => arithmetic!(Sub, checked_sub, -, dst, a, b),
                    Op::Mul { dst, a, b } => arithmetic!(Mul, checked_mul, *, dst, a, b),
                    Op::Mod { dst, a, b } => {
                        let (a, b) = (reg!(a), reg!(b));
                        if let (Value::Int(x), Value::Int(y)) = (a, b)
                            && *y != 0
                        {
                            let result = modulo(*x, *y);
                            set!(dst, Value::Int(result));
                            continue;
                        }
                        operator!(Pending::Operator { dst }, Operation::Binary(BinaryOp::Mod), a, b);
                        finish!(Pending::Store(dst), operator::binary(ctx!(), BinaryOp::Mod, a, b));
                    }
                    Op::FloorDiv { dst, a, b } => {
                        let (a, b) = (reg!(a), reg!(b));
                        if let (Value::Int(x), Value::Int(y)) = (a, b)
                            && *y != 0
                            && let Some(result) = floor_div(*x, *y)
                        {
                            set!(dst, Value::Int(result));
                            continue;
                        }
                        operator!(Pending::Operator { dst }, Operation::Binary(BinaryOp::FloorDiv), a, b);
                        finish!(Pending::Store(dst), operator::binary(ctx!(), BinaryOp::FloorDiv, a, b));
                    }
                    Op::AddInt { dst, a, value, in_place } => {
                        int_arithmetic!(Add, checked_add, +, dst, a, value, in_place)
                    }
                    Op::SubInt { dst, a, value, in_place } => {
                        int_arithmetic!(Sub, checked_sub, -, dst, a, value, in_place)
                    }
                    Op::Binary { op, dst, a, b } => {
                        let (a, b) = (reg!(a), reg!(b));
                        match (op, a, b) {
                            (BinaryOp::TrueDiv, Value::Float(x), Value::Float(y)) if y.get() != 0.0 => {
                                let result = x.get() / y.get();
                                set!(dst, Value::from(result));
                                continue;
                            }
                            (BinaryOp::TrueDiv, Value::Int(x), Value::Int(y))
                                if *y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 =>
                            {
                                let result = *x as f64 / *y as f64;
                                set!(dst, Value::from(result));
                                continue;
                            }
                            (BinaryOp::Pow, Value::Int(x), Value::Int(2)) => {
                                if let Some(square) = x.checked_mul(*x) {
                                    set!(dst, Value::Int(square));
                                    continue;
                                }
                            }
                            (BinaryOp::And, Value::Int(x), Value::Int(y)) => {
                                let result = x & y;
                                set!(dst, Value::Int(result));
                                continue;
                            }
                            _ => {}
                        }
                        operator!(Pending::Operator { dst }, Operation::Binary(op), a, b);
                        finish!(Pending::Store(dst), operator::binary(ctx!(), op, a, b));
                    }
                    Op::InPlace { op, dst, a, b } => {
                        if op == BinaryOp::Add {
                            match (reg!(a), reg!(b)) {
                                (Value::Int(x), Value::Int(y)) => {
                                    if let Some(sum) = x.checked_add(*y) {
                                        set!(dst, Value::Int(sum));
                                        continue;
                                    }
                                }
                                (Value::Float(x), Value::Float(y)) => {
                                    let sum = x.get() + y.get();
                                    set!(dst, Value::from(sum));
                                    continue;
                                }
                                (Value::Str(_), Value::Str(y)) if dst == a => {
                                    let y = y.clone();
                                    let mut text = take!(a);
                                    if let Value::Str(x) = &mut text {
                                        // Nobody else has the string: it grows where it is, as in CPython.
                                        if let Some(own) = x.get_mut()
                                            && !own.is_interned()
                                        {
                                            own.push(&y);
                                        } else {
                                            text = Value::str(format!("{}{}", x.as_str(), y.as_str()));
                                        }
                                    }
                                    set!(dst, text);
                                    continue;
                                }
                                _ => {}
                            }
                        }
                        let (a, b) = (reg!(a), reg!(b));
                        match (op, a, b) {
                            (BinaryOp::Sub, Value::Int(x), Value::Int(y)) => {
                                if let Some(result) = x.checked_sub(*y) {
                                    set!(dst, Value::Int(result));
                                    continue;
                                }
                            }
                            (BinaryOp::Mul, Value::Int(x), Value::Int(y)) => {
                                if let Some(result) = x.checked_mul(*y) {
                                    set!(dst, Value::Int(result));
                                    continue;
                                }
                            }
                            (BinaryOp::Mul, Value::Float(x), Value::Float(y)) => {
                                let result = x.get() * y.get();
                                set!(dst, Value::from(result));
                                continue;
                            }
                            _ => {}
                        }
                        operator!(Pending::Operator { dst }, Operation::InPlace(op), a, b);
                        finish!(Pending::Store(dst), operator::in_place(ctx!(), op, a, b));
                    }
                    Op::Unary { op, dst, src } => {
                        let value = reg!(src);
                        if op == UnaryOp::Not {
                            if let Some(truth) = truth_natively(self, value) {
                                set!(dst, Value::from(!truth));
                                continue;
                            }
                            let mut args = [value.clone()];
                            special!(Pending::StoreBool { dst, negate: true }, &self.names.bool, args);
                            finish!(
                                Pending::StoreTruth { dst, negate: true },
                                operator::truth(ctx!(), value)
                            );
                        }
                        if let Value::Instance(_) = value
                            && let Some(name) = operator::unary_name(&self.names, op)
                        {
                            let mut args = [value.clone()];
                            special!(Pending::Store(dst), name, args);
                        }
                        finish!(Pending::Store(dst), operator::unary(ctx!(), op, value));
                    }
                    Op::Compare { op, dst, a, b } => {
                        let (a, b) = (reg!(a), reg!(b));
                        if let (Value::Int(x), Value::Int(y)) = (a, b)
                            && !matches!(op, CompareOp::In | CompareOp::NotIn)
                        {
                            let truth = int_compare!(op, *x, *y);
                            set!(dst, Value::from(truth));
                            continue;
                        }
                        if let (CompareOp::In | CompareOp::NotIn, Value::Dict(dict)) = (op, b) {
                            let table = dict.lock();
                            let found = match a {
                                Value::Str(text) if !table.is_exotic() => table.get_text(text).map(|_| true),
                                Value::Int(int) if !table.is_exotic() => table.get_int(*int).map(|_| true),
                                _ => None,
                            };
                            drop(table);
                            if let Some(found) = found {
                                set!(dst, Value::from(found == (op == CompareOp::In)));
                                continue;
                            }
                        }
                        if let Some(truth) = self.compare_fast(op, a, b) {
                            set!(dst, Value::from(truth));
                            continue;
                        }
                        operator!(Pending::Operator { dst }, Operation::Compare(op), a, b);
                        if let (CompareOp::In | CompareOp::NotIn, Value::Instance(_)) = (op, b) {
                            let mut args = [b.clone(), a.clone()];
                            let negate = op == CompareOp::NotIn;
                            special!(Pending::StoreTruth { dst, negate }, &self.names.contains, args);
                        }
                        finish!(Pending::Store(dst), operator::compare(ctx!(), op, a, b));
                    }

                    Op::Jump { offset } => jump!(offset),
                    Op::JumpIfTrue { cond, offset } => match reg!(cond) {
                        Value::Bool(Truth::True) => jump!(offset),
                        Value::Bool(Truth::False) | Value::None => {}
                        value => match truth_natively(self, value) {
                            Some(true) => jump!(offset),
                            Some(false) => {}
                            None => {
                                let mut args = [value.clone()];
                                special!(Pending::JumpBool { offset, when: true }, &self.names.bool, args);
                                finish!(Pending::Jump { offset, when: true }, operator::truth(ctx!(), value))
                            }
                        },
                    },
                    Op::JumpIfFalse { cond, offset } => match reg!(cond) {
                        Value::Bool(Truth::True) => {}
                        Value::Bool(Truth::False) | Value::None => jump!(offset),
                        value => match truth_natively(self, value) {
                            Some(true) => {}
                            Some(false) => jump!(offset),
                            None => {
                                let mut args = [value.clone()];
                                special!(Pending::JumpBool { offset, when: false }, &self.names.bool, args);
                                finish!(Pending::Jump { offset, when: false }, operator::truth(ctx!(), value))
                            }
                        },
                    },
                    Op::JumpIfCompare { op, a, b, offset } => compare_jump!(op, a, b, offset, true),
                    Op::JumpUnlessCompare { op, a, b, offset } => compare_jump!(op, a, b, offset, false),
                    Op::JumpIfCompareInt { op, a, value, offset } => {
                        compare_int_jump!(op, a, value, offset, true)
                    }
                    Op::JumpUnlessCompareInt { op, a, value, offset } => {
                        compare_int_jump!(op, a, value, offset, false)
                    }
                    Op::GetIter { dst, src } => {
                        let value = reg!(src);
                        if let Value::Instance(_) = value {
                            let mut args = [value.clone()];
                            special!(Pending::Iterator { dst }, &self.names.iter, args);
                        }
                        finish!(Pending::Store(dst), iterate::iter(ctx!(), value));
                    }
                    Op::ForLoop { iter, dst, offset } => {
                        let iterator = reg!(iter);
                        match iterator {
                            Value::Iterator(native) => {
                                let mut state = native.state.lock();
                                match &mut *state {
                                    IteratorState::Range { next, step, left } => {
                                        if *left == 0 {
                                            continue;
                                        }
                                        let item = *next;
                                        *left -= 1;
                                        *next = next.wrapping_add(*step);
                                        drop(state);
                                        set!(dst, Value::Int(item));
                                        jump!(offset);
                                        continue;
                                    }
                                    IteratorState::List { list, index } => {
                                        let item = list.lock().get(*index).cloned();
                                        if let Some(item) = item {
                                            *index += 1;
                                            drop(state);
                                            set!(dst, item);
                                            jump!(offset);
                                            continue;
                                        }
                                        let finished =
                                            std::mem::replace(&mut *state, IteratorState::Finished);
                                        drop(state);
                                        drop(finished);
                                        continue;
                                    }
                                    state_of_others => {
                                        if let IteratorState::Composed(composite) = state_of_others
                                            && let Some((function, mut args)) = composite.quick_call()
                                        {
                                            drop(state);
                                            save!();
                                            frame!().pending = Pending::ForLoop { dst, offset };
                                            match self.call_for_item(thread, function, &mut args) {
                                                Settled::Flow(flow) => follow!(flow),
                                                Settled::Ready(result) => finish!(
                                                    Pending::ForLoop { dst, offset },
                                                    result.map(Done::Value)
                                                ),
                                            }
                                        }
                                        // SAFETY: the target of a jump is an instruction of the code.
                                        let body = unsafe { &*ip.offset(offset as isize) };
                                        if let Op::UnpackSequence { src, base, count } = *body
                                            && src == dst
                                            && usize::from(dst) >= code!().code.locals.len()
                                        {
                                            let mut parts: [Value; 3] = Default::default();
                                            if let Some(parts) = parts.get_mut(..usize::from(count))
                                                && state_of_others.quick_parts(parts)
                                            {
                                                drop(state);
                                                for (at, part) in parts.iter_mut().enumerate() {
                                                    set!(base + at as Reg, part.take());
                                                }
                                                jump!(offset + 1);
                                                continue;
                                            }
                                        }
                                        drop(state);
                                    }
                                }
                                save!();
                                match NativeIterator::next(native, ctx!()) {
                                    Ok(Step::Item(item)) => {
                                        set!(dst, item);
                                        jump!(offset);
                                    }
                                    Ok(Step::End) => {}
                                    Ok(Step::Then(work)) => {
                                        finish!(Pending::ForLoop { dst, offset }, Ok(work))
                                    }
                                    Err(error) => finish!(Pending::ForLoop { dst, offset }, Err(error)),
                                }
                            }
                            Value::Generator(generator) => {
                                save!();
                                frame!().pending = Pending::ForLoop { dst, offset };
                                if self.resume_plainly(thread, generator) {
                                    enter!();
                                    continue;
                                }
                                frame!().pending = Pending::ForLoop { dst, offset };
                                let generator = generator.clone();
                                follow!(self.resume_generator(thread, &generator, Ok(Value::None)));
                            }
                            other => finish!(Pending::ForLoop { dst, offset }, iterate::next(ctx!(), other)),
                        }
                    }
                    Op::Return { src } => {
                        let value = take!(src);
                        let top = frame!();
                        // The way back from a frame with nothing special about it.
                        if top.extra.is_none()
                            && top.outer_handled.is_none()
                            && (top.constructing.is_none() || value.is_none())
                        {
                            let size = usize::from(top.function.code.registers);
                            // SAFETY: the entry is taken off by hand, with what it holds: nothing else is to be dropped, see the condition.
                            let (function, constructing) = unsafe {
                                let kept = (std::ptr::read(&raw const top.function), top.constructing.take());
                                thread.entries.set_len(thread.entries.len() - 1);
                                if clear_registers(registers, size) {
                                    attend!();
                                }
                                kept
                            };
                            drop(function);
                            thread.frames -= 1;
                            thread.registers.pop(size);
                            let value = match constructing {
                                Some(object) => Value::Instance(object),
                                None => value,
                            };
                            if let Some(Entry::Frame(caller)) = thread.entries.last_mut()
                                && (matches!(caller.pending, Pending::Store(_) | Pending::Discard)
                                    || matches!(caller.pending, Pending::Operator { .. })
                                        && !matches!(value, Value::NotImplemented))
                            {
                                let pending = caller.pending;
                                frame = caller;
                                registers = caller.registers;
                                ip = caller.ip;
                                match pending {
                                    Pending::Store(dst) | Pending::Operator { dst } => set!(dst, value),
                                    _ => discard!(value),
                                }
                                continue;
                            }
                            follow!(self.deliver(thread, Ok(value)));
                        }
                        let constructing = top.constructing.take();
                        if constructing.is_some() && !value.is_none() {
                            let name = self.class_of(&value).name.as_str().to_owned();
                            raise!(self.exception(
                                &self.exceptions.type_error,
                                format!("__init__() should return None, not '{name}'")
                            ));
                        }
                        let flow = match self.pop_frame(thread) {
                            Left::Generator => self.deliver_stop(thread, value),
                            Left::Function => {
                                self.deliver(thread, Ok(constructing.map_or(value, Value::Instance)))
                            }
                            Left::AsyncGenerator(ended) => self.deliver_async_end(thread, ended),
                        };
                        follow!(flow);
                    }

                    Op::Call { dst, base, argc } => call!(dst, base, base + 1, usize::from(argc)),
                    Op::CallMethod { dst, base, argc } => {
                        if reg!(base + 1).is_unbound() {
                            call!(dst, base, base + 2, usize::from(argc))
                        }
                        call!(dst, base, base + 1, usize::from(argc) + 1)
                    }
                    Op::CallKeyword { dst, base, shape } => call_keyword!(dst, base, base + 1, shape, 0),
                    Op::CallMethodKeyword { dst, base, shape } => {
                        if reg!(base + 1).is_unbound() {
                            // The run of arguments begins one register later, and there is no receiver to count.
                            call_keyword!(dst, base, base + 2, shape, 0)
                        }
                        call_keyword!(dst, base, base + 1, shape, 1)
                    }
                    Op::CallSpread { dst, base } => {
                        save!();
                        frame!().pending = Pending::Store(dst);
                        let call = [take!(base), take!(base + 1), take!(base + 2)];
                        follow!(self.call_spread(thread, call));
                    }
                    Op::MakeFunction { dst, base, function } => {
                        let made = self.make_function(frame!(), registers, base, function);
                        set!(dst, made);
                    }
                    Op::LoadBuildClass { dst } => {
                        let builder = self.builtins.get_name(&self.names.build_class).unwrap_or(Value::None);
                        set!(dst, builder);
                    }

                    Op::BuildList { dst, base, count } => {
                        let items = take_run(registers, base, count);
                        set!(dst, Value::list(items));
                    }
                    Op::BuildTuple { dst, base, count } => {
                        let tuple = if count == 0 {
                            self.empty_tuple()
                        } else {
                            Value::tuple(taken(registers, base, count).collect::<Tuple>())
                        };
                        set!(dst, tuple);
                    }
                    Op::BuildSet { dst, base, count } => {
                        let items = take_run(registers, base, count);
                        finish!(Pending::Store(dst), spread::build_set(ctx!(), items));
                    }
                    Op::BuildDict { dst, base, count } => {
                        let items = take_run(registers, base, count * 2);
                        finish!(Pending::Store(dst), spread::build_dict(ctx!(), items));
                    }
                    Op::BuildString { dst, base, count } => {
                        let mut text = String::new();
                        for at in 0..count {
                            if let Value::Str(part) = reg!(base + at) {
                                text.push_str(part.as_str());
                            }
                        }
                        clear!(base, count);
                        set!(dst, Value::str(text));
                    }
                    Op::ListAppend { list, value } => {
                        let value = reg!(value).clone();
                        if let Value::List(list) = reg!(list) {
                            list.lock().push(value);
                        }
                    }
                    Op::ListExtend { list, iterable } => {
                        if spread::extend_at_once(reg!(list), reg!(iterable)) {
                            continue;
                        }
                        let (list, iterable) = (reg!(list).clone(), reg!(iterable));
                        finish!(Pending::Discard, spread::list_extend(ctx!(), list, iterable));
                    }
                    Op::ArgumentsExtend { list, iterable, callee } => {
                        if reg!(list).is_unbound() {
                            set!(list, spread::begin_arguments(reg!(iterable)));
                            if let Value::Tuple(_) = reg!(list) {
                                continue;
                            }
                        }
                        if spread::extend_at_once(reg!(list), reg!(iterable)) {
                            continue;
                        }
                        let (list, iterable, callee) = (reg!(list).clone(), reg!(iterable), reg!(callee));
                        finish!(Pending::Discard, spread::arguments_extend(ctx!(), list, iterable, callee));
                    }
                    Op::ListToTuple { dst, list } => {
                        let items = reg!(list).sequence_items().unwrap_or_default();
                        let tuple = if items.is_empty() { self.empty_tuple() } else { Value::tuple(items) };
                        set!(dst, tuple);
                    }
                    Op::SetAdd { set, value } => {
                        if let Value::Set(table) = reg!(set)
                            && let Some(hash) = plain_hash(reg!(value))
                        {
                            let mut table = table.lock();
                            if !table.is_exotic() {
                                let value = reg!(value).clone();
                                table.insert(Key { value, hash, resolved: false, exotic: false });
                                continue;
                            }
                        }
                        let (set, value) = (reg!(set).clone(), reg!(value));
                        finish!(Pending::Discard, spread::set_add(ctx!(), set, value));
                    }
                    Op::SetUpdate { set, iterable } => {
                        let (set, iterable) = (reg!(set).clone(), reg!(iterable));
                        finish!(Pending::Discard, spread::set_update(ctx!(), set, iterable));
                    }
                    Op::SetOfConstants { set } => {
                        if let Value::Set(set) = reg!(set) {
                            set.order_as_constants();
                        }
                    }
                    Op::DictInsert { dict, key, value } => {
                        if let Value::Dict(table) = reg!(dict)
                            && let Some(hash) = plain_hash(reg!(key))
                        {
                            let mut table = table.lock();
                            if !table.is_exotic() {
                                let key =
                                    Key { value: reg!(key).clone(), hash, resolved: false, exotic: false };
                                let old = table.insert(key, reg!(value).clone());
                                drop(table);
                                discard!(old.unwrap_or_default());
                                continue;
                            }
                        }
                        let (dict, key, value) = (reg!(dict), reg!(key), reg!(value).clone());
                        finish!(Pending::Discard, item::set(ctx!(), dict, key, value));
                    }
                    Op::DictUpdate { dict, mapping } => {
                        if spread::update_at_once(reg!(dict), reg!(mapping)) {
                            continue;
                        }
                        let (dict, mapping) = (reg!(dict).clone(), reg!(mapping));
                        finish!(Pending::Discard, spread::dict_update(ctx!(), dict, mapping));
                    }
                    Op::DictMerge { dict, mapping, callee } => {
                        if reg!(dict).is_unbound() {
                            set!(dict, spread::begin_keywords(reg!(mapping)));
                            if reg!(dict).is(reg!(mapping)) {
                                continue;
                            }
                        }
                        if spread::merge_at_once(reg!(dict), reg!(mapping)) {
                            continue;
                        }
                        let (dict, mapping, callee) = (reg!(dict).clone(), reg!(mapping), reg!(callee));
                        finish!(Pending::Discard, spread::dict_merge(ctx!(), dict, mapping, callee));
                    }
                    Op::Format { conversion, dst, src, spec } => {
                        let value = reg!(src);
                        if spec == NO_REG {
                            match (conversion, value) {
                                (Conversion::None | Conversion::Str, Value::Str(_)) => {
                                    set!(dst, value.clone());
                                    continue;
                                }
                                (_, Value::Int(int)) => {
                                    let text = int.to_string();
                                    set!(dst, Value::str(text));
                                    continue;
                                }
                                _ => {}
                            }
                        }
                        let spec = if spec == NO_REG { Value::Unbound } else { reg!(spec).clone() };
                        finish!(Pending::Store(dst), render::format(ctx!(), conversion, value, spec));
                    }
                    Op::UnpackSequence { src, base, count } => {
                        let value = reg!(src);
                        if let Value::Tuple(items) = value
                            && items.len() == usize::from(count)
                        {
                            let items = items.clone();
                            for (at, item) in items.iter().enumerate() {
                                set!(base + at as Reg, item.clone());
                            }
                            continue;
                        }
                        if let Value::List(list) = value {
                            // Copied first: what was in the registers goes when the list is free again.
                            let mut copies: [Value; 6] = Default::default();
                            let items = list.lock();
                            if items.len() == usize::from(count) && items.len() <= copies.len() {
                                for (copy, item) in copies.iter_mut().zip(&*items) {
                                    *copy = item.clone();
                                }
                                drop(items);
                                for (at, copy) in copies[..usize::from(count)].iter_mut().enumerate() {
                                    set!(base + at as Reg, copy.take());
                                }
                                continue;
                            }
                            if items.len() == usize::from(count) {
                                let copies = items.clone();
                                drop(items);
                                for (at, copy) in copies.into_iter().enumerate() {
                                    set!(base + at as Reg, copy);
                                }
                                continue;
                            }
                        }
                        finish!(Pending::Spread { base }, iterate::unpack(ctx!(), value, usize::from(count)));
                    }
                    Op::UnpackStarred { src, base, before, after } => {
                        let value = reg!(src);
                        finish!(
                            Pending::Spread { base },
                            iterate::unpack_starred(ctx!(), value, usize::from(before), usize::from(after))
                        );
                    }

                    Op::Raise { src } => {
                        let value = reg!(src).clone();
                        finish!(Pending::Discard, self.make_exception(ctx!(), value, None));
                    }
                    Op::RaiseFrom { src, cause } => {
                        let (value, cause) = (reg!(src).clone(), reg!(cause).clone());
                        finish!(Pending::Discard, self.make_exception(ctx!(), value, Some(cause)));
                    }
                    Op::RaiseCurrent => {
                        if thread.handled.is_unbound() {
                            raise!(
                                self.exception(
                                    &self.exceptions.runtime_error,
                                    "No active exception to reraise"
                                )
                            );
                        }
                        save!();
                        // What is raised again has its traceback already.
                        let error = thread.handled.clone();
                        follow!(self.unwind(thread, error, false));
                    }
                    Op::Reraise { src } => {
                        save!();
                        let error = reg!(src).clone();
                        follow!(self.unwind(thread, error, false));
                    }
                    Op::EnterHandler { exc, saved } => {
                        let error = reg!(exc).clone();
                        let before = std::mem::replace(&mut thread.handled, error);
                        let top = frame!();
                        if top.outer_handled.is_none() {
                            top.outer_handled = Some(before.clone());
                        }
                        set!(saved, before);
                    }
                    Op::LeaveHandler { saved } => {
                        let before = take!(saved);
                        let handled = std::mem::replace(&mut thread.handled, before);
                        discard!(handled);
                    }
                    Op::MatchException { dst, exc, class } => {
                        let (exc, class) = (reg!(exc), reg!(class));
                        finish!(Pending::Store(dst), self.match_exception(ctx!(), exc, class));
                    }
                    Op::RaiseAssertion { message } => {
                        let args = if message == NO_REG { Vec::new() } else { vec![reg!(message).clone()] };
                        raise!(self.exception_with(&self.exceptions.assertion_error, args));
                    }
                    Op::LoadContextManager { base, src } => {
                        let value = reg!(src);
                        if let Some((exit, enter)) = spread::plain_context_manager(self, value) {
                            set!(base, exit);
                            set!(base + 1, enter);
                            continue;
                        }
                        finish!(Pending::Spread { base }, spread::context_manager(ctx!(), value));
                    }
                    Op::CallExit { dst, exit, exc } => {
                        let (exit, exc) = (reg!(exit).clone(), reg!(exc).clone());
                        let class = Value::Class(self.class_of(&exc).clone());
                        let traceback =
                            exc.as_exception().map_or(Value::None, |s| s.fields.lock().traceback.clone());
                        finish!(
                            Pending::StoreTruth { dst, negate: false },
                            crate::native::call(exit, vec![class, exc, traceback])
                        );
                    }

                    Op::Yield { src, dst } => {
                        // A builtin that takes what it can at once leaves the frame where it is.
                        let below = thread.entries.len().wrapping_sub(2);
                        if let Some(Entry::Gather(gather)) = thread.entries.get_mut(below)
                            && let Source::Generator(_) = gather.source
                            && gather.gathering.take_at_once(self, reg!(src))
                        {
                            set!(dst, Value::None);
                            attend_if_signalled!();
                            continue;
                        }
                        save!();
                        let value = reg!(src).clone();
                        yielded!(value);
                    }
                    Op::AsyncYield { src, .. } => {
                        save!();
                        let value = reg!(src).clone();
                        follow!(self.async_yield(thread, value));
                    }
                    Op::GetYieldFromIter { dst, src } => {
                        let value = reg!(src);
                        finish!(Pending::Store(dst), iterate::iter(ctx!(), value));
                    }
                    Op::GetAwaitable { dst, src } => {
                        let value = reg!(src);
                        if let Value::Generator(generator) = value
                            && generator.is_new_coroutine()
                        {
                            set!(dst, value.clone());
                            continue;
                        }
                        finish!(Pending::Awaitable { dst }, async_generator::awaitable(ctx!(), value));
                    }
                    Op::YieldFrom { dst, iter } => {
                        let iterator = reg!(iter);
                        let sent = reg!(dst).clone();
                        if sent.is_none() {
                            match iterator {
                                Value::Iterator(native) => {
                                    save!();
                                    match NativeIterator::next(native, ctx!()) {
                                        Ok(Step::Item(value)) => {
                                            // The instruction runs again when the generator is resumed.
                                            // SAFETY: `ip` is past the instruction.
                                            frame!().ip = unsafe { ip.sub(1) };
                                            yielded!(value);
                                        }
                                        Ok(Step::End) => {
                                            set!(dst, Value::None);
                                            continue;
                                        }
                                        Ok(Step::Then(work)) => finish!(Pending::YieldFrom { dst }, Ok(work)),
                                        Err(error) => finish!(Pending::YieldFrom { dst }, Err(error)),
                                    }
                                }
                                Value::Generator(generator) => {
                                    save!();
                                    frame!().pending = Pending::YieldFrom { dst };
                                    if self.resume_plainly(thread, generator) {
                                        enter!();
                                        continue;
                                    }
                                }
                                _ => {}
                            }
                            finish!(Pending::YieldFrom { dst }, iterate::next(ctx!(), iterator));
                        }
                        if let Value::Generator(generator) = iterator {
                            finish!(Pending::YieldFrom { dst }, crate::generator::send(generator, sent));
                        }
                        finish!(
                            Pending::YieldFrom { dst },
                            attribute::call_method(ctx!(), iterator, &self.names.send, vec![sent])
                        );
                    }

                    Op::Import { dst, name, leaf } => {
                        let code = code!();
                        let name = &code.code.names[usize::from(name)];
                        finish!(Pending::Store(dst), import::import_statement(ctx!(), name, leaf));
                    }
                    Op::ImportFrom { dst, module, site } => {
                        let site = site!(site);
                        let module = reg!(module);
                        finish!(Pending::Store(dst), import::import_from(ctx!(), module, &site.name));
                    }
                    Op::ImportStar { module } => {
                        let module = reg!(module);
                        let target = namespace(frame!()).clone();
                        finish!(Pending::Discard, import::import_star(ctx!(), module, &target));
                    }

                    Op::MatchSequence { dst, src } => {
                        let truth = matching::is_sequence(self, reg!(src));
                        set!(dst, Value::from(truth));
                    }
                    Op::MatchMapping { dst, src } => {
                        let truth = matching::is_mapping(self, reg!(src));
                        set!(dst, Value::from(truth));
                    }
                    Op::MatchKeys { dst, src, keys } => {
                        let (subject, keys) = (reg!(src), reg!(keys));
                        finish!(Pending::Store(dst), matching::keys(ctx!(), subject, keys));
                    }
                    Op::MatchClass { dst, base, positional } => {
                        let (subject, class, names) = (reg!(base), reg!(base + 1), reg!(base + 2));
                        finish!(
                            Pending::Store(dst),
                            matching::class(ctx!(), subject, class, names, usize::from(positional))
                        );
                    }
                    Op::Length { dst, src } => {
                        let value = reg!(src);
                        finish!(Pending::Store(dst), item::length(ctx!(), value));
                    }
                }
            };
            let flow = match after {
                After::Result(Pending::Store(dst), Ok(Done::Value(value))) => {
                    set!(dst, value);
                    attend_if_signalled!();
                    continue;
                }
                After::Result(Pending::Discard, Ok(Done::Value(value))) => {
                    drop(value);
                    attend_if_signalled!();
                    continue;
                }
                After::Result(pending, result) => self.finish(thread, pending, result),
                After::Flow(flow) => flow,
            };
            match flow {
                Flow::Run => {
                    enter!();
                    attend_if_signalled!();
                }
                exit => {
                    *remaining = left + put_off;
                    return exit;
                }
            }
        }
    }

    /// A call by the top frame, whose `pending` is set: what is called, a tuple or a list of the call's own or nothing, and a dict
    /// or nothing.
    #[inline(never)]
    fn call_spread(&self, thread: &mut ThreadState, [callable, positional, keywords]: [Value; 3]) -> Flow {
        // The first is the place of a receiver.
        let mut arguments: SmallVec<[Value; 8]> = SmallVec::from_elem(Value::Unbound, 1);
        match &positional {
            Value::Tuple(items) => arguments.extend(items.iter().cloned()),
            Value::List(list) => arguments.extend(list.lock().drain(..)),
            _ => {}
        }
        let mut names: SmallVec<[Name; 4]> = SmallVec::new();
        if let Value::Dict(keywords) = &keywords {
            for entry in keywords.lock().iter() {
                if let Value::Str(name) = &entry.key {
                    names.push(self.intern_str(name));
                    arguments.push(entry.value.clone());
                }
            }
        }
        let count = arguments.len() - 1;
        if let Value::Function(function) = &callable
            && names.is_empty()
            && function.takes_as_they_are(count)
            && thread.depth() < self.recursion_limit()
        {
            let Value::Function(function) = callable else { unreachable!("just matched") };
            self.push_plain(thread, function, arguments[1..].as_mut_ptr(), count, None);
            return Flow::Run;
        }
        // SAFETY: the vector's own, of which the first is the place of a receiver.
        unsafe { self.call_registers(thread, callable, arguments.as_mut_ptr().add(1), count, &names) }
    }

    /// A call that is not of the most common kinds, by the top frame, whose `pending` is set. The last arguments are those of
    /// `names`. What is called takes them out of their registers, or they are cleared.
    ///
    /// # Safety
    /// `arguments` points to `count` registers of the top frame, and the one before them is its to use.
    unsafe fn call_registers(
        &self,
        thread: &mut ThreadState,
        callable: Value,
        arguments: *mut Value,
        count: usize,
        names: &[Name],
    ) -> Flow {
        let (mut callable, mut arguments, mut count) = (callable, arguments, count);
        let mut constructing = None;
        match callable {
            Value::BoundMethod(method) => {
                // SAFETY: the receiver goes before the arguments, by contract.
                unsafe {
                    arguments = arguments.sub(1);
                    Value::replace_at(arguments, method.receiver.clone());
                }
                count += 1;
                callable = method.function.clone();
            }
            Value::Class(class) => {
                if names.is_empty() && count == 1 && class.is(&self.types.type_) {
                    // SAFETY: by contract.
                    let object = unsafe { (*arguments).take() };
                    return self.deliver(thread, Ok(Value::Class(self.class_of(&object).clone())));
                }
                match self.recipe(&class) {
                    Recipe::Init(init) => {
                        let object = Ref::new(Instance::new(class, Value::Unbound));
                        // SAFETY: as above.
                        unsafe {
                            arguments = arguments.sub(1);
                            Value::replace_at(arguments, Value::Instance(object.clone()));
                        }
                        count += 1;
                        callable = Value::Function(init);
                        constructing = Some(object);
                    }
                    Recipe::Native { new, init } => {
                        // SAFETY: as above.
                        let result = unsafe {
                            let place = arguments.sub(1);
                            self.make_natively(thread, &class, &new, init.as_deref(), place, count, names)
                        };
                        let settled = self.settle(thread, result);
                        return self.follow_settled(thread, settled);
                    }
                    _ => callable = Value::Class(class),
                }
            }
            Value::Instance(_) | Value::Native(_) => {
                let method = self.class_of(&callable).lookup(&self.names.call);
                if let Some(method @ (Value::Function(_) | Value::NativeFunction(_))) = method {
                    // SAFETY: as above.
                    unsafe {
                        arguments = arguments.sub(1);
                        Value::replace_at(arguments, callable);
                    }
                    count += 1;
                    callable = method;
                }
            }
            _ => {}
        }
        let settled = match callable {
            Value::Function(function) => {
                // SAFETY: registers of the calling frame; the window of the called one is another.
                let args = unsafe { std::slice::from_raw_parts_mut(arguments, count) };
                match self.push_call(thread, function, args, names) {
                    Ok(None) => {
                        if constructing.is_some()
                            && let Some(Entry::Frame(frame)) = thread.entries.last_mut()
                        {
                            frame.constructing = constructing;
                        }
                        return Flow::Run;
                    }
                    Ok(Some(generator)) => Settled::Ready(Ok(generator)),
                    Err(error) => {
                        args.fill_with(Value::default);
                        Settled::Ready(Err(error))
                    }
                }
            }
            Value::NativeFunction(function) => {
                // SAFETY: registers of the frame, which native code does not change.
                let result = unsafe {
                    let args = std::slice::from_raw_parts(arguments, count);
                    let result =
                        function.invoke(&mut Context { interpreter: self, thread }, &Args::new(args, names));
                    clear_registers(arguments, count);
                    result
                };
                self.settle(thread, result)
            }
            other => {
                let args: Vec<Value> = (0..count)
                    // SAFETY: by contract.
                    .map(|at| unsafe { (*arguments.add(at)).take() })
                    .collect();
                self.call(thread, other, args, names)
            }
        };
        self.follow_settled(thread, settled)
    }

    /// What a class makes by its native `__new__`, and `__init__` if it has one, of `count` arguments, the last of which have names.
    ///
    /// # Safety
    /// They lie in registers of the top frame, after `place`, which is free. They are cleared.
    #[allow(clippy::too_many_arguments)]
    unsafe fn make_natively(
        &self,
        thread: &mut ThreadState,
        class: &Ref<Class>,
        new: &NativeFunction,
        init: Option<&NativeFunction>,
        place: *mut Value,
        count: usize,
        names: &[Name],
    ) -> NativeResult {
        // SAFETY: by contract; what native code is given it does not change.
        unsafe {
            // The class is the first argument, and lies before the others.
            Value::replace_at(place, Value::Class(class.clone()));
            let args = || std::slice::from_raw_parts(place, count + 1);
            let ctx = &mut Context { interpreter: self, thread };
            let made = new.invoke(ctx, &Args::new(args(), names));
            let result = match (made, init) {
                (made, None) => made,
                (Ok(Done::Value(object)), Some(init)) if self.class_of(&object).is(class) => {
                    // Now the object is the first argument.
                    Value::replace_at(place, object.clone());
                    let filled = init.invoke(ctx, &Args::new(args(), names));
                    call::initialized(ctx, object, filled)
                }
                (made, Some(_)) => call::then_initialize(ctx, class, made, args()[1..].to_vec(), names),
            };
            clear_registers(place, count + 1);
            result
        }
    }

    /// Goes on after a call made by the top frame, whose `pending` is set.
    fn follow_settled(&self, thread: &mut ThreadState, settled: Settled) -> Flow {
        match settled {
            Settled::Ready(Ok(value)) => self.deliver(thread, Ok(value)),
            Settled::Ready(Err(error)) => self.raise(thread, error),
            Settled::Flow(flow) => flow,
        }
    }

    /// Pushes the frame of a function whose arguments need only be moved.
    ///
    /// `arguments` points to `count` registers of the calling frame; they are left unbound.
    #[inline(always)]
    pub(crate) fn push_plain(
        &self,
        thread: &mut ThreadState,
        function: Ref<Function>,
        arguments: *mut Value,
        count: usize,
        constructing: Option<Ref<Instance>>,
    ) -> (*mut Frame, *mut Value) {
        let size = usize::from(function.code.registers);
        let window = thread.registers.push(size);
        // SAFETY: the new window is unbound; the arguments are moved there, and unbound where they were.
        unsafe {
            for at in 0..count {
                window.add(at).write((*arguments.add(at)).take());
            }
            if !function.closure.is_empty() {
                call::place_closure(&function, std::slice::from_raw_parts_mut(window, size));
            }
        }
        let frame = thread.push_frame(Frame::new(function, window));
        if constructing.is_some() {
            // SAFETY: the frame just pushed. Written in place: a frame put together elsewhere would be copied.
            unsafe { (*frame).constructing = constructing };
        }
        (frame, window)
    }

    /// Pushes the frame of a special method, if the object, which is the first argument, has it as a function that takes these
    /// arguments as they are.
    #[inline(never)]
    fn push_special(&self, thread: &mut ThreadState, name: &Name, args: &mut [Value]) -> bool {
        match self.class_of(&args[0]).lookup(name) {
            Some(Value::Function(function))
                if function.takes_as_they_are(args.len()) && thread.depth() < self.recursion_limit() =>
            {
                self.push_plain(thread, function, args.as_mut_ptr(), args.len(), None);
                true
            }
            _ => false,
        }
    }

    fn load_name(&self, frame: &Frame, name: &Name) -> Option<Value> {
        if let Some(namespace) = frame.namespace()
            && let Some(value) = namespace.get_name(name)
        {
            return Some(value);
        }
        frame.function.globals.get_name(name).or_else(|| self.builtins.get_name(name))
    }

    /// For [`Op::LoadMethod`]: the method and its receiver, filling the site; otherwise what the attribute is.
    fn load_method(
        &self,
        thread: &mut ThreadState,
        object: &Value,
        site: &Site,
    ) -> Result<(Value, Value), Box<NativeResult>> {
        match object {
            Value::Instance(instance) if !instance.class.has(flag::GETATTRIBUTE) => {
                if let Some((method, version, position)) = instance.class.lookup_cacheable(&site.name)
                    && (attribute::is_method(&method) || is_wrapped_function(&method))
                    && instance.get(&site.name).is_none()
                {
                    let state = instance.state.lock();
                    if state.dict.is_none() {
                        let id = state.shape.id();
                        site.remember(id, u64::from(id), u64::from(version) << 32 | u64::from(position));
                    }
                    drop(state);
                    return Ok(match method {
                        Value::StaticMethod(wrapper) => (wrapper.function.clone(), Value::Unbound),
                        Value::ClassMethod(wrapper) => {
                            (wrapper.function.clone(), Value::Class(self.class_of(object).clone()))
                        }
                        method => (method, object.clone()),
                    });
                }
            }
            Value::Class(class) => remember_in_class(self, class, site),
            Value::Instance(_) | Value::Super(_) | Value::Function(_) => {}
            Value::Module(module) => {
                let mut globals = module.globals.lock();
                if let Some(position) = globals.position_of_name(&site.name) {
                    let value = globals.value_at(position).clone();
                    let version = globals.version();
                    site.last().place.store(u64::from(version) << 32 | position as u64, Ordering::Relaxed);
                    return Ok((value, Value::Unbound));
                }
            }
            other => {
                if let Some((method, version, position)) = self.class_of(other).lookup_cacheable(&site.name)
                    && attribute::is_method(&method)
                {
                    site.last()
                        .place
                        .store(u64::from(version) << 32 | u64::from(position), Ordering::Relaxed);
                    return Ok((method, object.clone()));
                }
            }
        }
        Err(Box::new(attribute::get(&mut Context { interpreter: self, thread }, object, &site.name)))
    }

    fn make_function(&self, frame: &Frame, registers: *mut Value, base: Reg, index: u16) -> Value {
        let spec = &frame.code().code.functions[usize::from(index)];
        let code = frame.code().children[spec.code as usize].clone();
        let mut next = usize::from(base);
        let mut take = || {
            // SAFETY: the run of registers that the instruction names.
            let value = unsafe { (*registers.add(next)).take() };
            next += 1;
            value
        };
        let defaults = (0..spec.defaults).map(|_| take()).collect();
        let given: Vec<(&String, Value)> = spec.keyword_defaults.iter().map(|name| (name, take())).collect();
        let annotations = (!spec.annotations.is_empty()).then(|| {
            let dict = Dict::new();
            for name in &spec.annotations {
                dict.set_name(&self.intern(name), take());
            }
            Ref::new(dict)
        });
        let first = usize::from(code.code.positional);
        let keyword_defaults = code.local_names[first..first + usize::from(code.code.keyword_only)]
            .iter()
            .map(|name| {
                given
                    .iter()
                    .find(|(n, _)| *n == name.as_str())
                    .map_or(Value::Unbound, |(_, value)| value.clone())
            })
            .collect();
        let closure = spec
            .closure
            .iter()
            // SAFETY: registers of the frame.
            .map(|&register| unsafe { (*registers.add(usize::from(register))).clone() })
            .collect();
        let globals = frame.function.globals.clone();
        let state = FunctionState { annotations, ..FunctionState::of(self, &code, &globals) };
        Value::Function(Ref::new(Function::new(code, globals, defaults, keyword_defaults, closure, state)))
    }

    #[cold]
    fn unbound_local(&self, name: &Name) -> Value {
        let text = format!(
            "cannot access local variable '{}' where it is not associated with a value",
            name.as_str()
        );
        self.named(self.exception(&self.exceptions.unbound_local_error, text), name)
    }

    #[cold]
    fn unbound_cell(&self, code: &crate::code::CodeObject, register: Reg) -> Value {
        let at = usize::from(register);
        match code.local_names.get(at) {
            Some(name) => self.unbound_local(name),
            None => {
                let name = code.code.free.get(at - code.local_names.len()).map_or("", String::as_str);
                let text = format!(
                    "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
                );
                self.named(self.exception(&self.exceptions.name_error, text), &self.intern(name))
            }
        }
    }

    #[cold]
    pub(crate) fn name_error(&self, name: &Name) -> Value {
        let error =
            self.exception(&self.exceptions.name_error, format!("name '{}' is not defined", name.as_str()));
        self.named(error, name)
    }

    fn named(&self, error: Value, name: &Name) -> Value {
        if let Value::Instance(instance) = &error {
            instance.set(&self.intern("name"), name.to_value());
        }
        error
    }
}

/// How an instruction goes on that has left the fast path.
enum After {
    /// Native code has answered, and its result goes there.
    Result(Pending, NativeResult),
    /// The stack may have changed.
    Flow(Flow),
}

/// In a site's place: the position is in the builtins, and the version that of the globals without the name.
const BUILTIN: u32 = 1 << 31;
/// In a site's shape: what was found is an attribute of a class, asked of the class itself. No shape has this number.
const OF_CLASS: u64 = u64::MAX;

/// The same of a class with a metaclass, whose version is in the lower half: while it stays the same it has no such attribute.
const OF_METACLASS: u64 = 0xffff_fffe << 32;

/// Whether what a site says is of an attribute that a class is asked for.
#[inline(always)]
fn is_of_class(class: &Ref<Class>, shape: u64) -> bool {
    shape >= OF_METACLASS
        && match &class.metaclass {
            None => shape == OF_CLASS,
            Some(metaclass) => metaclass.has_version(shape as u32),
        }
}
/// In a site's slot: the attribute is added, by the transition of this index.
const NEW_SLOT: u32 = 1 << 31;

fn namespace(frame: &Frame) -> &Ref<Dict> {
    frame.namespace().unwrap_or(&frame.function.globals)
}

/// The hash of a key that is told apart without looking further.
#[inline(always)]
pub(super) fn plain_hash(key: &Value) -> Option<i64> {
    match key {
        Value::Int(int) => Some(crate::compare::hash_int(*int)),
        Value::Str(text) => Some(text.hash()),
        _ => None,
    }
}

/// What is in a run of registers, taken out of them.
#[inline(always)]
fn taken(registers: *mut Value, base: Reg, count: u16) -> impl ExactSizeIterator<Item = Value> {
    let first = usize::from(base);
    // SAFETY: the run of registers that the instruction names.
    (first..first + usize::from(count)).map(move |at| unsafe { (*registers.add(at)).take() })
}

fn take_run(registers: *mut Value, base: Reg, count: u16) -> Vec<Value> {
    taken(registers, base, count).collect()
}

/// The function of Python that a property of the object's class calls for `object.name = value`, if nothing else has a say.
fn plain_setter(object: &Value, name: &Name) -> Option<Ref<Function>> {
    let Value::Instance(instance) = object else { return None };
    if instance.class.has(flag::SETATTR) {
        return None;
    }
    let Some(Value::Property(property)) = instance.class.lookup(name) else { return None };
    match &property.parts.lock().setter {
        Value::Function(setter) => Some(setter.clone()),
        _ => None,
    }
}

/// `object.name`, remembering where it was found.
fn load_attribute(ctx: &mut Context<'_>, object: &Value, site: &Site) -> NativeResult {
    if let Value::Instance(instance) = object
        && !instance.class.has(flag::GETATTRIBUTE)
    {
        let own = instance.state.look(|state| {
            let slot = if state.dict.is_none() { state.shape.slot(&site.name) } else { None };
            slot.map(|slot| (state.shape.id(), slot, state.slots[slot].clone()))
        });
        if let Some((id, slot, value)) = own {
            let of_class = instance.class.lookup(&site.name);
            if !of_class.is_some_and(|attribute| attribute::is_data_descriptor(&attribute)) {
                site.remember(id, u64::from(id) << 32 | slot as u64, 0);
                return Ok(Done::Value(value));
            }
        }
        remember_of_class(instance, site);
    } else if let Value::Class(class) = object {
        remember_in_class(ctx.interpreter, class, site);
    }
    attribute::get(ctx, object, &site.name)
}

/// Remembers where a class has an attribute that is asked of the class itself, if its kind of class adds nothing.
fn remember_in_class(interpreter: &Interpreter, class: &Ref<Class>, site: &Site) {
    let metaclass = class.metaclass.as_ref();
    let kind = metaclass.unwrap_or(&interpreter.types.type_);
    if kind.lookup(&site.name).is_some() || kind.has(flag::GETATTRIBUTE) {
        return;
    }
    let shape = metaclass.map_or(OF_CLASS, |metaclass| OF_METACLASS | u64::from(metaclass.version()));
    let Some((found, version, position)) = class.lookup_cacheable(&site.name) else { return };
    let known = match &found {
        Value::ClassMethod(wrapper) => matches!(wrapper.function, Value::Function(_)),
        Value::Instance(instance) => !instance.class.has(flag::DESCRIPTOR | flag::DATA_DESCRIPTOR),
        Value::Native(_) => false,
        _ => true,
    };
    if known {
        site.last().place.store(u64::from(version) << 32 | u64::from(position), Ordering::Relaxed);
        site.last().shape.store(shape, Ordering::Relaxed);
    }
}

/// Remembers where the class has an attribute that the object itself has not: a property, or a value that is not bound.
fn remember_of_class(instance: &Ref<Instance>, site: &Site) {
    let Some((found, version, position)) = instance.class.lookup_cacheable(&site.name) else { return };
    // What a property's `AttributeError` means with `__getattr__` is told elsewhere.
    let property = match &found {
        Value::Property(_) => !instance.class.has(flag::GETATTR),
        Value::Native(native) => native.data::<TupleField>().is_some(),
        _ => false,
    };
    if !property && !is_plain_attribute(&found) {
        return;
    }
    let state = instance.state.lock();
    // A shape by itself is below the first that has a slot packed beside it.
    if state.dict.is_none() && state.shape.slot(&site.name).is_none() {
        let id = state.shape.id();
        site.remember(id, u64::from(id), u64::from(version) << 32 | u64::from(position));
    }
}

/// Whether it is a static or class method around a function written in Python.
fn is_wrapped_function(attribute: &Value) -> bool {
    match attribute {
        Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper) => {
            matches!(wrapper.function, Value::Function(_))
        }
        _ => false,
    }
}

/// Whether an attribute of a class is the same for its objects: not bound to them.
fn is_plain_attribute(attribute: &Value) -> bool {
    match attribute {
        Value::Function(_)
        | Value::NativeFunction(_)
        | Value::Property(_)
        | Value::StaticMethod(_)
        | Value::ClassMethod(_)
        | Value::Member(_)
        | Value::Native(_)
        | Value::Cell(_) => false,
        Value::Instance(instance) => !instance.class.has(flag::DESCRIPTOR | flag::DATA_DESCRIPTOR),
        _ => true,
    }
}

/// `object.name = value`, remembering the slot.
fn store_attribute(ctx: &mut Context<'_>, object: &Value, site: &Site, value: Value) -> NativeResult {
    if let Value::Instance(instance) = object
        && !instance.class.has(flag::SETATTR)
        && (!instance.class.has(flag::NO_DICT) || ctx.interpreter.has_slot(&instance.class, &site.name))
        && !instance
            .class
            .lookup(&site.name)
            .is_some_and(|attribute| attribute::is_data_descriptor(&attribute))
    {
        let before = {
            let state = instance.state.lock();
            if state.dict.is_some() { None } else { Some(state.shape.clone()) }
        };
        if let Some(before) = before {
            instance.set(&site.name, value);
            let known = match before.slot(&site.name) {
                Some(slot) => Some(slot as u64),
                None => before.transition_index(&site.name).map(|at| at as u64 | u64::from(NEW_SLOT)),
            };
            if let Some(known) = known {
                site.remember(before.id(), u64::from(before.id()) << 32 | known, 0);
            }
            return crate::native::none();
        }
    }
    attribute::set(ctx, object, &site.name, value)
}

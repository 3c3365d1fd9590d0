//! Calls, and what they may have to wait for.

use interleave_lang::bytecode::Reg;

use super::natives::{self, NativeCall};
use super::touches::At;
use super::{Gate, Part, Role, Side, Subject, Use};
use crate::class::flag;
use crate::instance::Instance;
use crate::lock::{Lock, LockKind};
use crate::modules::collections::deque_length;
use crate::objects::Function;
use crate::request::Handle;
use crate::value::{Truth, Value};

/// A call: of what is in `base`, with the receiver in a register of its own where there is one, and so many arguments.
pub(super) fn of_call(at: &mut At<'_>, base: Reg, receiver: Option<Reg>, first: Reg, argc: u16) {
    let mut callee = at.register(base);
    let mut receiver = receiver.map(|register| at.register(register)).filter(|value| !value.is_unbound());
    if let Value::BoundMethod(method) = callee {
        callee = &method.function;
        receiver = Some(&method.receiver);
    }
    // Without arguments there is no such register.
    let spread = match (argc == u16::MAX).then(|| at.register(first)) {
        Some(Value::List(list)) => list.lock().clone(),
        Some(Value::Tuple(items)) => items.to_vec(),
        _ => Vec::new(),
    };
    let mut arguments: Vec<&Value> = match argc {
        u16::MAX => spread.iter().collect(),
        count => (0..count).map(|index| at.register(first + index)).collect(),
    };
    // What a thread is to do is the program's, also where that is no function of Python.
    if argc == u16::MAX && matches!(at.frame.code().code.qualname.as_str(), "Thread.run" | "Timer.run") {
        at.role = Role::Program;
    }
    match callee {
        Value::NativeFunction(function) => {
            if receiver.is_none() && function.owner.is_some() && !arguments.is_empty() {
                receiver = Some(arguments.remove(0));
            }
            let call = NativeCall { function, receiver, arguments };
            if !synchronises(at, &call)
                && matches!(at.role, Role::Program | Role::Library | Role::Coordination)
            {
                natives::touches(at, &call);
            }
        }
        Value::Function(function) => of_function(at, function, receiver, &arguments),
        Value::Class(class) if class.has(flag::BUILTIN) && at.role != Role::Bookkeeping => {
            for argument in arguments {
                at.touch_content(argument, Use::Read);
            }
        }
        _ => {}
    }
}

/// A function written in Python.
fn of_function(at: &mut At<'_>, function: &Function, receiver: Option<&Value>, arguments: &[&Value]) {
    let code = &function.code;
    if code.source.indivisible && at.role != Role::Bookkeeping {
        // It is done in one step, which nobody looks into.
        for value in receiver.into_iter().chain(arguments.iter().copied()) {
            at.touch_content(value, Use::Write);
            if matches!(value, Value::Instance(_)) {
                let own = receiver.is_some_and(|receiver| std::ptr::eq(receiver, value));
                at.touch(value, Part::Whole, if own { Use::Write } else { Use::Read });
            }
        }
        if code.source.module == "io" {
            at.touch_subject(Subject::Files, Part::Whole, Use::Write);
        }
        return;
    }
    let coordinates = code.source.library && matches!(code.source.module.as_str(), "threading" | "queue");
    if !coordinates || !matches!(at.role, Role::Program | Role::Library) {
        return;
    }
    at.into.visible = true;
    let (receiver, arguments) = match (receiver, arguments) {
        (Some(receiver), arguments) => (receiver, arguments),
        (None, [receiver, arguments @ ..]) => (*receiver, arguments),
        (None, []) => return,
    };
    let Value::Instance(object) = receiver else { return };
    let Some(subject) = at.numbering.subject(receiver) else { return };
    let gate = |side| Gate { subject, side };
    let (take, give, join) = (gate(Side::Take), gate(Side::Give), gate(Side::Join));
    let number = |name| variable(object, name).and_then(|value| value.as_int());
    let into = &mut *at.into;
    match code.code.qualname.as_str() {
        "Semaphore.acquire" => {
            let open = number("_value").is_some_and(|value| value > 0);
            if arguments.is_empty() { into.pass(take, Some(open)) } else { into.gate(take, Some(open)) }
        }
        "Semaphore.release" | "BoundedSemaphore.release" | "Semaphore.__exit__" => {
            into.gate(take, Some(number("_value").is_some_and(|value| value > 0)));
        }
        "Event.wait" => {
            let open = matches!(variable(object, "_flag"), Some(Value::Bool(Truth::True)));
            if arguments.is_empty() { into.pass(take, Some(open)) } else { into.gate(take, Some(open)) }
        }
        "Event.set" | "Event.clear" | "Event.is_set" => {
            into.gate(take, Some(matches!(variable(object, "_flag"), Some(Value::Bool(Truth::True)))));
        }
        qualname if qualname.starts_with("Queue.") => {
            let length = variable(object, "queue").and_then(|queue| length(&queue));
            let room = number("maxsize")
                .is_none_or(|most| most <= 0 || length.is_none_or(|now| (now as i64) < most));
            let any = length.is_none_or(|length| length > 0);
            let done = number("unfinished_tasks").is_none_or(|tasks| tasks == 0);
            into.gate(take, Some(any));
            into.gate(give, Some(room));
            into.gate(join, Some(done));
            into.needs = match (qualname, arguments.len()) {
                ("Queue.get", 0) => Some(take),
                ("Queue.put", 1) => Some(give),
                ("Queue.join", 0) => Some(join),
                _ => None,
            };
        }
        qualname if qualname.starts_with("SimpleQueue.") => {
            let length = variable(object, "_queue").and_then(|queue| length(&queue));
            let open = length.is_none_or(|length| length > 0);
            if qualname == "SimpleQueue.get" && arguments.is_empty() {
                into.pass(take, Some(open));
            } else {
                into.gate(take, Some(open));
            }
        }
        _ => {}
    }
}

/// An attribute of the object itself.
fn variable(object: &Instance, name: &str) -> Option<Value> {
    let state = object.state.lock();
    match (state.shape.names.iter().position(|other| other.as_str() == name), &state.dict) {
        (Some(slot), _) => state.slots.get(slot).cloned(),
        (None, Some(dict)) => dict.get_text(name),
        (None, None) => None,
    }
}

fn length(queue: &Value) -> Option<usize> {
    match queue {
        Value::List(list) => Some(list.lock().len()),
        other => deque_length(other),
    }
}

/// Whether the call synchronises; then all is recorded.
fn synchronises(at: &mut At<'_>, call: &NativeCall<'_>) -> bool {
    let name = call.function.def.name;
    match call.home() {
        "lock" | "RLock" => {
            if let Some(value) = call.receiver
                && let Some(lock) = value.as_lock()
            {
                of_lock(at, value, lock, name, &call.arguments);
            }
        }
        "_thread" => match (name, &call.arguments[..]) {
            ("join_thread", [ident, timeout @ ..]) => {
                let Value::Int(ident) = ident else { return true };
                let subject = Subject::Thread(*ident as u64);
                let gate = Gate { subject, side: Side::Take };
                at.touch_subject(subject, Part::Whole, Use::Read);
                if timeout.is_empty() {
                    at.into.pass(gate, None)
                } else {
                    at.into.gate(gate, None)
                }
                at.into.visible = true;
            }
            ("start_thread" | "start_new_thread", _) => {
                at.touch_subject(Subject::Threads, Part::Whole, Use::Add);
            }
            _ => {}
        },
        "_ipc" => {
            if let [first, rest @ ..] = &call.arguments[..] {
                of_resource(at, first, name, rest);
            }
        }
        "Handle" => {
            if let Some(receiver) = call.receiver {
                of_resource(at, receiver, name, &call.arguments);
            }
        }
        "_process" => match (name, &call.arguments[..]) {
            ("wait", [Value::Int(pid), timeout @ ..]) => {
                let subject = Subject::Process(*pid as u32);
                let gate = Gate { subject, side: Side::Take };
                at.touch_subject(subject, Part::Whole, Use::Read);
                if is_forever(timeout) {
                    at.into.pass(gate, None)
                } else {
                    at.into.gate(gate, None)
                }
                at.into.visible = true;
            }
            ("wait", _) => at.touch_subject(Subject::Processes, Part::Whole, Use::Read),
            ("kill", _) => {
                at.touch_subject(Subject::Processes, Part::Whole, Use::Write);
                at.into.visible = true;
            }
            _ => {}
        },
        _ => return false,
    }
    true
}

/// A timeout argument, if it is given, that says: without limit.
fn is_forever(arguments: &[&Value]) -> bool {
    match arguments {
        [] | [Value::None, ..] => true,
        [Value::Int(number), ..] => *number < 0,
        [Value::Float(number), ..] => number.get() < 0.0,
        _ => false,
    }
}

/// Whether `acquire` with these arguments never waits.
fn is_try(arguments: &[&Value]) -> bool {
    matches!(arguments, [Value::Bool(Truth::False) | Value::Int(0), ..])
}

fn of_lock(at: &mut At<'_>, value: &Value, lock: &Lock, name: &str, arguments: &[&Value]) {
    let label = lock.label();
    // The mutex of a class of the library: what the class keeps under it is accounted for itself.
    if label.starts_with('_') || label.ends_with("()") {
        return;
    }
    let mine = lock.owner() == Some(at.thread.ident());
    let again = lock.kind() == LockKind::RLock && mine;
    let open = !lock.locked();
    let Some(subject) = at.numbering.subject(value) else { return };
    let gate = Gate { subject, side: Side::Take };
    let how = match name {
        // Only the outermost level of an RLock concerns others.
        "acquire" | "acquire_lock" | "__enter__" | "_acquire_restore" if again => return,
        "release" | "__exit__" if again && lock.levels() > 1 => return,
        // A try in vain has only looked.
        "acquire" | "acquire_lock" if !open && is_try(arguments) => {
            at.into.gate(gate, Some(open));
            Use::Read
        }
        "acquire" | "acquire_lock" | "__enter__" | "_acquire_restore" => {
            at.into.holds = Some((subject, true));
            let waits = match arguments {
                [] | [Value::Bool(Truth::True)] | [Value::Int(1)] => true,
                _ => name == "_acquire_restore",
            };
            if waits {
                at.into.pass(gate, Some(open))
            } else {
                at.into.gate(gate, Some(open))
            }
            Use::Write
        }
        "release" | "release_lock" | "__exit__" | "_release_save" => {
            at.into.holds = Some((subject, false));
            at.into.gate(gate, Some(open));
            Use::Write
        }
        "locked" | "locked_lock" => {
            at.into.gate(gate, Some(open));
            Use::Read
        }
        _ => return,
    };
    at.touch_subject(subject, Part::Whole, how);
    at.into.visible = true;
}

/// Something between processes.
fn of_resource(at: &mut At<'_>, resource: &Value, name: &str, arguments: &[&Value]) {
    let Some(handle) = handle(resource) else {
        if name == "wait_any"
            && let Some(items) = resource.sequence_items()
        {
            for handle in items.iter().filter_map(handle) {
                at.touch_subject(Subject::Handle(handle), Part::Whole, Use::Read);
            }
            at.into.visible = true;
        }
        return;
    };
    let subject = Subject::Handle(handle);
    let gate = Gate { subject, side: Side::Take };
    let part = match arguments {
        [Value::Int(offset), ..] => Part::Index(*offset),
        _ => Part::Whole,
    };
    if matches!(name, "acquire" | "__enter__" | "release" | "__exit__") {
        at.into.holds = Some((subject, !matches!(name, "release" | "__exit__")));
    }
    let (part, how) = match name {
        "acquire" | "__enter__" | "sem_acquire" | "receive" => {
            let waits = match name {
                "sem_acquire" | "receive" => is_forever(arguments),
                _ => matches!(arguments, [] | [Value::Bool(Truth::True)]),
            };
            if waits {
                at.into.pass(gate, None)
            } else {
                at.into.gate(gate, None)
            }
            (Part::Whole, Use::Write)
        }
        "release" | "__exit__" | "sem_release" | "send" => {
            at.into.gate(gate, None);
            (Part::Whole, Use::Write)
        }
        "acquire_again" | "release_again" | "exit_again" => (Part::Whole, Use::Write),
        "sem_value" | "poll" => {
            at.into.gate(gate, None);
            (Part::Whole, Use::Read)
        }
        "read" | "load" => (part, Use::Read),
        "write" | "store" => (part, Use::Write),
        _ => return,
    };
    at.touch_subject(subject, part, how);
    at.into.visible = true;
}

/// The ends of a pipe are `h` and `h + 1`.
fn handle(value: &Value) -> Option<Handle> {
    match value.payload() {
        Value::Handle(object) => Some(object.handle & !1),
        Value::Int(number) => Some(*number as u64 & !1),
        _ => None,
    }
}

//! Which parts of which objects an instruction reads and writes.

use interleave_lang::bytecode::{CompareOp, Op, Reg};

use super::{Numbering, Operation, Part, Role, Subject, Touch, Use, gates};
use crate::class::{Class, flag};
use crate::frame::{Frame, Pending};
use crate::interpreter::attribute::is_data_descriptor;
use crate::iterator::IteratorState;
use crate::objects::{List, Module};
use crate::reference::Ref;
use crate::string::Name;
use crate::thread_state::ThreadState;
use crate::value::Value;

/// Where a thread stands, and what is found out about it.
pub(super) struct At<'a> {
    pub(super) thread: &'a ThreadState,
    pub(super) frame: &'a Frame,
    pub(super) role: Role,
    /// The answer to its request is not in its register yet.
    pub(super) answered: bool,
    pub(super) numbering: &'a mut Numbering,
    pub(super) into: &'a mut Operation,
}

impl<'a> At<'a> {
    /// What is in a register now.
    pub(super) fn register(&self, register: Reg) -> &'a Value {
        if self.answered && self.frame.pending == Pending::Store(register) {
            return &Value::Unbound;
        }
        // SAFETY: the code is verified: registers that it names are within the frame's window.
        unsafe { &*self.frame.registers.add(usize::from(register)) }
    }

    /// Records a use of a part of an object.
    pub(super) fn touch(&mut self, owner: &Value, part: Part<'_>, how: Use) {
        if let Some(subject) = self.numbering.subject(owner) {
            self.touch_subject(subject, part, how);
        }
    }

    pub(super) fn touch_subject(&mut self, subject: Subject, part: Part<'_>, how: Use) {
        self.into.touches.push(Touch { subject, part: part.digest(), how });
        self.into.visible |= self.role == Role::Program;
    }

    /// A container or iterator as a whole; nothing for what never changes.
    pub(super) fn touch_content(&mut self, object: &Value, how: Use) {
        match object {
            Value::Native(native) if matches!(native.class.name.as_str(), "Decimal" | "complex") => {}
            Value::List(_)
            | Value::Dict(_)
            | Value::Set(_)
            | Value::ByteArray(_)
            | Value::Array(_)
            | Value::Native(_) => {
                self.touch(object, Part::Whole, how);
            }
            Value::DictView(view) => self.touch(&Value::Dict(view.dict.clone()), Part::Whole, how),
            Value::Iterator(_) | Value::Generator(_) => self.touch_iteration(object),
            Value::Instance(instance) if is_container(&instance.class) => {
                self.touch(object, Part::Whole, how)
            }
            Value::Instance(instance) => self.touch_content(&instance.payload, how),
            _ => {}
        }
    }

    /// The next item of an iterator is taken.
    pub(super) fn touch_iteration(&mut self, iterator: &Value) {
        // One that only this frame has is nobody else's business.
        if iterator.reference_count() > 1 {
            self.touch(iterator, Part::Whole, Use::Write);
        }
        let Value::Iterator(iterator) = iterator else { return };
        let mut sources: Vec<Value> = Vec::new();
        match &*iterator.state.lock() {
            IteratorState::List { list, .. } => sources.push(Value::List(list.clone())),
            IteratorState::Dict { dict, .. } => sources.push(Value::Dict(dict.clone())),
            IteratorState::Set { set, .. } => sources.push(Value::Set(set.clone())),
            IteratorState::Composed(composite) => sources.extend(composite.values.iter().cloned()),
            IteratorState::Other(other) => other.trace(&mut |value| sources.push(value.clone())),
            IteratorState::Tuple { .. }
            | IteratorState::Range { .. }
            | IteratorState::Str { .. }
            | IteratorState::Finished => {}
        }
        for source in &sources {
            match source {
                Value::Iterator(_) | Value::Generator(_) => self.touch_iteration(source),
                Value::List(_)
                | Value::Dict(_)
                | Value::Set(_)
                | Value::ByteArray(_)
                | Value::Array(_)
                | Value::DictView(_)
                | Value::Native(_) => self.touch_content(source, Use::Read),
                _ => {}
            }
        }
    }
}

pub(super) fn of_instruction(at: &mut At<'_>) {
    let code = at.frame.code();
    let Some(op) = code.code.ops.get(at.frame.next_instruction()).copied() else { return };
    match op {
        Op::Call { base, argc, .. } => gates::of_call(at, base, None, base + 1, argc),
        Op::CallMethod { base, argc, .. } => gates::of_call(at, base, Some(base + 1), base + 2, argc),
        Op::CallKeyword { base, shape, .. } => {
            let argc = arguments(at, shape);
            gates::of_call(at, base, None, base + 1, argc);
        }
        Op::CallMethodKeyword { base, shape, .. } => {
            let argc = arguments(at, shape);
            gates::of_call(at, base, Some(base + 1), base + 2, argc);
        }
        Op::CallSpread { base, .. } => gates::of_call(at, base, None, base + 1, u16::MAX),
        Op::CallExit { exit, .. } => gates::of_call(at, exit, None, exit, 0),
        _ if at.role == Role::Bookkeeping => bookkeeping(at, op),
        _ => of_data(at, op),
    }
}

fn arguments(at: &At<'_>, shape: u16) -> u16 {
    let shapes = &at.frame.code().code.call_shapes;
    shapes.get(usize::from(shape)).map_or(0, |shape| shape.positional + shape.names.len() as u16)
}

/// Of what the library does for threads, others see only which there are, and that one has ended.
fn bookkeeping(at: &mut At<'_>, op: Op) {
    let code = at.frame.code();
    match (op, code.code.qualname.as_str()) {
        (Op::StoreAttr { obj, site, .. }, "Thread._bootstrap") => {
            if let Some(site) = code.sites.get(usize::from(site))
                && site.name.as_str() == "_is_stopped"
            {
                at.touch(at.register(obj), Part::Name("_is_stopped"), Use::Write);
                at.touch_subject(Subject::Threads, Part::Whole, Use::Add);
                at.into.visible = true;
            }
        }
        (Op::LoadGlobal { .. }, "active_count" | "enumerate") => {
            at.touch_subject(Subject::Threads, Part::Whole, Use::Read);
        }
        _ => {}
    }
}

fn of_data(at: &mut At<'_>, op: Op) {
    let code = at.frame.code();
    let name = |site: u32| code.sites.get(site as usize).map(|site| &site.name);
    let coordination = at.role == Role::Coordination;
    match op {
        Op::LoadGlobal { site, .. } | Op::LoadName { site, .. } if !coordination => {
            if let Some(name) = name(site) {
                let globals = match op {
                    Op::LoadName { .. } => at.frame.space_of(name, true),
                    _ => &at.frame.function.globals,
                };
                if !globals.get_name(name).is_none_or(|value| value.is_definition()) {
                    at.touch(&Value::Dict(globals.clone()), Part::Name(name.as_str()), Use::Read);
                }
            }
        }
        Op::StoreGlobal { site, .. }
        | Op::DeleteGlobal { site }
        | Op::StoreName { site, .. }
        | Op::DeleteName { site }
            if !coordination =>
        {
            if let Some(name) = name(site) {
                let globals = match op {
                    Op::StoreName { .. } | Op::DeleteName { .. } => at.frame.space_of(name, false),
                    _ => &at.frame.function.globals,
                };
                at.touch(&Value::Dict(globals.clone()), Part::Name(name.as_str()), Use::Write);
            }
        }
        Op::LoadCell { cell, .. } => {
            if let Value::Cell(content) = at.register(cell)
                && !content.content.lock().is_definition()
            {
                at.touch(at.register(cell), Part::Whole, Use::Read);
            }
        }
        Op::StoreCell { cell, .. } | Op::DeleteCell { cell } => {
            if matches!(at.register(cell), Value::Cell(_)) {
                at.touch(at.register(cell), Part::Whole, Use::Write);
            }
        }
        Op::LoadAttr { obj, site, .. } | Op::LoadMethod { obj, site, .. } => {
            if let Some(name) = name(site.into()) {
                attribute(at, at.register(obj), name, Use::Read);
            }
        }
        Op::StoreAttr { obj, site, .. } | Op::DeleteAttr { obj, site } => {
            if let Some(name) = name(site.into()) {
                attribute(at, at.register(obj), name, Use::Write);
            }
        }
        // What is below here, in the modules that coordinate threads, is theirs alone.
        _ if coordination => {}
        Op::LoadItem { obj, key, .. } => item(at, at.register(obj), at.register(key), Use::Read),
        Op::StoreItem { obj, key, .. } | Op::DeleteItem { obj, key } => {
            item(at, at.register(obj), at.register(key), Use::Write);
        }
        Op::Compare { op, a, b, .. }
        | Op::JumpIfCompare { op, a, b, .. }
        | Op::JumpUnlessCompare { op, a, b, .. } => match op {
            CompareOp::In | CompareOp::NotIn => contains(at, at.register(b), at.register(a)),
            CompareOp::Is | CompareOp::IsNot => {}
            _ => read_both(at, a, b),
        },
        Op::Add { a, b, .. } | Op::Mul { a, b, .. } | Op::Sub { a, b, .. } | Op::Binary { a, b, .. } => {
            read_both(at, a, b);
        }
        Op::InPlace { a, b, .. } => {
            at.touch_content(at.register(a), Use::Write);
            at.touch_content(at.register(b), Use::Read);
        }
        Op::JumpIfTrue { cond: src, .. }
        | Op::JumpIfFalse { cond: src, .. }
        | Op::Unary { src, .. }
        | Op::UnpackSequence { src, .. }
        | Op::UnpackStarred { src, .. }
        | Op::Format { src, .. }
        | Op::Length { src, .. }
        | Op::ListExtend { iterable: src, .. }
        | Op::ArgumentsExtend { iterable: src, .. }
        | Op::SetUpdate { iterable: src, .. }
        | Op::DictUpdate { mapping: src, .. }
        | Op::DictMerge { mapping: src, .. }
        | Op::MatchKeys { src, .. } => {
            at.touch_content(at.register(src), Use::Read);
        }
        Op::ForLoop { iter, .. } | Op::YieldFrom { iter, .. } => at.touch_iteration(at.register(iter)),
        _ => {}
    }
}

fn read_both(at: &mut At<'_>, a: Reg, b: Reg) {
    for register in [a, b] {
        at.touch_content(at.register(register), Use::Read);
    }
}

/// `obj.name`, where that is no call.
pub(super) fn attribute(at: &mut At<'_>, object: &Value, name: &Name, how: Use) {
    match object {
        Value::Instance(instance) => {
            let class: &Ref<Class> = &instance.class;
            let calls = match how {
                Use::Read => flag::GETATTRIBUTE,
                _ => flag::SETATTR | flag::DELATTR,
            };
            if class.has(calls) {
                return;
            }
            let found = class.lookup(name);
            if found.as_ref().is_some_and(is_data_descriptor) {
                // A slot is a variable, a property is a call.
                if let Some(Value::Member(_)) = found {
                    at.touch(object, Part::Name(name.as_str()), how);
                }
                return;
            }
            let own = instance.get(name);
            let method = own.is_none() && found.as_ref().is_some_and(is_method);
            if how == Use::Read && (method || own.is_some_and(|value| value.is_definition())) {
                return;
            }
            at.touch(object, Part::Name(name.as_str()), how);
            // Read from a class.
            if how == Use::Read && found.is_some() && instance.get(name).is_none() {
                let classes = class.ancestors.lock().clone();
                if class.own(name).is_some() {
                    at.touch(&Value::Class(class.clone()), Part::Name(name.as_str()), how);
                } else if let Some(owner) = classes.iter().find(|class| class.own(name).is_some()) {
                    at.touch(&Value::Class(owner.clone()), Part::Name(name.as_str()), how);
                }
            }
        }
        Value::Class(class) => {
            if how == Use::Read && class.own(name).is_none_or(|value| value.is_definition()) {
                return;
            }
            at.touch(object, Part::Name(name.as_str()), how);
        }
        Value::Module(module) => module_variable(at, module, name, how),
        Value::Function(_) => at.touch(object, Part::Name(name.as_str()), how),
        _ => {}
    }
}

fn module_variable(at: &mut At<'_>, module: &Module, name: &Name, how: Use) {
    if how == Use::Read && module.globals.get_name(name).is_none_or(|value| value.is_definition()) {
        return;
    }
    at.touch(&Value::Dict(module.globals.clone()), Part::Name(name.as_str()), how);
}

fn is_method(found: &Value) -> bool {
    found.is_definition() || matches!(found, Value::StaticMethod(_) | Value::ClassMethod(_))
}

/// `object[key]`
pub(super) fn item(at: &mut At<'_>, object: &Value, key: &Value, how: Use) {
    match object {
        Value::List(list) => match key {
            Value::Int(index) if how == Use::Read || in_range(list, *index) => {
                at.touch(object, Part::Index(place(list, *index)), how);
            }
            _ => at.touch(object, Part::Whole, how),
        },
        Value::Dict(_) => at.touch(object, Part::Key(key), how),
        Value::ByteArray(_) | Value::Array(_) | Value::Native(_) => at.touch(object, Part::Whole, how),
        Value::Instance(instance) => match &instance.payload {
            // `defaultdict` and its like put in what is missing.
            Value::Dict(_) => item(at, &instance.payload, key, how),
            Value::Unbound if is_container(&instance.class) => at.touch(object, Part::Whole, how),
            Value::Unbound => {}
            payload => item(at, payload, key, how),
        },
        _ => {}
    }
}

/// `key in object`
fn contains(at: &mut At<'_>, object: &Value, key: &Value) {
    match object.payload() {
        dict @ Value::Dict(_) => at.touch(dict, Part::Key(key), Use::Read),
        other => at.touch_content(other, Use::Read),
    }
}

/// A class that is written in Python here and in C in CPython (`array`), and whose objects have items that change: what is done to
/// them is one step, into which nobody looks.
fn is_container(class: &Ref<Class>) -> bool {
    let sets = |class: &Ref<Class>| {
        class.own_items().iter().any(|(name, value)| {
            matches!(value, Value::Function(function) if function.code.code.name == "__setitem__"
                && function.code.source.indivisible)
                && name.as_text() == Some("__setitem__")
        })
    };
    !class.has(flag::BUILTIN)
        && (sets(class)
            || class.ancestors.lock().clone().iter().any(|class| !class.has(flag::BUILTIN) && sets(class)))
}

fn in_range(list: &List, index: i64) -> bool {
    let length = list.lock().len() as i64;
    (-length..length).contains(&index)
}

/// An index, counted from the beginning.
fn place(list: &List, index: i64) -> i64 {
    if index < 0 { index + list.lock().len() as i64 } else { index }
}

//! Where a thread stands, as a number: the same one again means that it has come back to the same place with the same values,
//! so that it goes on as before unless something that it reads has changed.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::frame::Entry;
use crate::iterator::IteratorState;
use crate::request::Answer;
use crate::thread_state::{RunState, ThreadState};
use crate::value::Value;

/// Tuples are looked into so deep.
const DEPTH: u32 = 4;

/// Items of a new list, and digits of a number, that are looked at.
const ITEMS: usize = 64;

impl ThreadState {
    /// Its depth and its next instruction: cheap, and the same wherever [`Self::standing`] is.
    pub fn place_of_standing(&self) -> (usize, usize) {
        let ip = match self.entries.last() {
            Some(Entry::Frame(frame)) => frame.ip as usize,
            _ => 0,
        };
        (self.entries.len(), ip)
    }

    /// A digest of its frames and all that is in them. Objects that others can reach count by identity alone: what is done to them
    /// is told by [`Self::next_operation`]. None: it has something of which that cannot be said.
    pub fn standing(&self) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        match self.state {
            _ if self.interrupt.is_some() || !self.signals.is_empty() => return None,
            RunState::Ready => {}
            RunState::Answered(None, Answer::None) => true.hash(&mut hasher),
            _ => return None,
        }
        self.entries.len().hash(&mut hasher);
        digest(&self.handled, DEPTH, &mut hasher)?;
        for entry in &self.entries {
            let Entry::Frame(frame) = entry else { return None };
            if frame.extra.as_ref().is_some_and(|extra| extra.registers.is_some()) {
                return None;
            }
            frame.function.address().hash(&mut hasher);
            frame.next_instruction().hash(&mut hasher);
            for register in 0..usize::from(frame.code().code.registers) {
                // SAFETY: a frame has as many registers as its code says.
                digest(unsafe { &*frame.registers.add(register) }, DEPTH, &mut hasher)?;
            }
        }
        Some(hasher.finish())
    }
}

fn digest(value: &Value, depth: u32, hasher: &mut DefaultHasher) -> Option<()> {
    std::mem::discriminant(value).hash(hasher);
    match value {
        Value::Unbound | Value::None | Value::Ellipsis | Value::NotImplemented => {}
        Value::Bool(yes) => yes.get().hash(hasher),
        Value::Int(number) => number.hash(hasher),
        Value::Float(number) => number.get().to_bits().hash(hasher),
        Value::Str(text) if text.as_str().len() <= ITEMS => text.as_str().hash(hasher),
        Value::Bytes(bytes) if bytes.len() <= ITEMS => bytes[..].hash(hasher),
        Value::BigInt(number) => number.hash(hasher),
        Value::Tuple(items) if depth > 0 && items.len() <= ITEMS => {
            items.len().hash(hasher);
            items.iter().try_for_each(|item| digest(item, depth - 1, hasher))?;
        }
        Value::Range(range) => (range.start, range.stop, range.step).hash(hasher),
        // What a method was looked up as; made anew each time.
        Value::BoundMethod(method) if depth > 0 => {
            digest(&method.function, depth - 1, hasher)?;
            digest(&method.receiver, depth - 1, hasher)?;
        }
        Value::Iterator(iterator) => match &*iterator.state.lock() {
            IteratorState::List { list, index } => (list.address(), index).hash(hasher),
            IteratorState::Tuple { tuple, index } => (tuple.address(), index).hash(hasher),
            IteratorState::Range { next, step, left } => (next, step, left).hash(hasher),
            IteratorState::Str { text, offset } => (text.address(), offset).hash(hasher),
            IteratorState::Dict { dict, position, length, .. } => {
                (dict.address(), position, length).hash(hasher);
            }
            IteratorState::Set { set, position, length } => (set.address(), position, length).hash(hasher),
            IteratorState::Finished => {}
            IteratorState::Composed(_) | IteratorState::Other(_) => return None,
        },
        // These are made once, or never change.
        Value::Function(_)
        | Value::NativeFunction(_)
        | Value::Class(_)
        | Value::Module(_)
        | Value::Code(_)
        | Value::Cell(_)
        | Value::Lock(_)
        | Value::Handle(_) => address(value).hash(hasher),
        // Raised anew each time.
        Value::Instance(object) if let Value::Exception(exception) = &object.payload => {
            object.class.address().hash(hasher);
            let args = exception.fields.lock().args.clone();
            if depth == 0 || args.len() > ITEMS {
                return None;
            }
            args.iter().try_for_each(|item| digest(item, depth - 1, hasher))?;
        }
        // Only this frame has it: it may be another one, of other content, at the place of the last.
        other if other.reference_count() < 2 => {
            let Value::List(list) = other else { return None };
            let items = list.lock().clone();
            if depth == 0 || items.len() > ITEMS {
                return None;
            }
            items.len().hash(hasher);
            items.iter().try_for_each(|item| digest(item, depth - 1, hasher))?;
        }
        other => address(other).hash(hasher),
    }
    Some(())
}

fn address(value: &Value) -> usize {
    value.object_header().map_or(0, |header| std::ptr::from_ref(header) as usize)
}

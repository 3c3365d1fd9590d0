//! The frames of the thread that forks: `os.fork()` goes on in the child where it was called.

use super::super::super::codec::Output;
use super::super::frame;
use super::Writer;
use crate::frame::{Entry, Frame, Pending};
use crate::value::Value;

/// A frame, taken from its thread.
pub(super) struct Snapshot {
    instruction: usize,
    pending: Pending,
    flags: u8,
    /// Function, namespace, generator, object under construction, exception handled outside; then the registers.
    values: Vec<Value>,
}

impl Snapshot {
    fn of(frame: &Frame) -> Snapshot {
        let registers = usize::from(frame.code().code.registers);
        let extra = frame.extra.as_deref();
        let generator = extra.and_then(|extra| extra.generator.clone());
        let mut flags = 0;
        if extra.is_some_and(|extra| extra.registers.is_some()) {
            flags |= frame::OWN_REGISTERS;
        }
        if frame.outer_handled.is_some() {
            flags |= frame::HANDLES;
        }
        let mut values = vec![
            Value::Function(frame.function.clone()),
            frame.namespace().cloned().map_or(Value::Unbound, Value::Dict),
            generator.map_or(Value::Unbound, Value::Generator),
            frame.constructing.clone().map_or(Value::Unbound, Value::Instance),
            frame.outer_handled.clone().unwrap_or_default(),
        ];
        // SAFETY: a frame has as many registers as its code says.
        values.extend((0..registers).map(|at| unsafe { (*frame.registers.add(at)).clone() }));
        Snapshot { instruction: frame.next_instruction(), pending: frame.pending, flags, values }
    }
}

impl Writer<'_, '_> {
    /// Enters everything that the calling thread's frames refer to. A `RuntimeError` if native code is between them, which
    /// cannot be copied.
    pub(super) fn add_stack(&mut self) -> Result<(), Value> {
        let frame = |entry: &Entry| match entry {
            Entry::Frame(frame) => Some(Snapshot::of(frame)),
            Entry::Then(_) | Entry::Gather(_) => None,
        };
        let stack: Option<Vec<Snapshot>> = self.ctx.thread.entries.iter().map(frame).collect();
        let Some(stack) = stack else {
            return Err(self.ctx.runtime_error(
                "os.fork() cannot be called here: a builtin function, a class body or an import is waiting for the \
                 code that calls it; call it from a function of its own, outside of them",
            ));
        };
        let of_thread = [self.ctx.thread.handled.clone(), self.ctx.thread.context.clone()];
        for value in stack.iter().flat_map(|frame| &frame.values).chain(&of_thread) {
            self.add(value)?;
        }
        self.stack = stack;
        Ok(())
    }

    /// The frames, when everything has its number.
    pub(super) fn write_stack(&self, output: &mut Output) -> Result<(), Value> {
        let value = |output: &mut Output, value: &Value| -> Result<(), Value> {
            super::write_value(output, value, self.number_of(value)?);
            Ok(())
        };
        value(output, &self.ctx.thread.handled)?;
        value(output, &self.ctx.thread.context)?;
        output.count(self.stack.len());
        for frame in &self.stack {
            output.count(frame.instruction);
            output.byte(frame.flags);
            let pending = postcard::to_allocvec(&frame.pending);
            output.blob(&pending.unwrap_or_default());
            output.count(frame.values.len());
            frame.values.iter().try_for_each(|item| value(output, item))?;
        }
        Ok(())
    }
}

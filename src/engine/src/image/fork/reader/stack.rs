//! The frames of a thread that forked, in the child.

use super::super::super::ImageError;
use super::super::super::codec::Input;
use super::super::frame;
use super::{Read, Reader, WRONG_TYPE};
use crate::frame::{Extra, Frame, Pending};
use crate::generator_state::GeneratorState;
use crate::native::Context;
use crate::request::Answer;
use crate::thread_state::RunState;
use crate::value::Value;

const MISFIT: ImageError = ImageError::Damaged("a frame that does not fit its code");

impl Reader<'_, '_> {
    /// Gives the thread its frames: the top one waits for the answer of its call, which is 0 in a child.
    pub(super) fn stack(&mut self, input: &mut Input<'_>) -> Read<()> {
        let (handled, context) = (self.value(input)?, self.value(input)?);
        for _ in 0..input.count()? {
            let frame = self.frame(input)?;
            self.ctx.thread.push_frame(frame);
        }
        let Context { thread, .. } = &mut *self.ctx;
        thread.handled = handled;
        thread.context = context;
        thread.state = RunState::Answered(None, Answer::Int(0));
        Ok(())
    }

    fn frame(&mut self, input: &mut Input<'_>) -> Read<Frame> {
        let instruction = input.number32()? as usize;
        let flags = input.byte()?;
        let pending: Pending = postcard::from_bytes(input.blob()?).map_err(|_| MISFIT)?;
        let count = input.count()?;
        let values = (0..count).map(|_| self.value(input)).collect::<Read<Vec<_>>>()?;
        let mut values = values.into_iter();
        let mut next = || values.next().ok_or(MISFIT);
        let (Value::Function(function), namespace, generator, constructing, handled) =
            (next()?, next()?, next()?, next()?, next()?)
        else {
            return Err(WRONG_TYPE);
        };
        let code = function.code.clone();
        let (length, width) = (code.code.ops.len(), usize::from(code.code.registers));
        if instruction >= length || values.len() != width || !fits(pending, instruction, length, width) {
            return Err(MISFIT);
        }
        let mut frame = if flags & frame::OWN_REGISTERS != 0 {
            Frame::of_generator(function, values.collect())
        } else {
            let window = self.ctx.thread.registers.push(width);
            for (at, value) in values.enumerate() {
                // SAFETY: the window has so many registers.
                unsafe { Value::replace_at(window.add(at), value) };
            }
            Frame::new(function, window)
        };
        frame.ip = &raw const code.code.ops[instruction];
        frame.pending = pending;
        if flags & frame::HANDLES != 0 {
            frame.outer_handled = Some(handled);
        }
        match constructing {
            Value::Unbound => {}
            Value::Instance(object) => frame.constructing = Some(object),
            _ => return Err(WRONG_TYPE),
        }
        match (namespace, generator) {
            (Value::Unbound, Value::Unbound) => {}
            (Value::Dict(namespace), Value::Unbound) if frame.extra.is_none() => {
                frame.extra = Some(Box::new(Extra { namespace: Some(namespace), ..Extra::default() }));
            }
            (Value::Unbound, Value::Generator(generator)) => {
                let extra = frame.extra.as_mut().ok_or(MISFIT)?;
                *generator.state.lock() = GeneratorState::running();
                extra.generator = Some(generator);
            }
            _ => return Err(WRONG_TYPE),
        }
        Ok(frame)
    }
}

/// Whether what is to be done with a result stays within the frame.
fn fits(pending: Pending, instruction: usize, length: usize, width: usize) -> bool {
    let register = |register: u16| usize::from(register) < width;
    let jump = |offset: isize| instruction.checked_add_signed(offset).is_some_and(|to| to < length);
    match pending {
        Pending::Discard => true,
        Pending::Store(dst)
        | Pending::StoreTruth { dst, .. }
        | Pending::StoreBool { dst, .. }
        | Pending::Iterator { dst }
        | Pending::Awaitable { dst } => register(dst),
        Pending::YieldFrom { dst } => register(dst) && instruction > 0,
        Pending::Operator { dst } => register(dst) && instruction > 0,
        Pending::Condition { offset, .. } => jump(offset as isize) && instruction > 0,
        Pending::Jump { offset, .. } | Pending::JumpBool { offset, .. } => jump(offset as isize),
        Pending::ForLoop { dst, offset } => register(dst) && jump(isize::from(offset)),
        Pending::Method { base } => usize::from(base) + 1 < width,
        Pending::Made { dst, first, count } => {
            register(dst) && first > 0 && usize::from(first) + usize::from(count) <= width
        }
        // Whoever calls in the middle of an unpacking is a builtin: see `add_stack`.
        Pending::Spread { .. } => false,
    }
}

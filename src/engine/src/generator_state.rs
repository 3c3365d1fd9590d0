//! Where a generator's frame lies while it is suspended.

use std::mem::MaybeUninit;

use crate::frame::{Frame, move_frame};
use crate::generator::GeneratorStatus;
use crate::thread_state::ThreadState;
use crate::value::Value;

/// The frame lies in the state itself, and moves between it and a thread's stack word by word: no allocation, nothing in between.
pub(crate) struct GeneratorState {
    status: GeneratorStatus,
    /// There while the status is `Created` or `Suspended`.
    frame: MaybeUninit<Frame>,
    /// The exception that a suspended generator is handling; unbound: none.
    handled: Value,
}

impl GeneratorState {
    /// A generator whose frame is not on a stack.
    pub(crate) fn suspended(frame: Frame, started: bool, handled: Value) -> GeneratorState {
        let status = if started { GeneratorStatus::Suspended } else { GeneratorStatus::Created };
        GeneratorState { status, frame: MaybeUninit::new(frame), handled }
    }

    /// Its frame is on a thread's stack.
    pub(crate) fn running() -> GeneratorState {
        GeneratorState::without_frame(GeneratorStatus::Running)
    }

    /// It has no frame any more.
    pub(crate) fn finished() -> GeneratorState {
        GeneratorState::without_frame(GeneratorStatus::Finished)
    }

    fn without_frame(status: GeneratorStatus) -> GeneratorState {
        GeneratorState { status, frame: MaybeUninit::uninit(), handled: Value::Unbound }
    }

    #[inline(always)]
    pub(crate) fn status(&self) -> GeneratorStatus {
        self.status
    }

    #[inline(always)]
    fn has_frame(&self) -> bool {
        matches!(self.status, GeneratorStatus::Created | GeneratorStatus::Suspended)
    }

    /// The frame of one that waits.
    #[inline(always)]
    pub(crate) fn frame(&self) -> Option<&Frame> {
        // SAFETY: it is there then.
        self.has_frame().then(|| unsafe { self.frame.assume_init_ref() })
    }

    /// The frame of one that waits.
    #[inline(always)]
    pub(crate) fn frame_mut(&mut self) -> Option<&mut Frame> {
        // SAFETY: it is there then.
        self.has_frame().then(|| unsafe { self.frame.assume_init_mut() })
    }

    /// The exception that it is handling; unbound: none.
    pub(crate) fn handled(&self) -> &Value {
        &self.handled
    }

    /// Takes that exception out.
    #[inline(always)]
    pub(crate) fn take_handled(&mut self) -> Value {
        self.handled.take()
    }

    /// Moves the frame to the top of the thread's stack.
    ///
    /// # Panics
    /// If it does not wait.
    #[inline(always)]
    pub(crate) fn enter(&mut self, thread: &mut ThreadState) {
        assert!(self.has_frame());
        self.status = GeneratorStatus::Running;
        // SAFETY: the frame was there, and is no longer taken for it.
        unsafe { thread.push_frame_from(self.frame.as_ptr()) };
    }

    /// Moves the frame from the top of the thread's stack to here: the one that `enter` put there.
    #[inline(always)]
    pub(crate) fn leave(&mut self, thread: &mut ThreadState, handled: Value) {
        debug_assert!(self.status == GeneratorStatus::Running);
        self.status = GeneratorStatus::Suspended;
        self.handled = handled;
        // SAFETY: there is no frame here, and the one on top is no longer taken for it.
        unsafe { move_frame(thread.forget_frame(), self.frame.as_mut_ptr()) };
    }
}

impl Drop for GeneratorState {
    fn drop(&mut self) {
        if self.has_frame() {
            // SAFETY: it is there then, and not used again.
            unsafe { self.frame.assume_init_drop() };
        }
    }
}

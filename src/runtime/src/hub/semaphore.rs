//! Counting semaphores. A release with waiters hands the unit to the first of them.

use std::collections::VecDeque;

use interleave_engine::request::{Answer, Handle};

use super::wait::Wait;
use super::{Caller, Hub, Object, error};

pub(super) struct Semaphore {
    pub(super) value: u32,
    pub(super) max: u32,
    pub(super) waiters: VecDeque<Caller>,
}

impl Hub {
    fn semaphore(&mut self, handle: Handle) -> Option<&mut Semaphore> {
        match self.objects.get_mut(&handle) {
            Some(Object::Semaphore(semaphore)) => Some(semaphore),
            _ => None,
        }
    }

    pub(super) fn sem_acquire(&mut self, caller: Caller, handle: Handle) -> Option<Answer> {
        let Some(semaphore) = self.semaphore(handle) else { return Some(error::bad_handle()) };
        if semaphore.value > 0 {
            semaphore.value -= 1;
            return Some(Answer::Bool(true));
        }
        semaphore.waiters.push_back(caller);
        self.waits.insert(caller, Wait::Semaphore(handle));
        None
    }

    pub(super) fn sem_release(&mut self, handle: Handle) -> Answer {
        let Some(semaphore) = self.semaphore(handle) else { return error::bad_handle() };
        if let Some(first) = semaphore.waiters.pop_front() {
            self.answer(first, Answer::Bool(true));
            return Answer::None;
        }
        if semaphore.value >= semaphore.max {
            return error::released_too_often();
        }
        semaphore.value += 1;
        Answer::None
    }

    pub(super) fn sem_value(&mut self, handle: Handle) -> Answer {
        match self.semaphore(handle) {
            Some(semaphore) => Answer::Int(i64::from(semaphore.value)),
            None => error::bad_handle(),
        }
    }

    pub(super) fn sem_stop_waiting(&mut self, caller: Caller, handle: Handle) {
        if let Some(semaphore) = self.semaphore(handle) {
            semaphore.waiters.retain(|waiter| *waiter != caller);
        }
    }
}

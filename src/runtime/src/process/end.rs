//! How threads and the process end, and interrupts.

use interleave_engine::{Stage, Value};
use interleave_trace::{Kind, State};

use super::thread::{Interrupt, Status, Wait};
use super::{After, Process};
use crate::Host;

impl Process {
    /// `KeyboardInterrupt` in the main thread: whatever it waits for is abandoned.
    pub(super) fn interrupt_main(&mut self, host: &mut dyn Host) {
        let main = &mut self.threads[0];
        main.interrupt = Some(Interrupt { class: "KeyboardInterrupt", message: "" });
        if !matches!(main.status, Status::Running | Status::Ended) {
            self.deliver_interrupt(0, After::Waiting, host);
        }
    }

    /// Ends the process from outside, with this exit status: a signal (negative), Stop, a crash of its host.
    pub fn kill(&mut self, status: i32, host: &mut dyn Host) {
        if self.status.is_none() {
            self.exit(status, host);
        }
    }

    pub(super) fn finished(&mut self, thread: u32, value: &Value, host: &mut dyn Host) -> After {
        self.end_thread(thread, State::Finished, host);
        if thread == 0 {
            let status = match value {
                Value::Int(status) => *status as i32,
                _ => 0,
            };
            self.exit(status, host);
            return After::Exited;
        }
        After::Ended
    }

    pub(super) fn raised(&mut self, thread: u32, host: &mut dyn Host) -> After {
        self.end_thread(thread, State::Raised, host);
        if thread == 0 {
            self.exit(1, host);
            return After::Exited;
        }
        After::Ended
    }

    fn end_thread(&mut self, thread: u32, shown: State, host: &mut dyn Host) {
        let slot = &mut self.threads[thread as usize];
        let failed = slot.state.take().is_some_and(|state| state.stage() == Stage::Failed);
        let shown = if failed { State::Raised } else { shown };
        slot.status = Status::Ended;
        self.show(thread, shown, host);
        self.wake_joiners(thread, host);
    }

    /// Ends the process. Its driver closes its handles and withdraws its calls.
    pub(super) fn exit(&mut self, status: i32, host: &mut dyn Host) {
        self.status = Some(status);
        self.end_threads(host, 0);
        self.emit(0, Kind::Exited { status }, host);
    }

    /// Raises a pending interrupt in a thread that is not running. `after` is what is known of it.
    pub(super) fn deliver_interrupt(&mut self, thread: u32, after: After, host: &mut dyn Host) -> After {
        let slot = &mut self.threads[thread as usize];
        let Some(interrupt) = slot.interrupt.take() else { return after };
        let (lock, call) = match &slot.status {
            Status::Ready { retry } => (retry.clone(), None),
            Status::Waiting(Wait::Lock(lock)) => (Some(lock.clone()), None),
            Status::Waiting(Wait::Call(id)) => (None, Some(*id)),
            Status::Waiting(Wait::Sleep | Wait::Pause | Wait::Start | Wait::Join { .. }) => (None, None),
            Status::Running | Status::Ended => return after,
        };
        if let Some(id) = call
            && !self.abandon_call(id, host)
        {
            // `complete` brings the answer and comes here again.
            self.threads[thread as usize].interrupt = Some(interrupt);
            return after;
        }
        let was_ready = matches!(self.threads[thread as usize].status, Status::Ready { .. });
        self.drop_timer(thread);
        let slot = &mut self.threads[thread as usize];
        slot.status = Status::Ready { retry: None };
        if let Some(state) = &mut slot.state {
            state.interrupt(interrupt.class, interrupt.message);
        }
        if !was_ready {
            self.ready.push_back(thread);
            self.woken.push(thread);
            self.show(thread, State::Ready, host);
        }
        if let Some(lock) = lock {
            self.abandon_lock(thread, &lock, host);
        }
        After::Ready
    }
}

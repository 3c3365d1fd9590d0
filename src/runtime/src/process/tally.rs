//! How closely a process is watched. Each time that a lock is taken or given back is an event and a way out of the interpreter, as long as
//! somebody can look at so many; in a loop of nothing else the thread counts them ([`interleave_engine::tally`]), and its sums are recorded at the end
//! of a slice.

use std::cell::Cell;

use interleave_engine::ThreadState;
use interleave_engine::tally::{Counted, Subject};
use interleave_trace::Kind;

use super::trace::resource_of;
use super::{Process, trace};
use crate::Host;

/// Events that are recorded one by one, however fast they come.
const BURST: f64 = 4_000.0;
/// Of those that come on and on, so many each nanosecond: 20,000 a second.
const PACE: f64 = 20_000.0 / 1e9;

/// How many events of locks may still be recorded one by one.
pub(super) struct Closeness {
    events: Cell<f64>,
    /// The time up to which they were granted.
    until: u64,
}

impl Default for Closeness {
    fn default() -> Closeness {
        Closeness { events: Cell::new(BURST), until: 0 }
    }
}

impl Closeness {
    /// One was recorded.
    pub(super) fn spend(&self) {
        self.events.set((self.events.get() - 1.0).max(0.0));
    }

    /// Whether each is recorded at this time.
    pub(super) fn is_close(&mut self, now: u64) -> bool {
        let granted = now.saturating_sub(std::mem::replace(&mut self.until, now)) as f64 * PACE;
        self.events.set((self.events.get() + granted).min(BURST));
        self.events.get() >= 1.0
    }
}

impl Process {
    /// Before a slice of a thread that is checked out: how closely it is watched. Only for drivers that leave it to the thread when
    /// others see what it does.
    pub fn begin_tally(&mut self, state: &mut ThreadState, host: &mut dyn Host) {
        if self.tracing {
            let now = trace::now(host);
            self.tally_from(state, now);
        }
    }

    /// The same at a time that is known.
    pub(super) fn tally_from(&mut self, state: &mut ThreadState, now: u64) {
        if self.tracing {
            let tally = state.tally();
            tally.closely = self.closeness.is_close(now);
            tally.since = now;
        }
    }

    /// After the slice, and before the thread is checked in: records what it has counted.
    pub fn end_tally(&mut self, thread: u32, state: &mut ThreadState, host: &mut dyn Host) {
        if !self.tracing || state.tally().is_empty() {
            return;
        }
        let void = self.is_void(thread, state.serial());
        let tally = state.tally();
        if void {
            tally.taken_out.clear();
            tally.locks.clear();
            return;
        }
        for (queue, item) in tally.taken_out.drain(..) {
            self.pass(thread, &queue, item, false, host);
        }
        for Counted { subject, taken, given } in tally.locks.drain(..) {
            let resource = match &subject {
                Subject::Lock(lock) => {
                    self.know(thread, lock, host);
                    self.lock_resource(lock)
                }
                Subject::Semaphore(handle) => resource_of(*handle),
            };
            if given > 0 {
                let time = trace::now(host);
                let kind = Kind::Retaken { resource, times: given, since: tally.since.min(time) };
                self.emit_at(time, thread, kind, host);
            }
            for _ in given..taken {
                if matches!(subject, Subject::Semaphore(_)) {
                    self.threads[thread as usize].held.push(resource);
                }
                self.emit(thread, Kind::Acquired { resource }, host);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_at_once_and_then_some_each_second() {
        let mut closeness = Closeness::default();
        for _ in 0..BURST as u32 {
            assert!(closeness.is_close(0));
            closeness.spend();
        }
        assert!(!closeness.is_close(0));
        assert!(!closeness.is_close(40_000));
        assert!(closeness.is_close(60_000));
        closeness.spend();
        assert!(!closeness.is_close(60_000));
        assert!(closeness.is_close(u64::MAX));
    }
}

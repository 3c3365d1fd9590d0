//! How closely a process is watched. Each time that a lock is taken or given back is an event and a way out of the interpreter, as long as
//! somebody can look at so many; in a loop of nothing else the thread counts them ([`Tally`]), and its sums are recorded at the end
//! of a slice.

use std::cell::Cell;

use interleave_engine::tally::{Subject, Tally};
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
    /// Records what a thread has counted since a time.
    pub(super) fn tell(&mut self, thread: u32, tally: &mut Tally, since: u64, host: &mut dyn Host) {
        if tally.is_empty() {
            return;
        }
        for (queue, item) in tally.taken_out.drain(..) {
            self.pass(thread, &queue, item, false, host);
        }
        for counted in tally.locks.drain(..) {
            let shared = matches!(counted.subject, Subject::Semaphore(_));
            let resource = match counted.subject {
                Subject::Lock(lock) => {
                    self.know(thread, &lock, host);
                    self.lock_resource(&lock)
                }
                Subject::Semaphore(handle) => resource_of(handle),
            };
            let times = counted.taken.min(counted.given);
            if times > 0 {
                let time = trace::now(host);
                let since = since.min(time);
                self.emit_at(time, thread, Kind::Retaken { resource, times, since }, host);
            }
            for _ in times..counted.given {
                if shared {
                    self.threads[thread as usize].gives_back(resource);
                }
                self.emit(thread, Kind::Released { resource }, host);
            }
            for _ in times..counted.taken {
                if shared {
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

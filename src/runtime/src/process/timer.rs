//! Deadlines of sleeps and timeouts.

use std::collections::BTreeMap;

/// Deadline in nanoseconds, then order of arrival: threads that sleep until the same moment wake in the order in which
/// they fell asleep.
pub(super) type TimerId = (u64, u64);

#[derive(Default)]
pub(super) struct Timers {
    threads: BTreeMap<TimerId, u32>,
    count: u64,
}

impl Timers {
    pub(super) fn is_empty(&self) -> bool {
        self.threads.is_empty()
    }

    pub(super) fn add(&mut self, deadline: u64, thread: u32) -> TimerId {
        self.count += 1;
        self.threads.insert((deadline, self.count), thread);
        (deadline, self.count)
    }

    pub(super) fn remove(&mut self, timer: TimerId) {
        self.threads.remove(&timer);
    }

    pub(super) fn clear(&mut self) {
        self.threads.clear();
    }

    /// The earliest deadline.
    pub(super) fn next(&self) -> Option<u64> {
        self.threads.keys().next().map(|timer| timer.0)
    }

    /// Takes out the earliest one if its deadline has come.
    pub(super) fn due(&mut self, now: u64) -> Option<u32> {
        let entry = self.threads.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fires_by_deadline_then_by_arrival() {
        let mut timers = Timers::default();
        timers.add(20, 0);
        timers.add(10, 1);
        timers.add(10, 2);
        let gone = timers.add(5, 3);
        timers.remove(gone);
        assert_eq!(timers.next(), Some(10));
        assert_eq!(timers.due(9), None);
        assert_eq!(
            [timers.due(20), timers.due(20), timers.due(20), timers.due(20)],
            [Some(1), Some(2), Some(0), None]
        );
    }
}

//! Events on their way to the page: gathered, sorted, and completed where a worker died before it could tell.
//!
//! Effects come after their causes. What one process does to another by the supervisor has its cause here already: calls bring the
//! events from before them along, and the clock of whoever is answered is set after all that is known here. What goes on in shared
//! memory is told a little later, so events are held back for a moment before they are sorted.

use std::collections::BTreeMap;

use interleave_trace::{Event, Kind, Lives, TextStream, Worker};

/// The trace of one run as far as it has come.
#[derive(Default)]
pub struct Tracks {
    gathered: Vec<Event>,
    lives: Lives,
    /// The starts of processes, for those that are ended before they tell of it themselves.
    starts: BTreeMap<u32, Event>,
    last: u64,
}

impl Tracks {
    /// Takes what a worker has recorded.
    pub fn add(&mut self, events: Vec<Event>) {
        for event in &events {
            self.lives.note(event);
            self.last = self.last.max(event.time);
        }
        self.gathered.extend(events);
    }

    /// A process is being started.
    pub fn starts(&mut self, pid: u32, name: &str, parent: Option<Worker>, time: u64) {
        let kind = Kind::Started { name: name.into(), parent };
        self.starts.insert(pid, Event { time, worker: Worker { pid, thread: 0 }, kind });
    }

    /// A process ended without a word of its own: `text` goes to its stderr, its threads were killed.
    pub fn end(&mut self, pid: u32, status: i32, text: &str, now: u64) {
        let time = now.max(self.last);
        let main = Worker { pid, thread: 0 };
        let mut events = Vec::new();
        if !self.lives.has_started(pid)
            && let Some(start) = self.starts.remove(&pid)
        {
            events.push(Event { time, ..start });
        }
        if !text.is_empty() {
            events.push(Event {
                time,
                worker: main,
                kind: Kind::Text { stream: TextStream::Stderr, text: text.into() },
            });
        }
        self.add(events);
        self.add(self.lives.end(pid, status, time));
    }

    /// Everything gathered that happened before this moment, by time.
    pub fn take(&mut self, before: u64) -> Vec<Event> {
        self.gathered.sort_by_key(|event| event.time);
        let later = self.gathered.partition_point(|event| event.time < before);
        let later = self.gathered.split_off(later);
        std::mem::replace(&mut self.gathered, later)
    }

    /// The time of the latest event so far.
    pub fn latest(&self) -> u64 {
        self.last
    }

    /// Whether there is nothing to take.
    pub fn is_empty(&self) -> bool {
        self.gathered.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use interleave_trace::State;

    use super::*;

    fn event(time: u64, pid: u32, kind: Kind) -> Event {
        Event { time, worker: Worker { pid, thread: 0 }, kind }
    }

    #[test]
    fn batches_of_several_workers_are_sorted() {
        let mut tracks = Tracks::default();
        tracks.add(vec![event(5, 1, Kind::State(State::Ready))]);
        tracks.add(vec![event(3, 2, Kind::State(State::Ready)), event(5, 2, Kind::State(State::Running))]);
        let times: Vec<(u64, u32)> =
            tracks.take(u64::MAX).iter().map(|event| (event.time, event.worker.pid)).collect();
        assert_eq!(times, [(3, 2), (5, 1), (5, 2)]);
        assert!(tracks.is_empty());
    }

    #[test]
    fn what_comes_late_is_waited_for() {
        let mut tracks = Tracks::default();
        tracks.add(vec![event(20, 2, Kind::State(State::Running))]);
        assert!(tracks.take(15).is_empty());
        tracks.add(vec![event(10, 1, Kind::State(State::Ready)), event(30, 1, Kind::State(State::Ready))]);
        let times = |events: Vec<Event>| -> Vec<u64> { events.iter().map(|event| event.time).collect() };
        assert_eq!(times(tracks.take(25)), [10, 20]);
        assert!(!tracks.is_empty());
        assert_eq!(times(tracks.take(u64::MAX)), [30]);
        assert_eq!(tracks.latest(), 30);
    }

    #[test]
    fn a_worker_that_never_spoke_leaves_a_complete_trace() {
        let mut tracks = Tracks::default();
        tracks.starts(2, "Process-1", None, 3);
        tracks.end(2, -15, "", 7);
        let kinds: Vec<Kind> = tracks.take(u64::MAX).into_iter().map(|event| event.kind).collect();
        let started = Kind::Started { name: "Process-1".into(), parent: None };
        assert_eq!(kinds, [started, Kind::State(State::Killed), Kind::Exited { status: -15 }]);
    }

    #[test]
    fn a_dead_worker_leaves_a_complete_trace() {
        let mut tracks = Tracks::default();
        let started = |name: &str| Kind::Started { name: name.into(), parent: None };
        tracks.add(vec![event(1, 1, started("MainProcess")), event(2, 2, started("Process-1"))]);
        tracks.take(u64::MAX);
        tracks.end(2, -9, "", 1);
        let kinds: Vec<Kind> = tracks.take(u64::MAX).into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [Kind::State(State::Killed), Kind::Exited { status: -9 }]);
    }
}

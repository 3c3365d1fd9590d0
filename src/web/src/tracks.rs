//! Events on their way to the page: gathered, sorted, and completed where a worker died before it could tell.

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

    /// Everything gathered since last time, by time.
    pub fn take(&mut self) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.gathered);
        events.sort_by_key(|event| event.time);
        events
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
            tracks.take().iter().map(|event| (event.time, event.worker.pid)).collect();
        assert_eq!(times, [(3, 2), (5, 1), (5, 2)]);
        assert!(tracks.is_empty());
    }

    #[test]
    fn a_worker_that_never_spoke_leaves_a_complete_trace() {
        let mut tracks = Tracks::default();
        tracks.starts(2, "Process-1", None, 3);
        tracks.end(2, -15, "", 7);
        let kinds: Vec<Kind> = tracks.take().into_iter().map(|event| event.kind).collect();
        let started = Kind::Started { name: "Process-1".into(), parent: None };
        assert_eq!(kinds, [started, Kind::State(State::Killed), Kind::Exited { status: -15 }]);
    }

    #[test]
    fn a_dead_worker_leaves_a_complete_trace() {
        let mut tracks = Tracks::default();
        let started = |name: &str| Kind::Started { name: name.into(), parent: None };
        tracks.add(vec![event(1, 1, started("MainProcess")), event(2, 2, started("Process-1"))]);
        tracks.take();
        tracks.end(2, -9, "", 1);
        let kinds: Vec<Kind> = tracks.take().into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [Kind::State(State::Killed), Kind::Exited { status: -9 }]);
    }
}

//! How far a program may be ahead of the page: as on a terminal, who writes faster than can be shown waits. What is recorded and
//! not yet drawn is weighed; a page that has drawn says how much ([`crate::ToSupervisor::Seen`]), and what was held goes on.

use std::collections::VecDeque;

use interleave_trace::{Event, Kind};

/// Weight that one process may have recorded without knowing it drawn: 20,000 events.
const PROCESS: u64 = 20_000;
/// Weight that a whole run may have: what a page draws in a tenth of a second.
pub const RUN: u64 = 40_000;
/// Bytes of text that weigh as much as an event.
const BYTES: usize = 32;

/// The weight of events: one each, and more for long texts.
pub fn weight(events: &[Event]) -> u64 {
    let text = |event: &Event| match &event.kind {
        Kind::Text { text, .. } => (text.len() / BYTES) as u64,
        _ => 0,
    };
    events.iter().map(|event| 1 + text(event)).sum()
}

/// What a process has recorded and does not know to be drawn.
#[derive(Debug, Default)]
pub struct Ahead(u64);

impl Ahead {
    /// Nothing yet.
    pub const fn new() -> Ahead {
        Ahead(0)
    }

    /// Events were handed on.
    pub fn recorded(&mut self, weight: u64) {
        self.0 += weight;
    }

    /// So much of it counts no more.
    pub fn seen(&mut self, weight: u64) {
        self.0 = self.0.saturating_sub(weight);
    }

    /// Whether the process has to wait.
    pub fn is_far(&self) -> bool {
        self.0 > PROCESS
    }
}

/// What a run's processes have recorded, between them and the page.
#[derive(Debug)]
pub struct Flow<P> {
    /// Recorded and not drawn.
    ahead: u64,
    /// Who is to be told, in the order in which it came.
    owed: VecDeque<(P, u64)>,
}

impl<P> Default for Flow<P> {
    fn default() -> Self {
        Flow { ahead: 0, owed: VecDeque::new() }
    }
}

impl<P> Flow<P> {
    /// A process has recorded something.
    pub fn recorded(&mut self, process: P, weight: u64) {
        self.ahead += weight;
        self.owed.push_back((process, weight));
    }

    /// The page has drawn something.
    pub fn seen(&mut self, weight: u64) {
        self.ahead = self.ahead.saturating_sub(weight);
    }

    /// Nothing that was recorded will be drawn: it comes again.
    pub fn forget(&mut self) {
        self.ahead = 0;
    }

    /// The next process that may go on, and how much of its own counts no more. While the page is near, all are told at once.
    pub fn let_go(&mut self) -> Option<(P, u64)> {
        if self.ahead > RUN { None } else { self.owed.pop_front() }
    }
}

#[cfg(test)]
mod tests {
    use interleave_trace::{State, TextStream, Worker};

    use super::*;

    #[test]
    fn long_texts_weigh_more() {
        let event = |kind| Event { time: 0, worker: Worker { pid: 1, thread: 0 }, kind };
        let text = |text: String| event(Kind::Text { stream: TextStream::Stdout, text });
        for (events, expected) in [
            (vec![], 0),
            (vec![event(Kind::State(State::Ready)), text("short".into())], 2),
            (vec![text("x".repeat(3_200))], 101),
        ] {
            assert_eq!(weight(&events), expected);
        }
    }

    #[test]
    fn a_process_waits_until_enough_is_seen() {
        let mut ahead = Ahead::new();
        ahead.recorded(PROCESS);
        assert!(!ahead.is_far());
        ahead.recorded(1);
        assert!(ahead.is_far());
        ahead.seen(1);
        assert!(!ahead.is_far());
    }

    #[test]
    fn processes_go_on_as_the_page_follows() {
        let mut flow = Flow::default();
        flow.recorded('a', RUN);
        assert_eq!(flow.let_go(), Some(('a', RUN)), "the page is near enough");
        flow.recorded('b', 5);
        flow.recorded('c', 7);
        assert_eq!(flow.let_go(), None);
        flow.seen(12);
        assert_eq!((flow.let_go(), flow.let_go(), flow.let_go()), (Some(('b', 5)), Some(('c', 7)), None));
        flow.recorded('d', 2 * RUN);
        assert_eq!(flow.let_go(), None);
        flow.forget();
        assert_eq!(flow.let_go(), Some(('d', 2 * RUN)));
    }
}

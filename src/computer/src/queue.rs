//! Whose turn it is: first come, first served, so many at a time.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use interleave_native::Stop;
use tokio::sync::watch;

/// How long runs have to end when the server does: each is killed, which takes some milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// Everybody who runs or waits; a copy is the same queue.
#[derive(Clone)]
pub(crate) struct Queue {
    most: usize,
    line: Arc<watch::Sender<Line>>,
}

#[derive(Default)]
struct Line {
    /// In order of arrival; the first of them run.
    tickets: VecDeque<(u64, Option<Stop>)>,
    next: u64,
    closed: bool,
}

impl Queue {
    /// So many at a time.
    pub(crate) fn new(most: usize) -> Queue {
        Queue { most, line: Arc::new(watch::Sender::new(Line::default())) }
    }

    /// A place at its end.
    pub(crate) fn join(&self) -> Ticket {
        let mut number = 0;
        self.line.send_modify(|line| {
            number = line.next;
            line.next += 1;
            line.tickets.push_back((number, None));
        });
        Ticket { number, queue: self.clone() }
    }

    /// Ends what runs, and waits for it. Nobody has a turn any more.
    pub(crate) fn close(&self) {
        let runs = |line: &Line| line.tickets.iter().filter_map(|(_, stop)| stop.clone()).collect::<Vec<_>>();
        self.line.send_modify(|line| line.closed = true);
        let patience = Instant::now() + PATIENCE;
        loop {
            let runs = runs(&self.line.borrow());
            if runs.is_empty() || Instant::now() > patience {
                return;
            }
            // Again each time: a run that has just begun is told too.
            runs.iter().for_each(Stop::stop);
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A place in the queue; dropping it gives it up.
pub(crate) struct Ticket {
    number: u64,
    queue: Queue,
}

impl Ticket {
    /// How many have their turn before it; 0: it is its own.
    pub(crate) fn before(&self) -> usize {
        let line = self.queue.line.borrow();
        let at = line.tickets.iter().position(|(number, _)| *number == self.number).unwrap_or_default();
        if line.closed { at + 1 } else { (at + 1).saturating_sub(self.queue.most) }
    }

    /// Hears of changes from now on.
    pub(crate) fn changes(&self) -> Changes {
        Changes(self.queue.line.subscribe())
    }

    /// It runs, and this ends it.
    pub(crate) fn runs(&self, stop: &Stop) {
        self.queue.line.send_modify(|line| {
            if let Some((_, kept)) = line.tickets.iter_mut().find(|(number, _)| *number == self.number) {
                *kept = Some(stop.clone());
            }
        });
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.queue.line.send_modify(|line| line.tickets.retain(|(number, _)| *number != self.number));
    }
}

/// Tells when the queue has changed.
pub(crate) struct Changes(watch::Receiver<Line>);

impl Changes {
    /// Waits for the next change.
    pub(crate) async fn next(&mut self) {
        // The queue lives as long as the server.
        let _ = self.0.changed().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_turn_in_order_of_arrival() {
        let queue = Queue::new(2);
        let mut tickets: Vec<Ticket> = (0..5).map(|_| queue.join()).collect();
        let before = |tickets: &[Ticket]| tickets.iter().map(Ticket::before).collect::<Vec<_>>();
        assert_eq!(before(&tickets), [0, 0, 1, 2, 3]);
        // One that runs has ended; one that waits has given up.
        tickets.remove(1);
        assert_eq!(before(&tickets), [0, 0, 1, 2]);
        tickets.remove(2);
        assert_eq!(before(&tickets), [0, 0, 1]);
        tickets.push(queue.join());
        assert_eq!(before(&tickets), [0, 0, 1, 2]);
    }

    #[test]
    fn a_queue_that_is_closed_gives_no_turns() {
        let queue = Queue::new(2);
        let waits = queue.join();
        queue.close();
        assert_eq!((waits.before(), queue.join().before()), (1, 2));
    }
}

//! Deadlocks: a circle of workers, each waiting for the next (the wait-for graph of Coffman et al., 1971).

use std::collections::HashMap;

use interleave_trace::{Resource, State, Worker};

use crate::Timeline;

/// Workers that a sentence names.
const MOST_NAMED: usize = 12;

/// Workers that will wait for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadlock {
    /// Each waits for the next, the last for the first.
    pub cycle: Vec<Link>,
}

/// One worker of a circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Who waits.
    pub worker: Worker,
    /// For which resource; none when it waits for the next worker to end.
    pub resource: Option<Resource>,
}

impl Timeline {
    /// The circle in who waits for whom at a time, if there is one.
    pub fn deadlock_at(&self, time: u64) -> Option<Deadlock> {
        let moment = self.at(time);
        let mut holders: HashMap<Resource, Vec<Worker>> = HashMap::new();
        for holding in &moment.holding {
            holders.entry(holding.resource).or_default().push(holding.worker);
        }
        let mut edges: HashMap<Worker, (Option<Resource>, Vec<Worker>)> = HashMap::new();
        for waiting in &moment.waiting {
            let edge = match &waiting.state {
                State::Blocked { on } => (Some(*on), holders.get(on).cloned().unwrap_or_default()),
                State::Joining { worker } => (None, vec![*worker]),
                _ => continue,
            };
            edges.insert(waiting.worker, edge);
        }
        let cycle = circle(moment.waiting.iter().map(|waiting| waiting.worker), &edges)?;
        let link = |worker: &Worker| Link { worker: *worker, resource: edges[worker].0 };
        Some(Deadlock { cycle: cycle.iter().map(link).collect() })
    }

    /// A deadlock as one sentence.
    pub fn explain(&self, deadlock: &Deadlock) -> String {
        let cycle = &deadlock.cycle;
        let parts: Vec<String> = cycle
            .iter()
            .enumerate()
            .map(|(at, link)| {
                let name = self.worker_name(link.worker);
                let next = cycle[(at + 1) % cycle.len()].worker;
                let waits = match link.resource {
                    Some(resource) => format!("waits for {}", self.resource_name(resource)),
                    None => format!("waits for {} to end", self.worker_name(next)),
                };
                match cycle[(at + cycle.len() - 1) % cycle.len()].resource {
                    Some(held) => format!("{name} holds {} and {waits}", self.resource_name(held)),
                    None => format!("{name} {waits}"),
                }
            })
            .take(MOST_NAMED)
            .collect();
        let more = if cycle.len() > MOST_NAMED { "; and so on" } else { "" };
        format!("Deadlock: {}{more}.", parts.join("; "))
    }

    /// What nobody will ever end, as a sentence: a deadlock, or workers that all wait for what cannot come. None as long
    /// as somebody can go on, sleeps, reads, or is about to start. Meant for the end of a run.
    pub fn stuck(&self) -> Option<String> {
        if let Some(deadlock) = self.deadlock_at(self.end) {
            return Some(self.explain(&deadlock));
        }
        let alive: Vec<_> = self.workers.iter().filter(|lane| !lane.has_ended()).collect();
        let waits = |state: &State| matches!(state, State::Blocked { .. } | State::Joining { .. });
        let blocked = |lane: &crate::WorkerLane| lane.segments.last().is_some_and(|s| waits(&s.state));
        if alive.is_empty() || !alive.iter().all(|lane| blocked(lane)) {
            return None;
        }
        let mut parts: Vec<String> = alive
            .iter()
            .take(MOST_NAMED)
            .filter_map(|lane| {
                let state = &lane.segments.last()?.state;
                Some(format!("{} {}", self.worker_name(lane.worker), self.describe(state)))
            })
            .collect();
        if let Some(more @ 1..) = alive.len().checked_sub(MOST_NAMED) {
            parts.push(format!("and so do {more} more"));
        }
        Some(format!("Nobody can go on: {}.", parts.join("; ")))
    }
}

/// The first circle that is found when the edges are followed from each worker, none twice: programs have thousands of workers.
fn circle(
    workers: impl Iterator<Item = Worker>,
    edges: &HashMap<Worker, (Option<Resource>, Vec<Worker>)>,
) -> Option<Vec<Worker>> {
    // Where a worker stands on the path, until nothing is left to be found behind it.
    const DONE: usize = usize::MAX;
    let mut seen: HashMap<Worker, usize> = HashMap::new();
    for worker in workers {
        // Who waits for whom, and which of its edges is next.
        let mut path: Vec<(Worker, usize)> = Vec::new();
        let mut next = Some(worker);
        while let Some(worker) = next {
            match seen.get(&worker) {
                Some(&DONE) => {}
                Some(at) => return Some(path[*at..].iter().map(|(worker, _)| *worker).collect()),
                None => {
                    seen.insert(worker, path.len());
                    path.push((worker, 0));
                }
            }
            next = loop {
                let Some((last, edge)) = path.last_mut() else { break None };
                let to = edges.get(last).and_then(|(_, to)| to.get(*edge));
                if let Some(to) = to {
                    *edge += 1;
                    break Some(*to);
                }
                seen.insert(*last, DONE);
                path.pop();
            };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{A, MAIN, ONE, acquired, created, deadlock, started, state};

    #[test]
    fn two_locks_in_opposite_order() {
        let timeline = Timeline::of(&deadlock());
        assert_eq!(timeline.deadlock_at(46), None);
        let found = timeline.deadlock_at(50).unwrap();
        assert_eq!(
            timeline.explain(&found),
            "Deadlock: Thread-1 holds Lock 1 and waits for Lock 2; Thread-2 holds Lock 2 and waits for Lock 1."
        );
        assert_eq!(timeline.stuck(), Some(timeline.explain(&found)));
    }

    #[test]
    fn one_worker_waits_for_itself() {
        let timeline = Timeline::of(&[
            started(0, MAIN, "MainProcess"),
            created(0, A, "Lock"),
            acquired(1, MAIN, A),
            state(2, MAIN, State::Blocked { on: A }),
        ]);
        assert_eq!(timeline.stuck().unwrap(), "Deadlock: main holds Lock and waits for Lock.");
    }

    #[test]
    fn a_join_closes_the_circle() {
        let timeline = Timeline::of(&[
            started(0, MAIN, "MainProcess"),
            created(0, A, "Lock"),
            acquired(1, MAIN, A),
            started(2, ONE, "worker"),
            state(3, ONE, State::Blocked { on: A }),
            state(4, MAIN, State::Joining { worker: ONE }),
        ]);
        assert_eq!(
            timeline.stuck().unwrap(),
            "Deadlock: worker waits for Lock; main holds Lock and waits for worker to end."
        );
    }

    #[test]
    fn waiting_for_what_cannot_come() {
        let mut timeline = Timeline::of(&[
            started(0, MAIN, "MainProcess"),
            created(0, A, "Queue"),
            state(2, MAIN, State::Blocked { on: A }),
        ]);
        assert_eq!(timeline.stuck().unwrap(), "Nobody can go on: main waits for Queue.");
        timeline.push(&started(3, ONE, "worker"));
        assert_eq!(timeline.stuck(), None);
    }
}

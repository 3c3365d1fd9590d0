//! One moment of a run: who holds what, who waits for what.

use interleave_trace::{Resource, State, Worker};

use crate::{Hold, Timeline};

/// Who holds and who waits at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// Held resources.
    pub holding: Vec<Holding>,
    /// Waiting workers, in the order in which they began to wait.
    pub waiting: Vec<Waiting>,
}

/// A resource in somebody's hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// Which.
    pub resource: Resource,
    /// Whose.
    pub worker: Worker,
    /// Since.
    pub since: u64,
}

/// A worker that cannot go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Who.
    pub worker: Worker,
    /// `Blocked`, `Joining`, `Sleeping` or `Reading`.
    pub state: State,
    /// Since.
    pub since: u64,
}

impl Timeline {
    /// The situation at a time.
    pub fn at(&self, time: u64) -> Moment {
        let mut moment = Moment::default();
        for lane in self.used_resources() {
            let mut hold = |hold: &Hold| {
                let (worker, since) = (hold.worker, hold.start);
                moment.holding.push(Holding { resource: lane.resource, worker, since });
            };
            if time >= self.end {
                // The latest moment is asked for while the run goes on, whatever its length.
                lane.lasting().for_each(&mut hold);
                continue;
            }
            let until = lane.holds.partition_point(|hold| hold.start <= time);
            lane.holds[..until].iter().filter(|hold| hold.end.is_none_or(|end| time < end)).for_each(hold);
        }
        for lane in &self.workers {
            if let Some(segment) = lane.segment_at(time)
                && matches!(
                    segment.state,
                    State::Blocked { .. } | State::Joining { .. } | State::Sleeping | State::Reading
                )
            {
                let (state, since) = (segment.state.clone(), segment.start);
                moment.waiting.push(Waiting { worker: lane.worker, state, since });
            }
        }
        moment.waiting.sort_by_key(|waiting| waiting.since);
        moment
    }

    /// Workers that wait for a line of input now.
    pub fn reading(&self) -> Option<Worker> {
        let reads =
            |lane: &&crate::WorkerLane| lane.segments.last().is_some_and(|s| s.state == State::Reading);
        self.workers.iter().find(reads).map(|lane| lane.worker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{A, B, MAIN, ONE, TWO, deadlock};

    #[test]
    fn holders_and_waiters() {
        let timeline = Timeline::of(&deadlock());
        assert_eq!(timeline.at(35).holding, [Holding { resource: A, worker: ONE, since: 30 }]);
        let moment = timeline.at(50);
        let holding: Vec<_> = moment.holding.iter().map(|h| (h.resource, h.worker)).collect();
        assert_eq!(holding, [(A, ONE), (B, TWO)]);
        let waiting: Vec<_> = moment.waiting.iter().map(|w| (w.worker, w.since)).collect();
        assert_eq!(waiting, [(MAIN, 21), (TWO, 45), (ONE, 50)]);
        assert_eq!(timeline.at(0), Moment::default());
        // The latest moment is found another way.
        let mut later = timeline.clone();
        later.end += 1;
        assert_eq!(timeline.at(timeline.end), later.at(timeline.end));
    }
}

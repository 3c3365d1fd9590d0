//! One moment of a run: who holds what, who waits for what.

use interleave_trace::{Resource, State, Worker};

use crate::{Hold, Timeline, WorkerLane};

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
    /// How often it is taken and given back from then on without a pause; 1: it is held.
    pub times: u32,
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
    /// The situation at a time; at the end of a run that was ended from outside, the one that it was ended in.
    pub fn at(&self, time: u64) -> Moment {
        let mut moment = Moment::default();
        let ended = if time >= self.end { self.ended_at() } else { None };
        for lane in self.used_resources() {
            let mut hold = |hold: &Hold| {
                let (worker, since, times) = (hold.worker, hold.start, hold.times);
                moment.holding.push(Holding { resource: lane.resource, worker, since, times });
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
            let kill = ended
                .filter(|kills| lane.killed_since(*kills))
                .and_then(|_| lane.segments.len().checked_sub(2));
            if let Some(segment) =
                kill.map_or_else(|| lane.segment_at(time), |before| lane.segments.get(before))
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

    /// From when on workers were killed and nothing else happened; none where the run did not end so.
    fn ended_at(&self) -> Option<u64> {
        let last = |lane: &WorkerLane| {
            let segment = lane.segments.iter().rev().find(|segment| segment.state != State::Killed)?;
            Some(segment.start)
        };
        let latest = self.workers.iter().filter_map(last).max()?;
        self.workers.iter().any(|lane| lane.killed_since(latest)).then_some(latest)
    }

    /// Draws the end of a run that nobody could go on in longer than the moment in which that was noticed: an eighth of the whole.
    pub fn linger(&mut self) {
        let Some(since) = self.ended_at() else { return };
        self.end += (self.end / 8).max(1);
        for lane in &mut self.workers {
            if lane.killed_since(since)
                && let [.., before, killed] = lane.segments.as_mut_slice()
            {
                (before.end, killed.start) = (Some(self.end), self.end);
            }
        }
    }

    /// Workers that wait for a line of input now.
    pub fn reading(&self) -> Option<Worker> {
        let reads = |lane: &&WorkerLane| lane.segments.last().is_some_and(|s| s.state == State::Reading);
        self.workers.iter().find(reads).map(|lane| lane.worker)
    }
}

impl WorkerLane {
    fn killed_since(&self, time: u64) -> bool {
        self.segments.last().is_some_and(|last| last.state == State::Killed && last.start >= time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{A, B, MAIN, ONE, TWO, deadlock, state};

    #[test]
    fn holders_and_waiters() {
        let timeline = Timeline::of(&deadlock());
        assert_eq!(timeline.at(35).holding, [Holding { resource: A, worker: ONE, since: 30, times: 1 }]);
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

    #[test]
    fn the_end_of_a_deadlock_shows_who_waits_for_whom() {
        let mut timeline = Timeline::of(&deadlock());
        let before = timeline.at(timeline.end);
        assert_eq!(before.waiting.len(), 3);
        let end = timeline.end;
        for worker in [MAIN, ONE, TWO] {
            timeline.push(&state(end, worker, State::Killed));
        }
        assert_eq!(timeline.at(timeline.end), before);
        timeline.linger();
        assert_eq!((timeline.end, timeline.at(timeline.end)), (end + end / 8, before));
        let lane = timeline.lane(ONE).unwrap();
        let [.., wait, killed] = lane.segments.as_slice() else { panic!("{lane:?}") };
        assert_eq!((wait.start, wait.end, killed.start), (50, Some(56), 56));
        // Who was killed while others went on was killed by them.
        let mut timeline = Timeline::of(&deadlock());
        timeline.push(&state(end, ONE, State::Killed));
        timeline.push(&state(end + 9, MAIN, State::Running));
        assert_eq!(timeline.at(timeline.end).waiting.len(), 1);
    }
}

//! How the time was spent, in numbers.

use interleave_trace::{State, Worker};

use crate::Timeline;
use crate::thin::kind;

/// The numbers of a run, in nanoseconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// From the first event to the last.
    pub elapsed: u64,
    /// All running times together.
    pub busy: u64,
    /// The greatest number of workers that ran at once.
    pub peak: u32,
    /// By worker, in order of appearance.
    pub workers: Vec<WorkerSummary>,
}

/// How one worker spent its time.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WorkerSummary {
    pub worker: Worker,
    pub running: u64,
    pub ready: u64,
    /// Blocked, joining or waiting for input.
    pub waiting: u64,
    pub sleeping: u64,
}

impl Summary {
    /// How many workers ran at once on average: the speed-up over doing the same work one after the other.
    pub fn overlap(&self) -> f64 {
        if self.elapsed == 0 { 0.0 } else { self.busy as f64 / self.elapsed as f64 }
    }
}

impl Timeline {
    /// The numbers so far.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let begin =
            self.workers.iter().filter_map(|lane| lane.segments.first()).map(|s| s.start).min().unwrap_or(0);
        summary.elapsed = self.end.saturating_sub(begin);
        let mut changes: Vec<(u64, i32)> = Vec::new();
        for lane in &self.workers {
            let worker = lane.worker;
            let mut spent = lane.correction;
            for segment in &lane.segments {
                let end = segment.end.unwrap_or(self.end);
                let time = end.saturating_sub(segment.start);
                if let Some(kind) = kind(&segment.state) {
                    spent[kind] += time as i64;
                }
                if segment.state == State::Running && time > 0 {
                    changes.push((segment.start, 1));
                    changes.push((end, -1));
                }
            }
            let [running, ready, waiting, sleeping] = spent.map(|time| time.max(0) as u64);
            let own = WorkerSummary { worker, running, ready, waiting, sleeping };
            summary.busy += own.running;
            summary.workers.push(own);
        }
        // Ends before starts: handing over is not running at once.
        // Each worker's are in order already: a sort that merges runs has little to do.
        changes.sort();
        let mut running = 0;
        for (_, change) in changes {
            running += change;
            summary.peak = summary.peak.max(running.max(0) as u32);
        }
        summary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::{ONE, TWO, started, state};

    #[test]
    fn overlap_and_peak() {
        let timeline = Timeline::of(&[
            started(0, ONE, "one"),
            state(0, ONE, State::Running),
            started(0, TWO, "two"),
            state(50, TWO, State::Running),
            state(100, ONE, State::Sleeping),
            state(100, TWO, State::Finished),
            state(200, ONE, State::Finished),
        ]);
        let summary = timeline.summary();
        assert_eq!((summary.elapsed, summary.busy, summary.peak), (200, 150, 2));
        assert_eq!(summary.overlap(), 0.75);
        let one = &summary.workers[0];
        assert_eq!((one.running, one.ready, one.waiting, one.sleeping), (100, 0, 0, 100));
        assert_eq!(summary.workers[1].ready, 50);
        assert_eq!(Timeline::default().summary(), Summary::default());
    }

    #[test]
    fn taking_turns_is_no_overlap() {
        let timeline = Timeline::of(&[
            started(0, ONE, "one"),
            started(0, TWO, "two"),
            state(0, ONE, State::Running),
            state(10, ONE, State::Ready),
            state(10, TWO, State::Running),
            state(20, TWO, State::Finished),
        ]);
        assert_eq!(timeline.summary().peak, 1);
    }
}

//! What a search has found.

use super::RunResult;
use crate::sim::{Deadlock, Limit, Schedule};

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// All processes ended; the exit status of the first.
    Finished {
        /// Exit status; negative for a signal.
        status: i32,
    },
    /// Nothing could ever run again.
    Deadlock(Deadlock),
    /// Too long.
    Limit(Limit),
}

/// One distinct outcome: how runs ended and what they wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How.
    pub end: End,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// How many runs had it.
    pub runs: u64,
    /// A schedule that produces it, for [`crate::sim::SimSettings`] with one core: of those seen, one with the fewest
    /// preemptions.
    pub schedule: Schedule,
    /// How often that schedule takes a worker off its core that could go on.
    pub preemptions: u64,
    /// Number of the run it comes from.
    found_by: u64,
}

/// All outcomes so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Runs done.
    pub runs: u64,
    /// The most frequent first.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    pub(super) fn add(&mut self, run: RunResult) {
        self.runs += 1;
        let same = |outcome: &&mut Outcome| {
            same_end(&outcome.end, &run.end) && outcome.stdout == run.stdout && outcome.stderr == run.stderr
        };
        match self.outcomes.iter_mut().find(same) {
            Some(outcome) => {
                outcome.runs += 1;
                // Results come in any order; the report must not depend on it.
                if (run.preemptions, run.number) < (outcome.preemptions, outcome.found_by) {
                    outcome.schedule = run.schedule;
                    outcome.preemptions = run.preemptions;
                    outcome.found_by = run.number;
                    outcome.end = run.end;
                }
            }
            None => self.outcomes.push(Outcome {
                end: run.end,
                stdout: run.stdout,
                stderr: run.stderr,
                runs: 1,
                schedule: run.schedule,
                preemptions: run.preemptions,
                found_by: run.number,
            }),
        }
        self.outcomes.sort_by_key(|outcome| (std::cmp::Reverse(outcome.runs), outcome.found_by));
    }

    /// Outcomes that are deadlocks.
    pub fn deadlocks(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| matches!(outcome.end, End::Deadlock(_)))
    }

    /// Whether the outcome depends on the schedule.
    pub fn is_settled(&self) -> bool {
        self.outcomes.len() <= 1
    }
}

/// Deadlocks of the same workers are one, whatever lines the others are at.
fn same_end(a: &End, b: &End) -> bool {
    match (a, b) {
        (End::Deadlock(a), End::Deadlock(b)) if !a.cycle.is_empty() => {
            let sorted = |deadlock: &Deadlock| {
                let mut cycle = deadlock.cycle.clone();
                cycle.sort_unstable();
                cycle
            };
            sorted(a) == sorted(b)
        }
        _ => a == b,
    }
}

//! What a search has found.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use interleave_analysis::Race;

use super::RunResult;
use crate::sim::{Deadlock, Limit, Schedule};

/// Bytes that an outcome keeps of each stream. Programs whose output is long often have as many outcomes as there are runs.
const MOST_TEXT: usize = 64 << 10;

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
    /// Standard output, or its beginning.
    pub stdout: String,
    /// Standard error, or its end, where a traceback names the error.
    pub stderr: String,
    /// Bytes of both that are not kept.
    pub omitted: usize,
    /// Digest of all that was written.
    written: u64,
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

impl Outcome {
    /// The program ended with status 0, and none of its threads by an exception.
    pub fn ended_well(&self) -> bool {
        let died = self.stderr.lines().any(|line| line.starts_with("Exception in thread "));
        self.end == End::Finished { status: 0 } && !died
    }
}

/// A race, and how to see it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundRace {
    /// What gets in whose way; the workers are those of one run.
    pub race: Race,
    /// How many of the watched runs had it.
    pub runs: u64,
    /// A schedule in which the accesses come in this order; as [`Outcome::schedule`].
    pub schedule: Schedule,
    /// As [`Outcome::preemptions`].
    pub preemptions: u64,
    found_by: u64,
}

/// All outcomes so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Runs done.
    pub runs: u64,
    /// The most frequent first.
    pub outcomes: Vec<Outcome>,
    /// Those of them in which races were looked for.
    pub watched: u64,
    /// What the search can claim.
    pub verdict: Verdict,
    /// The claim leaves out schedules in which a worker looks for a change once more, in vain.
    pub patient: bool,
    /// All of them, in no order.
    races: Vec<FoundRace>,
}

/// What a search can claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// That there are at least these outcomes.
    #[default]
    Sampled,
    /// That there are no others: of each class of equivalent schedules one was run. Nothing but to sleep and to wait takes time.
    All {
        /// How many classes there are.
        schedules: u64,
        /// Runs that turned out to lead to what was seen.
        redundant: u64,
    },
    /// That there are no others in schedules in which workers are interrupted at most so often; the other runs were samples.
    FewPreemptions {
        /// How often; `u32::MAX`: as often as they can be.
        preemptions: u32,
    },
}

impl Report {
    pub(super) fn add(&mut self, run: RunResult) {
        self.runs += 1;
        let mut hasher = DefaultHasher::new();
        (&run.stdout, &run.stderr).hash(&mut hasher);
        let written = hasher.finish();
        let known = |outcome: &Outcome| same(outcome, &run.end, written);
        let mut at = match self.outcomes.iter().position(known) {
            Some(at) => {
                let outcome = &mut self.outcomes[at];
                outcome.runs += 1;
                // Results come in any order; the report must not depend on it.
                if (run.preemptions, run.number) < (outcome.preemptions, outcome.found_by) {
                    outcome.schedule = run.schedule;
                    outcome.preemptions = run.preemptions;
                    outcome.found_by = run.number;
                    outcome.end = run.end;
                }
                at
            }
            None => {
                let (mut stdout, mut stderr) = (run.stdout, run.stderr);
                let all = stdout.len() + stderr.len();
                stdout.truncate(stdout.floor_char_boundary(MOST_TEXT));
                stdout.shrink_to_fit();
                let from = stderr.ceil_char_boundary(stderr.len().saturating_sub(MOST_TEXT));
                stderr.drain(..from);
                stderr.shrink_to_fit();
                self.outcomes.push(Outcome {
                    end: run.end,
                    omitted: all - stdout.len() - stderr.len(),
                    stdout,
                    stderr,
                    written,
                    runs: 1,
                    schedule: run.schedule,
                    preemptions: run.preemptions,
                    found_by: run.number,
                });
                self.outcomes.len() - 1
            }
        };
        // The others are in order, and one more run can only move an outcome towards the first.
        let place = |outcome: &Outcome| (Reverse(outcome.runs), outcome.found_by);
        while at > 0 && place(&self.outcomes[at]) < place(&self.outcomes[at - 1]) {
            self.outcomes.swap(at - 1, at);
            at -= 1;
        }
    }

    /// Whether a failure may be shown with fewer preemptions than so many.
    pub(super) fn is_simple(&self, preemptions: u64) -> bool {
        self.outcomes.iter().all(|outcome| outcome.ended_well() || outcome.preemptions <= preemptions)
    }

    /// The same outcome with fewer preemptions; its run is not counted.
    pub(super) fn simplify(&mut self, run: RunResult) {
        let mut hasher = DefaultHasher::new();
        (&run.stdout, &run.stderr).hash(&mut hasher);
        let written = hasher.finish();
        if let Some(outcome) = self.outcomes.iter_mut().find(|outcome| same(outcome, &run.end, written))
            && run.preemptions < outcome.preemptions
        {
            (outcome.schedule, outcome.preemptions, outcome.end) = (run.schedule, run.preemptions, run.end);
        }
    }

    pub(super) fn add_races(&mut self, races: &[Race], run: &RunResult) {
        self.watched += 1;
        for race in races {
            let found = FoundRace {
                race: race.clone(),
                runs: 1,
                schedule: run.schedule.clone(),
                preemptions: run.preemptions,
                found_by: run.number,
            };
            match self.races.iter_mut().find(|other| other.race.is_like(&found.race)) {
                Some(known) => {
                    let runs = known.runs + 1;
                    if (found.preemptions, found.found_by) < (known.preemptions, known.found_by) {
                        *known = found;
                    }
                    known.runs = runs;
                }
                None => self.races.push(found),
            }
        }
    }

    /// Whether every outcome here is one there.
    pub(super) fn only_tells(&self, other: &Report) -> bool {
        self.outcomes
            .iter()
            .all(|own| other.outcomes.iter().any(|theirs| same(own, &theirs.end, theirs.written)))
    }

    /// Counts the runs of the other one alone.
    pub(super) fn take_counts(&mut self, other: &Report) {
        self.runs = other.runs;
        let simplest = std::mem::replace(&mut self.outcomes, other.outcomes.clone());
        for outcome in &mut self.outcomes {
            let found = simplest.iter().find(|own| same(own, &outcome.end, outcome.written));
            if let Some(own) = found.filter(|own| own.preemptions < outcome.preemptions) {
                outcome.schedule.clone_from(&own.schedule);
                outcome.preemptions = own.preemptions;
                outcome.end.clone_from(&own.end);
            }
        }
    }

    /// The races: lost updates first, then the most frequent. What one before tells already is left out.
    pub fn races(&self) -> Vec<&FoundRace> {
        let mut left: Vec<&FoundRace> = self.races.iter().collect();
        let mut told: Vec<&FoundRace> = Vec::new();
        let place = |found: &FoundRace| (found.race.kind, Reverse(found.runs), found.found_by);
        while let Some(at) = (0..left.len()).min_by_key(|at| place(left[*at])) {
            let found = left.remove(at);
            if !told.iter().any(|other| other.race.covers(&found.race)) {
                told.push(found);
            }
        }
        told
    }

    /// Outcomes that are deadlocks.
    pub fn deadlocks(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| matches!(outcome.end, End::Deadlock(_)))
    }

    /// Whether there is an outcome that did not end well.
    pub fn has_failure(&self) -> bool {
        self.outcomes.iter().any(|outcome| !outcome.ended_well())
    }

    /// Whether the outcome depends on the schedule.
    pub fn is_settled(&self) -> bool {
        self.outcomes.len() <= 1
    }
}

fn same(outcome: &Outcome, end: &End, written: u64) -> bool {
    same_end(&outcome.end, end) && outcome.written == written
}

/// Deadlocks of the same workers are one, whatever lines the others are at.
fn same_end(a: &End, b: &End) -> bool {
    match (a, b) {
        (End::Deadlock(a), End::Deadlock(b)) if !a.cycle.is_empty() => {
            a.cycle.len() == b.cycle.len() && a.cycle.iter().all(|worker| b.cycle.contains(worker))
        }
        _ => a == b,
    }
}

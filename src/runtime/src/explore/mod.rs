//! The explorer: runs a program under many schedules and reports every distinct outcome.
//!
//! Each run is a simulation on one virtual core, so that a schedule is an order of instructions and nothing else. Runs are
//! independent [`Job`]s: a command runs them on all real cores and hands the results back in any order; a page begins one at a
//! time and does it in parts ([`Trial`]).
//!
//! ```ignore
//! let mut explorer = Explorer::new(program, settings, 1_000);
//! while let Some(batch) = explorer.next_jobs(64) {
//!     for result in batch.into_par_iter().map(Job::run) { explorer.add(result); }
//!     show(explorer.report());
//! }
//! ```
//!
//! The first run interrupts nobody. It shows where to hold a worker up so that mistakes come to light, and the next few runs do that
//! (prove/aim.rs). Then follows a proof (see `prove`): one schedule of each class of equivalent ones. If there are too
//! many, all schedules with few preemptions (prove/bounded.rs), and at last samples (plan.rs), in turns: runs that preempt nobody
//! except at a few places where others could run; random priorities ([`Pct`](crate::sim::policy::Pct)); random schedules. The
//! report's [`Verdict`] says how far it came. An outcome is reported with the schedule of the fewest preemptions that was seen to
//! produce it.
//!
//! The first runs are watched: what they read and write shows races ([`interleave_analysis::Races`]), also those that have changed
//! no outcome.
//!
//! A search starts its interpreter once: runs begin where an earlier one stood (stage.rs).

mod job;
mod plan;
mod prove;
mod report;
mod stage;

use std::collections::VecDeque;
use std::sync::Arc;

pub use interleave_analysis::{Access, Race, RaceKind};
use interleave_run::{Program, RunSpec};

use self::job::{Common, Task};
pub use self::job::{Job, RunResult, Trial};
use self::plan::Search;
use self::prove::Prover;
use self::prove::aim::{Stops, aims};
use self::prove::bounded::Bounded;
pub use self::report::{End, FoundRace, Outcome, Report, Verdict};
use crate::sim::{SimSettings, Timing};

/// Instructions that a run may take, if the settings do not say: a program that never ends must not stop the search.
const MAX_INSTRUCTIONS: u64 = 5_000_000;

/// How many runs are watched. One alone shows most races: it is happens-before that tells, not who was faster.
const WATCHED: u64 = 24;

/// One of so many runs is left for those with few preemptions, and of these for samples, if the proof comes to no end.
const LEFT: u64 = 4;

/// Steps of all runs of the proof, and of those with few preemptions: with more it is hopeless.
const MOST_STEPS: u64 = 1_000_000;

/// A search under way.
pub struct Explorer {
    shared: Arc<Common>,
    search: Search,
    prover: Prover,
    bounded: Bounded,
    /// What the proof has found: counts of inequivalent schedules.
    proved: Report,
    phase: Phase,
    /// What is to be tried before the proof.
    aims: VecDeque<Stops>,
    /// Runs that were handed out: before and in the proof, with few preemptions, samples.
    followed: u64,
    few: u64,
    sampled: u64,
    /// Steps of the runs with few preemptions.
    few_steps: u64,
    to_watch: u64,
    runs: u64,
    report: Report,
}

/// What a search is at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The first run, which is the proof's too.
    First,
    /// Runs that aim at mistakes.
    Aimed,
    Proof,
    FewPreemptions,
    Samples,
}

impl Explorer {
    /// A search of so many runs like this one; of its choices the GIL and the seed count, which is `seed` where it leaves that open.
    pub fn of(run: RunSpec, seed: u64, runs: u64) -> Explorer {
        let settings = SimSettings::by_policy(&run, seed);
        Explorer::new(run.program, settings, runs)
    }

    /// A search of so many runs. Of the settings, cores, schedule and tracing are the explorer's own choice.
    pub fn new(program: Program, settings: SimSettings, runs: u64) -> Explorer {
        let max_instructions = match settings.max_instructions {
            u64::MAX => MAX_INSTRUCTIONS,
            limit => limit,
        };
        let settings = SimSettings {
            cores: 1,
            tracing: false,
            stdin_open: false,
            lines: 0,
            max_instructions,
            ..settings
        };
        Explorer {
            shared: Arc::new(Common::new(program, settings)),
            search: Search::default(),
            prover: Prover::default(),
            bounded: Bounded::default(),
            proved: Report::default(),
            phase: Phase::First,
            aims: VecDeque::new(),
            followed: 0,
            few: 0,
            sampled: 0,
            few_steps: 0,
            to_watch: WATCHED,
            runs: runs.max(1),
            report: Report::default(),
        }
    }

    /// From now on no run begins where another one stood.
    #[cfg(test)]
    fn begin_anew(&mut self) {
        self.shared.begin_anew();
    }

    /// Whether runs begin where others stood.
    #[cfg(test)]
    fn rewinds(&self) -> bool {
        self.shared.rewinds()
    }

    /// The same search from its beginning, of the program as this one has started it.
    pub fn again(&self) -> Explorer {
        Explorer {
            shared: self.shared.clone(),
            ..Explorer::new(Program::default(), SimSettings::default(), self.runs)
        }
    }

    /// Runs that were handed out.
    pub fn begun(&self) -> u64 {
        self.followed + self.few + self.sampled
    }

    /// What takes how long in all runs; by default nothing but sleeps and waits, but what the cost model says in samples. Before the
    /// first run.
    pub fn set_timing(&mut self, timing: Timing) {
        let Common { program, settings, .. } = &*self.shared;
        let mut settings = settings.clone();
        settings.schedule.timing = timing;
        self.shared = Arc::new(Common::new(program.clone(), settings));
    }

    /// Whether to look for races. It does if nobody says otherwise.
    pub fn watch(&mut self, watch: bool) {
        self.to_watch = if watch { WATCHED } else { 0 };
    }

    /// At most so many further runs; none when all were handed out. What comes next may depend on them: they are to be added
    /// first.
    pub fn next_jobs(&mut self, most: u64) -> Option<Vec<Job>> {
        loop {
            let task = match self.phase {
                Phase::First if self.followed == 0 => self.prover.next().map(Task::Follow),
                Phase::First => None,
                Phase::Aimed if self.followed < self.runs => self.aims.pop_front().map(Task::Aim),
                Phase::Aimed => None,
                Phase::Proof => {
                    let left = self.followed < self.runs - self.runs / LEFT && self.prover.steps < MOST_STEPS;
                    match if left && !self.prover.cut { self.prover.next() } else { None } {
                        Some(prefix) => Some(Task::Follow(prefix)),
                        None if left && !self.prover.cut && self.conclude() => return None,
                        None => None,
                    }
                }
                Phase::FewPreemptions => {
                    let left = self.runs.saturating_sub(self.followed);
                    let left = self.few < left - left / LEFT && self.few_steps < MOST_STEPS;
                    let next = if left { self.bounded.next() } else { None };
                    if next.is_some() {
                        self.few += 1;
                    }
                    next.map(Task::Few)
                }
                Phase::Samples => {
                    let most = if self.sampled == 0 { 1 } else { most.max(1) };
                    let jobs: Vec<Job> = (0..most).map_while(|_| self.next_sample()).collect();
                    return (!jobs.is_empty()).then_some(jobs);
                }
            };
            let Some(task) = task else {
                self.phase = match self.phase {
                    Phase::First => Phase::Aimed,
                    Phase::Aimed => Phase::Proof,
                    Phase::Proof => Phase::FewPreemptions,
                    Phase::FewPreemptions | Phase::Samples => {
                        if let Some(preemptions) = self.bounded.complete {
                            self.report.verdict = Verdict::FewPreemptions { preemptions };
                        }
                        Phase::Samples
                    }
                };
                continue;
            };
            if !matches!(task, Task::Few(_)) {
                self.followed += 1;
            }
            return Some(vec![self.job(self.followed + self.few, task)]);
        }
    }

    /// All classes of schedules were seen. False: other runs have shown outcomes that are in none of them.
    fn conclude(&mut self) -> bool {
        let schedules = self.prover.schedules;
        let complete = self.report.only_tells(&self.proved);
        if complete {
            self.report.take_counts(&self.proved);
            self.report.verdict = Verdict::All { schedules, redundant: self.prover.redundant };
            self.report.patient = self.prover.impatient;
        }
        complete
    }

    fn job(&self, number: u64, task: Task) -> Job {
        let watched = !matches!(task, Task::Sample(_)) && number <= self.to_watch;
        Job { number, task, watched, shared: self.shared.clone() }
    }

    fn next_sample(&mut self) -> Option<Job> {
        let before = self.followed + self.few;
        (before + self.sampled < self.runs).then(|| {
            self.sampled += 1;
            let plan = self.search.plan(self.sampled - 1);
            Job { number: self.sampled - 1, ..self.job(before + self.sampled, Task::Sample(plan)) }
        })
    }

    /// Takes in the result of a run.
    pub fn add(&mut self, result: RunResult) {
        let RunResult { course, races, of_proof, .. } = &result;
        if let Some(races) = races {
            self.report.add_races(races, &result);
        }
        let Some(course) = course.clone() else {
            self.search.learn(result.contended);
            if !result.starved {
                self.report.add(result);
            }
            return;
        };
        let of_proof = *of_proof;
        if of_proof {
            self.prover.learn(&course);
            if self.phase == Phase::First {
                self.aims = aims(&course).into();
            }
        } else if self.phase == Phase::FewPreemptions {
            self.few_steps += course.length();
            self.bounded.learn(&course);
        }
        if course.is_whole() && !result.starved {
            if of_proof {
                self.proved.add(result.clone());
            }
            self.report.add(result);
        }
    }

    /// What was found so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// After the search: looks for schedules that lead to the failures found with fewer preemptions, in at most so many runs.
    pub fn simplify(&mut self, runs: u64) {
        if self.phase != Phase::Proof {
            return;
        }
        for number in 0..runs {
            if self.report.is_simple(self.bounded.bound().into()) {
                return;
            }
            let Some(prefix) = self.bounded.next() else { return };
            let job = Job { number, task: Task::Few(prefix), watched: false, shared: self.shared.clone() };
            let result = job.run();
            let Some(course) = result.course.clone() else { return };
            self.bounded.learn(&course);
            if course.is_whole() {
                self.report.simplify(result);
            }
        }
    }

    /// Does all runs, one after the other.
    pub fn run(&mut self) -> &Report {
        while let Some(jobs) = self.next_jobs(16) {
            for job in jobs {
                self.add(job.run());
            }
        }
        &self.report
    }
}

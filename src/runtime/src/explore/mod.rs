//! The explorer: runs a program under many schedules and reports every distinct outcome.
//!
//! Each run is a simulation on one virtual core, so that a schedule is an order of instructions and nothing else. Runs are
//! independent [`Job`]s: a command does as many as it can make use of on all real cores; a page may do one at a time, in parts
//! ([`Trial`]). The report is the same whatever is done at once (scout.rs).
//!
//! ```ignore
//! let mut explorer = Explorer::new(program, settings, 1_000);
//! while let Some(jobs) = explorer.next_jobs(8) {
//!     let done: Vec<Done> = jobs.into_par_iter().map(Job::run).collect();
//!     for done in done { explorer.add(done); }
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
mod scout;
mod stage;

use std::collections::VecDeque;
use std::sync::Arc;

pub use interleave_analysis::{Access, Race, RaceKind};
use interleave_run::{Program, RunSpec};

use self::job::{Common, Purpose, RunResult, Task};
pub use self::job::{Done, Job, Trial};
use self::plan::Search;
use self::prove::aim::{Stops, aims};
use self::prove::bounded::Bounded;
use self::prove::follow::Course;
use self::prove::{Prefix, Prover};
pub use self::report::{End, FoundRace, Outcome, Report, Verdict};
use self::scout::Scouts;
use crate::sim::{SimSettings, Timing};

/// Instructions that a run may take, if the settings do not say: a program that never ends must not stop the search.
const MAX_INSTRUCTIONS: u64 = 5_000_000;

/// How many runs are watched. One alone shows most races: it is happens-before that tells, not who was faster.
const WATCHED: u64 = 24;

/// One of so many runs is left for those with few preemptions, and of these for samples, if the proof comes to no end.
const LEFT: u64 = 4;

/// Steps of all runs of the proof, and of those with few preemptions: with more it is hopeless.
const MOST_STEPS: u64 = 1_000_000;

/// Runs with few preemptions that are given out before their results are looked at. Always as many, on any number of cores.
const ROUND: usize = 16;

/// Runs that scouts may be ahead of the proof.
const AHEAD: u64 = 512;

/// How many jobs to ask for at once where so many cores do them: enough that none is idle for long while another one finishes. What is
/// done at once goes its own ways; with one core the shortest.
pub fn jobs_for(cores: usize) -> usize {
    if cores > 1 { 2 * cores } else { 1 }
}

/// A search under way.
pub struct Explorer {
    shared: Arc<Common>,
    search: Search,
    prover: Prover,
    scouts: Scouts,
    /// The proof's next run, when scouts were sent there.
    scouted: Option<Prefix>,
    bounded: Bounded,
    /// Of a round of runs with few preemptions: to be given out; what came of the others, and as [`Purpose::Few`] what was given.
    round: VecDeque<Task>,
    round_courses: Vec<(Arc<Course>, (usize, u32))>,
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
            scouts: Scouts::default(),
            scouted: None,
            bounded: Bounded::default(),
            round: VecDeque::new(),
            round_courses: Vec::new(),
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

    /// At most so many jobs that can be done at once; none when nothing is left to do. What comes next depends on what comes of them:
    /// that is to be added first, in the same order.
    pub fn next_jobs(&mut self, most: usize) -> Option<Vec<Job>> {
        let most = most.max(1);
        loop {
            let tasks: Vec<Task> = match self.phase {
                Phase::First if self.followed == 0 => {
                    self.prover.next().map(Task::Follow).into_iter().collect()
                }
                Phase::First => Vec::new(),
                Phase::Aimed => {
                    let left = usize::try_from(self.runs.saturating_sub(self.followed)).unwrap_or(usize::MAX);
                    let next = most.min(left).min(self.aims.len());
                    self.aims.drain(..next).map(Task::Aim).collect()
                }
                Phase::Proof => match self.next_of_proof() {
                    Some(prefix) if most > 1 => return Some(self.scouting(most, prefix)),
                    Some(prefix) => vec![Task::Follow(prefix)],
                    None if self.may_prove() && self.conclude() => return None,
                    None => {
                        (self.scouts, self.scouted) = (Scouts::default(), None);
                        Vec::new()
                    }
                },
                Phase::FewPreemptions => {
                    if self.round.is_empty() {
                        self.end_round();
                    }
                    self.round.drain(..most.min(self.round.len())).collect()
                }
                Phase::Samples => {
                    let most = if self.sampled == 0 { 1 } else { most };
                    let jobs: Vec<Job> = (0..most).map_while(|_| self.next_sample()).collect();
                    return (!jobs.is_empty()).then_some(jobs);
                }
            };
            if tasks.is_empty() {
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
            }
            return Some(tasks.into_iter().map(|task| self.next_followed(task)).collect());
        }
    }

    fn next_followed(&mut self, task: Task) -> Job {
        match task {
            Task::Few(..) => self.few += 1,
            _ => self.followed += 1,
        }
        self.job(self.followed + self.few, task)
    }

    /// Whether the proof may go on.
    fn may_prove(&self) -> bool {
        self.followed < self.most_proving() && self.prover.steps < MOST_STEPS && !self.prover.cut
    }

    fn most_proving(&self) -> u64 {
        self.runs - self.runs / LEFT
    }

    /// The proof's next run that nobody has done.
    fn next_of_proof(&mut self) -> Option<Prefix> {
        while self.may_prove() {
            let prefix = match self.scouted.take() {
                Some(prefix) => prefix,
                None => self.prover.next()?,
            };
            let Some(mut result) = self.scouts.take(&prefix.workers) else { return Some(prefix) };
            self.followed += 1;
            result.number = self.followed + self.few;
            // Which runs are watched does not depend on how many are done at once.
            if self.followed > self.to_watch {
                result.races = None;
            }
            self.take_in(result);
        }
        None
    }

    /// Jobs that do the proof's next run and, beside it, others that it will ask for.
    fn scouting(&mut self, most: usize, next: Prefix) -> Vec<Job> {
        self.scouted = Some(next.clone());
        // What is far ahead may never be asked for.
        let ahead = self.scouts.waiting();
        let most = if ahead < AHEAD && self.followed + ahead < self.most_proving() { most } else { 1 };
        let watched = self.followed < self.to_watch;
        let sent = self.scouts.send(most, next, &self.prover).into_iter();
        // Their results get their numbers when it is their turn.
        sent.map(|(scout, first)| Job {
            number: 0,
            task: Task::Follow(first),
            watched,
            scout: Some(scout),
            shared: self.shared.clone(),
        })
        .collect()
    }

    /// The runs with few preemptions that were given out are done: learns from them, and begins the next round.
    fn end_round(&mut self) {
        for (course, given) in self.round_courses.drain(..) {
            self.few_steps += course.length();
            self.bounded.learn(&course, given);
        }
        let left = self.runs.saturating_sub(self.followed);
        let left = (left - left / LEFT).saturating_sub(self.few);
        if self.few_steps >= MOST_STEPS {
            return;
        }
        while self.round.len() < ROUND
            && (self.round.len() as u64) < left
            && (self.round.is_empty() || self.bounded.has_more())
            && let Some((prefix, preemptions)) = self.bounded.next()
        {
            self.round.push_back(Task::Few(prefix, preemptions));
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
        Job { number, task, watched, scout: None, shared: self.shared.clone() }
    }

    fn next_sample(&mut self) -> Option<Job> {
        let before = self.followed + self.few;
        (before + self.sampled < self.runs).then(|| {
            self.sampled += 1;
            let plan = self.search.plan(self.sampled - 1);
            Job { number: self.sampled - 1, ..self.job(before + self.sampled, Task::Sample(plan)) }
        })
    }

    /// Takes in what came of a job.
    pub fn add(&mut self, done: Done) {
        if let Some(scout) = done.scout {
            self.scouts.add(scout);
        }
        for result in done.results {
            self.take_in(result);
        }
    }

    fn take_in(&mut self, result: RunResult) {
        if let Some(races) = &result.races {
            self.report.add_races(races, &result);
        }
        let Some(course) = &result.course else {
            self.search.learn(result.contended);
            if !result.starved {
                self.report.add(result);
            }
            return;
        };
        match result.purpose {
            Purpose::Proof => {
                self.prover.learn(course);
                if self.phase == Phase::First {
                    self.aims = aims(course).into();
                }
            }
            Purpose::Few(given, preemptions) => {
                self.round_courses.push((course.clone(), (given, preemptions)));
            }
            Purpose::Other => {}
        }
        if course.is_whole() && !result.starved {
            if result.purpose == Purpose::Proof {
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
            let Some((prefix, preemptions)) = self.bounded.next() else { return };
            let given = prefix.workers.len();
            let job = Job { watched: false, ..self.job(number, Task::Few(prefix, preemptions)) };
            for result in job.run().results {
                let Some(course) = &result.course else { return };
                self.bounded.learn(course, (given, preemptions));
                if course.is_whole() {
                    self.report.simplify(result);
                }
            }
        }
    }

    /// Does all runs, one after the other.
    pub fn run(&mut self) -> &Report {
        while let Some(jobs) = self.next_jobs(1) {
            for job in jobs {
                self.add(job.run());
            }
        }
        &self.report
    }
}

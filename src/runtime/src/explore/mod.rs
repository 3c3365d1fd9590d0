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
//! The first runs are watched: what they read and write shows races ([`Races`]), also those that have changed no outcome.

mod plan;
mod prove;
mod report;

use std::collections::VecDeque;
use std::sync::Arc;

use interleave_analysis::Races;
pub use interleave_analysis::{Access, Race, RaceKind};
use interleave_engine::request::Stream;
use interleave_run::{Program, RunSpec};

use self::plan::{Contended, Plan, Search};
use self::prove::aim::{Stops, aims};
use self::prove::bounded::Bounded;
use self::prove::follow::{Course, Follower};
use self::prove::{Prefix, Prover};
pub use self::report::{End, FoundRace, Outcome, Report, Verdict};
use crate::sim::policy::Policy;
use crate::sim::stepping::Asked;
use crate::sim::{Limit, Progress, Schedule, SimSettings, Simulation, Timing};

/// Instructions that a run may take, if the settings do not say: a program that never ends must not stop the search.
const MAX_INSTRUCTIONS: u64 = 5_000_000;

/// How many runs are watched. One alone shows most races: it is happens-before that tells, not who was faster.
const WATCHED: u64 = 24;

/// One of so many runs is left for those with few preemptions, and of these for samples, if the proof comes to no end.
const LEFT: u64 = 4;

/// Steps of all runs of the proof, and of those with few preemptions: with more it is hopeless.
const MOST_STEPS: u64 = 1_000_000;

/// Accesses that are recorded of a watched run.
const MAX_ACCESSES: u64 = 50_000;

/// A search under way.
pub struct Explorer {
    shared: Arc<(Program, SimSettings)>,
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
            shared: Arc::new((program, settings)),
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

    /// What takes how long in all runs; by default nothing but sleeps and waits, but what the cost model says in samples. Before the
    /// first run.
    pub fn set_timing(&mut self, timing: Timing) {
        let shared = Arc::make_mut(&mut self.shared);
        shared.1.schedule.timing = timing;
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

/// One run to be done, anywhere.
pub struct Job {
    number: u64,
    task: Task,
    /// Races are looked for.
    watched: bool,
    shared: Arc<(Program, SimSettings)>,
}

/// What a run is for.
enum Task {
    /// To see what happens.
    Sample(Plan),
    /// A step of the proof.
    Follow(Prefix),
    /// To see whether a mistake comes to light.
    Aim(Stops),
    /// One with few preemptions.
    Few(Prefix),
}

/// What came of it.
#[derive(Clone)]
pub struct RunResult {
    pub(self) number: u64,
    pub(self) end: End,
    pub(self) stdout: String,
    pub(self) stderr: String,
    pub(self) schedule: Schedule,
    pub(self) preemptions: u64,
    pub(self) contended: u64,
    /// Of a run that was followed.
    pub(self) course: Option<Arc<Course>>,
    /// It is a step of the proof.
    pub(self) of_proof: bool,
    /// Of a run that was watched.
    pub(self) races: Option<Vec<Race>>,
    /// It came to its limit where a worker may be kept from running for ever: that says nothing of the program.
    pub(self) starved: bool,
}

impl Job {
    /// Does it.
    pub fn run(self) -> RunResult {
        let mut trial = self.begin();
        loop {
            if let Some(result) = trial.advance(u64::MAX) {
                return result;
            }
        }
    }

    /// Begins it.
    pub fn begin(self) -> Trial {
        let Job { number, task, watched, shared } = self;
        let (program, settings) = &*shared;
        let contended: Arc<Contended> = Arc::default();
        let accesses = if watched { MAX_ACCESSES } else { 0 };
        let timing = match (settings.schedule.timing, &task) {
            (Timing::Modelled, Task::Follow(_) | Task::Aim(_) | Task::Few(_)) => Timing::Idle,
            (timing, _) => timing,
        };
        let (schedule, policy): (Schedule, Box<dyn Policy>) = match &task {
            Task::Sample(plan) => (plan.schedule(), plan.policy(&contended)),
            _ => (Schedule::default(), Box::new(Asked)),
        };
        let schedule = Schedule { timing, ..schedule };
        let settings = SimSettings { schedule, accesses, tracing: watched, ..settings.clone() };
        let mut simulation = Simulation::with_policy(program.clone(), settings, policy);
        let of_proof = matches!(task, Task::Follow(_));
        let aimed = matches!(task, Task::Aim(_));
        let mode = match task {
            Task::Sample(plan) => Mode::Free(plan),
            Task::Follow(prefix) | Task::Few(prefix) => {
                Mode::Followed(Box::new(Follower::new(prefix, Vec::new())))
            }
            Task::Aim(stops) => Mode::Followed(Box::new(Follower::new(Prefix::default(), stops))),
        };
        if matches!(mode, Mode::Followed(_)) {
            simulation.step_by_step();
        }
        let races = watched.then(Races::default);
        Trial { number, of_proof, aimed, mode: Some(mode), races, simulation, contended }
    }
}

/// One run under way.
pub struct Trial {
    number: u64,
    of_proof: bool,
    /// It holds workers up.
    aimed: bool,
    /// None when it is over.
    mode: Option<Mode>,
    /// Of a run that is watched.
    races: Option<Races>,
    simulation: Simulation,
    contended: Arc<Contended>,
}

enum Mode {
    Free(Plan),
    Followed(Box<Follower>),
}

impl Trial {
    /// Executes about so many instructions; the result when the run is over.
    pub fn advance(&mut self, instructions: u64) -> Option<RunResult> {
        let (progress, left) = match self.mode.as_mut()? {
            Mode::Free(_) => (self.simulation.advance(instructions), None),
            Mode::Followed(follower) => {
                follow(follower, &mut self.simulation, self.races.as_mut(), instructions)
            }
        };
        let end = match progress {
            Progress::Running => return None,
            Progress::Finished { status } => End::Finished { status },
            Progress::Deadlock(deadlock) => End::Deadlock(deadlock),
            Progress::Limit(limit) => End::Limit(limit),
            Progress::Choose if let Some(limit) = left => End::Limit(limit),
            Progress::Input | Progress::Choose => unreachable!("input is closed, nobody picks"),
        };
        let (mut stdout, mut stderr) = (String::new(), String::new());
        for output in self.simulation.take_output() {
            match output.stream {
                Stream::Stdout => stdout += &output.text,
                Stream::Stderr => stderr += &output.text,
            }
        }
        let out_of_instructions = matches!(end, End::Limit(Limit::Instructions));
        let (schedule, course, starved) = match self.mode.take()? {
            Mode::Free(plan) => (self.schedule(&plan), None, out_of_instructions && !plan.is_fair()),
            Mode::Followed(follower) => {
                let mut course = follower.finish(&mut self.simulation);
                if matches!(end, End::Limit(limit) if limit != Limit::Spinning) && course.is_whole() {
                    course.limited();
                }
                // Who is held up somewhere is so for as long as another one turns in circles.
                (self.simulation.schedule(), Some(Arc::new(course)), out_of_instructions && self.aimed)
            }
        };
        let preemptions = course.as_ref().map(|course| course.preemptions());
        Some(RunResult {
            number: self.number,
            end,
            stdout,
            stderr,
            schedule,
            preemptions: preemptions.unwrap_or_else(|| self.simulation.preemptions()),
            contended: self.contended.count(),
            course,
            of_proof: self.of_proof,
            races: self.races.take().map(Races::into_found),
            starved,
        })
    }

    fn schedule(&self, plan: &Plan) -> Schedule {
        match plan {
            Plan::Preempt(_) => self.simulation.schedule(),
            // The seed alone repeats all choices.
            Plan::Policy(..) => Schedule { timing: self.simulation.schedule().timing, ..plan.schedule() },
        }
    }
}

/// Goes on with a run that is followed. A limit beside it: why it was left before its end.
fn follow(
    follower: &mut Follower,
    simulation: &mut Simulation,
    mut races: Option<&mut Races>,
    instructions: u64,
) -> (Progress, Option<Limit>) {
    let end = simulation.instructions().saturating_add(instructions);
    loop {
        let left = end.saturating_sub(simulation.instructions());
        let progress = simulation.advance(left);
        if let Some(races) = &mut races {
            simulation.take_events().iter().for_each(|event| races.push(event));
        }
        match progress {
            Progress::Choose => {
                if let Err(limit) = follower.choose(simulation) {
                    return (Progress::Choose, Some(limit));
                }
            }
            progress => return (progress, None),
        }
        if left == 0 {
            return (Progress::Running, None);
        }
    }
}

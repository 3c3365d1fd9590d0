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
//! Where it is asked for, a proof is tried first (see `prove`): one schedule of each class of equivalent ones. If there are too
//! many, or without it, samples are taken.
//! What is sampled, in turns (see plan.rs): runs that preempt nobody except at a few places where others could run, every
//! place once if there are runs enough; random priorities ([`Pct`](crate::sim::policy::Pct)); random schedules. An outcome is reported with the
//! schedule of the fewest preemptions that was seen to produce it.
//!
//! The first runs are done once more, watched: what they read and write shows races ([`Races`]), also those that have changed
//! no outcome.

mod plan;
mod prove;
mod report;

use std::sync::Arc;

use interleave_analysis::Races;
pub use interleave_analysis::{Access, Race, RaceKind};
use interleave_engine::request::Stream;
use interleave_run::{Program, RunSpec};
use interleave_trace::Kind;

use self::plan::{Contended, Plan, Search};
use self::prove::Prover;
use self::prove::follow::{Course, Follower};
pub use self::report::{End, FoundRace, Outcome, Report, Verdict};
use crate::sim::policy::Policy;
use crate::sim::stepping::Asked;
use crate::sim::{Limit, Progress, Schedule, SimSettings, Simulation, Timing};

/// Instructions that a run may take, if the settings do not say: a program that never ends must not stop the search.
const MAX_INSTRUCTIONS: u64 = 5_000_000;

/// How many runs are watched. One alone shows most races: it is happens-before that tells, not who was faster.
const WATCHED: u64 = 24;

/// Runs before the proof that preempt where somebody has just read what another one writes.
const PROBES: u64 = 2;

/// One of so many runs is left for samples, if the proof comes to no end.
const SAMPLES: u64 = 4;

/// Steps of all runs of the proof: with more it is hopeless.
const MOST_STEPS: u64 = 2_000_000;

/// Accesses that are recorded of a watched run.
const MAX_ACCESSES: u64 = 50_000;

/// A search under way.
pub struct Explorer {
    shared: Arc<(Program, SimSettings)>,
    search: Search,
    prover: Prover,
    /// What it has found: counts of inequivalent schedules.
    proved: Report,
    proving: bool,
    /// Runs of the proof.
    followed: u64,
    probed: u64,
    sampled: u64,
    watched: u64,
    to_watch: u64,
    runs: u64,
    report: Report,
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
            proved: Report::default(),
            proving: false,
            followed: 0,
            probed: 0,
            sampled: 0,
            watched: 0,
            to_watch: WATCHED,
            runs: runs.max(1),
            report: Report::default(),
        }
    }

    /// Whether to try a proof before samples are taken. It does not if nobody says so.
    pub fn prove(&mut self, prove: bool) {
        self.proving = prove;
    }

    /// What takes how long in all runs; by default nothing but sleeps and waits in those of a proof, what the cost model says in
    /// samples. Before the first run.
    pub fn set_timing(&mut self, timing: Timing) {
        let shared = Arc::make_mut(&mut self.shared);
        shared.1.schedule.timing = timing;
    }

    /// Whether to look for races, which takes some further runs. It does if nobody says otherwise.
    pub fn watch(&mut self, watch: bool) {
        self.to_watch = if watch { WATCHED } else { 0 };
    }

    /// At most so many further runs; none when all were handed out. What comes next may depend on them: they are to be added
    /// first.
    pub fn next_jobs(&mut self, most: u64) -> Option<Vec<Job>> {
        // A run that is watched tells where others can preempt.
        if self.watched == 0 && self.to_watch > 0 {
            return self.watch_one().map(|job| vec![job]);
        }
        if self.proving {
            if self.probed < PROBES
                && self.probed < self.runs
                && let Some(plan) = self.search.probe(self.probed)
            {
                self.probed += 1;
                return Some(vec![self.job(self.probed, Task::Probe(plan))]);
            }
            let left = self.followed < self.runs - self.runs / SAMPLES && self.prover.steps < MOST_STEPS;
            match if left && !self.prover.cut { self.prover.next() } else { None } {
                Some(prefix) => {
                    self.followed += 1;
                    return Some(vec![self.job(self.followed, Task::Follow(prefix))]);
                }
                None => {
                    self.proving = false;
                    if left && !self.prover.cut {
                        self.conclude();
                    }
                }
            }
        }
        let first = self.sampled == 0;
        let most = if first { 1 } else { most.max(1) };
        let jobs: Vec<Job> = (0..most).map_while(|_| self.next_job()).collect();
        (!jobs.is_empty()).then_some(jobs)
    }

    /// All classes of schedules were seen.
    fn conclude(&mut self) {
        let schedules = self.prover.schedules;
        if self.report.only_tells(&self.proved) {
            self.report.take_counts(&self.proved);
            self.report.verdict = Verdict::All { schedules, redundant: self.prover.redundant };
        }
    }

    fn job(&self, number: u64, task: Task) -> Job {
        Job { number, task, shared: self.shared.clone() }
    }

    fn watch_one(&mut self) -> Option<Job> {
        (self.watched < self.to_watch.min(self.runs)).then(|| {
            self.watched += 1;
            let plan = self.search.plan(self.watched - 1);
            self.job(self.watched - 1, Task::Watch(plan))
        })
    }

    fn next_job(&mut self) -> Option<Job> {
        let proved = self.report.verdict != Verdict::Sampled;
        let left = if proved { 0 } else { self.runs.saturating_sub(self.probed + self.followed) };
        // One is watched for every two, as long as some are to be.
        let turn = self.watched * 2 < self.sampled || self.sampled >= left;
        if turn && let Some(job) = self.watch_one() {
            return Some(job);
        }
        (self.sampled < left).then(|| {
            self.sampled += 1;
            self.job(self.sampled - 1, Task::Sample(self.search.plan(self.sampled - 1)))
        })
    }

    /// Takes in the result of a run.
    pub fn add(&mut self, result: RunResult) {
        match result.found {
            Found::Races(_) => {
                if result.number == 0 {
                    self.search.learn_hot(thinned(&result.hot));
                }
                self.report.add_races(result);
            }
            Found::Course(course) => {
                let whole = course.is_whole();
                let RunResult { number, end, stdout, stderr, schedule, preemptions, contended, .. } = result;
                let result = RunResult {
                    number,
                    end,
                    stdout,
                    stderr,
                    schedule,
                    preemptions,
                    contended,
                    found: Found::Nothing,
                    hot: Vec::new(),
                };
                self.prover.learn(&course);
                if whole {
                    self.report.add(result.clone());
                    self.proved.add(result);
                }
            }
            Found::Nothing => {
                self.search.learn(result.contended);
                self.report.add(result);
            }
        }
    }

    /// What was found so far.
    pub fn report(&self) -> &Report {
        &self.report
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
    shared: Arc<(Program, SimSettings)>,
}

/// What a run is for.
enum Task {
    /// To see what happens.
    Sample(Plan),
    /// The same where time is as in a proof.
    Probe(Plan),
    /// To look for races; what comes of it otherwise does not count.
    Watch(Plan),
    /// A step of the proof.
    Follow(prove::Prefix),
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
    pub(self) found: Found,
    /// Counts of contended instructions after which a contested variable had just been read.
    pub(self) hot: Vec<u64>,
}

/// What a run has shown besides its end.
#[derive(Clone)]
enum Found {
    Nothing,
    /// Of a run that was watched.
    Races(Vec<Race>),
    /// Of a run of the proof.
    Course(Arc<Course>),
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
        let Job { number, task, shared } = self;
        let (program, settings) = &*shared;
        let contended: Arc<Contended> = Arc::default();
        let watched = matches!(task, Task::Watch(_));
        let accesses = if watched { MAX_ACCESSES } else { 0 };
        let timing = match (settings.schedule.timing, &task) {
            (Timing::Modelled, Task::Follow(_) | Task::Probe(_)) => Timing::Idle,
            (timing, _) => timing,
        };
        let (schedule, policy): (Schedule, Box<dyn Policy>) = match &task {
            Task::Sample(plan) | Task::Watch(plan) | Task::Probe(plan) => {
                (plan.schedule(), plan.policy(&contended))
            }
            Task::Follow(_) => (Schedule::default(), Box::new(Asked)),
        };
        let schedule = Schedule { timing, ..schedule };
        let settings = SimSettings { schedule, accesses, tracing: watched, ..settings.clone() };
        let mut simulation = Simulation::with_policy(program.clone(), settings, policy);
        let mode = match task {
            Task::Sample(plan) | Task::Probe(plan) => Mode::Free(plan),
            Task::Watch(plan) => Mode::Watched(plan, Watch::default()),
            Task::Follow(prefix) => {
                simulation.step_by_step();
                Mode::Followed(Follower::new(prefix))
            }
        };
        Trial { number, mode: Some(mode), simulation, contended }
    }
}

/// One run under way.
pub struct Trial {
    number: u64,
    /// None when it is over.
    mode: Option<Mode>,
    simulation: Simulation,
    contended: Arc<Contended>,
}

enum Mode {
    Free(Plan),
    Watched(Plan, Watch),
    Followed(Follower),
}

/// What is kept of a watched run.
#[derive(Default)]
struct Watch {
    races: Races,
    /// Variables read, and the count of contended instructions then.
    reads: Vec<(u64, u64)>,
    /// The counts where somebody had just got what another one may want: who is interrupted there holds it meanwhile.
    holds: Vec<u64>,
}

impl Watch {
    /// Executes about so many instructions, one at a time as long as each is recorded, and takes in what is.
    fn advance(&mut self, simulation: &mut Simulation, contended: &Contended, instructions: u64) -> Progress {
        let end = simulation.instructions().saturating_add(instructions);
        loop {
            let left = end.saturating_sub(simulation.instructions());
            let step = if simulation.records_accesses() { left.min(1) } else { left };
            let progress = simulation.advance(step);
            let place = contended.now(simulation.instructions());
            for event in simulation.take_events() {
                self.races.push(&event);
                if let (Kind::Acquired { .. }, Some(place)) = (&event.kind, place) {
                    self.holds.push(place);
                }
                if let (Kind::Accessed { variable, write: false, .. }, Some(place)) = (&event.kind, place) {
                    self.reads.push((*variable, place));
                }
            }
            if step == left || progress != Progress::Running {
                return progress;
            }
        }
    }
}

/// Places kept of those worth a preemption.
const MAX_HOT: usize = 200;

/// Places, and of very many some from everywhere.
fn thinned(places: &[u64]) -> Vec<u64> {
    let step = places.len().div_ceil(MAX_HOT).max(1);
    places.iter().copied().step_by(step).collect()
}

impl Trial {
    /// Executes about so many instructions; the result when the run is over.
    pub fn advance(&mut self, instructions: u64) -> Option<RunResult> {
        let (simulation, contended) = (&mut self.simulation, &self.contended);
        let (progress, given_up) = match self.mode.as_mut()? {
            Mode::Free(_) => (simulation.advance(instructions), false),
            Mode::Watched(_, watch) => (watch.advance(simulation, contended, instructions), false),
            Mode::Followed(follower) => follow(follower, simulation, instructions),
        };
        let end = match progress {
            Progress::Running => return None,
            Progress::Finished { status } => End::Finished { status },
            Progress::Deadlock(deadlock) => End::Deadlock(deadlock),
            Progress::Limit(limit) => End::Limit(limit),
            Progress::Choose if given_up => End::Limit(Limit::Instructions),
            Progress::Input | Progress::Choose => unreachable!("input is closed, nobody picks"),
        };
        let (mut stdout, mut stderr) = (String::new(), String::new());
        for output in self.simulation.take_output() {
            match output.stream {
                Stream::Stdout => stdout += &output.text,
                Stream::Stderr => stderr += &output.text,
            }
        }
        let mut hot = Vec::new();
        let (schedule, found) = match self.mode.take()? {
            Mode::Free(plan) => (self.schedule(&plan), Found::Nothing),
            Mode::Watched(plan, Watch { races, reads, holds }) => {
                hot = reads.iter().filter(|read| races.is_contested(read.0)).map(|read| read.1).collect();
                hot.extend(holds);
                hot.sort_unstable();
                hot.dedup();
                (self.schedule(&plan), Found::Races(races.into_found()))
            }
            Mode::Followed(follower) => {
                let mut course = follower.finish(&mut self.simulation);
                if matches!(end, End::Limit(_)) && course.is_whole() {
                    course.limited();
                }
                (self.simulation.schedule(), Found::Course(Arc::new(course)))
            }
        };
        Some(RunResult {
            number: self.number,
            end,
            stdout,
            stderr,
            schedule,
            preemptions: self.simulation.preemptions(),
            contended: self.contended.count(),
            found,
            hot,
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

/// Goes on with a run of the proof. True beside it: the run was given up.
fn follow(follower: &mut Follower, simulation: &mut Simulation, instructions: u64) -> (Progress, bool) {
    let end = simulation.instructions().saturating_add(instructions);
    loop {
        let left = end.saturating_sub(simulation.instructions());
        match simulation.advance(left) {
            Progress::Choose if !follower.choose(simulation) => return (Progress::Choose, true),
            Progress::Choose => {}
            progress => return (progress, false),
        }
        if left == 0 {
            return (Progress::Running, false);
        }
    }
}

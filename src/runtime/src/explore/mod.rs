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
//! What is searched, in turns (see plan.rs): runs that preempt nobody except at a few places where others could run, every
//! place once if there are runs enough; random priorities ([`Pct`](crate::sim::policy::Pct)); random schedules. An outcome is reported with the
//! schedule of the fewest preemptions that was seen to produce it.
//!
//! The first runs are done once more, watched: what they read and write shows races ([`Races`]), also those that have changed
//! no outcome.

mod plan;
mod report;

use std::sync::Arc;

use interleave_analysis::Races;
pub use interleave_analysis::{Access, Race, RaceKind};
use interleave_engine::request::Stream;
use interleave_run::{Program, RunSpec};
use interleave_trace::Kind;

use self::plan::{Contended, Plan, Search};
pub use self::report::{End, FoundRace, Outcome, Report};

use crate::sim::{Progress, Schedule, SimSettings, Simulation};

/// Instructions that a run may take, if the settings do not say: a program that never ends must not stop the search.
const MAX_INSTRUCTIONS: u64 = 5_000_000;

/// How many runs are watched. One alone shows most races: it is happens-before that tells, not who was faster.
const WATCHED: u64 = 24;

/// Accesses that are recorded of a watched run.
const MAX_ACCESSES: u64 = 50_000;

/// A search under way.
pub struct Explorer {
    shared: Arc<(Program, SimSettings)>,
    search: Search,
    handed_out: u64,
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
            handed_out: 0,
            watched: 0,
            to_watch: WATCHED,
            runs: runs.max(1),
            report: Report::default(),
        }
    }

    /// Whether to look for races, which takes some further runs. It does if nobody says otherwise.
    pub fn watch(&mut self, watch: bool) {
        self.to_watch = if watch { WATCHED } else { 0 };
    }

    /// At most so many further runs; none when all were handed out. The first batches are a single run, and the same one
    /// watched: how long it is and what it reads tells where others can preempt.
    pub fn next_jobs(&mut self, most: u64) -> Option<Vec<Job>> {
        let first = self.handed_out == 0 || self.watched == 0 && self.to_watch > 0;
        let most = if first { 1 } else { most.max(1) };
        let jobs: Vec<Job> = (0..most).map_while(|_| self.next_job()).collect();
        (!jobs.is_empty()).then_some(jobs)
    }

    fn next_job(&mut self) -> Option<Job> {
        // One is watched for every two, as long as some are to be.
        let turn = self.watched * 2 < self.handed_out || self.handed_out == self.runs;
        let watched = turn && self.watched < self.to_watch.min(self.runs);
        let number = if watched { self.watched } else { self.handed_out };
        if number == self.runs {
            return None;
        }
        *(if watched { &mut self.watched } else { &mut self.handed_out }) += 1;
        Some(Job { number, watched, plan: self.search.plan(number), shared: self.shared.clone() })
    }

    /// Takes in the result of a run.
    pub fn add(&mut self, result: RunResult) {
        match result.races {
            Some(_) => {
                if result.number == 0 {
                    self.search.learn_hot(thinned(&result.hot));
                }
                self.report.add_races(result);
            }
            None => {
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
    /// To look for races; what comes of it otherwise does not count.
    watched: bool,
    plan: Plan,
    shared: Arc<(Program, SimSettings)>,
}

/// What came of it.
pub struct RunResult {
    pub(self) number: u64,
    pub(self) end: End,
    pub(self) stdout: String,
    pub(self) stderr: String,
    pub(self) schedule: Schedule,
    pub(self) preemptions: u64,
    pub(self) contended: u64,
    /// Of a run that was watched.
    pub(self) races: Option<Vec<Race>>,
    /// Counts of contended instructions after which a contested variable had just been read.
    pub(self) hot: Vec<u64>,
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
        let (program, settings) = &*self.shared;
        let accesses = if self.watched { MAX_ACCESSES } else { 0 };
        let schedule = self.plan.schedule();
        let settings = SimSettings { schedule, accesses, tracing: self.watched, ..settings.clone() };
        let contended: Arc<Contended> = Arc::default();
        let policy = self.plan.policy(&contended);
        let simulation = Simulation::with_policy(program.clone(), settings, policy);
        let watch = self.watched.then(Watch::default);
        Trial { job: self, simulation, contended, watch }
    }
}

/// One run under way.
pub struct Trial {
    job: Job,
    simulation: Simulation,
    contended: Arc<Contended>,
    watch: Option<Watch>,
}

/// What is kept of a watched run.
#[derive(Default)]
struct Watch {
    races: Races,
    /// Variables read, and the count of contended instructions then.
    reads: Vec<(u64, u64)>,
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
        let progress = match &mut self.watch {
            Some(watch) => watch.advance(&mut self.simulation, &self.contended, instructions),
            None => self.simulation.advance(instructions),
        };
        let end = match progress {
            Progress::Running => return None,
            Progress::Finished { status } => End::Finished { status },
            Progress::Deadlock(deadlock) => End::Deadlock(deadlock),
            Progress::Limit(limit) => End::Limit(limit),
            Progress::Input | Progress::Choose => unreachable!("input is closed, nobody picks"),
        };
        let (mut stdout, mut stderr) = (String::new(), String::new());
        for output in self.simulation.take_output() {
            match output.stream {
                Stream::Stdout => stdout += &output.text,
                Stream::Stderr => stderr += &output.text,
            }
        }
        let schedule = match self.job.plan {
            Plan::Preempt(_) => self.simulation.schedule(),
            // The seed alone repeats all choices.
            Plan::Policy(..) => self.job.plan.schedule(),
        };
        let Watch { races, reads } = self.watch.take().unwrap_or_default();
        let hot = reads.iter().filter(|read| races.is_contested(read.0)).map(|read| read.1).collect();
        Some(RunResult {
            number: self.job.number,
            end,
            stdout,
            stderr,
            schedule,
            preemptions: self.simulation.preemptions(),
            contended: self.contended.count(),
            races: self.job.watched.then(|| races.into_found()),
            hot,
        })
    }
}

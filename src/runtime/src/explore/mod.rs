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

mod plan;
mod report;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use interleave_engine::request::Stream;

use self::plan::{Plan, Search};
pub use self::report::{End, Outcome, Report};
use crate::sim::{Program, Progress, Schedule, SimSettings, Simulation};

/// Instructions that a run may take, if the settings do not say: a program that never ends must not stop the search.
const MAX_INSTRUCTIONS: u64 = 5_000_000;

/// A search under way.
pub struct Explorer {
    shared: Arc<(Program, SimSettings)>,
    search: Search,
    handed_out: u64,
    runs: u64,
    report: Report,
}

impl Explorer {
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
            runs: runs.max(1),
            report: Report::default(),
        }
    }

    /// At most so many further runs; none when all were handed out. The first batch is a single run: how long it is tells
    /// where others can preempt.
    pub fn next_jobs(&mut self, most: u64) -> Option<Vec<Job>> {
        let left = self.runs - self.handed_out;
        let count = if self.handed_out == 0 { 1 } else { left.min(most.max(1)) };
        let jobs: Vec<Job> = (self.handed_out..self.handed_out + count.min(left))
            .map(|number| Job { number, plan: self.search.plan(number), shared: self.shared.clone() })
            .collect();
        self.handed_out += jobs.len() as u64;
        (!jobs.is_empty()).then_some(jobs)
    }

    /// Takes in the result of a run.
    pub fn add(&mut self, result: RunResult) {
        self.search.learn(result.contended);
        self.report.add(result);
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
        let settings = SimSettings { schedule: self.plan.schedule(), ..settings.clone() };
        let contended = Arc::default();
        let policy = self.plan.policy(&contended);
        let simulation = Simulation::with_policy(program.clone(), settings, policy);
        Trial { job: self, simulation, contended }
    }
}

/// One run under way.
pub struct Trial {
    job: Job,
    simulation: Simulation,
    contended: Arc<AtomicU64>,
}

impl Trial {
    /// Executes about so many instructions; the result when the run is over.
    pub fn advance(&mut self, instructions: u64) -> Option<RunResult> {
        let end = match self.simulation.advance(instructions) {
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
        Some(RunResult {
            number: self.job.number,
            end,
            stdout,
            stderr,
            schedule,
            preemptions: self.simulation.preemptions(),
            contended: self.contended.load(Ordering::Relaxed),
        })
    }
}

//! The driver with virtual time and virtual cores.
//!
//! A [`Simulation`] owns all processes of a run and executes them on one real thread: it lets a worker run a few
//! instructions, works out how long they took from the cost model, and carries out what the worker asked for when virtual
//! time has come that far. So requests take effect in the order of virtual time, whatever the number of cores, and a sleep
//! costs nothing. Who runs next is the policy's decision; every decision is recorded, and a [`Schedule`] repeats it.
//!
//! The same program with the same [`SimSettings`] gives the same trace, event by event.
//!
//! ```ignore
//! let mut simulation = Simulation::new(Program::new("a.py", text), SimSettings::default());
//! loop {
//!     let progress = simulation.advance(100_000);
//!     show(simulation.take_output(), simulation.take_events());
//!     if progress != Progress::Running {
//!         break;
//!     }
//! }
//! ```

mod accesses;
mod cost;
mod deadlock;
mod host;
pub mod policy;
pub mod schedule;
mod settings;
mod step;
pub(crate) mod stepping;

use std::collections::{BTreeMap, VecDeque};

use interleave_engine::request::{Answer, Exit, Handle, Spawn};
use interleave_engine::{Interpreter, Settings, ThreadState};
use interleave_run::MAX_CORES;
pub use interleave_run::Program;
use interleave_trace::{Event, Worker};

use self::accesses::Accesses;
pub use self::cost::Costs;
pub use self::deadlock::Deadlock;
pub use self::host::Output;
use self::host::{Stdin, World};
use self::policy::{Choice, Policy, Replay};
pub use self::schedule::{Schedule, Timing};
pub use self::settings::SimSettings;
use crate::process::Identity;
use crate::{Hub, Process, nanos};

/// How far a simulation has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// There is more to run.
    Running,
    /// Nothing can run before somebody types a line: [`Simulation::input`].
    Input,
    /// The policy leaves this decision to the visitor: [`Simulation::pick`], from [`Simulation::runnable`].
    Choose,
    /// All processes have ended.
    Finished {
        /// Exit status of the first one; negative for a signal.
        status: i32,
    },
    /// Nothing can ever run again.
    Deadlock(Deadlock),
    /// A limit of the settings is reached.
    Limit(Limit),
}

/// Which limit stopped a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`SimSettings::max_instructions`].
    Instructions,
    /// [`SimSettings::max_seconds`].
    Time,
    /// All that are left look again and again for what nobody does any more.
    Spinning,
}

impl Limit {
    /// What it did to the run.
    pub fn sentence(self) -> &'static str {
        match self {
            Limit::Instructions => "The run was ended after its greatest number of instructions.",
            Limit::Time => "The run was ended after its greatest virtual time.",
            Limit::Spinning => {
                "The workers that are left look again and again for what nobody does any more."
            }
        }
    }
}

/// A run.
pub struct Simulation {
    settings: SimSettings,
    /// How many lines are still to be recorded.
    lines_left: u64,
    accesses: Accesses,
    program: Program,
    world: World,
    processes: BTreeMap<u32, Hosted>,
    cores: Vec<Core>,
    /// Workers that could go on and have no core, the longest waiting first.
    ready: VecDeque<Worker>,
    /// Processes on their way to their first instruction, by time of arrival.
    starting: BTreeMap<(u64, u32), Starting>,
    policy: Replay,
    /// Every choice so far.
    choices: Vec<Choice>,
    /// The visitor's, for the next decision.
    picked: Option<(Worker, u32)>,
    instructions: u64,
    /// Processes that were made.
    hosted: u64,
    /// So many modules of the library the first process had imported when that began to be of interest, and which it has later.
    early_modules: Option<usize>,
    late_modules: Vec<String>,
    rounds: u64,
    preemptions: u64,
    /// How often workers have looked at the clock since they asked for something else.
    clock_looks: BTreeMap<Worker, u32>,
    first_pid: u32,
    first_status: Option<i32>,
    end: Option<Progress>,
    /// Somebody else decides, step by step.
    stepping: Option<Box<stepping::Stepping>>,
}

struct Hosted {
    process: Process,
    gil: bool,
    /// Virtual nanoseconds that its threads ran, all together and by thread.
    run_time: u64,
    thread_times: Vec<u64>,
    /// The last line each thread was seen at, when lines are recorded.
    lines: Vec<Option<(String, u32)>>,
}

struct Starting {
    parent: Worker,
    spawn: Spawn,
    /// That came before its first instruction.
    signals: Vec<i32>,
}

#[derive(Default)]
struct Core {
    work: Work,
    /// Who was on it last; going on with the same one costs nothing.
    last: Option<Worker>,
    /// It asked to let others run.
    yielded: bool,
    /// What the policy granted it.
    granted: u32,
    /// What is left of the instructions the policy granted.
    quantum: u32,
}

#[derive(Default)]
enum Work {
    #[default]
    Idle,
    /// Instructions were executed; how they ended takes effect at `until`.
    Running { worker: Worker, state: Box<ThreadState>, exit: Exit, until: u64 },
    /// Pays for a request, then goes on with `then`.
    Paying { until: u64, then: Option<Worker> },
}

impl Simulation {
    /// A run about to begin.
    pub fn new(program: Program, settings: SimSettings) -> Simulation {
        let policy = policy::build(settings.schedule.policy, settings.schedule.seed);
        Simulation::with_policy(program, settings, policy)
    }

    /// A run with a policy that [`policy::PolicyKind`] does not know. After the schedule's choices it decides.
    pub fn with_policy(program: Program, settings: SimSettings, policy: Box<dyn Policy>) -> Simulation {
        let mut settings = settings;
        settings.cores = settings.cores.clamp(1, MAX_CORES);
        settings.grain = settings.grain.max(1);
        settings.time_slice = settings.time_slice.max(1);
        if settings.schedule.timing != Timing::Modelled {
            settings.costs = Costs::NONE;
        }
        let mut hub = Hub::new();
        hub.set_time(settings.epoch);
        hub.files_mut().add_sources(program.texts());
        let first_pid = hub.start_first();
        let stdin = Stdin {
            lines: settings.stdin.iter().map(|line| with_newline(line)).collect(),
            open: settings.stdin_open,
            waiting: VecDeque::new(),
        };
        let mut simulation = Simulation {
            world: World::new(hub, settings.epoch, stdin),
            program,
            processes: BTreeMap::new(),
            cores: (0..settings.cores).map(|_| Core::default()).collect(),
            ready: VecDeque::new(),
            starting: BTreeMap::new(),
            policy: Replay::new(&settings.schedule, policy),
            choices: Vec::new(),
            picked: None,
            instructions: 0,
            hosted: 0,
            early_modules: None,
            late_modules: Vec::new(),
            rounds: 0,
            preemptions: 0,
            clock_looks: BTreeMap::new(),
            first_pid,
            first_status: None,
            end: None,
            stepping: None,
            lines_left: settings.lines,
            accesses: Accesses::new(settings.accesses),
            settings,
        };
        let interpreter = Interpreter::new(simulation.engine_settings(first_pid, 0));
        let main = interpreter.main_thread();
        let identity =
            Identity { pid: first_pid, name: "MainProcess".into(), parent: None, signals: Vec::new() };
        simulation.host(identity, interpreter, main);
        simulation
    }

    /// Before the first instruction: this schedule in place of the one in its settings, of the same timing, and then this policy.
    pub(crate) fn set_policy(&mut self, schedule: Schedule, policy: Box<dyn Policy>) {
        self.settings.schedule = Schedule { timing: self.settings.schedule.timing, ..schedule };
        self.policy = Replay::new(&self.settings.schedule, policy);
    }

    /// Executes about so many instructions, or until something else than [`Progress::Running`] is to be said.
    pub fn advance(&mut self, max_instructions: u64) -> Progress {
        self.advance_to(u64::MAX, max_instructions)
    }

    /// The same, up to this number of [`Simulation::rounds`].
    pub fn advance_to(&mut self, round: u64, max_instructions: u64) -> Progress {
        let stop = self.instructions.saturating_add(max_instructions);
        loop {
            if let Some(end) = &self.end {
                return end.clone();
            }
            if self.instructions >= stop || self.rounds >= round {
                return Progress::Running;
            }
            self.rounds += 1;
            match self.step() {
                Progress::Running => {}
                // These go on after a call from outside.
                waiting @ (Progress::Input | Progress::Choose) => return waiting,
                end => self.end = Some(end),
            }
        }
    }

    /// Runs to the end. A run that wants input or a pick gets none: it stays as it is.
    pub fn run(&mut self) -> Progress {
        loop {
            match self.advance(u64::MAX) {
                Progress::Running => {}
                progress => return progress,
            }
        }
    }

    /// Events since last asked, in order of time.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.world.events)
    }

    /// Text written since last asked, in order.
    pub fn take_output(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.world.output)
    }

    /// A line for standard input, with or without its newline.
    pub fn input(&mut self, line: &str) {
        self.world.stdin.lines.push_back(with_newline(line));
        self.serve_input();
    }

    /// Whether the run went on after its last line was recorded ([`SimSettings::lines`]).
    pub fn lines_are_cut(&self) -> bool {
        self.settings.lines > 0 && self.lines_left == 0
    }

    /// Whether reads and writes of variables are recorded still ([`SimSettings::accesses`]).
    pub fn records_accesses(&self) -> bool {
        self.accesses.left > 0
    }

    /// No more lines will come.
    pub fn close_input(&mut self) {
        self.world.stdin.open = false;
        self.serve_input();
    }

    /// Interrupt from the keyboard: `KeyboardInterrupt` in the first process.
    pub fn interrupt(&mut self) {
        self.signal(self.first_pid, crate::process::SIGINT);
    }

    /// Ends all processes at once.
    pub fn stop(&mut self) {
        let starting = self.starting.keys().map(|key| key.1);
        let pids: Vec<u32> = self.processes.keys().copied().chain(starting).collect();
        for pid in pids {
            self.signal(pid, 9);
        }
    }

    /// Chooses who runs next, for so many instructions, in place of the policy. Ignored if that worker cannot run.
    pub fn pick(&mut self, worker: Worker, instructions: u32) {
        self.picked = Some((worker, instructions));
    }

    /// From now on a run is cut after each instruction, as with a [`SimSettings::grain`] of 1.
    pub fn see_each_instruction(&mut self) {
        self.settings.grain = 1;
    }

    /// Who could run if a core were free for them, the longest waiting first.
    pub fn runnable(&self) -> Vec<Worker> {
        self.ready.iter().copied().filter(|worker| self.can_run(*worker)).collect()
    }

    /// What was decided so far: a schedule that repeats this run.
    pub fn schedule(&self) -> Schedule {
        Schedule { choices: self.choices.clone(), ..self.settings.schedule.clone() }
    }

    /// The settings, limits applied.
    pub fn settings(&self) -> &SimSettings {
        &self.settings
    }

    /// Handles of semaphores, shared memory and channels that somebody still holds: none at the end of a run.
    pub fn open_handles(&self) -> Vec<Handle> {
        self.world.hub.open_handles().collect()
    }

    /// Virtual seconds since the run began.
    pub fn now(&self) -> f64 {
        nanos::to_seconds(self.world.now)
    }

    /// Instructions executed by all workers.
    pub fn instructions(&self) -> u64 {
        self.instructions
    }

    /// How much work it was so far, in instructions: to make a process takes as long as many thousands.
    pub(crate) fn work(&self) -> u64 {
        const PROCESS: u64 = 20_000;
        self.instructions + self.hosted * PROCESS
    }

    /// The interpreter of the process that was there first, until that has ended.
    pub(crate) fn first_interpreter(&self) -> Option<&Interpreter> {
        Some(self.processes.get(&self.first_pid)?.process.interpreter())
    }

    /// From now on the modules of the library that the first process imports are of interest.
    pub(crate) fn note_late_modules(&mut self) {
        self.early_modules = self.first_interpreter().map(|interpreter| interpreter.library_modules(0).len());
    }

    /// These, when that process has ended.
    pub(crate) fn late_modules(&self) -> &[String] {
        &self.late_modules
    }

    /// How often the simulation has looked for what comes next, in vain or not. The same program with the same settings, given
    /// the same input and picks in the same rounds, is in the same state after so many, however it was advanced.
    pub fn rounds(&self) -> u64 {
        self.rounds
    }

    /// How often a worker that could go on was taken off its core for another one.
    pub fn preemptions(&self) -> u64 {
        self.preemptions
    }

    /// The files of the run.
    pub fn files(&self) -> &crate::hub::Files {
        self.world.hub.files()
    }

    /// The processes that have not ended, by pid.
    pub fn processes(&self) -> impl Iterator<Item = &Process> + Clone {
        self.processes.values().map(|hosted| &hosted.process)
    }

    /// The user's line a worker is at; none after its end.
    pub fn position(&self, worker: Worker) -> Option<(String, u32)> {
        self.thread_state(worker)?.position()
    }

    /// The frames of a worker; none after its end.
    pub fn thread_state(&self, worker: Worker) -> Option<&ThreadState> {
        let on_core = self.cores.iter().find_map(|core| match &core.work {
            Work::Running { worker: running, state, .. } if *running == worker => Some(&**state),
            _ => None,
        });
        on_core.or_else(|| self.processes.get(&worker.pid)?.process.thread_state(worker.thread))
    }

    fn engine_settings(&self, pid: u32, parent_pid: u32) -> Settings {
        Settings {
            program: self.program.clone(),
            pid,
            parent_pid,
            cpu_count: self.settings.cores,
            gil: self.settings.gil,
            seed: Some(self.settings.program_seed),
            entropy: self.settings.program_seed,
            ..Settings::default()
        }
    }

    fn serve_input(&mut self) {
        loop {
            let stdin = &mut self.world.stdin;
            if stdin.lines.is_empty() && stdin.open {
                return;
            }
            let Some((pid, id)) = stdin.waiting.pop_front() else { return };
            let line = stdin.lines.pop_front().unwrap_or_default();
            self.with(pid, 0, |process, host| process.complete(id, Answer::Text(line), host));
            self.settle();
        }
    }
}

fn with_newline(line: &str) -> String {
    if line.ends_with('\n') { line.into() } else { format!("{line}\n") }
}

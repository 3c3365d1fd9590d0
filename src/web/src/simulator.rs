//! A worker that hosts a simulation: all processes of the run, in virtual time, a slice at a time.

use std::cell::RefCell;

use interleave_engine::Source;
use interleave_protocol::{Deadlock, Place, RunRequest, Step, Summary};
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{Program, Progress, Schedule, SimSettings, Simulation};
use interleave_trace::{Event, Kind, State, TextStream, Worker};

use crate::files::Left;
use crate::scope::{self, Turns, now_ms};
use crate::wire::{FromWorker, Steer};

/// Milliseconds that a slice may take before the event loop has its turn.
pub(crate) const SLICE: f64 = 8.0;

/// Lines that are recorded of a run: those of a lesson one looks at, not the millions of a long calculation.
const MOST_LINES: u64 = 100_000;

/// Milliseconds between two reports of the files, for a run that is stopped before it can tell of them.
const FILES: f64 = 500.0;

/// Instructions between two looks at the clock.
pub(crate) const GO: u64 = 20_000;

struct Hosted {
    simulation: Simulation,
    turns: Turns,
    goal: Goal,
    seed: u64,
    request: RunRequest,
    /// Which of the files' changes were told, and when.
    told: (u64, f64),
    processes: u32,
    /// How many events were sent; a step over an event looks at it.
    events: u64,
}

/// How far it is to run.
#[derive(Clone, Debug, PartialEq)]
enum Goal {
    /// Not at all.
    Still,
    /// To the end.
    End,
    Instruction,
    /// Until a worker (`None`: any) is at another line than it was.
    Line {
        worker: Option<Worker>,
        from: Vec<(Worker, Option<(String, u32)>)>,
    },
    /// Until more events were recorded than these.
    Event(u64),
}

thread_local! {
    static HOSTED: RefCell<Option<Hosted>> = const { RefCell::new(None) };
}

/// Begins a run.
pub(crate) fn start(request: RunRequest) {
    let seed = seed(&request);
    let schedule = match schedule(&request, seed) {
        Ok(schedule) => schedule,
        Err(message) => {
            let remedy = "Choose another policy, or leave the schedule with the × beside it.".into();
            return scope::post(&FromWorker::Failed { message, remedy });
        }
    };
    let program = program(&request);
    let defaults = SimSettings::default();
    let settings = SimSettings {
        cores: if request.cores == 0 { defaults.cores } else { request.cores },
        gil: request.gil,
        schedule,
        program_seed: seed,
        stdin: request.stdin.clone(),
        stdin_open: request.stdin_open,
        // Whoever begins with a pause wants to see each instruction.
        grain: if request.paused { 1 } else { defaults.grain },
        lines: if request.lines { MOST_LINES } else { 0 },
        ..defaults
    };
    let goal = if request.paused { Goal::Still } else { Goal::End };
    let turns = Turns::new(|| {
        with(Hosted::turn);
    });
    let simulation = Simulation::new(program, settings);
    let told = (simulation.files().changes(), now_ms());
    HOSTED.set(Some(Hosted { simulation, turns, goal, seed, request, told, processes: 0, events: 0 }));
    with(|hosted| {
        hosted.flush();
        if hosted.goal == Goal::Still { hosted.pause(false) } else { hosted.turns.soon() }
    });
}

/// The seed that was asked for, or one that nobody knows.
pub(crate) fn seed(request: &RunRequest) -> u64 {
    request.seed.unwrap_or_else(|| (js_sys::Math::random() * f64::from(u32::MAX)) as u64)
}

/// What is to be run.
pub(crate) fn program(request: &RunRequest) -> Program {
    let source = |source: interleave_protocol::Source| Source { file: source.file, text: source.text };
    let main = source(request.main.clone());
    let argv = if request.argv.is_empty() { vec![main.file.clone()] } else { request.argv.clone() };
    let files = request.files.iter().cloned().map(source).collect();
    Program { main, files, argv, environ: request.environ.clone() }
}

/// The visitor asks for something.
pub(crate) fn steer(steer: Steer) {
    with(|hosted| hosted.steer(steer));
}

fn with(act: impl FnOnce(&mut Hosted)) {
    HOSTED.with_borrow_mut(|hosted| {
        if let Some(hosted) = hosted {
            act(hosted);
        }
    });
}

fn schedule(request: &RunRequest, seed: u64) -> Result<Schedule, String> {
    if !request.schedule.is_empty() {
        return request
            .schedule
            .parse()
            .map_err(|error| format!("The schedule cannot be replayed: {error}."));
    }
    let policy = match request.policy.as_str() {
        "" | "round-robin" => PolicyKind::RoundRobin,
        "random" => PolicyKind::Random,
        "pct" => PolicyKind::Pct,
        "visitor" => PolicyKind::Visitor,
        other => return Err(format!("There is no policy called {other:?}.")),
    };
    Ok(Schedule::of(policy, seed))
}

impl Hosted {
    fn steer(&mut self, steer: Steer) {
        match steer {
            Steer::Pause => {
                self.goal = Goal::Still;
                return self.pause(false);
            }
            Steer::Stop => return self.end(-9, Summary { stopped: true, ..Summary::default() }),
            Steer::Resume => self.goal = Goal::End,
            Steer::Step(step) => {
                self.goal = match step {
                    Step::Instruction => Goal::Instruction,
                    Step::Line(worker) => Goal::Line { worker, from: self.positions() },
                    Step::Event => Goal::Event(self.events),
                }
            }
            Steer::Input(line) => self.simulation.input(&line),
            Steer::CloseInput => self.simulation.close_input(),
            Steer::Pick(worker, instructions) => self.simulation.pick(worker, instructions),
            Steer::Interrupt => self.simulation.interrupt(),
        }
        if self.goal != Goal::Still {
            self.turns.soon();
        }
    }

    fn turn(&mut self) {
        self.turns.begun();
        let end = now_ms() + SLICE;
        loop {
            if self.goal == Goal::Still {
                return;
            }
            let go = if self.goal == Goal::End { GO } else { 1 };
            let progress = self.simulation.advance(go);
            self.flush();
            match progress {
                Progress::Running => {}
                // It goes on with a line.
                Progress::Input => return self.tell_files(),
                Progress::Choose => return self.pause(true),
                Progress::Finished { status } => return self.end(status, Summary::default()),
                Progress::Deadlock(deadlock) => {
                    let text = deadlock.to_string();
                    let deadlock = Some(Deadlock { cycle: deadlock.cycle, text });
                    return self.end(-9, Summary { deadlock, ..Summary::default() });
                }
                Progress::Limit(limit) => {
                    return self.end(-9, Summary { limit: limit.sentence().into(), ..Summary::default() });
                }
            }
            if self.reached() {
                self.goal = Goal::Still;
                return self.pause(false);
            }
            if now_ms() >= end {
                if end > self.told.1 + FILES {
                    self.tell_files();
                }
                return self.turns.soon();
            }
        }
    }

    fn reached(&self) -> bool {
        match &self.goal {
            Goal::Still | Goal::Instruction => true,
            Goal::End => false,
            Goal::Event(before) => self.events > *before,
            Goal::Line { worker, from } => self.positions().iter().any(|(other, position)| {
                worker.is_none_or(|worker| worker == *other)
                    && position.is_some()
                    && !from.iter().any(|(before, was)| before == other && was == position)
            }),
        }
    }

    /// Sends what was recorded. Text that is written is among it.
    fn flush(&mut self) {
        let events = self.simulation.take_events();
        self.simulation.take_output();
        if events.is_empty() {
            return;
        }
        self.events += events.iter().filter(|event| !matches!(event.kind, Kind::Line { .. })).count() as u64;
        self.processes += events
            .iter()
            .filter(|event| event.worker.thread == 0 && matches!(event.kind, Kind::Started { .. }))
            .count() as u32;
        scope::post(&FromWorker::Events(events));
    }

    fn workers(&self) -> Vec<Worker> {
        let processes = self.simulation.processes();
        processes
            .flat_map(|process| {
                let alive = (0..process.thread_count()).filter(|thread| !process.has_ended(*thread));
                alive.map(|thread| Worker { pid: process.pid(), thread })
            })
            .collect()
    }

    fn positions(&self) -> Vec<(Worker, Option<(String, u32)>)> {
        self.workers().into_iter().map(|worker| (worker, self.simulation.position(worker))).collect()
    }

    fn nanoseconds(&self) -> u64 {
        (self.simulation.now() * 1e9).round() as u64
    }

    fn pause(&mut self, choose: bool) {
        self.flush();
        self.tell_files();
        let runnable = self.simulation.runnable();
        let places = self.positions().into_iter().map(|(worker, position)| {
            let (file, line) = position.unwrap_or_default();
            let running = self
                .simulation
                .processes()
                .find(|process| process.pid() == worker.pid)
                .is_some_and(|process| process.state(worker.thread) == Some(&State::Running));
            Place { worker, file, line, runnable: running || runnable.contains(&worker) }
        });
        let places = places.collect();
        scope::post(&FromWorker::Paused { time: self.nanoseconds(), places, choose });
    }

    /// Tells what is in the files, if that has changed.
    fn tell_files(&mut self) {
        let files = self.simulation.files();
        if files.changes() != self.told.0 {
            self.told.0 = files.changes();
            scope::post(&FromWorker::Left(Left::of(files, &self.request)));
        }
        self.told.1 = now_ms();
    }

    /// The run is over. Whoever is left was killed by what ended it.
    fn end(&mut self, status: i32, why: Summary) {
        self.goal = Goal::Still;
        let summary = Summary {
            seconds: self.simulation.now(),
            workers: 1,
            processes: self.processes,
            schedule: self.simulation.schedule().to_string(),
            seed: Some(self.seed),
            lines_cut: self.simulation.lines_are_cut(),
            ..why
        };
        let words = match &summary.deadlock {
            Some(deadlock) => deadlock.text.clone(),
            None if !summary.limit.is_empty() => format!("{}\n", summary.limit),
            None => String::new(),
        };
        if !words.is_empty() {
            let worker = Worker { pid: 1, thread: 0 };
            let kind = Kind::Text { stream: TextStream::Stderr, text: words.clone() };
            scope::post(&FromWorker::Events(vec![Event { time: self.nanoseconds(), worker, kind }]));
        }
        if summary.stopped || !words.is_empty() {
            self.simulation.stop();
            self.flush();
        }
        self.tell_files();
        scope::post(&FromWorker::Ended { status, summary: Some(summary) });
    }
}

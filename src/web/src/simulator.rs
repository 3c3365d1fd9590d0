//! A worker that hosts a simulation: all processes of the run, in virtual time, a slice at a time.

use std::cell::RefCell;

use interleave_protocol::flow::{self, Ahead};
use interleave_protocol::{Deadlock, Place, RunRequest, Scope, Summary};
use interleave_runtime::sim::Progress;
use interleave_trace::{Event, Kind, State, TextStream, Worker};

use crate::files;
use crate::scope::{self, SLICE, Turns, now_ms, seed};
use crate::stepper::{History, Stepper, Went};
use crate::variables::variables;
use crate::wire::{FromWorker, Steer};

/// Milliseconds between two reports of the files, for a run that is stopped before it can tell of them.
const FILES: f64 = 500.0;

struct Hosted {
    stepper: Stepper,
    /// Told and not known to be drawn.
    ahead: Ahead,
    turns: Turns,
    /// Which of the files' changes were told, and when.
    told: (u64, f64),
    processes: u32,
}

thread_local! {
    static HOSTED: RefCell<Option<Hosted>> = const { RefCell::new(None) };
}

/// Begins a run; with the history of one that ended, on its way back to its last stop.
pub(crate) fn start(request: RunRequest, history: Option<History>) {
    let again = history.is_some();
    let stepper = match history {
        Some(history) => Stepper::ended(request, history),
        None => {
            let seed = seed(&request);
            Stepper::new(request, seed)
        }
    };
    let stepper = match stepper {
        Ok(stepper) => stepper,
        Err(message) => {
            let remedy = "Leave the schedule with the × beside it.".into();
            return scope::post(&FromWorker::Failed { message, remedy });
        }
    };
    let turns = Turns::new(|| {
        with(Hosted::turn);
    });
    let told = (stepper.simulation().files().changes(), now_ms());
    HOSTED.set(Some(Hosted { stepper, ahead: Ahead::new(), turns, told, processes: 0 }));
    with(|hosted| {
        if again {
            return hosted.back();
        }
        hosted.flush();
        if hosted.stepper.is_still() { hosted.pause(false) } else { hosted.turns.soon() }
    });
}

/// The visitor asks for something.
pub(crate) fn steer(steer: Steer) {
    with(|hosted| hosted.steer(steer));
}

/// The page has drawn so much of what was told.
pub(crate) fn seen(weight: u64) {
    with(|hosted| {
        let held = hosted.ahead.is_far();
        hosted.ahead.seen(weight);
        if held && !hosted.stepper.is_still() {
            hosted.turns.soon();
        }
    });
}

fn with(act: impl FnOnce(&mut Hosted)) {
    HOSTED.with_borrow_mut(|hosted| hosted.as_mut().map(act));
}

impl Hosted {
    fn steer(&mut self, steer: Steer) {
        let stepper = &mut self.stepper;
        match steer {
            Steer::Pause => {
                if stepper.pause() {
                    self.pause(false);
                }
                return;
            }
            Steer::Stop => return self.end(-9, Summary { stopped: true, ..Summary::default() }),
            Steer::Back => return self.back(),
            Steer::Resume => stepper.resume(),
            Steer::Step(step) => stepper.step(step),
            Steer::Input(_) | Steer::Pick(..) => stepper.give(steer),
        }
        if !self.stepper.is_still() {
            self.turns.soon();
        }
    }

    /// The page forgets what it was told of the run, for all of it comes again.
    fn back(&mut self) {
        let Some(lines) = self.stepper.back() else { return };
        scope::post(&FromWorker::Rewound { lines });
        self.processes = 0;
        self.told = (self.stepper.simulation().files().changes(), now_ms());
        self.turns.soon();
    }

    fn turn(&mut self) {
        self.turns.begun();
        let end = now_ms() + SLICE;
        // Who tells more than can be shown waits: `seen` makes it go on.
        while !self.stepper.is_still() && !self.ahead.is_far() {
            let went = self.stepper.go();
            self.flush();
            match went {
                Went::On => {}
                // It goes on with a line.
                Went::Input => return self.tell_files(),
                Went::Paused { choose } => return self.pause(choose),
                Went::Ended(progress) => return self.ended(progress),
            }
            if now_ms() >= end {
                if end > self.told.1 + FILES {
                    self.tell_files();
                }
                return self.turns.soon();
            }
        }
    }

    /// Sends what was recorded. Text that is written is among it.
    fn flush(&mut self) {
        let events = self.stepper.take_events();
        if events.is_empty() {
            return;
        }
        self.processes += events
            .iter()
            .filter(|event| event.worker.thread == 0 && matches!(event.kind, Kind::Started { .. }))
            .count() as u32;
        self.ahead.recorded(flow::weight(&events));
        scope::post(&FromWorker::Events(events));
    }

    fn pause(&mut self, choose: bool) {
        self.flush();
        self.tell_files();
        let simulation = self.stepper.simulation();
        let runnable = simulation.runnable();
        let places = self.stepper.positions().into_iter().map(|(worker, position)| {
            let (file, line) = position.unwrap_or_default();
            let running = simulation
                .processes()
                .find(|process| process.pid() == worker.pid)
                .is_some_and(|process| process.state(worker.thread) == Some(&State::Running));
            Place { worker, file, line, runnable: running || runnable.contains(&worker) }
        });
        scope::post(&FromWorker::Paused {
            time: self.stepper.nanoseconds(),
            places: places.collect(),
            choose,
            stops: self.stepper.history().stops(),
            round: simulation.rounds(),
            variables: Scope::pack(&variables(simulation)),
        });
    }

    /// Tells what is in the files, if that has changed.
    fn tell_files(&mut self) {
        let files = self.stepper.simulation().files();
        if files.changes() != self.told.0 {
            self.told.0 = files.changes();
            scope::post(&FromWorker::Left(files::left(files, &self.stepper.request().spec.program)));
        }
        self.told.1 = now_ms();
    }

    fn ended(&mut self, progress: Progress) {
        match progress {
            Progress::Finished { status } => self.end(status, Summary::default()),
            Progress::Deadlock(deadlock) => {
                let text = deadlock.to_string();
                let deadlock = Some(Deadlock { cycle: deadlock.cycle, text });
                self.end(-9, Summary { deadlock, ..Summary::default() });
            }
            Progress::Limit(limit) => {
                self.end(-9, Summary { limit: limit.sentence().into(), ..Summary::default() });
            }
            Progress::Running | Progress::Input | Progress::Choose => {}
        }
    }

    /// The run is over. Whoever is left was killed by what ended it.
    fn end(&mut self, status: i32, why: Summary) {
        let (simulation, history) = (self.stepper.simulation(), self.stepper.history());
        let summary = Summary {
            seconds: simulation.now(),
            workers: 1,
            processes: self.processes,
            seed: Some(history.seed()),
            lines_cut: simulation.lines_are_cut(),
            stops: history.stops(),
            ..why
        };
        if summary.stops > 0 {
            scope::post(&FromWorker::History(history.clone()));
        }
        let words = match &summary.deadlock {
            Some(deadlock) => deadlock.text.clone(),
            None if !summary.limit.is_empty() => format!("{}\n", summary.limit),
            None => String::new(),
        };
        if !words.is_empty() {
            let worker = Worker { pid: 1, thread: 0 };
            let kind = Kind::Text { stream: TextStream::Stderr, text: words.clone() };
            let time = self.stepper.nanoseconds();
            scope::post(&FromWorker::Events(vec![Event { time, worker, kind }]));
        }
        if summary.stopped || !words.is_empty() {
            self.stepper.end();
            self.flush();
        }
        self.tell_files();
        scope::post(&FromWorker::Ended { status, summary: Some(summary) });
    }
}

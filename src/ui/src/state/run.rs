//! The latest run: how it stands, and what the visitor does with it.

use std::rc::Rc;

use interleave_analysis::Timeline;
use interleave_protocol::{Exploration, Place, RunId, RunRequest, Step, Summary};
use interleave_run::{Driver, Program, RunSpec, Settings, Stdin};
use interleave_trace::{Event, Kind, TextStream, Worker};

use super::{Action, Command, Lower, OtherFile, Output, Results, State};
use crate::exploration::{self, SCHEDULES};
use crate::files::Files;
use crate::shared::{Growing, Shared};
use crate::sweep::Sweep;
use crate::traceback::{Fault, fault};
use crate::variables::Inspection;

/// A schedule to repeat. It is one of a single virtual core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// In its text form.
    pub schedule: String,
    /// The program's seed.
    pub seed: Option<u64>,
}

/// What a run was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    code: Rc<str>,
    files: Vec<OtherFile>,
    pub(super) settings: Settings,
}

/// The latest run, or the one to come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Raised by each start; 0 before the first.
    pub id: RunId,
    /// How it stands.
    pub status: Status,
    /// Who executes it: the choice in the run bar may have changed since.
    pub driver: Driver,
    /// Starts paused, to be stepped.
    pub paused: bool,
    /// The step that it takes as soon as it holds still at its beginning.
    pub steps_at_once: Option<Step>,
    /// It tries schedules: many runs, of which only the outcomes are told.
    pub explores: bool,
    /// It is one of a sweep.
    pub sweeps: bool,
    /// What it was made of; the program and the settings may be others since.
    pub made: Option<Made>,
    /// The name of its main file.
    pub file: String,
    /// What happened.
    pub timeline: Growing<Timeline>,
    /// Web Workers, or processes of this computer, at present.
    pub workers: u32,
    /// So many runs have their turn before it.
    pub before: u32,
    /// Exit status, once it ended.
    pub exit: Option<i32>,
    /// How it went, once it ended.
    pub summary: Summary,
    /// What it has left in its files, once it ended.
    pub files: Shared<Files>,
    /// The line of an error.
    pub fault: Option<Fault>,
    /// Why nobody can go on.
    pub stuck: Option<String>,
    /// Where the workers of a paused run are.
    pub places: Vec<Place>,
    /// The paused run waits for the visitor to say who is next.
    pub choose: bool,
    /// How often it has held still, at its beginning aside.
    pub stops: u32,
    /// What happened since it held still, while it is stepped.
    pub since: Vec<Event>,
    /// What the latest step did, in words.
    pub did: String,
    /// How far it had come when it held still last.
    pub round: u64,
    /// The variables at its latest pause.
    pub inspection: Option<Inspection>,
    /// The run is on its way back: this will take the place of `timeline`, which stays in view meanwhile.
    pub rewound: Option<Growing<Timeline>>,
}

impl Run {
    /// How the one run stands of which output and timeline tell.
    pub fn shown_status(&self) -> Status {
        if self.explores { Status::Idle } else { self.status }
    }

    /// Schedules are being tried.
    pub fn is_exploring(&self) -> bool {
        self.explores && self.status.is_active()
    }

    /// A sweep is under way.
    pub fn is_sweeping(&self) -> bool {
        self.sweeps && self.status.is_active()
    }

    /// It is one run of the simulator, which holds still when it is told to.
    fn can_pause(&self) -> bool {
        self.driver.is_simulated() && !self.explores && !self.sweeps
    }

    /// What came again of a run that went back takes the place of what was shown.
    pub(super) fn arrive(&mut self) {
        if let Some(rewound) = self.rewound.take() {
            self.timeline.replace(&rewound);
            (self.exit, self.stuck, self.fault) = (None, None, None);
            (self.summary, self.files) = (Summary::default(), Shared::default());
        }
    }
}

/// How a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Status {
    #[default]
    Idle,
    /// The engine is loading or starting.
    Loading,
    Running,
    /// Holds still between two steps.
    Paused,
    /// The program ended by itself, with an error or without.
    Finished,
    /// The playground failed.
    Failed,
    /// The visitor ended it.
    Stopped,
}

impl Status {
    /// For `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Idle => "idle",
            Status::Loading => "loading",
            Status::Running => "running",
            Status::Paused => "paused",
            Status::Finished => "finished",
            Status::Failed => "failed",
            Status::Stopped => "stopped",
        }
    }

    /// Something can be stopped.
    pub fn is_active(self) -> bool {
        matches!(self, Status::Loading | Status::Running | Status::Paused)
    }
}

impl State {
    /// Takes what the visitor does with runs; gives back what is none of that.
    pub(super) fn take_of_run(&mut self, action: Action) -> Option<Action> {
        let run = self.run.id;
        match action {
            Action::Run if self.run.status == Status::Paused => {
                self.resumed();
                self.outbox.push(Command::Resume(run));
            }
            Action::Run => self.run_program(None),
            Action::Explore => self.explore(),
            Action::Replay(schedule) => {
                self.replay = Some(Replay { schedule, seed: Some(self.exploration.found.seed) });
                self.settings.driver = Driver::Sim;
                self.view.results = Results::Timeline;
                self.run_program(Some(Step::Line));
            }
            Action::LeaveReplay => self.replay = None,
            Action::Stop if self.run.status.is_active() => self.outbox.push(Command::Stop(run)),
            Action::Step => match self.run.status {
                Status::Paused => self.outbox.push(Command::Step(run, Step::Line)),
                Status::Running | Status::Loading if self.run.can_pause() => {
                    self.outbox.push(Command::Pause(run));
                }
                _ => self.run_program(Some(Step::Line)),
            },
            Action::Back if self.back_unavailable().is_none() => self.outbox.push(Command::Back(run)),
            Action::Pick(worker) => self.outbox.push(Command::Pick(run, worker)),
            Action::Answer(line) => {
                self.echo(&line);
                self.outbox.push(Command::Input(run, line));
            }
            Action::Tick if self.run.status == Status::Running => {
                self.run.stuck = self.run.timeline.read().stuck();
            }
            Action::Stop | Action::Back | Action::Tick => {}
            other => return Some(other),
        }
        None
    }

    fn resumed(&mut self) {
        self.run.status = Status::Running;
        self.run.places.clear();
        self.run.since.clear();
    }

    /// Runs the program from its beginning; to be stepped, it holds still after this first step.
    pub(super) fn run_program(&mut self, step: Option<Step>) {
        if step.is_none() && self.view.output == Output::Variables {
            // Who runs a program wants to see what it prints.
            self.view.output = Output::Merged;
        }
        self.start(step.is_some());
        self.run.steps_at_once = step.filter(|_| self.run.paused);
        let request = Box::new(self.request());
        self.outbox.push(Command::Run { request, rested: false });
        self.tell();
    }

    fn explore(&mut self) {
        self.start(false);
        self.run.driver = Driver::Sim;
        self.run.explores = true;
        self.exploration = exploration::Exploration::default();
        self.view.bring(Lower::Outcomes);
        let exploration = Exploration { request: self.request(), schedules: SCHEDULES };
        self.outbox.push(Command::Explore(Box::new(exploration)));
    }

    /// What the engine is asked to run.
    pub fn request(&self) -> RunRequest {
        let swept = self.sweep.as_ref().filter(|_| self.run.sweeps);
        let (code, settings) =
            swept.and_then(Sweep::program).unwrap_or_else(|| (self.code.to_string(), self.settings.clone()));
        let driver = self.run.driver;
        let replay =
            self.replay.as_ref().filter(|_| driver.is_simulated() && !self.run.explores && swept.is_none());
        let settings =
            Settings { driver, seed: replay.map_or(settings.seed, |replay| replay.seed), ..settings };
        let program = Program {
            files: self.files.iter().map(OtherFile::source).collect(),
            ..Program::new(&self.run.file, &code)
        };
        let spec = RunSpec {
            settings,
            schedule: replay.map(|replay| replay.schedule.clone()),
            // Schedules are tried without input, and nobody wants to answer a whole sweep.
            stdin: Stdin { open: replay.is_none() && swept.is_none(), ..Stdin::default() },
            ..RunSpec::new(program)
        };
        // Nobody follows the lines of a whole sweep.
        let lines = driver.is_simulated() && swept.is_none();
        RunRequest { run: self.run.id, spec, paused: self.run.paused, lines }
    }

    /// Who waits for a line of input.
    pub fn reader(&self) -> Option<Worker> {
        // A step may lead to a question.
        let asks = matches!(self.run.status, Status::Running | Status::Paused) && self.run.rewound.is_none();
        if asks { self.run.timeline.read().reading() } else { None }
    }

    /// The latest run was one of another program, or with other settings.
    pub fn is_outdated(&self) -> bool {
        let other = |made: &Made| {
            (&made.code, &made.files, &made.settings) != (&self.code, &self.files, &self.settings)
        };
        self.run.shown_status() != Status::Idle && self.run.made.as_ref().is_some_and(other)
    }

    /// The round in which the run holds still, if a link leads there: it was stepped, and its schedule is one that a link can repeat.
    pub fn held_at(&self) -> Option<u64> {
        let run = &self.run;
        (run.status == Status::Paused && run.paused && self.replay.is_some()).then_some(run.round)
    }

    /// Why the run cannot be gone back in; none: it can.
    pub fn back_unavailable(&self) -> Option<&'static str> {
        if self.settings.driver != Driver::Sim {
            return Some("Only the simulator can go back.");
        }
        // A run that holds still is at its latest stop, unless a step from there waits for an answer.
        let at_stop = self.run.status == Status::Paused && self.reader().is_none();
        (self.run.stops <= u32::from(at_stop)).then_some("Nothing to go back to yet: press Step.")
    }

    pub(super) fn start(&mut self, paused: bool) {
        self.run = Run {
            id: self.run.id + 1,
            status: Status::Loading,
            driver: self.settings.driver,
            paused: paused && self.settings.driver == Driver::Sim,
            file: self.lesson.file_name(),
            made: Some(Made {
                code: self.code.clone(),
                files: self.files.clone(),
                settings: self.settings.clone(),
            }),
            ..Run::default()
        };
        (self.view.moment, self.view.sheet) = (None, false);
        self.notices.retain(|notice| !notice.error);
    }

    /// The line of the latest run's error in the file that the editor shows.
    pub(super) fn fault(&self) -> Option<Fault> {
        let timeline = self.run.timeline.read();
        let errors = timeline.chunks.iter().filter(|chunk| chunk.stream == TextStream::Stderr);
        let errors: String = errors.map(|chunk| chunk.text.as_str()).collect();
        fault(&errors, &self.shown_name())
    }

    /// What the visitor typed for `input()` shows in the output, as in a terminal.
    fn echo(&mut self, line: &str) {
        let Some(worker) = self.run.timeline.read().reading() else { return };
        let text = format!("{line}\n");
        self.run.timeline.change(|timeline| {
            let kind = Kind::Text { stream: TextStream::Stdout, text };
            timeline.push(&Event { time: timeline.end, worker, kind });
            let kind = Kind::State(interleave_trace::State::Ready);
            timeline.push(&Event { time: timeline.end, worker, kind });
        });
    }
}

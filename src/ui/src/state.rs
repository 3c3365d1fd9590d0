//! What the page knows, and the one place where it changes.

use std::rc::Rc;

use interleave_analysis::Timeline;
use interleave_lesson::{Lesson, Scan, Value, scan, set};
use interleave_protocol::{Capabilities, Found, FromSupervisor, Place, RunId, RunRequest, Scope, Summary};
use interleave_run::{Driver, Program, RunSpec, Settings, Source, Stdin};
use interleave_trace::{TextStream, Worker};

use crate::exploration::Exploration;
use crate::files::Files;
use crate::foreign::Foreign;
use crate::lessons;
use crate::link::Link;
use crate::shared::{Growing, Shared};
use crate::sweep::{self, Axis, Range, Sweep};
use crate::traceback::{Fault, fault};
use crate::variables::Inspection;

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The lesson, or the visitor's own file.
    pub lesson: Shared<Lesson>,
    /// Where the lesson comes from, if it is fetched from elsewhere.
    pub origin: Option<Origin>,
    /// What was asked for and cannot be had.
    pub missing: Option<Missing>,
    /// The program.
    pub code: Rc<str>,
    /// The lesson's other files, in its order.
    pub files: Vec<OtherFile>,
    /// What the editor shows: the program, or from 1 another file.
    pub shown: usize,
    /// Raised when the code changes other than by typing: the editor then takes it over.
    pub code_revision: u32,
    /// The parameters in `code`.
    pub scan: Shared<Scan>,
    /// How to run.
    pub settings: Settings,
    /// What this browser can do; none until the engine is there.
    pub capabilities: Option<Capabilities>,
    /// The schedule that runs repeat; none: the policy decides.
    pub replay: Option<Replay>,
    /// The latest run.
    pub run: Run,
    /// What trying schedules has found.
    pub exploration: Exploration,
    /// The latest sweep.
    pub sweep: Option<Sweep>,
    /// Messages for the visitor.
    pub notices: Vec<Notice>,
    /// Which parts are shown.
    pub view: View,
}

/// A file beside the program, as the visitor has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherFile {
    /// `worker.py`
    pub name: String,
    /// Its text.
    pub text: Rc<str>,
}

/// A schedule to repeat. It is one of a single virtual core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// In its text form.
    pub schedule: String,
    /// The program's seed.
    pub seed: Option<u64>,
}

/// Where a lesson that is not of the course was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its address, as the link has it.
    pub src: String,
    /// The host.
    pub host: String,
}

/// A lesson that cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No lesson of the course has this name.
    Lesson(String),
    /// The lesson at this address.
    Foreign {
        /// The address.
        src: String,
        /// Why, and what to do.
        why: Notice,
    },
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
    /// It tries schedules: many runs, of which only the outcomes are told.
    pub explores: bool,
    /// It is one of a sweep.
    pub sweeps: bool,
    /// The name of its main file.
    pub file: String,
    /// What happened.
    pub timeline: Growing<Timeline>,
    /// Web Workers at present.
    pub workers: u32,
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

    /// What came again of a run that went back takes the place of what was shown.
    fn arrive(&mut self) {
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

/// A message for the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Red, or only said.
    pub error: bool,
    /// What.
    pub text: String,
    /// What to do about it; may be empty.
    pub remedy: String,
}

impl Notice {
    /// A lesson is on its way.
    pub fn fetching() -> Notice {
        Notice { error: false, text: "Fetching the lesson.".into(), remedy: String::new() }
    }

    fn error(text: impl Into<String>, remedy: impl Into<String>) -> Notice {
        Notice { error: true, text: text.into(), remedy: remedy.into() }
    }
}

/// Which parts are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Narrow screens show one result at a time.
    pub results: Results,
    /// The output in one stream or by worker.
    pub output: Output,
    /// The lower panel.
    pub lower: Lower,
    /// What the visitor wants to sweep over.
    pub axis: Option<Axis>,
    /// The moment of the run under the pointer, or pinned, in nanoseconds.
    pub moment: Option<u64>,
    /// Inside another page.
    pub embed: bool,
    /// The catalogue is open (where it is not always).
    pub catalogue: bool,
    /// The sheet of the run bar is open (where it is not always).
    pub sheet: bool,
    /// The list of keys is open.
    pub help: bool,
}

/// A tab of the results on narrow screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Results {
    #[default]
    Output,
    Timeline,
    Lower,
}

/// A tab of the output, or beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Output {
    #[default]
    Merged,
    ByWorker,
    Variables,
}

/// A tab of the lower panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Lower {
    #[default]
    Situation,
    Numbers,
    Files,
    Outcomes,
    Charts,
}

/// What may happen to the page.
#[derive(Clone, Debug)]
pub enum Action {
    /// The URL changed.
    Follow(Link),
    /// The visitor opens a file of their own.
    OpenFile {
        /// Its name.
        name: String,
        /// Its text.
        content: String,
    },
    /// The visitor typed in the editor.
    Edit(String),
    /// The editor shows the program, or from 1 another file.
    ShowFile(usize),
    /// A control was moved; as typed.
    SetParam {
        /// Which.
        name: String,
        /// To what.
        value: String,
    },
    /// All parameters as in the lesson.
    ResetParams,
    /// The code as in the lesson.
    ResetCode,
    /// The run bar.
    SetSettings(Settings),
    /// Starts a run.
    Run {
        /// To be stepped.
        paused: bool,
    },
    /// Tries schedules.
    Explore,
    /// Repeats a schedule that was tried.
    Replay(String),
    /// Runs repeat no schedule any more.
    LeaveReplay,
    /// What a sweep is to vary.
    ChooseAxis(Axis),
    /// Begins a sweep.
    Sweep,
    /// Runs the program with a value of the latest sweep.
    RunSwept(usize),
    /// The run goes on after a pause.
    Resumed,
    /// A message of the engine.
    Engine(FromSupervisor),
    /// The visitor answered `input()`.
    Answered(String),
    /// Time passed while a run is going on.
    Tick,
    /// A tab of the results on narrow screens.
    ShowResults(Results),
    /// A tab of the output.
    ShowOutput(Output),
    /// A tab of the lower panel.
    ShowLower(Lower),
    /// The catalogue's drawer.
    OpenCatalogue(bool),
    /// The run bar's sheet.
    OpenSheet(bool),
    /// The list of keys.
    OpenHelp(bool),
    /// The pointer is at another moment.
    SetMoment(Option<u64>),
    /// A message to the visitor.
    Say(Notice),
    /// The visitor has read a message.
    Dismiss(usize),
}

impl State {
    /// The page for a URL.
    pub fn new(link: Link) -> State {
        let lesson = first_lesson();
        let mut state = State {
            code: lesson.code.as_str().into(),
            scan: Shared::new(scan(&lesson.code)),
            lesson: Shared::new(lesson),
            files: Vec::new(),
            shown: 0,
            origin: None,
            missing: None,
            code_revision: 0,
            settings: Settings::default(),
            capabilities: None,
            replay: None,
            run: Run::default(),
            exploration: Exploration::default(),
            sweep: None,
            notices: Vec::new(),
            view: View::default(),
        };
        state.follow(link);
        state
    }

    /// The state after an action.
    pub fn after(mut self, action: Action) -> State {
        match action {
            Action::Follow(link) => self.follow(link),
            Action::OpenFile { name, content } => {
                let lesson = Lesson::open(&name, &content);
                self.notices = lesson.problems.iter().map(|p| notice_of_file(&name, p)).collect();
                self.open(lesson, None);
            }
            Action::Edit(text) => match self.shown.checked_sub(1) {
                None => self.set_code(text, false),
                Some(at) => {
                    self.run.fault = None;
                    if *self.files[at].text != *text {
                        self.changed();
                    }
                    self.files[at].text = text.into();
                }
            },
            Action::ShowFile(at) => {
                if at <= self.files.len() {
                    self.shown = at;
                    self.run.fault = self.fault();
                }
            }
            Action::SetParam { name, value } => match set(&self.code, &[(&name, &value)]) {
                Ok(code) => {
                    self.notices.retain(|notice| !notice.text.starts_with(&format!("{name} ")));
                    self.set_code(code, true);
                }
                Err(errors) => {
                    self.notices.retain(|notice| !notice.text.starts_with(&format!("{name} ")));
                    self.notices.extend(errors.iter().map(notice_of_value));
                }
            },
            Action::ResetParams => {
                let defaults = defaults(&self.lesson, &self.scan);
                let values: Vec<(&str, &str)> =
                    defaults.iter().map(|(name, value)| (*name, value.as_str())).collect();
                if let Ok(code) = set(&self.code, &values) {
                    self.set_code(code, true);
                }
                self.notices.clear();
            }
            Action::ResetCode => {
                let code = self.lesson.code.clone();
                self.files = files_of(&self.lesson);
                self.set_code(code, true);
                self.notices.clear();
            }
            Action::SetSettings(settings) => self.set_settings(settings),
            Action::Run { paused } => self.start(paused),
            Action::Explore => {
                self.start(false);
                self.run.driver = Driver::Sim;
                self.run.explores = true;
                self.exploration = Exploration::default();
                self.view.results = Results::Lower;
                self.view.lower = Lower::Outcomes;
                self.view.sheet = false;
            }
            Action::Replay(schedule) => {
                self.replay = Some(Replay { schedule, seed: Some(self.exploration.found.seed) });
                self.settings.driver = Driver::Sim;
                self.view.results = Results::Timeline;
                self.start(false);
            }
            Action::LeaveReplay => self.replay = None,
            Action::ChooseAxis(axis) => self.view.axis = Some(axis),
            Action::Sweep => {
                self.view.results = Results::Lower;
                self.view.lower = Lower::Charts;
                self.view.sheet = false;
                let ranges = self.ranges();
                if let Some(range) = ranges.get(self.chosen(&ranges)).cloned() {
                    self.sweep = Some(Sweep::new(range, &self.code, &self.settings));
                    self.start_swept();
                }
            }
            Action::RunSwept(at) => self.run_swept(at),
            Action::Resumed => {
                if self.run.status == Status::Paused {
                    self.run.status = Status::Running;
                    self.run.places.clear();
                }
            }
            Action::Engine(message) => self.hear(message),
            Action::Answered(line) => self.echo(&line),
            Action::Tick => {
                if self.run.status == Status::Running {
                    self.run.stuck = self.run.timeline.read().stuck();
                }
            }
            Action::ShowResults(tab) => self.view.results = tab,
            Action::ShowOutput(tab) => self.view.output = tab,
            Action::ShowLower(tab) => self.view.lower = tab,
            Action::OpenCatalogue(open) => self.view.catalogue = open,
            Action::OpenSheet(open) => self.view.sheet = open,
            Action::OpenHelp(open) => self.view.help = open,
            Action::SetMoment(moment) => self.view.moment = moment,
            Action::Say(notice) => say(&mut self.notices, notice),
            Action::Dismiss(at) => {
                if at < self.notices.len() {
                    self.notices.remove(at);
                }
            }
        }
        self
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

    /// Why the GIL cannot be switched off here.
    pub fn gil_unavailable(&self) -> Option<String> {
        if self.settings.driver == Driver::Sim {
            return None;
        }
        let free_threading = &self.capabilities.as_ref()?.free_threading;
        (!free_threading.available).then(|| format!("{} {}", free_threading.reason, free_threading.remedy))
    }

    /// The run to be started is one of a sweep that measures, and others came before it.
    pub fn measures_again(&self) -> bool {
        let measures =
            self.run.sweeps && self.run.driver == Driver::Web && self.run.status == Status::Loading;
        measures && self.sweep.as_ref().is_some_and(|sweep| sweep.done > 0)
    }

    /// What a sweep can vary.
    pub fn ranges(&self) -> Vec<Range> {
        sweep::ranges(&self.scan, &self.settings, self.gil_unavailable().is_none())
    }

    /// Which of these ranges the visitor wants.
    pub fn chosen(&self, ranges: &[Range]) -> usize {
        let wanted = self.view.axis.as_ref();
        ranges.iter().position(|range| Some(&range.axis) == wanted).unwrap_or(0)
    }

    /// The URL that brings this page back.
    pub fn link(&self) -> Link {
        let defaults = defaults(&self.lesson, &self.scan);
        let values: Vec<(&str, &str)> =
            defaults.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let only_values = set(&self.code, &values).is_ok_and(|code| code == self.lesson.code);
        let (slug, src) = match (&self.missing, &self.origin) {
            (Some(Missing::Lesson(slug)), _) => (slug.clone(), None),
            (Some(Missing::Foreign { src, .. }), _) | (None, Some(Origin { src, .. })) => {
                (String::new(), Some(src.clone()))
            }
            (None, None) => (self.lesson.slug.clone(), None),
        };
        let mut link =
            Link { slug, src, settings: self.settings.clone(), embed: self.view.embed, ..Link::default() };
        if let Some(replay) = &self.replay {
            link.schedule = Some(replay.schedule.clone());
            link.settings.seed = replay.seed;
        }
        if only_values {
            link.values = self
                .scan
                .params
                .iter()
                .filter(|param| default_of(&self.lesson, &param.name) != Some(&param.value))
                .map(|param| (param.name.clone(), param.value.plain()))
                .collect();
        } else {
            link.code = Some(self.code.to_string());
        }
        let edited =
            self.files.iter().zip(&self.lesson.files).filter(|(now, before)| *now.text != *before.text);
        link.files = edited.map(|(now, _)| (now.name.clone(), now.text.to_string())).collect();
        link
    }

    /// The code, or another file, is not the lesson's, parameters aside.
    pub fn is_edited(&self) -> bool {
        let link = self.link();
        link.code.is_some() || !link.files.is_empty()
    }

    /// The names of the program and the other files.
    pub fn file_names(&self) -> Vec<String> {
        let others = self.files.iter().map(|file| file.name.clone());
        std::iter::once(self.lesson.file_name()).chain(others).collect()
    }

    /// The name of the file that the editor shows.
    pub fn shown_name(&self) -> String {
        self.file_names().swap_remove(self.shown)
    }

    /// The text that the editor shows.
    pub fn shown_text(&self) -> Rc<str> {
        self.shown.checked_sub(1).map_or_else(|| self.code.clone(), |at| self.files[at].text.clone())
    }

    /// The line of the latest run's error in the file that the editor shows.
    fn fault(&self) -> Option<Fault> {
        let timeline = self.run.timeline.read();
        let errors = timeline.chunks.iter().filter(|chunk| chunk.stream == TextStream::Stderr);
        let errors: String = errors.map(|chunk| chunk.text.as_str()).collect();
        fault(&errors, &self.shown_name())
    }

    /// Some parameter is not as in the lesson.
    pub fn has_other_values(&self) -> bool {
        let other = |param: &interleave_lesson::Param| {
            default_of(&self.lesson, &param.name).is_some_and(|value| *value != param.value)
        };
        self.scan.params.iter().any(other)
    }

    /// Who waits for a line of input.
    pub fn reader(&self) -> Option<Worker> {
        // A step may lead to a question.
        let asks = matches!(self.run.status, Status::Running | Status::Paused) && self.run.rewound.is_none();
        if asks { self.run.timeline.read().reading() } else { None }
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

    fn follow(&mut self, link: Link) {
        self.notices = link.problems.iter().map(|problem| Notice::error(problem.clone(), "")).collect();
        let shown = self.origin.as_ref().map(|origin| origin.src.as_str());
        let same = self.missing.is_none()
            && shown == link.src.as_deref()
            && (shown.is_some() || self.lesson.slug == link.slug);
        let found = match (&link.src, link.slug.as_str()) {
            _ if same => Ok(((*self.lesson).clone(), self.origin.clone())),
            (Some(src), _) => match lessons::foreign(src) {
                Ok(Foreign { src, host, lesson }) => {
                    let problems = lesson.problems.iter().take(3);
                    self.notices.extend(problems.map(|problem| notice_of_file(&src, problem)));
                    Ok((lesson, Some(Origin { src, host })))
                }
                Err(why) => Err(Missing::Foreign { src: src.clone(), why }),
            },
            (None, "") => Ok((first_lesson(), None)),
            (None, slug) => match lessons::get(slug) {
                Some(lesson) => Ok((lesson, None)),
                None => Err(Missing::Lesson(slug.to_owned())),
            },
        };
        // A link that says nothing about how to run leaves the visitor's choice alone.
        if link.chosen {
            self.settings = link.settings;
        }
        self.replay = None;
        self.view.embed |= link.embed;
        let (lesson, origin) = match found {
            Ok(found) => found,
            Err(missing) => {
                self.missing = Some(missing);
                return;
            }
        };
        let mut code = link.code.unwrap_or_else(|| lesson.code.clone());
        // One wrong value must not lose the others.
        for (name, value) in &link.values {
            match set(&code, &[(name, value)]) {
                Ok(changed) => code = changed,
                Err(errors) => self.notices.extend(errors.iter().map(notice_of_value)),
            }
        }
        if !same || self.code_revision == 0 {
            self.open(lesson, origin);
        }
        if *self.code != *code {
            self.set_code(code, true);
        }
        let mut files = files_of(&self.lesson);
        for (name, text) in link.files {
            match files.iter_mut().find(|file| file.name == name) {
                Some(file) => file.text = text.into(),
                None => self.notices.push(Notice::error(
                    format!("The lesson has no file {name}; the link's is left out."),
                    "",
                )),
            }
        }
        if self.files != files {
            self.files = files;
            self.code_revision += 1;
            self.changed();
        }
        self.replay = link
            .schedule
            .filter(|_| self.settings.driver == Driver::Sim)
            .map(|schedule| Replay { schedule, seed: self.settings.seed });
    }

    fn open(&mut self, lesson: Lesson, origin: Option<Origin>) {
        self.origin = origin;
        let code = lesson.code.clone();
        self.files = files_of(&lesson);
        self.shown = 0;
        self.lesson = Shared::new(lesson);
        self.missing = None;
        self.view.moment = None;
        self.view.catalogue = false;
        // A run under way is over with its lesson (see `use_engine`): what still comes of it has another id.
        self.run = Run { id: self.run.id + RunId::from(self.run.status.is_active()), ..Run::default() };
        self.set_code(code, true);
        self.exploration = Exploration::default();
        self.sweep = None;
    }

    /// The program is another one: schedules were those of the one before.
    fn changed(&mut self) {
        self.replay = None;
        self.exploration.outdated = true;
    }

    fn set_code(&mut self, code: String, from_page: bool) {
        if *self.code != *code {
            self.changed();
        }
        self.scan = Shared::new(scan(&code));
        self.code = code.into();
        self.run.fault = None;
        if from_page {
            self.code_revision += 1;
        }
    }

    fn start(&mut self, paused: bool) {
        self.run = Run {
            id: self.run.id + 1,
            status: Status::Loading,
            driver: self.settings.driver,
            paused: paused && self.settings.driver == Driver::Sim,
            file: self.lesson.file_name(),
            ..Run::default()
        };
        self.view.moment = None;
        self.notices.retain(|notice| !notice.error);
    }

    /// Begins the sweep's next run; it has none when all are over.
    fn start_swept(&mut self) {
        let Some(sweep) = self.sweep.as_ref().filter(|sweep| sweep.current().is_some()) else { return };
        let driver = sweep.settings.driver;
        self.start(false);
        (self.run.driver, self.run.sweeps) = (driver, true);
    }

    /// Takes a value of the latest sweep over into the controls, and runs.
    fn run_swept(&mut self, at: usize) {
        let Some(range) = self.sweep.as_ref().map(|sweep| sweep.range.clone()) else { return };
        match range.apply(at, &self.code, &self.settings) {
            Ok((code, settings)) => {
                self.set_code(code, true);
                self.set_settings(settings);
                self.start(false);
            }
            Err(errors) => self.notices.extend(errors.iter().map(notice_of_value)),
        }
    }

    fn set_settings(&mut self, settings: Settings) {
        if settings != self.settings {
            self.replay = None;
        }
        self.exploration.outdated |= (settings.gil, settings.seed) != (self.settings.gil, self.settings.seed);
        self.settings = settings;
    }

    fn hear(&mut self, message: FromSupervisor) {
        let current = self.run.id;
        let run = &mut self.run;
        match message {
            FromSupervisor::Ready(capabilities) => {
                if !capabilities.free_threading.available && self.settings.driver == Driver::Web {
                    self.settings.gil = true;
                }
                self.capabilities = Some(capabilities);
            }
            FromSupervisor::Started { run: id } if id == current => run.status = Status::Running,
            FromSupervisor::Events { run: id, events } if id == current => {
                if run.status == Status::Loading {
                    run.status = Status::Running;
                }
                match &mut run.rewound {
                    Some(rewound) => rewound.change(|timeline| timeline.extend(&events)),
                    None => {
                        run.timeline.change(|timeline| timeline.extend(&events));
                        run.stuck = None;
                    }
                }
            }
            FromSupervisor::WorkerCount { alive } => run.workers = alive,
            FromSupervisor::Paused { run: id, time, places, choose, stops, variables } if id == current => {
                if run.rewound.is_some() {
                    self.view.moment = None;
                }
                run.arrive();
                run.status = Status::Paused;
                run.places = places;
                (run.choose, run.stops) = (choose, stops);
                if let Some(variables) = Scope::unpack(&variables) {
                    run.inspection = Some(Inspection::after(run.inspection.take(), time, variables));
                }
                run.timeline.change(|timeline| timeline.end = timeline.end.max(time));
            }
            FromSupervisor::Rewound { run: id, lines } if id == current => {
                run.rewound = Some(Growing::default());
                if !lines.is_empty() {
                    let notice = Notice {
                        error: false,
                        text: format!("The program has not yet read “{}” now.", lines.join("”, “")),
                        remedy: "It will ask again.".into(),
                    };
                    say(&mut self.notices, notice);
                }
            }
            FromSupervisor::Files { run: id, files, more } if id == current => {
                run.files = Shared::new(Files { list: files, more });
            }
            FromSupervisor::Explored { run: id, found } if id == current && run.explores => match Found::from_bytes(&found) {
                Some(found) => self.exploration.found = Shared::new(found),
                None => self.notices.push(Notice::error(
                    "The engine sent outcomes that this page does not understand.",
                    "Reload the page; if it stays, the page and the engine were built from different versions.",
                )),
            },
            FromSupervisor::Finished { run: id, status, summary } if id == current => {
                run.arrive();
                run.stops = summary.stops;
                run.status = if summary.stopped { Status::Stopped } else { Status::Finished };
                run.exit = Some(status);
                run.workers = 0;
                run.places.clear();
                run.stuck = run
                    .timeline
                    .read()
                    .stuck()
                    .or_else(|| summary.deadlock.clone().map(|deadlock| deadlock.text));
                if !summary.limit.is_empty() {
                    let notice = Notice { error: false, text: summary.limit.clone(), remedy: String::new() };
                    say(&mut self.notices, notice);
                }
                if summary.lines_cut {
                    let notice = Notice {
                        error: false,
                        text: "This was a long run: the lines that workers reached are shown for its beginning only.".into(),
                        remedy: "Choose a smaller amount of work to follow all of it.".into(),
                    };
                    say(&mut self.notices, notice);
                }
                run.summary = summary;
                self.run.fault = self.fault();
                if self.run.sweeps && self.run.status == Status::Finished {
                    if let Some(sweep) = &mut self.sweep {
                        sweep.record(&self.run);
                    }
                    self.start_swept();
                }
            }
            FromSupervisor::Failed { run: id, message, remedy } if id.is_none() || id == Some(current) => {
                if run.status.is_active() {
                    run.status = Status::Failed;
                    (run.workers, run.stops, run.rewound) = (0, 0, None);
                }
                say(&mut self.notices, Notice::error(message, remedy));
            }
            // Late news of an earlier run.
            _ => {}
        }
    }

    /// What the visitor typed for `input()` shows in the output, as in a terminal.
    fn echo(&mut self, line: &str) {
        let Some(worker) = self.run.timeline.read().reading() else { return };
        let text = format!("{line}\n");
        self.run.timeline.change(|timeline| {
            let kind = interleave_trace::Kind::Text { stream: TextStream::Stdout, text };
            timeline.push(&interleave_trace::Event { time: timeline.end, worker, kind });
            let kind = interleave_trace::Kind::State(interleave_trace::State::Ready);
            timeline.push(&interleave_trace::Event { time: timeline.end, worker, kind });
        });
    }
}

impl OtherFile {
    fn source(&self) -> Source {
        Source { file: self.name.clone(), text: self.text.to_string() }
    }
}

/// Each message stands there once.
fn say(notices: &mut Vec<Notice>, notice: Notice) {
    notices.retain(|other| *other != notice);
    notices.push(notice);
}

fn files_of(lesson: &Lesson) -> Vec<OtherFile> {
    lesson
        .files
        .iter()
        .map(|file| OtherFile { name: file.name.clone(), text: file.text.as_str().into() })
        .collect()
}

fn first_lesson() -> Lesson {
    lessons::first()
        .and_then(|lesson| lessons::get(&lesson.slug))
        .unwrap_or_else(|| Lesson::parse("program", ""))
}

fn default_of<'a>(lesson: &'a Lesson, name: &str) -> Option<&'a Value> {
    lesson.params.iter().find(|param| param.name == name).map(|param| &param.value)
}

/// The lesson's values of those parameters that the code has.
fn defaults<'a>(lesson: &'a Lesson, scan: &Scan) -> Vec<(&'a str, String)> {
    lesson
        .params
        .iter()
        .filter(|param| scan.params.iter().any(|other| other.name == param.name))
        .map(|param| (param.name.as_str(), param.value.plain()))
        .collect()
}

fn notice_of_value(error: &interleave_lesson::ValueError) -> Notice {
    match error {
        interleave_lesson::ValueError::Unknown { .. } => Notice::error(capital(&format!("{error}.")), ""),
        interleave_lesson::ValueError::NotAllowed { .. } => {
            Notice::error(format!("{error}."), "The value before is kept.")
        }
    }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn notice_of_file(name: &str, problem: &interleave_lesson::Diagnostic) -> Notice {
    Notice::error(format!("{name}, {problem}."), "")
}

#[cfg(test)]
mod tests {
    use interleave_protocol::{Capability, FromSupervisor};
    use interleave_trace::{Event, Kind};

    use interleave_run::Policy;

    use super::*;

    const SLUG: &str = "02-sharing/lost-update";

    fn lesson() -> State {
        State::new(Link::read("", &format!("#/{SLUG}")))
    }

    fn text(stream: TextStream, text: &str) -> Event {
        let kind = Kind::Text { stream, text: text.into() };
        Event { time: 5, worker: Worker { pid: 1, thread: 0 }, kind }
    }

    fn set_param(state: State, name: &str, value: &str) -> State {
        state.after(Action::SetParam { name: name.into(), value: value.into() })
    }

    #[test]
    fn parameters_are_in_the_code_and_in_the_link() {
        let state = set_param(lesson(), "WORKERS", "8");
        assert!(state.code.contains("WORKERS = 8  #@param"));
        assert_eq!(state.link().write(), format!("/{SLUG}?WORKERS=8"));
        assert!(state.has_other_values() && !state.is_edited());
        let state = state.after(Action::ResetParams);
        assert_eq!(state.link().write(), format!("/{SLUG}"));
    }

    #[test]
    fn a_refused_value_changes_nothing_and_says_why() {
        let state = set_param(lesson(), "WORKERS", "-1");
        assert_eq!(*state.code, *lesson().code);
        assert!(
            state.notices[0].text.starts_with("WORKERS cannot be -1: allowed is a whole number from 1 to 32")
        );
        let state = set_param(state, "WORKERS", "5");
        assert_eq!(state.notices, []);
    }

    #[test]
    fn edited_code_travels_in_the_link() {
        let edited = lesson().after(Action::Edit(format!("{}\nprint('more')\n", lesson().code)));
        assert!(edited.is_edited());
        let back = State::new(Link::read("", &format!("#{}", edited.link().write())));
        assert_eq!(back.code, edited.code);
        assert_eq!(*back.after(Action::ResetCode).code, *lesson().code);
    }

    #[test]
    fn a_lesson_of_several_files() {
        let open = || State::new(Link::read("", "#/04-processes/exec"));
        let state = open();
        assert_eq!(state.file_names(), ["exec.py", "called.py"]);
        assert_eq!((state.shown_text(), state.shown_name()), (state.code.clone(), "exec.py".into()));
        assert!(!state.is_edited());

        let state = state.after(Action::ShowFile(1)).after(Action::Edit("print('other')\n".into()));
        assert_eq!((&*state.shown_text(), state.shown_name()), ("print('other')\n", "called.py".into()));
        assert_eq!(*state.code, *open().code);
        let run = state.clone().after(Action::Run { paused: false });
        assert_eq!(run.request().spec.program.main.file, "exec.py");
        let sent = Source { file: "called.py".into(), text: "print('other')\n".into() };
        assert_eq!(run.request().spec.program.files, [sent]);

        // The link brings the edit back, and nothing else.
        let link = state.link();
        assert!(state.is_edited() && link.code.is_none());
        let back = State::new(Link::read("", &format!("#{}", link.write())));
        assert_eq!((back.files.clone(), back.shown), (state.files.clone(), 0));
        assert_eq!(back.after(Action::ResetCode).files, open().files);

        let unknown = Link { files: vec![("x.py".into(), String::new())], ..open().link() };
        let state = State::new(unknown);
        assert_eq!(state.notices[0].text, "The lesson has no file x.py; the link's is left out.");
        assert_eq!(state.after(Action::ShowFile(2)).shown, 0);
    }

    #[test]
    fn an_error_is_shown_in_the_file_where_it_is() {
        let stderr =
            "Traceback (most recent call last):\n  File \"called.py\", line 6, in <module>\nIndexError: x\n";
        let state = State::new(Link::read("", "#/04-processes/exec"))
            .after(Action::Run { paused: false })
            .after(Action::Engine(FromSupervisor::Events {
                run: 1,
                events: vec![text(TextStream::Stderr, stderr)],
            }))
            .after(Action::Engine(FromSupervisor::Finished {
                run: 1,
                status: 1,
                summary: Summary::default(),
            }));
        assert_eq!(state.run.fault, None);
        let state = state.after(Action::ShowFile(1));
        assert_eq!(state.run.fault.map(|fault| fault.line), Some(6));
    }

    #[test]
    fn links_with_flaws() {
        let state = State::new(Link::read("", &format!("#/{SLUG}?WORKERS=99&ADDITIONS=7&NOPE=1")));
        assert!(state.code.contains("ADDITIONS = 7"));
        let texts: Vec<_> = state.notices.iter().map(|notice| notice.text.as_str()).collect();
        assert!(texts[0].starts_with("WORKERS cannot be 99"), "{texts:?}");
        assert!(texts[1].starts_with("There is no parameter NOPE"), "{texts:?}");
        let missing = State::new(Link::read("", "#/02-sharing/lost-updaet"));
        assert_eq!(missing.missing, Some(Missing::Lesson("02-sharing/lost-updaet".into())));
        let found = missing.after(Action::Follow(Link::read("", &format!("#/{SLUG}"))));
        assert_eq!((found.missing, found.lesson.slug.as_str()), (None, SLUG));
    }

    #[test]
    fn another_lesson_keeps_the_way_to_run() {
        let mut state = lesson();
        state.settings.driver = Driver::Web;
        let state = state.after(Action::Follow(Link::read("", "#/03-talking/creator-consumer")));
        assert_eq!(
            (state.lesson.title.as_str(), state.settings.driver),
            ("Creator and consumer", Driver::Web)
        );
        let state = state.after(Action::Follow(Link::read("", "#/03-talking/creator-consumer?driver=sim")));
        assert_eq!(state.settings.driver, Driver::Sim);
    }

    #[test]
    fn our_own_file_stays_when_the_url_follows_it() {
        let state = lesson().after(Action::OpenFile { name: "mine.py".into(), content: "print(1)\n".into() });
        let link = state.link();
        assert_eq!(link.slug, "mine");
        let state = state.after(Action::Follow(link));
        assert_eq!((&*state.code, state.missing), ("print(1)\n", None));
    }

    #[test]
    fn a_lesson_from_elsewhere_stays_in_the_link() {
        let src = "https://example.org/count.py";
        let text = "N = 3  #@param {type:\"integer\"}\nprint(N)\n";
        lessons::remember(src, crate::foreign::read(src, "example.org", text));
        let state = State::new(Link::read("", &format!("#/?src={src}&N=5&driver=web")));
        assert_eq!(state.origin.as_ref().map(|origin| origin.host.as_str()), Some("example.org"));
        assert!(state.code.starts_with("N = 5 "), "{}", state.code);
        assert_eq!((state.settings.driver, state.run.status), (Driver::Web, Status::Idle));
        assert_eq!(state.link().write(), format!("/?src={src}&N=5&driver=web"));
        let back = state.clone().after(Action::Follow(state.link()));
        assert_eq!((&back.code, &back.origin), (&state.code, &state.origin));
        let course = back.after(Action::Follow(Link::read("", &format!("#/{SLUG}"))));
        assert_eq!((course.origin, course.lesson.slug.as_str()), (None, SLUG));

        lessons::remember("x.py", Err(Notice::error("x.py was not given out.", "Check it.")));
        let refused = State::new(Link::read("?src=x.py", ""));
        assert!(matches!(&refused.missing, Some(Missing::Foreign { src, .. }) if src == "x.py"));
        assert_eq!(refused.link().write(), "/?src=x.py");
    }

    #[test]
    fn the_life_of_a_run() {
        let mut state = lesson().after(Action::Run { paused: false });
        assert_eq!((state.run.id, state.run.status), (1, Status::Loading));
        assert_eq!(state.request().spec.program.main.file, "lost-update.py");
        for (message, status) in [
            (FromSupervisor::Started { run: 1 }, Status::Running),
            (FromSupervisor::WorkerCount { alive: 3 }, Status::Running),
            (
                FromSupervisor::Events { run: 1, events: vec![text(TextStream::Stdout, "hello\n")] },
                Status::Running,
            ),
            // Not ours.
            (FromSupervisor::Finished { run: 9, status: 0, summary: Summary::default() }, Status::Running),
            (FromSupervisor::Finished { run: 1, status: 0, summary: Summary::default() }, Status::Finished),
        ] {
            state = state.after(Action::Engine(message));
            assert_eq!(state.run.status, status);
        }
        assert_eq!(state.run.timeline.read().text(), "hello\n");
        assert_eq!((state.run.exit, state.run.workers), (Some(0), 0));
        let files = vec![interleave_protocol::RunFile { path: "out.txt".into(), size: 0, content: None }];
        let state = state.after(Action::Engine(FromSupervisor::Files { run: 1, files, more: 0 }));
        assert_eq!(state.run.files.list.len(), 1);
        let state = state.after(Action::Run { paused: false });
        assert_eq!((state.run.id, state.run.timeline.read().text()), (2, String::new()));
        assert_eq!(state.run.files.list, []);
    }

    #[test]
    fn an_error_of_the_program_is_found_and_goes_away_with_the_next_edit() {
        let stderr = "Traceback (most recent call last):\n  File \"lost-update.py\", line 3, in <module>\nNameError: x\n";
        let events = vec![text(TextStream::Stderr, stderr)];
        let state = lesson()
            .after(Action::Run { paused: false })
            .after(Action::Engine(FromSupervisor::Events { run: 1, events }))
            .after(Action::Engine(FromSupervisor::Finished {
                run: 1,
                status: 1,
                summary: Summary::default(),
            }));
        assert_eq!(state.run.fault, Some(Fault { line: 3, message: "NameError: x".into() }));
        assert_eq!(state.after(Action::Edit("y".into())).run.fault, None);
    }

    #[test]
    fn failures_are_told_once() {
        let failed =
            FromSupervisor::Failed { run: None, message: "No engine.".into(), remedy: "Reload.".into() };
        let state = lesson()
            .after(Action::Run { paused: false })
            .after(Action::Engine(failed.clone()))
            .after(Action::Engine(failed));
        assert_eq!(state.run.status, Status::Failed);
        assert_eq!(state.notices, [Notice::error("No engine.", "Reload.")]);
        assert_eq!(state.after(Action::Dismiss(0)).notices, []);
    }

    #[test]
    fn the_gil_goes_back_on_where_it_cannot_be_off() {
        let mut state = lesson();
        state.settings.driver = Driver::Web;
        state.settings.gil = false;
        let free_threading = Capability { available: false, ..Capability::default() };
        let capabilities = Capabilities { free_threading, ..Capabilities::default() };
        assert!(state.after(Action::Engine(FromSupervisor::Ready(capabilities))).settings.gil);
    }

    /// A lesson of which a schedule was tried and is replayed.
    fn replaying() -> State {
        let outcome = interleave_protocol::Outcome {
            ending: interleave_protocol::Ending::Exit(1),
            runs: 1,
            output: Default::default(),
            errors: Default::default(),
            preemptions: 2,
            schedule: "AQEF".into(),
        };
        let found = Found { schedules: 400, tried: 1, seed: 9, outcomes: vec![outcome], ..Found::default() };
        let state = lesson().after(Action::Explore);
        assert_eq!((state.run.id, state.run.is_exploring(), state.view.lower), (1, true, Lower::Outcomes));
        assert_eq!((state.request().spec.schedule, state.request().spec.settings.seed), (None, None));
        let state = state
            .after(Action::Engine(FromSupervisor::Explored { run: 1, found: found.to_bytes() }))
            // Not ours.
            .after(Action::Engine(FromSupervisor::Explored { run: 7, found: Found::default().to_bytes() }));
        assert_eq!(state.exploration.outcomes(), 1);
        state.after(Action::Replay("AQEF".into()))
    }

    fn ended(run: RunId, seconds: f64, stopped: bool) -> Action {
        let summary = Summary { seconds, stopped, ..Summary::default() };
        Action::Engine(FromSupervisor::Finished { run, status: 0, summary })
    }

    #[test]
    fn a_sweep_runs_each_value_and_leaves_the_program_alone() {
        let before = lesson();
        let mut ranges = before.ranges();
        let range = ranges.swap_remove(before.chosen(&ranges));
        assert_eq!(range.axis, Axis::Parameter("WORKERS".into()));
        let mut state = before.clone().after(Action::Sweep);
        for (at, value) in range.values.iter().enumerate() {
            assert_eq!(
                (state.run.id as usize, state.run.is_sweeping(), state.view.lower),
                (at + 1, true, Lower::Charts)
            );
            assert!(
                state.request().spec.program.main.text.contains(&format!("WORKERS = {value}  #@param")),
                "{value}"
            );
            assert!(!state.request().spec.stdin.open);
            let run = state.run.id;
            state = state.after(ended(run, 4.0 / (at + 1) as f64, false));
        }
        assert_eq!((state.run.id as usize, state.run.is_sweeping()), (range.values.len(), false));
        assert_eq!((&state.code, &state.settings), (&before.code, &before.settings));
        let sweep = state.sweep.clone().expect("it is kept");
        assert_eq!((sweep.longest(), sweep.speed_up(1)), (4_000_000_000, Some(2.0)));
        assert_eq!(sweep.progress(false), format!("Sweep, {} runs", range.values.len()));
        // A value is taken over.
        let state = state.after(Action::RunSwept(1));
        assert!(state.code.contains(&format!("WORKERS = {}  #@param", range.values[1])) && !state.run.sweeps);
    }

    #[test]
    fn a_sweep_ends_when_it_is_stopped_or_its_lesson_is_left() {
        let first = |state: State| state.after(Action::Sweep).after(ended(1, 1.0, false));
        let stopped = first(lesson()).after(ended(2, 1.0, true));
        assert_eq!((stopped.run.id, stopped.run.status), (2, Status::Stopped));
        assert!(
            stopped.sweep.is_some_and(
                |sweep| sweep.points.len() == 1 && sweep.progress(false).starts_with("Sweep, 1 of")
            )
        );
        let left = first(lesson()).after(Action::Follow(Link::read("", "#/03-talking/creator-consumer")));
        let left = left.after(ended(2, 1.0, false));
        assert_eq!((left.run.id, left.run.status, left.sweep), (3, Status::Idle, None));
        let other = first(lesson()).after(Action::Run { paused: false }).after(ended(3, 1.0, false));
        assert_eq!((other.run.id, other.run.status), (3, Status::Finished));
    }

    #[test]
    fn a_sweep_over_settings_and_failures() {
        let state = lesson().after(Action::ChooseAxis(Axis::Cores)).after(Action::Sweep);
        assert_eq!(state.request().spec.cores(9), 1);
        let failed = FromSupervisor::Finished { run: 1, status: 3, summary: Summary::default() };
        let state = state.after(Action::Engine(failed));
        assert_eq!(state.request().spec.cores(9), 2);
        let sweep = state.sweep.expect("it goes on");
        assert_eq!(sweep.points, [sweep::Point::Failed("Exit status 3".into())]);
        let gil = lesson().after(Action::ChooseAxis(Axis::Gil)).after(Action::Sweep);
        assert!(
            gil.request().spec.settings.gil && !gil.after(ended(1, 1.0, false)).request().spec.settings.gil
        );
    }

    #[test]
    fn another_lesson_ends_the_run() {
        let running = lesson()
            .after(Action::Run { paused: false })
            .after(Action::Engine(FromSupervisor::Started { run: 1 }));
        assert_eq!((running.run.id, running.run.status), (1, Status::Running));
        let other = Action::Follow(Link::read("", "#/03-talking/creator-consumer"));
        let text = interleave_trace::Kind::Text {
            stream: interleave_trace::TextStream::Stdout,
            text: "late".into(),
        };
        let worker = interleave_trace::Worker { pid: 1, thread: 0 };
        let events = vec![interleave_trace::Event { time: 1, worker, kind: text }];
        let opened = running
            .after(other.clone())
            .after(Action::Engine(FromSupervisor::Events { run: 1, events }))
            .after(Action::Engine(FromSupervisor::Finished {
                run: 1,
                status: 0,
                summary: Default::default(),
            }));
        assert_eq!((opened.run.id, opened.run.status), (2, Status::Idle));
        assert!(opened.run.timeline.read().workers.is_empty());
        // One that has ended leaves nothing to be told apart.
        assert_eq!(lesson().after(other).run.id, 0);
    }

    #[test]
    fn a_schedule_is_replayed_as_it_was_tried() {
        let state = replaying();
        let request = state.request();
        let spec = &request.spec;
        assert_eq!((spec.schedule.as_deref(), spec.settings.seed, spec.cores(9)), (Some("AQEF"), Some(9), 1));
        assert!(spec.settings.gil && !spec.stdin.open && !state.run.explores);
        let hash = state.link().write();
        assert_eq!(hash, format!("/{SLUG}?seed=9&schedule=AQEF"));
        let back = State::new(Link::read("", &format!("#{hash}")));
        assert_eq!((&back.replay, back.link().write()), (&state.replay, hash));
        let run = back.after(Action::Run { paused: false });
        assert_eq!(RunRequest { run: 0, ..run.request() }, RunRequest { run: 0, ..request });
        // Web Workers repeat none.
        assert_eq!(State::new(Link::read("", "#/a?driver=web&schedule=AQEF")).replay, None);
    }

    #[test]
    fn a_change_leaves_the_replayed_schedule() {
        let setting = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            Action::SetSettings(settings)
        };
        let name = "WORKERS".to_owned();
        let edit = Action::Edit("print(1)\n".into());
        for (action, outdated) in [
            (Action::LeaveReplay, false),
            (setting(|settings| settings.cores = 2), false),
            (setting(|settings| settings.policy = Policy::Pct), false),
            (setting(|settings| settings.driver = Driver::Web), false),
            (setting(|settings| settings.seed = Some(1)), true),
            (setting(|settings| settings.gil = false), true),
            (Action::SetParam { name, value: "3".into() }, true),
            (edit, true),
        ] {
            let words = format!("{action:?}");
            let state = replaying().after(action);
            assert_eq!((state.replay, state.exploration.outdated), (None, outdated), "{words}");
        }
        // The editor repeats what it was given.
        let state = replaying();
        let text = state.code.to_string();
        assert!(state.after(Action::Edit(text)).replay.is_some());
        let other = replaying().after(Action::Follow(Link::read("", "#/03-talking/creator-consumer")));
        assert_eq!(
            (other.replay, other.exploration.outcomes(), other.exploration.outdated),
            (None, 0, false)
        );
    }

    #[test]
    fn input_is_echoed() {
        let worker = Worker { pid: 1, thread: 0 };
        let reading = Event { time: 3, worker, kind: Kind::State(interleave_trace::State::Reading) };
        let state = lesson()
            .after(Action::Run { paused: false })
            .after(Action::Engine(FromSupervisor::Events { run: 1, events: vec![reading] }));
        assert_eq!(state.reader(), Some(worker));
        let state = state.after(Action::Answered("yes".into()));
        assert_eq!((state.run.timeline.read().text().as_str(), state.reader()), ("yes\n", None));
    }

    fn paused(time: u64, stops: u32) -> FromSupervisor {
        let place = Place { worker: MAIN, file: "lost-update.py".into(), line: 3, runnable: true };
        let variables = Scope::pack(&[]);
        FromSupervisor::Paused { run: 1, time, places: vec![place], choose: false, stops, variables }
    }

    const MAIN: Worker = Worker { pid: 1, thread: 0 };

    #[test]
    fn what_comes_again_replaces_what_was_shown_when_all_of_it_is_there() {
        let events = |texts: &[&str]| FromSupervisor::Events {
            run: 1,
            events: texts.iter().map(|words| text(TextStream::Stdout, words)).collect(),
        };
        let shown = |state: &State| state.run.timeline.read().text();
        let mut state = lesson().after(Action::Run { paused: true });
        for message in [events(&["one ", "two "]), paused(9, 2)] {
            state = state.after(Action::Engine(message));
        }
        assert_eq!((shown(&state).as_str(), state.back_unavailable()), ("one two ", None));
        let drawn = state.run.timeline.clone();
        for (message, text, status) in [
            (FromSupervisor::Rewound { run: 1, lines: Vec::new() }, "one two ", Status::Paused),
            (events(&["one "]), "one two ", Status::Paused),
            // Not ours.
            (FromSupervisor::Rewound { run: 9, lines: Vec::new() }, "one two ", Status::Paused),
            (paused(5, 1), "one ", Status::Paused),
            (events(&["three "]), "one three ", Status::Paused),
            (
                FromSupervisor::Finished {
                    run: 1,
                    status: 1,
                    summary: Summary { stops: 1, ..Summary::default() },
                },
                "one three ",
                Status::Finished,
            ),
            // After its end it begins again.
            (FromSupervisor::Started { run: 1 }, "one three ", Status::Running),
            (FromSupervisor::Rewound { run: 1, lines: vec!["Ada".into()] }, "one three ", Status::Running),
            (events(&["one "]), "one three ", Status::Running),
            (paused(5, 1), "one ", Status::Paused),
        ] {
            state = state.after(Action::Engine(message));
            assert_eq!((shown(&state).as_str(), state.run.status), (text, status));
        }
        assert_eq!((state.run.exit, state.run.stops), (None, 1));
        assert_eq!(state.notices[0].text, "The program has not yet read “Ada” now.");
        assert!(state.run.timeline != drawn);
        // Stopped on its way.
        let state = state.after(Action::Engine(FromSupervisor::Rewound { run: 1, lines: Vec::new() })).after(
            Action::Engine(FromSupervisor::Finished {
                run: 1,
                status: -9,
                summary: Summary { stopped: true, ..Summary::default() },
            }),
        );
        assert_eq!((shown(&state).as_str(), state.run.status), ("", Status::Stopped));
        assert!(state.run.rewound.is_none());
    }

    #[test]
    fn going_back_says_why_it_cannot() {
        let nothing = Some("Nothing to go back to yet: press Step.");
        let state = lesson();
        assert_eq!(state.back_unavailable(), nothing);
        let mut state = state.after(Action::Run { paused: true });
        let reading = Event { time: 5, worker: MAIN, kind: Kind::State(interleave_trace::State::Reading) };
        for (message, unavailable) in [
            (paused(0, 0), nothing),
            (paused(1, 1), nothing),
            (paused(2, 2), None),
            (paused(1, 1), nothing),
            // A step has led to a question.
            (FromSupervisor::Events { run: 1, events: vec![reading] }, None),
        ] {
            let words = format!("{message:?}");
            state = state.after(Action::Engine(message));
            assert_eq!(state.back_unavailable(), unavailable, "{words}");
        }
        assert_eq!(state.reader(), Some(MAIN));
        let mut web = state.clone();
        web.settings.driver = Driver::Web;
        assert_eq!(web.back_unavailable(), Some("Only the simulator can go back."));
        assert_eq!(state.clone().after(Action::Resumed).back_unavailable(), None);
        let failed = FromSupervisor::Failed { run: None, message: "No.".into(), remedy: String::new() };
        assert_eq!(state.clone().after(Action::Engine(failed)).back_unavailable(), nothing);
        assert_eq!(state.after(Action::Run { paused: false }).back_unavailable(), nothing);
    }

    #[test]
    fn variables_of_the_latest_pause_stay() {
        let state = lesson()
            .after(Action::Run { paused: true })
            .after(Action::Engine(paused(3, 1)))
            .after(Action::Resumed);
        assert_eq!(state.run.inspection.as_ref().map(|inspection| inspection.time), Some(3));
        assert_eq!(state.after(Action::Run { paused: true }).run.inspection, None);
    }
}

//! The lesson and its program, as the visitor has it.

use std::rc::Rc;

use interleave_lesson::{Lesson, Param, Scan, Value, scan, set};
use interleave_protocol::RunId;
use interleave_run::Source;

use super::{Action, Command, Notice, Run, State, settle};
use crate::exploration::Exploration;
use crate::lessons;
use crate::notebook;
use crate::shared::Shared;

/// A file beside the program, as the visitor has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherFile {
    /// `worker.py`
    pub name: String,
    /// Its text.
    pub text: Rc<str>,
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

impl State {
    /// Takes what changes the program; gives back what does not.
    pub(super) fn take_of_program(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::OpenFile { name, content } => {
                let lesson = Lesson::open(&name, &content, notebook::cells);
                self.notices =
                    lesson.problems.iter().map(|problem| Notice::of_file(&name, problem)).collect();
                self.open(lesson, None);
            }
            Action::Edit(text) => self.edit(text),
            Action::ShowFile(at) => {
                if at <= self.files.len() {
                    self.shown = at;
                    self.run.fault = self.fault();
                }
            }
            Action::SetParam { name, value } => {
                settle(&mut self.notices, &name);
                match set(&self.code, &[(&name, &value)]) {
                    Ok(code) => self.set_code(code, true),
                    Err(errors) => self.notices.extend(errors.iter().map(Notice::of_value)),
                }
            }
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
            other => return Some(other),
        }
        None
    }

    fn edit(&mut self, text: String) {
        match self.shown.checked_sub(1) {
            None => self.set_code(text, false),
            Some(at) => {
                self.run.fault = None;
                if *self.files[at].text != *text {
                    self.changed();
                }
                self.files[at].text = text.into();
            }
        }
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

    /// Some parameter is not as in the lesson.
    pub fn has_other_values(&self) -> bool {
        let other =
            |param: &Param| default_of(&self.lesson, &param.name).is_some_and(|value| *value != param.value);
        self.scan.params.iter().any(other)
    }

    pub(super) fn open(&mut self, lesson: Lesson, origin: Option<Origin>) {
        self.origin = origin;
        let code = lesson.code.clone();
        self.files = files_of(&lesson);
        self.shown = 0;
        self.lesson = Shared::new(lesson);
        self.missing = None;
        self.view.moment = None;
        self.view.catalogue = false;
        // A run under way is over with its lesson: what still comes of it has another id.
        if self.run.status.is_active() {
            self.outbox.push(Command::Stop(self.run.id));
        }
        self.run = Run { id: self.run.id + RunId::from(self.run.status.is_active()), ..Run::default() };
        self.set_code(code, true);
        self.exploration = Exploration::default();
        self.sweep = None;
    }

    /// The program is another one: schedules were those of the one before.
    pub(super) fn changed(&mut self) {
        self.replay = None;
        self.exploration.outdated = true;
    }

    pub(super) fn set_code(&mut self, code: String, from_page: bool) {
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
}

impl OtherFile {
    pub(super) fn source(&self) -> Source {
        Source { file: self.name.clone(), text: self.text.to_string() }
    }
}

pub(super) fn files_of(lesson: &Lesson) -> Vec<OtherFile> {
    lesson
        .files
        .iter()
        .map(|file| OtherFile { name: file.name.clone(), text: file.text.as_str().into() })
        .collect()
}

pub(super) fn first_lesson() -> Lesson {
    lessons::first()
        .and_then(|lesson| lessons::get(&lesson.slug))
        .unwrap_or_else(|| Lesson::parse("program", ""))
}

pub(super) fn default_of<'a>(lesson: &'a Lesson, name: &str) -> Option<&'a Value> {
    lesson.params.iter().find(|param| param.name == name).map(|param| &param.value)
}

/// The lesson's values of those parameters that the code has.
pub(super) fn defaults<'a>(lesson: &'a Lesson, scan: &Scan) -> Vec<(&'a str, String)> {
    lesson
        .params
        .iter()
        .filter(|param| scan.params.iter().any(|other| other.name == param.name))
        .map(|param| (param.name.as_str(), param.value.plain()))
        .collect()
}

//! What the page knows, and the one place where it changes.
//!
//! [`State::after`] hands an action to the part that it concerns, one file each: what the visitor has in the editor, the link,
//! the latest run, what the engine says, a sweep, what is shown. What is to be done outside it leaves as a [`Command`]; one
//! hook carries these out.

mod action;
mod address;
mod command;
mod computer;
mod controls;
mod hear;
mod narration;
mod notice;
mod program;
mod run;
mod sweeping;
#[cfg(test)]
mod tests;
mod told;
mod view;

use std::rc::Rc;

use interleave_lesson::{Lesson, Scan, scan};
use interleave_protocol::Capabilities;
use interleave_run::{Driver, Settings};

pub use self::action::Action;
pub use self::address::Address;
pub use self::command::{Command, Outbox};
pub use self::computer::Computer;
pub use self::controls::{Controls, StatusLine};
pub use self::notice::Notice;
use self::notice::{bound, say, settle};
use self::program::first_lesson;
pub use self::program::{Missing, Origin, OtherFile};
pub use self::run::{Replay, Run, Status};
pub use self::told::Told;
pub use self::view::{Lower, Output, Results, View};
use crate::exploration::Exploration;
use crate::link::Link;
use crate::shared::Shared;
use crate::sweep::Sweep;

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
    /// Who serves the page.
    pub computer: Computer,
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
    /// Where one finds the page as it is now.
    pub address: Shared<Address>,
    /// What is to be done outside.
    pub outbox: Outbox,
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
            computer: Computer::default(),
            replay: None,
            run: Run::default(),
            exploration: Exploration::default(),
            sweep: None,
            notices: Vec::new(),
            view: View::default(),
            address: Shared::default(),
            outbox: Outbox::default(),
        };
        state.follow(link);
        bound(&mut state.notices);
        state.readdress();
        state
    }

    /// The state after an action.
    pub fn after(mut self, action: Action) -> State {
        let before = self.addressed();
        let other = self.view.take(action).and_then(|action| self.take_of_program(action));
        match other.and_then(|action| self.take_of_run(action)) {
            Some(Action::Follow(link)) => {
                self.follow(link);
                self.without_computer(Settings { driver: Driver::Web, ..self.settings.clone() });
            }
            Some(Action::SetSettings(settings)) => self.set_settings(settings),
            Some(Action::Sweep) => self.begin_sweep(),
            Some(Action::RunSwept(at)) => self.run_swept(at),
            Some(Action::Engine(message)) => self.hear(message),
            Some(Action::Say(notice)) => say(&mut self.notices, notice),
            Some(Action::Dismiss(at)) if at < self.notices.len() => {
                self.notices.remove(at);
            }
            _ => {}
        }
        bound(&mut self.notices);
        if self.addressed() != before {
            self.readdress();
        }
        self
    }

    /// Why the GIL cannot be switched off here.
    pub fn gil_unavailable(&self) -> Option<String> {
        if self.settings.driver != Driver::Web {
            return None;
        }
        let free_threading = &self.capabilities.as_ref()?.free_threading;
        (!free_threading.available).then(|| format!("{} {}", free_threading.reason, free_threading.remedy))
    }

    pub(super) fn set_settings(&mut self, settings: Settings) {
        if settings != self.settings {
            self.replay = None;
        }
        let before = self.settings.clone();
        self.exploration.outdated |= (settings.gil, settings.seed) != (self.settings.gil, self.settings.seed);
        self.settings = settings;
        self.without_computer(before);
    }
}

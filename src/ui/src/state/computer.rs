//! The computer that serves the page, and whether it lends its processes.

use interleave_run::{Driver, Settings};

use super::notice::say;
use super::{Notice, State};

/// Whether programs can run on the computer that serves the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Computer {
    /// The page is served by something else than `interleave serve`.
    #[default]
    Elsewhere,
    /// Not by this visitor, for this reason.
    Refuses(String),
    /// Yes, and runs may take so much.
    Lends(String),
}

impl State {
    /// The page is served by this one.
    pub fn served_by(mut self, computer: Computer) -> State {
        self.computer = computer;
        self.without_computer(Settings { driver: Driver::Web, ..self.settings.clone() });
        self
    }

    /// Takes these settings where the present ones want a computer that does not lend itself, and says why.
    pub(super) fn without_computer(&mut self, other: Settings) {
        if self.settings.driver != Driver::Native {
            return;
        }
        let why = match &self.computer {
            Computer::Lends(_) => return,
            Computer::Refuses(why) => why,
            Computer::Elsewhere => {
                "A page runs programs on your computer when your computer serves it: start `interleave serve` there."
            }
        };
        say(&mut self.notices, Notice::error(why, "Until then Simulator and Web Workers run them."));
        self.settings = other;
    }
}

//! Which parts are shown.

use super::Action;
use crate::sweep::Axis;

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

impl View {
    /// Takes what concerns nothing else; gives back what does.
    pub(super) fn take(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::ShowResults(tab) => self.results = tab,
            Action::ShowOutput(tab) => self.output = tab,
            Action::ShowLower(tab) => self.lower = tab,
            Action::OpenCatalogue(open) => self.catalogue = open,
            Action::OpenSheet(open) => self.sheet = open,
            Action::OpenHelp(open) => self.help = open,
            Action::SetMoment(moment) => self.moment = moment,
            Action::ChooseAxis(axis) => self.axis = Some(axis),
            other => return Some(other),
        }
        None
    }

    /// Brings a tab of the lower panel into view, wherever it is.
    pub(super) fn bring(&mut self, tab: Lower) {
        (self.results, self.lower, self.sheet) = (Results::Lower, tab, false);
    }
}

//! What the page wants of the engine: the reducer says it, one hook does it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use interleave_protocol::{Exploration, RunId, RunRequest, Step};
use interleave_trace::Worker;

use super::Told;

/// Something to be done outside of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Run a program.
    Run {
        /// It.
        request: Box<RunRequest>,
        /// Only after a rest: it is measured, and others came before it.
        rested: bool,
    },
    /// Try schedules.
    Explore(Box<Exploration>),
    /// End a run.
    Stop(RunId),
    /// Hold still.
    Pause(RunId),
    /// Go on after a pause.
    Resume(RunId),
    /// Go on a little.
    Step(RunId, Step),
    /// Go back to where it held still before.
    Back(RunId),
    /// Who runs next.
    Pick(RunId, Worker),
    /// A line of input.
    Input(RunId, String),
    /// Tell the page around this one.
    Tell(Told),
}

/// Commands that were not carried out yet. All clones share them: there is one page, and each is done once.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    waiting: Rc<RefCell<VecDeque<Command>>>,
    /// How many there have ever been.
    count: u32,
}

impl Outbox {
    pub(super) fn push(&mut self, command: Command) {
        self.count = self.count.wrapping_add(1);
        self.waiting.borrow_mut().push_back(command);
    }

    /// Those that wait, which are taken.
    pub fn take(&self) -> Vec<Command> {
        self.waiting.borrow_mut().drain(..).collect()
    }
}

impl PartialEq for Outbox {
    fn eq(&self, other: &Outbox) -> bool {
        self.count == other.count && Rc::ptr_eq(&self.waiting, &other.waiting)
    }
}

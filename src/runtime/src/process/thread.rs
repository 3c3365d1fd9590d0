//! A thread in the table of its process.

use interleave_engine::request::Answer;
use interleave_engine::{Lock, Ref, ThreadState};
use interleave_trace::{Resource, State};

use super::timer::TimerId;
use crate::CallId;

pub(super) struct Thread {
    pub(super) name: String,
    pub(super) daemon: bool,
    pub(super) ident: u64,
    /// Of its state: a program that takes the place of another one has a new main thread.
    pub(super) serial: u64,
    /// None while it is checked out, and after its end.
    pub(super) state: Option<Box<ThreadState>>,
    pub(super) status: Status,
    /// Who started it, until it begins.
    pub(super) starter: Option<u32>,
    /// Of the wait that is under way.
    pub(super) timer: Option<TimerId>,
    /// An exception from outside, not yet delivered.
    pub(super) interrupt: Option<Interrupt>,
    /// Of the main thread: it is joined, and waits for the others only.
    pub(super) is_over: bool,
    /// The state that the trace shows.
    pub(super) shown: State,
    /// Semaphores between processes that it took and did not give back, for the picture of who waits for whom.
    pub(super) held: Vec<Resource>,
}

pub(super) enum Status {
    /// Can run. With `retry` it was woken because this lock became free, and must try for it first.
    Ready {
        retry: Option<Ref<Lock>>,
    },
    /// Checked out.
    Running,
    Waiting(Wait),
    Ended,
}

pub(super) enum Wait {
    Sleep,
    /// For a signal with a handler.
    Pause,
    Lock(Ref<Lock>),
    /// Until the threads that it started have begun.
    Start,
    Join {
        thread: u32,
    },
    Call(CallId),
}

pub(super) struct Interrupt {
    pub(super) class: &'static str,
    pub(super) message: &'static str,
}

impl Thread {
    pub(super) fn new(state: Box<ThreadState>, name: String, daemon: bool) -> Thread {
        Thread {
            name,
            daemon,
            ident: state.ident(),
            serial: state.serial(),
            state: Some(state),
            status: Status::Ready { retry: None },
            starter: None,
            timer: None,
            interrupt: None,
            is_over: false,
            shown: State::Ready,
            held: Vec::new(),
        }
    }

    /// It holds a semaphore once less, if it did.
    pub(super) fn gives_back(&mut self, resource: Resource) {
        if let Some(index) = self.held.iter().rposition(|held| *held == resource) {
            self.held.remove(index);
        }
    }
}

/// The answer of a wait that only ends.
pub(super) const DONE: Answer = Answer::None;

//! Messages on their way into the state. Events are collected for a moment, so that a busy program does not redraw the
//! page with each batch: the longer the trace, the more a redraw costs and the rarer it gets. And they are handed on in
//! portions, so that the page answers in between.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use interleave_protocol::{FromSupervisor, RunId, flow};
use yew::Callback;

use crate::state::Action;

/// Collects messages.
#[derive(Clone)]
pub struct Batches(Rc<Inner>);

struct Inner {
    dispatch: Callback<Action>,
    /// Told of the weight of events that were handed on.
    seen: Box<dyn Fn(RunId, u64)>,
    pending: RefCell<Pending>,
}

#[derive(Default)]
struct Pending {
    /// In order of arrival.
    messages: VecDeque<FromSupervisor>,
    /// When the first of them is handed on.
    timer: Option<Timeout>,
    /// Whose events were counted.
    run: RunId,
    /// Events of the run so far.
    total: usize,
}

/// Milliseconds between two redraws at least, and at most.
const MS: std::ops::Range<u32> = 25..400;
/// So many events make the pause a millisecond longer.
const EVENTS_PER_MS: usize = 500;
/// Events that are handed on at once: some ten milliseconds of work.
const MOST_EVENTS: usize = 20_000;

impl Batches {
    /// Hands on to `dispatch`, and tells of each portion of events that was, by its weight.
    pub fn new(dispatch: Callback<Action>, seen: impl Fn(RunId, u64) + 'static) -> Batches {
        Batches(Rc::new(Inner { dispatch, seen: Box::new(seen), pending: RefCell::default() }))
    }

    /// Takes a message: events wait a little, everything else follows what waits.
    pub fn take(&self, message: FromSupervisor) {
        let mut pending = self.0.pending.borrow_mut();
        match message {
            FromSupervisor::Events { run, mut events } => {
                if pending.run != run {
                    (pending.run, pending.total) = (run, 0);
                }
                pending.total += events.len();
                match pending.messages.back_mut() {
                    Some(FromSupervisor::Events { run: of, events: waiting })
                        if *of == run && waiting.len() + events.len() <= MOST_EVENTS =>
                    {
                        waiting.append(&mut events);
                    }
                    _ => pending.messages.push_back(FromSupervisor::Events { run, events }),
                }
                if pending.timer.is_none() {
                    let pause = (pending.total / EVENTS_PER_MS) as u32;
                    pending.timer = Some(self.after((MS.start + pause).min(MS.end)));
                }
            }
            other => {
                pending.messages.push_back(other);
                drop(pending);
                self.hand_on();
            }
        }
    }

    fn after(&self, milliseconds: u32) -> Timeout {
        let this = self.clone();
        Timeout::new(milliseconds, move || this.hand_on())
    }

    /// Hands on all that waits, up to the first portion of events.
    fn hand_on(&self) {
        loop {
            let mut pending = self.0.pending.borrow_mut();
            pending.timer = None;
            let Some(message) = pending.messages.pop_front() else { return };
            let weighed = match &message {
                FromSupervisor::Events { run, events } => Some((*run, flow::weight(events))),
                _ => None,
            };
            let portion = weighed.is_some();
            if portion && !pending.messages.is_empty() {
                pending.timer = Some(self.after(0));
            }
            drop(pending);
            self.0.dispatch.emit(Action::Engine(message));
            if let Some((run, weight)) = weighed {
                (self.0.seen)(run, weight);
                return;
            }
        }
    }
}

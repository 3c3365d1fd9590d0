//! Messages on their way into the state. Events are collected for a moment, so that a busy program does not redraw the
//! page with each batch, and handed on in portions that take a share of the page's time only: it answers and draws in between.

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

struct Pending {
    /// In order of arrival.
    messages: VecDeque<FromSupervisor>,
    /// How many workers there are, where that has changed.
    workers: Option<u32>,
    /// When the first of them is handed on.
    timer: Option<Timeout>,
    /// What is handed on at once: so many events.
    portion: usize,
    /// When a portion was handed on of which it is not yet known how long that took.
    since: Option<f64>,
    /// Milliseconds that the latest portion took, with the drawing.
    took: f64,
    /// The run whose end the visitor waits for.
    ending: Option<RunId>,
}

/// Milliseconds between two redraws, at least.
const PAUSE: f64 = 25.0;
/// Milliseconds that a portion should take.
const TAKES: f64 = 25.0;
/// Events that a portion has at least, and at most.
const PORTION: std::ops::RangeInclusive<usize> = 4_000..=20_000;

impl Batches {
    /// Hands on to `dispatch`, and tells of each portion of events that was, by its weight.
    pub fn new(dispatch: Callback<Action>, seen: impl Fn(RunId, u64) + 'static) -> Batches {
        let pending = Pending {
            messages: VecDeque::new(),
            workers: None,
            timer: None,
            portion: *PORTION.start(),
            since: None,
            took: 0.0,
            ending: None,
        };
        Batches(Rc::new(Inner { dispatch, seen: Box::new(seen), pending: RefCell::new(pending) }))
    }

    /// The visitor waits for the end of a run: what is left of it comes at once.
    pub fn hurry(&self, run: RunId) {
        self.0.pending.borrow_mut().ending = Some(run);
    }

    /// Takes a message: events wait a little, everything else follows what waits.
    pub fn take(&self, message: FromSupervisor) {
        let mut pending = self.0.pending.borrow_mut();
        match message {
            FromSupervisor::Events { run, mut events } => {
                match pending.messages.back_mut() {
                    Some(FromSupervisor::Events { run: of, events: waiting }) if *of == run => {
                        waiting.append(&mut events);
                    }
                    _ => pending.messages.push_back(FromSupervisor::Events { run, events }),
                }
                self.wait(&mut pending);
            }
            // It may change with every process that a program starts.
            FromSupervisor::WorkerCount { alive } => {
                pending.workers = Some(alive);
                self.wait(&mut pending);
            }
            other => {
                pending.messages.push_back(other);
                // A portion that is being drawn has its turn first.
                if pending.since.is_none() || pending.ending.is_some() {
                    drop(pending);
                    self.hand_on();
                }
            }
        }
    }

    /// Sees to it that what waits is handed on after a pause: the longer a portion takes, the rarer they are.
    fn wait(&self, pending: &mut Pending) {
        if pending.timer.is_none() {
            let pause = PAUSE.max(pending.took) as u32;
            let this = self.clone();
            pending.timer = Some(Timeout::new(pause, move || this.hand_on()));
        }
    }

    /// A portion has been drawn: the next one is such that it takes as long as it should.
    fn drawn(&self) {
        let mut pending = self.0.pending.borrow_mut();
        let Some(since) = pending.since.take() else { return };
        pending.took = (js_sys::Date::now() - since).max(1.0);
        let fits = pending.portion as f64 * (TAKES / pending.took).clamp(0.5, 1.5);
        pending.portion = (fits as usize).clamp(*PORTION.start(), *PORTION.end());
        if !pending.messages.is_empty() {
            self.wait(&mut pending);
        }
    }

    /// Hands on all that waits, up to the first portion of events.
    fn hand_on(&self) {
        loop {
            let mut pending = self.0.pending.borrow_mut();
            pending.timer = None;
            if let Some(alive) = pending.workers.take() {
                drop(pending);
                self.0.dispatch.emit(Action::Engine(FromSupervisor::WorkerCount { alive }));
                continue;
            }
            let Some(mut message) = pending.messages.pop_front() else { return };
            let mut weighed = None;
            if let FromSupervisor::Events { run, events } = &mut message {
                let rest = events.split_off(pending.portion.min(events.len()));
                if pending.ending == Some(*run) {
                    events.extend(rest);
                } else if !rest.is_empty() {
                    pending.messages.push_front(FromSupervisor::Events { run: *run, events: rest });
                }
                weighed = Some((*run, flow::weight(events)));
            }
            if matches!(message, FromSupervisor::Finished { .. } | FromSupervisor::Failed { .. }) {
                pending.ending = None;
            }
            // What is no event is told with the portion before it.
            let goes_on = pending.ending.is_some()
                || pending
                    .messages
                    .front()
                    .is_some_and(|next| !matches!(next, FromSupervisor::Events { .. }));
            if weighed.is_some() && pending.ending.is_none() {
                pending.since.get_or_insert_with(js_sys::Date::now);
                let this = self.clone();
                // Behind the drawing, which is a task of its own.
                Timeout::new(0, move || this.drawn()).forget();
            }
            drop(pending);
            self.0.dispatch.emit(Action::Engine(message));
            if let Some((run, weight)) = weighed {
                (self.0.seen)(run, weight);
                if !goes_on {
                    return;
                }
            }
        }
    }
}

//! Events on their way into the state: collected for a moment, so that a busy program does not redraw the page with
//! each batch. The longer the trace, the more a redraw costs and the rarer it gets.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use interleave_protocol::{FromSupervisor, RunId};
use interleave_trace::Event;
use yew::Callback;

use crate::state::Action;

/// Collects events.
#[derive(Clone)]
pub struct Batches(Rc<Inner>);

struct Inner {
    dispatch: Callback<Action>,
    pending: RefCell<Pending>,
}

#[derive(Default)]
struct Pending {
    run: RunId,
    events: Vec<Event>,
    timer: Option<Timeout>,
    /// Of the run so far.
    total: usize,
}

/// Between two redraws at least, and at most.
const MS: std::ops::Range<u32> = 25..400;
/// So many events make the pause a millisecond longer.
const EVENTS_PER_MS: usize = 500;

impl Batches {
    /// Hands on to `dispatch`.
    pub fn new(dispatch: Callback<Action>) -> Batches {
        Batches(Rc::new(Inner { dispatch, pending: RefCell::default() }))
    }

    /// Takes a message: events wait a little, everything else follows what waits.
    pub fn take(&self, message: FromSupervisor) {
        match message {
            FromSupervisor::Events { run, events } => {
                if self.0.pending.borrow().run != run {
                    self.flush();
                    self.0.pending.replace(Pending { run, ..Pending::default() });
                }
                let mut pending = self.0.pending.borrow_mut();
                pending.total += events.len();
                pending.events.extend(events);
                if pending.timer.is_none() {
                    let pause = (pending.total / EVENTS_PER_MS) as u32;
                    let this = self.clone();
                    pending.timer = Some(Timeout::new((MS.start + pause).min(MS.end), move || this.flush()));
                }
            }
            other => {
                self.flush();
                self.0.dispatch.emit(Action::Engine(other));
            }
        }
    }

    fn flush(&self) {
        let (run, events) = {
            let mut pending = self.0.pending.borrow_mut();
            pending.timer = None;
            (pending.run, std::mem::take(&mut pending.events))
        };
        if !events.is_empty() {
            self.0.dispatch.emit(Action::Engine(FromSupervisor::Events { run, events }));
        }
    }
}

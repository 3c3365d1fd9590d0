//! The engine's supervisor worker, started when the page is idle or at the first run.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use interleave_protocol::{Client, Exploration, FromSupervisor, RunId, Step, Summary, ToSupervisor};
use interleave_trace::Worker;
use yew::prelude::*;

use crate::exploration::SCHEDULES;
use crate::hooks::batches::Batches;
use crate::state::{Action, Run, State, Status};

/// The worker script beside `index.html`; the engine's other files lie beside it.
const WORKER: &str = "engine/worker.js";

/// How long the page rests before it fetches the engine unasked.
const IDLE_MS: u32 = 1_200;

/// How long a sweep rests between two runs that are measured: the engine prepares workers for the next one meanwhile.
const REST_MS: u32 = 300;

/// How far a worker goes that the visitor picked: about a short line, so that a race can be played by hand.
const PICKED_INSTRUCTIONS: u32 = 4;

/// The engine, as components see it.
#[derive(Clone)]
pub struct Engine(Rc<Inner>);

struct Inner {
    client: OnceCell<Client>,
    dispatch: Callback<Action>,
    /// A step that was asked for before its run was paused.
    step_when_paused: RefCell<bool>,
    /// Starts the next run of a sweep.
    next: RefCell<Option<Timeout>>,
}

impl PartialEq for Engine {
    fn eq(&self, other: &Engine) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Engine {
    fn client(&self) -> &Client {
        self.0.client.get_or_init(|| {
            let batches = Batches::new(self.0.dispatch.clone());
            Client::new(WORKER, move |message| batches.take(message))
        })
    }

    /// Runs the program from its beginning, or goes on after a pause.
    pub fn run(&self, state: &State) {
        if state.run.status == Status::Paused {
            self.client().send(&ToSupervisor::Resume { run: state.run.id });
            self.0.dispatch.emit(Action::Resumed);
        } else {
            self.0.dispatch.emit(Action::Run { paused: false });
        }
    }

    /// Tries schedules.
    pub fn explore(&self, _: &State) {
        self.0.dispatch.emit(Action::Explore);
    }

    /// Ends the run.
    pub fn stop(&self, state: &State) {
        let Run { id: run, status, .. } = state.run;
        if status.is_active() {
            self.client().stop(run);
        }
        if self.0.next.take().is_some() && status == Status::Loading {
            // The engine may not know of it yet.
            let summary = Summary { stopped: true, ..Summary::default() };
            self.0.dispatch.emit(Action::Engine(FromSupervisor::Finished { run, status: 0, summary }));
        }
    }

    /// Goes on by one line, from the beginning if nothing is paused.
    pub fn step(&self, state: &State) {
        match state.run.status {
            Status::Paused => {
                self.client().send(&ToSupervisor::Step { run: state.run.id, step: Step::Line(None) });
            }
            Status::Running | Status::Loading => {
                self.client().send(&ToSupervisor::Pause { run: state.run.id });
            }
            _ => {
                self.0.step_when_paused.replace(true);
                self.0.dispatch.emit(Action::Run { paused: true });
            }
        }
    }

    /// Goes back to where the run held still before.
    pub fn back(&self, state: &State) {
        if state.back_unavailable().is_none() {
            self.client().back(state.run.id);
        }
    }

    /// Says who runs next.
    pub fn pick(&self, run: RunId, worker: Worker) {
        self.client().send(&ToSupervisor::Pick { run, worker, instructions: PICKED_INSTRUCTIONS });
    }

    /// Answers `input()`.
    pub fn answer(&self, run: RunId, line: String) {
        self.client().send(&ToSupervisor::Input { run, line: line.clone() });
        self.0.dispatch.emit(Action::Answered(line));
    }
}

/// The engine of this page. Each new run number in the state is sent to it, or ends the run before.
#[hook]
pub fn use_engine(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) -> Engine {
    let engine = use_memo((), |()| {
        let (step_when_paused, next) = (RefCell::new(false), RefCell::new(None));
        Engine(Rc::new(Inner { client: OnceCell::new(), dispatch: dispatch.clone(), step_when_paused, next }))
    });
    let engine = (*engine).clone();

    {
        let engine = engine.clone();
        use_effect_with((), move |()| {
            let timer = Timeout::new(IDLE_MS, move || {
                engine.client();
            });
            move || drop(timer)
        });
    }
    {
        let (engine, state) = (engine.clone(), state.clone());
        use_effect_with(state.run.id, move |id| {
            let request = state.request();
            engine.0.next.take();
            if state.measures_again() {
                let waiting = engine.clone();
                let timer = Timeout::new(REST_MS, move || waiting.client().run(request));
                engine.0.next.replace(Some(timer));
            } else if state.run.explores {
                engine.client().explore(Exploration { request, schedules: SCHEDULES });
            } else if state.run.status == Status::Loading {
                engine.client().run(request);
            } else if *id > 0 {
                // Its lesson was left.
                engine.client().stop(*id - 1);
            }
        });
    }
    {
        let (engine, state) = (engine.clone(), state.clone());
        use_effect_with((state.run.id, state.run.status), move |(run, status)| {
            if *status == Status::Paused && engine.0.step_when_paused.replace(false) {
                engine.client().send(&ToSupervisor::Step { run: *run, step: Step::Line(None) });
            }
        });
    }
    {
        // A deadlock sends no events; looking now and then is enough.
        let (dispatch, running) = (dispatch.clone(), state.run.status == Status::Running);
        use_effect_with(running, move |running| {
            let timer = running.then(|| Interval::new(700, move || dispatch.emit(Action::Tick)));
            move || drop(timer)
        });
    }
    engine
}

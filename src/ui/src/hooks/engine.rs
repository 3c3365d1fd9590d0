//! The engine's supervisor worker, started when the page is idle or at the first run: it is told what the reducer wants.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use interleave_protocol::{Client, FromSupervisor, RunId, RunRequest, Summary, ToSupervisor};
use interleave_run::Driver;
use yew::prelude::*;

use crate::hooks::batches::Batches;
use crate::hooks::frame;
use crate::state::{Action, Command, Computer, State, Status};

/// The worker script beside `index.html`; the engine's other files lie beside it.
const WORKER: &str = "engine/worker.js";

/// The script of the worker that speaks for the computer that serves the page.
const COMPUTER: &str = "computer.js";

/// How long the page rests before it fetches the engine unasked.
const IDLE_MS: u32 = 1_200;

/// How long a page inside of another one keeps its workers after a run: there may be many such pages.
const SPARE_MS: u32 = 5_000;

/// How long a sweep rests between two runs that are measured: the engine prepares workers for the next one meanwhile.
const REST_MS: u32 = 300;

/// How far a worker goes that the visitor picked: about a short line, so that a race can be played by hand.
const PICKED_INSTRUCTIONS: u32 = 4;

struct Engine {
    client: RefCell<Option<Rc<Client>>>,
    computer: OnceCell<Rc<Client>>,
    /// The latest run is one of the computer's.
    away: Cell<bool>,
    batches: OnceCell<Batches>,
    dispatch: Callback<Action>,
    /// A run of a sweep waits still for its timer.
    resting: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Engine {
    /// The client of the engine's supervisor, which begins with the first call.
    fn client(self: &Rc<Engine>) -> Rc<Client> {
        let start = || Rc::new(self.start(WORKER));
        self.client.borrow_mut().get_or_insert_with(start).clone()
    }

    /// The client of whoever has the latest run.
    fn present(self: &Rc<Engine>) -> Rc<Client> {
        if self.away.get() {
            self.computer.get_or_init(|| Rc::new(self.start(COMPUTER))).clone()
        } else {
            self.client()
        }
    }

    fn start(self: &Rc<Engine>, worker: &str) -> Client {
        let engine = Rc::downgrade(self);
        let batches = self.batches.get_or_init(|| {
            Batches::new(self.dispatch.clone(), move |run, weight| {
                if let Some(engine) = engine.upgrade() {
                    engine.present().send(&ToSupervisor::Seen { run, weight });
                }
            })
        });
        let batches = batches.clone();
        Client::new(worker, move |message| batches.take(message))
    }

    fn run(self: &Rc<Engine>, request: RunRequest) {
        self.away.set(request.spec.settings.driver == Driver::Native);
        self.present().run(request);
    }

    fn carry_out(self: &Rc<Engine>, command: Command) {
        if let Command::Tell(told) = command {
            return frame::tell(told);
        }
        let tell = |message| self.present().send(&message);
        match command {
            Command::Tell(_) => {}
            Command::Run { request, rested } => {
                self.forget_resting();
                if rested {
                    let engine = self.clone();
                    let timer = Timeout::new(REST_MS, move || {
                        engine.resting.set(false);
                        engine.run(*request);
                    });
                    self.timer.replace(Some(timer));
                    self.resting.set(true);
                } else {
                    self.run(*request);
                }
            }
            Command::Explore(exploration) => {
                self.forget_resting();
                self.away.set(false);
                self.client().explore(*exploration);
            }
            Command::Stop(run) => self.stop(run),
            Command::Pause(run) => tell(ToSupervisor::Pause { run }),
            Command::Resume(run) => tell(ToSupervisor::Resume { run }),
            Command::Step(run, step) => tell(ToSupervisor::Step { run, step }),
            Command::Back(run) => self.present().back(run),
            Command::Pick(run, worker) => {
                tell(ToSupervisor::Pick { run, worker, instructions: PICKED_INSTRUCTIONS });
            }
            Command::Input(run, line) => tell(ToSupervisor::Input { run, line }),
        }
    }

    /// The run that rests is not started any more; false if none does.
    fn forget_resting(&self) -> bool {
        self.timer.take();
        self.resting.take()
    }

    fn stop(self: &Rc<Engine>, run: RunId) {
        self.present().stop(run);
        if let Some(batches) = self.batches.get() {
            batches.hurry(run);
        }
        if self.forget_resting() {
            // The engine does not know of it yet.
            let summary = Summary { stopped: true, ..Summary::default() };
            self.dispatch.emit(Action::Engine(FromSupervisor::Finished { run, status: 0, summary }));
        }
    }
}

/// Who serves the page: `interleave serve` says so at its end.
pub fn computer() -> Computer {
    let Ok(Some(mark)) = gloo_utils::document().query_selector("meta[name=interleave-computer]") else {
        return Computer::Elsewhere;
    };
    match mark.get_attribute("data-why") {
        Some(why) => Computer::Refuses(why),
        None => Computer::Lends(mark.get_attribute("content").unwrap_or_default()),
    }
}

/// Carries out what the state wants done, and tells it what comes of it.
#[hook]
pub fn use_engine(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) {
    let engine = use_memo((), |()| {
        let (client, batches) = (RefCell::default(), OnceCell::new());
        let (resting, timer) = (Cell::new(false), RefCell::default());
        let (computer, away) = (OnceCell::new(), Cell::new(false));
        Engine { client, computer, away, batches, dispatch: dispatch.clone(), resting, timer }
    });
    let embed = state.view.embed;
    {
        let engine = engine.clone();
        use_effect_with((), move |()| {
            let timer = (!embed).then(|| {
                Timeout::new(IDLE_MS, move || {
                    engine.client();
                })
            });
            move || drop(timer)
        });
    }
    {
        let engine = engine.clone();
        // The engine keeps a run that was stepped: one can go back in it.
        let spare = embed && !state.run.status.is_active() && state.run.stops == 0;
        use_effect_with((spare, state.run.id), move |(spare, _)| {
            let timer = spare.then(|| {
                Timeout::new(SPARE_MS, move || {
                    engine.client.take();
                })
            });
            move || drop(timer)
        });
    }
    use_effect_with(state.outbox.clone(), move |outbox| {
        for command in outbox.take() {
            engine.carry_out(command);
        }
    });
    {
        // A deadlock sends no events; looking now and then is enough.
        let (dispatch, running) = (dispatch.clone(), state.run.status == Status::Running);
        use_effect_with(running, move |running| {
            let timer = running.then(|| Interval::new(700, move || dispatch.emit(Action::Tick)));
            move || drop(timer)
        });
    }
}

//! The worker between the page and the workers that host processes.
//!
//! It compiles the engine once, keeps workers warm, and has one [`Run`] at a time.

mod handoffs;
mod pool;
mod run;

use std::cell::RefCell;

use interleave_protocol::{FromSupervisor, RunId, RunRequest, Summary, ToSupervisor, from_js, to_js};
use interleave_run::Driver;
use js_sys::{Function, Promise, Reflect, WebAssembly};
use wasm_bindgen::prelude::*;

use self::pool::{Host, Pool, Slot};
use self::run::{Run, Task};
use crate::awaited::Awaited;
use crate::capabilities::capabilities;
use crate::scope::{self, Turns, cores, now_ms, scope};
use crate::stepper::History;
use crate::wire::{FromWorker, Steer};

/// Milliseconds between two batches of events.
const BATCH: f64 = 16.0;

/// Warm workers: enough for a program and a process on every core, so that these start at once; few enough for a page nobody
/// uses to stay small.
const WARM: std::ops::RangeInclusive<u32> = 3..=5;

/// Milliseconds that the workers of a search are kept for the next one.
const IDLE: f64 = 30_000.0;

struct Supervisor {
    /// `worker.js`'s way to get a build: from its name to a promise of a module and a script.
    load: Function,
    /// Of the build this worker runs.
    plain: Pool,
    /// Of the free-threaded build, once it is there.
    parallel: Option<Pool>,
    /// It is on its way.
    parallel_comes: bool,
    /// A run wanted it: others may follow.
    free_threads: bool,
    /// Address of `worker.js`, from which a worker that searches on all cores starts.
    own: String,
    /// Searches may take all cores: there are several, and it has not failed.
    all_cores: bool,
    /// A worker that has searched on all cores, and until when it is kept.
    searcher: Option<(Host, f64)>,
    slots: Slot,
    run: Option<Run>,
    /// The simulated run that ended last, if it can be gone back in.
    ended: Option<(RunRequest, History)>,
    /// The run that begins when the free-threaded build is there.
    awaited: Awaited,
    turns: Turns,
    /// Callbacks of the module that is being loaded.
    loading: Vec<Closure<dyn FnMut(JsValue)>>,
}

thread_local! {
    static SUPERVISOR: RefCell<Option<Supervisor>> = const { RefCell::new(None) };
}

/// Begins: `load` gives the module and script of a build, `module` and `script` are those of the one this worker runs, `own` is the
/// address of `worker.js`.
pub(crate) fn start(load: Function, module: WebAssembly::Module, script: String, own: String) {
    let mut supervisor = Supervisor {
        load,
        plain: Pool::new(module, script, false),
        parallel: None,
        parallel_comes: false,
        free_threads: false,
        own,
        all_cores: cores() > 1 && capabilities().free_threading.available,
        searcher: None,
        slots: 0,
        run: None,
        ended: None,
        awaited: Awaited::default(),
        turns: Turns::new(|| {
            with(Supervisor::turn);
        }),
        loading: Vec::new(),
    };
    supervisor.warm_up();
    SUPERVISOR.set(Some(supervisor));
    scope::on_message(|data| match from_js::<ToSupervisor>(data) {
        Ok(message) => {
            with(|supervisor| supervisor.hear_page(message));
        }
        Err(error) => tell(&FromSupervisor::Failed {
            run: None,
            message: format!("The page sent a message that the engine does not understand: {error}."),
            remedy:
                "Reload the page; if it stays, the page and the engine were built from different versions."
                    .into(),
        }),
    });
    tell(&FromSupervisor::Ready(capabilities()));
}

/// Tells the page about a panic before the trap ends everything here.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        tell(&FromSupervisor::Failed {
            run: None,
            message: format!("The engine's supervisor failed: {info}."),
            remedy: "Run the program again; it starts a new engine.".into(),
        });
    }));
}

/// A message of a worker; `memory` and `port` come with [`FromWorker::Helper`].
fn from_worker(slot: Slot, message: FromWorker, memory: JsValue, port: JsValue) {
    with(|supervisor| supervisor.hear_worker(slot, message, memory, port));
}

/// Posts to the page.
fn tell(message: &FromSupervisor) {
    let _ = scope().post_message(&to_js(message));
}

/// A run that had not begun is over.
fn tell_stopped(run: RunId) {
    let summary = Summary { stopped: true, ..Summary::default() };
    tell(&FromSupervisor::Finished { run, status: -9, summary });
}

fn with<T>(act: impl FnOnce(&mut Supervisor) -> T) -> Option<T> {
    SUPERVISOR.with_borrow_mut(|supervisor| supervisor.as_mut().map(act))
}

impl Supervisor {
    fn warm_up(&mut self) {
        let wanted = (1 + cores()).clamp(*WARM.start(), *WARM.end()) as usize;
        self.plain.warm_up(wanted, &mut self.slots);
        if let Some(pool) = self.parallel.as_mut().filter(|_| self.free_threads) {
            pool.warm_up(wanted, &mut self.slots);
        }
    }

    fn hear_page(&mut self, message: ToSupervisor) {
        match message {
            ToSupervisor::Run(request) => {
                self.stop();
                self.begin(request, Task::Run);
            }
            ToSupervisor::Explore(exploration) => {
                self.stop();
                self.begin(exploration.request, Task::Explore(exploration.schedules));
            }
            ToSupervisor::Stop { run } => {
                if self.awaited.take(run).is_some() {
                    tell_stopped(run);
                } else if self.is_current(run) {
                    if self.run.as_mut().is_some_and(Run::ask_to_stop) { self.after() } else { self.stop() }
                }
            }
            ToSupervisor::Input { run, line } => self.steer(run, Steer::Input(line)),
            ToSupervisor::Pause { run } => self.steer(run, Steer::Pause),
            ToSupervisor::Resume { run } => self.steer(run, Steer::Resume),
            ToSupervisor::Step { run, step } => self.steer(run, Steer::Step(step)),
            ToSupervisor::Back { run } => match self.ended.take_if(|ended| ended.0.run == run) {
                Some((request, history)) => self.begin(request, Task::Back(history)),
                None => self.steer(run, Steer::Back),
            },
            ToSupervisor::Pick { run, worker, instructions } => {
                self.steer(run, Steer::Pick(worker, instructions))
            }
            ToSupervisor::Seen { run, weight } => {
                if self.is_current(run)
                    && let Some(run) = &mut self.run
                {
                    run.seen(weight);
                }
            }
        }
    }

    fn is_current(&self, run: RunId) -> bool {
        self.run.as_ref().is_some_and(|current| current.id() == run)
    }

    fn steer(&mut self, run: RunId, steer: Steer) {
        if self.is_current(run)
            && let Some(run) = &mut self.run
        {
            run.steer(steer);
            self.after();
        }
    }

    fn stop(&mut self) {
        if let Some(run) = self.awaited.give_up() {
            tell_stopped(run);
        }
        if let Some(run) = self.run.take() {
            run.stop();
            self.warm_up();
        }
    }

    fn begin(&mut self, request: RunRequest, task: Task) {
        self.ended = None;
        let parallel = request.spec.settings.driver == Driver::Web && !request.spec.settings.gil;
        if parallel {
            let free_threading = capabilities().free_threading;
            if !free_threading.available {
                return tell(&FromSupervisor::Failed {
                    run: Some(request.run),
                    message: free_threading.reason,
                    remedy: free_threading.remedy,
                });
            }
            self.free_threads = true;
            if self.parallel.is_none() {
                self.awaited.put(request);
                return self.load_parallel();
            }
        }
        let search = self.all_cores && matches!(task, Task::Explore(_));
        if search {
            // The first search does not wait for it.
            self.load_parallel();
        }
        let (pool, host) = match &mut self.parallel {
            Some(pool) if search => {
                let kept = self.searcher.take().map(|(host, _)| host);
                let host = kept.unwrap_or_else(|| pool.start_from(&self.own, &mut self.slots));
                (pool, Some(host))
            }
            Some(pool) if parallel => (pool, None),
            _ => (&mut self.plain, None),
        };
        let run = Run::begin(request, task, host, pool, &mut self.slots);
        self.run = Some(run);
        self.after();
    }

    /// Gets the free-threaded build, if it is not there or on its way. When it is there, the run that waits for it begins.
    fn load_parallel(&mut self) {
        if self.parallel.is_some() || std::mem::replace(&mut self.parallel_comes, true) {
            return;
        }
        let on_module = Closure::<dyn FnMut(JsValue)>::new(move |parts: JsValue| {
            // `worker.js` gives both.
            let part = |name: &str| Reflect::get(&parts, &name.into()).unwrap_or_default();
            let (module, script) = (part("module"), part("script").as_string().unwrap_or_default());
            with(|supervisor| {
                supervisor.parallel_comes = false;
                supervisor.parallel.get_or_insert_with(|| Pool::new(module.unchecked_into(), script, true));
                // Meanwhile the visitor may have stopped it, or begun another one.
                if let Some(request) = supervisor.awaited.ready() {
                    supervisor.begin(request, Task::Run);
                }
            });
        });
        let on_error = Closure::<dyn FnMut(JsValue)>::new(move |error: JsValue| {
            let awaited = with(|supervisor| {
                supervisor.parallel_comes = false;
                supervisor.awaited.ready()
            });
            if let Some(request) = awaited.flatten() {
                tell(&FromSupervisor::Failed {
                    run: Some(request.run),
                    message: format!("The free-threaded build of the engine did not load: {error:?}."),
                    remedy: "Check the network connection and run again, or switch the GIL on.".into(),
                });
            }
        });
        match self
            .load
            .call1(&JsValue::NULL, &"engine-ft".into())
            .and_then(|promise| promise.dyn_into::<Promise>())
        {
            Ok(promise) => {
                let _ = promise.then2(&on_module, &on_error);
            }
            // It is a function of `worker.js` that gives a promise.
            Err(error) => panic!("{error:?}"),
        }
        // The last ones may be called yet; there are never more than a few.
        self.loading.push(on_module);
        self.loading.push(on_error);
    }

    fn hear_worker(&mut self, slot: Slot, message: FromWorker, memory: JsValue, port: JsValue) {
        if let FromWorker::Crashed { message } = &message
            && (self.plain.discard(slot) || self.parallel.as_mut().is_some_and(|pool| pool.discard(slot)))
        {
            return tell(&FromSupervisor::Failed {
                run: None,
                message: format!("A worker did not start: {message}."),
                remedy: "Reload the page.".into(),
            });
        }
        let crash = match &message {
            FromWorker::Crashed { message } => Some(message),
            _ => None,
        };
        if crash.is_some() && self.searcher.take_if(|(host, _)| host.slot == slot).is_some() {
            return;
        }
        let Some(run) = &mut self.run else { return };
        if let Some(crash) = crash
            && let Some((request, schedules)) = run.search_by(slot)
        {
            // It need not take all cores.
            let told = format!("The search on all cores failed, and begins again on one: {crash}");
            web_sys::console::warn_1(&told.into());
            self.all_cores = false;
            self.run = None;
            return self.begin(request, Task::Explore(schedules));
        }
        let pool = match &mut self.parallel {
            Some(pool) if run.is_parallel() => pool,
            _ => &mut self.plain,
        };
        let ended = matches!(message, FromWorker::Ended { .. });
        if let FromWorker::Helper { bell } = message {
            run.help(slot, memory, bell, port, pool);
        } else {
            run.hear_worker(slot, message, pool, &mut self.slots);
        }
        // A program that starts processes again and again finds warm workers each time. They load now, when a core has become
        // free, and not when processes start: those would have to share the cores with them.
        if ended {
            self.warm_up();
        }
        self.after();
    }

    /// Sees to what a message has led to.
    fn after(&mut self) {
        if self.run.as_ref().is_some_and(Run::is_over)
            && let Some(mut run) = self.run.take()
        {
            if let Some(host) = run.take_searcher() {
                self.searcher = Some((host, now_ms() + IDLE));
            }
            self.ended = run.finish();
            self.warm_up();
        }
        let kept = self.searcher.as_ref().map(|(_, until)| *until);
        let due = self.run.as_ref().and_then(Run::due);
        self.turns.at(due.into_iter().chain(kept).min_by(f64::total_cmp));
    }

    fn turn(&mut self) {
        self.turns.begun();
        self.searcher.take_if(|(_, until)| *until <= now_ms());
        if let Some(run) = &mut self.run {
            let pool = match &mut self.parallel {
                Some(pool) if run.is_parallel() => pool,
                _ => &mut self.plain,
            };
            run.turn(pool, &mut self.slots);
        }
        self.after();
    }
}

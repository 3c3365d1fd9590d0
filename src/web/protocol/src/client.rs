//! The page's end: starts the supervisor worker, sends, receives, and replaces a supervisor that does not obey.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::{Exploration, FromSupervisor, RunId, RunRequest, Summary, ToSupervisor, from_js, to_js};

/// How long the supervisor may take to stop a run before it is terminated with all its workers.
const OBEY_MS: i32 = 100;

/// The page's hold on the engine. Dropping it ends every worker.
///
/// ```ignore
/// let client = Client::new("engine/worker.js", move |message| dispatch(Action::Engine(message)));
/// client.run(RunRequest { run: 1, spec: RunSpec::new(program), ..Default::default() });
/// ```
///
/// `Client::new` loads nothing but a worker script of a few hundred bytes in the page itself; the worker loads the engine.
pub struct Client {
    inner: Rc<Inner>,
}

struct Inner {
    url: String,
    on_message: Box<dyn Fn(FromSupervisor)>,
    supervisor: RefCell<Option<Supervisor>>,
    /// The run that was started last and has not ended.
    current: RefCell<Option<RunId>>,
    /// How often a run was started: one that has ended and is gone back in counts again.
    starts: Cell<u32>,
}

/// One worker and its listeners.
struct Supervisor {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _on_message_error: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        // Nested workers end with the worker that started them.
        self.worker.terminate();
    }
}

impl Client {
    /// Starts the supervisor from the worker script at `url` (the engine's files lie beside it). Every message goes to
    /// `on_message`, later and never from inside a call of this client; what goes wrong arrives as [`FromSupervisor::Failed`].
    pub fn new(url: &str, on_message: impl Fn(FromSupervisor) + 'static) -> Client {
        let inner = Rc::new(Inner {
            url: url.to_owned(),
            on_message: Box::new(on_message),
            supervisor: RefCell::new(None),
            current: RefCell::new(None),
            starts: Cell::new(0),
        });
        inner.start();
        Client { inner }
    }

    /// Runs a program; a run that is still going on is stopped first.
    pub fn run(&self, request: RunRequest) {
        self.begin(request.run, &ToSupervisor::Run(request));
    }

    /// Tries schedules of a program, in place of a run.
    pub fn explore(&self, exploration: Exploration) {
        self.begin(exploration.request.run, &ToSupervisor::Explore(exploration));
    }

    fn begin(&self, run: RunId, message: &ToSupervisor) {
        if self.inner.supervisor.borrow().is_none() {
            self.inner.start();
        }
        self.inner.now_runs(run);
        self.inner.send(message);
    }

    /// Ends a run. [`FromSupervisor::Finished`] arrives within about 100 ms, if need be because the whole supervisor was
    /// replaced.
    pub fn stop(&self, run: RunId) {
        if *self.inner.current.borrow() != Some(run) {
            return;
        }
        self.inner.send(&ToSupervisor::Stop { run });
        let (inner, starts) = (Rc::downgrade(&self.inner), self.inner.starts.get());
        after(OBEY_MS, move || {
            if let Some(inner) = inner.upgrade()
                && *inner.current.borrow() == Some(run)
                && inner.starts.get() == starts
            {
                inner.replace(run);
            }
        });
    }

    /// Goes back to where a simulated run held still before, also after its end.
    pub fn back(&self, run: RunId) {
        self.inner.now_runs(run);
        self.inner.send(&ToSupervisor::Back { run });
    }

    /// Sends any other message.
    pub fn send(&self, message: &ToSupervisor) {
        self.inner.send(message);
    }
}

impl Inner {
    fn now_runs(&self, run: RunId) {
        self.current.replace(Some(run));
        self.starts.set(self.starts.get().wrapping_add(1));
    }

    fn start(self: &Rc<Inner>) {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("interleave supervisor");
        let worker = match Worker::new_with_options(&self.url, &options) {
            Ok(worker) => worker,
            Err(error) => return self.fail_later(no_worker(&error)),
        };
        let weak = Rc::downgrade(self);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(inner) = weak.upgrade() else { return };
            match from_js::<FromSupervisor>(event.data()) {
                Ok(message) => inner.receive(message),
                Err(error) => inner.fail(
                    format!("The engine sent a message that this page does not understand: {error}."),
                    "Reload the page; if it stays, the page and the engine were built from different versions.",
                ),
            }
        });
        let weak = Rc::downgrade(self);
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            let Some(inner) = weak.upgrade() else { return };
            // An error without a message is a script that could not be fetched or is no module.
            // (It then is a plain event without that property, whatever its type here says.)
            let message =
                js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|message| message.as_string());
            let message = message.unwrap_or_default();
            let (message, remedy) = if message.is_empty() {
                (
                    format!("The worker script {} did not load.", inner.url),
                    "Check the network connection and reload the page; a browser from 2023 or later is needed.",
                )
            } else {
                (
                    format!("The engine's supervisor failed: {message}."),
                    "Run the program again; it starts a new engine.",
                )
            };
            inner.supervisor.take();
            inner.fail(message, remedy);
        });
        let weak = Rc::downgrade(self);
        let on_message_error = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            if let Some(inner) = weak.upgrade() {
                inner.fail("A message of the engine could not be read.".into(), "Run the program again.");
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_message_error.as_ref().unchecked_ref()));
        let first = js_sys::Object::new();
        set(&first, "role", &"supervisor".into());
        if let Err(error) = worker.post_message(&first) {
            return self.fail_later(no_worker(&error));
        }
        self.supervisor.replace(Some(Supervisor {
            worker,
            _on_message: on_message,
            _on_error: on_error,
            _on_message_error: on_message_error,
        }));
    }

    fn send(&self, message: &ToSupervisor) {
        if let Some(supervisor) = &*self.supervisor.borrow() {
            // Messages are plain data; posting them cannot fail.
            let _ = supervisor.worker.post_message(&to_js(message));
        }
    }

    fn receive(&self, message: FromSupervisor) {
        let current = *self.current.borrow();
        match &message {
            // Late news of a run that was stopped by force, and of which `Finished` was already told.
            FromSupervisor::Started { .. }
            | FromSupervisor::Events { .. }
            | FromSupervisor::Paused { .. }
            | FromSupervisor::Rewound { .. }
            | FromSupervisor::Files { .. }
            | FromSupervisor::Explored { .. }
            | FromSupervisor::Finished { .. }
                if current.is_none() =>
            {
                return;
            }
            FromSupervisor::Finished { run, .. } | FromSupervisor::Failed { run: Some(run), .. }
                if current == Some(*run) =>
            {
                self.current.replace(None);
            }
            // What failed is the supervisor itself, perhaps before it began: the next run starts another one.
            FromSupervisor::Failed { run: None, .. } => {
                self.supervisor.take();
            }
            _ => {}
        }
        (self.on_message)(message);
    }

    /// A supervisor that does not answer is ended, and a new one takes its place.
    fn replace(self: &Rc<Inner>, run: RunId) {
        self.supervisor.take();
        self.current.replace(None);
        self.start();
        (self.on_message)(FromSupervisor::WorkerCount { alive: 0 });
        let summary = Summary { stopped: true, ..Summary::default() };
        (self.on_message)(FromSupervisor::Finished { run, status: -9, summary });
    }

    fn fail(&self, message: String, remedy: &str) {
        let run = self.current.take();
        (self.on_message)(FromSupervisor::Failed { run, message, remedy: remedy.into() });
    }

    fn fail_later(self: &Rc<Inner>, (message, remedy): (String, &'static str)) {
        let weak = Rc::downgrade(self);
        after(0, move || {
            if let Some(inner) = weak.upgrade() {
                inner.fail(message, remedy);
            }
        });
    }
}

fn no_worker(error: &JsValue) -> (String, &'static str) {
    (
        format!("This browser did not start a Web Worker ({error:?})."),
        "Open the page in a current Firefox, Chrome, Edge or Safari, served over http(s).",
    )
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = js_sys::Reflect::set(object, &key.into(), value);
}

fn after(milliseconds: i32, then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::once_into_js(then);
        let _ = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), milliseconds);
    }
}

//! Threads at the same time: the free-threaded build.
//!
//! The process lies in this worker's memory, which is shared. The main thread runs here, between turns of the event loop; any
//! other ready thread is run by one of the *helpers*, Web Workers that instantiate the same module on the same memory. A
//! helper may block: it waits for a ready thread with `Atomics.wait`, at a bell that the supervisor can ring too. This worker
//! never waits for anything but the mutex, which is never held while Python runs. What a helper's thread asks of the supervisor
//! goes into the outbox, and a ping makes this worker take it from there.
//!
//! There is a helper for each thread up to [`MOST_HELPERS`]; more threads than that share them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard};

use interleave_engine::request::{Answer, Clock, Exit, Stream, SysCall};
use interleave_engine::{Interpreter, ThreadState};
use interleave_runtime::process::{Identity, over_time, refresh};
use interleave_runtime::{CallId, Host, Process};
use interleave_trace::Event;
use js_sys::{Atomics, Int32Array, WebAssembly};
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

use super::host::{WebHost, nanoseconds};
use super::{Next, SLICE};
use crate::helper::Helper;
use crate::scope;
use crate::wire::Start;

/// Web Workers of one process at most, beside the one of its main thread.
const MOST_HELPERS: usize = 32;

/// Instructions of one go: what a signal or an exit waits for at most.
const GO: u32 = 10_000;

/// The main thread's number.
const MAIN: u32 = 0;

static SHARED: Mutex<Option<Shared>> = Mutex::new(None);
/// The first word counts how often helpers were woken: a thread became ready, or the process ended. They wait until it changes.
/// The second one is set by the supervisor when it ends the process from outside: helpers that wait, or never come to an end,
/// would outlive it for the two seconds that browsers give a worker to return.
static BELL: [AtomicI32; 2] = [AtomicI32::new(0), AtomicI32::new(0)];
/// The process is further ahead of the page than it may be: helpers wait at the bell.
static HELD: AtomicBool = AtomicBool::new(false);
/// A ping is on its way to the main worker.
static PINGED: AtomicBool = AtomicBool::new(false);

/// What all workers of the process see.
struct Shared {
    process: Process,
    outbox: Outbox,
    epoch: f64,
}

/// What helpers want the main worker to do.
#[derive(Default)]
struct Outbox {
    calls: Vec<(CallId, Wish)>,
    events: Vec<Event>,
}

enum Wish {
    Call(SysCall),
    ReadLine,
    Cancel,
}

/// The host of threads that helpers run.
struct HelperHost<'a> {
    outbox: &'a mut Outbox,
    epoch: f64,
}

impl Host for HelperHost<'_> {
    fn clock(&mut self, clock: Clock) -> f64 {
        match clock {
            Clock::Wall => scope::now_ms() / 1e3,
            Clock::Monotonic => nanoseconds(self.epoch) as f64 / 1e9,
            // Of this worker: which threads it ran is not recorded.
            Clock::Process | Clock::Thread => (scope::now_ms() - self.epoch) / 1e3,
        }
    }

    fn write(&mut self, _: Stream, _: &str) {
        // The text is in the event that the process records beside it.
    }

    fn call(&mut self, id: CallId, call: SysCall) -> Option<Answer> {
        self.outbox.calls.push((id, Wish::Call(call)));
        None
    }

    fn read_line(&mut self, id: CallId) -> Option<Answer> {
        self.outbox.calls.push((id, Wish::ReadLine));
        None
    }

    fn cancel(&mut self, id: CallId) -> bool {
        self.outbox.calls.push((id, Wish::Cancel));
        false
    }

    fn emit(&mut self, event: Event) {
        self.outbox.events.push(event);
    }
}

impl Shared {
    fn split(&mut self) -> (&mut Process, HelperHost<'_>) {
        (&mut self.process, HelperHost { outbox: &mut self.outbox, epoch: self.epoch })
    }
}

fn shared() -> MutexGuard<'static, Option<Shared>> {
    SHARED.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The main worker's part.
pub(super) struct Runner {
    interpreter: Arc<Interpreter>,
    helpers: Vec<Helper>,
    /// Answers of calls that helpers' threads made, should their time be over.
    late: HashMap<CallId, Answer>,
}

impl Runner {
    pub(super) fn new(
        start: &Start,
        interpreter: Arc<Interpreter>,
        main: ThreadState,
        host: &mut WebHost,
    ) -> Runner {
        interpreter.set_parallel();
        let identity = Identity {
            pid: start.pid,
            name: start.name.clone(),
            parent: start.parent,
            signals: start.signals.clone(),
        };
        let mut process = Process::new(interpreter.clone(), main, identity, host, true);
        process.take_woken();
        *shared() = Some(Shared { process, outbox: Outbox::default(), epoch: start.epoch });
        Runner { interpreter, helpers: Vec::new(), late: HashMap::new() }
    }

    pub(super) fn complete(&mut self, id: CallId, answer: Answer, host: &mut WebHost) {
        self.late.remove(&id);
        if let Some(shared) = &mut *shared() {
            shared.process.complete(id, answer, host);
        }
    }

    pub(super) fn signal(&mut self, signal: i32, host: &mut WebHost) {
        if let Some(shared) = &mut *shared() {
            shared.process.signal(signal, host);
        }
        wake_helpers();
    }

    /// Whether helpers have to wait.
    pub(super) fn hold(&mut self, held: bool) {
        if HELD.swap(held, SeqCst) && !held {
            wake_helpers();
        }
    }

    pub(super) fn slice(&mut self, host: &mut WebHost) -> Next {
        let end = scope::now_ms() + SLICE;
        let mut guard = shared();
        loop {
            let Some(shared) = &mut *guard else { return Next::Wait(None) };
            PINGED.store(false, SeqCst);
            self.serve(shared, host);
            if let Some(status) = shared.process.exit_status() {
                wake_helpers();
                return Next::Ended(status);
            }
            if shared.process.next_deadline().is_some_and(|deadline| deadline <= host.now()) {
                shared.process.tick(host);
                // An alarm may have ended it.
                if shared.process.exit_status().is_some() {
                    continue;
                }
            }
            let Some(mut state) = shared.process.checkout(MAIN, host) else {
                self.see_to_woken(shared);
                if !shared.process.is_ready(MAIN) {
                    return Next::Wait(shared.process.next_deadline());
                }
                continue;
            };
            self.see_to_woken(shared);
            refresh(&mut self.interpreter, &shared.process);
            shared.process.begin_tally(&mut state, host);
            drop(guard);
            let exit = self.interpreter.run(&mut state, GO);
            guard = self::shared();
            let Some(shared) = &mut *guard else { return Next::Wait(None) };
            // What the main thread does next must not be known before what helpers did: it may be an effect of that.
            host.add_events(std::mem::take(&mut shared.outbox.events));
            shared.process.end_tally(MAIN, &mut state, host);
            shared.process.checkin(MAIN, state, exit, host);
            self.see_to_woken(shared);
            if shared.process.exit_status().is_none() && scope::now_ms() >= end {
                return Next::Soon;
            }
        }
    }

    /// Does what helpers' threads asked for.
    fn serve(&mut self, shared: &mut Shared, host: &mut WebHost) {
        while !shared.outbox.calls.is_empty() || !shared.outbox.events.is_empty() {
            host.add_events(std::mem::take(&mut shared.outbox.events));
            for (id, wish) in std::mem::take(&mut shared.outbox.calls) {
                let answer = match wish {
                    Wish::Call(call) => {
                        self.late.insert(id, over_time(&call));
                        let answer = host.call(id, call);
                        // Its event was in the outbox as well.
                        host.send_unsent();
                        answer
                    }
                    Wish::ReadLine => {
                        self.late.insert(id, Answer::None);
                        host.read_line(id)
                    }
                    Wish::Cancel => {
                        // The host that was asked said that an answer comes: it must.
                        let withdrawn = self.late.contains_key(&id) && host.cancel(id);
                        withdrawn.then(|| self.late.remove(&id).unwrap_or(Answer::None))
                    }
                };
                if let Some(answer) = answer {
                    self.late.remove(&id);
                    shared.process.complete(id, answer, host);
                }
            }
        }
    }

    /// Wakes helpers for threads that became ready, and starts more of them for new threads.
    fn see_to_woken(&mut self, shared: &mut Shared) {
        if shared.process.take_woken().iter().any(|thread| *thread != MAIN) {
            wake_helpers();
        }
        let others =
            (1..shared.process.thread_count()).filter(|thread| !shared.process.has_ended(*thread)).count();
        while self.helpers.len() < others.min(MOST_HELPERS) {
            self.helpers.push(Helper::new(BELL.as_ptr() as u32));
        }
    }
}

thread_local! {
    /// A helper's way to the main worker.
    static PORT: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
}

/// A helper's life: it ends with the process, whose main worker it reaches by this port.
pub(crate) fn help(port: MessagePort) {
    PORT.set(Some(port));
    let Some(mut interpreter) = shared().as_ref().map(|shared| shared.process.interpreter().clone()) else {
        return;
    };
    let mut guard = shared();
    loop {
        let Some(shared) = &mut *guard else { return };
        if shared.process.exit_status().is_some() || BELL[1].load(SeqCst) != 0 {
            ping();
            return;
        }
        let rings = BELL[0].load(SeqCst);
        let held = HELD.load(SeqCst);
        let next = shared.process.ready().find(|thread| *thread != MAIN && !held);
        let (process, mut host) = shared.split();
        let Some((thread, mut state)) =
            next.and_then(|thread| Some((thread, process.checkout(thread, &mut host)?)))
        else {
            if next.is_none() {
                drop(guard);
                if BELL[1].load(SeqCst) == 0 {
                    let _ = Atomics::wait(&words(), bell(), rings);
                }
                guard = self::shared();
            }
            continue;
        };
        refresh(&mut interpreter, process);
        process.begin_tally(&mut state, &mut host);
        let woken = process.take_woken();
        // Who waited for this thread's beginning.
        if !woken.is_empty() {
            announce(shared, &woken);
        }
        drop(guard);
        let exit = interpreter.run(&mut state, GO);
        let asked = matches!(exit, Exit::Request(_) | Exit::Finished(_) | Exit::Raised(_));
        guard = self::shared();
        let Some(shared) = &mut *guard else { return };
        let (process, mut host) = shared.split();
        process.end_tally(thread, &mut state, &mut host);
        process.checkin(thread, state, exit, &mut host);
        if asked {
            let woken = process.take_woken();
            announce(shared, &woken);
        }
    }
}

/// Tells whom it concerns what a thread's request or its beginning led to.
fn announce(shared: &Shared, woken: &[u32]) {
    let threads = shared.process.thread_count();
    // Events alone wait for the main worker's next turn, unless there are many.
    if !shared.outbox.calls.is_empty()
        || !shared.outbox.events.is_empty()
        || woken.contains(&MAIN)
        || woken.iter().any(|thread| *thread + 1 == threads)
        || shared.process.exit_status().is_some()
        || shared.process.next_deadline().is_some()
    {
        ping();
    }
    if woken.iter().any(|thread| *thread != MAIN) || shared.process.exit_status().is_some() {
        wake_helpers();
    }
}

/// Makes the helpers that wait look again.
fn wake_helpers() {
    BELL[0].fetch_add(1, SeqCst);
    let _ = Atomics::notify(&words(), bell());
}

/// The process's memory.
fn words() -> Int32Array {
    Int32Array::new(&wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>().buffer())
}

/// Where [`BELL`] is in it.
fn bell() -> u32 {
    BELL.as_ptr() as u32 / 4
}

/// Makes the main worker take a turn.
fn ping() {
    if !PINGED.swap(true, SeqCst) {
        PORT.with_borrow(|port| port.as_ref().map(|port| port.post_message(&JsValue::NULL)));
    }
}

//! One Python process, sans-IO: its threads, and what they wait for inside the process.
//!
//! A host drives it in one of two ways.
//!
//! **One thread at a time** (the GIL): call [`Process::run_slice`] again and again. It picks threads by CPython's rules
//! and says when nothing can run and until when:
//!
//! ```ignore
//! loop {
//!     match process.run_slice(&mut host, 100_000) {
//!         Slice::Ready => {}                                  // call it again, after a look at the mailbox
//!         Slice::Idle { deadline } => host.wait(deadline),    // until then, or until an answer arrives
//!         Slice::Exited { status } => break status,
//!     }
//!     for (id, answer) in host.mailbox() {
//!         process.complete(id, answer, &mut host);
//!     }
//! }
//! ```
//!
//! **Threads in parallel** (no GIL): the process lives behind a mutex, instructions run outside of it. Every Python
//! thread has an OS thread that does this (`interpreter` is [`Process::interpreter`], after `set_parallel`):
//!
//! ```ignore
//! let mut process = shared.lock();
//! loop {
//!     if process.exit_status().is_some() || process.has_ended(thread) {
//!         break;
//!     }
//!     let Some(mut state) = process.checkout(thread, &mut host) else {
//!         process = condvar.wait(process);                    // notified after every checkin, complete and tick
//!         continue;
//!     };
//!     refresh(&mut interpreter, &process);
//!     for woken in process.take_woken() { /* unpark who waited for this thread's beginning */ }
//!     process.begin_tally(&mut state, &mut host);
//!     drop(process);
//!     let exit = interpreter.run(&mut state, 10_000);         // small: signals and exits wait for it
//!     process = shared.lock();
//!     process.end_tally(thread, &mut state, &mut host);
//!     process.checkin(thread, state, exit, &mut host);
//!     for woken in process.take_woken() { /* unpark it, or start an OS thread for a new one */ }
//! }
//! ```
//!
//! In both ways somebody calls [`Process::tick`] when [`Process::next_deadline`] has come (`run_slice` does it itself).

mod call;
mod copy;
mod end;
mod exec;
mod lock;
mod queue;
mod request;
mod signals;
mod slice;
mod tally;
mod thread;
mod timer;
mod trace;
mod waiting;

use std::collections::VecDeque;
use std::sync::Arc;

use interleave_engine::request::{Answer, Exit, SignalAction};
use interleave_engine::{Interpreter, Lock, LockKind, Ref, Stage, ThreadState};
use interleave_trace::{Kind, State, Worker};
use rustc_hash::FxHashMap as HashMap;

use self::call::Call;
pub use self::call::{Room, bytes_in_pipe, over_time};
pub use self::exec::refresh;
use self::lock::LockTable;
use self::queue::QueueTable;
pub(crate) use self::signals::SIGCHLD;
pub use self::signals::{SIGINT, is_fatal};
pub use self::slice::Slice;
use self::thread::{Status, Thread, Wait};
use self::timer::Timers;
pub use self::trace::{SYSTEM, resource_of};
pub use self::waiting::{Waiting, WaitingFor};
use crate::{CallId, Host};

/// Who a process is, for its events.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its process id; the same as in the interpreter's settings.
    pub pid: u32,
    /// `Process.name`; `MainProcess` for the program itself.
    pub name: String,
    /// The worker that started it.
    pub parent: Option<Worker>,
    /// What signals do to it: of its [`Spawn`](interleave_engine::request::Spawn).
    pub signals: Vec<(i32, SignalAction)>,
}

/// See [`Process::retried_lock`].
pub(crate) struct RetriedLock {
    pub(crate) lock: Ref<Lock>,
    /// Of a class of the library.
    pub(crate) internal: bool,
    /// The thread would get it.
    pub(crate) open: bool,
}

/// What became of a thread that was checked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// It can go on at once: check it out again, or let another one run and tell [`Process::preempt`].
    Ready,
    /// It can go on, but asked to let others run first.
    Yielded,
    /// It waits; [`Process::take_woken`] will name it when it can go on.
    Waiting,
    /// Its function returned or raised.
    Ended,
    /// The process has ended; so says [`Process::exit_status`].
    Exited,
}

/// One Python process: its interpreter, its threads, and who waits for what.
pub struct Process {
    interpreter: Arc<Interpreter>,
    identity: Identity,
    /// By number; ended threads stay, so that numbers are never given twice.
    threads: Vec<Thread>,
    /// From a thread's ident to its number.
    numbers: HashMap<u64, u32>,
    next_ident: u64,
    /// Ready threads, the longest waiting first.
    ready: VecDeque<u32>,
    woken: Vec<u32>,
    locks: LockTable,
    queues: QueueTable,
    timers: Timers,
    calls: HashMap<CallId, Call>,
    call_count: u64,
    message_count: u64,
    switch_interval: f64,
    slice: slice::Gil,
    closeness: tally::Closeness,
    signals: signals::Signals,
    status: Option<i32>,
    tracing: bool,
    /// Whether events tell of all that orders what threads do.
    ordering: bool,
    /// The thread that is checked in made this process, a copy, and has another number now.
    renumbered: bool,
}

impl Process {
    /// A process about to execute its first instruction, in its main thread. Records that it started.
    /// Without `tracing` it emits no event (text is written anyway): for measurements, and for hosts that nobody watches.
    pub fn new(
        interpreter: Arc<Interpreter>,
        mut main: ThreadState,
        identity: Identity,
        host: &mut dyn Host,
        tracing: bool,
    ) -> Process {
        // A forked child's main thread keeps the ident that it had in its parent, as in CPython: locks of the heap name it.
        // New ones never repeat an ident of another process, so an inherited lock never looks like one's own.
        let first = (u64::from(identity.pid) << 20) + 1;
        if main.ident() == 0 {
            main.set_ident(first);
        }
        let signals = signals::Signals::new(&identity.signals);
        let mut process = Process {
            interpreter,
            identity,
            threads: Vec::new(),
            numbers: HashMap::default(),
            next_ident: first + 1,
            ready: VecDeque::new(),
            woken: Vec::new(),
            locks: LockTable::default(),
            queues: QueueTable::default(),
            timers: Timers::default(),
            calls: HashMap::default(),
            call_count: 0,
            message_count: 0,
            // sys.getswitchinterval() of CPython.
            switch_interval: 0.005,
            slice: slice::Gil::default(),
            closeness: tally::Closeness::default(),
            signals,
            status: None,
            tracing,
            ordering: false,
            renumbered: false,
        };
        let (name, parent) = (process.identity.name.clone(), process.identity.parent);
        process.add_thread(Box::new(main), name, false, parent, host);
        process
    }

    /// From now on its events tell of all that orders what workers do (see [`interleave_trace::Kind::Joined`]), of locks inside
    /// the library's classes too.
    pub fn record_ordering(&mut self) {
        self.ordering = true;
    }

    /// The interpreter, to run threads that are checked out.
    pub fn interpreter(&self) -> &Arc<Interpreter> {
        &self.interpreter
    }

    /// Who it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.identity.pid
    }

    /// Threads that can run, the longest waiting first.
    pub fn ready(&self) -> impl Iterator<Item = u32> + '_ {
        self.ready.iter().copied()
    }

    /// Whether this thread can run: is not checked out, waiting or ended.
    pub fn is_ready(&self, thread: u32) -> bool {
        self.threads.get(thread as usize).is_some_and(|thread| matches!(thread.status, Status::Ready { .. }))
    }

    /// The lock that a woken thread tries for when it runs.
    pub(crate) fn retried_lock(&self, thread: u32) -> Option<RetriedLock> {
        let slot = self.threads.get(thread as usize)?;
        let Status::Ready { retry: Some(lock) } = &slot.status else { return None };
        let label = lock.label();
        let mine = lock.kind() == LockKind::RLock && lock.owner() == Some(slot.ident);
        let internal = label.starts_with('_') || label.ends_with("()");
        Some(RetriedLock { lock: lock.clone(), internal, open: mine || !lock.locked() })
    }

    /// Whether this thread's function has returned or raised, or the process has ended.
    pub fn has_ended(&self, thread: u32) -> bool {
        self.threads.get(thread as usize).is_none_or(|thread| matches!(thread.status, Status::Ended))
    }

    /// Whether all other threads have ended.
    pub(crate) fn is_last(&self, thread: u32) -> bool {
        let mut others = (0..).zip(&self.threads).filter(|(number, _)| *number != thread);
        others.all(|(_, other)| matches!(other.status, Status::Ended))
    }

    /// Threads that became ready since last asked, new ones among them, in order. Threads that could go on after their
    /// checkin ([`After::Ready`], [`After::Yielded`]) are not repeated here.
    pub fn take_woken(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.woken)
    }

    /// `Thread.name` at its start; the process's name for its main thread.
    pub fn thread_name(&self, thread: u32) -> &str {
        self.threads.get(thread as usize).map_or("", |thread| &thread.name)
    }

    /// The file and line of the user's code that a thread is at; none while it is checked out or after its end.
    pub fn position(&self, thread: u32) -> Option<(String, u32)> {
        self.thread_state(thread)?.position()
    }

    /// The frames of a thread; none while it is checked out or after its end.
    pub fn thread_state(&self, thread: u32) -> Option<&ThreadState> {
        self.threads.get(thread as usize)?.state.as_deref()
    }

    /// The number of the thread with this ident.
    pub fn thread_number(&self, ident: u64) -> Option<u32> {
        self.numbers.get(&ident).copied()
    }

    /// `sys.getswitchinterval()`, in seconds.
    pub fn switch_interval(&self) -> f64 {
        self.switch_interval
    }

    /// Takes a ready thread out to run it with [`Interpreter::run`]; from now on it is running.
    ///
    /// None if it is not ready; a thread that was woken to try for a lock and found it taken again waits on.
    pub fn checkout(&mut self, thread: u32, host: &mut dyn Host) -> Option<Box<ThreadState>> {
        let Status::Ready { retry } = &mut self.threads.get_mut(thread as usize)?.status else { return None };
        let retry = retry.take();
        self.ready.retain(|ready| *ready != thread);
        if let Some(lock) = retry
            && !self.retry(thread, lock, host)
        {
            return None;
        }
        let slot = &mut self.threads[thread as usize];
        slot.status = Status::Running;
        let state = slot.state.take();
        let starter = slot.starter.take();
        let starting = state.as_ref().is_some_and(|state| state.stage() == Stage::Starting);
        self.show(thread, if starting { State::Starting } else { State::Running }, host);
        if let Some(starter) = starter {
            self.wake_starter(starter, host);
        }
        state
    }

    /// Puts a thread back after [`Interpreter::run`] and carries out what it asked for.
    ///
    /// A thread that can go on is at the back of [`Process::ready`], whatever was the reason.
    pub fn checkin(
        &mut self,
        thread: u32,
        state: Box<ThreadState>,
        exit: Exit,
        host: &mut dyn Host,
    ) -> After {
        if self.status.is_some() {
            return After::Exited;
        }
        if self.is_void(thread, state.serial()) {
            return After::Ended;
        }
        let slot = &mut self.threads[thread as usize];
        let begun = slot.shown == State::Starting && state.stage() != Stage::Starting;
        slot.state = Some(state);
        if begun {
            self.show(thread, State::Running, host);
        }
        self.close_dropped(host);
        let after = match exit {
            Exit::Budget => {
                self.go_on(thread, None);
                After::Ready
            }
            Exit::Finished(value) => self.finished(thread, &value, host),
            Exit::Raised(_) => self.raised(thread, host),
            Exit::Request(request) => self.request(thread, request, host),
        };
        if matches!(after, After::Exited | After::Ended) || std::mem::take(&mut self.renumbered) {
            after
        } else {
            let after = self.deliver_interrupt(thread, after, host);
            self.deliver_signals(thread, after, host)
        }
    }

    /// Whether what a thread that was checked out has done counts no more: its process has ended, or another thread has executed
    /// another program meanwhile.
    fn is_void(&self, thread: u32, serial: u64) -> bool {
        let slot = &self.threads[thread as usize];
        self.status.is_some() || slot.serial != serial || matches!(slot.status, Status::Ended)
    }

    /// Says that a ready thread was taken off its core or gave up the GIL for another one. Only the trace is concerned:
    /// without it the thread counts as running until it asks for something that waits.
    pub fn preempt(&mut self, thread: u32, host: &mut dyn Host) {
        if self.is_ready(thread) {
            self.show(thread, State::Ready, host);
        }
    }

    /// When [`Process::tick`] has something to do, on [`Clock::Monotonic`](interleave_engine::request::Clock).
    pub fn next_deadline(&self) -> Option<f64> {
        self.timers.next().map(crate::nanos::to_seconds)
    }

    /// Ends the sleeps and waits whose time has come.
    pub fn tick(&mut self, host: &mut dyn Host) {
        if self.timers.is_empty() {
            return;
        }
        let now = trace::now(host);
        while let Some(thread) = self.timers.due(now) {
            if thread == signals::ALARM {
                self.alarm_rings(host);
                continue;
            }
            self.threads[thread as usize].timer = None;
            self.time_is_over(thread, host);
        }
    }

    /// Exit status once the process has ended; negative for a signal. Nothing runs any more then.
    pub fn exit_status(&self) -> Option<i32> {
        self.status
    }

    /// A new thread at its first instruction, ready.
    fn add_thread(
        &mut self,
        state: Box<ThreadState>,
        name: String,
        daemon: bool,
        parent: Option<Worker>,
        host: &mut dyn Host,
    ) -> u32 {
        let number = self.threads.len() as u32;
        self.numbers.insert(state.ident(), number);
        self.threads.push(Thread::new(state, name.clone(), daemon));
        self.emit(number, Kind::Started { name, parent }, host);
        self.ready.push_back(number);
        self.woken.push(number);
        number
    }

    /// The thread, just checked in, can go on; nothing to record.
    fn go_on(&mut self, thread: u32, answer: Option<Answer>) {
        let slot = &mut self.threads[thread as usize];
        if let (Some(answer), Some(state)) = (answer, &mut slot.state) {
            state.answer(answer);
        }
        slot.status = Status::Ready { retry: None };
        self.ready.push_back(thread);
    }

    /// Ends a wait.
    fn wake(&mut self, thread: u32, answer: Answer, host: &mut dyn Host) {
        self.drop_timer(thread);
        // A thread woken to try for a lock, whose time is over before it could, is in the list already.
        self.ready.retain(|ready| *ready != thread);
        self.go_on(thread, Some(answer));
        self.woken.push(thread);
        self.show(thread, State::Ready, host);
    }

    /// Begins a wait.
    fn wait(
        &mut self,
        thread: u32,
        wait: Wait,
        deadline: Option<u64>,
        shown: State,
        host: &mut dyn Host,
    ) -> After {
        self.drop_timer(thread);
        let slot = &mut self.threads[thread as usize];
        slot.status = Status::Waiting(wait);
        slot.timer = deadline.map(|deadline| self.timers.add(deadline, thread));
        self.show(thread, shown, host);
        After::Waiting
    }

    fn drop_timer(&mut self, thread: u32) {
        if let Some(timer) = self.threads[thread as usize].timer.take() {
            self.timers.remove(timer);
        }
    }
}

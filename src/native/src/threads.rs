//! A process without a GIL: an OS thread for each Python thread, and one for the event loop.
//!
//! What threads wait for is kept in the [`Process`], behind a mutex; instructions are executed outside of it. A Python
//! thread that cannot go on parks its OS thread, and whoever makes it ready unparks that.

use std::collections::{BTreeSet, HashMap};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, Thread};

use interleave_runtime::Process;
use interleave_runtime::process::{After, refresh};

use crate::host::NativeHost;
use crate::sys;

/// Instructions between two looks at the process: signals and exits wait for it.
const BUDGET: u32 = 20_000;

struct Shared {
    state: Mutex<State>,
    /// Wakes the event loop.
    bell: OwnedFd,
}

struct State {
    process: Process,
    host: NativeHost,
    /// The OS threads of Python threads.
    threads: HashMap<u32, Thread>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked has ended the process: see `work`.
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Unparks the OS threads of Python threads that can go on, starting those that are new.
    fn wake(self: &Arc<Self>, state: &mut State) {
        for number in state.process.take_woken() {
            if let Some(thread) = state.threads.get(&number) {
                thread.unpark();
                continue;
            }
            let shared = self.clone();
            let name = state.process.thread_name(number).replace('\0', "");
            match thread::Builder::new().name(name).spawn(move || work(&shared, number)) {
                Ok(handle) => {
                    state.threads.insert(number, handle.thread().clone());
                }
                Err(error) => {
                    eprintln!("interleave: cannot start an OS thread: {error}");
                    std::process::exit(70);
                }
            }
        }
    }
}

/// Runs the process to its end: its exit status.
pub(crate) fn run(process: Process, host: NativeHost) -> i32 {
    process.interpreter().set_parallel();
    let bell = match sys::bell() {
        Ok(bell) => bell,
        Err(errno) => {
            eprintln!("interleave: {errno}");
            std::process::exit(70);
        }
    };
    let state = State { process, host, threads: HashMap::new() };
    let shared = Arc::new(Shared { state: Mutex::new(state), bell });
    serve(&shared)
}

/// The event loop.
fn serve(shared: &Arc<Shared>) -> i32 {
    let mut ready = BTreeSet::new();
    let stdin = std::io::stdin();
    loop {
        let (interests, input, wait) = {
            let mut guard = shared.lock();
            let state = &mut *guard;
            if let Some(status) = state.process.exit_status() {
                state.host.finish(status);
                return status;
            }
            if ready.contains(&stdin.as_raw_fd()) {
                state.host.read_input();
            }
            state.host.look(&ready);
            state.host.listen();
            for signal in state.host.signals.take(&ready) {
                state.process.signal(signal, &mut state.host);
            }
            state.process.tick(&mut state.host);
            for (id, answer) in state.host.take_done() {
                state.process.complete(id, answer, &mut state.host);
            }
            shared.wake(state);
            state.host.flush_trace();
            let now = state.host.now();
            // What waits since the semaphores were listened to is not yet counted among their waiters.
            let wait = if state.host.take_changed() || state.process.exit_status().is_some() {
                Some(0.0)
            } else {
                let deadline = state.process.next_deadline().map(|deadline| (deadline - now).max(0.0));
                match (deadline, state.host.room_patience()) {
                    (Some(wait), Some(patience)) => Some(wait.min(patience)),
                    (wait, patience) => wait.or(patience),
                }
            };
            (state.host.watched(), state.host.wants_input(), wait)
        };
        let mut polled: Vec<(BorrowedFd<'_>, bool)> =
            interests.iter().map(|(fd, write)| (fd.as_fd(), *write)).collect();
        polled.push((shared.bell.as_fd(), false));
        if input {
            polled.push((stdin.as_fd(), false));
        }
        let found = sys::wait_ready(&polled, wait);
        ready =
            polled.iter().zip(found).filter(|(_, found)| *found).map(|((fd, _), _)| fd.as_raw_fd()).collect();
        while sys::take_ring(shared.bell.as_fd()) {}
    }
}

/// The life of one Python thread.
fn work(shared: &Arc<Shared>, number: u32) {
    // A panic in one thread must not leave the others waiting for it: the process ends as a crashed one.
    let crash = Crash;
    let mut guard = shared.lock();
    let mut interpreter = guard.process.interpreter().clone();
    loop {
        if guard.process.exit_status().is_some() || guard.process.has_ended(number) {
            break;
        }
        let state = &mut *guard;
        let Some(mut thread) = state.process.checkout(number, &mut state.host) else {
            drop(guard);
            thread::park();
            guard = shared.lock();
            continue;
        };
        refresh(&mut interpreter, &state.process);
        shared.wake(state);
        state.process.begin_tally(&mut thread, &mut state.host);
        drop(guard);
        let exit = interpreter.run(&mut thread, BUDGET);
        guard = shared.lock();
        let state = &mut *guard;
        state.process.end_tally(number, &mut thread, &mut state.host);
        let earlier = state.process.next_deadline();
        let after = state.process.checkin(number, thread, exit, &mut state.host);
        if state.host.trace_patience() == Some(0.0) {
            state.host.flush_trace();
        }
        shared.wake(state);
        let later = state.process.next_deadline();
        let sooner = later.is_some_and(|later| earlier.is_none_or(|earlier| later < earlier));
        if state.host.take_changed() || sooner || after == After::Exited {
            sys::ring(shared.bell.as_fd());
        }
    }
    guard.threads.remove(&number);
    std::mem::forget(crash);
}

struct Crash;

impl Drop for Crash {
    fn drop(&mut self) {
        let _ = sys::kill(std::process::id(), 6);
        std::process::exit(70);
    }
}

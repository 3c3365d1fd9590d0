//! The event loop of a process with a GIL: everything on one OS thread.

use std::collections::BTreeSet;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

use interleave_runtime::Process;
use interleave_runtime::process::Slice;

use crate::host::NativeHost;
use crate::sys;

/// Instructions between two looks at the outside: about a millisecond or two, well below the switch interval.
const BUDGET: u64 = 50_000;

/// How long a process looks before it goes to sleep, at most, in nanoseconds: about as long as waking up takes. What one worker
/// waits for another one often does at once on another core.
const LONGEST: u64 = 20_000;
/// And at least, after it looked in vain many times.
const SHORTEST: u64 = 500;

/// How often one such look tries semaphores, which takes no system call: about as long as to ask the system once.
const TRIES: u32 = 20;

/// How often in a row a semaphore's coming free may keep a process from asking the system: it has signals to attend to.
const UNASKED: u32 = 100;

/// How a process without anything to do looks for it before it sleeps.
struct Looks {
    /// How long, in nanoseconds; 0: not at all.
    most: u64,
    /// How often in a row it found something without asking the system.
    unasked: u32,
}

/// Runs the process to its end: its exit status.
pub(crate) fn run(mut process: Process, mut host: NativeHost) -> i32 {
    let mut looks = Looks { most: if host.has_cores() { LONGEST } else { 0 }, unasked: 0 };
    let status = loop {
        let wait = match process.run_slice(&mut host, BUDGET) {
            Slice::Exited { status } => break status,
            Slice::Ready => Some(0.0),
            Slice::Idle { deadline } => deadline.map(|deadline| (deadline - host.now()).max(0.0)),
        };
        let wait = match (wait, host.room_patience()) {
            (Some(wait), Some(patience)) => Some(wait.min(patience)),
            (wait, patience) => wait.or(patience),
        };
        if wait != Some(0.0) || host.trace_patience() == Some(0.0) {
            host.flush_trace();
        }
        look(&mut host, wait, &mut looks, &mut process);
    };
    host.finish(status);
    // Nobody needs the heap any more: ending the process is faster than freeing every object.
    std::mem::forget(process);
    std::mem::forget(host);
    status
}

/// Waits for what calls wait for, and hands in the answers.
fn look(host: &mut NativeHost, seconds: Option<f64>, looks: &mut Looks, process: &mut Process) {
    let at_most = seconds.map_or(looks.most, |seconds| looks.most.min((seconds * 1e9) as u64));
    let begun = if at_most > 0 { sys::monotonic_nanos() } else { 0 };
    let mut found = if at_most > 0 { try_semaphores(host) } else { host.take_free() };
    looks.unasked = if found && at_most > 0 { (looks.unasked + 1) % UNASKED } else { 0 };
    if looks.unasked == 0 {
        let interests = host.watched();
        let mut polled: Vec<(BorrowedFd<'_>, bool)> =
            interests.iter().map(|(fd, write)| (fd.as_fd(), *write)).collect();
        let stdin = std::io::stdin();
        if host.wants_input() {
            polled.push((stdin.as_fd(), false));
        }
        let poll = |seconds| -> BTreeSet<RawFd> {
            let ready = sys::wait_ready(&polled, seconds);
            polled.iter().zip(ready).filter(|(_, ready)| *ready).map(|((fd, _), _)| fd.as_raw_fd()).collect()
        };
        let mut ready = BTreeSet::new();
        while !found && at_most > 0 {
            ready = poll(Some(0.0));
            found = !ready.is_empty() || try_semaphores(host);
            if sys::monotonic_nanos() - begun > at_most {
                break;
            }
        }
        if ready.is_empty() {
            let now = found || seconds == Some(0.0) || host.listen();
            ready = poll(if now { Some(0.0) } else { seconds });
        }
        if ready.contains(&stdin.as_raw_fd()) {
            host.read_input();
        }
        host.look(&ready);
        for signal in host.signals.take(&ready) {
            process.signal(signal, host);
        }
    }
    if at_most > 0 {
        // Where it was not long the next wait may be shorter; whoever waits for long looks less the next time.
        let soon = found || sys::monotonic_nanos() - begun < 2 * LONGEST;
        looks.most = if soon { LONGEST } else { (looks.most / 2).max(SHORTEST) };
    }
    for (id, answer) in host.take_done() {
        process.complete(id, answer, host);
    }
}

/// Tries for a moment what needs no system call.
fn try_semaphores(host: &mut NativeHost) -> bool {
    if !host.wants_semaphore() {
        return false;
    }
    for _ in 0..TRIES {
        if host.take_free() {
            return true;
        }
        std::hint::spin_loop();
    }
    false
}

//! The event loop of a process with a GIL: everything on one OS thread.

use std::collections::BTreeSet;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

use interleave_runtime::Process;
use interleave_runtime::process::Slice;

use crate::host::NativeHost;
use crate::sys;

/// Instructions between two looks at the outside: about a millisecond or two, well below the switch interval.
const BUDGET: u64 = 50_000;

/// How often a process looks before it goes to sleep, at most: 10 µs or so, about as long as waking up takes. What one
/// worker waits for another one often does at once on another core.
const LOOKS: u32 = 16;

/// Runs the process to its end: its exit status.
pub(crate) fn run(mut process: Process, mut host: NativeHost) -> i32 {
    let mut looks = if host.has_cores() { LOOKS } else { 0 };
    let status = loop {
        let wait = match process.run_slice(&mut host, BUDGET) {
            Slice::Exited { status } => break status,
            Slice::Ready => Some(0.0),
            Slice::Idle { deadline } => deadline.map(|deadline| (deadline - host.now()).max(0.0)),
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
fn look(host: &mut NativeHost, seconds: Option<f64>, looks: &mut u32, process: &mut Process) {
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
    if seconds != Some(0.0) && *looks > 0 {
        for _ in 0..*looks {
            ready = poll(Some(0.0));
            ready.extend(host.free_semaphores());
            if !ready.is_empty() {
                break;
            }
        }
        // Whoever waits in vain looks less often the next time.
        *looks = if ready.is_empty() { (*looks / 2).max(1) } else { LOOKS };
    }
    if ready.is_empty() {
        ready = poll(seconds);
    }
    drop(polled);
    if ready.contains(&stdin.as_raw_fd()) {
        host.read_input();
    }
    host.look(&ready);
    for signal in host.signals.take(&ready) {
        process.signal(signal, host);
    }
    for (id, answer) in host.take_done() {
        process.complete(id, answer, host);
    }
}

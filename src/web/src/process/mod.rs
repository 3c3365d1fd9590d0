//! A worker that hosts one Python process.
//!
//! Between two turns of its event loop it runs a slice of a few milliseconds, so answers, signals and grants are never far
//! away, and a process that waits costs nothing. How a slice is run depends on the build: [`gil`] one thread at a time,
//! [`parallel`] the main thread here and the others in workers of their own.

mod boot;
#[cfg(not(target_feature = "atomics"))]
mod gil;
mod host;
#[cfg(target_feature = "atomics")]
pub(crate) mod parallel;
mod shortcuts;

#[cfg(not(target_feature = "atomics"))]
use self::gil as runner;
#[cfg(target_feature = "atomics")]
use self::parallel as runner;

use std::cell::RefCell;

use interleave_engine::request::Answer;
use interleave_trace::{Event, Kind, TextStream, Worker};
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

use self::host::WebHost;
pub(crate) use self::host::{flush, later_than};
use self::runner::Runner;
use self::shortcuts::Direct;
use crate::scope::{self, SLICE, Turns};
use crate::shared::Buffer;
use crate::wire::{FromWorker, Start, ToWorker};

/// What a slice left behind.
enum Next {
    /// There is more to run.
    Soon,
    /// Nothing can run before an answer, or this moment of the monotonic clock.
    Wait(Option<f64>),
    /// The process has ended.
    Ended(i32),
}

struct Hosted {
    host: WebHost,
    runner: Runner,
    turns: Turns,
    on_ring: Closure<dyn FnMut(JsValue)>,
}

thread_local! {
    static HOSTED: RefCell<Option<Hosted>> = const { RefCell::new(None) };
}

/// Begins to host a process.
pub(crate) fn start(start: Start, buffer: Option<Buffer>) {
    let direct = Direct::new(buffer.clone());
    let mut host = WebHost::new(&start, buffer);
    let runner = match boot::boot(&start) {
        Ok((interpreter, main)) => {
            interpreter.set_shortcuts(Box::new(direct));
            Runner::new(&start, interpreter, main, &mut host)
        }
        Err(message) => return stillborn(&start, host, message),
    };
    let turns = Turns::new(turn);
    let on_ring = Closure::new(|_| {
        with(|hosted| hosted.host.heard());
        turn_unless_soon();
    });
    HOSTED.set(Some(Hosted { host, runner, turns, on_ring }));
    turn();
}

/// A message of the supervisor.
pub(crate) fn receive(message: ToWorker) {
    with(|hosted| match message {
        ToWorker::Answer { id, answer } => {
            hosted.host.answered(id);
            hosted.runner.complete(id, answer, &mut hosted.host);
        }
        ToWorker::Handoff { id, seat, message } if hosted.host.accepts(id, seat) => {
            hosted.runner.complete(id, Answer::Bytes(message), &mut hosted.host);
        }
        ToWorker::Seen { weight } => host::seen(weight),
        ToWorker::Signal { signal } => hosted.runner.signal(signal, &mut hosted.host),
        _ => {}
    });
    turn_unless_soon();
}

/// Another process can be reached by a port from now on.
pub(crate) fn meet(pid: u32, port: MessagePort) {
    with(|hosted| hosted.host.meet(pid, port));
}

/// A helper has something for this worker.
#[cfg(target_feature = "atomics")]
pub(crate) fn pinged() {
    turn_unless_soon();
}

fn with<T>(act: impl FnOnce(&mut Hosted) -> T) -> Option<T> {
    HOSTED.with_borrow_mut(|hosted| hosted.as_mut().map(act))
}

/// A process that waits goes on at once. One that runs has its turn anyway, after all messages that are there by now.
fn turn_unless_soon() {
    if with(|hosted| hosted.turns.is_soon()) == Some(false) {
        turn();
    }
}

/// Runs a slice and sees to the next turn.
fn turn() {
    let status = with(|hosted| {
        hosted.turns.begun();
        // As on a terminal: who writes faster than can be shown waits. `Seen` makes it go on.
        let held = host::is_far_ahead();
        hosted.runner.hold(held);
        if held {
            return None;
        }
        loop {
            for id in hosted.host.take_granted() {
                hosted.runner.complete(id, Answer::Bool(true), &mut hosted.host);
            }
            hosted.host.begin_slice();
            let next = hosted.runner.slice(&mut hosted.host);
            hosted.host.end_slice();
            match next {
                Next::Soon => {
                    hosted.host.flush();
                    hosted.turns.soon();
                }
                Next::Wait(deadline) => match hosted.host.listen() {
                    Ok(promise) => {
                        if let Some(promise) = promise {
                            let _ = promise.then(&hosted.on_ring);
                        }
                        hosted.host.flush();
                        let deadline = deadline.map(|deadline| hosted.host.moment(deadline));
                        let due = deadline.into_iter().chain(hosted.host.flush_due());
                        hosted.turns.at(due.min_by(f64::total_cmp));
                    }
                    Err(()) => continue,
                },
                Next::Ended(status) => {
                    hosted.host.flush_now();
                    return Some(status);
                }
            }
            return None;
        }
    });
    if let Some(Some(status)) = status {
        // The supervisor ends this worker; freeing its heap object by object would only delay that.
        if let Some(hosted) = HOSTED.take() {
            hosted.turns.at(None);
            std::mem::forget(hosted);
        }
        scope::post(&FromWorker::Ended { status, summary: None });
    }
}

/// A process whose image could not be loaded ends as one that raised in its first line.
fn stillborn(start: &Start, mut host: WebHost, message: String) {
    let worker = Worker { pid: start.pid, thread: 0 };
    let time = (host.now() * 1e9) as u64;
    let kinds = [
        Kind::Started { name: start.name.clone(), parent: start.parent },
        Kind::Text { stream: TextStream::Stderr, text: message },
        Kind::Exited { status: 1 },
    ];
    host.add_events(kinds.map(|kind| Event { time, worker, kind }).into());
    host.flush_now();
    scope::post(&FromWorker::Ended { status: 1, summary: None });
}

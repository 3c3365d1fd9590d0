//! The contract between one Python process and the driver that hosts it.
//!
//! [`crate::Process`] holds the interpreter of a process, its threads and everything its threads wait for *inside* the
//! process: locks, joins, sleeps, timeouts. It is sans-IO as the machine is: whoever hosts it gives it a [`Host`], runs its
//! threads, tells it the time, and hands in the answers that came later. The three drivers differ in who calls it:
//!
//! - `sim`: one scheduler owns many processes and picks which thread runs next; a [`crate::Hub`] answers the system calls.
//! - `web`: a Web Worker owns one process and runs slices between turns of its event loop; the supervisor's
//!   [`crate::Hub`] and shared memory answer.
//! - `native`: an OS process owns one process; sockets, shared memory and the OS answer.
//!
//! # Promises
//!
//! 1. A call of [`Host`] returns at once. What must wait is answered later through [`crate::Process::complete`], exactly once,
//!    unless [`Host::cancel`] withdrew it.
//! 2. Calls of one thread are carried out in the order made; calls of different threads in any order.
//! 3. Time never runs backwards. A sleep or timeout never ends early.
//! 4. Waiters of one lock, semaphore or channel are served in order of arrival.
//! 5. A process that ends, however it ends, no longer holds any handle: pipes see their end, `WaitProcess` its status.
//!    A semaphore it had taken stays taken, as in CPython.
//! 6. A process says what signals do to it ([`SysCall::SetSignal`], and [`Spawn`](interleave_engine::request::Spawn) for a
//!    child's first moment). A signal that has a handler, or is ignored, never ends it; one that ends it ends it also while
//!    it computes. Signals of one kind that come before the handler ran may be one.
//! 7. Errors are [`Answer::Raise`] with the class and the words of CPython on Linux.

use interleave_engine::request::{Answer, Clock, Stream, SysCall};
use interleave_trace::{Event, Resource};

/// Number of a system call that is under way, unique in its process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct CallId(pub u64);

impl CallId {
    /// Bits below the number of the thread.
    const COUNT_BITS: u32 = 40;

    pub(crate) fn new(thread: u32, count: u64) -> CallId {
        CallId(u64::from(thread) << CallId::COUNT_BITS | count & ((1 << CallId::COUNT_BITS) - 1))
    }

    /// The thread that made the call: a driver needs it as the parent of a process to start.
    pub fn thread(self) -> u32 {
        (self.0 >> CallId::COUNT_BITS) as u32
    }
}

/// Which of the two [`Host::copy`] comes back in.
pub enum Copied {
    /// The process that was copied: the pid of its child, or an error.
    Original(Answer),
    /// The copy.
    Copy {
        /// Its own pid.
        pid: u32,
        /// Chance of its own, as [`interleave_engine::Settings::entropy`].
        entropy: u64,
    },
}

/// What a driver offers to a process.
pub trait Host {
    /// Reads a clock, in seconds. [`Clock::Monotonic`] is the time base of sleeps, timeouts and events.
    fn clock(&mut self, clock: Clock) -> f64;

    /// Takes text; never waits. Text of one thread stays in order.
    fn write(&mut self, stream: Stream, text: &str);

    /// Begins a system call. `Some` answers it at once; with `None` the answer comes later through
    /// [`crate::Process::complete`] with the same `id`.
    ///
    /// Handles that a driver gives out are even, and the two ends of a pipe are `h` and `h + 1`: so a trace knows both ends as
    /// one pipe ([`crate::process::resource_of`]). A message comes with eight bytes more than the program sent: its number,
    /// which the receiving `Process` takes off again.
    fn call(&mut self, id: CallId, call: SysCall) -> Option<Answer>;

    /// Begins reading a line of standard input, answered as a call is, with [`Answer::Text`].
    fn read_line(&mut self, id: CallId) -> Option<Answer>;

    /// Withdraws a call whose time is over; no answer will come. `false`: too late, or not for this side to decide. Then an
    /// answer must come in any case: the result, or [`crate::process::over_time`] of the call.
    fn cancel(&mut self, id: CallId) -> bool;

    /// Copies the process, with this thread alone, for a request that only comes if [`interleave_engine::Settings::copies`] is
    /// set. `input`: as in [`interleave_engine::request::Spawn`].
    fn copy(&mut self, thread: u32, name: &str, input: bool) -> Copied {
        let _ = (thread, name, input);
        Copied::Original(Answer::Raise {
            class: "NotImplementedError".into(),
            message: "this driver does not copy processes".into(),
            errno: None,
        })
    }

    /// Told of everything that can be held or waited for when it first appears, with its kind, whether events are recorded or
    /// not: for drivers that name it to people.
    fn created(&mut self, resource: Resource, kind: &str) {
        let _ = (resource, kind);
    }

    /// Records an event of this process.
    fn emit(&mut self, event: Event);
}

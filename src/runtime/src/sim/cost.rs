//! What things cost, in virtual nanoseconds.

use interleave_engine::request::{Exit, Request, StartMethod, SysCall};
use serde::{Deserialize, Serialize};

/// The cost model. The defaults are CPython 3.11's on Linux on a desktop computer, measured with loops of `timeit` kind and
/// rounded to one digit: the simulator shows proportions, it does not predict a machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Costs {
    /// One instruction. CPython takes 10 ns for arithmetic on small ints, 50 and more where objects are made.
    pub instruction: u64,
    /// Putting another worker on a core, or handing over the GIL: what `perf bench sched pipe` gives per switch.
    pub switch: u64,
    /// Acquiring or releasing a lock of `threading`: half of an uncontended `acquire` and `release`.
    pub lock: u64,
    /// Acquiring or releasing a semaphore between processes (`sem_wait`, `sem_post`).
    pub semaphore: u64,
    /// Reading or writing an item of shared memory through ctypes.
    pub shared: u64,
    /// Sending or receiving a message: pickling and a `write` or `read` of a pipe.
    pub message: u64,
    /// Every KiB of a message.
    pub kilobyte: u64,
    /// `print` to a terminal.
    pub write: u64,
    /// `Thread.start`: creating an OS thread.
    pub thread_start: u64,
    /// `Process.start` with `fork`.
    pub fork: u64,
    /// Until a process started with `spawn` executes its first instruction: a new Python imports its library first.
    pub spawn: u64,
    /// The same with `forkserver`, whose server is a Python already.
    pub forkserver: u64,
    /// Any other request.
    pub other: u64,
}

impl Default for Costs {
    fn default() -> Costs {
        Costs {
            instruction: 30,
            switch: 2_000,
            lock: 50,
            semaphore: 100,
            shared: 70,
            message: 6_000,
            kilobyte: 50,
            write: 2_000,
            thread_start: 50_000,
            fork: 1_000_000,
            spawn: 40_000_000,
            forkserver: 5_000_000,
            other: 50,
        }
    }
}

impl Costs {
    /// Nothing takes time but to sleep and to wait.
    pub const NONE: Costs = Costs {
        instruction: 0,
        switch: 0,
        lock: 0,
        semaphore: 0,
        shared: 0,
        message: 0,
        kilobyte: 0,
        write: 0,
        thread_start: 0,
        fork: 0,
        spawn: 0,
        forkserver: 0,
        other: 0,
    };

    /// What the worker pays for the way it came back from its slice.
    pub(super) fn of(&self, exit: &Exit) -> u64 {
        match exit {
            Exit::Budget => 0,
            Exit::Finished(_) | Exit::Raised(_) => self.other,
            Exit::Request(request) => match request {
                Request::Acquire { .. } | Request::Release { .. } => self.lock,
                Request::Write { .. } => self.write,
                Request::StartThread { .. } => self.thread_start,
                Request::System { call, .. } => self.of_call(call),
                // A new Python imports its library first.
                Request::Execute { .. } => self.spawn,
                _ => self.other,
            },
        }
    }

    fn of_call(&self, call: &SysCall) -> u64 {
        match call {
            SysCall::Send { message, .. } => self.message + message.len() as u64 * self.kilobyte / 1024,
            SysCall::Receive { .. } | SysCall::Poll { .. } | SysCall::WaitAny { .. } => self.message,
            SysCall::SemAcquire { .. } | SysCall::SemRelease { .. } => self.semaphore,
            SysCall::SharedRead { .. } | SysCall::SharedWrite { .. } => self.shared,
            // Whatever the method, the parent makes one system call for it.
            SysCall::Spawn(_) => self.fork,
            _ => self.other,
        }
    }

    /// Until a started process runs.
    pub(super) fn of_start(&self, method: StartMethod) -> u64 {
        match method {
            StartMethod::Fork => self.fork,
            StartMethod::Spawn => self.spawn,
            StartMethod::Forkserver => self.forkserver,
        }
    }
}

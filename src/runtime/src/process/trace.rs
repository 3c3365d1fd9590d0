//! What a process records. Every driver gets the same events because only this file and its callers make them.

use interleave_engine::request::{Clock, Handle, Timeout};
use interleave_trace::{Event, Kind, Resource, State, Worker};

use super::Process;
use crate::Host;

/// What a thread waits for that has no resource of its own: the driver is at work (it starts a process, say).
pub const SYSTEM: Resource = Resource { pid: 0, id: 0 };

/// The resource that a handle belongs to. Both ends of a pipe are one resource: see the rule in [`crate::Host::call`].
pub fn resource_of(handle: Handle) -> Resource {
    Resource { pid: 0, id: handle & !1 }
}

/// Time since the run began.
pub(super) fn now(host: &mut dyn Host) -> u64 {
    crate::nanos::from_seconds(host.clock(Clock::Monotonic))
}

/// When a wait that begins now is over.
pub(super) fn deadline(timeout: Timeout, host: &mut dyn Host) -> Option<u64> {
    match timeout {
        Timeout::Never | Timeout::Forever => None,
        Timeout::Seconds(seconds) => Some(now(host).saturating_add(crate::nanos::span(seconds))),
        Timeout::Until(nanoseconds) => Some(nanoseconds),
    }
}

impl Process {
    pub(super) fn worker(&self, thread: u32) -> Worker {
        Worker { pid: self.identity.pid, thread }
    }

    pub(super) fn emit(&self, thread: u32, kind: Kind, host: &mut dyn Host) {
        if self.tracing {
            let time = now(host);
            self.emit_at(time, thread, kind, host);
        }
    }

    pub(super) fn emit_at(&self, time: u64, thread: u32, kind: Kind, host: &mut dyn Host) {
        if self.tracing {
            host.emit(Event { time, worker: self.worker(thread), kind });
        }
    }

    /// Records that there is something new to be held or waited for.
    pub(super) fn created(&self, thread: u32, resource: Resource, kind: String, host: &mut dyn Host) {
        host.created(resource, &kind);
        self.emit(thread, Kind::Created { resource, kind }, host);
    }

    /// Records that a thread knows of another worker's end.
    pub(super) fn joined(&self, thread: u32, worker: Worker, host: &mut dyn Host) {
        if self.ordering {
            self.emit(thread, Kind::Joined { worker }, host);
        }
    }

    /// Records a state, unless it is what the trace shows already.
    pub(super) fn show(&mut self, thread: u32, state: State, host: &mut dyn Host) {
        let shown = &mut self.threads[thread as usize].shown;
        if *shown != state {
            *shown = state.clone();
            self.emit(thread, Kind::State(state), host);
        }
    }

    /// The state of a thread as the trace shows it.
    pub fn state(&self, thread: u32) -> Option<&State> {
        self.threads.get(thread as usize).map(|thread| &thread.shown)
    }

    /// How many threads it has had, the ended ones included. They are numbered from 0, the main thread.
    pub fn thread_count(&self) -> u32 {
        self.threads.len() as u32
    }
}

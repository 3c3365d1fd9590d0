//! What the simulator offers to its processes.

use std::collections::{BTreeMap, VecDeque};

use interleave_engine::request::{Answer, Clock, Stream, SysCall};
use interleave_trace::{Event, Resource};

use crate::{CallId, Host, Hub, nanos};

/// Text that a process wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Who.
    pub pid: u32,
    /// Where to.
    pub stream: Stream,
    /// What.
    pub text: String,
}

/// What all processes share.
pub(super) struct World {
    pub(super) hub: Hub,
    /// Virtual nanoseconds since the run began.
    pub(super) now: u64,
    pub(super) epoch: f64,
    pub(super) events: Vec<Event>,
    pub(super) output: Vec<Output>,
    pub(super) stdin: Stdin,
    /// Resources as people call them: `Lock 2`.
    pub(super) names: BTreeMap<Resource, String>,
    counts: BTreeMap<String, u32>,
}

/// Standard input of the first process, and of those it shares it with.
pub(super) struct Stdin {
    pub(super) lines: VecDeque<String>,
    pub(super) open: bool,
    /// Reads that wait for a line.
    pub(super) waiting: VecDeque<(u32, CallId)>,
}

impl World {
    pub(super) fn new(hub: Hub, epoch: f64, stdin: Stdin) -> World {
        World {
            hub,
            now: 0,
            epoch,
            events: Vec::new(),
            output: Vec::new(),
            stdin,
            names: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }
}

/// One process's view of it, while it is being served.
pub(super) struct SimHost<'a> {
    pub(super) pid: u32,
    /// Nanoseconds that the process has run, and that the thread being served has.
    pub(super) process_time: u64,
    pub(super) thread_time: u64,
    pub(super) world: &'a mut World,
}

impl Host for SimHost<'_> {
    fn clock(&mut self, clock: Clock) -> f64 {
        match clock {
            Clock::Wall => self.world.epoch + nanos::to_seconds(self.world.now),
            Clock::Monotonic => nanos::to_seconds(self.world.now),
            Clock::Process => nanos::to_seconds(self.process_time),
            Clock::Thread => nanos::to_seconds(self.thread_time),
        }
    }

    fn write(&mut self, stream: Stream, text: &str) {
        self.world.output.push(Output { pid: self.pid, stream, text: text.into() });
    }

    fn call(&mut self, id: CallId, call: SysCall) -> Option<Answer> {
        let now = self.clock(Clock::Wall);
        self.world.hub.set_time(now);
        self.world.hub.call(self.pid, id, call)
    }

    fn read_line(&mut self, id: CallId) -> Option<Answer> {
        let stdin = &mut self.world.stdin;
        if !self.world.hub.reads_input(self.pid) {
            return Some(Answer::Text(String::new()));
        }
        if let Some(line) = stdin.lines.pop_front() {
            return Some(Answer::Text(line));
        }
        if !stdin.open {
            return Some(Answer::Text(String::new()));
        }
        stdin.waiting.push_back((self.pid, id));
        None
    }

    fn cancel(&mut self, id: CallId) -> bool {
        let waiting = &mut self.world.stdin.waiting;
        let before = waiting.len();
        waiting.retain(|call| *call != (self.pid, id));
        waiting.len() < before || self.world.hub.cancel(self.pid, id)
    }

    fn created(&mut self, resource: Resource, kind: &str) {
        let count = self.world.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        self.world.names.insert(resource, format!("{kind} {count}"));
    }

    fn emit(&mut self, event: Event) {
        self.world.events.push(event);
    }
}

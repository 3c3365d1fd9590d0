//! A process and a host with a clock of its own.

use std::collections::VecDeque;

use interleave_engine::request::{Answer, Clock, Stream, SysCall};
use interleave_engine::{Interpreter, Program, Settings};
use interleave_runtime::process::{Identity, Process};
use interleave_runtime::{CallId, Host, Hub};
use interleave_trace::Event;

/// Time goes on by a step at each look at the clock.
pub(crate) struct TestHost {
    pub(crate) hub: Hub,
    pub(crate) pid: u32,
    pub(crate) now: f64,
    pub(crate) step: f64,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) events: Vec<Event>,
    pub(crate) reads: VecDeque<CallId>,
}

impl Host for TestHost {
    fn clock(&mut self, _clock: Clock) -> f64 {
        self.now += self.step;
        self.now
    }

    fn write(&mut self, stream: Stream, text: &str) {
        match stream {
            Stream::Stdout => self.stdout += text,
            Stream::Stderr => self.stderr += text,
        }
    }

    fn call(&mut self, id: CallId, call: SysCall) -> Option<Answer> {
        self.hub.call(self.pid, id, call)
    }

    fn read_line(&mut self, id: CallId) -> Option<Answer> {
        self.reads.push_back(id);
        None
    }

    fn cancel(&mut self, id: CallId) -> bool {
        let waiting = self.reads.contains(&id);
        self.reads.retain(|read| *read != id);
        waiting || self.hub.cancel(self.pid, id)
    }

    fn emit(&mut self, event: Event) {
        self.events.push(event);
    }
}

pub(crate) fn start(program: &str) -> (Process, TestHost) {
    let mut hub = Hub::new();
    let pid = hub.start_first();
    let (stdout, stderr) = (String::new(), String::new());
    let mut host = TestHost {
        hub,
        pid,
        now: 0.0,
        step: 1e-5,
        stdout,
        stderr,
        events: Vec::new(),
        reads: VecDeque::new(),
    };
    let interpreter = Interpreter::new(Settings { pid, ..Settings::of(Program::new("main.py", program)) });
    let state = interpreter.main_thread();
    let identity = Identity { pid, name: "MainProcess".into(), parent: None, signals: Vec::new() };
    let process = Process::new(interpreter, state, identity, &mut host, true);
    (process, host)
}

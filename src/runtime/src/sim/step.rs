//! The loop of the simulation.

use std::sync::Arc;

use interleave_engine::operation::Subject;
use interleave_engine::request::{Exit, Request, Timeout};
use interleave_engine::rewind::let_lie;
use interleave_engine::{Interpreter, ThreadState};
use interleave_trace::{Event, Kind, Worker};

use super::host::SimHost;
use super::policy::{Choice, Decision, Policy};
use super::{Core, Hosted, Limit, Progress, Simulation, Starting, Timing, Work, deadlock};
use crate::hub::Effect;
use crate::process::{After, Identity, is_fatal};
use crate::{Process, nanos};

/// What is to be done with an idle core.
enum Decided {
    /// This worker runs, for so many instructions.
    Run(Worker, u32),
    /// See [`Choice::LET_TIME_PASS`].
    LetTimePass,
    /// Somebody else must choose.
    Nothing,
}

impl Simulation {
    /// Gives work to idle cores, then goes on to the next moment at which something happens, and does it.
    pub(super) fn step(&mut self) -> Progress {
        if self.settings.schedule.timing != Timing::Modelled {
            // What takes no time has happened before anybody decides.
            self.arrive();
            self.tick();
        }
        if !self.dispatch() {
            return Progress::Choose;
        }
        if self.instructions >= self.settings.max_instructions {
            return Progress::Limit(Limit::Instructions);
        }
        let Some(next) = self.next_moment() else { return self.standstill() };
        self.world.now = self.world.now.max(next);
        if nanos::to_seconds(self.world.now) > self.settings.max_seconds {
            return Progress::Limit(Limit::Time);
        }
        self.arrive();
        self.tick();
        for core in 0..self.cores.len() {
            self.serve(core);
        }
        Progress::Running
    }

    /// Calls into a process, with its host, then collects who became ready. `thread` is the one being served.
    pub(super) fn with<R>(
        &mut self,
        pid: u32,
        thread: u32,
        action: impl FnOnce(&mut Process, &mut SimHost<'_>) -> R,
    ) -> Option<R> {
        let hosted = self.processes.get_mut(&pid)?;
        let mut host = SimHost {
            pid,
            process_time: hosted.run_time,
            thread_time: hosted.thread_times.get(thread as usize).copied().unwrap_or_default(),
            world: &mut self.world,
        };
        let result = action(&mut hosted.process, &mut host);
        let woken = hosted.process.take_woken();
        for thread in woken {
            let worker = Worker { pid, thread };
            if !self.ready.contains(&worker) {
                self.ready.push_back(worker);
                self.note_woken(worker);
            }
        }
        Some(result)
    }

    /// Takes in a new process.
    pub(super) fn host(&mut self, identity: Identity, interpreter: Arc<Interpreter>, main: ThreadState) {
        let pid = identity.pid;
        let mut host = SimHost { pid, process_time: 0, thread_time: 0, world: &mut self.world };
        let mut process = Process::new(interpreter, main, identity, &mut host, self.settings.tracing);
        process.take_woken();
        if self.settings.accesses > 0 {
            process.record_ordering();
        }
        let gil = self.settings.gil;
        let hosted = Hosted { process, gil, run_time: 0, thread_times: Vec::new(), lines: Vec::new() };
        self.processes.insert(pid, hosted);
        self.hosted += 1;
        let worker = Worker { pid, thread: 0 };
        self.ready.push_back(worker);
        self.note_woken(worker);
    }

    /// Gives work to idle cores as long as there is some. False: the visitor must choose.
    fn dispatch(&mut self) -> bool {
        for core in 0..self.cores.len() {
            while matches!(self.cores[core].work, Work::Idle) {
                let runnable = self.runnable();
                if runnable.is_empty() {
                    break;
                }
                let (worker, quantum) = match self.decide(core, &runnable) {
                    Decided::Run(worker, quantum) => (worker, quantum),
                    Decided::LetTimePass => {
                        self.let_time_pass();
                        continue;
                    }
                    Decided::Nothing => return false,
                };
                self.preempt_last(core, worker);
                self.ready.retain(|ready| *ready != worker);
                (self.cores[core].quantum, self.cores[core].granted) = (quantum, quantum);
                self.put_on(core, worker);
            }
            // Its worker could go on but found no place: another core has its process's GIL.
            if matches!(self.cores[core].work, Work::Idle)
                && let Some(last) = self.cores[core].last
                && self.ready.contains(&last)
            {
                self.with(last.pid, last.thread, |process, host| process.preempt(last.thread, host));
            }
        }
        true
    }

    fn decide(&mut self, core: usize, runnable: &[Worker]) -> Decided {
        let last = self.cores[core].last.filter(|_| !self.cores[core].yielded);
        let slice = self.slice(runnable[0]);
        let slot = &self.cores[core];
        let decision = Decision {
            runnable,
            previous: runnable.iter().position(|worker| Some(*worker) == last),
            core: core as u32,
            slice,
            instructions: self.instructions,
            spent: slot.quantum == 0 && slot.granted >= slice,
        };
        let picked = self.picked.take().and_then(|(worker, instructions)| {
            let index = runnable.iter().position(|other| *other == worker)? as u32;
            Some(Choice { index, instructions: instructions.max(1) })
        });
        let Some(choice) = picked.or_else(|| self.policy.choose(&decision)) else { return Decided::Nothing };
        if choice == Choice::LET_TIME_PASS {
            return Decided::LetTimePass;
        }
        self.choices.push(choice);
        let index = (choice.index as usize).min(runnable.len() - 1);
        Decided::Run(runnable[index], choice.instructions.max(1))
    }

    /// The time slice in instructions.
    fn slice(&self, worker: Worker) -> u32 {
        match self.processes.get(&worker.pid) {
            Some(hosted) if hosted.gil => {
                let interval = nanos::span(hosted.process.switch_interval());
                (interval / self.settings.costs.instruction.max(1)).clamp(1, u64::from(u32::MAX)) as u32
            }
            _ => self.settings.time_slice,
        }
    }

    /// Whoever was on this core until now and could go on must make room; so must the last holder of the GIL, on any core.
    fn preempt_last(&mut self, core: usize, next: Worker) {
        let gil = self.processes.get(&next.pid).is_some_and(|hosted| hosted.gil);
        for other in 0..self.cores.len() {
            if let Some(last) = self.cores[other].last
                && last != next
                && (other == core || gil && last.pid == next.pid)
                && self.ready.contains(&last)
            {
                self.preemptions += u64::from(other == core && !self.cores[core].yielded);
                self.with(last.pid, last.thread, |process, host| process.preempt(last.thread, host));
            }
        }
    }

    /// Ready, and its process's GIL is free.
    pub(super) fn can_run(&self, worker: Worker) -> bool {
        let Some(hosted) = self.processes.get(&worker.pid) else { return false };
        hosted.process.is_ready(worker.thread)
            && !(hosted.gil && self.cores.iter().any(|core| core.holds_gil_of(worker.pid)))
    }

    /// Begins to run a worker's instructions on an idle core, a grain of what it was granted.
    fn put_on(&mut self, core: usize, worker: Worker) {
        let Worker { pid, thread } = worker;
        let Some(Some(mut state)) = self.with(pid, thread, |process, host| process.checkout(thread, host))
        else {
            return;
        };
        let Some(interpreter) = self.processes.get(&pid).map(|hosted| hosted.process.interpreter().clone())
        else {
            return;
        };
        let slot = &mut self.cores[core];
        let switch = if slot.last.is_none_or(|last| last == worker) { 0 } else { self.settings.costs.switch };
        slot.last = Some(worker);
        slot.yielded = false;
        let one_by_one = self.lines_left > 0 || self.accesses.left > 0;
        let budget = if one_by_one { 1 } else { slot.quantum.min(self.settings.grain) };
        if self.stepping.is_none() {
            self.record_access(worker, &state);
        }
        let before = state.instructions();
        let (exit, at_operation) = if self.stepping.is_some() {
            self.run_step(worker, &interpreter, &mut state)
        } else {
            (interpreter.run(&mut state, budget), false)
        };
        let count = state.instructions() - before;
        let slot = &mut self.cores[core];
        slot.quantum = slot.quantum.saturating_sub(count.min(u64::from(u32::MAX)) as u32);
        if at_operation {
            slot.quantum = 0;
        }
        self.instructions += count;
        let time = count * self.settings.costs.instruction;
        if let Some(hosted) = self.processes.get_mut(&pid) {
            hosted.run_time += time;
            let index = thread as usize;
            if hosted.thread_times.len() <= index {
                hosted.thread_times.resize(index + 1, 0);
            }
            hosted.thread_times[index] += time;
        }
        let until = self.world.now + switch + time;
        self.cores[core].work = Work::Running { worker, state, exit, until };
    }

    pub(super) fn next_moment(&self) -> Option<u64> {
        let cores = self.cores.iter().filter_map(Core::until);
        let deadlines = self.processes.values().filter_map(|hosted| hosted.process.next_deadline());
        let arrivals = self.starting.keys().map(|key| key.0);
        cores.chain(deadlines.map(nanos::from_seconds)).chain(arrivals.take(1)).min()
    }

    /// Processes whose time has come begin to run.
    pub(super) fn arrive(&mut self) {
        while let Some(entry) = self.starting.first_entry()
            && entry.key().0 <= self.world.now
        {
            let pid = entry.key().1;
            let Starting { parent, spawn, signals } = entry.remove();
            match Interpreter::from_image(self.engine_settings(pid, parent.pid), &spawn.image) {
                Ok((interpreter, main)) => {
                    let identity =
                        Identity { pid, name: spawn.name, parent: Some(parent), signals: spawn.signals };
                    self.host(identity, interpreter, main);
                    for signal in signals {
                        self.signal(pid, signal);
                    }
                }
                Err(error) => {
                    let text = format!("Process {} could not start: {error}\n", spawn.name);
                    let stream = interleave_engine::request::Stream::Stderr;
                    self.world.output.push(super::Output { pid, stream, text });
                    self.world.hub.exited(pid, 1);
                    self.settle();
                }
            }
        }
    }

    pub(super) fn tick(&mut self) {
        let now = self.world.now;
        let is_due = |hosted: &Hosted| {
            hosted.process.next_deadline().is_some_and(|deadline| nanos::from_seconds(deadline) <= now)
        };
        let due: Vec<u32> =
            self.processes.iter().filter(|(_, hosted)| is_due(hosted)).map(|(pid, _)| *pid).collect();
        for pid in due {
            let exited = self.with(pid, 0, |process, host| {
                process.tick(host);
                process.exit_status().is_some()
            });
            // An alarm may have ended it.
            if exited == Some(true) {
                self.bury(pid);
            }
            self.settle();
        }
    }

    /// What this core was at takes effect, if its time has come.
    fn serve(&mut self, core: usize) {
        if self.cores[core].until().is_none_or(|until| until > self.world.now) {
            return;
        }
        match std::mem::take(&mut self.cores[core].work) {
            Work::Idle => {}
            Work::Paying { then: None, .. } => {}
            Work::Paying { then: Some(worker), .. } => self.go_on(core, worker),
            Work::Running { worker, state, exit, .. } => self.come_back(core, worker, state, exit),
        }
    }

    /// The worker keeps its core while it has instructions left.
    fn go_on(&mut self, core: usize, worker: Worker) {
        if self.cores[core].quantum > 0 && self.picked.is_none() {
            self.put_on(core, worker);
        } else if self.processes.get(&worker.pid).is_some_and(|hosted| hosted.process.is_ready(worker.thread))
        {
            self.ready.push_back(worker);
        }
    }

    fn come_back(&mut self, core: usize, worker: Worker, state: Box<ThreadState>, exit: Exit) {
        let Worker { pid, thread } = worker;
        if !self.processes.contains_key(&pid) {
            return;
        }
        if self.lines_left > 0 {
            self.record_line(worker, state.position());
        }
        self.record_request(worker, &state, &exit);
        if self.settings.schedule.timing != Timing::Modelled {
            self.wait_by_clock(worker, &exit);
        }
        let cost = self.settings.costs.of(&exit);
        let exit = match self.settings.schedule.timing {
            Timing::Any => hurried(exit),
            Timing::Modelled | Timing::Idle => exit,
        };
        let budget = matches!(exit, Exit::Budget);
        let ident = state.ident();
        let after = self.with(pid, thread, |process, host| process.checkin(thread, state, exit, host));
        let until = self.world.now + cost;
        match after {
            Some(After::Ready) if budget => self.go_on(core, worker),
            Some(After::Ready) => self.cores[core].work = Work::Paying { until, then: Some(worker) },
            Some(After::Yielded) => {
                self.ready.push_back(worker);
                self.cores[core].yielded = true;
                self.cores[core].work = Work::Paying { until, then: None };
            }
            Some(after @ (After::Waiting | After::Ended)) => {
                if after == After::Ended {
                    self.note_end(Subject::Thread(ident));
                }
                self.cores[core].work = Work::Paying { until, then: None };
            }
            Some(After::Exited) | None => self.bury(pid),
        }
        self.settle();
    }

    /// Where nothing takes time, a worker that looks at the clock until some time has gone by would do so for ever: it goes by faster
    /// and faster while a worker asks for nothing else.
    fn wait_by_clock(&mut self, worker: Worker, exit: &Exit) {
        const LOOKS: u32 = 50;
        const DOUBLING: u32 = 4;
        const LONGEST: u32 = 30;
        match exit {
            Exit::Request(Request::Clock(_)) => {
                let looks = self.clock_looks.entry(worker).or_default();
                *looks += 1;
                if let Some(more) = looks.checked_sub(LOOKS) {
                    self.world.now += 1_000 << (more / DOUBLING).min(LONGEST);
                }
            }
            Exit::Request(_) => {
                self.clock_looks.remove(&worker);
            }
            _ => {}
        }
    }

    /// Does what the hub's calls led to, until nothing more comes of it.
    pub(super) fn settle(&mut self) {
        loop {
            let effects = self.world.hub.take_effects();
            if effects.is_empty() {
                return;
            }
            for effect in effects {
                match effect {
                    Effect::Answer { pid, id, answer } => {
                        self.with(pid, id.thread(), |process, host| process.complete(id, answer, host));
                    }
                    Effect::Start { pid, parent, spawn } => {
                        let arrival = self.world.now + self.settings.costs.of_start(spawn.method);
                        self.starting.insert((arrival, pid), Starting { parent, spawn, signals: Vec::new() });
                    }
                    Effect::Signal { pid, signal, .. } => self.signal(pid, signal),
                }
            }
        }
    }

    pub(super) fn signal(&mut self, pid: u32, signal: i32) {
        // It may not have come to its first instruction yet.
        if let Some(key) = self.starting.keys().copied().find(|key| key.1 == pid)
            && let Some(starting) = self.starting.get_mut(&key)
        {
            let action = starting
                .spawn
                .signals
                .iter()
                .find(|(number, _)| *number == signal)
                .map(|(_, action)| *action);
            if is_fatal(signal, action) {
                self.starting.remove(&key);
                self.world.hub.exited(pid, -signal);
            } else {
                starting.signals.push(signal);
            }
        }
        let exited = self.with(pid, 0, |process, host| {
            process.signal(signal, host);
            process.exit_status().is_some()
        });
        if exited == Some(true) {
            self.bury(pid);
        }
        self.settle();
    }

    /// Takes out a process that has ended.
    fn bury(&mut self, pid: u32) {
        let Some(hosted) = self.processes.remove(&pid) else { return };
        let status = hosted.process.exit_status().unwrap_or(-9);
        self.ready.retain(|worker| worker.pid != pid);
        self.world.stdin.waiting.retain(|call| call.0 != pid);
        if pid == self.first_pid {
            self.first_status = Some(status);
            if let Some(early) = self.early_modules {
                self.late_modules = hosted.process.interpreter().library_modules(early);
            }
        }
        self.note_exit(pid, hosted.process.thread_count());
        self.world.hub.exited(pid, status);
        // It takes longer to free an interpreter, object by object, than many a run takes.
        let_lie(hosted);
    }

    /// Nothing happens any more.
    fn standstill(&mut self) -> Progress {
        match self.first_status {
            Some(status) => {
                // Those that are left wait for ever and nobody waits for them.
                let pids: Vec<u32> = self.processes.keys().copied().collect();
                for pid in pids {
                    self.signal(pid, 9);
                }
                Progress::Finished { status }
            }
            None if !self.world.stdin.waiting.is_empty() => Progress::Input,
            None => Progress::Deadlock(deadlock::describe(self.processes(), &self.world.names)),
        }
    }

    fn record_line(&mut self, worker: Worker, position: Option<(String, u32)>) {
        let (Some(position), Some(hosted)) = (position, self.processes.get_mut(&worker.pid)) else { return };
        let index = worker.thread as usize;
        if hosted.lines.len() <= index {
            hosted.lines.resize(index + 1, None);
        }
        if hosted.lines[index].as_ref() != Some(&position) {
            hosted.lines[index] = Some(position.clone());
            self.lines_left -= 1;
            let kind = Kind::Line { file: position.0, line: position.1 };
            self.world.events.push(Event { time: self.world.now, worker, kind });
        }
    }
}

/// The same request of a worker whose time is over at once. What waits for a notification keeps its time: it would never get one.
fn hurried(exit: Exit) -> Exit {
    let Exit::Request(request) = exit else { return exit };
    Exit::Request(match request {
        Request::Sleep { .. } => Request::Sleep { seconds: 0.0 },
        Request::Acquire { lock, timeout: Timeout::Seconds(_) } if !lock.label().ends_with("()") => {
            Request::Acquire { lock, timeout: Timeout::Never }
        }
        Request::JoinThread { ident, timeout: Timeout::Seconds(_) } => {
            Request::JoinThread { ident, timeout: Timeout::Never }
        }
        Request::System { call, timeout: Timeout::Seconds(_) } => {
            Request::System { call, timeout: Timeout::Never }
        }
        other => other,
    })
}

impl Core {
    fn until(&self) -> Option<u64> {
        match &self.work {
            Work::Idle => None,
            Work::Running { until, .. } | Work::Paying { until, .. } => Some(*until),
        }
    }

    fn holds_gil_of(&self, pid: u32) -> bool {
        match &self.work {
            Work::Running { worker, .. } | Work::Paying { then: Some(worker), .. } => worker.pid == pid,
            _ => false,
        }
    }
}

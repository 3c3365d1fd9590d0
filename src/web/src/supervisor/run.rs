//! One run: its processes, what lies between them, its input and its trace.

use std::collections::{BTreeMap, HashMap, VecDeque};

use interleave_engine::request::{Answer, Spawn, SysCall};
use interleave_protocol::flow::{self, Flow};
use interleave_protocol::{Exploration, FromSupervisor, Left, RunId, RunRequest, Summary};
use interleave_run::Driver;
use interleave_runtime::hub::Effect;
use interleave_runtime::process::over_time;
use interleave_runtime::{CallId, Hub};
use interleave_trace::Worker;
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

use super::handoffs::{Course, Handoffs};
use super::pool::{Host, Pool, Slot};
use super::{BATCH, tell};
use crate::capabilities::capabilities;
use crate::files;
use crate::scope::now_ms;
use crate::shared::{Arena, Buffer, Seat};
use crate::stepper::History;
use crate::tracks::Tracks;
use crate::wire::{FromWorker, Start, Steer, ToWorker};

/// The program itself.
const FIRST: u32 = 1;
const SIGKILL: i32 = 9;

/// Milliseconds that events are held back, for those that happened before them and come later: what goes on in shared memory is
/// told twice a slice, and the supervisor need not hear of it otherwise.
const HOLD: f64 = 20.0;

/// Milliseconds a process may take to obey a signal that ends it; then its worker is terminated.
const OBEY: f64 = 50.0;

/// A process of the run that has not ended.
struct Hosted {
    host: Host,
    /// A signal that ends it is under way, and when patience is over.
    doomed: Option<(i32, f64)>,
}

/// What a request is about.
pub(super) enum Task {
    /// A run.
    Run,
    /// A simulated run that ended, to go back in it.
    Back(History),
    /// The same program under so many schedules.
    Explore(u32),
}

pub(super) struct Run {
    request: RunRequest,
    /// When it began.
    epoch: f64,
    hub: Hub,
    arena: Option<Arena<Buffer>>,
    handoffs: Option<Handoffs>,
    listens: bool,
    processes: BTreeMap<u32, Hosted>,
    pids: HashMap<Slot, u32>,
    /// What calls under way are answered when their time is over.
    late: HashMap<(u32, CallId), Answer>,
    input: Input,
    tracks: Tracks,
    flow: Flow<u32>,
    next_batch: f64,
    told_workers: u32,
    most_workers: u32,
    started: u32,
    status: i32,
    summary: Option<Summary>,
    /// What a simulated run has left in its files.
    left: Option<Left>,
    /// What leads to the stops of a simulated run that has ended.
    history: Option<History>,
    asked_to_stop: bool,
    /// How many schedules are tried on all cores.
    search: Option<u32>,
    /// The worker that has done so.
    searcher: Option<Host>,
}

/// Standard input of the first process, and of those it shares it with.
struct Input {
    lines: VecDeque<String>,
    open: bool,
    /// Calls, with the process that made them.
    waiting: VecDeque<(u32, CallId)>,
}

impl Run {
    /// Begins it. `searcher`: a worker that can search on all cores, for [`Task::Explore`].
    pub(super) fn begin(
        mut request: RunRequest,
        task: Task,
        searcher: Option<Host>,
        pool: &mut Pool,
        slots: &mut Slot,
    ) -> Run {
        let capabilities = capabilities();
        let real = request.spec.settings.driver == Driver::Web;
        let input = Input {
            lines: if real { std::mem::take(&mut request.spec.stdin.lines).into() } else { VecDeque::new() },
            open: request.spec.stdin.open,
            waiting: VecDeque::new(),
        };
        let epoch = now_ms();
        let mut hub = Hub::new();
        hub.files_mut().add_sources(request.spec.program.texts());
        let words = (real && capabilities.isolated).then(Buffer::new);
        let arena = words.clone().map(Arena::create);
        let mut run = Run {
            epoch,
            hub,
            handoffs: words.map(|words| Handoffs::new(Arena::join(words))),
            arena,
            listens: capabilities.async_wait,
            processes: BTreeMap::new(),
            pids: HashMap::new(),
            late: HashMap::new(),
            input,
            tracks: Tracks::default(),
            flow: Flow::default(),
            next_batch: epoch,
            told_workers: 0,
            most_workers: 0,
            started: 0,
            status: 0,
            summary: None,
            left: None,
            history: None,
            asked_to_stop: false,
            search: None,
            searcher: None,
            request,
        };
        tell(&FromSupervisor::Started { run: run.id() });
        let pid = run.hub.start_first();
        if real {
            run.start(pid, None, pool, slots);
        } else {
            let request = run.request.clone();
            let first = match task {
                Task::Run => ToWorker::Simulate(Box::new(request), None),
                Task::Back(history) => ToWorker::Simulate(Box::new(request), Some(history)),
                Task::Explore(schedules) => {
                    run.search = searcher.is_some().then_some(schedules);
                    ToWorker::Explore(Box::new(Exploration { request, schedules }))
                }
            };
            let host = searcher.unwrap_or_else(|| pool.take(slots));
            run.host(pid, host, &first);
        }
        run
    }

    pub(super) fn id(&self) -> RunId {
        self.request.run
    }

    pub(super) fn is_parallel(&self) -> bool {
        self.search.is_some()
            || self.request.spec.settings.driver == Driver::Web && !self.request.spec.settings.gil
    }

    /// What is searched for on all cores by this worker.
    pub(super) fn search_by(&self, slot: Slot) -> Option<(RunRequest, u32)> {
        let schedules = self.search.filter(|_| self.pids.contains_key(&slot))?;
        Some((self.request.clone(), schedules))
    }

    /// The worker of a search on all cores that has come to its end, for the next one.
    pub(super) fn take_searcher(&mut self) -> Option<Host> {
        self.searcher.take()
    }

    /// All processes have ended: also those that outlive the program itself.
    pub(super) fn is_over(&self) -> bool {
        self.processes.is_empty()
    }

    /// When [`Run::turn`] has something to do.
    pub(super) fn due(&self) -> Option<f64> {
        let batch = (!self.tracks.is_empty()).then_some(self.next_batch);
        let doomed = self.processes.values().filter_map(|hosted| Some(hosted.doomed?.1));
        let owed = self.handoffs.as_ref().and_then(Handoffs::due);
        doomed.chain(batch).chain(owed).min_by(f64::total_cmp)
    }

    /// Sends events that have waited long enough, ends processes that do not obey.
    pub(super) fn turn(&mut self, pool: &mut Pool, slots: &mut Slot) {
        let now = now_ms();
        let late: Vec<(u32, i32)> = self
            .processes
            .iter()
            .filter_map(|(pid, hosted)| {
                hosted.doomed.filter(|(_, end)| *end <= now).map(|doomed| (*pid, doomed.0))
            })
            .collect();
        for (pid, signal) in late {
            self.died(pid, -signal, "");
        }
        while let Some(((pid, id), call)) = self.handoffs.as_mut().and_then(Handoffs::overdue) {
            if let Some(answer) = self.call(pid, id, call, None) {
                self.answer(pid, id, answer);
            }
        }
        self.see_to_effects(pool, slots);
        if now >= self.next_batch {
            let real = self.request.spec.settings.driver == Driver::Web;
            self.send_events(if real { nanoseconds(now - HOLD - self.epoch) } else { u64::MAX });
            self.next_batch = now + BATCH;
        }
    }

    /// Asks a simulation to end, so that it can tell what it has left. False if there is none: then it is stopped at once.
    pub(super) fn ask_to_stop(&mut self) -> bool {
        let simulated = self.request.spec.settings.driver == Driver::Sim;
        let Some(hosted) = self.processes.get_mut(&FIRST).filter(|_| simulated) else { return false };
        if hosted.doomed.is_none() {
            hosted.host.post(&ToWorker::Steer(Steer::Stop));
            hosted.doomed = Some((SIGKILL, now_ms() + OBEY));
            self.asked_to_stop = true;
        }
        true
    }

    /// Ends everything at once.
    pub(super) fn stop(mut self) {
        for pid in self.processes.keys().copied().collect::<Vec<_>>() {
            self.tracks.end(pid, -SIGKILL, "", nanoseconds(now_ms() - self.epoch));
        }
        self.processes.clear();
        self.status = -SIGKILL;
        let mut summary = self.summary.take().unwrap_or_default();
        summary.stopped = true;
        self.summary = Some(summary);
        // It is not gone back in: another one takes its place.
        let _ = self.finish();
    }

    /// Tells the page that it is over. What is needed to go back in it is left.
    pub(super) fn finish(mut self) -> Option<(RunRequest, History)> {
        self.send_events(u64::MAX);
        self.tell_workers();
        // A simulation that did not end in time when it was asked to has no summary.
        let unsaid = Summary { stopped: self.asked_to_stop, ..Summary::default() };
        let mut summary = self.summary.take().unwrap_or(unsaid);
        if self.request.spec.settings.driver == Driver::Web {
            summary.seconds = (now_ms() - self.epoch) / 1e3;
            summary.workers = self.most_workers;
            summary.processes = self.started;
            summary.seed = self.request.spec.settings.seed;
        }
        let left =
            self.left.take().unwrap_or_else(|| files::left(self.hub.files(), &self.request.spec.program));
        if !left.files.is_empty() {
            tell(&FromSupervisor::Files { run: self.id(), files: left.files, more: left.more });
        }
        tell(&FromSupervisor::Finished { run: self.id(), status: self.status, summary });
        Some((self.request, self.history?))
    }

    pub(super) fn steer(&mut self, steer: Steer) {
        match steer {
            _ if self.request.spec.settings.driver == Driver::Sim => {
                if let Some(hosted) = self.processes.get(&FIRST) {
                    hosted.host.post(&ToWorker::Steer(steer));
                }
            }
            Steer::Input(line) => {
                self.input.lines.push_back(line);
                self.feed();
            }
            // Only the simulator can hold still, and only it is asked to stop.
            Steer::Stop | Steer::Pause | Steer::Resume | Steer::Step(_) | Steer::Back | Steer::Pick(..) => {}
        }
    }

    /// A process wants one more worker for its threads.
    pub(super) fn help(&mut self, slot: Slot, memory: JsValue, bell: u32, port: JsValue, pool: &Pool) {
        if let Some(hosted) = self.pids.get(&slot).and_then(|pid| self.processes.get_mut(pid)) {
            pool.help(&mut hosted.host, memory, bell, port);
            self.tell_workers();
        }
    }

    pub(super) fn hear_worker(&mut self, slot: Slot, message: FromWorker, pool: &mut Pool, slots: &mut Slot) {
        let Some(pid) = self.pids.get(&slot).copied() else { return };
        match message {
            FromWorker::Call { id, call, waits, seat } => {
                let answer = self.call(pid, id, call, seat);
                // First: a process that signals itself meets the signal before it goes on.
                self.see_to_effects(pool, slots);
                if let Some(answer) = answer.filter(|_| waits) {
                    self.answer(pid, id, answer);
                }
                self.introduce();
            }
            FromWorker::ReadLine { id } if self.hub.reads_input(pid) => {
                self.input.waiting.push_back((pid, id));
                self.feed();
            }
            FromWorker::ReadLine { id } => self.answer(pid, id, Answer::Text(String::new())),
            FromWorker::Cancel { id } => {
                let was_reading = self.input.waiting.contains(&(pid, id));
                if was_reading {
                    self.input.waiting.retain(|waiting| *waiting != (pid, id));
                    self.answer(pid, id, Answer::None);
                } else if self.hub.cancel(pid, id) {
                    let answer = self.late.remove(&(pid, id)).unwrap_or(Answer::None);
                    self.answer(pid, id, answer);
                }
            }
            FromWorker::Ring { pid } => {
                if let Some(hosted) = self.processes.get(&pid) {
                    hosted.host.post(&ToWorker::Ring);
                }
            }
            FromWorker::Library(library) => pool.learn(library),
            FromWorker::Events(events) => {
                self.flow.recorded(pid, flow::weight(&events));
                self.tracks.add(events);
                self.let_go();
            }
            FromWorker::Threads(below) => {
                if let Some(hosted) = self.processes.get_mut(&pid) {
                    hosted.host.below = below;
                    self.tell_workers();
                }
            }
            // Comes by `help`.
            FromWorker::Helper { .. } => {}
            FromWorker::Ended { status, summary } => {
                if summary.is_some() {
                    self.summary = summary;
                }
                self.ended(pid, status, true);
                self.see_to_effects(pool, slots);
            }
            FromWorker::Left(left) => self.left = Some(left),
            FromWorker::Explored(found) => tell(&FromSupervisor::Explored { run: self.id(), found }),
            FromWorker::Paused { time, places, choose, stops, round, variables } => {
                self.send_events(u64::MAX);
                tell(&FromSupervisor::Paused {
                    run: self.id(),
                    time,
                    places,
                    choose,
                    stops,
                    round,
                    variables,
                });
            }
            FromWorker::Rewound { lines } => {
                self.tracks = Tracks::default();
                self.flow.forget();
                self.let_go();
                self.left = None;
                tell(&FromSupervisor::Rewound { run: self.id(), lines });
            }
            FromWorker::History(history) => self.history = Some(history),
            FromWorker::Failed { message, remedy } => {
                tell(&FromSupervisor::Failed { run: Some(self.id()), message, remedy });
                self.ended(pid, 1, true);
                self.see_to_effects(pool, slots);
            }
            FromWorker::Crashed { message } => {
                let hint = if message.contains("unreachable") || message.contains("out of memory") {
                    " (most often: out of memory; a process may use 1 GiB)"
                } else {
                    ""
                };
                let text =
                    format!("Fatal Python error: the Web Worker of process {pid} failed: {message}{hint}\n");
                // What CPython's own crashes end with: SIGABRT.
                self.died(pid, -6, &text);
                self.see_to_effects(pool, slots);
            }
        }
    }

    /// The page has drawn events.
    pub(super) fn seen(&mut self, weight: u64) {
        self.flow.seen(weight);
        self.let_go();
    }

    /// Tells processes that they may go on, as far as the page has come.
    fn let_go(&mut self) {
        while let Some((pid, weight)) = self.flow.let_go() {
            if let Some(hosted) = self.processes.get(&pid) {
                hosted.host.post(&ToWorker::Seen { weight });
            }
        }
    }

    fn call(&mut self, pid: u32, id: CallId, call: SysCall, seat: Option<Seat>) -> Option<Answer> {
        let over_time = over_time(&call);
        self.hub.set_time(now_ms() / 1e3);
        let course = match &mut self.handoffs {
            Some(handoffs) => handoffs.call(&mut self.hub, (pid, id), call, seat),
            None => Course::Hub(self.hub.call(pid, id, call)),
        };
        self.forget_served();
        match course {
            Course::Hub(None) => {
                self.late.insert((pid, id), over_time);
                None
            }
            Course::Hub(answer) => answer,
            Course::Served => None,
        }
    }

    fn forget_served(&mut self) {
        for caller in self.handoffs.as_mut().map(Handoffs::take_served).unwrap_or_default() {
            self.late.remove(&caller);
        }
    }

    /// Gives processes a way to each other.
    fn introduce(&mut self) {
        let strangers = self.handoffs.as_mut().map(Handoffs::take_strangers).unwrap_or_default();
        for [a, b] in strangers {
            if let (Some(first), Some(second)) = (self.processes.get(&a), self.processes.get(&b))
                && let Ok(channel) = MessageChannel::new()
            {
                first.host.introduce(b, &channel.port1());
                second.host.introduce(a, &channel.port2());
            }
        }
    }

    /// A process ended without telling.
    fn died(&mut self, pid: u32, status: i32, text: &str) {
        self.tracks.end(pid, status, text, nanoseconds(now_ms() - self.epoch));
        self.ended(pid, status, false);
    }

    /// A process ended, by itself or not; its worker goes with it.
    fn ended(&mut self, pid: u32, status: i32, by_itself: bool) {
        let Some(hosted) = self.processes.remove(&pid) else { return };
        self.pids.remove(&hosted.host.slot);
        // After Stop its threads are still at work.
        if self.search.is_some() && by_itself && !self.asked_to_stop {
            self.searcher = Some(hosted.host);
        }
        if pid == FIRST {
            self.status = status;
        }
        if let Some(arena) = &self.arena {
            arena.forget(pid, u32::MAX);
        }
        self.late.retain(|(caller, _), _| *caller != pid);
        self.input.waiting.retain(|(reader, _)| *reader != pid);
        if let Some(handoffs) = &mut self.handoffs {
            handoffs.ended(&mut self.hub, pid, by_itself);
        }
        self.forget_served();
        self.hub.exited(pid, status);
        self.tell_workers();
    }

    fn see_to_effects(&mut self, pool: &mut Pool, slots: &mut Slot) {
        for effect in self.hub.take_effects() {
            match effect {
                Effect::Answer { pid, id, answer } => self.answer(pid, id, answer),
                Effect::Start { pid, parent, spawn } => {
                    self.start(pid, Some((parent, spawn)), pool, slots);
                }
                Effect::Signal { pid, signal, fatal } => {
                    if let Some(hosted) = self.processes.get_mut(&pid) {
                        hosted.host.post_after(self.tracks.latest(), &ToWorker::Signal { signal });
                        if fatal && hosted.doomed.is_none() {
                            hosted.doomed = Some((signal, now_ms() + OBEY));
                        }
                    }
                }
            }
        }
    }

    fn answer(&mut self, pid: u32, id: CallId, answer: Answer) {
        self.late.remove(&(pid, id));
        if let Some(handoffs) = &mut self.handoffs {
            handoffs.answered((pid, id));
        }
        if let Some(hosted) = self.processes.get(&pid) {
            hosted.host.post_after(self.tracks.latest(), &ToWorker::Answer { id, answer });
        }
    }

    fn start(&mut self, pid: u32, started: Option<(Worker, Spawn)>, pool: &mut Pool, slots: &mut Slot) {
        let (parent, name, image, signals) = match started {
            Some((parent, spawn)) => (Some(parent), spawn.name, spawn.image, spawn.signals),
            None => (None, "MainProcess".into(), Vec::new(), Vec::new()),
        };
        self.tracks.starts(pid, &name, parent, nanoseconds(now_ms() - self.epoch));
        let start = Start {
            request: self.request.clone(),
            pid,
            name,
            parent,
            signals,
            image,
            epoch: self.epoch,
            entropy: (js_sys::Math::random() * (1u64 << 53) as f64) as u64 ^ u64::from(pid) << 53,
            listens: self.listens,
        };
        self.host(pid, pool.take(slots), &ToWorker::Start(Box::new(start)));
    }

    fn host(&mut self, pid: u32, host: Host, first: &ToWorker) {
        host.post(&ToWorker::After(self.tracks.latest()));
        match &self.arena {
            Some(arena) => host.post_with(first, arena.words().as_js()),
            None => host.post(first),
        }
        self.pids.insert(host.slot, pid);
        self.processes.insert(pid, Hosted { host, doomed: None });
        self.started += 1;
        self.tell_workers();
    }

    /// Gives lines to those who wait for them.
    fn feed(&mut self) {
        while let Some((pid, id)) = self.input.waiting.front().copied() {
            let text = match self.input.lines.pop_front() {
                Some(line) => line + "\n",
                None if self.input.open => return,
                None => String::new(),
            };
            self.input.waiting.pop_front();
            self.answer(pid, id, Answer::Text(text));
        }
    }

    /// Hands on what happened before this moment.
    fn send_events(&mut self, before: u64) {
        let events = self.tracks.take(before);
        if !events.is_empty() {
            tell(&FromSupervisor::Events { run: self.id(), events });
        }
    }

    fn tell_workers(&mut self) {
        let alive = self.processes.values().map(|hosted| hosted.host.workers()).sum();
        if alive != self.told_workers {
            self.told_workers = alive;
            self.most_workers = self.most_workers.max(alive);
            tell(&FromSupervisor::WorkerCount { alive });
        }
    }
}

fn nanoseconds(milliseconds: f64) -> u64 {
    (milliseconds * 1e6) as u64
}

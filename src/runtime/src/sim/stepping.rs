//! A run that somebody else schedules, from one visible operation to the next: what each step used, who could go on and what
//! they are about to do. For the search that proves ([`crate::explore`]).
//!
//! A step is what the ordinary loop executes under one choice, cut before the next visible operation: so the schedule of such a
//! run repeats it under the ordinary loop.

use std::collections::BTreeSet;

use interleave_engine::operation::{Gate, Numbering, Operation, Side, Subject, Touch, Use, WHOLE};
use interleave_engine::request::{Exit, Request};
use interleave_engine::{Interpreter, ThreadState, Value};
use interleave_trace::Worker;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Simulation;
use super::policy::{Choice, Decision, Policy};
use crate::process::RetriedLock;

/// Instructions in one go without a look at the limits.
const STRETCH: u32 = 10_000;

/// What is kept of the step under way.
#[derive(Default)]
pub(super) struct Stepping {
    numbering: Numbering,
    current: Option<Worker>,
    executed: u32,
    step: StepRecord,
    /// Who has just been answered that its text is written.
    written: BTreeSet<Worker>,
    scratch: Operation,
    /// Where the program's code stood when the step last used something.
    place: Option<(usize, u32)>,
    now: u64,
    /// There is more than one worker, or was one whose end the only one that is left does not know of.
    shared: bool,
    ends: Ends,
}

/// Which workers have ended, and who has joined them: nothing that a worker does is concurrent with what happened before an end
/// that it knows of.
#[derive(Default)]
struct Ends {
    /// Who; as what it is joined; the ends known to it, a bit for each, its own among them.
    ended: Vec<(Worker, Subject, u64)>,
    known: HashMap<Worker, u64>,
    /// There are too many, or one that nobody can know of.
    lost: bool,
}

impl Ends {
    /// A worker has ended of itself.
    fn add(&mut self, worker: Worker, subject: Subject) {
        let Some(bit) = 1_u64.checked_shl(self.ended.len() as u32) else {
            self.lost = true;
            return;
        };
        let known = self.known.entry(worker).or_default();
        *known |= bit;
        self.ended.push((worker, subject, *known));
    }

    /// A worker has seen that another one has ended, if it has.
    fn join(&mut self, worker: Worker, subject: Subject) {
        for (_, _, known) in self.ended.iter().filter(|(_, other, _)| *other == subject) {
            *self.known.entry(worker).or_default() |= known;
        }
    }

    /// A worker goes on because of another one.
    fn wake(&mut self, worker: Worker, by: Worker) {
        if let Some(known) = self.known.get(&by).copied() {
            *self.known.entry(worker).or_default() |= known;
        }
    }

    /// How many threads of a process have ended, but for the one that ends it.
    fn threads_of(&self, pid: u32) -> u32 {
        let of_it = |(worker, subject, _): &&(Worker, Subject, u64)| {
            worker.pid == pid && matches!(subject, Subject::Thread(_))
        };
        self.ended.iter().filter(of_it).count() as u32
    }

    fn all_known_to(&self, worker: Worker) -> bool {
        let known = self.known.get(&worker).copied().unwrap_or_default();
        !self.lost && known.count_ones() as usize == self.ended.len()
    }
}

/// What a step did.
#[derive(Clone, Debug, Default)]
pub(crate) struct StepRecord {
    /// All that was used, in order, each once.
    pub(crate) touches: Vec<Touch>,
    seen: HashSet<Touch>,
    /// Gates that it passed or moved, and whether they were open before.
    pub(crate) gates: Vec<(Gate, bool)>,
    /// What the worker has got hold of (true) or let go, in order.
    pub(crate) holds: Vec<(Subject, bool)>,
    /// Who can go on because of it, and who began.
    pub(crate) woken: Vec<Worker>,
    /// Time went on after it, because nobody could do anything.
    pub(crate) time_passed: bool,
}

/// What a worker is about to do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    /// What its next instruction uses.
    pub(crate) touches: Vec<Touch>,
    /// The gate that it waits at.
    pub(crate) needs: Option<Gate>,
    /// That is open, or there is none.
    pub(crate) enabled: bool,
}

/// Asks for every choice.
pub(crate) struct Asked;

impl Policy for Asked {
    fn choose(&mut self, _: &Decision<'_>) -> Option<Choice> {
        None
    }
}

impl StepRecord {
    fn add(&mut self, touch: Touch) {
        if self.seen.insert(touch) {
            self.touches.push(touch);
        }
    }
}

impl Simulation {
    /// From now on it stops before every choice, and records what is used. For a run with the policy [`Asked`].
    pub(crate) fn step_by_step(&mut self) {
        self.stepping = Some(Box::default());
    }

    /// A worker does its next step; it can run, or is to wait where it stands.
    pub(crate) fn take_step(&mut self, worker: Worker) {
        let last = self.is_last(worker);
        if let Some(stepping) = &mut self.stepping {
            // What comes after all others is as little concurrent as what came before them.
            stepping.shared &= !(last && stepping.ends.all_known_to(worker));
            stepping.current = Some(worker);
            stepping.executed = 0;
            stepping.place = None;
            stepping.now = self.world.now;
            stepping.step = StepRecord::default();
        }
        self.pick(worker, u32::MAX);
    }

    /// Whether all others have ended.
    fn is_last(&self, worker: Worker) -> bool {
        let alone = self.processes.len() == 1 && self.starting.is_empty();
        alone && self.processes.get(&worker.pid).is_some_and(|hosted| hosted.process.is_last(worker.thread))
    }

    /// The step is over: what it did.
    pub(crate) fn end_step(&mut self) -> StepRecord {
        let Some(stepping) = &mut self.stepping else { return StepRecord::default() };
        let mut step = std::mem::take(&mut stepping.step);
        step.seen = HashSet::default();
        if let Some(current) = stepping.current.take() {
            step.woken.iter().for_each(|woken| stepping.ends.wake(*woken, current));
            if let Some(choice) = self.choices.last_mut() {
                choice.instructions = stepping.executed.max(1);
            }
            step.time_passed = self.world.now > stepping.now;
        }
        step
    }

    /// What a worker that could run is about to do.
    pub(crate) fn pending(&mut self, worker: Worker) -> Pending {
        let Some(mut stepping) = self.stepping.take() else { return Pending::default() };
        let mut operation = std::mem::take(&mut stepping.scratch);
        let mut retried = None;
        if let Some(hosted) = self.processes.get(&worker.pid) {
            retried = hosted.process.retried_lock(worker.thread);
            match (&retried, hosted.process.thread_state(worker.thread)) {
                (None, Some(state)) => {
                    let written = stepping.written.contains(&worker);
                    state.next_operation(written, &mut stepping.numbering, &mut operation);
                }
                _ => operation.clear(),
            }
        }
        let mut pending = match retried {
            Some(RetriedLock { lock, internal, open }) => {
                let subject = stepping.numbering.subject(&Value::Lock(lock)).filter(|_| !internal);
                let gate = subject.map(|subject| Gate { subject, side: Side::Take });
                let touch = subject.map(|subject| Touch { subject, part: WHOLE, how: Use::Write });
                Pending { touches: touch.into_iter().collect(), needs: gate, enabled: open }
            }
            None => {
                let needs = operation.needs;
                let gate = operation.gates.iter().find(|(gate, _)| Some(*gate) == needs);
                let enabled = gate.is_none_or(|(gate, open)| open.unwrap_or_else(|| self.is_open(*gate)));
                Pending { touches: operation.touches.clone(), needs, enabled }
            }
        };
        pending.touches.dedup();
        stepping.scratch = operation;
        self.stepping = Some(stepping);
        pending
    }

    /// Somebody waits for what only time brings, and all others wait for that: it goes on to the next moment at which something
    /// happens. False: there is none.
    pub(crate) fn let_time_pass(&mut self) -> bool {
        let Some(next) = self.next_moment() else { return false };
        self.world.now = self.world.now.max(next);
        self.choices.push(Choice::LET_TIME_PASS);
        self.arrive();
        self.tick();
        true
    }

    /// Where a worker stands: see [`ThreadState::standing`]; first what is cheap of it.
    pub(crate) fn place_of_standing(&self, worker: Worker) -> Option<(usize, usize)> {
        Some(self.thread_state(worker)?.place_of_standing())
    }

    pub(crate) fn standing(&self, worker: Worker) -> Option<u64> {
        self.thread_state(worker)?.standing()
    }

    /// Numbers that objects have got so far.
    pub(crate) fn numbered(&self) -> u64 {
        self.stepping.as_ref().map_or(0, |stepping| stepping.numbering.count())
    }

    /// Whether a gate outside the heap is open.
    fn is_open(&self, gate: Gate) -> bool {
        match gate.subject {
            Subject::Handle(handle) => self.world.hub.would_pass(handle),
            Subject::Thread(ident) => {
                let mut threads = self.processes.values().filter_map(|hosted| {
                    let thread = hosted.process.thread_number(ident)?;
                    Some(hosted.process.has_ended(thread))
                });
                threads.next().unwrap_or(true)
            }
            Subject::Process(pid) => {
                !self.processes.contains_key(&pid) && !self.starting.keys().any(|key| key.1 == pid)
            }
            _ => true,
        }
    }

    /// Runs a worker up to its next visible operation. True: that is where it stands.
    pub(super) fn run_step(
        &mut self,
        worker: Worker,
        interpreter: &Interpreter,
        state: &mut ThreadState,
    ) -> (Exit, bool) {
        let Some(mut stepping) = self.stepping.take() else { return (interpreter.run(state, 1), false) };
        if !stepping.shared {
            // What it does alone comes before all others.
            let before = state.instructions();
            let exit = interpreter.run(state, STRETCH);
            stepping.executed += (state.instructions() - before) as u32;
            self.stepping = Some(stepping);
            return (exit, false);
        }
        let mut operation = std::mem::take(&mut stepping.scratch);
        let mut stretch = 0;
        let result = loop {
            let written = stepping.written.remove(&worker);
            state.next_operation(written, &mut stepping.numbering, &mut operation);
            let touches = !operation.touches.is_empty();
            if touches && operation.within && !operation.visible {
                // The program's instruction uses this by code of the library: a step of its own, if another one's uses are before.
                let place = state.place_in_program();
                operation.visible = stepping.place.is_some() && place != stepping.place;
            }
            if operation.visible && stepping.executed > 0 {
                if written {
                    stepping.written.insert(worker);
                }
                break (Exit::Budget, true);
            }
            if stretch == STRETCH {
                break (Exit::Budget, false);
            }
            self.record_access(worker, state);
            if touches {
                stepping.place = state.place_in_program();
            }
            for touch in &operation.touches {
                stepping.step.add(*touch);
                if matches!(touch.subject, Subject::Thread(_) | Subject::Process(_)) {
                    stepping.ends.join(worker, touch.subject);
                }
            }
            for (gate, open) in &operation.gates {
                let open = open.unwrap_or_else(|| self.is_open(*gate));
                stepping.step.gates.push((*gate, open));
            }
            stepping.step.holds.extend(operation.holds);
            let before = state.instructions();
            let exit = interpreter.run(state, 1);
            stepping.executed += (state.instructions() - before) as u32;
            stretch += 1;
            match exit {
                Exit::Budget => {}
                exit => {
                    if matches!(exit, Exit::Request(Request::Write { .. })) {
                        stepping.written.insert(worker);
                    }
                    break (exit, false);
                }
            }
        };
        stepping.scratch = operation;
        self.stepping = Some(stepping);
        result
    }

    /// A worker can go on, or begins.
    pub(super) fn note_woken(&mut self, worker: Worker) {
        if let Some(stepping) = &mut self.stepping
            && stepping.current.is_some_and(|current| current != worker)
        {
            stepping.shared = true;
            stepping.step.woken.push(worker);
        }
    }

    /// A thread of this ident, or a process of this pid, has ended.
    pub(super) fn note_end(&mut self, subject: Subject) {
        if let Some(stepping) = &mut self.stepping {
            match stepping.current {
                Some(current) => stepping.ends.add(current, subject),
                None => stepping.ends.lost = true,
            }
            stepping.step.add(Touch { subject, part: WHOLE, how: Use::Write });
            stepping.step.gates.push((Gate { subject, side: Side::Take }, false));
        }
    }

    /// A process of so many threads has ended.
    pub(super) fn note_exit(&mut self, pid: u32, threads: u32) {
        self.note_end(Subject::Process(pid));
        if let Some(Stepping { current, ends, .. }) = self.stepping.as_deref_mut() {
            // Somebody has ended it, or it its threads, wherever they were.
            ends.lost |=
                current.is_none_or(|current| current.pid != pid) || ends.threads_of(pid) + 1 < threads;
        }
    }
}

//! What happens before what in a run, by vector clocks, and which steps race.

use interleave_engine::operation::{Gate, Subject, Touch, Use, WHOLE};
use interleave_trace::Worker;
use rustc_hash::FxHashMap as HashMap;

use super::follow::Step;

/// How far each worker had come, by its number in the run.
#[derive(Clone, Default)]
struct Clock(Vec<u32>);

/// A step, by who made it and which of its moments it was, and the last moment of each worker that it comes after.
#[cfg(test)]
pub(super) type Ordered = (Worker, u32, Vec<(Worker, u32)>);

impl Clock {
    fn of(&self, worker: usize) -> u32 {
        self.0.get(worker).copied().unwrap_or_default()
    }

    fn join(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own = (*own).max(*other);
        }
    }
}

struct Event {
    worker: usize,
    /// Its own count of steps, from 1.
    moment: u32,
    clock: Clock,
    touches: Vec<Touch>,
    gates: Vec<(Gate, bool)>,
}

/// The last uses of a part.
#[derive(Default)]
struct Part {
    write: Option<usize>,
    /// Since that write, the last of each worker.
    reads: Vec<usize>,
    adds: Vec<usize>,
}

impl Part {
    fn conflicting(&self, how: Use) -> impl Iterator<Item = usize> + '_ {
        let reads = if how == Use::Read { &[][..] } else { &self.reads };
        let adds = if how == Use::Add { &[][..] } else { &self.adds };
        self.write.iter().chain(reads).chain(adds).copied()
    }
}

/// The steps of a run so far.
#[derive(Default)]
pub(super) struct Order {
    workers: Vec<Worker>,
    numbers: HashMap<Worker, usize>,
    /// By worker: what it knows before its next step.
    clocks: Vec<Clock>,
    events: Vec<Event>,
    subjects: HashMap<Subject, HashMap<u64, Part>>,
    /// Who was at a gate, in order.
    gates: HashMap<Gate, Vec<usize>>,
}

impl Order {
    fn number(&mut self, worker: Worker) -> usize {
        if let Some(number) = self.numbers.get(&worker) {
            return *number;
        }
        let number = self.workers.len();
        self.numbers.insert(worker, number);
        self.workers.push(worker);
        self.clocks.push(Clock::default());
        number
    }

    fn happens_before(&self, event: usize, clock: &Clock) -> bool {
        let event = &self.events[event];
        clock.of(event.worker) >= event.moment
    }

    /// Conflicting steps that are the last of their kind.
    fn conflicting(&self, touches: &[Touch]) -> Vec<usize> {
        let mut found = Vec::new();
        for touch in touches {
            let Some(parts) = self.subjects.get(&touch.subject) else { continue };
            let mut look = |part: &Part| {
                for event in part.conflicting(touch.how) {
                    if !found.contains(&event) {
                        found.push(event);
                    }
                }
            };
            if touch.part == WHOLE {
                parts.values().for_each(look);
            } else {
                parts.get(&touch.part).into_iter().chain(parts.get(&WHOLE)).for_each(&mut look);
            }
        }
        found
    }

    /// Steps that a worker's next one races with: they conflict, nothing orders them, and it could have come before.
    fn races(&self, worker: usize, touches: &[Touch], needs: Option<Gate>) -> Vec<usize> {
        let before = &self.clocks[worker];
        let concurrent = |event: usize| !self.happens_before(event, before);
        let mut found: Vec<usize> = self.conflicting(touches);
        found.retain(|event| concurrent(*event));
        if let Some(gate) = needs {
            // Before a step that has opened the gate it had to wait: the last one before which it need not wait is the rival.
            let closed = |event: usize| {
                let mut gates = self.events[event].gates.iter();
                gates.any(|(other, open)| *other == gate && !open)
            };
            found.retain(|event| !closed(*event));
            for event in self.gates.get(&gate).into_iter().flatten().rev().copied() {
                if !concurrent(event) {
                    break;
                }
                let conflicts = || {
                    let theirs = &self.events[event].touches;
                    touches.iter().any(|touch| theirs.iter().any(|other| touch.conflicts(other)))
                };
                if !closed(event) {
                    if conflicts() && !found.contains(&event) {
                        found.push(event);
                    }
                    break;
                }
            }
        }
        let covered = |event: usize| {
            found
                .iter()
                .any(|other| *other != event && self.happens_before(event, &self.events[*other].clock))
        };
        found.iter().copied().filter(|event| !covered(*event)).collect()
    }

    /// Takes in a step; the steps that it races with.
    pub(super) fn push(&mut self, step: &Step) -> Vec<usize> {
        let worker = self.number(step.worker);
        let touches = &step.record.touches;
        let races = self.races(worker, touches, step.needs);
        let mut clock = self.clocks[worker].clone();
        for event in self.conflicting(touches) {
            clock.join(&self.events[event].clock);
        }
        let moment = clock.of(worker) + 1;
        if clock.0.len() <= worker {
            clock.0.resize(worker + 1, 0);
        }
        clock.0[worker] = moment;
        let index = self.events.len();
        for touch in touches {
            self.enter(index, worker, touch);
        }
        for (gate, _) in &step.record.gates {
            let events = self.gates.entry(*gate).or_default();
            if events.last() != Some(&index) {
                events.push(index);
            }
        }
        self.clocks[worker] = clock.clone();
        for woken in &step.record.woken {
            let woken = self.number(*woken);
            self.clocks[woken].join(&clock);
        }
        self.events.push(Event {
            worker,
            moment,
            clock,
            touches: touches.clone(),
            gates: step.record.gates.clone(),
        });
        if step.record.time_passed {
            let mut all = Clock::default();
            self.clocks.iter().for_each(|clock| all.join(clock));
            self.clocks.iter_mut().for_each(|clock| clock.clone_from(&all));
        }
        races
    }

    fn enter(&mut self, index: usize, worker: usize, touch: &Touch) {
        let parts = self.subjects.entry(touch.subject).or_default();
        if touch.how == Use::Write && touch.part == WHOLE {
            parts.clear();
        }
        let part = parts.entry(touch.part).or_default();
        let list = match touch.how {
            Use::Write => {
                *part = Part { write: Some(index), ..Part::default() };
                return;
            }
            Use::Read => &mut part.reads,
            Use::Add => &mut part.adds,
        };
        let events = &self.events;
        list.retain(|event| events.get(*event).is_some_and(|event| event.worker != worker));
        list.push(index);
    }

    /// The workers that can begin what comes after step `race`, without what depends on it, up to step `last`.
    pub(super) fn initials(&self, race: usize, last: usize) -> Vec<Worker> {
        let mut between = self.independent(race, last);
        between.push(last);
        self.first(&between)
    }

    /// As [`Order::races`] for a worker that waits where it stands.
    pub(super) fn races_of_waiting(
        &mut self,
        worker: Worker,
        touches: &[Touch],
        needs: Option<Gate>,
    ) -> Vec<usize> {
        let number = self.number(worker);
        self.races(number, touches, needs)
    }

    /// As [`Order::initials`] up to the next step of a worker that waits.
    pub(super) fn initials_of_waiting(&self, race: usize, worker: Worker) -> Vec<Worker> {
        let between = self.independent(race, self.events.len());
        let mut first = self.first(&between);
        let number = self.numbers[&worker];
        let waits_for_none = !between.iter().any(|event| self.happens_before(*event, &self.clocks[number]));
        if waits_for_none && !first.contains(&worker) {
            first.push(worker);
        }
        first
    }

    /// What is the same for all runs that are equivalent: each step, and what happens before it.
    #[cfg(test)]
    pub(super) fn class(&self) -> Vec<Ordered> {
        let mut steps: Vec<_> = self
            .events
            .iter()
            .map(|event| {
                let moments = event.clock.0.iter().enumerate().filter(|(_, moment)| **moment > 0);
                let mut clock: Vec<_> =
                    moments.map(|(worker, moment)| (self.workers[worker], *moment)).collect();
                clock.sort_unstable();
                (self.workers[event.worker], event.moment, clock)
            })
            .collect();
        steps.sort_unstable();
        steps
    }

    fn independent(&self, race: usize, end: usize) -> Vec<usize> {
        (race + 1..end).filter(|event| !self.happens_before(race, &self.events[*event].clock)).collect()
    }

    /// Whose steps come after none of the others.
    fn first(&self, steps: &[usize]) -> Vec<Worker> {
        let mut seen: Vec<usize> = Vec::new();
        let mut first = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            let event = &self.events[*step];
            if seen.contains(&event.worker) {
                continue;
            }
            seen.push(event.worker);
            if !steps[..at].iter().any(|earlier| self.happens_before(*earlier, &event.clock)) {
                first.push(self.workers[event.worker]);
            }
        }
        first
    }
}

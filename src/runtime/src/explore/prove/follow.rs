//! A run of the search, from one visible operation to the next.

use interleave_engine::operation::{Gate, Touch};
use interleave_trace::Worker;
use rustc_hash::FxHashMap as HashMap;

use super::aim::Stops;
use super::spin::{Spin, Spins};
use super::turn::{Turn, turns};
use super::{Prefix, Sleeper};
use crate::sim::stepping::{Pending, StepRecord};
use crate::sim::{Limit, Simulation};

/// Steps that a run may have.
const MOST_STEPS: usize = 400_000;

/// A step is as much work as so many instructions.
const STEP: u64 = 20;

/// Steps of one worker, while others could go on, after which these have a turn: it may wait for them.
const PATIENCE: usize = 1_000;

/// One step.
#[derive(Clone)]
pub(in crate::explore) struct Step {
    pub(super) worker: Worker,
    /// Who could have gone on.
    pub(super) enabled: Vec<Worker>,
    /// Whose step would have led to what was seen.
    pub(super) asleep: Vec<Sleeper>,
    /// The gate that it has passed.
    pub(super) needs: Option<Gate>,
    /// Nobody could go on: these stood at closed gates.
    pub(super) waiting: Vec<(Worker, Pending)>,
    /// Who looked again and again for what had not changed: one look more is none of the schedules.
    pub(super) spinning: Vec<(Worker, Vec<Touch>)>,
    /// Numbers that objects had before it.
    pub(super) numbered: u64,
    pub(super) record: StepRecord,
}

/// What came of a run.
#[derive(Clone, Default)]
pub(in crate::explore) struct Course {
    pub(super) steps: Vec<Step>,
    /// Steps before these that are not kept.
    pub(super) skipped: usize,
    /// Of a run of the proof.
    pub(super) turns: Vec<Turn>,
    /// It was given up: every step would have led to what was seen.
    pub(super) redundant: bool,
    /// It was too long, or somebody had to be stopped from going on for ever.
    pub(super) cut: bool,
    /// It was left before its end.
    left: bool,
}

impl Course {
    /// It has ended for this reason, which is none of its own.
    pub(in crate::explore) fn limited(&mut self) {
        self.cut = true;
    }

    /// How often a worker that could go on, and did something, had to let another one go on.
    pub(in crate::explore) fn preemptions(&self) -> u64 {
        let is_preemption = |pair: &&[Step]| {
            let [before, step] = pair else { return false };
            before.worker != step.worker
                && step.enabled.contains(&before.worker)
                && !step.spinning.iter().any(|(worker, _)| *worker == before.worker)
        };
        self.steps.windows(2).filter(is_preemption).count() as u64
    }

    /// Its steps in words.
    #[cfg(test)]
    pub(super) fn tell(&self) -> Vec<String> {
        let tell = |step: &Step| {
            let Step { worker, enabled, asleep, needs, waiting, spinning, numbered, record } = step;
            format!(
                "{worker:?} {enabled:?} {asleep:?} {needs:?} {waiting:?} {spinning:?} {numbered} {record:?}"
            )
        };
        self.steps.iter().map(tell).collect()
    }

    /// How many steps it has.
    pub(in crate::explore) fn length(&self) -> u64 {
        (self.skipped + self.steps.len()) as u64
    }

    /// As a run of the proof that was given so many steps: what it tells of runs that are to follow. The steps that others have had
    /// before are not kept.
    pub(in crate::explore) fn for_proof(&mut self, given: usize) {
        let first_new = given.saturating_sub(1);
        self.turns = turns(&self.steps, first_new);
        self.steps.drain(..first_new);
        self.skipped = first_new;
    }

    /// Whether it has come to its own end.
    pub(in crate::explore) fn is_whole(&self) -> bool {
        !self.redundant && !self.left
    }
}

/// Decides for a simulation that is stepped.
pub(in crate::explore) struct Follower {
    prefix: Prefix,
    /// Who is held up where, until nobody else can go on.
    stops: Stops,
    /// How many steps each worker has had.
    counts: HashMap<Worker, usize>,
    asleep: Vec<Sleeper>,
    /// What everybody was about to do before the step under way.
    pending: Vec<(Worker, Pending)>,
    /// How many steps the last worker has had in a row.
    streak: usize,
    spins: Spins,
    /// By step, the work that was done before it.
    work: Vec<u64>,
    /// The last of them is under way.
    course: Course,
}

impl Follower {
    pub(in crate::explore) fn new(prefix: Prefix, stops: Stops) -> Follower {
        let counts = HashMap::default();
        Follower {
            prefix,
            stops,
            counts,
            asleep: Vec::new(),
            pending: Vec::new(),
            streak: 0,
            spins: Spins::default(),
            work: Vec::new(),
            course: Course::default(),
        }
    }

    /// What is to come, from now on: as if it had been so from the beginning. There was nothing to choose so far, or what was given
    /// is given again.
    pub(in crate::explore) fn set(&mut self, prefix: Prefix, stops: Stops) {
        self.prefix = prefix;
        self.stops = stops;
        self.asleep.clear();
        // Who was alone was not held up.
        let mut counts: HashMap<Worker, usize> = HashMap::default();
        for step in self.course.steps.iter().filter(|_| !self.stops.is_empty()) {
            let count = counts.entry(step.worker).or_default();
            let stopped = |(worker, at): &(Worker, usize)| *worker == step.worker && *at <= *count;
            if !step.enabled.is_empty() && self.stops.iter().any(stopped) {
                self.stops.clear();
                break;
            }
            *count += 1;
        }
    }

    /// How many steps were given.
    pub(in crate::explore) fn given(&self) -> usize {
        self.prefix.workers.len()
    }

    /// How many steps were begun.
    pub(in crate::explore) fn steps(&self) -> usize {
        self.course.steps.len()
    }

    /// Whose they were.
    pub(in crate::explore) fn path(&self) -> Vec<Worker> {
        self.course.steps.iter().map(|step| step.worker).collect()
    }

    /// The next step, of a simulation that wants to know.
    ///
    /// # Errors
    /// None is to be done: it would lead to nothing new, or there are too many, or all are for nothing.
    pub(in crate::explore) fn choose(&mut self, simulation: &mut Simulation) -> Result<(), Limit> {
        self.end_step(simulation);
        let index = self.course.steps.len();
        let given = self.prefix.workers.get(index).copied();
        if index + 1 == self.prefix.workers.len() {
            self.asleep = std::mem::take(&mut self.prefix.asleep);
        }
        if index >= MOST_STEPS {
            self.course.cut = true;
            self.course.left = true;
            return Err(Limit::Instructions);
        }
        let (runnable, vain, tired) = loop {
            let runnable = simulation.runnable();
            let who = |spin: Spin| -> Vec<Worker> {
                runnable.iter().copied().filter(|worker| self.spins.of(*worker) == spin).collect()
            };
            let (vain, tired) = (who(Spin::Vain), who(Spin::Tired));
            if vain.len() + tired.len() < runnable.len() {
                break (runnable, vain, tired);
            }
            if tired.iter().any(|worker| self.spins.encourage(*worker)) {
                continue;
            }
            if simulation.let_time_pass() {
                self.time_passes();
            } else if tired.is_empty() {
                return Err(Limit::Spinning);
            } else {
                break (runnable, vain, tired);
            }
        };
        let looks = |worker: &Worker| (*worker, self.spins.looked_at(*worker).to_vec());
        let spinning: Vec<(Worker, Vec<Touch>)> = vain.iter().chain(&tired).map(looks).collect();
        self.pending = runnable.iter().map(|worker| (*worker, simulation.pending(*worker))).collect();
        let numbered = simulation.numbered();
        let can = |(worker, pending): &&(Worker, Pending)| pending.enabled && !vain.contains(worker);
        let enabled: Vec<Worker> = self.pending.iter().filter(can).map(|(worker, _)| *worker).collect();
        let last = self.course.steps.last().map(|step| step.worker);
        let awake = |worker: &Worker| !self.asleep.iter().any(|sleeper| sleeper.worker == *worker);
        let worker = match given {
            Some(worker) => worker,
            // Whoever is first tries in vain, and waits from now on.
            None if enabled.is_empty() => {
                *runnable.iter().find(|worker| !vain.contains(worker)).unwrap_or(&runnable[0])
            }
            None => {
                let mut candidates: Vec<Worker> = enabled.iter().copied().filter(awake).collect();
                let stopped = |worker: &Worker| {
                    let count = self.counts.get(worker).copied().unwrap_or_default();
                    self.stops.iter().any(|(other, at)| other == worker && *at <= count)
                };
                if candidates.iter().all(stopped) {
                    self.stops.clear();
                } else {
                    candidates.retain(|worker| !stopped(worker));
                }
                if !candidates.iter().all(|worker| tired.contains(worker)) {
                    candidates.retain(|worker| !tired.contains(worker));
                }
                let Some(first) = candidates.first() else {
                    self.course.redundant = true;
                    return Err(Limit::Instructions);
                };
                let other = candidates.iter().find(|worker| Some(**worker) != last);
                match (last.filter(|last| candidates.contains(last)), other) {
                    // One that waits for another one to act, in a loop that changes something, would do so for ever.
                    (Some(_), Some(other)) if self.streak >= PATIENCE => *other,
                    (Some(last), _) => last,
                    (None, _) => *first,
                }
            }
        };
        self.streak = if last == Some(worker) { self.streak + 1 } else { 0 };
        let chosen = self.pending.iter().find(|(other, _)| *other == worker);
        let (needs, waiting) = match enabled.is_empty() {
            true => (None, self.pending.clone()),
            false => (chosen.and_then(|(_, pending)| pending.needs), Vec::new()),
        };
        self.work.push(simulation.work() + index as u64 * STEP);
        simulation.take_step(worker);
        *self.counts.entry(worker).or_default() += 1;
        let (asleep, record) = (self.asleep.clone(), StepRecord::default());
        self.course.steps.push(Step { worker, enabled, asleep, needs, waiting, spinning, numbered, record });
        Ok(())
    }

    /// Nobody sleeps on, or waits for a change, when the clock has brought one.
    fn time_passes(&mut self) {
        self.asleep.clear();
        self.spins.clear();
        if let Some(step) = self.course.steps.last_mut() {
            step.record.time_passed = true;
        }
    }

    fn end_step(&mut self, simulation: &mut Simulation) {
        let Some(step) = self.course.steps.last_mut() else { return };
        step.record = simulation.end_step();
        let record = &step.record;
        let pending = &self.pending;
        self.asleep.retain(|sleeper| {
            let about = pending.iter().find(|(worker, _)| *worker == sleeper.worker);
            let about = about.map_or(&[][..], |(_, pending)| &pending.touches);
            let met =
                |touch: &Touch, other: &Touch| touch.conflicts(other) || sleeper.may_conflict(touch, other);
            let conflict = record.touches.iter().any(|other| {
                sleeper.touches.iter().any(|touch| met(touch, other))
                    || about.iter().any(|touch| touch.conflicts(other))
            });
            !conflict && !record.time_passed
        });
        self.spins.learn(step.worker, record, simulation);
    }

    /// The run is over. Also, by step, the work that was done before it, in instructions; see [`Simulation::work`].
    pub(in crate::explore) fn finish(mut self, simulation: &mut Simulation) -> (Course, Vec<u64>) {
        self.end_step(simulation);
        (self.course, self.work)
    }
}

//! A run of the search, from one visible operation to the next.

use interleave_engine::operation::Gate;
use interleave_trace::Worker;

use super::{Prefix, Sleeper};
use crate::sim::Simulation;
use crate::sim::stepping::{Pending, StepRecord};

/// Steps that a run may have.
const MOST_STEPS: usize = 400_000;

/// Steps of one worker, while others could go on, after which it seems to wait for them.
const PATIENCE: usize = 100_000;

/// One step.
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
    pub(super) record: StepRecord,
}

/// What came of a run.
#[derive(Default)]
pub(in crate::explore) struct Course {
    pub(super) steps: Vec<Step>,
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

    /// Whether it has come to its own end.
    pub(in crate::explore) fn is_whole(&self) -> bool {
        !self.redundant && !self.left
    }
}

/// Decides for a simulation that is stepped.
pub(in crate::explore) struct Follower {
    prefix: Prefix,
    asleep: Vec<Sleeper>,
    /// What everybody was about to do before the step under way.
    pending: Vec<(Worker, Pending)>,
    /// How many steps the last worker has had in a row.
    streak: usize,
    /// The last of them is under way.
    course: Course,
}

impl Follower {
    pub(in crate::explore) fn new(prefix: Prefix) -> Follower {
        Follower { prefix, asleep: Vec::new(), pending: Vec::new(), streak: 0, course: Course::default() }
    }

    /// The next step, of a simulation that wants to know. False: there is none that leads to anything new.
    pub(in crate::explore) fn choose(&mut self, simulation: &mut Simulation) -> bool {
        self.end_step(simulation);
        let index = self.course.steps.len();
        let given = self.prefix.workers.get(index).copied();
        if index + 1 == self.prefix.workers.len() {
            self.asleep = std::mem::take(&mut self.prefix.asleep);
        }
        if index >= MOST_STEPS {
            self.course.cut = true;
            self.course.left = true;
            return false;
        }
        let runnable = simulation.runnable();
        self.pending = runnable.iter().map(|worker| (*worker, simulation.pending(*worker))).collect();
        let enabled: Vec<Worker> =
            self.pending.iter().filter(|(_, pending)| pending.enabled).map(|(worker, _)| *worker).collect();
        let last = self.course.steps.last().map(|step| step.worker);
        let awake = |worker: &Worker| !self.asleep.iter().any(|sleeper| sleeper.worker == *worker);
        let worker = match given {
            Some(worker) => worker,
            // Whoever is first tries in vain, and waits from now on.
            None if enabled.is_empty() => runnable[0],
            None => {
                let candidates: Vec<Worker> = enabled.iter().copied().filter(awake).collect();
                let Some(first) = candidates.first() else {
                    self.course.redundant = true;
                    return false;
                };
                let other = candidates.iter().find(|worker| Some(**worker) != last);
                match (last.filter(|last| candidates.contains(last)), other) {
                    // One that spins until another one acts would spin for ever.
                    (Some(_), Some(other)) if self.streak >= PATIENCE => {
                        self.course.cut = true;
                        *other
                    }
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
        simulation.take_step(worker);
        let (asleep, record) = (self.asleep.clone(), StepRecord::default());
        self.course.steps.push(Step { worker, enabled, asleep, needs, waiting, record });
        true
    }

    fn end_step(&mut self, simulation: &mut Simulation) {
        let Some(step) = self.course.steps.last_mut() else { return };
        step.record = simulation.end_step();
        let record = &step.record;
        let pending = &self.pending;
        self.asleep.retain(|sleeper| {
            let about = pending.iter().find(|(worker, _)| *worker == sleeper.worker);
            let about = about.map_or(&[][..], |(_, pending)| &pending.touches);
            let mut touches = sleeper.touches.iter().chain(about);
            let conflict = touches.any(|touch| record.touches.iter().any(|other| touch.conflicts(other)));
            !conflict && !record.time_passed
        });
    }

    /// The run is over.
    pub(in crate::explore) fn finish(mut self, simulation: &mut Simulation) -> Course {
        self.end_step(simulation);
        self.course
    }
}

//! All schedules with few preemptions: what can be claimed where there are too many classes of schedules (after Musuvathi and Qadeer,
//! "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", 2007).
//!
//! First those in which nobody is interrupted, whoever goes on where a worker waits or ends; then those with one preemption more, as
//! long as there are runs. A worker is interrupted only before what conflicts with something that another one does in that run:
//! what does not can as well come first. One that only looks again and again is made to give way; that is no preemption.

use std::sync::Arc;

use interleave_engine::operation::{Subject, Touch, Use, WHOLE};
use interleave_trace::Worker;
use rustc_hash::FxHashMap as HashMap;

use super::Prefix;
use super::follow::{Course, Step};

/// Steps of all runs that are kept for what branches off.
const MOST_KEPT: usize = 2_000_000;

/// Preemptions that are worth a claim: with more there are too many.
const MOST_PREEMPTIONS: u32 = 3;

/// Another worker goes on at a place of a run.
struct Branch {
    course: Arc<Course>,
    at: usize,
    worker: Worker,
    preemptions: u32,
}

/// The search.
#[derive(Default)]
pub(in crate::explore) struct Bounded {
    /// To be run, and those that need one preemption more.
    now: Vec<Branch>,
    later: Vec<Branch>,
    begun: bool,
    bound: u32,
    kept: usize,
    /// The greatest number of preemptions of which all was seen.
    pub(in crate::explore) complete: Option<u32>,
    /// A run did not come to its end.
    cut: bool,
}

impl Bounded {
    /// The next run, and the preemptions in what is given of it. None: what can be claimed was seen. All runs before must have been
    /// taken in, unless [`Bounded::has_more`].
    pub(in crate::explore) fn next(&mut self) -> Option<(Prefix, u32)> {
        if !self.begun {
            self.begun = true;
            return Some((Prefix::default(), 0));
        }
        while self.now.is_empty() {
            if self.cut {
                return None;
            }
            self.complete = Some(self.bound);
            if self.bound == MOST_PREEMPTIONS || self.later.is_empty() {
                if self.later.is_empty() {
                    self.complete = Some(u32::MAX);
                }
                return None;
            }
            self.bound += 1;
            self.now = std::mem::take(&mut self.later);
            self.now.reverse();
        }
        let Branch { course, at, worker, preemptions } = self.now.pop()?;
        let before = course.steps[..at].iter().map(|step| step.worker);
        let workers = before.chain([worker]).collect();
        Some((Prefix { workers, asleep: Vec::new() }, preemptions))
    }

    /// Whether there is a run to be done, whatever comes of those that were given out.
    pub(in crate::explore) fn has_more(&self) -> bool {
        !self.now.is_empty()
    }

    /// The number of preemptions of the runs at hand.
    pub(in crate::explore) fn bound(&self) -> u32 {
        self.bound
    }

    /// Takes in what came of a run of which so many steps were given, with so many preemptions.
    pub(in crate::explore) fn learn(&mut self, course: &Arc<Course>, (from, preemptions): (usize, u32)) {
        self.kept += course.steps.len();
        self.cut |= course.cut || self.kept > MOST_KEPT;
        let shared = Shared::of(course);
        for at in from..course.steps.len() {
            let step = &course.steps[at];
            let before = at.checked_sub(1).map(|at| course.steps[at].worker);
            let goes_on = before.is_some_and(|before| step.enabled.contains(&before));
            // Who has looked long enough, and gives way.
            let gave_way = goes_on && before != Some(step.worker);
            for worker in step.enabled.iter().copied().filter(|worker| *worker != step.worker) {
                if gave_way && Some(worker) == before {
                    continue;
                }
                let branch = Branch { course: course.clone(), at, worker, preemptions };
                if !goes_on || gave_way {
                    self.now.push(branch);
                } else if shared.is_contested(step) {
                    self.later.push(Branch { preemptions: preemptions + 1, ..branch });
                }
            }
        }
    }
}

/// Who uses what in a run. Objects of a run are told apart by numbers that another run may give to others: here all objects are
/// one, and their parts are told apart.
#[derive(Default)]
pub(super) struct Shared {
    parts: HashMap<(Option<Subject>, u64), Uses>,
    /// Of this run's objects, used as a whole and by parts.
    wholes: HashMap<Subject, Uses>,
    pieces: HashMap<Subject, Uses>,
}

#[derive(Default)]
struct Uses {
    readers: Vec<Worker>,
    writers: Vec<Worker>,
}

fn key(touch: &Touch) -> (Option<Subject>, u64) {
    let subject = (!matches!(touch.subject, Subject::Object(_))).then_some(touch.subject);
    (subject, touch.part)
}

impl Uses {
    fn add(&mut self, worker: Worker, how: Use) {
        let list = if how == Use::Read { &mut self.readers } else { &mut self.writers };
        if !list.contains(&worker) {
            list.push(worker);
        }
    }

    fn contest(&self, own: Worker, how: Use) -> bool {
        let others = |workers: &[Worker]| workers.iter().any(|worker| *worker != own);
        others(&self.writers) || how != Use::Read && others(&self.readers)
    }
}

impl Shared {
    pub(super) fn of(course: &Course) -> Shared {
        let mut shared = Shared::default();
        for step in &course.steps {
            for touch in &step.record.touches {
                shared.parts.entry(key(touch)).or_default().add(step.worker, touch.how);
                let by_subject = if touch.part == WHOLE { &mut shared.wholes } else { &mut shared.pieces };
                by_subject.entry(touch.subject).or_default().add(step.worker, touch.how);
            }
        }
        shared
    }

    pub(super) fn is_contested(&self, step: &Step) -> bool {
        step.record.touches.iter().any(|touch| {
            let crosswise = if touch.part == WHOLE { &self.pieces } else { &self.wholes };
            let uses = [self.parts.get(&key(touch)), crosswise.get(&touch.subject)];
            uses.into_iter().flatten().any(|uses| uses.contest(step.worker, touch.how))
        })
    }
}

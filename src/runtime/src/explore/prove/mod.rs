//! The search that proves: dynamic partial-order reduction by source sets and sleep sets (Abdulla, Aronis, Jonsson and Sagonas,
//! "Source Sets: A Foundation for Optimal Dynamic Partial Order Reduction", Journal of the ACM 64, 2017; sleep sets are
//! Godefroid's, 1996; how to step back from what waits, Flanagan and Godefroid's, "Dynamic Partial-Order Reduction for Model
//! Checking Software", 2005).
//!
//! Two schedules are equivalent if one becomes the other by exchanging neighbouring steps that do not conflict. Of each class
//! one schedule is run to its end. A run is followed from one visible operation to the next ([`follow::Follower`]); afterwards
//! its *races* are looked for ([`order::Order`]): steps that conflict and could have come the other way round. For each, the place before the
//! first of the two gets another worker to begin with, unless one that is known leads to the same classes. The deepest
//! such place is next.

pub(super) mod aim;
pub(super) mod bounded;
pub(super) mod follow;
mod order;
mod spin;
#[cfg(test)]
mod tests;

use interleave_engine::operation::{Subject, Touch};
use interleave_trace::Worker;

use self::follow::Course;
use self::order::Order;

/// A worker that need not go on here: what that leads to was seen, until a step that conflicts.
#[derive(Clone, Debug)]
pub(super) struct Sleeper {
    pub(super) worker: Worker,
    /// What its step used.
    pub(super) touches: Vec<Touch>,
    /// Numbers that objects had before the step. What it met first has a number of that run: in another one others have it.
    pub(super) numbered: u64,
}

impl Sleeper {
    /// Whether the two may be uses of one object that neither step has met before.
    pub(super) fn may_conflict(&self, touch: &Touch, other: &Touch) -> bool {
        let new = |touch: &Touch| matches!(touch.subject, Subject::Object(number) if number > self.numbered);
        new(touch) && new(other) && touch.how.conflicts(other.how)
    }
}

/// A run to be done: these steps first.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefix {
    pub(super) workers: Vec<Worker>,
    /// Who sleeps before the last of them.
    pub(super) asleep: Vec<Sleeper>,
}

/// A place in the search, before a step of the last run.
struct Node {
    enabled: Vec<Worker>,
    asleep: Vec<Sleeper>,
    /// Whose step leads to where everything was seen.
    done: Vec<Sleeper>,
    /// Whose step is to be tried.
    todo: Vec<Worker>,
    chosen: Worker,
    /// What its step used.
    touches: Vec<Touch>,
    /// As [`Sleeper::numbered`].
    numbered: u64,
    spinning: Vec<(Worker, Vec<Touch>)>,
}

/// The search.
#[derive(Default)]
pub(super) struct Prover {
    nodes: Vec<Node>,
    begun: bool,
    /// Classes of schedules seen to their end.
    pub(super) schedules: u64,
    /// Runs that were given up because every step led to what was seen.
    pub(super) redundant: u64,
    /// Schedules were left out in which a worker looks in vain once more.
    pub(super) impatient: bool,
    /// A run was too long to be followed, or reached a limit: nothing is proved.
    pub(super) cut: bool,
    /// Of all runs.
    pub(super) steps: u64,
}

impl Prover {
    /// The next run; none: all were done.
    pub(super) fn next(&mut self) -> Option<Prefix> {
        if !self.begun {
            self.begun = true;
            return Some(Prefix::default());
        }
        while let Some(node) = self.nodes.last_mut() {
            let Some(worker) = node.todo.pop() else {
                self.nodes.pop();
                continue;
            };
            let touches = std::mem::take(&mut node.touches);
            node.done.push(Sleeper { worker: node.chosen, touches, numbered: node.numbered });
            node.chosen = worker;
            let asleep = node.asleep.iter().chain(&node.done).cloned().collect();
            return Some(Prefix { workers: self.nodes.iter().map(|node| node.chosen).collect(), asleep });
        }
        None
    }

    /// Takes in what came of a run that [`Prover::next`] has given out, the last one.
    pub(super) fn learn(&mut self, course: &Course) {
        self.steps += course.steps.len() as u64;
        let first_new = self.nodes.len().saturating_sub(1);
        self.redundant += u64::from(course.redundant);
        self.schedules += u64::from(course.is_whole());
        self.cut |= course.cut;
        let mut order = Order::default();
        for (index, step) in course.steps.iter().enumerate() {
            if index >= self.nodes.len() {
                self.nodes.push(Node {
                    enabled: step.enabled.clone(),
                    asleep: step.asleep.clone(),
                    done: Vec::new(),
                    todo: Vec::new(),
                    chosen: step.worker,
                    touches: Vec::new(),
                    numbered: step.numbered,
                    spinning: step.spinning.clone(),
                });
            }
            if index >= first_new {
                self.nodes[index].touches.clone_from(&step.record.touches);
                for (worker, pending) in &step.waiting {
                    for race in order.races_of_waiting(*worker, &pending.touches, pending.needs) {
                        let first = order.initials_of_waiting(race, *worker);
                        self.nodes[race].turn(&first, *worker, false);
                    }
                }
            }
            let races = order.push(step);
            if index >= first_new {
                for race in races {
                    let first = order.initials(race, index);
                    let looks = |(worker, looked_at): &(Worker, Vec<Touch>)| {
                        *worker == step.worker
                            && step.record.touches.iter().all(|touch| looked_at.contains(touch))
                    };
                    let only_looks = self.nodes[race].spinning.iter().any(looks)
                        && !course.steps[race + 1..index].iter().any(|other| other.worker == step.worker);
                    self.impatient |= only_looks;
                    self.nodes[race].turn(&first, step.worker, only_looks);
                }
            }
        }
    }
}

impl Node {
    /// One of these workers must begin here in some run; best the one that raced.
    /// `only_looks`: it has just looked for what the other one has changed, and is told nothing new by looking before.
    fn turn(&mut self, initials: &[Worker], raced: Worker, only_looks: bool) {
        let known = |worker: &Worker| {
            *worker == self.chosen
                || self.todo.contains(worker)
                || self.done.iter().chain(&self.asleep).any(|sleeper| sleeper.worker == *worker)
        };
        if only_looks || initials.iter().any(known) {
            return;
        }
        let can = |worker: &&Worker| self.enabled.contains(worker);
        let best = initials.iter().find(|worker| **worker == raced && can(worker));
        match best.or_else(|| initials.iter().find(can)) {
            Some(worker) => self.todo.push(*worker),
            // None of them can: whoever can.
            None => {
                let others: Vec<Worker> =
                    self.enabled.iter().copied().filter(|other| !known(other)).collect();
                self.todo.extend(others);
            }
        }
    }
}

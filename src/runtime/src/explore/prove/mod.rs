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
mod turn;

use interleave_engine::operation::{Subject, Touch};
use interleave_trace::Worker;

use self::follow::Course;
use self::turn::Turn;

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
    /// Whose step is to be tried, in this order.
    todo: Vec<Worker>,
    chosen: Worker,
    /// What its step used.
    touches: Vec<Touch>,
    /// As [`Sleeper::numbered`].
    numbered: u64,
}

/// The search: of all runs, or of those that begin in one way.
#[derive(Default)]
pub(super) struct Prover {
    /// The first run, and how all others begin.
    root: Prefix,
    /// After those steps.
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
    /// A search of the runs that begin with these steps.
    pub(super) fn below(root: Prefix) -> Prover {
        Prover { root, ..Prover::default() }
    }

    /// The next run; none: all were done.
    pub(super) fn next(&mut self) -> Option<Prefix> {
        if !self.begun {
            self.begun = true;
            return Some(self.root.clone());
        }
        while let Some(node) = self.nodes.last_mut() {
            if node.todo.is_empty() {
                self.nodes.pop();
                continue;
            }
            let touches = std::mem::take(&mut node.touches);
            node.done.push(Sleeper { worker: node.chosen, touches, numbered: node.numbered });
            node.chosen = node.todo.remove(0);
            let asleep = node.asleep.iter().chain(&node.done).cloned().collect();
            return Some(Prefix { workers: self.path(self.nodes.len()), asleep });
        }
        None
    }

    /// Whose the first steps are, up to this node.
    fn path(&self, node: usize) -> Vec<Worker> {
        let chosen = self.nodes[..node].iter().map(|node| node.chosen);
        self.root.workers.iter().copied().chain(chosen).collect()
    }

    /// Steps of runs that [`Prover::next`] will give out after it has come to the end of what is below the last one, whatever is found
    /// there: those that come first are first. With the number of the node where they branch off.
    pub(super) fn ahead(&self) -> impl Iterator<Item = (usize, Vec<Worker>)> + '_ {
        // What the last one's first step uses is not known yet.
        let known = 0..self.nodes.len().saturating_sub(1);
        known.rev().filter_map(|number| {
            let mut workers = self.path(number);
            workers.push(*self.nodes[number].todo.first()?);
            Some((number, workers))
        })
    }

    /// The run with these steps, which branches off at this node.
    pub(super) fn prefix_ahead(&self, node: usize, workers: Vec<Worker>) -> Prefix {
        let node = &self.nodes[node];
        let (touches, numbered) = (node.touches.clone(), node.numbered);
        let chosen = Sleeper { worker: node.chosen, touches, numbered };
        let asleep = node.asleep.iter().chain(&node.done).cloned().chain([chosen]).collect();
        Prefix { workers, asleep }
    }

    /// Takes in what came of a run that [`Prover::next`] has given out, the last one.
    pub(super) fn learn(&mut self, course: &Course) {
        self.steps += course.length();
        self.redundant += u64::from(course.redundant);
        self.schedules += u64::from(course.is_whole());
        self.cut |= course.cut;
        let base = self.root.workers.len();
        for (index, step) in (course.skipped..).zip(&course.steps) {
            let Some(index) = index.checked_sub(base) else { continue };
            let touches = step.record.touches.clone();
            match self.nodes.get_mut(index) {
                Some(node) => node.touches = touches,
                None => self.nodes.push(Node {
                    enabled: step.enabled.clone(),
                    asleep: step.asleep.clone(),
                    done: Vec::new(),
                    todo: Vec::new(),
                    chosen: step.worker,
                    touches,
                    numbered: step.numbered,
                }),
            }
        }
        for turn in &course.turns {
            self.impatient |= turn.only_looks;
            if let Some(node) = turn.at.checked_sub(base) {
                self.nodes[node].turn(turn);
            }
        }
    }
}

impl Node {
    /// One of these workers must begin here in some run; best the one that raced.
    fn turn(&mut self, turn: &Turn) {
        let Turn { initials, raced, only_looks, .. } = turn;
        let known = |worker: &Worker| {
            *worker == self.chosen
                || self.todo.contains(worker)
                || self.done.iter().chain(&self.asleep).any(|sleeper| sleeper.worker == *worker)
        };
        if *only_looks || initials.iter().any(known) {
            return;
        }
        let can = |worker: &&Worker| self.enabled.contains(worker);
        let best = initials.iter().find(|worker| *worker == raced && can(worker));
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

//! Where other workers must begin: what one run tells of the runs that are to follow.
//!
//! It depends on that run alone, so that whoever does the run can find it, on any core.

use interleave_engine::operation::Touch;
use interleave_trace::Worker;

use super::follow::Step;
use super::order::Order;

/// A step raced with one that came before it. In some run another worker must begin at that place.
#[derive(Clone)]
pub(super) struct Turn {
    /// How many steps come before the place.
    pub(super) at: usize,
    /// Any of these leads to the step's coming first.
    pub(super) initials: Vec<Worker>,
    /// Whose step it was.
    pub(super) raced: Worker,
    /// It has just looked for what the other one has changed, and is told nothing new by looking before.
    pub(super) only_looks: bool,
}

/// Those that a run's steps ask for, from this one on. In the order in which they are to be considered.
pub(super) fn turns(steps: &[Step], first_new: usize) -> Vec<Turn> {
    let mut order = Order::default();
    let mut turns = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let is_new = index >= first_new;
        for (worker, pending) in step.waiting.iter().filter(|_| is_new) {
            for at in order.races_of_waiting(*worker, &pending.touches, pending.needs) {
                let initials = order.initials_of_waiting(at, *worker);
                turns.push(Turn { at, initials, raced: *worker, only_looks: false });
            }
        }
        let races = order.push(step);
        if is_new {
            turns.extend(races.into_iter().map(|at| Turn {
                at,
                initials: order.initials(at, index),
                raced: step.worker,
                only_looks: only_looks(steps, at, index),
            }));
        }
    }
    turns
}

/// Whether a step only looks at what its worker, which was spinning before another step, has looked at in vain there.
fn only_looks(steps: &[Step], before: usize, index: usize) -> bool {
    let step = &steps[index];
    let looks = |(worker, looked_at): &(Worker, Vec<Touch>)| {
        *worker == step.worker && step.record.touches.iter().all(|touch| looked_at.contains(touch))
    };
    steps[before].spinning.iter().any(looks)
        && !steps[before + 1..index].iter().any(|other| other.worker == step.worker)
}

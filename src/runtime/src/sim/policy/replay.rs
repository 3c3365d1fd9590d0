use std::collections::VecDeque;

use super::{Choice, Decision, Policy};
use crate::sim::Schedule;

/// Repeats a schedule's choices, then lets a policy go on.
pub(in crate::sim) struct Replay {
    choices: VecDeque<Choice>,
    then: Box<dyn Policy>,
}

impl Replay {
    pub(in crate::sim) fn new(schedule: &Schedule, then: Box<dyn Policy>) -> Replay {
        Replay { choices: schedule.choices.iter().copied().collect(), then }
    }
}

impl Policy for Replay {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        let Some(choice) = self.choices.pop_front() else { return self.then.choose(decision) };
        if choice == Choice::LET_TIME_PASS {
            return Some(choice);
        }
        // A schedule of another version of the program may name a worker that is not there: any will do then.
        let last = decision.runnable.len() as u32 - 1;
        Some(Choice { index: choice.index.min(last), instructions: choice.instructions.max(1) })
    }
}

use super::{Choice, Decision, Policy};

/// Whoever the visitor picks, when there is a choice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Visitor;

impl Policy for Visitor {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        (decision.runnable.len() == 1).then_some(Choice { index: 0, instructions: decision.slice })
    }
}

use super::{Choice, Decision, Policy};

/// The longest waiting first, for a whole time slice.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoundRobin;

impl Policy for RoundRobin {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        Some(Choice { index: 0, instructions: decision.slice })
    }
}

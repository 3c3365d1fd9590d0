use super::{Choice, Decision, Draw, Policy};

/// Anyone, for a random while. Short whiles are as likely as long ones, order of magnitude by order of magnitude: so
/// preemptions hit between any two instructions, and long programs still come to their end.
#[derive(Clone, Debug)]
pub struct Random {
    draw: Draw,
}

/// The longest while is 2 to this power.
const MAGNITUDES: u64 = 13;

impl Random {
    /// A policy for each seed.
    pub fn new(seed: u64) -> Random {
        Random { draw: Draw::new(seed) }
    }
}

impl Policy for Random {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        let index = self.draw.below(decision.runnable.len() as u64) as u32;
        let magnitude = self.draw.below(MAGNITUDES);
        let instructions = ((1 << magnitude) + self.draw.below(1 << magnitude)) as u32;
        Some(Choice { index, instructions })
    }
}

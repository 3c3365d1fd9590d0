use std::collections::BTreeMap;

use interleave_trace::Worker;

use super::{Choice, Decision, Draw, Policy};

/// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic
/// Guarantees of Finding Bugs, ASPLOS 2010): every worker has a random priority, the highest runs; now and then the one that
/// runs falls below all others. Unlike the paper, which fixes the number of these changes for a known length of the program,
/// changes keep coming, at intervals whose order of magnitude is drawn: the length is not known here.
#[derive(Clone, Debug)]
pub struct Pct {
    draw: Draw,
    /// Higher runs first.
    priorities: BTreeMap<Worker, u64>,
    /// The next one to fall gets this, then it is counted down.
    lowest: u64,
    until_change: u32,
}

/// New workers get priorities from here on.
const BASE: u64 = 1 << 32;
/// The longest interval between changes is 2 to this power.
const MAGNITUDES: u64 = 16;

impl Pct {
    /// A policy for each seed.
    pub fn new(seed: u64) -> Pct {
        let mut pct =
            Pct { draw: Draw::new(seed), priorities: BTreeMap::new(), lowest: BASE - 1, until_change: 0 };
        pct.until_change = pct.interval();
        pct
    }

    fn interval(&mut self) -> u32 {
        let magnitude = self.draw.below(MAGNITUDES);
        ((1 << magnitude) + self.draw.below(1 << magnitude)) as u32
    }
}

impl Policy for Pct {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        if self.until_change == 0 {
            self.until_change = self.interval();
            if let Some(previous) = decision.previous {
                self.priorities.insert(decision.runnable[previous], self.lowest);
                self.lowest = self.lowest.saturating_sub(1);
            }
        }
        for worker in decision.runnable {
            let Pct { draw, priorities, .. } = self;
            priorities.entry(*worker).or_insert_with(|| BASE + draw.below(BASE));
        }
        let priority = |index: &usize| self.priorities[&decision.runnable[*index]];
        let index = (0..decision.runnable.len()).max_by_key(priority)?;
        // The choice is asked for again when the slice is over, or the worker waits before: then the change comes late.
        let instructions = self.until_change.min(decision.slice).max(1);
        self.until_change = self.until_change.saturating_sub(instructions);
        Some(Choice { index: index as u32, instructions })
    }
}

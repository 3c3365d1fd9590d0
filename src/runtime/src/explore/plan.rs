//! Which schedules to try.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::sim::Schedule;
use crate::sim::policy::{Choice, Decision, Draw, Pct, Policy, PolicyKind, Random};

/// How one run is scheduled.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// Workers run until they wait; at these counts of instructions the one that runs is preempted, by the worker of this
    /// number among the others. Counted are instructions executed while others could have run.
    Preempt(Vec<(u64, u32)>),
    /// A seeded policy.
    Policy(PolicyKind, u64),
}

impl Plan {
    /// What a schedule of this run says beside its choices.
    pub(super) fn schedule(&self) -> Schedule {
        match self {
            Plan::Preempt(_) => Schedule::default(),
            Plan::Policy(kind, seed) => Schedule::of(*kind, *seed),
        }
    }

    /// `contended` receives how many instructions were executed while others could have run.
    pub(super) fn policy(&self, contended: &Arc<AtomicU64>) -> Box<dyn Policy> {
        match self {
            Plan::Preempt(places) => {
                let contended = contended.clone();
                Box::new(Preempting { places: places.clone(), next: 0, contended, since: None })
            }
            Plan::Policy(PolicyKind::Pct, seed) => Box::new(Pct::new(*seed)),
            Plan::Policy(_, seed) => Box::new(Random::new(*seed)),
        }
    }
}

/// Which plan is next. Of four runs, two preempt at one place, and one each is random in its own way; when all places have
/// had their turn, pairs of places follow.
#[derive(Default)]
pub(super) struct Search {
    /// Of the first run, in instructions during which there was a choice. Results of later ones come in any order, and plans must not depend on it.
    length: u64,
}

impl Search {
    pub(super) fn learn(&mut self, instructions: u64) {
        if self.length == 0 {
            self.length = instructions;
        }
    }

    pub(super) fn plan(&self, number: u64) -> Plan {
        let round = number / 4;
        match number % 4 {
            _ if number == 0 => Plan::Preempt(Vec::new()),
            0 => Plan::Policy(PolicyKind::Pct, round),
            1 => Plan::Policy(PolicyKind::Random, round),
            odd => self.places(round * 2 + odd - 2),
        }
    }

    fn places(&self, index: u64) -> Plan {
        let length = self.length.max(1);
        // Multiples of the golden ratio: the places spread evenly, however many are tried.
        let spread = |index: u64| ((index as f64 * 0.618_033_988_749_894_9).fract() * length as f64) as u64;
        let mut draw = Draw::new(index);
        let mut places = vec![(spread(index), draw.below(4) as u32)];
        for _ in 0..index / length {
            let place = (draw.below(length), draw.below(4) as u32);
            places.insert(places.partition_point(|other| *other < place), place);
        }
        Plan::Preempt(places)
    }
}

struct Preempting {
    places: Vec<(u64, u32)>,
    next: usize,
    contended: Arc<AtomicU64>,
    /// The count of all instructions at the last decision, if there was a choice.
    since: Option<u64>,
}

impl Policy for Preempting {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        let executed = self.since.take().map_or(0, |since| decision.instructions - since);
        let contended = self.contended.fetch_add(executed, Ordering::Relaxed) + executed;
        let mut index = decision.previous.unwrap_or(0);
        let mut instructions = decision.slice;
        if decision.runnable.len() > 1 {
            self.since = Some(decision.instructions);
            let place = self.places.get(self.next).copied();
            match (place, decision.previous) {
                (Some((place, other)), Some(previous)) if place <= contended => {
                    self.next += 1;
                    index = other as usize % (decision.runnable.len() - 1);
                    index += usize::from(index >= previous);
                }
                // Who has had a whole time slice lets others go on: one that spins until another one acts would spin for ever.
                _ if decision.spent => index = 0,
                _ => {}
            }
            if let Some((place, _)) = self.places.get(self.next) {
                instructions = place.saturating_sub(contended).clamp(1, u64::from(decision.slice)) as u32;
            }
        }
        Some(Choice { index: index as u32, instructions })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_its_turn() {
        let mut search = Search::default();
        search.learn(50);
        let mut seen = [false; 50];
        for index in 0..200 {
            let Plan::Preempt(places) = search.places(index) else { unreachable!() };
            assert_eq!(places.len() as u64, 1 + index / 50);
            if let [(place, _)] = places[..] {
                seen[place as usize] = true;
            }
        }
        assert!(seen.iter().filter(|seen| **seen).count() > 40);
    }
}

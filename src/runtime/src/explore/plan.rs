//! Which schedules to try.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::sim::Schedule;
use crate::sim::policy::{Choice, Decision, Draw, Pct, Policy, PolicyKind, Random};

/// How one run is scheduled.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// Workers run until they wait; the one that runs is preempted at these places, which are in order.
    Preempt(Vec<Place>),
    /// A seeded policy.
    Policy(PolicyKind, u64),
}

/// Where a worker is preempted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// After so many instructions that were executed while others could have run.
    at: u64,
    /// The worker of this number among the others goes on; the preempted one waits for its next turn.
    then: u32,
}

impl Plan {
    /// Whether a worker that could go on does so in the end, however long others turn in circles.
    pub(super) fn is_fair(&self) -> bool {
        match self {
            // Without an interruption it is the program itself that has no end.
            Plan::Preempt(places) => places.is_empty(),
            Plan::Policy(kind, _) => !matches!(kind, PolicyKind::Pct),
        }
    }

    /// What a schedule of this run says beside its choices.
    pub(super) fn schedule(&self) -> Schedule {
        match self {
            Plan::Preempt(_) => Schedule::default(),
            Plan::Policy(kind, seed) => Schedule::of(*kind, *seed),
        }
    }

    /// `contended` is told how many instructions were executed while others could have run.
    pub(super) fn policy(&self, contended: &Arc<Contended>) -> Box<dyn Policy> {
        match self {
            Plan::Preempt(places) => {
                let (places, contended) = (places.clone(), contended.clone());
                Box::new(Preempting { places, next: 0, contended })
            }
            Plan::Policy(PolicyKind::Pct, seed) => Box::new(Pct::new(*seed)),
            Plan::Policy(_, seed) => Box::new(Random::new(*seed)),
        }
    }
}

/// How many instructions were executed while others could have run.
pub(super) struct Contended {
    /// At the last decision.
    count: AtomicU64,
    /// The count of all instructions then, or [`NO_CHOICE`].
    since: AtomicU64,
}

/// Nobody else could run.
const NO_CHOICE: u64 = u64::MAX;

impl Default for Contended {
    fn default() -> Contended {
        Contended { count: AtomicU64::new(0), since: AtomicU64::new(NO_CHOICE) }
    }
}

impl Contended {
    /// Up to the last decision.
    pub(super) fn count(&self) -> u64 {
        self.count.load(Relaxed)
    }

    /// A decision is taken; the count up to then.
    fn decide(&self, instructions: u64, choice: bool) -> u64 {
        let since = self.since.load(Relaxed);
        let passed = if since == NO_CHOICE { 0 } else { instructions.saturating_sub(since) };
        let count = self.count() + passed;
        self.count.store(count, Relaxed);
        self.since.store(if choice { instructions } else { NO_CHOICE }, Relaxed);
        count
    }
}

/// Which plan is next. Of four runs, two preempt at one place, and one each is random in its own way. When all places have had
/// their turn, pairs of places follow.
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
            other => self.places(round * 2 + other - 2),
        }
    }

    fn places(&self, index: u64) -> Plan {
        let length = self.length.max(1);
        let mut draw = Draw::new(index);
        let mut places: Vec<Place> = Vec::new();
        for turn in 0..=index / length {
            let at = if turn == 0 { spread(index, length) } else { draw.below(length) };
            let place = Place { at, then: draw.below(4) as u32 };
            places.insert(places.partition_point(|other| other.at <= place.at), place);
        }
        Plan::Preempt(places)
    }
}

/// One of `0..length`. Multiples of the golden ratio: they spread evenly, however many are tried.
fn spread(index: u64, length: u64) -> u64 {
    ((index as f64 * 0.618_033_988_749_894_9).fract() * length as f64) as u64
}

struct Preempting {
    places: Vec<Place>,
    next: usize,
    contended: Arc<Contended>,
}

impl Policy for Preempting {
    fn choose(&mut self, decision: &Decision<'_>) -> Option<Choice> {
        let Decision { runnable, previous, slice, .. } = *decision;
        let contended = self.contended.decide(decision.instructions, runnable.len() > 1);
        if runnable.len() == 1 {
            return Some(Choice { index: 0, instructions: slice });
        }
        let mut index = previous.unwrap_or(0);
        match (self.places.get(self.next), previous) {
            (Some(place), Some(previous)) if place.at <= contended => {
                self.next += 1;
                index = place.then as usize % (runnable.len() - 1);
                index += usize::from(index >= previous);
            }
            // Who has had a whole time slice lets others go on: one that spins until another one acts would spin for ever.
            _ if decision.spent => index = 0,
            _ => {}
        }
        let instructions = match self.places.get(self.next) {
            Some(place) => place.at.saturating_sub(contended).clamp(1, u64::from(slice)) as u32,
            None => slice,
        };
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
            if let [place] = places[..] {
                seen[place.at as usize] = true;
            }
        }
        assert!(seen.iter().filter(|seen| **seen).count() > 40);
    }
}

//! Workers that wait by looking again and again: `while not lock.acquire(False): pass`, `while busy: pass`.
//!
//! A worker that has come back to where it stood, with the same values and without having changed anything, goes round for
//! nothing until somebody changes what it looks at. It is not let go on before: a schedule with more rounds leads to the same.
//! (A lock that it takes and gives back on the way counts as nothing.)
//!
//! One that only counts its rounds stands elsewhere each time. After some rounds in which it has changed nothing it is *tired*:
//! others go on first, and no schedule is looked for in which it has looked once more in vain.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use interleave_engine::operation::{Subject, Touch, Use};
use interleave_trace::Worker;
use rustc_hash::FxHashMap as HashMap;

use crate::sim::Simulation;
use crate::sim::stepping::StepRecord;

/// Places of a round that are kept.
const MOST: usize = 1_000;

/// Visits to one place, without having changed anything, after which a worker is tired; and how many times as many it is given
/// when all others are.
const TIRING: u32 = 5;
const RESTED: u32 = 50;

/// Whether a worker should go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spin {
    /// It does something.
    None,
    /// It may be of no use.
    Tired,
    /// It is of no use.
    Vain,
}

/// What is known of all workers.
#[derive(Default)]
pub(super) struct Spins {
    rounds: HashMap<Worker, Round>,
    /// How many times as many visits as usual tire a worker.
    patience: HashMap<Worker, u32>,
    /// Who has used what; none: several have.
    users: HashMap<(Subject, u64), Option<Worker>>,
}

/// What a worker has done since it changed something.
#[derive(Default)]
struct Round {
    /// How often it was at a place, and where it stood there.
    places: HashMap<(usize, usize), u32>,
    standings: Vec<u64>,
    looked_at: Vec<Touch>,
    held: BTreeMap<Subject, i32>,
    vain: bool,
    tired: bool,
}

impl Spins {
    /// Takes in a step.
    pub(super) fn learn(&mut self, worker: Worker, record: &StepRecord, simulation: &Simulation) {
        if record.time_passed {
            self.rounds.clear();
            return;
        }
        self.rounds.retain(|other, round| {
            let disturbed = |touch: &Touch| record.touches.iter().any(|theirs| touch.conflicts(theirs));
            *other == worker || !round.looked_at.iter().any(disturbed)
        });
        let holds = |subject: Subject| record.holds.iter().any(|hold| hold.0 == subject);
        let (mut changes, mut concerns) = (false, !record.woken.is_empty());
        for touch in &record.touches {
            let user = self.users.entry((touch.subject, touch.part)).or_insert(Some(worker));
            if *user != Some(worker) {
                *user = None;
            }
            if touch.how != Use::Read && !holds(touch.subject) {
                changes = true;
                concerns |= user.is_none();
            }
        }
        if concerns {
            self.rounds.remove(&worker);
            return;
        }
        let round = self.rounds.entry(worker).or_default();
        if changes {
            (round.vain, round.standings) = (false, Vec::new());
        }
        round.learn(record);
        let Some(place) = simulation.place_of_standing(worker) else { return };
        if round.places.len() >= MOST {
            *round = Round::default();
        }
        let visits = round.places.entry(place).or_default();
        *visits += 1;
        let patience = self.patience.get(&worker).copied().unwrap_or(1);
        round.tired |= *visits >= TIRING.saturating_mul(patience);
        // What it has been at once may be a loop; most places are none.
        if changes || *visits < 2 || round.standings.len() >= MOST {
            return;
        }
        let Some(standing) = simulation.standing(worker) else { return };
        let mut hasher = DefaultHasher::new();
        standing.hash(&mut hasher);
        round.held.iter().filter(|held| *held.1 != 0).for_each(|held| held.hash(&mut hasher));
        let standing = hasher.finish();
        if round.standings.contains(&standing) {
            round.vain = true;
        } else {
            round.standings.push(standing);
        }
    }

    /// What is to be thought of a worker.
    pub(super) fn of(&self, worker: Worker) -> Spin {
        match self.rounds.get(&worker) {
            Some(round) if round.vain => Spin::Vain,
            Some(round) if round.tired => Spin::Tired,
            _ => Spin::None,
        }
    }

    /// What a worker has looked at since it changed something for others.
    pub(super) fn looked_at(&self, worker: Worker) -> &[Touch] {
        self.rounds.get(&worker).map_or(&[], |round| &round.looked_at)
    }

    /// Nobody else can go on: a tired worker gets some more rounds. False: it has had them.
    pub(super) fn encourage(&mut self, worker: Worker) -> bool {
        let patience = self.patience.entry(worker).or_insert(1);
        if *patience > RESTED {
            return false;
        }
        *patience *= RESTED;
        if let Some(round) = self.rounds.get_mut(&worker) {
            round.tired = false;
        }
        true
    }

    /// Time has gone on.
    pub(super) fn clear(&mut self) {
        self.rounds.clear();
    }
}

impl Round {
    fn learn(&mut self, record: &StepRecord) {
        for touch in &record.touches {
            if !self.looked_at.contains(touch) {
                self.looked_at.push(*touch);
            }
        }
        for (subject, got) in &record.holds {
            *self.held.entry(*subject).or_default() += if *got { 1 } else { -1 };
        }
    }
}

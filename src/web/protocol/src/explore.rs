//! What the page and the engine say to each other about trying many schedules.

use serde::{Deserialize, Serialize};

use crate::RunRequest;

/// A program to run under many schedules, in the simulator on one virtual core.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Exploration {
    /// The program. Of its settings, the GIL and the seed count.
    pub request: RunRequest,
    /// How many schedules to try.
    pub schedules: u32,
}

/// What was found so far, cut to what a page shows. It crosses workers as bytes ([`Found::to_bytes`]).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Schedules to be tried.
    pub schedules: u32,
    /// Those tried so far.
    pub tried: u32,
    /// There are no others, but for some that lead to the same.
    pub proved: bool,
    /// The seed that the program had in all of them.
    pub seed: u64,
    /// Outcomes, the most frequent first. Where they are too many, those that ended well are left out first.
    pub outcomes: Vec<Outcome>,
    /// So many more there are.
    pub more: u32,
    /// Runs that were watched, to find races.
    pub watched: u32,
    /// Races, lost updates first.
    pub races: Vec<Race>,
    /// So many more there are.
    pub more_races: u32,
}

/// Workers that get in each other's way at a variable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Race {
    /// One worker has overwritten what another one had just written. Else it is not settled who comes first.
    pub lost_update: bool,
    /// What the program calls it.
    pub variable: String,
    /// Who does what in which line.
    pub sentence: String,
    /// Files and lines of these, each once.
    pub places: Vec<(String, u32)>,
    /// How many of the watched runs had it.
    pub runs: u32,
    /// As [`Outcome::schedule`].
    pub schedule: String,
}

/// How runs ended and what they wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// How they ended.
    pub ending: Ending,
    /// How many of them.
    pub runs: u32,
    /// The first lines of standard output.
    pub output: Excerpt,
    /// The last lines of standard error.
    pub errors: Excerpt,
    /// How often the schedule takes a worker off its core that could go on.
    pub preemptions: u64,
    /// A schedule with this outcome, in its text form ([`interleave_run::RunSpec::schedule`]); empty if it is too long to be handed on.
    pub schedule: String,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ending {
    /// With this exit status; negative for a signal.
    Exit(i32),
    /// Nothing could ever run again: a headline, then a sentence for each worker.
    Deadlock(Excerpt),
    /// By a limit, told as a sentence.
    Limit(String),
}

/// A part of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Some of its lines.
    pub text: String,
    /// There is more of it.
    pub cut: bool,
}

impl Found {
    /// For [`crate::FromSupervisor::Explored`].
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// What [`Found::to_bytes`] of this version has written.
    pub fn from_bytes(bytes: &[u8]) -> Option<Found> {
        postcard::from_bytes(bytes).ok()
    }
}

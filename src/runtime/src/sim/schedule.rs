//! A schedule as a value: it can be stored, put in a URL, and repeated.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::policy::{Choice, PolicyKind};

/// Version of the stored form; the first byte of it. Raise it whenever old schedules would run differently.
pub const VERSION: u8 = 1;

/// Version of those with a timing of their own, which stands after the seed.
const TIMED: u8 = 2;

/// What takes how long in a simulation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Timing {
    /// What the [cost model](super::Costs) says.
    #[default]
    Modelled,
    /// Nothing takes time but to sleep and to wait: a sleep ends when nobody else can do anything before it.
    Idle,
    /// Sleeps and timeouts may be over at any point: a worker that sleeps can go on at once, or whenever it is let go on. What waits
    /// to be notified waits as in `Idle`.
    Any,
}

/// Who runs when: the choices in order, and the policy with its seed that goes on where they end.
///
/// The stored form is postcard's of (version, policy, seed, runs of equal choices); the text form is that in URL-safe Base64.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Schedule {
    /// Decides when there is no choice left.
    pub policy: PolicyKind,
    /// For policies that draw.
    pub seed: u64,
    /// What takes how long.
    pub timing: Timing,
    /// Repeated first.
    pub choices: Vec<Choice>,
}

/// Why a text is no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// Not the form of a schedule.
    Malformed,
    /// Of another version of this program.
    Version(u8),
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScheduleError::Malformed => {
                write!(f, "not a schedule: copy it whole, from the first letter to the last")
            }
            ScheduleError::Version(version) => write!(
                f,
                "a schedule of version {version}, this program repeats version {VERSION}: record it again with this one"
            ),
        }
    }
}

impl std::error::Error for ScheduleError {}

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u8,
    policy: PolicyKind,
    seed: u64,
    /// Each with how often it is repeated: time slices of one worker look the same for long.
    runs: Vec<(Choice, u32)>,
}

#[derive(Serialize, Deserialize)]
struct Timed {
    version: u8,
    timing: Timing,
    policy: PolicyKind,
    seed: u64,
    runs: Vec<(Choice, u32)>,
}

impl Schedule {
    /// A schedule that a policy makes up as it goes.
    pub fn of(policy: PolicyKind, seed: u64) -> Schedule {
        Schedule { policy, seed, ..Schedule::default() }
    }

    /// The stored form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut runs: Vec<(Choice, u32)> = Vec::new();
        for choice in &self.choices {
            match runs.last_mut() {
                Some((last, count)) if last == choice => *count += 1,
                _ => runs.push((*choice, 1)),
            }
        }
        let Schedule { policy, seed, timing, .. } = *self;
        let bytes = match timing {
            Timing::Modelled => postcard::to_allocvec(&Stored { version: VERSION, policy, seed, runs }),
            _ => postcard::to_allocvec(&Timed { version: TIMED, timing, policy, seed, runs }),
        };
        bytes.expect("plain data in memory has a postcard form")
    }

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Schedule, ScheduleError> {
        let version = *bytes.first().ok_or(ScheduleError::Malformed)?;
        let (timing, policy, seed, runs) = match version {
            VERSION => {
                let stored: Stored = postcard::from_bytes(bytes).map_err(|_| ScheduleError::Malformed)?;
                (Timing::Modelled, stored.policy, stored.seed, stored.runs)
            }
            TIMED => {
                let stored: Timed = postcard::from_bytes(bytes).map_err(|_| ScheduleError::Malformed)?;
                (stored.timing, stored.policy, stored.seed, stored.runs)
            }
            other => return Err(ScheduleError::Version(other)),
        };
        // A few bytes can claim any number of repetitions.
        if runs.iter().map(|run| u64::from(run.1)).sum::<u64>() > 100_000_000 {
            return Err(ScheduleError::Malformed);
        }
        let choices =
            runs.into_iter().flat_map(|(choice, count)| std::iter::repeat_n(choice, count as usize));
        Ok(Schedule { policy, seed, timing, choices: choices.collect() })
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.to_bytes()))
    }
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Schedule, ScheduleError> {
        Schedule::from_bytes(&URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| ScheduleError::Malformed)?)
    }
}

impl From<Schedule> for String {
    fn from(schedule: Schedule) -> String {
        schedule.to_string()
    }
}

impl TryFrom<String> for Schedule {
    type Error = ScheduleError;

    fn try_from(text: String) -> Result<Schedule, ScheduleError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::Draw;
    use super::*;

    #[test]
    fn survives_its_text() {
        let mut draw = Draw::new(7);
        for policy in PolicyKind::ALL {
            for length in [0, 1, 2, 100, 5_000] {
                let choice = |draw: &mut Draw| Choice {
                    index: draw.below(3) as u32,
                    instructions: 1 << draw.below(20),
                };
                let choices = (0..length).map(|_| choice(&mut draw)).collect();
                let timing = if length == 1 { Timing::Idle } else { Timing::Modelled };
                let schedule = Schedule { policy, seed: draw.next(), timing, choices };
                assert_eq!(schedule.to_string().parse(), Ok(schedule));
            }
        }
    }

    #[test]
    fn equal_choices_take_little_room() {
        let choices = vec![Choice { index: 1, instructions: 100_000 }; 10_000];
        assert!(Schedule { choices, ..Schedule::default() }.to_string().len() < 20);
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!("".parse::<Schedule>(), Err(ScheduleError::Malformed));
        assert_eq!("€".parse::<Schedule>(), Err(ScheduleError::Malformed));
        assert_eq!(Schedule::from_bytes(&[VERSION]), Err(ScheduleError::Malformed));
        assert_eq!(Schedule::from_bytes(&[99, 0, 0, 0]), Err(ScheduleError::Version(99)));
    }
}

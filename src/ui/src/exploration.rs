//! What trying schedules has found, in words.

use interleave_protocol::{Ending, Found, Outcome, Race};

use crate::format::count;
use crate::shared::Shared;

/// How many schedules are tried.
pub const SCHEDULES: u32 = 400;

/// The latest exploration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exploration {
    /// What it has found so far.
    pub found: Shared<Found>,
    /// The program, or what its outcomes depend on, has changed since: its schedules are those of another program.
    pub outdated: bool,
}

impl Exploration {
    /// How many distinct outcomes there are.
    pub fn outcomes(&self) -> usize {
        self.found.outcomes.len() + self.found.more as usize
    }

    /// `120 of 400 schedules, 3 outcomes`, `All 34 inequivalent schedules, 3 outcomes`
    pub fn progress(&self) -> String {
        let Found { schedules, tried, proved, .. } = *self.found;
        if proved {
            let all = match tried {
                1 => "The only schedule".to_owned(),
                tried => format!("All {tried} inequivalent schedules"),
            };
            return format!("{all}, {}", count(self.outcomes(), "outcome"));
        }
        let of = if tried == schedules { String::new() } else { format!("{tried} of ") };
        format!("{of}{}, {}", count(schedules as usize, "schedule"), count(self.outcomes(), "outcome"))
    }

    /// What it has shown, once it has ended.
    pub fn verdict(&self) -> String {
        let Found { schedules, tried, proved, .. } = *self.found;
        match self.outcomes() {
            0 => "No run came to its end.".into(),
            1 if proved && tried == 1 => "There is only one schedule.".into(),
            1 if proved => {
                format!("All {tried} inequivalent schedules give this outcome: there is no other.")
            }
            _ if proved => format!("{}. There are no others.", self.progress()),
            1 if tried == schedules => {
                format!(
                    "All {tried} schedules gave the same outcome. Schedules that were not tried may give others."
                )
            }
            1 if tried == 1 => "One schedule was tried; others may give other outcomes.".into(),
            1 => format!(
                "The {tried} schedules that were tried gave the same outcome; others may give others."
            ),
            _ => format!("{}.", self.progress()),
        }
    }

    /// How many runs of all had an outcome: `12 of 400 runs`.
    pub fn runs(&self, runs: u32) -> String {
        format!("{runs} of {}", count(self.found.tried as usize, "run"))
    }

    /// The same, of 1.
    pub fn share(&self, runs: u32) -> f64 {
        f64::from(runs) / f64::from(self.found.tried.max(1))
    }
}

/// A race in short: `Lost update of counter`.
pub fn race_headline(race: &Race) -> String {
    format!("{} of {}", if race.lost_update { "Lost update" } else { "Race" }, race.variable)
}

/// How an outcome's runs ended, in short.
pub fn headline(outcome: &Outcome) -> String {
    match &outcome.ending {
        Ending::Exit(0) if ended_well(outcome) => "Ended well".into(),
        // A thread that raises an exception leaves the exit status as it is.
        Ending::Exit(0) => "Ended, with errors".into(),
        Ending::Exit(status) => format!("Exit status {status}"),
        Ending::Deadlock(_) => "Deadlock".into(),
        Ending::Limit(_) => "Not finished".into(),
    }
}

/// Nothing was wrong with an outcome's runs, as far as the system can tell.
pub fn ended_well(outcome: &Outcome) -> bool {
    outcome.ending == Ending::Exit(0) && outcome.errors.text.is_empty()
}

#[cfg(test)]
mod tests {
    use interleave_protocol::Excerpt;

    use super::*;

    fn exploration(tried: u32, runs: &[u32], more: u32) -> Exploration {
        let outcome = |runs: &u32| Outcome {
            ending: Ending::Exit(0),
            runs: *runs,
            output: Excerpt::default(),
            errors: Excerpt::default(),
            preemptions: 0,
            schedule: String::new(),
        };
        let outcomes = runs.iter().map(outcome).collect();
        let found = Found { schedules: 400, tried, outcomes, more, ..Found::default() };
        Exploration { found: Shared::new(found), outdated: false }
    }

    #[test]
    fn words() {
        assert_eq!(exploration(120, &[100, 19, 1], 0).progress(), "120 of 400 schedules, 3 outcomes");
        assert_eq!(exploration(400, &[2], 31).verdict(), "400 schedules, 32 outcomes.");
        let one = exploration(400, &[400], 0);
        assert!(one.verdict().starts_with("All 400 schedules gave the same outcome. "));
        assert_eq!((one.progress().as_str(), one.share(400)), ("400 schedules, 1 outcome", 1.0));
        assert_eq!(
            exploration(7, &[7], 0).verdict(),
            "The 7 schedules that were tried gave the same outcome; others may give others."
        );
        assert_eq!(exploration(0, &[], 0).verdict(), "No run came to its end.");
        let proved = |tried, runs: &[u32]| {
            let mut found = (*exploration(tried, runs, 0).found).clone();
            found.proved = true;
            Exploration { found: Shared::new(found), outdated: false }
        };
        assert_eq!(
            proved(4, &[2, 2]).verdict(),
            "All 4 inequivalent schedules, 2 outcomes. There are no others."
        );
        assert_eq!(
            proved(6, &[6]).verdict(),
            "All 6 inequivalent schedules give this outcome: there is no other."
        );
        assert_eq!(proved(1, &[1]).progress(), "The only schedule, 1 outcome");
        assert_eq!(exploration(400, &[4], 0).runs(4), "4 of 400 runs");
        let mut outcome = exploration(1, &[1], 0).found.outcomes[0].clone();
        for (status, errors, words) in
            [(0, "", "Ended well"), (0, "ValueError", "Ended, with errors"), (-9, "", "Exit status -9")]
        {
            outcome.ending = Ending::Exit(status);
            outcome.errors.text = errors.into();
            assert_eq!(headline(&outcome), words);
        }
    }
}

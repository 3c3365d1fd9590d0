//! Who picks who runs next in the simulator: what is said of each policy. How it picks, `interleave-runtime` knows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A policy of the simulator. The order is that of stored schedules: new ones go to the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The longest waiting first, for whole time slices: roughly what CPython and Linux do.
    #[default]
    RoundRobin,
    /// Anyone, for a random while.
    Random,
    /// Random priorities that change a few times (probabilistic concurrency testing).
    Pct,
    /// Whoever the visitor picks.
    Visitor,
}

/// What is said of a policy.
struct Row {
    policy: Policy,
    name: &'static str,
    label: &'static str,
    help: &'static str,
}

const TABLE: [Row; 4] = [
    Row { policy: Policy::RoundRobin, name: "round-robin", label: "Round robin", help: "In turn" },
    Row { policy: Policy::Random, name: "random", label: "Random", help: "At random, from the seed" },
    Row {
        policy: Policy::Pct,
        name: "pct",
        label: "PCT",
        help: "The one with the highest random priority, which now and then drops (probabilistic concurrency testing)",
    },
    Row { policy: Policy::Visitor, name: "visitor", label: "You choose", help: "Whoever the visitor picks" },
];

impl Policy {
    /// All of them, the usual one first.
    pub const ALL: [Policy; 4] = [Policy::RoundRobin, Policy::Random, Policy::Pct, Policy::Visitor];

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.policy == self).unwrap_or(&TABLE[0])
    }

    /// In links, in stored settings and on the command line: `round-robin`
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// On a control: `Round robin`
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// Who goes on, as a sentence without its full stop.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// It leaves decisions to somebody who looks on.
    pub fn needs_visitor(self) -> bool {
        self == Policy::Visitor
    }

    /// The policy where nobody looks on who could decide: in turn then.
    pub fn unattended(self) -> Policy {
        if self.needs_visitor() { Policy::default() } else { self }
    }

    /// The names of all, as a text for people: `round-robin, random, pct, visitor`
    pub fn names() -> String {
        TABLE.map(|row| row.name).join(", ")
    }
}

/// There is no such policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPolicy(pub String);

impl fmt::Display for UnknownPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no policy {}; there are {}", self.0, Policy::names())
    }
}

impl std::error::Error for UnknownPolicy {}

impl FromStr for Policy {
    type Err = UnknownPolicy;

    fn from_str(name: &str) -> Result<Policy, UnknownPolicy> {
        let named = Policy::ALL.into_iter().find(|policy| policy.name() == name);
        named.ok_or_else(|| UnknownPolicy(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_is_in_the_table() {
        for policy in Policy::ALL {
            assert_eq!((policy.row().policy, policy.name().parse()), (policy, Ok(policy)));
            assert!(!policy.unattended().needs_visitor());
        }
        assert_eq!(
            "fair".parse::<Policy>().unwrap_err().to_string(),
            "there is no policy fair; there are round-robin, random, pct, visitor"
        );
    }
}

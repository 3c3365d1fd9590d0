//! The whole of a run.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Program, Settings};

/// What to run, and how. [`Default`] is an empty program in the simulator; fill in what differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunSpec {
    /// What to run.
    pub program: Program,
    /// How.
    pub settings: Settings,
    /// Simulator: a schedule to repeat, in its text form. It is one of a single virtual core, and comes before the policy.
    pub schedule: Option<String>,
    /// What can be read.
    pub stdin: Stdin,
    /// What ends it before its own end.
    pub limits: Limits,
}

impl RunSpec {
    /// A run of a program with everything else by default.
    pub fn new(program: Program) -> RunSpec {
        RunSpec { program, ..RunSpec::default() }
    }

    /// `os.cpu_count()`, on a machine of so many cores.
    pub fn cores(&self, machine: u32) -> u32 {
        match &self.schedule {
            _ if !self.settings.driver.is_simulated() => machine,
            Some(_) => 1,
            None => self.settings.cores,
        }
    }
}

/// Standard input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stdin {
    /// Lines that are known from the start, without their newlines.
    pub lines: Vec<String>,
    /// More may come; otherwise input ends after these.
    pub open: bool,
}

/// What ends a run before its own end; nothing unless set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Time: virtual in the simulator, else on the clock.
    pub time: Option<Duration>,
    /// Simulator: instructions of all workers.
    pub instructions: Option<u64>,
    /// Native: bytes of text, where the host takes it.
    pub text: Option<u64>,
    /// Native: bytes of memory (address space) of each process.
    pub memory: Option<u64>,
    /// Native: processes at a time. One more, and starting it fails as `fork` does: `BlockingIOError`.
    pub processes: Option<u32>,
    /// Native: bytes that the program's own files may take.
    pub files: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Driver;

    #[test]
    fn cores_are_virtual_only_in_the_simulator() {
        for (driver, schedule, cores) in [
            (Driver::Sim, None, 4),
            (Driver::Sim, Some(String::new()), 1),
            (Driver::Web, None, 9),
            (Driver::Native, Some(String::new()), 9),
        ] {
            let settings = Settings { driver, ..Settings::default() };
            assert_eq!(RunSpec { settings, schedule, ..RunSpec::default() }.cores(9), cores, "{driver:?}");
        }
    }
}

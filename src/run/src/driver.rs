//! Who executes.

use serde::{Deserialize, Serialize};

/// Who executes a run's threads and processes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Driver {
    /// Simulated, in virtual time, on virtual cores.
    #[default]
    Sim,
    /// For real, on Web Workers.
    Web,
    /// For real, on processes and threads of the operating system.
    Native,
}

/// What is said of a driver.
struct Row {
    driver: Driver,
    name: &'static str,
    label: &'static str,
    help: &'static str,
    times: &'static str,
}

const TABLE: [Row; 3] = [
    Row {
        driver: Driver::Sim,
        name: "sim",
        label: "Simulator",
        help: "Simulated, in virtual time, the same every time",
        times: "simulated",
    },
    Row {
        driver: Driver::Web,
        name: "web",
        label: "Web Workers",
        help: "Web Workers of the browser, for real",
        times: "measured",
    },
    Row {
        driver: Driver::Native,
        name: "native",
        label: "This computer",
        help: "Real processes and threads of the operating system",
        times: "measured on this computer",
    },
];

impl Driver {
    /// All of them.
    pub const ALL: [Driver; 3] = [Driver::Sim, Driver::Web, Driver::Native];

    /// Those of a page, its usual one first, and last the one that only the page of `interleave serve` has.
    pub const OF_PAGE: [Driver; 3] = [Driver::Sim, Driver::Web, Driver::Native];

    /// Those of the command, its usual one first.
    pub const OF_COMMAND: [Driver; 2] = [Driver::Native, Driver::Sim];

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.driver == self).unwrap_or(&TABLE[0])
    }

    /// In links and on the command line: `sim`
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// On a control: `Simulator`
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// What it does, as a sentence without its full stop.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// What its times are: `simulated`
    pub fn times(self) -> &'static str {
        self.row().times
    }

    /// The driver of a name.
    pub fn named(name: &str) -> Option<Driver> {
        Driver::ALL.into_iter().find(|driver| driver.name() == name)
    }

    /// In virtual time: what it does depends on nothing but the run.
    pub fn is_simulated(self) -> bool {
        self == Driver::Sim
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_driver_is_in_the_table() {
        for driver in Driver::ALL {
            assert_eq!((driver.row().driver, Driver::named(driver.name())), (driver, Some(driver)));
        }
        assert_eq!(Driver::named("gpu"), None);
    }
}

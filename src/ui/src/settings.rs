//! How a program is run: what the run bar offers.

use interleave_protocol::Driver;

/// The visitor's choices for runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Who executes.
    pub driver: Driver,
    /// Threads of one process take turns.
    pub gil: bool,
    /// Virtual cores of the simulator, and what `os.cpu_count()` says.
    pub cores: u32,
    /// None: another one each run.
    pub seed: Option<u64>,
    /// A name of [`POLICIES`].
    pub policy: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { driver: Driver::Sim, gil: true, cores: 4, seed: None, policy: POLICIES[0].name.into() }
    }
}

/// The greatest number of virtual cores.
pub const MAX_CORES: u32 = 256;

/// A policy of the simulator.
pub struct Policy {
    /// As the engine and the URL know it.
    pub name: &'static str,
    /// In the run bar.
    pub label: &'static str,
}

/// The policies of the simulator; the first one is the default.
pub const POLICIES: &[Policy] = &[
    Policy { name: "round-robin", label: "Round robin" },
    Policy { name: "random", label: "Random" },
    Policy { name: "pct", label: "PCT" },
    Policy { name: "visitor", label: "You choose" },
];

/// The driver's name in the URL.
pub fn driver_name(driver: Driver) -> &'static str {
    match driver {
        Driver::Sim => "sim",
        Driver::Web => "web",
    }
}

/// The driver of a name.
pub fn driver_named(name: &str) -> Option<Driver> {
    [Driver::Sim, Driver::Web].into_iter().find(|driver| driver_name(*driver) == name)
}

impl Settings {
    /// Why the number of cores cannot be chosen.
    pub fn cores_unavailable(&self) -> Option<&'static str> {
        (self.driver == Driver::Web).then_some("Web Workers run on the cores of this machine.")
    }

    /// Why the policy cannot be chosen.
    pub fn policy_unavailable(&self) -> Option<&'static str> {
        (self.driver == Driver::Web).then_some("With Web Workers the browser decides who runs next.")
    }
}

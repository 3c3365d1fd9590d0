//! What one can choose for a run.

use serde::{Deserialize, Serialize};

use crate::{Driver, Policy};

/// The greatest number of virtual cores.
pub const MAX_CORES: u32 = 256;

/// Virtual cores when none are asked for.
pub const DEFAULT_CORES: u32 = 4;

/// The choices of a run: what the run bar, the link and the command line offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who executes.
    pub driver: Driver,
    /// Threads of one process take turns, as in CPython's usual build.
    pub gil: bool,
    /// Virtual cores of the simulator, 1 to [`MAX_CORES`]. Other drivers have those of the machine.
    pub cores: u32,
    /// Seed of `random`, of hashes and of the simulator's policy; none: another one each run.
    pub seed: Option<u64>,
    /// Who picks who runs next in the simulator.
    pub policy: Policy,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            driver: Driver::default(),
            gil: true,
            cores: DEFAULT_CORES,
            seed: None,
            policy: Policy::default(),
        }
    }
}

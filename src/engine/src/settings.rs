//! What a Python process is started with.

pub use interleave_run::{Program, Source};
use serde::{Deserialize, Serialize};

/// What a Python process is started with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Settings {
    pub program: Program,
    pub pid: u32,
    pub parent_pid: u32,
    /// `os.cpu_count()`
    pub cpu_count: u32,
    /// Whether threads take turns (`sys._is_gil_enabled()`).
    pub gil: bool,
    /// Whether the driver answers `Request::Copy`: then a fork needs no heap image.
    pub copies: bool,
    /// Seed of `random`; `None`: taken from `entropy`.
    pub seed: Option<u64>,
    /// Chance from outside.
    pub entropy: u64,
    /// `sys.platform`
    pub platform: String,
    /// `platform.node()` and the like.
    pub node: String,
    /// `os.getcwd()` at the start: relative paths begin here.
    pub directory: String,
}

/// Where relative paths begin in a file system of the run's own.
pub const DIRECTORY: &str = "/home/user";

impl Settings {
    /// A program with everything else by default.
    pub fn of(program: Program) -> Settings {
        Settings { program, ..Settings::default() }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            program: Program::default(),
            pid: 1,
            parent_pid: 0,
            cpu_count: interleave_run::DEFAULT_CORES,
            gil: true,
            copies: false,
            seed: Some(0),
            entropy: 0,
            platform: String::from("linux"),
            node: String::from("interleave"),
            directory: String::from(DIRECTORY),
        }
    }
}

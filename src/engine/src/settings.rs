//! What a Python process is started with.

use serde::{Deserialize, Serialize};

/// A source file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name as tracebacks show it: `lesson.py`.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// What a Python process is started with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Settings {
    /// The program.
    pub main: Source,
    /// Other files of the lesson: modules that can be imported.
    pub files: Vec<Source>,
    /// `sys.argv`
    pub argv: Vec<String>,
    /// `os.environ`
    pub environ: Vec<(String, String)>,
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

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            main: Source { file: String::from("main.py"), text: String::new() },
            files: Vec::new(),
            argv: Vec::new(),
            environ: Vec::new(),
            pid: 1,
            parent_pid: 0,
            cpu_count: 4,
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

//! The programs of the course that started this project, where they are at hand: beside the repository, with their own check.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// Whether the child prints before it is killed is a race, under CPython too.
const RACE: &str = "1_killing_a_process.py";

/// Its daemon process is ended by the exit of the program while it writes the traceback of its error: mostly it is ready by then.
const DAEMON: &str = "1_naming_a_process.py";

/// Its first thread takes the lock before the second one is started, unless the system lets it wait just then: without a GIL.
const START: &str = "0_locked_printing.py";

/// What is asked of [`RACE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Race {
    /// Its outputs must meet once: processes start about as quickly as CPython's.
    Meets,
    /// It must end well: where starting a process takes longer than to kill it, its child never prints.
    EndsWell,
}

fn script() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds/check.py")
}

/// Whether they are at hand.
pub fn are_here() -> bool {
    script().exists()
}

/// Whether threads of one process run at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// There is a GIL.
    InTurn,
    /// There is none.
    AtOnce,
}

/// Runs all of them by `python3` and by a command, which is given a program's path as its last argument, and compares.
///
/// # Errors
/// What differs.
///
/// # Panics
/// If there is no `python3`.
pub fn check(command: &[OsString], race: Race, threads: Threads) -> Result<(), String> {
    let check = |only: &str| {
        let done = Command::new("python3").arg(script()).args(["--only", only]).args(command).output();
        let done = done.expect("python3 is the oracle");
        (done.status.success(), String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let (_, report) = check("");
    let mut different = report.lines().filter_map(|line| line.strip_prefix("DIFFERS ")?.split(':').next());
    let ends_well = format!("DIFFERS {RACE}: exit 0 / 0; stderr '' / ''");
    let met = |name: &str| match race {
        _ if name == DAEMON || name == START && threads == Threads::AtOnce => (0..3).any(|_| check(name).0),
        _ if name != RACE => false,
        Race::Meets => (0..10).any(|_| check(RACE).0),
        Race::EndsWell => report.contains(&ends_well),
    };
    let complete = report.contains("seed programs as under CPython");
    if complete && different.all(met) { Ok(()) } else { Err(report) }
}

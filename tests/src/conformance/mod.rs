//! The conformance suite: small Python programs that behave on every driver as they do under CPython.
//!
//! A case is a file `cases/AREA/NAME.py` with its standard output under CPython 3.11 beside it (`NAME.out`). Lines that begin
//! with `#:` say the rest:
//!
//! - `#: status 3`: the exit status, 0 if not given.
//! - `#: stderr TEXT`: standard error contains this. Without any, it is empty.
//! - `#: stdin LINE`: a line of standard input.
//! - `#: unordered characters`: the output's characters come in any order.
//!
//! To add one, write the file; an area is a folder with a line about it in `ABOUT`. `cargo test -p interleave-tests --test conformance cpython` says what CPython makes of it.
//! A driver takes part by implementing [`Driver`].

mod capabilities;
mod case;
pub mod command;
mod cpython;
pub mod invariants;
mod native;
mod sim;
mod web;

use interleave_trace::Event;

pub use self::capabilities::capabilities;
pub use self::case::{Case, cases};
pub use self::cpython::CPython;
pub use self::native::Native;
pub use self::sim::Sim;
pub use self::web::Web;

/// Something that runs programs.
pub trait Driver: Send + Sync {
    /// For the names of tests.
    fn name(&self) -> String;

    /// Why a case cannot run here; none if it can. Drivers take it from their capability table.
    fn lacks(&self, _case: &Case) -> Option<String> {
        None
    }

    /// Runs a program, called `main.py`, to its end.
    fn run(&self, program: &str, stdin: &[String]) -> Outcome;
}

/// What came of a run.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// All that was written there.
    pub stdout: String,
    /// All that was written there.
    pub stderr: String,
    /// Exit status of the program.
    pub status: i32,
    /// The trace, if the driver records one.
    pub events: Vec<Event>,
    /// What the driver itself found wrong: a deadlock, a limit, something left open.
    pub problems: Vec<String>,
    /// What the invariants may assume about the trace.
    pub promises: Promises,
}

/// What a driver promises about its trace, beyond what holds everywhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promises {
    /// Times of all processes are in order, not only those of each process.
    pub global_order: bool,
    /// At most one thread of a process runs.
    pub gil: bool,
    /// At most so many workers run.
    pub cores: Option<usize>,
}

/// Runs a case; the error tells all that was not as it must be.
pub fn check(driver: &dyn Driver, case: &Case) -> Result<(), String> {
    let outcome = driver.run(&case.program, &case.stdin);
    let mut problems = outcome.problems.clone();
    if outcome.status != case.status {
        problems.push(format!("exit status {}, expected {}", outcome.status, case.status));
    }
    if !case.accepts(&outcome.stdout) {
        problems.push(format!("--- standard output\n{}--- expected\n{}---", outcome.stdout, case.stdout));
    }
    for text in &case.stderr {
        if !outcome.stderr.contains(text.as_str()) {
            problems.push(format!("standard error lacks: {text}"));
        }
    }
    if case.stderr.is_empty() && !outcome.stderr.is_empty() {
        problems.push("standard error is not empty".into());
    }
    problems.extend(invariants::check(&outcome.events, outcome.promises));
    if problems.is_empty() {
        return Ok(());
    }
    if !outcome.stderr.is_empty() {
        problems.push(format!("--- standard error\n{}---", outcome.stderr));
    }
    Err(problems.join("\n"))
}

/// Runs a case twice; the error tells where the second run left the first.
///
/// For drivers that promise the same run each time. Two runs in one program never have their objects at the same addresses,
/// so whatever depends on addresses shows.
pub fn check_repeats(driver: &dyn Driver, case: &Case) -> Result<(), String> {
    let [first, second] = [(); 2].map(|()| driver.run(&case.program, &case.stdin));
    if let Some(place) = first.events.iter().zip(&second.events).position(|(one, other)| one != other) {
        return Err(format!("event {place}: {:?}, then {:?}", first.events[place], second.events[place]));
    }
    if first.events.len() != second.events.len() {
        return Err(format!("{} events, then {}", first.events.len(), second.events.len()));
    }
    if (&first.stdout, &first.stderr) != (&second.stdout, &second.stderr) {
        return Err(format!(
            "--- output\n{}{}--- then\n{}{}---",
            first.stdout, first.stderr, second.stdout, second.stderr
        ));
    }
    Ok(())
}

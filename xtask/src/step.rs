//! Says what is being done, how long it took, and about how long the rest will take.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs one named step of a chore.
///
/// # Errors
/// The step's own, with its name.
pub(crate) fn step<T>(name: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let start = Instant::now();
    let result = action().with_context(|| format!("could not {name}"))?;
    println!("    {:.1} s", start.elapsed().as_secs_f64());
    Ok(result)
}

/// Reports a step that needs no work.
pub(crate) fn fine(what: &str) {
    println!("  - {what}");
}

/// What was left out, with the reason.
static SKIPPED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Reports a check that is left out here.
pub(crate) fn skip(what: &str, why: &str) {
    println!("  - SKIPPED: {what}: {why}");
    SKIPPED.lock().expect("nobody panics while holding it").push(what.to_owned());
}

/// Counts what was left out, so that a run that ends well does not seem to have checked more than it has.
pub(crate) fn tell_skipped() {
    let skipped = SKIPPED.lock().expect("nobody panics while holding it");
    if !skipped.is_empty() {
        println!("\nSKIPPED, {} of the checks: {}", skipped.len(), skipped.join("; "));
    }
}

/// Steps that are known beforehand, with the processor time that each is expected to take, some of them side by side.
pub(crate) struct Plan {
    start: Instant,
    state: Mutex<State>,
}

struct State {
    /// Expected seconds of processor time of all steps.
    expected: f64,
    /// The same of those that have ended.
    ended: f64,
}

impl Plan {
    /// A plan whose steps together are expected to take so many seconds of processor time.
    pub(crate) fn new(expected: f64) -> Self {
        Self { start: Instant::now(), state: Mutex::new(State { expected, ended: 0.0 }) }
    }

    /// Runs a step that is expected to take so many seconds of processor time.
    ///
    /// # Errors
    /// The step's own, with its name.
    pub(crate) fn step<T>(&self, name: &str, expected: f64, action: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("==> {name}{}", self.rest());
        let start = Instant::now();
        let result = action().with_context(|| format!("could not {name}"))?;
        self.state.lock().expect("nobody panics while holding it").ended += expected;
        println!("    {:.1} s: {name}{}", start.elapsed().as_secs_f64(), self.rest());
        Ok(result)
    }

    /// How long the steps that have not ended will take, if they go as those before; nothing where that cannot be told.
    fn rest(&self) -> String {
        let state = self.state.lock().expect("nobody panics while holding it");
        left(state.expected, state.ended, self.start.elapsed())
    }
}

/// In words, how much is left of `expected` seconds of work of which `ended` took `elapsed`.
fn left(expected: f64, ended: f64, elapsed: Duration) -> String {
    const CORES: f64 = 2.0;
    // Before anything has ended the expectation is all there is.
    let pace = if ended > 0.0 { elapsed.as_secs_f64() / ended } else { 1.0 / CORES };
    match (expected - ended) * pace {
        ..10.0 => String::new(),
        seconds @ ..100.0 => format!("   (about {:.0} s left)", (seconds / 10.0).ceil() * 10.0),
        seconds => format!("   (about {:.0} min left)", seconds / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_follows_the_pace() {
        for (expected, ended, elapsed, words) in [
            (600.0, 0.0, 0, "   (about 5 min left)"),
            (600.0, 300.0, 300, "   (about 5 min left)"),
            (600.0, 300.0, 60, "   (about 60 s left)"),
            (600.0, 595.0, 300, ""),
            (0.0, 0.0, 0, ""),
        ] {
            assert_eq!(left(expected, ended, Duration::from_secs(elapsed)), words, "{ended} of {expected}");
        }
    }
}

//! Says what is being done, how long it took, and about how long the rest will take.

use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result};

/// Runs one named step of a chore.
///
/// # Errors
/// The step's own, with its name.
pub(crate) fn step<T>(name: &str, action: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let (start, before) = (Instant::now(), processor_time());
    let result = action().with_context(|| format!("could not {name}"))?;
    let used = before.zip(processor_time()).map(|(before, after)| after - before);
    let used = used.filter(|used| *used >= 10.0).map(|used| format!(" ({used:.0} s of processor time)"));
    println!("    {:.1} s{}", start.elapsed().as_secs_f64(), used.unwrap_or_default());
    Ok(result)
}

/// Seconds that programs which were started from here, and have ended, have kept processors busy: fields 16 and 17 of proc(5)'s
/// `/proc/pid/stat`, which count hundredths. None where the system does not tell so.
fn processor_time() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name before the bracket may have blanks in it; after it comes field 3.
    let fields = stat.rsplit_once(')')?.1.split_whitespace();
    let ticks: Vec<f64> = fields.skip(13).take(2).filter_map(|field| field.parse().ok()).collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / 100.0)
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
    state: Mutex<State>,
}

struct State {
    /// Expected seconds of steps that have not begun.
    ahead: f64,
    /// Steps under way: expected seconds, and since when.
    running: Vec<(f64, Instant)>,
    /// Of those that have ended: expected and real seconds.
    ended: (f64, f64),
}

impl Plan {
    /// A plan whose steps together are expected to take so many seconds of processor time.
    pub(crate) fn new(expected: f64) -> Self {
        Self { state: Mutex::new(State { ahead: expected, running: Vec::new(), ended: (0.0, 0.0) }) }
    }

    /// Runs a step that is expected to take so many seconds of processor time.
    ///
    /// # Errors
    /// The step's own, with its name.
    pub(crate) fn step<T>(&self, name: &str, expected: f64, action: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let begun = self.change(|state| {
            state.ahead -= expected;
            state.running.push((expected, start));
        });
        println!("==> {name}{begun}");
        let result = action().with_context(|| format!("could not {name}"))?;
        let took = start.elapsed().as_secs_f64();
        let rest = self.change(|state| {
            state.running.retain(|running| *running != (expected, start));
            state.ended.0 += expected;
            state.ended.1 += took;
        });
        println!("    {took:.1} s: {name}{rest}");
        Ok(result)
    }

    /// How long the steps that have not ended will take, if they go as those before.
    fn change(&self, change: impl FnOnce(&mut State)) -> String {
        let mut state = self.state.lock().expect("nobody panics while holding it");
        change(&mut state);
        let running: Vec<(f64, f64)> = state
            .running
            .iter()
            .map(|(expected, since)| (*expected, since.elapsed().as_secs_f64()))
            .collect();
        left(state.ahead.max(0.0), &running, state.ended)
    }
}

/// In words, how much is left: of steps that have not begun, of those that are under way for some seconds, when others took so
/// long in place of what was expected.
fn left(ahead: f64, running: &[(f64, f64)], (expected, took): (f64, f64)) -> String {
    const CORES: f64 = 2.0;
    // Before anything has ended the expectation is all there is.
    let pace = if expected > 0.0 { took / expected } else { 1.0 };
    let rests = running.iter().map(|(expected, since)| (expected * pace - since).max(0.05 * expected * pace));
    let longest = rests.clone().fold(0.0, f64::max);
    match ((ahead * pace + rests.sum::<f64>()) / CORES).max(longest) {
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
        for (ahead, running, ended, words) in [
            (600.0, &[][..], (0.0, 0.0), "   (about 5 min left)"),
            (300.0, &[], (300.0, 300.0), "   (about 2 min left)"),
            // Of two that began together one has ended: the other is almost there.
            (60.0, &[(200.0, 400.0)], (200.0, 400.0), "   (about 70 s left)"),
            (0.0, &[(200.0, 100.0)], (100.0, 100.0), "   (about 2 min left)"),
            (0.0, &[(100.0, 99.0)], (100.0, 100.0), ""),
            (0.0, &[], (0.0, 0.0), ""),
        ] {
            assert_eq!(left(ahead, running, ended), words, "{ahead} {running:?} {ended:?}");
        }
    }
}

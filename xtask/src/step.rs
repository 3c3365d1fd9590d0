//! Says what is being done and how long it took.

use std::time::Instant;

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

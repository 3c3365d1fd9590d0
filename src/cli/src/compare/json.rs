//! A comparison as one value.

use std::io::Write;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Comparison, Side, Stream, report};
use crate::arguments::Run;
use crate::program::Program;

/// Raised when something means something else.
const VERSION: u32 = 1;

/// Writes it.
pub(super) fn write(
    to: &mut impl Write,
    options: &Run,
    program: &Program,
    comparison: &Comparison,
) -> Result<()> {
    let [theirs, ours] = &comparison.sides;
    let [stdout, stderr] = &comparison.streams;
    let python = &comparison.python;
    let mut theirs = told(theirs);
    theirs["python"] = json!({
        "executable": python.executable.to_string_lossy(),
        "implementation": python.implementation,
        "version": python.version,
        "free_threaded": python.free_threaded,
    });
    let mut ours = told(ours);
    ours["driver"] = options.driver.name().into();
    ours["gil"] = (!options.program.no_gil).into();
    let value = json!({
        "version": VERSION,
        "program": program.file,
        "exit_status": comparison.exit_status(),
        "verdict": comparison.verdict().name(),
        "sentence": comparison.sentence(),
        "stdout": difference(comparison, stdout),
        "stderr": difference(comparison, stderr),
        "same_exit_status": comparison.same_status(),
        "runs": [theirs, ours],
    });
    writeln!(to, "{value:#}")?;
    Ok(())
}

fn difference(comparison: &Comparison, stream: &Stream) -> Value {
    json!({ "likeness": stream.likeness.name(), "diff": report::unified(comparison, stream), "cut": stream.cut })
}

fn told(side: &Side) -> Value {
    let done = &side.done;
    json!({
        "label": side.label,
        "exit_status": done.status,
        "wall_seconds": done.wall.as_secs_f64(),
        "cpu_seconds": done.cpu.as_secs_f64(),
        "stdout": done.stdout.text,
        "stderr": done.stderr.text,
    })
}

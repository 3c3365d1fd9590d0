//! Where `--trace` goes: the ending of the name says in which form.

use std::path::Path;

use anyhow::{Context, Result};
use interleave_trace::{Event, Header, Trace, chrome, csv, jsonl};

/// Writes a whole trace.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn write(path: &Path, header: Header, events: Vec<Event>) -> Result<()> {
    let text = match path.extension().and_then(|ending| ending.to_str()) {
        Some("json") => chrome::write(&events),
        Some("csv") => csv::write(&events),
        _ => jsonl::write(&Trace { header, events }),
    };
    std::fs::write(path, text).with_context(|| format!("the trace cannot be written to {}", path.display()))
}

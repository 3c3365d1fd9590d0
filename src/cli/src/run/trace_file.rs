//! Where `--trace` goes: the ending of the name says in which form.

use std::path::Path;

use anyhow::{Context, Result, bail};
use interleave_trace::{Event, Header, Trace, chrome, csv, jsonl};

/// Looks, before the program runs, whether its trace has a place to go.
///
/// # Errors
/// If the folder is not there, or the path is one itself.
pub(super) fn check(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("--trace {}: there is no folder {}; make it first", path.display(), folder.display());
    }
    if path.is_dir() {
        bail!("--trace {}: this is a folder; name a file in it", path.display());
    }
    Ok(())
}

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

//! The terminal, and the places of files that are written at the end.

use std::path::Path;

use anyhow::{Result, bail};

/// Columns where nobody says how many there are.
const COLUMNS: usize = 80;

/// How wide the terminal is: what `COLUMNS` says, else what the terminal does.
pub(crate) fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let sizes = [
        terminal_size::terminal_size_of(std::io::stdout()),
        terminal_size::terminal_size_of(std::io::stderr()),
    ];
    let measured = || sizes.into_iter().flatten().map(|(width, _)| usize::from(width.0)).next();
    said.filter(|columns| *columns > 0).or_else(measured).unwrap_or(COLUMNS)
}

/// Looks, before anything runs, whether a file that an option names has a place to go.
///
/// # Errors
/// If the folder is not there, or the path is one itself.
pub(crate) fn check_place(option: &str, path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("{option} {}: there is no folder {}; make it first", path.display(), folder.display());
    }
    if path.is_dir() {
        bail!("{option} {}: this is a folder; name a file in it", path.display());
    }
    Ok(())
}

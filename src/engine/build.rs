//! Gathers the modules of the library that are written in Python (`lib/**/*.py`) for `modules/library.rs`.
//!
//! Every reader of a course page downloads them, so comments and docstrings stay here, as CPython's `-OO` leaves them out.
//! Lines keep their numbers: tracebacks name them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lib");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let mut sources = String::from("[\n");
    for path in modules(Path::new("lib")) {
        let name = path.strip_prefix("lib").expect("it was found there").with_extension("");
        let name = name
            .iter()
            .map(|part| part.to_str().expect("modules have plain names"))
            .collect::<Vec<_>>()
            .join(".");
        let source =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        writeln!(sources, "({name:?}, {:?}),", strip(&source)).expect("a String takes everything");
    }
    sources.push_str("]\n");
    std::fs::write(target.join("library.rs"), sources).expect("OUT_DIR can be written");
}

/// All Python files below a folder, in order of their names.
fn modules(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("the folder can be read").path()) {
        if path.is_dir() {
            found.extend(modules(&path));
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The source without whole-line comments and docstrings, line for line, indented by one blank a level. Docstrings are
/// the strings in `"""` that begin a line; the library uses that quote for nothing else, and has no other strings of
/// several lines.
fn strip(source: &str) -> String {
    const QUOTE: &str = "\"\"\"";
    let mut stripped = String::new();
    let mut inside = false;
    for line in source.lines() {
        let text = line.trim_start();
        if inside {
            inside = !text.contains(QUOTE);
        } else if text.starts_with(QUOTE) || text.starts_with(&format!("r{QUOTE}")) {
            // A body may consist of nothing else, so a string stays.
            indent(&mut stripped, line.len() - text.len());
            stripped.push_str("\"\"");
            inside = text.matches(QUOTE).count() == 1;
        } else if !text.starts_with('#') {
            assert!(
                text.matches(QUOTE).count() % 2 == 0,
                "a string of several lines would lose its indentation: {line}"
            );
            indent(&mut stripped, line.len() - text.len());
            stripped.push_str(text);
        }
        stripped.push('\n');
    }
    stripped
}

/// What follows a bracket may stand anywhere; all else is a multiple of four.
fn indent(text: &mut String, blanks: usize) {
    text.extend(std::iter::repeat_n(' ', blanks.div_ceil(4)));
}

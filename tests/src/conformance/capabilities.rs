//! What runs where, as a table for the documentation.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::case::about;
use super::{Case, Driver, Native, Sim, Web, cases};

const HEAD: &str = "\
# What runs where

Made by the conformance suite (`tests/src/conformance`). It runs every case of an area on every driver, those that the driver lacks
left out, and holds what came of it to what CPython 3.11 does: this page says what runs, and the suite fails where it would be wrong.
The web driver's columns are held in Chromium, and by some cases of each area in Firefox.
`INTERLEAVE_UPDATE=1 cargo test -p interleave-tests --test conformance capabilities` writes this page anew.

";

/// A driver, in words, and why it cannot run a case.
type Column = (&'static str, Box<dyn Fn(&Case) -> Option<String>>);

fn columns() -> Vec<Column> {
    let sim = Sim::variants().remove(0);
    let [native, native_free] = Native::variants();
    let web = |name, variant: Web| -> Column { (name, Box::new(move |case| variant.lacks(case))) };
    vec![
        ("simulator", Box::new(move |case| sim.lacks(case))),
        ("native", Box::new(move |case| native.lacks(case))),
        ("native, free-threaded", Box::new(move |case| native_free.lacks(case))),
        web("web", Web::Gil),
        web("web, free-threaded", Web::FreeThreaded),
        web("web, not isolated", Web::NotIsolated),
    ]
}

/// The page `docs/capabilities.md`.
pub fn capabilities() -> String {
    let columns = columns();
    let mut areas: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for case in cases() {
        areas.entry(case.area().to_owned()).or_default().push(case);
    }
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut page = format!("{HEAD}| area | | cases | {} |\n", names.join(" | "));
    page += &format!("|---|---|---|{}\n", "---|".repeat(columns.len()));
    let mut reasons: BTreeMap<(String, &str), Vec<String>> = BTreeMap::new();
    for (area, cases) in &areas {
        write!(page, "| {area} | {} | {} |", about(area), cases.len()).expect("a text takes all");
        for (name, lacks) in &columns {
            let mut passes = cases.len();
            for case in cases {
                if let Some(reason) = lacks(case) {
                    passes -= 1;
                    reasons.entry((reason, name)).or_default().push(case.name.clone());
                }
            }
            let cell = if passes == cases.len() { "all".into() } else { format!("{passes}") };
            write!(page, " {cell} |").expect("a text takes all");
        }
        page.push('\n');
    }
    if !reasons.is_empty() {
        page += "\n## What is lacking, and why\n\n";
    }
    for ((reason, name), cases) in reasons {
        writeln!(page, "- {name}: {reason} ({})", cases.join(", ")).expect("a text takes all");
    }
    page
}

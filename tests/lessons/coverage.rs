//! `lessons/COVERAGE.md`: which lesson takes up which heading of the documents that the course began with.

use std::fmt::Write as _;

use interleave_lesson::catalogue;

use crate::folder;

/// Compares the table, or writes it if `INTERLEAVE_WRITE` is set.
///
/// # Errors
/// Names headings without a lesson and numbers without a heading.
pub(crate) fn check() -> Result<(), String> {
    let headings = read("headings.txt")?;
    let headings: Vec<(&str, &str)> = headings
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect();
    let mut wrong = Vec::new();
    for lesson in catalogue().lessons() {
        for number in &lesson.covers {
            if !headings.iter().any(|(known, _)| known == number) {
                wrong.push(format!("{} covers {number}, which is not in lessons/headings.txt", lesson.slug));
            }
        }
    }
    let mut table = String::from(
        "# Coverage\n\nWhich lessons take up the headings of the documents the course began with. Written by `cargo xtask lessons`.\n\n| | heading | lessons |\n|---|---|---|\n",
    );
    for (number, title) in headings {
        let lessons: Vec<String> = catalogue()
            .lessons()
            .filter(|lesson| lesson.covers.iter().any(|covered| covered == number))
            .map(|lesson| format!("[{}]({}.py)", lesson.title, lesson.slug))
            .collect();
        if lessons.is_empty() {
            wrong.push(format!("no lesson covers {number} {title}"));
        }
        writeln!(table, "| {number} | {title} | {} |", lessons.join(", ")).expect("a String takes all");
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    if std::env::var_os("INTERLEAVE_WRITE").is_some() {
        return std::fs::write(folder().join("COVERAGE.md"), table).map_err(|error| error.to_string());
    }
    if read("COVERAGE.md")? != table {
        return Err("lessons/COVERAGE.md is out of date: `cargo xtask lessons` writes it".into());
    }
    Ok(())
}

fn read(name: &str) -> Result<String, String> {
    std::fs::read_to_string(folder().join(name)).map_err(|error| format!("lessons/{name}: {error}"))
}

//! `interleave lessons`: the course as a table, or one lesson's text.

use anyhow::Result;
use interleave_lesson::{Cell, catalogue};

use crate::arguments::Lessons;
use crate::program;

/// Lists all lessons, or shows one.
///
/// # Errors
/// If there is no lesson of that name.
pub(crate) fn list(options: &Lessons) -> Result<u8> {
    if let Some(name) = &options.name {
        return show(name);
    }
    for topic in &catalogue().topics {
        println!("{} {}", topic.number, topic.title);
        for lesson in &topic.lessons {
            let params: Vec<&str> = lesson.params.iter().map(|param| param.name.as_str()).collect();
            let name = lesson.slug.rsplit('/').next().unwrap_or(&lesson.slug);
            println!("  {name:<24} level {}  {:<32} {}", lesson.level, lesson.title, params.join(" "));
        }
    }
    Ok(0)
}

fn show(name: &str) -> Result<u8> {
    let lesson = program::find(name)?;
    println!("{}   (level {}, {:.0} minutes)\n", lesson.title, lesson.level, lesson.minutes().ceil());
    for cell in &lesson.cells {
        match cell {
            Cell::Markdown { text, .. } => println!("{text}\n"),
            Cell::Code { text, .. } => println!("{}\n", indent(text)),
        }
    }
    if let Some(question) = &lesson.question {
        println!("Before you run: {}\nAnswer: {}\n", question.text, question.answer);
    }
    if let Some(challenge) = &lesson.challenge {
        println!("Challenge: {challenge}\n");
    }
    if !lesson.params.is_empty() {
        println!("Parameters (--set NAME=VALUE):");
        for param in &lesson.params {
            println!(
                "  {:<12} {} ({}; now {})",
                param.name,
                param.title,
                param.control.allowed(),
                param.value
            );
        }
    }
    Ok(0)
}

fn indent(code: &str) -> String {
    code.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

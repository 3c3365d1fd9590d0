//! What every lesson of the course has, how long it is, and whose the files beside it are.

use interleave_lesson::{Lesson, catalogue};

/// Reading takes at most so long.
const MINUTES: f64 = 8.0;

/// Checks all lessons.
///
/// # Errors
/// Names every lesson and what it lacks.
pub(crate) fn check() -> Result<(), String> {
    let wrong: Vec<String> = catalogue()
        .lessons()
        .flat_map(|lesson| problems(lesson).into_iter().map(|problem| format!("{}: {problem}", lesson.slug)))
        .collect();
    let named = |path: &&str| {
        let named: Vec<String> = catalogue()
            .lessons()
            .filter_map(|lesson| lesson.slug.rsplit_once('/').map(|(folder, _)| (folder, &lesson.files)))
            .flat_map(|(folder, files)| files.iter().map(move |file| format!("{folder}/{}", file.name)))
            .collect();
        named.iter().any(|name| name == path)
    };
    let orphans = interleave_lesson::files().filter(|path| !named(path));
    let wrong: Vec<String> = wrong
        .into_iter()
        .chain(
            orphans
                .map(|path| format!("lessons/{path} has no front matter, and no lesson names it in `files`")),
        )
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn problems(lesson: &Lesson) -> Vec<String> {
    let mut wrong: Vec<String> = lesson.problems.iter().map(ToString::to_string).collect();
    let mut need = |good: bool, problem: String| {
        if !good {
            wrong.push(problem);
        }
    };
    let introduction = lesson.introduction();
    let sentences = introduction.matches(['.', '?', '!']).count();
    need(sentences >= 3, "say in three sentences what one will understand".into());
    need(introduction.split_whitespace().count() <= 110, "the introduction is longer than 110 words".into());
    need(lesson.remarks().contains("### What to look at"), "has no section `What to look at`".into());
    need((2..=5).contains(&lesson.params.len()), format!("has {} parameters", lesson.params.len()));
    for param in &lesson.params {
        let titled = lesson.source.contains(&format!("# {}", param.title));
        need(titled, format!("{} has no title in a comment above it", param.name));
    }
    need(lesson.question.is_some(), "has no question to answer before running".into());
    need(lesson.order != u32::MAX, "has no `order`".into());
    need(!lesson.concepts.is_empty(), "has no concepts".into());
    need(!lesson.docs.is_empty(), "links to no section of the documentation".into());
    need(!lesson.covers.is_empty(), "covers no heading".into());
    need(lesson.minutes() <= MINUTES, format!("takes {:.1} minutes to read", lesson.minutes()));
    need(lesson.code.contains("if __name__ == \"__main__\":"), "has no main guard".into());
    let long = lesson.source.lines().find(|line| line.chars().count() > 140);
    need(long.is_none(), format!("a line is longer than 140 characters: {}", long.unwrap_or_default()));
    wrong
}

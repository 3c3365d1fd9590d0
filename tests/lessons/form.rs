//! What every lesson of the course has, and how long and how well linked it is.

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
    need((1..=5).contains(&lesson.params.len()), format!("has {} parameters", lesson.params.len()));
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
    for name in &lesson.after {
        match catalogue().get(name) {
            None => need(false, format!("comes after `{name}`, which is no lesson")),
            // Round in a circle there would be no first one.
            Some(before) => need(!leads_to(before, lesson), format!("`{name}` comes after it as well")),
        }
    }
    wrong
}

/// Whether `target` is `lesson` or among what has to be taken before it.
fn leads_to(lesson: &'static Lesson, target: &Lesson) -> bool {
    let (mut seen, mut next) = (Vec::new(), vec![lesson]);
    while let Some(lesson) = next.pop() {
        if lesson.slug == target.slug {
            return true;
        }
        if !seen.contains(&&lesson.slug) {
            seen.push(&lesson.slug);
            next.extend(lesson.after.iter().filter_map(|name| catalogue().get(name)));
        }
    }
    false
}

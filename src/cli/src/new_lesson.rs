//! `interleave new-lesson`: a lesson file that runs, with instructions where its author has to write.

use std::fs::OpenOptions;
use std::io::Write;

use anyhow::{Context, Result, bail};

use crate::arguments::NewLesson;

const SKELETON: &str = include_str!("new_lesson.py");

/// Writes the skeleton and says what to do next.
///
/// # Errors
/// If the name is none for a lesson, or the file exists or cannot be written.
pub(crate) fn write(options: &NewLesson) -> Result<u8> {
    let path = &options.file;
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if path.extension().is_none_or(|ending| ending != "py") || !name.chars().all(plain) || name.is_empty() {
        bail!(
            "{} is no name for a lesson: write small letters, digits and hyphens, and `.py`, as in lost-update.py",
            path.display()
        );
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(skeleton(name, options.title.as_deref()).as_bytes())?;
    let path = path.display();
    println!("{path} is written. Follow the instructions in it, then:");
    println!("  python3 {path}");
    println!("  interleave run {path} --driver sim");
    println!("  cargo xtask lessons {name}      (in Interleave's own repository)");
    Ok(0)
}

fn skeleton(name: &str, title: Option<&str>) -> String {
    let words = name.replace('-', " ");
    let first = words.chars().next().map(|letter| letter.to_ascii_uppercase());
    let own: String = first.into_iter().chain(words.chars().skip(1)).collect();
    SKELETON.replace("TITLE", title.unwrap_or(&own))
}

#[cfg(test)]
mod tests {
    use interleave_lesson::Lesson;

    use super::*;

    #[test]
    fn the_skeleton_is_a_lesson() {
        let lesson = Lesson::parse("x", &skeleton("my-lesson", None));
        assert_eq!(lesson.problems, []);
        assert_eq!(lesson.title, "My lesson");
        assert_eq!(Lesson::parse("x", &skeleton("a", Some("Locks"))).title, "Locks");
        assert!(lesson.question.is_some() && lesson.promise.is_some() && !lesson.docs.is_empty());
        assert_eq!(lesson.params.len(), 2);
    }

    #[test]
    fn other_names_are_refused() {
        for name in ["lesson", "My Lesson.py", ".py", "lesson.txt"] {
            let options = NewLesson { file: name.into(), title: None };
            let message = write(&options).expect_err("is refused").to_string();
            assert!(message.contains("is no name for a lesson"), "{name}: {message}");
        }
    }
}

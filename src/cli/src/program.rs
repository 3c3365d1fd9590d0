//! The program to run: a file or a lesson of the course, with parameters set.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use interleave_lesson::{Lesson, catalogue};

/// Source text ready to run.
pub(crate) struct Program {
    /// As tracebacks name it.
    pub(crate) file: String,
    pub(crate) text: String,
    /// Python files beside it, as (name, text): modules it may import, scripts it may start.
    pub(crate) neighbours: Vec<(String, String)>,
}

impl Program {
    /// Reads `name`, a file or else a lesson, and sets parameters given as `NAME=VALUE`.
    ///
    /// # Errors
    /// If there is neither, or a parameter cannot have its value.
    pub(crate) fn open(name: &str, values: &[String]) -> Result<Self> {
        let path = Path::new(name);
        let (file, lesson, neighbours) = if path.is_file() {
            let content = std::fs::read(path).with_context(|| format!("{name} cannot be read"))?;
            let content = String::from_utf8(content).map_err(|error| {
                anyhow!(
                    "{name} is not UTF-8 text (byte {}): save it as UTF-8",
                    error.utf8_error().valid_up_to()
                )
            })?;
            let neighbours = neighbours(path, &content);
            (name.to_owned(), Lesson::open(name, &content), neighbours)
        } else {
            let lesson = find(name)?;
            (format!("{}.py", lesson.slug), lesson.clone(), Vec::new())
        };
        if file.ends_with(".ipynb") && lesson.source.is_empty() {
            let problems: Vec<String> = lesson.problems.iter().map(ToString::to_string).collect();
            bail!("{name}: {}", problems.join("; "));
        }
        let values = values
            .iter()
            .map(|pair| pair.split_once('=').with_context(|| format!("--set {pair}: write --set NAME=VALUE")))
            .collect::<Result<Vec<_>>>()?;
        let text = lesson.with_values(&values).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow!("{name}: {}", lines.join("\n"))
        })?;
        Ok(Self { file, text, neighbours })
    }
}

/// A lesson by its full or last name.
///
/// # Errors
/// Names the nearest lessons.
pub(crate) fn find(name: &str) -> Result<&'static Lesson> {
    let course = catalogue();
    course.get(name).ok_or_else(|| {
        let near: Vec<&str> = course.nearest(name).iter().map(|lesson| lesson.slug.as_str()).collect();
        anyhow!(
            "there is no file and no lesson `{name}`.\nThe nearest lessons are {}; `interleave lessons` lists all",
            near.join(", ")
        )
    })
}

/// The Python files in the same folder that the program, or another of them, mentions by name. One that cannot be read
/// is left out: the program may never ask for it.
fn neighbours(path: &Path, text: &str) -> Vec<(String, String)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut others: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|other| {
            other.extension().is_some_and(|ending| ending == "py") && other.file_name() != path.file_name()
        })
        .collect();
    others.sort();

    let mut found: Vec<(String, String)> = Vec::new();
    let mut unread = vec![text.to_owned()];
    while let Some(text) = unread.pop() {
        let mentioned = |other: &PathBuf| {
            other.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| text.contains(stem))
        };
        for other in others.extract_if(.., |other| mentioned(other)) {
            let Some(name) = other.file_name().and_then(|name| name.to_str()) else { continue };
            let Ok(content) = std::fs::read_to_string(&other) else { continue };
            found.push((name.to_owned(), content.clone()));
            unread.push(content);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(values: &[&str]) -> Result<Program> {
        Program::open("lost-update", &values.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn parameters() {
        assert!(open(&["WORKERS=7"]).unwrap().text.contains("\nWORKERS = 7 "));
        for (values, says) in [
            (&["WORKERS"][..], "--set WORKERS: write --set NAME=VALUE"),
            (&["WORKERS=-1"], "WORKERS cannot be -1: allowed is"),
            (&["WORKER=2"], "there is no parameter WORKER"),
            (&["WORKERS=two"], "WORKERS cannot be two"),
        ] {
            let message = open(values).err().expect("is refused").to_string();
            assert!(message.contains(says), "{message}");
        }
    }

    #[test]
    fn unknown_names() {
        let message = Program::open("lost-updates", &[]).err().expect("is refused").to_string();
        assert!(message.contains("lost-update,") || message.contains("lost-update;"), "{message}");
    }
}

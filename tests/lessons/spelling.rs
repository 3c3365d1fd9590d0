//! The lessons' prose, spelled as Hunspell's British dictionary has it or as `lessons/words.txt` says.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use interleave_lesson::{Cell, Lesson, catalogue};

use crate::folder;

/// A text of a lesson, and where it stands.
type Passage<'a> = (&'a str, String);

/// Checks all lessons.
///
/// # Errors
/// Names each word that nobody knows with its lesson, and each word of the list that no lesson needs.
pub(crate) fn check() -> Result<(), String> {
    let list = std::fs::read_to_string(folder().join("words.txt"))
        .map_err(|error| format!("lessons/words.txt: {error}"))?;
    let own: BTreeSet<&str> =
        list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    let passages: Vec<Passage> = catalogue()
        .lessons()
        .flat_map(|lesson| passages(lesson).into_iter().map(|text| (&*lesson.slug, text)))
        .collect();
    let all: BTreeSet<&str> = passages.iter().flat_map(|(_, text)| words(text)).collect();
    let unknown = unknown(&all)?;
    let mut wrong: Vec<String> = Vec::new();
    for (slug, text) in &passages {
        for word in words(text).filter(|word| unknown.contains(*word) && !own.contains(word)) {
            wrong
                .push(format!("{slug}: `{word}` is misspelled; if it is right, add it to lessons/words.txt"));
        }
    }
    wrong.dedup();
    let needed = |word: &&&str| unknown.contains(**word);
    wrong.extend(
        own.iter()
            .filter(|word| !needed(word))
            .map(|word| format!("lessons/words.txt: no lesson needs `{word}`; take it out")),
    );
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// All that is prose: the front matter's texts, markdown, titles of parameters, comments.
fn passages(lesson: &Lesson) -> Vec<String> {
    let mut passages = vec![lesson.title.clone()];
    passages
        .extend(lesson.question.iter().flat_map(|question| [question.text.clone(), question.answer.clone()]));
    passages.extend(lesson.questions.iter().chain(&lesson.challenge).cloned());
    let mut comments = |code: &str| {
        let text = code
            .lines()
            .filter_map(|line| line.split_once("# ").filter(|(before, _)| !before.ends_with('"')));
        passages
            .extend(text.map(|(_, comment)| comment.to_owned()).filter(|comment| !comment.starts_with("%%")));
    };
    for cell in &lesson.cells {
        if let Cell::Code { text, .. } = cell {
            comments(text);
        }
    }
    lesson.files.iter().for_each(|file| comments(&file.text));
    passages.extend(lesson.cells.iter().filter_map(|cell| match cell {
        Cell::Markdown { text, .. } => Some(text.clone()),
        Cell::Code { .. } => None,
    }));
    passages
}

/// The words of a text, code and identifiers left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    // Between backticks is code.
    text.split('`')
        .step_by(2)
        .flat_map(str::split_whitespace)
        .flat_map(|word| word.split(['-', '/']))
        .filter_map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            let plain = word.chars().all(|c| c.is_alphabetic() || "'’".contains(c));
            // `ThreadPool` and `CPU` are names.
            let name = word.chars().skip(1).any(char::is_uppercase);
            (plain && !name && word.chars().count() > 1).then_some(word)
        })
}

/// Whether there is a Hunspell with its British dictionary.
pub(crate) fn can_be_checked() -> bool {
    unknown(&BTreeSet::from(["colour"])).is_ok()
}

/// Those that Hunspell does not know.
fn unknown(words: &BTreeSet<&str>) -> Result<BTreeSet<String>, String> {
    const MISSING: &str =
        "there is no hunspell with the dictionary en_GB, or it fails; `cargo xtask lessons` installs it";
    let mut hunspell = Command::new("hunspell");
    hunspell.args(["-l", "-d", "en_GB", "-i", "utf-8"]);
    hunspell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut hunspell = hunspell.spawn().map_err(|_| MISSING)?;
    let list: String = words.iter().map(|word| format!("{word}\n")).collect();
    let mut input = hunspell.stdin.take().ok_or("hunspell has no input")?;
    // It may answer before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(list.as_bytes()));
    let output = hunspell.wait_with_output().map_err(|error| error.to_string())?;
    let written = writer.join().is_ok_and(|written| written.is_ok());
    if !written || !output.status.success() {
        return Err(MISSING.to_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

//! Lessons that are not of the course: a link names the address of a `.py` or `.ipynb` file on any host.

use interleave_lesson::Lesson;

use crate::notebook;
use crate::state::Notice;

/// Bytes of a foreign lesson at most.
pub const MOST_BYTES: u32 = 256 << 10;

/// Milliseconds that fetching it may take.
pub const MOST_MS: u32 = 10_000;

/// A lesson from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    /// Its address, as the link has it.
    pub src: String,
    /// The host it comes from.
    pub host: String,
    /// What is in the file.
    pub lesson: Lesson,
}

/// A lesson from the text of a file.
///
/// # Errors
/// If the text is no Python program and no notebook, with what it seems to be.
pub fn read(src: &str, host: &str, text: &str) -> Result<Foreign, Notice> {
    let path = if in_link(src) { "program.py" } else { src.split(['?', '#']).next().unwrap_or(src) };
    let begins = text.trim_start().get(..9).unwrap_or(text.trim_start()).to_ascii_lowercase();
    let page = ["<!doctype", "<html", "<?xml"].iter().any(|start| begins.starts_with(start));
    let refused = |detail: &str| Err(refusal(src, host, "content", detail));
    if page {
        return refused("it is a web page");
    }
    if text.trim().is_empty() {
        return refused("it is empty");
    }
    if text.contains('\0') {
        return refused("it is not a text");
    }
    let notebook = path.ends_with(".ipynb") || (begins.starts_with('{') && text.contains("\"cells\""));
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = if notebook && !name.ends_with(".ipynb") { format!("{name}.ipynb") } else { name.to_owned() };
    let mut lesson = Lesson::open(&name, text, notebook::cells);
    if notebook && lesson.code.is_empty() {
        let why = lesson.problems.first().map_or("it has no code".into(), ToString::to_string);
        return refused(&why);
    }
    // The editor tells documents apart by it; its last part names the program's file.
    lesson.slug = format!("{host}/{}", lesson.slug);
    Ok(Foreign { src: src.into(), host: host.into(), lesson })
}

/// The program is in the link itself, as a `data:` address.
fn in_link(src: &str) -> bool {
    src.starts_with("data:")
}

/// What a lesson is called where something is wrong with it.
pub fn shown(src: &str) -> &str {
    if in_link(src) { "The program in the link" } else { src }
}

/// The address of a file that stands beside the one at `src`.
pub fn beside(src: &str, name: &str) -> String {
    let path = src.split(['?', '#']).next().unwrap_or(src);
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    format!("{folder}{name}")
}

/// Why a lesson cannot be had, and what to do: `problem` is a word of `www/fetch.js`, or `content`.
pub fn refusal(src: &str, host: &str, problem: &str, detail: &str) -> Notice {
    let own_copy = "or save the file and open it with Open file";
    let (what, remedy) = match problem {
        "address" => ("is not an address".into(), "Write src=https://host/path/lesson.py.".into()),
        "scheme" => (
            format!("begins with {detail}, and only http: and https: are fetched"),
            format!("Put the file on a web server, {own_copy}."),
        ),
        "mixed" => (
            "has http:, and a page that came by https: may not fetch it".into(),
            format!("Write https:// in its place, {own_copy}."),
        ),
        "status" => (
            format!("was not given out: {host} answers {detail}"),
            "Check the address for a typing error; the file may have been moved.".into(),
        ),
        "size" => (
            format!("is larger than {} kB", MOST_BYTES >> 10),
            "A lesson is a program with some text; take data out of it.".into(),
        ),
        "time" => (
            format!("did not come within {} seconds", MOST_MS / 1_000),
            format!("Try again later, {own_copy}."),
        ),
        "encoding" => ("is not UTF-8".into(), "Save the file as UTF-8, as Python wants it.".into()),
        "content" => (
            format!("is not a lesson: {detail}"),
            "The address must give the .py or .ipynb file itself; on hosts of repositories it is behind “Raw”."
                .into(),
        ),
        _ => (
            format!("could not be read: {host} does not answer, or does not let other sites read it (CORS)"),
            format!(
                "Open the address in a tab of its own. If it opens there, its host must send \
                 “Access-Control-Allow-Origin: *”; put the file on a host that does, {own_copy}."
            ),
        ),
    };
    Notice::error(format!("{} {what}.", shown(src)), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_lessons() {
        let notebook = r#"{"cells": [{"cell_type": "code", "source": "print(1)"}]}"#;
        for (src, text, title, slug) in [
            ("https://example.org/a/my-lesson.py", "print(1)\n", "My lesson", "example.org/my-lesson"),
            ("lessons/x.py?v=2", "# ---\n# title: Named\n# ---\nprint(1)\n", "Named", "example.org/x"),
            ("https://example.org/n.ipynb", notebook, "N", "example.org/n"),
            ("https://example.org/raw", notebook, "Raw", "example.org/raw"),
            ("data:text/x-python;base64,a/b?.ipynb", "print(1)\n", "Program", "example.org/program"),
        ] {
            let foreign = read(src, "example.org", text).expect(src);
            assert_eq!((foreign.lesson.title.as_str(), foreign.lesson.slug.as_str()), (title, slug), "{src}");
            assert_eq!((foreign.src.as_str(), foreign.lesson.code.contains("print(1)")), (src, true));
        }
    }

    #[test]
    fn files_beside_it() {
        for (src, expected) in [
            ("https://example.org/a/b.py?v=1/2", "https://example.org/a/c.py"),
            ("lessons/x.py", "lessons/c.py"),
            ("x.py", "c.py"),
        ] {
            assert_eq!(beside(src, "c.py"), expected);
        }
    }

    #[test]
    fn what_is_no_lesson_is_named() {
        for (src, text, words) in [
            ("a.py", "<!DOCTYPE html><p>", "it is a web page"),
            ("a.py", "  <html lang='en'>", "it is a web page"),
            ("a.py", " \n", "it is empty"),
            ("a.py", "a\0b", "it is not a text"),
            ("a.ipynb", "nonsense", "not a notebook"),
            ("a.ipynb", r#"{"cells": []}"#, "it has no code"),
        ] {
            let notice = read(src, "example.org", text).expect_err(src);
            assert!(notice.text.starts_with(src) && notice.text.contains(words), "{}", notice.text);
            assert!(notice.remedy.contains(".py"), "{}", notice.remedy);
        }
    }

    #[test]
    fn what_is_in_the_link_is_not_spelled_out() {
        let notice = read("data:,", "", " ").expect_err("it is empty");
        assert_eq!(notice.text, "The program in the link is not a lesson: it is empty.");
    }

    #[test]
    fn refusals_name_place_and_remedy() {
        for problem in ["address", "scheme", "mixed", "status", "size", "time", "encoding", "reach"] {
            let notice = refusal("https://example.org/a.py", "example.org", problem, "404 Not Found");
            assert!(notice.error && notice.text.starts_with("https://example.org/a.py "), "{problem}");
            assert!(notice.text.ends_with('.') && notice.remedy.ends_with('.'), "{problem}");
        }
    }
}

//! The front matter: a YAML block in the comment that opens a lesson file.
//!
//! Lessons keep to a strict subset of YAML, so the page need not carry a whole YAML parser: `key: text`,
//! `key: [text, text]`, and `key:` followed by `- text` lines. Deeper mappings, such as those Jupytext writes about itself,
//! are skipped.

use crate::check::{Output, Promise, Run, Schedule};
use crate::{Diagnostic, DocLink, Question};

/// The fields of the front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) title: Option<String>,
    pub(crate) level: Option<u8>,
    pub(crate) order: Option<u32>,
    pub(crate) concepts: Vec<String>,
    pub(crate) after: Vec<String>,
    pub(crate) question: Option<Question>,
    pub(crate) questions: Vec<String>,
    pub(crate) challenge: Option<String>,
    pub(crate) docs: Vec<DocLink>,
    pub(crate) covers: Vec<String>,
    pub(crate) files: Vec<String>,
    pub(crate) output: Output,
    pub(crate) check: Vec<(String, String)>,
    pub(crate) promise: Option<Promise>,
    /// How many lines of the file it takes, fences included.
    pub(crate) lines: usize,
    pub(crate) present: bool,
}

enum Field {
    Text(String),
    List(Vec<String>),
}

/// Reads the block that begins with `# ---` at the top of `source` (after a `#!` or coding line).
pub(crate) fn read(source: &str, problems: &mut Vec<Diagnostic>) -> FrontMatter {
    let lines: Vec<&str> = source.lines().collect();
    let first = lines
        .iter()
        .take(3)
        .take_while(|line| line.starts_with('#') || line.trim().is_empty())
        .position(|line| is_fence(line));
    let Some(first) = first else { return FrontMatter::default() };
    let Some(length) = lines[first + 1..].iter().position(|line| is_fence(line)) else {
        let message = "the front matter that begins here has no end; close it with a line `# ---`";
        problems.push(Diagnostic::new(first as u32 + 1, message));
        return FrontMatter::default();
    };
    let mut matter = FrontMatter { lines: first + length + 2, present: true, ..FrontMatter::default() };
    let mut promise = PromiseFields::default();
    let (mut question, mut answer) = (None, None);
    let mut at = first + 1;
    while at < first + 1 + length {
        let number = at as u32 + 1;
        let text = uncomment(lines[at]);
        at += 1;
        if text.trim().is_empty() || text.trim_start().starts_with('#') {
            continue;
        }
        let Some((key, rest)) = text.split_once(':').filter(|(key, _)| !key.starts_with([' ', '-'])) else {
            problems.push(Diagnostic::new(number, format!("`{}` is not `key: value`", text.trim())));
            continue;
        };
        let rest = rest.trim();
        let mut nested = Vec::new();
        while at < first + 1 + length && is_nested(lines[at]) {
            nested.push(uncomment(lines[at]));
            at += 1;
        }
        let field = if rest.is_empty() {
            let items: Option<Vec<String>> =
                nested.iter().map(|line| line.trim_start().strip_prefix("- ").map(unquote)).collect();
            match items {
                Some(items) => Field::List(items),
                // A deeper mapping: someone else's.
                None => continue,
            }
        } else if let Some(inner) = rest.strip_prefix('[') {
            match inner.strip_suffix(']') {
                Some(inner) => {
                    Field::List(inner.split(',').map(unquote).filter(|item| !item.is_empty()).collect())
                }
                None => {
                    problems.push(Diagnostic::new(number, format!("the list of `{key}` has no closing `]`")));
                    continue;
                }
            }
        } else {
            // A long text may go on in indented lines.
            let mut text = unquote(rest);
            for line in nested {
                text.push(' ');
                text.push_str(line.trim());
            }
            Field::Text(text)
        };
        let mut wrong = |message: String| problems.push(Diagnostic::new(number, message));
        match (key.trim(), field) {
            ("title", Field::Text(text)) => matter.title = Some(text),
            ("level", Field::Text(text)) => match text.parse::<u8>() {
                Ok(level @ 1..=5) => matter.level = Some(level),
                _ => wrong(format!("level is `{text}`; it goes from 1 to 5")),
            },
            ("order", Field::Text(text)) => match text.parse() {
                Ok(order) => matter.order = Some(order),
                Err(_) => wrong(format!("order is `{text}`; write the lesson's place in its topic, from 1")),
            },
            ("question", Field::Text(text)) => question = Some((number, text)),
            ("answer", Field::Text(text)) => answer = Some((number, text)),
            ("challenge", Field::Text(text)) => matter.challenge = Some(text),
            ("output", Field::Text(text)) => match Output::named(&text) {
                Some(output) => matter.output = output,
                None => wrong(format!("output is `{text}`; it is one of {}", Output::NAMES)),
            },
            ("promise", Field::Text(text)) => promise.outcome = Some((number, text)),
            ("schedule", Field::Text(text)) => match Schedule::named(&text) {
                Some(schedule) => promise.schedule = Some(schedule),
                None => wrong(format!(
                    "schedule is `{text}`; write `round-robin` or `random` and a seed, as in `random 3`"
                )),
            },
            (
                key @ ("title" | "level" | "order" | "question" | "answer" | "challenge" | "output"
                | "promise" | "schedule"),
                Field::List(_),
            ) => wrong(format!("{key} is a list; write one value")),
            (key, field) => {
                let items = match field {
                    Field::List(items) => items,
                    Field::Text(text) => vec![text],
                };
                match key {
                    "concepts" => matter.concepts = items,
                    "questions" => matter.questions = items,
                    "after" => matter.after = items,
                    "covers" => matter.covers = items,
                    "files" => {
                        for item in items {
                            if !is_file_name(&item) {
                                wrong(format!(
                                    "`{item}` in files is no name of a file beside the lesson; write letters, digits, `_`, `-` and an ending, as in `worker.py`"
                                ));
                            } else if matter.files.contains(&item) {
                                wrong(format!("files names `{item}` twice"));
                            } else {
                                matter.files.push(item);
                            }
                        }
                    }
                    "docs" => {
                        for item in items {
                            match DocLink::read(&item) {
                                Some(link) => matter.docs.push(link),
                                None => wrong(format!(
                                    "`{item}` is no section of the documentation; write `module: Section`, as in `threading: Lock objects`"
                                )),
                            }
                        }
                    }
                    "check" | "broken" | "mended" => {
                        let mut values = Vec::new();
                        for item in items {
                            match item.split_once('=') {
                                Some((name, value)) => values.push((name.trim().to_owned(), unquote(value))),
                                None => wrong(format!("`{item}` in {key} is not `NAME=VALUE`")),
                            }
                        }
                        match key {
                            "check" => matter.check = values,
                            "broken" => promise.broken = Some((number, values)),
                            _ => promise.mended = Some((number, values)),
                        }
                    }
                    // Keys of other tools.
                    _ => {}
                }
            }
        }
    }
    matter.question = match (question, answer) {
        (Some((_, text)), Some((_, answer))) => Some(Question { text, answer }),
        (None, None) => None,
        (Some((line, _)), None) => {
            problems.push(Diagnostic::new(line, "the question has no answer; add `answer: …`"));
            None
        }
        (None, Some((line, _))) => {
            problems.push(Diagnostic::new(line, "the answer has no question; add `question: …`"));
            None
        }
    };
    matter.promise = promise.finish(problems);
    matter
}

/// What the keys of a promise said so far.
#[derive(Default)]
struct PromiseFields {
    outcome: Option<(u32, String)>,
    broken: Option<(u32, Vec<(String, String)>)>,
    mended: Option<(u32, Vec<(String, String)>)>,
    schedule: Option<Schedule>,
}

impl PromiseFields {
    fn finish(self, problems: &mut Vec<Diagnostic>) -> Option<Promise> {
        let Some((line, text)) = self.outcome else {
            if let Some((line, _)) = self.broken {
                let message = "`broken` goes with a promise; add `promise: deadlock`, `promise: prints TEXT` or `promise: raises TEXT`";
                problems.push(Diagnostic::new(line, message));
            }
            return None;
        };
        let Some(run) = Run::named(&text) else {
            let message = format!("promise is `{text}`; write `deadlock`, `prints TEXT` or `raises TEXT`");
            problems.push(Diagnostic::new(line, message));
            return None;
        };
        let Some((_, mended)) = self.mended else {
            let message = "the promise has no `mended`; name the values that mend the program, as in `mended: LOCK=True`";
            problems.push(Diagnostic::new(line, message));
            return None;
        };
        let broken = self.broken.map(|(_, values)| values).unwrap_or_default();
        Some(Promise { run, broken, schedule: self.schedule.unwrap_or_default(), mended })
    }
}

/// Files of a lesson stand beside it, so that all programs find them under the same name.
fn is_file_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    name.chars().all(plain) && !name.starts_with('.') && name.contains('.') && !name.ends_with('.')
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| rest.trim() == "---")
}

fn is_nested(line: &str) -> bool {
    let text = uncomment(line);
    text.starts_with("  ") || text.starts_with("- ")
}

fn uncomment(line: &str) -> &str {
    let line = line.strip_prefix('#').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

fn unquote(text: &str) -> String {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner.replace("\\\"", "\"").replace("''", "'");
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str) -> (FrontMatter, Vec<String>) {
        let mut problems = Vec::new();
        let matter = read(source, &mut problems);
        (matter, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn all_fields() {
        let (matter, problems) = check(
            "#!/usr/bin/env python3\n# ---\n# title: \"Two: printers\"\n# level: 2\n# concepts: [thread, 'lock']\n# questions:\n#   - Who wins?\n#   - Why: so?\n# jupyter:\n#   jupytext:\n#     main_language: python\n# ---\nx = 1\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(matter.title.as_deref(), Some("Two: printers"));
        assert_eq!(matter.level, Some(2));
        assert_eq!(matter.concepts, ["thread", "lock"]);
        assert_eq!(matter.questions, ["Who wins?", "Why: so?"]);
        assert_eq!(matter.lines, 12);
    }

    #[test]
    fn what_is_checked() {
        let (matter, problems) = check(
            "# ---\n# order: 3\n# question: Why\n#   so?\n# answer: Because.\n# challenge: Do it.\n# after: [a, b]\n# docs:\n#   - threading: Lock objects\n# covers: 1.4\n# files: [worker.py, names.txt]\n# output: lines\n# check: [N=2]\n# promise: prints lost 1\n# broken: LOCK=False\n# schedule: random 7\n# mended: [LOCK=True, N = \"3\"]\n# ---\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!((matter.order, matter.output), (Some(3), Output::Lines));
        assert_eq!(matter.question, Some(Question { text: "Why so?".into(), answer: "Because.".into() }));
        assert_eq!(matter.challenge.as_deref(), Some("Do it."));
        assert_eq!((matter.after, matter.covers), (vec!["a".to_owned(), "b".into()], vec!["1.4".to_owned()]));
        assert_eq!(matter.docs[0].url(), "https://docs.python.org/3/library/threading.html#lock-objects");
        assert_eq!(matter.files, ["worker.py", "names.txt"]);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(matter.check, [pair("N", "2")]);
        let promise = Promise {
            run: Run::Prints("lost 1".into()),
            broken: vec![pair("LOCK", "False")],
            schedule: Schedule { random: true, seed: 7 },
            mended: vec![pair("LOCK", "True"), pair("N", "3")],
        };
        assert_eq!(matter.promise, Some(promise));
    }

    #[test]
    fn flawed_blocks_keep_the_rest() {
        for (source, title, problem) in [
            ("x = 1\n", None, None),
            (
                "# ---\n# title: open\nx = 1\n",
                None,
                Some("line 1: the front matter that begins here has no end"),
            ),
            (
                "# ---\n# title: A\n# level: 9\n# ---\n",
                Some("A"),
                Some("line 3: level is `9`; it goes from 1 to 5"),
            ),
            (
                "# ---\n# nonsense\n# title: A\n# ---\n",
                Some("A"),
                Some("line 2: `nonsense` is not `key: value`"),
            ),
            ("# ---\n# title: A\n# concepts: [a\n# ---\n", Some("A"), Some("line 3: the list of `concepts`")),
            (
                "# ---\n# question: Why?\n# ---\n",
                None,
                Some("line 2: the question has no answer; add `answer:"),
            ),
            (
                "# ---\n# answer: So.\n# ---\n",
                None,
                Some("line 2: the answer has no question; add `question:"),
            ),
            (
                "# ---\n# order: last\n# ---\n",
                None,
                Some("line 2: order is `last`; write the lesson's place"),
            ),
            ("# ---\n# output: any\n# ---\n", None, Some("line 2: output is `any`; it is one of exact,")),
            ("# ---\n# question: [a, b]\n# ---\n", None, Some("line 2: question is a list; write one value")),
            (
                "# ---\n# files: [../a.py]\n# ---\n",
                None,
                Some("line 2: `../a.py` in files is no name of a file"),
            ),
            ("# ---\n# files: [a.py, a.py]\n# ---\n", None, Some("line 2: files names `a.py` twice")),
            ("# ---\n# docs: threading\n# ---\n", None, Some("line 2: `threading` is no section")),
            ("# ---\n# check: [N]\n# ---\n", None, Some("line 2: `N` in check is not `NAME=VALUE`")),
            ("# ---\n# broken: N=1\n# ---\n", None, Some("line 2: `broken` goes with a promise")),
            ("# ---\n# promise: luck\n# ---\n", None, Some("line 2: promise is `luck`; write `deadlock`")),
            ("# ---\n# promise: deadlock\n# ---\n", None, Some("line 2: the promise has no `mended`")),
            ("# ---\n# schedule: random\n# ---\n", None, Some("line 2: schedule is `random`; write")),
        ] {
            let (matter, problems) = check(source);
            assert_eq!(matter.title.as_deref(), title, "{source}");
            match problem {
                Some(problem) => assert!(problems[0].starts_with(problem), "{problems:?}"),
                None => assert!(problems.is_empty(), "{problems:?}"),
            }
        }
    }
}

//! The front matter: a YAML block in the comment that opens a lesson file.
//!
//! Lessons keep to a strict subset of YAML, so the page need not carry a whole YAML parser: `key: text`,
//! `key: [text, text]`, and `key:` followed by `- text` lines. Deeper mappings, such as those Jupytext writes about itself,
//! are skipped.

use crate::Diagnostic;

/// The fields of the front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) title: Option<String>,
    pub(crate) level: Option<u8>,
    pub(crate) concepts: Vec<String>,
    pub(crate) questions: Vec<String>,
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
        match (key.trim(), field) {
            ("title", Field::Text(text)) => matter.title = Some(text),
            ("level", Field::Text(text)) => match text.parse::<u8>() {
                Ok(level @ 1..=5) => matter.level = Some(level),
                _ => {
                    problems.push(Diagnostic::new(number, format!("level is `{text}`; it goes from 1 to 5")))
                }
            },
            ("concepts", Field::List(items)) => matter.concepts = items,
            ("concepts", Field::Text(text)) => matter.concepts = vec![text],
            ("questions", Field::List(items)) => matter.questions = items,
            ("questions", Field::Text(text)) => matter.questions = vec![text],
            ("title" | "level", Field::List(_)) => {
                problems.push(Diagnostic::new(number, format!("{key} is a list; write one value")));
            }
            // Keys of other tools.
            _ => {}
        }
    }
    matter
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

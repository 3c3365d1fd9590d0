//! A lesson: one file, read.

use crate::check::{Output, Promise};
use crate::{Cell, Diagnostic, DocLink, Param, ValueError, cells, front_matter, notebook, scan, set};

/// To be thought about before running; the answer stays hidden until asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Markdown.
    pub text: String,
    /// Markdown.
    pub answer: String,
}

/// A file that a lesson needs beside its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Companion {
    /// Without folders: it stands beside the lesson.
    pub name: String,
    /// Empty until [`Lesson::attach`].
    pub text: String,
}

/// A lesson, or any Python program opened like one.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// `02-sharing/lost-update`: its path under `lessons/` without the ending.
    pub slug: String,
    /// From the front matter, else made from the file's name.
    pub title: String,
    /// From 1 (first steps) to 5.
    pub level: u8,
    /// Its place in its topic; the level decides between equals.
    pub order: u32,
    /// Terms it explains.
    pub concepts: Vec<String>,
    /// Names of the lessons to take before.
    pub after: Vec<String>,
    /// To be answered before running.
    pub question: Option<Question>,
    /// Questions to answer by trying.
    pub questions: Vec<String>,
    /// A change to make in the code.
    pub challenge: Option<String>,
    /// Where CPython's documentation says more.
    pub docs: Vec<DocLink>,
    /// Numbers of the headings in `lessons/headings.txt` that it takes up.
    pub covers: Vec<String>,
    /// The files it needs beside it: modules to import, scripts to start.
    pub files: Vec<Companion>,
    /// How far its output is determined.
    pub output: Output,
    /// Small values for runs that only check.
    pub check: Vec<(String, String)>,
    /// The bug it shows, and when.
    pub promise: Option<Promise>,
    /// Prose and code in order.
    pub cells: Vec<Cell>,
    /// The program: all code cells.
    pub code: String,
    /// Parameters, with lines and spans in `source`.
    pub params: Vec<Param>,
    /// The whole file in percent format.
    pub source: String,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

impl Lesson {
    /// Reads a percent-format file. A plain `.py` file is a lesson of one code cell.
    pub fn parse(slug: &str, source: &str) -> Lesson {
        Self::read(slug, source.to_owned(), Vec::new())
    }

    /// Opens a file by its name: `.ipynb` is read by `cells` and converted, everything else is read as Python.
    pub fn open(file_name: &str, content: &str, cells: fn(&str) -> notebook::Cells) -> Lesson {
        let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
        match base.strip_suffix(".ipynb") {
            Some(slug) => {
                let mut problems = Vec::new();
                let source = notebook::to_percent(cells(content), &mut problems).unwrap_or_default();
                Self::read(slug, source, problems)
            }
            None => Self::parse(base.strip_suffix(".py").unwrap_or(base), content),
        }
    }

    fn read(slug: &str, source: String, mut problems: Vec<Diagnostic>) -> Lesson {
        let source = source.replace("\r\n", "\n");
        let matter = front_matter::read(&source, &mut problems);
        let cells = cells::split(&source, matter.lines);
        let found = scan(&source);
        problems.extend(found.problems);
        problems.sort_by_key(|problem| problem.line);
        let code: Vec<&str> = cells
            .iter()
            .filter_map(|cell| match cell {
                Cell::Code { text, .. } => Some(text.as_str()),
                Cell::Markdown { .. } => None,
            })
            .collect();
        let mut code = code.join("\n\n\n");
        if !code.is_empty() {
            code.push('\n');
        }
        Lesson {
            slug: slug.to_owned(),
            title: matter.title.unwrap_or_else(|| title_of(slug)),
            level: matter.level.unwrap_or(1),
            order: matter.order.unwrap_or(u32::MAX),
            concepts: matter.concepts,
            after: matter.after,
            question: matter.question,
            questions: matter.questions,
            challenge: matter.challenge,
            docs: matter.docs,
            covers: matter.covers,
            files: matter.files.into_iter().map(|name| Companion { name, text: String::new() }).collect(),
            output: matter.output,
            check: matter.check,
            promise: matter.promise,
            cells,
            code,
            params: found.params,
            source,
            problems,
        }
    }

    /// Takes the texts of its files from whoever has them; those that `text_of` does not know become problems.
    pub fn attach(&mut self, text_of: impl Fn(&str) -> Option<String>) {
        for file in &mut self.files {
            match text_of(&file.name) {
                Some(text) => file.text = text.replace("\r\n", "\n"),
                None => {
                    let line = self.source.lines().position(|line| line.contains(&file.name));
                    let message = format!(
                        "there is no file `{}` beside the lesson; write it, or take it out of `files`",
                        file.name
                    );
                    self.problems.push(Diagnostic::new(line.map_or(1, |line| line as u32 + 1), message));
                }
            }
        }
    }

    /// The name of its program when it runs: its own without folders.
    pub fn file_name(&self) -> String {
        format!("{}.py", self.slug.rsplit('/').next().unwrap_or(&self.slug))
    }

    /// The file with other values in its parameters' literals.
    pub fn with_values(&self, values: &[(&str, &str)]) -> Result<String, Vec<ValueError>> {
        set(&self.source, values)
    }

    /// Prose before the first code cell.
    pub fn introduction(&self) -> String {
        prose(self.cells.iter().take_while(|cell| matches!(cell, Cell::Markdown { .. })))
    }

    /// Prose after the first code cell.
    pub fn remarks(&self) -> String {
        prose(self.cells.iter().skip_while(|cell| matches!(cell, Cell::Markdown { .. })))
    }
}

impl Lesson {
    /// Minutes to read its prose and code: 200 words of prose a minute, a line of code like ten words.
    pub fn minutes(&self) -> f64 {
        let prose: usize = self
            .cells
            .iter()
            .map(|cell| match cell {
                Cell::Markdown { text, .. } => text.split_whitespace().count(),
                Cell::Code { text, .. } => 10 * text.lines().filter(|line| !line.trim().is_empty()).count(),
            })
            .sum();
        prose as f64 / 200.0
    }
}

fn prose<'a>(cells: impl Iterator<Item = &'a Cell>) -> String {
    let texts: Vec<&str> = cells
        .filter_map(|cell| match cell {
            Cell::Markdown { text, .. } => Some(text.as_str()),
            Cell::Code { .. } => None,
        })
        .collect();
    texts.join("\n\n")
}

/// `05-between-processes/two-way_pipe` → `Two way pipe`
pub(crate) fn title_of(slug: &str) -> String {
    let base = slug.rsplit('/').next().unwrap_or(slug);
    let words = base.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# ---\n# title: Demo\n# level: 2\n# ---\n\n# %% [markdown]\n# Intro.\n\n# %%\nN = 2  #@param {type:\"integer\"}\n\n# %% [markdown]\n# Middle.\n\n# %%\nprint(N)\n\n# %% [markdown]\n# End.\n";

    #[test]
    fn a_lesson_file() {
        let lesson = Lesson::parse("1-x/demo", FILE);
        assert_eq!(lesson.problems, []);
        assert_eq!((lesson.title.as_str(), lesson.level), ("Demo", 2));
        assert_eq!(lesson.code, "N = 2  #@param {type:\"integer\"}\n\n\nprint(N)\n");
        assert_eq!(lesson.introduction(), "Intro.");
        assert_eq!(lesson.remarks(), "Middle.\n\nEnd.");
        assert_eq!(lesson.params[0].line, 10);
        assert_eq!(lesson.with_values(&[("N", "5")]).unwrap(), FILE.replace("N = 2", "N = 5"));
    }

    #[test]
    fn reading_time() {
        let prose = |words: usize| format!("# %% [markdown]\n# {}\n", "word ".repeat(words));
        let code = |lines: usize| format!("# %%\n{}", "x = 1\n\n".repeat(lines));
        for (source, minutes) in
            [(prose(200), 1.0), (code(20), 1.0), (prose(100) + &code(30), 2.0), (String::new(), 0.0)]
        {
            assert_eq!(Lesson::parse("x", &source).minutes(), minutes, "{source}");
        }
    }

    #[test]
    fn files_beside_a_lesson() {
        let mut lesson = Lesson::parse("x/demo", "# ---\n# files: [a.py, b.py]\n# ---\nimport a, b\n");
        lesson.attach(|name| (name == "a.py").then(|| "x = 1\r\n".into()));
        assert_eq!(lesson.files[0], Companion { name: "a.py".into(), text: "x = 1\n".into() });
        let problems: Vec<String> = lesson.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            ["line 2: there is no file `b.py` beside the lesson; write it, or take it out of `files`"]
        );
        assert_eq!(lesson.file_name(), "demo.py");
    }

    #[test]
    fn plain_programs_and_notebooks() {
        let plain = Lesson::open("folder/my_program.py", "print(1)\r\n", notebook::cells);
        assert_eq!((plain.slug.as_str(), plain.title.as_str()), ("my_program", "My program"));
        assert_eq!(plain.code, "print(1)\n");
        let json = r#"{"cells": [{"cell_type": "code", "source": ["N = 1 #@param\n", "print(N)"]}]}"#;
        let notebook = Lesson::open("demo.ipynb", json, notebook::cells);
        assert_eq!(notebook.code, "N = 1 #@param\nprint(N)\n");
        assert_eq!(notebook.params.len(), 1);
        let broken = Lesson::open("demo.ipynb", "nonsense", notebook::cells);
        assert_eq!(broken.code, "");
        assert_eq!(broken.problems.len(), 1);
    }
}

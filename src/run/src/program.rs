//! What is run.

use serde::{Deserialize, Serialize};

/// A source file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name as tracebacks show it: `lesson.py`.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// A program: its files, and what it is told at its start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Program {
    /// Its main file.
    pub main: Source,
    /// Other files, that it can import or start.
    pub files: Vec<Source>,
    /// `sys.argv`; when empty, the main file's name alone.
    pub argv: Vec<String>,
    /// `os.environ`
    pub environ: Vec<(String, String)>,
}

impl Default for Program {
    fn default() -> Program {
        Program::new("main.py", "")
    }
}

impl Program {
    /// A program of one file.
    pub fn new(file: &str, text: &str) -> Program {
        Program::of(Source { file: file.into(), text: text.into() })
    }

    /// A program of this file.
    pub fn of(main: Source) -> Program {
        Program { main, files: Vec::new(), argv: Vec::new(), environ: Vec::new() }
    }

    /// All its files, the main one last: in a folder it takes the place of another one of its name.
    pub fn sources(&self) -> impl Iterator<Item = &Source> + Clone {
        self.files.iter().chain([&self.main])
    }

    /// Those that lie in a folder, as name and text: all but a main file that is none, `<string>` or `<stdin>`.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let files = self.sources().filter(|source| !source.file.starts_with('<'));
        files.map(|source| (source.file.as_str(), source.text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_no_file_lies_in_no_folder() {
        for (main, expected) in [("a.py", &["b.py", "a.py"][..]), ("<string>", &["b.py"])] {
            let files = vec![Source { file: "b.py".into(), ..Source::default() }];
            let program = Program { files, ..Program::new(main, "") };
            assert_eq!(program.texts().map(|(name, _)| name).collect::<Vec<_>>(), expected);
        }
    }
}

//! The program to run: a file or a lesson of the course, with parameters set.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use interleave_lesson::{Lesson, catalogue, notebook};
use interleave_run::{self as run, Source};

use crate::arguments::{self, Origin};

/// Source text ready to run.
#[derive(Clone)]
pub(crate) struct Program {
    /// As tracebacks name it.
    pub(crate) file: String,
    pub(crate) text: String,
    /// Python files beside it, as (name, text): modules it may import, scripts it may start.
    pub(crate) neighbours: Vec<(String, String)>,
    /// `sys.argv`
    pub(crate) argv: Vec<String>,
}

impl Program {
    /// Reads the program that the command names, and sets the parameters given as `NAME=VALUE`.
    ///
    /// # Errors
    /// If it cannot be read, or a parameter cannot have its value.
    pub(crate) fn open(arguments: &arguments::Program) -> Result<Self> {
        let (name, source) = match arguments.origin() {
            Origin::Named(name) => (name, named(name)?),
            Origin::Stdin => ("-", nameless("<stdin>", &from_stdin()?)),
            Origin::Code(code) => ("-c", nameless("<string>", code)),
        };
        let Found { file, lesson, neighbours } = source;
        let values = arguments
            .values
            .iter()
            .map(|pair| pair.split_once('=').with_context(|| format!("--set {pair}: write --set NAME=VALUE")))
            .collect::<Result<Vec<_>>>()?;
        let text = lesson.with_values(&values).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow!("{name}: {}", lines.join("\n"))
        })?;
        let own = if file.starts_with('<') { name } else { &file };
        let argv = std::iter::once(own).chain(arguments.own_arguments().iter().map(String::as_str));
        let argv = argv.map(str::to_owned).collect();
        Ok(Self { file, text, neighbours, argv })
    }

    /// The same with parameters set.
    ///
    /// # Errors
    /// If one of them cannot have its value.
    pub(crate) fn with_values(&self, values: &[(&str, &str)]) -> Result<Self> {
        let text = interleave_lesson::set(&self.text, values).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow!("{}: {}", self.file, lines.join("\n"))
        })?;
        Ok(Self { text, ..self.clone() })
    }

    /// It came from standard input.
    pub(crate) fn is_from_stdin(&self) -> bool {
        self.is_nameless() && self.argv.first().is_some_and(|first| first == "-")
    }

    /// It is no file: `<string>`, `<stdin>`.
    pub(crate) fn is_nameless(&self) -> bool {
        self.file.starts_with('<')
    }

    /// What is to be run, with this process's environment.
    pub(crate) fn into_run(self) -> run::Program {
        run::Program {
            argv: self.argv,
            main: Source { file: self.file, text: self.text },
            files: self.neighbours.into_iter().map(|(file, text)| Source { file, text }).collect(),
            environ: std::env::vars().collect(),
        }
    }
}

/// A program before its parameters are set.
struct Found {
    file: String,
    lesson: Lesson,
    neighbours: Vec<(String, String)>,
}

/// A file, or else a lesson.
fn named(name: &str) -> Result<Found> {
    let path = Path::new(name);
    let found = if path.is_file() {
        let content =
            std::fs::read(path).with_context(|| format!("{name} cannot be read; look at its permissions"))?;
        let content = utf8(content, name)?;
        let mut lesson = Lesson::open(name, &content, notebook::cells);
        let mut neighbours = neighbours(path, &content);
        for file in companions(path, &mut lesson).with_context(|| format!("{name} cannot run"))? {
            if !neighbours.iter().any(|(other, _)| *other == file.0) {
                neighbours.push(file);
            }
        }
        Found { file: name.to_owned(), lesson, neighbours }
    } else if path.is_dir() {
        bail!("{name} is a folder: name a .py or .ipynb file in it");
    } else {
        let lesson = find(name)?.clone();
        let neighbours = lesson.files.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
        // As in the page: its files stand beside it, in the folder where it begins.
        Found { file: lesson.file_name(), lesson, neighbours }
    };
    if found.file.ends_with(".ipynb") && found.lesson.source.is_empty() {
        let problems: Vec<String> = found.lesson.problems.iter().map(ToString::to_string).collect();
        bail!("{name}: {}", problems.join("; "));
    }
    Ok(found)
}

/// A program that is no file. As under `python -` and `python -c` it may import what lies in the folder one is in.
fn nameless(file: &str, text: &str) -> Found {
    let lesson = Lesson::open(file, text, notebook::cells);
    Found { file: file.to_owned(), lesson, neighbours: neighbours(Path::new(file), text) }
}

/// All of standard input: the program itself finds its end there.
fn from_stdin() -> Result<String> {
    let mut stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("Write a program; Ctrl-D on a line of its own runs it.");
    }
    let mut content = Vec::new();
    stdin.read_to_end(&mut content).context("standard input cannot be read")?;
    utf8(content, "the program from standard input")
}

fn utf8(content: Vec<u8>, what: &str) -> Result<String> {
    String::from_utf8(content).map_err(|error| {
        anyhow!("{what} is not UTF-8 text (byte {}): save it as UTF-8", error.utf8_error().valid_up_to())
    })
}

/// A lesson by its full or last name.
///
/// # Errors
/// Names the nearest lessons.
pub(crate) fn find(name: &str) -> Result<&'static Lesson> {
    let course = catalogue();
    course.get(name).ok_or_else(|| {
        if let Some(lesson) = name.strip_suffix(".py").and_then(|name| course.get(name)) {
            return anyhow!("there is no file `{name}`; the lesson is run by its name, `{}`", lesson.slug);
        }
        if [".py", ".ipynb"].iter().any(|ending| name.ends_with(ending)) {
            let folder =
                Path::new(name).parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
            return match folder {
                Some(folder) => anyhow!("there is no file `{name}`: there is no folder {}", folder.display()),
                None => {
                    anyhow!("there is no file `{name}`: look at its spelling, and at the folder you are in")
                }
            };
        }
        let near: Vec<&str> = course.nearest(name).iter().map(|lesson| lesson.slug.as_str()).collect();
        let near = match near.as_slice() {
            [] => String::new(),
            near => format!("The nearest lessons are {}; ", near.join(", ")),
        };
        anyhow!("there is no file and no lesson `{name}`.\n{near}`interleave lessons` lists all")
    })
}

/// The files that the lesson at `path` names.
fn companions(path: &Path, lesson: &mut Lesson) -> Result<Vec<(String, String)>> {
    let known = lesson.problems.len();
    lesson.attach(|name| std::fs::read_to_string(path.with_file_name(name)).ok());
    if let Some(problem) = lesson.problems.get(known) {
        bail!("{problem}");
    }
    Ok(lesson.files.iter().map(|file| (file.name.clone(), file.text.clone())).collect())
}

/// The Python files in the same folder that the program, or another of them, mentions by name. One that cannot be read
/// is left out: the program may never ask for it.
fn neighbours(path: &Path, text: &str) -> Vec<(String, String)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut others: Vec<PathBuf> = entries(folder)
        .into_iter()
        .filter(|other| {
            let is_file = other.extension().is_some_and(|ending| ending == "py")
                && other.file_name() != path.file_name();
            is_file || is_package(other)
        })
        .collect();

    let mut found: Vec<(String, String)> = Vec::new();
    let mut unread = vec![text.to_owned()];
    while let Some(text) = unread.pop() {
        let mentioned = |other: &PathBuf| {
            other.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| text.contains(stem))
        };
        for other in others.extract_if(.., |other| mentioned(other)) {
            let Some(name) = other.file_name().and_then(|name| name.to_str()) else { continue };
            let files = if other.is_dir() { package(name, &other) } else { vec![(name.to_owned(), other)] };
            for (name, file) in files {
                let Ok(content) = std::fs::read_to_string(&file) else { continue };
                found.push((name, content.clone()));
                unread.push(content);
            }
        }
    }
    found
}

/// What is in a folder, in order.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries
}

fn is_package(folder: &Path) -> bool {
    folder.join("__init__.py").is_file()
}

/// The modules of a package and of the packages in it, as (name from beside the program, file).
fn package(name: &str, folder: &Path) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    for entry in entries(folder) {
        let Some(own) = entry.file_name().and_then(|own| own.to_str()) else { continue };
        let inside = format!("{name}/{own}");
        // A link may lead back to where it lies.
        if entry.is_symlink() {
            continue;
        }
        if is_package(&entry) {
            files.extend(package(&inside, &entry));
        } else if entry.extension().is_some_and(|ending| ending == "py") {
            files.push((inside, entry));
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(file: &str, values: &[&str]) -> Result<Program> {
        Program::open(&arguments::Program {
            file: Some(file.to_owned()),
            arguments: Vec::new(),
            code: None,
            values: values.iter().map(ToString::to_string).collect(),
            no_gil: false,
        })
    }

    #[test]
    fn parameters() {
        assert!(open("lost-update", &["WORKERS=7"]).unwrap().text.contains("\nWORKERS = 7 "));
        for (values, says) in [
            (&["WORKERS"][..], "--set WORKERS: write --set NAME=VALUE"),
            (&["WORKERS=-1"], "WORKERS cannot be -1: allowed is"),
            (&["WORKER=2"], "there is no parameter WORKER"),
            (&["WORKERS=two"], "WORKERS cannot be two"),
        ] {
            let message = open("lost-update", values).err().expect("is refused").to_string();
            assert!(message.contains(says), "{message}");
        }
    }

    #[test]
    fn files_that_a_lesson_names() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.py");
        std::fs::write(&main, "# ---\n# files: [data.txt]\n# ---\nprint(open('data.txt').read())\n").unwrap();
        let open = || open(main.to_str().unwrap(), &[]);
        let message = format!("{:#}", open().err().expect("is refused"));
        assert!(
            message.contains("main.py cannot run: line 2: there is no file `data.txt` beside"),
            "{message}"
        );
        std::fs::write(folder.path().join("data.txt"), "7").unwrap();
        assert_eq!(open().unwrap().neighbours, [("data.txt".to_owned(), "7".to_owned())]);
        std::fs::write(&main, "# ---\n# files: [other.py]\n# ---\nimport other\n").unwrap();
        std::fs::write(folder.path().join("other.py"), "").unwrap();
        assert_eq!(open().unwrap().neighbours.len(), 1);
    }

    #[test]
    fn unknown_names() {
        let message = open("lost-updates", &[]).err().expect("is refused").to_string();
        assert!(message.contains("lost-update,") || message.contains("lost-update;"), "{message}");
    }
}

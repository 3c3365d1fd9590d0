//! The differential suite: what `interleave run` makes of small programs, beside what CPython 3.11 made of them.
//!
//! A file `differential/cases/AREA/NAME.py` holds many programs, each under a line `# %% title`; what stands before the first
//! is put before each. `NAME.out` beside it holds what CPython did: standard output, standard error, exit status.
//! `INTERLEAVE_BLESS=1 cargo test -p interleave-tests --test differential cpython` writes it; without the variable the
//! same command checks it.
//!
//! Declared differences, removed by [`normalise`]: the folder that a program lies in, addresses, and frames of the standard
//! library in tracebacks (ours has other files). A line `#: ours TEXT` in a program says that standard error must contain this
//! text in place of CPython's, for what this Python refuses; nothing is recorded for it. Its exit status must be 1.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program and what CPython made of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// `area/file::title`.
    pub name: String,
    /// Its source.
    pub program: String,
    /// Parts of the standard error that stand in place of CPython's.
    pub ours: Vec<String>,
    /// As [`Done::text`]; none if it was never recorded.
    pub expected: Option<String>,
}

/// The cases of one file.
pub struct Table {
    /// Where the recorded results are.
    pub results: PathBuf,
    /// In order.
    pub cases: Vec<Case>,
}

/// What a program did.
#[derive(Clone, Debug)]
pub struct Done {
    /// Normalised.
    pub stdout: String,
    /// Normalised.
    pub stderr: String,
    /// Exit status as a shell has it.
    pub status: i32,
}

impl Done {
    /// As it is recorded.
    pub fn text(&self) -> String {
        let mut text = self.stdout.clone();
        if !self.stderr.is_empty() {
            text += "--- standard error\n";
            text += &self.stderr;
        }
        if self.status != 0 {
            text += &format!("--- exit status {}\n", self.status);
        }
        text
    }
}

/// All tables, by name.
pub fn tables() -> Vec<Table> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("differential/cases");
    let mut files: Vec<PathBuf> = entries(&root).into_iter().flat_map(|area| entries(&area)).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "py"));
    files.iter().map(|path| table(path)).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    paths
}

fn table(path: &Path) -> Table {
    let results = path.with_extension("out");
    let recorded = fs::read_to_string(&results).unwrap_or_default();
    let (_, recorded) = sections(&recorded);
    let recorded: BTreeMap<&str, String> = recorded.into_iter().collect();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (prelude, programs) = sections(&text);
    let area = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let file = path.file_stem().unwrap_or_default().to_string_lossy();
    let case = |(title, program): (&str, String)| Case {
        name: format!("{area}/{file}::{title}"),
        ours: program.lines().filter_map(|line| line.strip_prefix("#: ours ")).map(str::to_owned).collect(),
        program: format!("{prelude}{program}"),
        expected: recorded.get(title).cloned(),
    };
    Table { results, cases: programs.into_iter().map(case).collect() }
}

/// What stands before the first title, and each title with what follows it.
fn sections(text: &str) -> (String, Vec<(&str, String)>) {
    let mut prelude = String::new();
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("# %% "), sections.last_mut()) {
            (Some(title), _) => sections.push((title.trim_end(), String::new())),
            (None, Some((_, section))) => section.push_str(line),
            (None, None) => prelude.push_str(line),
        }
    }
    (prelude, sections)
}

/// Runs a program, called `main.py` and alone in its folder, by a command without input.
pub fn run(command: &[&str], program: &str) -> Done {
    let folder = tempfile::tempdir().expect("a folder for the program");
    fs::write(folder.path().join("main.py"), program).expect("a file for the program");
    let output =
        crate::output(Command::new(command[0]).args(&command[1..]).arg("main.py").current_dir(folder.path()));
    let text = |bytes: &[u8]| {
        let mut text = normalise(&String::from_utf8_lossy(bytes), folder.path());
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    };
    // A shell sees the end by a signal as 128 and its number.
    let signal = std::os::unix::process::ExitStatusExt::signal(&output.status);
    let status = output.status.code().or(signal.map(|number| 128 + number)).unwrap_or(-1);
    Done { stdout: text(&output.stdout), stderr: text(&output.stderr), status }
}

/// Text without what may differ.
fn normalise(text: &str, folder: &Path) -> String {
    let text = text.replace(&format!("{}/", folder.display()), "");
    let mut kept = String::new();
    let mut in_library = false;
    for line in text.split_inclusive('\n') {
        let frame = line.trim_start_matches([' ', '|']);
        if let Some(place) = frame.strip_prefix("File \"") {
            in_library =
                place.contains("/lib/python3.") || place.starts_with('<') && !place.starts_with("<string>");
        } else if !line.starts_with("    ") {
            in_library = false;
        }
        if !in_library {
            kept.push_str(&without_addresses(line));
        }
    }
    kept
}

fn without_addresses(line: &str) -> String {
    let mut parts = line.split("0x");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
        let shown = if digits >= 6 { "…" } else { &part[..digits] };
        text.push_str("0x");
        text.push_str(shown);
        text.push_str(&part[digits..]);
    }
    text
}

/// Compares what was done with what was recorded.
pub fn compare(case: &Case, done: &Done) -> Result<(), String> {
    if !case.ours.is_empty() {
        let lacks: Vec<&String> =
            case.ours.iter().filter(|text| !done.stderr.contains(text.as_str())).collect();
        return match done.status {
            1 if lacks.is_empty() => Ok(()),
            status => Err(format!("exit status {status}, standard error lacks {lacks:?}:\n{}", done.stderr)),
        };
    }
    let Some(expected) = &case.expected else {
        return Err(
            "nothing recorded: INTERLEAVE_BLESS=1 cargo test -p interleave-tests --test differential cpython"
                .into(),
        );
    };
    let actual = done.text();
    // A blank line before the next title belongs to the file, not to the result.
    if actual.trim_end_matches('\n') == expected.trim_end_matches('\n') {
        return Ok(());
    }
    Err(difference(expected, &actual))
}

/// The first lines that differ, with what is about them.
fn difference(expected: &str, actual: &str) -> String {
    let first = expected.lines().zip(actual.lines()).take_while(|(one, other)| one == other).count();
    let part =
        |text: &str| text.lines().skip(first).take(12).map(|line| format!("  {line}\n")).collect::<String>();
    format!(
        "from line {} of the result:\n--- CPython\n{}--- this Python\n{}",
        first + 1,
        part(expected),
        part(actual)
    )
}

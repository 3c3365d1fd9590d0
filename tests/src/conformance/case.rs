//! Cases and their files.

use std::fs;
use std::path::{Path, PathBuf};

/// A program and what it must do.
#[derive(Clone, Debug)]
pub struct Case {
    /// `area/name`.
    pub name: String,
    /// Its source.
    pub program: String,
    /// Lines for standard input, without their ends.
    pub stdin: Vec<String>,
    /// Expected exit status.
    pub status: i32,
    /// Expected standard output.
    pub stdout: String,
    /// Parts of the expected standard error.
    pub stderr: Vec<String>,
    unordered: bool,
}

impl Case {
    fn read(path: &Path) -> Case {
        let read = |path: &Path| {
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let program = read(path);
        let all = |key: &str| -> Vec<String> {
            let lines = program.lines().filter_map(|line| line.strip_prefix("#: ")?.strip_prefix(key));
            lines.map(|value| value.strip_prefix(' ').unwrap_or(value).to_string()).collect()
        };
        let area = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Case {
            name: format!("{area}/{name}"),
            stdin: all("stdin"),
            status: all("status")
                .first()
                .map_or(0, |status| status.parse().expect("`#: status` needs a number")),
            stdout: read(&path.with_extension("out")),
            stderr: all("stderr"),
            unordered: !all("unordered characters").is_empty(),
            program,
        }
    }

    /// The area it belongs to.
    pub fn area(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    /// Whether standard output is as expected.
    pub fn accepts(&self, stdout: &str) -> bool {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        if self.unordered { sorted(stdout) == sorted(&self.stdout) } else { stdout == self.stdout }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/conformance/cases")
}

/// What an area holds, in a line: its file `ABOUT`.
pub(super) fn about(area: &str) -> String {
    let path = root().join(area).join("ABOUT");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.trim_end().to_owned()
}

/// All cases, by name.
pub fn cases() -> Vec<Case> {
    let root = root();
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
        paths.sort();
        paths
    };
    let areas = entries(&root).into_iter().filter(|path| path.is_dir());
    let files = areas.flat_map(|area| entries(&area));
    files
        .filter(|path| path.extension().is_some_and(|end| end == "py"))
        .map(|path| Case::read(&path))
        .collect()
}

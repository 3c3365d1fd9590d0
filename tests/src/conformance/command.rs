//! Programs run by a command: CPython's and our own.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::Outcome;

/// A command that takes longer is killed: the program hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with these files, each as name and text.
///
/// # Panics
/// If it cannot be written.
pub fn folder<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the program");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file of the program");
    }
    folder
}

/// Runs the command in that folder to its end. What it writes goes through files of that folder, so that a process left behind
/// keeps nobody waiting. That it took too long is among the outcome's problems.
///
/// # Panics
/// If the command does not start.
pub fn run(command: &mut Command, folder: &Path, stdin: &[String]) -> Outcome {
    let file = |name: &str| File::create(folder.join(name)).expect("a file for the output");
    let mut child = command
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(file("stdout"))
        .stderr(file("stderr"))
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let text: String = stdin.iter().map(|line| format!("{line}\n")).collect();
    if let Some(mut pipe) = child.stdin.take() {
        // A program that does not read its input may have ended already.
        let _ = pipe.write_all(text.as_bytes());
    }
    let mut outcome = Outcome::default();
    let (status, ended) = crate::patience::wait(&mut child, PATIENCE);
    if !ended {
        outcome.problems.push(format!("did not end within {PATIENCE:?}"));
    }
    let text = |name: &str| {
        String::from_utf8_lossy(&fs::read(folder.join(name)).expect("the output's file")).into_owned()
    };
    Outcome { stdout: text("stdout"), stderr: text("stderr"), status: status.code().unwrap_or(-1), ..outcome }
}

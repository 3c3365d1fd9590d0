//! Commands that may hang.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::{Child, Command, ExitStatus, Output};
use std::time::{Duration, Instant};

/// A command that takes longer hangs: the slowest test program takes a tenth of it on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// As [`Command::output`], without input; but a command that hangs is killed and fails its test. What it writes goes through
/// files, so that a process left behind keeps nobody waiting.
///
/// # Panics
/// If the command does not start, or does not end.
pub fn output(command: &mut Command) -> Output {
    output_of(command, b"")
}

/// The same with input, which ends where these bytes end.
///
/// # Panics
/// If the command does not start, or does not end.
pub fn output_of(command: &mut Command, input: &[u8]) -> Output {
    let mut given = tempfile::tempfile().expect("a file for the input");
    given.write_all(input).and_then(|()| given.rewind()).expect("the input can be written");
    let [written, said] = [(); 2].map(|()| tempfile::tempfile().expect("a file for the output"));
    let share = |file: &File| file.try_clone().expect("a file can be shared");
    let mut child = command
        .stdin(given)
        .stdout(share(&written))
        .stderr(share(&said))
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let (status, ended) = wait(&mut child, PATIENCE);
    let [stdout, stderr] = [written, said].map(|mut file| {
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).expect("the output can be read");
        bytes
    });
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(ended, "{command:?} did not end within {PATIENCE:?}\n{}\n{}", text(&stdout), text(&stderr));
    Output { status, stdout, stderr }
}

/// Waits until the child ends; one that takes longer is killed. Its status, and whether it ended by itself.
pub(crate) fn wait(child: &mut Child, patience: Duration) -> (ExitStatus, bool) {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return (status, true);
        }
        if started.elapsed() > patience {
            child.kill().expect("a child can be killed");
            return (child.wait().expect("a child can be waited for"), false);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

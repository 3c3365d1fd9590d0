//! Commands that may hang.

use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// A command that takes longer hangs: the slowest test program takes a tenth of it on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// As [`Command::output`], without input; but a command that hangs is killed and fails its test.
///
/// # Panics
/// If the command does not start, or does not end.
pub fn output(command: &mut Command) -> Output {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let pid = child.id().to_string();
    let (ended, end) = channel::<()>();
    let watch = std::thread::spawn(move || {
        let hangs = end.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout);
        if hangs {
            // The child cannot be killed through its handle: that is waiting for its output.
            let _ = Command::new("kill").args(["-9", &pid]).status();
        }
        hangs
    });
    let output = child.wait_with_output();
    drop(ended);
    let output = output.expect("the output can be read");
    let hung = watch.join().expect("the watch ends");
    let [written, said] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(!hung, "{command:?} did not end within {PATIENCE:?}\n{written}\n{said}");
    output
}

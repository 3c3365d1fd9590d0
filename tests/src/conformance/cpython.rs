//! The oracle: `python3`. The cases must be right about it.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Driver, Outcome};

/// CPython 3.11 of this computer.
pub struct CPython;

impl CPython {
    /// None if there is no CPython 3.11.
    pub fn find() -> Option<CPython> {
        let output = Command::new("python3").arg("--version").output().ok()?;
        String::from_utf8_lossy(&output.stdout).starts_with("Python 3.11").then_some(CPython)
    }
}

impl Driver for CPython {
    fn name(&self) -> String {
        "cpython".into()
    }

    fn run(&self, program: &str, stdin: &[String]) -> Outcome {
        let folder = tempfile::tempdir().expect("a folder for the program");
        std::fs::write(folder.path().join("main.py"), program).expect("a file for the program");
        let mut child = Command::new("python3")
            .arg("main.py")
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python3 starts");
        let text: String = stdin.iter().map(|line| format!("{line}\n")).collect();
        if let Some(mut pipe) = child.stdin.take() {
            // A program that does not read its input may have ended already.
            let _ = pipe.write_all(text.as_bytes());
        }
        let output = child.wait_with_output().expect("python3 ends");
        Outcome {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            status: output.status.code().unwrap_or(-1),
            ..Outcome::default()
        }
    }
}

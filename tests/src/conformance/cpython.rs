//! The oracle: `python3`. The cases must be right about it.

use std::process::Command;

use super::{Driver, Outcome, command};

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
        let folder = command::folder([("main.py", program)]);
        // What several processes print comes in the order in which they do, as on a terminal.
        let mut python = Command::new("python3");
        command::run(python.arg("main.py").env("PYTHONUNBUFFERED", "1"), folder.path(), stdin)
    }
}

//! CPython's own tests of locks (`lock_tests` of its installed `test` package), unmodified, on ours, natively.
//!
//! `driver.py` hands it our locks; CPython runs the same file, which shows that it asks for nothing that CPython does not keep.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with CPython's file and the driver in it.
fn folder() -> tempfile::TempDir {
    let found = Command::new("python3")
        .args(["-c", "import importlib.util; print(importlib.util.find_spec('test.lock_tests').origin)"])
        .output()
        .expect("python3 is installed");
    let path = PathBuf::from(String::from_utf8_lossy(&found.stdout).trim());
    let text = std::fs::read(&path).unwrap_or_else(|_| {
        panic!(
            "python3 has no test.lock_tests; on Debian or Ubuntu: sudo apt-get install libpython3-testsuite\n{}",
            String::from_utf8_lossy(&found.stderr)
        )
    });
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, text) in [("lock_tests.py", &text[..]), ("driver.py", include_bytes!("driver.py"))] {
        std::fs::write(folder.path().join(name), text).expect("it can be written");
    }
    folder
}

/// How each test ended: `ok`, `FAIL`, `ERROR`, `skipped …`.
fn outcomes(
    program: &Path,
    arguments: &[&str],
    kind: &str,
    folder: &Path,
) -> (BTreeMap<String, String>, String) {
    let done = interleave_tests::output(
        Command::new(program).args(arguments).args(["driver.py", kind]).current_dir(folder),
    );
    let report = String::from_utf8_lossy(&done.stderr).into_owned();
    let mut outcomes = BTreeMap::new();
    let mut name = "";
    for line in report.lines().take_while(|line| !line.starts_with("======")) {
        // `test_name (module.Class.test_name) ... ok`, with a line of the docstring between, if there is one.
        if line.starts_with("test_") && line.contains(" (__main__.") {
            name = line
                .split_once(" (__main__.")
                .map_or("", |(_, rest)| rest.split(')').next().unwrap_or_default());
        }
        if let Some((_, outcome)) = line.split_once(" ... ") {
            outcomes.insert(name.to_owned(), outcome.to_owned());
        }
    }
    (outcomes, report)
}

fn check(kind: &str, fewest: usize) {
    let folder = folder();
    let ours = interleave_tests::interleave();
    let (mut expected, report) = outcomes(Path::new("python3"), &[], kind, folder.path());
    // The second RLock of CPython, which is not tried on computers that have the first.
    expected.retain(|name, _| !name.starts_with("PyRLock."));
    assert!(expected.len() >= fewest, "{report}");
    assert!(expected.values().all(|outcome| outcome == "ok" || outcome.starts_with("skipped")), "{report}");
    for options in [&["run"][..], &["run", "--no-gil"]] {
        let (found, report) = outcomes(&ours, options, kind, folder.path());
        assert_eq!(found, expected, "{options:?}\n{report}");
    }
}

#[test]
fn locks_of_threads() {
    check("threading", 90);
}

#[test]
fn locks_of_processes() {
    check("multiprocessing", 50);
}

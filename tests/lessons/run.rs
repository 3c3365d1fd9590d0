//! One run of a lesson on real workers, or under CPython.

use std::process::Command;

use interleave_lesson::Lesson;
use interleave_tests::conformance::command;
use interleave_tests::course::{End, Ran};

/// On real processes and threads, by the command.
pub(crate) fn native(lesson: &Lesson, text: &str) -> Ran {
    by(Command::new(interleave_tests::interleave()).arg("run"), lesson, text)
}

/// Where CPython may be. The second is the distribution's own, for which its packages (Pillow) are installed even where another
/// one comes first.
const PYTHONS: [&str; 2] = ["python3", "/usr/bin/python3"];

/// Under CPython, if there is one here, with Pillow if the lesson wants that.
pub(crate) fn cpython(lesson: &Lesson, text: &str) -> Option<Ran> {
    let needs = if text.contains("from PIL import") { "PIL" } else { "sys" };
    let has = |python: &&str| {
        let found = Command::new(python).args(["-c", &format!("import {needs}")]).output();
        found.is_ok_and(|found| found.status.success())
    };
    let Some(python) = PYTHONS.into_iter().find(has) else {
        println!("{}: LEFT OUT under CPython: there is no python3 with {needs}", lesson.slug);
        return None;
    };
    // What several processes print comes in the order in which they do, as on a terminal.
    Some(by(Command::new(python).env("PYTHONUNBUFFERED", "1"), lesson, text))
}

fn by(command: &mut Command, lesson: &Lesson, text: &str) -> Ran {
    let main = lesson.file_name();
    let others = lesson.files.iter().map(|file| (&*file.name, &*file.text));
    let folder = command::folder(others.chain([(&*main, text)]));
    let outcome = command::run(command.arg(main), folder.path(), &[]);
    let end = if outcome.problems.is_empty() { End::Status(outcome.status) } else { End::Limit };
    Ran { end, stdout: outcome.stdout, stderr: outcome.stderr }
}

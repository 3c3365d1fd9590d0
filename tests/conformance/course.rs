//! The course on the web driver: every lesson with the values of its checks; what is determined of its output is the simulator's.

use std::sync::Arc;

use interleave_lesson::check::Schedule;
use interleave_lesson::{Lesson, catalogue};
use interleave_tests::conformance::{Driver, Web};
use interleave_tests::course::{End, Ran, program, simulated};
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};

use super::{Browser, Page};

/// All lessons with the GIL, and those of threads without it, in Chromium.
pub(crate) fn trials(page: &Arc<Page>) -> Vec<Trial> {
    let wanted: fn(&Lesson) -> bool = match (page.browser, page.variant) {
        (Browser::Chromium, Web::Gil) => |_| true,
        (Browser::Chromium, Web::FreeThreaded) => |lesson| {
            lesson.code.contains("from threading import") || lesson.code.contains("ThreadPoolExecutor")
        },
        _ => |_| false,
    };
    let trial = |lesson: &'static Lesson| {
        let page = Arc::clone(page);
        let name = format!("{}::lesson::{}", page.name(), lesson.slug);
        Trial::test(name, move || same(&page, lesson).map_err(Failed::from))
    };
    catalogue().lessons().filter(|lesson| wanted(lesson)).map(trial).collect()
}

fn same(page: &Page, lesson: &Lesson) -> Result<(), String> {
    let text = program(lesson, &[])?;
    let gil = page.variant != Web::FreeThreaded;
    let expected = simulated(lesson, &text, Schedule::default(), gil);
    expected.ended_well("simulated")?;
    let source = |file: &str, text: &str| json!({ "file": file, "text": text });
    let files: Vec<Value> = lesson.files.iter().map(|file| source(&file.name, &file.text)).collect();
    let request = json!({ "driver": "Web", "main": source(&lesson.file_name(), &text), "files": files });
    let outcome = page.in_harness(&request).map_err(|error| format!("{error:?}"))?;
    if !outcome.problems.is_empty() {
        return Err(outcome.problems.join("\n"));
    }
    let ran = Ran { end: End::Status(outcome.status), stdout: outcome.stdout, stderr: outcome.stderr };
    expected.agrees(lesson, "web", &ran)
}

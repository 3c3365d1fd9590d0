//! Runs programs and compares what comes out.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use interleave_native::{End, Output, RunOutcome, RunSettings, Stdin, run};
use interleave_run::{Limits, Program, RunSpec};
use interleave_trace::{Event, TextStream};

/// What a program did.
#[allow(dead_code, reason = "not every test file needs all of it")]
pub(crate) struct Ran {
    pub(crate) outcome: RunOutcome,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) events: Vec<Event>,
}

/// Settings of a test: no input, at most a minute.
#[allow(dead_code, reason = "not every test file needs all of it")]
pub(crate) fn settings(program: &str) -> RunSettings {
    let mut settings = RunSettings::new(RunSpec::new(Program::new("test.py", program)));
    settings.stdin = Stdin::Null;
    settings.run.limits = Limits { time: Some(Duration::from_secs(60)), ..Limits::default() };
    settings
}

/// Runs to the end.
pub(crate) fn ran(mut settings: RunSettings) -> Ran {
    let texts = Arc::new(Mutex::new((Vec::new(), Vec::new())));
    let sink = texts.clone();
    settings.output = Output::Sink(Box::new(move |stream, bytes| {
        let mut texts = sink.lock().unwrap();
        match stream {
            TextStream::Stdout => texts.0.extend_from_slice(bytes),
            TextStream::Stderr => texts.1.extend_from_slice(bytes),
        }
    }));
    let events = Arc::new(Mutex::new(Vec::new()));
    if settings.trace.is_some() {
        let sink = events.clone();
        settings.trace = Some(Box::new(move |event| sink.lock().unwrap().push(event)));
    }
    let outcome = run(settings).expect("the program starts");
    let (stdout, stderr) = std::mem::take(&mut *texts.lock().unwrap());
    let events = std::mem::take(&mut *events.lock().unwrap());
    Ran {
        outcome,
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
        events,
    }
}

/// Checks output and exit status, with and without a GIL.
#[allow(dead_code, reason = "not every test file needs all of it")]
pub(crate) fn check(program: &str, stdout: &str) {
    for gil in [true, false] {
        let mut settings = settings(program);
        settings.run.settings.gil = gil;
        let ran = ran(settings);
        assert_eq!(ran.stderr, "", "gil: {gil}");
        assert_eq!(ran.stdout, stdout, "gil: {gil}");
        assert_eq!((ran.outcome.status, ran.outcome.end), (0, End::Exited), "gil: {gil}");
    }
}

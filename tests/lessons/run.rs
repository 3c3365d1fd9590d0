//! One run of a lesson: in the simulator, on real workers, under CPython.

use std::process::Command;

use interleave_engine::request::Stream;
use interleave_lesson::check::Schedule;
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{self, Program, Progress, SimSettings, Simulation};
use interleave_tests::conformance::command;

/// A lesson's time in the simulator: a second or two of an ordinary computer.
const INSTRUCTIONS: u64 = 100_000_000;

/// How a run ended.
#[derive(Debug, PartialEq)]
pub(crate) enum End {
    Status(i32),
    /// In the simulator's words.
    Deadlock(String),
    /// It took too long.
    Limit,
}

#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) end: End,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// As `interleave run --driver sim` does it.
pub(crate) fn simulated(slug: &str, text: &str, schedule: Schedule) -> Ran {
    let policy = if schedule.random { PolicyKind::Random } else { PolicyKind::RoundRobin };
    let settings = SimSettings {
        schedule: sim::Schedule::of(policy, schedule.seed),
        program_seed: schedule.seed,
        tracing: false,
        max_instructions: INSTRUCTIONS,
        ..SimSettings::default()
    };
    let mut simulation = Simulation::new(Program::new(&format!("{slug}.py"), text), settings);
    let end = match simulation.run() {
        Progress::Finished { status } => End::Status(status),
        Progress::Deadlock(deadlock) => End::Deadlock(deadlock.to_string()),
        Progress::Running | Progress::Limit(_) => End::Limit,
        Progress::Input | Progress::Choose => unreachable!("no lesson asks for input, no policy for choices"),
    };
    let (mut stdout, mut stderr) = (String::new(), String::new());
    for output in simulation.take_output() {
        match output.stream {
            Stream::Stdout => stdout += &output.text,
            Stream::Stderr => stderr += &output.text,
        }
    }
    Ran { end, stdout, stderr }
}

/// On real processes and threads, by the command.
pub(crate) fn native(text: &str) -> Ran {
    by(Command::new(interleave_tests::interleave()).arg("run"), text)
}

/// Under CPython, if there is one here.
pub(crate) fn cpython(text: &str) -> Option<Ran> {
    let python = Command::new("python3").arg("--version").output();
    python.is_ok().then(|| by(&mut Command::new("python3"), text))
}

fn by(command: &mut Command, text: &str) -> Ran {
    let folder = command::folder(text);
    let outcome = command::run(command.arg("main.py"), folder.path(), &[]);
    let end = if outcome.problems.is_empty() { End::Status(outcome.status) } else { End::Limit };
    Ran { end, stdout: outcome.stdout, stderr: outcome.stderr }
}

//! Lessons as checks run them, and what comes of a run.

use interleave_engine::Source;
use interleave_engine::request::Stream;
use interleave_lesson::Lesson;
use interleave_lesson::check::Schedule;
use interleave_runtime::explore::{Explorer, RaceKind};
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{self, Program, Progress, SimSettings, Simulation};

/// A lesson's time in the simulator: a second or two of an ordinary computer.
const INSTRUCTIONS: u64 = 100_000_000;

/// How a run ended.
#[derive(Debug, PartialEq)]
pub enum End {
    /// With an exit status.
    Status(i32),
    /// In the simulator's words.
    Deadlock(String),
    /// It took too long.
    Limit,
}

/// A run.
#[derive(Debug)]
pub struct Ran {
    /// How it ended.
    pub end: End,
    /// What it printed.
    pub stdout: String,
    /// What it printed as errors.
    pub stderr: String,
}

impl Ran {
    /// Nothing if it ended by itself and well.
    ///
    /// # Errors
    /// Says how it was run, and what came of it.
    pub fn ended_well(&self, how: &str) -> Result<(), String> {
        if self.end == End::Status(0) { Ok(()) } else { Err(format!("{how}: {self:?}")) }
    }

    /// Nothing if what is determined of a lesson's output is the same in another run, both of which ended well.
    ///
    /// # Errors
    /// Shows both outputs.
    pub fn agrees(&self, lesson: &Lesson, name: &str, other: &Ran) -> Result<(), String> {
        other.ended_well(name)?;
        let output = lesson.output;
        if output.determined(&self.stdout) == output.determined(&other.stdout) {
            return Ok(());
        }
        Err(format!(
            "output ({output:?}) differs\n--- simulated\n{}--- {name}\n{}",
            self.stdout, other.stdout
        ))
    }
}

/// The program as checks run it: small, and without its bug. `more` values go before.
///
/// # Errors
/// Names the values that its parameters cannot have.
pub fn program(lesson: &Lesson, more: &[(String, String)]) -> Result<String, String> {
    let mended = lesson.promise.as_ref().map_or(&[][..], |promise| &promise.mended);
    let values: Vec<(&str, &str)> =
        lesson.check.iter().chain(mended).chain(more).map(|(name, value)| (&**name, &**value)).collect();
    lesson.with_values(&values).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}

/// As `interleave run --driver sim` does it.
pub fn simulated(lesson: &Lesson, text: &str, schedule: Schedule, gil: bool) -> Ran {
    let policy = if schedule.random { PolicyKind::Random } else { PolicyKind::RoundRobin };
    let settings = SimSettings {
        schedule: sim::Schedule::of(policy, schedule.seed),
        program_seed: schedule.seed,
        tracing: false,
        gil,
        max_instructions: INSTRUCTIONS,
        ..SimSettings::default()
    };
    let mut simulation = Simulation::new(of_files(lesson, text), settings);
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

/// Updates that are lost under some schedules, in words.
pub fn lost_updates(lesson: &Lesson, text: &str) -> Vec<String> {
    const RUNS: u64 = 40;
    let settings = SimSettings { max_instructions: INSTRUCTIONS, ..SimSettings::default() };
    let mut explorer = Explorer::new(of_files(lesson, text), settings, RUNS);
    let races = explorer.run().races();
    let lost = races.iter().filter(|found| found.race.kind == RaceKind::LostUpdate);
    lost.map(|found| format!("{}: {}", found.race.variable, found.race.sentence(&lesson.file_name())))
        .collect()
}

/// A lesson with this text in its own file.
fn of_files(lesson: &Lesson, text: &str) -> Program {
    let files = lesson.files.iter().map(|file| Source { file: file.name.clone(), text: file.text.clone() });
    Program { files: files.collect(), ..Program::new(&lesson.file_name(), text) }
}

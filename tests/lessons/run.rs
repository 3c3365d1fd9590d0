//! One run of a lesson: in the simulator, on real workers, under CPython.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use interleave_engine::request::Stream;
use interleave_lesson::check::Schedule;
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{self, Program, Progress, SimSettings, Simulation};
use libtest_mimic::Failed;

/// A lesson's time in the simulator: a second or two of an ordinary computer.
const INSTRUCTIONS: u64 = 100_000_000;
/// A lesson's time on real workers, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

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
pub(crate) fn native(text: &str) -> Result<Ran, Failed> {
    let this = std::env::current_exe()?;
    let binary = this.ancestors().nth(2).expect("it stands in target/PROFILE/deps").join("interleave");
    if !binary.exists() {
        return Err(format!("{} is missing: build interleave-cli in this profile", binary.display()).into());
    }
    command(Command::new(binary).arg("run"), text)
}

/// Under CPython, if there is one here.
pub(crate) fn cpython(text: &str) -> Result<Option<Ran>, Failed> {
    match Command::new("python3").arg("--version").output() {
        Ok(_) => command(&mut Command::new("python3"), text).map(Some),
        Err(_) => Ok(None),
    }
}

fn command(command: &mut Command, text: &str) -> Result<Ran, Failed> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    File::create(path("lesson.py"))?.write_all(text.as_bytes())?;
    let mut child = command
        .arg("lesson.py")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(File::create(path("out"))?)
        .stderr(File::create(path("err"))?)
        .spawn()?;
    let start = Instant::now();
    let end = loop {
        if let Some(status) = child.try_wait()? {
            break End::Status(status.code().unwrap_or(-1));
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            break End::Limit;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let read = |path: &Path| std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(Ran { end, stdout: read(&path("out"))?, stderr: read(&path("err"))? })
}

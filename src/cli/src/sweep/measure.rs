//! One run of a sweep: how long it took.

use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use interleave_native::{End, Output, RunSettings, Stdin};
use interleave_run::{RunSpec, Settings};
use interleave_runtime::sim::{Progress, SimSettings, Simulation};
use interleave_trace::TextStream;

use crate::compare::Workplace;
use crate::measured::{self, Input};
use crate::program::Program;
use crate::python::Python;

/// Instructions between two looks at a simulation.
const SLICE: u64 = 1_000_000;

/// Bytes of standard error that are looked at for the reason of a failure.
const SAID: usize = 1 << 20;

/// Who runs the program.
pub(crate) enum Runner {
    Native,
    Sim,
    Python(Python),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ended {
    /// Well, after so many seconds.
    Well(f64),
    /// Otherwise: how.
    Badly(String),
    /// By Ctrl-C.
    Interrupted,
}

impl Runner {
    /// `native`
    pub(crate) fn label(&self) -> String {
        match self {
            Runner::Native => "real processes and threads (native)".into(),
            Runner::Sim => "simulated (sim)".into(),
            Runner::Python(python) => python.label(),
        }
    }

    /// Runs the program once.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(crate) fn run(&self, program: &Program, settings: &Settings, input: &str) -> Result<Ended> {
        match self {
            Runner::Native => native(program, settings, input),
            Runner::Sim => Ok(simulated(program, settings, input)),
            Runner::Python(python) => under_python(python, program, input),
        }
    }
}

fn native(program: &Program, settings: &Settings, input: &str) -> Result<Ended> {
    let run = RunSpec { settings: settings.clone(), ..RunSpec::new(program.clone().into_run()) };
    let said = Arc::new(Mutex::new(Vec::new()));
    let theirs = said.clone();
    let outcome = interleave_native::run(RunSettings {
        stdin: Stdin::Bytes(input.as_bytes().to_vec()),
        output: Output::Sink(Box::new(move |stream, bytes| {
            let mut said = theirs.lock().unwrap_or_else(PoisonError::into_inner);
            if stream == TextStream::Stderr && said.len() < SAID {
                said.extend(bytes);
            }
        })),
        foreground: true,
        ..RunSettings::new(run)
    })
    .context("the program cannot be started")?;
    if outcome.end == End::Interrupted {
        return Ok(Ended::Interrupted);
    }
    let said = said.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(ended(outcome.exit_code().into(), outcome.time.as_secs_f64(), &String::from_utf8_lossy(&said)))
}

fn simulated(program: &Program, settings: &Settings, input: &str) -> Ended {
    let run = RunSpec {
        settings: settings.clone(),
        stdin: interleave_run::Stdin { lines: input.lines().map(str::to_owned).collect(), open: false },
        ..RunSpec::new(program.clone().into_run())
    };
    let settings = SimSettings { tracing: false, ..SimSettings::by_policy(&run, 0) };
    let mut simulation = Simulation::new(run.program, settings);
    let mut said = String::new();
    loop {
        let progress = simulation.advance(SLICE);
        for output in simulation.take_output() {
            if output.stream == interleave_engine::request::Stream::Stderr && said.len() < SAID {
                said.push_str(&output.text);
            }
        }
        match progress {
            Progress::Running => {}
            Progress::Finished { status } => {
                let status = if status < 0 { 128 - status } else { status };
                return ended(status, simulation.now(), &said);
            }
            Progress::Deadlock(_) => return Ended::Badly("deadlock".into()),
            Progress::Limit(limit) => return Ended::Badly(limit.sentence().into()),
            // There are no more lines than those that it has, and nobody who could choose.
            Progress::Input | Progress::Choose => return Ended::Badly("it waits for somebody".into()),
        }
    }
}

fn under_python(python: &Python, program: &Program, input: &str) -> Result<Ended> {
    let place = Workplace::of(program)?;
    let mut command = Command::new(&python.executable);
    command.args(place.words(program, true)).current_dir(place.path());
    let input = if program.is_from_stdin() { program.text.as_str() } else { input };
    let done = measured::run(&mut command, &Input::Text(input.into()))
        .with_context(|| format!("{} cannot be started", python.executable.display()))?;
    Ok(ended(done.status, done.wall.as_secs_f64(), &done.stderr.text))
}

fn ended(status: i32, seconds: f64, said: &str) -> Ended {
    let last = said.lines().rfind(|line| !line.trim().is_empty());
    match (status, last) {
        (0, _) => Ended::Well(seconds),
        (status, Some(last)) => Ended::Badly(format!("exit status {status}: {}", last.trim())),
        (status, None) => Ended::Badly(format!("exit status {status}")),
    }
}

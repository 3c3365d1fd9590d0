//! `interleave run --compare`: the same program under a Python that is installed, and what differs.

mod alike;
mod json;
mod report;
mod workplace;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use signal_hook::consts::SIGINT;

use self::alike::Likeness;
pub(crate) use self::workplace::Workplace;
use crate::INTERRUPTED;
use crate::arguments::{Origin, Run};
use crate::measured::{self, Input, Measured, Shared, Written};
use crate::program::Program;
use crate::python::Python;
use crate::wording::is_closed_pipe;

/// The two differ.
const DIFFERENT: u8 = 1;

/// One side of a comparison.
struct Side {
    /// `CPython 3.11.7`, `Interleave, native`
    label: String,
    done: Measured,
}

/// One stream of both sides.
struct Stream {
    /// `Standard output`
    name: &'static str,
    likeness: Likeness,
    /// What is compared of it.
    texts: [String; 2],
    /// Not all of it was kept.
    cut: bool,
}

/// Both sides, Python's first, and what differs between them.
struct Comparison {
    python: Python,
    sides: [Side; 2],
    streams: [Stream; 2],
    /// Lines in another order are no difference.
    any_order: bool,
}

/// Runs the program twice and says what differs. The status is 0 if nothing does, else [`DIFFERENT`].
///
/// # Errors
/// If there is no such Python, or one of the two cannot be started.
pub(crate) fn compare(options: &Run, python: &str) -> Result<u8> {
    let python = Python::find(python)?;
    let from_stdin = options.program.origin() == Origin::Stdin;
    let program = Program::open(&options.program)?;
    let place = Workplace::of(&program)?;
    let input = if from_stdin {
        Input::Text(program.text.as_str().into())
    } else if std::io::stdin().is_terminal() {
        Input::Nothing
    } else {
        Input::Shared(Shared::of(std::io::stdin()))
    };
    let interrupted = Arc::new(AtomicBool::new(false));
    // The terminal sends it to the programs as well; a second one ends this command at once.
    signal_hook::flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), interrupted.clone())?;
    signal_hook::flag::register(SIGINT, interrupted.clone())?;

    let inside = options.allow_files.is_none();
    let mut command = Command::new(&python.executable);
    command
        .args(place.words(&program, inside))
        // What several processes print comes in the order in which they do, as on a terminal.
        .env("PYTHONUNBUFFERED", "1")
        .current_dir(options.allow_files.as_deref().unwrap_or(place.path()));
    let mut theirs = measured::run(&mut command, &input)
        .with_context(|| format!("{} cannot be started", python.executable.display()))?;
    for written in [&mut theirs.stdout, &mut theirs.stderr] {
        written.text = place.as_in_the_engine(&written.text);
    }
    if interrupted.load(Ordering::Relaxed) {
        return Ok(INTERRUPTED);
    }
    let mut command = Command::new(std::env::current_exe().context("this command does not find itself")?);
    let ours = measured::run(command.args(same_run(options)), &input)
        .context("this command cannot be started again")?;
    if interrupted.load(Ordering::Relaxed) {
        return Ok(INTERRUPTED);
    }
    let gil = if options.program.no_gil { ", no GIL" } else { "" };
    let label = format!("Interleave, {}{gil}", options.driver.name());
    let comparison = Comparison::of(options, &program, python, theirs, Side { label, done: ours });
    let written = if options.json {
        json::write(&mut std::io::stdout().lock(), options, &program, &comparison)
    } else {
        report::write(&mut anstream::stdout().lock(), &comparison)
    };
    match written {
        Err(error) if !is_closed_pipe(&error) => Err(error),
        _ => Ok(comparison.exit_status()),
    }
}

/// The run alone, as a command line.
fn same_run(options: &Run) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec!["run".into(), "--driver".into(), options.driver.name().into()];
    let mut option = |name: &str, value: Option<OsString>| {
        if let Some(value) = value {
            words.extend([name.into(), value]);
        }
    };
    for value in &options.program.values {
        option("--set", Some(value.into()));
    }
    option("--seed", options.seed.map(|seed| seed.to_string().into()));
    option("--cores", options.cores.map(|cores| cores.to_string().into()));
    option("--policy", options.policy.map(|policy| policy.name().into()));
    option("--schedule", options.schedule.as_ref().map(|schedule| schedule.to_string().into()));
    option("--allow-files", options.allow_files.as_deref().map(Path::to_owned).map(OsString::from));
    if options.program.no_gil {
        words.push("--no-gil".into());
    }
    words.extend(options.program.words().into_iter().map(OsString::from));
    words
}

impl Comparison {
    fn of(options: &Run, program: &Program, python: Python, theirs: Measured, ours: Side) -> Comparison {
        let own: Vec<&str> = std::iter::once(program.file.as_str())
            .chain(program.neighbours.iter().map(|(name, _)| name.as_str()))
            .collect();
        let sides = [Side { label: python.label(), done: theirs }, ours];
        let stream = |name, written: fn(&Measured) -> &Written| {
            let both = [&sides[0], &sides[1]].map(|side| written(&side.done));
            let texts = both.map(|written| alike::plain(&alike::without_marks(&written.text, &own)));
            let likeness = Likeness::of(&texts[0], &texts[1]);
            Stream { name, likeness, texts, cut: both.iter().any(|written| written.cut) }
        };
        let streams =
            [stream("Standard output", |done| &done.stdout), stream("Standard error", |done| &done.stderr)];
        Comparison { python, sides, streams, any_order: options.any_order }
    }

    fn same_status(&self) -> bool {
        self.sides[0].done.status == self.sides[1].done.status
    }

    /// The greatest of the differences.
    fn verdict(&self) -> Likeness {
        let [one, other] = &self.streams;
        match one.likeness.max(other.likeness) {
            _ if !self.same_status() => Likeness::Different,
            Likeness::Order if self.any_order => Likeness::Same,
            greatest => greatest,
        }
    }

    /// The verdict in words.
    fn sentence(&self) -> String {
        let mut what: Vec<&str> = self
            .streams
            .iter()
            .filter(|stream| stream.likeness == Likeness::Different)
            .map(|stream| stream.name)
            .collect();
        if !self.same_status() {
            what.push("exit status");
        }
        match self.verdict() {
            Likeness::Same => "Both do the same.".to_owned(),
            Likeness::Order => {
                "Both write the same lines, in another order: it depends on the schedule (--any-order takes that for the same)."
                    .to_owned()
            }
            Likeness::Different => format!("They differ: {}.", what.join(", ").to_lowercase()),
        }
    }

    fn exit_status(&self) -> u8 {
        if self.verdict() == Likeness::Same { 0 } else { DIFFERENT }
    }
}

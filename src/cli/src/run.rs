//! `interleave run`: a program on the driver of choice, its text to the terminal, its trace to a file.

mod native;
mod sim;
mod timeline;
mod trace_file;

use anyhow::{Result, bail};
use interleave_analysis::Timeline;
use interleave_run::{Driver, RunSpec};
use interleave_trace::{Event, Header};

use crate::arguments::Run;
use crate::compare;
use crate::program::Program;
use crate::terminal;

/// Runs a program; returns its exit status as a shell has it.
///
/// # Errors
/// If the program cannot be read, its parameters not set, or its trace not written.
pub(crate) fn run(options: &Run) -> Result<u8> {
    if let Some(python) = &options.compare {
        return compare::compare(options, python);
    }
    let program = Program::open(&options.program)?;
    if let Some(path) = &options.trace {
        terminal::check_place("--trace", path)?;
    }
    let run = RunSpec {
        settings: options.settings(),
        schedule: options.schedule.as_ref().map(ToString::to_string),
        ..RunSpec::new(program.into_run())
    };
    match options.driver {
        Driver::Native => native::run(options, run),
        Driver::Sim => sim::run(options, run),
        Driver::Web => bail!("Web Workers are the browser's: `interleave serve` shows the page"),
    }
}

/// What is left to do with a run's events.
fn seen(options: &Run, header: Header, events: Vec<Event>) -> Result<()> {
    if options.timeline {
        timeline::write(&mut anstream::stderr().lock(), &Timeline::of(&events), terminal::width())?;
    }
    if let Some(path) = &options.trace {
        trace_file::write(path, header, events)?;
    }
    Ok(())
}

/// The status for a shell: 128 + number for a signal.
fn shell_status(status: i32) -> u8 {
    if status < 0 { (128 - status) as u8 } else { status as u8 }
}

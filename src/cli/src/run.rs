//! `interleave run`: a program on the driver of choice, its text to the terminal, its trace to a file.

mod native;
mod sim;
mod trace_file;

use anyhow::{Result, bail};
use interleave_run::{Driver, RunSpec};

use crate::arguments::Run;
use crate::program::Program;

/// Runs a program; returns its exit status as a shell has it.
///
/// # Errors
/// If the program cannot be read, its parameters not set, or its trace not written.
pub(crate) fn run(options: &Run) -> Result<u8> {
    let program = Program::open(&options.program.file, &options.program.values)?;
    if let Some(path) = &options.trace {
        trace_file::check(path)?;
    }
    let run = RunSpec {
        settings: options.settings(),
        schedule: options.schedule.as_ref().map(ToString::to_string),
        ..RunSpec::new(program.with_arguments(&options.program.arguments))
    };
    match options.driver {
        Driver::Native => native::run(options, run),
        Driver::Sim => sim::run(options, run),
        Driver::Web => bail!("Web Workers are the browser's: `interleave serve` shows the page"),
    }
}

/// The status for a shell: 128 + number for a signal.
fn shell_status(status: i32) -> u8 {
    if status < 0 { (128 - status) as u8 } else { status as u8 }
}

//! The `interleave` command.

mod arguments;
mod check;
mod compare;
mod lessons;
mod manuals;
mod measured;
mod new_lesson;
mod program;
mod python;
mod run;
mod sweep;
mod terminal;
mod wording;

use std::process::ExitCode;
use std::sync::Arc;

use arguments::{Arguments, Command};
use clap::Parser;

/// Stopped by Ctrl-C, as a shell says it.
const INTERRUPTED: u8 = 130;

#[global_allocator]
static ALLOCATOR: interleave_engine::allocator::Pools = interleave_engine::allocator::Pools;

/// Serves the page, with runs on this computer.
fn serve(options: arguments::Serve) -> anyhow::Result<()> {
    let computer = interleave_computer::Computer::new(options.computer)?;
    let beside = computer.map(|computer| Arc::new(interleave_computer::Lent(computer)) as Arc<_>);
    interleave_server::serve(&options.site, beside)
}

fn main() -> ExitCode {
    // A Python process of a native run is this same binary: then the next line never returns.
    interleave_native::maybe_run_child();
    let result = match Arguments::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Check(options) => check::check(&options),
        Command::Sweep(options) => sweep::sweep(&options),
        Command::Lessons(options) => lessons::list(&options),
        Command::NewLesson(options) => new_lesson::write(&options),
        Command::Completions(options) => manuals::completions(&options),
        Command::Man(options) => manuals::manual(&options),
        Command::Serve(options) => serve(options).map(|()| 0),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("interleave: {error:#}");
            ExitCode::from(2)
        }
    }
}

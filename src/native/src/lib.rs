//! The native driver: Python processes are OS processes, and without the GIL Python threads are OS threads.
//!
//! ```no_run
//! use interleave_native::{RunSettings, maybe_run_child, run};
//! use interleave_run::{Program, RunSpec};
//!
//! fn main() -> std::io::Result<()> {
//!     maybe_run_child(); // first thing: Python processes are this program, executed again
//!     let program = Program::new("hello.py", "print('hello')");
//!     let outcome = run(RunSettings::new(RunSpec::new(program)))?;
//!     std::process::exit(outcome.exit_code().into())
//! }
//! ```
//!
//! - run.rs: the root of a run, which starts the first process and watches all.
//! - child.rs: starting a process; process.rs, threads.rs: its event loop with and without a GIL.
//! - host.rs: what it asks of the system; channel.rs, semaphore.rs, shared.rs, children.rs: how that is done;
//!   shortcuts.rs: what needs no host.
//! - sys/: the operating system in safe words.
//!
//! `README.md` beside this crate's `Cargo.toml` tells what is shared by whom.

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
compile_error!(
    "the native driver runs on Linux and macOS only: src/native/src/sys/ has what they have in their own ways. Simulator and \
     browser work everywhere: build with `--workspace --exclude interleave-native --exclude interleave-cli`, or on Windows \
     use WSL."
);

mod bequest;
mod board;
mod channel;
mod child;
mod children;
mod error;
mod events;
mod files;
mod handles;
mod host;
mod input;
mod process;
mod row;
mod run;
mod semaphore;
mod shared;
mod shortcuts;
mod signals;
mod sys;
mod threads;

pub use child::maybe_run_child;
pub use run::{End, FileSink, Gate, Output, RunOutcome, RunSettings, Stdin, Stop, TextSink, TraceSink, run};

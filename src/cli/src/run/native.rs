//! On real processes and threads.

use std::sync::mpsc;

use anyhow::{Context, Result, bail};
use interleave_engine::Source;
use interleave_native::{End, RunSettings, run as run_native};
use interleave_trace::{Event, Header};
use serde_json::json;

use super::trace_file;
use crate::arguments::Run;
use crate::program::Program;

pub(super) fn run(options: &Run, program: Program) -> Result<u8> {
    for (given, option) in [
        (options.cores.is_some(), "--cores"),
        (options.policy.is_some(), "--policy"),
        (options.schedule.is_some(), "--schedule"),
    ] {
        if given {
            bail!("{option} is for --driver sim: natively the operating system decides");
        }
    }
    let argv = program.argv(&options.program.arguments);
    let (events, collected) = mpsc::channel::<Event>();
    let header =
        Header::new("native", &program.file, json!({ "gil": !options.program.no_gil, "seed": options.seed }));
    let settings = RunSettings {
        argv,
        files: program.neighbours.into_iter().map(|(file, text)| Source { file, text }).collect(),
        gil: !options.program.no_gil,
        seed: options.seed,
        files_at: options.allow_files.clone(),
        foreground: true,
        trace: options.trace.as_ref().map(|_| -> interleave_native::TraceSink {
            Box::new(move |event| {
                // The receiver lives until the run is over.
                let _ = events.send(event);
            })
        }),
        ..RunSettings::new(Source { file: program.file, text: program.text })
    };
    let outcome = run_native(settings).context("the program cannot be started")?;
    if outcome.end == End::Interrupted && outcome.status == -9 {
        eprintln!("interleave: interrupted; the program did not end by itself, so its processes were killed");
    }
    if let Some(path) = &options.trace {
        trace_file::write(path, header, collected.try_iter().collect())?;
    }
    Ok(outcome.exit_code())
}

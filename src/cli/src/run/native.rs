//! On real processes and threads.

use std::sync::mpsc;

use anyhow::{Context, Result, bail};
use interleave_native::{End, RunSettings, run as run_native};
use interleave_run::{Driver, RunSpec};
use interleave_trace::{Event, Header};
use serde_json::json;

use super::seen;
use crate::arguments::Run;

pub(super) fn run(options: &Run, run: RunSpec) -> Result<u8> {
    for (given, option) in [
        (options.cores.is_some(), "--cores"),
        (options.policy.is_some(), "--policy"),
        (options.schedule.is_some(), "--schedule"),
    ] {
        if given {
            bail!("{option} is for --driver sim: natively the operating system decides");
        }
    }
    let (events, collected) = mpsc::channel::<Event>();
    let header = Header::new(
        Driver::Native.name(),
        &run.program.main.file,
        json!({ "gil": run.settings.gil, "seed": run.settings.seed }),
    );
    let settings = RunSettings {
        files_at: options.allow_files.clone(),
        foreground: true,
        trace: options.traces().then(|| -> interleave_native::TraceSink {
            Box::new(move |event| {
                // The receiver lives until the run is over.
                let _ = events.send(event);
            })
        }),
        ..RunSettings::new(run)
    };
    let outcome = run_native(settings).context("the program cannot be started")?;
    if outcome.end == End::Interrupted && outcome.status == -9 {
        eprintln!("interleave: interrupted; the program did not end by itself, so its processes were killed");
    }
    seen(options, header, collected.try_iter().collect())?;
    Ok(outcome.exit_code())
}

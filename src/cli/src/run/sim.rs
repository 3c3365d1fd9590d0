//! In the simulator.

use std::io::{BufRead, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use interleave_engine::request::Stream;
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{Limit, Progress, Schedule, SimSettings, Simulation};
use interleave_trace::Header;
use serde_json::json;

use super::{shell_status, trace_file};
use crate::arguments::{Policy, Run};
use crate::program::Program;

/// Virtual cores when none are asked for.
const CORES: u16 = 4;

/// How many instructions run between two looks at output.
const SLICE: u64 = 1_000_000;

pub(super) fn run(options: &Run, program: Program) -> Result<u8> {
    if options.allow_files.is_some() {
        bail!("--allow-files is for --driver native: in the simulator files are simulated too");
    }
    let policy = match options.policy {
        Some(Policy::RoundRobin) | None => PolicyKind::RoundRobin,
        Some(Policy::Random) => PolicyKind::Random,
        Some(Policy::Pct) => PolicyKind::Pct,
    };
    // Without a seed each run differs, as under CPython; the trace says which seed it was.
    let seed = options.seed.unwrap_or_else(|| {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| u64::from(time.subsec_nanos()))
    });
    let (cores, schedule) = match &options.schedule {
        Some(schedule) => (1, schedule.clone()),
        None => (options.cores.unwrap_or(CORES), Schedule::of(policy, seed)),
    };
    let settings = SimSettings {
        cores: u32::from(cores),
        gil: !options.program.no_gil,
        schedule,
        program_seed: seed,
        stdin_open: true,
        tracing: options.trace.is_some(),
        ..SimSettings::default()
    };
    let header = Header::new("sim", &program.file, json!(settings));
    let mut simulation = Simulation::new(program.simulated(&options.program.arguments), settings);

    let mut events = Vec::new();
    let status = loop {
        let progress = simulation.advance(SLICE);
        show(&mut simulation)?;
        events.append(&mut simulation.take_events());
        match progress {
            Progress::Running => {}
            Progress::Input => {
                let mut line = String::new();
                if std::io::stdin().lock().read_line(&mut line)? == 0 {
                    simulation.close_input();
                } else {
                    simulation.input(line.trim_end_matches('\n'));
                }
            }
            Progress::Choose => unreachable!("no policy of the command line leaves choices to a visitor"),
            Progress::Finished { status } => break status,
            Progress::Deadlock(deadlock) => {
                eprint!("{deadlock}");
                break 1;
            }
            Progress::Limit(Limit::Instructions | Limit::Time) => {
                eprintln!("interleave: the simulation reached its limit of virtual time");
                break 1;
            }
        }
    };
    if let Some(path) = &options.trace {
        trace_file::write(path, header, events)?;
    }
    Ok(shell_status(status))
}

fn show(simulation: &mut Simulation) -> Result<()> {
    for output in simulation.take_output() {
        match output.stream {
            Stream::Stdout => {
                let mut stdout = std::io::stdout().lock();
                stdout.write_all(output.text.as_bytes())?;
                stdout.flush()?;
            }
            Stream::Stderr => std::io::stderr().write_all(output.text.as_bytes())?,
        }
    }
    Ok(())
}

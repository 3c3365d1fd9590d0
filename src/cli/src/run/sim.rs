//! In the simulator.

use std::io::{BufRead, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use interleave_engine::request::Stream;
use interleave_run::{Driver, RunSpec};
use interleave_runtime::sim::{Progress, SimSettings, Simulation};
use interleave_trace::Header;
use serde_json::json;

use super::{seen, shell_status};
use crate::arguments::Run;

/// How many instructions run between two looks at output.
const SLICE: u64 = 1_000_000;

pub(super) fn run(options: &Run, mut run: RunSpec) -> Result<u8> {
    if options.allow_files.is_some() {
        bail!("--allow-files is for --driver native: in the simulator files are simulated too");
    }
    run.stdin.open = true;
    // Without a seed each run differs, as under CPython; the trace says which seed it was.
    let chance = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
    let mut settings = SimSettings::of(&run, chance.into())?;
    settings.tracing = options.traces();
    // Where the choices of a visitor end, nobody is here who could go on with them.
    settings.schedule.policy = settings.schedule.policy.unattended();
    let header = Header::new(Driver::Sim.name(), &run.program.main.file, json!(settings));
    let mut simulation = Simulation::new(run.program, settings);

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
            Progress::Choose => {
                unreachable!("nobody is asked: the policy is one for runs that nobody attends")
            }
            Progress::Finished { status } => break status,
            Progress::Deadlock(deadlock) => {
                eprint!("{deadlock}");
                break 1;
            }
            Progress::Limit(limit) => {
                eprintln!("interleave: {}", limit.sentence());
                break 1;
            }
        }
    };
    seen(options, header, events)?;
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

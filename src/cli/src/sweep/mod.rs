//! `interleave sweep`: a program with one value after the other, and how its time depends on them.

mod axes;
mod csv;
mod json;
mod measure;
mod plot;
mod results;
mod svg;
mod table;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use interleave_run::Settings;
use signal_hook::consts::SIGINT;

use self::axes::Axes;
use self::measure::{Ended, Runner};
use self::results::{Point, Results, Series};
use crate::INTERRUPTED;
use crate::arguments::{Sweep, SweepDriver};
use crate::program::Program;
use crate::python::Python;
use crate::terminal;
use crate::wording::is_closed_pipe;

/// Runs of each value where time is measured; a simulation is the same each time.
const REPEAT: u32 = 5;

/// A run failed.
const FAILED: u8 = 1;

/// Runs all of it and writes what came of it. The status is 0 if every run ended well, [`FAILED`] if one did not.
///
/// # Errors
/// If the program cannot be read or started, something cannot be varied as asked for, or a file cannot be written.
pub(crate) fn sweep(options: &Sweep) -> Result<u8> {
    let program = Program::open(&options.program)?;
    let axes = Axes::read(&options.params, &program.file, &program.text)?;
    let runner = runner(options)?;
    for (option, path) in [("--svg", &options.svg), ("--csv", &options.csv)] {
        path.as_ref().map_or(Ok(()), |path| terminal::check_place(option, path))?;
    }
    let input = match &options.stdin {
        Some(path) => {
            std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?
        }
        None => String::new(),
    };
    let settings = Settings {
        gil: !options.program.no_gil,
        seed: options.seed,
        cores: options.cores.unwrap_or(Settings::default().cores),
        ..Settings::default()
    };
    let simulated = matches!(runner, Runner::Sim);
    let series = axes.combinations().into_iter().map(|pairs| {
        let points = vec![Point::default(); axes.main.values.len()];
        Series { pairs, points }
    });
    let mut results = Results {
        file: program.file.clone(),
        runner: runner.label(),
        simulated,
        scaled: options.scaled,
        series: series.collect(),
        axes,
        interrupted: false,
    };
    let repeat = options.repeat.unwrap_or(if simulated { 1 } else { REPEAT });
    run_all(&mut results, repeat, &program, |program| runner.run(program, &settings, &input))?;
    write(options, &results)?;
    Ok(match &results {
        results if results.interrupted => INTERRUPTED,
        results if results.has_failure() => FAILED,
        _ => 0,
    })
}

fn runner(options: &Sweep) -> Result<Runner> {
    if options.driver != SweepDriver::Sim && options.cores.is_some() {
        bail!("--cores is for --driver sim: otherwise the operating system decides");
    }
    if options.driver != SweepDriver::Cpython && options.python.is_some() {
        bail!("--python is for --driver cpython");
    }
    Ok(match options.driver {
        SweepDriver::Native => Runner::Native,
        SweepDriver::Sim => Runner::Sim,
        SweepDriver::Cpython if options.program.no_gil => {
            bail!(
                "--no-gil is the engine's: whether CPython has a GIL, its build says (--python python3.13t)"
            )
        }
        SweepDriver::Cpython => Runner::Python(Python::find(options.python.as_deref().unwrap_or("python3"))?),
    })
}

/// All values in turn, and that as often as asked for: so what slows the computer down for a while concerns all of them.
fn run_all(
    results: &mut Results,
    repeat: u32,
    program: &Program,
    run: impl Fn(&Program) -> Result<Ended>,
) -> Result<()> {
    let interrupted = Arc::new(AtomicBool::new(false));
    // The second one ends the command at once.
    let handlers = [
        signal_hook::flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), interrupted.clone())?,
        signal_hook::flag::register(SIGINT, interrupted.clone())?,
    ];
    let started = Instant::now();
    let progress = std::io::stderr().is_terminal();
    let Results { axes, series, interrupted: ended_early, .. } = results;
    let all = repeat as usize * series.len() * axes.main.values.len();
    let mut done = 0;
    'all: for _ in 0..repeat {
        for Series { pairs, points } in series.iter_mut() {
            for (value, point) in axes.main.values.iter().zip(points) {
                // It would fail again.
                if point.failed.is_some() {
                    done += 1;
                    continue;
                }
                let mut values: Vec<(&str, &str)> =
                    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                values.push((&axes.main.name, value));
                if progress {
                    let words: Vec<String> =
                        values.iter().map(|(name, value)| format!("{name}={value}")).collect();
                    eprint!(
                        "\r\x1b[Krun {} of {all}: {}{}",
                        done + 1,
                        words.join(" "),
                        rest(started, done, all)
                    );
                }
                let ended = run(&program.with_values(&values)?)?;
                if interrupted.load(Ordering::Relaxed) || ended == Ended::Interrupted {
                    *ended_early = true;
                    break 'all;
                }
                match ended {
                    Ended::Well(seconds) => point.times.push(seconds),
                    Ended::Badly(how) => point.failed = Some(how),
                    Ended::Interrupted => {}
                }
                done += 1;
            }
        }
    }
    if progress {
        eprint!("\r\x1b[K");
    }
    for handler in handlers {
        signal_hook::low_level::unregister(handler);
    }
    Ok(())
}

/// How long the rest will take, when that can be told.
fn rest(started: Instant, done: usize, all: usize) -> String {
    if done == 0 {
        return String::new();
    }
    let seconds = started.elapsed().as_secs_f64() / done as f64 * (all - done) as f64;
    format!(", about {} s left", seconds.ceil())
}

fn write(options: &Sweep, results: &Results) -> Result<()> {
    if let Some(path) = &options.csv {
        save(path, &csv::text(results))?;
    }
    if let Some(path) = &options.svg {
        svg::write(path, results)?;
    }
    let written = if options.json {
        writeln!(std::io::stdout().lock(), "{:#}", json::value(results)).map_err(Into::into)
    } else {
        table::write(&mut anstream::stdout().lock(), results, terminal::width())
    };
    match written {
        Err(error) if !is_closed_pipe(&error) => Err(error),
        _ => Ok(()),
    }
}

fn save(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

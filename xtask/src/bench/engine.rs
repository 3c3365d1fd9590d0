//! `cargo xtask bench engine`: the kernels in `benches/engine`, run by our machine and by others, side by side.
//!
//! A kernel is a Python file that any of them runs; it measures itself and prints the seconds of its best repetition. The
//! contestants take turns, so that what else the computer does falls on all of them; of all rounds the best counts.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use xshell::Shell;

use super::browser;
use super::contestant::{self, Contestant};
use crate::root;
use crate::step::step;

const ROUNDS: usize = 3;
const REPORT: &str = "docs/benchmarks.md";
/// Runs once, by CPython and natively: it takes CPython many seconds.
const LONG: &str = "benches/engine/long/factorial.py";

/// Best seconds, by kernel and contestant.
type Times = Vec<Vec<Option<f64>>>;

/// Measures everything, prints the tables and writes the report.
///
/// # Errors
/// If the command or the site does not build, or a kernel fails in CPython or in one of our builds.
pub(crate) fn run(shell: &Shell, in_browser: bool) -> Result<()> {
    contestant::build_native(shell)?;
    let mut contestants = vec![contestant::python(shell)?, contestant::native(shell, true)?];
    if in_browser {
        let (browsers, ours) = browser::ours(shell)?;
        contestants.extend(ours);
        contestants.extend(browsers.peers());
    }
    let kernels = contestant::programs("benches/engine")?;
    let load = contestant::load();
    let mut best: Times = vec![vec![Some(f64::INFINITY); contestants.len()]; kernels.len()];
    for round in 1..=ROUNDS {
        step(&format!("round {round} of {ROUNDS}"), || {
            for (kernel, row) in kernels.iter().zip(&mut best) {
                for (contestant, best) in contestants.iter().zip(row) {
                    let Some(before) = *best else { continue };
                    *best = match measure(contestant, kernel) {
                        Ok(seconds) => Some(seconds.min(before)),
                        Err(error) if contestant.may_fail => {
                            println!("    left out: {error:#}");
                            None
                        }
                        Err(error) => return Err(error),
                    };
                }
            }
            Ok(())
        })?;
    }
    let mut tables = table(&contestants, 0..contestants.len(), 0, &kernels, &best);
    let (mut python, mut ours) = (0.0, 0.0);
    step("a long factorial, once", || {
        python = measure(&contestants[0], Path::new(LONG))?;
        ours = measure(&contestants[1], Path::new(LONG))?;
        Ok(())
    })?;
    let ratio = python / ours;
    let _ =
        writeln!(tables, "\n`math.factorial(1500000)`: {python:.1} s, natively {ours:.1} s ({ratio:.2}).");
    if let Some(pyodide) = contestants.iter().position(|contestant| contestant.name.starts_with("Pyodide")) {
        tables += "\n## In Chromium, beside Pyodide\n\n";
        tables += &table(&contestants, 2..contestants.len(), pyodide, &kernels, &best);
    }
    print!("\n{tables}");
    shell.write_file(root().join(REPORT), report(shell, &contestants, &load, &tables)?)?;
    println!("\nwritten to {REPORT}");
    super::outside::run(shell, "")
}

fn measure(contestant: &Contestant, kernel: &Path) -> Result<f64> {
    let output = contestant.run(kernel)?;
    match output.trim().parse() {
        Ok(seconds) if seconds > 0.0 => Ok(seconds),
        _ => bail!(
            "{} printed for {}, instead of seconds: {output}",
            contestant.name,
            contestant::stem(kernel)
        ),
    }
}

/// Seconds of the contestant `base`; of the other columns, how many times as fast they are.
fn table(
    contestants: &[Contestant],
    columns: std::ops::Range<usize>,
    base: usize,
    kernels: &[PathBuf],
    best: &Times,
) -> String {
    let others: Vec<usize> = columns.filter(|&column| column != base).collect();
    let mut text = format!("| kernel | {} |", contestants[base].name);
    for &column in &others {
        let _ = write!(text, " {} |", contestants[column].name);
    }
    text += "\n|---|";
    text += &"---:|".repeat(others.len() + 1);
    let mut ratios = vec![Vec::new(); others.len()];
    for (kernel, row) in kernels.iter().zip(best) {
        let _ = write!(text, "\n| {} | ", contestant::stem(kernel));
        let _ = match row[base] {
            Some(seconds) => write!(text, "{:.1} ms |", seconds * 1e3),
            None => write!(text, "– |"),
        };
        for (&column, ratios) in others.iter().zip(&mut ratios) {
            let ratio = row[base].zip(row[column]).map(|(base, seconds)| base / seconds);
            ratios.extend(ratio);
            let _ = match ratio {
                Some(ratio) => write!(text, " {ratio:.2} |"),
                None => write!(text, " – |"),
            };
        }
    }
    text += "\n| **geometric mean** | |";
    for ratios in ratios {
        let logs: f64 = ratios.iter().map(|ratio: &f64| ratio.ln()).sum();
        let _ = write!(text, " **{:.2}** |", (logs / ratios.len() as f64).exp());
    }
    text.push('\n');
    text
}

fn report(shell: &Shell, contestants: &[Contestant], load: &str, tables: &str) -> Result<String> {
    let circumstances = contestant::circumstances(shell, contestants, load)?;
    Ok(format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench engine`; the kernels are the files of `benches/engine`.\n\n\
         The first column of figures is time; the others say how many times as fast the system is (2.00: half the time). A dash:\n\
         it does not run that kernel, or not within two minutes; the mean is over those it runs.\n\
         Systems take turns, {ROUNDS} rounds; each time is the best of all repetitions, measured inside the program.\n\n\
         {circumstances}\n\
         {tables}"
    ))
}

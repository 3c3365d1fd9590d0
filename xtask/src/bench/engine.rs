//! `cargo xtask bench engine`: the kernels in `benches/engine`, run by our machine and by others, side by side.
//!
//! A kernel is a Python file that any of them runs; it measures itself and prints the seconds of its best repetition. The
//! contestants take turns, so that what else the computer does falls on all of them; of all rounds the best counts.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::step::step;
use crate::{root, target_dir};

const ROUNDS: usize = 3;
const REPORT: &str = "docs/benchmarks.md";

/// A system that runs kernels.
struct Contestant {
    /// Heading of its column.
    name: String,
    /// Runs a kernel and gives what it printed.
    run: Box<dyn Fn(&Path) -> Result<String>>,
}

/// Measures everything, prints the table and writes the report.
///
/// # Errors
/// If the command does not build, or a kernel fails somewhere.
pub(crate) fn run(shell: &Shell) -> Result<()> {
    step("build the interleave command", || {
        Ok(cmd!(shell, "cargo build --quiet --release --package interleave-cli").run()?)
    })?;
    // The first one is what the others are compared with.
    let contestants = [python(shell)?, native(shell)?];
    let kernels = kernels()?;
    let mut best = vec![vec![f64::INFINITY; contestants.len()]; kernels.len()];
    for round in 1..=ROUNDS {
        step(&format!("round {round} of {ROUNDS}"), || {
            for (kernel, row) in kernels.iter().zip(&mut best) {
                for (contestant, seconds) in contestants.iter().zip(row) {
                    *seconds = seconds.min(measure(contestant, kernel)?);
                }
            }
            Ok(())
        })?;
    }
    let table = table(&contestants, &kernels, &best);
    print!("\n{table}");
    shell.write_file(root().join(REPORT), report(shell, &table)?)?;
    println!("\nwritten to {REPORT}");
    Ok(())
}

fn python(shell: &Shell) -> Result<Contestant> {
    let name = cmd!(shell, "python3 --version").quiet().read()?.replace("Python", "CPython");
    let shell = shell.clone();
    let run = move |kernel: &Path| Ok(cmd!(shell, "python3 {kernel}").quiet().read()?);
    Ok(Contestant { name, run: Box::new(run) })
}

fn native(shell: &Shell) -> Result<Contestant> {
    let binary = target_dir(shell)?.join("release/interleave");
    let shell = shell.clone();
    let run = move |kernel: &Path| Ok(cmd!(shell, "{binary} run {kernel}").quiet().read()?);
    Ok(Contestant { name: "Interleave, native".to_owned(), run: Box::new(run) })
}

fn kernels() -> Result<Vec<PathBuf>> {
    let folder = root().join("benches/engine");
    let mut kernels: Vec<PathBuf> = std::fs::read_dir(&folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    kernels.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    kernels.sort();
    Ok(kernels)
}

fn measure(contestant: &Contestant, kernel: &Path) -> Result<f64> {
    let name = kernel.display();
    let output = (contestant.run)(kernel).with_context(|| format!("{} failed at {name}", contestant.name))?;
    match output.trim().parse() {
        Ok(seconds) if seconds > 0.0 => Ok(seconds),
        _ => bail!("{} printed for {name}, instead of seconds: {output}", contestant.name),
    }
}

/// Seconds of the first contestant; of the others, how many times as fast they are.
fn table(contestants: &[Contestant], kernels: &[PathBuf], best: &[Vec<f64>]) -> String {
    let mut text = String::from("| kernel |");
    for contestant in contestants {
        let _ = write!(text, " {} |", contestant.name);
    }
    text += "\n|---|";
    text += &"---:|".repeat(contestants.len());
    for (kernel, row) in kernels.iter().zip(best) {
        let name = kernel.file_stem().unwrap_or_default().to_string_lossy();
        let _ = write!(text, "\n| {name} | {:.1} ms |", row[0] * 1e3);
        for seconds in &row[1..] {
            let _ = write!(text, " {:.2} |", row[0] / seconds);
        }
    }
    text += "\n| **geometric mean** | |";
    for column in 1..contestants.len() {
        let logs: f64 = best.iter().map(|row| (row[0] / row[column]).ln()).sum();
        let _ = write!(text, " **{:.2}** |", (logs / best.len() as f64).exp());
    }
    text.push('\n');
    text
}

fn report(shell: &Shell, table: &str) -> Result<String> {
    let date = cmd!(shell, "date -u +%Y-%m-%d").quiet().read()?;
    let rustc = cmd!(shell, "rustc --version").quiet().read()?;
    let system = cmd!(shell, "uname -srm").quiet().read()?;
    let cores = std::thread::available_parallelism()?;
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    Ok(format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench engine`; the kernels are the files of `benches/engine`.\n\n\
         The first column of figures is time; the others say how many times as fast the system is (2.00: half the time).\n\
         Systems take turns, {ROUNDS} rounds; each time is the best of all repetitions.\n\n\
         - {date}; {cores} cores, {processor}, {system}, {rustc}\n\
         - CPython: `python3 KERNEL`; Interleave, native: `interleave run KERNEL`, release build\n\n\
         {table}"
    ))
}

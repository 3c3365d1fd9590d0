//! `cargo xtask bench outside`: programs that are not ours, and small pieces of Python by area, beside CPython.
//!
//! The programs are pyperformance's, installed by pip when they are measured, as far as they need nothing but the standard library;
//! `benches/engine/outside/pyperf.py` stands in for the library that they measure themselves with. The small pieces are
//! `benches/engine/micro/micro.py`; `large.py` beside it does what CPython does at once to large objects. All print a line for each result: its name, a tab, seconds of CPU time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use super::contestant;
use crate::step::step;
use crate::{root, target_dir};

const PACKAGE: &str = "pyperformance==1.14.0";
const REPORT: &str = "docs/benchmarks.md";
/// Where the part of the report begins that is written here. All after it is.
const HEADING: &str = "## Other people's programs";
const ROUNDS: usize = 2;
/// Seconds for one program.
const PATIENCE: &str = "150";

/// Not measured: they start the Python that runs them, or are about what is not offered (`lib2to3`, TLS, SQLite).
const LEFT_OUT: [&str; 4] = ["2to3", "asyncio_tcp", "python_startup", "sqlite_synth"];

/// A program and its arguments, to be run in its folder.
struct Program {
    folder: PathBuf,
    file: &'static str,
    arguments: Vec<String>,
}

/// Best seconds by the name of the result, and what failed.
#[derive(Default)]
struct Results {
    best: BTreeMap<String, f64>,
    failed: BTreeMap<String, String>,
}

/// Measures programs whose names contain `filter`, prints the tables, and with an empty filter writes the report's part.
///
/// # Errors
/// If the command does not build, pip does not install, or no program runs.
pub(crate) fn run(shell: &Shell, filter: &str) -> Result<()> {
    contestant::build_native(shell)?;
    let python = fastest_python(shell)?;
    let version = cmd!(shell, "{python} --version").quiet().read()?.replace("Python", "CPython");
    let native = target_dir(shell)?.join("release/interleave");
    let folder = step("install pyperformance", || prepare(shell, &python))?;
    let programs: Vec<Program> = programs(&folder)?;
    let programs: Vec<&Program> =
        programs.iter().filter(|program| program.folder.to_string_lossy().contains(filter)).collect();
    let own_programs = ["micro.py", "large.py"].map(|file| Program {
        folder: root().join("benches/engine/micro"),
        file,
        arguments: Vec::new(),
    });
    let [micro, large] = &own_programs;
    let load = contestant::load();
    let ours: [&str; 3] = ["run", "--allow-files", "."];
    let native = native.to_string_lossy().into_owned();
    let mut text = format!(
        "{HEADING}\n\nWritten by `cargo xtask bench outside`: {PACKAGE} from PyPI, its benchmarks that need nothing but the standard \
         library, then\nsmall pieces of Python and operations on large objects, of `benches/engine/micro`. CPU time, best of {ROUNDS} rounds of several repetitions; how many \
         times as fast\n`interleave run` is natively (0.5: twice the time), the worst rows first. \
         {version} (`{python}`, the fastest 3.11 here);\nload of the computer before: {load}.\n"
    );
    for (title, programs) in
        [("pyperformance", programs), ("Small pieces", vec![micro]), ("Large objects", vec![large])]
    {
        let (mut theirs, mut own) = (Results::default(), Results::default());
        // Of the first round, so that one sees where it is.
        let mut shown = BTreeSet::new();
        step(title, || {
            for _ in 0..ROUNDS {
                for program in &programs {
                    measure(shell, &python, &[], program, &mut theirs)?;
                    measure(shell, &native, &ours, program, &mut own)?;
                    for (name, ratio) in ratios(&theirs, &own) {
                        if shown.insert(name.to_owned()) {
                            println!("{ratio:8.2} {name}");
                        }
                    }
                }
            }
            Ok(())
        })?;
        text += &table(title, &theirs, &own);
    }
    print!("\n{text}");
    if filter.is_empty() {
        let report = root().join(REPORT);
        let before = shell.read_file(&report)?;
        let kept = before.split(HEADING).next().unwrap_or_default().trim_end();
        shell.write_file(&report, format!("{kept}\n\n{text}"))?;
        println!("\nwritten to {REPORT}");
    }
    Ok(())
}

/// The CPython 3.11 of this computer that counts fastest.
fn fastest_python(shell: &Shell) -> Result<String> {
    const COUNT: &str = "import sys, time\nassert sys.version_info[:2] == (3, 11)\n\
                         def f():\n    s = time.process_time()\n    for i in range(10 ** 6): i * i + 1\n    return time.process_time() - s\n\
                         print(min(f() for _ in range(5)))";
    let times = ["python3", "/usr/bin/python3", "python3.11"].into_iter().filter_map(|python| {
        let seconds = cmd!(shell, "{python} -c {COUNT}").quiet().ignore_stderr().read().ok()?;
        Some((seconds.trim().parse::<f64>().ok()?, python))
    });
    let (_, python) = times.min_by(|a, b| a.0.total_cmp(&b.0)).context("there is no CPython 3.11")?;
    Ok(python.to_owned())
}

/// Installs the programs, and puts a copy of each with our stand-in beside it; the folder of the copies.
fn prepare(shell: &Shell, python: &str) -> Result<PathBuf> {
    let target = target_dir(shell)?;
    let (package, copies) = (target.join("pyperformance"), target.join("pyperformance-run"));
    let source = package.join("pyperformance/data-files/benchmarks");
    if !source.exists() {
        cmd!(shell, "{python} -m pip install --quiet --no-deps --target {package} {PACKAGE}").run()?;
    }
    shell.remove_path(&copies)?;
    cmd!(shell, "cp -r {source} {copies}").quiet().run()?;
    let stand_in = root().join("benches/engine/outside/pyperf.py");
    for folder in shell.read_dir(&copies)? {
        if folder.join("run_benchmark.py").exists() {
            shell.copy_file(&stand_in, folder.join("pyperf.py"))?;
        }
    }
    Ok(copies)
}

/// The programs that need nothing but pyperf, each with the arguments of its variants.
fn programs(folder: &Path) -> Result<Vec<Program>> {
    let mut programs = Vec::new();
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders.sort();
    for folder in folders {
        let stem = contestant::stem(&folder);
        let Some(name) = stem.strip_prefix("bm_") else { continue };
        let project = std::fs::read_to_string(folder.join("pyproject.toml"))?;
        let needs = list(&project, "dependencies").unwrap_or_default();
        if LEFT_OUT.contains(&name) || needs != ["pyperf"] || folder.join("requirements.txt").exists() {
            continue;
        }
        let mut variants = BTreeSet::new();
        for file in std::fs::read_dir(&folder)? {
            let file = file?.path();
            if file.extension().is_some_and(|extension| extension == "toml") {
                variants.insert(list(&std::fs::read_to_string(&file)?, "extra_opts").unwrap_or_default());
            }
        }
        for arguments in variants {
            programs.push(Program { folder: folder.clone(), file: "run_benchmark.py", arguments });
        }
    }
    if programs.is_empty() {
        bail!("{PACKAGE} has no benchmarks where they are looked for");
    }
    Ok(programs)
}

/// The texts of `key = ["…", "…"]` in a TOML file.
fn list(toml: &str, key: &str) -> Option<Vec<String>> {
    let (_, rest) = toml.split_once(&format!("{key} = ["))?;
    let (items, _) = rest.split_once(']')?;
    Some(items.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

fn measure(
    shell: &Shell,
    command: &str,
    options: &[&str],
    program: &Program,
    results: &mut Results,
) -> Result<()> {
    let (file, arguments) = (program.file, &program.arguments);
    let _folder = shell.push_dir(&program.folder);
    let run = cmd!(shell, "timeout {PATIENCE} {command} {options...} {file} {arguments...}");
    let output = run.quiet().ignore_status().output()?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((name, seconds)) = line.split_once('\t')
            && let Ok(seconds) = seconds.parse::<f64>()
        {
            let best = results.best.entry(name.to_owned()).or_insert(seconds);
            *best = best.min(seconds);
        } else if let Some((name, error)) = line.strip_prefix("# ").and_then(|line| line.split_once(": ")) {
            results.failed.insert(name.to_owned(), error.to_owned());
        }
    }
    if !output.status.success() {
        let name = format!("{} {}", contestant::stem(&program.folder), arguments.join(" "));
        let error = String::from_utf8_lossy(&output.stderr);
        let last = error.trim().lines().last().unwrap_or("not within the time").to_owned();
        results.failed.insert(name.trim().to_owned(), last);
    }
    Ok(())
}

/// Of each result that both have, how many times as fast ours is.
fn ratios<'a>(theirs: &'a Results, own: &'a Results) -> impl Iterator<Item = (&'a str, f64)> {
    theirs.best.iter().filter_map(|(name, seconds)| Some((name.as_str(), seconds / own.best.get(name)?)))
}

/// Rows by how many times as fast ours is, the worst first.
fn table(title: &str, theirs: &Results, own: &Results) -> String {
    let mut rows: Vec<(f64, &str, f64)> =
        ratios(theirs, own).map(|(name, ratio)| (ratio, name, theirs.best[name])).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = (rows.iter().map(|row| row.0.ln()).sum::<f64>() / rows.len().max(1) as f64).exp();
    let below = |bar: f64| rows.iter().filter(|row| row.0 < bar).count();
    let mut text = format!(
        "\n### {title}: {mean:.2} (geometric mean of {}; {} below 1, {} below 0.5)\n\n| | CPython | times as fast |\n|---|---:|---:|\n",
        rows.len(),
        below(1.0),
        below(0.5)
    );
    for (ratio, name, seconds) in rows {
        let time = match seconds {
            1e-3.. => format!("{:.2} ms", seconds * 1e3),
            1e-6.. => format!("{:.2} us", seconds * 1e6),
            _ => format!("{:.0} ns", seconds * 1e9),
        };
        let _ = writeln!(text, "| {} | {time} | {ratio:.2} |", name.replace('|', "\\|"));
    }
    let failed: Vec<String> = own
        .failed
        .iter()
        .filter(|(name, _)| !theirs.failed.contains_key(*name))
        .map(|(name, error)| format!("- {name}: {error}"))
        .collect();
    if !failed.is_empty() {
        let _ = writeln!(text, "\nRun by CPython, not or not to the end by us:\n\n{}", failed.join("\n"));
    }
    text
}

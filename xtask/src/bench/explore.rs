//! `cargo xtask bench explore`: the search of schedules (`interleave check`) beside its peers, by the programs in `benches/explore`.
//!
//! The peers are installed where cargo's target folder is, when they are measured: frontrun and interleave-test from PyPI, for the
//! same programs; loom and shuttle, which search Rust, from crates.io, for counters. What cannot be installed here says so in its cell.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use xshell::{Shell, cmd};

use super::contestant::{self, with_commas};
use crate::step::step;
use crate::{root, target_dir};

const FOLDER: &str = "benches/explore";
const REPORT: &str = "docs/benchmarks-explorer.md";
/// Schedules that a search may run.
const RUNS: &str = "1000";
/// Seconds of a peer's search, for a program.
const PATIENCE: &str = "10";
/// Seconds in which a search is repeated.
const SECONDS: &str = "1";

/// What is to be reached for a program: so many schedules in all, so many until the first failure at most, so many outcomes, so many
/// runs a second.
struct Bar {
    program: &'static str,
    schedules: Option<u64>,
    first: Option<u64>,
    outcomes: Option<u64>,
    rate: f64,
}

/// Runs a second of small programs of threads, and of programs of processes.
const RATE: f64 = 20_000.0;
const RATE_OF_PROCESSES: f64 = 500.0;

const fn bar(program: &'static str, schedules: u64, first: u64, outcomes: u64) -> Bar {
    const fn known(number: u64) -> Option<u64> {
        if number == 0 { None } else { Some(number) }
    }
    let (schedules, first, outcomes) = (known(schedules), known(first), known(outcomes));
    Bar { program, schedules, first, outcomes, rate: RATE }
}

const fn of_processes(program: &'static str, first: u64, outcomes: u64) -> Bar {
    Bar { rate: RATE_OF_PROCESSES, ..bar(program, 0, first, outcomes) }
}

/// Counted by hand; 0: not of interest.
const BARS: [Bar; 22] = [
    bar("p01_add_2x1", 4, 4, 2),
    bar("p02_add_2x2", 34, 34, 3),
    bar("p03_add_2x3", 328, 328, 5),
    bar("p04_add_3x1", 36, 36, 3),
    bar("p05_apart", 1, 0, 1),
    bar("p06_lock_order", 0, 3, 2),
    bar("p07_philosophers", 0, 3, 2),
    bar("p10a_condition_if", 0, 30, 0),
    bar("p12_transfers", 2, 0, 1),
    bar("p13a_locked_2x1", 2, 0, 1),
    bar("p13b_locked_3x2", 90, 0, 1),
    bar("p15a_three_preemptions", 10, 10, 10),
    bar("p15b_five_preemptions", 455, 455, 455),
    of_processes("p16a_shared_value", 1_000, 2),
    of_processes("p16b_queue_order", 1_000, 2),
    of_processes("p16c_locked_value", 0, 1),
    bar("p18a_semaphore_of_two", 0, 10, 3),
    bar("p18b_semaphore_of_one", 6, 0, 1),
    bar("p21_orders", 90, 0, 90),
    Bar { rate: 0.0, ..bar("p22_late_race", 0, 1_000, 2) },
    bar("p23_sleep_for_order", 0, 5, 2),
    bar("p24_wide", 0, 3, 0),
];

/// What our search made of a program.
struct Found {
    claim: String,
    schedules: Option<u64>,
    first: Option<u64>,
    outcomes: u64,
    seconds: f64,
    /// Runs a second, of one core and of two.
    rates: [f64; 2],
}

/// A peer's row, or why it has none.
type OfPeer = Result<PeerFound, String>;

struct PeerFound {
    claim: String,
    first: Option<u64>,
    outcomes: u64,
    rate: f64,
}

/// A peer for Python: how a program is run under it, or why none is.
struct Peer {
    name: &'static str,
    command: Result<Vec<String>, String>,
    runs: &'static str,
}

/// Measures everything, or the programs whose names contain `filter`; prints the tables, and writes the report if they are whole.
///
/// # Errors
/// If the command does not build, or a search of ours fails.
pub(crate) fn run(shell: &Shell, filter: &str) -> Result<()> {
    contestant::build_native(shell)?;
    step("build the repeated search", || {
        Ok(cmd!(shell, "cargo build --quiet --release --package interleave-runtime --example explore")
            .run()?)
    })?;
    let peers = step("install frontrun and interleave-test", || python_peers(shell))?;
    let rust = if filter.is_empty() {
        step("build loom and shuttle", || Ok(rust_peers(shell)))?
    } else {
        Ok(Vec::new())
    };
    let mut programs = contestant::programs(FOLDER)?;
    programs.retain(|program| contestant::stem(program).contains(filter));
    let load = contestant::load();
    let mut rows = Vec::new();
    step("search", || {
        for program in &programs {
            let name = contestant::stem(program);
            let Some(bar) = BARS.iter().find(|bar| bar.program == name) else {
                bail!("{name} has no line in xtask/src/bench/explore.rs")
            };
            let found = ours(shell, program).with_context(|| format!("{name} failed"))?;
            let theirs: Vec<OfPeer> = peers.iter().map(|peer| search(shell, peer, program)).collect();
            println!("    {name}: {}, {} runs/s", found.claim, with_commas(found.rates[0]));
            rows.push((bar, found, theirs));
        }
        Ok(())
    })?;
    rows.sort_by(|(bar, found, _), (other_bar, other, _)| {
        let rank =
            |bar: &Bar, found: &Found| (misses(bar, found).is_empty(), found.rates[0] / bar.rate.max(1.0));
        let ((met, rate), (other_met, other_rate)) = (rank(bar, found), rank(other_bar, other));
        met.cmp(&other_met).then(rate.total_cmp(&other_rate))
    });
    let tables = format!("{}\n{}", table(&peers, &rows), rust_table(rust));
    print!("\n{tables}");
    if filter.is_empty() {
        shell.write_file(root().join(REPORT), report(shell, &peers, &load, &tables)?)?;
        println!("\nwritten to {REPORT}");
    }
    Ok(())
}

fn ours(shell: &Shell, program: &Path) -> Result<Found> {
    let binary = target_dir(shell)?.join("release/interleave");
    // What is only ordered by sleeping is found where time is no order.
    let time = if contestant::stem(program).contains("sleep") { "any" } else { "virtual" };
    let check = |option: &str| -> Result<Value> {
        let command = cmd!(shell, "{binary} check --json --runs {RUNS} --time {time} {option} {program}");
        Ok(serde_json::from_str(&command.quiet().ignore_status().read()?)?)
    };
    let begin = Instant::now();
    let whole = check("--fail-on=any")?;
    let seconds = begin.elapsed().as_secs_f64();
    let first = check("--stop-on-first")?;
    let stopped = first["stopped"] == "first failure";
    let verdict = &whole["verdict"];
    let schedules = verdict["schedules"].as_u64().filter(|_| verdict["kind"] == "all");
    let claim = match schedules {
        Some(schedules) => format!("all {schedules}"),
        None => match verdict["at_most"].as_u64() {
            Some(most) => format!("{} sampled, all with at most {most} preemptions", whole["runs"]),
            None => format!("{} sampled", whole["runs"]),
        },
    };
    let outcomes = whole["outcomes"].as_array().context("no outcomes")?.len() as u64;
    let rates = [rate(shell, program, "1")?, rate(shell, program, "2")?];
    Ok(Found {
        claim,
        schedules,
        first: first["runs"].as_u64().filter(|_| stopped),
        outcomes,
        seconds,
        rates,
    })
}

/// Runs a second when the search is repeated on so many cores.
fn rate(shell: &Shell, program: &Path, cores: &str) -> Result<f64> {
    let binary = target_dir(shell)?.join("release/examples/explore");
    let output = cmd!(shell, "{binary} --seconds {SECONDS} --threads {cores} {program}").quiet().read()?;
    output.split_whitespace().next_back().and_then(|rate| rate.parse().ok()).context("no rate was printed")
}

/// What of the bar is not reached.
fn misses(bar: &Bar, found: &Found) -> Vec<String> {
    let mut misses = Vec::new();
    if let Some(schedules) = bar.schedules.filter(|bar| found.schedules != Some(*bar)) {
        misses.push(format!("all {schedules}"));
    }
    if let Some(first) = bar.first.filter(|bar| found.first.is_none_or(|first| first > *bar)) {
        misses.push(format!("found in {first}"));
    }
    if let Some(outcomes) = bar.outcomes.filter(|bar| found.outcomes < *bar) {
        misses.push(format!("{outcomes} outcomes"));
    }
    if found.rates[0] < bar.rate {
        misses.push(format!("{} runs/s", with_commas(bar.rate)));
    }
    misses
}

/// The peers that search Python, as far as they can be installed here.
fn python_peers(shell: &Shell) -> Result<[Peer; 2]> {
    let target = target_dir(shell)?;
    let adapter = |name: &str| root().join(FOLDER).join("peers").join(name).to_string_lossy().into_owned();
    let install = |package: &str, least: &str| -> Result<PathBuf, String> {
        let python =
            python_of(shell, least).ok_or_else(|| format!("needs Python {least}, which is not here"))?;
        let folder = target.join(package.replace("==", "-"));
        let pip = folder.join("bin/python");
        let installed = cmd!(shell, "{python} -m venv {folder}").quiet().run().and_then(|()| {
            cmd!(shell, "{pip} -m pip install --quiet --disable-pip-version-check {package}").quiet().run()
        });
        installed.map(|()| folder.join("bin")).map_err(|_| "cannot be installed here".to_owned())
    };
    let text = |path: PathBuf| path.to_string_lossy().into_owned();
    let frontrun = install("frontrun==0.7.0", "3.11")
        .map(|bin| vec![text(bin.join("frontrun")), text(bin.join("python")), adapter("with_frontrun.py")]);
    let interleave_test = install("interleave-test==0.1.0", "3.12")
        .map(|bin| vec![text(bin.join("python")), adapter("with_interleave_test.py")]);
    Ok([
        Peer { name: "frontrun 0.7.0", command: frontrun, runs: RUNS },
        // It has no limit of time, and some twenty runs a second.
        Peer { name: "interleave-test 0.1.0", command: interleave_test, runs: "50" },
    ])
}

/// A Python of at least this version: of the path, or as pyenv has it.
fn python_of(shell: &Shell, least: &str) -> Option<String> {
    let mut pythons = vec!["python3".to_owned()];
    let versions = std::env::home_dir()?.join(".pyenv/versions");
    for entry in std::fs::read_dir(versions).into_iter().flatten().flatten() {
        pythons.push(entry.path().join("bin/python3").to_string_lossy().into_owned());
    }
    let minor = least.split('.').next_back()?;
    let check = format!("import sys; sys.exit(sys.version_info < (3, {minor}))");
    pythons
        .into_iter()
        .find(|python| cmd!(shell, "{python} -c {check}").quiet().ignore_stderr().run().is_ok())
}

fn search(shell: &Shell, peer: &Peer, program: &Path) -> OfPeer {
    let command = peer.command.as_ref().map_err(Clone::clone)?;
    if contestant::stem(program).starts_with("p16") {
        return Err("no processes".into());
    }
    let (runs, limit) = (peer.runs, "60");
    let output = cmd!(shell, "timeout {limit} {command...} {program} {runs} {PATIENCE}")
        .quiet()
        .ignore_status()
        .ignore_stderr()
        .read()
        .map_err(|error| error.to_string())?;
    let found: Value = output
        .lines()
        .next_back()
        .and_then(|line| serde_json::from_str(line).ok())
        .ok_or_else(|| format!("no answer in {limit} s"))?;
    Ok(PeerFound {
        claim: found["claim"].as_str().unwrap_or_default().to_owned(),
        first: found["first"].as_u64(),
        outcomes: found["outcomes"].as_u64().unwrap_or_default(),
        rate: found["rate"].as_f64().unwrap_or_default(),
    })
}

/// Name, program, executions and rate of the peers that search Rust; or why there are none.
fn rust_peers(shell: &Shell) -> Result<Vec<[String; 4]>, String> {
    const MANIFEST: &str = "[package]\nname = \"counters\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                            [dependencies]\nloom = \"0.7\"\nshuttle = \"0.9\"\n\n[workspace]\n";
    let measure = || -> Result<String> {
        let folder = target_dir(shell)?.join("explore-peers");
        shell.create_dir(folder.join("src"))?;
        shell.write_file(folder.join("Cargo.toml"), MANIFEST)?;
        shell.copy_file(root().join(FOLDER).join("peers/counters.rs"), folder.join("src/main.rs"))?;
        let (manifest, target) = (folder.join("Cargo.toml"), folder.join("target"));
        cmd!(shell, "cargo build --quiet --release --manifest-path {manifest} --target-dir {target}")
            .run()?;
        let binary = target.join("release/counters");
        Ok(cmd!(shell, "{binary}").quiet().read()?)
    };
    let output = measure().map_err(|error| format!("{error:#}"))?;
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().ok();
    Ok(output.lines().filter_map(cells).collect())
}

fn shown(first: Option<u64>) -> String {
    first.map_or_else(|| "-".to_owned(), |first| first.to_string())
}

fn table(peers: &[Peer], rows: &[(&Bar, Found, Vec<OfPeer>)]) -> String {
    let mut text = String::from(
        "| program | schedules | first failure | outcomes | seconds | runs/s, one core | two cores | still to reach |",
    );
    for peer in peers {
        let _ = write!(text, " {}: first failure; outcomes; claim; runs/s |", peer.name);
    }
    text += "\n|---|---|---:|---:|---:|---:|---:|---|";
    text += &"---|".repeat(peers.len());
    for (bar, found, theirs) in rows {
        let Found { claim, first, outcomes, seconds, rates, .. } = found;
        let [one, two] = rates.map(with_commas);
        let missing = misses(bar, found).join(", ");
        let _ = write!(
            text,
            "\n| {} | {claim} | {} | {outcomes} | {seconds:.2} | {one} | {two} | {missing} |",
            bar.program,
            shown(*first)
        );
        for of_peer in theirs {
            let _ = match of_peer {
                Ok(PeerFound { claim, first, outcomes, rate }) => {
                    write!(text, " {}; {outcomes}; {claim}; {rate:.0} |", shown(*first))
                }
                Err(why) => write!(text, " {why} |"),
            };
        }
    }
    text.push('\n');
    text
}

fn rust_table(rust: Result<Vec<[String; 4]>, String>) -> String {
    let rows = match rust {
        Ok(rows) => rows,
        Err(why) => return format!("loom and shuttle could not be measured: {why}\n"),
    };
    let mut by_program: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [name, program, executions, rate] in rows {
        let rate = rate.parse().map_or(rate, with_commas);
        by_program.entry(program).or_default().push(format!("{name}: {executions}; {rate}"));
    }
    let mut text = String::from("| counter in Rust | executions to completion; executions/s |\n|---|---|");
    for (program, cells) in by_program {
        let _ = write!(text, "\n| {program} | {} |", cells.join(". "));
    }
    text.push('\n');
    text
}

fn report(shell: &Shell, peers: &[Peer], load: &str, tables: &str) -> Result<String> {
    let circumstances = contestant::circumstances(shell, &[], load)?;
    let hows: String = peers
        .iter()
        .map(|peer| match &peer.command {
            Ok(_) => format!(
                "- {}: at most {} executions and, where it has such a limit, {PATIENCE} s\n",
                peer.name, peer.runs
            ),
            Err(why) => format!("- {}: {why}\n", peer.name),
        })
        .collect();
    Ok(format!(
        "# Benchmarks of the search of schedules\n\n\
         Written by `cargo xtask bench explore`; the programs are the files of `benches/explore`, each with workers of a few lines.\n\
         `interleave check --runs {RUNS} FILE` says what of the schedules was searched (`all N`: one of each class of equivalent ones,\n\
         which is a proof), how many were run to the first failure (`--stop-on-first`), and how many outcomes there are; its seconds are\n\
         those of the whole command. Runs a second: the same search, done again and again in one process. `p23` is checked with\n\
         `--time any`. What a row has still to reach is counted by hand, or wished for (runs/s); the worst rows come first.\n\n\
         frontrun searches without a bound of preemptions, interleave-test samples at random, as each does by default; loom and shuttle\n\
         search Rust.\n\n\
         {circumstances}{hows}\n\
         {tables}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missed_is_named() {
        let found = |schedules, first, outcomes, rate| Found {
            claim: String::new(),
            schedules,
            first,
            outcomes,
            seconds: 1.0,
            rates: [rate; 2],
        };
        let bar = bar("p", 4, 3, 2);
        assert!(misses(&bar, &found(Some(4), Some(3), 2, RATE)).is_empty());
        assert_eq!(misses(&bar, &found(Some(5), None, 1, RATE)), ["all 4", "found in 3", "2 outcomes"]);
        assert_eq!(misses(&bar, &found(Some(4), Some(1), 3, 10.0)), ["20,000 runs/s"]);
    }

    #[test]
    fn every_program_has_a_bar() {
        let programs = contestant::programs(FOLDER).unwrap();
        let names: Vec<String> = programs.iter().map(|program| contestant::stem(program)).collect();
        assert_eq!(names, BARS.map(|bar| bar.program));
    }
}

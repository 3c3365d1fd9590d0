//! `cargo xtask bench runtime`: what threads, processes and all between them cost, by the programs in `benches/runtime`.
//!
//! A program measures itself, a few repetitions of everything, and prints the median of each measure in a line: name, value,
//! unit. The contestants take turns; of all rounds the best counts.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Result, bail};
use xshell::Shell;

use super::browser;
use super::contestant::{self, Contestant, with_commas};
use crate::root;
use crate::step::step;

const ROUNDS: usize = 3;
const REPORT: &str = "docs/benchmarks-runtime.md";

/// A unit that programs print: how often, what part, how long.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Unit {
    PerSecond,
    Megabytes,
    OfOne,
    Micros,
}

impl Unit {
    fn parse(text: &str) -> Option<Unit> {
        Some(match text {
            "/s" => Unit::PerSecond,
            "MB/s" => Unit::Megabytes,
            "of 1" => Unit::OfOne,
            "us" => Unit::Micros,
            _ => return None,
        })
    }

    /// Whether less is better.
    fn is_time(self) -> bool {
        self == Unit::Micros
    }

    /// How many times as good `value` is as `other`.
    fn ratio(self, value: f64, other: f64) -> f64 {
        if self.is_time() { other / value } else { value / other }
    }

    fn show(self, value: f64) -> String {
        match self {
            Unit::PerSecond => format!("{} /s", with_commas(value)),
            Unit::Megabytes => format!("{} MB/s", with_commas(value)),
            Unit::OfOne => format!("{value:.2}"),
            Unit::Micros if value < 100.0 => format!("{value:.1} µs"),
            Unit::Micros => format!("{} µs", with_commas(value)),
        }
    }
}

/// One line of the table: the best value of each contestant that has one.
struct Row {
    name: String,
    unit: Unit,
    best: Vec<Option<f64>>,
}

/// Measures everything, or the programs whose names contain `filter`; prints the table, and writes the report if it is whole.
///
/// # Errors
/// If the command or the site does not build, or a program fails somewhere or prints something else than measures.
pub(crate) fn run(shell: &Shell, filter: &str, in_browser: bool) -> Result<()> {
    contestant::build_native(shell)?;
    // The first one is what the others are compared with.
    let mut contestants =
        vec![contestant::python(shell)?, contestant::native(shell, true)?, contestant::native(shell, false)?];
    if in_browser {
        contestants.extend(browser::ours(shell)?.1);
    }
    let mut programs = contestant::programs("benches/runtime")?;
    programs.retain(|program| contestant::stem(program).contains(filter));
    let load = contestant::load();
    let mut rows: Vec<Row> = Vec::new();
    for round in 1..=ROUNDS {
        step(&format!("round {round} of {ROUNDS}"), || {
            for program in &programs {
                for (column, contestant) in contestants.iter().enumerate() {
                    let found = match measures(contestant, program) {
                        Err(error) if contestant.may_fail => {
                            println!("    left out: {error:#}");
                            continue;
                        }
                        found => found?,
                    };
                    for (name, value, unit) in found {
                        enter(&mut rows, contestants.len(), name, unit, column, value);
                    }
                }
            }
            Ok(())
        })?;
    }
    let table = table(&contestants, &rows);
    print!("\n{table}");
    if filter.is_empty() && in_browser {
        shell.write_file(root().join(REPORT), report(shell, &contestants, &load, &table)?)?;
        println!("\nwritten to {REPORT}");
    }
    Ok(())
}

/// What a program says it measured.
fn measures(contestant: &Contestant, program: &Path) -> Result<Vec<(String, f64, Unit)>> {
    let output = contestant.run(program)?;
    let lines: Option<Vec<_>> = output.lines().map(parse).collect();
    match lines {
        Some(lines) if !lines.is_empty() => Ok(lines),
        _ => bail!(
            "{} printed for {}, instead of lines with name, value and unit (/s, MB/s, of 1, us):\n{output}",
            contestant.name,
            program.display()
        ),
    }
}

fn parse(line: &str) -> Option<(String, f64, Unit)> {
    let (name, rest) = line.split_once(' ')?;
    let (value, unit) = rest.split_once(' ')?;
    let value: f64 = value.parse().ok().filter(|value| *value > 0.0)?;
    Some((name.to_owned(), value, Unit::parse(unit)?))
}

fn enter(rows: &mut Vec<Row>, columns: usize, name: String, unit: Unit, column: usize, value: f64) {
    let index = rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
        rows.push(Row { name, unit, best: vec![None; columns] });
        rows.len() - 1
    });
    let best = &mut rows[index].best[column];
    *best = Some(match *best {
        Some(other) if unit.ratio(value, other) < 1.0 => other,
        _ => value,
    });
}

/// Values; behind those of the others, how many times as good they are as the first contestant's.
fn table(contestants: &[Contestant], rows: &[Row]) -> String {
    let mut text = String::from("| measure |");
    for contestant in contestants {
        let _ = write!(text, " {} |", contestant.name);
    }
    text += "\n|---|";
    text += &"---:|".repeat(contestants.len());
    for row in rows {
        let _ = write!(text, "\n| {} |", row.name);
        for (column, best) in row.best.iter().enumerate() {
            let Some(value) = *best else {
                text += " |";
                continue;
            };
            let _ = write!(text, " {}", row.unit.show(value));
            if let Some(first) = row.best[0].filter(|_| column > 0) {
                let _ = write!(text, " ({:.2})", row.unit.ratio(value, first));
            }
            text += " |";
        }
    }
    text.push('\n');
    text
}

fn report(shell: &Shell, contestants: &[Contestant], load: &str, table: &str) -> Result<String> {
    let circumstances = contestant::circumstances(shell, contestants, load)?;
    Ok(format!(
        "# Benchmarks of threads and processes\n\n\
         Written by `cargo xtask bench runtime`; the programs are the files of `benches/runtime`, the same for all systems. A\n\
         program prints the median of its repetitions. Systems take turns, {ROUNDS} rounds; of the rounds the best counts. In the\n\
         browser processes are Web Workers, and so are, without the GIL, threads; there the timeline is recorded, as it always is.\n\n\
         In brackets: how many times as good as the first column's (2.00: half the time, or twice as many per second).\n\n\
         {circumstances}\n\
         {table}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_programs_are_name_value_unit() {
        let row = |name: &str, value, unit| Some((name.to_owned(), value, unit));
        for (line, expected) in [
            ("process_start 12.5 us", row("process_start", 12.5, Unit::Micros)),
            ("pool_map 1e3 /s", row("pool_map", 1000.0, Unit::PerSecond)),
            ("efficiency 0.9 of 1", row("efficiency", 0.9, Unit::OfOne)),
            ("process_start 0 us", None),
            ("process_start 12.5", None),
            ("process_start 12.5 parsecs", None),
            ("Traceback (most recent call last):", None),
        ] {
            assert_eq!(parse(line), expected, "{line}");
        }
    }

    #[test]
    fn of_times_the_least_counts_and_of_rates_the_greatest() {
        let mut rows = Vec::new();
        for value in [3.0, 2.0, 4.0] {
            enter(&mut rows, 2, "start".into(), Unit::Micros, 1, value);
            enter(&mut rows, 2, "rate".into(), Unit::PerSecond, 0, value);
        }
        assert_eq!(rows[0].best, [None, Some(2.0)]);
        assert_eq!(rows[1].best, [Some(4.0), None]);
    }
}

//! `interleave check`: a program under many schedules, and everything that came of it.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use anyhow::Result;
use interleave_run::{Limits, RunSpec, Settings};
use interleave_runtime::explore::{End, Explorer, FoundRace, Job, Outcome, RaceKind, Report, Verdict};
use interleave_runtime::sim::{Schedule, Timing};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::arguments::{Check, Time};
use crate::program::Program;

/// Runs between two looks at the progress. Enough of them for every core.
const BATCH: u64 = 64;

/// Outcomes shown, the most frequent ones, and as many again that are deadlocks, failures or wrote errors.
const SHOWN: usize = 10;

/// Lines shown of a text.
const LINES: usize = 12;

/// Characters shown of a line.
const WIDTH: usize = 160;

/// Nothing was found, and not every schedule was searched.
const SAMPLED: u8 = 3;

/// Tries schedules and prints what can happen. The status is 0 if all ended well and in the same way, and no race was found; else
/// 1. With a proof asked for it is [`SAMPLED`] where nothing was found and not every schedule searched.
///
/// # Errors
/// If the program cannot be read, or its parameters not set.
pub(crate) fn check(options: &Check) -> Result<u8> {
    let arguments = &options.program;
    let program = Program::open(&arguments.file, &arguments.values)?.with_arguments(&arguments.arguments);
    let settings = Settings { gil: !arguments.no_gil, ..Settings::default() };
    let end = options.time_limit.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let main = program.main.file.clone();
    let limits = Limits { instructions: Some(options.max_instructions), ..Limits::default() };
    let run = RunSpec { settings, limits, ..RunSpec::new(program) };
    let mut explorer = Explorer::of(run, options.seed, options.runs);
    explorer.watch(!options.no_races);
    explorer.prove(options.prove);
    if options.time == Time::Any {
        explorer.set_timing(Timing::Any);
    }
    let progress = std::io::stderr().is_terminal();
    while let Some(jobs) = explorer.next_jobs(BATCH) {
        let results: Vec<_> = jobs.into_par_iter().map(Job::run).collect();
        for result in results {
            explorer.add(result);
        }
        if progress {
            eprint!("\r{} of at most {} schedules", explorer.report().runs, options.runs);
        }
        let found = options.stop_on_first && explorer.report().has_failure();
        if found || end.is_some_and(|end| Instant::now() >= end) {
            break;
        }
    }
    if progress {
        eprint!("\r\x1b[K");
    }
    let report = explorer.report();
    let merged;
    let outcomes = if options.any_order {
        merged = regardless_of_order(&report.outcomes);
        &merged
    } else {
        &report.outcomes
    };
    let races = report.races();
    write_report(&mut std::io::stdout().lock(), options, &main, report, outcomes, &races)?;
    let settled = matches!(outcomes.as_slice(), [outcome] if outcome.ended_well());
    Ok(match report.verdict {
        _ if !settled || !races.is_empty() => 1,
        Verdict::All { .. } => 0,
        Verdict::Sampled if options.prove => SAMPLED,
        Verdict::Sampled => 0,
    })
}

/// A thread that raises an exception leaves the exit status as it is, but should be seen.
fn is_suspicious(outcome: &Outcome) -> bool {
    !outcome.ended_well() || !outcome.stderr.is_empty()
}

/// Outcomes that differ only in the order of their lines, as one; it keeps the text and schedule of the most frequent.
fn regardless_of_order(outcomes: &[Outcome]) -> Vec<Outcome> {
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let mut places = BTreeMap::new();
    let mut merged: Vec<Outcome> = Vec::new();
    for outcome in outcomes {
        // Two deadlocks of the same workers may stand at different lines; the explorer has told them apart already.
        let end = match &outcome.end {
            End::Deadlock(deadlock) => deadlock.sentences.join("\n"),
            End::Finished { status } => status.to_string(),
            End::Limit(limit) => format!("{limit:?}"),
        };
        let key = (end, sorted(&outcome.stdout), sorted(&outcome.stderr));
        let place = *places.entry(key).or_insert(merged.len());
        match merged.get_mut(place) {
            Some(same) => same.runs += outcome.runs,
            None => merged.push(outcome.clone()),
        }
    }
    merged.sort_by_key(|outcome| std::cmp::Reverse(outcome.runs));
    merged
}

fn write_report(
    to: &mut impl Write,
    options: &Check,
    main: &str,
    report: &Report,
    outcomes: &[Outcome],
    races: &[&FoundRace],
) -> Result<()> {
    let runs = report.runs;
    let (mut well, mut suspicious) = (0, 0);
    let (shown, hidden): (Vec<&Outcome>, Vec<&Outcome>) = outcomes.iter().partition(|outcome| {
        let count = if is_suspicious(outcome) { &mut suspicious } else { &mut well };
        *count += 1;
        *count <= SHOWN
    });
    let searched = match report.verdict {
        Verdict::All { schedules: 1, .. } => "The only schedule there is".to_owned(),
        Verdict::All { schedules, .. } => format!("All {schedules} inequivalent schedules"),
        Verdict::Sampled => counted(runs, "schedule"),
    };
    writeln!(to, "{searched}, {}", counted(outcomes.len() as u64, "outcome"))?;
    for outcome in shown {
        write_outcome(to, options, runs, outcome)?;
    }
    if !hidden.is_empty() {
        let runs = hidden.iter().map(|outcome| outcome.runs).sum();
        let advice =
            if options.any_order { "" } else { "; if only the order of the lines differs, try --any-order" };
        writeln!(
            to,
            "\nand {}, of {}{advice}",
            counted(hidden.len() as u64, "more outcome"),
            counted(runs, "schedule")
        )?;
    }
    write_races(to, options, main, report.watched, races)?;
    let proved = report.verdict != Verdict::Sampled;
    let sentence = match outcomes {
        [only] if proved && only.ended_well() => "Every schedule gives this outcome.",
        [_] if proved => "Every schedule comes to the same end.",
        _ if proved => "What this program does depends on the schedule. There are no other outcomes.",
        [only] if only.ended_well() && !races.is_empty() => {
            "Every schedule gave the same outcome. With such variables, one that was not tried may give another."
        }
        [only] if only.ended_well() => {
            "Every schedule gave the same outcome. That is no proof: there are more schedules than these."
        }
        [_] => "Every schedule came to the same end.",
        _ => "What this program does depends on the schedule.",
    };
    writeln!(to, "\n{sentence}")?;
    if proved {
        let time = match options.time {
            Time::Virtual => {
                "only sleeping and waiting take time, and a sleep ends when nobody else can go on (--time any: at any point)"
            }
            Time::Any => {
                "sleeps and timeouts may end at any point; who waits to be notified waits as long as it takes"
            }
        };
        writeln!(to, "Assumed: {time}; the program's input and seed are these.")?;
    }
    Ok(())
}

/// Which variables workers take out of each other's hands: why there are several outcomes, or may be.
fn write_races(
    to: &mut impl Write,
    options: &Check,
    main: &str,
    watched: u64,
    races: &[&FoundRace],
) -> Result<()> {
    if !races.is_empty() {
        let runs = counted(watched, "watched run");
        writeln!(to, "\nVariables that workers share without order, in {runs}:")?;
    }
    for FoundRace { race, runs, schedule, .. } in races.iter().take(SHOWN) {
        let kind = if race.kind == RaceKind::LostUpdate { "lost update" } else { "race" };
        writeln!(to, "\n       {kind} of {}, in {}", race.variable, counted(*runs, "run"))?;
        writeln!(to, "         {}", race.sentence(main))?;
        writeln!(to, "         {}", repetition(options, schedule))?;
    }
    if races.len() > SHOWN {
        writeln!(to, "\n       and {}", counted((races.len() - SHOWN) as u64, "more race"))?;
    }
    Ok(())
}

fn write_outcome(to: &mut impl Write, options: &Check, runs: u64, outcome: &Outcome) -> Result<()> {
    let end = match &outcome.end {
        End::Finished { status: 0 } => "ended".to_owned(),
        End::Finished { status } if *status < 0 => format!("ended by signal {}", -status),
        End::Finished { status } => format!("ended with exit status {status}"),
        End::Deadlock(_) => "deadlock".to_owned(),
        End::Limit(_) => "did not end".to_owned(),
    };
    writeln!(to, "\n{:>7}  {end}", format!("{}/{runs}", outcome.runs))?;
    for (mark, text) in [("|", &outcome.stdout), ("!", &outcome.stderr)] {
        write_text(to, mark, text)?;
    }
    match &outcome.end {
        End::Finished { .. } => {}
        End::Deadlock(deadlock) => {
            for sentence in &deadlock.sentences {
                writeln!(to, "         {sentence}")?;
            }
        }
        End::Limit(limit) => writeln!(to, "         {}", limit.sentence())?,
    }
    let switches = match outcome.preemptions {
        0 => "nobody is interrupted".to_owned(),
        count => counted(count, "interruption"),
    };
    writeln!(to, "         {switches}: {}", repetition(options, &outcome.schedule))?;
    Ok(())
}

fn write_text(to: &mut impl Write, mark: &str, text: &str) -> Result<()> {
    let lines = text.lines().count();
    for line in text.lines().take(LINES) {
        match line.char_indices().nth(WIDTH) {
            Some((end, _)) => writeln!(to, "       {mark} {}…", &line[..end])?,
            None => writeln!(to, "       {mark} {line}")?,
        }
    }
    if lines > LINES {
        writeln!(to, "       {mark} … {}", counted((lines - LINES) as u64, "more line"))?;
    }
    Ok(())
}

/// The command that does it again.
fn repetition(options: &Check, schedule: &Schedule) -> String {
    let program = &options.program;
    let mut words = vec!["interleave".to_owned(), "run".into(), "--driver".into(), "sim".into()];
    for value in &program.values {
        words.extend(["--set".to_owned(), value.clone()]);
    }
    if program.no_gil {
        words.push("--no-gil".into());
    }
    words.extend(["--seed".into(), options.seed.to_string(), "--schedule".into(), schedule.to_string()]);
    words.push(program.file.clone());
    words.extend(program.arguments.iter().cloned());
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// For a POSIX shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=+,:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn counted(count: u64, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_shell() {
        for (word, expected) in
            [("N=3", "N=3"), ("", "''"), ("KIND=\"a b\"", "'KIND=\"a b\"'"), ("it's", r"'it'\''s'")]
        {
            assert_eq!(quoted(word), expected);
        }
    }

    #[test]
    fn long_texts_are_cut() {
        let mut written = Vec::new();
        write_text(&mut written, "|", &"x\n".repeat(LINES + 2)).unwrap();
        write_text(&mut written, "|", &"ä".repeat(WIDTH + 1)).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains("| … 2 more lines\n"), "{written}");
        assert!(written.ends_with("ä…\n"), "{written}");
        assert_eq!(written.lines().count(), LINES + 2);
    }
}

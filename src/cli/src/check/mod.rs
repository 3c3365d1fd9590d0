//! `interleave check`: a program under many schedules, and everything that came of it.

mod json;
mod story;

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use interleave_run::{Limits, RunSpec, Settings, Stdin};
use interleave_runtime::explore::{
    End, Explorer, FoundRace, Job, Outcome, RaceKind, Report, Verdict, jobs_for,
};
use interleave_runtime::sim::{Schedule, Timing};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use signal_hook::consts::SIGINT;

use crate::INTERRUPTED;
use crate::arguments::{Check, FailOn, Time};
use crate::program::Program;
use crate::wording::{counted, is_closed_pipe, quoted, write_text};

/// Outcomes shown, the most frequent ones, and as many again that are deadlocks, failures or wrote errors.
const SHOWN: usize = 10;

/// Failures whose lines are shown.
const STORIES: usize = 3;

/// Nothing was found, and not every schedule was searched.
const SAMPLED: u8 = 3;

/// Runs that are spent on showing a failure with fewer interruptions.
const SIMPLER: u64 = 100;

/// Searches and prints what can happen. The status is 0 if nothing was found, 1 if something was that the options name
/// ([`FailOn`]). Where nothing was found and not every schedule searched, it is [`SAMPLED`] if a proof is asked for.
///
/// # Errors
/// If the program or its input cannot be read, or its parameters not set.
pub(crate) fn check(options: &Check) -> Result<u8> {
    let arguments = &options.program;
    let mut program = Program::open(arguments)?;
    for expression in &options.assert {
        program.text += &assertion(expression);
    }
    let program = program.into_run();
    let settings = Settings { gil: !arguments.no_gil, ..Settings::default() };
    let end = options.time_limit.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let limits = Limits { instructions: Some(options.max_instructions), ..Limits::default() };
    let stdin = Stdin { lines: input(options)?, open: false };
    let run = RunSpec { settings, limits, stdin, ..RunSpec::new(program) };
    let interrupted = Arc::new(AtomicBool::new(false));
    // The second one ends the command at once.
    signal_hook::flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), interrupted.clone())?;
    signal_hook::flag::register(SIGINT, interrupted.clone())?;
    let mut explorer = Explorer::of(run.clone(), options.seed, options.runs);
    explorer.watch(!options.no_races);
    if options.time == Time::Any {
        explorer.set_timing(Timing::Any);
    }
    let progress = std::io::stderr().is_terminal() && !options.json;
    let mut stopped = None;
    let at_once = jobs_for(rayon::current_num_threads());
    while let Some(jobs) = explorer.next_jobs(at_once) {
        let done: Vec<_> = jobs.into_par_iter().map(Job::run).collect();
        for done in done {
            explorer.add(done);
        }
        if progress {
            eprint!("\r{} of at most {} schedules", explorer.report().runs, options.runs);
        }
        stopped = if interrupted.load(Ordering::Relaxed) {
            Some(Stopped::Interrupt)
        } else if options.stop_on_first && explorer.report().has_failure() {
            Some(Stopped::First)
        } else if end.is_some_and(|end| Instant::now() >= end) {
            Some(Stopped::TimeLimit)
        } else {
            None
        };
        if stopped.is_some() {
            break;
        }
    }
    if stopped.is_none() {
        explorer.simplify(SIMPLER);
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
    let found = Found { report, outcomes, races: report.races(), stopped };
    let fails = options.fails(&found);
    let status = match report.verdict {
        _ if fails => 1,
        _ if stopped == Some(Stopped::Interrupt) => INTERRUPTED,
        Verdict::All { .. } => 0,
        _ if options.prove => SAMPLED,
        _ => 0,
    };
    let written = if options.json {
        json::write(&mut std::io::stdout().lock(), options, &run, &found, status)
    } else {
        write_report(&mut std::io::stdout().lock(), options, &run, &found)
    };
    match written {
        // Whoever reads has seen enough.
        Err(error) if is_closed_pipe(&error) => Ok(status),
        written => written.map(|()| status),
    }
}

/// Why a search did not come to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stopped {
    Interrupt,
    First,
    TimeLimit,
}

impl Stopped {
    fn sentence(self) -> &'static str {
        match self {
            Stopped::Interrupt => "The search was interrupted.",
            Stopped::First => "The search was ended by its first failure.",
            Stopped::TimeLimit => "The search was ended by its time limit.",
        }
    }
}

/// What a search has found.
struct Found<'a> {
    report: &'a Report,
    outcomes: &'a [Outcome],
    races: Vec<&'a FoundRace>,
    stopped: Option<Stopped>,
}

impl Check {
    /// Whether something was found that is asked for.
    fn fails(&self, found: &Found<'_>) -> bool {
        let asked = |what: FailOn| self.fail_on.contains(&what);
        let lost = || found.races.iter().any(|found| found.race.kind == RaceKind::LostUpdate);
        let some = |is: fn(&Outcome) -> bool| found.outcomes.iter().any(is);
        (asked(FailOn::Any) || asked(FailOn::Error)) && some(is_error)
            || (asked(FailOn::Any) || asked(FailOn::Deadlock)) && some(|outcome| !is_finished(outcome))
            || (asked(FailOn::Any) || asked(FailOn::Outcome)) && found.outcomes.len() > 1
            || asked(FailOn::Any) && lost()
            || asked(FailOn::Race) && !found.races.is_empty()
    }
}

fn is_finished(outcome: &Outcome) -> bool {
    matches!(outcome.end, End::Finished { .. })
}

fn is_error(outcome: &Outcome) -> bool {
    is_finished(outcome) && !outcome.ended_well()
}

/// Lines for a program's end: what must hold when its threads have ended.
fn assertion(expression: &str) -> String {
    format!(
        "

if __name__ == \"__main__\":
    if \"threading\" in __import__(\"sys\").modules:
        [thread.join() for thread in __import__(\"threading\").enumerate()
         if not thread.daemon and thread is not __import__(\"threading\").main_thread()]
    assert {expression}
"
    )
}

fn input(options: &Check) -> Result<Vec<String>> {
    let Some(path) = &options.stdin else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(text.lines().map(str::to_owned).collect())
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

/// What a search can claim, in words.
fn claim(report: &Report) -> String {
    let runs = counted(report.runs, "schedule");
    match report.verdict {
        Verdict::All { schedules: 1, .. } => "The only schedule there is".to_owned(),
        Verdict::All { schedules, .. } => format!("All {schedules} inequivalent schedules searched"),
        Verdict::FewPreemptions { preemptions: u32::MAX } => {
            format!("{runs}, all that there are at the places where workers meet")
        }
        Verdict::FewPreemptions { preemptions: 0 } => {
            format!("{runs} sampled, among them all without interruptions")
        }
        Verdict::FewPreemptions { preemptions } => {
            format!(
                "{runs} sampled, among them all with at most {}",
                counted(preemptions.into(), "interruption")
            )
        }
        Verdict::Sampled => format!("{runs} sampled"),
    }
}

/// What a claim rests on.
fn assumptions(options: &Check, report: &Report) -> Vec<&'static str> {
    let mut assumed = Vec::new();
    if !matches!(report.verdict, Verdict::Sampled) {
        assumed.push(match options.time {
            Time::Virtual => {
                "only sleeping and waiting take time, and a sleep ends when nobody else can go on (--time any: at any point)"
            }
            Time::Any => {
                "sleeps and timeouts may end at any point; who waits to be notified waits as long as it takes"
            }
        });
    }
    if report.patient {
        assumed
            .push("who looks for a change again and again, and counts, lets others go on after some rounds");
    }
    assumed.push("the program's input and seed are these");
    assumed
}

fn write_report(to: &mut impl Write, options: &Check, run: &RunSpec, found: &Found<'_>) -> Result<()> {
    let Found { report, outcomes, races, stopped } = found;
    let runs = report.runs;
    let (mut well, mut suspicious) = (0, 0);
    let (shown, hidden): (Vec<&Outcome>, Vec<&Outcome>) = outcomes.iter().partition(|outcome| {
        let count = if is_suspicious(outcome) { &mut suspicious } else { &mut well };
        *count += 1;
        *count <= SHOWN
    });
    writeln!(to, "{}, {}", claim(report), counted(outcomes.len() as u64, "outcome"))?;
    let mut told = 0;
    for outcome in shown {
        write_outcome(to, options, runs, outcome)?;
        if !outcome.ended_well() && told < STORIES {
            told += 1;
            story::write(to, options, run, outcome)?;
        }
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
    write_races(to, options, &run.program.main.file, report.watched, races)?;
    let proved = matches!(report.verdict, Verdict::All { .. });
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
    if let Some(stopped) = stopped {
        writeln!(to, "{}", stopped.sentence())?;
    }
    writeln!(to, "Assumed: {}.", assumptions(options, report).join("; "))?;
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
    words.extend(program.words());
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

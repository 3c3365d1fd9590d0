//! The report as JSON, for programs. Its form is described in docs/check.md; what is there stays, more may be added.

use std::io::Write;

use anyhow::Result;
use interleave_run::RunSpec;
use interleave_runtime::explore::{Access, End, FoundRace, Outcome, RaceKind, Verdict};
use serde_json::{Value, json};

use super::{Found, Stopped, assumptions, claim, is_error, story};
use crate::arguments::{Check, Time};

/// Raised when something means something else than before.
const VERSION: u32 = 1;

pub(super) fn write(
    to: &mut impl Write,
    options: &Check,
    run: &RunSpec,
    found: &Found<'_>,
    status: u8,
) -> Result<()> {
    let Found { report, outcomes, races, stopped } = found;
    let verdict = match report.verdict {
        Verdict::All { schedules, redundant } => {
            json!({"kind": "all", "schedules": schedules, "redundant": redundant})
        }
        Verdict::FewPreemptions { preemptions: u32::MAX } => json!({"kind": "preemptions", "at_most": null}),
        Verdict::FewPreemptions { preemptions } => json!({"kind": "preemptions", "at_most": preemptions}),
        Verdict::Sampled => json!({"kind": "sampled"}),
    };
    let stopped = stopped.map(|stopped| match stopped {
        Stopped::Interrupt => "interrupt",
        Stopped::First => "first failure",
        Stopped::TimeLimit => "time limit",
    });
    let report = json!({
        "version": VERSION,
        "program": run.program.main.file,
        "seed": options.seed,
        "time": if options.time == Time::Any { "any" } else { "virtual" },
        "exit_status": status,
        "verdict": verdict,
        "claim": claim(report),
        "assumed": assumptions(options, report),
        "stopped": stopped,
        "runs": report.runs,
        "watched": report.watched,
        "outcomes": outcomes.iter().map(|outcome| told(options, run, outcome)).collect::<Vec<_>>(),
        "races": races.iter().map(|found| told_race(found, &run.program.main.file)).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *to, &report)?;
    writeln!(to)?;
    Ok(())
}

fn told(options: &Check, run: &RunSpec, outcome: &Outcome) -> Value {
    let (end, status, sentences) = match &outcome.end {
        End::Finished { status } => ("finished", Some(*status), Vec::new()),
        End::Deadlock(deadlock) => ("deadlock", None, deadlock.sentences.clone()),
        End::Limit(limit) => ("endless", None, vec![limit.sentence().to_owned()]),
    };
    let steps: Vec<Value> = if outcome.ended_well() {
        Vec::new()
    } else {
        let steps = story::steps(options, run, outcome);
        let told = |step: &story::Step| json!({"worker": step.worker, "file": step.file, "line": step.line, "text": step.text});
        steps.iter().map(told).collect()
    };
    json!({
        "end": end,
        "status": status,
        "ended_well": outcome.ended_well(),
        "error": is_error(outcome),
        "sentences": sentences,
        "stdout": outcome.stdout,
        "stderr": outcome.stderr,
        "omitted_bytes": outcome.omitted,
        "runs": outcome.runs,
        "preemptions": outcome.preemptions,
        "schedule": outcome.schedule.to_string(),
        "steps": steps,
    })
}

fn told_race(FoundRace { race, runs, schedule, preemptions, .. }: &FoundRace, main: &str) -> Value {
    let access = |access: &Access| {
        let Access { worker, write, file, line } = access;
        json!({"worker": worker, "write": write, "file": file, "line": line})
    };
    json!({
        "kind": if race.kind == RaceKind::LostUpdate { "lost update" } else { "unordered" },
        "variable": race.variable,
        "accesses": race.accesses.iter().map(access).collect::<Vec<_>>(),
        "sentence": race.sentence(main),
        "runs": runs,
        "preemptions": preemptions,
        "schedule": schedule.to_string(),
    })
}

//! The lines of the program that led to an outcome, of all workers, in the order in which they ran.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use interleave_run::RunSpec;
use interleave_runtime::explore::Outcome;
use interleave_runtime::sim::{Progress, SimSettings, Simulation};
use interleave_trace::{Kind, Worker};

use crate::arguments::Check;
use crate::wording::WIDTH;

/// Lines that are recorded, and shown: the last ones, which lead to the end.
const RECORDED: u64 = 20_000;
const SHOWN: usize = 40;

/// Instructions of a run that are looked at.
const MOST: u64 = 1_000_000;

/// A line that a worker came to.
pub(super) struct Step {
    pub(super) worker: String,
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) text: String,
}

/// The lines from where there was more than one worker.
pub(super) fn steps(options: &Check, run: &RunSpec, outcome: &Outcome) -> Vec<Step> {
    let usual = SimSettings::by_policy(run, options.seed);
    let schedule = outcome.schedule.clone();
    // An endless run says nothing new at its end.
    let most: u64 = schedule.choices.iter().map(|choice| u64::from(choice.instructions)).sum();
    let most = most.min(MOST);
    let settings = SimSettings { cores: 1, schedule, lines: RECORDED, ..usual };
    let mut simulation = Simulation::new(run.program.clone(), settings);
    let mut names: BTreeMap<Worker, String> = BTreeMap::new();
    let mut steps = Vec::new();
    let mut shared = false;
    loop {
        let progress = simulation.advance(10_000);
        for event in simulation.take_events() {
            match event.kind {
                Kind::Started { name, parent } => {
                    let name = match parent {
                        None => "main".to_owned(),
                        Some(_) => name.split_once(" (").map_or(name.as_str(), |(name, _)| name).to_owned(),
                    };
                    names.insert(event.worker, name);
                }
                Kind::Line { file, line } => {
                    // Until somebody else has done something there is nothing to tell.
                    shared |= names.len() > 1 && (event.worker.thread > 0 || event.worker.pid > 1);
                    if shared {
                        let worker = names.get(&event.worker).cloned().unwrap_or_default();
                        let text = source_line(run, &file, line);
                        steps.push(Step { worker, file, line, text });
                    }
                }
                _ => {}
            }
        }
        let enough = simulation.lines_are_cut() || simulation.instructions() > most;
        if progress != Progress::Running || enough {
            return steps;
        }
    }
}

fn source_line(run: &RunSpec, file: &str, line: u32) -> String {
    let sources = std::iter::once(&run.program.main).chain(&run.program.files);
    let source = sources.into_iter().find(|source| source.file == file);
    let text = source.and_then(|source| source.text.lines().nth((line as usize).checked_sub(1)?));
    text.unwrap_or_default().trim().chars().take(WIDTH).collect()
}

/// Writes them.
pub(super) fn write(to: &mut impl Write, options: &Check, run: &RunSpec, outcome: &Outcome) -> Result<()> {
    let steps = steps(options, run, outcome);
    let left_out = steps.len().saturating_sub(SHOWN);
    let steps = &steps[left_out..];
    let width = steps.iter().map(|step| step.worker.chars().count()).max().unwrap_or_default();
    if left_out > 0 {
        writeln!(to, "         … {left_out} lines before these")?;
    }
    let mut last = "";
    for step in steps {
        let worker = if step.worker == last { "" } else { &step.worker };
        let file = if step.file == run.program.main.file { String::new() } else { format!("{}:", step.file) };
        writeln!(to, "         {worker:width$}  {file}{:>4}  {}", step.line, step.text)?;
        last = &step.worker;
    }
    Ok(())
}

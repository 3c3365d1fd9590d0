//! Small programs of the kinds that courses have: correct ones are never accused, faulty ones are found.

use std::collections::BTreeMap;

use interleave_runtime::explore::{Explorer, RaceKind};
use interleave_runtime::sim::{Program, SimSettings};

/// As in the command.
#[global_allocator]
static ALLOCATOR: interleave_engine::allocator::Pools = interleave_engine::allocator::Pools;

/// What all of them begin with, in one line.
const PROLOGUE: &str =
    "import threading, queue, time, collections, itertools, array, multiprocessing, concurrent.futures
def run(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
";

/// Schedules that a fault may take to be found.
const RUNS: u64 = 60;

/// By title.
fn programs(text: &str) -> BTreeMap<&str, String> {
    let programs = text.split("# %% ").skip(1).filter_map(|part| part.split_once('\n'));
    programs.map(|(title, program)| (title, format!("{PROLOGUE}{program}"))).collect()
}

/// What is held against a program.
fn accusations(program: &str) -> Vec<String> {
    let settings = SimSettings { max_instructions: 300_000, ..SimSettings::default() };
    let mut explorer = Explorer::new(Program::new("main.py", program), settings, RUNS);
    let mut runs = 0;
    while let Some(jobs) = explorer.next_jobs(4) {
        for job in jobs {
            explorer.add(job.run());
        }
        runs += 1;
        if explorer.report().has_failure() || explorer.report().outcomes.len() > 1 || runs > RUNS {
            break;
        }
    }
    let report = explorer.report();
    let mut accused: Vec<String> = report
        .races()
        .iter()
        .filter(|found| found.race.kind == RaceKind::LostUpdate)
        .map(|found| found.race.sentence("main.py"))
        .collect();
    if !report.is_settled() || report.has_failure() {
        accused.extend(
            report
                .outcomes
                .iter()
                .map(|outcome| format!("{:?} {}{}", outcome.end, outcome.stdout, outcome.stderr)),
        );
    }
    accused
}

#[test]
fn correct_programs_are_not_accused() {
    let programs = programs(include_str!("verdicts/correct.txt"));
    assert!(programs.len() >= 40, "{}", programs.len());
    let accused: Vec<_> = programs
        .iter()
        .map(|(title, program)| (title, accusations(program)))
        .filter(|(_, accused)| !accused.is_empty())
        .collect();
    assert!(accused.is_empty(), "{accused:#?}");
}

#[test]
fn faulty_programs_are_found() {
    let programs = programs(include_str!("verdicts/faulty.txt"));
    assert!(programs.len() >= 40, "{}", programs.len());
    let missed: Vec<_> = programs
        .iter()
        .filter(|(_, program)| accusations(program).is_empty())
        .map(|(title, _)| title)
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

//! Random programs, here and under CPython: what they print must be the same.
//!
//! `INTERLEAVE_RANDOM_PROGRAMS=20000` tries more of them, `INTERLEAVE_RANDOM_SEED=1` others.

use interleave_tests::differential::run;
use interleave_tests::random_program;
use libtest_mimic::{Failed, Trial};

/// Programs of one `python3`: starting one takes longer than most programs.
const BATCH: u64 = 50;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// One trial per batch.
pub(crate) fn trials() -> Vec<Trial> {
    let count = number("INTERLEAVE_RANDOM_PROGRAMS", 400);
    let first = number("INTERLEAVE_RANDOM_SEED", 0) << 32;
    (0..count.div_ceil(BATCH))
        .map(|batch| {
            let seed = first + batch * BATCH;
            Trial::test(format!("random::{seed}"), move || check(seed).map_err(Failed::from))
        })
        .collect()
}

const BEGIN: &str = "=== program ";

fn check(seed: u64) -> Result<(), String> {
    let mut text = String::new();
    for seed in seed..seed + BATCH {
        text += &format!("print('{BEGIN}{seed}')\n{}\n", random_program(seed));
        text += "try: program()\nexcept Exception as e: print('raised', type(e).__name__, e)\n\n";
    }
    let theirs = run(&["python3", "-W", "ignore"], &text);
    let ours = run(&[&crate::command(), "run"], &text);
    if theirs.status != 0 || !theirs.stderr.is_empty() {
        return Err(format!("the generator made a program that CPython refuses\n{}", theirs.stderr));
    }
    let parts = |text: &str| -> Vec<String> { text.split(BEGIN).skip(1).map(str::to_owned).collect() };
    let (theirs, printed) = (parts(&theirs.stdout), parts(&ours.stdout));
    for (index, expected) in theirs.iter().enumerate() {
        let actual = printed.get(index).map_or(ours.stderr.as_str(), String::as_str);
        if actual != expected {
            let program = random_program(seed + index as u64);
            return Err(format!("{program}\n--- CPython\n{expected}--- this Python\n{actual}"));
        }
    }
    Ok(())
}

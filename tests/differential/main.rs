//! Runs the differential suite; see `interleave_tests::differential`.
//!
//! Beside it random programs, in `random.rs`.
//!
//! Needs the binary of the same profile (`cargo build -p interleave-cli`). CPython takes part when asked for by name:
//! `cargo test -p interleave-tests --test differential cpython`.

mod random;

use interleave_tests::conformance::CPython;
use interleave_tests::differential::{Table, compare, run, tables};
use libtest_mimic::{Arguments, Failed, Trial};

/// The command under test, as an argument.
fn command() -> String {
    interleave_tests::interleave().display().to_string()
}

fn main() {
    let arguments = Arguments::from_args();
    let asked = arguments.filter.as_deref().is_some_and(|filter| filter.starts_with("cpython"));
    if asked && CPython::find().is_some() && std::env::var_os("INTERLEAVE_BLESS").is_some() {
        tables().iter().filter(|table| can_run(table)).for_each(bless);
    }
    let mut trials = Vec::new();
    let tables = tables();
    let without: Vec<String> = if asked {
        tables
            .iter()
            .filter(|table| !can_run(table))
            .flat_map(|table| &table.cases)
            .map(|case| case.name.clone())
            .collect()
    } else {
        Vec::new()
    };
    for case in tables.into_iter().flat_map(|table| table.cases) {
        let ours = case.clone();
        trials.push(Trial::test(format!("interleave::{}", case.name), move || {
            compare(&ours, &run(&[&command(), "run"], &ours.program)).map_err(Failed::from)
        }));
        if !case.ours.is_empty() || without.contains(&case.name) {
            continue;
        }
        let trial = Trial::test(format!("cpython::{}", case.name), move || {
            compare(&case, &run(&["python3"], &case.program)).map_err(Failed::from)
        });
        trials.push(trial.with_ignored_flag(!asked || CPython::find().is_none()));
    }
    if CPython::find().is_some() {
        trials.extend(random::trials());
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// Whether CPython has what the programs import; ours has.
fn can_run(table: &Table) -> bool {
    let pillow = table.cases.iter().any(|case| case.program.starts_with("from PIL import"));
    let can = !pillow || run(&["python3"], "import PIL").status == 0;
    if !can {
        println!("{}: LEFT OUT under CPython: it has no Pillow", table.results.display());
    }
    can
}

/// Records what CPython makes of the programs.
fn bless(table: &Table) {
    let mut text = String::new();
    for case in table.cases.iter().filter(|case| case.ours.is_empty()) {
        let title = case.name.split_once("::").map_or("", |(_, title)| title);
        text += &format!("# %% {title}\n{}\n", run(&["python3"], &case.program).text());
    }
    std::fs::write(&table.results, text).expect("the results can be written");
}

//! Runs the conformance suite: every case on every driver, and on CPython itself where there is one.
//!
//! `cargo test -p interleave-tests --test conformance -- sim-1-gil-robin::locks` runs a part of it: what contains this text.

use std::path::Path;
use std::sync::Arc;

use interleave_tests::conformance::{
    CPython, Driver, Native, Sim, capabilities, cases, check, check_repeats,
};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut drivers: Vec<Arc<dyn Driver>> = Vec::new();
    for sim in Sim::variants() {
        drivers.push(Arc::new(sim));
    }
    for native in Native::variants() {
        drivers.push(Arc::new(native));
    }
    let oracle = CPython::find();
    let mut trials = Vec::new();
    for case in cases() {
        for driver in &drivers {
            let (driver, case) = (driver.clone(), case.clone());
            let lacks = driver.lacks(&case);
            let name = format!("{}::{}", driver.name(), case.name);
            let trial = Trial::test(name, move || check(&*driver, &case).map_err(Failed::from));
            trials.push(trial.with_ignored_flag(lacks.is_some()));
        }
        let repeated = case.clone();
        trials.push(Trial::test(format!("sim-repeats::{}", case.name), move || {
            check_repeats(&Sim::drawing(), &repeated).map_err(Failed::from)
        }));
        // Real time, real processes: slow, and sensitive to load. Asked for by name or with --ignored.
        if oracle.is_some() {
            let asked = arguments.filter.as_deref().is_some_and(|filter| filter.starts_with("cpython"));
            let case = case.clone();
            let name = format!("cpython::{}", case.name);
            let trial = Trial::test(name, move || check(&CPython, &case).map_err(Failed::from));
            trials.push(trial.with_ignored_flag(!asked));
        }
    }
    trials.push(Trial::test("capabilities", || capabilities_are_written_down().map_err(Failed::from)));
    libtest_mimic::run(&arguments, trials).exit();
}

/// `docs/capabilities.md` is what the suite says; with `INTERLEAVE_UPDATE` set it is made so.
fn capabilities_are_written_down() -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/capabilities.md");
    let page = capabilities();
    if std::env::var_os("INTERLEAVE_UPDATE").is_some() {
        return std::fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()));
    }
    if std::fs::read_to_string(&path).unwrap_or_default() == page {
        return Ok(());
    }
    Err("docs/capabilities.md is out of date: run this test once more with INTERLEAVE_UPDATE=1".into())
}

//! Runs the conformance suite: every case on every driver, and on CPython itself where there is one.
//!
//! `cargo test -p interleave-tests --test conformance -- sim-1-gil-robin::locks` runs a part of it: what contains this text.

use std::sync::Arc;

use interleave_tests::conformance::{CPython, Driver, Native, Sim, cases, check};
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
        // Real time, real processes: slow, and sensitive to load. Asked for by name or with --ignored.
        if oracle.is_some() {
            let asked = arguments.filter.as_deref().is_some_and(|filter| filter.starts_with("cpython"));
            let case = case.clone();
            let name = format!("cpython::{}", case.name);
            let trial = Trial::test(name, move || check(&CPython, &case).map_err(Failed::from));
            trials.push(trial.with_ignored_flag(!asked));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

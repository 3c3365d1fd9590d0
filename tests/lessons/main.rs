//! The course, checked like code: what each lesson says of itself, that it runs the same everywhere, that its broken version
//! shows its bug and its mended one never does, and that no heading of the documents it began with is left out.
//!
//! `cargo xtask lessons` runs all of it and writes `lessons/COVERAGE.md`; `cargo xtask lessons lost-update` a part. Needs the
//! `interleave` binary of the same profile.

mod coverage;
mod form;
mod links;
mod run;
mod spelling;

use std::path::{Path, PathBuf};

use interleave_lesson::check::{Promise, Run, Schedule};
use interleave_lesson::{Control, Lesson, Param, catalogue};
use interleave_tests::course::{End, Ran, lost_updates, program, simulated};
use libtest_mimic::{Arguments, Failed, Trial};

/// Under so many random schedules the mended version must hold.
const SEEDS: u64 = 200;

type Checked = Result<(), Failed>;

fn main() {
    let mut arguments = Arguments::from_args();
    // Real processes and measured times: more at once would disturb each other.
    arguments.test_threads.get_or_insert(2);
    let mut trials = vec![
        Trial::test("coverage", || coverage::check().map_err(Failed::from)),
        Trial::test("form", || form::check().map_err(Failed::from)),
        Trial::test("links", || links::check().map_err(Failed::from)),
        // Ignored, and counted so, where there is no dictionary.
        Trial::test("spelling", || spelling::check().map_err(Failed::from))
            .with_ignored_flag(!spelling::can_be_checked()),
    ];
    for lesson in catalogue().lessons() {
        let slug = &lesson.slug;
        trials.push(Trial::test(format!("ends::{slug}"), || ends(lesson)));
        trials.push(Trial::test(format!("same::{slug}"), || same(lesson)));
        if let Some(promise) = &lesson.promise {
            trials.push(Trial::test(format!("promise::{slug}"), || kept(lesson, promise)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The course's.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons")
}

/// As the page opens it, and with every parameter at both ends, or at each of its choices.
fn ends(lesson: &Lesson) -> Checked {
    let in_turn = Schedule::default();
    let broken = simulated(lesson, &lesson.source, in_turn, true);
    if lesson.promise.is_none() {
        broken.ended_well("as it is")?;
    } else if matches!(broken.end, End::Limit) {
        return Err(format!("does not end in time as it is: {broken:?}").into());
    }
    let promise = lesson.promise.as_ref();
    // The values that break it are the promise's business.
    let breaks = |param: &&Param| {
        !promise.is_some_and(|promise| promise.mended.iter().any(|(name, _)| *name == param.name))
    };
    for param in lesson.params.iter().filter(breaks) {
        for value in extremes(param) {
            let text = program(lesson, &[(param.name.clone(), value.clone())])?;
            let ran = simulated(lesson, &text, in_turn, true);
            ran.ended_well(&format!("with {} = {value}", param.name))?;
        }
    }
    Ok(())
}

fn extremes(param: &Param) -> Vec<String> {
    match &param.control {
        Control::Boolean => vec!["True".into(), "False".into()],
        Control::Slider { min, max, .. } => vec![min.to_string(), max.to_string()],
        Control::Number { min, max, .. } => min.iter().chain(max).map(ToString::to_string).collect(),
        Control::Choice(choices) => choices.iter().map(interleave_lesson::Value::plain).collect(),
        Control::Text => vec![String::new(), "a \"b\" 'c' \\".into()],
    }
}

/// What is determined of its output is the same under CPython, in the simulator and on real workers.
fn same(lesson: &Lesson) -> Checked {
    let text = program(lesson, &[])?;
    let simulated = simulated(lesson, &text, Schedule::default(), true);
    let mut others = vec![("native", run::native(lesson, &text))];
    if let Some(oracle) = run::cpython(lesson, &text) {
        others.push(("CPython", oracle));
    }
    simulated.ended_well("simulated")?;
    for (name, other) in others {
        simulated.agrees(lesson, name, &other)?;
    }
    Ok(())
}

/// The broken version does what is promised under the stated schedule; the mended one under none, and it loses no update.
fn kept(lesson: &Lesson, promise: &Promise) -> Checked {
    let broken = program(lesson, &promise.broken)?;
    let ran = simulated(lesson, &broken, promise.schedule, true);
    if !shows(&promise.run, &ran) {
        let message = format!("{:?} is promised under {:?}, but: {ran:?}", promise.run, promise.schedule);
        return Err(message.into());
    }
    let mended = program(lesson, &[])?;
    for seed in 0..SEEDS {
        let ran = simulated(lesson, &mended, Schedule { random: true, seed }, true);
        if shows(&promise.run, &ran) || ran.end != End::Status(0) {
            return Err(format!("the mended version, seed {seed}: {ran:?}").into());
        }
    }
    match lost_updates(lesson, &mended).as_slice() {
        [] => Ok(()),
        lost => Err(format!("the mended version loses updates: {lost:?}").into()),
    }
}

fn shows(promised: &Run, ran: &Ran) -> bool {
    match promised {
        Run::Deadlock => matches!(ran.end, End::Deadlock(_)),
        Run::Prints(text) => ran.stdout.contains(text),
        Run::Raises(text) => ran.stderr.contains(text),
    }
}

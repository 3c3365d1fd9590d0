//! A worker that tries schedules, a slice at a time: one run after the other or, in the free-threaded build, on all cores.

#[cfg(target_feature = "atomics")]
mod all_cores;
#[cfg(not(target_feature = "atomics"))]
mod one_core;

use std::cell::RefCell;

use interleave_protocol::{Exploration, Summary};
use interleave_runtime::explore::Explorer;

#[cfg(target_feature = "atomics")]
use self::all_cores::{Work, prepare};
#[cfg(not(target_feature = "atomics"))]
use self::one_core::{Work, prepare};
use crate::found::found;
use crate::scope::{self, SLICE, Turns, now_ms, seed};
use crate::wire::FromWorker;

/// Milliseconds between two reports.
const REPORT: f64 = 200.0;

/// How far a slice has come.
enum Went {
    On,
    /// Nothing is left to do.
    Through,
}

struct Exploring {
    explorer: Explorer,
    work: Work,
    turns: Turns,
    schedules: u32,
    seed: u64,
    /// The program's first file.
    main: String,
    /// When the last report was made.
    told: f64,
}

thread_local! {
    static EXPLORING: RefCell<Option<Exploring>> = const { RefCell::new(None) };
}

/// Begins.
pub(crate) fn start(exploration: Exploration) {
    let Exploration { request, schedules } = exploration;
    let seed = seed(&request);
    let main = request.spec.program.main.file.clone();
    let explorer = Explorer::of(request.spec, seed, schedules.into());
    let turns = Turns::new(|| with(Exploring::turn));
    let (work, told) = (Work::default(), now_ms());
    EXPLORING.set(Some(Exploring { explorer, work, turns, schedules, seed, main, told }));
    prepare(|ready| {
        with(|exploring| match ready {
            Ok(()) => exploring.turns.soon(),
            Err(message) => exploring.fail(message),
        });
    });
}

/// The visitor has seen enough.
pub(crate) fn stop() {
    with(|exploring| exploring.end(true));
}

fn with(act: impl FnOnce(&mut Exploring)) {
    EXPLORING.with_borrow_mut(|exploring| exploring.as_mut().map(act));
}

impl Exploring {
    fn turn(&mut self) {
        self.turns.begun();
        let end = now_ms() + SLICE;
        match self.work.go_on(&mut self.explorer, end) {
            Ok(Went::On) => {}
            Ok(Went::Through) => return self.end(false),
            Err(message) => return self.fail(message),
        }
        if end > self.told + REPORT {
            self.tell();
            self.told = end;
        }
        self.turns.soon();
    }

    fn tell(&self) {
        let found = found(self.explorer.report(), self.schedules, self.seed, &self.main);
        scope::post(&FromWorker::Explored(found.to_bytes()));
    }

    /// The supervisor ends this worker on hearing of it, or gives it the next search.
    fn end(&self, stopped: bool) {
        self.tell();
        let summary = Summary { stopped, seed: Some(self.seed), ..Summary::default() };
        scope::post(&FromWorker::Ended { status: if stopped { -9 } else { 0 }, summary: Some(summary) });
    }

    fn fail(&self, message: String) {
        scope::post(&FromWorker::Crashed { message });
    }
}

//! A worker that tries schedules: one run after the other, each a slice at a time.

use std::cell::RefCell;

use interleave_protocol::{Exploration, Summary};
use interleave_runtime::explore::{Explorer, Trial};

use crate::found::found;
use crate::scope::{self, Turns, now_ms};
use crate::simulator::{SLICE, seed};
use crate::stepper::GO;
use crate::wire::FromWorker;

/// Milliseconds between two reports.
const REPORT: f64 = 200.0;

struct Exploring {
    explorer: Explorer,
    /// The run under way.
    trial: Option<Trial>,
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
    turns.soon();
    EXPLORING.set(Some(Exploring { explorer, trial: None, turns, schedules, seed, main, told: now_ms() }));
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
        while now_ms() < end {
            let Some(trial) = &mut self.trial else {
                let next = self.explorer.next_jobs(1).and_then(|mut jobs| jobs.pop());
                let Some(job) = next else { return self.end(false) };
                self.trial = Some(job.begin());
                continue;
            };
            if let Some(result) = trial.advance(GO) {
                self.trial = None;
                self.explorer.add(result);
            }
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

    /// The supervisor ends this worker on hearing of it.
    fn end(&self, stopped: bool) {
        self.tell();
        let summary = Summary { stopped, seed: Some(self.seed), ..Summary::default() };
        scope::post(&FromWorker::Ended { status: if stopped { -9 } else { 0 }, summary: Some(summary) });
    }
}

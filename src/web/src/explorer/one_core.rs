//! Runs of a search one after the other, in this worker.

use interleave_runtime::explore::{Explorer, Trial};

use super::Went;
use crate::scope::now_ms;
use crate::stepper::GO;

/// What is under way.
#[derive(Default)]
pub(super) struct Work(Option<Trial>);

/// There is nothing to prepare.
pub(super) fn prepare(then: impl FnOnce(Result<(), String>)) {
    then(Ok(()));
}

impl Work {
    /// Goes on until this moment. It does not fail.
    pub(super) fn go_on(&mut self, explorer: &mut Explorer, end: f64) -> Result<Went, String> {
        while now_ms() < end {
            let Some(trial) = &mut self.0 else {
                let next = explorer.next_jobs(1).and_then(|mut jobs| jobs.pop());
                let Some(job) = next else { return Ok(Went::Through) };
                self.0 = Some(job.begin());
                continue;
            };
            if let Some(done) = trial.advance(GO) {
                self.0 = None;
                explorer.add(done);
            }
        }
        Ok(Went::On)
    }
}

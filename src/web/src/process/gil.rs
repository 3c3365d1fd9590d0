//! All threads of the process in this worker, one at a time.

use std::sync::Arc;

use interleave_engine::request::Answer;
use interleave_engine::{Interpreter, ThreadState};
use interleave_runtime::process::{Identity, Slice};
use interleave_runtime::{CallId, Process};

use super::host::WebHost;
use super::{Next, SLICE};
use crate::scope;
use crate::wire::Start;

/// Instructions between two looks at the clock are adapted between these.
const BUDGETS: std::ops::RangeInclusive<u64> = 2_000..=2_000_000;

pub(super) struct Runner {
    process: Process,
    budget: u64,
}

impl Runner {
    pub(super) fn new(
        start: &Start,
        interpreter: Arc<Interpreter>,
        main: ThreadState,
        host: &mut WebHost,
    ) -> Runner {
        let identity = Identity {
            pid: start.pid,
            name: start.name.clone(),
            parent: start.parent,
            signals: start.signals.clone(),
        };
        Runner { process: Process::new(interpreter, main, identity, host, true), budget: 20_000 }
    }

    pub(super) fn complete(&mut self, id: CallId, answer: Answer, host: &mut WebHost) {
        self.process.complete(id, answer, host);
    }

    pub(super) fn signal(&mut self, signal: i32, host: &mut WebHost) {
        self.process.signal(signal, host);
    }

    /// All threads run in slices, of which there is none meanwhile.
    pub(super) fn hold(&mut self, _: bool) {}

    pub(super) fn slice(&mut self, host: &mut WebHost) -> Next {
        let mut now = scope::now_ms();
        let end = now + SLICE;
        loop {
            match self.process.run_slice(host, self.budget) {
                Slice::Ready => {}
                Slice::Idle { deadline } => return Next::Wait(deadline),
                Slice::Exited { status } => return Next::Ended(status),
            }
            let before = std::mem::replace(&mut now, scope::now_ms());
            // About two milliseconds each.
            let factor = if now - before < 1.0 { 2.0 } else { 2.0 / (now - before) };
            self.budget = ((self.budget as f64 * factor) as u64).clamp(*BUDGETS.start(), *BUDGETS.end());
            if now >= end {
                return Next::Soon;
            }
        }
    }
}

//! From a start message to an interpreter.

use std::sync::Arc;

use interleave_engine::{Interpreter, Settings, ThreadState};

use crate::scope::cores;
use crate::wire::Start;

/// The interpreter and its main thread; the error is a traceback-like text.
pub(super) fn boot(start: &Start) -> Result<(Arc<Interpreter>, ThreadState), String> {
    let settings = settings(start);
    if start.image.is_empty() {
        let interpreter = Interpreter::new(settings);
        let main = interpreter.main_thread();
        return Ok((interpreter, main));
    }
    Interpreter::from_image(settings, &start.image)
        .map_err(|error| format!("{}: the process could not be started: {error}\n", start.name))
}

/// The interpreter's settings for a run's program.
pub(crate) fn settings(start: &Start) -> Settings {
    let run = &start.request.spec;
    Settings {
        pid: start.pid,
        parent_pid: start.parent.map_or(0, |parent| parent.pid),
        cpu_count: run.cores(cores()),
        gil: run.settings.gil,
        seed: run.settings.seed,
        entropy: start.entropy,
        ..Settings::of(run.program.clone())
    }
}

//! Runs of a search on all cores: on the threads of wasm-bindgen-rayon, which are workers below this one on its memory. They come up
//! once and stay for the searches that follow; the supervisor ends them with this worker.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use interleave_runtime::explore::{Done, Explorer, Job, jobs_for};
use wasm_bindgen::prelude::*;

use super::Went;
use crate::process;
use crate::scope::{self, cores, now_ms};
use crate::stepper::GO;
use crate::wire::FromWorker;

/// More cores than this are left to others: each needs memory of its own for its runs, and one process has 1 GiB.
const MOST_CORES: u32 = 8;

/// Milliseconds of waiting without a sign of life of any core, after which the search has failed.
const PATIENCE: f64 = 20_000.0;

/// Why a core has failed.
static FAILURE: Mutex<Option<String>> = Mutex::new(None);

/// The threads are up, or coming up.
static PREPARED: AtomicBool = AtomicBool::new(false);

fn threads() -> u32 {
    cores().min(MOST_CORES)
}

/// Brings the threads up, if they are not.
pub(super) fn prepare(then: impl FnOnce(Result<(), String>) + 'static) {
    if PREPARED.swap(true, Relaxed) {
        return then(Ok(()));
    }
    std::panic::set_hook(Box::new(|info| {
        // Who looks after the search hears of it there; what a thread of the pool posts reaches nobody.
        *lock(&FAILURE) = Some(info.to_string());
        process::flush();
        scope::post(&FromWorker::Crashed { message: info.to_string() });
    }));
    let then = Rc::new(Cell::new(Some(then)));
    let failed = then.clone();
    let on_ready = Closure::once(move |_: JsValue| {
        scope::post(&FromWorker::Threads(threads()));
        if let Some(then) = then.take() {
            then(Ok(()));
        }
    });
    let on_error = Closure::once(move |error: JsValue| {
        let message = format!("The search's workers did not start: {error:?}");
        if let Some(then) = failed.take() {
            then(Err(message));
        }
    });
    let ready = wasm_bindgen_rayon::init_thread_pool(threads() as usize);
    let _ = ready.then2(&on_ready, &on_error);
    // One of them is called, later, and once in the life of this worker.
    on_ready.forget();
    on_error.forget();
}

/// What is under way.
#[derive(Default)]
pub(super) struct Work(Option<Arc<Round>>);

/// Jobs that were given out together.
struct Round {
    state: Mutex<State>,
    ready: Condvar,
    /// Grows while somebody is at work.
    signs: AtomicU32,
}

struct State {
    /// By job.
    done: Vec<Option<Done>>,
    left: usize,
    /// Signs that were seen, and for how many milliseconds there have been no others. A computer that sleeps does not wait.
    signs: (u32, f64),
}

impl Work {
    /// Goes on until this moment.
    ///
    /// # Errors
    /// If a core has failed.
    pub(super) fn go_on(&mut self, explorer: &mut Explorer, end: f64) -> Result<Went, String> {
        while now_ms() < end {
            let Some(round) = &self.0 else {
                let Some(jobs) = explorer.next_jobs(jobs_for(threads() as usize)) else {
                    return Ok(Went::Through);
                };
                self.0 = Some(Round::begin(jobs));
                continue;
            };
            if let Some(message) = lock(&FAILURE).take() {
                return Err(message);
            }
            if let Some(all) = round.wait(end - now_ms())? {
                self.0 = None;
                all.into_iter().for_each(|done| explorer.add(done));
            }
        }
        Ok(Went::On)
    }
}

impl Round {
    fn begin(jobs: Vec<Job>) -> Arc<Round> {
        let left = jobs.len();
        let state = State { done: Vec::from_iter(jobs.iter().map(|_| None)), left, signs: (0, 0.0) };
        let round =
            Arc::new(Round { state: Mutex::new(state), ready: Condvar::new(), signs: AtomicU32::new(0) });
        for (number, job) in jobs.into_iter().enumerate() {
            let round = round.clone();
            rayon::spawn(move || {
                let done = round.run(job);
                let mut state = lock(&round.state);
                state.done[number] = Some(done);
                state.left -= 1;
                if state.left == 0 {
                    round.ready.notify_one();
                }
            });
        }
        round
    }

    fn run(&self, job: Job) -> Done {
        let mut trial = job.begin();
        loop {
            if let Some(done) = trial.advance(GO) {
                return done;
            }
            self.signs.fetch_add(1, Relaxed);
        }
    }

    /// What came of all jobs, in their order; none if they are not done in so many milliseconds.
    ///
    /// # Errors
    /// If nobody seems to be at work.
    fn wait(&self, milliseconds: f64) -> Result<Option<Vec<Done>>, String> {
        let time = Duration::from_secs_f64(milliseconds.max(0.0) / 1e3);
        let mut state = lock(&self.state);
        if state.left > 0 {
            // Not `wait_timeout_while`, which reads a clock that is none in browsers. Woken too early it is asked again.
            (state, _) = self.ready.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner);
        }
        if state.left == 0 {
            return Ok(Some(state.done.drain(..).flatten().collect()));
        }
        let signs = self.signs.load(Relaxed);
        let quiet = if signs == state.signs.0 { state.signs.1 + milliseconds } else { 0.0 };
        state.signs = (signs, quiet);
        if quiet > PATIENCE {
            return Err("A worker of the search has failed without a word, perhaps for want of memory".into());
        }
        Ok(None)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

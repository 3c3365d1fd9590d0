//! Running the threads of a process one at a time, by the rules of CPython's GIL (Python/ceval_gil.c): a thread keeps the
//! GIL until it waits for something or ends; when others wait for the GIL, until the switch interval is over, and then to the
//! next call or jump backwards. The GIL goes to the thread that has waited longest.

use interleave_engine::Stage;
use interleave_engine::request::Exit;

use super::{After, Process, trace};
use crate::Host;

/// What [`Process::run_slice`] leaves behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slice {
    /// Threads can run: call it again.
    Ready,
    /// No thread can run before an answer arrives, or this moment of the monotonic clock comes.
    Idle {
        /// None: only an answer can help.
        deadline: Option<f64>,
    },
    /// The process has ended.
    Exited {
        /// Exit status; negative for a signal.
        status: i32,
    },
}

/// Instructions between two looks at the clock: at most so many, and about a quarter of a switch interval.
const MOST: u32 = 10_000;
const FEWEST: u32 = 100;
/// What a request counts for: many come after a few instructions, and carrying them out takes longer than those.
const REQUEST: u64 = 50;

pub(super) struct Gil {
    holder: Option<u32>,
    /// When the holder got it.
    since: u64,
    /// Measured; begins with a cautious guess.
    nanos_per_instruction: f64,
}

impl Default for Gil {
    fn default() -> Gil {
        Gil { holder: None, since: 0, nanos_per_instruction: 50.0 }
    }
}

impl Process {
    /// Runs about so many instructions of this process's threads, one thread at a time, and fires what is due.
    /// Comes back earlier when nothing can run. A host that shares its OS thread with an event loop takes a budget that is
    /// worth a few milliseconds.
    pub fn run_slice(&mut self, host: &mut dyn Host, budget: u64) -> Slice {
        let mut interpreter = self.interpreter.clone();
        let mut left = budget;
        let mut now = trace::now(host);
        // Since the clock was read.
        let (mut instructions, mut weight) = (0, 0);
        loop {
            if let Some(status) = self.status {
                return Slice::Exited { status };
            }
            if self.timers.next().is_some_and(|deadline| deadline <= now) {
                self.tick(host);
                // An alarm may have ended it.
                if self.status.is_some() {
                    continue;
                }
            }
            if left == 0 && !self.ready.is_empty() {
                return Slice::Ready;
            }
            let Some((thread, mut state)) = self.take_gil(now, host) else {
                return Slice::Idle { deadline: self.next_deadline() };
            };
            // When the program begins is told at the end of a chunk.
            let starting = state.stage() == Stage::Starting;
            let chunk = if starting { FEWEST } else { self.chunk() };
            let chunk = chunk.min(left.min(u64::from(u32::MAX)) as u32).max(1);
            let before = state.instructions();
            self.tally_from(&mut state, now);
            let exit = interpreter.run_to_check(&mut state, chunk);
            let count = state.instructions() - before;
            self.end_tally(thread, &mut state, host);
            let is_budget = matches!(exit, Exit::Budget);
            let after = self.checkin(thread, state, exit, host);
            let spent = if is_budget { count.max(1) } else { count + REQUEST };
            left = left.saturating_sub(spent);
            instructions += count;
            weight += spent;
            if weight >= u64::from(chunk) || !matches!(after, After::Ready) {
                let later = trace::now(host);
                self.measure(instructions, weight, later.saturating_sub(now));
                (now, instructions, weight) = (later, 0, 0);
            }
            match after {
                After::Ready => {}
                After::Yielded => {
                    self.preempt(thread, host);
                    self.slice.holder = None;
                }
                After::Waiting | After::Ended | After::Exited => {
                    self.slice.holder = None;
                    super::refresh(&mut interpreter, self);
                }
            }
        }
    }

    /// The thread to run: the holder of the GIL until its interval is over, else the one that has waited longest.
    fn take_gil(
        &mut self,
        now: u64,
        host: &mut dyn Host,
    ) -> Option<(u32, Box<interleave_engine::ThreadState>)> {
        if let Some(holder) = self.slice.holder
            && self.is_ready(holder)
        {
            let interval = crate::nanos::span(self.switch_interval);
            let others_wait = self.ready.len() > 1;
            if !others_wait || now.saturating_sub(self.slice.since) < interval {
                if let Some(state) = self.checkout(holder, host) {
                    return Some((holder, state));
                }
            } else {
                self.preempt(holder, host);
                self.ready.retain(|ready| *ready != holder);
                self.ready.push_back(holder);
            }
        }
        self.slice.holder = None;
        // A thread that was woken for a lock and finds it taken leaves the list.
        while let Some(first) = self.ready.front().copied() {
            if let Some(state) = self.checkout(first, host) {
                self.slice.holder = Some(first);
                self.slice.since = now;
                return Some((first, state));
            }
        }
        None
    }

    fn chunk(&self) -> u32 {
        let quarter = self.switch_interval * 1e9 / 4.0 / self.slice.nanos_per_instruction;
        (quarter as u32).clamp(FEWEST, MOST)
    }

    fn measure(&mut self, instructions: u64, weight: u64, nanos: u64) {
        // Short runs, clocks with coarse steps and runs that were mostly requests say little.
        if instructions >= 1_000 && instructions * 2 > weight && nanos > 0 {
            let measured = (nanos as f64 / instructions as f64).clamp(0.5, 10_000.0);
            self.slice.nanos_per_instruction += (measured - self.slice.nanos_per_instruction) / 8.0;
        }
    }
}

//! Who is alive, so that a trace can be completed where a process died before it could tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Event, Kind, State, Worker};

/// The workers and processes that a trace has told of, as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    /// Started, not ended.
    alive: BTreeSet<Worker>,
    /// Every process: whether it has exited.
    exited: BTreeMap<u32, bool>,
}

impl Lives {
    /// Takes note of an event.
    pub fn note(&mut self, event: &Event) {
        let worker = event.worker;
        match event.kind {
            Kind::Started { .. } => {
                self.alive.insert(worker);
                self.exited.entry(worker.pid).or_insert(false);
            }
            Kind::State(State::Finished | State::Raised | State::Killed) => {
                self.alive.remove(&worker);
            }
            Kind::Exited { .. } => {
                self.exited.insert(worker.pid, true);
            }
            _ => {}
        }
    }

    /// Whether the process has started.
    pub fn has_started(&self, pid: u32) -> bool {
        self.exited.contains_key(&pid)
    }

    /// Whether the process has exited.
    pub fn has_exited(&self, pid: u32) -> bool {
        self.exited.get(&pid) == Some(&true)
    }

    /// Processes that started and have not exited.
    pub fn left(&self) -> Vec<u32> {
        self.exited.iter().filter(|(_, exited)| !**exited).map(|(pid, _)| *pid).collect()
    }

    /// What to add for a process that ended without a word of its own: its threads were killed, it exited.
    pub fn end(&self, pid: u32, status: i32, time: u64) -> Vec<Event> {
        let threads = Worker { pid, thread: 0 }..=Worker { pid, thread: u32::MAX };
        let killed = self.alive.range(threads).map(|worker| (*worker, Kind::State(State::Killed)));
        let exited = (Worker { pid, thread: 0 }, Kind::Exited { status });
        killed.chain([exited]).map(|(worker, kind)| Event { time, worker, kind }).collect()
    }
}

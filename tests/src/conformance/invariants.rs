//! What must hold for the trace of every run that came to its end.

use std::collections::{BTreeMap, BTreeSet};

use interleave_trace::{Event, Kind, Resource, State, Worker};

use super::Promises;

/// What does not hold; at most a few of it.
pub fn check(events: &[Event], promises: Promises) -> Vec<String> {
    let mut check = Check { promises, ..Check::default() };
    for event in events {
        check.event(event);
        if check.problems.len() > 5 {
            return check.problems;
        }
    }
    if !events.is_empty() {
        check.end();
    }
    check.problems
}

#[derive(Default)]
struct Check {
    promises: Promises,
    problems: Vec<String>,
    states: BTreeMap<Worker, State>,
    exited: BTreeSet<u32>,
    /// Some process was ended by a signal.
    killed: bool,
    kinds: BTreeMap<Resource, String>,
    /// Holders of locks inside a process.
    holders: BTreeMap<Resource, Vec<Worker>>,
    sent: BTreeSet<u64>,
    received: BTreeSet<u64>,
    last_time: u64,
    process_times: BTreeMap<u32, u64>,
}

impl Check {
    fn require(&mut self, holds: bool, event: &Event, what: &str) {
        if !holds {
            self.problems.push(format!("trace: {what}: {event:?}"));
        }
    }

    fn event(&mut self, event: &Event) {
        let Event { time, worker, kind } = event;
        let process_time = self.process_times.insert(worker.pid, *time).unwrap_or(0);
        self.require(*time >= process_time, event, "time ran backwards in a process");
        if self.promises.global_order {
            self.require(*time >= self.last_time, event, "time ran backwards");
            self.last_time = *time;
        }
        self.require(!self.exited.contains(&worker.pid), event, "an event after the end of its process");
        if !matches!(kind, Kind::Started { .. }) {
            let known = self.states.contains_key(worker);
            self.require(known, event, "an event before the start of its worker");
        }
        match kind {
            Kind::Started { parent, .. } => {
                let again = self.states.insert(*worker, State::Ready).is_some();
                self.require(!again, event, "started twice");
                let parent_known = parent.is_none_or(|parent| {
                    // Events of another process may come later, where there is no common order.
                    !self.promises.global_order || self.states.contains_key(&parent)
                });
                self.require(parent_known, event, "started by an unknown worker");
            }
            Kind::State(state) => self.state(event, state),
            Kind::Created { resource, kind } => {
                let again = self.kinds.insert(*resource, kind.clone()).is_some();
                self.require(!again, event, "created twice");
            }
            Kind::Acquired { resource } => {
                self.running_or_woken(event);
                self.acquired(event, *resource);
            }
            Kind::Released { resource } => {
                let holders = self.holders.entry(*resource).or_default();
                // Any thread may release a lock, and a forked child may release one that it never acquired.
                match holders.iter().rposition(|holder| holder == worker) {
                    Some(index) => drop(holders.remove(index)),
                    None => drop(holders.pop()),
                }
            }
            Kind::Retaken { since, .. } => {
                self.running_or_woken(event);
                self.require(since <= time, event, "it ends before it begins");
            }
            Kind::Sent { message, .. } => {
                let first = self.sent.insert(*message);
                self.require(first, event, "sent twice");
            }
            Kind::Received { message, .. } => {
                let sent = !self.promises.global_order || self.sent.contains(message);
                self.require(sent, event, "received before it was sent");
                let first = self.received.insert(*message);
                self.require(first, event, "received twice");
            }
            Kind::Exited { status } => {
                self.killed |= *status < 0;
                let states = self.states.iter().filter(|(other, _)| other.pid == worker.pid);
                let alive: Vec<Worker> =
                    states.filter(|(_, state)| !is_end(state)).map(|(other, _)| *other).collect();
                self.require(alive.is_empty(), event, &format!("its process ended before {alive:?}"));
                self.exited.insert(worker.pid);
            }
            Kind::Text { .. } | Kind::Line { .. } | Kind::Accessed { .. } | Kind::Joined { .. } => {}
        }
    }

    fn state(&mut self, event: &Event, state: &State) {
        let worker = event.worker;
        let before = self.states.insert(worker, state.clone()).unwrap_or(State::Ready);
        self.require(before != *state, event, "the state it was in");
        self.require(!is_end(&before), event, &format!("after its end as {before:?}"));
        let legal = match state {
            State::Ready | State::Killed => true,
            State::Starting => before == State::Ready && worker.thread == 0,
            State::Running => matches!(before, State::Ready | State::Starting),
            State::Finished | State::Raised | State::Sleeping | State::Reading | State::Joining { .. } => {
                matches!(before, State::Running | State::Starting)
            }
            // A thread that was woken for a lock and finds it taken waits again.
            State::Blocked { .. } => matches!(before, State::Running | State::Starting | State::Ready),
        };
        self.require(legal, event, &format!("not a state to follow {before:?}"));
        if *state == State::Running {
            let running: Vec<&Worker> = self
                .states
                .iter()
                .filter(|(_, state)| **state == State::Running)
                .map(|(worker, _)| worker)
                .collect();
            let threads = running.iter().filter(|other| other.pid == worker.pid).count();
            let cores = running.len();
            if self.promises.gil {
                self.require(threads == 1, event, "two threads run under the GIL");
            }
            if let Some(limit) = self.promises.cores {
                self.require(cores <= limit, event, "more workers run than there are cores");
            }
        }
    }

    /// Whoever gets something runs, or is just being woken to run.
    fn running_or_woken(&mut self, event: &Event) {
        let state = self.states.get(&event.worker);
        let awake = matches!(state, Some(State::Running | State::Ready));
        self.require(awake, event, &format!("acquired while {state:?}"));
    }

    fn acquired(&mut self, event: &Event, resource: Resource) {
        let holders = self.holders.entry(resource).or_default();
        holders.push(event.worker);
        let holders = holders.clone();
        // Between processes a lock is a semaphore: who released it may have told so later than who got it.
        if resource.pid == 0 && !self.promises.global_order {
            return;
        }
        let alone = match self.kinds.get(&resource).map(String::as_str) {
            Some("Lock") => holders.len() == 1,
            Some("RLock") => holders.iter().all(|holder| *holder == event.worker),
            _ => true,
        };
        self.require(alone, event, &format!("held by {holders:?}"));
    }

    fn end(&mut self) {
        for (worker, state) in &self.states {
            if !is_end(state) {
                self.problems.push(format!("trace: {worker:?} never ended, it is {state:?}"));
            }
            if !self.exited.contains(&worker.pid) {
                self.problems.push(format!("trace: the process of {worker:?} never ended"));
            }
        }
        // Where processes are real, one that is killed may have sent a message and not yet told the trace.
        if self.killed && !self.promises.global_order {
            return;
        }
        for message in self.received.difference(&self.sent) {
            self.problems.push(format!("trace: message {message} was never sent"));
        }
    }
}

fn is_end(state: &State) -> bool {
    matches!(state, State::Finished | State::Raised | State::Killed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(kinds: &[(u32, Kind)]) -> Vec<String> {
        let event = |(time, (thread, kind)): (usize, &(u32, Kind))| Event {
            time: time as u64,
            worker: Worker { pid: 1, thread: *thread },
            kind: kind.clone(),
        };
        let events: Vec<Event> = kinds.iter().enumerate().map(event).collect();
        check(&events, Promises { global_order: true, gil: true, cores: Some(1) })
    }

    fn start(thread: u32) -> [(u32, Kind); 2] {
        [(thread, Kind::Started { name: "t".into(), parent: None }), (thread, Kind::State(State::Running))]
    }

    #[test]
    fn accepts_a_whole_life() {
        let mut kinds = start(0).to_vec();
        kinds.push((0, Kind::State(State::Sleeping)));
        kinds.push((0, Kind::State(State::Ready)));
        kinds.push((0, Kind::State(State::Running)));
        kinds.push((0, Kind::State(State::Finished)));
        kinds.push((0, Kind::Exited { status: 0 }));
        assert_eq!(problems(&kinds), [""; 0]);
    }

    #[test]
    fn finds_what_is_wrong() {
        let lock = Resource { pid: 1, id: 1 };
        let mut kinds = start(0).to_vec();
        kinds.push((0, Kind::Created { resource: lock, kind: "Lock".into() }));
        kinds.push((0, Kind::Acquired { resource: lock }));
        kinds.extend(start(1));
        kinds.push((1, Kind::Acquired { resource: lock }));
        kinds.push((1, Kind::Received { channel: lock, message: 3 }));
        let found = problems(&kinds).join("\n");
        for what in
            ["two threads run", "than there are cores", "held by", "before it was sent", "never ended"]
        {
            assert!(found.contains(what), "{what} not in {found}");
        }
    }
}

//! What workers and resources are called on the page.

use std::collections::HashMap;

use interleave_trace::{Resource, State, Worker};

use crate::{ResourceLane, Timeline, WorkerLane};

/// What a worker waits for while the driver works for it: it starts a process, say.
const DRIVER: Resource = Resource { pid: 0, id: 0 };

impl ResourceLane {
    /// Not a part of one of the library's classes, not a mere call that waits, not the driver.
    pub fn is_shown(&self) -> bool {
        let hidden = self.kind.starts_with('_') || self.kind.ends_with("()") || self.resource == DRIVER;
        !hidden && (!self.holds.is_empty() || !self.waits.is_empty())
    }
}

/// `main` for the program itself, else a worker's Python name without the function Python appends.
pub(crate) fn label(name: &str, parent: Option<Worker>) -> &str {
    if parent.is_none() && matches!(name, "MainProcess" | "MainThread") {
        return "main";
    }
    name.split_once(" (").map_or(name, |(name, _)| name)
}

impl WorkerLane {
    /// `main` for the program itself, else its Python name without the function Python appends.
    pub fn label(&self) -> &str {
        label(&self.name, self.parent)
    }

    /// At most some letters, for the margin of the code: `T1`, `P2`, `main`. Others may have the same: see [`Timeline::short_names`].
    pub fn short(&self) -> String {
        let label = self.label();
        let name = label.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '_');
        match name.chars().next() {
            Some(initial) if name.len() < label.len() && label.len() - name.len() < 5 => {
                format!("{}{}", initial.to_ascii_uppercase(), &label[name.len()..])
            }
            _ => label.chars().take(4).collect(),
        }
    }
}

/// The names that tell workers apart, by their short ones and their labels. Of those that would have the same: the initial and the end of
/// their labels if these differ, else the initial and a number.
fn told_apart(names: Vec<(String, &str)>) -> Vec<String> {
    let mut count: HashMap<String, u32> = HashMap::new();
    let ends = |label: &str| {
        let letters: Vec<char> = label.chars().collect();
        let end = letters[letters.len().saturating_sub(3)..].iter().collect::<String>();
        format!("{}…{}", letters.first().unwrap_or(&'?'), end.trim_start())
    };
    for (short, label) in &names {
        for name in [short.clone(), ends(label)] {
            *count.entry(name).or_default() += 1;
        }
    }
    let mut numbers: HashMap<char, u32> = HashMap::new();
    let tell = |(short, label): (String, &str)| {
        let end = ends(label);
        if count[&short] == 1 {
            return short;
        }
        if count[&end] == 1 {
            return end;
        }
        let initial = label.chars().next().unwrap_or('W').to_ascii_uppercase();
        let number = numbers.entry(initial).or_default();
        *number += 1;
        format!("{initial}#{number}")
    };
    names.into_iter().map(tell).collect()
}

impl Timeline {
    /// The label of a worker; a thread that shares its name with one of another process says whose it is.
    pub fn worker_name(&self, worker: Worker) -> String {
        let Some(lane) = self.lane(worker) else { return format!("process {}", worker.pid) };
        let label = lane.label();
        if self.labels.get(label).is_none_or(|twins| *twins < 2) {
            return label.to_owned();
        }
        match self.lane(Worker { pid: worker.pid, thread: 0 }) {
            Some(process) if worker.thread > 0 => format!("{label} of {}", process.label()),
            _ => format!("{label} (pid {})", worker.pid),
        }
    }

    /// Of each lane, at most five letters that tell its worker from the others.
    pub fn short_names(&self) -> Vec<String> {
        told_apart(self.workers.iter().map(|lane| (lane.short(), lane.label())).collect())
    }

    /// `Lock`, or `Lock 2` where there are several.
    pub fn resource_name(&self, resource: Resource) -> String {
        if resource == DRIVER {
            return "the system".into();
        }
        let Some(lane) = self.resource(resource) else { return "something unknown".into() };
        let of_kind = |other: &&ResourceLane| {
            other.kind == lane.kind
                && (!other.holds.is_empty() || !other.waits.is_empty() || other.resource == resource)
        };
        let all: Vec<&ResourceLane> = self.resources.iter().filter(of_kind).collect();
        let kind = lane.kind.trim_start_matches('_');
        match all.iter().position(|other| other.resource == resource) {
            Some(at) if all.len() > 1 && !kind.ends_with(')') => format!("{kind} {}", at + 1),
            _ => kind.to_owned(),
        }
    }

    /// A state in words: `waits for Lock 2`.
    pub fn describe(&self, state: &State) -> String {
        match state {
            State::Ready => "ready, waits for a core or the GIL".into(),
            State::Running => "running".into(),
            State::Starting => "starting up".into(),
            State::Blocked { on } => format!("waits for {}", self.resource_name(*on)),
            State::Joining { worker } if worker.pid == 0 => "waits for any child to end".into(),
            State::Joining { worker } => format!("waits for {} to end", self.worker_name(*worker)),
            State::Sleeping => "sleeping".into(),
            State::Reading => "waits for input".into(),
            State::Finished => "finished".into(),
            State::Raised => "ended by an exception".into(),
            State::Killed => "killed".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use interleave_trace::{Resource, State, Worker};

    use crate::Timeline;
    use crate::timeline::tests::{A, ONE, created, deadlock, started, state};

    #[test]
    fn labels() {
        let mut timeline = Timeline::of(&deadlock());
        assert_eq!(timeline.workers[0].label(), "main");
        assert_eq!(timeline.worker_name(ONE), "Thread-1");
        assert_eq!(timeline.workers[1].short(), "T1");
        assert_eq!(timeline.resource_name(A), "Lock 1");
        assert_eq!(timeline.describe(&State::Joining { worker: ONE }), "waits for Thread-1 to end");
        // A thread of another process with the same name.
        timeline.push(&started(60, Worker { pid: 2, thread: 0 }, "Process-1"));
        timeline.push(&started(61, Worker { pid: 2, thread: 1 }, "Thread-1"));
        assert_eq!(timeline.worker_name(Worker { pid: 2, thread: 1 }), "Thread-1 of Process-1");
        assert_eq!(timeline.worker_name(ONE), "Thread-1 of main");
    }

    #[test]
    fn parts_of_the_library_are_not_shown() {
        let part = Resource { pid: 1, id: 7 };
        let call = Resource { pid: 1, id: 8 };
        let timeline = Timeline::of(&[
            created(0, part, "_Lock"),
            created(0, call, "Queue.get()"),
            state(1, ONE, State::Blocked { on: part }),
            state(2, ONE, State::Blocked { on: call }),
            state(3, ONE, State::Blocked { on: Resource { pid: 0, id: 0 } }),
        ]);
        assert_eq!(timeline.used_resources().count(), 0);
        let words: Vec<_> =
            timeline.workers[0].segments.iter().map(|s| timeline.describe(&s.state)).collect();
        assert_eq!(words, ["waits for Lock", "waits for Queue.get()", "waits for the system"]);
    }

    #[test]
    fn short_names_tell_workers_apart() {
        for (labels, short) in [
            (["Thread-1", "Thread-2", "Process-1"], ["T1", "T2", "P1"]),
            (["worker 0", "worker 1", "worker 12"], ["W0", "W1", "W12"]),
            (["ThreadPoolExecutor-0_0", "ThreadPoolExecutor-0_1", "main"], ["T0_0", "T0_1", "main"]),
            (["Thread-1", "Timer-1", "Task-1"], ["T…d-1", "T…r-1", "T…k-1"]),
            (["philosopher a", "philosopher b", "cook"], ["p…r a", "p…r b", "cook"]),
            (["worker", "worker", "Ärger"], ["W#1", "W#2", "Ärge"]),
            (["7", "8", ""], ["7", "8", ""]),
        ] {
            let names = labels.map(|label| {
                let worker = Worker { pid: 1, thread: 0 };
                let timeline = Timeline::of(&[started(0, worker, label)]);
                (timeline.workers[0].short(), label)
            });
            assert_eq!(super::told_apart(names.to_vec()), short);
        }
    }

    #[test]
    fn a_single_lock_has_no_number() {
        assert_eq!(Timeline::of(&[created(0, A, "RLock")]).resource_name(A), "RLock");
    }
}

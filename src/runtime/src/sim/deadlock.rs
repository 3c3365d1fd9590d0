//! What to say when nothing can ever run again.

use std::collections::BTreeMap;
use std::fmt;

use interleave_trace::{Resource, Worker};

use crate::process::{Process, Room, Waiting, WaitingFor};

/// Nothing can ever run again, and the program has not ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadlock {
    /// The workers that wait for each other in a circle; empty if they all wait for something that nobody will do.
    pub cycle: Vec<Worker>,
    /// A sentence for each worker of the cycle or, without one, for each that waits.
    pub sentences: Vec<String>,
}

impl fmt::Display for Deadlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Deadlock: nothing can ever run again.")?;
        for sentence in &self.sentences {
            writeln!(f, "  {sentence}")?;
        }
        Ok(())
    }
}

/// Looks at all processes.
pub(super) fn describe<'a>(
    processes: impl Iterator<Item = &'a Process> + Clone,
    names: &BTreeMap<Resource, String>,
) -> Deadlock {
    let waiting: BTreeMap<Worker, Waiting> =
        processes.clone().flat_map(Process::waiting).map(|waiting| (waiting.worker, waiting)).collect();
    let mut holders: BTreeMap<Resource, Vec<Worker>> = BTreeMap::new();
    // The room of a queue is counted by a semaphore, which nobody holds: its label is the call that takes from it.
    let is_held = |resource: &Resource| names.get(resource).is_none_or(|name| !name.contains("()"));
    for (worker, resource) in processes.clone().flat_map(Process::held).filter(|(_, held)| is_held(held)) {
        holders.entry(resource).or_default().push(worker);
    }
    let threads = processes.flat_map(Process::thread_names).collect();
    let picture = Picture { waiting, holders, names, threads };
    let cycle = picture.cycle();
    let concerned: Vec<Worker> =
        if cycle.is_empty() { picture.waiting.keys().copied().collect() } else { cycle.clone() };
    let sentences = concerned.iter().filter_map(|worker| picture.sentence(*worker)).collect();
    Deadlock { cycle, sentences }
}

struct Picture<'a> {
    waiting: BTreeMap<Worker, Waiting>,
    /// Of semaphores; locks know their owner.
    holders: BTreeMap<Resource, Vec<Worker>>,
    names: &'a BTreeMap<Resource, String>,
    threads: BTreeMap<Worker, &'a str>,
}

impl Picture<'_> {
    /// Whoever could end this wait, as far as can be known.
    fn waits_for(&self, waiting: &Waiting) -> Vec<Worker> {
        match &waiting.what {
            WaitingFor::Lock { owner, .. } => owner.iter().copied().collect(),
            WaitingFor::End { worker } => vec![*worker],
            WaitingFor::Resource { resource } => self.holders.get(resource).cloned().unwrap_or_default(),
            WaitingFor::Room { .. } | WaitingFor::Input | WaitingFor::Time | WaitingFor::Signal => Vec::new(),
        }
    }

    /// The first circle, in the order in which each waits for the next.
    fn cycle(&self) -> Vec<Worker> {
        for start in self.waiting.keys() {
            let mut path = Vec::new();
            if self.follow(*start, &mut path) {
                return path;
            }
        }
        Vec::new()
    }

    /// Goes on from `worker`; true when the path has become a circle (its tail cut off).
    fn follow(&self, worker: Worker, path: &mut Vec<Worker>) -> bool {
        if let Some(start) = path.iter().position(|seen| *seen == worker) {
            path.drain(..start);
            return true;
        }
        let Some(waiting) = self.waiting.get(&worker) else { return false };
        path.push(worker);
        for next in self.waits_for(waiting) {
            if self.follow(next, path) {
                return true;
            }
        }
        path.pop();
        false
    }

    fn sentence(&self, worker: Worker) -> Option<String> {
        let waiting = self.waiting.get(&worker)?;
        let held: Vec<String> = self
            .waiting
            .values()
            .filter_map(|other| match &other.what {
                WaitingFor::Lock { resource, label, owner: Some(owner) } if *owner == worker => {
                    Some(self.resource(*resource, label))
                }
                _ => None,
            })
            .chain(
                self.holders
                    .iter()
                    .filter(|(_, holders)| holders.contains(&worker))
                    .map(|(resource, _)| self.resource(*resource, "semaphore")),
            )
            .collect();
        let mut sentence = self.name(worker);
        let mut seen = Vec::new();
        for held in held {
            if !seen.contains(&held) {
                sentence += if seen.is_empty() { " holds " } else { " and " };
                sentence += &held;
                seen.push(held);
            }
        }
        if !seen.is_empty() {
            sentence += " and";
        }
        sentence += &self.goal(waiting);
        if let Some((file, line)) = &waiting.position {
            sentence += &format!(" ({file}, line {line})");
        }
        Some(sentence + ".")
    }

    fn goal(&self, waiting: &Waiting) -> String {
        let held_by = |owners: Vec<Worker>| {
            let owners: Vec<String> = owners
                .into_iter()
                .map(|owner| if owner == waiting.worker { "itself".into() } else { self.name(owner) })
                .collect();
            if owners.is_empty() { String::new() } else { format!(", held by {}", owners.join(" and ")) }
        };
        let is_gone = |owner: &Worker| !self.waiting.contains_key(owner) && self.threads.contains_key(owner);
        match &waiting.what {
            WaitingFor::Lock { label, .. } if label.ends_with("()") => within(label),
            WaitingFor::Lock { resource, label, owner: Some(owner) } if is_gone(owner) => format!(
                " waits for {}, which {} has taken and not released before it ended",
                self.resource(*resource, label),
                self.name(*owner)
            ),
            WaitingFor::Lock { resource, label, owner } => {
                let owners = owner.iter().copied().collect();
                format!(" waits for {}{}", self.resource(*resource, label), held_by(owners))
            }
            WaitingFor::End { worker } if worker.pid == 0 => " waits for any of its processes to end".into(),
            WaitingFor::End { worker } if worker.pid != waiting.worker.pid => {
                format!(" waits for process {} to end", worker.pid)
            }
            WaitingFor::End { worker } => format!(" waits for {} to end", self.name(*worker)),
            WaitingFor::Resource { resource } if self.counted(resource).is_some() => {
                self.counted(resource).unwrap_or_default()
            }
            WaitingFor::Room { resource, of: Room::Feeder } => format!(
                " cannot end: the pipe of {} has no room for all that it has put, and nobody gets it",
                self.resource(*resource, "a queue")
            ),
            WaitingFor::Room { resource, of: Room::Message } => format!(
                " waits for room in {}: it is full, and nobody takes anything out of it",
                self.resource(*resource, "a pipe")
            ),
            WaitingFor::Resource { resource } => {
                let owners = self.holders.get(resource).cloned().unwrap_or_default();
                format!(" waits for {}{}", self.resource(*resource, "an answer"), held_by(owners))
            }
            WaitingFor::Input => " waits for a line of input".into(),
            WaitingFor::Time => " sleeps".into(),
            WaitingFor::Signal => " waits for a signal".into(),
        }
    }

    /// What to say of a semaphore inside of another object, whose label is a call.
    fn counted(&self, resource: &Resource) -> Option<String> {
        let call =
            self.names.get(resource)?.split_inclusive("()").next().filter(|call| call.ends_with("()"))?;
        Some(within(call))
    }

    fn resource(&self, resource: Resource, otherwise: &str) -> String {
        self.names.get(&resource).cloned().unwrap_or_else(|| otherwise.trim_start_matches('_').to_string())
    }

    fn name(&self, worker: Worker) -> String {
        match self.waiting.get(&worker) {
            Some(waiting) if worker.pid == 1 => waiting.name.clone(),
            Some(waiting) => format!("{} (process {})", waiting.name, worker.pid),
            None => match self.threads.get(&worker) {
                Some(name) if worker.pid == 1 => name.to_string(),
                Some(name) => format!("{name} (process {})", worker.pid),
                None => format!("thread {} of process {}", worker.thread, worker.pid),
            },
        }
    }
}

/// A wait inside a call, and what would have to happen.
fn within(call: &str) -> String {
    let why = match call.rsplit_once('.') {
        Some((queue, "put()")) if queue.ends_with("Queue") => {
            ": it is full, and nobody gets anything from it"
        }
        Some((queue, "get()")) if queue.ends_with("Queue") => {
            ": it is empty, and nobody puts anything into it"
        }
        Some((queue, "join()")) if queue.ends_with("Queue") => {
            ": task_done() was not called for every item that was put"
        }
        Some(("Event", "wait()")) => ": nobody sets it",
        Some(("Condition", "wait()")) => ": nobody notifies it",
        Some(("Barrier", "wait()")) => ": too few have arrived, and nobody else comes",
        Some((semaphore, "acquire()")) if semaphore.ends_with("Semaphore") => {
            ": it is at zero, and nobody releases it"
        }
        _ => "",
    };
    format!(" waits in {call}{why}")
}

//! Processes: parents, children, the dead that nobody reaped.

use std::collections::BTreeMap;

use interleave_engine::request::{Answer, SignalAction, Spawn};
use interleave_trace::Worker;

use super::wait::Wait;
use super::{Caller, Effect, Hub, error};
use crate::process::{SIGCHLD, is_fatal};

#[derive(Default)]
pub(super) struct Tree {
    /// Those that run, and zombies: ended, not yet reaped by their parent.
    processes: BTreeMap<u32, Entry>,
    last_pid: u32,
}

struct Entry {
    /// None for the first process, and for orphans: nobody reaps them.
    parent: Option<u32>,
    /// Of a zombie.
    status: Option<i32>,
    /// Whether it reads the run's standard input.
    input: bool,
    /// What signals do to it, where it said so.
    signals: BTreeMap<i32, SignalAction>,
}

impl Tree {
    /// A process; with `input` it reads what its parent reads.
    pub(super) fn add(&mut self, parent: Option<u32>, input: bool) -> u32 {
        self.last_pid += 1;
        let input = input && parent.is_none_or(|parent| self.reads_input(parent));
        let entry = Entry { parent, status: None, input, signals: BTreeMap::new() };
        self.processes.insert(self.last_pid, entry);
        self.last_pid
    }

    pub(super) fn alive(&self) -> impl Iterator<Item = u32> + '_ {
        self.processes.iter().filter(|(_, entry)| entry.status.is_none()).map(|(pid, _)| *pid)
    }

    fn is_alive(&self, pid: u32) -> bool {
        self.processes.get(&pid).is_some_and(|entry| entry.status.is_none())
    }

    pub(super) fn reads_input(&self, pid: u32) -> bool {
        self.processes.get(&pid).is_some_and(|entry| entry.input)
    }

    fn is_child(&self, parent: u32, pid: u32) -> bool {
        self.processes.get(&pid).is_some_and(|entry| entry.parent == Some(parent))
    }

    /// Whether a wait of `waiter` for this child or parent would find it ended: also when it is neither (any more).
    pub(super) fn has_ended(&self, waiter: u32, pid: u32) -> bool {
        !(self.is_child(waiter, pid) || self.is_child(pid, waiter)) || !self.is_alive(pid)
    }

    fn children(&self, parent: u32) -> impl Iterator<Item = (u32, Option<i32>)> + '_ {
        let children = self.processes.iter().filter(move |(_, entry)| entry.parent == Some(parent));
        children.map(|(pid, entry)| (*pid, entry.status))
    }
}

impl Hub {
    pub(super) fn spawn(&mut self, caller: Caller, spawn: Spawn) -> Answer {
        let pid = self.tree.add(Some(caller.pid), spawn.input);
        for handle in &spawn.handles {
            self.hold(pid, *handle);
        }
        if let Some(entry) = self.tree.processes.get_mut(&pid) {
            entry.signals = spawn.signals.iter().copied().collect();
        }
        let parent = Worker { pid: caller.pid, thread: caller.id.thread() };
        self.effects.push(Effect::Start { pid, parent, spawn });
        Answer::Int(i64::from(pid))
    }

    pub(super) fn wait_process(&mut self, caller: Caller, pid: Option<u32>) -> Option<Answer> {
        let answer = self.reap(caller.pid, pid);
        if answer.is_none() {
            self.waits.insert(caller, Wait::Process(pid));
        }
        answer
    }

    /// None: there is such a child, and it has not ended.
    fn reap(&mut self, parent: u32, pid: Option<u32>) -> Option<Answer> {
        let children: Vec<_> =
            self.tree.children(parent).filter(|child| pid.is_none_or(|pid| pid == child.0)).collect();
        if children.is_empty() {
            return Some(error::no_child());
        }
        let (pid, status) = children.into_iter().find_map(|(pid, status)| Some((pid, status?)))?;
        self.tree.processes.remove(&pid);
        Some(Answer::Ints(vec![i64::from(pid), i64::from(status)]))
    }

    pub(super) fn kill(&mut self, pid: u32, signal: i32) -> Answer {
        let Some(entry) = self.tree.processes.get(&pid) else { return error::no_such_process() };
        // A zombie can be signalled, to no effect.
        if signal != 0 && entry.status.is_none() {
            let action = entry.signals.get(&signal).copied();
            if action != Some(SignalAction::Ignore) || signal == 9 {
                self.effects.push(Effect::Signal { pid, signal, fatal: is_fatal(signal, action) });
            }
        }
        Answer::None
    }

    pub(super) fn set_signal(&mut self, pid: u32, signal: i32, action: Option<SignalAction>) -> Answer {
        if let Some(entry) = self.tree.processes.get_mut(&pid) {
            match action {
                Some(action) => entry.signals.insert(signal, action),
                None => entry.signals.remove(&signal),
            };
        }
        Answer::None
    }

    pub(super) fn parent_pid(&self, pid: u32) -> Answer {
        let parent = self.tree.processes.get(&pid).and_then(|entry| entry.parent);
        // Orphans are init's.
        Answer::Int(i64::from(parent.unwrap_or(if pid == self.first { 0 } else { 1 })))
    }

    pub(super) fn end_process(&mut self, pid: u32, status: i32) {
        // Its children are orphans now; nobody will reap those that ended before.
        let children: Vec<(u32, Option<i32>)> = self.tree.children(pid).collect();
        for (child, ended) in children {
            if ended.is_some() {
                self.tree.processes.remove(&child);
            } else if let Some(entry) = self.tree.processes.get_mut(&child) {
                entry.parent = None;
            }
        }
        let Some(entry) = self.tree.processes.get_mut(&pid) else { return };
        entry.status = Some(status);
        match entry.parent {
            None => {
                self.tree.processes.remove(&pid);
            }
            Some(parent) => self.child_ended(parent, pid),
        }
        self.look_again_for_process(pid);
    }

    /// The first wait that can have its status reaps it; further ones learn that there is no such child.
    fn child_ended(&mut self, parent: u32, child: u32) {
        let waiting: Vec<(Caller, Option<u32>)> = self
            .waits
            .iter()
            .filter_map(|(caller, wait)| match wait {
                Wait::Process(pid) if caller.pid == parent && pid.is_none_or(|pid| pid == child) => {
                    Some((*caller, *pid))
                }
                _ => None,
            })
            .collect();
        for (caller, pid) in waiting {
            if let Some(answer) = self.reap(parent, pid) {
                self.answer(caller, answer);
            }
        }
        let handles = self.tree.processes.get(&parent).and_then(|entry| entry.signals.get(&SIGCHLD));
        if handles == Some(&SignalAction::Handle) {
            self.effects.push(Effect::Signal { pid: parent, signal: SIGCHLD, fatal: false });
        }
    }
}

//! The children of a process: started here, waited for and reaped here; and its parent, for whose end it may wait.

use std::collections::BTreeMap;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;

use interleave_trace::Event;

use crate::board::Board;
use crate::sys;

/// A child that was not reaped.
pub(crate) struct Child {
    /// Readable when it has ended.
    pub(crate) watch: Arc<OwnedFd>,
    /// Its start, for the trace, should it die before it can tell.
    pub(crate) started: Event,
}

/// A child that was reaped.
pub(crate) struct Reaped {
    pub(crate) pid: u32,
    /// Negative for a signal.
    pub(crate) status: i32,
    /// As in [`Child`].
    pub(crate) started: Event,
}

/// All that were not reaped, by pid.
#[derive(Default)]
pub(crate) struct Children {
    table: BTreeMap<u32, Child>,
    /// Once it was asked for: its pid, and what is readable when it has ended.
    parent: Option<(u32, Arc<OwnedFd>)>,
}

impl Children {
    pub(crate) fn add(&mut self, pid: u32, watch: OwnedFd, started: Event) {
        self.table.insert(pid, Child { watch: Arc::new(watch), started });
    }

    /// Watches these as well, if they are this process's parent.
    pub(crate) fn watch_parent(&mut self, pids: &[u32]) {
        let parent = std::os::unix::process::parent_id();
        if self.parent.is_none()
            && pids.contains(&parent)
            && let Ok(watch) = sys::watch_process(parent)
            // Else it has ended meanwhile, and that may have been another process.
            && parent == std::os::unix::process::parent_id()
        {
            self.parent = Some((parent, Arc::new(watch)));
        }
    }

    /// What is readable when this child, or the parent, has ended.
    pub(crate) fn watch(&self, pid: u32) -> Option<&Arc<OwnedFd>> {
        let parent = self.parent.iter().filter(|(parent, _)| *parent == pid).map(|(_, watch)| watch);
        self.table.get(&pid).map(|child| &child.watch).into_iter().chain(parent).next()
    }

    /// One of them, or all.
    pub(crate) fn some(&self, pid: Option<u32>) -> impl Iterator<Item = (u32, &Child)> {
        self.table
            .iter()
            .filter(move |(child, _)| pid.is_none_or(|pid| pid == **child))
            .map(|(pid, child)| (*pid, child))
    }

    /// Reaps this child, or the first of all that has ended.
    pub(crate) fn reap(&mut self, pid: Option<u32>, board: &Board) -> Option<Reaped> {
        let (pid, status) =
            self.some(pid).find_map(|(pid, child)| match sys::reap(pid, child.watch.as_fd()) {
                Ok(None) => None,
                Ok(Some(status)) => Some((pid, status)),
                // Reaped behind our back; nobody will ever know its status.
                Err(_) => Some((pid, 0)),
            })?;
        let started = self.table.remove(&pid)?.started;
        board.remove_process();
        Some(Reaped { pid, status, started })
    }

    /// Whether there is a process of the run that can still do something, as far as can be told: of others' children it is not
    /// known whether they wait to be reaped.
    pub(crate) fn lives(&self, pid: u32) -> bool {
        match self.table.get(&pid) {
            Some(child) => !sys::has_ended(pid, child.watch.as_fd()),
            None => sys::is_alive(pid),
        }
    }

    /// Whether this child, or the watched parent, has ended, or was reaped, or never was.
    pub(crate) fn has_ended(&self, pid: u32) -> bool {
        match self.table.get(&pid) {
            Some(child) => sys::has_ended(pid, child.watch.as_fd()),
            None => {
                self.watch(pid).is_none_or(|watch| sys::wait_ready(&[(watch.as_fd(), false)], Some(0.0))[0])
            }
        }
    }
}

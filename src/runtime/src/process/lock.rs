//! Waiting for `_thread.lock` and `_thread.RLock`.
//!
//! The state of a lock is in the heap; here are its waiters. A release frees the lock and wakes the first waiter, which
//! tries for the lock when it runs. A thread that is running may be faster: CPython's locks are of this kind, and a lock
//! that always changed hands would force a thread switch at every turn of a loop. The waiter that lost stays the first.

use std::collections::VecDeque;

use interleave_engine::request::{Answer, Timeout};
use interleave_engine::{Lock, Ref};
use interleave_trace::{Kind, Resource, State};
use rustc_hash::FxHashMap as HashMap;

use super::thread::{Status, Wait};
use super::{After, Process, trace};
use crate::Host;

#[derive(Default)]
pub(super) struct LockTable {
    /// Waiters by lock id, first come first; no entry without waiters.
    waiters: HashMap<u64, VecDeque<u32>>,
    /// Locks that were used, by their id in the heap.
    known: HashMap<u64, Known>,
}

/// How the trace knows a lock.
#[derive(Clone, Copy)]
struct Known {
    /// In order of first use: ids of the heap depend on what else ran in the same OS process.
    number: u64,
    /// A mutex inside a class of the library, which would only confuse a picture of the program. Its label begins with an
    /// underscore.
    internal: bool,
    /// What a thread waits on inside a call: locked by the one who waits, released by the one who wakes it, held by nobody.
    /// Its label is the name of the call: `Condition.wait()`.
    signal: bool,
}

impl LockTable {
    pub(super) fn clear(&mut self) {
        self.waiters.clear();
    }

    fn take_first(&mut self, lock: u64) -> Option<u32> {
        let queue = self.waiters.get_mut(&lock)?;
        let first = queue.pop_front();
        if queue.is_empty() {
            self.waiters.remove(&lock);
        }
        first
    }

    fn remove(&mut self, lock: u64, thread: u32) {
        if let Some(queue) = self.waiters.get_mut(&lock) {
            queue.retain(|waiter| *waiter != thread);
            if queue.is_empty() {
                self.waiters.remove(&lock);
            }
        }
    }
}

impl Process {
    pub(super) fn acquire(
        &mut self,
        thread: u32,
        lock: Ref<Lock>,
        timeout: Timeout,
        host: &mut dyn Host,
    ) -> After {
        self.know(thread, &lock, host);
        let ident = self.threads[thread as usize].ident;
        if lock.try_acquire(ident) {
            self.acquired(thread, &lock, host);
            self.go_on(thread, Some(Answer::Bool(true)));
            return After::Ready;
        }
        if timeout == Timeout::Never {
            self.go_on(thread, Some(Answer::Bool(false)));
            return After::Ready;
        }
        let deadline = trace::deadline(timeout, host);
        // Meanwhile another thread, outside of this process's mutex, may have released it without a word.
        if lock.try_acquire_or_wait(ident) {
            self.acquired(thread, &lock, host);
            self.go_on(thread, Some(Answer::Bool(true)));
            return After::Ready;
        }
        self.locks.waiters.entry(lock.id()).or_default().push_back(thread);
        let shown = State::Blocked { on: self.lock_resource(&lock) };
        self.wait(thread, Wait::Lock(lock), deadline, shown, host)
    }

    pub(super) fn release(&mut self, thread: u32, lock: &Ref<Lock>, host: &mut dyn Host) -> After {
        let ident = self.threads[thread as usize].ident;
        let answer = match lock.release(ident) {
            Ok(()) => {
                self.know(thread, lock, host);
                if let Some(resource) = self.shown_lock(lock) {
                    self.closeness.spend();
                    self.emit(thread, Kind::Released { resource }, host);
                }
                self.wake_first(lock, host);
                Answer::None
            }
            Err(error) => {
                Answer::Raise { class: "RuntimeError".into(), message: error.message().into(), errno: None }
            }
        };
        self.go_on(thread, Some(answer));
        After::Ready
    }

    /// A woken thread, about to run, tries for its lock. False: it waits again, as the first.
    pub(super) fn retry(&mut self, thread: u32, lock: Ref<Lock>, host: &mut dyn Host) -> bool {
        let slot = &mut self.threads[thread as usize];
        if lock.try_acquire_or_wait(slot.ident) {
            if let Some(state) = &mut slot.state {
                state.answer(Answer::Bool(true));
            }
            self.drop_timer(thread);
            // It was shown as ready; it holds the lock only from the moment it runs.
            self.show(thread, State::Running, host);
            self.acquired(thread, &lock, host);
            return true;
        }
        self.locks.waiters.entry(lock.id()).or_default().push_front(thread);
        let shown = State::Blocked { on: self.lock_resource(&lock) };
        slot_wait(&mut self.threads[thread as usize].status, lock);
        self.show(thread, shown, host);
        false
    }

    /// The time of a thread that waits for a lock, or was woken to try for it, is over: one last try.
    pub(super) fn lock_time_is_over(&mut self, thread: u32, lock: &Ref<Lock>, host: &mut dyn Host) {
        self.locks.remove(lock.id(), thread);
        let got = lock.try_acquire(self.threads[thread as usize].ident);
        self.wake(thread, Answer::Bool(got), host);
        if got {
            self.acquired(thread, lock, host);
        }
    }

    /// A thread that waits for a lock, or was woken to try for it, does so no more.
    pub(super) fn abandon_lock(&mut self, thread: u32, lock: &Ref<Lock>, host: &mut dyn Host) {
        self.locks.remove(lock.id(), thread);
        // It may have been the one that was woken: then the next one must be.
        self.wake_first(lock, host);
    }

    fn wake_first(&mut self, lock: &Ref<Lock>, host: &mut dyn Host) {
        if lock.locked() {
            return;
        }
        if let Some(first) = self.locks.take_first(lock.id()) {
            // Its timer stays: the wait is not over before it has the lock.
            self.threads[first as usize].status = Status::Ready { retry: Some(lock.clone()) };
            self.ready.push_back(first);
            self.woken.push(first);
            self.show(first, State::Ready, host);
        }
        if !self.locks.waiters.contains_key(&lock.id()) {
            lock.set_uncontended();
        }
    }

    /// How the trace names a lock. One that was never used has no number yet.
    pub(super) fn lock_resource(&self, lock: &Lock) -> Resource {
        let number = self.locks.known.get(&lock.id()).map_or(0, |known| known.number);
        Resource { pid: self.identity.pid, id: number }
    }

    pub(super) fn know(&mut self, thread: u32, lock: &Lock, host: &mut dyn Host) {
        if self.locks.known.contains_key(&lock.id()) {
            return;
        }
        let (number, label) = (self.locks.known.len() as u64 + 1, lock.label());
        let (internal, signal) = (label.starts_with('_'), label.ends_with("()"));
        self.locks.known.insert(lock.id(), Known { number, internal, signal });
        if !internal {
            let resource = Resource { pid: self.identity.pid, id: number };
            self.created(thread, resource, label, host);
        }
    }

    fn acquired(&self, thread: u32, lock: &Lock, host: &mut dyn Host) {
        if let Some(resource) = self.shown_lock(lock) {
            self.closeness.spend();
            self.emit(thread, Kind::Acquired { resource }, host);
        }
    }

    /// Its resource, if the trace tells who holds it.
    fn shown_lock(&self, lock: &Lock) -> Option<Resource> {
        let known = self.locks.known.get(&lock.id())?;
        let shown = self.tracing && (self.ordering || !known.internal && !known.signal);
        shown.then_some(Resource { pid: self.identity.pid, id: known.number })
    }

    /// Who holds it, as far as a thread of this process does.
    pub(super) fn lock_owner(&self, lock: &Lock) -> Option<u32> {
        let signal = self.locks.known.get(&lock.id()).is_some_and(|known| known.signal);
        lock.owner().filter(|_| !signal).and_then(|ident| self.numbers.get(&ident).copied())
    }
}

fn slot_wait(status: &mut Status, lock: Ref<Lock>) {
    *status = Status::Waiting(Wait::Lock(lock));
}

//! What objects of one heap hold beyond the process: a handle is held until the last of its objects is gone.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::request::Handle;

/// The handles that objects of one interpreter hold.
#[derive(Default)]
pub(crate) struct Handles {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many objects there are of each.
    counts: HashMap<Handle, u32>,
    /// Those whose last object was dropped.
    dropped: Vec<Handle>,
}

impl Handles {
    /// An object that holds the handle.
    pub(crate) fn hold(self: &Arc<Handles>, handle: Handle) -> HandleObject {
        *self.lock().counts.entry(handle).or_default() += 1;
        HandleObject {
            handle,
            handles: self.clone(),
            detached: AtomicBool::new(false),
            holder: Holder::default(),
        }
    }

    /// An object whose handle was closed.
    pub(crate) fn closed(self: &Arc<Handles>, handle: Handle) -> HandleObject {
        HandleObject {
            handle,
            handles: self.clone(),
            detached: AtomicBool::new(true),
            holder: Holder::default(),
        }
    }

    /// Handles whose last object was dropped since last asked.
    pub(crate) fn take_dropped(&self) -> Vec<Handle> {
        let mut state = self.lock();
        let mut dropped = std::mem::take(&mut state.dropped);
        // A message may have brought it again meanwhile.
        dropped.retain(|handle| !state.counts.contains_key(handle));
        dropped
    }

    /// Whether an object has this handle.
    pub(crate) fn holds(&self, handle: Handle) -> bool {
        self.lock().counts.contains_key(&handle)
    }

    /// All that are held, those dropped and not yet reported among them; in order.
    pub(crate) fn held(&self) -> Vec<Handle> {
        let state = self.lock();
        let mut held: Vec<Handle> = state.counts.keys().chain(&state.dropped).copied().collect();
        held.sort_unstable();
        held.dedup();
        held
    }

    /// An object less; whether it was the last one.
    fn release(&self, handle: Handle) -> bool {
        let mut state = self.lock();
        let Some(count) = state.counts.get_mut(&handle) else { return true };
        *count -= 1;
        let last = *count == 0;
        if last {
            state.counts.remove(&handle);
        }
        last
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics half-way.
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Holds a handle; the interpreter reports it when the last of its objects is dropped.
pub struct HandleObject {
    /// The handle.
    pub handle: Handle,
    handles: Arc<Handles>,
    detached: AtomicBool,
    /// Of a semaphore.
    pub(crate) holder: Holder,
}

/// What a process knows of the thread that took a semaphore last. The thread is named with its process: what a forked child
/// inherits does not name the child.
///
/// Of a lock it is changed only between taking and giving the semaphore, so that no two threads change it at once without a GIL
/// either: [`Holder::take`] comes after the semaphore was taken, [`Holder::give`] before it is given.
#[derive(Default)]
pub(crate) struct Holder {
    pid: AtomicU32,
    ident: AtomicU64,
    count: AtomicU32,
}

impl Holder {
    /// How often the process holds it.
    pub(crate) fn held(&self, pid: u32) -> u32 {
        if self.pid.load(Ordering::Relaxed) == pid { self.count.load(Ordering::Relaxed) } else { 0 }
    }

    /// Whether the thread holds it.
    pub(crate) fn is(&self, pid: u32, ident: u64) -> bool {
        self.held(pid) > 0 && self.ident.load(Ordering::Relaxed) == ident
    }

    /// Taken once more.
    pub(crate) fn take(&self, pid: u32, ident: u64) {
        let held = self.held(pid);
        self.count.store(held + 1, Ordering::Relaxed);
        self.pid.store(pid, Ordering::Relaxed);
        self.ident.store(ident, Ordering::Relaxed);
    }

    /// Given back once, if the process holds it: how often it did before.
    pub(crate) fn give(&self, pid: u32) -> u32 {
        let held = self.held(pid);
        if held > 0 {
            self.count.store(held - 1, Ordering::Relaxed);
        }
        held
    }

    /// It was not given back after all.
    pub(crate) fn keep(&self, held: u32) {
        self.count.store(held, Ordering::Relaxed);
    }
}

impl HandleObject {
    /// Whether the program has closed it.
    pub fn is_closed(&self) -> bool {
        self.detached.load(Ordering::Relaxed)
    }

    /// The program closes it: dropping the object reports nothing any more. True if nothing else in this heap holds the handle,
    /// which is to be closed then.
    pub fn close(&self) -> bool {
        !self.detached.swap(true, Ordering::Relaxed) && self.handles.release(self.handle)
    }
}

impl Drop for HandleObject {
    fn drop(&mut self) {
        if self.close() {
            self.handles.lock().dropped.push(self.handle);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_object_takes_its_handle_with_it() {
        let handles = Arc::new(Handles::default());
        let (first, second) = (handles.hold(4), handles.hold(4));
        drop(first);
        assert_eq!(handles.take_dropped(), [0; 0]);
        drop(second);
        assert_eq!(handles.take_dropped(), [4]);
        let (first, second) = (handles.hold(6), handles.hold(6));
        assert_eq!((first.close(), first.close(), second.close()), (false, false, true));
        drop((first, second));
        assert_eq!(handles.take_dropped(), [0; 0]);
        drop(handles.hold(8));
        let again = handles.hold(8);
        assert_eq!(handles.take_dropped(), [0; 0]);
        drop(again);
        assert_eq!(handles.take_dropped(), [8]);
    }
}

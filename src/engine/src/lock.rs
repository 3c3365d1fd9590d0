//! `_thread.lock` and `_thread.RLock`: the state of a lock. Who waits for it is the runtime's business; the state is in
//! the heap because a forked child inherits it.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::guard::Guard;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum LockKind {
    Lock,
    RLock,
}

/// A release that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseError {
    /// The lock is not held.
    NotHeld,
    /// The RLock is held by another thread, or by none.
    NotOwner,
}

impl ReleaseError {
    /// CPython's words for the `RuntimeError`.
    pub fn message(self) -> &'static str {
        match self {
            ReleaseError::NotHeld => "release unlocked lock",
            ReleaseError::NotOwner => "cannot release un-acquired lock",
        }
    }
}

/// A lock of `threading`.
pub struct Lock {
    id: u64,
    kind: LockKind,
    label: String,
    shown: bool,
    state: Guard<LockState>,
}

#[derive(Clone, Copy, Default)]
struct LockState {
    owner: u64,
    /// 0: free. Above 1 only for an RLock.
    count: u32,
    /// Somebody may wait: a release must tell the runtime.
    contended: bool,
}

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Lock {
    /// A free lock. `label` is for the trace: "Lock", "Condition", …
    pub fn new(kind: LockKind, label: impl Into<String>) -> Lock {
        let label = label.into();
        Lock {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            kind,
            shown: !label.starts_with('_') && !label.ends_with("()"),
            label,
            state: Guard::default(),
        }
    }

    /// A lock in this state: for restoring a heap image.
    pub fn restored(kind: LockKind, label: impl Into<String>, owner: u64, count: u32) -> Lock {
        let lock = Lock::new(kind, label);
        *lock.state.lock() = LockState { owner, count, contended: false };
        lock
    }

    /// Unique in the OS process, for the trace.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Which kind.
    pub fn kind(&self) -> LockKind {
        self.kind
    }

    /// For the trace.
    pub fn label(&self) -> String {
        self.label.clone()
    }

    /// Whether the trace tells who holds it. A label with an underscore in front is that of a mutex inside a class of the library, one
    /// with `()` at its end names the call in which a thread waits: such a lock is released by the one who wakes it.
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Takes the lock if it is free (an RLock: or this thread's).
    pub fn try_acquire(&self, thread: u64) -> bool {
        let mut state = self.state.lock();
        if state.count > 0 && (self.kind == LockKind::Lock || state.owner != thread) {
            return false;
        }
        state.owner = thread;
        state.count += 1;
        true
    }

    /// As [`Lock::try_acquire`]; if that fails a release tells the runtime from now on ([`Lock::release_silently`] fails).
    pub fn try_acquire_or_wait(&self, thread: u64) -> bool {
        let mut state = self.state.lock();
        if state.count > 0 && (self.kind == LockKind::Lock || state.owner != thread) {
            state.contended = true;
            return false;
        }
        state.owner = thread;
        state.count += 1;
        true
    }

    /// Nobody waits any more.
    pub fn set_uncontended(&self) {
        self.state.lock().contended = false;
    }

    /// Gives it back if nobody waits and nothing is wrong; false: [`Lock::release`] is to do it.
    pub fn release_silently(&self, thread: u64) -> bool {
        let mut state = self.state.lock();
        let allowed = state.count > 0 && (self.kind == LockKind::Lock || state.owner == thread);
        if !allowed || state.contended {
            return false;
        }
        state.count -= 1;
        true
    }

    /// Gives it back: an RLock as often as it was taken.
    pub fn release(&self, thread: u64) -> Result<(), ReleaseError> {
        let mut state = self.state.lock();
        match self.kind {
            LockKind::Lock if state.count == 0 => Err(ReleaseError::NotHeld),
            LockKind::RLock if state.count == 0 || state.owner != thread => Err(ReleaseError::NotOwner),
            _ => {
                state.count -= 1;
                Ok(())
            }
        }
    }

    /// Whether somebody holds it.
    pub fn locked(&self) -> bool {
        self.state.lock().count > 0
    }

    /// Who holds it.
    pub fn owner(&self) -> Option<u64> {
        let state = self.state.lock();
        (state.count > 0).then_some(state.owner)
    }

    /// How often the owner has taken it. (Not `count`: that is what a [`Ref`](crate::Ref) has.)
    pub fn levels(&self) -> u32 {
        self.state.lock().count
    }

    /// `RLock._release_save`: gives it back altogether; what to restore. `None` if it is not this thread's.
    pub fn release_all(&self, thread: u64) -> Option<u32> {
        let mut state = self.state.lock();
        if state.count == 0 || state.owner != thread {
            return None;
        }
        Some(std::mem::take(&mut state.count))
    }

    /// Frees it, whoever holds it. Waiters are not woken.
    pub fn reset(&self) {
        *self.state.lock() = LockState::default();
    }

    /// `RLock._acquire_restore`, after the lock was acquired once.
    pub fn set_count(&self, count: u32) {
        self.state.lock().count = count.max(1);
    }
}

//! Semaphores between processes: a value in the run's common memory, and a bell that wakes those who wait.
//!
//! An acquire that need not wait is one atomic operation. One that must wait tries again until its process goes to sleep; then
//! it counts itself as a waiter and listens for the bell. A release that sees waiters rings it once, and whoever hears it tries
//! again. Waiters of one process are served in order of arrival. Between processes the order is the kernel's, and a process that
//! releases and acquires again at once may be faster than one that must wake up first: as with CPython's POSIX semaphores.

use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::board::Slot;
use crate::sys::{self, Result};

/// One semaphore, as held by this process. Its state is in its slot of the board.
#[derive(Clone)]
pub(crate) struct Semaphore {
    pub(crate) bell: Arc<OwnedFd>,
    pub(crate) label: Arc<str>,
}

impl Semaphore {
    /// A new one.
    pub(crate) fn create(slot: &Slot<'_>, value: u32, max: u32, label: &str) -> Result<Semaphore> {
        slot.value.store(value, Ordering::SeqCst);
        slot.waiters.store(0, Ordering::SeqCst);
        slot.max.store(max, Ordering::SeqCst);
        Ok(Semaphore { bell: Arc::new(sys::bell()?), label: label.into() })
    }

    /// Increments the value and wakes one waiter; false if it already has its greatest value.
    pub(crate) fn release(&self, slot: &Slot<'_>) -> bool {
        let released = slot.release();
        if released == Released::Awaited {
            self.ring();
        }
        released != Released::Refused
    }

    /// Wakes one waiter.
    pub(crate) fn ring(&self) {
        sys::ring(std::os::fd::AsFd::as_fd(&*self.bell));
    }
}

/// What became of a release.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Released {
    /// Nobody waits.
    Quietly,
    /// Somebody may wait: the bell is to be rung.
    Awaited,
    /// The value has been the greatest already.
    Refused,
}

impl Slot<'_> {
    /// Decrements the value if it is above zero.
    pub(crate) fn try_acquire(&self) -> bool {
        self.value.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |value| value.checked_sub(1)).is_ok()
    }

    /// Increments the value, unless it is the greatest.
    pub(crate) fn release(&self) -> Released {
        let max = self.max.load(Ordering::Relaxed);
        let more = |value| (value < max).then(|| value + 1);
        if self.value.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more).is_err() {
            return Released::Refused;
        }
        if self.waiters.load(Ordering::SeqCst) > 0 { Released::Awaited } else { Released::Quietly }
    }

    /// From now on releases ring the bell. The caller tries once more before it listens.
    pub(crate) fn begin_waiting(&self) {
        self.waiters.fetch_add(1, Ordering::SeqCst);
    }

    /// One waiter less.
    pub(crate) fn end_waiting(&self) {
        self.waiters.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Board;
    use std::os::fd::AsFd;

    #[test]
    fn a_release_wakes_a_waiter() -> Result<()> {
        let board = Board::create(10)?;
        let slot = board.slot(board.new_handle()?);
        let semaphore = Semaphore::create(&slot, 1, 1, "Lock")?;
        assert!(slot.try_acquire());
        assert!(!slot.try_acquire());
        slot.begin_waiting();
        assert!(semaphore.release(&slot));
        assert!(!semaphore.release(&slot), "above its greatest value");
        assert_eq!(sys::wait_ready(&[(semaphore.bell.as_fd(), false)], Some(0.0)), [true]);
        assert!(sys::take_ring(semaphore.bell.as_fd()));
        assert!(slot.try_acquire());
        slot.end_waiting();
        Ok(())
    }
}

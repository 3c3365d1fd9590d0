//! Semaphores between processes: a value in the run's common memory, and a bell that wakes those who wait.
//!
//! An acquire that need not wait is one atomic operation. One that must wait counts itself as a waiter and listens for the
//! bell; a release that sees waiters rings it once, and whoever hears it tries again. Waiters of one process are served in
//! order of arrival. Between processes the order is the kernel's, and a process that releases and acquires again at once may
//! be faster than one that must wake up first: as with CPython's POSIX semaphores.

use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{Ordering, fence};

use crate::board::Slot;
use crate::sys::{self, Result};

/// One semaphore, as held by this process. Its value is in its slot of the board.
#[derive(Clone)]
pub(crate) struct Semaphore {
    pub(crate) bell: Arc<OwnedFd>,
    pub(crate) max: u32,
    pub(crate) label: String,
}

impl Semaphore {
    /// A new one.
    pub(crate) fn create(slot: &Slot<'_>, value: u32, max: u32, label: String) -> Result<Semaphore> {
        slot.value.store(value, Ordering::SeqCst);
        slot.waiters.store(0, Ordering::SeqCst);
        Ok(Semaphore { bell: Arc::new(sys::bell()?), max, label })
    }

    /// Decrements the value if it is above zero.
    pub(crate) fn try_acquire(&self, slot: &Slot<'_>) -> bool {
        slot.value.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |value| value.checked_sub(1)).is_ok()
    }

    /// From now on releases ring the bell. The caller tries once more before it listens.
    pub(crate) fn begin_waiting(&self, slot: &Slot<'_>) {
        slot.waiters.fetch_add(1, Ordering::SeqCst);
        fence(Ordering::SeqCst);
    }

    /// One waiter less.
    pub(crate) fn end_waiting(&self, slot: &Slot<'_>) {
        slot.waiters.fetch_sub(1, Ordering::SeqCst);
    }

    /// Increments the value and wakes one waiter; false if it already has its greatest value.
    pub(crate) fn release(&self, slot: &Slot<'_>) -> bool {
        let more = |value| (value < self.max).then(|| value + 1);
        if slot.value.fetch_update(Ordering::SeqCst, Ordering::SeqCst, more).is_err() {
            return false;
        }
        fence(Ordering::SeqCst);
        if slot.waiters.load(Ordering::SeqCst) > 0 {
            sys::ring(std::os::fd::AsFd::as_fd(&*self.bell));
        }
        true
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
        let semaphore = Semaphore::create(&slot, 1, 1, "Lock".into())?;
        assert!(semaphore.try_acquire(&slot));
        assert!(!semaphore.try_acquire(&slot));
        semaphore.begin_waiting(&slot);
        assert!(semaphore.release(&slot));
        assert!(!semaphore.release(&slot), "above its greatest value");
        assert_eq!(sys::wait_ready(&[(semaphore.bell.as_fd(), false)], Some(0.0)), [true]);
        assert!(sys::take_ring(semaphore.bell.as_fd()));
        assert!(semaphore.try_acquire(&slot));
        semaphore.end_waiting(&slot);
        Ok(())
    }
}

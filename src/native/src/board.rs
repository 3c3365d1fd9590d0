//! Memory that all processes of a run have in common: counters, and the values of semaphores.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use interleave_engine::request::Handle;

use crate::row::PLACES;
use crate::sys::{self, Errno, Mapping, Result};

const NEXT_HANDLE: usize = 0;
const START: usize = 8;
const PROCESSES: usize = 16;
const PROCESS_LIMIT: usize = 20;
const NEXT_TURN: usize = 24;
const ROW_LENGTH: usize = 32;
const SLOTS: usize = 64;
const SLOT_BYTES: usize = 8;

/// Flow, number and process of each turn of [`crate::row`].
const TURNS: usize = SLOTS + SLOT_COUNT * SLOT_BYTES;
const TURN_BYTES: usize = 24;
const BYTES: usize = TURNS + PLACES * TURN_BYTES;

/// Handles of one run. Only the pages of used slots take memory.
const SLOT_COUNT: usize = 1 << 21;

/// The memory, mapped in each process of the run. Every handle has a slot in it, found by its number.
pub(crate) struct Board {
    memory: OwnedFd,
    mapping: Mapping,
}

/// What belongs to one handle.
pub(crate) struct Slot<'board> {
    /// A semaphore's value.
    pub(crate) value: &'board AtomicU32,
    /// How many threads of all processes wait for the semaphore.
    pub(crate) waiters: &'board AtomicU32,
    /// A semaphore's greatest value.
    pub(crate) max: &'board AtomicU32,
}

/// What went through one direction of a channel since its beginning, in bytes as [`bytes_in_pipe`] counts them. They wrap around.
///
/// [`bytes_in_pipe`]: interleave_runtime::process::bytes_in_pipe
pub(crate) struct Flow<'board> {
    /// Given to the system.
    pub(crate) sent: &'board AtomicU32,
    /// Taken by a receiver.
    pub(crate) taken: &'board AtomicU32,
}

impl Flow<'_> {
    /// Notes a message on its way: where it ends.
    pub(crate) fn send(&self, bytes: u32) -> u32 {
        self.sent.fetch_add(bytes, Ordering::SeqCst).wrapping_add(bytes)
    }

    /// How many bytes up to this one were not taken.
    pub(crate) fn untaken(&self, end: u32) -> u64 {
        u64::try_from(end.wrapping_sub(self.taken.load(Ordering::SeqCst)).cast_signed()).unwrap_or(0)
    }
}

impl Board {
    /// The board of a new run that begins now.
    pub(crate) fn create(process_limit: u32) -> Result<Board> {
        let board = Board::open(sys::memory(BYTES as u64)?)?;
        board.mapping.u64(NEXT_HANDLE).store(2, Ordering::Relaxed);
        board.mapping.u64(START).store(sys::monotonic_nanos(), Ordering::Relaxed);
        board.mapping.u32(PROCESS_LIMIT).store(process_limit, Ordering::Relaxed);
        Ok(board)
    }

    /// The board of the run that this process belongs to.
    pub(crate) fn open(memory: OwnedFd) -> Result<Board> {
        let mapping = Mapping::new(memory.as_fd(), BYTES)?;
        Ok(Board { memory, mapping })
    }

    /// To pass on.
    pub(crate) fn memory(&self) -> BorrowedFd<'_> {
        self.memory.as_fd()
    }

    /// Nanoseconds since the run began.
    pub(crate) fn nanos(&self) -> u64 {
        sys::monotonic_nanos().saturating_sub(self.mapping.u64(START).load(Ordering::Relaxed))
    }

    /// An even number for a new handle; the odd one after it is for the other end of a pipe.
    pub(crate) fn new_handle(&self) -> Result<Handle> {
        let handle = self.mapping.u64(NEXT_HANDLE).fetch_add(2, Ordering::Relaxed);
        if handle >= SLOT_COUNT as u64 { Err(Errno::NOSPC) } else { Ok(handle) }
    }

    /// The slot of a handle.
    pub(crate) fn slot(&self, handle: Handle) -> Slot<'_> {
        let start = SLOTS + (handle as usize % SLOT_COUNT) * SLOT_BYTES;
        // Handles are even (those of pipes' other ends have nothing here), so each has two places.
        let start = start & !(2 * SLOT_BYTES - 1);
        Slot {
            value: self.mapping.u32(start),
            waiters: self.mapping.u32(start + 4),
            max: self.mapping.u32(start + 8),
        }
    }

    /// One direction of a channel: 0 or 1.
    pub(crate) fn flow(&self, channel: Handle, direction: usize) -> Flow<'_> {
        let start = SLOTS + (channel as usize & !1) % SLOT_COUNT * SLOT_BYTES + direction * 8;
        Flow { sent: self.mapping.u32(start), taken: self.mapping.u32(start + 4) }
    }

    /// The flow (0: nobody's), the number and the process of a turn.
    pub(crate) fn turn(&self, place: usize) -> (&AtomicU64, &AtomicU64, &AtomicU32) {
        let start = TURNS + place * TURN_BYTES;
        (self.mapping.u64(start), self.mapping.u64(start + 8), self.mapping.u32(start + 16))
    }

    /// A number for a new turn.
    pub(crate) fn next_turn(&self) -> u64 {
        self.mapping.u64(NEXT_TURN).fetch_add(1, Ordering::SeqCst)
    }

    /// How many turns there are.
    pub(crate) fn row_length(&self) -> &AtomicU32 {
        self.mapping.u32(ROW_LENGTH)
    }

    /// Counts a process that is about to start; false if the run may have no more at a time.
    pub(crate) fn add_process(&self) -> bool {
        let limit = self.mapping.u32(PROCESS_LIMIT).load(Ordering::Relaxed);
        let count = self.mapping.u32(PROCESSES);
        count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| (n < limit).then_some(n + 1)).is_ok()
    }

    /// A process was reaped.
    pub(crate) fn remove_process(&self) {
        self.mapping.u32(PROCESSES).fetch_sub(1, Ordering::Relaxed);
    }
}

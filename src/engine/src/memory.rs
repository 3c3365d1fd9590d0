//! How much memory the OS process (in a page: the worker) uses, and how much it may.
//!
//! The allocator counts what it takes from the system. A single request that would go beyond the limit is refused where
//! it is made ([`Context::check_size`](crate::Context::check_size)); what grows little by little is noticed here, and the
//! running thread gets a `MemoryError` before its next instruction. The limit is far below what the system gives, so that
//! a growing container may be copied once more, and the handler has room.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};

/// The system's allocator, counted: for `#[global_allocator]`.
pub struct Counted;

/// What an OS process may use unless [`set_limit`] says otherwise. A worker's memory can grow to 1 GiB.
pub const DEFAULT_LIMIT: usize = if cfg!(target_arch = "wasm32") { 512 << 20 } else { 4096 << 20 };

/// Threads count by themselves up to this.
const STEP: isize = 64 << 10;

static USED: AtomicIsize = AtomicIsize::new(0);
/// The most that was used, as far as threads have told.
static PEAK: AtomicIsize = AtomicIsize::new(0);
static LIMIT: AtomicUsize = AtomicUsize::new(DEFAULT_LIMIT);

thread_local! {
    /// What this thread took and gave back since it last told.
    static PART: Cell<isize> = const { Cell::new(0) };
}

/// How many bytes the OS process has taken from its allocator, within 64 KiB for each of its threads; 0 in a program that
/// does not use [`Counted`].
pub fn used() -> usize {
    let part = PART.with(Cell::get);
    usize::try_from(USED.load(Ordering::Relaxed) + part).unwrap_or(0)
}

/// How many bytes it has used at most, as exactly.
pub(crate) fn peak() -> usize {
    usize::try_from(PEAK.load(Ordering::Relaxed)).unwrap_or(0).max(used())
}

/// How many bytes the OS process may use.
pub fn limit() -> usize {
    LIMIT.load(Ordering::Relaxed)
}

/// From now on the OS process may use so many bytes.
pub fn set_limit(bytes: usize) {
    LIMIT.store(bytes, Ordering::Relaxed);
}

/// Whether more is used than may be.
pub(crate) fn is_short() -> bool {
    used() > limit()
}

/// Whether so many bytes more would be too many.
pub(crate) fn exceeds(bytes: usize) -> bool {
    bytes > limit().saturating_sub(used())
}

#[inline(always)]
fn count(bytes: isize) {
    PART.with(|part| {
        let sum = part.get() + bytes;
        if sum.abs() < STEP {
            part.set(sum);
        } else {
            part.set(0);
            tell(sum);
        }
    });
}

#[cold]
#[inline(never)]
fn tell(sum: isize) {
    let used = USED.fetch_add(sum, Ordering::Relaxed) + sum;
    PEAK.fetch_max(used, Ordering::Relaxed);
    if sum > 0 && used > limit() as isize {
        crate::heap::memory_short();
    }
}

// SAFETY: the system's allocator does everything; counting allocates nothing.
unsafe impl GlobalAlloc for Counted {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: by the caller's contract.
        unsafe { System.alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: by the caller's contract.
        unsafe { System.dealloc(block, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: by the caller's contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: by the caller's contract.
        unsafe { System.realloc(block, layout, size) }
    }
}

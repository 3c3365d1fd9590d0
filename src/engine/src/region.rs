//! [`Region`]: memory that can be set back.
//!
//! While a region is *entered*, all that the OS thread allocates lies in it. An [`Image`] of it is a copy of its bytes;
//! to set it back is to copy them again, to the same addresses. So nothing in it need be found, counted or dropped:
//! that is what makes it cheap. [`crate::rewind`] says what may lie in a region.
//!
//! Small blocks are kept in the lists of [`Pools`](crate::allocator::Pools), which change places with the region's own; others have
//! four classes to each doubling of their size. What is too large, or finds no room, comes from the ordinary allocator; the region
//! is *spilt* then until that is freed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;

use crate::memory::Counted;

/// Sizes of small blocks are multiples of this, which is also the alignment of all blocks.
pub(crate) const STEP: usize = 16;
/// Blocks up to this size are small.
pub(crate) const LARGEST: usize = 256;
/// Classes of small blocks.
pub(crate) const CLASSES: usize = LARGEST / STEP;

/// Room in a region. Memory that is not used costs nothing but addresses.
const ROOM: usize = 32 << 20;
/// Blocks above this size come from the ordinary allocator.
const LARGE: usize = 1 << 20;
/// Classes of larger blocks.
const LARGE_CLASSES: usize = 48;
/// The region's own alignment.
const PAGE: usize = 4096;

/// Added to the count of bytes that are kept: it sends every block that is freed to [`Region::give`].
pub(crate) const ENTERED: usize = 1 << (usize::BITS - 1);

/// A freed block: the first word of its own memory.
pub(crate) struct Free {
    pub(crate) next: *mut Free,
}

/// Where free memory is.
#[derive(Clone, Copy)]
struct Lists {
    small: [*mut Free; CLASSES],
    /// As the pools count.
    kept: usize,
    large: [*mut Free; LARGE_CLASSES],
    /// So many bytes from the beginning are in use, or in a list.
    top: usize,
}

/// See the module.
pub(crate) struct Region {
    base: *mut u8,
    lists: Lists,
    /// Something may lie elsewhere.
    spilt: bool,
    /// A panic has left something in it.
    lost: bool,
}

/// The content of a region at some time.
pub(crate) struct Image {
    pub(crate) bytes: Vec<u8>,
    lists: Lists,
}

/// The lists of an OS thread: its own, or those of the region that it has entered.
pub(crate) struct ThreadPools {
    /// By class.
    pub(crate) first: [Cell<*mut Free>; CLASSES],
    /// Bytes in all lists.
    pub(crate) kept: Cell<usize>,
    /// The region that is entered.
    pub(crate) region: Cell<*mut Region>,
}

/// The class of a block that is not small.
fn large_class(size: usize) -> (usize, usize) {
    let bits = usize::BITS - (size - 1).leading_zeros();
    let base = 1 << (bits - 1);
    let quarter = base / 4;
    let quarters = (size - base).div_ceil(quarter);
    ((bits as usize - 9) * 4 + quarters - 1, base + quarters * quarter)
}

impl Region {
    /// An empty one; none if there is no memory for it.
    pub(crate) fn new() -> Option<Region> {
        let layout = Layout::from_size_align(ROOM, PAGE).ok()?;
        // SAFETY: the layout is not empty.
        let base = unsafe { System.alloc(layout) };
        let lists =
            Lists { small: [null_mut(); CLASSES], kept: ENTERED, large: [null_mut(); LARGE_CLASSES], top: 0 };
        #[cfg(debug_assertions)]
        borders::add(base as usize);
        (!base.is_null()).then_some(Region { base, lists, spilt: false, lost: false })
    }

    /// Gives its memory back. Nothing may be left that uses it.
    pub(crate) unsafe fn free(&mut self) {
        #[cfg(debug_assertions)]
        borders::remove(self.base as usize);
        // SAFETY: allocated by `new` with this layout; by contract it is not used any more.
        unsafe { System.dealloc(self.base, Layout::from_size_align_unchecked(ROOM, PAGE)) };
    }

    /// Whether something of it may lie elsewhere.
    pub(crate) fn is_spilt(&self) -> bool {
        self.spilt
    }

    /// A panic left it: its message, and what was written about it, may lie here, and will be freed outside.
    pub(crate) fn lose(&mut self) {
        if !self.lost {
            self.lost = true;
            #[cfg(debug_assertions)]
            borders::remove(self.base as usize);
            lost::add(self.base as usize);
        }
    }

    /// Whether [`Region::lose`] was called: its memory must stay.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost
    }

    #[inline]
    pub(crate) fn has(&self, block: *const u8) -> bool {
        (block as usize).wrapping_sub(self.base as usize) < ROOM
    }

    /// Its lists change places with the thread's.
    pub(crate) fn swap(&mut self, pools: &ThreadPools) {
        for (own, first) in self.lists.small.iter_mut().zip(&pools.first) {
            *own = first.replace(*own);
        }
        self.lists.kept = pools.kept.replace(self.lists.kept);
    }

    /// While it is not entered, and not spilt.
    pub(crate) fn image(&self, mut bytes: Vec<u8>) -> Image {
        bytes.clear();
        // SAFETY: so many bytes from its beginning were given out; what of them was not written yet is copied as it is.
        bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(self.base, self.lists.top) });
        Image { bytes, lists: self.lists }
    }

    /// Sets it back, while it is not entered.
    ///
    /// # Safety
    /// The image is one of this region, and nobody uses what was allocated in it since.
    pub(crate) unsafe fn set_back(&mut self, image: &Image) {
        // SAFETY: the image is not longer than the region was.
        unsafe { std::ptr::copy_nonoverlapping(image.bytes.as_ptr(), self.base, image.bytes.len()) };
        self.lists = image.lists;
        self.spilt = false;
    }

    /// A block; `layout` is that of its class if it is small, and no freed one of it was there.
    #[cold]
    #[inline(never)]
    pub(crate) fn take(&mut self, layout: Layout) -> *mut u8 {
        let (mut size, align) = (layout.size(), layout.align().max(STEP));
        if size <= LARGE && size > LARGEST && align == STEP {
            let (class, rounded) = large_class(size);
            let block = self.lists.large[class];
            if !block.is_null() {
                // SAFETY: a block in the list is free memory that begins with its link.
                self.lists.large[class] = unsafe { (*block).next };
                return block.cast();
            }
            size = rounded;
        }
        let start = self.lists.top.next_multiple_of(align);
        if size <= LARGE && align <= PAGE && start + size <= ROOM {
            self.lists.top = (start + size).next_multiple_of(STEP).min(ROOM);
            // SAFETY: it is within the region.
            return unsafe { self.base.add(start) };
        }
        self.spilt = true;
        // SAFETY: by the caller's contract the layout is not empty.
        unsafe { Counted.alloc(layout) }
    }

    /// Takes a block back; `layout` as in [`Region::take`].
    ///
    /// # Safety
    /// It was allocated with that layout, here or elsewhere.
    #[inline(never)]
    pub(crate) unsafe fn give(&mut self, block: *mut u8, layout: Layout, pools: &ThreadPools) {
        let (size, align) = (layout.size(), layout.align());
        if !self.has(block) {
            if !lost::has(block) {
                // SAFETY: by contract.
                unsafe { Counted.dealloc(block, layout) };
            }
            return;
        }
        let block: *mut Free = block.cast();
        // What has an alignment of its own is rare, and lost until the region is set back.
        if align > STEP {
        } else if size <= LARGEST {
            let first = &pools.first[(size - 1) / STEP];
            // SAFETY: the block is free, aligned and large enough for a link.
            unsafe { block.write(Free { next: first.get() }) };
            first.set(block);
            pools.kept.set(pools.kept.get() + size);
        } else {
            let first = &mut self.lists.large[large_class(size).0];
            // SAFETY: as above.
            unsafe { block.write(Free { next: *first }) };
            *first = block;
        }
    }

    /// Another size for a block that is not small, and is not to be.
    ///
    /// # Safety
    /// As for [`GlobalAlloc::realloc`].
    pub(crate) unsafe fn resize(
        &mut self,
        block: *mut u8,
        layout: Layout,
        size: usize,
        pools: &ThreadPools,
    ) -> *mut u8 {
        if !self.has(block) && !lost::has(block) {
            // SAFETY: by contract; it stays where it is.
            return unsafe { Counted.realloc(block, layout, size) };
        }
        let same = layout.align() <= STEP && size <= LARGE && large_class(size) == large_class(layout.size());
        if same {
            return block;
        }
        // SAFETY: by contract; blocks of both sizes.
        unsafe {
            let moved = self.take(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                std::ptr::copy_nonoverlapping(block, moved, size.min(layout.size()));
                self.give(block, layout, pools);
            }
            moved
        }
    }
}

/// Regions that a panic has left: their memory stays for ever, so no block of them is given back to anybody.
pub(crate) mod lost {
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    static REGIONS: [AtomicUsize; 64] = [const { AtomicUsize::new(0) }; 64];
    static COUNT: AtomicUsize = AtomicUsize::new(0);

    #[cold]
    pub(super) fn add(base: usize) {
        // Where there are more panics than places, what is freed of the others ends the process.
        let place = COUNT.fetch_add(1, Relaxed);
        if let Some(place) = REGIONS.get(place) {
            place.store(base, Relaxed);
        }
    }

    /// Whether the block lies in one. A thread that has a block of a region knows that it is lost.
    #[inline]
    pub(crate) fn has(block: *const u8) -> bool {
        let count = COUNT.load(Relaxed);
        let within = |base: &AtomicUsize| (block as usize).wrapping_sub(base.load(Relaxed)) < super::ROOM;
        count > 0 && REGIONS.iter().take(count).any(within)
    }
}

/// Sees to it that nothing of a region is freed outside of it.
#[cfg(debug_assertions)]
pub(crate) mod borders {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

    static REGIONS: [AtomicUsize; 64] = [const { AtomicUsize::new(0) }; 64];
    static COUNT: AtomicUsize = AtomicUsize::new(0);

    pub(super) fn add(base: usize) {
        for place in &REGIONS {
            if place.compare_exchange(0, base, SeqCst, SeqCst).is_ok() {
                COUNT.fetch_add(1, SeqCst);
                return;
            }
        }
    }

    pub(super) fn remove(base: usize) {
        for place in &REGIONS {
            if place.compare_exchange(base, 0, SeqCst, SeqCst).is_ok() {
                COUNT.fetch_sub(1, SeqCst);
            }
        }
    }

    /// A block is freed by an OS thread that has entered no region. As a function of C it ends the process when it panics: an
    /// allocator must not unwind.
    pub(crate) extern "C" fn check(block: *const u8) {
        if COUNT.load(SeqCst) > 0 && !std::thread::panicking() {
            let within = |place: &AtomicUsize| {
                let base = place.load(SeqCst);
                base > 0 && (block as usize).wrapping_sub(base) < super::ROOM
            };
            if REGIONS.iter().any(within) {
                panic!("a block of a region is freed outside of it");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_their_sizes() {
        let mut last = (0, LARGEST);
        for size in LARGEST + 1..=1 << 13 {
            let (class, rounded) = large_class(size);
            assert!(rounded >= size && rounded - size < size / 4 + 1, "{size} {rounded}");
            assert!(class == last.0 && rounded == last.1 || size == last.1 + 1, "{size}");
            last = (class, rounded);
        }
        assert_eq!(large_class(LARGE), (LARGE_CLASSES - 1, LARGE));
    }
}

//! [`Pools`]: a memory allocator for programs that contain the machine.
//!
//! Python programs make and drop small objects all the time. A freed small block is kept by the thread that freed it, for
//! the next object of its size; asking for one is then a load and two stores. Everything else, and what is beyond
//! [`KEPT`], goes to the system's allocator. Blocks come from there one by one, so it does not matter which thread frees one.
//!
//! A thread that has entered a [`Region`] takes all its memory from there, with the same lists.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

use crate::memory::Counted;
use crate::reference::parallel;
use crate::region::{CLASSES, Free, LARGEST, Region, STEP, ThreadPools, lost};

/// Keeps freed small blocks for reuse: for `#[global_allocator]`.
pub struct Pools;

/// How many bytes a thread keeps: as much as a program frees at once when it drops a container of many objects.
const KEPT: usize = 16 << 20;
/// The same where there may be many threads.
const KEPT_PARALLEL: usize = 1 << 20;

thread_local! {
    static POOLS: ThreadPools = const {
        ThreadPools {
            first: [const { Cell::new(null_mut()) }; CLASSES],
            kept: Cell::new(0),
            region: Cell::new(null_mut()),
        }
    };
}

impl Drop for ThreadPools {
    /// A thread that ends gives its blocks back.
    fn drop(&mut self) {
        for (class, first) in self.first.iter().enumerate() {
            let mut block = first.replace(null_mut());
            while !block.is_null() {
                // SAFETY: the list holds freed blocks of this class, each once.
                unsafe {
                    let next = (*block).next;
                    if !lost::has(block.cast()) {
                        Counted.dealloc(block.cast(), class_layout(class));
                    }
                    block = next;
                }
            }
        }
    }
}

/// The class of blocks that serves a layout, if one does.
#[inline(always)]
fn class_of(size: usize, align: usize) -> Option<usize> {
    (size <= LARGEST && align <= STEP && size > 0).then(|| (size - 1) / STEP)
}

#[inline(always)]
fn class_layout(class: usize) -> Layout {
    // SAFETY: a power of two, and far below the greatest size.
    unsafe { Layout::from_size_align_unchecked((class + 1) * STEP, STEP) }
}

/// From now on the thread's memory is in this region, or in none. What it was before.
///
/// # Safety
/// The region stays where it is until the next such call, and nobody else uses it.
pub(crate) unsafe fn enter(region: *mut Region) -> *mut Region {
    POOLS.with(|pools| {
        let before = pools.region.replace(null_mut());
        // SAFETY: by contract.
        unsafe {
            if let Some(before) = before.as_mut() {
                before.swap(pools);
            }
            if let Some(region) = region.as_mut() {
                region.swap(pools);
            }
        }
        pools.region.set(region);
        before
    })
}

/// Whether all that the thread has made since it entered a region lies there.
pub(crate) fn is_in_region() -> bool {
    // SAFETY: see `enter`.
    POOLS.with(|pools| unsafe { pools.region.get().as_ref() }.is_some_and(|region| !region.is_spilt()))
}

/// A block that no list has.
#[inline]
fn take(layout: Layout) -> *mut u8 {
    let region = POOLS.try_with(|pools| pools.region.get()).unwrap_or(null_mut());
    if region.is_null() {
        // SAFETY: whoever asks wants some bytes.
        unsafe { Counted.alloc(layout) }
    } else {
        // SAFETY: see `enter`.
        unsafe { (*region).take(layout) }
    }
}

/// A block that no list is to have.
///
/// # Safety
/// It was taken with this layout.
#[inline]
unsafe fn give(block: *mut u8, layout: Layout) {
    // SAFETY: by contract, and see `enter`.
    let in_region = POOLS.try_with(|pools| unsafe {
        let region = pools.region.get();
        if !region.is_null() {
            (*region).give(block, layout, pools);
        }
        !region.is_null()
    });
    if in_region != Ok(true) && !lost::has(block) {
        // SAFETY: by contract.
        unsafe { Counted.dealloc(block, layout) }
    }
}

// SAFETY: blocks come from the system's allocator with the layout of their class, and go back with the same; between, one
// that is freed is in one list once. Those of a region are its own.
unsafe impl GlobalAlloc for Pools {
    // In the browser code is downloaded: once is enough there.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(class) = class_of(layout.size(), layout.align()) else {
            return take(layout);
        };
        let kept = POOLS.try_with(|pools| {
            let first = &pools.first[class];
            let block = first.get();
            if !block.is_null() {
                // SAFETY: a block in the list is free memory that begins with its link.
                first.set(unsafe { (*block).next });
                pools.kept.set(pools.kept.get() - (class + 1) * STEP);
            }
            block
        });
        match kept {
            Ok(block) if !block.is_null() => block.cast(),
            _ => take(class_layout(class)),
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        #[cfg(debug_assertions)]
        if POOLS.try_with(|pools| pools.region.get().is_null()) == Ok(true) {
            crate::region::borders::check(block);
        }
        let Some(class) = class_of(layout.size(), layout.align()) else {
            // SAFETY: by the caller's contract it came from `alloc` with this layout.
            return unsafe { give(block, layout) };
        };
        let kept = POOLS.try_with(|pools| {
            let kept = pools.kept.get();
            if kept >= KEPT_PARALLEL && (kept >= KEPT || parallel()) {
                return false;
            }
            let first = &pools.first[class];
            let block: *mut Free = block.cast();
            // SAFETY: the block is free, aligned and large enough for a link.
            unsafe { block.write(Free { next: first.get() }) };
            first.set(block);
            pools.kept.set(kept + (class + 1) * STEP);
            true
        });
        if kept != Ok(true) {
            // SAFETY: it came from there with the layout of its class.
            unsafe { give(block, class_layout(class)) };
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let in_region = POOLS.try_with(|pools| !pools.region.get().is_null()) == Ok(true);
        if class_of(layout.size(), layout.align()).is_none() && !in_region {
            // SAFETY: by the caller's contract.
            return unsafe { Counted.alloc_zeroed(layout) };
        }
        // SAFETY: by the caller's contract; a block has at least the size asked for.
        unsafe {
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let (old, new) = (class_of(layout.size(), layout.align()), class_of(size, layout.align()));
        if old.is_none() && new.is_none() && !lost::has(block) {
            // SAFETY: by the caller's contract, and see `enter`.
            let resized = POOLS.try_with(|pools| unsafe {
                let region = pools.region.get();
                (!region.is_null()).then(|| (*region).resize(block, layout, size, pools))
            });
            return match resized {
                Ok(Some(resized)) => resized,
                // SAFETY: by the caller's contract.
                _ => unsafe { Counted.realloc(block, layout, size) },
            };
        }
        if old == new && old.is_some() {
            return block;
        }
        // SAFETY: by the caller's contract the layout with another size is valid, and `block` has the layout's size.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                std::ptr::copy_nonoverlapping(block, moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes around every border, each grown and shrunk to each: the content stays.
    #[test]
    fn blocks_keep_their_content() {
        let sizes = [1, 8, 15, 16, 17, 32, 33, 255, 256, 257, 4096];
        for size in sizes {
            for other in sizes {
                let layout = Layout::from_size_align(size, 8).unwrap();
                // SAFETY: the block is used within its size, and freed with the layout it then has.
                unsafe {
                    let block = Pools.alloc_zeroed(layout);
                    assert!((0..size).all(|at| *block.add(at) == 0), "{size}");
                    for at in 0..size {
                        block.add(at).write(at as u8 | 1);
                    }
                    let block = Pools.realloc(block, layout, other);
                    assert_eq!(block as usize % 8, 0);
                    assert!((0..size.min(other)).all(|at| *block.add(at) == at as u8 | 1), "{size} {other}");
                    Pools.dealloc(block, Layout::from_size_align(other, 8).unwrap());
                }
            }
        }
    }

    /// What one thread frees, another may have allocated.
    #[test]
    fn blocks_cross_threads() {
        let layout = Layout::from_size_align(48, 8).unwrap();
        let blocks: Vec<usize> = (0..10_000)
            // SAFETY: freed below, once, with the same layout.
            .map(|_| unsafe { Pools.alloc(layout) } as usize)
            .collect();
        let mut distinct = blocks.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), blocks.len());
        // SAFETY: as above.
        let free =
            move || blocks.iter().for_each(|&block| unsafe { Pools.dealloc(block as *mut u8, layout) });
        std::thread::spawn(free).join().unwrap();
    }
}

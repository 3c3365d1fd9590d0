//! The list of containers: each listed object has a slot, found from the object by the number in its header, and holding
//! its address. Listing and unlisting are a few instructions, and cost the object no memory.
//!
//! Slots lie in chunks that a directory of the OS process finds by number. A chunk belongs to a shard of a heap, whose
//! free slots are chained.

use std::cell::UnsafeCell;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Mutex, PoisonError};

use super::tables::tables;
use crate::reference::{Header, parallel};

/// What a slot says of its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Instance,
    List,
    Dict,
    Cell,
    Generator,
    Native,
    Class,
}

const KINDS: [Kind; 7] =
    [Kind::Instance, Kind::List, Kind::Dict, Kind::Cell, Kind::Generator, Kind::Native, Kind::Class];
/// In the place of a kind: the slot is free, and the rest of it is the number of the next free one.
const FREE: usize = 7;
const KIND_BITS: u32 = 3;

/// Slots in a chunk.
const CHUNK: usize = 2048;
/// Most chunks of the OS process: 64 million objects are listed at most, and no cycles found among the others.
const CHUNKS: usize = 1 << 15;

/// How many new containers make a first collection worth while.
pub(super) const LEAST_THRESHOLD: usize = 49_000;

struct Chunk {
    shard: *const Shard,
    slots: [UnsafeCell<usize>; CHUNK],
}

static DIRECTORY: [AtomicPtr<Chunk>; CHUNKS] = [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS];

/// Numbers of chunks.
#[derive(Default)]
pub(super) struct Unused(Mutex<Numbers>);

#[derive(Default)]
struct Numbers {
    /// That were given back.
    free: Vec<u32>,
    /// The first that was never used, and the one after the last.
    next: u32,
    end: u32,
}

impl Unused {
    pub(super) const fn new() -> Unused {
        Unused(Mutex::new(Numbers { free: Vec::new(), next: 0, end: CHUNKS as u32 }))
    }

    /// See [`super::prepare`].
    pub(super) fn prepare(&self) {
        drop(self.0.lock());
    }

    fn take(&self) -> Option<u32> {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.free.pop().or_else(|| {
            let number = numbers.next;
            numbers.next += u32::from(number < numbers.end);
            (number < numbers.end).then_some(number)
        })
    }

    fn give(&self, number: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).free.push(number);
    }
}

/// How many chunks a region may have: half a million containers.
const LENT: usize = 256;

/// Chunks that are lent to a region. Who has it has entered none.
pub(crate) struct Lent(Vec<u32>);

impl Lent {
    /// None: there are not enough left.
    pub(crate) fn new() -> Option<Lent> {
        let mut lent = Lent(Vec::with_capacity(LENT));
        while lent.0.len() < LENT {
            lent.0.push(tables().unused.take()?);
        }
        Some(lent)
    }

    /// For the tables of the region, which is entered.
    pub(crate) fn hand_to(&self, tables: &super::Tables) {
        for number in self.0.iter().rev() {
            tables.unused.give(*number);
        }
    }

    /// Where the chunks are.
    pub(crate) fn places(&self) -> Places {
        Places(self.0.iter().map(|number| DIRECTORY[*number as usize].load(Ordering::Relaxed)).collect())
    }

    /// That is where they are.
    ///
    /// # Safety
    /// The chunks are there, and nobody uses others of these numbers.
    pub(crate) unsafe fn set_back(&self, places: &Places) {
        for (number, place) in self.0.iter().zip(&places.0) {
            DIRECTORY[*number as usize].store(*place, Ordering::Relaxed);
        }
    }

    /// They are never used again.
    pub(crate) fn lose(&mut self) {
        self.0.clear();
    }
}

impl Drop for Lent {
    /// Nobody may use them any more.
    fn drop(&mut self) {
        for number in self.0.drain(..) {
            DIRECTORY[number as usize].store(std::ptr::null_mut(), Ordering::Release);
            tables().unused.give(number);
        }
    }
}

/// Where chunks were.
pub(crate) struct Places(Vec<*mut Chunk>);

/// The slots of one OS thread at a time.
#[repr(align(64))]
pub(crate) struct Shard {
    held: AtomicBool,
    state: UnsafeCell<ShardState>,
}

struct ShardState {
    /// The first free slot; 0: none.
    free: u32,
    /// How many are taken.
    live: usize,
    /// A collection is due when so many are.
    threshold: usize,
    chunks: Vec<u32>,
}

// SAFETY: `with` gives out one reference at a time, among threads too once `parallel()`; before that, one OS thread
// uses a heap (see `reference`).
unsafe impl Sync for Shard {}
// SAFETY: as above; the raw pointers of chunks lead back to the shard itself.
unsafe impl Send for Shard {}

impl Shard {
    pub(super) const fn new() -> Shard {
        Shard {
            held: AtomicBool::new(false),
            state: UnsafeCell::new(ShardState {
                free: 0,
                live: 0,
                threshold: LEAST_THRESHOLD,
                chunks: Vec::new(),
            }),
        }
    }

    #[inline(always)]
    fn with<R>(&self, act: impl FnOnce(&mut ShardState) -> R) -> R {
        let shared = parallel();
        if shared {
            while self.held.compare_exchange_weak(false, true, Ordering::Acquire, Ordering::Relaxed).is_err()
            {
                std::hint::spin_loop();
            }
        }
        // SAFETY: held, or the only thread; `act` calls nothing that comes back here.
        let result = act(unsafe { &mut *self.state.get() });
        if shared {
            self.held.store(false, Ordering::Release);
        }
        result
    }
}

/// The place of a slot.
///
/// # Safety
/// The slot's chunk exists.
#[inline(always)]
unsafe fn place(slot: u32) -> (*mut usize, *const Shard) {
    let chunk = DIRECTORY[slot as usize / CHUNK].load(Ordering::Relaxed);
    // SAFETY: by contract.
    unsafe { ((*chunk).slots[slot as usize % CHUNK].get(), (*chunk).shard) }
}

/// Lists a new object, if this OS thread runs an interpreter.
#[inline]
pub(crate) fn track(object: NonNull<Header>, kind: Kind) {
    let shard = super::CURRENT.get();
    if shard.is_null() {
        return;
    }
    // SAFETY: `Entered` keeps the heap in place. Slots in the chain of free ones are the shard's own.
    unsafe {
        (*shard).with(|state| {
            if state.free == 0 && !grow(state, shard) {
                return;
            }
            let slot = state.free;
            let (place, _) = place(slot);
            state.free = (*place >> KIND_BITS) as u32;
            *place = object.as_ptr() as usize | kind as usize;
            state.live += 1;
            if state.live >= state.threshold {
                state.threshold = usize::MAX;
                super::collection_due();
            }
            object.as_ref().set_slot(slot);
        });
    }
}

/// A listed object is freed.
#[inline]
pub(crate) fn untrack(slot: u32) {
    // SAFETY: the slot was given to an object, so that its chunk and shard exist; see `Heap::drop`.
    unsafe {
        let (place, shard) = place(slot);
        (*shard).with(|state| {
            *place = (state.free as usize) << KIND_BITS | FREE;
            state.free = slot;
            state.live -= 1;
        });
    }
}

/// A new chunk of free slots; false if there are too many.
#[cold]
#[inline(never)]
fn grow(state: &mut ShardState, shard: *const Shard) -> bool {
    let Some(number) = tables().unused.take() else { return false };
    let first = number as usize * CHUNK;
    let slots = std::array::from_fn(|at| {
        let next = if at + 1 == CHUNK { 0 } else { first + at + 1 };
        UnsafeCell::new(next << KIND_BITS | FREE)
    });
    let chunk = Box::into_raw(Box::new(Chunk { shard, slots }));
    DIRECTORY[number as usize].store(chunk, Ordering::Release);
    // Slot 0 stands for none.
    state.free = first.max(1) as u32;
    state.chunks.push(number);
    true
}

impl Shard {
    /// How many objects are listed.
    pub(super) fn live(&self) -> usize {
        self.with(|state| state.live)
    }

    pub(super) fn set_threshold(&self, threshold: impl FnOnce(usize) -> usize) {
        self.with(|state| state.threshold = threshold(state.live));
    }

    /// Lets the next objects take the free slots in order, so that the list is in the order of their making as far as can be.
    pub(super) fn sort_free(&self) {
        self.with(|state| {
            state.free = 0;
            for &number in state.chunks.iter().rev() {
                let first = number as usize * CHUNK;
                for slot in (first.max(1)..first + CHUNK).rev() {
                    // SAFETY: the shard's slot; it is held.
                    unsafe {
                        let (place, _) = place(slot as u32);
                        if *place & FREE == FREE {
                            *place = (state.free as usize) << KIND_BITS | FREE;
                            state.free = slot as u32;
                        }
                    }
                }
            }
        });
    }

    /// Calls `visit` with each listed object. It must not list or unlist any.
    pub(super) fn each(&self, mut visit: impl FnMut(Kind, NonNull<Header>)) {
        self.with(|state| {
            for &number in &state.chunks {
                let chunk = DIRECTORY[number as usize].load(Ordering::Relaxed);
                // SAFETY: the shard's chunk.
                for slot in unsafe { &(*chunk).slots } {
                    // SAFETY: slots change only while the shard is held.
                    let entry = unsafe { *slot.get() };
                    let kind = entry & ((1 << KIND_BITS) - 1);
                    if kind != FREE
                        && let Some(object) = NonNull::new((entry - kind) as *mut Header)
                    {
                        visit(KINDS[kind], object);
                    }
                }
            }
        });
    }

    /// Gives the chunks back. None of their slots may be taken.
    pub(super) fn free_chunks(&mut self) {
        let state = self.state.get_mut();
        for number in state.chunks.drain(..) {
            let chunk = DIRECTORY[number as usize].swap(std::ptr::null_mut(), Ordering::AcqRel);
            // SAFETY: made by `grow`, and no object has a slot in it.
            drop(unsafe { Box::from_raw(chunk) });
            tables().unused.give(number);
        }
    }
}

impl super::Heap {
    /// Called when the interpreter ends, with what it held of the heap: if objects are left (a thread's, or a value that
    /// the driver has) their slots must stay.
    pub(crate) fn end(heap: std::sync::Arc<super::Heap>) {
        if heap.shards.iter().any(|shard| shard.live() > 0) {
            std::mem::forget(heap);
        }
    }
}

impl Drop for super::Heap {
    fn drop(&mut self) {
        for shard in &mut self.shards {
            if shard.live() == 0 {
                shard.free_chunks();
            }
        }
    }
}

//! `Ref<T>`: the counted pointer behind every heap value.
//!
//! Counts are atomics, but while no second OS thread runs an interpreter they are updated by a plain load and store,
//! which costs what a plain counter costs. [`set_parallel`] switches the whole process, once and for good, to locked
//! instructions. This is sound because heaps of different interpreters share no objects, and because a heap is handed
//! to a second OS thread only after the switch (CPython's free-threaded build makes the same choice at compile time).

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering, fence};

static PARALLEL: AtomicBool = AtomicBool::new(false);

/// From now on counts and guards are updated atomically, in the whole OS process.
pub(crate) fn set_parallel() {
    PARALLEL.store(true, Ordering::SeqCst);
}

/// Whether [`set_parallel`] was called.
#[inline(always)]
pub(crate) fn parallel() -> bool {
    PARALLEL.load(Ordering::Relaxed)
}

/// What lies before every heap object.
#[repr(C)]
pub(crate) struct Header {
    count: AtomicU32,
    /// The object's `id()`, once somebody asked; never two objects of an interpreter have the same.
    id: AtomicU32,
}

impl Header {
    #[inline(always)]
    pub(crate) fn increment(&self) {
        if parallel() {
            self.count.fetch_add(1, Ordering::Relaxed);
        } else {
            self.count.store(self.count.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
        }
    }

    /// Whether that was the last reference.
    #[inline(always)]
    pub(crate) fn decrement(&self) -> bool {
        if parallel() {
            if self.count.fetch_sub(1, Ordering::Release) == 1 {
                fence(Ordering::Acquire);
                return true;
            }
            false
        } else {
            let left = self.count.load(Ordering::Relaxed).wrapping_sub(1);
            self.count.store(left, Ordering::Relaxed);
            left == 0
        }
    }

    pub(crate) fn id_slot(&self) -> &AtomicU32 {
        &self.id
    }

    /// Gives the count back that [`Self::decrement`] took as the last one.
    #[inline(always)]
    pub(crate) fn revive(&self) {
        self.count.store(1, Ordering::Relaxed);
    }
}

#[repr(C)]
struct Inner<T> {
    header: Header,
    value: T,
}

/// A counted pointer to a heap object of one interpreter.
#[repr(transparent)]
pub struct Ref<T> {
    pointer: NonNull<Inner<T>>,
    owns: PhantomData<Inner<T>>,
}

// SAFETY: as for `Arc`; see the module's comment on when counts are plain.
unsafe impl<T: Send + Sync> Send for Ref<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Ref<T> {}

impl<T> Ref<T> {
    /// Moves a value to the heap.
    #[inline]
    pub fn new(value: T) -> Ref<T> {
        let inner = Inner { header: Header { count: AtomicU32::new(1), id: AtomicU32::new(0) }, value };
        Ref { pointer: NonNull::from(Box::leak(Box::new(inner))), owns: PhantomData }
    }

    #[inline(always)]
    fn inner(&self) -> &Inner<T> {
        // SAFETY: the object lives while a reference counts.
        unsafe { self.pointer.as_ref() }
    }

    /// Whether both are the same object.
    #[inline(always)]
    pub fn is(&self, other: &Ref<T>) -> bool {
        self.pointer == other.pointer
    }

    /// Where the object lies: its identity while it lives.
    #[inline(always)]
    pub fn address(&self) -> usize {
        self.pointer.as_ptr() as usize
    }

    /// Whether this is the only reference.
    #[inline]
    pub fn is_unique(&self) -> bool {
        self.inner().header.count.load(Ordering::Acquire) == 1
    }

    /// How many references there are (`sys.getrefcount`).
    pub fn count(&self) -> u32 {
        self.inner().header.count.load(Ordering::Relaxed)
    }

    /// The object itself, if this is the only reference.
    #[inline]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        if self.is_unique() {
            // SAFETY: no other reference exists, and `&mut self` keeps it so.
            Some(unsafe { &mut self.pointer.as_mut().value })
        } else {
            None
        }
    }

    #[cold]
    #[inline(never)]
    fn drop_object(&mut self) {
        /// Objects nested deeper than this are freed iteratively, so that a long linked list does not use up the stack.
        const NESTING: u32 = 64;
        thread_local! {
            static DEPTH: Cell<u32> = const { Cell::new(0) };
            static LATER: RefCell<Vec<Later>> = const { RefCell::new(Vec::new()) };
        }
        struct Later(*mut (), unsafe fn(*mut ()));
        unsafe fn free<T>(pointer: *mut ()) {
            // SAFETY: made by `Box::leak` in `new`, and this was the last reference.
            drop(unsafe { Box::from_raw(pointer.cast::<Inner<T>>()) });
        }
        let pointer = self.pointer.as_ptr().cast::<()>();
        // A thread that is shutting down has no thread-locals left: free at once.
        let Ok(depth) = DEPTH.try_with(Cell::get) else {
            // SAFETY: see `free`.
            return unsafe { free::<T>(pointer) };
        };
        if depth >= NESTING {
            let _ = LATER.try_with(|later| later.borrow_mut().push(Later(pointer, free::<T>)));
            return;
        }
        let _ = DEPTH.try_with(|d| d.set(depth + 1));
        // SAFETY: see `free`.
        unsafe { free::<T>(pointer) };
        if depth == 0 {
            while let Ok(Some(next)) = LATER.try_with(|later| later.borrow_mut().pop()) {
                // SAFETY: see `free`; each object is queued once.
                unsafe { next.1(next.0) };
            }
        }
        let _ = DEPTH.try_with(|d| d.set(depth));
    }
}

impl<T: Default> Default for Ref<T> {
    fn default() -> Ref<T> {
        Ref::new(T::default())
    }
}

impl<T> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Ref<T> {
        self.inner().header.increment();
        Ref { pointer: self.pointer, owns: PhantomData }
    }
}

impl<T> Drop for Ref<T> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.inner().header.decrement() {
            self.drop_object();
        }
    }
}

impl<T> Deref for Ref<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.inner().value
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

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

use crate::heap;
use crate::value::Value;

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
    /// The object's slot in the list of containers (0: not listed), and flags.
    facts: AtomicU32,
}

/// Bits of a header.
pub(crate) mod fact {
    /// The slot.
    pub(crate) const SLOT: u32 = (1 << 28) - 1;
    /// It is a weak reference that is known.
    pub(crate) const REFERENCE: u32 = 1 << 28;
    /// There are weak references to the object.
    pub(crate) const WEAK: u32 = 1 << 29;
    /// It was asked for its `id()`.
    pub(crate) const IDENTIFIED: u32 = 1 << 30;
    /// Its finalizer has run, or is about to.
    pub(crate) const FINALIZED: u32 = 1 << 31;
}

/// What a [`Ref`] can point to.
pub trait Object: Sized {
    /// How the collector of cycles lists such objects; `None`: it finds them through others.
    const KIND: Option<heap::Kind> = None;
    /// Whether there are objects of the kind that a program is told of before they are freed.
    const FINALIZABLE: bool = false;

    /// Whether the program is to be told before this object is freed.
    fn has_finalizer(&self) -> bool {
        false
    }

    /// The object as a value; asked for only where [`Self::FINALIZABLE`].
    fn into_value(_this: Ref<Self>) -> Value {
        Value::Unbound
    }
}

/// Objects that are freed without more ado, and found by the collector through others.
macro_rules! plain_objects {
    ($($type:ty),* $(,)?) => { $(impl Object for $type {})* };
}

plain_objects! {
    num_bigint::BigInt, crate::string::Str, crate::objects::Bytes, crate::objects::ByteArray, crate::objects::Array, crate::objects::Tuple,
    crate::dict::DictView, crate::set::Set, crate::objects::Range, crate::objects::Slice,
    crate::iterator::NativeIterator, crate::objects::Function, crate::native::NativeFunction,
    crate::objects::BoundMethod, crate::objects::Module, crate::objects::Property,
    crate::objects::Wrapper, crate::objects::Member, crate::objects::Super, crate::code::CodeObject,
    crate::frame::FrameObject, crate::exception::Traceback, crate::exception::ExceptionState, crate::lock::Lock,
    crate::handles::HandleObject, crate::instance::Shape,
}

/// Containers of which cycles are made: every cycle has one of these.
macro_rules! listed_objects {
    ($($type:ty => $kind:ident),* $(,)?) => {
        $(impl Object for $type { const KIND: Option<heap::Kind> = Some(heap::Kind::$kind); })*
    };
}

listed_objects! {
    crate::objects::List => List, crate::dict::Dict => Dict, crate::objects::Cell => Cell,
    crate::native::NativeObject => Native, crate::class::Class => Class,
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

    /// Slot and flags; see [`fact`].
    #[inline(always)]
    pub(crate) fn facts(&self) -> u32 {
        self.facts.load(Ordering::Relaxed)
    }

    pub(crate) fn set_fact(&self, fact: u32) {
        self.facts.fetch_or(fact, Ordering::Relaxed);
    }

    pub(crate) fn clear_fact(&self, fact: u32) {
        self.facts.fetch_and(!fact, Ordering::Relaxed);
    }

    /// Of a new object, which nobody else has.
    #[inline(always)]
    pub(crate) fn set_slot(&self, slot: u32) {
        self.facts.store(slot, Ordering::Relaxed);
    }

    #[inline(always)]
    pub(crate) fn count(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }

    /// Counts one more reference, unless the last one has gone: from a weak reference.
    pub(crate) fn try_increment(&self) -> bool {
        self.count
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, |count| (count > 0).then_some(count + 1))
            .is_ok()
    }

    /// Gives the count back that [`Self::decrement`] took as the last one.
    #[inline(always)]
    pub(crate) fn revive(&self) {
        self.count.store(1, Ordering::Relaxed);
    }
}

// The least bits of an address are the list's to use: see `heap::slots`.
#[repr(C, align(8))]
struct Inner<T> {
    header: Header,
    value: T,
}

/// A counted pointer to a heap object of one interpreter.
#[repr(transparent)]
pub struct Ref<T: Object> {
    pointer: NonNull<Inner<T>>,
    owns: PhantomData<Inner<T>>,
}

// SAFETY: as for `Arc`; see the module's comment on when counts are plain.
unsafe impl<T: Object + Send + Sync> Send for Ref<T> {}
// SAFETY: as above.
unsafe impl<T: Object + Send + Sync> Sync for Ref<T> {}

impl<T: Object> Ref<T> {
    /// Moves a value to the heap.
    #[inline]
    pub fn new(value: T) -> Ref<T> {
        let inner = Inner { header: Header { count: AtomicU32::new(1), facts: AtomicU32::new(0) }, value };
        let pointer = NonNull::from(Box::leak(Box::new(inner)));
        if let Some(kind) = T::KIND {
            heap::track(pointer.cast(), kind);
        }
        Ref { pointer, owns: PhantomData }
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

    /// Whether the collector of cycles lists the object.
    pub(crate) fn is_listed(&self) -> bool {
        self.inner().header.facts() & fact::SLOT != 0
    }

    /// The reference whose object has this header.
    ///
    /// # Safety
    /// The header is that of a `T` on the heap. The result is not counted: it must be forgotten, or a count given to it.
    pub(crate) unsafe fn from_header(header: NonNull<Header>) -> Ref<T> {
        Ref { pointer: header.cast(), owns: PhantomData }
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
        let header = &self.inner().header;
        let facts = header.facts();
        if T::FINALIZABLE
            && facts & fact::FINALIZED == 0
            && self.inner().value.has_finalizer()
            && heap::is_entered()
        {
            header.set_fact(fact::FINALIZED);
            header.revive();
            heap::finalize_later(T::into_value(Ref { pointer: self.pointer, owns: PhantomData }));
            return;
        }
        if facts & (fact::WEAK | fact::REFERENCE | fact::IDENTIFIED) != 0 {
            heap::forget(self.address(), facts);
        }
        if T::KIND.is_some() && facts & fact::SLOT != 0 {
            heap::untrack(facts & fact::SLOT);
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
                // The list keeps no memory, which may be a region's.
                let _ = LATER.try_with(|later| {
                    if later.borrow().is_empty() {
                        later.take();
                    }
                });
            }
        }
        let _ = DEPTH.try_with(|d| d.set(depth));
    }
}

impl<T: Object + Default> Default for Ref<T> {
    fn default() -> Ref<T> {
        Ref::new(T::default())
    }
}

impl<T: Object> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Ref<T> {
        self.inner().header.increment();
        Ref { pointer: self.pointer, owns: PhantomData }
    }
}

impl<T: Object> Drop for Ref<T> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.inner().header.decrement() {
            self.drop_object();
        }
    }
}

impl<T: Object> Deref for Ref<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.inner().value
    }
}

impl<T: Object + std::fmt::Debug> std::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

//! What the process knows of its heap objects beyond their counts: which containers there are (for the collector of
//! cycles), which objects have identities or weak references, and what is to be run because an object was released.
//!
//! Objects are released in the middle of instructions, where no Python code can run. What a release asks for (`__del__`,
//! the `finally` of a generator, the callback of a weak reference) is queued here, and a *signal* makes the thread
//! attend to it before its next instruction.

mod collect;
mod identity;
mod slots;
mod tables;
mod trace;
mod weak;

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use self::identity::{identity, known_identity, watched};
pub(crate) use self::slots::Kind;
use self::slots::{LEAST_THRESHOLD, Shard};
pub(crate) use self::slots::{Lent, Places, track, untrack};
pub(crate) use self::tables::{Tables, enter, prepare};
pub(crate) use self::trace::{containers_in, lend, referents};
pub(crate) use self::weak::{WeakReference, references_to};
use crate::reference::{fact, parallel};
use crate::value::Value;

/// Threads that run at once list their objects apart, so that they do not wait for each other.
const SHARDS: usize = 4;

/// The heap of one interpreter.
pub(crate) struct Heap {
    shards: [Shard; SHARDS],
    /// Something is to be done before the next instruction.
    signal: AtomicBool,
    pending: Mutex<Vec<Release>>,
    /// A collection is due.
    due: AtomicBool,
    /// The process uses more memory than it may.
    short: AtomicBool,
    /// Containers that the last collection left, how many there were, and how many objects they have freed.
    left: AtomicUsize,
    collections: AtomicUsize,
    collected: AtomicUsize,
    /// After how many new containers a collection comes at least; 0: none comes by itself.
    least_threshold: AtomicUsize,
    /// How many OS threads run the interpreter, once there may be several.
    running: AtomicU32,
    /// A collector waits for the others to stop.
    stop: AtomicBool,
}

/// What is to be run because an object was released.
pub(crate) struct Release {
    /// What is called; unbound: the object's own finalizer.
    pub(crate) callback: Value,
    /// The object; for a callback the weak reference.
    pub(crate) object: Value,
}

thread_local! {
    /// Where the OS thread lists new objects: null while it runs no interpreter.
    static CURRENT: Cell<*const Shard> = const { Cell::new(std::ptr::null()) };
    /// The heap of the interpreter that the OS thread runs, or null.
    static HEAP: Cell<*const Heap> = const { Cell::new(std::ptr::null()) };
    /// Which shard of a heap the OS thread takes once several run at once.
    static TURN: Cell<usize> = const { Cell::new(usize::MAX) };
}

static NEXT_TURN: AtomicUsize = AtomicUsize::new(0);

impl Heap {
    pub(crate) fn new() -> Arc<Heap> {
        Arc::new(Heap {
            shards: std::array::from_fn(|_| Shard::new()),
            signal: AtomicBool::new(false),
            pending: Mutex::default(),
            due: AtomicBool::new(false),
            short: AtomicBool::new(false),
            left: AtomicUsize::new(0),
            collections: AtomicUsize::new(0),
            collected: AtomicUsize::new(0),
            least_threshold: AtomicUsize::new(LEAST_THRESHOLD),
            running: AtomicU32::new(0),
            stop: AtomicBool::new(false),
        })
    }

    /// Whether something is to be done before the next instruction.
    #[inline(always)]
    pub(crate) fn signalled(&self) -> bool {
        self.signal.load(Ordering::Relaxed)
    }

    /// What was released since last asked, in order; takes the signal back.
    pub(crate) fn take_releases(&self) -> Vec<Release> {
        self.signal.store(false, Ordering::Relaxed);
        std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether a collection is due; it is not any more.
    pub(crate) fn take_due(&self) -> bool {
        self.due.swap(false, Ordering::Relaxed)
    }

    /// Whether the process was found to use more memory than it may, since last asked.
    pub(crate) fn take_short(&self) -> bool {
        self.short.swap(false, Ordering::Relaxed)
    }

    /// A collection is due.
    pub(crate) fn signal_due(&self) {
        self.due.store(true, Ordering::Relaxed);
        self.signal.store(true, Ordering::Relaxed);
    }

    fn release(&self, release: Release) {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).push(release);
        self.signal.store(true, Ordering::Relaxed);
    }

    /// From now on the OS thread's new objects belong to this heap, until the result is dropped.
    pub(crate) fn enter(&self) -> Entered {
        let counted = parallel();
        if counted {
            self.running.fetch_add(1, Ordering::SeqCst);
            while self.stop.load(Ordering::SeqCst) {
                self.running.fetch_sub(1, Ordering::SeqCst);
                while self.stop.load(Ordering::Relaxed) {
                    std::thread::yield_now();
                }
                self.running.fetch_add(1, Ordering::SeqCst);
            }
        }
        let turn = if counted {
            TURN.with(|turn| {
                if turn.get() == usize::MAX {
                    turn.set(NEXT_TURN.fetch_add(1, Ordering::Relaxed));
                }
                turn.get() % SHARDS
            })
        } else {
            0
        };
        Entered { shard: CURRENT.replace(&self.shards[turn]), heap: HEAP.replace(self), counted }
    }

    /// Waits until this OS thread is the only one that runs the interpreter; the others go on when the result is dropped.
    /// `None` if they do not stop soon, or another collector has stopped them. Threads leave the interpreter when their
    /// budgets are used up, so that it takes less than a millisecond.
    fn stop_others(&self) -> Option<Stopped<'_>> {
        const PATIENCE: u32 = 200_000;
        if self.stop.swap(true, Ordering::SeqCst) {
            return None;
        }
        let stopped = Stopped(self);
        for _ in 0..PATIENCE {
            if self.running.load(Ordering::SeqCst) <= 1 {
                return Some(stopped);
            }
            std::hint::spin_loop();
        }
        None
    }
}

/// While it exists, no other OS thread runs the interpreter.
struct Stopped<'a>(&'a Heap);

impl Drop for Stopped<'_> {
    fn drop(&mut self) {
        self.0.stop.store(false, Ordering::SeqCst);
    }
}

/// While it exists, the OS thread runs an interpreter.
pub(crate) struct Entered {
    shard: *const Shard,
    heap: *const Heap,
    counted: bool,
}

impl Drop for Entered {
    fn drop(&mut self) {
        if self.counted
            && let Some(heap) = current()
        {
            heap.running.fetch_sub(1, Ordering::SeqCst);
        }
        CURRENT.set(self.shard);
        HEAP.set(self.heap);
    }
}

/// The heap of the interpreter that this OS thread runs.
#[inline]
fn current() -> Option<&'static Heap> {
    // SAFETY: `Entered` is a local variable of a method of the interpreter, which has the heap. The reference does not
    // leave the functions of this module.
    unsafe { HEAP.get().as_ref() }
}

/// Whether this OS thread runs an interpreter, which can run finalizers.
pub(crate) fn is_entered() -> bool {
    !HEAP.get().is_null()
}

/// Whether something is to be done before the next instruction.
pub(crate) fn signalled() -> bool {
    current().is_some_and(Heap::signalled)
}

/// The OS process uses more memory than it may. Called by the allocator: allocates nothing.
pub(crate) fn memory_short() {
    if let Some(heap) = current() {
        heap.short.store(true, Ordering::Relaxed);
        heap.signal.store(true, Ordering::Relaxed);
    }
}

/// So many containers are listed that the heap should be looked through.
#[cold]
fn collection_due() {
    if let Some(heap) = current() {
        heap.signal_due();
    }
}

/// Queues the object's finalizer.
pub(crate) fn finalize_later(object: Value) {
    if let Some(heap) = current() {
        heap.release(Release { callback: Value::Unbound, object });
    }
}

/// The object at this address is freed: it has no identity any more, and its weak references are dead.
pub(crate) fn forget(address: usize, facts: u32) {
    if facts & fact::IDENTIFIED != 0 {
        identity::forget(address);
    }
    if facts & fact::REFERENCE != 0 {
        weak::forget_reference(address);
    }
    if facts & fact::WEAK != 0 {
        for release in weak::clear(address) {
            match current() {
                Some(heap) => heap.release(release),
                None => drop(release),
            }
        }
    }
}

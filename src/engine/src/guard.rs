//! `Guard<T>`: interior mutability of heap objects.
//!
//! A guard is held for a few machine instructions, never across Python code and never two at a time (take a snapshot of
//! the first object before touching a second one). While one OS thread runs the interpreter it is a borrow flag; in
//! parallel it is a spin lock.

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::reference::parallel;

/// State of a heap object that its methods may change.
pub struct Guard<T> {
    held: AtomicBool,
    state: UnsafeCell<T>,
}

// SAFETY: `lock` gives out one reference at a time, among threads too once `parallel()`; before that, one OS thread
// runs the interpreter (see `reference`).
unsafe impl<T: Send> Send for Guard<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Guard<T> {}

impl<T> Guard<T> {
    /// Puts a state under guard.
    pub const fn new(state: T) -> Guard<T> {
        Guard { held: AtomicBool::new(false), state: UnsafeCell::new(state) }
    }

    /// The state, exclusively until the result is dropped. Panics if this thread holds it already.
    #[inline(always)]
    pub fn lock(&self) -> Held<'_, T> {
        if parallel() {
            if self.held.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
                self.wait();
            }
        } else {
            if self.held.load(Ordering::Relaxed) {
                already_held();
            }
            self.held.store(true, Ordering::Relaxed);
        }
        Held { guard: self }
    }

    /// What a look at the state gives. `look` must drop no value, and in parallel take no guard.
    #[inline(always)]
    pub(crate) fn look<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        if parallel() {
            return look(&self.lock());
        }
        if self.held.load(Ordering::Relaxed) {
            already_held();
        }
        // SAFETY: nobody holds the guard, and one OS thread runs the interpreter: nothing changes the state meanwhile.
        look(unsafe { &*self.state.get() })
    }

    #[cold]
    #[inline(never)]
    fn wait(&self) {
        let mut turns = 0_u32;
        loop {
            while self.held.load(Ordering::Relaxed) {
                turns += 1;
                if turns.is_multiple_of(64) {
                    std::thread::yield_now();
                } else {
                    std::hint::spin_loop();
                }
                // A guard is held for microseconds; a thread that spins this long is waiting for itself.
                if turns == u32::MAX {
                    already_held();
                }
            }
            if self.held.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_ok() {
                return;
            }
        }
    }

    /// The state of an object that nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.state.get_mut()
    }

    /// Takes the state out of an object that nobody else can reach.
    pub fn into_inner(self) -> T {
        self.state.into_inner()
    }
}

#[cold]
#[inline(never)]
fn already_held() -> ! {
    panic!("a guard was taken twice: take a snapshot of one object before touching the other")
}

impl<T: Default> Default for Guard<T> {
    fn default() -> Guard<T> {
        Guard::new(T::default())
    }
}

/// Access to the state of a [`Guard`].
pub struct Held<'a, T> {
    guard: &'a Guard<T>,
}

impl<T> Deref for Held<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: `lock` made this the only access.
        unsafe { &*self.guard.state.get() }
    }
}

impl<T> DerefMut for Held<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: `lock` made this the only access.
        unsafe { &mut *self.guard.state.get() }
    }
}

impl<T> Drop for Held<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.guard.held.store(false, Ordering::Release);
    }
}

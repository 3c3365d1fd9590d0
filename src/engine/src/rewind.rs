//! [`Rewind`]: something large, such as a simulation with all its interpreters, that can be set back to where it was.
//!
//! It lies in memory of its own (see `region.rs`), of which a mark is a copy. Setting back takes as long as copying some hundred
//! kilobytes, whatever the thing is, and its references, addresses and numbers are then what they were: what follows from the
//! same input is the same.
//!
//! ```ignore
//! // SAFETY: nothing refers to the simulation but itself, and it to nothing else.
//! let mut run = unsafe { Rewind::new(|| Simulation::new(program.clone(), settings.clone())) }?;
//! run.with(|simulation| simulation.advance(1_000));
//! let here = run.mark();
//! run.with(|simulation| simulation.run());
//! run.back_to(here);
//! ```

use std::ptr::null_mut;

use crate::heap::{self, Lent, Tables};
use crate::region::{Image, Region};
use crate::{Value, allocator};

/// See the module.
pub struct Rewind<T> {
    region: Box<Region>,
    chunks: Lent,
    /// In the region.
    tables: *mut Tables,
    value: *mut T,
    marks: Vec<(Image, heap::Places)>,
    /// Memory of marks that are no more.
    spare: Vec<Vec<u8>>,
    /// An action panicked: what it left is not used any more, and stays where it is.
    damaged: bool,
}

// SAFETY: an OS thread that uses it enters its region, and `&mut` keeps others out.
unsafe impl<T: Send> Send for Rewind<T> {}

/// While it exists, the OS thread's memory is in a region.
struct Inside;

impl Inside {
    /// # Safety
    /// Both stay where they are meanwhile, and nobody else uses them.
    unsafe fn enter(region: *mut Region, tables: *mut Tables) -> Inside {
        // SAFETY: by contract.
        unsafe {
            let before = allocator::enter(region);
            assert!(before.is_null(), "one region at a time");
            heap::enter(tables);
        }
        Inside
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // SAFETY: none is entered, and by contract the one before is this thread's still.
        unsafe {
            let region = allocator::enter(null_mut());
            heap::enter(null_mut());
            if std::thread::panicking()
                && let Some(region) = region.as_mut()
            {
                region.lose();
            }
        }
    }
}

/// Does something with the ordinary memory: what it makes outlasts whatever the OS thread is inside of.
pub fn outside<R>(act: impl FnOnce() -> R) -> R {
    struct Outside(*mut Region, *const Tables);
    impl Drop for Outside {
        fn drop(&mut self) {
            // SAFETY: what was entered before, whose holder is borrowed still.
            unsafe {
                allocator::enter(self.0);
                heap::enter(self.1);
            }
        }
    }
    // SAFETY: none is entered.
    let before = unsafe { Outside(allocator::enter(null_mut()), heap::enter(null_mut())) };
    let result = act();
    drop(before);
    result
}

/// Drops something; where all of it is to be set back anyway, leaves it where it lies. For what does nothing else when it is
/// dropped than to give its memory back.
pub fn let_lie<T>(value: T) {
    if allocator::is_in_region() {
        std::mem::forget(value);
    }
}

impl<T> Rewind<T> {
    /// Makes something that can be set back. None where that cannot be: the process has another allocator than
    /// [`Pools`](crate::allocator::Pools), or it is too large.
    ///
    /// # Safety
    /// The value, and whatever actions ([`Rewind::with`]) add to it, refers to nothing outside of it that counts its references or
    /// would have to be dropped, and nothing outside refers to it.
    pub unsafe fn new(make: impl FnOnce() -> T) -> Option<Rewind<T>> {
        // What an OS thread makes when it is first needed is made outside.
        heap::prepare();
        drop(Value::tuple([Value::None]));
        let mut rewind = Rewind {
            region: Box::new(Region::new()?),
            chunks: Lent::new()?,
            tables: null_mut(),
            value: null_mut(),
            marks: Vec::with_capacity(MOST_MARKS),
            spare: Vec::with_capacity(MOST_MARKS),
            damaged: true,
        };
        // SAFETY: they are boxed, and nobody else has them.
        let inside = unsafe { Inside::enter(&raw mut *rewind.region, null_mut()) };
        let tables = Box::into_raw(Box::<Tables>::default());
        let possible = rewind.region.has(tables.cast());
        if possible {
            rewind.tables = tables;
            // SAFETY: made just now.
            unsafe {
                heap::enter(tables);
                rewind.chunks.hand_to(&*tables);
            }
            rewind.value = Box::into_raw(Box::new(make()));
        } else {
            // SAFETY: made just now.
            drop(unsafe { Box::from_raw(tables) });
        }
        drop(inside);
        rewind.damaged = false;
        (possible && !rewind.region.is_spilt()).then_some(rewind)
    }

    /// Does something with it. The result must have been made [`outside`], or own no memory.
    pub fn with<R>(&mut self, act: impl FnOnce(&mut T) -> R) -> R {
        self.damaged = true;
        // SAFETY: `self` is borrowed meanwhile.
        let result = unsafe {
            let _inside = Inside::enter(&raw mut *self.region, self.tables);
            act(&mut *self.value)
        };
        self.damaged = false;
        result
    }

    /// Remembers how it is; the number of the mark. None: there are too many, or it is too large.
    pub fn mark(&mut self) -> Option<usize> {
        if self.marks.len() == MOST_MARKS || self.region.is_spilt() {
            return None;
        }
        let image = self.region.image(self.spare.pop().unwrap_or_default());
        self.marks.push((image, self.chunks.places()));
        Some(self.marks.len() - 1)
    }

    /// The last mark is where it is now; if it is too large for that, it is set back there.
    pub fn mark_again(&mut self) {
        if self.region.is_spilt() {
            self.back_to(self.marks.len() - 1);
        } else if let Some((image, _)) = self.marks.pop() {
            self.marks.push((self.region.image(image.bytes), self.chunks.places()));
        }
    }

    /// How many marks there are.
    pub fn marks(&self) -> usize {
        self.marks.len()
    }

    /// Sets it back to a mark; later ones are no more.
    ///
    /// # Panics
    /// If there is no such mark.
    pub fn back_to(&mut self, mark: usize) {
        if self.region.is_spilt() {
            self.drop_value();
        }
        for (image, _) in self.marks.drain(mark + 1..) {
            self.spare.push(image.bytes);
        }
        let (image, places) = &self.marks[mark];
        // SAFETY: of this region and these chunks; what was made since is in the value alone.
        unsafe {
            self.region.set_back(image);
            self.chunks.set_back(places);
        }
    }

    /// Part of it lies elsewhere: that is given back.
    fn drop_value(&mut self) {
        // SAFETY: it is not used before it is set back.
        self.with(|value| unsafe { std::ptr::drop_in_place(value) });
    }
}

/// Marks that one can have.
const MOST_MARKS: usize = 24;

impl<T> Drop for Rewind<T> {
    fn drop(&mut self) {
        if self.damaged || self.region.is_lost() {
            // The panic's message may lie in it, and what refers to its chunks.
            self.chunks.lose();
            return;
        }
        if self.region.is_spilt() && !self.value.is_null() {
            self.drop_value();
        }
        // SAFETY: nothing outside refers to what is in it.
        unsafe { self.region.free() };
    }
}

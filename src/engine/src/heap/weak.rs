//! Weak references: for each object that has some, which they are.

use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::tables::tables;
use crate::class::AddressHash;
use crate::guard::Guard;
use crate::heap::Release;
use crate::native::{Context, NativeData};
use crate::reference::fact;
use crate::value::Value;

/// An object that is not counted.
struct Uncounted(ManuallyDrop<Value>);

// SAFETY: values are `Send`.
unsafe impl Send for Uncounted {}

impl Uncounted {
    fn of(value: &Value) -> Uncounted {
        // SAFETY: a copy of the bits; whoever has it sees to it that the object is asked for its count before it is used.
        Uncounted(ManuallyDrop::new(unsafe { std::ptr::read(value) }))
    }

    /// The object, if it is still alive.
    ///
    /// # Safety
    /// The object's memory has not been freed.
    unsafe fn upgrade(&self) -> Option<Value> {
        let header = self.0.object_header()?;
        // SAFETY: counted just now.
        header.try_increment().then(|| unsafe { std::ptr::read(&*self.0) })
    }
}

/// What refers to one object.
struct Target {
    object: Uncounted,
    /// The weak references in order of their making.
    references: Vec<Uncounted>,
}

/// Both sides by address. Targets leave it before they are freed,
/// and so do references: what the table names is there.
#[derive(Default)]
struct Table {
    targets: HashMap<usize, Target, AddressHash>,
    /// The target of each reference.
    references: HashMap<usize, usize, AddressHash>,
}

/// What the OS process, or a region, has of them.
#[derive(Default)]
pub(super) struct References(Mutex<Table>);

impl References {
    pub(super) const fn new() -> References {
        References(Mutex::new(Table {
            targets: HashMap::with_hasher(AddressHash),
            references: HashMap::with_hasher(AddressHash),
        }))
    }

    /// See [`super::prepare`].
    pub(super) fn prepare(&self) {
        drop(self.0.lock());
    }
}

fn table() -> MutexGuard<'static, Table> {
    tables().references.0.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The data of a `weakref.ref`.
pub(crate) struct WeakReference {
    /// Address of the object that has these data, once it is registered.
    reference: AtomicUsize,
    /// Called when the object dies; None if nothing is.
    callback: Guard<Value>,
    /// `hash()` of the object, once asked for; 0: not known.
    hash: AtomicI64,
}

impl NativeData for WeakReference {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.callback.lock());
    }

    fn empty(&self) {
        let callback = std::mem::replace(&mut *self.callback.lock(), Value::None);
        drop(callback);
    }

    /// The reference itself, which `restore` cannot know, its target and its callback.
    fn state(&self) -> Option<Value> {
        let target = self.target().unwrap_or(Value::None);
        let own = self.reference.load(Ordering::Relaxed);
        let reference = references_to(&target).into_iter().find(|reference| reference.address() == own);
        Some(Value::tuple([reference.unwrap_or(Value::None), target, self.callback()]))
    }

    fn restore(&self, _ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        if let Some([reference, target, callback]) = state.as_tuple().map(|state| &***state) {
            let old = std::mem::replace(&mut *self.callback.lock(), callback.clone());
            drop(old);
            if reference.native::<WeakReference>().is_some_and(|data| std::ptr::eq(data, self)) {
                self.register(reference, target);
            }
        }
        Ok(())
    }
}

impl WeakReference {
    /// The data of a reference; [`register`](Self::register) must follow.
    pub(crate) fn new(callback: Value) -> WeakReference {
        WeakReference {
            reference: AtomicUsize::new(0),
            callback: Guard::new(callback),
            hash: AtomicI64::new(0),
        }
    }

    /// What is called when the object dies; None if nothing is.
    pub(crate) fn callback(&self) -> Value {
        self.callback.lock().clone()
    }

    pub(crate) fn known_hash(&self) -> Option<i64> {
        Some(self.hash.load(Ordering::Relaxed)).filter(|hash| *hash != 0)
    }

    pub(crate) fn remember_hash(&self, hash: i64) {
        self.hash.store(hash, Ordering::Relaxed);
    }

    /// Makes the reference known. `reference` is the object that has these data.
    pub(crate) fn register(&self, reference: &Value, target: &Value) {
        let (Some(own), Some(header)) = (reference.object_header(), target.object_header()) else { return };
        own.set_fact(fact::REFERENCE);
        header.set_fact(fact::WEAK);
        self.reference.store(reference.address(), Ordering::Relaxed);
        let mut table = table();
        table.references.insert(reference.address(), target.address());
        table
            .targets
            .entry(target.address())
            .or_insert_with(|| Target { object: Uncounted::of(target), references: Vec::new() })
            .references
            .push(Uncounted::of(reference));
    }

    /// The object, if it is alive.
    pub(crate) fn target(&self) -> Option<Value> {
        let table = table();
        let target = table.references.get(&self.reference.load(Ordering::Relaxed))?;
        // SAFETY: it leaves the table, which is locked, before it is freed.
        unsafe { table.targets.get(target)?.object.upgrade() }
    }
}

/// Whether some object has a weak reference that calls something when the object dies.
pub(super) fn any_callback() -> bool {
    let table = table();
    let mut references = table.targets.values().flat_map(|target| &target.references);
    // References leave the table, which is locked, before they are freed.
    references.any(|reference| {
        reference.0.native::<WeakReference>().is_some_and(|data| !data.callback.lock().is_none())
    })
}

/// The weak references to an object, oldest first.
pub(crate) fn references_to(object: &Value) -> Vec<Value> {
    let table = table();
    let Some(target) = table.targets.get(&object.address()) else { return Vec::new() };
    // SAFETY: references leave the table, which is locked, before they are freed.
    target.references.iter().filter_map(|reference| unsafe { reference.upgrade() }).collect()
}

/// The reference at the address is freed.
pub(super) fn forget_reference(address: usize) {
    let mut table = table();
    let Some(at) = table.references.remove(&address) else { return };
    let Some(target) = table.targets.get_mut(&at) else { return };
    target.references.retain(|reference| reference.0.address() != address);
    if target.references.is_empty() {
        if let Some(header) = target.object.0.object_header() {
            header.clear_fact(fact::WEAK);
        }
        table.targets.remove(&at);
    }
}

/// The object at the address dies: its references are dead, and their callbacks are to be called, latest first.
pub(super) fn clear(address: usize) -> Vec<Release> {
    let mut table = table();
    let Some(target) = table.targets.remove(&address) else { return Vec::new() };
    for reference in &target.references {
        table.references.remove(&reference.0.address());
    }
    // SAFETY: references leave the table, which is locked, before they are freed.
    let alive = target.references.iter().rev().filter_map(|reference| unsafe { reference.upgrade() });
    let alive: Vec<Value> = alive.collect();
    // What is dropped now may be the last of a reference, which takes the lock.
    drop(table);
    let releases = alive.into_iter().filter_map(|object| {
        let callback = object.native::<WeakReference>()?.callback();
        (!callback.is_none()).then_some(Release { callback, object })
    });
    releases.collect()
}

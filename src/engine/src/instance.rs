//! Objects of classes written in Python. Their attributes lie in slots; which name has which slot is told by the
//! object's *shape*, shared by all objects that got the same attributes in the same order (Chambers, Ungar & Lee, "An
//! Efficient Implementation of SELF", 1989). An inline cache remembers shape and slot.

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::class::{Class, flag};
use crate::core_types::slot::Slot;
use crate::dict::{Dict, fresh_version};
use crate::guard::Guard;
use crate::heap::Kind;
use crate::reference::{Object, Ref};
use crate::string::Name;
use crate::value::Value;

/// Which attribute is in which slot.
pub struct Shape {
    /// Unique among all shapes.
    id: AtomicU32,
    /// Names by slot.
    pub(crate) names: Vec<Name>,
    transitions: Guard<Vec<(Name, Ref<Shape>)>>,
}

/// An object with more attributes than this keeps them in a dict.
const MAX_SLOTS: usize = 64;

impl Shape {
    pub(crate) fn root() -> Ref<Shape> {
        Ref::new(Shape {
            id: AtomicU32::new(fresh_version()),
            names: Vec::new(),
            transitions: Guard::default(),
        })
    }

    /// The slot of a name.
    #[inline]
    pub(crate) fn slot(&self, name: &Name) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// The shape with one more name.
    pub(crate) fn extended(&self, name: &Name) -> Ref<Shape> {
        let mut transitions = self.transitions.lock();
        if let Some((_, shape)) = transitions.iter().find(|(n, _)| n == name) {
            return shape.clone();
        }
        let mut names = self.names.clone();
        names.push(name.clone());
        let shape =
            Ref::new(Shape { id: AtomicU32::new(fresh_version()), names, transitions: Guard::default() });
        transitions.push((name.clone(), shape.clone()));
        shape
    }

    #[inline(always)]
    pub(crate) fn id(&self) -> u32 {
        self.id.load(Ordering::Relaxed)
    }

    /// The shape after the transition of this index, if that adds this name.
    #[inline]
    pub(crate) fn transition(&self, index: usize, name: &Name) -> Option<Ref<Shape>> {
        let transitions = self.transitions.lock();
        transitions.get(index).filter(|(n, _)| n == name).map(|(_, shape)| shape.clone())
    }

    /// Index of the transition that adds this name.
    pub(crate) fn transition_index(&self, name: &Name) -> Option<usize> {
        self.transitions.lock().iter().position(|(n, _)| n == name)
    }

    /// Makes all caches that know this shape, or one that comes of it, forget it.
    pub(crate) fn retire(&self) {
        self.id.store(fresh_version(), Ordering::Relaxed);
        let next: Vec<Ref<Shape>> = self.transitions.lock().iter().map(|(_, shape)| shape.clone()).collect();
        for shape in next {
            shape.retire();
        }
    }

    pub(crate) fn dismantle(&self) {
        let transitions = std::mem::take(&mut *self.transitions.lock());
        drop(transitions);
    }
}

/// The class of an object: read without a lock, since next to everything reads it, and seldom changed.
pub struct ClassCell(UnsafeCell<Ref<Class>>);

// SAFETY: see `Instance::set_class`.
unsafe impl Sync for ClassCell {}

impl Deref for ClassCell {
    type Target = Ref<Class>;

    #[inline(always)]
    fn deref(&self) -> &Ref<Class> {
        // SAFETY: a pointer, replaced as a whole, by one to a class that stays, see `Instance::set_class`.
        unsafe { &*self.0.get() }
    }
}

/// An object of a class written in Python, or an exception.
pub struct Instance {
    /// Its class.
    pub class: ClassCell,
    /// The builtin part, if the class derives from a builtin type; unbound if not.
    pub payload: Value,
    pub(crate) state: Guard<InstanceState>,
}

pub(crate) struct InstanceState {
    pub(crate) shape: Ref<Shape>,
    pub(crate) slots: Vec<Value>,
    /// Once `__dict__` was asked for, the attributes are in there, and only what slots hold is not.
    pub(crate) dict: Option<Ref<Dict>>,
}

impl Object for Instance {
    const KIND: Option<Kind> = Some(Kind::Instance);
    const FINALIZABLE: bool = true;

    #[inline]
    fn has_finalizer(&self) -> bool {
        self.class.has(flag::FINALIZER)
    }

    fn into_value(this: Ref<Instance>) -> Value {
        Value::Instance(this)
    }
}

impl Instance {
    /// An object without attributes.
    pub fn new(class: Ref<Class>, payload: Value) -> Instance {
        let slots = Vec::with_capacity(class.size_hint.load(Ordering::Relaxed) as usize);
        let shape = class.shape.clone();
        Instance {
            class: ClassCell(UnsafeCell::new(class)),
            payload,
            state: Guard::new(InstanceState { shape, slots, dict: None }),
        }
    }

    /// Makes it an object of another class, with the same attributes.
    ///
    /// # Safety
    /// The class that it had lives as long as anybody may still be reading it: the interpreter keeps it.
    pub(crate) unsafe fn set_class(&self, class: Ref<Class>) -> Ref<Class> {
        let mut state = self.state.lock();
        if state.dict.is_none() {
            let mut shape = class.shape.clone();
            for name in &state.shape.names {
                let next = shape.extended(name);
                shape = next;
            }
            state.shape = shape;
        }
        // SAFETY: writers exclude each other by the guard; readers find the one class or the other.
        unsafe { std::mem::replace(&mut *self.class.0.get(), class) }
    }

    /// An attribute of the object itself.
    pub fn get(&self, name: &Name) -> Option<Value> {
        let state = self.state.lock();
        match (&state.dict, state.shape.slot(name)) {
            (_, Some(slot)) => Some(state.slots[slot].clone()),
            (Some(dict), None) => dict.get_name(name),
            (None, None) => None,
        }
    }

    /// What a slot of the object holds, whatever its `__dict__` has under that name.
    pub(crate) fn in_slot(&self, name: &Name) -> Option<Value> {
        let state = self.state.lock();
        state.shape.slot(name).map(|slot| state.slots[slot].clone())
    }

    /// Sets an attribute of the object itself.
    pub fn set(&self, name: &Name, value: Value) {
        let in_slot = self.class.has(flag::SLOTS) && is_slot(&self.class, name);
        let mut state = self.state.lock();
        if let Some(slot) = state.shape.slot(name) {
            let old = std::mem::replace(&mut state.slots[slot], value);
            drop(state);
            drop(old);
            return;
        }
        if let Some(dict) = state.dict.clone()
            && !in_slot
        {
            drop(state);
            dict.set_name(name, value);
            return;
        }
        if !in_slot && state.slots.len() >= MAX_SLOTS {
            drop(state);
            self.dict().set_name(name, value);
            return;
        }
        let shape = state.shape.extended(name);
        state.shape = shape;
        state.slots.push(value);
        let count = state.slots.len() as u32;
        if self.class.size_hint.load(Ordering::Relaxed) < count {
            self.class.size_hint.store(count, Ordering::Relaxed);
        }
    }

    /// Removes an attribute of the object itself.
    pub fn remove(&self, name: &Name) -> Option<Value> {
        let mut state = self.state.lock();
        let Some(slot) = state.shape.slot(name) else {
            let dict = state.dict.clone()?;
            drop(state);
            return dict.remove_name(name);
        };
        let old = state.slots.remove(slot);
        let mut shape = if state.dict.is_some() { Shape::root() } else { self.class.shape.clone() };
        for kept in state.shape.names.iter().filter(|n| *n != name) {
            let next = shape.extended(kept);
            shape = next;
        }
        state.shape = shape;
        Some(old)
    }

    /// `__dict__`: from now on the attributes live in it.
    pub fn dict(&self) -> Ref<Dict> {
        let in_slots = self.names_in_slots();
        let mut state = self.state.lock();
        if let Some(dict) = &state.dict {
            return dict.clone();
        }
        let dict = Ref::new(Dict::new());
        for (name, value) in state.keep_slots(&in_slots) {
            dict.set_name(&name, value);
        }
        state.dict = Some(dict.clone());
        dict
    }

    /// Names of attributes that `__slots__` gave a place, so that they are never in `__dict__`.
    fn names_in_slots(&self) -> Vec<Name> {
        if !self.class.has(flag::SLOTS) {
            return Vec::new();
        }
        let names = self.state.lock().shape.names.clone();
        names.into_iter().filter(|name| is_slot(&self.class, name)).collect()
    }

    /// Replaces `__dict__`.
    pub fn set_dict(&self, dict: Ref<Dict>) {
        let in_slots = self.names_in_slots();
        let mut state = self.state.lock();
        let others = state.keep_slots(&in_slots);
        let old = state.dict.replace(dict);
        drop(state);
        drop((others, old));
    }

    /// Takes all attributes away.
    pub(crate) fn empty(&self) {
        let mut state = self.state.lock();
        let slots = std::mem::take(&mut state.slots);
        let dict = state.dict.take();
        let shape = std::mem::replace(&mut state.shape, self.class.shape.clone());
        drop(state);
        drop((slots, dict, shape));
    }

    /// All attributes of the object itself, in order.
    pub fn items(&self) -> Vec<(Name, Value)> {
        let dict = self.state.lock().dict.clone();
        let mut items = self.items_outside_dict();
        if let Some(dict) = dict {
            // Keys of an instance dict are names by construction, except what a program puts there by hand.
            let named = |(key, value): (Value, Value)| Some((Name::of(key.as_str()?), value));
            items.extend(dict.items().into_iter().filter_map(named));
        }
        items
    }

    /// The attributes that are not in a `__dict__` that was asked for.
    pub(crate) fn items_outside_dict(&self) -> Vec<(Name, Value)> {
        let state = self.state.lock();
        state.shape.names.iter().cloned().zip(state.slots.iter().cloned()).collect()
    }
}

impl InstanceState {
    /// Takes all attributes away but these. No shape of the class fits afterwards, so that no inline cache takes the object
    /// for one without a `__dict__`.
    fn keep_slots(&mut self, kept: &[Name]) -> Vec<(Name, Value)> {
        let values = std::mem::take(&mut self.slots);
        let before = std::mem::replace(&mut self.shape, Shape::root());
        let mut taken = Vec::new();
        for (name, value) in before.names.iter().zip(values) {
            if kept.contains(name) {
                let shape = self.shape.extended(name);
                self.shape = shape;
                self.slots.push(value);
            } else {
                taken.push((name.clone(), value));
            }
        }
        taken
    }
}

fn is_slot(class: &Ref<Class>, name: &Name) -> bool {
    matches!(class.lookup(name), Some(Value::Native(found)) if found.data::<Slot>().is_some())
}

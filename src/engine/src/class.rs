//! Classes: attributes, method resolution order, and the versions that inline caches rely on.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::dict::{Key, Table, fresh_version};
use crate::guard::Guard;
use crate::heap::lend;
use crate::instance::Shape;
use crate::native::NativeFunction;
use crate::objects::Function;
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// Facts about a class that the machine asks for often. They hold for its subclasses too.
pub mod flag {
    /// Derives from `BaseException`.
    pub const EXCEPTION: u32 = 1;
    /// `__eq__` is written in Python.
    pub const USER_EQ: u32 = 2;
    /// `__hash__` is written in Python, or None.
    pub const USER_HASH: u32 = 4;
    /// Has `__getattr__`.
    pub const GETATTR: u32 = 8;
    /// `__getattribute__` is not `object`'s.
    pub const GETATTRIBUTE: u32 = 16;
    /// `__setattr__` is not `object`'s.
    pub const SETATTR: u32 = 32;
    /// `__delattr__` is not `object`'s.
    pub const DELATTR: u32 = 64;
    /// A builtin type: its attributes cannot be set.
    pub const BUILTIN: u32 = 128;
    /// Cannot be a base.
    pub const FINAL: u32 = 256;
    /// Has abstract methods left.
    pub const ABSTRACT: u32 = 512;
    /// Instances have no `__dict__`: every class of the MRO has `__slots__`.
    pub const NO_DICT: u32 = 1024;
    /// Its objects are classes: derives from `type`.
    pub const METACLASS: u32 = 2048;
    /// Defines `__get__`: its objects are descriptors.
    pub const DESCRIPTOR: u32 = 4096;
    /// Defines `__set__` or `__delete__`: its objects are data descriptors.
    pub const DATA_DESCRIPTOR: u32 = 8192;
    /// Has a native `__new__` that makes a payload.
    pub const PAYLOAD: u32 = 16384;
    /// An ordering such as `__lt__` is written in Python.
    pub const USER_ORDER: u32 = 32768;
    /// Has `__del__`.
    pub const FINALIZER: u32 = 65536;
    /// Has a `__class__` of its own: says of what class its objects are.
    pub const TELLS_CLASS: u32 = 131_072;
    /// Has slots of its own: its objects hold more than those of its bases.
    pub const OWN_SLOTS: u32 = 262_144;
    /// Has slots, its own or its bases'.
    pub const SLOTS: u32 = 1_048_576;
    /// Has a slot `__weakref__`.
    pub const WEAK_SLOT: u32 = 524_288;
}

/// A class, builtin or not.
pub struct Class {
    /// `__name__`
    pub name: Name,
    /// `__name__`, where a program has set it.
    pub renamed: Guard<Option<Name>>,
    /// `__qualname__`
    pub qualname: Guard<Value>,
    /// `__bases__`
    pub bases: Guard<Vec<Ref<Class>>>,
    /// The method resolution order after the class itself.
    pub ancestors: Guard<Vec<Ref<Class>>>,
    /// The class of this class; `None`: `type`.
    pub metaclass: Option<Ref<Class>>,
    /// The shape of an instance without attributes.
    pub shape: Ref<Shape>,
    /// How many attributes instances had so far, to reserve room.
    pub(crate) size_hint: AtomicU32,
    flags: AtomicU32,
    state: Guard<ClassState>,
}

#[derive(Default)]
struct ClassState {
    attributes: Table,
    /// Identifies the attributes of the class and its ancestors as they are now; 0: no cache depends on them.
    version: u32,
    /// What lookups found under this version, in the order first asked.
    resolved: Vec<Value>,
    /// Position in `resolved` by the name's address; `ABSENT` if there is no such attribute.
    positions: HashMap<usize, u32, AddressHash>,
    subclasses: Vec<Ref<Class>>,
    recipe: Recipe,
}

const ABSENT: u32 = u32::MAX;

/// What calling a class comes down to, as far as nothing can look on.
#[derive(Clone, Default)]
pub(crate) enum Recipe {
    /// Not yet asked for.
    #[default]
    Unknown,
    /// `__new__` and `__init__` are called one after the other.
    General,
    /// An object without attributes; no arguments.
    Object,
    /// A plain object for this `__init__`, whose arguments need only be moved.
    Init(Ref<Function>),
    /// What this `__new__` makes; there is no `__init__`.
    New(Ref<Function>),
    /// An exception that keeps its arguments and does nothing else.
    Exception,
    /// The native `__new__` does it all, or a native `__init__` fills what it makes.
    Native { new: Ref<NativeFunction>, init: Option<Ref<NativeFunction>> },
}

/// Hashes addresses, which are distinct already.
#[derive(Default, Clone, Copy)]
pub(crate) struct AddressHash;

impl std::hash::BuildHasher for AddressHash {
    type Hasher = AddressHasher;
    fn build_hasher(&self) -> AddressHasher {
        AddressHasher(0)
    }
}

pub(crate) struct AddressHasher(u64);

impl std::hash::Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }
    fn write_usize(&mut self, address: usize) {
        self.0 = ((address as u64) >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// What holds of a class because it holds of its ancestors.
fn inherited(ancestors: &[Ref<Class>]) -> u32 {
    let all = ancestors.iter().fold(0, |flags, class| flags | class.flags());
    all & !(flag::BUILTIN | flag::FINAL | flag::ABSTRACT | flag::NO_DICT | flag::OWN_SLOTS)
}

/// `__base__`: the one of the bases that says how objects are laid out.
pub(crate) fn best_base(bases: &[Ref<Class>]) -> Option<&Ref<Class>> {
    bases.iter().find(|base| base.has(flag::PAYLOAD)).or(bases.first())
}

impl Class {
    /// A class without attributes. Its ancestors must be a linearisation made by [`linearize`].
    pub fn new(
        name: Name,
        bases: Vec<Ref<Class>>,
        ancestors: Vec<Ref<Class>>,
        metaclass: Option<Ref<Class>>,
        flags: u32,
    ) -> Ref<Class> {
        let inherited = inherited(&ancestors);
        Ref::new(Class {
            renamed: Guard::new(None),
            qualname: Guard::new(name.to_value()),
            name,
            bases: Guard::new(bases),
            ancestors: Guard::new(ancestors),
            metaclass,
            shape: Shape::root(),
            size_hint: AtomicU32::new(0),
            flags: AtomicU32::new(flags | inherited),
            state: Guard::default(),
        })
    }

    /// The facts of [`flag`].
    #[inline(always)]
    pub fn flags(&self) -> u32 {
        self.flags.load(Ordering::Relaxed)
    }

    /// Whether any of these facts holds.
    #[inline(always)]
    pub fn has(&self, flags: u32) -> bool {
        self.flags() & flags != 0
    }

    pub(crate) fn set_flags(&self, flags: u32) {
        self.flags.fetch_or(flags, Ordering::Relaxed);
    }

    pub(crate) fn clear_flags(&self, flags: u32) {
        self.flags.fetch_and(!flags, Ordering::Relaxed);
    }

    /// An attribute of the class itself.
    pub fn own(&self, name: &Name) -> Option<Value> {
        self.state.lock().attributes.get_name(name).cloned()
    }

    /// All attributes of the class itself, in order.
    pub fn own_items(&self) -> Vec<(Value, Value)> {
        self.state.lock().attributes.iter().map(|e| (e.key.clone(), e.value.clone())).collect()
    }

    /// An attribute of the class or its ancestors, not bound.
    pub fn lookup(&self, name: &Name) -> Option<Value> {
        let mut state = self.state.lock();
        match state.positions.get(&name.address()) {
            Some(&ABSENT) => return None,
            Some(&position) => return Some(state.resolved[position as usize].clone()),
            None => {}
        }
        if let Some(value) = state.attributes.get_name(name).cloned() {
            state.remember(name, Some(value.clone()));
            return Some(value);
        }
        let before = state.version();
        drop(state);
        let ancestors = self.ancestors.lock().clone();
        let found = ancestors.iter().find_map(|class| class.own(name));
        let mut state = self.state.lock();
        if state.version == before {
            state.remember(name, found.clone());
        }
        found
    }

    /// As [`Self::lookup`], with what a cache needs to find it again by [`Self::cached`]: version and position.
    pub(crate) fn lookup_cacheable(&self, name: &Name) -> Option<(Value, u32, u32)> {
        let mut state = self.state.lock();
        if let Some(&position) = state.positions.get(&name.address()) {
            if position == ABSENT {
                return None;
            }
            let value = state.resolved[position as usize].clone();
            return Some((value, state.version(), position));
        }
        drop(state);
        let value = self.lookup(name)?;
        let mut state = self.state.lock();
        let version = state.version();
        let position = *state.positions.get(&name.address())?;
        (position != ABSENT).then_some((value, version, position))
    }

    /// What a cache remembered, if the class is still as it was.
    #[inline(always)]
    pub(crate) fn cached(&self, version: u32, position: u32) -> Option<Value> {
        self.state.look(|state| (state.version == version).then(|| state.resolved[position as usize].clone()))
    }

    /// What calling the class comes down to, if that was found out since it changed last.
    #[inline(always)]
    pub(crate) fn recipe(&self) -> Recipe {
        self.state.look(|state| state.recipe.clone())
    }

    /// Remembers what calling the class comes down to, if it is still as it was when its version was asked for.
    pub(crate) fn set_recipe(&self, version: u32, recipe: Recipe) {
        let mut state = self.state.lock();
        if state.version == version {
            state.recipe = recipe;
        }
    }

    /// Identifies the attributes of the class and its ancestors as they are now.
    pub(crate) fn version(&self) -> u32 {
        self.state.lock().version()
    }

    /// Whether they are those of that version.
    #[inline(always)]
    pub(crate) fn has_version(&self, version: u32) -> bool {
        self.state.look(|state| state.version == version)
    }

    /// Sets an attribute and tells all caches.
    pub fn set(&self, name: &Name, value: Value) {
        let mut state = self.state.lock();
        let old = state.attributes.insert(Key::from(name), value);
        let forgotten = state.forget();
        drop(state);
        drop((old, forgotten));
        self.changed();
    }

    /// Removes an attribute.
    pub fn remove(&self, name: &Name) -> Option<Value> {
        let mut state = self.state.lock();
        let old = state.attributes.remove(&Key::from(name));
        let forgotten = state.forget();
        drop(state);
        drop(forgotten);
        self.changed();
        old.map(|(_, value)| value)
    }

    fn changed(&self) {
        for class in self.subclasses() {
            let forgotten = class.state.lock().forget();
            drop(forgotten);
            class.changed();
        }
    }

    /// The class that follows this one in the method resolution order of `start`, if all after it are just that class's own.
    pub(crate) fn sole_successor(&self, start: &Class) -> Option<Ref<Class>> {
        let own = self.ancestors.lock();
        let (next, count) = (own.first()?.clone(), own.len());
        drop(own);
        if next.ancestors.lock().len() + 1 != count {
            return None;
        }
        if std::ptr::eq(self, start) {
            return Some(next);
        }
        let order = start.ancestors.lock();
        let at = order.iter().position(|class| std::ptr::eq(&raw const **class, self))?;
        // A linearisation keeps the order of those that it is made of: as many means the same.
        (order.len() - at - 1 == count).then_some(next)
    }

    /// Classes that name this one as a base.
    pub fn subclasses(&self) -> Vec<Ref<Class>> {
        self.state.lock().subclasses.clone()
    }

    pub(crate) fn add_subclass(&self, class: &Ref<Class>) {
        self.state.lock().subclasses.push(class.clone());
    }

    /// Other bases: what its flags say of its ancestors holds of the new ones too. That those which are gone leave something behind only
    /// costs time.
    pub(crate) fn inherit_flags(&self) {
        let inherited = inherited(&self.ancestors.lock());
        self.set_flags(inherited);
    }

    /// Tells all caches that nothing is as it was.
    pub(crate) fn reset(&self) {
        let forgotten = self.state.lock().forget();
        drop(forgotten);
        self.changed();
        self.retire_shapes();
    }

    /// A data descriptor is about to hide attributes of objects: what caches know of their shapes no longer holds.
    pub(crate) fn retire_shapes(&self) {
        self.shape.retire();
        for class in self.subclasses() {
            class.retire_shapes();
        }
    }

    /// Calls `visit` with each value it holds, but for the classes that name it as a base: they come and go.
    pub(crate) fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let class = |class: &Ref<Class>, visit: &mut dyn FnMut(&Value)| lend(class, Value::Class, visit);
        let state = self.state.lock();
        state.attributes.iter().for_each(|entry| visit(&entry.value));
        state.resolved.iter().for_each(&mut *visit);
        if let Recipe::Init(init) = &state.recipe {
            lend(init, Value::Function, visit);
        }
        drop(state);
        self.bases.lock().iter().for_each(|base| class(base, visit));
        self.ancestors.lock().iter().for_each(|ancestor| class(ancestor, visit));
        self.metaclass.iter().for_each(|metaclass| class(metaclass, visit));
    }

    /// In how many lists of subclasses it is.
    pub(crate) fn places_among_subclasses(&self) -> u32 {
        let own = std::ptr::from_ref(self);
        let bases = self.bases.lock().clone();
        let among = |base: &Ref<Class>| {
            base.state.lock().subclasses.iter().filter(|c| std::ptr::eq(&***c, own)).count()
        };
        bases.iter().map(among).sum::<usize>() as u32
    }

    /// Its bases forget it.
    pub(crate) fn leave_bases(&self) {
        let own = std::ptr::from_ref(self);
        let bases = self.bases.lock().clone();
        for base in bases {
            let mut state = base.state.lock();
            let (gone, kept) =
                std::mem::take(&mut state.subclasses).into_iter().partition(|c| std::ptr::eq(&**c, own));
            state.subclasses = kept;
            drop(state);
            drop::<Vec<Ref<Class>>>(gone);
        }
    }

    /// Breaks the reference cycles through this class when its interpreter ends, or nobody can reach it.
    pub(crate) fn dismantle(&self) {
        let state = std::mem::take(&mut *self.state.lock());
        let bases = std::mem::take(&mut *self.bases.lock());
        let ancestors = std::mem::take(&mut *self.ancestors.lock());
        self.shape.dismantle();
        drop((state, bases, ancestors));
    }
}

impl ClassState {
    fn version(&mut self) -> u32 {
        if self.version == 0 {
            self.version = fresh_version();
        }
        self.version
    }

    fn remember(&mut self, name: &Name, value: Option<Value>) {
        let position = match value {
            Some(value) => {
                self.resolved.push(value);
                (self.resolved.len() - 1) as u32
            }
            None => ABSENT,
        };
        self.positions.insert(name.address(), position);
    }

    /// What was remembered comes back so that it is dropped outside the guard.
    fn forget(&mut self) -> (Vec<Value>, Recipe) {
        self.version = 0;
        self.positions.clear();
        let recipe = std::mem::take(&mut self.recipe);
        (std::mem::take(&mut self.resolved), recipe)
    }
}

impl Ref<Class> {
    /// The method resolution order, the class itself first.
    pub fn mro(&self) -> Vec<Ref<Class>> {
        let mut mro = vec![self.clone()];
        mro.extend(self.ancestors.lock().iter().cloned());
        mro
    }

    /// Whether it is `other` or derives from it.
    #[inline]
    pub fn is_subclass(&self, other: &Ref<Class>) -> bool {
        self.is(other) || self.ancestors.lock().iter().any(|class| class.is(other))
    }
}

/// The C3 linearisation (Barrett et al., "A Monotonic Superclass Linearization for Dylan", 1996) of a class with these
/// bases, without the class itself; where there is none, the classes
/// that stand in each other's way.
pub fn linearize(bases: &[Ref<Class>]) -> Result<Vec<Ref<Class>>, Vec<Ref<Class>>> {
    let mut sequences: Vec<Vec<Ref<Class>>> = bases.iter().map(Ref::mro).collect();
    sequences.push(bases.to_vec());
    let mut order = Vec::new();
    loop {
        sequences.retain(|sequence| !sequence.is_empty());
        if sequences.is_empty() {
            return Ok(order);
        }
        let next = sequences
            .iter()
            .map(|sequence| &sequence[0])
            .find(|head| !sequences.iter().any(|s| s[1..].iter().any(|class| class.is(head))))
            .cloned();
        let Some(next) = next else {
            let mut heads: Vec<Ref<Class>> = Vec::new();
            for sequence in &sequences {
                if !heads.iter().any(|head| head.is(&sequence[0])) {
                    heads.push(sequence[0].clone());
                }
            }
            return Err(heads);
        };
        for sequence in &mut sequences {
            if sequence[0].is(&next) {
                sequence.remove(0);
            }
        }
        order.push(next);
    }
}

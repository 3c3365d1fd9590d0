//! The plain heap objects: sequences, functions, descriptors, modules.

use std::ops::Deref;
use std::sync::atomic::{AtomicU16, Ordering};

use smallvec::SmallVec;

use crate::buffer::{Exports, Item};
use crate::class::Class;
use crate::code::{CodeObject, NOT_PLAIN};
use crate::dict::Dict;
use crate::guard::{Guard, Held};
use crate::interpreter::Interpreter;
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// `bytes`
pub struct Bytes(pub Box<[u8]>);

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// `bytearray`
pub struct ByteArray {
    /// Its bytes.
    pub bytes: Guard<Vec<u8>>,
    /// Who looks at them where they lie.
    pub exports: Exports,
}

impl ByteArray {
    /// One of these bytes.
    pub fn new(bytes: Vec<u8>) -> ByteArray {
        ByteArray { bytes: Guard::new(bytes), exports: Exports::default() }
    }
}

/// `array.array`
pub struct Array {
    /// Its typecode.
    pub code: u8,
    /// The type of its items.
    pub(crate) item: Item,
    /// Its items, one after the other.
    pub bytes: Guard<Vec<u8>>,
    /// Who looks at them where they lie.
    pub exports: Exports,
}

impl Array {
    /// One of these items.
    pub(crate) fn new(code: u8, item: Item, bytes: Vec<u8>) -> Array {
        Array { code, item, bytes: Guard::new(bytes), exports: Exports::default() }
    }

    /// How many items.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.bytes.lock().len() / self.item.size()
    }
}

/// `tuple`: a short one is one block of memory.
pub struct Tuple(SmallVec<[Value; 3]>);

impl Deref for Tuple {
    type Target = [Value];
    #[inline(always)]
    fn deref(&self) -> &[Value] {
        &self.0
    }
}

impl<const LENGTH: usize> From<[Value; LENGTH]> for Tuple {
    #[inline]
    fn from(items: [Value; LENGTH]) -> Tuple {
        items.into_iter().collect()
    }
}

impl From<Vec<Value>> for Tuple {
    #[inline]
    fn from(items: Vec<Value>) -> Tuple {
        match items.len() {
            0..=3 => items.into_iter().collect(),
            _ => Tuple(SmallVec::from_vec(items)),
        }
    }
}

impl FromIterator<Value> for Tuple {
    #[inline]
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Tuple {
        Tuple(items.into_iter().collect())
    }
}

impl Drop for Tuple {
    /// Releases the last item first, as CPython does.
    fn drop(&mut self) {
        while let Some(item) = self.0.pop() {
            item.discard();
        }
    }
}

/// `list`
pub struct List {
    items: Guard<Vec<Value>>,
}

impl Drop for List {
    /// Releases the last item first, as CPython does.
    fn drop(&mut self) {
        release_backwards(std::mem::take(self.items.get_mut()));
    }
}

/// Drops the items of a sequence as CPython does: the last one first.
pub(crate) fn release_backwards(mut items: Vec<Value>) {
    while let Some(item) = items.pop() {
        item.discard();
    }
}

impl List {
    /// A list of these items.
    pub fn new(items: Vec<Value>) -> List {
        List { items: Guard::new(items) }
    }

    /// The items, exclusively.
    #[inline(always)]
    pub fn lock(&self) -> Held<'_, Vec<Value>> {
        self.items.lock()
    }

    /// How many items.
    pub fn len(&self) -> usize {
        self.items.lock().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Pieces to look at one after the other, as a place and a size: each longer than the one before, as a sequence may be long
    /// and have at once what is looked for.
    pub(crate) fn pieces() -> impl Iterator<Item = (usize, usize)> {
        std::iter::successors(Some((0, 8)), |(at, size)| Some((at + size, size * 4)))
    }

    /// A copy of as many items from there on as there are, for when another object is touched as well.
    pub(crate) fn piece(&self, at: usize, most: usize) -> Vec<Value> {
        let items = self.items.lock();
        items.get(at..items.len().min(at + most)).map_or_else(Vec::new, <[Value]>::to_vec)
    }

    /// A copy of the items, for when another object is touched as well.
    pub fn snapshot(&self) -> Vec<Value> {
        self.items.lock().clone()
    }
}

/// `range`, of 64-bit ints.
pub struct Range {
    /// First number.
    pub start: i64,
    /// Limit, not included.
    pub stop: i64,
    /// Difference; not 0.
    pub step: i64,
}

impl Range {
    /// How many numbers.
    pub fn len(&self) -> u64 {
        let (start, stop, step) = (i128::from(self.start), i128::from(self.stop), i128::from(self.step));
        let count =
            if step > 0 { (stop - start + step - 1) / step } else { (start - stop - step - 1) / -step };
        count.max(0) as u64
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at `index`, which is below `len()`.
    pub fn at(&self, index: u64) -> i64 {
        self.start.wrapping_add((index as i64).wrapping_mul(self.step))
    }
}

/// `slice`
pub struct Slice {
    #[allow(missing_docs)]
    pub start: Value,
    #[allow(missing_docs)]
    pub stop: Value,
    #[allow(missing_docs)]
    pub step: Value,
}

/// A `def` or `lambda` with what it closes over.
pub struct Function {
    /// Its code.
    pub code: Ref<CodeObject>,
    /// The module's variables.
    pub globals: Ref<Dict>,
    /// Defaults of the last positional parameters.
    pub defaults: Box<[Value]>,
    /// Defaults of keyword-only parameters, in signature order; unbound where there is none.
    pub keyword_defaults: Box<[Value]>,
    /// Cells of the free variables.
    pub closure: Box<[Value]>,
    /// What a program may change.
    pub state: Guard<FunctionState>,
    /// Its code's plain parameters, or [`REPLACED`]: what a call looks at first.
    plain_parameters: AtomicU16,
}

/// Instead of a function's plain parameters: another stands in for it.
const REPLACED: u16 = NOT_PLAIN - 1;

impl Function {
    /// A function of these parts.
    pub(crate) fn new(
        code: Ref<CodeObject>,
        globals: Ref<Dict>,
        defaults: Box<[Value]>,
        keyword_defaults: Box<[Value]>,
        closure: Box<[Value]>,
        state: FunctionState,
    ) -> Function {
        let plain_parameters = AtomicU16::new(code.plain_parameters);
        Function {
            code,
            globals,
            defaults,
            keyword_defaults,
            closure,
            state: Guard::new(state),
            plain_parameters,
        }
    }

    /// Whether a call with so many arguments, all of them positional, need only move them.
    #[inline(always)]
    pub(crate) fn takes_as_they_are(&self, count: usize) -> bool {
        usize::from(self.plain_parameters.load(Ordering::Relaxed)) == count
    }

    /// What a call runs instead, if a program has changed the function's code or defaults. Frames that run already keep theirs.
    #[inline(always)]
    pub(crate) fn stand_in(&self) -> Option<Ref<Function>> {
        if self.plain_parameters.load(Ordering::Relaxed) == REPLACED {
            return self.state.lock().stand_in.clone();
        }
        None
    }

    /// Lets calls run another one.
    pub(crate) fn replace(&self, other: Ref<Function>) {
        let old = self.state.lock().stand_in.replace(other);
        self.plain_parameters.store(REPLACED, Ordering::Relaxed);
        drop(old);
    }

    /// `__qualname__`, for messages.
    pub fn qualname(&self) -> String {
        let qualname = self.state.lock().qualname.clone();
        qualname.as_text().unwrap_or(&self.code.code.qualname).to_owned()
    }
}

/// The changeable attributes of a function.
pub struct FunctionState {
    /// `__name__`
    pub name: Value,
    /// `__qualname__`
    pub qualname: Value,
    /// `__doc__`
    pub doc: Value,
    /// `__module__`
    pub module: Value,
    /// `__annotations__`, a dict once asked for.
    pub annotations: Option<Ref<Dict>>,
    /// All other attributes.
    pub attributes: Option<Ref<Dict>>,
    /// What runs in its place since a program has changed its code or defaults.
    pub(crate) stand_in: Option<Ref<Function>>,
}

impl FunctionState {
    /// A new function's, as its code and its module say.
    pub(crate) fn of(interpreter: &Interpreter, code: &CodeObject, globals: &Dict) -> FunctionState {
        FunctionState {
            name: code.name.to_value(),
            qualname: code.qualname.to_value(),
            doc: code.code.doc.as_ref().map_or(Value::None, |doc| Value::str(doc.as_str())),
            module: globals.get_name(&interpreter.names.name).unwrap_or(Value::None),
            annotations: None,
            attributes: None,
            stand_in: None,
        }
    }
}

/// A function with its first argument.
pub struct BoundMethod {
    /// `__func__`
    pub function: Value,
    /// `__self__`
    pub receiver: Value,
}

/// A variable shared by nested functions.
pub struct Cell {
    /// Its content, perhaps unbound.
    pub content: Guard<Value>,
}

/// A module.
pub struct Module {
    /// `__name__`
    pub name: Name,
    /// Its variables: `__dict__`.
    pub globals: Ref<Dict>,
}

/// `property`
pub struct Property {
    /// What it calls: `__init__` says it, which a deriving class may call later.
    pub parts: Guard<Accessors>,
    /// The attribute's name, from `__set_name__`.
    pub name: Guard<Option<Name>>,
}

/// The parts of a `property`.
#[derive(Clone, Default)]
pub struct Accessors {
    /// `fget`, or None.
    pub getter: Value,
    /// `fset`, or None.
    pub setter: Value,
    /// `fdel`, or None.
    pub deleter: Value,
    /// `__doc__`
    pub doc: Value,
}

impl Accessors {
    /// All of them, in the order of `property`'s arguments.
    pub(crate) fn all(&self) -> [&Value; 4] {
        [&self.getter, &self.setter, &self.deleter, &self.doc]
    }
}

impl Property {
    pub(crate) fn new(parts: Accessors) -> Property {
        Property { parts: Guard::new(parts), name: Guard::new(None) }
    }

    /// `fget`, or None.
    #[inline]
    pub(crate) fn getter(&self) -> Value {
        self.parts.look(|parts| parts.getter.clone())
    }

    /// `fset`, or None.
    pub(crate) fn setter(&self) -> Value {
        self.parts.look(|parts| parts.setter.clone())
    }

    /// `fdel`, or None.
    pub(crate) fn deleter(&self) -> Value {
        self.parts.look(|parts| parts.deleter.clone())
    }
}

/// `staticmethod` and `classmethod`.
pub struct Wrapper {
    /// `__func__`
    pub function: Value,
}

/// A field of a builtin type as a descriptor, or a slot of `__slots__`.
pub struct Member {
    /// The field's name.
    pub name: Name,
    /// Reads it.
    pub get: crate::native::Get,
    /// Changes it (an unbound value: deletes it); `None` for a read-only field.
    pub set: Option<crate::native::Set>,
}

/// `super(class, receiver)`
pub struct Super {
    /// The search begins after this class.
    pub class: Ref<Class>,
    /// The object or class bound to.
    pub receiver: Value,
    /// Whose MRO is searched.
    pub receiver_class: Ref<Class>,
}

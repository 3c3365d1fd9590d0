//! `Value`: any Python value, in 16 bytes.
//!
//! Small ones lie in the value itself. The others are counted pointers to heap objects; the variant tells the layout of the
//! object, the class is found with [`Interpreter::class_of`](crate::Interpreter::class_of). An object of a class that
//! derives from a builtin type is an [`Instance`] whose *payload* holds the builtin part; the `as_*` accessors look
//! through it, so that a method of `list` serves `class Stack(list)` too.

use num_bigint::BigInt;

use crate::class::Class;
use crate::code::CodeObject;
use crate::dict::{Dict, DictView};
use crate::exception::{ExceptionState, Traceback};
use crate::frame::FrameObject;
use crate::generator::Generator;
use crate::handles::HandleObject;
use crate::instance::Instance;
use crate::iterator::NativeIterator;
use crate::lock::Lock;
use crate::native::{NativeFunction, NativeObject};
use crate::objects::{
    Array, BoundMethod, ByteArray, Bytes, Cell, Function, List, Member, Module, Property, Range, Slice,
    Super, Tuple, Wrapper,
};
use crate::reference::{Header, Ref};
use crate::set::Set;
use crate::string::Str;

/// The payload of a `bool`, as wide as the others: see [`Value`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Truth {
    /// `False`
    False = 0,
    /// `True`
    True = 1,
}

impl Truth {
    /// Whether it is `True`.
    #[inline(always)]
    pub fn get(self) -> bool {
        self == Truth::True
    }
}

/// The payload of a `float`: its bits, for the compiler an integer as the other payloads are. See [`Value`].
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct Real(u64);

impl Real {
    /// The number.
    #[inline(always)]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// Any Python value.
// A tag and a payload that are each one integer of a word for the compiler (a pointer counts as one): so a value travels in
// two registers, as argument and as result too. Were one payload a float or narrower, values would lie in memory, written by
// two stores and copied by one load of both words, at which the processor stalls: it cannot forward two stores to one load.
#[derive(Default)]
#[repr(u64)]
pub enum Value {
    /// No value: an unbound variable, an absent argument. Never visible to a program.
    #[default]
    Unbound = 0,
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// `True`, `False`
    Bool(Truth),
    /// An `int` of 64 bits.
    Int(i64),
    /// `float`
    Float(Real),
    /// An `int` beyond 64 bits; never one within. Make it with [`Value::from_bigint`].
    BigInt(Ref<BigInt>),
    /// `str`
    Str(Ref<Str>),
    /// `bytes`
    Bytes(Ref<Bytes>),
    /// `bytearray`
    ByteArray(Ref<ByteArray>),
    /// `array.array`
    Array(Ref<Array>),
    /// `tuple`
    Tuple(Ref<Tuple>),
    /// `list`
    List(Ref<List>),
    /// `dict`
    Dict(Ref<Dict>),
    /// `dict_keys`, `dict_values`, `dict_items`
    DictView(Ref<DictView>),
    /// `set`
    Set(Ref<Set>),
    /// `frozenset`
    FrozenSet(Ref<Set>),
    /// `range`
    Range(Ref<Range>),
    /// `slice`
    Slice(Ref<Slice>),
    /// An iterator of a builtin type.
    Iterator(Ref<NativeIterator>),
    /// A `def` or `lambda`.
    Function(Ref<Function>),
    /// A function or method written in Rust.
    NativeFunction(Ref<NativeFunction>),
    /// A function with its first argument.
    BoundMethod(Ref<BoundMethod>),
    /// A class.
    Class(Ref<Class>),
    /// An object of a class written in Python, or an exception.
    Instance(Ref<Instance>),
    /// A variable shared by nested functions.
    Cell(Ref<Cell>),
    /// A module.
    Module(Ref<Module>),
    /// A generator.
    Generator(Ref<Generator>),
    /// `property`
    Property(Ref<Property>),
    /// `staticmethod`
    StaticMethod(Ref<Wrapper>),
    /// `classmethod`
    ClassMethod(Ref<Wrapper>),
    /// A descriptor of a field of a builtin type, or of a slot.
    Member(Ref<Member>),
    /// `super`
    Super(Ref<Super>),
    /// A code object.
    Code(Ref<CodeObject>),
    /// A frame, as tracebacks and `sys._getframe` show it.
    Frame(Ref<FrameObject>),
    /// A traceback.
    Traceback(Ref<Traceback>),
    /// The payload of an exception.
    Exception(Ref<ExceptionState>),
    /// `_thread.lock`, `_thread.RLock`
    Lock(Ref<Lock>),
    /// Holds a handle of a resource beyond the process.
    Handle(Ref<HandleObject>),
    /// An object of a type that a native module brings.
    Native(Ref<NativeObject>),
}

/// Greatest tag of a variant without pointer.
const LAST_IMMEDIATE: u64 = 6;

impl Value {
    #[inline(always)]
    fn tag(&self) -> u64 {
        // SAFETY: a `repr(u64)` enum begins with its tag.
        unsafe { *std::ptr::from_ref(self).cast::<u64>() }
    }

    /// Whether the value is a pointer to the heap.
    #[inline(always)]
    pub fn is_pointer(&self) -> bool {
        self.tag() > LAST_IMMEDIATE
    }

    /// The header of the heap object.
    ///
    /// # Safety
    /// The value is a pointer.
    #[inline(always)]
    pub(crate) unsafe fn header(&self) -> &Header {
        // SAFETY: in a `repr(u64)` enum the payload follows the tag; every pointer variant holds one `Ref`, whose object
        // begins with its header.
        unsafe { &**std::ptr::from_ref(self).cast::<u64>().add(1).cast::<*const Header>() }
    }

    /// Puts `value` in `slot` and frees what was there; cheaper than an assignment, which must ask which type it frees.
    /// Whether an object was freed and something is to be done before the next instruction.
    ///
    /// # Safety
    /// `slot` points to a value that nobody else accesses now.
    #[inline(always)]
    pub(crate) unsafe fn replace_at(slot: *mut Value, value: Value) -> bool {
        // SAFETY: by contract.
        unsafe {
            let old = slot.read();
            slot.write(value);
            old.discard()
        }
    }

    /// Drops the value. Whether an object was freed and something is to be done before the next instruction.
    #[inline(always)]
    pub(crate) fn discard(self) -> bool {
        let old = std::mem::ManuallyDrop::new(self);
        // SAFETY: asked whether it is a pointer; the count that is given up was this value's.
        unsafe {
            if old.is_pointer() && old.header().decrement() {
                old.header().revive();
                return drop_cold(std::mem::ManuallyDrop::into_inner(old));
            }
        }
        false
    }

    /// Whether there is no value.
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        matches!(self, Value::Unbound)
    }

    /// `None` for an unbound value: for arguments that may be left out.
    #[inline]
    pub fn bound(&self) -> Option<&Value> {
        if self.is_unbound() { None } else { Some(self) }
    }

    /// Whether it is `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Whether it is what a program defines or imports, rather than works with: it names such a value once.
    pub fn is_definition(&self) -> bool {
        matches!(self, Value::Function(_) | Value::NativeFunction(_) | Value::Class(_) | Value::Module(_))
    }

    /// Takes the value out, leaving it unbound.
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        std::mem::replace(self, Value::Unbound)
    }

    /// The operator `is`.
    #[inline]
    pub fn is(&self, other: &Value) -> bool {
        if self.tag() != other.tag() {
            return false;
        }
        match (self, other) {
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.0 == b.0,
            // Constants that are equal are one object for CPython; here every interned or empty one is, at least.
            _ => self.address() == other.address(),
        }
    }

    /// Address of the heap object; 0 for a value without.
    #[inline(always)]
    pub fn address(&self) -> usize {
        if self.is_pointer() {
            // SAFETY: just asked.
            unsafe { std::ptr::from_ref(self.header()) as usize }
        } else {
            0
        }
    }

    /// A `str`.
    pub fn str(text: impl Into<String>) -> Value {
        Value::Str(Ref::new(Str::new(text)))
    }

    /// A `bytes`.
    pub fn bytes(bytes: impl Into<Box<[u8]>>) -> Value {
        Value::Bytes(Ref::new(Bytes(bytes.into())))
    }

    /// A `tuple`.
    #[inline]
    pub fn tuple(items: impl Into<Tuple>) -> Value {
        Value::Tuple(Ref::new(items.into()))
    }

    /// A `list`.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Ref::new(List::new(items)))
    }

    /// An empty `dict`.
    pub fn empty_dict() -> Value {
        Value::Dict(Ref::new(Dict::new()))
    }

    /// An `int` of any size.
    pub fn from_bigint(value: BigInt) -> Value {
        match i64::try_from(&value) {
            Ok(small) => Value::Int(small),
            Err(_) => Value::BigInt(Ref::new(value)),
        }
    }

    /// An `int` from a count.
    pub fn from_usize(value: usize) -> Value {
        Value::Int(value as i64)
    }

    /// The builtin part of an object whose class derives from a builtin type; any other value itself.
    #[inline(always)]
    pub fn payload(&self) -> &Value {
        match self {
            Value::Instance(instance) if !instance.payload.is_unbound() => &instance.payload,
            _ => self,
        }
    }

    /// The object of a native type, if it is a `T`.
    pub fn native<T: crate::native::NativeData>(&self) -> Option<&T> {
        match self.payload() {
            Value::Native(object) => object.data::<T>(),
            _ => None,
        }
    }

    /// An `int` or `bool` that fits in 64 bits.
    #[inline]
    pub fn as_int(&self) -> Option<i64> {
        match self.payload() {
            Value::Int(i) => Some(*i),
            Value::Bool(b) => Some(i64::from(b.get())),
            _ => None,
        }
    }

    /// An `int` or `bool` of any size.
    pub fn to_bigint(&self) -> Option<BigInt> {
        match self.payload() {
            Value::Int(i) => Some(BigInt::from(*i)),
            Value::Bool(b) => Some(BigInt::from(i64::from(b.get()))),
            Value::BigInt(b) => Some((**b).clone()),
            _ => None,
        }
    }

    /// The text of a `str`.
    #[inline]
    pub fn as_text(&self) -> Option<&str> {
        self.as_str().map(|s| s.as_str())
    }
}

macro_rules! accessors {
    ($($(#[$doc:meta])* $method:ident $variant:ident $type:ty;)*) => {
        impl Value {
            $($(#[$doc])*
            #[inline]
            pub fn $method(&self) -> Option<&Ref<$type>> {
                match self.payload() {
                    Value::$variant(object) => Some(object),
                    _ => None,
                }
            })*
        }
    };
}

accessors! {
    /// A `str`, subclasses included.
    as_str Str Str;
    /// A `bytes`, subclasses included.
    as_bytes Bytes Bytes;
    /// A `bytearray`, subclasses included.
    as_bytearray ByteArray ByteArray;
    /// An `array.array`, subclasses included.
    as_array Array Array;
    /// A `tuple`, subclasses included.
    as_tuple Tuple Tuple;
    /// A `list`, subclasses included.
    as_list List List;
    /// A `dict`, subclasses included.
    as_dict Dict Dict;
    /// The state of an exception.
    as_exception Exception ExceptionState;
    /// A lock.
    as_lock Lock Lock;
    /// A handle.
    as_handle Handle HandleObject;
    /// A class.
    as_class Class Class;
    /// A range.
    as_range Range Range;
}

impl Value {
    /// A `set` or `frozenset`, subclasses included.
    #[inline]
    pub fn as_any_set(&self) -> Option<&Ref<Set>> {
        match self.payload() {
            Value::Set(set) | Value::FrozenSet(set) => Some(set),
            _ => None,
        }
    }

    /// The items of a list or tuple, as they are now.
    pub fn sequence_items(&self) -> Option<Vec<Value>> {
        match self.payload() {
            Value::List(list) => Some(list.lock().clone()),
            Value::Tuple(tuple) => Some(tuple.to_vec()),
            _ => None,
        }
    }

    /// The count of references to the object; 1 for a value without.
    pub fn reference_count(&self) -> u32 {
        self.object_header().map_or(1, Header::count)
    }

    /// The header of the heap object, if it is one.
    pub(crate) fn object_header(&self) -> Option<&Header> {
        // SAFETY: just asked.
        self.is_pointer().then(|| unsafe { self.header() })
    }
}

#[cold]
#[inline(never)]
fn drop_cold(value: Value) -> bool {
    drop(value);
    crate::heap::signalled()
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        // SAFETY: a copy of the bits, after counting it.
        unsafe {
            if self.is_pointer() {
                self.header().increment();
            }
            std::ptr::read(self)
        }
    }
}

/// What an array of `Value::Unbound` looks like: all bytes of the tag are zero.
const _: () = assert!(size_of::<Value>() == 16);

impl From<bool> for Value {
    #[inline(always)]
    fn from(value: bool) -> Value {
        Value::Bool(if value { Truth::True } else { Truth::False })
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(value)
    }
}

impl From<f64> for Value {
    #[inline(always)]
    fn from(value: f64) -> Value {
        Value::Float(Real(value.to_bits()))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::str(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::str(value)
    }
}

impl From<BigInt> for Value {
    fn from(value: BigInt) -> Value {
        Value::from_bigint(value)
    }
}

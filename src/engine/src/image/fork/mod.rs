//! The image of a whole process.
//!
//! An object's references are of two sorts. *Hard* ones are needed to make the object at all: the items of a tuple, the
//! class of an instance, the code of a function. *Soft* ones can be put in later: the items of a list, an instance's
//! attributes, a cell's content. Every cycle has a soft reference in it, so objects can be made one after the other
//! once those that they refer to hard are there (*shells*), and then be filled (*fills*).
//!
//! Sections, each with its length: native modules to have at hand; names; sources; shells in the order of their numbers;
//! fills; identities (`id()` of objects that were asked for it); the roots: a function to call, or the frames that go on.

mod reader;
mod writer;

pub(crate) use reader::read;
pub use writer::{fork, fork_thread};

/// Objects that every interpreter has: they are numbered first, in this order.
const WELL_KNOWN: u32 = 3;
const BUILTINS: u32 = 0;
const MODULES: u32 = 1;
const HELPERS: u32 = 2;

/// Tags of values.
mod value {
    pub(super) const UNBOUND: u8 = 0;
    pub(super) const NONE: u8 = 1;
    pub(super) const ELLIPSIS: u8 = 2;
    pub(super) const NOT_IMPLEMENTED: u8 = 3;
    pub(super) const FALSE: u8 = 4;
    pub(super) const TRUE: u8 = 5;
    pub(super) const INT: u8 = 6;
    pub(super) const FLOAT: u8 = 7;
    pub(super) const OBJECT: u8 = 8;
}

/// Kinds of objects.
mod kind {
    pub(super) const BIG_INT: u8 = 1;
    pub(super) const STR: u8 = 2;
    pub(super) const NAME: u8 = 3;
    pub(super) const BYTES: u8 = 4;
    pub(super) const BYTE_ARRAY: u8 = 5;
    pub(super) const ARRAY: u8 = 42;
    pub(super) const TUPLE: u8 = 6;
    pub(super) const LIST: u8 = 7;
    pub(super) const DICT: u8 = 8;
    pub(super) const DICT_VIEW: u8 = 9;
    pub(super) const SET: u8 = 10;
    pub(super) const FROZEN_SET: u8 = 11;
    pub(super) const RANGE: u8 = 12;
    pub(super) const SLICE: u8 = 13;
    pub(super) const ITERATOR: u8 = 14;
    pub(super) const FUNCTION: u8 = 15;
    pub(super) const NATIVE_FUNCTION: u8 = 16;
    pub(super) const NATIVE_METHOD: u8 = 17;
    pub(super) const BOUND_METHOD: u8 = 18;
    pub(super) const CLASS: u8 = 19;
    pub(super) const BUILTIN_CLASS: u8 = 20;
    pub(super) const INSTANCE: u8 = 21;
    pub(super) const CELL: u8 = 22;
    pub(super) const MODULE: u8 = 23;
    pub(super) const NATIVE_MODULE: u8 = 24;
    pub(super) const NATIVE_MODULE_DICT: u8 = 25;
    pub(super) const GENERATOR: u8 = 26;
    pub(super) const PROPERTY: u8 = 27;
    pub(super) const STATIC_METHOD: u8 = 28;
    pub(super) const CLASS_METHOD: u8 = 29;
    /// An attribute of a builtin class: a descriptor, a wrapper.
    pub(super) const BUILTIN_ATTRIBUTE: u8 = 31;
    pub(super) const SUPER: u8 = 32;
    pub(super) const CODE: u8 = 33;
    pub(super) const CODE_INLINE: u8 = 34;
    pub(super) const FRAME: u8 = 35;
    pub(super) const TRACEBACK: u8 = 36;
    pub(super) const EXCEPTION: u8 = 37;
    pub(super) const LOCK: u8 = 38;
    pub(super) const HANDLE: u8 = 39;
    pub(super) const NATIVE: u8 = 40;
    pub(super) const EMPTY_TUPLE: u8 = 41;
}

/// Kinds of sources.
mod source {
    pub(super) const LIBRARY: u8 = 0;
    /// The program, or another file of the settings.
    pub(super) const FILE: u8 = 1;
}

/// Flags of frames.
mod frame {
    /// Its registers are its own: a generator's.
    pub(super) const OWN_REGISTERS: u8 = 1;
    /// It handles an exception.
    pub(super) const HANDLES: u8 = 2;
}

/// States of iterators.
mod iterator {
    pub(super) const LIST: u8 = 1;
    pub(super) const TUPLE: u8 = 2;
    pub(super) const RANGE: u8 = 3;
    pub(super) const STR: u8 = 4;
    pub(super) const DICT: u8 = 5;
    pub(super) const SET: u8 = 6;
    /// Made again by a call.
    pub(super) const CALL: u8 = 7;
}

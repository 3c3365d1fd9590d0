//! One object as bytes, by the rules of CPython's `pickle` (Lib/pickle.py, protocol 4; messages of Modules/_pickle.c):
//! functions and classes by name, other objects taken apart by what their class says (`__reduce_ex__`, `__reduce__`,
//! `__getnewargs_ex__`, `__getnewargs__`, `__getstate__`) and put together again by it (`__new__`, `__setstate__`).
//!
//! As there, the bytes are a program for a machine with a stack and a memo; the operations are our own. An object gets
//! its place in the memo when it is made, so nothing is said about that. Neither side recurses: objects to be written lie
//! in a list of tasks, and where Python must be called the whole pickler moves into the continuation of the call.

mod global;
mod reader;
mod tasks;
mod writer;

pub(super) use global::name_of;
pub use reader::loads;
pub use writer::dumps;

use crate::native::Context;
use crate::value::Value;

/// The operations. Numbers that follow are varints; values come from the stack, the last one from its top.
mod op {
    pub(super) const NONE: u8 = 0;
    pub(super) const TRUE: u8 = 1;
    pub(super) const FALSE: u8 = 2;
    pub(super) const ELLIPSIS: u8 = 3;
    pub(super) const NOT_IMPLEMENTED: u8 = 4;
    /// A number.
    pub(super) const INT: u8 = 5;
    pub(super) const FLOAT: u8 = 6;
    /// Bytes, in two's complement.
    pub(super) const BIG_INT: u8 = 7;
    pub(super) const STR: u8 = 8;
    pub(super) const BYTES: u8 = 9;
    pub(super) const BYTE_ARRAY: u8 = 10;
    /// Count; items.
    pub(super) const TUPLE: u8 = 11;
    pub(super) const LIST: u8 = 12;
    /// Count; the list, items. The list stays.
    pub(super) const APPEND: u8 = 13;
    pub(super) const DICT: u8 = 14;
    /// Count of pairs; the dict, keys and values in turn. The dict stays.
    pub(super) const SET_ITEMS: u8 = 15;
    pub(super) const SET: u8 = 16;
    /// Count; the set, items. The set stays.
    pub(super) const ADD: u8 = 17;
    /// Count; items.
    pub(super) const FROZEN_SET: u8 = 18;
    /// Three numbers.
    pub(super) const RANGE: u8 = 19;
    /// Start, stop, step.
    pub(super) const SLICE: u8 = 20;
    /// Module and qualified name, as names.
    pub(super) const GLOBAL: u8 = 21;
    /// The class: an object without attributes, natively.
    pub(super) const OBJECT: u8 = 22;
    /// The class, a tuple: `class.__new__(class, *tuple)`.
    pub(super) const NEW: u8 = 23;
    /// The class, a tuple, a dict: `class.__new__(class, *tuple, **dict)`.
    pub(super) const NEW_KEYWORDS: u8 = 24;
    /// A callable, a tuple: `callable(*tuple)`.
    pub(super) const REDUCE: u8 = 25;
    /// The object, its state: `__setstate__`, or its attributes. The object stays.
    pub(super) const BUILD: u8 = 26;
    /// Count and names; the object, as many values: its attributes. The object stays.
    pub(super) const ATTRIBUTES: u8 = 27;
    /// The object, the state of its native data. The object stays.
    pub(super) const RESTORE: u8 = 28;
    /// Drops as many values.
    pub(super) const DROP: u8 = 29;
    /// Number of an object in the memo.
    pub(super) const GET: u8 = 30;
    /// A handle.
    pub(super) const HANDLE: u8 = 31;
}

/// `_pickle.PicklingError(message)`, or `UnpicklingError`.
pub(super) fn error(ctx: &Context<'_>, class: &str, message: impl Into<String>) -> Value {
    let module = ctx.interpreter.modules.get_text("_image");
    let known = match &module {
        Some(Value::Module(module)) => module.globals.get_text(class),
        _ => None,
    };
    match &known {
        Some(Value::Class(class)) => ctx.error(class, message),
        _ => ctx.value_error(message),
    }
}

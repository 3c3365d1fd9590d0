//! Pickles in CPython's format (Lib/pickletools.py describes it; batches and frames as Modules/_pickle.c makes them): what
//! `pickle.dumps` and `pickle.loads` are, where they are C in CPython. Neither side recurses: where Python must be called the
//! whole reader or writer moves into the continuation of the call. What is rare is asked of functions of `lib/pickle.py`, which
//! also has all of it in Python, for older protocols, for classes that derive from `Pickler`, and for damaged pickles.

mod reader;
mod writer;

pub(crate) use reader::loads;
pub(crate) use writer::dumps;

use crate::native::Context;
use crate::value::Value;

/// Where the functions lie that are asked.
const LIBRARY: &str = "pickle";
/// Bytes after which a frame ends.
const FRAME: usize = 64 * 1024;
/// Shorter frames are not told.
const SHORTEST_FRAME: usize = 4;
/// Bytes before a frame: an opcode and the frame's length.
const FRAME_HEAD: usize = 9;
/// Items that are added at once.
const BATCH: usize = 1000;

/// A global of a module that is loaded.
fn global(ctx: &Context<'_>, module: &str, name: &str) -> Option<Value> {
    match ctx.interpreter.modules.get_text(module)? {
        Value::Module(module) => module.globals.get_text(name),
        _ => None,
    }
}

mod op {
    pub(super) const PROTO: u8 = 0x80;
    pub(super) const FRAME: u8 = 0x95;
    pub(super) const STOP: u8 = b'.';
    pub(super) const MARK: u8 = b'(';
    pub(super) const NONE: u8 = b'N';
    pub(super) const TRUE: u8 = 0x88;
    pub(super) const FALSE: u8 = 0x89;
    pub(super) const INT1: u8 = b'K';
    pub(super) const INT2: u8 = b'M';
    pub(super) const INT4: u8 = b'J';
    pub(super) const LONG1: u8 = 0x8a;
    pub(super) const LONG4: u8 = 0x8b;
    pub(super) const FLOAT: u8 = b'G';
    pub(super) const TEXT1: u8 = 0x8c;
    pub(super) const TEXT4: u8 = b'X';
    pub(super) const BYTES1: u8 = b'C';
    pub(super) const BYTES4: u8 = b'B';
    pub(super) const EMPTY_TUPLE: u8 = b')';
    pub(super) const TUPLE1: u8 = 0x85;
    pub(super) const TUPLE3: u8 = 0x87;
    pub(super) const TUPLE: u8 = b't';
    pub(super) const EMPTY_LIST: u8 = b']';
    pub(super) const APPEND: u8 = b'a';
    pub(super) const APPENDS: u8 = b'e';
    pub(super) const EMPTY_DICT: u8 = b'}';
    pub(super) const SET_ITEM: u8 = b's';
    pub(super) const SET_ITEMS: u8 = b'u';
    pub(super) const EMPTY_SET: u8 = 0x8f;
    pub(super) const ADD_ITEMS: u8 = 0x90;
    pub(super) const FROZENSET: u8 = 0x91;
    pub(super) const MEMOIZE: u8 = 0x94;
    pub(super) const PUT1: u8 = b'q';
    pub(super) const PUT4: u8 = b'r';
    pub(super) const GET1: u8 = b'h';
    pub(super) const GET4: u8 = b'j';
    pub(super) const POP: u8 = b'0';
    pub(super) const POP_MARK: u8 = b'1';
    pub(super) const BYTE_ARRAY: u8 = 0x96;
    pub(super) const GLOBAL: u8 = b'c';
    pub(super) const STACK_GLOBAL: u8 = 0x93;
    pub(super) const REDUCE: u8 = b'R';
    pub(super) const NEW: u8 = 0x81;
    pub(super) const NEW_KEYWORDS: u8 = 0x92;
    pub(super) const BUILD: u8 = b'b';
    pub(super) const EXTENSION1: u8 = 0x82;
    pub(super) const EXTENSION2: u8 = 0x83;
    pub(super) const EXTENSION4: u8 = 0x84;
}

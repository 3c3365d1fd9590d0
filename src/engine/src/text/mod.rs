//! What Python's strings, numbers and their notations mean, as functions of plain Rust values: nothing here knows
//! the object model. The types (`crate::types`) and the builtin functions are thin callers.

pub mod bytes;
pub mod codec;
mod escape;
pub mod float;
pub mod number;
pub mod parse;
pub mod percent;
pub mod quote;
pub mod slice;
pub mod spec;
pub mod strings;
pub mod template;
pub mod unicode;

/// An exception to be raised: its class and its message. The callers make the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `TypeError`
    Type(String),
    /// `ValueError`
    Value(String),
    /// `OverflowError`
    Overflow(String),
    /// `ZeroDivisionError`
    ZeroDivision(String),
    /// `IndexError`
    Index(String),
    /// `MemoryError`
    Memory,
}

impl Fault {
    /// `TypeError`
    pub fn type_error(message: impl Into<String>) -> Fault {
        Fault::Type(message.into())
    }

    /// `ValueError`
    pub fn value_error(message: impl Into<String>) -> Fault {
        Fault::Value(message.into())
    }
}

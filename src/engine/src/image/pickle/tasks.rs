//! What is left to write.

use crate::string::Name;
use crate::value::Value;

/// One step of the writer.
pub(super) enum Task {
    /// An object.
    Save(Value),
    /// The tuple, whose items are on the stack now.
    Tuple(Value, usize),
    /// As [`Task::Tuple`].
    FrozenSet(Value, usize),
    /// An operation and its number.
    Operation(u8, usize),
    /// An operation that makes this object out of so many values on the stack.
    Make(Value, u8, usize),
    /// [`super::op::ATTRIBUTES`]
    Attributes(Vec<Name>),
}

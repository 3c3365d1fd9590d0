//! The methods of the builtin types of data: one file per type, each with a [`TypeDef`](crate::native::TypeDef).

mod list;

use crate::interpreter::Interpreter;

/// Fills the types.
pub(crate) fn install(interpreter: &Interpreter) {
    let types = &interpreter.types;
    interpreter.extend_type(&types.list, &list::TYPE);
}

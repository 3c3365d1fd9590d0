//! The types the machine itself is made of: `object`, `type`, functions, descriptors, modules, exceptions, generators.

use crate::interpreter::Interpreter;

/// Fills these types.
pub(crate) fn install(_interpreter: &Interpreter) {}

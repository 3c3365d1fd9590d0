//! Python source to bytecode.
//!
//! This crate alone knows the parser. It does no I/O, makes no values and runs nothing.

pub mod bytecode;

use std::sync::Arc;

/// A source that cannot be compiled: CPython's `SyntaxError`, or something this implementation leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub kind: &'static str,
    /// CPython's words where it has some.
    pub message: String,
    /// Where it is.
    pub span: bytecode::Span,
}

/// Compiles a module. `file` appears in no message: the caller knows it.
pub fn compile(source: &str) -> Result<Arc<bytecode::Code>, CompileError> {
    let _ = source;
    Err(CompileError { kind: "SyntaxError", message: String::from("no compiler yet"), span: bytecode::Span::default() })
}

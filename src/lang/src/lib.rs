//! Python source to bytecode.
//!
//! This crate alone knows the parser. It does no I/O, makes no values and runs nothing.

pub mod bytecode;
mod compile;
mod constant;
pub mod disassemble;
pub mod mangle;
mod span;
mod symbols;
mod syntax_error;
mod warnings;

use bytecode::{Code, Span};
use std::sync::Arc;
/// The character of a Unicode name, as `\\N{…}` finds it.
pub use unicode_names2::character as named_character;
/// The other way.
pub use unicode_names2::name as character_name;
#[cfg(target_family = "wasm")]
pub use unicode_names2::provide as provide_names;
pub use warnings::Warning;

/// A source that cannot be compiled: CPython's `SyntaxError`, or something this implementation leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub kind: &'static str,
    /// CPython's words where it has some.
    pub message: String,
    /// Where it is.
    pub span: Span,
}

impl CompileError {
    fn syntax(message: impl Into<String>, span: Span) -> Self {
        Self { kind: "SyntaxError", message: message.into(), span }
    }
}

/// Compiles a module.
///
/// # Errors
/// If it is not Python, or uses what is left out.
pub fn compile(source: &str) -> Result<Arc<Code>, CompileError> {
    compile_warning(source).map(|(code, _)| code)
}

/// Compiles a module, and tells what CPython warns of (`SyntaxWarning`).
///
/// # Errors
/// As [`compile`].
pub fn compile_warning(source: &str) -> Result<(Arc<Code>, Vec<Warning>), CompileError> {
    compile_as(source, Mode::Module)
}

/// What a text is compiled as (CPython: `compile`'s `mode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module of its own: its names are its globals.
    Module,
    /// Statements for `exec`: names are looked up where they are executed, which may be apart from the globals.
    Statements,
    /// The same, typed at a prompt: the values of expression statements go to `sys.displayhook`.
    Interactive,
    /// One expression for `eval`: its value is returned.
    Expression,
}

/// Compiles a text in one of the ways there are.
///
/// # Errors
/// As [`compile`].
pub fn compile_as(source: &str, mode: Mode) -> Result<(Arc<Code>, Vec<Warning>), CompileError> {
    // A byte order mark is no part of the first line.
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let lines = span::Lines::new(source);
    let body = syntax_error::parse(source, &lines)?;
    let code = compile::module(&body, source, &lines, mode)?;
    Ok((code, warnings::find(&body, &lines)))
}

//! Parsing, and CPython's words for what the parser finds wrong.

use crate::CompileError;
use crate::span::Lines;
use ruff_python_ast::{Mod, PythonVersion, Stmt};
use ruff_python_parser::{Mode, ParseOptions, UnsupportedSyntaxErrorKind, parse_unchecked};
use ruff_text_size::Ranged;

/// Parses a module.
pub(crate) fn parse(source: &str, lines: &Lines) -> Result<Vec<Stmt>, CompileError> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(source, options);
    if let Some(error) = parsed.errors().first() {
        return Err(CompileError::syntax(error.error.to_string(), lines.span(error.range())));
    }
    for error in parsed.unsupported_syntax_errors() {
        // Quotes and backslashes within the fields of f-strings are refused by 3.11 only for its parser's sake.
        if !matches!(error.kind, UnsupportedSyntaxErrorKind::Pep701FString(_)) {
            return Err(CompileError::syntax(error.to_string(), lines.span(error.range())));
        }
    }
    match parsed.into_syntax() {
        Mod::Module(module) => Ok(module.body.into_iter().collect()),
        Mod::Expression(_) => unreachable!("a module was asked for"),
    }
}

//! Parsing, and CPython 3.11's words for what is wrong with a source.
//!
//! The parser recovers from errors and says in its own words what it expected. CPython stops at the first token that
//! fits nowhere, looks there for common mistakes, and lets an error of its tokenizer, wherever it is, come first. So
//! the source is scanned once more ([`scan`]) and the parser's first error is translated ([`explain`]).

mod explain;
mod number;
mod scan;

use crate::CompileError;
use crate::span::Lines;
use ruff_python_ast::{Mod, PythonVersion, Stmt};
use ruff_python_parser::{
    Mode, ParseError, ParseErrorType, ParseOptions, UnsupportedSyntaxError, UnsupportedSyntaxErrorKind,
    parse_unchecked,
};
use ruff_text_size::Ranged;

/// Parses a module.
pub(crate) fn parse(source: &str, lines: &Lines) -> Result<Vec<Stmt>, CompileError> {
    if let Some(error) = explain::too_deep(source, lines) {
        return Err(error);
    }
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(source, options);
    // Quotes and backslashes within the fields of f-strings are refused by 3.11 only for its parser's sake.
    let refused =
        |error: &&UnsupportedSyntaxError| !matches!(error.kind, UnsupportedSyntaxErrorKind::Pep701FString(_));
    if let Some(error) = first(source, parsed.errors()) {
        return Err(explain::explain(source, lines, error));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().iter().find(refused) {
        return Err(explain::explain_unsupported(lines, error));
    }
    if let Some(error) = explain::misused_tab(source, lines) {
        return Err(error);
    }
    match parsed.into_syntax() {
        Mod::Module(module) => Ok(module.body.into_iter().collect()),
        Mod::Expression(_) => unreachable!("a module was asked for"),
    }
}

/// The error to report: the first, unless recovery put another one before it.
fn first<'e>(source: &str, errors: &'e [ParseError]) -> Option<&'e ParseError> {
    let first = errors.first()?;
    if is_about_meaning(&first.error) {
        // What is annotated is looked at only when there is an annotation.
        let annotated = first.error == ParseErrorType::InvalidAnnotatedAssignmentTarget;
        let target = first.range();
        let missing = errors.iter().find(|error| !is_about_meaning(&error.error));
        let missing = missing.filter(|error| {
            annotated && !source[target.end().to_usize()..error.range().start().to_usize()].contains('\n')
        });
        return Some(missing.unwrap_or(first));
    }
    errors.iter().filter(|error| !is_about_meaning(&error.error)).min_by_key(|error| error.range().start())
}

/// The tokens fit together, but not into Python.
fn is_about_meaning(error: &ParseErrorType) -> bool {
    matches!(
        error,
        ParseErrorType::InvalidAssignmentTarget
            | ParseErrorType::InvalidNamedAssignmentTarget
            | ParseErrorType::InvalidAnnotatedAssignmentTarget
            | ParseErrorType::InvalidAugmentedAssignmentTarget
            | ParseErrorType::InvalidDeleteTarget
            | ParseErrorType::PositionalAfterKeywordArgument
            | ParseErrorType::PositionalAfterKeywordUnpacking
            | ParseErrorType::InvalidArgumentUnpackingOrder
            | ParseErrorType::UnparenthesizedGeneratorExpression
            | ParseErrorType::NonDefaultParamAfterDefaultParam
            | ParseErrorType::InvalidStarredExpressionUsage
    )
}

//! What is wrong with a lesson file, and where.

use std::fmt;

/// A remark about one line of a lesson file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// From 1, in the text that was read.
    pub line: u32,
    /// What is wrong and what to write instead.
    pub message: String,
}

impl Diagnostic {
    pub(crate) fn new(line: u32, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

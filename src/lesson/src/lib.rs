//! Lesson files and the catalogue made of them.
//!
//! A lesson is a Python file in jupytext's percent format with a front matter block and parameters in Colab's form
//! syntax, so the same file runs under CPython and opens in Jupyter, VS Code and Colab. Parsing is total: whatever is
//! wrong becomes a [`Diagnostic`] with its line and the rest of the lesson is still there. Running lessons is the work of
//! others.

mod catalogue;
mod cells;
pub mod check;
mod decimal;
mod diagnostic;
mod docs;
mod front_matter;
mod lesson;
mod literal;
pub mod notebook;
mod params;
mod values;

pub use catalogue::{Catalogue, Topic, catalogue, files};
pub use cells::Cell;
pub use diagnostic::Diagnostic;
pub use docs::DocLink;
pub use lesson::{Companion, Lesson, Question};
pub use literal::Value;
pub use params::{Control, Param, Scan, scan};
pub use values::{ValueError, set};

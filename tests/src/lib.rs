//! Tests that concern more than one crate.
//!
//! - [`conformance`]: one suite of small Python programs for every driver.
//! - [`corpus`], [`fuzz`]: inputs, damaged and not, and what must hold for any.
//! - [`course`]: lessons as checks run them.
//! - [`seeds`]: the programs that the project started from, beside CPython.
//! - [`differential`]: many small Python programs by area of the language and module, beside CPython.

mod binary;
pub mod conformance;
pub mod corpus;
pub mod course;
pub mod differential;
pub mod fuzz;
pub mod hostile;
mod patience;
mod random_program;
pub mod seeds;

pub use binary::interleave;
pub use patience::{output, output_of};
pub use random_program::random_program;

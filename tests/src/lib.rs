//! Tests that concern more than one crate.
//!
//! - [`conformance`]: one suite of small Python programs for every driver.
//! - [`course`]: lessons as checks run them.
//! - [`differential`]: many small Python programs by area of the language and module, beside CPython.

mod binary;
pub mod conformance;
pub mod course;
pub mod differential;
pub mod fuzz;
mod random_program;

pub use binary::interleave;
pub use random_program::random_program;

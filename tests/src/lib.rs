//! Tests that concern more than one crate.
//!
//! - [`conformance`]: one suite of small Python programs for every driver.
//! - [`differential`]: many small Python programs by area of the language and module, beside CPython.

mod binary;
pub mod conformance;
pub mod differential;
pub mod fuzz;
mod random_program;

pub use binary::interleave;
pub use random_program::random_program;

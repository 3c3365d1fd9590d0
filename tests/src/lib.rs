//! Tests that concern more than one crate.
//!
//! - [`conformance`]: one suite of small Python programs for every driver.

pub mod conformance;

//! Traces: what every driver produces and analysis reads.
//!
//! This crate knows no driver and does no I/O.

mod event;

pub use event::*;

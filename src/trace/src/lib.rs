//! Traces: what every driver produces and analysis reads.
//!
//! This crate knows no driver and does no I/O. [`Event`] is what happened; [`Trace`] is a whole run. The files:
//!
//! - event.rs: the event type.
//! - jsonl.rs: the stored form, JSON lines, written and read.
//! - chrome.rs: for Perfetto (<https://ui.perfetto.dev>) and `chrome://tracing`.
//! - csv.rs: for spreadsheets and data frames.
//! - lives.rs: who is alive, to complete what a killed process could not tell.

pub mod chrome;
pub mod csv;
mod event;
pub mod jsonl;
mod lives;
#[cfg(test)]
mod samples;

use serde::{Deserialize, Serialize};

pub use event::*;
pub use lives::Lives;

/// Where a trace comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the events, [`VERSION`] when written by this program.
    pub version: u32,
    /// `sim`, `web` or `native`.
    pub driver: String,
    /// Name of the main file.
    pub program: String,
    /// The driver's settings, as it writes them.
    #[serde(default)]
    pub settings: serde_json::Value,
}

impl Header {
    /// A header of the present version.
    pub fn new(driver: &str, program: &str, settings: serde_json::Value) -> Header {
        Header { version: VERSION, driver: driver.into(), program: program.into(), settings }
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Where it comes from.
    pub header: Header,
    /// What happened. In order of time for the simulator; elsewhere each process's events are in order.
    pub events: Vec<Event>,
}

//! The geometry of the timeline: numbers in, shapes out; no browser.

mod axis;
mod lane;

pub use axis::{Window, axis};
pub use lane::{Bar, bars, shapes};

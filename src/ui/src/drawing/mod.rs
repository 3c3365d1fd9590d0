//! The geometry of the timeline: numbers in, shapes out; no browser.

mod axis;
mod drag;
mod lane;

pub use axis::{Window, axis};
pub use drag::Drag;
pub use lane::{Bar, bars, shapes};

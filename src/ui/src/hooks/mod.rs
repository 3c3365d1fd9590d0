//! What connects the page with the browser and the engine.

mod batches;
mod engine;
mod frame;
mod kept;
mod location;
mod scroll;
mod shortcuts;
mod width;

pub use engine::{computer, use_engine};
pub use frame::use_frame;
pub use location::{link_to, read_link, site, use_location};
pub use scroll::use_scroll;
pub use shortcuts::{KEYS, use_shortcuts};
pub use width::use_width;

//! A run as one value: the program, and how to run it, with the defaults and ranges of everything one can choose.
//!
//! The page, the link in its address and the command make a [`RunSpec`]; the explorer and the drivers take it. What can be
//! chosen among is in one table each, [`Policy::ALL`] and [`Driver::ALL`], with its name, its label and what it does. Plain
//! data: this crate runs nothing, and stays small for the page's sake.

mod driver;
mod link;
mod policy;
mod program;
mod settings;
mod spec;

pub use driver::Driver;
pub use link::Refused;
pub use policy::{Policy, UnknownPolicy};
pub use program::{Program, Source};
pub use settings::{DEFAULT_CORES, MAX_CORES, Settings};
pub use spec::{Limits, RunSpec, Stdin};

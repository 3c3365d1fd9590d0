//! What the page and the engine's supervisor worker say to each other.
//!
//! The page starts one supervisor worker (`worker.js` with the role `supervisor`), waits for [`FromSupervisor::Ready`],
//! sends [`ToSupervisor`] and receives [`FromSupervisor`]. The messages cross `postMessage` as plain JavaScript objects
//! (`serde-wasm-bindgen`), events as one packed byte array per batch. This crate knows nothing of the engine, so the page
//! stays small; with the feature `client` it also has [`Client`], which starts the worker, and replaces one that does
//! not obey.

mod explore;
pub mod flow;
mod left;
mod message;
mod packed;
mod variables;
#[cfg(target_arch = "wasm32")]
mod wire;

#[cfg(all(feature = "client", target_arch = "wasm32"))]
mod client;

pub use explore::{Ending, Excerpt, Exploration, Found, Outcome, Race};
pub use left::{Leaving, Left};
pub use message::*;
pub use packed::{pack, unpack};
pub use variables::Scope;
#[cfg(target_arch = "wasm32")]
pub use wire::{from_js, to_js};

#[cfg(all(feature = "client", target_arch = "wasm32"))]
pub use client::Client;

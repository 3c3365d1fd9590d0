//! The web driver: Web Workers, `SharedArrayBuffer`, `postMessage`.
//!
//! The page starts one *supervisor* worker. It compiles the engine, starts a worker for every Python process, and keeps
//! what lies between processes. `README.md` beside this crate's `Cargo.toml` tells who talks to whom, how shared memory is
//! laid out, and how workers begin and end.
//!
//! The crate is built twice, as CPython is: `engine` (threads take turns under the GIL) and, with wasm's atomics,
//! `engine-ft` (threads run at the same time; so do the runs of a search); the supervisor and the simulator are in the first alone. `www/worker.js` loads either of them into a worker and calls one of
//! [`start_supervisor`], [`start_process`] and [`start_thread`].

pub mod awaited;
pub mod files;
pub mod found;
pub mod shared;
pub mod short;
pub mod stepper;
pub mod tracks;
pub mod variables;
pub mod wire;

#[cfg(target_arch = "wasm32")]
mod beside;
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
mod capabilities;
#[cfg(target_arch = "wasm32")]
mod explorer;
#[cfg(all(target_arch = "wasm32", target_feature = "atomics"))]
mod helper;
#[cfg(target_arch = "wasm32")]
mod process;
#[cfg(target_arch = "wasm32")]
mod scope;
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
mod simulator;
#[cfg(target_arch = "wasm32")]
mod spawn;
#[cfg(target_arch = "wasm32")]
mod start;
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
mod supervisor;

#[cfg(target_arch = "wasm32")]
pub use start::*;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: interleave_engine::allocator::Pools = interleave_engine::allocator::Pools;

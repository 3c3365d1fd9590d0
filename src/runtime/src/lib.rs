//! What lies between the Python machine and the drivers: the contract, one process, what processes share, the simulator.
//!
//! - [`Host`] (contract.rs) is what a driver offers to a process, with the promises that all drivers keep.
//! - [`Process`] (process/) is one Python process: its threads and everything they wait for inside it.
//! - [`Hub`] (hub/) is what lies between processes: pids, semaphores, shared memory, pipes, queues.
//! - [`sim`] (sim/) is the driver with virtual time and virtual cores.
//! - [`explore`] (explore/) runs a program under many schedules.
//!
//! Nothing here does I/O, reads a clock or starts a thread. `README.md` beside this crate's `Cargo.toml` tells how the
//! loop works and what states a thread has.

mod contract;
pub mod explore;
pub mod hub;
mod nanos;
pub mod process;
pub mod sim;

/// Searches set their runs back with it.
#[cfg(test)]
#[global_allocator]
static ALLOCATOR: interleave_engine::allocator::Pools = interleave_engine::allocator::Pools;

pub use contract::{CallId, Copied, Host};
pub use hub::Hub;
pub use process::Process;

//! Semaphores and shared blocks between processes, and who waits for messages, in one `SharedArrayBuffer` per run.
//!
//! Every process worker sees the same words and works on them without asking anybody: taking a free lock or reading a
//! `Value` costs no message. `README.md` beside this crate's `Cargo.toml` draws the layout.

mod arena;
#[cfg(target_arch = "wasm32")]
mod buffer;
mod handoff;
mod semaphore;
#[cfg(test)]
mod testing;

pub use arena::{Arena, Words, is_shared};
#[cfg(target_arch = "wasm32")]
pub use buffer::Buffer;
pub use handoff::{Receiver, Seat, Standing, other_end};
pub use semaphore::{Doorbell, ReleasedTooOften, Waiter};

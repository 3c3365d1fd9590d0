//! A stackless, sans-IO Python machine.
//!
//! [`Interpreter`] is one Python process, [`ThreadState`] one of its threads. [`Interpreter::run`] executes a thread for a
//! number of instructions and comes back; nothing here waits, prints, or reads a clock: see [`request`]. How values,
//! native functions and modules are made is told in `README.md` beside this crate.

mod access;
pub mod allocator;
pub mod arithmetic;
mod async_generator;
pub mod buffer;
mod builtins;
pub mod bytecode;
pub mod class;
pub mod code;
pub mod compare;
pub mod compiled;
mod composite;
mod core_types;
pub mod dict;
pub mod exception;
pub mod frame;
mod gather;
pub mod generator;
mod generator_state;
pub mod guard;
pub mod handles;
mod heap;
pub mod image;
pub mod inspect;
pub mod instance;
pub mod interpreter;
pub mod iterator;
pub mod lock;
mod lookup;
pub mod memory;
mod modules;
pub mod native;
pub mod objects;
pub mod operation;
mod reference;
mod refused;
mod region;
pub mod request;
pub mod rewind;
pub mod set;
pub mod settings;
pub mod string;
pub mod tally;
pub mod text;
mod thread_state;
mod types;
pub mod value;

pub use access::Access;
#[cfg(target_family = "wasm")]
pub use interleave_lang::provide_names;
pub use interpreter::Interpreter;
pub use lock::{Lock, LockKind, ReleaseError};
#[cfg(target_family = "wasm")]
pub use modules::library::provide as provide_library;
pub use native::Context;
pub use reference::Ref;
pub use settings::{Program, Settings, Source};
pub use thread_state::{Stage, ThreadState};
pub use value::{Truth, Value};

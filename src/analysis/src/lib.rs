//! Analysis of traces: who did what, when, and what they waited for.
//!
//! Everything here comes from [`interleave_trace::Event`]s alone; no driver is known. Events arrive in batches while a
//! program runs, in order per worker but not across workers. A half-finished or flawed trace still gives a picture:
//! what does not fit is told in [`Timeline::problems`].

mod deadlock;
mod moment;
mod names;
mod output;
mod races;
pub mod scaling;
mod summary;
mod thin;
mod timeline;
pub mod words;

pub use deadlock::{Deadlock, Link};
pub use moment::{Holding, Moment, Waiting};
pub use output::{Chunk, Line, Piece, Tail};
pub use races::{Access, Race, RaceKind, Races};
pub use summary::{Summary, WorkerSummary};
pub use timeline::{Hold, Message, ResourceLane, Segment, Timeline, Wait, WorkerLane};

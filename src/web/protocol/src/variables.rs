//! The variables of a paused run. They travel as bytes: the supervisor hands them on as they are.

use interleave_trace::Worker;
use serde::{Deserialize, Serialize};

/// The variables of a module, or of a call that has not returned. Bounded: values are short texts, of many variables only the
/// first are there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// Whose: of a module, the main thread of its process.
    pub worker: Worker,
    /// 0 for a module; of a worker's calls in the program's own files, the outermost is 1. They are in order from the innermost
    /// to the outermost, which are left out where they are many.
    pub depth: u32,
    /// The name of the module, or `__qualname__` of the function; empty for a worker that is in no function of the program.
    pub title: String,
    /// Its file.
    pub file: String,
    /// The line the call is at, from 1.
    pub line: u32,
    /// Names and values, in order of their appearance in the code.
    pub variables: Vec<(String, String)>,
    /// So many more there are.
    pub more: u32,
}

impl Scope {
    /// For [`crate::FromSupervisor::Paused`]: the processes that have not ended by pid, of each first the modules, then the
    /// workers.
    pub fn pack(scopes: &[Scope]) -> Vec<u8> {
        postcard::to_allocvec(scopes).unwrap_or_default()
    }

    /// What [`Scope::pack`] of this version has written.
    pub fn unpack(bytes: &[u8]) -> Option<Vec<Scope>> {
        postcard::from_bytes(bytes).ok()
    }
}

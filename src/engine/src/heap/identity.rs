//! `id()`: numbers given out in order of asking, kept beside the heap because few objects are ever asked.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::class::AddressHash;
use crate::reference::{Header, fact};

/// By address. One table for the OS process: addresses are unique in it.
static IDENTITIES: Mutex<HashMap<usize, u32, AddressHash>> = Mutex::new(HashMap::with_hasher(AddressHash));

fn table() -> MutexGuard<'static, HashMap<usize, u32, AddressHash>> {
    IDENTITIES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The object's number; a `fresh` one if it has none yet.
pub(crate) fn identity(header: &Header, fresh: impl FnOnce() -> u32) -> u32 {
    *table().entry(std::ptr::from_ref(header) as usize).or_insert_with(|| {
        header.set_fact(fact::IDENTIFIED);
        fresh()
    })
}

/// The object's number, if it was asked for.
pub(crate) fn known_identity(header: &Header) -> Option<u32> {
    if header.facts() & fact::IDENTIFIED == 0 {
        return None;
    }
    table().get(&(std::ptr::from_ref(header) as usize)).copied()
}

pub(super) fn forget(address: usize) {
    table().remove(&address);
}

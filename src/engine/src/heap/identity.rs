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
    watched_table().remove(&address);
}

/// Numbers for a search of schedules, by address: apart from `id()`, which a program can print.
static WATCHED: Mutex<HashMap<usize, u64, AddressHash>> = Mutex::new(HashMap::with_hasher(AddressHash));

fn watched_table() -> MutexGuard<'static, HashMap<usize, u64, AddressHash>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The number that the object has in a search; a `fresh` one if it has none yet.
pub(crate) fn watched(header: &Header, fresh: impl FnOnce() -> u64) -> u64 {
    *watched_table().entry(std::ptr::from_ref(header) as usize).or_insert_with(|| {
        header.set_fact(fact::IDENTIFIED);
        fresh()
    })
}

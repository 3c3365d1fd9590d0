//! `id()`: numbers given out in order of asking, kept beside the heap because few objects are ever asked.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::tables::tables;

use crate::class::AddressHash;
use crate::reference::{Header, fact};

type Numbers<T> = HashMap<usize, T, AddressHash>;

/// By address.
#[derive(Default)]
pub(super) struct Identities {
    numbers: Mutex<Numbers<u32>>,
    /// For a search of schedules: apart from `id()`, which a program can print.
    watched: Mutex<Numbers<u64>>,
}

impl Identities {
    pub(super) const fn new() -> Identities {
        Identities {
            numbers: Mutex::new(HashMap::with_hasher(AddressHash)),
            watched: Mutex::new(HashMap::with_hasher(AddressHash)),
        }
    }

    /// See [`super::prepare`].
    pub(super) fn prepare(&self) {
        drop((self.numbers.lock(), self.watched.lock()));
    }
}

fn table() -> MutexGuard<'static, Numbers<u32>> {
    tables().identities.numbers.lock().unwrap_or_else(PoisonError::into_inner)
}

fn watched_table() -> MutexGuard<'static, Numbers<u64>> {
    tables().identities.watched.lock().unwrap_or_else(PoisonError::into_inner)
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

/// The number that the object has in a search; a `fresh` one if it has none yet.
pub(crate) fn watched(header: &Header, fresh: impl FnOnce() -> u64) -> u64 {
    *watched_table().entry(std::ptr::from_ref(header) as usize).or_insert_with(|| {
        header.set_fact(fact::IDENTIFIED);
        fresh()
    })
}

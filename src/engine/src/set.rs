//! `set` and `frozenset`: a hash table that visits its slots in CPython's order (Objects/setobject.c: linear probes of
//! nine slots, then perturbation), so that a set of small ints prints as learners expect.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::compare::equal_natively;
use crate::dict::Key;
use crate::guard::{Guard, Held};
use crate::value::Value;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// One slot: empty if `hash` and item are unset, a tombstone if `hash` is -1.
#[derive(Clone, Default)]
struct Slot {
    hash: i64,
    /// Unbound in an empty slot and in a tombstone.
    item: Value,
}

/// The hash table of a set.
pub struct SetTable {
    slots: Vec<Slot>,
    /// Items and tombstones.
    fill: usize,
    live: usize,
    exotic: bool,
}

impl Default for SetTable {
    fn default() -> SetTable {
        SetTable { slots: vec![Slot::default(); 8], fill: 0, live: 0, exotic: false }
    }
}

impl SetTable {
    /// How many items.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Whether lookups must go through Python.
    pub fn is_exotic(&self) -> bool {
        self.exotic
    }

    /// The slot that holds the key, or else the first free one.
    fn find(&self, key: &Key) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = key.hash as usize & mask;
        let mut perturb = key.hash as u64;
        let mut free = None;
        loop {
            let probes = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for slot_at in at..=at + probes {
                let slot = &self.slots[slot_at];
                if slot.item.is_unbound() {
                    if slot.hash == 0 {
                        return Err(free.unwrap_or(slot_at));
                    }
                    free.get_or_insert(slot_at);
                } else if slot.hash == key.hash
                    && (slot.item.is(&key.value)
                        || (!key.resolved && equal_natively(&slot.item, &key.value) == Some(true)))
                {
                    return Ok(slot_at);
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Whether it has the item.
    pub fn contains(&self, key: &Key) -> bool {
        self.find(key).is_ok()
    }

    /// Adds an item; whether it is new.
    pub fn insert(&mut self, key: Key) -> bool {
        let Err(at) = self.find(&key) else { return false };
        self.exotic |= key.exotic;
        if self.slots[at].hash == 0 {
            self.fill += 1;
        }
        self.slots[at] = Slot { hash: key.hash, item: key.value };
        self.live += 1;
        if self.fill * 5 >= (self.slots.len() - 1) * 3 {
            self.resize(if self.live > 50_000 { self.live * 2 } else { self.live * 4 });
        }
        true
    }

    fn resize(&mut self, minimum: usize) {
        let mut size = 8;
        while size <= minimum {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        self.fill = self.live;
        let mask = size - 1;
        for slot in old {
            if slot.item.is_unbound() {
                continue;
            }
            let mut at = slot.hash as usize & mask;
            let mut perturb = slot.hash as u64;
            'probe: loop {
                let probes = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
                for slot_at in at..=at + probes {
                    if self.slots[slot_at].item.is_unbound() {
                        self.slots[slot_at] = slot;
                        break 'probe;
                    }
                }
                perturb >>= PERTURB_SHIFT;
                at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
            }
        }
    }

    /// Removes an item and returns it.
    pub fn remove(&mut self, key: &Key) -> Option<Value> {
        let at = self.find(key).ok()?;
        self.live -= 1;
        self.slots[at].hash = -1;
        Some(self.slots[at].item.take())
    }

    /// Removes the first item.
    pub fn pop(&mut self) -> Option<Value> {
        let at = self.slots.iter().position(|s| !s.item.is_unbound())?;
        self.live -= 1;
        self.slots[at].hash = -1;
        Some(self.slots[at].item.take())
    }

    /// The first item at or after slot `position`, with the position after it.
    pub fn next(&self, position: usize) -> Option<(usize, &Value)> {
        let (at, slot) = self.slots.iter().enumerate().skip(position).find(|(_, s)| !s.item.is_unbound())?;
        Some((at + 1, &slot.item))
    }

    /// The items in table order, each as a key that needs no hashing.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        let exotic = self.exotic;
        self.slots.iter().filter(|s| !s.item.is_unbound()).map(move |s| Key {
            value: s.item.clone(),
            hash: s.hash,
            resolved: false,
            exotic,
        })
    }

    /// The items in table order.
    pub fn iter(&self) -> impl Iterator<Item = &Value> {
        self.slots.iter().filter(|s| !s.item.is_unbound()).map(|s| &s.item)
    }

    /// A copy. CPython copies a set into a table of the size its items need.
    pub fn copy(&self) -> SetTable {
        let mut copy =
            SetTable { slots: self.slots.clone(), fill: self.fill, live: self.live, exotic: self.exotic };
        if copy.fill != copy.live {
            copy.resize(self.live * 2);
        }
        copy
    }

    /// The size of the table, whether it is exotic, and its slots that are not empty: place, hash, item (unbound in a
    /// tombstone). For the heap image: a copy must be visited in the same order.
    pub(crate) fn layout(&self) -> (usize, bool, Vec<(usize, i64, Value)>) {
        let slots =
            self.slots.iter().enumerate().filter(|(_, slot)| slot.hash != 0 || !slot.item.is_unbound());
        (self.slots.len(), self.exotic, slots.map(|(at, slot)| (at, slot.hash, slot.item.clone())).collect())
    }

    /// A table of this layout; none if it is not one that could have grown.
    pub(crate) fn from_layout(
        size: usize,
        exotic: bool,
        filled: Vec<(usize, i64, Value)>,
    ) -> Option<SetTable> {
        let mut slots = vec![Slot::default(); size];
        let mut table = SetTable { slots: Vec::new(), fill: 0, live: 0, exotic };
        for (at, hash, item) in filled {
            let slot = &mut slots[at];
            if slot.hash != 0 || !slot.item.is_unbound() {
                return None;
            }
            table.fill += 1;
            table.live += usize::from(!item.is_unbound());
            *slot = Slot { hash, item };
        }
        // A search ends at an empty slot.
        (table.fill < size).then_some(SetTable { slots, ..table })
    }

    /// Items whose hash is this: candidates for an equal one, to be compared in Python.
    pub fn candidates(&self, hash: i64) -> Vec<Value> {
        self.slots.iter().filter(|s| !s.item.is_unbound() && s.hash == hash).map(|s| s.item.clone()).collect()
    }
}

/// `set` and `frozenset`
#[derive(Default)]
pub struct Set {
    table: Guard<SetTable>,
    /// `hash()` of a frozenset; 0: not computed.
    hash: AtomicI64,
}

impl Set {
    /// An empty set.
    pub fn new() -> Set {
        Set::default()
    }

    /// With this table.
    pub fn from_table(table: SetTable) -> Set {
        Set { table: Guard::new(table), hash: AtomicI64::new(0) }
    }

    /// The table, exclusively.
    #[inline(always)]
    pub fn lock(&self) -> Held<'_, SetTable> {
        self.table.lock()
    }

    /// A copy of the table. In an expression that copies two, neither is held while the other is copied.
    pub fn copied(&self) -> SetTable {
        self.table.lock().copy()
    }

    /// The items, as they are now.
    pub fn items(&self) -> Vec<Value> {
        self.lock().iter().cloned().collect()
    }

    /// How many items.
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// `hash()` of a frozenset (CPython's: independent of order).
    pub(crate) fn frozen_hash(&self) -> i64 {
        let known = self.hash.load(Ordering::Relaxed);
        if known != 0 {
            return known;
        }
        let table = self.lock();
        let mut hash = 0_u64;
        for key in table.keys() {
            let h = key.hash as u64;
            hash ^= (h ^ 89_869_747 ^ (h << 16)).wrapping_mul(3_644_798_167);
        }
        hash ^= (table.len() as u64 + 1).wrapping_mul(1_927_868_237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        let hash = if hash == u64::MAX { 590_923_713 } else { hash as i64 };
        let hash = if hash == 0 { 1 } else { hash };
        self.hash.store(hash, Ordering::Relaxed);
        hash
    }
}

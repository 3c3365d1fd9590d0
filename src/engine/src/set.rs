//! `set` and `frozenset`: a hash table that visits its slots in CPython's order (Objects/setobject.c: linear probes of
//! nine slots, then perturbation), grows when CPython's does, and is copied and combined in the same way, so that a set of
//! ints prints as learners see it elsewhere.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::compare::equal_natively;
use crate::dict::Key;
use crate::guard::{Guard, Held};
use crate::reference::parallel;
use crate::value::Value;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
const SMALLEST: usize = 8;

/// One slot: empty if `hash` and item are unset, a tombstone if `hash` is -1.
#[derive(Clone, Default)]
struct Slot {
    hash: i64,
    /// Unbound in an empty slot and in a tombstone.
    item: Value,
}

/// The hash table of a set. A clone has the same slots; what Python calls a copy is [`SetTable::copy`].
#[derive(Clone)]
pub struct SetTable {
    slots: Vec<Slot>,
    /// Items and tombstones.
    fill: usize,
    live: usize,
    exotic: bool,
    /// Where `pop` looks first.
    finger: usize,
}

impl Slot {
    /// Takes this one's place, which has no item. Its item is not dropped, which would be asked of every slot.
    #[inline(always)]
    fn fill(&mut self, slot: Slot) {
        debug_assert!(self.item.is_unbound());
        std::mem::forget(std::mem::replace(self, slot));
    }
}

impl Drop for SetTable {
    fn drop(&mut self) {
        for slot in std::mem::take(&mut self.slots) {
            slot.item.discard();
        }
    }
}

impl Default for SetTable {
    fn default() -> SetTable {
        SetTable { slots: vec![Slot::default(); SMALLEST], fill: 0, live: 0, exotic: false, finger: 0 }
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

    /// Visits the slots in which an item of this hash may be, until `visit` has seen enough.
    #[inline(always)]
    fn walk(&self, hash: i64, mut visit: impl FnMut(usize, &Slot) -> bool) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        let mut perturb = hash as u64;
        loop {
            let probes = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for slot_at in at..=at + probes {
                if visit(slot_at, &self.slots[slot_at]) {
                    return;
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// The slot that holds the key, or else the one for it: the last tombstone on the way, or the empty one at its end.
    fn find(&self, key: &Key) -> Result<usize, usize> {
        self.find_item(key.hash, &key.value, key.resolved)
    }

    /// The same; `resolved`: an equal item is this very one.
    fn find_item(&self, hash: i64, item: &Value, resolved: bool) -> Result<usize, usize> {
        let mut free = None;
        let mut found = Err(0);
        self.walk(hash, |slot_at, slot| {
            if slot.item.is_unbound() {
                if slot.hash == 0 {
                    found = Err(free.unwrap_or(slot_at));
                    return true;
                }
                free = Some(slot_at);
            } else if slot.hash == hash
                && (slot.item.is(item) || (!resolved && equal_natively(&slot.item, item) == Some(true)))
            {
                found = Ok(slot_at);
                return true;
            }
            false
        });
        found
    }

    /// Whether it has the item.
    pub fn contains(&self, key: &Key) -> bool {
        self.find(key).is_ok()
    }

    /// Adds an item; whether it is new.
    pub fn insert(&mut self, key: Key) -> bool {
        let Err(at) = self.find(&key) else { return false };
        self.exotic |= key.exotic;
        self.live += 1;
        let slot = &mut self.slots[at];
        let empty = slot.hash == 0;
        slot.fill(Slot { hash: key.hash, item: key.value });
        if empty {
            self.fill += 1;
            if self.is_full_with(0) {
                self.grow();
            }
        }
        true
    }

    /// Whether so many more would leave too few empty slots.
    fn is_full_with(&self, more: usize) -> bool {
        (self.fill + more) * 5 >= (self.slots.len() - 1) * 3
    }

    fn grow(&mut self) {
        self.resize(if self.live > 50_000 { self.live * 2 } else { self.live * 4 });
    }

    /// Makes room for so many items at once.
    fn reserve(&mut self, more: usize) {
        if self.is_full_with(more) {
            self.resize((self.live + more) * 2);
        }
    }

    /// A table of more slots than `minimum`, without tombstones.
    fn resize(&mut self, minimum: usize) {
        let size = (minimum + 1).next_power_of_two().max(SMALLEST);
        if size == SMALLEST && self.slots.len() == SMALLEST && self.fill == self.live {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        self.fill = self.live;
        for slot in old {
            if slot.item.is_unbound() {
                std::mem::forget(slot);
            } else {
                self.place(slot);
            }
        }
    }

    /// Puts an item that is not there into a table without tombstones.
    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.hash as usize & mask;
        let mut perturb = slot.hash as u64;
        loop {
            let probes = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for slot_at in at..=at + probes {
                if self.slots[slot_at].item.is_unbound() {
                    self.slots[slot_at].fill(slot);
                    return;
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Adds these, which are `count` if that is known beforehand.
    pub fn extend(&mut self, keys: impl IntoIterator<Item = Key>, count: Option<usize>) {
        if let Some(count) = count {
            self.reserve(count);
        }
        for key in keys {
            self.insert(key);
        }
    }

    /// Adds the items of another table.
    pub fn merge(&mut self, other: &SetTable) {
        if other.live == 0 {
            return;
        }
        self.reserve(other.live);
        self.exotic |= other.exotic;
        if self.fill > 0 {
            self.extend(other.keys(), None);
            return;
        }
        (self.fill, self.live) = (other.live, other.live);
        if self.slots.len() == other.slots.len() && other.fill == other.live {
            self.slots.clone_from(&other.slots);
            return;
        }
        for slot in &other.slots {
            if !slot.item.is_unbound() {
                self.place(slot.clone());
            }
        }
    }

    /// A copy, of the size that its items need.
    pub fn copy(&self) -> SetTable {
        let mut copy = SetTable::default();
        copy.merge(self);
        copy
    }

    /// Those of the keys that `other` has, or has not.
    pub fn chosen(keys: impl IntoIterator<Item = Key>, other: &SetTable, wanted: bool) -> SetTable {
        let mut table = SetTable::default();
        table.extend(keys.into_iter().filter(|key| other.contains(key) == wanted), None);
        table
    }

    /// This table's place is taken by another one; `pop` goes on where it was.
    pub fn replace(&mut self, other: SetTable) -> SetTable {
        let finger = self.finger;
        let old = std::mem::replace(self, other);
        self.finger = finger;
        old
    }

    /// Takes these out.
    pub fn subtract(&mut self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            self.remove(&key);
        }
        if self.fill - self.live > (self.slots.len() - 1) / 4 {
            self.grow();
        }
    }

    /// Takes out those of these that it has, and adds the others.
    pub fn toggle(&mut self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            if self.remove(&key).is_none() {
                self.insert(key);
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

    /// Removes an item: the first one from where the latest was, then around.
    pub fn pop(&mut self) -> Option<Value> {
        let mask = self.slots.len() - 1;
        let start = self.finger & mask;
        let at = (start..=mask).chain(0..start).find(|at| !self.slots[*at].item.is_unbound())?;
        self.live -= 1;
        self.finger = at + 1;
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

    /// What a copy needs to be visited in the same order, for the heap image.
    pub(crate) fn layout(&self) -> Layout {
        let slots =
            self.slots.iter().enumerate().filter(|(_, slot)| slot.hash != 0 || !slot.item.is_unbound());
        Layout {
            size: self.slots.len(),
            exotic: self.exotic,
            finger: self.finger,
            filled: slots.map(|(at, slot)| (at, slot.hash, slot.item.clone())).collect(),
        }
    }

    /// A table of this layout; none if it is not one that could have grown.
    pub(crate) fn from_layout(layout: Layout) -> Option<SetTable> {
        let Layout { size, exotic, finger, filled } = layout;
        let mut table = SetTable { slots: vec![Slot::default(); size], fill: 0, live: 0, exotic, finger };
        for (at, hash, item) in filled {
            table.fill += 1;
            table.live += usize::from(!item.is_unbound());
            let slot = &mut table.slots[at];
            if slot.hash != 0 || !slot.item.is_unbound() {
                return None;
            }
            *slot = Slot { hash, item };
        }
        // A search ends at an empty slot.
        (table.fill < size).then_some(table)
    }

    /// Items whose hash is this, in the order in which a search comes by them: candidates for an equal one, to be compared in
    /// Python.
    pub fn candidates(&self, hash: i64) -> Vec<Value> {
        let mut items = Vec::new();
        self.walk(hash, |_, slot| {
            if !slot.item.is_unbound() && slot.hash == hash {
                items.push(slot.item.clone());
            }
            slot.item.is_unbound() && slot.hash == 0
        });
        items
    }
}

/// What a [`SetTable`] is made of.
pub(crate) struct Layout {
    /// Slots, a power of two.
    pub size: usize,
    pub exotic: bool,
    /// Where `pop` looks first.
    pub finger: usize,
    /// The slots that are not empty: place, hash, item (unbound in a tombstone).
    pub filled: Vec<(usize, i64, Value)>,
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

    /// What a look at the table gives; see [`Guard::look`].
    pub(crate) fn look<R>(&self, look: impl FnOnce(&SetTable) -> R) -> R {
        self.table.look(look)
    }

    /// A copy of the table. In an expression that copies two, neither is held while the other is copied.
    pub fn copied(&self) -> SetTable {
        self.table.lock().copy()
    }

    /// Gives the items the order of a display of constants, of which CPython makes a frozenset, of that one's items another
    /// one (`merge_consts_recursive` of Python/compile.c), and of that one a set.
    pub(crate) fn order_as_constants(&self) {
        let mut table = self.lock();
        let mut again = SetTable::default();
        again.extend(table.keys(), None);
        *table = again.copy();
    }

    /// The items in table order, as they are now, each as a key that needs no hashing.
    pub fn keys(&self) -> Vec<Key> {
        let table = self.lock();
        let mut keys = Vec::with_capacity(table.len());
        keys.extend(table.keys());
        keys
    }

    /// The items, as they are now.
    pub fn items(&self) -> Vec<Value> {
        self.lock().iter().cloned().collect()
    }

    /// Whether `other` has all items; none: Python code must compare. Neither is held while the other is, which could be an
    /// item of it.
    pub fn is_subset(&self, other: &Set) -> Option<bool> {
        if self.len() > other.len() { Some(false) } else { self.all_within(other, true) }
    }

    /// Whether they have no item in common; none: Python code must compare.
    pub fn is_disjoint(&self, other: &Set) -> Option<bool> {
        let (few, many) = if self.len() > other.len() { (other, self) } else { (self, other) };
        few.all_within(many, false)
    }

    /// Whether `other` has all of the items, or none of them.
    fn all_within(&self, other: &Set, wanted: bool) -> Option<bool> {
        let all = |own: &SetTable| {
            other.table.look(|other| {
                let mut items = own.slots.iter().filter(|slot| !slot.item.is_unbound());
                let native = !own.exotic && !other.exotic;
                native.then(|| {
                    items.all(|slot| other.find_item(slot.hash, &slot.item, false).is_ok() == wanted)
                })
            })
        };
        if parallel() {
            // Neither is held while the other is looked for.
            let own = self.lock().clone();
            return all(&own);
        }
        self.table.look(all)
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

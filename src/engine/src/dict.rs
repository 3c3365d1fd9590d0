//! `dict`: an ordered hash table (entries in insertion order, an open-addressing index beside them; the design of
//! Raymond Hettinger's "compact dict").
//!
//! Keys whose `__hash__` or `__eq__` is written in Python cannot be compared here, where no Python runs. Operations
//! therefore take a [`Key`], made by [`Context::with_key`](crate::Context::with_key), which asks Python first where it must.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::compare::equal_natively;
use crate::guard::{Guard, Held};
use crate::reference::Ref;
use crate::string::{Name, Str};
use crate::value::Value;

/// A dictionary key with its hash, ready to be looked up.
#[derive(Clone)]
pub struct Key {
    /// The key.
    pub value: Value,
    /// Its hash.
    pub hash: i64,
    /// Python code has found the equal key already: compare by identity only.
    pub resolved: bool,
    /// Its `__hash__` or `__eq__` is written in Python.
    pub exotic: bool,
}

impl Key {
    /// A key of text.
    pub fn text(text: &str) -> Key {
        let value = Value::str(text);
        let hash = crate::string::hash_bytes(text.as_bytes());
        Key { value, hash, resolved: false, exotic: false }
    }
}

impl From<&Name> for Key {
    #[inline]
    fn from(name: &Name) -> Key {
        Key { value: name.to_value(), hash: name.as_ref().hash(), resolved: false, exotic: false }
    }
}

/// One item of a dict.
pub struct Entry {
    /// Hash of the key.
    pub hash: i64,
    /// Unbound where an item was deleted.
    pub key: Value,
    /// Its value.
    pub value: Value,
}

const EMPTY: u32 = u32::MAX;
const DELETED: u32 = u32::MAX - 1;

/// The hash table of a dict.
#[derive(Default)]
pub struct Table {
    entries: Vec<Entry>,
    /// Positions in `entries`; its size is a power of two, or 0.
    indices: Vec<u32>,
    live: usize,
    /// So many entries at the beginning are deleted ones.
    front: usize,
    /// Slots of `indices` that are not `EMPTY`.
    used: usize,
    /// Identifies the present set of keys; 0: nobody depends on it.
    version: u32,
    /// Some key's `__hash__` or `__eq__` is written in Python.
    exotic: bool,
}

/// Versions are given out to whoever caches a position; no two tables ever have the same.
static NEXT_VERSION: AtomicU32 = AtomicU32::new(1);

pub(crate) fn fresh_version() -> u32 {
    NEXT_VERSION.fetch_add(1, Ordering::Relaxed)
}

impl Table {
    /// How many items.
    #[inline(always)]
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

    /// Identifies the present keys and their positions, for caches.
    #[inline]
    pub(crate) fn version(&mut self) -> u32 {
        if self.version == 0 {
            self.version = fresh_version();
        }
        self.version
    }

    #[inline(always)]
    pub(crate) fn current_version(&self) -> u32 {
        self.version
    }

    #[inline(always)]
    pub(crate) fn value_at(&self, position: usize) -> &Value {
        &self.entries[position].value
    }

    #[inline(always)]
    pub(crate) fn value_at_mut(&mut self, position: usize) -> &mut Value {
        &mut self.entries[position].value
    }

    #[inline]
    fn same(entry: &Entry, key: &Key) -> bool {
        if entry.hash != key.hash {
            return false;
        }
        match (&entry.key, &key.value) {
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Str(a), Value::Str(b)) => a.is(b) || (!key.resolved && a.as_str() == b.as_str()),
            (a, b) => a.is(b) || (!key.resolved && equal_natively(a, b) == Some(true)),
        }
    }

    /// Where an item is: its slot in the index and its position.
    #[inline]
    fn find(&self, key: &Key) -> Option<(usize, usize)> {
        if self.indices.is_empty() {
            return None;
        }
        let mask = self.indices.len() - 1;
        let mut probe = Probe::new(key.hash, mask);
        loop {
            match self.indices[probe.slot] {
                EMPTY => return None,
                DELETED => {}
                position => {
                    if Table::same(&self.entries[position as usize], key) {
                        return Some((probe.slot, position as usize));
                    }
                }
            }
            probe.next();
        }
    }

    /// Position of an item, for caches and iteration.
    #[inline]
    pub fn position(&self, key: &Key) -> Option<usize> {
        self.find(key).map(|(_, position)| position)
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.position(key).map(|p| &self.entries[p].value)
    }

    /// The value of a name.
    #[inline]
    pub fn get_name(&self, name: &Name) -> Option<&Value> {
        self.position_of_name(name).map(|p| &self.entries[p].value)
    }

    /// The value of a text; `None` also where a key's equality is written in Python.
    #[inline]
    pub(crate) fn get_text(&self, text: &Ref<Str>) -> Option<&Value> {
        self.get_hashed_text(text.as_str(), text.hash())
    }

    #[inline]
    fn get_hashed_text(&self, text: &str, hash: i64) -> Option<&Value> {
        if self.indices.is_empty() || self.exotic {
            return None;
        }
        let mask = self.indices.len() - 1;
        let mut probe = Probe::new(hash, mask);
        loop {
            match self.indices[probe.slot] {
                EMPTY => return None,
                DELETED => {}
                position => {
                    let entry = &self.entries[position as usize];
                    if entry.hash == hash
                        && let Value::Str(key) = &entry.key
                        && (std::ptr::eq(key.as_str(), text) || key.as_str() == text)
                    {
                        return Some(&entry.value);
                    }
                }
            }
            probe.next();
        }
    }

    /// The value of an int, if the key is an int; `None` also where a key's equality is written in Python.
    #[inline]
    pub(crate) fn get_int(&self, int: i64) -> Option<&Value> {
        if self.indices.is_empty() || self.exotic {
            return None;
        }
        let hash = crate::compare::hash_int(int);
        let mask = self.indices.len() - 1;
        let mut probe = Probe::new(hash, mask);
        loop {
            match self.indices[probe.slot] {
                EMPTY => return None,
                DELETED => {}
                position => {
                    let entry = &self.entries[position as usize];
                    if let Value::Int(key) = entry.key
                        && key == int
                    {
                        return Some(&entry.value);
                    }
                }
            }
            probe.next();
        }
    }

    /// Position of a name.
    #[inline]
    pub fn position_of_name(&self, name: &Name) -> Option<usize> {
        if self.indices.is_empty() {
            return None;
        }
        let hash = name.as_ref().hash();
        let mask = self.indices.len() - 1;
        let mut probe = Probe::new(hash, mask);
        loop {
            match self.indices[probe.slot] {
                EMPTY => return None,
                DELETED => {}
                position => {
                    let entry = &self.entries[position as usize];
                    if entry.hash == hash
                        && let Some(text) = entry.key.as_str()
                        && (text.is(name.as_ref()) || text.as_str() == name.as_str())
                    {
                        return Some(position as usize);
                    }
                }
            }
            probe.next();
        }
    }

    /// Sets a value; the old one comes back.
    #[inline]
    pub fn insert(&mut self, key: Key, value: Value) -> Option<Value> {
        if let Some((_, position)) = self.find(&key) {
            return Some(std::mem::replace(&mut self.entries[position].value, value));
        }
        self.push(key, value);
        None
    }

    /// Makes the entry at this position findable: its hash is in no slot yet, and there is a free one.
    #[inline]
    fn index(&mut self, hash: i64, position: usize) {
        let mask = self.indices.len() - 1;
        let mut probe = Probe::new(hash, mask);
        while self.indices[probe.slot] < DELETED {
            probe.next();
        }
        if self.indices[probe.slot] == EMPTY {
            self.used += 1;
        }
        self.indices[probe.slot] = position as u32;
    }

    fn push(&mut self, key: Key, value: Value) {
        self.version = 0;
        self.exotic |= key.exotic;
        if (self.used + 1) * 3 > self.indices.len() * 2 {
            self.rebuild();
        }
        self.index(key.hash, self.entries.len());
        self.entries.push(Entry { hash: key.hash, key: key.value, value });
        self.live += 1;
    }

    /// Drops deleted entries and makes the index as large as the items need.
    fn rebuild(&mut self) {
        if self.live < self.entries.len() {
            self.entries.retain(|entry| !entry.key.is_unbound());
        }
        self.front = 0;
        let size = (self.live * 3 + 1).next_power_of_two().max(8);
        self.indices.clear();
        self.indices.resize(size, EMPTY);
        let mask = size - 1;
        for (position, entry) in self.entries.iter().enumerate() {
            let mut probe = Probe::new(entry.hash, mask);
            while self.indices[probe.slot] != EMPTY {
                probe.next();
            }
            self.indices[probe.slot] = position as u32;
        }
        self.used = self.live;
    }

    /// Removes an item.
    pub fn remove(&mut self, key: &Key) -> Option<(Value, Value)> {
        let (slot, position) = self.find(key)?;
        self.version = 0;
        self.indices[slot] = DELETED;
        self.live -= 1;
        let entry = &mut self.entries[position];
        let item = (entry.key.take(), entry.value.take());
        // Deleted entries at the ends go at once, so that taking the last or first item stays cheap.
        while self.entries.last().is_some_and(|e| e.key.is_unbound()) {
            self.entries.pop();
        }
        while self.entries.get(self.front).is_some_and(|e| e.key.is_unbound()) {
            self.front += 1;
        }
        self.front = self.front.min(self.entries.len());
        Some(item)
    }

    /// Removes the last item.
    pub fn pop_last(&mut self) -> Option<(Value, Value)> {
        let last = self.entries.iter().rposition(|e| !e.key.is_unbound())?;
        let key = Key {
            value: self.entries[last].key.clone(),
            hash: self.entries[last].hash,
            resolved: true,
            exotic: false,
        };
        self.remove(&key)
    }

    /// Removes the first item.
    pub fn pop_first(&mut self) -> Option<(Value, Value)> {
        let (_, entry) = self.next(0)?;
        let key = Key { value: entry.key.clone(), hash: entry.hash, resolved: true, exotic: false };
        self.remove(&key)
    }

    /// The value of a key, which becomes the last one.
    pub(crate) fn use_again(&mut self, key: &Key) -> Option<Value> {
        let (_, position) = self.find(key)?;
        let value = self.entries[position].value.clone();
        if position + 1 < self.entries.len() {
            self.move_to_end(key, true);
        }
        Some(value)
    }

    /// Makes an item the last or the first one; whether there is such an item.
    pub(crate) fn move_to_end(&mut self, key: &Key, last: bool) -> bool {
        let Some((_, position)) = self.find(key) else { return false };
        let hash = self.entries[position].hash;
        let exotic = self.exotic;
        let Some((key, value)) = self.remove(key) else { return false };
        let key = Key { value: key, hash, resolved: true, exotic };
        if last {
            self.push(key, value);
        } else {
            self.push_front(key, value);
        }
        true
    }

    fn push_front(&mut self, key: Key, value: Value) {
        self.version = 0;
        if (self.used + 1) * 3 > self.indices.len() * 2 {
            self.rebuild();
        }
        if self.front == 0 {
            // Room for as many as there are, so that many of these cost no more than one each.
            let room = self.live.max(4);
            let nothing = || Entry { hash: 0, key: Value::Unbound, value: Value::Unbound };
            self.entries.splice(0..0, std::iter::repeat_with(nothing).take(room));
            for position in self.indices.iter_mut().filter(|position| **position < DELETED) {
                *position += room as u32;
            }
            self.front = room;
        }
        self.front -= 1;
        self.index(key.hash, self.front);
        self.entries[self.front] = Entry { hash: key.hash, key: key.value, value };
        self.live += 1;
    }

    /// Removes all items; they come back so that they are dropped after the guard.
    pub fn clear(&mut self) -> Vec<Entry> {
        self.version = 0;
        self.indices.clear();
        self.front = 0;
        self.live = 0;
        self.used = 0;
        self.exotic = false;
        std::mem::take(&mut self.entries)
    }

    /// The first item at or after `position`, with the position after it: iteration in insertion order.
    #[inline]
    pub fn next(&self, position: usize) -> Option<(usize, &Entry)> {
        let mut at = position.max(self.front);
        while let Some(entry) = self.entries.get(at) {
            at += 1;
            if !entry.key.is_unbound() {
                return Some((at, entry));
            }
        }
        None
    }

    /// One past the last position, for iteration backwards.
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    /// The entry at a position, deleted or not.
    pub fn entry(&self, position: usize) -> Option<&Entry> {
        self.entries.get(position)
    }

    /// The items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.key.is_unbound())
    }

    fn copied_entries(&self) -> Vec<Entry> {
        self.iter().map(|e| Entry { hash: e.hash, key: e.key.clone(), value: e.value.clone() }).collect()
    }

    /// A copy with the same order.
    pub fn copy(&self) -> Table {
        let entries = self.copied_entries();
        let mut table = Table { live: entries.len(), entries, exotic: self.exotic, ..Table::default() };
        if table.live > 0 {
            table.rebuild();
        }
        table
    }

    /// The keys whose hash is this, in the order in which a search comes by them: candidates for an equal key, to be compared in
    /// Python.
    pub fn candidates(&self, hash: i64) -> Vec<Value> {
        let mut keys = Vec::new();
        if self.indices.is_empty() {
            return keys;
        }
        let mut probe = Probe::new(hash, self.indices.len() - 1);
        loop {
            match self.indices[probe.slot] {
                EMPTY => return keys,
                DELETED => {}
                position => {
                    let entry = &self.entries[position as usize];
                    if entry.hash == hash {
                        keys.push(entry.key.clone());
                    }
                }
            }
            probe.next();
        }
    }
}

/// The slots where a hash may be, one after the other. Ints in a row begin in slots in a row; where those are taken, the
/// search leaves them, as CPython's does (Objects/dictobject.c): a step to the next slot would go through all of them.
struct Probe {
    slot: usize,
    perturb: usize,
    mask: usize,
}

impl Probe {
    #[inline(always)]
    fn new(hash: i64, mask: usize) -> Probe {
        let spread = (hash as usize) ^ ((hash as u64 >> 32) as usize);
        Probe { slot: spread & mask, perturb: spread, mask }
    }

    #[inline(always)]
    fn next(&mut self) {
        self.perturb >>= 5;
        self.slot = self.slot.wrapping_mul(5).wrapping_add(self.perturb).wrapping_add(1) & self.mask;
    }
}

/// `dict`
#[derive(Default)]
pub struct Dict {
    table: Guard<Table>,
}

impl Dict {
    /// An empty dict.
    pub fn new() -> Dict {
        Dict::default()
    }

    /// With this table.
    pub fn from_table(table: Table) -> Dict {
        Dict { table: Guard::new(table) }
    }

    /// The table, exclusively.
    #[inline(always)]
    pub fn lock(&self) -> Held<'_, Table> {
        self.table.lock()
    }

    /// A copy of the table. In an expression that copies two, neither is held while the other is copied.
    pub fn copied(&self) -> Table {
        self.table.lock().copy()
    }

    /// What a look at the table gives, as [`Guard::look`].
    #[inline(always)]
    pub(crate) fn look<R>(&self, look: impl FnOnce(&Table) -> R) -> R {
        self.table.look(look)
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: &Key) -> Option<Value> {
        self.lock().get(key).cloned()
    }

    /// Sets a value.
    #[inline]
    pub fn insert(&self, key: Key, value: Value) {
        let old = self.lock().insert(key, value);
        drop(old);
    }

    /// Takes all items of another one over, in one step. False: keys are to be compared in Python, and nothing has been done.
    pub(crate) fn take_over(&self, other: &Dict) -> bool {
        if self.is_empty() {
            let source = other.copied();
            let mut table = self.lock();
            if table.is_empty() && !table.is_exotic() && !source.is_exotic() {
                let empty = std::mem::replace(&mut *table, source);
                drop(table);
                drop(empty);
                return true;
            }
        }
        let (source, exotic) = other.look(|table| (table.copied_entries(), table.is_exotic()));
        let mut table = self.lock();
        if exotic || table.is_exotic() {
            return false;
        }
        // What is replaced goes when the dict is free again.
        let mut replaced = Vec::new();
        for Entry { hash, key, value } in source {
            replaced.extend(table.insert(Key { value: key, hash, resolved: false, exotic: false }, value));
        }
        drop(table);
        true
    }

    /// Removes an item and returns its value.
    pub fn remove(&self, key: &Key) -> Option<Value> {
        let item = self.lock().remove(key);
        item.map(|(_, value)| value)
    }

    /// The value of a variable or text key.
    #[inline]
    pub fn get_name(&self, name: &Name) -> Option<Value> {
        self.lock().get_name(name).cloned()
    }

    /// Sets a variable.
    pub fn set_name(&self, name: &Name, value: Value) {
        self.insert(Key::from(name), value);
    }

    /// Removes a variable.
    pub fn remove_name(&self, name: &Name) -> Option<Value> {
        self.remove(&Key::from(name))
    }

    /// The value of a text key.
    pub fn get_text(&self, text: &str) -> Option<Value> {
        let table = self.lock();
        if table.is_exotic() {
            drop(table);
            return self.get(&Key::text(text));
        }
        table.get_hashed_text(text, crate::string::hash_bytes(text.as_bytes())).cloned()
    }

    /// How many items.
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All items, as they are now.
    pub fn items(&self) -> Vec<(Value, Value)> {
        self.lock().iter().map(|e| (e.key.clone(), e.value.clone())).collect()
    }

    /// All keys, as they are now.
    pub fn keys(&self) -> Vec<Value> {
        self.lock().iter().map(|e| e.key.clone()).collect()
    }
}

/// What a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ViewKind {
    Keys,
    Values,
    Items,
}

impl ViewKind {
    /// What it shows of an entry.
    pub(crate) fn of(self, entry: &Entry) -> Value {
        match self {
            ViewKind::Keys => entry.key.clone(),
            ViewKind::Values => entry.value.clone(),
            ViewKind::Items => Value::tuple([entry.key.clone(), entry.value.clone()]),
        }
    }
}

/// `dict.keys()`, `.values()`, `.items()`
pub struct DictView {
    /// The dict.
    pub dict: Ref<Dict>,
    /// Which of the three.
    pub kind: ViewKind,
    /// It is of an `OrderedDict`, and tells so.
    pub ordered: bool,
}

//! Pickles of plain data, which is of builtin types all through, in CPython's format (Lib/pickletools.py describes it; batches
//! and frames as Modules/_pickle.c makes them). All else, what is nested deep and whatever is not as it should be is left to
//! `pickle`, which is Python: nothing here has an effect that would be seen then.

use std::collections::HashMap;

use num_bigint::BigInt;

use crate::class::AddressHash;
use crate::compare::hash_natively;
use crate::dict::{Dict, Key};
use crate::interpreter::Interpreter;
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::value::Value;

/// Bytes after which a frame ends.
const FRAME: usize = 64 * 1024;
/// Shorter frames are not told.
const SHORTEST_FRAME: usize = 4;
/// Bytes before a frame: an opcode and the frame's length.
const FRAME_HEAD: usize = 9;
/// Items that are added at once.
const BATCH: usize = 1000;
/// What is nested deeper is left to Python, which says when it is too deep.
const NESTING: usize = 100;

/// The pickle of plain data; none: it is not plain.
pub(crate) fn dumps(interpreter: &Interpreter, value: &Value, protocol: u8) -> Option<Vec<u8>> {
    let out = vec![op::PROTO, protocol];
    let mut writer = Writer { interpreter, out, frame: None, memo: HashMap::default(), kept: Vec::new() };
    writer.save(value, 0)?;
    writer.write(&[op::STOP]);
    writer.end_frame();
    Some(writer.out)
}

/// The data of such a pickle; none: it has something else in it, or is damaged.
pub(crate) fn loads(interpreter: &Interpreter, pickle: &[u8]) -> Option<Value> {
    let mut reader =
        Reader { interpreter, rest: pickle, stack: Vec::new(), marks: Vec::new(), memo: Vec::new() };
    loop {
        match reader.fixed::<1>()? {
            [op::STOP] => break,
            [opcode] => reader.step(opcode)?,
        }
    }
    let value = reader.stack.pop()?;
    (reader.stack.is_empty() && reader.marks.is_empty()).then_some(value)
}

mod op {
    pub(super) const PROTO: u8 = 0x80;
    pub(super) const FRAME: u8 = 0x95;
    pub(super) const STOP: u8 = b'.';
    pub(super) const MARK: u8 = b'(';
    pub(super) const NONE: u8 = b'N';
    pub(super) const TRUE: u8 = 0x88;
    pub(super) const FALSE: u8 = 0x89;
    pub(super) const INT1: u8 = b'K';
    pub(super) const INT2: u8 = b'M';
    pub(super) const INT4: u8 = b'J';
    pub(super) const LONG1: u8 = 0x8a;
    pub(super) const LONG4: u8 = 0x8b;
    pub(super) const FLOAT: u8 = b'G';
    pub(super) const TEXT1: u8 = 0x8c;
    pub(super) const TEXT4: u8 = b'X';
    pub(super) const BYTES1: u8 = b'C';
    pub(super) const BYTES4: u8 = b'B';
    pub(super) const EMPTY_TUPLE: u8 = b')';
    pub(super) const TUPLE1: u8 = 0x85;
    pub(super) const TUPLE3: u8 = 0x87;
    pub(super) const TUPLE: u8 = b't';
    pub(super) const EMPTY_LIST: u8 = b']';
    pub(super) const APPEND: u8 = b'a';
    pub(super) const APPENDS: u8 = b'e';
    pub(super) const EMPTY_DICT: u8 = b'}';
    pub(super) const SET_ITEM: u8 = b's';
    pub(super) const SET_ITEMS: u8 = b'u';
    pub(super) const EMPTY_SET: u8 = 0x8f;
    pub(super) const ADD_ITEMS: u8 = 0x90;
    pub(super) const FROZENSET: u8 = 0x91;
    pub(super) const MEMOIZE: u8 = 0x94;
    pub(super) const PUT1: u8 = b'q';
    pub(super) const PUT4: u8 = b'r';
    pub(super) const GET1: u8 = b'h';
    pub(super) const GET4: u8 = b'j';
}

struct Writer<'a> {
    interpreter: &'a Interpreter,
    out: Vec<u8>,
    /// Where the frame's head is.
    frame: Option<usize>,
    /// The number of what was written, by its address.
    memo: HashMap<usize, u32, AddressHash>,
    /// No address is given to another object meanwhile.
    kept: Vec<Value>,
}

impl Writer<'_> {
    fn write(&mut self, bytes: &[u8]) {
        if self.frame.is_none() {
            self.frame = Some(self.out.len());
            self.out.extend([op::FRAME, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
        self.out.extend(bytes);
    }

    fn frame_length(&self) -> usize {
        self.frame.map_or(0, |start| self.out.len() - start - FRAME_HEAD)
    }

    fn end_frame(&mut self) {
        let length = self.frame_length();
        let Some(start) = self.frame.take() else { return };
        if length < SHORTEST_FRAME {
            self.out.drain(start..start + FRAME_HEAD);
        } else {
            self.out[start + 1..start + FRAME_HEAD].copy_from_slice(&(length as u64).to_le_bytes());
        }
    }

    /// A text or bytes with their length; long ones stand outside of frames.
    fn write_sized(&mut self, short: u8, long: u8, data: &[u8]) -> Option<()> {
        let head = match u8::try_from(data.len()) {
            Ok(length) => vec![short, length],
            Err(_) => [&[long][..], &u32::try_from(data.len()).ok()?.to_le_bytes()].concat(),
        };
        if data.len() >= FRAME {
            self.end_frame();
            self.out.extend(head);
            self.out.extend(data);
        } else {
            self.write(&head);
            self.write(data);
        }
        Some(())
    }

    fn memoize(&mut self, value: &Value) {
        self.write(&[op::MEMOIZE]);
        self.memo.insert(value.address(), self.kept.len() as u32);
        self.kept.push(value.clone());
    }

    fn save(&mut self, value: &Value, depth: usize) -> Option<()> {
        if depth > NESTING {
            return None;
        }
        if self.frame_length() >= FRAME {
            self.end_frame();
        }
        match value {
            Value::None => self.write(&[op::NONE]),
            Value::Bool(truth) => self.write(&[if truth.get() { op::TRUE } else { op::FALSE }]),
            Value::Int(int) => self.save_int(*int),
            Value::BigInt(int) => self.save_long(&int.to_signed_bytes_le())?,
            Value::Float(float) => self.write(&[&[op::FLOAT][..], &float.get().to_be_bytes()].concat()),
            Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) => self.save_object(value, depth)?,
            // Instances of the builtin types' own subclasses are not plain.
            Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::FrozenSet(_) => {
                let types = &self.interpreter.types;
                let class = self.interpreter.class_of(value);
                if ![&types.list, &types.dict, &types.set, &types.frozenset].iter().any(|own| class.is(own)) {
                    return None;
                }
                self.save_object(value, depth)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn save_int(&mut self, int: i64) {
        if let Ok(byte) = u8::try_from(int) {
            self.write(&[op::INT1, byte]);
        } else if let Ok(word) = u16::try_from(int) {
            self.write(&[&[op::INT2][..], &word.to_le_bytes()].concat());
        } else if let Ok(word) = i32::try_from(int) {
            self.write(&[&[op::INT4][..], &word.to_le_bytes()].concat());
        } else {
            let _ = self.save_long(&BigInt::from(int).to_signed_bytes_le());
        }
    }

    fn save_long(&mut self, bytes: &[u8]) -> Option<()> {
        match u8::try_from(bytes.len()) {
            Ok(length) => self.write(&[op::LONG1, length]),
            Err(_) => {
                let length = i32::try_from(bytes.len()).ok()?;
                self.write(&[&[op::LONG4][..], &length.to_le_bytes()].concat());
            }
        }
        self.write(bytes);
        Some(())
    }

    fn save_object(&mut self, value: &Value, depth: usize) -> Option<()> {
        if let Some(number) = self.memo.get(&value.address()).copied() {
            match u8::try_from(number) {
                Ok(number) => self.write(&[op::GET1, number]),
                Err(_) => self.write(&[&[op::GET4][..], &number.to_le_bytes()].concat()),
            }
            return Some(());
        }
        match value {
            Value::Str(text) => {
                self.write_sized(op::TEXT1, op::TEXT4, text.as_str().as_bytes())?;
                self.memoize(value);
            }
            Value::Bytes(bytes) => {
                self.write_sized(op::BYTES1, op::BYTES4, bytes)?;
                self.memoize(value);
            }
            Value::Tuple(items) => self.save_tuple(value, items, depth)?,
            Value::List(list) => {
                self.write(&[op::EMPTY_LIST]);
                self.memoize(value);
                let items = list.snapshot();
                if let [item] = &items[..] {
                    self.save(item, depth + 1)?;
                    self.write(&[op::APPEND]);
                    return Some(());
                }
                for batch in items.chunks(BATCH) {
                    self.save_marked(batch, op::APPENDS, depth)?;
                }
            }
            Value::Dict(dict) => {
                self.write(&[op::EMPTY_DICT]);
                self.memoize(value);
                let pairs: Vec<Value> =
                    dict.lock().iter().flat_map(|entry| [entry.key.clone(), entry.value.clone()]).collect();
                if let [key, item] = &pairs[..] {
                    self.save(key, depth + 1)?;
                    self.save(item, depth + 1)?;
                    self.write(&[op::SET_ITEM]);
                    return Some(());
                }
                self.save_batches(&pairs, 2 * BATCH, op::SET_ITEMS, depth)?;
            }
            Value::Set(set) => {
                self.write(&[op::EMPTY_SET]);
                self.memoize(value);
                self.save_batches(&set.items(), BATCH, op::ADD_ITEMS, depth)?;
            }
            Value::FrozenSet(set) => {
                self.save_marked(&set.items(), op::FROZENSET, depth)?;
                // One that holds itself is left to Python.
                if self.memo.contains_key(&value.address()) {
                    return None;
                }
                self.memoize(value);
            }
            _ => return None,
        }
        Some(())
    }

    fn save_tuple(&mut self, value: &Value, items: &[Value], depth: usize) -> Option<()> {
        if items.is_empty() {
            self.write(&[op::EMPTY_TUPLE]);
            return Some(());
        }
        if items.len() > 3 {
            self.write(&[op::MARK]);
        }
        for item in items {
            self.save(item, depth + 1)?;
        }
        // One that holds itself is left to Python.
        if self.memo.contains_key(&value.address()) {
            return None;
        }
        self.write(&[if items.len() <= 3 { op::TUPLE1 + items.len() as u8 - 1 } else { op::TUPLE }]);
        self.memoize(value);
        Some(())
    }

    fn save_marked(&mut self, items: &[Value], end: u8, depth: usize) -> Option<()> {
        self.write(&[op::MARK]);
        for item in items {
            self.save(item, depth + 1)?;
        }
        self.write(&[end]);
        Some(())
    }

    /// Of a dict or set: CPython sees that there are no more only after a batch that is not full.
    fn save_batches(&mut self, items: &[Value], size: usize, end: u8, depth: usize) -> Option<()> {
        for batch in items.chunks(size) {
            self.save_marked(batch, end, depth)?;
        }
        if !items.is_empty() && items.len().is_multiple_of(size) {
            self.save_marked(&[], end, depth)?;
        }
        Some(())
    }
}

struct Reader<'a> {
    interpreter: &'a Interpreter,
    rest: &'a [u8],
    stack: Vec<Value>,
    marks: Vec<usize>,
    memo: Vec<Value>,
}

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<usize> {
        Some(usize::from(self.fixed::<1>()?[0]))
    }

    fn word(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.fixed()?)).ok()
    }

    /// What came since the latest mark.
    fn marked(&mut self) -> Option<Vec<Value>> {
        let mark = self.marks.pop()?;
        (mark <= self.stack.len()).then(|| self.stack.split_off(mark))
    }

    fn key(&self, value: Value) -> Option<Key> {
        let hash = hash_natively(self.interpreter, &value).ok()?;
        Some(Key { value, hash, resolved: false, exotic: false })
    }

    fn text(&mut self, size: usize) -> Option<Value> {
        Some(Value::str(std::str::from_utf8(self.bytes(size)?).ok()?))
    }

    fn long(&mut self, size: usize) -> Option<Value> {
        Some(Value::from_bigint(BigInt::from_signed_bytes_le(self.bytes(size)?)))
    }

    fn recall(&mut self, number: usize) -> Option<()> {
        let value = self.memo.get(number).filter(|value| !value.is_unbound())?.clone();
        self.stack.push(value);
        Some(())
    }

    fn put(&mut self, number: usize) -> Option<()> {
        // As many as there are bytes: a number says nothing about how many there will be.
        if number > self.memo.len() + self.rest.len() {
            return None;
        }
        while self.memo.len() <= number {
            self.memo.push(Value::Unbound);
        }
        self.memo[number] = self.stack.last()?.clone();
        Some(())
    }

    fn append(&mut self, items: Vec<Value>) -> Option<()> {
        let Value::List(list) = self.stack.last()? else { return None };
        list.lock().extend(items);
        Some(())
    }

    fn add_items(&mut self, items: Vec<Value>) -> Option<()> {
        let Value::Set(set) = self.stack.last()? else { return None };
        for item in items {
            let key = self.key(item)?;
            set.lock().insert(key);
        }
        Some(())
    }

    fn set_items(&mut self, pairs: Vec<Value>) -> Option<()> {
        let Value::Dict(dict) = self.stack.last()? else { return None };
        let mut pairs = pairs.into_iter();
        while let Some(key) = pairs.next() {
            dict.insert(self.key(key)?, pairs.next()?);
        }
        Some(())
    }

    fn step(&mut self, opcode: u8) -> Option<()> {
        match opcode {
            op::PROTO => (2..=5).contains(&self.byte()?).then_some(()),
            op::FRAME => (u64::from_le_bytes(self.fixed()?) <= self.rest.len() as u64).then_some(()),
            op::MARK => {
                self.marks.push(self.stack.len());
                Some(())
            }
            op::MEMOIZE => self.put(self.memo.len()),
            op::PUT1 => {
                let number = self.byte()?;
                self.put(number)
            }
            op::PUT4 => {
                let number = self.word()?;
                self.put(number)
            }
            op::GET1 => {
                let number = self.byte()?;
                self.recall(number)
            }
            op::GET4 => {
                let number = self.word()?;
                self.recall(number)
            }
            op::APPEND => {
                let item = self.stack.pop()?;
                self.append(vec![item])
            }
            op::APPENDS => {
                let items = self.marked()?;
                self.append(items)
            }
            op::SET_ITEM => {
                let value = self.stack.pop()?;
                let key = self.stack.pop()?;
                self.set_items(vec![key, value])
            }
            op::SET_ITEMS => {
                let pairs = self.marked()?;
                self.set_items(pairs)
            }
            op::ADD_ITEMS => {
                let items = self.marked()?;
                self.add_items(items)
            }
            _ => {
                let value = self.value(opcode)?;
                self.stack.push(value);
                Some(())
            }
        }
    }

    /// What the opcode makes of what follows it, or of what lies on the stack.
    fn value(&mut self, opcode: u8) -> Option<Value> {
        Some(match opcode {
            op::NONE => Value::None,
            op::TRUE => Value::from(true),
            op::FALSE => Value::from(false),
            op::INT1 => Value::Int(self.byte()? as i64),
            op::INT2 => Value::Int(i64::from(u16::from_le_bytes(self.fixed()?))),
            op::INT4 => Value::Int(i64::from(i32::from_le_bytes(self.fixed()?))),
            op::LONG1 => {
                let size = self.byte()?;
                self.long(size)?
            }
            op::LONG4 => {
                let size = self.word()?;
                self.long(size)?
            }
            op::FLOAT => Value::from(f64::from_be_bytes(self.fixed()?)),
            op::TEXT1 => {
                let size = self.byte()?;
                self.text(size)?
            }
            op::TEXT4 => {
                let size = self.word()?;
                self.text(size)?
            }
            op::BYTES1 => {
                let size = self.byte()?;
                Value::bytes(self.bytes(size)?.to_vec())
            }
            op::BYTES4 => {
                let size = self.word()?;
                Value::bytes(self.bytes(size)?.to_vec())
            }
            op::EMPTY_TUPLE => Value::tuple(Vec::new()),
            op::TUPLE1..=op::TUPLE3 => {
                let count = usize::from(opcode - op::TUPLE1) + 1;
                let from = self.stack.len().checked_sub(count)?;
                Value::tuple(self.stack.split_off(from))
            }
            op::TUPLE => Value::tuple(self.marked()?),
            op::EMPTY_LIST => Value::list(Vec::new()),
            op::EMPTY_DICT => Value::Dict(Ref::new(Dict::new())),
            op::EMPTY_SET => Value::Set(Ref::new(Set::new())),
            op::FROZENSET => {
                let mut table = SetTable::default();
                for item in self.marked()? {
                    table.insert(self.key(item)?);
                }
                Value::FrozenSet(Ref::new(Set::from_table(table)))
            }
            _ => return None,
        })
    }
}

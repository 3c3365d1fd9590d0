//! `dumps`

use std::collections::HashMap;

use num_bigint::BigInt;

use super::super::pickle::{error, name_of};
use super::{BATCH, FRAME, FRAME_HEAD, LIBRARY, SHORTEST_FRAME, global, op};
use crate::builtins::is_callable;
use crate::class::{AddressHash, Class};
use crate::core_types::object::plain_state;
use crate::interpreter::call::is_method_of;
use crate::native::{Context, NativeResult, and_then, call_then, done};
use crate::reference::Ref;
use crate::value::Value;

/// The pickle of an object by protocol 4 or 5.
pub(crate) fn dumps(ctx: &mut Context<'_>, value: &Value, protocol: u8) -> NativeResult {
    let mut out = Vec::with_capacity(16 * ROOM);
    out.extend([op::PROTO, protocol]);
    let registry = |name| global(ctx, "copyreg", name);
    let writer = Writer {
        protocol,
        out,
        frame: None,
        memo: HashMap::with_capacity_and_hasher(ROOM, AddressHash),
        kept: Vec::with_capacity(ROOM),
        tasks: vec![Task::Save(value.clone())],
        reducers: registry("dispatch_table").unwrap_or(Value::None),
        extensions: registry("_extension_registry").unwrap_or(Value::None),
    };
    Box::new(writer).go(ctx)
}

/// How many objects there is room for at once.
const ROOM: usize = 24;

struct Writer {
    protocol: u8,
    out: Vec<u8>,
    /// Where the frame's head is.
    frame: Option<usize>,
    /// The number of what was written, by its address.
    memo: HashMap<usize, u32, AddressHash>,
    /// No address is given to another object meanwhile.
    kept: Vec<Value>,
    /// What is left to write, the next last.
    tasks: Vec<Task>,
    /// `copyreg`'s function by class.
    reducers: Value,
    /// `copyreg`'s number by global.
    extensions: Value,
}

enum Task {
    Save(Value),
    /// A function, class or other object by this name.
    Global(Value, Value),
    Write(u8),
    Memoize(Value),
    /// Items of a list from an index, so many of them in the batch that is begun.
    List(Value, usize, usize),
    /// What is in a dict or set.
    Batches(Batches),
    /// Items one after the other.
    Items(std::vec::IntoIter<Value>),
    /// Items of an iterator; with 2, pairs.
    Take(Value, usize),
    /// Items of a tuple from an index.
    Tuple(Value, usize),
    /// Items of a frozenset.
    FrozenSet(Value, std::vec::IntoIter<Value>),
    /// The operation that makes the object of what is on the stack.
    Make(Value, u8),
}

/// Items of a container, by so many at once.
struct Batches {
    /// The dict or set: there may not be more or fewer in it afterwards.
    container: Value,
    /// Of a dict, keys and values in turn.
    items: std::vec::IntoIter<Value>,
    /// How many there are in all.
    total: usize,
    /// How many a batch has.
    size: usize,
    /// How many are missing in the batch that is begun.
    missing: usize,
    end: u8,
}

/// What saving leads to.
enum Flow {
    Done,
    /// A method or function is called: it tells how the object is made.
    Reduce(Value, Value, Vec<Value>),
    /// The library is asked for it.
    Ask(Value),
    /// The library is asked where the object is, by this name.
    Place(Value, Value),
    /// All items of an iterator are needed; with 2, they are pairs.
    Take(Value, usize),
}

impl Writer {
    fn go(mut self: Box<Self>, ctx: &mut Context<'_>) -> NativeResult {
        while let Some(task) = self.tasks.pop() {
            match self.carry_out(ctx, task)? {
                Flow::Done => {}
                Flow::Reduce(object, callable, args) => {
                    return call_then(callable, args, move |ctx, result| {
                        self.reduced(ctx, &object, &result)?;
                        self.go(ctx)
                    });
                }
                Flow::Ask(object) => {
                    let args = vec![object.clone(), Value::Int(self.protocol.into())];
                    let asked = ctx.call_module(LIBRARY, "_taken_apart", args);
                    return and_then(ctx, asked, move |ctx, result| {
                        match result {
                            // In place of what holds such bytes.
                            Value::Bytes(_) | Value::ByteArray(_) => self.tasks.push(Task::Save(result)),
                            _ => self.reduced(ctx, &object, &result)?,
                        }
                        self.go(ctx)
                    });
                }
                Flow::Place(object, name) => {
                    let asked = ctx.call_module(LIBRARY, "_place", vec![object.clone(), name]);
                    return and_then(ctx, asked, move |ctx, place| {
                        self.placed(object, &place);
                        self.go(ctx)
                    });
                }
                Flow::Take(iterator, width) => {
                    return ctx.collect(&iterator, move |ctx, items| {
                        self.take(ctx, items, width)?;
                        self.go(ctx)
                    });
                }
            }
        }
        self.write(&[op::STOP]);
        self.end_frame();
        done(Value::bytes(self.out))
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.frame.is_none() {
            self.frame = Some(self.out.len());
            self.out.extend([op::FRAME, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
        self.out.extend_from_slice(bytes);
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

    /// An operation, the length of what follows, in one byte if it fits, and that.
    fn write_sized(&mut self, short: u8, long: u8, data: &[u8]) {
        if let Ok(length) = u8::try_from(data.len()) {
            self.write(&[short, length]);
            self.write(data);
        } else {
            // No text here has 4 GiB.
            let [a, b, c, d] = (data.len() as u32).to_le_bytes();
            self.write_large(&[long, a, b, c, d], data);
        }
    }

    /// Large bytes stand outside of frames.
    fn write_large(&mut self, head: &[u8], data: &[u8]) {
        if data.len() < FRAME {
            self.write(head);
            self.write(data);
            return;
        }
        self.end_frame();
        self.out.extend_from_slice(head);
        self.out.extend_from_slice(data);
    }

    fn memoize(&mut self, value: &Value) {
        self.write(&[op::MEMOIZE]);
        self.memo.insert(value.address(), self.kept.len() as u32);
        self.kept.push(value.clone());
    }

    fn get(&mut self, number: u32) {
        match u8::try_from(number) {
            Ok(number) => self.write(&[op::GET1, number]),
            Err(_) => {
                let [a, b, c, d] = number.to_le_bytes();
                self.write(&[op::GET4, a, b, c, d]);
            }
        }
    }

    fn save_int(&mut self, int: i64) {
        if let Ok(byte) = u8::try_from(int) {
            self.write(&[op::INT1, byte]);
        } else if let Ok(word) = u16::try_from(int) {
            let [a, b] = word.to_le_bytes();
            self.write(&[op::INT2, a, b]);
        } else if let Ok(word) = i32::try_from(int) {
            let [a, b, c, d] = word.to_le_bytes();
            self.write(&[op::INT4, a, b, c, d]);
        } else {
            self.save_long(&BigInt::from(int).to_signed_bytes_le());
        }
    }

    fn save_long(&mut self, bytes: &[u8]) {
        match u8::try_from(bytes.len()) {
            Ok(length) => self.write(&[op::LONG1, length]),
            Err(_) => {
                let [a, b, c, d] = (bytes.len() as u32).to_le_bytes();
                self.write(&[op::LONG4, a, b, c, d]);
            }
        }
        self.write(bytes);
    }

    /// Writes what is written at once, and says whether it was that.
    fn save_at_once(&mut self, value: &Value) -> bool {
        if self.frame_length() >= FRAME {
            self.end_frame();
        }
        match value {
            Value::None => self.write(&[op::NONE]),
            Value::Bool(truth) => self.write(&[if truth.get() { op::TRUE } else { op::FALSE }]),
            Value::Int(int) => self.save_int(*int),
            Value::BigInt(int) => self.save_long(&int.to_signed_bytes_le()),
            Value::Float(float) => {
                let [a, b, c, d, e, f, g, h] = float.get().to_be_bytes();
                self.write(&[op::FLOAT, a, b, c, d, e, f, g, h]);
            }
            Value::Tuple(items) if items.is_empty() => self.write(&[op::EMPTY_TUPLE]),
            _ if !value.is_pointer() => return false,
            _ => {
                if let Some(number) = self.memo.get(&value.address()).copied() {
                    self.get(number);
                    return true;
                }
                match value {
                    Value::Str(text) => self.write_sized(op::TEXT1, op::TEXT4, text.as_str().as_bytes()),
                    Value::Bytes(bytes) => self.write_sized(op::BYTES1, op::BYTES4, bytes),
                    _ => return false,
                }
                self.memoize(value);
            }
        }
        true
    }

    fn carry_out(&mut self, ctx: &mut Context<'_>, task: Task) -> Result<Flow, Value> {
        match task {
            Task::Save(value) => return self.save(ctx, value),
            Task::Global(value, name) => return self.save_global(ctx, value, Some(name)),
            Task::Write(opcode) => self.write(&[opcode]),
            Task::Memoize(value) => self.memoize(&value),
            Task::Make(value, opcode) => {
                self.write(&[opcode]);
                match self.memo.get(&value.address()).copied() {
                    // It is in what it was made of, and was written with that.
                    Some(number) => {
                        self.write(&[op::POP]);
                        self.get(number);
                    }
                    None => self.memoize(&value),
                }
            }
            Task::List(value, at, count) => return self.save_list(ctx, value, at, count),
            Task::Batches(batches) => return self.save_batches(ctx, batches),
            Task::Take(iterator, width) => return Ok(Flow::Take(iterator, width)),
            Task::Items(mut items) => {
                while let Some(item) = items.next() {
                    if !self.save_at_once(&item) {
                        self.tasks.push(Task::Items(items));
                        return self.save(ctx, item);
                    }
                }
            }
            Task::Tuple(value, at) => return self.save_tuple(ctx, value, at),
            Task::FrozenSet(value, mut items) => {
                while let Some(item) = items.next() {
                    if !self.save_at_once(&item) {
                        self.tasks.push(Task::FrozenSet(value, items));
                        return self.save(ctx, item);
                    }
                }
                match self.memo.get(&value.address()).copied() {
                    Some(number) => {
                        self.write(&[op::POP_MARK]);
                        self.get(number);
                    }
                    None => {
                        self.write(&[op::FROZENSET]);
                        self.memoize(&value);
                    }
                }
            }
        }
        Ok(Flow::Done)
    }

    fn save_list(
        &mut self,
        ctx: &mut Context<'_>,
        value: Value,
        mut at: usize,
        mut count: usize,
    ) -> Result<Flow, Value> {
        let Value::List(list) = &value else { return Ok(Flow::Done) };
        let items = list.lock();
        while let Some(item) = items.get(at) {
            if count == 0 {
                self.write(&[op::MARK]);
            }
            (at, count) = (at + 1, (count + 1) % BATCH);
            let later = if self.save_at_once(item) { None } else { Some(item.clone()) };
            if later.is_none() && count == 0 {
                self.write(&[op::APPENDS]);
            }
            if let Some(item) = later {
                drop(items);
                self.tasks.push(Task::List(value, at, count));
                if count == 0 {
                    self.tasks.push(Task::Write(op::APPENDS));
                }
                return self.save(ctx, item);
            }
        }
        if count > 0 {
            self.write(&[op::APPENDS]);
        }
        Ok(Flow::Done)
    }

    fn save_tuple(&mut self, ctx: &mut Context<'_>, value: Value, at: usize) -> Result<Flow, Value> {
        let Value::Tuple(items) = &value else { return Ok(Flow::Done) };
        for (index, item) in items.iter().enumerate().skip(at) {
            if !self.save_at_once(item) {
                let item = item.clone();
                self.tasks.push(Task::Tuple(value, index + 1));
                return self.save(ctx, item);
            }
        }
        let count = items.len();
        match self.memo.get(&value.address()).copied() {
            // It is in one of its own items, and was written with that.
            Some(number) => {
                if count > 3 {
                    self.write(&[op::POP_MARK]);
                } else {
                    self.write(&[op::POP; 3][..count]);
                }
                self.get(number);
            }
            None => {
                self.write(&[if count > 3 { op::TUPLE } else { op::TUPLE1 + count as u8 - 1 }]);
                self.memoize(&value);
            }
        }
        Ok(Flow::Done)
    }

    fn begin_batches(
        &mut self,
        ctx: &mut Context<'_>,
        container: Value,
        items: Vec<Value>,
        width: usize,
        end: u8,
    ) -> Result<Flow, Value> {
        if items.is_empty() {
            return Ok(Flow::Done);
        }
        self.write(&[op::MARK]);
        let (total, size) = (items.len(), BATCH * width);
        let items = items.into_iter();
        self.save_batches(ctx, Batches { container, items, total, size, missing: size, end })
    }

    fn save_batches(&mut self, ctx: &mut Context<'_>, mut batches: Batches) -> Result<Flow, Value> {
        loop {
            let item = if batches.missing > 0 { batches.items.next() } else { None };
            if let Some(item) = item {
                batches.missing -= 1;
                if !self.save_at_once(&item) {
                    self.tasks.push(Task::Batches(batches));
                    return self.save(ctx, item);
                }
                continue;
            }
            self.write(&[batches.end]);
            let (now, what) = match &batches.container {
                Value::Dict(dict) => (2 * dict.len(), "dictionary"),
                Value::Set(set) => (set.lock().len(), "set"),
                _ => (batches.total, ""),
            };
            if now != batches.total {
                return Err(ctx.runtime_error(format!("{what} changed size during iteration")));
            }
            // As in CPython only a batch that is not full tells that there are no more.
            if batches.missing > 0 {
                return Ok(Flow::Done);
            }
            self.write(&[op::MARK]);
            batches.missing = batches.size;
        }
    }

    /// Items that an iterator has given, up to a thousand at once.
    fn take(&mut self, ctx: &Context<'_>, mut items: Vec<Value>, width: usize) -> Result<(), Value> {
        if width == 2 {
            let pairs =
                items.iter().map(|pair| pair.as_tuple().map(|pair| &pair[..]).filter(|pair| pair.len() == 2));
            let pairs: Option<Vec<&[Value]>> = pairs.collect();
            let pairs = pairs.ok_or_else(|| ctx.type_error("dict items iterator must return 2-tuples"))?;
            items = pairs.concat();
        }
        let (one, many) = if width == 1 { (op::APPEND, op::APPENDS) } else { (op::SET_ITEM, op::SET_ITEMS) };
        for batch in items.chunks(BATCH * width).rev() {
            let is_one = batch.len() == width;
            self.tasks.push(Task::Write(if is_one { one } else { many }));
            let batch: Vec<Value> = batch.to_vec();
            self.tasks.push(Task::Items(batch.into_iter()));
            if !is_one {
                self.tasks.push(Task::Write(op::MARK));
            }
        }
        Ok(())
    }

    fn save(&mut self, ctx: &mut Context<'_>, value: Value) -> Result<Flow, Value> {
        if self.save_at_once(&value) {
            return Ok(Flow::Done);
        }
        if self.tasks.len() + ctx.thread.depth() >= ctx.interpreter.recursion_limit() {
            let message = "maximum recursion depth exceeded while pickling an object";
            return Err(ctx.error(&ctx.interpreter.exceptions.recursion_error, message));
        }
        let types = &ctx.interpreter.types;
        match &value {
            Value::Tuple(items) => {
                if items.len() > 3 {
                    self.write(&[op::MARK]);
                }
                return self.save_tuple(ctx, value, 0);
            }
            Value::List(list) if ctx.interpreter.class_of(&value).is(&types.list) => {
                self.write(&[op::EMPTY_LIST]);
                self.memoize(&value);
                let only = match &list.lock()[..] {
                    [item] => Some(item.clone()),
                    _ => None,
                };
                let Some(item) = only else { return self.save_list(ctx, value, 0, 0) };
                self.tasks.push(Task::Write(op::APPEND));
                self.tasks.push(Task::Save(item));
            }
            Value::Dict(dict) if ctx.interpreter.class_of(&value).is(&types.dict) => {
                self.write(&[op::EMPTY_DICT]);
                self.memoize(&value);
                let mut pairs = Vec::with_capacity(2 * dict.len());
                for entry in dict.lock().iter() {
                    pairs.extend([entry.key.clone(), entry.value.clone()]);
                }
                if let [key, item] = &pairs[..] {
                    self.tasks.push(Task::Write(op::SET_ITEM));
                    self.tasks.push(Task::Save(item.clone()));
                    self.tasks.push(Task::Save(key.clone()));
                    return Ok(Flow::Done);
                }
                return self.begin_batches(ctx, value, pairs, 2, op::SET_ITEMS);
            }
            Value::Set(set) if ctx.interpreter.class_of(&value).is(&types.set) => {
                self.write(&[op::EMPTY_SET]);
                self.memoize(&value);
                let items = set.items();
                return self.begin_batches(ctx, value, items, 1, op::ADD_ITEMS);
            }
            Value::FrozenSet(set) if ctx.interpreter.class_of(&value).is(&types.frozenset) => {
                self.write(&[op::MARK]);
                let items = set.items().into_iter();
                self.tasks.push(Task::FrozenSet(value, items));
            }
            Value::ByteArray(array) if self.protocol >= 5 => {
                let data = array.bytes.lock().clone();
                let head = [&[op::BYTE_ARRAY][..], &(data.len() as u64).to_le_bytes()].concat();
                self.write_large(&head, &data);
                self.memoize(&value);
            }
            Value::Function(_) => return self.save_global(ctx, value, None),
            Value::Class(class) => return self.save_class(ctx, class.clone()),
            Value::Instance(instance) => {
                let class = instance.class.clone();
                return Ok(self.save_instance(ctx, value, &class));
            }
            _ => return Ok(Flow::Ask(value)),
        }
        Ok(Flow::Done)
    }

    fn save_class(&mut self, ctx: &mut Context<'_>, class: Ref<Class>) -> Result<Flow, Value> {
        let types = &ctx.interpreter.types;
        let value = Value::Class(class.clone());
        let only = [
            (&types.none_type, Value::None),
            (&types.not_implemented, Value::NotImplemented),
            (&types.ellipsis, Value::Ellipsis),
        ];
        if let Some((_, only)) = only.into_iter().find(|(own, _)| class.is(own)) {
            let parts = Value::tuple([Value::Class(types.type_.clone()), Value::tuple([only])]);
            return self.reduced(ctx, &value, &parts).map(|()| Flow::Done);
        }
        // A class of classes may have a way of its own.
        if !ctx.interpreter.class_of(&value).is(&types.type_) && self.is_registered(ctx, &value) {
            return Ok(Flow::Ask(value));
        }
        self.save_global(ctx, value, None)
    }

    /// Whether `copyreg` may know the object's class.
    fn is_registered(&self, ctx: &Context<'_>, value: &Value) -> bool {
        let Value::Dict(reducers) = &self.reducers else { return true };
        let class = ctx.interpreter.class_of(value);
        reducers.lock().iter().any(|entry| matches!(&entry.key, Value::Class(known) if known.is(class)))
    }

    fn save_instance(&mut self, ctx: &mut Context<'_>, value: Value, class: &Ref<Class>) -> Flow {
        let names = &ctx.interpreter.names;
        let Value::Instance(instance) = &value else { return Flow::Ask(value) };
        if instance.get(&names.reduce_ex).is_some() || self.is_registered(ctx, &value) {
            return Flow::Ask(value);
        }
        if let Some(state) = plain_state(ctx.interpreter, instance) {
            if !state.is_none() {
                self.tasks.push(Task::Write(op::BUILD));
                self.tasks.push(Task::Save(state));
            }
            self.tasks.push(Task::Make(value, op::NEW));
            self.tasks.push(Task::Save(ctx.interpreter.empty_tuple()));
            self.tasks.push(Task::Save(Value::Class(class.clone())));
            return Flow::Done;
        }
        match (class.lookup(&names.reduce_ex), class.lookup(&names.reduce)) {
            (Some(method @ Value::Function(_)), _) => {
                Flow::Reduce(value.clone(), method, vec![value, Value::Int(self.protocol.into())])
            }
            (Some(common), Some(method @ Value::Function(_)))
                if is_method_of(&common, &ctx.interpreter.types.object) =>
            {
                Flow::Reduce(value.clone(), method, vec![value])
            }
            _ => Flow::Ask(value),
        }
    }

    /// A function or class by name.
    fn save_global(
        &mut self,
        ctx: &mut Context<'_>,
        value: Value,
        name: Option<Value>,
    ) -> Result<Flow, Value> {
        let known = matches!(&self.extensions, Value::Dict(extensions) if extensions.is_empty());
        if known && let Ok((module, text)) = name_of(ctx, &value, name.as_ref().and_then(Value::as_text)) {
            // A module's name is one object, which is not written twice.
            let module = ctx.interpreter.intern(&module).to_value();
            let place = Value::tuple([module, name.unwrap_or_else(|| Value::str(text.as_str()))]);
            self.placed(value, &place);
            return Ok(Flow::Done);
        }
        // The library finds more, or says what is wrong.
        Ok(Flow::Place(value, name.unwrap_or(Value::None)))
    }

    /// Writes the object by its module and name, or by the number that it is registered with.
    fn placed(&mut self, object: Value, place: &Value) {
        if let Some(number) = place.as_int() {
            let [a, b, c, d] = (number as u32).to_le_bytes();
            match number {
                ..=0xFF => self.write(&[op::EXTENSION1, a]),
                0x100..=0xFFFF => self.write(&[op::EXTENSION2, a, b]),
                _ => self.write(&[op::EXTENSION4, a, b, c, d]),
            }
            return;
        }
        self.tasks.push(Task::Memoize(object));
        self.tasks.push(Task::Write(op::STACK_GLOBAL));
        for part in place.as_tuple().map_or(&[][..], |parts| &parts[..]).iter().rev() {
            self.tasks.push(Task::Save(part.clone()));
        }
    }

    /// What `__reduce__` answered.
    fn reduced(&mut self, ctx: &mut Context<'_>, object: &Value, result: &Value) -> Result<(), Value> {
        let refuse = |ctx: &Context<'_>, why: String| Err(error(ctx, "PicklingError", why));
        if matches!(result, Value::Str(_)) {
            self.tasks.push(Task::Global(object.clone(), result.clone()));
            return Ok(());
        }
        let Some(parts) = result.as_tuple() else {
            return refuse(ctx, "__reduce__ must return a string or tuple".to_owned());
        };
        if !(2..=6).contains(&parts.len()) {
            return refuse(ctx, "tuple returned by __reduce__ must contain 2 through 6 elements".to_owned());
        }
        let function = &parts[0];
        if !is_callable(ctx, function) {
            return refuse(ctx, "first item of the tuple returned by __reduce__ must be callable".to_owned());
        }
        let Some(args) = parts[1].as_tuple() else {
            let why = "second item of the tuple returned by __reduce__ must be a tuple";
            return refuse(ctx, why.to_owned());
        };
        let part = |index: usize| parts.get(index).filter(|part| !part.is_none());
        for (index, place) in [(3, "fourth"), (4, "fifth")] {
            if let Some(part) = part(index)
                && ctx.interpreter.class_of(part).lookup(&ctx.interpreter.names.next).is_none()
            {
                let class = ctx.type_name(part);
                return refuse(
                    ctx,
                    format!(
                        "{place} element of the tuple returned by __reduce__ must be an iterator, not {class}"
                    ),
                );
            }
        }
        if let Some(setter) = part(5).filter(|setter| !is_callable(ctx, setter)) {
            let class = ctx.type_name(setter);
            return refuse(
                ctx,
                format!("sixth element of the tuple returned by __reduce__ must be a function, not {class}"),
            );
        }
        let name = match function {
            Value::Function(function) => function.state.lock().name.clone(),
            _ => Value::None,
        };
        let make = match name.as_text() {
            Some("__newobj__") => self.new_object(ctx, object, args)?,
            Some("__newobj_ex__") => self.new_object_by_keywords(ctx, object, args)?,
            _ => (op::REDUCE, vec![function.clone(), parts[1].clone()]),
        };
        match (part(2), part(5)) {
            (Some(state), Some(setter)) => {
                // The setter is called for its effect.
                for opcode in [op::POP, op::REDUCE, op::TUPLE1 + 1] {
                    self.tasks.push(Task::Write(opcode));
                }
                for part in [state, object, setter] {
                    self.tasks.push(Task::Save(part.clone()));
                }
            }
            (Some(state), None) => {
                self.tasks.push(Task::Write(op::BUILD));
                self.tasks.push(Task::Save(state.clone()));
            }
            (None, _) => {}
        }
        for (index, width) in [(4, 2), (3, 1)] {
            if let Some(iterator) = part(index) {
                self.tasks.push(Task::Take(iterator.clone(), width));
            }
        }
        let (opcode, of) = make;
        self.tasks.push(Task::Make(object.clone(), opcode));
        self.tasks.extend(of.into_iter().rev().map(Task::Save));
        Ok(())
    }

    /// What `copyreg.__newobj__` is called with.
    fn new_object(
        &self,
        ctx: &Context<'_>,
        object: &Value,
        args: &[Value],
    ) -> Result<(u8, Vec<Value>), Value> {
        let refuse = |why: &str| Err(error(ctx, "PicklingError", why));
        let Some((class, rest)) = args.split_first() else {
            return refuse("__newobj__ arglist is empty");
        };
        let Value::Class(of) = class else {
            return refuse("args[0] from __newobj__ args has no __new__");
        };
        if !of.is(ctx.interpreter.class_of(object)) {
            return refuse("args[0] from __newobj__ args has the wrong class");
        }
        let rest = if rest.is_empty() { ctx.interpreter.empty_tuple() } else { Value::tuple(rest.to_vec()) };
        Ok((op::NEW, vec![class.clone(), rest]))
    }

    /// What `copyreg.__newobj_ex__` is called with.
    fn new_object_by_keywords(
        &self,
        ctx: &Context<'_>,
        object: &Value,
        args: &[Value],
    ) -> Result<(u8, Vec<Value>), Value> {
        let refuse = |why: String| Err(error(ctx, "PicklingError", why));
        let [class, positional, keywords] = args else {
            let count = args.len();
            return refuse(format!("length of the NEWOBJ_EX argument tuple must be exactly 3, not {count}"));
        };
        let wrong = |place: &str, what: &str, value: &Value| {
            let class = ctx.type_name(value);
            refuse(format!("{place} item from NEWOBJ_EX argument tuple must be a {what}, not {class}"))
        };
        let Value::Class(of) = class else { return wrong("first", "class", class) };
        if positional.as_tuple().is_none() {
            return wrong("second", "tuple", positional);
        }
        if keywords.as_dict().is_none() {
            return wrong("third", "dict", keywords);
        }
        if !of.is(ctx.interpreter.class_of(object)) {
            return refuse("args[0] from __newobj_ex__ args has the wrong class".to_owned());
        }
        Ok((op::NEW_KEYWORDS, args.to_vec()))
    }
}

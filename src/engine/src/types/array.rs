//! `array.array` (Modules/arraymodule.c): items of one C type, one after the other in memory.

use std::cmp::Ordering;

use crate::buffer::{self, Item, Misfit};
use crate::compare::{equal_natively, order_natively};
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, call_then, done, none};
use crate::objects::{Array, Slice};
use crate::reference::Ref;
use crate::text::slice;
use crate::value::Value;

use super::binary::not_implemented;
use super::support::{self, fit_slice, optional_index, with_index};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: None,
    methods: METHODS,
    getters: &[
        Getter::new("typecode", |ctx, this| {
            let code = receiver(ctx, this)?.code;
            Ok(ctx.interpreter.character(char::from(code)))
        }),
        Getter::new("itemsize", |ctx, this| Ok(Value::from_usize(receiver(ctx, this)?.item.size()))),
    ],
    doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode.",
};

const METHODS: &[Def] = &[
    Def::new("append", append, 1),
    Def::new("buffer_info", buffer_info, 0),
    Def::new("byteswap", byteswap, 0),
    Def::new("count", count, 1),
    Def::new("extend", extend, 1),
    Def::new("frombytes", frombytes, 1),
    Def::new("fromfile", |ctx, args| ctx.call_helper("_array_fromfile", args.values().to_vec()), 2),
    Def::new("fromlist", fromlist, 1),
    Def::new("fromunicode", fromunicode, 1),
    Def::range("index", index, 1, 3),
    Def::new("insert", insert, 2),
    Def::range("pop", pop, 0, 1),
    Def::new("remove", remove, 1),
    Def::new("reverse", reverse, 0),
    Def::new("tobytes", |ctx, args| done(Value::bytes(this(ctx, args)?.bytes.lock().clone())), 0),
    Def::new("tofile", |ctx, args| ctx.call_helper("_array_tofile", args.values().to_vec()), 1),
    Def::new("tolist", |ctx, args| done(Value::list(items(ctx, this(ctx, args)?))), 0),
    Def::new("tounicode", tounicode, 0),
    Def::new("__copy__", |_, args| done(args.this().as_array().map_or(Value::None, copy)), 0),
    Def::new("__deepcopy__", |_, args| done(args.this().as_array().map_or(Value::None, copy)), 1),
    Def::new("__reduce_ex__", reduce, 1),
    Def::new("__sizeof__", |ctx, args| done(64 + this(ctx, args)?.bytes.lock().capacity() as i64), 0),
    Def::new("__len__", |ctx, args| done(Value::from_usize(this(ctx, args)?.len())), 0),
    Def::new("__contains__", contains, 1),
    Def::new("__getitem__", getitem, 1),
    Def::new("__setitem__", setitem, 2),
    Def::new("__delitem__", delitem, 1),
    Def::new("__iter__", iter, 0),
    Def::new("__add__", add, 1),
    Def::new("__mul__", mul, 1),
    Def::new("__rmul__", mul, 1),
    Def::new("__iadd__", iadd, 1),
    Def::new("__imul__", imul, 1),
    Def::new("__eq__", |ctx, args| equality(ctx, args, true), 1),
    Def::new("__ne__", |ctx, args| equality(ctx, args, false), 1),
    Def::new("__lt__", |ctx, args| compared(ctx, args, "<", Ordering::is_lt), 1),
    Def::new("__le__", |ctx, args| compared(ctx, args, "<=", Ordering::is_le), 1),
    Def::new("__gt__", |ctx, args| compared(ctx, args, ">", Ordering::is_gt), 1),
    Def::new("__ge__", |ctx, args| compared(ctx, args, ">=", Ordering::is_ge), 1),
    Def::new("__repr__", repr, 0),
    Def::new("__class_getitem__", super::class_getitem, 1).class(),
];

/// Codes of the types, as `array.typecodes` has them.
pub(crate) const CODES: &str = "bBuhHiIlLqQfd";

fn receiver<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ref<Array>, Value> {
    value.as_array().ok_or_else(|| support::wrong_receiver(ctx, value, "array.array"))
}

fn this<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Array>, Value> {
    receiver(ctx, args.this())
}

/// An array of the same type.
fn like(array: &Array, bytes: Vec<u8>) -> Value {
    Value::Array(Ref::new(Array::new(array.code, array.item, bytes)))
}

fn copy(array: &Ref<Array>) -> Value {
    let bytes = array.bytes.lock().clone();
    like(array, bytes)
}

/// All items as values.
pub(crate) fn items(ctx: &Context<'_>, array: &Array) -> Vec<Value> {
    let (item, bytes) = (array.item, array.bytes.lock());
    bytes.chunks_exact(item.size()).map(|bytes| item.load(ctx.interpreter, bytes)).collect()
}

// ---- a value as an item

/// What is wrong about a value that is no item.
#[cold]
fn misfit(ctx: &Context<'_>, code: u8, value: &Value, misfit: Misfit) -> Value {
    let kind = || ctx.type_name(value);
    let low = misfit == Misfit::Low;
    let beyond = |name: &str| {
        let side = if low { "less than minimum" } else { "greater than maximum" };
        ctx.overflow_error(format!("{name} is {side}"))
    };
    let within =
        |limits: std::ops::RangeInclusive<i64>| value.as_int().is_some_and(|int| limits.contains(&int));
    let long = || ctx.overflow_error("Python int too large to convert to C long");
    if misfit == Misfit::Kind {
        return ctx.type_error(match code {
            b'u' => "array item must be unicode character".to_owned(),
            b'f' | b'd' => format!("must be real number, not {}", kind()),
            _ => format!("'{}' object cannot be interpreted as an integer", kind()),
        });
    }
    match code {
        b'f' | b'd' => ctx.overflow_error("int too large to convert to float"),
        b'b' | b'B' | b'h' | b'H' | b'i' if value.as_int().is_none() => long(),
        b'b' if within(-0x8000..=0x7fff) => beyond("signed char"),
        b'b' | b'h' => beyond("signed short integer"),
        b'B' => beyond("unsigned byte integer"),
        b'H' if within(-0x8000_0000..=0x7fff_ffff) => beyond("unsigned short"),
        b'H' | b'i' => beyond("signed integer"),
        b'Q' if low => ctx.overflow_error("can't convert negative int to unsigned"),
        b'I' | b'L' if low => ctx.overflow_error("can't convert negative value to unsigned int"),
        b'I' if value.to_bigint().is_some_and(|big| u64::try_from(big).is_ok()) => beyond("unsigned int"),
        b'q' | b'Q' => ctx.overflow_error("int too big to convert"),
        b'l' => long(),
        _ => ctx.overflow_error("Python int too large to convert to C unsigned long"),
    }
}

/// The word of a value, then continues; Python is asked where its class must be.
fn with_word(
    ctx: &mut Context<'_>,
    array: &Array,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, u64) -> NativeResult + Send + 'static,
) -> NativeResult {
    let (code, item) = (array.code, array.item);
    match item.word(ctx.interpreter, value) {
        Ok(word) => then(ctx, word),
        Err(Misfit::Python) => buffer::plain_number(ctx, item, value, move |ctx, value| {
            let word =
                item.word(ctx.interpreter, &value).map_err(|fault| misfit(ctx, code, &value, fault))?;
            then(ctx, word)
        }),
        Err(fault) => Err(misfit(ctx, code, value, fault)),
    }
}

/// Refuses a change of the size while a memoryview looks at the array.
fn resizable(ctx: &Context<'_>, array: &Array) -> Result<(), Value> {
    array.exports.resizable_or(ctx, "cannot resize an array that is exporting buffers")
}

/// Adds a word at the end.
fn push(ctx: &Context<'_>, array: &Array, word: u64) -> Result<(), Value> {
    let mut bytes = array.bytes.lock();
    resizable(ctx, array)?;
    let size = array.item.size();
    if bytes.len() + size > bytes.capacity() {
        ctx.check_size(bytes.len() * 2)?;
    }
    bytes.extend_from_slice(&word.to_le_bytes()[..size]);
    Ok(())
}

/// Adds bytes at the end.
fn push_bytes(ctx: &Context<'_>, array: &Array, more: &[u8]) -> Result<(), Value> {
    let mut bytes = array.bytes.lock();
    if !more.is_empty() {
        resizable(ctx, array)?;
    }
    if bytes.len() + more.len() > bytes.capacity() {
        ctx.check_size((bytes.len() + more.len()).saturating_mul(2))?;
    }
    bytes.extend_from_slice(more);
    Ok(())
}

/// Adds values at the end, then continues.
fn fill(
    ctx: &mut Context<'_>,
    array: Ref<Array>,
    mut values: std::vec::IntoIter<Value>,
    then: impl FnOnce(&mut Context<'_>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let item = array.item;
    let size = item.size();
    let mut more = Vec::with_capacity(values.len() * size);
    let fault = loop {
        let Some(value) = values.next() else { break None };
        match item.word(ctx.interpreter, &value) {
            Ok(word) => more.extend_from_slice(&word.to_le_bytes()[..size]),
            Err(fault) => break Some((value, fault)),
        }
    };
    push_bytes(ctx, &array, &more)?;
    match fault {
        None => then(ctx),
        Some((value, Misfit::Python)) => {
            let rest: Box<dyn FnOnce(&mut Context<'_>) -> NativeResult + Send> = Box::new(then);
            let target = array.clone();
            with_word(ctx, &array, &value, move |ctx, word| {
                push(ctx, &target, word)?;
                fill(ctx, target, values, rest)
            })
        }
        Some((value, fault)) => Err(misfit(ctx, array.code, &value, fault)),
    }
}

// ---- making

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = support::class_argument(ctx, args)?.clone();
    if class.is(&ctx.interpreter.types.array) && !args.names().is_empty() {
        return Err(ctx.type_error("array.array() takes no keyword arguments"));
    }
    let (code, initial) = match args.rest() {
        [code] => (code, None),
        [code, initial] => (code, Some(initial)),
        [] => return Err(ctx.type_error("array() takes at least 1 argument (0 given)")),
        more => {
            return Err(ctx.type_error(format!("array() takes at most 2 arguments ({} given)", more.len())));
        }
    };
    let code = type_code(ctx, code, "array() argument 1")?;
    let Some(item) = item_of(code) else {
        return Err(ctx.value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"));
    };
    let shown = char::from(code);
    let class = Value::Class(class);
    let make = move |bytes| Value::Array(Ref::new(Array::new(code, item, bytes)));
    let Some(initial) = initial else { return ctx.construct(&class, make(Vec::new())) };
    match initial.payload() {
        Value::Str(text) if code == b'u' => ctx.construct(&class, make(letters(text.as_str()))),
        Value::Str(_) => {
            Err(ctx.type_error(format!("cannot use a str to initialize an array with typecode '{shown}'")))
        }
        Value::Array(other) if other.code == b'u' && code != b'u' => Err(ctx.type_error(format!(
            "cannot use a unicode array to initialize an array with typecode '{shown}'"
        ))),
        Value::Array(other) if other.code == code => {
            let bytes = other.bytes.lock().clone();
            ctx.construct(&class, make(bytes))
        }
        Value::Bytes(_) | Value::ByteArray(_) => {
            let bytes = super::bytes::data(ctx, initial)?;
            whole_items(ctx, item, bytes.len())?;
            ctx.construct(&class, make(bytes.into()))
        }
        _ => ctx.collect(initial, move |ctx, values| {
            let array = Ref::new(Array::new(code, item, Vec::new()));
            let made = Value::Array(array.clone());
            fill(ctx, array, values.into_iter(), move |ctx| ctx.construct(&class, made))
        }),
    }
}

/// An argument that is a code of a type.
pub(crate) fn type_code(ctx: &Context<'_>, value: &Value, what: &str) -> Result<u8, Value> {
    let text = match value.as_text() {
        Some(text) if text.chars().count() == 1 => text,
        _ => {
            let kind = ctx.type_name(value);
            return Err(ctx.type_error(format!("{what} must be a unicode character, not {kind}")));
        }
    };
    Ok(text.bytes().next().unwrap_or_default())
}

/// The type of a code that arrays have.
pub(crate) fn item_of(code: u8) -> Option<Item> {
    if CODES.as_bytes().contains(&code) { Item::of(code) } else { None }
}

fn whole_items(ctx: &Context<'_>, item: Item, length: usize) -> Result<(), Value> {
    if length.is_multiple_of(item.size()) {
        Ok(())
    } else {
        Err(ctx.value_error("bytes length not a multiple of item size"))
    }
}

fn letters(text: &str) -> Vec<u8> {
    text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect()
}

// ---- growing and shrinking

fn append(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    if let Ok(word) = array.item.word(ctx.interpreter, &args[1]) {
        push(ctx, array, word)?;
        return none();
    }
    let target = array.clone();
    with_word(ctx, array, &args[1], move |ctx, word| {
        push(ctx, &target, word)?;
        none()
    })
}

fn extend(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    if let Some(other) = args[1].as_array() {
        if other.code != array.code {
            return Err(ctx.type_error("can only extend with array of same kind"));
        }
        let more = other.bytes.lock().clone();
        push_bytes(ctx, array, &more)?;
        return none();
    }
    let array = array.clone();
    ctx.collect(&args[1], move |ctx, values| fill(ctx, array, values.into_iter(), |_| none()))
}

fn iadd(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].as_array().is_none() {
        let kind = ctx.type_name(&args[1]);
        return Err(ctx.type_error(format!("can only extend array with array (not \"{kind}\")")));
    }
    let result = extend(ctx, args);
    let array = args.this().clone();
    crate::native::and_then(ctx, result, move |_, _| done(array))
}

fn fromlist(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    let Some(list) = args[1].as_list() else { return Err(ctx.type_error("arg must be list")) };
    let (values, list) = (list.snapshot(), list.clone());
    let (count, all) = (values.len(), Ref::new(Array::new(array.code, array.item, Vec::new())));
    let made = all.clone();
    fill(ctx, all, values.into_iter(), move |ctx| {
        if list.lock().len() != count {
            return Err(ctx.runtime_error("list changed size during iteration"));
        }
        let more = std::mem::take(&mut *made.bytes.lock());
        push_bytes(ctx, &array, &more)?;
        none()
    })
}

fn frombytes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    buffer::copy_then(ctx, &args[1], move |ctx, more| {
        whole_items(ctx, array.item, more.len())?;
        push_bytes(ctx, &array, &more)?;
        none()
    })
}

fn fromunicode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let Some(text) = args[1].as_text() else {
        let kind = ctx.type_name(&args[1]);
        return Err(ctx.type_error(format!("fromunicode() argument must be str, not {kind}")));
    };
    if array.code != b'u' {
        return Err(ctx.value_error("fromunicode() may only be called on unicode type arrays"));
    }
    push_bytes(ctx, array, &letters(text))?;
    none()
}

fn tounicode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    if array.code != b'u' {
        return Err(ctx.value_error("tounicode() may only be called on unicode type arrays"));
    }
    done(text_of(ctx, array)?)
}

fn text_of(ctx: &Context<'_>, array: &Array) -> Result<String, Value> {
    let bytes = array.bytes.lock();
    let codes =
        bytes.chunks_exact(4).map(|code| code.first_chunk().map_or(0, |code| u32::from_le_bytes(*code)));
    let mut text = String::with_capacity(bytes.len() / 4);
    for code in codes {
        match char::from_u32(code) {
            Some(letter) => text.push(letter),
            None if code > 0x10_ffff => {
                let words = format!("character U+{code:x} is not in range [U+0000; U+10ffff]");
                return Err(ctx.value_error(words));
            }
            None => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Ok(text)
}

fn insert(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    let value = args[2].clone();
    with_index(ctx, &args[1], move |ctx, index| {
        let index = ctx.index(&index)?;
        let target = array.clone();
        with_word(ctx, &array, &value, move |ctx, word| {
            let size = target.item.size();
            let mut bytes = target.bytes.lock();
            resizable(ctx, &target)?;
            let length = bytes.len() / size;
            let at = slice::bounds(Some(index), None, length).0.min(length) * size;
            bytes.splice(at..at, word.to_le_bytes()[..size].iter().copied());
            none()
        })
    })
}

fn pop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    let last = Value::Int(-1);
    with_index(ctx, args.get(1).unwrap_or(&last), move |ctx, index| {
        let index = ctx.index(&index)?;
        let size = array.item.size();
        let mut bytes = array.bytes.lock();
        let length = bytes.len() / size;
        match slice::position(index, length) {
            Some(at) => {
                resizable(ctx, &array)?;
                let value = array.item.load(ctx.interpreter, &bytes[at * size..]);
                bytes.drain(at * size..(at + 1) * size);
                done(value)
            }
            None => Err(ctx.index_error(match length {
                0 => "pop from empty array",
                _ => "pop index out of range",
            })),
        }
    })
}

fn reverse(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let size = array.item.size();
    let mut bytes = array.bytes.lock();
    bytes.reverse();
    for item in bytes.chunks_exact_mut(size) {
        item.reverse();
    }
    none()
}

fn byteswap(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    for item in array.bytes.lock().chunks_exact_mut(array.item.size()) {
        item.reverse();
    }
    none()
}

fn buffer_info(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let length = Value::from_usize(array.len());
    let address = ctx.interpreter.id(args.this());
    done(Value::tuple([Value::Int(address as i64), length]))
}

// ---- looking for values

/// Where a value is; `Err`: Python code must tell.
fn find(
    ctx: &Context<'_>,
    array: &Array,
    value: &Value,
    start: usize,
    stop: usize,
) -> Result<Option<usize>, ()> {
    let (item, bytes) = (array.item, array.bytes.lock());
    let all = bytes.chunks_exact(item.size()).enumerate();
    for (at, bytes) in all.take(stop).skip(start) {
        if equal_natively(&item.load(ctx.interpreter, bytes), value).ok_or(())? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// Where a value is, then continues.
fn find_then(
    ctx: &mut Context<'_>,
    array: &Ref<Array>,
    value: &Value,
    (start, stop): (usize, usize),
    then: impl FnOnce(&mut Context<'_>, Option<usize>) -> NativeResult + Send + 'static,
) -> NativeResult {
    match find(ctx, array, value, start, stop) {
        Ok(found) => then(ctx, found),
        Err(()) => {
            let (start, stop) = (Value::from_usize(start), Value::from_usize(stop.min(i64::MAX as usize)));
            let args = vec![Value::Array(array.clone()), value.clone(), start, stop];
            call_then(ctx.helper("_array_find"), args, |ctx, found| {
                then(ctx, found.as_int().and_then(|at| usize::try_from(at).ok()))
            })
        }
    }
}

fn contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    find_then(ctx, array, &args[1], (0, usize::MAX), |_, found| done(found.is_some()))
}

fn index(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let (start, stop) = (optional_index(ctx, args.get(2))?, optional_index(ctx, args.get(3))?);
    let within = slice::bounds(start, stop, array.len());
    find_then(ctx, array, &args[1], within, |ctx, found| match found {
        Some(at) => done(Value::from_usize(at)),
        None => Err(ctx.value_error("array.index(x): x not in array")),
    })
}

fn remove(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    let target = array.clone();
    find_then(ctx, &array, &args[1], (0, usize::MAX), move |ctx, found| {
        let Some(at) = found else { return Err(ctx.value_error("array.remove(x): x not in array")) };
        let size = target.item.size();
        let mut bytes = target.bytes.lock();
        resizable(ctx, &target)?;
        if (at + 1) * size <= bytes.len() {
            bytes.drain(at * size..(at + 1) * size);
        }
        none()
    })
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let values = items(ctx, array);
    let mut count = 0;
    for value in &values {
        match equal_natively(value, &args[1]) {
            Some(equal) => count += i64::from(equal),
            None => return ctx.call_helper("_sequence_count", vec![Value::list(values), args[1].clone()]),
        }
    }
    done(count)
}

// ---- items and slices

/// `array[index]` for an int within range.
#[inline]
pub(crate) fn quick_get(ctx: &crate::interpreter::Interpreter, array: &Array, index: i64) -> Option<Value> {
    let (item, bytes) = (array.item, array.bytes.lock());
    let at = place(item, index, bytes.len())?;
    Some(item.load(ctx, bytes.get(at..)?))
}

/// `array[index] = value` for an int within range and a value that fits. Whether that was so.
#[inline]
pub(crate) fn quick_set(
    ctx: &crate::interpreter::Interpreter,
    array: &Array,
    index: i64,
    value: &Value,
) -> bool {
    let item = array.item;
    let Ok(word) = item.word(ctx, value) else { return false };
    let mut bytes = array.bytes.lock();
    let Some(at) = place(item, index, bytes.len()) else { return false };
    let Some(into) = bytes.get_mut(at..at + item.size()) else { return false };
    item.put(word, into);
    true
}

/// The offset of an item.
#[inline(always)]
fn place(item: Item, index: i64, length: usize) -> Option<usize> {
    let offset = index.checked_mul(item.size() as i64)?;
    let at = if index < 0 { offset + length as i64 } else { offset };
    // An item is whole: its beginning is before the end.
    usize::try_from(at).ok().filter(|at| *at < length)
}

fn position(ctx: &Context<'_>, index: &Value, length: usize, out_of_range: &str) -> Result<usize, Value> {
    match index.payload() {
        Value::Int(_) | Value::Bool(_) => {
            let index = index.as_int().unwrap_or_default();
            slice::position(index, length).ok_or_else(|| ctx.index_error(out_of_range))
        }
        Value::BigInt(_) => Err(ctx.index_error("cannot fit 'int' into an index-sized integer")),
        _ => Err(ctx.type_error("array indices must be integers")),
    }
}

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    with_index(ctx, &args[1], move |ctx, index| {
        let size = array.item.size();
        if let Value::Slice(slice) = &index {
            let part = selected(ctx, &array, slice)?;
            return done(like(&array, part));
        }
        let bytes = array.bytes.lock();
        let at = position(ctx, &index, bytes.len() / size, "array index out of range")?;
        done(array.item.load(ctx.interpreter, &bytes[at * size..]))
    })
}

/// The bytes of the items that a slice selects.
fn selected(ctx: &Context<'_>, array: &Array, slice: &Slice) -> Result<Vec<u8>, Value> {
    let size = array.item.size();
    let bytes = array.bytes.lock();
    let span = fit_slice(ctx, slice, bytes.len() / size)?;
    if span.step == 1 {
        let start = span.start as usize * size;
        return Ok(bytes[start..start + span.count * size].to_vec());
    }
    Ok(span.positions().flat_map(|at| &bytes[at * size..(at + 1) * size]).copied().collect())
}

fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    let value = args[2].clone();
    with_index(ctx, &args[1], move |ctx, index| {
        if let Value::Slice(slice) = &index {
            return set_slice(ctx, &array, slice, &value);
        }
        position(ctx, &index, array.len(), "array assignment index out of range")?;
        let target = array.clone();
        with_word(ctx, &array, &value, move |ctx, word| {
            let size = target.item.size();
            let mut bytes = target.bytes.lock();
            let at = position(ctx, &index, bytes.len() / size, "array assignment index out of range")?;
            target.item.put(word, &mut bytes[at * size..]);
            none()
        })
    })
}

fn set_slice(ctx: &Context<'_>, array: &Ref<Array>, slice: &Slice, value: &Value) -> NativeResult {
    let Some(other) = value.as_array() else {
        let kind = ctx.type_name(value);
        return Err(ctx.type_error(format!("can only assign array (not \"{kind}\") to array slice")));
    };
    if other.code != array.code {
        return Err(ctx.type_error("bad argument type for built-in operation"));
    }
    let size = array.item.size();
    let new = other.bytes.lock().clone();
    let mut bytes = array.bytes.lock();
    let span = fit_slice(ctx, slice, bytes.len() / size)?;
    if span.step == 1 {
        let start = span.start as usize * size;
        if new.len() == span.count * size {
            bytes[start..start + new.len()].copy_from_slice(&new);
        } else {
            resizable(ctx, array)?;
            bytes.splice(start..start + span.count * size, new);
        }
        return none();
    }
    if new.len() != span.count * size {
        return Err(ctx.value_error(format!(
            "attempt to assign array of size {} to extended slice of size {}",
            new.len() / size,
            span.count
        )));
    }
    for (at, item) in span.positions().zip(new.chunks_exact(size)) {
        bytes[at * size..(at + 1) * size].copy_from_slice(item);
    }
    none()
}

fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    with_index(ctx, &args[1], move |ctx, index| {
        let size = array.item.size();
        let mut bytes = array.bytes.lock();
        let length = bytes.len() / size;
        let (start, count, step) = match &index {
            Value::Slice(slice) => {
                let span = fit_slice(ctx, slice, length)?;
                let last = span.start + (span.count as i64 - 1) * span.step;
                (if span.step < 0 { last } else { span.start }, span.count, span.step.unsigned_abs() as usize)
            }
            index => (position(ctx, index, length, "array assignment index out of range")? as i64, 1, 1),
        };
        resizable(ctx, &array)?;
        if count == 0 {
            return none();
        }
        let start = start as usize;
        if step == 1 {
            bytes.drain(start * size..(start + count) * size);
            return none();
        }
        let doomed =
            |at: usize| at >= start && (at - start).is_multiple_of(step) && (at - start) / step < count;
        let mut at = 0;
        bytes.retain(|_| {
            at += 1;
            !doomed((at - 1) / size)
        });
        none()
    })
}

// ---- operators

fn add(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let Some(other) = args[1].as_array() else {
        let kind = ctx.type_name(&args[1]);
        return Err(ctx.type_error(format!("can only append array (not \"{kind}\") to array")));
    };
    if other.code != array.code {
        return Err(ctx.type_error("bad argument type for built-in operation"));
    }
    let mut bytes = array.bytes.lock().clone();
    ctx.check_size(bytes.len().saturating_mul(2))?;
    bytes.extend_from_slice(&other.bytes.lock());
    done(like(array, bytes))
}

/// The bytes so many times over, then continues.
fn repeated(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    then: impl FnOnce(&mut Context<'_>, Ref<Array>, Vec<u8>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let array = this(ctx, args)?.clone();
    with_index(ctx, &args[1], move |ctx, times| {
        let times = match times.payload() {
            Value::Int(_) | Value::Bool(_) => times.as_int().unwrap_or_default(),
            Value::BigInt(_) => {
                return Err(ctx.overflow_error("cannot fit 'int' into an index-sized integer"));
            }
            _ => {
                let kind = ctx.type_name(&times);
                return Err(ctx.type_error(format!("can't multiply sequence by non-int of type '{kind}'")));
            }
        };
        let bytes = array.bytes.lock().clone();
        let times = support::repeated(ctx, bytes.len(), times, 1)?;
        then(ctx, array, bytes.repeat(times))
    })
}

fn mul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    repeated(ctx, args, |_, array, bytes| done(like(&array, bytes)))
}

fn imul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = args.this().clone();
    repeated(ctx, args, move |ctx, array, all| {
        let mut bytes = array.bytes.lock();
        if all.len() != bytes.len() {
            resizable(ctx, &array)?;
        }
        *bytes = all;
        done(this)
    })
}

/// How two arrays are ordered; none: at the first difference one is not a number, or is text and the other is not.
pub(crate) fn order(array: &Array, other: &Array) -> Option<Ordering> {
    let (item, like) = (array.item, other.item);
    let a = array.bytes.lock().clone();
    let b = other.bytes.lock();
    if item == like && !matches!(item, Item::F32 | Item::F64) && a == *b {
        return Some(Ordering::Equal);
    }
    let (width, height) = (item.size(), like.size());
    for (x, y) in a.chunks_exact(width).zip(b.chunks_exact(height)) {
        if (item == Item::Letter) != (like == Item::Letter) {
            return None;
        }
        let (x, y) = (item.number(x), like.number(y));
        if equal_natively(&x, &y) != Some(true) {
            return order_natively(&x, &y).unwrap_or(None);
        }
    }
    Some((a.len() / width).cmp(&(b.len() / height)))
}

/// `array == other`
pub(crate) fn equal(array: &Array, other: &Array) -> bool {
    array.len() == other.len() && order(array, other) == Some(Ordering::Equal)
}

fn equality(ctx: &Context<'_>, args: &Args<'_>, wanted: bool) -> NativeResult {
    match (this(ctx, args)?, args[1].as_array()) {
        (array, Some(other)) => done(equal(array, other) == wanted),
        _ => not_implemented(),
    }
}

fn compared(ctx: &Context<'_>, args: &Args<'_>, symbol: &str, accept: fn(Ordering) -> bool) -> NativeResult {
    let (array, Some(other)) = (this(ctx, args)?, args[1].as_array()) else { return not_implemented() };
    let texts = [array.item, other.item].map(|item| item == Item::Letter);
    match order(array, other) {
        None if texts[0] != texts[1] => {
            let kind = |text: bool, array: &Array| match (text, array.item) {
                (true, _) => "str",
                (_, Item::F32 | Item::F64) => "float",
                _ => "int",
            };
            Err(ctx.type_error(format!(
                "'{symbol}' not supported between instances of '{}' and '{}'",
                kind(texts[0], array),
                kind(texts[1], other)
            )))
        }
        order => done(order.is_some_and(accept)),
    }
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let name = ctx.class_name(args.this());
    let code = char::from(array.code);
    if array.len() == 0 {
        return done(format!("{name}('{code}')"));
    }
    let content =
        if array.code == b'u' { Value::str(text_of(ctx, array)?) } else { Value::list(items(ctx, array)) };
    super::show::repr_then(ctx, &content, move |_, text| {
        done(format!("{name}('{code}', {})", text.as_text().unwrap_or_default()))
    })
}

/// The layouts that pickles name by number: type, and whether the bytes are the other way round.
pub(crate) const LAYOUTS: [(Item, bool); 18] = [
    (Item::U8, false),
    (Item::I8, false),
    (Item::U16, false),
    (Item::U16, true),
    (Item::I16, false),
    (Item::I16, true),
    (Item::U32, false),
    (Item::U32, true),
    (Item::I32, false),
    (Item::I32, true),
    (Item::U64, false),
    (Item::U64, true),
    (Item::I64, false),
    (Item::I64, true),
    (Item::F32, false),
    (Item::F32, true),
    (Item::F64, false),
    (Item::F64, true),
];

/// The number of the layout of the items.
fn layout(item: Item) -> Option<i64> {
    match item {
        // Text in four bytes: after two encodings in two.
        Item::Letter => Some(LAYOUTS.len() as i64 + 2),
        _ => LAYOUTS.iter().position(|layout| *layout == (item, false)).map(|number| number as i64),
    }
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?;
    let protocol = match args[1].payload() {
        Value::Int(protocol) => *protocol,
        _ => return Err(ctx.type_error("__reduce_ex__ argument should be an integer")),
    };
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    let code = ctx.interpreter.character(char::from(array.code));
    let attributes = match args.this() {
        Value::Instance(instance) => instance.items(),
        _ => Vec::new(),
    };
    let state = if attributes.is_empty() {
        Value::None
    } else {
        let dict = crate::dict::Dict::new();
        for (name, value) in attributes {
            dict.set_name(&name, value);
        }
        Value::Dict(Ref::new(dict))
    };
    let reconstructor = match ctx.interpreter.modules.get_text("array") {
        Some(Value::Module(module)) => module.globals.get_text("_array_reconstructor"),
        _ => None,
    };
    done(match (reconstructor, layout(array.item)) {
        (Some(reconstructor), Some(layout)) if protocol >= 3 => {
            let bytes = Value::bytes(array.bytes.lock().clone());
            let args = Value::tuple([class, code, Value::Int(layout), bytes]);
            Value::tuple([reconstructor, args, state])
        }
        _ => {
            let content = match array.code {
                b'u' => Value::str(text_of(ctx, array)?),
                _ => Value::list(items(ctx, array)),
            };
            Value::tuple([class, Value::tuple([code, content]), state])
        }
    })
}

// ---- iteration

fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let array = this(ctx, args)?.clone();
    done(iterate(ctx, array))
}

/// `iter(array)`
pub(crate) fn iterate(ctx: &Context<'_>, array: Ref<Array>) -> Value {
    NativeIterator::other(&ctx.interpreter.types.arrayiterator, Items { array: Some(array), position: 0 })
}

/// `arrayiterator`
struct Items {
    /// None at the end.
    array: Option<Ref<Array>>,
    position: usize,
}

impl Iterate for Items {
    #[inline]
    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        let Some(array) = &self.array else { return Ok(Step::End) };
        let item = array.item;
        let bytes = array.bytes.lock();
        let rest = self.position.checked_mul(item.size()).and_then(|at| bytes.get(at..));
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            self.position += 1;
            return Ok(Step::Item(item.load(ctx.interpreter, rest)));
        }
        drop(bytes);
        self.array = None;
        Ok(Step::End)
    }

    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(array) = &self.array {
            crate::heap::lend(array, Value::Array, visit);
        }
    }

    fn is_native(&self) -> bool {
        true
    }

    fn place(&self) -> Option<(Value, i64)> {
        self.array.as_ref().map(|array| (Value::Array(array.clone()), self.position as i64))
    }

    fn go_to(&mut self, index: i64) {
        let length = self.array.as_ref().map_or(0, |array| array.len());
        self.position = usize::try_from(index).unwrap_or(0).min(length);
    }
}

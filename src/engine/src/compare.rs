//! Equality, order, hash and truth of values of builtin types, as far as no Python code is concerned.

use std::cell::Cell;
use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::class::flag;
use crate::interpreter::Interpreter;
use crate::objects::List;
use crate::reference::Ref;
use crate::value::Value;

/// Why a hash could not be computed.
pub enum HashFailure {
    /// `__hash__` or `__eq__` is written in Python.
    Python,
    /// `TypeError: unhashable type`.
    Raise(Value),
}

/// `a == b`; `None`: Python code must decide.
pub fn equal_natively(a: &Value, b: &Value) -> Option<bool> {
    use Value::{BigInt, Bool, Bytes, Float, Int, Str};
    match (a, b) {
        (Int(x), Int(y)) => Some(x == y),
        (Str(x), Str(y)) => Some(x.is(y) || x.as_str() == y.as_str()),
        (Float(x), Float(y)) => Some(x.get() == y.get()),
        (Int(x), Float(y)) | (Float(y), Int(x)) => {
            Some(compare_int_float(*x, y.get()) == Some(Ordering::Equal))
        }
        (Bool(x), Bool(y)) => Some(x == y),
        (Bool(x), Int(y)) | (Int(y), Bool(x)) => Some(i64::from(x.get()) == *y),
        (Bool(x), Float(y)) | (Float(y), Bool(x)) => Some(f64::from(u8::from(x.get())) == y.get()),
        (BigInt(x), BigInt(y)) => Some(**x == **y),
        (BigInt(x), Float(y)) | (Float(y), BigInt(x)) => {
            Some(compare_bigint_float(x, y.get()) == Some(Ordering::Equal))
        }
        (Bytes(x), Bytes(y)) => Some(x.0 == y.0),
        (Bytes(x), Value::ByteArray(y)) | (Value::ByteArray(y), Bytes(x)) => Some(*x.0 == **y.bytes.lock()),
        (Value::ByteArray(x), Value::ByteArray(y)) => {
            let size = x.bytes.lock().len();
            if size != y.bytes.lock().len() {
                return Some(false);
            }
            let x = x.bytes.lock().clone();
            Some(x == *y.bytes.lock())
        }
        (Value::Array(x), Value::Array(y)) => Some(crate::types::array::equal(x, y)),
        (Value::Tuple(x), Value::Tuple(y)) => {
            if x.is(y) {
                return Some(true);
            }
            equal_items(x, y)
        }
        (Value::List(x), Value::List(y)) => {
            if x.is(y) {
                return Some(true);
            }
            if x.len() != y.len() { Some(false) } else { equal_lists(x, y) }
        }
        (Value::Dict(x), Value::Dict(y)) => {
            if x.is(y) {
                return Some(true);
            }
            if x.len() != y.len() {
                return Some(false);
            }
            let _level = Level::enter()?;
            let (x, y) = (x.copied(), y.copied());
            if x.len() != y.len() {
                return Some(false);
            }
            if x.is_exotic() || y.is_exotic() {
                return None;
            }
            for entry in x.iter() {
                let key = crate::dict::Key {
                    value: entry.key.clone(),
                    hash: entry.hash,
                    resolved: false,
                    exotic: false,
                };
                let Some(other) = y.get(&key) else { return Some(false) };
                if !entry.value.is(other) && !equal_natively(&entry.value, other)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        (Value::Set(x) | Value::FrozenSet(x), Value::Set(y) | Value::FrozenSet(y)) => {
            if x.is(y) {
                return Some(true);
            }
            if x.len() != y.len() { Some(false) } else { x.is_subset(y) }
        }
        (Value::Range(x), Value::Range(y)) => {
            let length = x.len();
            Some(
                length == y.len()
                    && (length == 0 || (x.start == y.start && (length == 1 || x.step == y.step))),
            )
        }
        (Value::Slice(x), Value::Slice(y)) => {
            for (a, b) in [(&x.start, &y.start), (&x.stop, &y.stop), (&x.step, &y.step)] {
                if !equal_natively(a, b)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        (Value::BoundMethod(x), Value::BoundMethod(y)) => {
            Some(x.receiver.is(&y.receiver) && x.function.is(&y.function))
        }
        // An object of a deriving class may have its own `__eq__`.
        (Value::Native(_), _) | (_, Value::Native(_))
            if !matches!(a, Value::Instance(_)) && !matches!(b, Value::Instance(_)) =>
        {
            crate::types::complex::equal(a, b).or_else(|| crate::modules::decimal::equal(a, b))
        }
        (Value::DictView(_), _) | (_, Value::DictView(_)) => None,
        (Value::Instance(x), y) | (y, Value::Instance(x)) => {
            if x.class.has(flag::USER_EQ) {
                return None;
            }
            if let Value::Instance(other) = y
                && other.class.has(flag::USER_EQ)
            {
                return None;
            }
            if a.is(b) {
                return Some(true);
            }
            if matches!(x.payload, Value::Unbound | Value::Exception(_)) {
                return Some(false);
            }
            equal_natively(a.payload(), b.payload())
        }
        (Value::Class(x), _) | (_, Value::Class(x)) if x.metaclass.is_some() => {
            if a.is(b) {
                Some(true)
            } else {
                None
            }
        }
        _ => Some(a.is(b)),
    }
}

/// Levels of nested containers that are looked at by recursion. What lies deeper is left to calls, which the recursion limit
/// governs.
const MOST_LEVELS: u32 = 100;

thread_local! {
    static LEVEL: Cell<u32> = const { Cell::new(0) };
}

/// One level deeper in nested containers.
pub(crate) struct Level;

impl Level {
    /// `None`: too deep for native code that recurses.
    pub(crate) fn enter() -> Option<Level> {
        let level = LEVEL.get();
        (level < MOST_LEVELS).then(|| {
            LEVEL.set(level + 1);
            Level
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        LEVEL.set(LEVEL.get() - 1);
    }
}

/// Pieces of two lists that are compared.
fn pieces(x: &List, y: &List) -> impl Iterator<Item = (Vec<Value>, Vec<Value>)> {
    List::pieces().map(|(at, size)| (x.piece(at, size), y.piece(at, size)))
}

fn equal_lists(x: &List, y: &List) -> Option<bool> {
    for (a, b) in pieces(x, y) {
        if !equal_items(&a, &b)? {
            return Some(false);
        }
        if a.is_empty() {
            break;
        }
    }
    Some(true)
}

fn order_lists(x: &List, y: &List) -> Result<Option<Ordering>, ()> {
    for (a, b) in pieces(x, y) {
        let order = order_items(&a, &b)?;
        if order != Some(Ordering::Equal) || a.is_empty() {
            return Ok(order);
        }
    }
    unreachable!("some piece is empty")
}

fn equal_items(a: &[Value], b: &[Value]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    let _level = Level::enter()?;
    for (x, y) in a.iter().zip(b) {
        if !x.is(y) && !equal_natively(x, y)? {
            return Some(false);
        }
    }
    Some(true)
}

/// How `a` and `b` are ordered, for numbers, strings, bytes, lists and tuples of them. `Ok(None)`: unordered (NaN).
/// `Err(())`: not for this function to say (another type, or Python code must decide).
#[allow(clippy::result_unit_err)]
pub fn order_natively(a: &Value, b: &Value) -> Result<Option<Ordering>, ()> {
    use Value::{BigInt, Bool, Bytes, Float, Int, Str};
    match (a, b) {
        (Int(x), Int(y)) => Ok(Some(x.cmp(y))),
        (Float(x), Float(y)) => Ok(x.get().partial_cmp(&y.get())),
        (Str(x), Str(y)) => Ok(Some(x.as_str().cmp(y.as_str()))),
        (Int(x), Float(y)) => Ok(compare_int_float(*x, y.get())),
        (Float(x), Int(y)) => Ok(compare_int_float(*y, x.get()).map(Ordering::reverse)),
        (Bool(x), _) => order_natively(&Int(i64::from(x.get())), b),
        (_, Bool(y)) => order_natively(a, &Int(i64::from(y.get()))),
        (BigInt(x), BigInt(y)) => Ok(Some(x.cmp(y))),
        (BigInt(x), Int(_)) => {
            Ok(Some(if x.sign() == num_bigint::Sign::Minus { Ordering::Less } else { Ordering::Greater }))
        }
        (Int(_), BigInt(y)) => {
            Ok(Some(if y.sign() == num_bigint::Sign::Minus { Ordering::Greater } else { Ordering::Less }))
        }
        (BigInt(x), Float(y)) => Ok(compare_bigint_float(x, y.get())),
        (Float(x), BigInt(y)) => Ok(compare_bigint_float(y, x.get()).map(Ordering::reverse)),
        (Bytes(x), Bytes(y)) => Ok(Some(x.0.cmp(&y.0))),
        (Value::Tuple(x), Value::Tuple(y)) => order_items(x, y),
        (Value::List(x), Value::List(y)) => order_lists(x, y),
        (Value::Instance(x), _) if has_plain_payload(x) => order_natively(&x.payload, b),
        (_, Value::Instance(y)) if has_plain_payload(y) => order_natively(a, &y.payload),
        _ => Err(()),
    }
}

/// A builtin value of a deriving class that does not change how it compares.
fn has_plain_payload(instance: &Ref<crate::instance::Instance>) -> bool {
    !matches!(instance.payload, Value::Unbound | Value::Exception(_) | Value::Native(_))
        && !instance.class.has(flag::USER_EQ)
        && !instance.class.has(crate::class::flag::USER_ORDER)
}

fn order_items(a: &[Value], b: &[Value]) -> Result<Option<Ordering>, ()> {
    let _level = Level::enter().ok_or(())?;
    for (x, y) in a.iter().zip(b) {
        if x.is(y) {
            continue;
        }
        match equal_natively(x, y) {
            Some(true) => {}
            Some(false) => return order_natively(x, y),
            None => return Err(()),
        }
    }
    Ok(Some(a.len().cmp(&b.len())))
}

fn compare_int_float(int: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // 2^53: below, the conversion is exact.
    if int.unsigned_abs() <= 1 << 53 {
        return (int as f64).partial_cmp(&float);
    }
    if float >= 9.3e18 {
        return Some(Ordering::Less);
    }
    if float <= -9.3e18 {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    match i128::from(int).cmp(&(whole as i128)) {
        Ordering::Equal => 0.0.partial_cmp(&(float - whole)),
        other => Some(other),
    }
}

fn compare_bigint_float(int: &BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = crate::arithmetic::float_to_bigint(float);
    match int.cmp(&whole) {
        Ordering::Equal => 0.0.partial_cmp(&(float - float.trunc())),
        other => Some(other),
    }
}

const MODULUS: u64 = (1 << 61) - 1;

/// `hash()` of an int of 64 bits (CPython: modulo 2^61 - 1).
#[inline]
pub fn hash_int(int: i64) -> i64 {
    let magnitude = (int.unsigned_abs() % MODULUS) as i64;
    match if int < 0 { -magnitude } else { magnitude } {
        -1 => -2,
        hash => hash,
    }
}

/// `hash()` of a float: that of the equal int, if there is one (CPython, Python/pyhash.c).
pub fn hash_float(float: f64) -> i64 {
    if float.is_infinite() {
        return if float > 0.0 { 314_159 } else { -314_159 };
    }
    if float.is_nan() {
        return 0;
    }
    if float == float.trunc() && float.abs() < 9e18 {
        return hash_int(float as i64);
    }
    let bits = float.abs().to_bits();
    let exponent_bits = (bits >> 52) as i64;
    let (mantissa, exponent) = if exponent_bits == 0 {
        (bits & ((1 << 52) - 1), -1074)
    } else {
        ((bits & ((1 << 52) - 1)) | (1 << 52), exponent_bits - 1075)
    };
    // mantissa * 2^exponent modulo 2^61 - 1, where 2^61 = 1.
    let shift = exponent.rem_euclid(61) as u32;
    let product = u128::from(mantissa) << shift;
    let hash = (product % u128::from(MODULUS)) as i64;
    match if float < 0.0 { -hash } else { hash } {
        -1 => -2,
        hash => hash,
    }
}

fn hash_bigint(int: &BigInt) -> i64 {
    let remainder = int % BigInt::from(MODULUS);
    match i64::try_from(&remainder).unwrap_or(0) {
        -1 => -2,
        hash => hash,
    }
}

/// `hash()` of a tuple's items (xxHash's mixing, as in CPython's Objects/tupleobject.c).
fn hash_items(interpreter: &Interpreter, items: &[Value]) -> Result<i64, HashFailure> {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let mut hash = P5;
    let _level = Level::enter().ok_or(HashFailure::Python)?;
    for item in items {
        // The most common ones without the function that knows all.
        let lane = match item {
            Value::Int(int) => hash_int(*int),
            Value::Str(text) => text.hash(),
            Value::Tuple(items) => hash_items(interpreter, items)?,
            other => hash_natively(interpreter, other)?,
        } as u64;
        hash = hash.wrapping_add(lane.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    hash = hash.wrapping_add(items.len() as u64 ^ (P5 ^ 3_527_539));
    Ok(if hash == u64::MAX { 1_546_275_796 } else { hash as i64 })
}

/// `hash(value)`.
pub fn hash_natively(interpreter: &Interpreter, value: &Value) -> Result<i64, HashFailure> {
    match value {
        Value::Int(i) => Ok(hash_int(*i)),
        Value::Str(s) => Ok(s.hash()),
        Value::Bool(b) => Ok(i64::from(b.get())),
        Value::Float(f) => Ok(hash_float(f.get())),
        Value::None => Ok(0x1000_0001),
        Value::Ellipsis => Ok(0x1000_0002),
        Value::NotImplemented => Ok(0x1000_0003),
        Value::BigInt(b) => Ok(hash_bigint(b)),
        Value::Bytes(b) => Ok(crate::string::hash_bytes(b)),
        Value::Tuple(items) => hash_items(interpreter, items),
        Value::FrozenSet(set) => {
            if set.lock().is_exotic() {
                Err(HashFailure::Python)
            } else {
                Ok(set.frozen_hash())
            }
        }
        Value::Range(range) => {
            let length = range.len();
            let last = if length > 1 { Value::Int(range.step) } else { Value::None };
            let first = if length > 0 { Value::Int(range.start) } else { Value::None };
            hash_items(interpreter, &[Value::from_usize(length as usize), first, last])
        }
        Value::List(_)
        | Value::Dict(_)
        | Value::Set(_)
        | Value::ByteArray(_)
        | Value::Array(_)
        | Value::Slice(_)
        | Value::DictView(_) => {
            let name = interpreter.class_of(value).name.as_str().to_owned();
            Err(HashFailure::Raise(
                interpreter
                    .exception(&interpreter.exceptions.type_error, format!("unhashable type: '{name}'")),
            ))
        }
        Value::Native(object) if object.class.is(&interpreter.types.complex) => {
            Ok(crate::types::complex::of(value).unwrap_or_default().hash())
        }
        Value::Native(object) => match object.class.lookup(&interpreter.names.hash) {
            Some(Value::None) => {
                let name = object.class.name.as_str();
                Err(HashFailure::Raise(
                    interpreter
                        .exception(&interpreter.exceptions.type_error, format!("unhashable type: '{name}'")),
                ))
            }
            // A type with a hash of its own.
            Some(Value::NativeFunction(hash))
                if hash.owner.as_ref().is_some_and(|owner| !owner.is(&interpreter.types.object)) =>
            {
                Err(HashFailure::Python)
            }
            _ => Ok(interpreter.id(value) as i64 >> 4),
        },
        Value::BoundMethod(method) => {
            let function = hash_natively(interpreter, &method.function)?;
            Ok(function ^ (interpreter.id(&method.receiver) as i64 >> 4))
        }
        Value::Instance(instance) => {
            if instance.class.has(flag::USER_HASH | flag::USER_EQ) {
                return Err(HashFailure::Python);
            }
            match &instance.payload {
                Value::Unbound | Value::Exception(_) => Ok(interpreter.id(value) as i64 >> 4),
                payload => hash_natively(interpreter, payload),
            }
        }
        Value::Class(class) => match &class.metaclass {
            Some(meta) if meta.has(flag::USER_HASH | flag::USER_EQ) => Err(HashFailure::Python),
            _ => Ok(interpreter.id(value) as i64 >> 4),
        },
        _ => Ok(interpreter.id(value) as i64 >> 4),
    }
}

/// `bool(value)`; `None`: Python code must decide.
#[inline]
pub fn truth_natively(interpreter: &Interpreter, value: &Value) -> Option<bool> {
    Some(match value {
        Value::Bool(b) => b.get(),
        Value::None => false,
        Value::Int(i) => *i != 0,
        Value::Float(f) => f.get() != 0.0,
        Value::Str(s) => !s.is_empty(),
        Value::List(list) => !list.lock().is_empty(),
        Value::Tuple(items) => !items.is_empty(),
        Value::Dict(dict) => !dict.is_empty(),
        Value::DictView(view) => !view.dict.is_empty(),
        Value::Set(set) | Value::FrozenSet(set) => !set.is_empty(),
        Value::Bytes(bytes) => !bytes.is_empty(),
        Value::ByteArray(array) => !array.bytes.lock().is_empty(),
        Value::Array(array) => !array.bytes.lock().is_empty(),
        Value::Range(range) => !range.is_empty(),
        Value::Native(_) if let Some(truth) = crate::modules::decimal::truth(value) => truth,
        Value::Native(object) => {
            let (names, class) = (&interpreter.names, &object.class);
            if class.lookup(&names.bool).is_some() || class.lookup(&names.len).is_some() {
                return None;
            }
            true
        }
        Value::Instance(instance) => {
            let (names, class) = (&interpreter.names, &instance.class);
            if let Some(method) = class.lookup(&names.bool).or_else(|| class.lookup(&names.len)) {
                if matches!(method, Value::NativeFunction(_)) && !instance.payload.is_unbound() {
                    return truth_natively(interpreter, &instance.payload);
                }
                return None;
            }
            true
        }
        Value::Class(class) if class.metaclass.is_some() => return None,
        _ => true,
    })
}

//! The operators of the types of data as methods: `__add__`, `__eq__`, `__hash__` and their kin.

use std::cmp::Ordering;

use crate::compare::{HashFailure, equal_natively, hash_natively, order_natively};
use crate::native::{Args, Context, NativeResult, done};
use crate::value::{Truth, Value};

use super::support;

/// What an operator answers about an operand that is not its business.
pub(super) fn not_implemented() -> NativeResult {
    done(Value::NotImplemented)
}

// ---- concatenation and repetition

/// `__add__` of sequences.
pub(crate) fn add(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (a, b) = (args[0].payload(), args[1].payload());
    let joined = match (a, b) {
        (Value::Str(x), Value::Str(y)) => {
            ctx.check_size(x.as_str().len() + y.as_str().len())?;
            Value::str([x.as_str(), y.as_str()].concat())
        }
        (Value::List(x), Value::List(y)) => {
            let second = y.snapshot();
            let first = x.lock();
            let mut items = Vec::with_capacity(first.len() + second.len());
            items.extend_from_slice(&first);
            items.extend(second);
            drop(first);
            Value::list(items)
        }
        (Value::Tuple(x), Value::Tuple(y)) => {
            if x.is_empty() {
                b.clone()
            } else if y.is_empty() {
                a.clone()
            } else {
                Value::tuple([&x[..], &y[..]].concat())
            }
        }
        (Value::Bytes(_) | Value::ByteArray(_), Value::Bytes(_) | Value::ByteArray(_)) => {
            let (x, y) = (super::bytes::data(ctx, a)?, super::bytes::data(ctx, b)?);
            super::bytes::same_kind(a, [&x[..], &y[..]].concat())
        }
        _ => return cannot_concatenate(ctx, a, &args[1]),
    };
    done(joined)
}

fn cannot_concatenate(ctx: &Context<'_>, a: &Value, b: &Value) -> NativeResult {
    // An object of a program's class may have `__radd__`.
    if matches!(b, Value::Instance(_)) {
        return not_implemented();
    }
    let (left, right) = (ctx.type_name(a), ctx.type_name(b));
    Err(ctx.type_error(match a {
        Value::Bytes(_) | Value::ByteArray(_) => format!("can't concat {right} to {left}"),
        _ => format!("can only concatenate {left} (not \"{right}\") to {left}"),
    }))
}

/// `__mul__` of sequences.
pub(crate) fn mul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    repeat(ctx, &args[0], &args[1])
}

/// `__rmul__` of sequences.
pub(super) fn rmul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    repeat(ctx, &args[0], &args[1])
}

fn repeat(ctx: &mut Context<'_>, sequence: &Value, times: &Value) -> NativeResult {
    let Some(times) = times.as_int() else {
        return match times.payload() {
            Value::BigInt(_) => Err(ctx.overflow_error("cannot fit 'int' into an index-sized integer")),
            Value::Instance(_) => {
                let sequence = sequence.clone();
                if ctx.interpreter.class_of(times).lookup(&ctx.interpreter.names.index).is_none() {
                    return not_implemented();
                }
                support::with_index(ctx, times, move |ctx, times| repeat(ctx, &sequence, &times))
            }
            _ => Err(ctx.type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                ctx.type_name(times)
            ))),
        };
    };
    let sequence = sequence.payload();
    done(match sequence {
        Value::Str(text) => {
            Value::str(text.as_str().repeat(support::repeated(ctx, text.as_str().len(), times, 1)?))
        }
        Value::List(list) => {
            let items = list.snapshot();
            let times = support::repeated(ctx, items.len(), times, size_of::<Value>())?;
            Value::list(repeat_items(&items, times))
        }
        Value::Tuple(items) if times == 1 => Value::Tuple(items.clone()),
        Value::Tuple(items) => {
            let times = support::repeated(ctx, items.len(), times, size_of::<Value>())?;
            Value::tuple(repeat_items(items, times))
        }
        Value::Bytes(_) | Value::ByteArray(_) => {
            let data = super::bytes::data(ctx, sequence)?;
            let times = support::repeated(ctx, data.len(), times, 1)?;
            super::bytes::same_kind(sequence, data.repeat(times))
        }
        _ => Value::NotImplemented,
    })
}

/// The items so many times over.
pub(super) fn repeat_items(items: &[Value], times: usize) -> Vec<Value> {
    if let [item] = items {
        return vec![item.clone(); times];
    }
    let mut out = Vec::with_capacity(items.len() * times);
    for _ in 0..times {
        out.extend_from_slice(items);
    }
    out
}

/// `str.__rmod__`: `format % self`.
pub(super) fn rmod(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args[1].as_text() {
        Some(_) => super::percent::format(ctx, &args[1], &args[0]),
        None => not_implemented(),
    }
}

// ---- comparison

/// Whether `==` and `<` of the first value's type know the second one's.
fn comparable(a: &Value, b: &Value) -> bool {
    use Value::{BigInt, Bool, ByteArray, Bytes, Float, FrozenSet, Int, Set};
    match (a, b) {
        (Int(_) | Bool(_) | BigInt(_), Int(_) | Bool(_) | BigInt(_)) => true,
        (Float(_), Int(_) | Bool(_) | BigInt(_) | Float(_)) => true,
        (Bytes(_) | ByteArray(_), Bytes(_) | ByteArray(_)) => true,
        (Set(_) | FrozenSet(_), Set(_) | FrozenSet(_)) => true,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// `__eq__` of the types of data.
pub(super) fn eq(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    equality(ctx, args, true)
}

/// `__ne__` of the types of data.
pub(super) fn ne(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    equality(ctx, args, false)
}

fn equality(ctx: &mut Context<'_>, args: &Args<'_>, wanted: bool) -> NativeResult {
    let (a, b) = (args[0].payload(), args[1].payload());
    if !comparable(a, b) {
        return not_implemented();
    }
    if let Some(equal) = equal_natively(a, b) {
        return done(equal == wanted);
    }
    let helper = match a {
        Value::Dict(_) => "_equal_dicts",
        Value::Set(_) | Value::FrozenSet(_) => "_equal_sets",
        _ => "_equal_sequences",
    };
    let then: super::show::Continue = Box::new(move |_, answer| {
        answer.and_then(|answer| done(matches!(answer, Value::Bool(Truth::True)) == wanted))
    });
    super::show::call(ctx.helper(helper), vec![a.clone(), b.clone()], then)
}

macro_rules! orderings {
    ($($name:ident $symbol:literal $accept:expr;)*) => {
        $(/// The ordering of the types of data.
        pub(super) fn $name(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
            ordering(ctx, args, $symbol, $accept)
        })*
    };
}

orderings! {
    lt "<" |o| o == Ordering::Less;
    le "<=" |o| o != Ordering::Greater;
    gt ">" |o| o == Ordering::Greater;
    ge ">=" |o| o != Ordering::Less;
}

fn ordering(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    symbol: &'static str,
    accept: fn(Ordering) -> bool,
) -> NativeResult {
    let (a, b) = (args[0].payload(), args[1].payload());
    if !comparable(a, b) {
        return not_implemented();
    }
    match (a, b) {
        (Value::Bytes(_) | Value::ByteArray(_), _) => {
            let (a, b) = (super::bytes::data(ctx, a)?, super::bytes::data(ctx, b)?);
            return done(accept(a.cmp(&b)));
        }
        (Value::Slice(x), Value::Slice(y)) => {
            let fields =
                |s: &crate::objects::Slice| Value::tuple([s.start.clone(), s.stop.clone(), s.step.clone()]);
            let args = vec![fields(x), fields(y), Value::str(symbol)];
            return ctx.call_helper("_order_sequences", args);
        }
        _ => {}
    }
    match order_natively(a, b) {
        Ok(Some(order)) => done(accept(order)),
        Ok(None) => done(false),
        Err(()) if matches!(a, Value::List(_) | Value::Tuple(_)) => {
            ctx.call_helper("_order_sequences", vec![a.clone(), b.clone(), Value::str(symbol)])
        }
        Err(()) => not_implemented(),
    }
}

/// `__hash__` of the types of data.
pub(super) fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = args[0].payload();
    match hash_natively(ctx.interpreter, value) {
        Ok(hash) => done(hash),
        Err(HashFailure::Raise(error)) => Err(error),
        Err(HashFailure::Python) => ctx.call_helper("_hash_items", vec![value.clone()]),
    }
}

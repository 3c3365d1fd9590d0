//! What strings, bytes, lists, tuples and ranges have in common: length, items, slices, membership, iteration.

use crate::compare::equal_natively;
use crate::interpreter::item::position;
use crate::iterator::{NativeIterator, iterate_natively};
use crate::native::{Args, Context, NativeResult, done};
use crate::objects::Range;
use crate::reference::Ref;
use crate::text::bytes as byte_text;
use crate::value::Value;

use super::iterators::BytesIterator;
use super::support::{fit_slice, sequence_position, with_index};

/// `__len__`
pub(super) fn len(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::from_usize(length(ctx, args.this())?))
}

/// The length of a container of a builtin type.
pub(super) fn length(ctx: &Context<'_>, value: &Value) -> Result<usize, Value> {
    Ok(match value.payload() {
        Value::Str(text) => text.len(),
        Value::List(list) => list.lock().len(),
        Value::Tuple(items) => items.len(),
        Value::Bytes(data) => data.len(),
        Value::ByteArray(data) => data.bytes.lock().len(),
        Value::Range(range) => usize::try_from(range.len())
            .ok()
            .filter(|&length| length <= i64::MAX as usize)
            .ok_or_else(|| ctx.overflow_error("Python int too large to convert to C ssize_t"))?,
        Value::Dict(dict) => dict.len(),
        Value::DictView(view) => view.dict.len(),
        Value::Set(set) | Value::FrozenSet(set) => set.len(),
        other => {
            return Err(ctx.type_error(format!("object of type '{}' has no len()", ctx.type_name(other))));
        }
    })
}

/// `__iter__`
pub(super) fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = args.this().payload();
    if let Some(iterator) = iterate_natively(ctx, value) {
        return done(iterator);
    }
    match value {
        Value::Bytes(_) | Value::ByteArray(_) => done(NativeIterator::other(
            &ctx.interpreter.types.bytes_iterator,
            BytesIterator { data: value.clone(), position: 0 },
        )),
        _ => Err(ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(value)))),
    }
}

/// `__contains__`
pub(super) fn contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (container, item) = (args[0].payload(), &args[1]);
    match container {
        Value::Str(text) => match item.as_text() {
            Some(part) => done(text.as_str().contains(part)),
            None => Err(ctx.type_error(format!(
                "'in <string>' requires string as left operand, not {}",
                ctx.type_name(item)
            ))),
        },
        Value::Bytes(_) | Value::ByteArray(_) => {
            let found = match item.as_int() {
                Some(byte) => {
                    let byte =
                        u8::try_from(byte).map_err(|_| ctx.value_error("byte must be in range(0, 256)"))?;
                    crate::buffer::look(container, |data| memchr::memchr(byte, data).is_some())
                }
                None => {
                    let part = super::bytes::data(ctx, item)?;
                    crate::buffer::look(container, |data| byte_text::find(data, &part).is_some())
                }
            };
            done(found == Some(true))
        }
        Value::Range(range) => match item.payload() {
            Value::Int(_) | Value::Bool(_) => {
                done(range_index(range, item.as_int().unwrap_or_default()).is_some())
            }
            Value::BigInt(_) => done(false),
            Value::Float(float) => {
                let whole =
                    float.get().is_finite() && float.get().floor() == float.get() && float.get().abs() < 9e18;
                done(whole && range_index(range, float.get() as i64).is_some())
            }
            Value::Instance(_) => ctx.call_helper("_contains", vec![container.clone(), item.clone()]),
            _ => done(false),
        },
        Value::List(_) | Value::Tuple(_) => {
            for other in container.sequence_items().unwrap_or_default() {
                if other.is(item) {
                    return done(true);
                }
                match equal_natively(&other, item) {
                    Some(true) => return done(true),
                    Some(false) => {}
                    None => return ctx.call_helper("_contains", vec![container.clone(), item.clone()]),
                }
            }
            done(false)
        }
        _ => Err(ctx.type_error(format!("argument of type '{}' is not iterable", ctx.type_name(container)))),
    }
}

/// Position of a number in a range.
pub(super) fn range_index(range: &Range, value: i64) -> Option<u64> {
    let (start, step, value) = (i128::from(range.start), i128::from(range.step), i128::from(value));
    let distance = value - start;
    if distance % step != 0 {
        return None;
    }
    u64::try_from(distance / step).ok().filter(|&position| position < range.len())
}

/// `__getitem__`
pub(crate) fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let container = args[0].clone();
    with_index(ctx, &args[1], move |ctx, index| done(item(ctx, container.payload(), &index)?))
}

/// The item of an index that is within the sequence.
fn item_at(ctx: &Context<'_>, container: &Value, index: i64) -> Option<Value> {
    Some(match container {
        Value::Str(text) => ctx.interpreter.character(text.char_at(position(index, text.len())?)?),
        Value::Bytes(data) => Value::Int(i64::from(data[position(index, data.len())?])),
        Value::ByteArray(data) => {
            let bytes = data.bytes.lock();
            Value::Int(i64::from(bytes[position(index, bytes.len())?]))
        }
        Value::Range(range) => Value::Int(range.at(position(index, range.len() as usize)? as u64)),
        _ => return None,
    })
}

/// `container[index]`
pub(super) fn item(ctx: &Context<'_>, container: &Value, index: &Value) -> Result<Value, Value> {
    if let Value::Slice(slice) = index {
        return sliced(ctx, container, slice);
    }
    if let Value::Int(index) = index
        && let Some(item) = item_at(ctx, container, *index)
    {
        return Ok(item);
    }
    let name = ctx.type_name(container);
    let out_of_range = match container {
        Value::Str(_) => "string index out of range".to_owned(),
        Value::Bytes(_) => "index out of range".to_owned(),
        Value::Range(_) => "range object index out of range".to_owned(),
        _ => format!("{name} index out of range"),
    };
    let kind = match container {
        Value::Str(_) => "string",
        Value::Bytes(_) => "byte",
        _ => &name,
    };
    let position = |length| sequence_position(ctx, index, length, kind, &out_of_range);
    Ok(match container {
        Value::Str(text) => {
            let at = position(text.len()).map_err(|error| string_index(ctx, index, error))?;
            let c = text.char_at(at).ok_or_else(|| ctx.index_error("string index out of range"))?;
            ctx.interpreter.character(c)
        }
        Value::List(list) => {
            let items = list.lock();
            let length = items.len();
            drop(items);
            let at = position(length)?;
            list.lock().get(at).cloned().ok_or_else(|| ctx.index_error("list index out of range"))?
        }
        Value::Tuple(items) => items[position(items.len())?].clone(),
        Value::Bytes(data) => Value::Int(i64::from(data[position(data.len())?])),
        Value::ByteArray(data) => {
            let length = data.bytes.lock().len();
            let at = position(length)?;
            Value::Int(i64::from(data.bytes.lock()[at]))
        }
        Value::Range(range) => {
            let at = position(range.len() as usize)?;
            Value::Int(range.at(at as u64))
        }
        _ => return Err(ctx.type_error(format!("'{name}' object is not subscriptable"))),
    })
}

/// `str` quotes the type where the others do not.
fn string_index(ctx: &Context<'_>, index: &Value, error: Value) -> Value {
    if index.to_bigint().is_some() {
        return error;
    }
    ctx.type_error(format!("string indices must be integers, not '{}'", ctx.type_name(index)))
}

fn sliced(ctx: &Context<'_>, container: &Value, slice: &crate::objects::Slice) -> Result<Value, Value> {
    let span = fit_slice(ctx, slice, length(ctx, container)?)?;
    let whole = span.step == 1 && span.start == 0;
    Ok(match container {
        Value::Str(text) if whole && span.count == text.len() => container.clone(),
        Value::Str(text) if span.step == 1 => {
            let start = span.start as usize;
            Value::str(text.slice(start, start + span.count))
        }
        Value::Str(text) if text.is_ascii() => {
            let bytes = text.as_str().as_bytes();
            Value::str(span.positions().map(|at| char::from(bytes[at])).collect::<String>())
        }
        Value::Str(text) => {
            let chars: Vec<char> = text.as_str().chars().collect();
            Value::str(span.positions().map(|at| chars[at]).collect::<String>())
        }
        Value::List(list) => {
            let items = list.lock();
            // Another thread may have shortened the list since it was measured.
            Value::list(span.positions().filter_map(|at| items.get(at).cloned()).collect())
        }
        Value::Tuple(items) if whole && span.count == items.len() => container.clone(),
        Value::Tuple(items) => Value::tuple(span.positions().map(|at| items[at].clone()).collect::<Vec<_>>()),
        Value::Bytes(bytes) if whole && span.count == bytes.len() => container.clone(),
        Value::Bytes(_) | Value::ByteArray(_) => {
            // Another thread may have shortened them since they were measured.
            let chosen = crate::buffer::look(container, |data| match data.get(span.start as usize..) {
                Some(from) if span.step == 1 => from[..span.count.min(from.len())].to_vec(),
                _ => span.positions().filter_map(|at| data.get(at).copied()).collect(),
            });
            super::bytes::same_kind(container, chosen.unwrap_or_default())
        }
        Value::Range(range) => {
            let at = |position: i64| range.start.wrapping_add(position.wrapping_mul(range.step));
            let step = range.step.saturating_mul(span.step);
            // Where nothing is selected CPython keeps the limits that the slice came to.
            let stop = if span.count == 0 { at(span.stop.max(0)) } else { at(span.stop) };
            Value::Range(Ref::new(Range { start: at(span.start), stop, step }))
        }
        _ => {
            return Err(ctx.type_error(format!("'{}' object is not subscriptable", ctx.type_name(container))));
        }
    })
}

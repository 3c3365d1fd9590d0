//! `object[key]`.

use std::ops::Range;

use smallvec::SmallVec;

use crate::buffer;
use crate::compare::hash_natively;
use crate::dict::{Dict, Key};
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::interpreter::call::{call_bound, invoke_special, is_method_of};
use crate::interpreter::run_loop::plain_hash;
use crate::native::{Args, Context, Done, NativeResult, and_then, call, done, none};
use crate::objects::{List, Slice};
use crate::reference::Ref;
use crate::string::Name;
use crate::text::slice::{Span, fit};
use crate::types::{array, sequence};
use crate::value::Value;

/// The position that an index means; `None` if it is out of range.
#[inline]
pub(crate) fn position(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 { index + length as i64 } else { index };
    usize::try_from(index).ok().filter(|&at| at < length)
}

/// What a slice selects in a sequence, if its parts are plain.
fn plain_span(slice: &Slice, length: usize) -> Option<Span> {
    let end = |value: &Value| match value {
        Value::None => Some(None),
        Value::Int(index) => Some(Some(*index)),
        _ => None,
    };
    // A step of zero is an error, and the least number has no opposite.
    let step = end(&slice.step)?.unwrap_or(1);
    if step == 0 || step == i64::MIN {
        return None;
    }
    Some(fit(end(&slice.start)?, end(&slice.stop)?, step, length))
}

/// Where a slice without a step lies in a sequence, if its ends are plain.
fn plain_range(slice: &Slice, length: usize) -> Option<Range<usize>> {
    let span = plain_span(slice, length).filter(|span| span.step == 1)?;
    Some(span.start as usize..span.start as usize + span.count)
}

/// The items that a slice selects.
fn selected(items: &[Value], span: Span) -> Vec<Value> {
    if span.step == 1 {
        return items[span.start as usize..span.start as usize + span.count].to_vec();
    }
    span.positions().map(|at| items[at].clone()).collect()
}

/// `object[slice]` of a list, tuple, text or bytes; `None`: it is to be told by the object's method.
fn get_slice(object: &Value, slice: &Slice) -> Option<Value> {
    match object {
        Value::List(list) => {
            let items = list.lock();
            let copy = selected(&items, plain_span(slice, items.len())?);
            drop(items);
            Some(Value::list(copy))
        }
        Value::Tuple(items) => {
            let span = plain_span(slice, items.len())?;
            if span.count == 0 || span.count == items.len() && span.step == 1 {
                return None;
            }
            Some(Value::tuple(selected(items, span)))
        }
        Value::Str(text) => {
            let range = plain_range(slice, text.len())?;
            if range.len() == text.len() {
                return Some(object.clone());
            }
            Some(Value::str(text.slice(range.start, range.end)))
        }
        Value::Bytes(bytes) => {
            let range = plain_range(slice, bytes.len())?;
            if range.len() == bytes.len() {
                return Some(object.clone());
            }
            Some(Value::bytes(&bytes[range]))
        }
        _ => None,
    }
}

/// `list[slice] = other_list`; false: it is to be done by the list's method.
fn set_slice(list: &Ref<List>, slice: &Slice, value: &Value) -> bool {
    let mut items: SmallVec<[Value; 8]> = match value {
        // The list itself too: copied before the other is touched.
        Value::List(other) => other.lock().iter().cloned().collect(),
        Value::Tuple(other) => other.iter().cloned().collect(),
        _ => return false,
    };
    let mut target = list.lock();
    let Some(range) = plain_range(slice, target.len()) else { return false };
    if range.len() == items.len() {
        target[range].swap_with_slice(&mut items);
    } else {
        items = target.splice(range, items).collect();
    }
    // What was there goes when the list is free again, the last one first as in CPython.
    drop(target);
    while let Some(item) = items.pop() {
        item.discard();
    }
    true
}

/// The dict of an object that derives from `dict` and has its `method` from there, and the key, if neither needs Python.
fn plain_entry(
    interpreter: &Interpreter,
    instance: &Instance,
    method: &Name,
    key: &Value,
) -> Option<(Ref<Dict>, Key)> {
    let Value::Dict(dict) = &instance.payload else { return None };
    let hash = plain_hash(key).or_else(|| hash_natively(interpreter, key).ok())?;
    let own = instance.class.lookup(method)?;
    if !is_method_of(&own, &interpreter.types.dict) || dict.lock().is_exotic() {
        return None;
    }
    Some((dict.clone(), Key { value: key.clone(), hash, resolved: false, exotic: false }))
}

/// `object[key]` of such an object, if it has the key.
pub(crate) fn get_at_once(interpreter: &Interpreter, instance: &Instance, key: &Value) -> Option<Value> {
    let (dict, key) = plain_entry(interpreter, instance, &interpreter.names.getitem, key)?;
    dict.get(&key)
}

/// `object[key] = value` of such an object; false: nothing has been done.
pub(crate) fn set_at_once(
    interpreter: &Interpreter,
    instance: &Instance,
    key: &Value,
    value: &Value,
) -> bool {
    let Some((dict, key)) = plain_entry(interpreter, instance, &interpreter.names.setitem, key) else {
        return false;
    };
    dict.insert(key, value.clone());
    true
}

/// `object[key]`
pub(crate) fn get(ctx: &mut Context<'_>, object: &Value, key: &Value) -> NativeResult {
    match (object, key) {
        (Value::List(list), Value::Int(index)) => {
            let items = list.lock();
            if let Some(at) = position(*index, items.len()) {
                return done(items[at].clone());
            }
            drop(items);
            return Err(ctx.index_error("list index out of range"));
        }
        (Value::Tuple(items), Value::Int(index)) => {
            return match position(*index, items.len()) {
                Some(at) => done(items[at].clone()),
                None => Err(ctx.index_error("tuple index out of range")),
            };
        }
        (Value::Str(text), Value::Int(index)) => {
            return match position(*index, text.len()).and_then(|at| text.char_at(at)) {
                Some(c) => done(ctx.interpreter.character(c)),
                None => Err(ctx.index_error("string index out of range")),
            };
        }
        (Value::Bytes(bytes), Value::Int(index)) => {
            if let Some(at) = position(*index, bytes.len()) {
                return done(i64::from(bytes[at]));
            }
        }
        (Value::ByteArray(array), Value::Int(index)) => {
            let bytes = array.bytes.lock();
            if let Some(at) = position(*index, bytes.len()) {
                return done(i64::from(bytes[at]));
            }
        }
        (Value::Array(array), Value::Int(index)) => {
            if let Some(value) = array::quick_get(ctx.interpreter, array, *index) {
                return done(value);
            }
        }
        (Value::Native(_), Value::Int(index)) => {
            if let Some(view) = buffer::view_of(ctx.interpreter, object)
                && let Some(value) = view.quick_get(ctx.interpreter, *index)
            {
                return done(value);
            }
        }
        (Value::Dict(dict), _) => {
            let exotic = dict.lock().is_exotic();
            let dict = dict.clone();
            return ctx.with_key(object, exotic, key, move |ctx, key| match dict.get(&key) {
                Some(value) => done(value),
                None => Err(ctx.key_error(key.value)),
            });
        }
        (Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_), Value::Slice(slice)) => {
            if let Some(value) = get_slice(object, slice) {
                return done(value);
            }
        }
        (
            Value::Str(_)
            | Value::List(_)
            | Value::Tuple(_)
            | Value::Bytes(_)
            | Value::ByteArray(_)
            | Value::Range(_),
            _,
        ) => return sequence::getitem(ctx, &Args::new(&[object.clone(), key.clone()], &[])),
        (Value::Class(class), _) => {
            let names = &ctx.interpreter.names;
            if let Some(method) = class.metaclass.as_ref().and_then(|meta| meta.lookup(&names.getitem)) {
                return call_bound(ctx, method, object, vec![key.clone()]);
            }
            return match class.lookup(&names.class_getitem) {
                Some(Value::ClassMethod(wrapper)) => {
                    call(wrapper.function.clone(), vec![object.clone(), key.clone()])
                }
                Some(Value::StaticMethod(wrapper)) => {
                    call(wrapper.function.clone(), vec![object.clone(), key.clone()])
                }
                Some(method) => call(method, vec![object.clone(), key.clone()]),
                // `type` has no `__class_getitem__`, which all classes would find in it.
                None if class.is(&ctx.interpreter.types.type_) => {
                    ctx.call_helper("_generic_alias", vec![object.clone(), key.clone()])
                }
                None => Err(ctx.type_error(format!("type '{}' is not subscriptable", class.name.as_str()))),
            };
        }
        _ => {}
    }
    invoke_special(ctx, object, &ctx.interpreter.names.getitem, &[key]).unwrap_or_else(|| {
        Err(ctx.type_error(format!("'{}' object is not subscriptable", ctx.type_name(object))))
    })
}

/// `object[key] = value`
pub(crate) fn set(ctx: &mut Context<'_>, object: &Value, key: &Value, value: Value) -> NativeResult {
    match (object, key) {
        (Value::List(list), Value::Int(index)) => {
            let mut items = list.lock();
            let length = items.len();
            if let Some(at) = position(*index, length) {
                let old = std::mem::replace(&mut items[at], value);
                drop(items);
                drop(old);
                return none();
            }
            drop(items);
            return Err(ctx.index_error("list assignment index out of range"));
        }
        (Value::ByteArray(array), Value::Int(index)) => {
            if let Value::Int(byte @ 0..=255) = value
                && let mut bytes = array.bytes.lock()
                && let Some(at) = position(*index, bytes.len())
            {
                bytes[at] = byte as u8;
                return none();
            }
        }
        (Value::Array(array), Value::Int(index))
            if array::quick_set(ctx.interpreter, array, *index, &value) =>
        {
            return none();
        }
        (Value::Native(_), Value::Int(index)) => {
            if let Some(view) = buffer::view_of(ctx.interpreter, object)
                && view.quick_set(ctx.interpreter, *index, &value)
            {
                return none();
            }
        }
        (Value::List(list), Value::Slice(slice)) if set_slice(list, slice, &value) => return none(),
        (Value::Dict(dict), _) => {
            let exotic = dict.lock().is_exotic();
            let dict = dict.clone();
            return ctx.with_key(object, exotic, key, move |_, key| {
                dict.insert(key, value);
                none()
            });
        }
        _ => {}
    }
    invoke_special(ctx, object, &ctx.interpreter.names.setitem, &[key, &value]).unwrap_or_else(|| {
        Err(ctx.type_error(format!("'{}' object does not support item assignment", ctx.type_name(object))))
    })
}

/// `del object[key]`
pub(crate) fn delete(ctx: &mut Context<'_>, object: &Value, key: &Value) -> NativeResult {
    match object {
        Value::Dict(dict) => {
            let exotic = dict.lock().is_exotic();
            let dict = dict.clone();
            ctx.with_key(object, exotic, key, move |ctx, key| match dict.remove(&key) {
                Some(_) => none(),
                None => Err(ctx.key_error(key.value)),
            })
        }
        Value::List(list) if let Value::Int(index) = key => {
            let mut items = list.lock();
            let length = items.len() as i64;
            let at = if *index < 0 { *index + length } else { *index };
            if !(0..length).contains(&at) {
                return Err(ctx.index_error("list assignment index out of range"));
            }
            let old = items.remove(at as usize);
            drop(items);
            drop(old);
            none()
        }
        _ => invoke_special(ctx, object, &ctx.interpreter.names.delitem, &[key]).unwrap_or_else(|| {
            Err(ctx.type_error(format!("'{}' object doesn't support item deletion", ctx.type_name(object))))
        }),
    }
}

/// `len(object)`
pub(crate) fn length(ctx: &mut Context<'_>, object: &Value) -> NativeResult {
    let length = match object {
        Value::Str(s) => s.len(),
        Value::List(list) => list.lock().len(),
        Value::Tuple(items) => items.len(),
        Value::Dict(dict) => dict.len(),
        Value::Set(set) | Value::FrozenSet(set) => set.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::ByteArray(array) => array.bytes.lock().len(),
        Value::Array(array) => array.len(),
        _ => {
            let result = invoke_special(ctx, object, &ctx.interpreter.names.len, &[]).unwrap_or_else(|| {
                Err(ctx.type_error(format!("object of type '{}' has no len()", ctx.type_name(object))))
            });
            return and_then(ctx, result, |ctx, length| {
                let length = ctx.index(&length)?;
                if length < 0 {
                    return Err(ctx.value_error("__len__() should return >= 0"));
                }
                Ok(Done::Value(Value::Int(length)))
            });
        }
    };
    done(length as i64)
}

//! `iter()`, `next()`, unpacking.

use crate::interpreter::call::call_special;
use crate::iterator::{NativeIterator, Step, iterate_natively};
use crate::native::{Context, Done, NativeResult, and_then, done};
use crate::value::Value;

/// `iter(value)`
pub(crate) fn iter(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    if let Some(iterator) = iterate_natively(ctx, value) {
        return Ok(Done::Value(iterator));
    }
    let names = &ctx.interpreter.names;
    match ctx.interpreter.class_of(value).lookup(&names.iter) {
        Some(Value::None) => Err(not_iterable(ctx, value)),
        Some(_) => {
            let result =
                call_special(ctx, value, &names.iter, Vec::new()).unwrap_or(Ok(Done::Value(Value::None)));
            and_then(ctx, result, |ctx, iterator| iterator_answer(ctx, iterator).map(Done::Value))
        }
        None => {
            if ctx.interpreter.class_of(value).lookup(&names.getitem).is_some() {
                // The old protocol: items 0, 1, … until IndexError.
                return ctx.call_helper("_iterate_by_index", vec![value.clone()]);
            }
            Err(not_iterable(ctx, value))
        }
    }
}

/// What an `__iter__` has answered, if that is an iterator.
pub(crate) fn iterator_answer(ctx: &Context<'_>, answer: Value) -> Result<Value, Value> {
    let known = matches!(answer, Value::Iterator(_) | Value::Generator(_));
    if !known && ctx.interpreter.class_of(&answer).lookup(&ctx.interpreter.names.next).is_none() {
        let name = ctx.type_name(&answer);
        return Err(ctx.type_error(format!("iter() returned non-iterator of type '{name}'")));
    }
    Ok(answer)
}

#[cold]
fn not_iterable(ctx: &Context<'_>, value: &Value) -> Value {
    ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(value)))
}

/// `next(iterator)`; its end is `StopIteration`.
pub(crate) fn next(ctx: &mut Context<'_>, iterator: &Value) -> NativeResult {
    match iterator {
        Value::Iterator(native) => match NativeIterator::next(native, ctx)? {
            Step::Item(item) => done(item),
            Step::Then(work) => Ok(work),
            Step::End => Err(stop(ctx)),
        },
        // A coroutine comes here where one is waited for.
        Value::Generator(generator) => crate::generator::send(generator, Value::None),
        _ => call_special(ctx, iterator, &ctx.interpreter.names.next, Vec::new()).unwrap_or_else(|| {
            Err(ctx.type_error(format!("'{}' object is not an iterator", ctx.type_name(iterator))))
        }),
    }
}

/// A `StopIteration`.
pub(crate) fn stop(ctx: &Context<'_>) -> Value {
    ctx.interpreter.exception_with(&ctx.interpreter.exceptions.stop_iteration, Vec::new())
}

/// `a, b = value`: a tuple of exactly `count`.
pub(crate) fn unpack(ctx: &mut Context<'_>, value: &Value, count: usize) -> NativeResult {
    let exact = move |ctx: &mut Context<'_>, items: Vec<Value>| {
        if items.len() < count {
            return Err(ctx.value_error(format!(
                "not enough values to unpack (expected {count}, got {})",
                items.len()
            )));
        }
        if items.len() > count {
            return Err(ctx.value_error(format!("too many values to unpack (expected {count})")));
        }
        done(Value::list(items))
    };
    if !is_iterable(ctx, value) {
        return Err(ctx.type_error(format!("cannot unpack non-iterable {} object", ctx.type_name(value))));
    }
    match crate::iterator::collect_natively(ctx, value)? {
        Some(items) => exact(ctx, items),
        // One more than wanted tells "too many" without running an endless iterator.
        None => {
            let result = ctx.call_helper("_take", vec![value.clone(), Value::from_usize(count + 1)]);
            and_then(ctx, result, move |ctx, list| {
                let items = list.sequence_items().unwrap_or_default();
                exact(ctx, items)
            })
        }
    }
}

/// `a, *rest, b = value`: a list of the values for the registers.
pub(crate) fn unpack_starred(
    ctx: &mut Context<'_>,
    value: &Value,
    before: usize,
    after: usize,
) -> NativeResult {
    if !is_iterable(ctx, value) {
        return Err(ctx.type_error(format!("cannot unpack non-iterable {} object", ctx.type_name(value))));
    }
    ctx.collect(value, move |ctx, mut items| {
        if items.len() < before + after {
            return Err(ctx.value_error(format!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                items.len()
            )));
        }
        let tail = items.split_off(items.len() - after);
        let rest = items.split_off(before);
        items.push(Value::list(rest));
        items.extend(tail);
        done(Value::list(items))
    })
}

/// Whether `iter(value)` would find something to call.
pub(crate) fn is_iterable(ctx: &Context<'_>, value: &Value) -> bool {
    let names = &ctx.interpreter.names;
    let class = ctx.interpreter.class_of(value);
    iterate_natively(ctx, value).is_some()
        || class.lookup(&names.iter).is_some_and(|method| !method.is_none())
        || class.lookup(&names.getitem).is_some()
}

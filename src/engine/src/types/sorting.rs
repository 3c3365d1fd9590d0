//! Sorting: stable, by `<` only. At once where keys compare natively, else by a merge sort written in Python.

use std::cmp::Ordering;

use crate::compare::order_natively;
use crate::native::{Args, Context, NativeResult, call_then};
use crate::value::Value;

use super::show;

/// The arguments `key=` and `reverse=`.
pub(crate) fn arguments(ctx: &Context<'_>, args: &Args<'_>) -> Result<(Value, bool), Value> {
    let (mut key, mut reverse) = (Value::None, Value::Unbound);
    for (name, value) in args.keywords() {
        match name.as_str() {
            "key" => key = value.clone(),
            "reverse" => reverse = value.clone(),
            other => {
                return Err(ctx.type_error(format!("'{other}' is an invalid keyword argument for sort()")));
            }
        }
    }
    Ok((key, reverse_argument(ctx, &reverse)?))
}

fn reverse_argument(ctx: &Context<'_>, value: &Value) -> Result<bool, Value> {
    match value.bound() {
        None => Ok(false),
        Some(value) => match value.as_int() {
            Some(int) => Ok(int != 0),
            None => Err(ctx.type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                ctx.type_name(value)
            ))),
        },
    }
}

/// Sorts by the keys that `key` (or None, or nothing) gives, then continues.
pub(crate) fn sorted(
    ctx: &mut Context<'_>,
    items: Vec<Value>,
    key: Value,
    reverse: bool,
    then: impl FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send + 'static,
) -> NativeResult {
    if key.is_unbound() || key.is_none() {
        let pairs = items.into_iter().map(|item| (item, Value::Unbound)).collect();
        return sort_pairs(ctx, pairs, reverse, Box::new(then));
    }
    let count = items.len();
    with_keys(ctx, items, key, Vec::with_capacity(count), reverse, Box::new(then))
}

type Finish = Box<dyn FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send>;

/// Calls `key` for the items that have none yet.
fn with_keys(
    ctx: &mut Context<'_>,
    items: Vec<Value>,
    key: Value,
    mut keys: Vec<Value>,
    reverse: bool,
    then: Finish,
) -> NativeResult {
    let Some(item) = items.get(keys.len()) else {
        let pairs = keys.into_iter().zip(items).collect();
        return sort_pairs(ctx, pairs, reverse, then);
    };
    let args = vec![item.clone()];
    let next: show::Continue = Box::new({
        let key = key.clone();
        move |ctx, result| {
            keys.push(result?);
            with_keys(ctx, items, key, keys, reverse, then)
        }
    });
    show::call(key, args, next)
}

/// Sorts pairs of key and item (unbound: the key is the item).
fn sort_pairs(
    ctx: &mut Context<'_>,
    mut pairs: Vec<(Value, Value)>,
    reverse: bool,
    then: Finish,
) -> NativeResult {
    // Reversed before and after, equal ones keep their order.
    if reverse {
        pairs.reverse();
    }
    let keyed = pairs.first().is_some_and(|(_, item)| !item.is_unbound());
    match merge_sort(&pairs) {
        Some(order) => {
            let mut items: Vec<Value> = order
                .into_iter()
                .map(|at| if keyed { pairs[at].1.clone() } else { pairs[at].0.clone() })
                .collect();
            if reverse {
                items.reverse();
            }
            then(ctx, items)
        }
        None => {
            let (keys, items): (Vec<Value>, Vec<Value>) = pairs.into_iter().unzip();
            let items = if keyed { Value::list(items) } else { Value::None };
            call_then(ctx.helper("_merge_sort"), vec![Value::list(keys), items], move |ctx, list| {
                let mut items = list.sequence_items().unwrap_or_default();
                if reverse {
                    items.reverse();
                }
                then(ctx, items)
            })
        }
    }
}

/// The order of the pairs by key; `None` if Python must compare (or raise).
fn merge_sort(pairs: &[(Value, Value)]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    let key = |at: usize| &pairs[at].0;
    // One kind of key with a total order: the standard library's sort.
    if pairs.iter().all(|(key, _)| matches!(key, Value::Int(_))) {
        order.sort_by_key(|&at| match key(at) {
            Value::Int(i) => *i,
            _ => 0,
        });
        return Some(order);
    }
    if pairs.iter().all(|(key, _)| matches!(key, Value::Str(_))) {
        order.sort_by(|&a, &b| key(a).as_text().cmp(&key(b).as_text()));
        return Some(order);
    }
    // Else an order may be partial (NaN), which the standard library may refuse: merging by `<` never minds.
    let less = |a: usize, b: usize| Some(order_natively(key(a), key(b)).ok()? == Some(Ordering::Less));
    let mut spare = Vec::with_capacity(order.len());
    let mut width = 1;
    while width < order.len() {
        spare.clear();
        for block in order.chunks(2 * width) {
            let (left, right) = block.split_at(width.min(block.len()));
            let (mut i, mut j) = (0, 0);
            while i < left.len() && j < right.len() {
                if less(right[j], left[i])? {
                    spare.push(right[j]);
                    j += 1;
                } else {
                    spare.push(left[i]);
                    i += 1;
                }
            }
            spare.extend_from_slice(&left[i..]);
            spare.extend_from_slice(&right[j..]);
        }
        std::mem::swap(&mut order, &mut spare);
        width *= 2;
    }
    Some(order)
}

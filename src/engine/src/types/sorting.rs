//! Sorting: stable, by `<` only. At once where keys compare natively, else by a merge sort written in Python.

use std::cmp::Ordering;

use crate::compare::order_natively;
use crate::composite;
use crate::gather::{Source, gather_all};
use crate::native::{Args, Context, Done, NativeResult, and_then, call_then};
use crate::value::Value;

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
            None => Err(ctx.not_an_integer(value)),
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
    if let Value::Function(function) = &key {
        let source = Source::Calls(function.clone(), items.clone().into_iter());
        return gather_all(ctx, source, move |ctx, keys| {
            sort_pairs(ctx, keys.into_iter().zip(items).collect(), reverse, Box::new(then))
        });
    }
    let keys = Vec::with_capacity(items.len());
    with_keys(ctx, Box::new(Keyed { items, key, keys, reverse, then: Box::new(then) }))
}

type Finish = Box<dyn FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send>;

/// A sort that calls for its keys.
struct Keyed {
    items: Vec<Value>,
    key: Value,
    /// Of the first items.
    keys: Vec<Value>,
    reverse: bool,
    then: Finish,
}

/// Calls `key` for the items that have none yet.
fn with_keys(ctx: &mut Context<'_>, mut sort: Box<Keyed>) -> NativeResult {
    while let Some(item) = sort.items.get(sort.keys.len()) {
        // A native function that knows its answer at once needs no way back.
        let made = composite::invoke(ctx, sort.key.clone(), vec![item.clone()])?;
        match made {
            Done::Value(key) => sort.keys.push(key),
            Done::Call(mut call) if call.then.is_none() => {
                call.then = Some(Box::new(move |ctx, result| {
                    sort.keys.push(result?);
                    with_keys(ctx, sort)
                }));
                return Ok(Done::Call(call));
            }
            other => {
                return and_then(ctx, Ok(other), move |ctx, key| {
                    sort.keys.push(key);
                    with_keys(ctx, sort)
                });
            }
        }
    }
    let Keyed { items, keys, reverse, then, .. } = *sort;
    let pairs = keys.into_iter().zip(items).collect();
    sort_pairs(ctx, pairs, reverse, then)
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
                .map(|at| if keyed { pairs[at].1.take() } else { pairs[at].0.take() })
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
    // One kind of key with a total order: the standard library's sort, on keys laid side by side.
    if let Some(mut ints) = all(pairs, |key| if let Value::Int(i) = key { Some(*i) } else { None }) {
        ints.sort_by_key(|&(int, _)| int);
        return Some(ints.into_iter().map(|(_, at)| at).collect());
    }
    if let Some(mut texts) =
        all(pairs, |key| if let Value::Str(s) = key { Some(lead(s.as_str())) } else { None })
    {
        texts.sort_by_key(|&(text, _)| text);
        return Some(texts.into_iter().map(|(_, at)| at).collect());
    }
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    let key = |at: usize| &pairs[at].0;
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

/// The keys as `of` sees them, with their positions; `None` if one is of another kind.
fn all<'a, T>(pairs: &'a [(Value, Value)], of: impl Fn(&'a Value) -> Option<T>) -> Option<Vec<(T, usize)>> {
    // Most often the first key tells.
    of(&pairs.first()?.0)?;
    pairs.iter().enumerate().map(|(at, (key, _))| Some((of(key)?, at))).collect()
}

/// A text behind its first bytes as a number: that decides most comparisons without a look at the text.
fn lead(text: &str) -> (u64, &str) {
    let mut first = [0; 8];
    let length = text.len().min(8);
    first[..length].copy_from_slice(&text.as_bytes()[..length]);
    (u64::from_be_bytes(first), text)
}

//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! Numbers begin with the state: 0 before the first item, 1 afterwards, 2 at the end.

use super::construct;
use crate::composite::{Composite, Kind};
use crate::native::{Args, Context, NativeResult};
use crate::objects::Tuple;
use crate::value::Value;

pub(super) const KINDS: &[&Kind] = &[&PRODUCT, &PERMUTATIONS, &COMBINATIONS, &COMBINATIONS_WITH_REPLACEMENT];

/// Room for indices, if memory has it.
fn indices(ctx: &Context<'_>, count: usize) -> Result<Vec<i64>, Value> {
    ctx.check_size(count.saturating_mul(2 * size_of::<Value>()))?;
    Ok(Vec::with_capacity(count + 1))
}

/// A kind that steps from one arrangement to the next. Of an arrangement its places are known, and the pool of each.
macro_rules! arrangement {
    ($kind:ident, $name:literal, $step:ident, $places:ident, $pool:ident) => {
        static $kind: Kind = Kind {
            parts: Some(|this, parts| {
                if parts.len() != $places(&this.numbers).len() || !$step(this) {
                    return false;
                }
                for (at, (part, &place)) in parts.iter_mut().zip($places(&this.numbers)).enumerate() {
                    *part = item($pool(this, at), place).unwrap_or_default();
                }
                true
            }),
            ..Kind::native($name, |this| {
                if !$step(this) {
                    return None;
                }
                let places = $places(&this.numbers).iter().enumerate();
                let items: Option<Tuple> = places.map(|(at, &place)| item($pool(this, at), place)).collect();
                items.map(Value::tuple)
            })
        };
    };
}

/// The item of a pool at a place.
fn item(pool: Option<&[Value]>, place: i64) -> Option<Value> {
    pool?.get(usize::try_from(place).ok()?).cloned()
}

fn pool_of(this: &Composite, at: usize) -> Option<&[Value]> {
    this.values.get(at)?.as_tuple().map(|pool| &pool[..])
}

fn one_pool(this: &Composite, _: usize) -> Option<&[Value]> {
    pool_of(this, 0)
}

/// The numbers after the state.
fn after_state(numbers: &[i64]) -> &[i64] {
    numbers.get(1..).unwrap_or_default()
}

/// The first so many numbers after the state and their count.
fn counted(numbers: &[i64]) -> &[i64] {
    match numbers {
        [_, count, rest @ ..] => rest.get(..*count as usize).unwrap_or_default(),
        _ => &[],
    }
}

/// Whether to go on to the next arrangement: not at the first call, nor at the end.
fn begun(state: &mut i64) -> bool {
    std::mem::replace(state, 1) != 0
}

// Values: the pools. Numbers: the state, the place in each.
arrangement!(PRODUCT, "product", step_product, after_state, pool_of);

fn step_product(this: &mut Composite) -> bool {
    let Some((state, places)) = this.numbers.split_first_mut() else { return false };
    if *state == 2 {
        return false;
    }
    let size = |at: usize| this.values[at].as_tuple().map_or(0, |pool| pool.len());
    if !begun(state) {
        let empty = (0..places.len()).any(|at| size(at) == 0);
        *state = if empty { 2 } else { 1 };
        return !empty;
    }
    for at in (0..places.len()).rev() {
        places[at] += 1;
        if (places[at] as usize) < size(at) {
            return true;
        }
        places[at] = 0;
    }
    *state = 2;
    false
}

pub(super) fn product(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        if name.as_str() != "repeat" {
            let text = format!("product() got an unexpected keyword argument '{}'", name.as_str());
            return Err(ctx.type_error(text));
        }
        repeat = ctx.index(value)?;
    }
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(ctx.value_error("repeat argument cannot be negative"));
    };
    let rest = args.rest().to_vec();
    // Without a repetition the iterables are not even looked at.
    let rest = if repeat == 0 { Vec::new() } else { rest };
    product_of(ctx, args[0].clone(), rest.into_iter(), Vec::new(), repeat)
}

fn product_of(
    ctx: &mut Context<'_>,
    class: Value,
    mut rest: std::vec::IntoIter<Value>,
    mut pools: Vec<Value>,
    repeat: usize,
) -> NativeResult {
    let Some(iterable) = rest.next() else {
        let count = pools.len().saturating_mul(repeat);
        let mut numbers = indices(ctx, count)?;
        numbers.resize(count + 1, 0);
        let once = pools.len();
        pools.reserve(count - once.min(count));
        for at in once..count {
            pools.push(pools[at - once].clone());
        }
        return construct(ctx, &class, &PRODUCT, pools, numbers);
    };
    ctx.collect(&iterable, move |ctx, items| {
        pools.push(Value::tuple(items));
        product_of(ctx, class, rest, pools, repeat)
    })
}

// Values: the pool. Numbers: the state, how many are chosen, an arrangement of all places, turns left for each chosen.
arrangement!(PERMUTATIONS, "permutations", step_permutations, counted, one_pool);

fn step_permutations(this: &mut Composite) -> bool {
    let size = one_pool(this, 0).map_or(0, <[Value]>::len);
    let [state, count, rest @ ..] = &mut this.numbers[..] else { return false };
    let count = *count as usize;
    if *state == 2 || rest.len() != size + count || count > size {
        return false;
    }
    let (order, turns) = rest.split_at_mut(size);
    if !begun(state) {
        return true;
    }
    for at in (0..count).rev() {
        turns[at] -= 1;
        if turns[at] > 0 {
            order.swap(at, size - turns[at].min(size as i64) as usize);
            return true;
        }
        order[at..].rotate_left(1);
        turns[at] = (size - at) as i64;
    }
    *state = 2;
    false
}

/// An argument `r`.
fn count_argument(ctx: &Context<'_>, value: &Value) -> Result<usize, Value> {
    usize::try_from(ctx.index(value)?).map_err(|_| ctx.value_error("r must be non-negative"))
}

pub(super) fn permutations(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, r] = args.bind(ctx, "permutations", 1, ["iterable", "r"], 1)?;
    let class = args[0].clone();
    ctx.collect(&iterable, move |ctx, pool| {
        let count = match r.bound() {
            None | Some(Value::None) => pool.len(),
            Some(r) if matches!(r.payload(), Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) => {
                count_argument(ctx, r)?
            }
            Some(_) => return Err(ctx.type_error("Expected int as r")),
        };
        let size = pool.len();
        let numbers = if count > size {
            vec![2, 0]
        } else {
            let mut numbers = indices(ctx, size + count)?;
            numbers.extend([0, count as i64]);
            numbers.extend(0..size as i64);
            numbers.extend((0..count).map(|at| (size - at) as i64));
            numbers
        };
        construct(ctx, &class, &PERMUTATIONS, vec![Value::tuple(pool)], numbers)
    })
}

// Values: the pool. Numbers: the state, the chosen places.
arrangement!(COMBINATIONS, "combinations", step_combinations, after_state, one_pool);

fn step_combinations(this: &mut Composite) -> bool {
    let size = one_pool(this, 0).map_or(0, <[Value]>::len) as i64;
    let Some((state, places)) = this.numbers.split_first_mut() else { return false };
    let count = places.len();
    if *state == 2 {
        return false;
    }
    if begun(state) {
        let highest = |at: usize| size - count as i64 + at as i64;
        let Some(at) = (0..count).rev().find(|&at| places[at] < highest(at)) else {
            *state = 2;
            return false;
        };
        let first = places[at] + 1;
        for (place, number) in places[at..].iter_mut().zip(first..) {
            *place = number;
        }
    }
    true
}

pub(super) fn combinations(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, r] = args.bind(ctx, "combinations", 1, ["iterable", "r"], 2)?;
    let class = args[0].clone();
    ctx.collect(&iterable, move |ctx, pool| {
        let count = count_argument(ctx, &r)?;
        let numbers = if count > pool.len() {
            vec![2]
        } else {
            let mut numbers = indices(ctx, count)?;
            numbers.push(0);
            numbers.extend(0..count as i64);
            numbers
        };
        construct(ctx, &class, &COMBINATIONS, vec![Value::tuple(pool)], numbers)
    })
}

// As COMBINATIONS.
arrangement!(
    COMBINATIONS_WITH_REPLACEMENT,
    "combinations_with_replacement",
    step_with_replacement,
    after_state,
    one_pool
);

fn step_with_replacement(this: &mut Composite) -> bool {
    let size = one_pool(this, 0).map_or(0, <[Value]>::len) as i64;
    let Some((state, places)) = this.numbers.split_first_mut() else { return false };
    if *state == 2 {
        return false;
    }
    if begun(state) {
        let Some(at) = places.iter().rposition(|&place| place < size - 1) else {
            *state = 2;
            return false;
        };
        let next = places[at] + 1;
        places[at..].fill(next);
    }
    true
}

pub(super) fn combinations_with_replacement(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, r] = args.bind(ctx, "combinations_with_replacement", 1, ["iterable", "r"], 2)?;
    let class = args[0].clone();
    ctx.collect(&iterable, move |ctx, pool| {
        let count = count_argument(ctx, &r)?;
        let mut numbers = indices(ctx, count)?;
        numbers.push(if pool.is_empty() && count > 0 { 2 } else { 0 });
        numbers.resize(count + 1, 0);
        construct(ctx, &class, &COMBINATIONS_WITH_REPLACEMENT, vec![Value::tuple(pool)], numbers)
    })
}

//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! Numbers begin with the state: 0 before the first item, 1 afterwards, 2 at the end.

use super::construct;
use crate::composite::{Composite, Input, Kind, Need, Progress};
use crate::native::{Args, Context, NativeResult};
use crate::value::Value;

pub(super) const KINDS: &[&Kind] = &[&PRODUCT, &PERMUTATIONS, &COMBINATIONS, &COMBINATIONS_WITH_REPLACEMENT];

/// Room for indices, if memory has it.
fn indices(ctx: &Context<'_>, count: usize) -> Result<Vec<i64>, Value> {
    ctx.check_size(count.saturating_mul(2 * size_of::<Value>()))?;
    Ok(Vec::with_capacity(count + 1))
}

/// The items of a pool at these places.
fn chosen(pool: &[Value], places: &[i64]) -> Need {
    let items: Option<Vec<Value>> =
        places.iter().map(|&place| pool.get(usize::try_from(place).ok()?).cloned()).collect();
    items.map_or(Need::End, |items| Need::Item(Value::tuple(items)))
}

/// Whether to go on to the next arrangement: not at the first call, nor at the end.
fn begun(state: &mut i64) -> bool {
    std::mem::replace(state, 1) != 0
}

/// Values: the pools. Numbers: the state, the place in each.
static PRODUCT: Kind = Kind { name: "product", resume: resume_product, quick: None };

fn resume_product(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    _: Input,
) -> Result<Need, Value> {
    let Some((state, places)) = this.numbers.split_first_mut() else { return Ok(Need::End) };
    if *state == 2 {
        return Ok(Need::End);
    }
    if begun(state) {
        let mut at = places.len();
        loop {
            if at == 0 {
                *state = 2;
                return Ok(Need::End);
            }
            at -= 1;
            places[at] += 1;
            if this.values[at].as_tuple().is_some_and(|pool| (places[at] as usize) < pool.len()) {
                break;
            }
            places[at] = 0;
        }
    }
    let item = |(pool, &place): (&Value, &i64)| pool.as_tuple()?.get(usize::try_from(place).ok()?).cloned();
    let items: Option<Vec<Value>> = this.values.iter().zip(places.iter()).map(item).collect();
    Ok(match items {
        Some(items) => Need::Item(Value::tuple(items)),
        None => {
            *state = 2;
            Need::End
        }
    })
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

/// Values: the pool. Numbers: the state, how many are chosen, an arrangement of all places, turns left for each chosen.
static PERMUTATIONS: Kind = Kind { name: "permutations", resume: resume_permutations, quick: None };

fn resume_permutations(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    _: Input,
) -> Result<Need, Value> {
    let Some(pool) = this.values[0].as_tuple().cloned() else { return Ok(Need::End) };
    let size = pool.len();
    let [state, count, rest @ ..] = &mut this.numbers[..] else { return Ok(Need::End) };
    let count = *count as usize;
    if *state == 2 || rest.len() != size + count || count > size {
        return Ok(Need::End);
    }
    let (order, turns) = rest.split_at_mut(size);
    if begun(state) {
        let mut at = count;
        loop {
            if at == 0 {
                *state = 2;
                return Ok(Need::End);
            }
            at -= 1;
            turns[at] -= 1;
            if turns[at] <= 0 {
                order[at..].rotate_left(1);
                turns[at] = (size - at) as i64;
            } else {
                order.swap(at, size - turns[at].min(size as i64) as usize);
                break;
            }
        }
    }
    Ok(chosen(&pool, &order[..count]))
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

/// Values: the pool. Numbers: the state, the chosen places.
static COMBINATIONS: Kind = Kind { name: "combinations", resume: resume_combinations, quick: None };

fn resume_combinations(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    _: Input,
) -> Result<Need, Value> {
    let Some(pool) = this.values[0].as_tuple().cloned() else { return Ok(Need::End) };
    let Some((state, places)) = this.numbers.split_first_mut() else { return Ok(Need::End) };
    let (size, count) = (pool.len() as i64, places.len());
    if *state == 2 {
        return Ok(Need::End);
    }
    if begun(state) {
        let highest = |at: usize| size - count as i64 + at as i64;
        let Some(at) = (0..count).rev().find(|&at| places[at] < highest(at)) else {
            *state = 2;
            return Ok(Need::End);
        };
        let first = places[at] + 1;
        for (place, number) in places[at..].iter_mut().zip(first..) {
            *place = number;
        }
    }
    Ok(chosen(&pool, places))
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

/// As [`COMBINATIONS`].
static COMBINATIONS_WITH_REPLACEMENT: Kind =
    Kind { name: "combinations_with_replacement", resume: resume_with_replacement, quick: None };

fn resume_with_replacement(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    _: Input,
) -> Result<Need, Value> {
    let Some(pool) = this.values[0].as_tuple().cloned() else { return Ok(Need::End) };
    let Some((state, places)) = this.numbers.split_first_mut() else { return Ok(Need::End) };
    if *state == 2 {
        return Ok(Need::End);
    }
    if begun(state) {
        let Some(at) = places.iter().rposition(|&place| place < pool.len() as i64 - 1) else {
            *state = 2;
            return Ok(Need::End);
        };
        let next = places[at] + 1;
        places[at..].fill(next);
    }
    Ok(chosen(&pool, places))
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

//! `_heapq`, `_bisect`: heaps in lists and searching in sorted ones.
//!
//! Items that compare natively and hold no other objects are moved under the list's guard, in one step. Where any other
//! item is met nothing has been changed yet, and a helper written in Python does all of it.

use std::cmp::Ordering;

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done, none};
use crate::objects::List;
use crate::reference::Ref;
use crate::types::support::index_bigint;
use crate::value::Value;

pub(super) const HEAPQ: ModuleDef = ModuleDef {
    name: "_heapq",
    functions: &[
        Def::new("heappush", heappush, 2),
        Def::new("heappop", heappop, 1),
        Def::new("heapreplace", heapreplace, 2),
        Def::new("heappushpop", heappushpop, 2),
        Def::new("heapify", heapify, 1),
    ],
    setup: None,
    doc: "Heap queue algorithm (a.k.a. priority queue).",
};

pub(super) const BISECT: ModuleDef = ModuleDef {
    name: "_bisect",
    functions: &[
        Def::any("bisect_left", |ctx, args| bisect(ctx, args, "bisect_left", Side::Left)),
        Def::any("bisect_right", |ctx, args| bisect(ctx, args, "bisect_right", Side::Right)),
        Def::any("insort_left", |ctx, args| insort(ctx, args, "insort_left", Side::Left)),
        Def::any("insort_right", |ctx, args| insort(ctx, args, "insort_right", Side::Right)),
    ],
    setup: None,
    doc: "Bisection algorithms.",
};

/// `a < b` of values that hold no other objects, and of tuples of such; `None`: not for this function to say, which
/// runs while a list is held.
fn less(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a < b),
        (Value::Tuple(a), Value::Tuple(b)) => {
            for (x, y) in a.iter().zip(b.iter()) {
                if x.is(y) {
                    continue;
                }
                match flat_order(x, y)? {
                    Some(Ordering::Equal) => {}
                    order => return Some(order == Some(Ordering::Less)),
                }
            }
            Some(a.len() < b.len())
        }
        _ => Some(flat_order(a, b)? == Some(Ordering::Less)),
    }
}

#[allow(clippy::option_option)]
fn flat_order(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    let flat = |value: &Value| {
        matches!(
            value,
            Value::Int(_)
                | Value::Float(_)
                | Value::Bool(_)
                | Value::Str(_)
                | Value::BigInt(_)
                | Value::Bytes(_)
        )
    };
    if !flat(a) || !flat(b) {
        return None;
    }
    crate::compare::order_natively(a, b).ok()
}

fn heap<'a>(ctx: &Context<'_>, args: &'a Args<'_>, name: &str, only: bool) -> Result<&'a Ref<List>, Value> {
    args[0].as_list().ok_or_else(|| {
        let place = if only { "" } else { " 1" };
        ctx.type_error(format!("{name}() argument{place} must be list, not {}", ctx.type_name(&args[0])))
    })
}

/// Where an item that stands at the end of the path rises to: the number of steps down the path.
fn risen(items: &[Value], path: &[usize], item: &Value) -> Option<usize> {
    let mut depth = path.len();
    while depth > 0 && less(item, items.get(path[depth - 1])?)? {
        depth -= 1;
    }
    Some(depth)
}

/// The places from the root of the heap of `length` items down the smaller children to a leaf, without the root.
fn sinking(items: &[Value], top: usize, length: usize) -> Option<Vec<usize>> {
    let mut path = Vec::with_capacity(usize::BITS as usize);
    let mut child = 2 * top + 1;
    while child < length {
        let right = child + 1;
        if right < length && !less(&items[child], &items[right])? {
            child = right;
        }
        path.push(child);
        child = 2 * child + 1;
    }
    Some(path)
}

/// Puts an item in the heap's top place, from where it sinks. `None`: nothing was changed; Python must compare.
fn sink(items: &mut [Value], top: usize, item: &Value) -> Option<Value> {
    let path = sinking(items, top, items.len())?;
    let depth = risen(items, &path, item)?;
    let mut hole = top;
    let first = items[top].take();
    for &place in &path[..depth] {
        items[hole] = items[place].take();
        hole = place;
    }
    items[hole] = item.clone();
    Some(first)
}

fn push(items: &mut Vec<Value>, item: &Value) -> Option<()> {
    let mut hole = items.len();
    // First only looked at, then moved.
    while hole > 0 {
        let parent = (hole - 1) / 2;
        if !less(item, &items[parent])? {
            break;
        }
        hole = parent;
    }
    let target = hole;
    let mut at = items.len();
    items.push(item.clone());
    while at > target {
        let parent = (at - 1) / 2;
        items.swap(at, parent);
        at = parent;
    }
    Some(())
}

fn heappush(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = heap(ctx, args, "heappush", false)?;
    let pushed = push(&mut list.lock(), &args[1]);
    match pushed {
        Some(()) => none(),
        None => ctx.call_helper("_heappush", args.values().to_vec()),
    }
}

fn heappop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = heap(ctx, args, "heappop", true)?;
    let popped = {
        let mut items = list.lock();
        match items.pop() {
            None => {
                drop(items);
                return Err(ctx.index_error("index out of range"));
            }
            Some(last) if items.is_empty() => Some(last),
            Some(last) => {
                let first = sink(&mut items, 0, &last);
                if first.is_none() {
                    items.push(last);
                }
                first
            }
        }
    };
    match popped {
        Some(first) => done(first),
        None => ctx.call_helper("_heappop", vec![args[0].clone()]),
    }
}

fn heapreplace(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = heap(ctx, args, "heapreplace", false)?;
    let first = {
        let mut items = list.lock();
        if items.is_empty() {
            drop(items);
            return Err(ctx.index_error("index out of range"));
        }
        sink(&mut items, 0, &args[1])
    };
    match first {
        Some(first) => done(first),
        None => ctx.call_helper("_heapreplace", args.values().to_vec()),
    }
}

fn heappushpop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = heap(ctx, args, "heappushpop", false)?;
    let first = {
        let mut items = list.lock();
        match items.first().map(|first| less(first, &args[1])) {
            None | Some(Some(false)) => Some(args[1].clone()),
            Some(Some(true)) => sink(&mut items, 0, &args[1]),
            Some(None) => None,
        }
    };
    match first {
        Some(first) => done(first),
        None => ctx.call_helper("_heappushpop", args.values().to_vec()),
    }
}

fn heapify(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = heap(ctx, args, "heapify", true)?;
    let done_natively = {
        let mut items = list.lock();
        (0..items.len() / 2).rev().all(|top| {
            let item = items[top].clone();
            sink(&mut items, top, &item).is_some()
        })
    };
    if done_natively { none() } else { ctx.call_helper("_heapify", vec![args[0].clone()]) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Where the item belongs among the sorted ones from `low` to before `high`.
fn search(items: &[Value], item: &Value, low: usize, high: usize, side: Side) -> Option<usize> {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low.midpoint(high);
        let other = items.get(middle)?;
        let right = match side {
            Side::Left => less(other, item)?,
            Side::Right => !less(item, other)?,
        };
        if right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low)
}

/// The arguments: sequence, item, bounds, key. The bounds are `None` if a helper must look at them.
struct Arguments {
    sequence: Value,
    item: Value,
    low: Value,
    high: Value,
    key: Value,
}

impl Arguments {
    fn read(ctx: &Context<'_>, args: &Args<'_>, name: &str) -> Result<Arguments, Value> {
        let [sequence, item, low, high, key] = args.bind(ctx, name, 0, ["a", "x", "lo", "hi", "*key"], 2)?;
        let or = |value: Value, default: Value| if value.is_unbound() { default } else { value };
        let (low, high) = (or(low, Value::Int(0)), or(high, Value::None));
        for bound in [&low, &high] {
            if !bound.is_none() {
                index_bigint(ctx, bound)?;
            }
        }
        if matches!(low.payload(), Value::Int(..=-1)) {
            return Err(ctx.value_error("lo must be non-negative"));
        }
        Ok(Arguments { sequence, item, low, high, key: or(key, Value::None) })
    }

    /// The bounds for a sequence of this length, if they are plain ones.
    fn bounds(&self, length: usize) -> Option<(usize, usize)> {
        let Value::Int(low) = self.low else { return None };
        let high = match self.high {
            Value::None => length,
            Value::Int(high) => usize::try_from(high.max(0)).ok()?,
            _ => return None,
        };
        Some((usize::try_from(low).ok()?, high))
    }

    fn find(&self, items: &[Value], side: Side) -> Option<usize> {
        let (low, high) = self.bounds(items.len())?;
        search(items, &self.item, low, high, side)
    }

    fn into_values(self) -> Vec<Value> {
        vec![self.sequence, self.item, self.low, self.high, self.key]
    }
}

fn bisect(ctx: &mut Context<'_>, args: &Args<'_>, name: &str, side: Side) -> NativeResult {
    let arguments = Arguments::read(ctx, args, name)?;
    let found = match &arguments.sequence {
        _ if !arguments.key.is_none() => None,
        Value::List(list) => arguments.find(&list.lock(), side),
        Value::Tuple(items) => arguments.find(items, side),
        _ => None,
    };
    match found {
        Some(place) => done(Value::from_usize(place)),
        None if side == Side::Left => ctx.call_helper("_bisect_left", arguments.into_values()),
        None => ctx.call_helper("_bisect_right", arguments.into_values()),
    }
}

fn insort(ctx: &mut Context<'_>, args: &Args<'_>, name: &str, side: Side) -> NativeResult {
    let arguments = Arguments::read(ctx, args, name)?;
    if let (Value::List(list), Value::None) = (&arguments.sequence, &arguments.key) {
        let mut items = list.lock();
        if let Some(place) = arguments.find(&items, side) {
            let place = place.min(items.len());
            items.insert(place, arguments.item.clone());
            drop(items);
            return none();
        }
    }
    let helper = if side == Side::Left { "_insort_left" } else { "_insort_right" };
    ctx.call_helper(helper, arguments.into_values())
}

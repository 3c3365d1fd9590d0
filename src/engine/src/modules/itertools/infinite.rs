//! `count`, `cycle`, `repeat`.

use interleave_lang::bytecode::BinaryOp;

use super::{construct, parts};
use crate::composite::{Composite, Input, Kind, Need, Progress, quick_next};
use crate::interpreter::operator;
use crate::native::{Args, Context, Done, NativeResult, done};
use crate::types::{iterators::iter_then, show};
use crate::value::Value;

pub(super) const KINDS: &[&Kind] = &[&COUNT, &CYCLE, &REPEAT];

/// Values: the next number, the step.
static COUNT: Kind = Kind::quick("count", resume_count, quick_count);

fn quick_count(this: &mut Composite) -> Option<Value> {
    let [Value::Int(number), Value::Int(step)] = &mut this.values[..] else { return None };
    let after = number.checked_add(*step)?;
    Some(Value::Int(std::mem::replace(number, after)))
}

fn resume_count(
    this: &mut Composite,
    ctx: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    if let Input::Value(next) = input {
        this.replace(0, next);
        return Ok(progress.values.pop().map_or(Need::End, Need::Item));
    }
    let [next, step] = &mut this.values[..] else { return Ok(Need::End) };
    if let (Value::Int(number), Value::Int(step)) = (&mut *next, &*step)
        && let Some(after) = number.checked_add(*step)
    {
        let item = *number;
        *number = after;
        return Ok(Need::Item(Value::Int(item)));
    }
    match operator::binary(ctx, BinaryOp::Add, next, step)? {
        Done::Value(after) => Ok(Need::Item(std::mem::replace(next, after))),
        work => {
            progress.values.push(next.clone());
            Ok(Need::Rest(Ok(work)))
        }
    }
}

pub(super) fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [start, step] = args.bind(ctx, "count", 1, ["start", "step"], 0)?;
    for number in [&start, &step] {
        if number.is_unbound() {
            continue;
        }
        let class = ctx.interpreter.class_of(number);
        let protocol = ["__index__", "__int__", "__float__", "__complex__"];
        let is_number = matches!(number.payload(), Value::Int(_) | Value::Bool(_) | Value::Float(_))
            || protocol.iter().any(|name| class.lookup(&ctx.interpreter.intern(name)).is_some());
        if !is_number {
            return Err(ctx.type_error("a number is required"));
        }
    }
    let or = |value: Value, default: i64| if value.is_unbound() { Value::Int(default) } else { value };
    construct(ctx, &args[0], &COUNT, vec![or(start, 0), or(step, 1)], Vec::new())
}

pub(super) fn count_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.class_name(args.this());
    let values = parts(args.this(), &COUNT, |count| count.values.clone()).unwrap_or_default();
    let shown = if matches!(values.last(), Some(Value::Int(1))) { &values[..1] } else { &values[..] };
    repr_of_call(ctx, name, shown.to_vec())
}

/// `name(repr, repr)`
fn repr_of_call(ctx: &mut Context<'_>, name: String, values: Vec<Value>) -> NativeResult {
    let single = values.len() == 1;
    show::repr_then(ctx, &Value::tuple(values), move |_, text| {
        let text = text.as_text().unwrap_or_default();
        // A tuple of one has a comma.
        let text = match text.strip_suffix(",)") {
            Some(text) if single => format!("{text})"),
            _ => text.to_owned(),
        };
        done(format!("{name}{text}"))
    })
}

/// Values: the iterator (None when it has ended), a list of its items. Numbers: where in the list the next one is.
static CYCLE: Kind = Kind::quick("cycle", resume_cycle, |this| {
    let Value::List(saved) = &this.values[1] else { return None };
    if !this.values[0].is_none() {
        let item = quick_next(&this.values[0])?;
        saved.lock().push(item.clone());
        return Some(item);
    }
    let [at] = &mut this.numbers[..] else { return None };
    let items = saved.lock();
    let place = usize::try_from(*at).ok()?.checked_rem(items.len())?;
    *at = place as i64 + 1;
    Some(items[place].clone())
});

fn resume_cycle(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    let (Value::List(saved), [at]) = (&this.values[1], &mut this.numbers[..]) else { return Ok(Need::End) };
    match input {
        Input::Item(item) => {
            saved.lock().push(item.clone());
            return Ok(Need::Item(item));
        }
        Input::Start if !this.values[0].is_none() => return Ok(Need::Next(this.values[0].clone())),
        _ => {}
    }
    let items = saved.lock();
    if items.is_empty() {
        return Ok(Need::End);
    }
    let place = usize::try_from(*at).unwrap_or_default() % items.len();
    *at = place as i64 + 1;
    let item = items[place].clone();
    drop(items);
    this.replace(0, Value::None);
    Ok(Need::Item(item))
}

pub(super) fn cycle(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable] = args.bind(ctx, "cycle", 1, ["/iterable"], 1)?;
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        construct(ctx, &class, &CYCLE, vec![iterator, Value::list(Vec::new())], vec![0])
    })
}

/// Values: the object. Numbers: how often still, or -1.
static REPEAT: Kind = Kind::native("repeat", |this| {
    match &mut this.numbers[..] {
        [0] => return None,
        [left] if *left > 0 => *left -= 1,
        _ => {}
    }
    Some(this.values[0].clone())
});

pub(super) fn repeat(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [object, times] = args.bind(ctx, "repeat", 1, ["object", "times"], 1)?;
    let times = match times.bound() {
        None => -1,
        Some(times) => ctx.index(times)?.max(0),
    };
    construct(ctx, &args[0], &REPEAT, vec![object], vec![times])
}

pub(super) fn repeat_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.class_name(args.this());
    let shown = parts(args.this(), &REPEAT, |repeat| {
        let mut values = repeat.values.clone();
        values.extend(repeat.numbers.iter().filter(|left| **left >= 0).map(|left| Value::Int(*left)));
        values
    });
    repr_of_call(ctx, name, shown.unwrap_or_default())
}

pub(super) fn repeat_length(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match parts(args.this(), &REPEAT, |repeat| repeat.numbers[0]) {
        Some(left) if left >= 0 => done(left),
        _ => Err(ctx.type_error("len() of unsized object")),
    }
}

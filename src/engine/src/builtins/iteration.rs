//! `iter`, `next`, `sorted`, `sum`, `min`, `max`, `any`, `all`.

use std::cmp::Ordering;

use interleave_lang::bytecode::BinaryOp;
use num_bigint::BigInt;

use crate::arithmetic;
use crate::compare::{order_natively, truth_natively};
use crate::gather::{Gathering, Source, gather};
use crate::interpreter::iterate;
use crate::iterator::collect_natively;
use crate::native::{Args, Context, Def, Done, NativeResult, and_then, compose, done};
use crate::types::{iterators, sorting, support};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::new("all", |ctx, args| all_or_any(ctx, args, false), 1),
    Def::new("any", |ctx, args| all_or_any(ctx, args, true), 1),
    Def::range("iter", iter, 1, 2),
    Def::any("max", |ctx, args| extreme(ctx, args, "max", Ordering::Greater)),
    Def::any("min", |ctx, args| extreme(ctx, args, "min", Ordering::Less)),
    Def::range("next", next, 1, 2),
    Def::any("sorted", sorted),
    Def::any("sum", sum),
];

fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args.get(1) {
        None => iterate::iter(ctx, &args[0]),
        Some(sentinel) => {
            let callable = match &args[0] {
                Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) | Value::Class(_) => {
                    true
                }
                other => ctx.interpreter.class_of(other).lookup(&ctx.interpreter.names.call).is_some(),
            };
            if !callable {
                return Err(ctx.type_error("iter(v, w): v must be callable"));
            }
            done(iterators::until(ctx, args[0].clone(), sentinel.clone()))
        }
    }
}

fn next(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Value::Generator(generator) = &args[0]
        && !generator.is_plain()
    {
        return Err(ctx.type_error(format!("'{}' object is not an iterator", ctx.type_name(&args[0]))));
    }
    let item = iterate::next(ctx, &args[0]);
    let Some(default) = args.get(1) else { return item };
    let default = default.clone();
    compose(ctx, item, move |ctx, result| match result {
        Ok(item) => Ok(Done::Value(item)),
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.stop_iteration) => {
            done(default)
        }
        Err(error) => Err(error),
    })
}

fn must_iterate(ctx: &Context<'_>, value: &Value) -> Result<(), Value> {
    if support::is_iterable(ctx, value) {
        return Ok(());
    }
    Err(ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(value))))
}

fn all_or_any(ctx: &mut Context<'_>, args: &Args<'_>, wanted: bool) -> NativeResult {
    must_iterate(ctx, &args[0])?;
    if let Some(source) = Source::of_python(&args[0]) {
        return gather(source, Gathering::Truth(wanted));
    }
    let helper = if wanted { "_any" } else { "_all" };
    let Some(items) = collect_natively(ctx, &args[0])? else {
        return ctx.call_helper(helper, vec![args[0].clone()]);
    };
    for (at, item) in items.iter().enumerate() {
        match truth_natively(ctx.interpreter, item) {
            Some(truth) if truth == wanted => return done(wanted),
            Some(_) => {}
            None => return ctx.call_helper(helper, vec![Value::list(items[at..].to_vec())]),
        }
    }
    done(!wanted)
}

fn sorted(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.len() != 1 {
        return Err(ctx.type_error(format!("sorted expected 1 argument, got {}", args.len())));
    }
    let (key, reverse) = sorting::arguments(ctx, args)?;
    must_iterate(ctx, &args[0])?;
    ctx.collect(&args[0], move |ctx, items| {
        sorting::sorted(ctx, items, key, reverse, |_, items| done(Value::list(items)))
    })
}

fn sum(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.is_empty() {
        return Err(ctx.type_error("sum() takes at least 1 positional argument (0 given)"));
    }
    let [iterable, start] = args.bind(ctx, "sum", 0, ["/iterable", "start"], 1)?;
    let start = if start.is_unbound() { Value::Int(0) } else { start };
    let joined = match start.payload() {
        Value::Str(_) => Some("sum() can't sum strings [use ''.join(seq) instead]"),
        Value::Bytes(_) => Some("sum() can't sum bytes [use b''.join(seq) instead]"),
        Value::ByteArray(_) => Some("sum() can't sum bytearray [use b''.join(seq) instead]"),
        _ => None,
    };
    must_iterate(ctx, &iterable)?;
    if let Some(message) = joined {
        return Err(ctx.type_error(message));
    }
    if let (Value::Range(range), Some(start)) = (&iterable, start.to_bigint()) {
        // The sum of an arithmetic progression, so that it takes no memory.
        let length = BigInt::from(range.len());
        let ends = if range.is_empty() {
            BigInt::ZERO
        } else {
            BigInt::from(range.start) + BigInt::from(range.at(range.len() - 1))
        };
        return done(start + ends * length / 2);
    }
    if let Some(source) = Source::of_python(&iterable) {
        return gather(source, Gathering::Sum(start));
    }
    let Some(items) = collect_natively(ctx, &iterable)? else {
        return ctx.call_helper("_sum", vec![iterable, start]);
    };
    let mut total = start;
    for (at, item) in items.iter().enumerate() {
        if let (Value::Int(a), Value::Int(b)) = (&total, item)
            && let Some(sum) = a.checked_add(*b)
        {
            total = Value::Int(sum);
            continue;
        }
        let plain = !matches!(total, Value::Instance(_)) && !matches!(item, Value::Instance(_));
        let added = if plain { arithmetic::numbers(ctx, BinaryOp::Add, &total, item)? } else { None };
        match added {
            Some(sum) => total = sum,
            None => return ctx.call_helper("_sum", vec![Value::list(items[at..].to_vec()), total]),
        }
    }
    done(total)
}

fn extreme(ctx: &mut Context<'_>, args: &Args<'_>, name: &'static str, wanted: Ordering) -> NativeResult {
    let (mut key, mut default) = (Value::None, Value::Unbound);
    for (keyword, value) in args.keywords() {
        match keyword.as_str() {
            "key" => key = value.clone(),
            "default" => default = value.clone(),
            other => {
                return Err(ctx.type_error(format!("'{other}' is an invalid keyword argument for {name}()")));
            }
        }
    }
    let iterable = match args.positional() {
        [] => {
            return Err(ctx.type_error(format!("{name} expected at least 1 argument, got 0")));
        }
        [iterable] => iterable.clone(),
        several => {
            if !default.is_unbound() {
                return Err(ctx.type_error(format!(
                    "Cannot specify a default for {name}() with multiple positional arguments"
                )));
            }
            Value::tuple(several.to_vec())
        }
    };
    must_iterate(ctx, &iterable)?;
    if key.is_none()
        && let Some(source) = Source::of_python(&iterable)
    {
        let best = gather(source, Gathering::Extreme(Value::Unbound, wanted));
        return and_then(ctx, best, move |ctx, best| match (best.bound(), default.bound()) {
            (Some(best), _) => done(best.clone()),
            (None, Some(default)) => done(default.clone()),
            (None, None) => Err(ctx.value_error(format!("{name}() arg is an empty sequence"))),
        });
    }
    if key.is_none()
        && let Some(items) = collect_natively(ctx, &iterable)?
    {
        let mut found: Option<&Value> = None;
        let mut native = true;
        for item in &items {
            match found.map(|best| order_natively(item, best)) {
                None => found = Some(item),
                Some(Ok(order)) => {
                    if order == Some(wanted) {
                        found = Some(item);
                    }
                }
                Some(Err(())) => {
                    native = false;
                    break;
                }
            }
        }
        if native {
            return match (found, default.bound()) {
                (Some(found), _) => done(found.clone()),
                (None, Some(default)) => done(default.clone()),
                (None, None) => Err(ctx.value_error(format!("{name}() arg is an empty sequence"))),
            };
        }
        return extreme_in_python(ctx, Value::list(items), key, default, name);
    }
    extreme_in_python(ctx, iterable, key, default, name)
}

fn extreme_in_python(
    ctx: &mut Context<'_>,
    items: Value,
    key: Value,
    default: Value,
    name: &'static str,
) -> NativeResult {
    match default.bound() {
        None => ctx.call_helper("_extreme_or_error", vec![items, key, name.into()]),
        Some(_) => ctx.call_helper("_extreme", vec![items, key, default, name.into()]),
    }
}

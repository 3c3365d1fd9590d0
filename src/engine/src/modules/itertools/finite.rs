//! Iterators that end with the shortest or longest of those they are made of.

use interleave_lang::bytecode::BinaryOp;

use super::{builtin_class, construct};
use crate::composite::{Composite, Input, Kind, Need, Progress, quick_next};
use crate::interpreter::{iterate, operator};
use crate::iterator::IteratorState;
use crate::native::{Args, Context, NativeResult};
use crate::types::iterators::{iter_all, iter_then};
use crate::types::support;
use crate::value::{Truth, Value};

pub(super) const KINDS: &[&Kind] = &[
    &ACCUMULATE,
    &CHAIN,
    &COMPRESS,
    &DROPWHILE,
    &FILTERFALSE,
    &ISLICE,
    &PAIRWISE,
    &STARMAP,
    &TAKEWHILE,
    &ZIP_LONGEST,
];

/// Values: the iterator, the function or None, the total. Numbers: whether there is a total yet: 0 no, 1 yes,
/// 2 yes, and it is the next item.
static ACCUMULATE: Kind = Kind::quick("accumulate", resume_accumulate, quick_accumulate);

fn quick_accumulate(this: &mut Composite) -> Option<Value> {
    let ([iterator, Value::None, Value::Int(total)], [1]) = (&mut this.values[..], &this.numbers[..]) else {
        return None;
    };
    // What is taken must be put to use: so it is looked at first.
    let Value::Iterator(native) = iterator else { return None };
    let mut state = native.state.lock();
    match &mut *state {
        IteratorState::Range { next, step, left } if *left > 0 => {
            *total = total.checked_add(*next)?;
            *left -= 1;
            *next = next.wrapping_add(*step);
        }
        IteratorState::List { list, index } => {
            let Some(Value::Int(item)) = list.lock().get(*index).cloned() else { return None };
            *total = total.checked_add(item)?;
            *index += 1;
        }
        _ => return None,
    }
    Some(Value::Int(*total))
}

fn resume_accumulate(
    this: &mut Composite,
    ctx: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::Start if this.numbers[0] == 2 => {
            this.numbers[0] = 1;
            Ok(Need::Item(this.values[2].clone()))
        }
        Input::Start => Ok(Need::Next(this.values[0].clone())),
        Input::End => Ok(Need::End),
        Input::Item(item) if this.numbers[0] == 1 => {
            let total = this.values[2].clone();
            if this.values[1].is_none() {
                if let (Value::Int(a), Value::Int(b)) = (&total, &item)
                    && let Some(sum) = a.checked_add(*b)
                {
                    this.values[2] = Value::Int(sum);
                    return Ok(Need::Item(Value::Int(sum)));
                }
                return Ok(Need::Rest(operator::binary(ctx, BinaryOp::Add, &total, &item)));
            }
            Ok(Need::Call(this.values[1].clone(), vec![total, item]))
        }
        Input::Item(total) | Input::Value(total) => {
            this.numbers[0] = 1;
            this.replace(2, total.clone());
            Ok(Need::Item(total))
        }
    }
}

pub(super) fn accumulate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, func, initial] = args.bind(ctx, "accumulate", 1, ["iterable", "func", "*initial"], 1)?;
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        let func = if func.is_unbound() { Value::None } else { func };
        let (total, state) =
            if initial.is_unbound() || initial.is_none() { (Value::None, 0) } else { (initial, 2) };
        construct(ctx, &class, &ACCUMULATE, vec![iterator, func, total], vec![state])
    })
}

/// Values: the iterator of iterables or None, the present iterator or None.
static CHAIN: Kind = Kind::quick("chain", resume_chain, |this| quick_next(&this.values[1]));

fn resume_chain(
    this: &mut Composite,
    ctx: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    const ITEM: u8 = 1;
    const ITERABLE: u8 = 2;
    match input {
        Input::Item(item) if progress.phase == ITEM => return Ok(Need::Item(item)),
        Input::Item(iterable) => return Ok(Need::Rest(iterate::iter(ctx, &iterable))),
        Input::End if progress.phase == ITEM => this.replace(1, Value::None),
        Input::End => {
            this.replace(0, Value::None);
            return Ok(Need::End);
        }
        Input::Value(iterator) => this.replace(1, iterator),
        Input::Start => {}
    }
    let from = if this.values[1].is_none() { 0 } else { 1 };
    if this.values[from].is_none() {
        return Ok(Need::End);
    }
    progress.phase = if from == 1 { ITEM } else { ITERABLE };
    Ok(Need::Next(this.values[from].clone()))
}

pub(super) fn chain(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !args.names().is_empty() {
        return Err(ctx.type_error("chain() takes no keyword arguments"));
    }
    let class = args[0].clone();
    let iterables = Value::tuple(args.rest().to_vec());
    iter_then(ctx, &iterables, move |ctx, source| {
        construct(ctx, &class, &CHAIN, vec![source, Value::None], Vec::new())
    })
}

pub(super) fn chain_from_iterable(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = args[0].clone();
    iter_then(ctx, &args[1], move |ctx, source| {
        construct(ctx, &class, &CHAIN, vec![source, Value::None], Vec::new())
    })
}

/// Values: the iterators of data and of selectors.
static COMPRESS: Kind = Kind::new("compress", resume_compress);

fn resume_compress(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::End => return Ok(Need::End),
        Input::Item(datum) if progress.values.is_empty() => {
            progress.values.push(datum);
            return Ok(Need::Next(this.values[1].clone()));
        }
        Input::Item(selector) => return Ok(Need::Truth(selector)),
        Input::Value(chosen) => {
            let datum = progress.values.pop();
            if let (Value::Bool(Truth::True), Some(datum)) = (chosen, datum) {
                return Ok(Need::Item(datum));
            }
        }
        Input::Start => {}
    }
    Ok(Need::Next(this.values[0].clone()))
}

pub(super) fn compress(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [data, selectors] = args.bind(ctx, "compress", 1, ["data", "selectors"], 2)?;
    let class = args[0].clone();
    iter_all(
        ctx,
        vec![data, selectors].into_iter(),
        Vec::new(),
        Box::new(move |ctx, iterators| construct(ctx, &class, &COMPRESS, iterators, Vec::new())),
    )
}

/// Values: the predicate, the iterator. Numbers: whether the first item has come.
static DROPWHILE: Kind = Kind::new("dropwhile", resume_dropwhile);

fn resume_dropwhile(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::End => return Ok(Need::End),
        Input::Item(item) if this.numbers[0] != 0 => return Ok(Need::Item(item)),
        Input::Item(item) => {
            progress.values.push(item.clone());
            return Ok(Need::Call(this.values[0].clone(), vec![item]));
        }
        Input::Value(truth) => match decided(progress, truth) {
            Err(truth) => return Ok(Need::Truth(truth)),
            Ok((true, _)) => {}
            Ok((false, item)) => {
                this.numbers[0] = 1;
                return Ok(Need::Item(item));
            }
        },
        Input::Start => {}
    }
    Ok(Need::Next(this.values[1].clone()))
}

/// A predicate's answer and the item it is about; the error is to be asked for its truth first.
fn decided(progress: &mut Progress, answer: Value) -> Result<(bool, Value), Value> {
    match answer {
        Value::Bool(truth) => Ok((truth.get(), progress.values.pop().unwrap_or(Value::None))),
        other => Err(other),
    }
}

fn predicate_and_iterator(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    name: &str,
    kind: &'static Kind,
    numbers: Vec<i64>,
) -> NativeResult {
    if !args.names().is_empty() {
        return Err(ctx.type_error(format!("{name}() takes no keyword arguments")));
    }
    let [function, iterable] = args.rest() else {
        let text = format!("{name} expected 2 arguments, got {}", args.rest().len());
        return Err(ctx.type_error(text));
    };
    let (class, function) = (args[0].clone(), function.clone());
    iter_then(ctx, iterable, move |ctx, iterator| {
        construct(ctx, &class, kind, vec![function, iterator], numbers)
    })
}

pub(super) fn dropwhile(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    predicate_and_iterator(ctx, args, "dropwhile", &DROPWHILE, vec![0])
}

/// Values: the predicate, the iterator. Numbers: whether it has ended.
static TAKEWHILE: Kind = Kind::new("takewhile", resume_takewhile);

fn resume_takewhile(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::Start if this.numbers[0] != 0 => Ok(Need::End),
        Input::Start => Ok(Need::Next(this.values[1].clone())),
        Input::End => Ok(Need::End),
        Input::Item(item) => {
            progress.values.push(item.clone());
            Ok(Need::Call(this.values[0].clone(), vec![item]))
        }
        Input::Value(truth) => Ok(match decided(progress, truth) {
            Err(truth) => Need::Truth(truth),
            Ok((true, item)) => Need::Item(item),
            Ok((false, _)) => {
                this.numbers[0] = 1;
                Need::End
            }
        }),
    }
}

pub(super) fn takewhile(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    predicate_and_iterator(ctx, args, "takewhile", &TAKEWHILE, vec![0])
}

/// Values: the predicate or None, the iterator.
static FILTERFALSE: Kind = Kind::new("filterfalse", |this, _, progress, input| {
    crate::types::iterators::resume_filtering(this, progress, input, false)
});

pub(super) fn filterfalse(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    predicate_and_iterator(ctx, args, "filterfalse", &FILTERFALSE, Vec::new())
}

/// Values: the function, the iterator.
static STARMAP: Kind = Kind::new("starmap", resume_starmap);

fn resume_starmap(
    this: &mut Composite,
    ctx: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    Ok(match input {
        Input::Start => Need::Next(this.values[1].clone()),
        Input::End => Need::End,
        Input::Item(Value::Tuple(args)) => Need::Last(this.values[0].clone(), args.to_vec()),
        Input::Item(args) => {
            Need::Rest(ctx.collect(&args, |_, items| crate::native::done(Value::list(items))))
        }
        Input::Value(args) => Need::Last(this.values[0].clone(), args.sequence_items().unwrap_or_default()),
    })
}

pub(super) fn starmap(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    predicate_and_iterator(ctx, args, "starmap", &STARMAP, Vec::new())
}

/// Values: the iterator or None. Numbers: the next place wanted, the place to stop before or -1, the step, the place
/// where the iterator is.
static ISLICE: Kind = Kind::quick("islice", resume_islice, quick_islice);

fn quick_islice(this: &mut Composite) -> Option<Value> {
    let [wanted, stop, step, at] = &mut this.numbers[..] else { return None };
    if *at != *wanted || *step != 1 || (*stop >= 0 && *at >= *stop) {
        return None;
    }
    let item = quick_next(&this.values[0])?;
    *at += 1;
    *wanted = *at;
    Some(item)
}

fn resume_islice(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    let [wanted, stop, step, at] = &mut this.numbers[..] else { return Ok(Need::End) };
    match input {
        Input::Item(item) => {
            let place = *at;
            *at += 1;
            if place >= *wanted {
                *wanted = wanted.checked_add(*step).unwrap_or(i64::MAX);
                if *stop >= 0 {
                    *wanted = (*wanted).min(*stop);
                }
                return Ok(Need::Item(item));
            }
        }
        Input::Start => {}
        Input::End | Input::Value(_) => {
            this.replace(0, Value::None);
            return Ok(Need::End);
        }
    }
    // Never takes more from the iterator than it must.
    if this.values[0].is_none() || (*stop >= 0 && *at >= *stop) {
        this.replace(0, Value::None);
        return Ok(Need::End);
    }
    Ok(Need::Next(this.values[0].clone()))
}

pub(super) fn islice(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !args.names().is_empty() {
        return Err(ctx.type_error("islice() takes no keyword arguments"));
    }
    let (iterable, start, stop, step) = match args.rest() {
        [iterable, stop] => (iterable, &Value::None, stop, &Value::None),
        [iterable, start, stop] => (iterable, start, stop, &Value::None),
        [iterable, start, stop, step] => (iterable, start, stop, step),
        other => {
            let words = if other.len() < 2 { "at least 2" } else { "at most 4" };
            let text = format!("islice expected {words} arguments, got {}", other.len());
            return Err(ctx.type_error(text));
        }
    };
    let number = |value: &Value, default: i64, least: i64| match value {
        Value::None => Some(default),
        value => ctx.index(value).ok().filter(|number| *number >= least),
    };
    let refused = |what: &str| {
        ctx.value_error(format!("{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize."))
    };
    let stop = match stop {
        Value::None => -1,
        stop => match ctx.index(stop) {
            Err(_) => return Err(ctx.no_index(stop, refused("Stop argument"))),
            Ok(-1) => return Err(refused("Stop argument")),
            Ok(stop) if stop < 0 => return Err(refused("Indices")),
            Ok(stop) => stop,
        },
    };
    let Some(start) = number(start, 0, 0) else { return Err(ctx.no_index(start, refused("Indices"))) };
    let Some(step) = number(step, 1, 1) else {
        let error = ctx.value_error("Step for islice() must be a positive integer or None.");
        return Err(ctx.no_index(step, error));
    };
    let class = args[0].clone();
    iter_then(ctx, iterable, move |ctx, iterator| {
        construct(ctx, &class, &ISLICE, vec![iterator], vec![start, stop, step, 0])
    })
}

/// Values: the iterator or None, the item before. Numbers: whether there is one.
static PAIRWISE: Kind = Kind::new("pairwise", resume_pairwise);

fn resume_pairwise(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::Item(item) if this.numbers[0] == 0 => {
            this.numbers[0] = 1;
            this.replace(1, item);
        }
        Input::Item(item) => {
            let before = std::mem::replace(&mut this.values[1], item.clone());
            return Ok(Need::Item(Value::tuple([before, item])));
        }
        Input::Start if !this.values[0].is_none() => {}
        _ => {
            this.replace(0, Value::None);
            this.replace(1, Value::None);
            return Ok(Need::End);
        }
    }
    Ok(Need::Next(this.values[0].clone()))
}

pub(super) fn pairwise(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable] = args.bind(ctx, "pairwise", 1, ["/iterable"], 1)?;
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        construct(ctx, &class, &PAIRWISE, vec![iterator, Value::None], vec![0])
    })
}

/// Values: the iterators, None where one has ended, then what stands for its items. Numbers: how many have not ended.
static ZIP_LONGEST: Kind = Kind::new("zip_longest", resume_zip_longest);

fn resume_zip_longest(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    let Some(width) = this.values.len().checked_sub(1).filter(|width| *width > 0) else {
        return Ok(Need::End);
    };
    match input {
        Input::Item(item) => progress.values.push(item),
        Input::Start if this.numbers[0] > 0 => progress.values.reserve_exact(width),
        Input::End => {
            let at = progress.values.len();
            if !this.values[at].is_none() {
                this.replace(at, Value::None);
                this.numbers[0] -= 1;
            }
            if this.numbers[0] <= 0 {
                return Ok(Need::End);
            }
            progress.values.push(this.values[width].clone());
        }
        _ => return Ok(Need::End),
    }
    while progress.values.len() < width {
        let iterator = &this.values[progress.values.len()];
        if !iterator.is_none() {
            return Ok(Need::Next(iterator.clone()));
        }
        progress.values.push(this.values[width].clone());
    }
    Ok(Need::Item(Value::tuple(std::mem::take(&mut progress.values))))
}

pub(super) fn zip_longest(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut fill = Value::None;
    for (name, value) in args.keywords() {
        if name.as_str() != "fillvalue" {
            return Err(ctx.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value.clone();
    }
    // All are looked at before any is begun.
    for value in args.rest() {
        if !support::is_iterable(ctx, value) {
            return Err(ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(value))));
        }
    }
    let class = args[0].clone();
    builtin_class(ctx, &class)?;
    iter_all(
        ctx,
        args.rest().to_vec().into_iter(),
        Vec::new(),
        Box::new(move |ctx, mut iterators| {
            let active = iterators.len() as i64;
            iterators.push(fill);
            construct(ctx, &class, &ZIP_LONGEST, iterators, vec![active])
        }),
    )
}

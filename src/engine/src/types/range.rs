//! `range` and `slice` (Objects/rangeobject.c, Objects/sliceobject.c).

use crate::iterator::{IteratorState, NativeIterator};
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done};
use crate::objects::{Range, Slice};
use crate::reference::Ref;
use crate::value::Value;

use super::support::{self, class_argument, fit_slice};
use super::{binary, sequence, show};

/// `range`
pub(super) const RANGE: TypeDef = TypeDef {
    new: Some(new_range),
    methods: &[
        Def::new("count", count, 1),
        Def::new("index", index, 1),
        Def::new("__len__", sequence::len, 0),
        Def::new("__contains__", sequence::contains, 1),
        Def::new("__getitem__", sequence::getitem, 1),
        Def::new("__iter__", sequence::iter, 0),
        Def::new("__reversed__", reversed, 0),
        Def::new("__eq__", binary::eq, 1),
        Def::new("__ne__", binary::ne, 1),
        Def::new("__hash__", binary::hash, 0),
        Def::new("__repr__", show::repr_method, 0),
        Def::new("__bool__", |ctx, args| done(!this(ctx, args)?.is_empty()), 0),
    ],
    getters: &[
        Getter::new("start", |ctx, value| field(ctx, value, |range| range.start)),
        Getter::new("stop", |ctx, value| field(ctx, value, |range| range.stop)),
        Getter::new("step", |ctx, value| field(ctx, value, |range| range.step)),
    ],
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object",
    ..TypeDef::EMPTY
};

/// `slice`
pub(super) const SLICE: TypeDef = TypeDef {
    new: Some(new_slice),
    methods: &[
        Def::new("indices", indices, 1),
        Def::new("__eq__", binary::eq, 1),
        Def::new("__ne__", binary::ne, 1),
        Def::new("__lt__", binary::lt, 1),
        Def::new("__le__", binary::le, 1),
        Def::new("__gt__", binary::gt, 1),
        Def::new("__ge__", binary::ge, 1),
        Def::new("__repr__", show::repr_method, 0),
    ],
    getters: &[
        Getter::new("start", |_, value| Ok(slice_field(value, |slice| slice.start.clone()))),
        Getter::new("stop", |_, value| Ok(slice_field(value, |slice| slice.stop.clone()))),
        Getter::new("step", |_, value| Ok(slice_field(value, |slice| slice.step.clone()))),
    ],
    doc: "slice(stop)\nslice(start, stop[, step])",
    ..TypeDef::EMPTY
};

fn this<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Range>, Value> {
    args.this().as_range().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "range"))
}

fn field(ctx: &Context<'_>, value: &Value, get: impl Fn(&Range) -> i64) -> Result<Value, Value> {
    match value.as_range() {
        Some(range) => Ok(Value::Int(get(range))),
        None => Err(support::wrong_receiver(ctx, value, "range")),
    }
}

fn new_range(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    class_argument(ctx, args)?;
    if !args.names().is_empty() {
        return Err(ctx.type_error("range() takes no keyword arguments"));
    }
    let bounds = args.rest().to_vec();
    if let Some(at) =
        bounds.iter().position(|bound| matches!(bound, Value::Instance(i) if i.payload.is_unbound()))
    {
        let class = args[0].clone();
        return support::with_index(ctx, &bounds[at].clone(), move |ctx, index| {
            if index.to_bigint().is_none() {
                ctx.index(&index)?;
            }
            let mut all = vec![class];
            all.extend(bounds);
            all[at + 1] = index;
            new_range(ctx, &Args::new(&all, &[]))
        });
    }
    let (start, stop, step) = match &bounds[..] {
        [] => return Err(ctx.type_error("range expected at least 1 argument, got 0")),
        [stop] => (&Value::Int(0), stop, &Value::Int(1)),
        [start, stop] => (start, stop, &Value::Int(1)),
        [start, stop, step] => (start, stop, step),
        more => {
            return Err(ctx.type_error(format!("range expected at most 3 arguments, got {}", more.len())));
        }
    };
    if [start, stop, step].iter().any(|bound| matches!(bound.payload(), Value::BigInt(_))) {
        return ctx.call_module("_big_range", "range", vec![start.clone(), stop.clone(), step.clone()]);
    }
    let (start, stop, step) = (ctx.index(start)?, ctx.index(stop)?, ctx.index(step)?);
    if step == 0 {
        return Err(ctx.value_error("range() arg 3 must not be zero"));
    }
    done(Value::Range(Ref::new(Range { start, stop, step })))
}

fn position(range: &Range, value: &Value) -> Option<u64> {
    match value.payload() {
        Value::Int(_) | Value::Bool(_) => sequence::range_index(range, value.as_int()?),
        Value::Float(float) if float.get().floor() == float.get() && float.get().abs() < 9e18 => {
            sequence::range_index(range, float.get() as i64)
        }
        _ => None,
    }
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(i64::from(position(this(ctx, args)?, &args[1]).is_some()))
}

fn index(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match position(this(ctx, args)?, &args[1]) {
        Some(position) => done(position as i64),
        None if args[1].to_bigint().is_none() => Err(ctx.value_error("sequence.index(x): x not in sequence")),
        None => show::repr_then(ctx, &args[1], |ctx, text| {
            Err(ctx.value_error(format!("{} is not in range", text.as_text().unwrap_or_default())))
        }),
    }
}

fn reversed(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let range = this(ctx, args)?;
    let left = range.len();
    let last = if left == 0 { range.start } else { range.at(left - 1) };
    done(NativeIterator::value(
        &ctx.interpreter.types.range_iterator,
        IteratorState::Range { next: last, step: range.step.wrapping_neg(), left },
    ))
}

fn new_slice(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    class_argument(ctx, args)?;
    let (start, stop, step) = match args.rest() {
        [] => return Err(ctx.type_error("slice expected at least 1 argument, got 0")),
        [stop] => (Value::None, stop.clone(), Value::None),
        [start, stop] => (start.clone(), stop.clone(), Value::None),
        [start, stop, step] => (start.clone(), stop.clone(), step.clone()),
        more => {
            return Err(ctx.type_error(format!("slice expected at most 3 arguments, got {}", more.len())));
        }
    };
    done(Value::Slice(Ref::new(Slice { start, stop, step })))
}

fn slice_field(value: &Value, get: impl Fn(&Slice) -> Value) -> Value {
    match value {
        Value::Slice(slice) => get(slice),
        _ => Value::None,
    }
}

fn indices(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let length = ctx.index(&args[1])?;
    let length = usize::try_from(length).map_err(|_| ctx.value_error("length should not be negative"))?;
    support::with_index(ctx, args.this(), move |ctx, slice| {
        let Value::Slice(slice) = &slice else { return Err(support::wrong_receiver(ctx, &slice, "slice")) };
        let span = fit_slice(ctx, slice, length)?;
        done(Value::tuple([Value::Int(span.start), Value::Int(span.stop), Value::Int(span.step)]))
    })
}

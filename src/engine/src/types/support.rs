//! What the methods of builtin types share: reading arguments, raising what `crate::text` found wrong.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::class::Class;
use crate::native::{Args, Context, NativeResult, call_then};
use crate::objects::Slice;
use crate::reference::Ref;
use crate::string::Str;
use crate::text::Fault;
use crate::text::slice::{self, Span};
use crate::value::Value;

/// The exception for a fault.
#[cold]
pub(crate) fn raise(ctx: &Context<'_>, fault: Fault) -> Value {
    let exceptions = &ctx.interpreter.exceptions;
    match fault {
        Fault::Type(message) => ctx.type_error(message),
        Fault::Value(message) => ctx.value_error(message),
        Fault::Overflow(message) => ctx.overflow_error(message),
        Fault::ZeroDivision(message) => ctx.zero_division_error(message),
        Fault::Index(message) => ctx.index_error(message),
        Fault::Memory => ctx.interpreter.exception_with(&exceptions.memory_error, Vec::new()),
    }
}

/// The receiver is not of the method's type: `str.upper(5)`.
#[cold]
pub(crate) fn wrong_receiver(ctx: &Context<'_>, value: &Value, expected: &str) -> Value {
    ctx.type_error(format!(
        "descriptor requires a '{expected}' object but received a '{}'",
        ctx.type_name(value)
    ))
}

/// The class that a `__new__` was called with.
pub(crate) fn class_argument<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Class>, Value> {
    match args.get(0) {
        Some(Value::Class(class)) => Ok(class),
        _ => Err(ctx.type_error("__new__(X): X is not a type object")),
    }
}

/// Whether the value can be iterated.
pub(crate) fn is_iterable(ctx: &Context<'_>, value: &Value) -> bool {
    let class = ctx.interpreter.class_of(value);
    let names = &ctx.interpreter.names;
    class.lookup(&names.iter).is_some_and(|method| !method.is_none())
        || class.lookup(&names.getitem).is_some()
}

/// An `int` of any size, as `__index__` gives it.
pub(crate) fn index_bigint(ctx: &Context<'_>, value: &Value) -> Result<BigInt, Value> {
    value.to_bigint().ok_or_else(|| ctx.not_an_integer(value))
}

/// An index that is clipped instead of refused when it is beyond 64 bits.
pub(crate) fn clipped(value: &Value) -> Option<i64> {
    match value.payload() {
        Value::Int(i) => Some(*i),
        Value::Bool(b) => Some(i64::from(b.get())),
        Value::BigInt(big) => Some(big.to_i64().unwrap_or(if big.sign() == num_bigint::Sign::Minus {
            i64::MIN
        } else {
            i64::MAX
        })),
        _ => None,
    }
}

/// A bound of `find`, `index` or a slice: an int, or None.
pub(crate) fn optional_index(ctx: &Context<'_>, value: Option<&Value>) -> Result<Option<i64>, Value> {
    match value {
        None | Some(Value::None | Value::Unbound) => Ok(None),
        Some(value) => match clipped(value) {
            Some(index) => Ok(Some(index)),
            None => {
                let words = "slice indices must be integers or None or have an __index__ method";
                Err(ctx.no_index(value, ctx.type_error(words)))
            }
        },
    }
}

/// A slice fitted to a sequence of `length` items.
pub(crate) fn fit_slice(ctx: &Context<'_>, slice: &Slice, length: usize) -> Result<Span, Value> {
    let step = optional_index(ctx, Some(&slice.step))?.unwrap_or(1);
    if step == 0 {
        return Err(ctx.value_error("slice step cannot be zero"));
    }
    let start = optional_index(ctx, Some(&slice.start))?;
    let stop = optional_index(ctx, Some(&slice.stop))?;
    Ok(slice::fit(start, stop, step.max(-i64::MAX), length))
}

/// The position that `sequence[index]` means.
pub(crate) fn sequence_position(
    ctx: &Context<'_>,
    index: &Value,
    length: usize,
    kind: &str,
    out_of_range: &str,
) -> Result<usize, Value> {
    match index.payload() {
        Value::Int(_) | Value::Bool(_) => {
            let index = index.as_int().unwrap_or_default();
            slice::position(index, length).ok_or_else(|| ctx.index_error(out_of_range))
        }
        Value::BigInt(_) => Err(ctx.index_error("cannot fit 'int' into an index-sized integer")),
        _ => Err(ctx
            .type_error(format!("{kind} indices must be integers or slices, not {}", ctx.type_name(index)))),
    }
}

/// Whether the class of the value has `__index__` written in Python, so that [`with_index`] must ask it.
pub(crate) fn has_user_index(ctx: &Context<'_>, value: &Value) -> bool {
    match value {
        Value::Instance(instance) => {
            instance.payload.is_unbound() && instance.class.lookup(&ctx.interpreter.names.index).is_some()
        }
        Value::Slice(slice) => {
            [&slice.start, &slice.stop, &slice.step].into_iter().any(|part| has_user_index(ctx, part))
        }
        _ => false,
    }
}

/// Continues with the value, or with what its `__index__` gives; a slice of such values likewise.
pub(crate) fn with_index(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    if has_user_index(ctx, value) {
        return call_then(ctx.helper("_index"), vec![value.clone()], then);
    }
    then(ctx, value.clone())
}

/// The text of a `str` argument, `None` if it is another type.
pub(crate) fn str_argument(value: &Value) -> Option<&Ref<Str>> {
    value.as_str()
}

/// Text values of parts.
pub(crate) fn strings<'a>(parts: impl IntoIterator<Item = &'a str>) -> Vec<Value> {
    parts.into_iter().map(Value::from).collect()
}

/// How many items a repetition gives, refused where it would not fit in memory.
pub(crate) fn repeated(
    ctx: &Context<'_>,
    length: usize,
    times: i64,
    item_size: usize,
) -> Result<usize, Value> {
    let times = usize::try_from(times).unwrap_or(0);
    let bytes = length.checked_mul(times).and_then(|n| n.checked_mul(item_size)).unwrap_or(usize::MAX);
    ctx.check_size(bytes)?;
    Ok(times)
}

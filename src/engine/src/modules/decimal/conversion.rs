//! Decimals from values of other types, and other types from decimals.

use std::borrow::Cow;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;

use super::coefficient::Coefficient;
use super::number::{Kind, LEAST_TINY, MOST, Number};
use super::object::{class_for, no_conversion, operand, wrap};
use super::rules::{Rounding, Rules, signal};
use super::{context, fitting, object};
use crate::class::flag;
use crate::native::{Args, Context, NativeResult, call, done};
use crate::text::unicode;
use crate::types::complex;
use crate::value::Value;

/// An `int`.
fn int_value(negative: bool, number: &Coefficient) -> Value {
    let size = match number {
        Coefficient::Small(small) if let Ok(small) = i64::try_from(*small) => {
            return Value::Int(if negative { -small } else { small });
        }
        number => number.to_big(),
    };
    Value::from_bigint(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, size))
}

/// The float, exactly. ±m * 2**e is ±m * 5**-e * 10**e.
pub(super) fn of_float(float: f64) -> Number {
    // As the text of any NaN has no sign.
    let negative = float.is_sign_negative() && !float.is_nan();
    if !float.is_finite() {
        return Number::special(negative, if float.is_nan() { Kind::Nan } else { Kind::Infinite });
    }
    let bits = float.to_bits();
    let raw = (bits >> 52 & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let mantissa = if raw == 0 { fraction } else { fraction | 1 << 52 };
    let zeros = if mantissa == 0 { 0 } else { i64::from(mantissa.trailing_zeros()) };
    let exponent = raw.max(1) - 1075 + zeros;
    let mantissa = BigUint::from(mantissa >> zeros);
    if mantissa.bits() == 0 {
        return Number { negative, ..Number::small(0) };
    }
    let (number, exponent) = if exponent >= 0 {
        (mantissa << exponent, 0)
    } else {
        (mantissa * BigUint::from(5_u32).pow(-exponent as u32), exponent)
    };
    Number::finite(negative, Coefficient::from_big(number), exponent)
}

/// `(sign, digits, exponent)`
fn of_parts(ctx: &Context<'_>, parts: &[Value]) -> Result<Number, Value> {
    let [sign, digits, exponent] = parts else {
        return Err(ctx.value_error("argument must be a sequence of length 3"));
    };
    let negative = match sign.as_int() {
        Some(sign @ (0 | 1)) => sign == 1,
        _ => return Err(ctx.value_error("sign must be an integer with the value 0 or 1")),
    };
    let (kind, exponent) = match exponent.as_text() {
        Some("F") => (Kind::Infinite, 0),
        Some("n") => (Kind::Nan, 0),
        Some("N") => (Kind::Signaling, 0),
        Some(_) => {
            return Err(ctx.value_error("string argument in the third position must be 'F', 'n' or 'N'"));
        }
        None if exponent.to_bigint().is_none() => {
            return Err(ctx.value_error("exponent must be an integer"));
        }
        None => (Kind::Finite, ctx.index(exponent)?.clamp(4 * LEAST_TINY, 4 * MOST)),
    };
    let wrong = || ctx.value_error("coefficient must be a tuple of digits");
    let items = digits.sequence_items().ok_or_else(wrong)?;
    if kind == Kind::Infinite {
        return Ok(Number::special(negative, kind));
    }
    let digit =
        |item: &Value| item.as_int().filter(|digit| (0..10).contains(digit)).map(|digit| b'0' + digit as u8);
    let digits = items.iter().map(digit).collect::<Option<Vec<u8>>>().ok_or_else(wrong)?;
    Ok(Number { negative, kind, exponent, coefficient: Coefficient::parse(&digits) })
}

/// A number that a value stands for, and what that signals. Exactly: a text may have spaces around and underscores.
fn read(ctx: &Context<'_>, value: &Value, exact: bool) -> Result<(Number, u32), Value> {
    if let Some(number) = operand(value) {
        return Ok((number.into_owned(), 0));
    }
    if let Some(text) = value.as_text() {
        let text = if exact {
            Cow::Owned(text.trim_matches(unicode::is_space).replace('_', ""))
        } else {
            Cow::Borrowed(text)
        };
        return Ok(match Number::parse(&text) {
            Some(number) => (number, 0),
            None => (Number::special(false, Kind::Nan), signal::SYNTAX),
        });
    }
    match value.payload() {
        Value::Float(float) => Ok((of_float(float.get()), signal::FLOAT)),
        Value::Tuple(_) | Value::List(_) => {
            Ok((of_parts(ctx, &value.sequence_items().unwrap_or_default())?, 0))
        }
        _ => Err(no_conversion(ctx, value)),
    }
}

/// Exactly, or fitted to the context.
fn convert(
    ctx: &mut Context<'_>,
    class: &Value,
    value: &Value,
    context: &Value,
    exact: bool,
) -> NativeResult {
    let (mut number, mut status) = read(ctx, value, exact)?;
    if exact && number.is_finite() {
        let highest = number.exponent.max(number.adjusted());
        if number.exponent < LEAST_TINY || highest > MOST {
            number = Number::special(false, Kind::Nan);
            status |= signal::INVALID;
        }
    }
    let class = class.clone();
    let finish = move |ctx: &mut Context<'_>, context: Value| {
        let mut number = number;
        if !exact {
            let mut rules = context::rules(&context);
            if number.is_nan()
                && number.coefficient.digits() > rules.prec - i64::from(rules.clamp)
                && !number.coefficient.is_zero()
            {
                number = rules.signal(signal::SYNTAX);
            }
            rules.status |= status;
            number = fitting(ctx, rules.fit(number))?;
            status = rules.status;
        }
        context::settle(ctx, &context, status)?;
        let native = match &class {
            Value::Class(class) if class.has(flag::BUILTIN) => class.clone(),
            _ => class_for(ctx, &[])?,
        };
        ctx.construct(&class, wrap(&native, number))
    };
    match context::of(ctx, context)? {
        Some(context) => finish(ctx, context),
        None if exact && status == 0 => finish(ctx, Value::None),
        None => context::find(ctx, Box::new(finish)),
    }
}

/// `Decimal(value="0", context=None)`
pub(super) fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [value, context] = args.bind(ctx, "Decimal", 1, ["value", "context"], 0)?;
    let Value::Class(class) = &args[0] else { return Err(ctx.type_error("a class is missing")) };
    if value.is_unbound() {
        let native = if class.has(flag::BUILTIN) { class.clone() } else { class_for(ctx, &[])? };
        return ctx.construct(&args[0], wrap(&native, Number::small(0)));
    }
    if let Value::Native(object) = &value
        && object.class.is(class)
    {
        context::of(ctx, &context)?;
        return done(value);
    }
    convert(ctx, &args[0], &value, &context, true)
}

/// `Context.create_decimal(num="0")`
pub(super) fn create(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let zero = Value::Int(0);
    let class = Value::Class(class_for(ctx, &[])?);
    convert(ctx, &class, args.get(1).unwrap_or(&zero), args.this(), false)
}

fn float_argument(ctx: &Context<'_>, value: &Value) -> Result<Number, Value> {
    match (value.payload(), operand(value)) {
        (Value::Float(float), _) => Ok(of_float(float.get())),
        (Value::Native(_), _) | (_, None) => Err(ctx.type_error("argument must be int or float")),
        (_, Some(number)) => Ok(number.into_owned()),
    }
}

/// `Decimal.from_float(f)`
pub(super) fn from_float(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let made = wrap(&class_for(ctx, &[])?, float_argument(ctx, &args[1])?);
    match &args[0] {
        Value::Class(class) if !class.has(flag::BUILTIN) => call(args[0].clone(), vec![made]),
        _ => done(made),
    }
}

/// `Context.create_decimal_from_float(f)`
pub(super) fn create_from_float(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let made = wrap(&class_for(ctx, &[])?, float_argument(ctx, &args[1])?);
    let class = Value::Class(class_for(ctx, &[])?);
    convert(ctx, &class, &made, args.this(), false)
}

fn this<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Number, Value> {
    object::number(value).ok_or_else(|| no_conversion(ctx, value))
}

/// What is no number, or too great for one, as the others say it.
fn finite<'a>(ctx: &Context<'_>, value: &'a Value, what: &str) -> Result<&'a Number, Value> {
    let number = this(ctx, value)?;
    if number.is_nan() {
        return Err(ctx.value_error(["cannot convert NaN to ", what].concat()));
    }
    if number.is_infinite() {
        return Err(ctx.overflow_error(["cannot convert Infinity to ", what].concat()));
    }
    Ok(number)
}

/// The nearest `int` in some direction.
pub(super) fn int(ctx: &mut Context<'_>, value: &Value, rounding: Rounding) -> NativeResult {
    let number = finite(ctx, value, "integer")?;
    let rules = Rules { rounding, ..Rules::DEFAULT };
    let (whole, _) = fitting(ctx, rules.rescaled(number, number.exponent.min(0)))?;
    let (whole, _) = fitting(ctx, rules.rescaled(&whole, 0))?;
    done(int_value(number.negative, &whole.coefficient))
}

/// The nearest float, as `__float__` gives it.
pub(crate) fn float(ctx: &Context<'_>, value: &Value) -> Result<f64, Value> {
    let number = this(ctx, value)?;
    let size = match number.kind {
        Kind::Finite => {
            let text = [&number.coefficient.text(), "e", &number.exponent.to_string()].concat();
            text.parse().unwrap_or(f64::NAN)
        }
        Kind::Infinite => f64::INFINITY,
        Kind::Nan => f64::NAN,
        Kind::Signaling => return Err(ctx.value_error("cannot convert signaling NaN to float")),
    };
    Ok(size.copysign(if number.negative { -1.0 } else { 1.0 }))
}

pub(super) fn complex(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let real = float(ctx, args.this())?;
    done(complex::value(ctx.interpreter, complex::Number { real, imag: 0.0 }))
}

pub(super) fn as_tuple(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = this(ctx, args.this())?;
    let digits: Vec<Value> = if number.is_nan() && number.coefficient.is_zero() {
        Vec::new()
    } else {
        number.coefficient.text().bytes().map(|digit| Value::Int(i64::from(digit - b'0'))).collect()
    };
    let exponent = match number.kind {
        Kind::Finite => Value::Int(number.exponent),
        kind => letter(kind),
    };
    let parts = vec![Value::Int(i64::from(number.negative)), Value::tuple(digits), exponent];
    ctx.call_module("_decimal_base", "DecimalTuple", parts)
}

fn letter(kind: Kind) -> Value {
    Value::str(match kind {
        Kind::Finite => return Value::None,
        Kind::Infinite => "F",
        Kind::Nan => "n",
        Kind::Signaling => "N",
    })
}

pub(super) fn as_integer_ratio(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = finite(ctx, args.this(), "integer ratio")?;
    let scaled = |places: i64| fitting(ctx, number.coefficient.scaled(places));
    let (above, below) = if number.exponent >= 0 {
        (scaled(number.exponent)?, Coefficient::Small(1))
    } else {
        let below = fitting(ctx, Coefficient::ten_to(-number.exponent))?;
        let common = Coefficient::from_big(below.to_big().gcd(&number.coefficient.to_big()));
        (number.coefficient.over(&common).0, below.over(&common).0)
    };
    done(Value::tuple([int_value(number.negative, &above), int_value(false, &below)]))
}

/// Sign, coefficient, exponent, and a letter of what is not finite.
pub(super) fn taken_apart(number: &Number) -> [Value; 4] {
    [
        Value::Int(i64::from(number.negative)),
        int_value(false, &number.coefficient),
        Value::Int(number.exponent),
        letter(number.kind),
    ]
}

/// The number of what [`taken_apart`] gave.
pub(super) fn put_together(ctx: &Context<'_>, parts: &[Value]) -> Result<Number, Value> {
    let [sign, coefficient, exponent, kind @ ..] = parts else {
        return Err(ctx.type_error("invalid state"));
    };
    let size = coefficient.to_bigint().ok_or_else(|| ctx.type_error("invalid state"))?;
    Ok(Number {
        negative: ctx.index(sign)? != 0,
        coefficient: Coefficient::from_big(size.into_parts().1),
        // What operations make of such numbers stays within 64 bits.
        exponent: ctx.index(exponent)?.clamp(2 * LEAST_TINY, 2 * MOST),
        kind: match kind.first().and_then(Value::as_text) {
            None => Kind::Finite,
            Some("F") => Kind::Infinite,
            Some("N") => Kind::Signaling,
            Some(_) => Kind::Nan,
        },
    })
}

/// `parts(decimal)`: for the functions in Python.
pub(super) fn parts(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = operand(&args[0]).ok_or_else(|| no_conversion(ctx, &args[0]))?;
    done(Value::tuple(taken_apart(&number)))
}

/// `number(sign, coefficient, exponent[, letter])`
pub(super) fn number(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = put_together(ctx, args.positional())?;
    done(wrap(&class_for(ctx, &[])?, number))
}

/// `copy_decimal` of a context.
pub(super) fn as_decimal(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match operand(&args[1]) {
        Some(_) if matches!(args[1], Value::Native(_)) => done(args[1].clone()),
        Some(number) => done(wrap(&class_for(ctx, &[])?, number.into_owned())),
        None => Err(no_conversion(ctx, &args[1])),
    }
}

//! Arithmetic of ints, floats and bools; whatever else an operator means is a method of a type.

use interleave_lang::bytecode::BinaryOp;
use num_bigint::{BigInt, Sign};

use crate::native::Context;
use crate::value::Value;

/// The nearest float; `None` if it is beyond the range.
pub fn bigint_to_float(int: &BigInt) -> Option<f64> {
    // Exact to the last bit: 64 leading bits, the lowest of them sticky, then one rounding by the conversion.
    let bits = int.bits();
    let magnitude = int.magnitude();
    let float = if bits <= 64 {
        magnitude.iter_u64_digits().next().unwrap_or(0) as f64
    } else {
        let shift = bits - 64;
        let top = (magnitude >> shift).iter_u64_digits().next().unwrap_or(0);
        let sticky = u64::from(magnitude.trailing_zeros().is_some_and(|zeros| zeros < shift));
        if shift > 1100 {
            return None;
        }
        ((top | sticky) as f64) * 2_f64.powi(shift as i32)
    };
    if float.is_infinite() {
        return None;
    }
    Some(if int.sign() == Sign::Minus { -float } else { float })
}

/// The integer part of a finite float.
pub fn float_to_bigint(float: f64) -> BigInt {
    let whole = float.trunc();
    if whole.abs() < 9e18 {
        return BigInt::from(whole as i64);
    }
    let bits = whole.abs().to_bits();
    let exponent = (bits >> 52) as i64 - 1075;
    let mantissa = BigInt::from((bits & ((1 << 52) - 1)) | (1 << 52));
    let magnitude =
        if exponent >= 0 { mantissa << exponent as u64 } else { mantissa >> exponent.unsigned_abs() };
    if whole < 0.0 { -magnitude } else { magnitude }
}

/// The operator's sign, for messages.
pub fn symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::TrueDiv => "/",
        BinaryOp::FloorDiv => "//",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "** or pow()",
        BinaryOp::LShift => "<<",
        BinaryOp::RShift => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
        BinaryOp::MatMul => "@",
    }
}

/// `a op b` of two numbers (payloads of deriving classes included); `None` if one is not a number or the operator is not theirs.
pub fn numbers(ctx: &Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> Result<Option<Value>, Value> {
    use Value::{BigInt, Bool, Float, Int};
    match (a.payload(), b.payload()) {
        (Bool(x), Bool(y)) if matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Xor) => {
            Ok(Some(Value::from(match op {
                BinaryOp::And => x.get() & y.get(),
                BinaryOp::Or => x.get() | y.get(),
                _ => x.get() ^ y.get(),
            })))
        }
        (Bool(x), y) if is_number(y) => numbers(ctx, op, &Int(i64::from(x.get())), y),
        (x, Bool(y)) if is_number(x) => numbers(ctx, op, x, &Int(i64::from(y.get()))),
        (Int(x), Int(y)) => ints(ctx, op, *x, *y),
        (Float(x), Float(y)) => floats(ctx, op, x.get(), y.get()),
        (Float(x), Int(y)) => floats(ctx, op, x.get(), *y as f64),
        (Int(x), Float(y)) => floats(ctx, op, *x as f64, y.get()),
        (Float(x), BigInt(y)) => floats(ctx, op, x.get(), to_float(ctx, y)?),
        (BigInt(x), Float(y)) => floats(ctx, op, to_float(ctx, x)?, y.get()),
        (BigInt(x), Int(y)) => bigints(ctx, op, x, &num_bigint::BigInt::from(*y)),
        (Int(x), BigInt(y)) => bigints(ctx, op, &num_bigint::BigInt::from(*x), y),
        (BigInt(x), BigInt(y)) => bigints(ctx, op, x, y),
        _ => Ok(None),
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Float(_) | Value::BigInt(_) | Value::Bool(_))
}

fn to_float(ctx: &Context<'_>, int: &BigInt) -> Result<f64, Value> {
    bigint_to_float(int).ok_or_else(|| ctx.overflow_error("int too large to convert to float"))
}

/// `a // b`, rounded down; `b` is not 0.
#[inline]
pub fn floor_div(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if (a % b != 0) && ((a < 0) != (b < 0)) { quotient - 1 } else { quotient })
}

/// `a % b` with the sign of `b`; `b` is not 0.
#[inline]
pub fn modulo(a: i64, b: i64) -> i64 {
    let remainder = a.wrapping_rem(b);
    if remainder != 0 && ((remainder < 0) != (b < 0)) { remainder + b } else { remainder }
}

fn ints(ctx: &Context<'_>, op: BinaryOp, a: i64, b: i64) -> Result<Option<Value>, Value> {
    let small = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::And => Some(a & b),
        BinaryOp::Or => Some(a | b),
        BinaryOp::Xor => Some(a ^ b),
        BinaryOp::FloorDiv if b != 0 => floor_div(a, b),
        BinaryOp::Mod if b != 0 => Some(modulo(a, b)),
        BinaryOp::TrueDiv if b != 0 => {
            const EXACT: u64 = 1 << 53;
            if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
                return Ok(Some(Value::from(a as f64 / b as f64)));
            }
            None
        }
        BinaryOp::RShift if b >= 0 => Some(a >> b.min(63)),
        BinaryOp::LShift if (0..63).contains(&b) => {
            let shifted = a << b;
            (shifted >> b == a).then_some(shifted)
        }
        BinaryOp::Pow if b >= 0 => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
        BinaryOp::Pow if a != 0 => return floats(ctx, op, a as f64, b as f64),
        _ => None,
    };
    match small {
        Some(result) => Ok(Some(Value::Int(result))),
        None => bigints(ctx, op, &BigInt::from(a), &BigInt::from(b)),
    }
}

/// Largest result of a power or shift, in bits: beyond, `MemoryError` rather than a machine that stands still.
const MAX_BITS: u64 = 1 << 28;

fn bigints(ctx: &Context<'_>, op: BinaryOp, a: &BigInt, b: &BigInt) -> Result<Option<Value>, Value> {
    let zero = b.sign() == Sign::NoSign;
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::And => a & b,
        BinaryOp::Or => a | b,
        BinaryOp::Xor => a ^ b,
        BinaryOp::FloorDiv | BinaryOp::Mod if zero => {
            return Err(ctx.zero_division_error(if op == BinaryOp::Mod {
                "integer modulo by zero"
            } else {
                "integer division or modulo by zero"
            }));
        }
        BinaryOp::FloorDiv => floor_divide(a, b).0,
        BinaryOp::Mod => floor_divide(a, b).1,
        BinaryOp::TrueDiv => return true_divide(ctx, a, b).map(Some),
        BinaryOp::LShift | BinaryOp::RShift => {
            if b.sign() == Sign::Minus {
                return Err(ctx.value_error("negative shift count"));
            }
            match u64::try_from(b) {
                Ok(count) if op == BinaryOp::RShift => a >> count,
                Ok(count) if count < MAX_BITS => {
                    ctx.check_size(((a.bits() + count) / 8) as usize)?;
                    a << count
                }
                _ if op == BinaryOp::RShift => BigInt::from(if a.sign() == Sign::Minus { -1 } else { 0 }),
                _ if a.sign() == Sign::NoSign => BigInt::ZERO,
                Ok(_) => return Err(ctx.memory_error()),
                Err(_) => return Err(ctx.overflow_error("too many digits in integer")),
            }
        }
        BinaryOp::Pow => {
            if b.sign() == Sign::Minus {
                return floats(ctx, op, to_float(ctx, a)?, to_float(ctx, b)?);
            }
            match u32::try_from(b) {
                Ok(exponent) if a.bits().saturating_mul(u64::from(exponent)) < MAX_BITS => {
                    ctx.check_size((a.bits() * u64::from(exponent) / 8) as usize)?;
                    a.pow(exponent)
                }
                _ if a.bits() <= 1 => {
                    let odd = b.bit(0);
                    match a.sign() {
                        Sign::NoSign => BigInt::ZERO,
                        Sign::Minus if odd => BigInt::from(-1),
                        _ => BigInt::from(1),
                    }
                }
                _ => return Err(ctx.memory_error()),
            }
        }
        BinaryOp::MatMul => return Ok(None),
    };
    Ok(Some(Value::from_bigint(result)))
}

/// Quotient rounded down, and the remainder with the sign of `b`; `b` is not 0.
pub fn floor_divide(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (mut quotient, mut remainder) = (a / b, a % b);
    if remainder.sign() != Sign::NoSign && remainder.sign() != b.sign() {
        quotient -= 1;
        remainder += b;
    }
    (quotient, remainder)
}

/// `a / b`, correctly rounded: a quotient of 66 bits or more with a sticky lowest bit, rounded once.
fn true_divide(ctx: &Context<'_>, a: &BigInt, b: &BigInt) -> Result<Value, Value> {
    if b.sign() == Sign::NoSign {
        return Err(ctx.zero_division_error("division by zero"));
    }
    let shift = b.bits() as i64 - a.bits() as i64 + 66;
    let (numerator, denominator) =
        if shift >= 0 { (a << shift as u64, b.clone()) } else { (a.clone(), b << shift.unsigned_abs()) };
    let mut quotient = &numerator / &denominator;
    if (&numerator % &denominator).sign() != Sign::NoSign {
        quotient = (quotient << 1_u32) + if numerator.sign() == denominator.sign() { 1 } else { -1 };
    } else {
        quotient <<= 1_u32;
    }
    let float = bigint_to_float(&quotient).unwrap_or(f64::INFINITY);
    let exponent = -(shift + 1);
    // In two steps, since 2^exponent alone may be out of range.
    let half = exponent / 2;
    let result = float * 2_f64.powi(half as i32) * 2_f64.powi((exponent - half) as i32);
    if result.is_infinite() {
        return Err(ctx.overflow_error("integer division result too large for a float"));
    }
    Ok(Value::from(result))
}

fn floats(ctx: &Context<'_>, op: BinaryOp, a: f64, b: f64) -> Result<Option<Value>, Value> {
    Ok(Some(Value::from(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::TrueDiv => {
            if b == 0.0 {
                return Err(ctx.zero_division_error("float division by zero"));
            }
            a / b
        }
        BinaryOp::Mod => {
            if b == 0.0 {
                return Err(ctx.zero_division_error("float modulo"));
            }
            float_modulo(a, b)
        }
        BinaryOp::FloorDiv => {
            if b == 0.0 {
                return Err(ctx.zero_division_error("float floor division by zero"));
            }
            float_floor_div(a, b)
        }
        BinaryOp::Pow => {
            if a == 0.0 && b < 0.0 {
                return Err(ctx.zero_division_error("0.0 cannot be raised to a negative power"));
            }
            if a < 0.0 && b.is_finite() && b != b.trunc() {
                use crate::types::complex::{Number, power, value};
                let (base, exponent) = (Number { real: a, imag: 0.0 }, Number { real: b, imag: 0.0 });
                return Ok(Some(value(ctx.interpreter, power(ctx, base, exponent)?)));
            }
            let power = crate::modules::exact::pow(a, b);
            if power.is_infinite() && a.is_finite() && b.is_finite() {
                let args = vec![Value::Int(34), Value::str("Numerical result out of range")];
                return Err(ctx.interpreter.exception_with(&ctx.interpreter.exceptions.overflow_error, args));
            }
            power
        }
        _ => return Ok(None),
    })))
}

/// `a % b` with the sign of `b`; `b` is not 0.
pub fn float_modulo(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder == 0.0 {
        0.0_f64.copysign(b)
    } else if (remainder < 0.0) != (b < 0.0) {
        remainder + b
    } else {
        remainder
    }
}

/// `a // b`; `b` is not 0.
pub fn float_floor_div(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 && ((remainder < 0.0) != (b < 0.0)) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0.0_f64.copysign(a / b);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

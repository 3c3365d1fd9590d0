//! `math` (Modules/mathmodule.c). Functions of the C library come from the crate `libm`, a port of musl's, and from
//! [`exact`], so that every target gives the same numbers.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{FromPrimitive, One, Signed, ToPrimitive, Zero};

use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, call, done};
use crate::objects::Module;
use crate::types::support::index_bigint;
use crate::value::Value;

use super::exact;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "math",
    functions: &[
        Def::new("acos", acos, 1),
        Def::new("acosh", acosh, 1),
        Def::new("asin", asin, 1),
        Def::new("asinh", asinh, 1),
        Def::new("atan", atan, 1),
        Def::new("atan2", atan2, 2),
        Def::new("atanh", atanh, 1),
        Def::new("cbrt", cbrt, 1),
        Def::new("ceil", ceil, 1),
        Def::new("comb", comb, 2),
        Def::new("copysign", copysign, 2),
        Def::new("cos", cos, 1),
        Def::new("cosh", cosh, 1),
        Def::new("degrees", degrees, 1),
        Def::new("dist", dist, 2),
        Def::new("erf", erf, 1),
        Def::new("erfc", erfc, 1),
        Def::new("exp", exp, 1),
        Def::new("exp2", exp2, 1),
        Def::new("expm1", expm1, 1),
        Def::new("fabs", fabs, 1),
        Def::new("factorial", factorial, 1),
        Def::new("floor", floor, 1),
        Def::new("fmod", fmod, 2),
        Def::new("frexp", frexp, 1),
        Def::new("fsum", fsum, 1),
        Def::new("gamma", gamma, 1),
        Def::range("gcd", gcd, 0, u16::MAX),
        Def::range("hypot", hypot, 0, u16::MAX),
        Def::any("isclose", isclose),
        Def::new("isfinite", isfinite, 1),
        Def::new("isinf", isinf, 1),
        Def::new("isnan", isnan, 1),
        Def::new("isqrt", isqrt, 1),
        Def::range("lcm", lcm, 0, u16::MAX),
        Def::new("ldexp", ldexp, 2),
        Def::new("lgamma", lgamma, 1),
        Def::range("log", log, 1, 2),
        Def::new("log10", log10, 1),
        Def::new("log1p", log1p, 1),
        Def::new("log2", log2, 1),
        Def::new("modf", modf, 1),
        Def::new("nextafter", nextafter, 2),
        Def::range("perm", perm, 1, 2),
        Def::new("pow", pow, 2),
        Def::any("prod", prod),
        Def::new("radians", radians, 1),
        Def::new("remainder", remainder, 2),
        Def::new("sin", sin, 1),
        Def::new("sinh", sinh, 1),
        Def::new("sqrt", sqrt, 1),
        Def::new("tan", tan, 1),
        Def::new("tanh", tanh, 1),
        Def::new("trunc", trunc, 1),
        Def::new("ulp", ulp, 1),
    ],
    setup: Some(setup),
    doc: "This module provides access to the mathematical functions defined by the C standard.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    use std::f64::consts::{E, PI, TAU};
    for (name, value) in [("e", E), ("pi", PI), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        module.globals.set_name(&interpreter.intern(name), Value::from(value));
    }
}

fn domain_error(ctx: &Context<'_>) -> Value {
    ctx.value_error("math domain error")
}

fn range_error(ctx: &Context<'_>) -> Value {
    ctx.overflow_error("math range error")
}

/// A function of one float. NaN of a number is a domain error; infinity of a finite number is a range error where the
/// function can grow without bound, a domain error where it has a pole.
fn unary(ctx: &Context<'_>, args: &Args<'_>, overflows: bool, function: fn(f64) -> f64) -> NativeResult {
    let x = ctx.float(&args[0])?;
    let y = function(x);
    if y.is_nan() && !x.is_nan() {
        return Err(domain_error(ctx));
    }
    if y.is_infinite() && x.is_finite() {
        return Err(if overflows { range_error(ctx) } else { domain_error(ctx) });
    }
    done(y)
}

macro_rules! unary {
    ($($name:ident $overflows:literal $function:path;)*) => {
        $(fn $name(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
            unary(ctx, args, $overflows, $function)
        })*
    };
}

unary! {
    acos false libm::acos;
    acosh false libm::acosh;
    asin false libm::asin;
    asinh false libm::asinh;
    atan false libm::atan;
    atanh false libm::atanh;
    cbrt false libm::cbrt;
    cos false libm::cos;
    cosh true libm::cosh;
    erf false libm::erf;
    erfc false libm::erfc;
    exp true exact::exp;
    exp2 true exact::exp2;
    expm1 true libm::expm1;
    fabs false libm::fabs;
    log1p false libm::log1p;
    sin false libm::sin;
    sinh true libm::sinh;
    sqrt false libm::sqrt;
    tan false libm::tan;
    tanh false libm::tanh;
}

fn degrees(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.float(&args[0])? * (180.0 / std::f64::consts::PI))
}

fn radians(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.float(&args[0])? * (std::f64::consts::PI / 180.0))
}

fn gamma(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let x = ctx.float(&args[0])?;
    if x == f64::NEG_INFINITY || (x <= 0.0 && x == x.floor()) {
        return Err(domain_error(ctx));
    }
    // Exact for small whole numbers, as CPython's table.
    if x == x.floor() && x <= 23.0 {
        return done((1..x as u64).map(|n| n as f64).product::<f64>());
    }
    let y = libm::tgamma(x);
    if y.is_infinite() && x.is_finite() { Err(range_error(ctx)) } else { done(y) }
}

fn lgamma(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let x = ctx.float(&args[0])?;
    if x.is_infinite() {
        return done(f64::INFINITY);
    }
    if x <= 0.0 && x == x.floor() {
        return Err(domain_error(ctx));
    }
    if x == 1.0 || x == 2.0 {
        return done(0.0);
    }
    let y = libm::lgamma(x);
    if y.is_infinite() { Err(range_error(ctx)) } else { done(y) }
}

fn atan2(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(libm::atan2(ctx.float(&args[0])?, ctx.float(&args[1])?))
}

fn copysign(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.float(&args[0])?.copysign(ctx.float(&args[1])?))
}

fn fmod(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (x, y) = (ctx.float(&args[0])?, ctx.float(&args[1])?);
    if y.is_infinite() && x.is_finite() {
        return done(x);
    }
    let r = libm::fmod(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(ctx)) } else { done(r) }
}

fn remainder(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (x, y) = (ctx.float(&args[0])?, ctx.float(&args[1])?);
    let r = libm::remainder(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(ctx)) } else { done(r) }
}

fn nextafter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(libm::nextafter(ctx.float(&args[0])?, ctx.float(&args[1])?))
}

fn ulp(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let x = ctx.float(&args[0])?.abs();
    if !x.is_finite() {
        return done(x);
    }
    let up = libm::nextafter(x, f64::INFINITY);
    done(if up.is_infinite() { x - libm::nextafter(x, 0.0) } else { up - x })
}

fn pow(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (x, y) = (ctx.float(&args[0])?, ctx.float(&args[1])?);
    let r = exact::pow(x, y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() || (r.is_infinite() && x == 0.0) {
            return Err(domain_error(ctx));
        }
        if r.is_infinite() {
            return Err(range_error(ctx));
        }
    }
    done(r)
}

fn hypot(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut values = Vec::with_capacity(args.len());
    for value in args.positional() {
        values.push(ctx.float(value)?.abs());
    }
    done(norm(&values))
}

/// The Euclidean length, with the error of the sum of squares made up for (Borges, "An Improved Algorithm for
/// hypot(a,b)", 2019).
fn norm(values: &[f64]) -> f64 {
    let max = values.iter().copied().fold(0.0_f64, f64::max);
    if values.iter().any(|v| v.is_infinite()) {
        return f64::INFINITY;
    }
    if values.iter().any(|v| v.is_nan()) {
        return f64::NAN;
    }
    if max == 0.0 || values.len() <= 1 {
        return max;
    }
    let (_, exponent) = libm::frexp(max);
    let scale = |x: f64| libm::ldexp(x, -exponent);
    let (mut sum, mut rest) = (1.0_f64, 0.0_f64);
    for &value in values {
        let x = scale(value);
        let square = x * x;
        rest += libm::fma(x, x, -square);
        let next = sum + square;
        rest += (sum - next) + square;
        sum = next;
    }
    let mut root = (sum - 1.0 + rest).sqrt();
    // One step of Newton's method on the exact difference.
    let square = root * root;
    let error = libm::fma(root, root, -square);
    let difference = ((sum - 1.0) - square) + (rest - error);
    root += difference / (2.0 * root);
    libm::ldexp(root, exponent)
}

fn dist(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let q = args[1].clone();
    ctx.collect(&args[0], move |ctx, p| {
        ctx.collect(&q, move |ctx, q| {
            if p.len() != q.len() {
                return Err(ctx.value_error("both points must have the same number of dimensions"));
            }
            let mut differences = Vec::with_capacity(p.len());
            for (a, b) in p.iter().zip(&q) {
                differences.push((ctx.float(a)? - ctx.float(b)?).abs());
            }
            done(norm(&differences))
        })
    })
}

fn isclose(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [a, b, relative, absolute] = args.bind(ctx, "isclose", 0, ["a", "b", "*rel_tol", "*abs_tol"], 2)?;
    let (a, b) = (ctx.float(&a)?, ctx.float(&b)?);
    let relative = relative.bound().map_or(Ok(1e-9), |v| ctx.float(v))?;
    let absolute = absolute.bound().map_or(Ok(0.0), |v| ctx.float(v))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(ctx.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return done(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return done(false);
    }
    let difference = (b - a).abs();
    done(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute)
}

fn isfinite(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.float(&args[0])?.is_finite())
}

fn isinf(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.float(&args[0])?.is_infinite())
}

fn isnan(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.float(&args[0])?.is_nan())
}

fn frexp(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (mantissa, exponent) = libm::frexp(ctx.float(&args[0])?);
    done(Value::tuple([Value::from(mantissa), Value::Int(i64::from(exponent))]))
}

fn ldexp(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let x = ctx.float(&args[0])?;
    let exponent = match args[1].payload() {
        Value::BigInt(big) => {
            if big.sign() == Sign::Minus {
                i32::MIN
            } else {
                i32::MAX
            }
        }
        Value::Int(_) | Value::Bool(_) => {
            ctx.index(&args[1])?.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
        }
        _ => return Err(ctx.type_error("Expected an int as second argument to ldexp.")),
    };
    let y = libm::ldexp(x, exponent.clamp(-5000, 5000));
    if y.is_infinite() && x.is_finite() { Err(range_error(ctx)) } else { done(y) }
}

fn modf(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let x = ctx.float(&args[0])?;
    let (fraction, whole) = if x.is_infinite() { (0.0_f64.copysign(x), x) } else { libm::modf(x) };
    done(Value::tuple([Value::from(fraction.copysign(x)), Value::from(whole)]))
}

// ---- logarithms, also of ints too large for a float

/// Mantissa in [0.5, 1) and exponent of a positive int.
fn scaled(number: &BigInt) -> (f64, f64) {
    let bits = number.bits();
    let shift = bits.saturating_sub(64);
    let top = (number >> shift).to_f64().unwrap_or(0.0);
    let (mantissa, exponent) = libm::frexp(top);
    (mantissa, exponent as f64 + shift as f64)
}

fn logarithm(ctx: &Context<'_>, value: &Value, function: fn(f64) -> f64, of_two: f64) -> Result<f64, Value> {
    if let Value::BigInt(big) = value.payload() {
        if big.sign() != Sign::Plus {
            return Err(domain_error(ctx));
        }
        if big.to_f64().is_none_or(f64::is_infinite) {
            let (mantissa, exponent) = scaled(big);
            return Ok(function(mantissa) + of_two * exponent);
        }
    }
    let x = ctx.float(value)?;
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x > 0.0 { Ok(function(x)) } else { Err(domain_error(ctx)) }
}

fn log(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let ln = |value: &Value| logarithm(ctx, value, exact::log, std::f64::consts::LN_2);
    let numerator = ln(&args[0])?;
    let Some(base) = args.get(1) else { return done(numerator) };
    let denominator = ln(base)?;
    if denominator == 0.0 {
        return Err(ctx.zero_division_error("float division by zero"));
    }
    done(numerator / denominator)
}

fn log2(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(logarithm(ctx, &args[0], exact::log2, 1.0)?)
}

fn log10(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(logarithm(ctx, &args[0], exact::log10, std::f64::consts::LOG10_2)?)
}

// ---- to ints

/// An object of a class written in Python, or of another native one, may have its own method.
fn user_method(ctx: &Context<'_>, value: &Value, name: &str) -> Option<Value> {
    match value {
        _ if matches!(value.payload(), Value::Native(_)) => {
            ctx.interpreter.class_of(value).lookup(&ctx.interpreter.intern(name))
        }
        Value::Instance(object) => match object.class.lookup(&ctx.interpreter.intern(name)) {
            Some(method @ Value::Function(_)) => Some(method),
            _ => None,
        },
        _ => None,
    }
}

fn rounded(ctx: &Context<'_>, value: &Value, name: &str, function: fn(f64) -> f64) -> NativeResult {
    match value.payload() {
        Value::Int(i) => return done(*i),
        Value::Bool(b) => return done(i64::from(b.get())),
        Value::BigInt(big) => return done(Value::BigInt(big.clone())),
        _ => {}
    }
    if let Some(method) = user_method(ctx, value, name) {
        return call(method, vec![value.clone()]);
    }
    if name == "__trunc__" && !matches!(value.payload(), Value::Float(_)) {
        return Err(ctx.type_error(format!("type {} doesn't define __trunc__ method", ctx.type_name(value))));
    }
    done(float_to_int(ctx, function(ctx.float(value)?))?)
}

/// The int equal to a whole float.
fn float_to_int(ctx: &Context<'_>, x: f64) -> Result<Value, Value> {
    if x.is_nan() {
        return Err(ctx.value_error("cannot convert float NaN to integer"));
    }
    match BigInt::from_f64(x) {
        Some(big) => Ok(Value::from_bigint(big)),
        None => Err(ctx.overflow_error("cannot convert float infinity to integer")),
    }
}

fn floor(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    rounded(ctx, &args[0], "__floor__", f64::floor)
}

fn ceil(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    rounded(ctx, &args[0], "__ceil__", f64::ceil)
}

fn trunc(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    rounded(ctx, &args[0], "__trunc__", f64::trunc)
}

// ---- whole numbers

fn fold(
    ctx: &Context<'_>,
    args: &Args<'_>,
    start: i64,
    small: fn(u64, u64) -> Option<u64>,
    large: fn(&BigInt, &BigInt) -> BigInt,
) -> NativeResult {
    let mut total = BigInt::from(start);
    for value in args.positional() {
        let next = index_bigint(ctx, value)?;
        total = match (total.to_u64(), next.magnitude().to_u64()) {
            (Some(a), Some(b)) => small(a, b).map_or_else(|| large(&total, &next), BigInt::from),
            _ => large(&total, &next),
        };
    }
    done(Value::from_bigint(total))
}

fn gcd(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    fold(ctx, args, 0, |a, b| Some(a.gcd(&b)), |a, b| a.gcd(b))
}

fn lcm(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let small = |a: u64, b: u64| if a == 0 || b == 0 { Some(0) } else { (a / a.gcd(&b)).checked_mul(b) };
    fold(ctx, args, 1, small, |a, b| a.lcm(b).abs())
}

fn isqrt(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = index_bigint(ctx, &args[0])?;
    if number.is_negative() {
        return Err(ctx.value_error("isqrt() argument must be nonnegative"));
    }
    done(Value::from_bigint(number.sqrt()))
}

/// `low * (low + 1) * … * (high - 1)`, halved again and again so that factors of like size are multiplied.
fn range_product(low: u64, high: u64) -> BigUint {
    if high - low <= 16 {
        let mut product = BigUint::one();
        let mut word = 1_u64;
        for factor in low..high {
            match word.checked_mul(factor) {
                Some(next) => word = next,
                None => {
                    product *= word;
                    word = factor;
                }
            }
        }
        return product * word;
    }
    let middle = low + (high - low) / 2;
    range_product(low, middle) * range_product(middle, high)
}

/// The product of the odd numbers of `low..high`.
fn odd_product(low: u64, high: u64) -> BigUint {
    let first = low | 1;
    if first >= high {
        return BigUint::one();
    }
    if high - first <= 32 {
        let mut product = BigUint::one();
        let mut word = 1_u64;
        for factor in (first..high).step_by(2) {
            match word.checked_mul(factor) {
                Some(next) => word = next,
                None => {
                    product *= word;
                    word = factor;
                }
            }
        }
        return product * word;
    }
    let middle = first + (high - first) / 2;
    odd_product(first, middle) * odd_product(middle, high)
}

/// `n!` by its odd part (Luschny's "binary split"): the odd numbers up to n, n/2, n/4, …, then the power of two.
fn factorial_of(n: u64) -> BigUint {
    let mut odd_part = BigUint::one();
    let mut inner = BigUint::one();
    let mut done_up_to = 1;
    for shift in (0..=63 - n.max(1).leading_zeros()).rev() {
        let limit = (n >> shift) + 1;
        inner *= odd_product(done_up_to, limit);
        done_up_to = limit;
        odd_part *= &inner;
    }
    odd_part << (n - u64::from(n.count_ones()))
}

fn factorial(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = index_bigint(ctx, &args[0])?;
    if number.is_negative() {
        return Err(ctx.value_error("factorial() not defined for negative values"));
    }
    let Some(n) = number.to_i64() else {
        return Err(ctx.overflow_error("factorial() argument should not exceed 9223372036854775807"));
    };
    // n! has about n log2(n / e) bits.
    let bits = (n as f64) * ((n as f64).log2() - 1.44).max(1.0);
    ctx.check_size((bits / 8.0) as usize)?;
    done(Value::from_bigint(BigInt::from(factorial_of(n as u64))))
}

fn not_negative(ctx: &Context<'_>, value: &Value, name: &str) -> Result<BigInt, Value> {
    let number = index_bigint(ctx, value)?;
    if number.is_negative() {
        return Err(ctx.value_error(format!("{name} must be a non-negative integer")));
    }
    Ok(number)
}

/// `n * (n - 1) * … ` with `k` factors.
fn falling(ctx: &Context<'_>, n: &BigInt, k: &BigInt) -> Result<BigInt, Value> {
    let Some(count) = k.to_u64().filter(|k| *k < 1 << 32) else {
        return Err(ctx.overflow_error("k must not exceed 9223372036854775807"));
    };
    ctx.check_size(count as usize * (n.bits() as usize / 8 + 1))?;
    if let Some(small) = n.to_u64() {
        return Ok(BigInt::from(range_product(small - count + 1, small + 1)));
    }
    let mut product = BigInt::one();
    for i in 0..count {
        product *= n - i;
    }
    Ok(product)
}

fn perm(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if matches!(args.get(1), None | Some(Value::None)) {
        return factorial(ctx, args);
    }
    let n = not_negative(ctx, &args[0], "n")?;
    let k = not_negative(ctx, &args[1], "k")?;
    done(if k > n { Value::Int(0) } else { Value::from_bigint(falling(ctx, &n, &k)?) })
}

fn comb(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let n = not_negative(ctx, &args[0], "n")?;
    let k = not_negative(ctx, &args[1], "k")?;
    if k > n {
        return done(0_i64);
    }
    let k = k.clone().min(&n - k);
    if k.is_zero() {
        return done(1_i64);
    }
    // First what refuses a result that would be too large.
    let above = falling(ctx, &n, &k)?;
    let below = factorial_of(k.to_u64().unwrap_or(u64::MAX >> 32));
    done(Value::from_bigint(above / BigInt::from(below)))
}

// ---- sums and products

fn fsum(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    ctx.collect(&args[0], |ctx, items| {
        let mut values = Vec::with_capacity(items.len());
        for item in &items {
            values.push(ctx.float(item)?);
        }
        done(exact_sum(ctx, &values)?)
    })
}

/// Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997: the sum as floats that do not overlap.
fn exact_sum(ctx: &Context<'_>, values: &[f64]) -> Result<f64, Value> {
    let mut partials: Vec<f64> = Vec::new();
    let mut special = 0.0;
    let mut infinities = 0.0;
    for &value in values {
        if !value.is_finite() {
            special += value;
            if value.is_infinite() {
                infinities += value;
            }
            continue;
        }
        let mut x = value;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        if x.is_infinite() {
            return Err(ctx.overflow_error("intermediate overflow in fsum"));
        }
        partials.truncate(kept);
        partials.push(x);
    }
    if special != 0.0 || special.is_nan() {
        if f64::is_nan(infinities) {
            return Err(ctx.value_error("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    let Some(mut high) = partials.pop() else { return Ok(0.0) };
    let mut low = 0.0;
    while let Some(next) = partials.pop() {
        let x = high;
        high = x + next;
        low = next - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // Half-way cases round by what lies further down.
    if let Some(&rest) = partials.last()
        && ((low < 0.0 && rest < 0.0) || (low > 0.0 && rest > 0.0))
    {
        let doubled = low * 2.0;
        let x = high + doubled;
        if doubled == x - high {
            high = x;
        }
    }
    Ok(high)
}

fn prod(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, start] = args.bind(ctx, "prod", 0, ["/iterable", "*start"], 1)?;
    let start = start.bound().cloned().unwrap_or(Value::Int(1));
    ctx.collect(&iterable, move |ctx, items| {
        let all: Option<Vec<BigInt>> = std::iter::once(&start).chain(&items).map(Value::to_bigint).collect();
        if let Some(numbers) = all {
            return done(Value::from_bigint(product(&numbers)));
        }
        let numbers =
            |value: &Value| matches!(value.payload(), Value::Int(_) | Value::Float(_) | Value::Bool(_));
        if std::iter::once(&start).chain(&items).all(numbers) {
            let mut total = 1.0;
            for value in std::iter::once(&start).chain(&items) {
                total *= ctx.float(value)?;
            }
            return done(total);
        }
        // Anything else knows itself how it is multiplied.
        ctx.call_module("_math_more", "prod", vec![Value::list(items), start])
    })
}

fn product(numbers: &[BigInt]) -> BigInt {
    match numbers {
        [] => BigInt::one(),
        [one] => one.clone(),
        _ => {
            let (left, right) = numbers.split_at(numbers.len() / 2);
            product(left) * product(right)
        }
    }
}

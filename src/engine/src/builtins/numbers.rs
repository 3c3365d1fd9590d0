//! Functions of numbers: `abs`, `bin`, `chr`, `divmod`, `hex`, `oct`, `ord`, `pow`, `round`.

use interleave_lang::bytecode::BinaryOp;
use num_bigint::Sign;

use crate::interpreter::operator;
use crate::native::{Args, Context, Def, NativeResult, and_then, done};
use crate::types::{show, support};
use crate::value::Value;

pub(super) const FUNCTIONS: &[Def] = &[
    Def::new("abs", abs, 1),
    Def::new("bin", |ctx, args| digits(ctx, args, "0b", 2), 1),
    Def::new("chr", chr, 1),
    Def::new("divmod", divmod, 2),
    Def::new("hex", |ctx, args| digits(ctx, args, "0x", 16), 1),
    Def::new("oct", |ctx, args| digits(ctx, args, "0o", 8), 1),
    Def::new("ord", ord, 1),
    Def::any("pow", pow),
    Def::any("round", round),
];

fn pass() -> show::Continue {
    Box::new(|_, result| done(result?))
}

fn abs(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match &args[0] {
        Value::Int(i) if *i != i64::MIN => return done(i.abs()),
        Value::Float(f) => return done(f.get().abs()),
        _ => {}
    }
    let name = ctx.interpreter.names.abs.clone();
    match show::special(ctx, &args[0], &name, &[], pass()) {
        Ok(result) => result,
        Err(_) => Err(ctx.type_error(format!("bad operand type for abs(): '{}'", ctx.type_name(&args[0])))),
    }
}

fn digits(ctx: &mut Context<'_>, args: &Args<'_>, prefix: &'static str, radix: u32) -> NativeResult {
    support::with_index(ctx, &args[0], move |ctx, value| {
        let value = support::index_bigint(ctx, &value)?;
        let sign = if value.sign() == Sign::Minus { "-" } else { "" };
        done(format!("{sign}{prefix}{}", value.magnitude().to_str_radix(radix)))
    })
}

fn chr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    support::with_index(ctx, &args[0], |ctx, value| {
        let code = match value.payload() {
            Value::BigInt(_) => {
                return Err(ctx.overflow_error("Python int too large to convert to C int"));
            }
            _ => ctx.index(&value)?,
        };
        match u32::try_from(code).ok().and_then(char::from_u32) {
            Some(c) => done(ctx.interpreter.character(c)),
            None if (0xd800..0xe000).contains(&code) => {
                Err(ctx.value_error("chr() of a surrogate is not supported: strings hold whole characters"))
            }
            None => Err(ctx.value_error("chr() arg not in range(0x110000)")),
        }
    })
}

fn ord(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let length = match args[0].payload() {
        Value::Str(text) => match text.char_at(0) {
            Some(c) if text.len() == 1 => return done(i64::from(u32::from(c))),
            _ => text.len(),
        },
        Value::Bytes(_) | Value::ByteArray(_) => {
            let data = crate::types::bytes::data(ctx, &args[0])?;
            match data[..] {
                [byte] => return done(i64::from(byte)),
                _ => data.len(),
            }
        }
        _ => {
            return Err(ctx.type_error(format!(
                "ord() expected string of length 1, but {} found",
                ctx.type_name(&args[0])
            )));
        }
    };
    Err(ctx.type_error(format!("ord() expected a character, but string of length {length} found")))
}

fn divmod(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let (Value::Int(a), Value::Int(b)) = (&args[0], &args[1])
        && let Some((quotient, remainder)) = crate::text::number::divmod_small(*a, *b)
    {
        return done(Value::tuple([Value::Int(quotient), Value::Int(remainder)]));
    }
    let (a, b) = (args[0].clone(), args[1].clone());
    let names = &ctx.interpreter.names;
    let (name, reflected) = (names.divmod.clone(), names.rdivmod.clone());
    let unsupported = |ctx: &Context<'_>, a: &Value, b: &Value| {
        ctx.type_error(format!(
            "unsupported operand type(s) for divmod(): '{}' and '{}'",
            ctx.type_name(a),
            ctx.type_name(b)
        ))
    };
    let first = match show::special(ctx, &a, &name, std::slice::from_ref(&b), pass()) {
        Ok(result) => result,
        Err(_) => done(Value::NotImplemented),
    };
    and_then(ctx, first, move |ctx, value| {
        if !matches!(value, Value::NotImplemented) {
            return done(value);
        }
        let second = match show::special(ctx, &b, &reflected, std::slice::from_ref(&a), pass()) {
            Ok(result) => result,
            Err(_) => done(Value::NotImplemented),
        };
        and_then(ctx, second, move |ctx, value| match value {
            Value::NotImplemented => Err(unsupported(ctx, &a, &b)),
            value => done(value),
        })
    })
}

fn pow(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.len() > 3 {
        return Err(ctx.type_error(format!("pow() takes at most 3 arguments ({} given)", args.len())));
    }
    let [base, exponent, modulus] = args.bind(ctx, "pow", 0, ["base", "exp", "mod"], 2)?;
    if modulus.is_unbound() || modulus.is_none() {
        return operator::binary(ctx, BinaryOp::Pow, &base, &exponent);
    }
    if let (Value::Int(base), Value::Int(exponent @ 0..), Value::Int(modulus)) = (&base, &exponent, &modulus)
        && *modulus != 0
    {
        return done(power_modulo(*base, exponent.unsigned_abs(), *modulus));
    }
    let is_float = |value: &Value| matches!(value.payload(), Value::Float(_));
    if is_float(&base) || is_float(&exponent) || is_float(&modulus) {
        return Err(ctx.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let name = ctx.interpreter.names.pow.clone();
    let rest = [exponent.clone(), modulus.clone()];
    let result = match show::special(ctx, &base, &name, &rest, pass()) {
        Ok(result) => result,
        Err(_) => done(Value::NotImplemented),
    };
    and_then(ctx, result, move |ctx, value| match value {
        Value::NotImplemented => Err(ctx.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
            ctx.type_name(&base),
            ctx.type_name(&exponent),
            ctx.type_name(&modulus)
        ))),
        value => done(value),
    })
}

/// `base ** exponent % modulus`, with the modulus's sign.
fn power_modulo(base: i64, exponent: u64, modulus: i64) -> i64 {
    let size = u128::from(modulus.unsigned_abs());
    let (mut square, mut result) = (i128::from(base).rem_euclid(size as i128) as u128, 1 % size);
    let mut bits = exponent;
    while bits > 0 {
        if bits & 1 == 1 {
            result = result * square % size;
        }
        square = square * square % size;
        bits >>= 1;
    }
    let result = result as i128;
    (if modulus < 0 && result != 0 { result + i128::from(modulus) } else { result }) as i64
}

fn round(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.len() > 2 {
        return Err(ctx.type_error(format!("round() takes at most 2 arguments ({} given)", args.len())));
    }
    let [number, digits] = args.bind(ctx, "round", 0, ["number", "ndigits"], 1)?;
    let name = ctx.interpreter.names.round.clone();
    let rest = if digits.is_unbound() || digits.is_none() { Vec::new() } else { vec![digits] };
    match show::special(ctx, &number, &name, &rest, pass()) {
        Ok(result) => result,
        Err(_) => {
            Err(ctx.type_error(format!("type {} doesn't define __round__ method", ctx.type_name(&number))))
        }
    }
}

/// Hash of what `_combine_hashes` got: see there.
pub(super) fn small(value: &Value) -> i64 {
    match value.payload() {
        Value::BigInt(big) => crate::text::number::hash_int(big),
        other => other.as_int().unwrap_or_default(),
    }
}

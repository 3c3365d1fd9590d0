//! `Decimal.__format__` (libmpdec: `mpd_qformat_spec`; CPython's `dec_format`).

use super::coefficient::{TooLarge, check_digits};
use super::number::{MOST, Number, place_point, push_power};
use super::rules::{Made, Rules};
use super::{context, fitting, object};
use crate::native::{Args, Context, NativeResult, done};
use crate::text::spec::{Align, Spec, number_field};
use crate::value::Value;

/// A specification; nothing if it is none. `alternate` tells that zeros were asked for by a `0` before the width.
fn parse(text: &str) -> Option<Spec> {
    let chars: Vec<char> = text.chars().collect();
    let align = |at: usize| match chars.get(at)? {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    };
    let mut spec = Spec {
        fill: ' ',
        align: Align::Right,
        sign: None,
        no_negative_zero: false,
        alternate: false,
        width: 0,
        grouping: None,
        precision: None,
        code: None,
    };
    let mut at = 0;
    let mut aligned = false;
    if let Some(found) = align(1) {
        (spec.fill, spec.align, at, aligned) = (chars[0], found, 2, true);
    } else if let Some(found) = align(0) {
        (spec.align, at, aligned) = (found, 1, true);
    }
    let take = |at: &mut usize, wanted: &str| {
        let found = chars.get(*at).copied().filter(|c| wanted.contains(*c));
        *at += usize::from(found.is_some());
        found
    };
    spec.sign = take(&mut at, "+- ");
    spec.no_negative_zero = take(&mut at, "z").is_some();
    if take(&mut at, "0").is_some() {
        if aligned {
            return None;
        }
        (spec.fill, spec.align, spec.alternate) = ('0', Align::AfterSign, true);
    }
    let number = |at: &mut usize| {
        let mut number = None;
        while let Some(digit) = chars.get(*at).and_then(|c| c.to_digit(10)) {
            *at += 1;
            number = Some(number.unwrap_or(0_u64).saturating_mul(10).saturating_add(u64::from(digit)));
        }
        number.map(|number| number as usize)
    };
    spec.width = number(&mut at).unwrap_or(0);
    if spec.width as u64 > MOST as u64 {
        return None;
    }
    spec.grouping = take(&mut at, ",");
    if take(&mut at, ".").is_some() {
        spec.precision = Some(number(&mut at)?);
    }
    spec.code = take(&mut at, "eEfFgGn%");
    (at == chars.len()).then_some(spec)
}

/// Rounded to so many digits.
fn to_digits(rules: &Rules, number: &Number, count: i64) -> Made {
    let exponent = number.adjusted() + 1 - count;
    if number.is_zero() {
        return Ok(Number { exponent, ..number.clone() });
    }
    let (mut rounded, _) = rules.rescaled(number, exponent)?;
    if rounded.coefficient.digits() > count {
        rounded = Number::finite(rounded.negative, rounded.coefficient.cut(1)?.0, exponent + 1);
    }
    Ok(rounded)
}

/// The number without its sign: digits before the point, and the rest.
fn body(rules: &Rules, number: &mut Number, spec: &Spec) -> Result<(String, String), TooLarge> {
    let code = spec.code.map_or('\0', |code| code.to_ascii_lowercase());
    let (exponential, fixed) = (code == 'e', matches!(code, 'f' | '%'));
    if code == '%' {
        number.exponent += 2;
    }
    let precision = match spec.precision {
        Some(0) if !exponential && !fixed => Some(1),
        precision => precision.map(|precision| precision as i64),
    };
    let first = number.exponent;
    if let Some(precision) = precision {
        if exponential {
            *number = to_digits(rules, number, precision + 1)?;
        } else if fixed {
            *number = rules.rescaled(number, -precision)?.0;
        } else if !number.is_zero() && number.coefficient.digits() > precision {
            *number = to_digits(rules, number, precision)?;
        }
    }
    if number.is_zero() && fixed && number.exponent > 0 {
        number.exponent = 0;
    }
    let mut digits = number.coefficient.text();
    let mut left = number.exponent + digits.len() as i64;
    if number.is_zero()
        && exponential
        && let Some(precision) = precision
    {
        digits = "0".repeat(precision as usize + 1);
        left = first + precision + 1;
    }
    let point = match () {
        () if exponential => 1,
        () if fixed || number.exponent <= 0 && left > -6 => left,
        () => 1,
    };
    // What the zeros take.
    check_digits(point.abs())?;
    let mut text = String::new();
    place_point(&mut text, &digits, point);
    let capital = spec.code.map_or(rules.capitals, |code| code.is_ascii_uppercase());
    push_power(&mut text, left - point, capital, exponential);
    if code == '%' {
        text.push('%');
    }
    let whole = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let rest = text.split_off(whole);
    Ok((text, rest))
}

fn laid_out(rules: &Rules, number: &Number, spec: &mut Spec) -> Result<String, TooLarge> {
    let mut number = number.clone();
    // A field and a precision that do not fit in memory.
    for size in [spec.width, spec.precision.unwrap_or(0)] {
        check_digits(size as i64)?;
    }
    if number.is_finite() {
        let (whole, rest) = body(rules, &mut number, spec)?;
        let negative = number.negative && !(spec.no_negative_zero && number.is_zero());
        return Ok(number_field(spec, negative, "", &whole, &rest));
    }
    if spec.alternate {
        (spec.fill, spec.align) = (' ', Align::Right);
    }
    let mut text = Number { negative: false, ..number.clone() }.text(false, true);
    if spec.code == Some('%') {
        text.push('%');
    }
    Ok(number_field(spec, number.negative, "", "", &text))
}

/// `__format__(specification[, overrides])`
pub(super) fn format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(text) = args[1].as_text() else { return Err(ctx.type_error("format arg must be str")) };
    if args.get(2).is_some_and(|overrides| overrides.as_dict().is_none()) {
        return Err(ctx.type_error("optional argument must be a dict"));
    }
    if object::number(args.this()).is_none() {
        return Err(object::no_conversion(ctx, args.this()));
    }
    let mut spec = parse(text).ok_or_else(|| ctx.value_error("invalid format string"))?;
    let value = args.this().clone();
    let mut show = move |ctx: &mut Context<'_>, context: Value| {
        let Some(number) = object::number(&value) else { return done(Value::None) };
        let text = fitting(ctx, laid_out(&context::rules(&context), number, &mut spec))?;
        done(Value::str(text))
    };
    match context::of(ctx, &Value::Unbound)? {
        Some(context) => show(ctx, context),
        None => context::find(ctx, Box::new(show)),
    }
}

//! A float as text: the shortest digits that read back the same, and digits to a precision, laid out by the rules of
//! CPython's `PyOS_double_to_string` (Python/pystrtod.c).

use std::fmt::Write;

/// How digits are produced and laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `repr`: shortest digits; exponent below 1e-4 and from 1e16.
    Shortest,
    /// `e`: one digit, a point, `precision` digits, an exponent.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, trailing zeros removed, exponent below 1e-4 and from 10**precision.
    General,
}

/// More digits than any double has in binary expansion (1074 after the point, 309 before): beyond them only zeros.
const EXACT_DIGITS: usize = 1400;

/// `repr(x)`.
pub fn repr(x: f64) -> String {
    format(x, Style::Shortest, 0, false, true)
}

/// Text of `x` with a minus sign if negative. `alternate` keeps the point and trailing zeros (`#`); `dot_zero`
/// adds `.0` to what would look like an int.
pub fn format(x: f64, style: Style, precision: usize, alternate: bool, dot_zero: bool) -> String {
    if x.is_nan() {
        return "nan".to_owned();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let mut out = String::new();
    if x.is_sign_negative() {
        out.push('-');
    }
    let x = x.abs();
    match style {
        // Where Rust's shortest text is Python's.
        Style::Shortest if !alternate && (x == 0.0 || (1e-4..1e16).contains(&x)) && !may_be_halfway(x) => {
            let _ = write!(out, "{x:?}");
            if !dot_zero && out.ends_with(".0") {
                out.truncate(out.len() - 2);
            }
        }
        Style::Shortest => {
            let (digits, exponent) = shortest(x);
            lay_out(&mut out, &digits, exponent, !(-4..16).contains(&exponent), 0, alternate, dot_zero);
        }
        Style::General => {
            let significant = precision.max(1);
            let (mut digits, exponent) = split_exponent(&exact_exponent(x, significant - 1));
            if !alternate {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            let point = exponent as i64 + 1;
            let limit = significant as i64 - i64::from(dot_zero);
            let keep = if alternate { significant } else { 0 };
            lay_out(&mut out, &digits, exponent, point <= -4 || point > limit, keep, alternate, dot_zero);
        }
        Style::Exponent => {
            let (digits, exponent) = split_exponent(&exact_exponent(x, precision));
            lay_out(&mut out, &digits, exponent, true, precision + 1, alternate, false);
        }
        Style::Fixed => {
            match Scaled::of(x, precision) {
                Some(scaled) => scaled.write(&mut out),
                None => {
                    let exact = precision.min(EXACT_DIGITS);
                    let _ = write!(out, "{x:.exact$}");
                    out.extend(std::iter::repeat_n('0', precision - exact));
                }
            }
            if alternate && precision == 0 {
                out.push('.');
            }
        }
    }
    out
}

/// A number times a power of ten, rounded to an integer, ties to even on the exact value: what fixed digits after the point are
/// made of, where integers of 128 bits hold it all.
struct Scaled {
    product: u128,
    places: usize,
}

impl Scaled {
    /// Of a number that is finite and not negative; `None`: it is too large, or the places are too many.
    fn of(x: f64, places: usize) -> Option<Scaled> {
        const BITS: u32 = 52;
        if places > 15 || x >= 1e15 {
            return None;
        }
        let bits = x.to_bits();
        let fraction = bits & ((1 << BITS) - 1);
        let (mantissa, exponent) = match (bits >> BITS) as u32 {
            0 => (fraction, 1),
            exponent => (fraction | 1 << BITS, exponent),
        };
        // At most 53 and 50 bits.
        let exact = u128::from(mantissa) * 10u128.pow(places as u32);
        // The point is so far to the left; below 10^15 it is.
        let shift = (1023 + BITS).checked_sub(exponent)?;
        if shift == 0 || shift > 127 {
            return (shift > 127).then_some(Scaled { product: 0, places });
        }
        let (product, rest, half) = (exact >> shift, exact & ((1 << shift) - 1), 1 << (shift - 1));
        let up = rest > half || rest == half && product & 1 == 1;
        Some(Scaled { product: product + u128::from(up), places })
    }

    fn write(&self, out: &mut String) {
        let places = self.places;
        let unit = 10u64.pow(places as u32);
        let (whole, fraction) = match u64::try_from(self.product) {
            Ok(product) => (product / unit, product % unit),
            Err(_) => ((self.product / u128::from(unit)) as u64, (self.product % u128::from(unit)) as u64),
        };
        let _ = match places {
            0 => write!(out, "{whole}"),
            _ => write!(out, "{whole}.{fraction:0places$}"),
        };
    }

    /// The number, where it is the one nearest to the digits for sure.
    fn value(&self) -> Option<f64> {
        // Both are exact, so the quotient is rounded once.
        (self.product < 1 << 53).then(|| self.product as f64 / 10f64.powi(self.places as i32))
    }
}

fn exact_exponent(x: f64, precision: usize) -> String {
    let exact = precision.min(EXACT_DIGITS);
    format!("{x:.exact$e}")
}

/// The shortest digits that read back as `x`, and the exponent; of two that are as near, the even ones, as of CPython's
/// `_Py_dg_dtoa`, for which Rust has no rule.
fn shortest(x: f64) -> (String, i32) {
    let (mut digits, exponent) = split_exponent(&format!("{x:e}"));
    if may_be_halfway(x) {
        let (exact, _) = split_exponent(&exact_exponent(x, 30));
        let exact = exact.trim_end_matches('0');
        if exact.len() == digits.len() + 1
            && let Some(below) = exact.strip_suffix('5')
        {
            // A nine would become a zero, which shorter digits leave out.
            let last = below.as_bytes().last().map_or(b'0', |digit| digit + digit % 2);
            let even = format!("{}{}", &below[..below.len() - 1], char::from(last));
            // Below a power of two numbers lie closer together.
            if format!("{}.{}e{exponent}", &even[..1], &even[1..]).parse() == Ok(x) {
                digits = even;
            }
        }
    }
    (digits, exponent)
}

/// Whether `x` may lie in the middle between two decimal numbers that both read back as it: it has few enough binary digits after
/// the point to have no more than 18 decimal ones, and is so long that one may be left out.
fn may_be_halfway(x: f64) -> bool {
    let bits = x.to_bits();
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let odd = mantissa >> mantissa.trailing_zeros();
    // Binary digits after the point.
    let after = 1075 - (bits >> 52 & 0x7ff) as i64 - i64::from(mantissa.trailing_zeros());
    let length = i64::from(64 - odd.leading_zeros());
    // x = odd / 2^after = odd * 5^after / 10^after; a decimal digit is 3.3 binary ones, and 5 is 2.3 of them.
    (1..=25).contains(&after) && length * 10 + after * 23 >= 490
}

/// `"1.25e-7"` → (`"125"`, -7)
fn split_exponent(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').expect("Rust's e notation has an exponent");
    (mantissa.replace('.', ""), exponent.parse().expect("the exponent is a number"))
}

/// Writes digits `d.ddd × 10^exponent`; `keep`: pad with zeros to so many significant digits.
fn lay_out(
    out: &mut String,
    digits: &str,
    exponent: i32,
    scientific: bool,
    keep: usize,
    alternate: bool,
    dot_zero: bool,
) {
    let mut digits = digits.to_owned();
    digits.extend(std::iter::repeat_n('0', keep.saturating_sub(digits.len())));
    if scientific {
        out.push_str(&digits[..1]);
        if digits.len() > 1 || alternate {
            out.push('.');
            out.push_str(&digits[1..]);
        }
        out.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
        return;
    }
    let fraction = if exponent < 0 {
        out.push('0');
        format!("{}{digits}", "0".repeat((-exponent - 1) as usize))
    } else {
        let point = exponent as usize + 1;
        while digits.len() < point {
            digits.push('0');
        }
        out.push_str(&digits[..point]);
        digits[point..].to_owned()
    };
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(&fraction);
    } else if dot_zero {
        out.push_str(".0");
    } else if alternate {
        out.push('.');
    }
}

/// `round(x, digits)`: correctly rounded, ties to even on the exact value.
pub fn round(x: f64, digits: i64) -> f64 {
    if !x.is_finite() || x == 0.0 || digits > 323 {
        return x;
    }
    if digits < -308 {
        return 0.0_f64.copysign(x);
    }
    if digits >= 0 {
        let places = digits as usize;
        if let Some(value) = Scaled::of(x.abs(), places).and_then(|scaled| scaled.value()) {
            return value.copysign(x);
        }
        return format!("{x:.places$}").parse().expect("Rust reads what it writes");
    }
    // 10**-digits: keep exponent10(x) + 1 + digits significant digits.
    let (_, exponent) = split_exponent(&format!("{:e}", x.abs()));
    let significant = i64::from(exponent) + 1 + digits;
    let unit: f64 = format!("1e{}", -digits).parse().expect("a power of ten");
    if significant < 0 {
        return 0.0_f64.copysign(x);
    }
    if significant == 0 {
        // x is between a tenth of the unit and the unit; a tie goes to 0, the even multiple.
        return if x.abs() > unit / 2.0 { unit.copysign(x) } else { 0.0_f64.copysign(x) };
    }
    let places = significant as usize - 1;
    format!("{x:.places$e}").parse().expect("Rust reads what it writes")
}

/// `round(x)`: to the nearest int, ties to even.
pub fn round_half_even(x: f64) -> f64 {
    x.round_ties_even()
}

/// `float.hex(x)`
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64;
    let mantissa = bits & ((1 << 52) - 1);
    let (lead, exponent) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    format!("{sign}0x{lead}.{mantissa:013x}p{}{}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// `float.is_integer(x)`
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.floor() == x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quick ways give what the slow ones give: ties, subnormals, all sizes.
    #[test]
    fn scaled() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let ties = (0..4000).map(|n| f64::from(n) / 64.0);
        let numbers: Vec<f64> = (0..20_000)
            .map(|_| f64::from_bits(next() >> 1))
            .filter(|x| x.is_finite())
            .chain(ties)
            .chain([0.0, 5e-324, 1e15, 999_999_999_999_999.9, 0.5, 2.675, 1.005, f64::MAX])
            .chain((0..20_000).map(|n| f64::from(n) * 1.1 / 7.0))
            .collect();
        for x in numbers {
            for places in [0, 1, 2, 3, 6, 10, 15, 16, 20] {
                assert_eq!(format(x, Style::Fixed, places, false, false), format!("{x:.places$}"));
                let rounded: f64 = format!("{x:.places$}").parse().expect("Rust reads what it writes");
                assert_eq!(round(x, places as i64).to_bits(), rounded.to_bits(), "round({x:e}, {places})");
            }
        }
    }

    #[test]
    fn shortest() {
        for (x, text) in [
            (0.1, "0.1"),
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5e-324"),
            (9007199254740993.0, "9007199254740992.0"),
            // In the middle between two: the even one.
            (1_923_090_715_643_424.0 + 0.25, "1923090715643424.2"),
            (1_923_090_715_643_424.0 + 0.75, "1923090715643424.8"),
            (-1_923_090_715_643_425.0 - 0.25, "-1923090715643425.2"),
            (1_125_899_906_842_624.0 + 0.25, "1125899906842624.2"),
            (562_949_953_421_312.0 + 0.125, "562949953421312.1"),
            (2_f64.powi(-24), "5.960464477539063e-08"),
        ] {
            assert_eq!(repr(x), text);
        }
    }

    #[test]
    fn rounding_is_on_the_exact_value() {
        assert_eq!(round(2.675, 2), 2.67);
        assert_eq!(round(0.125, 2), 0.12);
        assert_eq!(round(15.0, -1), 20.0);
        assert_eq!(round(25.0, -1), 20.0);
        assert_eq!(round(5.0, -1), 0.0);
        assert_eq!(round(6.0, -1), 10.0);
        assert_eq!(round(0.5, -1), 0.0);
        assert_eq!(round(1234567.0, -3), 1235000.0);
        assert_eq!(format(2.5, Style::Fixed, 0, false, false), "2");
        assert_eq!(format(2.5, Style::Exponent, 0, false, false), "2e+00");
    }
}

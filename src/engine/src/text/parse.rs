//! Numbers from text: `int(text, base)` and `float(text)`.

use num_bigint::BigInt;

use super::{Fault, quote, unicode};

/// `int(text, base)`; base 0 reads the prefix. More than `limit` decimal digits are refused, unless it is 0.
/// (CPython: `PyLong_FromUnicodeObject`)
pub fn int(text: &str, base: u32, limit: usize) -> Result<BigInt, Fault> {
    let invalid =
        || Fault::Value(format!("invalid literal for int() with base {base}: {}", quote::repr(text)));
    int_digits(text, base, limit).ok_or_else(invalid)?
}

/// Integers of more digits than this are refused in decimal, as CPython does by default (`sys.set_int_max_str_digits`).
pub const MAX_STR_DIGITS: usize = 4300;

fn int_digits(text: &str, base: u32, limit: usize) -> Option<Result<BigInt, Fault>> {
    let text = text.trim_matches(unicode::is_space);
    let (negative, mut digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefix = match digits.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => 0,
    };
    let mut radix = base;
    if base == 0 {
        radix = if prefix == 0 { 10 } else { prefix };
    }
    if prefix != 0 && prefix == radix {
        digits = &digits[2..];
        // One underscore may follow the prefix.
        digits = digits.strip_prefix('_').unwrap_or(digits);
    }
    let mut plain = Vec::with_capacity(digits.len());
    let mut after_digit = false;
    for c in digits.chars() {
        if c == '_' {
            if !after_digit {
                return None;
            }
            after_digit = false;
            continue;
        }
        let value = unicode::decimal(c).or_else(|| c.to_digit(36)).filter(|&v| v < radix)?;
        plain.push(value as u8);
        after_digit = true;
    }
    if !after_digit {
        return None;
    }
    if base == 0 && prefix == 0 && plain.len() > 1 && plain[0] == 0 && plain.iter().any(|&d| d != 0) {
        return None;
    }
    if limit > 0 && !radix.is_power_of_two() && plain.len() > limit {
        return Some(Err(Fault::Value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            plain.len()
        ))));
    }
    let sign = if negative { num_bigint::Sign::Minus } else { num_bigint::Sign::Plus };
    Some(Ok(BigInt::from_radix_be(sign, &plain, radix).unwrap_or_default()))
}

/// `float(text)`
pub fn float(text: &str) -> Result<f64, Fault> {
    let invalid = || Fault::Value(format!("could not convert string to float: {}", quote::repr(text)));
    float_of(text.trim_matches(unicode::is_space)).ok_or_else(invalid)
}

fn float_of(text: &str) -> Option<f64> {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            // Underscores stand between digits only.
            '_' if before.is_ascii_digit() => {}
            _ if before == '_' && unicode::decimal(c).is_none() => return None,
            _ => match unicode::decimal(c) {
                Some(digit) => plain.push(char::from_digit(digit, 10)?),
                None if c == '_' => return None,
                None => plain.push(c),
            },
        }
        before = if unicode::decimal(c).is_some() { '0' } else { c };
    }
    if before == '_' {
        return None;
    }
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let lower = unsigned.to_ascii_lowercase();
    let value = match lower.as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        // Rust takes these words too, so only what starts as a number goes on.
        _ if lower.starts_with(|c: char| c.is_ascii_digit() || c == '.') => lower.parse().ok()?,
        _ => return None,
    };
    Some(if plain.starts_with('-') { -value } else { value })
}

/// `float.fromhex(text)`
pub fn float_hex(text: &str) -> Result<f64, Fault> {
    let invalid = || Fault::Value("invalid hexadecimal floating-point string".to_owned());
    let text = text.trim_matches(unicode::is_space).to_ascii_lowercase();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let value = match rest {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => {
            let rest = rest.strip_prefix("0x").unwrap_or(rest);
            let (digits, exponent) = match rest.split_once('p') {
                Some((digits, exponent)) => (digits, exponent.parse::<i64>().map_err(|_| invalid())?),
                None => (rest, 0),
            };
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
            let all = format!("{whole}{fraction}");
            let mantissa = BigInt::parse_bytes(all.as_bytes(), 16).ok_or_else(invalid)?;
            let scale = exponent - 4 * fraction.len() as i64;
            super::number::scaled_to_f64(&mantissa, scale).ok_or_else(|| {
                Fault::Overflow("hexadecimal value too large to represent as a float".to_owned())
            })?
        }
    };
    Ok(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints() {
        let ok = |text, base| int(text, base, MAX_STR_DIGITS).unwrap().to_string();
        assert_eq!(ok(" 12_3\n", 10), "123");
        assert_eq!(ok("0x_ff", 0), "255");
        assert_eq!(ok("-0b101", 2), "-5");
        assert_eq!(ok("00", 0), "0");
        assert_eq!(ok("z", 36), "35");
        assert_eq!(ok("٣", 10), "3");
        for (text, base) in
            [("", 10), ("1__2", 10), ("012", 0), ("_1", 10), ("1_", 10), ("0x", 16), ("12", 2)]
        {
            assert!(int(text, base, 0).is_err(), "{text}");
        }
    }

    #[test]
    fn floats() {
        assert_eq!(float(" 1_0.5e1 "), Ok(105.0));
        assert_eq!(float("-Infinity"), Ok(f64::NEG_INFINITY));
        assert_eq!(float(".5"), Ok(0.5));
        assert_eq!(float("5."), Ok(5.0));
        for text in ["", "1_", "_1", "1__0", "1e", "infin", "1._5", "."] {
            assert!(float(text).is_err(), "{text}");
        }
        assert_eq!(float_hex("0x1.8p+1"), Ok(3.0));
    }
}

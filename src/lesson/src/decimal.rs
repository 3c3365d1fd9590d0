//! Decimal fractions as floats, without the table of powers that the standard library's reader brings along: 10 kB that
//! nothing compresses, in a page of 280.

/// The most decimal places, before or after the point, and the most digits: what fits in 64 bits.
const PLACES: i32 = 19;

/// The float nearest to a decimal number (`-0.25`, `1e-3`, `.5`). None if it is none, or has more than 19 digits or places.
///
/// It is a quotient of integers that 128 bits hold, rounded once.
pub(crate) fn read(text: &str) -> Option<f64> {
    let (text, sign) = match text.strip_prefix('-') {
        Some(rest) => (rest, -1.0),
        None => (text.strip_prefix('+').unwrap_or(text), 1.0),
    };
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let all = [whole, fraction].concat();
    if !all.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let mantissa = match all.trim_start_matches('0') {
        "" => return Some(sign * 0.0),
        digits => digits.parse::<u64>().ok()?,
    };
    let power = exponent.checked_sub(fraction.len() as i32)?;
    if power.abs() > PLACES {
        return None;
    }
    let (mantissa, scale) = (u128::from(mantissa), 10_u128.pow(power.unsigned_abs()));
    let magnitude = if power >= 0 {
        (mantissa * scale) as f64
    } else {
        // At least 64 bits of quotient; the last one stands for all that follow, as rounding wants to know whether there are any.
        let shift = mantissa.leading_zeros();
        let (quotient, rest) = ((mantissa << shift) / scale, (mantissa << shift) % scale);
        (quotient | u128::from(rest != 0)) as f64 / (1_u128 << shift) as f64
    };
    Some(sign * magnitude)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_as_the_standard_library_does() {
        let texts = "0.0 -0.0 1.0 0.1 -0.25 1e-3 1E3 .5 5. 2.5e-7 +3.75 123456.789 0.3 9007199254740993.0 0.1234567890123456789 \
            18446744073709551615e19 1e-19 1e19 00.10 1e+2 4.35 0.000001 6.62607015e-5 3.141592653589793 1.7976931348623157";
        let as_it_does = |text: &str| {
            let number = read(text).unwrap_or(f64::NAN);
            assert_eq!(number.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}: {number}");
        };
        texts.split_whitespace().for_each(as_it_does);
        let mut state = 1_u64;
        for _ in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (mantissa, power) = (state >> (state % 64), (state >> 40) % 20);
            as_it_does(&format!("{mantissa}e{power}"));
            as_it_does(&format!("{mantissa}e-{power}"));
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in " . - e5 1e 1.2.3 1e1.0 1x --1 1e99 1e-40 99999999999999999999.0 +-1".split(' ') {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! Arithmetic where Python differs from the machine: floor division, exact true division, powers, rounding, hashes.

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Fault;

// ---- floats

/// `divmod(a, b)` of floats (CPython: `_float_div_mod`).
pub fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder != 0.0 {
        if (b < 0.0) != (remainder < 0.0) {
            remainder += b;
            quotient -= 1.0;
        }
    } else {
        remainder = 0.0_f64.copysign(b);
    }
    let quotient = if quotient != 0.0 {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0.0_f64.copysign(a / b)
    };
    (quotient, remainder)
}

/// `a % b` of floats; `b` is not zero.
pub fn float_mod(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder == 0.0 {
        0.0_f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    }
}

/// `a // b` of floats; `b` is not zero.
pub fn float_floor_div(a: f64, b: f64) -> f64 {
    float_divmod(a, b).0
}

/// The integer part of a float as an exact integer; `None` for infinities and NaN.
pub fn float_to_int(x: f64) -> Option<BigInt> {
    let (mantissa, exponent, negative) = decompose(x)?;
    let magnitude = if exponent >= 0 {
        BigUint::from(mantissa) << exponent
    } else if exponent <= -64 {
        BigUint::zero()
    } else {
        BigUint::from(mantissa >> -exponent)
    };
    Some(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, magnitude))
}

/// `float.as_integer_ratio()`; `None` for infinities and NaN.
pub fn float_ratio(x: f64) -> Option<(BigInt, BigInt)> {
    let (mut mantissa, mut exponent, negative) = decompose(x)?;
    if mantissa == 0 {
        return Some((BigInt::zero(), BigInt::one()));
    }
    let twos = i64::from(mantissa.trailing_zeros());
    mantissa >>= twos;
    exponent += twos;
    let mut numerator = BigInt::from(mantissa);
    if negative {
        numerator = -numerator;
    }
    Some(if exponent >= 0 {
        (numerator << exponent, BigInt::one())
    } else {
        (numerator, BigInt::one() << -exponent)
    })
}

/// `x = ±mantissa × 2^exponent`
fn decompose(x: f64) -> Option<(u64, i64, bool)> {
    if !x.is_finite() {
        return None;
    }
    let bits = x.to_bits();
    let raw = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if raw == 0 { (fraction, -1074) } else { (fraction | (1 << 52), raw - 1075) };
    Some((mantissa, exponent, bits >> 63 == 1))
}

// ---- integers

/// The nearest float, ties to even; `None` when it is too large.
pub fn int_to_f64(value: &BigInt) -> Option<f64> {
    scaled_to_f64(value, 0)
}

/// `value × 2^scale`, rounded once; `None` when too large.
pub fn scaled_to_f64(value: &BigInt, scale: i64) -> Option<f64> {
    if value.is_zero() {
        return Some(0.0);
    }
    let magnitude = value.magnitude();
    let bits = magnitude.bits() as i64;
    let top = bits + scale; // value < 2^top
    if top > 1024 {
        return None;
    }
    // Below 2^-1022 fewer bits are kept; below half of the least subnormal none.
    let keep = (top + 1074).min(53);
    if keep < 0 {
        return Some(if value.is_negative() { -0.0 } else { 0.0 });
    }
    let drop = bits - keep;
    let mut kept = if drop <= 0 {
        (magnitude << -drop).to_u64()?
    } else {
        let mut kept = (magnitude >> drop).to_u64()?;
        let half = magnitude.bit(drop as u64 - 1);
        let sticky = magnitude.trailing_zeros().is_some_and(|zeros| (zeros as i64) < drop - 1);
        if half && (sticky || kept & 1 == 1) {
            kept += 1;
        }
        kept
    };
    if kept == 0 {
        return Some(if value.is_negative() { -0.0 } else { 0.0 });
    }
    let mut exponent = drop + scale;
    if kept == 1 << 53 {
        kept = 1 << 52;
        exponent += 1;
    }
    if kept.ilog2() as i64 + exponent > 1023 {
        return None;
    }
    // Both factors are exact, and so is the product: `exponent` is not below -1074.
    let result = if exponent < -1000 {
        kept as f64 * f64::powi(2.0, (exponent + 600) as i32) * f64::powi(2.0, -600)
    } else if exponent > 900 {
        kept as f64 * f64::powi(2.0, (exponent - 100) as i32) * f64::powi(2.0, 100)
    } else {
        kept as f64 * f64::powi(2.0, exponent as i32)
    };
    Some(if value.is_negative() { -result } else { result })
}

/// `a / b`, correctly rounded; `b` is not zero.
pub fn true_div(a: &BigInt, b: &BigInt) -> Result<f64, Fault> {
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    // A quotient of at least 66 bits, its lowest bit made sticky, rounds as the exact quotient does.
    let shift = (66 + b.bits() as i64 - a.bits() as i64).max(0);
    let (mut quotient, remainder) = (a.magnitude() << shift).div_rem(b.magnitude());
    if !remainder.is_zero() {
        quotient.set_bit(0, true);
    }
    let sign = if a.is_negative() == b.is_negative() { Sign::Plus } else { Sign::Minus };
    scaled_to_f64(&BigInt::from_biguint(sign, quotient), -shift)
        .ok_or_else(|| Fault::Overflow("integer division result too large for a float".to_owned()))
}

/// `a / b` of machine integers, correctly rounded; `b` is not zero.
pub fn true_div_small(a: i64, b: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        a as f64 / b as f64
    } else {
        true_div(&a.into(), &b.into()).expect("the quotient of two machine integers is no larger than one")
    }
}

/// `(a // b, a % b)` of machine integers unless the quotient overflows; `b` is not zero.
pub fn divmod_small(a: i64, b: i64) -> Option<(i64, i64)> {
    let (quotient, remainder) = (a.checked_div(b)?, a % b);
    Some(if remainder != 0 && (remainder < 0) != (b < 0) {
        (quotient - 1, remainder + b)
    } else {
        (quotient, remainder)
    })
}

/// `(a // b, a % b)`; `b` is not zero.
pub fn divmod(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    a.div_mod_floor(b)
}

/// An integer power would need more memory than is sensible.
const MAX_BITS: u64 = 1 << 33;

/// `base ** exponent` for `exponent >= 0`.
pub fn pow(base: &BigInt, exponent: &BigInt) -> Result<BigInt, Fault> {
    if base.is_one() || exponent.is_zero() {
        return Ok(BigInt::one());
    }
    if base.is_zero() {
        return Ok(BigInt::zero());
    }
    if *base == BigInt::from(-1) {
        return Ok(if exponent.is_even() { BigInt::one() } else { base.clone() });
    }
    match exponent.to_u32() {
        Some(exponent) if base.bits() * u64::from(exponent) <= MAX_BITS => {
            // A power of two is a shift.
            let zeros = base.trailing_zeros().unwrap_or(0);
            if zeros > 0 && base.bits() == zeros + 1 {
                let one =
                    if base.is_negative() && exponent % 2 == 1 { -BigInt::one() } else { BigInt::one() };
                return Ok(one << (zeros * u64::from(exponent)));
            }
            Ok(base.pow(exponent))
        }
        _ => Err(Fault::Memory),
    }
}

/// `base ** exponent` of machine integers, `exponent >= 0`, unless it overflows.
pub fn pow_small(base: i64, exponent: i64) -> Option<i64> {
    u32::try_from(exponent).ok().and_then(|exponent| base.checked_pow(exponent))
}

/// `pow(base, exponent, modulus)`
pub fn pow_mod(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> Result<BigInt, Fault> {
    if modulus.is_zero() {
        return Err(Fault::value_error("pow() 3rd argument cannot be 0"));
    }
    let not_invertible = || Fault::value_error("base is not invertible for the given modulus");
    let magnitude = modulus.abs();
    let (base, exponent) = if exponent.is_negative() {
        (base.mod_floor(&magnitude).modinv(&magnitude).ok_or_else(not_invertible)?, -exponent)
    } else {
        (base.clone(), exponent.clone())
    };
    Ok(base.modpow(&exponent, &magnitude).mod_floor(modulus))
}

/// `value << count` for `count >= 0`.
pub fn shift_left(value: &BigInt, count: &BigInt) -> Result<BigInt, Fault> {
    if value.is_zero() {
        return Ok(BigInt::zero());
    }
    match count.to_u64() {
        Some(count) if count <= MAX_BITS => Ok(value << count),
        Some(_) => Err(Fault::Memory),
        None => Err(Fault::Overflow("too many digits in integer".to_owned())),
    }
}

/// `value >> count` for `count >= 0`: rounds down.
pub fn shift_right(value: &BigInt, count: &BigInt) -> BigInt {
    match count.to_u64() {
        Some(count) if count <= value.bits() => value >> count,
        _ if value.is_negative() => BigInt::from(-1),
        _ => BigInt::zero(),
    }
}

/// `round(value, digits)` for `digits < 0`: to a multiple of `10**-digits`, ties to the even one.
pub fn round_int(value: &BigInt, digits: i64) -> BigInt {
    let places = digits.unsigned_abs();
    // 10**places above twice the value: rounds to zero without computing the power.
    if places > value.bits() / 3 + 2 {
        return BigInt::zero();
    }
    let unit = BigInt::from(10).pow(places as u32);
    let (quotient, remainder) = value.div_mod_floor(&unit);
    let twice: BigInt = &remainder * 2;
    let up = twice > unit || (twice == unit && quotient.is_odd());
    (if up { quotient + 1 } else { quotient }) * unit
}

/// `int.to_bytes`: two's complement if `signed`.
pub fn to_bytes(value: &BigInt, length: usize, little: bool, signed: bool) -> Result<Vec<u8>, Fault> {
    if value.is_negative() && !signed {
        return Err(Fault::Overflow("can't convert negative int to unsigned".to_owned()));
    }
    let mut bytes = if signed { value.to_signed_bytes_le() } else { value.magnitude().to_bytes_le() };
    if value.is_zero() {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(Fault::Overflow("int too big to convert".to_owned()));
    }
    bytes.resize(length, if value.is_negative() { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes`
pub fn from_bytes(bytes: &[u8], little: bool, signed: bool) -> BigInt {
    match (little, signed) {
        (true, true) => BigInt::from_signed_bytes_le(bytes),
        (false, true) => BigInt::from_signed_bytes_be(bytes),
        (true, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (false, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
    }
}

/// Decimal digits, within CPython's limit for such conversions.
pub fn to_decimal(value: &BigInt, limit: usize) -> Result<String, Fault> {
    // A number of b bits has at least (b - 1) * log10(2) digits.
    let least = (value.bits().saturating_sub(1) as f64 * std::f64::consts::LOG10_2) as usize;
    let refuse = || {
        Fault::Value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    if limit > 0 && least > limit {
        return Err(refuse());
    }
    let text = value.to_string();
    if limit > 0 && text.len() - usize::from(value.is_negative()) > limit {
        return Err(refuse());
    }
    Ok(text)
}

/// `math.isqrt` and kin need the magnitude's bits too; kept here for `int.bit_count`.
pub fn bit_count(value: &BigInt) -> u64 {
    value.magnitude().count_ones()
}

// ---- comparison between kinds

/// Compares an integer with a float exactly; `None` for NaN.
pub fn compare_int_float(a: &BigInt, b: f64) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering;
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = float_to_int(b).expect("a finite float has an integer part");
    Some(a.cmp(&whole).then_with(|| 0.0.partial_cmp(&b.fract()).expect("finite")))
}

/// As [`compare_int_float`] for a machine integer.
pub fn compare_small_float(a: i64, b: f64) -> Option<std::cmp::Ordering> {
    if a.unsigned_abs() <= 1 << 53 { (a as f64).partial_cmp(&b) } else { compare_int_float(&a.into(), b) }
}

// ---- hashes: equal numbers of different kinds have equal hashes ("Hashing of numeric types" in the library reference)

const MODULUS: u64 = (1 << 61) - 1;

/// `hash` of a machine integer.
pub fn hash_small(value: i64) -> i64 {
    let magnitude = (value.unsigned_abs() % MODULUS) as i64;
    seal(if value < 0 { -magnitude } else { magnitude })
}

/// `hash` of an integer.
pub fn hash_int(value: &BigInt) -> i64 {
    let magnitude = (value.magnitude() % MODULUS).to_i64().expect("below the modulus");
    seal(if value.is_negative() { -magnitude } else { magnitude })
}

/// `hash` of a float. NaN's, which CPython takes from its address, is `nan`.
pub fn hash_float(x: f64, nan: i64) -> i64 {
    if x.is_nan() {
        return nan;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    let (mantissa, exponent, negative) = decompose(x).expect("finite");
    // 2 has order 61 modulo 2^61 - 1.
    let rotate = exponent.rem_euclid(61) as u32;
    let value = u128::from(mantissa % MODULUS) << rotate;
    let value = (value % u128::from(MODULUS)) as i64;
    seal(if negative { -value } else { value })
}

/// -1 is no hash in CPython.
fn seal(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// Combines the hashes of a tuple's items (xxHash's rounds, as CPython since 3.8).
pub fn hash_tuple(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let length = items.len() as u64;
    let mut acc = PRIME_5;
    for item in items {
        acc = acc.wrapping_add((item as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
    }
    acc = acc.wrapping_add(length ^ (PRIME_5 ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// Combines the hashes of a set's items, whatever their order.
pub fn hash_set(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    let length = items.len() as u64;
    let mut hash = 0u64;
    for item in items {
        let item = item as u64;
        hash ^= ((item ^ 89_869_747) ^ (item << 16)).wrapping_mul(3_644_798_167);
    }
    hash ^= length.wrapping_add(1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX { 590_923_713 } else { hash as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn float_division_floors() {
        assert_eq!(float_divmod(-7.0, 2.0), (-4.0, 1.0));
        assert_eq!(float_divmod(7.0, -2.0), (-4.0, -1.0));
        assert_eq!(float_divmod(0.3, 0.1), (2.0, 0.3 % 0.1));
        assert!(float_mod(-4.0, 2.0).is_sign_positive());
    }

    #[test]
    fn big_to_float_rounds_to_even() {
        let big = |text: &str| text.parse::<BigInt>().unwrap();
        assert_eq!(int_to_f64(&big("9007199254740993")), Some(9007199254740992.0));
        assert_eq!(int_to_f64(&big("9007199254740995")), Some(9007199254740996.0));
        assert_eq!(int_to_f64(&(BigInt::one() << 1023)), Some(f64::powi(2.0, 1023)));
        assert_eq!(int_to_f64(&(BigInt::one() << 1024)), None);
        assert_eq!(int_to_f64(&((BigInt::one() << 1024) - 1)), None);
        assert_eq!(true_div(&BigInt::one(), &(BigInt::one() << 1074)), Ok(5e-324));
        assert_eq!(true_div(&BigInt::one(), &(BigInt::one() << 1075)), Ok(0.0));
        assert_eq!(true_div(&big("100000000000000000001"), &big("3")), Ok(100000000000000000001.0 / 3.0));
        assert_eq!(true_div(&big("-7"), &big("2")), Ok(-3.5));
    }

    #[test]
    fn hashes_agree_between_kinds() {
        assert_eq!(hash_float(3.0, 0), hash_small(3));
        assert_eq!(hash_float(-1.0, 0), -2);
        assert_eq!(hash_float(0.5, 0), 1152921504606846976);
        assert_eq!(hash_float(2f64.powi(100), 0), hash_int(&(BigInt::one() << 100)));
        assert_eq!(hash_tuple([1, 2].into_iter()), -3550055125485641917);
    }

    #[test]
    fn powers() {
        let big = |n: i64| BigInt::from(n);
        assert_eq!(pow_mod(&big(3), &big(-1), &big(7)), Ok(big(5)));
        assert_eq!(pow_mod(&big(2), &big(10), &big(-7)), Ok(big(-5)));
        assert_eq!(pow(&big(-2), &big(3)), Ok(big(-8)));
        assert_eq!(round_int(&big(-15), -1), big(-20));
        assert_eq!(round_int(&big(25), -1), big(20));
        assert_eq!(round_int(&big(5), -2), big(0));
        assert_eq!(to_bytes(&big(-129), 2, false, true), Ok(vec![0xff, 0x7f]));
    }
}

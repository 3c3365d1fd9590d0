//! Coefficients: whole numbers that are not negative, with what decimal arithmetic asks of them.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;

/// A number of more digits would take minutes; it is refused as what does not fit in memory.
pub(super) const MOST_DIGITS: i64 = 1 << 23;

/// A result does not fit in memory.
#[derive(Debug)]
pub(super) struct TooLarge;

/// A whole number. `Big` is beyond 128 bits.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Coefficient {
    Small(u128),
    Big(BigUint),
}

use Coefficient::{Big, Small};

/// What is cut off, beside one half of the last place that stays.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) enum Lost {
    Nothing,
    Less,
    Half,
    More,
}

const POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// Refuses so many digits, if they are too many.
pub(super) fn check_digits(count: i64) -> Result<(), TooLarge> {
    if count > MOST_DIGITS || crate::memory::exceeds(count.max(0) as usize) { Err(TooLarge) } else { Ok(()) }
}

fn power(base: u32, exponent: i64) -> Result<BigUint, TooLarge> {
    check_digits(exponent)?;
    Ok(BigUint::from(base).pow(exponent as u32))
}

/// Quotient and remainder. Most numbers have at most 64 bits, whose division is much quicker.
fn divide(a: u128, b: u128) -> (u128, u128) {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => (u128::from(a / b), u128::from(a % b)),
        _ => (a / b, a % b),
    }
}

impl Coefficient {
    pub(super) fn from_big(number: BigUint) -> Coefficient {
        number.to_u128().map_or(Big(number), Small)
    }

    /// `10 ** exponent`
    pub(super) fn ten_to(exponent: i64) -> Result<Coefficient, TooLarge> {
        Small(1).scaled(exponent)
    }

    pub(super) fn to_big(&self) -> BigUint {
        match self {
            Small(number) => BigUint::from(*number),
            Big(number) => number.clone(),
        }
    }

    pub(super) fn is_zero(&self) -> bool {
        *self == Small(0)
    }

    pub(super) fn is_odd(&self) -> bool {
        match self {
            Small(number) => number & 1 == 1,
            Big(number) => number.bit(0),
        }
    }

    /// How many digits it is written with.
    pub(super) fn digits(&self) -> i64 {
        let number = match self {
            Small(number) => match u64::try_from(*number) {
                Ok(number) => return i64::from(number.checked_ilog10().unwrap_or(0)) + 1,
                Err(_) => return i64::from(number.ilog10()) + 1,
            },
            Big(number) => number,
        };
        let below = number.bits() - 64;
        let top = (number >> below).to_u64().unwrap_or(u64::MAX);
        let logarithm = libm::log10(top as f64) + below as f64 * std::f64::consts::LOG10_2;
        let near = libm::rint(logarithm);
        if (logarithm - near).abs() > 1e-5 {
            return logarithm as i64 + 1;
        }
        // Too near to a power of ten to tell.
        let near = near as i64;
        near + i64::from(power(10, near).is_ok_and(|power| *number >= power))
    }

    /// `self * 10 ** places`
    pub(super) fn scaled(&self, places: i64) -> Result<Coefficient, TooLarge> {
        match self {
            _ if places <= 0 || self.is_zero() => Ok(self.clone()),
            Small(number)
                if places < POWERS.len() as i64
                    && let Some(product) = number.checked_mul(POWERS[places as usize]) =>
            {
                Ok(Small(product))
            }
            _ => Ok(Coefficient::from_big((self.to_big() * power(5, places)?) << places)),
        }
    }

    /// Without the last `places` digits, and what they are beside one half.
    pub(super) fn cut(&self, places: i64) -> Result<(Coefficient, Lost), TooLarge> {
        if places <= 0 {
            return Ok((self.clone(), Lost::Nothing));
        }
        let (quotient, order) = match self {
            Small(0) => return Ok((Small(0), Lost::Nothing)),
            Small(_) if places >= POWERS.len() as i64 => return Ok((Small(0), Lost::Less)),
            Small(number) => {
                let unit = POWERS[places as usize];
                let (quotient, rest) = divide(*number, unit);
                if rest == 0 {
                    return Ok((Small(quotient), Lost::Nothing));
                }
                (Small(quotient), (2 * rest).cmp(&unit))
            }
            Big(_) if places > self.digits() => return Ok((Small(0), Lost::Less)),
            Big(number) => {
                // The factors two of ten are shifted out first: so less is divided.
                let unit = power(5, places)?;
                let (quotient, rest) = (number >> places).div_rem(&unit);
                let zeros = number.trailing_zeros().unwrap_or(0) as i64;
                let order = if rest.bits() == 0 && zeros >= places {
                    return Ok((Coefficient::from_big(quotient), Lost::Nothing));
                } else {
                    // unit is odd: between 2 * rest and unit lies one bit of what was shifted out.
                    match (rest * 2_u32 + 1_u32).cmp(&unit) {
                        Ordering::Equal if !number.bit(places as u64 - 1) => Ordering::Less,
                        Ordering::Equal if zeros < places - 1 => Ordering::Greater,
                        order => order,
                    }
                };
                (Coefficient::from_big(quotient), order)
            }
        };
        let lost = match order {
            Ordering::Less => Lost::Less,
            Ordering::Equal => Lost::Half,
            Ordering::Greater => Lost::More,
        };
        Ok((quotient, lost))
    }

    /// The last `places` digits.
    pub(super) fn last(&self, places: i64) -> Result<Coefficient, TooLarge> {
        if self.digits() <= places {
            return Ok(self.clone());
        }
        Ok(self.minus(&self.cut(places)?.0.scaled(places)?))
    }

    /// Without zeros at the end, at most so many, and how many they were.
    pub(super) fn stripped(mut self, most: i64) -> (Coefficient, i64) {
        let (mut gone, mut step, mut growing) = (0, 1, true);
        if self.is_zero() {
            return (self, 0);
        }
        while step > 0 {
            let cut = if gone + step <= most { self.cut(step).ok() } else { None };
            match cut {
                Some((rest, Lost::Nothing)) => {
                    self = rest;
                    gone += step;
                }
                _ => growing = false,
            }
            step = if growing { step * 2 } else { step / 2 };
        }
        (self, gone)
    }

    pub(super) fn plus(&self, other: &Coefficient) -> Coefficient {
        match (self, other) {
            (Small(a), Small(b)) if let Some(sum) = a.checked_add(*b) => Small(sum),
            _ => Coefficient::from_big(self.to_big() + other.to_big()),
        }
    }

    /// `other` is not greater.
    pub(super) fn minus(&self, other: &Coefficient) -> Coefficient {
        match (self, other) {
            (Small(a), Small(b)) => Small(a.wrapping_sub(*b)),
            _ => Coefficient::from_big(self.to_big() - other.to_big()),
        }
    }

    pub(super) fn times(&self, other: &Coefficient) -> Coefficient {
        match (self, other) {
            (Small(a), Small(b)) if let Some(product) = a.checked_mul(*b) => Small(product),
            (Big(a), Small(b)) | (Small(b), Big(a)) => Coefficient::from_big(a * *b),
            (Big(a), Big(b)) => Coefficient::from_big(a * b),
            _ => Coefficient::from_big(self.to_big() * other.to_big()),
        }
    }

    /// Quotient and remainder; `other` is not zero.
    pub(super) fn over(&self, other: &Coefficient) -> (Coefficient, Coefficient) {
        match (self, other) {
            (Small(a), Small(b)) => {
                let (quotient, rest) = divide(*a, *b);
                (Small(quotient), Small(rest))
            }
            _ => {
                let (quotient, rest) = self.to_big().div_rem(&other.to_big());
                (Coefficient::from_big(quotient), Coefficient::from_big(rest))
            }
        }
    }

    /// The whole part of the square root, and whether it is exact.
    pub(super) fn root(&self) -> (Coefficient, bool) {
        let root = Coefficient::from_big(self.to_big().sqrt());
        let exact = root.times(&root) == *self;
        (root, exact)
    }

    pub(super) fn order(&self, other: &Coefficient) -> Ordering {
        match (self, other) {
            (Small(a), Small(b)) => a.cmp(b),
            (Small(_), Big(_)) => Ordering::Less,
            (Big(_), Small(_)) => Ordering::Greater,
            (Big(a), Big(b)) => a.cmp(b),
        }
    }

    /// The remainder of a division by ten.
    pub(super) fn last_digit(&self) -> u32 {
        match self {
            Small(number) => (number % 10) as u32,
            Big(number) => (number % 10_u32).to_u32().unwrap_or(0),
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Small(number) => number.to_string(),
            Big(number) => number.to_str_radix(10),
        }
    }

    /// The number that ASCII digits write.
    pub(super) fn parse(digits: &[u8]) -> Coefficient {
        if digits.len() < POWERS.len() {
            let number = digits.iter().fold(0, |sum: u128, digit| sum * 10 + u128::from(digit - b'0'));
            return Small(number);
        }
        Coefficient::from_big(BigUint::parse_bytes(digits, 10).unwrap_or_default())
    }
}

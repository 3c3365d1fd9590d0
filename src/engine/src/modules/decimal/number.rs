//! Decimal numbers as values: their texts, order and hash.

use std::cmp::Ordering;

use super::coefficient::{Coefficient, TooLarge};
use crate::text::unicode;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Finite,
    Infinite,
    /// No number; the coefficient is its payload.
    Nan,
    /// No number, and operations signal it.
    Signaling,
}

/// `coefficient * 10 ** exponent` with a sign.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) negative: bool,
    pub(super) kind: Kind,
    pub(super) exponent: i64,
    pub(super) coefficient: Coefficient,
}

pub(super) const MOST: i64 = 999_999_999_999_999_999;
pub(super) const LEAST_TINY: i64 = -2 * MOST + 1;

/// Exponents beyond are all alike.
const FAR: i64 = 4 * MOST;

impl Number {
    pub(super) const fn finite(negative: bool, coefficient: Coefficient, exponent: i64) -> Number {
        Number { negative, kind: Kind::Finite, exponent, coefficient }
    }

    pub(super) const fn small(number: u128) -> Number {
        Number::finite(false, Coefficient::Small(number), 0)
    }

    pub(super) const fn special(negative: bool, kind: Kind) -> Number {
        Number { negative, kind, exponent: 0, coefficient: Coefficient::Small(0) }
    }

    pub(super) fn whole(number: i64) -> Number {
        Number::finite(number < 0, Coefficient::Small(u128::from(number.unsigned_abs())), 0)
    }

    /// The same number with another sign.
    pub(super) fn signed(&self, negative: bool) -> Number {
        Number { negative, ..self.clone() }
    }

    pub(super) fn is_finite(&self) -> bool {
        self.kind == Kind::Finite
    }

    pub(super) fn is_infinite(&self) -> bool {
        self.kind == Kind::Infinite
    }

    pub(super) fn is_nan(&self) -> bool {
        matches!(self.kind, Kind::Nan | Kind::Signaling)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.is_finite() && self.coefficient.is_zero()
    }

    /// The exponent of the first digit.
    pub(super) fn adjusted(&self) -> i64 {
        if self.is_finite() { self.exponent + self.coefficient.digits() - 1 } else { 0 }
    }

    /// Whether it has no digits after the point.
    pub(super) fn is_whole(&self) -> bool {
        match self.kind {
            Kind::Finite => {
                self.exponent >= 0
                    || self.is_zero()
                    || self.coefficient.clone().stripped(-self.exponent).1 == -self.exponent
            }
            kind => kind == Kind::Infinite,
        }
    }

    /// -1, 0, 1 for a number that is below, equal to, above zero, infinities included.
    fn weight(&self) -> i32 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// The order by value; neither is a NaN.
    pub(super) fn order(&self, other: &Number) -> Ordering {
        let weights = self.weight().cmp(&other.weight());
        if weights != Ordering::Equal || self.is_zero() {
            return weights;
        }
        let order = match (self.is_infinite(), other.is_infinite()) {
            (false, false) => self.order_of_sizes(other),
            (mine, theirs) => mine.cmp(&theirs),
        };
        if self.negative { order.reverse() } else { order }
    }

    fn order_of_sizes(&self, other: &Number) -> Ordering {
        let apart = self.exponent - other.exponent;
        if apart == 0 {
            return self.coefficient.order(&other.coefficient);
        }
        self.adjusted().cmp(&other.adjusted()).then_with(|| {
            // The digits are as many as those of the longer one.
            let scaled = |coefficient: &Coefficient, places: i64| {
                coefficient.scaled(places).unwrap_or(Coefficient::Small(0))
            };
            scaled(&self.coefficient, apart).order(&scaled(&other.coefficient, -apart))
        })
    }

    /// The order by value and representation, of NaNs too.
    pub(super) fn total_order(&self, other: &Number) -> Ordering {
        if self.negative != other.negative {
            return other.negative.cmp(&self.negative);
        }
        let rank = |number: &Number| match number.kind {
            Kind::Finite => 0,
            Kind::Infinite => 1,
            Kind::Signaling => 2,
            Kind::Nan => 3,
        };
        let order = rank(self).cmp(&rank(other)).then_with(|| {
            if self.is_nan() {
                return self.coefficient.order(&other.coefficient);
            }
            self.signed(false).order(&other.signed(false)).then_with(|| self.exponent.cmp(&other.exponent))
        });
        if self.negative { order.reverse() } else { order }
    }

    /// The hash of a number that is no NaN: that of the equal int or float ("Hashing of numeric types" in the library
    /// reference).
    pub(super) fn hash(&self) -> i64 {
        const MODULUS: u128 = (1 << 61) - 1;
        let hash = if self.is_infinite() {
            314_159
        } else {
            let rest = match &self.coefficient {
                Coefficient::Small(number) => number % MODULUS,
                Coefficient::Big(number) => (number % MODULUS).try_into().unwrap_or(0),
            };
            // The powers of ten repeat, negative ones too.
            let mut left = self.exponent.rem_euclid(MODULUS as i64 - 1);
            let (mut product, mut square) = (rest, 10);
            while left > 0 {
                if left & 1 == 1 {
                    product = product * square % MODULUS;
                }
                square = square * square % MODULUS;
                left >>= 1;
            }
            product as i64
        };
        match if self.negative { -hash } else { hash } {
            -1 => -2,
            hash => hash,
        }
    }

    /// The whole part, cut: for `int`.
    pub(super) fn truncated(&self) -> Result<Coefficient, TooLarge> {
        match self.exponent {
            exponent if exponent >= 0 => self.coefficient.scaled(exponent),
            exponent => Ok(self.coefficient.cut(-exponent)?.0),
        }
    }

    /// The text as `str` has it; in the engineers' notation exponents are multiples of three.
    pub(super) fn text(&self, engineering: bool, capital: bool) -> String {
        let mut text = String::from(if self.negative { "-" } else { "" });
        let digits = self.coefficient.text();
        if !self.is_finite() {
            text.push_str(match self.kind {
                Kind::Infinite => "Infinity",
                Kind::Nan => "NaN",
                _ => "sNaN",
            });
            if !self.coefficient.is_zero() {
                text.push_str(&digits);
            }
            return text;
        }
        let left = self.exponent + digits.len() as i64;
        let point = if self.exponent <= 0 && left > -6 {
            left
        } else if !engineering {
            1
        } else if self.coefficient.is_zero() {
            (left + 1).rem_euclid(3) - 1
        } else {
            (left - 1).rem_euclid(3) + 1
        };
        place_point(&mut text, &digits, point);
        push_power(&mut text, left - point, capital, false);
        text
    }

    /// Reads a number, as `Decimal(text)` does.
    pub(super) fn parse(text: &str) -> Option<Number> {
        let (mut negative, mut at) = (false, 0);
        let ascii: Vec<u8> = text
            .chars()
            .map(|c| match unicode::decimal(c) {
                Some(digit) => b'0' + digit as u8,
                None if c.is_ascii() => c.to_ascii_lowercase() as u8,
                None => b' ',
            })
            .collect();
        if let Some(sign @ (b'+' | b'-')) = ascii.first() {
            negative = *sign == b'-';
            at = 1;
        }
        let rest = &ascii[at..];
        if rest == b"inf" || rest == b"infinity" {
            return Some(Number::special(negative, Kind::Infinite));
        }
        let (kind, name) = if rest.starts_with(b"s") { (Kind::Signaling, 4) } else { (Kind::Nan, 3) };
        if let Some(payload) = rest.get(name..)
            && rest[..name].ends_with(b"nan")
        {
            let whole = payload.iter().all(u8::is_ascii_digit);
            return whole.then(|| Number {
                coefficient: Coefficient::parse(payload),
                ..Number::special(negative, kind)
            });
        }
        let mantissa = rest.iter().position(|c| *c == b'e').unwrap_or(rest.len());
        let mut digits = rest[..mantissa].to_vec();
        let mut exponent = 0;
        if let Some(point) = digits.iter().position(|c| *c == b'.') {
            digits.remove(point);
            exponent = point as i64 - digits.len() as i64;
        }
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        if mantissa < rest.len() {
            let (down, power) = match &rest[mantissa + 1..] {
                [b'-', power @ ..] => (true, power),
                [b'+', power @ ..] | power => (false, power),
            };
            if power.is_empty() || !power.iter().all(u8::is_ascii_digit) {
                return None;
            }
            let add = |sum: i64, digit: &u8| {
                sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(FAR)
            };
            let size = power.iter().fold(0, add);
            exponent += if down { -size } else { size };
        }
        Some(Number::finite(negative, Coefficient::parse(&digits), exponent))
    }
}

/// Digits with a point behind the first so many, and what zeros that takes.
pub(super) fn place_point(text: &mut String, digits: &str, point: i64) {
    let zeros = |text: &mut String, count: i64| text.extend(std::iter::repeat_n('0', count.max(0) as usize));
    if point <= 0 {
        text.push_str("0.");
        zeros(text, -point);
        text.push_str(digits);
    } else if point >= digits.len() as i64 {
        text.push_str(digits);
        zeros(text, point - digits.len() as i64);
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        text.push_str(whole);
        text.push('.');
        text.push_str(fraction);
    }
}

/// `E+5`, if there is a power to tell.
pub(super) fn push_power(text: &mut String, power: i64, capital: bool, always: bool) {
    if power != 0 || always {
        text.push(if capital { 'E' } else { 'e' });
        text.push(if power < 0 { '-' } else { '+' });
        text.push_str(&power.unsigned_abs().to_string());
    }
}

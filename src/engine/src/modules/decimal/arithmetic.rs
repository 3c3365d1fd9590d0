//! The operations of the General Decimal Arithmetic Specification (speleotrove.com/decimal, version 1.70). Integer powers are
//! computed as libmpdec does, to the last digit.

use std::cmp::Ordering;

use super::coefficient::{Coefficient, Lost, MOST_DIGITS, TooLarge, check_digits};
use super::number::{Kind, Number};
use super::rules::{Made, Rounding, Rules, signal};

/// What is done with one or two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideInt,
    Remainder,
    RemainderNear,
    DivMod,
    Power,
    Fma,
    Plus,
    Minus,
    Abs,
    Sqrt,
    Exp,
    Ln,
    Log10,
    Logb,
    Scaleb,
    Normalize,
    Quantize,
    ToIntegralExact,
    ToIntegralValue,
    NextMinus,
    NextPlus,
    NextToward,
    Max,
    Min,
    MaxMag,
    MinMag,
    Compare,
    CompareSignal,
    CompareTotal,
    CompareTotalMag,
    CopyAbs,
    CopyNegate,
    CopySign,
    Canonical,
    Apply,
    Rotate,
    Shift,
    And,
    Or,
    Xor,
    Invert,
    SameQuantum,
    IsCanonical,
    IsFinite,
    IsInfinite,
    IsNan,
    IsQnan,
    IsSnan,
    IsSigned,
    IsZero,
    IsNormal,
    IsSubnormal,
    NumberClass,
}

fn infinity(negative: bool) -> Number {
    Number::special(negative, Kind::Infinite)
}

fn of_order(order: Ordering) -> Number {
    Number::whole(order as i64)
}

impl Rules {
    /// The result of an operation whose result is one number. What an operation does not need is 0.
    pub(super) fn apply(&mut self, op: Op, a: &Number, b: &Number, c: &Number) -> Made {
        match op {
            Op::CompareTotal => return Ok(of_order(a.total_order(b))),
            Op::CompareTotalMag => return Ok(of_order(a.signed(false).total_order(&b.signed(false)))),
            Op::CopyAbs => return Ok(a.signed(false)),
            Op::CopyNegate => return Ok(a.signed(!a.negative)),
            Op::CopySign => return Ok(a.signed(b.negative)),
            Op::Canonical => return Ok(a.clone()),
            Op::Apply => return self.fit(a.clone()),
            Op::Max => return self.extreme(a, b, Ordering::Less, false),
            Op::Min => return self.extreme(a, b, Ordering::Greater, false),
            Op::MaxMag => return self.extreme(a, b, Ordering::Less, true),
            Op::MinMag => return self.extreme(a, b, Ordering::Greater, true),
            Op::And | Op::Or | Op::Xor | Op::Invert => return self.bits(op, a, b),
            Op::Fma => return self.fused(a, b, c),
            _ => {}
        }
        if !(a.is_finite() && b.is_finite()) {
            if op == Op::CompareSignal && (a.is_nan() || b.is_nan()) {
                self.status |= signal::INVALID;
            }
            if let Some(nan) = self.nan(&[a, b]) {
                return Ok(nan);
            }
        }
        match op {
            Op::Add => self.add(a, b, b.negative),
            Op::Subtract => self.add(a, b, !b.negative),
            Op::Multiply => self.multiply(a, b),
            Op::Divide => self.divide(a, b),
            Op::DivideInt | Op::Remainder => {
                let (quotient, rest) = self.divide_whole(a, b, op)?;
                Ok(if op == Op::Remainder { rest } else { quotient })
            }
            Op::RemainderNear => self.remainder_near(a, b),
            Op::Plus | Op::Minus | Op::Abs => {
                let negative = match op {
                    Op::Plus => a.negative,
                    Op::Minus => !a.negative,
                    _ => false,
                };
                let positive = op != Op::Abs && a.is_zero() && self.rounding != Rounding::Floor;
                self.fit(a.signed(negative && !positive))
            }
            Op::Sqrt => self.sqrt(a),
            Op::Logb => {
                if a.is_infinite() {
                    return Ok(infinity(false));
                }
                if a.is_zero() {
                    self.status |= signal::DIVISION_BY_ZERO;
                    return Ok(infinity(true));
                }
                self.fit(Number::whole(a.adjusted()))
            }
            Op::Scaleb => {
                let Some(places) = self.places(b, 2 * (self.emax + self.prec)) else {
                    return Ok(self.signal(signal::INVALID));
                };
                if a.is_infinite() {
                    return Ok(a.clone());
                }
                self.fit(Number { exponent: a.exponent + places, ..a.clone() })
            }
            Op::Normalize => {
                let fitted = self.fit(a.clone())?;
                if !fitted.is_finite() {
                    return Ok(fitted);
                }
                if fitted.is_zero() {
                    return Ok(Number::finite(fitted.negative, Coefficient::Small(0), 0));
                }
                let highest = if self.clamp { self.top() } else { self.emax };
                let (coefficient, gone) = fitted.coefficient.stripped(highest - fitted.exponent);
                Ok(Number::finite(fitted.negative, coefficient, fitted.exponent + gone))
            }
            Op::Quantize => self.quantize(a, b),
            Op::ToIntegralExact | Op::ToIntegralValue => {
                if a.is_infinite() || a.exponent >= 0 {
                    return Ok(a.clone());
                }
                let (whole, lost) = self.rescaled(a, 0)?;
                if op == Op::ToIntegralExact && !a.is_zero() {
                    self.status |= signal::ROUNDED;
                    if lost != Lost::Nothing {
                        self.status |= signal::INEXACT;
                    }
                }
                Ok(whole)
            }
            Op::NextMinus => self.neighbour(a, true),
            Op::NextPlus => self.neighbour(a, false),
            Op::NextToward => self.toward(a, b),
            Op::Compare | Op::CompareSignal => Ok(of_order(a.order(b))),
            Op::Rotate | Op::Shift => self.shifted(op, a, b),
            _ => Ok(self.signal(signal::INVALID)),
        }
    }

    fn add(&mut self, a: &Number, b: &Number, negative: bool) -> Made {
        if a.is_infinite() {
            if b.is_infinite() && a.negative != negative {
                return Ok(self.signal(signal::INVALID));
            }
            return Ok(a.clone());
        }
        if b.is_infinite() {
            return Ok(infinity(negative));
        }
        let floor = self.rounding == Rounding::Floor;
        let lowest = a.exponent.min(b.exponent);
        if a.is_zero() || b.is_zero() {
            let (number, sign) = if a.is_zero() { (b, negative) } else { (a, a.negative) };
            if number.is_zero() {
                let sign = if a.negative == negative { negative } else { floor };
                return self.fit(Number::finite(sign, Coefficient::Small(0), lowest));
            }
            let exponent = lowest.max(number.exponent.saturating_sub(self.prec + 1));
            let coefficient = number.coefficient.scaled(number.exponent - exponent)?;
            return self.fit(Number::finite(sign, coefficient, exponent));
        }
        let (mut left, mut right, mut exponent) =
            ((a.exponent, &a.coefficient), (b.exponent, &b.coefficient), lowest);
        const ONE: Coefficient = Coefficient::Small(1);
        if (a.exponent - b.exponent).abs() > self.prec {
            // The smaller one is so small that only its being there counts.
            let swapped = a.adjusted() < b.adjusted();
            let (large, small) = if swapped { (b, a) } else { (a, b) };
            let least = large.exponent + (large.coefficient.digits() - self.prec - 2).min(-1);
            if small.adjusted() < least {
                exponent = least;
                *(if swapped { &mut left } else { &mut right }) = (least, &ONE);
            }
        }
        let scaled = |(from, coefficient): (i64, &Coefficient)| coefficient.scaled(from - exponent);
        let (left, right) =
            if a.exponent == b.exponent { (None, None) } else { (Some(scaled(left)?), Some(scaled(right)?)) };
        let (left, right) =
            (left.as_ref().unwrap_or(&a.coefficient), right.as_ref().unwrap_or(&b.coefficient));
        if a.negative == negative {
            return self.fit(Number::finite(negative, left.plus(right), exponent));
        }
        let (sign, difference) = match left.order(right) {
            Ordering::Equal => (floor, Coefficient::Small(0)),
            Ordering::Greater => (a.negative, left.minus(right)),
            Ordering::Less => (negative, right.minus(left)),
        };
        self.fit(Number::finite(sign, difference, exponent))
    }

    fn multiply(&mut self, a: &Number, b: &Number) -> Made {
        let product = self.product(a, b)?;
        self.fit(product)
    }

    fn product(&mut self, a: &Number, b: &Number) -> Made {
        let negative = a.negative != b.negative;
        if a.is_infinite() || b.is_infinite() {
            if a.is_zero() || b.is_zero() {
                return Ok(self.signal(signal::INVALID));
            }
            return Ok(infinity(negative));
        }
        if let (Coefficient::Big(x), Coefficient::Big(y)) = (&a.coefficient, &b.coefficient) {
            // A digit has more than three bits.
            check_digits(((x.bits() + y.bits()) / 4) as i64)?;
        }
        Ok(Number::finite(negative, a.coefficient.times(&b.coefficient), a.exponent + b.exponent))
    }

    fn fused(&mut self, a: &Number, b: &Number, c: &Number) -> Made {
        let product = if a.is_nan() || b.is_nan() { Number::small(0) } else { self.product(a, b)? };
        if product.is_nan() {
            return Ok(product);
        }
        if let Some(nan) = self.nan(&[a, b, c]) {
            return Ok(nan);
        }
        self.add(&product, c, c.negative)
    }

    fn divide(&mut self, a: &Number, b: &Number) -> Made {
        let negative = a.negative != b.negative;
        if a.is_infinite() {
            return Ok(if b.is_infinite() { self.signal(signal::INVALID) } else { infinity(negative) });
        }
        if b.is_infinite() {
            self.status |= signal::CLAMPED;
            return Ok(Number::finite(negative, Coefficient::Small(0), self.tiny()));
        }
        if b.is_zero() {
            return Ok(self.by_zero(a, negative));
        }
        let ideal = a.exponent - b.exponent;
        if a.is_zero() {
            return self.fit(Number::finite(negative, Coefficient::Small(0), ideal));
        }
        let digits = (a.coefficient.digits(), b.coefficient.digits());
        if self.prec > MOST_DIGITS {
            // No memory has all digits; an exact quotient has few.
            return self.exactly(digits.0 + 4 * digits.1 + 2, &|rules| rules.divide(a, b));
        }
        let shift = digits.1 - digits.0 + self.prec + 1;
        let (mut quotient, rest) = a.coefficient.scaled(shift)?.over(&b.coefficient.scaled(-shift)?);
        let mut exponent = ideal - shift;
        if !rest.is_zero() {
            // A digit that is neither 0 nor 5, so that rounding knows of the rest.
            if quotient.last_digit().is_multiple_of(5) {
                quotient = quotient.plus(&Coefficient::Small(1));
            }
        } else if shift > 0 {
            let (stripped, gone) = quotient.stripped(shift);
            quotient = stripped;
            exponent += gone;
        }
        self.fit(Number::finite(negative, quotient, exponent))
    }

    /// The result with less precision, if it is exact.
    fn exactly(&mut self, prec: i64, operate: &dyn Fn(&mut Rules) -> Made) -> Made {
        let mut work = Rules { prec: prec.min(MOST_DIGITS), ..*self };
        let result = operate(&mut work)?;
        if work.status & !self.status & signal::INEXACT != 0 || work.prec < prec {
            return Err(TooLarge);
        }
        self.fit(result)
    }

    fn by_zero(&mut self, a: &Number, negative: bool) -> Number {
        if a.is_zero() {
            return self.signal(signal::UNDEFINED);
        }
        self.status |= signal::DIVISION_BY_ZERO;
        infinity(negative)
    }

    /// Whole quotient and remainder, as `divmod` gives them; `op` tells whether one of them is of no interest.
    pub(super) fn divide_whole(
        &mut self,
        a: &Number,
        b: &Number,
        op: Op,
    ) -> Result<(Number, Number), TooLarge> {
        let (quotient, rest) = self.quotient_and_rest(a, b, op)?;
        let quotient = if op == Op::Remainder { quotient } else { self.fit(quotient)? };
        let rest = if op == Op::DivideInt { rest } else { self.fit(rest)? };
        Ok((quotient, rest))
    }

    fn quotient_and_rest(&mut self, a: &Number, b: &Number, op: Op) -> Result<(Number, Number), TooLarge> {
        if let Some(nan) = self.nan(&[a, b]) {
            return Ok((nan.clone(), nan));
        }
        let negative = a.negative != b.negative;
        let invalid = |rules: &mut Rules, signal: u32| {
            let nan = rules.signal(signal);
            Ok((nan.clone(), nan))
        };
        if a.is_infinite() {
            if b.is_infinite() || op == Op::Remainder {
                return invalid(self, signal::INVALID);
            }
            let rest = if op == Op::DivideInt { Number::small(0) } else { self.signal(signal::INVALID) };
            return Ok((infinity(negative), rest));
        }
        if b.is_zero() {
            if op == Op::Remainder && !a.is_zero() {
                return invalid(self, signal::INVALID);
            }
            let quotient = self.by_zero(a, negative);
            let rest = if quotient.is_nan() || op == Op::DivideInt {
                quotient.clone()
            } else {
                self.signal(signal::INVALID)
            };
            return Ok((quotient, rest));
        }
        let none = Number::finite(negative, Coefficient::Small(0), 0);
        let apart = if b.is_infinite() { -2 } else { a.adjusted() - b.adjusted() };
        let lowest = if b.is_infinite() { a.exponent } else { a.exponent.min(b.exponent) };
        if a.is_zero() {
            return Ok((none, Number { exponent: lowest, ..a.clone() }));
        }
        if apart <= -2 {
            // More digits than fit are of no use.
            let lowest = lowest.max(a.exponent.saturating_sub(self.prec + 1));
            let rest = Number::finite(a.negative, a.coefficient.scaled(a.exponent - lowest)?, lowest);
            return Ok((none, rest));
        }
        if apart <= self.prec {
            let left = a.coefficient.scaled(a.exponent - lowest)?;
            let (quotient, rest) = left.over(&b.coefficient.scaled(b.exponent - lowest)?);
            if quotient.digits() <= self.prec {
                let rest = Number::finite(a.negative, rest, lowest);
                return Ok((Number { coefficient: quotient, ..none }, rest));
            }
        }
        invalid(self, signal::IMPOSSIBLE)
    }

    fn remainder_near(&mut self, a: &Number, b: &Number) -> Made {
        if a.is_infinite() || b.is_zero() {
            let undefined = a.is_zero() && b.is_zero();
            return Ok(self.signal(if undefined { signal::UNDEFINED } else { signal::INVALID }));
        }
        if b.is_infinite() {
            return self.fit(a.clone());
        }
        let ideal = a.exponent.min(b.exponent);
        if a.is_zero() {
            return self.fit(Number { exponent: ideal, ..a.clone() });
        }
        let apart = a.adjusted() - b.adjusted();
        if apart > self.prec {
            return Ok(self.signal(signal::IMPOSSIBLE));
        }
        if apart <= -2 {
            let lowest = ideal.max(a.exponent.saturating_sub(self.prec + 1));
            return self.fit(Number::finite(a.negative, a.coefficient.scaled(a.exponent - lowest)?, lowest));
        }
        let divisor = b.coefficient.scaled(b.exponent - ideal)?;
        let (mut quotient, mut rest) = a.coefficient.scaled(a.exponent - ideal)?.over(&divisor);
        let mut negative = a.negative;
        let half = rest.plus(&rest).order(&divisor);
        if half == Ordering::Greater || half == Ordering::Equal && quotient.is_odd() {
            rest = divisor.minus(&rest);
            quotient = quotient.plus(&Coefficient::Small(1));
            negative = !negative;
        }
        if quotient.digits() > self.prec {
            return Ok(self.signal(signal::IMPOSSIBLE));
        }
        self.fit(Number::finite(negative, rest, ideal))
    }

    /// `base ** exponent` for a whole exponent that is not 0 and a finite base that is not 0: by squaring, with a few digits
    /// more.
    pub(super) fn whole_power(&mut self, base: &Number, exponent: i64) -> Made {
        let size = exponent.unsigned_abs();
        let mut work = *self;
        work.status = 0;
        work.prec += i64::from(size.ilog10()) + 1 + 2;
        work.rounding = Rounding::HalfEven;
        work.clamp = false;
        let mut factor = base.clone();
        if exponent < 0 {
            work.prec += 1;
            factor = work.divide(&Number::small(1), base)?;
        }
        let mut result = factor.clone();
        for bit in (0..size.ilog2()).rev() {
            result = work.multiply(&result, &result)?;
            if size >> bit & 1 == 1 {
                result = work.multiply(&result, &factor)?;
            }
            if !result.is_finite() || result.is_zero() && work.status & signal::CLAMPED != 0 {
                break;
            }
        }
        self.status |= work.status;
        result.negative = base.negative && exponent & 1 == 1;
        if result.is_infinite() {
            // Rounding may make the greatest number of it.
            let negative = result.negative;
            result = Number::finite(negative, Coefficient::Small(1), self.emax + 1);
        }
        self.fit(result)
    }

    fn quantize(&mut self, a: &Number, like: &Number) -> Made {
        if !(a.is_finite() && like.is_finite()) {
            if a.is_infinite() && like.is_infinite() {
                return Ok(a.clone());
            }
            return Ok(self.signal(signal::INVALID));
        }
        let exponent = like.exponent;
        if exponent < self.tiny() || exponent > self.emax {
            return Ok(self.signal(signal::INVALID));
        }
        if a.is_zero() {
            return self.fit(Number { exponent, ..a.clone() });
        }
        if a.adjusted() > self.emax || a.adjusted() - exponent + 1 > self.prec {
            return Ok(self.signal(signal::INVALID));
        }
        let (result, lost) = self.rescaled(a, exponent)?;
        if result.adjusted() > self.emax || result.coefficient.digits() > self.prec {
            return Ok(self.signal(signal::INVALID));
        }
        if exponent > a.exponent {
            self.status |= signal::ROUNDED;
            if lost != Lost::Nothing {
                self.status |= signal::INEXACT;
            }
        }
        self.fit(result)
    }

    fn sqrt(&mut self, a: &Number) -> Made {
        if a.is_infinite() && !a.negative {
            return Ok(a.clone());
        }
        if a.is_zero() {
            return self.fit(Number { exponent: a.exponent >> 1, ..a.clone() });
        }
        if a.negative {
            return Ok(self.signal(signal::INVALID));
        }
        if self.prec > MOST_DIGITS {
            return self.exactly(a.coefficient.digits() + 2, &|rules| rules.sqrt(a));
        }
        let mut exponent = a.exponent >> 1;
        let number = a.coefficient.scaled(a.exponent & 1)?;
        let shift = self.prec + 1 - ((number.digits() + 1) >> 1);
        let (value, lost) =
            if shift >= 0 { (number.scaled(2 * shift)?, Lost::Nothing) } else { number.cut(-2 * shift)? };
        let (mut root, exact) = value.root();
        exponent -= shift;
        if exact && lost == Lost::Nothing {
            if shift >= 0 {
                let (stripped, gone) = root.stripped(shift);
                root = stripped.scaled(gone - shift)?;
                exponent += gone;
            } else {
                root = root.scaled(-shift)?;
                exponent += shift;
            }
        } else if root.last_digit().is_multiple_of(5) {
            root = root.plus(&Coefficient::Small(1));
        }
        let rounding = std::mem::replace(&mut self.rounding, Rounding::HalfEven);
        let result = self.fit(Number::finite(false, root, exponent));
        self.rounding = rounding;
        result
    }

    /// The number as one of `rotate`, `shift` and `scaleb`, where it is whole and at most so great.
    fn places(&self, number: &Number, most: i64) -> Option<i64> {
        let Coefficient::Small(size) = number.coefficient else { return None };
        let size = i64::try_from(size).ok().filter(|size| *size <= most)?;
        (number.is_finite() && number.exponent == 0).then_some(if number.negative { -size } else { size })
    }

    fn shifted(&mut self, op: Op, a: &Number, b: &Number) -> Made {
        let Some(mut places) = self.places(b, self.prec) else { return Ok(self.signal(signal::INVALID)) };
        if a.is_infinite() {
            return Ok(a.clone());
        }
        let number = a.coefficient.last(self.prec)?;
        let coefficient = if op == Op::Rotate {
            if places < 0 {
                places += self.prec;
            }
            let stay = self.prec - places;
            number.last(stay)?.scaled(places)?.plus(&number.cut(stay)?.0)
        } else if places < 0 {
            number.cut(-places)?.0
        } else {
            number.last(self.prec - places)?.scaled(places)?
        };
        Ok(Number { coefficient, ..a.clone() })
    }

    fn extreme(&mut self, a: &Number, b: &Number, worse: Ordering, sizes: bool) -> Made {
        if a.is_nan() || b.is_nan() {
            return match (a.kind, b.kind) {
                (Kind::Nan, Kind::Finite | Kind::Infinite) => self.fit(b.clone()),
                (Kind::Finite | Kind::Infinite, Kind::Nan) => self.fit(a.clone()),
                _ => Ok(self.nan(&[a, b]).unwrap_or(Number::small(0))),
            };
        }
        let order = if sizes { a.signed(false).order(&b.signed(false)) } else { a.order(b) };
        let order = order.then_with(|| a.total_order(b));
        self.fit(if order == worse { b.clone() } else { a.clone() })
    }

    fn neighbour(&mut self, a: &Number, down: bool) -> Made {
        if a.is_infinite() {
            return if a.negative == down { Ok(a.clone()) } else { self.greatest(a.negative) };
        }
        let mut quiet = *self;
        quiet.rounding = if down { Rounding::Floor } else { Rounding::Ceiling };
        let fitted = quiet.fit(a.clone())?;
        if fitted.order(a) != Ordering::Equal {
            return Ok(fitted);
        }
        quiet.add(a, &Number::finite(down, Coefficient::Small(1), quiet.tiny() - 1), down)
    }

    fn toward(&mut self, a: &Number, b: &Number) -> Made {
        let order = a.order(b);
        if order == Ordering::Equal {
            return Ok(a.signed(b.negative));
        }
        let result = self.neighbour(a, order == Ordering::Greater)?;
        if result.is_infinite() {
            self.status |= signal::OVERFLOW | signal::INEXACT | signal::ROUNDED;
        } else if result.adjusted() < self.emin {
            self.status |= signal::UNDERFLOW | signal::SUBNORMAL | signal::INEXACT | signal::ROUNDED;
            if result.is_zero() {
                self.status |= signal::CLAMPED;
            }
        }
        Ok(result)
    }

    /// The logical operations: digits are bits.
    fn bits(&mut self, op: Op, a: &Number, b: &Number) -> Made {
        let mut texts = Vec::new();
        for number in [a, b] {
            let text = number.coefficient.text().into_bytes();
            let whole = number.is_finite() && !number.negative && number.exponent == 0;
            if !whole || !text.iter().all(|digit| matches!(digit, b'0' | b'1')) {
                return Ok(self.signal(signal::INVALID));
            }
            texts.push(text);
        }
        let longest = texts.iter().map(Vec::len).max().unwrap_or(0) as i64;
        let length = self.prec.min(if op == Op::Invert { i64::MAX } else { longest });
        // Refuses a length that does not fit in memory.
        check_digits(length)?;
        let digit =
            |text: &[u8], place: usize| text.len().checked_sub(place + 1).is_some_and(|at| text[at] == b'1');
        let digits: Vec<u8> = (0..length as usize)
            .rev()
            .map(|place| {
                let (x, y) = (digit(&texts[0], place), digit(&texts[1], place));
                b'0' + u8::from(match op {
                    Op::And => x && y,
                    Op::Or => x || y,
                    Op::Xor => x != y,
                    _ => !x,
                })
            })
            .collect();
        Ok(Number::finite(false, Coefficient::parse(&digits), 0))
    }
}

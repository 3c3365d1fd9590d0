//! What a context asks of results: precision, limits of exponents, rounding; and what operations signal.

use super::coefficient::{Coefficient, Lost, TooLarge};
use super::number::{Kind, Number};

/// Conditions, with libmpdec's numbers ("mpdecimal.h").
pub(super) mod signal {
    pub(in super::super) const CLAMPED: u32 = 0x1;
    pub(in super::super) const SYNTAX: u32 = 0x2;
    pub(in super::super) const DIVISION_BY_ZERO: u32 = 0x4;
    pub(in super::super) const IMPOSSIBLE: u32 = 0x8;
    pub(in super::super) const UNDEFINED: u32 = 0x10;
    pub(in super::super) const INEXACT: u32 = 0x40;
    pub(in super::super) const INVALID_CONTEXT: u32 = 0x80;
    pub(in super::super) const INVALID: u32 = 0x100;
    pub(in super::super) const FLOAT: u32 = 0x400;
    pub(in super::super) const OVERFLOW: u32 = 0x800;
    pub(in super::super) const ROUNDED: u32 = 0x1000;
    pub(in super::super) const SUBNORMAL: u32 = 0x2000;
    pub(in super::super) const UNDERFLOW: u32 = 0x4000;
    /// All that `InvalidOperation` stands for.
    pub(in super::super) const ANY_INVALID: u32 = SYNTAX | IMPOSSIBLE | UNDEFINED | INVALID_CONTEXT | INVALID;
}

/// Ways of rounding, in the order of [`ROUNDINGS`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Rounding {
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

/// Their names in Python.
pub(super) const ROUNDINGS: [(&str, Rounding); 8] = [
    ("ROUND_UP", Rounding::Up),
    ("ROUND_DOWN", Rounding::Down),
    ("ROUND_CEILING", Rounding::Ceiling),
    ("ROUND_FLOOR", Rounding::Floor),
    ("ROUND_HALF_UP", Rounding::HalfUp),
    ("ROUND_HALF_DOWN", Rounding::HalfDown),
    ("ROUND_HALF_EVEN", Rounding::HalfEven),
    ("ROUND_05UP", Rounding::ZeroFiveUp),
];

impl Rounding {
    /// Whether what is left of a number grows by one.
    fn grows(self, negative: bool, left: &Coefficient, lost: Lost) -> bool {
        match self {
            _ if lost == Lost::Nothing => false,
            Rounding::Up => true,
            Rounding::Down => false,
            Rounding::Ceiling => !negative,
            Rounding::Floor => negative,
            Rounding::HalfUp => lost >= Lost::Half,
            Rounding::HalfDown => lost == Lost::More,
            Rounding::HalfEven => lost == Lost::More || lost == Lost::Half && left.is_odd(),
            Rounding::ZeroFiveUp => left.last_digit().is_multiple_of(5),
        }
    }
}

/// The settings of a context while one operation works, and what it signals.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) prec: i64,
    pub(super) emin: i64,
    pub(super) emax: i64,
    pub(super) rounding: Rounding,
    pub(super) clamp: bool,
    pub(super) capitals: bool,
    /// What was signalled.
    pub(super) status: u32,
}

/// A number, or that it does not fit in memory.
pub(super) type Made = Result<Number, TooLarge>;

impl Rules {
    /// As of `DefaultContext`.
    pub(super) const DEFAULT: Rules = Rules {
        prec: 28,
        emin: -999_999,
        emax: 999_999,
        rounding: Rounding::HalfEven,
        clamp: false,
        capitals: true,
        status: 0,
    };

    /// The least exponent.
    pub(super) fn tiny(&self) -> i64 {
        self.emin - self.prec + 1
    }

    /// The greatest exponent of a number with all digits.
    pub(super) fn top(&self) -> i64 {
        self.emax - self.prec + 1
    }

    /// A result that is no number.
    pub(super) fn signal(&mut self, signal: u32) -> Number {
        self.status |= signal;
        Number::special(false, Kind::Nan)
    }

    /// A number without its last digits, rounded.
    pub(super) fn cut(&self, number: &Number, places: i64) -> Result<(Coefficient, Lost), TooLarge> {
        let (left, lost) = number.coefficient.cut(places)?;
        if self.rounding.grows(number.negative, &left, lost) {
            return Ok((left.plus(&Coefficient::Small(1)), lost));
        }
        Ok((left, lost))
    }

    /// The same number with another exponent, rounded.
    pub(super) fn rescaled(&self, number: &Number, exponent: i64) -> Result<(Number, Lost), TooLarge> {
        let (coefficient, lost) = match exponent - number.exponent {
            places if places <= 0 => (number.coefficient.scaled(-places)?, Lost::Nothing),
            places => self.cut(number, places)?,
        };
        Ok((Number::finite(number.negative, coefficient, exponent), lost))
    }

    /// The result if an operand is no number: the first signaling one, else the first.
    pub(super) fn nan(&mut self, operands: &[&Number]) -> Option<Number> {
        let found = operands.iter().find(|number| number.kind == Kind::Signaling);
        if found.is_some() {
            self.status |= signal::INVALID;
        }
        let nan = found.or_else(|| operands.iter().find(|number| number.kind == Kind::Nan))?;
        Some(self.quiet(nan))
    }

    fn quiet(&self, nan: &Number) -> Number {
        let coefficient = nan.coefficient.last(self.prec - i64::from(self.clamp));
        let coefficient = coefficient.unwrap_or(Coefficient::Small(0));
        Number { coefficient, ..Number::special(nan.negative, Kind::Nan) }
    }

    fn overflow(&mut self, negative: bool) -> Made {
        self.status |= signal::OVERFLOW | signal::INEXACT | signal::ROUNDED;
        let infinite = match self.rounding {
            Rounding::Down | Rounding::ZeroFiveUp => false,
            Rounding::Ceiling => !negative,
            Rounding::Floor => negative,
            _ => true,
        };
        if infinite {
            return Ok(Number::special(negative, Kind::Infinite));
        }
        self.greatest(negative)
    }

    /// The greatest finite number.
    pub(super) fn greatest(&self, negative: bool) -> Made {
        let nines = Coefficient::ten_to(self.prec)?.minus(&Coefficient::Small(1));
        Ok(Number::finite(negative, nines, self.top()))
    }

    /// Fits a result to the context.
    pub(super) fn fit(&mut self, mut number: Number) -> Made {
        if !number.is_finite() {
            // A signaling one stays so: only operations signal.
            return Ok(Number {
                kind: number.kind,
                ..if number.is_nan() { self.quiet(&number) } else { number }
            });
        }
        let (tiny, top) = (self.tiny(), self.top());
        if number.coefficient.is_zero() {
            let fitting = number.exponent.clamp(tiny, if self.clamp { top.max(tiny) } else { self.emax });
            if fitting != number.exponent {
                self.status |= signal::CLAMPED;
                number.exponent = fitting;
            }
            return Ok(number);
        }
        let mut lowest = number.coefficient.digits() + number.exponent - self.prec;
        if lowest > top {
            return self.overflow(number.negative);
        }
        let subnormal = lowest < tiny;
        if subnormal {
            lowest = tiny;
            self.status |= signal::SUBNORMAL;
        }
        if number.exponent < lowest {
            let (mut coefficient, lost) = self.cut(&number, lowest - number.exponent)?;
            if coefficient.digits() > self.prec {
                // Nines became a power of ten.
                coefficient = coefficient.cut(1)?.0;
                lowest += 1;
            }
            if lowest > top {
                return self.overflow(number.negative);
            }
            self.status |= signal::ROUNDED;
            if lost != Lost::Nothing {
                self.status |= signal::INEXACT | if subnormal { signal::UNDERFLOW } else { 0 };
            }
            if coefficient.is_zero() {
                self.status |= signal::CLAMPED;
            }
            return Ok(Number::finite(number.negative, coefficient, lowest));
        }
        if self.clamp && number.exponent > top {
            self.status |= signal::CLAMPED;
            number.coefficient = number.coefficient.scaled(number.exponent - top)?;
            number.exponent = top;
        }
        Ok(number)
    }
}

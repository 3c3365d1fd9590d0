//! Exponential, logarithm and power to within a hair of correct rounding, the same on every target.
//!
//! The C library of CPython's platforms rounds these almost always correctly; the crate `libm` is off by one in the last
//! digit now and then, so that `math.exp(1)` would not be `math.e`. Here they are computed with pairs of floats (Dekker,
//! "A floating-point technique for extending the available precision", 1971) and rounded once.

/// A number as the sum of two floats, the second below the last digit of the first.
#[derive(Clone, Copy)]
struct Pair {
    high: f64,
    low: f64,
}

const fn sum(a: f64, b: f64) -> Pair {
    let high = a + b;
    let b_part = high - a;
    Pair { high, low: (a - (high - b_part)) + (b - b_part) }
}

/// Splits a float in halves whose products are exact.
const fn split(a: f64) -> (f64, f64) {
    let scaled = 134_217_729.0 * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

const fn product(a: f64, b: f64) -> Pair {
    let high = a * b;
    let ((a1, a2), (b1, b2)) = (split(a), split(b));
    Pair { high, low: ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2 }
}

impl Pair {
    const fn add(self, other: Pair) -> Pair {
        let s = sum(self.high, other.high);
        let t = sum(self.low, other.low);
        let u = sum(s.high, s.low + t.high);
        sum(u.high, u.low + t.low)
    }

    const fn add_float(self, other: f64) -> Pair {
        self.add(Pair { high: other, low: 0.0 })
    }

    const fn mul(self, other: Pair) -> Pair {
        let p = product(self.high, other.high);
        sum(p.high, p.low + (self.high * other.low + self.low * other.high))
    }

    const fn mul_float(self, other: f64) -> Pair {
        let p = product(self.high, other);
        sum(p.high, p.low + self.low * other)
    }

    const fn scaled(self, exponent: i32) -> Pair {
        let factor = f64::from_bits(((1023 + exponent) as u64) << 52);
        Pair { high: self.high * factor, low: self.low * factor }
    }
}

const LN_2: Pair = Pair { high: std::f64::consts::LN_2, low: 2.319_046_813_846_299_6e-17 };
const ONE_OVER_LN_2: Pair = Pair { high: std::f64::consts::LOG2_E, low: 2.035_527_374_093_103_3e-17 };
const ONE_OVER_LN_10: Pair = Pair { high: std::f64::consts::LOG10_E, low: 1.098_319_650_216_765e-17 };

/// `1 / n!` for n from 2 on.
const INVERSE_FACTORIALS: [Pair; 11] = [
    Pair { high: 0.5, low: 0.0 },
    Pair { high: 0.166_666_666_666_666_66, low: 9.251_858_538_542_97e-18 },
    Pair { high: 0.041_666_666_666_666_664, low: 2.312_964_634_635_742_7e-18 },
    Pair { high: 0.008_333_333_333_333_333, low: 1.156_482_317_317_871_4e-19 },
    Pair { high: 0.001_388_888_888_888_889, low: -5.300_543_954_373_577e-20 },
    Pair { high: 0.000_198_412_698_412_698_4, low: 1.720_955_829_342_070_5e-22 },
    Pair { high: 2.480_158_730_158_73e-5, low: 2.151_194_786_677_588_2e-23 },
    Pair { high: 2.755_731_922_398_589_3e-6, low: -1.858_393_274_046_472e-22 },
    Pair { high: 2.755_731_922_398_589e-7, low: 2.376_771_462_225_03e-23 },
    Pair { high: 2.505_210_838_544_172e-8, low: -1.448_814_070_935_912_1e-24 },
    Pair { high: 2.087_675_698_786_81e-9, low: -1.207_345_059_113_26e-25 },
];

/// In how many parts of a power of two the table divides it.
const PARTS: usize = 64;

/// `2 ** (at / PARTS)`
static ROOTS: [Pair; PARTS] = {
    let mut roots = [Pair { high: 1.0, low: 0.0 }; PARTS];
    let mut at = 1;
    while at < PARTS {
        roots[at] = series(LN_2.mul_float(at as f64 / PARTS as f64));
        at += 1;
    }
    roots
};

/// `exp` of a pair within 0 and 1.
const fn series(x: Pair) -> Pair {
    // Of a sixteenth the series needs few terms, and four squarings undo it.
    let rest = x.scaled(-4);
    let mut power = rest;
    let mut series = rest.add_float(1.0);
    let mut at = 0;
    while at < INVERSE_FACTORIALS.len() {
        power = power.mul(rest);
        series = series.add(power.mul(INVERSE_FACTORIALS[at]));
        at += 1;
    }
    let mut squarings = 0;
    while squarings < 4 {
        series = series.mul(series);
        squarings += 1;
    }
    series
}

/// `exp` of a pair as a pair and a power of two. The argument must be within ±750.
fn exponential(x: Pair) -> (Pair, i32) {
    let parts = libm::rint(x.high * (std::f64::consts::LOG2_E * PARTS as f64));
    let (whole, part) = ((parts as i32).div_euclid(PARTS as i32), (parts as i32).rem_euclid(PARTS as i32));
    // At most 1/184: the third power and those above it are so small that a float is exact enough for them.
    let rest = x.add(LN_2.mul_float(-parts / PARTS as f64));
    let r = rest.high;
    let tail =
        r * r * r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r / 5040.0))));
    let square = product(0.5 * r, r);
    let below = sum(r, square.high);
    let below = sum(below.high, below.low + (square.low + rest.low * (1.0 + r) + tail));
    let root = ROOTS[part as usize];
    let grown = root.mul(below);
    let value = sum(root.high, grown.high);
    (sum(value.high, value.low + (root.low + grown.low)), whole)
}

fn rounded((value, exponent): (Pair, i32)) -> f64 {
    let float = value.high + value.low;
    if (-1000..1000).contains(&exponent) {
        return float * f64::from_bits(((1023 + exponent) as u64) << 52);
    }
    libm::ldexp(float, exponent)
}

/// `exp(x)`
pub(crate) fn exp(x: f64) -> f64 {
    if x.is_nan() || !(-750.0..=710.0).contains(&x) {
        return if x.is_nan() {
            x
        } else if x > 0.0 {
            f64::INFINITY
        } else {
            0.0
        };
    }
    rounded(exponential(Pair { high: x, low: 0.0 }))
}

/// `2 ** x`
pub(crate) fn exp2(x: f64) -> f64 {
    if x.is_nan() || !(-1080.0..1024.0).contains(&x) {
        return libm::exp2(x);
    }
    rounded(exponential(LN_2.mul_float(x)))
}

/// The natural logarithm of a positive finite number: that of the nearest root of two, and the series of what is left.
fn logarithm(x: f64) -> Pair {
    let (half, exponent) = libm::frexp(x);
    let mantissa = 2.0 * half;
    // Its logarithm to the base 2 within 1/1500, which says no more than which root is near.
    let rough = -2.153_62 + mantissa * (3.047_88 + mantissa * (-1.051_88 + mantissa * 0.158_25));
    let part = libm::rint(rough * PARTS as f64) as usize;
    let inverse = if part == 0 { ROOTS[0] } else { ROOTS[PARTS - part].scaled(-1) };
    let ratio = inverse.mul_float(mantissa);
    // At most 1/160: as in `exponential`, a float is exact enough for the third power and those above it.
    let rest = sum(ratio.high - 1.0, ratio.low);
    let r = rest.high;
    let tail = r
        * r
        * r
        * (1.0 / 3.0
            - r * (1.0 / 4.0
                - r * (1.0 / 5.0 - r * (1.0 / 6.0 - r * (1.0 / 7.0 - r * (1.0 / 8.0 - r / 9.0))))));
    let square = product(-0.5 * r, r);
    let below = sum(r, square.high);
    let below = sum(below.high, below.low + (square.low + rest.low * (1.0 - r) + tail));
    LN_2.mul_float(f64::from(exponent - 1) + part as f64 / PARTS as f64).add(below)
}

fn is_ordinary(x: f64) -> bool {
    // Near 1 the logarithm is so small that the difference of exponent and fraction would lose digits.
    x > 0.0 && x.is_finite() && (x - 1.0).abs() > 1e-3
}

/// `log(x)`
pub(crate) fn log(x: f64) -> f64 {
    if !is_ordinary(x) {
        return libm::log(x);
    }
    let y = logarithm(x);
    y.high + y.low
}

/// `log2(x)`
pub(crate) fn log2(x: f64) -> f64 {
    if !is_ordinary(x) {
        return libm::log2(x);
    }
    let y = logarithm(x).mul(ONE_OVER_LN_2);
    y.high + y.low
}

/// `log10(x)`
pub(crate) fn log10(x: f64) -> f64 {
    if !is_ordinary(x) {
        return libm::log10(x);
    }
    let y = logarithm(x).mul(ONE_OVER_LN_10);
    y.high + y.low
}

/// `x ** y`
pub(crate) fn pow(x: f64, y: f64) -> f64 {
    // Roots and squares are one rounded operation each.
    if y == 0.5 && x.is_normal() && x > 0.0 {
        return x.sqrt();
    }
    if y == 2.0 && (x * x).is_normal() {
        return x * x;
    }
    // What is far from the ends of the range needs no rough answer first.
    if x > 0.0 && x.is_normal() && is_ordinary(x) && y != 0.0 && y != 1.0 && y.is_finite() {
        let exponent = logarithm(x).mul_float(y);
        if (-700.0..700.0).contains(&exponent.high) {
            return rounded(exponential(exponent));
        }
    }
    let rough = libm::pow(x, y);
    // Zero, infinity, NaN and numbers without all their digits are as the library says; so are squares and the like near 1.
    if !rough.is_normal() || !is_ordinary(x.abs()) || y == 0.0 || y == 1.0 {
        return rough;
    }
    let exponent = logarithm(x.abs()).mul_float(y);
    if !(-708.0..709.0).contains(&exponent.high) {
        return rough;
    }
    rounded(exponential(exponent)).copysign(rough)
}

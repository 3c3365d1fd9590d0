//! Items of a C type, as bytes: below `array`, `struct`, `memoryview` and the shared numbers of `multiprocessing`.

use num_bigint::{BigInt, Sign};

use crate::interpreter::Interpreter;
use crate::value::Value;

/// A C type, as on 64-bit Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Bool,
    Char,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F16,
    F32,
    F64,
    /// A character of text, in four bytes.
    Letter,
}

/// Why a value is not one of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It is something else.
    Kind,
    /// It is too small.
    Low,
    /// It is too large.
    High,
    /// Its class must be asked, whose answer is written in Python.
    Python,
}

/// The first `N` bytes.
#[inline(always)]
fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.first_chunk::<N>().copied().unwrap_or([0; N])
}

impl Item {
    /// The type of a code, with C's own sizes.
    pub(crate) const fn of(code: u8) -> Option<Item> {
        Some(match code {
            b'?' => Item::Bool,
            b'c' => Item::Char,
            b'b' => Item::I8,
            b'B' => Item::U8,
            b'h' => Item::I16,
            b'H' => Item::U16,
            b'i' => Item::I32,
            b'I' => Item::U32,
            b'l' | b'q' | b'n' => Item::I64,
            b'L' | b'Q' | b'N' | b'P' => Item::U64,
            b'e' => Item::F16,
            b'f' => Item::F32,
            b'd' => Item::F64,
            b'u' => Item::Letter,
            _ => return None,
        })
    }

    /// Its size in bytes.
    #[inline]
    pub(crate) const fn size(self) -> usize {
        match self {
            Item::Bool | Item::Char | Item::I8 | Item::U8 => 1,
            Item::I16 | Item::U16 | Item::F16 => 2,
            Item::I32 | Item::U32 | Item::F32 | Item::Letter => 4,
            Item::I64 | Item::U64 | Item::F64 => 8,
        }
    }

    /// Least and greatest of an integer type.
    pub(crate) const fn limits(self) -> Option<(i128, i128)> {
        Some(match self {
            Item::I8 => (i8::MIN as i128, i8::MAX as i128),
            Item::U8 => (0, u8::MAX as i128),
            Item::I16 => (i16::MIN as i128, i16::MAX as i128),
            Item::U16 => (0, u16::MAX as i128),
            Item::I32 => (i32::MIN as i128, i32::MAX as i128),
            Item::U32 => (0, u32::MAX as i128),
            Item::I64 => (i64::MIN as i128, i64::MAX as i128),
            Item::U64 => (0, u64::MAX as i128),
            _ => return None,
        })
    }

    /// The value that begins with the first of the bytes, of which there are enough.
    #[inline]
    pub(crate) fn load(self, interpreter: &Interpreter, bytes: &[u8]) -> Value {
        if self == Item::Letter {
            let code = u32::from_le_bytes(first(bytes));
            return interpreter.character(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.number(bytes)
    }

    /// The same; of a letter its number.
    #[inline]
    pub(crate) fn number(self, bytes: &[u8]) -> Value {
        match self {
            Item::Bool => Value::from(bytes.first().is_some_and(|byte| *byte != 0)),
            Item::Char => Value::bytes(&bytes[..1]),
            Item::I8 => Value::Int(i64::from(i8::from_le_bytes(first(bytes)))),
            Item::U8 => Value::Int(i64::from(u8::from_le_bytes(first(bytes)))),
            Item::I16 => Value::Int(i64::from(i16::from_le_bytes(first(bytes)))),
            Item::U16 => Value::Int(i64::from(u16::from_le_bytes(first(bytes)))),
            Item::I32 => Value::Int(i64::from(i32::from_le_bytes(first(bytes)))),
            Item::U32 | Item::Letter => Value::Int(i64::from(u32::from_le_bytes(first(bytes)))),
            Item::I64 => Value::Int(i64::from_le_bytes(first(bytes))),
            Item::U64 => {
                let number = u64::from_le_bytes(first(bytes));
                match i64::try_from(number) {
                    Ok(small) => Value::Int(small),
                    Err(_) => Value::from_bigint(BigInt::from(number)),
                }
            }
            Item::F16 => Value::from(half_to_float(u16::from_le_bytes(first(bytes)))),
            Item::F32 => Value::from(f64::from(f32::from_le_bytes(first(bytes)))),
            Item::F64 => Value::from(f64::from_le_bytes(first(bytes))),
        }
    }

    /// What the type holds of a value, in the lowest bytes.
    #[inline]
    pub(crate) fn word(self, interpreter: &Interpreter, value: &Value) -> Result<u64, Misfit> {
        match self {
            Item::F64 => Ok(real(interpreter, value)?.to_bits()),
            Item::F32 => {
                let wide = real(interpreter, value)?;
                Ok(u64::from((wide as f32).to_bits()))
            }
            Item::F16 => half_of(real(interpreter, value)?).map(u64::from).ok_or(Misfit::High),
            Item::Bool => {
                crate::compare::truth_natively(interpreter, value).map(u64::from).ok_or(Misfit::Python)
            }
            Item::Char => match value.payload() {
                Value::Bytes(bytes) if bytes.len() == 1 => Ok(u64::from(bytes[0])),
                _ => Err(Misfit::Kind),
            },
            Item::Letter => match value.as_text() {
                Some(text) => {
                    let mut letters = text.chars();
                    match (letters.next(), letters.next()) {
                        (Some(letter), None) => Ok(u64::from(u32::from(letter))),
                        _ => Err(Misfit::Kind),
                    }
                }
                None => Err(Misfit::Kind),
            },
            _ => self.integer(interpreter, value),
        }
    }

    #[inline]
    fn integer(self, interpreter: &Interpreter, value: &Value) -> Result<u64, Misfit> {
        let int = match value {
            Value::Int(int) => *int,
            _ => match value.payload() {
                Value::Int(int) => *int,
                Value::Bool(truth) => i64::from(truth.get()),
                Value::BigInt(big) if self == Item::U64 => {
                    let far = if big.sign() == Sign::Minus { Misfit::Low } else { Misfit::High };
                    return u64::try_from(&**big).map_err(|_| far);
                }
                Value::BigInt(big) => {
                    return Err(if big.sign() == Sign::Minus { Misfit::Low } else { Misfit::High });
                }
                _ => return Err(asked(interpreter, value, &[&interpreter.names.index])),
            },
        };
        let (low, high) = match self {
            Item::I8 => (i64::from(i8::MIN), i64::from(i8::MAX)),
            Item::U8 => (0, i64::from(u8::MAX)),
            Item::I16 => (i64::from(i16::MIN), i64::from(i16::MAX)),
            Item::U16 => (0, i64::from(u16::MAX)),
            Item::I32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Item::U32 => (0, i64::from(u32::MAX)),
            Item::U64 => (0, i64::MAX),
            _ => (i64::MIN, i64::MAX),
        };
        if int < low {
            Err(Misfit::Low)
        } else if int > high {
            Err(Misfit::High)
        } else {
            Ok(int as u64)
        }
    }

    /// Whether it is the type of integers.
    pub(crate) const fn is_integer(self) -> bool {
        self.limits().is_some()
    }

    /// The bytes of what [`Self::word`] gave.
    #[inline]
    pub(crate) fn put(self, word: u64, into: &mut [u8]) {
        let bytes = word.to_le_bytes();
        match self.size() {
            1 => into[..1].copy_from_slice(&bytes[..1]),
            2 => into[..2].copy_from_slice(&bytes[..2]),
            4 => into[..4].copy_from_slice(&bytes[..4]),
            _ => into[..8].copy_from_slice(&bytes),
        }
    }
}

#[inline]
fn real(interpreter: &Interpreter, value: &Value) -> Result<f64, Misfit> {
    match value.payload() {
        Value::Float(float) => Ok(float.get()),
        Value::Int(int) => Ok(*int as f64),
        Value::Bool(truth) => Ok(f64::from(u8::from(truth.get()))),
        Value::BigInt(big) => crate::arithmetic::bigint_to_float(big).ok_or(Misfit::High),
        _ => {
            let names = &interpreter.names;
            Err(asked(interpreter, value, &[&names.float, &names.index]))
        }
    }
}

/// Whether the class of the value has one of the methods, so that Python may tell what it is.
#[cold]
fn asked(interpreter: &Interpreter, value: &Value, methods: &[&crate::string::Name]) -> Misfit {
    let class = interpreter.class_of(value);
    match methods.iter().any(|method| class.lookup(method).is_some()) {
        true => Misfit::Python,
        false => Misfit::Kind,
    }
}

/// The nearest number of IEEE 754's binary16, ties to even; none: it is beyond all.
fn half_of(value: f64) -> Option<u16> {
    let bits = value.to_bits();
    let sign = ((bits >> 48) & 0x8000) as u16;
    let size = value.abs();
    if size.is_nan() {
        return Some(sign | 0x7e00);
    }
    if size.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let exponent = (((bits >> 52) & 0x7ff) as i32 - 1023).max(-14);
    if exponent > 15 {
        return None;
    }
    // In units of the last place: a power of two times the number, exactly.
    let units = (size * f64::from_bits(((1023 + 10 - exponent) as u64) << 52)).round_ties_even() as u32;
    let code = if units == 0 { 0 } else { units + (((exponent + 14) as u32) << 10) };
    (code < 0x7c00).then_some(sign | code as u16)
}

fn half_to_float(half: u16) -> f64 {
    let sign = if half >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(half >> 10 & 31), f64::from(half & 0x3ff));
    let power = |exponent: i32| f64::from_bits(((1023 + exponent) as u64) << 52);
    sign * match exponent {
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        0 => fraction * power(-24),
        _ => (1024.0 + fraction) * power(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
        for (number, half) in [
            (0.0, 0),
            (-0.0, 0x8000),
            (1.0, 0x3c00),
            (-2.0, 0xc000),
            (65504.0, 0x7bff),
            (f64::INFINITY, 0x7c00),
            (2.0_f64.powi(-24), 1),
            (2.0_f64.powi(-14), 0x0400),
            (1.0 / 3.0, 0x3555),
        ] {
            assert_eq!(half_of(number), Some(half), "{number}");
            let back = half_to_float(half);
            assert!((back - number).abs() <= number.abs() / 1024.0 || back == number, "{number} {back}");
        }
        assert_eq!(half_of(65520.0), None);
        assert_eq!(half_of(65519.9), Some(0x7bff));
        assert_eq!(half_of(2.0_f64.powi(-25)), Some(0));
        assert_eq!(half_of(f64::NAN), Some(0x7e00));
        assert!(half_to_float(0x7e00).is_nan());
    }
}

//! The notation of `%` formatting ("printf-style String Formatting" in the library reference). Taking the arguments is
//! left to the caller.

use num_bigint::BigInt;
use num_traits::Signed;

use super::float::{self, Style};
use super::spec::{Align, pad};
use super::{Fault, number};

/// A part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Literal(String),
    /// `%…`
    Field(Field),
}

/// A conversion specification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Field {
    /// `(key)`
    pub key: Option<String>,
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alternate: bool,
    pub zero: bool,
    pub width: Size,
    pub precision: Size,
    /// The conversion type, checked by the caller when it takes the argument.
    pub code: char,
    /// Its position, for the message.
    pub position: usize,
}

/// A width or precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// Not given.
    #[default]
    None,
    /// Given.
    Fixed(usize),
    /// `*`: taken from the arguments.
    Argument,
}

impl Size {
    /// The number; arguments have been taken by now.
    pub fn value(self) -> Option<usize> {
        match self {
            Size::Fixed(value) => Some(value),
            _ => None,
        }
    }
}

/// Splits a format.
pub fn parse(format: &str) -> Result<Vec<Part>, Fault> {
    let chars: Vec<char> = format.chars().collect();
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut i = 0;
    let incomplete = || Fault::value_error("incomplete format");
    while i < chars.len() {
        if chars[i] != '%' {
            literal.push(chars[i]);
            i += 1;
            continue;
        }
        i += 1;
        let mut field = Field::default();
        if chars.get(i) == Some(&'(') {
            let start = i + 1;
            let mut depth = 1;
            while depth > 0 {
                i += 1;
                match chars.get(i).ok_or_else(|| Fault::value_error("incomplete format key"))? {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
            }
            field.key = Some(chars[start..i].iter().collect());
            i += 1;
        }
        loop {
            match chars.get(i) {
                Some('-') => field.left = true,
                Some('+') => field.plus = true,
                Some(' ') => field.space = true,
                Some('#') => field.alternate = true,
                Some('0') => field.zero = true,
                _ => break,
            }
            i += 1;
        }
        let size = |i: &mut usize, too_big: &str| -> Result<Size, Fault> {
            if chars.get(*i) == Some(&'*') {
                *i += 1;
                return Ok(Size::Argument);
            }
            let start = *i;
            let mut value = 0usize;
            while let Some(digit) = chars.get(*i).and_then(|c| c.to_digit(10)) {
                value = value * 10 + digit as usize;
                if value > i32::MAX as usize {
                    return Err(Fault::value_error(too_big));
                }
                *i += 1;
            }
            Ok(if *i > start { Size::Fixed(value) } else { Size::None })
        };
        field.width = size(&mut i, "width too big")?;
        if chars.get(i) == Some(&'.') {
            i += 1;
            field.precision = size(&mut i, "precision too big")?;
            if field.precision == Size::None {
                field.precision = Size::Fixed(0);
            }
        }
        if matches!(chars.get(i), Some('h' | 'l' | 'L')) {
            i += 1;
        }
        field.code = *chars.get(i).ok_or_else(incomplete)?;
        field.position = i;
        i += 1;
        if field.code == '%' {
            literal.push('%');
            continue;
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(Part::Field(field));
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Ok(parts)
}

impl Field {
    /// `unsupported format character …`
    pub fn unsupported(&self) -> Fault {
        let shown = if (' '..='~').contains(&self.code) { self.code } else { '?' };
        Fault::Value(format!(
            "unsupported format character '{shown}' (0x{:x}) at index {}",
            self.code as u32, self.position
        ))
    }

    /// `%s`, `%r`, `%a` of the text that the conversion gave.
    pub fn text(&self, text: &str) -> String {
        let text: String = match self.precision.value() {
            Some(precision) => text.chars().take(precision).collect(),
            None => text.to_owned(),
        };
        self.field("", "", &text, false)
    }

    /// `%c`
    pub fn character(&self, c: char) -> String {
        self.field("", "", c.encode_utf8(&mut [0; 4]), false)
    }

    /// `%d`, `%i`, `%u`, `%o`, `%x`, `%X`
    pub fn int(&self, value: &BigInt, max_digits: usize) -> Result<String, Fault> {
        let digits = match self.code {
            'o' => value.magnitude().to_str_radix(8),
            'x' => value.magnitude().to_str_radix(16),
            'X' => value.magnitude().to_str_radix(16).to_uppercase(),
            _ => number::to_decimal(&value.abs(), max_digits)?,
        };
        Ok(self.digits(value.is_negative(), digits))
    }

    /// As [`Self::int`] in decimal, of a machine integer.
    pub fn small_int(&self, value: i64) -> String {
        self.digits(value < 0, value.unsigned_abs().to_string())
    }

    fn digits(&self, negative: bool, digits: String) -> String {
        let zeros = self.precision.value().unwrap_or(0).saturating_sub(digits.len());
        let digits = format!("{}{digits}", "0".repeat(zeros));
        let prefix = match (self.alternate, self.code) {
            (true, 'o') => "0o",
            (true, 'x') => "0x",
            (true, 'X') => "0X",
            _ => "",
        };
        self.field(self.sign(negative), prefix, &digits, self.zero)
    }

    /// `%e`, `%f`, `%g` and their capitals
    pub fn float(&self, value: f64) -> String {
        let style = match self.code.to_ascii_lowercase() {
            'e' => Style::Exponent,
            'f' => Style::Fixed,
            _ => Style::General,
        };
        let mut text =
            float::format(value, style, self.precision.value().unwrap_or(6), self.alternate, false);
        if self.code.is_ascii_uppercase() {
            text.make_ascii_uppercase();
        }
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        self.field(self.sign(negative), "", digits, self.zero)
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.space) {
            (true, _, _) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        }
    }

    fn field(&self, sign: &str, prefix: &str, body: &str, zero: bool) -> String {
        let width = self.width.value().unwrap_or(0);
        if zero && !self.left {
            let rest = width.saturating_sub(sign.len() + prefix.len());
            return format!("{sign}{prefix}{}", pad(body, rest, '0', Align::Right));
        }
        let align = if self.left { Align::Left } else { Align::Right };
        pad(&format!("{sign}{prefix}{body}"), width, ' ', align)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(format: &str) -> Field {
        match parse(format).unwrap().pop() {
            Some(Part::Field(field)) => field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn fields() {
        assert_eq!(one("%05d").int(&(-42).into(), 4300).unwrap(), "-0042");
        assert_eq!(one("|%-5d").code, 'd');
        assert_eq!(one("%#x").int(&255.into(), 4300).unwrap(), "0xff");
        assert_eq!(one("%+.2f").float(1.005), "+1.00");
        assert_eq!(one("%.3s").text("abcdef"), "abc");
        assert_eq!(one("%(na(m)e)s").key.as_deref(), Some("na(m)e"));
        assert_eq!(one("%.5d").int(&42.into(), 4300).unwrap(), "00042");
        assert!(parse("%").is_err());
        assert!(parse("%(a").is_err());
    }
}

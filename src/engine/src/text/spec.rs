//! The format mini-language: `format(value, spec)` for strings, ints and floats ("Format Specification
//! Mini-Language" in the library reference; CPython: Python/formatter_unicode.c).

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::Fault;
use super::float::{self, Style};
use super::number;

/// Where the value stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Padding between sign and digits (`=`).
    AfterSign,
}

/// A parsed specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Padding character.
    pub fill: char,
    /// Asked for or the default of the type.
    pub align: Align,
    /// `+`, `-`, space or nothing.
    pub sign: Option<char>,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// Least width in characters.
    pub width: usize,
    /// `,` or `_`
    pub grouping: Option<char>,
    /// After the point.
    pub precision: Option<usize>,
    /// Presentation type; `None` if not given.
    pub code: Option<char>,
}

/// Reads a specification for a value of type `type_name` whose default alignment is `default_align`.
pub fn parse(text: &str, type_name: &str, default_align: Align) -> Result<Spec, Fault> {
    let mut spec = Spec {
        fill: ' ',
        align: default_align,
        sign: None,
        no_negative_zero: false,
        alternate: false,
        width: 0,
        grouping: None,
        precision: None,
        code: None,
    };
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    let mut i = 0;
    let mut fill_given = false;
    let mut align_given = false;
    if let Some(align) = at(1).and_then(align_of) {
        spec.fill = chars[0];
        spec.align = align;
        fill_given = true;
        align_given = true;
        i = 2;
    } else if let Some(align) = at(0).and_then(align_of) {
        spec.align = align;
        align_given = true;
        i = 1;
    }
    if let Some(sign @ ('+' | '-' | ' ')) = at(i) {
        spec.sign = Some(sign);
        i += 1;
    }
    if at(i) == Some('z') {
        spec.no_negative_zero = true;
        i += 1;
    }
    if at(i) == Some('#') {
        spec.alternate = true;
        i += 1;
    }
    if !fill_given && at(i) == Some('0') {
        spec.fill = '0';
        if !align_given && default_align == Align::Right {
            spec.align = Align::AfterSign;
        }
        i += 1;
    }
    let number = |i: &mut usize| -> Result<Option<usize>, Fault> {
        let start = *i;
        let mut value = 0usize;
        while let Some(digit) = at(*i).and_then(super::unicode::decimal) {
            value = value
                .checked_mul(10)
                .and_then(|v| v.checked_add(digit as usize))
                .filter(|&v| v <= i64::MAX as usize)
                .ok_or_else(|| Fault::value_error("Too many decimal digits in format string"))?;
            *i += 1;
        }
        Ok((*i > start).then_some(value))
    };
    spec.width = number(&mut i)?.unwrap_or(0);
    let both = || Fault::value_error("Cannot specify both ',' and '_'.");
    if at(i) == Some(',') {
        spec.grouping = Some(',');
        i += 1;
    }
    if at(i) == Some('_') {
        if spec.grouping.is_some() {
            return Err(both());
        }
        spec.grouping = Some('_');
        i += 1;
    }
    if at(i) == Some(',') && spec.grouping == Some('_') {
        return Err(both());
    }
    if at(i) == Some('.') {
        i += 1;
        spec.precision =
            Some(number(&mut i)?.ok_or_else(|| Fault::value_error("Format specifier missing precision"))?);
    }
    match chars.len() - i {
        0 => {}
        1 => spec.code = at(i),
        _ => {
            return Err(Fault::Value(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            )));
        }
    }
    if let Some(separator) = spec.grouping {
        match spec.code {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => {}
            Some('b' | 'o' | 'x' | 'X') if separator == '_' => {}
            Some(code) => {
                return Err(Fault::Value(format!("Cannot specify '{separator}' with {}.", shown(code))));
            }
        }
    }
    Ok(spec)
}

fn align_of(c: char) -> Option<Align> {
    Some(match c {
        '<' => Align::Left,
        '>' => Align::Right,
        '^' => Align::Center,
        '=' => Align::AfterSign,
        _ => return None,
    })
}

/// A presentation type as messages quote it.
fn shown(code: char) -> String {
    if ('!'..='~').contains(&code) { format!("'{code}'") } else { format!("'\\x{:x}'", code as u32) }
}

fn unknown(code: char, type_name: &str) -> Fault {
    Fault::Value(format!("Unknown format code {} for object of type '{type_name}'", shown(code)))
}

/// `str.__format__`
pub fn format_str(value: &str, spec_text: &str, type_name: &str) -> Result<String, Fault> {
    if spec_text.is_empty() {
        return Ok(value.to_owned());
    }
    let spec = parse(spec_text, type_name, Align::Left)?;
    if let Some(code) = spec.code.filter(|&code| code != 's') {
        return Err(unknown(code, type_name));
    }
    match spec.sign {
        Some(' ') => return Err(Fault::value_error("Space not allowed in string format specifier")),
        Some(_) => return Err(Fault::value_error("Sign not allowed in string format specifier")),
        None => {}
    }
    if spec.no_negative_zero {
        return Err(Fault::value_error("Negative zero coercion (z) not allowed in string format specifier"));
    }
    if spec.alternate {
        return Err(Fault::value_error("Alternate form (#) not allowed in string format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value_error("'=' alignment not allowed in string format specifier"));
    }
    if let Some(separator) = spec.grouping {
        return Err(Fault::Value(format!("Cannot specify '{separator}' with 's'.")));
    }
    let text: String = match spec.precision {
        Some(precision) => value.chars().take(precision).collect(),
        None => value.to_owned(),
    };
    Ok(pad(&text, spec.width, spec.fill, spec.align))
}

/// Puts `text` in a field.
pub fn pad(text: &str, width: usize, fill: char, align: Align) -> String {
    let length = text.chars().count();
    let total = width.saturating_sub(length);
    if total == 0 {
        return text.to_owned();
    }
    let left = match align {
        Align::Left => 0,
        Align::Center => total / 2,
        Align::Right | Align::AfterSign => total,
    };
    let mut out = String::with_capacity(text.len() + total * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, total - left));
    out
}

/// `int.__format__`, for a non-empty specification.
pub fn format_int(
    value: &BigInt,
    spec_text: &str,
    type_name: &str,
    max_digits: usize,
) -> Result<String, Fault> {
    let spec = parse(spec_text, type_name, Align::Right)?;
    let code = spec.code.unwrap_or('d');
    match code {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            let value = number::int_to_f64(value)
                .ok_or_else(|| Fault::Overflow("int too large to convert to float".to_owned()))?;
            return float_field(value, &spec, true);
        }
        _ => return Err(unknown(code, type_name)),
    }
    if spec.precision.is_some() {
        return Err(Fault::value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Fault::value_error("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if code == 'c' {
        if spec.sign.is_some() {
            return Err(Fault::value_error("Sign not allowed with integer format specifier 'c'"));
        }
        if spec.alternate {
            return Err(Fault::value_error(
                "Alternate form (#) not allowed with integer format specifier 'c'",
            ));
        }
        let c = value
            .to_u32()
            .and_then(char::from_u32)
            .ok_or_else(|| Fault::Overflow("%c arg not in range(0x110000)".to_owned()))?;
        return Ok(number_field(&spec, false, "", "", &c.to_string()));
    }
    let digits = match code {
        'b' => value.magnitude().to_str_radix(2),
        'o' => value.magnitude().to_str_radix(8),
        'x' => value.magnitude().to_str_radix(16),
        'X' => value.magnitude().to_str_radix(16).to_uppercase(),
        _ => number::to_decimal(&value.abs(), max_digits)?,
    };
    let prefix = match (spec.alternate, code) {
        (true, 'b') => "0b",
        (true, 'o') => "0o",
        (true, 'x') => "0x",
        (true, 'X') => "0X",
        _ => "",
    };
    Ok(number_field(&spec, value.is_negative(), prefix, &digits, ""))
}

/// As [`format_int`], without the cost of big integers where decimal digits are asked for.
pub fn format_small(value: i64, spec_text: &str, type_name: &str) -> Result<String, Fault> {
    let spec = parse(spec_text, type_name, Align::Right)?;
    if matches!(spec.code, None | Some('d')) && spec.precision.is_none() && !spec.no_negative_zero {
        return Ok(number_field(&spec, value < 0, "", &value.unsigned_abs().to_string(), ""));
    }
    // A machine integer is far below any limit of digits.
    format_int(&value.into(), spec_text, type_name, usize::MAX)
}

/// `float.__format__`
pub fn format_float(value: f64, spec_text: &str, type_name: &str) -> Result<String, Fault> {
    if spec_text.is_empty() {
        return Ok(float::repr(value));
    }
    let spec = parse(spec_text, type_name, Align::Right)?;
    match spec.code {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => float_field(value, &spec, true),
        Some(code) => Err(unknown(code, type_name)),
    }
}

/// `complex.__format__`: both parts formatted alike, then laid out as one.
pub fn format_complex(real: f64, imag: f64, spec_text: &str) -> Result<String, Fault> {
    let spec = parse(spec_text, "complex", Align::Right)?;
    if spec.align == Align::AfterSign {
        let zeros = spec.fill == '0';
        let what = if zeros { "Zero padding is" } else { "'=' alignment flag is" };
        return Err(Fault::Value(format!("{what} not allowed in complex format specifier")));
    }
    if !matches!(spec.code, None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n')) {
        return Err(unknown(spec.code.unwrap_or(' '), "complex"));
    }
    let part = Spec { width: 0, fill: ' ', align: Align::Right, ..spec.clone() };
    let only_imaginary = spec.code.is_none() && real == 0.0 && real.is_sign_positive();
    if only_imaginary {
        let text = format!("{}j", float_field(imag, &part, false)?);
        return Ok(pad(&text, spec.width, spec.fill, spec.align));
    }
    let signed = Spec { sign: Some('+'), ..part.clone() };
    let mut text = format!("{}{}j", float_field(real, &part, false)?, float_field(imag, &signed, false)?);
    if spec.code.is_none() {
        text = format!("({text})");
    }
    Ok(pad(&text, spec.width, spec.fill, spec.align))
}

fn float_field(value: f64, spec: &Spec, dot_zero: bool) -> Result<String, Fault> {
    // Python's own limit; it is what keeps a typo from eating the memory.
    if spec.precision.is_some_and(|precision| precision > i32::MAX as usize) {
        return Err(Fault::value_error("precision too big"));
    }
    let code = spec.code.unwrap_or('\0');
    let style = match code.to_ascii_lowercase() {
        'e' => Style::Exponent,
        'f' | '%' => Style::Fixed,
        '\0' if spec.precision.is_none() => Style::Shortest,
        _ => Style::General,
    };
    let value = if code == '%' { value * 100.0 } else { value };
    let mut text =
        float::format(value, style, spec.precision.unwrap_or(6), spec.alternate, dot_zero && code == '\0');
    if code.is_ascii_uppercase() {
        text.make_ascii_uppercase();
    }
    if code == '%' {
        text.push('%');
    }
    let (mut negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    if spec.no_negative_zero && negative {
        // Only what comes before an exponent decides.
        let digits = text.split(['e', 'E']).next().unwrap_or(text);
        negative = digits.chars().any(|c| matches!(c, '1'..='9'))
            || digits.starts_with(|c: char| c.is_ascii_alphabetic());
    }
    let whole = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Ok(number_field(spec, negative, "", &text[..whole], &text[whole..]))
}

/// Lays out sign, prefix, digits (grouped, padded with zeros) and the rest in the field.
pub(crate) fn number_field(spec: &Spec, negative: bool, prefix: &str, digits: &str, rest: &str) -> String {
    let sign = match (negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    let fixed = sign.len() + prefix.len() + rest.chars().count();
    let zeros = spec.fill == '0' && spec.align == Align::AfterSign;
    let least = if zeros { spec.width.saturating_sub(fixed) } else { 0 };
    let grouped = if digits.is_empty() {
        String::new()
    } else {
        let size = if matches!(spec.code, Some('b' | 'o' | 'x' | 'X')) { 4 } else { 3 };
        group(digits, least, spec.grouping, size)
    };
    let total = spec.width.saturating_sub(fixed + grouped.len());
    let (before, inside, after) = match spec.align {
        Align::Left => (0, 0, total),
        Align::Right => (total, 0, 0),
        Align::Center => (total / 2, 0, total - total / 2),
        Align::AfterSign => (0, total, 0),
    };
    let mut out = String::with_capacity(spec.width.max(fixed + grouped.len()));
    out.extend(std::iter::repeat_n(spec.fill, before));
    out.push_str(sign);
    out.push_str(prefix);
    out.extend(std::iter::repeat_n(spec.fill, inside));
    out.push_str(&grouped);
    out.push_str(rest);
    out.extend(std::iter::repeat_n(spec.fill, after));
    out
}

/// Separates groups of digits and pads with zeros to at least `least` characters, separators counted.
fn group(digits: &str, least: usize, separator: Option<char>, size: usize) -> String {
    let Some(separator) = separator else {
        let zeros = least.saturating_sub(digits.len());
        let mut padded = String::with_capacity(zeros + digits.len());
        padded.extend(std::iter::repeat_n('0', zeros));
        padded.push_str(digits);
        return padded;
    };
    let mut reversed = Vec::new();
    let mut source = digits.bytes().rev();
    let mut remaining = digits.len() as i64;
    let mut least = least as i64;
    loop {
        let length = (size as i64).min(remaining.max(least).max(1));
        for _ in 0..length {
            reversed.push(source.next().unwrap_or(b'0'));
        }
        remaining -= length;
        least -= length;
        if remaining <= 0 && least <= 0 {
            break;
        }
        least -= 1;
        reversed.push(separator as u8);
    }
    reversed.iter().rev().map(|&byte| byte as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints() {
        let check = |value: i64, spec: &str, text: &str| {
            assert_eq!(format_int(&value.into(), spec, "int", 4300).as_deref(), Ok(text), "{spec}");
            assert_eq!(format_small(value, spec, "int").as_deref(), Ok(text), "{spec}");
        };
        check(1234, "010,", "00,001,234"[..].trim_start());
        check(-1234567, ",", "-1,234,567");
        check(255, "#06x", "0x00ff");
        check(255, "_b", "1111_1111");
        check(5, "^7", "   5   ");
        check(5, "=+7", "+     5");
        check(3, ".2f", "3.00");
        check(97, "c", "a");
        check(5, "*<4d", "5***");
    }

    #[test]
    fn floats() {
        let check = |value: f64, spec: &str, text: &str| {
            assert_eq!(format_float(value, spec, "float").as_deref(), Ok(text), "{spec}");
        };
        check(1234.5, "012,.2f", "0,001,234.50");
        check(0.25, ".1%", "25.0%");
        check(1e10, "g", "1e+10");
        check(1e10, ".3", "1e+10");
        check(3.0, ".3", "3.0");
        check(-0.001, "z.1f", "0.0");
        check(f64::INFINITY, "010", "0000000inf");
        check(1.0, "#g", "1.00000");
        check(0.0, "", "0.0");
    }
}

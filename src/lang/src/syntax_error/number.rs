//! Number literals as CPython's tokenizer checks them.

/// Words that may follow a number at once, as in `1if x else y`.
const MAY_FOLLOW: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];

/// Length of the number at the start of `text`, or what is wrong with it and where.
pub(super) fn number(text: &str) -> Result<usize, (usize, String)> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    if at(0) == b'0' {
        match at(1) {
            b'x' | b'X' => return based(text, 16, "hexadecimal"),
            b'o' | b'O' => return based(text, 8, "octal"),
            b'b' | b'B' => return based(text, 2, "binary"),
            _ => {}
        }
    }
    let mut end = 0;
    if at(0) != b'.' {
        end = decimal_digits(bytes, 0)?;
    }
    let integer = end;
    if at(end) == b'.' {
        end += 1;
        if at(end).is_ascii_digit() {
            end = decimal_digits(bytes, end)?;
        }
    }
    if matches!(at(end), b'e' | b'E') {
        let sign = usize::from(matches!(at(end + 1), b'+' | b'-'));
        if at(end + 1 + sign).is_ascii_digit() {
            end = decimal_digits(bytes, end + 1 + sign)?;
        } else if sign == 1 {
            return Err((end, "invalid decimal literal".to_owned()));
        }
    }
    if matches!(at(end), b'j' | b'J') {
        return finish(text, end + 1, "imaginary");
    }
    let digits = &bytes[..end];
    if end == integer && at(0) == b'0' && digits.iter().any(|byte| (b'1'..=b'9').contains(byte)) {
        let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        return Err((0, message.to_owned()));
    }
    finish(text, end, "decimal")
}

fn decimal_digits(bytes: &[u8], from: usize) -> Result<usize, (usize, String)> {
    let mut end = from;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        if bytes.get(end) != Some(&b'_') {
            return Ok(end);
        }
        end += 1;
        if !bytes.get(end).is_some_and(u8::is_ascii_digit) {
            return Err((end - 1, "invalid decimal literal".to_owned()));
        }
    }
}

fn based(text: &str, radix: u32, name: &str) -> Result<usize, (usize, String)> {
    let mut end = 2;
    loop {
        let mut next = text[end..].chars();
        let mut digit = next.next();
        if digit == Some('_') {
            end += 1;
            digit = next.next();
        }
        match digit {
            Some(c) if c.is_digit(radix) => {}
            Some(c) if c.is_ascii_digit() => {
                return Err((end, format!("invalid digit '{c}' in {name} literal")));
            }
            _ => return Err((end, format!("invalid {name} literal"))),
        }
        end += text[end..].chars().take_while(|c| c.is_digit(radix)).count();
        if !text[end..].starts_with('_') {
            break;
        }
    }
    match text[end..].chars().next() {
        Some(c) if c.is_ascii_digit() => Err((end, format!("invalid digit '{c}' in {name} literal"))),
        _ => finish(text, end, name),
    }
}

fn finish(text: &str, end: usize, name: &str) -> Result<usize, (usize, String)> {
    let rest = &text[end..];
    let follows = rest.chars().next().is_some_and(|c| c == '_' || c.is_alphanumeric());
    if follows && !MAY_FOLLOW.iter().any(|word| rest.starts_with(word)) {
        return Err((end.saturating_sub(1), format!("invalid {name} literal")));
    }
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_end_where_they_end() {
        for (text, length) in [
            ("1", 1),
            ("1_0 ", 3),
            ("0x1F)", 4),
            ("1.5e-3+", 6),
            ("1..x", 2),
            (".5j", 3),
            ("0_0", 3),
            ("1if", 1),
        ] {
            assert_eq!(number(text), Ok(length), "{text}");
        }
        for text in ["1_", "1a", "0x", "0b2", "012", "1e+", "1__0", "0o18"] {
            assert!(number(text).is_err(), "{text}");
        }
    }
}

//! The codecs `unicode_escape` and `raw_unicode_escape`: text as a literal in ASCII or Latin-1 would spell it
//! (CPython: `_PyUnicode_DecodeUnicodeEscapeInternal` and its neighbours in Objects/unicodeobject.c).

use std::fmt::Write;

use super::codec::{Problem, handle};

/// `text.encode("unicode_escape")`, or of `raw_unicode_escape`, which escapes only what is beyond Latin-1.
pub(super) fn encode(text: &str, raw: bool) -> Vec<u8> {
    let mut out = String::with_capacity(text.len());
    let mut latin = Vec::new();
    for c in text.chars() {
        out.clear();
        // Writing to a string does not fail.
        let _ = match (c, c as u32) {
            (_, code @ 0..=0xff) if raw => {
                latin.push(code as u8);
                continue;
            }
            ('\\', _) => out.write_str("\\\\"),
            ('\t', _) => out.write_str("\\t"),
            ('\n', _) => out.write_str("\\n"),
            ('\r', _) => out.write_str("\\r"),
            (' '..='~', _) => out.write_char(c),
            (_, code @ 0..=0xff) => write!(out, "\\x{code:02x}"),
            (_, code @ 0x100..=0xffff) => write!(out, "\\u{code:04x}"),
            (_, code) => write!(out, "\\U{code:08x}"),
        };
        latin.extend_from_slice(out.as_bytes());
    }
    latin
}

/// `data.decode("unicode_escape", errors)`, or of `raw_unicode_escape`, which knows `\u` and `\U` alone.
pub(super) fn decode(data: &[u8], raw: bool, errors: &str) -> Result<String, Problem> {
    let codec = if raw { "rawunicodeescape" } else { "unicodeescape" };
    let mut out = String::with_capacity(data.len());
    let mut at = 0;
    while at < data.len() {
        let start = at;
        at += 1;
        if data[start] != b'\\' {
            out.push(char::from(data[start]));
            continue;
        }
        let escape = data.get(at).copied();
        let digits = match (escape, raw) {
            (Some(b'x'), false) => 2,
            (Some(b'u'), _) => 4,
            (Some(b'U'), _) => 8,
            _ => 0,
        };
        if digits > 0 {
            at += 1;
            let found = data[at..].iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit()).count();
            let code = data[at..at + found].iter().fold(0_u64, |code, &byte| {
                code << 4 | u64::from(char::from(byte).to_digit(16).unwrap_or_default())
            });
            at += found;
            match u32::try_from(code).ok().and_then(char::from_u32).filter(|_| found == digits) {
                Some(c) => out.push(c),
                None => {
                    let reason = match (found == digits, digits) {
                        (false, 2) => "truncated \\xXX escape",
                        (false, 4) => "truncated \\uXXXX escape",
                        (false, _) => "truncated \\UXXXXXXXX escape",
                        (true, _) if raw => "\\Uxxxxxxxx out of range",
                        (true, _) => "illegal Unicode character",
                    };
                    handle(
                        &mut out,
                        &data[start..at],
                        errors,
                        Problem::At { codec, start, end: at, reason },
                    )?;
                }
            }
            continue;
        }
        if raw {
            out.push('\\');
            continue;
        }
        let Some(escape) = escape else {
            let problem = Problem::At { codec, start, end: at, reason: "\\ at end of string" };
            handle(&mut out, &data[start..at], errors, problem)?;
            continue;
        };
        at += 1;
        match escape {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(char::from(escape)),
            b'a' => out.push('\x07'),
            b'b' => out.push('\x08'),
            b'f' => out.push('\x0c'),
            b'n' => out.push('\n'),
            b'r' => out.push('\r'),
            b't' => out.push('\t'),
            b'v' => out.push('\x0b'),
            b'0'..=b'7' => {
                at -= 1;
                let octal = data[at..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let (count, code) =
                    octal.fold((0, 0), |(count, code), byte| (count + 1, code * 8 + u32::from(byte - b'0')));
                at += count;
                out.extend(char::from_u32(code));
            }
            other => out.extend(['\\', char::from(other)]),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let text = "a\\b\t\n\x07é☃😀";
        for raw in [false, true] {
            let text = if raw { text.replace('\\', "/") } else { text.to_owned() };
            assert_eq!(decode(&encode(&text, raw), raw, "strict").as_deref(), Ok(text.as_str()));
        }
        assert_eq!(decode(b"\\101\\x41\\q\\\n!", false, "strict").as_deref(), Ok("AA\\q!"));
        assert_eq!(decode(b"\\n\\u00e9", true, "strict").as_deref(), Ok("\\né"));
        assert!(decode(b"\\x4", false, "strict").is_err() && decode(b"\\", false, "strict").is_err());
        assert_eq!(decode(b"a\\u12", false, "ignore").as_deref(), Ok("a"));
    }
}

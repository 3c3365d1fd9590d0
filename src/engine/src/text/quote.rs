//! `repr` and `ascii` of strings and bytes.

use std::fmt::Write;

use super::unicode;

/// `repr(text)`
pub fn repr(text: &str) -> String {
    quote(text, unicode::is_printable)
}

/// `ascii(text)`
pub fn ascii(text: &str) -> String {
    quote(text, |c| (' '..='~').contains(&c))
}

/// `ascii()` of something whose repr is `text`: only what is not ASCII is escaped.
pub fn escape_non_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            push_escape(&mut out, c);
        }
    }
    out
}

fn quote(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(mark);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if c == mark => {
                out.push('\\');
                out.push(c);
            }
            _ if keep(c) => out.push(c),
            _ => push_escape(&mut out, c),
        }
    }
    out.push(mark);
    out
}

fn push_escape(out: &mut String, c: char) {
    let code = c as u32;
    // Writing to a String cannot fail.
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// `repr(data)` of a bytes object; a bytearray puts this in parentheses.
pub fn repr_bytes(data: &[u8]) -> String {
    let mark = if data.contains(&b'\'') && !data.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::with_capacity(data.len() + 3);
    out.push('b');
    out.push(mark);
    for &byte in data {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ if byte as char == mark => {
                out.push('\\');
                out.push(mark);
            }
            b' '..=b'~' => out.push(byte as char),
            _ => push_escape(&mut out, byte as char),
        }
    }
    out.push(mark);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes() {
        assert_eq!(repr("it's"), "\"it's\"");
        assert_eq!(repr("a'b\"c"), "'a\\'b\"c'");
        assert_eq!(repr("é\u{ad}\u{200b}\0😀"), "'é\\xad\\u200b\\x00😀'");
        assert_eq!(ascii("é😀"), "'\\xe9\\U0001f600'");
        assert_eq!(repr_bytes(b"a\xff'\n"), "b\"a\\xff'\\n\"");
    }
}

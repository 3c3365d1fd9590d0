//! The methods of `bytes` and `bytearray`, on slices of bytes. Letters are ASCII letters.

use super::Fault;
use super::strings::Ends;

/// ASCII whitespace as `bytes.isspace` sees it.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// First position of `part` in `data`.
pub fn find(data: &[u8], part: &[u8]) -> Option<usize> {
    let Some((&first, rest)) = part.split_first() else { return Some(0) };
    let mut from = 0;
    while let Some(found) = memchr::memchr(first, &data[from..]) {
        let at = from + found;
        if data[at + 1..].starts_with(rest) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Last position of `part` in `data`.
pub fn rfind(data: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(data.len());
    }
    data.windows(part.len()).rposition(|window| window == part)
}

/// How often `part` occurs, without overlap.
pub fn count(data: &[u8], part: &[u8]) -> usize {
    if part.is_empty() {
        return data.len() + 1;
    }
    split(data, part, -1).len() - 1
}

/// `data.split(separator, limit)`; the separator is not empty.
pub fn split<'a>(data: &'a [u8], separator: &[u8], limit: i64) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = data;
    while limit < 0 || (parts.len() as i64) < limit {
        let Some(at) = find(rest, separator) else { break };
        parts.push(&rest[..at]);
        rest = &rest[at + separator.len()..];
    }
    parts.push(rest);
    parts
}

/// `data.rsplit(separator, limit)`
pub fn rsplit<'a>(data: &'a [u8], separator: &[u8], limit: i64) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = data;
    while limit < 0 || (parts.len() as i64) < limit {
        let Some(at) = rfind(rest, separator) else { break };
        parts.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    parts.push(rest);
    parts.reverse();
    parts
}

/// `data.split(None, limit)`
pub fn split_space(data: &[u8], limit: i64) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = strip(data, None, Ends::Left);
    while !rest.is_empty() {
        if limit >= 0 && parts.len() as i64 == limit {
            parts.push(rest);
            break;
        }
        let end = rest.iter().position(|&b| is_space(b)).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = strip(&rest[end..], None, Ends::Left);
    }
    parts
}

/// `data.rsplit(None, limit)`
pub fn rsplit_space(data: &[u8], limit: i64) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = strip(data, None, Ends::Right);
    while !rest.is_empty() {
        if limit >= 0 && parts.len() as i64 == limit {
            parts.push(rest);
            break;
        }
        let start = rest.iter().rposition(|&b| is_space(b)).map_or(0, |at| at + 1);
        parts.push(&rest[start..]);
        rest = strip(&rest[..start], None, Ends::Right);
    }
    parts.reverse();
    parts
}

/// `data.splitlines(keep_ends)`
pub fn splitlines(data: &[u8], keep_ends: bool) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < data.len() {
        let Some(length) = data[start..].iter().position(|&b| b == b'\n' || b == b'\r') else {
            lines.push(&data[start..]);
            break;
        };
        let at = start + length;
        let end = if data[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 };
        lines.push(&data[start..if keep_ends { end } else { at }]);
        start = end;
    }
    lines
}

/// `data.strip(set)` and its one-sided forms.
pub fn strip<'a>(data: &'a [u8], set: Option<&[u8]>, ends: Ends) -> &'a [u8] {
    let drop = |byte: &u8| match set {
        None => is_space(*byte),
        Some(set) => set.contains(byte),
    };
    let mut data = data;
    if ends != Ends::Right {
        data = &data[data.iter().position(|b| !drop(b)).unwrap_or(data.len())..];
    }
    if ends != Ends::Left {
        data = &data[..data.iter().rposition(|b| !drop(b)).map_or(0, |at| at + 1)];
    }
    data
}

/// `data.replace(old, new, limit)`
pub fn replace(data: &[u8], old: &[u8], new: &[u8], limit: i64) -> Vec<u8> {
    if old.is_empty() {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut out = Vec::new();
        for (i, &byte) in data.iter().enumerate() {
            if i < limit {
                out.extend_from_slice(new);
            }
            out.push(byte);
        }
        if data.len() < limit {
            out.extend_from_slice(new);
        }
        return out;
    }
    split(data, old, limit).join(new)
}

/// `data.title()`
pub fn title(data: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    data.iter()
        .map(|&byte| {
            let out = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            in_word = byte.is_ascii_alphabetic();
            out
        })
        .collect()
}

/// `data.swapcase()`
pub fn swapcase(data: &[u8]) -> Vec<u8> {
    data.iter().map(|&byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte }).collect()
}

/// `data.capitalize()`
pub fn capitalize(data: &[u8]) -> Vec<u8> {
    let mut out = data.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `data.hex(separator, per_group)`
pub fn hex(data: &[u8], separator: Option<char>, per_group: i64) -> String {
    let mut out = String::with_capacity(data.len() * 2);
    let size = per_group.unsigned_abs() as usize;
    for (i, byte) in data.iter().enumerate() {
        if let Some(separator) = separator
            && i > 0
            && size > 0
        {
            // Groups count from the right unless the count is negative.
            let at = if per_group > 0 { data.len() - i } else { i };
            if at % size == 0 {
                out.push(separator);
            }
        }
        out.push_str(&format!("{byte:02x}"));
    }
    out
}

/// `bytes.fromhex(text)`
pub fn from_hex(text: &str) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let mut high = None;
    for (at, c) in text.chars().enumerate() {
        if high.is_none() && c.is_ascii() && is_space(c as u8) {
            continue;
        }
        let wrong =
            || Fault::Value(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
        let digit = c.to_digit(16).ok_or_else(wrong)? as u8;
        match high.take() {
            None => high = Some(digit),
            Some(first) => out.push(first << 4 | digit),
        }
    }
    match high {
        None => Ok(out),
        Some(_) => Err(Fault::Value(format!(
            "non-hexadecimal number found in fromhex() arg at position {}",
            text.chars().count()
        ))),
    }
}

//! The methods of `str` that take care, on plain text. Positions are characters.

use super::unicode::{self, is_space};

/// Byte offset of character `index`, or the end.
pub fn offset(text: &str, index: usize) -> usize {
    if index == 0 {
        return 0;
    }
    text.char_indices().nth(index).map_or(text.len(), |(offset, _)| offset)
}

/// `text.split(None, limit)`; a negative limit is none.
pub fn split_space(text: &str, limit: i64) -> Vec<&str> {
    if limit < 0 && text.is_ascii() {
        let space = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r' | 0x1c..=0x1f);
        let bytes = text.as_bytes();
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(start) = bytes[at..].iter().position(|&byte| !space(byte)) {
            let start = at + start;
            at = bytes[start..].iter().position(|&byte| space(byte)).map_or(bytes.len(), |end| start + end);
            parts.push(&text[start..at]);
        }
        return parts;
    }
    let mut parts = Vec::new();
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        if limit >= 0 && parts.len() as i64 == limit {
            parts.push(rest);
            break;
        }
        match rest.find(is_space) {
            Some(end) => {
                parts.push(&rest[..end]);
                rest = rest[end..].trim_start_matches(is_space);
            }
            None => {
                parts.push(rest);
                break;
            }
        }
    }
    parts
}

/// `text.rsplit(None, limit)`
pub fn rsplit_space(text: &str, limit: i64) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        if limit >= 0 && parts.len() as i64 == limit {
            parts.push(rest);
            break;
        }
        let start =
            rest.char_indices().rev().find(|&(_, c)| is_space(c)).map_or(0, |(at, c)| at + c.len_utf8());
        parts.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    parts.reverse();
    parts
}

/// `text.split(separator, limit)`; the separator is not empty.
pub fn split<'a>(text: &'a str, separator: &str, limit: i64) -> Vec<&'a str> {
    // A single character is found quicker than a text.
    let mut characters = separator.chars();
    if let (Some(separator), None) = (characters.next(), characters.next())
        && limit < 0
    {
        return text.split(separator).collect();
    }
    match usize::try_from(limit) {
        Ok(limit) => text.splitn(limit.saturating_add(1), separator).collect(),
        Err(_) => text.split(separator).collect(),
    }
}

/// `text.rsplit(separator, limit)`
pub fn rsplit<'a>(text: &'a str, separator: &str, limit: i64) -> Vec<&'a str> {
    let mut parts: Vec<&str> = match usize::try_from(limit) {
        Ok(limit) => text.rsplitn(limit.saturating_add(1), separator).collect(),
        Err(_) => text.rsplit(separator).collect(),
    };
    parts.reverse();
    parts
}

/// `text.splitlines(keep_ends)`
pub fn splitlines(text: &str, keep_ends: bool) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        );
        if !ends {
            continue;
        }
        let mut end = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|&(_, next)| next == '\n') {
            chars.next();
            end += 1;
        }
        lines.push(&text[start..if keep_ends { end } else { at }]);
        start = end;
    }
    if start < text.len() {
        lines.push(&text[start..]);
    }
    lines
}

/// Which ends `strip` works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Ends {
    Left,
    Right,
    Both,
}

/// `text.strip(characters)` and its one-sided forms.
pub fn strip<'a>(text: &'a str, characters: Option<&str>, ends: Ends) -> &'a str {
    let drop = |c: char| match characters {
        None => is_space(c),
        Some(set) => set.contains(c),
    };
    let text = if ends == Ends::Right { text } else { text.trim_start_matches(drop) };
    if ends == Ends::Left { text } else { text.trim_end_matches(drop) }
}

/// `text.title()`
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = false;
    for c in text.chars() {
        if in_word {
            out.extend(c.to_lowercase());
        } else {
            unicode::push_title(&mut out, c);
        }
        in_word = unicode::is_cased(c);
    }
    out
}

/// `text.istitle()`
pub fn is_title(text: &str) -> bool {
    let mut in_word = false;
    let mut any = false;
    for c in text.chars() {
        if unicode::is_upper(c) || unicode::is_title(c) {
            if in_word {
                return false;
            }
            in_word = true;
            any = true;
        } else if unicode::is_lower(c) {
            if !in_word {
                return false;
            }
            any = true;
        } else {
            in_word = false;
        }
    }
    any
}

/// `text.capitalize()`
pub fn capitalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    if let Some(first) = chars.next() {
        unicode::push_title(&mut out, first);
        out.push_str(&chars.as_str().to_lowercase());
    }
    out
}

/// `text.swapcase()`
pub fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if unicode::is_upper(c) {
            out.extend(c.to_lowercase());
        } else if unicode::is_lower(c) {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// `text.casefold()`
pub fn casefold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        unicode::push_folded(&mut out, c);
    }
    out
}

/// All characters have the property, and there is at least one.
pub fn all(text: &str, property: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(property)
}

/// `text.isupper()`, `text.islower()`: some character has the case, none the other one.
pub fn all_cased(text: &str, wanted: impl Fn(char) -> bool) -> bool {
    let mut any = false;
    for c in text.chars() {
        if wanted(c) {
            any = true;
        } else if unicode::is_cased(c) {
            return false;
        }
    }
    any
}

/// `text.isidentifier()`
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(unicode::is_identifier_start) && chars.all(unicode::is_identifier_continue)
}

/// `text.center(width, fill)`; the odd place goes where CPython puts it.
pub fn center(text: &str, length: usize, width: i64, fill: char) -> String {
    let total = usize::try_from(width).unwrap_or(0).saturating_sub(length);
    let left = total / 2 + (total & width as usize & 1);
    surround(text, left, total - left, fill)
}

/// `text` with so many `fill` before and after it.
pub fn surround(text: &str, before: usize, after: usize, fill: char) -> String {
    let mut out = String::with_capacity(text.len() + (before + after) * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, before));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, after));
    out
}

/// `text.zfill(width)`
pub fn zfill(text: &str, length: usize, width: i64) -> String {
    let zeros = usize::try_from(width).unwrap_or(0).saturating_sub(length);
    let (sign, digits) = if text.starts_with(['+', '-']) { text.split_at(1) } else { ("", text) };
    format!("{sign}{}{digits}", "0".repeat(zeros))
}

/// At most so many bytes has [`expandtabs`] of it.
pub fn expanded_size(text: &str, size: i64) -> usize {
    let tabs = text.bytes().filter(|&byte| byte == b'\t').count();
    tabs.saturating_mul(usize::try_from(size).unwrap_or(0)).saturating_add(text.len())
}

/// `text.expandtabs(size)`
pub fn expandtabs(text: &str, size: i64) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' if size > 0 => {
                let spaces = size - column % size;
                out.extend(std::iter::repeat_n(' ', spaces as usize));
                column += spaces;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}

/// `text.count(part)`: without overlap; an empty part is found at every position.
pub fn count(text: &str, part: &str) -> usize {
    if part.is_empty() { text.chars().count() + 1 } else { text.matches(part).count() }
}

/// `text.replace(old, new, limit)`; a negative limit is none.
pub fn replace(text: &str, old: &str, new: &str, limit: i64) -> String {
    match usize::try_from(limit) {
        Ok(limit) => text.replacen(old, new, limit),
        Err(_) => text.replace(old, new),
    }
}

/// `str.partition` without its separator: before and after the first one.
pub fn partition<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splitting() {
        assert_eq!(split_space("  a b  c ", -1), ["a", "b", "c"]);
        assert_eq!(split_space("  a b  c ", 1), ["a", "b  c "]);
        assert_eq!(rsplit_space("  a b  c ", 1), ["  a b", "c"]);
        assert_eq!(rsplit_space("  a b  c ", 0), ["  a b  c"]);
        assert_eq!(split("a,b,c", ",", 1), ["a", "b,c"]);
        assert_eq!(rsplit("a,b,c", ",", 1), ["a,b", "c"]);
        assert_eq!(splitlines("a\r\nb\n\nc", false), ["a", "b", "", "c"]);
        assert_eq!(splitlines("a\n", true), ["a\n"]);
    }

    #[test]
    fn cases() {
        assert_eq!(title("they're bill's ßa"), "They'Re Bill'S Ssa");
        assert_eq!(casefold("Straße ς"), "strasse σ");
        assert_eq!(capitalize("hELLO"), "Hello");
        assert!(is_title("Ab Cd"));
        assert_eq!(center("ab", 2, 5, '*'), "**ab*");
        assert_eq!(zfill("-5", 2, 4), "-005");
        assert_eq!(expandtabs("a\tb", 4), "a   b");
        assert_eq!(replace("aaa", "", "-", 2), "-a-aa");
    }
}

//! The characters that `\N{NAME}` knows.
//!
//! The parser asks the crate `unicode_names2`, whose table of all 34,000 names is a third of the whole engine as a browser
//! downloads it. `[patch.crates-io]` puts this crate in its place. It knows the blocks that programs take signs from: Latin,
//! Greek and Cyrillic letters, punctuation, currency, arrows, mathematics, technical signs, boxes, shapes, dingbats, emoji,
//! and every CJK ideograph, whose names follow from their numbers. For other names the parser reports CPython's
//! `unknown Unicode character name`; `\u` and `\U` write every character.

/// Lines `NUMBER NAME`, the number in hexadecimal; without one, it is the one after the line before. Names are those of the
/// Unicode Character Database 14.0 (`UnicodeData.txt`, and `NameAliases.txt` for controls), the edition of CPython 3.11.
#[cfg(not(target_family = "wasm"))]
fn table() -> Option<&'static str> {
    Some(include_str!("names.txt"))
}

#[cfg(target_family = "wasm")]
pub use fetched::provide;
#[cfg(target_family = "wasm")]
use fetched::table;

/// Few programs name a character: a browser fetches the table when one does.
#[cfg(target_family = "wasm")]
mod fetched {
    use std::sync::OnceLock;

    static FETCH: OnceLock<fn() -> Option<String>> = OnceLock::new();
    static TABLE: OnceLock<String> = OnceLock::new();

    /// Says how `names.txt` is fetched; none if it cannot be had now.
    pub fn provide(fetch: fn() -> Option<String>) {
        // Another thread of the same memory says the same.
        let _ = FETCH.set(fetch);
    }

    pub(crate) fn table() -> Option<&'static str> {
        if let Some(table) = TABLE.get() {
            return Some(table);
        }
        let table = FETCH.get()?()?;
        Some(TABLE.get_or_init(|| table))
    }
}

/// Where ideographs stand that have their number for a name (Unicode 14.0, table 4-8).
const IDEOGRAPHS: [(u32, u32); 8] = [
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B738),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
    (0x30000, 0x3134A),
];

const IDEOGRAPH: &str = "CJK UNIFIED IDEOGRAPH-";

/// The character of that name, in any case; none if it is unknown here.
pub fn character(name: &str) -> Option<char> {
    if let Some((start, number)) = name.split_at_checked(IDEOGRAPH.len())
        && start.eq_ignore_ascii_case(IDEOGRAPH)
    {
        let number = u32::from_str_radix(number, 16).ok()?;
        return IDEOGRAPHS
            .iter()
            .any(|&(first, last)| (first..=last).contains(&number))
            .then(|| char::from_u32(number))?;
    }
    all().find(|(_, known)| known.eq_ignore_ascii_case(name)).and_then(|(number, _)| char::from_u32(number))
}

/// The name of that character; none if it is unknown here.
pub fn name(character: char) -> Option<String> {
    let wanted = u32::from(character);
    if IDEOGRAPHS.iter().any(|&(first, last)| (first..=last).contains(&wanted)) {
        return Some(format!("{IDEOGRAPH}{wanted:X}"));
    }
    all().find(|(number, _)| *number == wanted).map(|(_, name)| name.to_owned())
}

/// All numbers and names of the table; none if it cannot be had.
fn all() -> impl Iterator<Item = (u32, &'static str)> {
    let mut next = 0;
    table().into_iter().flat_map(str::lines).map_while(move |line| {
        let (number, name) = line.split_once(' ')?;
        if !number.is_empty() {
            next = u32::from_str_radix(number, 16).ok()?;
        }
        next += 1;
        Some((next - 1, name))
    })
}

#[cfg(test)]
mod tests {
    use super::{character, name};

    #[test]
    fn names() {
        for (name, wanted) in [
            ("LATIN SMALL LETTER A", Some('a')),
            ("greek small letter alpha", Some('α')),
            ("BULLET", Some('•')),
            ("Rightwards Arrow", Some('→')),
            ("BLACK SQUARE", Some('■')),
            ("SNAKE", Some('🐍')),
            ("LINE FEED", Some('\n')),
            ("NO-BREAK SPACE", Some('\u{A0}')),
            ("CJK UNIFIED IDEOGRAPH-4E2D", Some('中')),
            ("cjk unified ideograph-4e2d", Some('中')),
            ("CJK UNIFIED IDEOGRAPH-0041", None),
            ("CJK UNIFIED IDEOGRAPH-", None),
            ("", None),
            (" ", None),
            ("NO SUCH THING", None),
        ] {
            assert_eq!(character(name), wanted, "{name}");
        }
    }

    #[test]
    fn characters_have_names() {
        for (character, wanted) in [
            ('a', Some("LATIN SMALL LETTER A")),
            ('•', Some("BULLET")),
            ('中', Some("CJK UNIFIED IDEOGRAPH-4E2D")),
            ('\u{E000}', None),
        ] {
            assert_eq!(name(character).as_deref(), wanted, "{character}");
        }
    }

    #[test]
    fn table_is_whole() {
        assert_eq!(character("DELETE"), Some('\u{7F}'));
        // The last of the numbered run and the last line.
        assert_eq!(character("BYTE ORDER MARK"), Some('\u{FEFF}'));
        assert_eq!(character("HAND WITH INDEX FINGER AND THUMB CROSSED"), Some('\u{1FAF0}'));
    }
}

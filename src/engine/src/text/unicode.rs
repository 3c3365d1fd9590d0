//! Properties of characters as `str.is…` and `repr` see them.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// `str.isprintable` of one character: neither "other" nor a separator, except the space.
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    use GeneralCategory::*;
    !matches!(
        c.general_category(),
        Control
            | Format
            | Surrogate
            | PrivateUse
            | Unassigned
            | LineSeparator
            | ParagraphSeparator
            | SpaceSeparator
    )
}

/// `str.isspace` of one character.
pub fn is_space(c: char) -> bool {
    matches!(c, '\u{1c}'..='\u{1f}') || c.is_whitespace()
}

/// `str.isalpha` of one character: a letter.
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    use GeneralCategory::*;
    matches!(
        c.general_category(),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

/// Value of a decimal digit of any script.
pub fn decimal(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    if c.general_category() != GeneralCategory::DecimalNumber {
        return None;
    }
    // Digits of a script are ten in a row and their runs start at multiples of ten from the first of the row.
    let mut first = c as u32;
    while char::from_u32(first - 1).is_some_and(|c| c.general_category() == GeneralCategory::DecimalNumber) {
        first -= 1;
    }
    Some((c as u32 - first) % 10)
}

/// `str.isdigit` of one character: decimal digits, superscripts and the like.
pub fn is_digit(c: char) -> bool {
    decimal(c).is_some()
        || matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨' | '⑴'..='⑼' | '⒈'..='⒐'
            | '⓪' | '⓵'..='⓽' | '⓿' | '❶'..='❾' | '➀'..='➈' | '➊'..='➒' | '\u{1369}'..='\u{1371}' | '\u{19da}'
            | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}' | '\u{1f100}'..='\u{1f10a}')
}

/// `str.isnumeric` of one character: anything that counts, the common CJK numerals included.
pub fn is_numeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    use GeneralCategory::*;
    matches!(c.general_category(), DecimalNumber | LetterNumber | OtherNumber)
        || matches!(
            c,
            '零' | '一'
                | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '億'
                | '兆'
                | '两'
                | '廿'
                | '卅'
                | '壹'
                | '貳'
                | '參'
                | '肆'
                | '伍'
                | '陸'
                | '柒'
                | '捌'
                | '玖'
                | '拾'
                | '亿'
                | '萬'
        )
}

/// `str.isupper` counts this character (Rust and CPython both use the derived property Uppercase).
pub fn is_upper(c: char) -> bool {
    c.is_uppercase()
}

/// `str.islower` counts this character.
pub fn is_lower(c: char) -> bool {
    c.is_lowercase()
}

/// Titlecase letters: `ǅ` and its like.
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && c.general_category() == GeneralCategory::TitlecaseLetter
}

/// The character has case.
pub fn is_cased(c: char) -> bool {
    is_upper(c) || is_lower(c) || is_title(c)
}

/// Appends the title case of `c`.
pub fn push_title(out: &mut String, c: char) {
    match c {
        'ŉ' => out.push_str("ʼN"),
        'Ǆ' | 'ǅ' | 'ǆ' => out.push('ǅ'),
        'Ǉ' | 'ǈ' | 'ǉ' => out.push('ǈ'),
        'Ǌ' | 'ǋ' | 'ǌ' => out.push('ǋ'),
        'Ǳ' | 'ǲ' | 'ǳ' => out.push('ǲ'),
        // Georgian has no title case: its letters stay as they are.
        '\u{10d0}'..='\u{10ff}' => out.push(c),
        _ => {
            let mut upper = c.to_uppercase();
            out.extend(upper.next());
            for rest in upper {
                out.extend(rest.to_lowercase());
            }
        }
    }
}

/// Appends the full case folding of `c`: the lower case of its upper case, but for the letters where that differs.
pub fn push_folded(out: &mut String, c: char) {
    match c {
        'ı' => out.push(c),
        'İ' => out.push_str("i̇"),
        'ẞ' => out.push_str("ss"),
        // Cherokee folds to upper case.
        '\u{13a0}'..='\u{13f5}' => out.push(c),
        '\u{ab70}'..='\u{abbf}' | '\u{13f8}'..='\u{13fd}' => out.extend(c.to_uppercase()),
        _ => {
            for upper in c.to_uppercase() {
                out.extend(upper.to_lowercase());
            }
        }
    }
}

/// May start an identifier (`XID_Start` or the underscore).
pub fn is_identifier_start(c: char) -> bool {
    c == '_' || if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() }
}

/// May continue an identifier (near `XID_Continue`).
pub fn is_identifier_continue(c: char) -> bool {
    use GeneralCategory::*;
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    c.is_alphabetic()
        || matches!(
            c.general_category(),
            DecimalNumber | NonspacingMark | SpacingMark | ConnectorPunctuation | LetterNumber
        )
}

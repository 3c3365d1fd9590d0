//! What XML 1.0 says of characters (2.2) and names (2.3).

/// What white space is between names and values.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The first place from `at` on that is not white space.
pub(super) fn blanks(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|byte| !is_blank(*byte)).map_or(text.len(), |found| at + found)
}

/// Where the name that begins at `at` ends: there, if none does.
pub(super) fn name(text: &str, at: usize) -> usize {
    let end = text[at..].char_indices().find(|(offset, c)| !in_name(*c, *offset == 0));
    end.map_or(text.len(), |(offset, _)| at + offset)
}

fn in_name(c: char, first: bool) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '_' | ':' => true,
        '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}' => !first,
        '\0'..='\u{bf}'
        | '\u{d7}'
        | '\u{f7}'
        | '\u{37e}'
        | '\u{2000}'..='\u{200b}'
        | '\u{200e}'..='\u{206f}' => false,
        '\u{2190}'..='\u{2bff}' | '\u{2ff0}'..='\u{3000}' | '\u{e000}'..='\u{f8ff}' => false,
        '\u{fdd0}'..='\u{fdef}' | '\u{fffe}'..='\u{ffff}' | '\u{f0000}'.. => false,
        _ => true,
    }
}

/// Whether a character that no document may have begins at `at`.
pub(super) fn is_wrong(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'\t' | b'\n' | b'\r' => false,
        // U+FFFE and U+FFFF.
        0xef => bytes[at + 1] == 0xbf && bytes[at + 2] >= 0xbe,
        byte => byte < b' ',
    }
}

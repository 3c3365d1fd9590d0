//! The text of a pattern or of a replacement, read from left to right.

use std::fmt::Write;

/// Why a pattern is refused.
pub(super) enum Fault {
    /// `re.error`, with the place where there is one.
    Pattern(String, Option<usize>),
    /// `OverflowError`
    Overflow(&'static str),
    /// `ValueError`
    Value(&'static str),
    /// `RecursionError`
    Deep,
}

/// A text and a place in it.
pub(super) struct Source<'a> {
    text: &'a [u32],
    pub(super) place: usize,
    /// Of `str` rather than `bytes`.
    pub(super) is_text: bool,
}

pub(super) fn shown(c: u32) -> char {
    char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a [u32], is_text: bool) -> Source<'a> {
        Source { text, place: 0, is_text }
    }

    /// An error `back` characters before here.
    pub(super) fn fault(&self, message: impl Into<String>, back: usize) -> Fault {
        Fault::Pattern(message.into(), Some(self.place.saturating_sub(back)))
    }

    /// An error at a place.
    pub(super) fn fault_at(&self, message: impl Into<String>, place: usize) -> Fault {
        Fault::Pattern(message.into(), Some(place))
    }

    /// The characters of a range of places.
    pub(super) fn shown(&self, range: std::ops::Range<usize>) -> String {
        self.text[range].iter().map(|&c| shown(c)).collect()
    }

    pub(super) fn peek(&self) -> Option<u32> {
        self.text.get(self.place).copied()
    }

    /// Whether an ASCII character comes next.
    pub(super) fn sees(&self, c: u8) -> bool {
        self.peek() == Some(u32::from(c))
    }

    pub(super) fn next(&mut self) -> Option<u32> {
        let c = self.peek()?;
        self.place += 1;
        Some(c)
    }

    /// Takes an ASCII character, if it comes next.
    pub(super) fn take(&mut self, c: u8) -> bool {
        let there = self.sees(c);
        self.place += usize::from(there);
        there
    }

    /// The character after a backslash.
    pub(super) fn escaped(&mut self) -> Result<u32, Fault> {
        match self.next() {
            Some(c) => Ok(c),
            None => Err(self.fault("bad escape (end of pattern)", 1)),
        }
    }

    /// At most `most` ASCII characters of a kind.
    pub(super) fn take_while(&mut self, most: usize, kind: impl Fn(u8) -> bool) -> String {
        let mut taken = String::new();
        while taken.len() < most
            && let Some(c) = self.peek().and_then(|c| u8::try_from(c).ok()).filter(|&c| kind(c))
        {
            taken.push(char::from(c));
            self.place += 1;
        }
        taken
    }

    /// What stands before `end`, which is taken too.
    pub(super) fn until(&mut self, end: u8, what: &str) -> Result<String, Fault> {
        let mut taken = String::new();
        let start = self.place;
        loop {
            let Some(c) = self.next() else {
                return Err(if taken.is_empty() {
                    self.fault(format!("missing {what}"), 0)
                } else {
                    let end = char::from(end);
                    self.fault_at(format!("missing {end}, unterminated name"), start)
                });
            };
            if c == u32::from(end) {
                if taken.is_empty() {
                    return Err(self.fault(format!("missing {what}"), 1));
                }
                return Ok(taken);
            }
            taken.push(shown(c));
        }
    }

    /// A name as `repr` shows it: names in patterns of bytes too are shown as `str`.
    pub(super) fn quoted(name: &str) -> String {
        crate::text::quote::repr(name)
    }

    /// Whether a name can be that of a group.
    pub(super) fn is_name(name: &str) -> bool {
        use crate::text::unicode::{is_identifier_continue, is_identifier_start};
        let mut chars = name.chars();
        chars.next().is_some_and(is_identifier_start) && chars.all(is_identifier_continue)
    }

    /// Refuses what cannot be the name of a group; it has just been taken, with the character after it.
    pub(super) fn check_name(&self, name: &str) -> Result<(), Fault> {
        if Source::is_name(name) {
            return Ok(());
        }
        Err(self.bad_name(name))
    }

    /// "bad character in group name"
    pub(super) fn bad_name(&self, name: &str) -> Fault {
        let mut message = String::from("bad character in group name ");
        let _ = write!(message, "{}", Source::quoted(name));
        self.fault(message, name.chars().count() + 1)
    }
}

/// The character of `\n` and the like, in patterns (but for `\b`) and replacements.
pub(super) fn simple_escape(c: u32) -> Option<u32> {
    Some(match u8::try_from(c).ok()? {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'v' => 11,
        b'\\' => 92,
        _ => return None,
    })
}

pub(super) fn is_ascii_letter(c: u32) -> bool {
    u8::try_from(c).is_ok_and(|c| c.is_ascii_alphabetic())
}

pub(super) fn is_octal(c: u8) -> bool {
    matches!(c, b'0'..=b'7')
}

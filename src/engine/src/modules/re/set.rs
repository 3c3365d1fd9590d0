//! Sets of characters: `[a-z\d]`, `\w`, `.`, and single letters whose case does not matter.

use super::case::{Fold, any_same};
use crate::text::unicode;

/// `\d`, `\s`, `\w`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Category {
    Digit,
    Space,
    Word,
}

/// A part of a set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    /// From the first to the last, both included.
    Range(u32, u32),
    /// Of a category, or not of it.
    Category { category: Category, ascii: bool, negated: bool },
}

impl Item {
    fn contains(self, c: u32) -> bool {
        match self {
            Item::Range(first, last) => (first..=last).contains(&c),
            Item::Category { category, ascii, negated } => is(category, ascii, c) != negated,
        }
    }
}

/// Whether a character is of a category.
pub(super) fn is(category: Category, ascii: bool, c: u32) -> bool {
    if c < 0x80 {
        let c = c as u8;
        return match category {
            Category::Digit => c.is_ascii_digit(),
            Category::Space => matches!(c, b' ' | b'\t'..=b'\r') || (!ascii && matches!(c, 0x1c..=0x1f)),
            Category::Word => c.is_ascii_alphanumeric() || c == b'_',
        };
    }
    let Some(c) = char::from_u32(c).filter(|_| !ascii) else { return false };
    match category {
        Category::Digit => unicode::decimal(c).is_some(),
        Category::Space => unicode::is_space(c),
        Category::Word => unicode::is_alpha(c) || unicode::is_digit(c) || unicode::is_numeric(c),
    }
}

/// A set of characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Set {
    items: Vec<Item>,
    negated: bool,
    fold: Fold,
    /// Which of the characters below 256 are in it.
    low: [u64; 4],
}

impl Set {
    /// The characters of `items`, or all others.
    pub(super) fn new(items: Vec<Item>, negated: bool, fold: Fold) -> Set {
        let mut set = Set { items, negated, fold, low: [0; 4] };
        for c in 0..256_u32 {
            if set.decide(c) {
                set.low[c as usize / 64] |= 1 << (c % 64);
            }
        }
        set
    }

    fn decide(&self, c: u32) -> bool {
        any_same(c, self.fold, |c| self.items.iter().any(|item| item.contains(c))) != self.negated
    }

    /// Whether a character below 256 is in it.
    #[inline(always)]
    pub(super) fn has_low(&self, c: u8) -> bool {
        self.low[usize::from(c >> 6)] >> (c & 63) & 1 != 0
    }

    /// Whether a character is in it.
    pub(super) fn has(&self, c: u32) -> bool {
        match u8::try_from(c) {
            Ok(c) => self.has_low(c),
            Err(_) => self.decide(c),
        }
    }

    /// The bytes with which its characters may begin, in UTF-8 or as single bytes.
    pub(super) fn first_bytes(&self, utf8: bool) -> [u64; 4] {
        if utf8 { [self.low[0], self.low[1], !0, !0] } else { self.low }
    }

    /// Its parts, if it is neither negated nor blind to the case.
    pub(super) fn plain_items(&self) -> Option<&[Item]> {
        (!self.negated && self.fold == Fold::None).then_some(&self.items[..])
    }
}

//! What can be wrong with a document: expat's codes (`expat.h`, `enum XML_Error`) and words.

/// Why a token cannot be read.
pub(super) enum Stop {
    /// What has been read ends within it.
    More,
    Fault(Box<Fault>),
}

pub(super) struct Fault {
    pub(super) code: i64,
    pub(super) at: usize,
    pub(super) entity: String,
}

pub(super) fn fault<T>(code: i64, at: usize) -> Result<T, Stop> {
    Err(Stop::Fault(Box::new(Fault { code, at, entity: String::new() })))
}

pub(super) const SYNTAX: i64 = 2;
pub(super) const NO_ELEMENTS: i64 = 3;
pub(super) const INVALID: i64 = 4;
pub(super) const UNCLOSED: i64 = 5;
pub(super) const MISMATCH: i64 = 7;
pub(super) const DUPLICATE: i64 = 8;
pub(super) const JUNK: i64 = 9;
pub(super) const UNDEFINED: i64 = 11;
/// Undefined too: it is in another file.
pub(super) const EXTERNAL: i64 = -UNDEFINED;
pub(super) const RECURSIVE: i64 = 12;
pub(super) const CHARACTER: i64 = 14;
pub(super) const MISPLACED: i64 = 17;
pub(super) const CDATA: i64 = 20;
pub(super) const PREFIX: i64 = 27;
pub(super) const AMPLIFICATION: i64 = 43;

pub(super) fn words(code: i64) -> &'static str {
    match code {
        SYNTAX => "syntax error",
        NO_ELEMENTS => "no element found",
        INVALID => "not well-formed (invalid token)",
        UNCLOSED => "unclosed token",
        MISMATCH => "mismatched tag",
        DUPLICATE => "duplicate attribute",
        JUNK => "junk after document element",
        UNDEFINED => "undefined entity",
        RECURSIVE => "recursive entity reference",
        CHARACTER => "reference to invalid character number",
        MISPLACED => "XML or text declaration not at start of entity",
        CDATA => "unclosed CDATA section",
        PREFIX => "unbound prefix",
        _ => "limit on input amplification factor (from DTD and entities) breached",
    }
}

//! `_json`: reading and writing JSON (RFC 8259), below the package `json`.

mod decode;
mod encode;

use crate::native::{Def, ModuleDef};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_json",
    functions: &[
        Def::new("decode", decode::decode, 7).doc("The value of a whole text."),
        Def::new("scan", decode::scan, 8).doc("The value at a place of a text, and where it ends."),
        Def::range("scanstring", decode::scan_string, 2, 3)
            .doc("The string after a quote, and where it ends."),
        Def::new("encode", encode::encode, 10).doc("The text of a value."),
        Def::new("encode_basestring", |ctx, args| encode::quoted(ctx, args, false), 1),
        Def::new("encode_basestring_ascii", |ctx, args| encode::quoted(ctx, args, true), 1),
    ],
    setup: None,
    doc: "json speedups",
};

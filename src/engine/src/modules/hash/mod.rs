//! `_hash`: digests for `lib/hashlib.py`, compression for `lib/zlib.py`.

mod blake2;
mod keccak;

use md5::Md5;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_hash",
    functions: &[
        Def::new("digest", digest, 2).doc("The digest, by its name, of bytes."),
        Def::new("shake", shake, 3).doc("A digest of any length."),
        Def::new("blake2", blake2, 4)
            .doc("BLAKE2b or s: its name, parameter block, bytes, whether it is the last node."),
        Def::new("deflate", deflate, 2).doc("Bytes compressed, level 0 to 9."),
        Def::new("inflate", inflate, 1).doc("Bytes decompressed; None if they are damaged."),
    ],
    setup: None,
    doc: "Digests and compression, below the modules hashlib and zlib.",
};

fn digest(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.text(&args[0], "name")?;
    let Some(data) = args[1].as_bytes() else {
        return Err(ctx.type_error("object supporting the buffer API required"));
    };
    let digest = match name {
        "md5" => Md5::digest(&data[..]).to_vec(),
        "sha1" => Sha1::digest(&data[..]).to_vec(),
        "sha224" => Sha224::digest(&data[..]).to_vec(),
        "sha256" => Sha256::digest(&data[..]).to_vec(),
        "sha384" => Sha384::digest(&data[..]).to_vec(),
        "sha512" => Sha512::digest(&data[..]).to_vec(),
        "sha3_224" => keccak::digest(&data[..], 144, SHA3, 28),
        "sha3_256" => keccak::digest(&data[..], 136, SHA3, 32),
        "sha3_384" => keccak::digest(&data[..], 104, SHA3, 48),
        "sha3_512" => keccak::digest(&data[..], 72, SHA3, 64),
        other => return Err(ctx.value_error(format!("unsupported hash type {other}"))),
    };
    done(Value::bytes(digest))
}

/// What tells SHA-3 and SHAKE apart from each other, with the first bit of the padding.
const SHA3: u8 = 0b110;
const SHAKE: u8 = 0b11111;

fn shake(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let rate = if ctx.text(&args[0], "name")? == "shake_128" { 168 } else { 136 };
    let Ok(length) = usize::try_from(ctx.index(&args[2])?) else {
        return Err(ctx.value_error("value must be positive"));
    };
    ctx.check_size(length)?;
    let Some(data) = args[1].as_bytes() else { return Err(ctx.type_error("bytes are needed")) };
    done(Value::bytes(keccak::digest(&data[..], rate, SHAKE, length)))
}

fn blake2(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let digest = if ctx.text(&args[0], "name")? == "blake2b" { blake2::wide } else { blake2::narrow };
    let (Some(parameters), Some(data)) = (args[1].as_bytes(), args[2].as_bytes()) else {
        return Err(ctx.type_error("bytes are needed"));
    };
    done(Value::bytes(digest(&parameters[..], &data[..], matches!(args[3], Value::Bool(Truth::True)))))
}

fn deflate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let level = ctx.index(&args[1])?.clamp(0, 9) as u8;
    let Some(data) = args[0].as_bytes() else { return Err(ctx.type_error("bytes are needed")) };
    done(Value::bytes(compress_to_vec_zlib(&data[..], level)))
}

fn inflate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    /// Bytes; more would not fit beside the rest of a page's process.
    const LIMIT: usize = 256 << 20;
    let Some(data) = args[0].as_bytes() else { return Err(ctx.type_error("bytes are needed")) };
    let Ok(data) = decompress_to_vec_zlib_with_limit(&data[..], LIMIT) else { return done(Value::None) };
    ctx.check_size(data.len())?;
    done(Value::bytes(data))
}

//! `_binascii`: bytes as 64 letters and checksums over them (Modules/binascii.c), below `lib/binascii.py`, which looks at the
//! arguments.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::types::bytes::data;
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_binascii",
    functions: &[
        Def::new("encode64", encode64, 2),
        Def::new("decode64", decode64, 2),
        Def::new("crc32", crc32, 2),
        Def::new("adler32", adler32, 2),
    ],
    setup: None,
    doc: "",
};

/// The alphabet of RFC 4648, section 4.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Of each byte its value as a letter; 64: it is none.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut value = 0;
    while value < LETTERS.len() {
        values[LETTERS[value] as usize] = value as u8;
        value += 1;
    }
    values
};

fn is_true(value: &Value) -> bool {
    matches!(value, Value::Bool(Truth::True))
}

/// `encode64(bytes, newline)`
fn encode64(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bytes = data(ctx, &args[0])?;
    ctx.check_size(bytes.len() / 3 * 4 + 5)?;
    let mut text = Vec::with_capacity(bytes.len() / 3 * 4 + 5);
    for piece in bytes.chunks(3) {
        let byte = |at: usize| u32::from(piece.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let letter = |shift: u32| LETTERS[(bits >> shift & 63) as usize];
        let mut four = [letter(18), letter(12), letter(6), letter(0)];
        four[piece.len() + 1..].fill(b'=');
        text.extend_from_slice(&four);
    }
    if is_true(&args[1]) {
        text.push(b'\n');
    }
    done(Value::bytes(text))
}

/// `decode64(text, strict_mode)`: the bytes, or what is wrong as a `str`.
fn decode64(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = data(ctx, &args[0])?;
    done(match decoded64(&text, is_true(&args[1])) {
        Ok(bytes) => Value::bytes(bytes),
        Err(words) => Value::str(words),
    })
}

fn decoded64(text: &[u8], strict: bool) -> Result<Vec<u8>, String> {
    if strict && text.first() == Some(&b'=') {
        return Err("Leading padding not allowed".to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 3);
    // Letters so far, the bits of those that make no whole byte yet, signs of padding after the last letter.
    let (mut letters, mut bits, mut pads) = (0_usize, 0_u32, 0);
    let (mut padded, mut whole) = (false, false);
    for (at, &letter) in text.iter().enumerate() {
        if letter == b'=' {
            padded = true;
            pads += usize::from(letters % 4 >= 2);
            if pads > 0 && letters % 4 + pads >= 4 {
                if strict && at + 1 < text.len() {
                    return Err("Excess data after padding".to_owned());
                }
                whole = true;
                break;
            }
            continue;
        }
        let value = VALUES[usize::from(letter)];
        if value == 64 {
            if strict {
                return Err("Only base64 data is allowed".to_owned());
            }
            continue;
        }
        if strict && padded {
            return Err("Discontinuous padding not allowed".to_owned());
        }
        pads = 0;
        bits = bits << 6 | u32::from(value);
        letters += 1;
        match letters % 4 {
            2 => bytes.push((bits >> 4) as u8),
            3 => bytes.push((bits >> 2) as u8),
            0 => bytes.push(bits as u8),
            _ => {}
        }
    }
    match letters % 4 {
        1 => Err(format!(
            "Invalid base64-encoded string: number of data characters ({letters}) cannot be 1 more than a multiple of 4"
        )),
        2 | 3 if !whole => Err("Incorrect padding".to_owned()),
        _ => Ok(bytes),
    }
}

/// The low 32 bits of an int of any size.
fn low_bits(ctx: &Context<'_>, value: &Value) -> Result<u32, Value> {
    let number = value.to_bigint().ok_or_else(|| ctx.not_an_integer(value))?;
    Ok((number & BigInt::from(u32::MAX)).to_u32().unwrap_or_default())
}

/// `crc32(bytes, start)`: the checksum of Ethernet and zip files (ISO 3309).
fn crc32(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let (mut value, mut bit) = (byte as u32, 0);
            while bit < 8 {
                value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
                bit += 1;
            }
            table[byte] = value;
            byte += 1;
        }
        table
    };
    let start = !low_bits(ctx, &args[1])?;
    let step = |sum: u32, &byte: &u8| TABLE[usize::from(sum as u8 ^ byte)] ^ sum >> 8;
    done(i64::from(!data(ctx, &args[0])?.iter().fold(start, step)))
}

/// `adler32(bytes, start)`: the checksum of zlib (RFC 1950).
fn adler32(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    const BASE: u64 = 65_521;
    let start = low_bits(ctx, &args[1])?;
    let (mut low, mut high) = (u64::from(start & 0xffff), u64::from(start >> 16));
    // So many fit before a sum could overflow.
    for piece in data(ctx, &args[0])?.chunks(1 << 20) {
        for &byte in piece {
            low += u64::from(byte);
            high += low;
        }
        (low, high) = (low % BASE, high % BASE);
    }
    done((high << 16 | low) as i64)
}

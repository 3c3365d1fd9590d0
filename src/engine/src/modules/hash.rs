//! `_hash`: digests for `lib/hashlib.py`, compression for `lib/zlib.py`.

use md5::Md5;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use num_traits::ToPrimitive;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_hash",
    functions: &[
        Def::new("digest", digest, 2).doc("The digest, by its name, of bytes."),
        Def::new("shake", shake, 3).doc("A digest of any length."),
        Def::new("blake2", blake2, 3).doc("BLAKE2b or s: its name, parameters, bytes."),
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
        "sha3_224" => Sha3_224::digest(&data[..]).to_vec(),
        "sha3_256" => Sha3_256::digest(&data[..]).to_vec(),
        "sha3_384" => Sha3_384::digest(&data[..]).to_vec(),
        "sha3_512" => Sha3_512::digest(&data[..]).to_vec(),
        other => return Err(ctx.value_error(format!("unsupported hash type {other}"))),
    };
    done(Value::bytes(digest))
}

fn shake(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    fn read<Shake: Default + Update + ExtendableOutput>(data: &[u8], digest: &mut [u8]) {
        let mut shake = Shake::default();
        shake.update(data);
        shake.finalize_xof().read(digest);
    }
    let read = if ctx.text(&args[0], "name")? == "shake_128" { read::<Shake128> } else { read::<Shake256> };
    let Ok(length) = usize::try_from(ctx.index(&args[2])?) else {
        return Err(ctx.value_error("value must be positive"));
    };
    ctx.check_size(length)?;
    let Some(data) = args[1].as_bytes() else { return Err(ctx.type_error("bytes are needed")) };
    let mut digest = vec![0; length];
    read(&data[..], &mut digest);
    done(Value::bytes(digest))
}

/// The parameters are `digest_size`, `key`, `fanout`, `depth`, `leaf_size`, `node_offset`, `node_depth`, `inner_size`, `salt`,
/// `person`, `last_node` (RFC 7693 and the BLAKE2 paper, section 2.8), which `lib/hashlib.py` has checked.
fn blake2(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    /// Both crates have the same methods.
    macro_rules! digest {
        ($make:expr, $data:expr, $numbers:expr, $bytes:expr, $last:expr) => {{
            let [size, fanout, depth, leaf, offset, node, inner] = $numbers;
            let [key, salt, person] = $bytes;
            let mut make = $make;
            make.hash_length(size as usize).key(key).salt(salt).personal(person).last_node($last);
            make.fanout(fanout as u8).max_depth(depth as u8).max_leaf_length(leaf as u32);
            make.node_offset(offset).node_depth(node as u8).inner_hash_length(inner as usize);
            Value::bytes(make.hash($data).as_bytes())
        }};
    }
    let wrong = |ctx: &Context<'_>| ctx.type_error("the parameters of a digest are needed");
    let (Some([size, key, fanout, depth, leaf, offset, node, inner, salt, person, last]), Some(data)) =
        (args[1].as_tuple().map(|parameters| &parameters[..]), args[2].as_bytes())
    else {
        return Err(wrong(ctx));
    };
    let numbers = [size, fanout, depth, leaf, offset, node, inner]
        .map(|number| number.to_bigint().and_then(|number| number.to_u64()).unwrap_or_default());
    let (Some(key), Some(salt), Some(person)) = (key.as_bytes(), salt.as_bytes(), person.as_bytes()) else {
        return Err(wrong(ctx));
    };
    let last = matches!(last, Value::Bool(Truth::True));
    let bytes = [&key[..], &salt[..], &person[..]];
    done(match ctx.text(&args[0], "name")? {
        "blake2b" => digest!(blake2b_simd::Params::new(), &data[..], numbers, bytes, last),
        _ => digest!(blake2s_simd::Params::new(), &data[..], numbers, bytes, last),
    })
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

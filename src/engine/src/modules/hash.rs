//! `_hash`: digests for `lib/hashlib.py`.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_hash",
    functions: &[Def::new("digest", digest, 2).doc("The digest, by its name, of bytes.")],
    setup: None,
    doc: "Digests, below the module hashlib.",
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
        other => return Err(ctx.value_error(format!("unsupported hash type {other}"))),
    };
    done(Value::bytes(digest))
}

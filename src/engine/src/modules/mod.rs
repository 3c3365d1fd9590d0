//! Native modules: one file per module, each with a [`ModuleDef`]. Modules written in Python are in `lib/`, see
//! [`library`].

pub(crate) mod abc;
mod array;
mod binascii;
pub(crate) mod collections;
#[cfg_attr(target_family = "wasm", path = "no_decimal.rs")]
pub(crate) mod decimal;
mod dis;
pub(crate) mod exact;
mod files;
mod functools;
mod gc;
mod hash;
mod heapq;
mod image;
mod imaging;
pub(crate) mod io;
pub(crate) mod ipc;
mod itertools;
mod json;
pub(crate) mod library;
mod mappings;
pub(crate) mod math;
pub(crate) mod memory_file;
mod operator;
mod process;
mod random;
mod re;
mod read_ahead;
pub(crate) mod structs;
mod sys;
mod thread;
mod time;
pub(crate) mod tuple_field;
mod unicodedata;
mod weakref;
#[cfg(not(target_family = "wasm"))]
mod xml;

use crate::native::{Context, ModuleDef, NativeResult, call_then, done};
use crate::value::Value;

/// All native modules by name.
const MODULES: &[ModuleDef] = &[
    abc::MODULE,
    array::MODULE,
    binascii::MODULE,
    collections::MODULE,
    #[cfg(not(target_family = "wasm"))]
    decimal::MODULE,
    dis::MODULE,
    gc::MODULE,
    files::MODULE,
    functools::MODULE,
    hash::MODULE,
    heapq::BISECT,
    heapq::HEAPQ,
    image::MODULE,
    imaging::MODULE,
    io::MODULE,
    itertools::MODULE,
    ipc::MODULE,
    json::MODULE,
    math::MODULE,
    memory_file::MODULE,
    operator::MODULE,
    process::MODULE,
    random::MODULE,
    re::MODULE,
    read_ahead::MODULE,
    structs::MODULE,
    unicodedata::MODULE,
    sys::MODULE,
    thread::MODULE,
    time::MODULE,
    weakref::MODULE,
    #[cfg(not(target_family = "wasm"))]
    xml::MODULE,
];

/// The declaration of a native module.
pub(crate) fn find(name: &str) -> Option<&'static ModuleDef> {
    MODULES.iter().find(|module| module.name == name)
}

/// `__getattr__` of a native module whose rarer parts are written in Python: imports the module `more`, and keeps what
/// was asked for.
fn lazy_attribute(
    ctx: &mut Context<'_>,
    module: &'static str,
    more: &'static str,
    name: &Value,
) -> NativeResult {
    let name = ctx.text(name, "attribute name")?.to_owned();
    let missing = format!("module '{module}' has no attribute '{name}'");
    if name.starts_with("__") {
        return Err(ctx.attribute_error(missing));
    }
    let import = ctx.interpreter.builtins.get_text("__import__").unwrap_or(Value::None);
    call_then(import, vec![Value::str(more)], move |ctx, imported| {
        let found = match &imported {
            Value::Module(imported) if !name.starts_with('_') => imported.globals.get_text(&name),
            _ => None,
        };
        let Some(value) = found else { return Err(ctx.attribute_error(missing)) };
        if let Some(Value::Module(module)) = ctx.interpreter.modules.get_text(module) {
            module.globals.set_name(&ctx.interpreter.intern(&name), value.clone());
        }
        done(value)
    })
}

/// A number that differs each time within the process, the same in every run.
fn fresh_number(ctx: &Context<'_>) -> u64 {
    // Ids are given out in order of asking.
    ctx.interpreter.id(&Value::list(Vec::new()))
}

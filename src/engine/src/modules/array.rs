//! `array`: arrays of numbers of one C type. The type is `types/array.rs`.

use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, and_then, call, done};
use crate::objects::Module;
use crate::types::array::{CODES, LAYOUTS, item_of, type_code};
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "array",
    functions: &[Def::new("_array_reconstructor", reconstructor, 4)],
    setup: Some(setup),
    doc: "This module defines an object type which can efficiently represent an array of basic values.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = Value::Class(interpreter.types.array.clone());
    for name in ["array", "ArrayType"] {
        module.globals.set_name(&interpreter.intern(name), class.clone());
    }
    module.globals.set_name(&interpreter.intern("typecodes"), Value::str(CODES));
}

/// Encodings of text, whose numbers follow.
const ENCODINGS: [&str; 4] = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"];

/// `_array_reconstructor(class, typecode, layout, bytes)`: what pickles call.
fn reconstructor(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [class, code, layout, bytes] = args.positional() else {
        return Err(ctx.type_error("_array_reconstructor expected 4 arguments"));
    };
    let Value::Class(kind) = class else {
        let kind = ctx.type_name(class);
        return Err(ctx.type_error(format!("first argument must be a type object, not {kind}")));
    };
    if !kind.is_subclass(&ctx.interpreter.types.array) {
        let name = kind.name.as_str();
        return Err(ctx.type_error(format!("{name} is not a subtype of array.array")));
    }
    let letter = type_code(ctx, code, "_array_reconstructor() argument 2")?;
    if item_of(letter).is_none() {
        return Err(ctx.value_error("second argument must be a valid type code"));
    }
    let layout = ctx.index(layout)?;
    let Some(layout) = usize::try_from(layout).ok().filter(|at| *at < LAYOUTS.len() + ENCODINGS.len()) else {
        return Err(ctx.value_error("third argument must be a valid machine format code."));
    };
    let Some(data) = bytes.as_bytes() else {
        let kind = ctx.type_name(bytes);
        return Err(ctx.type_error(format!("fourth argument should be bytes, not {kind}")));
    };
    let new = match ctx.interpreter.types.array.lookup(&ctx.interpreter.names.new) {
        Some(Value::StaticMethod(new)) => new.function.clone(),
        _ => class.clone(),
    };
    let content = match LAYOUTS.get(layout) {
        // What the type itself holds.
        Some((item, false)) if item_of(letter) == Some(*item) => done(bytes.clone()),
        Some((item, swapped)) => {
            let size = item.size();
            if !data.len().is_multiple_of(size) {
                return Err(ctx.value_error("string length not a multiple of item size"));
            }
            let mut data = data.to_vec();
            if *swapped {
                data.chunks_exact_mut(size).for_each(<[u8]>::reverse);
            }
            let values = data.chunks_exact(size).map(|bytes| item.load(ctx.interpreter, bytes));
            done(Value::list(values.collect()))
        }
        None => {
            let encoding = Value::str(ENCODINGS[layout - LAYOUTS.len()]);
            crate::types::bytes::decode(ctx, data, bytes, Some(&encoding), None)
        }
    };
    let (class, code) = (class.clone(), code.clone());
    and_then(ctx, content, move |_, content| call(new, vec![class, code, content]))
}

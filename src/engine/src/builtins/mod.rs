//! The functions of the module `builtins`. Those that must call Python code are in `lib/_builtins.py`.

use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, NativeResult, call_then, done};
use crate::value::Value;

const FUNCTIONS: &[Def] = &[Def::new("len", len, 1)];

/// Fills the module.
pub(crate) fn install(interpreter: &Interpreter) {
    for def in FUNCTIONS {
        let function = interpreter.module_function(def, "builtins");
        interpreter.builtins.set_name(&interpreter.intern(def.name), function);
    }
}

fn len(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = &args[0];
    let length = match value {
        Value::Str(s) => s.len(),
        Value::List(list) => list.lock().len(),
        Value::Tuple(items) => items.len(),
        Value::Dict(dict) => dict.len(),
        Value::Set(set) | Value::FrozenSet(set) => set.len(),
        _ => {
            // Any other class says it itself, perhaps in Python: the machine calls the method and comes back.
            let Some(method) = ctx.interpreter.class_of(value).lookup(&ctx.interpreter.names.len) else {
                return Err(ctx.type_error(format!("object of type '{}' has no len()", ctx.type_name(value))));
            };
            return call_then(method, vec![value.clone()], |ctx, length| {
                let length = ctx.index(&length)?;
                if length < 0 {
                    return Err(ctx.value_error("__len__() should return >= 0"));
                }
                done(length)
            });
        }
    };
    done(length as i64)
}

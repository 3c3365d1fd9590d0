//! `_sre`: regular expressions, below `lib/re.py`.
//!
//! A pattern is read ([`parser`]) to a tree ([`syntax`]), compiled ([`program`]) and run ([`matcher`]).

mod case;
mod job;
mod matched;
mod matcher;
mod parser;
mod pattern;
mod program;
mod scan;
mod set;
mod source;
mod syntax;
mod template;

use crate::class::Class;
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, call_then};
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;
use source::Fault;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_sre",
    functions: &[
        Def::new("compile", pattern::compile, 2).doc("A compiled pattern, of a str or bytes and flags."),
        Def::new("finditer", scan::iterate, 1).doc("The matches that a scanner finds."),
    ],
    setup: Some(setup),
    doc: "Regular expressions, below the module re.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    for (name, shown, def) in [
        ("Pattern", "re", &pattern::TYPE),
        ("Match", "re", &matched::TYPE),
        ("SRE_Scanner", "_sre", &scan::TYPE),
    ] {
        let class = interpreter.new_type(name, shown, None, def);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

/// A type of this module.
fn class(ctx: &Context<'_>, name: &str) -> Result<Ref<Class>, Value> {
    ctx.module_class("_sre", name)
}

/// Raises what is wrong with a pattern or a replacement.
fn raise(ctx: &mut Context<'_>, fault: Fault, text: &Value) -> NativeResult {
    match fault {
        Fault::Overflow(message) => Err(ctx.overflow_error(message)),
        Fault::Value(message) => Err(ctx.value_error(message)),
        Fault::Deep => {
            let class = &ctx.interpreter.exceptions.recursion_error;
            Err(ctx.error(class, "maximum recursion depth exceeded"))
        }
        Fault::Pattern(message, place) => {
            let class = match ctx.interpreter.modules.get_text("re") {
                Some(Value::Module(module)) => module.globals.get_text("error"),
                _ => None,
            };
            let Some(class) = class else { return Err(ctx.value_error(message)) };
            let mut args = vec![Value::str(message)];
            if let Some(place) = place {
                args.extend([text.clone(), Value::from_usize(place)]);
            }
            call_then(class, args, |_, error| Err(error))
        }
    }
}

/// The numbers of the characters of a text, or the bytes.
fn codes(text: &Value) -> Option<Vec<u32>> {
    if let Some(text) = text.as_text() {
        return Some(text.chars().map(|c| c as u32).collect());
    }
    text.as_bytes().map(|bytes| bytes.iter().copied().map(u32::from).collect())
}

/// The object that `__new__` makes for the heap image, which fills it in.
fn blank(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    name: &str,
    data: impl crate::native::NativeData,
) -> NativeResult {
    let class = class(ctx, name)?;
    ctx.construct(&args[0], Value::Native(Ref::new(crate::native::NativeObject::new(class, data))))
}

//! `_decimals`: numbers and contexts of the module `decimal` (CPython: Modules/_decimal; the tables of names follow its
//! `_decimal.c`, the meaning the General Decimal Arithmetic Specification). What is long and rare is left to Python
//! (`lib/_decimal_more.py`): exponential, logarithms, powers that are not whole.
//!
//! - coefficient.rs: whole numbers of any size, in decimal terms.
//! - number.rs: sign, coefficient, exponent: texts, order, hash.
//! - rules.rs: what a context asks of results; signals.
//! - arithmetic.rs: the operations.
//! - object.rs: the type `Decimal`. conversion.rs: to and from other types. format.rs: `__format__`.
//! - context.rs: the types `Context` and `SignalDict`.

mod arithmetic;
mod coefficient;
mod context;
mod conversion;
mod format;
mod number;
mod object;
mod rules;

use crate::class::Class;
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done, none};
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;

/// What the parts share.
const MODULE_NAME: &str = "_decimals";

pub(crate) use conversion::float;
pub(crate) use object::{equal, is_decimal, truth};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: MODULE_NAME,
    functions: &[
        Def::new("getcontext", context::current, 0),
        Def::new("set_current", set_current, 1),
        Def::new("parts", conversion::parts, 1),
        Def::range("number", conversion::number, 3, 4),
        Def::range("result", object::result, 3, 4),
    ],
    setup: Some(setup),
    doc: "Decimal numbers and their contexts.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let types =
        [("Decimal", &object::TYPE), ("Context", &context::TYPE), ("SignalDict", &context::SIGNAL_DICT)];
    for (name, def) in types {
        let class = interpreter.new_type(name, "decimal", None, def);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
    interpreter.extend_type(
        &class_of(interpreter, module),
        &crate::native::TypeDef { methods: object::OPERATIONS, ..crate::native::TypeDef::EMPTY },
    );
}

fn class_of(interpreter: &Interpreter, module: &Module) -> Ref<Class> {
    match module.globals.get_text("Decimal") {
        Some(Value::Class(class)) => class,
        _ => interpreter.types.object.clone(),
    }
}

/// What Python's side has left in the module: `signals` (classes), `template` (`DefaultContext`).
fn given(ctx: &Context<'_>, name: &str) -> Option<Value> {
    match ctx.interpreter.modules.get_text(MODULE_NAME) {
        Some(Value::Module(module)) => module.globals.get_text(name),
        _ => None,
    }
}

/// A function of the rarer parts answers.
fn more(ctx: &Context<'_>, function: &'static str, args: Vec<Value>) -> NativeResult {
    ctx.call_module("_decimal_more", function, args)
}

/// `set_current(context)`: the calling thread's context is this one from now on.
fn set_current(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = std::mem::replace(&mut ctx.thread.decimal, args[0].clone());
    drop(old);
    none()
}

/// A value, or that it would not fit in memory.
fn fitting<T>(ctx: &Context<'_>, made: Result<T, coefficient::TooLarge>) -> Result<T, Value> {
    made.map_err(|_| ctx.memory_error())
}

fn yes(truth: bool) -> NativeResult {
    done(truth)
}

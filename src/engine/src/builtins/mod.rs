//! The functions of the module `builtins`. Those that must call Python code are in `lib/_builtins.py`, whose native
//! primitives are in [`primitives`].

mod attributes;
mod execution;
mod input_output;
mod iteration;
mod numbers;
mod primitives;

use crate::compare::{HashFailure, hash_natively};
use crate::interpreter::{Interpreter, item};
use crate::native::{Args, Context, Def, NativeResult, done};
use crate::types::{format, show};
use crate::value::{Truth, Value};

const FUNCTIONS: &[Def] = &[
    Def::new("ascii", |ctx, args| show::ascii_then(ctx, &args[0], |_, text| done(text)), 1),
    Def::new("callable", callable, 1),
    Def::range("format", format_, 1, 2),
    Def::new("hash", hash, 1),
    Def::new("id", |ctx, args| done(ctx.interpreter.id(&args[0]) as i64), 1),
    Def::new("len", |ctx, args| item::length(ctx, &args[0]), 1),
    Def::new("repr", |ctx, args| show::repr_then(ctx, &args[0], |_, text| done(text)), 1),
];

/// Fills the module.
pub(crate) fn install(interpreter: &Interpreter) {
    let tables = [
        FUNCTIONS,
        attributes::FUNCTIONS,
        execution::FUNCTIONS,
        input_output::FUNCTIONS,
        iteration::FUNCTIONS,
        numbers::FUNCTIONS,
    ];
    let set = |name: &str, value: Value| interpreter.builtins.set_name(&interpreter.intern(name), value);
    for def in tables.into_iter().flatten() {
        set(def.name, interpreter.module_function(def, "builtins"));
    }
    let build_class = Def::any("__build_class__", crate::interpreter::class_build::build_class);
    set("__build_class__", interpreter.module_function(&build_class, "builtins"));
    let types = &interpreter.types;
    for class in [
        &types.object,
        &types.type_,
        &types.int,
        &types.bool,
        &types.float,
        &types.complex,
        &types.str,
        &types.bytes,
        &types.bytearray,
        &types.tuple,
        &types.list,
        &types.dict,
        &types.set,
        &types.frozenset,
        &types.range,
        &types.slice,
        &types.memoryview,
        &types.property,
        &types.staticmethod,
        &types.classmethod,
        &types.super_,
        &types.enumerate,
        &types.zip,
        &types.map,
        &types.filter,
        &types.reversed,
    ] {
        set(class.name.as_str(), Value::Class(class.clone()));
    }
    for class in interpreter.exceptions.all() {
        set(class.name.as_str(), Value::Class(class.clone()));
    }
    for alias in ["EnvironmentError", "IOError"] {
        set(alias, Value::Class(interpreter.exceptions.os_error.clone()));
    }
    set("Ellipsis", Value::Ellipsis);
    set("NotImplemented", Value::NotImplemented);
    set("__debug__", Value::Bool(Truth::True));
    set("__name__", Value::str("builtins"));
    set("__doc__", Value::str("Built-in functions, types, exceptions, and other objects."));
    for def in primitives::FUNCTIONS {
        let function = interpreter.module_function(def, "_builtins");
        interpreter.helpers.set_name(&interpreter.intern(def.name), function);
    }
}

fn callable(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(is_callable(ctx, &args[0]))
}

/// `issubclass(class, of)`
pub(crate) fn issubclass(ctx: &mut Context<'_>, class: &Value, of: &Value) -> NativeResult {
    attributes::issubclass(ctx, &Args::new(&[class.clone(), of.clone()], &[]))
}

/// `callable(value)`
pub(crate) fn is_callable(ctx: &Context<'_>, value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) | Value::Class(_) => true,
        other => ctx.interpreter.class_of(other).lookup(&ctx.interpreter.names.call).is_some(),
    }
}

fn format_(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let spec = match args.get(1) {
        None => String::new(),
        Some(spec) => spec.as_text().map(str::to_owned).ok_or_else(|| {
            ctx.type_error(format!("format() argument 2 must be str, not {}", ctx.type_name(spec)))
        })?,
    };
    format::format_then(ctx, &args[0], &spec, |_, text| done(text))
}

fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    hash_of(ctx, &args[0])
}

/// `hash(value)`
pub(crate) fn hash_of(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    match hash_natively(ctx.interpreter, value) {
        Ok(hash) => return done(hash),
        Err(HashFailure::Raise(error)) => return Err(error),
        Err(HashFailure::Python) => {}
    }
    let name = ctx.interpreter.names.hash.clone();
    let then: show::Continue = Box::new(|ctx, result| {
        let result = result?;
        match result.payload() {
            Value::Int(_) | Value::Bool(_) => match result.as_int() {
                // -1 is no hash.
                Some(-1) => done(-2),
                other => done(other.unwrap_or_default()),
            },
            Value::BigInt(big) => done(crate::text::number::hash_int(big)),
            _ => Err(ctx.type_error("__hash__ method should return an integer")),
        }
    });
    match show::special(ctx, value, &name, &[], then) {
        Ok(result) => result,
        Err(_) => Err(ctx.type_error(format!("unhashable type: '{}'", ctx.type_name(value)))),
    }
}

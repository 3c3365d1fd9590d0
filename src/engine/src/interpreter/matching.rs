//! `match` statements (PEP 634).

use crate::class::Class;
use crate::interpreter::{Interpreter, attribute};
use crate::native::{Context, Done, NativeResult, compose, done};
use crate::reference::Ref;
use crate::value::Value;

/// Whether sequence patterns may match.
pub(crate) fn is_sequence(interpreter: &Interpreter, value: &Value) -> bool {
    match value.payload() {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Native(object) => object.class.name.as_str() == "deque",
        Value::Instance(instance) => {
            // `collections.abc.Sequence` and what derives from it.
            instance.class.mro().iter().any(|c| matches!(c.name.as_str(), "Sequence" | "deque" | "array"))
        }
        _ => {
            let _ = interpreter;
            false
        }
    }
}

/// Whether mapping patterns may match.
pub(crate) fn is_mapping(_interpreter: &Interpreter, value: &Value) -> bool {
    match value.payload() {
        Value::Dict(_) => true,
        Value::Instance(instance) => instance.class.mro().iter().any(|c| c.name.as_str() == "Mapping"),
        _ => false,
    }
}

/// The values of keys, or None if one is missing.
pub(crate) fn keys(ctx: &mut Context<'_>, subject: &Value, keys: &Value) -> NativeResult {
    next_key(ctx, subject.clone(), keys.sequence_items().unwrap_or_default(), Vec::new())
}

fn next_key(
    ctx: &mut Context<'_>,
    subject: Value,
    mut keys: Vec<Value>,
    mut found: Vec<Value>,
) -> NativeResult {
    if keys.is_empty() {
        return done(Value::tuple(found));
    }
    let key = keys.remove(0);
    let result = super::item::get(ctx, &subject, &key);
    compose(ctx, result, move |ctx, result| match result {
        Ok(value) => {
            found.push(value);
            next_key(ctx, subject, keys, found)
        }
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.key_error) => {
            done(Value::None)
        }
        Err(error) => Err(error),
    })
}

/// The attributes that a class pattern names, or None.
pub(crate) fn class(
    ctx: &mut Context<'_>,
    subject: &Value,
    class: &Value,
    names: &Value,
    positional: usize,
) -> NativeResult {
    let Value::Class(class) = class else {
        return Err(ctx.type_error("called match pattern must be a type"));
    };
    if !ctx.interpreter.is_instance(subject, class) {
        return done(Value::None);
    }
    let mut wanted = Vec::new();
    let mut found = Vec::new();
    if positional > 0 {
        match class.lookup(&ctx.interpreter.names.match_args) {
            Some(args) => {
                let Some(args) = args.as_tuple() else {
                    return Err(ctx.type_error(format!(
                        "{}.__match_args__ must be a tuple (got {})",
                        class.name.as_str(),
                        ctx.type_name(&args)
                    )));
                };
                if positional > args.len() {
                    return Err(ctx.type_error(format!(
                        "{}() accepts {} positional sub-pattern{} ({positional} given)",
                        class.name.as_str(),
                        args.len(),
                        if args.len() == 1 { "" } else { "s" }
                    )));
                }
                wanted.extend(args.iter().take(positional).cloned());
            }
            None if matches_itself(ctx.interpreter, class) && positional == 1 => found.push(subject.clone()),
            None => {
                let accepted = match matches_itself(ctx.interpreter, class) {
                    true => "1 positional sub-pattern",
                    false => "0 positional sub-patterns",
                };
                return Err(ctx.type_error(format!(
                    "{}() accepts {accepted} ({positional} given)",
                    class.name.as_str()
                )));
            }
        }
    }
    for name in names.sequence_items().unwrap_or_default() {
        if let Some(text) = name.as_text()
            && wanted.iter().any(|other| other.as_text() == Some(text))
        {
            return Err(ctx.type_error(format!(
                "{}() got multiple sub-patterns for attribute '{text}'",
                class.name.as_str()
            )));
        }
        wanted.push(name);
    }
    next_attribute(ctx, subject.clone(), wanted, found)
}

/// Builtin types whose one positional sub-pattern is the object itself.
fn matches_itself(interpreter: &Interpreter, class: &Ref<Class>) -> bool {
    let types = &interpreter.types;
    let selves = [
        &types.bool,
        &types.bytearray,
        &types.bytes,
        &types.dict,
        &types.float,
        &types.frozenset,
        &types.int,
        &types.list,
        &types.set,
        &types.str,
        &types.tuple,
    ];
    selves.iter().any(|own| class.is_subclass(own))
}

fn next_attribute(
    ctx: &mut Context<'_>,
    subject: Value,
    mut wanted: Vec<Value>,
    mut found: Vec<Value>,
) -> NativeResult {
    if wanted.is_empty() {
        return done(Value::tuple(found));
    }
    let name = wanted.remove(0);
    let Some(text) = name.as_str() else {
        return Err(
            ctx.type_error(format!("__match_args__ elements must be strings (got {})", ctx.type_name(&name)))
        );
    };
    let name = ctx.interpreter.intern_str(text);
    let result = attribute::get(ctx, &subject, &name);
    compose(ctx, result, move |ctx, result| match result {
        Ok(value) => {
            found.push(value);
            next_attribute(ctx, subject, wanted, found)
        }
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error) => {
            Ok(Done::Value(Value::None))
        }
        Err(error) => Err(error),
    })
}

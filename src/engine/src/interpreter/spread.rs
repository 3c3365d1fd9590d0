//! Displays and spread arguments: `[*a]`, `{**b}`, `f(*a, **b)`; and the `with` statement's methods.

use crate::dict::{Dict, Key, Table};
use crate::interpreter::Interpreter;
use crate::interpreter::attribute::{bind, bound_method, is_method};
use crate::interpreter::run_loop::plain_hash;
use crate::native::{Context, NativeResult, and_then, compose, done, none};
use crate::objects::List;
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::value::Value;

/// `{a, b, …}`
pub(crate) fn build_set(ctx: &mut Context<'_>, items: Vec<Value>) -> NativeResult {
    let mut table = SetTable::default();
    let mut items = items.into_iter();
    while let [item, ..] = items.as_slice()
        && let Some(hash) = plain_hash(item)
        && let Some(value) = items.next()
    {
        table.insert(Key { value, hash, resolved: false, exotic: false });
    }
    let set = Value::Set(Ref::new(Set::from_table(table)));
    if items.len() == 0 {
        return done(set);
    }
    let result = add_all(ctx, set.clone(), items);
    and_then(ctx, result, move |_, _| done(set))
}

fn add_all(ctx: &mut Context<'_>, set: Value, mut items: std::vec::IntoIter<Value>) -> NativeResult {
    // A loop as long as no Python is needed; a continuation where it is.
    while let Some(item) = items.next() {
        match set_add(ctx, set.clone(), &item)? {
            crate::native::Done::Value(_) => {}
            other => return and_then(ctx, Ok(other), move |ctx, _| add_all(ctx, set, items)),
        }
    }
    none()
}

/// `set.add(item)`
pub(crate) fn set_add(ctx: &mut Context<'_>, set: Value, item: &Value) -> NativeResult {
    let Some(table) = set.as_any_set().cloned() else { return none() };
    let exotic = table.lock().is_exotic();
    ctx.with_key(&set, exotic, item, move |_, key| {
        table.lock().insert(key);
        none()
    })
}

/// `set.update(iterable)` of a display.
pub(crate) fn set_update(ctx: &mut Context<'_>, set: Value, iterable: &Value) -> NativeResult {
    let Some(set) = set.as_any_set().cloned() else { return none() };
    crate::types::set::update(ctx, set, iterable.clone())
}

/// `{key: value, …}`
pub(crate) fn build_dict(ctx: &mut Context<'_>, items: Vec<Value>) -> NativeResult {
    let mut table = Table::default();
    let mut items = items.into_iter();
    while let [key, _, ..] = items.as_slice()
        && let Some(hash) = plain_hash(key)
        && let (Some(value), Some(content)) = (items.next(), items.next())
    {
        table.insert(Key { value, hash, resolved: false, exotic: false }, content);
    }
    let dict = Value::Dict(Ref::new(Dict::from_table(table)));
    if items.len() == 0 {
        return done(dict);
    }
    let result = insert_all(ctx, dict.clone(), items);
    and_then(ctx, result, move |_, _| done(dict))
}

fn insert_all(ctx: &mut Context<'_>, dict: Value, mut items: std::vec::IntoIter<Value>) -> NativeResult {
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        match super::item::set(ctx, &dict, &key, value)? {
            crate::native::Done::Value(_) => {}
            other => return and_then(ctx, Ok(other), move |ctx, _| insert_all(ctx, dict, items)),
        }
    }
    none()
}

/// `*iterable`, the one positional argument of a call, which has no list yet: a tuple as it is, or an empty list to be filled.
pub(crate) fn begin_arguments(iterable: &Value) -> Value {
    if let Value::Tuple(_) = iterable { iterable.clone() } else { Value::list(Vec::new()) }
}

/// `**mapping`, the only keywords of a call: a dict whose keys are texts as it is, of which the call reads the items at once; or
/// an empty dict to be filled.
pub(crate) fn begin_keywords(mapping: &Value) -> Value {
    match mapping {
        Value::Dict(dict) if has_names_only(dict) => mapping.clone(),
        _ => Value::Dict(Ref::new(Dict::from_table(Table::default()))),
    }
}

fn has_names_only(dict: &Dict) -> bool {
    dict.look(|table| table.iter().all(|entry| matches!(entry.key, Value::Str(_))))
}

/// The items of a tuple or list, put at the end of a list that is a display's or a call's own; false: of anything else.
pub(crate) fn extend_at_once(list: &Value, iterable: &Value) -> bool {
    let Value::List(list) = list else { return false };
    match iterable {
        Value::Tuple(items) => List::lock(list).extend_from_slice(items),
        Value::List(items) if !items.is(list) => {
            let items = items.snapshot();
            List::lock(list).extend(items);
        }
        _ => return false,
    }
    true
}

/// `list.extend(iterable)` of a display.
pub(crate) fn list_extend(ctx: &mut Context<'_>, list: Value, iterable: &Value) -> NativeResult {
    if !super::iterate::is_iterable(ctx, iterable) {
        return Err(
            ctx.type_error(format!("Value after * must be an iterable, not {}", ctx.type_name(iterable)))
        );
    }
    extend(ctx, list, iterable)
}

/// `*iterable`, the one positional argument of a call.
pub(crate) fn arguments_extend(
    ctx: &mut Context<'_>,
    list: Value,
    iterable: &Value,
    callee: &Value,
) -> NativeResult {
    if !super::iterate::is_iterable(ctx, iterable) {
        let kind = ctx.type_name(iterable);
        return refuse(ctx, callee, move |name| {
            format!("{name} argument after * must be an iterable, not {kind}")
        });
    }
    extend(ctx, list, iterable)
}

fn extend(ctx: &mut Context<'_>, list: Value, iterable: &Value) -> NativeResult {
    ctx.collect(iterable, move |_, items| {
        if let Value::List(list) = &list {
            List::lock(list).extend(items);
        }
        none()
    })
}

/// All items of a dict, put into one that is a display's own; false: `mapping` is something else, or Python must compare keys.
pub(crate) fn update_at_once(dict: &Value, mapping: &Value) -> bool {
    matches!((dict, mapping), (Value::Dict(dict), Value::Dict(mapping)) if dict.take_over(mapping))
}

/// The same for the keywords of a call, as long as there are no others yet and all of these are texts.
pub(crate) fn merge_at_once(dict: &Value, mapping: &Value) -> bool {
    let (Value::Dict(dict), Value::Dict(mapping)) = (dict, mapping) else { return false };
    dict.is_empty() && has_names_only(mapping) && dict.take_over(mapping)
}

/// `{**mapping}`
pub(crate) fn dict_update(ctx: &mut Context<'_>, dict: Value, mapping: &Value) -> NativeResult {
    let name = ctx.type_name(mapping);
    pairs_of(ctx, mapping, move |ctx, pairs| match pairs {
        Some(pairs) => insert_all(ctx, dict, pairs.into_iter()),
        None => Err(ctx.type_error(format!("'{name}' object is not a mapping"))),
    })
}

/// Keys and values of a mapping in a row; `None` if it is no mapping.
fn pairs_of(
    ctx: &mut Context<'_>,
    mapping: &Value,
    then: impl FnOnce(&mut Context<'_>, Option<Vec<Value>>) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Some(dict) = mapping.as_dict() {
        let pairs = dict.items().into_iter().flat_map(|(key, value)| [key, value]).collect();
        return then(ctx, Some(pairs));
    }
    if ctx.interpreter.class_of(mapping).lookup(&ctx.interpreter.names.keys).is_none() {
        return then(ctx, None);
    }
    let pairs = ctx.call_helper("_mapping_pairs", vec![mapping.clone()]);
    and_then(ctx, pairs, move |ctx, list| then(ctx, list.sequence_items()))
}

/// `f(**mapping)`
pub(crate) fn dict_merge(
    ctx: &mut Context<'_>,
    dict: Value,
    mapping: &Value,
    callee: &Value,
) -> NativeResult {
    let callee = callee.clone();
    let kind = ctx.type_name(mapping);
    pairs_of(ctx, mapping, move |ctx, pairs| {
        let Some(pairs) = pairs else {
            return refuse(ctx, &callee, move |name| {
                format!("{name} argument after ** must be a mapping, not {kind}")
            });
        };
        let Value::Dict(target) = &dict else { return none() };
        for pair in pairs.chunks_exact(2) {
            let Some(text) = pair[0].as_str() else { return Err(ctx.type_error("keywords must be strings")) };
            let keyword = ctx.interpreter.intern_str(text);
            if target.get_name(&keyword).is_some() {
                return refuse(ctx, &callee, move |name| {
                    format!("{name} got multiple values for keyword argument '{}'", keyword.as_str())
                });
            }
            target.set_name(&keyword, pair[1].clone());
        }
        none()
    })
}

/// A call with such arguments: a TypeError that names what is called.
fn refuse(
    ctx: &mut Context<'_>,
    callee: &Value,
    words: impl FnOnce(&str) -> String + Send + 'static,
) -> NativeResult {
    let named = ctx.call_helper("_function_str", vec![callee.clone()]);
    and_then(ctx, named, move |ctx, name| {
        let words = words(name.as_text().unwrap_or_default());
        Err(ctx.type_error(words))
    })
}

/// `__exit__` and `__enter__` of an object, bound, where its class has them as methods.
pub(crate) fn plain_context_manager(interpreter: &Interpreter, manager: &Value) -> Option<(Value, Value)> {
    let class = interpreter.class_of(manager);
    let bound = |name| {
        let method = class.lookup(name)?;
        is_method(&method).then(|| bound_method(method, manager.clone()))
    };
    Some((bound(&interpreter.names.exit)?, bound(&interpreter.names.enter)?))
}

/// `[__exit__, __enter__]` of an object, bound.
pub(crate) fn context_manager(ctx: &mut Context<'_>, manager: &Value) -> NativeResult {
    let names = &ctx.interpreter.names;
    let class = ctx.interpreter.class_of(manager);
    let lacking = |ctx: &Context<'_>, more: &str| {
        let class = ctx.interpreter.class_of(manager);
        // CPython names its own classes with their module.
        let name = match class.has(crate::class::flag::BUILTIN) {
            true => super::render::qualified_name(ctx, class),
            false => class.name.as_str().to_owned(),
        };
        Err(ctx.type_error(format!("'{name}' object does not support the context manager protocol{more}")))
    };
    let Some(enter) = class.lookup(&names.enter) else { return lacking(ctx, "") };
    let Some(exit) = class.lookup(&names.exit) else { return lacking(ctx, " (missed __exit__ method)") };
    let enter = bind(ctx, enter, manager);
    let manager = manager.clone();
    and_then(ctx, enter, move |ctx, enter| {
        let exit = bind(ctx, exit, &manager);
        compose(ctx, exit, move |_, exit| done(Value::list(vec![exit?, enter])))
    })
}

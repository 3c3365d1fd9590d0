//! `set` and `frozenset` (Objects/setobject.c).

use crate::compare::{HashFailure, hash_natively};
use crate::dict::Key;
use crate::native::{Args, Context, Def, NativeResult, TypeDef, done, none};
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::value::Value;

use super::support;
use super::{binary, sequence, show};

/// What `set` and `frozenset` share.
const COMMON: &[Def] = &[
    Def::new("copy", copy, 0),
    Def::any("union", |ctx, args| with_iterables(ctx, args, "union")),
    Def::any("intersection", |ctx, args| with_iterables(ctx, args, "intersection")),
    Def::any("difference", |ctx, args| with_iterables(ctx, args, "difference")),
    Def::new("symmetric_difference", |ctx, args| with_iterables(ctx, args, "symmetric_difference"), 1),
    Def::new("isdisjoint", |ctx, args| test(ctx, args, "isdisjoint"), 1),
    Def::new("issubset", |ctx, args| test(ctx, args, "issubset"), 1),
    Def::new("issuperset", |ctx, args| test(ctx, args, "issuperset"), 1),
    Def::new("__len__", sequence::len, 0),
    Def::new("__contains__", contains, 1),
    Def::new("__iter__", sequence::iter, 0),
    Def::new("__and__", |ctx, args| operator(ctx, "intersection", &args[0], &args[1]), 1),
    Def::new("__rand__", |ctx, args| operator(ctx, "intersection", &args[1], &args[0]), 1),
    Def::new("__or__", |ctx, args| operator(ctx, "union", &args[0], &args[1]), 1),
    Def::new("__ror__", |ctx, args| operator(ctx, "union", &args[1], &args[0]), 1),
    Def::new("__sub__", |ctx, args| operator(ctx, "difference", &args[0], &args[1]), 1),
    Def::new("__rsub__", |ctx, args| operator(ctx, "difference", &args[1], &args[0]), 1),
    Def::new("__xor__", |ctx, args| operator(ctx, "symmetric_difference", &args[0], &args[1]), 1),
    Def::new("__rxor__", |ctx, args| operator(ctx, "symmetric_difference", &args[1], &args[0]), 1),
    Def::new("__eq__", binary::eq, 1),
    Def::new("__ne__", binary::ne, 1),
    Def::new("__lt__", |ctx, args| compare(ctx, &args[0], &args[1], true), 1),
    Def::new("__le__", |ctx, args| compare(ctx, &args[0], &args[1], false), 1),
    Def::new("__gt__", |ctx, args| compare(ctx, &args[1], &args[0], true), 1),
    Def::new("__ge__", |ctx, args| compare(ctx, &args[1], &args[0], false), 1),
    Def::new("__repr__", show::repr_method, 0),
    Def::new("__class_getitem__", super::class_getitem, 1).class(),
];

const CHANGES: &[Def] = &[
    Def::new("add", add, 1),
    Def::new("clear", clear, 0),
    Def::new("discard", |ctx, args| take_out(ctx, args, false), 1),
    Def::new("pop", pop, 0),
    Def::new("remove", |ctx, args| take_out(ctx, args, true), 1),
    Def::any("update", |ctx, args| change(ctx, args, "union")),
    Def::any("intersection_update", |ctx, args| change(ctx, args, "intersection")),
    Def::any("difference_update", |ctx, args| change(ctx, args, "difference")),
    Def::new("symmetric_difference_update", |ctx, args| change(ctx, args, "symmetric_difference"), 1),
    Def::new("__ior__", |ctx, args| change_operator(ctx, args, "union"), 1),
    Def::new("__iand__", |ctx, args| change_operator(ctx, args, "intersection"), 1),
    Def::new("__isub__", |ctx, args| change_operator(ctx, args, "difference"), 1),
    Def::new("__ixor__", |ctx, args| change_operator(ctx, args, "symmetric_difference"), 1),
];

/// Fills both types.
pub(super) fn install(interpreter: &crate::interpreter::Interpreter) {
    let types = &interpreter.types;
    interpreter.extend_type(
        &types.set,
        &TypeDef {
            new: Some(|ctx, args| ctx.construct(&args[0], Value::Set(Ref::new(Set::new())))),
            init: Some(init),
            methods: COMMON,
            doc: "set() -> new empty set object\nset(iterable) -> new set object",
            ..TypeDef::EMPTY
        },
    );
    interpreter.extend_type(&types.set, &TypeDef { methods: CHANGES, ..TypeDef::EMPTY });
    interpreter.extend_type(
        &types.frozenset,
        &TypeDef {
            new: Some(new_frozen),
            methods: COMMON,
            doc: "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object",
            ..TypeDef::EMPTY
        },
    );
    let hash = [Def::new("__hash__", binary::hash, 0)];
    let function = interpreter.native_function(&hash[0], Some(&types.frozenset), "builtins");
    types.frozenset.set(&interpreter.names.hash, function);
}

fn receiver<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Set>, Value> {
    args.this().as_any_set().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "set"))
}

/// A set like `like` (`set` or `frozenset`) of this table.
fn alike(like: &Value, table: SetTable) -> Value {
    let set = Ref::new(Set::from_table(table));
    if matches!(like.payload(), Value::FrozenSet(_)) { Value::FrozenSet(set) } else { Value::Set(set) }
}

/// The elements as keys, if all can be compared natively.
enum Keys {
    Native(Vec<Key>),
    Python,
}

fn keys_of(ctx: &Context<'_>, items: &[Value]) -> Result<Keys, Value> {
    let mut keys = Vec::with_capacity(items.len());
    for item in items {
        match hash_natively(ctx.interpreter, item) {
            Ok(hash) => keys.push(Key { value: item.clone(), hash, resolved: false, exotic: false }),
            Err(HashFailure::Raise(error)) => return Err(error),
            Err(HashFailure::Python) => return Ok(Keys::Python),
        }
    }
    Ok(Keys::Native(keys))
}

/// A table of the items, then continues.
fn table_then(
    ctx: &mut Context<'_>,
    iterable: &Value,
    then: impl FnOnce(&mut Context<'_>, SetTable) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Some(set) = iterable.as_any_set() {
        let table = set.copied();
        return then(ctx, table);
    }
    ctx.collect(iterable, move |ctx, items| match keys_of(ctx, &items)? {
        Keys::Native(keys) => {
            let mut table = SetTable::default();
            for key in keys {
                table.insert(key);
            }
            then(ctx, table)
        }
        Keys::Python => {
            let then: show::Continue = Box::new(move |ctx, set| {
                let set = set?;
                let table = set.as_any_set().map(|set| set.copied()).unwrap_or_default();
                then(ctx, table)
            });
            let empty = Value::Set(Ref::new(Set::new()));
            show::call(ctx.helper("_set_add_all"), vec![empty, Value::list(items)], then)
        }
    })
}

fn replace(set: &Ref<Set>, table: SetTable) {
    let old = std::mem::replace(&mut *set.lock(), table);
    drop(old);
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let set = receiver(ctx, args)?.clone();
    if !args.names().is_empty() {
        return Err(ctx.type_error("set() takes no keyword arguments"));
    }
    match args.rest() {
        [] => {
            replace(&set, SetTable::default());
            none()
        }
        [iterable] => table_then(ctx, iterable, move |_, table| {
            replace(&set, table);
            none()
        }),
        more => Err(ctx.type_error(format!("set expected at most 1 argument, got {}", more.len()))),
    }
}

fn new_frozen(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = args[0].clone();
    match args.rest() {
        [] => ctx.construct(&class, Value::FrozenSet(Ref::new(Set::new()))),
        [same @ Value::FrozenSet(_)] => ctx.construct(&class, same.clone()),
        [iterable] => table_then(ctx, iterable, move |ctx, table| {
            ctx.construct(&class, Value::FrozenSet(Ref::new(Set::from_table(table))))
        }),
        more => Err(ctx.type_error(format!("frozenset expected at most 1 argument, got {}", more.len()))),
    }
}

fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if matches!(args.this(), Value::FrozenSet(_)) {
        return done(args.this().clone());
    }
    let table = receiver(ctx, args)?.copied();
    done(alike(args.this(), table))
}

/// Continues with a key for the set. A set as an element is looked up as the frozenset it equals.
fn keyed(
    ctx: &mut Context<'_>,
    set: &Ref<Set>,
    item: &Value,
    then: impl FnOnce(&mut Context<'_>, Key) -> NativeResult + Send + 'static,
) -> NativeResult {
    let exotic = set.lock().is_exotic();
    let item = match item {
        Value::Set(element) => Value::FrozenSet(Ref::new(Set::from_table(element.copied()))),
        other => other.clone(),
    };
    ctx.with_key(&Value::Set(set.clone()), exotic, &item, then)
}

fn contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let set = receiver(ctx, args)?.clone();
    keyed(ctx, &set.clone(), &args[1], move |_, key| done(set.lock().contains(&key)))
}

fn add(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let set = receiver(ctx, args)?.clone();
    let exotic = set.lock().is_exotic();
    ctx.with_key(&Value::Set(set.clone()), exotic, &args[1], move |_, key| {
        set.lock().insert(key);
        none()
    })
}

fn clear(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    replace(receiver(ctx, args)?, SetTable::default());
    none()
}

fn take_out(ctx: &mut Context<'_>, args: &Args<'_>, must: bool) -> NativeResult {
    let set = receiver(ctx, args)?.clone();
    let item = args[1].clone();
    keyed(ctx, &set.clone(), &args[1], move |ctx, key| {
        let removed = set.lock().remove(&key);
        if removed.is_none() && must { Err(ctx.key_error(item)) } else { none() }
    })
}

fn pop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let item = receiver(ctx, args)?.lock().pop();
    item.map_or_else(|| Err(ctx.key_error(Value::str("pop from an empty set"))), done)
}

/// One of the four operations on two tables that compare natively.
fn combine(operation: &str, mut a: SetTable, b: SetTable, b_is_set: bool) -> SetTable {
    match operation {
        "union" => {
            for key in b.keys() {
                a.insert(key);
            }
            a
        }
        "intersection" => {
            // CPython walks the smaller one.
            let (walked, other) = if b_is_set && b.len() > a.len() { (a, b) } else { (b, a) };
            let mut result = SetTable::default();
            for key in walked.keys() {
                if other.contains(&key) {
                    result.insert(key);
                }
            }
            result
        }
        "difference" => {
            let mut result = SetTable::default();
            for key in a.keys() {
                if !b.contains(&key) {
                    result.insert(key);
                }
            }
            result
        }
        _ => {
            let mut result = b;
            for key in a.keys() {
                if result.remove(&key).is_none() {
                    result.insert(key);
                }
            }
            result
        }
    }
}

/// `a operation b` as a table, through Python where keys compare there, then continues.
fn combined(
    ctx: &mut Context<'_>,
    operation: &'static str,
    a: SetTable,
    b: SetTable,
    b_is_set: bool,
    then: impl FnOnce(&mut Context<'_>, SetTable) -> NativeResult + Send + 'static,
) -> NativeResult {
    if !a.is_exotic() && !b.is_exotic() {
        let table = combine(operation, a, b, b_is_set);
        return then(ctx, table);
    }
    let sets = [a, b].map(|table| Value::Set(Ref::new(Set::from_table(table))));
    let then: show::Continue = Box::new(move |ctx, set| {
        let set = set?;
        let table = set.as_any_set().map(|set| set.copied()).unwrap_or_default();
        then(ctx, table)
    });
    let [a, b] = sets;
    show::call(ctx.helper("_set_operation"), vec![Value::str(operation), a, b], then)
}

/// Combines the table with each iterable in turn, then continues.
fn fold(
    ctx: &mut Context<'_>,
    operation: &'static str,
    table: SetTable,
    mut iterables: Vec<Value>,
    then: show::Continue,
    finish: fn(SetTable) -> Value,
) -> NativeResult {
    if iterables.is_empty() {
        return then(ctx, Ok(finish(table)));
    }
    let next = iterables.remove(0);
    let is_set = next.as_any_set().is_some();
    table_then(ctx, &next, move |ctx, other| {
        combined(ctx, operation, table, other, is_set, move |ctx, table| {
            fold(ctx, operation, table, iterables, then, finish)
        })
    })
}

fn no_keywords(ctx: &Context<'_>, args: &Args<'_>, name: &str) -> Result<(), Value> {
    if args.names().is_empty() {
        return Ok(());
    }
    Err(ctx.type_error(format!("{}.{name}() takes no keyword arguments", ctx.type_name(args.this()))))
}

fn with_iterables(ctx: &mut Context<'_>, args: &Args<'_>, operation: &'static str) -> NativeResult {
    no_keywords(ctx, args, operation)?;
    let table = receiver(ctx, args)?.copied();
    let like = args.this().clone();
    let then: show::Continue = Box::new(move |_, set| {
        let table = set?.as_any_set().map(|set| set.copied()).unwrap_or_default();
        done(alike(&like, table))
    });
    fold(ctx, operation, table, args.rest().to_vec(), then, |table| {
        Value::Set(Ref::new(Set::from_table(table)))
    })
}

fn change(ctx: &mut Context<'_>, args: &Args<'_>, operation: &'static str) -> NativeResult {
    no_keywords(ctx, args, operation)?;
    let set = receiver(ctx, args)?.clone();
    change_by(ctx, set, operation, args.rest().to_vec().into_iter())
}

fn change_by(
    ctx: &mut Context<'_>,
    set: Ref<Set>,
    operation: &'static str,
    mut iterables: std::vec::IntoIter<Value>,
) -> NativeResult {
    let Some(next) = iterables.next() else { return none() };
    let is_set = next.as_any_set().is_some();
    table_then(ctx, &next, move |ctx, other| {
        let left = {
            let mut table = set.lock();
            if table.is_exotic() || other.is_exotic() {
                Some(other)
            } else {
                let own = std::mem::take(&mut *table);
                *table = combine(operation, own, other, is_set);
                None
            }
        };
        let Some(other) = left else { return change_by(ctx, set, operation, iterables) };
        let own = set.copied();
        combined(ctx, operation, own, other, is_set, move |ctx, table| {
            replace(&set, table);
            change_by(ctx, set, operation, iterables)
        })
    })
}

fn change_operator(ctx: &mut Context<'_>, args: &Args<'_>, operation: &'static str) -> NativeResult {
    if args[1].as_any_set().is_none() {
        return binary::not_implemented();
    }
    let this = args.this().clone();
    let result = change(ctx, args, operation);
    show::after(
        ctx,
        result,
        Box::new(move |_, nothing| {
            nothing?;
            done(this)
        }),
    )
}

/// An intersection or difference, without copies of the sets; `None` if Python must compare, or it is another operation.
fn chosen(operation: &str, x: &Ref<Set>, y: &Ref<Set>) -> Option<SetTable> {
    let (walked, other, wanted) = match operation {
        // CPython walks the smaller one.
        "intersection" if y.len() > x.len() => (x, y, true),
        "intersection" => (y, x, true),
        "difference" => (x, y, false),
        _ => return None,
    };
    let keys: Vec<Key> = {
        let walked = walked.lock();
        if walked.is_exotic() {
            return None;
        }
        walked.keys().collect()
    };
    let other = other.lock();
    if other.is_exotic() {
        return None;
    }
    let mut result = SetTable::default();
    for key in keys {
        if other.contains(&key) == wanted {
            result.insert(key);
        }
    }
    Some(result)
}

fn operator(ctx: &mut Context<'_>, operation: &'static str, a: &Value, b: &Value) -> NativeResult {
    let (Some(x), Some(y)) = (a.as_any_set(), b.as_any_set()) else { return binary::not_implemented() };
    let like = a.payload().clone();
    if let Some(table) = chosen(operation, x, y) {
        return done(alike(&like, table));
    }
    let (x, y) = (x.copied(), y.copied());
    combined(ctx, operation, x, y, true, move |_, table| done(alike(&like, table)))
}

/// `a & b` and so on, where one is a view of a dict and the other any iterable.
pub(super) fn view_operation(ctx: &mut Context<'_>, symbol: &str, a: &Value, b: &Value) -> NativeResult {
    if !support::is_iterable(ctx, a) || !support::is_iterable(ctx, b) {
        return binary::not_implemented();
    }
    let operation = match symbol {
        "&" => "intersection",
        "|" => "union",
        "-" => "difference",
        _ => "symmetric_difference",
    };
    let b = b.clone();
    table_then(ctx, a, move |ctx, x| {
        table_then(ctx, &b, move |ctx, y| {
            combined(ctx, operation, x, y, true, |_, table| {
                done(Value::Set(Ref::new(Set::from_table(table))))
            })
        })
    })
}

/// `a <= b` or `a < b`
fn compare(ctx: &mut Context<'_>, a: &Value, b: &Value, proper: bool) -> NativeResult {
    let (Some(x), Some(y)) = (a.as_any_set(), b.as_any_set()) else { return binary::not_implemented() };
    let (x, y) = (x.copied(), y.copied());
    if x.len() > y.len() || (proper && x.len() == y.len()) {
        return done(false);
    }
    subset(ctx, x, y)
}

fn subset(ctx: &mut Context<'_>, a: SetTable, b: SetTable) -> NativeResult {
    let length = a.len();
    combined(ctx, "intersection", a, b, true, move |_, both| done(both.len() == length))
}

fn test(ctx: &mut Context<'_>, args: &Args<'_>, name: &'static str) -> NativeResult {
    let table = receiver(ctx, args)?.copied();
    table_then(ctx, &args[1], move |ctx, other| match name {
        "issubset" => subset(ctx, table, other),
        "issuperset" => subset(ctx, other, table),
        _ => combined(ctx, "intersection", table, other, true, |_, both| done(both.is_empty())),
    })
}

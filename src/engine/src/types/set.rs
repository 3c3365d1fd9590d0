//! `set` and `frozenset` (Objects/setobject.c).

use interleave_lang::bytecode::BinaryOp;

use crate::compare::{HashFailure, hash_natively};
use crate::dict::Key;
use crate::native::{Args, Context, Def, NativeResult, TypeDef, done, none};
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::value::Value;

use super::support;
use super::{binary, sequence, show};

/// What two sets are combined by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Union,
    Intersection,
    Difference,
    SymmetricDifference,
}

impl Operation {
    /// The method.
    fn name(self) -> &'static str {
        match self {
            Operation::Union => "union",
            Operation::Intersection => "intersection",
            Operation::Difference => "difference",
            Operation::SymmetricDifference => "symmetric_difference",
        }
    }
}

/// What `set` and `frozenset` share.
const COMMON: &[Def] = &[
    Def::new("copy", copy, 0),
    Def::any("union", |ctx, args| with_iterables(ctx, args, Operation::Union)),
    Def::any("intersection", |ctx, args| with_iterables(ctx, args, Operation::Intersection)),
    Def::any("difference", |ctx, args| with_iterables(ctx, args, Operation::Difference)),
    Def::new(
        "symmetric_difference",
        |ctx, args| with_iterables(ctx, args, Operation::SymmetricDifference),
        1,
    ),
    Def::new("isdisjoint", |ctx, args| test(ctx, args, "isdisjoint"), 1),
    Def::new("issubset", |ctx, args| test(ctx, args, "issubset"), 1),
    Def::new("issuperset", |ctx, args| test(ctx, args, "issuperset"), 1),
    Def::new("__len__", sequence::len, 0),
    Def::new("__contains__", contains, 1),
    Def::new("__iter__", sequence::iter, 0),
    Def::new("__and__", |ctx, args| operator(ctx, Operation::Intersection, &args[0], &args[1]), 1),
    Def::new("__rand__", |ctx, args| operator(ctx, Operation::Intersection, &args[1], &args[0]), 1),
    Def::new("__or__", |ctx, args| operator(ctx, Operation::Union, &args[0], &args[1]), 1),
    Def::new("__ror__", |ctx, args| operator(ctx, Operation::Union, &args[1], &args[0]), 1),
    Def::new("__sub__", |ctx, args| operator(ctx, Operation::Difference, &args[0], &args[1]), 1),
    Def::new("__rsub__", |ctx, args| operator(ctx, Operation::Difference, &args[1], &args[0]), 1),
    Def::new("__xor__", |ctx, args| operator(ctx, Operation::SymmetricDifference, &args[0], &args[1]), 1),
    Def::new("__rxor__", |ctx, args| operator(ctx, Operation::SymmetricDifference, &args[1], &args[0]), 1),
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
    Def::any("update", |ctx, args| change(ctx, args, Operation::Union)),
    Def::any("intersection_update", |ctx, args| change(ctx, args, Operation::Intersection)),
    Def::any("difference_update", |ctx, args| change(ctx, args, Operation::Difference)),
    Def::new("symmetric_difference_update", |ctx, args| change(ctx, args, Operation::SymmetricDifference), 1),
    Def::new("__ior__", |ctx, args| change_operator(ctx, args, Operation::Union), 1),
    Def::new("__iand__", |ctx, args| change_operator(ctx, args, Operation::Intersection), 1),
    Def::new("__isub__", |ctx, args| change_operator(ctx, args, Operation::Difference), 1),
    Def::new("__ixor__", |ctx, args| change_operator(ctx, args, Operation::SymmetricDifference), 1),
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
    like_set(like, Ref::new(Set::from_table(table)))
}

fn like_set(like: &Value, set: Ref<Set>) -> Value {
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

/// What a set is combined with.
enum Other {
    Set(Ref<Set>),
    /// The keys of a dict, which tells how many there are.
    Dict(Vec<Key>),
    /// The items of anything else.
    Items(Vec<Key>),
}

impl Other {
    fn is_exotic(&self) -> bool {
        matches!(self, Other::Set(set) if set.lock().is_exotic())
    }

    fn is(&self, set: &Ref<Set>) -> bool {
        matches!(self, Other::Set(other) if other.is(set))
    }

    /// How many, where it is known without counting.
    fn len(&self) -> Option<usize> {
        match self {
            Other::Set(set) => Some(set.len()),
            Other::Dict(keys) => Some(keys.len()),
            Other::Items(_) => None,
        }
    }

    /// The keys in their order.
    fn keys(self) -> Vec<Key> {
        match self {
            Other::Set(set) => set.keys(),
            Other::Dict(keys) | Other::Items(keys) => keys,
        }
    }

    /// A set of them.
    fn table(self) -> SetTable {
        let mut table = SetTable::default();
        self.add_to(&mut table);
        table
    }

    /// Adds them to a table that no other thread sees.
    fn add_to(self, table: &mut SetTable) {
        match self {
            Other::Set(set) => table.merge(&set.lock()),
            Other::Dict(keys) => {
                let count = keys.len();
                table.extend(keys, Some(count));
            }
            Other::Items(keys) => table.extend(keys, None),
        }
    }
}

/// What the iterable has, then continues.
fn other_then(
    ctx: &mut Context<'_>,
    iterable: &Value,
    then: impl FnOnce(&mut Context<'_>, Other) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Some(set) = iterable.as_any_set() {
        let set = set.clone();
        return then(ctx, Other::Set(set));
    }
    let dict = matches!(iterable, Value::Dict(_));
    ctx.collect(iterable, move |ctx, items| match keys_of(ctx, &items)? {
        Keys::Native(keys) if dict => then(ctx, Other::Dict(keys)),
        Keys::Native(keys) => then(ctx, Other::Items(keys)),
        Keys::Python => {
            let then: show::Continue = Box::new(move |ctx, set| {
                let set = set?.as_any_set().cloned().unwrap_or_default();
                then(ctx, Other::Set(set))
            });
            let empty = Value::Set(Ref::new(Set::new()));
            show::call(ctx.helper("_set_add_all"), vec![empty, Value::list(items)], then)
        }
    })
}

/// A table of the items, then continues.
fn table_then(
    ctx: &mut Context<'_>,
    iterable: &Value,
    then: impl FnOnce(&mut Context<'_>, SetTable) -> NativeResult + Send + 'static,
) -> NativeResult {
    other_then(ctx, iterable, move |ctx, other| then(ctx, other.table()))
}

fn replace(set: &Ref<Set>, table: SetTable) {
    let old = set.lock().replace(table);
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

/// The items of `a` that `b` has, or has not.
fn chosen(a: &Set, b: &Set, wanted: bool) -> SetTable {
    if crate::reference::parallel() {
        // Not held while the other one is.
        return SetTable::chosen(a.keys(), &b.lock(), wanted);
    }
    a.look(|a| b.look(|b| SetTable::chosen(a.keys(), b, wanted)))
}

/// `a operation b` as CPython builds it; gives `b` back if Python code must compare. Neither set is held while the other is,
/// which could be an item of it.
fn combine(operation: Operation, a: &Ref<Set>, b: Other) -> Result<SetTable, Other> {
    if a.lock().is_exotic() || b.is_exotic() {
        return Err(b);
    }
    Ok(match (operation, b) {
        (Operation::Union | Operation::Intersection, b) if b.is(a) => a.copied(),
        (Operation::Union, b) => {
            let mut table = a.copied();
            b.add_to(&mut table);
            table
        }
        (Operation::Intersection, Other::Set(b)) if b.len() > a.len() => chosen(a, &b, true),
        (Operation::Intersection, Other::Set(b)) => chosen(&b, a, true),
        (Operation::Intersection, b) => SetTable::chosen(b.keys(), &a.lock(), true),
        (Operation::Difference, b) if b.len().is_none_or(|length| a.len() >> 2 > length) => {
            let mut table = a.copied();
            table.subtract(b.keys());
            table
        }
        (Operation::Difference, Other::Set(b)) => chosen(a, &b, false),
        (Operation::Difference, b) => SetTable::chosen(a.keys(), &b.table(), false),
        (Operation::SymmetricDifference, b) => {
            let mut table = b.table();
            table.toggle(a.keys());
            table
        }
    })
}

/// `set operation= other` in one step; gives `other` back if Python code must compare.
fn change_natively(operation: Operation, set: &Ref<Set>, other: Other) -> Result<(), Other> {
    if set.lock().is_exotic() || other.is_exotic() {
        return Err(other);
    }
    let same = other.is(set);
    match operation {
        Operation::Union if same => {}
        Operation::Intersection if same => {
            let copy = set.copied();
            replace(set, copy);
        }
        Operation::Difference | Operation::SymmetricDifference if same => replace(set, SetTable::default()),
        Operation::Union => match other {
            Other::Set(other) => {
                // Not held while the other one is.
                let other = other.lock().clone();
                set.lock().merge(&other);
            }
            other => other.add_to(&mut set.lock()),
        },
        Operation::Intersection => {
            let old = match other {
                Other::Set(other) => {
                    let other = other.lock().clone();
                    let mut own = set.lock();
                    let both = if other.len() > own.len() {
                        SetTable::chosen(own.keys(), &other, true)
                    } else {
                        SetTable::chosen(other.keys(), &own, true)
                    };
                    own.replace(both)
                }
                other => {
                    let mut own = set.lock();
                    let both = SetTable::chosen(other.keys(), &own, true);
                    own.replace(both)
                }
            };
            drop(old);
        }
        Operation::Difference => {
            let keys = other.keys();
            set.lock().subtract(keys);
        }
        Operation::SymmetricDifference => {
            // Of items that are there twice, the second would undo the first.
            let keys = match other {
                Other::Items(_) => other.table().keys().collect(),
                other => other.keys(),
            };
            set.lock().toggle(keys);
        }
    }
    Ok(())
}

/// `a operation b` as a set, through Python where items compare there, then continues.
fn combined(
    ctx: &mut Context<'_>,
    operation: Operation,
    a: &Ref<Set>,
    b: Other,
    then: impl FnOnce(&mut Context<'_>, SetTable) -> NativeResult + Send + 'static,
) -> NativeResult {
    let b = match combine(operation, a, b) {
        Ok(table) => return then(ctx, table),
        Err(b) => b,
    };
    let sets = [a.copied(), b.table()].map(|table| Value::Set(Ref::new(Set::from_table(table))));
    let then: show::Continue = Box::new(move |ctx, set| {
        let set = set?;
        let table = set.as_any_set().map(|set| set.copied()).unwrap_or_default();
        then(ctx, table)
    });
    let [a, b] = sets;
    show::call(ctx.helper("_set_operation"), vec![Value::str(operation.name()), a, b], then)
}

fn no_keywords(ctx: &Context<'_>, args: &Args<'_>, name: &str) -> Result<(), Value> {
    if args.names().is_empty() {
        return Ok(());
    }
    Err(ctx.type_error(format!("{}.{name}() takes no keyword arguments", ctx.type_name(args.this()))))
}

fn with_iterables(ctx: &mut Context<'_>, args: &Args<'_>, operation: Operation) -> NativeResult {
    no_keywords(ctx, args, operation.name())?;
    let set = receiver(ctx, args)?.clone();
    let like = args.this().payload().clone();
    let mut iterables = args.rest().to_vec().into_iter();
    let Some(first) = iterables.next() else { return done(alike(&like, set.copied())) };
    other_then(ctx, &first, move |ctx, other| {
        combined(ctx, operation, &set, other, move |ctx, table| {
            let result = Ref::new(Set::from_table(table));
            let made = result.clone();
            let all = change_by(ctx, result, operation, iterables);
            show::after(
                ctx,
                all,
                Box::new(move |_, nothing| {
                    nothing?;
                    done(like_set(&like, made))
                }),
            )
        })
    })
}

fn change(ctx: &mut Context<'_>, args: &Args<'_>, operation: Operation) -> NativeResult {
    let set = receiver(ctx, args)?.clone();
    if !args.names().is_empty() {
        let name = match operation {
            Operation::Union => "update".to_owned(),
            other => format!("{}_update", other.name()),
        };
        no_keywords(ctx, args, &name)?;
    }
    change_by(ctx, set, operation, args.rest().to_vec().into_iter())
}

/// `set.update(iterable)`
pub(crate) fn update(ctx: &mut Context<'_>, set: Ref<Set>, iterable: Value) -> NativeResult {
    change_by(ctx, set, Operation::Union, vec![iterable].into_iter())
}

fn change_by(
    ctx: &mut Context<'_>,
    set: Ref<Set>,
    operation: Operation,
    mut iterables: std::vec::IntoIter<Value>,
) -> NativeResult {
    let Some(next) = iterables.next() else { return none() };
    other_then(ctx, &next, move |ctx, other| match change_natively(operation, &set, other) {
        Ok(()) => change_by(ctx, set, operation, iterables),
        Err(other) => combined(ctx, operation, &set.clone(), other, move |ctx, table| {
            replace(&set, table);
            change_by(ctx, set, operation, iterables)
        }),
    })
}

fn change_operator(ctx: &mut Context<'_>, args: &Args<'_>, operation: Operation) -> NativeResult {
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

/// `a op b` of two sets.
pub(crate) fn binary(ctx: &mut Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
    let operation = match op {
        BinaryOp::And => Operation::Intersection,
        BinaryOp::Or => Operation::Union,
        BinaryOp::Sub => Operation::Difference,
        BinaryOp::Xor => Operation::SymmetricDifference,
        _ => return binary::not_implemented(),
    };
    operator(ctx, operation, a, b)
}

fn operator(ctx: &mut Context<'_>, operation: Operation, a: &Value, b: &Value) -> NativeResult {
    let (Some(x), Some(y)) = (a.as_any_set(), b.as_any_set()) else { return binary::not_implemented() };
    let like = a.payload().clone();
    combined(ctx, operation, x, Other::Set(y.clone()), move |_, table| done(alike(&like, table)))
}

/// `a & b` and so on, where one is a view of a dict and the other any iterable.
pub(super) fn view_operation(ctx: &mut Context<'_>, symbol: &str, a: &Value, b: &Value) -> NativeResult {
    if !support::is_iterable(ctx, a) || !support::is_iterable(ctx, b) {
        return binary::not_implemented();
    }
    let operation = match symbol {
        "&" => Operation::Intersection,
        "|" => Operation::Union,
        "-" => Operation::Difference,
        _ => Operation::SymmetricDifference,
    };
    let b = b.clone();
    table_then(ctx, a, move |ctx, x| {
        table_then(ctx, &b, move |ctx, y| {
            let [x, y] = [x, y].map(|table| Ref::new(Set::from_table(table)));
            combined(ctx, operation, &x, Other::Set(y), |_, table| {
                done(Value::Set(Ref::new(Set::from_table(table))))
            })
        })
    })
}

/// `a <= b` or `a < b`
fn compare(ctx: &mut Context<'_>, a: &Value, b: &Value, proper: bool) -> NativeResult {
    let (Some(x), Some(y)) = (a.as_any_set(), b.as_any_set()) else { return binary::not_implemented() };
    if x.len() > y.len() || (proper && x.len() == y.len()) {
        return done(false);
    }
    subset(ctx, x, y)
}

fn subset(ctx: &mut Context<'_>, a: &Ref<Set>, b: &Ref<Set>) -> NativeResult {
    if let Some(answer) = a.is_subset(b) {
        return done(answer);
    }
    let length = a.len();
    combined(ctx, Operation::Intersection, a, Other::Set(b.clone()), move |_, both| {
        done(both.len() == length)
    })
}

fn test(ctx: &mut Context<'_>, args: &Args<'_>, name: &'static str) -> NativeResult {
    let set = receiver(ctx, args)?.clone();
    other_then(ctx, &args[1], move |ctx, other| {
        let other = match other {
            Other::Set(other) => other,
            other => Ref::new(Set::from_table(other.table())),
        };
        match name {
            "issubset" => subset(ctx, &set, &other),
            "issuperset" => subset(ctx, &other, &set),
            _ => match set.is_disjoint(&other) {
                Some(answer) => done(answer),
                None => combined(ctx, Operation::Intersection, &set, Other::Set(other), |_, both| {
                    done(both.is_empty())
                }),
            },
        }
    })
}

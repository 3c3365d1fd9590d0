//! What CPython has in C of `defaultdict`, `OrderedDict` and `Counter`: classes that those of `lib/collections` derive
//! from, and the loop that counts.

use interleave_lang::bytecode::BinaryOp;

use crate::builtins::is_callable;
use crate::compare::hash_natively;
use crate::composite::invoke;
use crate::dict::{Key, ViewKind};
use crate::interpreter::call::is_method_of;
use crate::interpreter::{Interpreter, operator};
use crate::native::{Args, Context, Def, Done, NativeResult, TypeDef, and_then, done, none};
use crate::objects::Module;
use crate::types::dict::{keyed, ordered_view, receiver};
use crate::value::{Truth, Value};

pub(super) const FUNCTIONS: &[Def] = &[Def::new("_count_elements", count_elements, 2)];

const DEFAULTDICT: TypeDef = TypeDef {
    methods: &[Def::any("__init__", init_defaultdict), Def::new("__missing__", missing, 1)],
    ..TypeDef::EMPTY
};

const ORDERED_DICT: TypeDef = TypeDef {
    methods: &[
        Def::new("items", |ctx, args| ordered_view(ctx, args, ViewKind::Items), 0),
        Def::new("keys", |ctx, args| ordered_view(ctx, args, ViewKind::Keys), 0),
        Def::any("move_to_end", move_to_end),
        Def::any("popitem", popitem),
        Def::new("values", |ctx, args| ordered_view(ctx, args, ViewKind::Values), 0),
    ],
    ..TypeDef::EMPTY
};

pub(super) fn setup(interpreter: &Interpreter, module: &Module) {
    for (name, def) in [("defaultdict", &DEFAULTDICT), ("OrderedDict", &ORDERED_DICT)] {
        let class = interpreter.new_type(name, "_collections", Some(&interpreter.types.dict), def);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

/// `defaultdict.__init__`: the factory, then what a dict is made of.
fn init_defaultdict(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [this, given @ ..] = args.values() else { return none() };
    let factory = if args.rest().is_empty() { Value::None } else { given[0].clone() };
    if !factory.is_none() && !is_callable(ctx, &factory) {
        return Err(ctx.type_error("first argument must be callable or None"));
    }
    let items = &given[args.rest().len().min(1)..];
    let filled = match items {
        [] => none(),
        items => {
            let values: Vec<Value> = [this].into_iter().chain(items).cloned().collect();
            crate::types::dict::init(ctx, &Args::new(&values, args.names()))
        }
    };
    let this = this.clone();
    and_then(ctx, filled, move |ctx, _| {
        if let Value::Instance(instance) = &this {
            instance.set(&ctx.interpreter.names.default_factory, factory);
        }
        none()
    })
}

/// `defaultdict.__missing__`
fn missing(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let factory = match args.this() {
        Value::Instance(instance) => instance.get(&ctx.interpreter.names.default_factory),
        _ => None,
    };
    let key = args[1].clone();
    let Some(factory) = factory.filter(|factory| !factory.is_none()) else {
        return Err(ctx.key_error(key));
    };
    let dict = receiver(ctx, args)?.clone();
    let made = invoke(ctx, factory, Vec::new());
    and_then(ctx, made, move |ctx, value| {
        keyed(ctx, &dict.clone(), &key, move |_, key| {
            dict.insert(key, value.clone());
            done(value)
        })
    })
}

fn move_to_end(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [key, last] = args.bind(ctx, "move_to_end", 1, ["key", "last"], 1)?;
    let dict = receiver(ctx, args)?.clone();
    let last = if last.is_unbound() { Value::Bool(Truth::True) } else { last };
    ctx.truth(&last, move |ctx, last| {
        keyed(ctx, &dict.clone(), &key.clone(), move |ctx, found| {
            let moved = dict.lock().move_to_end(&found, last);
            if moved { none() } else { Err(ctx.key_error(key)) }
        })
    })
}

fn popitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [last] = args.bind(ctx, "popitem", 1, ["last"], 0)?;
    let dict = receiver(ctx, args)?.clone();
    let last = if last.is_unbound() { Value::Bool(Truth::True) } else { last };
    ctx.truth(&last, move |ctx, last| {
        let item = {
            let mut table = dict.lock();
            if last { table.pop_last() } else { table.pop_first() }
        };
        match item {
            Some((key, value)) => done(Value::tuple([key, value])),
            None => Err(ctx.key_error(Value::str("dictionary is empty"))),
        }
    })
}

/// `_count_elements(mapping, iterable)`: adds 1 to the count of each item.
fn count_elements(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mapping = args[0].clone();
    let interpreter = ctx.interpreter;
    let plain = |name: &str| {
        let method = interpreter.class_of(&mapping).lookup(&interpreter.intern(name));
        method.is_some_and(|method| is_method_of(&method, &interpreter.types.dict))
    };
    if !plain("get") || !plain("__setitem__") {
        return ctx.call_helper("_count_elements", vec![mapping, args[1].clone()]);
    }
    ctx.collect(&args[1], move |ctx, items| count_from(ctx, mapping, items, 0))
}

fn count_from(ctx: &mut Context<'_>, mapping: Value, items: Vec<Value>, from: usize) -> NativeResult {
    let Some(dict) = mapping.as_dict().cloned() else {
        return Err(ctx.type_error("a dict is required"));
    };
    let mut at = from;
    while let Some(item) = items.get(at) {
        let hash = match hash_natively(ctx.interpreter, item) {
            Ok(hash) => hash,
            Err(crate::compare::HashFailure::Raise(error)) => return Err(error),
            Err(crate::compare::HashFailure::Python) => break,
        };
        let key = Key { value: item.clone(), hash, resolved: false, exotic: false };
        let mut table = dict.lock();
        if table.is_exotic() {
            break;
        }
        match table.get(&key) {
            None => drop(table.insert(key, Value::Int(1))),
            Some(Value::Int(count)) if *count < i64::MAX => {
                let count = *count;
                drop(table.insert(key, Value::Int(count + 1)));
            }
            Some(_) => break,
        }
        at += 1;
    }
    let Some(item) = items.get(at).cloned() else { return none() };
    // Python has a say in what is equal, or in what adding 1 means.
    keyed(ctx, &dict.clone(), &item.clone(), move |ctx, key| {
        let before = dict.get(&key).unwrap_or(Value::Int(0));
        let sum = operator::binary(ctx, BinaryOp::Add, &before, &Value::Int(1));
        let count = move |ctx: &mut Context<'_>, sum: Value| {
            keyed(ctx, &dict.clone(), &item, move |ctx, key| {
                dict.insert(key, sum);
                count_from(ctx, mapping, items, at + 1)
            })
        };
        match sum? {
            Done::Value(sum) => count(ctx, sum),
            work => and_then(ctx, Ok(work), count),
        }
    })
}

//! `_functools`: `reduce`, `partial`, keys for `cmp_to_key` and the table below `lru_cache` (Modules/_functoolsmodule.c).

use crate::class::{Class, flag};
use crate::composite::{Advance, advance, invoke};
use crate::dict::{Dict, Key};
use crate::guard::Guard;
use crate::interpreter::{Interpreter, iterate, operator};
use crate::native::{
    Args, Call, Context, Def, Done, Getter, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef,
    call_then, compose, done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::string::Name;
use crate::types::iterators::iter_then;
use crate::value::{Truth, Value};
use interleave_lang::bytecode::CompareOp;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_functools",
    functions: &[
        Def::range("reduce", reduce, 2, 3),
        Def::any("cmp_to_key", |ctx, args| {
            let [compare] = args.bind(ctx, "cmp_to_key", 0, ["mycmp"], 1)?;
            key_object(ctx, compare, Value::Unbound)
        }),
    ],
    setup: Some(setup),
    doc: "Tools that operate on functions.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    for (name, def) in [("_lru_cache", &CACHE), ("partial", &PARTIAL), ("KeyWrapper", &KEY)] {
        let class = interpreter.new_type(name, "functools", None, def);
        if name == "KeyWrapper" {
            class.set(&interpreter.names.hash, Value::None);
        }
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

fn class_of(ctx: &Context<'_>, name: &str) -> Result<Ref<Class>, Value> {
    match ctx.interpreter.modules.get_text("_functools") {
        Some(Value::Module(module)) => match module.globals.get_text(name) {
            Some(Value::Class(class)) => Ok(class),
            _ => Err(ctx.runtime_error(format!("_functools.{name} is lost"))),
        },
        _ => Err(ctx.runtime_error("lost sys.modules['_functools']")),
    }
}

/// The data of a receiver.
fn receiver<'a, T: NativeData>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a T, Value> {
    value.native::<T>().ok_or_else(|| {
        ctx.type_error(format!("a '{}' object does not have this method", ctx.type_name(value)))
    })
}

// ---- reduce

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let function = args[0].clone();
    let initial = args.get(2).cloned();
    if !iterate::is_iterable(ctx, &args[1]) {
        return Err(ctx.type_error("reduce() arg 2 must support iteration"));
    }
    let native = match &function {
        Value::NativeFunction(_) => true,
        Value::Class(class) => class.has(flag::BUILTIN),
        _ => false,
    };
    if !native {
        let initial = initial.unwrap_or_else(|| ctx.helper("_missing"));
        return ctx.call_helper("_reduce", vec![function, args[1].clone(), initial]);
    }
    iter_then(ctx, &args[1], move |ctx, iterator| reduce_from(ctx, function, iterator, initial))
}

fn reduce_from(
    ctx: &mut Context<'_>,
    function: Value,
    iterator: Value,
    mut total: Option<Value>,
) -> NativeResult {
    loop {
        let item = match advance(ctx, &iterator)? {
            Advance::Item(item) => item,
            Advance::End => {
                return match total {
                    Some(total) => done(total),
                    None => Err(ctx.type_error("reduce() of empty iterable with no initial value")),
                };
            }
            Advance::Work(work) => {
                // The item comes through Python: a chain of one item keeps the order of things.
                return compose(ctx, Ok(work), move |ctx, result| match result {
                    Ok(item) => {
                        let next = match total {
                            None => Ok(Done::Value(item)),
                            Some(total) => invoke(ctx, function.clone(), vec![total, item]),
                        };
                        compose(ctx, next, move |ctx, total| {
                            reduce_from(ctx, function, iterator, Some(total?))
                        })
                    }
                    Err(error)
                        if ctx
                            .interpreter
                            .is_instance(&error, &ctx.interpreter.exceptions.stop_iteration) =>
                    {
                        match total {
                            Some(total) => done(total),
                            None => Err(ctx.type_error("reduce() of empty iterable with no initial value")),
                        }
                    }
                    Err(error) => Err(error),
                });
            }
        };
        total = Some(match total {
            None => item,
            Some(total) => match invoke(ctx, function.clone(), vec![total, item])? {
                Done::Value(total) => total,
                work => {
                    return compose(ctx, Ok(work), move |ctx, total| {
                        reduce_from(ctx, function, iterator, Some(total?))
                    });
                }
            },
        });
    }
}

// ---- partial

const PARTIAL: TypeDef = TypeDef {
    new: Some(new_partial),
    methods: &[Def::any("__call__", call_partial), Def::new("_set", set_partial, 3)],
    getters: &[
        Getter::new("func", |ctx, this| Ok(receiver::<Partial>(ctx, this)?.state.lock().function.clone())),
        Getter::new("args", |ctx, this| {
            Ok(Value::tuple(receiver::<Partial>(ctx, this)?.state.lock().args.clone()))
        }),
        Getter::new("keywords", |ctx, this| {
            Ok(Value::Dict(receiver::<Partial>(ctx, this)?.state.lock().keywords.clone()))
        }),
    ],
    doc: "",
    ..TypeDef::EMPTY
};

struct Partial {
    state: Guard<PartialState>,
}

struct PartialState {
    function: Value,
    args: Vec<Value>,
    keywords: Ref<Dict>,
}

impl PartialState {
    fn new(function: Value) -> PartialState {
        PartialState { function, args: Vec::new(), keywords: Ref::new(Dict::new()) }
    }
}

impl NativeData for Partial {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let state = self.state.lock();
        visit(&state.function);
        state.args.iter().for_each(&mut *visit);
        crate::heap::lend(&state.keywords, Value::Dict, visit);
    }

    fn empty(&self) {
        let old = std::mem::replace(&mut *self.state.lock(), PartialState::new(Value::None));
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let state = self.state.lock();
        let keywords = Value::Dict(state.keywords.clone());
        Some(Value::tuple([state.function.clone(), Value::tuple(state.args.clone()), keywords]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        match &state.sequence_items().unwrap_or_default()[..] {
            [function, args, Value::Dict(keywords)] => {
                let args = args.sequence_items().unwrap_or_default();
                let new = PartialState { function: function.clone(), args, keywords: keywords.clone() };
                let old = std::mem::replace(&mut *self.state.lock(), new);
                drop(old);
                Ok(())
            }
            _ => Err(ctx.type_error("invalid partial state")),
        }
    }
}

fn new_partial(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = class_of(ctx, "partial")?;
    let function = match (args.rest(), &args[0]) {
        ([function, ..], _) if crate::builtins::is_callable(ctx, function) => function,
        ([_, ..], _) => return Err(ctx.type_error("the first argument must be callable")),
        // A heap image makes an empty one and fills it.
        ([], Value::Class(own)) if own.is(&class) => &Value::None,
        ([], _) => return Err(ctx.type_error("type 'partial' takes at least one argument")),
    };
    let mut state = PartialState::new(function.clone());
    // A partial of a partial is one, if nothing was added to that.
    let inner = if let Value::Instance(_) = function { function.native::<Partial>() } else { None };
    if let Some(inner) = inner {
        let inner = inner.state.lock();
        state = PartialState {
            function: inner.function.clone(),
            args: inner.args.clone(),
            keywords: Ref::new(Dict::from_table(inner.keywords.copied())),
        };
    }
    state.args.extend(args.positional().iter().skip(2).cloned());
    for (name, value) in args.keywords() {
        state.keywords.set_name(name, value.clone());
    }
    let data = Partial { state: Guard::new(state) };
    let object = Value::Native(Ref::new(NativeObject::new(class, data)));
    ctx.construct(&args[0], object)
}

/// `_set(function, args, keywords)`: for `__setstate__`.
fn set_partial(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let partial = receiver::<Partial>(ctx, args.this())?;
    partial.restore(ctx, Value::tuple(args.rest().to_vec()))?;
    none()
}

fn call_partial(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (function, mut values, keywords) = {
        let state = receiver::<Partial>(ctx, args.this())?.state.lock();
        let mut values = Vec::with_capacity(state.args.len() + args.values().len());
        values.extend(state.args.iter().cloned());
        (state.function.clone(), values, state.keywords.clone())
    };
    values.extend(args.rest().iter().cloned());
    let mut names: Vec<Name> = Vec::new();
    for (key, value) in keywords.items() {
        let Some(name) = key.as_text() else { return Err(ctx.type_error("keywords must be strings")) };
        if args.keyword(name).is_none() {
            names.push(ctx.interpreter.intern(name));
            values.push(value);
        }
    }
    for (name, value) in args.keywords() {
        names.push(name.clone());
        values.push(value.clone());
    }
    if names.is_empty() {
        return invoke(ctx, function, values);
    }
    Ok(Done::Call(Box::new(Call { callable: function, args: values, names, then: None })))
}

// ---- cmp_to_key

const KEY: TypeDef = TypeDef {
    // For the heap image, which fills it.
    new: Some(|ctx, _| key_object(ctx, Value::None, Value::Unbound)),
    methods: &[
        Def::any("__call__", |ctx, args| {
            let [object] = args.bind(ctx, "K", 1, ["obj"], 1)?;
            let compare = receiver::<KeyWrapper>(ctx, args.this())?.compare.lock().clone();
            key_object(ctx, compare, object)
        }),
        Def::new("__lt__", |ctx, args| compare_keys(ctx, args, CompareOp::Lt), 1),
        Def::new("__le__", |ctx, args| compare_keys(ctx, args, CompareOp::Le), 1),
        Def::new("__eq__", |ctx, args| compare_keys(ctx, args, CompareOp::Eq), 1),
        Def::new("__ne__", |ctx, args| compare_keys(ctx, args, CompareOp::Ne), 1),
        Def::new("__gt__", |ctx, args| compare_keys(ctx, args, CompareOp::Gt), 1),
        Def::new("__ge__", |ctx, args| compare_keys(ctx, args, CompareOp::Ge), 1),
    ],
    getters: &[Getter::new("obj", |ctx, this| {
        let object = receiver::<KeyWrapper>(ctx, this)?.object.lock().clone();
        if object.is_unbound() { Err(ctx.attribute_error("object")) } else { Ok(object) }
    })],
    ..TypeDef::EMPTY
};

struct KeyWrapper {
    compare: Guard<Value>,
    object: Guard<Value>,
}

impl NativeData for KeyWrapper {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.compare.lock());
        visit(&self.object.lock());
    }

    fn empty(&self) {
        let compare = self.compare.lock().take();
        let object = self.object.lock().take();
        drop((compare, object));
    }

    fn state(&self) -> Option<Value> {
        let compare = self.compare.lock().clone();
        let object = self.object.lock().clone();
        let held = if object.is_unbound() { Vec::new() } else { vec![object] };
        Some(Value::tuple([compare, Value::tuple(held)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let state = state.sequence_items().unwrap_or_default();
        let [compare, held] = &state[..] else { return Err(ctx.type_error("invalid state of a key")) };
        let object = held.sequence_items().unwrap_or_default().into_iter().next();
        *self.compare.lock() = compare.clone();
        *self.object.lock() = object.unwrap_or(Value::Unbound);
        Ok(())
    }
}

fn key_object(ctx: &Context<'_>, compare: Value, object: Value) -> NativeResult {
    let data = KeyWrapper { compare: Guard::new(compare), object: Guard::new(object) };
    done(Value::Native(Ref::new(NativeObject::new(class_of(ctx, "KeyWrapper")?, data))))
}

fn compare_keys(ctx: &mut Context<'_>, args: &Args<'_>, op: CompareOp) -> NativeResult {
    let Some(other) = args[1].native::<KeyWrapper>() else {
        return Err(ctx.type_error("other argument must be K instance"));
    };
    let this = receiver::<KeyWrapper>(ctx, args.this())?;
    let compare = this.compare.lock().clone();
    let a = this.object.lock().clone();
    let b = other.object.lock().clone();
    if a.is_unbound() || b.is_unbound() {
        return Err(ctx.attribute_error("object"));
    }
    call_then(compare, vec![a, b], move |ctx, order| operator::compare(ctx, op, &order, &Value::Int(0)))
}

// ---- lru_cache

const CACHE: TypeDef = TypeDef {
    new: Some(new_cache),
    methods: &[
        Def::any("__call__", call_cache),
        Def::new("_info", cache_info, 0),
        Def::new("cache_clear", cache_clear, 0),
    ],
    ..TypeDef::EMPTY
};

/// Calls and their results. The order of the dict is that of their last use.
struct Cache {
    function: Guard<Value>,
    /// Set once.
    limits: Guard<Limits>,
    results: Ref<Dict>,
    counts: Guard<Counts>,
}

#[derive(Clone, Copy, Default)]
struct Limits {
    /// How many results are kept.
    most: Option<usize>,
    /// Arguments of different types are different.
    typed: bool,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    hits: u64,
    misses: u64,
}

impl NativeData for Cache {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function.lock());
        crate::heap::lend(&self.results, Value::Dict, visit);
    }

    fn empty(&self) {
        let function = self.function.lock().take();
        let results = self.results.lock().clear();
        drop((function, results));
    }

    fn state(&self) -> Option<Value> {
        let function = self.function.lock().clone();
        let limits = *self.limits.lock();
        let counts = *self.counts.lock();
        Some(Value::tuple([
            function,
            limits.most.map_or(Value::None, Value::from_usize),
            Value::from(limits.typed),
            Value::Dict(self.results.clone()),
            Value::Int(counts.hits as i64),
            Value::Int(counts.misses as i64),
        ]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        let [function, most, typed, results, hits, misses] = &parts[..] else {
            return Err(ctx.type_error("invalid state of a cache"));
        };
        let old = std::mem::replace(&mut *self.function.lock(), function.clone());
        drop(old);
        *self.limits.lock() = Limits {
            most: if most.is_none() { None } else { Some(ctx.size(most)?) },
            typed: matches!(typed, Value::Bool(Truth::True)),
        };
        if let Value::Dict(results) = results {
            let table = results.copied();
            *self.results.lock() = table;
        }
        *self.counts.lock() = Counts { hits: ctx.size(hits)? as u64, misses: ctx.size(misses)? as u64 };
        Ok(())
    }
}

/// `_lru_cache(function, maxsize, typed)`
fn new_cache(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (function, most, typed) = match args.rest() {
        [function, most, typed] => {
            let most = if most.is_none() { None } else { Some(ctx.size(most)?) };
            (function.clone(), most, matches!(typed, Value::Bool(Truth::True)))
        }
        // For the heap image.
        _ => (Value::None, None, false),
    };
    let data = Cache {
        function: Guard::new(function),
        limits: Guard::new(Limits { most, typed }),
        results: Ref::new(Dict::new()),
        counts: Guard::default(),
    };
    let object = Value::Native(Ref::new(NativeObject::new(class_of(ctx, "_lru_cache")?, data)));
    ctx.construct(&args[0], object)
}

/// What stands for the arguments of a call.
fn key_of(ctx: &Context<'_>, args: &Args<'_>, typed: bool) -> Value {
    // As in CPython: 1 and 1.0 are calls of their own here, True and 1.0 are not.
    if let ([only @ (Value::Int(_) | Value::Str(_) | Value::BigInt(_))], [], false) =
        (args.rest(), args.names(), typed)
    {
        return only.clone();
    }
    let mut parts = args.rest().to_vec();
    if !args.names().is_empty() {
        parts.push(ctx.helper("_missing"));
    }
    for (name, value) in args.keywords() {
        parts.extend([name.to_value(), value.clone()]);
    }
    if typed {
        let types = |value: &Value| Value::Class(ctx.interpreter.class_of(value).clone());
        parts.extend(args.rest().iter().map(types));
        parts.extend(args.keywords().map(|(_, value)| types(value)));
    }
    Value::tuple(parts)
}

fn call_cache(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let cache = receiver::<Cache>(ctx, args.this())?;
    let limits = *cache.limits.lock();
    let function = cache.function.lock().clone();
    let values = args.values()[1..].to_vec();
    let names = args.names().to_vec();
    if limits.most == Some(0) {
        cache.counts.lock().misses += 1;
        return Ok(Done::Call(Box::new(Call { callable: function, args: values, names, then: None })));
    }
    let key = key_of(ctx, args, limits.typed);
    let exotic = cache.results.lock().is_exotic();
    let this = args.this().clone();
    let results = Value::Dict(cache.results.clone());
    ctx.with_key(&results, exotic, &key.clone(), move |ctx, found| {
        let cache = receiver::<Cache>(ctx, &this)?;
        let result = {
            let mut table = cache.results.lock();
            if limits.most.is_some() { table.use_again(&found) } else { table.get(&found).cloned() }
        };
        if let Some(result) = result {
            cache.counts.lock().hits += 1;
            return done(result);
        }
        cache.counts.lock().misses += 1;
        let then: crate::native::Then = Box::new(move |ctx, result| {
            let result = result?;
            // While the function ran the same call may have been made, and anything else.
            keep(ctx, this, limits, &key, found, result)
        });
        Ok(Done::Call(Box::new(Call { callable: function, args: values, names, then: Some(then) })))
    })
}

/// Keeps the result of a call, and forgets the one that was not used for longest.
fn keep(
    ctx: &mut Context<'_>,
    this: Value,
    limits: Limits,
    key: &Value,
    found: Key,
    result: Value,
) -> NativeResult {
    if !found.exotic {
        return store(ctx, &this, limits, found, result);
    }
    // Which equal key the table has may have changed.
    let results = Value::Dict(receiver::<Cache>(ctx, &this)?.results.clone());
    ctx.with_key(&results, true, key, move |ctx, found| store(ctx, &this, limits, found, result))
}

fn store(ctx: &mut Context<'_>, this: &Value, limits: Limits, found: Key, result: Value) -> NativeResult {
    let cache = receiver::<Cache>(ctx, this)?;
    let dropped = {
        let mut table = cache.results.lock();
        if table.get(&found).is_some() {
            None
        } else {
            let full = limits.most.is_some_and(|most| table.len() >= most);
            let oldest = if full { table.pop_first() } else { None };
            table.insert(found, result.clone());
            oldest
        }
    };
    drop(dropped);
    done(result)
}

/// Hits, misses, greatest size, present size.
fn cache_info(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let cache = receiver::<Cache>(ctx, args.this())?;
    let counts = *cache.counts.lock();
    let most = cache.limits.lock().most;
    let numbers = [Value::Int(counts.hits as i64), Value::Int(counts.misses as i64)];
    let sizes = [most.map_or(Value::None, Value::from_usize), Value::from_usize(cache.results.len())];
    done(Value::tuple(numbers.into_iter().chain(sizes).collect::<Vec<_>>()))
}

fn cache_clear(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let cache = receiver::<Cache>(ctx, args.this())?;
    let old = cache.results.lock().clear();
    *cache.counts.lock() = Counts::default();
    drop(old);
    none()
}

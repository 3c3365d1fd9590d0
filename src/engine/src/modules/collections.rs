//! `_collections`: `deque` (Modules/_collectionsmodule.c).

use std::collections::VecDeque;

use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{
    Args, Context, Def, Getter, ModuleDef, NativeData, NativeFn, NativeObject, NativeResult, TypeDef, call,
    call_then, done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::types::iterators::hinted_type;
use crate::types::list::find_in_pieces;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    functions: super::mappings::FUNCTIONS,
    setup: Some(setup),
    doc: "High performance data structures.",
};

const DEQUE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: &[
        Def::new("append", append, 1),
        Def::new("appendleft", appendleft, 1),
        Def::new("pop", pop, 0),
        Def::new("popleft", popleft, 0),
        Def::new("extend", extend, 1),
        Def::new("extendleft", extendleft, 1),
        Def::range("rotate", rotate, 0, 1),
        Def::new("clear", clear, 0),
        Def::new("copy", copy, 0),
        Def::new("__copy__", copy, 0),
        Def::new("count", count, 1),
        Def::range("index", index, 1, 3),
        Def::new("insert", insert, 2),
        Def::new("remove", remove, 1),
        Def::new("reverse", reverse, 0),
        Def::new("__len__", len, 0),
        Def::new("__bool__", bool, 0),
        Def::new("__getitem__", getitem, 1),
        Def::new("__setitem__", setitem, 2),
        Def::new("__delitem__", delitem, 1),
        Def::new("__iter__", iter, 0),
        Def::new("__reversed__", reversed, 0),
        Def::new("__contains__", contains, 1),
        Def::new("__eq__", eq, 1),
        Def::new("__ne__", ne, 1),
        Def::new("__lt__", lt, 1),
        Def::new("__le__", le, 1),
        Def::new("__gt__", gt, 1),
        Def::new("__ge__", ge, 1),
        Def::new("__add__", add, 1),
        Def::new("__iadd__", iadd, 1),
        Def::new("__mul__", mul, 1),
        Def::new("__rmul__", mul, 1),
        Def::new("__imul__", imul, 1),
        Def::new("__repr__", repr, 0),
    ],
    getters: &[Getter::new("maxlen", maxlen)],
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    super::mappings::setup(interpreter, module);
    super::tuple_field::setup(interpreter, module);
    let deque = interpreter.new_type("deque", "collections", None, &DEQUE);
    deque.set(&interpreter.names.hash, Value::None);
    module.globals.set_name(&interpreter.intern("deque"), Value::Class(deque));
    for (name, new) in [FORWARDS, BACKWARDS].into_iter().zip([new_steps as NativeFn, new_steps_back]) {
        let class = hinted_type(interpreter, name, "_collections", new);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

#[derive(Default)]
struct Items {
    items: VecDeque<Value>,
    maxlen: Option<usize>,
    /// Counts the changes of length, for iterators.
    version: u64,
}

impl Items {
    /// Drops what is too much, from the other end than the one just added to. The dropped value is given to the
    /// caller, who holds it until the guard is free.
    fn push_back(&mut self, value: Value) -> Option<Value> {
        self.version += 1;
        if self.maxlen == Some(0) {
            return Some(value);
        }
        self.items.push_back(value);
        if self.maxlen.is_some_and(|max| self.items.len() > max) { self.items.pop_front() } else { None }
    }

    fn push_front(&mut self, value: Value) -> Option<Value> {
        self.version += 1;
        if self.maxlen == Some(0) {
            return Some(value);
        }
        self.items.push_front(value);
        if self.maxlen.is_some_and(|max| self.items.len() > max) { self.items.pop_back() } else { None }
    }
}

struct Deque {
    state: Guard<Items>,
}

/// How many items a deque has, if it is one.
pub(crate) fn deque_length(value: &Value) -> Option<usize> {
    Some(value.native::<Deque>()?.state.lock().items.len())
}

impl NativeData for Deque {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.state.lock().items.iter().for_each(visit);
    }

    fn empty(&self) {
        let items = std::mem::take(&mut self.state.lock().items);
        drop(items);
    }

    fn state(&self) -> Option<Value> {
        let state = self.state.lock();
        let maxlen = state.maxlen.map_or(Value::None, Value::from_usize);
        let items = state.items.iter().cloned().collect();
        Some(Value::tuple([Value::list(items), maxlen]))
    }

    fn restore(&self, _ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let items = parts.first().and_then(Value::sequence_items).unwrap_or_default();
        let mut state = self.state.lock();
        state.items = items.into();
        state.maxlen = parts.get(1).and_then(Value::as_int).map(|n| n as usize);
        Ok(())
    }
}

/// The first items of a `deque`, and how many it has; none if the value is something else.
pub fn deque_items(value: &Value, most: usize) -> Option<(Vec<Value>, usize)> {
    let items = &value.native::<Deque>()?.state.lock().items;
    Some((items.iter().take(most).cloned().collect(), items.len()))
}

fn make(ctx: &Context<'_>, items: VecDeque<Value>, maxlen: Option<usize>) -> Result<Value, Value> {
    let class = ctx.module_class("_collections", "deque")?;
    let deque = Deque { state: Guard::new(Items { items, maxlen, version: 0 }) };
    Ok(Value::Native(Ref::new(NativeObject::new(class, deque))))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let object = make(ctx, VecDeque::new(), None)?;
    ctx.construct(&args[0], object)
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, maxlen] = args.bind(ctx, "deque", 1, ["iterable", "maxlen"], 0)?;
    let limit = match maxlen.bound() {
        None | Some(Value::None) => None,
        Some(value) => match value.payload() {
            Value::Int(_) | Value::Bool(_) => Some(
                usize::try_from(ctx.index(value)?)
                    .map_err(|_| ctx.value_error("maxlen must be non-negative"))?,
            ),
            _ => return Err(ctx.type_error("an integer is required")),
        },
    };
    let this = args.this().clone();
    {
        let mut state = deque(ctx, args.this())?.state.lock();
        state.maxlen = limit;
        let old = std::mem::take(&mut state.items);
        drop(state);
        drop(old);
    }
    match iterable.bound() {
        None => none(),
        Some(iterable) => {
            ctx.collect(iterable, move |ctx, items| extend_with(ctx, &this, items, Items::push_back))
        }
    }
}

fn deque<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Deque, Value> {
    value.native::<Deque>().ok_or_else(|| {
        ctx.type_error(format!(
            "descriptor requires a 'collections.deque' object but received a '{}'",
            ctx.type_name(value)
        ))
    })
}

/// The items as they are now.
fn items(ctx: &Context<'_>, value: &Value) -> Result<Vec<Value>, Value> {
    Ok(deque(ctx, value)?.state.lock().items.iter().cloned().collect())
}

fn append(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dropped = deque(ctx, args.this())?.state.lock().push_back(args[1].clone());
    drop(dropped);
    none()
}

fn appendleft(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dropped = deque(ctx, args.this())?.state.lock().push_front(args[1].clone());
    drop(dropped);
    none()
}

fn taken(ctx: &Context<'_>, value: Option<Value>) -> NativeResult {
    match value {
        Some(value) => done(value),
        None => Err(ctx.index_error("pop from an empty deque")),
    }
}

fn pop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = {
        let mut state = deque(ctx, args.this())?.state.lock();
        state.version += 1;
        state.items.pop_back()
    };
    taken(ctx, value)
}

fn popleft(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = {
        let mut state = deque(ctx, args.this())?.state.lock();
        state.version += 1;
        state.items.pop_front()
    };
    taken(ctx, value)
}

fn extend_with(
    ctx: &Context<'_>,
    this: &Value,
    items: Vec<Value>,
    push: fn(&mut Items, Value) -> Option<Value>,
) -> NativeResult {
    let deque = deque(ctx, this)?;
    let mut dropped = Vec::new();
    {
        let mut state = deque.state.lock();
        for item in items {
            dropped.extend(push(&mut state, item));
        }
    }
    drop(dropped);
    none()
}

fn extend(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = args.this().clone();
    ctx.collect(&args[1], move |ctx, items| extend_with(ctx, &this, items, Items::push_back))
}

fn extendleft(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = args.this().clone();
    ctx.collect(&args[1], move |ctx, items| extend_with(ctx, &this, items, Items::push_front))
}

fn rotate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let steps = args.get(1).map_or(Ok(1), |value| ctx.index(value))?;
    let mut state = deque(ctx, args.this())?.state.lock();
    state.version += 1;
    let length = state.items.len();
    if length > 0 {
        state.items.rotate_right(steps.rem_euclid(length as i64) as usize);
    }
    none()
}

fn clear(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = {
        let mut state = deque(ctx, args.this())?.state.lock();
        state.version += 1;
        std::mem::take(&mut state.items)
    };
    drop(old);
    none()
}

fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let items = items(ctx, args.this())?;
    let maxlen = deque(ctx, args.this())?.state.lock().maxlen;
    if let Value::Instance(instance) = args.this() {
        let class = Value::Class(instance.class.clone());
        let maxlen = maxlen.map_or(Value::None, Value::from_usize);
        return call(class, vec![Value::list(items), maxlen]);
    }
    done(make(ctx, items.into(), maxlen)?)
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    // A list counts the same way.
    let list = Value::list(items(ctx, args.this())?);
    call_method(ctx, list, "count", vec![args[1].clone()])
}

fn call_method(ctx: &Context<'_>, object: Value, name: &str, args: Vec<Value>) -> NativeResult {
    let method = ctx.interpreter.class_of(&object).lookup(&ctx.interpreter.intern(name));
    let method = method.ok_or_else(|| ctx.attribute_error(name))?;
    call(method, std::iter::once(object).chain(args).collect())
}

fn index(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = args[1].clone();
    let list = Value::list(items(ctx, args.this())?);
    let method = ctx.interpreter.class_of(&list).lookup(&ctx.interpreter.intern("index"));
    let method = method.ok_or_else(|| ctx.attribute_error("index"))?;
    let rest = std::iter::once(list).chain(args.rest().iter().cloned()).collect();
    crate::native::call_catch(method, rest, move |ctx, result| match result {
        Err(error) => not_there(ctx, error, value),
        Ok(place) => done(place),
    })
}

/// The list's `ValueError` in the deque's words; any other exception as it is.
fn not_there(ctx: &Context<'_>, error: Value, value: Value) -> NativeResult {
    if !ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.value_error) {
        return Err(error);
    }
    call_then(builtin(ctx, "repr"), vec![value], |ctx, text| {
        Err(ctx.value_error(format!("{} is not in deque", text.as_text().unwrap_or_default())))
    })
}

/// A builtin function.
fn builtin(ctx: &Context<'_>, name: &str) -> Value {
    ctx.interpreter.builtins.get_text(name).unwrap_or(Value::None)
}

fn insert(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let place = ctx.index(&args[1])?;
    let mut state = deque(ctx, args.this())?.state.lock();
    let length = state.items.len();
    if state.maxlen.is_some_and(|max| length >= max) {
        drop(state);
        return Err(ctx.index_error("deque already at its maximum size"));
    }
    let place =
        if place < 0 { (place + length as i64).max(0) as usize } else { (place as usize).min(length) };
    state.version += 1;
    state.items.insert(place, args[2].clone());
    none()
}

fn remove(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = args.this().clone();
    let list = Value::list(items(ctx, &this)?);
    let method = ctx.interpreter.class_of(&list).lookup(&ctx.interpreter.intern("index"));
    let method = method.ok_or_else(|| ctx.attribute_error("index"))?;
    let value = args[1].clone();
    crate::native::call_catch(method, vec![list, value.clone()], move |ctx, place| match place {
        Ok(place) => {
            let place = ctx.size(&place)?;
            let old = {
                let mut state = deque(ctx, &this)?.state.lock();
                state.version += 1;
                state.items.remove(place)
            };
            drop(old);
            none()
        }
        Err(error) => not_there(ctx, error, value),
    })
}

fn reverse(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    deque(ctx, args.this())?.state.lock().items.make_contiguous().reverse();
    none()
}

fn len(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(deque(ctx, args.this())?.state.lock().items.len() as i64)
}

fn bool(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(!deque(ctx, args.this())?.state.lock().items.is_empty())
}

fn maxlen(ctx: &mut Context<'_>, this: &Value) -> Result<Value, Value> {
    Ok(deque(ctx, this)?.state.lock().maxlen.map_or(Value::None, Value::from_usize))
}

fn place(ctx: &Context<'_>, index: &Value, length: usize) -> Result<usize, Value> {
    let index = match index.payload() {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => ctx.index(index)?,
        _ => {
            let words = format!("sequence index must be integer, not '{}'", ctx.type_name(index));
            return Err(ctx.no_index(index, ctx.type_error(words)));
        }
    };
    let from_start = if index < 0 { index + length as i64 } else { index };
    usize::try_from(from_start)
        .ok()
        .filter(|&place| place < length)
        .ok_or_else(|| ctx.index_error("deque index out of range"))
}

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let state = deque(ctx, args.this())?.state.lock();
    let place = place(ctx, &args[1], state.items.len())?;
    done(state.items[place].clone())
}

fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = {
        let mut state = deque(ctx, args.this())?.state.lock();
        let place = place(ctx, &args[1], state.items.len())?;
        std::mem::replace(&mut state.items[place], args[2].clone())
    };
    drop(old);
    none()
}

fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = {
        let mut state = deque(ctx, args.this())?.state.lock();
        let place = place(ctx, &args[1], state.items.len())?;
        state.version += 1;
        state.items.remove(place)
    };
    drop(old);
    none()
}

/// The names of the two kinds of iterators.
const FORWARDS: &str = "_deque_iterator";
const BACKWARDS: &str = "_deque_reverse_iterator";

struct Steps {
    deque: Value,
    position: usize,
    backwards: bool,
    version: u64,
}

impl Iterate for Steps {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.deque);
    }

    fn quick_next(&mut self) -> Option<Value> {
        let state = self.deque.native::<Deque>()?.state.lock();
        let last = state.items.len().checked_sub(1)?;
        if state.version != self.version || self.position > last {
            return None;
        }
        let place = if self.backwards { last - self.position } else { self.position };
        self.position += 1;
        Some(state.items[place].clone())
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        let deque = deque(ctx, &self.deque)?;
        let state = deque.state.lock();
        if state.version != self.version {
            drop(state);
            return Err(ctx.runtime_error("deque mutated during iteration"));
        }
        let length = state.items.len();
        if self.position >= length {
            return Ok(Step::End);
        }
        let place = if self.backwards { length - 1 - self.position } else { self.position };
        self.position += 1;
        Ok(Step::Item(state.items[place].clone()))
    }

    fn length_hint(&self) -> Option<usize> {
        deque_length(&self.deque)?.checked_sub(self.position)
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        let name = if self.backwards { BACKWARDS } else { FORWARDS };
        let class = ctx.module_class("_collections", name).ok()?;
        Some((Value::Class(class), vec![self.deque.clone(), Value::from_usize(self.position)]))
    }
}

fn steps(ctx: &Context<'_>, this: &Value, position: usize, backwards: bool) -> NativeResult {
    let version = deque(ctx, this)?.state.lock().version;
    let class = ctx.module_class("_collections", if backwards { BACKWARDS } else { FORWARDS })?;
    done(NativeIterator::other(&class, Steps { deque: this.clone(), position, backwards, version }))
}

/// `_deque_iterator(deque, index=0)`: one that has given so many items.
fn new_steps(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (deque, position) = steps_arguments(ctx, args)?;
    steps(ctx, &deque, position, false)
}

fn new_steps_back(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (deque, position) = steps_arguments(ctx, args)?;
    steps(ctx, &deque, position, true)
}

fn steps_arguments(ctx: &Context<'_>, args: &Args<'_>) -> Result<(Value, usize), Value> {
    let (deque, position) = match args.rest() {
        [deque] => (deque, 0),
        [deque, position] => (deque, ctx.index(position)?),
        other => {
            let text = format!("_deque_iterator() takes 1 or 2 arguments ({} given)", other.len());
            return Err(ctx.type_error(text));
        }
    };
    self::deque(ctx, deque)?;
    Ok((deque.clone(), usize::try_from(position).unwrap_or(0)))
}

fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    steps(ctx, args.this(), 0, false)
}

fn reversed(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    steps(ctx, args.this(), 0, true)
}

fn contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let deque = deque(ctx, args.this())?;
    let piece = |at, size| deque.state.lock().items.iter().skip(at).take(size).cloned().collect();
    if let Ok(found) = find_in_pieces(piece, &args[1]) {
        return done(found.is_some());
    }
    let list = Value::list(items(ctx, args.this())?);
    call_method(ctx, list, "__contains__", vec![args[1].clone()])
}

/// Deques are compared as lists are.
fn compare(ctx: &Context<'_>, args: &Args<'_>, name: &str) -> NativeResult {
    if args[1].native::<Deque>().is_none() {
        return done(Value::NotImplemented);
    }
    if matches!(name, "__eq__" | "__ne__") && deque_length(args.this()) != deque_length(&args[1]) {
        return done(name == "__ne__");
    }
    let (a, b) = (items(ctx, args.this())?, items(ctx, &args[1])?);
    call_method(ctx, Value::list(a), name, vec![Value::list(b)])
}

fn eq(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    compare(ctx, args, "__eq__")
}

fn ne(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    compare(ctx, args, "__ne__")
}

fn lt(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    compare(ctx, args, "__lt__")
}

fn le(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    compare(ctx, args, "__le__")
}

fn gt(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    compare(ctx, args, "__gt__")
}

fn ge(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    compare(ctx, args, "__ge__")
}

fn add(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].native::<Deque>().is_none() {
        return Err(ctx.type_error(format!(
            "can only concatenate deque (not \"{}\") to deque",
            ctx.type_name(&args[1])
        )));
    }
    let mut all = items(ctx, args.this())?;
    all.extend(items(ctx, &args[1])?);
    let maxlen = deque(ctx, args.this())?.state.lock().maxlen;
    if let Some(max) = maxlen {
        all.drain(..all.len().saturating_sub(max));
    }
    done(make(ctx, all.into(), maxlen)?)
}

fn iadd(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = args.this().clone();
    ctx.collect(&args[1], move |ctx, items| {
        extend_with(ctx, &this, items, Items::push_back)?;
        done(this)
    })
}

fn repeated(ctx: &Context<'_>, args: &Args<'_>) -> Result<(VecDeque<Value>, Option<usize>), Value> {
    let times = usize::try_from(ctx.index(&args[1])?).unwrap_or(0);
    let once = items(ctx, args.this())?;
    ctx.check_size(once.len().saturating_mul(times).saturating_mul(size_of::<Value>()))?;
    let maxlen = deque(ctx, args.this())?.state.lock().maxlen;
    let mut all: VecDeque<Value> = VecDeque::with_capacity(once.len() * times);
    for _ in 0..times {
        all.extend(once.iter().cloned());
    }
    if let Some(max) = maxlen {
        all.drain(..all.len().saturating_sub(max));
    }
    Ok((all, maxlen))
}

fn mul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (items, maxlen) = repeated(ctx, args)?;
    done(make(ctx, items, maxlen)?)
}

fn imul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (items, _) = repeated(ctx, args)?;
    let old = {
        let mut state = deque(ctx, args.this())?.state.lock();
        state.version += 1;
        std::mem::replace(&mut state.items, items)
    };
    drop(old);
    done(args.this().clone())
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.class_name(args.this());
    let maxlen = deque(ctx, args.this())?.state.lock().maxlen;
    let list = Value::list(items(ctx, args.this())?);
    call_then(builtin(ctx, "repr"), vec![list], move |_, text| {
        let text = text.as_text().unwrap_or_default();
        done(match maxlen {
            Some(max) => format!("{name}({text}, maxlen={max})"),
            None => format!("{name}({text})"),
        })
    })
}

//! Iterators: `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)`, and the methods of all.
//!
//! Where the iterators below are native they are stepped here; else one call of a helper per item does it in Python.

use crate::compare::truth_natively;
use crate::heap::lend;
use crate::iterator::{Iterate, IteratorState, NativeIterator, Step, iterate_natively};
use crate::native::{Args, Call, Context, Def, NativeResult, TypeDef, call, call_then, done};
use crate::objects::Tuple;
use crate::reference::Ref;
use crate::value::Value;

use super::support;

const METHODS: &[Def] = &[
    Def::new("__iter__", |_, args| done(args.this().payload().clone()), 0),
    Def::new("__next__", next_method, 0),
    Def::new("__length_hint__", length_hint, 0),
    Def::new("__copy__", copy, 0),
];

/// Fills the types of iterators.
pub(super) fn install(interpreter: &crate::interpreter::Interpreter) {
    let types = &interpreter.types;
    let plain = TypeDef { methods: METHODS, ..TypeDef::EMPTY };
    for class in [
        &types.list_iterator,
        &types.list_reverseiterator,
        &types.tuple_iterator,
        &types.range_iterator,
        &types.str_iterator,
        &types.bytes_iterator,
        &types.dict_keyiterator,
        &types.dict_valueiterator,
        &types.dict_itemiterator,
        &types.dict_reversekeyiterator,
        &types.set_iterator,
        &types.callable_iterator,
        &types.iterator,
    ] {
        interpreter.extend_type(class, &plain);
    }
    let made = |new, doc| TypeDef { new: Some(new), methods: METHODS, doc, ..TypeDef::EMPTY };
    interpreter.extend_type(&types.enumerate, &made(new_enumerate, "Return an enumerate object."));
    interpreter.extend_type(&types.zip, &made(new_zip, "zip(*iterables, strict=False) --> Yield tuples."));
    interpreter.extend_type(&types.map, &made(new_map, "map(func, *iterables) --> map object"));
    interpreter.extend_type(
        &types.filter,
        &made(new_filter, "filter(function or None, iterable) --> filter object"),
    );
    interpreter.extend_type(&types.reversed, &made(new_reversed, "Return a reverse iterator."));
}

/// Another iterator that goes on from here, over the same.
fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Iterator(iterator) = args.this().payload() else {
        return Err(support::wrong_receiver(ctx, args.this(), "iterator"));
    };
    let state = iterator.state.lock();
    let copied = match &*state {
        IteratorState::List { list, index } => IteratorState::List { list: list.clone(), index: *index },
        IteratorState::Tuple { tuple, index } => IteratorState::Tuple { tuple: tuple.clone(), index: *index },
        IteratorState::Range { next, step, left } => {
            IteratorState::Range { next: *next, step: *step, left: *left }
        }
        IteratorState::Str { text, offset } => IteratorState::Str { text: text.clone(), offset: *offset },
        IteratorState::Dict { dict, kind, position, length } => {
            IteratorState::Dict { dict: dict.clone(), kind: *kind, position: *position, length: *length }
        }
        IteratorState::Set { set, position, length } => {
            IteratorState::Set { set: set.clone(), position: *position, length: *length }
        }
        IteratorState::Other(other) => {
            let parts = other.reduce(ctx);
            drop(state);
            return match parts {
                Some((callable, args)) => call(callable, args),
                None => Err(ctx.type_error(format!("cannot pickle '{}' object", ctx.type_name(args.this())))),
            };
        }
        IteratorState::Finished => IteratorState::Finished,
    };
    drop(state);
    done(NativeIterator::value(&iterator.class, copied))
}

fn next_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Iterator(iterator) = args.this().payload() else {
        return Err(support::wrong_receiver(ctx, args.this(), "iterator"));
    };
    match iterator.next(ctx)? {
        Step::Item(item) => done(item),
        Step::Call(call) => Ok(crate::native::Done::Call(call)),
        Step::End => Err(stop_iteration(ctx)),
    }
}

/// `StopIteration()`
pub(crate) fn stop_iteration(ctx: &Context<'_>) -> Value {
    ctx.interpreter.exception_with(&ctx.interpreter.exceptions.stop_iteration, Vec::new())
}

fn length_hint(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Iterator(iterator) = args.this().payload() else { return done(0) };
    let state = iterator.state.lock();
    done(Value::from_usize(match &*state {
        IteratorState::List { list, index } => list.lock().len().saturating_sub(*index),
        IteratorState::Tuple { tuple, index } => tuple.len().saturating_sub(*index),
        IteratorState::Range { left, .. } => *left as usize,
        IteratorState::Str { text, offset } => text.as_str()[*offset..].chars().count(),
        IteratorState::Dict { length, .. } | IteratorState::Set { length, .. } => *length,
        IteratorState::Other(other) => other.length_hint().unwrap_or(0),
        IteratorState::Finished => 0,
    }))
}

// ---- stepping other iterators

/// `iter(value)`, then continues.
pub(crate) fn iter_then(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    match iterate_natively(ctx, value) {
        Some(iterator) => then(ctx, iterator),
        None => call_then(ctx.helper("_iter"), vec![value.clone()], then),
    }
}

/// Whether natives may step this iterator: it never needs Python code.
fn is_native(iterator: &Value) -> bool {
    match iterator {
        Value::Iterator(iterator) => match &*iterator.state.lock() {
            IteratorState::Other(other) => other.is_native(),
            _ => true,
        },
        _ => false,
    }
}

/// The next item of an iterator for which [`is_native`] holds.
fn step(ctx: &mut Context<'_>, iterator: &Value) -> Result<Option<Value>, Value> {
    let Value::Iterator(iterator) = iterator else { return Ok(None) };
    match iterator.next(ctx)? {
        Step::Item(item) => Ok(Some(item)),
        _ => Ok(None),
    }
}

fn helper_step(ctx: &Context<'_>, name: &str, args: Vec<Value>) -> Result<Step, Value> {
    Ok(Step::Call(Box::new(Call { callable: ctx.helper(name), args, names: Vec::new(), then: None })))
}

/// Continues with all iterators.
type WithAll = Box<dyn FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send>;

/// `iter()` of each, then continues.
fn iter_all(
    ctx: &mut Context<'_>,
    mut rest: std::vec::IntoIter<Value>,
    mut iterators: Vec<Value>,
    then: WithAll,
) -> NativeResult {
    let Some(next) = rest.next() else { return then(ctx, iterators) };
    iter_then(ctx, &next, move |ctx, iterator| {
        iterators.push(iterator);
        iter_all(ctx, rest, iterators, then)
    })
}

// ---- bytes

/// `bytes_iterator`
pub(super) struct BytesIterator {
    pub(super) data: Value,
    pub(super) position: usize,
}

impl Iterate for BytesIterator {
    fn next(&mut self, _: &mut Context<'_>) -> Result<Step, Value> {
        let byte = match &self.data {
            Value::Bytes(bytes) => bytes.get(self.position).copied(),
            Value::ByteArray(array) => array.bytes.lock().get(self.position).copied(),
            _ => None,
        };
        self.position += 1;
        Ok(byte.map_or(Step::End, |byte| Step::Item(Value::Int(i64::from(byte)))))
    }

    fn is_native(&self) -> bool {
        true
    }
}

// ---- enumerate

struct Enumerate {
    iterator: Value,
    count: i64,
    native: bool,
}

impl Iterate for Enumerate {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.iterator);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        let count = Value::Int(self.count);
        if !self.native {
            self.count += 1;
            return helper_step(ctx, "_enumerate_next", vec![self.iterator.clone(), count]);
        }
        match step(ctx, &self.iterator)? {
            None => Ok(Step::End),
            Some(item) => {
                self.count += 1;
                Ok(Step::Item(Value::tuple([count, item])))
            }
        }
    }

    fn is_native(&self) -> bool {
        self.native
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        Some((
            Value::Class(ctx.interpreter.types.enumerate.clone()),
            vec![self.iterator.clone(), Value::Int(self.count)],
        ))
    }
}

fn new_enumerate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, start] = args.bind(ctx, "enumerate", 1, ["iterable", "start"], 1)?;
    let count = start.bound().map_or(Ok(0), |start| ctx.index(start))?;
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        let native = is_native(&iterator);
        let state = Enumerate { iterator, count, native };
        let made = NativeIterator::other(&ctx.interpreter.types.enumerate, state);
        ctx.construct(&class, made)
    })
}

// ---- zip

struct Zip {
    iterators: Ref<Tuple>,
    strict: bool,
    native: bool,
}

impl Iterate for Zip {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        lend(&self.iterators, Value::Tuple, visit);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        if self.iterators.is_empty() {
            return Ok(Step::End);
        }
        if !self.native || self.strict {
            let args = vec![Value::Tuple(self.iterators.clone()), Value::Bool(self.strict)];
            return helper_step(ctx, "_zip_next", args);
        }
        let mut items = Vec::with_capacity(self.iterators.len());
        for iterator in self.iterators.iter() {
            match step(ctx, iterator)? {
                Some(item) => items.push(item),
                None => return Ok(Step::End),
            }
        }
        Ok(Step::Item(Value::tuple(items)))
    }

    fn is_native(&self) -> bool {
        self.native && !self.strict
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        (!self.strict).then(|| (Value::Class(ctx.interpreter.types.zip.clone()), self.iterators.to_vec()))
    }
}

fn new_zip(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut strict = false;
    for (name, value) in args.keywords() {
        if name.as_str() != "strict" {
            return Err(
                ctx.type_error(format!("zip() got an unexpected keyword argument '{}'", name.as_str()))
            );
        }
        strict = truth_natively(ctx.interpreter, value).unwrap_or(true);
    }
    let class = args[0].clone();
    for (position, value) in args.rest().iter().enumerate() {
        if !support::is_iterable(ctx, value) {
            return Err(ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(value))));
        }
        let _ = position;
    }
    iter_all(
        ctx,
        args.rest().to_vec().into_iter(),
        Vec::new(),
        Box::new(move |ctx, iterators| {
            let native = iterators.iter().all(is_native);
            let state = Zip { iterators: Ref::new(Tuple(iterators.into())), strict, native };
            let made = NativeIterator::other(&ctx.interpreter.types.zip, state);
            ctx.construct(&class, made)
        }),
    )
}

// ---- map

struct Map {
    function: Value,
    iterators: Ref<Tuple>,
    native: bool,
}

impl Iterate for Map {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        lend(&self.iterators, Value::Tuple, visit);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        if !self.native {
            let args = vec![self.function.clone(), Value::Tuple(self.iterators.clone())];
            return helper_step(ctx, "_map_next", args);
        }
        let mut args = Vec::with_capacity(self.iterators.len());
        for iterator in self.iterators.iter() {
            match step(ctx, iterator)? {
                Some(item) => args.push(item),
                None => return Ok(Step::End),
            }
        }
        let callable = self.function.clone();
        Ok(Step::Call(Box::new(Call { callable, args, names: Vec::new(), then: None })))
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        Some((
            Value::Class(ctx.interpreter.types.map.clone()),
            std::iter::once(&self.function).chain(self.iterators.iter()).cloned().collect(),
        ))
    }
}

fn new_map(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !args.names().is_empty() {
        return Err(ctx.type_error("map() takes no keyword arguments"));
    }
    let [function, iterables @ ..] = args.rest() else {
        return Err(ctx.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(ctx.type_error("map() must have at least two arguments."));
    }
    let (class, function) = (args[0].clone(), function.clone());
    iter_all(
        ctx,
        Vec::from(iterables).into_iter(),
        Vec::new(),
        Box::new(move |ctx, iterators| {
            let native = iterators.iter().all(is_native);
            let state = Map { function, iterators: Ref::new(Tuple(iterators.into())), native };
            let made = NativeIterator::other(&ctx.interpreter.types.map, state);
            ctx.construct(&class, made)
        }),
    )
}

// ---- filter

struct Filter {
    function: Value,
    iterator: Value,
    native: bool,
}

impl Iterate for Filter {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        visit(&self.iterator);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        if self.native && self.function.is_none() {
            while let Some(item) = step(ctx, &self.iterator)? {
                match truth_natively(ctx.interpreter, &item) {
                    Some(true) => return Ok(Step::Item(item)),
                    Some(false) => {}
                    // This one asks Python; the helper goes on with the rest if it is false.
                    None => {
                        return helper_step(ctx, "_filter_from", vec![item, self.iterator.clone()]);
                    }
                }
            }
            return Ok(Step::End);
        }
        helper_step(ctx, "_filter_next", vec![self.function.clone(), self.iterator.clone()])
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        Some((
            Value::Class(ctx.interpreter.types.filter.clone()),
            vec![self.function.clone(), self.iterator.clone()],
        ))
    }
}

fn new_filter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [function, iterable] = match args.rest() {
        [function, iterable] => [function.clone(), iterable.clone()],
        other => {
            return Err(ctx.type_error(format!("filter expected 2 arguments, got {}", other.len())));
        }
    };
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        let native = is_native(&iterator);
        let made =
            NativeIterator::other(&ctx.interpreter.types.filter, Filter { function, iterator, native });
        ctx.construct(&class, made)
    })
}

// ---- reversed

struct Reversed {
    sequence: Value,
    left: i64,
}

impl Iterate for Reversed {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.sequence);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        if self.left <= 0 {
            return Ok(Step::End);
        }
        self.left -= 1;
        match &self.sequence {
            Value::Str(_) | Value::Tuple(_) | Value::Bytes(_) | Value::ByteArray(_) => {
                Ok(Step::Item(super::sequence::item(ctx, &self.sequence, &Value::Int(self.left))?))
            }
            _ => helper_step(ctx, "_getitem", vec![self.sequence.clone(), Value::Int(self.left)]),
        }
    }

    fn length_hint(&self) -> Option<usize> {
        usize::try_from(self.left).ok()
    }

    fn is_native(&self) -> bool {
        !matches!(self.sequence, Value::Instance(_) | Value::Native(_))
    }
}

fn new_reversed(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = match args.rest() {
        [value] => value.clone(),
        other => return Err(ctx.type_error(format!("reversed expected 1 argument, got {}", other.len()))),
    };
    let reversed = ctx.interpreter.names.reversed.clone();
    let then: super::show::Continue = Box::new(|_, result| done(result?));
    match super::show::special(ctx, &value, &reversed, &[], then) {
        Ok(result) => return result,
        Err(then) => drop(then),
    }
    let class = ctx.interpreter.class_of(&value);
    let names = &ctx.interpreter.names;
    if class.lookup(&names.getitem).is_some() && class.lookup(&names.len).is_none() {
        return Err(ctx.type_error(format!("object of type '{}' has no len()", ctx.type_name(&value))));
    }
    if class.lookup(&names.getitem).is_none() || value.as_dict().is_some() {
        return Err(ctx.type_error(format!("'{}' object is not reversible", ctx.type_name(&value))));
    }
    let make = |ctx: &mut Context<'_>, sequence: Value, left: i64| {
        done(NativeIterator::other(&ctx.interpreter.types.reversed, Reversed { sequence, left }))
    };
    match super::sequence::length(ctx, &value) {
        Ok(length) if !matches!(value, Value::Instance(_)) => make(ctx, value, length as i64),
        _ => call_then(ctx.helper("_len"), vec![value.clone()], move |ctx, length| {
            let length = ctx.index(&length)?;
            make(ctx, value, length)
        }),
    }
}

// ---- iter(callable, sentinel) and iteration by `__getitem__`

struct Calls {
    callable: Value,
    sentinel: Value,
}

impl Iterate for Calls {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.callable);
        visit(&self.sentinel);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        helper_step(ctx, "_call_until", vec![self.callable.clone(), self.sentinel.clone()])
    }
}

/// `iter(callable, sentinel)`
pub(crate) fn until(ctx: &Context<'_>, callable: Value, sentinel: Value) -> Value {
    NativeIterator::other(&ctx.interpreter.types.callable_iterator, Calls { callable, sentinel })
}

struct Items {
    sequence: Value,
    index: i64,
}

impl Iterate for Items {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.sequence);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        self.index += 1;
        helper_step(ctx, "_item_or_stop", vec![self.sequence.clone(), Value::Int(self.index - 1)])
    }
}

/// `iter(sequence)` of an object that has `__getitem__` only.
pub(crate) fn by_index(ctx: &Context<'_>, sequence: Value) -> Value {
    NativeIterator::other(&ctx.interpreter.types.iterator, Items { sequence, index: 0 })
}

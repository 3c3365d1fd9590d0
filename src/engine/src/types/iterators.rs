//! Iterators: `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)`, and the methods of all.
//!
//! Where the iterators below are native they are stepped here; else one call of a helper per item does it in Python.

use smallvec::SmallVec;

use crate::class::Class;
use crate::compare::truth_natively;
use crate::composite::{Composite, Input, Kind, Need, Progress, QuickCall, has_quick_next, quick_next};
use crate::interpreter::{Interpreter, item};
use crate::iterator::{Iterate, IteratorState, NativeIterator, Step, iterate_natively};
use crate::native::{
    Args, Call, Context, Def, Done, NativeFn, NativeResult, TypeDef, call_then, compose, done,
};
use crate::objects::Tuple;
use crate::reference::Ref;
use crate::value::Value;

use super::iterator_place::{self, HINTED, INDEXED};
use super::support;

pub(crate) const METHODS: &[Def] = &[
    Def::new("__iter__", |_, args| done(args.this().payload().clone()), 0),
    Def::new("__next__", next_method, 0),
    Def::new("__copy__", iterator_place::copy, 0),
    Def::new("__reduce__", iterator_place::reduce, 0),
];

/// An iterator that nobody makes by its class.
pub(crate) const PLAIN: TypeDef = TypeDef { new: Some(no_constructor), methods: METHODS, ..TypeDef::EMPTY };

/// A module's type of iterators that know how many items are left.
pub(crate) fn hinted_type(
    interpreter: &Interpreter,
    name: &'static str,
    module: &'static str,
    new: NativeFn,
) -> Ref<Class> {
    let class = interpreter.new_type(
        name,
        module,
        None,
        &TypeDef { new: Some(new), methods: METHODS, ..TypeDef::EMPTY },
    );
    interpreter.extend_type(&class, &TypeDef { methods: HINTED, ..TypeDef::EMPTY });
    class
}

pub(crate) fn no_constructor(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = support::class_argument(ctx, args)?;
    let mut name = class.name.as_str().to_owned();
    if let Some(module) = class.lookup(&ctx.interpreter.names.module)
        && let Some(module) = module.as_text().filter(|module| *module != "builtins")
    {
        name = format!("{module}.{name}");
    }
    Err(ctx.type_error(format!("cannot create '{name}' instances")))
}

/// Fills the types of iterators.
pub(super) fn install(interpreter: &Interpreter) {
    let types = &interpreter.types;
    let hinted = TypeDef { methods: HINTED, ..TypeDef::EMPTY };
    let indexed = TypeDef { methods: INDEXED, ..TypeDef::EMPTY };
    for class in [
        &types.list_iterator,
        &types.list_reverseiterator,
        &types.tuple_iterator,
        &types.range_iterator,
        &types.str_iterator,
        &types.bytes_iterator,
        &types.iterator,
    ] {
        interpreter.extend_type(class, &PLAIN);
        interpreter.extend_type(class, &hinted);
        interpreter.extend_type(class, &indexed);
    }
    for class in [
        &types.dict_keyiterator,
        &types.dict_valueiterator,
        &types.dict_itemiterator,
        &types.dict_reversekeyiterator,
        &types.set_iterator,
    ] {
        interpreter.extend_type(class, &PLAIN);
        interpreter.extend_type(class, &hinted);
    }
    for class in [&types.callable_iterator, &types.memory_iterator, &types.arrayiterator] {
        interpreter.extend_type(class, &PLAIN);
    }
    interpreter.extend_type(&types.arrayiterator, &indexed);
    let made = |new, doc| TypeDef { new: Some(new), methods: METHODS, doc, ..TypeDef::EMPTY };
    interpreter.extend_type(&types.enumerate, &made(new_enumerate, "Return an enumerate object."));
    interpreter.extend_type(&types.zip, &made(new_zip, "zip(*iterables, strict=False) --> Yield tuples."));
    interpreter.extend_type(&types.map, &made(new_map, "map(func, *iterables) --> map object"));
    interpreter.extend_type(
        &types.filter,
        &made(new_filter, "filter(function or None, iterable) --> filter object"),
    );
    interpreter.extend_type(&types.zip, &indexed);
    interpreter.extend_type(&types.reversed, &made(new_reversed, "Return a reverse iterator."));
    interpreter.extend_type(&types.reversed, &hinted);
    interpreter.extend_type(&types.reversed, &indexed);
}

fn next_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Iterator(iterator) = args.this().payload() else {
        return Err(support::wrong_receiver(ctx, args.this(), "iterator"));
    };
    match NativeIterator::next(iterator, ctx)? {
        Step::Item(item) => done(item),
        Step::Then(work) => Ok(work),
        Step::End => Err(stop_iteration(ctx)),
    }
}

/// `StopIteration()`
pub(crate) fn stop_iteration(ctx: &Context<'_>) -> Value {
    ctx.interpreter.exception_with(&ctx.interpreter.exceptions.stop_iteration, Vec::new())
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

/// Continues with all iterators.
pub(crate) type WithAll = Box<dyn FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send>;

/// `iter()` of each, then continues.
pub(crate) fn iter_all(
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

impl BytesIterator {
    fn length(&self) -> usize {
        match &self.data {
            Value::Bytes(bytes) => bytes.len(),
            Value::ByteArray(array) => array.bytes.lock().len(),
            _ => 0,
        }
    }
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

    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.data);
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.length().saturating_sub(self.position))
    }

    fn place(&self) -> Option<(Value, i64)> {
        Some((self.data.clone(), self.position as i64))
    }

    fn go_to(&mut self, index: i64) {
        self.position = usize::try_from(index).unwrap_or(0).min(self.length());
    }

    fn is_native(&self) -> bool {
        true
    }
}

// ---- those made of others

/// For the heap image.
pub(crate) const KINDS: &[&Kind] = &[&ENUMERATE, &ZIP, &MAP, &FILTER, &UNTIL, &BY_INDEX];

/// Whether it is one of these, not of a module.
pub(super) fn is_builtin(composite: &Composite) -> bool {
    KINDS.iter().any(|kind| kind.name == composite.kind.name)
}

/// Values: the iterator, the next number.
static ENUMERATE: Kind = Kind {
    name: "enumerate",
    resume: resume_enumerate,
    quick: Some(|this| enumerated(this).map(Value::tuple)),
    parts: Some(|this, parts| {
        let Ok(parts) = <&mut [Value; 2]>::try_from(parts) else { return false };
        enumerated(this).map(|pair| *parts = pair).is_some()
    }),
    call: None,
};

/// The next number and item.
fn enumerated(this: &mut Composite) -> Option<[Value; 2]> {
    let [iterator, Value::Int(count)] = &mut this.values[..] else { return None };
    let after = count.checked_add(1)?;
    let item = quick_next(iterator)?;
    let number = std::mem::replace(count, after);
    Some([Value::Int(number), item])
}

fn resume_enumerate(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::Item(item) => {
            let after = match &this.values[1] {
                Value::Int(count) => count.checked_add(1).map(Value::Int),
                _ => None,
            };
            let after = after
                .unwrap_or_else(|| Value::from_bigint(this.values[1].to_bigint().unwrap_or_default() + 1));
            let count = std::mem::replace(&mut this.values[1], after);
            Ok(Need::Item(Value::tuple([count, item])))
        }
        Input::Start => Ok(Need::Next(this.values[0].clone())),
        _ => Ok(Need::End),
    }
}

fn new_enumerate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, start] = args.bind(ctx, "enumerate", 1, ["iterable", "start"], 1)?;
    let count = match start.payload() {
        Value::Unbound => Value::Int(0),
        Value::Bool(_) | Value::Int(_) | Value::BigInt(_) => {
            Value::from_bigint(start.to_bigint().unwrap_or_default())
        }
        _ => Value::Int(ctx.index(&start)?),
    };
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        let types = &ctx.interpreter.types;
        let made = Composite::iterator(&types.enumerate, &ENUMERATE, vec![iterator, count], Vec::new());
        ctx.construct(&class, made)
    })
}

/// Values: the iterators. Numbers: whether they must be of one length.
static ZIP: Kind = Kind {
    name: "zip",
    resume: resume_zip,
    quick: Some(quick_zip),
    parts: Some(|this, parts| {
        if parts.len() != this.values.len() || !others_give_items(&this.values) {
            return false;
        }
        let Some(first) = quick_next(&this.values[0]) else { return false };
        parts[0] = first;
        for (part, iterator) in parts.iter_mut().zip(&this.values).skip(1) {
            *part = quick_next(iterator).unwrap_or_default();
        }
        true
    }),
    call: None,
};

/// Whether each iterator but the first, of which it does not matter, gives an item at once, whatever the others do.
fn others_give_items(iterators: &[Value]) -> bool {
    // Who shares an iterator with another thread that runs at the same time may be told of an item that is taken then.
    // The first is asked itself before anything is done.
    let others = iterators.get(1..).unwrap_or_default();
    if crate::reference::parallel() || iterators.is_empty() || !others.iter().all(has_quick_next) {
        return false;
    }
    // The same iterator twice may have one item only.
    !iterators.iter().enumerate().any(|(at, one)| iterators[..at].iter().any(|other| other.is(one)))
}

fn quick_zip(this: &mut Composite) -> Option<Value> {
    if !others_give_items(&this.values) {
        return None;
    }
    this.values.iter().map(quick_next).collect::<Option<Tuple>>().map(Value::tuple)
}

fn resume_zip(
    this: &mut Composite,
    ctx: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    /// Whether the others have an end too, where the first has.
    const OTHERS_END: u8 = 1;
    let strict = this.numbers.first().is_some_and(|strict| *strict != 0);
    match input {
        Input::Start => progress.values.reserve_exact(this.values.len()),
        Input::Item(item) => {
            progress.values.push(item);
            if progress.phase == OTHERS_END {
                return Err(unequal(ctx, progress.values.len() - 1, "longer"));
            }
            if progress.values.len() == this.values.len() {
                return Ok(Need::Item(Value::tuple(std::mem::take(&mut progress.values))));
            }
        }
        _ if !strict => return Ok(Need::End),
        _ => {
            if progress.phase != OTHERS_END && !progress.values.is_empty() {
                return Err(unequal(ctx, progress.values.len(), "shorter"));
            }
            progress.phase = OTHERS_END;
            progress.values.push(Value::None);
        }
    }
    Ok(match this.values.get(progress.values.len()) {
        Some(iterator) => Need::Next(iterator.clone()),
        None => Need::End,
    })
}

/// The error of `zip(strict=True)`: the argument at this place, from 0, is shorter or longer than those before.
fn unequal(ctx: &Context<'_>, place: usize, than: &str) -> Value {
    let plural = if place == 1 { " " } else { "s 1-" };
    ctx.value_error(format!("zip() argument {} is {than} than argument{plural}{place}", place + 1))
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
    for value in args.rest() {
        if !support::is_iterable(ctx, value) {
            return Err(ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(value))));
        }
    }
    iter_all(
        ctx,
        args.rest().to_vec().into_iter(),
        Vec::new(),
        Box::new(move |ctx, iterators| {
            let types = &ctx.interpreter.types;
            let made = Composite::iterator(&types.zip, &ZIP, iterators, vec![i64::from(strict)]);
            ctx.construct(&class, made)
        }),
    )
}

/// Values: the function, the iterators.
static MAP: Kind = Kind { call: Some(mapped), ..Kind::new("map", resume_map) };

fn mapped(this: &mut Composite) -> Option<QuickCall> {
    let [Value::Function(function), iterators @ ..] = &this.values[..] else { return None };
    let args = match iterators {
        [iterator] => SmallVec::from_elem(quick_next(iterator)?, 1),
        several => {
            others_give_items(several).then(|| several.iter().map(quick_next).collect::<Option<_>>())??
        }
    };
    Some((function.clone(), args))
}

fn resume_map(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::Start => progress.values.reserve_exact(this.values.len()),
        Input::Item(item) => progress.values.push(item),
        _ => return Ok(Need::End),
    }
    Ok(match this.values.get(progress.values.len() + 1) {
        Some(iterator) => Need::Next(iterator.clone()),
        None => Need::Last(this.values[0].clone(), std::mem::take(&mut progress.values)),
    })
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
    let class = args[0].clone();
    iter_all(
        ctx,
        Vec::from(iterables).into_iter(),
        vec![function.clone()],
        Box::new(move |ctx, values| {
            let made = Composite::iterator(&ctx.interpreter.types.map, &MAP, values, Vec::new());
            ctx.construct(&class, made)
        }),
    )
}

/// Values: the function or None, the iterator.
static FILTER: Kind =
    Kind::new("filter", |this, _, progress, input| resume_filtering(this, progress, input, true));

/// Passes the items on for which the function's answer has this truth.
pub(crate) fn resume_filtering(
    this: &mut Composite,
    progress: &mut Progress,
    input: Input,
    wanted: bool,
) -> Result<Need, Value> {
    match input {
        Input::End => return Ok(Need::End),
        Input::Item(item) => {
            progress.values.push(item.clone());
            return Ok(match &this.values[0] {
                Value::None => Need::Truth(item),
                function => Need::Call(function.clone(), vec![item]),
            });
        }
        Input::Value(Value::Bool(truth)) => {
            let item = progress.values.pop().unwrap_or(Value::None);
            if truth.get() == wanted {
                return Ok(Need::Item(item));
            }
        }
        Input::Value(answer) => return Ok(Need::Truth(answer)),
        Input::Start => {}
    }
    Ok(Need::Next(this.values[1].clone()))
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
        let types = &ctx.interpreter.types;
        let made = Composite::iterator(&types.filter, &FILTER, vec![function, iterator], Vec::new());
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

    fn quick_next(&mut self) -> Option<Value> {
        let at = usize::try_from(self.left - 1).ok()?;
        let item = match &self.sequence {
            Value::List(list) => list.lock().get(at).cloned()?,
            Value::Tuple(items) => items.get(at).cloned()?,
            _ => return None,
        };
        self.left -= 1;
        Some(item)
    }

    fn has_quick_next(&self) -> bool {
        let length = match &self.sequence {
            Value::List(list) => list.lock().len(),
            Value::Tuple(items) => items.len(),
            _ => 0,
        };
        (1..=length as i64).contains(&self.left)
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        if self.left <= 0 {
            return Ok(Step::End);
        }
        self.left -= 1;
        match &self.sequence {
            Value::List(list) => {
                let item = list.lock().get(self.left as usize).cloned();
                if item.is_none() {
                    self.left = 0;
                }
                Ok(item.map_or(Step::End, Step::Item))
            }
            Value::Array(array) => {
                let item = super::array::quick_get(ctx.interpreter, array, self.left);
                if item.is_none() {
                    self.left = 0;
                }
                Ok(item.map_or(Step::End, Step::Item))
            }
            Value::Str(_) | Value::Tuple(_) | Value::Bytes(_) | Value::ByteArray(_) => {
                Ok(Step::Item(super::sequence::item(ctx, &self.sequence, &Value::Int(self.left))?))
            }
            _ => Ok(Step::Then(Done::Call(Box::new(Call {
                callable: ctx.helper("_getitem"),
                args: vec![self.sequence.clone(), Value::Int(self.left)],
                names: Vec::new(),
                then: None,
            })))),
        }
    }

    fn length_hint(&self) -> Option<usize> {
        usize::try_from(self.left).ok()
    }

    fn place(&self) -> Option<(Value, i64)> {
        Some((self.sequence.clone(), self.left - 1))
    }

    fn go_to(&mut self, index: i64) {
        let length = match &self.sequence {
            Value::List(list) => list.lock().len(),
            Value::Tuple(items) => items.len(),
            Value::Str(text) => text.as_str().chars().count(),
            Value::Bytes(bytes) => bytes.len(),
            Value::ByteArray(array) => array.bytes.lock().len(),
            Value::Array(array) => array.len(),
            // Its items are asked for, and an `IndexError` is the end.
            _ => usize::MAX >> 1,
        } as i64;
        self.left = index.saturating_add(1).clamp(0, length);
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

/// Values: the callable, the sentinel; none at the end.
static UNTIL: Kind = Kind::new("callable_iterator", resume_until);

fn resume_until(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    let [callable, sentinel] = &this.values[..] else { return Ok(Need::End) };
    Ok(match input {
        Input::Value(Value::Bool(same)) if !progress.values.is_empty() => {
            if same.get() {
                this.values.clear();
                return Ok(Need::End);
            }
            progress.values.pop().map_or(Need::End, Need::Item)
        }
        Input::Value(result) => {
            let need = Need::Equal(sentinel.clone(), result.clone());
            progress.values.push(result);
            need
        }
        _ => Need::Call(callable.clone(), Vec::new()),
    })
}

/// `iter(callable, sentinel)`
pub(crate) fn until(ctx: &Context<'_>, callable: Value, sentinel: Value) -> Value {
    let class = &ctx.interpreter.types.callable_iterator;
    Composite::iterator(class, &UNTIL, vec![callable, sentinel], Vec::new())
}

/// Values: the sequence. Numbers: the next index, negative at the end.
static BY_INDEX: Kind = Kind::new("iterator", resume_by_index);

fn resume_by_index(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    let ([sequence], [index]) = (&this.values[..], &mut this.numbers[..]) else { return Ok(Need::End) };
    match input {
        Input::Value(item) => return Ok(Need::Item(item)),
        Input::Start if *index >= 0 => {}
        _ => return Ok(Need::End),
    }
    let (at, sequence) = (*index, sequence.clone());
    *index += 1;
    Ok(Need::WithSelf(Box::new(move |ctx, this| {
        let result = item::get(ctx, &sequence, &Value::Int(at));
        // `IndexError` is the end: it becomes a `StopIteration`, and the sequence is let go.
        compose(ctx, result, move |ctx, result| match result {
            Err(error) => {
                let exceptions = &ctx.interpreter.exceptions;
                let ends = [&exceptions.index_error, &exceptions.stop_iteration];
                if !ends.iter().any(|class| ctx.interpreter.is_instance(&error, class)) {
                    return Err(error);
                }
                if let Value::Iterator(iterator) = this.payload() {
                    let over = std::mem::replace(&mut *iterator.state.lock(), IteratorState::Finished);
                    drop(over);
                }
                Err(stop_iteration(ctx))
            }
            Ok(item) => Ok(Done::Value(item)),
        })
    })))
}

/// `iter(sequence)` of an object that has `__getitem__` only.
pub(crate) fn by_index(ctx: &Context<'_>, sequence: Value) -> Value {
    Composite::iterator(&ctx.interpreter.types.iterator, &BY_INDEX, vec![sequence], vec![0])
}

//! `list` (Objects/listobject.c).

use crate::compare::equal_natively;
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{Args, Context, Def, NativeResult, TypeDef, compose, done, none};
use crate::objects::{List, Slice};
use crate::reference::Ref;
use crate::text::slice;
use crate::value::{Truth, Value};

use super::support::{self, fit_slice, optional_index, sequence_position, with_index};
use super::{binary, sequence, show, sorting};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: METHODS,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    ..TypeDef::EMPTY
};

const METHODS: &[Def] = &[
    Def::new("append", append, 1),
    Def::new("clear", clear, 0),
    Def::new("copy", |ctx, args| done(Value::list(receiver(ctx, args)?.snapshot())), 0),
    Def::new("count", count, 1),
    Def::new("extend", extend, 1),
    Def::range("index", index, 1, 3),
    Def::new("insert", insert, 2),
    Def::range("pop", pop, 0, 1),
    Def::new("remove", remove, 1),
    Def::new("reverse", reverse, 0),
    Def::any("sort", sort),
    Def::new("__len__", sequence::len, 0),
    Def::new("__contains__", sequence::contains, 1),
    Def::new("__getitem__", sequence::getitem, 1),
    Def::new("__setitem__", setitem, 2),
    Def::new("__delitem__", delitem, 1),
    Def::new("__iter__", sequence::iter, 0),
    Def::new("__reversed__", reversed, 0),
    Def::new("__add__", binary::add, 1),
    Def::new("__mul__", binary::mul, 1),
    Def::new("__rmul__", binary::rmul, 1),
    Def::new("__iadd__", iadd, 1),
    Def::new("__imul__", imul, 1),
    Def::new("__eq__", binary::eq, 1),
    Def::new("__ne__", binary::ne, 1),
    Def::new("__lt__", binary::lt, 1),
    Def::new("__le__", binary::le, 1),
    Def::new("__gt__", binary::gt, 1),
    Def::new("__ge__", binary::ge, 1),
    Def::new("__repr__", show::repr_method, 0),
];

/// The receiver. `class Stack(list)` has its list as payload, which `as_list` finds.
fn receiver<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<List>, Value> {
    args.this().as_list().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "list"))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    ctx.construct(&args[0], Value::list(Vec::new()))
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    if !args.names().is_empty() {
        return Err(ctx.type_error("list() takes no keyword arguments"));
    }
    let fill = |list: &Ref<List>, items: Vec<Value>| {
        let old = std::mem::replace(&mut *list.lock(), items);
        drop(old);
        none()
    };
    match args.rest() {
        [] => fill(&list, Vec::new()),
        [iterable] => ctx.collect(iterable, move |_, items| fill(&list, items)),
        more => Err(ctx.type_error(format!("list expected at most 1 argument, got {}", more.len()))),
    }
}

fn append(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?;
    let mut items = list.lock();
    if items.len() == items.capacity() {
        // It is about to be copied to twice the room.
        ctx.check_size(items.len() * 2 * size_of::<Value>())?;
    }
    items.push(args[1].clone());
    none()
}

fn clear(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = std::mem::take(&mut *receiver(ctx, args)?.lock());
    crate::objects::release_backwards(old);
    none()
}

fn extend(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    ctx.collect(&args[1], move |_, items| {
        list.lock().extend(items);
        none()
    })
}

fn iadd(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    let this = args.this().clone();
    ctx.collect(&args[1], move |_, items| {
        list.lock().extend(items);
        done(this)
    })
}

fn imul(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?;
    let Some(times) = args[1].as_int() else { return binary::mul(ctx, args) };
    let items = list.snapshot();
    let times = support::repeated(ctx, items.len(), times, size_of::<Value>())?;
    let old = std::mem::replace(&mut *list.lock(), binary::repeat_items(&items, times));
    drop(old);
    done(args.this().clone())
}

pub(crate) fn insert(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    let item = args[2].clone();
    with_index(ctx, &args[1], move |ctx, index| {
        let index = ctx.index(&index)?;
        let mut items = list.lock();
        let (at, _) = slice::bounds(Some(index), None, items.len());
        let at = at.min(items.len());
        items.insert(at, item);
        none()
    })
}

fn pop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?;
    let index = args.get(1).map_or(Ok(-1), |index| ctx.index(index))?;
    let mut items = list.lock();
    let length = items.len();
    match slice::position(index, length) {
        Some(at) if at + 1 == length => done(items.pop().unwrap_or(Value::None)),
        Some(at) => done(items.remove(at)),
        None => {
            drop(items);
            Err(ctx.index_error(if length == 0 { "pop from empty list" } else { "pop index out of range" }))
        }
    }
}

/// Where `value` is among `items`; `Err`: Python code must decide.
pub(crate) fn find(items: &[Value], value: &Value) -> Result<Option<usize>, ()> {
    for (at, item) in items.iter().enumerate() {
        if item.is(value) || equal_natively(item, value).ok_or(())? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

pub(crate) fn remove(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?;
    let items = list.snapshot();
    match find(&items, &args[1]) {
        Ok(Some(at)) => {
            let mut now = list.lock();
            // Another thread that runs at the same time may have changed the list since: then it is looked for again.
            if !now.get(at).is_some_and(|item| item.is(&items[at])) {
                drop(now);
                return remove(ctx, args);
            }
            let removed = now.remove(at);
            drop(now);
            drop(removed);
            none()
        }
        Ok(None) => Err(ctx.value_error("list.remove(x): x not in list")),
        Err(()) => ctx.call_helper("_list_remove", vec![Value::List(list.clone()), args[1].clone()]),
    }
}

fn index(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?;
    find_between(ctx, args, list.len(), |from, to| {
        let piece = |at, size: usize| list.piece(from + at, size.min((to - from).saturating_sub(at)));
        Ok(find_in_pieces(piece, &args[1])?.map(|at| from + at))
    })
}

/// Where `value` is in what `piece` gives of a sequence, from a place on and as many as asked for; `Err`: Python code must
/// decide.
pub(crate) fn find_in_pieces(
    mut piece: impl FnMut(usize, usize) -> Vec<Value>,
    value: &Value,
) -> Result<Option<usize>, ()> {
    for (at, size) in List::pieces() {
        let items = piece(at, size);
        if let Some(found) = find(&items, value)? {
            return Ok(Some(at + found));
        }
        if items.len() < size {
            break;
        }
    }
    Ok(None)
}

/// `sequence.index(value, start, stop)` of lists and tuples.
pub(super) fn find_between(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    length: usize,
    find: impl FnOnce(usize, usize) -> Result<Option<usize>, ()>,
) -> NativeResult {
    let start = optional_index(ctx, args.get(2))?;
    let stop = optional_index(ctx, args.get(3))?;
    let (start, stop) = slice::bounds(start, stop, length);
    match find(start, stop.max(start)) {
        Ok(Some(at)) => done(Value::from_usize(at)),
        Ok(None) if args.this().as_tuple().is_some() => {
            Err(ctx.value_error("tuple.index(x): x not in tuple"))
        }
        Ok(None) => show::repr_then(ctx, &args[1], |ctx, text| {
            Err(ctx.value_error(format!("{} is not in list", text.as_text().unwrap_or_default())))
        }),
        Err(()) => ctx.call_helper(
            "_sequence_index",
            vec![args.this().clone(), args[1].clone(), Value::from_usize(start), Value::from_usize(stop)],
        ),
    }
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let items = receiver(ctx, args)?.snapshot();
    count_items(ctx, args, &items)
}

/// `sequence.count(value)` of lists and tuples.
pub(super) fn count_items(ctx: &mut Context<'_>, args: &Args<'_>, items: &[Value]) -> NativeResult {
    let mut count = 0;
    for item in items {
        if item.is(&args[1]) {
            count += 1;
            continue;
        }
        match equal_natively(item, &args[1]) {
            Some(equal) => count += i64::from(equal),
            None => return ctx.call_helper("_sequence_count", vec![args.this().clone(), args[1].clone()]),
        }
    }
    done(count)
}

fn reverse(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    receiver(ctx, args)?.lock().reverse();
    none()
}

fn sort(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.len() > 1 {
        return Err(ctx.type_error("sort() takes no positional arguments"));
    }
    let (key, reverse) = sorting::arguments(ctx, args)?;
    let list = receiver(ctx, args)?.clone();
    // Meanwhile the list is empty: what a key function or a comparison puts there is noticed.
    let items = std::mem::take(&mut *list.lock());
    let (kept, target) = (items.clone(), list.clone());
    let result = sorting::sorted(ctx, items, key, reverse, move |_, items| {
        let between = std::mem::replace(&mut *target.lock(), items);
        done(!between.is_empty())
    });
    compose(ctx, result, move |ctx, result| match result {
        Ok(Value::Bool(Truth::True)) => Err(ctx.value_error("list modified during sort")),
        Ok(_) => none(),
        Err(error) => {
            let between = std::mem::replace(&mut *list.lock(), kept);
            drop(between);
            Err(error)
        }
    })
}

pub(crate) fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    if let Value::Slice(slice) = &args[1] {
        let slice = slice.clone();
        if !support::is_iterable(ctx, &args[2]) {
            let extended = !matches!(slice.step, Value::None | Value::Int(1));
            return Err(ctx.type_error(if extended {
                "must assign iterable to extended slice"
            } else {
                "can only assign an iterable"
            }));
        }
        return ctx.collect(&args[2], move |ctx, items| set_slice(ctx, &list, &slice, items));
    }
    let value = args[2].clone();
    with_index(ctx, &args[1], move |ctx, index| {
        let length = list.lock().len();
        let at = sequence_position(ctx, &index, length, "list", "list assignment index out of range")?;
        let old = std::mem::replace(&mut list.lock()[at], value);
        drop(old);
        none()
    })
}

fn set_slice(ctx: &mut Context<'_>, list: &Ref<List>, slice: &Slice, items: Vec<Value>) -> NativeResult {
    let length = list.lock().len();
    let span = fit_slice(ctx, slice, length)?;
    if span.step == 1 {
        let start = span.start as usize;
        let old: Vec<Value> = list.lock().splice(start..start + span.count, items).collect();
        drop(old);
        return none();
    }
    if items.len() != span.count {
        return Err(ctx.value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            items.len(),
            span.count
        )));
    }
    let mut target = list.lock();
    let old: Vec<Value> =
        span.positions().zip(items).map(|(at, item)| std::mem::replace(&mut target[at], item)).collect();
    drop(target);
    drop(old);
    none()
}

pub(crate) fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    if let Value::Slice(slice) = &args[1] {
        let length = list.lock().len();
        let span = fit_slice(ctx, slice, length)?;
        let mut items = list.lock();
        let old: Vec<Value> = if span.step == 1 {
            let start = span.start as usize;
            items.drain(start..start + span.count).collect()
        } else {
            let mut doomed: Vec<usize> = span.positions().collect();
            doomed.sort_unstable();
            let mut doomed = doomed.into_iter().peekable();
            let mut kept = Vec::with_capacity(items.len());
            let mut old = Vec::new();
            for (at, item) in items.drain(..).enumerate() {
                if doomed.next_if_eq(&at).is_some() { old.push(item) } else { kept.push(item) }
            }
            *items = kept;
            old
        };
        drop(items);
        drop(old);
        return none();
    }
    with_index(ctx, &args[1], move |ctx, index| {
        let length = list.lock().len();
        let at = sequence_position(ctx, &index, length, "list", "list assignment index out of range")?;
        let old = list.lock().remove(at);
        drop(old);
        none()
    })
}

fn reversed(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = receiver(ctx, args)?.clone();
    let left = list.lock().len();
    done(NativeIterator::other(&ctx.interpreter.types.list_reverseiterator, Reversed { list, left }))
}

/// `list_reverseiterator`
struct Reversed {
    list: Ref<List>,
    left: usize,
}

impl Iterate for Reversed {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        crate::heap::lend(&self.list, Value::List, visit);
    }

    fn quick_next(&mut self) -> Option<Value> {
        let at = self.left.checked_sub(1)?;
        let item = self.list.lock().get(at).cloned()?;
        self.left = at;
        Some(item)
    }

    fn has_quick_next(&self) -> bool {
        self.left > 0 && self.left <= self.list.lock().len()
    }

    fn next(&mut self, _: &mut Context<'_>) -> Result<Step, Value> {
        Ok(match self.quick_next() {
            Some(item) => Step::Item(item),
            None => {
                self.left = 0;
                Step::End
            }
        })
    }

    fn length_hint(&self) -> Option<usize> {
        Some(if self.left > self.list.lock().len() { 0 } else { self.left })
    }

    fn place(&self) -> Option<(Value, i64)> {
        Some((Value::List(self.list.clone()), self.left as i64 - 1))
    }

    fn go_to(&mut self, index: i64) {
        self.left = usize::try_from(index.saturating_add(1)).unwrap_or(0).min(self.list.lock().len());
    }

    fn is_native(&self) -> bool {
        true
    }
}

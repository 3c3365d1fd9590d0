//! Iterators of builtin types.
//!
//! The hot ones (lists, ranges, …) are variants that the interpreter loop steps without a call; all others implement
//! [`Iterate`].

use crate::class::Class;
use crate::compare::Level;
use crate::composite::{self, Composite};
use crate::dict::{Dict, ViewKind};
use crate::guard::Guard;
use crate::native::{Context, Done};
use crate::objects::{List, Tuple};
use crate::reference::Ref;
use crate::set::Set;
use crate::string::Str;
use crate::value::Value;

/// What asking an iterator for its next item gives.
pub enum Step {
    /// The item.
    Item(Value),
    /// There is none.
    End,
    /// The item is the result of this (a call, with `map`); if that raises `StopIteration` there is none.
    Then(Done),
}

/// An iterator written in Rust.
pub trait Iterate: Send {
    /// The next item.
    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value>;

    /// The next item, if it is had without more ado. With `None` nothing has been done, and `next` is asked.
    fn quick_next(&mut self) -> Option<Value> {
        None
    }

    /// Whether [`Self::quick_next`] gives an item, as long as nothing else runs.
    fn has_quick_next(&self) -> bool {
        false
    }

    /// Calls `visit` with each value it holds, once for each reference: for the collector of cycles.
    fn trace(&self, _visit: &mut dyn FnMut(&Value)) {}

    /// How many items are left, if it is known (`__length_hint__`).
    fn length_hint(&self) -> Option<usize> {
        None
    }

    /// Whether it never needs Python code, so that natives may step it to its end.
    fn is_native(&self) -> bool {
        false
    }

    /// The sequence it goes over and the index of its next item, if it goes over one (`__reduce__`).
    fn place(&self) -> Option<(Value, i64)> {
        None
    }

    /// Goes on from the item of this index, or from the nearest one that there is (`__setstate__`).
    fn go_to(&mut self, _index: i64) {}

    /// The callable and arguments that make an iterator that goes on like this one, if there are (`__reduce__`).
    fn reduce(&self, _ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        None
    }
}

/// An iterator of a builtin type.
pub struct NativeIterator {
    /// Its class.
    pub class: Ref<Class>,
    /// Where it is.
    pub state: Guard<IteratorState>,
}

/// Where an iterator is.
#[allow(missing_docs)]
pub enum IteratorState {
    List {
        list: Ref<List>,
        index: usize,
    },
    Tuple {
        tuple: Ref<Tuple>,
        index: usize,
    },
    /// `left` numbers from `next` on.
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    /// `offset` in bytes.
    Str {
        text: Ref<Str>,
        offset: usize,
    },
    Dict {
        dict: Ref<Dict>,
        kind: ViewKind,
        position: usize,
        /// How many entries it had at the beginning.
        length: u32,
        /// How many of so many are still to come.
        left: u32,
    },
    Set {
        set: Ref<Set>,
        position: usize,
        length: usize,
    },
    /// Made of other iterators.
    Composed(Box<Composite>),
    /// Any other.
    Other(Box<dyn Iterate>),
    /// Exhausted.
    Finished,
}

impl IteratorState {
    /// How an iterator of this class and state is made anew, if there is a way. Not for the hot ones.
    pub(crate) fn reduced(&self, ctx: &mut Context<'_>, class: &Ref<Class>) -> Option<Reduced> {
        match self {
            IteratorState::Composed(composite) => composite.reduced(ctx, class),
            IteratorState::Other(other) => match other.place() {
                None => other.reduce(ctx).map(|(make, args)| Reduced::by(make, args)),
                Some((sequence, at)) => {
                    let types = &ctx.interpreter.types;
                    let back = class.is(&types.list_reverseiterator) || class.is(&types.reversed);
                    let make = if back {
                        Value::Class(types.reversed.clone())
                    } else {
                        ctx.interpreter.builtins.get_text("iter")?
                    };
                    Some(Reduced { make, args: vec![sequence], state: Some(Value::Int(at)) })
                }
            },
            _ => None,
        }
    }

    /// What an iterator over a dict or a set has yet to give; of others nothing.
    pub(crate) fn items_left(&self) -> Vec<Value> {
        let mut left = Vec::new();
        match self {
            IteratorState::Dict { dict, kind, position, .. } => {
                let table = dict.lock();
                let mut at = *position;
                while let Some((next, entry)) = table.next(at) {
                    at = next;
                    left.push(kind.of(entry));
                }
            }
            IteratorState::Set { set, position, .. } => {
                let table = set.lock();
                let mut at = *position;
                while let Some((next, item)) = table.next(at) {
                    at = next;
                    left.push(item.clone());
                }
            }
            _ => {}
        }
        left
    }

    /// See [`composite::quick_next`].
    #[inline]
    pub(crate) fn quick_next(&mut self) -> Option<Value> {
        match self {
            IteratorState::Range { next, step, left } if *left > 0 => {
                let item = *next;
                *left -= 1;
                *next = next.wrapping_add(*step);
                Some(Value::Int(item))
            }
            IteratorState::List { list, index } => {
                let item = list.lock().get(*index).cloned()?;
                *index += 1;
                Some(item)
            }
            IteratorState::Tuple { tuple, index } => {
                let item = tuple.get(*index).cloned()?;
                *index += 1;
                Some(item)
            }
            IteratorState::Composed(composite) => {
                let quick = composite.kind.quick?;
                // Within composites within composites, to a depth.
                let _level = Level::enter()?;
                quick(composite)
            }
            IteratorState::Other(other) => other.quick_next(),
            _ => None,
        }
    }

    /// The parts of its next item, which is a tuple of so many, without the tuple: of `zip`, `enumerate` and the items of a dict,
    /// where [`quick_next`](Self::quick_next) has them. False: nothing has been done.
    #[inline]
    pub(crate) fn quick_parts(&mut self, parts: &mut [Value]) -> bool {
        match self {
            IteratorState::Composed(composite) => composite.kind.parts.is_some_and(|of| of(composite, parts)),
            IteratorState::Dict { dict, kind: ViewKind::Items, position, length, left } => {
                let [key, value] = parts else { return false };
                let table = dict.lock();
                if table.len() != *length as usize || *left == 0 {
                    return false;
                }
                let Some((next, entry)) = table.next(*position) else { return false };
                (*key, *value) = (entry.key.clone(), entry.value.clone());
                *position = next;
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

/// How to make an iterator that goes on like one that is there (`__reduce__`).
pub(crate) struct Reduced {
    pub(crate) make: Value,
    pub(crate) args: Vec<Value>,
    /// What its `__setstate__` is given then.
    pub(crate) state: Option<Value>,
}

impl Reduced {
    /// By a call alone.
    pub(crate) fn by(make: Value, args: Vec<Value>) -> Reduced {
        Reduced { make, args, state: None }
    }
}

impl NativeIterator {
    /// An iterator of `class`.
    pub fn value(class: &Ref<Class>, state: IteratorState) -> Value {
        Value::Iterator(Ref::new(NativeIterator { class: class.clone(), state: Guard::new(state) }))
    }

    /// An iterator of `class` with a state of its own kind.
    pub fn other(class: &Ref<Class>, state: impl Iterate + 'static) -> Value {
        NativeIterator::value(class, IteratorState::Other(Box::new(state)))
    }

    /// One call that makes an iterator that goes on like this one, if there is one. Not for the hot ones.
    pub(crate) fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        let reduced = self.state.lock().reduced(ctx, &self.class)?;
        Some(match reduced.state {
            None => (reduced.make, reduced.args),
            Some(state) => {
                let args = [reduced.make, state].into_iter().chain(reduced.args).collect();
                (ctx.helper("_iterator_at"), args)
            }
        })
    }

    /// The next item.
    #[inline]
    pub fn next(this: &Ref<NativeIterator>, ctx: &mut Context<'_>) -> Result<Step, Value> {
        let mut state = this.state.lock();
        if let Some(item) = state.quick_next() {
            return Ok(Step::Item(item));
        }
        let item = match &mut *state {
            IteratorState::Range { .. } => return Ok(Step::End),
            IteratorState::List { .. } | IteratorState::Tuple { .. } => None,
            IteratorState::Str { text, offset } => {
                let next = text.as_str()[*offset..].chars().next();
                next.map(|c| {
                    *offset += c.len_utf8();
                    ctx.interpreter.character(c)
                })
            }
            IteratorState::Dict { dict, kind, position, length, left } => {
                let table = dict.lock();
                if table.len() != *length as usize {
                    *length = u32::MAX;
                    drop(table);
                    return Err(ctx.runtime_error("dictionary changed size during iteration"));
                }
                let next = table.next(*position).map(|(next, entry)| {
                    *position = next;
                    kind.of(entry)
                });
                // Who takes one away and puts another in its place would never come to an end.
                if next.is_some() && *left == 0 {
                    *length = u32::MAX;
                    drop(table);
                    return Err(ctx.runtime_error("dictionary keys changed during iteration"));
                }
                *left = left.saturating_sub(1);
                next
            }
            IteratorState::Set { set, position, length } => {
                let table = set.lock();
                if table.len() != *length {
                    *length = usize::MAX;
                    drop(table);
                    return Err(ctx.runtime_error("Set changed size during iteration"));
                }
                table.next(*position).map(|(next, item)| {
                    *position = next;
                    item.clone()
                })
            }
            IteratorState::Composed(_) => {
                drop(state);
                return composite::next(this, ctx);
            }
            IteratorState::Other(other) => match other.next(ctx)? {
                Step::End => None,
                step => return Ok(step),
            },
            IteratorState::Finished => return Ok(Step::End),
        };
        match item {
            Some(item) => Ok(Step::Item(item)),
            None => {
                let finished = std::mem::replace(&mut *state, IteratorState::Finished);
                drop(state);
                drop(finished);
                Ok(Step::End)
            }
        }
    }
}

/// `iter(value)` for values of builtin types; `None`: the value's class must be asked.
pub fn iterate_natively(ctx: &Context<'_>, value: &Value) -> Option<Value> {
    let types = &ctx.interpreter.types;
    // An object of a deriving class may have an `__iter__` of its own.
    let (class, state) = match value {
        Value::List(list) => (&types.list_iterator, IteratorState::List { list: list.clone(), index: 0 }),
        Value::Tuple(tuple) => {
            (&types.tuple_iterator, IteratorState::Tuple { tuple: tuple.clone(), index: 0 })
        }
        Value::Range(range) => (
            &types.range_iterator,
            IteratorState::Range { next: range.start, step: range.step, left: range.len() },
        ),
        Value::Str(text) => (&types.str_iterator, IteratorState::Str { text: text.clone(), offset: 0 }),
        Value::Array(array) => return Some(crate::types::array::iterate(ctx, array.clone())),
        Value::Dict(dict) => return Some(iterate_dict(ctx, dict, ViewKind::Keys)),
        Value::DictView(view) => return Some(iterate_dict(ctx, &view.dict, view.kind)),
        Value::Set(set) | Value::FrozenSet(set) => {
            (&types.set_iterator, IteratorState::Set { set: set.clone(), position: 0, length: set.len() })
        }
        Value::Iterator(_) => return Some(value.clone()),
        Value::Generator(generator) if generator.is_plain() => return Some(value.clone()),
        _ => return None,
    };
    Some(NativeIterator::value(class, state))
}

/// An iterator over a dict.
pub fn iterate_dict(ctx: &Context<'_>, dict: &Ref<Dict>, kind: ViewKind) -> Value {
    let types = &ctx.interpreter.types;
    let class = match kind {
        ViewKind::Keys => &types.dict_keyiterator,
        ViewKind::Values => &types.dict_valueiterator,
        ViewKind::Items => &types.dict_itemiterator,
    };
    let length = dict.len() as u32;
    NativeIterator::value(
        class,
        IteratorState::Dict { dict: dict.clone(), kind, position: 0, length, left: length },
    )
}

/// All items of an iterable of a builtin type; `None`: Python code must run for them.
pub fn collect_natively(ctx: &mut Context<'_>, value: &Value) -> Result<Option<Vec<Value>>, Value> {
    match value {
        Value::List(list) => return Ok(Some(list.snapshot())),
        Value::Tuple(tuple) => return Ok(Some(tuple.to_vec())),
        Value::Set(set) | Value::FrozenSet(set) => return Ok(Some(set.items())),
        Value::Dict(dict) => return Ok(Some(dict.keys())),
        Value::Range(range) => {
            ctx.check_size((range.len() as usize).saturating_mul(size_of::<Value>()))?;
            return Ok(Some((0..range.len()).map(|i| Value::Int(range.at(i))).collect()));
        }
        Value::Bytes(bytes) => return Ok(Some(bytes.iter().map(|&b| Value::Int(i64::from(b))).collect())),
        Value::ByteArray(array) => {
            return Ok(Some(array.bytes.lock().iter().map(|&b| Value::Int(i64::from(b))).collect()));
        }
        Value::Array(array) => {
            ctx.check_size(array.len().saturating_mul(size_of::<Value>()))?;
            return Ok(Some(crate::types::array::items(ctx, array)));
        }
        Value::Generator(_) | Value::Instance(_) => return Ok(None),
        _ => {}
    }
    let Some(iterator) = iterate_natively(ctx, value) else { return Ok(None) };
    let Value::Iterator(iterator) = &iterator else { return Ok(None) };
    // Iterators with a state of their own may need Python halfway.
    match &*iterator.state.lock() {
        IteratorState::Composed(_) => return Ok(None),
        IteratorState::Other(other) if !other.is_native() => return Ok(None),
        _ => {}
    }
    let mut items = Vec::new();
    while let Step::Item(item) = NativeIterator::next(iterator, ctx)? {
        items.push(item);
    }
    Ok(Some(items))
}

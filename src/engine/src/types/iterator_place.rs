//! Where an iterator is: what copies, pickles and `length_hint` are told.

use crate::iterator::{IteratorState, NativeIterator, Reduced};
use crate::native::{Args, Context, Def, NativeResult, call, done, none};
use crate::objects::Range;
use crate::reference::Ref;
use crate::value::Value;

use super::{iterators, support};

/// Of iterators that know how many items are left.
pub(crate) const HINTED: &[Def] = &[Def::new("__length_hint__", length_hint, 0)];

/// Of those over a sequence.
pub(super) const INDEXED: &[Def] = &[Def::new("__setstate__", set_state, 1)];

fn receiver<'a>(ctx: &Context<'_>, args: &'a Args<'_>) -> Result<&'a Ref<NativeIterator>, Value> {
    match args.this().payload() {
        Value::Iterator(iterator) => Ok(iterator),
        _ => Err(support::wrong_receiver(ctx, args.this(), "iterator")),
    }
}

/// Another iterator that goes on from here, over the same.
pub(super) fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let iterator = receiver(ctx, args)?;
    let state = iterator.state.lock();
    let copied = match &*state {
        IteratorState::List { list, index } => IteratorState::List { list: list.clone(), index: *index },
        IteratorState::Tuple { tuple, index } => IteratorState::Tuple { tuple: tuple.clone(), index: *index },
        IteratorState::Range { next, step, left } => {
            IteratorState::Range { next: *next, step: *step, left: *left }
        }
        IteratorState::Str { text, offset } => IteratorState::Str { text: text.clone(), offset: *offset },
        IteratorState::Dict { dict, kind, position, length, left } => IteratorState::Dict {
            dict: dict.clone(),
            kind: *kind,
            position: *position,
            length: *length,
            left: *left,
        },
        IteratorState::Set { set, position, length } => {
            IteratorState::Set { set: set.clone(), position: *position, length: *length }
        }
        IteratorState::Composed(_) | IteratorState::Other(_) => {
            drop(state);
            return match iterator.reduce(ctx) {
                Some((callable, args)) => call(callable, args),
                None => Err(cannot(ctx, args)),
            };
        }
        IteratorState::Finished => IteratorState::Finished,
    };
    drop(state);
    done(NativeIterator::value(&iterator.class, copied))
}

fn length_hint(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Iterator(iterator) = args.this().payload() else { return done(0) };
    let state = iterator.state.lock();
    done(Value::from_usize(match &*state {
        IteratorState::List { list, index } => list.lock().len().saturating_sub(*index),
        IteratorState::Tuple { tuple, index } => tuple.len().saturating_sub(*index),
        IteratorState::Range { left, .. } => *left as usize,
        IteratorState::Str { text, offset } => text.as_str()[*offset..].chars().count(),
        IteratorState::Dict { dict, length, .. } if dict.len() != *length as usize => 0,
        IteratorState::Set { set, length, .. } if set.len() != *length => 0,
        IteratorState::Dict { .. } | IteratorState::Set { .. } => state.items_left().len(),
        IteratorState::Composed(composite) if composite.kind.name == "iterator" => {
            return match &composite.values[..] {
                // An object that has `__getitem__` only need not have a length.
                [sequence]
                    if ctx.interpreter.class_of(sequence).lookup(&ctx.interpreter.names.len).is_none() =>
                {
                    done(Value::NotImplemented)
                }
                [sequence] => {
                    let (sequence, at) = (sequence.clone(), composite.numbers[0]);
                    drop(state);
                    ctx.call_helper("_items_left", vec![sequence, Value::Int(at)])
                }
                _ => done(0),
            };
        }
        IteratorState::Composed(_) => 0,
        IteratorState::Other(other) => other.length_hint().unwrap_or(0),
        IteratorState::Finished => 0,
    }))
}

/// `__reduce__`: what makes one that goes on like this one (CPython: `listiter_reduce_general` and its kin).
pub(super) fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let iterator = receiver(ctx, args)?;
    let types = &ctx.interpreter.types;
    let iter = ctx.interpreter.builtins.get_text("iter").unwrap_or_default();
    let over = |sequence: Value| Value::tuple([iter.clone(), Value::tuple([sequence])]);
    let from = |sequence: Value, index: usize| {
        Value::tuple([iter.clone(), Value::tuple([sequence]), Value::from_usize(index)])
    };
    let empty = || ctx.interpreter.empty_tuple();
    let state = iterator.state.lock();
    let made = match &*state {
        IteratorState::List { list, index } => from(Value::List(list.clone()), *index),
        IteratorState::Tuple { tuple, index } => from(Value::Tuple(tuple.clone()), *index),
        IteratorState::Range { next, step, left } => {
            let stop = next.wrapping_add(step.wrapping_mul(*left as i64));
            from(Value::Range(Ref::new(Range { start: *next, stop, step: *step })), 0)
        }
        IteratorState::Str { text, offset } => {
            from(Value::Str(text.clone()), text.as_str()[..*offset].chars().count())
        }
        IteratorState::Dict { .. } | IteratorState::Set { .. } => over(Value::list(state.items_left())),
        // Those of `itertools` share what they have read ahead with others.
        IteratorState::Composed(composite) if !iterators::is_builtin(composite) => {
            drop(state);
            return ctx.call_module("copyreg", "_of_image", vec![args.this().clone(), Value::Int(2)]);
        }
        IteratorState::Composed(_) | IteratorState::Other(_) => {
            let class = ctx.interpreter.class_of(args.this()).clone();
            let Some(Reduced { make, args: given, state }) = state.reduced(ctx, &class) else {
                return Err(cannot(ctx, args));
            };
            Value::tuple([make, Value::tuple(given)].into_iter().chain(state).collect::<Vec<_>>())
        }
        IteratorState::Finished => {
            let class = &iterator.class;
            if class.is(&types.reversed) {
                Value::tuple([Value::Class(class.clone()), Value::tuple([empty()])])
            } else if class.is(&types.str_iterator) {
                over(Value::str(""))
            } else if [&types.tuple_iterator, &types.bytes_iterator, &types.arrayiterator, &types.iterator]
                .into_iter()
                .any(|one| class.is(one))
            {
                over(empty())
            } else {
                over(Value::list(Vec::new()))
            }
        }
    };
    done(made)
}

fn cannot(ctx: &Context<'_>, args: &Args<'_>) -> Value {
    ctx.type_error(format!("cannot pickle '{}' object", ctx.type_name(args.this())))
}

/// `__setstate__(index)`: goes to an item of the sequence, or to the nearest place that there is.
fn set_state(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let iterator = receiver(ctx, args)?;
    let wanted = ctx.index(&args[1])?;
    let within = |length: usize| usize::try_from(wanted).unwrap_or(0).min(length);
    let mut state = iterator.state.lock();
    match &mut *state {
        IteratorState::List { list, index } => *index = within(list.lock().len()),
        IteratorState::Tuple { tuple, index } => *index = within(tuple.len()),
        IteratorState::Range { next, step, left } => {
            let by = within(*left as usize);
            *next = next.wrapping_add(step.wrapping_mul(by as i64));
            *left -= by as u64;
        }
        IteratorState::Str { text, offset } => {
            let place = text.as_str().char_indices().nth(within(usize::MAX));
            *offset = place.map_or(text.as_str().len(), |(at, _)| at);
        }
        IteratorState::Composed(composite) if composite.kind.name == "iterator" => {
            if let Some(index) = composite.numbers.first_mut().filter(|index| **index >= 0) {
                *index = wanted.max(0);
            }
        }
        IteratorState::Composed(composite) if composite.kind.name == "zip" => {
            composite.numbers[0] = i64::from(wanted != 0);
        }
        IteratorState::Other(other) => other.go_to(wanted),
        _ => {}
    }
    none()
}

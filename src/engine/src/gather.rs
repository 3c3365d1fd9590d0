//! Builtins that take all that a generator yields: `list`, `sum`, `any`, `max` and whoever collects.
//!
//! Between two items the generator's frame runs as any other; the builtin waits below it on the stack, and is given each item
//! without a frame of its own.

use std::cmp::Ordering;

use interleave_lang::bytecode::{BinaryOp, CompareOp};

use crate::compare::{order_natively, truth_natively};
use crate::generator::Generator;
use crate::interpreter::{Interpreter, operator};
use crate::native::{Context, Done, NativeResult, Resume, and_then, done};
use crate::reference::Ref;
use crate::value::Value;

/// A builtin on a thread's stack that waits for the next item.
pub(crate) struct Gather {
    pub(crate) generator: Ref<Generator>,
    pub(crate) gathering: Gathering,
}

/// What becomes of the items.
pub(crate) enum Gathering {
    /// A list of them.
    List(Vec<Value>),
    /// Whether the truth of any of them is this (`any`); False: whether that of none is (`all`).
    Truth(bool),
    /// This and all of them together.
    Sum(Value),
    /// The first of those that are greatest, or least; unbound: there was none.
    Extreme(Value, Ordering),
}

/// Goes on where Python must be asked.
type Rest = Box<dyn FnOnce(&mut Context<'_>, Ref<Generator>) -> NativeResult + Send>;

/// What taking an item comes to.
pub(crate) enum Taken {
    /// The next one, please.
    More,
    /// The result is known before the end.
    Done(Value),
    /// Python code has to be called first; it gathers again after that.
    Ask(Rest),
}

/// Takes all that a generator yields.
pub(crate) fn gather(generator: &Ref<Generator>, gathering: Gathering) -> NativeResult {
    let (generator, input) = (generator.clone(), Ok(Value::None));
    Ok(Done::Resume(Box::new(Resume { generator, input, gathering: Some(gathering), then: None })))
}

impl Gathering {
    /// Takes an item if that needs no Python code and the next one is wanted after it.
    #[inline]
    pub(crate) fn take_at_once(&mut self, interpreter: &Interpreter, item: &Value) -> bool {
        match self {
            Gathering::List(items) => {
                items.push(item.clone());
                true
            }
            Gathering::Truth(wanted) => {
                truth_natively(interpreter, item).is_some_and(|truth| truth != *wanted)
            }
            Gathering::Sum(total) => match (&*total, item) {
                (Value::Int(a), Value::Int(b)) => match a.checked_add(*b) {
                    Some(sum) => {
                        *total = Value::Int(sum);
                        true
                    }
                    None => false,
                },
                (Value::Float(a), Value::Float(b)) => {
                    *total = Value::from(a.get() + b.get());
                    true
                }
                _ => false,
            },
            Gathering::Extreme(best, _) if best.is_unbound() => {
                *best = item.clone();
                true
            }
            Gathering::Extreme(best, wanted) => match order_natively(item, best) {
                Ok(order) => {
                    if order == Some(*wanted) {
                        *best = item.clone();
                    }
                    true
                }
                Err(()) => false,
            },
        }
    }

    /// Takes an item.
    pub(crate) fn take(&mut self, interpreter: &Interpreter, item: Value) -> Taken {
        if self.take_at_once(interpreter, &item) {
            return Taken::More;
        }
        match self {
            Gathering::List(_) => Taken::More,
            Gathering::Truth(wanted) => {
                let wanted = *wanted;
                match truth_natively(interpreter, &item) {
                    Some(_) => Taken::Done(Value::from(wanted)),
                    None => Taken::Ask(Box::new(move |ctx, generator| {
                        ctx.truth(&item, move |_, truth| {
                            if truth == wanted {
                                return done(wanted);
                            }
                            gather(&generator, Gathering::Truth(wanted))
                        })
                    })),
                }
            }
            Gathering::Sum(total) => {
                let total = total.take();
                Taken::Ask(Box::new(move |ctx, generator| {
                    let sum = operator::binary(ctx, BinaryOp::Add, &total, &item);
                    and_then(ctx, sum, move |_, sum| gather(&generator, Gathering::Sum(sum)))
                }))
            }
            Gathering::Extreme(best, wanted) => {
                let (best, wanted) = (best.take(), *wanted);
                Taken::Ask(Box::new(move |ctx, generator| {
                    let op = if wanted == Ordering::Greater { CompareOp::Gt } else { CompareOp::Lt };
                    let answer = operator::compare(ctx, op, &item, &best);
                    and_then(ctx, answer, move |ctx, answer| {
                        ctx.truth(&answer, move |_, better| {
                            let best = if better { item } else { best };
                            gather(&generator, Gathering::Extreme(best, wanted))
                        })
                    })
                }))
            }
        }
    }

    /// The result, when there are no more items.
    pub(crate) fn finish(self) -> Value {
        match self {
            Gathering::List(items) => Value::list(items),
            Gathering::Truth(wanted) => Value::from(!wanted),
            Gathering::Sum(total) => total,
            Gathering::Extreme(best, _) => best,
        }
    }
}

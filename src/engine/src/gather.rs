//! Builtins that take one item after the other from where Python code makes them: `list`, `sum`, `any`, `max` and whoever
//! collects, from generators, `map` and its like, and the keys of a sort.
//!
//! Between two items a frame of Python code runs as any other; the builtin waits below it on the stack, and is given each item
//! without a frame of its own.

use std::cmp::Ordering;

use interleave_lang::bytecode::{BinaryOp, CompareOp};

use crate::compare::{order_natively, truth_natively};
use crate::composite::{self, Advance};
use crate::frame::Entry;
use crate::generator::Generator;
use crate::interpreter::deliver::{Flow, Settled};
use crate::interpreter::{Interpreter, operator};
use crate::iterator::{IteratorState, NativeIterator};
use crate::native::{Context, Done, NativeResult, and_then, done};
use crate::objects::Function;
use crate::reference::Ref;
use crate::thread_state::ThreadState;
use crate::value::Value;

/// A builtin on a thread's stack that waits for the next item.
pub struct Gather {
    pub(crate) source: Source,
    pub(crate) gathering: Gathering,
}

impl Gather {
    /// Goes on with an item that is taken if the truth of the answer is the wanted one.
    pub(crate) fn filter_by(
        self,
        ctx: &mut Context<'_>,
        answer: &Value,
        wanted: bool,
        item: Value,
    ) -> NativeResult {
        let Gather { source, mut gathering } = self;
        ctx.truth(answer, move |ctx, truth| {
            if truth != wanted {
                return gather(source, gathering);
            }
            match gathering.take(ctx.interpreter, item) {
                Taken::More => gather(source, gathering),
                Taken::Done(value) => done(value),
                Taken::Ask(rest) => rest(ctx, source),
            }
        })
    }
}

/// Where the items come from.
pub(crate) enum Source {
    /// A generator yields them.
    Generator(Ref<Generator>),
    /// An iterator made of others gives them, with the help of Python code.
    Composite(Ref<NativeIterator>),
    /// They are those of an iterator for which a function of Python answers with this truth: `filter`, while its iterator is plain.
    Filter { iterator: Ref<NativeIterator>, wanted: bool, item: Value },
    /// A function returns them for each of these.
    Calls(Ref<Function>, std::vec::IntoIter<Value>),
}

impl Source {
    /// What gives the items of an iterable best, if it is one whose items are made by Python code.
    pub(crate) fn of(iterable: &Value) -> Option<Source> {
        match iterable {
            Value::Generator(generator) if generator.is_plain() => Some(Source::Generator(generator.clone())),
            Value::Iterator(iterator) => match &*iterator.state.lock() {
                IteratorState::Composed(composite) => Some(match composite.filters() {
                    Some(wanted) => {
                        Source::Filter { iterator: iterator.clone(), wanted, item: Value::Unbound }
                    }
                    None => Source::Composite(iterator.clone()),
                }),
                _ => None,
            },
            _ => None,
        }
    }

    /// The same where each item is what Python code gives: no step of the machine lasts longer than one item.
    pub(crate) fn of_python(iterable: &Value) -> Option<Source> {
        match iterable {
            Value::Iterator(iterator) => match &*iterator.state.lock() {
                IteratorState::Composed(composite) if composite.calls_python() => {
                    Some(Source::Composite(iterator.clone()))
                }
                _ => None,
            },
            other => Source::of(other),
        }
    }

    /// What it has given, if that is an item after all.
    pub(crate) fn accept(&mut self, interpreter: &Interpreter, given: Value) -> Accepted {
        let Source::Filter { wanted, item, .. } = self else { return Accepted::Item(given) };
        match truth_natively(interpreter, &given) {
            Some(truth) if truth == *wanted => Accepted::Item(item.take()),
            Some(_) => Accepted::Nothing,
            None => Accepted::Ask(given, *wanted, item.take()),
        }
    }
}

/// What [`Source::accept`] finds.
pub(crate) enum Accepted {
    Item(Value),
    /// It is left out.
    Nothing,
    /// Python must tell this value's truth; where it is the wanted one, the second is an item.
    Ask(Value, bool, Value),
}

/// What asking a source comes to.
pub(crate) enum Asked {
    /// Python code runs now; what it gives is the next item.
    Runs(Flow),
    /// The item, or an exception.
    Given(Result<Value, Value>),
    /// What this gives; `StopIteration` is the end.
    Work(Done),
    /// There are no more.
    End,
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
type Rest = Box<dyn FnOnce(&mut Context<'_>, Source) -> NativeResult + Send>;

/// What taking an item comes to.
pub(crate) enum Taken {
    /// The next one, please.
    More,
    /// The result is known before the end.
    Done(Value),
    /// Python code has to be called first; it gathers again after that.
    Ask(Rest),
}

/// Takes all that there is.
pub(crate) fn gather(source: Source, gathering: Gathering) -> NativeResult {
    Ok(Done::Gather(Box::new(Gather { source, gathering }), None))
}

/// Takes all that there is, then continues with it.
pub(crate) fn gather_all(
    ctx: &mut Context<'_>,
    source: Source,
    then: impl FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send + 'static,
) -> NativeResult {
    and_then(ctx, gather(source, Gathering::List(Vec::new())), move |ctx, list| {
        let items = match &list {
            // Nobody else has it.
            Value::List(list) => std::mem::take(&mut *list.lock()),
            _ => Vec::new(),
        };
        then(ctx, items)
    })
}

impl From<Settled> for Asked {
    fn from(settled: Settled) -> Asked {
        match settled {
            Settled::Ready(result) => Asked::Given(result),
            Settled::Flow(flow) => Asked::Runs(flow),
        }
    }
}

impl Interpreter {
    /// Asks the source of the builtin on top of the stack for its next item.
    pub(crate) fn ask_source(&self, thread: &mut ThreadState) -> Asked {
        let Some(Entry::Gather(gather)) = thread.entries.last_mut() else { return Asked::End };
        match &mut gather.source {
            Source::Generator(generator) => {
                let generator = generator.clone();
                Asked::Runs(if self.resume_plainly(thread, &generator) {
                    Flow::Run
                } else {
                    self.resume_generator(thread, &generator, Ok(Value::None))
                })
            }
            Source::Calls(function, items) => match items.next() {
                Some(item) => {
                    let function = function.clone();
                    self.call_for_item(thread, function, &mut [item]).into()
                }
                None => Asked::End,
            },
            Source::Filter { iterator, item, .. } => {
                let call = match &*iterator.state.lock() {
                    IteratorState::Composed(composite) => composite.next_to_filter(),
                    _ => None,
                };
                let Some((function, next)) = call else {
                    gather.source = Source::Composite(iterator.clone());
                    return self.ask_source(thread);
                };
                *item = next.clone();
                self.call_for_item(thread, function, &mut [next]).into()
            }
            Source::Composite(iterator) => {
                let iterator = iterator.clone();
                let call = match &mut *iterator.state.lock() {
                    IteratorState::Composed(composite) => composite.quick_call(),
                    _ => None,
                };
                if let Some((function, mut args)) = call {
                    return self.call_for_item(thread, function, &mut args).into();
                }
                if let Gathering::List(items) = &mut gather.gathering {
                    let mut items = std::mem::take(items);
                    let room = self.take_quickly(thread, &iterator, &mut items);
                    if let Some(Entry::Gather(gather)) = thread.entries.last_mut() {
                        gather.gathering = Gathering::List(items);
                    }
                    if let Err(error) = room {
                        return Asked::Given(Err(error));
                    }
                }
                let next = composite::advance(
                    &mut Context { interpreter: self, thread },
                    &Value::Iterator(iterator),
                );
                match next {
                    Ok(Advance::Item(item)) => Asked::Given(Ok(item)),
                    Ok(Advance::End) => Asked::End,
                    Ok(Advance::Work(work)) => Asked::Work(work),
                    Err(error) => Asked::Given(Err(error)),
                }
            }
        }
    }

    /// Takes the items that an iterator gives at once.
    fn take_quickly(
        &self,
        thread: &mut ThreadState,
        iterator: &Ref<NativeIterator>,
        items: &mut Vec<Value>,
    ) -> Result<(), Value> {
        loop {
            if items.len() == items.capacity() {
                // An endless one must not take all memory before anybody notices.
                let more = items.len().max(8);
                (Context { interpreter: self, thread })
                    .check_size((items.len() + more) * size_of::<Value>())?;
                items.reserve_exact(more);
            }
            let Some(item) = iterator.state.lock().quick_next() else { return Ok(()) };
            items.push(item);
        }
    }

    /// Calls a function whose result is an item for what is on top of the stack.
    pub(crate) fn call_for_item(
        &self,
        thread: &mut ThreadState,
        function: Ref<Function>,
        args: &mut [Value],
    ) -> Settled {
        if function.takes_as_they_are(args.len()) && thread.depth() < self.recursion_limit() {
            self.push_plain(thread, function, args.as_mut_ptr(), args.len(), None);
            return Settled::Flow(Flow::Run);
        }
        self.call(thread, Value::Function(function), args.to_vec(), &[])
    }
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
                    None => Taken::Ask(Box::new(move |ctx, source| {
                        ctx.truth(&item, move |_, truth| {
                            if truth == wanted {
                                return done(wanted);
                            }
                            gather(source, Gathering::Truth(wanted))
                        })
                    })),
                }
            }
            Gathering::Sum(total) => {
                let total = total.take();
                Taken::Ask(Box::new(move |ctx, source| {
                    let sum = operator::binary(ctx, BinaryOp::Add, &total, &item);
                    and_then(ctx, sum, move |_, sum| gather(source, Gathering::Sum(sum)))
                }))
            }
            Gathering::Extreme(best, wanted) => {
                let (best, wanted) = (best.take(), *wanted);
                Taken::Ask(Box::new(move |ctx, source| {
                    let op = if wanted == Ordering::Greater { CompareOp::Gt } else { CompareOp::Lt };
                    let answer = operator::compare(ctx, op, &item, &best);
                    and_then(ctx, answer, move |ctx, answer| {
                        ctx.truth(&answer, move |_, better| {
                            let best = if better { item } else { best };
                            gather(source, Gathering::Extreme(best, wanted))
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

//! Iterators made of other iterators and of functions: `map`, `zip`, all of `itertools`.
//!
//! What CPython does in one C call is done here in one step as far as no Python code is concerned. A composite says what
//! it needs next ([`Need`]) and is resumed with what came of it ([`Input`]). Where that is Python code (a generator, a
//! function of the program) the machine runs it, and other threads may run meanwhile: so what belongs to one call of
//! `next` is kept in its [`Progress`], as CPython keeps it on the C stack, and the composite's guard is not held.

use smallvec::SmallVec;

use crate::class::Class;
use crate::compare::{Level, equal_natively, truth_natively};
use crate::iterator::{IteratorState, NativeIterator, Reduced, Step};
use crate::native::{Args, Call, Context, Done, NativeFunction, NativeResult, call, compose, done};
use crate::objects::Function;
use crate::reference::Ref;
use crate::value::Value;

/// A kind of composite.
pub(crate) struct Kind {
    /// Unique: the heap image knows it by this name.
    pub(crate) name: &'static str,
    pub(crate) resume: Resume,
    /// The next item, where it takes nothing but what [`quick_next`] gives at once: without the machinery of `resume`. With
    /// `None` nothing has been done, and `resume` is asked.
    pub(crate) quick: Option<fn(&mut Composite) -> Option<Value>>,
    /// The parts of the next item, which is a tuple of so many, where `quick` would give it. With `false` nothing has been done.
    pub(crate) parts: Option<fn(&mut Composite, &mut [Value]) -> bool>,
    /// The function of Python and its arguments whose result is the next item, where these are had at once. With `None` nothing
    /// has been done.
    pub(crate) call: Option<fn(&mut Composite) -> Option<QuickCall>>,
}

/// A function of Python and its arguments.
pub(crate) type QuickCall = (Ref<Function>, SmallVec<[Value; 2]>);

impl Kind {
    /// One that needs its `resume` for each item.
    pub(crate) const fn new(name: &'static str, resume: Resume) -> Kind {
        Kind { name, resume, quick: None, parts: None, call: None }
    }

    /// One that always has its next item at once, or ends.
    pub(crate) const fn native(name: &'static str, next: fn(&mut Composite) -> Option<Value>) -> Kind {
        // Asked for what `next` has not given, it has nothing either.
        Kind::quick(name, |_, _, _, _| Ok(Need::End), next)
    }

    /// One that may have its next item at once.
    pub(crate) const fn quick(
        name: &'static str,
        resume: Resume,
        quick: fn(&mut Composite) -> Option<Value>,
    ) -> Kind {
        Kind { name, resume, quick: Some(quick), parts: None, call: None }
    }
}

type Resume = fn(&mut Composite, &mut Context<'_>, &mut Progress, Input) -> Result<Need, Value>;

/// The next item of an iterator over a list, tuple or range, or of a composite of these, if there is one. Nothing has been done
/// otherwise.
#[inline]
pub(crate) fn quick_next(iterator: &Value) -> Option<Value> {
    let Value::Iterator(native) = iterator else { return None };
    native.state.lock().quick_next()
}

/// Whether the iterator is over a list, tuple or range and has an item: [`quick_next`] gives it, as long as nothing else runs.
pub(crate) fn has_quick_next(iterator: &Value) -> bool {
    let Value::Iterator(native) = iterator else { return false };
    match &*native.state.lock() {
        IteratorState::Range { left, .. } => *left > 0,
        IteratorState::List { list, index } => *index < list.lock().len(),
        IteratorState::Tuple { tuple, index } => *index < tuple.len(),
        IteratorState::Other(other) => other.has_quick_next(),
        _ => false,
    }
}

/// A composite: its kind says what the values and numbers are.
pub struct Composite {
    pub(crate) kind: &'static Kind,
    pub(crate) values: Vec<Value>,
    pub(crate) numbers: Vec<i64>,
}

/// Where one call of `next` is.
#[derive(Default)]
pub(crate) struct Progress {
    /// What the input answers; 0 at first.
    pub(crate) phase: u8,
    pub(crate) values: Vec<Value>,
}

/// With what a composite is resumed.
pub(crate) enum Input {
    /// `next` was called.
    Start,
    /// The answer to [`Need::Next`].
    Item(Value),
    /// The answer to [`Need::Next`] where there is no item.
    End,
    /// The answer to anything else.
    Value(Value),
}

/// What a composite needs, or has.
pub(crate) enum Need {
    /// The next item is this.
    Item(Value),
    /// There is none.
    End,
    /// The next item is what this call gives.
    Last(Value, Vec<Value>),
    /// The next item of an iterator.
    Next(Value),
    /// The result of a call.
    Call(Value, Vec<Value>),
    /// The result of what has begun.
    Rest(NativeResult),
    /// `bool(value)`
    Truth(Value),
    /// Whether two values are the same or equal.
    Equal(Value, Value),
    /// The next item is what this makes of the iterator itself.
    WithSelf(WithSelf),
}

type WithSelf = Box<dyn FnOnce(&mut Context<'_>, Value) -> NativeResult + Send>;

impl Composite {
    /// One of a kind.
    pub(crate) fn new(kind: &'static Kind, values: Vec<Value>, numbers: Vec<i64>) -> Composite {
        Composite { kind, values, numbers }
    }

    /// An iterator of `class`.
    pub(crate) fn iterator(
        class: &Ref<Class>,
        kind: &'static Kind,
        values: Vec<Value>,
        numbers: Vec<i64>,
    ) -> Value {
        let composite = Box::new(Composite::new(kind, values, numbers));
        NativeIterator::value(class, IteratorState::Composed(composite))
    }

    /// See [`Kind::call`].
    pub(crate) fn quick_call(&mut self) -> Option<QuickCall> {
        (self.kind.call?)(self)
    }

    /// Of which truth the function's answer is for the items that `filter` or `filterfalse` lets through, if it is one of them and
    /// its function one of Python.
    pub(crate) fn filters(&self) -> Option<bool> {
        let wanted = match self.kind.name {
            "filter" => true,
            "filterfalse" => false,
            _ => return None,
        };
        matches!(self.values.first(), Some(Value::Function(_))).then_some(wanted)
    }

    /// The function of such a one and the next item to ask it about, if that is had at once.
    pub(crate) fn next_to_filter(&self) -> Option<(Ref<Function>, Value)> {
        let [Value::Function(function), iterator] = &self.values[..] else { return None };
        Some((function.clone(), quick_next(iterator)?))
    }

    /// Whether each of its items is what a function of Python returns.
    pub(crate) fn calls_python(&self) -> bool {
        self.kind.call.is_some() && matches!(self.values.first(), Some(Value::Function(_)))
    }

    /// How to make one that goes on like this one.
    pub(crate) fn reduced(&self, ctx: &mut Context<'_>, class: &Ref<Class>) -> Option<Reduced> {
        let class = Value::Class(class.clone());
        match self.kind.name {
            "enumerate" | "filter" | "map" => return Some(Reduced::by(class, self.values.clone())),
            "zip" => {
                let strict = self.numbers.first().is_some_and(|strict| *strict != 0);
                let state = strict.then(|| Value::from(true));
                return Some(Reduced { make: class, args: self.values.clone(), state });
            }
            "callable_iterator" | "iterator" => {
                let make = ctx.interpreter.builtins.get_text("iter")?;
                return Some(match (&self.values[..], &self.numbers[..]) {
                    ([_callable, _sentinel], _) => Reduced::by(make, self.values.clone()),
                    ([sequence], [at]) if *at >= 0 => {
                        Reduced { make, args: vec![sequence.clone()], state: Some(Value::Int(*at)) }
                    }
                    _ => Reduced::by(make, vec![ctx.interpreter.empty_tuple()]),
                });
            }
            _ => {}
        }
        // The others come from a module that is loaded.
        let Value::Module(module) = ctx.interpreter.modules.get_text("itertools")? else { return None };
        let numbers: Vec<Value> = self.numbers.iter().copied().map(Value::Int).collect();
        let parts =
            vec![class, Value::str(self.kind.name), Value::tuple(self.values.clone()), Value::tuple(numbers)];
        Some(Reduced::by(module.globals.get_text("_restore")?, parts))
    }

    /// A value becomes this.
    pub(crate) fn replace(&mut self, at: usize, value: Value) {
        drop(std::mem::replace(&mut self.values[at], value));
    }
}

/// What asking any iterator for its next item comes to.
pub(crate) enum Advance {
    Item(Value),
    End,
    /// The item is the result of this; `StopIteration` is the end.
    Work(Done),
}

/// Asks any iterator for its next item.
pub(crate) fn advance(ctx: &mut Context<'_>, iterator: &Value) -> Result<Advance, Value> {
    if let Value::Iterator(native) = iterator {
        return match NativeIterator::next(native, ctx) {
            Ok(Step::Item(item)) => Ok(Advance::Item(item)),
            Ok(Step::End) => Ok(Advance::End),
            Ok(Step::Then(work)) => Ok(Advance::Work(work)),
            Err(error) if is_stop(ctx, &error) => Ok(Advance::End),
            Err(error) => Err(error),
        };
    }
    match crate::interpreter::iterate::next(ctx, iterator) {
        Ok(Done::Value(item)) => Ok(Advance::Item(item)),
        Ok(work) => Ok(Advance::Work(work)),
        Err(error) if is_stop(ctx, &error) => Ok(Advance::End),
        Err(error) => Err(error),
    }
}

fn is_stop(ctx: &Context<'_>, error: &Value) -> bool {
    ctx.interpreter.is_instance(error, &ctx.interpreter.exceptions.stop_iteration)
}

/// Calls: native functions, methods and builtin types at once.
pub(crate) fn invoke(ctx: &mut Context<'_>, callable: Value, args: Vec<Value>) -> NativeResult {
    match &callable {
        Value::NativeFunction(function) => function.invoke(ctx, &Args::new(&args, &[])),
        Value::BoundMethod(method) if let Value::NativeFunction(function) = &method.function => {
            let (function, receiver) = (function.clone(), method.receiver.clone());
            invoke_method(ctx, callable, &function, &receiver, args)
        }
        Value::Instance(_) | Value::Native(_)
            if let Some(Value::NativeFunction(function)) =
                ctx.interpreter.class_of(&callable).lookup(&ctx.interpreter.names.call) =>
        {
            let receiver = callable.clone();
            invoke_method(ctx, callable, &function, &receiver, args)
        }
        Value::Class(class) => {
            let class = class.clone();
            ctx.interpreter.call_class(ctx, &class, args, &[])
        }
        _ => call(callable, args),
    }
}

fn invoke_method(
    ctx: &mut Context<'_>,
    callable: Value,
    function: &Ref<NativeFunction>,
    receiver: &Value,
    args: Vec<Value>,
) -> NativeResult {
    // One that calls itself goes by the machine, which has a limit.
    let Some(_level) = Level::enter() else { return call(callable, args) };
    let all: SmallVec<[Value; 4]> = [receiver.clone()].into_iter().chain(args).collect();
    function.invoke(ctx, &Args::new(&all, &[]))
}

/// The next item of a composite.
pub(crate) fn next(this: &Ref<NativeIterator>, ctx: &mut Context<'_>) -> Result<Step, Value> {
    match Level::enter() {
        Some(_level) => drive(this, ctx, Progress::default(), Input::Start),
        // Composites of composites of composites: the machine's stack is deeper.
        None => Ok(Step::Then(Done::Call(Box::new(Call {
            callable: ctx.helper("_next"),
            args: vec![Value::Iterator(this.clone())],
            names: Vec::new(),
            then: None,
        })))),
    }
}

/// What a composite waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waits {
    Item,
    Value,
}

fn drive(
    this: &Ref<NativeIterator>,
    ctx: &mut Context<'_>,
    mut progress: Progress,
    mut input: Input,
) -> Result<Step, Value> {
    loop {
        let need = match &mut *this.state.lock() {
            IteratorState::Composed(composite) => {
                (composite.kind.resume)(composite, ctx, &mut progress, input)?
            }
            _ => Need::End,
        };
        let (result, waits) = match need {
            Need::Item(item) => return Ok(Step::Item(item)),
            Need::End => return Ok(Step::End),
            Need::Last(callable, args) => {
                return Ok(match invoke(ctx, callable, args)? {
                    Done::Value(item) => Step::Item(item),
                    work => Step::Then(work),
                });
            }
            Need::WithSelf(make) => {
                return Ok(match make(ctx, Value::Iterator(this.clone()))? {
                    Done::Value(item) => Step::Item(item),
                    work => Step::Then(work),
                });
            }
            Need::Next(iterator) => match advance(ctx, &iterator) {
                Ok(Advance::Item(item)) => {
                    input = Input::Item(item);
                    continue;
                }
                Ok(Advance::End) => {
                    input = Input::End;
                    continue;
                }
                Ok(Advance::Work(work)) => (Ok(work), Waits::Item),
                Err(error) => (Err(error), Waits::Value),
            },
            Need::Call(callable, args) => (invoke(ctx, callable, args), Waits::Value),
            Need::Rest(result) => (result, Waits::Value),
            Need::Truth(value) => match truth_natively(ctx.interpreter, &value) {
                Some(truth) => {
                    input = Input::Value(Value::from(truth));
                    continue;
                }
                None => (ctx.call_helper("_truth", vec![value]), Waits::Value),
            },
            Need::Equal(a, b) => match if a.is(&b) { Some(true) } else { equal_natively(&a, &b) } {
                Some(equal) => {
                    input = Input::Value(Value::from(equal));
                    continue;
                }
                None => (ctx.call_helper("_equal", vec![a, b]), Waits::Value),
            },
        };
        match result {
            Ok(Done::Value(value)) => {
                input = match waits {
                    Waits::Item => Input::Item(value),
                    Waits::Value => Input::Value(value),
                };
            }
            Err(error) => return Err(error),
            Ok(work) => {
                let this = this.clone();
                let rest = compose(ctx, Ok(work), move |ctx, result| {
                    let input = match (waits, result) {
                        (Waits::Item, Ok(item)) => Input::Item(item),
                        (Waits::Value, Ok(value)) => Input::Value(value),
                        (Waits::Item, Err(error)) if is_stop(ctx, &error) => Input::End,
                        (_, Err(error)) => return Err(error),
                    };
                    match drive(&this, ctx, progress, input)? {
                        Step::Item(item) => done(item),
                        Step::End => Err(crate::interpreter::iterate::stop(ctx)),
                        Step::Then(work) => Ok(work),
                    }
                })?;
                return Ok(Step::Then(rest));
            }
        }
    }
}

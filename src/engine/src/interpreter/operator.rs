//! Operators: the methods behind them, their reflections, and the messages when there are none.

use std::cmp::Ordering;

use interleave_lang::bytecode::{BinaryOp, CompareOp, Op, Reg, UnaryOp};

use crate::arithmetic::{numbers, symbol};
use crate::compare::{Level, equal_natively, order_natively, truth_natively};
use crate::interpreter::Interpreter;
use crate::interpreter::call::{call_bound, call_special, invoke_bound, invoke_special};
use crate::native::{Args, Context, Done, NativeResult, and_then, done};
use crate::objects::Function;
use crate::reference::Ref;
use crate::string::{Name, Names};
use crate::value::{Truth, Value};

/// The names of an operator: itself, reflected, in place.
fn names_of(names: &Names, op: BinaryOp) -> (&Name, &Name, &Name) {
    match op {
        BinaryOp::Add => (&names.add, &names.radd, &names.iadd),
        BinaryOp::Sub => (&names.sub, &names.rsub, &names.isub),
        BinaryOp::Mul => (&names.mul, &names.rmul, &names.imul),
        BinaryOp::TrueDiv => (&names.truediv, &names.rtruediv, &names.itruediv),
        BinaryOp::FloorDiv => (&names.floordiv, &names.rfloordiv, &names.ifloordiv),
        BinaryOp::Mod => (&names.mod_, &names.rmod, &names.imod),
        BinaryOp::Pow => (&names.pow, &names.rpow, &names.ipow),
        BinaryOp::LShift => (&names.lshift, &names.rlshift, &names.ilshift),
        BinaryOp::RShift => (&names.rshift, &names.rrshift, &names.irshift),
        BinaryOp::And => (&names.and, &names.rand, &names.iand),
        BinaryOp::Or => (&names.or, &names.ror, &names.ior),
        BinaryOp::Xor => (&names.xor, &names.rxor, &names.ixor),
        BinaryOp::MatMul => (&names.matmul, &names.rmatmul, &names.imatmul),
    }
}

/// `a op b`
pub(crate) fn binary(ctx: &mut Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
    let plain = |value: &Value| !matches!(value, Value::Instance(_));
    if plain(a) && plain(b) {
        if let Some(result) = numbers(ctx, op, a, b)? {
            return Ok(Done::Value(result));
        }
        if let Some(result) = crate::types::complex::numbers(ctx, op, a, b)? {
            return Ok(Done::Value(result));
        }
    }
    match (op, a, b) {
        (BinaryOp::Add, Value::List(_), Value::List(_))
        | (BinaryOp::Add, Value::Tuple(_), Value::Tuple(_))
        | (BinaryOp::Add, Value::Bytes(_), Value::Bytes(_)) => {
            crate::types::binary::add(ctx, &Args::new(&[a.clone(), b.clone()], &[]))
        }
        (
            BinaryOp::Mul,
            Value::Str(_) | Value::List(_) | Value::Tuple(_) | Value::Bytes(_),
            Value::Int(_),
        ) => crate::types::binary::mul(ctx, &Args::new(&[a.clone(), b.clone()], &[])),
        (
            BinaryOp::And | BinaryOp::Or | BinaryOp::Sub | BinaryOp::Xor,
            Value::Set(_) | Value::FrozenSet(_),
            Value::Set(_) | Value::FrozenSet(_),
        ) => crate::types::set::binary(ctx, op, a, b),
        _ => binary_by_methods(ctx, op, a, b, symbol(op)),
    }
}

/// The methods that are asked in turn, and whether each is the reflected one, of the second operand.
type Attempts = [Option<(Value, bool)>; 2];

fn binary_attempts(interpreter: &Interpreter, op: BinaryOp, a: &Value, b: &Value) -> Attempts {
    let (name, reflected, _) = names_of(&interpreter.names, op);
    let (class_a, class_b) = (interpreter.class_of(a), interpreter.class_of(b));
    let method = class_a.lookup(name).map(|method| (method, false));
    let reverse = if class_a.is(class_b) { None } else { class_b.lookup(reflected) };
    // A deriving class that has its own reflection comes first.
    let reverse_first = reverse.as_ref().is_some_and(|reverse| {
        class_b.is_subclass(class_a)
            && !class_a.lookup(reflected).is_some_and(|inherited| inherited.is(reverse))
    });
    let reverse = reverse.map(|reverse| (reverse, true));
    if reverse_first { [reverse, method] } else { [method, reverse] }
}

fn compare_attempts(interpreter: &Interpreter, op: CompareOp, a: &Value, b: &Value) -> Attempts {
    let (name, reflected, _) = compare_names(&interpreter.names, op);
    let (class_a, class_b) = (interpreter.class_of(a), interpreter.class_of(b));
    let method = class_a.lookup(name).filter(|method| !method.is_none()).map(|method| (method, false));
    let reverse = class_b.lookup(reflected).filter(|method| !method.is_none()).map(|method| (method, true));
    let first = reverse.is_some() && !class_a.is(class_b) && class_b.is_subclass(class_a);
    if first { [reverse, method] } else { [method, reverse] }
}

/// What an instruction computes by methods of classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Operation {
    Binary(BinaryOp),
    InPlace(BinaryOp),
    Compare(CompareOp),
}

impl Operation {
    /// What an instruction computes, if it is an operator with methods, and its operands' registers, or its second operand's value.
    pub(crate) fn of(op: &Op) -> Option<(Operation, Reg, Result<Reg, i64>)> {
        use Operation::{Binary, Compare, InPlace};
        let by_int = |binary, in_place| if in_place { InPlace(binary) } else { Binary(binary) };
        Some(match *op {
            Op::Add { a, b, .. } => (Binary(BinaryOp::Add), a, Ok(b)),
            Op::Sub { a, b, .. } => (Binary(BinaryOp::Sub), a, Ok(b)),
            Op::Mul { a, b, .. } => (Binary(BinaryOp::Mul), a, Ok(b)),
            Op::Mod { a, b, .. } => (Binary(BinaryOp::Mod), a, Ok(b)),
            Op::FloorDiv { a, b, .. } => (Binary(BinaryOp::FloorDiv), a, Ok(b)),
            Op::AddInt { a, value, in_place, .. } => (by_int(BinaryOp::Add, in_place), a, Err(value.into())),
            Op::SubInt { a, value, in_place, .. } => (by_int(BinaryOp::Sub, in_place), a, Err(value.into())),
            Op::Binary { op, a, b, .. } => (Binary(op), a, Ok(b)),
            Op::InPlace { op, a, b, .. } => (InPlace(op), a, Ok(b)),
            Op::Compare { op, a, b, .. }
            | Op::JumpIfCompare { op, a, b, .. }
            | Op::JumpUnlessCompare { op, a, b, .. } => (Compare(op), a, Ok(b)),
            Op::JumpIfCompareInt { op, a, value, .. } | Op::JumpUnlessCompareInt { op, a, value, .. } => {
                (Compare(op), a, Err(value.into()))
            }
            _ => return None,
        })
    }

    /// The method in Python that is to be asked first, and whether it is the second operand's: for a frame that is pushed at
    /// once.
    #[inline(never)]
    pub(crate) fn method(
        self,
        interpreter: &Interpreter,
        a: &Value,
        b: &Value,
    ) -> Option<(Ref<Function>, bool)> {
        // A number has no answer for an object that is none.
        let bare =
            |value: &Value| matches!(value, Value::Instance(instance) if instance.payload.is_unbound());
        let reflected = match a {
            Value::Instance(_) => false,
            Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None if bare(b) => true,
            _ => return None,
        };
        let names = &interpreter.names;
        let (class_a, class_b) = (interpreter.class_of(a), interpreter.class_of(b));
        if !reflected && !class_a.is(class_b) && class_b.is_subclass(class_a) {
            return None;
        }
        let method = match self {
            Operation::Compare(CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn) => None,
            Operation::Compare(op) => {
                let (name, other, _) = compare_names(names, op);
                if reflected { class_b.lookup(other) } else { class_a.lookup(name) }
            }
            _ if reflected => match self {
                Operation::Binary(op) | Operation::InPlace(op) => class_b.lookup(names_of(names, op).1),
                Operation::Compare(_) => None,
            },
            Operation::Binary(op) => class_a.lookup(names_of(names, op).0),
            Operation::InPlace(op) => {
                let (name, _, in_place) = names_of(names, op);
                class_a.lookup(in_place).or_else(|| class_a.lookup(name))
            }
        };
        match method {
            Some(Value::Function(function)) => Some((function, reflected)),
            _ => None,
        }
    }

    /// Goes on after the method that [`Self::method`] told has answered `NotImplemented`.
    pub(crate) fn after_first(self, ctx: &mut Context<'_>, a: &Value, b: &Value) -> NativeResult {
        let rest = |attempts: Attempts| {
            let at =
                attempts.iter().position(|one| matches!(one, Some((Value::Function(_), _)))).unwrap_or(1);
            let [_, second] = attempts;
            [None, if at == 0 { second } else { None }]
        };
        match self {
            Operation::Binary(op) => {
                let attempts = rest(binary_attempts(ctx.interpreter, op, a, b));
                attempt(ctx, attempts, a.clone(), b.clone(), symbol(op))
            }
            Operation::InPlace(op) => {
                let in_place = names_of(&ctx.interpreter.names, op).2;
                let attempts = binary_attempts(ctx.interpreter, op, a, b);
                let own = ctx.interpreter.class_of(a).lookup(in_place).is_some();
                let attempts = if own { attempts } else { rest(attempts) };
                attempt(ctx, attempts, a.clone(), b.clone(), in_place_symbol(op))
            }
            Operation::Compare(op) => {
                let attempts = rest(compare_attempts(ctx.interpreter, op, a, b));
                attempt_compare(ctx, attempts, a.clone(), b.clone(), op)
            }
        }
    }
}

fn binary_by_methods(
    ctx: &mut Context<'_>,
    op: BinaryOp,
    a: &Value,
    b: &Value,
    sign: &'static str,
) -> NativeResult {
    let attempts = binary_attempts(ctx.interpreter, op, a, b);
    attempt(ctx, attempts, a.clone(), b.clone(), sign)
}

/// Calls one method after the other until one knows an answer.
fn attempt(
    ctx: &mut Context<'_>,
    mut attempts: Attempts,
    a: Value,
    b: Value,
    sign: &'static str,
) -> NativeResult {
    for at in 0..attempts.len() {
        let Some((method, reflected)) = attempts[at].take() else { continue };
        let (receiver, argument) = if reflected { (&b, &a) } else { (&a, &b) };
        match invoke_bound(ctx, method, receiver, &[argument])? {
            Done::Value(Value::NotImplemented) => {}
            Done::Value(value) => return Ok(Done::Value(value)),
            later => {
                return and_then(ctx, Ok(later), move |ctx, value| {
                    if matches!(value, Value::NotImplemented) {
                        attempt(ctx, attempts, a, b, sign)
                    } else {
                        Ok(Done::Value(value))
                    }
                });
            }
        }
    }
    Err(unsupported(ctx, sign, &a, &b))
}

#[cold]
fn unsupported(ctx: &Context<'_>, sign: &str, a: &Value, b: &Value) -> Value {
    // CPython asks the sequence protocol last, which has words of its own.
    if sign == "+" {
        let kind = match a.payload() {
            Value::Str(_) => Some("str"),
            Value::List(_) => Some("list"),
            Value::Tuple(_) => Some("tuple"),
            _ => None,
        };
        if let Some(kind) = kind {
            return ctx
                .type_error(format!("can only concatenate {kind} (not \"{}\") to {kind}", ctx.type_name(b)));
        }
        if let Value::Bytes(_) | Value::ByteArray(_) = a.payload() {
            return ctx.type_error(format!("can't concat {} to {}", ctx.type_name(b), ctx.type_name(a)));
        }
    }
    if sign == "*" {
        let sequence = |v: &Value| {
            matches!(
                v.payload(),
                Value::Str(_) | Value::List(_) | Value::Tuple(_) | Value::Bytes(_) | Value::ByteArray(_)
            )
        };
        if sequence(a) || sequence(b) {
            let other = if sequence(a) { b } else { a };
            return ctx.type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                ctx.type_name(other)
            ));
        }
    }
    let mut text =
        format!("unsupported operand type(s) for {sign}: '{}' and '{}'", ctx.type_name(a), ctx.type_name(b));
    // What Python 2's `print >>file` has become.
    if sign == ">>"
        && let Value::NativeFunction(function) = a
        && function.def.name == "print"
    {
        text.push_str(". Did you mean \"print(<message>, file=<output_stream>)\"?");
    }
    ctx.type_error(text)
}

fn in_place_symbol(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+=",
        BinaryOp::Sub => "-=",
        BinaryOp::Mul => "*=",
        BinaryOp::TrueDiv => "/=",
        BinaryOp::FloorDiv => "//=",
        BinaryOp::Mod => "%=",
        BinaryOp::Pow => "** or pow()",
        BinaryOp::LShift => "<<=",
        BinaryOp::RShift => ">>=",
        BinaryOp::And => "&=",
        BinaryOp::Or => "|=",
        BinaryOp::Xor => "^=",
        BinaryOp::MatMul => "@=",
    }
}

/// `a op= b`
pub(crate) fn in_place(ctx: &mut Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
    let plain = |value: &Value| !matches!(value, Value::Instance(_));
    if plain(a) && plain(b) {
        if let Some(result) = numbers(ctx, op, a, b)? {
            return Ok(Done::Value(result));
        }
        if let Some(result) = crate::types::complex::numbers(ctx, op, a, b)? {
            return Ok(Done::Value(result));
        }
    }
    let (_, _, name) = names_of(&ctx.interpreter.names, op);
    match ctx.interpreter.class_of(a).lookup(name) {
        Some(method) => {
            let (x, y) = (a.clone(), b.clone());
            let result = invoke_bound(ctx, method, a, &[b]);
            and_then(ctx, result, move |ctx, value| {
                if matches!(value, Value::NotImplemented) {
                    binary_by_methods(ctx, op, &x, &y, in_place_symbol(op))
                } else {
                    Ok(Done::Value(value))
                }
            })
        }
        None => binary_by_methods(ctx, op, a, b, in_place_symbol(op)),
    }
}

/// `op a`; not `not`.
pub(crate) fn unary(ctx: &mut Context<'_>, op: UnaryOp, a: &Value) -> NativeResult {
    match (op, a) {
        (UnaryOp::Neg, Value::Int(i)) => {
            return match i.checked_neg() {
                Some(negative) => done(negative),
                None => done(Value::from_bigint(-num_bigint::BigInt::from(*i))),
            };
        }
        (UnaryOp::Neg, Value::Float(f)) => return done(-f.get()),
        (UnaryOp::Neg, Value::Bool(b)) => return done(-i64::from(b.get())),
        (UnaryOp::Neg, Value::BigInt(b)) => return done(Value::from_bigint(-(**b).clone())),
        (UnaryOp::Pos, Value::Int(_) | Value::Float(_) | Value::BigInt(_)) => return done(a.clone()),
        (UnaryOp::Pos, Value::Bool(b)) => return done(i64::from(b.get())),
        (UnaryOp::Invert, Value::Int(i)) => return done(!i),
        (UnaryOp::Invert, Value::Bool(b)) => return done(!i64::from(b.get())),
        (UnaryOp::Invert, Value::BigInt(b)) => return done(Value::from_bigint(-(**b).clone() - 1)),
        _ => {}
    }
    let names = &ctx.interpreter.names;
    let name = unary_name(names, op).unwrap_or(&names.invert);
    let sign = match op {
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        _ => "~",
    };
    call_special(ctx, a, name, Vec::new()).unwrap_or_else(|| {
        Err(ctx.type_error(format!("bad operand type for unary {sign}: '{}'", ctx.type_name(a))))
    })
}

/// The name of a unary operator's method; none of `not`.
pub(crate) fn unary_name(names: &Names, op: UnaryOp) -> Option<&Name> {
    match op {
        UnaryOp::Neg => Some(&names.neg),
        UnaryOp::Pos => Some(&names.pos),
        UnaryOp::Invert => Some(&names.invert),
        UnaryOp::Not => None,
    }
}

/// Whether an order meets a comparison.
#[inline]
pub(crate) fn meets(op: CompareOp, order: Option<Ordering>) -> bool {
    match (op, order) {
        (CompareOp::Lt, Some(o)) => o == Ordering::Less,
        (CompareOp::Le, Some(o)) => o != Ordering::Greater,
        (CompareOp::Gt, Some(o)) => o == Ordering::Greater,
        (CompareOp::Ge, Some(o)) => o != Ordering::Less,
        (CompareOp::Eq, Some(o)) => o == Ordering::Equal,
        (CompareOp::Ne, Some(o)) => o != Ordering::Equal,
        (CompareOp::Ne, None) => true,
        _ => false,
    }
}

fn compare_names(names: &Names, op: CompareOp) -> (&Name, &Name, &'static str) {
    match op {
        CompareOp::Lt => (&names.lt, &names.gt, "<"),
        CompareOp::Le => (&names.le, &names.ge, "<="),
        CompareOp::Gt => (&names.gt, &names.lt, ">"),
        CompareOp::Ge => (&names.ge, &names.le, ">="),
        CompareOp::Ne => (&names.ne, &names.ne, "!="),
        _ => (&names.eq, &names.eq, "=="),
    }
}

/// `a op b`
pub(crate) fn compare(ctx: &mut Context<'_>, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
    match op {
        CompareOp::Is => return done(a.is(b)),
        CompareOp::IsNot => return done(!a.is(b)),
        CompareOp::In => return contains(ctx, b, a),
        CompareOp::NotIn => {
            let found = contains(ctx, b, a);
            return and_then(ctx, found, |_, found| done(!matches!(found, Value::Bool(Truth::True))));
        }
        CompareOp::Eq => {
            if let Some(equal) = equal_natively(a, b) {
                return done(equal);
            }
        }
        CompareOp::Ne => {
            // A class may have `__ne__` alone; then equality is not asked.
            if let Some(equal) = equal_natively(a, b) {
                return done(!equal);
            }
        }
        _ => {
            if let Ok(order) = order_natively(a, b) {
                return done(meets(op, order));
            }
            if let Some(answer) = compare_sets(op, a, b) {
                return done(answer);
            }
        }
    }
    compare_by_methods(ctx, op, a, b)
}

/// Subset and superset.
fn compare_sets(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    let (Value::Set(x) | Value::FrozenSet(x), Value::Set(y) | Value::FrozenSet(y)) = (a, b) else {
        return None;
    };
    if x.is(y) {
        return Some(matches!(op, CompareOp::Le | CompareOp::Ge));
    }
    let (small, large, proper) = match op {
        CompareOp::Lt => (x, y, true),
        CompareOp::Le => (x, y, false),
        CompareOp::Gt => (y, x, true),
        _ => (y, x, false),
    };
    if proper && small.len() >= large.len() { Some(false) } else { small.is_subset(large) }
}

pub(crate) fn compare_by_methods(ctx: &mut Context<'_>, op: CompareOp, a: &Value, b: &Value) -> NativeResult {
    let attempts = compare_attempts(ctx.interpreter, op, a, b);
    attempt_compare(ctx, attempts, a.clone(), b.clone(), op)
}

fn attempt_compare(
    ctx: &mut Context<'_>,
    mut attempts: Attempts,
    a: Value,
    b: Value,
    op: CompareOp,
) -> NativeResult {
    for at in 0..attempts.len() {
        let Some((method, reflected)) = attempts[at].take() else { continue };
        let (receiver, argument) = if reflected { (&b, &a) } else { (&a, &b) };
        // Natives compare what is in containers, and that has containers in it.
        let level = Level::enter();
        let result = match level {
            Some(_) => invoke_bound(ctx, method, receiver, &[argument]),
            None => call_bound(ctx, method, receiver, vec![argument.clone()]),
        };
        drop(level);
        match result? {
            Done::Value(Value::NotImplemented) => {}
            Done::Value(value) => return Ok(Done::Value(value)),
            later => {
                return and_then(ctx, Ok(later), move |ctx, value| {
                    if matches!(value, Value::NotImplemented) {
                        attempt_compare(ctx, attempts, a, b, op)
                    } else {
                        Ok(Done::Value(value))
                    }
                });
            }
        }
    }
    match op {
        CompareOp::Eq => done(a.is(&b)),
        CompareOp::Ne => done(!a.is(&b)),
        _ => {
            let sign = compare_names(&ctx.interpreter.names, op).2;
            Err(ctx.type_error(format!(
                "'{sign}' not supported between instances of '{}' and '{}'",
                ctx.type_name(&a),
                ctx.type_name(&b)
            )))
        }
    }
}

/// `item in container`: a bool.
pub(crate) fn contains(ctx: &mut Context<'_>, container: &Value, item: &Value) -> NativeResult {
    match container {
        Value::Dict(dict) => {
            let exotic = dict.lock().is_exotic();
            let dict = dict.clone();
            return ctx
                .with_key(container, exotic, item, move |_, key| done(dict.lock().position(&key).is_some()));
        }
        Value::Set(set) | Value::FrozenSet(set) if !matches!(item, Value::Set(_)) => {
            let exotic = set.lock().is_exotic();
            let set = set.clone();
            return ctx.with_key(container, exotic, item, move |_, key| done(set.lock().contains(&key)));
        }
        Value::List(_) | Value::Tuple(_) => {
            if let (Value::List(list), Value::Int(_) | Value::Str(_) | Value::None) = (container, item) {
                // Compared where they lie, as long as no item has something inside.
                let mut plain = true;
                let found = list.lock().iter().any(|candidate| {
                    plain &= matches!(
                        candidate,
                        Value::Int(_) | Value::Str(_) | Value::None | Value::Float(_) | Value::Bool(_)
                    );
                    !plain || candidate.is(item) || equal_natively(candidate, item) == Some(true)
                });
                if plain {
                    return done(found);
                }
            }
            let snapshot;
            let items: &[Value] = match container {
                Value::Tuple(tuple) => tuple,
                _ => {
                    snapshot = container.sequence_items().unwrap_or_default();
                    &snapshot
                }
            };
            let mut unsure = false;
            for candidate in items {
                if candidate.is(item) {
                    return done(true);
                }
                match equal_natively(candidate, item) {
                    Some(true) => return done(true),
                    Some(false) => {}
                    None => {
                        unsure = true;
                        break;
                    }
                }
            }
            if !unsure {
                return done(false);
            }
            return ctx.call_helper("_contains", vec![container.clone(), item.clone()]);
        }
        Value::Str(text) => {
            let Some(part) = item.as_str() else {
                return Err(ctx.type_error(format!(
                    "'in <string>' requires string as left operand, not {}",
                    ctx.type_name(item)
                )));
            };
            return done(text.as_str().contains(part.as_str()));
        }
        _ => {}
    }
    let names = &ctx.interpreter.names;
    let class = ctx.interpreter.class_of(container);
    match class.lookup(&names.contains) {
        Some(Value::None) => {
            Err(ctx.type_error(format!("'{}' object is not a container", class.name.as_str())))
        }
        Some(method) => {
            let result = invoke_bound(ctx, method, container, &[item]);
            and_then(ctx, result, truth_value)
        }
        None => {
            if class.lookup(&names.iter).is_none() && class.lookup(&names.getitem).is_none() {
                return Err(
                    ctx.type_error(format!("argument of type '{}' is not iterable", class.name.as_str()))
                );
            }
            ctx.call_helper("_contains", vec![container.clone(), item.clone()])
        }
    }
}

fn truth_value(ctx: &mut Context<'_>, value: Value) -> NativeResult {
    match truth_natively(ctx.interpreter, &value) {
        Some(truth) => done(truth),
        None => truth(ctx, &value),
    }
}

/// `bool(value)` of an object whose class says it itself.
pub(crate) fn truth(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    if let Some(truth) = truth_natively(ctx.interpreter, value) {
        return done(truth);
    }
    let names = &ctx.interpreter.names;
    if let Some(result) = invoke_special(ctx, value, &names.bool, &[]) {
        return and_then(ctx, result, |ctx, answer| bool_answer(ctx, answer).map(Done::Value));
    }
    if let Some(result) = invoke_special(ctx, value, &names.len, &[]) {
        return and_then(ctx, result, |ctx, length| {
            let length = ctx.index(&length)?;
            if length < 0 {
                return Err(ctx.value_error("__len__() should return >= 0"));
            }
            done(length != 0)
        });
    }
    done(true)
}

/// What a `__bool__` has answered, if that is a bool.
pub(crate) fn bool_answer(ctx: &Context<'_>, answer: Value) -> Result<Value, Value> {
    match answer {
        Value::Bool(_) => Ok(answer),
        other => {
            Err(ctx.type_error(format!("__bool__ should return bool, returned {}", ctx.type_name(&other))))
        }
    }
}

impl Interpreter {
    /// `a op b` where both are of builtin types that order natively.
    #[inline]
    pub(crate) fn compare_fast(&self, op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
        match op {
            CompareOp::Is => Some(a.is(b)),
            CompareOp::IsNot => Some(!a.is(b)),
            CompareOp::Eq => equal_natively(a, b),
            CompareOp::Ne => equal_natively(a, b).map(|equal| !equal),
            CompareOp::In | CompareOp::NotIn => None,
            _ => order_natively(a, b).ok().map(|order| meets(op, order)),
        }
    }
}

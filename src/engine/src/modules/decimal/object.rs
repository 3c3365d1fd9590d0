//! The type `Decimal`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

use num_bigint::Sign;

use super::arithmetic::Op;
use super::coefficient::{Coefficient, check_digits};
use super::number::{Kind, Number};
use super::rules::{Rounding, Rules, signal};
use super::{context, conversion, fitting, format, more, yes};
use crate::class::Class;
use crate::native::{Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, done};
use crate::reference::Ref;
use crate::value::Value;

/// The object of a number.
pub(super) struct Decimal {
    number: Number,
    /// What the heap image has put into an object that was made without arguments.
    restored: OnceLock<Number>,
}

const ZERO: Number = Number::small(0);
static NOTHING: Number = ZERO;

impl Decimal {
    pub(super) fn number(&self) -> &Number {
        self.restored.get().unwrap_or(&self.number)
    }
}

impl NativeData for Decimal {
    fn state(&self) -> Option<Value> {
        Some(Value::tuple(conversion::taken_apart(self.number())))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        // Once: a damaged image may ask it of an object that has its number.
        let _ = self.restored.set(conversion::put_together(ctx, &parts)?);
        Ok(())
    }
}

/// An object of the native class.
pub(super) fn wrap(class: &Ref<Class>, number: Number) -> Value {
    Value::Native(Ref::new(NativeObject::new(class.clone(), Decimal { number, restored: OnceLock::new() })))
}

/// The number of a decimal.
pub(super) fn number(value: &Value) -> Option<&Number> {
    Some(value.native::<Decimal>()?.number())
}

fn this<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Number, Value> {
    number(value).ok_or_else(|| crate::types::support::wrong_receiver(ctx, value, "decimal.Decimal"))
}

/// The number of an operand: a decimal or an int.
pub(super) fn operand(value: &Value) -> Option<Cow<'_, Number>> {
    Some(match value.payload() {
        Value::Native(object) => Cow::Borrowed(object.data::<Decimal>()?.number()),
        Value::Int(int) => Cow::Owned(Number::whole(*int)),
        Value::Bool(truth) => Cow::Owned(Number::whole(i64::from(truth.get()))),
        Value::BigInt(big) => Cow::Owned(Number::finite(
            big.sign() == Sign::Minus,
            Coefficient::from_big(big.magnitude().clone()),
            0,
        )),
        _ => return None,
    })
}

/// Whether [`operand`] knows it.
fn is_operand(value: &Value) -> bool {
    match value.payload() {
        Value::Native(object) => object.data::<Decimal>().is_some(),
        value => matches!(value, Value::Int(_) | Value::Bool(_) | Value::BigInt(_)),
    }
}

/// The native class: that of an operand.
pub(super) fn class_for(ctx: &Context<'_>, operands: &[&Value]) -> Result<Ref<Class>, Value> {
    for operand in operands {
        if let Value::Native(object) = operand.payload()
            && object.data::<Decimal>().is_some()
        {
            return Ok(object.class.clone());
        }
    }
    ctx.module_class(super::MODULE_NAME, "Decimal")
}

pub(super) fn no_conversion(ctx: &Context<'_>, value: &Value) -> Value {
    ctx.type_error(format!("conversion from {} to Decimal is not supported", ctx.class_name(value)))
}

// ---- operations

impl Op {
    /// How many operands it has, and whether it heeds a context.
    fn shape(self) -> (usize, bool) {
        match self {
            Op::Fma => (3, true),
            Op::Plus | Op::Minus | Op::Abs | Op::Sqrt | Op::Exp | Op::Ln | Op::Log10 | Op::Logb => (1, true),
            Op::Apply | Op::Normalize | Op::ToIntegralExact | Op::ToIntegralValue => (1, true),
            Op::NextMinus | Op::NextPlus | Op::Invert | Op::IsNormal | Op::IsSubnormal | Op::NumberClass => {
                (1, true)
            }
            Op::CopyAbs
            | Op::CopyNegate
            | Op::Canonical
            | Op::IsCanonical
            | Op::IsFinite
            | Op::IsInfinite => (1, false),
            Op::IsNan | Op::IsQnan | Op::IsSnan | Op::IsSigned | Op::IsZero => (1, false),
            Op::CompareTotal | Op::CompareTotalMag | Op::CopySign | Op::SameQuantum => (2, false),
            _ => (2, true),
        }
    }

    /// What is asked of Python where an operation is long and rare.
    fn elsewhere(self, a: &Number, b: &Number, rules: &Rules) -> Option<&'static str> {
        match self {
            Op::Exp if !a.is_nan() => Some("exp"),
            Op::Ln if !a.is_nan() => Some("ln"),
            Op::Log10 if !a.is_nan() => Some("log10"),
            Op::Power if !a.is_nan() && !b.is_nan() && whole_exponent(a, b, rules).is_none() => Some("power"),
            _ => None,
        }
    }
}

/// The exponent of a power that is multiplied out: the result is neither trivial nor far beyond the limits.
fn whole_exponent(a: &Number, b: &Number, rules: &Rules) -> Option<i64> {
    let Coefficient::Small(size) = b.coefficient else { return None };
    let usual = a.is_finite() && b.is_finite() && !a.is_zero() && size != 0 && (-9..=9).contains(&b.exponent);
    if !usual || !b.is_whole() {
        return None;
    }
    let Coefficient::Small(size) = b.truncated().ok()? else { return None };
    let size = i64::try_from(size).ok().filter(|size| *size < 1_000_000_000)?;
    let one = a.signed(false).order(&Number::small(1)) == Ordering::Equal;
    // Whether the result is beyond the limits at once: by the digits of its exponent.
    let adjusted = a.adjusted();
    let limit = if (adjusted >= 0) != b.negative { rules.emax } else { -rules.tiny() };
    let digits = |number: i64| i64::from(number.checked_ilog10().unwrap_or(0));
    let reach = digits(adjusted.max(-1 - adjusted)) + digits(size);
    (!one && reach < digits(limit) + 2).then_some(if b.negative { -size } else { size })
}

/// What an operation gives, in the given context or the thread's. The operands are decimals or ints.
pub(super) fn evaluate(
    ctx: &mut Context<'_>,
    op: Op,
    rounding: Option<Rounding>,
    operands: &[&Value],
    context: &Value,
) -> NativeResult {
    if let Some(wrong) = operands.iter().find(|value| !is_operand(value)) {
        return Err(no_conversion(ctx, wrong));
    }
    match context::of(ctx, context)? {
        None if op.shape().1 => {
            let operands: Vec<Value> = operands.iter().map(|value| (*value).clone()).collect();
            context::find(
                ctx,
                Box::new(move |ctx, context| {
                    let operands: Vec<&Value> = operands.iter().collect();
                    run(ctx, op, rounding, &operands, &context)
                }),
            )
        }
        None => run(ctx, op, rounding, operands, &Value::None),
        Some(context) => run(ctx, op, rounding, operands, &context),
    }
}

fn run(
    ctx: &mut Context<'_>,
    op: Op,
    rounding: Option<Rounding>,
    operands: &[&Value],
    context: &Value,
) -> NativeResult {
    let mut rules = context::rules(context);
    rules.rounding = rounding.unwrap_or(rules.rounding);
    let class = class_for(ctx, operands)?;
    let take =
        |at: usize| operands.get(at).and_then(|value| operand(value)).unwrap_or(Cow::Borrowed(&NOTHING));
    let (a, b, c) = (take(0), take(1), take(2));
    if let Some(function) = op.elsewhere(&a, &b, &rules) {
        let mut args = vec![context.clone()];
        args.extend(operands.iter().map(|value| (*value).clone()));
        return more(ctx, function, args);
    }
    let value = fitting(ctx, compute(&class, &mut rules, op, &a, &b, &c))?;
    context::settle(ctx, context, rules.status)?;
    done(value)
}

fn compute(
    class: &Ref<Class>,
    rules: &mut Rules,
    op: Op,
    a: &Number,
    b: &Number,
    c: &Number,
) -> Result<Value, super::coefficient::TooLarge> {
    let usual = a.is_finite() && !a.is_zero();
    let subnormal = usual && a.adjusted() < rules.emin;
    let truth = match op {
        Op::DivMod => {
            let (quotient, rest) = rules.divide_whole(a, b, op)?;
            return Ok(Value::tuple([wrap(class, quotient), wrap(class, rest)]));
        }
        Op::Power => {
            let nan = rules.nan(&[a, b]);
            let exponent = whole_exponent(a, b, rules);
            return Ok(wrap(
                class,
                match (nan, exponent) {
                    (Some(nan), _) => nan,
                    (None, Some(exponent)) => rules.whole_power(a, exponent)?,
                    (None, None) => rules.signal(signal::INVALID),
                },
            ));
        }
        Op::NumberClass => {
            let sign = if a.negative { "-" } else { "+" };
            return Ok(Value::str(match a.kind {
                Kind::Nan => String::from("NaN"),
                Kind::Signaling => String::from("sNaN"),
                Kind::Infinite => [sign, "Infinity"].concat(),
                Kind::Finite if !usual => [sign, "Zero"].concat(),
                Kind::Finite => [sign, if subnormal { "Subnormal" } else { "Normal" }].concat(),
            }));
        }
        Op::SameQuantum => match (a.is_finite(), b.is_finite()) {
            (true, true) => a.exponent == b.exponent,
            _ => a.is_nan() && b.is_nan() || a.is_infinite() && b.is_infinite(),
        },
        Op::IsCanonical => true,
        Op::IsFinite => a.is_finite(),
        Op::IsInfinite => a.is_infinite(),
        Op::IsNan => a.is_nan(),
        Op::IsQnan => a.kind == Kind::Nan,
        Op::IsSnan => a.kind == Kind::Signaling,
        Op::IsSigned => a.negative,
        Op::IsZero => a.is_zero(),
        Op::IsNormal => usual && !subnormal,
        Op::IsSubnormal => subnormal,
        _ => return Ok(wrap(class, rules.apply(op, a, b, c)?)),
    };
    Ok(Value::from(truth))
}

/// `result(context, number, signals[, rounding])`: fits the number to the context, which signals so much.
pub(super) fn result(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(number) = number(&args[1]) else { return Err(no_conversion(ctx, &args[1])) };
    let mut rules = context::rules(&args[0]);
    if let Some(rounding) = args.get(3) {
        rules.rounding = context::rounding(ctx, rounding)?.unwrap_or(rules.rounding);
    }
    let before = ctx.index(&args[2])? as u32;
    let fitted = fitting(ctx, rules.fit(number.clone()))?;
    if rules.status & signal::SUBNORMAL != 0 && before & signal::INEXACT != 0 {
        rules.status |= signal::UNDERFLOW;
    }
    rules.status |= before;
    context::settle(ctx, &args[0], rules.status)?;
    done(wrap(&class_for(ctx, &[&args[1]])?, fitted))
}

/// An operator: what it does not know is left to the other operand.
fn operator(ctx: &mut Context<'_>, op: Op, a: &Value, b: &Value) -> NativeResult {
    if !is_operand(a) || !is_operand(b) {
        return done(Value::NotImplemented);
    }
    evaluate(ctx, op, None, &[a, b], &Value::Unbound)
}

fn unary(ctx: &mut Context<'_>, op: Op, args: &Args<'_>) -> NativeResult {
    evaluate(ctx, op, None, &[args.this()], &Value::Unbound)
}

/// A method: the operands, and a context at the end.
fn method(ctx: &mut Context<'_>, op: Op, args: &Args<'_>) -> NativeResult {
    this(ctx, args.this())?;
    let (count, heeds) = op.shape();
    match op {
        Op::Quantize | Op::ToIntegralExact | Op::ToIntegralValue => {
            let (other, rounding, context) = if op == Op::Quantize {
                let [other, rounding, context] =
                    args.bind(ctx, "quantize", 1, ["exp", "rounding", "context"], 1)?;
                (other, rounding, context)
            } else {
                let [rounding, context] = args.bind(ctx, "to_integral", 1, ["rounding", "context"], 0)?;
                (Value::Unbound, rounding, context)
            };
            let rounding = context::rounding(ctx, &rounding)?;
            evaluate(ctx, op, rounding, &[args.this(), &other][..count], &context)
        }
        Op::Fma => {
            let [other, third, context] = args.bind(ctx, "fma", 1, ["other", "third", "context"], 2)?;
            evaluate(ctx, op, None, &[args.this(), &other, &third], &context)
        }
        _ if count == 2 => {
            let [other, context] = args.bind(ctx, "function", 1, ["other", "context"], 1)?;
            evaluate(ctx, op, None, &[args.this(), &other], &context)
        }
        _ if heeds => {
            let [context] = args.bind(ctx, "function", 1, ["context"], 0)?;
            evaluate(ctx, op, None, &[args.this()], &context)
        }
        _ if op == Op::Canonical => done(args.this().clone()),
        _ => evaluate(ctx, op, None, &[args.this()], &Value::Unbound),
    }
}

macro_rules! operations {
    ($($name:literal $reflected:literal $op:ident,)*;
     $($unary:literal $unary_op:ident,)*;
     $($method:literal $method_op:ident,)*;
     $($plain:literal $plain_op:ident,)*) => {
        pub(super) const OPERATIONS: &[Def] = &[
            $(
                Def::new($name, |ctx, args| operator(ctx, Op::$op, &args[0], &args[1]), 1),
                Def::new($reflected, |ctx, args| operator(ctx, Op::$op, &args[1], &args[0]), 1),
            )*
            $(Def::new($unary, |ctx, args| unary(ctx, Op::$unary_op, args), 0),)*
            $(Def::any($method, |ctx, args| method(ctx, Op::$method_op, args)),)*
            $(Def::new($plain, |ctx, args| method(ctx, Op::$plain_op, args), 0),)*
        ];
    };
}

operations! {
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Subtract, "__mul__" "__rmul__" Multiply,
    "__truediv__" "__rtruediv__" Divide, "__floordiv__" "__rfloordiv__" DivideInt, "__mod__" "__rmod__" Remainder,
    "__divmod__" "__rdivmod__" DivMod,;
    "__neg__" Minus, "__pos__" Plus, "__abs__" Abs,;
    "compare" Compare, "compare_signal" CompareSignal, "compare_total" CompareTotal,
    "compare_total_mag" CompareTotalMag, "copy_sign" CopySign, "exp" Exp, "fma" Fma, "is_normal" IsNormal,
    "is_subnormal" IsSubnormal, "ln" Ln, "log10" Log10, "logb" Logb, "logical_and" And, "logical_invert" Invert,
    "logical_or" Or, "logical_xor" Xor, "max" Max, "max_mag" MaxMag, "min" Min, "min_mag" MinMag,
    "next_minus" NextMinus, "next_plus" NextPlus, "next_toward" NextToward, "normalize" Normalize,
    "number_class" NumberClass, "quantize" Quantize, "remainder_near" RemainderNear, "rotate" Rotate,
    "same_quantum" SameQuantum, "scaleb" Scaleb, "shift" Shift, "sqrt" Sqrt, "to_integral" ToIntegralValue,
    "to_integral_exact" ToIntegralExact, "to_integral_value" ToIntegralValue,;
    "canonical" Canonical, "copy_abs" CopyAbs, "copy_negate" CopyNegate, "is_canonical" IsCanonical,
    "is_finite" IsFinite, "is_infinite" IsInfinite, "is_nan" IsNan, "is_qnan" IsQnan, "is_signed" IsSigned,
    "is_snan" IsSnan, "is_zero" IsZero,
}

fn power(ctx: &mut Context<'_>, a: &Value, b: &Value, modulo: Option<&Value>) -> NativeResult {
    match modulo.filter(|modulo| !modulo.is_none()) {
        None => operator(ctx, Op::Power, a, b),
        Some(modulo) if [a, b, modulo].iter().all(|value| is_operand(value)) => {
            modular_power(ctx, [a, b, modulo], &Value::Unbound)
        }
        Some(_) => done(Value::NotImplemented),
    }
}

pub(super) fn modular_power(ctx: &mut Context<'_>, operands: [&Value; 3], context: &Value) -> NativeResult {
    if let Some(wrong) = operands.into_iter().find(|value| !is_operand(value)) {
        return Err(no_conversion(ctx, wrong));
    }
    let operands = operands.map(Value::clone);
    let ask = move |ctx: &mut Context<'_>, context: Value| {
        let [a, b, modulo] = operands;
        more(ctx, "power_modulo", vec![context, a, b, modulo])
    };
    match context::of(ctx, context)? {
        Some(context) => ask(ctx, context),
        None => context::find(ctx, Box::new(ask)),
    }
}

// ---- comparison

/// How the type's comparisons are written: `ge`, say, holds for greater and equal.
#[derive(Clone, Copy, PartialEq)]
enum Test {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Test {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Test::Eq => order.is_eq(),
            Test::Ne => order.is_ne(),
            Test::Lt => order.is_lt(),
            Test::Le => order.is_le(),
            Test::Gt => order.is_gt(),
            Test::Ge => order.is_ge(),
        }
    }
}

fn compare(ctx: &mut Context<'_>, args: &Args<'_>, test: Test) -> NativeResult {
    let a = this(ctx, args.this())?;
    let equality = matches!(test, Test::Eq | Test::Ne);
    let complex = crate::types::complex::of(&args[1]);
    let float = match args[1].payload() {
        Value::Float(float) => Some(float.get()),
        _ => complex.filter(|complex| equality && complex.imag == 0.0).map(|complex| complex.real),
    };
    let other = match (float, operand(&args[1])) {
        (Some(float), _) => Cow::Owned(conversion::of_float(float)),
        (None, Some(other)) => other,
        (None, None) => {
            if complex.is_none() && matches!(args[1], Value::Instance(_)) {
                const NAMES: [&str; 6] = ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"];
                let name = Value::str(NAMES[test as usize]);
                return more(ctx, "compare_rational", vec![args.this().clone(), args[1].clone(), name]);
            }
            return done(Value::NotImplemented);
        }
    };
    let mut status = if float.is_some() { signal::FLOAT } else { 0 };
    let answer = if a.is_nan() || other.is_nan() {
        if !equality || a.kind == Kind::Signaling || other.kind == Kind::Signaling {
            status |= signal::INVALID;
        }
        test == Test::Ne
    } else {
        test.holds(a.order(&other))
    };
    if status == 0 {
        return yes(answer);
    }
    let mut noted = move |ctx: &mut Context<'_>, context: Value| {
        if equality && status & signal::FLOAT != 0 {
            // Noted, but not raised.
            context::note(&context, signal::FLOAT);
            status &= !signal::FLOAT;
        }
        context::settle(ctx, &context, status)?;
        yes(answer)
    };
    match context::of(ctx, &Value::Unbound)? {
        Some(context) => noted(ctx, context),
        None => context::find(ctx, Box::new(noted)),
    }
}

/// `a == b` for a decimal and another one or an int; neither is a NaN, which signals.
pub(crate) fn equal(a: &Value, b: &Value) -> Option<bool> {
    let (a, b) = (operand(a)?, operand(b)?);
    if a.is_nan() || b.is_nan() { None } else { Some(a.order(&b).is_eq()) }
}

pub(crate) fn is_decimal(value: &Value) -> bool {
    number(value).is_some()
}

/// `bool(decimal)`
pub(crate) fn truth(value: &Value) -> Option<bool> {
    number(value).map(|number| !number.is_zero())
}

fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = this(ctx, args.this())?;
    match number.kind {
        Kind::Signaling => Err(ctx.type_error("Cannot hash a signaling NaN value")),
        Kind::Nan => done(ctx.interpreter.id(args.this()) as i64 >> 4),
        _ => done(number.hash()),
    }
}

// ---- texts

/// A text that may tell a power of ten, whose letter the context chooses.
fn text_in_context(
    ctx: &mut Context<'_>,
    value: &Value,
    context: &Value,
    make: fn(&Number, bool) -> String,
) -> NativeResult {
    let number = this(ctx, value)?;
    fitting(ctx, check_digits(number.coefficient.digits()))?;
    match context::of(ctx, context)? {
        Some(context) => done(Value::str(make(number, context::rules(&context).capitals))),
        None => {
            let value = value.clone();
            context::find(
                ctx,
                Box::new(move |ctx, context| {
                    done(Value::str(make(this(ctx, &value)?, context::rules(&context).capitals)))
                }),
            )
        }
    }
}

pub(super) fn plain_text(number: &Number, capital: bool) -> String {
    number.text(false, capital)
}

pub(super) fn engineers_text(number: &Number, capital: bool) -> String {
    number.text(true, capital)
}

pub(super) fn text_of(
    ctx: &mut Context<'_>,
    value: &Value,
    context: &Value,
    make: fn(&Number, bool) -> String,
) -> NativeResult {
    if number(value).is_some() {
        return text_in_context(ctx, value, context, make);
    }
    let Some(number) = operand(value) else { return Err(no_conversion(ctx, value)) };
    done(Value::str(make(&number, true)))
}

fn to_eng_string(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [context] = args.bind(ctx, "to_eng_string", 1, ["context"], 0)?;
    text_in_context(ctx, args.this(), &context, engineers_text)
}

// ---- the type

const METHODS: &[Def] = &[
    Def::range("__pow__", |ctx, args| power(ctx, &args[0], &args[1], args.get(2)), 1, 2),
    Def::range("__rpow__", |ctx, args| power(ctx, &args[1], &args[0], args.get(2)), 1, 2),
    Def::new("__eq__", |ctx, args| compare(ctx, args, Test::Eq), 1),
    Def::new("__ne__", |ctx, args| compare(ctx, args, Test::Ne), 1),
    Def::new("__lt__", |ctx, args| compare(ctx, args, Test::Lt), 1),
    Def::new("__le__", |ctx, args| compare(ctx, args, Test::Le), 1),
    Def::new("__gt__", |ctx, args| compare(ctx, args, Test::Gt), 1),
    Def::new("__ge__", |ctx, args| compare(ctx, args, Test::Ge), 1),
    Def::new("__hash__", hash, 0),
    Def::new("__bool__", |ctx, args| yes(!this(ctx, args.this())?.is_zero()), 0),
    Def::new("__str__", |ctx, args| text_in_context(ctx, args.this(), &Value::Unbound, plain_text), 0),
    Def::new(
        "__repr__",
        |ctx, args| {
            let quoted =
                |number: &Number, capital| ["Decimal('", &number.text(false, capital), "')"].concat();
            text_in_context(ctx, args.this(), &Value::Unbound, quoted)
        },
        0,
    ),
    Def::any("to_eng_string", to_eng_string),
    Def::range("__format__", format::format, 1, 2),
    Def::new("__int__", |ctx, args| conversion::int(ctx, args.this(), Rounding::Down), 0),
    Def::new("__trunc__", |ctx, args| conversion::int(ctx, args.this(), Rounding::Down), 0),
    Def::new("__floor__", |ctx, args| conversion::int(ctx, args.this(), Rounding::Floor), 0),
    Def::new("__ceil__", |ctx, args| conversion::int(ctx, args.this(), Rounding::Ceiling), 0),
    Def::range("__round__", round, 0, 1),
    Def::new("__float__", |ctx, args| done(conversion::float(ctx, args.this())?), 0),
    Def::new("__complex__", conversion::complex, 0),
    Def::new("as_tuple", conversion::as_tuple, 0),
    Def::new("as_integer_ratio", conversion::as_integer_ratio, 0),
    Def::new("adjusted", |ctx, args| done(this(ctx, args.this())?.adjusted()), 0),
    Def::new("conjugate", |_, args| done(args.this().clone()), 0),
    Def::new("radix", radix, 0),
    Def::new("__copy__", |_, args| done(args.this().clone()), 0),
    Def::new("__deepcopy__", |_, args| done(args.this().clone()), 1),
    Def::new("__reduce__", reduce, 0),
    Def::new("from_float", conversion::from_float, 1).class(),
];

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(conversion::new),
    methods: METHODS,
    getters: &[
        Getter::new("real", |_, value| Ok(value.clone())),
        Getter::new("imag", |ctx, value| Ok(wrap(&class_for(ctx, &[value])?, ZERO))),
    ],
    doc: "Construct a new Decimal object from an integer, string, tuple, float or another Decimal object.",
    ..TypeDef::EMPTY
};

pub(super) fn radix(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(wrap(&class_for(ctx, &[])?, Number::small(10)))
}

fn round(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args.get(1) {
        None | Some(Value::None) => conversion::int(ctx, args.this(), Rounding::HalfEven),
        Some(places) => {
            if places.to_bigint().is_none() {
                return Err(ctx.type_error("optional arg must be an integer"));
            }
            let places = ctx.index(places)?;
            let unit = Number::finite(false, Coefficient::Small(1), places.saturating_neg());
            let unit = wrap(&class_for(ctx, &[args.this()])?, unit);
            evaluate(ctx, Op::Quantize, None, &[args.this(), &unit], &Value::Unbound)
        }
    }
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = Value::str(this(ctx, args.this())?.text(false, true));
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    done(Value::tuple([class, Value::tuple([text])]))
}

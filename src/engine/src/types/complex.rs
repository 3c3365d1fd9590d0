//! `complex` (Objects/complexobject.c).

use interleave_lang::bytecode::BinaryOp;

use crate::arithmetic::bigint_to_float;
use crate::compare::{equal_natively, hash_float};
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::modules::exact;
use crate::native::{
    Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, and_then, call, done,
};
use crate::reference::Ref;
use crate::text::float::{self, Style};
use crate::text::{parse, spec};
use crate::value::Value;

use super::support::raise;
use super::{binary, format, show};

/// A complex number: real and imaginary part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Number {
    pub(crate) real: f64,
    pub(crate) imag: f64,
}

/// The object of one. Nothing changes it but the heap image, which fills in what it made empty.
struct Complex {
    number: Guard<Number>,
}

impl NativeData for Complex {
    fn state(&self) -> Option<Value> {
        let number = *self.number.lock();
        Some(Value::tuple([Value::from(number.real), Value::from(number.imag)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        let [real, imag] = &parts[..] else { return Err(ctx.value_error("not the state of a complex")) };
        *self.number.lock() = Number { real: ctx.float(real)?, imag: ctx.float(imag)? };
        Ok(())
    }
}

macro_rules! operators {
    ($($name:literal $reflected:literal $op:ident,)*) => {
        const OPERATORS: &[Def] = &[$(
            Def::new($name, |ctx, args| method(ctx, BinaryOp::$op, &args[0], &args[1]), 1),
            Def::new($reflected, |ctx, args| method(ctx, BinaryOp::$op, &args[1], &args[0]), 1),
        )*];
    };
}

operators! {
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul, "__truediv__" "__rtruediv__" TrueDiv,
}

const METHODS: &[Def] = &[
    Def::new("conjugate", conjugate, 0).doc("Return the complex conjugate of its argument."),
    Def::new("__complex__", |ctx, args| plain(ctx, args, |number| number), 0),
    Def::new("__pos__", |ctx, args| plain(ctx, args, |number| number), 0),
    Def::new("__neg__", |ctx, args| plain(ctx, args, Number::negated), 0),
    Def::new("__abs__", abs, 0),
    Def::new("__bool__", |ctx, args| this(ctx, args).and_then(|n| done(n != Number::default())), 0),
    Def::new("__eq__", |_, args| equality(args, true), 1),
    Def::new("__ne__", |_, args| equality(args, false), 1),
    Def::new("__lt__", |_, _| binary::not_implemented(), 1),
    Def::new("__le__", |_, _| binary::not_implemented(), 1),
    Def::new("__gt__", |_, _| binary::not_implemented(), 1),
    Def::new("__ge__", |_, _| binary::not_implemented(), 1),
    Def::new("__hash__", |ctx, args| this(ctx, args).and_then(|n| done(n.hash())), 0),
    Def::new("__repr__", |ctx, args| this(ctx, args).and_then(|n| done(n.repr())), 0),
    Def::new("__format__", format_method, 1),
    Def::new("__getnewargs__", getnewargs, 0),
    Def::range("__pow__", |ctx, args| pow_method(ctx, &args[0], &args[1], args.get(2)), 1, 2),
    Def::range("__rpow__", |ctx, args| pow_method(ctx, &args[1], &args[0], args.get(2)), 1, 2),
];

const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: METHODS,
    getters: &[
        Getter::new("real", |ctx, value| Ok(Value::from(number(ctx, value)?.real))),
        Getter::new("imag", |ctx, value| Ok(Value::from(number(ctx, value)?.imag))),
    ],
    doc: "Create a complex number from a real part and an optional imaginary part.",
    ..TypeDef::EMPTY
};

/// Fills the type.
pub(super) fn install(interpreter: &Interpreter) {
    let class = &interpreter.types.complex;
    interpreter.extend_type(class, &TYPE);
    interpreter.extend_type(class, &TypeDef { methods: OPERATORS, ..TypeDef::EMPTY });
}

/// The object of a number.
pub(crate) fn value(interpreter: &Interpreter, number: Number) -> Value {
    let data = Complex { number: Guard::new(number) };
    Value::Native(Ref::new(NativeObject::new(interpreter.types.complex.clone(), data)))
}

/// What a value of type `complex` is.
pub(crate) fn of(value: &Value) -> Option<Number> {
    value.native::<Complex>().map(|complex| *complex.number.lock())
}

/// A number as an operand; `None` if it is none, or an int beyond the range of floats.
fn operand(value: &Value) -> Option<Number> {
    let real = match value.payload() {
        Value::Native(_) => return of(value),
        Value::Float(float) => float.get(),
        Value::Int(int) => *int as f64,
        Value::Bool(flag) => f64::from(u8::from(flag.get())),
        Value::BigInt(big) => bigint_to_float(big)?,
        _ => return None,
    };
    Some(Number { real, imag: 0.0 })
}

/// `a == b` where one is complex and the other a number.
pub(crate) fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (of(a), of(b)) {
        (Some(a), Some(b)) => Some(a == b),
        (Some(number), None) => equal_real(number, b),
        (None, Some(number)) => equal_real(number, a),
        (None, None) => None,
    }
}

fn equal_real(number: Number, other: &Value) -> Option<bool> {
    match other.payload() {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) | Value::Float(_) => {
            Some(number.imag == 0.0 && equal_natively(&Value::from(number.real), other.payload())?)
        }
        _ => None,
    }
}

/// `a op b` where one is complex and the other a number, and both are plain.
pub(crate) fn numbers(ctx: &Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> Result<Option<Value>, Value> {
    if of(a).is_none() && of(b).is_none() {
        return Ok(None);
    }
    for value in [a, b] {
        if matches!(value.payload(), Value::BigInt(_)) {
            // An int that is too large says so.
            ctx.float(value)?;
        }
    }
    let (Some(x), Some(y)) = (operand(a), operand(b)) else { return Ok(None) };
    let result = match op {
        BinaryOp::Add => Number { real: x.real + y.real, imag: x.imag + y.imag },
        BinaryOp::Sub => Number { real: x.real - y.real, imag: x.imag - y.imag },
        BinaryOp::Mul => x.times(y),
        BinaryOp::TrueDiv => x.over(y).ok_or_else(|| ctx.zero_division_error("complex division by zero"))?,
        BinaryOp::Pow => power(ctx, x, y)?,
        BinaryOp::FloorDiv => return Err(ctx.type_error(no_operator("//", ctx, a, b))),
        BinaryOp::Mod => return Err(ctx.type_error(no_operator("%", ctx, a, b))),
        _ => return Ok(None),
    };
    Ok(Some(value(ctx.interpreter, result)))
}

fn no_operator(sign: &str, ctx: &Context<'_>, a: &Value, b: &Value) -> String {
    format!("unsupported operand type(s) for {sign}: '{}' and '{}'", ctx.type_name(a), ctx.type_name(b))
}

/// `x ** y` with CPython's algorithms and errors.
pub(crate) fn power(ctx: &Context<'_>, x: Number, y: Number) -> Result<Number, Value> {
    let result = if y.imag == 0.0 && y.real == y.real.floor() && y.real.abs() <= 100.0 {
        x.to_int(y.real as i32)
    } else {
        x.to(y)
    };
    let undefined = || ctx.zero_division_error("0.0 to a negative or complex power");
    let result = result.ok_or_else(undefined)?;
    if result.real.is_infinite() || result.imag.is_infinite() {
        return Err(ctx.overflow_error("complex exponentiation"));
    }
    Ok(result)
}

impl Number {
    fn negated(self) -> Number {
        Number { real: -self.real, imag: -self.imag }
    }

    fn times(self, other: Number) -> Number {
        Number {
            real: self.real * other.real - self.imag * other.imag,
            imag: self.real * other.imag + self.imag * other.real,
        }
    }

    /// The quotient, scaled by the larger part of the divisor; `None` for a division by zero.
    fn over(self, other: Number) -> Option<Number> {
        let (real, imag) = (other.real.abs(), other.imag.abs());
        Some(if real >= imag {
            if real == 0.0 {
                return None;
            }
            let ratio = other.imag / other.real;
            let divisor = other.real + other.imag * ratio;
            Number {
                real: (self.real + self.imag * ratio) / divisor,
                imag: (self.imag - self.real * ratio) / divisor,
            }
        } else if imag >= real {
            let ratio = other.real / other.imag;
            let divisor = other.real * ratio + other.imag;
            Number {
                real: (self.real * ratio + self.imag) / divisor,
                imag: (self.imag * ratio - self.real) / divisor,
            }
        } else {
            Number { real: f64::NAN, imag: f64::NAN }
        })
    }

    /// By squaring; a negative exponent of 0 has no result.
    fn to_int(self, exponent: i32) -> Option<Number> {
        let one = Number { real: 1.0, imag: 0.0 };
        let (mut result, mut square, mut left) = (one, self, exponent.unsigned_abs());
        while left > 0 {
            if left & 1 == 1 {
                result = result.times(square);
            }
            square = square.times(square);
            left >>= 1;
        }
        if exponent > 0 { Some(result) } else { one.over(result) }
    }

    fn to(self, exponent: Number) -> Option<Number> {
        if exponent == Number::default() {
            return Some(Number { real: 1.0, imag: 0.0 });
        }
        if self == Number::default() {
            return (exponent.imag == 0.0 && exponent.real >= 0.0).then(Number::default);
        }
        let size = libm::hypot(self.real, self.imag);
        let angle = libm::atan2(self.imag, self.real);
        let mut length = exact::pow(size, exponent.real);
        let mut phase = angle * exponent.real;
        if exponent.imag != 0.0 {
            length /= exact::exp(angle * exponent.imag);
            phase += exponent.imag * exact::log(size);
        }
        if phase.is_infinite() {
            // It has no sine, which C reports as it reports 0 to a negative power.
            return None;
        }
        Some(Number { real: length * libm::cos(phase), imag: length * libm::sin(phase) })
    }

    pub(crate) fn hash(self) -> i64 {
        let hash = hash_float(self.real).wrapping_add(hash_float(self.imag).wrapping_mul(1_000_003));
        if hash == -1 { -2 } else { hash }
    }

    pub(crate) fn repr(self) -> String {
        let part = |x: f64| float::format(x, Style::Shortest, 0, false, false);
        let imag = part(self.imag);
        if self.real == 0.0 && self.real.is_sign_positive() {
            return format!("{imag}j");
        }
        let sign = if imag.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{imag}j)", part(self.real))
    }
}

// ---- methods

fn number(ctx: &Context<'_>, value: &Value) -> Result<Number, Value> {
    of(value).ok_or_else(|| super::support::wrong_receiver(ctx, value, "complex"))
}

fn this(ctx: &Context<'_>, args: &Args<'_>) -> Result<Number, Value> {
    number(ctx, args.this())
}

fn plain(ctx: &mut Context<'_>, args: &Args<'_>, f: fn(Number) -> Number) -> NativeResult {
    let number = f(this(ctx, args)?);
    done(value(ctx.interpreter, number))
}

fn conjugate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    plain(ctx, args, |number| Number { imag: -number.imag, ..number })
}

fn abs(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = this(ctx, args)?;
    let size = libm::hypot(number.real, number.imag);
    if size.is_infinite() && number.real.is_finite() && number.imag.is_finite() {
        return Err(ctx.overflow_error("absolute value too large"));
    }
    done(size)
}

fn getnewargs(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = this(ctx, args)?;
    done(Value::tuple([Value::from(number.real), Value::from(number.imag)]))
}

fn equality(args: &Args<'_>, wanted: bool) -> NativeResult {
    match equal(&args[0], &args[1]) {
        Some(equal) => done(equal == wanted),
        None => binary::not_implemented(),
    }
}

fn method(ctx: &mut Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
    done(numbers(ctx, op, a, b)?.unwrap_or(Value::NotImplemented))
}

fn pow_method(ctx: &mut Context<'_>, a: &Value, b: &Value, modulus: Option<&Value>) -> NativeResult {
    if modulus.is_some_and(|modulus| !modulus.is_none()) {
        return Err(ctx.value_error("complex modulo"));
    }
    method(ctx, BinaryOp::Pow, a, b)
}

fn format_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = this(ctx, args)?;
    let spec = format::spec_argument(ctx, &args[1])?;
    if spec.is_empty() {
        return show::str_then(ctx, args.this(), |_, text| done(text));
    }
    format::check_numbers(ctx, &spec)?;
    done(spec::format_complex(number.real, number.imag, &spec).map_err(|fault| raise(ctx, fault))?)
}

// ---- making

const MALFORMED: &str = "complex() arg is a malformed string";

/// `complex(text)`
fn parsed(text: &str) -> Option<Number> {
    let text = text.trim_matches(crate::text::unicode::is_space);
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim_matches(crate::text::unicode::is_space),
        None => text,
    };
    if text.chars().any(crate::text::unicode::is_space) {
        return None;
    }
    let part = |text: &str| parse::float(text).ok();
    let Some(body) = text.strip_suffix(['j', 'J']) else {
        return Some(Number { real: part(text)?, imag: 0.0 });
    };
    // The sign between the parts is the last one that no exponent has.
    let bytes = body.as_bytes();
    let split = (1..bytes.len())
        .rev()
        .find(|&at| matches!(bytes[at], b'+' | b'-') && !matches!(bytes[at - 1], b'e' | b'E'))
        .unwrap_or(0);
    let imag = match &body[split..] {
        "" | "+" => 1.0,
        "-" => -1.0,
        imag => part(imag)?,
    };
    Some(Number { real: if split == 0 { 0.0 } else { part(&body[..split])? }, imag })
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = args[0].clone();
    let [real, imag] = args.bind(ctx, "complex", 1, ["real", "imag"], 0)?;
    if let Some(text) = real.as_text() {
        if !imag.is_unbound() {
            return Err(ctx.type_error("complex() can't take second arg if first is a string"));
        }
        let number = parsed(text).ok_or_else(|| ctx.value_error(MALFORMED))?;
        return ctx.construct(&class, value(ctx.interpreter, number));
    }
    if imag.as_text().is_some() {
        return Err(ctx.type_error("complex() second arg can't be a string"));
    }
    if imag.is_unbound()
        && matches!(real, Value::Native(_))
        && of(&real).is_some()
        && matches!(&class, Value::Class(class) if class.is(&ctx.interpreter.types.complex))
    {
        return done(real);
    }
    let first = if real.is_unbound() { done(Value::Int(0)) } else { numeric(ctx, &real, true) };
    and_then(ctx, first, move |ctx, real| {
        let given = !imag.is_unbound();
        let second = if given { numeric(ctx, &imag, false) } else { done(Value::Int(0)) };
        and_then(ctx, second, move |ctx, imag| {
            let part = |part: &Value| match of(part) {
                Some(number) => Ok(number),
                None => ctx.float(part).map(|real| Number { real, imag: 0.0 }),
            };
            let (x, y) = (part(&real)?, part(&imag)?);
            // The second argument counts times 1j, and either may be complex itself.
            let real_part = if of(&imag).is_some() { x.real - y.imag } else { x.real };
            let imag_part = match (of(&real).is_some(), given) {
                (true, true) => y.real + x.imag,
                (true, false) => x.imag,
                (false, _) => y.real,
            };
            let number = Number { real: real_part, imag: imag_part };
            ctx.construct(&class, value(ctx.interpreter, number))
        })
    })
}

/// An argument of `complex()`: an int, a float or a complex.
fn numeric(ctx: &mut Context<'_>, argument: &Value, first: bool) -> NativeResult {
    const HOOKS: [&str; 3] = ["__complex__", "__float__", "__index__"];
    for name in HOOKS.into_iter().skip(usize::from(!first)) {
        if matches!(argument.payload(), Value::Native(_))
            && of(argument).is_none()
            && let Some(method @ Value::NativeFunction(_)) =
                ctx.interpreter.class_of(argument).lookup(&ctx.interpreter.intern(name))
        {
            return call(method, vec![argument.clone()]);
        }
        if let Value::Instance(instance) = argument
            && matches!(instance.class.lookup(&ctx.interpreter.intern(name)), Some(Value::Function(_)))
        {
            // CPython names the class only here.
            let owner = if name == "__float__" { ctx.type_name(argument) + "." } else { String::new() };
            let then: show::Continue = Box::new(move |ctx, result| {
                let result = result?;
                let fits = match name {
                    "__complex__" => of(&result).is_some(),
                    "__float__" => matches!(result.payload(), Value::Float(_)),
                    _ => result.to_bigint().is_some(),
                };
                if fits {
                    return done(result.payload().clone());
                }
                let kind = match name {
                    "__index__" => "int",
                    other => other.trim_matches('_'),
                };
                Err(ctx.type_error(format!(
                    "{owner}{name} returned non-{kind} (type {})",
                    ctx.type_name(&result)
                )))
            });
            let name = ctx.interpreter.intern(name);
            return show::special(ctx, argument, &name, &[], then)
                .unwrap_or_else(|_| binary::not_implemented());
        }
    }
    match argument.payload() {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) | Value::Float(_) => {
            done(argument.payload().clone())
        }
        _ if of(argument).is_some() => done(argument.payload().clone()),
        _ => {
            let (which, wanted) =
                if first { ("first", "a string or a number") } else { ("second", "a number") };
            Err(ctx.type_error(format!(
                "complex() {which} argument must be {wanted}, not '{}'",
                ctx.type_name(argument)
            )))
        }
    }
}

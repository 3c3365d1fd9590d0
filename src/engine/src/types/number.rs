//! The methods of `int`, `bool` and `float`.

use interleave_lang::bytecode::BinaryOp;
use num_bigint::BigInt;
use num_traits::Signed;

use crate::arithmetic;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done};
use crate::text::{float, number as math, parse};
use crate::value::Value;

use super::support::{class_argument, raise};
use super::{binary, bytes, format, show};

/// `int`
pub(super) const INT: TypeDef = TypeDef {
    new: Some(int_new),
    methods: INT_METHODS,
    getters: INT_GETTERS,
    doc: "int([x]) -> integer\nint(x, base=10) -> integer",
    ..TypeDef::EMPTY
};

/// `bool`
pub(super) const BOOL: TypeDef = TypeDef { new: Some(bool_new), doc: "bool(x) -> bool", ..TypeDef::EMPTY };

/// `float`
pub(super) const FLOAT: TypeDef = TypeDef {
    new: Some(float_new),
    methods: FLOAT_METHODS,
    getters: FLOAT_GETTERS,
    doc: "Convert a string or number to a floating point number, if possible.",
    ..TypeDef::EMPTY
};

macro_rules! operators {
    ($table:ident $apply:ident; $($name:literal $reflected:literal $op:ident,)*) => {
        const $table: &[Def] = &[$(
            Def::new($name, |ctx, args| $apply(ctx, BinaryOp::$op, &args[0], &args[1]), 1),
            Def::new($reflected, |ctx, args| $apply(ctx, BinaryOp::$op, &args[1], &args[0]), 1),
        )*];
    };
}

operators! { INT_OPERATORS ints;
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul, "__truediv__" "__rtruediv__" TrueDiv,
    "__floordiv__" "__rfloordiv__" FloorDiv, "__mod__" "__rmod__" Mod, "__lshift__" "__rlshift__" LShift,
    "__rshift__" "__rrshift__" RShift, "__and__" "__rand__" And, "__or__" "__ror__" Or, "__xor__" "__rxor__" Xor,
}

operators! { FLOAT_OPERATORS numbers;
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul, "__truediv__" "__rtruediv__" TrueDiv,
    "__floordiv__" "__rfloordiv__" FloorDiv, "__mod__" "__rmod__" Mod,
}

/// Enters what the tables above cannot say: the operators.
pub(super) fn install(interpreter: &crate::interpreter::Interpreter) {
    let types = &interpreter.types;
    interpreter.extend_type(&types.int, &TypeDef { methods: INT_OPERATORS, ..TypeDef::EMPTY });
    interpreter.extend_type(&types.float, &TypeDef { methods: FLOAT_OPERATORS, ..TypeDef::EMPTY });
}

const INT_METHODS: &[Def] = &[
    Def::new("bit_length", |ctx, args| done(this_int(ctx, args)?.bits() as i64), 0),
    Def::new("bit_count", |ctx, args| done(math::bit_count(&this_int(ctx, args)?) as i64), 0),
    Def::new("conjugate", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new(
        "as_integer_ratio",
        |ctx, args| done(Value::tuple([this_int(ctx, args)?.into(), Value::Int(1)])),
        0,
    ),
    Def::any("to_bytes", to_bytes),
    Def::any("from_bytes", from_bytes).class(),
    Def::range("__pow__", |ctx, args| pow(ctx, &args[0], &args[1], args.get(2)), 1, 2),
    Def::range("__rpow__", |ctx, args| pow(ctx, &args[1], &args[0], args.get(2)), 1, 2),
    Def::new("__divmod__", |ctx, args| int_divmod(ctx, &args[0], &args[1]), 1),
    Def::new("__rdivmod__", |ctx, args| int_divmod(ctx, &args[1], &args[0]), 1),
    Def::new("__neg__", |ctx, args| done(-this_int(ctx, args)?), 0),
    Def::new("__pos__", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new("__abs__", |ctx, args| done(this_int(ctx, args)?.abs()), 0),
    Def::new("__invert__", |ctx, args| done(-this_int(ctx, args)? - 1), 0),
    Def::new("__bool__", |ctx, args| done(this_int(ctx, args)? != BigInt::ZERO), 0),
    Def::new("__int__", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new("__index__", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new("__trunc__", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new("__floor__", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new("__ceil__", |ctx, args| done(this_int(ctx, args)?), 0),
    Def::new("__float__", |ctx, args| done(ctx.float(args.this())?), 0),
    Def::range("__round__", int_round, 0, 1),
    Def::new("__eq__", binary::eq, 1),
    Def::new("__ne__", binary::ne, 1),
    Def::new("__lt__", binary::lt, 1),
    Def::new("__le__", binary::le, 1),
    Def::new("__gt__", binary::gt, 1),
    Def::new("__ge__", binary::ge, 1),
    Def::new("__hash__", binary::hash, 0),
    Def::new("__repr__", show::repr_method, 0),
    Def::new("__format__", format::int_format, 1),
    Def::new("__getnewargs__", |ctx, args| done(Value::tuple([Value::from(this_int(ctx, args)?)])), 0),
];

const INT_GETTERS: &[Getter] = &[
    Getter::new("real", plain_int),
    Getter::new("imag", |_, _| Ok(Value::Int(0))),
    Getter::new("numerator", plain_int),
    Getter::new("denominator", |_, _| Ok(Value::Int(1))),
];

fn plain_int(_: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(value.to_bigint().map_or(Value::None, Value::from))
}

fn this_int(ctx: &Context<'_>, args: &Args<'_>) -> Result<BigInt, Value> {
    args.this().to_bigint().ok_or_else(|| super::support::wrong_receiver(ctx, args.this(), "int"))
}

fn is_int(value: &Value) -> bool {
    matches!(value.payload(), Value::Int(_) | Value::Bool(_) | Value::BigInt(_))
}

fn ints(ctx: &mut Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
    if is_int(a) && is_int(b) { numbers(ctx, op, a, b) } else { binary::not_implemented() }
}

fn numbers(ctx: &mut Context<'_>, op: BinaryOp, a: &Value, b: &Value) -> NativeResult {
    done(arithmetic::numbers(ctx, op, a, b)?.unwrap_or(Value::NotImplemented))
}

fn pow(ctx: &mut Context<'_>, a: &Value, b: &Value, modulus: Option<&Value>) -> NativeResult {
    let Some(modulus) = modulus.filter(|modulus| !modulus.is_none()) else {
        return ints(ctx, BinaryOp::Pow, a, b);
    };
    let (Some(a), Some(b), Some(modulus)) = (a.to_bigint(), b.to_bigint(), modulus.to_bigint()) else {
        return binary::not_implemented();
    };
    done(math::pow_mod(&a, &b, &modulus).map_err(|fault| raise(ctx, fault))?)
}

fn int_divmod(ctx: &mut Context<'_>, a: &Value, b: &Value) -> NativeResult {
    if !is_int(a) || !is_int(b) {
        return binary::not_implemented();
    }
    if b.as_int() == Some(0) {
        return Err(ctx.zero_division_error("integer division or modulo by zero"));
    }
    if let (Some(a), Some(b)) = (a.as_int(), b.as_int())
        && let Some((quotient, remainder)) = math::divmod_small(a, b)
    {
        return done(Value::tuple([Value::Int(quotient), Value::Int(remainder)]));
    }
    let (quotient, remainder) =
        math::divmod(&a.to_bigint().unwrap_or_default(), &b.to_bigint().unwrap_or_default());
    done(Value::tuple([quotient.into(), remainder.into()]))
}

fn int_round(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = this_int(ctx, args)?;
    let digits = match args.get(1) {
        None | Some(Value::None) => 0,
        Some(digits) => ctx.index(digits)?,
    };
    done(if digits >= 0 { value } else { math::round_int(&value, digits) })
}

fn byte_order(ctx: &Context<'_>, order: &Value) -> Result<bool, Value> {
    match order.bound().map(|order| ctx.text(order, "byteorder")).transpose()? {
        None | Some("big") => Ok(false),
        Some("little") => Ok(true),
        Some(_) => Err(ctx.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn flag(ctx: &Context<'_>, value: &Value) -> bool {
    value.bound().is_some_and(|value| crate::compare::truth_natively(ctx.interpreter, value).unwrap_or(true))
}

fn to_bytes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = this_int(ctx, args)?;
    let [length, order, signed] = args.bind(ctx, "to_bytes", 1, ["length", "byteorder", "*signed"], 0)?;
    let length = length.bound().map_or(Ok(1), |length| ctx.index(length))?;
    let length =
        usize::try_from(length).map_err(|_| ctx.value_error("length argument must be non-negative"))?;
    ctx.check_size(length)?;
    let little = byte_order(ctx, &order)?;
    let data =
        math::to_bytes(&value, length, little, flag(ctx, &signed)).map_err(|fault| raise(ctx, fault))?;
    done(Value::bytes(data))
}

fn from_bytes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [data, order, signed] = args.bind(ctx, "from_bytes", 1, ["bytes", "byteorder", "*signed"], 1)?;
    let little = byte_order(ctx, &order)?;
    let signed = flag(ctx, &signed);
    let class = args[0].clone();
    bytes::from_any(ctx, &data, move |ctx, data| {
        let value = Value::from(math::from_bytes(&data, little, signed));
        let exact = matches!(&class, Value::Class(class) if class.is(&ctx.interpreter.types.int));
        if exact { done(value) } else { super::show::call(class, vec![value], Box::new(|_, r| done(r?))) }
    })
}

fn int_new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    // The most common calls, without ceremony.
    if let [Value::Class(class), value] = args.values()
        && class.is(&ctx.interpreter.types.int)
        && args.names().is_empty()
    {
        match value {
            Value::Int(_) => return done(value.clone()),
            Value::Float(float) if float.get().abs() < 9e18 => return done(float.get() as i64),
            _ => {}
        }
    }
    let class = args[0].clone();
    if let Some((name, _)) = args.keywords().find(|(name, _)| name.as_str() != "base") {
        return Err(ctx.type_error(format!("'{}' is an invalid keyword argument for int()", name.as_str())));
    }
    let [value, base] = args.bind(ctx, "int", 1, ["/x", "base"], 0)?;
    if !base.is_unbound() {
        if value.is_unbound() {
            return Err(ctx.type_error("int() missing string argument"));
        }
        return super::support::with_index(ctx, &base, move |ctx, base| {
            let base = ctx.index(&base)?;
            if base != 0 && !(2..=36).contains(&base) {
                return Err(ctx.value_error("int() base must be >= 2 and <= 36, or 0"));
            }
            match value.payload() {
                Value::Str(text) => parsed(ctx, &class, text.as_str(), base as u32),
                Value::Bytes(_) | Value::ByteArray(_) => {
                    let data = bytes::data(ctx, &value)?;
                    parsed_bytes(ctx, &class, &data, base as u32)
                }
                _ => Err(ctx.type_error("int() can't convert non-string with explicit base")),
            }
        });
    }
    match value.payload() {
        Value::Unbound => ctx.construct(&class, Value::Int(0)),
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) if !has_own(ctx, &value, "__int__") => {
            let plain = value.to_bigint().map_or(Value::Int(0), Value::from);
            ctx.construct(&class, plain)
        }
        Value::Float(float) if !has_own(ctx, &value, "__int__") => {
            let whole = whole(ctx, float.get())?;
            ctx.construct(&class, whole)
        }
        Value::Str(text) => parsed(ctx, &class, text.as_str(), 10),
        _ if crate::buffer::is_bytes_like(&value) => {
            let data = bytes::data(ctx, &value)?;
            parsed_bytes(ctx, &class, &data, 10)
        }
        _ => {
            for name in ["__int__", "__index__", "__trunc__"] {
                let name_ = ctx.interpreter.intern(name);
                if ctx.interpreter.class_of(&value).lookup(&name_).is_none() {
                    continue;
                }
                let then: show::Continue = Box::new(move |ctx, result| {
                    let result = result?;
                    match result.to_bigint() {
                        Some(plain) => ctx.construct(&class, plain.into()),
                        None => Err(ctx.type_error(format!(
                            "{name} returned non-int (type {})",
                            ctx.type_name(&result)
                        ))),
                    }
                });
                return show::special(ctx, &value, &name_, &[], then)
                    .unwrap_or_else(|_| binary::not_implemented());
            }
            Err(ctx.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{}'",
                ctx.type_name(&value)
            )))
        }
    }
}

/// An object of a class written in Python that has the method itself.
fn has_own(ctx: &Context<'_>, value: &Value, name: &str) -> bool {
    matches!(value, Value::Instance(instance)
        if matches!(instance.class.lookup(&ctx.interpreter.intern(name)), Some(Value::Function(_))))
}

fn parsed(ctx: &mut Context<'_>, class: &Value, text: &str, base: u32) -> NativeResult {
    // Most are short and plain.
    if base == 10
        && text.len() < 18
        && let Ok(small) = text.parse::<i64>()
    {
        return ctx.construct(class, Value::Int(small));
    }
    let limit = ctx.interpreter.int_max_str_digits.load(std::sync::atomic::Ordering::Relaxed) as usize;
    let value = parse::int(text, base, limit).map_err(|fault| raise(ctx, fault))?;
    ctx.construct(class, value.into())
}

fn parsed_bytes(ctx: &mut Context<'_>, class: &Value, data: &[u8], base: u32) -> NativeResult {
    match std::str::from_utf8(data) {
        Ok(text) if parse::int(text, base, 0).is_ok() => parsed(ctx, class, text, base),
        _ => Err(ctx.value_error(format!(
            "invalid literal for int() with base {base}: {}",
            crate::text::quote::repr_bytes(data)
        ))),
    }
}

/// The integer part of a float, or why there is none.
pub(crate) fn whole(ctx: &Context<'_>, float: f64) -> Result<Value, Value> {
    if float.abs() < 9e18 {
        return Ok(Value::Int(float as i64));
    }
    match math::float_to_int(float) {
        Some(whole) => Ok(whole.into()),
        None if float.is_nan() => Err(ctx.value_error("cannot convert float NaN to integer")),
        None => Err(ctx.overflow_error("cannot convert float infinity to integer")),
    }
}

fn bool_new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    class_argument(ctx, args)?;
    if let Some((name, _)) = args.keywords().next() {
        let _ = name;
        return Err(ctx.type_error("bool() takes no keyword arguments"));
    }
    match args.rest() {
        [] => done(false),
        [value] => ctx.truth(value, |_, truth| done(truth)),
        more => Err(ctx.type_error(format!("bool expected at most 1 argument, got {}", more.len()))),
    }
}

// ---- float

const FLOAT_METHODS: &[Def] = &[
    Def::new("is_integer", |ctx, args| done(float::is_integer(this_float(ctx, args)?)), 0),
    Def::new("conjugate", |ctx, args| done(this_float(ctx, args)?), 0),
    Def::new("as_integer_ratio", as_integer_ratio, 0),
    Def::new("hex", |ctx, args| done(float::hex(this_float(ctx, args)?)), 0),
    Def::new("fromhex", fromhex, 1).class(),
    Def::new("__getformat__", float_format, 1).class(),
    Def::range("__pow__", |ctx, args| float_pow(ctx, &args[0], &args[1], args.get(2)), 1, 2),
    Def::range("__rpow__", |ctx, args| float_pow(ctx, &args[1], &args[0], args.get(2)), 1, 2),
    Def::new("__divmod__", |ctx, args| float_divmod(ctx, &args[0], &args[1]), 1),
    Def::new("__rdivmod__", |ctx, args| float_divmod(ctx, &args[1], &args[0]), 1),
    Def::new("__neg__", |ctx, args| done(-this_float(ctx, args)?), 0),
    Def::new("__pos__", |ctx, args| done(this_float(ctx, args)?), 0),
    Def::new("__abs__", |ctx, args| done(this_float(ctx, args)?.abs()), 0),
    Def::new("__bool__", |ctx, args| done(this_float(ctx, args)? != 0.0), 0),
    Def::new("__int__", |ctx, args| done(whole(ctx, this_float(ctx, args)?)?), 0),
    Def::new("__trunc__", |ctx, args| done(whole(ctx, this_float(ctx, args)?)?), 0),
    Def::new("__floor__", |ctx, args| done(whole(ctx, this_float(ctx, args)?.floor())?), 0),
    Def::new("__ceil__", |ctx, args| done(whole(ctx, this_float(ctx, args)?.ceil())?), 0),
    Def::new("__float__", |ctx, args| done(this_float(ctx, args)?), 0),
    Def::range("__round__", float_round, 0, 1),
    Def::new("__eq__", binary::eq, 1),
    Def::new("__ne__", binary::ne, 1),
    Def::new("__lt__", binary::lt, 1),
    Def::new("__le__", binary::le, 1),
    Def::new("__gt__", binary::gt, 1),
    Def::new("__ge__", binary::ge, 1),
    Def::new("__hash__", binary::hash, 0),
    Def::new("__repr__", show::repr_method, 0),
    Def::new("__format__", format::float_format, 1),
    Def::new("__getnewargs__", |ctx, args| done(Value::tuple([Value::from(this_float(ctx, args)?)])), 0),
];

const FLOAT_GETTERS: &[Getter] = &[
    Getter::new("real", |_, value| Ok(value.payload().clone())),
    Getter::new("imag", |_, _| Ok(Value::from(0.0))),
];

fn this_float(ctx: &Context<'_>, args: &Args<'_>) -> Result<f64, Value> {
    match args.this().payload() {
        Value::Float(float) => Ok(float.get()),
        _ => Err(super::support::wrong_receiver(ctx, args.this(), "float")),
    }
}

fn float_pow(ctx: &mut Context<'_>, a: &Value, b: &Value, modulus: Option<&Value>) -> NativeResult {
    if modulus.is_some_and(|modulus| !modulus.is_none()) {
        return Err(ctx.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    numbers(ctx, BinaryOp::Pow, a, b)
}

fn float_divmod(ctx: &mut Context<'_>, a: &Value, b: &Value) -> NativeResult {
    let is_number = |value: &Value| is_int(value) || matches!(value.payload(), Value::Float(_));
    if !is_number(a) || !is_number(b) {
        return binary::not_implemented();
    }
    let (a, b) = (ctx.float(a)?, ctx.float(b)?);
    if b == 0.0 {
        return Err(ctx.zero_division_error("float divmod()"));
    }
    let (quotient, remainder) = math::float_divmod(a, b);
    done(Value::tuple([Value::from(quotient), Value::from(remainder)]))
}

fn float_round(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = this_float(ctx, args)?;
    match args.get(1) {
        None | Some(Value::None) => done(whole(ctx, float::round_half_even(value))?),
        Some(digits) => {
            let rounded = float::round(value, ctx.index(digits)?);
            if rounded.is_infinite() && value.is_finite() {
                return Err(ctx.overflow_error("rounded value too large to represent"));
            }
            done(rounded)
        }
    }
}

fn as_integer_ratio(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = this_float(ctx, args)?;
    match math::float_ratio(value) {
        Some((numerator, denominator)) => done(Value::tuple([numerator.into(), denominator.into()])),
        None if value.is_nan() => Err(ctx.value_error("cannot convert NaN to integer ratio")),
        None => Err(ctx.overflow_error("cannot convert Infinity to integer ratio")),
    }
}

/// How C's numbers lie in memory, on every machine that this runs on.
fn float_format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match ctx.text(&args[1], "__getformat__() argument")? {
        "double" | "float" => done("IEEE, little-endian"),
        _ => Err(ctx.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

fn fromhex(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = ctx.text(&args[1], "fromhex() argument")?;
    done(parse::float_hex(text).map_err(|fault| raise(ctx, fault))?)
}

fn float_new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = args[0].clone();
    if !args.names().is_empty() {
        return Err(ctx.type_error("float() takes no keyword arguments"));
    }
    let value = match args.rest() {
        [] => return ctx.construct(&class, Value::from(0.0)),
        [value] => value.clone(),
        more => return Err(ctx.type_error(format!("float expected at most 1 argument, got {}", more.len()))),
    };
    match value.payload() {
        Value::Float(_) | Value::Int(_) | Value::Bool(_) | Value::BigInt(_)
            if !has_own(ctx, &value, "__float__") =>
        {
            let float = ctx.float(&value)?;
            ctx.construct(&class, Value::from(float))
        }
        Value::Str(text) => {
            let float = parse::float(text.as_str()).map_err(|fault| raise(ctx, fault))?;
            ctx.construct(&class, Value::from(float))
        }
        Value::Bytes(_) | Value::ByteArray(_) => {
            let data = bytes::data(ctx, &value)?;
            match std::str::from_utf8(&data).ok().and_then(|text| parse::float(text).ok()) {
                Some(float) => ctx.construct(&class, Value::from(float)),
                None => Err(ctx.value_error(format!(
                    "could not convert string to float: {}",
                    crate::text::quote::repr_bytes(&data)
                ))),
            }
        }
        _ => {
            let names = &ctx.interpreter.names;
            let holder = ctx.interpreter.class_of(&value);
            let name = match (holder.lookup(&names.float), holder.lookup(&names.index)) {
                (Some(_), _) => names.float.clone(),
                (None, Some(_)) => {
                    return crate::native::call_then(ctx.helper("_index"), vec![value], move |ctx, int| {
                        let float = ctx.float(&int)?;
                        ctx.construct(&class, Value::from(float))
                    });
                }
                _ => {
                    return Err(ctx.type_error(format!(
                        "float() argument must be a string or a real number, not '{}'",
                        ctx.type_name(&value)
                    )));
                }
            };
            let owner = ctx.type_name(&value);
            let then: show::Continue = Box::new(move |ctx, result| {
                let result = result?;
                match result.payload() {
                    Value::Float(float) => ctx.construct(&class, Value::from(float.get())),
                    Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => {
                        let float = ctx.float(&result)?;
                        ctx.construct(&class, Value::from(float))
                    }
                    _ => Err(ctx.type_error(format!(
                        "{owner}.__float__ returned non-float (type {})",
                        ctx.type_name(&result)
                    ))),
                }
            });
            show::special(ctx, &value, &name, &[], then).unwrap_or_else(|_| binary::not_implemented())
        }
    }
}

//! `format % values` of strings and bytes.

use std::fmt::Write;

use num_traits::ToPrimitive;

use crate::interpreter::item;
use crate::native::{Args, Context, NativeResult, and_then, done};
use crate::text::float::{self, Style};
use crate::text::percent::{self, Field, Part, Size};
use crate::value::Value;

use super::show;
use super::support::raise;

/// `str.__mod__`
pub(super) fn method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    format(ctx, &args[0], &args[1])
}

/// `bytes.__mod__`: as text of one character per byte, there and back.
pub(super) fn bytes_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let latin = |bytes: Vec<u8>| Value::str(bytes.iter().map(|&b| char::from(b)).collect::<String>());
    let template = latin(super::bytes::data(ctx, args.this())?.into());
    let plain = |value: &Value| match value.payload() {
        Value::Bytes(bytes) => latin(bytes.to_vec()),
        Value::ByteArray(bytes) => latin(bytes.bytes.lock().clone()),
        _ => value.clone(),
    };
    let values = match args[1].as_tuple() {
        Some(values) => Value::tuple(values.iter().map(plain).collect::<Vec<_>>()),
        None => plain(&args[1]),
    };
    let like = args.this().clone();
    let text = format(ctx, &template, &values);
    and_then(ctx, text, move |ctx, text| {
        let bytes = text.as_text().unwrap_or_default().chars().map(|c| u8::try_from(u32::from(c)));
        match bytes.collect::<Result<Vec<u8>, _>>() {
            Ok(bytes) => done(super::bytes::same_kind(&like, bytes)),
            Err(_) => Err(ctx.type_error("%b requires a bytes-like object")),
        }
    })
}

const TOO_LARGE: &str = "Python int too large to convert to C ssize_t";

/// What the fields take their values from.
struct Values {
    list: Vec<Value>,
    next: usize,
    mapping: Option<Value>,
}

impl Values {
    fn take(&mut self, ctx: &Context<'_>) -> Result<Value, Value> {
        let value = self.list.get(self.next).cloned();
        self.next += 1;
        value.ok_or_else(|| ctx.type_error("not enough arguments for format string"))
    }

    fn size(&mut self, ctx: &Context<'_>, field: &mut Field, width: bool) -> Result<(), Value> {
        let slot = if width { field.width } else { field.precision };
        if slot != Size::Argument {
            return Ok(());
        }
        let value = self.take(ctx)?;
        let number = match value.payload() {
            Value::BigInt(_) => None,
            _ => Some(value.as_int().ok_or_else(|| ctx.type_error("* wants int"))?),
        };
        if width {
            let number = number.ok_or_else(|| ctx.overflow_error(TOO_LARGE))?;
            field.left |= number < 0;
            field.width = Size::Fixed(number.unsigned_abs() as usize);
        } else {
            let number = number.filter(|number| i32::try_from(*number).is_ok());
            let number =
                number.ok_or_else(|| ctx.overflow_error("Python int too large to convert to C int"))?;
            field.precision = Size::Fixed(usize::try_from(number).unwrap_or(0));
        }
        Ok(())
    }
}

/// `template % values`
pub(super) fn format(ctx: &mut Context<'_>, template: &Value, values: &Value) -> NativeResult {
    let Some(text) = template.as_text() else { return super::binary::not_implemented() };
    if let Some(text) = at_once(ctx, text, values)? {
        return done(text);
    }
    let parts = percent::parse(text).map_err(|fault| raise(ctx, fault))?;
    let class = ctx.interpreter.class_of(values);
    let is_mapping = values.as_tuple().is_none()
        && values.as_text().is_none()
        && class.lookup(&ctx.interpreter.names.getitem).is_some();
    let list = match values.as_tuple() {
        Some(tuple) => tuple.to_vec(),
        None => vec![values.clone()],
    };
    let source = Values { list, next: 0, mapping: is_mapping.then(|| values.clone()) };
    fill(ctx, source, parts.into_iter(), String::new())
}

/// What most formats are: `%s`, `%d` and `%f`, also with a width and a precision, of texts and plain numbers, in a row or by their
/// names in a dict. `None`: it is another one, or wrong; nothing that takes long was done for it.
fn at_once(ctx: &mut Context<'_>, template: &str, values: &Value) -> Result<Option<String>, Value> {
    let mut dict = None;
    let mut values = match values {
        Value::Tuple(values) => values.iter(),
        Value::Dict(names) if !names.lock().is_exotic() => {
            dict = Some(names);
            [].iter()
        }
        Value::Str(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) => {
            std::slice::from_ref(values).iter()
        }
        _ => return Ok(None),
    };
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut named = None;
        if let Some(dict) = dict
            && let Some(begun) = rest.strip_prefix('(')
        {
            let Some((name, after)) = begun.split_once(')') else { return Ok(None) };
            named = dict.get_text(name);
            if named.is_none() || name.contains('(') {
                return Ok(None);
            }
            rest = after;
        }
        let Some((plain, length)) = Plain::of(rest.as_bytes()) else { return Ok(None) };
        rest = &rest[length..];
        if plain.code == b'%' {
            if length > 1 || named.is_some() {
                return Ok(None);
            }
            out.push('%');
            continue;
        }
        let from = out.len();
        match (plain.code, named.as_ref().or_else(|| values.next())) {
            (b's', Some(Value::Str(text))) if plain.precision.is_none() => out.push_str(text.as_str()),
            (b's' | b'd', Some(Value::Int(number))) if plain.precision.is_none() => {
                let _ = write!(out, "{number}");
            }
            (b's', Some(value @ (Value::Float(_) | Value::Bool(_) | Value::None)))
                if plain.precision.is_none() =>
            {
                out.push_str(&show::str_natively(ctx, value)?.unwrap_or_default());
            }
            (b'f', Some(Value::Float(number))) if number.get().is_finite() => {
                let precision = plain.precision.unwrap_or(6);
                out.push_str(&float::format(number.get(), Style::Fixed, precision, false, false));
            }
            _ => return Ok(None),
        }
        plain.pad(&mut out, from);
    }
    if values.next().is_some() {
        return Ok(None);
    }
    out.push_str(rest);
    Ok(Some(out))
}

/// A conversion specification of the most common form: a flag at most, a width and a precision below 100, a type.
struct Plain {
    left: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    code: u8,
}

impl Plain {
    /// The one after a `%`, and how long it is.
    fn of(text: &[u8]) -> Option<(Plain, usize)> {
        let mut at = 0;
        let (left, zero) = (text.first() == Some(&b'-'), text.first() == Some(&b'0'));
        at += usize::from(left || zero);
        let digits = |at: &mut usize| {
            let (from, mut number) = (*at, 0);
            while let Some(digit @ b'0'..=b'9') = text.get(*at) {
                number = number * 10 + usize::from(digit - b'0');
                *at += 1;
                if *at > from + 2 {
                    return None;
                }
            }
            Some((*at > from).then_some(number))
        };
        let width = digits(&mut at)?.unwrap_or(0);
        let mut precision = None;
        if text.get(at) == Some(&b'.') {
            at += 1;
            precision = Some(digits(&mut at)?.unwrap_or(0));
        }
        let code = *text.get(at).filter(|code| code.is_ascii())?;
        Some((Plain { left, zero, width, precision, code }, at + 1))
    }

    /// Fills what was written since `from` up to the width.
    fn pad(&self, out: &mut String, from: usize) {
        if self.width == 0 {
            return;
        }
        let missing = self.width.saturating_sub(out[from..].chars().count());
        if self.left {
            out.extend(std::iter::repeat_n(' ', missing));
        } else if self.zero && self.code != b's' {
            let sign = usize::from(out[from..].starts_with('-'));
            out.insert_str(from + sign, &"0".repeat(missing));
        } else {
            out.insert_str(from, &" ".repeat(missing));
        }
    }
}

/// Refuses a width or precision whose text would not fit in memory; the precision of text only cuts.
fn check_sizes(ctx: &Context<'_>, field: &Field) -> Result<(), Value> {
    let cuts = matches!(field.code, 's' | 'r' | 'a' | 'b' | 'c');
    let precision = if cuts { 0 } else { field.precision.value().unwrap_or(0) };
    ctx.check_size(field.width.value().unwrap_or(0).max(precision))
}

fn fill(
    ctx: &mut Context<'_>,
    mut values: Values,
    mut parts: std::vec::IntoIter<Part>,
    mut out: String,
) -> NativeResult {
    while let Some(part) = parts.next() {
        let mut field = match part {
            Part::Literal(text) => {
                out.push_str(&text);
                continue;
            }
            Part::Field(field) => field,
        };
        if let Some(key) = field.key.take() {
            let Some(mapping) = values.mapping.clone() else {
                return Err(ctx.type_error("format requires a mapping"));
            };
            check_sizes(ctx, &field)?;
            let value = item::get(ctx, &mapping, &Value::str(key));
            return and_then(ctx, value, move |ctx, value| {
                let text = one(ctx, &field, &value);
                and_then(ctx, text, move |ctx, text| {
                    out.push_str(text.as_text().unwrap_or_default());
                    // A mapping is not used up.
                    values.next = values.list.len();
                    fill(ctx, values, parts, out)
                })
            });
        }
        values.size(ctx, &mut field, true)?;
        values.size(ctx, &mut field, false)?;
        check_sizes(ctx, &field)?;
        if !matches!(
            field.code,
            's' | 'r'
                | 'a'
                | 'b'
                | 'c'
                | 'd'
                | 'i'
                | 'u'
                | 'o'
                | 'x'
                | 'X'
                | 'e'
                | 'E'
                | 'f'
                | 'F'
                | 'g'
                | 'G'
        ) {
            return Err(raise(ctx, field.unsupported()));
        }
        let value = values.take(ctx)?;
        if field.code == 's'
            && let Some(text) = show::str_natively(ctx, &value)?
        {
            out.push_str(&field.text(&text));
            continue;
        }
        let text = one(ctx, &field, &value);
        if let Ok(crate::native::Done::Value(text)) = &text {
            out.push_str(text.as_text().unwrap_or_default());
            continue;
        }
        return and_then(ctx, text, move |ctx, text| {
            out.push_str(text.as_text().unwrap_or_default());
            fill(ctx, values, parts, out)
        });
    }
    if values.next < values.list.len() && values.mapping.is_none() {
        return Err(ctx.type_error("not all arguments converted during string formatting"));
    }
    done(out)
}

/// The text of one field.
fn one(ctx: &mut Context<'_>, field: &Field, value: &Value) -> NativeResult {
    let with = field.clone();
    let finish = move |_: &mut Context<'_>, text: Value| done(with.text(text.as_text().unwrap_or_default()));
    match field.code {
        's' | 'b' => show::str_then(ctx, value, finish),
        'r' => show::repr_then(ctx, value, finish),
        'a' => show::ascii_then(ctx, value, finish),
        'c' => character(ctx, field, value),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => int(ctx, field, value),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            if let Some(result) = by_method(ctx, field, value, "__float__") {
                return result;
            }
            done(field.float(ctx.float(value)?))
        }
        _ => Err(raise(ctx, field.unsupported())),
    }
}

fn character(ctx: &mut Context<'_>, field: &Field, value: &Value) -> NativeResult {
    if let Some(text) = value.as_text() {
        let mut chars = text.chars();
        return match (chars.next(), chars.next()) {
            (Some(c), None) => done(field.character(c)),
            _ => Err(ctx.type_error("%c requires int or char")),
        };
    }
    match value.to_bigint() {
        Some(code) => match code.to_u32().and_then(char::from_u32) {
            Some(c) => done(field.character(c)),
            None => Err(ctx.overflow_error("%c arg not in range(0x110000)")),
        },
        None => by_method(ctx, field, value, "__index__")
            .unwrap_or_else(|| Err(ctx.type_error("%c requires int or char"))),
    }
}

fn int(ctx: &mut Context<'_>, field: &Field, value: &Value) -> NativeResult {
    let decimal = matches!(field.code, 'd' | 'i' | 'u');
    if let Value::Int(small) = value
        && decimal
    {
        return done(field.small_int(*small));
    }
    let number = match value.payload() {
        Value::Float(float) if decimal => super::number::whole(ctx, float.get())?.to_bigint(),
        other => other.to_bigint(),
    };
    if let Some(number) = number {
        return done(field.int(&number, super::show::max_digits(ctx)).map_err(|fault| raise(ctx, fault))?);
    }
    for method in if decimal { &["__int__", "__index__"][..] } else { &["__index__"] } {
        if let Some(result) = by_method(ctx, field, value, method) {
            return result;
        }
    }
    let wanted = if decimal { "a real number" } else { "an integer" };
    Err(ctx.type_error(format!("%{} format: {wanted} is required, not {}", field.code, ctx.type_name(value))))
}

/// The field of what a method written in Python gives.
fn by_method(ctx: &mut Context<'_>, field: &Field, value: &Value, name: &str) -> Option<NativeResult> {
    let may = match value {
        Value::Instance(instance) => matches!(instance.payload, Value::Unbound | Value::Native(_)),
        value => matches!(value, Value::Native(_)),
    };
    if !may {
        return None;
    }
    let field = field.clone();
    let then: show::Continue = Box::new(move |ctx, result| one(ctx, &field, &result?));
    let name = ctx.interpreter.intern(name);
    show::special(ctx, value, &name, &[], then).ok()
}

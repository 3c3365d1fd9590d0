//! `format()`, `__format__`, `str.format` and `str.format_map`.

use crate::interpreter::{attribute, item};
use crate::native::{Args, Context, NativeResult, and_then, done};
use crate::text::template::{self, Access, Argument, Numbering, Part};
use crate::text::{Fault, spec};
use crate::value::Value;

use super::show;
use super::support::raise;

// ---- format(value, spec)

/// `format(value, spec)` if no Python code is needed for it.
pub(crate) fn natively(ctx: &mut Context<'_>, value: &Value, spec: &str) -> Result<Option<String>, Value> {
    if spec.is_empty() {
        return show::str_natively(ctx, value);
    }
    check_numbers(ctx, spec)?;
    let text = match value {
        Value::Str(text) => spec::format_str(text.as_str(), spec, "str"),
        Value::Int(int) => spec::format_small(*int, spec, "int"),
        Value::BigInt(_) => {
            let digits = show::max_digits(ctx);
            spec::format_int(&value.to_bigint().unwrap_or_default(), spec, "int", digits)
        }
        Value::Bool(flag) => spec::format_int(&i64::from(flag.get()).into(), spec, "bool", usize::MAX),
        Value::Float(float) => spec::format_float(float.get(), spec, "float"),
        _ => return Ok(None),
    };
    text.map(Some).map_err(|fault| raise(ctx, fault))
}

/// Refuses a width or precision that would not fit in memory.
pub(crate) fn check_numbers(ctx: &Context<'_>, spec: &str) -> Result<(), Value> {
    let numbers = spec.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    ctx.check_size(numbers.max().unwrap_or(0))
}

/// `format(value, spec)`, then continues with the text. Also what `Op::Format` does.
pub(crate) fn format_then(
    ctx: &mut Context<'_>,
    value: &Value,
    spec: &str,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Some(text) = natively(ctx, value, spec)? {
        return then(ctx, Value::str(text));
    }
    let name = ctx.interpreter.names.format.clone();
    let own = match ctx.interpreter.class_of(value).lookup(&name) {
        None => false,
        Some(Value::NativeFunction(function)) => {
            !function.owner.as_ref().is_some_and(|owner| owner.is(&ctx.interpreter.types.object))
        }
        Some(_) => true,
    };
    if !own {
        return object_format_then(ctx, value, spec, then);
    }
    let checked: show::Continue = Box::new(move |ctx, result| {
        let text = result?;
        if text.as_str().is_none() {
            return Err(ctx.type_error(format!("__format__ must return a str, not {}", ctx.type_name(&text))));
        }
        then(ctx, text)
    });
    match show::special(ctx, value, &name, &[Value::str(spec)], checked) {
        Ok(result) => result,
        Err(_) => Err(ctx.type_error(format!("'{}' object has no __format__", ctx.type_name(value)))),
    }
}

/// `object.__format__`
pub(crate) fn object_format_then(
    ctx: &mut Context<'_>,
    value: &Value,
    spec: &str,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    if spec.is_empty() {
        return show::str_then(ctx, value, then);
    }
    Err(ctx.type_error(format!("unsupported format string passed to {}.__format__", ctx.type_name(value))))
}

/// The argument of `__format__`.
pub(crate) fn spec_argument(ctx: &Context<'_>, value: &Value) -> Result<String, Value> {
    value.as_text().map(str::to_owned).ok_or_else(|| {
        ctx.type_error(format!("__format__() argument must be str, not {}", ctx.type_name(value)))
    })
}

fn payload_format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let spec = spec_argument(ctx, &args[1])?;
    if spec.is_empty() {
        // `format(x)` is `str(x)`, which a deriving class may have changed.
        return show::str_then(ctx, args.this(), |_, text| done(text));
    }
    match natively(ctx, args.this().payload(), &spec)? {
        Some(text) => done(text),
        None => object_format_then(ctx, args.this(), &spec, |_, text| done(text)),
    }
}

/// `int.__format__`
pub(super) fn int_format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    payload_format(ctx, args)
}

/// `float.__format__`
pub(super) fn float_format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    payload_format(ctx, args)
}

/// `str.__format__`
pub(super) fn str_format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    payload_format(ctx, args)
}

// ---- str.format

/// What the fields of a template take their values from.
struct Source {
    args: Vec<Value>,
    keywords: Vec<(String, Value)>,
    /// `format_map`'s argument.
    mapping: Option<Value>,
    numbering: Numbering,
}

type Filled = Box<dyn FnOnce(&mut Context<'_>, Source, String) -> NativeResult + Send>;

/// `str.format`
pub(super) fn method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = super::str::this(ctx, args)?.clone();
    let source = Source {
        args: args.rest().to_vec(),
        keywords: args.keywords().map(|(name, value)| (name.as_str().to_owned(), value.clone())).collect(),
        mapping: None,
        numbering: Numbering::default(),
    };
    start(ctx, source, text.as_str())
}

/// `str.format_map`
pub(super) fn format_map(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = super::str::this(ctx, args)?.clone();
    let mapping = Some(args[1].clone());
    let source = Source { args: Vec::new(), keywords: Vec::new(), mapping, numbering: Numbering::default() };
    start(ctx, source, text.as_str())
}

fn start(ctx: &mut Context<'_>, source: Source, text: &str) -> NativeResult {
    let parts = template::parse(text).map_err(|fault| raise(ctx, fault))?;
    fill(ctx, source, parts.into_iter(), String::new(), 2, Box::new(|_, _, text| done(text)))
}

/// Fills in the rest of a template. `depth`: how deep fields may still stand in specifications.
fn fill(
    ctx: &mut Context<'_>,
    mut source: Source,
    mut parts: std::vec::IntoIter<Part>,
    mut out: String,
    depth: u8,
    then: Filled,
) -> NativeResult {
    if depth == 0 {
        return Err(ctx.value_error("Max string recursion exceeded"));
    }
    while let Some(part) = parts.next() {
        let (name, conversion, spec) = match part {
            Part::Literal(text) => {
                out.push_str(&text);
                continue;
            }
            Part::Field { name, conversion, spec } => (name, conversion, spec),
        };
        let (argument, steps) = template::access(&name).map_err(|fault| raise(ctx, fault))?;
        let first = source.argument(ctx, argument);
        // Most fields need neither Python code nor fields inside.
        if steps.is_empty()
            && conversion.is_none()
            && !spec.contains('{')
            && let Ok(Found::Value(value)) = &first
            && let Some(text) = natively(ctx, value, &spec)?
        {
            out.push_str(&text);
            continue;
        }
        let value = match first? {
            Found::Value(value) => done(value),
            Found::In(mapping, key) => item::get(ctx, &mapping, &key),
        };
        let value = and_then(ctx, value, move |ctx, value| take_steps(ctx, value, steps.into_iter()));
        let value = and_then(ctx, value, move |ctx, value| converted(ctx, value, conversion));
        return and_then(ctx, value, move |ctx, value| {
            let inner = template::parse(&spec).map_err(|fault| raise(ctx, fault));
            // Braces that are no fields stay as they are, for formats of a program's own.
            let inner = if spec.contains(['{', '}']) { inner? } else { vec![Part::Literal(spec)] };
            fill(
                ctx,
                source,
                inner.into_iter(),
                String::new(),
                depth - 1,
                Box::new(move |ctx, source, spec| {
                    format_then(ctx, &value, &spec, move |ctx, text| {
                        out.push_str(text.as_text().unwrap_or_default());
                        fill(ctx, source, parts, out, depth, then)
                    })
                }),
            )
        });
    }
    then(ctx, source, out)
}

enum Found {
    Value(Value),
    In(Value, Value),
}

impl Source {
    fn argument(&mut self, ctx: &Context<'_>, argument: Argument) -> Result<Found, Value> {
        let fault = |fault: Fault| raise(ctx, fault);
        let position = match argument {
            Argument::Keyword(name) => {
                if let Some(mapping) = &self.mapping {
                    return Ok(Found::In(mapping.clone(), Value::str(name)));
                }
                let found = self.keywords.iter().find(|(keyword, _)| *keyword == name);
                return match found {
                    Some((_, value)) => Ok(Found::Value(value.clone())),
                    None => Err(ctx.key_error(Value::str(name))),
                };
            }
            Argument::Next => self.numbering.automatic().map_err(fault)?,
            Argument::Position(position) => {
                self.numbering.manual().map_err(fault)?;
                position
            }
        };
        if self.mapping.is_some() {
            return Err(ctx.value_error("Format string contains positional fields"));
        }
        match self.args.get(position) {
            Some(value) => Ok(Found::Value(value.clone())),
            None => Err(ctx
                .index_error(format!("Replacement index {position} out of range for positional args tuple"))),
        }
    }
}

fn take_steps(ctx: &mut Context<'_>, value: Value, mut steps: std::vec::IntoIter<Access>) -> NativeResult {
    let next = match steps.next() {
        None => return done(value),
        Some(Access::Attribute(name)) => {
            let name = ctx.interpreter.intern(&name);
            attribute::get(ctx, &value, &name)
        }
        Some(Access::Index(index)) => item::get(ctx, &value, &Value::Int(index)),
        Some(Access::Key(key)) => item::get(ctx, &value, &Value::str(key)),
    };
    and_then(ctx, next, move |ctx, value| take_steps(ctx, value, steps))
}

fn converted(ctx: &mut Context<'_>, value: Value, conversion: Option<char>) -> NativeResult {
    match conversion {
        None => done(value),
        Some('s') => show::str_then(ctx, &value, |_, text| done(text)),
        Some('r') => show::repr_then(ctx, &value, |_, text| done(text)),
        Some('a') => show::ascii_then(ctx, &value, |_, text| done(text)),
        Some(other) => Err(ctx.value_error(format!("Unknown conversion specifier {other}"))),
    }
}

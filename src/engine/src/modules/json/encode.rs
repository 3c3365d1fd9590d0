//! Writes JSON. Containers that are open are on a stack of their own; `default` is a call, after which the writer goes on.

use std::fmt::Write;

use crate::native::{Args, Context, NativeResult, call_then, done};
use crate::value::{Truth, Value};

struct Writer {
    out: String,
    open: Vec<Open>,
    default: Value,
    item_separator: String,
    key_separator: String,
    indent: Option<String>,
    sort: bool,
    skip: bool,
    ascii: bool,
    circular: bool,
    nan: bool,
}

/// A container, or an object for which `default` has given another value, and what of it is still to be written.
struct Open {
    object: Value,
    rest: Rest,
    empty: bool,
}

enum Rest {
    Items(std::vec::IntoIter<Value>),
    Pairs(std::vec::IntoIter<(Value, Value)>),
    Replaced,
}

/// `_json.encode(value, default, item_separator, key_separator, indent, sort_keys, skipkeys, ensure_ascii, check_circular,
/// allow_nan)`
pub(super) fn encode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let truth = |index: usize| crate::compare::truth_natively(ctx.interpreter, &args[index]).unwrap_or(true);
    let writer = Writer {
        out: String::new(),
        open: Vec::new(),
        default: args[1].clone(),
        item_separator: ctx.text(&args[2], "item_separator")?.to_owned(),
        key_separator: ctx.text(&args[3], "key_separator")?.to_owned(),
        indent: args[4].as_text().map(str::to_owned),
        sort: truth(5),
        skip: truth(6),
        ascii: truth(7),
        circular: truth(8),
        nan: truth(9),
    };
    go_on(ctx, Box::new(writer), Some(args[0].clone()))
}

/// `encode_basestring`, `encode_basestring_ascii`
pub(super) fn quoted(ctx: &mut Context<'_>, args: &Args<'_>, ascii: bool) -> NativeResult {
    let Some(text) = args[0].as_text() else {
        let name = ctx.type_name(&args[0]);
        return Err(ctx.type_error(format!("first argument must be a string, not {name}")));
    };
    let mut out = String::with_capacity(text.len() + 2);
    push_quoted(&mut out, text, ascii);
    done(out)
}

fn push_quoted(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let plain = byte >= b' ' && byte != b'"' && byte != b'\\' && (byte < 0x7f || !ascii);
        if plain || at < copied {
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x0c => out.push_str("\\f"),
            0x08 => out.push_str("\\b"),
            0..0x80 => {
                let _ = write!(out, "\\u{byte:04x}");
            }
            _ => {
                let Some(c) = text[at..].chars().next() else { continue };
                copied = at + c.len_utf8();
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push_str(&text[copied..]);
    out.push('"');
}

fn go_on(ctx: &mut Context<'_>, mut writer: Box<Writer>, mut value: Option<Value>) -> NativeResult {
    loop {
        let next = match value.take() {
            Some(value) => Some(value),
            None => writer.next(ctx)?,
        };
        let Some(next) = next else {
            if writer.open.is_empty() {
                return done(writer.out);
            }
            continue;
        };
        if writer.plain(ctx, &next)? {
            continue;
        }
        let payload = next.payload();
        if let Value::BigInt(_) = payload {
            let repr = ctx.interpreter.builtins.get_text("repr").unwrap_or(Value::None);
            return call_then(repr, vec![payload.clone()], move |ctx, text| {
                writer.out.push_str(text.as_text().unwrap_or_default());
                go_on(ctx, writer, None)
            });
        }
        if writer.circular && writer.open.iter().any(|open| open.object.is(&next)) {
            return Err(ctx.value_error("Circular reference detected"));
        }
        if writer.open.len() + ctx.thread.depth() >= ctx.interpreter.recursion_limit() {
            let message = "maximum recursion depth exceeded while encoding a JSON object";
            return Err(ctx.error(&ctx.interpreter.exceptions.recursion_error, message));
        }
        match payload {
            Value::List(_) | Value::Tuple(_) => {
                let items = next.sequence_items().unwrap_or_default();
                writer.open('[', next, Rest::Items(items.into_iter()));
            }
            Value::Dict(dict) => {
                let class = ctx.interpreter.class_of(&next);
                let own = class.lookup(&ctx.interpreter.intern("items"));
                match own {
                    Some(own) if !matches!(own, Value::NativeFunction(_)) => {
                        return call_then(own, vec![next.clone()], move |ctx, items| {
                            ctx.collect(&items, move |ctx, items| writer.pairs(ctx, next, items))
                        });
                    }
                    _ => {}
                }
                let mut pairs = dict.items();
                if writer.sort {
                    if pairs.iter().all(|(key, _)| matches!(key, Value::Str(_))) {
                        pairs.sort_by(|a, b| a.0.as_text().cmp(&b.0.as_text()));
                    } else {
                        let items =
                            pairs.into_iter().map(|(key, value)| Value::tuple([key, value])).collect();
                        return writer.pairs(ctx, next, items);
                    }
                }
                writer.open('{', next, Rest::Pairs(pairs.into_iter()));
            }
            _ => {
                writer.open.push(Open { object: next.clone(), rest: Rest::Replaced, empty: true });
                let default = writer.default.clone();
                return call_then(default, vec![next], move |ctx, value| go_on(ctx, writer, Some(value)));
            }
        }
    }
}

impl Writer {
    /// Goes on with the items of a dict that Python code has given, or has to sort.
    fn pairs(self: Box<Writer>, ctx: &mut Context<'_>, object: Value, items: Vec<Value>) -> NativeResult {
        if !self.sort {
            return self.begin(ctx, object, items);
        }
        let sorted = ctx.interpreter.builtins.get_text("sorted").unwrap_or(Value::None);
        call_then(sorted, vec![Value::list(items)], move |ctx, items| {
            self.begin(ctx, object, items.sequence_items().unwrap_or_default())
        })
    }

    fn begin(mut self: Box<Writer>, ctx: &mut Context<'_>, object: Value, items: Vec<Value>) -> NativeResult {
        let mut pairs = Vec::with_capacity(items.len());
        for item in items {
            match &item.sequence_items().unwrap_or_default()[..] {
                [key, value] => pairs.push((key.clone(), value.clone())),
                _ => return Err(ctx.value_error("items must return 2-tuples")),
            }
        }
        self.open('{', object, Rest::Pairs(pairs.into_iter()));
        go_on(ctx, self, None)
    }

    fn open(&mut self, bracket: char, object: Value, rest: Rest) {
        self.out.push(bracket);
        self.open.push(Open { object, rest, empty: true });
    }

    fn line(&mut self, levels: usize) {
        if let Some(indent) = &self.indent {
            self.out.push('\n');
            for _ in 0..levels {
                self.out.push_str(indent);
            }
        }
    }

    /// What comes next in the innermost container, after its key; at its end nothing.
    fn next(&mut self, ctx: &Context<'_>) -> Result<Option<Value>, Value> {
        let Some(mut open) = self.open.pop() else { return Ok(None) };
        let next = match &mut open.rest {
            Rest::Replaced => return Ok(None),
            Rest::Items(items) => items.next().map(|value| (None, value)),
            Rest::Pairs(pairs) => pairs.next().map(|(key, value)| (Some(key), value)),
        };
        let levels = self.open.iter().filter(|open| !matches!(open.rest, Rest::Replaced)).count();
        let Some((key, value)) = next else {
            if !open.empty {
                self.line(levels);
            }
            self.out.push(if matches!(open.rest, Rest::Items(_)) { ']' } else { '}' });
            return Ok(None);
        };
        let name = match &key {
            Some(key) if !self.is_key(key) => {
                if self.skip {
                    self.open.push(open);
                    return Ok(None);
                }
                let name = ctx.type_name(key);
                return Err(ctx.type_error(format!("keys must be str, int, float, bool or None, not {name}")));
            }
            key => key.clone(),
        };
        if !open.empty {
            self.out.push_str(&self.item_separator);
        }
        open.empty = false;
        self.open.push(open);
        self.line(levels + 1);
        if let Some(key) = name {
            let quoted = key.as_text().is_some();
            if !quoted {
                self.out.push('"');
            }
            if !self.plain(ctx, &key)? {
                let digits = key.to_bigint().map(|int| int.to_string()).unwrap_or_default();
                self.out.push_str(&digits);
            }
            if !quoted {
                self.out.push('"');
            }
            self.out.push_str(&self.key_separator);
        }
        Ok(Some(value))
    }

    fn is_key(&self, key: &Value) -> bool {
        use Value::{BigInt, Bool, Float, Int, None, Str};
        matches!(key.payload(), Str(_) | None | Bool(_) | Int(_) | BigInt(_) | Float(_))
    }

    /// Writes what is no container; false if it is one, or an int beyond 64 bits.
    fn plain(&mut self, ctx: &Context<'_>, value: &Value) -> Result<bool, Value> {
        match value.payload() {
            Value::Str(text) => push_quoted(&mut self.out, text.as_str(), self.ascii),
            Value::None => self.out.push_str("null"),
            Value::Bool(Truth::True) => self.out.push_str("true"),
            Value::Bool(Truth::False) => self.out.push_str("false"),
            Value::Int(int) => {
                let _ = write!(self.out, "{int}");
            }
            Value::Float(float) => {
                if float.get().is_finite() {
                    self.out.push_str(&crate::text::float::repr(float.get()));
                } else if !self.nan {
                    return Err(ctx.value_error("Out of range float values are not JSON compliant"));
                } else {
                    self.out.push_str(match float {
                        float if float.get().is_nan() => "NaN",
                        float if float.get() > 0.0 => "Infinity",
                        _ => "-Infinity",
                    });
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

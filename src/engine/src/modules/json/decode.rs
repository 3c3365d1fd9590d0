//! Reads JSON. Containers that are open are on a stack of their own; a hook is a call, after which the reader goes on.

use crate::dict::{Dict, Key};
use crate::native::{Args, Context, NativeResult, call_then, done};
use crate::reference::Ref;
use crate::string::Str;
use crate::value::{Truth, Value};

/// What the program does itself with parts of the text; None where it does not.
struct Hooks {
    object: Value,
    pairs: Value,
    float: Value,
    int: Value,
    constant: Value,
}

enum Open {
    List(Vec<Value>),
    Object { dict: Dict, pairs: Vec<Value>, key: Value },
}

struct Reader {
    text: Ref<Str>,
    /// In bytes.
    at: usize,
    open: Vec<Open>,
    strict: bool,
    hooks: Hooks,
    /// Nothing but blanks may follow.
    whole: bool,
    /// Keys seen of late: objects in a list have the same ones.
    keys: [Value; 32],
}

/// What is wrong, and where, in bytes.
struct Fault(&'static str, usize);

/// What the reader has come to.
enum Got {
    Value(Value),
    /// A container whose first value comes next.
    Opened,
    /// What this returns is the value.
    Call(Value, Value),
    TooDeep(&'static str),
}

fn reader(ctx: &Context<'_>, args: &Args<'_>, text: &Value, at: usize, whole: bool) -> Result<Reader, Value> {
    let Some(text) = text.as_str() else {
        let name = ctx.type_name(text);
        return Err(ctx.type_error(format!("first argument must be a string, not {name}")));
    };
    let rest = &args.positional()[args.len() - 6..];
    let strict = crate::compare::truth_natively(ctx.interpreter, &rest[0]).unwrap_or(true);
    let [_, object, pairs, float, int, constant] = std::array::from_fn(|index| rest[index].clone());
    Ok(Reader {
        text: text.clone(),
        at,
        open: Vec::new(),
        strict,
        hooks: Hooks { object, pairs, float, int, constant },
        whole,
        keys: Default::default(),
    })
}

/// `_json.decode(text, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant)`
pub(super) fn decode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut reader = reader(ctx, args, &args[0], 0, true)?;
    reader.skip();
    go_on(ctx, Box::new(reader), None)
}

/// `_json.scan(text, index, …)`, with the same rest
pub(super) fn scan(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let index = ctx.index(&args[1])?;
    let Ok(index) = usize::try_from(index) else { return Err(ctx.value_error("idx cannot be negative")) };
    let at = args[0].as_str().map_or(0, |text| text.offset(index));
    let reader = reader(ctx, args, &args[0], at, false)?;
    go_on(ctx, Box::new(reader), None)
}

/// `scanstring(text, end, strict=True)`: `end` is the place after the quote.
pub(super) fn scan_string(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(text) = args[0].as_str() else {
        let name = ctx.type_name(&args[0]);
        return Err(ctx.type_error(format!("first argument must be a string, not {name}")));
    };
    let end = ctx.index(&args[1])?;
    let inside = usize::try_from(end).ok().filter(|&end| end <= text.len());
    let Some(end) = inside else { return Err(ctx.value_error("end is out of bounds")) };
    let strict = args
        .get(2)
        .is_none_or(|strict| crate::compare::truth_natively(ctx.interpreter, strict).unwrap_or(true));
    match string(text.as_str(), text.offset(end), strict) {
        Ok((value, at)) => {
            let end = text.as_str()[..at].chars().count();
            done(Value::tuple([Value::str(value), Value::from_usize(end)]))
        }
        Err(fault) => raise(ctx, text, fault),
    }
}

/// Raises `json.JSONDecodeError`.
fn raise(ctx: &mut Context<'_>, text: &Ref<Str>, fault: Fault) -> NativeResult {
    let class = match ctx.interpreter.modules.get_text("json.decoder") {
        Some(Value::Module(module)) => module.globals.get_text("JSONDecodeError"),
        _ => None,
    };
    let place = text.as_str()[..fault.1.min(text.as_str().len())].chars().count();
    let Some(class) = class else { return Err(ctx.value_error(fault.0)) };
    let args = vec![Value::str(fault.0), Value::Str(text.clone()), Value::from_usize(place)];
    call_then(class, args, |_, error| Err(error))
}

fn go_on(ctx: &mut Context<'_>, mut reader: Box<Reader>, mut value: Option<Value>) -> NativeResult {
    loop {
        let got = match value.take() {
            None => reader.value(ctx),
            Some(value) => match reader.open.is_empty() {
                true => return reader.finish(ctx, value),
                false => reader.put(value),
            },
        };
        match got {
            Ok(Got::Value(got)) => value = Some(got),
            Ok(Got::Opened) => {}
            Ok(Got::Call(function, argument)) => {
                return call_then(function, vec![argument], move |ctx, value| {
                    go_on(ctx, reader, Some(value))
                });
            }
            Ok(Got::TooDeep(what)) => {
                let message = format!("maximum recursion depth exceeded while decoding a JSON {what}");
                return Err(ctx.error(&ctx.interpreter.exceptions.recursion_error, message));
            }
            Err(fault) => return raise(ctx, &reader.text, fault),
        }
    }
}

impl Reader {
    fn skip(&mut self) {
        let bytes = self.text.as_str().as_bytes();
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn peek(&self) -> u8 {
        self.text.as_str().as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn finish(&mut self, ctx: &mut Context<'_>, value: Value) -> NativeResult {
        if self.whole {
            self.skip();
            if self.at < self.text.as_str().len() {
                return raise(ctx, &self.text, Fault("Extra data", self.at));
            }
            return done(value);
        }
        let end = match self.text.is_ascii() {
            true => self.at,
            false => self.text.as_str()[..self.at].chars().count(),
        };
        done(Value::tuple([value, Value::from_usize(end)]))
    }

    /// The value that begins here.
    fn value(&mut self, ctx: &Context<'_>) -> Result<Got, Fault> {
        let too_deep = || self.open.len() + ctx.thread.depth() >= ctx.interpreter.recursion_limit();
        match self.peek() {
            b'"' => {
                let (text, end) = string(self.text.as_str(), self.at + 1, self.strict)?;
                self.at = end;
                Ok(Got::Value(Value::str(text)))
            }
            b'{' => {
                if too_deep() {
                    return Ok(Got::TooDeep("object from a unicode string"));
                }
                self.at += 1;
                self.skip();
                self.open.push(Open::Object { dict: Dict::new(), pairs: Vec::new(), key: Value::None });
                if self.peek() == b'}' {
                    return Ok(self.close());
                }
                self.key()?;
                Ok(Got::Opened)
            }
            b'[' => {
                if too_deep() {
                    return Ok(Got::TooDeep("array from a unicode string"));
                }
                self.at += 1;
                self.skip();
                self.open.push(Open::List(Vec::new()));
                if self.peek() == b']' {
                    return Ok(self.close());
                }
                Ok(Got::Opened)
            }
            b'0'..=b'9' | b'-' | b'n' | b't' | b'f' | b'N' | b'I' => self.plain(ctx),
            _ => Err(Fault("Expecting value", self.at)),
        }
    }

    /// A number or a word.
    fn plain(&mut self, ctx: &Context<'_>) -> Result<Got, Fault> {
        let words = [
            ("null", Value::None),
            ("true", Value::Bool(Truth::True)),
            ("false", Value::Bool(Truth::False)),
            ("NaN", Value::from(f64::NAN)),
            ("Infinity", Value::from(f64::INFINITY)),
            ("-Infinity", Value::from(f64::NEG_INFINITY)),
        ];
        let start = self.at;
        let bytes = &self.text.as_str().as_bytes()[start..];
        if !bytes[0].is_ascii_digit() {
            for (word, value) in words {
                if bytes.starts_with(word.as_bytes()) {
                    self.at += word.len();
                    return Ok(match (&value, self.hooks.constant.is_none()) {
                        (Value::Float(_), false) => Got::Call(self.hooks.constant.clone(), Value::str(word)),
                        _ => Got::Value(value),
                    });
                }
            }
        }
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let sign = usize::from(bytes[0] == b'-');
        let mut end = match bytes.get(sign) {
            Some(b'0') => sign + 1,
            Some(b'1'..=b'9') => sign + digits(sign),
            _ => return Err(Fault("Expecting value", start)),
        };
        let whole = end;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let count = bytes.get(end + 1 + sign..).map_or(0, |_| digits(end + 1 + sign));
            if count > 0 {
                end += 1 + sign + count;
            }
        }
        self.at += end;
        let text = &self.text.as_str()[start..self.at];
        if end == whole {
            if !self.hooks.int.is_none() {
                return Ok(Got::Call(self.hooks.int.clone(), Value::str(text)));
            }
            return Ok(match text.parse::<i64>() {
                Ok(int) => Got::Value(Value::Int(int)),
                Err(_) => Got::Call(Value::Class(ctx.interpreter.types.int.clone()), Value::str(text)),
            });
        }
        if !self.hooks.float.is_none() {
            return Ok(Got::Call(self.hooks.float.clone(), Value::str(text)));
        }
        Ok(Got::Value(Value::from(text.parse().unwrap_or(f64::NAN))))
    }

    /// A key and the colon after it.
    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != b'"' {
            return Err(Fault("Expecting property name enclosed in double quotes", self.at));
        }
        let (text, end) = string(self.text.as_str(), self.at + 1, self.strict)?;
        let place =
            text.bytes().fold(text.len(), |hash, byte| hash.wrapping_mul(31) ^ usize::from(byte)) % 32;
        let known = self.keys[place].as_text() == Some(&*text);
        if !known {
            self.keys[place] = Value::str(text);
        }
        let made = self.keys[place].clone();
        self.at = end;
        self.skip();
        if self.peek() != b':' {
            return Err(Fault("Expecting ':' delimiter", self.at));
        }
        self.at += 1;
        self.skip();
        if let Some(Open::Object { key, .. }) = self.open.last_mut() {
            *key = made;
        }
        Ok(())
    }

    /// Puts a value in the innermost container, and goes on to the next one, or to its end.
    fn put(&mut self, value: Value) -> Result<Got, Fault> {
        self.skip();
        let next = self.peek();
        match self.open.last_mut() {
            Some(Open::List(items)) => {
                items.push(value);
                match next {
                    b']' => Ok(self.close()),
                    b',' => {
                        self.at += 1;
                        self.skip();
                        Ok(Got::Opened)
                    }
                    _ => Err(Fault("Expecting ',' delimiter", self.at)),
                }
            }
            Some(Open::Object { dict, pairs, key }) => {
                let key = std::mem::take(key);
                if self.hooks.pairs.is_none() {
                    let hash = key.as_str().map_or(0, |text| text.hash());
                    dict.insert(Key { value: key, hash, resolved: false, exotic: false }, value);
                } else {
                    pairs.push(Value::tuple([key, value]));
                }
                match next {
                    b'}' => Ok(self.close()),
                    b',' => {
                        self.at += 1;
                        self.skip();
                        self.key()?;
                        Ok(Got::Opened)
                    }
                    _ => Err(Fault("Expecting ',' delimiter", self.at)),
                }
            }
            None => Ok(Got::Value(value)),
        }
    }

    /// The innermost container, at whose end this is.
    fn close(&mut self) -> Got {
        self.at += 1;
        match self.open.pop() {
            Some(Open::List(items)) => Got::Value(Value::list(items)),
            Some(Open::Object { dict, pairs, .. }) => {
                if !self.hooks.pairs.is_none() {
                    return Got::Call(self.hooks.pairs.clone(), Value::list(pairs));
                }
                let dict = Value::Dict(Ref::new(dict));
                match self.hooks.object.is_none() {
                    true => Got::Value(dict),
                    false => Got::Call(self.hooks.object.clone(), dict),
                }
            }
            None => Got::Value(Value::None),
        }
    }
}

/// The string whose first character is at `start`, and the place after its closing quote.
fn string(text: &str, start: usize, strict: bool) -> Result<(std::borrow::Cow<'_, str>, usize), Fault> {
    let bytes = text.as_bytes();
    let unterminated = Fault("Unterminated string starting at", start.saturating_sub(1));
    let mut at = start;
    let mut made = String::new();
    let mut copied = start;
    loop {
        let special = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < b' ';
        match bytes.get(at..).and_then(|rest| rest.iter().position(special)) {
            Some(plain) => at += plain,
            None => return Err(unterminated),
        }
        match bytes[at] {
            b'"' if copied == start => return Ok((text[start..at].into(), at + 1)),
            b'"' => {
                made.push_str(&text[copied..at]);
                return Ok((made.into(), at + 1));
            }
            b'\\' => {}
            _ if strict => return Err(Fault("Invalid control character at", at)),
            _ => {
                at += 1;
                continue;
            }
        }
        made.push_str(&text[copied..at]);
        let Some(&escape) = bytes.get(at + 1) else { return Err(unterminated) };
        let plain = match escape {
            b'"' | b'\\' | b'/' => Some(char::from(escape)),
            b'b' => Some('\u{8}'),
            b'f' => Some('\u{c}'),
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'u' => None,
            _ => return Err(Fault("Invalid \\escape", at)),
        };
        at += 2;
        match plain {
            Some(c) => made.push(c),
            None => {
                let mut code = hexadecimal(bytes, at)?;
                at += 4;
                if (0xd800..0xdc00).contains(&code) && bytes[at..].starts_with(b"\\u") {
                    let low = hexadecimal(bytes, at + 2)?;
                    if (0xdc00..0xe000).contains(&low) {
                        code = 0x10000 + ((code - 0xd800) << 10 | (low - 0xdc00));
                        at += 6;
                    }
                }
                made.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        copied = at;
    }
}

/// Four digits.
fn hexadecimal(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let mut code = 0;
    for index in at..at + 4 {
        let digit = bytes.get(index).and_then(|&byte| char::from(byte).to_digit(16));
        code = code << 4 | digit.ok_or(Fault("Invalid \\uXXXX escape", at - 1))?;
    }
    Ok(code)
}

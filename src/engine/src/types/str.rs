//! The methods of `str`.

use crate::native::{Args, Context, Def, NativeResult, TypeDef, and_then, call_then, done, none};
use crate::reference::Ref;
use crate::string::Str;
use crate::text::strings::{self, Ends};
use crate::text::{codec, slice, unicode};
use crate::value::Value;

use super::{binary, format, percent, sequence, show, support};
use support::{optional_index, str_argument};

/// `str`
pub(super) const TYPE: TypeDef = TypeDef { new: Some(new), methods: METHODS, doc: DOC, ..TypeDef::EMPTY };

const DOC: &str = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str";

const METHODS: &[Def] = &[
    Def::range("capitalize", |ctx, args| map(ctx, args, strings::capitalize), 0, 0),
    Def::range("casefold", |ctx, args| map(ctx, args, strings::casefold), 0, 0),
    Def::range("center", |ctx, args| justify(ctx, args, "center"), 1, 2),
    Def::range("count", count, 1, 3),
    Def::any("encode", encode),
    Def::range("endswith", |ctx, args| has_end(ctx, args, true), 1, 3),
    Def::any("expandtabs", expandtabs),
    Def::range("find", |ctx, args| find(ctx, args, false, false), 1, 3),
    Def::any("format", format::method),
    Def::new("format_map", format::format_map, 1),
    Def::range("index", |ctx, args| find(ctx, args, false, true), 1, 3),
    Def::new(
        "isalnum",
        |ctx, args| {
            is(ctx, args, |s| {
                strings::all(s, |c| unicode::is_alpha(c) || unicode::is_numeric(c) || unicode::is_digit(c))
            })
        },
        0,
    ),
    Def::new("isalpha", |ctx, args| is(ctx, args, |s| strings::all(s, unicode::is_alpha)), 0),
    Def::new("isascii", |ctx, args| is(ctx, args, str::is_ascii), 0),
    Def::new(
        "isdecimal",
        |ctx, args| is(ctx, args, |s| strings::all(s, |c| unicode::decimal(c).is_some())),
        0,
    ),
    Def::new("isdigit", |ctx, args| is(ctx, args, |s| strings::all(s, unicode::is_digit)), 0),
    Def::new("isidentifier", |ctx, args| is(ctx, args, strings::is_identifier), 0),
    Def::new("islower", |ctx, args| is(ctx, args, |s| strings::all_cased(s, unicode::is_lower)), 0),
    Def::new("isnumeric", |ctx, args| is(ctx, args, |s| strings::all(s, unicode::is_numeric)), 0),
    Def::new("isprintable", |ctx, args| is(ctx, args, |s| s.chars().all(unicode::is_printable)), 0),
    Def::new("isspace", |ctx, args| is(ctx, args, |s| strings::all(s, unicode::is_space)), 0),
    Def::new("istitle", |ctx, args| is(ctx, args, strings::is_title), 0),
    Def::new("isupper", |ctx, args| is(ctx, args, |s| strings::all_cased(s, unicode::is_upper)), 0),
    Def::new("join", join, 1),
    Def::range("ljust", |ctx, args| justify(ctx, args, "ljust"), 1, 2),
    Def::new("lower", |ctx, args| map(ctx, args, str::to_lowercase), 0),
    Def::range("lstrip", |ctx, args| strip(ctx, args, Ends::Left, "lstrip"), 0, 1),
    Def::range("maketrans", maketrans, 1, 3).fixed(),
    Def::new("partition", |ctx, args| partition(ctx, args, false), 1),
    Def::new("removeprefix", |ctx, args| remove_end(ctx, args, false), 1),
    Def::new("removesuffix", |ctx, args| remove_end(ctx, args, true), 1),
    Def::range("replace", replace, 2, 3),
    Def::range("rfind", |ctx, args| find(ctx, args, true, false), 1, 3),
    Def::range("rindex", |ctx, args| find(ctx, args, true, true), 1, 3),
    Def::range("rjust", |ctx, args| justify(ctx, args, "rjust"), 1, 2),
    Def::new("rpartition", |ctx, args| partition(ctx, args, true), 1),
    Def::any("rsplit", |ctx, args| split(ctx, args, true)),
    Def::range("rstrip", |ctx, args| strip(ctx, args, Ends::Right, "rstrip"), 0, 1),
    Def::any("split", |ctx, args| split(ctx, args, false)),
    Def::any("splitlines", splitlines),
    Def::range("startswith", |ctx, args| has_end(ctx, args, false), 1, 3),
    Def::range("strip", |ctx, args| strip(ctx, args, Ends::Both, "strip"), 0, 1),
    Def::new("swapcase", |ctx, args| map(ctx, args, strings::swapcase), 0),
    Def::new("title", |ctx, args| map(ctx, args, strings::title), 0),
    Def::new("translate", translate, 1),
    Def::new("upper", |ctx, args| map(ctx, args, str::to_uppercase), 0),
    Def::new("zfill", zfill, 1),
    Def::new("__len__", sequence::len, 0),
    Def::new("__contains__", sequence::contains, 1),
    Def::new("__getitem__", sequence::getitem, 1),
    Def::new("__iter__", sequence::iter, 0),
    Def::new("__add__", binary::add, 1),
    Def::new("__mul__", binary::mul, 1),
    Def::new("__rmul__", binary::rmul, 1),
    Def::new("__mod__", percent::method, 1),
    Def::new("__rmod__", binary::rmod, 1),
    Def::new("__eq__", binary::eq, 1),
    Def::new("__ne__", binary::ne, 1),
    Def::new("__lt__", binary::lt, 1),
    Def::new("__le__", binary::le, 1),
    Def::new("__gt__", binary::gt, 1),
    Def::new("__ge__", binary::ge, 1),
    Def::new("__hash__", binary::hash, 0),
    Def::new("__repr__", show::repr_method, 0),
    Def::new("__str__", str_method, 0),
    Def::new("__format__", format::str_format, 1),
    Def::new("__getnewargs__", |_, args| done(Value::tuple([args.this().payload().clone()])), 0),
];

/// The receiver.
pub(super) fn this<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Str>, Value> {
    args.this().as_str().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "str"))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    // `str(x)` of a builtin value, the usual case.
    if let [Value::Class(class), object] = args.values()
        && args.names().is_empty()
        && class.is(&ctx.interpreter.types.str)
        && let Some(text) = show::str_natively(ctx, object)?
    {
        return done(if let Value::Str(_) = object { object.clone() } else { Value::str(text) });
    }
    let [object, encoding, errors] = args.bind(ctx, "str", 1, ["object", "encoding", "errors"], 0)?;
    let class = args[0].clone();
    if !encoding.is_unbound() || !errors.is_unbound() {
        let data = match object.payload() {
            _ if crate::buffer::is_bytes_like(&object) => super::bytes::data(ctx, &object)?,
            Value::Unbound => super::bytes::Data::Copy(Vec::new()),
            Value::Str(_) => return Err(ctx.type_error("decoding str is not supported")),
            other => {
                return Err(ctx.type_error(format!(
                    "decoding to str: need a bytes-like object, {} found",
                    ctx.type_name(other)
                )));
            }
        };
        let text = super::bytes::decode(ctx, &data, &object, encoding.bound(), errors.bound());
        return and_then(ctx, text, move |ctx, text| ctx.construct(&class, text));
    }
    if object.is_unbound() {
        return ctx.construct(&class, Value::str(""));
    }
    show::str_then(ctx, &object, move |ctx, text| {
        let is_exact = matches!(&class, Value::Class(class) if class.is(&ctx.interpreter.types.str));
        // `str(x)` may be an object of a class derived from str, if `__str__` returned one.
        if is_exact { done(text) } else { ctx.construct(&class, text.payload().clone()) }
    })
}

fn str_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    this(ctx, args)?;
    done(args.this().payload().clone())
}

fn map(ctx: &mut Context<'_>, args: &Args<'_>, f: impl Fn(&str) -> String) -> NativeResult {
    done(f(this(ctx, args)?.as_str()))
}

fn is(ctx: &mut Context<'_>, args: &Args<'_>, f: impl Fn(&str) -> bool) -> NativeResult {
    done(f(this(ctx, args)?.as_str()))
}

/// The same object where a method changes nothing.
fn same_or(this: &Value, before: &str, after: &str) -> Value {
    if before.len() == after.len() { this.payload().clone() } else { Value::str(after) }
}

fn must_be_str(ctx: &Context<'_>, value: &Value) -> Value {
    ctx.type_error(format!("must be str, not {}", ctx.type_name(value)))
}

fn justify(ctx: &mut Context<'_>, args: &Args<'_>, how: &str) -> NativeResult {
    let text = this(ctx, args)?;
    let width = ctx.index(&args[1])?;
    ctx.check_size(usize::try_from(width).unwrap_or(0))?;
    let fill = match args.get(2) {
        None => ' ',
        Some(value) => {
            let Some(fill) = value.as_text() else {
                return Err(ctx.type_error(format!(
                    "The fill character must be a unicode character, not {}",
                    ctx.type_name(value)
                )));
            };
            let mut chars = fill.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => c,
                _ => return Err(ctx.type_error("The fill character must be exactly one character long")),
            }
        }
    };
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(text.len());
    done(match how {
        "center" => strings::center(text.as_str(), text.len(), width, fill),
        "ljust" => strings::surround(text.as_str(), 0, missing, fill),
        _ => strings::surround(text.as_str(), missing, 0, fill),
    })
}

fn zfill(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = this(ctx, args)?;
    let width = ctx.index(&args[1])?;
    ctx.check_size(usize::try_from(width).unwrap_or(0))?;
    done(strings::zfill(text.as_str(), text.len(), width))
}

fn expandtabs(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [size] = args.bind(ctx, "expandtabs", 1, ["tabsize"], 0)?;
    let size = size.bound().map_or(Ok(8), |size| ctx.index(size))?;
    let expanded = this(ctx, args)?.as_str();
    ctx.check_size(strings::expanded_size(expanded, size))?;
    map(ctx, args, |text| strings::expandtabs(text, size))
}

/// The part of the text that the optional arguments `start` and `end` select, and its first character's position.
fn window<'a>(ctx: &Context<'_>, text: &'a Str, args: &Args<'_>) -> Result<Option<(usize, &'a str)>, Value> {
    if args.len() <= 2 {
        return Ok(Some((0, text.as_str())));
    }
    let start = optional_index(ctx, args.get(2))?;
    let end = optional_index(ctx, args.get(3))?;
    let (start, end) = slice::bounds(start, end, text.len());
    Ok((start <= end).then(|| (start, text.slice(start, end))))
}

fn find(ctx: &mut Context<'_>, args: &Args<'_>, last: bool, must: bool) -> NativeResult {
    let text = this(ctx, args)?;
    let part = args[1].as_text().ok_or_else(|| must_be_str(ctx, &args[1]))?;
    let found = window(ctx, text, args)?.and_then(|(start, window)| {
        let offset = if last { window.rfind(part) } else { window.find(part) }?;
        Some(start + if text.is_ascii() { offset } else { window[..offset].chars().count() })
    });
    match found {
        Some(position) => done(Value::from_usize(position)),
        None if must => Err(ctx.value_error("substring not found")),
        None => done(-1),
    }
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = this(ctx, args)?;
    let part = args[1].as_text().ok_or_else(|| must_be_str(ctx, &args[1]))?;
    let window = window(ctx, text, args)?;
    done(Value::from_usize(window.map_or(0, |(_, window)| strings::count(window, part))))
}

fn has_end(ctx: &mut Context<'_>, args: &Args<'_>, at_end: bool) -> NativeResult {
    let text = this(ctx, args)?;
    let name = if at_end { "endswith" } else { "startswith" };
    let window = window(ctx, text, args)?.map(|(_, window)| window);
    let has = |part: &str| {
        window.is_some_and(|window| if at_end { window.ends_with(part) } else { window.starts_with(part) })
    };
    if let Some(part) = args[1].as_text() {
        return done(has(part));
    }
    let Some(parts) = args[1].as_tuple() else {
        return Err(ctx.type_error(format!(
            "{name} first arg must be str or a tuple of str, not {}",
            ctx.type_name(&args[1])
        )));
    };
    for part in parts.iter() {
        let Some(part) = part.as_text() else {
            return Err(ctx
                .type_error(format!("tuple for {name} must only contain str, not {}", ctx.type_name(part))));
        };
        if has(part) {
            return done(true);
        }
    }
    done(false)
}

fn strip(ctx: &mut Context<'_>, args: &Args<'_>, ends: Ends, name: &str) -> NativeResult {
    let text = this(ctx, args)?.as_str();
    let set = match args.get(1) {
        None | Some(Value::None) => None,
        Some(value) => {
            Some(value.as_text().ok_or_else(|| ctx.type_error(format!("{name} arg must be None or str")))?)
        }
    };
    done(same_or(args.this(), text, strings::strip(text, set, ends)))
}

fn remove_end(ctx: &mut Context<'_>, args: &Args<'_>, at_end: bool) -> NativeResult {
    let text = this(ctx, args)?.as_str();
    let name = if at_end { "removesuffix" } else { "removeprefix" };
    let part = args[1].as_text().ok_or_else(|| {
        ctx.type_error(format!("{name}() argument must be str, not {}", ctx.type_name(&args[1])))
    })?;
    let rest = if at_end { text.strip_suffix(part) } else { text.strip_prefix(part) };
    done(same_or(args.this(), text, rest.unwrap_or(text)))
}

fn replace(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = this(ctx, args)?.as_str();
    let argument = |position: usize| {
        args[position].as_text().ok_or_else(|| {
            ctx.type_error(format!(
                "replace() argument {position} must be str, not {}",
                ctx.type_name(&args[position])
            ))
        })
    };
    let (old, new) = (argument(1)?, argument(2)?);
    let limit = args.get(3).map_or(Ok(-1), |limit| ctx.index(limit))?;
    let times = strings::count(text, old).min(usize::try_from(limit).unwrap_or(usize::MAX));
    ctx.check_size(text.len().saturating_add(times.saturating_mul(new.len())))?;
    if times == 0 {
        return done(args.this().payload().clone());
    }
    done(strings::replace(text, old, new, limit))
}

fn partition(ctx: &mut Context<'_>, args: &Args<'_>, last: bool) -> NativeResult {
    let text = this(ctx, args)?.as_str();
    let separator = args[1].as_text().ok_or_else(|| must_be_str(ctx, &args[1]))?;
    if separator.is_empty() {
        return Err(ctx.value_error("empty separator"));
    }
    let found = if last { text.rsplit_once(separator) } else { text.split_once(separator) };
    done(match found {
        Some((before, after)) => Value::tuple([before.into(), separator.into(), after.into()]),
        None if last => Value::tuple(["".into(), "".into(), text.into()]),
        None => Value::tuple([text.into(), "".into(), "".into()]),
    })
}

fn split(ctx: &mut Context<'_>, args: &Args<'_>, right: bool) -> NativeResult {
    let name = if right { "rsplit" } else { "split" };
    let [separator, limit] = args.bind(ctx, name, 1, ["sep", "maxsplit"], 0)?;
    let text = this(ctx, args)?.as_str();
    let limit = limit.bound().map_or(Ok(-1), |limit| ctx.index(limit))?;
    let parts = match separator.bound() {
        None | Some(Value::None) if right => strings::rsplit_space(text, limit),
        None | Some(Value::None) => strings::split_space(text, limit),
        Some(value) => {
            let separator = value.as_text().ok_or_else(|| {
                ctx.type_error(format!("must be str or None, not {}", ctx.type_name(value)))
            })?;
            if separator.is_empty() {
                return Err(ctx.value_error("empty separator"));
            }
            if right {
                strings::rsplit(text, separator, limit)
            } else {
                strings::split(text, separator, limit)
            }
        }
    };
    done(Value::list(support::strings(parts)))
}

fn splitlines(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [keep] = args.bind(ctx, "splitlines", 1, ["keepends"], 0)?;
    let keep = crate::compare::truth_natively(ctx.interpreter, &keep).unwrap_or(true) && !keep.is_unbound();
    done(Value::list(support::strings(strings::splitlines(this(ctx, args)?.as_str(), keep))))
}

fn join(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let separator = this(ctx, args)?.clone();
    if !support::is_iterable(ctx, &args[1]) {
        return Err(ctx.type_error("can only join an iterable"));
    }
    ctx.collect(&args[1], move |ctx, items| join_items(ctx, &separator, &items))
}

fn join_items(ctx: &mut Context<'_>, separator: &Str, items: &[Value]) -> NativeResult {
    if let [only @ Value::Str(_)] = items {
        return done(only.clone());
    }
    let mut length = separator.as_str().len().saturating_mul(items.len().saturating_sub(1));
    for (position, item) in items.iter().enumerate() {
        match str_argument(item) {
            Some(text) => length = length.saturating_add(text.as_str().len()),
            None => {
                return Err(ctx.type_error(format!(
                    "sequence item {position}: expected str instance, {} found",
                    ctx.type_name(item)
                )));
            }
        }
    }
    ctx.check_size(length)?;
    let mut out = String::with_capacity(length);
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            out.push_str(separator.as_str());
        }
        out.push_str(item.as_text().unwrap_or_default());
    }
    done(out)
}

fn encode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [encoding, errors] = args.bind(ctx, "encode", 1, ["encoding", "errors"], 0)?;
    let text = this(ctx, args)?.as_str();
    if encoding.is_unbound() && errors.is_unbound() {
        return done(Value::bytes(text.as_bytes()));
    }
    encode_text(ctx, text, args.this(), encoding.bound(), errors.bound())
}

/// `text.encode(encoding, errors)`; `object` is the string for the exception.
pub(super) fn encode_text(
    ctx: &Context<'_>,
    text: &str,
    object: &Value,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> NativeResult {
    super::bytes::recode(ctx, "encode", object, encoding, errors, |codec, errors| {
        codec::encode(text, codec, errors).map(Value::bytes)
    })
}

/// A value for `translate` tables: what a character becomes.
fn maketrans(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let table = crate::dict::Dict::new();
    let int_key = |c: char| key_of(ctx, Value::Int(i64::from(u32::from(c))));
    let Some(from) = args.get(1).is_some().then(|| &args[0]) else {
        let Some(dict) = args[0].as_dict() else {
            return Err(ctx.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (key, value) in dict.items() {
            let key = match key.as_text() {
                None if key.as_int().is_some() => key,
                None => return Err(ctx.type_error("keys in translate table must be strings or integers")),
                Some(text) => {
                    let mut chars = text.chars();
                    match (chars.next(), chars.next()) {
                        (Some(c), None) => Value::Int(i64::from(u32::from(c))),
                        _ => {
                            return Err(ctx.value_error("string keys in translate table must be of length 1"));
                        }
                    }
                }
            };
            table.insert(key_of(ctx, key)?, value);
        }
        return done(Value::Dict(Ref::new(table)));
    };
    let text = |value: &Value, position: usize| {
        value.as_text().map(str::to_owned).ok_or_else(|| {
            ctx.type_error(format!(
                "maketrans() argument {position} must be str, not {}",
                ctx.type_name(value)
            ))
        })
    };
    if from.as_text().is_none() {
        return Err(ctx.type_error("first maketrans argument must be a string if there is a second argument"));
    }
    let (from, to) = (text(from, 1)?, text(&args[1], 2)?);
    if from.chars().count() != to.chars().count() {
        return Err(ctx.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in from.chars().zip(to.chars()) {
        table.insert(int_key(from)?, Value::Int(i64::from(u32::from(to))));
    }
    if let Some(dropped) = args.get(2) {
        for c in text(dropped, 3)?.chars() {
            table.insert(int_key(c)?, Value::None);
        }
    }
    done(Value::Dict(Ref::new(table)))
}

fn key_of(ctx: &Context<'_>, value: Value) -> Result<crate::dict::Key, Value> {
    match crate::compare::hash_natively(ctx.interpreter, &value) {
        Ok(hash) => Ok(crate::dict::Key { value, hash, resolved: false, exotic: false }),
        Err(_) => Err(ctx.type_error("keys in translate table must be strings or integers")),
    }
}

fn translate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let text = this(ctx, args)?;
    let Some(table) = args[1].as_dict() else {
        // Any object with `__getitem__`.
        return call_then(ctx.helper("_translate_table"), vec![args.this().clone(), args[1].clone()], {
            let text = text.clone();
            move |ctx, table| match table.as_dict() {
                Some(table) => translated(ctx, &text, table),
                None => none(),
            }
        });
    };
    translated(ctx, text, table)
}

fn translated(ctx: &mut Context<'_>, text: &Str, table: &crate::dict::Dict) -> NativeResult {
    let mut out = String::with_capacity(text.as_str().len());
    for c in text.as_str().chars() {
        let key = key_of(ctx, Value::Int(i64::from(u32::from(c))))?;
        match table.get(&key) {
            None => out.push(c),
            Some(Value::None) => {}
            Some(value) => {
                if let Some(text) = value.as_text() {
                    out.push_str(text);
                } else if let Some(code) = value.as_int() {
                    let c = u32::try_from(code).ok().and_then(char::from_u32);
                    out.push(
                        c.ok_or_else(|| ctx.value_error("character mapping must be in range(0x110000)"))?,
                    );
                } else {
                    return Err(ctx.type_error("character mapping must return integer, None or str"));
                }
            }
        }
    }
    done(out)
}

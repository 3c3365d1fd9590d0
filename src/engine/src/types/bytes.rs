//! `bytes` and `bytearray` (Objects/bytesobject.c, Objects/bytearrayobject.c).

use std::ops::Deref;

use crate::buffer;
use crate::guard::Held;
use crate::native::{Args, Context, Def, NativeResult, TypeDef, and_then, done, none};
use crate::objects::{ByteArray, Bytes};
use crate::reference::Ref;
use crate::text::codec::{self, Codec, Problem};
use crate::text::strings::Ends;
use crate::text::{bytes as text, slice};
use crate::value::Value;

use super::memoryview::MemoryView;
use super::support::{self, fit_slice, optional_index, raise, sequence_position, with_index};
use super::{binary, percent, sequence, show};

const COMMON: &[Def] = &[
    Def::new("capitalize", |ctx, args| map(ctx, args, text::capitalize), 0),
    Def::range("center", |ctx, args| justify(ctx, args, "center"), 1, 2),
    Def::range("count", count, 1, 3),
    Def::any("decode", decode_method),
    Def::range("endswith", |ctx, args| has_end(ctx, args, true), 1, 3),
    Def::any("expandtabs", expandtabs),
    Def::range("find", |ctx, args| find(ctx, args, false, false), 1, 3),
    Def::new("fromhex", fromhex, 1).class(),
    Def::any("hex", hex),
    Def::range("index", |ctx, args| find(ctx, args, false, true), 1, 3),
    Def::new("isalnum", |ctx, args| all(ctx, args, |b| b.is_ascii_alphanumeric()), 0),
    Def::new("isalpha", |ctx, args| all(ctx, args, |b| b.is_ascii_alphabetic()), 0),
    Def::new("isascii", |ctx, args| done(this(ctx, args)?.is_ascii()), 0),
    Def::new("isdigit", |ctx, args| all(ctx, args, |b| b.is_ascii_digit()), 0),
    Def::new("islower", |ctx, args| cased(ctx, args, |b| b.is_ascii_lowercase()), 0),
    Def::new("isspace", |ctx, args| all(ctx, args, text::is_space), 0),
    Def::new("istitle", istitle, 0),
    Def::new("isupper", |ctx, args| cased(ctx, args, |b| b.is_ascii_uppercase()), 0),
    Def::new("join", join, 1),
    Def::range("ljust", |ctx, args| justify(ctx, args, "ljust"), 1, 2),
    Def::new("lower", |ctx, args| map(ctx, args, <[u8]>::to_ascii_lowercase), 0),
    Def::range("lstrip", |ctx, args| strip(ctx, args, Ends::Left), 0, 1),
    Def::new("partition", |ctx, args| partition(ctx, args, false), 1),
    Def::new("removeprefix", |ctx, args| remove_end(ctx, args, false), 1),
    Def::new("removesuffix", |ctx, args| remove_end(ctx, args, true), 1),
    Def::range("replace", replace, 2, 3),
    Def::range("rfind", |ctx, args| find(ctx, args, true, false), 1, 3),
    Def::range("rindex", |ctx, args| find(ctx, args, true, true), 1, 3),
    Def::range("rjust", |ctx, args| justify(ctx, args, "rjust"), 1, 2),
    Def::new("rpartition", |ctx, args| partition(ctx, args, true), 1),
    Def::new("maketrans", maketrans, 2).fixed(),
    Def::any("rsplit", |ctx, args| split(ctx, args, true)),
    Def::range("rstrip", |ctx, args| strip(ctx, args, Ends::Right), 0, 1),
    Def::any("split", |ctx, args| split(ctx, args, false)),
    Def::any("splitlines", splitlines),
    Def::range("startswith", |ctx, args| has_end(ctx, args, false), 1, 3),
    Def::range("strip", |ctx, args| strip(ctx, args, Ends::Both), 0, 1),
    Def::new("swapcase", |ctx, args| map(ctx, args, text::swapcase), 0),
    Def::new("title", |ctx, args| map(ctx, args, text::title), 0),
    Def::any("translate", translate),
    Def::new("upper", |ctx, args| map(ctx, args, <[u8]>::to_ascii_uppercase), 0),
    Def::new("zfill", zfill, 1),
    Def::new("__len__", sequence::len, 0),
    Def::new("__contains__", sequence::contains, 1),
    Def::new("__getitem__", sequence::getitem, 1),
    Def::new("__iter__", sequence::iter, 0),
    Def::new("__add__", binary::add, 1),
    Def::new("__mul__", binary::mul, 1),
    Def::new("__rmul__", binary::rmul, 1),
    Def::new("__mod__", percent::bytes_method, 1),
    Def::new("__eq__", binary::eq, 1),
    Def::new("__ne__", binary::ne, 1),
    Def::new("__lt__", binary::lt, 1),
    Def::new("__le__", binary::le, 1),
    Def::new("__gt__", binary::gt, 1),
    Def::new("__ge__", binary::ge, 1),
    Def::new("__repr__", show::repr_method, 0),
];

const CHANGES: &[Def] = &[
    Def::new("append", append, 1),
    Def::new(
        "clear",
        |ctx, args| {
            growing(ctx, array(ctx, args)?)?.clear();
            none()
        },
        0,
    ),
    Def::new("copy", |ctx, args| done(new_array(this(ctx, args)?.into())), 0),
    Def::new("extend", extend, 1),
    Def::new("insert", insert, 2),
    Def::range("pop", pop, 0, 1),
    Def::new("remove", remove, 1),
    Def::new(
        "reverse",
        |ctx, args| {
            array(ctx, args)?.bytes.lock().reverse();
            none()
        },
        0,
    ),
    Def::new("__setitem__", setitem, 2),
    Def::new("__delitem__", delitem, 1),
    Def::new("__iadd__", iadd, 1),
];

/// Fills both types.
pub(super) fn install(interpreter: &crate::interpreter::Interpreter) {
    let types = &interpreter.types;
    let doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes";
    interpreter
        .extend_type(&types.bytes, &TypeDef { new: Some(new), methods: COMMON, doc, ..TypeDef::EMPTY });
    let function =
        interpreter.native_function(&Def::new("__hash__", binary::hash, 0), Some(&types.bytes), "builtins");
    types.bytes.set(&interpreter.names.hash, function);
    let doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray";
    let array = TypeDef {
        new: Some(|ctx, args| ctx.construct(&args[0], new_array(Vec::new()))),
        init: Some(init),
        methods: COMMON,
        doc,
        ..TypeDef::EMPTY
    };
    interpreter.extend_type(&types.bytearray, &array);
    interpreter.extend_type(&types.bytearray, &TypeDef { methods: CHANGES, ..TypeDef::EMPTY });
}

fn new_array(bytes: Vec<u8>) -> Value {
    Value::ByteArray(Ref::new(ByteArray::new(bytes)))
}

/// The content of a bytes-like object, of which `bytes` need no copy.
pub(crate) enum Data {
    Same(Ref<Bytes>),
    Copy(Vec<u8>),
}

impl Deref for Data {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Data::Same(bytes) => bytes,
            Data::Copy(bytes) => bytes,
        }
    }
}

impl From<Data> for Vec<u8> {
    fn from(data: Data) -> Vec<u8> {
        match data {
            Data::Same(bytes) => bytes.to_vec(),
            Data::Copy(bytes) => bytes,
        }
    }
}

/// The content of a bytes-like argument.
pub(crate) fn data(ctx: &Context<'_>, value: &Value) -> Result<Data, Value> {
    match value.payload() {
        Value::Bytes(bytes) => Ok(Data::Same(bytes.clone())),
        // What lies beyond the process is to be asked for with `buffer::copy_then`.
        _ => buffer::look(value, |bytes| Data::Copy(bytes.to_vec()))
            .ok_or_else(|| buffer::not_at_hand(ctx, value)),
    }
}

/// `bytes` or `bytearray`, as `like` is.
pub(super) fn same_kind(like: &Value, bytes: Vec<u8>) -> Value {
    match like.payload() {
        Value::ByteArray(_) => new_array(bytes),
        _ => Value::bytes(bytes),
    }
}

fn this(ctx: &Context<'_>, args: &Args<'_>) -> Result<Data, Value> {
    data(ctx, args.this())
}

fn array<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<ByteArray>, Value> {
    args.this().as_bytearray().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "bytearray"))
}

fn answer(args: &Args<'_>, bytes: impl Into<Vec<u8>>) -> NativeResult {
    done(same_kind(args.this(), bytes.into()))
}

fn answer_list<'a>(args: &Args<'_>, parts: impl IntoIterator<Item = &'a [u8]>) -> NativeResult {
    done(Value::list(parts.into_iter().map(|part| same_kind(args.this(), part.to_vec())).collect()))
}

// ---- making

/// The bytes that `bytes(value)` has, for anything but a str, then continues.
pub(super) fn from_any(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
) -> NativeResult {
    match value.payload() {
        Value::Native(object) if let Some(view) = object.data::<MemoryView>() => {
            return view.bytes_then(ctx, then);
        }
        _ if buffer::is_bytes_like(value) => return buffer::copy_then(ctx, value, then),
        Value::Str(_) => return Err(ctx.type_error("string argument without an encoding")),
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => {
            let count = ctx.index(value)?;
            let count = usize::try_from(count).map_err(|_| ctx.value_error("negative count"))?;
            ctx.check_size(count)?;
            return then(ctx, vec![0; count]);
        }
        _ => {}
    }
    if let Some(method) = ctx.interpreter.class_of(value).lookup(&ctx.interpreter.names.bytes)
        && matches!(method, Value::Function(_))
    {
        return crate::native::call_then(method, vec![value.clone()], move |ctx, result| {
            let bytes = data(ctx, &result)?;
            then(ctx, bytes.into())
        });
    }
    if !support::is_iterable(ctx, value) {
        let error = ctx.type_error(format!("cannot convert '{}' object to bytes", ctx.type_name(value)));
        return Err(ctx.no_index(value, error));
    }
    ctx.collect(value, move |ctx, items| from_items(ctx, items, then))
}

/// Continues with the bytes that these numbers are.
fn from_items(
    ctx: &mut Context<'_>,
    items: Vec<Value>,
    then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
) -> NativeResult {
    if items.iter().any(|item| support::has_user_index(ctx, item)) {
        return crate::native::call_then(ctx.helper("_indices"), vec![Value::list(items)], |ctx, numbers| {
            from_items(ctx, numbers.sequence_items().unwrap_or_default(), then)
        });
    }
    let bytes = items.iter().map(|item| byte(ctx, item, "bytes must be in range(0, 256)"));
    let bytes = bytes.collect::<Result<Vec<u8>, Value>>()?;
    then(ctx, bytes)
}

fn byte(ctx: &Context<'_>, value: &Value, message: &str) -> Result<u8, Value> {
    match value.payload() {
        Value::BigInt(_) => Err(ctx.value_error(message)),
        _ => u8::try_from(ctx.index(value)?).map_err(|_| ctx.value_error(message)),
    }
}

fn make(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    name: &str,
    then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let [source, encoding, errors] = args.bind(ctx, name, 1, ["source", "encoding", "errors"], 0)?;
    if let Some(text) = source.as_text() {
        if encoding.is_unbound() && errors.is_unbound() {
            return Err(ctx.type_error("string argument without an encoding"));
        }
        let encoded = super::str::encode_text(ctx, text, &source, encoding.bound(), errors.bound());
        return and_then(ctx, encoded, |ctx, bytes| {
            then(ctx, bytes.as_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default())
        });
    }
    if !encoding.is_unbound() {
        return Err(ctx.type_error("encoding without a string argument"));
    }
    if source.is_unbound() {
        return then(ctx, Vec::new());
    }
    let in_array = name == "bytearray";
    let result = from_any(ctx, &source, then);
    // The message names the type's own word for its items.
    result.map_err(|error| {
        let wrong = error.as_exception().is_some_and(|state| {
            state
                .args()
                .first()
                .and_then(|a| a.as_text().map(|t| t == "bytes must be in range(0, 256)"))
                .unwrap_or(false)
        });
        if in_array && wrong { ctx.value_error("byte must be in range(0, 256)") } else { error }
    })
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let [_, same @ Value::Bytes(_)] = args.values()
        && matches!(&args[0], Value::Class(class) if class.is(&ctx.interpreter.types.bytes))
    {
        return done(same.clone());
    }
    let class = args[0].clone();
    make(ctx, args, "bytes", move |ctx, bytes| ctx.construct(&class, Value::bytes(bytes)))
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let target = array(ctx, args)?.clone();
    make(ctx, args, "bytearray", move |ctx, bytes| {
        let mut old = target.bytes.lock();
        if old.len() != bytes.len() {
            target.exports.resizable(ctx)?;
        }
        *old = bytes;
        none()
    })
}

fn fromhex(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let hex = ctx.text(&args[1], "fromhex() argument")?;
    let bytes = text::from_hex(hex).map_err(|fault| raise(ctx, fault))?;
    match &args[0] {
        Value::Class(class) if class.is_subclass(&ctx.interpreter.types.bytearray) => done(new_array(bytes)),
        class => ctx.construct(class, Value::bytes(bytes)),
    }
}

// ---- codecs

/// The codec and error handler that the optional arguments name. No codec: programs may have registered it.
fn codec_arguments(
    ctx: &Context<'_>,
    function: &str,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> Result<(String, Option<Codec>, String), Value> {
    let name = |value: Option<&Value>, default: &str, which: &str| match value {
        None => Ok(default.to_owned()),
        Some(value) => value.as_text().map(str::to_owned).ok_or_else(|| {
            ctx.type_error(format!(
                "{function}() argument '{which}' must be str, not {}",
                ctx.type_name(value)
            ))
        }),
    };
    let encoding = name(encoding, "utf-8", "encoding")?;
    let errors = name(errors, "strict", "errors")?;
    let codec = codec::lookup(&encoding);
    Ok((encoding, codec, errors))
}

/// `data.decode(encoding, errors)`; `object` is what an exception shows.
pub(crate) fn decode(
    ctx: &Context<'_>,
    bytes: &[u8],
    object: &Value,
    encoding: Option<&Value>,
    errors: Option<&Value>,
) -> NativeResult {
    if encoding.is_none()
        && errors.is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return done(Value::str(text));
    }
    recode(ctx, "decode", object, encoding, errors, |codec, errors| {
        codec::decode(bytes, codec, errors).map(Value::str)
    })
}

/// What `with` makes of an object by the codec and the handler that the arguments name. Those that the machine does not have
/// are the business of the module `codecs`.
pub(super) fn recode(
    ctx: &Context<'_>,
    function: &str,
    object: &Value,
    encoding: Option<&Value>,
    errors: Option<&Value>,
    with: impl FnOnce(Codec, &str) -> Result<Value, Problem>,
) -> NativeResult {
    let (encoding, codec, errors) = codec_arguments(ctx, function, encoding, errors)?;
    let exceptions = &ctx.interpreter.exceptions;
    match codec.map(|codec| with(codec, &errors)) {
        Some(Ok(made)) => done(made),
        Some(Err(Problem::At { codec, start, end, reason })) => Err(ctx.interpreter.exception_with(
            if function == "encode" {
                &exceptions.unicode_encode_error
            } else {
                &exceptions.unicode_decode_error
            },
            vec![
                codec.into(),
                object.clone(),
                Value::from_usize(start),
                Value::from_usize(end),
                reason.into(),
            ],
        )),
        other => {
            let known = Value::from(other.is_some());
            ctx.call_helper("_translate", vec![object.clone(), encoding.into(), errors.into(), known])
        }
    }
}

fn decode_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [encoding, errors] = args.bind(ctx, "decode", 1, ["encoding", "errors"], 0)?;
    let bytes = this(ctx, args)?;
    let object = match &bytes {
        Data::Same(bytes) => Value::Bytes(bytes.clone()),
        Data::Copy(bytes) => Value::bytes(bytes.clone()),
    };
    decode(ctx, &bytes, &object, encoding.bound(), errors.bound())
}

// ---- methods of both

fn map(ctx: &mut Context<'_>, args: &Args<'_>, f: impl Fn(&[u8]) -> Vec<u8>) -> NativeResult {
    answer(args, f(&this(ctx, args)?))
}

fn all(ctx: &mut Context<'_>, args: &Args<'_>, f: impl Fn(u8) -> bool) -> NativeResult {
    let bytes = this(ctx, args)?;
    done(!bytes.is_empty() && bytes.iter().all(|&b| f(b)))
}

fn cased(ctx: &mut Context<'_>, args: &Args<'_>, f: impl Fn(u8) -> bool) -> NativeResult {
    let bytes = this(ctx, args)?;
    let mut letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).peekable();
    done(letters.peek().is_some() && letters.all(|&b| f(b)))
}

fn istitle(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bytes = this(ctx, args)?;
    done(bytes.iter().any(u8::is_ascii_alphabetic) && text::title(&bytes) == *bytes)
}

/// What a look at the part from the second argument to the third gives, with where it begins; none: the part ends before
/// that.
fn in_window<R>(
    ctx: &Context<'_>,
    args: &Args<'_>,
    look: impl FnOnce(usize, &[u8]) -> R,
) -> Result<Option<R>, Value> {
    let start = optional_index(ctx, args.get(2))?;
    let end = optional_index(ctx, args.get(3))?;
    let found = buffer::look(args.this(), |bytes| {
        let (start, end) = slice::bounds(start, end, bytes.len());
        (start <= end).then(|| look(start, &bytes[start..end]))
    });
    found.ok_or_else(|| buffer::not_at_hand(ctx, args.this()))
}

/// What is looked for: bytes, or one byte as an int.
fn part(ctx: &Context<'_>, value: &Value) -> Result<Data, Value> {
    match value.payload() {
        Value::Int(_) | Value::Bool(_) => {
            Ok(Data::Copy(vec![byte(ctx, value, "byte must be in range(0, 256)")?]))
        }
        _ if buffer::is_bytes_like(value) => data(ctx, value),
        _ => {
            let class = ctx.type_name(value);
            let words = format!("argument should be integer or bytes-like object, not '{class}'");
            Err(ctx.no_index(value, ctx.type_error(words)))
        }
    }
}

fn find(ctx: &mut Context<'_>, args: &Args<'_>, last: bool, must: bool) -> NativeResult {
    let part = part(ctx, &args[1])?;
    let found = in_window(ctx, args, |start, bytes| {
        let found = if last { text::rfind(bytes, &part) } else { text::find(bytes, &part) };
        found.map(|at| start + at)
    })?;
    match found.flatten() {
        Some(at) => done(Value::from_usize(at)),
        None if must => Err(ctx.value_error("subsection not found")),
        None => done(-1),
    }
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let part = part(ctx, &args[1])?;
    let count = in_window(ctx, args, |_, bytes| text::count(bytes, &part))?;
    done(Value::from_usize(count.unwrap_or(0)))
}

fn has_end(ctx: &mut Context<'_>, args: &Args<'_>, at_end: bool) -> NativeResult {
    let name = if at_end { "endswith" } else { "startswith" };
    let parts = match args[1].as_tuple() {
        Some(parts) => parts.to_vec(),
        None => vec![args[1].clone()],
    };
    for part in &parts {
        if !matches!(part.payload(), Value::Bytes(_) | Value::ByteArray(_)) {
            return Err(ctx.type_error(format!(
                "{name} first arg must be bytes or a tuple of bytes, not {}",
                ctx.type_name(&args[1])
            )));
        }
        let part = data(ctx, part)?;
        let has =
            in_window(
                ctx,
                args,
                |_, bytes| {
                    if at_end { bytes.ends_with(&part) } else { bytes.starts_with(&part) }
                },
            )?;
        if has == Some(true) {
            return done(true);
        }
    }
    done(false)
}

fn strip(ctx: &mut Context<'_>, args: &Args<'_>, ends: Ends) -> NativeResult {
    let bytes = this(ctx, args)?;
    let set = match args.get(1) {
        None | Some(Value::None) => None,
        Some(value) => Some(data(ctx, value)?),
    };
    answer(args, text::strip(&bytes, set.as_deref(), ends))
}

fn remove_end(ctx: &mut Context<'_>, args: &Args<'_>, at_end: bool) -> NativeResult {
    let bytes = this(ctx, args)?;
    let part = data(ctx, &args[1])?;
    let rest = if at_end { bytes.strip_suffix(&part[..]) } else { bytes.strip_prefix(&part[..]) };
    answer(args, rest.unwrap_or(&bytes))
}

fn replace(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bytes = this(ctx, args)?;
    let (old, new) = (data(ctx, &args[1])?, data(ctx, &args[2])?);
    let limit = args.get(3).map_or(Ok(-1), |limit| ctx.index(limit))?;
    ctx.check_size(bytes.len().saturating_add(text::count(&bytes, &old).saturating_mul(new.len())))?;
    answer(args, text::replace(&bytes, &old, &new, limit))
}

fn partition(ctx: &mut Context<'_>, args: &Args<'_>, last: bool) -> NativeResult {
    let bytes = this(ctx, args)?;
    let separator = data(ctx, &args[1])?;
    if separator.is_empty() {
        return Err(ctx.value_error("empty separator"));
    }
    let found = if last { text::rfind(&bytes, &separator) } else { text::find(&bytes, &separator) };
    let [before, middle, after] = match found {
        Some(at) => [&bytes[..at], &separator[..], &bytes[at + separator.len()..]],
        None if last => [&[][..], &[], &bytes],
        None => [&bytes[..], &[], &[]],
    };
    let parts = [before, middle, after].map(|part| same_kind(args.this(), part.to_vec()));
    done(Value::tuple(parts))
}

fn split(ctx: &mut Context<'_>, args: &Args<'_>, right: bool) -> NativeResult {
    let name = if right { "rsplit" } else { "split" };
    let [separator, limit] = args.bind(ctx, name, 1, ["sep", "maxsplit"], 0)?;
    let bytes = this(ctx, args)?;
    let limit = limit.bound().map_or(Ok(-1), |limit| ctx.index(limit))?;
    match separator.bound() {
        None | Some(Value::None) if right => answer_list(args, text::rsplit_space(&bytes, limit)),
        None | Some(Value::None) => answer_list(args, text::split_space(&bytes, limit)),
        Some(value) => {
            let separator = data(ctx, value)?;
            if separator.is_empty() {
                return Err(ctx.value_error("empty separator"));
            }
            let parts = if right {
                text::rsplit(&bytes, &separator, limit)
            } else {
                text::split(&bytes, &separator, limit)
            };
            answer_list(args, parts)
        }
    }
}

fn splitlines(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [keep] = args.bind(ctx, "splitlines", 1, ["keepends"], 0)?;
    let keep = !keep.is_unbound() && crate::compare::truth_natively(ctx.interpreter, &keep).unwrap_or(true);
    answer_list(args, text::splitlines(&this(ctx, args)?, keep))
}

fn join(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let separator = this(ctx, args)?;
    let like = args.this().clone();
    if !support::is_iterable(ctx, &args[1]) {
        return Err(ctx.type_error("can only join an iterable"));
    }
    ctx.collect(&args[1], move |ctx, items| {
        let mut joined = Vec::new();
        for (position, item) in items.iter().enumerate() {
            let part = data(ctx, item).map_err(|_| {
                ctx.type_error(format!(
                    "sequence item {position}: expected a bytes-like object, {} found",
                    ctx.type_name(item)
                ))
            })?;
            if position > 0 {
                joined.extend_from_slice(&separator);
            }
            joined.extend_from_slice(&part);
        }
        done(same_kind(&like, joined))
    })
}

fn justify(ctx: &mut Context<'_>, args: &Args<'_>, how: &str) -> NativeResult {
    let bytes = this(ctx, args)?;
    let width = ctx.index(&args[1])?;
    ctx.check_size(usize::try_from(width).unwrap_or(0))?;
    let fill = match args.get(2) {
        None => b' ',
        Some(value) => match data(ctx, value)?[..] {
            [byte] => byte,
            _ => {
                return Err(ctx.type_error(format!(
                    "{how}() argument 2 must be a byte string of length 1, not {}",
                    ctx.type_name(value)
                )));
            }
        },
    };
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(bytes.len());
    let left = match how {
        "center" => missing / 2 + (missing & width as usize & 1),
        "ljust" => 0,
        _ => missing,
    };
    answer(args, [&vec![fill; left], &bytes[..], &vec![fill; missing - left]].concat())
}

fn zfill(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bytes = this(ctx, args)?;
    let width = ctx.index(&args[1])?;
    ctx.check_size(usize::try_from(width).unwrap_or(0))?;
    let zeros = vec![b'0'; usize::try_from(width).unwrap_or(0).saturating_sub(bytes.len())];
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    answer(args, [&bytes[..sign], &zeros, &bytes[sign..]].concat())
}

fn expandtabs(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [size] = args.bind(ctx, "expandtabs", 1, ["tabsize"], 0)?;
    let size = size.bound().map_or(Ok(8), |size| ctx.index(size))?;
    // One character per byte, there and back.
    let latin: String = this(ctx, args)?.iter().map(|&b| char::from(b)).collect();
    ctx.check_size(crate::text::strings::expanded_size(&latin, size))?;
    let expanded = crate::text::strings::expandtabs(&latin, size);
    answer(args, expanded.chars().map(|c| c as u8).collect::<Vec<_>>())
}

pub(super) fn hex(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [separator, group] = args.bind(ctx, "hex", 1, ["sep", "bytes_per_sep"], 0)?;
    let separator = match separator.bound() {
        None => None,
        Some(value) => {
            let text = match value.as_text() {
                Some(text) => text.to_owned(),
                None => data(ctx, value)?.iter().map(|&b| char::from(b)).collect(),
            };
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => Some(c),
                _ => return Err(ctx.value_error("sep must be length 1.")),
            }
        }
    };
    let group = group.bound().map_or(Ok(1), |group| ctx.index(group))?;
    done(text::hex(&this(ctx, args)?, separator, group))
}

fn maketrans(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (from, to) = (data(ctx, &args[0])?, data(ctx, &args[1])?);
    if from.len() != to.len() {
        return Err(ctx.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.iter().zip(to.iter()) {
        table[usize::from(*from)] = *to;
    }
    done(Value::bytes(table))
}

fn translate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [table, delete] = args.bind(ctx, "translate", 1, ["/table", "delete"], 1)?;
    let table = if table.is_none() { None } else { Some(data(ctx, &table)?) };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(ctx.value_error("translation table must be 256 characters long"));
    }
    let delete = delete.bound().map(|delete| data(ctx, delete)).transpose()?;
    let bytes = this(ctx, args)?;
    let gone = |byte: u8| delete.as_ref().is_some_and(|delete| delete.contains(&byte));
    let kept = bytes.iter().copied().filter(|byte| !gone(*byte));
    answer(
        args,
        kept.map(|byte| table.as_ref().map_or(byte, |table| table[usize::from(byte)])).collect::<Vec<_>>(),
    )
}

// ---- bytearray

/// The bytes, to be made more or fewer.
fn growing<'a>(ctx: &Context<'_>, array: &'a ByteArray) -> Result<Held<'a, Vec<u8>>, Value> {
    let bytes = array.bytes.lock();
    array.exports.resizable(ctx)?;
    Ok(bytes)
}

const BYTE_RANGE: &str = "byte must be in range(0, 256)";

fn append(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let byte = byte(ctx, &args[1], BYTE_RANGE)?;
    growing(ctx, array(ctx, args)?)?.push(byte);
    none()
}

fn insert(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (index, byte) = (ctx.index(&args[1])?, byte(ctx, &args[2], BYTE_RANGE)?);
    let mut bytes = growing(ctx, array(ctx, args)?)?;
    let at = slice::bounds(Some(index), None, bytes.len()).0.min(bytes.len());
    bytes.insert(at, byte);
    none()
}

fn extend(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let target = array(ctx, args)?.clone();
    if matches!(args[1].payload(), Value::Int(_)) {
        return Err(ctx.type_error("can't extend bytearray with int"));
    }
    from_any(ctx, &args[1], move |ctx, bytes| {
        growing(ctx, &target)?.extend(bytes);
        none()
    })
}

fn iadd(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let more = data(ctx, &args[1])
        .map_err(|_| ctx.type_error(format!("can't concat {} to bytearray", ctx.type_name(&args[1]))))?;
    growing(ctx, array(ctx, args)?)?.extend_from_slice(&more);
    done(args.this().clone())
}

fn pop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let index = args.get(1).map_or(Ok(-1), |index| ctx.index(index))?;
    let mut bytes = array(ctx, args)?.bytes.lock();
    let length = bytes.len();
    match slice::position(index, length) {
        Some(at) => {
            array(ctx, args)?.exports.resizable(ctx)?;
            done(i64::from(bytes.remove(at)))
        }
        None => {
            drop(bytes);
            Err(ctx.index_error(if length == 0 {
                "pop from empty bytearray"
            } else {
                "pop index out of range"
            }))
        }
    }
}

fn remove(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let byte = byte(ctx, &args[1], BYTE_RANGE)?;
    let mut bytes = array(ctx, args)?.bytes.lock();
    match bytes.iter().position(|&b| b == byte) {
        Some(at) => {
            array(ctx, args)?.exports.resizable(ctx)?;
            bytes.remove(at);
            none()
        }
        None => {
            drop(bytes);
            Err(ctx.value_error("value not found in bytearray"))
        }
    }
}

fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let target = array(ctx, args)?.clone();
    if let Value::Slice(slice) = &args[1] {
        let slice = slice.clone();
        return from_any(ctx, &args[2], move |ctx, items| {
            let mut bytes = target.bytes.lock();
            let span = fit_slice(ctx, &slice, bytes.len())?;
            if span.step == 1 {
                let start = span.start as usize;
                if span.count != items.len() {
                    target.exports.resizable(ctx)?;
                }
                bytes.splice(start..start + span.count, items);
                return none();
            }
            if items.len() != span.count {
                drop(bytes);
                return Err(ctx.value_error(format!(
                    "attempt to assign bytes of size {} to extended slice of size {}",
                    items.len(),
                    span.count
                )));
            }
            for (at, item) in span.positions().zip(items) {
                bytes[at] = item;
            }
            none()
        });
    }
    let value = args[2].clone();
    with_index(ctx, &args[1], move |ctx, index| {
        let byte = byte(ctx, &value, BYTE_RANGE);
        let mut bytes = target.bytes.lock();
        let at = sequence_position(ctx, &index, bytes.len(), "bytearray", "bytearray index out of range")?;
        bytes[at] = byte?;
        none()
    })
}

fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let target = array(ctx, args)?;
    let mut bytes = target.bytes.lock();
    let length = bytes.len();
    let doomed: Vec<usize> = match &args[1] {
        Value::Slice(slice) => fit_slice(ctx, slice, length)?.positions().collect(),
        index => vec![sequence_position(ctx, index, length, "bytearray", "bytearray index out of range")?],
    };
    if doomed.is_empty() {
        return none();
    }
    target.exports.resizable(ctx)?;
    if let (Some(first), Some(last)) = (doomed.first(), doomed.last())
        && last.checked_sub(*first) == Some(doomed.len() - 1)
    {
        bytes.drain(*first..=*last);
        return none();
    }
    let mut gone = vec![false; length];
    doomed.into_iter().for_each(|at| gone[at] = true);
    let mut at = 0;
    bytes.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
    none()
}

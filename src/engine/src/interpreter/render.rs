//! `str()`, `repr()`, `format()` by the methods of the class.

use interleave_lang::bytecode::Conversion;

use crate::interpreter::call::{call_special, is_method_of};
use crate::native::{Context, Done, NativeResult, and_then, done};
use crate::value::Value;

fn must_be_str(ctx: &Context<'_>, value: Value, method: &str) -> NativeResult {
    if value.as_str().is_some() {
        return Ok(Done::Value(value));
    }
    Err(ctx.type_error(format!("{method} returned non-string (type {})", ctx.type_name(&value))))
}

/// `repr(value)`
pub(crate) fn repr(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    let name = ctx.interpreter.names.repr.clone();
    let result =
        call_special(ctx, value, &name, Vec::new()).unwrap_or_else(|| done(default_repr(ctx, value)));
    and_then(ctx, result, |ctx, text| must_be_str(ctx, text, "__repr__"))
}

/// `str(value)`
pub(crate) fn str(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    if let Value::Str(_) = value {
        return Ok(Done::Value(value.clone()));
    }
    if let Some(text) = crate::types::show::str_natively(ctx, value)? {
        return done(text);
    }
    let name = ctx.interpreter.names.str.clone();
    match call_special(ctx, value, &name, Vec::new()) {
        Some(result) => and_then(ctx, result, |ctx, text| must_be_str(ctx, text, "__str__")),
        None => repr(ctx, value),
    }
}

/// `object.__repr__`
pub(crate) fn default_repr(ctx: &Context<'_>, value: &Value) -> String {
    let class = ctx.interpreter.class_of(value);
    format!("<{} object at {:#x}>", qualified_name(ctx, class), ctx.interpreter.id(value))
}

/// `module.qualname`, without the module for builtins.
pub(crate) fn qualified_name(
    ctx: &Context<'_>,
    class: &crate::reference::Ref<crate::class::Class>,
) -> String {
    let qualname = class.qualname.lock().clone();
    let qualname = qualname.as_text().unwrap_or(class.name.as_str()).to_owned();
    match class.lookup(&ctx.interpreter.names.module) {
        Some(module) if module.as_text().is_some_and(|m| m != "builtins") => {
            format!("{}.{qualname}", module.as_text().unwrap_or_default())
        }
        _ => qualname,
    }
}

/// An f-string field: `format(convert(value), spec)`.
pub(crate) fn format(
    ctx: &mut Context<'_>,
    conversion: Conversion,
    value: &Value,
    spec: Value,
) -> NativeResult {
    let converted = match conversion {
        Conversion::None => Ok(Done::Value(value.clone())),
        Conversion::Str => str(ctx, value),
        Conversion::Repr => repr(ctx, value),
        Conversion::Ascii => {
            let text = repr(ctx, value);
            and_then(ctx, text, |_, text| done(ascii(text.as_text().unwrap_or_default())))
        }
    };
    and_then(ctx, converted, move |ctx, value| format_value(ctx, &value, spec))
}

/// `format(value, spec)`; an unbound spec is the empty one.
pub(crate) fn format_value(ctx: &mut Context<'_>, value: &Value, spec: Value) -> NativeResult {
    let empty = spec.is_unbound() || spec.as_text() == Some("");
    if empty && let Value::Str(_) = value {
        return Ok(Done::Value(value.clone()));
    }
    let text = if empty { "" } else { spec.as_text().unwrap_or_default() };
    if let Some(text) = crate::types::format::natively(ctx, value, text)? {
        return done(text);
    }
    let name = ctx.interpreter.names.format.clone();
    if empty
        && let Some(method) = ctx.interpreter.class_of(value).lookup(&name)
        && is_method_of(&method, &ctx.interpreter.types.object)
    {
        return str(ctx, value);
    }
    let spec = if spec.is_unbound() { ctx.interpreter.intern("").to_value() } else { spec };
    match call_special(ctx, value, &name, vec![spec.clone()]) {
        Some(result) => and_then(ctx, result, |ctx, text| {
            if text.as_str().is_some() {
                return Ok(Done::Value(text));
            }
            Err(ctx.type_error(format!("__format__ must return a str, not {}", ctx.type_name(&text))))
        }),
        None => default_format(ctx, value, &spec),
    }
}

/// `object.__format__`
pub(crate) fn default_format(ctx: &mut Context<'_>, value: &Value, spec: &Value) -> NativeResult {
    if spec.as_text().is_some_and(|spec| !spec.is_empty()) {
        return Err(ctx
            .type_error(format!("unsupported format string passed to {}.__format__", ctx.type_name(value))));
    }
    str(ctx, value)
}

/// What `ascii()` makes of a repr.
pub(crate) fn ascii(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c as u32 {
            0..128 => out.push(c),
            code @ 128..256 => out.push_str(&format!("\\x{code:02x}")),
            code @ 256..0x1_0000 => out.push_str(&format!("\\u{code:04x}")),
            code => out.push_str(&format!("\\U{code:08x}")),
        }
    }
    out
}

/// The names that CPython's messages have for classes that it has in C and not in `builtins`: with their modules
/// (`tp_name`). Those of the same modules that it has in Python are named without.
const IN_C: &[(&str, &[&str])] = &[
    ("_io", &["TextIOWrapper", "BufferedReader", "BufferedWriter", "BufferedRandom", "FileIO"]),
    ("_queue", &["SimpleQueue"]),
    ("_struct", &["Struct"]),
    ("_thread", &["lock", "RLock", "_local"]),
    ("array", &["array"]),
    ("collections", &["OrderedDict", "defaultdict", "deque"]),
    ("datetime", &["date", "datetime", "time", "timedelta", "timezone", "tzinfo"]),
    ("decimal", &["Context", "Decimal"]),
    ("functools", &["_lru_cache_wrapper", "partial"]),
    // There they are in `_io` too.
    ("io", &["BytesIO", "StringIO"]),
    (
        "itertools",
        &[
            "accumulate",
            "chain",
            "combinations",
            "combinations_with_replacement",
            "compress",
            "count",
            "cycle",
            "dropwhile",
            "filterfalse",
            "groupby",
            "islice",
            "pairwise",
            "permutations",
            "product",
            "repeat",
            "starmap",
            "takewhile",
            "zip_longest",
        ],
    ),
    ("operator", &["attrgetter", "itemgetter", "methodcaller"]),
    ("re", &["Match", "Pattern"]),
    ("types", &["GenericAlias", "SimpleNamespace", "UnionType"]),
    ("weakref", &["ReferenceType"]),
    ("xml.etree.ElementTree", &["Element", "TreeBuilder", "XMLParser"]),
];

/// What messages call a class.
pub(crate) fn name_in_messages(
    interpreter: &crate::interpreter::Interpreter,
    class: &crate::reference::Ref<crate::class::Class>,
) -> String {
    let renamed = class.renamed.lock().clone();
    let name = renamed.as_ref().unwrap_or(&class.name).as_str();
    let module = class.own(&interpreter.names.module);
    let module = module.as_ref().and_then(Value::as_text).unwrap_or_default();
    match IN_C.iter().find(|(known, _)| *known == module) {
        Some(("io", names)) if names.contains(&name) => format!("_io.{name}"),
        Some((_, names)) if names.contains(&name) => format!("{module}.{name}"),
        _ => name.to_owned(),
    }
}

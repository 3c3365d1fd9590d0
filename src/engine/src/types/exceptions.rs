//! What single exception classes have beyond `BaseException`: their own fields and texts (Objects/exceptions.c).
//! `BaseException` itself is in `crate::core_types`.

use crate::class::Class;
use crate::exception::ExceptionState;
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done, none};
use crate::reference::Ref;
use crate::value::Value;

use super::show;
use super::support::class_argument;

/// Fills the classes.
pub(super) fn install(interpreter: &Interpreter) {
    let e = &interpreter.exceptions;
    let methods = |class: &Ref<Class>, methods: &'static [Def]| {
        interpreter.extend_type(class, &TypeDef { methods, ..TypeDef::EMPTY });
    };
    let fields = |class: &Ref<Class>, names: &[&str]| {
        for name in names {
            class.set(&interpreter.intern(name), Value::None);
        }
    };
    methods(&e.key_error, const { &[Def::new("__str__", key_error_str, 0)] });
    interpreter.extend_type(&e.os_error, &OS_ERROR);
    fields(&e.os_error, &["errno", "strerror", "filename", "filename2"]);
    interpreter
        .add_getter(&e.stop_iteration, &Getter { name: "value", get: first_arg, set: Some(set_first_arg) });
    interpreter
        .add_getter(&e.system_exit, &Getter { name: "code", get: exit_code, set: Some(set_first_arg) });
    interpreter.extend_type(&e.import_error, &IMPORT_ERROR);
    fields(&e.import_error, &["msg", "name", "path"]);
    interpreter.extend_type(&e.name_error, &TypeDef { init: Some(name_error_init), ..TypeDef::EMPTY });
    fields(&e.name_error, &["name"]);
    interpreter
        .extend_type(&e.attribute_error, &TypeDef { init: Some(attribute_error_init), ..TypeDef::EMPTY });
    fields(&e.attribute_error, &["name", "obj"]);
    interpreter.extend_type(&e.syntax_error, &SYNTAX_ERROR);
    fields(
        &e.syntax_error,
        &["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"],
    );
    interpreter.extend_type(&e.unicode_decode_error, &DECODE_ERROR);
    interpreter.extend_type(&e.unicode_encode_error, &ENCODE_ERROR);
    interpreter.extend_type(&e.unicode_translate_error, &TRANSLATE_ERROR);
    for class in [&e.unicode_decode_error, &e.unicode_encode_error, &e.unicode_translate_error] {
        for getter in UNICODE_FIELDS {
            interpreter.add_getter(class, getter);
        }
    }
}

fn args_of(value: &Value) -> Vec<Value> {
    value.as_exception().map(|state| state.args()).unwrap_or_default()
}

fn set_args(value: &Value, args: Vec<Value>) {
    if let Some(state) = value.as_exception() {
        let old = std::mem::replace(&mut state.fields.lock().args, args);
        drop(old);
    }
}

fn instance(value: &Value) -> Option<&Ref<Instance>> {
    match value {
        Value::Instance(instance) => Some(instance),
        _ => None,
    }
}

fn set_field(ctx: &Context<'_>, error: &Value, name: &str, value: Value) {
    if let Some(instance) = instance(error) {
        instance.set(&ctx.interpreter.intern(name), value);
    }
}

/// A field of an exception: None if it was never set.
fn field(ctx: &Context<'_>, error: &Value, name: &str) -> Value {
    let found = instance(error).and_then(|instance| instance.get(&ctx.interpreter.intern(name)));
    found.unwrap_or(Value::None)
}

/// Keyword arguments that the class knows; any other is refused with CPython's words.
fn keyword_fields(ctx: &Context<'_>, args: &Args<'_>, class: &str, known: &[&str]) -> Result<(), Value> {
    for (name, value) in args.keywords() {
        if !known.contains(&name.as_str()) {
            return Err(
                ctx.type_error(format!("'{}' is an invalid keyword argument for {class}()", name.as_str()))
            );
        }
        set_field(ctx, args.this(), name.as_str(), value.clone());
    }
    Ok(())
}

fn plain_str(ctx: &mut Context<'_>, error: &Value) -> NativeResult {
    match &args_of(error)[..] {
        [] => done(""),
        [only] => show::str_then(ctx, only, |_, text| done(text)),
        several => show::repr_then(ctx, &Value::tuple(several.to_vec()), |_, text| done(text)),
    }
}

// ---- KeyError, StopIteration, SystemExit

fn key_error_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match &args_of(args.this())[..] {
        // A key of text would be hard to see without its quotes.
        [only] => show::repr_then(ctx, only, |_, text| done(text)),
        _ => plain_str(ctx, args.this()),
    }
}

fn first_arg(_: &mut Context<'_>, error: &Value) -> Result<Value, Value> {
    Ok(args_of(error).into_iter().next().unwrap_or(Value::None))
}

fn set_first_arg(_: &mut Context<'_>, error: &Value, value: Value) -> Result<(), Value> {
    set_args(error, if value.is_unbound() { Vec::new() } else { vec![value] });
    Ok(())
}

fn exit_code(_: &mut Context<'_>, error: &Value) -> Result<Value, Value> {
    let args = args_of(error);
    Ok(match &args[..] {
        [] => Value::None,
        [only] => only.clone(),
        _ => Value::tuple(args),
    })
}

// ---- OSError

const OS_ERROR: TypeDef = TypeDef {
    new: Some(os_error_new),
    init: Some(os_error_init),
    methods: &[Def::new("__str__", os_error_str, 0)],
    doc: "Base class for I/O related errors.",
    ..TypeDef::EMPTY
};

/// `OSError(errno, …)` makes an object of the subclass for the number.
fn os_error_new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = class_argument(ctx, args)?;
    let e = &ctx.interpreter.exceptions;
    let mut class = class.clone();
    if class.is(&e.os_error)
        && (2..=5).contains(&args.rest().len())
        && let Some(number) = args.rest()[0].as_int()
    {
        class = match number {
            11 | 114 | 115 => &e.blocking_io_error,
            32 | 108 => &e.broken_pipe_error,
            10 => &e.child_process_error,
            103 => &e.connection_aborted_error,
            111 => &e.connection_refused_error,
            104 => &e.connection_reset_error,
            17 => &e.file_exists_error,
            2 => &e.file_not_found_error,
            21 => &e.is_a_directory_error,
            20 => &e.not_a_directory_error,
            4 => &e.interrupted_error,
            1 | 13 => &e.permission_error,
            3 => &e.process_lookup_error,
            110 => &e.timeout_error,
            _ => &e.os_error,
        }
        .clone();
    }
    let state = Value::Exception(Ref::new(ExceptionState::new(args.rest().to_vec())));
    let error = Value::Instance(Ref::new(Instance::new(class, state)));
    fill_os_error(ctx, &error, args.rest());
    done(error)
}

fn fill_os_error(ctx: &Context<'_>, error: &Value, args: &[Value]) {
    let mut kept = args.to_vec();
    if (2..=5).contains(&args.len()) {
        set_field(ctx, error, "errno", args[0].clone());
        set_field(ctx, error, "strerror", args[1].clone());
        if let Some(filename) = args.get(2).filter(|name| !name.is_none()) {
            set_field(ctx, error, "filename", filename.clone());
            if let Some(second) = args.get(4).filter(|name| !name.is_none()) {
                set_field(ctx, error, "filename2", second.clone());
            }
            kept.truncate(2);
        }
    }
    set_args(error, kept);
}

fn os_error_init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !args.names().is_empty() {
        return Err(ctx.type_error(format!("{}() takes no keyword arguments", ctx.type_name(args.this()))));
    }
    fill_os_error(ctx, args.this(), args.rest());
    none()
}

fn os_error_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let error = args.this().clone();
    let [number, text, file, second] =
        ["errno", "strerror", "filename", "filename2"].map(|name| field(ctx, &error, name));
    if number.is_none() && text.is_none() {
        return plain_str(ctx, &error);
    }
    let parts = Value::list(vec![number, text, file, second]);
    ctx.call_helper("_os_error_text", vec![parts])
}

// ---- ImportError, NameError, AttributeError

const IMPORT_ERROR: TypeDef = TypeDef {
    init: Some(import_error_init),
    methods: &[Def::new("__str__", import_error_str, 0)],
    ..TypeDef::EMPTY
};

fn import_error_init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    keyword_fields(ctx, args, "ImportError", &["name", "path"])?;
    set_args(args.this(), args.rest().to_vec());
    if let [message] = args.rest() {
        set_field(ctx, args.this(), "msg", message.clone());
    }
    none()
}

fn import_error_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let message = field(ctx, args.this(), "msg");
    if message.as_text().is_some() { done(message) } else { plain_str(ctx, args.this()) }
}

fn name_error_init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    keyword_fields(ctx, args, "NameError", &["name"])?;
    set_args(args.this(), args.rest().to_vec());
    none()
}

fn attribute_error_init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    keyword_fields(ctx, args, "AttributeError", &["name", "obj"])?;
    set_args(args.this(), args.rest().to_vec());
    none()
}

// ---- SyntaxError

const SYNTAX_ERROR: TypeDef = TypeDef {
    init: Some(syntax_error_init),
    methods: &[Def::new("__str__", syntax_error_str, 0)],
    ..TypeDef::EMPTY
};

fn syntax_error_init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    set_args(args.this(), args.rest().to_vec());
    if let Some(message) = args.rest().first() {
        set_field(ctx, args.this(), "msg", message.clone());
    }
    if let [_, place] = args.rest() {
        let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        let Some(place) = place.sequence_items() else {
            return Err(ctx.type_error(format!("'{}' object is not iterable", ctx.type_name(place))));
        };
        for (name, value) in names.iter().zip(place) {
            set_field(ctx, args.this(), name, value);
        }
    }
    none()
}

fn syntax_error_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [file, line] = ["filename", "lineno"].map(|name| field(ctx, args.this(), name));
    let mut message = field(ctx, args.this(), "msg");
    if message.is_none()
        && let Some(state) = args.this().as_exception()
    {
        // Raised by native code, which gives arguments only.
        message = state.args().into_iter().next().unwrap_or(Value::None);
    }
    show::str_then(ctx, &message, move |_, message| {
        let message = message.as_text().unwrap_or_default();
        let file = file.as_text().map(|file| file.rsplit('/').next().unwrap_or(file));
        done(match (file, line.as_int()) {
            (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
            (Some(file), None) => format!("{message} ({file})"),
            (None, Some(line)) => format!("{message} (line {line})"),
            (None, None) => message.to_owned(),
        })
    })
}

// ---- UnicodeError

const DECODE_ERROR: TypeDef = TypeDef {
    init: Some(|ctx, args| unicode_init(ctx, args, 5)),
    methods: &[Def::new("__str__", |ctx, args| unicode_str(ctx, args, "decode"), 0)],
    ..TypeDef::EMPTY
};

const ENCODE_ERROR: TypeDef = TypeDef {
    init: Some(|ctx, args| unicode_init(ctx, args, 5)),
    methods: &[Def::new("__str__", |ctx, args| unicode_str(ctx, args, "encode"), 0)],
    ..TypeDef::EMPTY
};

const TRANSLATE_ERROR: TypeDef = TypeDef {
    init: Some(|ctx, args| unicode_init(ctx, args, 4)),
    methods: &[Def::new("__str__", |ctx, args| unicode_str(ctx, args, "translate"), 0)],
    ..TypeDef::EMPTY
};

/// Counted from the end: a translate error has no encoding.
const UNICODE_FIELDS: &[Getter] = &[
    Getter::new("encoding", |_, error| Ok(from_end(error, 5))),
    Getter::new("object", |_, error| Ok(from_end(error, 4))),
    Getter::new("start", |_, error| Ok(from_end(error, 3))),
    Getter::new("end", |_, error| Ok(from_end(error, 2))),
    Getter::new("reason", |_, error| Ok(from_end(error, 1))),
];

fn from_end(error: &Value, position: usize) -> Value {
    let args = args_of(error);
    args.len().checked_sub(position).map_or(Value::None, |at| args[at].clone())
}

fn unicode_init(ctx: &mut Context<'_>, args: &Args<'_>, count: usize) -> NativeResult {
    let given = args.rest();
    if given.len() != count {
        return Err(
            ctx.type_error(format!("function takes exactly {count} arguments ({} given)", given.len()))
        );
    }
    let is_decode =
        ctx.interpreter.is_instance(args.this(), &ctx.interpreter.exceptions.unicode_decode_error);
    for (position, value) in given.iter().enumerate() {
        let from_end = count - position;
        let wanted = match from_end {
            4 if is_decode => continue,
            5 | 4 | 1 => "str",
            _ => {
                ctx.index(value)?;
                continue;
            }
        };
        if value.as_text().is_none() {
            return Err(ctx.type_error(format!(
                "argument {} must be {wanted}, not {}",
                position + 1,
                ctx.type_name(value)
            )));
        }
    }
    set_args(args.this(), given.to_vec());
    none()
}

fn unicode_str(ctx: &mut Context<'_>, args: &Args<'_>, what: &str) -> NativeResult {
    let error = args.this();
    let text = |position| from_end(error, position).as_text().unwrap_or_default().to_owned();
    let number = |position| from_end(error, position).as_int().unwrap_or_default();
    let (start, end, reason) = (number(3), number(2), text(1));
    let codec = if what == "translate" { String::new() } else { format!("'{}' codec ", text(5)) };
    let single = end == start + 1;
    let object = from_end(error, 4);
    let shown = match (&object, usize::try_from(start)) {
        (Value::Str(object), Ok(start)) if single => object.char_at(start).map(|c| {
            let code = u32::from(c);
            let escaped = match code {
                0..=0xff => format!("\\x{code:02x}"),
                0x100..=0xffff => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            format!("character '{escaped}'")
        }),
        (Value::Str(_), _) => None,
        (object, Ok(start)) if single => {
            let data = super::bytes::data(ctx, object).ok();
            data.as_deref().and_then(|data| data.get(start)).map(|byte| format!("byte 0x{byte:02x}"))
        }
        _ => None,
    };
    let plural = if what == "decode" { "bytes" } else { "characters" };
    done(match shown {
        Some(shown) => format!("{codec}can't {what} {shown} in position {start}: {reason}"),
        None => format!("{codec}can't {what} {plural} in position {start}-{}: {reason}", end - 1),
    })
}

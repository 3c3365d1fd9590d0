//! `_io`: the standard streams as objects. Files in memory are in `lib/io.py`.

use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::native::{
    Args, Context, Def, Getter, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, done, none,
    request, request_then,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::request::{Request, Stream};
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef =
    ModuleDef { name: "_io", functions: &[], setup: Some(setup), doc: "Standard streams." };

/// A standard stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standard {
    /// `sys.stdin`
    Input,
    /// `sys.stdout` and `sys.stderr`; `binary` for their `buffer`, which takes bytes.
    Output { stream: Stream, binary: bool },
}

struct TextStream {
    kind: Guard<Standard>,
}

impl NativeData for TextStream {
    fn state(&self) -> Option<Value> {
        Some(Value::Int(match *self.kind.lock() {
            Standard::Input => 0,
            Standard::Output { stream: Stream::Stdout, binary } => 1 + i64::from(binary) * 2,
            Standard::Output { stream: Stream::Stderr, binary } => 2 + i64::from(binary) * 2,
        }))
    }

    fn restore(&self, _ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        *self.kind.lock() = match state.as_int().unwrap_or(1) {
            0 => Standard::Input,
            number => Standard::Output {
                stream: if number % 2 == 1 { Stream::Stdout } else { Stream::Stderr },
                binary: number > 2,
            },
        };
        Ok(())
    }
}

const TEXT_IO: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::new("write", write, 1),
        Def::new("writelines", writelines, 1),
        Def::new("flush", flush, 0),
        Def::new("close", flush, 0),
        Def::any("reconfigure", ignore),
        Def::range("readline", readline, 0, 1),
        Def::range("readlines", readlines, 0, 1),
        Def::range("read", read, 0, 1),
        Def::new("isatty", isatty, 0),
        Def::new("fileno", fileno, 0),
        Def::new("readable", readable, 0),
        Def::new("writable", writable, 0),
        Def::new("seekable", isatty, 0),
        Def::new("__iter__", itself, 0),
        Def::new("__next__", next, 0),
        Def::new("__enter__", itself, 0),
        Def::range("__exit__", exit, 0, 3),
        Def::new("__repr__", repr, 0),
    ],
    getters: &[
        Getter::new("name", name),
        Getter::new("mode", mode),
        Getter::new("encoding", encoding),
        Getter::new("errors", errors),
        Getter::new("closed", closed),
        Getter::new("line_buffering", line_buffering),
        Getter::new("buffer", buffer),
    ],
    doc: "A standard stream of text.",
    ..TypeDef::EMPTY
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = interpreter.new_type("TextIOWrapper", "_io", None, &TEXT_IO);
    let set = |name: &str, value: Value| module.globals.set_name(&interpreter.intern(name), value);
    let make = |kind| {
        let data = TextStream { kind: Guard::new(kind) };
        Value::Native(Ref::new(NativeObject::new(class.clone(), data)))
    };
    set("stdin", make(Standard::Input));
    set("stdout", make(Standard::Output { stream: Stream::Stdout, binary: false }));
    set("stderr", make(Standard::Output { stream: Stream::Stderr, binary: false }));
    set("TextIOWrapper", Value::Class(class));
}

/// The stream that an object is, if it is one of the standard streams.
pub(crate) fn standard(value: &Value) -> Option<Standard> {
    match value {
        Value::Native(object) => object.data::<TextStream>().map(|stream| *stream.kind.lock()),
        _ => None,
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Class(class) = &args[0] else { return Err(ctx.type_error("X is not a type object")) };
    let data = TextStream { kind: Guard::new(Standard::Output { stream: Stream::Stdout, binary: false }) };
    done(Value::Native(Ref::new(NativeObject::new(class.clone(), data))))
}

fn this(ctx: &Context<'_>, value: &Value) -> Result<Standard, Value> {
    standard(value).ok_or_else(|| ctx.type_error("descriptor requires a '_io.TextIOWrapper' object"))
}

fn unsupported(ctx: &Context<'_>, what: &str) -> Value {
    ctx.error(&ctx.interpreter.exceptions.os_error, what)
}

fn write(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Standard::Output { stream, binary } = this(ctx, args.this())? else {
        return Err(unsupported(ctx, "not writable"));
    };
    let (text, length) = if binary {
        let bytes = match args[1].payload() {
            Value::Bytes(bytes) => bytes.to_vec(),
            Value::ByteArray(array) => array.bytes.lock().clone(),
            _ => {
                return Err(ctx.type_error(format!(
                    "a bytes-like object is required, not '{}'",
                    ctx.type_name(&args[1])
                )));
            }
        };
        (String::from_utf8_lossy(&bytes).into_owned(), bytes.len())
    } else {
        let Some(text) = args[1].as_str() else {
            return Err(
                ctx.type_error(format!("write() argument must be str, not {}", ctx.type_name(&args[1])))
            );
        };
        (text.as_str().to_owned(), text.len())
    };
    if text.is_empty() {
        return done(0_i64);
    }
    request_then(Request::Write { stream, text }, move |_, _| done(length as i64))
}

fn writelines(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Standard::Output { stream, .. } = this(ctx, args.this())? else {
        return Err(unsupported(ctx, "not writable"));
    };
    ctx.collect(&args[1], move |ctx, lines| {
        let mut text = String::new();
        for line in &lines {
            text.push_str(ctx.text(line, "write() argument")?);
        }
        request(Request::Write { stream, text })
    })
}

fn flush(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    // Nothing is ever held back.
    none()
}

fn exit(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    none()
}

fn ignore(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    none()
}

fn readline(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match this(ctx, args.this())? {
        Standard::Input => request(Request::ReadLine),
        Standard::Output { .. } => Err(unsupported(ctx, "not readable")),
    }
}

/// Reads lines until the end of input, then continues.
fn all_lines(lines: Vec<Value>, then: fn(Vec<Value>) -> Value) -> NativeResult {
    request_then(Request::ReadLine, move |_, line| {
        if line.as_text() == Some("") {
            return done(then(lines));
        }
        let mut lines = lines;
        lines.push(line);
        all_lines(lines, then)
    })
}

fn readlines(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match this(ctx, args.this())? {
        Standard::Input => all_lines(Vec::new(), Value::list),
        Standard::Output { .. } => Err(unsupported(ctx, "not readable")),
    }
}

fn read(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match this(ctx, args.this())? {
        Standard::Input => all_lines(Vec::new(), |lines| {
            Value::str(lines.iter().filter_map(Value::as_text).collect::<String>())
        }),
        Standard::Output { .. } => Err(unsupported(ctx, "not readable")),
    }
}

fn next(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    this(ctx, args.this())?;
    request_then(Request::ReadLine, |ctx, line| {
        if line.as_text() == Some("") {
            return Err(ctx
                .interpreter
                .exception_with(&ctx.interpreter.exceptions.stop_iteration, Vec::new()));
        }
        done(line)
    })
}

fn itself(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(args.this().clone())
}

fn isatty(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(false)
}

fn fileno(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(match this(ctx, args.this())? {
        Standard::Input => 0_i64,
        Standard::Output { stream: Stream::Stdout, .. } => 1,
        Standard::Output { stream: Stream::Stderr, .. } => 2,
    })
}

fn readable(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(this(ctx, args.this())? == Standard::Input)
}

fn writable(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(this(ctx, args.this())? != Standard::Input)
}

fn name_of(kind: Standard) -> &'static str {
    match kind {
        Standard::Input => "<stdin>",
        Standard::Output { stream: Stream::Stdout, .. } => "<stdout>",
        Standard::Output { stream: Stream::Stderr, .. } => "<stderr>",
    }
}

fn mode_of(kind: Standard) -> &'static str {
    if kind == Standard::Input { "r" } else { "w" }
}

fn name(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::str(name_of(this(ctx, value)?)))
}

fn mode(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::str(mode_of(this(ctx, value)?)))
}

fn encoding(_ctx: &mut Context<'_>, _value: &Value) -> Result<Value, Value> {
    Ok(Value::str("utf-8"))
}

fn errors(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let replaced = matches!(this(ctx, value)?, Standard::Output { stream: Stream::Stderr, .. });
    Ok(Value::str(if replaced { "backslashreplace" } else { "strict" }))
}

fn closed(_ctx: &mut Context<'_>, _value: &Value) -> Result<Value, Value> {
    Ok(Value::Bool(Truth::False))
}

fn line_buffering(_ctx: &mut Context<'_>, _value: &Value) -> Result<Value, Value> {
    Ok(Value::Bool(Truth::True))
}

fn buffer(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let Standard::Output { stream, .. } = this(ctx, value)? else {
        return Ok(value.clone());
    };
    let Value::Native(object) = value else { return Ok(value.clone()) };
    let data = TextStream { kind: Guard::new(Standard::Output { stream, binary: true }) };
    Ok(Value::Native(Ref::new(NativeObject::new(object.class.clone(), data))))
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let kind = this(ctx, args.this())?;
    done(format!("<_io.TextIOWrapper name='{}' mode='{}' encoding='utf-8'>", name_of(kind), mode_of(kind)))
}

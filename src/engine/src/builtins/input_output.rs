//! `print`, `input`, `open`.

use crate::interpreter::attribute;
use crate::modules::io::{Standard, standard};
use crate::native::{Args, Context, Def, NativeResult, and_then, done, none, request, request_then};
use crate::request::{Request, Stream};
use crate::types::show;
use crate::value::{Truth, Value};

pub(super) const FUNCTIONS: &[Def] =
    &[Def::any("print", print), Def::range("input", input, 0, 1), Def::any("open", open)];

/// A variable of the module `sys`.
fn sys(ctx: &Context<'_>, name: &str) -> Option<Value> {
    match ctx.interpreter.modules.get_text("sys") {
        Some(Value::Module(module)) => module.globals.get_text(name),
        _ => None,
    }
}

fn print(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut sep = Value::Unbound;
    let mut end = Value::Unbound;
    let mut file = Value::None;
    let mut flush = Value::Bool(Truth::False);
    for (name, value) in args.keywords() {
        match name.as_str() {
            "sep" => sep = value.clone(),
            "end" => end = value.clone(),
            "file" => file = value.clone(),
            "flush" => flush = value.clone(),
            other => {
                return Err(ctx.type_error(format!("'{other}' is an invalid keyword argument for print()")));
            }
        }
    }
    let piece = |value: Value, name: &str, default: &str| match value {
        Value::Unbound | Value::None => Ok(default.to_owned()),
        value => value.as_text().map(str::to_owned).ok_or_else(|| {
            ctx.type_error(format!("{name} must be None or a string, not {}", ctx.type_name(&value)))
        }),
    };
    let job = Job {
        rest: args.positional().to_vec().into_iter(),
        texts: Vec::with_capacity(args.len()),
        sep: piece(sep, "sep", " ")?,
        end: piece(end, "end", "\n")?,
        file: if file.is_none() { sys(ctx, "stdout").unwrap_or(Value::None) } else { file },
        flush,
    };
    texts(ctx, job)
}

struct Job {
    rest: std::vec::IntoIter<Value>,
    texts: Vec<String>,
    sep: String,
    end: String,
    file: Value,
    flush: Value,
}

/// Makes texts of what is left, then writes.
fn texts(ctx: &mut Context<'_>, mut job: Job) -> NativeResult {
    while let Some(value) = job.rest.next() {
        match show::str_natively(ctx, &value)? {
            Some(text) => job.texts.push(text),
            None => {
                return show::str_then(ctx, &value, move |ctx, text| {
                    job.texts.push(text.as_text().unwrap_or_default().to_owned());
                    texts(ctx, job)
                });
            }
        }
    }
    write(ctx, job)
}

/// Text and end are written apart, as CPython does: lines of threads that do not lock mix.
fn write(ctx: &mut Context<'_>, job: Job) -> NativeResult {
    let Job { texts, sep, end, file, flush, .. } = job;
    match standard(&file) {
        Some(Standard::Output { stream, binary: false }) => {
            let text = texts.join(&sep);
            match (text.is_empty(), end.is_empty()) {
                (true, true) => none(),
                (true, false) => request(Request::Write { stream, text: end }),
                (false, true) => request(Request::Write { stream, text }),
                (false, false) => request_then(Request::Write { stream, text }, move |_, _| {
                    request(Request::Write { stream, text: end })
                }),
            }
        }
        // `sys.stdout` may be None: then there is nothing to do.
        _ if file.is_none() => none(),
        _ => {
            let texts = Value::list(texts.into_iter().map(Value::from).collect());
            ctx.call_helper("_print", vec![texts, sep.into(), end.into(), file, flush])
        }
    }
}

fn input(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let stdin = sys(ctx, "stdin").unwrap_or(Value::None);
    if args.is_empty() {
        return read_line(ctx, stdin);
    }
    let prompt = args[0].clone();
    show::str_then(ctx, &prompt, move |ctx, text| {
        let text = text.as_text().unwrap_or_default().to_owned();
        let stdout = sys(ctx, "stdout").unwrap_or(Value::None);
        if standard(&stdout).is_some() || stdout.is_none() {
            if text.is_empty() {
                return read_line(ctx, stdin);
            }
            return request_then(Request::Write { stream: Stream::Stdout, text }, move |ctx, _| {
                read_line(ctx, stdin)
            });
        }
        let write = ctx.interpreter.intern("write");
        let written = attribute::call_method(ctx, &stdout, &write, vec![text.into()]);
        and_then(ctx, written, move |ctx, _| read_line(ctx, stdin))
    })
}

fn read_line(ctx: &mut Context<'_>, stdin: Value) -> NativeResult {
    let line = if standard(&stdin).is_some() {
        request(Request::ReadLine)
    } else {
        let name = ctx.interpreter.intern("readline");
        attribute::call_method(ctx, &stdin, &name, Vec::new())
    };
    and_then(ctx, line, |ctx, line| {
        let Some(text) = line.as_text() else {
            return Err(ctx.type_error("object.readline() returned non-string"));
        };
        if text.is_empty() {
            return Err(ctx.error(&ctx.interpreter.exceptions.eof_error, "EOF when reading a line"));
        }
        let text = text.strip_suffix('\n').unwrap_or(text);
        done(text.strip_suffix('\r').unwrap_or(text))
    })
}

/// `open`, which the module `io` does.
fn open(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut given = args.bind(
        ctx,
        "open",
        0,
        ["file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"],
        1,
    )?;
    for (value, default) in [(1, Value::str("r")), (2, Value::Int(-1)), (6, Value::Bool(Truth::True))] {
        if given[value].is_unbound() {
            given[value] = default;
        }
    }
    let given = given.map(|value| if value.is_unbound() { Value::None } else { value }).to_vec();
    let io = crate::interpreter::import::import_module(ctx, "io");
    and_then(ctx, io, move |ctx, io| {
        let name = ctx.interpreter.intern("_open");
        attribute::call_method(ctx, &io, &name, given)
    })
}

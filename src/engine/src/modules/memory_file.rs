//! `_memory_file`: text and bytes in memory with a position, below `io.StringIO` and `io.BytesIO`: each read and write is one
//! step.

use crate::buffer::{self, Exports, Source};
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::native::{
    Args, Context, Def, Getter, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, and_then, done,
    none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::types::memoryview::write_into;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_memory_file",
    functions: &[],
    setup: Some(setup),
    doc: "Text and bytes in memory, below the module io.",
};

const METHODS: &[Def] = &[
    Def::new("getvalue", getvalue, 0),
    Def::range("read", read, 0, 1),
    Def::range("read1", read, 0, 1),
    Def::range("readline", readline, 0, 1),
    Def::range("readlines", readlines, 0, 1),
    Def::new("readinto", readinto, 1),
    Def::new("write", write, 1),
    Def::new("tell", tell, 0),
    Def::range("seek", seek, 1, 2),
    Def::range("truncate", truncate, 0, 1),
    Def::new("close", close, 0),
    Def::new("_check", check, 0),
    Def::new("__next__", next, 0),
];

const GETTERS: &[Getter] =
    &[Getter::new("closed", |ctx, this| Ok(Value::from(buffer(ctx, this)?.state.lock().closed)))];

const TEXT: TypeDef = TypeDef {
    new: Some(|ctx, args| new(ctx, args, true)),
    init: Some(init),
    methods: METHODS,
    getters: GETTERS,
    doc: "",
};

const BYTES: TypeDef = TypeDef { new: Some(|ctx, args| new(ctx, args, false)), ..TEXT };

/// What only a file of bytes has.
const BYTES_TOO: TypeDef = TypeDef { methods: &[Def::new("getbuffer", getbuffer, 0)], ..TypeDef::EMPTY };

fn setup(interpreter: &Interpreter, module: &Module) {
    for (name, def) in [("TextBuffer", &TEXT), ("ByteBuffer", &BYTES)] {
        let class = interpreter.new_type(name, "_memory_file", None, def);
        if name == "ByteBuffer" {
            interpreter.extend_type(&class, &BYTES_TOO);
        }
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

struct Buffer {
    text: bool,
    state: Guard<State>,
    /// Who looks at the bytes where they lie.
    exports: Exports,
}

/// What `with` makes of the bytes of a `BytesIO`; none: it is something else, or closed.
pub(crate) fn with_data<R>(file: &Value, with: impl FnOnce(&mut [u8]) -> R) -> Option<R> {
    let buffer = file.native::<Buffer>().filter(|buffer| !buffer.text)?;
    let mut state = buffer.state.lock();
    Some(with(&mut state.data))
}

/// Whether it is a `BytesIO` that is open.
pub(super) fn is_open(file: &Value) -> bool {
    file.native::<Buffer>().is_some_and(|buffer| !buffer.text && !buffer.state.lock().closed)
}

/// Who looks at the bytes of a `BytesIO`; none: it is something else.
pub(crate) fn exports(file: &Value) -> Option<&Exports> {
    file.native::<Buffer>().filter(|buffer| !buffer.text).map(|buffer| &buffer.exports)
}

fn getbuffer(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    open(ctx, args)?;
    let this = args.this();
    done(crate::types::memoryview::view_of_source(
        ctx.interpreter,
        Source::Memory(this.clone()),
        this.clone(),
    ))
}

/// Positions are in characters, of which in a file of bytes each is one.
#[derive(Default)]
pub(super) struct State {
    pub(super) data: Vec<u8>,
    /// How many characters there are.
    length: usize,
    position: usize,
    /// The position in bytes, up to the end.
    pub(super) offset: usize,
    pub(super) newlines: Newlines,
    closed: bool,
}

/// What becomes of the ends of lines.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Newlines {
    /// `\n` ends lines, and nothing is translated.
    #[default]
    Plain,
    /// All ends become `\n` when they are written.
    Universal,
    /// All ends of lines stay as they are.
    Kept,
    /// `\n` becomes this, which ends lines.
    As(&'static str),
}

impl Newlines {
    /// As the argument `newline` names it.
    pub(super) fn to_value(self) -> Value {
        match self {
            Newlines::Plain => Value::str("\n"),
            Newlines::Universal => Value::None,
            Newlines::Kept => Value::str(""),
            Newlines::As(end) => Value::str(end),
        }
    }
}

impl NativeData for Buffer {
    fn state(&self) -> Option<Value> {
        let state = self.state.lock();
        let newlines = state.newlines.to_value();
        let data = Value::bytes(state.data.clone());
        let position = Value::from_usize(state.position);
        Some(Value::tuple([data, position, newlines, Value::from(state.closed)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let [data, position, newlines, closed] = &parts[..] else {
            return Err(ctx.value_error("not the state of a file in memory"));
        };
        let data = data.as_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default();
        if self.text && std::str::from_utf8(&data).is_err() {
            return Err(ctx.value_error("not the state of a file in memory"));
        }
        let (position, newlines) = (ctx.size(position)?, named(ctx, newlines)?);
        let mut state = self.state.lock();
        *state = State {
            data,
            newlines,
            closed: matches!(closed, Value::Bool(crate::value::Truth::True)),
            ..State::default()
        };
        state.length = characters(self.text, &state.data);
        state.go_to(self.text, position);
        Ok(())
    }
}

fn characters(text: bool, data: &[u8]) -> usize {
    if text { data.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() } else { data.len() }
}

/// The offset of a character, which is there.
fn offset(data: &[u8], index: usize) -> usize {
    let starts = data.iter().enumerate().filter(|&(_, &byte)| byte & 0xc0 != 0x80);
    starts.map(|(offset, _)| offset).nth(index).unwrap_or(data.len())
}

/// The offset of a character so many before the end, at least one; it is there.
fn offset_before(data: &[u8], count: usize) -> usize {
    let starts = data.iter().enumerate().rev().filter(|&(_, &byte)| byte & 0xc0 != 0x80);
    starts.map(|(offset, _)| offset).nth(count - 1).unwrap_or(0)
}

impl State {
    /// Of these bytes, at their beginning.
    pub(super) fn over(text: bool, data: Vec<u8>, newlines: Newlines) -> State {
        State { length: characters(text, &data), data, newlines, ..State::default() }
    }

    fn go_to(&mut self, text: bool, position: usize) {
        self.offset = if position >= self.length {
            self.data.len()
        } else if !text || self.length == self.data.len() {
            position
        } else if self.position <= position {
            self.offset + offset(&self.data[self.offset..], position - self.position)
        } else if self.position <= self.length && self.position - position < position {
            offset_before(&self.data[..self.offset], self.position - position)
        } else {
            offset(&self.data, position)
        };
        self.position = position;
    }

    /// The offset so many characters after the position, at most the end.
    pub(super) fn ahead(&self, text: bool, count: usize) -> usize {
        let rest = &self.data[self.offset..];
        self.offset
            + if !text || self.length == self.data.len() {
                count.min(rest.len())
            } else {
                offset(rest, count)
            }
    }

    /// Takes what lies before an offset.
    pub(super) fn take(&mut self, text: bool, end: usize) -> Value {
        let piece = &self.data[self.offset..end];
        let count = characters(text, piece);
        let value = value(text, piece);
        self.offset = end;
        self.position += count;
        value
    }

    /// The offset after the next line, or after so many characters of it.
    pub(super) fn line_end_within(&self, text: bool, limit: usize) -> usize {
        if limit == usize::MAX { self.line_end() } else { self.line_end_before(self.ahead(text, limit)) }
    }

    pub(super) fn line_end(&self) -> usize {
        self.line_end_before(self.data.len())
    }

    fn line_end_before(&self, limit: usize) -> usize {
        let rest = &self.data[self.offset..limit];
        let end = match self.newlines {
            Newlines::Plain | Newlines::Universal => memchr::memchr(b'\n', rest).map(|at| at + 1),
            Newlines::As(end) => crate::text::bytes::find(rest, end.as_bytes()).map(|at| at + end.len()),
            Newlines::Kept => memchr::memchr2(b'\n', b'\r', rest)
                .map(|at| if rest[at..].starts_with(b"\r\n") { at + 2 } else { at + 1 }),
        };
        end.map_or(limit, |end| self.offset + end)
    }

    fn put(&mut self, text: bool, piece: &[u8]) {
        if piece.is_empty() {
            return;
        }
        let count = characters(text, piece);
        if self.position > self.length {
            let missing = self.position - self.length;
            self.data.extend(std::iter::repeat_n(0, missing));
            self.length += missing;
            self.offset = self.data.len();
        }
        if self.position == self.length {
            self.data.extend_from_slice(piece);
        } else {
            let end = self.ahead(text, count);
            self.data.splice(self.offset..end, piece.iter().copied());
        }
        self.position += count;
        self.length = self.length.max(self.position);
        self.offset += piece.len();
    }
}

pub(super) fn value(text: bool, piece: &[u8]) -> Value {
    match text {
        true => Value::str(std::str::from_utf8(piece).unwrap_or_default()),
        false => Value::bytes(piece),
    }
}

fn buffer<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Buffer, Value> {
    value
        .native::<Buffer>()
        .ok_or_else(|| ctx.type_error(format!("'{}' object is no file in memory", ctx.type_name(value))))
}

/// The receiver, if it is open.
fn open<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Buffer, Value> {
    let buffer = buffer(ctx, args.this())?;
    if buffer.state.lock().closed {
        let stop = if buffer.text { "" } else { "." };
        return Err(ctx.value_error(format!("I/O operation on closed file{stop}")));
    }
    Ok(buffer)
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>, text: bool) -> NativeResult {
    let name = if text { "TextBuffer" } else { "ByteBuffer" };
    let class = ctx.module_class("_memory_file", name)?;
    let buffer = Buffer { text, state: Guard::default(), exports: Exports::default() };
    ctx.construct(&args[0], Value::Native(Ref::new(NativeObject::new(class, buffer))))
}

pub(super) fn named(ctx: &Context<'_>, newline: &Value) -> Result<Newlines, Value> {
    Ok(match (newline, newline.as_text()) {
        (Value::None, _) => Newlines::Universal,
        (_, Some("\n")) => Newlines::Plain,
        (_, Some("")) => Newlines::Kept,
        (_, Some("\r")) => Newlines::As("\r"),
        (_, Some("\r\n")) => Newlines::As("\r\n"),
        (_, Some(other)) => {
            let shown = crate::text::quote::repr(other);
            return Err(ctx.value_error(format!("illegal newline value: {shown}")));
        }
        _ => {
            let name = ctx.type_name(newline);
            return Err(ctx.type_error(format!("newline must be str or None, not {name}")));
        }
    })
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let buffer = buffer(ctx, args.this())?;
    let mut state = State::default();
    if buffer.text {
        let [initial, newline] = args.bind(ctx, "StringIO", 1, ["initial_value", "newline"], 0)?;
        if let Some(newline) = newline.bound() {
            state.newlines = named(ctx, newline)?;
        }
        match initial.bound() {
            None | Some(Value::None) => {}
            Some(initial) => match initial.as_text() {
                Some(text) => state.put(true, translated(state.newlines, text).as_bytes()),
                None => {
                    let name = ctx.type_name(initial);
                    return Err(ctx.type_error(format!("initial_value must be str or None, not {name}")));
                }
            },
        }
    } else {
        let [initial] = args.bind(ctx, "BytesIO", 1, ["initial_bytes"], 0)?;
        buffer.exports.resizable(ctx)?;
        if let Some(initial) = initial.bound().filter(|initial| !initial.is_none()) {
            let this = args.this().clone();
            return buffer::copy_then(ctx, initial, move |ctx, bytes| {
                state.put(false, &bytes);
                state.go_to(false, 0);
                let old = std::mem::replace(&mut *self::buffer(ctx, &this)?.state.lock(), state);
                drop(old);
                none()
            });
        }
    }
    state.go_to(buffer.text, 0);
    *buffer.state.lock() = state;
    none()
}

/// What is written for a text.
fn translated(newlines: Newlines, text: &str) -> std::borrow::Cow<'_, str> {
    match newlines {
        Newlines::Universal if text.contains('\r') => text.replace("\r\n", "\n").replace('\r', "\n").into(),
        Newlines::As(end) if text.contains('\n') => text.replace('\n', end).into(),
        _ => text.into(),
    }
}

fn getvalue(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let buffer = open(ctx, args)?;
    let state = buffer.state.lock();
    done(value(buffer.text, &state.data))
}

/// A number of characters; none or less than none: all.
fn limit(ctx: &Context<'_>, args: &Args<'_>) -> Result<usize, Value> {
    Ok(match args.get(1) {
        None | Some(Value::None) => usize::MAX,
        Some(size) => usize::try_from(size_of(ctx, size)?).unwrap_or(usize::MAX),
    })
}

fn size_of(ctx: &Context<'_>, value: &Value) -> Result<i64, Value> {
    match value.payload() {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => ctx.index(value),
        _ => {
            let name = ctx.type_name(value);
            Err(ctx.type_error(format!("argument should be integer or None, not '{name}'")))
        }
    }
}

fn read(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let size = limit(ctx, args)?;
    let buffer = open(ctx, args)?;
    let mut state = buffer.state.lock();
    let end = state.ahead(buffer.text, size);
    done(state.take(buffer.text, end))
}

fn readline(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let size = limit(ctx, args)?;
    let buffer = open(ctx, args)?;
    let mut state = buffer.state.lock();
    let end = state.line_end_within(buffer.text, size);
    done(state.take(buffer.text, end))
}

fn readlines(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let most = match limit(ctx, args)? {
        0 => usize::MAX,
        most => most,
    };
    let buffer = open(ctx, args)?;
    let mut state = buffer.state.lock();
    let mut lines = Vec::new();
    let start = state.position;
    while state.offset < state.data.len() && state.position - start <= most {
        let end = state.line_end();
        lines.push(state.take(buffer.text, end));
    }
    done(Value::list(lines))
}

fn next(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let buffer = open(ctx, args)?;
    let mut state = buffer.state.lock();
    if state.offset >= state.data.len() {
        drop(state);
        let class = &ctx.interpreter.exceptions.stop_iteration;
        return Err(ctx.interpreter.exception_with(class, Vec::new()));
    }
    let end = state.line_end();
    done(state.take(buffer.text, end))
}

fn readinto(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = open(ctx, args)?;
    let target = &args[1];
    let Some(room) = buffer::writable_size(ctx, target)? else {
        let name = ctx.type_name(target);
        return Err(
            ctx.type_error(format!("readinto() argument must be read-write bytes-like object, not {name}"))
        );
    };
    let piece = {
        let mut state = this.state.lock();
        let (start, end) = (state.offset, state.ahead(false, room));
        let piece = state.data[start..end].to_vec();
        let position = state.position + piece.len();
        state.go_to(false, position);
        piece
    };
    let count = piece.len() as i64;
    let written = write_into(ctx, target, 0, piece);
    and_then(ctx, written, move |_, _| done(count))
}

fn write(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let buffer = open(ctx, args)?;
    if buffer.text {
        let Some(text) = args[1].as_str() else {
            let name = ctx.type_name(&args[1]);
            return Err(ctx.type_error(format!("string argument expected, got '{name}'")));
        };
        let mut state = buffer.state.lock();
        room(ctx, &state, text.as_str().len())?;
        let piece = translated(state.newlines, text.as_str());
        state.put(true, piece.as_bytes());
        return done(text.len() as i64);
    }
    if let Value::Bytes(piece) = &args[1] {
        return put_bytes(ctx, buffer, piece);
    }
    let this = args.this().clone();
    buffer::copy_then(ctx, &args[1], move |ctx, piece| put_bytes(ctx, self::buffer(ctx, &this)?, &piece))
}

fn put_bytes(ctx: &Context<'_>, buffer: &Buffer, piece: &[u8]) -> NativeResult {
    let mut state = buffer.state.lock();
    if state.closed {
        return Err(ctx.value_error("I/O operation on closed file."));
    }
    if !piece.is_empty() && state.position + piece.len() > state.data.len() {
        buffer.exports.resizable(ctx)?;
    }
    room(ctx, &state, piece.len())?;
    state.put(false, piece);
    done(piece.len() as i64)
}

/// Refuses what would not fit.
fn room(ctx: &Context<'_>, state: &State, more: usize) -> Result<(), Value> {
    let size = state.position.saturating_add(more);
    if size > state.data.capacity() {
        ctx.check_size(size.saturating_mul(2) - state.data.capacity())
    } else {
        Ok(())
    }
}

fn tell(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(open(ctx, args)?.state.lock().position as i64)
}

fn seek(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let position = ctx.index(&args[1])?;
    let whence = args.get(2).map_or(Ok(0), |whence| ctx.index(whence))?;
    let buffer = open(ctx, args)?;
    let text = buffer.text;
    let mut state = buffer.state.lock();
    let base = match whence {
        0 if position < 0 => {
            return Err(ctx.value_error(if text {
                format!("Negative seek position {position}")
            } else {
                format!("negative seek value {position}")
            }));
        }
        0 => 0,
        1 | 2 if text && position != 0 => {
            let class = &ctx.interpreter.exceptions.os_error;
            return Err(ctx.error(class, "Can't do nonzero cur-relative seeks"));
        }
        1 => state.position,
        2 => state.length,
        other => {
            let invalid = if text { "Invalid" } else { "invalid" };
            return Err(ctx.value_error(format!("{invalid} whence ({other}, should be 0, 1 or 2)")));
        }
    };
    let position = (base as i64).saturating_add(position).max(0);
    state.go_to(text, position as usize);
    done(position)
}

fn truncate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let size = match args.get(1) {
        None | Some(Value::None) => None,
        Some(size) => Some(size_of(ctx, size)?),
    };
    let buffer = open(ctx, args)?;
    let mut state = buffer.state.lock();
    let size = size.unwrap_or(state.position as i64);
    let Ok(count) = usize::try_from(size) else {
        let negative = if buffer.text { "Negative" } else { "negative" };
        return Err(ctx.value_error(format!("{negative} size value {size}")));
    };
    if count < state.length {
        buffer.exports.resizable(ctx)?;
        let position = state.position;
        state.go_to(buffer.text, count);
        let end = state.offset;
        state.data.truncate(end);
        state.length = count;
        state.go_to(buffer.text, position);
    }
    done(size)
}

fn close(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let data = {
        let buffer = buffer(ctx, args.this())?;
        buffer.exports.resizable(ctx)?;
        let mut state = buffer.state.lock();
        state.closed = true;
        (state.length, state.position, state.offset) = (0, 0, 0);
        std::mem::take(&mut state.data)
    };
    drop(data);
    none()
}

fn check(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    open(ctx, args)?;
    none()
}

//! `_read_ahead`: what a file has read and not given yet, below the files of `io`. Reads that it satisfies are one step; for
//! others the file's methods `_read` and `_readline` are called, which are written in Python.

use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::native::{
    Args, Context, Def, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, and_then, call, done,
    none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;

use super::memory_file::{self, State, named};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_read_ahead",
    functions: &[],
    setup: Some(setup),
    doc: "What files have read and not given yet, below the module io.",
};

const TEXT: TypeDef = TypeDef {
    new: Some(|ctx, args| new(ctx, args, true)),
    init: None,
    methods: &[
        Def::range("read", read, 0, 1),
        Def::range("readline", readline, 0, 1),
        Def::new("__next__", next, 0),
        Def::range("_begin", begin, 0, 2),
        Def::new("_end", end, 0),
        Def::new("_give", give, 1),
        Def::new("_give_line", give_line, 1),
        Def::new("_keep", keep, 1),
        Def::new("_rest", rest, 0),
        Def::new("_take", take, 0),
        Def::new("_left", left, 0),
    ],
    getters: &[],
    doc: "",
};

const BYTES: TypeDef = TypeDef { new: Some(|ctx, args| new(ctx, args, false)), ..TEXT };

fn setup(interpreter: &Interpreter, module: &Module) {
    for (name, def) in [("Text", &TEXT), ("Bytes", &BYTES)] {
        let class = interpreter.new_type(name, "_read_ahead", None, def);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

struct Ahead {
    text: bool,
    kept: Guard<Kept>,
}

#[derive(Default)]
struct Kept {
    state: State,
    /// Whether it may be given without asking the file.
    live: bool,
    /// The stream of bytes below a text: while it is open the text is given.
    below: Value,
}

impl Kept {
    /// Whether there is something that may be given.
    fn is_ready(&self) -> bool {
        self.live && self.state.offset < self.state.data.len()
    }
}

impl NativeData for Ahead {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.kept.lock().below);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.kept.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let kept = self.kept.lock();
        let below = match &kept.below {
            Value::Unbound => Value::None,
            below => below.clone(),
        };
        let rest = Value::bytes(&kept.state.data[kept.state.offset..]);
        Some(Value::tuple([rest, kept.state.newlines.to_value(), Value::from(kept.live), below]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let [data, newlines, live, below] = &parts[..] else {
            return Err(ctx.value_error("not the state of a file"));
        };
        let data = data.as_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default();
        if self.text && std::str::from_utf8(&data).is_err() {
            return Err(ctx.value_error("not the state of a file"));
        }
        let newlines = named(ctx, newlines)?;
        let live = matches!(live, Value::Bool(truth) if truth.get());
        let new = Kept { state: State::over(self.text, data, newlines), live, below: below.clone() };
        let old = std::mem::replace(&mut *self.kept.lock(), new);
        drop(old);
        Ok(())
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>, text: bool) -> NativeResult {
    let name = if text { "Text" } else { "Bytes" };
    let class = ctx.module_class("_read_ahead", name)?;
    let ahead = Ahead { text, kept: Guard::default() };
    ctx.construct(&args[0], Value::Native(Ref::new(NativeObject::new(class, ahead))))
}

fn ahead<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ahead, Value> {
    value.native::<Ahead>().ok_or_else(|| ctx.type_error("a file is required"))
}

/// Whether the stream of bytes below is open, for all that is known here.
fn is_open(below: &Value) -> bool {
    match below.native::<Ahead>() {
        Some(file) => file.kept.lock().live,
        None => memory_file::is_open(below),
    }
}

/// The file, if what it has may be given.
fn ready<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<Option<&'a Ahead>, Value> {
    let this = ahead(ctx, args.this())?;
    let below = {
        let kept = this.kept.lock();
        if !kept.is_ready() {
            return Ok(None);
        }
        if !this.text {
            return Ok(Some(this));
        }
        kept.below.clone()
    };
    Ok(is_open(&below).then_some(this))
}

/// The result is that of a method of the file.
fn ask(ctx: &mut Context<'_>, args: &Args<'_>, name: &str) -> NativeResult {
    let method = ctx.interpreter.class_of(args.this()).lookup(&ctx.interpreter.intern(name));
    match method {
        Some(method) => call(method, args.values().to_vec()),
        None => Err(ctx.attribute_error(format!("the file has no method {name}"))),
    }
}

/// A number of characters that is given; none: all, or it is something else.
fn limit(args: &Args<'_>) -> Option<usize> {
    match args.get(1) {
        Some(Value::Int(size)) => usize::try_from(*size).ok(),
        _ => None,
    }
}

fn read(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Some(size) = limit(args)
        && let Some(this) = ready(ctx, args)?
    {
        let mut kept = this.kept.lock();
        let state = &mut kept.state;
        if this.text || state.data.len() - state.offset >= size {
            let end = state.ahead(this.text, size);
            return done(state.take(this.text, end));
        }
    }
    ask(ctx, args, "_read")
}

/// The next line of what there is, at most so long; none: it may go on beyond.
fn line(this: &Ahead, limit: usize) -> Option<Value> {
    let mut kept = this.kept.lock();
    let state = &mut kept.state;
    let (end, cut) = (state.line_end(), state.line_end_within(this.text, limit));
    let whole = cut < end || this.text || end < state.data.len() || state.data.ends_with(b"\n");
    whole.then(|| state.take(this.text, cut))
}

fn readline(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let limit = match args.get(1) {
        None | Some(Value::None) => Some(usize::MAX),
        Some(Value::Int(size)) => Some(usize::try_from(*size).unwrap_or(usize::MAX)),
        Some(_) => None,
    };
    if let Some(limit) = limit
        && let Some(this) = ready(ctx, args)?
        && let Some(line) = line(this, limit)
    {
        return done(line);
    }
    ask(ctx, args, "_readline")
}

fn next(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = ctx.interpreter.class_of(args.this());
    let method = class.lookup(&ctx.interpreter.intern("readline"));
    let own = match &method {
        Some(Value::NativeFunction(_)) => {
            if let Some(this) = ready(ctx, args)?
                && let Some(line) = line(this, usize::MAX)
            {
                return done(line);
            }
            ask(ctx, args, "_readline")
        }
        Some(method) => call(method.clone(), args.values().to_vec()),
        None => return Err(ctx.attribute_error("readline")),
    };
    and_then(ctx, own, |ctx, line| {
        ctx.truth(&line.clone(), move |ctx, some| {
            if some {
                return done(line);
            }
            let class = &ctx.interpreter.exceptions.stop_iteration;
            Err(ctx.interpreter.exception_with(class, Vec::new()))
        })
    })
}

/// At most so many characters of what is kept, whoever may give it; less than none: all.
fn give(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let size = usize::try_from(ctx.index(&args[1])?).unwrap_or(usize::MAX);
    let this = ahead(ctx, args.this())?;
    let mut kept = this.kept.lock();
    let end = kept.state.ahead(this.text, size);
    done(kept.state.take(this.text, end))
}

/// The next line of what is kept, at most so long, whoever may give it; less than none: as long as it is.
fn give_line(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let size = usize::try_from(ctx.index(&args[1])?).unwrap_or(usize::MAX);
    let this = ahead(ctx, args.this())?;
    let mut kept = this.kept.lock();
    let end = kept.state.line_end_within(this.text, size);
    done(kept.state.take(this.text, end))
}

/// What is kept is dropped, and nothing more is given.
fn end(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = std::mem::take(&mut *ahead(ctx, args.this())?.kept.lock());
    drop(old);
    none()
}

/// `_begin()` of bytes, `_begin(newline, below)` of text: what will be kept may be given.
fn begin(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = ahead(ctx, args.this())?;
    let new = match args.rest() {
        [newline, below] => {
            let newlines = named(ctx, newline)?;
            Kept { state: State::over(true, Vec::new(), newlines), live: true, below: below.clone() }
        }
        _ => Kept { live: true, ..Kept::default() },
    };
    let old = std::mem::replace(&mut *this.kept.lock(), new);
    drop(old);
    none()
}

/// Replaces what is kept.
fn keep(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = ahead(ctx, args.this())?;
    let data = match args[1].payload() {
        Value::Str(text) if this.text => text.as_str().as_bytes().to_vec(),
        Value::Bytes(bytes) if !this.text => bytes.to_vec(),
        _ => return Err(ctx.type_error("the file keeps another type")),
    };
    let mut kept = this.kept.lock();
    kept.state = State::over(this.text, data, kept.state.newlines);
    none()
}

/// What is left.
fn rest(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = ahead(ctx, args.this())?;
    let kept = this.kept.lock();
    done(memory_file::value(this.text, &kept.state.data[kept.state.offset..]))
}

/// What is left, which is no longer kept.
fn take(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = ahead(ctx, args.this())?;
    let mut kept = this.kept.lock();
    let end = kept.state.data.len();
    let rest = kept.state.take(this.text, end);
    kept.state = State::over(this.text, Vec::new(), kept.state.newlines);
    done(rest)
}

/// How many bytes are left.
fn left(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let kept = ahead(ctx, args.this())?.kept.lock();
    done(Value::from_usize(kept.state.data.len() - kept.state.offset))
}

//! `sys`. The tuples with names (`version_info`, `flags`, …) are in `lib/_sys_more.py`, made when first used.

use std::sync::atomic::Ordering;

use crate::frame::{Entry, FrameObject};
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, Getter, ModuleDef, NativeResult, done, none, request_then};
use crate::objects::Module;
use crate::reference::Ref;
use crate::request::Request;
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "sys",
    functions: &[
        Def::range("exit", exit, 0, 1),
        Def::new("exc_info", exc_info, 0),
        Def::new("exception", exception, 0),
        Def::new("getrecursionlimit", getrecursionlimit, 0),
        Def::new("setrecursionlimit", setrecursionlimit, 1),
        Def::new("getswitchinterval", getswitchinterval, 0),
        Def::new("setswitchinterval", setswitchinterval, 1),
        Def::new("get_int_max_str_digits", get_int_max_str_digits, 0),
        Def::new("set_int_max_str_digits", set_int_max_str_digits, 1),
        Def::range("getsizeof", getsizeof, 1, 2),
        Def::new("getrefcount", getrefcount, 1),
        Def::new("intern", intern, 1),
        Def::new("getdefaultencoding", encoding, 0),
        Def::new("getfilesystemencoding", encoding, 0),
        Def::new("is_finalizing", no, 0),
        Def::new("_is_gil_enabled", is_gil_enabled, 0),
        Def::range("_getframe", getframe, 0, 1),
        Def::new("_source", source, 1),
        Def::new("settrace", |ctx, args| hook(ctx, args, "settrace"), 1),
        Def::new("setprofile", |ctx, args| hook(ctx, args, "setprofile"), 1),
        Def::new("gettrace", nothing, 0),
        Def::new("getprofile", nothing, 0),
        Def::range("audit", ignore, 1, u16::MAX),
        Def::new("__getattr__", getattr, 1),
    ],
    setup: Some(setup),
    doc: "This module provides access to some objects used or maintained by the interpreter.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let set = |name: &str, value: Value| module.globals.set_name(&interpreter.intern(name), value);
    let settings = &interpreter.settings;
    let mut argv = settings.program.argv.clone();
    if argv.is_empty() {
        argv.push(settings.program.main.file.clone());
    }
    set("argv", Value::list(argv.iter().map(Value::str).collect()));
    set(
        "orig_argv",
        Value::list(std::iter::once(&String::from("python")).chain(&argv).map(Value::str).collect()),
    );
    set("modules", Value::Dict(interpreter.modules.clone()));
    set("path", Value::list(vec![Value::str("")]));
    set("platform", Value::str(settings.platform.as_str()));
    set("executable", Value::str("/usr/bin/python3"));
    set("prefix", Value::str("/usr"));
    set("exec_prefix", Value::str("/usr"));
    set("base_prefix", Value::str("/usr"));
    set("version", Value::str("3.11.0 (interleave)"));
    set("copyright", Value::str("Interleave: a playground for parallel Python"));
    set("hexversion", Value::Int(0x030b_00f0));
    set("api_version", Value::Int(1013));
    set("maxsize", Value::Int(i64::MAX));
    set("maxunicode", Value::Int(0x10_ffff));
    set("byteorder", Value::str("little"));
    set("dont_write_bytecode", Value::Bool(Truth::True));
    set("float_repr_style", Value::str("short"));
    set("_switch_interval", Value::from(0.005));
    set("warnoptions", Value::list(Vec::new()));
    set("meta_path", Value::list(Vec::new()));
    let modules = super::MODULES.iter().map(|module| Value::str(module.name)).collect::<Vec<_>>();
    set("builtin_module_names", Value::tuple(modules));
    if interpreter.modules.get_text("_io").is_none() {
        interpreter.new_module(&super::io::MODULE);
    }
    if let Some(Value::Module(io)) = interpreter.modules.get_text("_io") {
        for name in ["stdin", "stdout", "stderr"] {
            let stream = io.globals.get_text(name).unwrap_or(Value::None);
            set(name, stream.clone());
            set(&format!("__{name}__"), stream);
        }
    }
    // For the module traceback.
    interpreter.add_getter(&interpreter.types.traceback, &Getter::new("_position", traceback_position));
    interpreter.add_getter(&interpreter.types.code, &Getter::new("_is_library", code_is_library));
}

fn getattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    super::lazy_attribute(ctx, "sys", "_sys_more", &args[0])
}

fn exit(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    Err(ctx.interpreter.exception_with(&ctx.interpreter.exceptions.system_exit, args.positional().to_vec()))
}

fn handled(ctx: &Context<'_>) -> Value {
    match &ctx.thread.handled {
        Value::Unbound => Value::None,
        value => value.clone(),
    }
}

fn exception(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(handled(ctx))
}

fn exc_info(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    let error = handled(ctx);
    if error.is_none() {
        return done(Value::tuple([Value::None, Value::None, Value::None]));
    }
    let class = Value::Class(ctx.interpreter.class_of(&error).clone());
    let traceback = error.as_exception().map_or(Value::None, |state| state.fields.lock().traceback.clone());
    done(Value::tuple([class, error, traceback]))
}

fn getrecursionlimit(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(i64::from(ctx.interpreter.recursion_limit.load(Ordering::Relaxed)))
}

fn setrecursionlimit(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let limit = ctx.index(&args[0])?;
    if limit < 1 {
        return Err(ctx.value_error("recursion limit must be greater or equal than 1"));
    }
    let Ok(limit) = u32::try_from(limit) else {
        return Err(ctx.overflow_error("Python int too large to convert to C int"));
    };
    ctx.interpreter.recursion_limit.store(limit, Ordering::Relaxed);
    none()
}

fn switch_interval(ctx: &Context<'_>) -> Option<Ref<Module>> {
    match ctx.interpreter.modules.get_text("sys") {
        Some(Value::Module(module)) => Some(module),
        _ => None,
    }
}

fn getswitchinterval(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    let value = switch_interval(ctx).and_then(|sys| sys.globals.get_text("_switch_interval"));
    done(value.unwrap_or(Value::from(0.005)))
}

fn setswitchinterval(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let seconds = ctx.float(&args[0])?;
    if seconds <= 0.0 || seconds.is_nan() {
        return Err(ctx.value_error("switch interval must be strictly positive"));
    }
    request_then(Request::SetSwitchInterval { seconds }, move |ctx, _| {
        if let Some(sys) = switch_interval(ctx) {
            sys.globals.set_name(&ctx.interpreter.intern("_switch_interval"), Value::from(seconds));
        }
        none()
    })
}

fn get_int_max_str_digits(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(i64::from(ctx.interpreter.int_max_str_digits.load(Ordering::Relaxed)))
}

fn set_int_max_str_digits(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let digits = ctx.index(&args[0])?;
    if digits != 0 && digits < 640 {
        return Err(ctx.value_error("maxdigits must be 0 or larger than 640"));
    }
    ctx.interpreter.int_max_str_digits.store(digits as u32, Ordering::Relaxed);
    none()
}

/// What CPython 3.11 says on a 64-bit machine, for the common types.
fn getsizeof(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let sequence = |head: usize, count: usize, item: usize| head + count * item;
    let size = match args[0].payload() {
        Value::None | Value::Ellipsis | Value::NotImplemented | Value::Unbound => 16,
        Value::Bool(value) => 24 + 4 * usize::from(value.get()),
        Value::Int(0) => 24,
        Value::Int(i) => sequence(24, (64 - i.unsigned_abs().leading_zeros() as usize).div_ceil(30), 4),
        Value::BigInt(big) => sequence(24, (big.bits() as usize).div_ceil(30), 4),
        Value::Float(_) => 24,
        Value::Str(text) if text.is_ascii() => sequence(49, text.len(), 1),
        Value::Str(text) => {
            let widest = text.as_str().chars().max().map_or(0, u32::from);
            match widest {
                0..0x100 => sequence(73, text.len(), 1),
                0x100..0x1_0000 => sequence(74, text.len(), 2),
                _ => sequence(76, text.len(), 4),
            }
        }
        Value::Bytes(bytes) => sequence(33, bytes.len(), 1),
        Value::ByteArray(array) => {
            let length = array.bytes.lock().len();
            if length == 0 { 56 } else { 57 + length }
        }
        Value::Tuple(items) => sequence(40, items.len(), 8),
        Value::List(list) => sequence(56, list.lock().len(), 8),
        Value::Dict(dict) => match dict.len() {
            0 => 64,
            1..=5 => 184,
            6..=10 => 352,
            count => 104 + (count * 3 / 2).next_power_of_two() * 18,
        },
        Value::Set(set) | Value::FrozenSet(set) => match set.len() {
            0..=4 => 216,
            count => 200 + (count * 5 / 3 + 1).next_power_of_two() * 32,
        },
        Value::Range(_) => 48,
        Value::Function(_) => 160,
        Value::NativeFunction(_) | Value::BoundMethod(_) => 72,
        Value::Class(_) => 1072,
        Value::Generator(_) => 208,
        Value::Module(_) => 72,
        _ => 56,
    };
    done(Value::from_usize(size))
}

fn getrefcount(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(i64::from(args[0].reference_count()))
}

fn intern(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match &args[0] {
        Value::Str(text) => done(ctx.interpreter.intern_str(text).to_value()),
        other => Err(ctx.type_error(format!("intern() argument must be str, not {}", ctx.type_name(other)))),
    }
}

fn encoding(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done("utf-8")
}

fn no(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(false)
}

fn ignore(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    none()
}

/// Refuses a function that would never be called: a program that waits for its calls would wait for ever.
fn hook(ctx: &mut Context<'_>, args: &Args<'_>, name: &str) -> NativeResult {
    if args[0].is_none() {
        return none();
    }
    let class = &ctx.interpreter.exceptions.not_implemented_error;
    Err(ctx.error(class, format!("sys.{name}: this Python calls no function for each line or call")))
}

fn nothing(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    none()
}

fn is_gil_enabled(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(ctx.interpreter.settings.gil)
}

/// The frames as objects, made outermost first.
fn getframe(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let depth = match args.get(0) {
        None => 0,
        Some(value) => ctx.index(value)?.max(0) as usize,
    };
    let frames: Vec<_> = ctx
        .thread
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Frame(frame) => Some(frame),
            Entry::Then(_) | Entry::Gather(_) => None,
        })
        .collect();
    if depth >= frames.len() {
        return Err(ctx.value_error("call stack is not deep enough"));
    }
    let mut back = Value::None;
    for frame in &frames[..frames.len() - depth] {
        back = Value::Frame(Ref::new(FrameObject {
            function: frame.function.clone(),
            locals: frame.locals(),
            instruction: frame.instruction(),
            back,
        }));
    }
    done(back)
}

/// The text of a file that code of this process was compiled from, or None.
fn source(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let file = ctx.text(&args[0], "file")?;
    match ctx.interpreter.settings.program.sources().find(|source| source.file == file) {
        Some(source) => done(source.text.as_str()),
        None => none(),
    }
}

fn traceback_position(_ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let Value::Traceback(traceback) = value else { return Ok(Value::None) };
    let span = traceback.span();
    let number = |n: u32| Value::Int(i64::from(n));
    Ok(Value::tuple([number(span.line), number(span.end_line), number(span.column), number(span.end_column)]))
}

fn code_is_library(_ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::from(matches!(value, Value::Code(code) if code.source.library)))
}

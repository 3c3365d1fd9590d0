//! `_process`: this process and its children, below `multiprocessing` and `os`.

use crate::image;
use crate::interpreter::Interpreter;
use crate::interpreter::import::{body_of, run_program};
use crate::native::{Args, Context, Def, Done, ModuleDef, NativeResult, call_then, done, none, request};
use crate::request::{Handle, Request, SignalAction, Spawn, StartMethod, SysCall, Timeout};
use crate::value::Value;

use super::ipc::{handles, system};
use super::thread::timeout_argument;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_process",
    functions: &[
        Def::new("pid", pid, 0),
        Def::new("parent_pid", parent_pid, 0),
        Def::new("cpu_count", cpu_count, 0),
        Def::new("environ", environ, 0),
        Def::new("node", node, 0),
        Def::new("authkey", authkey, 0),
        Def::new("random_bytes", random_bytes, 1),
        Def::new("source", source, 1),
        Def::new("files", files, 0),
        Def::range("spawn", spawn, 5, 6),
        Def::new("copy", copy, 1),
        Def::new("fork", fork, 0),
        Def::new("run_program", run_program, 0),
        Def::new("run_spawned", image::start::run_spawned, 1),
        Def::new("run_source", run_source, 3),
        Def::range("wait", wait, 1, 2),
        Def::new("kill", kill, 2),
        Def::new("set_signal", set_signal, 2),
        Def::new("default_int_handler", default_int_handler, 2).doc("What SIGINT does unless it is handled."),
        Def::new("pause", |_, _| request(Request::Pause), 0),
        Def::new("alarm", alarm, 2),
        Def::new("exit", exit, 1),
        Def::new("execute", execute, 2),
    ],
    setup: None,
    doc: "This process and its children, below the modules multiprocessing and os.",
};

fn pid(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(i64::from(ctx.interpreter.identity.pid()))
}

fn parent_pid(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    system(SysCall::ParentPid, Timeout::Forever)
}

fn cpu_count(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(i64::from(ctx.interpreter.settings.cpu_count))
}

fn environ(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    let pair = |(name, value): &(String, String)| Value::tuple([Value::str(name), Value::str(value)]);
    done(Value::list(ctx.interpreter.settings.program.environ.iter().map(pair).collect()))
}

fn node(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(ctx.interpreter.settings.node.as_str())
}

/// SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014): enough to spread the one
/// number of chance that a process is given. Not for secrets.
fn spread(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = Vec::with_capacity(count + 8);
    while bytes.len() < count {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = state;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bytes.extend((word ^ (word >> 31)).to_le_bytes());
    }
    bytes.truncate(count);
    bytes
}

fn authkey(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(Value::bytes(spread(ctx.interpreter.identity.entropy(), 32)))
}

fn random_bytes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let count = ctx.index(&args[0])?;
    let count = usize::try_from(count).map_err(|_| ctx.value_error("negative argument not allowed"))?;
    ctx.check_size(count)?;
    // Each call must differ: the count of calls so far goes in.
    let identity = &ctx.interpreter.identity;
    let turn = super::fresh_number(ctx);
    done(Value::bytes(spread(
        identity.entropy() ^ turn.wrapping_mul(0xd134_2543_de82_ef95) ^ u64::from(identity.pid()),
        count,
    )))
}

/// The text of a file of the lesson, or `None`.
fn find_source(interpreter: &Interpreter, name: &str) -> Option<String> {
    let settings = &interpreter.settings;
    let wanted = name.trim_start_matches("./");
    settings
        .program
        .sources()
        .find(|source| source.file == name || source.file.trim_start_matches("./") == wanted)
        .map(|source| source.text.clone())
}

fn source(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match find_source(ctx.interpreter, ctx.text(&args[0], "file")?) {
        Some(text) => done(text),
        None => none(),
    }
}

fn files(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    let settings = &ctx.interpreter.settings;
    done(Value::list(settings.program.sources().map(|s| Value::str(s.file.as_str())).collect()))
}

fn spawn(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(image) = args[0].as_bytes() else {
        return Err(ctx.type_error("image must be bytes"));
    };
    let method = match ctx.text(&args[3], "method")? {
        "fork" => StartMethod::Fork,
        "spawn" => StartMethod::Spawn,
        "forkserver" => StartMethod::Forkserver,
        other => return Err(ctx.value_error(format!("cannot find context for '{other}'"))),
    };
    let held: Vec<Handle> = handles(ctx, &args[4])?;
    system(
        SysCall::Spawn(Spawn {
            image: image.to_vec(),
            name: ctx.text(&args[1], "name")?.to_owned(),
            daemon: crate::compare::truth_natively(ctx.interpreter, &args[2]).unwrap_or(true),
            method,
            input: args.get(5).is_some(),
            handles: held,
            signals: Vec::new(),
        }),
        Timeout::Forever,
    )
}

/// Runs a text as the body of a module: module, file, text. Nothing native waits for its end, so that it can fork.
fn run_source(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Module(module) = &args[0] else { return Err(ctx.type_error("a module is required")) };
    let (file, text) = (ctx.text(&args[1], "file")?, ctx.text(&args[2], "text")?);
    let (code, source) = ctx.interpreter.compile(text, file, module.name.as_str())?;
    Ok(Done::Body(Box::new(body_of(ctx, module, &code, &source))))
}

/// Forks: 0 in the child.
fn fork(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    if ctx.interpreter.settings.copies {
        return request(Request::Copy { name: "os.fork".to_owned(), input: true });
    }
    // The frame is told where the result goes when native code answers with a call: only then can it be copied.
    let nothing = Value::Class(ctx.interpreter.types.int.clone());
    call_then(nothing, Vec::new(), |ctx, _| {
        let (image, handles) = image::fork_thread(ctx)?;
        let (name, method) = ("os.fork".to_owned(), StartMethod::Fork);
        let signals = Vec::new();
        let spawn = Spawn { image, name, daemon: false, method, input: true, handles, signals };
        system(SysCall::Spawn(spawn), Timeout::Forever)
    })
}

/// Copies this process: 0 in the copy, its pid here. `None` where the driver cannot: then an image is to be made.
fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !ctx.interpreter.settings.copies {
        return none();
    }
    request(Request::Copy { name: ctx.text(&args[0], "name")?.to_owned(), input: false })
}

fn wait(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let pid = match &args[0] {
        Value::None => None,
        value => Some(pid_argument(ctx, value)?),
    };
    let timeout = timeout_argument(ctx, args.get(1))?;
    system(SysCall::WaitProcess { pid }, timeout)
}

fn pid_argument(ctx: &Context<'_>, value: &Value) -> Result<u32, Value> {
    let pid = ctx.index(value)?;
    u32::try_from(pid).map_err(|_| {
        let error = &ctx.interpreter.exceptions.process_lookup_error;
        ctx.interpreter.exception_with(error, vec![Value::Int(3), Value::str("No such process")])
    })
}

fn kill(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let pid = pid_argument(ctx, &args[0])?;
    let signal = ctx.index(&args[1])?;
    let Some(signal) = i32::try_from(signal).ok().filter(|s| (0..65).contains(s)) else {
        let error = &ctx.interpreter.exceptions.os_error;
        return Err(ctx
            .interpreter
            .exception_with(error, vec![Value::Int(22), Value::str("Invalid argument")]));
    };
    system(SysCall::Kill { pid, signal }, Timeout::Forever)
}

/// Number of a signal; None, 0 (default), 1 (ignore) or 2 (handle).
fn default_int_handler(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    Err(ctx.interpreter.exception_with(&ctx.interpreter.exceptions.keyboard_interrupt, Vec::new()))
}

fn set_signal(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let signal = ctx.index(&args[0])? as i32;
    let action = match &args[1] {
        Value::Int(0) => Some(SignalAction::Default),
        Value::Int(1) => Some(SignalAction::Ignore),
        Value::Int(_) => Some(SignalAction::Handle),
        _ => None,
    };
    system(SysCall::SetSignal { signal, action }, Timeout::Forever)
}

fn alarm(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (seconds, interval) = (ctx.float(&args[0])?, ctx.float(&args[1])?);
    request(Request::Alarm { seconds, interval })
}

fn exit(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let status = ctx.index(&args[0])? as i32;
    request(Request::Exit { status })
}

fn execute(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args[0].as_bytes() {
        Some(image) => {
            let (image, handles) = (image.to_vec(), handles(ctx, &args[1])?);
            request(Request::Execute { image, handles })
        }
        None => Err(ctx.type_error("image must be bytes")),
    }
}

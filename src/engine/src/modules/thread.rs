//! `_thread`: locks and raw threads (Modules/_threadmodule.c). Everything that waits is a [`Request`].
//!
//! Locks take a label for the trace, which CPython's do not have.

use std::sync::atomic::Ordering;

use crate::interpreter::Interpreter;
use crate::lock::{Lock, LockKind};
use crate::native::{
    Args, Context, Def, ModuleDef, NativeResult, TypeDef, and_then, done, none, request, request_then,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::request::{Request, SysCall, Timeout};
use crate::thread_state::{Counted, Stage, ThreadState};
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    functions: &[
        Def::any("allocate_lock", allocate_lock),
        Def::new("start_thread", start_thread, 3),
        Def::range("start_new_thread", start_new_thread, 2, 3),
        Def::range("join_thread", join_thread, 1, 2),
        Def::new("get_ident", get_ident, 0),
        Def::new("get_native_id", get_native_id, 0),
        Def::new("native_id_of", native_id_of, 1),
        Def::new("wait_started", |_, _| request(Request::WaitStarted), 0),
        Def::new("main_ended", |_, _| request(Request::MainEnded), 0),
        Def::new("sched_yield", sched_yield, 0),
        Def::new("interrupt_main", interrupt_main, 0),
        Def::new("exit", exit, 0),
        Def::range("stack_size", stack_size, 0, 1),
        Def::new("_count", count, 0),
        Def::range("_context", context, 0, 1),
        Def::new("is_watched", |ctx, _| done(!ctx.interpreter.is_unwatched()), 0),
        Def::new("note_failure", note_failure, 0),
        Def::new("note_put", |ctx, args| pass(ctx, args, true), 2),
        Def::new("note_get", |ctx, args| pass(ctx, args, false), 2),
    ],
    setup: Some(setup),
    doc: "Locks and threads, below the module threading.",
};

/// `threading.TIMEOUT_MAX`: what fits in nanoseconds of 64 bits.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

const LOCK: TypeDef = TypeDef {
    methods: &[
        Def::any("acquire", acquire),
        Def::any("acquire_lock", acquire),
        Def::new("release", release, 0),
        Def::new("release_lock", release, 0),
        Def::new("locked", locked, 0),
        Def::new("locked_lock", locked, 0),
        Def::new("__enter__", enter, 0),
        Def::range("__exit__", release, 0, 3),
        Def::new("__repr__", repr, 0),
        Def::new("_at_fork_reinit", at_fork_reinit, 0),
    ],
    doc: "A lock object is a synchronization primitive.",
    ..TypeDef::EMPTY
};

const RLOCK: TypeDef = TypeDef {
    new: Some(new_rlock),
    methods: &[
        Def::any("acquire", acquire),
        Def::new("release", release, 0),
        Def::new("__enter__", enter, 0),
        Def::range("__exit__", release, 0, 3),
        Def::new("__repr__", repr, 0),
        Def::new("_is_owned", is_owned, 0),
        Def::new("_release_save", release_save, 0),
        Def::new("_acquire_restore", acquire_restore, 1),
        Def::new("_recursion_count", recursion_count, 0),
        Def::new("_at_fork_reinit", at_fork_reinit, 0),
    ],
    doc: "A lock that its owner may take again.",
    ..TypeDef::EMPTY
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let types = &interpreter.types;
    let set = |name: &str, value: Value| module.globals.set_name(&interpreter.intern(name), value);
    for (class, def) in [(&types.lock, &LOCK), (&types.rlock, &RLOCK)] {
        interpreter.extend_type(class, def);
        class.set(&interpreter.names.module, interpreter.intern("_thread").to_value());
    }
    set("LockType", Value::Class(types.lock.clone()));
    set("lock", Value::Class(types.lock.clone()));
    set("RLock", Value::Class(types.rlock.clone()));
    set("error", Value::Class(interpreter.exceptions.runtime_error.clone()));
    set("TIMEOUT_MAX", Value::from(TIMEOUT_MAX));
}

fn label(ctx: &Context<'_>, value: Option<&Value>, default: &str) -> Result<String, Value> {
    match value {
        None => Ok(default.to_owned()),
        Some(value) => Ok(ctx.text(value, "label")?.to_owned()),
    }
}

fn allocate_lock(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [given] = args.bind(ctx, "allocate_lock", 0, ["label"], 0)?;
    let label = label(ctx, given.bound(), "Lock")?;
    done(Value::Lock(Ref::new(Lock::new(LockKind::Lock, label))))
}

fn new_rlock(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [given] = args.bind(ctx, "RLock", 1, ["label"], 0)?;
    let label = label(ctx, given.bound(), "RLock")?;
    done(Value::Lock(Ref::new(Lock::new(LockKind::RLock, label))))
}

fn lock<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Lock>, Value> {
    args.this().as_lock().ok_or_else(|| ctx.type_error("descriptor requires a lock"))
}

fn acquire(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let lock = lock(ctx, args)?.clone();
    let [blocking, timeout] = args.bind(ctx, "acquire", 1, ["blocking", "timeout"], 0)?;
    let blocking = match blocking.bound() {
        None => true,
        Some(value) => ctx.index(value)? != 0,
    };
    let seconds = match timeout.bound() {
        None => -1.0,
        Some(value) => seconds(ctx, value)?,
    };
    if !blocking && seconds != -1.0 {
        return Err(ctx.value_error("can't specify a timeout for a non-blocking call"));
    }
    if seconds < 0.0 && seconds != -1.0 {
        return Err(ctx.value_error("timeout value must be positive"));
    }
    if seconds > TIMEOUT_MAX {
        return Err(ctx.overflow_error("timestamp out of range for platform time_t"));
    }
    let timeout = if !blocking { Timeout::Never } else { timeout_of(seconds) };
    take(ctx, lock, timeout)
}

fn take(ctx: &mut Context<'_>, lock: Ref<Lock>, timeout: Timeout) -> NativeResult {
    if quickly(ctx, &lock, true) {
        return done(true);
    }
    request(Request::Acquire { lock, timeout })
}

/// Where no events are wanted, or they are counted for now, a free lock is taken, and one that nobody waits for is given back,
/// without coming back from the slice.
fn quickly(ctx: &mut Context<'_>, lock: &Ref<Lock>, take: bool) -> bool {
    let thread = ctx.thread.ident();
    let act = || if take { lock.try_acquire(thread) } else { lock.release_silently(thread) };
    match &mut ctx.thread.tally {
        Some(tally) => tally.lock(lock, take, act),
        None => ctx.interpreter.is_unwatched() && act(),
    }
}

/// A time span argument, with the words of CPython's `_PyTime_FromSecondsObject`.
pub(super) fn seconds(ctx: &Context<'_>, value: &Value) -> Result<f64, Value> {
    let seconds = match value.payload() {
        Value::Float(_) | Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => ctx.float(value)?,
        _ => return Err(ctx.not_an_integer(value)),
    };
    if seconds.is_nan() {
        return Err(ctx.value_error("Invalid value NaN (not a number)"));
    }
    Ok(seconds)
}

/// Negative: without limit; zero: not at all.
pub(super) fn timeout_of(seconds: f64) -> Timeout {
    if seconds < 0.0 {
        Timeout::Forever
    } else if seconds == 0.0 {
        Timeout::Never
    } else {
        Timeout::Seconds(seconds)
    }
}

/// An optional timeout argument: left out or None means without limit.
pub(super) fn timeout_argument(ctx: &Context<'_>, value: Option<&Value>) -> Result<Timeout, Value> {
    match value {
        None | Some(Value::None | Value::Unbound) => Ok(Timeout::Forever),
        Some(value) => Ok(timeout_of(seconds(ctx, value)?)),
    }
}

/// `note_put(lock, item)` and `note_get(lock, item)`, for the trace: the lock stands for the queue that holds the item.
fn pass(ctx: &mut Context<'_>, args: &Args<'_>, put: bool) -> NativeResult {
    let queue = args[0].as_lock().ok_or_else(|| ctx.type_error("a lock stands for the queue"))?.clone();
    if let Some(tally) = &mut ctx.thread.tally
        && !tally.closely
    {
        if !put {
            tally.taken_out.push((queue, ctx.interpreter.id(&args[1])));
        }
        return none();
    }
    request(Request::Pass { queue, item: ctx.interpreter.id(&args[1]), put })
}

fn enter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    take(ctx, lock(ctx, args)?.clone(), Timeout::Forever)
}

fn release(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let lock = lock(ctx, args)?;
    if quickly(ctx, lock, false) {
        return none();
    }
    request(Request::Release { lock: lock.clone() })
}

fn locked(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(lock(ctx, args)?.locked())
}

fn is_owned(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(lock(ctx, args)?.owner() == Some(ctx.thread.ident()))
}

fn recursion_count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let lock = lock(ctx, args)?;
    let mine = lock.owner() == Some(ctx.thread.ident());
    done(if mine { i64::from(lock.levels()) } else { 0 })
}

/// In a forked child: free, whoever held it in the parent.
fn at_fork_reinit(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    lock(ctx, args)?.reset();
    none()
}

fn release_save(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let lock = lock(ctx, args)?.clone();
    if lock.owner() != Some(ctx.thread.ident()) {
        return Err(ctx.runtime_error("cannot release un-acquired lock"));
    }
    // One level is given back by the request, which wakes a waiter; the others here.
    let count = lock.levels();
    lock.set_count(1);
    if quickly(ctx, &lock, false) {
        return done(i64::from(count));
    }
    request_then(Request::Release { lock }, move |_, _| done(i64::from(count)))
}

fn acquire_restore(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let lock = lock(ctx, args)?.clone();
    let count = u32::try_from(ctx.index(&args[1])?).unwrap_or(1);
    let taken = take(ctx, lock.clone(), Timeout::Forever);
    and_then(ctx, taken, move |_, _| {
        lock.set_count(count);
        none()
    })
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let lock = lock(ctx, args)?;
    let state = if lock.locked() { "locked" } else { "unlocked" };
    let id = ctx.interpreter.id(args.this());
    done(match lock.kind() {
        LockKind::Lock => format!("<{state} _thread.lock object at {id:#x}>"),
        LockKind::RLock => format!(
            "<{state} _thread.RLock object owner={} count={} at {id:#x}>",
            lock.owner().unwrap_or(0),
            lock.levels()
        ),
    })
}

/// A thread that `_thread._count()` counts.
fn counted(ctx: &Context<'_>, callable: Value, args: Vec<Value>) -> Box<ThreadState> {
    let mut thread = Box::new(ThreadState::new(callable, args));
    thread.counted = Some(Counted::new(&ctx.interpreter.threads));
    thread
}

fn count(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(i64::from(ctx.interpreter.threads.load(Ordering::Relaxed)))
}

fn start_thread(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.text(&args[1], "name")?.to_owned();
    let daemon = matches!(args[2], Value::Bool(Truth::True));
    let thread = counted(ctx, args[0].clone(), Vec::new());
    request(Request::StartThread { thread, name, daemon })
}

fn start_new_thread(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !crate::builtins::is_callable(ctx, &args[0]) {
        return Err(ctx.type_error("first arg must be callable"));
    }
    if args[1].as_tuple().is_none() {
        return Err(ctx.type_error("2nd arg must be a tuple"));
    }
    let keywords = args.get(2).cloned().unwrap_or_else(Value::empty_dict);
    if keywords.as_dict().is_none() {
        return Err(ctx.type_error("optional 3rd arg must be a dictionary"));
    }
    // The boot module reports what the function raises.
    let Some(Value::Module(boot)) = ctx.interpreter.modules.get_text("_boot") else {
        return Err(ctx.runtime_error("the module _boot is not loaded"));
    };
    let runner = boot.globals.get_text("_raw_thread").unwrap_or(Value::None);
    let name = match &args[0] {
        Value::Function(function) => function.code.name.as_str().to_owned(),
        _ => String::from("thread"),
    };
    let thread = counted(ctx, runner, vec![args[0].clone(), args[1].clone(), keywords]);
    request(Request::StartThread { thread, name, daemon: true })
}

fn join_thread(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let ident = ctx.index(&args[0])? as u64;
    let timeout = timeout_argument(ctx, args.get(1))?;
    request(Request::JoinThread { ident, timeout })
}

fn get_ident(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(ctx.thread.ident() as i64)
}

/// The context that the calling thread runs in, or None; what is given takes its place.
fn context(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let context = &mut ctx.thread.context;
    done(match args.get(0) {
        Some(new) => {
            let old = std::mem::replace(context, new.clone());
            // It may have another one for `decimal`.
            drop(ctx.thread.decimal.take());
            old
        }
        None => context.clone(),
    })
}

/// The calling thread ends with an exception that nobody caught. It is about to be reported.
fn note_failure(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    ctx.thread.stage = Stage::Failed;
    none()
}

fn get_native_id(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(native_id(ctx, ctx.thread.ident()))
}

/// The native id of the thread with this ident, also before it has begun.
fn native_id_of(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let ident = ctx.index(&args[0])? as u64;
    done(native_id(ctx, ident))
}

fn native_id(ctx: &Context<'_>, ident: u64) -> i64 {
    // Linux gives a process's first thread the process's id, and others ids after it.
    let pid = u64::from(ctx.interpreter.identity.pid());
    pid.wrapping_add(ident & 0xff) as i64
}

fn sched_yield(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    request(Request::Yield)
}

fn interrupt_main(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    let call = SysCall::Kill { pid: ctx.interpreter.identity.pid(), signal: 2 };
    request(Request::System { call, timeout: Timeout::Forever })
}

fn exit(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    Err(ctx.interpreter.exception_with(&ctx.interpreter.exceptions.system_exit, Vec::new()))
}

fn stack_size(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    // Frames live on the heap.
    done(0_i64)
}

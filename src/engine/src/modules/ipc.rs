//! `_ipc`: what lies between processes, below `multiprocessing`: semaphores, shared memory, pipes and queues.

use num_bigint::BigInt;

use crate::buffer::{self, Item, Misfit};
use crate::compare::truth_natively;
use crate::handles::HandleObject;
use crate::interpreter::Interpreter;
use crate::native::{
    Args, Context, Def, Done, ModuleDef, NativeResult, TypeDef, and_then, compose, done, none, request,
    request_then,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::request::{Handle, Request, SysCall, Timeout};
use crate::value::{Truth, Value};

use super::thread::{timeout_argument, timeout_of};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_ipc",
    functions: &[
        Def::new("sem_create", sem_create, 3),
        Def::range("sem_acquire", sem_acquire, 1, 2),
        Def::new("sem_release", sem_release, 1),
        Def::new("sem_value", sem_value, 1),
        Def::new("shared_create", shared_create, 2),
        Def::new("view", view, 2),
        Def::new("encode", encode, 2),
        Def::range("decode", decode, 2, 3),
        Def::new("pipe", pipe, 1),
        Def::range("queue", queue, 1, 2),
        Def::range("send", send, 2, 3),
        Def::range("receive", receive, 1, 2),
        Def::range("flush", flush, 1, 2),
        Def::range("poll", poll, 1, 2),
        Def::range("wait_any", wait_any, 2, 3),
        Def::new("close", close, 1),
    ],
    setup: Some(setup),
    doc: "Resources between processes, below the module multiprocessing.",
};

const HANDLE: TypeDef = TypeDef {
    new: Some(new_handle),
    methods: &[
        Def::new("__int__", handle_number, 0),
        Def::new("__index__", handle_number, 0),
        Def::new("__repr__", handle_repr, 0),
        Def::any("acquire", acquire),
        Def::new("release", release, 0),
        Def::any("__enter__", acquire),
        Def::new("__exit__", release, 3),
        Def::any("acquire_again", acquire_again),
        Def::new("release_again", release_again, 0),
        Def::new("exit_again", release_again, 3),
        Def::new("is_mine", is_mine, 0),
        Def::new("held", held, 0),
        Def::new("read", read, 2),
        Def::new("write", write, 2),
        Def::new("load", load, 2),
        Def::new("store", store, 3),
    ],
    doc: "Holds a handle in the heap: when the last object is dropped, this process no longer holds the handle.",
    ..TypeDef::EMPTY
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = &interpreter.types.handle;
    interpreter.extend_type(class, &HANDLE);
    class.set(&interpreter.names.module, interpreter.intern("_ipc").to_value());
    module.globals.set_name(&interpreter.intern("Handle"), Value::Class(class.clone()));
}

/// Makes a call beyond the process whose answer is the result.
pub(super) fn system(call: SysCall, timeout: Timeout) -> NativeResult {
    request(Request::System { call, timeout })
}

/// As [`system`], for what a driver may do in the middle of a slice ([`crate::request::Shortcuts`]).
fn at_once(ctx: &Context<'_>, call: SysCall, timeout: Timeout) -> NativeResult {
    match ctx.interpreter.shortcuts().and_then(|shortcuts| shortcuts.call(&call)) {
        Some(answer) => done(ctx.interpreter.answer_value(ctx.thread, answer)?),
        None => system(call, timeout),
    }
}

/// The object that holds a handle.
pub(crate) fn hold(interpreter: &Interpreter, handle: Handle) -> Value {
    Value::Handle(Ref::new(interpreter.handles.hold(handle)))
}

/// A handle argument: its object, or the number.
fn handle(ctx: &Context<'_>, value: &Value) -> Result<Handle, Value> {
    match value.payload() {
        Value::Handle(object) => Ok(object.handle),
        Value::Int(number) => Ok(*number as u64),
        _ => Err(ctx.type_error(format!("a handle is required, not {}", ctx.type_name(value)))),
    }
}

/// A list or tuple of handles.
pub(super) fn handles(ctx: &Context<'_>, value: &Value) -> Result<Vec<Handle>, Value> {
    let items = value.sequence_items().ok_or_else(|| ctx.type_error("a list of handles is required"))?;
    items.iter().map(|item| handle(ctx, item)).collect()
}

fn new_handle(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [number] = args.bind(ctx, "Handle", 1, ["/handle"], 1)?;
    let held = match number.as_handle() {
        Some(object) => Value::Handle(object.clone()),
        None => hold(ctx.interpreter, handle(ctx, &number)?),
    };
    ctx.construct(&args[0], held)
}

fn handle_number(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(handle(ctx, args.this())? as i64)
}

fn handle_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(format!("<handle {}>", handle(ctx, args.this())?))
}

/// A call that makes a resource: its result is the object that holds it.
fn create(call: SysCall) -> NativeResult {
    request_then(Request::System { call, timeout: Timeout::Forever }, |ctx, answer| {
        done(hold(ctx.interpreter, ctx.index(&answer)? as u64))
    })
}

// ---- semaphores

fn sem_create(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = ctx.index(&args[0])?;
    let max = ctx.index(&args[1])?;
    let (Ok(value), Ok(max)) = (u32::try_from(value), u32::try_from(max)) else {
        return Err(invalid_argument(ctx));
    };
    if value > max {
        return Err(invalid_argument(ctx));
    }
    create(SysCall::SemCreate { value, max, label: ctx.text(&args[2], "label")?.to_owned() })
}

fn invalid_argument(ctx: &Context<'_>) -> Value {
    let error = &ctx.interpreter.exceptions.os_error;
    ctx.interpreter.exception_with(error, vec![Value::Int(22), Value::str("Invalid argument")])
}

fn sem_acquire(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let sem = handle(ctx, &args[0])?;
    let timeout = timeout_argument(ctx, args.get(1))?;
    take(ctx, sem, timeout)
}

fn sem_release(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let sem = handle(ctx, &args[0])?;
    give(ctx, sem)
}

fn take(ctx: &mut Context<'_>, sem: Handle, timeout: Timeout) -> NativeResult {
    if quickly(ctx, sem, true) {
        return done(true);
    }
    system(SysCall::SemAcquire { sem }, timeout)
}

fn give(ctx: &mut Context<'_>, sem: Handle) -> NativeResult {
    if quickly(ctx, sem, false) {
        return none();
    }
    system(SysCall::SemRelease { sem }, Timeout::Forever)
}

/// At once, if the driver has a shortcut and no events are wanted or they are counted for now.
fn quickly(ctx: &mut Context<'_>, sem: Handle, take: bool) -> bool {
    let Some(shortcuts) = ctx.interpreter.shortcuts() else { return false };
    let act = || if take { shortcuts.try_acquire(sem) } else { shortcuts.try_release(sem) };
    match &mut ctx.thread.tally {
        Some(tally) => tally.semaphore(sem, take, act),
        None => ctx.interpreter.is_unwatched() && act(),
    }
}

// ---- semaphores as locks: who holds them is known within a process

fn semaphore<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<HandleObject>, Value> {
    args.this().as_handle().ok_or_else(|| ctx.type_error("descriptor requires a handle"))
}

/// The calling thread and its process.
fn me(ctx: &Context<'_>) -> (u32, u64) {
    (ctx.interpreter.identity.pid(), ctx.thread.ident())
}

/// `acquire(block=True, timeout=None)` of `multiprocessing.Lock`.
fn acquire(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let semaphore = semaphore(ctx, args)?;
    let timeout = match args.values().len() {
        1 => Timeout::Forever,
        _ => {
            let [block, timeout] = args.bind(ctx, "acquire", 1, ["block", "timeout"], 0)?;
            let block = block
                .bound()
                .is_none_or(|block| crate::compare::truth_natively(ctx.interpreter, block).unwrap_or(true));
            match timeout.bound() {
                _ if !block => Timeout::Never,
                None | Some(Value::None) => Timeout::Forever,
                Some(seconds) => timeout_of(super::thread::seconds(ctx, seconds)?.max(0.0)),
            }
        }
    };
    let taken = |ctx: &Context<'_>, semaphore: &HandleObject| {
        let (pid, ident) = me(ctx);
        semaphore.holder.take(pid, ident);
        done(true)
    };
    match take(ctx, semaphore.handle, timeout) {
        Ok(Done::Value(_)) => taken(ctx, semaphore),
        asked => {
            let semaphore = semaphore.clone();
            and_then(ctx, asked, move |ctx, answer| match answer {
                Value::Bool(Truth::True) => taken(ctx, &semaphore),
                late => done(late),
            })
        }
    }
}

/// The same of `RLock`: its owner need not wait.
fn acquire_again(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let holder = &semaphore(ctx, args)?.holder;
    let (pid, ident) = me(ctx);
    if holder.is(pid, ident) {
        holder.take(pid, ident);
        return done(true);
    }
    acquire(ctx, args)
}

fn release(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let semaphore = semaphore(ctx, args)?;
    let held = semaphore.holder.give(ctx.interpreter.identity.pid());
    match give(ctx, semaphore.handle) {
        Ok(Done::Value(_)) => none(),
        asked => {
            let semaphore = semaphore.clone();
            compose(ctx, asked, move |_, given| {
                if given.is_err() && held > 0 {
                    semaphore.holder.keep(held);
                }
                done(given?)
            })
        }
    }
}

fn release_again(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let semaphore = semaphore(ctx, args)?;
    let (pid, ident) = me(ctx);
    if !semaphore.holder.is(pid, ident) {
        let words = "attempt to release recursive lock not owned by thread";
        let error = &ctx.interpreter.exceptions.assertion_error;
        return Err(ctx.interpreter.exception_with(error, vec![Value::str(words)]));
    }
    if semaphore.holder.give(pid) > 1 {
        return none();
    }
    give(ctx, semaphore.handle)
}

fn is_mine(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (pid, ident) = me(ctx);
    done(semaphore(ctx, args)?.holder.is(pid, ident))
}

fn held(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(i64::from(semaphore(ctx, args)?.holder.held(ctx.interpreter.identity.pid())))
}

fn sem_value(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    at_once(ctx, SysCall::SemValue { sem: handle(ctx, &args[0])? }, Timeout::Forever)
}

// ---- shared memory

fn shared_create(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let bytes = ctx.size(&args[0])?;
    ctx.check_size(bytes)?;
    create(SysCall::SharedCreate { bytes: bytes as u64, label: ctx.text(&args[1], "label")?.to_owned() })
}

/// Bytes of shared memory.
pub(crate) fn read_shared(ctx: &Context<'_>, block: Handle, offset: u64, length: u64) -> NativeResult {
    at_once(ctx, SysCall::SharedRead { block, offset, length }, Timeout::Forever)
}

/// Writes bytes to shared memory.
pub(crate) fn write_shared(ctx: &Context<'_>, block: Handle, offset: u64, bytes: Vec<u8>) -> NativeResult {
    at_once(ctx, SysCall::SharedWrite { block, offset, bytes }, Timeout::Forever)
}

/// A memoryview of the beginning of shared memory: the block, its size.
fn view(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let size = ctx.size(&args[1])?;
    match args[0].as_handle() {
        Some(block) => done(crate::types::memoryview::shared(ctx.interpreter, block, size)),
        None => Err(ctx.type_error("a handle is required")),
    }
}

fn read(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let block = handle(ctx, &args[0])?;
    let (offset, length) = (ctx.size(&args[1])? as u64, ctx.size(&args[2])? as u64);
    read_shared(ctx, block, offset, length)
}

fn write(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let block = handle(ctx, &args[0])?;
    let offset = ctx.size(&args[1])? as u64;
    let bytes = bytes_argument(ctx, &args[2])?;
    write_shared(ctx, block, offset, bytes)
}

/// A copy with room for the number that the runtime puts behind a message.
fn bytes_argument(ctx: &Context<'_>, value: &Value) -> Result<Vec<u8>, Value> {
    let copied = |bytes: &[u8]| {
        let mut copy = Vec::with_capacity(bytes.len() + 8);
        copy.extend_from_slice(bytes);
        Ok(copy)
    };
    match value.payload() {
        Value::Bytes(bytes) => copied(bytes),
        Value::ByteArray(array) => copied(&array.bytes.lock()),
        _ => buffer::look(value, copied).unwrap_or_else(|| Err(buffer::not_bytes_like(ctx, value))),
    }
}

/// A number of shared memory: typecode, offset in bytes.
fn load(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let block = handle(ctx, &args[0])?;
    let item = item_type(ctx, &args[1])?;
    let offset = ctx.size(&args[2])? as u64;
    let call = SysCall::SharedRead { block, offset, length: item.size() as u64 };
    let read = at_once(ctx, call, Timeout::Forever);
    and_then(ctx, read, move |ctx, answer| {
        let bytes = bytes_argument(ctx, &answer)?;
        done(decoded(ctx, item, &bytes)?)
    })
}

/// Writes a number to shared memory: typecode, offset in bytes, number.
fn store(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let block = handle(ctx, &args[0])?;
    let item = item_type(ctx, &args[1])?;
    let offset = ctx.size(&args[2])? as u64;
    let bytes = encoded(ctx, item, &args[3])?;
    at_once(ctx, SysCall::SharedWrite { block, offset, bytes }, Timeout::Forever)
}

/// The type of a typecode, as on 64-bit Linux.
fn item_type(ctx: &Context<'_>, value: &Value) -> Result<Item, Value> {
    match ctx.text(value, "typecode")?.as_bytes() {
        [code] if b"?cubBhHiIlLqQfd".contains(code) => Ok(Item::of(*code).unwrap_or(Item::U8)),
        _ => Err(ctx.value_error("bad typecode")),
    }
}

/// The bytes of a value. Ints are cut to size, as in C.
fn encoded(ctx: &Context<'_>, item: Item, value: &Value) -> Result<Vec<u8>, Value> {
    let word = match (item.word(ctx.interpreter, value), value.payload()) {
        (Ok(word), _) => word,
        (_, Value::Int(code @ 0..256)) if item == Item::Char => *code as u64,
        (_, Value::BigInt(_)) if item.is_integer() => low_bits(value) as u64,
        (_, Value::Int(int)) if item.is_integer() => *int as u64,
        (Err(Misfit::Python), _) if item == Item::Bool => 1,
        _ => {
            let kind = ctx.type_name(value);
            return Err(match item {
                Item::F32 | Item::F64 => match ctx.float(value) {
                    Err(error) => error,
                    Ok(_) => ctx.type_error("a float is required"),
                },
                Item::Char => ctx.type_error("one character bytes, bytearray or integer expected"),
                Item::Letter if value.as_text().is_some() => {
                    ctx.type_error("one character unicode string expected")
                }
                Item::Letter => ctx.type_error(format!("unicode string expected instead of {kind} instance")),
                _ => match ctx.index(value) {
                    Err(error) => error,
                    Ok(_) => ctx.type_error("an integer is required"),
                },
            });
        }
    };
    Ok(word.to_le_bytes()[..item.size()].to_vec())
}

fn decoded(ctx: &Context<'_>, item: Item, bytes: &[u8]) -> Result<Value, Value> {
    if bytes.len() != item.size() {
        return Err(ctx.value_error("wrong number of bytes"));
    }
    Ok(item.load(ctx.interpreter, bytes))
}

/// The lowest 64 bits of an int, in two's complement.
fn low_bits(value: &Value) -> i64 {
    let mask = BigInt::from(u64::MAX);
    let low = value.to_bigint().unwrap_or_default() & mask;
    u64::try_from(low).unwrap_or(0) as i64
}

fn encode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let item = item_type(ctx, &args[0])?;
    done(Value::bytes(encoded(ctx, item, &args[1])?))
}

/// A number of bytes: typecode, bytes, offset (left out: all of them).
fn decode(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let item = item_type(ctx, &args[0])?;
    let start = args.get(2).map(|offset| ctx.size(offset)).transpose()?;
    let part = |bytes: &[u8]| {
        let some = start
            .map(|start| bytes.get(start..).and_then(|rest| rest.get(..item.size())).unwrap_or_default());
        decoded(ctx, item, some.unwrap_or(bytes))
    };
    done(match args[1].payload() {
        Value::Bytes(bytes) => part(bytes)?,
        Value::ByteArray(array) => part(&array.bytes.lock())?,
        _ => part(&bytes_argument(ctx, &args[1])?)?,
    })
}

// ---- channels

fn pipe(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let duplex = truth_natively(ctx.interpreter, &args[0]).unwrap_or(true);
    let call = SysCall::PipeCreate { duplex };
    request_then(Request::System { call, timeout: Timeout::Forever }, |ctx, answer| {
        let mut ends = Vec::new();
        for end in answer.sequence_items().unwrap_or_default() {
            ends.push(hold(ctx.interpreter, ctx.index(&end)? as u64));
        }
        done(Value::tuple(ends))
    })
}

fn queue(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let fed = args.get(1).is_some_and(|fed| truth_natively(ctx.interpreter, fed).unwrap_or(false));
    create(SysCall::QueueCreate { label: ctx.text(&args[0], "label")?.to_owned(), fed })
}

fn send(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let channel = handle(ctx, &args[0])?;
    let message = bytes_argument(ctx, &args[1])?;
    let inside = match args.get(2) {
        None => Vec::new(),
        Some(list) => handles(ctx, list)?,
    };
    let kept = ctx.interpreter.handles.holds(channel ^ 1);
    system(SysCall::Send { channel, message, handles: inside, kept }, Timeout::Forever)
}

/// Waits until what this process put into a queue has found room: the queue's number, timeout.
fn flush(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let channel = ctx.index(&args[0])? as Handle;
    let timeout = timeout_argument(ctx, args.get(1))?;
    system(SysCall::Flush { channel }, timeout)
}

fn receive(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let channel = handle(ctx, &args[0])?;
    let timeout = timeout_argument(ctx, args.get(1))?;
    system(SysCall::Receive { channel }, timeout)
}

fn poll(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let channel = handle(ctx, &args[0])?;
    let timeout = timeout_argument(ctx, args.get(1))?;
    system(SysCall::Poll { channel }, timeout)
}

fn wait_any(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let channels = handles(ctx, &args[0])?;
    let mut pids = Vec::new();
    for pid in args[1].sequence_items().unwrap_or_default() {
        pids.push(ctx.index(&pid)? as u32);
    }
    let timeout = timeout_argument(ctx, args.get(2))?;
    system(SysCall::WaitAny { channels, pids }, timeout)
}

fn close(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let number = handle(ctx, &args[0])?;
    if let Value::Handle(object) = &args[0]
        && !object.close()
    {
        return none();
    }
    let call = SysCall::Close { handle: number };
    Ok(Done::Request(Box::new(Request::System { call, timeout: Timeout::Forever }), None))
}

//! `_files`: the run's files and folders, below `io` and `os`. Paths are absolute and normalised.

use crate::compare::hash_natively;
use crate::native::{Args, Context, Def, Done, ModuleDef, NativeResult, done, none, request_then};
use crate::request::{FileAction, Request, SysCall, Timeout};
use crate::value::Value;

use super::ipc::system;

/// `os.getuid()`, `os.getgid()`
const USER: i64 = 1000;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_files",
    functions: &[
        Def::new("directory", directory, 0),
        Def::new("stat", |ctx, args| act(ctx, args, FileAction::Stat), 1),
        Def::new("look", look, 2).doc("As `stat`, for a path as a program gives it, and the current folder. None: it is not such a path."),
        Def::new("status", status, 3).doc("The same as an object of the class `os.stat_result`; also None if nothing is there."),
        Def::new("list", list, 2).doc("The names in the folder of such a path. None: it is not one."),
        Def::new("create", create, 3),
        Def::new("read", read, 3),
        Def::new("write", write, 3),
        Def::new("truncate", truncate, 2),
        Def::new("names", |ctx, args| act(ctx, args, FileAction::List), 1),
        Def::new("create_folder", |ctx, args| act(ctx, args, FileAction::CreateFolder), 1),
        Def::new("remove", |ctx, args| act(ctx, args, FileAction::Remove), 1),
        Def::new("remove_folder", |ctx, args| act(ctx, args, FileAction::RemoveFolder), 1),
        Def::new("rename", rename, 2),
    ],
    setup: None,
    doc: "Files and folders of the run, below the modules io and os.",
};

fn act(ctx: &mut Context<'_>, args: &Args<'_>, action: FileAction) -> NativeResult {
    let path = ctx.text(&args[0], "path")?.to_owned();
    system(SysCall::File { path, action }, Timeout::Forever)
}

/// The path as drivers take it of a text that a program has given; none: there is no such path, or it is not a text.
fn full(path: &Value, directory: &Value) -> Option<String> {
    let Value::Str(text) = path else { return None };
    let text = text.as_str();
    if text.is_empty() || text.contains('\0') {
        return None;
    }
    let base = if text.starts_with('/') { "" } else { directory.as_text()? };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(text.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

fn look(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match full(&args[0], &args[1]) {
        Some(path) => system(SysCall::File { path, action: FileAction::Stat }, Timeout::Forever),
        None => none(),
    }
}

fn status(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(path) = full(&args[0], &args[1]) else { return none() };
    let class = args[2].clone();
    let hash = hash_natively(ctx.interpreter, &Value::str(path.as_str())).unwrap_or(0);
    let call = SysCall::File { path, action: FileAction::Stat };
    request_then(Request::System { call, timeout: Timeout::Forever }, move |ctx, answer| {
        let numbers =
            answer.as_tuple().map(|parts| parts.iter().filter_map(Value::as_int).collect::<Vec<i64>>());
        match numbers.as_deref() {
            Some(&[kind @ 1..=2, size, modified]) => record(ctx, &class, kind, hash, size, modified),
            _ => none(),
        }
    })
}

/// `os.stat_result`: what `os._status` says of a file or folder.
fn record(
    ctx: &mut Context<'_>,
    class: &Value,
    kind: i64,
    hash: i64,
    size: i64,
    modified: i64,
) -> NativeResult {
    let mode = if kind == 1 { 0o100_644 } else { 0o040_755 };
    let number = (hash & 0x7FFF_FFFF_FFFF).max(1);
    let seconds = modified.div_euclid(1_000_000_000);
    let items = [mode, number, 1, 1, USER, USER, size, seconds, seconds, seconds].map(Value::Int);
    let exact = Value::from(modified as f64 / 1e9);
    let blocks = size.saturating_add(511) / 512;
    let more = [exact.clone(), exact.clone(), exact]
        .into_iter()
        .chain([modified, modified, modified, 4096, blocks, 0].map(Value::Int));
    let more = Value::tuple(more.collect::<Vec<_>>());
    let name = ctx.interpreter.intern("_more");
    let made = ctx.construct(class, Value::tuple(items))?;
    if let Done::Value(Value::Instance(record)) = &made {
        record.set(&name, more);
    }
    Ok(made)
}

fn list(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(path) = full(&args[0], &args[1]) else { return none() };
    let call = SysCall::File { path, action: FileAction::List };
    request_then(Request::System { call, timeout: Timeout::Forever }, |_, answer| {
        let names = answer.as_text().unwrap_or_default();
        done(Value::list(names.split_terminator('/').map(Value::str).collect()))
    })
}

fn position(ctx: &Context<'_>, value: &Value) -> Result<u64, Value> {
    u64::try_from(ctx.index(value)?).map_err(|_| ctx.value_error("negative position"))
}

fn flag(ctx: &Context<'_>, value: &Value) -> bool {
    crate::compare::truth_natively(ctx.interpreter, value).unwrap_or(true)
}

fn directory(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(ctx.interpreter.settings.directory.as_str())
}

fn create(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let action = FileAction::Create { exclusive: flag(ctx, &args[1]), truncate: flag(ctx, &args[2]) };
    act(ctx, args, action)
}

fn read(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let action = FileAction::Read { offset: position(ctx, &args[1])?, length: position(ctx, &args[2])? };
    act(ctx, args, action)
}

/// `write(path, offset, bytes)`; the offset None appends.
fn write(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let offset = match &args[1] {
        Value::None => None,
        value => Some(position(ctx, value)?),
    };
    let Some(bytes) = args[2].as_bytes().map(|bytes| bytes.to_vec()) else {
        return Err(ctx.type_error("bytes are required"));
    };
    act(ctx, args, FileAction::Write { offset, bytes })
}

fn truncate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let action = FileAction::Truncate { size: position(ctx, &args[1])? };
    act(ctx, args, action)
}

fn rename(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let action = FileAction::Rename { to: ctx.text(&args[1], "path")?.to_owned() };
    act(ctx, args, action)
}

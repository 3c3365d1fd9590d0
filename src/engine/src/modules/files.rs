//! `_files`: the run's files and folders, below `io` and `os`. Paths are absolute and normalised.

use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::request::{FileAction, SysCall, Timeout};
use crate::value::Value;

use super::ipc::system;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_files",
    functions: &[
        Def::new("directory", directory, 0),
        Def::new("stat", |ctx, args| act(ctx, args, FileAction::Stat), 1),
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

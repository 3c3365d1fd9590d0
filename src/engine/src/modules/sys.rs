//! `sys`

use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::objects::Module;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "sys",
    functions: &[Def::new("getrecursionlimit", getrecursionlimit, 0)],
    setup: Some(setup),
    doc: "This module provides access to some objects used or maintained by the interpreter.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let set = |name: &str, value: Value| module.globals.set_name(&interpreter.intern(name), value);
    set("argv", Value::list(interpreter.settings.argv.iter().map(Value::str).collect()));
    set("modules", Value::Dict(interpreter.modules.clone()));
    set("platform", Value::str(interpreter.settings.platform.as_str()));
}

fn getrecursionlimit(ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(i64::from(ctx.interpreter.recursion_limit.load(std::sync::atomic::Ordering::Relaxed)))
}

//! `time`: clocks and `sleep`. Calendar functions are in `lib/_calendar_time.py`, loaded when first used.

use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done, request, request_then};
use crate::objects::Module;
use crate::request::{Clock, Request};
use crate::value::Value;

use super::thread::seconds;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "time",
    functions: &[
        Def::new("time", time, 0),
        Def::new("time_ns", time_ns, 0),
        Def::new("monotonic", monotonic, 0),
        Def::new("monotonic_ns", monotonic_ns, 0),
        Def::new("perf_counter", monotonic, 0),
        Def::new("perf_counter_ns", monotonic_ns, 0),
        Def::new("process_time", process_time, 0),
        Def::new("process_time_ns", process_time_ns, 0),
        Def::new("thread_time", thread_time, 0),
        Def::new("thread_time_ns", thread_time_ns, 0),
        Def::new("sleep", sleep, 1),
        Def::new("__getattr__", getattr, 1),
    ],
    setup: Some(setup),
    doc: "This module provides various functions to manipulate time values.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let set = |name: &str, value: Value| module.globals.set_name(&interpreter.intern(name), value);
    // Lessons run in universal time, wherever they run.
    set("timezone", Value::Int(0));
    set("altzone", Value::Int(0));
    set("daylight", Value::Int(0));
    set("tzname", Value::tuple([Value::str("UTC"), Value::str("UTC")]));
}

fn getattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    super::lazy_attribute(ctx, "time", "_calendar_time", &args[0])
}

fn time(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    request(Request::Clock(Clock::Wall))
}

fn monotonic(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    request(Request::Clock(Clock::Monotonic))
}

fn process_time(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    request(Request::Clock(Clock::Process))
}

fn thread_time(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    request(Request::Clock(Clock::Thread))
}

fn nanoseconds(clock: Clock) -> NativeResult {
    request_then(Request::Clock(clock), |ctx, seconds| done((ctx.float(&seconds)? * 1e9).round() as i64))
}

fn time_ns(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    nanoseconds(Clock::Wall)
}

fn monotonic_ns(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    nanoseconds(Clock::Monotonic)
}

fn process_time_ns(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    nanoseconds(Clock::Process)
}

fn thread_time_ns(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    nanoseconds(Clock::Thread)
}

fn sleep(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let seconds = seconds(ctx, &args[0])?;
    if seconds < 0.0 {
        return Err(ctx.value_error("sleep length must be non-negative"));
    }
    if seconds > 9.2e9 {
        return Err(ctx.overflow_error("timestamp out of range for platform time_t"));
    }
    request(if seconds == 0.0 { Request::Yield } else { Request::Sleep { seconds } })
}

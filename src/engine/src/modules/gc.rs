//! `_gc`: the collector of cycles. `lib/gc.py` is made of it.

use crate::heap::containers_in;
use crate::memory;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done, none};
use crate::reference::fact;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_gc",
    functions: &[
        Def::new("_collect", collect, 0),
        Def::new("_collect_last", collect_last, 0),
        Def::new("_set_least", set_least, 1),
        Def::new("_is_library", is_library, 1),
        Def::new("_is_finalized", is_finalized, 1),
        Def::new("get_count", get_count, 0),
        Def::range("get_objects", get_objects, 0, 1),
        Def::range("get_referents", get_referents, 0, u16::MAX),
        Def::new("get_stats", get_stats, 0),
        Def::new("is_tracked", is_tracked, 1),
        Def::new("_peak", peak, 0),
    ],
    setup: None,
    doc: "",
};

/// Collects; the number of objects that could not be reached.
fn collect(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    ctx.collect_cycles()
}

/// The same at the end of a process, where it is of no use but to run finalizers.
fn collect_last(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    if ctx.interpreter.heap.may_finalize() { ctx.collect_cycles() } else { done(0) }
}

fn set_least(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let least = ctx.index(&args[0])?;
    ctx.interpreter.heap.set_least_threshold(usize::try_from(least).unwrap_or(0));
    none()
}

/// Whether a module is not the program's own.
fn is_library(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Module(module) = &args[0] else { return done(false) };
    let file = module.globals.get_text("__file__");
    let file = file.as_ref().and_then(Value::as_text);
    done(module.name.as_str() != "__main__" && file.is_none_or(|file| file.starts_with('<')))
}

/// Bytes that the OS process has used at most.
fn peak(_: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    done(Value::from_usize(memory::peak()))
}

fn is_finalized(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(args[0].object_header().is_some_and(|header| header.facts() & fact::FINALIZED != 0))
}

fn get_count(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    let fresh = ctx.interpreter.heap.fresh();
    done(Value::tuple([Value::from_usize(fresh), Value::Int(0), Value::Int(0)]))
}

fn get_objects(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    done(Value::list(ctx.interpreter.heap.listed()))
}

fn get_referents(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::list(args.values().iter().flat_map(crate::heap::referents).collect()))
}

fn get_stats(ctx: &mut Context<'_>, _: &Args<'_>) -> NativeResult {
    let (collections, collected) = ctx.interpreter.heap.statistics();
    let of = |collections: usize, collected: usize| {
        let dict = crate::dict::Dict::new();
        for (name, number) in [("collections", collections), ("collected", collected), ("uncollectable", 0)] {
            dict.set_name(&ctx.interpreter.intern(name), Value::from_usize(number));
        }
        Value::Dict(crate::reference::Ref::new(dict))
    };
    done(Value::list(vec![of(0, 0), of(0, 0), of(collections, collected)]))
}

fn is_tracked(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(containers_in(&args[0]))
}

//! What the helpers of `lib/_builtins.py` cannot do in Python.

use crate::async_generator;
use crate::native::{Args, Context, Def, NativeResult, done, none};
use crate::text::number;
use crate::types::iterators;
use crate::value::{Truth, Value};

pub(super) const FUNCTIONS: &[Def] = &[
    Def::new("_combine_hashes", combine_hashes, 2),
    Def::new("_iterator_by_index", |ctx, args| done(iterators::by_index(ctx, args[0].clone())), 1),
    Def::new("_next", |ctx, args| crate::interpreter::iterate::next(ctx, &args[0]), 1),
    Def::new("_export", export, 2),
    Def::new("_close_generator", crate::core_types::generator::end, 1),
    Def::new("_raise_in", crate::core_types::generator::raise, 2),
    Def::new("_async_finalizer", async_generator::take_finalizer, 1),
    Def::new("_async_iter", async_generator::iter, 1),
    Def::new("_async_next", async_generator::next, 1),
    Def::new("_async_ended", async_generator::is_end, 1),
];

/// The hash of a tuple, or of a frozenset, from the hashes of its items.
fn combine_hashes(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let hashes: Vec<i64> =
        args[0].sequence_items().unwrap_or_default().iter().map(super::numbers::small).collect();
    done(match &args[1] {
        Value::Bool(Truth::True) => number::hash_tuple(hashes.into_iter()),
        _ => number::hash_set(hashes.into_iter()),
    })
}

/// Puts a value in the module `builtins`.
fn export(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.text(&args[0], "name")?;
    ctx.interpreter.builtins.set_name(&ctx.interpreter.intern(name), args[1].clone());
    none()
}

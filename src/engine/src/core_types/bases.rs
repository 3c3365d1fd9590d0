//! `cls.__bases__ = …` (Objects/typeobject.c: `type_set_bases`).

use crate::class::{Class, best_base, flag, linearize};
use crate::interpreter::class_build::{add_base, no_order};
use crate::native::Context;
use crate::reference::Ref;
use crate::value::Value;

/// Gives the class other bases, and it and all that derive from it another order of resolution.
///
/// # Errors
/// `TypeError` if these cannot be its bases; nothing has changed then.
pub(super) fn set(ctx: &Context<'_>, class: &Ref<Class>, new: &Value) -> Result<(), Value> {
    let bases = accepted(ctx, class, new)?;
    let old = class.bases.lock().clone();
    let changed = family(class);
    let before: Vec<_> = changed.iter().map(|class| class.ancestors.lock().clone()).collect();
    class.leave_bases();
    *class.bases.lock() = bases;
    let found = changed.iter().try_for_each(|class| {
        let bases = class.bases.lock().clone();
        *class.ancestors.lock() = linearize(&bases).map_err(|heads| no_order(ctx, &heads))?;
        Ok(())
    });
    if found.is_err() {
        *class.bases.lock() = old;
        for (class, ancestors) in changed.iter().zip(before) {
            *class.ancestors.lock() = ancestors;
        }
    }
    for base in class.bases.lock().clone() {
        base.add_subclass(class);
    }
    for class in &changed {
        class.inherit_flags();
    }
    class.reset();
    found
}

fn accepted(ctx: &Context<'_>, class: &Ref<Class>, new: &Value) -> Result<Vec<Ref<Class>>, Value> {
    let name = class.name.as_str();
    if class.has(flag::BUILTIN) {
        return Err(ctx.type_error(format!("cannot set '__bases__' attribute of immutable type '{name}'")));
    }
    let Value::Tuple(items) = new else {
        let text = match new {
            Value::Unbound => format!("cannot delete '__bases__' attribute of type '{name}'"),
            other => format!("can only assign tuple to {name}.__bases__, not {}", ctx.type_name(other)),
        };
        return Err(ctx.type_error(text));
    };
    if items.is_empty() {
        return Err(ctx.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut bases = Vec::new();
    for item in items.iter() {
        let Value::Class(base) = item else {
            let text = format!("{name}.__bases__ must be tuple of classes, not '{}'", ctx.type_name(item));
            return Err(ctx.type_error(text));
        };
        if base.is_subclass(class) {
            return Err(ctx.type_error("a __bases__ item causes an inheritance cycle"));
        }
        add_base(ctx, &mut bases, base)?;
    }
    let object = &ctx.interpreter.types.object;
    let best = |bases: &[Ref<Class>]| best_base(bases).unwrap_or(object).clone();
    let (was, is) = (best(&class.bases.lock()), best(&bases));
    if was.is(object) != is.is(object) || !builtin(&was).is(&builtin(&is)) {
        // CPython looks first at how they are freed, which those that hold no others are in a way of their own.
        let types = &ctx.interpreter.types;
        let flat = |class: &Ref<Class>| {
            let no_others = [&types.int, &types.float, &types.complex, &types.str, &types.bytes];
            class.is(object) || no_others.iter().any(|one| class.is_subclass(one))
        };
        let what = if flat(&was) == flat(&is) { "object layout" } else { "deallocator" };
        let text = format!(
            "__bases__ assignment: '{}' {what} differs from '{}'",
            is.name.as_str(),
            was.name.as_str()
        );
        return Err(ctx.type_error(text));
    }
    Ok(bases)
}

/// The builtin class that a class derives from.
fn builtin(class: &Ref<Class>) -> Ref<Class> {
    class.mro().into_iter().find(|class| class.has(flag::BUILTIN)).unwrap_or_else(|| class.clone())
}

/// A class and all that derive from it, bases before what derives from them.
fn family(class: &Ref<Class>) -> Vec<Ref<Class>> {
    fn visit(class: &Ref<Class>, order: &mut Vec<Ref<Class>>) {
        if order.iter().any(|one| one.is(class)) {
            return;
        }
        for derived in class.subclasses() {
            visit(&derived, order);
        }
        order.push(class.clone());
    }
    let mut order = Vec::new();
    visit(class, &mut order);
    order.reverse();
    order
}

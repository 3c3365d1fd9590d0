//! Where the names of a class body or of what `exec` executes are: a plain dict, or a mapping that is asked by its methods
//! (PEP 3115; CPython: `LOAD_NAME`, `STORE_NAME`, `DELETE_NAME`).

use crate::dict::Dict;
use crate::interpreter::item;
use crate::native::{Context, NativeResult, compose, done};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// The namespace of a body.
pub(crate) struct Space {
    /// The names; those of a mapping that is no dict are not seen here.
    pub(crate) names: Ref<Dict>,
    /// What is asked instead of the dict: it has methods of its own in Python, or is none.
    pub(crate) mapping: Option<Value>,
}

impl Space {
    /// A plain dict.
    pub(crate) fn plain(names: Ref<Dict>) -> Space {
        Space { names, mapping: None }
    }

    /// A dict, or an object with `__getitem__`.
    pub(crate) fn of(ctx: &Context<'_>, value: &Value) -> Option<Space> {
        let names = &ctx.interpreter.names;
        let class = ctx.interpreter.class_of(value);
        let Some(dict) = value.as_dict() else {
            class.lookup(&names.getitem)?;
            return Some(Space { names: Ref::new(Dict::new()), mapping: Some(value.clone()) });
        };
        let by_python = |special: &Name| matches!(class.lookup(special), Some(Value::Function(_)));
        let asked =
            [&names.setitem, &names.getitem, &names.delitem, &names.missing].into_iter().any(by_python);
        Some(Space { names: dict.clone(), mapping: asked.then(|| value.clone()) })
    }
}

/// What the mapping has under a name; where it has nothing, `or` tells.
fn look_up(
    ctx: &mut Context<'_>,
    mapping: &Value,
    name: &Name,
    or: impl FnOnce(&mut Context<'_>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let found = item::get(ctx, mapping, &name.to_value());
    compose(ctx, found, move |ctx, found| match found {
        Ok(value) => done(value),
        Err(error) if is_key_error(ctx, &error) => or(ctx),
        Err(error) => Err(error),
    })
}

fn is_key_error(ctx: &Context<'_>, error: &Value) -> bool {
    ctx.interpreter.is_instance(error, &ctx.interpreter.exceptions.key_error)
}

/// The name in the mapping, the globals, or the builtins.
pub(super) fn load(ctx: &mut Context<'_>, mapping: &Value, name: &Name, globals: Ref<Dict>) -> NativeResult {
    let sought = name.clone();
    look_up(ctx, mapping, name, move |ctx| {
        let found = globals.get_name(&sought).or_else(|| ctx.interpreter.builtins.get_name(&sought));
        found.map_or_else(|| Err(ctx.interpreter.name_error(&sought)), done)
    })
}

/// The name in the mapping, or what the cell of an enclosing function holds.
pub(super) fn load_or_cell(ctx: &mut Context<'_>, mapping: &Value, name: &Name, cell: Value) -> NativeResult {
    let sought = name.clone();
    look_up(ctx, mapping, name, move |ctx| {
        let value = match &cell {
            Value::Cell(cell) => cell.content.lock().clone(),
            _ => Value::Unbound,
        };
        if value.is_unbound() { Err(ctx.interpreter.name_error(&sought)) } else { done(value) }
    })
}

/// Takes the name out of the mapping.
pub(super) fn delete(ctx: &mut Context<'_>, mapping: &Value, name: &Name) -> NativeResult {
    let sought = name.clone();
    let deleted = item::delete(ctx, mapping, &name.to_value());
    compose(ctx, deleted, move |ctx, deleted| match deleted {
        Err(error) if is_key_error(ctx, &error) => Err(ctx.interpreter.name_error(&sought)),
        other => done(other?),
    })
}

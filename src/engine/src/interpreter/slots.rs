//! `__slots__` of a new class (`type_new_slots` in Objects/typeobject.c).

use interleave_lang::mangle::mangle;

use crate::class::{Class, flag};
use crate::core_types::slot::{Kind, Slot, has_dict};
use crate::interpreter::Interpreter;
use crate::native::Context;
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// Gives the class descriptors of its slots, and finds out whether its objects have a `__dict__`.
///
/// # Errors
/// In CPython's words, if `__slots__` says what cannot be.
pub(super) fn declare(ctx: &Context<'_>, class: &Ref<Class>, bases: &[Ref<Class>]) -> Result<(), Value> {
    let interpreter = ctx.interpreter;
    let Some(given) = class.own(&interpreter.names.slots) else { return Ok(()) };
    let all = names(&given);
    if !all.is_empty() && bases.iter().any(|base| counts_items(interpreter, base)) {
        let base = bases[0].name.as_str();
        return Err(ctx.type_error(format!("nonempty __slots__ not supported for subtype of '{base}'")));
    }
    let (mut dict, mut references, mut slots) = (false, false, Vec::new());
    for slot in &all {
        let Some(text) = slot.as_text() else {
            let kind = ctx.type_name(slot);
            return Err(ctx.type_error(format!("__slots__ items must be strings, not '{kind}'")));
        };
        match text {
            "__dict__" if dict || bases.iter().any(has_dict) => {
                return Err(ctx.type_error("__dict__ slot disallowed: we already got one"));
            }
            "__dict__" => dict = true,
            "__weakref__" if references || bases.iter().any(|base| refers_weakly(interpreter, base)) => {
                return Err(ctx.type_error(
                    "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0",
                ));
            }
            "__weakref__" => references = true,
            _ if !crate::text::strings::is_identifier(text) => {
                return Err(ctx.type_error("__slots__ must be identifiers"));
            }
            _ => slots.push(interpreter.intern(&mangle(Some(class.name.as_str()), text))),
        }
    }
    if let Some(taken) = slots.iter().find(|name| class.own(name).is_some()) {
        let words = format!("'{}' in __slots__ conflicts with class variable", taken.as_str());
        return Err(ctx.value_error(words));
    }
    slots.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    for name in &slots {
        class.set(name, Slot::descriptor(interpreter, name, class, Kind::Slot));
    }
    if !slots.is_empty() {
        class.set_flags(flag::OWN_SLOTS | flag::SLOTS);
    }
    if references {
        class.set_flags(flag::WEAK_SLOT);
    }
    if !dict && bases.iter().all(|base| !has_dict(base)) {
        class.set_flags(flag::NO_DICT);
    }
    Ok(())
}

/// The names in `__slots__`: one text, or texts in a row.
fn names(slots: &Value) -> Vec<Value> {
    match slots {
        Value::Str(_) => vec![slots.clone()],
        other => other.sequence_items().or_else(|| other.as_dict().map(|d| d.keys())).unwrap_or_default(),
    }
}

/// Whether CPython's objects of the class are as long as they have items, so that nothing can come after these.
fn counts_items(interpreter: &Interpreter, class: &Ref<Class>) -> bool {
    let types = &interpreter.types;
    [&types.int, &types.tuple, &types.bytes].into_iter().any(|long| class.is_subclass(long))
}

/// Whether objects of a base can be referred to weakly already.
fn refers_weakly(interpreter: &Interpreter, base: &Ref<Class>) -> bool {
    let own = !base.has(flag::BUILTIN) && (!base.has(flag::NO_DICT) || base.has(flag::WEAK_SLOT));
    own || counts_items(interpreter, base)
}

impl Interpreter {
    /// Whether instances of a class without `__dict__` may have this attribute.
    pub(crate) fn has_slot(&self, class: &Ref<Class>, name: &Name) -> bool {
        matches!(class.lookup(name), Some(Value::Native(found)) if found.data::<Slot>().is_some())
    }
}

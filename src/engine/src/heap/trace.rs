//! What an object refers to, and how a container is emptied.

use std::mem::ManuallyDrop;

use crate::frame::Frame;
use crate::generator_state::GeneratorState;
use crate::instance::Instance;
use crate::iterator::IteratorState;
use crate::reference::{Object, Ref};
use crate::value::Value;

/// Sees each reference.
pub(super) type Visit<'a> = dyn FnMut(&Value) + 'a;

/// Whether the collector looks into objects of the kind. The classes that every interpreter has are not listed, and live as
/// long as it does.
pub(super) fn is_container(value: &Value) -> bool {
    if let Value::Class(class) = value {
        return class.is_listed();
    }
    matches!(
        value,
        Value::Tuple(_)
            | Value::List(_)
            | Value::Dict(_)
            | Value::DictView(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::Slice(_)
            | Value::Iterator(_)
            | Value::Function(_)
            | Value::BoundMethod(_)
            | Value::Instance(_)
            | Value::Cell(_)
            | Value::Module(_)
            | Value::Generator(_)
            | Value::Property(_)
            | Value::StaticMethod(_)
            | Value::ClassMethod(_)
            | Value::Super(_)
            | Value::Frame(_)
            | Value::Traceback(_)
            | Value::Exception(_)
            | Value::Native(_)
    )
}

/// Shows a reference that is not kept as a value.
pub(crate) fn lend<T: Object>(reference: &Ref<T>, variant: fn(Ref<T>) -> Value, visit: &mut Visit<'_>) {
    // SAFETY: a copy of the bits that is not dropped: the count stays as it is.
    let value = ManuallyDrop::new(variant(unsafe { std::ptr::read(reference) }));
    visit(&value);
}

/// Calls `visit` with each value to which the object holds a counted reference, once for each reference. References that
/// are left out make the collector take what they refer to for alive.
pub(super) fn children(value: &Value, visit: &mut Visit<'_>) {
    match value {
        Value::Tuple(items) => items.iter().for_each(visit),
        Value::List(list) => list.lock().iter().for_each(visit),
        Value::Dict(dict) => dict.lock().iter().for_each(|entry| {
            visit(&entry.key);
            visit(&entry.value);
        }),
        Value::DictView(view) => lend(&view.dict, Value::Dict, visit),
        Value::Set(set) | Value::FrozenSet(set) => set.lock().iter().for_each(visit),
        Value::Slice(slice) => [&slice.start, &slice.stop, &slice.step].into_iter().for_each(visit),
        Value::Iterator(iterator) => match &*iterator.state.lock() {
            IteratorState::List { list, .. } => lend(list, Value::List, visit),
            IteratorState::Tuple { tuple, .. } => lend(tuple, Value::Tuple, visit),
            IteratorState::Dict { dict, .. } => lend(dict, Value::Dict, visit),
            IteratorState::Set { .. }
            | IteratorState::Range { .. }
            | IteratorState::Str { .. }
            | IteratorState::Finished => {}
            IteratorState::Composed(composite) => composite.values.iter().for_each(visit),
            IteratorState::Other(other) => other.trace(visit),
        },
        Value::Function(function) => {
            lend(&function.globals, Value::Dict, visit);
            function.defaults.iter().for_each(&mut *visit);
            function.keyword_defaults.iter().for_each(&mut *visit);
            function.closure.iter().for_each(&mut *visit);
            let state = function.state.lock();
            for dict in [&state.annotations, &state.attributes].into_iter().flatten() {
                lend(dict, Value::Dict, visit);
            }
            if let Some(other) = &state.stand_in {
                lend(other, Value::Function, visit);
            }
        }
        Value::BoundMethod(method) => {
            visit(&method.function);
            visit(&method.receiver);
        }
        Value::Instance(instance) => {
            visit(&instance.payload);
            lend(&instance.class, Value::Class, visit);
            let state = instance.state.lock();
            state.slots.iter().for_each(&mut *visit);
            if let Some(dict) = &state.dict {
                lend(dict, Value::Dict, visit);
            }
        }
        Value::Cell(cell) => visit(&cell.content.lock()),
        Value::Module(module) => lend(&module.globals, Value::Dict, visit),
        Value::Generator(generator) => {
            lend(&generator.function, Value::Function, visit);
            let state = generator.state.lock();
            if let Some(frame) = state.frame() {
                suspended(frame, visit);
                visit(state.handled());
            }
            drop(state);
            generator.steps.trace(visit);
        }
        Value::Property(property) => {
            property.parts.lock().all().into_iter().for_each(visit);
        }
        Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper) => visit(&wrapper.function),
        Value::Super(bound) => {
            visit(&bound.receiver);
            lend(&bound.class, Value::Class, visit);
            lend(&bound.receiver_class, Value::Class, visit);
        }
        Value::Class(class) => class.trace(visit),
        Value::Frame(frame) => {
            lend(&frame.function, Value::Function, visit);
            frame.locals.iter().for_each(|(_, value)| visit(value));
            visit(&frame.back);
        }
        Value::Traceback(traceback) => {
            lend(&traceback.function, Value::Function, visit);
            traceback.locals.iter().for_each(|(_, value)| visit(value));
            visit(&traceback.next.lock());
        }
        Value::Exception(state) => {
            let fields = state.fields.lock();
            fields.args.iter().for_each(&mut *visit);
            [&fields.traceback, &fields.cause, &fields.context].into_iter().for_each(visit);
        }
        Value::Native(object) => {
            lend(&object.class, Value::Class, visit);
            object.any_data().trace(visit);
        }
        _ => {}
    }
}

fn suspended(frame: &Frame, visit: &mut Visit<'_>) {
    lend(&frame.function, Value::Function, visit);
    if let Some(extra) = &frame.extra {
        extra.registers.iter().flatten().for_each(&mut *visit);
        if let Some(namespace) = &extra.namespace {
            lend(namespace, Value::Dict, visit);
        }
        extra.mapping.iter().for_each(&mut *visit);
    }
    frame.outer_handled.iter().for_each(&mut *visit);
}

/// Empties a container of the kinds that are listed: every cycle goes through one.
pub(super) fn empty(value: &Value) {
    match value {
        Value::List(list) => {
            let items = std::mem::take(&mut *list.lock());
            drop(items);
        }
        Value::Dict(dict) => {
            let entries = dict.lock().clear();
            drop(entries);
        }
        Value::Instance(instance) => Instance::empty(instance),
        Value::Class(class) => {
            class.leave_bases();
            class.dismantle();
        }
        Value::Cell(cell) => {
            let content = cell.content.lock().take();
            drop(content);
        }
        Value::Generator(generator) => {
            let mut state = generator.state.lock();
            if state.frame().is_some() {
                let old = std::mem::replace(&mut *state, GeneratorState::finished());
                drop(state);
                drop(old);
            }
            let finalizer = generator.steps.set_finalizer(Value::Unbound);
            drop(finalizer);
        }
        Value::Native(object) => object.any_data().empty(),
        _ => {}
    }
}

/// How many objects CPython's collector would count: it has none for parts of ours, and looks only at what may be in a
/// cycle.
pub(super) fn counted(value: &Value) -> usize {
    let tracked = |value: &Value| matches!(value, Value::Class(_)) || is_container(value);
    match value {
        Value::Tuple(items) => usize::from(items.iter().any(tracked)),
        Value::Dict(dict) => {
            usize::from(dict.lock().iter().any(|entry| tracked(&entry.key) || tracked(&entry.value)))
        }
        // With its tuple of cells.
        Value::Function(function) => 1 + usize::from(!function.closure.is_empty()),
        Value::Exception(_) => 0,
        // With its dict, and the tuples of its bases and of its order of resolution; the first one of a family also has
        // descriptors of `__dict__` and `__weakref__`.
        Value::Class(class) => 4 + if class.bases.lock().iter().any(Ref::is_listed) { 0 } else { 2 },
        _ => 1,
    }
}

/// Whether CPython's collector would look at the object.
pub(crate) fn containers_in(value: &Value) -> bool {
    matches!(value, Value::Class(_)) || is_container(value) && counted(value) > 0
}

/// What an object refers to, as far as the collector sees.
pub(crate) fn referents(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    children(value, &mut |child| {
        if !child.is_unbound() {
            found.push(child.clone());
        }
    });
    found
}

//! `mappingproxy` (Objects/descrobject.c): a mapping that cannot be changed through it, and what `__dict__` of a class is.

use crate::class::Class;
use crate::core_types::slot::{self, Slot};
use crate::dict::Dict;
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::interpreter::attribute::call_method;
use crate::native::{Args, Context, Def, NativeData, NativeObject, NativeResult, TypeDef, and_then, done};
use crate::reference::Ref;
use crate::value::Value;

use super::show;
use super::support::{self, class_argument};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::new("__getitem__", getitem, 1),
        Def::new("__contains__", contains, 1),
        Def::new("__iter__", |ctx, args| forward(ctx, args, "__iter__"), 0),
        Def::new("__len__", |ctx, args| forward(ctx, args, "__len__"), 0),
        Def::new("__reversed__", |ctx, args| forward(ctx, args, "__reversed__"), 0),
        Def::range("get", get, 1, 2),
        Def::new("keys", |ctx, args| forward(ctx, args, "keys"), 0),
        Def::new("values", |ctx, args| forward(ctx, args, "values"), 0),
        Def::new("items", |ctx, args| forward(ctx, args, "items"), 0),
        Def::new("copy", |ctx, args| forward(ctx, args, "copy"), 0),
        Def::new("__eq__", |ctx, args| forward(ctx, args, "__eq__"), 1),
        Def::new("__ne__", |ctx, args| forward(ctx, args, "__ne__"), 1),
        Def::new("__or__", |ctx, args| merge(ctx, &args[0], &args[1]), 1),
        Def::new("__ror__", |ctx, args| merge(ctx, &args[1], &args[0]), 1),
        Def::new(
            "__ior__",
            |ctx, args| {
                let kind = ctx.type_name(args.this());
                Err(ctx.type_error(format!("'|=' is not supported by {kind}; use '|' instead")))
            },
            1,
        ),
        Def::new("__repr__", repr, 0),
        Def::new("__str__", |ctx, args| forward(ctx, args, "__str__"), 0),
        Def::new(
            "__class_getitem__",
            |ctx, args| ctx.call_helper("_generic_alias", args.positional().to_vec()),
            1,
        )
        .class(),
    ],
    ..TypeDef::EMPTY
};

/// Whose items it shows.
struct MappingProxy {
    mapping: Guard<Value>,
}

impl NativeData for MappingProxy {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.mapping.lock());
    }

    fn empty(&self) {
        let old = self.mapping.lock().take();
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        Some(self.mapping.lock().clone())
    }

    fn restore(&self, _ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let old = std::mem::replace(&mut *self.mapping.lock(), saved);
        drop(old);
        Ok(())
    }
}

/// `mappingproxy(mapping)`; the heap image makes one without a mapping, and restores it.
fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = class_argument(ctx, args)?.clone();
    let Some(mapping) = args.get(1).or_else(|| args.keyword("mapping")) else {
        return done(made(class, Value::None));
    };
    let items = ctx.interpreter.class_of(mapping).lookup(&ctx.interpreter.names.getitem);
    if items.is_none() || matches!(mapping.payload(), Value::List(_) | Value::Tuple(_)) {
        let kind = ctx.type_name(mapping);
        return Err(ctx.type_error(format!("mappingproxy() argument must be a mapping, not {kind}")));
    }
    done(made(class, mapping.clone()))
}

fn made(class: Ref<Class>, mapping: Value) -> Value {
    Value::Native(Ref::new(NativeObject::new(class, MappingProxy { mapping: Guard::new(mapping) })))
}

/// `__dict__` of a class: its attributes as they are whenever it is asked.
pub(crate) fn of_class(interpreter: &Interpreter, class: &Ref<Class>) -> Value {
    made(interpreter.types.mappingproxy.clone(), Value::Class(class.clone()))
}

/// What it stands for: a class, or another mapping.
fn source(ctx: &Context<'_>, value: &Value) -> Result<Value, Value> {
    match value.native::<MappingProxy>() {
        Some(proxy) => Ok(proxy.mapping.lock().clone()),
        None => Err(support::wrong_receiver(ctx, value, "mappingproxy")),
    }
}

/// The mapping as it is now.
fn mapping(ctx: &Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(match source(ctx, value)? {
        Value::Class(class) => attributes(ctx.interpreter, &class),
        mapping => mapping,
    })
}

/// A class's own attributes, in order, with the descriptors of `__dict__` and `__weakref__` that its objects have by it.
fn attributes(interpreter: &Interpreter, class: &Ref<Class>) -> Value {
    let dict = Dict::new();
    let mut brought = slot::brought_by(class).map(|kind| (kind.name(), kind)).collect::<Vec<_>>();
    for (key, value) in class.own_items() {
        let Some(key) = key.as_str() else { continue };
        let name = interpreter.intern_str(key);
        if name == interpreter.names.doc {
            for (name, kind) in brought.drain(..) {
                let name = interpreter.intern(name);
                dict.set_name(&name, Slot::descriptor(interpreter, &name, class, kind));
            }
        }
        dict.set_name(&name, value);
    }
    Value::Dict(Ref::new(dict))
}

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match own(ctx, args)? {
        Some(Some(value)) => done(value),
        Some(None) => Err(ctx.key_error(args[1].clone())),
        None => forward(ctx, args, "__getitem__"),
    }
}

fn contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match own(ctx, args)? {
        Some(found) => done(found.is_some()),
        None => forward(ctx, args, "__contains__"),
    }
}

fn get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match own(ctx, args)? {
        Some(found) => done(found.or_else(|| args.get(2).cloned()).unwrap_or(Value::None)),
        None => forward(ctx, args, "get"),
    }
}

/// An attribute of the class that it stands for, by a name; the outer `None`: another mapping, or no name.
fn own(ctx: &Context<'_>, args: &Args<'_>) -> Result<Option<Option<Value>>, Value> {
    let (Value::Class(class), Some(key)) = (source(ctx, args.this())?, args[1].as_str()) else {
        return Ok(None);
    };
    let name = ctx.interpreter.intern_str(key);
    Ok(Some(class.own(&name).or_else(|| {
        let kind = slot::brought_by(&class).find(|kind| kind.name() == name.as_str())?;
        Some(Slot::descriptor(ctx.interpreter, &name, &class, kind))
    })))
}

/// Asks the mapping.
fn forward(ctx: &mut Context<'_>, args: &Args<'_>, method: &str) -> NativeResult {
    let mapping = mapping(ctx, args.this())?;
    let name = ctx.interpreter.intern(method);
    call_method(ctx, &mapping, &name, args.rest().to_vec())
}

fn merge(ctx: &mut Context<'_>, left: &Value, right: &Value) -> NativeResult {
    let plain = |value: &Value| match value.native::<MappingProxy>() {
        Some(_) => mapping(ctx, value),
        None => Ok(value.clone()),
    };
    let (left, right) = (plain(left)?, plain(right)?);
    let name = ctx.interpreter.intern("__or__");
    call_method(ctx, &left, &name, vec![right])
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mapping = mapping(ctx, args.this())?;
    let text = show::repr_then(ctx, &mapping, |_, text| done(text));
    and_then(ctx, text, |_, text| done(format!("mappingproxy({})", text.as_text().unwrap_or_default())))
}

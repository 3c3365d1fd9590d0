//! `property`, `staticmethod`, `classmethod`, `super`, and the descriptors of builtin fields.

use crate::interpreter::attribute::{bind, bind_class_method, make_super, peek};
use crate::interpreter::call::with_names;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, call, done, none};
use crate::objects::{Accessors, Property, Wrapper};
use crate::reference::Ref;
use crate::value::{Truth, Value};

pub(super) const PROPERTY: TypeDef = TypeDef {
    new: Some(new_property),
    init: Some(init_property),
    methods: &[
        Def::new("getter", |ctx, args| replace(ctx, args, 0), 1),
        Def::new("setter", |ctx, args| replace(ctx, args, 1), 1),
        Def::new("deleter", |ctx, args| replace(ctx, args, 2), 1),
        Def::range("__get__", property_get, 1, 2),
        Def::new("__set__", property_set, 2),
        Def::new("__delete__", property_delete, 1),
        Def::new("__set_name__", property_set_name, 2),
    ],
    getters: &[
        Getter::new("fget", |ctx, value| Ok(property(ctx, value)?.getter())),
        Getter::new("fset", |ctx, value| Ok(property(ctx, value)?.setter())),
        Getter::new("fdel", |ctx, value| Ok(property(ctx, value)?.deleter())),
        Getter {
            name: "__doc__",
            get: |ctx, value| Ok(property(ctx, value)?.parts.lock().doc.clone()),
            set: Some(|ctx, value, doc| {
                let doc = if doc.is_unbound() { Value::None } else { doc };
                let old = std::mem::replace(&mut property(ctx, value)?.parts.lock().doc, doc);
                drop(old);
                Ok(())
            }),
        },
        Getter::new("__isabstractmethod__", |ctx, value| {
            let parts = property(ctx, value)?.parts.lock().clone();
            let name = ctx.interpreter.names.isabstractmethod.clone();
            let all = parts.all();
            let mut marks = all[..3].iter().filter_map(|part| peek(ctx, part, &name));
            Ok(marks.find(is_true).unwrap_or(Value::Bool(Truth::False)))
        }),
    ],
    ..TypeDef::EMPTY
};

fn property<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ref<Property>, Value> {
    match value.payload() {
        Value::Property(property) => Ok(property),
        other => Err(ctx.type_error(format!(
            "descriptor requires a 'property' object but received a '{}'",
            ctx.type_name(other)
        ))),
    }
}

/// Of `property` itself it is complete at once; a deriving class may have other arguments, and `__init__` says what it calls.
fn new_property(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let exact = matches!(args.get(0), Some(Value::Class(class)) if class.is(&ctx.interpreter.types.property));
    let parts = if exact { parts(ctx, args)? } else { Accessors::default() };
    ctx.construct(&args[0], Value::Property(Ref::new(Property::new(parts))))
}

fn init_property(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !matches!(args.this(), Value::Property(_)) {
        let parts = parts(ctx, args)?;
        // Its class has a docstring, which hides that of `property`.
        if let Value::Instance(instance) = args.this() {
            instance.set(&ctx.interpreter.names.doc, parts.doc.clone());
        }
        let old = std::mem::replace(&mut *property(ctx, args.this())?.parts.lock(), parts);
        drop(old);
    }
    none()
}

fn parts(ctx: &mut Context<'_>, args: &Args<'_>) -> Result<Accessors, Value> {
    let given = args.bind(ctx, "property", 1, ["fget", "fset", "fdel", "doc"], 0)?;
    let [getter, setter, deleter, doc] = given.map(|v| if v.is_unbound() { Value::None } else { v });
    let doc = if doc.is_none() { doc_of(&getter) } else { doc };
    Ok(Accessors { getter, setter, deleter, doc })
}

/// Docstring of a function.
pub(super) fn doc_of(function: &Value) -> Value {
    match function {
        Value::Function(function) => function.state.lock().doc.clone(),
        _ => Value::None,
    }
}

/// The same property with another function; of a deriving class, what calling that class gives.
fn replace(ctx: &mut Context<'_>, args: &Args<'_>, which: usize) -> NativeResult {
    let old = property(ctx, args.this())?;
    let mut parts = old.parts.lock().clone();
    let new = args[1].clone();
    match which {
        0 => (parts.doc, parts.getter) = (doc_of(&new), new),
        1 => parts.setter = new,
        _ => parts.deleter = new,
    }
    if let Value::Instance(instance) = args.this() {
        let Accessors { getter, setter, deleter, doc } = parts;
        return call(Value::Class(instance.class.clone()), vec![getter, setter, deleter, doc]);
    }
    let made = Property::new(parts);
    *made.name.lock() = old.name.lock().clone();
    done(Value::Property(Ref::new(made)))
}

fn property_get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].is_none() {
        return done(args.this().clone());
    }
    bind(ctx, args.this().payload().clone(), &args[1])
}

fn property_set(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    change(ctx, property(ctx, args.this())?, &args[1], args[2].clone())
}

fn property_delete(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    change(ctx, property(ctx, args.this())?, &args[1], Value::Unbound)
}

/// Sets what the property stands for, or deletes it if the value is unbound.
pub(crate) fn change(
    ctx: &mut Context<'_>,
    property: &Property,
    object: &Value,
    value: Value,
) -> NativeResult {
    let deleting = value.is_unbound();
    let (function, what) =
        if deleting { (property.deleter(), "deleter") } else { (property.setter(), "setter") };
    if function.is_none() {
        return Err(lacks(ctx, property, object, what));
    }
    let mut args = vec![object.clone()];
    if !deleting {
        args.push(value);
    }
    crate::native::call_then(function, args, |_, _| none())
}

/// The error that the property has none of its functions for what is asked.
pub(crate) fn lacks(ctx: &Context<'_>, property: &Property, object: &Value, what: &str) -> Value {
    let name = property.name.lock().clone();
    let shown = name.map_or_else(String::new, |name| format!(" '{}'", name.as_str()));
    ctx.attribute_error(format!("property{shown} of '{}' object has no {what}", ctx.type_name(object)))
}

fn property_set_name(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Some(text) = args[2].as_str() {
        *property(ctx, args.this())?.name.lock() = Some(ctx.interpreter.intern_str(text));
    }
    none()
}

pub(super) const STATIC: TypeDef = TypeDef {
    new: Some(|ctx, args| new_wrapper(ctx, args, "staticmethod", Value::StaticMethod)),
    init: Some(|_, _| none()),
    methods: &[Def::any("__call__", call_wrapped), Def::range("__get__", static_get, 1, 2)],
    getters: WRAPPER_GETTERS,
    ..TypeDef::EMPTY
};

pub(super) const CLASS: TypeDef = TypeDef {
    new: Some(|ctx, args| new_wrapper(ctx, args, "classmethod", Value::ClassMethod)),
    init: Some(|_, _| none()),
    methods: &[Def::range("__get__", class_get, 1, 2)],
    getters: WRAPPER_GETTERS,
    ..TypeDef::EMPTY
};

const WRAPPER_GETTERS: &[Getter] = &[
    Getter::new("__func__", wrapped),
    Getter::new("__wrapped__", wrapped),
    Getter::new("__name__", |ctx, value| wrapped_attribute(ctx, value, "__name__")),
    Getter::new("__qualname__", |ctx, value| wrapped_attribute(ctx, value, "__qualname__")),
    Getter::new("__module__", |ctx, value| wrapped_attribute(ctx, value, "__module__")),
    Getter::new("__annotations__", |ctx, value| wrapped_attribute(ctx, value, "__annotations__")),
    Getter::new("__doc__", |ctx, value| wrapped_attribute(ctx, value, "__doc__")),
    Getter::new("__isabstractmethod__", |ctx, value| {
        let name = ctx.interpreter.names.isabstractmethod.clone();
        let function = wrapped(ctx, value)?;
        let mark = peek(ctx, &function, &name);
        Ok(Value::from(mark.is_some_and(|mark| is_true(&mark))))
    }),
];

/// A deriving class may have more arguments, which its `__init__` takes.
fn new_wrapper(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    name: &str,
    make: fn(Ref<Wrapper>) -> Value,
) -> NativeResult {
    let types = &ctx.interpreter.types;
    let exact = matches!(&args[0], Value::Class(class) if class.is(&types.staticmethod) || class.is(&types.classmethod));
    let function = match args.get(1) {
        Some(function) if !exact => function.clone(),
        _ => {
            let [function] = args.bind(ctx, name, 1, ["/function"], 1)?;
            function
        }
    };
    ctx.construct(&args[0], make(Ref::new(Wrapper { function })))
}

fn is_true(mark: &Value) -> bool {
    matches!(mark, Value::Bool(Truth::True))
}

fn wrapped(_ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    match value.payload() {
        Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper) => Ok(wrapper.function.clone()),
        _ => Ok(Value::None),
    }
}

fn wrapped_attribute(ctx: &mut Context<'_>, value: &Value, name: &str) -> Result<Value, Value> {
    let function = wrapped(ctx, value)?;
    let name = ctx.interpreter.intern(name);
    peek(ctx, &function, &name).ok_or_else(|| crate::interpreter::attribute::missing(ctx, value, &name))
}

fn call_wrapped(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    with_names(wrapped(ctx, args.this())?, args.values()[1..].to_vec(), args.names())
}

fn static_get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(wrapped(ctx, args.this())?)
}

fn class_get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = match args.get(2) {
        Some(class @ Value::Class(_)) => class.clone(),
        _ => Value::Class(ctx.interpreter.class_of(&args[1]).clone()),
    };
    let function = wrapped(ctx, args.this())?;
    bind_class_method(ctx, &function, class)
}

pub(super) const MEMBER: TypeDef = TypeDef {
    methods: &[Def::range("__get__", member_get, 1, 2), Def::new("__set__", member_set, 2)],
    getters: &[Getter::new("__name__", |_, value| match value {
        Value::Member(member) => Ok(member.name.to_value()),
        _ => Ok(Value::None),
    })],
    ..TypeDef::EMPTY
};

fn member_get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args.this() {
        Value::Member(member) if !args[1].is_none() => done((member.get)(ctx, &args[1])?),
        other => done(other.clone()),
    }
}

fn member_set(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args.this() {
        Value::Member(member) => match member.set {
            Some(set) => {
                set(ctx, &args[1], args[2].clone())?;
                none()
            }
            None => Err(ctx.attribute_error(format!("attribute '{}' is not writable", member.name.as_str()))),
        },
        _ => none(),
    }
}

pub(super) const SUPER: TypeDef = TypeDef {
    new: Some(new_super),
    methods: &[Def::new("__repr__", super_repr, 0)],
    getters: &[
        Getter::new("__thisclass__", |_, value| match value {
            Value::Super(bound) => Ok(Value::Class(bound.class.clone())),
            _ => Ok(Value::None),
        }),
        Getter::new("__self__", |_, value| match value {
            Value::Super(bound) => Ok(bound.receiver.clone()),
            _ => Ok(Value::None),
        }),
        Getter::new("__self_class__", |_, value| match value {
            Value::Super(bound) => Ok(Value::Class(bound.receiver_class.clone())),
            _ => Ok(Value::None),
        }),
    ],
    ..TypeDef::EMPTY
};

fn new_super(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args.positional() {
        [_, class, receiver] => done(make_super(ctx, class, receiver)?),
        [_] => {
            // `super()` not followed by a dot: the class is in the frame's `__class__` cell.
            let found = ctx.thread.frames().next().and_then(|frame| {
                let code = &frame.code().code;
                let at = code.free.iter().position(|name| name == "__class__")?;
                // SAFETY: cells of free variables follow the locals; the first register is the first parameter.
                let (cell, first) = unsafe {
                    ((*frame.registers.add(code.locals.len() + at)).clone(), (*frame.registers).clone())
                };
                let class = match cell {
                    Value::Cell(cell) => cell.content.lock().clone(),
                    _ => return None,
                };
                let first = match first {
                    Value::Cell(cell) => cell.content.lock().clone(),
                    first => first,
                };
                Some((class, first))
            });
            match found {
                Some((class, receiver)) if !receiver.is_unbound() => {
                    done(make_super(ctx, &class, &receiver)?)
                }
                _ => {
                    let code = ctx.thread.frames().next().map(|frame| &frame.code().code);
                    let any = code.is_some_and(|code| code.positional > 0 || code.varargs);
                    Err(ctx.runtime_error(if any {
                        "super(): __class__ cell not found"
                    } else {
                        "super(): no arguments"
                    }))
                }
            }
        }
        _ => Err(ctx.type_error("super() takes no or two arguments here")),
    }
}

fn super_repr(_: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Super(bound) = args.this() else { return done("<super>") };
    done(format!(
        "<super: <class '{}'>, <{} object>>",
        bound.class.name.as_str(),
        bound.receiver_class.name.as_str()
    ))
}

//! `property`, `staticmethod`, `classmethod`, `super`, and the descriptors of builtin fields.

use crate::guard::Guard;
use crate::interpreter::attribute::{bind, bind_class_method, make_super};
use crate::interpreter::call::with_names;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, call, done, none};
use crate::objects::{Property, Wrapper};
use crate::reference::Ref;
use crate::value::{Truth, Value};

pub(super) const PROPERTY: TypeDef = TypeDef {
    new: Some(new_property),
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
        Getter::new("fget", |_, value| Ok(property(value).map_or(Value::None, |p| p.getter.clone()))),
        Getter::new("fset", |_, value| Ok(property(value).map_or(Value::None, |p| p.setter.clone()))),
        Getter::new("fdel", |_, value| Ok(property(value).map_or(Value::None, |p| p.deleter.clone()))),
        Getter {
            name: "__doc__",
            get: |_, value| Ok(property(value).map_or(Value::None, |p| p.doc.clone())),
            set: None,
        },
        Getter::new("__isabstractmethod__", |ctx, value| {
            let getter = property(value).map_or(Value::None, |p| p.getter.clone());
            let name = ctx.interpreter.names.isabstractmethod.clone();
            Ok(crate::interpreter::attribute::peek(ctx, &getter, &name).unwrap_or(Value::Bool(Truth::False)))
        }),
    ],
    ..TypeDef::EMPTY
};

fn property(value: &Value) -> Option<&Ref<Property>> {
    match value.payload() {
        Value::Property(property) => Some(property),
        _ => None,
    }
}

fn new_property(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let given = args.bind(ctx, "property", 1, ["fget", "fset", "fdel", "doc"], 0)?;
    let [getter, setter, deleter, doc] = given.map(|v| if v.is_unbound() { Value::None } else { v });
    let doc = if doc.is_none() { doc_of(&getter) } else { doc };
    // A class that derives from `property` gives plain properties, which behave the same.
    done(Value::Property(Ref::new(Property { getter, setter, deleter, doc, name: Guard::new(None) })))
}

/// Docstring of a function.
pub(super) fn doc_of(function: &Value) -> Value {
    match function {
        Value::Function(function) => function.state.lock().doc.clone(),
        _ => Value::None,
    }
}

fn replace(ctx: &mut Context<'_>, args: &Args<'_>, which: usize) -> NativeResult {
    let Some(old) = property(args.this()) else {
        return Err(ctx.type_error("descriptor requires a 'property' object"));
    };
    let new = args[1].clone();
    let pick = |at: usize, kept: &Value| if at == which { new.clone() } else { kept.clone() };
    done(Value::Property(Ref::new(Property {
        getter: pick(0, &old.getter),
        setter: pick(1, &old.setter),
        deleter: pick(2, &old.deleter),
        doc: if which == 0 { doc_of(&args[1]) } else { old.doc.clone() },
        name: Guard::new(old.name.lock().clone()),
    })))
}

fn property_get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].is_none() {
        return done(args.this().clone());
    }
    bind(ctx, args.this().payload().clone(), &args[1])
}

fn property_set(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match property(args.this()) {
        Some(property) if !property.setter.is_none() => {
            call(property.setter.clone(), vec![args[1].clone(), args[2].clone()])
        }
        _ => Err(ctx.attribute_error("can't set attribute")),
    }
}

fn property_delete(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match property(args.this()) {
        Some(property) if !property.deleter.is_none() => {
            call(property.deleter.clone(), vec![args[1].clone()])
        }
        _ => Err(ctx.attribute_error("can't delete attribute")),
    }
}

fn property_set_name(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let (Some(property), Some(text)) = (property(args.this()), args[2].as_str()) {
        *property.name.lock() = Some(ctx.interpreter.intern_str(text));
    }
    none()
}

pub(super) const STATIC: TypeDef = TypeDef {
    new: Some(|ctx, args| {
        let [function] = args.bind(ctx, "staticmethod", 1, ["/function"], 1)?;
        done(Value::StaticMethod(Ref::new(Wrapper { function })))
    }),
    methods: &[Def::any("__call__", call_wrapped), Def::range("__get__", static_get, 1, 2)],
    getters: WRAPPER_GETTERS,
    ..TypeDef::EMPTY
};

pub(super) const CLASS: TypeDef = TypeDef {
    new: Some(|ctx, args| {
        let [function] = args.bind(ctx, "classmethod", 1, ["/function"], 1)?;
        done(Value::ClassMethod(Ref::new(Wrapper { function })))
    }),
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
    Getter::new("__isabstractmethod__", |ctx, value| wrapped_attribute(ctx, value, "__isabstractmethod__")),
];

fn wrapped(_ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    match value {
        Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper) => Ok(wrapper.function.clone()),
        _ => Ok(Value::None),
    }
}

fn wrapped_attribute(ctx: &mut Context<'_>, value: &Value, name: &str) -> Result<Value, Value> {
    let function = wrapped(ctx, value)?;
    let name = ctx.interpreter.intern(name);
    crate::interpreter::attribute::peek(ctx, &function, &name)
        .ok_or_else(|| crate::interpreter::attribute::missing(ctx, value, &name))
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

//! `type` (Objects/typeobject.c).

use crate::class::{Class, best_base, flag};
use crate::core_types::slot;
use crate::interpreter::class_build::{type_new, winner};
use crate::interpreter::{attribute, render};
use crate::native::{Args, Call, Context, Def, Done, Getter, NativeResult, TypeDef, done, none};
use crate::reference::Ref;
use crate::types::mapping_proxy;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: &[
        Def::any("__call__", call),
        Def::new("__repr__", repr, 0),
        Def::new("mro", mro, 0),
        Def::new("__subclasses__", subclasses, 0),
        Def::new("__instancecheck__", instancecheck, 1),
        Def::new("__subclasscheck__", subclasscheck, 1),
        Def::any("__prepare__", prepare).class(),
        Def::new("__or__", or, 1),
        Def::new("__ror__", ror, 1),
        Def::new("__getattribute__", getattribute, 1),
        Def::new("__setattr__", setattr, 2),
        Def::new("__hash__", hash, 0),
    ],
    getters: &[
        Getter { name: "__name__", get: name, set: Some(set_name) },
        Getter { name: "__qualname__", get: qualname, set: Some(set_qualname) },
        Getter { name: "__module__", get: module, set: Some(set_module) },
        Getter { name: "__doc__", get: doc, set: Some(set_doc) },
        Getter {
            name: "__bases__",
            get: bases,
            set: Some(|ctx, value, new| super::bases::set(ctx, this(ctx, value)?, &new)),
        },
        Getter { name: "__base__", get: base, set: None },
        Getter { name: "__mro__", get: mro_tuple, set: None },
        Getter { name: "__dict__", get: dict, set: None },
        Getter { name: "__class__", get: class_of, set: None },
        Getter { name: "__annotations__", get: annotations, set: Some(set_annotations) },
        Getter { name: "__abstractmethods__", get: abstractmethods, set: Some(set_abstractmethods) },
        Getter::new("__flags__", |ctx, value| Ok(Value::Int(flags(this(ctx, value)?)))),
        Getter::new("__basicsize__", |ctx, value| Ok(Value::Int(basic_size(this(ctx, value)?)))),
        Getter::new("__itemsize__", |ctx, value| Ok(Value::Int(item_size(this(ctx, value)?)))),
        Getter::new("__dictoffset__", |ctx, value| {
            let class = this(ctx, value)?;
            Ok(Value::Int(if slot::has_dict(class) { basic_size(class) - 8 } else { 0 }))
        }),
        Getter::new("__weakrefoffset__", |ctx, value| {
            let class = this(ctx, value)?;
            Ok(Value::Int(if slot::has_weak_references(class) { basic_size(class) - 16 } else { 0 }))
        }),
        Getter::new("__text_signature__", |_, _| Ok(Value::None)),
    ],
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
};

fn this<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ref<Class>, Value> {
    match value {
        Value::Class(class) => Ok(class),
        _ => Err(ctx.type_error(format!(
            "descriptor requires a 'type' object but received a '{}'",
            ctx.type_name(value)
        ))),
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let positional = args.positional();
    let exactly_type = matches!(&positional[0], Value::Class(meta) if meta.is(&ctx.interpreter.types.type_));
    if exactly_type && positional.len() == 2 && args.names().is_empty() {
        return done(Value::Class(ctx.interpreter.class_of(&positional[1]).clone()));
    }
    if exactly_type && positional.len() != 4 {
        return Err(ctx.type_error("type() takes 1 or 3 arguments"));
    }
    let keywords: Vec<_> = args.keywords().map(|(name, value)| (name.clone(), value.clone())).collect();
    let bases = positional.get(2).and_then(Value::as_tuple);
    let metaclass = winner(ctx, positional[0].clone(), bases.map(|bases| &bases[..]).unwrap_or_default())?;
    // The metaclass of a base makes it, if that knows how.
    if let Value::Class(meta) = &metaclass
        && !metaclass.is(&positional[0])
        && let Some(Value::StaticMethod(new)) = meta.lookup(&ctx.interpreter.names.new)
        && let Value::Function(_) = new.function
    {
        let mut all = vec![metaclass.clone()];
        all.extend_from_slice(&args.values()[1..]);
        let names = args.names().to_vec();
        return Ok(Done::Call(Box::new(Call {
            callable: new.function.clone(),
            args: all,
            names,
            then: None,
        })));
    }
    type_new(ctx, &metaclass, &positional[1..], &keywords, None)
}

fn init(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    none()
}

fn call(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = this(ctx, args.this())?.clone();
    let interpreter = ctx.interpreter;
    interpreter.construct(ctx, &class, args.values()[1..].to_vec(), args.names())
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = this(ctx, args.this())?;
    done(format!("<class '{}'>", render::qualified_name(ctx, class)))
}

fn mro(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::list(this(ctx, args.this())?.mro().into_iter().map(Value::Class).collect()))
}

fn subclasses(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::list(this(ctx, args.this())?.subclasses().into_iter().map(Value::Class).collect()))
}

fn instancecheck(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = this(ctx, args.this())?;
    done(ctx.interpreter.is_instance(&args[1], class))
}

fn subclasscheck(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = this(ctx, args.this())?;
    done(this(ctx, &args[1])?.is_subclass(class))
}

fn prepare(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(Value::empty_dict())
}

/// `int | str`
fn or(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    union(ctx, &args[0], &args[1])
}

fn ror(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    union(ctx, &args[1], &args[0])
}

fn union(ctx: &mut Context<'_>, a: &Value, b: &Value) -> NativeResult {
    let part = |value: &Value| matches!(value, Value::Class(_) | Value::None | Value::Instance(_));
    if part(a) && part(b) {
        ctx.call_helper("_union", vec![a.clone(), b.clone()])
    } else {
        done(Value::NotImplemented)
    }
}

fn getattribute(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.interpreter.intern(ctx.text(&args[1], "attribute name")?);
    attribute::get_plainly(ctx, args.this(), &name)
}

fn setattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.interpreter.intern(ctx.text(&args[1], "attribute name")?);
    attribute::set_plainly(ctx, args.this(), &name, args[2].clone())
}

fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.interpreter.id(args.this()) as i64 >> 4)
}

fn name(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let class = this(ctx, value)?;
    let renamed = class.renamed.lock().clone();
    Ok(renamed.as_ref().unwrap_or(&class.name).to_value())
}

fn set_name(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let name = ctx.interpreter.intern(ctx.text(&new, "__name__")?);
    *this(ctx, value)?.renamed.lock() = Some(name);
    Ok(())
}

fn qualname(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(this(ctx, value)?.qualname.lock().clone())
}

fn set_qualname(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    *this(ctx, value)?.qualname.lock() = new;
    Ok(())
}

fn module(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let class = this(ctx, value)?;
    Ok(match class.own(&ctx.interpreter.names.module) {
        // `type` keeps a descriptor for its objects under this name.
        Some(Value::Member(_)) | None => ctx.interpreter.intern("builtins").to_value(),
        Some(module) => module,
    })
}

fn set_module(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    this(ctx, value)?.set(&ctx.interpreter.names.module, new);
    Ok(())
}

fn doc(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let class = this(ctx, value)?;
    Ok(match class.own(&ctx.interpreter.names.doc) {
        // `property` keeps a descriptor for its objects under this name.
        Some(Value::Member(_)) | None => Value::None,
        Some(doc) => doc,
    })
}

fn set_annotations(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    this(ctx, value)?.set(&ctx.interpreter.names.annotations, new);
    Ok(())
}

fn set_doc(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    this(ctx, value)?.set(&ctx.interpreter.names.doc, new);
    Ok(())
}

fn bases(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let bases = this(ctx, value)?.bases.lock().clone();
    Ok(Value::tuple(bases.into_iter().map(Value::Class).collect::<Vec<_>>()))
}

fn base(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let bases = this(ctx, value)?.bases.lock().clone();
    Ok(best_base(&bases).map_or(Value::None, |base| Value::Class(base.clone())))
}

fn mro_tuple(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::tuple(this(ctx, value)?.mro().into_iter().map(Value::Class).collect::<Vec<_>>()))
}

fn dict(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(mapping_proxy::of_class(ctx.interpreter, this(ctx, value)?))
}

/// The builtin class that the objects are made of, by name.
fn made_of(class: &Ref<Class>) -> Option<&'static str> {
    let kinds = ["int", "tuple", "bytes", "list", "str", "dict", "type", "BaseException", "float", "set"];
    let is =
        |kind: &str| class.mro().iter().any(|base| base.has(flag::BUILTIN) && base.name.as_str() == kind);
    kinds.into_iter().find(|kind| is(kind))
}

/// Bytes per item of objects that are as long as they have items, as in CPython on 64 bits.
fn item_size(class: &Ref<Class>) -> i64 {
    match made_of(class) {
        Some("int") => 4,
        Some("tuple") => 8,
        Some("bytes") => 1,
        Some("type") => 40,
        _ => 0,
    }
}

/// Bytes of an object without items, as in CPython on 64 bits, where that is easily told.
fn basic_size(class: &Ref<Class>) -> i64 {
    let own = match made_of(class) {
        Some("int" | "tuple" | "float") => 24,
        Some("bytes") => 33,
        Some("list") => 40,
        Some("str" | "dict") => 64,
        Some("type") => 888,
        Some("BaseException") => 72,
        Some("set") => 200,
        _ => 16,
    };
    let slots = |class: &Ref<Class>| {
        class.own_items().iter().filter(|(_, value)| value.native::<slot::Slot>().is_some()).count() as i64
    };
    let rooms = |class: &Ref<Class>| slot::brought_by(class).count() as i64;
    own + 8 * class.mro().iter().map(|class| slots(class) + rooms(class)).sum::<i64>()
}

/// The bits of CPython's `tp_flags` that tell about the class itself (Include/object.h).
fn flags(class: &Ref<Class>) -> i64 {
    let kind = match made_of(class) {
        Some("int") => 1 << 24,
        Some("list") => 1 << 25,
        Some("tuple") => 1 << 26,
        Some("bytes") => 1 << 27,
        Some("str") => 1 << 28,
        Some("dict") => 1 << 29,
        Some("BaseException") => 1 << 30,
        Some("type") => 1 << 31,
        _ => 0,
    };
    let bit = |holds: bool, bit: i64| if holds { 1 << bit } else { 0 };
    let builtin = class.has(flag::BUILTIN);
    kind | bit(builtin, 8)
        | bit(!builtin, 9)
        | bit(!class.has(flag::FINAL), 10)
        | bit(true, 12)
        | bit(!builtin, 14)
        | bit(class.has(flag::ABSTRACT), 20)
}

fn class_of(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::Class(ctx.interpreter.class_of(value).clone()))
}

fn annotations(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let class = this(ctx, value)?;
    let name = &ctx.interpreter.names.annotations;
    if let Some(own) = class.own(name)
        && !matches!(own, Value::Member(_))
    {
        return Ok(own);
    }
    if class.has(flag::BUILTIN) {
        return Err(ctx.attribute_error(format!(
            "type object '{}' has no attribute '__annotations__'",
            class.name.as_str()
        )));
    }
    let empty = Value::empty_dict();
    class.set(name, empty.clone());
    Ok(empty)
}

fn abstractmethods(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    let class = this(ctx, value)?;
    match class.own(&ctx.interpreter.names.abstractmethods) {
        Some(set) if !matches!(set, Value::Member(_)) => Ok(set),
        _ => Err(ctx.attribute_error("__abstractmethods__")),
    }
}

fn set_abstractmethods(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let class = this(ctx, value)?;
    let any = crate::compare::truth_natively(ctx.interpreter, &new).unwrap_or(false);
    class.set(&ctx.interpreter.names.abstractmethods, new);
    if any {
        class.set_flags(flag::ABSTRACT);
    } else {
        class.clear_flags(flag::ABSTRACT);
    }
    Ok(())
}

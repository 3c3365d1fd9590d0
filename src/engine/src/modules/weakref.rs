//! `_weakref`: weak references to objects. What is made of them is in `lib/weakref.py`.

use crate::class::{Class, flag};
use crate::compare::{HashFailure, hash_natively};
use crate::heap::{WeakReference, references_to};
use crate::interpreter::Interpreter;
use crate::native::{
    Args, Context, Def, Getter, ModuleDef, NativeObject, NativeResult, TypeDef, call, done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    functions: &[
        Def::new("getweakrefs", |_, args| done(Value::list(references_to(&args[0]))), 1),
        Def::new("getweakrefcount", |_, args| done(references_to(&args[0]).len() as i64), 1),
    ],
    setup: Some(setup),
    doc: "Weak-reference support.",
};

const REFERENCE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(|_, _| none()),
    methods: &[
        Def::new("__call__", |_, args| done(target(args.this())), 0),
        Def::new("__hash__", hash, 0),
        Def::new("__eq__", |ctx, args| compare(ctx, args, "eq"), 1),
        Def::new("__ne__", |ctx, args| compare(ctx, args, "ne"), 1),
        Def::new("__repr__", repr, 0),
    ],
    getters: &[Getter::new("__callback__", |_, value| {
        // A dead reference has called its callback and forgotten it.
        let alive = !target(value).is_none();
        Ok(value.native::<WeakReference>().filter(|_| alive).map_or(Value::None, WeakReference::callback))
    })],
    doc: "",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = interpreter.new_type("ReferenceType", "weakref", None, &REFERENCE);
    module.globals.set_name(&interpreter.intern("ref"), Value::Class(class));
}

/// The object referred to, or None.
fn target(reference: &Value) -> Value {
    reference.native::<WeakReference>().and_then(WeakReference::target).unwrap_or(Value::None)
}

/// Whether CPython's objects of the kind can be referred to weakly.
fn can_be_referred(value: &Value) -> bool {
    match value {
        Value::Instance(instance) => {
            let payload = !matches!(
                instance.payload,
                Value::Int(_) | Value::BigInt(_) | Value::Bool(_) | Value::Tuple(_) | Value::Bytes(_)
            );
            if instance.class.has(flag::BUILTIN) {
                return false;
            }
            let has_room = !instance.class.has(flag::NO_DICT) || instance.class.has(flag::WEAK_SLOT);
            instance.class.has(flag::EXCEPTION) || payload && has_room
        }
        Value::Set(_)
        | Value::Array(_)
        | Value::FrozenSet(_)
        | Value::Function(_)
        | Value::NativeFunction(_)
        | Value::BoundMethod(_)
        | Value::Class(_)
        | Value::Module(_)
        | Value::Generator(_)
        | Value::Code(_)
        | Value::Lock(_)
        | Value::Native(_) => true,
        _ => false,
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [object, callback] = args.bind(ctx, "__new__", 1, ["/object", "/callback"], 0)?;
    if object.is_unbound() {
        // For the heap image, which fills it in.
        let Some(class) = native_class(ctx, &args[0]) else {
            return Err(ctx.type_error("__new__ expected at least 1 argument, got 0"));
        };
        let reference = Value::Native(Ref::new(NativeObject::new(class, WeakReference::new(Value::None))));
        return ctx.construct(&args[0], reference);
    }
    if !can_be_referred(&object) {
        return Err(
            ctx.type_error(format!("cannot create weak reference to '{}' object", ctx.type_name(&object)))
        );
    }
    let callback = callback.bound().cloned().unwrap_or(Value::None);
    let Some(class) = native_class(ctx, &args[0]) else {
        return Err(ctx.type_error("ref.__new__(X): X is not a type object"));
    };
    let plain = args[0].as_class().is_some_and(|given| given.is(&class));
    if callback.is_none() && plain {
        // All plain references to an object are one.
        let same = references_to(&object).into_iter().find(|reference| {
            ctx.interpreter.class_of(reference).is(&class)
                && reference.native::<WeakReference>().is_some_and(|data| data.callback().is_none())
        });
        if let Some(reference) = same {
            return done(reference);
        }
    }
    let reference = Ref::new(NativeObject::new(class, WeakReference::new(callback)));
    let value = Value::Native(reference.clone());
    let made = ctx.construct(&args[0], value.clone())?;
    if let crate::native::Done::Value(made) = &made
        && let Some(data) = value.native::<WeakReference>()
    {
        data.register(made, &object);
    }
    Ok(made)
}

/// The class of plain references, of which `class` is one or derives from it.
fn native_class(ctx: &Context<'_>, class: &Value) -> Option<Ref<Class>> {
    let Value::Class(class) = class else { return None };
    let own = |class: &Ref<Class>| class.has(flag::BUILTIN) && !class.is(&ctx.interpreter.types.object);
    class.mro().into_iter().find(own)
}

/// A reference hashes as its object; dead, it still does if it was asked before.
fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(data) = args.this().native::<WeakReference>() else { return none() };
    if let Some(hash) = data.known_hash() {
        return done(hash);
    }
    let Some(object) = data.target() else {
        return Err(ctx.type_error("weak object has gone away"));
    };
    match hash_natively(ctx.interpreter, &object) {
        Ok(hash) => {
            data.remember_hash(hash);
            done(hash)
        }
        Err(HashFailure::Raise(error)) => Err(error),
        Err(HashFailure::Python) => {
            let reference = args.this().clone();
            let hash = ctx.interpreter.builtins.get_text("hash").unwrap_or(Value::None);
            crate::native::call_then(hash, vec![object], move |_, hash| {
                if let (Some(data), Value::Int(hash)) = (reference.native::<WeakReference>(), &hash) {
                    data.remember_hash(*hash);
                }
                done(hash)
            })
        }
    }
}

/// Live references compare as their objects, dead ones by identity.
fn compare(ctx: &mut Context<'_>, args: &Args<'_>, operator: &'static str) -> NativeResult {
    if args[1].native::<WeakReference>().is_none() {
        return done(Value::NotImplemented);
    }
    let (a, b) = (target(&args[0]), target(&args[1]));
    if a.is_none() || b.is_none() {
        return done(args[0].is(&args[1]) == (operator == "eq"));
    }
    call(ctx.helper(if operator == "eq" { "_equal" } else { "_differ" }), vec![a, b])
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let id = ctx.interpreter.id(args.this());
    let object = target(args.this());
    if object.is_none() {
        return done(format!("<weakref at {id:#x}; dead>"));
    }
    let of = ctx.interpreter.id(&object);
    done(format!("<weakref at {id:#x}; to '{}' at {of:#x}>", ctx.type_name(&object)))
}

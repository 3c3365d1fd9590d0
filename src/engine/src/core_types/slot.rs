//! What a class says of the room that its objects have: descriptors of `__slots__`, and of `__dict__` and `__weakref__`
//! (Objects/descrobject.c, `PyMember_GetOne` of Python/structmember.c).
//!
//! A slot's content is an attribute of the object like any other: its descriptor only says that there may be one.

use crate::class::{Class, flag};
use crate::guard::Guard;
use crate::heap::lend;
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::interpreter::attribute::missing;
use crate::native::{
    Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, done, none,
};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::range("__get__", get, 1, 2),
        Def::new("__set__", |ctx, args| change(ctx, args, args[2].clone()), 2),
        Def::new("__delete__", |ctx, args| change(ctx, args, Value::Unbound), 1),
        Def::new("__repr__", repr, 0),
        Def::new("__reduce__", reduce, 0),
    ],
    getters: &[
        Getter::new("__name__", |ctx, value| Ok(this(ctx, value)?.0.to_value())),
        Getter::new("__objclass__", |ctx, value| Ok(Value::Class(this(ctx, value)?.1))),
        Getter::new("__qualname__", |ctx, value| {
            let (name, class, _) = this(ctx, value)?;
            let class = class.qualname.lock().clone();
            Ok(Value::from(format!("{}.{}", class.as_text().unwrap_or_default(), name.as_str())))
        }),
        Getter::new("__doc__", |_, _| Ok(Value::None)),
    ],
    ..TypeDef::EMPTY
};

/// Which room it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name of `__slots__`.
    Slot,
    /// All other attributes.
    Dict,
    /// Weak references to the object.
    WeakReferences,
}

impl Kind {
    /// The attribute's name, but for slots.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Slot => "",
            Kind::Dict => "__dict__",
            Kind::WeakReferences => "__weakref__",
        }
    }
}

/// A descriptor of room in the objects of a class.
pub(crate) struct Slot {
    state: Guard<Option<(Name, Ref<Class>, Kind)>>,
}

impl Slot {
    /// A descriptor that lies in `class` under `name`.
    pub(crate) fn descriptor(
        interpreter: &Interpreter,
        name: &Name,
        class: &Ref<Class>,
        kind: Kind,
    ) -> Value {
        let state = Guard::new(Some((name.clone(), class.clone(), kind)));
        Value::Native(Ref::new(NativeObject::new(interpreter.types.slot.clone(), Slot { state })))
    }

    /// What the object has in it.
    pub(crate) fn read(ctx: &mut Context<'_>, descriptor: &Value, object: &Value) -> NativeResult {
        let (name, class, kind) = this(ctx, descriptor)?;
        let instance = holder(ctx, object, &name, &class)?;
        match kind {
            Kind::Slot => match instance.in_slot(&name) {
                Some(value) => done(value),
                None => Err(missing(ctx, object, &name)),
            },
            Kind::Dict => done(Value::Dict(instance.dict())),
            Kind::WeakReferences => none(),
        }
    }
}

impl NativeData for Slot {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some((_, class, _)) = &*self.state.lock() {
            lend(class, Value::Class, visit);
        }
    }

    fn empty(&self) {
        let old = self.state.lock().take();
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let (name, class, kind) = self.state.lock().clone()?;
        Some(Value::tuple([name.to_value(), Value::Class(class), Value::Int(kind as i64)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let [name, Value::Class(class), Value::Int(kind)] = &parts[..] else {
            return Err(ctx.type_error("invalid state"));
        };
        let kinds = [Kind::Slot, Kind::Dict, Kind::WeakReferences];
        let kind = kinds.into_iter().find(|one| *one as i64 == *kind).unwrap_or(Kind::Slot);
        let name = ctx.interpreter.intern(ctx.text(name, "name")?);
        *self.state.lock() = Some((name, class.clone(), kind));
        Ok(())
    }
}

/// For the heap image, which restores it.
fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Class(class) = &args[0] else { return Err(ctx.type_error("a class is missing")) };
    done(Value::Native(Ref::new(NativeObject::new(class.clone(), Slot { state: Guard::new(None) }))))
}

fn this(ctx: &Context<'_>, value: &Value) -> Result<(Name, Ref<Class>, Kind), Value> {
    let state = value.native::<Slot>().and_then(|slot| slot.state.lock().clone());
    state.ok_or_else(|| ctx.type_error("cannot create 'member_descriptor' instances"))
}

/// The object, if it is one of the class.
fn holder<'a>(
    ctx: &Context<'_>,
    object: &'a Value,
    name: &Name,
    class: &Ref<Class>,
) -> Result<&'a Ref<Instance>, Value> {
    match object {
        Value::Instance(instance) if instance.class.is_subclass(class) => Ok(instance),
        other => Err(ctx.type_error(format!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            name.as_str(),
            class.name.as_str(),
            ctx.type_name(other)
        ))),
    }
}

fn get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].is_none() {
        return done(args.this().clone());
    }
    Slot::read(ctx, args.this(), &args[1])
}

fn change(ctx: &mut Context<'_>, args: &Args<'_>, value: Value) -> NativeResult {
    let (name, class, kind) = this(ctx, args.this())?;
    let instance = holder(ctx, &args[1], &name, &class)?;
    match (kind, &value) {
        (Kind::Slot, Value::Unbound) => {
            if instance.in_slot(&name).and_then(|_| instance.remove(&name)).is_none() {
                return Err(ctx.attribute_error(name.as_str()));
            }
        }
        (Kind::Slot, _) => instance.set(&name, value),
        (Kind::Dict, Value::Dict(dict)) => instance.set_dict(dict.clone()),
        _ => {
            return Err(ctx.attribute_error(format!(
                "attribute '{}' of '{}' objects is not writable",
                name.as_str(),
                class.name.as_str()
            )));
        }
    }
    none()
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (name, class, kind) = this(ctx, args.this())?;
    let what = if kind == Kind::Slot { "member" } else { "attribute" };
    done(format!("<{what} '{}' of '{}' objects>", name.as_str(), class.name.as_str()))
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (name, class, _) = this(ctx, args.this())?;
    let get = ctx.interpreter.builtins.get_name(&ctx.interpreter.intern("getattr")).unwrap_or(Value::None);
    done(Value::tuple([get, Value::tuple([Value::Class(class), name.to_value()])]))
}

/// The rooms besides slots that objects of a class have by this very class: no base brings them.
pub(crate) fn brought_by(class: &Ref<Class>) -> impl Iterator<Item = Kind> {
    let bases = class.bases.lock().clone();
    let first =
        |has: &dyn Fn(&Ref<Class>) -> bool| !class.has(flag::BUILTIN) && has(class) && !bases.iter().any(has);
    let dict = first(&|class| has_dict(class));
    let references = first(&|class| has_weak_references(class));
    [(Kind::Dict, dict), (Kind::WeakReferences, references)]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(kind, _)| kind)
}

/// Whether objects of the class have a `__dict__`.
pub(crate) fn has_dict(class: &Ref<Class>) -> bool {
    if class.has(flag::BUILTIN) {
        class.has(flag::EXCEPTION | flag::METACLASS)
    } else {
        !class.has(flag::NO_DICT)
    }
}

/// Whether there can be weak references to objects of the class, as far as classes written in Python say so.
pub(crate) fn has_weak_references(class: &Ref<Class>) -> bool {
    if class.has(flag::BUILTIN) {
        return class.has(flag::METACLASS);
    }
    let long = |base: &Ref<Class>| {
        base.has(flag::BUILTIN) && matches!(base.name.as_str(), "int" | "tuple" | "bytes")
    };
    !class.mro().iter().any(long) && (!class.has(flag::NO_DICT) || class.has(flag::WEAK_SLOT))
}

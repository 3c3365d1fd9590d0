//! `object` (Objects/typeobject.c).

use crate::class::{Class, flag};
use crate::core_types::slot::Slot;
use crate::dict::Dict;
use crate::instance::Instance;
use crate::interpreter::call::is_method_of;
use crate::interpreter::{Interpreter, attribute, render};
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, call, done, none};
use crate::reference::Ref;
use crate::value::{Truth, Value};

const TYPE: TypeDef = TypeDef {
    methods: &[
        Def::any("__init__", init),
        Def::new("__repr__", repr, 0),
        Def::new("__str__", str, 0),
        Def::new("__format__", format, 1),
        Def::new("__eq__", eq, 1),
        Def::new("__ne__", ne, 1),
        Def::new("__lt__", not_implemented, 1),
        Def::new("__le__", not_implemented, 1),
        Def::new("__gt__", not_implemented, 1),
        Def::new("__ge__", not_implemented, 1),
        Def::new("__hash__", hash, 0),
        Def::new("__getattribute__", getattribute, 1),
        Def::new("__setattr__", setattr, 2),
        Def::new("__delattr__", delattr, 1),
        Def::new("__dir__", dir, 0),
        Def::any("__init_subclass__", init_subclass).class(),
        Def::new("__subclasshook__", not_implemented, 1).class(),
        Def::new("__sizeof__", sizeof, 0),
        Def::new("__reduce__", |ctx, args| taken_apart(ctx, "_reduce", args), 0),
        Def::new("__reduce_ex__", reduce_ex, 1),
        Def::new("__getstate__", getstate, 0),
    ],
    getters: &[
        Getter { name: "__class__", get: class, set: Some(set_class) },
        Getter { name: "__dict__", get: dict, set: Some(set_dict) },
    ],
    doc: "The base class of the class hierarchy.",
    ..TypeDef::EMPTY
};

pub(super) fn install(interpreter: &Interpreter) {
    let object = &interpreter.types.object;
    interpreter.extend_type(object, &TYPE);
    // Its own objects have no room for attributes; deriving classes do not inherit that.
    object.set_flags(flag::NO_DICT);
    let new = interpreter.native_function(&Def::any("__new__", new).fixed(), Some(object), "builtins");
    object.set(
        &interpreter.names.new,
        Value::StaticMethod(Ref::new(crate::objects::Wrapper { function: new })),
    );
}

/// What pickling makes of an object: a function of `copyreg` tells.
fn taken_apart(ctx: &Context<'_>, function: &'static str, args: &Args<'_>) -> NativeResult {
    ctx.call_module("copyreg", function, args.positional().to_vec())
}

fn reduce_ex(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let names = &ctx.interpreter.names;
    if let Value::Instance(instance) = args.this()
        && let Some(own @ Value::Function(_)) = instance.class.lookup(&names.reduce)
        && instance.get(&names.reduce).is_none()
    {
        return call(own, vec![args.this().clone()]);
    }
    if args[1].as_int().is_some_and(|protocol| protocol >= 2)
        && let Value::Instance(instance) = args.this()
        && is_plain(ctx.interpreter, instance)
        && let Some(Value::Module(registry)) = ctx.interpreter.modules.get_text("copyreg")
        && let Some(make) = registry.globals.get_text("__newobj__")
    {
        let class = Value::tuple([Value::Class(instance.class.clone())]);
        let state = state_of(instance, true);
        return done(Value::tuple([make, class, state, Value::None, Value::None]));
    }
    taken_apart(ctx, "_reduce_ex", args)
}

fn getstate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match args.this() {
        Value::Instance(instance) if has_only_attributes(ctx.interpreter, instance) => {
            done(state_of(instance, true))
        }
        _ => taken_apart(ctx, "_getstate", args),
    }
}

/// The state of an object of which a pickle has only its class and that; none: it has more, or the class has a say.
pub(crate) fn plain_state(interpreter: &Interpreter, instance: &Instance) -> Option<Value> {
    is_plain(interpreter, instance).then(|| state_of(instance, false))
}

fn is_plain(interpreter: &Interpreter, instance: &Instance) -> bool {
    let (names, object, class) = (&interpreter.names, &interpreter.types.object, &instance.class);
    let is_common = |name| class.lookup(name).is_some_and(|method| is_method_of(&method, object));
    instance.payload.is_unbound()
        && has_only_attributes(interpreter, instance)
        && [&names.reduce_ex, &names.reduce, &names.getstate].into_iter().all(is_common)
        && [&names.getnewargs, &names.getnewargs_ex].into_iter().all(|name| class.lookup(name).is_none())
}

/// Whether an object has attributes of its own, and no slots.
fn has_only_attributes(interpreter: &Interpreter, instance: &Instance) -> bool {
    let class = &instance.class;
    let no_slots = || match class.own(&interpreter.names.slotnames) {
        Some(Value::List(names)) => names.lock().is_empty(),
        Some(_) => false,
        None => !class.mro().iter().any(|base| base.has(flag::OWN_SLOTS)),
    };
    !class.has(flag::BUILTIN | flag::NO_DICT | flag::EXCEPTION) && no_slots()
}

/// The attributes of an object, or None if it has none: `__dict__` itself, if `lasting` or there already, or what would be in it.
fn state_of(instance: &Instance, lasting: bool) -> Value {
    let state = instance.state.lock();
    if let Some(dict) = &state.dict {
        return if dict.is_empty() { Value::None } else { Value::Dict(dict.clone()) };
    }
    if state.slots.is_empty() {
        return Value::None;
    }
    drop(state);
    if lasting {
        return Value::Dict(instance.dict());
    }
    let dict = Dict::new();
    for (name, value) in instance.items() {
        dict.set_name(&name, value);
    }
    Value::Dict(Ref::new(dict))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(Value::Class(class)) = args.get(0) else {
        return Err(ctx.type_error("object.__new__(X): X is not a type object"));
    };
    if class.has(flag::ABSTRACT) {
        return Err(ctx.interpreter.abstract_error(class));
    }
    if class.has(flag::PAYLOAD) {
        // An object without the part that the builtin type's methods work on.
        let base = class.mro().into_iter().find(|base| base.has(flag::BUILTIN));
        if let Some(base) = base.filter(|base| !base.is(&ctx.interpreter.types.object)) {
            let name = base.name.as_str();
            return Err(ctx.type_error(format!(
                "object.__new__({}) is not safe, use {name}.__new__()",
                class.name.as_str()
            )));
        }
    }
    if args.values().len() > 1 {
        // Arguments are for `__init__`, or a mistake.
        let names = &ctx.interpreter.names;
        let object = &ctx.interpreter.types.object;
        let plain_init = class.lookup(&names.init).is_none_or(|init| is_method_of(&init, object));
        let own_new = match class.lookup(&names.new) {
            Some(Value::StaticMethod(wrapper)) => !is_method_of(&wrapper.function, object),
            _ => true,
        };
        if own_new {
            return Err(
                ctx.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
            );
        }
        if plain_init {
            return Err(ctx.type_error(format!("{}() takes no arguments", class.name.as_str())));
        }
    }
    done(Value::Instance(Ref::new(Instance::new(class.clone(), Value::Unbound))))
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.values().len() > 1 {
        let class = ctx.interpreter.class_of(args.this());
        let names = &ctx.interpreter.names;
        let object = &ctx.interpreter.types.object;
        let own_init = class.lookup(&names.init).is_some_and(|init| !is_method_of(&init, object));
        let plain_new = match class.lookup(&names.new) {
            Some(Value::StaticMethod(wrapper)) => is_method_of(&wrapper.function, object),
            _ => false,
        };
        if own_init {
            return Err(
                ctx.type_error("object.__init__() takes exactly one argument (the instance to initialize)")
            );
        }
        if plain_new {
            return Err(ctx.type_error(format!(
                "{}.__init__() takes exactly one argument (the instance to initialize)",
                class.name.as_str()
            )));
        }
    }
    none()
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(render::default_repr(ctx, args.this()))
}

fn str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    render::repr(ctx, args.this())
}

fn format(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    render::default_format(ctx, args.this(), &args[1])
}

fn eq(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(if args.this().is(&args[1]) { Value::Bool(Truth::True) } else { Value::NotImplemented })
}

/// The contrary of `__eq__`.
fn ne(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.interpreter.names.eq.clone();
    let result = crate::interpreter::call::call_special(ctx, args.this(), &name, vec![args[1].clone()])
        .unwrap_or_else(|| done(Value::NotImplemented));
    crate::native::and_then(ctx, result, |ctx, equal| {
        if matches!(equal, Value::NotImplemented) {
            return done(equal);
        }
        ctx.truth(&equal, |_, equal| done(!equal))
    })
}

fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(ctx.interpreter.id(args.this()) as i64 >> 4)
}

fn name_argument(ctx: &Context<'_>, value: &Value) -> Result<crate::string::Name, Value> {
    match value.as_str() {
        Some(text) => Ok(ctx.interpreter.intern_str(text)),
        None => Err(ctx.type_error(format!("attribute name must be string, not '{}'", ctx.type_name(value)))),
    }
}

fn getattribute(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    attribute::get_plainly(ctx, args.this(), &name)
}

fn setattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    attribute::set_plainly(ctx, args.this(), &name, args[2].clone())
}

fn delattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    attribute::set_plainly(ctx, args.this(), &name, Value::Unbound)
}

/// The names of an object's attributes, unsorted.
fn dir(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut names: Vec<Value> = Vec::new();
    let mut add = |name: Value| {
        if !names.iter().any(|n| n.as_text() == name.as_text()) {
            names.push(name);
        }
    };
    match args.this() {
        Value::Instance(instance) => instance.items().into_iter().for_each(|(name, _)| add(name.to_value())),
        Value::Module(module) => {
            return done(Value::list(module.globals.keys()));
        }
        Value::Class(class) => {
            for class in class.mro() {
                class.own_items().into_iter().for_each(|(name, _)| add(name));
            }
            return done(Value::list(names));
        }
        _ => {}
    }
    for class in ctx.interpreter.class_of(args.this()).mro() {
        class.own_items().into_iter().for_each(|(name, _)| add(name));
    }
    done(Value::list(names))
}

fn init_subclass(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.values().len() > 1 {
        let name = match args.this() {
            Value::Class(class) => class.name.as_str().to_owned(),
            _ => String::from("object"),
        };
        return Err(ctx.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    none()
}

fn not_implemented(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(Value::NotImplemented)
}

fn sizeof(_ctx: &mut Context<'_>, _args: &Args<'_>) -> NativeResult {
    done(56_i64)
}

fn class(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    Ok(Value::Class(ctx.interpreter.class_of(value).clone()))
}

/// `object.__class__ = class`: for objects of classes written in Python that hold the same kinds of things.
fn set_class(ctx: &mut Context<'_>, value: &Value, class: Value) -> Result<(), Value> {
    let class = match class {
        Value::Class(class) => class,
        Value::Unbound => return Err(ctx.type_error("can't delete __class__ attribute")),
        other => {
            let name = ctx.type_name(&other);
            return Err(ctx.type_error(format!("__class__ must be set to a class, not '{name}' object")));
        }
    };
    let Value::Instance(instance) = value else { return Err(immutable(ctx)) };
    if class.has(flag::BUILTIN) || instance.class.has(flag::BUILTIN) {
        return Err(immutable(ctx));
    }
    if layout(&class) != layout(&instance.class) {
        return Err(ctx.type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            class.name.as_str(),
            instance.class.name.as_str()
        )));
    }
    // SAFETY: the interpreter keeps what the object was.
    let old = unsafe { instance.set_class(class) };
    let mut former = ctx.interpreter.former_classes.lock();
    if !former.iter().any(|other| other.is(&old)) {
        former.push(old);
    }
    Ok(())
}

fn immutable(ctx: &Context<'_>) -> Value {
    ctx.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses")
}

/// What objects of a class consist of: the builtin type below, and the slots where there is no `__dict__`.
fn layout(class: &Ref<Class>) -> (Option<usize>, Vec<String>) {
    let builtin = class.mro().iter().find(|class| class.has(flag::BUILTIN)).map(Ref::address);
    let mut slots = Vec::new();
    if class.has(flag::NO_DICT) {
        let own = |class: &Ref<Class>| {
            let items = class.own_items();
            items.into_iter().filter(|(_, value)| value.native::<Slot>().is_some()).map(|(name, _)| name)
        };
        slots.extend(class.mro().iter().flat_map(own).filter_map(|name| Some(name.as_text()?.to_owned())));
        slots.sort();
        slots.insert(0, String::new());
    }
    (builtin, slots)
}

fn dict(ctx: &mut Context<'_>, value: &Value) -> Result<Value, Value> {
    match value {
        Value::Instance(instance) if !instance.class.has(flag::NO_DICT) => Ok(Value::Dict(instance.dict())),
        Value::Module(module) => Ok(Value::Dict(module.globals.clone())),
        Value::Function(function) => {
            Ok(Value::Dict(function.state.lock().attributes.get_or_insert_default().clone()))
        }
        _ => Err(attribute::missing(ctx, value, &ctx.interpreter.names.dict)),
    }
}

fn set_dict(ctx: &mut Context<'_>, value: &Value, dict: Value) -> Result<(), Value> {
    match (value, dict.as_dict()) {
        (Value::Instance(instance), Some(dict)) => {
            instance.set_dict(dict.clone());
            Ok(())
        }
        (Value::Function(function), Some(dict)) => {
            let old = function.state.lock().attributes.replace(dict.clone());
            drop(old);
            Ok(())
        }
        (Value::Function(_), None) if dict.is_unbound() => Err(ctx.type_error("cannot delete __dict__")),
        (Value::Instance(_) | Value::Function(_), None) => Err(
            ctx.type_error(format!("__dict__ must be set to a dictionary, not a '{}'", ctx.type_name(&dict)))
        ),
        _ => Err(ctx.attribute_error("attribute '__dict__' is not writable")),
    }
}

//! Attributes: lookup, descriptors, `super`.

use crate::class::{Class, flag};
use crate::core_types::descriptor;
use crate::core_types::slot::Slot;
use crate::interpreter::call::{call_bound, is_method_of};
use crate::interpreter::{Interpreter, render};
use crate::modules::tuple_field::{self, TupleField};
use crate::native::{Binding, Context, Done, NativeResult, call, call_catch, done, none};
use crate::objects::{BoundMethod, Super};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// Whether an attribute of a class comes before those of the object.
pub(crate) fn is_data_descriptor(attribute: &Value) -> bool {
    match attribute {
        Value::Property(_) | Value::Member(_) => true,
        Value::Native(native) => native.data::<TupleField>().is_some(),
        Value::Instance(instance) => instance.class.has(flag::DATA_DESCRIPTOR),
        _ => false,
    }
}

pub(crate) fn bound_method(function: Value, receiver: Value) -> Value {
    Value::BoundMethod(Ref::new(BoundMethod { function, receiver }))
}

/// Whether a function found in a class is a method of its objects.
pub(crate) fn is_method(attribute: &Value) -> bool {
    match attribute {
        Value::Function(function) => !function.code.builtin,
        Value::NativeFunction(function) => {
            function.owner.is_some() && function.def.binding == Binding::Method
        }
        _ => false,
    }
}

/// What an attribute found in the class of `object` gives for it.
pub(crate) fn bind(ctx: &mut Context<'_>, attribute: Value, object: &Value) -> NativeResult {
    match &attribute {
        method if is_method(method) => done(bound_method(attribute, object.clone())),
        Value::Property(property) => {
            let getter = property.getter();
            if getter.is_none() {
                let name = property.name.lock().clone();
                let error = descriptor::lacks(ctx, property, object, "getter");
                if let Some(name) = name {
                    note(ctx, &error, &name, object);
                }
                return Err(error);
            }
            call(getter, vec![object.clone()])
        }
        Value::StaticMethod(wrapper) => Ok(Done::Value(wrapper.function.clone())),
        Value::ClassMethod(wrapper) => {
            let class = Value::Class(ctx.interpreter.class_of(object).clone());
            bind_class_method(ctx, &wrapper.function, class)
        }
        Value::Member(member) => (member.get)(ctx, object).map(Done::Value),
        Value::Native(native) => match native.data::<TupleField>().map(|field| field.of(object)) {
            Some(Some(item)) => done(item),
            Some(None) => Err(tuple_field::no_item(ctx, &attribute, object)),
            None if native.data::<Slot>().is_some() => Slot::read(ctx, &attribute, object),
            None => Ok(Done::Value(attribute)),
        },
        Value::Instance(instance) if instance.class.has(flag::DESCRIPTOR) => {
            let class = Value::Class(ctx.interpreter.class_of(object).clone());
            match instance.class.lookup(&ctx.interpreter.names.get) {
                Some(get) => call_bound(ctx, get, &attribute, vec![object.clone(), class]),
                None => Ok(Done::Value(attribute)),
            }
        }
        _ => Ok(Done::Value(attribute)),
    }
}

pub(crate) fn bind_class_method(ctx: &mut Context<'_>, function: &Value, class: Value) -> NativeResult {
    match function {
        // `@classmethod @property`
        Value::Property(_) => bind(ctx, function.clone(), &class),
        Value::ClassMethod(wrapper) => bind_class_method(ctx, &wrapper.function, class),
        Value::StaticMethod(wrapper) => done(wrapper.function.clone()),
        Value::BoundMethod(_) => done(function.clone()),
        Value::Instance(instance) if instance.class.has(flag::DESCRIPTOR) => {
            match instance.class.lookup(&ctx.interpreter.names.get) {
                Some(get) => call_bound(ctx, get, function, vec![class.clone(), class]),
                None => done(bound_method(function.clone(), class)),
            }
        }
        _ => done(bound_method(function.clone(), class)),
    }
}

/// What an attribute found in the MRO of a class gives for the class itself.
fn bind_in_class(ctx: &mut Context<'_>, attribute: Value, class: &Ref<Class>) -> NativeResult {
    match &attribute {
        Value::StaticMethod(wrapper) => Ok(Done::Value(wrapper.function.clone())),
        Value::ClassMethod(wrapper) => bind_class_method(ctx, &wrapper.function, Value::Class(class.clone())),
        Value::Instance(instance) if instance.class.has(flag::DESCRIPTOR) => {
            match instance.class.lookup(&ctx.interpreter.names.get) {
                Some(get) => call_bound(ctx, get, &attribute, vec![Value::None, Value::Class(class.clone())]),
                None => Ok(Done::Value(attribute)),
            }
        }
        _ => Ok(Done::Value(attribute)),
    }
}

/// `object.name`
pub(crate) fn get(ctx: &mut Context<'_>, object: &Value, name: &Name) -> NativeResult {
    let interpreter = ctx.interpreter;
    let class = interpreter.class_of(object);
    if !class.has(flag::GETATTRIBUTE | flag::GETATTR) {
        return get_plainly(ctx, object, name);
    }
    let own = class.lookup(&interpreter.names.getattribute);
    let first = match own {
        Some(method) if !is_method_of(&method, &interpreter.types.object) => {
            call_bound(ctx, method, object, vec![name.to_value()])
        }
        _ => get_plainly(ctx, object, name),
    };
    if !class.has(flag::GETATTR) {
        return first;
    }
    let (receiver, name) = (object.clone(), name.clone());
    crate::native::compose(ctx, first, move |ctx, result| match result {
        Ok(value) => Ok(Done::Value(value)),
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error) => {
            match ctx.interpreter.class_of(&receiver).lookup(&ctx.interpreter.names.getattr) {
                Some(method) => {
                    let found = call_bound(ctx, method, &receiver, vec![name.to_value()]);
                    naming(ctx, found, receiver, name)
                }
                None => Err(error),
            }
        }
        Err(error) => Err(error),
    })
}

/// What the class of an object has for it. The name of a builtin class's module is the class's alone.
fn of_class(ctx: &Context<'_>, class: &Ref<Class>, name: &Name) -> Option<Value> {
    class.lookup(name).filter(|found| {
        !(matches!(found, Value::Str(_)) && name == &ctx.interpreter.names.module && class.has(flag::BUILTIN))
    })
}

/// `object.__getattribute__(name)`
pub(crate) fn get_plainly(ctx: &mut Context<'_>, object: &Value, name: &Name) -> NativeResult {
    match object {
        Value::Instance(instance) => {
            let of_class = of_class(ctx, &instance.class, name);
            if let Some(attribute) = &of_class
                && is_data_descriptor(attribute)
            {
                return bind(ctx, attribute.clone(), object);
            }
            if let Some(value) = instance.get(name) {
                return Ok(Done::Value(value));
            }
            match of_class {
                Some(attribute) => bind(ctx, attribute, object),
                None => Err(missing(ctx, object, name)),
            }
        }
        Value::Class(class) => get_of_class(ctx, class, name),
        Value::Module(module) => {
            if let Some(value) = module.globals.get_name(name) {
                return Ok(Done::Value(value));
            }
            if let Some(attribute) = ctx.interpreter.types.module.lookup(name) {
                return bind(ctx, attribute, object);
            }
            if let Some(getattr) = module.globals.get_name(&ctx.interpreter.names.getattr) {
                let found = call(getattr, vec![name.to_value()]);
                return naming(ctx, found, object.clone(), name.clone());
            }
            let text = format!("module '{}' has no attribute '{}'", module.name.as_str(), name.as_str());
            Err(with_name_and_object(ctx, &text, name, object))
        }
        Value::Super(bound) => get_of_super(ctx, bound, object, name),
        Value::Function(function) => {
            let of_class = ctx.interpreter.types.function.lookup(name);
            if let Some(attribute) = of_class {
                return bind(ctx, attribute, object);
            }
            let own = function.state.lock().attributes.clone();
            match own.and_then(|dict| dict.get_name(name)) {
                Some(value) => Ok(Done::Value(value)),
                None => Err(missing(ctx, object, name)),
            }
        }
        Value::BoundMethod(method) => {
            // What CPython's methods have not in their class is their function's.
            let names = &ctx.interpreter.names;
            let of_function = name == &names.module || name == &names.dict;
            if !of_function && let Some(attribute) = ctx.interpreter.types.method.lookup(name) {
                return bind(ctx, attribute, object);
            }
            let function = method.function.clone();
            get(ctx, &function, name)
        }
        _ => match of_class(ctx, ctx.interpreter.class_of(object), name) {
            Some(attribute) => bind(ctx, attribute, object),
            None => Err(missing(ctx, object, name)),
        },
    }
}

fn get_of_class(ctx: &mut Context<'_>, class: &Ref<Class>, name: &Name) -> NativeResult {
    let object = Value::Class(class.clone());
    let of_meta = ctx.interpreter.class_of(&object).lookup(name);
    if let Some(attribute) = &of_meta
        && is_data_descriptor(attribute)
    {
        // `object` has `__class__`, `__dict__`, `__doc__`… of instances: `type` must have its own before them.
        return bind(ctx, attribute.clone(), &object);
    }
    if let Some(attribute) = class.lookup(name) {
        return bind_in_class(ctx, attribute, class);
    }
    match of_meta {
        Some(attribute) => bind(ctx, attribute, &object),
        None => {
            let kind = render::name_in_messages(ctx.interpreter, class);
            let text = format!("type object '{kind}' has no attribute '{}'", name.as_str());
            Err(with_name_and_object(ctx, &text, name, &object))
        }
    }
}

fn get_of_super(ctx: &mut Context<'_>, bound: &Super, object: &Value, name: &Name) -> NativeResult {
    if name == &ctx.interpreter.names.class {
        return done(Value::Class(ctx.interpreter.types.super_.clone()));
    }
    let found = lookup_after(&bound.receiver_class, &bound.class, name);
    match found {
        Some(attribute) => match &bound.receiver {
            // In a classmethod or `__new__`: as found in the class.
            Value::Class(class) if class.is_subclass(&bound.class) => bind_in_class(ctx, attribute, class),
            receiver => {
                if let Value::ClassMethod(wrapper) = &attribute {
                    return bind_class_method(
                        ctx,
                        &wrapper.function,
                        Value::Class(bound.receiver_class.clone()),
                    );
                }
                bind(ctx, attribute, receiver)
            }
        },
        None => match ctx.interpreter.types.super_.own(name) {
            Some(attribute) => bind(ctx, attribute, object),
            None => {
                let text = format!("'super' object has no attribute '{}'", name.as_str());
                Err(with_name_and_object(ctx, &text, name, object))
            }
        },
    }
}

/// An attribute in the MRO of `start`, after `after`.
pub(crate) fn lookup_after(start: &Ref<Class>, after: &Ref<Class>, name: &Name) -> Option<Value> {
    // Where nothing comes between, what follows `after` is what the class after it looks through, which remembers what it finds.
    if let Some(next) = after.sole_successor(start) {
        return next.lookup(name);
    }
    let mro = start.mro();
    let at = mro.iter().position(|class| class.is(after))?;
    mro[at + 1..].iter().find_map(|class| class.own(name))
}

/// A `super` object.
pub(crate) fn make_super(ctx: &Context<'_>, class: &Value, receiver: &Value) -> Result<Value, Value> {
    let Value::Class(class) = class else {
        return Err(
            ctx.type_error(format!("super() argument 1 must be a type, not {}", ctx.type_name(class)))
        );
    };
    let receiver_class = match receiver {
        Value::Class(receiver) if receiver.is_subclass(class) => receiver.clone(),
        other => ctx.interpreter.class_of(other).clone(),
    };
    if !receiver_class.is_subclass(class) {
        return Err(ctx.type_error("super(type, obj): obj must be an instance or subtype of type"));
    }
    Ok(Value::Super(Ref::new(Super { class: class.clone(), receiver: receiver.clone(), receiver_class })))
}

/// `AttributeError` for an object that does not have it.
#[cold]
pub(crate) fn missing(ctx: &Context<'_>, object: &Value, name: &Name) -> Value {
    with_name_and_object(ctx, &lack(ctx, object, name), name, object)
}

/// The same where it was to be set or deleted. CPython hints at other names only where one was to be read.
#[cold]
fn unchangeable(ctx: &Context<'_>, object: &Value, name: &Name) -> Value {
    ctx.attribute_error(lack(ctx, object, name))
}

fn lack(ctx: &Context<'_>, object: &Value, name: &Name) -> String {
    format!("'{}' object has no attribute '{}'", ctx.type_name(object), name.as_str())
}

#[cold]
fn with_name_and_object(ctx: &Context<'_>, text: &str, name: &Name, object: &Value) -> Value {
    let error = ctx.attribute_error(text);
    note(ctx, &error, name, object);
    error
}

/// Says in the exception which attribute of which object was asked for.
fn note(ctx: &Context<'_>, error: &Value, name: &Name, object: &Value) {
    if let Value::Instance(instance) = error {
        instance.set(&ctx.interpreter.intern("name"), name.to_value());
        instance.set(&ctx.interpreter.intern("obj"), object.clone());
    }
}

/// An `AttributeError` of a `__getattr__` written in Python says which attribute of which object was asked for, as CPython's.
fn naming(ctx: &mut Context<'_>, found: NativeResult, object: Value, name: Name) -> NativeResult {
    crate::native::compose(ctx, found, move |ctx, result| {
        let error = match result {
            Ok(value) => return Ok(Done::Value(value)),
            Err(error) => error,
        };
        if let Value::Instance(instance) = &error
            && ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error)
            && instance.get(&ctx.interpreter.intern("name")).is_none()
        {
            note(ctx, &error, &name, &object);
        }
        Err(error)
    })
}

/// `object.name = value`, or `del object.name` if the value is unbound.
pub(crate) fn set(ctx: &mut Context<'_>, object: &Value, name: &Name, value: Value) -> NativeResult {
    let class = ctx.interpreter.class_of(object);
    let deleting = value.is_unbound();
    let (wanted, special) = if deleting {
        (flag::DELATTR, &ctx.interpreter.names.delattr)
    } else {
        (flag::SETATTR, &ctx.interpreter.names.setattr)
    };
    if class.has(wanted)
        && let Some(method) = class.lookup(special)
        && !is_method_of(&method, &ctx.interpreter.types.object)
    {
        let mut args = vec![name.to_value()];
        if !deleting {
            args.push(value);
        }
        return call_bound(ctx, method, object, args);
    }
    set_plainly(ctx, object, name, value)
}

/// `object.__setattr__(name, value)`, or `__delattr__(name)` if the value is unbound.
pub(crate) fn set_plainly(ctx: &mut Context<'_>, object: &Value, name: &Name, value: Value) -> NativeResult {
    let interpreter = ctx.interpreter;
    let deleting = value.is_unbound();
    let class = interpreter.class_of(object);
    let of_class = class.lookup(name);
    if let Some(attribute) = &of_class {
        match attribute {
            Value::Property(property) => {
                return descriptor::change(ctx, property, object, value);
            }
            Value::Member(member) => {
                let Some(set) = member.set else {
                    return Err(ctx.attribute_error(format!(
                        "attribute '{}' of '{}' objects is not writable",
                        name.as_str(),
                        class.name.as_str()
                    )));
                };
                set(ctx, object, value)?;
                return none();
            }
            Value::Native(native) if native.data::<TupleField>().is_some() => {
                let done = if deleting { "delete" } else { "set" };
                return Err(ctx.attribute_error(format!("can't {done} attribute")));
            }
            Value::Instance(instance) if instance.class.has(flag::DATA_DESCRIPTOR) => {
                let special = if deleting { &interpreter.names.delete } else { &interpreter.names.set };
                if let Some(method) = instance.class.lookup(special) {
                    let mut args = vec![object.clone()];
                    if !deleting {
                        args.push(value);
                    }
                    return call_bound(ctx, method, attribute, args);
                }
                return Err(ctx.attribute_error(special.as_str()));
            }
            _ => {}
        }
    }
    match object {
        Value::Instance(instance) => {
            if instance.class.has(flag::NO_DICT) && !interpreter.has_slot(&instance.class, name) {
                return Err(match of_class {
                    Some(_) => ctx.attribute_error(format!(
                        "'{}' object attribute '{}' is read-only",
                        class.name.as_str(),
                        name.as_str()
                    )),
                    None => unchangeable(ctx, object, name),
                });
            }
            if deleting {
                return match instance.remove(name) {
                    Some(_) => none(),
                    None if interpreter.has_slot(&instance.class, name) => {
                        Err(ctx.attribute_error(name.as_str()))
                    }
                    None => Err(unchangeable(ctx, object, name)),
                };
            }
            instance.set(name, value);
            none()
        }
        Value::Class(class) => {
            if class.has(flag::BUILTIN) {
                return Err(ctx.type_error(format!(
                    "cannot set '{}' attribute of immutable type '{}'",
                    name.as_str(),
                    class.name.as_str()
                )));
            }
            if deleting {
                return match class.remove(name) {
                    Some(_) => none(),
                    None => {
                        let text = format!(
                            "type object '{}' has no attribute '{}'",
                            class.name.as_str(),
                            name.as_str()
                        );
                        Err(ctx.attribute_error(text))
                    }
                };
            }
            interpreter.set_class_attribute(class, name, value);
            none()
        }
        Value::Module(module) => {
            if deleting {
                return match module.globals.remove_name(name) {
                    Some(_) => none(),
                    None => {
                        let text =
                            format!("module '{}' has no attribute '{}'", module.name.as_str(), name.as_str());
                        Err(ctx.attribute_error(text))
                    }
                };
            }
            module.globals.set_name(name, value);
            none()
        }
        Value::Function(function) => {
            let dict = function.state.lock().attributes.get_or_insert_default().clone();
            if deleting {
                return match dict.remove_name(name) {
                    Some(_) => none(),
                    None => Err(unchangeable(ctx, object, name)),
                };
            }
            dict.set_name(name, value);
            none()
        }
        _ => Err(match of_class {
            Some(_) => ctx.attribute_error(format!(
                "'{}' object attribute '{}' is read-only",
                class.name.as_str(),
                name.as_str()
            )),
            None => unchangeable(ctx, object, name),
        }),
    }
}

/// Whether an object certainly has no such attribute, so that nobody needs to be told by an exception.
pub(crate) fn is_absent(object: &Value, name: &Name) -> bool {
    let Value::Instance(instance) = object else { return false };
    !instance.class.has(flag::GETATTR | flag::GETATTRIBUTE)
        && instance.class.lookup(name).is_none()
        && instance.get(name).is_none()
}

/// `getattr(object, name, default)`: without a default the `AttributeError` is passed on.
pub(crate) fn get_or(
    ctx: &mut Context<'_>,
    object: &Value,
    name: &Name,
    default: Option<Value>,
) -> NativeResult {
    if default.is_some() && is_absent(object, name) {
        return done(default.unwrap_or_default());
    }
    let result = get(ctx, object, name);
    match default {
        None => result,
        Some(default) => crate::native::compose(ctx, result, move |ctx, result| match result {
            Ok(value) => Ok(Done::Value(value)),
            Err(error)
                if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error) =>
            {
                Ok(Done::Value(default))
            }
            Err(error) => Err(error),
        }),
    }
}

impl Interpreter {
    /// Sets an attribute of a class and keeps what is known of the class true.
    pub(crate) fn set_class_attribute(&self, class: &Ref<Class>, name: &Name, value: Value) {
        if is_data_descriptor(&value) {
            class.retire_shapes();
        }
        class.set(name, value);
        self.update_flags(class, name);
    }

    /// A native method of a value's class, bound.
    pub(crate) fn bound_native<T: crate::reference::Object>(&self, receiver: &Ref<T>, name: &Name) -> Value
    where
        Value: From<Ref<T>>,
    {
        let value = Value::from(receiver.clone());
        let method = self.class_of(&value).lookup(name).unwrap_or(Value::None);
        bound_method(method, value)
    }
}

impl From<Ref<crate::generator::Generator>> for Value {
    fn from(generator: Ref<crate::generator::Generator>) -> Value {
        Value::Generator(generator)
    }
}

/// The attribute of an object for code that wants to try: `None` if there is none. Natively only.
pub(crate) fn peek(ctx: &mut Context<'_>, object: &Value, name: &Name) -> Option<Value> {
    match get_plainly(ctx, object, name) {
        Ok(Done::Value(value)) => Some(value),
        _ => None,
    }
}

/// Calls a method by name, found as an attribute.
pub(crate) fn call_method(
    ctx: &mut Context<'_>,
    object: &Value,
    name: &Name,
    args: Vec<Value>,
) -> NativeResult {
    let method = get(ctx, object, name);
    crate::native::and_then(ctx, method, move |_, method| call(method, args))
}

/// As [`call_method`], where exceptions are looked at too.
#[allow(dead_code)]
pub(crate) fn call_method_catch(
    ctx: &mut Context<'_>,
    object: &Value,
    name: &Name,
    args: Vec<Value>,
    then: impl FnOnce(&mut Context<'_>, Result<Value, Value>) -> NativeResult + Send + 'static,
) -> NativeResult {
    let method = get(ctx, object, name);
    crate::native::and_then(ctx, method, move |_, method| call_catch(method, args, then))
}

//! How classes are made: `__build_class__`, `type.__new__`.

use crate::class::{Class, flag, linearize};
use crate::dict::Key;
use crate::interpreter::attribute::{bound_method, lookup_after};
use crate::interpreter::call::is_method_of;
use crate::interpreter::space::Space;
use crate::interpreter::{Interpreter, item, slots};
use crate::native::{Args, Body, Call, Context, Done, NativeResult, and_then, compose, done, none};
use crate::objects::{Function, Wrapper};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::{Truth, Value};

/// `__build_class__(function, name, *bases, metaclass=None, **keywords)`
pub(crate) fn build_class(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (Some(Value::Function(function)), Some(name)) = (args.get(0), args.get(1)) else {
        return Err(ctx.type_error("__build_class__: func must be a function"));
    };
    let bases = args.positional()[2..].to_vec();
    let mut metaclass = Value::Unbound;
    let mut keywords = Vec::new();
    for (key, value) in args.keywords() {
        if key == &ctx.interpreter.names.metaclass {
            metaclass = value.clone();
        } else {
            keywords.push((key.clone(), value.clone()));
        }
    }
    let (function, name) = (function.clone(), name.clone());
    let then = move |ctx: &mut Context<'_>, bases, original| {
        prepare(ctx, function, name, bases, original, metaclass, keywords)
    };
    resolve_bases(ctx, bases, 0, None, Box::new(then))
}

/// Continues with the bases, and with those written if they differ.
type WithBases = Box<dyn FnOnce(&mut Context<'_>, Vec<Value>, Option<Value>) -> NativeResult + Send>;

/// Bases that are no classes say by `__mro_entries__` what stands for them; each is told all bases as they were written. `from`: those
/// before this place are settled.
fn resolve_bases(
    ctx: &mut Context<'_>,
    bases: Vec<Value>,
    from: usize,
    written: Option<Value>,
    then: WithBases,
) -> NativeResult {
    let entries = ctx.interpreter.intern("__mro_entries__");
    let odd = bases[from..].iter().position(|base| {
        !matches!(base, Value::Class(_)) && ctx.interpreter.class_of(base).lookup(&entries).is_some()
    });
    let Some(at) = odd.map(|at| from + at) else { return then(ctx, bases, written) };
    let written = written.unwrap_or_else(|| Value::tuple(bases.clone()));
    let method =
        crate::interpreter::attribute::call_method(ctx, &bases[at].clone(), &entries, vec![written.clone()]);
    and_then(ctx, method, move |ctx, replacement| {
        let Some(items) = replacement.as_tuple().and_then(|_| replacement.sequence_items()) else {
            return Err(ctx.type_error("__mro_entries__ must return a tuple"));
        };
        let (mut bases, count) = (bases, items.len());
        bases.splice(at..=at, items);
        resolve_bases(ctx, bases, at + count, Some(written), then)
    })
}

fn prepare(
    ctx: &mut Context<'_>,
    function: Ref<Function>,
    name: Value,
    bases: Vec<Value>,
    original: Option<Value>,
    metaclass: Value,
    keywords: Vec<(Name, Value)>,
) -> NativeResult {
    let metaclass = winner(ctx, metaclass, &bases)?;
    let user_prepare = match &metaclass {
        Value::Class(meta) => meta.lookup(&ctx.interpreter.names.prepare).filter(
            |p| !matches!(p, Value::ClassMethod(w) if matches!(w.function, Value::NativeFunction(_))),
        ),
        _ => None,
    };
    let prepared = user_prepare.map_or_else(
        || done(Value::empty_dict()),
        |prepare| {
            let callable = match prepare {
                Value::ClassMethod(wrapper) => bound_method(wrapper.function.clone(), metaclass.clone()),
                Value::StaticMethod(wrapper) => wrapper.function.clone(),
                other => other,
            };
            let mut args = vec![name.clone(), Value::tuple(bases.clone())];
            args.extend(keywords.iter().map(|(_, value)| value.clone()));
            let names = keywords.iter().map(|(name, _)| name.clone()).collect();
            Ok(Done::Call(Box::new(Call { callable, args, names, then: None })))
        },
    );
    and_then(ctx, prepared, move |ctx, prepared| {
        let Some(space) = Space::of(ctx, &prepared) else {
            let of = match &metaclass {
                Value::Class(meta) => meta.name.as_str(),
                _ => "<metaclass>",
            };
            let given = ctx.type_name(&prepared);
            return Err(ctx.type_error(format!("{of}.__prepare__() must return a mapping, not {given}")));
        };
        let filled = match original {
            Some(bases) => item::set(ctx, &prepared, &Value::str("__orig_bases__"), bases),
            None => none(),
        };
        and_then(ctx, filled, move |_, _| {
            let then: crate::native::Then =
                Box::new(move |ctx, cell| create(ctx, metaclass, name, bases, prepared, keywords, cell?));
            let Space { names: namespace, mapping } = space;
            Ok(Done::Body(Box::new(Body { function, namespace, mapping, then: Some(then) })))
        })
    })
}

/// Adds to the bases of a class, if it can be one beside them.
pub(crate) fn add_base(
    ctx: &Context<'_>,
    bases: &mut Vec<Ref<Class>>,
    base: &Ref<Class>,
) -> Result<(), Value> {
    if base.has(flag::FINAL) {
        return Err(ctx.type_error(format!("type '{}' is not an acceptable base type", base.name.as_str())));
    }
    if bases.iter().any(|other| other.is(base)) {
        return Err(ctx.type_error(format!("duplicate base class {}", base.name.as_str())));
    }
    bases.push(base.clone());
    Ok(())
}

/// The error that [`linearize`] finds no order for these classes.
pub(crate) fn no_order(ctx: &Context<'_>, heads: &[Ref<Class>]) -> Value {
    let names: Vec<&str> = heads.iter().map(|head| head.name.as_str()).collect();
    ctx.type_error(format!(
        "Cannot create a consistent method resolution\norder (MRO) for bases {}",
        names.join(", ")
    ))
}

/// The metaclass that derives from all others.
pub(crate) fn winner(ctx: &Context<'_>, explicit: Value, bases: &[Value]) -> Result<Value, Value> {
    let mut winner = match explicit {
        Value::Unbound => Value::Class(ctx.interpreter.types.type_.clone()),
        other => other,
    };
    for base in bases {
        let Value::Class(_) = base else {
            continue;
        };
        let meta = ctx.interpreter.class_of(base);
        let Value::Class(current) = &winner else { return Ok(winner) };
        if current.is_subclass(meta) {
            continue;
        }
        if meta.is_subclass(current) {
            winner = Value::Class(meta.clone());
            continue;
        }
        return Err(ctx.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

fn create(
    ctx: &mut Context<'_>,
    metaclass: Value,
    name: Value,
    bases: Vec<Value>,
    namespace: Value,
    keywords: Vec<(Name, Value)>,
    cell: Value,
) -> NativeResult {
    // Methods that run while the class is made may say `super()` already.
    let args = vec![name, Value::tuple(bases), namespace];
    let made = match &metaclass {
        Value::Class(meta) if meta.is(&ctx.interpreter.types.type_) => {
            type_new(ctx, &metaclass, &args, &keywords, Some(cell.clone()))
        }
        _ => {
            if let (Some(space), Value::Cell(_)) = (args[2].as_dict(), &cell) {
                space.set_name(&ctx.interpreter.names.classcell, cell.clone());
            }
            let mut all = args;
            let names: Vec<Name> = keywords.iter().map(|(name, _)| name.clone()).collect();
            all.extend(keywords.into_iter().map(|(_, value)| value));
            Ok(Done::Call(Box::new(Call { callable: metaclass, args: all, names, then: None })))
        }
    };
    and_then(ctx, made, move |_, class| {
        if let Value::Cell(cell) = &cell {
            *cell.content.lock() = class.clone();
        }
        Ok(Done::Value(class))
    })
}

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`
pub(crate) fn type_new(
    ctx: &mut Context<'_>,
    metaclass: &Value,
    args: &[Value],
    keywords: &[(Name, Value)],
    cell: Option<Value>,
) -> NativeResult {
    let interpreter = ctx.interpreter;
    let [name, bases, namespace] = args else {
        return Err(
            ctx.type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", args.len()))
        );
    };
    let (Some(text), Some(base_values), Some(space)) = (name.as_str(), bases.as_tuple(), namespace.as_dict())
    else {
        let wrong = |position: usize, kind: &str, value: &Value| {
            let name = ctx.type_name(value);
            ctx.type_error(format!("type.__new__() argument {position} must be {kind}, not {name}"))
        };
        return Err(match (name.as_str(), bases.as_tuple()) {
            (None, _) => wrong(1, "str", name),
            (_, None) => wrong(2, "tuple", bases),
            _ => wrong(3, "dict", namespace),
        });
    };
    let mut bases = Vec::new();
    for base in base_values.iter() {
        let Value::Class(base) = base else {
            return Err(ctx.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            ));
        };
        add_base(ctx, &mut bases, base)?;
    }
    if bases.is_empty() {
        bases.push(interpreter.types.object.clone());
    }
    // What the bases are made of: the nearest class that makes a payload by a `__new__` of its own, or has slots.
    let makes = |class: &Ref<Class>| {
        class.has(flag::OWN_SLOTS)
            || class.has(flag::BUILTIN)
                && class.has(flag::PAYLOAD)
                && class.own(&interpreter.names.new).is_some()
    };
    let solid = |base: &Ref<Class>| base.mro().into_iter().find(makes);
    let mut layout: Option<Ref<Class>> = None;
    for base in bases.iter().filter_map(solid) {
        match &layout {
            Some(other) if other.is_subclass(&base) => {}
            Some(other) if !base.is_subclass(other) => {
                return Err(ctx.type_error("multiple bases have instance lay-out conflict"));
            }
            _ => layout = Some(base),
        }
    }
    let ancestors = linearize(&bases).map_err(|heads| no_order(ctx, &heads))?;
    let meta = match metaclass {
        Value::Class(meta) if !meta.is(&interpreter.types.type_) => Some(meta.clone()),
        _ => bases.iter().find_map(|base| base.metaclass.clone()),
    };
    let class = Class::new(interpreter.intern_str(text), bases.clone(), ancestors, meta, 0);
    interpreter.register_class(&class);
    let names = &interpreter.names;
    let mut to_name = Vec::new();
    let mut cell = cell;
    for (key, value) in space.items() {
        let Some(key) = key.as_str() else { continue };
        let key = interpreter.intern_str(key);
        if key == names.qualname {
            *class.qualname.lock() = value;
            continue;
        }
        if key == names.classcell {
            cell = Some(value);
            continue;
        }
        let value = match value {
            Value::Function(_) if key == names.new => {
                Value::StaticMethod(Ref::new(Wrapper { function: value }))
            }
            Value::Function(_) if key == names.init_subclass || key == names.class_getitem => {
                Value::ClassMethod(Ref::new(Wrapper { function: value }))
            }
            value => value,
        };
        match &value {
            Value::Property(property) => {
                property.name.lock().get_or_insert_with(|| key.clone());
            }
            Value::Instance(instance) if instance.class.lookup(&names.set_name).is_some() => {
                to_name.push((key.clone(), value.clone()));
            }
            _ => {}
        }
        class.set(&key, value);
    }
    slots::declare(ctx, &class, &bases)?;
    if class.own(&names.module).is_none() {
        let module =
            ctx.thread.frames().next().and_then(|frame| frame.function.globals.get_name(&names.name));
        class.set(&names.module, module.unwrap_or_else(|| interpreter.intern("builtins").to_value()));
    }
    if class.own(&names.doc).is_none() {
        class.set(&names.doc, Value::None);
    }
    if class.own(&names.eq).is_some() && class.own(&names.hash).is_none() {
        class.set(&names.hash, Value::None);
    }
    interpreter.compute_flags(&class);
    for base in &bases {
        base.add_subclass(&class);
    }
    if let Some(Value::Cell(cell)) = &cell {
        *cell.content.lock() = Value::Class(class.clone());
    }
    let keywords = keywords.to_vec();
    set_names(ctx, class, to_name, keywords)
}

/// Calls `__set_name__` of the attributes, one after the other, then `__init_subclass__`.
fn set_names(
    ctx: &mut Context<'_>,
    class: Ref<Class>,
    mut to_name: Vec<(Name, Value)>,
    keywords: Vec<(Name, Value)>,
) -> NativeResult {
    if to_name.is_empty() {
        return init_subclass(ctx, class, keywords);
    }
    let (name, value) = to_name.remove(0);
    let set_name = ctx.interpreter.names.set_name.clone();
    let args = vec![Value::Class(class.clone()), name.to_value()];
    let result = crate::interpreter::call::call_special(ctx, &value, &set_name, args).unwrap_or_else(none);
    compose(ctx, result, move |ctx, result| {
        if let Err(cause) = result {
            let error = ctx.runtime_error(format!(
                "Error calling __set_name__ on '{}' instance '{}' in '{}'",
                ctx.type_name(&value),
                name.as_str(),
                class.name.as_str()
            ));
            if let Some(state) = error.as_exception() {
                let mut fields = state.fields.lock();
                fields.cause = cause;
                fields.suppress_context = true;
            }
            return Err(error);
        }
        set_names(ctx, class, to_name, keywords)
    })
}

fn init_subclass(ctx: &mut Context<'_>, class: Ref<Class>, keywords: Vec<(Name, Value)>) -> NativeResult {
    let method = lookup_after(&class, &class, &ctx.interpreter.names.init_subclass);
    let function = match method {
        Some(Value::ClassMethod(wrapper)) => wrapper.function.clone(),
        Some(other) => other,
        None => return done(Value::Class(class)),
    };
    if is_method_of(&function, &ctx.interpreter.types.object) && keywords.is_empty() {
        return done(Value::Class(class));
    }
    let result = Value::Class(class.clone());
    let names: Vec<Name> = keywords.iter().map(|(name, _)| name.clone()).collect();
    let args = keywords.into_iter().map(|(_, value)| value).collect();
    let callable = bound_method(function, Value::Class(class));
    let then: crate::native::Then = Box::new(move |_, value| value.map(|_| Done::Value(result)));
    Ok(Done::Call(Box::new(Call { callable, args, names, then: Some(then) })))
}

impl Interpreter {
    /// What is known of a new class by its own attributes.
    fn compute_flags(&self, class: &Ref<Class>) {
        for (key, _) in class.own_items() {
            if let Some(key) = key.as_str() {
                self.update_flags(class, &self.intern_str(key));
            }
        }
        let is_abc = class
            .metaclass
            .as_ref()
            .is_some_and(|meta| meta.mro().iter().any(|m| m.name.as_str() == "ABCMeta"));
        if is_abc {
            self.compute_abstract(class);
        }
    }

    fn compute_abstract(&self, class: &Ref<Class>) {
        let mut names = Vec::new();
        for (key, value) in class.own_items() {
            if self.is_abstract(&value) {
                names.push(key);
            }
        }
        for ancestor in class.bases.lock().clone() {
            let Some(set) = ancestor.lookup(&self.names.abstractmethods) else { continue };
            for key in set.as_any_set().map(|s| s.items()).unwrap_or_default() {
                let Some(text) = key.as_str() else { continue };
                let now = class.lookup(&self.intern_str(text));
                if now.is_some_and(|value| self.is_abstract(&value))
                    && !names.iter().any(|n| n.as_text() == key.as_text())
                {
                    names.push(key);
                }
            }
        }
        let mut table = crate::set::SetTable::default();
        for name in &names {
            if let Some(text) = name.as_str() {
                table.insert(Key { hash: text.hash(), value: name.clone(), resolved: false, exotic: false });
            }
        }
        class
            .set(&self.names.abstractmethods, Value::FrozenSet(Ref::new(crate::set::Set::from_table(table))));
        if names.is_empty() {
            class.clear_flags(flag::ABSTRACT);
        } else {
            class.set_flags(flag::ABSTRACT);
        }
    }

    fn is_abstract(&self, value: &Value) -> bool {
        match value.payload() {
            Value::Function(function) => {
                let attributes = function.state.lock().attributes.clone();
                attributes
                    .and_then(|dict| dict.get_name(&self.names.isabstractmethod))
                    .is_some_and(|flag| matches!(flag, Value::Bool(Truth::True)))
            }
            Value::Property(property) => {
                let parts = property.parts.lock().clone();
                parts.all()[..3].iter().any(|part| self.is_abstract(part))
            }
            Value::ClassMethod(wrapper) | Value::StaticMethod(wrapper) => self.is_abstract(&wrapper.function),
            _ => false,
        }
    }

    /// What an attribute just set in a class says about it and its subclasses.
    pub(crate) fn update_flags(&self, class: &Ref<Class>, name: &Name) {
        let names = &self.names;
        if !name.as_str().starts_with("__") {
            return;
        }
        let flags = if name == &names.eq {
            flag::USER_EQ
        } else if name == &names.hash {
            flag::USER_HASH
        } else if name == &names.getattr {
            flag::GETATTR
        } else if name == &names.getattribute {
            flag::GETATTRIBUTE
        } else if name == &names.setattr {
            flag::SETATTR
        } else if name == &names.delattr {
            flag::DELATTR
        } else if name == &names.del {
            flag::FINALIZER
        } else if name == &names.class {
            flag::TELLS_CLASS
        } else if name == &names.get {
            flag::DESCRIPTOR
        } else if name == &names.set || name == &names.delete {
            flag::DATA_DESCRIPTOR | flag::DESCRIPTOR
        } else if name == &names.lt
            || name == &names.le
            || name == &names.gt
            || name == &names.ge
            || name == &names.ne
        {
            // `__ne__` alone is rare, and asking Python is always right.
            if name == &names.ne { flag::USER_EQ | flag::USER_ORDER } else { flag::USER_ORDER }
        } else {
            return;
        };
        class.set_flags(flags);
        class.retire_shapes();
        for subclass in class.subclasses() {
            self.update_flags(&subclass, name);
        }
    }
}

//! Attributes and classes: `getattr` and its kin, `isinstance`, `dir`, `vars`.

use std::collections::BTreeSet;

use crate::class::{Class, flag};
use crate::interpreter::attribute;
use crate::modules::abc;
use crate::native::{Args, Context, Def, Done, NativeResult, and_then, compose, done, none};
use crate::reference::Ref;
use crate::string::Name;
use crate::value::{Truth, Value};

pub(super) const FUNCTIONS: &[Def] = &[
    Def::range("getattr", getattr, 2, 3),
    Def::new("setattr", setattr, 3),
    Def::new("hasattr", hasattr, 2),
    Def::new("delattr", delattr, 2),
    Def::new("isinstance", isinstance, 2),
    Def::new("issubclass", issubclass, 2),
    Def::range("dir", dir, 0, 1),
    Def::range("vars", vars, 0, 1),
];

fn name_argument(ctx: &Context<'_>, value: &Value) -> Result<Name, Value> {
    match value.as_str() {
        Some(name) => Ok(ctx.interpreter.intern_str(name)),
        None => Err(ctx.type_error(format!("attribute name must be string, not '{}'", ctx.type_name(value)))),
    }
}

fn getattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    attribute::get_or(ctx, &args[0], &name, args.get(2).cloned())
}

fn setattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    let result = attribute::set(ctx, &args[0], &name, args[2].clone());
    and_then(ctx, result, |_, _| none())
}

fn delattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    let result = attribute::set(ctx, &args[0], &name, Value::Unbound);
    and_then(ctx, result, |_, _| none())
}

fn hasattr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = name_argument(ctx, &args[1])?;
    if attribute::is_absent(&args[0], &name) {
        return done(false);
    }
    let found = attribute::get(ctx, &args[0], &name);
    compose(ctx, found, |ctx, result| match result {
        Ok(_) => done(true),
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error) => {
            done(false)
        }
        Err(error) => Err(error),
    })
}

// ---- classes

/// The classes that a class argument stands for: itself, those of a tuple (nested ones too) or of a union.
#[derive(Default)]
struct Wanted {
    classes: Vec<Ref<Class>>,
    /// There are others among them: objects that may have `__bases__` of their own, which only Python code can tell.
    others: bool,
    /// The class asked about derives from one. What comes after that is not looked at.
    found: bool,
}

impl Wanted {
    fn add(
        &mut self,
        ctx: &Context<'_>,
        class: &Ref<Class>,
        value: &Value,
        message: &str,
    ) -> Result<(), Value> {
        let Some(_level) = crate::compare::Level::enter() else {
            return Err(ctx.interpreter.recursion_error());
        };
        let parts = match value {
            Value::Class(wanted) => {
                self.add_class(class, wanted);
                return Ok(());
            }
            // Inside a union only; a bare None is refused by the caller.
            Value::None => {
                self.add_class(class, &ctx.interpreter.types.none_type);
                return Ok(());
            }
            other if other.as_tuple().is_some() => other.sequence_items().unwrap_or_default(),
            Value::Instance(instance) if instance.class.name.as_str() == "UnionType" => {
                let args = instance.get(&ctx.interpreter.intern("__args__"));
                args.and_then(|args| args.sequence_items()).unwrap_or_default()
            }
            Value::Instance(_) => {
                self.others = true;
                return Ok(());
            }
            _ => return Err(ctx.type_error(message)),
        };
        for part in &parts {
            if part.is_none() && value.as_tuple().is_some() {
                return Err(ctx.type_error(message));
            }
            self.add(ctx, class, part, message)?;
            if self.found {
                break;
            }
        }
        Ok(())
    }

    fn add_class(&mut self, class: &Ref<Class>, wanted: &Ref<Class>) {
        if class.is_subclass(wanted) {
            self.found = true;
        } else {
            self.classes.push(wanted.clone());
        }
    }
}

fn isinstance(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = ctx.interpreter.class_of(&args[0]).clone();
    if let Some(answer) = check_at_once(&class, &args[1])
        && (answer || !class.has(flag::TELLS_CLASS))
    {
        return done(answer);
    }
    let message = "isinstance() arg 2 must be a type, a tuple of types, or a union";
    let hook = ctx.interpreter.names.instancecheck.clone();
    check(ctx, args, class, message, hook, ["_isinstance", "_isinstance_as_told"])
}

/// Whether the class is one of these or derives from it, where no metaclass has a say.
fn check_at_once(class: &Ref<Class>, wanted: &Value) -> Option<bool> {
    match wanted {
        Value::Class(wanted) if class.is_subclass(wanted) => Some(true),
        Value::Class(wanted) => wanted.metaclass.is_none().then_some(false),
        Value::Tuple(several) => {
            let mut found = false;
            for one in several.iter() {
                let Value::Class(_) = one else { return None };
                if check_at_once(class, one)? {
                    found = true;
                    break;
                }
            }
            Some(found)
        }
        _ => None,
    }
}

/// `issubclass(args[0], args[1])`
pub(super) fn issubclass(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Class(class) = &args[0] else {
        return ctx.call_helper("_issubclass_as_told", vec![args[0].clone(), args[1].clone()]);
    };
    let message = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
    let hook = ctx.interpreter.names.subclasscheck.clone();
    check(ctx, args, class.clone(), message, hook, ["_issubclass", "_issubclass_as_told"])
}

fn check(
    ctx: &mut Context<'_>,
    args: &Args<'_>,
    class: Ref<Class>,
    message: &str,
    hook: Name,
    [helper, as_told]: [&'static str; 2],
) -> NativeResult {
    if let Value::Instance(_) = &args[1]
        && let Some(Value::Function(_)) = ctx.interpreter.class_of(&args[1]).lookup(&hook)
    {
        return ctx.call_helper(helper, vec![args[0].clone(), args[1].clone()]);
    }
    if args[1].is_none() {
        return Err(ctx.type_error(message));
    }
    let mut wanted = Wanted::default();
    wanted.add(ctx, &class, &args[1], message)?;
    if wanted.found {
        return done(true);
    }
    if wanted.others || matches!(&args[0], Value::Instance(value) if value.class.has(flag::TELLS_CLASS)) {
        return ctx.call_helper(as_told, vec![args[0].clone(), args[1].clone()]);
    }
    // Classes whose metaclass answers in Python are asked one after the other.
    let mut asked = Vec::new();
    for candidate in wanted.classes {
        // Abstract ones may remember what they would say.
        match abc::known(ctx, &candidate, &class, &hook) {
            Some(true) if asked.is_empty() => return done(true),
            Some(false) => continue,
            _ => {}
        }
        let candidate = Value::Class(candidate);
        if let Some(Value::Function(_)) = ctx.interpreter.class_of(&candidate).lookup(&hook) {
            asked.push(candidate);
        }
    }
    ask(ctx, args[0].clone(), asked.into_iter(), helper)
}

fn ask(
    ctx: &mut Context<'_>,
    value: Value,
    mut classes: std::vec::IntoIter<Value>,
    helper: &'static str,
) -> NativeResult {
    let Some(class) = classes.next() else { return done(false) };
    let answer = ctx.call_helper(helper, vec![value.clone(), class]);
    and_then(ctx, answer, move |ctx, answer| match answer {
        Value::Bool(Truth::True) => done(true),
        _ => ask(ctx, value, classes, helper),
    })
}

// ---- names

fn dir(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(value) = args.get(0) else {
        let names = super::execution::local_variables(ctx);
        let mut names: Vec<Value> = names.keys();
        names.sort_by(|a, b| a.as_text().cmp(&b.as_text()));
        return done(Value::list(names));
    };
    let name = ctx.interpreter.names.dir.clone();
    if let Some(Value::Function(_)) = ctx.interpreter.class_of(value).lookup(&name) {
        return ctx.call_helper("_dir", vec![value.clone()]);
    }
    done(Value::list(names_of(ctx, value)))
}

/// What `dir(value)` lists: attributes of the object, its class and the ancestors.
pub(crate) fn names_of(ctx: &Context<'_>, value: &Value) -> Vec<Value> {
    let mut names = BTreeSet::new();
    let mut add = |key: &Value| {
        if let Some(text) = key.as_text() {
            names.insert(text.to_owned());
        }
    };
    let add_class = |class: &Ref<Class>, add: &mut dyn FnMut(&Value)| {
        for class in class.mro() {
            class.own_items().iter().for_each(|(key, _)| add(key));
        }
    };
    match value {
        Value::Module(module) => module.globals.keys().iter().for_each(&mut add),
        Value::Class(class) => add_class(class, &mut add),
        other => {
            add_class(ctx.interpreter.class_of(other), &mut add);
            match other {
                Value::Instance(instance) => {
                    instance.items().iter().for_each(|(name, _)| add(&name.to_value()));
                }
                Value::Function(function) => {
                    let attributes = function.state.lock().attributes.clone();
                    attributes.iter().flat_map(|dict| dict.keys()).for_each(|key| add(&key));
                }
                _ => {}
            }
        }
    }
    names.into_iter().map(Value::from).collect()
}

fn vars(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(value) = args.get(0) else {
        return done(super::execution::local_mapping(ctx));
    };
    let name = ctx.interpreter.names.dict.clone();
    let found = attribute::get(ctx, value, &name);
    compose(ctx, found, |ctx, result| match result {
        Ok(dict) => Ok(Done::Value(dict)),
        Err(error) if ctx.interpreter.is_instance(&error, &ctx.interpreter.exceptions.attribute_error) => {
            Err(ctx.type_error("vars() argument must have __dict__ attribute"))
        }
        Err(error) => Err(error),
    })
}

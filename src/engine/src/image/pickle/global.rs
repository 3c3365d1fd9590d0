//! Functions and classes by name.

use crate::class::Class;
use crate::native::Context;
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;

/// Module and qualified name of a function or class, checked as CPython does: it must be found there.
pub(in crate::image) fn name_of(
    ctx: &Context<'_>,
    value: &Value,
    reduced: Option<&str>,
) -> Result<(String, String), Value> {
    let qualname = match reduced {
        Some(name) => name.to_owned(),
        None => qualname(value).unwrap_or_default(),
    };
    let module_name = match module(ctx, value) {
        Some(name) => name,
        None => which_module(ctx, value, &qualname),
    };
    let fail =
        |why: String| super::error(ctx, "PicklingError", format!("Can't pickle {}: {why}", repr(ctx, value)));
    if qualname.split('.').any(|part| part == "<locals>") {
        return Err(ctx.attribute_error(format!("Can't pickle local object '{qualname}'")));
    }
    let Some(Value::Module(module)) = ctx.interpreter.modules.get_text(&module_name) else {
        return Err(fail(format!("import of module '{module_name}' failed")));
    };
    match find(ctx, &module, &qualname) {
        None => Err(fail(format!("attribute lookup {qualname} on {module_name} failed"))),
        Some(found) if !found.is(value) => {
            Err(fail(format!("it's not the same object as {module_name}.{qualname}")))
        }
        Some(_) => Ok((module_name, qualname)),
    }
}

/// The object of a qualified name.
pub(super) fn find(ctx: &Context<'_>, module: &Ref<Module>, qualname: &str) -> Option<Value> {
    let mut parts = qualname.split('.');
    let first = parts.next()?;
    let mut found = match module.globals.get_text(first) {
        Some(value) => value,
        // Classes of the machine that no program can name.
        None if module.name.as_str() == "builtins" => {
            let types = &ctx.interpreter.types;
            let nameless = [&types.none_type, &types.ellipsis, &types.not_implemented];
            match nameless.into_iter().find(|class| class.name.as_str() == first) {
                Some(class) => Value::Class(class.clone()),
                // What makes iterators that have come half way.
                None => ctx.interpreter.helpers.get_text(first)?,
            }
        }
        None => return None,
    };
    for part in parts {
        let name = ctx.interpreter.intern(part);
        found = match &found {
            Value::Class(class) => class.lookup(&name)?,
            Value::Module(module) => module.globals.get_name(&name)?,
            Value::Instance(instance) => instance.get(&name)?,
            _ => return None,
        };
        if let Value::StaticMethod(wrapper) = &found {
            let function = wrapper.function.clone();
            found = function;
        }
    }
    Some(found)
}

fn qualname(value: &Value) -> Option<String> {
    match value {
        Value::Function(function) => function.state.lock().qualname.as_text().map(str::to_owned),
        Value::NativeFunction(function) => Some(function.qualname()),
        Value::Class(class) => class.qualname.lock().as_text().map(str::to_owned),
        _ => None,
    }
}

fn module(ctx: &Context<'_>, value: &Value) -> Option<String> {
    let module = match value {
        Value::Function(function) => function.state.lock().module.clone(),
        Value::NativeFunction(function) => return Some(function.module.to_owned()),
        Value::Class(class) => class.lookup(&ctx.interpreter.names.module)?,
        Value::Instance(instance) => instance
            .get(&ctx.interpreter.names.module)
            .or_else(|| instance.class.lookup(&ctx.interpreter.names.module))?,
        _ => return None,
    };
    module.as_text().map(str::to_owned)
}

/// The module that has the object under this name.
fn which_module(ctx: &Context<'_>, value: &Value, qualname: &str) -> String {
    for (name, module) in ctx.interpreter.modules.items() {
        if let (Some(name), Value::Module(module)) = (name.as_text(), &module)
            && name != "__main__"
            && name != "__mp_main__"
            && find(ctx, module, qualname).is_some_and(|found| found.is(value))
        {
            return name.to_owned();
        }
    }
    "__main__".to_owned()
}

/// `repr(value)` of what is saved by name.
fn repr(ctx: &Context<'_>, value: &Value) -> String {
    match value {
        Value::Class(class) => format!("<class '{}'>", dotted(ctx, class)),
        Value::Function(_) => {
            format!("<function {} at 0x{:x}>", qualname(value).unwrap_or_default(), ctx.interpreter.id(value))
        }
        Value::NativeFunction(function) if function.owner.is_none() => {
            format!("<built-in function {}>", function.def.name)
        }
        _ => format!("<{} object at 0x{:x}>", type_name(ctx, value), ctx.interpreter.id(value)),
    }
}

fn dotted(ctx: &Context<'_>, class: &Ref<Class>) -> String {
    let value = Value::Class(class.clone());
    let name = qualname(&value).unwrap_or_default();
    match module(ctx, &value).as_deref() {
        None | Some("builtins") => name,
        Some(module) => format!("{module}.{name}"),
    }
}

/// Name of a value's class as CPython's C code shows it: with its module for types that are not builtin.
pub(super) fn type_name(ctx: &Context<'_>, value: &Value) -> String {
    match value {
        // Whatever module says it has them.
        Value::Lock(lock) => match lock.kind() {
            crate::lock::LockKind::Lock => "_thread.lock".to_owned(),
            crate::lock::LockKind::RLock => "_thread.RLock".to_owned(),
        },
        Value::Instance(_) => ctx.type_name(value),
        _ => dotted(ctx, ctx.interpreter.class_of(value)),
    }
}

/// `repr(module)`
pub(super) fn module_repr(module: &Ref<Module>) -> String {
    let name = module.name.as_str();
    match module.globals.get_text("__file__") {
        Some(file) if file.as_text().is_some() => {
            format!("<module '{name}' from '{}'>", file.as_text().unwrap_or_default())
        }
        _ => format!("<module '{name}' (built-in)>"),
    }
}

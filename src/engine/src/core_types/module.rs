//! Modules as objects.

use crate::dict::Dict;
use crate::native::{Args, Context, Def, Done, NativeResult, TypeDef, done, none};
use crate::objects::Module;
use crate::reference::Ref;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: &[Def::any("__init__", init), Def::new("__repr__", repr, 0)],
    doc: "Create a module object.",
    ..TypeDef::EMPTY
};

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    // Whatever a deriving class is made with: `__init__` says the name.
    let name = args.get(1).and_then(Value::as_text).unwrap_or_default();
    let name = ctx.interpreter.intern(name);
    let names = &ctx.interpreter.names;
    let globals = Ref::new(Dict::new());
    globals.set_name(&names.name, Value::None);
    globals.set_name(&names.doc, Value::None);
    globals.set_name(&names.package, Value::None);
    globals.set_name(&names.spec, Value::None);
    if let Some(builtins) = ctx.interpreter.modules.get_text("builtins") {
        globals.set_name(&names.builtins, builtins);
    }
    let made = ctx.construct(&args[0], Value::Module(Ref::new(Module { name, globals: globals.clone() })))?;
    if let Done::Value(Value::Instance(instance)) = &made {
        instance.set_dict(globals);
    }
    Ok(made)
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [name, doc] = args.bind(ctx, "module", 1, ["name", "doc"], 1)?;
    let Value::Module(module) = args.this().payload() else { return none() };
    ctx.text(&name, "module() argument 'name'")?;
    let names = &ctx.interpreter.names;
    module.globals.set_name(&names.name, name);
    module.globals.set_name(&names.doc, if doc.is_unbound() { Value::None } else { doc });
    none()
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Module(module) = args.this().payload() else { return done("<module>") };
    let own = module.globals.get_name(&ctx.interpreter.names.name);
    let name = own.as_ref().and_then(Value::as_text).unwrap_or(module.name.as_str());
    let file = module.globals.get_name(&ctx.interpreter.names.file);
    done(match file.as_ref().and_then(|file| file.as_text()) {
        Some(file) if !file.starts_with('<') => format!("<module '{name}' from '{file}'>"),
        _ if crate::modules::find(name).is_some() || name == "builtins" => {
            format!("<module '{name}' (built-in)>")
        }
        Some(_) => format!("<module '{name}' (frozen)>"),
        None => format!("<module '{name}'>"),
    })
}

//! Functions, methods and cells as objects.

use crate::code::CodeObject;
use crate::dict::Dict;
use crate::guard::Guard;
use crate::interpreter::attribute::bound_method;
use crate::interpreter::call::with_names;
use crate::interpreter::render;
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done};
use crate::objects::{Cell, Function, FunctionState};
use crate::reference::Ref;
use crate::value::Value;

type Read = Result<Value, Value>;

fn function<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ref<Function>, Value> {
    match value {
        Value::Function(function) => Ok(function),
        _ => Err(ctx.type_error("descriptor requires a 'function' object")),
    }
}

macro_rules! function_field {
    ($get:ident $set:ident $field:ident $accept:expr) => {
        fn $get(ctx: &mut Context<'_>, value: &Value) -> Read {
            Ok(function(ctx, value)?.state.lock().$field.clone())
        }
        fn $set(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
            let accept: fn(&Context<'_>, Value) -> Read = $accept;
            let new = accept(ctx, new)?;
            let old = std::mem::replace(&mut function(ctx, value)?.state.lock().$field, new);
            drop(old);
            Ok(())
        }
    };
}

function_field!(name set_name name |ctx, new| text(ctx, new, "__name__"));
function_field!(qualname set_qualname qualname |ctx, new| text(ctx, new, "__qualname__"));
function_field!(doc set_doc doc |_, new| Ok(none_if_deleted(new)));
function_field!(module set_module module |_, new| Ok(none_if_deleted(new)));

fn none_if_deleted(new: Value) -> Value {
    if new.is_unbound() { Value::None } else { new }
}

fn text(ctx: &Context<'_>, new: Value, name: &str) -> Read {
    match new.as_text() {
        Some(_) => Ok(new),
        None => Err(ctx.type_error(format!("{name} must be set to a string object"))),
    }
}

pub(super) const FUNCTION: TypeDef = TypeDef {
    new: Some(new_function),
    methods: &[
        Def::any("__call__", call_function),
        Def::range("__get__", get, 1, 2),
        Def::new("__repr__", function_repr, 0),
    ],
    getters: &[
        Getter { name: "__name__", get: name, set: Some(set_name) },
        Getter { name: "__qualname__", get: qualname, set: Some(set_qualname) },
        Getter { name: "__doc__", get: doc, set: Some(set_doc) },
        Getter { name: "__module__", get: module, set: Some(set_module) },
        Getter {
            name: "__code__",
            get: |ctx, value| Ok(Value::Code(in_force(function(ctx, value)?).code.clone())),
            set: Some(set_code),
        },
        Getter::new("__globals__", |ctx, value| Ok(Value::Dict(function(ctx, value)?.globals.clone()))),
        Getter::new("__builtins__", |ctx, _| Ok(Value::Dict(ctx.interpreter.builtins.clone()))),
        Getter { name: "__defaults__", get: defaults, set: Some(set_defaults) },
        Getter { name: "__kwdefaults__", get: keyword_defaults, set: Some(set_keyword_defaults) },
        Getter::new("__closure__", closure),
        Getter { name: "__annotations__", get: annotations, set: Some(set_annotations) },
    ],
    ..TypeDef::EMPTY
};

fn call_function(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    with_names(args.this().clone(), args.values()[1..].to_vec(), args.names())
}

fn get(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match &args[1] {
        Value::None => done(args.this().clone()),
        receiver => done(bound_method(args.this().clone(), receiver.clone())),
    }
}

fn function_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = function(ctx, args.this())?.state.lock().qualname.clone();
    if function(ctx, args.this())?.code.builtin {
        return done(format!("<built-in function {}>", name.as_text().unwrap_or_default()));
    }
    done(format!(
        "<function {} at {:#x}>",
        name.as_text().unwrap_or_default(),
        ctx.interpreter.id(args.this())
    ))
}

/// What a call runs.
fn in_force(function: &Ref<Function>) -> Ref<Function> {
    function.stand_in().unwrap_or_else(|| function.clone())
}

/// The function as it is, but for some of its parts.
fn with(
    function: &Ref<Function>,
    change: impl FnOnce(&mut Ref<CodeObject>, &mut Box<[Value]>, &mut Box<[Value]>),
) {
    let now = in_force(function);
    let (mut code, mut defaults, mut keyword_defaults) =
        (now.code.clone(), now.defaults.clone(), now.keyword_defaults.clone());
    change(&mut code, &mut defaults, &mut keyword_defaults);
    let state = {
        let state = function.state.lock();
        FunctionState {
            name: state.name.clone(),
            qualname: state.qualname.clone(),
            doc: state.doc.clone(),
            module: state.module.clone(),
            annotations: None,
            attributes: None,
            stand_in: None,
        }
    };
    let (globals, closure) = (now.globals.clone(), now.closure.clone());
    function.replace(Ref::new(Function::new(code, globals, defaults, keyword_defaults, closure, state)));
}

fn set_code(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let function = function(ctx, value)?;
    let Value::Code(new) = new else {
        return Err(ctx.type_error("__code__ must be set to a code object"));
    };
    let (has, wants) = (function.closure.len(), new.code.free.len());
    if has != wants {
        let text = format!(
            "{}() requires a code object with {has} free vars, not {wants}",
            function.code.name.as_str()
        );
        return Err(ctx.value_error(text));
    }
    let by_name = named_defaults(&in_force(function));
    with(function, |code, _, keyword_defaults| {
        *keyword_defaults = in_order(&new, &by_name);
        *code = new;
    });
    Ok(())
}

fn defaults(ctx: &mut Context<'_>, value: &Value) -> Read {
    let defaults = in_force(function(ctx, value)?).defaults.to_vec();
    Ok(if defaults.is_empty() { Value::None } else { Value::tuple(defaults) })
}

fn set_defaults(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let new = match none_if_deleted(new) {
        Value::None => Box::default(),
        Value::Tuple(items) => items.to_vec().into(),
        _ => return Err(ctx.type_error("__defaults__ must be set to a tuple object")),
    };
    with(function(ctx, value)?, |_, defaults, _| *defaults = new);
    Ok(())
}

/// The defaults of keyword-only parameters by their names.
fn named_defaults(function: &Function) -> Dict {
    let first = usize::from(function.code.code.positional);
    let dict = Dict::new();
    for (name, value) in function.code.local_names[first..].iter().zip(&function.keyword_defaults) {
        if !value.is_unbound() {
            dict.set_name(name, value.clone());
        }
    }
    dict
}

/// Those that keyword-only parameters of this code have.
fn in_order(code: &CodeObject, by_name: &Dict) -> Box<[Value]> {
    let first = usize::from(code.code.positional);
    let names = &code.local_names[first..first + usize::from(code.code.keyword_only)];
    names.iter().map(|name| by_name.get_name(name).unwrap_or_default()).collect()
}

fn keyword_defaults(ctx: &mut Context<'_>, value: &Value) -> Read {
    let dict = named_defaults(&in_force(function(ctx, value)?));
    Ok(if dict.is_empty() { Value::None } else { Value::Dict(Ref::new(dict)) })
}

fn set_keyword_defaults(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let function = function(ctx, value)?;
    let code = &in_force(function).code;
    let new = match none_if_deleted(new) {
        Value::None => in_order(code, &Dict::new()),
        new => match new.as_dict() {
            Some(new) => in_order(code, new),
            None => return Err(ctx.type_error("__kwdefaults__ must be set to a dict object")),
        },
    };
    with(function, |_, _, keyword_defaults| *keyword_defaults = new);
    Ok(())
}

fn closure(ctx: &mut Context<'_>, value: &Value) -> Read {
    let cells = &function(ctx, value)?.closure;
    Ok(if cells.is_empty() { Value::None } else { Value::tuple(cells.to_vec()) })
}

fn annotations(ctx: &mut Context<'_>, value: &Value) -> Read {
    Ok(Value::Dict(function(ctx, value)?.state.lock().annotations.get_or_insert_default().clone()))
}

fn set_annotations(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let new = match none_if_deleted(new) {
        Value::None => None,
        new => match new.as_dict() {
            Some(dict) => Some(dict.clone()),
            None => return Err(ctx.type_error("__annotations__ must be set to a dict object")),
        },
    };
    function(ctx, value)?.state.lock().annotations = new;
    Ok(())
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None)`
fn new_function(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [code, globals, name, defaults, closure] =
        &args.bind(ctx, "function", 1, ["code", "globals", "name", "argdefs", "closure"], 2)?;
    let wrong = |argument: &str, wanted: &str, got: &Value| {
        ctx.type_error(format!(
            "function() argument '{argument}' must be {wanted}, not {}",
            ctx.type_name(got)
        ))
    };
    let Value::Code(code) = code else { return Err(wrong("code", "code", code)) };
    let Some(globals) = globals.as_dict() else { return Err(wrong("globals", "dict", globals)) };
    let name = match name {
        Value::Unbound | Value::None => code.name.to_value(),
        name if name.as_text().is_some() => name.clone(),
        _ => return Err(ctx.type_error("arg 3 (name) must be None or string")),
    };
    let defaults: Box<[Value]> = match defaults {
        Value::Unbound | Value::None => Box::default(),
        Value::Tuple(items) => items.to_vec().into(),
        _ => return Err(ctx.type_error("arg 4 (defaults) must be None or tuple")),
    };
    let wants = code.code.free.len();
    let closure: Box<[Value]> = match closure {
        Value::Tuple(items) => items.to_vec().into(),
        Value::Unbound | Value::None if wants == 0 => Box::default(),
        _ if wants == 0 => return Err(ctx.type_error("arg 5 (closure) must be None or tuple")),
        _ => return Err(ctx.type_error("arg 5 (closure) must be tuple")),
    };
    if closure.len() != wants {
        let text =
            format!("{} requires closure of length {wants}, not {}", code.name.as_str(), closure.len());
        return Err(ctx.value_error(text));
    }
    if let Some(other) = closure.iter().find(|cell| !matches!(cell, Value::Cell(_))) {
        let text = format!("arg 5 (closure) expected cell, found {}", ctx.type_name(other));
        return Err(ctx.type_error(text));
    }
    let state = FunctionState { name, ..FunctionState::of(ctx.interpreter, code, globals) };
    let keyword_defaults = in_order(code, &Dict::new());
    let (code, globals) = (code.clone(), globals.clone());
    done(Value::Function(Ref::new(Function::new(code, globals, defaults, keyword_defaults, closure, state))))
}

pub(super) const METHOD: TypeDef = TypeDef {
    new: Some(new_method),
    methods: &[Def::any("__call__", call_function), Def::new("__repr__", method_repr, 0)],
    getters: &[
        Getter::new("__func__", |_, value| match value {
            Value::BoundMethod(method) => Ok(method.function.clone()),
            _ => Ok(Value::None),
        }),
        Getter::new("__self__", receiver),
        Getter::new("__doc__", |_, value| match value {
            Value::BoundMethod(method) => Ok(super::descriptor::doc_of(&method.function)),
            _ => Ok(Value::None),
        }),
    ],
    ..TypeDef::EMPTY
};

/// `types.MethodType(function, receiver)`
fn new_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [function, receiver] = args.rest() else {
        let count = args.rest().len();
        return Err(ctx.type_error(format!("method expected 2 arguments, got {count}")));
    };
    if receiver.is_none() {
        return Err(ctx.type_error("self must not be None"));
    }
    done(bound_method(function.clone(), receiver.clone()))
}

fn receiver(_ctx: &mut Context<'_>, value: &Value) -> Read {
    match value {
        Value::BoundMethod(method) => Ok(method.receiver.clone()),
        _ => Ok(Value::None),
    }
}

fn method_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::BoundMethod(method) = args.this() else { return done("<method>") };
    let name = match &method.function {
        Value::Function(function) => function.state.lock().qualname.as_text().unwrap_or("?").to_owned(),
        Value::NativeFunction(function) => function.qualname(),
        Value::Instance(instance) => {
            let names = [&ctx.interpreter.names.qualname, &ctx.interpreter.names.name];
            let own = names.into_iter().find_map(|name| instance.get(name));
            own.as_ref().and_then(Value::as_text).unwrap_or("?").to_owned()
        }
        _ => String::from("?"),
    };
    let text = render::repr(ctx, &method.receiver);
    crate::native::and_then(ctx, text, move |_, text| {
        done(format!("<bound method {name} of {}>", text.as_text().unwrap_or_default()))
    })
}

pub(super) const NATIVE: TypeDef = TypeDef {
    methods: &[Def::any("__call__", call_function), Def::new("__repr__", native_repr, 0)],
    getters: &[
        Getter::new("__name__", |_, value| Ok(Value::str(native(value).map_or("?", |f| f.def.name)))),
        Getter::new("__qualname__", |_, value| {
            Ok(Value::str(native(value).map_or_else(String::new, |f| f.qualname())))
        }),
        Getter::new("__doc__", |_, value| {
            Ok(native(value).filter(|f| !f.def.doc.is_empty()).map_or(Value::None, |f| Value::str(f.def.doc)))
        }),
        Getter::new("__module__", |_, value| Ok(native(value).map_or(Value::None, |f| Value::str(f.module)))),
        Getter::new("__objclass__", |_, value| {
            Ok(native(value).and_then(|f| f.owner.clone()).map_or(Value::None, Value::Class))
        }),
        Getter::new("__self__", receiver),
    ],
    ..TypeDef::EMPTY
};

/// What functions of builtin types have beside this.
pub(super) const DESCRIPTOR: TypeDef =
    TypeDef { methods: &[Def::range("__get__", get, 1, 2)], ..TypeDef::EMPTY };

fn native(value: &Value) -> Option<&Ref<crate::native::NativeFunction>> {
    match value {
        Value::NativeFunction(function) => Some(function),
        Value::BoundMethod(method) => native(&method.function),
        _ => None,
    }
}

fn native_repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(function) = native(args.this()) else { return done("<built-in>") };
    done(match (args.this(), &function.owner) {
        (Value::BoundMethod(method), _) => format!(
            "<built-in method {} of {} object at {:#x}>",
            function.def.name,
            ctx.type_name(&method.receiver),
            ctx.interpreter.id(&method.receiver)
        ),
        (_, Some(owner)) => format!("<method '{}' of '{}' objects>", function.def.name, owner.name.as_str()),
        _ => format!("<built-in function {}>", function.def.name),
    })
}

/// `types.CellType([content])`
fn new_cell(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let content = match args.rest() {
        [] => Value::Unbound,
        [content] => content.clone(),
        more => {
            return Err(ctx.type_error(format!("cell expected at most 1 argument, got {}", more.len())));
        }
    };
    done(Value::Cell(Ref::new(Cell { content: Guard::new(content) })))
}

pub(super) const CELL: TypeDef = TypeDef {
    new: Some(new_cell),
    getters: &[Getter {
        name: "cell_contents",
        get: |ctx, value| match value {
            Value::Cell(cell) => match cell.content.lock().clone() {
                Value::Unbound => Err(ctx.value_error("Cell is empty")),
                content => Ok(content),
            },
            _ => Ok(Value::None),
        },
        set: Some(|_, value, new| {
            if let Value::Cell(cell) = value {
                let old = std::mem::replace(&mut *cell.content.lock(), new);
                drop(old);
            }
            Ok(())
        }),
    }],
    ..TypeDef::EMPTY
};

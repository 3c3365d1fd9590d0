//! `_operator`: operators as functions, and `itemgetter`, `attrgetter`, `methodcaller`.

use interleave_lang::bytecode::{BinaryOp, CompareOp, UnaryOp};

use crate::class::Class;
use crate::composite::invoke;
use crate::guard::Guard;
use crate::interpreter::{Interpreter, attribute, item, operator};
use crate::native::{
    Args, Call, Context, Def, Done, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, compose,
    done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::string::Name;
use crate::types::show;
use crate::value::Value;

macro_rules! binary {
    ($name:literal, $op:ident) => {
        Def::new($name, |ctx, args| operator::binary(ctx, BinaryOp::$op, &args[0], &args[1]), 2)
    };
}

macro_rules! in_place {
    ($name:literal, $op:ident) => {
        Def::new($name, |ctx, args| operator::in_place(ctx, BinaryOp::$op, &args[0], &args[1]), 2)
    };
}

macro_rules! comparison {
    ($name:literal, $op:ident) => {
        Def::new($name, |ctx, args| operator::compare(ctx, CompareOp::$op, &args[0], &args[1]), 2)
    };
}

macro_rules! unary {
    ($name:literal, $op:ident) => {
        Def::new($name, |ctx, args| operator::unary(ctx, UnaryOp::$op, &args[0]), 1)
    };
}

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_operator",
    functions: &[
        binary!("add", Add),
        binary!("sub", Sub),
        binary!("mul", Mul),
        binary!("matmul", MatMul),
        binary!("truediv", TrueDiv),
        binary!("floordiv", FloorDiv),
        binary!("mod", Mod),
        binary!("pow", Pow),
        binary!("lshift", LShift),
        binary!("rshift", RShift),
        binary!("and_", And),
        binary!("or_", Or),
        binary!("xor", Xor),
        in_place!("iadd", Add),
        in_place!("isub", Sub),
        in_place!("imul", Mul),
        in_place!("imatmul", MatMul),
        in_place!("itruediv", TrueDiv),
        in_place!("ifloordiv", FloorDiv),
        in_place!("imod", Mod),
        in_place!("ipow", Pow),
        in_place!("ilshift", LShift),
        in_place!("irshift", RShift),
        in_place!("iand", And),
        in_place!("ior", Or),
        in_place!("ixor", Xor),
        comparison!("lt", Lt),
        comparison!("le", Le),
        comparison!("eq", Eq),
        comparison!("ne", Ne),
        comparison!("gt", Gt),
        comparison!("ge", Ge),
        unary!("neg", Neg),
        unary!("pos", Pos),
        unary!("invert", Invert),
        Def::new("is_", |_, args| done(args[0].is(&args[1])), 2),
        Def::new("is_not", |_, args| done(!args[0].is(&args[1])), 2),
        Def::new("not_", |ctx, args| ctx.truth(&args[0], |_, truth| done(!truth)), 1),
        Def::new("truth", |ctx, args| ctx.truth(&args[0], |_, truth| done(truth)), 1),
        Def::new("contains", |ctx, args| operator::contains(ctx, &args[0], &args[1]), 2),
        Def::new("getitem", |ctx, args| item::get(ctx, &args[0], &args[1]), 2),
        Def::new("setitem", |ctx, args| item::set(ctx, &args[0], &args[1], args[2].clone()), 3),
        Def::new("delitem", |ctx, args| item::delete(ctx, &args[0], &args[1]), 2),
        Def::any("call", call_object),
    ],
    setup: Some(setup),
    doc: "Operator interface.",
};

const ITEMGETTER: TypeDef = TypeDef {
    new: Some(|ctx, args| new(ctx, args, "itemgetter")),
    init: Some(init_items),
    methods: &[
        Def::new("__call__", get_items, 1),
        Def::new("__repr__", repr, 0),
        Def::new("__reduce__", reduce, 0),
    ],
    doc: "Return a callable object that fetches the given item(s) from its operand.",
    ..TypeDef::EMPTY
};

const ATTRGETTER: TypeDef = TypeDef {
    new: Some(|ctx, args| new(ctx, args, "attrgetter")),
    init: Some(init_attributes),
    methods: &[
        Def::new("__call__", get_attributes, 1),
        Def::new("__repr__", repr, 0),
        Def::new("__reduce__", reduce, 0),
    ],
    doc: "Return a callable object that fetches the given attribute(s) from its operand.",
    ..TypeDef::EMPTY
};

const METHODCALLER: TypeDef = TypeDef {
    new: Some(|ctx, args| new(ctx, args, "methodcaller")),
    init: Some(init_method),
    methods: &[
        Def::new("__call__", call_method, 1),
        Def::new("__repr__", repr, 0),
        Def::new("__reduce__", reduce_method, 0),
    ],
    doc: "Return a callable object that calls the given method on its operand.",
    ..TypeDef::EMPTY
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let types = [("itemgetter", &ITEMGETTER), ("attrgetter", &ATTRGETTER), ("methodcaller", &METHODCALLER)];
    for (name, def) in types {
        let class = interpreter.new_type(name, "operator", None, def);
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

fn call_object(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.values().is_empty() {
        return Err(ctx.type_error("call expected at least 1 argument, got 0"));
    }
    let (values, names) = (args.values()[1..].to_vec(), args.names().to_vec());
    Ok(Done::Call(Box::new(Call { callable: args[0].clone(), args: values, names, then: None })))
}

/// What a getter was made of: items, names of attributes; or a method's name and arguments, the last of which have names.
struct Getter {
    parts: Guard<Vec<Value>>,
    names: Guard<Vec<Name>>,
}

impl NativeData for Getter {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.parts.lock().iter().for_each(visit);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.parts.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let parts = Value::tuple(self.parts.lock().clone());
        let names: Vec<Value> = self.names.lock().iter().map(Name::to_value).collect();
        Some(Value::tuple([parts, Value::tuple(names)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let state = state.sequence_items().unwrap_or_default();
        let [parts, names] = &state[..] else { return Err(ctx.type_error("invalid state")) };
        let names = names.sequence_items().unwrap_or_default();
        let names: Vec<Name> =
            names.iter().filter_map(Value::as_text).map(|name| ctx.interpreter.intern(name)).collect();
        let parts = parts.sequence_items().unwrap_or_default();
        if names.len() > parts.len() {
            return Err(ctx.type_error("invalid state"));
        }
        *self.parts.lock() = parts;
        *self.names.lock() = names;
        Ok(())
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>, name: &str) -> NativeResult {
    let class: Option<Ref<Class>> = match ctx.interpreter.modules.get_text("_operator") {
        Some(Value::Module(module)) => match module.globals.get_text(name) {
            Some(Value::Class(class)) => Some(class),
            _ => None,
        },
        _ => None,
    };
    let class = class.ok_or_else(|| ctx.runtime_error("lost sys.modules['_operator']"))?;
    let getter = Getter { parts: Guard::default(), names: Guard::default() };
    ctx.construct(&args[0], Value::Native(Ref::new(NativeObject::new(class, getter))))
}

fn getter<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Getter, Value> {
    value.native::<Getter>().ok_or_else(|| ctx.type_error("not a getter"))
}

fn parts(ctx: &Context<'_>, value: &Value) -> Result<Vec<Value>, Value> {
    Ok(getter(ctx, value)?.parts.lock().clone())
}

fn init(ctx: &Context<'_>, args: &Args<'_>, name: &str) -> Result<(), Value> {
    if !args.names().is_empty() {
        return Err(ctx.type_error(format!("{name}() takes no keyword arguments")));
    }
    if args.rest().is_empty() {
        return Err(ctx.type_error(format!("{name} expected 1 argument, got 0")));
    }
    let old = std::mem::replace(&mut *getter(ctx, args.this())?.parts.lock(), args.rest().to_vec());
    drop(old);
    Ok(())
}

fn init_items(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    init(ctx, args, "itemgetter")?;
    none()
}

fn get_items(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let items = parts(ctx, args.this())?;
    match &items[..] {
        [item] => item::get(ctx, &args[1], item),
        _ => each(ctx, args[1].clone(), items, Vec::new(), item::get),
    }
}

/// What reading a part of an object gives.
type Read = fn(&mut Context<'_>, &Value, &Value) -> NativeResult;

/// A tuple of all parts.
fn each(
    ctx: &mut Context<'_>,
    object: Value,
    parts: Vec<Value>,
    mut found: Vec<Value>,
    read: Read,
) -> NativeResult {
    while let Some(part) = parts.get(found.len()) {
        match read(ctx, &object, part)? {
            Done::Value(value) => found.push(value),
            work => {
                return compose(ctx, Ok(work), move |ctx, value| {
                    found.push(value?);
                    each(ctx, object, parts, found, read)
                });
            }
        }
    }
    done(Value::tuple(found))
}

fn init_attributes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args.rest().iter().any(|name| name.as_text().is_none()) {
        return Err(ctx.type_error("attribute name must be a string"));
    }
    init(ctx, args, "attrgetter")?;
    none()
}

fn get_attributes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let names = parts(ctx, args.this())?;
    match &names[..] {
        [name] => dotted(ctx, &args[1], name),
        _ => each(ctx, args[1].clone(), names, Vec::new(), dotted),
    }
}

/// `object.a.b`
fn dotted(ctx: &mut Context<'_>, object: &Value, name: &Value) -> NativeResult {
    let text = ctx.text(name, "attribute name")?;
    match text.split_once('.') {
        None => attribute::get(ctx, object, &ctx.interpreter.intern(text)),
        Some((first, rest)) => {
            let found = attribute::get(ctx, object, &ctx.interpreter.intern(first));
            let rest = Value::str(rest);
            compose(ctx, found, move |ctx, found| dotted(ctx, &found?, &rest))
        }
    }
}

fn init_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(name) = args.get(1) else {
        return Err(ctx.type_error("methodcaller needs at least one argument, the method name"));
    };
    if name.as_text().is_none() {
        return Err(ctx.type_error("method name must be a string"));
    }
    let getter = getter(ctx, args.this())?;
    let old = std::mem::replace(&mut *getter.parts.lock(), args.values()[1..].to_vec());
    *getter.names.lock() = args.names().to_vec();
    drop(old);
    none()
}

fn call_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut parts = parts(ctx, args.this())?;
    let names = getter(ctx, args.this())?.names.lock().clone();
    if parts.is_empty() {
        return Err(ctx.type_error("this methodcaller was not initialised"));
    }
    let name = parts.remove(0);
    let name = ctx.interpreter.intern(ctx.text(&name, "method name")?);
    let method = attribute::get(ctx, &args[1], &name);
    compose(ctx, method, move |ctx, method| {
        let callable = method?;
        if names.is_empty() {
            return invoke(ctx, callable, parts);
        }
        Ok(Done::Call(Box::new(Call { callable, args: parts, names, then: None })))
    })
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.class_name(args.this());
    let parts = parts(ctx, args.this())?;
    let names = getter(ctx, args.this())?.names.lock().clone();
    repr_parts(ctx, name, parts, names, Vec::new())
}

fn repr_parts(
    ctx: &mut Context<'_>,
    name: String,
    parts: Vec<Value>,
    names: Vec<Name>,
    mut shown: Vec<String>,
) -> NativeResult {
    let Some(part) = parts.get(shown.len()).cloned() else {
        return done(format!("operator.{name}({})", shown.join(", ")));
    };
    show::repr_then(ctx, &part, move |ctx, text| {
        let text = text.as_text().unwrap_or_default();
        let keyword = (shown.len() + names.len()).checked_sub(parts.len()).map(|at| names[at].as_str());
        shown.push(match keyword {
            Some(keyword) => format!("{keyword}={text}"),
            None => text.to_owned(),
        });
        repr_parts(ctx, name, parts, names, shown)
    })
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    done(Value::tuple([class, Value::tuple(parts(ctx, args.this())?)]))
}

/// With keyword arguments through a partial, as CPython.
fn reduce_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let names = getter(ctx, args.this())?.names.lock().clone();
    if names.is_empty() {
        return reduce(ctx, args);
    }
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    let parts = parts(ctx, args.this())?;
    let import = ctx.interpreter.builtins.get_text("__import__").unwrap_or(Value::None);
    crate::native::call_then(import, vec![Value::str("functools")], move |ctx, functools| {
        let partial = match &functools {
            Value::Module(module) => module.globals.get_text("partial"),
            _ => None,
        };
        let callable = partial.ok_or_else(|| ctx.runtime_error("functools.partial is lost"))?;
        let (plain, named) = parts.split_at(parts.len() - names.len());
        let mut all = vec![class, plain[0].clone()];
        all.extend(named.iter().cloned());
        let rest = Value::tuple(plain[1..].to_vec());
        Ok(Done::Call(Box::new(Call {
            callable,
            args: all,
            names,
            then: Some(Box::new(move |_, partial| done(Value::tuple([partial?, rest])))),
        })))
    })
}

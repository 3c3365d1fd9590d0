//! Exceptions as objects (Objects/exceptions.c).

use crate::exception::{ExceptionFields, ExceptionState};
use crate::instance::Instance;
use crate::interpreter::{Interpreter, render};
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, and_then, done, none};
use crate::reference::Ref;
use crate::value::Value;

const BASE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: &[
        Def::new("__repr__", repr, 0),
        Def::new("__str__", str, 0),
        Def::new("with_traceback", with_traceback, 1),
        Def::new("add_note", add_note, 1),
        Def::new("__setstate__", setstate, 1),
        Def::new("__reduce__", reduce, 0),
    ],
    getters: &[
        Getter {
            name: "args",
            get: |ctx, value| field(ctx, value, |f| Value::tuple(f.args.clone())),
            set: Some(set_args),
        },
        Getter {
            name: "__traceback__",
            get: |ctx, value| field(ctx, value, |f| f.traceback.clone()),
            set: Some(|ctx, value, new| set_field(ctx, value, |f| std::mem::replace(&mut f.traceback, new))),
        },
        Getter {
            name: "__cause__",
            get: |ctx, value| field(ctx, value, |f| f.cause.clone()),
            set: Some(|ctx, value, new| {
                set_field(ctx, value, |f| {
                    f.suppress_context = true;
                    std::mem::replace(&mut f.cause, new)
                })
            }),
        },
        Getter {
            name: "__context__",
            get: |ctx, value| field(ctx, value, |f| f.context.clone()),
            set: Some(|ctx, value, new| set_field(ctx, value, |f| std::mem::replace(&mut f.context, new))),
        },
        Getter {
            name: "__suppress_context__",
            get: |ctx, value| field(ctx, value, |f| Value::from(f.suppress_context)),
            set: Some(|ctx, value, new| {
                let truth = crate::compare::truth_natively(ctx.interpreter, &new).unwrap_or(true);
                set_field(ctx, value, |f| {
                    f.suppress_context = truth;
                    Value::None
                })
            }),
        },
    ],
    doc: "Common base class for all exceptions",
};

fn state<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Ref<ExceptionState>, Value> {
    value.as_exception().ok_or_else(|| ctx.type_error("descriptor requires an exception"))
}

fn field(
    ctx: &Context<'_>,
    value: &Value,
    read: impl FnOnce(&ExceptionFields) -> Value,
) -> Result<Value, Value> {
    Ok(read(&state(ctx, value)?.fields.lock()))
}

fn set_field(
    ctx: &Context<'_>,
    value: &Value,
    write: impl FnOnce(&mut ExceptionFields) -> Value,
) -> Result<(), Value> {
    let old = write(&mut state(ctx, value)?.fields.lock());
    drop(old);
    Ok(())
}

fn set_args(ctx: &mut Context<'_>, value: &Value, new: Value) -> Result<(), Value> {
    let args = new.sequence_items().unwrap_or_default();
    let old = std::mem::replace(&mut state(ctx, value)?.fields.lock().args, args);
    drop(old);
    Ok(())
}

/// An argument of the exception as an attribute: `StopIteration.value`, `SystemExit.code`.
fn argument(ctx: &Context<'_>, value: &Value, at: usize) -> Result<Value, Value> {
    field(ctx, value, |f| f.args.get(at).cloned().unwrap_or(Value::None))
}

/// `errno`, `strerror`: only of two arguments or more.
fn os_argument(ctx: &Context<'_>, value: &Value, at: usize) -> Result<Value, Value> {
    field(ctx, value, |f| {
        if f.args.len() < 2 { Value::None } else { f.args.get(at).cloned().unwrap_or(Value::None) }
    })
}

const STOP_ITERATION: TypeDef =
    TypeDef { getters: &[Getter::new("value", |ctx, value| argument(ctx, value, 0))], ..TypeDef::EMPTY };

const SYSTEM_EXIT: TypeDef = TypeDef {
    getters: &[Getter::new("code", |ctx, value| {
        field(ctx, value, |f| match f.args.len() {
            0 => Value::None,
            1 => f.args[0].clone(),
            _ => Value::tuple(f.args.clone()),
        })
    })],
    ..TypeDef::EMPTY
};

const OS_ERROR: TypeDef = TypeDef {
    new: Some(new_os_error),
    methods: &[Def::new("__str__", os_str, 0)],
    getters: &[
        Getter::new("errno", |ctx, value| os_argument(ctx, value, 0)),
        Getter::new("strerror", |ctx, value| os_argument(ctx, value, 1)),
        Getter::new("filename", |ctx, value| os_argument(ctx, value, 2)),
    ],
    ..TypeDef::EMPTY
};

const GROUP: TypeDef = TypeDef {
    new: Some(new_group),
    methods: &[
        Def::new("__str__", group_str, 0),
        Def::new("derive", derive, 1),
        Def::new("split", |ctx, args| ctx.call_helper("_group_split", args.values().to_vec()), 1),
        Def::new("subgroup", |ctx, args| ctx.call_helper("_group_subgroup", args.values().to_vec()), 1),
        Def::new(
            "__class_getitem__",
            |ctx, args| ctx.call_helper("_generic_alias", args.values().to_vec()),
            1,
        )
        .class(),
    ],
    getters: &[
        Getter::new("message", |ctx, value| own(ctx, value, "message")),
        Getter::new("exceptions", |ctx, value| own(ctx, value, "exceptions")),
    ],
    doc: "A combination of multiple unrelated exceptions.",
    ..TypeDef::EMPTY
};

const KEY_ERROR: TypeDef = TypeDef { methods: &[Def::new("__str__", key_str, 0)], ..TypeDef::EMPTY };

const SYNTAX_ERROR: TypeDef = TypeDef {
    init: Some(init_syntax_error),
    methods: &[Def::new("__str__", syntax_str, 0)],
    ..TypeDef::EMPTY
};

pub(super) fn install(interpreter: &Interpreter) {
    let exceptions = &interpreter.exceptions;
    interpreter.extend_type(&exceptions.base_exception, &BASE);
    for (class, def) in [
        (&exceptions.stop_iteration, &STOP_ITERATION),
        (&exceptions.system_exit, &SYSTEM_EXIT),
        (&exceptions.os_error, &OS_ERROR),
        (&exceptions.key_error, &KEY_ERROR),
        (&exceptions.base_exception_group, &GROUP),
        (&exceptions.syntax_error, &SYNTAX_ERROR),
    ] {
        interpreter.extend_type(class, def);
    }
    for (class, fields) in [
        (&exceptions.attribute_error, &["name", "obj"][..]),
        (&exceptions.name_error, &["name"]),
        (&exceptions.import_error, &["name", "path"]),
        (
            &exceptions.syntax_error,
            &["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"],
        ),
    ] {
        for field in fields {
            // A plain attribute of the class: objects that know better have their own.
            class.set(&interpreter.intern(field), Value::None);
        }
        if !class.is(&exceptions.syntax_error) {
            let init =
                interpreter.native_function(&Def::any("__init__", init_named), Some(class), "builtins");
            class.set(&interpreter.names.init, init);
        }
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(Value::Class(class)) = args.get(0) else {
        return Err(ctx.type_error("BaseException.__new__(X): X is not a type object"));
    };
    let state = Value::Exception(Ref::new(ExceptionState::new(args.rest().to_vec())));
    done(Value::Instance(Ref::new(Instance::new(class.clone(), state))))
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !args.names().is_empty() {
        return Err(ctx.type_error(format!("{}() takes no keyword arguments", ctx.type_name(args.this()))));
    }
    let old = std::mem::replace(&mut state(ctx, args.this())?.fields.lock().args, args.rest().to_vec());
    drop(old);
    none()
}

/// `AttributeError("…", name=…, obj=…)` and its like.
fn init_named(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = std::mem::replace(&mut state(ctx, args.this())?.fields.lock().args, args.rest().to_vec());
    drop(old);
    let Value::Instance(instance) = args.this() else { return none() };
    for (name, value) in args.keywords() {
        if !matches!(name.as_str(), "name" | "obj" | "path") {
            return Err(ctx.type_error(format!(
                "'{}' is an invalid keyword argument for {}()",
                name.as_str(),
                ctx.type_name(args.this())
            )));
        }
        instance.set(name, value.clone());
    }
    none()
}

/// `OSError(errno, …)` is made as the class that the number stands for.
fn new_os_error(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(Value::Class(class)) = args.get(0) else {
        return Err(ctx.type_error("OSError.__new__(X): X is not a type object"));
    };
    let exceptions = &ctx.interpreter.exceptions;
    let mut class = class;
    if class.is(&exceptions.os_error) && args.len() >= 3 {
        class = match args[1] {
            Value::Int(1 | 13) => &exceptions.permission_error,
            Value::Int(2) => &exceptions.file_not_found_error,
            Value::Int(3) => &exceptions.process_lookup_error,
            Value::Int(4) => &exceptions.interrupted_error,
            Value::Int(10) => &exceptions.child_process_error,
            Value::Int(11 | 114 | 115) => &exceptions.blocking_io_error,
            Value::Int(17) => &exceptions.file_exists_error,
            Value::Int(20) => &exceptions.not_a_directory_error,
            Value::Int(21) => &exceptions.is_a_directory_error,
            Value::Int(32 | 108) => &exceptions.broken_pipe_error,
            Value::Int(103) => &exceptions.connection_aborted_error,
            Value::Int(104) => &exceptions.connection_reset_error,
            Value::Int(110) => &exceptions.timeout_error,
            Value::Int(111) => &exceptions.connection_refused_error,
            _ => class,
        };
    }
    let state = Value::Exception(Ref::new(ExceptionState::new(args.rest().to_vec())));
    done(Value::Instance(Ref::new(Instance::new(class.clone(), state))))
}

/// What `__new__` of a group kept on the object.
fn own(ctx: &Context<'_>, value: &Value, name: &str) -> Result<Value, Value> {
    let Value::Instance(instance) = value else { return Ok(Value::None) };
    Ok(instance.get(&ctx.interpreter.intern(name)).unwrap_or_default())
}

fn new_group(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(Value::Class(class)) = args.get(0) else {
        return Err(ctx.type_error("BaseExceptionGroup.__new__(X): X is not a type object"));
    };
    let [message, list] = args.rest() else {
        return Err(ctx.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            args.rest().len()
        )));
    };
    if message.as_str().is_none() {
        return Err(ctx.type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            ctx.type_name(message)
        )));
    }
    let Some(items) = list.sequence_items() else {
        return Err(ctx.type_error("second argument (exceptions) must be a sequence"));
    };
    if items.is_empty() {
        return Err(ctx.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(at) = items.iter().position(|item| !Interpreter::is_exception(item)) {
        let message = format!("Item {at} of second argument (exceptions) is not an exception");
        return Err(ctx.value_error(message));
    }
    let exceptions = &ctx.interpreter.exceptions;
    let all_plain = items.iter().all(|item| ctx.interpreter.is_instance(item, &exceptions.exception));
    let mut class = class;
    if class.is(&exceptions.base_exception_group) && all_plain {
        class = &exceptions.exception_group;
    } else if class.is_subclass(&exceptions.exception) && !all_plain {
        return Err(ctx.type_error(if class.is(&exceptions.exception_group) {
            String::from("Cannot nest BaseExceptions in an ExceptionGroup")
        } else {
            format!("Cannot nest BaseExceptions in '{}'", class.name.as_str())
        }));
    }
    let state = Value::Exception(Ref::new(ExceptionState::new(args.rest().to_vec())));
    let instance = Instance::new(class.clone(), state);
    instance.set(&ctx.interpreter.intern("message"), message.clone());
    instance.set(&ctx.interpreter.intern("exceptions"), Value::tuple(items));
    done(Value::Instance(Ref::new(instance)))
}

fn group_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let message = own(ctx, args.this(), "message")?;
    let count = own(ctx, args.this(), "exceptions")?.as_tuple().map_or(0, |items| items.len());
    let plural = if count == 1 { "" } else { "s" };
    done(format!("{} ({count} sub-exception{plural})", message.as_text().unwrap_or_default()))
}

fn derive(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let message = own(ctx, args.this(), "message")?;
    let class = Value::Class(ctx.interpreter.exceptions.base_exception_group.clone());
    crate::native::call(class, vec![message, args[1].clone()])
}

fn os_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let given = state(ctx, args.this())?.args();
    match given.as_slice() {
        [number, text] => {
            let (number, text) = (number.clone(), text.clone());
            let first = render::str(ctx, &number);
            and_then(ctx, first, move |ctx, number| {
                let second = render::str(ctx, &text);
                and_then(ctx, second, move |_, text| {
                    done(format!(
                        "[Errno {}] {}",
                        number.as_text().unwrap_or_default(),
                        text.as_text().unwrap_or_default()
                    ))
                })
            })
        }
        [number, text, file, ..] => {
            let shown = (number.as_int(), text.as_text().map(str::to_owned));
            let file = render::repr(ctx, &file.clone());
            and_then(ctx, file, move |_, file| {
                done(format!(
                    "[Errno {}] {}: {}",
                    shown.0.unwrap_or_default(),
                    shown.1.unwrap_or_default(),
                    file.as_text().unwrap_or_default()
                ))
            })
        }
        _ => str(ctx, args),
    }
}

fn key_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let given = state(ctx, args.this())?.args();
    match given.as_slice() {
        [key] => render::repr(ctx, key),
        _ => str(ctx, args),
    }
}

fn init_syntax_error(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    init(ctx, args)?;
    let Value::Instance(instance) = args.this() else { return none() };
    if let Some(message) = args.get(1) {
        instance.set(&ctx.interpreter.names.msg, message.clone());
    }
    let place = args.get(2).and_then(Value::sequence_items).unwrap_or_default();
    let fields = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
    for (field, value) in fields.iter().zip(place) {
        instance.set(&ctx.interpreter.intern(field), value);
    }
    none()
}

fn syntax_str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Instance(instance) = args.this() else { return str(ctx, args) };
    let get = |name: &str| instance.get(&ctx.interpreter.intern(name));
    let message =
        get("msg").and_then(|m| m.as_text().map(str::to_owned)).unwrap_or_else(|| String::from("None"));
    let file =
        get("filename").and_then(|f| f.as_text().map(|f| f.rsplit('/').next().unwrap_or(f).to_owned()));
    let line = get("lineno").and_then(|l| l.as_int());
    done(match (file, line) {
        (Some(file), Some(line)) => format!("{message} ({file}, line {line})"),
        (Some(file), None) => format!("{message} ({file})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    })
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let given = state(ctx, args.this())?.args();
    let name = ctx.type_name(args.this());
    match given.as_slice() {
        [one] => {
            let text = render::repr(ctx, one);
            and_then(ctx, text, move |_, text| {
                done(format!("{name}({})", text.as_text().unwrap_or_default()))
            })
        }
        _ => {
            let text = render::repr(ctx, &Value::tuple(given));
            and_then(ctx, text, move |_, text| done(format!("{name}{}", text.as_text().unwrap_or_default())))
        }
    }
}

fn str(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let given = state(ctx, args.this())?.args();
    match given.as_slice() {
        [] => done(""),
        [one] => render::str(ctx, one),
        _ => render::repr(ctx, &Value::tuple(given)),
    }
}

fn with_traceback(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let new = args[1].clone();
    set_field(ctx, args.this(), |f| std::mem::replace(&mut f.traceback, new))?;
    done(args.this().clone())
}

fn add_note(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Instance(instance) = args.this() else { return none() };
    if args[1].as_str().is_none() {
        return Err(ctx.type_error(format!("note must be a str, not '{}'", ctx.type_name(&args[1]))));
    }
    let name = &ctx.interpreter.names.notes;
    match instance.get(name) {
        Some(Value::List(notes)) => notes.lock().push(args[1].clone()),
        _ => instance.set(name, Value::list(vec![args[1].clone()])),
    }
    none()
}

fn setstate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let (Value::Instance(instance), Some(dict)) = (args.this(), args[1].as_dict()) {
        for (key, value) in dict.items() {
            if let Some(key) = key.as_str() {
                instance.set(&ctx.interpreter.intern_str(key), value);
            }
        }
    }
    none()
}

fn reduce(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = Value::Class(ctx.interpreter.class_of(args.this()).clone());
    let given = Value::tuple(state(ctx, args.this())?.args());
    let mut parts = vec![class, given];
    if let Value::Instance(instance) = args.this() {
        let own = instance.items();
        if !own.is_empty() {
            let dict = crate::dict::Dict::new();
            own.iter().for_each(|(name, value)| dict.set_name(name, value.clone()));
            parts.push(Value::Dict(Ref::new(dict)));
        }
    }
    done(Value::tuple(parts))
}

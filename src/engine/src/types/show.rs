//! `repr`, `str`, `ascii`: at once where only builtin values are involved, else with calls in between.

use std::fmt::Write;

use crate::dict::ViewKind;
use crate::native::{Args, Call, Context, Done, NativeResult, done};
use crate::reference::Ref;
use crate::string::Name;
use crate::text::{float, number, quote};
use crate::value::Value;

use super::support::raise;

/// Containers nested deeper than this go through calls, which the machine's recursion limit governs.
const NATIVE_DEPTH: usize = 64;

/// What continues with a text.
pub(crate) type Continue = Box<dyn FnOnce(&mut Context<'_>, Result<Value, Value>) -> NativeResult + Send>;

/// Continues with the result of a native function, however it comes.
pub(crate) fn after(ctx: &mut Context<'_>, result: NativeResult, then: Continue) -> NativeResult {
    crate::native::compose(ctx, result, then)
}

/// Calls a special method of the value's class and continues with its result. `Err(then)` if the class has none.
pub(crate) fn special(
    ctx: &mut Context<'_>,
    value: &Value,
    name: &Name,
    rest: &[Value],
    then: Continue,
) -> Result<NativeResult, Continue> {
    let Some(method) = ctx.interpreter.class_of(value).lookup(name) else { return Err(then) };
    if method.is_none() {
        return Err(then);
    }
    let with_receiver = || std::iter::once(value).chain(rest).cloned().collect::<Vec<_>>();
    Ok(match method {
        Value::NativeFunction(function) => {
            let args = with_receiver();
            // Containers in containers: beyond some levels the machine calls, which recurses in its own stack.
            let Some(_level) = crate::compare::Level::enter() else {
                return Ok(call(Value::NativeFunction(function), args, then));
            };
            let result = function.invoke(ctx, &Args::new(&args, &[]));
            after(ctx, result, then)
        }
        Value::StaticMethod(wrapper) => call(wrapper.function.clone(), rest.to_vec(), then),
        Value::ClassMethod(wrapper) => {
            let class = Value::Class(ctx.interpreter.class_of(value).clone());
            let args = std::iter::once(class).chain(rest.iter().cloned()).collect();
            call(wrapper.function.clone(), args, then)
        }
        function @ Value::Function(_) => call(function, with_receiver(), then),
        // An object with `__call__` in a class is not bound.
        other => call(other, rest.to_vec(), then),
    })
}

/// Calls and continues with the result or the exception.
pub(crate) fn call(callable: Value, args: Vec<Value>, then: Continue) -> NativeResult {
    Ok(Done::Call(Box::new(Call { callable, args, names: Vec::new(), then: Some(then) })))
}

// ---- repr

/// `repr(value)`, then continues with the text.
pub(crate) fn repr_then(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    repr_catch(ctx, value, Box::new(move |ctx, text| then(ctx, text?)))
}

fn repr_catch(ctx: &mut Context<'_>, value: &Value, then: Continue) -> NativeResult {
    let mut out = String::new();
    match push_repr(ctx, value, &mut out, &mut Vec::new()) {
        Ok(true) => return then(ctx, Ok(Value::str(out))),
        Ok(false) => {}
        Err(error) => return then(ctx, Err(error)),
    }
    let name = ctx.interpreter.names.repr.clone();
    let checked: Continue = Box::new(move |ctx, result| {
        let result = result.and_then(|text| match text.as_str() {
            Some(_) => Ok(text),
            None => {
                Err(ctx.type_error(format!("__repr__ returned non-string (type {})", ctx.type_name(&text))))
            }
        });
        then(ctx, result)
    });
    match special(ctx, value, &name, &[], checked) {
        Ok(result) => result,
        Err(then) => {
            let text = format!("<{} object at {:#x}>", ctx.type_name(value), ctx.interpreter.id(value));
            then(ctx, Ok(Value::str(text)))
        }
    }
}

/// `__repr__` of the builtin types of data.
pub(super) fn repr_method(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = args.this();
    let mut out = String::new();
    if push_repr(ctx, value.payload(), &mut out, &mut Vec::new())? {
        return done(wrap_name(ctx, value, out));
    }
    let value = value.clone();
    repr_container(
        ctx,
        &value.payload().clone(),
        Box::new(move |ctx, text| {
            let text = text?;
            done(wrap_name(ctx, &value, text.as_text().unwrap_or_default().to_owned()))
        }),
    )
}

/// Sets and their kin name the class of a deriving object: `Tags({1})`.
fn wrap_name(ctx: &Context<'_>, value: &Value, text: String) -> String {
    let Value::Instance(instance) = value else { return text };
    match &instance.payload {
        Value::Set(_) | Value::FrozenSet(_) | Value::ByteArray(_) => {
            let name = instance.class.name.as_str();
            match text.find('(') {
                Some(at) if !text.starts_with('{') => format!("{name}{}", &text[at..]),
                _ => format!("{name}({text})"),
            }
        }
        _ => {
            let _ = ctx;
            text
        }
    }
}

/// Appends the repr of a value if it can be had at once. `open`: containers around it, by address.
fn push_repr(
    ctx: &mut Context<'_>,
    value: &Value,
    out: &mut String,
    open: &mut Vec<usize>,
) -> Result<bool, Value> {
    match value {
        Value::Int(i) => {
            let _ = write!(out, "{i}");
        }
        Value::Str(s) => out.push_str(&quote::repr(s.as_str())),
        Value::Float(f) => out.push_str(&float::repr(f.get())),
        Value::None | Value::Unbound => out.push_str("None"),
        Value::Bool(b) => out.push_str(if b.get() { "True" } else { "False" }),
        Value::Ellipsis => out.push_str("Ellipsis"),
        Value::NotImplemented => out.push_str("NotImplemented"),
        Value::BigInt(big) => out.push_str(&decimal(ctx, big)?),
        Value::Bytes(bytes) => out.push_str(&quote::repr_bytes(bytes)),
        Value::ByteArray(array) => {
            // Unlike bytes, it escapes an apostrophe between double quotes too.
            let text = quote::repr_bytes(&array.bytes.lock());
            let text = if text.starts_with("b\"") { text.replace('\'', "\\'") } else { text };
            let _ = write!(out, "bytearray({text})");
        }
        Value::Range(range) => {
            let _ = write!(out, "range({}, {}", range.start, range.stop);
            if range.step != 1 {
                let _ = write!(out, ", {}", range.step);
            }
            out.push(')');
        }
        _ => {
            let Some(parts) = container(value) else { return push_other(ctx, value, out) };
            let address = value.address();
            if open.contains(&address) {
                out.push_str(parts.recursive());
                return Ok(true);
            }
            if open.len() >= NATIVE_DEPTH {
                return Ok(false);
            }
            open.push(address);
            let mark = out.len();
            out.push_str(parts.open());
            for (position, item) in parts.items.iter().enumerate() {
                out.push_str(parts.before(position));
                if !push_repr(ctx, item, out, open)? {
                    out.truncate(mark);
                    open.pop();
                    return Ok(false);
                }
            }
            out.push_str(parts.close());
            open.pop();
        }
    }
    Ok(true)
}

/// Values whose class has a native `__repr__` that answers at once.
fn push_other(ctx: &mut Context<'_>, value: &Value, out: &mut String) -> Result<bool, Value> {
    let name = ctx.interpreter.names.repr.clone();
    let Some(Value::NativeFunction(function)) = ctx.interpreter.class_of(value).lookup(&name) else {
        return Ok(false);
    };
    // Objects of deriving classes hold a container perhaps: theirs is the way of many calls.
    if matches!(value, Value::Instance(instance) if container(&instance.payload).is_some()) {
        return Ok(false);
    }
    if matches!(value, Value::BoundMethod(_)) {
        return Ok(false);
    }
    match function.invoke(ctx, &Args::new(std::slice::from_ref(value), &[]))? {
        Done::Value(text) => {
            out.push_str(text.as_text().unwrap_or_default());
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// `sys.get_int_max_str_digits()`
pub(crate) fn max_digits(ctx: &Context<'_>) -> usize {
    ctx.interpreter.int_max_str_digits.load(std::sync::atomic::Ordering::Relaxed) as usize
}

/// Decimal digits of an int, within the interpreter's limit.
pub(crate) fn decimal(ctx: &Context<'_>, big: &num_bigint::BigInt) -> Result<String, Value> {
    number::to_decimal(big, max_digits(ctx)).map_err(|fault| raise(ctx, fault))
}

/// A container taken apart for its repr.
struct Parts {
    kind: Kind,
    /// A dict's keys and values alternate.
    items: Vec<Value>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    /// A view of a dict; whether it is ordered.
    View(ViewKind, bool),
    Slice,
}

fn container(value: &Value) -> Option<Parts> {
    let (kind, items) = match value {
        Value::List(list) => (Kind::List, list.snapshot()),
        Value::Tuple(items) => (Kind::Tuple, items.to_vec()),
        Value::Dict(dict) => {
            (Kind::Dict, dict.items().into_iter().flat_map(|(key, value)| [key, value]).collect())
        }
        Value::Set(set) => (Kind::Set, set.items()),
        Value::FrozenSet(set) => (Kind::FrozenSet, set.items()),
        Value::DictView(view) => {
            let items = view.dict.items().into_iter();
            let items = match view.kind {
                ViewKind::Keys => view.dict.keys(),
                ViewKind::Values => items.map(|(_, value)| value).collect(),
                ViewKind::Items => items.map(|(key, value)| Value::tuple([key, value])).collect(),
            };
            (Kind::View(view.kind, view.ordered), items)
        }
        Value::Slice(slice) => {
            (Kind::Slice, vec![slice.start.clone(), slice.stop.clone(), slice.step.clone()])
        }
        _ => return None,
    };
    Some(Parts { kind, items })
}

impl Parts {
    fn open(&self) -> &'static str {
        match self.kind {
            Kind::List => "[",
            Kind::Tuple => "(",
            Kind::Dict => "{",
            Kind::Set if self.items.is_empty() => "set(",
            Kind::Set => "{",
            Kind::FrozenSet if self.items.is_empty() => "frozenset(",
            Kind::FrozenSet => "frozenset({",
            Kind::View(ViewKind::Keys, false) => "dict_keys([",
            Kind::View(ViewKind::Values, false) => "dict_values([",
            Kind::View(ViewKind::Items, false) => "dict_items([",
            Kind::View(ViewKind::Keys, true) => "odict_keys([",
            Kind::View(ViewKind::Values, true) => "odict_values([",
            Kind::View(ViewKind::Items, true) => "odict_items([",
            Kind::Slice => "slice(",
        }
    }

    fn close(&self) -> &'static str {
        match self.kind {
            Kind::List => "]",
            Kind::Tuple if self.items.len() == 1 => ",)",
            Kind::Tuple | Kind::Slice => ")",
            Kind::Set if self.items.is_empty() => ")",
            Kind::Dict | Kind::Set => "}",
            Kind::FrozenSet if self.items.is_empty() => ")",
            Kind::FrozenSet => "})",
            Kind::View(..) => "])",
        }
    }

    fn before(&self, position: usize) -> &'static str {
        match position {
            0 => "",
            _ if self.kind == Kind::Dict && position % 2 == 1 => ": ",
            _ => ", ",
        }
    }

    fn recursive(&self) -> &'static str {
        match self.kind {
            Kind::List => "[...]",
            Kind::Tuple | Kind::Slice => "(...)",
            Kind::Dict => "{...}",
            Kind::Set => "set(...)",
            Kind::FrozenSet => "frozenset(...)",
            Kind::View(..) => "...",
        }
    }
}

/// The repr of a container that holds objects whose repr is written in Python.
fn repr_container(ctx: &mut Context<'_>, value: &Value, then: Continue) -> NativeResult {
    let Some(parts) = container(value) else { return then(ctx, Ok(Value::str("..."))) };
    if Running::levels(ctx) + ctx.thread.depth() >= ctx.interpreter.recursion_limit() {
        let words = "maximum recursion depth exceeded while getting the repr of an object";
        let error = ctx.error(&ctx.interpreter.exceptions.recursion_error, words);
        return then(ctx, Err(error));
    }
    let Some(mark) = Running::enter(ctx, value) else {
        return then(ctx, Ok(Value::str(parts.recursive())));
    };
    let text = parts.open().to_owned();
    repr_items(ctx, parts, 0, text, mark, then)
}

fn repr_items(
    ctx: &mut Context<'_>,
    parts: Parts,
    from: usize,
    mut text: String,
    mark: Running,
    then: Continue,
) -> NativeResult {
    for position in from..parts.items.len() {
        text.push_str(parts.before(position));
        match push_repr(ctx, &parts.items[position], &mut text, &mut Vec::new()) {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                drop(mark);
                return then(ctx, Err(error));
            }
        }
        let item = parts.items[position].clone();
        return repr_catch(
            ctx,
            &item,
            Box::new(move |ctx, result| match result {
                Ok(part) => {
                    text.push_str(part.as_text().unwrap_or_default());
                    repr_items(ctx, parts, position + 1, text, mark, then)
                }
                Err(error) => {
                    drop(mark);
                    then(ctx, Err(error))
                }
            }),
        );
    }
    drop(mark);
    text.push_str(parts.close());
    then(ctx, Ok(Value::str(text)))
}

/// Notes that a thread is inside the repr of a container (CPython: `Py_ReprEnter`).
struct Running {
    notes: Ref<crate::dict::Dict>,
    key: crate::dict::Key,
}

/// At the end, be it that nobody wants to know it any more.
impl Drop for Running {
    fn drop(&mut self) {
        self.notes.remove(&self.key);
    }
}

impl Running {
    /// Name of the note in the helper module.
    const NOTES: &'static str = "_repr_running";

    fn enter(ctx: &Context<'_>, value: &Value) -> Option<Running> {
        let key = (ctx.thread.ident() << 48) as i64 ^ value.address() as i64;
        let key = crate::dict::Key {
            hash: crate::compare::hash_int(key),
            value: Value::Int(key),
            resolved: false,
            exotic: false,
        };
        let notes = Running::notes(ctx);
        if notes.get(&key).is_some() {
            return None;
        }
        notes.insert(key.clone(), Value::None);
        Some(Running { notes, key })
    }

    /// How many containers are inside of each other, as far as one call after the other looks at them.
    fn levels(ctx: &Context<'_>) -> usize {
        Running::notes(ctx).len()
    }

    fn notes(ctx: &Context<'_>) -> Ref<crate::dict::Dict> {
        let name = ctx.interpreter.intern(Running::NOTES);
        if let Some(Value::Dict(notes)) = ctx.interpreter.helpers.get_name(&name) {
            return notes;
        }
        let notes = Ref::new(crate::dict::Dict::new());
        ctx.interpreter.helpers.set_name(&name, Value::Dict(notes.clone()));
        notes
    }
}

// ---- str

/// `str(value)`, then continues with the text (a `str`, perhaps of a deriving class).
pub(crate) fn str_then(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Value::Str(_) = value {
        return then(ctx, value.clone());
    }
    if !matches!(value, Value::Instance(_) | Value::Native(_) | Value::Class(_)) {
        return repr_then(ctx, value, then);
    }
    let name = ctx.interpreter.names.str.clone();
    let method = ctx.interpreter.class_of(value).lookup(&name);
    let is_objects = match &method {
        None => true,
        Some(Value::NativeFunction(function)) => {
            function.owner.as_ref().is_some_and(|owner| owner.is(&ctx.interpreter.types.object))
        }
        _ => false,
    };
    if is_objects {
        return repr_then(ctx, value, then);
    }
    let checked: Continue = Box::new(move |ctx, result| {
        let text = result?;
        if text.as_str().is_none() {
            return Err(
                ctx.type_error(format!("__str__ returned non-string (type {})", ctx.type_name(&text)))
            );
        }
        then(ctx, text)
    });
    match special(ctx, value, &name, &[], checked) {
        Ok(result) => result,
        Err(_) => Err(ctx.type_error(format!("'{}' object has no __str__", ctx.type_name(value)))),
    }
}

/// `str(value)` if no Python code is needed for it.
pub(crate) fn str_natively(ctx: &mut Context<'_>, value: &Value) -> Result<Option<String>, Value> {
    if let Value::Str(text) = value {
        return Ok(Some(text.as_str().to_owned()));
    }
    match value {
        Value::Int(i) => return Ok(Some(i.to_string())),
        Value::Instance(_) | Value::Native(_) | Value::Class(_) => return Ok(None),
        _ => {}
    }
    let mut out = String::new();
    Ok(push_repr(ctx, value, &mut out, &mut Vec::new())?.then_some(out))
}

/// `ascii(value)`
pub(crate) fn ascii_then(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    repr_then(ctx, value, move |ctx, text| {
        let ascii = quote::escape_non_ascii(text.as_text().unwrap_or_default());
        then(ctx, Value::str(ascii))
    })
}

//! Which variable a thread is about to read or write, for whoever looks for data races. The machine itself does nothing for it.

use interleave_lang::bytecode::{CompareOp, Op, Reg, Span};

use crate::class::{Class, flag};
use crate::dict::Dict;
use crate::frame::{Entry, Frame, Pending};
use crate::interpreter::attribute::is_data_descriptor;
use crate::objects::List;
use crate::reference::Ref;
use crate::string::Name;
use crate::thread_state::{RunState, ThreadState};
use crate::value::Value;

/// The longest piece of source text that serves as a name, in characters.
const MOST_NAME: usize = 40;

/// One instruction's access to a variable that other threads may use: a global, a variable of an enclosing function, an
/// attribute, an item of a list or dict (of which `key in dict` and `dict.get(key)` are reads).
pub struct Access {
    /// What the variable is a part of. Whoever tells variables apart by its address must keep it.
    pub owner: Value,
    /// Which part: a name, an index, a key.
    pub part: String,
    /// As the program calls it: `counter`, `Account.balance`, `seats[n]`.
    pub name: String,
    /// Writes or deletes.
    pub write: bool,
    /// File of the program.
    pub file: String,
    /// From 1.
    pub line: u32,
}

impl ThreadState {
    /// What the next instruction does, if it stands in the user's code and reads or writes such a variable. What never is
    /// written again is left out: functions, classes, modules. So are attributes that are really calls.
    pub fn next_access(&self) -> Option<Access> {
        let answered = match self.state {
            RunState::Ready => false,
            RunState::Answered(..) => true,
            _ => return None,
        };
        let Some(Entry::Frame(frame)) = self.entries.last() else { return None };
        let code = frame.code();
        if code.source.library {
            return None;
        }
        let at = frame.next_instruction();
        let (op, span) = (*code.code.ops.get(at)?, *code.code.spans.get(at)?);
        let register = |register: Reg| {
            // What the answer goes to is not there yet.
            if answered && frame.pending == Pending::Store(register) {
                return None;
            }
            // SAFETY: the code is verified: registers that it names are within the frame's window.
            Some(unsafe { &*frame.registers.add(usize::from(register)) })
        };
        let name = |site: u32| code.sites.get(site as usize).map(|site| &site.name);
        let (owner, part, shown) = match op {
            Op::LoadGlobal { site, .. } => global(frame, name(site)?, true)?,
            Op::StoreGlobal { site, .. } | Op::DeleteGlobal { site } => global(frame, name(site)?, false)?,
            // In what `exec` executes: a class body's names are its own.
            Op::LoadName { site, .. } => named(frame, name(site)?, true)?,
            Op::StoreName { site, .. } | Op::DeleteName { site } => named(frame, name(site)?, false)?,
            Op::LoadCell { cell, .. } => variable(frame, cell, register(cell)?, true)?,
            Op::StoreCell { cell, .. } | Op::DeleteCell { cell } => {
                variable(frame, cell, register(cell)?, false)?
            }
            Op::LoadAttr { obj, site, .. } => attribute(register(obj)?, name(site.into())?, true)?,
            Op::StoreAttr { obj, site, .. } | Op::DeleteAttr { obj, site } => {
                attribute(register(obj)?, name(site.into())?, false)?
            }
            Op::LoadItem { obj, key, .. } | Op::StoreItem { obj, key, .. } | Op::DeleteItem { obj, key } => {
                item(register(obj)?, register(key)?, || source_text(frame, span))?
            }
            Op::Compare { op: CompareOp::In | CompareOp::NotIn, a, b, .. }
            | Op::JumpIfCompare { op: CompareOp::In | CompareOp::NotIn, a, b, .. }
            | Op::JumpUnlessCompare { op: CompareOp::In | CompareOp::NotIn, a, b, .. } => {
                let (key, dict) = (register(a)?, register(b)?);
                as_dict(dict)?;
                item(dict, key, || subscript_of_test(&source_text(frame, span)?))?
            }
            Op::CallMethod { base, argc: 1.., .. } if is_dict_get(register(base)?) => {
                item(register(base + 1)?, register(base + 2)?, || {
                    subscript_of_get(&source_text(frame, span)?)
                })?
            }
            _ => return None,
        };
        let write = matches!(
            op,
            Op::StoreGlobal { .. }
                | Op::DeleteGlobal { .. }
                | Op::StoreName { .. }
                | Op::DeleteName { .. }
                | Op::StoreCell { .. }
                | Op::DeleteCell { .. }
                | Op::StoreAttr { .. }
                | Op::DeleteAttr { .. }
                | Op::StoreItem { .. }
                | Op::DeleteItem { .. }
        );
        let file = code.source.file.clone();
        Some(Access { owner, part, name: shown, write, file, line: span.line })
    }

    /// The piece of the user's code that is being executed, and its file and line: what stands for a variable outside the heap.
    pub fn expression(&self) -> Option<(String, String, u32)> {
        let frame = self.user_frame()?;
        let span = self.span_of(frame)?;
        Some((source_text(frame, span)?, frame.code().source.file.clone(), span.line))
    }
}

/// What a variable is a part of, which part, and what to call it.
type Variable = (Value, String, String);

fn global(frame: &Frame, name: &Name, read: bool) -> Option<Variable> {
    of_namespace(&frame.function.globals, name, read, name.as_str().to_owned())
}

fn named(frame: &Frame, name: &Name, read: bool) -> Option<Variable> {
    let space = frame.space_of(name, read);
    of_namespace(space, name, read, name.as_str().to_owned())
}

fn of_namespace(globals: &Ref<Dict>, name: &Name, read: bool, shown: String) -> Option<Variable> {
    // One that is not there is a builtin, or an error.
    if read && globals.get_name(name).is_none_or(|value| value.is_definition()) {
        return None;
    }
    Some((Value::Dict(globals.clone()), name.as_str().to_owned(), shown))
}

fn variable(frame: &Frame, register: Reg, cell: &Value, read: bool) -> Option<Variable> {
    let Value::Cell(content) = cell else { return None };
    if read && content.content.lock().is_definition() {
        return None;
    }
    let code = frame.code();
    let name = code.local_names.iter().chain(&code.free_names).nth(usize::from(register))?;
    Some((cell.clone(), String::new(), name.as_str().to_owned()))
}

fn attribute(object: &Value, name: &Name, read: bool) -> Option<Variable> {
    let shown = |owner: &str| format!("{owner}.{}", name.as_str());
    let part = name.as_str().to_owned();
    match object {
        Value::Instance(instance) => {
            let class = &instance.class;
            let calls = flag::GETATTR | flag::GETATTRIBUTE | flag::SETATTR | flag::DELATTR;
            if class.has(calls) || class.lookup(name).is_some_and(|found| is_data_descriptor(&found)) {
                return None;
            }
            if read && instance.get(name).is_none_or(|value| value.is_definition()) {
                return None;
            }
            Some((object.clone(), part, shown(class.name.as_str())))
        }
        Value::Class(class) => {
            if read && class.own(name).is_none_or(|value| value.is_definition()) {
                return None;
            }
            Some((object.clone(), part, shown(class.name.as_str())))
        }
        Value::Module(module) => of_namespace(&module.globals, name, read, shown(module.name.as_str())),
        _ => None,
    }
}

/// The dict in an object whose items are just a dict's: of a class that leaves them alone, such as `defaultdict`, too.
fn as_dict(object: &Value) -> Option<&Value> {
    let instance = match object {
        Value::Dict(_) => return Some(object),
        Value::Instance(instance) if matches!(instance.payload, Value::Dict(_)) => instance,
        _ => return None,
    };
    let class: &Ref<Class> = &instance.class;
    let methods = ["__getitem__", "__setitem__", "__delitem__", "__contains__", "get"];
    // The builtin type itself is not looked at.
    let written = |class: &Ref<Class>| {
        let own =
            |(name, _): &(Value, Value)| name.as_str().is_some_and(|name| methods.contains(&name.as_str()));
        !class.has(flag::BUILTIN) && class.own_items().iter().any(own)
    };
    let is_plain = !written(class) && !class.ancestors.lock().iter().any(written);
    is_plain.then_some(&instance.payload)
}

fn is_dict_get(function: &Value) -> bool {
    let Value::NativeFunction(function) = function else { return false };
    function.def.name == "get" && function.owner.as_ref().is_some_and(|owner| owner.name.as_str() == "dict")
}

/// `cache[key]` for `key in cache` and `key not in cache`
fn subscript_of_test(source: &str) -> Option<String> {
    let (key, dict) = source.split_once(" not in ").or_else(|| source.split_once(" in "))?;
    Some(format!("{}[{}]", dict.trim(), key.trim()))
}

/// `counts[word]` for `counts.get(word, 0)`
fn subscript_of_get(source: &str) -> Option<String> {
    let (dict, rest) = source.split_once(".get(")?;
    let key = rest.split_once(',').map_or_else(|| rest.strip_suffix(')'), |(key, _)| Some(key))?;
    (key.matches('(').count() == key.matches(')').count()).then(|| format!("{dict}[{}]", key.trim()))
}

fn item(object: &Value, key: &Value, source: impl Fn() -> Option<String>) -> Option<Variable> {
    let object = as_dict(object).unwrap_or(object);
    let part = match (object, key) {
        (Value::List(list), Value::Int(index)) => place(list, *index),
        // Its first item stands for all.
        (Value::List(list), Value::Slice(slice)) => match slice.start {
            Value::Int(start) => place(list, start),
            _ => place(list, 0),
        },
        (Value::Dict(_), Value::Int(key)) => key.to_string(),
        (Value::Dict(_), Value::Str(key)) => format!("'{}'", key.as_str()),
        _ => return None,
    };
    let shown = source().unwrap_or_else(|| format!("[{part}]"));
    Some((object.clone(), part, shown))
}

/// An index, counted from the beginning.
fn place(list: &List, index: i64) -> String {
    let length = list.lock().len() as i64;
    (if index < 0 { index + length } else { index }).to_string()
}

/// A piece of the source, if it is a short part of a line.
fn source_text(frame: &Frame, span: Span) -> Option<String> {
    let length = span.end_column.checked_sub(span.column)? as usize;
    if span.line != span.end_line || length > MOST_NAME {
        return None;
    }
    let line = frame.code().source.text.lines().nth(span.line.checked_sub(1)? as usize)?;
    let text: String = line.chars().skip(span.column as usize).take(length).collect();
    (!text.is_empty()).then_some(text)
}

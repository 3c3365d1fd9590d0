//! What a debugger shows of a thread that holds still: the frames of the program's own files, their variables, and values
//! in short. No Python code runs for it, and the program cannot notice: no attribute is asked for, no `id()` given out.

use std::fmt::Write;

use crate::class::Class;
use crate::dict::Dict;
use crate::frame::Frame;
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::lock::Lock;
use crate::modules::collections::deque_items;
use crate::objects::Module;
use crate::reference::Ref;
use crate::string::Name;
use crate::text::{float, quote};
use crate::thread_state::ThreadState;
use crate::value::Value;

/// At most so many variables of a scope are shown.
const MOST_NAMES: usize = 30;
/// At most so many frames of a thread are shown: the innermost.
const MOST_FRAMES: usize = 12;
/// At most so many characters of a value are shown.
const MOST_CHARACTERS: usize = 80;
/// So many items of a container surely fill them.
const MOST_ITEMS: usize = MOST_CHARACTERS / 3 + 1;
/// At most so many attributes of an object are shown.
const MOST_ATTRIBUTES: usize = 4;
/// Containers and objects are looked into so deeply.
const DEPTH: usize = 3;

/// The variables of a frame or a module.
#[derive(Debug, Default, PartialEq)]
pub struct Scope {
    /// Names and values, in order of their appearance in the code.
    pub variables: Vec<(String, String)>,
    /// So many more there are.
    pub more: usize,
}

/// A frame of the program's own files.
#[derive(Debug, PartialEq)]
pub struct FrameView {
    /// `__qualname__` of the function; `<module>`.
    pub function: String,
    /// Its file.
    pub file: String,
    /// The line it is at, from 1.
    pub line: u32,
    /// Its variables; none for a module's frame: they are the globals.
    pub locals: Scope,
}

/// Looks at the threads and modules of one process.
pub struct Inspector<'a> {
    interpreter: &'a Interpreter,
    /// Modules from the program's own files.
    own: Vec<Ref<Module>>,
    /// The name of the thread with this ident, for locks.
    thread_name: &'a dyn Fn(u64) -> Option<String>,
}

impl<'a> Inspector<'a> {
    /// Looks at a process.
    pub fn new(interpreter: &'a Interpreter, thread_name: &'a dyn Fn(u64) -> Option<String>) -> Self {
        let modules = interpreter.modules.items().into_iter().filter_map(|(_, module)| match module {
            Value::Module(module) => Some(module),
            _ => None,
        });
        let own = modules
            .filter(|module| {
                let file = module.globals.get_text("__file__");
                let file = file.as_ref().and_then(Value::as_text);
                file.is_some_and(|file| interpreter.source_text(file).is_some())
            })
            .collect();
        Inspector { interpreter, own, thread_name }
    }

    /// The frames of a thread in the program's own files, innermost first, and how many more there are.
    pub fn frames(&self, thread: &ThreadState) -> (Vec<FrameView>, usize) {
        let own = || thread.frames().filter(|frame| !frame.code().source.library);
        let views = own().take(MOST_FRAMES).map(|frame| FrameView {
            function: frame.code().code.qualname.clone(),
            file: frame.code().source.file.clone(),
            line: thread.line_of(frame).unwrap_or_default(),
            locals: self.locals(frame),
        });
        (views.collect(), own().count().saturating_sub(MOST_FRAMES))
    }

    fn locals(&self, frame: &Frame) -> Scope {
        let variables = match frame.namespace() {
            None => frame.locals(),
            Some(namespace) if namespace.is(&frame.function.globals) => Vec::new(),
            Some(namespace) => names_of(namespace),
        };
        self.scope(variables.into_iter())
    }

    /// The variables of the program's own modules: what it assigned, not what it imported or defined.
    pub fn globals(&self) -> Vec<(String, Scope)> {
        let is_data = |value: &Value| {
            !matches!(
                value,
                Value::Module(_) | Value::Function(_) | Value::NativeFunction(_) | Value::Class(_)
            )
        };
        let scope = |module: &Ref<Module>| {
            let variables = names_of(&module.globals).into_iter().filter(|(_, value)| is_data(value));
            (module.name.as_str().to_owned(), self.scope(variables))
        };
        self.own.iter().map(scope).collect()
    }

    fn scope(&self, variables: impl Iterator<Item = (Name, Value)>) -> Scope {
        // Names with a dot are the compiler's.
        let mut shown =
            variables.filter(|(name, _)| !name.as_str().starts_with("__") && !name.as_str().starts_with('.'));
        let first = shown.by_ref().take(MOST_NAMES);
        let variables = first.map(|(name, value)| (name.as_str().to_owned(), self.repr(&value))).collect();
        Scope { variables, more: shown.count() }
    }

    /// A value in short, in the manner of `repr`.
    pub fn repr(&self, value: &Value) -> String {
        let mut out = String::new();
        self.show(value, 0, &mut out);
        if let Some((end, _)) = out.char_indices().nth(MOST_CHARACTERS) {
            let last = out[..end].char_indices().next_back().map_or(0, |(last, _)| last);
            out.truncate(last);
            out.push('…');
        }
        out
    }

    fn show(&self, value: &Value, depth: usize, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match value {
            Value::None | Value::Unbound => write!(out, "None"),
            Value::Bool(value) => write!(out, "{}", if *value { "True" } else { "False" }),
            Value::Int(value) => write!(out, "{value}"),
            Value::Float(value) => write!(out, "{}", float::repr(*value)),
            // Digits of a large number take long to work out.
            Value::BigInt(value) if value.bits() > 1_000 => write!(out, "<int of {} bits>", value.bits()),
            Value::BigInt(value) => write!(out, "{}", **value),
            Value::Str(text) => {
                write!(out, "{}", quote::repr(text.slice(0, text.len().min(MOST_CHARACTERS))))
            }
            Value::Bytes(bytes) => {
                write!(out, "{}", quote::repr_bytes(&bytes[..bytes.len().min(MOST_CHARACTERS)]))
            }
            Value::List(list) => {
                let items = list.lock().iter().take(MOST_ITEMS).cloned().collect();
                self.show_items("[", items, "]", depth, out)
            }
            Value::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                let items = items.iter().take(MOST_ITEMS).cloned().collect();
                self.show_items("(", items, close, depth, out)
            }
            Value::Set(set) | Value::FrozenSet(set) => {
                let items: Vec<Value> = set.lock().iter().take(MOST_ITEMS).cloned().collect();
                match items.is_empty() {
                    true => write!(out, "{}()", self.interpreter.class_of(value).name.as_str()),
                    false => self.show_items("{", items, "}", depth, out),
                }
            }
            Value::Dict(dict) => self.show_dict(dict, depth, out),
            Value::Range(range) if range.step == 1 => write!(out, "range({}, {})", range.start, range.stop),
            Value::Range(range) => write!(out, "range({}, {}, {})", range.start, range.stop, range.step),
            Value::Function(function) => write!(out, "<function {}>", function.code.code.qualname),
            Value::Class(class) => write!(out, "<class {}>", class.name.as_str()),
            Value::Module(module) => write!(out, "<module {}>", module.name.as_str()),
            Value::Lock(lock) => write!(out, "{} ({})", lock_name(lock), self.lock_state(lock)),
            Value::Instance(instance) => {
                self.show_instance(instance, depth, out);
                Ok(())
            }
            Value::Native(_) if let Some((items, _)) = deque_items(value, MOST_ITEMS) => {
                self.show_items("deque([", items, "])", depth, out)
            }
            _ => write!(out, "<{} object>", self.interpreter.class_of(value).name.as_str()),
        };
    }

    fn show_items(
        &self,
        open: &str,
        items: Vec<Value>,
        close: &str,
        depth: usize,
        out: &mut String,
    ) -> std::fmt::Result {
        out.push_str(open);
        if depth >= DEPTH && !items.is_empty() {
            out.push('…');
        } else {
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push_str(", ");
                }
                self.show(item, depth + 1, out);
            }
        }
        out.write_str(close)
    }

    fn show_dict(&self, dict: &Dict, depth: usize, out: &mut String) -> std::fmt::Result {
        let entries: Vec<(Value, Value)> = {
            let table = dict.lock();
            table.iter().take(MOST_ITEMS).map(|entry| (entry.key.clone(), entry.value.clone())).collect()
        };
        out.push('{');
        if depth >= DEPTH && !entries.is_empty() {
            out.push('…');
        } else {
            for (position, (key, value)) in entries.iter().enumerate() {
                if position > 0 {
                    out.push_str(", ");
                }
                self.show(key, depth + 1, out);
                out.push_str(": ");
                self.show(value, depth + 1, out);
            }
        }
        out.write_char('}')
    }

    fn show_instance(&self, instance: &Instance, depth: usize, out: &mut String) {
        let class = &**instance.class;
        let name = class.name.as_str();
        if let Value::Exception(state) = &instance.payload {
            let args = state.fields.lock().args.clone();
            let _ = self.show_items(&format!("{name}("), args, ")", depth, out);
            return;
        }
        let items = instance.items();
        let attribute =
            |wanted: &str| items.iter().find(|(name, _)| name.as_str() == wanted).map(|item| &item.1);
        if let Some(member) = attribute("_name_").and_then(Value::as_text) {
            // A member of an enumeration.
            let _ = write!(out, "{name}.{member}");
            return;
        }
        if !instance.payload.is_unbound() {
            let _ = self.show_items(&format!("{name}("), vec![instance.payload.clone()], ")", depth, out);
            return;
        }
        // Of the library's objects, one word says more than their parts.
        let state = if self.is_own(class) { None } else { self.state_of(&attribute) };
        if let Some(state) = state {
            let _ = write!(out, "{name} ({state})");
            return;
        }
        // What the library keeps for itself in an object of a deriving class is not the program's.
        let derives = class.ancestors.lock().iter().any(|base| !self.is_own(base) && !is_builtin(self, base));
        let private = derives || !self.is_own(class);
        let mut shown = items.iter().filter(|(name, _)| !private || !name.as_str().starts_with('_'));
        let _ = write!(out, "<{name} object");
        if depth < DEPTH {
            for (position, (name, value)) in shown.by_ref().take(MOST_ATTRIBUTES).enumerate() {
                let _ = write!(out, "{} {}=", if position == 0 { ":" } else { "," }, name.as_str());
                self.show(value, depth + 1, out);
            }
            if shown.next().is_some() {
                out.push_str(", …");
            }
        }
        out.push('>');
    }

    /// How an object of the library stands, by what it keeps in its attributes.
    fn state_of<'v>(&self, attribute: &dyn Fn(&str) -> Option<&'v Value>) -> Option<String> {
        let items = |count: usize| format!("{count} {}", if count == 1 { "item" } else { "items" });
        if let Some(Value::Bool(set)) = attribute("_flag") {
            return Some((if *set { "set" } else { "not set" }).into());
        }
        if let Some(Value::Int(value)) = attribute("_value") {
            return Some(format!("value {value}"));
        }
        if let Some(Value::Lock(lock)) = attribute("_lock") {
            return Some(self.lock_state(lock));
        }
        match attribute("queue").or(attribute("_queue")) {
            Some(Value::List(list)) => return Some(items(list.lock().len())),
            Some(deque) => return deque_items(deque, 0).map(|(_, count)| items(count)),
            None => {}
        }
        attribute("_name").and_then(Value::as_text).map(str::to_owned)
    }

    fn lock_state(&self, lock: &Lock) -> String {
        match lock.owner() {
            None => "free".into(),
            Some(ident) => match (self.thread_name)(ident) {
                Some(name) => format!("held by {name}"),
                None => "held".into(),
            },
        }
    }

    fn is_own(&self, class: &Class) -> bool {
        let module = class.lookup(&self.interpreter.names.module);
        let module = module.as_ref().and_then(Value::as_text);
        module.is_some_and(|module| self.own.iter().any(|own| own.name.as_str() == module))
    }
}

fn is_builtin(inspector: &Inspector<'_>, class: &Class) -> bool {
    class
        .lookup(&inspector.interpreter.names.module)
        .is_some_and(|module| module.as_text() == Some("builtins"))
}

fn lock_name(lock: &Lock) -> &'static str {
    match lock.kind() {
        crate::LockKind::Lock => "Lock",
        crate::LockKind::RLock => "RLock",
    }
}

fn names_of(namespace: &Dict) -> Vec<(Name, Value)> {
    let items = namespace.items().into_iter();
    items.filter_map(|(key, value)| Some((Name::of(key.as_str()?), value))).collect()
}

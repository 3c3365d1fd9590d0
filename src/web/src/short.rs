//! Values in short, in the manner of `repr`, for somebody who looks at a program that holds still. No Python code runs for
//! it, and the program cannot notice: no attribute is asked for, no `id()` given out.

use interleave_engine::class::Class;
use interleave_engine::inspect::deque_items;
use interleave_engine::instance::Instance;
use interleave_engine::objects::Module;
use interleave_engine::text::{float, quote};
use interleave_engine::{Interpreter, Lock, LockKind, Ref, Truth, Value};
use interleave_runtime::Process;

/// At most so many characters of a value are shown.
const MOST_CHARACTERS: usize = 80;
/// So many items of a container surely fill them.
const MOST_ITEMS: usize = MOST_CHARACTERS / 3 + 1;
/// At most so many attributes of an object are shown.
const MOST_ATTRIBUTES: usize = 4;
/// Containers and objects are looked into so deeply.
const DEPTH: usize = 3;

/// Shows the values of one process.
pub struct Short<'a> {
    process: &'a Process,
    /// From the program's own files.
    modules: Vec<Ref<Module>>,
}

impl<'a> Short<'a> {
    /// Of a process.
    pub fn new(process: &'a Process) -> Short<'a> {
        Short { process, modules: process.interpreter().program_modules() }
    }

    /// The modules from the program's own files.
    pub fn modules(&self) -> &[Ref<Module>] {
        &self.modules
    }

    fn interpreter(&self) -> &Interpreter {
        self.process.interpreter()
    }

    /// A value in short.
    pub fn repr(&self, value: &Value) -> String {
        let mut out = String::new();
        self.show(value, 0, &mut out);
        if out.chars().count() > MOST_CHARACTERS {
            out = out.chars().take(MOST_CHARACTERS - 1).collect();
            out.push('…');
        }
        out
    }

    fn show(&self, value: &Value, depth: usize, out: &mut String) {
        let named = |out: &mut String, kind: &str, name: &str| {
            out.push('<');
            out.push_str(kind);
            out.push_str(name);
            out.push('>');
        };
        match value {
            Value::None | Value::Unbound => out.push_str("None"),
            Value::Bool(Truth::True) => out.push_str("True"),
            Value::Bool(Truth::False) => out.push_str("False"),
            Value::Int(value) => out.push_str(&value.to_string()),
            Value::Float(value) => out.push_str(&float::repr(value.get())),
            // Digits of a large number take long to work out.
            Value::BigInt(value) if value.bits() > 1_000 => {
                named(out, &value.bits().to_string(), " bits of int");
            }
            Value::BigInt(value) => out.push_str(&value.to_string()),
            Value::Str(text) => {
                out.push_str(&quote::repr(text.slice(0, text.len().min(MOST_CHARACTERS))));
            }
            Value::Bytes(bytes) => {
                out.push_str(&quote::repr_bytes(&bytes[..bytes.len().min(MOST_CHARACTERS)]));
            }
            Value::List(list) => {
                let items = first(list.lock().iter());
                self.show_items(["[", "]", ", "], items, depth, out);
            }
            Value::Tuple(items) => {
                let close = if items.len() == 1 { ",)" } else { ")" };
                self.show_items(["(", close, ", "], first(items.iter()), depth, out);
            }
            Value::Set(set) | Value::FrozenSet(set) => {
                let items = first(set.lock().iter());
                if items.is_empty() {
                    out.push_str(self.class_name(value));
                    out.push_str("()");
                } else {
                    self.show_items(["{", "}", ", "], items, depth, out);
                }
            }
            Value::Dict(dict) => {
                let mut items = Vec::new();
                for entry in dict.lock().iter().take(MOST_ITEMS) {
                    items.push(entry.key.clone());
                    items.push(entry.value.clone());
                }
                self.show_items(["{", "}", ": "], items, depth, out);
            }
            Value::Range(range) => {
                let bounds = [range.start, range.stop, range.step].map(Value::Int);
                let shown = if range.step == 1 { &bounds[..2] } else { &bounds };
                self.show_items(["range(", ")", ", "], shown.to_vec(), 0, out);
            }
            Value::Function(function) => named(out, "function ", &function.code.code.qualname),
            Value::Class(class) => named(out, "class ", class.name.as_str()),
            Value::Module(module) => named(out, "module ", module.name.as_str()),
            Value::Lock(lock) => {
                out.push_str(if lock.kind() == LockKind::Lock { "Lock" } else { "RLock" });
                state(out, &self.lock_state(lock));
            }
            Value::Instance(instance) => self.show_instance(instance, depth, out),
            _ => match deque_items(value, MOST_ITEMS) {
                Some((items, _)) => self.show_items(["deque([", "])", ", "], items, depth, out),
                None => named(out, self.class_name(value), " object"),
            },
        }
    }

    fn class_name<'v>(&'v self, value: &'v Value) -> &'v str {
        self.interpreter().class_of(value).name.as_str()
    }

    /// `[open, close, within]`: what stands around the items, and between the first of a pair and the second.
    fn show_items(
        &self,
        [open, close, within]: [&str; 3],
        items: Vec<Value>,
        depth: usize,
        out: &mut String,
    ) {
        out.push_str(open);
        for (position, item) in items.iter().enumerate() {
            if depth >= DEPTH {
                out.push('…');
                break;
            }
            match position {
                0 => {}
                position if position % 2 == 1 => out.push_str(within),
                _ => out.push_str(", "),
            }
            self.show(item, depth + 1, out);
        }
        out.push_str(close);
    }

    fn show_instance(&self, instance: &Instance, depth: usize, out: &mut String) {
        let class = &**instance.class;
        let items = instance.items();
        let attribute = |wanted: &str| {
            items.iter().find(|(name, _)| name.as_str() == wanted).map_or(&Value::Unbound, |item| &item.1)
        };
        // A member of an enumeration.
        if let Some(member) = attribute("_name_").as_text() {
            out.push_str(class.name.as_str());
            out.push('.');
            return out.push_str(member);
        }
        let parts = match &instance.payload {
            Value::Unbound => None,
            Value::Exception(state) => Some(state.fields.lock().args.clone()),
            payload => Some(vec![payload.clone()]),
        };
        if let Some(parts) = parts {
            out.push_str(class.name.as_str());
            return self.show_items(["(", ")", ", "], parts, depth, out);
        }
        let own = self.is_from(class, false);
        // Of the library's objects, one word says more than their parts.
        if !own && let Some(words) = self.state_of(&attribute) {
            out.push_str(class.name.as_str());
            return state(out, &words);
        }
        // What the library keeps for itself in an object of a deriving class is not the program's.
        let private = !own || class.ancestors.lock().iter().any(|base| !self.is_from(base, true));
        out.push('<');
        out.push_str(class.name.as_str());
        out.push_str(" object");
        let mut shown = 0;
        for (name, value) in &items {
            if depth >= DEPTH || private && name.as_str().starts_with('_') {
                continue;
            }
            out.push_str(if shown == 0 { ": " } else { ", " });
            if shown == MOST_ATTRIBUTES {
                out.push('…');
                break;
            }
            shown += 1;
            out.push_str(name.as_str());
            out.push('=');
            self.show(value, depth + 1, out);
        }
        out.push('>');
    }

    /// How an object of the library stands, by what it keeps in its attributes.
    fn state_of<'v>(&self, attribute: &dyn Fn(&str) -> &'v Value) -> Option<String> {
        if let Value::Bool(set) = attribute("_flag") {
            return Some((if set.get() { "set" } else { "not set" }).into());
        }
        if let Value::Int(value) = attribute("_value") {
            return Some(format!("value {value}"));
        }
        if let Value::Lock(lock) = attribute("_lock") {
            return Some(self.lock_state(lock));
        }
        for queue in [attribute("queue"), attribute("_queue")] {
            let count = match queue {
                Value::List(list) => Some(list.lock().len()),
                queue => deque_items(queue, 0).map(|(_, count)| count),
            };
            if let Some(count) = count {
                return Some(format!("{count} {}", if count == 1 { "item" } else { "items" }));
            }
        }
        attribute("_name").as_text().map(|name| short_name(name).to_owned())
    }

    fn lock_state(&self, lock: &Lock) -> String {
        let Some(ident) = lock.owner() else { return "free".into() };
        let name = match self.process.thread_number(ident).map(|thread| self.process.thread_name(thread)) {
            None => return "held".into(),
            Some("MainProcess") => "main",
            Some(name) => short_name(name),
        };
        format!("held by {name}")
    }

    /// Whether a class is the program's own, or perhaps a builtin one.
    fn is_from(&self, class: &Class, or_builtins: bool) -> bool {
        let module = class.lookup(&self.interpreter().names.module);
        let module = module.as_ref().and_then(Value::as_text).unwrap_or_default();
        or_builtins && module == "builtins" || self.modules.iter().any(|own| own.name.as_str() == module)
    }
}

/// The name of a thread as the page calls it: without the function that Python appends.
fn short_name(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(name, _)| name)
}

fn first<'v>(items: impl Iterator<Item = &'v Value>) -> Vec<Value> {
    items.take(MOST_ITEMS).cloned().collect()
}

fn state(out: &mut String, words: &str) {
    out.push_str(" (");
    out.push_str(words);
    out.push(')');
}

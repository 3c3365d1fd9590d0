//! What functions and methods written in Rust read and write. Those that are not known count as writing all that they are given.

use super::touches::{At, attribute, item};
use super::{Part, Subject, Use};
use crate::native::NativeFunction;
use crate::value::Value;

/// A call of a function written in Rust.
pub(super) struct NativeCall<'a> {
    pub(super) function: &'a NativeFunction,
    pub(super) receiver: Option<&'a Value>,
    pub(super) arguments: Vec<&'a Value>,
}

impl NativeCall<'_> {
    /// The class of a method, or the module of a function.
    pub(super) fn home(&self) -> &str {
        self.function.owner.as_ref().map_or(self.function.module, |class| class.name.as_str())
    }
}

/// Methods of containers that change nothing.
const READING: [&str; 47] = [
    "__contains__",
    "__eq__",
    "__ge__",
    "__getitem__",
    "__gt__",
    "__iter__",
    "__le__",
    "__len__",
    "__lt__",
    "__ne__",
    "__repr__",
    "__reversed__",
    "__add__",
    "__mul__",
    "__rmul__",
    "__or__",
    "__and__",
    "__sub__",
    "__xor__",
    "__hash__",
    "__copy__",
    "__length_hint__",
    "__str__",
    "__bool__",
    "__sizeof__",
    "copy",
    "count",
    "index",
    "items",
    "keys",
    "values",
    "difference",
    "intersection",
    "union",
    "symmetric_difference",
    "isdisjoint",
    "issubset",
    "issuperset",
    "decode",
    "find",
    "hex",
    "startswith",
    "endswith",
    "split",
    "join",
    "strip",
    "tobytes",
];

/// Builtin functions, and methods of what never changes, that only read what they are given.
const HARMLESS: [&str; 33] = [
    "abs",
    "all",
    "any",
    "ascii",
    "bool",
    "callable",
    "chr",
    "dir",
    "divmod",
    "enumerate",
    "filter",
    "format",
    "hash",
    "id",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "map",
    "max",
    "min",
    "ord",
    "pow",
    "print",
    "range",
    "repr",
    "reversed",
    "round",
    "sorted",
    "str",
    "sum",
    "type",
    "zip",
];

/// Records them.
pub(super) fn touches(at: &mut At<'_>, call: &NativeCall<'_>) {
    let name = call.function.def.name;
    let read_all = |at: &mut At<'_>| {
        for argument in &call.arguments {
            at.touch_content(argument, Use::Read);
        }
    };
    match (call.home(), name) {
        ("builtins", "getattr" | "hasattr") => of_attribute(at, call, Use::Read),
        ("builtins", "setattr" | "delattr") => of_attribute(at, call, Use::Write),
        ("builtins", "vars") => {
            if let [object] = call.arguments[..] {
                at.touch(object, Part::Whole, Use::Read);
            }
        }
        ("builtins", "globals" | "locals") => {}
        ("builtins", "print") => {
            read_all(at);
            at.touch_subject(Subject::Output, Part::Whole, Use::Write);
        }
        ("builtins", "input") => {
            at.touch_subject(Subject::Output, Part::Whole, Use::Write);
            at.touch_subject(Subject::Input, Part::Whole, Use::Write);
        }
        ("builtins", name) if HARMLESS.contains(&name) => read_all(at),
        ("TextIOWrapper", "write" | "writelines") => {
            read_all(at);
            at.touch_subject(Subject::Output, Part::Whole, Use::Write);
        }
        ("TextIOWrapper", "readline" | "readlines" | "read" | "__next__") => {
            at.touch_subject(Subject::Input, Part::Whole, Use::Write);
        }
        ("TextIOWrapper", _) => {}
        ("_files", "stat" | "read" | "names" | "directory") => {
            at.touch_subject(Subject::Files, Part::Whole, Use::Read);
        }
        ("_files", _) => at.touch_subject(Subject::Files, Part::Whole, Use::Write),
        ("dict", "get") => {
            if let (Some(dict), Some(key)) = (call.receiver, call.arguments.first()) {
                item(at, dict.payload(), key, Use::Read);
            }
        }
        ("dict", "pop" | "setdefault") => {
            if let (Some(dict), Some(key)) = (call.receiver, call.arguments.first()) {
                item(at, dict.payload(), key, Use::Write);
            }
        }
        // These only make objects, look at none that changes, or are accounted for elsewhere.
        (
            "lock" | "RLock" | "_thread" | "_ipc" | "Handle" | "time" | "math" | "sys" | "_process" | "gc",
            _,
        ) => {}
        ("str" | "int" | "float" | "bytes" | "tuple" | "object" | "type" | "range" | "slice" | "bool", _) => {
            read_all(at);
        }
        (_, name) => {
            let reads = READING.contains(&name);
            if let Some(receiver) = call.receiver {
                at.touch_content(receiver, if reads { Use::Read } else { Use::Write });
            }
            let container = matches!(
                call.receiver.map(Value::payload),
                Some(
                    Value::List(_)
                        | Value::Dict(_)
                        | Value::Set(_)
                        | Value::FrozenSet(_)
                        | Value::ByteArray(_)
                        | Value::Array(_)
                )
            );
            for argument in &call.arguments {
                at.touch_content(argument, if container || reads { Use::Read } else { Use::Write });
            }
        }
    }
}

fn of_attribute(at: &mut At<'_>, call: &NativeCall<'_>, how: Use) {
    if let [object, name, ..] = call.arguments[..]
        && let Value::Str(name) = name
        && name.is_interned()
    {
        attribute(at, object, &crate::string::Name::of(name), how);
    } else if let [object, ..] = call.arguments[..] {
        at.touch(object, Part::Whole, how);
    }
}

//! A compiled block as one interpreter runs it: constants as objects, names interned, room for inline caches.

use std::borrow::Cow;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use interleave_lang::bytecode::Constant;
use num_bigint::BigInt;

use crate::bytecode::Bytecode;
use crate::interpreter::Interpreter;
use crate::operation::{Role, role};
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::string::Name;
use crate::value::Value;

/// A source file as an interpreter knows it.
pub struct SourceFile {
    /// The file's name as tracebacks show it.
    pub file: String,
    /// Its lines are what tracebacks quote.
    pub text: Cow<'static, str>,
    /// Part of the library: its frames are hidden.
    pub library: bool,
    /// It does what CPython does in C: no other thread comes in between, see [`ThreadState::is_indivisible`].
    ///
    /// [`ThreadState::is_indivisible`]: crate::thread_state::ThreadState
    pub(crate) indivisible: bool,
    /// The module's name (`__main__` for the program).
    pub module: String,
}

impl SourceFile {
    /// A file that belongs to a program.
    pub(crate) fn of_program(file: String, text: String, module: String) -> SourceFile {
        SourceFile { file, text: Cow::Owned(text), library: false, indivisible: false, module }
    }

    /// A module of the library.
    pub(crate) fn of_library(module: &str, text: &'static str) -> SourceFile {
        SourceFile {
            file: format!("<library {module}>"),
            text: Cow::Borrowed(text),
            library: true,
            indivisible: crate::modules::library::is_indivisible(module),
            module: module.to_owned(),
        }
    }
}

/// A code object.
pub struct CodeObject {
    /// The bytecode.
    pub code: Bytecode,
    /// Where it comes from.
    pub source: Arc<SourceFile>,
    /// Indices from the module's code down through [`Bytecode::children`]: names the block for the heap image.
    pub path: Vec<u32>,
    /// Name.
    pub name: Name,
    /// Name with those of what it is inside.
    pub(crate) qualname: Name,
    pub(crate) constants: Box<[ConstantSlot]>,
    pub(crate) sites: Box<[Site]>,
    pub(crate) call_names: Box<[Box<[Name]>]>,
    pub(crate) children: Box<[Ref<CodeObject>]>,
    /// Names of the local variables by register.
    pub(crate) local_names: Box<[Name]>,
    /// Names of the free variables, whose cells are in the registers after the locals.
    pub(crate) free_names: Box<[Name]>,
    /// The number of positional parameters, if there are no others, and calling it makes no generator: then arguments
    /// need only be moved.
    pub(crate) plain_parameters: u16,
    /// Whose it is, for a search of schedules.
    pub(crate) role: Role,
    /// As the code's: each call asks for it.
    pub(crate) registers: u16,
    /// A function that CPython has in C: found in a class, it is no method.
    pub(crate) builtin: bool,
}

/// No plain parameters.
pub(crate) const NOT_PLAIN: u16 = u16::MAX;

/// A use of a global, name or attribute, and what it found last time; where objects are of two kinds, for both.
pub(crate) struct Site {
    pub(crate) name: Name,
    known: [Known; 2],
}

impl Site {
    fn new(name: Name) -> Site {
        Site { name, known: Default::default() }
    }

    /// What was found last.
    #[inline(always)]
    pub(crate) fn last(&self) -> &Known {
        &self.known[0]
    }

    /// What was found for objects of this shape, if it is remembered: the caller compares the shape.
    #[inline(always)]
    pub(crate) fn of_shape(&self, id: u32) -> &Known {
        &self.known[usize::from(!self.known[0].is_of(id))]
    }

    /// Remembers what was found for objects of this shape, and what was found last for another.
    pub(crate) fn remember(&self, id: u32, shape: u64, place: u64) {
        let [last, other] = &self.known;
        let known = if last.is_of(id) || last.shape.load(Ordering::Relaxed) == 0 {
            last
        } else if other.is_of(id) {
            other
        } else {
            other.place.store(last.place.load(Ordering::Relaxed), Ordering::Relaxed);
            other.shape.store(last.shape.load(Ordering::Relaxed), Ordering::Relaxed);
            last
        };
        known.place.store(place, Ordering::Relaxed);
        known.shape.store(shape, Ordering::Relaxed);
    }
}

/// What a [`Site`] found. `place` and `shape` are facts each by itself, so that two threads filling it at once do no harm.
#[derive(Default)]
pub(crate) struct Known {
    /// A version and a position packed; 0: nothing known.
    pub(crate) place: AtomicU64,
    /// A shape that does not have the name (methods), or has it (attributes; then with its slot).
    pub(crate) shape: AtomicU64,
}

impl Known {
    /// Whether it is about objects of this shape.
    #[inline(always)]
    fn is_of(&self, id: u32) -> bool {
        let shape = self.shape.load(Ordering::Relaxed);
        (shape >> 32) as u32 == id || shape == u64::from(id)
    }
}

impl CodeObject {
    /// Prepares a module's code, and with it all its blocks.
    pub fn new(interpreter: &Interpreter, code: &Bytecode, source: &Arc<SourceFile>) -> Ref<CodeObject> {
        let made = CodeObject::without_helpers(interpreter, code, source);
        // SAFETY: nobody else has it.
        unsafe { made.find_helpers(interpreter) };
        made
    }

    /// The same for a heap image, in which the helpers come after the code: they are still to be found.
    pub(crate) fn without_helpers(
        interpreter: &Interpreter,
        code: &Bytecode,
        source: &Arc<SourceFile>,
    ) -> Ref<CodeObject> {
        CodeObject::nested(interpreter, code, source, Vec::new())
    }

    fn nested(
        interpreter: &Interpreter,
        code: &Bytecode,
        source: &Arc<SourceFile>,
        path: Vec<u32>,
    ) -> Ref<CodeObject> {
        let children = code.children().enumerate().map(|(index, child)| {
            let mut path = path.clone();
            path.push(index as u32);
            CodeObject::nested(interpreter, &child, source, path)
        });
        Ref::new(CodeObject {
            children: children.collect(),
            name: interpreter.intern(&code.name),
            qualname: interpreter.intern(&code.qualname),
            constants: code
                .constants
                .iter()
                .map(|constant| ConstantSlot(UnsafeCell::new(constant_value(interpreter, constant))))
                .collect(),
            sites: code.sites.iter().map(|name| Site::new(interpreter.intern(name))).collect(),
            call_names: code
                .call_shapes
                .iter()
                .map(|shape| shape.names.iter().map(|n| interpreter.intern(n)).collect())
                .collect(),
            local_names: code.locals.iter().map(|n| interpreter.intern(n)).collect(),
            free_names: code.free.iter().map(|n| interpreter.intern(n)).collect(),
            role: role(source, &code.qualname),
            builtin: source.indivisible && source.module != "re" && path.len() == 1,
            registers: code.registers,
            plain_parameters: if code.keyword_only == 0
                && !code.varargs
                && !code.varkeywords
                && !code.generator
            {
                code.positional
            } else {
                NOT_PLAIN
            },
            code: code.clone(),
            source: source.clone(),
            path,
        })
    }
}

/// Where the object of a constant lies.
pub(crate) struct ConstantSlot(UnsafeCell<Value>);

// SAFETY: it is written by `CodeObject::find_helpers` alone, before any thread runs the code.
unsafe impl Sync for ConstantSlot {}

impl ConstantSlot {
    #[inline(always)]
    pub(crate) fn get(&self) -> &Value {
        // SAFETY: see above.
        unsafe { &*self.0.get() }
    }
}

impl CodeObject {
    /// Finds the helpers that its constants and those of its children name.
    ///
    /// # Safety
    /// Nobody runs the code yet.
    ///
    /// # Panics
    /// If there is no such helper.
    pub(crate) unsafe fn find_helpers(&self, interpreter: &Interpreter) {
        for (constant, slot) in self.code.constants.iter().zip(&self.constants) {
            if let Constant::Helper(name) = constant {
                // SAFETY: by contract nobody reads it.
                unsafe { *slot.0.get() = interpreter.helper(name) };
            }
        }
        // SAFETY: by contract.
        self.children.iter().for_each(|child| unsafe { child.find_helpers(interpreter) });
    }
}

/// The object of a constant.
fn constant_value(interpreter: &Interpreter, constant: &Constant) -> Value {
    match constant {
        Constant::None => Value::None,
        Constant::Ellipsis => Value::Ellipsis,
        Constant::Bool(b) => Value::from(*b),
        Constant::Int(i) => Value::Int(*i),
        Constant::BigInt(digits) => digits.parse::<BigInt>().map_or(Value::Int(0), Value::from_bigint),
        Constant::Float(f) => Value::from(*f),
        Constant::Complex(imag) => {
            let number = crate::types::complex::Number { real: 0.0, imag: *imag };
            crate::types::complex::value(interpreter, number)
        }
        // See `CodeObject::find_helpers`.
        Constant::Helper(_) => Value::Unbound,
        Constant::Str(text) => interpreter.intern(text).to_value(),
        Constant::Bytes(bytes) => Value::bytes(bytes.as_slice()),
        Constant::Tuple(items) => {
            if items.is_empty() {
                return interpreter.empty_tuple();
            }
            Value::tuple(items.iter().map(|c| constant_value(interpreter, c)).collect::<Vec<_>>())
        }
        Constant::FrozenSet(items) => {
            let mut table = SetTable::default();
            for item in items {
                let value = constant_value(interpreter, item);
                // Constants are hashable natively.
                if let Ok(hash) = crate::compare::hash_natively(interpreter, &value) {
                    table.insert(crate::dict::Key { value, hash, resolved: false, exotic: false });
                }
            }
            Value::FrozenSet(Ref::new(Set::from_table(table)))
        }
    }
}

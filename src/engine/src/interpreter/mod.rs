//! The interpreter: one Python process.

mod attend;
pub(crate) mod attribute;
pub(crate) mod call;
pub(crate) mod class_build;
pub(crate) mod deliver;
pub(crate) mod import;
pub(crate) mod item;
pub(crate) mod iterate;
mod matching;
pub(crate) mod operator;
mod raise;
pub(crate) mod render;
mod run_loop;
mod slots;
pub(crate) mod space;
mod spread;
mod types;

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

pub(crate) use self::deliver::Flow;
pub use self::types::Types;

use crate::class::Class;
use crate::dict::Dict;
use crate::exception::Exceptions;
use crate::guard::Guard;
use crate::handles::Handles;
use crate::heap::Heap;
use crate::native::{Binding, Def, Getter, ModuleDef, NativeFunction, TypeDef};
use crate::objects::{Member, Module, Wrapper};
use crate::reference::Ref;
use crate::request::{Handle, Shortcuts};
use crate::settings::Settings;
use crate::string::{Name, NameTable, Names};
use crate::thread_state::{Stage, ThreadState};
use crate::value::Value;

/// How many frames of the library lie below the program's first one: they do not count towards the recursion limit.
pub(crate) const BASE_FRAMES: usize = 2;

/// One Python process: its types, modules and settings (CPython: `PyInterpreterState`).
pub struct Interpreter {
    /// What the process was started with; who it is now is in `identity`.
    pub settings: Settings,
    pub(crate) identity: Identity,
    shortcuts: OnceLock<Box<dyn Shortcuts>>,
    /// Nobody wants to know what its threads do.
    unwatched: AtomicBool,
    /// Builtin types.
    pub types: Types,
    /// Builtin exception classes.
    pub exceptions: Exceptions,
    /// Names the machine looks up.
    pub names: Names,
    /// Variables of the module `builtins`.
    pub builtins: Ref<Dict>,
    /// Classes that an object no longer is of (`__class__` was set) but another thread may still be looking at.
    pub(crate) former_classes: Guard<Vec<Ref<Class>>>,
    /// How many classes were registered with abstract ones.
    pub(crate) registrations: AtomicU64,
    /// `sys.modules`
    pub modules: Ref<Dict>,
    /// Variables of the helper module `_builtins`.
    pub(crate) helpers: Ref<Dict>,
    pub(crate) heap: Arc<Heap>,
    name_table: NameTable,
    next_id: AtomicU32,
    empty_tuple: Value,
    /// The strings of one ASCII character.
    characters: Box<[Value]>,
    /// `int_max_str_digits`
    pub int_max_str_digits: AtomicU32,
    /// `sys.setrecursionlimit`
    pub recursion_limit: AtomicU32,
    pub(crate) handles: Arc<Handles>,
    /// `_thread._count()`
    pub(crate) threads: Arc<AtomicU32>,
    pub(crate) imports: import::Imports,
    /// What of the library was run, and what of it is ready to be.
    library: Guard<import::Library>,
    /// Formats of `struct` that were used.
    pub(crate) formats: Guard<crate::modules::structs::Formats>,
    /// Classes made by the program, to be taken apart at the end.
    classes: Mutex<Vec<Ref<Class>>>,
}

/// Who a process is: another one in a copy.
pub(crate) struct Identity {
    pid: AtomicU32,
    parent_pid: AtomicU32,
    entropy: AtomicU64,
}

impl Identity {
    fn new(settings: &Settings) -> Identity {
        Identity {
            pid: AtomicU32::new(settings.pid),
            parent_pid: AtomicU32::new(settings.parent_pid),
            entropy: AtomicU64::new(settings.entropy),
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.pid.load(Ordering::Relaxed)
    }

    pub(crate) fn parent_pid(&self) -> u32 {
        self.parent_pid.load(Ordering::Relaxed)
    }

    /// Chance from outside.
    pub(crate) fn entropy(&self) -> u64 {
        self.entropy.load(Ordering::Relaxed)
    }
}

impl Interpreter {
    /// Settings for another program in this process: what it was started with, and who it is now.
    pub fn present_settings(&self) -> Settings {
        Settings {
            pid: self.identity.pid(),
            parent_pid: self.identity.parent_pid(),
            entropy: self.identity.entropy(),
            ..self.settings.clone()
        }
    }

    /// This is the copy of a process, which had the pid so far; its other threads exist no longer.
    pub fn became_copy(&self, pid: u32, entropy: u64) {
        let order = Ordering::Relaxed;
        self.identity.parent_pid.store(self.identity.pid.swap(pid, order), order);
        self.identity.entropy.store(entropy, order);
        self.threads.store(0, order);
    }

    /// What the driver does in the middle of a slice. At most once, before the process begins.
    pub fn set_shortcuts(&self, shortcuts: Box<dyn Shortcuts>) {
        let _ = self.shortcuts.set(shortcuts);
    }

    /// Nobody wants to know who holds a lock: free ones are taken without asking. To be said before the process begins.
    pub fn set_unwatched(&self) {
        self.unwatched.store(true, Ordering::Relaxed);
    }

    /// See [`Interpreter::set_unwatched`].
    pub(crate) fn is_unwatched(&self) -> bool {
        self.unwatched.load(Ordering::Relaxed)
    }

    /// See [`Shortcuts`].
    pub(crate) fn shortcuts(&self) -> Option<&dyn Shortcuts> {
        self.shortcuts.get().map(|shortcuts| &**shortcuts)
    }

    /// A process that has not begun. Its main thread reports a `SyntaxError` of the program.
    pub fn new(settings: Settings) -> Arc<Interpreter> {
        let name_table = NameTable::default();
        let (types, exceptions) = types::make(&name_table);
        let names = Names::new(&name_table);
        let characters =
            (0..128_u8).map(|c| name_table.intern(&char::from(c).to_string()).to_value()).collect();
        let interpreter = Interpreter {
            identity: Identity::new(&settings),
            shortcuts: OnceLock::new(),
            unwatched: AtomicBool::new(false),
            settings,
            types,
            exceptions,
            names,
            builtins: Ref::new(Dict::new()),
            former_classes: Guard::default(),
            registrations: AtomicU64::new(0),
            modules: Ref::new(Dict::new()),
            helpers: Ref::new(Dict::new()),
            heap: Heap::new(),
            name_table,
            next_id: AtomicU32::new(1),
            empty_tuple: Value::tuple(Vec::new()),
            formats: Guard::default(),
            characters,
            int_max_str_digits: AtomicU32::new(4300),
            recursion_limit: AtomicU32::new(1000),
            handles: Arc::default(),
            threads: Arc::default(),
            imports: import::Imports::default(),
            library: Guard::default(),
            classes: Mutex::default(),
        };
        crate::core_types::install(&interpreter);
        crate::types::install(&interpreter);
        crate::builtins::install(&interpreter);
        Arc::new(interpreter)
    }

    /// The main thread: runs the program, then the exit protocol; ends with the exit status.
    pub fn main_thread(self: &Arc<Self>) -> ThreadState {
        let boot = self.module_function(&Def::new("_boot", import::boot_main, 0), "_boot");
        ThreadState { stage: Stage::Starting, ..ThreadState::new(boot, Vec::new()) }
    }

    pub(crate) fn register_class(&self, class: &Ref<Class>) {
        // The heap knows those that are made while a program runs.
        if !class.is_listed()
            && let Ok(mut classes) = self.classes.lock()
        {
            classes.push(class.clone());
        }
    }

    /// The interned string of a text.
    pub fn intern(&self, text: &str) -> Name {
        self.name_table.intern(text)
    }

    /// The interned string equal to a `str`.
    pub fn intern_str(&self, text: &Ref<crate::string::Str>) -> Name {
        self.name_table.intern_str(text)
    }

    /// `()`
    pub fn empty_tuple(&self) -> Value {
        self.empty_tuple.clone()
    }

    /// A string of one character.
    pub fn character(&self, c: char) -> Value {
        match self.characters.get(c as usize) {
            Some(value) => value.clone(),
            None => Value::str(c),
        }
    }

    /// `id(value)`: given out in order of asking, so that runs can be repeated.
    pub fn id(&self, value: &Value) -> u64 {
        const BASE: u64 = 0x7f00_0000_0000;
        match value.object_header() {
            Some(header) => {
                let id = crate::heap::identity(header, || self.next_id.fetch_add(1, Ordering::Relaxed));
                BASE + u64::from(id) * 16
            }
            None => match value {
                Value::Int(i) => 0x5500_0000_0000_u64.wrapping_add((*i as u64).wrapping_mul(32)),
                Value::Float(f) => 0x6600_0000_0000 ^ (f.get().to_bits() >> 16),
                Value::Bool(b) => 0x5400_0000_0100 + u64::from(b.get()) * 32,
                Value::None => 0x5400_0000_0010,
                Value::Ellipsis => 0x5400_0000_0020,
                _ => 0x5400_0000_0030,
            },
        }
    }

    /// The number that the next object asked for its `id` gets.
    pub(crate) fn next_id(&self) -> u32 {
        self.next_id.load(Ordering::Relaxed)
    }

    pub(crate) fn set_next_id(&self, id: u32) {
        self.next_id.store(id.max(1), Ordering::Relaxed);
    }

    /// The class of a value.
    #[inline]
    pub fn class_of<'a>(&'a self, value: &'a Value) -> &'a Ref<Class> {
        self.types.class_of(value)
    }

    /// `isinstance(value, class)`, by class alone.
    pub fn is_instance(&self, value: &Value, class: &Ref<Class>) -> bool {
        self.class_of(value).is_subclass(class)
    }

    /// A function of the helper module `_builtins`.
    pub fn helper(&self, name: &str) -> Value {
        self.helpers.get_text(name).unwrap_or_else(|| panic!("lib/_builtins.py has no {name}"))
    }

    /// A native function as a value.
    pub fn native_function(&self, def: &Def, owner: Option<&Ref<Class>>, module: &'static str) -> Value {
        Value::NativeFunction(Ref::new(NativeFunction { def: *def, owner: owner.cloned(), module }))
    }

    /// A function like those of a table.
    pub fn module_function(&self, def: &Def, module: &'static str) -> Value {
        self.native_function(&Def { binding: Binding::Static, ..*def }, None, module)
    }

    /// Puts methods and attributes in a builtin type.
    pub fn extend_type(&self, class: &Ref<Class>, def: &TypeDef) {
        for method in def.methods {
            let function = self.native_function(method, Some(class), "builtins");
            let value = match method.binding {
                Binding::Method => function,
                Binding::Class => Value::ClassMethod(Ref::new(Wrapper { function })),
                Binding::Static => Value::StaticMethod(Ref::new(Wrapper { function })),
            };
            class.set(&self.intern(method.name), value);
        }
        for getter in def.getters {
            self.add_getter(class, getter);
        }
        if let Some(new) = def.new {
            let function = self.native_function(&Def::any("__new__", new).fixed(), Some(class), "builtins");
            class.set(&self.names.new, Value::StaticMethod(Ref::new(Wrapper { function })));
            class.set_flags(crate::class::flag::PAYLOAD);
        }
        if let Some(init) = def.init {
            class.set(
                &self.names.init,
                self.native_function(&Def::any("__init__", init), Some(class), "builtins"),
            );
        }
        if !def.doc.is_empty() {
            class.set(&self.names.doc, Value::str(def.doc));
        } else if class.own(&self.names.doc).is_none() {
            // It has none, not that of `object`.
            class.set(&self.names.doc, Value::None);
        }
    }

    /// Adds a computed attribute to a builtin type.
    pub fn add_getter(&self, class: &Ref<Class>, getter: &Getter) {
        let name = self.intern(getter.name);
        let member = Member { name: name.clone(), get: getter.get, set: getter.set };
        class.set(&name, Value::Member(Ref::new(member)));
    }

    /// A new builtin type of a native module. `base` is `object` if there is none.
    pub fn new_type(&self, name: &str, module: &str, base: Option<&Ref<Class>>, def: &TypeDef) -> Ref<Class> {
        let base = base.unwrap_or(&self.types.object).clone();
        let ancestors = crate::class::linearize(std::slice::from_ref(&base)).unwrap_or_default();
        let class =
            Class::new(self.intern(name), vec![base.clone()], ancestors, None, crate::class::flag::BUILTIN);
        base.add_subclass(&class);
        self.register_class(&class);
        class.set(&self.names.module, self.intern(module).to_value());
        self.extend_type(&class, def);
        class
    }

    /// Makes a native module and enters it in `sys.modules`.
    pub fn new_module(&self, def: &ModuleDef) -> Ref<Module> {
        let globals = Ref::new(Dict::new());
        let name = self.intern(def.name);
        globals.set_name(&self.names.name, name.to_value());
        globals.set_name(&self.names.doc, if def.doc.is_empty() { Value::None } else { Value::str(def.doc) });
        let module = Ref::new(Module { name: name.clone(), globals });
        for function in def.functions {
            module.globals.set_name(&self.intern(function.name), self.module_function(function, def.name));
        }
        if let Some(setup) = def.setup {
            setup(self, &module);
        }
        self.modules.set_name(&name, Value::Module(module.clone()));
        module
    }

    /// Handles whose last object was dropped since last asked.
    pub fn dropped_handles(&self) -> Vec<Handle> {
        self.handles.take_dropped()
    }

    /// Handles that objects of this interpreter hold.
    pub fn held_handles(&self) -> Vec<Handle> {
        self.handles.held()
    }

    /// Must be called before a second OS thread runs this interpreter.
    pub fn set_parallel(&self) {
        crate::reference::set_parallel();
    }

    /// Whether threads run at the same time.
    pub fn is_parallel(&self) -> bool {
        crate::reference::parallel()
    }
}

impl Drop for Interpreter {
    /// Breaks the cycles that count references cannot: modules and the functions in them, classes and their methods.
    fn drop(&mut self) {
        let mut dicts = vec![self.builtins.clone(), self.helpers.clone()];
        for (_, module) in self.modules.items() {
            if let Value::Module(module) = module {
                dicts.push(module.globals.clone());
            }
        }
        dicts.push(self.modules.clone());
        for dict in dicts {
            let entries = dict.lock().clear();
            drop(entries);
        }
        let mut classes =
            self.classes.lock().map(|mut classes| std::mem::take(&mut *classes)).unwrap_or_default();
        let listed = self.heap.listed();
        classes.extend(listed.iter().filter_map(Value::as_class).cloned());
        drop(listed);
        classes.extend(self.exceptions.all().into_iter().cloned());
        classes.extend(self.types.all().into_iter().cloned());
        for class in classes {
            class.dismantle();
        }
        if let Some(garbage) = self.heap.find_garbage() {
            garbage.free();
        }
        Heap::end(self.heap.clone());
    }
}

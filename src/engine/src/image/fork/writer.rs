//! Writes the image of a process.

mod stack;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::super::codec::Output;
use super::super::{FORK, begin};
use super::{BUILTINS, HELPERS, MODULES, WELL_KNOWN, iterator, kind, source, value};
use crate::class::{AddressHash, Class, flag};
use crate::code::{CodeObject, SourceFile};
use crate::dict::{Dict, ViewKind};
use crate::iterator::IteratorState;
use crate::lock::LockKind;
use crate::native::Context;
use crate::reference::Ref;
use crate::request::Handle;
use crate::set::Layout;
use crate::string::Name;
use crate::value::{Truth, Value};

/// The image of this process, for a child that calls `root` in a thread with the ident of the calling one; and the
/// handles in it. An exception if something cannot be copied.
pub fn fork(ctx: &mut Context<'_>, root: &Value) -> Result<(Vec<u8>, Vec<Handle>), Value> {
    let mut writer = Writer::new(ctx);
    writer.add_well_known();
    writer.add(root)?;
    writer.finish_graph()?;
    writer.into_bytes(root)
}

/// The image of this process, for a child in which the calling thread goes on as if its call had returned 0. Its frames must
/// have been told what to do with a result: native code calls something first, see `_process.fork`.
pub fn fork_thread(ctx: &mut Context<'_>) -> Result<(Vec<u8>, Vec<Handle>), Value> {
    let mut writer = Writer::new(ctx);
    writer.add_well_known();
    writer.add_stack()?;
    writer.finish_graph()?;
    writer.into_bytes(&Value::Unbound)
}

/// Marks an object whose hard references are being added.
const PENDING: u32 = u32::MAX;

struct Writer<'c, 'i> {
    ctx: &'c mut Context<'i>,
    numbers: HashMap<usize, u32, AddressHash>,
    count: u32,
    /// Keeps everything alive that `numbers` knows by address.
    kept: Vec<Value>,
    /// To be filled, by number.
    soft: VecDeque<(u32, Value)>,
    native_modules: Vec<Name>,
    names: HashMap<usize, u32>,
    sources: HashMap<usize, u32>,
    /// Attributes of builtin classes by address, once asked for.
    builtin_attributes: Option<HashMap<usize, (Ref<Class>, Name)>>,
    handles: Vec<Handle>,
    /// Of the thread that goes on in the child.
    stack: Vec<stack::Snapshot>,
    name_section: Output,
    source_section: Output,
    shells: Output,
    fills: Output,
    identities: Output,
}

enum Step {
    Enter(Value),
    Leave(Value),
}

impl<'c, 'i> Writer<'c, 'i> {
    fn new(ctx: &'c mut Context<'i>) -> Writer<'c, 'i> {
        Writer {
            ctx,
            numbers: HashMap::with_hasher(AddressHash),
            count: 0,
            kept: Vec::new(),
            soft: VecDeque::new(),
            native_modules: Vec::new(),
            names: HashMap::new(),
            sources: HashMap::new(),
            builtin_attributes: None,
            handles: Vec::new(),
            stack: Vec::new(),
            name_section: Output::default(),
            source_section: Output::default(),
            shells: Output::default(),
            fills: Output::default(),
            identities: Output::default(),
        }
    }

    fn add_well_known(&mut self) {
        let interpreter = self.ctx.interpreter;
        for (number, dict) in [
            (BUILTINS, &interpreter.builtins),
            (MODULES, &interpreter.modules),
            (HELPERS, &interpreter.helpers),
        ] {
            debug_assert_eq!(self.count, number);
            self.enter_number(&Value::Dict(dict.clone()));
        }
        debug_assert_eq!(self.count, WELL_KNOWN);
        for (_, module) in interpreter.modules.items() {
            if let Value::Module(object) = &module
                && crate::modules::find(object.name.as_str()).is_some()
                && !self.numbers.contains_key(&module.address())
            {
                let index = self.native_modules.len();
                self.native_modules.push(object.name.clone());
                let globals = Value::Dict(object.globals.clone());
                // The dict of `builtins` is well known already.
                if !self.numbers.contains_key(&globals.address()) {
                    self.enter_number(&globals);
                    self.shells.byte(kind::NATIVE_MODULE_DICT);
                    self.shells.count(index);
                }
                self.enter_number(&module);
                self.shells.byte(kind::NATIVE_MODULE);
                self.shells.count(index);
            }
        }
    }

    /// Gives the next number; its shell must be written next.
    fn enter_number(&mut self, value: &Value) -> u32 {
        let number = self.count;
        self.count += 1;
        self.numbers.insert(value.address(), number);
        if let Some(id) = value.object_header().and_then(crate::heap::known_identity) {
            self.identities.number(u64::from(number));
            self.identities.number(u64::from(id));
        }
        self.soft.push_back((number, value.clone()));
        self.kept.push(value.clone());
        number
    }

    /// Fills everything that can be reached.
    fn finish_graph(&mut self) -> Result<(), Value> {
        while let Some((number, value)) = self.soft.pop_front() {
            self.fill(number, &value)?;
        }
        Ok(())
    }

    /// Makes shells of a value and of all that it refers to hard.
    fn add(&mut self, value: &Value) -> Result<(), Value> {
        if !value.is_pointer() || self.numbers.contains_key(&value.address()) {
            return Ok(());
        }
        let mut steps = vec![Step::Enter(value.clone())];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(value) => {
                    if !value.is_pointer() || self.numbers.contains_key(&value.address()) {
                        continue;
                    }
                    self.numbers.insert(value.address(), PENDING);
                    let hard = self.hard(&value)?;
                    steps.push(Step::Leave(value));
                    steps.extend(hard.into_iter().rev().map(Step::Enter));
                }
                Step::Leave(value) => {
                    self.shell(&value)?;
                    self.enter_number(&value);
                }
            }
        }
        Ok(())
    }

    fn cannot(&self, value: &Value) -> Value {
        self.ctx.type_error(format!("cannot copy '{}' object to another process", self.ctx.type_name(value)))
    }

    /// What is needed to make an object.
    fn hard(&mut self, value: &Value) -> Result<Vec<Value>, Value> {
        Ok(match value {
            Value::Tuple(items) => items.to_vec(),
            Value::DictView(view) => vec![Value::Dict(view.dict.clone())],
            Value::Slice(slice) => vec![slice.start.clone(), slice.stop.clone(), slice.step.clone()],
            Value::Iterator(iterator) => vec![Value::Class(iterator.class.clone())],
            Value::Function(function) => {
                let mut hard =
                    vec![Value::Code(function.code.clone()), Value::Dict(function.globals.clone())];
                hard.extend(function.defaults.iter().cloned());
                hard.extend(function.keyword_defaults.iter().cloned());
                hard.extend(function.closure.iter().cloned());
                hard
            }
            Value::NativeFunction(function) => function.owner.iter().cloned().map(Value::Class).collect(),
            Value::BoundMethod(method) => vec![method.function.clone(), method.receiver.clone()],
            Value::Class(class) => class.metaclass.iter().cloned().map(Value::Class).collect(),
            Value::Instance(instance) => vec![Value::Class(instance.class.clone()), instance.payload.clone()],
            Value::Module(module) => vec![Value::Dict(module.globals.clone())],
            Value::Property(property) => property.parts.lock().all().map(Value::clone).to_vec(),
            Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper) => {
                match self.builtin_attribute(value) {
                    Some((class, _)) => vec![Value::Class(class)],
                    None => vec![wrapper.function.clone()],
                }
            }
            Value::Member(_) => {
                self.builtin_attribute(value).map(|(class, _)| Value::Class(class)).into_iter().collect()
            }
            Value::Super(object) => vec![
                Value::Class(object.class.clone()),
                object.receiver.clone(),
                Value::Class(object.receiver_class.clone()),
            ],
            Value::Frame(frame) => {
                let mut hard = vec![Value::Function(frame.function.clone()), frame.back.clone()];
                hard.extend(frame.locals.iter().map(|(_, value)| value.clone()));
                hard
            }
            Value::Generator(generator) => vec![Value::Function(generator.function.clone())],
            Value::Traceback(traceback) => {
                let mut hard = vec![Value::Function(traceback.function.clone())];
                hard.extend(traceback.locals.iter().map(|(_, value)| value.clone()));
                hard
            }
            Value::Native(object) => vec![Value::Class(object.class.clone())],
            _ => Vec::new(),
        })
    }

    fn shell(&mut self, value: &Value) -> Result<(), Value> {
        match value {
            Value::BigInt(number) => {
                self.shells.byte(kind::BIG_INT);
                self.shells.blob(&number.to_signed_bytes_le());
            }
            Value::Str(text) if text.is_interned() => {
                let name = self.name(&self.ctx.interpreter.intern_str(text));
                self.shells.byte(kind::NAME);
                self.shells.number(u64::from(name));
            }
            Value::Str(text) => {
                self.shells.byte(kind::STR);
                self.shells.text(text.as_str());
            }
            Value::Bytes(bytes) => {
                self.shells.byte(kind::BYTES);
                self.shells.blob(bytes);
            }
            Value::ByteArray(array) => {
                self.shells.byte(kind::BYTE_ARRAY);
                let bytes = array.bytes.lock().clone();
                self.shells.blob(&bytes);
            }
            Value::Array(array) => {
                self.shells.byte(kind::ARRAY);
                self.shells.byte(array.code);
                let bytes = array.bytes.lock().clone();
                self.shells.blob(&bytes);
            }
            Value::Tuple(items) => {
                if value.is(&self.ctx.interpreter.empty_tuple()) {
                    self.shells.byte(kind::EMPTY_TUPLE);
                } else {
                    self.shells.byte(kind::TUPLE);
                    self.shell_values(items)?;
                }
            }
            Value::List(_) => self.shells.byte(kind::LIST),
            Value::Dict(_) => self.shells.byte(kind::DICT),
            Value::DictView(view) => {
                self.shells.byte(kind::DICT_VIEW);
                self.shells.byte(view_kind(view.kind));
                self.shells.byte(u8::from(view.ordered));
                self.shell_value(&Value::Dict(view.dict.clone()))?;
            }
            Value::Set(_) => self.shells.byte(kind::SET),
            Value::FrozenSet(_) => self.shells.byte(kind::FROZEN_SET),
            Value::Range(range) => {
                self.shells.byte(kind::RANGE);
                for number in [range.start, range.stop, range.step] {
                    self.shells.signed(number);
                }
            }
            Value::Slice(slice) => {
                self.shells.byte(kind::SLICE);
                for part in [&slice.start, &slice.stop, &slice.step] {
                    self.shell_value(part)?;
                }
            }
            Value::Iterator(iterator) => {
                self.shells.byte(kind::ITERATOR);
                self.shell_value(&Value::Class(iterator.class.clone()))?;
            }
            Value::Function(function) => {
                self.shells.byte(kind::FUNCTION);
                self.shell_value(&Value::Code(function.code.clone()))?;
                self.shell_value(&Value::Dict(function.globals.clone()))?;
                self.shell_values(&function.defaults)?;
                self.shell_values(&function.keyword_defaults)?;
                self.shell_values(&function.closure)?;
            }
            Value::NativeFunction(function) => {
                match &function.owner {
                    Some(owner) => {
                        self.shells.byte(kind::NATIVE_METHOD);
                        self.shell_value(&Value::Class(owner.clone()))?;
                    }
                    None => {
                        self.shells.byte(kind::NATIVE_FUNCTION);
                        self.shells.text(function.module);
                    }
                }
                self.shells.text(function.def.name);
            }
            Value::BoundMethod(method) => {
                self.shells.byte(kind::BOUND_METHOD);
                self.shell_value(&method.function)?;
                self.shell_value(&method.receiver)?;
            }
            Value::Class(class) => self.shell_class(class)?,
            Value::Instance(instance) => {
                self.shells.byte(kind::INSTANCE);
                self.shell_value(&Value::Class(instance.class.clone()))?;
                self.shell_value(&instance.payload)?;
            }
            Value::Cell(_) => self.shells.byte(kind::CELL),
            Value::Module(module) => {
                let name = self.name(&module.name);
                self.shells.byte(kind::MODULE);
                self.shells.number(u64::from(name));
                self.shell_value(&Value::Dict(module.globals.clone()))?;
            }
            Value::Property(property) => {
                self.shells.byte(kind::PROPERTY);
                let parts = property.parts.lock().clone();
                for part in parts.all() {
                    self.shell_value(part)?;
                }
            }
            Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper) => match self.builtin_attribute(value)
            {
                Some((class, name)) => self.shell_builtin_attribute(&class, &name)?,
                None => {
                    let is_static = matches!(value, Value::StaticMethod(_));
                    self.shells.byte(if is_static { kind::STATIC_METHOD } else { kind::CLASS_METHOD });
                    self.shell_value(&wrapper.function)?;
                }
            },
            Value::Member(_) => match self.builtin_attribute(value) {
                Some((class, name)) => self.shell_builtin_attribute(&class, &name)?,
                None => return Err(self.cannot(value)),
            },
            Value::Super(object) => {
                self.shells.byte(kind::SUPER);
                self.shell_value(&Value::Class(object.class.clone()))?;
                self.shell_value(&object.receiver)?;
                self.shell_value(&Value::Class(object.receiver_class.clone()))?;
            }
            Value::Code(code) => self.shell_code(code)?,
            Value::Frame(frame) => {
                self.shells.byte(kind::FRAME);
                self.shell_value(&Value::Function(frame.function.clone()))?;
                self.shells.number(u64::from(frame.instruction));
                self.shell_value(&frame.back)?;
                self.shell_locals(&frame.locals)?;
            }
            Value::Traceback(traceback) => {
                self.shells.byte(kind::TRACEBACK);
                self.shell_value(&Value::Function(traceback.function.clone()))?;
                self.shells.number(u64::from(traceback.instruction));
                self.shell_locals(&traceback.locals)?;
            }
            Value::Exception(_) => self.shells.byte(kind::EXCEPTION),
            Value::Lock(lock) => {
                self.shells.byte(kind::LOCK);
                self.shells.byte(u8::from(lock.kind() == LockKind::RLock));
                self.shells.text(&lock.label());
                let count = lock.levels();
                self.shells.number(u64::from(count));
                if count > 0 {
                    self.shells.number(lock.owner().unwrap_or_default());
                }
            }
            Value::Handle(object) => {
                self.shells.byte(kind::HANDLE);
                self.shells.number(object.handle);
                let closed = object.is_closed();
                self.shells.byte(u8::from(closed));
                if !closed && !self.handles.contains(&object.handle) {
                    self.handles.push(object.handle);
                }
            }
            Value::Native(object) => {
                self.shells.byte(kind::NATIVE);
                self.shell_value(&Value::Class(object.class.clone()))?;
            }
            Value::Generator(generator) => {
                let renamed = generator.renamed.lock().as_deref().cloned();
                let names = renamed.map(|names| names.map(|name| self.name(&name)));
                self.shells.byte(kind::GENERATOR);
                self.shells.byte(u8::from(names.is_some()));
                for name in names.into_iter().flatten() {
                    self.shells.number(u64::from(name));
                }
                self.shells.number(u64::from(generator.steps.number()));
                self.shell_value(&Value::Function(generator.function.clone()))?;
            }
            Value::Unbound
            | Value::None
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_) => {}
        }
        Ok(())
    }

    fn shell_locals(&mut self, locals: &[(Name, Value)]) -> Result<(), Value> {
        self.shells.count(locals.len());
        for (name, value) in locals {
            let name = self.name(name);
            self.shells.number(u64::from(name));
            self.shell_value(value)?;
        }
        Ok(())
    }

    fn shell_class(&mut self, class: &Ref<Class>) -> Result<(), Value> {
        let name = self.name(&class.name);
        if class.has(flag::BUILTIN) {
            let module = class.own(&self.ctx.interpreter.names.module);
            self.shells.byte(kind::BUILTIN_CLASS);
            self.shells.text(module.as_ref().and_then(Value::as_text).unwrap_or("builtins"));
            self.shells.number(u64::from(name));
            return Ok(());
        }
        self.shells.byte(kind::CLASS);
        self.shells.number(u64::from(name));
        self.shells.number(u64::from(class.flags()));
        let metaclass = class.metaclass.clone().map_or(Value::Unbound, Value::Class);
        self.shell_value(&metaclass)
    }

    fn shell_builtin_attribute(&mut self, class: &Ref<Class>, name: &Name) -> Result<(), Value> {
        let name = self.name(name);
        self.shells.byte(kind::BUILTIN_ATTRIBUTE);
        self.shell_value(&Value::Class(class.clone()))?;
        self.shells.number(u64::from(name));
        Ok(())
    }

    fn shell_code(&mut self, code: &Ref<CodeObject>) -> Result<(), Value> {
        match self.source(&code.source) {
            Some(source) => {
                self.shells.byte(kind::CODE);
                self.shells.number(u64::from(source));
                self.shells.count(code.path.len());
                for index in &code.path {
                    self.shells.number(u64::from(*index));
                }
            }
            None => {
                // Made by `exec`, `eval` or `compile`: there is no source file to compile again.
                self.shells.byte(kind::CODE_INLINE);
                self.shells.text(&code.source.file);
                self.shells.text(&code.source.text);
                self.shells.text(&code.source.module);
                self.shells.byte(u8::from(code.source.library));
                let Some(bytes) = code.code.to_bytes() else {
                    return Err(self.ctx.runtime_error("code that cannot be copied to another process"));
                };
                self.shells.blob(&bytes);
            }
        }
        Ok(())
    }

    /// The number of a source that the child has too.
    fn source(&mut self, file: &Arc<SourceFile>) -> Option<u32> {
        let address = Arc::as_ptr(file) as usize;
        if let Some(&number) = self.sources.get(&address) {
            return (number != PENDING).then_some(number);
        }
        let settings = &self.ctx.interpreter.settings;
        let same = |known: &crate::settings::Source| known.file == file.file && known.text == file.text;
        let index = std::iter::once(&settings.program.main).chain(&settings.program.files).position(same);
        if file.library {
            self.source_section.byte(source::LIBRARY);
            self.source_section.text(&file.module);
            self.source_section.text(&file.file);
        } else if let Some(index) = index {
            self.source_section.byte(source::FILE);
            self.source_section.count(index);
            self.source_section.text(&file.module);
        } else {
            self.sources.insert(address, PENDING);
            return None;
        }
        let number = self.sources.values().filter(|number| **number != PENDING).count() as u32;
        self.sources.insert(address, number);
        Some(number)
    }

    fn name(&mut self, name: &Name) -> u32 {
        let next = self.names.len() as u32;
        *self.names.entry(name.address()).or_insert_with(|| {
            self.name_section.text(name.as_str());
            // Names live as long as their interpreter.
            next
        })
    }

    fn builtin_attribute(&mut self, value: &Value) -> Option<(Ref<Class>, Name)> {
        let interpreter = self.ctx.interpreter;
        let table = self.builtin_attributes.get_or_insert_with(|| {
            let mut table = HashMap::new();
            for class in builtin_classes(&interpreter.types.object) {
                for (name, value) in class.own_items() {
                    if value.is_pointer()
                        && let Some(name) = name.as_str()
                    {
                        table.insert(value.address(), (class.clone(), interpreter.intern_str(name)));
                    }
                }
            }
            table
        });
        table.get(&value.address()).cloned()
    }

    fn shell_value(&mut self, value: &Value) -> Result<(), Value> {
        let number = self.number_of(value)?;
        write_value(&mut self.shells, value, number);
        Ok(())
    }

    fn shell_values(&mut self, values: &[Value]) -> Result<(), Value> {
        self.shells.count(values.len());
        values.iter().try_for_each(|value| self.shell_value(value))
    }

    fn number_of(&self, value: &Value) -> Result<u32, Value> {
        if !value.is_pointer() {
            return Ok(0);
        }
        match self.numbers.get(&value.address()) {
            Some(&number) if number != PENDING => Ok(number),
            _ => Err(self.ctx.runtime_error(
                "an immutable object that contains itself cannot be copied to another process",
            )),
        }
    }

    /// A value in a fill: its object gets its shell if it has none yet.
    fn fill_value(&mut self, value: &Value) -> Result<(), Value> {
        self.add(value)?;
        let number = self.number_of(value)?;
        write_value(&mut self.fills, value, number);
        Ok(())
    }

    fn fill_values(&mut self, values: &[Value]) -> Result<(), Value> {
        self.fills.count(values.len());
        values.iter().try_for_each(|value| self.fill_value(value))
    }

    fn fill_name(&mut self, name: &Name) {
        let number = self.name(name);
        self.fills.number(u64::from(number));
    }

    /// Begins the fill of an object.
    fn begin(&mut self, number: u32) {
        self.fills.number(u64::from(number));
    }

    /// What an object refers to soft. Reads each guarded state once, so that a thread that changes it meanwhile does no
    /// harm.
    fn fill(&mut self, number: u32, value: &Value) -> Result<(), Value> {
        match value {
            Value::List(list) => {
                let items = list.snapshot();
                if !items.is_empty() {
                    self.begin(number);
                    self.fill_values(&items)?;
                }
            }
            Value::Dict(dict) => self.fill_dict(number, dict)?,
            Value::Set(set) | Value::FrozenSet(set) => {
                let Layout { size, exotic, finger, filled } = set.lock().layout();
                self.begin(number);
                self.fills.byte(u8::from(exotic));
                self.fills.count(filled.len());
                self.fills.count(size);
                self.fills.count(finger);
                for (at, hash, item) in filled {
                    self.fills.count(at);
                    self.fill_value(&item)?;
                    if !item.is_unbound() {
                        self.fills.word(hash as u64);
                    }
                }
            }
            Value::Cell(cell) => {
                let content = cell.content.lock().clone();
                if !content.is_unbound() {
                    self.begin(number);
                    self.fill_value(&content)?;
                }
            }
            Value::Function(function) => {
                let state = function.state.lock();
                let values =
                    [state.name.clone(), state.qualname.clone(), state.doc.clone(), state.module.clone()];
                let dicts = [state.annotations.clone(), state.attributes.clone()];
                let stand_in = state.stand_in.clone();
                drop(state);
                self.begin(number);
                for value in values {
                    self.fill_value(&value)?;
                }
                for dict in dicts {
                    self.fill_value(&dict.map_or(Value::Unbound, Value::Dict))?;
                }
                self.fill_value(&stand_in.map_or(Value::None, Value::Function))?;
            }
            Value::Class(class) if !class.has(flag::BUILTIN) => {
                self.fill_class(number, class)?;
            }
            Value::Instance(instance) => {
                let dict = instance.state.lock().dict.clone();
                let items = instance.items_outside_dict();
                if dict.is_some() || !items.is_empty() {
                    self.begin(number);
                    self.fill_value(&dict.map_or(Value::Unbound, Value::Dict))?;
                    self.fills.count(items.len());
                    for (name, value) in items {
                        self.fill_name(&name);
                        self.fill_value(&value)?;
                    }
                }
            }
            Value::Property(property) => {
                let name = property.name.lock().clone();
                if let Some(name) = name {
                    self.begin(number);
                    self.fill_name(&name);
                }
            }
            Value::Traceback(traceback) => {
                let next = traceback.next.lock().clone();
                self.begin(number);
                self.fill_value(&next)?;
            }
            Value::Exception(exception) => {
                let fields = exception.fields.lock();
                let args = fields.args.clone();
                let values = [fields.traceback.clone(), fields.cause.clone(), fields.context.clone()];
                let suppress = fields.suppress_context;
                drop(fields);
                self.begin(number);
                self.fill_values(&args)?;
                for value in values {
                    self.fill_value(&value)?;
                }
                self.fills.byte(u8::from(suppress));
            }
            Value::Iterator(_) => self.fill_iterator(number, value)?,
            Value::Generator(generator) => {
                if let Some(image) = generator.suspended() {
                    self.begin(number);
                    self.fills.byte(u8::from(image.started));
                    self.fills.count(image.instruction);
                    self.fill_value(&image.handled)?;
                    self.fill_value(&generator.steps.finalizer())?;
                    self.fill_values(&image.registers)?;
                }
            }
            Value::Native(object) => {
                let Some(state) = object.any_data().state() else { return Err(self.cannot(value)) };
                self.begin(number);
                self.fill_value(&state)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn fill_dict(&mut self, number: u32, dict: &Ref<Dict>) -> Result<(), Value> {
        let table = dict.lock();
        let exotic = table.is_exotic();
        let items: Vec<_> =
            table.iter().map(|entry| (entry.hash, entry.key.clone(), entry.value.clone())).collect();
        drop(table);
        if items.is_empty() && number >= WELL_KNOWN {
            return Ok(());
        }
        self.begin(number);
        self.fills.byte(u8::from(exotic));
        self.fills.count(items.len());
        for (hash, key, value) in items {
            self.fill_value(&key)?;
            if !hashes_alike_everywhere(&key) {
                self.fills.word(hash as u64);
            }
            self.fill_value(&value)?;
        }
        Ok(())
    }

    fn fill_class(&mut self, number: u32, class: &Ref<Class>) -> Result<(), Value> {
        let qualname = class.qualname.lock().clone();
        let bases: Vec<Value> = class.bases.lock().iter().cloned().map(Value::Class).collect();
        let ancestors: Vec<Value> = class.ancestors.lock().iter().cloned().map(Value::Class).collect();
        self.begin(number);
        self.fill_value(&qualname)?;
        self.fill_values(&bases)?;
        self.fill_values(&ancestors)?;
        let items = class.own_items();
        self.fills.count(items.len());
        for (name, value) in items {
            let Some(name) = name.as_str() else {
                return Err(self.ctx.type_error("attribute name must be string"));
            };
            self.fill_name(&self.ctx.interpreter.intern_str(name));
            self.fill_value(&value)?;
        }
        Ok(())
    }

    fn fill_iterator(&mut self, number: u32, value: &Value) -> Result<(), Value> {
        let Value::Iterator(object) = value else { return Ok(()) };
        let state = object.state.lock();
        let (tag, of, numbers) = match &*state {
            IteratorState::Finished => return Ok(()),
            IteratorState::List { list, index } => {
                (iterator::LIST, Value::List(list.clone()), vec![*index as i64])
            }
            IteratorState::Tuple { tuple, index } => {
                (iterator::TUPLE, Value::Tuple(tuple.clone()), vec![*index as i64])
            }
            IteratorState::Range { next, step, left } => {
                (iterator::RANGE, Value::Unbound, vec![*next, *step, *left as i64])
            }
            IteratorState::Str { text, offset } => {
                (iterator::STR, Value::Str(text.clone()), vec![*offset as i64])
            }
            IteratorState::Dict { dict, kind, position, length, left } => {
                // Positions count deleted entries, which the image leaves out.
                let table = dict.lock();
                let before =
                    (0..*position).filter(|at| table.entry(*at).is_some_and(|e| !e.key.is_unbound())).count();
                let changed = table.len() != *length as usize;
                drop(table);
                let numbers =
                    vec![i64::from(view_kind(*kind)), before as i64, i64::from(changed), i64::from(*left)];
                (iterator::DICT, Value::Dict(dict.clone()), numbers)
            }
            IteratorState::Set { set, position, length } => {
                let changed = set.len() != *length;
                (iterator::SET, Value::Set(set.clone()), vec![*position as i64, i64::from(changed)])
            }
            IteratorState::Composed(_) | IteratorState::Other(_) => {
                drop(state);
                let Some((callable, args)) = object.reduce(self.ctx) else {
                    return Err(self.cannot(value));
                };
                self.begin(number);
                self.fills.byte(iterator::CALL);
                self.fill_value(&callable)?;
                return self.fill_values(&args);
            }
        };
        drop(state);
        self.begin(number);
        self.fills.byte(tag);
        self.fill_value(&of)?;
        numbers.into_iter().for_each(|number| self.fills.signed(number));
        Ok(())
    }

    fn into_bytes(self, root: &Value) -> Result<(Vec<u8>, Vec<Handle>), Value> {
        let mut output = Output { bytes: begin(FORK) };
        let mut modules = Output::default();
        for name in &self.native_modules {
            modules.text(name.as_str());
        }
        let mut roots = Output::default();
        let number =
            if root.is_pointer() { self.numbers.get(&root.address()).copied().unwrap_or(0) } else { 0 };
        write_value(&mut roots, root, number);
        roots.number(self.ctx.thread.ident());
        roots.number(u64::from(self.ctx.interpreter.next_id()));
        self.write_stack(&mut roots)?;
        output.number(u64::from(self.count));
        for section in [
            &modules,
            &self.name_section,
            &self.source_section,
            &self.shells,
            &self.fills,
            &self.identities,
            &roots,
        ] {
            output.blob(&section.bytes);
        }
        Ok((output.bytes, self.handles))
    }
}

fn write_value(output: &mut Output, value: &Value, number: u32) {
    match value {
        Value::Unbound => output.byte(value::UNBOUND),
        Value::None => output.byte(value::NONE),
        Value::Ellipsis => output.byte(value::ELLIPSIS),
        Value::NotImplemented => output.byte(value::NOT_IMPLEMENTED),
        Value::Bool(Truth::False) => output.byte(value::FALSE),
        Value::Bool(Truth::True) => output.byte(value::TRUE),
        Value::Int(int) => {
            output.byte(value::INT);
            output.signed(*int);
        }
        Value::Float(float) => {
            output.byte(value::FLOAT);
            output.float(float.get());
        }
        _ => output.number(u64::from(value::OBJECT) + u64::from(number)),
    }
}

/// Whether the hash of a key can be computed again from its value alone. Others are by identity, or made by Python code.
pub(super) fn hashes_alike_everywhere(key: &Value) -> bool {
    matches!(
        key,
        Value::None
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::BigInt(_)
            | Value::Str(_)
            | Value::Bytes(_)
    )
}

fn view_kind(kind: ViewKind) -> u8 {
    match kind {
        ViewKind::Keys => 0,
        ViewKind::Values => 1,
        ViewKind::Items => 2,
    }
}

/// All builtin classes, those of native modules included.
pub(super) fn builtin_classes(object: &Ref<Class>) -> Vec<Ref<Class>> {
    let mut all = vec![object.clone()];
    let mut seen = std::collections::HashSet::from([object.address()]);
    let mut next = 0;
    while next < all.len() {
        for class in all[next].subclasses() {
            if class.has(flag::BUILTIN) && seen.insert(class.address()) {
                all.push(class);
            }
        }
        next += 1;
    }
    all
}

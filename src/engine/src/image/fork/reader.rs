//! Reads the image of a process.

mod stack;

use std::collections::HashMap;
use std::sync::Arc;

use num_bigint::BigInt;

use super::super::codec::Input;
use super::super::{FORK, ImageError, body};
use super::writer::{builtin_classes, hashes_alike_everywhere};
use super::{BUILTINS, MODULES, WELL_KNOWN, iterator, kind, source, value};
use crate::async_generator::Steps;
use crate::buffer::Item;
use crate::bytecode::Bytecode;
use crate::class::Class;
use crate::code::{CodeObject, SourceFile};
use crate::compare::hash_natively;
use crate::compiled::library_code;
use crate::dict::{Dict, DictView, Key, Table, ViewKind};
use crate::exception::{ExceptionState, Traceback};
use crate::frame::FrameObject;
use crate::generator::{Generator, Suspended};
use crate::generator_state::GeneratorState;
use crate::guard::Guard;
use crate::instance::Instance;
use crate::iterator::{IteratorState, NativeIterator};
use crate::lock::{Lock, LockKind};
use crate::native::{Args, Context, Done};
use crate::objects::{
    Accessors, Array, BoundMethod, ByteArray, Cell, Function, FunctionState, List, Module, Property, Range,
    Slice, Super, Wrapper,
};
use crate::reference::Ref;
use crate::set::{Layout, Set, SetTable};
use crate::string::{Name, Str};
use crate::value::{Truth, Value};

type Read<T> = Result<T, ImageError>;

/// What the child begins with.
pub(crate) struct Root {
    /// The function to call; unbound: the thread has its frames and goes on.
    pub(crate) function: Value,
    /// Ident of the thread that made the image: the child's main thread has it too.
    pub(crate) ident: u64,
}

/// Fills a fresh interpreter from an image.
pub(crate) fn read(ctx: &mut Context<'_>, bytes: &[u8]) -> Read<Root> {
    let mut input = body(bytes, FORK)?;
    let count = input.number32()?;
    let (mut modules, mut names, mut sources) = (input.section()?, input.section()?, input.section()?);
    let (mut shells, mut fills, mut identities) = (input.section()?, input.section()?, input.section()?);
    let mut roots = input.section()?;
    // A shell takes a byte at least.
    if u64::from(count) > shells.len() as u64 + u64::from(WELL_KNOWN) {
        return Err(ImageError::Truncated);
    }
    let mut reader = Reader::new(ctx);
    while !modules.is_empty() {
        reader.native_module(modules.text()?)?;
    }
    while !names.is_empty() {
        let name = reader.ctx.interpreter.intern(names.text()?);
        reader.names.push(name);
    }
    while !sources.is_empty() {
        reader.source(&mut sources)?;
    }
    reader.find_builtins();
    for _ in WELL_KNOWN..count {
        let object = reader.shell(&mut shells)?;
        reader.objects.push(object);
    }
    reader.clear_well_known();
    while !fills.is_empty() {
        reader.fill(&mut fills)?;
    }
    for (_, code) in &reader.sources {
        if let Some(code) = code {
            // SAFETY: the interpreter is being made.
            unsafe { code.find_helpers(reader.ctx.interpreter) };
        }
    }
    for late in std::mem::take(&mut reader.late) {
        reader.finish(late)?;
    }
    while !identities.is_empty() {
        let object = identities.index(reader.objects.len())?;
        let id = identities.number32()?;
        if let Some(header) = reader.objects[object].object_header() {
            crate::heap::identity(header, || id);
        }
    }
    let function = reader.value(&mut roots)?;
    let ident = roots.number()?;
    let next_id = roots.number32()?;
    reader.stack(&mut roots)?;
    ctx.interpreter.set_next_id(next_id);
    Ok(Root { function, ident })
}

/// What can only be done when all else is there.
enum Late {
    /// An iterator that a call makes.
    Iterator { iterator: Ref<NativeIterator>, callable: Value, args: Vec<Value> },
    /// The state of a native object.
    Native { object: Value, state: Value },
}

struct Reader<'c, 'i> {
    ctx: &'c mut Context<'i>,
    objects: Vec<Value>,
    names: Vec<Name>,
    native_modules: Vec<Ref<Module>>,
    sources: Vec<(Arc<SourceFile>, Option<Ref<CodeObject>>)>,
    /// Builtin classes by module and name.
    classes: HashMap<(String, Name), Ref<Class>>,
    /// Functions of native modules by module and name.
    functions: HashMap<(&'static str, &'static str), Value>,
    late: Vec<Late>,
}

const WRONG_TYPE: ImageError = ImageError::Damaged("an object of the wrong type");

impl<'c, 'i> Reader<'c, 'i> {
    fn new(ctx: &'c mut Context<'i>) -> Reader<'c, 'i> {
        let interpreter = ctx.interpreter;
        let well_known = [&interpreter.builtins, &interpreter.modules, &interpreter.helpers];
        let objects = well_known.map(|dict| Value::Dict(dict.clone())).to_vec();
        Reader {
            ctx,
            objects,
            names: Vec::new(),
            native_modules: Vec::new(),
            sources: Vec::new(),
            classes: HashMap::new(),
            functions: HashMap::new(),
            late: Vec::new(),
        }
    }

    fn native_module(&mut self, name: &str) -> Read<()> {
        let interpreter = self.ctx.interpreter;
        let unknown = || ImageError::Unknown(format!("the native module '{name}'"));
        let module = match interpreter.modules.get_text(name) {
            Some(Value::Module(module)) => module,
            _ => interpreter.new_module(crate::modules::find(name).ok_or_else(unknown)?),
        };
        self.native_modules.push(module);
        Ok(())
    }

    fn find_builtins(&mut self) {
        let interpreter = self.ctx.interpreter;
        for class in builtin_classes(&interpreter.types.object) {
            let module = class.own(&interpreter.names.module);
            let module = module.as_ref().and_then(Value::as_text).unwrap_or("builtins");
            self.classes.insert((module.to_owned(), class.name.clone()), class);
        }
        let tables = [interpreter.builtins.clone(), interpreter.helpers.clone()];
        let tables =
            tables.into_iter().chain(self.native_modules.iter().map(|module| module.globals.clone()));
        for table in tables {
            for (_, value) in table.items() {
                if let Value::NativeFunction(function) = &value
                    && function.owner.is_none()
                {
                    self.functions.entry((function.module, function.def.name)).or_insert(value);
                }
            }
        }
    }

    /// The fresh interpreter's own content gives way to the image's.
    fn clear_well_known(&mut self) {
        for number in [BUILTINS, MODULES] {
            if let Value::Dict(dict) = &self.objects[number as usize] {
                let old = dict.lock().clear();
                drop(old);
            }
        }
        for module in &self.native_modules {
            let old = module.globals.lock().clear();
            drop(old);
        }
    }

    fn source(&mut self, input: &mut Input<'_>) -> Read<()> {
        let file = match input.byte()? {
            source::LIBRARY => {
                let (module, file) = (input.text()?, input.text()?);
                let unknown = |why| ImageError::Unknown(format!("the library module '{module}'{why}"));
                let found =
                    crate::modules::library::find(module).map_err(|why| unknown(format!(": {why}")))?;
                let (text, _) = found.ok_or_else(|| unknown(String::new()))?;
                SourceFile { file: file.into(), ..SourceFile::of_library(module, text) }
            }
            source::FILE => {
                let index = input.number()?;
                let module = input.text()?;
                let settings = &self.ctx.interpreter.settings;
                let all = std::iter::once(&settings.program.main).chain(&settings.program.files);
                let unknown = || ImageError::Unknown(format!("the source file of module '{module}'"));
                let source = all.into_iter().nth(index as usize).ok_or_else(unknown)?;
                SourceFile::of_program(source.file.clone(), source.text.clone(), module.into())
            }
            _ => return Err(ImageError::Damaged("an unknown kind of source")),
        };
        self.sources.push((Arc::new(file), None));
        Ok(())
    }

    fn code(&mut self, input: &mut Input<'_>) -> Read<Ref<CodeObject>> {
        let index = input.index(self.sources.len())?;
        let depth = input.count()?;
        let path: Vec<u64> = (0..depth).map(|_| input.number()).collect::<Read<_>>()?;
        let (file, root) = &mut self.sources[index];
        let root = match root {
            Some(root) => root,
            None => {
                let compiled = if file.library {
                    library_code(&file.module, &file.text).map(Bytecode::from)
                } else {
                    interleave_lang::compile(&file.text).map(Bytecode::from)
                };
                let code = compiled.map_err(|_| {
                    ImageError::Unknown(format!("code of '{}', which cannot be compiled", file.file))
                })?;
                root.insert(CodeObject::without_helpers(self.ctx.interpreter, &code, file))
            }
        };
        let mut code = &*root;
        for index in path {
            code = code
                .children
                .get(index as usize)
                .ok_or(ImageError::Damaged("a place where there is no code"))?;
        }
        Ok(code.clone())
    }

    fn inline_code(&mut self, input: &mut Input<'_>) -> Read<Ref<CodeObject>> {
        let (file, text, module) = (input.text()?.into(), input.text()?.into(), input.text()?.into());
        let library = input.byte()? != 0;
        let code = interleave_lang::bytecode::Code::from_bytes(input.blob()?)
            .ok_or(ImageError::Damaged("code that cannot be read"))?;
        let source = Arc::new(SourceFile { library, ..SourceFile::of_program(file, text, module) });
        Ok(CodeObject::new(self.ctx.interpreter, &Arc::new(code).into(), &source))
    }

    fn value(&mut self, input: &mut Input<'_>) -> Read<Value> {
        Ok(match input.number()? {
            tag if tag >= u64::from(value::OBJECT) => {
                let object = usize::try_from(tag - u64::from(value::OBJECT)).unwrap_or(usize::MAX);
                self.objects.get(object).ok_or(ImageError::Damaged("a reference to no object"))?.clone()
            }
            tag => match tag as u8 {
                value::UNBOUND => Value::Unbound,
                value::NONE => Value::None,
                value::ELLIPSIS => Value::Ellipsis,
                value::NOT_IMPLEMENTED => Value::NotImplemented,
                value::FALSE => Value::Bool(Truth::False),
                value::TRUE => Value::Bool(Truth::True),
                value::INT => Value::Int(input.signed()?),
                _ => Value::from(input.float()?),
            },
        })
    }

    /// A value that a program may see.
    fn bound(&mut self, input: &mut Input<'_>) -> Read<Value> {
        match self.value(input)? {
            Value::Unbound => Err(ImageError::Damaged("no value where one must be")),
            value => Ok(value),
        }
    }

    fn values(&mut self, input: &mut Input<'_>) -> Read<Vec<Value>> {
        let count = input.count()?;
        (0..count).map(|_| self.bound(input)).collect()
    }

    fn class(&mut self, input: &mut Input<'_>) -> Read<Ref<Class>> {
        match self.value(input)? {
            Value::Class(class) => Ok(class),
            _ => Err(WRONG_TYPE),
        }
    }

    fn dict(&mut self, input: &mut Input<'_>) -> Read<Ref<Dict>> {
        self.optional_dict(input)?.ok_or(WRONG_TYPE)
    }

    fn optional_dict(&mut self, input: &mut Input<'_>) -> Read<Option<Ref<Dict>>> {
        match self.value(input)? {
            Value::Unbound => Ok(None),
            Value::Dict(dict) => Ok(Some(dict)),
            _ => Err(WRONG_TYPE),
        }
    }

    fn code_object(&mut self, input: &mut Input<'_>) -> Read<Ref<CodeObject>> {
        match self.value(input)? {
            Value::Code(code) => Ok(code),
            _ => Err(WRONG_TYPE),
        }
    }

    fn name(&self, input: &mut Input<'_>) -> Read<Name> {
        Ok(self.names[input.index(self.names.len())?].clone())
    }

    fn shell(&mut self, input: &mut Input<'_>) -> Read<Value> {
        let interpreter = self.ctx.interpreter;
        Ok(match input.byte()? {
            kind::BIG_INT => Value::from_bigint(BigInt::from_signed_bytes_le(input.blob()?)),
            kind::STR => Value::Str(Ref::new(Str::new(input.text()?))),
            kind::NAME => self.name(input)?.to_value(),
            kind::BYTES => Value::bytes(input.blob()?),
            kind::BYTE_ARRAY => Value::ByteArray(Ref::new(ByteArray::new(input.blob()?.to_vec()))),
            kind::ARRAY => {
                let code = input.byte()?;
                let item = Item::of(code).ok_or(ImageError::Damaged("an array of an unknown type"))?;
                Value::Array(Ref::new(Array::new(code, item, input.blob()?.to_vec())))
            }
            kind::TUPLE => Value::tuple(self.values(input)?),
            kind::EMPTY_TUPLE => interpreter.empty_tuple(),
            kind::LIST => Value::List(Ref::new(List::new(Vec::new()))),
            kind::DICT => Value::empty_dict(),
            kind::DICT_VIEW => {
                let kind = view_kind(input.byte()?)?;
                let ordered = input.byte()? != 0;
                Value::DictView(Ref::new(DictView { kind, ordered, dict: self.dict(input)? }))
            }
            kind::SET => Value::Set(Ref::new(Set::new())),
            kind::FROZEN_SET => Value::FrozenSet(Ref::new(Set::new())),
            kind::RANGE => {
                let (start, stop, step) = (input.signed()?, input.signed()?, input.signed()?);
                if step == 0 {
                    return Err(ImageError::Damaged("a range with step 0"));
                }
                Value::Range(Ref::new(Range { start, stop, step }))
            }
            kind::SLICE => {
                let (start, stop, step) = (self.bound(input)?, self.bound(input)?, self.bound(input)?);
                Value::Slice(Ref::new(Slice { start, stop, step }))
            }
            kind::ITERATOR => NativeIterator::value(&self.class(input)?, IteratorState::Finished),
            kind::FUNCTION => self.function(input)?,
            kind::NATIVE_FUNCTION => {
                let (module, name) = (input.text()?, input.text()?);
                let known = self.functions.get(&(module, name)).cloned();
                known.ok_or_else(|| ImageError::Unknown(format!("the native function {module}.{name}")))?
            }
            kind::NATIVE_METHOD => {
                let class = self.class(input)?;
                let name = input.text()?;
                let unknown = || ImageError::Unknown(format!("the method {}.{name}", class.name.as_str()));
                match class.own(&interpreter.intern(name)) {
                    Some(Value::StaticMethod(wrapper) | Value::ClassMethod(wrapper)) => {
                        wrapper.function.clone()
                    }
                    Some(function @ Value::NativeFunction(_)) => function,
                    _ => return Err(unknown()),
                }
            }
            kind::BOUND_METHOD => {
                let (function, receiver) = (self.bound(input)?, self.bound(input)?);
                Value::BoundMethod(Ref::new(BoundMethod { function, receiver }))
            }
            kind::CLASS => {
                let (name, flags) = (self.name(input)?, input.number32()?);
                let metaclass = match self.value(input)? {
                    Value::Unbound => None,
                    Value::Class(class) => Some(class),
                    _ => return Err(WRONG_TYPE),
                };
                Value::Class(Class::new(name, Vec::new(), Vec::new(), metaclass, flags))
            }
            kind::BUILTIN_CLASS => {
                let (module, name) = (input.text()?, self.name(input)?);
                let unknown = || ImageError::Unknown(format!("the class {module}.{}", name.as_str()));
                let known = self.classes.get(&(module.to_owned(), name.clone()));
                Value::Class(known.ok_or_else(unknown)?.clone())
            }
            kind::INSTANCE => {
                let (class, payload) = (self.class(input)?, self.value(input)?);
                Value::Instance(Ref::new(Instance::new(class, payload)))
            }
            kind::CELL => Value::Cell(Ref::new(Cell { content: Guard::new(Value::Unbound) })),
            kind::MODULE => {
                let (name, globals) = (self.name(input)?, self.dict(input)?);
                Value::Module(Ref::new(Module { name, globals }))
            }
            kind::NATIVE_MODULE => {
                Value::Module(self.native_modules[input.index(self.native_modules.len())?].clone())
            }
            kind::NATIVE_MODULE_DICT => {
                let module = &self.native_modules[input.index(self.native_modules.len())?];
                Value::Dict(module.globals.clone())
            }
            kind::PROPERTY => {
                let [getter, setter, deleter, doc] =
                    [self.bound(input)?, self.bound(input)?, self.bound(input)?, self.bound(input)?];
                Value::Property(Ref::new(Property::new(Accessors { getter, setter, deleter, doc })))
            }
            kind::STATIC_METHOD => Value::StaticMethod(Ref::new(Wrapper { function: self.bound(input)? })),
            kind::CLASS_METHOD => Value::ClassMethod(Ref::new(Wrapper { function: self.bound(input)? })),
            kind::BUILTIN_ATTRIBUTE => {
                let (class, name) = (self.class(input)?, self.name(input)?);
                let unknown = || ImageError::Unknown(format!("{}.{}", class.name.as_str(), name.as_str()));
                class.own(&name).ok_or_else(unknown)?
            }
            kind::SUPER => {
                let (class, receiver, receiver_class) =
                    (self.class(input)?, self.bound(input)?, self.class(input)?);
                Value::Super(Ref::new(Super { class, receiver, receiver_class }))
            }
            kind::CODE => Value::Code(self.code(input)?),
            kind::CODE_INLINE => Value::Code(self.inline_code(input)?),
            kind::FRAME => {
                let Value::Function(function) = self.value(input)? else { return Err(WRONG_TYPE) };
                let (instruction, back) = (input.number32()?, self.bound(input)?);
                let locals = self.locals(input)?;
                Value::Frame(Ref::new(FrameObject { function, instruction, locals, back }))
            }
            kind::TRACEBACK => {
                let Value::Function(function) = self.value(input)? else { return Err(WRONG_TYPE) };
                let instruction = input.number32()?;
                let locals = self.locals(input)?;
                Value::Traceback(Ref::new(Traceback {
                    next: Guard::new(Value::None),
                    function,
                    instruction,
                    locals,
                }))
            }
            kind::EXCEPTION => Value::Exception(Ref::new(ExceptionState::new(Vec::new()))),
            kind::LOCK => {
                let kind = if input.byte()? == 0 { LockKind::Lock } else { LockKind::RLock };
                let (label, count) = (input.text()?, input.number32()?);
                let owner = if count > 0 { input.number()? } else { 0 };
                Value::Lock(Ref::new(Lock::restored(kind, label, owner, count)))
            }
            kind::HANDLE => {
                let (handle, closed) = (input.number()?, input.byte()? != 0);
                let handles = &interpreter.handles;
                let object = if closed { handles.closed(handle) } else { handles.hold(handle) };
                Value::Handle(Ref::new(object))
            }
            kind::NATIVE => {
                let class = self.class(input)?;
                let new = class.lookup(&interpreter.names.new);
                let new = new.ok_or(ImageError::Damaged("an object that cannot be made"))?;
                self.call(&new, &[Value::Class(class)])?
            }
            kind::GENERATOR => {
                let renamed = match input.byte()? {
                    0 => None,
                    _ => Some(Box::new([self.name(input)?, self.name(input)?])),
                };
                let steps = Steps::from_number(input.number32()?);
                let Value::Function(function) = self.value(input)? else { return Err(WRONG_TYPE) };
                let (renamed, state) = (Guard::new(renamed), Guard::new(GeneratorState::finished()));
                Value::Generator(Ref::new(Generator { renamed, function, state, steps }))
            }
            _ => return Err(ImageError::Damaged("an unknown kind of object")),
        })
    }

    fn locals(&mut self, input: &mut Input<'_>) -> Read<Vec<(Name, Value)>> {
        let count = input.count()?;
        (0..count).map(|_| Ok((self.name(input)?, self.bound(input)?))).collect()
    }

    fn function(&mut self, input: &mut Input<'_>) -> Read<Value> {
        let (code, globals) = (self.code_object(input)?, self.dict(input)?);
        let defaults = self.values(input)?.into();
        let count = input.count()?;
        let keyword_defaults = (0..count).map(|_| self.value(input)).collect::<Read<_>>()?;
        let closure: Box<[Value]> = self.values(input)?.into();
        let cells = closure.iter().all(|cell| matches!(cell, Value::Cell(_)));
        if !cells || closure.len() != code.code.free.len() || count > usize::from(code.code.keyword_only) {
            return Err(ImageError::Damaged("a function that does not fit its code"));
        }
        let state = FunctionState {
            name: Value::None,
            qualname: Value::None,
            doc: Value::None,
            module: Value::None,
            annotations: None,
            attributes: None,
            stand_in: None,
        };
        Ok(Value::Function(Ref::new(Function::new(
            code,
            globals,
            defaults,
            keyword_defaults,
            closure,
            state,
        ))))
    }

    /// Calls a native function or makes an object of a builtin class.
    fn call(&mut self, callable: &Value, args: &[Value]) -> Read<Value> {
        let mut all = Vec::new();
        let function = match callable {
            Value::Class(class) => {
                all.push(callable.clone());
                class.lookup(&self.ctx.interpreter.names.new).unwrap_or_default()
            }
            other => other.clone(),
        };
        all.extend_from_slice(args);
        let function = match &function {
            Value::StaticMethod(wrapper) => &wrapper.function,
            other => other,
        };
        let Value::NativeFunction(function) = function else { return Err(WRONG_TYPE) };
        match function.invoke(self.ctx, &Args::new(&all, &[])) {
            Ok(Done::Value(value)) => Ok(value),
            _ => Err(ImageError::Damaged("an object that cannot be made")),
        }
    }

    fn fill(&mut self, input: &mut Input<'_>) -> Read<()> {
        let object = self.objects[input.index(self.objects.len())?].clone();
        match &object {
            Value::List(list) => {
                let items = self.values(input)?;
                *list.lock() = items;
            }
            Value::Dict(dict) => {
                let table = self.table(input)?;
                let old = std::mem::replace(&mut *dict.lock(), table);
                drop(old);
            }
            Value::Set(set) | Value::FrozenSet(set) => {
                let table = self.set_table(input)?;
                *set.lock() = table;
            }
            Value::Cell(cell) => {
                let content = self.value(input)?;
                *cell.content.lock() = content;
            }
            Value::Function(function) => {
                let state = FunctionState {
                    name: self.bound(input)?,
                    qualname: self.bound(input)?,
                    doc: self.bound(input)?,
                    module: self.bound(input)?,
                    annotations: self.optional_dict(input)?,
                    attributes: self.optional_dict(input)?,
                    stand_in: None,
                };
                *function.state.lock() = state;
                match self.bound(input)? {
                    Value::None => {}
                    Value::Function(other) => function.replace(other),
                    _ => return Err(WRONG_TYPE),
                }
            }
            Value::Class(class) => self.fill_class(class, input)?,
            Value::Instance(instance) => {
                if let Some(dict) = self.optional_dict(input)? {
                    instance.set_dict(dict);
                }
                for _ in 0..input.count()? {
                    let name = self.name(input)?;
                    let value = self.bound(input)?;
                    instance.set(&name, value);
                }
            }
            Value::Property(property) => {
                let name = self.name(input)?;
                *property.name.lock() = Some(name);
            }
            Value::Traceback(traceback) => {
                let next = self.bound(input)?;
                *traceback.next.lock() = next;
            }
            Value::Exception(exception) => {
                let args = self.values(input)?;
                let [traceback, cause, context] =
                    [self.bound(input)?, self.bound(input)?, self.bound(input)?];
                let suppress_context = input.byte()? != 0;
                let mut fields = exception.fields.lock();
                fields.args = args;
                fields.traceback = traceback;
                fields.cause = cause;
                fields.context = context;
                fields.suppress_context = suppress_context;
            }
            Value::Iterator(iterator) => self.fill_iterator(iterator, input)?,
            Value::Generator(generator) => {
                let started = input.byte()? != 0;
                let instruction = input.number32()? as usize;
                let handled = self.value(input)?;
                let finalizer = self.value(input)?;
                drop(generator.steps.set_finalizer(finalizer));
                let count = input.count()?;
                let registers = (0..count).map(|_| self.value(input)).collect::<Read<_>>()?;
                let image = Suspended { started, instruction, handled, registers };
                if !generator.suspend(image) {
                    return Err(ImageError::Damaged("a generator that does not fit its code"));
                }
            }
            Value::Native(_) => {
                let state = self.bound(input)?;
                self.late.push(Late::Native { object, state });
            }
            _ => return Err(ImageError::Damaged("a fill for an object that has none")),
        }
        Ok(())
    }

    fn key(&mut self, value: Value, exotic: bool, input: &mut Input<'_>) -> Read<Key> {
        let hash = if hashes_alike_everywhere(&value) {
            hash_natively(self.ctx.interpreter, &value).map_err(|_| WRONG_TYPE)?
        } else {
            input.word()? as i64
        };
        // The keys of a dict differ: there is nothing to compare.
        Ok(Key { value, hash, resolved: true, exotic })
    }

    fn table(&mut self, input: &mut Input<'_>) -> Read<Table> {
        let exotic = input.byte()? != 0;
        let mut table = Table::default();
        for _ in 0..input.count()? {
            let key = self.bound(input)?;
            let key = self.key(key, exotic, input)?;
            let value = self.bound(input)?;
            table.insert(key, value);
        }
        Ok(table)
    }

    fn set_table(&mut self, input: &mut Input<'_>) -> Read<SetTable> {
        let exotic = input.byte()? != 0;
        let count = input.count()?;
        let size = input.number()?;
        if !size.is_power_of_two() || size < 8 || size > 32 * (count as u64 + 1) {
            return Err(ImageError::Damaged("a set of an impossible size"));
        }
        let size = size as usize;
        let finger = input.number()? as usize;
        let mut filled = Vec::with_capacity(count);
        for _ in 0..count {
            let at = input.index(size)?;
            let item = self.value(input)?;
            let hash = if item.is_unbound() { -1 } else { input.word()? as i64 };
            filled.push((at, hash, item));
        }
        SetTable::from_layout(Layout { size, exotic, finger, filled })
            .ok_or(ImageError::Damaged("a set that is too full"))
    }

    fn fill_class(&mut self, class: &Ref<Class>, input: &mut Input<'_>) -> Read<()> {
        if class.has(crate::class::flag::BUILTIN) {
            return Err(ImageError::Damaged("a fill for a builtin class"));
        }
        let qualname = self.bound(input)?;
        *class.qualname.lock() = qualname;
        let classes = |values: Vec<Value>| {
            let class = |value| if let Value::Class(class) = value { Ok(class) } else { Err(WRONG_TYPE) };
            values.into_iter().map(class).collect::<Read<Vec<_>>>()
        };
        let bases = classes(self.values(input)?)?;
        let ancestors = classes(self.values(input)?)?;
        for base in &bases {
            base.add_subclass(class);
        }
        *class.bases.lock() = bases;
        *class.ancestors.lock() = ancestors;
        for _ in 0..input.count()? {
            let name = self.name(input)?;
            let value = self.bound(input)?;
            class.set(&name, value);
        }
        Ok(())
    }

    fn fill_iterator(&mut self, iterator: &Ref<NativeIterator>, input: &mut Input<'_>) -> Read<()> {
        let tag = input.byte()?;
        if tag == iterator::CALL {
            let callable = self.bound(input)?;
            let args = self.values(input)?;
            self.late.push(Late::Iterator { iterator: iterator.clone(), callable, args });
            return Ok(());
        }
        let of = self.value(input)?;
        let position = |input: &mut Input<'_>| {
            usize::try_from(input.signed()?).map_err(|_| ImageError::Damaged("a negative position"))
        };
        let state = match (tag, of) {
            (iterator::LIST, Value::List(list)) => IteratorState::List { list, index: position(input)? },
            (iterator::TUPLE, Value::Tuple(tuple)) => IteratorState::Tuple { tuple, index: position(input)? },
            (iterator::RANGE, Value::Unbound) => {
                let (next, step, left) = (input.signed()?, input.signed()?, input.signed()? as u64);
                IteratorState::Range { next, step, left }
            }
            (iterator::STR, Value::Str(text)) => {
                let offset = position(input)?;
                if !text.as_str().is_char_boundary(offset) {
                    return Err(ImageError::Damaged("a position within a character"));
                }
                IteratorState::Str { text, offset }
            }
            (iterator::DICT, Value::Dict(dict)) => {
                let kind = view_kind(input.signed()? as u8)?;
                let (position, changed) = (position(input)?, input.signed()? != 0);
                let left = u32::try_from(input.signed()?).unwrap_or(0);
                self.measure_later(iterator, Value::Dict(dict.clone()), changed);
                IteratorState::Dict { dict, kind, position, length: u32::MAX, left }
            }
            (iterator::SET, Value::Set(set) | Value::FrozenSet(set)) => {
                let (position, changed) = (position(input)?, input.signed()? != 0);
                self.measure_later(iterator, Value::Set(set.clone()), changed);
                IteratorState::Set { set, position, length: usize::MAX }
            }
            _ => return Err(ImageError::Damaged("an iterator that does not fit its object")),
        };
        *iterator.state.lock() = state;
        Ok(())
    }

    /// An iterator knows the length of its dict or set, which may not be filled yet.
    fn measure_later(&mut self, iterator: &Ref<NativeIterator>, of: Value, changed: bool) {
        if !changed {
            self.late.push(Late::Iterator {
                iterator: iterator.clone(),
                callable: Value::Unbound,
                args: vec![of],
            });
        }
    }

    fn finish(&mut self, late: Late) -> Read<()> {
        match late {
            Late::Iterator { iterator, callable: Value::Unbound, args } => {
                let measured = match args.first() {
                    Some(Value::Dict(dict)) => dict.len(),
                    Some(Value::Set(set)) => set.len(),
                    _ => return Err(WRONG_TYPE),
                };
                match &mut *iterator.state.lock() {
                    IteratorState::Dict { length, .. } => *length = measured as u32,
                    IteratorState::Set { length, .. } => *length = measured,
                    _ => {}
                }
                Ok(())
            }
            Late::Iterator { iterator, callable, args } => {
                let Value::Iterator(made) = self.call(&callable, &args)? else { return Err(WRONG_TYPE) };
                let state = std::mem::replace(&mut *made.state.lock(), IteratorState::Finished);
                *iterator.state.lock() = state;
                Ok(())
            }
            Late::Native { object, state } => {
                let Value::Native(native) = &object else { return Err(WRONG_TYPE) };
                let restored = native.any_data().restore(self.ctx, state);
                restored.map_err(|_| ImageError::Damaged("an object whose state does not fit"))
            }
        }
    }
}

fn view_kind(number: u8) -> Read<ViewKind> {
    match number {
        0 => Ok(ViewKind::Keys),
        1 => Ok(ViewKind::Values),
        2 => Ok(ViewKind::Items),
        _ => Err(ImageError::Damaged("an unknown kind of view")),
    }
}

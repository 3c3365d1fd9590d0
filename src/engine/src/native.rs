//! Functions and types written in Rust: how they are declared, called and what they may answer.
//!
//! A native function never calls Python. It returns a [`Done`]: a value, or a call to make in its place (with, if need be,
//! a closure that continues with the result), or a request to the outside.

use std::any::Any;
use std::ops::Index;

use crate::class::Class;
use crate::dict::Key;
use crate::gather::{Gather, Source, gather_all};
use crate::interpreter::{Interpreter, render};
use crate::reference::Ref;
use crate::refused;
use crate::request::Request;
use crate::string::Name;
use crate::thread_state::ThreadState;
use crate::value::{Truth, Value};

/// What a native function works with.
pub struct Context<'a> {
    /// The process: types, names, modules.
    pub interpreter: &'a Interpreter,
    /// The thread that calls.
    pub thread: &'a mut ThreadState,
}

/// How a native function ends: done, or an exception to raise.
pub type NativeResult = Result<Done, Value>;

/// Continues after a call or a request.
pub type Then = Box<dyn FnOnce(&mut Context<'_>, Result<Value, Value>) -> NativeResult + Send>;

/// What a native function answers.
pub enum Done {
    /// The result.
    Value(Value),
    /// The result of this call is the result.
    Call(Box<Call>),
    /// The answer is the result, or what the closure makes of it.
    Request(Box<Request>, Option<Then>),
    /// What the generator yields next is the result.
    Resume(Box<Resume>),
    /// The result is what a builtin makes of all that a source gives, or what the closure makes of that.
    Gather(Box<Gather>, Option<Then>),
    /// The result is what a module or class body returns.
    Body(Box<Body>),
}

/// A generator to be resumed by the machine.
pub struct Resume {
    /// Which.
    pub(crate) generator: Ref<crate::generator::Generator>,
    /// The value sent in, or the exception to be raised in it.
    pub(crate) input: Result<Value, Value>,
    /// Continues with what it yields; its end is `StopIteration`.
    pub(crate) then: Option<Then>,
}

/// A body of a module or class to be run by the machine.
pub struct Body {
    /// Its code.
    pub(crate) function: Ref<crate::objects::Function>,
    /// Where its names are bound.
    pub(crate) namespace: Ref<crate::dict::Dict>,
    /// What is asked for them instead, if that is no plain dict.
    pub(crate) mapping: Option<Value>,
    /// Continues with what it returns.
    pub(crate) then: Option<Then>,
}

/// A call to be made by the machine.
pub struct Call {
    /// What is called.
    pub callable: Value,
    /// Arguments; the last `names.len()` of them are keyword arguments.
    pub args: Vec<Value>,
    /// Names of the keyword arguments.
    pub names: Vec<Name>,
    /// Continues with the result or the exception; without it they are passed on.
    pub then: Option<Then>,
}

/// A result.
#[inline]
pub fn done(value: impl Into<Value>) -> NativeResult {
    Ok(Done::Value(value.into()))
}

/// The result `None`.
#[inline]
pub fn none() -> NativeResult {
    Ok(Done::Value(Value::None))
}

/// The result is that of a call.
pub fn call(callable: Value, args: Vec<Value>) -> NativeResult {
    Ok(Done::Call(Box::new(Call { callable, args, names: Vec::new(), then: None })))
}

/// Calls, then continues with the result; an exception is passed on.
pub fn call_then(
    callable: Value,
    args: Vec<Value>,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    call_catch(callable, args, move |ctx, result| then(ctx, result?))
}

/// Calls, then continues with the result or the exception.
pub fn call_catch(
    callable: Value,
    args: Vec<Value>,
    then: impl FnOnce(&mut Context<'_>, Result<Value, Value>) -> NativeResult + Send + 'static,
) -> NativeResult {
    Ok(Done::Call(Box::new(Call { callable, args, names: Vec::new(), then: Some(Box::new(then)) })))
}

/// Asks the outside; the answer is the result.
pub fn request(request: Request) -> NativeResult {
    Ok(Done::Request(Box::new(request), None))
}

/// Asks the outside, then continues with the answer; an exception is passed on.
pub fn request_then(
    request: Request,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    Ok(Done::Request(Box::new(request), Some(Box::new(move |ctx, answer| then(ctx, answer?)))))
}

/// Continues after whatever a native function answered, with the result or the exception.
pub fn compose(
    ctx: &mut Context<'_>,
    result: NativeResult,
    then: impl FnOnce(&mut Context<'_>, Result<Value, Value>) -> NativeResult + Send + 'static,
) -> NativeResult {
    fn chain(
        first: Option<Then>,
        then: impl FnOnce(&mut Context<'_>, Result<Value, Value>) -> NativeResult + Send + 'static,
    ) -> Option<Then> {
        Some(match first {
            None => Box::new(then),
            Some(first) => Box::new(move |ctx, result| {
                let next = first(ctx, result);
                compose(ctx, next, then)
            }),
        })
    }
    match result {
        Err(error) => then(ctx, Err(error)),
        Ok(Done::Value(value)) => then(ctx, Ok(value)),
        Ok(Done::Call(mut call)) => {
            call.then = chain(call.then.take(), then);
            Ok(Done::Call(call))
        }
        Ok(Done::Request(request, first)) => Ok(Done::Request(request, chain(first, then))),
        Ok(Done::Resume(mut resume)) => {
            resume.then = chain(resume.then.take(), then);
            Ok(Done::Resume(resume))
        }
        Ok(Done::Gather(gather, first)) => Ok(Done::Gather(gather, chain(first, then))),
        Ok(Done::Body(mut body)) => {
            body.then = chain(body.then.take(), then);
            Ok(Done::Body(body))
        }
    }
}

/// Continues after whatever a native function answered, with the result; an exception is passed on.
pub fn and_then(
    ctx: &mut Context<'_>,
    result: NativeResult,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    match result {
        Ok(Done::Value(value)) => then(ctx, value),
        Err(error) => Err(error),
        other => compose(ctx, other, move |ctx, result| then(ctx, result?)),
    }
}

/// A native function. For a method the first argument is the receiver; for `__new__` the class.
pub type NativeFn = fn(&mut Context<'_>, &Args<'_>) -> NativeResult;

/// The arguments of a call.
pub struct Args<'a> {
    values: &'a [Value],
    names: &'a [Name],
}

impl<'a> Args<'a> {
    /// Arguments of which the last `names.len()` are keyword arguments.
    pub fn new(values: &'a [Value], names: &'a [Name]) -> Args<'a> {
        Args { values, names }
    }

    /// The positional arguments.
    #[inline]
    pub fn positional(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// All arguments, keyword arguments last.
    pub fn values(&self) -> &'a [Value] {
        self.values
    }

    /// Names of the keyword arguments.
    pub fn names(&self) -> &'a [Name] {
        self.names
    }

    /// The keyword arguments.
    pub fn keywords(&self) -> impl Iterator<Item = (&'a Name, &'a Value)> {
        self.names.iter().zip(&self.values[self.values.len() - self.names.len()..])
    }

    /// A keyword argument.
    pub fn keyword(&self, name: &str) -> Option<&'a Value> {
        self.keywords().find(|(n, _)| n.as_str() == name).map(|(_, value)| value)
    }

    /// How many positional arguments, receiver included.
    #[inline]
    pub fn len(&self) -> usize {
        self.values.len() - self.names.len()
    }

    /// Whether there is no positional argument.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A positional argument, if given.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&'a Value> {
        self.positional().get(index)
    }

    /// The receiver of a method.
    #[inline]
    pub fn this(&self) -> &'a Value {
        &self.values[0]
    }

    /// The positional arguments after the receiver.
    pub fn rest(&self) -> &'a [Value] {
        &self.positional()[1..]
    }

    /// Fills parameters from positional arguments (after skipping `skip`, 1 for a method's receiver) and keyword
    /// arguments; what is not given is unbound. The first `required` must be given. A parameter whose name begins with
    /// `/` (as in `"/iterable"`) can be given by position only, one with `*` (as in `"*key"`) by keyword only.
    pub fn bind<const N: usize>(
        &self,
        ctx: &Context<'_>,
        function: &str,
        skip: usize,
        parameters: [&str; N],
        required: usize,
    ) -> Result<[Value; N], Value> {
        let mut bound: [Value; N] = std::array::from_fn(|_| Value::Unbound);
        let given = &self.positional()[skip.min(self.len())..];
        let positional = parameters.iter().take_while(|p| !p.starts_with('*')).count();
        if given.len() > positional {
            let least = required.min(positional);
            let words = if least == positional { "exactly" } else { "at most" };
            return Err(ctx.type_error(format!(
                "{function}() takes {words} {} ({} given)",
                arguments(positional),
                given.len() + self.names.len()
            )));
        }
        for (slot, value) in bound.iter_mut().zip(given) {
            *slot = value.clone();
        }
        for (name, value) in self.keywords() {
            let position = parameters
                .iter()
                .position(|p| !p.starts_with('/') && p.trim_start_matches('*') == name.as_str())
                .ok_or_else(|| {
                    ctx.type_error(format!(
                        "{function}() got an unexpected keyword argument '{}'",
                        name.as_str()
                    ))
                })?;
            if !bound[position].is_unbound() {
                return Err(ctx.type_error(format!(
                    "argument for {function}() given by name ('{}') and position ({})",
                    name.as_str(),
                    position + 1
                )));
            }
            bound[position] = value.clone();
        }
        if let Some(missing) = bound.iter().take(required).position(Value::is_unbound) {
            return Err(if parameters[missing].starts_with('/') {
                let words = if required == N { "exactly" } else { "at least" };
                ctx.type_error(format!(
                    "{function}() takes {words} {} ({} given)",
                    arguments(required),
                    given.len()
                ))
            } else {
                ctx.type_error(format!(
                    "{function}() missing required argument '{}' (pos {})",
                    parameters[missing].trim_start_matches('*'),
                    missing + 1
                ))
            });
        }
        Ok(bound)
    }
}

impl Index<usize> for Args<'_> {
    type Output = Value;
    #[inline]
    fn index(&self, index: usize) -> &Value {
        &self.values[index]
    }
}

/// "one argument", "2 arguments", as CPython counts.
pub(crate) fn arguments(count: usize) -> String {
    match count {
        0 => String::from("no arguments"),
        1 => String::from("one argument"),
        n => format!("{n} arguments"),
    }
}

/// Declares a native function: name, code and how many positional arguments it takes, a receiver not counted.
#[derive(Clone, Copy)]
pub struct Def {
    /// `__name__`
    pub name: &'static str,
    /// The code.
    pub function: NativeFn,
    /// Fewest positional arguments.
    pub min: u16,
    /// Most positional arguments.
    pub max: u16,
    /// Takes keyword arguments (and checks them itself, with [`Args::bind`]).
    pub keywords: bool,
    /// How it is bound when found in a class.
    pub binding: Binding,
    /// `__doc__`
    pub doc: &'static str,
}

/// How a native function in a class is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Its receiver comes first.
    Method,
    /// The class comes first.
    Class,
    /// Nothing is added.
    Static,
}

impl Def {
    /// A function of exactly `count` positional arguments.
    pub const fn new(name: &'static str, function: NativeFn, count: u16) -> Def {
        Def { name, function, min: count, max: count, keywords: false, binding: Binding::Method, doc: "" }
    }

    /// A function of `min` to `max` positional arguments.
    pub const fn range(name: &'static str, function: NativeFn, min: u16, max: u16) -> Def {
        Def { min, max, ..Def::new(name, function, 0) }
    }

    /// A function that takes any arguments, keyword arguments too, and checks them itself.
    pub const fn any(name: &'static str, function: NativeFn) -> Def {
        Def { max: u16::MAX, keywords: true, ..Def::new(name, function, 0) }
    }

    /// The same as a class method.
    pub const fn class(self) -> Def {
        Def { binding: Binding::Class, ..self }
    }

    /// The same as a static method.
    pub const fn fixed(self) -> Def {
        Def { binding: Binding::Static, ..self }
    }

    /// With a docstring.
    pub const fn doc(self, doc: &'static str) -> Def {
        Def { doc, ..self }
    }
}

/// A native function as a value.
pub struct NativeFunction {
    /// Its declaration.
    pub def: Def,
    /// The class whose method it is.
    pub owner: Option<Ref<Class>>,
    /// The module it belongs to, e.g. `math`.
    pub module: &'static str,
}

impl NativeFunction {
    /// `__qualname__`
    pub fn qualname(&self) -> String {
        match &self.owner {
            Some(class) => format!("{}.{}", class.name.as_str(), self.def.name),
            None => self.def.name.to_owned(),
        }
    }

    /// Checks the number of arguments and runs it.
    #[inline]
    pub fn invoke(&self, ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
        let receiver = usize::from(self.owner.is_some() && self.def.binding != Binding::Static);
        let given = args.len().wrapping_sub(receiver);
        if given < usize::from(self.def.min)
            || given > usize::from(self.def.max)
            || (!self.def.keywords && !args.names.is_empty())
        {
            return Err(self.wrong_arguments(ctx, args, receiver));
        }
        if let Some(owner) = &self.owner
            && self.def.binding == Binding::Method
        {
            let class = ctx.interpreter.class_of(&args[0]);
            if !class.is(owner) && !class.is_subclass(owner) {
                return Err(self.wrong_receiver(ctx, owner, &args[0]));
            }
        }
        match (self.def.function)(ctx, args) {
            Err(error) => refused::once_more(ctx, self, args, error),
            result => result,
        }
    }

    /// `list.append(5, 1)`
    #[cold]
    fn wrong_receiver(&self, ctx: &Context<'_>, owner: &Ref<Class>, receiver: &Value) -> Value {
        let (name, owner, class) = (self.def.name, owner.name.as_str(), ctx.type_name(receiver));
        ctx.type_error(if name.starts_with("__") {
            format!("descriptor '{name}' requires a '{owner}' object but received a '{class}'")
        } else {
            format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{class}' object")
        })
    }

    #[cold]
    fn wrong_arguments(&self, ctx: &Context<'_>, args: &Args<'_>, receiver: usize) -> Value {
        let qualname = match self.module {
            module if self.owner.is_none() && module != "builtins" => format!("{module}.{}", self.def.name),
            _ => self.qualname(),
        };
        if args.len() < receiver {
            return ctx.type_error(format!("unbound method {qualname}() needs an argument"));
        }
        if !self.def.keywords && !args.names.is_empty() {
            return ctx.type_error(format!("{qualname}() takes no keyword arguments"));
        }
        let (min, max) = (usize::from(self.def.min), usize::from(self.def.max));
        let given = args.len() - receiver;
        if min == max && min <= 1 {
            return ctx.type_error(format!(
                "{qualname}() takes {} ({given} given)",
                match min {
                    0 => String::from("no arguments"),
                    _ => String::from("exactly one argument"),
                }
            ));
        }
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let name = self.def.name;
        ctx.type_error(if min == max {
            format!("{name} expected {min} argument{}, got {given}", plural(min))
        } else if given < min {
            format!("{name} expected at least {min} argument{}, got {given}", plural(min))
        } else {
            format!("{name} expected at most {max} argument{}, got {given}", plural(max))
        })
    }
}

/// Reads a computed attribute.
pub type Get = fn(&mut Context<'_>, &Value) -> Result<Value, Value>;
/// Changes a computed attribute, or with an unbound value deletes it.
pub type Set = fn(&mut Context<'_>, &Value, Value) -> Result<(), Value>;

/// A computed attribute of a builtin type.
#[derive(Clone, Copy)]
pub struct Getter {
    /// Its name.
    pub name: &'static str,
    /// Reads it.
    pub get: Get,
    /// Changes it, or with an unbound value deletes it.
    pub set: Option<Set>,
}

impl Getter {
    /// A read-only attribute.
    pub const fn new(name: &'static str, get: Get) -> Getter {
        Getter { name, get, set: None }
    }
}

/// Declares what a builtin type can do.
#[derive(Clone, Copy)]
pub struct TypeDef {
    /// `__new__`: makes the object. The first argument is the class; see [`Context::construct`].
    pub new: Option<NativeFn>,
    /// `__init__`, for types whose objects can be initialised again (mutable ones).
    pub init: Option<NativeFn>,
    /// Methods.
    pub methods: &'static [Def],
    /// Computed attributes.
    pub getters: &'static [Getter],
    /// `__doc__`
    pub doc: &'static str,
}

impl TypeDef {
    /// A type that can do nothing yet: for `..TypeDef::EMPTY`.
    pub const EMPTY: TypeDef = TypeDef { new: None, init: None, methods: &[], getters: &[], doc: "" };
}

/// Declares a native module.
#[derive(Clone, Copy)]
pub struct ModuleDef {
    /// Its name.
    pub name: &'static str,
    /// Its functions.
    pub functions: &'static [Def],
    /// Adds everything else: constants, types.
    pub setup: Option<fn(&Interpreter, &crate::objects::Module)>,
    /// `__doc__`
    pub doc: &'static str,
}

/// The Rust part of an object of a native type.
pub trait NativeData: Any + Send + Sync {
    /// Calls `visit` with each value it holds, once for each reference: for the collector of cycles.
    fn trace(&self, _visit: &mut dyn FnMut(&Value)) {}

    /// Drops the values it holds: it is in a cycle that nobody can reach.
    fn empty(&self) {}

    /// The values it holds, if it can be stored in a heap image; `restore` of the type makes it again of them.
    fn state(&self) -> Option<Value> {
        None
    }

    /// Fills a new object of the type from what [`Self::state`] gave. Called on the object that `__new__` without
    /// arguments made.
    fn restore(&self, _ctx: &mut Context<'_>, _state: Value) -> Result<(), Value> {
        Ok(())
    }
}

/// An object of a type that a native module brings. Its data keep their changeable state in a
/// [`Guard`](crate::guard::Guard).
pub struct NativeObject {
    /// Its class.
    pub class: Ref<Class>,
    data: Box<dyn NativeData>,
}

impl NativeObject {
    /// An object of `class`.
    pub fn new(class: Ref<Class>, data: impl NativeData) -> NativeObject {
        NativeObject { class, data: Box::new(data) }
    }

    /// The data, if they are a `T`.
    pub fn data<T: NativeData>(&self) -> Option<&T> {
        let any: &dyn Any = &*self.data;
        any.downcast_ref()
    }

    /// The data, whatever they are.
    pub fn any_data(&self) -> &dyn NativeData {
        &*self.data
    }
}

impl Context<'_> {
    /// An exception to raise: `Err(ctx.error(&ctx.interpreter.exceptions.key_error, "…"))`.
    pub fn error(&self, class: &Ref<Class>, message: impl Into<String>) -> Value {
        self.interpreter.exception(class, message)
    }

    /// `TypeError(message)`
    #[cold]
    pub fn type_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.type_error, message)
    }

    /// `ValueError(message)`
    #[cold]
    pub fn value_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.value_error, message)
    }

    /// `IndexError(message)`
    #[cold]
    pub fn index_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.index_error, message)
    }

    /// `AttributeError(message)`
    #[cold]
    pub fn attribute_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.attribute_error, message)
    }

    /// `RuntimeError(message)`
    #[cold]
    pub fn runtime_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.runtime_error, message)
    }

    /// `OverflowError(message)`
    #[cold]
    pub fn overflow_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.overflow_error, message)
    }

    /// `ZeroDivisionError(message)`
    #[cold]
    pub fn zero_division_error(&self, message: impl Into<String>) -> Value {
        self.error(&self.interpreter.exceptions.zero_division_error, message)
    }

    /// `KeyError(key)`
    #[cold]
    pub fn key_error(&self, key: Value) -> Value {
        self.interpreter.exception_with(&self.interpreter.exceptions.key_error, vec![key])
    }

    /// Name of a value's class, for messages.
    pub fn type_name(&self, value: &Value) -> String {
        render::name_in_messages(self.interpreter, self.interpreter.class_of(value))
    }

    /// `type(value).__name__`, as its repr has it.
    pub(crate) fn class_name(&self, value: &Value) -> String {
        self.interpreter.class_of(value).name.as_str().to_owned()
    }

    /// An int argument, as CPython's `__index__` protocol takes it.
    pub fn index(&self, value: &Value) -> Result<i64, Value> {
        match value.payload() {
            Value::Int(i) => Ok(*i),
            Value::Bool(b) => Ok(i64::from(b.get())),
            Value::BigInt(_) => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
            _ => Err(self.not_an_integer(value)),
        }
    }

    /// A value that is no integer, and may have `__index__`, where one is wanted.
    #[cold]
    pub(crate) fn not_an_integer(&self, value: &Value) -> Value {
        let class = self.type_name(value);
        self.no_index(value, self.type_error(format!("'{class}' object cannot be interpreted as an integer")))
    }

    /// A size or count argument: not negative.
    pub fn size(&self, value: &Value) -> Result<usize, Value> {
        let size = self.index(value)?;
        usize::try_from(size).map_err(|_| self.value_error("negative count"))
    }

    /// A number argument as a float.
    pub fn float(&self, value: &Value) -> Result<f64, Value> {
        match value.payload() {
            Value::Float(f) => Ok(f.get()),
            Value::Int(i) => Ok(*i as f64),
            Value::Bool(b) => Ok(f64::from(u8::from(b.get()))),
            Value::BigInt(b) => crate::arithmetic::bigint_to_float(b)
                .ok_or_else(|| self.overflow_error("int too large to convert to float")),
            Value::Native(_) if crate::modules::decimal::is_decimal(value) => {
                crate::modules::decimal::float(self, value)
            }
            _ => {
                let error = self.type_error(format!("must be real number, not {}", self.type_name(value)));
                Err(self.no_float(value, error))
            }
        }
    }

    /// A str argument.
    pub fn text<'v>(&self, value: &'v Value, what: &str) -> Result<&'v str, Value> {
        value
            .as_text()
            .ok_or_else(|| self.type_error(format!("{what} must be str, not {}", self.type_name(value))))
    }

    /// The object that `__new__` returns: the builtin object itself if the class is the builtin one, else an object of
    /// the deriving class with the builtin object as its payload.
    pub fn construct(&self, class: &Value, payload: Value) -> NativeResult {
        let Value::Class(class) = class else {
            return Err(self.type_error("__new__(X): X is not a type object"));
        };
        if self.interpreter.class_of(&payload).is(class) {
            return Ok(Done::Value(payload));
        }
        done(Value::Instance(Ref::new(crate::instance::Instance::new(class.clone(), payload))))
    }

    /// Refuses a size that goes beyond the process's limit of memory.
    pub fn check_size(&self, bytes: usize) -> Result<(), Value> {
        if crate::memory::exceeds(bytes) {
            return Err(self.memory_error());
        }
        Ok(())
    }

    /// `MemoryError()`
    #[cold]
    pub(crate) fn memory_error(&self) -> Value {
        self.interpreter.exception_with(&self.interpreter.exceptions.memory_error, Vec::new())
    }

    /// A function of the helper module `_builtins`, written in Python (lib/_builtins.py).
    pub fn helper(&self, name: &str) -> Value {
        self.interpreter.helper(name)
    }

    /// A class of a native module, which must be loaded.
    pub(crate) fn module_class(&self, module: &str, name: &str) -> Result<Ref<Class>, Value> {
        match self.interpreter.modules.get_text(module) {
            Some(Value::Module(found)) if let Some(Value::Class(class)) = found.globals.get_text(name) => {
                Ok(class)
            }
            _ => Err(self.runtime_error(format!("the module {module} is not loaded"))),
        }
    }

    /// The result is that of a function of a library module, which is imported for it.
    pub(crate) fn call_module(
        &self,
        module: &'static str,
        function: &'static str,
        args: Vec<Value>,
    ) -> NativeResult {
        if let Some(Value::Module(loaded)) = self.interpreter.modules.get_text(module)
            && let Some(function) = loaded.globals.get_text(function)
        {
            return call(function, args);
        }
        let import = self.interpreter.builtins.get_text("__import__").unwrap_or(Value::None);
        call_then(import, vec![Value::str(module)], move |ctx, imported| {
            let Value::Module(imported) = imported else {
                return Err(ctx.runtime_error(format!("no module {module}")));
            };
            call(imported.globals.get_text(function).unwrap_or(Value::None), args)
        })
    }

    /// The result is that of a helper.
    pub fn call_helper(&self, name: &str, args: Vec<Value>) -> NativeResult {
        call(self.helper(name), args)
    }

    /// Makes a dict or set key of a value and continues. `exotic` tells whether the container holds keys whose equality
    /// is written in Python; `container` is the dict or set. Where Python must be asked it is, and the closure runs after.
    pub fn with_key(
        &mut self,
        container: &Value,
        exotic: bool,
        key: &Value,
        then: impl FnOnce(&mut Context<'_>, Key) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        match crate::compare::hash_natively(self.interpreter, key) {
            Ok(hash) if !exotic => {
                then(self, Key { value: key.clone(), hash, resolved: false, exotic: false })
            }
            Err(crate::compare::HashFailure::Raise(error)) => Err(error),
            _ => crate::lookup::find(self, container, key, Box::new(then)),
        }
    }

    /// All items of an iterable, then continues. At once if the iterable is of a builtin type.
    pub fn collect(
        &mut self,
        iterable: &Value,
        then: impl FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        match crate::iterator::collect_natively(self, iterable)? {
            Some(items) => then(self, items),
            None if let Some(source) = Source::of(iterable) => gather_all(self, source, then),
            None => call_then(self.helper("_collect"), vec![iterable.clone()], move |ctx, list| {
                let items = list.sequence_items().unwrap_or_default();
                then(ctx, items)
            }),
        }
    }

    /// Whether two values are equal, then continues.
    pub fn equal(
        &mut self,
        a: &Value,
        b: &Value,
        then: impl FnOnce(&mut Context<'_>, bool) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        match crate::compare::equal_natively(a, b) {
            Some(equal) => then(self, equal),
            None => call_then(self.helper("_equal"), vec![a.clone(), b.clone()], move |ctx, answer| {
                then(ctx, matches!(answer, Value::Bool(Truth::True)))
            }),
        }
    }

    /// The truth of a value, then continues.
    pub fn truth(
        &mut self,
        value: &Value,
        then: impl FnOnce(&mut Context<'_>, bool) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        match crate::compare::truth_natively(self.interpreter, value) {
            Some(truth) => then(self, truth),
            None => call_then(self.helper("_truth"), vec![value.clone()], move |ctx, answer| {
                then(ctx, matches!(answer, Value::Bool(Truth::True)))
            }),
        }
    }
}

//! Calls of anything that can be called.

use crate::class::{Class, Recipe, flag};
use crate::dict::{Dict, Key};
use crate::frame::{Entry, Extra, Frame};
use crate::generator::Generator;
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::interpreter::attribute::{bind, is_method};
use crate::interpreter::deliver::{Begun, Flow, Settled};
use crate::native::{Args, Context, Done, NativeResult, and_then};
use crate::objects::{Function, Tuple};
use crate::reference::Ref;
use crate::string::Name;
use crate::thread_state::ThreadState;
use crate::value::Value;

impl Interpreter {
    /// Calls; a Python function's frame is pushed, native code runs at once. The last `names.len()` of `args` are keyword
    /// arguments.
    pub(crate) fn call(
        &self,
        thread: &mut ThreadState,
        callable: Value,
        args: Vec<Value>,
        names: &[Name],
    ) -> Settled {
        match self.begin_call(thread, callable, args, names) {
            Begun::Settled(settled) => settled,
            Begun::Native(result) => self.settle(thread, result),
        }
    }

    /// The same, but the answer of native code is not settled yet.
    pub(crate) fn begin_call(
        &self,
        thread: &mut ThreadState,
        callable: Value,
        args: Vec<Value>,
        names: &[Name],
    ) -> Begun {
        let mut callable = callable;
        let mut args = args;
        for _ in 0..self.recursion_limit() {
            match callable {
                Value::Function(function) => {
                    return Begun::Settled(match self.push_call(thread, function, &mut args, names) {
                        Ok(None) => Settled::Flow(Flow::Run),
                        Ok(Some(generator)) => Settled::Ready(Ok(generator)),
                        Err(error) => Settled::Ready(Err(error)),
                    });
                }
                Value::NativeFunction(function) => {
                    let result =
                        function.invoke(&mut Context { interpreter: self, thread }, &Args::new(&args, names));
                    drop(args);
                    return Begun::Native(result);
                }
                Value::BoundMethod(method) => {
                    args.insert(0, method.receiver.clone());
                    callable = method.function.clone();
                }
                Value::Class(class) => {
                    let result =
                        self.call_class(&mut Context { interpreter: self, thread }, &class, args, names);
                    return Begun::Native(result);
                }
                Value::StaticMethod(wrapper) => callable = wrapper.function.clone(),
                other => {
                    let Some(method) = self.class_of(&other).lookup(&self.names.call) else {
                        let name = self.class_of(&other).name.as_str();
                        let error = self.exception(
                            &self.exceptions.type_error,
                            format!("'{name}' object is not callable"),
                        );
                        return Begun::Settled(Settled::Ready(Err(error)));
                    };
                    match method {
                        Value::Function(_) | Value::NativeFunction(_) => {
                            args.insert(0, other);
                            callable = method;
                        }
                        Value::StaticMethod(wrapper) => callable = wrapper.function.clone(),
                        Value::ClassMethod(wrapper) => {
                            args.insert(0, Value::Class(self.class_of(&other).clone()));
                            callable = wrapper.function.clone();
                        }
                        descriptor => callable = descriptor,
                    }
                }
            }
        }
        // An object whose `__call__` is an object whose `__call__` is an object…
        Begun::Settled(Settled::Ready(Err(self.recursion_error())))
    }

    pub(crate) fn recursion_limit(&self) -> usize {
        // The frames below the program's first one are the library's.
        self.recursion_limit.load(std::sync::atomic::Ordering::Relaxed) as usize + super::BASE_FRAMES
    }

    #[cold]
    pub(crate) fn recursion_error(&self) -> Value {
        self.exception(&self.exceptions.recursion_error, "maximum recursion depth exceeded")
    }

    /// The same where a builtin's part that is written in Python would be called: CPython's words for the builtin.
    #[cold]
    fn recursion_error_in(&self, function: &Function) -> Value {
        let name = function.code.name.as_str();
        let words = match name {
            _ if !function.code.source.library => "",
            _ if name.starts_with("_equal") || name.starts_with("_order") || name == "_differ" => {
                " in comparison"
            }
            _ if name.starts_with("_repr") => " while getting the repr of an object",
            _ => "",
        };
        let text = format!("maximum recursion depth exceeded{words}");
        self.exception(&self.exceptions.recursion_error, text)
    }

    /// Pushes the frame of a function with these arguments; a generator function gives its generator.
    pub(crate) fn push_call(
        &self,
        thread: &mut ThreadState,
        function: Ref<Function>,
        args: &mut [Value],
        names: &[Name],
    ) -> Result<Option<Value>, Value> {
        let function = function.stand_in().unwrap_or(function);
        let code = &function.code.code;
        let count = usize::from(code.registers);
        if code.generator {
            let mut registers = Generator::registers(&function);
            self.bind(&function, args, names, &mut registers)?;
            return Ok(Some(Generator::make(&function, registers)));
        }
        if thread.depth() >= self.recursion_limit() {
            return Err(self.recursion_error_in(&function));
        }
        let window = thread.registers.push(count);
        // SAFETY: the window just pushed.
        let registers = unsafe { std::slice::from_raw_parts_mut(window, count) };
        if names.is_empty() && function.takes_as_they_are(args.len()) {
            for (register, arg) in registers.iter_mut().zip(args) {
                *register = arg.take();
            }
            place_closure(&function, registers);
        } else if let Err(error) = self.bind(&function, args, names, registers) {
            // SAFETY: as above.
            unsafe { super::deliver::clear_registers(window, count) };
            thread.registers.pop(count);
            return Err(error);
        }
        thread.push_frame(Frame::new(function, window));
        Ok(None)
    }

    /// Pushes the frame of a module or class body.
    pub(crate) fn push_body(
        &self,
        thread: &mut ThreadState,
        function: Ref<Function>,
        namespace: Ref<Dict>,
        mapping: Option<Value>,
    ) -> Result<(), Value> {
        self.push_call(thread, function, &mut [], &[])?;
        if let Some(Entry::Frame(frame)) = thread.entries.last_mut() {
            frame.extra = Some(Box::new(Extra { namespace: Some(namespace), mapping, ..Extra::default() }));
        }
        Ok(())
    }

    /// Puts arguments in the registers of parameters (CPython: `initialize_locals`).
    fn bind(
        &self,
        function: &Function,
        args: &mut [Value],
        names: &[Name],
        registers: &mut [Value],
    ) -> Result<(), Value> {
        let code = &*function.code.code;
        let positional = usize::from(code.positional);
        let keyword_only = usize::from(code.keyword_only);
        let named = positional + keyword_only;
        let given = args.len() - names.len();
        let (values, keyword_values) = args.split_at_mut(given);
        let direct = given.min(positional);
        for (register, value) in registers.iter_mut().zip(&mut values[..direct]) {
            *register = value.take();
        }
        let mut next = named;
        if code.varargs {
            let rest = &mut values[direct..];
            registers[next] = if rest.is_empty() {
                self.empty_tuple()
            } else {
                Value::tuple(rest.iter_mut().map(Value::take).collect::<Tuple>())
            };
            next += 1;
        }
        let mut extra = code.varkeywords.then(Dict::new);
        let parameters = &function.code.local_names;
        let mut positional_only = Vec::new();
        for (name, value) in names.iter().zip(keyword_values) {
            let from = usize::from(code.positional_only);
            match parameters[from..named].iter().position(|p| p == name) {
                Some(at) => {
                    let register = &mut registers[from + at];
                    if !register.is_unbound() {
                        let text = format!(
                            "{}() got multiple values for argument '{}'",
                            function.qualname(),
                            name.as_str()
                        );
                        return Err(self.exception(&self.exceptions.type_error, text));
                    }
                    *register = value.take();
                }
                None => match &mut extra {
                    Some(extra) => extra.insert(Key::from(name), value.take()),
                    None if parameters[..from].contains(name) => positional_only.push(name.as_str()),
                    None => {
                        let text = format!(
                            "{}() got an unexpected keyword argument '{}'",
                            function.qualname(),
                            name.as_str()
                        );
                        return Err(self.exception(&self.exceptions.type_error, text));
                    }
                },
            }
        }
        if !positional_only.is_empty() {
            let text = format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                function.qualname(),
                positional_only.join(", ")
            );
            return Err(self.exception(&self.exceptions.type_error, text));
        }
        if given > positional && !code.varargs {
            return Err(self.too_many(function, given, &registers[positional..named]));
        }
        if let Some(extra) = extra {
            registers[next] = Value::Dict(Ref::new(extra));
        }
        // A program may have given more defaults than there are parameters.
        let defaults = &function.defaults[function.defaults.len().saturating_sub(positional)..];
        let first_default = positional - defaults.len();
        for (at, register) in registers[..positional].iter_mut().enumerate() {
            if register.is_unbound() && at >= first_default {
                *register = defaults[at - first_default].clone();
            }
        }
        let missing: Vec<&str> = (0..positional)
            .filter(|&at| registers[at].is_unbound())
            .map(|at| parameters[at].as_str())
            .collect();
        if !missing.is_empty() {
            return Err(self.missing(function, &missing, "positional"));
        }
        for at in 0..keyword_only {
            if registers[positional + at].is_unbound()
                && let Some(default) = function.keyword_defaults.get(at)
            {
                registers[positional + at] = default.clone();
            }
        }
        let missing: Vec<&str> = (positional..named)
            .filter(|&at| registers[at].is_unbound())
            .map(|at| parameters[at].as_str())
            .collect();
        if !missing.is_empty() {
            return Err(self.missing(function, &missing, "keyword-only"));
        }
        place_closure(function, registers);
        Ok(())
    }

    #[cold]
    fn missing(&self, function: &Function, names: &[&str], kind: &str) -> Value {
        let plural = if names.len() == 1 { "" } else { "s" };
        let list = match names {
            [one] => format!("'{one}'"),
            [a, b] => format!("'{a}' and '{b}'"),
            [head @ .., last] => {
                format!(
                    "{}, and '{last}'",
                    head.iter().map(|n| format!("'{n}'")).collect::<Vec<_>>().join(", ")
                )
            }
            [] => String::new(),
        };
        let text = format!(
            "{}() missing {} required {kind} argument{plural}: {list}",
            function.qualname(),
            names.len()
        );
        self.exception(&self.exceptions.type_error, text)
    }

    #[cold]
    fn too_many(&self, function: &Function, given: usize, keyword_only: &[Value]) -> Value {
        let code = &function.code.code;
        let most = usize::from(code.positional);
        let least = most.saturating_sub(function.defaults.len());
        let keyword_given = keyword_only.iter().filter(|v| !v.is_unbound()).count();
        let (takes, plural) = if least < most {
            (format!("from {least} to {most}"), true)
        } else {
            (most.to_string(), most != 1)
        };
        let were = if keyword_given > 0 {
            format!(
                "{given} positional argument{} (and {keyword_given} keyword-only argument{}) were",
                if given == 1 { "" } else { "s" },
                if keyword_given == 1 { "" } else { "s" }
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        };
        let text = format!(
            "{}() takes {takes} positional argument{} but {were} given",
            function.qualname(),
            if plural { "s" } else { "" }
        );
        self.exception(&self.exceptions.type_error, text)
    }

    /// `class(*args)`
    pub(crate) fn call_class(
        &self,
        ctx: &mut Context<'_>,
        class: &Ref<Class>,
        args: Vec<Value>,
        names: &[Name],
    ) -> NativeResult {
        if let Some(metaclass) = &class.metaclass
            && let Some(method @ Value::Function(_)) = metaclass.lookup(&self.names.call)
        {
            let mut all = vec![Value::Class(class.clone())];
            all.extend(args);
            return with_names(method, all, names);
        }
        self.construct(ctx, class, args, names)
    }

    /// What calling the class comes down to.
    #[inline(always)]
    pub(crate) fn recipe(&self, class: &Ref<Class>) -> Recipe {
        if class.has(flag::ABSTRACT) {
            return Recipe::General;
        }
        match class.recipe() {
            Recipe::Unknown => self.find_recipe(class),
            known => known,
        }
    }

    #[cold]
    fn find_recipe(&self, class: &Ref<Class>) -> Recipe {
        let version = class.version();
        let new = match class.lookup(&self.names.new) {
            Some(Value::StaticMethod(wrapper)) => wrapper.function.clone(),
            _ => Value::None,
        };
        let init = class.lookup(&self.names.init);
        let plain_init = init.as_ref().is_none_or(|init| is_method_of(init, &self.types.object));
        let recipe = if class.metaclass.is_some() || class.is(&self.types.type_) {
            Recipe::General
        } else if is_method_of(&new, &self.types.object) {
            match init {
                _ if class.has(flag::PAYLOAD | flag::BUILTIN) => Recipe::General,
                _ if plain_init => Recipe::Object,
                Some(Value::Function(init)) if !init.code.code.generator => Recipe::Init(init),
                _ => Recipe::General,
            }
        } else if is_method_of(&new, &self.exceptions.base_exception)
            && init.as_ref().is_some_and(|init| is_method_of(init, &self.exceptions.base_exception))
        {
            Recipe::Exception
        } else {
            match (new, init.filter(is_method)) {
                (Value::NativeFunction(new), _) if plain_init => Recipe::Native { new, init: None },
                (Value::Function(new), _) if plain_init && !new.code.code.generator => Recipe::New(new),
                (Value::NativeFunction(new), Some(Value::NativeFunction(init))) => {
                    Recipe::Native { new, init: Some(init) }
                }
                _ => Recipe::General,
            }
        };
        class.set_recipe(version, recipe.clone());
        recipe
    }

    /// `type.__call__`: `__new__`, then `__init__`.
    pub(crate) fn construct(
        &self,
        ctx: &mut Context<'_>,
        class: &Ref<Class>,
        args: Vec<Value>,
        names: &[Name],
    ) -> NativeResult {
        if class.is(&self.types.type_) && args.len() == 1 && names.is_empty() {
            return crate::native::done(Value::Class(self.class_of(&args[0]).clone()));
        }
        if names.is_empty()
            && let Recipe::Exception = self.recipe(class)
        {
            return Ok(Done::Value(self.exception_with(class, args)));
        }
        let new = match class.lookup(&self.names.new) {
            Some(Value::StaticMethod(wrapper)) => wrapper.function.clone(),
            Some(other) => other,
            None => {
                return Err(ctx.type_error(format!("cannot create '{}' instances", class.name.as_str())));
            }
        };
        let init = class.lookup(&self.names.init);
        // `object.__new__` makes the plain object at once; `object.__init__` does nothing.
        let plain_new = is_method_of(&new, &self.types.object);
        let plain_init = init.as_ref().is_none_or(|init| is_method_of(init, &self.types.object));
        if plain_new {
            if class.has(flag::ABSTRACT) {
                return Err(self.abstract_error(class));
            }
            if plain_init && !args.is_empty() {
                return Err(ctx.type_error(format!("{}() takes no arguments", class.name.as_str())));
            }
            let object = Value::Instance(Ref::new(Instance::new(class.clone(), Value::Unbound)));
            return match init {
                Some(init) if !plain_init => initialize(ctx, init, object, args, names),
                _ => Ok(Done::Value(object)),
            };
        }
        let mut new_args = vec![Value::Class(class.clone())];
        new_args.extend(args.iter().cloned());
        if let Value::NativeFunction(function) = &new {
            if class.has(flag::ABSTRACT) {
                return Err(self.abstract_error(class));
            }
            let made = function.invoke(ctx, &Args::new(&new_args, names));
            return then_initialize(ctx, class, made, args, names);
        }
        let made = with_names(new, new_args, names);
        then_initialize(ctx, class, made, args, names)
    }

    #[cold]
    pub(crate) fn abstract_error(&self, class: &Ref<Class>) -> Value {
        let mut names: Vec<String> = class
            .lookup(&self.names.abstractmethods)
            .and_then(|set| set.as_any_set().map(|s| s.items()))
            .unwrap_or_default()
            .iter()
            .filter_map(|name| name.as_text().map(str::to_owned))
            .collect();
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let text = format!(
            "Can't instantiate abstract class {} with abstract method{plural} {}",
            class.name.as_str(),
            names.join(", ")
        );
        self.exception(&self.exceptions.type_error, text)
    }
}

/// Whether the function is the native method of exactly this class.
pub(crate) fn is_method_of(function: &Value, class: &Ref<Class>) -> bool {
    matches!(function, Value::NativeFunction(f) if f.owner.as_ref().is_some_and(|owner| owner.is(class)))
}

/// Puts the cells of free variables after the locals.
#[inline(always)]
pub(crate) fn place_closure(function: &Function, registers: &mut [Value]) {
    if !function.closure.is_empty() {
        let first = function.code.code.locals.len();
        for (register, cell) in registers[first..].iter_mut().zip(&function.closure) {
            *register = cell.clone();
        }
    }
}

/// A call with keyword arguments.
pub(crate) fn with_names(callable: Value, args: Vec<Value>, names: &[Name]) -> NativeResult {
    Ok(Done::Call(Box::new(crate::native::Call { callable, args, names: names.to_vec(), then: None })))
}

/// What follows `__new__`: the `__init__` of the object's class, if that is the called class or derived from it.
pub(super) fn then_initialize(
    ctx: &mut Context<'_>,
    class: &Ref<Class>,
    made: NativeResult,
    args: Vec<Value>,
    names: &[Name],
) -> NativeResult {
    let (class, names) = (class.clone(), names.to_vec());
    and_then(ctx, made, move |ctx, object| {
        let interpreter = ctx.interpreter;
        let own = interpreter.class_of(&object);
        let init = if own.is_subclass(&class) { own.lookup(&interpreter.names.init) } else { None };
        match init {
            Some(init) if !is_method_of(&init, &interpreter.types.object) => {
                initialize(ctx, init, object, args, &names)
            }
            _ => Ok(Done::Value(object)),
        }
    })
}

/// Calls `__init__`; the result is the object.
fn initialize(
    ctx: &mut Context<'_>,
    init: Value,
    object: Value,
    args: Vec<Value>,
    names: &[Name],
) -> NativeResult {
    if !is_method(&init) {
        let bound = bind(ctx, init, &object);
        let names = names.to_vec();
        return and_then(ctx, bound, move |ctx, bound| {
            let called = with_names(bound, args, &names);
            and_then(ctx, called, move |ctx, result| initialized(ctx, object, Ok(Done::Value(result))))
        });
    }
    let mut all = Vec::with_capacity(args.len() + 1);
    all.push(object.clone());
    all.extend(args);
    let then: crate::native::Then =
        Box::new(move |ctx, result| initialized(ctx, object, Ok(Done::Value(result?))));
    Ok(Done::Call(Box::new(crate::native::Call {
        callable: init,
        args: all,
        names: names.to_vec(),
        then: Some(then),
    })))
}

/// The object, once its `__init__` has done its work.
pub(super) fn initialized(ctx: &mut Context<'_>, object: Value, init: NativeResult) -> NativeResult {
    match init? {
        Done::Value(Value::None) => Ok(Done::Value(object)),
        Done::Value(other) => {
            let name = ctx.type_name(&other);
            Err(ctx.type_error(format!("__init__() should return None, not '{name}'")))
        }
        later => {
            and_then(ctx, Ok(later), move |ctx, result| initialized(ctx, object, Ok(Done::Value(result))))
        }
    }
}

/// Calls a method of the object's class, if there is one: `None` if not.
pub(crate) fn call_special(
    ctx: &mut Context<'_>,
    object: &Value,
    name: &Name,
    args: Vec<Value>,
) -> Option<NativeResult> {
    let method = ctx.interpreter.class_of(object).lookup(name)?;
    Some(call_bound(ctx, method, object, args))
}

/// Calls a special method of an object's class with one argument, if it has that: native code at once.
///
/// Not for natives that look into nested containers: they would recurse without a limit.
pub(crate) fn invoke_special(
    ctx: &mut Context<'_>,
    object: &Value,
    name: &Name,
    args: &[&Value],
) -> Option<NativeResult> {
    let method = ctx.interpreter.class_of(object).lookup(name)?;
    Some(invoke_bound(ctx, method, object, args))
}

/// As [`call_bound`], but native code runs at once; see [`invoke_special`].
pub(crate) fn invoke_bound(
    ctx: &mut Context<'_>,
    method: Value,
    object: &Value,
    args: &[&Value],
) -> NativeResult {
    if let Value::NativeFunction(function) = &method {
        return match args {
            [] => function.invoke(ctx, &Args::new(std::slice::from_ref(object), &[])),
            [one] => function.invoke(ctx, &Args::new(&[object.clone(), (*one).clone()], &[])),
            [one, two] => {
                function.invoke(ctx, &Args::new(&[object.clone(), (*one).clone(), (*two).clone()], &[]))
            }
            _ => call_bound(ctx, method, object, args.iter().map(|&arg| arg.clone()).collect()),
        };
    }
    call_bound(ctx, method, object, args.iter().map(|&arg| arg.clone()).collect())
}

/// Calls an attribute found in the object's class as its method.
pub(crate) fn call_bound(
    ctx: &mut Context<'_>,
    method: Value,
    object: &Value,
    args: Vec<Value>,
) -> NativeResult {
    match method {
        Value::Function(_) | Value::NativeFunction(_) => {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(object.clone());
            all.extend(args);
            crate::native::call(method, all)
        }
        Value::StaticMethod(wrapper) => crate::native::call(wrapper.function.clone(), args),
        Value::ClassMethod(wrapper) => {
            let mut all = vec![Value::Class(ctx.interpreter.class_of(object).clone())];
            all.extend(args);
            crate::native::call(wrapper.function.clone(), all)
        }
        Value::None => Err(ctx.type_error("'NoneType' object is not callable")),
        other => {
            // A descriptor of another kind: bound first.
            let bound = super::attribute::bind(ctx, other, object);
            crate::native::and_then(ctx, bound, move |_, function| crate::native::call(function, args))
        }
    }
}

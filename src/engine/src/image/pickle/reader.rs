//! `loads`

use std::collections::VecDeque;

use num_bigint::BigInt;

use super::super::codec::Input;
use super::super::{ImageError, PICKLE, body};
use super::{global, op};
use crate::class::Class;
use crate::compare::hash_natively;
use crate::dict::Key;
use crate::instance::Instance;
use crate::native::{Call, Context, Done, NativeResult, call_then};
use crate::objects::{ByteArray, Range, Slice};
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::string::Name;
use crate::value::{Truth, Value};

/// Makes the object of a pickle.
pub fn loads(ctx: &mut Context<'_>, bytes: &Value) -> NativeResult {
    let Some(data) = bytes.as_bytes() else {
        let found = ctx.type_name(bytes);
        return Err(ctx.type_error(format!("a bytes-like object is required, not '{found}'")));
    };
    let rest = match body(data, PICKLE) {
        Ok(rest) => rest.len(),
        Err(error) => return Err(super::error(ctx, "UnpicklingError", error.to_string())),
    };
    let at = data.len() - rest;
    let unpickler =
        Unpickler { bytes: data.clone(), at, stack: Vec::new(), memo: Vec::new(), names: Vec::new() };
    Box::new(unpickler).go(ctx)
}

struct Unpickler {
    bytes: Ref<crate::objects::Bytes>,
    at: usize,
    stack: Vec<Value>,
    memo: Vec<Value>,
    names: Vec<Name>,
}

/// What an operation leads to.
enum Flow {
    Done,
    /// A call whose result is a new object.
    Make(Box<Call>),
    /// A call for its effect.
    Effect(Value, Vec<Value>),
    /// Keys and values for the object on top, whose class must be asked.
    Items(VecDeque<(Value, Value)>),
    /// Items for the set on top, some of which Python code must compare. If true it is a frozenset to be.
    Add(VecDeque<Value>, bool),
    /// A module to import before a function or class in it can be found.
    Import(Name, Name),
}

enum Failure {
    Image(ImageError),
    Raise(Value),
}

impl From<ImageError> for Failure {
    fn from(error: ImageError) -> Failure {
        Failure::Image(error)
    }
}

const EMPTY_STACK: Failure = Failure::Image(ImageError::Damaged("an operation without its operands"));
const WRONG_TYPE: Failure = Failure::Image(ImageError::Damaged("an object of the wrong type"));

impl Unpickler {
    fn go(mut self: Box<Self>, ctx: &mut Context<'_>) -> NativeResult {
        while self.at < self.bytes.len() {
            let bytes = self.bytes.clone();
            let mut input = Input::new(&bytes[self.at..]);
            let flow = self.operation(ctx, &mut input);
            self.at = bytes.len() - input.len();
            match flow {
                Ok(Flow::Done) => {}
                Ok(Flow::Make(call)) => {
                    let Call { callable, args, names, .. } = *call;
                    let then = move |ctx: &mut Context<'_>, result: Result<Value, Value>| {
                        self.made(result?);
                        self.go(ctx)
                    };
                    return Ok(Done::Call(Box::new(Call {
                        callable,
                        args,
                        names,
                        then: Some(Box::new(then)),
                    })));
                }
                Ok(Flow::Effect(callable, args)) => {
                    return call_then(callable, args, move |ctx, _| self.go(ctx));
                }
                Ok(Flow::Items(items)) => match self.set_items(ctx, items) {
                    Ok(unpickler) => self = unpickler,
                    Err(result) => return result,
                },
                Ok(Flow::Add(items, frozen)) => match self.add(ctx, items, frozen) {
                    Ok(unpickler) => self = unpickler,
                    Err(result) => return result,
                },
                Ok(Flow::Import(module, qualname)) => return self.import(ctx, module, qualname),
                Err(Failure::Raise(exception)) => return Err(exception),
                Err(Failure::Image(error)) => {
                    return Err(super::error(ctx, "UnpicklingError", error.to_string()));
                }
            }
        }
        match self.stack.pop() {
            Some(value) if self.stack.is_empty() => Ok(Done::Value(value)),
            _ => Err(super::error(ctx, "UnpicklingError", ImageError::Truncated.to_string())),
        }
    }

    fn made(&mut self, value: Value) {
        self.memo.push(value.clone());
        self.stack.push(value);
    }

    fn pop(&mut self) -> Result<Value, Failure> {
        self.stack.pop().ok_or(EMPTY_STACK)
    }

    fn pop_many(&mut self, count: usize) -> Result<Vec<Value>, Failure> {
        let start = self.stack.len().checked_sub(count).ok_or(EMPTY_STACK)?;
        Ok(self.stack.split_off(start))
    }

    /// A count of values on the stack.
    fn count(&self, input: &mut Input<'_>) -> Result<usize, Failure> {
        Ok(input.index(self.stack.len() + 1)?)
    }

    fn name(&mut self, ctx: &Context<'_>, input: &mut Input<'_>) -> Result<Name, Failure> {
        let number = input.index(self.names.len() + 1)?;
        if number == self.names.len() {
            self.names.push(ctx.interpreter.intern(input.text()?));
        }
        Ok(self.names[number].clone())
    }

    fn operation(&mut self, ctx: &mut Context<'_>, input: &mut Input<'_>) -> Result<Flow, Failure> {
        match input.byte()? {
            op::NONE => self.stack.push(Value::None),
            op::TRUE => self.stack.push(Value::Bool(Truth::True)),
            op::FALSE => self.stack.push(Value::Bool(Truth::False)),
            op::ELLIPSIS => self.stack.push(Value::Ellipsis),
            op::NOT_IMPLEMENTED => self.stack.push(Value::NotImplemented),
            op::INT => self.stack.push(Value::Int(input.signed()?)),
            op::FLOAT => self.stack.push(Value::from(input.float()?)),
            op::BIG_INT => self.stack.push(Value::from_bigint(BigInt::from_signed_bytes_le(input.blob()?))),
            op::STR => self.made(Value::str(input.text()?)),
            op::BYTES => self.made(Value::bytes(input.blob()?)),
            op::BYTE_ARRAY => {
                self.made(Value::ByteArray(Ref::new(ByteArray::new(input.blob()?.to_vec()))));
            }
            op::TUPLE => {
                let count = self.count(input)?;
                let items = self.pop_many(count)?;
                self.made(if items.is_empty() { ctx.interpreter.empty_tuple() } else { Value::tuple(items) });
            }
            op::LIST => self.made(Value::list(Vec::new())),
            op::APPEND => {
                let count = self.count(input)?;
                let items = self.pop_many(count)?;
                let list = self.stack.last().and_then(Value::as_list).ok_or(WRONG_TYPE)?;
                list.lock().extend(items);
            }
            op::DICT => self.made(Value::empty_dict()),
            op::SET_ITEMS => {
                let count = input.number()?.checked_mul(2).and_then(|count| usize::try_from(count).ok());
                let mut values = self.pop_many(count.ok_or(EMPTY_STACK)?)?.into_iter();
                let mut items = VecDeque::new();
                while let (Some(key), Some(value)) = (values.next(), values.next()) {
                    items.push_back((key, value));
                }
                return Ok(Flow::Items(items));
            }
            op::SET => self.made(Value::Set(Ref::new(Set::new()))),
            op::ADD => {
                let count = self.count(input)?;
                let items = self.pop_many(count)?;
                return Ok(Flow::Add(items.into(), false));
            }
            op::FROZEN_SET => {
                let count = self.count(input)?;
                let items = self.pop_many(count)?;
                self.stack.push(Value::Set(Ref::new(Set::new())));
                return Ok(Flow::Add(items.into(), true));
            }
            op::RANGE => {
                let (start, stop, step) = (input.signed()?, input.signed()?, input.signed()?);
                if step == 0 {
                    return Err(ImageError::Damaged("a range with step 0").into());
                }
                self.made(Value::Range(Ref::new(Range { start, stop, step })));
            }
            op::SLICE => {
                let (step, stop, start) = (self.pop()?, self.pop()?, self.pop()?);
                self.made(Value::Slice(Ref::new(Slice { start, stop, step })));
            }
            op::GLOBAL => {
                let (module, qualname) = (self.name(ctx, input)?, self.name(ctx, input)?);
                match ctx.interpreter.modules.get_name(&module) {
                    Some(found) => self.global(ctx, &found, &qualname)?,
                    None => return Ok(Flow::Import(module, qualname)),
                }
            }
            op::OBJECT => {
                let class = self.class()?;
                if class.has(crate::class::flag::BUILTIN | crate::class::flag::PAYLOAD) {
                    return Err(WRONG_TYPE);
                }
                self.made(Value::Instance(Ref::new(Instance::new(class, Value::Unbound))));
            }
            operation @ (op::NEW | op::NEW_KEYWORDS) => {
                let keywords = if operation == op::NEW { Value::None } else { self.pop()? };
                let args = self.pop()?;
                let args = args.as_tuple().ok_or(WRONG_TYPE)?;
                let class = self.class()?;
                let new = class.lookup(&ctx.interpreter.names.new).ok_or(WRONG_TYPE)?;
                let callable = match &new {
                    Value::StaticMethod(wrapper) => wrapper.function.clone(),
                    _ => new,
                };
                let mut args: Vec<Value> =
                    std::iter::once(Value::Class(class)).chain(args.iter().cloned()).collect();
                let mut names = Vec::new();
                if let Some(keywords) = keywords.as_dict() {
                    for (name, value) in keywords.items() {
                        names.push(ctx.interpreter.intern_str(name.as_str().ok_or(WRONG_TYPE)?));
                        args.push(value);
                    }
                }
                return Ok(Flow::Make(Box::new(Call { callable, args, names, then: None })));
            }
            op::REDUCE => {
                let args = self.pop()?;
                let args = args.as_tuple().ok_or(WRONG_TYPE)?.to_vec();
                let callable = self.pop()?;
                return Ok(Flow::Make(Box::new(Call { callable, args, names: Vec::new(), then: None })));
            }
            op::BUILD => {
                let state = self.pop()?;
                return self.build(ctx, state);
            }
            op::ATTRIBUTES => {
                let count = input.number()?;
                let mut names = Vec::new();
                for _ in 0..count {
                    names.push(self.name(ctx, input)?);
                }
                let values = self.pop_many(names.len())?;
                let Some(Value::Instance(instance)) = self.stack.last() else { return Err(WRONG_TYPE) };
                for (name, value) in names.iter().zip(values) {
                    instance.set(name, value);
                }
            }
            op::RESTORE => {
                let state = self.pop()?;
                let object = self.stack.last().ok_or(EMPTY_STACK)?.clone();
                let Value::Native(object) = object.payload() else { return Err(WRONG_TYPE) };
                object.any_data().restore(ctx, state).map_err(Failure::Raise)?;
            }
            op::DROP => {
                let count = self.count(input)?;
                self.pop_many(count)?;
            }
            op::GET => {
                let place = input.index(self.memo.len())?;
                self.stack.push(self.memo[place].clone());
            }
            op::HANDLE => {
                let handle = input.number()?;
                self.made(Value::Handle(Ref::new(ctx.interpreter.handles.hold(handle))));
            }
            _ => return Err(ImageError::Damaged("an unknown operation").into()),
        }
        Ok(Flow::Done)
    }

    fn class(&mut self) -> Result<Ref<Class>, Failure> {
        match self.pop()? {
            Value::Class(class) => Ok(class),
            _ => Err(WRONG_TYPE),
        }
    }

    fn global(&mut self, ctx: &Context<'_>, module: &Value, qualname: &Name) -> Result<(), Failure> {
        let Value::Module(module) = module else { return Err(WRONG_TYPE) };
        match global::find(ctx, module, qualname.as_str()) {
            Some(value) => {
                self.made(value);
                Ok(())
            }
            None => {
                let (name, module) = (qualname.as_str(), global::module_repr(module));
                Err(Failure::Raise(ctx.attribute_error(format!("Can't get attribute '{name}' on {module}"))))
            }
        }
    }

    fn import(mut self: Box<Self>, ctx: &mut Context<'_>, module: Name, qualname: Name) -> NativeResult {
        let Some(import) = ctx.interpreter.builtins.get_text("__import__") else {
            return Err(ctx.error(&ctx.interpreter.exceptions.module_not_found_error, "__import__ not found"));
        };
        call_then(import, vec![module.to_value()], move |ctx, _| {
            let found = ctx.interpreter.modules.get_name(&module).unwrap_or(Value::None);
            match self.global(ctx, &found, &qualname) {
                Ok(()) => self.go(ctx),
                Err(Failure::Raise(exception)) => Err(exception),
                Err(Failure::Image(error)) => Err(super::error(ctx, "UnpicklingError", error.to_string())),
            }
        })
    }

    /// `load_build` of Lib/pickle.py.
    fn build(&mut self, ctx: &mut Context<'_>, state: Value) -> Result<Flow, Failure> {
        let object = self.stack.last().ok_or(EMPTY_STACK)?.clone();
        let class = ctx.interpreter.class_of(&object).clone();
        if let Some(hook) = class.lookup(&ctx.interpreter.names.setstate) {
            let of_exceptions =
                class.has(crate::class::flag::EXCEPTION) && matches!(hook, Value::NativeFunction(_));
            if !of_exceptions {
                return Ok(Flow::Effect(hook, vec![object, state]));
            }
        }
        let Value::Instance(instance) = &object else { return Err(WRONG_TYPE) };
        let parts = match state.as_tuple() {
            Some(parts) if parts.len() == 2 => parts.to_vec(),
            _ => vec![state],
        };
        for part in parts {
            let dict = match part.as_dict() {
                Some(dict) => dict,
                None if part.is_none() => continue,
                None => return Err(WRONG_TYPE),
            };
            for (name, value) in dict.items() {
                let name = ctx.interpreter.intern_str(name.as_str().ok_or(WRONG_TYPE)?);
                instance.set(&name, value);
            }
        }
        Ok(Flow::Done)
    }

    /// Puts items in the dict on top. `Err` is not a failure but what the native function returns: an escape to Python.
    fn set_items(
        self: Box<Self>,
        ctx: &mut Context<'_>,
        mut items: VecDeque<(Value, Value)>,
    ) -> Result<Box<Self>, NativeResult> {
        let fail = |ctx: &Context<'_>| {
            Err(super::error(ctx, "UnpicklingError", "items for an object that is no dict"))
        };
        let Some(object) = self.stack.last().cloned() else { return Err(fail(ctx)) };
        let setitem = match &object {
            Value::Instance(instance) => instance.class.lookup(&ctx.interpreter.names.setitem),
            _ => None,
        };
        let own =
            setitem.filter(|hook| !matches!(hook, Value::NativeFunction(_)) || object.as_dict().is_none());
        while let Some((key, value)) = items.pop_front() {
            if let Some(own) = own {
                let args = vec![object, key, value];
                return Err(call_then(own, args, move |ctx, _| match self.set_items(ctx, items) {
                    Ok(unpickler) => unpickler.go(ctx),
                    Err(result) => result,
                }));
            }
            let Some(dict) = object.as_dict().cloned() else { return Err(fail(ctx)) };
            let exotic = dict.lock().is_exotic();
            match hash_natively(ctx.interpreter, &key) {
                Ok(hash) if !exotic => {
                    dict.insert(Key { value: key, hash, resolved: false, exotic: false }, value)
                }
                _ => {
                    return Err(ctx.with_key(&object, exotic, &key, move |ctx, key| {
                        dict.insert(key, value);
                        match self.set_items(ctx, items) {
                            Ok(unpickler) => unpickler.go(ctx),
                            Err(result) => result,
                        }
                    }));
                }
            }
        }
        Ok(self)
    }

    /// Puts items in the set on top, which becomes a frozenset if it is to be `frozen`. `Err` as for [`Self::set_items`].
    fn add(
        mut self: Box<Self>,
        ctx: &mut Context<'_>,
        mut items: VecDeque<Value>,
        frozen: bool,
    ) -> Result<Box<Self>, NativeResult> {
        let object = self.stack.last().cloned().unwrap_or_default();
        let Some(set) = object.as_any_set().cloned() else {
            return Err(Err(super::error(ctx, "UnpicklingError", "items for an object that is no set")));
        };
        while let Some(item) = items.pop_front() {
            let exotic = set.lock().is_exotic();
            match hash_natively(ctx.interpreter, &item) {
                Ok(hash) if !exotic => {
                    set.lock().insert(Key { value: item, hash, resolved: false, exotic: false });
                }
                _ => {
                    return Err(ctx.with_key(&object, exotic, &item, move |ctx, key| {
                        set.lock().insert(key);
                        match self.add(ctx, items, frozen) {
                            Ok(unpickler) => unpickler.go(ctx),
                            Err(result) => result,
                        }
                    }));
                }
            }
        }
        if frozen {
            self.stack.pop();
            let table: SetTable = set.copied();
            self.made(Value::FrozenSet(Ref::new(Set::from_table(table))));
        }
        Ok(self)
    }
}

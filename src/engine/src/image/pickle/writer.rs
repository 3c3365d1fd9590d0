//! `dumps`

use std::collections::HashMap;

use super::super::codec::Output;
use super::super::{PICKLE, begin};
use super::tasks::Task;
use super::{global, op};
use crate::class::{AddressHash, Class, flag};
use crate::instance::Instance;
use crate::iterator::{IteratorState, NativeIterator};
use crate::native::{Context, Done, NativeResult, call_then};
use crate::objects::Range;
use crate::reference::Ref;
use crate::request::Handle;
use crate::string::Name;
use crate::value::{Truth, Value};

/// Pickles an object: the result is a tuple of bytes and the list of handles in them.
pub fn dumps(ctx: &mut Context<'_>, value: &Value) -> NativeResult {
    let pickler = Pickler {
        output: Output { bytes: begin(PICKLE) },
        tasks: vec![Task::Save(value.clone())],
        memo: HashMap::with_hasher(AddressHash),
        kept: Vec::new(),
        names: HashMap::new(),
        handles: Vec::new(),
        reducing: 0,
    };
    Box::new(pickler).go(ctx)
}

struct Pickler {
    output: Output,
    tasks: Vec<Task>,
    /// Place in the reader's memo by address.
    memo: HashMap<usize, usize, AddressHash>,
    /// What the memo knows by address must live.
    kept: Vec<Value>,
    names: HashMap<String, usize>,
    handles: Vec<Handle>,
    /// How many objects are being made of what their `__reduce__` said.
    reducing: usize,
}

/// So many objects inside each other's `__reduce__` are a circle, or a row without end.
const MOST_REDUCING: usize = 20_000;

/// What saving an object leads to.
enum Flow {
    /// It is written, or divided into tasks.
    Done,
    /// Python must be called first.
    Call(Value, Vec<Value>, Next),
}

/// What the result of a call is.
enum Next {
    /// Of `__reduce_ex__` or `__reduce__` of this object.
    Reduced(Value),
    /// Of its `__getnewargs__`.
    NewArgs(Value),
    /// Of its `__getnewargs_ex__`.
    NewArgsKeywords(Value),
    /// Of its `__getstate__`; then these tasks make the object.
    State(Vec<Task>),
}

impl Pickler {
    fn go(mut self: Box<Self>, ctx: &mut Context<'_>) -> NativeResult {
        while let Some(task) = self.tasks.pop() {
            if let Flow::Call(callable, args, next) = self.carry_out(ctx, task)? {
                return call_then(callable, args, move |ctx, result| self.resume(ctx, next, result));
            }
        }
        let handles = self.handles.iter().map(|handle| Value::Int(*handle as i64)).collect();
        Ok(Done::Value(Value::tuple([Value::bytes(self.output.bytes), Value::list(handles)])))
    }

    fn resume(mut self: Box<Self>, ctx: &mut Context<'_>, next: Next, result: Value) -> NativeResult {
        match next {
            Next::Reduced(object) => {
                // The fourth and fifth parts are iterators, which only Python may be able to step.
                let Some(parts) = result.as_tuple().filter(|parts| parts.len() > 3) else {
                    self.reduced(ctx, object, &result)?;
                    return self.go(ctx);
                };
                let (items, pairs) = (parts[3].clone(), parts.get(4).cloned().unwrap_or(Value::None));
                let nothing = || Value::tuple(Vec::new());
                let items = if items.is_none() { nothing() } else { items };
                let pairs = if pairs.is_none() { nothing() } else { pairs };
                let mut parts = parts.to_vec();
                return ctx.collect(&items, move |ctx, items| {
                    parts[3] = Value::list(items);
                    ctx.collect(&pairs, move |ctx, pairs| {
                        if parts.len() > 4 {
                            parts[4] = Value::list(pairs);
                        }
                        self.reduced(ctx, object, &Value::tuple(parts))?;
                        self.go(ctx)
                    })
                });
            }
            Next::NewArgs(object) => {
                if result.as_tuple().is_none() {
                    let found = ctx.type_name(&result);
                    return Err(
                        ctx.type_error(format!("__getnewargs__ should return a tuple, not '{found}'"))
                    );
                }
                let flow = self.object(ctx, object, Some((result, None)))?;
                return self.follow(ctx, flow);
            }
            Next::NewArgsKeywords(object) => {
                let parts = result.as_tuple().filter(|parts| parts.len() == 2).map(|parts| parts.to_vec());
                let Some(parts) = parts else {
                    let found = ctx.type_name(&result);
                    return Err(ctx.type_error(format!(
                        "__getnewargs_ex__ should return a tuple of length 2, not '{found}'"
                    )));
                };
                let flow = self.object(ctx, object, Some((parts[0].clone(), Some(parts[1].clone()))))?;
                return self.follow(ctx, flow);
            }
            Next::State(mut make) => {
                if !result.is_none() {
                    self.tasks.push(Task::Operation(op::BUILD, 0));
                    self.tasks.push(Task::Save(result));
                }
                self.tasks.append(&mut make);
            }
        }
        self.go(ctx)
    }

    fn follow(self: Box<Self>, ctx: &mut Context<'_>, flow: Flow) -> NativeResult {
        match flow {
            Flow::Done => self.go(ctx),
            Flow::Call(callable, args, next) => {
                call_then(callable, args, move |ctx, result| self.resume(ctx, next, result))
            }
        }
    }

    fn carry_out(&mut self, ctx: &mut Context<'_>, task: Task) -> Result<Flow, Value> {
        match task {
            Task::Save(value) => return self.save(ctx, value),
            Task::Tuple(tuple, count) => self.immutable(&tuple, op::TUPLE, count),
            Task::FrozenSet(set, count) => self.immutable(&set, op::FROZEN_SET, count),
            Task::Operation(operation, number) => {
                self.output.byte(operation);
                if matches!(operation, op::APPEND | op::SET_ITEMS | op::ADD | op::DROP) {
                    self.output.count(number);
                }
            }
            Task::Make(object, operation, taken) => {
                self.reducing -= usize::from(operation == op::REDUCE);
                if let Some(&place) = self.memo.get(&object.address()) {
                    // What it is made of led back to it, and it is made already.
                    self.drop_and_get(taken, place);
                } else {
                    self.output.byte(operation);
                    self.remember(&object);
                }
            }
            Task::Attributes(names) => {
                self.output.byte(op::ATTRIBUTES);
                self.output.count(names.len());
                for name in names {
                    self.name(name.as_str());
                }
            }
        }
        Ok(Flow::Done)
    }

    /// A tuple or frozenset of what is on the stack, unless it was made meanwhile: it may contain itself by way of a list.
    fn immutable(&mut self, value: &Value, operation: u8, count: usize) {
        if let Some(&place) = self.memo.get(&value.address()) {
            self.drop_and_get(count, place);
            return;
        }
        self.output.byte(operation);
        self.output.count(count);
        self.remember(value);
    }

    fn drop_and_get(&mut self, count: usize, place: usize) {
        self.output.byte(op::DROP);
        self.output.count(count);
        self.output.byte(op::GET);
        self.output.count(place);
    }

    fn remember(&mut self, value: &Value) {
        self.memo.insert(value.address(), self.kept.len());
        self.kept.push(value.clone());
    }

    fn name(&mut self, name: &str) {
        let next = self.names.len();
        let number = *self.names.entry(name.to_owned()).or_insert(next);
        self.output.count(number);
        if number == next {
            self.output.text(name);
        }
    }

    fn global(&mut self, ctx: &Context<'_>, value: &Value, reduced: Option<&str>) -> Result<(), Value> {
        let (module, qualname) = global::name_of(ctx, value, reduced)?;
        self.output.byte(op::GLOBAL);
        self.name(&module);
        self.name(&qualname);
        self.remember(value);
        Ok(())
    }

    fn save(&mut self, ctx: &mut Context<'_>, value: Value) -> Result<Flow, Value> {
        if value.is_pointer()
            && let Some(&place) = self.memo.get(&value.address())
        {
            self.output.byte(op::GET);
            self.output.count(place);
            return Ok(Flow::Done);
        }
        let output = &mut self.output;
        match &value {
            Value::Unbound => return Err(ctx.runtime_error("an unbound value cannot be pickled")),
            Value::None => output.byte(op::NONE),
            Value::Ellipsis => output.byte(op::ELLIPSIS),
            Value::NotImplemented => output.byte(op::NOT_IMPLEMENTED),
            Value::Bool(Truth::True) => output.byte(op::TRUE),
            Value::Bool(Truth::False) => output.byte(op::FALSE),
            Value::Int(int) => {
                output.byte(op::INT);
                output.signed(*int);
            }
            Value::Float(float) => {
                output.byte(op::FLOAT);
                output.float(float.get());
            }
            Value::BigInt(number) => {
                output.byte(op::BIG_INT);
                output.blob(&number.to_signed_bytes_le());
            }
            Value::Str(text) => {
                output.byte(op::STR);
                output.text(text.as_str());
                self.remember(&value);
            }
            Value::Bytes(bytes) => {
                output.byte(op::BYTES);
                output.blob(bytes);
                self.remember(&value);
            }
            Value::ByteArray(array) => {
                output.byte(op::BYTE_ARRAY);
                let bytes = array.bytes.lock().clone();
                output.blob(&bytes);
                self.remember(&value);
            }
            Value::Range(range) => {
                output.byte(op::RANGE);
                for number in [range.start, range.stop, range.step] {
                    output.signed(number);
                }
                self.remember(&value);
            }
            Value::Tuple(items) => {
                self.tasks.push(Task::Tuple(value.clone(), items.len()));
                self.save_all(items);
            }
            Value::List(list) => {
                output.byte(op::LIST);
                self.remember(&value);
                self.append(list.snapshot());
            }
            Value::Dict(dict) => {
                output.byte(op::DICT);
                self.remember(&value);
                self.set_items(dict.items());
            }
            Value::Set(set) => {
                output.byte(op::SET);
                self.remember(&value);
                let items = set.items();
                self.tasks.push(Task::Operation(op::ADD, items.len()));
                self.save_all(&items);
            }
            Value::FrozenSet(set) => {
                let items = set.items();
                self.tasks.push(Task::FrozenSet(value.clone(), items.len()));
                self.save_all(&items);
            }
            Value::Slice(slice) => {
                let parts = [slice.start.clone(), slice.stop.clone(), slice.step.clone()];
                self.tasks.push(Task::Make(value.clone(), op::SLICE, 3));
                self.save_all(&parts);
            }
            Value::Function(_) | Value::Class(_) => self.global(ctx, &value, None)?,
            Value::NativeFunction(function) => match &function.owner {
                None => self.global(ctx, &value, None)?,
                Some(owner) => {
                    self.attribute_of(ctx, &value, Value::Class(owner.clone()), function.def.name)?
                }
            },
            Value::BoundMethod(method) => {
                let name = match &method.function {
                    Value::Function(function) => function.state.lock().name.clone(),
                    Value::NativeFunction(function) => Value::str(function.def.name),
                    _ => return Err(self.cannot(ctx, &value)),
                };
                let name = name.as_text().unwrap_or_default().to_owned();
                self.attribute_of(ctx, &value, method.receiver.clone(), &name)?;
            }
            Value::Handle(handle) => {
                output.byte(op::HANDLE);
                output.number(handle.handle);
                if !self.handles.contains(&handle.handle) {
                    self.handles.push(handle.handle);
                }
                self.remember(&value);
            }
            Value::Iterator(iterator) => self.iterator(ctx, &value, iterator)?,
            Value::Instance(instance) => return self.instance(ctx, &value, instance),
            Value::Array(_) => {
                let class = ctx.interpreter.types.array.clone();
                match self.hooks(ctx, &value, &class, true) {
                    Some(flow) => return Ok(flow),
                    None => return Err(self.cannot(ctx, &value)),
                }
            }
            Value::Native(object) => {
                if let Some(flow) = self.hooks(ctx, &value, &object.class.clone(), true) {
                    return Ok(flow);
                }
                let Some(state) = object.any_data().state() else { return Err(self.cannot(ctx, &value)) };
                self.tasks.push(Task::Operation(op::RESTORE, 0));
                self.tasks.push(Task::Save(state));
                self.tasks.push(Task::Make(value.clone(), op::NEW, 2));
                self.tasks.push(Task::Save(ctx.interpreter.empty_tuple()));
                self.tasks.push(Task::Save(Value::Class(object.class.clone())));
            }
            _ => return Err(self.cannot(ctx, &value)),
        }
        Ok(Flow::Done)
    }

    fn cannot(&self, ctx: &Context<'_>, value: &Value) -> Value {
        if let Value::Code(_) = value {
            return ctx.type_error("cannot pickle code objects");
        }
        ctx.type_error(format!("cannot pickle '{}' object", global::type_name(ctx, value)))
    }

    fn save_all(&mut self, values: &[Value]) {
        self.tasks.extend(values.iter().rev().cloned().map(Task::Save));
    }

    fn append(&mut self, items: Vec<Value>) {
        if !items.is_empty() {
            self.tasks.push(Task::Operation(op::APPEND, items.len()));
            self.save_all(&items);
        }
    }

    fn set_items(&mut self, items: Vec<(Value, Value)>) {
        if !items.is_empty() {
            self.tasks.push(Task::Operation(op::SET_ITEMS, items.len()));
            for (key, value) in items.into_iter().rev() {
                self.tasks.push(Task::Save(value));
                self.tasks.push(Task::Save(key));
            }
        }
    }

    /// `getattr(receiver, name)`
    fn attribute_of(
        &mut self,
        ctx: &Context<'_>,
        value: &Value,
        receiver: Value,
        name: &str,
    ) -> Result<(), Value> {
        let Some(getattr) = ctx.interpreter.builtins.get_text("getattr") else {
            return Err(self.cannot(ctx, value));
        };
        self.call_of(value, getattr, vec![receiver, Value::str(name)]);
        Ok(())
    }

    /// `callable(*args)`
    fn call_of(&mut self, value: &Value, callable: Value, args: Vec<Value>) {
        self.reducing += 1;
        self.tasks.push(Task::Make(value.clone(), op::REDUCE, 2));
        self.tasks.push(Task::Save(Value::tuple(args)));
        self.tasks.push(Task::Save(callable));
    }

    /// An iterator, as one over what it has left.
    fn iterator(
        &mut self,
        ctx: &mut Context<'_>,
        value: &Value,
        object: &Ref<NativeIterator>,
    ) -> Result<(), Value> {
        let state = object.state.lock();
        let rest = match &*state {
            IteratorState::Finished => Value::tuple(Vec::new()),
            IteratorState::List { list, index } => {
                Value::list(list.lock().iter().skip(*index).cloned().collect())
            }
            IteratorState::Tuple { tuple, index } => {
                Value::tuple(tuple.iter().skip(*index).cloned().collect::<Vec<_>>())
            }
            IteratorState::Range { next, step, left } => {
                let stop = next.wrapping_add(step.wrapping_mul(*left as i64));
                Value::Range(Ref::new(Range { start: *next, stop, step: *step }))
            }
            IteratorState::Str { text, offset } => Value::str(&text.as_str()[*offset..]),
            IteratorState::Dict { .. } | IteratorState::Set { .. } => Value::list(state.items_left()),
            IteratorState::Composed(_) | IteratorState::Other(_) => {
                drop(state);
                let reduced = object.reduce(ctx);
                let Some((callable, args)) = reduced else { return Err(self.cannot(ctx, value)) };
                self.call_of(value, callable, args);
                return Ok(());
            }
        };
        drop(state);
        let Some(iter) = ctx.interpreter.builtins.get_text("iter") else {
            return Err(self.cannot(ctx, value));
        };
        self.call_of(value, iter, vec![rest]);
        Ok(())
    }

    /// `__reduce_ex__` or `__reduce__`, if the class has one of its own.
    fn hooks(&self, ctx: &Context<'_>, value: &Value, class: &Ref<Class>, native: bool) -> Option<Flow> {
        let own = |name: &Name| class.lookup(name).filter(|hook| is_own(ctx, hook, native));
        if let Some(hook) = own(&ctx.interpreter.names.reduce_ex) {
            return Some(Flow::Call(hook, vec![value.clone(), Value::Int(4)], Next::Reduced(value.clone())));
        }
        let hook = own(&ctx.interpreter.names.reduce)?;
        Some(Flow::Call(hook, vec![value.clone()], Next::Reduced(value.clone())))
    }

    fn instance(
        &mut self,
        ctx: &mut Context<'_>,
        value: &Value,
        instance: &Ref<Instance>,
    ) -> Result<Flow, Value> {
        let class = instance.class.clone();
        let native = matches!(instance.payload, Value::Native(_) | Value::Array(_));
        if let Some(flow) = self.hooks(ctx, value, &class, native) {
            return Ok(flow);
        }
        if let Value::Exception(exception) = &instance.payload {
            // BaseException.__reduce__, which leaves out what the machine has noted for its hints.
            let mut items = instance.items();
            let exceptions = &ctx.interpreter.exceptions;
            if class.is_subclass(&exceptions.attribute_error) || class.is_subclass(&exceptions.name_error) {
                items.retain(|(name, _)| !matches!(name.as_str(), "name" | "obj"));
            }
            if !items.is_empty() {
                self.attributes(ctx, &class, items);
            }
            let args = exception.args();
            self.call_of(value, Value::Class(class), args);
            return Ok(Flow::Done);
        }
        if let Value::Set(set) | Value::FrozenSet(set) = &instance.payload {
            // set.__reduce__
            let items = instance.items();
            if !items.is_empty() {
                self.attributes(ctx, &class, items);
            }
            self.call_of(value, Value::Class(class), vec![Value::list(set.items())]);
            return Ok(Flow::Done);
        }
        let new_args = ctx.interpreter.intern("__getnewargs_ex__");
        if let Some(hook) = class.lookup(&new_args).filter(|hook| is_own(ctx, hook, false)) {
            return Ok(Flow::Call(hook, vec![value.clone()], Next::NewArgsKeywords(value.clone())));
        }
        let new_args = ctx.interpreter.intern("__getnewargs__");
        if let Some(hook) = class.lookup(&new_args).filter(|hook| is_own(ctx, hook, false)) {
            return Ok(Flow::Call(hook, vec![value.clone()], Next::NewArgs(value.clone())));
        }
        self.object(ctx, value.clone(), None)
    }

    /// `object.__reduce_ex__`: how to make the object, its items, its state. `given` are arguments for `__new__`.
    fn object(
        &mut self,
        ctx: &mut Context<'_>,
        value: Value,
        given: Option<(Value, Option<Value>)>,
    ) -> Result<Flow, Value> {
        let Value::Instance(instance) = &value else { return Err(self.cannot(ctx, &value)) };
        let class = instance.class.clone();
        let names = &ctx.interpreter.names;
        let get_state = class.lookup(&names.getstate).filter(|hook| is_own(ctx, hook, false));
        // Tasks are carried out last one first: the state comes last, before it the items, first the making.
        let later = std::mem::take(&mut self.tasks);
        let items = instance.items();
        if get_state.is_none() && !items.is_empty() {
            self.attributes(ctx, &class, items);
        }
        match &instance.payload {
            Value::List(list) => self.append(list.snapshot()),
            Value::Dict(dict) => self.set_items(dict.items()),
            Value::Native(object) => match object.any_data().state() {
                Some(state) => self.tasks.extend([Task::Operation(op::RESTORE, 0), Task::Save(state)]),
                None => return Err(self.cannot(ctx, &value)),
            },
            Value::Generator(_) | Value::Lock(_) | Value::Module(_) => return Err(self.cannot(ctx, &value)),
            _ => {}
        }
        let user_new = class.lookup(&names.new).is_some_and(|new| is_python(&new));
        match given {
            Some((args, Some(keywords))) => self.tasks.extend([
                Task::Make(value.clone(), op::NEW_KEYWORDS, 3),
                Task::Save(keywords),
                Task::Save(args),
            ]),
            Some((args, None)) => {
                self.tasks.extend([Task::Make(value.clone(), op::NEW, 2), Task::Save(args)])
            }
            None if instance.payload.is_unbound() && !user_new => {
                self.tasks.push(Task::Make(value.clone(), op::OBJECT, 1));
            }
            None => {
                let args = match &instance.payload {
                    Value::Unbound | Value::List(_) | Value::Dict(_) | Value::Native(_) => {
                        ctx.interpreter.empty_tuple()
                    }
                    payload => Value::tuple([payload.clone()]),
                };
                self.tasks.extend([Task::Make(value.clone(), op::NEW, 2), Task::Save(args)]);
            }
        }
        self.tasks.push(Task::Save(Value::Class(class)));
        let mut make = std::mem::replace(&mut self.tasks, later);
        match get_state {
            Some(hook) => Ok(Flow::Call(hook, vec![value], Next::State(make))),
            None => {
                self.tasks.append(&mut make);
                Ok(Flow::Done)
            }
        }
    }

    /// The attributes of an object, natively or, if its class wants to see them, as its state.
    fn attributes(&mut self, ctx: &Context<'_>, class: &Ref<Class>, items: Vec<(Name, Value)>) {
        let setstate = class.lookup(&ctx.interpreter.names.setstate);
        if setstate.is_some_and(|hook| is_own(ctx, &hook, false)) {
            let dict = crate::dict::Dict::new();
            for (name, value) in items {
                dict.set_name(&name, value);
            }
            let dict = Value::Dict(Ref::new(dict));
            let state = if class.has(flag::NO_DICT) { Value::tuple([Value::None, dict]) } else { dict };
            self.tasks.push(Task::Operation(op::BUILD, 0));
            self.tasks.push(Task::Save(state));
            return;
        }
        let (names, values): (Vec<Name>, Vec<Value>) = items.into_iter().unzip();
        self.tasks.push(Task::Attributes(names));
        self.save_all(&values);
    }

    /// What `__reduce__` answered.
    fn reduced(&mut self, ctx: &mut Context<'_>, object: Value, result: &Value) -> Result<(), Value> {
        if let Some(name) = result.as_text() {
            return self.global(ctx, &object, Some(name));
        }
        let Some(parts) = result.as_tuple() else {
            return Err(super::error(ctx, "PicklingError", "__reduce__ must return a string or tuple"));
        };
        if !(2..=6).contains(&parts.len()) {
            let message = "tuple returned by __reduce__ must contain 2 through 6 elements";
            return Err(super::error(ctx, "PicklingError", message));
        }
        let part = |index: usize| parts.get(index).filter(|part| !part.is_none());
        if part(1).is_none_or(|args| args.as_tuple().is_none()) {
            let message = "second item of the tuple returned by __reduce__ must be a tuple";
            return Err(super::error(ctx, "PicklingError", message));
        }
        self.reducing += 1;
        if self.reducing > MOST_REDUCING {
            let message = "maximum recursion depth exceeded while pickling an object";
            return Err(ctx.error(&ctx.interpreter.exceptions.recursion_error, message));
        }
        match (part(2), part(5)) {
            (Some(state), Some(setter)) => {
                // The setter is called for its effect.
                self.tasks.push(Task::Operation(op::DROP, 1));
                let call = Value::tuple([Value::None]);
                self.reducing += 1;
                self.tasks.push(Task::Make(call, op::REDUCE, 2));
                self.tasks.push(Task::Save(Value::tuple([object.clone(), state.clone()])));
                self.tasks.push(Task::Save(setter.clone()));
            }
            (Some(state), None) => {
                self.tasks.push(Task::Operation(op::BUILD, 0));
                self.tasks.push(Task::Save(state.clone()));
            }
            (None, _) => {}
        }
        if let Some(pairs) = part(4).and_then(Value::sequence_items) {
            let pairs: Option<Vec<_>> = pairs
                .iter()
                .map(|pair| {
                    pair.as_tuple().filter(|pair| pair.len() == 2).map(|p| (p[0].clone(), p[1].clone()))
                })
                .collect();
            let Some(pairs) = pairs else {
                let message =
                    "fifth element of the tuple returned by __reduce__ must be an iterator of pairs";
                return Err(super::error(ctx, "PicklingError", message));
            };
            self.set_items(pairs);
        }
        if let Some(items) = part(3).and_then(Value::sequence_items) {
            self.append(items);
        }
        self.tasks.push(Task::Make(object, op::REDUCE, 2));
        self.tasks.push(Task::Save(parts[1].clone()));
        self.tasks.push(Task::Save(parts[0].clone()));
        Ok(())
    }
}

/// Whether a hook was written for the class, and is not what every object has. Of native ones only those of native
/// types count, where the object is one.
fn is_own(ctx: &Context<'_>, hook: &Value, native: bool) -> bool {
    match hook {
        Value::NativeFunction(function) => {
            let types = &ctx.interpreter.types;
            native && function.owner.as_ref().is_some_and(|owner| !owner.is(&types.object))
        }
        Value::None => false,
        _ => true,
    }
}

/// Whether a `__new__` was written in Python.
fn is_python(new: &Value) -> bool {
    match new {
        Value::StaticMethod(wrapper) => is_python(&wrapper.function),
        Value::NativeFunction(_) => false,
        _ => true,
    }
}

//! `loads`

use num_bigint::BigInt;

use super::{LIBRARY, global, op};
use crate::class::{Class, flag};
use crate::compare::hash_natively;
use crate::dict::{Dict, Key};
use crate::instance::Instance;
use crate::interpreter::Interpreter;
use crate::interpreter::call::is_method_of;
use crate::native::{Context, NativeResult, and_then, call, done};
use crate::objects::Bytes;
use crate::reference::Ref;
use crate::set::{Set, SetTable};
use crate::value::Value;

/// The object of a pickle, or of what follows where its protocol was told; `NotImplemented`: it is damaged, or has operations of old protocols, and nothing has happened yet.
pub(crate) fn loads(ctx: &mut Context<'_>, pickle: &Ref<Bytes>, protocol: u8) -> NativeResult {
    Box::new(Reader {
        pickle: pickle.clone(),
        at: 0,
        protocol,
        stack: Vec::with_capacity(ROOM),
        marks: Vec::new(),
        memo: Vec::with_capacity(ROOM),
        has_called: false,
    })
    .go(ctx)
}

/// How many objects there is room for at once.
const ROOM: usize = 24;

struct Reader {
    pickle: Ref<Bytes>,
    /// Where the next operation is.
    at: usize,
    protocol: u8,
    stack: Vec<Value>,
    marks: Vec<usize>,
    memo: Vec<Value>,
    /// Whether a program's code may have run.
    has_called: bool,
}

/// Where the bytes of an operation are read.
struct Input<'a> {
    rest: &'a [u8],
}

/// What an operation leads to.
enum Flow {
    Done,
    /// The object is read.
    End,
    /// The result of a call belongs on the stack.
    Push(Value, Vec<Value>),
    /// The same of a function of the library.
    Ask(&'static str, Vec<Value>),
    /// A function of the library is called for its effect.
    Tell(&'static str, Vec<Value>),
}

impl<'a> Input<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn fixed<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<usize> {
        Some(usize::from(self.fixed::<1>()?[0]))
    }

    fn word(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.fixed()?)).ok()
    }

    fn text(&mut self, size: usize) -> Option<Value> {
        Some(Value::str(std::str::from_utf8(self.bytes(size)?).ok()?))
    }

    fn long(&mut self, size: usize) -> Option<Value> {
        Some(Value::from_bigint(BigInt::from_signed_bytes_le(self.bytes(size)?)))
    }

    fn line(&mut self) -> Option<&'a str> {
        let end = memchr::memchr(b'\n', self.rest)?;
        let line = self.bytes(end)?;
        self.rest = &self.rest[1..];
        std::str::from_utf8(line).ok()
    }
}

impl Reader {
    fn go(mut self: Box<Self>, ctx: &mut Context<'_>) -> NativeResult {
        let pickle = self.pickle.clone();
        let mut input = Input { rest: &pickle[self.at..] };
        loop {
            self.at = pickle.len() - input.rest.len();
            let flow = input.fixed::<1>().and_then(|[opcode]| self.step(ctx, &mut input, opcode));
            let (asked, pushes) = match flow {
                Some(Flow::Done) => continue,
                Some(Flow::End) => return done(self.stack.pop().unwrap_or(Value::None)),
                Some(Flow::Push(callable, args)) => (call(callable, args), true),
                Some(Flow::Ask(name, args)) => (ctx.call_module(LIBRARY, name, args), true),
                Some(Flow::Tell(name, args)) => (ctx.call_module(LIBRARY, name, args), false),
                None if self.has_called => return self.hand_over(ctx),
                None => return done(Value::NotImplemented),
            };
            self.at = pickle.len() - input.rest.len();
            self.has_called = true;
            return and_then(ctx, asked, move |ctx, result| {
                if pushes {
                    self.stack.push(result);
                }
                self.go(ctx)
            });
        }
    }

    /// Lets the library go on from here, with this operation.
    fn hand_over(mut self, ctx: &mut Context<'_>) -> NativeResult {
        let mut stacks = Vec::new();
        while let Some(mark) = self.marks.pop() {
            stacks.push(Value::list(self.stack.split_off(mark.min(self.stack.len()))));
        }
        stacks.push(Value::list(self.stack));
        stacks.reverse();
        let memo = Dict::new();
        for (number, value) in self.memo.into_iter().enumerate().filter(|(_, value)| !value.is_unbound()) {
            let number = Value::Int(number as i64);
            if let Some(key) = key(ctx.interpreter, number) {
                memo.insert(key, value);
            }
        }
        let rest = Value::bytes(self.pickle[self.at..].to_vec());
        let parts =
            vec![rest, Value::Int(self.protocol.into()), Value::list(stacks), Value::Dict(Ref::new(memo))];
        ctx.call_module(LIBRARY, "_go_on", parts)
    }

    /// Where what came since the latest mark begins.
    fn mark(&self) -> Option<usize> {
        self.marks.last().copied().filter(|mark| *mark <= self.stack.len())
    }

    /// What came since the latest mark.
    fn marked(&mut self) -> Option<Vec<Value>> {
        let mark = self.mark()?;
        self.marks.pop();
        Some(self.stack.split_off(mark))
    }

    /// How many values lie above the latest mark: no operation takes those below it.
    fn free(&self) -> usize {
        self.stack.len().saturating_sub(self.marks.last().copied().unwrap_or(0))
    }

    /// The upper ones of the values, the topmost last.
    fn pop<const N: usize>(&mut self) -> Option<[Value; N]> {
        if self.free() < N {
            return None;
        }
        self.stack.split_off(self.stack.len() - N).try_into().ok()
    }

    fn recall(&mut self, number: usize) -> Option<()> {
        let value = self.memo.get(number).filter(|value| !value.is_unbound())?.clone();
        self.stack.push(value);
        Some(())
    }

    fn put(&mut self, number: usize) -> Option<()> {
        // As many as there are bytes: a number says nothing about how many there will be.
        if self.free() == 0 || number > self.memo.len() + self.pickle.len() {
            return None;
        }
        while self.memo.len() <= number {
            self.memo.push(Value::Unbound);
        }
        self.memo[number] = self.stack.last()?.clone();
        Some(())
    }

    /// Items for the object below them, which the library adds where it is no plain list.
    fn append(&mut self, from: usize) -> Option<Flow> {
        let (below, items) = self.stack.split_at_checked(from)?;
        let target = below.last()?;
        if matches!(target, Value::List(_)) {
            let items = self.stack.split_off(from);
            if let Some(Value::List(list)) = self.stack.last() {
                list.lock().extend(items);
            }
            return Some(Flow::Done);
        }
        let args = vec![target.clone(), Value::list(items.to_vec())];
        self.stack.truncate(from);
        Some(Flow::Tell("_extend", args))
    }

    /// Adds what lies on the stack from there to a plain set or dict below it; not, if Python must be asked for keys.
    fn add_plainly(&mut self, ctx: &Context<'_>, from: usize) -> Option<bool> {
        let (below, items) = self.stack.split_at_checked(from)?;
        match below.last()? {
            Value::Set(set) if !set.lock().is_exotic() => {
                for item in items {
                    let Some(key) = key(ctx.interpreter, item.clone()) else { return Some(false) };
                    set.lock().insert(key);
                }
            }
            Value::Dict(dict) if items.len().is_multiple_of(2) && !dict.lock().is_exotic() => {
                for pair in items.chunks_exact(2) {
                    let Some(key) = key(ctx.interpreter, pair[0].clone()) else { return Some(false) };
                    dict.insert(key, pair[1].clone());
                }
            }
            _ => return Some(false),
        }
        self.stack.truncate(from);
        Some(true)
    }

    fn add(&mut self, ctx: &Context<'_>, from: usize, function: &'static str) -> Option<Flow> {
        if self.add_plainly(ctx, from)? {
            return Some(Flow::Done);
        }
        let items = self.stack.split_off(from);
        let target = self.stack.last()?.clone();
        Some(Flow::Tell(function, vec![target, Value::list(items)]))
    }

    fn find(&mut self, ctx: &Context<'_>, module: &str, name: &str) -> Flow {
        // Earlier protocols have other names, dotted ones lead through objects.
        if self.protocol >= 3
            && let Some(found) = global(ctx, module, name)
        {
            self.stack.push(found);
            return Flow::Done;
        }
        Flow::Ask("_find", vec![Value::Int(self.protocol.into()), Value::str(module), Value::str(name)])
    }

    /// An object of a class, made by its `__new__`.
    fn make(&mut self, ctx: &Context<'_>) -> Option<Flow> {
        let [.., Value::Class(class), Value::Tuple(args)] = &self.stack[..] else { return None };
        if self.free() < 2 {
            return None;
        }
        let new = match class.lookup(&ctx.interpreter.names.new)? {
            Value::StaticMethod(wrapper) => wrapper.function.clone(),
            _ => return None,
        };
        let plain = !class.has(flag::BUILTIN | flag::PAYLOAD | flag::ABSTRACT)
            && args.is_empty()
            && is_method_of(&new, &ctx.interpreter.types.object);
        let flow = if plain {
            let made = Value::Instance(Ref::new(Instance::new(class.clone(), Value::Unbound)));
            self.stack.truncate(self.stack.len() - 2);
            self.stack.push(made);
            Flow::Done
        } else {
            let args = std::iter::once(Value::Class(class.clone())).chain(args.iter().cloned()).collect();
            self.stack.truncate(self.stack.len() - 2);
            Flow::Push(new, args)
        };
        Some(flow)
    }

    /// Gives the object below it its state.
    fn build(&mut self, ctx: &Context<'_>) -> Option<Flow> {
        if self.free() < 2 {
            return None;
        }
        let [state] = self.pop()?;
        let object = self.stack.last()?.clone();
        if let (Value::Instance(instance), Value::Dict(dict)) = (&object, &state)
            && !instance.class.has(flag::NO_DICT)
            && instance.class.lookup(&ctx.interpreter.names.setstate).is_none()
            && plain_lookup(ctx, &instance.class)
            && instance.get(&ctx.interpreter.names.setstate).is_none()
        {
            let items = dict.items();
            if items.iter().all(|(name, _)| matches!(name, Value::Str(_))) {
                for (name, value) in items {
                    if let Value::Str(name) = name {
                        instance.set(&ctx.interpreter.intern_str(&name), value);
                    }
                }
                return Some(Flow::Done);
            }
        }
        Some(Flow::Tell("_build", vec![object, state]))
    }

    /// None: the operation cannot be carried out here, and has done nothing.
    fn step(&mut self, ctx: &Context<'_>, input: &mut Input<'_>, opcode: u8) -> Option<Flow> {
        match opcode {
            op::STOP => return (self.stack.len() == 1 && self.marks.is_empty()).then_some(Flow::End),
            op::PROTO => {
                let [protocol] = input.fixed()?;
                self.protocol = (2..=5).contains(&protocol).then_some(protocol)?;
            }
            op::FRAME => {
                let length = u64::from_le_bytes(input.fixed()?);
                return (length <= input.rest.len() as u64).then_some(Flow::Done);
            }
            op::MARK => self.marks.push(self.stack.len()),
            op::MEMOIZE => self.put(self.memo.len())?,
            op::PUT1 => self.put(input.byte()?)?,
            op::PUT4 => self.put(input.word()?)?,
            op::GET1 => self.recall(input.byte()?)?,
            op::GET4 => self.recall(input.word()?)?,
            op::POP if self.free() > 0 => drop(self.stack.pop()),
            op::POP_MARK => drop(self.marked()?),
            op::APPEND if self.free() > 1 => return self.append(self.stack.len() - 1),
            op::SET_ITEM if self.free() > 2 => return self.add(ctx, self.stack.len() - 2, "_set_items"),
            op::APPENDS | op::SET_ITEMS | op::ADD_ITEMS => {
                let mark = self.mark()?;
                // The object lies below the mark, but above the one before.
                let lowest = self.marks.len().checked_sub(2).map_or(0, |before| self.marks[before]);
                if mark <= lowest {
                    return None;
                }
                let is_dict = matches!(self.stack[mark - 1], Value::Dict(_));
                let is_set = matches!(self.stack[mark - 1], Value::Set(_));
                if opcode == op::SET_ITEMS && (is_set || !(self.stack.len() - mark).is_multiple_of(2))
                    || opcode == op::ADD_ITEMS && is_dict
                {
                    return None;
                }
                self.marks.pop();
                return match opcode {
                    op::APPENDS => self.append(mark),
                    op::SET_ITEMS => self.add(ctx, mark, "_set_items"),
                    _ => self.add(ctx, mark, "_add_items"),
                };
            }
            op::GLOBAL => {
                let (module, name) = (input.line()?, input.line()?);
                return Some(self.find(ctx, module, name));
            }
            op::STACK_GLOBAL => {
                let [.., Value::Str(_), Value::Str(_)] = &self.stack[..] else { return None };
                let [module, name] = self.pop()?;
                return Some(self.find(ctx, module.as_text()?, name.as_text()?));
            }
            op::REDUCE => {
                let [.., _, Value::Tuple(_)] = &self.stack[..] else { return None };
                let [callable, args] = self.pop()?;
                return Some(Flow::Push(callable, args.as_tuple()?.to_vec()));
            }
            op::NEW => return self.make(ctx),
            op::BUILD => return self.build(ctx),
            _ => {
                let value = self.value(ctx, input, opcode)?;
                self.stack.push(value);
            }
        }
        Some(Flow::Done)
    }

    /// What the opcode makes of what follows it, or of what lies on the stack.
    fn value(&mut self, ctx: &Context<'_>, input: &mut Input<'_>, opcode: u8) -> Option<Value> {
        Some(match opcode {
            op::NONE => Value::None,
            op::TRUE => Value::from(true),
            op::FALSE => Value::from(false),
            op::INT1 => Value::Int(input.byte()? as i64),
            op::INT2 => Value::Int(i64::from(u16::from_le_bytes(input.fixed()?))),
            op::INT4 => Value::Int(i64::from(i32::from_le_bytes(input.fixed()?))),
            op::LONG1 => {
                let size = input.byte()?;
                input.long(size)?
            }
            op::LONG4 => {
                let size = input.word()?;
                input.long(size)?
            }
            op::FLOAT => Value::from(f64::from_be_bytes(input.fixed()?)),
            op::TEXT1 => {
                let size = input.byte()?;
                input.text(size)?
            }
            op::TEXT4 => {
                let size = input.word()?;
                input.text(size)?
            }
            op::BYTES1 => {
                let size = input.byte()?;
                Value::bytes(input.bytes(size)?.to_vec())
            }
            op::BYTES4 => {
                let size = input.word()?;
                Value::bytes(input.bytes(size)?.to_vec())
            }
            op::EMPTY_TUPLE => ctx.interpreter.empty_tuple(),
            op::TUPLE1..=op::TUPLE3 => {
                let count = usize::from(opcode - op::TUPLE1) + 1;
                if self.free() < count {
                    return None;
                }
                Value::tuple(self.stack.split_off(self.stack.len() - count))
            }
            op::TUPLE => Value::tuple(self.marked()?),
            op::EMPTY_LIST => Value::list(Vec::new()),
            op::EMPTY_DICT => Value::Dict(Ref::new(Dict::new())),
            op::EMPTY_SET => Value::Set(Ref::new(Set::new())),
            op::FROZENSET => {
                let mark = self.mark()?;
                let keys: Option<Vec<Key>> =
                    self.stack[mark..].iter().map(|item| key(ctx.interpreter, item.clone())).collect();
                let mut table = SetTable::default();
                for key in keys? {
                    table.insert(key);
                }
                drop(self.marked());
                Value::FrozenSet(Ref::new(Set::from_table(table)))
            }
            _ => return None,
        })
    }
}

/// Whether objects of a class have no attributes but those that are there.
fn plain_lookup(ctx: &Context<'_>, class: &Class) -> bool {
    let names = &ctx.interpreter.names;
    class.lookup(&names.getattr).is_none()
        && class
            .lookup(&names.getattribute)
            .is_some_and(|lookup| is_method_of(&lookup, &ctx.interpreter.types.object))
}

/// A key whose hash and equality need no Python.
fn key(interpreter: &Interpreter, value: Value) -> Option<Key> {
    let hash = hash_natively(interpreter, &value).ok()?;
    Some(Key { value, hash, resolved: false, exotic: false })
}

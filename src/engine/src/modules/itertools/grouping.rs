//! `groupby` and `tee`: iterators that share one below.

use super::{builtin_class, construct, parts};
use crate::class::Class;
use crate::compare::equal_natively;
use crate::composite::{Composite, Input, Kind, Need, Progress, quick_next};
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::native::{Args, Context, NativeData, NativeObject, NativeResult, TypeDef, done};
use crate::objects::Module;
use crate::reference::Ref;
use crate::types::iterators::iter_then;
use crate::value::{Truth, Value};

pub(super) const KINDS: &[&Kind] = &[&GROUPBY, &GROUP, &TEE];

// Values of a groupby.
const ITERATOR: usize = 0;
const FUNCTION: usize = 1;
/// The key of the present group.
const TARGET: usize = 2;
/// The key of the last item that was drawn.
const KEY: usize = 3;
/// The last item that was drawn.
const ITEM: usize = 4;
/// The class of its groups.
const GROUPER: usize = 5;

// Numbers of a groupby: which group is the present one, and what of the above there is.
const GROUP_NUMBER: usize = 0;
const HAS_TARGET: usize = 1;
const HAS_KEY: usize = 2;
const HAS_ITEM: usize = 3;

static GROUPBY: Kind = Kind::new("groupby", resume_groupby);

/// What a groupby and its group are about to be told.
mod phase {
    pub(super) const ITEM: u8 = 1;
    pub(super) const KEY: u8 = 2;
    pub(super) const SAME: u8 = 3;
}

/// The next item and its key are drawn: `None` when they are there.
fn draw(groupby: &mut Composite, progress: &mut Progress, input: Input) -> Option<Need> {
    match input {
        Input::Item(item) => {
            if groupby.values[FUNCTION].is_none() {
                drawn(groupby, item.clone(), item);
                return None;
            }
            progress.phase = phase::KEY;
            progress.values.push(item.clone());
            Some(Need::Call(groupby.values[FUNCTION].clone(), vec![item]))
        }
        Input::Value(key) => {
            let item = progress.values.pop().unwrap_or(Value::None);
            drawn(groupby, item, key);
            None
        }
        _ => Some(Need::End),
    }
}

fn drawn(groupby: &mut Composite, item: Value, key: Value) {
    groupby.replace(ITEM, item);
    groupby.replace(KEY, key);
    groupby.numbers[HAS_ITEM] = 1;
    groupby.numbers[HAS_KEY] = 1;
}

fn resume_groupby(
    this: &mut Composite,
    ctx: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match (progress.phase, input) {
        (0, _) => this.numbers[GROUP_NUMBER] += 1,
        (phase::SAME, Input::Value(Value::Bool(Truth::False))) => return begin_group(this, ctx),
        (phase::SAME, _) => {
            // What is left of the group before is passed over.
            progress.phase = phase::ITEM;
            return Ok(Need::Next(this.values[ITERATOR].clone()));
        }
        (_, input) => {
            if let Some(need) = draw(this, progress, input) {
                return Ok(need);
            }
        }
    }
    // As far as items and their keys are at hand, in a loop of its own.
    loop {
        let (target, key) = (&this.values[TARGET], &this.values[KEY]);
        let passed_over = match (this.numbers[HAS_KEY], this.numbers[HAS_TARGET]) {
            (0, _) => Some(true),
            (_, 0) => Some(false),
            _ if target.is(key) => Some(true),
            _ => equal_natively(target, key),
        };
        match passed_over {
            Some(true) => {}
            Some(false) => return begin_group(this, ctx),
            None => {
                progress.phase = phase::SAME;
                return Ok(Need::Equal(target.clone(), key.clone()));
            }
        }
        let item = if this.values[FUNCTION].is_none() { quick_next(&this.values[ITERATOR]) } else { None };
        let Some(item) = item else {
            progress.phase = phase::ITEM;
            return Ok(Need::Next(this.values[ITERATOR].clone()));
        };
        drawn(this, item.clone(), item);
    }
}

/// The key and the iterator of a group. The group knows the groupby only when that is given to it: it is not at hand here.
fn begin_group(this: &mut Composite, ctx: &mut Context<'_>) -> Result<Need, Value> {
    let key = this.values[KEY].clone();
    this.replace(TARGET, key.clone());
    this.numbers[HAS_TARGET] = 1;
    let class = match this.values.get(GROUPER) {
        Some(Value::Class(class)) => class.clone(),
        _ => class_of(ctx, "_grouper")?,
    };
    let number = this.numbers[GROUP_NUMBER];
    Ok(Need::WithSelf(Box::new(move |_, groupby| {
        let group = Composite::iterator(&class, &GROUP, vec![groupby, key.clone()], vec![number]);
        done(Value::tuple([key, group]))
    })))
}

/// Values: the groupby, the key. Numbers: which group it is.
static GROUP: Kind = Kind::quick("group", resume_group, quick_group);

/// The next item where it and its key are at hand. One that was drawn and begins another group stays drawn.
fn quick_group(this: &mut Composite) -> Option<Value> {
    let ([groupby, key], [number]) = (&this.values[..], &this.numbers[..]) else { return None };
    parts(groupby, &GROUPBY, |groupby| {
        if groupby.numbers[GROUP_NUMBER] != *number {
            return None;
        }
        if groupby.numbers[HAS_ITEM] == 0 {
            if !groupby.values[FUNCTION].is_none() {
                return None;
            }
            let item = quick_next(&groupby.values[ITERATOR])?;
            drawn(groupby, item.clone(), item);
        }
        let present = &groupby.values[KEY];
        if !key.is(present) && !equal_natively(key, present)? {
            return None;
        }
        groupby.numbers[HAS_ITEM] = 0;
        Some(std::mem::replace(&mut groupby.values[ITEM], Value::None))
    })?
}

fn resume_group(
    this: &mut Composite,
    _: &mut Context<'_>,
    progress: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    let key = this.values[1].clone();
    let number = this.numbers[0];
    let need = parts(&this.values[0], &GROUPBY, |groupby| {
        match (progress.phase, input) {
            (0, _) if groupby.numbers[GROUP_NUMBER] != number => return Need::End,
            (0, _) => {}
            (phase::SAME, Input::Value(Value::Bool(Truth::True))) => {
                if std::mem::replace(&mut groupby.numbers[HAS_ITEM], 0) == 0 {
                    return Need::End;
                }
                return Need::Item(std::mem::replace(&mut groupby.values[ITEM], Value::None));
            }
            (phase::SAME, _) => return Need::End,
            (_, input) => {
                if let Some(need) = draw(groupby, progress, input) {
                    return need;
                }
            }
        }
        if groupby.numbers[HAS_ITEM] == 0 {
            progress.phase = phase::ITEM;
            return Need::Next(groupby.values[ITERATOR].clone());
        }
        progress.phase = phase::SAME;
        Need::Equal(key, groupby.values[KEY].clone())
    });
    Ok(need.unwrap_or(Need::End))
}

pub(super) fn groupby(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable, key] = args.bind(ctx, "groupby", 1, ["iterable", "key"], 1)?;
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        let function = if key.is_unbound() { Value::None } else { key };
        let grouper = Value::Class(class_of(ctx, "_grouper")?);
        let values = vec![iterator, function, Value::None, Value::None, Value::None, grouper];
        construct(ctx, &class, &GROUPBY, values, vec![0; 4])
    })
}

// ---- tee

/// How many items a block of a tee has.
const BLOCK: usize = 57;

/// What several tees have read: items in a row, and where it goes on.
#[derive(Default)]
struct Block {
    state: Guard<BlockState>,
}

struct BlockState {
    iterator: Value,
    items: Vec<Value>,
    next: Value,
}

impl Default for BlockState {
    fn default() -> BlockState {
        BlockState { iterator: Value::None, items: Vec::new(), next: Value::None }
    }
}

impl NativeData for Block {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let state = self.state.lock();
        visit(&state.iterator);
        state.items.iter().for_each(&mut *visit);
        visit(&state.next);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.state.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let state = self.state.lock();
        Some(Value::tuple([state.iterator.clone(), Value::list(state.items.clone()), state.next.clone()]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        let [iterator, items, next] = &parts[..] else {
            return Err(ctx.value_error("not the state of a tee"));
        };
        let items = items.sequence_items().unwrap_or_default();
        *self.state.lock() = BlockState { iterator: iterator.clone(), items, next: next.clone() };
        Ok(())
    }
}

const BLOCK_TYPE: TypeDef = TypeDef { new: Some(new_block), ..TypeDef::EMPTY };

pub(super) fn setup(interpreter: &Interpreter, module: &Module) {
    let class = interpreter.new_type("_tee_dataobject", "itertools", None, &BLOCK_TYPE);
    module.globals.set_name(&interpreter.intern("_tee_dataobject"), Value::Class(class));
}

fn class_of(ctx: &Context<'_>, name: &str) -> Result<Ref<Class>, Value> {
    match ctx.interpreter.modules.get_text("itertools") {
        Some(Value::Module(module)) => match module.globals.get_text(name) {
            Some(Value::Class(class)) => Ok(class),
            _ => Err(ctx.runtime_error(format!("itertools.{name} is lost"))),
        },
        _ => Err(ctx.runtime_error("lost sys.modules['itertools']")),
    }
}

fn block(class: &Ref<Class>, iterator: Value) -> Value {
    let state = BlockState { iterator, ..BlockState::default() };
    Value::Native(Ref::new(NativeObject::new(class.clone(), Block { state: Guard::new(state) })))
}

fn new_block(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = builtin_class(ctx, &args[0])?;
    done(block(&class, Value::None))
}

/// Values: the block. Numbers: where in it the next item is.
static TEE: Kind = Kind::new("tee", resume_tee);

fn resume_tee(
    this: &mut Composite,
    _: &mut Context<'_>,
    _: &mut Progress,
    input: Input,
) -> Result<Need, Value> {
    match input {
        Input::Item(item) => append(&this.values[0], item),
        Input::End => return Ok(Need::End),
        _ => {}
    }
    loop {
        let Value::Native(object) = &this.values[0] else { return Ok(Need::End) };
        let Some(data) = object.data::<Block>() else { return Ok(Need::End) };
        let mut state = data.state.lock();
        let at = usize::try_from(this.numbers[0]).unwrap_or(BLOCK);
        if at < BLOCK {
            let Some(item) = state.items.get(at) else { return Ok(Need::Next(state.iterator.clone())) };
            this.numbers[0] = at as i64 + 1;
            return Ok(Need::Item(item.clone()));
        }
        let next = following(&mut state, &object.class);
        drop(state);
        this.replace(0, next);
        this.numbers[0] = 0;
    }
}

/// Keeps what was read behind all that others have read meanwhile, be it another tee or another thread: nothing is lost.
fn append(first: &Value, item: Value) {
    let mut at = first.clone();
    while let Value::Native(object) = &at {
        let Some(data) = object.data::<Block>() else { return };
        let mut state = data.state.lock();
        if state.items.len() < BLOCK {
            state.items.push(item);
            return;
        }
        let next = following(&mut state, &object.class);
        drop(state);
        at = next;
    }
}

/// The block behind a full one.
fn following(state: &mut BlockState, class: &Ref<Class>) -> Value {
    if state.next.is_none() {
        state.next = block(class, state.iterator.clone());
    }
    state.next.clone()
}

pub(super) fn new_tee(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [iterable] = args.bind(ctx, "_tee", 1, ["/iterable"], 1)?;
    let class = args[0].clone();
    iter_then(ctx, &iterable, move |ctx, iterator| {
        let begun = match parts(&iterator, &TEE, |tee| (tee.values.clone(), tee.numbers.clone())) {
            Some(begun) => begun,
            None => (vec![block(&class_of(ctx, "_tee_dataobject")?, iterator)], vec![0]),
        };
        construct(ctx, &class, &TEE, begun.0, begun.1)
    })
}

pub(super) fn tee_copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = Value::Class(class_of(ctx, "_tee")?);
    match parts(args.this(), &TEE, |tee| (tee.values.clone(), tee.numbers.clone())) {
        Some((values, numbers)) => construct(ctx, &class, &TEE, values, numbers),
        None => Err(ctx.type_error("not a tee")),
    }
}

pub(super) fn tee(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let count = args.get(1).map_or(Ok(2), |count| ctx.index(count))?;
    let Ok(count) = usize::try_from(count) else { return Err(ctx.value_error("n must be >= 0")) };
    ctx.check_size(count.saturating_mul(8 * size_of::<Value>()))?;
    if count == 0 {
        return done(Value::tuple(Vec::new()));
    }
    let class = class_of(ctx, "_tee")?;
    iter_then(ctx, &args[0], move |ctx, iterator| {
        let mut tees = Vec::with_capacity(count);
        let (values, numbers) = match parts(&iterator, &TEE, |tee| (tee.values.clone(), tee.numbers.clone()))
        {
            Some(begun) => {
                tees.push(iterator);
                begun
            }
            None => (vec![block(&class_of(ctx, "_tee_dataobject")?, iterator)], vec![0]),
        };
        while tees.len() < count {
            tees.push(Composite::iterator(&class, &TEE, values.clone(), numbers.clone()));
        }
        done(Value::tuple(tees))
    })
}

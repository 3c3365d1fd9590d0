//! `_abc`: which classes count as subclasses of abstract ones (Modules/_abc.c), below `lib/abc.py`.
//!
//! What was found out is remembered with the abstract class, by the version of the class that was asked about: one that has
//! changed is asked about again.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use rustc_hash::FxBuildHasher;

use crate::builtins::issubclass;
use crate::class::Class;
use crate::guard::Guard;
use crate::interpreter::{Interpreter, attribute};
use crate::native::{
    Args, Context, Def, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, and_then, call_then,
    done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::string::Name;
use crate::value::{Truth, Value};

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_abc",
    functions: &[
        Def::new("_abc_init", init, 1),
        Def::new("_abc_register", register, 2),
        Def::new("_abc_instancecheck", instancecheck, 2),
        Def::new("_abc_subclasscheck", subclasscheck, 2),
        Def::new("_reset_registry", reset_registry, 1),
        Def::new("_reset_caches", reset_caches, 1),
        Def::new("_get_registry", get_registry, 1),
        Def::new("get_cache_token", |ctx, _| done(count(ctx.interpreter) as i64), 0)
            .doc("Another one after each registration."),
    ],
    setup: Some(setup),
    doc: "What abstract base classes know of their subclasses.",
};

const DATA: TypeDef = TypeDef { new: Some(new), ..TypeDef::EMPTY };

/// Versions of classes that are remembered at most.
const MOST: usize = 4096;

fn setup(interpreter: &Interpreter, module: &Module) {
    let class = interpreter.new_type("_abc_data", "_abc", None, &DATA);
    module.globals.set_name(&interpreter.intern("_abc_data"), Value::Class(class));
}

/// What an abstract class knows.
#[derive(Default)]
struct Data {
    state: Guard<State>,
}

#[derive(Default)]
struct State {
    registered: Vec<Value>,
    subclasses: HashSet<u32, FxBuildHasher>,
    others: HashSet<u32, FxBuildHasher>,
    /// How many registrations there were when `others` held: one that comes may change it.
    others_at: u64,
}

impl NativeData for Data {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.state.lock().registered.iter().for_each(visit);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut self.state.lock().registered);
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        Some(Value::list(self.state.lock().registered.clone()))
    }

    fn restore(&self, _ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        self.state.lock().registered = state.sequence_items().unwrap_or_default();
        Ok(())
    }
}

impl Data {
    fn recall(&self, registrations: u64, version: u32) -> Option<bool> {
        let state = self.state.lock();
        if state.subclasses.contains(&version) {
            return Some(true);
        }
        (state.others_at == registrations && state.others.contains(&version)).then_some(false)
    }

    fn remember(&self, registrations: u64, version: u32, answer: bool) {
        let mut state = self.state.lock();
        if !answer && state.others_at != registrations {
            state.others.clear();
            state.others_at = registrations;
        }
        let known = if answer { &mut state.subclasses } else { &mut state.others };
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(version);
    }
}

/// How many registrations there were.
fn count(interpreter: &Interpreter) -> u64 {
    interpreter.registrations.load(Ordering::Relaxed)
}

fn new(_ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match &args[0] {
        Value::Class(class) => {
            done(Value::Native(Ref::new(NativeObject::new(class.clone(), Data::default()))))
        }
        _ => none(),
    }
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Value::Class(class) = &args[0]
        && let Some(Value::Module(module)) = ctx.interpreter.modules.get_text("_abc")
        && let Some(Value::Class(kind)) = module.globals.get_text("_abc_data")
    {
        let data = Value::Native(Ref::new(NativeObject::new(kind, Data::default())));
        class.set(&ctx.interpreter.names.abc_impl, data);
    }
    none()
}

/// Does something with what a class itself knows.
fn with_data<R>(interpreter: &Interpreter, class: &Class, act: impl FnOnce(&Data) -> R) -> Option<R> {
    let known = class.own(&interpreter.names.abc_impl)?;
    known.native::<Data>().map(act)
}

/// Registers a class, which was not a subclass.
fn register(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Value::Class(class) = &args[0] {
        let registered = args[1].clone();
        with_data(ctx.interpreter, class, |data| data.state.lock().registered.push(registered));
        ctx.interpreter.registrations.fetch_add(1, Ordering::Relaxed);
    }
    none()
}

fn reset_registry(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Value::Class(class) = &args[0] {
        let old = with_data(ctx.interpreter, class, |data| std::mem::take(&mut data.state.lock().registered));
        drop(old);
    }
    none()
}

fn reset_caches(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Value::Class(class) = &args[0] {
        with_data(ctx.interpreter, class, |data| {
            let mut state = data.state.lock();
            state.subclasses.clear();
            state.others.clear();
        });
    }
    none()
}

fn get_registry(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::list(args[0].as_class().map_or_else(Vec::new, |class| registered(ctx, class))))
}

fn registered(ctx: &Context<'_>, class: &Class) -> Vec<Value> {
    with_data(ctx.interpreter, class, |data| data.state.lock().registered.clone()).unwrap_or_default()
}

fn recall(ctx: &Context<'_>, class: &Class, other: &Class) -> Option<bool> {
    with_data(ctx.interpreter, class, |data| data.recall(count(ctx.interpreter), other.version()))?
}

/// What is remembered of a class, if `hook` of its metaclass is that of `abc.ABCMeta` and would but say it.
pub(crate) fn known(ctx: &Context<'_>, class: &Class, other: &Class, hook: &Name) -> Option<bool> {
    let answer = recall(ctx, class, other)?;
    let Some(Value::Module(module)) = ctx.interpreter.modules.get_text("abc") else { return None };
    let Some(Value::Class(common)) = module.globals.get_text("ABCMeta") else { return None };
    let own = class.metaclass.as_ref()?.lookup(hook)?;
    common.own(hook).is_some_and(|hook| hook.is(&own)).then_some(answer)
}

fn instancecheck(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (class, instance) = (args[0].clone(), args[1].clone());
    let name = ctx.interpreter.names.class.clone();
    let told = attribute::get(ctx, &instance, &name);
    // A proxy says that it is of another class than it is.
    and_then(ctx, told, move |ctx, told| {
        let kind = ctx.interpreter.class_of(&instance).clone();
        if let (Value::Class(class), Value::Class(told)) = (&class, &told) {
            match recall(ctx, class, told) {
                Some(true) => return done(true),
                Some(false) if told.is(&kind) => return done(false),
                _ => {}
            }
        }
        let is_told = matches!(&told, Value::Class(told) if told.is(&kind));
        let first = ask(ctx, &class, told);
        if is_told {
            return first;
        }
        and_then(ctx, first, move |ctx, answer| {
            ctx.truth(
                &answer,
                move |ctx, answer| {
                    if answer { done(true) } else { ask(ctx, &class, Value::Class(kind)) }
                },
            )
        })
    })
}

/// `class.__subclasscheck__(other)`
fn ask(ctx: &mut Context<'_>, class: &Value, other: Value) -> NativeResult {
    let name = ctx.interpreter.names.subclasscheck.clone();
    let method = attribute::get(ctx, class, &name);
    and_then(ctx, method, move |_, method| crate::native::call(method, vec![other]))
}

fn subclasscheck(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (Value::Class(class), Value::Class(other)) = (&args[0], &args[1]) else {
        return Err(ctx.type_error("issubclass() arg 1 must be a class"));
    };
    if let Some(answer) = recall(ctx, class, other) {
        return done(answer);
    }
    let question =
        Question { class: class.clone(), other: other.clone(), version: other.version(), hooked: false };
    let name = ctx.interpreter.names.subclasshook.clone();
    let (own, common) = (class.lookup(&name), ctx.interpreter.types.object.own(&name));
    if matches!((&own, &common), (Some(own), Some(common)) if own.is(common)) {
        return question.by_descent(ctx);
    }
    let question = Question { hooked: true, ..question };
    let hook = attribute::get(ctx, &args[0], &name);
    and_then(ctx, hook, move |_, hook| {
        call_then(hook, vec![Value::Class(question.other.clone())], move |ctx, answer| match answer {
            Value::Bool(answer) => question.answer(ctx, answer.get()),
            Value::NotImplemented => question.by_descent(ctx),
            _ => {
                let words = "__subclasshook__ must return either False, True, or NotImplemented";
                Err(ctx.error(&ctx.interpreter.exceptions.assertion_error, words))
            }
        })
    })
}

/// Whether a class counts as a subclass.
struct Question {
    class: Ref<Class>,
    other: Ref<Class>,
    /// Of the other, when it was asked.
    version: u32,
    /// Whether the class has a hook.
    hooked: bool,
}

impl Question {
    fn answer(&self, ctx: &Context<'_>, answer: bool) -> NativeResult {
        let registrations = count(ctx.interpreter);
        with_data(ctx.interpreter, &self.class, |data| data.remember(registrations, self.version, answer));
        done(answer)
    }

    fn by_descent(self, ctx: &mut Context<'_>) -> NativeResult {
        if self.other.is_subclass(&self.class) {
            return self.answer(ctx, true);
        }
        let mut candidates = registered(ctx, &self.class);
        if candidates.iter().any(|known| matches!(known, Value::Class(known) if known.is(&self.other))) {
            // As in CPython, which asks the hook each time then.
            return if self.hooked { done(true) } else { self.answer(ctx, true) };
        }
        candidates.extend(self.class.subclasses().into_iter().map(Value::Class));
        self.by_candidates(ctx, candidates.into_iter())
    }

    /// A subclass of one that was registered, or derives, is one too.
    fn by_candidates(self, ctx: &mut Context<'_>, mut candidates: std::vec::IntoIter<Value>) -> NativeResult {
        let Some(candidate) = candidates.next() else { return self.answer(ctx, false) };
        let asked = issubclass(ctx, &Value::Class(self.other.clone()), &candidate);
        and_then(ctx, asked, move |ctx, answer| match answer {
            Value::Bool(Truth::True) => self.answer(ctx, true),
            _ => self.by_candidates(ctx, candidates),
        })
    }
}

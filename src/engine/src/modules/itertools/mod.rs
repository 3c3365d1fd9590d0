//! `itertools`: iterators made of iterators. What each does is a [`Kind`]; `src/composite.rs` explains how they run.

mod combinatoric;
mod finite;
mod grouping;
mod infinite;

use crate::class::Class;
use crate::class::flag;
use crate::composite::{Composite, Kind};
use crate::interpreter::Interpreter;
use crate::iterator::IteratorState;
use crate::native::{Args, Context, Def, ModuleDef, NativeFn, NativeResult, TypeDef, done};
use crate::objects::Module;
use crate::reference::Ref;
use crate::types::iterators::{self, METHODS};
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    functions: &[Def::range("tee", grouping::tee, 1, 2), Def::new("_restore", restore, 4)],
    setup: Some(setup),
    doc: "Functional tools for creating and using iterators.",
};

/// A type: its name, `__new__`, methods beside those of all iterators.
type Declared = (&'static str, NativeFn, &'static [Def]);

const TYPES: &[Declared] = &[
    ("accumulate", finite::accumulate, &[]),
    ("chain", finite::chain, &[Def::new("from_iterable", finite::chain_from_iterable, 1).class()]),
    ("combinations", combinatoric::combinations, &[]),
    ("combinations_with_replacement", combinatoric::combinations_with_replacement, &[]),
    ("compress", finite::compress, &[]),
    ("count", infinite::count, &[Def::new("__repr__", infinite::count_repr, 0)]),
    ("cycle", infinite::cycle, &[]),
    ("dropwhile", finite::dropwhile, &[]),
    ("filterfalse", finite::filterfalse, &[]),
    ("groupby", grouping::groupby, &[]),
    ("islice", finite::islice, &[]),
    ("pairwise", finite::pairwise, &[]),
    ("permutations", combinatoric::permutations, &[]),
    ("product", combinatoric::product, &[]),
    (
        "repeat",
        infinite::repeat,
        &[
            Def::new("__repr__", infinite::repeat_repr, 0),
            Def::new("__length_hint__", infinite::repeat_length, 0),
        ],
    ),
    ("starmap", finite::starmap, &[]),
    ("takewhile", finite::takewhile, &[]),
    ("zip_longest", finite::zip_longest, &[]),
    ("_grouper", no_constructor, &[]),
    ("_tee", grouping::new_tee, &[Def::new("__copy__", grouping::tee_copy, 0)]),
];

const GENERIC: &[Def] = &[Def::new("__class_getitem__", class_getitem, 1).class()];

fn setup(interpreter: &Interpreter, module: &Module) {
    grouping::setup(interpreter, module);
    for (name, new, methods) in TYPES {
        let base = TypeDef { new: Some(*new), methods: METHODS, ..TypeDef::EMPTY };
        let class = interpreter.new_type(name, "itertools", None, &base);
        interpreter.extend_type(&class, &TypeDef { methods, ..TypeDef::EMPTY });
        if *name == "chain" {
            interpreter.extend_type(&class, &TypeDef { methods: GENERIC, ..TypeDef::EMPTY });
        }
        module.globals.set_name(&interpreter.intern(name), Value::Class(class));
    }
}

fn class_getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    ctx.call_helper("_generic_alias", vec![args[0].clone(), args[1].clone()])
}

fn no_constructor(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Value::Class(class) = &args[0] else { return Err(ctx.type_error("not a class")) };
    Err(ctx.type_error(format!("cannot create 'itertools.{}' instances", class.name.as_str())))
}

/// All kinds, for the heap image.
const KINDS: &[&[&Kind]] = &[
    combinatoric::KINDS,
    finite::KINDS,
    grouping::KINDS,
    infinite::KINDS,
    iterators::KINDS,
    #[cfg(not(target_family = "wasm"))]
    super::xml::KINDS,
];

/// `_restore(class, kind, values, numbers)`: a composite as it was.
fn restore(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let name = ctx.text(&args[1], "kind")?;
    let kind = KINDS.iter().copied().flatten().find(|kind| kind.name == name);
    let (Value::Class(class), Some(kind)) = (&args[0], kind) else {
        return Err(ctx.value_error("not the state of an iterator"));
    };
    let values = args[2].sequence_items().unwrap_or_default();
    let numbers = args[3].sequence_items().unwrap_or_default();
    let numbers = numbers.iter().map(|number| ctx.index(number)).collect::<Result<Vec<i64>, Value>>()?;
    // What another program wrote need not hold together.
    if values.len() > usize::from(u16::MAX) || numbers.len() > usize::from(u16::MAX) {
        return Err(ctx.value_error("not the state of an iterator"));
    }
    done(Composite::iterator(class, kind, values, numbers))
}

/// The builtin class among a class and its ancestors.
fn builtin_class(ctx: &Context<'_>, class: &Value) -> Result<Ref<Class>, Value> {
    let Value::Class(class) = class else {
        return Err(ctx.type_error("__new__(X): X is not a type object"));
    };
    if class.has(flag::BUILTIN) {
        return Ok(class.clone());
    }
    let builtin = class.mro().into_iter().find(|class| class.has(flag::BUILTIN));
    builtin.ok_or_else(|| ctx.type_error("not an iterator's class"))
}

/// Makes the iterator of a class.
fn construct(
    ctx: &mut Context<'_>,
    class: &Value,
    kind: &'static Kind,
    values: Vec<Value>,
    numbers: Vec<i64>,
) -> NativeResult {
    let native = builtin_class(ctx, class)?;
    ctx.construct(class, Composite::iterator(&native, kind, values, numbers))
}

/// What an iterator of a kind consists of; `None` if the value is none.
fn parts<R>(value: &Value, kind: &'static Kind, look: impl FnOnce(&mut Composite) -> R) -> Option<R> {
    let Value::Iterator(iterator) = value.payload() else { return None };
    match &mut *iterator.state.lock() {
        IteratorState::Composed(composite) if std::ptr::eq(composite.kind, kind) => Some(look(composite)),
        _ => None,
    }
}

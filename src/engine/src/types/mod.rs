//! The methods of the builtin types of data: one file per type, each with a [`TypeDef`](crate::native::TypeDef).
//! The plain functions below them are in [`crate::text`].

pub(crate) mod array;
pub(crate) mod binary;
pub(crate) mod bytes;
pub(crate) mod complex;
pub(crate) mod dict;
mod exceptions;
pub(crate) mod format;
pub(crate) mod iterator_place;
pub(crate) mod iterators;
pub(crate) mod list;
pub(crate) mod mapping_proxy;
pub(crate) mod memoryview;
pub(crate) mod number;
mod percent;
mod range;
pub(crate) mod sequence;
pub(crate) mod set;
pub(crate) mod show;
pub(crate) mod sorting;
mod str;
pub(crate) mod support;
mod tuple;

use crate::interpreter::Interpreter;
use crate::native::{Args, Context, Def, NativeResult, TypeDef, done};
use crate::value::Value;

/// Fills the types.
pub(crate) fn install(interpreter: &Interpreter) {
    let types = &interpreter.types;
    for (class, def) in [
        (&types.int, &number::INT),
        (&types.bool, &number::BOOL),
        (&types.float, &number::FLOAT),
        (&types.str, &str::TYPE),
        (&types.list, &list::TYPE),
        (&types.tuple, &tuple::TYPE),
        (&types.dict, &dict::TYPE),
        (&types.memoryview, &memoryview::TYPE),
        (&types.array, &array::TYPE),
        (&types.mappingproxy, &mapping_proxy::TYPE),
        (&types.range, &range::RANGE),
        (&types.slice, &range::SLICE),
    ] {
        interpreter.extend_type(class, def);
    }
    number::install(interpreter);
    bytes::install(interpreter);
    complex::install(interpreter);
    set::install(interpreter);
    dict::install_views(interpreter);
    iterators::install(interpreter);
    exceptions::install(interpreter);
    let unhashable = [
        &types.list,
        &types.dict,
        &types.set,
        &types.bytearray,
        &types.array,
        &types.slice,
        &types.dict_keys,
        &types.dict_items,
        &types.odict_keys,
        &types.odict_items,
        &types.mappingproxy,
    ];
    for class in unhashable {
        class.set(&interpreter.names.hash, Value::None);
    }
    for class in [&types.array, &types.arrayiterator] {
        class.set(&interpreter.names.module, interpreter.intern("array").to_value());
    }
    for class in [&types.none_type, &types.ellipsis, &types.not_implemented] {
        interpreter.extend_type(class, &CONSTANT);
    }
    for class in [&types.list, &types.tuple] {
        interpreter.extend_type(class, &GENERIC);
    }
}

/// `list[int]`
const GENERIC: TypeDef =
    TypeDef { methods: &[Def::new("__class_getitem__", class_getitem, 1).class()], ..TypeDef::EMPTY };

/// `None`, `...`, `NotImplemented`
const CONSTANT: TypeDef = TypeDef {
    new: Some(new_constant),
    methods: &[
        Def::new("__repr__", show::repr_method, 0),
        Def::new("__bool__", |_, args| done(!args.this().is_none()), 0),
        Def::new("__hash__", binary::hash, 0),
    ],
    ..TypeDef::EMPTY
};

fn new_constant(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = support::class_argument(ctx, args)?;
    if args.values().len() > 1 {
        return Err(ctx.type_error(format!("{} takes no arguments", class.name.as_str())));
    }
    let types = &ctx.interpreter.types;
    done(if class.is(&types.ellipsis) {
        Value::Ellipsis
    } else if class.is(&types.not_implemented) {
        Value::NotImplemented
    } else {
        Value::None
    })
}

/// `list[int]`: the alias that annotations use.
fn class_getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    ctx.call_helper("_generic_alias", vec![args[0].clone(), args[1].clone()])
}

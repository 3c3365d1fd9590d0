//! `tuple` (Objects/tupleobject.c).

use crate::native::{Args, Context, Def, NativeResult, TypeDef, done};
use crate::objects::Tuple;
use crate::reference::Ref;
use crate::value::Value;

use super::{binary, list, sequence, show, support};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    methods: &[
        Def::new("count", count, 1),
        Def::range("index", index, 1, 3),
        Def::new("__len__", sequence::len, 0),
        Def::new("__contains__", sequence::contains, 1),
        Def::new("__getitem__", sequence::getitem, 1),
        Def::new("__iter__", sequence::iter, 0),
        Def::new("__add__", binary::add, 1),
        Def::new("__mul__", binary::mul, 1),
        Def::new("__rmul__", binary::rmul, 1),
        Def::new("__eq__", binary::eq, 1),
        Def::new("__ne__", binary::ne, 1),
        Def::new("__lt__", binary::lt, 1),
        Def::new("__le__", binary::le, 1),
        Def::new("__gt__", binary::gt, 1),
        Def::new("__ge__", binary::ge, 1),
        Def::new("__hash__", binary::hash, 0),
        Def::new("__repr__", show::repr_method, 0),
        Def::new("__getnewargs__", |_, args| done(Value::tuple([args.this().payload().clone()])), 0),
    ],
    doc: "Built-in immutable sequence.",
    ..TypeDef::EMPTY
};

fn receiver<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Tuple>, Value> {
    args.this().as_tuple().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "tuple"))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = args[0].clone();
    if !args.names().is_empty()
        && matches!(&class, Value::Class(class) if class.is(&ctx.interpreter.types.tuple))
    {
        return Err(ctx.type_error("tuple() takes no keyword arguments"));
    }
    match args.rest() {
        [] => {
            let empty = ctx.interpreter.empty_tuple();
            ctx.construct(&class, empty)
        }
        [tuple @ Value::Tuple(_)] => ctx.construct(&class, tuple.clone()),
        [iterable] => ctx.collect(iterable, move |ctx, items| {
            let tuple = if items.is_empty() { ctx.interpreter.empty_tuple() } else { Value::tuple(items) };
            ctx.construct(&class, tuple)
        }),
        more => Err(ctx.type_error(format!("tuple expected at most 1 argument, got {}", more.len()))),
    }
}

fn count(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let items = receiver(ctx, args)?.clone();
    list::count_items(ctx, args, &items)
}

fn index(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let items = receiver(ctx, args)?;
    list::find_between(ctx, args, items.len(), |from, to| {
        Ok(list::find(&items[from..to], &args[1])?.map(|at| from + at))
    })
}

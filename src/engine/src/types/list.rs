//! `list` (Objects/listobject.c).

use crate::native::{Args, Context, Def, NativeResult, TypeDef, none};
use crate::objects::List;
use crate::reference::Ref;

pub(super) const TYPE: TypeDef = TypeDef {
    methods: &[Def::new("append", append, 1)],
    doc: "Built-in mutable sequence.",
    ..TypeDef::EMPTY
};

/// The receiver. `class Stack(list)` has its list as payload, which `as_list` finds.
fn receiver<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<List>, crate::value::Value> {
    args.this().as_list().ok_or_else(|| {
        ctx.type_error(format!("descriptor requires a 'list' object but received '{}'", ctx.type_name(args.this())))
    })
}

fn append(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    receiver(ctx, args)?.lock().push(args[1].clone());
    none()
}

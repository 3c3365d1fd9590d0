//! `_dis`: the instructions of a code object. `lib/dis.py` makes the module of it.

use interleave_lang::disassemble;

use crate::code::CodeObject;
use crate::native::{Args, Context, Def, ModuleDef, NativeResult, done};
use crate::reference::Ref;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "_dis",
    functions: &[Def::new("instructions", instructions, 1), Def::new("nested", nested, 1)],
    setup: None,
    doc: "",
};

fn code<'v>(ctx: &Context<'_>, args: &'v Args<'_>) -> Result<&'v Ref<CodeObject>, Value> {
    match &args[0] {
        Value::Code(code) => Ok(code),
        _ => Err(ctx.type_error("a code object is needed")),
    }
}

/// Of each instruction its line, its name, and what it does.
fn instructions(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let code = &code(ctx, args)?.code;
    let of = |(pc, span): (usize, &interleave_lang::bytecode::Span)| {
        Value::tuple([
            Value::Int(i64::from(span.line)),
            Value::str(disassemble::name(code.ops[pc])),
            Value::str(disassemble::operands(code, pc)),
        ])
    };
    done(Value::list(code.spans.iter().enumerate().map(of).collect()))
}

/// The code objects of functions and classes inside.
fn nested(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::list(code(ctx, args)?.children.iter().map(|child| Value::Code(child.clone())).collect()))
}

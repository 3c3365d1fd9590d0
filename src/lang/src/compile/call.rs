//! Calls.

use super::{Compiler, Result};
use crate::bytecode::{CallShape, NO_REG, Op, Reg, Span};
use crate::symbols::{Meaning, ScopeKind};
use ruff_python_ast::{self as ast, Arguments, Expr, Keyword};
use ruff_text_size::Ranged;
use std::collections::HashSet;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn call(&mut self, call: &'a ast::ExprCall, dst: Reg, span: Span) -> Result {
        self.check_keywords(&call.arguments)?;
        if is_spread(&call.arguments) {
            let base = self.run_start(dst);
            self.expr_to(&call.func, base)?;
            self.spread_arguments(base, None, &call.arguments, span)?;
            self.unit.emit(Op::CallSpread { dst, base }, span);
            return Ok(());
        }
        if let Expr::Attribute(attribute) = &*call.func
            && self.zero_argument_super(&attribute.value).is_none()
        {
            return self.method_call(attribute, &call.arguments, dst, span);
        }
        let base = self.run_start(dst);
        if self.is_zero_argument_super(call) {
            // Outside of `super().name` the two arguments are spelled out.
            self.expr_to(&call.func, base)?;
            let run = self.unit.next_temp;
            self.load_super_arguments(span);
            debug_assert_eq!(run, base + 1);
            self.unit.emit(Op::Call { dst, base, argc: 2 }, span);
            return Ok(());
        }
        self.expr_to(&call.func, base)?;
        let op = match self.plain_arguments(&call.arguments)? {
            (argc, None) => Op::Call { dst, base, argc },
            (_, Some(shape)) => Op::CallKeyword { dst, base, shape },
        };
        self.unit.emit(op, span);
        Ok(())
    }

    fn method_call(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        arguments: &'a Arguments,
        dst: Reg,
        span: Span,
    ) -> Result {
        let base = self.run_start(dst);
        let receiver = self.unit.alloc();
        let obj = match &*attribute.value {
            // A local is read in place; anything else is evaluated where the receiver goes.
            Expr::Name(name) => {
                let span = self.span(name);
                self.load_name(&name.id, |_| receiver, span)
            }
            value => {
                self.expr_to(value, receiver)?;
                receiver
            }
        };
        let attribute_span = self.attribute_span(attribute, self.span(attribute));
        let site = self.attribute_site(&attribute.attr);
        self.unit.emit(Op::LoadMethod { base, obj, site }, attribute_span);
        let span = self.attribute_span(attribute, span);
        let op = match self.plain_arguments(arguments)? {
            (argc, None) => Op::CallMethod { dst, base, argc },
            (_, Some(shape)) => Op::CallMethodKeyword { dst, base, shape },
        };
        self.unit.emit(op, span);
        Ok(())
    }

    /// The first register of a run of temporaries: `dst` itself if the run can follow it.
    pub(super) fn run_start(&mut self, dst: Reg) -> Reg {
        if self.unit.is_temp(dst) && dst + 1 == self.unit.next_temp { dst } else { self.unit.alloc() }
    }

    /// Evaluates arguments without `*` and `**` into the registers that follow.
    fn plain_arguments(&mut self, arguments: &'a Arguments) -> Result<(u16, Option<u16>)> {
        for argument in &arguments.args {
            self.value(argument)?;
        }
        for keyword in &arguments.keywords {
            self.value(&keyword.value)?;
        }
        let positional = self.unit.narrow(arguments.args.len());
        if arguments.keywords.is_empty() {
            return Ok((positional, None));
        }
        let names = arguments.keywords.iter().filter_map(|keyword| self.keyword_name(keyword)).collect();
        Ok((positional, Some(self.unit.call_shape(CallShape { positional, names }))))
    }

    fn keyword_name(&self, keyword: &Keyword) -> Option<String> {
        keyword.arg.as_ref().map(|name| self.mangled(name.as_str()).into_owned())
    }

    /// Lays out a call with `*` or `**`: the callee in `base`, then a list or tuple or nothing, then a dict or nothing.
    ///
    /// `leading` are arguments that come first, already in the registers from `base + 1` on.
    pub(super) fn spread_arguments(
        &mut self,
        base: Reg,
        leading: Option<u16>,
        arguments: &'a Arguments,
        span: Span,
    ) -> Result {
        let list = base + 1;
        if leading.is_none() {
            let run = self.unit.alloc();
            debug_assert_eq!(run, list);
        }
        // As in CPython, the callee is named only where this is the one positional argument. It needs no list where it is a tuple.
        let named = leading.is_none() && matches!(&*arguments.args, [Expr::Starred(_)]);
        if named || leading.is_none() && arguments.args.is_empty() {
            self.unit.emit(Op::Unbind { reg: list }, span);
        } else {
            self.unit.emit(Op::BuildList { dst: list, base: list, count: leading.unwrap_or(0) }, span);
        }
        self.unit.next_temp = list + 1;
        let dict = self.unit.alloc();
        for argument in &arguments.args {
            self.scratch(|this| {
                match argument {
                    Expr::Starred(starred) => {
                        let iterable = this.operand(&starred.value)?;
                        let op = if named {
                            Op::ArgumentsExtend { list, iterable, callee: base }
                        } else {
                            Op::ListExtend { list, iterable }
                        };
                        this.unit.emit(op, span);
                    }
                    _ => {
                        let value = this.operand(argument)?;
                        this.unit.emit(Op::ListAppend { list, value }, span);
                    }
                }
                Ok(())
            })?;
        }
        if arguments.keywords.is_empty() {
            self.unit.emit(Op::Unbind { reg: dict }, span);
            return Ok(());
        }
        match &*arguments.keywords {
            // A dict that is unpacked alone need not be copied: see the instruction.
            [keyword] if keyword.arg.is_none() => self.unit.emit(Op::Unbind { reg: dict }, span),
            _ => self.unit.emit(Op::BuildDict { dst: dict, base: dict, count: 0 }, span),
        };
        let mut unpacked = false;
        for keyword in &arguments.keywords {
            self.scratch(|this| {
                if keyword.arg.is_none() {
                    let mapping = this.operand(&keyword.value)?;
                    this.unit.emit(Op::DictMerge { dict, mapping, callee: base }, span);
                    unpacked = true;
                    return Ok(());
                }
                let name = this.keyword_name(keyword).expect("it has a name");
                let pair = this.load_constant(crate::bytecode::Constant::Str(name), span);
                let value = this.value(&keyword.value)?;
                if unpacked {
                    // Merged, not inserted: a name that was unpacked before is an error.
                    this.unit.emit(Op::BuildDict { dst: pair, base: pair, count: 1 }, span);
                    this.unit.emit(Op::DictMerge { dict, mapping: pair, callee: base }, span);
                } else {
                    this.unit.emit(Op::DictInsert { dict, key: pair, value }, span);
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// A class or call whose arguments are in source already evaluated as far as `base + leading`.
    pub(super) fn finish_call(
        &mut self,
        dst: Reg,
        base: Reg,
        leading: u16,
        arguments: Option<&'a Arguments>,
        span: Span,
    ) -> Result {
        let Some(arguments) = arguments else {
            self.unit.emit(Op::Call { dst, base, argc: leading }, span);
            return Ok(());
        };
        self.check_keywords(arguments)?;
        if is_spread(arguments) {
            self.spread_arguments(base, Some(leading), arguments, span)?;
            self.unit.emit(Op::CallSpread { dst, base }, span);
            return Ok(());
        }
        let (argc, shape) = self.plain_arguments(arguments)?;
        let op = match shape {
            None => Op::Call { dst, base, argc: argc + leading },
            Some(_) => {
                let names =
                    arguments.keywords.iter().filter_map(|keyword| self.keyword_name(keyword)).collect();
                let shape = self.unit.call_shape(CallShape { positional: argc + leading, names });
                Op::CallKeyword { dst, base, shape }
            }
        };
        self.unit.emit(op, span);
        Ok(())
    }

    fn check_keywords(&self, arguments: &Arguments) -> Result {
        let mut seen = HashSet::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                if name.as_str() == "__debug__" {
                    return self.error("cannot assign to __debug__", keyword.range());
                }
                if !seen.insert(name.as_str()) {
                    return self.error(format!("keyword argument repeated: {name}"), keyword.range());
                }
            }
        }
        Ok(())
    }

    // ---- super()

    fn is_zero_argument_super(&self, call: &ast::ExprCall) -> bool {
        let scope = self.scope();
        scope.kind == ScopeKind::Function
            && call.arguments.is_empty()
            && matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "super")
            && scope.meaning("super") == Meaning::GlobalImplicit
            && scope.meaning("__class__") == Meaning::Free
            && self.unit.code.positional > 0
    }

    fn zero_argument_super(&self, value: &'a Expr) -> Option<&'a ast::ExprCall> {
        match value {
            Expr::Call(call) if self.is_zero_argument_super(call) => Some(call),
            _ => None,
        }
    }

    /// For `super().name`: the run of the class and the first argument.
    pub(super) fn super_arguments(&mut self, value: &'a Expr) -> Result<Option<Reg>> {
        let Some(call) = self.zero_argument_super(value) else { return Ok(None) };
        let span = self.span(call);
        Ok(Some(self.load_super_arguments(span)))
    }

    fn load_super_arguments(&mut self, span: Span) -> Reg {
        let base = self.unit.alloc_run(2);
        let cell = self.unit.variables["__class__"];
        self.unit.emit(Op::LoadCell { dst: base, cell }, span);
        let first = self.unit.code.locals[0].clone();
        let src = self.load_name(&first, |_| base + 1, span);
        if src != base + 1 {
            self.unit.emit(Op::Move { dst: base + 1, src }, span);
        }
        debug_assert_ne!(base, NO_REG);
        base
    }
}

fn is_spread(arguments: &Arguments) -> bool {
    arguments.args.iter().any(Expr::is_starred_expr)
        || arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
}

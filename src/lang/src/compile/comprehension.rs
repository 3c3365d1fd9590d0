//! Comprehensions: hidden functions of one argument, the iterator of the first `for`.

use super::{Compiler, Result};
use crate::bytecode::{Code, CodeKind, FunctionSpec, Op, Reg, Span};
use ruff_python_ast::{self as ast, Comprehension, Expr};
use ruff_text_size::Ranged;
use std::sync::Arc;

/// What a comprehension does with its elements.
enum Collects<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Yields(&'a Expr),
}

impl<'a> Compiler<'_, 'a> {
    pub(super) fn list_comprehension(&mut self, node: &'a ast::ExprListComp, dst: Reg, span: Span) -> Result {
        self.comprehension(node, "<listcomp>", Collects::List(&node.elt), &node.generators, dst, span)
    }

    pub(super) fn set_comprehension(&mut self, node: &'a ast::ExprSetComp, dst: Reg, span: Span) -> Result {
        self.comprehension(node, "<setcomp>", Collects::Set(&node.elt), &node.generators, dst, span)
    }

    pub(super) fn dict_comprehension(&mut self, node: &'a ast::ExprDictComp, dst: Reg, span: Span) -> Result {
        let Some(key) = &node.key else {
            return self.error("dict unpacking cannot be used in dict comprehension", node.value.range());
        };
        self.comprehension(node, "<dictcomp>", Collects::Dict(key, &node.value), &node.generators, dst, span)
    }

    pub(super) fn generator(&mut self, node: &'a ast::ExprGenerator, dst: Reg, span: Span) -> Result {
        self.comprehension(node, "<genexpr>", Collects::Yields(&node.elt), &node.generators, dst, span)
    }

    fn comprehension<T: Ranged>(
        &mut self,
        node: &T,
        name: &str,
        collects: Collects<'a>,
        generators: &'a [Comprehension],
        dst: Reg,
        span: Span,
    ) -> Result {
        let outermost = generators.first().expect("a comprehension has a `for`");
        let first = &outermost.iter;
        let scope = self.symbols.scope_of(node);
        // A generator expression is waited for elsewhere.
        let waits = self.symbols.scopes[scope].asynchronous && !matches!(collects, Collects::Yields(_));
        if waits && !self.scope().asynchronous {
            return self
                .error("asynchronous comprehension outside of an asynchronous function", node.range());
        }
        let code = self.nested(scope, name, CodeKind::Function, span, |this| {
            this.unit.code.positional = 1;
            this.comprehension_body(&collects, generators, span)
        })?;
        let base = self.run_start(dst);
        self.make_closure(base, code, span);
        let argument = self.unit.alloc();
        let src = self.operand(first)?;
        if outermost.is_async {
            self.helper("_async_iter", &[src], argument, span);
        } else {
            self.unit.emit(Op::GetIter { dst: argument, src }, span);
        }
        self.unit.next_temp = argument + 1;
        if waits {
            self.unit.emit(Op::Call { dst: base, base, argc: 1 }, span);
            self.wait_for(base, dst, span);
        } else {
            self.unit.emit(Op::Call { dst, base, argc: 1 }, span);
        }
        Ok(())
    }

    /// A function without defaults and annotations.
    pub(super) fn make_closure(&mut self, dst: Reg, code: Arc<Code>, span: Span) {
        let closure = self.closure_of(&code);
        let spec = FunctionSpec {
            code: 0,
            defaults: 0,
            keyword_defaults: Vec::new(),
            annotations: Vec::new(),
            closure,
        };
        let function = self.unit.function(spec, code);
        self.unit.emit(Op::MakeFunction { dst, base: dst, function }, span);
    }

    fn comprehension_body(
        &mut self,
        collects: &Collects<'a>,
        generators: &'a [Comprehension],
        span: Span,
    ) -> Result {
        let result = self.unit.alloc();
        match collects {
            Collects::List(_) => self.unit.emit(Op::BuildList { dst: result, base: result, count: 0 }, span),
            Collects::Set(_) => self.unit.emit(Op::BuildSet { dst: result, base: result, count: 0 }, span),
            Collects::Dict(..) => self.unit.emit(Op::BuildDict { dst: result, base: result, count: 0 }, span),
            Collects::Yields(_) => {}
        }
        self.clauses(collects, result, generators, 0, span)?;
        if let Collects::Yields(_) = collects {
            self.unit.emit(Op::LoadNone { dst: result }, span);
        }
        self.unit.emit(Op::Return { src: result }, span);
        Ok(())
    }

    fn clauses(
        &mut self,
        collects: &Collects<'a>,
        result: Reg,
        generators: &'a [Comprehension],
        index: usize,
        span: Span,
    ) -> Result {
        let Some(clause) = generators.get(index) else { return self.collect(collects, result, span) };
        let mark = self.unit.next_temp;
        let iter = if index == 0 {
            // The parameter, `.0`.
            0
        } else {
            let iter = self.unit.alloc();
            let src = self.operand(&clause.iter)?;
            if clause.is_async {
                self.helper("_async_iter", &[src], iter, span);
            } else {
                self.unit.emit(Op::GetIter { dst: iter, src }, span);
            }
            self.unit.next_temp = iter + 1;
            iter
        };
        if clause.is_async {
            let (next, end) = (self.unit.label(), self.unit.label());
            self.async_loop(&clause.target, iter, next, end, span, |this| {
                for condition in &clause.ifs {
                    this.jump_if(condition, next, false)?;
                }
                this.clauses(collects, result, generators, index + 1, span)
            })?;
            self.unit.place(end);
            self.unit.next_temp = mark;
            return Ok(());
        }
        let next = self.unit.label();
        self.for_loop(&clause.target, iter, next, span, |this| {
            for condition in &clause.ifs {
                this.jump_if(condition, next, false)?;
            }
            this.clauses(collects, result, generators, index + 1, span)
        })?;
        self.unit.next_temp = mark;
        Ok(())
    }

    fn collect(&mut self, collects: &Collects<'a>, result: Reg, span: Span) -> Result {
        self.scratch(|this| {
            let op = match collects {
                Collects::List(element) => Op::ListAppend { list: result, value: this.operand(element)? },
                Collects::Set(element) => Op::SetAdd { set: result, value: this.operand(element)? },
                Collects::Dict(key, value) => {
                    let rebinds = this.may_rebind([*value]);
                    let key = this.operand_before(key, rebinds)?;
                    Op::DictInsert { dict: result, key, value: this.operand(value)? }
                }
                Collects::Yields(element) => {
                    let src = this.operand(element)?;
                    this.yielding(src, result)
                }
            };
            this.unit.emit(op, span);
            Ok(())
        })
    }
}

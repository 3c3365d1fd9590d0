//! Statements, except those that have a file of their own.

use super::block::Block;
use super::{Compiler, Result};
use crate::Mode;
use crate::bytecode::{Asynchronous, CodeKind, Constant, NO_REG, Op, Span};
use crate::constant;
use crate::symbols::Symbols;
use ruff_python_ast::{self as ast, ExceptHandler, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// The docstring of a block.
pub(super) fn docstring(body: &[Stmt]) -> Option<(String, TextRange)> {
    match body.first()? {
        Stmt::Expr(stmt) => match &*stmt.value {
            Expr::StringLiteral(literal) => Some((literal.value.to_str().to_owned(), stmt.range())),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Compiler<'_, 'a> {
    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.scratch(|this| this.stmt(stmt)))
    }

    fn stmt(&mut self, stmt: &'a Stmt) -> Result {
        self.statement = stmt.range();
        match stmt {
            Stmt::Expr(node) => match self.mode {
                Mode::Interactive if self.unit.scope == Symbols::MODULE => self.display(&node.value),
                Mode::Expression => self.give_back(&node.value),
                _ => self.effects(&node.value),
            },
            Stmt::Assign(node) => self.assign_stmt(node),
            Stmt::AugAssign(node) => self.aug_assign(node),
            Stmt::AnnAssign(node) => self.ann_assign(node),
            Stmt::Delete(node) => {
                node.targets.iter().try_for_each(|target| self.scratch(|this| this.delete(target)))
            }
            Stmt::If(node) => self.if_stmt(node),
            Stmt::While(node) => self.while_stmt(node),
            Stmt::For(node) => self.for_stmt(node),
            Stmt::Break(_) => self.leave_loop(stmt, true),
            Stmt::Continue(_) => self.leave_loop(stmt, false),
            Stmt::Return(node) => self.return_stmt(node),
            Stmt::Raise(node) => self.raise(node),
            Stmt::Try(node) => self.try_stmt(node),
            Stmt::With(node) => self.with(node),
            Stmt::Match(node) => self.match_stmt(node),
            Stmt::Assert(node) => self.assert(node),
            Stmt::FunctionDef(node) => self.function_def(node),
            Stmt::ClassDef(node) => self.class_def(node),
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            // The names were sorted out beforehand.
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::Pass(_) => Ok(()),
            Stmt::TypeAlias(node) => self.left_out("a 'type' statement (Python 3.12)", node.range()),
            Stmt::IpyEscapeCommand(node) => self.error("invalid syntax", node.range()),
        }
    }

    /// The expression is all there is: its value is the result.
    fn give_back(&mut self, value: &'a Expr) -> Result {
        let span = self.span(value);
        let src = self.value(value)?;
        self.unit.emit(Op::Return { src }, span);
        Ok(())
    }

    /// `sys.displayhook(value)`
    fn display(&mut self, value: &'a Expr) -> Result {
        let span = self.span(value);
        let (callee, argument) = (self.unit.alloc(), self.unit.alloc());
        let name = self.unit.import_name("sys".to_owned());
        self.unit.emit(Op::Import { dst: argument, name, leaf: true }, span);
        let site = self.attribute_site("displayhook");
        self.unit.emit(Op::LoadAttr { dst: callee, obj: argument, site }, span);
        self.unit.next_temp = argument;
        self.value(value)?;
        self.unit.emit(Op::Call { dst: callee, base: callee, argc: 1 }, span);
        Ok(())
    }

    fn if_stmt(&mut self, node: &'a ast::StmtIf) -> Result {
        let end = self.unit.label();
        let first = (Some(&*node.test), &node.body);
        let others = node.elif_else_clauses.iter().map(|clause| (clause.test.as_ref(), &clause.body));
        let mut clauses = std::iter::once(first).chain(others).peekable();
        while let Some((test, body)) = clauses.next() {
            let next = self.unit.label();
            if let Some(test) = test {
                self.jump_if(test, next, false)?;
            }
            self.body(body)?;
            if clauses.peek().is_some() {
                let span = self.span(node);
                self.unit.jump(Op::Jump { offset: 0 }, end, span);
            }
            self.unit.place(next);
        }
        self.unit.place(end);
        Ok(())
    }

    fn while_stmt(&mut self, node: &'a ast::StmtWhile) -> Result {
        let span = self.span(&*node.test);
        let (start, next, end) = (self.unit.label(), self.unit.label(), self.unit.label());
        self.unit.flow = self.unit.settled(&self.unit.flow);
        if constant::fold(&node.test).is_some_and(|value| constant::truth(&value)) {
            self.unit.place(start);
            self.loop_body(&node.body, Block::Loop { end, next })?;
            self.unit.place(next);
            self.unit.jump(Op::Jump { offset: 0 }, start, span);
        } else {
            self.unit.jump(Op::Jump { offset: 0 }, next, span);
            // The test comes behind the body, but what it binds is bound in the body: so it is compiled first.
            let position = self.unit.items.len();
            self.unit.place(next);
            self.jump_if(&node.test, start, true)?;
            let tested = self.unit.items.split_off(position);
            let done = self.unit.flow.take();
            self.unit.place(start);
            self.loop_body(&node.body, Block::Loop { end, next })?;
            self.unit.items.extend(tested);
            self.unit.flow = done;
        }
        self.body(&node.orelse)?;
        self.unit.place(end);
        Ok(())
    }

    fn for_stmt(&mut self, node: &'a ast::StmtFor) -> Result {
        if node.is_async {
            return self.async_for(node);
        }
        let span = self.span(node);
        let iter = self.unit.alloc();
        let src = match constant::fold_display(&node.iter) {
            Some(tuple @ Constant::Tuple(_)) => self.load_constant(tuple, span),
            _ => self.operand(&node.iter)?,
        };
        self.unit.emit(Op::GetIter { dst: iter, src }, span);
        self.unit.next_temp = iter + 1;
        let (next, end) = (self.unit.label(), self.unit.label());
        self.for_loop(&node.target, iter, next, span, |this| {
            this.loop_body(&node.body, Block::Loop { end, next })
        })?;
        self.body(&node.orelse)?;
        self.unit.place(end);
        Ok(())
    }

    pub(super) fn loop_body(&mut self, body: &'a [Stmt], block: Block<'a>) -> Result {
        self.push_block(block)?;
        self.body(body)?;
        self.unit.blocks.pop();
        Ok(())
    }

    fn leave_loop(&mut self, stmt: &'a Stmt, ends: bool) -> Result {
        let span = self.span(stmt);
        let innermost = self.unit.blocks.iter().enumerate().rev().find_map(|(depth, block)| match block {
            Block::Loop { end, next } => Some((depth, if ends { *end } else { *next })),
            _ => None,
        });
        let Some((depth, target)) = innermost else {
            let message = if ends { "'break' outside loop" } else { "'continue' not properly in loop" };
            return self.error(message, stmt.range());
        };
        let left = self.leave_to(depth + 1, span)?;
        self.unit.jump(Op::Jump { offset: 0 }, target, span);
        self.restore(left);
        Ok(())
    }

    fn return_stmt(&mut self, node: &'a ast::StmtReturn) -> Result {
        let span = self.span(node);
        if self.unit.code.kind != CodeKind::Function {
            return self.error("'return' outside function", node.range());
        }
        if let (Some(Asynchronous::Generator), Some(_)) = (self.unit.code.asynchronous, &node.value) {
            return self.error("'return' with value in async generator", node.range());
        }
        let runs_code =
            self.unit.blocks.iter().any(|block| !matches!(block, Block::Loop { .. } | Block::Try { .. }));
        let src = match &node.value {
            // What runs on the way out may change a variable.
            Some(value) if runs_code => self.value(value)?,
            Some(value) => self.operand(value)?,
            None => self.load_constant(Constant::None, span),
        };
        let left = self.leave_to(0, span)?;
        self.unit.emit(Op::Return { src }, span);
        self.restore(left);
        Ok(())
    }

    fn raise(&mut self, node: &'a ast::StmtRaise) -> Result {
        let span = self.span(node);
        let Some(exc) = &node.exc else {
            self.unit.emit(Op::RaiseCurrent, span);
            return Ok(());
        };
        let rebinds = self.may_rebind(node.cause.as_deref());
        let src = self.operand_before(exc, rebinds)?;
        let op = match &node.cause {
            Some(cause) => Op::RaiseFrom { src, cause: self.operand(cause)? },
            None => Op::Raise { src },
        };
        self.unit.emit(op, span);
        Ok(())
    }

    fn assert(&mut self, node: &'a ast::StmtAssert) -> Result {
        let span = self.span(&*node.test);
        let passed = self.unit.label();
        self.jump_if(&node.test, passed, true)?;
        let message = self.operand_or_none(node.msg.as_deref())?;
        debug_assert!(node.msg.is_some() || message == NO_REG);
        self.unit.emit(Op::RaiseAssertion { message }, span);
        self.unit.place(passed);
        Ok(())
    }

    /// Where a block that ends with this statement returns.
    pub(super) fn last_span(&self, stmt: &'a Stmt) -> Span {
        let last = |body: &'a [Stmt]| body.last().map(|stmt| self.last_span(stmt));
        let inner = match stmt {
            Stmt::For(node) => Some(self.span(&*node.iter)),
            Stmt::While(node) => Some(self.span(&*node.test)),
            Stmt::If(node) => last(node.elif_else_clauses.last().map_or(&node.body, |clause| &clause.body)),
            Stmt::With(node) => node.items.first().map(|item| self.lines.span(item.range())),
            Stmt::Match(node) => node.cases.last().and_then(|case| last(&case.body)),
            Stmt::Try(node) => {
                let handler = node.handlers.last().map(|ExceptHandler::ExceptHandler(handler)| &handler.body);
                let bodies = [Some(&node.finalbody), Some(&node.orelse), handler, Some(&node.body)];
                bodies.into_iter().flatten().find_map(|body| last(body))
            }
            Stmt::FunctionDef(node) => Some(self.definition_span(&node.name, node.range())),
            Stmt::ClassDef(node) => Some(self.definition_span(&node.name, node.range())),
            _ => None,
        };
        inner.unwrap_or_else(|| self.span(stmt))
    }
}

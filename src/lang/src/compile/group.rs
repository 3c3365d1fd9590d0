//! `try` with `except*` clauses (PEP 654).
//!
//! The group is divided at run time by helpers: one keeps what is left and what the clauses raised, one takes out what
//! a clause is for, one puts together what goes on.

use super::block::Block;
use super::exception::Frame;
use super::{Compiler, Result};
use crate::bytecode::{CompareOp, Constant, Op, Reg, Span};
use ruff_python_ast::{self as ast, ExceptHandler, Stmt};
use ruff_text_size::Ranged;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn try_except_star(&mut self, node: &'a ast::StmtTry) -> Result {
        let span = self.span(node);
        let frame = self.new_frame(span);
        let end = self.unit.label();
        let (handler, entry) = self.open_region(frame);
        self.push_block(Block::Try { outer: frame.outer })?;
        self.body(&node.body)?;
        self.unit.blocks.pop();
        self.unit.region = frame.outer;
        self.body(&node.orelse)?;
        self.unit.jump(Op::Jump { offset: 0 }, end, span);

        self.start_handler(frame, handler, entry.clone());
        let state = self.unit.alloc();
        self.helper("_group_begin", &[frame.exc], state, span);
        for ExceptHandler::ExceptHandler(clause) in &node.handlers {
            stays_inside(self, &clause.body)?;
            self.scratch(|this| this.star_clause(frame, clause, state))?;
        }
        let result = self.unit.alloc();
        self.helper("_group_end", &[state], result, span);
        let none = self.load_constant(Constant::None, span);
        let swallowed = self.unit.label();
        self.unit.jump(
            Op::JumpIfCompare { op: CompareOp::Is, a: result, b: none, offset: 0 },
            swallowed,
            span,
        );
        self.unit.emit(Op::Move { dst: frame.exc, src: result }, span);
        let code = self.unit.region;
        self.reraise(frame);
        self.unit.region = code;
        self.unit.place(swallowed);
        self.unit.region = frame.outer;
        self.unit.emit(Op::LeaveHandler { saved: frame.saved }, span);
        self.unit.jump(Op::Jump { offset: 0 }, end, span);
        self.end_handler(frame, entry);
        self.unit.place(end);
        Ok(())
    }

    /// The clause's part of the group is handled in a region of its own: what is raised there waits for the others.
    fn star_clause(
        &mut self,
        frame: Frame,
        clause: &'a ast::ExceptHandlerExceptHandler,
        state: Reg,
    ) -> Result {
        let span = self.lines.span(clause.range());
        let name = clause.name.as_ref().map(|name| name.as_str());
        let next = self.unit.label();
        let inner = self.new_frame(span);
        let Some(class) = &clause.type_ else {
            return self.error("expected one or more exception types", clause.range());
        };
        self.scratch(|this| {
            let class = this.operand(class)?;
            this.helper("_group_match", &[state, class], inner.exc, span);
            let none = this.load_constant(Constant::None, span);
            let op = Op::JumpIfCompare { op: CompareOp::Is, a: inner.exc, b: none, offset: 0 };
            this.unit.jump(op, next, span);
            Ok(())
        })?;
        let code = self.unit.region;
        self.unit.emit(Op::EnterHandler { exc: inner.exc, saved: inner.saved }, span);
        if let Some(name) = name {
            self.store_name(name, inner.exc, span);
        }
        let (handler, entry) = self.open_region(inner);
        self.push_block(Block::Handler { name, saved: inner.saved, outer: frame.outer })?;
        self.body(&clause.body)?;
        self.unit.blocks.pop();
        self.leave_handler(name, inner.saved, code, span);
        self.unit.jump(Op::Jump { offset: 0 }, next, span);

        self.unit.place_handler(handler, entry);
        self.unit.region = code;
        self.unit.emit(Op::LeaveHandler { saved: inner.saved }, span);
        if let Some(name) = name {
            self.unbind_name(name, span);
        }
        let ignored = self.unit.alloc();
        self.helper("_group_raised", &[state, inner.exc], ignored, span);
        self.unit.place(next);
        Ok(())
    }

    /// `dst = helper(arguments)`: a function of the library that no program can rebind.
    pub(super) fn helper(&mut self, name: &str, arguments: &[Reg], dst: Reg, span: Span) {
        let mark = self.unit.next_temp;
        let base = self.load_constant(Constant::Helper(name.to_owned()), span);
        for &src in arguments {
            let argument = self.unit.alloc();
            self.unit.emit(Op::Move { dst: argument, src }, span);
        }
        self.unit.emit(Op::Call { dst, base, argc: arguments.len() as u16 }, span);
        self.unit.next_temp = mark;
    }
}

/// No `break`, `continue` or `return` leaves an `except*` clause.
fn stays_inside(compiler: &Compiler<'_, '_>, body: &[Stmt]) -> Result {
    fn leaving(body: &[Stmt], in_loop: bool) -> Option<&Stmt> {
        body.iter().find_map(|stmt| match stmt {
            Stmt::Return(_) => Some(stmt),
            Stmt::Break(_) | Stmt::Continue(_) if !in_loop => Some(stmt),
            Stmt::If(node) => leaving(&node.body, in_loop)
                .or_else(|| node.elif_else_clauses.iter().find_map(|clause| leaving(&clause.body, in_loop))),
            Stmt::For(node) => leaving(&node.body, true).or_else(|| leaving(&node.orelse, in_loop)),
            Stmt::While(node) => leaving(&node.body, true).or_else(|| leaving(&node.orelse, in_loop)),
            Stmt::With(node) => leaving(&node.body, in_loop),
            Stmt::Match(node) => node.cases.iter().find_map(|case| leaving(&case.body, in_loop)),
            Stmt::Try(node) => [&node.body, &node.orelse, &node.finalbody]
                .into_iter()
                .chain(node.handlers.iter().map(|ExceptHandler::ExceptHandler(clause)| &clause.body))
                .find_map(|body| leaving(body, in_loop)),
            _ => None,
        })
    }
    match leaving(body, false) {
        Some(stmt) => {
            compiler.error("'break', 'continue' and 'return' cannot appear in an except* block", stmt.range())
        }
        None => Ok(()),
    }
}

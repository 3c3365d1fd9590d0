//! `async def`, `await` and their like: run as generators are, with helpers that find what is waited for.

use super::block::Block;
use super::unit::Label;
use super::{Compiler, Result};
use crate::bytecode::{Asynchronous, Op, Reg, Span};
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Compiler<'_, 'a> {
    /// Refuses what only an asynchronous function may do.
    pub(super) fn check_asynchronous(&self, what: &str, range: TextRange) -> Result {
        if self.scope().asynchronous {
            Ok(())
        } else {
            self.error(format!("{what} outside async function"), range)
        }
    }

    /// `dst = await value`
    pub(super) fn wait_for(&mut self, value: Reg, dst: Reg, span: Span) {
        self.delegate(dst, span, |this, iter| {
            this.unit.emit(Op::GetAwaitable { dst: iter, src: value }, span)
        });
    }

    /// `dst =` what comes of the awaitable's iterator that `find` puts in a register.
    fn delegate(&mut self, dst: Reg, span: Span, find: impl FnOnce(&mut Self, Reg)) {
        let mark = self.unit.next_temp;
        let sent = self.unit.alloc();
        let iter = self.unit.alloc();
        find(self, iter);
        self.unit.emit(Op::LoadNone { dst: sent }, span);
        self.unit.emit(Op::YieldFrom { dst: sent, iter }, span);
        self.unit.emit(Op::Move { dst, src: sent }, span);
        self.unit.next_temp = mark;
    }

    /// `dst = yield src`: an asynchronous generator's is told from what it waits for.
    pub(super) fn yielding(&self, src: Reg, dst: Reg) -> Op {
        match self.unit.code.asynchronous {
            Some(Asynchronous::Generator) => Op::AsyncYield { dst, src },
            _ => Op::Yield { dst, src },
        }
    }

    pub(super) fn async_for(&mut self, node: &'a ast::StmtFor) -> Result {
        self.check_asynchronous("'async for'", node.range())?;
        let span = self.span(node);
        let iter = self.unit.alloc();
        let src = self.operand(&node.iter)?;
        self.helper("_async_iter", &[src], iter, span);
        self.unit.next_temp = iter + 1;
        let (next, end, exhausted) = (self.unit.label(), self.unit.label(), self.unit.label());
        self.async_loop(&node.target, iter, next, exhausted, span, |this| {
            this.loop_body(&node.body, Block::Loop { end, next })
        })?;
        self.unit.place(exhausted);
        self.body(&node.orelse)?;
        self.unit.place(end);
        Ok(())
    }

    /// Waits for the items of an asynchronous iterator in turn, and goes to `exhausted` after the last.
    pub(super) fn async_loop(
        &mut self,
        target: &'a Expr,
        iter: Reg,
        next: Label,
        exhausted: Label,
        span: Span,
        body: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let start = self.unit.label();
        let value = self.unit.alloc();
        let frame = self.new_frame(span);
        let settled = self.unit.settled(&self.unit.flow);
        self.unit.flow = settled.clone();
        self.unit.jump(Op::Jump { offset: 0 }, next, span);
        self.unit.flow = settled;
        self.unit.place(start);
        self.scratch(|this| this.assign(target, value))?;
        body(self)?;
        self.unit.place(next);
        let (handler, entry) = self.open_region(frame);
        self.delegate(value, span, |this, next| this.helper("_async_next", &[iter], next, span));
        self.unit.region = frame.outer;
        self.unit.jump(Op::Jump { offset: 0 }, start, span);

        self.start_handler(frame, handler, entry.clone());
        let ended = self.unit.label();
        let dst = self.unit.alloc();
        self.helper("_async_ended", &[frame.exc], dst, span);
        self.jump_if_reg(dst, ended, true, span);
        self.reraise(frame);
        self.unit.place(ended);
        self.unit.emit(Op::LeaveHandler { saved: frame.saved }, span);
        self.unit.jump(Op::Jump { offset: 0 }, exhausted, span);
        self.end_handler(frame, entry);
        Ok(())
    }
}

//! `try` and `with`.
//!
//! Code that may raise lies in a *region*, which names its handler. A handler starts with `EnterHandler`; its own code
//! lies in a second region whose handler, the *cleanup*, only gives back the exception handled before and passes on.

use super::block::Block;
use super::flow::Flow;
use super::unit::{Label, RegionId};
use super::{Compiler, Result};
use crate::bytecode::{Op, Reg, Span};
use ruff_python_ast::{self as ast, ExceptHandler, Stmt};
use ruff_text_size::Ranged;

/// The registers of a handler, and the region around the statement.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) exc: Reg,
    pub(super) saved: Reg,
    pub(super) outer: Option<RegionId>,
    cleanup: Label,
    span: Span,
}

impl<'a> Compiler<'_, 'a> {
    pub(super) fn try_stmt(&mut self, node: &'a ast::StmtTry) -> Result {
        if node.finalbody.is_empty() { self.try_except(node) } else { self.try_finally(node) }
    }

    pub(super) fn new_frame(&mut self, span: Span) -> Frame {
        let exc = self.unit.alloc();
        let saved = self.unit.alloc();
        Frame { exc, saved, outer: self.unit.region, cleanup: self.unit.label(), span }
    }

    /// Opens a region; the answer is the label of its handler and what is bound when that starts.
    pub(super) fn open_region(&mut self, frame: Frame) -> (Label, Flow) {
        let handler = self.unit.label();
        self.unit.region = Some(self.unit.new_region(handler, frame.exc));
        (handler, self.unit.settled(&self.unit.flow))
    }

    /// Starts a handler, whose code is under the cleanup.
    pub(super) fn start_handler(&mut self, frame: Frame, handler: Label, entry: Flow) {
        self.unit.place_handler(handler, entry);
        self.unit.region = frame.outer;
        self.unit.emit(Op::EnterHandler { exc: frame.exc, saved: frame.saved }, frame.span);
        self.unit.region = Some(self.unit.new_region(frame.cleanup, frame.exc));
    }

    /// Passes the exception on.
    pub(super) fn reraise(&mut self, frame: Frame) {
        self.unit.region = frame.outer;
        self.unit.emit(Op::LeaveHandler { saved: frame.saved }, frame.span);
        self.unit.emit(Op::Reraise { src: frame.exc }, frame.span);
    }

    pub(super) fn end_handler(&mut self, frame: Frame, entry: Flow) {
        self.unit.place_handler(frame.cleanup, entry);
        self.reraise(frame);
    }

    fn try_except(&mut self, node: &'a ast::StmtTry) -> Result {
        if node.is_star {
            return self.try_except_star(node);
        }
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
        let code = self.unit.region;
        for (index, ExceptHandler::ExceptHandler(clause)) in node.handlers.iter().enumerate() {
            if clause.type_.is_none() && index + 1 != node.handlers.len() {
                return self.error("default 'except:' must be last", clause.range());
            }
            self.unit.region = code;
            let next = self.unit.label();
            if let Some(class) = &clause.type_ {
                self.scratch(|this| {
                    let span = this.lines.span(clause.range());
                    let dst = this.unit.alloc();
                    let class = this.operand(class)?;
                    this.unit.emit(Op::MatchException { dst, exc: frame.exc, class }, span);
                    this.jump_if_reg(dst, next, false, span);
                    Ok(())
                })?;
            }
            self.clause(frame, clause, end)?;
            self.unit.place(next);
        }
        self.reraise(frame);
        self.end_handler(frame, entry);
        self.unit.place(end);
        Ok(())
    }

    fn clause(&mut self, frame: Frame, clause: &'a ast::ExceptHandlerExceptHandler, end: Label) -> Result {
        let span = self.lines.span(clause.range());
        let name = clause.name.as_ref().map(|name| name.as_str());
        let code = self.unit.region;
        let mut unbinding = None;
        if let Some(name) = name {
            self.store_name(name, frame.exc, span);
            // An exception in the clause unbinds the name, too.
            let handler = self.unit.label();
            unbinding = Some((handler, self.unit.settled(&self.unit.flow)));
            self.unit.region = Some(self.unit.new_region(handler, frame.exc));
        }
        self.push_block(Block::Handler { name, saved: frame.saved, outer: frame.outer })?;
        self.body(&clause.body)?;
        self.unit.blocks.pop();
        self.leave_handler(name, frame.saved, frame.outer, span);
        self.unit.jump(Op::Jump { offset: 0 }, end, span);
        if let (Some(name), Some((handler, entry))) = (name, unbinding) {
            self.unit.place_handler(handler, entry);
            self.unit.region = code;
            self.unbind_name(name, span);
            self.reraise(frame);
        }
        Ok(())
    }

    fn try_finally(&mut self, node: &'a ast::StmtTry) -> Result {
        let span = self.span(node);
        let frame = self.new_frame(span);
        let end = self.unit.label();
        let (handler, entry) = self.open_region(frame);
        self.push_block(Block::Finally { body: &node.finalbody, outer: frame.outer })?;
        if node.handlers.is_empty() {
            self.body(&node.body)?
        } else {
            self.try_except(node)?
        }
        self.unit.blocks.pop();
        self.unit.region = frame.outer;
        self.body(&node.finalbody)?;
        self.unit.jump(Op::Jump { offset: 0 }, end, span);

        self.start_handler(frame, handler, entry.clone());
        self.push_block(Block::Handler { name: None, saved: frame.saved, outer: frame.outer })?;
        self.body(&node.finalbody)?;
        self.unit.blocks.pop();
        self.reraise(frame);
        self.end_handler(frame, entry);
        self.unit.place(end);
        Ok(())
    }

    pub(super) fn with(&mut self, node: &'a ast::StmtWith) -> Result {
        if node.is_async {
            self.check_asynchronous("'async with'", node.range())?;
        }
        let span = self.span(node);
        self.with_items(&node.items, &node.body, node.is_async, span)
    }

    fn with_items(
        &mut self,
        items: &'a [ast::WithItem],
        body: &'a [Stmt],
        asynchronous: bool,
        span: Span,
    ) -> Result {
        let Some((item, rest)) = items.split_first() else { return self.body(body) };
        let exit = self.unit.alloc();
        let entered = self.unit.alloc();
        let src = self.operand(&item.context_expr)?;
        if asynchronous {
            self.helper("_async_exit", &[src], exit, span);
            self.helper("_async_enter", &[src], entered, span);
            self.unit.next_temp = entered + 1;
            self.wait_for(entered, entered, span);
        } else {
            self.unit.emit(Op::LoadContextManager { base: exit, src }, span);
            self.unit.next_temp = entered + 1;
            self.unit.emit(Op::Call { dst: entered, base: entered, argc: 0 }, span);
        }
        let exc = self.unit.alloc();
        // The value of `__enter__` is stored before `saved` is needed.
        let frame = Frame { exc, saved: entered, outer: self.unit.region, cleanup: self.unit.label(), span };
        let end = self.unit.label();
        let (handler, entry) = self.open_region(frame);
        self.push_block(Block::With { exit, outer: frame.outer, asynchronous, span })?;
        if let Some(target) = &item.optional_vars {
            self.scratch(|this| this.assign(target, entered))?;
        }
        self.with_items(rest, body, asynchronous, span)?;
        self.unit.blocks.pop();
        self.unit.region = frame.outer;
        let mark = self.unit.next_temp;
        self.unit.next_temp = exit + 1;
        self.call_exit_normally(exit, asynchronous, span);
        self.unit.next_temp = mark;
        self.unit.jump(Op::Jump { offset: 0 }, end, span);

        self.start_handler(frame, handler, entry.clone());
        let suppressed = self.unit.label();
        let dst = self.unit.alloc();
        if asynchronous {
            self.helper("_async_leave", &[exit, exc], dst, span);
            self.wait_for(dst, dst, span);
        } else {
            self.unit.emit(Op::CallExit { dst, exit, exc }, span);
        }
        self.jump_if_reg(dst, suppressed, true, span);
        self.reraise(frame);
        self.unit.place(suppressed);
        self.unit.emit(Op::LeaveHandler { saved: frame.saved }, span);
        self.unit.jump(Op::Jump { offset: 0 }, end, span);
        self.end_handler(frame, entry);
        self.unit.place(end);
        Ok(())
    }
}

//! What stands between a statement and the end of its function, and how to leave it.

use super::Compiler;
use super::unit::{Label, RegionId};
use crate::CompileError;
use crate::bytecode::{Op, Reg, Span};
use ruff_python_ast::Stmt;

/// An enclosing statement that `return`, `break` or `continue` has to leave in order.
#[derive(Clone)]
pub(super) enum Block<'a> {
    Loop {
        end: Label,
        next: Label,
    },
    /// The body of a `try` with `except` clauses.
    Try {
        outer: Option<RegionId>,
    },
    /// The body of a `try` with `finally`.
    Finally {
        body: &'a [Stmt],
        outer: Option<RegionId>,
    },
    /// Code of a handler: the exception handled before is in `saved`.
    Handler {
        name: Option<&'a str>,
        saved: Reg,
        outer: Option<RegionId>,
    },
    /// The body of a `with`; `exit` holds the bound `__exit__`, or `__aexit__`.
    With {
        exit: Reg,
        outer: Option<RegionId>,
        asynchronous: bool,
        span: Span,
    },
}

/// CPython's `CO_MAXBLOCKS`.
const MOST_BLOCKS: usize = 20;

impl<'a> Compiler<'_, 'a> {
    /// Enters a block.
    pub(super) fn push_block(&mut self, block: Block<'a>) -> Result<(), CompileError> {
        if self.unit.blocks.len() >= MOST_BLOCKS {
            return self.error("too many statically nested blocks", self.statement);
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    /// Emits what has to happen on the way out to the block at `depth`, which is not left itself.
    ///
    /// The code that follows is outside the blocks left; call [`restore`](Self::restore) with the answer after the jump.
    pub(super) fn leave_to(&mut self, depth: usize, span: Span) -> Result<Left<'a>, CompileError> {
        let left = Left { blocks: self.unit.blocks.clone(), region: self.unit.region };
        while self.unit.blocks.len() > depth {
            let block = self.unit.blocks.pop().expect("deeper than `depth`");
            match block {
                Block::Loop { .. } => {}
                Block::Try { outer } => self.unit.region = outer,
                Block::Finally { body, outer } => {
                    self.unit.region = outer;
                    self.body(body)?;
                }
                Block::Handler { name, saved, outer } => {
                    self.leave_handler(name, saved, outer, span);
                }
                Block::With { exit, outer, asynchronous, span } => {
                    self.unit.region = outer;
                    self.call_exit_normally(exit, asynchronous, span);
                }
            }
        }
        Ok(left)
    }

    pub(super) fn restore(&mut self, left: Left<'a>) {
        self.unit.blocks = left.blocks;
        self.unit.region = left.region;
    }

    /// Ends the code of a handler: unbinds `name`, and the exception handled before is handled again.
    pub(super) fn leave_handler(
        &mut self,
        name: Option<&str>,
        saved: Reg,
        outer: Option<RegionId>,
        span: Span,
    ) {
        if let Some(name) = name {
            self.unbind_name(name, span);
        }
        self.unit.region = outer;
        self.unit.emit(Op::LeaveHandler { saved }, span);
    }

    /// `exit(None, None, None)`, waited for if it is asynchronous.
    pub(super) fn call_exit_normally(&mut self, exit: Reg, asynchronous: bool, span: Span) {
        let mark = self.unit.next_temp;
        // Where nothing lies above, `exit` itself starts the run of the call.
        let base = if exit + 1 == mark { exit } else { self.unit.alloc() };
        if base != exit {
            self.unit.emit(Op::Move { dst: base, src: exit }, span);
        }
        for _ in 0..3 {
            let dst = self.unit.alloc();
            self.unit.emit(Op::LoadNone { dst }, span);
        }
        self.unit.emit(Op::Call { dst: base, base, argc: 3 }, span);
        if asynchronous {
            self.wait_for(base, base, span);
        }
        self.unit.next_temp = mark;
    }
}

/// The blocks left by [`Compiler::leave_to`].
pub(super) struct Left<'a> {
    blocks: Vec<Block<'a>>,
    region: Option<RegionId>,
}

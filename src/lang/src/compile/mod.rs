//! Code generation: the tree and its symbols to bytecode.
//!
//! An expression is compiled *to* a register ([`Compiler::expr_to`]) or, where any register will do, as an
//! *operand* ([`Compiler::operand`]): then a local variable stands for itself and nothing is moved. Temporaries are
//! allocated like a stack; every statement starts with those of the statements around it.

mod assign;
mod asynchronous;
mod block;
mod call;
mod class;
mod comprehension;
mod condition;
mod display;
mod exception;
mod expr;
mod flow;
mod fstring;
mod function;
mod group;
mod import;
mod layout;
mod name;
mod pattern;
mod stmt;
mod unit;

use crate::CompileError;
use crate::Mode;
use crate::bytecode::{Asynchronous, Code, CodeKind, Constant, Op, Reg, Span};
use crate::span::Lines;
use crate::symbols::{Meaning, Scope, ScopeId, Symbols};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};
use std::sync::Arc;
use unit::Unit;

type Result<T = (), E = CompileError> = std::result::Result<T, E>;

/// Compiles the statements of a module.
pub(crate) fn module(body: &[Stmt], source: &str, lines: &Lines, mode: Mode) -> Result<Arc<Code>> {
    if mode == Mode::Expression {
        only_expression(body, lines)?;
    }
    let future_annotations = import::check_future(body, lines)?;
    let symbols = Symbols::new(body, lines)?;
    let unit = Unit::new(Symbols::MODULE, "<module>", "<module>".to_owned(), CodeKind::Module);
    let mut compiler = Compiler {
        source,
        lines,
        symbols: &symbols,
        unit,
        future_annotations,
        mode,
        statement: TextRange::default(),
    };
    compiler.set_up_module(body)?;
    compiler.body(body)?;
    let last = body.last().map_or(Span::default(), |stmt| compiler.last_span(stmt));
    let last = if last == Span::default() { Span { line: 1, end_line: 1, ..last } } else { last };
    compiler.return_none(last);
    compiler.finish(last).map(Arc::new)
}

/// Refuses a body that is not one expression.
fn only_expression(body: &[Stmt], lines: &Lines) -> Result {
    let wrong = match body {
        [Stmt::Expr(_)] => return Ok(()),
        [Stmt::Expr(_), second, ..] => second.range(),
        [first, ..] => first.range(),
        [] => TextRange::default(),
    };
    Err(CompileError::syntax("invalid syntax", lines.span(wrong)))
}

struct Compiler<'s, 'a> {
    source: &'s str,
    lines: &'s Lines<'s>,
    symbols: &'s Symbols,
    /// The block being compiled; those around it wait in the Rust frames of [`Compiler::nested`].
    unit: Unit<'a>,
    /// `from __future__ import annotations`: annotations are kept as text.
    future_annotations: bool,
    mode: Mode,
    /// The statement being compiled.
    statement: TextRange,
}

impl<'s, 'a> Compiler<'s, 'a> {
    fn scope(&self) -> &'s Scope {
        &self.symbols.scopes[self.unit.scope]
    }

    fn span(&self, node: &impl Ranged) -> Span {
        self.lines.span(node.range())
    }

    fn error<T>(&self, message: impl Into<String>, range: TextRange) -> Result<T> {
        Err(CompileError::syntax(message, self.lines.span(range)))
    }

    /// Refuses a part of the language that is left out.
    fn left_out<T>(&self, what: &str, range: TextRange) -> Result<T> {
        self.error(format!("{what} is not part of this Python (it follows 3.11)"), range)
    }

    /// Compiles a nested block: `fill` emits its code while it is the current one.
    fn nested(
        &mut self,
        scope: ScopeId,
        name: &str,
        kind: CodeKind,
        span: Span,
        fill: impl FnOnce(&mut Self) -> Result,
    ) -> Result<Arc<Code>> {
        let qualname = self.qualname(name);
        let mut unit = Unit::new(scope, name, qualname, kind);
        unit.code.first_line = span.line;
        let outer = std::mem::replace(&mut self.unit, unit);
        self.set_up_variables(span);
        let code = fill(self).and_then(|()| self.finish(span));
        self.unit = outer;
        code.map(Arc::new)
    }

    fn finish(&mut self, span: Span) -> Result<Code> {
        let empty = Unit::new(self.unit.scope, "", String::new(), CodeKind::Function);
        let unit = std::mem::replace(&mut self.unit, empty);
        if unit.overflow {
            let message =
                format!("'{}' is too large to compile: split it into smaller functions", unit.code.name);
            return Err(CompileError::syntax(message, span));
        }
        Ok(unit.finish())
    }

    /// PEP 3155.
    fn qualname(&self, name: &str) -> String {
        let explicit_global = self.scope().meaning(name) == Meaning::GlobalExplicit;
        match self.unit.code.kind {
            CodeKind::Function if !explicit_global => format!("{}.<locals>.{name}", self.unit.code.qualname),
            CodeKind::Class if !explicit_global => format!("{}.{name}", self.unit.code.qualname),
            _ => name.to_owned(),
        }
    }

    /// Gives registers to the variables of a function or class, and makes the cells.
    fn set_up_variables(&mut self, span: Span) {
        let scope = self.scope();
        let unit = &mut self.unit;
        unit.code.generator = scope.generator && unit.code.kind == CodeKind::Function;
        if scope.asynchronous {
            let kind = if scope.yields { Asynchronous::Generator } else { Asynchronous::Coroutine };
            unit.code.asynchronous = Some(kind);
        }
        let mut cells = Vec::new();
        if unit.code.kind == CodeKind::Function {
            for symbol in &scope.symbols {
                if !matches!(symbol.meaning, Meaning::Local | Meaning::Cell) {
                    continue;
                }
                let reg = unit.code.locals.len() as Reg;
                unit.code.locals.push(symbol.name.clone());
                unit.variables.insert(symbol.name.clone(), reg);
                if symbol.uses.parameter {
                    unit.flow.iter_mut().for_each(|bound| bound.insert(reg));
                }
                if symbol.uses.unbound {
                    unit.may_unbind.insert(reg);
                }
                if symbol.meaning == Meaning::Cell {
                    cells.push(reg);
                }
            }
        } else if scope.needs_class_cell {
            unit.code.locals.push("__class__".to_owned());
            cells.push(0);
        }
        for name in &scope.free {
            let reg = (unit.code.locals.len() + unit.code.free.len()) as Reg;
            unit.code.free.push(name.clone());
            unit.variables.insert(name.clone(), reg);
        }
        unit.first_temp = unit.narrow(unit.code.locals.len() + unit.code.free.len());
        unit.next_temp = unit.first_temp;
        unit.code.registers = unit.first_temp;
        for reg in cells {
            unit.emit(Op::MakeCell { reg }, span);
        }
    }

    fn set_up_module(&mut self, body: &'a [Stmt]) -> Result {
        self.unit.code.doc = stmt::docstring(body).map(|(text, _)| text);
        if let Some((text, range)) = stmt::docstring(body) {
            let span = self.lines.span(range);
            let reg = self.load_constant(Constant::Str(text), span);
            self.store_name("__doc__", reg, span);
            self.unit.next_temp = self.unit.first_temp;
        }
        self.set_up_annotations(body);
        Ok(())
    }

    /// Runs `emit` and frees the temporaries it leaves.
    fn scratch<T>(&mut self, emit: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mark = self.unit.next_temp;
        let result = emit(self);
        self.unit.next_temp = mark;
        result
    }

    /// Where to build what becomes `dst` in several steps: a variable must not see them.
    fn built_in(&mut self, dst: Reg) -> Reg {
        if self.unit.is_temp(dst) { dst } else { self.unit.alloc() }
    }

    fn deliver(&mut self, dst: Reg, src: Reg, span: Span) {
        if dst != src {
            self.unit.emit(Op::Move { dst, src }, span);
        }
    }

    /// A constant in a new temporary.
    fn load_constant(&mut self, constant: Constant, span: Span) -> Reg {
        let dst = self.unit.alloc();
        self.load_constant_to(constant, dst, span);
        dst
    }

    fn load_constant_to(&mut self, constant: Constant, dst: Reg, span: Span) {
        let op = match constant {
            Constant::None => Op::LoadNone { dst },
            Constant::Bool(value) => Op::LoadBool { dst, value },
            Constant::Int(value) if i32::try_from(value).is_ok() => Op::LoadInt { dst, value: value as i32 },
            other => Op::LoadConst { dst, constant: self.unit.constant(other) },
        };
        self.unit.emit(op, span);
    }

    fn return_none(&mut self, span: Span) {
        let src = self.unit.alloc();
        self.unit.emit(Op::LoadNone { dst: src }, span);
        self.unit.emit(Op::Return { src }, span);
        self.unit.next_temp = src;
    }

    /// An index that an instruction keeps in 16 bits.
    fn short_site(&mut self, name: &str) -> u16 {
        let site = self.unit.site(name);
        self.unit.narrow(site as usize)
    }

    /// Whether evaluating any of `later` could change a local variable that an earlier operand stands for.
    fn may_rebind<'e>(&self, later: impl IntoIterator<Item = &'e Expr>) -> bool {
        self.scope().has_walrus
            && later
                .into_iter()
                .any(|expr| ruff_python_ast::helpers::any_over_expr(expr, &Expr::is_named_expr))
    }
}

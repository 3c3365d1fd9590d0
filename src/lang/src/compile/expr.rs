//! Expressions.

use super::{Compiler, Result};
use crate::bytecode::{BinaryOp, NO_REG, Op, Reg, Span, UnaryOp};
use crate::constant;
use ruff_python_ast::{self as ast, Expr, Operator};
use ruff_text_size::Ranged;

impl<'a> Compiler<'_, 'a> {
    /// Evaluates into `dst`. A local variable as `dst` changes only when the whole expression has been evaluated.
    pub(super) fn expr_to(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let mark = self.unit.next_temp;
        let result = self.expr_unguarded(expr, dst);
        self.unit.next_temp = mark;
        self.mark_bound(dst);
        result
    }

    /// Evaluates into whatever register is best: that of a local variable, or a new temporary.
    pub(super) fn operand(&mut self, expr: &'a Expr) -> Result<Reg> {
        match expr {
            Expr::Name(name) if !is_debug(name) => {
                let span = self.span(expr);
                Ok(self.load_name(&name.id, |this| this.unit.alloc(), span))
            }
            Expr::Named(_) if self.walrus_local(expr).is_some() => {
                let reg = self.walrus_local(expr).expect("just asked");
                self.expr_to(expr, reg)?;
                Ok(reg)
            }
            _ => {
                let dst = self.unit.alloc();
                self.expr_to(expr, dst)?;
                Ok(dst)
            }
        }
    }

    /// As [`operand`](Self::operand), but safe from assignments in what is evaluated later.
    pub(super) fn operand_before(&mut self, expr: &'a Expr, rebinds: bool) -> Result<Reg> {
        if rebinds { self.value(expr) } else { self.operand(expr) }
    }

    /// As [`operand`](Self::operand), but evaluates into `dst`, if that is a temporary, rather than a new one.
    pub(super) fn operand_in(&mut self, expr: &'a Expr, dst: Reg, rebinds: bool) -> Result<Reg> {
        if !self.unit.is_temp(dst) {
            return self.operand_before(expr, rebinds);
        }
        if let Expr::Name(name) = expr
            && !is_debug(name)
            && !rebinds
        {
            let span = self.span(expr);
            return Ok(self.load_name(&name.id, |_| dst, span));
        }
        self.expr_to(expr, dst)?;
        Ok(dst)
    }

    /// Evaluates into a new temporary.
    pub(super) fn value(&mut self, expr: &'a Expr) -> Result<Reg> {
        let dst = self.unit.alloc();
        self.expr_to(expr, dst)?;
        Ok(dst)
    }

    fn walrus_local(&self, expr: &Expr) -> Option<Reg> {
        let Expr::Named(named) = expr else { return None };
        let Expr::Name(name) = &*named.target else { return None };
        self.local(&name.id)
    }

    fn expr_unguarded(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let span = self.span(expr);
        if let Some(value) = constant::fold(expr) {
            self.load_constant_to(value, dst, span);
            return Ok(());
        }
        match expr {
            Expr::Name(name) => {
                let src = self.load_name(&name.id, |_| dst, span);
                self.deliver(dst, src, span);
            }
            Expr::Named(named) => self.named(named, dst, span)?,
            Expr::BinOp(binary) => self.binary(binary, dst, span)?,
            Expr::UnaryOp(unary) => {
                let src = self.operand_in(&unary.operand, dst, false)?;
                let op = match unary.op {
                    ast::UnaryOp::Invert => UnaryOp::Invert,
                    ast::UnaryOp::Not => UnaryOp::Not,
                    ast::UnaryOp::UAdd => UnaryOp::Pos,
                    ast::UnaryOp::USub => UnaryOp::Neg,
                };
                self.unit.emit(Op::Unary { op, dst, src }, span);
            }
            Expr::BoolOp(node) => self.bool_op(node, dst)?,
            Expr::Compare(node) => self.compare(node, dst, span)?,
            Expr::If(node) => self.conditional(node, dst, span)?,
            Expr::Attribute(node) => {
                if let Some(base) = self.super_arguments(&node.value)? {
                    let site = self.attribute_site(&node.attr);
                    let span = self.attribute_span(node, span);
                    self.unit.emit(Op::LoadSuperAttr { dst, base, site }, span);
                } else {
                    let obj = self.operand_in(&node.value, dst, false)?;
                    let site = self.attribute_site(&node.attr);
                    let span = self.attribute_span(node, span);
                    self.unit.emit(Op::LoadAttr { dst, obj, site }, span);
                }
            }
            Expr::Subscript(node) => {
                let rebinds = self.may_rebind([&*node.slice]);
                let obj = self.operand_in(&node.value, dst, rebinds)?;
                let key = self.operand(&node.slice)?;
                self.unit.emit(Op::LoadItem { dst, obj, key }, span);
            }
            Expr::Slice(node) => {
                let base = self.unit.alloc_run(3);
                for (part, dst) in [&node.lower, &node.upper, &node.step].into_iter().zip(base..) {
                    match part {
                        Some(part) => self.expr_to(part, dst)?,
                        None => self.unit.emit(Op::LoadNone { dst }, span),
                    }
                }
                self.unit.emit(Op::BuildSlice { dst, base }, span);
            }
            Expr::Call(call) => self.call(call, dst, span)?,
            Expr::Lambda(lambda) => self.lambda(lambda, dst, span)?,
            Expr::List(node) => self.list(&node.elts, dst, span)?,
            Expr::Tuple(node) => self.tuple(&node.elts, dst, span)?,
            Expr::Set(node) => self.set(&node.elts, dst, span)?,
            Expr::Dict(node) => self.dict(node, dst, span)?,
            Expr::ListComp(node) => self.list_comprehension(node, dst, span)?,
            Expr::SetComp(node) => self.set_comprehension(node, dst, span)?,
            Expr::DictComp(node) => self.dict_comprehension(node, dst, span)?,
            Expr::Generator(node) => self.generator(node, dst, span)?,
            Expr::FString(node) => self.f_string(node, dst, span)?,
            Expr::Yield(node) => {
                self.check_yield(expr)?;
                let src = match &node.value {
                    Some(value) => self.operand(value)?,
                    None => self.load_constant(crate::bytecode::Constant::None, span),
                };
                let op = self.yielding(src, dst);
                self.unit.emit(op, span);
            }
            Expr::YieldFrom(node) => {
                self.check_yield(expr)?;
                if self.scope().asynchronous {
                    return self.error("'yield from' inside async function", expr.range());
                }
                let sent = self.unit.alloc();
                let iter = self.value(&node.value)?;
                self.unit.emit(Op::GetYieldFromIter { dst: iter, src: iter }, span);
                self.unit.emit(Op::LoadNone { dst: sent }, span);
                self.unit.emit(Op::YieldFrom { dst: sent, iter }, span);
                self.unit.emit(Op::Move { dst, src: sent }, span);
            }
            Expr::Starred(node) => return self.error("can't use starred expression here", node.range()),
            Expr::Await(node) => {
                if !self.scope().asynchronous {
                    let function =
                        if self.scope().kind.is_function() { "async function" } else { "function" };
                    return self.error(format!("'await' outside {function}"), node.range());
                }
                let value = self.value(&node.value)?;
                self.wait_for(value, dst, span);
            }
            Expr::TString(node) => return self.left_out("a t-string", node.range()),
            Expr::IpyEscapeCommand(node) => return self.error("invalid syntax", node.range()),
            Expr::NumberLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_) => unreachable!("literals are constant"),
        }
        Ok(())
    }

    fn check_yield(&self, expr: &Expr) -> Result {
        if self.scope().kind.is_function() {
            return Ok(());
        }
        self.error("'yield' outside function", expr.range())
    }

    /// What spans lines is located at the name of the attribute, as far as `whole` goes.
    pub(super) fn attribute_span(&self, node: &ast::ExprAttribute, whole: Span) -> Span {
        let name = self.lines.span(node.attr.range());
        if name.line == whole.line { whole } else { Span { line: name.line, column: name.column, ..whole } }
    }

    pub(super) fn attribute_site(&mut self, name: &str) -> u16 {
        let name = self.mangled(name).into_owned();
        self.short_site(&name)
    }

    fn named(&mut self, named: &'a ast::ExprNamed, dst: Reg, span: Span) -> Result {
        let Expr::Name(name) = &*named.target else {
            return self.error("cannot use assignment expressions with this target", named.range());
        };
        let src = match self.local(&name.id) {
            Some(reg) => {
                self.expr_to(&named.value, reg)?;
                reg
            }
            None => {
                self.expr_to(&named.value, dst)?;
                self.store_name(&name.id, dst, span);
                dst
            }
        };
        self.deliver(dst, src, span);
        Ok(())
    }

    fn binary(&mut self, node: &'a ast::ExprBinOp, dst: Reg, span: Span) -> Result {
        let rebinds = self.may_rebind([&*node.right]);
        let a = self.operand_in(&node.left, dst, rebinds)?;
        if let Some(op) = self.small_int_op(node.op, dst, a, &node.right, false) {
            self.unit.emit(op, span);
            return Ok(());
        }
        let b = self.operand(&node.right)?;
        let op = match binary_op(node.op) {
            BinaryOp::Add => Op::Add { dst, a, b },
            BinaryOp::Sub => Op::Sub { dst, a, b },
            BinaryOp::Mul => Op::Mul { dst, a, b },
            BinaryOp::Mod => Op::Mod { dst, a, b },
            BinaryOp::FloorDiv => Op::FloorDiv { dst, a, b },
            op => Op::Binary { op, dst, a, b },
        };
        self.unit.emit(op, span);
        Ok(())
    }

    /// `a + 1` and `a - 1` have the number in the instruction.
    pub(super) fn small_int_op(
        &self,
        op: Operator,
        dst: Reg,
        a: Reg,
        right: &Expr,
        in_place: bool,
    ) -> Option<Op> {
        let value = small_int(right)?;
        match op {
            Operator::Add => Some(Op::AddInt { dst, a, value, in_place }),
            Operator::Sub => Some(Op::SubInt { dst, a, value, in_place }),
            _ => None,
        }
    }

    fn bool_op(&mut self, node: &'a ast::ExprBoolOp, dst: Reg) -> Result {
        let end = self.unit.label();
        // A variable must keep its value until the last operand has been evaluated.
        let result = self.built_in(dst);
        let (last, first) = node.values.split_last().expect("a boolean operator has operands");
        for value in first {
            self.expr_to(value, result)?;
            let span = self.span(value);
            let op = match node.op {
                ast::BoolOp::And => Op::JumpIfFalse { cond: result, offset: 0 },
                ast::BoolOp::Or => Op::JumpIfTrue { cond: result, offset: 0 },
            };
            self.unit.jump(op, end, span);
        }
        self.expr_to(last, result)?;
        self.unit.place(end);
        let span = self.span(node);
        self.deliver(dst, result, span);
        Ok(())
    }

    fn conditional(&mut self, node: &'a ast::ExprIf, dst: Reg, span: Span) -> Result {
        let (orelse, end) = (self.unit.label(), self.unit.label());
        self.jump_if(&node.test, orelse, false)?;
        self.expr_to(&node.body, dst)?;
        self.unit.jump(Op::Jump { offset: 0 }, end, span);
        self.unit.place(orelse);
        self.expr_to(&node.orelse, dst)?;
        self.unit.place(end);
        Ok(())
    }

    /// Evaluates for the effects only.
    pub(super) fn effects(&mut self, expr: &'a Expr) -> Result {
        if constant::fold(expr).is_some() {
            return Ok(());
        }
        self.scratch(|this| this.operand(expr).map(drop))
    }

    /// An operand, or [`NO_REG`].
    pub(super) fn operand_or_none(&mut self, expr: Option<&'a Expr>) -> Result<Reg> {
        expr.map_or(Ok(NO_REG), |expr| self.operand(expr))
    }
}

fn is_debug(name: &ast::ExprName) -> bool {
    name.id.as_str() == "__debug__"
}

/// A literal integer that fits into an instruction.
pub(super) fn small_int(expr: &Expr) -> Option<i16> {
    match constant::fold(expr)? {
        crate::bytecode::Constant::Int(value) => i16::try_from(value).ok(),
        _ => None,
    }
}

pub(super) fn binary_op(op: Operator) -> BinaryOp {
    match op {
        Operator::Add => BinaryOp::Add,
        Operator::Sub => BinaryOp::Sub,
        Operator::Mult => BinaryOp::Mul,
        Operator::MatMult => BinaryOp::MatMul,
        Operator::Div => BinaryOp::TrueDiv,
        Operator::Mod => BinaryOp::Mod,
        Operator::Pow => BinaryOp::Pow,
        Operator::LShift => BinaryOp::LShift,
        Operator::RShift => BinaryOp::RShift,
        Operator::BitOr => BinaryOp::Or,
        Operator::BitXor => BinaryOp::Xor,
        Operator::BitAnd => BinaryOp::And,
        Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

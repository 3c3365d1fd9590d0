//! Conditions and comparisons.

use super::expr::small_int;
use super::unit::Label;
use super::{Compiler, Result};
use crate::bytecode::{CompareOp, Op, Reg, Span};
use crate::constant;
use ruff_python_ast::{self as ast, BoolOp, CmpOp, Expr};

impl<'a> Compiler<'_, 'a> {
    /// Jumps if the truth of `test` is `when`; else goes on behind.
    pub(super) fn jump_if(&mut self, test: &'a Expr, target: Label, when: bool) -> Result {
        if let Some(value) = constant::fold(test) {
            if constant::truth(&value) == when {
                let span = self.span(test);
                self.unit.jump(Op::Jump { offset: 0 }, target, span);
            }
            return Ok(());
        }
        match test {
            Expr::UnaryOp(unary) if unary.op == ast::UnaryOp::Not => {
                self.jump_if(&unary.operand, target, !when)
            }
            Expr::BoolOp(node) => self.jump_if_bool_op(node, target, when),
            Expr::Compare(node) => self.scratch(|this| this.jump_if_compare(node, target, when)),
            Expr::If(node) => {
                let (orelse, end) = (self.unit.label(), self.unit.label());
                let span = self.span(test);
                self.jump_if(&node.test, orelse, false)?;
                self.jump_if(&node.body, target, when)?;
                self.unit.jump(Op::Jump { offset: 0 }, end, span);
                self.unit.place(orelse);
                self.jump_if(&node.orelse, target, when)?;
                self.unit.place(end);
                Ok(())
            }
            _ => self.scratch(|this| {
                let cond = this.operand(test)?;
                let span = this.span(test);
                this.jump_if_reg(cond, target, when, span);
                Ok(())
            }),
        }
    }

    pub(super) fn jump_if_reg(&mut self, cond: Reg, target: Label, when: bool, span: Span) {
        let op = if when { Op::JumpIfTrue { cond, offset: 0 } } else { Op::JumpIfFalse { cond, offset: 0 } };
        self.unit.jump(op, target, span);
    }

    fn jump_if_bool_op(&mut self, node: &'a ast::ExprBoolOp, target: Label, when: bool) -> Result {
        let (last, first) = node.values.split_last().expect("a boolean operator has operands");
        // `and` is decided by a false operand, `or` by a true one.
        let decides = node.op == BoolOp::Or;
        let end = self.unit.label();
        for value in first {
            let decided = if decides == when { target } else { end };
            self.jump_if(value, decided, decides)?;
        }
        self.jump_if(last, target, when)?;
        self.unit.place(end);
        Ok(())
    }

    fn jump_if_compare(&mut self, node: &'a ast::ExprCompare, target: Label, when: bool) -> Result {
        let span = self.span(node);
        let end = self.unit.label();
        let rebinds = self.may_rebind(&node.comparators);
        let mut a = self.operand_before(&node.left, rebinds)?;
        let last = node.comparators.len() - 1;
        for (index, (op, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
            let op = compare_op(*op);
            // A link that fails ends the chain with "false".
            let (target, when) = match (index == last, when) {
                (true, _) => (target, when),
                (false, false) => (target, false),
                (false, true) => (end, false),
            };
            if index == last
                && is_ordering(op)
                && let Some(value) = small_int(right)
            {
                let jump = match when {
                    true => Op::JumpIfCompareInt { op, a, value, offset: 0 },
                    false => Op::JumpUnlessCompareInt { op, a, value, offset: 0 },
                };
                self.unit.jump(jump, target, span);
                break;
            }
            let rebinds = self.may_rebind(&node.comparators[index + 1..]);
            let b = self.right_operand(op, right, rebinds)?;
            if matches!(op, CompareOp::In | CompareOp::NotIn) {
                let dst = self.unit.alloc();
                self.unit.emit(Op::Compare { op, dst, a, b }, span);
                self.jump_if_reg(dst, target, when, span);
            } else {
                let jump = match when {
                    true => Op::JumpIfCompare { op, a, b, offset: 0 },
                    false => Op::JumpUnlessCompare { op, a, b, offset: 0 },
                };
                self.unit.jump(jump, target, span);
            }
            a = b;
        }
        self.unit.place(end);
        Ok(())
    }

    /// The value of a comparison: that of the first link that fails, or of the last.
    pub(super) fn compare(&mut self, node: &'a ast::ExprCompare, dst: Reg, span: Span) -> Result {
        let rebinds = self.may_rebind(&node.comparators);
        let [op] = &node.ops[..] else {
            let mut a = self.operand_before(&node.left, rebinds)?;
            let end = self.unit.label();
            let result = self.built_in(dst);
            let last = node.comparators.len() - 1;
            for (index, (op, right)) in node.ops.iter().zip(&node.comparators).enumerate() {
                let rebinds = self.may_rebind(&node.comparators[index + 1..]);
                let op = compare_op(*op);
                let b = self.right_operand(op, right, rebinds)?;
                self.unit.emit(Op::Compare { op, dst: result, a, b }, span);
                if index != last {
                    self.jump_if_reg(result, end, false, span);
                }
                a = b;
            }
            self.unit.place(end);
            self.deliver(dst, result, span);
            return Ok(());
        };
        // What is compared is not kept: `reference() is x` may be the last that has it.
        let a = self.operand_in(&node.left, dst, rebinds)?;
        let (op, right) = (compare_op(*op), &node.comparators[0]);
        let b = self.right_operand(op, right, false)?;
        self.unit.emit(Op::Compare { op, dst, a, b }, span);
        if self.unit.is_temp(b) && matches!(right, Expr::Call(_) | Expr::Name(_)) {
            self.unit.emit(Op::LoadNone { dst: b }, span);
        }
        Ok(())
    }

    /// `x in [1, 2]` looks into a constant tuple, `x in {1, 2}` into a constant frozenset.
    fn right_operand(&mut self, op: CompareOp, right: &'a Expr, rebinds: bool) -> Result<Reg> {
        if matches!(op, CompareOp::In | CompareOp::NotIn)
            && let Some(constant) = constant::fold_display(right)
        {
            let span = self.span(right);
            return Ok(self.load_constant(constant, span));
        }
        self.operand_before(right, rebinds)
    }
}

fn is_ordering(op: CompareOp) -> bool {
    use CompareOp::{Eq, Ge, Gt, Le, Lt, Ne};
    matches!(op, Lt | Le | Eq | Ne | Gt | Ge)
}

fn compare_op(op: CmpOp) -> CompareOp {
    match op {
        CmpOp::Eq => CompareOp::Eq,
        CmpOp::NotEq => CompareOp::Ne,
        CmpOp::Lt => CompareOp::Lt,
        CmpOp::LtE => CompareOp::Le,
        CmpOp::Gt => CompareOp::Gt,
        CmpOp::GtE => CompareOp::Ge,
        CmpOp::Is => CompareOp::Is,
        CmpOp::IsNot => CompareOp::IsNot,
        CmpOp::In => CompareOp::In,
        CmpOp::NotIn => CompareOp::NotIn,
    }
}

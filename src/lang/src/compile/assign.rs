//! Assignments, `del`, and the loop that assigns to its target.

use super::unit::Label;
use super::{Compiler, Result};
use crate::bytecode::{BinaryOp, Constant, Op, Reg, Span};
use crate::constant;
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::Ranged;
use std::collections::HashSet;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn assign_stmt(&mut self, node: &'a ast::StmtAssign) -> Result {
        if let [target] = &node.targets[..] {
            return self.assign_expr(target, &node.value);
        }
        // A variable stands for itself unless a target could change it before the next one is assigned.
        let only_names = node.targets.iter().all(Expr::is_name_expr);
        let src = if only_names { self.operand(&node.value)? } else { self.value(&node.value)? };
        node.targets.iter().try_for_each(|target| self.scratch(|this| this.assign(target, src)))
    }

    /// `target = value`
    fn assign_expr(&mut self, target: &'a Expr, value: &'a Expr) -> Result {
        match target {
            Expr::Name(name) => match self.local(&name.id) {
                Some(reg) => self.expr_to(value, reg),
                None => {
                    let src = self.operand(value)?;
                    self.assign(target, src)?;
                    if value.is_none_literal_expr() {
                        self.unit.empty_temps(self.span(target));
                    }
                    Ok(())
                }
            },
            Expr::Tuple(ast::ExprTuple { elts: targets, .. })
            | Expr::List(ast::ExprList { elts: targets, .. })
                if let Some(values) = same_length(targets, value) =>
            {
                self.assign_pairwise(targets, values)
            }
            _ => {
                let rebinds = self.may_rebind([target]);
                let src = self.operand_before(value, rebinds)?;
                self.assign(target, src)
            }
        }
    }

    /// `a, b = x, y` without the tuple: all values first, then the targets from left to right.
    fn assign_pairwise(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result {
        // Among different variables the order shows nowhere, so the last value can go where it belongs at once.
        let locals: Option<Vec<Reg>> = targets.iter().map(|target| self.local_target(target)).collect();
        let direct = locals.filter(|locals| locals.iter().collect::<HashSet<_>>().len() == locals.len());
        if let Some(locals) = &direct
            && values.iter().all(|value| constant::fold(value).is_some())
        {
            return values.iter().zip(locals).try_for_each(|(value, &reg)| self.expr_to(value, reg));
        }
        let together = if direct.is_some() { values.len() - 1 } else { values.len() };
        let base = self.unit.next_temp;
        for value in &values[..together] {
            self.value(value)?;
        }
        if let (Some(locals), Some(last)) = (direct, values.last()) {
            self.expr_to(last, locals[together])?;
        }
        for (target, src) in targets[..together].iter().zip(base..) {
            self.scratch(|this| this.assign(target, src))?;
        }
        Ok(())
    }

    fn local_target(&self, target: &Expr) -> Option<Reg> {
        match target {
            Expr::Name(name) => self.local(&name.id),
            _ => None,
        }
    }

    /// Binds a target to the value in `src`.
    pub(super) fn assign(&mut self, target: &'a Expr, src: Reg) -> Result {
        let span = self.span(target);
        match target {
            Expr::Name(name) => self.store_name(&name.id, src, span),
            Expr::Attribute(node) => {
                let obj = self.operand(&node.value)?;
                let site = self.attribute_site(&node.attr);
                let span = self.attribute_span(node, span);
                self.unit.emit(Op::StoreAttr { src, obj, site }, span);
            }
            Expr::Subscript(node) => {
                let rebinds = self.may_rebind([&*node.slice]);
                let obj = self.operand_before(&node.value, rebinds)?;
                let key = self.operand(&node.slice)?;
                self.unit.emit(Op::StoreItem { src, obj, key }, span);
            }
            Expr::Tuple(node) => self.unpack(&node.elts, src, span)?,
            Expr::List(node) => self.unpack(&node.elts, src, span)?,
            Expr::Starred(_) => {
                return self.error("starred assignment target must be in a list or tuple", target.range());
            }
            _ => return self.error("cannot assign to expression", target.range()),
        }
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], src: Reg, span: Span) -> Result {
        let mut stars = targets.iter().enumerate().filter(|(_, target)| target.is_starred_expr());
        let star = stars.next().map(|(index, _)| index);
        if let Some((_, second)) = stars.next() {
            return self.error("multiple starred expressions in assignment", second.range());
        }
        let adjacent = self.adjacent_locals(targets);
        let base = adjacent.unwrap_or_else(|| self.unit.alloc_run(targets.len()));
        let op = match star {
            None => Op::UnpackSequence { src, base, count: self.unit.narrow(targets.len()) },
            Some(star) => match (u8::try_from(star), u8::try_from(targets.len() - star - 1)) {
                (Ok(before), Ok(after)) => Op::UnpackStarred { src, base, before, after },
                _ => {
                    let message = "too many expressions in star-unpacking assignment";
                    return self.error(message, targets[star].range());
                }
            },
        };
        self.unit.emit(op, span);
        for (target, reg) in targets.iter().zip(base..) {
            let target = match target {
                Expr::Starred(starred) => &*starred.value,
                _ => target,
            };
            if adjacent.is_some() {
                self.mark_bound(reg);
            } else {
                self.scratch(|this| this.assign(target, reg))?;
            }
        }
        Ok(())
    }

    /// The first register, if the targets are local variables in consecutive ones.
    fn adjacent_locals(&self, targets: &[Expr]) -> Option<Reg> {
        let first = self.local_target(targets.first()?)?;
        targets
            .iter()
            .zip(first..)
            .all(|(target, reg)| self.local_target(target) == Some(reg))
            .then_some(first)
    }

    pub(super) fn aug_assign(&mut self, node: &'a ast::StmtAugAssign) -> Result {
        let span = self.span(node);
        match &*node.target {
            Expr::Name(name) => {
                let name_span = self.span(name);
                let a = self.load_name(&name.id, |this| this.unit.alloc(), name_span);
                // The result goes to the variable's own register at once.
                let (dst, a) = match self.unit.is_temp(a) {
                    true => (a, a),
                    false if self.may_rebind([&*node.value]) => {
                        let copy = self.unit.alloc();
                        self.unit.emit(Op::Move { dst: copy, src: a }, span);
                        (a, copy)
                    }
                    false => (a, a),
                };
                self.in_place(node, dst, a, span)?;
                if self.unit.is_temp(dst) {
                    self.store_name(&name.id, dst, name_span);
                }
            }
            Expr::Attribute(attribute) => {
                let target = self.attribute_span(attribute, self.span(attribute));
                let rebinds = self.may_rebind([&*node.value]);
                let obj = self.operand_before(&attribute.value, rebinds)?;
                let site = self.attribute_site(&attribute.attr);
                let a = self.unit.alloc();
                self.unit.emit(Op::LoadAttr { dst: a, obj, site }, target);
                self.in_place(node, a, a, span)?;
                let site = self.attribute_site(&attribute.attr);
                self.unit.emit(Op::StoreAttr { src: a, obj, site }, target);
            }
            Expr::Subscript(subscript) => {
                let target = self.span(subscript);
                let rebinds = self.may_rebind([&*subscript.slice, &*node.value]);
                let obj = self.operand_before(&subscript.value, rebinds)?;
                let rebinds = self.may_rebind([&*node.value]);
                let key = self.operand_before(&subscript.slice, rebinds)?;
                let a = self.unit.alloc();
                self.unit.emit(Op::LoadItem { dst: a, obj, key }, target);
                self.in_place(node, a, a, span)?;
                self.unit.emit(Op::StoreItem { src: a, obj, key }, target);
            }
            other => {
                let message = "this is an illegal expression for augmented assignment";
                return self.error(message, other.range());
            }
        }
        Ok(())
    }

    /// `dst = a; dst op= value`
    fn in_place(&mut self, node: &'a ast::StmtAugAssign, dst: Reg, a: Reg, span: Span) -> Result {
        if let Some(op) = self.small_int_op(node.op, dst, a, &node.value, true) {
            self.unit.emit(op, span);
            return Ok(());
        }
        let b = self.operand(&node.value)?;
        let op: BinaryOp = super::expr::binary_op(node.op);
        self.unit.emit(Op::InPlace { op, dst, a, b }, span);
        Ok(())
    }

    pub(super) fn ann_assign(&mut self, node: &'a ast::StmtAnnAssign) -> Result {
        if let Some(value) = &node.value {
            self.scratch(|this| this.assign_expr(&node.target, value))?;
        }
        let evaluated = !self.scope().kind.is_function();
        match &*node.target {
            Expr::Name(name) if node.simple && evaluated => {
                let span = self.span(node);
                let src = self.unit.alloc();
                self.annotation_to(&node.annotation, src)?;
                let obj = self.load_name("__annotations__", |this| this.unit.alloc(), span);
                let key = self.mangled(&name.id).into_owned();
                let key = self.load_constant(Constant::Str(key), span);
                self.unit.emit(Op::StoreItem { src, obj, key }, span);
            }
            Expr::Name(_) => {}
            Expr::Attribute(target) if node.value.is_none() => self.effects(&target.value)?,
            Expr::Subscript(target) if node.value.is_none() => {
                self.effects(&target.value)?;
                self.effects(&target.slice)?;
            }
            _ => {}
        }
        if !node.simple && evaluated && !self.future_annotations {
            self.effects(&node.annotation)?;
        }
        Ok(())
    }

    /// Binds `__annotations__` in a module or class that has annotated variables.
    pub(super) fn set_up_annotations(&mut self, body: &[Stmt]) {
        if body.iter().any(has_annotation) {
            let span = self.span(&body[0]);
            let dst = self.unit.alloc();
            self.unit.emit(Op::BuildDict { dst, base: dst, count: 0 }, span);
            self.store_name("__annotations__", dst, span);
            self.unit.next_temp = dst;
        }
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Result {
        let span = self.span(target);
        match target {
            Expr::Name(name) => self.delete_name(&name.id, span),
            Expr::Attribute(node) => {
                let obj = self.operand(&node.value)?;
                let site = self.attribute_site(&node.attr);
                let span = self.attribute_span(node, span);
                self.unit.emit(Op::DeleteAttr { obj, site }, span);
            }
            Expr::Subscript(node) => {
                let rebinds = self.may_rebind([&*node.slice]);
                let obj = self.operand_before(&node.value, rebinds)?;
                let key = self.operand(&node.slice)?;
                self.unit.emit(Op::DeleteItem { obj, key }, span);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                elts.iter().try_for_each(|target| self.scratch(|this| this.delete(target)))?;
            }
            _ => return self.error("cannot delete expression", target.range()),
        }
        Ok(())
    }

    /// Runs `body` for each element of the iterator in `iter`. `next` is where `continue` goes.
    pub(super) fn for_loop(
        &mut self,
        target: &'a Expr,
        iter: Reg,
        next: Label,
        span: Span,
        body: impl FnOnce(&mut Self) -> Result,
    ) -> Result {
        let start = self.unit.label();
        let entry = self.unit.settled(&self.unit.flow);
        self.unit.flow = entry.clone();
        self.unit.jump(Op::Jump { offset: 0 }, next, span);
        self.unit.flow = entry;
        self.unit.place(start);
        let dst = match self.local_target(target) {
            Some(reg) => {
                self.mark_bound(reg);
                reg
            }
            None => self.unit.alloc(),
        };
        if self.unit.is_temp(dst) {
            self.scratch(|this| this.assign(target, dst))?;
            self.unit.next_temp = dst;
        }
        body(self)?;
        self.unit.place(next);
        self.unit.jump(Op::ForLoop { iter, dst, offset: 0 }, start, span);
        Ok(())
    }
}

/// The elements of a tuple or list on the right that match the targets one to one.
fn same_length<'a>(targets: &[Expr], value: &'a Expr) -> Option<&'a [Expr]> {
    let values = match value {
        Expr::Tuple(node) => &node.elts,
        Expr::List(node) => &node.elts,
        _ => return None,
    };
    let plain = !targets.iter().chain(values).any(Expr::is_starred_expr);
    (plain && !values.is_empty() && values.len() == targets.len()).then_some(values)
}

fn has_annotation(stmt: &Stmt) -> bool {
    let any = |body: &[Stmt]| body.iter().any(has_annotation);
    match stmt {
        Stmt::AnnAssign(_) => true,
        Stmt::If(node) => any(&node.body) || node.elif_else_clauses.iter().any(|clause| any(&clause.body)),
        Stmt::For(node) => any(&node.body) || any(&node.orelse),
        Stmt::While(node) => any(&node.body) || any(&node.orelse),
        Stmt::With(node) => any(&node.body),
        Stmt::Try(node) => {
            any(&node.body)
                || any(&node.orelse)
                || any(&node.finalbody)
                || node.handlers.iter().any(|ast::ExceptHandler::ExceptHandler(handler)| any(&handler.body))
        }
        Stmt::Match(node) => node.cases.iter().any(|case| any(&case.body)),
        _ => false,
    }
}

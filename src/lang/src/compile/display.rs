//! Displays of lists, tuples, sets and dicts.

use super::{Compiler, Result};
use crate::bytecode::{Constant, Op, Reg, Span};
use crate::constant::fold;
use ruff_python_ast::{self as ast, Expr};

/// Elements that are built at once; the rest is added one by one, so a long display needs few registers.
const AT_ONCE: usize = 32;

/// From so many constant elements on, a list is filled from a constant tuple.
const FROM_CONSTANT: usize = 3;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn list(&mut self, elements: &'a [Expr], dst: Reg, span: Span) -> Result {
        if elements.len() >= FROM_CONSTANT
            && let Some(constants) = elements.iter().map(fold).collect()
        {
            let list = self.built_in(dst);
            self.unit.emit(Op::BuildList { dst: list, base: list, count: 0 }, span);
            let iterable = self.load_constant(Constant::Tuple(constants), span);
            self.unit.emit(Op::ListExtend { list, iterable }, span);
            self.deliver(dst, list, span);
            return Ok(());
        }
        self.sequence(elements, dst, span, |dst, base, count| Op::BuildList { dst, base, count })
    }

    pub(super) fn tuple(&mut self, elements: &'a [Expr], dst: Reg, span: Span) -> Result {
        let simple = elements.len() <= AT_ONCE && !elements.iter().any(Expr::is_starred_expr);
        if simple {
            return self.sequence(elements, dst, span, |dst, base, count| Op::BuildTuple {
                dst,
                base,
                count,
            });
        }
        let list = self.unit.alloc();
        self.sequence(elements, list, span, |dst, base, count| Op::BuildList { dst, base, count })?;
        self.unit.emit(Op::ListToTuple { dst, list }, span);
        Ok(())
    }

    /// A list, or a tuple that is built at once.
    fn sequence(
        &mut self,
        elements: &'a [Expr],
        dst: Reg,
        span: Span,
        build: impl Fn(Reg, Reg, u16) -> Op,
    ) -> Result {
        let (first, rest) = elements.split_at(at_once(elements));
        let base = self.unit.next_temp;
        for element in first {
            self.value(element)?;
        }
        let count = first.len() as u16;
        if rest.is_empty() {
            self.unit.emit(build(dst, base, count), span);
            return Ok(());
        }
        self.unit.next_temp = base;
        let list = self.built_in(dst);
        self.unit.emit(build(list, base, count), span);
        for element in rest {
            self.scratch(|this| {
                let op = match element {
                    Expr::Starred(starred) => {
                        Op::ListExtend { list, iterable: this.operand(&starred.value)? }
                    }
                    _ => Op::ListAppend { list, value: this.operand(element)? },
                };
                this.unit.emit(op, span);
                Ok(())
            })?;
        }
        self.deliver(dst, list, span);
        Ok(())
    }

    pub(super) fn set(&mut self, elements: &'a [Expr], dst: Reg, span: Span) -> Result {
        if elements.len() <= 2 || !elements.iter().all(is_constant) {
            return self.set_of(elements, dst, span);
        }
        self.scratch(|this| {
            let set = this.built_in(dst);
            this.set_of(elements, set, span)?;
            this.unit.emit(Op::SetOfConstants { set }, span);
            this.deliver(dst, set, span);
            Ok(())
        })
    }

    fn set_of(&mut self, elements: &'a [Expr], dst: Reg, span: Span) -> Result {
        let (first, rest) = elements.split_at(at_once(elements));
        let base = self.unit.next_temp;
        for element in first {
            self.value(element)?;
        }
        let count = first.len() as u16;
        if rest.is_empty() {
            self.unit.emit(Op::BuildSet { dst, base, count }, span);
            return Ok(());
        }
        self.unit.next_temp = base;
        let set = self.built_in(dst);
        self.unit.emit(Op::BuildSet { dst: set, base, count }, span);
        for element in rest {
            self.scratch(|this| {
                let op = match element {
                    Expr::Starred(starred) => Op::SetUpdate { set, iterable: this.operand(&starred.value)? },
                    _ => Op::SetAdd { set, value: this.operand(element)? },
                };
                this.unit.emit(op, span);
                Ok(())
            })?;
        }
        self.deliver(dst, set, span);
        Ok(())
    }

    pub(super) fn dict(&mut self, node: &'a ast::ExprDict, dst: Reg, span: Span) -> Result {
        let plain = node.items.iter().take(AT_ONCE).take_while(|item| item.key.is_some()).count();
        let (first, rest) = node.items.split_at(plain);
        let base = self.unit.next_temp;
        for item in first {
            self.value(item.key.as_ref().expect("these have keys"))?;
            self.value(&item.value)?;
        }
        let count = first.len() as u16;
        if rest.is_empty() {
            self.unit.emit(Op::BuildDict { dst, base, count }, span);
            return Ok(());
        }
        self.unit.next_temp = base;
        let dict = self.built_in(dst);
        self.unit.emit(Op::BuildDict { dst: dict, base, count }, span);
        for item in rest {
            self.scratch(|this| {
                let op = match &item.key {
                    Some(key) => {
                        let rebinds = this.may_rebind([&item.value]);
                        let key = this.operand_before(key, rebinds)?;
                        Op::DictInsert { dict, key, value: this.operand(&item.value)? }
                    }
                    None => Op::DictUpdate { dict, mapping: this.operand(&item.value)? },
                };
                this.unit.emit(op, span);
                Ok(())
            })?;
        }
        self.deliver(dst, dict, span);
        Ok(())
    }
}

/// How many elements can be built at once.
fn at_once(elements: &[Expr]) -> usize {
    elements.iter().take(AT_ONCE).take_while(|element| !element.is_starred_expr()).count()
}

/// Whether CPython's compiler knows the value (of those that can be in a set).
fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_constant),
        Expr::UnaryOp(operation) => operation.operand.is_number_literal_expr(),
        other => other.is_literal_expr(),
    }
}

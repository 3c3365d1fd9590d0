//! Loading, binding and unbinding names.

use super::Compiler;
use crate::Mode;
use crate::bytecode::{CodeKind, Op, Reg, Span};
use crate::mangle::mangle;
use crate::symbols::Meaning;
use std::borrow::Cow;

/// How a name is reached in the current block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Local(Reg),
    /// The cell is in the register.
    Cell(Reg),
    Global,
    /// In the namespace of the class, or of what `exec` executes.
    Name,
    /// A variable of an enclosing function, seen from a class body: the namespace comes first.
    NameOrCell(Reg),
}

impl Compiler<'_, '_> {
    pub(super) fn mangled<'n>(&self, name: &'n str) -> Cow<'n, str> {
        mangle(self.scope().class.as_deref(), name)
    }

    /// `name` is mangled already.
    pub(super) fn place_of(&self, name: &str) -> Place {
        let meaning = self.scope().meaning(name);
        let register = || self.unit.variables[name];
        match (self.unit.code.kind, meaning) {
            (_, Meaning::GlobalExplicit) => Place::Global,
            (CodeKind::Module, _) if self.mode != Mode::Module => Place::Name,
            (CodeKind::Module, _) => Place::Global,
            (CodeKind::Class, Meaning::Free) => Place::NameOrCell(register()),
            (CodeKind::Class, _) => Place::Name,
            (CodeKind::Function, Meaning::Local) => Place::Local(register()),
            (CodeKind::Function, Meaning::Cell | Meaning::Free) => Place::Cell(register()),
            (CodeKind::Function, Meaning::GlobalImplicit) => Place::Global,
        }
    }

    /// The register of a local variable that is no cell.
    pub(super) fn local(&self, name: &str) -> Option<Reg> {
        match self.place_of(&self.mangled(name)) {
            Place::Local(reg) => Some(reg),
            _ => None,
        }
    }

    /// Makes sure that a local variable is bound here.
    pub(super) fn check_bound(&mut self, reg: Reg, span: Span) {
        if self.unit.flow.as_ref().is_some_and(|bound| !bound.contains(reg)) {
            self.unit.emit(Op::CheckBound { reg }, span);
            self.mark_bound(reg);
        }
    }

    pub(super) fn mark_bound(&mut self, reg: Reg) {
        if !self.unit.is_temp(reg) {
            self.unit.flow.iter_mut().for_each(|bound| bound.insert(reg));
        }
    }

    /// The register that holds a variable now: its own if it is a local, else `scratch`, into which it is loaded.
    pub(super) fn load_name(
        &mut self,
        name: &str,
        scratch: impl FnOnce(&mut Self) -> Reg,
        span: Span,
    ) -> Reg {
        let name = self.mangled(name);
        let place = self.place_of(&name);
        if let Place::Local(reg) = place {
            self.check_bound(reg, span);
            return reg;
        }
        let dst = scratch(self);
        let op = match place {
            Place::Local(_) => unreachable!("returned above"),
            Place::Cell(cell) => Op::LoadCell { dst, cell },
            Place::Global => Op::LoadGlobal { dst, site: self.unit.site(&name) },
            Place::Name => Op::LoadName { dst, site: self.unit.site(&name) },
            Place::NameOrCell(cell) => Op::LoadNameOrCell { dst, cell, site: self.short_site(&name) },
        };
        self.unit.emit(op, span);
        dst
    }

    /// `name = src`
    pub(super) fn store_name(&mut self, name: &str, src: Reg, span: Span) {
        let name = self.mangled(name);
        let op = match self.place_of(&name) {
            Place::Local(dst) => {
                if dst != src {
                    self.unit.emit(Op::Move { dst, src }, span);
                }
                return self.mark_bound(dst);
            }
            Place::Cell(cell) | Place::NameOrCell(cell) => Op::StoreCell { src, cell },
            Place::Global => Op::StoreGlobal { src, site: self.unit.site(&name) },
            Place::Name => Op::StoreName { src, site: self.unit.site(&name) },
        };
        self.unit.emit(op, span);
    }

    /// `del name`
    pub(super) fn delete_name(&mut self, name: &str, span: Span) {
        let name = self.mangled(name);
        match self.place_of(&name) {
            Place::Local(reg) => {
                self.check_bound(reg, span);
                self.unbind(reg, span);
            }
            Place::Cell(cell) | Place::NameOrCell(cell) => {
                // Loading it raises where the cell is empty already.
                let dst = self.unit.alloc();
                self.unit.emit(Op::LoadCell { dst, cell }, span);
                self.unit.next_temp = dst;
                self.unit.emit(Op::DeleteCell { cell }, span);
            }
            place => self.delete_in_namespace(place, &name, span),
        }
    }

    /// `name = None; del name`, which raises nothing (end of `except … as name`).
    pub(super) fn unbind_name(&mut self, name: &str, span: Span) {
        let name = self.mangled(name);
        match self.place_of(&name) {
            Place::Local(reg) => self.unbind(reg, span),
            Place::Cell(cell) | Place::NameOrCell(cell) => self.unit.emit(Op::DeleteCell { cell }, span),
            place => {
                let src = self.unit.alloc();
                self.unit.emit(Op::LoadNone { dst: src }, span);
                self.unit.next_temp = src;
                self.store_name(&name, src, span);
                self.delete_in_namespace(place, &name, span);
            }
        }
    }

    fn unbind(&mut self, reg: Reg, span: Span) {
        self.unit.emit(Op::Unbind { reg }, span);
        self.unit.flow.iter_mut().for_each(|bound| bound.remove(reg));
    }

    fn delete_in_namespace(&mut self, place: Place, name: &str, span: Span) {
        self.unit.empty_temps(span);
        let site = self.unit.site(name);
        let op = if place == Place::Global { Op::DeleteGlobal { site } } else { Op::DeleteName { site } };
        self.unit.emit(op, span);
    }
}

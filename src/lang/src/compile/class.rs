//! Classes.

use super::{Compiler, Result};
use crate::bytecode::{CodeKind, Constant, Op};
use ruff_python_ast as ast;
use ruff_text_size::Ranged;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn class_def(&mut self, node: &'a ast::StmtClassDef) -> Result {
        if let Some(parameters) = &node.type_params {
            return self.left_out("a list of type parameters (Python 3.12)", parameters.range());
        }
        let name = node.name.as_str();
        let span = self.definition_span(&node.name, node.range());
        let first = self.decorators(&node.decorator_list)?;
        let scope = self.symbols.scope_of(node);
        let code = self.nested(scope, name, CodeKind::Class, span, |this| this.class_body(node))?;
        let base = self.unit.alloc_run(3);
        self.unit.emit(Op::LoadBuildClass { dst: base }, span);
        self.make_closure(base + 1, code, span);
        self.load_constant_to(Constant::Str(name.to_owned()), base + 2, span);
        self.finish_call(base, base, 2, node.arguments.as_deref(), span)?;
        let result = self.decorate(first, &node.decorator_list, base);
        self.store_name(name, result, span);
        Ok(())
    }

    fn class_body(&mut self, node: &'a ast::StmtClassDef) -> Result {
        let span = self.definition_span(&node.name, node.range());
        let scratch = self.unit.alloc();
        self.load_name("__name__", |_| scratch, span);
        self.store_name("__module__", scratch, span);
        let qualname = Constant::Str(self.unit.code.qualname.clone());
        self.load_constant_to(qualname, scratch, span);
        self.store_name("__qualname__", scratch, span);
        self.set_up_annotations(&node.body);
        if let Some((text, range)) = super::stmt::docstring(&node.body) {
            self.unit.code.doc = Some(text.clone());
            let span = self.lines.span(range);
            self.load_constant_to(Constant::Str(text), scratch, span);
            self.store_name("__doc__", scratch, span);
        }
        self.unit.next_temp = scratch;
        self.body(&node.body)?;
        let last = node.body.last().map_or(span, |stmt| self.last_span(stmt));
        if self.scope().needs_class_cell {
            self.unit.emit(Op::Return { src: 0 }, last);
        } else {
            self.return_none(last);
        }
        Ok(())
    }
}

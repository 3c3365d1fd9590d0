//! Imports.

use super::{Compiler, Result};
use crate::CompileError;
use crate::bytecode::{Op, Span};
use crate::span::Lines;
use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::Ranged;

/// Features of `__future__` that 3.11 knows: all but `annotations` are on already, or change nothing here.
const FEATURES: [&str; 9] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
    "annotations",
];

/// Checks the `from __future__` imports of a module; the answer is whether annotations are kept as text.
pub(super) fn check_future(body: &[Stmt], lines: &Lines) -> Result<bool> {
    let mut annotations = false;
    let mut allowed = true;
    for (index, stmt) in body.iter().enumerate() {
        match stmt {
            Stmt::ImportFrom(node) if is_future(node) => {
                let span = lines.span(node.range());
                if !allowed {
                    let message = "from __future__ imports must occur at the beginning of the file";
                    return Err(CompileError::syntax(message, span));
                }
                for alias in &node.names {
                    let name = alias.name.as_str();
                    if name == "braces" {
                        return Err(CompileError::syntax("not a chance", span));
                    }
                    if !FEATURES.contains(&name) {
                        return Err(CompileError::syntax(
                            format!("future feature {name} is not defined"),
                            span,
                        ));
                    }
                    annotations |= name == "annotations";
                }
            }
            _ => allowed &= index == 0 && super::stmt::docstring(body).is_some(),
        }
    }
    Ok(annotations)
}

fn is_future(node: &ast::StmtImportFrom) -> bool {
    node.level == 0 && node.module.as_ref().is_some_and(|module| module.as_str() == "__future__")
}

impl<'a> Compiler<'_, 'a> {
    pub(super) fn import(&mut self, node: &'a ast::StmtImport) -> Result {
        let span = self.span(node);
        for alias in &node.names {
            let module = alias.name.as_str();
            let bound = alias
                .asname
                .as_ref()
                .map_or_else(|| module.split('.').next().unwrap_or_default(), |name| name.as_str());
            let dst = self.unit.alloc();
            let name = self.unit.import_name(module.to_owned());
            self.unit.emit(Op::Import { dst, name, leaf: alias.asname.is_some() }, span);
            self.store_name(bound, dst, span);
            self.unit.next_temp = dst;
        }
        Ok(())
    }

    pub(super) fn import_from(&mut self, node: &'a ast::StmtImportFrom) -> Result {
        let span: Span = self.span(node);
        if is_future(node) {
            if self.unit.blocks.is_empty() && self.unit.scope == crate::symbols::Symbols::MODULE {
                return Ok(());
            }
            return self
                .error("from __future__ imports must occur at the beginning of the file", node.range());
        }
        let module = node.module.as_ref().map_or("", |module| module.as_str());
        let path = format!("{}{module}", ".".repeat(node.level as usize));
        let module = self.unit.alloc();
        let name = self.unit.import_name(path);
        self.unit.emit(Op::Import { dst: module, name, leaf: true }, span);
        for alias in &node.names {
            if alias.name.as_str() == "*" {
                self.unit.emit(Op::ImportStar { module }, span);
                continue;
            }
            let site = self.short_site(alias.name.as_str());
            let bound = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
            match self.local(bound) {
                Some(dst) => {
                    self.unit.emit(Op::ImportFrom { dst, module, site }, span);
                    self.mark_bound(dst);
                }
                None => {
                    let dst = self.unit.alloc();
                    self.unit.emit(Op::ImportFrom { dst, module, site }, span);
                    self.store_name(bound, dst, span);
                    self.unit.next_temp = dst;
                }
            }
        }
        Ok(())
    }
}

//! Functions and lambdas.

use super::{Compiler, Result};
use crate::bytecode::{Code, CodeKind, Constant, FunctionSpec, Op, Reg, Span};
use ruff_python_ast::{self as ast, Decorator, Expr, Parameters};
use ruff_text_size::Ranged;
use std::sync::Arc;

impl<'a> Compiler<'_, 'a> {
    pub(super) fn function_def(&mut self, node: &'a ast::StmtFunctionDef) -> Result {
        if let Some(parameters) = &node.type_params {
            return self.left_out("a list of type parameters (Python 3.12)", parameters.range());
        }
        let name = node.name.as_str();
        let span = self.definition_span(&node.name, node.range());
        let first = self.decorators(&node.decorator_list)?;
        let dst = match self.local(name) {
            Some(reg) if node.decorator_list.is_empty() => reg,
            _ => self.unit.alloc(),
        };
        let scope = self.symbols.scope_of(node);
        let code = self.nested(scope, name, CodeKind::Function, span, |this| {
            this.signature(&node.parameters);
            this.unit.code.doc = super::stmt::docstring(&node.body).map(|(text, _)| text);
            this.body(&node.body)?;
            let last = node.body.last().map_or(span, |stmt| this.last_span(stmt));
            this.return_none(last);
            Ok(())
        })?;
        self.make_function(dst, Some(&node.parameters), node.returns.as_deref(), code, span)?;
        let result = self.decorate(first, &node.decorator_list, dst);
        self.store_name(name, result, span);
        Ok(())
    }

    pub(super) fn lambda(&mut self, node: &'a ast::ExprLambda, dst: Reg, span: Span) -> Result {
        let scope = self.symbols.scope_of(node);
        let code = self.nested(scope, "<lambda>", CodeKind::Function, span, |this| {
            if let Some(parameters) = &node.parameters {
                this.signature(parameters);
            }
            let src = this.operand(&node.body)?;
            let body = this.span(&*node.body);
            this.unit.emit(Op::Return { src }, body);
            Ok(())
        })?;
        self.make_function(dst, node.parameters.as_deref(), None, code, span)
    }

    /// Evaluates the decorators into consecutive temporaries; the answer is the first.
    pub(super) fn decorators(&mut self, decorators: &'a [Decorator]) -> Result<Reg> {
        let first = self.unit.next_temp;
        for decorator in decorators {
            self.value(&decorator.expression)?;
        }
        Ok(first)
    }

    /// Calls the decorators, the last first, with what is in `value`, the register behind them.
    pub(super) fn decorate(&mut self, first: Reg, decorators: &[Decorator], value: Reg) -> Reg {
        for (index, decorator) in decorators.iter().enumerate().rev() {
            let base = first + index as Reg;
            let span = self.span(&decorator.expression);
            self.unit.emit(Op::Call { dst: base, base, argc: 1 }, span);
        }
        if decorators.is_empty() { value } else { first }
    }

    /// The line of a definition: that of its name, for decorators stand on lines of their own.
    pub(super) fn definition_span(&self, name: &ast::Identifier, whole: ruff_text_size::TextRange) -> Span {
        let name = self.lines.span(name.range());
        let end = self.lines.span(whole);
        let indent = self.lines.text(name.line).chars().take_while(|c| c.is_whitespace()).count() as u32;
        Span { line: name.line, column: indent, end_line: end.end_line, end_column: end.end_column }
    }

    fn signature(&mut self, parameters: &Parameters) {
        let count = |list: &[ast::ParameterWithDefault]| list.len();
        let positional_only = self.unit.narrow(count(&parameters.posonlyargs));
        let positional = self.unit.narrow(count(&parameters.posonlyargs) + count(&parameters.args));
        let keyword_only = self.unit.narrow(count(&parameters.kwonlyargs));
        let code = &mut self.unit.code;
        code.positional_only = positional_only;
        code.positional = positional;
        code.keyword_only = keyword_only;
        code.varargs = parameters.vararg.is_some();
        code.varkeywords = parameters.kwarg.is_some();
    }

    /// The registers whose cells a nested block takes.
    pub(super) fn closure_of(&self, code: &Code) -> Vec<Reg> {
        code.free
            .iter()
            .map(|name| match name.as_str() {
                // Of a class, the only cell of its own.
                "__class__" if self.scope().needs_class_cell => 0,
                name => self.unit.variables[name],
            })
            .collect()
    }

    fn make_function(
        &mut self,
        dst: Reg,
        parameters: Option<&'a Parameters>,
        returns: Option<&'a Expr>,
        code: Arc<Code>,
        span: Span,
    ) -> Result {
        let mark = self.unit.next_temp;
        let mut spec = FunctionSpec {
            code: 0,
            defaults: 0,
            keyword_defaults: Vec::new(),
            annotations: Vec::new(),
            closure: self.closure_of(&code),
        };
        if let Some(parameters) = parameters {
            let positional = parameters.posonlyargs.iter().chain(&parameters.args);
            for default in positional.filter_map(|parameter| parameter.default.as_deref()) {
                self.value(default)?;
                spec.defaults += 1;
            }
            for parameter in &parameters.kwonlyargs {
                if let Some(default) = &parameter.default {
                    self.value(default)?;
                    let name = self.mangled(parameter.parameter.name.as_str()).into_owned();
                    spec.keyword_defaults.push(name);
                }
            }
            self.annotations(parameters, returns, &mut spec)?;
        }
        let function = self.unit.function(spec, code);
        self.unit.emit(Op::MakeFunction { dst, base: mark, function }, span);
        self.unit.next_temp = mark;
        self.mark_bound(dst);
        Ok(())
    }

    fn annotations(
        &mut self,
        parameters: &'a Parameters,
        returns: Option<&'a Expr>,
        spec: &mut FunctionSpec,
    ) -> Result {
        let plain = |list: &'a [ast::ParameterWithDefault]| list.iter().map(|parameter| &parameter.parameter);
        let named = plain(&parameters.posonlyargs)
            .chain(plain(&parameters.args))
            .chain(parameters.vararg.as_deref())
            .chain(plain(&parameters.kwonlyargs))
            .chain(parameters.kwarg.as_deref())
            .filter_map(|parameter| Some((parameter.name.as_str(), parameter.annotation.as_deref()?)));
        for (name, annotation) in named.chain(returns.map(|returns| ("return", returns))) {
            let dst = self.unit.alloc();
            self.annotation_to(annotation, dst)?;
            let name = self.mangled(name).into_owned();
            spec.annotations.push(name);
        }
        Ok(())
    }

    /// The value of an annotation, or its text under `from __future__ import annotations`.
    pub(super) fn annotation_to(&mut self, annotation: &'a Expr, dst: Reg) -> Result {
        if self.future_annotations {
            let span = self.span(annotation);
            let text = self.source[annotation.range()].to_owned();
            self.load_constant_to(Constant::Str(text), dst, span);
            return Ok(());
        }
        match annotation {
            // `*args: *Ts` (PEP 646) is the one element of the unpacked value.
            Expr::Starred(starred) => {
                let span = self.span(annotation);
                let src = self.value(&starred.value)?;
                self.unit.emit(Op::UnpackSequence { src, base: dst, count: 1 }, span);
                self.unit.next_temp = src;
                Ok(())
            }
            _ => self.expr_to(annotation, dst),
        }
    }
}

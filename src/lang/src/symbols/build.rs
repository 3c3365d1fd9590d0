//! First pass: what each block does with each name.

use super::{Scope, ScopeId, ScopeKind, Symbols, Uses};
use crate::CompileError;
use crate::mangle::mangle;
use crate::span::Lines;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Arguments, Comprehension, ExceptHandler, Expr, ExprContext, Identifier, Parameters, Pattern, Stmt,
};
use ruff_text_size::{Ranged, TextRange};
use std::collections::HashMap;

pub(super) fn build(body: &[Stmt], lines: &Lines) -> Result<Symbols, CompileError> {
    let mut builder = Builder {
        symbols: Symbols { scopes: Vec::new(), nodes: HashMap::new() },
        current: 0,
        lines,
        error: None,
        depth: 0,
        iterables: 0,
    };
    builder.symbols.scopes.push(new_scope(ScopeKind::Module, None, None));
    builder.visit_body(body);
    match builder.error {
        Some(error) => Err(error),
        None => Ok(builder.symbols),
    }
}

fn new_scope(kind: ScopeKind, parent: Option<ScopeId>, class: Option<String>) -> Scope {
    Scope {
        kind,
        parent,
        class,
        symbols: Vec::new(),
        index: HashMap::new(),
        free: Vec::new(),
        generator: false,
        asynchronous: false,
        yields: false,
        has_walrus: false,
        needs_class_cell: false,
    }
}

/// Deepest nesting of expressions: more would risk the stack of the thread that compiles.
const DEEPEST: usize = 400;

struct Builder<'s> {
    symbols: Symbols,
    current: ScopeId,
    lines: &'s Lines<'s>,
    /// The first error: the walk goes on, its later findings are dropped.
    error: Option<CompileError>,
    /// Nesting of expressions.
    depth: usize,
    /// How many iterables of comprehensions are around.
    iterables: usize,
}

impl Builder<'_> {
    fn fail(&mut self, message: String, range: TextRange) {
        if self.error.is_none() {
            self.error = Some(CompileError::syntax(message, self.lines.span(range)));
        }
    }

    fn scope(&mut self) -> &mut Scope {
        &mut self.symbols.scopes[self.current]
    }

    fn enter<T>(&mut self, node: &T, kind: ScopeKind, class: Option<String>) -> ScopeId {
        let id = self.symbols.scopes.len();
        self.symbols.scopes.push(new_scope(kind, Some(self.current), class));
        self.symbols.nodes.insert(std::ptr::from_ref(node).addr(), id);
        std::mem::replace(&mut self.current, id)
    }

    fn class(&self) -> Option<String> {
        self.symbols.scopes[self.current].class.clone()
    }

    fn note(&mut self, name: &str, change: impl FnOnce(&mut Uses)) {
        let class = self.class();
        let name = mangle(class.as_deref(), name);
        change(&mut self.scope().symbol_mut(&name).uses);
    }

    fn assign(&mut self, name: &str, range: TextRange) {
        if name == "__debug__" {
            self.fail("cannot assign to __debug__".to_owned(), range);
        }
        if let ScopeKind::Comprehension(_) = self.scope().kind {
            // An assignment expression of this comprehension has declared the name.
            if self.scope().symbol(name).is_some_and(|symbol| symbol.uses.global || symbol.uses.nonlocal) {
                let message =
                    format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                self.fail(message, range);
            }
            self.note(name, |uses| uses.iteration = true);
        }
        self.note(name, |uses| uses.assigned = true);
    }

    fn assign_identifier(&mut self, name: &Identifier) {
        self.assign(name.as_str(), name.range());
    }

    fn use_name(&mut self, name: &str) {
        self.note(name, |uses| uses.used = true);
        if name == "super" && self.scope().kind.is_function() {
            self.note("__class__", |uses| uses.used = true);
        }
    }

    fn declare(&mut self, names: &[Identifier], range: TextRange, global: bool) {
        let word = if global { "global" } else { "nonlocal" };
        for name in names {
            let class = self.class();
            let mangled = mangle(class.as_deref(), name.as_str()).into_owned();
            let module = self.scope().kind == ScopeKind::Module;
            let uses = self.scope().symbol_mut(&mangled).uses;
            let other = if global { uses.nonlocal } else { uses.global };
            let message = if !global && module {
                Some("nonlocal declaration not allowed at module level".to_owned())
            } else if uses.parameter {
                Some(format!("name '{name}' is parameter and {word}"))
            } else if uses.used {
                Some(format!("name '{name}' is used prior to {word} declaration"))
            } else if uses.annotated {
                Some(format!("annotated name '{name}' can't be {word}"))
            } else if uses.assigned {
                Some(format!("name '{name}' is assigned to before {word} declaration"))
            } else if other {
                Some(format!("name '{name}' is nonlocal and global"))
            } else {
                None
            };
            if let Some(message) = message {
                let earlier = self.scope().symbol_mut(&mangled).declaration;
                self.fail(message, if other { earlier } else { range });
            }
            let symbol = self.scope().symbol_mut(&mangled);
            symbol.declaration = range;
            if global {
                symbol.uses.global = true;
            } else {
                symbol.uses.nonlocal = true;
            }
        }
    }

    fn parameter(&mut self, name: &Identifier) {
        let class = self.class();
        let mangled = mangle(class.as_deref(), name.as_str()).into_owned();
        if self.scope().symbol(&mangled).is_some_and(|symbol| symbol.uses.parameter) {
            self.fail(format!("duplicate argument '{name}' in function definition"), name.range());
        }
        if name.as_str() == "__debug__" {
            self.fail("cannot assign to __debug__".to_owned(), name.range());
        }
        self.scope().symbol_mut(&mangled).uses.parameter = true;
    }

    /// Declares the parameters, in the order of the registers.
    fn parameters(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            self.parameter(&parameter.parameter.name);
        }
        for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
            self.parameter(&parameter.name);
        }
    }

    fn defaults(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn comprehension<T>(
        &mut self,
        node: &T,
        what: &'static str,
        elements: [Option<&Expr>; 2],
        generators: &[Comprehension],
        generator: bool,
    ) {
        let Some(first) = generators.first() else { return };
        self.iterable(&first.iter);
        let class = self.class();
        let outer = self.enter(node, ScopeKind::Comprehension(what), class);
        self.scope().symbol_mut(".0").uses.parameter = true;
        self.scope().generator = generator;
        self.scope().yields = generator;
        for (index, clause) in generators.iter().enumerate() {
            if clause.is_async {
                self.waits();
            }
            self.visit_expr(&clause.target);
            if index > 0 {
                self.iterable(&clause.iter);
            }
            for condition in &clause.ifs {
                self.visit_expr(condition);
            }
        }
        for element in elements.into_iter().flatten() {
            self.visit_expr(element);
        }
        let waits = self.scope().asynchronous && !generator;
        self.current = outer;
        // The block around waits for it.
        if waits {
            self.waits();
        }
    }

    fn iterable<'a>(&mut self, expr: &'a Expr)
    where
        Self: Visitor<'a>,
    {
        self.iterables += 1;
        self.visit_expr(expr);
        self.iterables -= 1;
    }

    /// `name := …`: in a comprehension it binds in the block around (PEP 572).
    fn walrus(&mut self, name: &str, range: TextRange) {
        let class = self.class();
        let mangled = mangle(class.as_deref(), name).into_owned();
        if self.iterables > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return self.fail(message.to_owned(), range);
        }
        let mut owner = self.current;
        while let ScopeKind::Comprehension(_) = self.symbols.scopes[owner].kind {
            if self.symbols.scopes[owner].symbol(&mangled).is_some_and(|symbol| symbol.uses.iteration) {
                let message =
                    format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                return self.fail(message, range);
            }
            owner = self.symbols.scopes[owner].parent.expect("a comprehension stands in a block");
        }
        if owner == self.current {
            self.scope().has_walrus = true;
            return self.assign(name, range);
        }
        let kind = self.symbols.scopes[owner].kind;
        if kind == ScopeKind::Class {
            let message = "assignment expression within a comprehension cannot be used in a class body";
            return self.fail(message.to_owned(), range);
        }
        let uses = &mut self.symbols.scopes[owner].symbol_mut(&mangled).uses;
        uses.assigned = true;
        let global = kind == ScopeKind::Module || uses.global;
        let mut inner = self.current;
        while inner != owner {
            let symbol = self.symbols.scopes[inner].symbol_mut(&mangled);
            symbol.uses.global |= global;
            symbol.uses.nonlocal |= !global;
            symbol.declaration = range;
            inner = self.symbols.scopes[inner].parent.expect("the owner encloses the comprehension");
        }
    }

    fn yields(&mut self, range: TextRange) {
        if let ScopeKind::Comprehension(what) = self.scope().kind {
            self.fail(format!("'yield' inside {what}"), range);
        }
        self.scope().generator = true;
        self.scope().yields = true;
    }

    /// An `await` or `async for`: it makes a comprehension asynchronous.
    fn waits(&mut self) {
        if let ScopeKind::Comprehension(_) = self.scope().kind {
            self.scope().asynchronous = true;
            self.scope().generator = true;
        }
    }

    fn expr<'a>(&mut self, expr: &'a Expr)
    where
        Self: Visitor<'a>,
    {
        match expr {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load | ExprContext::Invalid => self.use_name(&name.id),
                ExprContext::Store => self.assign(&name.id, name.range()),
                ExprContext::Del => {
                    self.assign(&name.id, name.range());
                    self.note(&name.id, |uses| uses.unbound = true);
                }
            },
            Expr::Named(named) => {
                if let Expr::Name(name) = &*named.target {
                    self.walrus(&name.id, name.range());
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                let class = self.class();
                let outer = self.enter(lambda, ScopeKind::Function, class);
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters);
                }
                self.visit_expr(&lambda.body);
                self.current = outer;
            }
            Expr::ListComp(node) => {
                self.comprehension(
                    node,
                    "list comprehension",
                    [Some(&node.elt), None],
                    &node.generators,
                    false,
                );
            }
            Expr::SetComp(node) => {
                self.comprehension(
                    node,
                    "set comprehension",
                    [Some(&node.elt), None],
                    &node.generators,
                    false,
                );
            }
            Expr::DictComp(node) => {
                let elements = [node.key.as_deref(), Some(&*node.value)];
                self.comprehension(node, "dict comprehension", elements, &node.generators, false);
            }
            Expr::Generator(node) => {
                self.comprehension(
                    node,
                    "generator expression",
                    [Some(&node.elt), None],
                    &node.generators,
                    true,
                );
            }
            Expr::Await(_) => {
                self.waits();
                visitor::walk_expr(self, expr);
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.yields(expr.range());
                visitor::walk_expr(self, expr);
            }
            _ => visitor::walk_expr(self, expr),
        }
    }

    fn bases(&mut self, arguments: Option<&Arguments>) {
        if let Some(arguments) = arguments {
            self.visit_arguments(arguments);
        }
    }
}

impl<'a> Visitor<'a> for Builder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(node) => {
                self.assign_identifier(&node.name);
                self.defaults(&node.parameters);
                for parameter in node.parameters.iter() {
                    if let Some(annotation) = parameter.annotation() {
                        self.visit_expr(annotation);
                    }
                }
                if let Some(returns) = &node.returns {
                    self.visit_expr(returns);
                }
                for decorator in &node.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                let class = self.class();
                let outer = self.enter(node, ScopeKind::Function, class);
                self.scope().generator = node.is_async;
                self.scope().asynchronous = node.is_async;
                self.parameters(&node.parameters);
                self.visit_body(&node.body);
                self.current = outer;
            }
            Stmt::ClassDef(node) => {
                self.assign_identifier(&node.name);
                self.bases(node.arguments.as_deref());
                for decorator in &node.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                let outer = self.enter(node, ScopeKind::Class, Some(node.name.to_string()));
                self.visit_body(&node.body);
                self.current = outer;
            }
            Stmt::Global(node) => self.declare(&node.names, node.range(), true),
            Stmt::Nonlocal(node) => self.declare(&node.names, node.range(), false),
            Stmt::Import(node) => {
                for alias in &node.names {
                    match &alias.asname {
                        Some(name) => self.assign_identifier(name),
                        None => {
                            let top = alias.name.as_str().split('.').next().unwrap_or_default();
                            self.assign(top, alias.range());
                        }
                    }
                }
            }
            Stmt::ImportFrom(node) => {
                for alias in &node.names {
                    if alias.name.as_str() == "*" {
                        if self.scope().kind != ScopeKind::Module {
                            self.fail("import * only allowed at module level".to_owned(), node.range());
                        }
                    } else {
                        self.assign_identifier(alias.asname.as_ref().unwrap_or(&alias.name));
                    }
                }
            }
            Stmt::AnnAssign(node) => {
                if let Expr::Name(name) = &*node.target {
                    let class = self.class();
                    let mangled = mangle(class.as_deref(), name.id.as_str()).into_owned();
                    let module = self.scope().kind == ScopeKind::Module;
                    let uses = self.scope().symbol_mut(&mangled).uses;
                    if node.simple && (uses.global || uses.nonlocal) && !module {
                        let word = if uses.global { "global" } else { "nonlocal" };
                        self.fail(format!("annotated name '{}' can't be {word}", name.id), node.range());
                    }
                    if node.simple {
                        self.note(&name.id, |uses| uses.annotated = true);
                    }
                    if node.simple || node.value.is_some() {
                        self.assign(&name.id, name.range());
                    }
                } else {
                    self.visit_expr(&node.target);
                }
                self.visit_expr(&node.annotation);
                if let Some(value) = &node.value {
                    self.visit_expr(value);
                }
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.depth >= DEEPEST {
            return self.fail("this expression is nested too deeply to compile".to_owned(), expr.range());
        }
        self.depth += 1;
        self.expr(expr);
        self.depth -= 1;
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(node) = handler;
        if let Some(class) = &node.type_ {
            self.visit_expr(class);
        }
        if let Some(name) = &node.name {
            self.assign_identifier(name);
            self.note(name.as_str(), |uses| uses.unbound = true);
        }
        self.visit_body(&node.body);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(node) => node.name.as_ref(),
            Pattern::MatchStar(node) => node.name.as_ref(),
            Pattern::MatchMapping(node) => node.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.assign_identifier(name);
        }
        visitor::walk_pattern(self, pattern);
    }
}

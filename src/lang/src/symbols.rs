//! Which variable a name means: the scopes of a module, found before code is generated.
//!
//! The rules are those of the Python reference, "Naming and binding", and CPython's `symtable.c`. [`build`] walks the
//! tree once and notes what each block does with each name; [`resolve`](resolve) then finds the owner of every name.

mod build;
mod resolve;

use crate::CompileError;
use crate::span::Lines;
use ruff_python_ast::Stmt;
use ruff_text_size::TextRange;
use std::collections::HashMap;

/// Index of a scope.
pub(crate) type ScopeId = usize;

/// What kind of block a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    /// A `def` or a `lambda`.
    Function,
    /// The hidden function of a comprehension; its text is how CPython's messages call it.
    Comprehension(&'static str),
}

impl ScopeKind {
    pub(crate) fn is_function(self) -> bool {
        matches!(self, Self::Function | Self::Comprehension(_))
    }
}

/// What a block does with a name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uses {
    pub(crate) parameter: bool,
    pub(crate) assigned: bool,
    pub(crate) used: bool,
    pub(crate) annotated: bool,
    pub(crate) global: bool,
    pub(crate) nonlocal: bool,
    /// Target of a `for` in this comprehension.
    pub(crate) iteration: bool,
    /// `del x` or `except … as x`: the variable may become unbound again.
    pub(crate) unbound: bool,
}

/// The variable a name means in a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A variable of this block.
    Local,
    /// A variable of this function that an inner one uses.
    Cell,
    /// A variable of an enclosing function.
    Free,
    /// Declared `global`.
    GlobalExplicit,
    /// Found nowhere: global or builtin.
    #[default]
    GlobalImplicit,
}

/// A name in a scope.
#[derive(Debug)]
pub(crate) struct Symbol {
    pub(crate) name: String,
    pub(crate) uses: Uses,
    pub(crate) meaning: Meaning,
    /// Of the `nonlocal` declaration, for its error.
    declaration: TextRange,
}

/// The names of one block.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) parent: Option<ScopeId>,
    /// Name of the innermost class around, for private names.
    pub(crate) class: Option<String>,
    /// Parameters first, then in order of appearance.
    pub(crate) symbols: Vec<Symbol>,
    index: HashMap<String, usize>,
    /// Names whose cells come from outside, sorted. Of a class: those that its functions need.
    pub(crate) free: Vec<String>,
    /// Has a `yield`, or is asynchronous: it is run as a generator is.
    pub(crate) generator: bool,
    /// Of an `async def`, or a comprehension with `async for` or `await`.
    pub(crate) asynchronous: bool,
    /// Has a `yield`, or is a generator expression.
    pub(crate) yields: bool,
    /// Has an assignment expression, so a later operand may change a variable.
    pub(crate) has_walrus: bool,
    /// A class whose methods use `__class__` or `super`.
    pub(crate) needs_class_cell: bool,
}

impl Scope {
    pub(crate) fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|&index| &self.symbols[index])
    }

    fn symbol_mut(&mut self, name: &str) -> &mut Symbol {
        if !self.index.contains_key(name) {
            self.index.insert(name.to_owned(), self.symbols.len());
            self.symbols.push(Symbol {
                name: name.to_owned(),
                uses: Uses::default(),
                meaning: Meaning::default(),
                declaration: TextRange::default(),
            });
        }
        &mut self.symbols[self.index[name]]
    }

    /// What `name` means here.
    pub(crate) fn meaning(&self, name: &str) -> Meaning {
        self.symbol(name).map_or(Meaning::GlobalImplicit, |symbol| symbol.meaning)
    }
}

/// The scopes of a module.
pub(crate) struct Symbols {
    pub(crate) scopes: Vec<Scope>,
    /// Scope of a node that opens one, by the node's address.
    nodes: HashMap<usize, ScopeId>,
}

impl Symbols {
    /// Scope of the module.
    pub(crate) const MODULE: ScopeId = 0;

    /// Finds the scopes of a module and what their names mean.
    pub(crate) fn new(body: &[Stmt], lines: &Lines) -> Result<Self, CompileError> {
        let mut symbols = build::build(body, lines)?;
        resolve::resolve(&mut symbols, lines)?;
        Ok(symbols)
    }

    /// The scope that this node opens.
    pub(crate) fn scope_of<T>(&self, node: &T) -> ScopeId {
        self.nodes[&std::ptr::from_ref(node).addr()]
    }
}

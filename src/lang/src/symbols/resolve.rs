//! Second pass: the owner of every name.

use super::{Meaning, ScopeId, ScopeKind, Symbols};
use crate::CompileError;
use crate::span::Lines;

pub(super) fn resolve(symbols: &mut Symbols, lines: &Lines) -> Result<(), CompileError> {
    for scope in 0..symbols.scopes.len() {
        for index in 0..symbols.scopes[scope].symbols.len() {
            let meaning = meaning(symbols, scope, index, lines)?;
            let symbol = &mut symbols.scopes[scope].symbols[index];
            // An inner function may have made a cell of it already.
            if symbol.meaning != Meaning::Cell {
                symbol.meaning = meaning;
            }
        }
    }
    for scope in &mut symbols.scopes {
        scope.free.sort();
        scope.free.dedup();
    }
    Ok(())
}

fn meaning(
    symbols: &mut Symbols,
    scope: ScopeId,
    index: usize,
    lines: &Lines,
) -> Result<Meaning, CompileError> {
    let this = &symbols.scopes[scope];
    let symbol = &this.symbols[index];
    let uses = symbol.uses;
    if uses.global {
        return Ok(Meaning::GlobalExplicit);
    }
    let bound = uses.parameter || uses.assigned;
    if bound && !uses.nonlocal {
        return Ok(Meaning::Local);
    }
    let name = symbol.name.clone();
    let declaration = symbol.declaration;
    match capture(symbols, scope, &name) {
        true => Ok(Meaning::Free),
        false if uses.nonlocal => Err(CompileError::syntax(
            format!("no binding for nonlocal '{name}' found"),
            lines.span(declaration),
        )),
        false => Ok(Meaning::GlobalImplicit),
    }
}

/// Looks for the enclosing function that owns `name`, and passes its cell down to `scope`.
fn capture(symbols: &mut Symbols, scope: ScopeId, name: &str) -> bool {
    let Some(owner) = owner(symbols, scope, name) else { return false };
    let owning = &mut symbols.scopes[owner];
    if owning.kind == ScopeKind::Class {
        owning.needs_class_cell = true;
    } else {
        owning.symbol_mut(name).meaning = Meaning::Cell;
    }
    let mut inner = scope;
    while inner != owner {
        symbols.scopes[inner].free.push(name.to_owned());
        if inner != scope && symbols.scopes[inner].kind.is_function() {
            symbols.scopes[inner].symbol_mut(name).meaning = Meaning::Free;
        }
        inner = symbols.scopes[inner].parent.expect("the owner encloses the scope");
    }
    true
}

fn owner(symbols: &Symbols, scope: ScopeId, name: &str) -> Option<ScopeId> {
    let mut next = symbols.scopes[scope].parent;
    while let Some(id) = next {
        let outer = &symbols.scopes[id];
        next = outer.parent;
        match outer.kind {
            ScopeKind::Module => return None,
            ScopeKind::Class if name == "__class__" => return Some(id),
            ScopeKind::Class => {}
            ScopeKind::Function | ScopeKind::Comprehension(_) => {
                match outer.symbol(name).map(|symbol| symbol.uses) {
                    Some(uses) if uses.global => return None,
                    Some(uses) if !uses.nonlocal && (uses.assigned || uses.parameter) => return Some(id),
                    _ => {}
                }
            }
        }
    }
    None
}

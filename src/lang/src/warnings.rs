//! What CPython's compiler warns of (`SyntaxWarning`) and goes on: most often a slip.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{CmpOp, Expr, ExprContext, Number, Stmt, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

use crate::span::Lines;

/// One warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// CPython's words.
    pub message: String,
    /// Its line, from 1.
    pub line: u32,
}

/// The warnings about a module, in the order of its text.
pub(crate) fn find(body: &[Stmt], lines: &Lines) -> Vec<Warning> {
    let mut finder = Finder { lines, found: Vec::new() };
    finder.visit_body(body);
    finder.found
}

struct Finder<'s> {
    lines: &'s Lines<'s>,
    found: Vec<Warning>,
}

impl Finder<'_> {
    fn warn(&mut self, range: TextRange, message: String) {
        self.found.push(Warning { message, line: self.lines.span(range).line });
    }
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assert(node) = stmt
            && let Expr::Tuple(tuple) = &*node.test
            && !tuple.elts.is_empty()
        {
            self.warn(node.range(), "assertion is always true, perhaps remove parentheses?".to_owned());
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Compare(node) => {
                let mut left = &*node.left;
                for (op, right) in node.ops.iter().zip(&node.comparators) {
                    let words = match op {
                        CmpOp::Is => Some(("is", "==")),
                        CmpOp::IsNot => Some(("is not", "!=")),
                        _ => None,
                    };
                    if let Some((op, better)) = words
                        && (is_literal(left) || is_literal(right))
                    {
                        let text = format!("\"{op}\" with a literal. Did you mean \"{better}\"?");
                        self.warn(node.range(), text);
                        break;
                    }
                    left = right;
                }
            }
            Expr::Call(node) if !matches!(&*node.func, Expr::Lambda(_)) => {
                if let Some(kind) = kind(&node.func) {
                    let text = format!("'{kind}' object is not callable; perhaps you missed a comma?");
                    self.warn(node.range(), text);
                }
            }
            Expr::Subscript(node) if node.ctx == ExprContext::Load => {
                let (of, by) = (kind(&node.value), kind(&node.slice));
                match (of, by) {
                    (Some(of @ ("str" | "bytes" | "tuple" | "list")), Some(by))
                        if !matches!(by, "int" | "bool") =>
                    {
                        let text = format!(
                            "{of} indices must be integers or slices, not {by}; perhaps you missed a comma?"
                        );
                        self.warn(node.range(), text);
                    }
                    (Some("str" | "bytes" | "tuple" | "list" | "dict"), _) | (None, _) => {}
                    (Some(of), _) => {
                        let text = format!("'{of}' object is not subscriptable; perhaps you missed a comma?");
                        self.warn(node.range(), text);
                    }
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// A constant, other than those of which there is only one.
fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) => true,
        Expr::UnaryOp(node) => node.op != UnaryOp::Not && matches!(&*node.operand, Expr::NumberLiteral(_)),
        Expr::Tuple(node) => node.elts.iter().all(|item| is_literal(item) || is_singleton(item)),
        _ => false,
    }
}

fn is_singleton(expr: &Expr) -> bool {
    matches!(expr, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_))
}

/// The type that an expression certainly has.
fn kind(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::NumberLiteral(node) => match node.value {
            Number::Int(_) => "int",
            Number::Float(_) => "float",
            Number::Complex { .. } => "complex",
        },
        Expr::UnaryOp(node) if node.op != UnaryOp::Not => match &*node.operand {
            number @ Expr::NumberLiteral(_) => return kind(number),
            _ => return None,
        },
        Expr::StringLiteral(_) | Expr::FString(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        _ => return None,
    })
}

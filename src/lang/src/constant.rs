//! Literals, and arithmetic on literals that is done once, at compile time.
//!
//! Folding stops wherever the operation could raise or the result could be large: that is left to run time.

use crate::bytecode::Constant;
use num_bigint::BigUint;
use ruff_python_ast::{Expr, Number, Operator, UnaryOp};

/// Longest string or tuple that folding builds (CPython's limit in `ast_opt.c` is 4096 too).
const LONGEST: usize = 4096;

/// The value of an expression of literals; `None` where it is not constant.
pub(crate) fn fold(expr: &Expr) -> Option<Constant> {
    Some(match expr {
        Expr::NoneLiteral(_) => Constant::None,
        Expr::EllipsisLiteral(_) => Constant::Ellipsis,
        Expr::BooleanLiteral(literal) => Constant::Bool(literal.value),
        Expr::StringLiteral(literal) => Constant::Str(literal.value.to_str().to_owned()),
        Expr::BytesLiteral(literal) => Constant::Bytes(literal.value.bytes().collect()),
        Expr::NumberLiteral(literal) => number(&literal.value)?,
        Expr::Name(name) if name.id.as_str() == "__debug__" => Constant::Bool(true),
        Expr::Tuple(tuple) => Constant::Tuple(tuple.elts.iter().map(fold).collect::<Option<_>>()?),
        Expr::UnaryOp(unary) => fold_unary(unary.op, fold(&unary.operand)?)?,
        Expr::BinOp(binary) => fold_binary(binary.op, fold(&binary.left)?, fold(&binary.right)?)?,
        _ => return None,
    })
}

/// A list or set of literals that nothing can change, for it is only looked into: as a tuple or a frozenset.
pub(crate) fn fold_display(expr: &Expr) -> Option<Constant> {
    let items = |elements: &[Expr]| elements.iter().map(fold).collect::<Option<Vec<_>>>();
    match expr {
        Expr::List(list) => items(&list.elts).map(Constant::Tuple),
        Expr::Set(set) => items(&set.elts).map(Constant::FrozenSet),
        _ => None,
    }
}

fn number(value: &Number) -> Option<Constant> {
    match value {
        Number::Int(int) => Some(match int.as_i64() {
            Some(small) => Constant::Int(small),
            None => Constant::BigInt(decimal(&int.to_string())),
        }),
        Number::Float(float) => Some(Constant::Float(*float)),
        Number::Complex { imag, .. } => Some(Constant::Complex(*imag)),
    }
}

/// Decimal digits of an integer literal of any base.
fn decimal(token: &str) -> String {
    let digits: String = token.chars().filter(|&c| c != '_').collect();
    let radix = match digits.get(..2) {
        Some("0x" | "0X") => 16,
        Some("0o" | "0O") => 8,
        Some("0b" | "0B") => 2,
        _ => return digits,
    };
    BigUint::parse_bytes(&digits.as_bytes()[2..], radix).map_or(digits, |value| value.to_string())
}

/// The truth of a constant.
pub(crate) fn truth(constant: &Constant) -> bool {
    match constant {
        Constant::None => false,
        Constant::Ellipsis | Constant::BigInt(_) | Constant::Helper(_) => true,
        Constant::Bool(value) => *value,
        Constant::Int(value) => *value != 0,
        Constant::Float(value) | Constant::Complex(value) => *value != 0.0,
        Constant::Str(value) => !value.is_empty(),
        Constant::Bytes(value) => !value.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
    }
}

fn as_int(constant: &Constant) -> Option<i64> {
    match constant {
        Constant::Int(value) => Some(*value),
        Constant::Bool(value) => Some(i64::from(*value)),
        _ => None,
    }
}

fn fold_unary(op: UnaryOp, operand: Constant) -> Option<Constant> {
    Some(match (op, &operand) {
        (UnaryOp::Not, _) => Constant::Bool(!truth(&operand)),
        (UnaryOp::USub, Constant::Float(value)) => Constant::Float(-value),
        (UnaryOp::UAdd, Constant::Float(_) | Constant::BigInt(_)) => operand,
        (UnaryOp::USub, Constant::BigInt(digits)) => match digits.strip_prefix('-') {
            Some(positive) => Constant::BigInt(positive.to_owned()),
            None if digits == "9223372036854775808" => Constant::Int(i64::MIN),
            None => Constant::BigInt(format!("-{digits}")),
        },
        (UnaryOp::USub, _) => Constant::Int(as_int(&operand)?.checked_neg()?),
        (UnaryOp::UAdd, _) => Constant::Int(as_int(&operand)?),
        (UnaryOp::Invert, _) => Constant::Int(!as_int(&operand)?),
    })
}

fn fold_binary(op: Operator, left: Constant, right: Constant) -> Option<Constant> {
    match (op, &left, &right) {
        (Operator::Add, Constant::Str(a), Constant::Str(b)) if a.len() + b.len() <= LONGEST => {
            return Some(Constant::Str(format!("{a}{b}")));
        }
        (Operator::Mult, Constant::Str(text), count) | (Operator::Mult, count, Constant::Str(text)) => {
            let count = usize::try_from(as_int(count)?.max(0)).ok()?;
            return (text.len().checked_mul(count)? <= LONGEST).then(|| Constant::Str(text.repeat(count)));
        }
        (Operator::Mult, Constant::Tuple(items), count) => {
            let count = usize::try_from(as_int(count)?.max(0)).ok()?;
            return (items.len().checked_mul(count)? <= LONGEST).then(|| {
                let repeated = std::iter::repeat_n(items, count).flatten();
                Constant::Tuple(repeated.cloned().collect())
            });
        }
        // `True & False` is a bool, not an int.
        (Operator::BitAnd | Operator::BitOr | Operator::BitXor, Constant::Bool(_), _)
        | (Operator::BitAnd | Operator::BitOr | Operator::BitXor, _, Constant::Bool(_)) => return None,
        _ => {}
    }
    match (as_int(&left), as_int(&right)) {
        (Some(a), Some(b)) => fold_ints(op, a, b),
        _ => fold_floats(op, as_float(&left)?, as_float(&right)?),
    }
}

fn as_float(constant: &Constant) -> Option<f64> {
    match constant {
        Constant::Float(value) => Some(*value),
        // Beyond 2**53 the conversion rounds; CPython's would round the same way, but such literals are rare.
        _ => as_int(constant).filter(|value| value.unsigned_abs() <= 1 << 53).map(|value| value as f64),
    }
}

fn fold_floats(op: Operator, a: f64, b: f64) -> Option<Constant> {
    Some(Constant::Float(match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b != 0.0 => a / b,
        _ => return None,
    }))
}

fn fold_ints(op: Operator, a: i64, b: i64) -> Option<Constant> {
    Some(Constant::Int(match op {
        Operator::Add => a.checked_add(b)?,
        Operator::Sub => a.checked_sub(b)?,
        Operator::Mult => a.checked_mul(b)?,
        Operator::FloorDiv if b > 0 => a.div_euclid(b),
        Operator::Mod if b > 0 => a.rem_euclid(b),
        Operator::Div if b != 0 => {
            return fold_floats(op, as_float(&Constant::Int(a))?, as_float(&Constant::Int(b))?);
        }
        Operator::Pow => a.checked_pow(u32::try_from(b).ok()?)?,
        Operator::LShift if (0..63).contains(&b) => a.checked_mul(1 << b)?,
        Operator::RShift if b >= 0 => a >> b.min(63),
        Operator::BitAnd => a & b,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        _ => return None,
    }))
}

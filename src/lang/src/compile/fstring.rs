//! F-strings (PEP 498).

use super::{Compiler, Result};
use crate::bytecode::{Constant, Conversion, NO_REG, Op, Reg, Span};
use ruff_python_ast::{
    self as ast, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement,
};
use ruff_text_size::Ranged;

/// A piece of the result: text, or a field.
enum Piece<'a> {
    Text(String),
    Field(&'a InterpolatedElement),
}

impl<'a> Compiler<'_, 'a> {
    pub(super) fn f_string(&mut self, node: &'a ast::ExprFString, dst: Reg, span: Span) -> Result {
        let mut pieces = Vec::new();
        for part in &node.value {
            match part {
                FStringPart::Literal(literal) => push_text(&mut pieces, &literal.value),
                FStringPart::FString(string) => push_elements(&mut pieces, &string.elements),
            }
        }
        self.join(pieces, 0, dst, span)
    }

    /// `level` counts the format specs around. Located, as in 3.11, is the whole string.
    fn join(&mut self, pieces: Vec<Piece<'a>>, level: usize, dst: Reg, span: Span) -> Result {
        match &pieces[..] {
            [] => self.load_constant_to(Constant::Str(String::new()), dst, span),
            [Piece::Text(text)] => self.load_constant_to(Constant::Str(text.clone()), dst, span),
            [Piece::Field(field)] => self.field(field, level, dst, span)?,
            _ => {
                let base = self.unit.next_temp;
                let count = self.unit.narrow(pieces.len());
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => {
                            self.load_constant(Constant::Str(text), span);
                        }
                        Piece::Field(field) => {
                            let dst = self.unit.alloc();
                            self.field(field, level, dst, span)?;
                        }
                    }
                }
                self.unit.emit(Op::BuildString { dst, base, count }, span);
            }
        }
        Ok(())
    }

    fn field(&mut self, field: &'a InterpolatedElement, level: usize, dst: Reg, span: Span) -> Result {
        if level >= 2 {
            return self.error("f-string: expressions nested too deeply", field.range());
        }
        if field.expression.is_starred_expr() {
            return self.error("f-string: cannot use starred expression here", field.range());
        }
        self.scratch(|this| {
            let rebinds = this.scope().has_walrus && field.format_spec.is_some();
            let src = this.operand_before(&field.expression, rebinds)?;
            let spec = match &field.format_spec {
                Some(spec) => {
                    let mut pieces = Vec::new();
                    push_elements(&mut pieces, &spec.elements);
                    let reg = this.unit.alloc();
                    this.join(pieces, level + 1, reg, span)?;
                    reg
                }
                None => NO_REG,
            };
            let conversion = match field.conversion {
                // `{x=}` shows the repr unless a format is given.
                ConversionFlag::None if field.debug_text.is_some() && spec == NO_REG => Conversion::Repr,
                ConversionFlag::None => Conversion::None,
                ConversionFlag::Str => Conversion::Str,
                ConversionFlag::Repr => Conversion::Repr,
                ConversionFlag::Ascii => Conversion::Ascii,
            };
            this.unit.emit(Op::Format { conversion, dst, src, spec }, span);
            Ok(())
        })
    }
}

fn push_elements<'a>(pieces: &mut Vec<Piece<'a>>, elements: &'a [InterpolatedStringElement]) {
    for element in elements {
        match element {
            InterpolatedStringElement::Literal(literal) => push_text(pieces, &literal.value),
            InterpolatedStringElement::Interpolation(field) => {
                if let Some(text) = &field.debug_text {
                    push_text(pieces, text.as_str());
                }
                pieces.push(Piece::Field(field));
            }
        }
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

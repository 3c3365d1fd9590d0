//! The templates of `str.format` ("Format String Syntax" in the library reference). A field may hold fields in its
//! specification, so filling them in is left to the caller; here is the notation.

use super::Fault;

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Literal(String),
    /// `{name!conversion:spec}`
    Field {
        /// Before `!` and `:`.
        name: String,
        /// `r`, `s`, `a`
        conversion: Option<char>,
        /// After `:`, itself a template.
        spec: String,
    },
}

/// One step from an argument to the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// `.name`
    Attribute(String),
    /// `[3]`
    Index(i64),
    /// `[key]`
    Key(String),
}

/// Which argument a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// `{}`: the next one.
    Next,
    /// `{0}`
    Position(usize),
    /// `{name}`
    Keyword(String),
}

/// Splits a template.
pub fn parse(template: &str) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = template.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' | '}' if rest.peek() == Some(&c) => {
                rest.next();
                literal.push(c);
            }
            '}' => return Err(Fault::value_error("Single '}' encountered in format string")),
            '{' => {
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal)));
                }
                if rest.peek().is_none() {
                    return Err(Fault::value_error("Single '{' encountered in format string"));
                }
                parts.push(field(&mut rest)?);
            }
            _ => literal.push(c),
        }
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Ok(parts)
}

fn field(rest: &mut std::iter::Peekable<std::str::Chars>) -> Result<Part, Fault> {
    let unclosed = || Fault::value_error("expected '}' before end of string");
    let mut name = String::new();
    let mut in_brackets = false;
    let stop = loop {
        match rest.next().ok_or_else(unclosed)? {
            '{' => return Err(Fault::value_error("unexpected '{' in field name")),
            '[' => {
                in_brackets = true;
                name.push('[');
            }
            ']' => {
                in_brackets = false;
                name.push(']');
            }
            c @ ('}' | ':' | '!') if !in_brackets => break c,
            c => name.push(c),
        }
    };
    let mut conversion = None;
    let mut spec = String::new();
    let mut stop = stop;
    if stop == '!' {
        let Some(c) = rest.next() else {
            return Err(Fault::value_error("end of string while looking for conversion specifier"));
        };
        if c == '}' {
            return Err(Fault::value_error("unmatched '{' in format spec"));
        }
        conversion = Some(c);
        stop = rest.next().ok_or_else(|| Fault::value_error("unmatched '{' in format spec"))?;
        if stop != '}' && stop != ':' {
            return Err(Fault::value_error("expected ':' after conversion specifier"));
        }
    }
    if stop == ':' {
        let mut depth = 0;
        loop {
            let c = rest.next().ok_or_else(unclosed)?;
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            spec.push(c);
        }
    }
    Ok(Part::Field { name, conversion, spec })
}

/// Splits a field name.
pub fn access(name: &str) -> Result<(Argument, Vec<Access>), Fault> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let (first, mut rest) = name.split_at(end);
    let argument = if first.is_empty() {
        Argument::Next
    } else if first.bytes().all(|b| b.is_ascii_digit()) {
        Argument::Position(
            first.parse().map_err(|_| Fault::value_error("Too many decimal digits in format string"))?,
        )
    } else {
        Argument::Keyword(first.to_owned())
    };
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let empty = || Fault::value_error("Empty attribute in format string");
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            if end == 0 {
                return Err(empty());
            }
            steps.push(Access::Attribute(after[..end].to_owned()));
            rest = &after[end..];
        } else if let Some(after) = rest.strip_prefix('[') {
            let end = after.find(']').ok_or_else(|| Fault::value_error("Missing ']' in format string"))?;
            let key = &after[..end];
            if key.is_empty() {
                return Err(empty());
            }
            steps.push(match key.parse::<i64>() {
                Ok(index) if key.bytes().all(|b| b.is_ascii_digit()) => Access::Index(index),
                _ => Access::Key(key.to_owned()),
            });
            rest = &after[end + 1..];
        } else {
            return Err(Fault::value_error("Only '.' or '[' may follow ']' in format field specifier"));
        }
    }
    Ok((argument, steps))
}

/// Numbers fields without a name, and refuses to mix them with numbered ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    next: usize,
    manual: bool,
}

impl Numbering {
    /// Position of the next field without a number.
    pub fn automatic(&mut self) -> Result<usize, Fault> {
        if self.manual {
            return Err(Fault::value_error(
                "cannot switch from manual field specification to automatic field numbering",
            ));
        }
        self.next += 1;
        Ok(self.next - 1)
    }

    /// A field with a number was seen.
    pub fn manual(&mut self) -> Result<(), Fault> {
        if self.next > 0 {
            return Err(Fault::value_error(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        self.manual = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let field = |name: &str, conversion, spec: &str| Part::Field {
            name: name.to_owned(),
            conversion,
            spec: spec.to_owned(),
        };
        assert_eq!(
            parse("a{{{0.x[k]!r:>{w}}}}").unwrap(),
            [
                Part::Literal("a{".to_owned()),
                field("0.x[k]", Some('r'), ">{w}"),
                Part::Literal("}".to_owned())
            ]
        );
        assert_eq!(
            access("0.x[k][3]").unwrap(),
            (
                Argument::Position(0),
                vec![Access::Attribute("x".to_owned()), Access::Key("k".to_owned()), Access::Index(3)]
            )
        );
        for bad in ["{", "}", "{a", "{a!}", "{a!rx}", "{a:{b}"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}

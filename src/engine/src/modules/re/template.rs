//! Replacements: `\1`, `\g<name>` and plain text.

use super::codes;
use super::pattern::Compiled;
use super::source::{Fault, Source, is_ascii_letter, is_octal, shown, simple_escape};
use crate::native::Context;
use crate::value::Value;

/// What stands in place of a match.
pub(super) enum Replacement {
    Text(Vec<u8>),
    Parts(Vec<Part>),
    /// What this returns for it.
    Call(Value),
    /// A text where bytes are needed, or bytes where text is.
    Wrong(Value),
}

pub(super) enum Part {
    Text(Vec<u8>),
    Group(u32),
}

/// Why there is no replacement.
pub(super) enum Refused {
    Fault(Fault),
    Raise(Value),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Refused {
        Refused::Fault(fault)
    }
}

/// The replacement that an argument of `sub` stands for.
pub(super) fn replacement(
    ctx: &Context<'_>,
    compiled: &Compiled,
    value: &Value,
) -> Result<Replacement, Refused> {
    let utf8 = compiled.program.utf8;
    let (bytes, is_text) = match (value.as_text(), super::scan::like(value)) {
        (Some(text), _) => (text.as_bytes().to_vec(), true),
        (None, Some(bytes)) => (super::scan::bytes(&bytes).to_vec(), false),
        _ => return Ok(Replacement::Call(value.clone())),
    };
    if is_text != utf8 {
        return Ok(Replacement::Wrong(value.clone()));
    }
    if !bytes.contains(&b'\\') {
        return Ok(Replacement::Text(bytes));
    }
    let mut parts = parse(ctx, compiled, value)?;
    if let [Part::Text(text)] = &mut parts[..] {
        return Ok(Replacement::Text(std::mem::take(text)));
    }
    Ok(Replacement::Parts(parts))
}

/// The parts of a replacement; never two texts in a row.
pub(super) fn parse(ctx: &Context<'_>, compiled: &Compiled, value: &Value) -> Result<Vec<Part>, Refused> {
    let utf8 = compiled.program.utf8;
    let codes = codes(value).unwrap_or_default();
    let mut source = Source::new(&codes, utf8);
    let mut parts = Vec::new();
    let mut text = Vec::new();
    let push = |text: &mut Vec<u8>, c: u32| {
        if utf8 {
            text.extend_from_slice(shown(c).encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            text.push(c as u8);
        }
    };
    while let Some(c) = source.next() {
        if c != u32::from(b'\\') {
            push(&mut text, c);
            continue;
        }
        let c = source.escaped()?;
        let (group, back) = match u8::try_from(c).unwrap_or(0) {
            b'g' => named(ctx, compiled, &mut source)?,
            b'0' => {
                let digits = source.take_while(2, is_octal);
                push(&mut text, u32::from_str_radix(&digits, 8).unwrap_or(0) & 0xff);
                continue;
            }
            first @ b'1'..=b'9' => {
                let mut digits = String::from(char::from(first));
                digits += &source.take_while(1, |c| c.is_ascii_digit());
                if digits.len() == 2 && digits.bytes().all(is_octal) {
                    digits += &source.take_while(1, is_octal);
                }
                if digits.len() == 3 {
                    let code = u32::from_str_radix(&digits, 8).unwrap_or(u32::MAX);
                    if code > 0o377 {
                        let message = format!("octal escape value \\{digits} outside of range 0-0o377");
                        return Err(source.fault(message, 4).into());
                    }
                    push(&mut text, code);
                    continue;
                }
                (digits.parse().unwrap_or(u32::MAX), digits.len())
            }
            _ => {
                match simple_escape(c) {
                    Some(c) => push(&mut text, c),
                    None if is_ascii_letter(c) => {
                        return Err(source.fault(format!("bad escape \\{}", shown(c)), 2).into());
                    }
                    None => {
                        push(&mut text, u32::from(b'\\'));
                        push(&mut text, c);
                    }
                }
                continue;
            }
        };
        if group > compiled.program.groups {
            return Err(source.fault(format!("invalid group reference {group}"), back).into());
        }
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        parts.push(Part::Group(group));
    }
    if !text.is_empty() || parts.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

/// `\g<…>`, after the letter: the group, and how far back its name begins.
fn named(ctx: &Context<'_>, compiled: &Compiled, source: &mut Source<'_>) -> Result<(u32, usize), Refused> {
    if !source.take(b'<') {
        return Err(source.fault("missing <", 0).into());
    }
    let name = source.until(b'>', "group name")?;
    let back = name.chars().count() + 1;
    if Source::is_name(&name) {
        return match compiled.named(&name) {
            Some(group) => Ok((group, back)),
            None => {
                Err(Refused::Raise(ctx.index_error(format!("unknown group name {}", Source::quoted(&name)))))
            }
        };
    }
    let digits = name.trim().trim_start_matches('+');
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return Err(source.bad_name(&name).into());
    }
    match digits.parse::<u32>() {
        Ok(group) if group < i32::MAX as u32 => Ok((group, back)),
        _ => Err(source.fault(format!("invalid group reference {digits}"), back).into()),
    }
}

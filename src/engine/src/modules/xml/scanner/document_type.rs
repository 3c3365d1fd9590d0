//! The declaration of a document's type, of which entities are heeded (XML 1.0, 2.8).

use super::super::tokens::{blanks, is_blank};
use super::faults::*;
use super::{State, event, find};
use crate::dict::Key;
use crate::value::Value;

impl State {
    pub(super) fn doctype(&mut self, text: &str, begin: usize) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let mut at = begin + 9;
        // Words, and quoted ones with their first quote.
        let mut words = Vec::new();
        loop {
            at = blanks(text, at);
            let from = at;
            match bytes.get(at).ok_or(Stop::More)? {
                b'>' => break,
                b'[' => at = self.declarations(text, at + 1)?,
                quote @ (b'"' | b'\'') => {
                    at = memchr::memchr(*quote, &bytes[at + 1..]).ok_or(Stop::More)? + at + 1;
                    words.push(&text[from..at]);
                    at += 1;
                }
                _ => {
                    while !matches!(bytes.get(at).ok_or(Stop::More)?, b'>' | b'[' | b'"' | b'\'')
                        && !is_blank(bytes[at])
                    {
                        at += 1;
                    }
                    words.push(&text[from..at]);
                }
            }
        }
        if words.is_empty() {
            return fault(SYNTAX, at);
        }
        self.declared_elsewhere |= words.len() > 1;
        if self.wants(event::DOCTYPE) {
            let mut quoted =
                words.iter().filter(|word| word.starts_with(['"', '\''])).map(|word| Value::str(&word[1..]));
            let public = if words.get(1) == Some(&"PUBLIC") { quoted.next() } else { None };
            let parts = [Some(Value::str(words[0])), public, quoted.next()];
            self.tell(event::DOCTYPE, Value::tuple(parts.map(|part| part.unwrap_or(Value::None))));
        }
        Ok(at + 1)
    }

    /// Reads the declarations within a document type, of which only those of entities matter, and gives their end.
    fn declarations(&mut self, text: &str, begin: usize) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let mut at = begin;
        let mut found = Vec::new();
        loop {
            let rest = &text[at..];
            match bytes.get(at).ok_or(Stop::More)? {
                b']' => break,
                b'<' if rest.starts_with("<!--") => at = find(text, "-->", at + 4)? + 3,
                b'<' if rest.starts_with("<?") => at = find(text, "?>", at + 2)? + 2,
                b'<' => {
                    let from = at;
                    loop {
                        at = match bytes.get(at).ok_or(Stop::More)? {
                            b'>' => break,
                            quote @ (b'"' | b'\'') => {
                                memchr::memchr(*quote, &bytes[at + 1..]).ok_or(Stop::More)? + at + 2
                            }
                            _ => at + 1,
                        };
                    }
                    found.extend(text[from..at].strip_prefix("<!ENTITY"));
                    at += 1;
                }
                byte => {
                    self.declared_elsewhere |= *byte == b'%';
                    at += 1;
                }
            }
            // Not within a character.
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        for declaration in found {
            let Some((name, value)) = declaration.trim_start().split_once(|c: char| c.is_ascii_whitespace())
            else {
                continue;
            };
            let value = value.trim();
            let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                if self.entities.get_text(name).is_none() {
                    self.entities.insert(Key::text(name), Value::None);
                }
                continue;
            };
            let (mut value, mut meaning) = (value.trim_matches(quote), String::new());
            // Its references to characters are resolved when it is declared, those to entities when it is used.
            while let Some(mark) = value.find("&#") {
                meaning.push_str(&value[..mark]);
                let digits = &value[mark + 2..];
                let (digits, after) = digits.split_once(';').unwrap_or((digits, ""));
                let code = match digits.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => digits.parse(),
                };
                meaning.extend(code.ok().and_then(char::from_u32));
                value = after;
            }
            meaning.push_str(value);
            if self.entities.get_text(name).is_none() {
                self.entities.insert(Key::text(name), Value::str(meaning));
            }
        }
        Ok(at + 1)
    }
}

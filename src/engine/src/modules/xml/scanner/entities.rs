//! Text, and what references to characters and entities in it stand for (XML 1.0, 4.1 to 4.6).

use super::super::tokens::{blanks, is_wrong, name};
use super::State;
use super::faults::*;
use crate::value::Value;

/// From so many bytes on entities may make of a document no more than a hundred times its size (expat's `xmlparse.c`).
const AMPLIFIED: usize = 8 << 20;

impl State {
    pub(super) fn characters(&mut self, text: &str, begin: usize, last: bool) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let mut end = memchr::memchr(b'<', &bytes[begin..]).map_or(bytes.len(), |found| begin + found);
        if self.tags.is_empty() {
            let other = blanks(text, begin);
            return match bytes.get(other) {
                None | Some(b'<') => Ok(other),
                Some(_) if name(text, other) == other => fault(INVALID, other),
                _ => fault(if self.done { JUNK } else { SYNTAX }, other),
            };
        }
        if end == bytes.len() && !last {
            // A reference or `]]>` may go on.
            if let Some(mark) = memchr::memrchr(b'&', &bytes[begin..])
                && memchr::memchr(b';', &bytes[begin + mark..]).is_none()
            {
                end = begin + mark;
            } else {
                let rest = &text[begin..];
                end -= (rest.len() - rest.trim_end_matches(']').len()).min(2);
            }
            if end == begin {
                return Err(Stop::More);
            }
        }
        let data = self.expanded(text, begin, end, false)?;
        self.data(data);
        Ok(end)
    }

    /// A part of the text with what its references stand for.
    pub(super) fn expanded(
        &mut self,
        text: &str,
        begin: usize,
        end: usize,
        attribute: bool,
    ) -> Result<Value, Stop> {
        let bytes = text.as_bytes();
        let mut out = String::new();
        let (mut at, mut from) = (begin, begin);
        while at < end {
            match bytes[at] {
                b'\n' | b'\t' if attribute => {
                    out.push_str(&text[from..at]);
                    out.push(' ');
                    at += 1;
                    from = at;
                }
                b'&' => {
                    out.push_str(&text[from..at]);
                    at = self.reference(text, at, &mut out)?;
                    from = at;
                }
                b'>' if !attribute && text[begin..at].ends_with("]]") => return fault(INVALID, at),
                b' '..=b'~' => at += 1,
                _ if is_wrong(bytes, at) => return fault(INVALID, at),
                _ => at += 1,
            }
        }
        if from == begin {
            return Ok(Value::str(&text[begin..end]));
        }
        out.push_str(&text[from..end]);
        Ok(Value::str(out))
    }

    /// Adds what a reference stands for, and gives its end.
    pub(super) fn reference(&mut self, text: &str, mark: usize, out: &mut String) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let number = bytes.get(mark + 1) == Some(&b'#');
        let (begin, radix) = match (number, bytes.get(mark + 2)) {
            (false, _) => (mark + 1, 0),
            (true, Some(b'x')) => (mark + 3, 16),
            (true, _) => (mark + 2, 10),
        };
        let end = if number {
            let digits =
                bytes[begin.min(bytes.len())..].iter().take_while(|byte| char::from(**byte).is_digit(radix));
            begin + digits.count()
        } else {
            name(text, begin)
        };
        match bytes.get(end) {
            None => return fault(UNCLOSED, mark),
            Some(b';') if end > begin => {}
            _ => return fault(INVALID, end),
        }
        let inner = &text[begin..end];
        if number {
            let code = u32::from_str_radix(inner, radix).ok().and_then(char::from_u32);
            match code.filter(|c| !is_wrong(c.encode_utf8(&mut [0; 4]).as_bytes(), 0)) {
                Some(c) => out.push(c),
                None => return fault(CHARACTER, mark),
            }
        } else {
            self.entity(inner, 0, out).map_err(|code| {
                let told = code == EXTERNAL || code == UNDEFINED && self.declared_elsewhere;
                let code = code.abs();
                let entity = if told { inner.to_owned() } else { String::new() };
                Stop::Fault(Box::new(Fault { code, at: mark, entity }))
            })?;
        }
        Ok(end + 1)
    }

    /// Adds what an entity stands for, or says what is wrong with it.
    fn entity(&mut self, name: &str, depth: usize, out: &mut String) -> Result<(), i64> {
        let known = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => {
                let Some(meaning) = self.entities.get_text(name) else {
                    let given = self.entity.as_dict().and_then(|dict| dict.get_text(name));
                    let given = given.ok_or(UNDEFINED)?;
                    out.push_str(given.as_text().unwrap_or_default());
                    return Ok(());
                };
                let Some(mut rest) = meaning.as_text() else { return Err(EXTERNAL) };
                while let Some((before, after)) = rest.split_once('&')
                    && let Some((inner, after)) = after.split_once(';')
                {
                    if depth == 50 {
                        return Err(RECURSIVE);
                    }
                    self.add(before, out)?;
                    self.entity(inner, depth + 1, out)?;
                    rest = after;
                }
                return self.add(rest, out);
            }
        };
        out.push_str(known);
        Ok(())
    }

    fn add(&mut self, text: &str, out: &mut String) -> Result<(), i64> {
        // A reference counts too, whatever it stands for.
        self.expanded += text.len() + 1;
        if self.expanded > AMPLIFIED && self.expanded / 100 > self.size {
            return Err(AMPLIFICATION);
        }
        out.push_str(text);
        Ok(())
    }
}

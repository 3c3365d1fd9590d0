//! The tokens of a source, and what CPython's tokenizer would say against it.

use super::number::number;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    String,
    Operator,
    Newline,
    Indent,
    Dedent,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'s> {
    pub(super) kind: Kind,
    pub(super) text: &'s str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && self.kind != Kind::String
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_keyword(&self) -> bool {
        const KEYWORDS: [&str; 35] = [
            "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
            "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
            "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
            "yield",
        ];
        self.kind == Kind::Name && KEYWORDS.contains(&self.text)
    }
}

/// An error of the tokenizer.
pub(super) struct Fault {
    pub(super) kind: &'static str,
    pub(super) message: String,
    /// Byte offset.
    pub(super) at: usize,
    /// Counts only if the parser comes so far: CPython reads on after its parser has failed, and heeds most errors
    /// that it meets there, but not those of indentation and of line continuation.
    pub(super) only_when_reached: bool,
}

/// What [`scan`] finds.
pub(super) struct Scan<'s> {
    pub(super) tokens: Vec<Token<'s>>,
    pub(super) fault: Option<Fault>,
    /// Brackets that are never closed.
    pub(super) open: Vec<(char, usize)>,
}

/// Nesting that CPython's tokenizer refuses.
pub(super) const MOST_BRACKETS: usize = 200;
pub(super) const TOO_MANY_BRACKETS: &str = "too many nested parentheses";
const MOST_INDENTS: usize = 100;

pub(super) fn scan(source: &str) -> Scan<'_> {
    let mut scanner = Scanner { source, at: 0, tokens: Vec::new(), open: Vec::new(), indents: vec![(0, 0)] };
    let fault = scanner.run().err();
    if fault.is_some() {
        scanner.push(Kind::End, 0);
    }
    Scan { tokens: scanner.tokens, fault, open: scanner.open }
}

struct Scanner<'s> {
    source: &'s str,
    at: usize,
    tokens: Vec<Token<'s>>,
    open: Vec<(char, usize)>,
    /// Columns of the open blocks: with tabs to the next multiple of eight, and with tabs as one column.
    indents: Vec<(usize, usize)>,
}

fn fault<T>(message: impl Into<String>, at: usize) -> Result<T, Fault> {
    Err(Fault { kind: "SyntaxError", message: message.into(), at, only_when_reached: false })
}

fn fault_when_reached<T>(kind: &'static str, message: &str, at: usize) -> Result<T, Fault> {
    Err(Fault { kind, message: message.to_owned(), at, only_when_reached: true })
}

impl<'s> Scanner<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn line_of(&self, at: usize) -> usize {
        self.source[..at].matches('\n').count() + 1
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let text = &self.source[self.at..self.at + length];
        self.tokens.push(Token { kind, text, start: self.at });
        self.at += length;
    }

    fn run(&mut self) -> Result<(), Fault> {
        let mut line_start = true;
        loop {
            if line_start && self.open.is_empty() && self.indentation()? {
                continue;
            }
            line_start = false;
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { break };
            match c {
                ' ' | '\t' | '\x0c' => self.at += 1,
                '#' => self.at += rest.find(['\n', '\r']).unwrap_or(rest.len()),
                '\r' | '\n' => {
                    let length = if rest.starts_with("\r\n") { 2 } else { 1 };
                    if self.open.is_empty() {
                        self.push(Kind::Newline, length);
                        line_start = true;
                    } else {
                        self.at += length;
                    }
                }
                '\\' => {
                    let length = match rest.as_bytes() {
                        [_, b'\r', b'\n', ..] => 3,
                        [_, b'\n' | b'\r', ..] => 2,
                        [_] => {
                            return fault_when_reached(
                                "SyntaxError",
                                "unexpected EOF while parsing",
                                self.at,
                            );
                        }
                        _ => {
                            let message = "unexpected character after line continuation character";
                            return fault_when_reached("SyntaxError", message, self.at + 1);
                        }
                    };
                    if rest.len() == length {
                        return fault_when_reached("SyntaxError", "unexpected EOF while parsing", self.at);
                    }
                    self.at += length;
                }
                '0'..='9' => self.number()?,
                '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number()?,
                _ if string_prefix(rest).is_some() => self.string()?,
                '_' | 'a'..='z' | 'A'..='Z' => self.name()?,
                _ if !c.is_ascii() => self.name()?,
                _ => self.operator(c)?,
            }
        }
        if self.open.is_empty() {
            if !matches!(self.tokens.last(), None | Some(Token { kind: Kind::Newline, .. })) {
                self.push(Kind::Newline, 0);
            }
            for _ in 1..self.indents.len() {
                self.push(Kind::Dedent, 0);
            }
        }
        self.push(Kind::End, 0);
        Ok(())
    }

    /// Handles the white space before a line; the answer is whether the line was blank and is behind us.
    fn indentation(&mut self) -> Result<bool, Fault> {
        let rest = self.rest();
        let (mut column, mut alternative, mut length) = (0, 0, 0);
        for c in rest.chars() {
            match c {
                ' ' => (column, alternative) = (column + 1, alternative + 1),
                '\t' => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                '\x0c' => (column, alternative) = (0, 0),
                _ => break,
            }
            length += 1;
        }
        let line = &rest[length..];
        if line.is_empty() {
            self.at += length;
            return Ok(false);
        }
        if line.starts_with(['#', '\n', '\r']) {
            let end = line.find('\n').map_or(line.len(), |end| end + 1);
            self.at += length + end;
            return Ok(true);
        }
        self.at += length;
        let message = "inconsistent use of tabs and spaces in indentation";
        let inconsistent = fault_when_reached("TabError", message, self.at);
        let &(current, current_alternative) = self.indents.last().expect("the module itself");
        if column == current {
            return if alternative == current_alternative { Ok(false) } else { inconsistent };
        }
        if column > current {
            if alternative <= current_alternative {
                return inconsistent;
            }
            if self.indents.len() >= MOST_INDENTS {
                return fault_when_reached("IndentationError", "too many levels of indentation", self.at);
            }
            self.indents.push((column, alternative));
            self.push(Kind::Indent, 0);
            return Ok(false);
        }
        while self.indents.last().is_some_and(|&(open, _)| column < open) {
            self.indents.pop();
            self.push(Kind::Dedent, 0);
        }
        let &(open, open_alternative) = self.indents.last().expect("no column is below that of the module");
        if column != open {
            let message = "unindent does not match any outer indentation level";
            return fault_when_reached("IndentationError", message, self.at);
        }
        if alternative == open_alternative { Ok(false) } else { inconsistent }
    }

    fn number(&mut self) -> Result<(), Fault> {
        match number(self.rest()) {
            Ok(length) => self.push(Kind::Number, length),
            Err((offset, message)) => return fault(message, self.at + offset),
        }
        Ok(())
    }

    fn name(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        let is_word = |c: char| c == '_' || c.is_alphanumeric() || is_mark(c);
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if length > 0 {
            self.push(Kind::Name, length);
        }
        match self.rest().chars().next() {
            // An ASCII character begins another token.
            Some(c) if !c.is_ascii() => {
                let code = c as u32;
                let what = if c.is_control() || c.is_whitespace() || is_format(c) {
                    format!("invalid non-printable character U+{code:04X}")
                } else {
                    format!("invalid character '{c}' (U+{code:04X})")
                };
                fault(what, self.at)
            }
            _ => Ok(()),
        }
    }

    fn string(&mut self) -> Result<(), Fault> {
        let rest = self.rest();
        let prefix = string_prefix(rest).expect("asked before");
        let quote = &rest[prefix..prefix + 1];
        let triple = rest[prefix..].starts_with(&quote.repeat(3));
        let closing = if triple { quote.repeat(3) } else { quote.to_owned() };
        let mut at = prefix + closing.len();
        loop {
            let text = &rest[at..];
            if text.starts_with(&closing) {
                self.push(Kind::String, at + closing.len());
                return Ok(());
            }
            match text.chars().next() {
                Some('\\') => {
                    at += 1;
                    let escaped = &rest[at..];
                    at += if escaped.starts_with("\r\n") {
                        2
                    } else {
                        escaped.chars().next().map_or(0, char::len_utf8)
                    };
                }
                Some('\n' | '\r') if !triple => {
                    let line = self.line_of(self.at + at);
                    return fault(format!("unterminated string literal (detected at line {line})"), self.at);
                }
                Some(c) => at += c.len_utf8(),
                None => {
                    let text = self.source.strip_suffix('\n').unwrap_or(self.source);
                    let line = text.matches('\n').count() + 1;
                    let what =
                        if triple { "unterminated triple-quoted string" } else { "unterminated string" };
                    return fault(format!("{what} literal (detected at line {line})"), self.at);
                }
            }
        }
    }

    fn operator(&mut self, c: char) -> Result<(), Fault> {
        const LONG: [&str; 24] = [
            "**=", "//=", ">>=", "<<=", "...", "!=", "->", ":=", "==", "<=", ">=", "<>", "**", "//", ">>",
            "<<", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
        ];
        match c {
            _ if c.is_control() => {
                return fault(format!("invalid non-printable character U+{:04X}", c as u32), self.at);
            }
            '(' | '[' | '{' => {
                if self.open.len() >= MOST_BRACKETS {
                    return fault(TOO_MANY_BRACKETS, self.at);
                }
                self.open.push((c, self.at));
            }
            ')' | ']' | '}' => {
                let Some((open, start)) = self.open.pop() else {
                    return fault(format!("unmatched '{c}'"), self.at);
                };
                if !matches!((open, c), ('(', ')') | ('[', ']') | ('{', '}')) {
                    let (opened, closed) = (self.line_of(start), self.line_of(self.at));
                    let place = if opened == closed { String::new() } else { format!(" on line {opened}") };
                    let message = format!(
                        "closing parenthesis '{c}' does not match opening parenthesis '{open}'{place}"
                    );
                    return fault(message, self.at);
                }
            }
            _ => {}
        }
        let rest = self.rest();
        let length =
            LONG.iter().find(|long| rest.starts_with(**long)).map_or(c.len_utf8(), |long| long.len());
        self.push(Kind::Operator, length);
        Ok(())
    }
}

/// Length of the prefix of a string literal, if one starts here.
fn string_prefix(text: &str) -> Option<usize> {
    let length = text.find(['"', '\''])?;
    let prefix = text.get(..length)?.to_ascii_lowercase();
    matches!(prefix.as_str(), "" | "r" | "u" | "b" | "f" | "br" | "rb" | "fr" | "rf").then_some(length)
}

fn is_mark(c: char) -> bool {
    // Combining marks continue a name; the parser has the exact table.
    matches!(c as u32, 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

fn is_format(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFEFF)
}

//! `Scanner`: reads a document, piece by piece, and builds its tree or tells what it comes upon. Words, codes and places of
//! errors are expat's. Entities that the document declares are text; what they come to together is limited as expat limits it.

use rustc_hash::FxHashMap;

use super::element::{Element, TAIL, TEXT};
use super::tokens::{blanks, is_blank, is_wrong, name};
use crate::class::Class;
use crate::dict::{Dict, Key, Table};
use crate::guard::Guard;
use crate::native::{Args, Context, Def, NativeData, NativeObject, NativeResult, TypeDef, done, none};
use crate::reference::Ref;
use crate::value::{Truth, Value};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: &[Def::new("labels", labels, 1), Def::new("root", root, 0), Def::new("scan", scan, 2)],
    ..TypeDef::EMPTY
};

/// What can be told, as the places of its labels.
mod event {
    pub(super) const START: usize = 0;
    pub(super) const END: usize = 1;
    pub(super) const DATA: usize = 2;
    pub(super) const COMMENT: usize = 3;
    pub(super) const PI: usize = 4;
    pub(super) const START_NS: usize = 5;
    pub(super) const END_NS: usize = 6;
    pub(super) const DOCTYPE: usize = 7;
    pub(super) const COUNT: usize = 8;
}

/// So many events are given at once.
const MOST_EVENTS: usize = 1000;

/// From so many bytes on entities may make of a document no more than a hundred times its size (expat's `xmlparse.c`).
const AMPLIFIED: usize = 8 << 20;

struct Scanner {
    state: Guard<State>,
}

#[derive(Default)]
struct State {
    /// What has been read, with line ends as newlines.
    text: String,
    /// So much of it is done.
    at: usize,
    /// Where it begins: lines from 1, columns from 0.
    line: i64,
    column: i64,
    /// A carriage return came last, which may be half of a line's end.
    half: bool,
    /// How many bytes there were.
    size: usize,
    /// How many entities have made.
    expanded: usize,
    /// Names of the open tags, each after a space.
    open: String,
    tags: Vec<Tag>,
    /// Prefixes and what they stand for.
    spaces: Vec<(Value, Value)>,
    /// Of the document.
    entities: Ref<Dict>,
    /// What the document declares elsewhere may have more of them.
    declared_elsewhere: bool,
    /// The outermost element is closed.
    done: bool,
    /// Whether a tree is built; else what comes is told alone.
    builds: bool,
    /// Entities of the program; what stands for comments and processing instructions.
    entity: Value,
    comment: Value,
    pi: Value,
    /// What events are told by; None for those that nobody wants.
    labels: Vec<Value>,
    events: Vec<Value>,
    root: Value,
    /// The element that text belongs to, or comes after.
    last: Value,
    after: bool,
    data: Vec<Value>,
    /// What ended it.
    fault: Value,
    /// Known names of tags and of attributes, as elements have them.
    known_tags: FxHashMap<Box<str>, Value>,
    known_keys: FxHashMap<Box<str>, Value>,
}

struct Tag {
    /// The element if a tree is built, else its name.
    value: Value,
    /// How many namespaces there were before.
    spaces: usize,
}

/// Why a token cannot be read.
enum Stop {
    /// What has been read ends within it.
    More,
    Fault(Box<Fault>),
}

struct Fault {
    code: i64,
    at: usize,
    entity: String,
}

fn fault<T>(code: i64, at: usize) -> Result<T, Stop> {
    Err(Stop::Fault(Box::new(Fault { code, at, entity: String::new() })))
}

const SYNTAX: i64 = 2;
const NO_ELEMENTS: i64 = 3;
const INVALID: i64 = 4;
const UNCLOSED: i64 = 5;
const MISMATCH: i64 = 7;
const DUPLICATE: i64 = 8;
const JUNK: i64 = 9;
const UNDEFINED: i64 = 11;
/// Undefined too: it is in another file.
const EXTERNAL: i64 = -UNDEFINED;
const RECURSIVE: i64 = 12;
const CHARACTER: i64 = 14;
const MISPLACED: i64 = 17;
const CDATA: i64 = 20;
const PREFIX: i64 = 27;
const AMPLIFICATION: i64 = 43;

fn words(code: i64) -> &'static str {
    match code {
        SYNTAX => "syntax error",
        NO_ELEMENTS => "no element found",
        INVALID => "not well-formed (invalid token)",
        UNCLOSED => "unclosed token",
        MISMATCH => "mismatched tag",
        DUPLICATE => "duplicate attribute",
        JUNK => "junk after document element",
        UNDEFINED => "undefined entity",
        RECURSIVE => "recursive entity reference",
        CHARACTER => "reference to invalid character number",
        MISPLACED => "XML or text declaration not at start of entity",
        CDATA => "unclosed CDATA section",
        PREFIX => "unbound prefix",
        _ => "limit on input amplification factor (from DTD and entities) breached",
    }
}

/// The key of a str.
fn key(value: &Value) -> Option<Key> {
    let Value::Str(text) = value else { return None };
    Some(Key { value: value.clone(), hash: text.hash(), resolved: false, exotic: false })
}

impl State {
    /// More of the document.
    fn feed(&mut self, text: &str, last: bool) {
        if self.at > self.text.len() / 2 {
            (self.line, self.column) = self.place(&self.text, self.at);
            self.text.drain(..self.at);
            self.at = 0;
        }
        self.size += text.len();
        let half = std::mem::take(&mut self.half);
        if !half && memchr::memchr(b'\r', text.as_bytes()).is_none() {
            self.text.push_str(text);
        } else {
            let mut characters = half.then_some('\r').into_iter().chain(text.chars()).peekable();
            while let Some(c) = characters.next() {
                match (c, characters.peek()) {
                    ('\r', Some('\n')) => {}
                    ('\r', None) if !last => self.half = true,
                    ('\r', _) => self.text.push('\n'),
                    _ => self.text.push(c),
                }
            }
        }
        if self.at == 0 && (self.line, self.column) == (1, 0) && self.text.starts_with('\u{feff}') {
            self.text.drain(..'\u{feff}'.len_utf8());
        }
    }

    /// Line and column of a place of the text, which is elsewhere while it is read.
    fn place(&self, text: &str, at: usize) -> (i64, i64) {
        let since = &text[..at];
        match since.rfind('\n') {
            None => (self.line, self.column + since.chars().count() as i64),
            Some(end) => {
                let lines = since.bytes().filter(|byte| *byte == b'\n').count();
                (self.line + lines as i64, since[end + 1..].chars().count() as i64)
            }
        }
    }

    fn read(&mut self, class: &Ref<Class>, last: bool) {
        let text = std::mem::take(&mut self.text);
        let mut result = Ok(());
        while self.at < text.len() && self.events.len() < MOST_EVENTS {
            match self.token(&text, last, class) {
                Ok(at) => self.at = at,
                Err(Stop::More) => {
                    if last {
                        let rest = &text[self.at..];
                        result = match rest.starts_with("<![CDATA[") {
                            true => fault(CDATA, self.at + rest.trim_end_matches(']').len()),
                            false => fault(UNCLOSED, self.at),
                        };
                    }
                    break;
                }
                Err(stop) => {
                    result = Err(stop);
                    break;
                }
            }
        }
        if result.is_ok() && last && self.at == text.len() && !self.done {
            result = fault(NO_ELEMENTS, self.at);
        }
        self.text = text;
        if let Err(Stop::Fault(fault)) = result {
            let (line, column) = self.place(&self.text, fault.at);
            let mut words = words(fault.code).to_owned();
            if !fault.entity.is_empty() {
                words = format!("{words} &{};", fault.entity);
            }
            let numbers = [fault.code, line, column].map(Value::Int);
            self.fault = Value::tuple([Value::str(words)].into_iter().chain(numbers).collect::<Vec<_>>());
        }
    }

    /// Reads one token, and gives its end.
    fn token(&mut self, text: &str, last: bool, class: &Ref<Class>) -> Result<usize, Stop> {
        let (begin, bytes) = (self.at, text.as_bytes());
        if bytes[begin] != b'<' {
            return self.characters(text, begin, last);
        }
        let rest = &text[begin..];
        match bytes.get(begin + 1) {
            None => Err(Stop::More),
            Some(b'/') => self.end_tag(text, begin),
            Some(b'?') => {
                let end = find(text, "?>", begin + 2)?;
                let named = name(text, begin + 2);
                if named == begin + 2 || named > end {
                    return fault(INVALID, begin + 2);
                }
                let target = &text[begin + 2..named];
                if target == "xml" {
                    if self.place(text, begin) != (1, 0) {
                        return fault(MISPLACED, begin);
                    }
                } else if self.wants(event::PI) {
                    let data = text[named..end].trim_start_matches([' ', '\t', '\n', '\r']);
                    self.tell_apart(event::PI, class, Value::str(target), Value::str(data));
                }
                Ok(end + 2)
            }
            Some(b'!') if rest.starts_with("<!--") => {
                let end = find(text, "--", begin + 4)?;
                match bytes.get(end + 2) {
                    None => return Err(Stop::More),
                    Some(b'>') => {}
                    _ => return fault(INVALID, end + 2),
                }
                if self.wants(event::COMMENT) {
                    let comment = Value::str(&text[begin + 4..end]);
                    self.tell_apart(event::COMMENT, class, comment, Value::Unbound);
                }
                Ok(end + 3)
            }
            Some(b'!') if rest.starts_with("<![CDATA[") && !self.tags.is_empty() => {
                let end = find(text, "]]>", begin + 9)?;
                if end > begin + 9 {
                    self.data(Value::str(&text[begin + 9..end]));
                }
                Ok(end + 3)
            }
            Some(b'!') if rest.starts_with("<!DOCTYPE") && self.root.is_none() => self.doctype(text, begin),
            Some(b'!') if ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|mark| mark.starts_with(rest)) => {
                Err(Stop::More)
            }
            Some(b'!') if self.tags.is_empty() && rest.starts_with("<![CDATA[") => {
                fault(if self.done { JUNK } else { SYNTAX }, begin)
            }
            Some(b'!') => fault(INVALID, begin + 2),
            Some(_) => self.start_tag(text, begin, class),
        }
    }

    fn wants(&self, which: usize) -> bool {
        self.labels.get(which).is_some_and(|label| !label.is_none())
    }

    fn tell(&mut self, which: usize, what: Value) {
        self.events.push(Value::tuple([self.labels[which].clone(), what]));
    }

    /// A comment or a processing instruction, of which a tree has none.
    fn tell_apart(&mut self, which: usize, class: &Ref<Class>, first: Value, second: Value) {
        if !self.builds {
            let parts = [first, second].into_iter().filter(|part| !part.is_unbound());
            return self.tell(which, Value::tuple(parts.collect::<Vec<_>>()));
        }
        let (tag, text) = match second.as_text() {
            None => (&self.comment, first),
            Some("") => (&self.pi, first),
            Some(data) => (&self.pi, Value::str(format!("{} {data}", first.as_text().unwrap_or_default()))),
        };
        let element = Element::new(tag.clone(), None);
        element.put(TEXT, text);
        self.tell(which, Value::Native(Ref::new(NativeObject::new(class.clone(), element))));
    }

    fn data(&mut self, data: Value) {
        if self.builds {
            self.data.push(data);
        } else if self.wants(event::DATA) {
            self.tell(event::DATA, Value::tuple([data]));
        }
    }

    /// Gives text to the element that it belongs to.
    fn flush(&mut self) {
        let text = match self.data.pop() {
            None => return,
            Some(only) if self.data.is_empty() => only,
            Some(last) => {
                self.data.push(last);
                Value::str(
                    self.data
                        .drain(..)
                        .fold(String::new(), |all, data| all + data.as_text().unwrap_or_default()),
                )
            }
        };
        if let Some(element) = self.last.native::<Element>() {
            element.put(if self.after { TAIL } else { TEXT }, text);
        }
    }

    fn characters(&mut self, text: &str, begin: usize, last: bool) -> Result<usize, Stop> {
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
    fn expanded(&mut self, text: &str, begin: usize, end: usize, attribute: bool) -> Result<Value, Stop> {
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
    fn reference(&mut self, text: &str, mark: usize, out: &mut String) -> Result<usize, Stop> {
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

    /// The name of a tag or of an attribute with its namespace.
    fn qualified(&mut self, name: &str, is_tag: bool, at: usize) -> Result<Value, Stop> {
        let known = if is_tag { &self.known_tags } else { &self.known_keys };
        if let Some(known) = known.get(name) {
            return Ok(known.clone());
        }
        let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
        let space = if prefix.is_empty() && !is_tag {
            None
        } else {
            self.spaces.iter().rev().find(|(known, _)| known.as_text() == Some(prefix))
        };
        let qualified = match space.and_then(|(_, uri)| uri.as_text()) {
            None if prefix == "xml" => format!("{{http://www.w3.org/XML/1998/namespace}}{local}"),
            None if name.len() > local.len() => return fault(PREFIX, at),
            None | Some("") => name.to_owned(),
            Some(uri) => format!("{{{uri}}}{local}"),
        };
        let value = Value::str(qualified);
        let known = if is_tag { &mut self.known_tags } else { &mut self.known_keys };
        if known.len() < 5000 {
            known.insert(name.into(), value.clone());
        }
        Ok(value)
    }

    fn forget_names(&mut self) {
        self.known_tags.clear();
        self.known_keys.clear();
    }

    fn start_tag(&mut self, text: &str, begin: usize, class: &Ref<Class>) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let named = name(text, begin + 1);
        if named == begin + 1 {
            return fault(INVALID, named);
        }
        if self.done {
            return fault(JUNK, begin);
        }
        let mut attributes: Vec<(usize, usize, Value)> = Vec::new();
        let mut at = named;
        let end = loop {
            let next = blanks(text, at);
            match (bytes.get(next), bytes.get(next + 1)) {
                (None, _) | (Some(b'/'), None) => return Err(Stop::More),
                (Some(b'>'), _) | (Some(b'/'), Some(b'>')) => break next,
                (Some(b'/'), _) => return fault(INVALID, next + 1),
                _ => {}
            }
            let key_end = name(text, next);
            if key_end == next || next == at {
                return fault(INVALID, next);
            }
            let equals = blanks(text, key_end);
            let quote = if bytes.get(equals) == Some(&b'=') { blanks(text, equals + 1) } else { equals };
            let mark = match bytes.get(quote) {
                None => return Err(Stop::More),
                Some(mark @ (b'"' | b'\'')) if quote > equals => *mark,
                _ => return fault(INVALID, quote),
            };
            let value_end = memchr::memchr(mark, &bytes[quote + 1..]).map(|found| quote + 1 + found);
            let span = quote + 1..value_end.unwrap_or(bytes.len());
            if let Some(wrong) = memchr::memchr(b'<', &bytes[span.clone()]) {
                return fault(INVALID, span.start + wrong);
            }
            let value_end = value_end.ok_or(Stop::More)?;
            let value = self.expanded(text, quote + 1, value_end, true).map_err(|mut stop| {
                if let Stop::Fault(fault) = &mut stop
                    && fault.code == UNDEFINED
                {
                    fault.at = begin;
                }
                stop
            })?;
            attributes.push((next, key_end, value));
            at = value_end + 1;
        };
        let spaces = self.spaces.len();
        let mut attrib = None;
        if !attributes.is_empty() {
            for (from, to, value) in &attributes {
                let prefix = match &text[*from..*to] {
                    "xmlns" => "",
                    key => match key.strip_prefix("xmlns:") {
                        Some(prefix) => prefix,
                        None => continue,
                    },
                };
                let pair = (Value::str(prefix), value.clone());
                if self.wants(event::START_NS) {
                    self.tell(event::START_NS, Value::tuple([pair.0.clone(), pair.1.clone()]));
                }
                self.spaces.push(pair);
            }
            if self.spaces.len() > spaces {
                self.forget_names();
            }
            let mut table = Table::default();
            for (from, to, value) in &attributes {
                let name = &text[*from..*to];
                if name == "xmlns" || name.starts_with("xmlns:") {
                    continue;
                }
                let key = key(&self.qualified(name, false, begin)?);
                if key.is_some_and(|key| table.insert(key, value.clone()).is_some()) {
                    let same = attributes.iter().filter(|(from, to, _)| &text[*from..*to] == name).count();
                    return fault(DUPLICATE, if same > 1 { *from } else { begin });
                }
            }
            attrib = (!table.is_empty()).then(|| Ref::new(Dict::from_table(table)));
        }
        let raw = &text[begin + 1..named];
        let tag = self.qualified(raw, true, begin)?;
        self.open.push(' ');
        self.open.push_str(raw);
        let mut value = tag.clone();
        if self.builds {
            self.flush();
            value = Value::Native(Ref::new(NativeObject::new(class.clone(), Element::new(tag, attrib))));
            if let Some(parent) = self.tags.last().and_then(|parent| parent.value.native::<Element>()) {
                parent.children().lock().push(value.clone());
            }
            self.last = value.clone();
            self.after = false;
            if self.wants(event::START) {
                self.tell(event::START, value.clone());
            }
        } else if self.wants(event::START) {
            let attrib = Value::Dict(attrib.unwrap_or_default());
            self.tell(event::START, Value::tuple([tag, attrib]));
        }
        if self.root.is_none() {
            self.root = value.clone();
        }
        self.tags.push(Tag { value, spaces });
        if bytes[end] == b'/' {
            self.close_tag();
            return Ok(end + 2);
        }
        Ok(end + 1)
    }

    fn close_tag(&mut self) {
        let Some(tag) = self.tags.pop() else { return };
        self.open.truncate(self.open.rfind(' ').unwrap_or(0));
        if self.builds {
            self.flush();
            if self.wants(event::END) {
                self.tell(event::END, tag.value.clone());
            }
            self.last = tag.value;
            self.after = true;
        } else if self.wants(event::END) {
            self.tell(event::END, Value::tuple([tag.value]));
        }
        if self.spaces.len() > tag.spaces {
            for (prefix, _) in self.spaces.split_off(tag.spaces).into_iter().rev() {
                if self.wants(event::END_NS) {
                    let what = if self.builds { Value::None } else { Value::tuple([prefix]) };
                    self.tell(event::END_NS, what);
                }
            }
            self.forget_names();
        }
        self.done = self.tags.is_empty();
    }

    fn end_tag(&mut self, text: &str, begin: usize) -> Result<usize, Stop> {
        let named = name(text, begin + 2);
        let end = blanks(text, named);
        if self.tags.is_empty() {
            return if self.done { fault(JUNK, begin) } else { fault(INVALID, begin + 1) };
        }
        match text.as_bytes().get(end) {
            None => return Err(Stop::More),
            Some(b'>') if named > begin + 2 => {}
            _ => return fault(INVALID, end),
        }
        let open = &self.open[self.open.rfind(' ').map_or(0, |space| space + 1)..];
        if open != &text[begin + 2..named] {
            return fault(MISMATCH, begin + 2);
        }
        self.close_tag();
        Ok(end + 1)
    }

    fn doctype(&mut self, text: &str, begin: usize) -> Result<usize, Stop> {
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

/// Where a mark is from `at` on; before it nothing may be wrong.
fn find(text: &str, mark: &str, at: usize) -> Result<usize, Stop> {
    // A mark may lie half within what begins the token: it is no mark then.
    let rest = text.get(at..).ok_or(Stop::More)?;
    let found = rest.find(mark);
    let end = found.map_or(text.len(), |found| at + found);
    match (at..end).find(|place| is_wrong(text.as_bytes(), *place)) {
        Some(wrong) => fault(INVALID, wrong),
        None => found.map(|_| end).ok_or(Stop::More),
    }
}

impl NativeData for Scanner {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let state = self.state.lock();
        crate::heap::lend(&state.entities, Value::Dict, visit);
        let single = [&state.entity, &state.comment, &state.pi, &state.root, &state.last, &state.fault];
        single.into_iter().for_each(&mut *visit);
        [&state.labels, &state.events, &state.data].into_iter().flatten().for_each(&mut *visit);
        state.tags.iter().for_each(|tag| visit(&tag.value));
        state.spaces.iter().for_each(|(prefix, uri)| {
            visit(prefix);
            visit(uri);
        });
        state.known_tags.values().chain(state.known_keys.values()).for_each(visit);
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.state.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let state = self.state.lock();
        let (line, column) = state.place(&state.text, state.at);
        let flags = [state.half, state.declared_elsewhere, state.done, state.builds, state.after];
        let flags = flags.iter().rev().fold(0, |all, flag| all << 1 | i64::from(*flag));
        let numbers = [line, column, state.size as i64, state.expanded as i64, flags];
        let numbers = numbers.into_iter().chain(state.tags.iter().map(|tag| tag.spaces as i64));
        let tags = state.tags.iter().map(|tag| tag.value.clone());
        let spaces = state.spaces.iter().flat_map(|(prefix, uri)| [prefix.clone(), uri.clone()]);
        Some(Value::tuple(vec![
            Value::str(&state.text[state.at..]),
            Value::str(state.open.as_str()),
            Value::Dict(state.entities.clone()),
            state.entity.clone(),
            state.comment.clone(),
            state.pi.clone(),
            state.root.clone(),
            state.last.clone(),
            state.fault.clone(),
            Value::list(numbers.map(Value::Int).collect()),
            Value::list(tags.collect()),
            Value::list(spaces.collect()),
            Value::list(state.labels.clone()),
            Value::list(state.events.clone()),
            Value::list(state.data.clone()),
        ]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let restored = restored(&saved).ok_or_else(|| ctx.value_error("not the state of a scanner"))?;
        let old = std::mem::replace(&mut *self.state.lock(), restored);
        drop(old);
        Ok(())
    }
}

fn restored(saved: &Value) -> Option<State> {
    let parts: [Value; 15] = saved.sequence_items()?.try_into().ok()?;
    let [text, open, entities, entity, comment, pi, root, last, fault, lists @ ..] = parts;
    let mut lists = lists.iter().map(Value::sequence_items);
    let mut list = || lists.next().flatten();
    let numbers: Vec<i64> = list()?.iter().map(Value::as_int).collect::<Option<_>>()?;
    let (tags, spaces) = (list()?, list()?);
    let (labels, events, data) = (list()?, list()?, list()?);
    let [line, column, size, expanded, flags, ref counts @ ..] = numbers[..] else { return None };
    if counts.len() != tags.len() || labels.len() != event::COUNT {
        return None;
    }
    let flag = |which: i64| flags >> which & 1 != 0;
    Some(State {
        text: text.as_text()?.to_owned(),
        line,
        column,
        half: flag(0),
        size: size as usize,
        expanded: expanded as usize,
        open: open.as_text()?.to_owned(),
        tags: tags
            .into_iter()
            .zip(counts)
            .map(|(value, count)| Tag { value, spaces: *count as usize })
            .collect(),
        spaces: spaces.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect(),
        entities: entities.as_dict()?.clone(),
        declared_elsewhere: flag(1),
        done: flag(2),
        builds: flag(3),
        after: flag(4),
        entity,
        comment,
        pi,
        labels,
        events,
        root,
        last,
        data,
        fault,
        ..State::default()
    })
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let class = ctx.module_class("_xml", "Scanner")?;
    let scanner = Scanner { state: Guard::new(State::default()) };
    ctx.construct(&args[0], Value::Native(Ref::new(NativeObject::new(class, scanner))))
}

/// `Scanner(builds, labels, entity, comment, pi)`
fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [builds, labels, entity, comment, pi] =
        args.bind(ctx, "Scanner", 1, ["/builds", "/labels", "/entity", "/comment", "/pi"], 5)?;
    let state = State {
        line: 1,
        builds: matches!(builds, Value::Bool(Truth::True)),
        labels: labels_of(ctx, &labels)?,
        entity,
        comment,
        pi,
        root: Value::None,
        last: Value::None,
        fault: Value::None,
        ..State::default()
    };
    let old = std::mem::replace(&mut *scanner(ctx, args)?.state.lock(), state);
    drop(old);
    none()
}

fn scanner<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Scanner, Value> {
    args.this().native().ok_or_else(|| ctx.type_error("a Scanner is wanted"))
}

fn labels_of(ctx: &Context<'_>, labels: &Value) -> Result<Vec<Value>, Value> {
    labels
        .sequence_items()
        .filter(|labels| labels.len() == event::COUNT)
        .ok_or_else(|| ctx.value_error("a label for each event is wanted"))
}

/// `labels(sequence)`: which events are told from now on, and by what.
fn labels(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let labels = labels_of(ctx, &args[1])?;
    let old = std::mem::replace(&mut scanner(ctx, args)?.state.lock().labels, labels);
    drop(old);
    none()
}

/// `root()`: the outermost element of the tree.
fn root(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(scanner(ctx, args)?.state.lock().root.clone())
}

/// `scan(text, last)`: reads on, and gives a list of events, what is wrong (words, code, line, column) or None, and whether there
/// may be more events of what has been read.
fn scan(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (text, last) = (ctx.text(&args[1], "text")?, matches!(args[2], Value::Bool(Truth::True)));
    ctx.check_size(text.len())?;
    let class = ctx.module_class("_xml", "Element")?;
    let mut state = scanner(ctx, args)?.state.lock();
    if state.labels.is_empty() {
        drop(state);
        return Err(ctx.value_error("the scanner is not initialized"));
    }
    if state.fault.is_none() {
        state.feed(text, last);
        state.read(&class, last);
    }
    let events = std::mem::take(&mut state.events);
    let more = events.len() >= MOST_EVENTS && state.fault.is_none();
    let fault = state.fault.clone();
    drop(state);
    done(Value::tuple([Value::list(events), fault, Value::from(more)]))
}

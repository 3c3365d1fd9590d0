//! `Scanner`: reads a document, piece by piece, and builds its tree or tells what it comes upon. Words, codes and places of
//! errors are expat's. Entities that the document declares are text; what they come to together is limited as expat limits it.

mod document_type;
mod entities;
mod faults;
mod image;

use rustc_hash::FxHashMap;

use self::faults::*;
use super::element::{Element, TAIL, TEXT};
use super::tokens::{blanks, is_wrong, name};
use crate::class::Class;
use crate::dict::{Dict, Key, Table};
use crate::guard::Guard;
use crate::native::{Args, Context, Def, NativeObject, NativeResult, TypeDef, done, none};
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

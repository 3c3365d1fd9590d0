//! A text that is searched from left to right, and `SRE_Scanner`, which a program can hold.

use std::sync::Arc;

use super::matched;
use super::matcher::{Kind, Matcher, Outcome};
use super::pattern::{Compiled, compiled};
use super::{blank, class};
use crate::guard::Guard;
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{
    Args, Context, Def, Done, Getter, NativeData, NativeObject, NativeResult, TypeDef, and_then, done,
    request_then,
};
use crate::objects::Tuple;
use crate::reference::Ref;
use crate::request::Request;
use crate::value::{Truth, Value};

/// What is searched.
pub(super) struct Subject {
    /// As it was given.
    pub(super) string: Value,
    /// A `str`, or `bytes` as they were then.
    pub(super) data: Value,
    /// Characters may take several bytes.
    pub(super) utf8: bool,
    /// Where matches begin and end, in characters.
    pub(super) pos: usize,
    pub(super) endpos: usize,
    /// The same in bytes.
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Subject {
    pub(super) fn new(
        ctx: &Context<'_>,
        compiled: &Compiled,
        string: &Value,
        pos: Option<&Value>,
        end: Option<&Value>,
    ) -> Result<Subject, Value> {
        let data = match string.payload() {
            text @ Value::Str(_) if compiled.program.utf8 => text.clone(),
            Value::Str(_) => {
                return Err(ctx.type_error("cannot use a bytes pattern on a string-like object"));
            }
            _ => {
                let Some(bytes) = like(string) else {
                    let name = ctx.type_name(string);
                    return Err(ctx.type_error(format!("expected string or bytes-like object, got '{name}'")));
                };
                if compiled.program.utf8 {
                    return Err(ctx.type_error("cannot use a string pattern on a bytes-like object"));
                }
                bytes
            }
        };
        let (length, size, utf8) = match &data {
            Value::Str(text) => (text.len(), text.as_str().len(), !text.is_ascii()),
            data => {
                let size = data.as_bytes().map_or(0, |bytes| bytes.len());
                (size, size, false)
            }
        };
        if size >= u32::MAX as usize {
            return Err(ctx.overflow_error("string is too long for a regular expression"));
        }
        let place = |value: Option<&Value>, otherwise: usize| match value {
            None => Ok::<usize, Value>(otherwise),
            Some(value) => Ok(ctx.index(value)?.clamp(0, length as i64) as usize),
        };
        let (pos, endpos) = (place(pos, 0)?, place(end, length)?);
        let mut subject = Subject { string: string.clone(), data, utf8, pos, endpos, from: pos, to: endpos };
        if utf8 {
            let bytes = |place: usize| subject.data.as_str().map_or(size, |text| text.offset(place));
            (subject.from, subject.to) = (bytes(pos), bytes(endpos));
        }
        Ok(subject)
    }

    /// All bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        bytes(&self.data)
    }
}

/// The bytes of a `str` or `bytes`.
pub(super) fn bytes(data: &Value) -> &[u8] {
    match data {
        Value::Str(text) => text.as_str().as_bytes(),
        Value::Bytes(bytes) => bytes,
        _ => &[],
    }
}

/// A search going on.
pub(super) struct Scan {
    pub(super) pattern: Value,
    pub(super) compiled: Arc<Compiled>,
    pub(super) subject: Subject,
    pub(super) matcher: Matcher,
    /// A place in bytes whose number in characters is known.
    known: (usize, usize),
}

impl Scan {
    pub(super) fn new(pattern: Value, compiled: Arc<Compiled>, subject: Subject, kind: Kind) -> Scan {
        let matcher = Matcher::new(&compiled.program, kind, subject.from);
        let known = (subject.from, subject.pos);
        Scan { pattern, compiled, subject, matcher, known }
    }

    pub(super) fn work(&mut self) -> Outcome {
        let text = &bytes(&self.subject.data)[..self.subject.to];
        self.matcher.work(&self.compiled.program, text, self.subject.utf8)
    }

    /// Start and end of a group, in bytes.
    pub(super) fn span(&self, group: u32) -> Option<(usize, usize)> {
        matched::span(&self.matcher.marks, group)
    }

    /// The text of a group.
    pub(super) fn group(&self, ctx: &Context<'_>, group: u32) -> Option<Value> {
        let (from, to) = self.span(group)?;
        Some(piece(ctx, &self.subject.data, from, to))
    }

    /// The match just found, as an object. `last`: the scan will not be needed any more.
    pub(super) fn found(&mut self, last: bool) -> Value {
        if self.subject.utf8 {
            let start = self.matcher.marks[0] as usize;
            let text = bytes(&self.subject.data);
            if start >= self.known.0 {
                self.known = (start, self.known.1 + count(&text[self.known.0..start]));
            }
        }
        let marks = if last { std::mem::take(&mut self.matcher.marks) } else { self.matcher.marks.clone() };
        matched::make(self, marks, self.known)
    }
}

/// How many characters some UTF-8 has.
pub(super) fn count(text: &[u8]) -> usize {
    text.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// The bytes of a bytes-like object as they are now.
pub(super) fn like(value: &Value) -> Option<Value> {
    match value.payload() {
        bytes @ Value::Bytes(_) => Some(bytes.clone()),
        Value::ByteArray(array) => Some(Value::bytes(array.bytes.lock().clone())),
        _ => None,
    }
}

/// A part of a `str` or `bytes`.
pub(super) fn piece(ctx: &Context<'_>, data: &Value, from: usize, to: usize) -> Value {
    match data {
        Value::Str(_) if from == to => ctx.interpreter.intern("").to_value(),
        Value::Str(text) => {
            let text = text.as_str();
            if to - from == 1 {
                return ctx.interpreter.character(char::from(text.as_bytes()[from]));
            }
            if to - from == text.len() {
                return data.clone();
            }
            Value::str(&text[from..to])
        }
        Value::Bytes(bytes) if to - from == bytes.len() => data.clone(),
        Value::Bytes(bytes) => Value::bytes(&bytes[from..to]),
        _ => Value::None,
    }
}

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(|ctx, args| {
        blank(ctx, args, "SRE_Scanner", Scanner { state: Guard::new(State::Over(Value::None)) })
    }),
    methods: &[
        Def::new("match", |ctx, args| next(ctx, args.this().clone(), Kind::Match), 0),
        Def::new("search", |ctx, args| next(ctx, args.this().clone(), Kind::Search), 0),
    ],
    getters: &[Getter::new("pattern", |ctx, this| match this.native::<Scanner>() {
        Some(scanner) => Ok(scanner.pattern()),
        None => Err(ctx.type_error("a scanner is needed")),
    })],
    ..TypeDef::EMPTY
};

struct Scanner {
    state: Guard<State>,
}

enum State {
    Ready {
        scan: Box<Scan>,
        found: bool,
    },
    Working,
    /// With the pattern; none if there never was one.
    Over(Value),
}

impl Scanner {
    fn pattern(&self) -> Value {
        match &*self.state.lock() {
            State::Ready { scan, .. } => scan.pattern.clone(),
            State::Over(pattern) => pattern.clone(),
            State::Working => Value::None,
        }
    }
}

impl NativeData for Scanner {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        match &*self.state.lock() {
            State::Ready { scan, .. } => {
                visit(&scan.pattern);
                visit(&scan.subject.string);
                visit(&scan.subject.data);
            }
            State::Over(pattern) => visit(pattern),
            State::Working => {}
        }
    }

    fn empty(&self) {
        let state = std::mem::replace(&mut *self.state.lock(), State::Over(Value::None));
        drop(state);
    }

    fn state(&self) -> Option<Value> {
        Some(match &*self.state.lock() {
            State::Ready { scan, found } => {
                let marks = scan.matcher.marks[..2].iter().map(|&mark| Value::Int(i64::from(mark)));
                Value::tuple([
                    scan.pattern.clone(),
                    scan.subject.string.clone(),
                    Value::from_usize(scan.subject.pos),
                    Value::from_usize(scan.subject.endpos),
                    Value::from(*found),
                    Value::tuple(marks.collect::<Tuple>()),
                ])
            }
            _ => Value::None,
        })
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let Some(parts) = state.sequence_items() else { return Ok(()) };
        let [pattern, string, pos, end, found, marks] = &parts[..] else {
            return Err(ctx.value_error("not the state of a scanner"));
        };
        let compiled = compiled(ctx, pattern)?.clone();
        let subject = Subject::new(ctx, &compiled, string, Some(pos), Some(end))?;
        let mut scan = Scan::new(pattern.clone(), compiled, subject, Kind::Search);
        let size = scan.subject.bytes().len() as i64;
        for (mark, value) in scan.matcher.marks.iter_mut().zip(marks.sequence_items().unwrap_or_default()) {
            *mark = ctx.index(&value)?.clamp(0, size) as u32;
        }
        *self.state.lock() =
            State::Ready { scan: Box::new(scan), found: matches!(found, Value::Bool(Truth::True)) };
        Ok(())
    }
}

/// A scanner that goes on with a scan.
pub(super) fn scanner(ctx: &Context<'_>, scan: Scan) -> Result<Value, Value> {
    let state = Guard::new(State::Ready { scan: Box::new(scan), found: false });
    Ok(Value::Native(Ref::new(NativeObject::new(class(ctx, "SRE_Scanner")?, Scanner { state }))))
}

/// The next match of a scanner, or None.
fn next(ctx: &mut Context<'_>, scanner: Value, kind: Kind) -> NativeResult {
    let Some(data) = scanner.native::<Scanner>() else {
        return Err(ctx.type_error("a scanner is needed"));
    };
    let state = std::mem::replace(&mut *data.state.lock(), State::Working);
    match state {
        State::Ready { mut scan, found } => {
            scan.matcher.want(kind);
            if found {
                scan.matcher.go_on();
            }
            go_on(ctx, scanner, scan)
        }
        State::Over(pattern) => {
            *data.state.lock() = State::Over(pattern);
            done(Value::None)
        }
        State::Working => Err(ctx.value_error("regular expression scanner already executing")),
    }
}

fn go_on(ctx: &mut Context<'_>, scanner: Value, mut scan: Box<Scan>) -> NativeResult {
    let (state, result) = match scan.work() {
        Outcome::Match => {
            let found = scan.found(false);
            (State::Ready { scan, found: true }, done(found))
        }
        Outcome::NoMatch => (State::Over(scan.pattern.clone()), done(Value::None)),
        Outcome::NoMemory => (State::Over(scan.pattern.clone()), Err(ctx.memory_error())),
        Outcome::Paused => {
            return request_then(Request::Yield, move |ctx, _| go_on(ctx, scanner, scan));
        }
    };
    if let Some(data) = scanner.native::<Scanner>() {
        *data.state.lock() = state;
    }
    result
}

/// `Pattern.finditer`: the matches of a scanner.
struct Matches {
    scanner: Value,
}

impl Iterate for Matches {
    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        match next(ctx, self.scanner.clone(), Kind::Search)? {
            Done::Value(Value::None) => Ok(Step::End),
            Done::Value(found) => Ok(Step::Item(found)),
            // It has paused.
            waiting => {
                let result = and_then(ctx, Ok(waiting), |ctx, found| match found {
                    Value::None => {
                        let class = &ctx.interpreter.exceptions.stop_iteration;
                        Err(ctx.interpreter.exception_with(class, Vec::new()))
                    }
                    found => done(found),
                });
                Ok(Step::Then(result?))
            }
        }
    }

    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.scanner);
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        match ctx.interpreter.modules.get_text("_sre") {
            Some(Value::Module(module)) => {
                Some((module.globals.get_text("finditer")?, vec![self.scanner.clone()]))
            }
            _ => None,
        }
    }
}

/// An iterator over the matches of a scanner.
pub(super) fn iterator(ctx: &Context<'_>, scanner: Value) -> Value {
    NativeIterator::other(&ctx.interpreter.types.callable_iterator, Matches { scanner })
}

/// `_sre.finditer(scanner)`
pub(super) fn iterate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[0].native::<Scanner>().is_none() {
        return Err(ctx.type_error("a scanner is needed"));
    }
    done(iterator(ctx, args[0].clone()))
}

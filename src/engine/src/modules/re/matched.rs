//! `re.Match`

use std::sync::{Arc, OnceLock};

use super::matcher::NOWHERE;
use super::pattern::{Compiled, compiled};
use super::scan::{Scan, Subject, bytes, count, piece};
use super::template::{Part, Refused, parse};
use super::{blank, pattern, raise};
use crate::dict::Dict;
use crate::native::{Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, done};
use crate::objects::Tuple;
use crate::reference::Ref;
use crate::text::quote;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(|ctx, args| blank(ctx, args, "Match", Match { found: OnceLock::new() })),
    methods: &[
        Def::range("group", group, 0, u16::MAX),
        Def::new("__getitem__", getitem, 1),
        Def::any("groups", groups),
        Def::any("groupdict", groupdict),
        Def::range("start", |ctx, args| place(ctx, args, |span| Value::Int(span.0)), 0, 1),
        Def::range("end", |ctx, args| place(ctx, args, |span| Value::Int(span.1)), 0, 1),
        Def::range("span", |ctx, args| place(ctx, args, pair), 0, 1),
        Def::any("expand", expand),
        Def::new("__copy__", |_, args| done(args.this().clone()), 0),
        Def::new("__deepcopy__", |_, args| done(args.this().clone()), 1),
        Def::range("__reduce_ex__", |ctx, _| Err(ctx.type_error("cannot pickle 're.Match' object")), 0, 1),
        Def::new("__repr__", repr, 0),
        Def::new("__class_getitem__", pattern::alias, 1).class(),
    ],
    getters: &[
        Getter::new("string", |ctx, this| Ok(found(ctx, this)?.string.clone())),
        Getter::new("re", |ctx, this| Ok(found(ctx, this)?.pattern.clone())),
        Getter::new("pos", |ctx, this| Ok(Value::from_usize(found(ctx, this)?.pos))),
        Getter::new("endpos", |ctx, this| Ok(Value::from_usize(found(ctx, this)?.endpos))),
        Getter::new("lastindex", |ctx, this| {
            let last = found(ctx, this)?.last;
            Ok(if last == 0 { Value::None } else { Value::Int(i64::from(last)) })
        }),
        Getter::new("lastgroup", |ctx, this| {
            let found = found(ctx, this)?;
            let name = found.compiled.names.iter().find(|(_, group)| *group == found.last);
            Ok(name.map_or(Value::None, |(name, _)| ctx.interpreter.intern(name).to_value()))
        }),
        Getter::new("regs", |ctx, this| {
            let found = found(ctx, this)?;
            let spans = (0..=found.compiled.program.groups).map(|group| pair(found.places(group)));
            Ok(Value::tuple(spans.collect::<Tuple>()))
        }),
    ],
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    ..TypeDef::EMPTY
};

struct Match {
    found: OnceLock<Found>,
}

struct Found {
    pattern: Value,
    compiled: Arc<Compiled>,
    string: Value,
    data: Value,
    utf8: bool,
    pos: usize,
    endpos: usize,
    marks: Vec<u32>,
    last: u32,
    /// A place in bytes whose number in characters is known.
    known: (usize, usize),
}

/// Start and end of a group, in bytes.
pub(super) fn span(marks: &[u32], group: u32) -> Option<(usize, usize)> {
    let (start, end) = (marks[group as usize * 2], marks[group as usize * 2 + 1]);
    (start != NOWHERE && end != NOWHERE && start <= end).then_some((start as usize, end as usize))
}

impl Found {
    fn character(&self, place: usize) -> i64 {
        if !self.utf8 {
            return place as i64;
        }
        let (known, number) = self.known;
        let text = bytes(&self.data);
        (if place >= known {
            number + count(&text[known..place])
        } else {
            number - count(&text[place..known])
        }) as i64
    }

    /// Start and end of a group, in characters; -1 if it did not match.
    fn places(&self, group: u32) -> (i64, i64) {
        match span(&self.marks, group) {
            Some((start, end)) => (self.character(start), self.character(end)),
            None => (-1, -1),
        }
    }

    fn text(&self, ctx: &Context<'_>, group: u32) -> Option<Value> {
        let (start, end) = span(&self.marks, group)?;
        Some(piece(ctx, &self.data, start, end))
    }

    fn number(&self, ctx: &Context<'_>, group: &Value) -> Result<u32, Value> {
        let number = match group.payload() {
            Value::Str(name) => self.compiled.named(name.as_str()),
            _ => group.as_int().and_then(|number| u32::try_from(number).ok()),
        };
        number
            .filter(|&number| number <= self.compiled.program.groups)
            .ok_or_else(|| ctx.index_error("no such group"))
    }
}

impl NativeData for Match {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(found) = self.found.get() {
            visit(&found.pattern);
            visit(&found.string);
            visit(&found.data);
        }
    }

    fn state(&self) -> Option<Value> {
        let found = self.found.get()?;
        let marks = found.marks.iter().map(|&mark| Value::Int(i64::from(mark)));
        Some(Value::tuple([
            found.pattern.clone(),
            found.string.clone(),
            Value::from_usize(found.pos),
            Value::from_usize(found.endpos),
            Value::tuple(marks.collect::<Tuple>()),
            Value::Int(i64::from(found.last)),
        ]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        let [pattern, string, pos, end, marks, last] = &parts[..] else {
            return Err(ctx.value_error("not the state of a match"));
        };
        let compiled = compiled(ctx, pattern)?.clone();
        let subject = Subject::new(ctx, &compiled, string, Some(pos), Some(end))?;
        let size = subject.bytes().len();
        let marks: Vec<u32> = marks
            .sequence_items()
            .unwrap_or_default()
            .iter()
            .filter_map(|mark| u32::try_from(mark.as_int()?).ok())
            .filter(|&mark| mark == NOWHERE || mark as usize <= size)
            .collect();
        if marks.len() != compiled.program.groups as usize * 2 + 2 {
            return Err(ctx.value_error("not the state of a match"));
        }
        let last = last.as_int().and_then(|last| u32::try_from(last).ok()).unwrap_or(0);
        let _ = self.found.set(Found {
            pattern: pattern.clone(),
            compiled,
            string: subject.string,
            data: subject.data,
            utf8: subject.utf8,
            pos: subject.pos,
            endpos: subject.endpos,
            marks,
            last,
            known: (0, 0),
        });
        Ok(())
    }
}

/// The match that a scan has found.
pub(super) fn make(scan: &Scan, marks: Vec<u32>, known: (usize, usize)) -> Value {
    let subject = &scan.subject;
    let found = Found {
        pattern: scan.pattern.clone(),
        compiled: scan.compiled.clone(),
        string: subject.string.clone(),
        data: subject.data.clone(),
        utf8: subject.utf8,
        pos: subject.pos,
        endpos: subject.endpos,
        marks,
        last: scan.matcher.last,
        known,
    };
    let class = scan.compiled.match_class.clone();
    Value::Native(Ref::new(NativeObject::new(class, Match { found: OnceLock::from(found) })))
}

fn found<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Found, Value> {
    value
        .native::<Match>()
        .and_then(|object| object.found.get())
        .ok_or_else(|| ctx.type_error(format!("'{}' object is not a match", ctx.type_name(value))))
}

fn group(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let found = found(ctx, args.this())?;
    match args.rest() {
        [] => done(found.text(ctx, 0).unwrap_or(Value::None)),
        [one] => done(found.text(ctx, found.number(ctx, one)?).unwrap_or(Value::None)),
        several => {
            let mut texts = Vec::with_capacity(several.len());
            for one in several {
                texts.push(found.text(ctx, found.number(ctx, one)?).unwrap_or(Value::None));
            }
            done(Value::tuple(texts))
        }
    }
}

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let found = found(ctx, args.this())?;
    done(found.text(ctx, found.number(ctx, &args[1])?).unwrap_or(Value::None))
}

fn groups(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [default] = args.bind(ctx, "groups", 1, ["default"], 0)?;
    let default = default.bound().cloned().unwrap_or(Value::None);
    let found = found(ctx, args.this())?;
    let texts = (1..=found.compiled.program.groups)
        .map(|group| found.text(ctx, group).unwrap_or_else(|| default.clone()));
    done(Value::tuple(texts.collect::<Tuple>()))
}

fn groupdict(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [default] = args.bind(ctx, "groupdict", 1, ["default"], 0)?;
    let default = default.bound().cloned().unwrap_or(Value::None);
    let found = found(ctx, args.this())?;
    let dict = Dict::new();
    for (name, group) in &found.compiled.names {
        let text = found.text(ctx, *group).unwrap_or_else(|| default.clone());
        dict.set_name(&ctx.interpreter.intern(name), text);
    }
    done(Value::Dict(Ref::new(dict)))
}

fn pair(span: (i64, i64)) -> Value {
    Value::tuple([Value::Int(span.0), Value::Int(span.1)])
}

fn place(ctx: &mut Context<'_>, args: &Args<'_>, part: fn((i64, i64)) -> Value) -> NativeResult {
    let found = found(ctx, args.this())?;
    let group = args.get(1).map_or(Ok(0), |group| found.number(ctx, group))?;
    done(part(found.places(group)))
}

fn expand(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [template] = args.bind(ctx, "expand", 1, ["template"], 1)?;
    let found = found(ctx, args.this())?;
    let parts = match parse(ctx, &found.compiled, &template) {
        Ok(parts) => parts,
        Err(Refused::Fault(fault)) => return raise(ctx, fault, &template),
        Err(Refused::Raise(error)) => return Err(error),
    };
    let text = bytes(&found.data);
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Text(part) => out.extend(part),
            Part::Group(group) => {
                if let Some((start, end)) = span(&found.marks, group) {
                    out.extend_from_slice(&text[start..end]);
                }
            }
        }
    }
    done(match found.compiled.program.utf8 {
        true => Value::str(String::from_utf8(out).unwrap_or_default()),
        false => Value::bytes(out),
    })
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let found = found(ctx, args.this())?;
    let (start, end) = found.places(0);
    let text = match found.text(ctx, 0) {
        Some(Value::Str(text)) => quote::repr(text.as_str()),
        Some(Value::Bytes(bytes)) => quote::repr_bytes(&bytes),
        _ => String::new(),
    };
    done(format!("<re.Match object; span=({start}, {end}), match={text}>"))
}

//! What is done with all matches of a text: `findall`, `split`, `sub`. A job pauses as its matcher does, and where a
//! replacement is a function, between two matches.

use super::matcher::Outcome;
use super::scan::{Scan, piece};
use super::template::{Part, Replacement};
use crate::native::{Context, NativeResult, call_then, done, request_then};
use crate::request::Request;
use crate::value::Value;

/// The first match, or None.
pub(super) fn find_one(ctx: &mut Context<'_>, mut scan: Scan) -> NativeResult {
    match scan.work() {
        Outcome::Match => done(scan.found(true)),
        Outcome::NoMatch => done(Value::None),
        Outcome::NoMemory => Err(ctx.memory_error()),
        Outcome::Paused => {
            let scan = Box::new(scan);
            request_then(Request::Yield, move |ctx, _| find_one(ctx, *scan))
        }
    }
}

/// What becomes of the matches.
pub(super) enum Task {
    All(Vec<Value>),
    Split { parts: Vec<Value>, from: usize, left: u64 },
    Replace(Box<Replace>),
}

/// `sub`, `subn`
pub(super) struct Replace {
    with: Replacement,
    out: Vec<u8>,
    from: usize,
    left: u64,
    done: i64,
    /// Number of pieces so far, and the first one of a wrong type.
    pieces: usize,
    wrong: Option<(usize, Value)>,
    counted: bool,
}

impl Task {
    pub(super) fn replace(with: Replacement, left: u64, counted: bool) -> Task {
        Task::Replace(Box::new(Replace {
            with,
            out: Vec::new(),
            from: 0,
            left,
            done: 0,
            pieces: 0,
            wrong: None,
            counted,
        }))
    }

    /// How many matches are wanted still.
    fn left(&self) -> u64 {
        match self {
            Task::All(_) => u64::MAX,
            Task::Split { left, .. } => *left,
            Task::Replace(replace) => replace.left,
        }
    }
}

/// Does a task with all matches.
pub(super) fn run(ctx: &mut Context<'_>, mut scan: Scan, mut task: Task) -> NativeResult {
    loop {
        let outcome = if task.left() == 0 { Outcome::NoMatch } else { scan.work() };
        match outcome {
            Outcome::Match => {}
            Outcome::NoMatch => return finish(ctx, &scan, task),
            Outcome::NoMemory => return Err(ctx.memory_error()),
            Outcome::Paused => {
                let job = Box::new((scan, task));
                return request_then(Request::Yield, move |ctx, _| run(ctx, job.0, job.1));
            }
        }
        let (start, end) = scan.span(0).unwrap_or((0, 0));
        match &mut task {
            Task::All(items) => {
                let empty = || piece(ctx, &scan.subject.data, 0, 0);
                let group = |group: u32| scan.group(ctx, group).unwrap_or_else(empty);
                items.push(match scan.compiled.program.groups {
                    0 => group(0),
                    1 => group(1),
                    groups => Value::tuple((1..=groups).map(group).collect::<Vec<_>>()),
                });
            }
            Task::Split { parts, from, left } => {
                parts.push(piece(ctx, &scan.subject.data, *from, start));
                for group in 1..=scan.compiled.program.groups {
                    parts.push(scan.group(ctx, group).unwrap_or(Value::None));
                }
                *from = end;
                *left -= 1;
            }
            Task::Replace(replace) => {
                let text = scan.subject.bytes();
                if start > replace.from {
                    replace.out.extend_from_slice(&text[replace.from..start]);
                    replace.pieces += 1;
                }
                replace.from = end;
                replace.left -= 1;
                replace.done += 1;
                match &replace.with {
                    Replacement::Text(with) => {
                        replace.out.extend_from_slice(with);
                        replace.pieces += 1;
                    }
                    Replacement::Parts(parts) => {
                        for part in parts {
                            match part {
                                Part::Text(part) => replace.out.extend_from_slice(part),
                                Part::Group(group) => {
                                    if let Some((from, to)) = scan.span(*group) {
                                        replace.out.extend_from_slice(&text[from..to]);
                                    }
                                }
                            }
                        }
                        replace.pieces += 1;
                    }
                    Replacement::Wrong(value) => {
                        let value = value.clone();
                        replace.add(&value, scan.compiled.program.utf8);
                    }
                    Replacement::Call(function) => {
                        let function = function.clone();
                        let found = scan.found(false);
                        let job = Box::new((scan, task));
                        return call_then(function, vec![found], move |ctx, value| {
                            let (mut scan, mut task) = *job;
                            if let Task::Replace(replace) = &mut task {
                                replace.add(&value, scan.compiled.program.utf8);
                            }
                            scan.matcher.go_on();
                            run(ctx, scan, task)
                        });
                    }
                }
                ctx.check_size(replace.out.capacity())?;
            }
        }
        scan.matcher.go_on();
    }
}

impl Replace {
    /// Adds what a function has returned.
    fn add(&mut self, value: &Value, utf8: bool) {
        match value {
            Value::None => return,
            _ if utf8 && value.as_text().is_some() => {
                self.out.extend_from_slice(value.as_text().unwrap_or_default().as_bytes());
            }
            _ => match super::scan::like(value) {
                Some(bytes) if !utf8 => self.out.extend_from_slice(super::scan::bytes(&bytes)),
                _ => {
                    self.wrong.get_or_insert((self.pieces, value.clone()));
                }
            },
        }
        self.pieces += 1;
    }
}

fn finish(ctx: &mut Context<'_>, scan: &Scan, task: Task) -> NativeResult {
    match task {
        Task::All(items) => done(Value::list(items)),
        Task::Split { mut parts, from, .. } => {
            parts.push(piece(ctx, &scan.subject.data, from, scan.subject.bytes().len()));
            done(Value::list(parts))
        }
        Task::Replace(mut replace) => {
            let utf8 = scan.compiled.program.utf8;
            if let Some((index, value)) = &replace.wrong {
                let wanted = if utf8 { "str instance" } else { "a bytes-like object" };
                let name = ctx.type_name(value);
                return Err(ctx.type_error(format!("sequence item {index}: expected {wanted}, {name} found")));
            }
            let text = if replace.done == 0 {
                scan.subject.data.clone()
            } else {
                replace.out.extend_from_slice(&scan.subject.bytes()[replace.from..]);
                match utf8 {
                    true => Value::str(String::from_utf8(replace.out).unwrap_or_default()),
                    false => Value::bytes(replace.out),
                }
            };
            done(if replace.counted { Value::tuple([text, Value::Int(replace.done)]) } else { text })
        }
    }
}

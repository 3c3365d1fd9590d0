//! `re.Pattern`

use std::sync::{Arc, OnceLock};

use super::job::{self, Task};
use super::matcher::Kind;
use super::program::{self, Program};
use super::scan::{Scan, Subject};
use super::source::Fault;
use super::syntax::flag;
use super::{blank, class, codes, parser, raise, scan, template};
use crate::class::Class;
use crate::dict::Dict;
use crate::native::{
    Args, Context, Def, Getter, NativeData, NativeObject, NativeResult, TypeDef, call, done,
};
use crate::reference::Ref;
use crate::text::quote;
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(|ctx, args| blank(ctx, args, "Pattern", Pattern { compiled: OnceLock::new() })),
    methods: &[
        Def::any("match", |ctx, args| one(ctx, args, "match", Kind::Match)),
        Def::any("fullmatch", |ctx, args| one(ctx, args, "fullmatch", Kind::Full)),
        Def::any("search", |ctx, args| one(ctx, args, "search", Kind::Search)),
        Def::any("findall", findall),
        Def::any("finditer", finditer),
        Def::any("scanner", scanner),
        Def::any("split", split),
        Def::any("sub", |ctx, args| sub(ctx, args, "sub")),
        Def::any("subn", |ctx, args| sub(ctx, args, "subn")),
        Def::new("__copy__", |_, args| done(args.this().clone()), 0),
        Def::new("__deepcopy__", |_, args| done(args.this().clone()), 1),
        Def::new("__eq__", |ctx, args| equal(ctx, args, true), 1),
        Def::new("__ne__", |ctx, args| equal(ctx, args, false), 1),
        Def::new("__hash__", hash, 0),
        Def::new("__repr__", repr, 0),
        Def::new("__class_getitem__", alias, 1).class(),
    ],
    getters: &[
        Getter::new("pattern", |ctx, this| Ok(compiled(ctx, this)?.source.clone())),
        Getter::new("flags", |ctx, this| Ok(Value::Int(compiled(ctx, this)?.flags))),
        Getter::new("groups", |ctx, this| Ok(Value::Int(i64::from(compiled(ctx, this)?.program.groups)))),
        Getter::new("groupindex", |ctx, this| {
            let index = Dict::new();
            for (name, group) in &compiled(ctx, this)?.names {
                index.set_name(&ctx.interpreter.intern(name), Value::Int(i64::from(*group)));
            }
            Ok(Value::Dict(Ref::new(index)))
        }),
    ],
    doc: "Compiled regular expression object.",
    ..TypeDef::EMPTY
};

/// A pattern, ready to be matched.
pub(super) struct Compiled {
    pub(super) program: Program,
    pub(super) source: Value,
    pub(super) flags: i64,
    /// Names of groups, in order of their definition.
    pub(super) names: Vec<(String, u32)>,
    /// `re.Match`
    pub(super) match_class: Ref<Class>,
}

impl Compiled {
    /// The number of a named group.
    pub(super) fn named(&self, name: &str) -> Option<u32> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, group)| *group)
    }
}

struct Pattern {
    compiled: OnceLock<Arc<Compiled>>,
}

impl NativeData for Pattern {
    fn state(&self) -> Option<Value> {
        let compiled = self.compiled.get()?;
        Some(Value::tuple([compiled.source.clone(), Value::Int(compiled.flags)]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let parts = state.sequence_items().unwrap_or_default();
        let [source, flags] = &parts[..] else { return Err(ctx.value_error("not the state of a pattern")) };
        let flags = ctx.index(flags)?;
        match prepare(ctx, source, flags)? {
            Ok(compiled) => {
                let _ = self.compiled.set(Arc::new(compiled));
                Ok(())
            }
            Err(_) => Err(ctx.value_error("not the state of a pattern")),
        }
    }
}

/// The pattern of a `re.Pattern`.
pub(super) fn compiled<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Arc<Compiled>, Value> {
    value
        .native::<Pattern>()
        .and_then(|pattern| pattern.compiled.get())
        .ok_or_else(|| ctx.type_error(format!("'{}' object is not a pattern", ctx.type_name(value))))
}

fn prepare(ctx: &mut Context<'_>, source: &Value, flags: i64) -> Result<Result<Compiled, Fault>, Value> {
    let Some(text) = codes(source) else {
        return Err(ctx.type_error("first argument must be string or compiled pattern"));
    };
    let match_class = class(ctx, "Match")?;
    let is_text = source.as_str().is_some();
    Ok(parser::parse(&text, is_text, flags).and_then(|syntax| {
        let program = program::compile(&syntax, is_text)?;
        let (flags, names) = (syntax.flags, syntax.names);
        Ok(Compiled { program, source: source.clone(), flags, names, match_class })
    }))
}

/// `_sre.compile(pattern, flags)`
pub(super) fn compile(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let flags = ctx.index(&args[1])?;
    match prepare(ctx, &args[0], flags)? {
        Err(fault) => raise(ctx, fault, &args[0]),
        Ok(compiled) => {
            let pattern = Pattern { compiled: OnceLock::new() };
            let _ = pattern.compiled.set(Arc::new(compiled));
            done(Value::Native(Ref::new(NativeObject::new(class(ctx, "Pattern")?, pattern))))
        }
    }
}

/// The arguments `string`, `pos`, `endpos` of most methods, as a scan.
fn begin(ctx: &mut Context<'_>, args: &Args<'_>, name: &str, kind: Kind) -> Result<Scan, Value> {
    let bound;
    let (string, pos, end) = if let ([_, string], []) = (args.values(), args.names()) {
        (string, None, None)
    } else {
        bound = args.bind(ctx, name, 1, ["string", "pos", "endpos"], 1)?;
        (&bound[0], bound[1].bound(), bound[2].bound())
    };
    let compiled = compiled(ctx, args.this())?.clone();
    let subject = Subject::new(ctx, &compiled, string, pos, end)?;
    Ok(Scan::new(args.this().clone(), compiled, subject, kind))
}

fn one(ctx: &mut Context<'_>, args: &Args<'_>, name: &str, kind: Kind) -> NativeResult {
    let scan = begin(ctx, args, name, kind)?;
    job::find_one(ctx, scan)
}

fn findall(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let scan = begin(ctx, args, "findall", Kind::Search)?;
    job::run(ctx, scan, Task::All(Vec::new()))
}

fn finditer(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let scan = begin(ctx, args, "finditer", Kind::Search)?;
    let scanner = scan::scanner(ctx, scan)?;
    done(scan::iterator(ctx, scanner))
}

fn scanner(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let scan = begin(ctx, args, "scanner", Kind::Search)?;
    done(scan::scanner(ctx, scan)?)
}

fn split(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [string, most] = args.bind(ctx, "split", 1, ["string", "maxsplit"], 1)?;
    let left = limit(ctx, &most)?;
    let compiled = compiled(ctx, args.this())?.clone();
    let subject = Subject::new(ctx, &compiled, &string, None, None)?;
    let scan = Scan::new(args.this().clone(), compiled, subject, Kind::Search);
    job::run(ctx, scan, Task::Split { parts: Vec::new(), from: 0, left })
}

/// How often at most: 0 means always, less than that never.
fn limit(ctx: &Context<'_>, value: &Value) -> Result<u64, Value> {
    Ok(match value.bound().map_or(Ok(0), |value| ctx.index(value))? {
        0 => u64::MAX,
        count => count.max(0) as u64,
    })
}

fn sub(ctx: &mut Context<'_>, args: &Args<'_>, name: &str) -> NativeResult {
    let [replacement, string, most] = args.bind(ctx, name, 1, ["repl", "string", "count"], 2)?;
    let left = limit(ctx, &most)?;
    let compiled = compiled(ctx, args.this())?.clone();
    let replacement = match template::replacement(ctx, &compiled, &replacement) {
        Ok(replacement) => replacement,
        Err(template::Refused::Fault(fault)) => return raise(ctx, fault, &replacement),
        Err(template::Refused::Raise(error)) => return Err(error),
    };
    let subject = Subject::new(ctx, &compiled, &string, None, None)?;
    let scan = Scan::new(args.this().clone(), compiled, subject, Kind::Search);
    job::run(ctx, scan, Task::replace(replacement, left, name == "subn"))
}

fn equal(ctx: &mut Context<'_>, args: &Args<'_>, wanted: bool) -> NativeResult {
    let Ok(other) = compiled(ctx, &args[1]) else { return done(Value::NotImplemented) };
    let this = compiled(ctx, args.this())?;
    let same = this.flags == other.flags
        && this.source.as_text() == other.source.as_text()
        && this.source.as_bytes().map(|bytes| &bytes[..]) == other.source.as_bytes().map(|bytes| &bytes[..]);
    done(same == wanted)
}

fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = compiled(ctx, args.this())?;
    let text = match (this.source.as_str(), this.source.as_bytes()) {
        (Some(text), _) => text.hash(),
        (_, Some(bytes)) => crate::string::hash_bytes(bytes),
        _ => 0,
    };
    let hash = text.rotate_left(7) ^ this.flags;
    done(if hash == -1 { -2 } else { hash })
}

/// `types.GenericAlias(re.Pattern, item)`
pub(super) fn alias(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    match ctx.interpreter.modules.get_text("types") {
        Some(Value::Module(types)) if types.globals.get_text("GenericAlias").is_some() => {
            let alias = types.globals.get_text("GenericAlias").unwrap_or(Value::None);
            call(alias, vec![args[0].clone(), args[1].clone()])
        }
        _ => done(args[0].clone()),
    }
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    const NAMES: &[(i64, &str)] = &[
        (flag::IGNORECASE, "re.IGNORECASE"),
        (flag::LOCALE, "re.LOCALE"),
        (flag::MULTILINE, "re.MULTILINE"),
        (flag::DOTALL, "re.DOTALL"),
        (flag::UNICODE, "re.UNICODE"),
        (flag::VERBOSE, "re.VERBOSE"),
        (flag::ASCII, "re.ASCII"),
    ];
    let this = compiled(ctx, args.this())?;
    let mut flags = this.flags;
    let shown = match (this.source.as_text(), this.source.as_bytes()) {
        (Some(text), _) => quote::repr(text),
        (_, Some(bytes)) => quote::repr_bytes(bytes),
        _ => String::new(),
    };
    let shown: String = shown.chars().take(200).collect();
    if this.source.as_str().is_some() && flags & (flag::LOCALE | flag::UNICODE | flag::ASCII) == flag::UNICODE
    {
        flags &= !flag::UNICODE;
    }
    let mut names = Vec::new();
    for (bit, name) in NAMES {
        if flags & bit != 0 {
            names.push((*name).to_owned());
            flags &= !bit;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    done(if names.is_empty() {
        format!("re.compile({shown})")
    } else {
        format!("re.compile({shown}, {})", names.join("|"))
    })
}

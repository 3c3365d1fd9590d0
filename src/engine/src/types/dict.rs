//! `dict` and its views (Objects/dictobject.c).

use crate::dict::{Dict, DictView, Key, ViewKind};
use crate::interpreter::call::is_method_of;
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{Args, Context, Def, Getter, NativeResult, TypeDef, done, none};
use crate::reference::Ref;
use crate::value::Value;

use super::support;
use super::{binary, sequence, set, show};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(|ctx, args| ctx.construct(&args[0], Value::empty_dict())),
    init: Some(init),
    methods: &[
        Def::new("clear", clear, 0),
        Def::new("copy", copy, 0),
        Def::range("fromkeys", fromkeys, 1, 2).class(),
        Def::range("get", get, 1, 2),
        Def::new("items", |ctx, args| view(ctx, args, ViewKind::Items), 0),
        Def::new("keys", |ctx, args| view(ctx, args, ViewKind::Keys), 0),
        Def::new("values", |ctx, args| view(ctx, args, ViewKind::Values), 0),
        Def::range("pop", pop, 1, 2),
        Def::new("popitem", popitem, 0),
        Def::range("setdefault", setdefault, 1, 2),
        Def::any("update", update),
        Def::new("__len__", sequence::len, 0),
        Def::new("__contains__", contains, 1),
        Def::new("__getitem__", getitem, 1),
        Def::new("__setitem__", setitem, 2),
        Def::new("__delitem__", delitem, 1),
        Def::new("__iter__", sequence::iter, 0),
        Def::new("__reversed__", |ctx, args| reversed(ctx, receiver(ctx, args)?.clone(), ViewKind::Keys), 0),
        Def::new("__or__", |ctx, args| merge(ctx, &args[0], &args[1]), 1),
        Def::new("__ror__", |ctx, args| merge(ctx, &args[1], &args[0]), 1),
        Def::new("__ior__", ior, 1),
        Def::new("__eq__", binary::eq, 1),
        Def::new("__ne__", binary::ne, 1),
        Def::new("__repr__", show::repr_method, 0),
        Def::new("__class_getitem__", super::class_getitem, 1).class(),
    ],
    doc: "dict() -> new empty dictionary",
    ..TypeDef::EMPTY
};

const VIEW_METHODS: &[Def] = &[
    Def::new("__len__", sequence::len, 0),
    Def::new("__iter__", sequence::iter, 0),
    Def::new("__reversed__", reversed_view, 0),
    Def::new("__repr__", show::repr_method, 0),
];

const SET_VIEW_METHODS: &[Def] = &[
    Def::new("__contains__", view_contains, 1),
    Def::new("__and__", |ctx, args| set::view_operation(ctx, "&", &args[0], &args[1]), 1),
    Def::new("__rand__", |ctx, args| set::view_operation(ctx, "&", &args[1], &args[0]), 1),
    Def::new("__or__", |ctx, args| set::view_operation(ctx, "|", &args[0], &args[1]), 1),
    Def::new("__ror__", |ctx, args| set::view_operation(ctx, "|", &args[1], &args[0]), 1),
    Def::new("__sub__", |ctx, args| set::view_operation(ctx, "-", &args[0], &args[1]), 1),
    Def::new("__rsub__", |ctx, args| set::view_operation(ctx, "-", &args[1], &args[0]), 1),
    Def::new("__xor__", |ctx, args| set::view_operation(ctx, "^", &args[0], &args[1]), 1),
    Def::new("__rxor__", |ctx, args| set::view_operation(ctx, "^", &args[1], &args[0]), 1),
    Def::new(
        "isdisjoint",
        |ctx, args| ctx.call_helper("_views_disjoint", vec![args[0].clone(), args[1].clone()]),
        1,
    ),
    Def::new("__eq__", |ctx, args| compare_views(ctx, args, "=="), 1),
    Def::new("__ne__", |ctx, args| compare_views(ctx, args, "!="), 1),
    Def::new("__lt__", |ctx, args| compare_views(ctx, args, "<"), 1),
    Def::new("__le__", |ctx, args| compare_views(ctx, args, "<="), 1),
    Def::new("__gt__", |ctx, args| compare_views(ctx, args, ">"), 1),
    Def::new("__ge__", |ctx, args| compare_views(ctx, args, ">="), 1),
];

const VIEW_GETTERS: &[Getter] = &[Getter::new("mapping", |_, value| {
    Ok(match value {
        Value::DictView(view) => Value::Dict(view.dict.clone()),
        _ => Value::None,
    })
})];

/// Enters the views' methods.
pub(super) fn install_views(interpreter: &crate::interpreter::Interpreter) {
    let types = &interpreter.types;
    let views = TypeDef { methods: VIEW_METHODS, getters: VIEW_GETTERS, ..TypeDef::EMPTY };
    let keys = [&types.dict_keys, &types.odict_keys];
    let values = [&types.dict_values, &types.odict_values];
    let items = [&types.dict_items, &types.odict_items];
    for class in [keys, values, items].concat() {
        interpreter.extend_type(class, &views);
    }
    for class in [keys, items].concat() {
        interpreter.extend_type(class, &TypeDef { methods: SET_VIEW_METHODS, ..TypeDef::EMPTY });
        class.set(&interpreter.names.hash, Value::None);
    }
}

pub(crate) fn receiver<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<Dict>, Value> {
    args.this().as_dict().ok_or_else(|| support::wrong_receiver(ctx, args.this(), "dict"))
}

/// Continues with a key for the dict.
pub(crate) fn keyed(
    ctx: &mut Context<'_>,
    dict: &Ref<Dict>,
    key: &Value,
    then: impl FnOnce(&mut Context<'_>, Key) -> NativeResult + Send + 'static,
) -> NativeResult {
    let exotic = dict.lock().is_exotic();
    ctx.with_key(&Value::Dict(dict.clone()), exotic, key, then)
}

pub(crate) fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    fill(ctx, args, "dict")
}

fn update(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    fill(ctx, args, "update")
}

fn fill(ctx: &mut Context<'_>, args: &Args<'_>, name: &str) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    let keywords: Vec<(Key, Value)> =
        args.keywords().map(|(name, value)| (Key::from(name), value.clone())).collect();
    let add_keywords = {
        let dict = dict.clone();
        move || {
            for (key, value) in keywords {
                dict.insert(key, value);
            }
            none()
        }
    };
    let source = match args.rest() {
        [] => return add_keywords(),
        [source] => source.clone(),
        more => {
            return Err(ctx.type_error(format!("{name} expected at most 1 argument, got {}", more.len())));
        }
    };
    // A dict, its `__iter__` not overridden: natively, unless keys must be compared in Python.
    let class = ctx.interpreter.class_of(&source);
    if let Some(other) = source.as_dict()
        && class
            .lookup(&ctx.interpreter.names.iter)
            .is_some_and(|iter| is_method_of(&iter, &ctx.interpreter.types.dict))
        && dict.take_over(other)
    {
        return add_keywords();
    }
    let then: show::Continue = Box::new(move |_, result| {
        result?;
        add_keywords()
    });
    show::call(ctx.helper("_dict_update"), vec![Value::Dict(dict), source], then)
}

fn clear(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = receiver(ctx, args)?.lock().clear();
    drop(old);
    none()
}

fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let table = receiver(ctx, args)?.copied();
    done(Value::Dict(Ref::new(Dict::from_table(table))))
}

fn fromkeys(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let value = args.get(2).cloned().unwrap_or(Value::None);
    let class = args[0].clone();
    if !matches!(&class, Value::Class(class) if class.is(&ctx.interpreter.types.dict)) {
        return ctx.call_helper("_dict_fromkeys", vec![class, args[1].clone(), value]);
    }
    ctx.collect(&args[1], move |ctx, items| {
        let dict = Ref::new(Dict::new());
        for item in &items {
            match crate::compare::hash_natively(ctx.interpreter, item) {
                Ok(hash) => dict
                    .insert(Key { value: item.clone(), hash, resolved: false, exotic: false }, value.clone()),
                Err(crate::compare::HashFailure::Raise(error)) => return Err(error),
                Err(_) => {
                    let args = vec![class, Value::list(items), value];
                    return ctx.call_helper("_dict_fromkeys", args);
                }
            }
        }
        done(Value::Dict(dict))
    })
}

fn get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let (Value::Dict(dict), Value::Str(key)) = (args.this(), &args[1]) {
        let table = dict.lock();
        if !table.is_exotic() {
            let found = table.get_text(key).or(args.get(2)).cloned();
            return done(found.unwrap_or(Value::None));
        }
    }
    let dict = receiver(ctx, args)?.clone();
    let default = args.get(2).cloned().unwrap_or(Value::None);
    keyed(ctx, &dict.clone(), &args[1], move |_, key| done(dict.get(&key).unwrap_or(default)))
}

fn contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    keyed(ctx, &dict.clone(), &args[1], move |_, key| done(dict.get(&key).is_some()))
}

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    let this = args.this().clone();
    let key = args[1].clone();
    keyed(ctx, &dict.clone(), &args[1], move |ctx, found| match dict.get(&found) {
        Some(value) => done(value),
        None => {
            if matches!(this, Value::Instance(_)) {
                let missing = ctx.interpreter.names.missing.clone();
                let then: show::Continue = Box::new(|_, result| done(result?));
                if let Ok(result) = show::special(ctx, &this, &missing, std::slice::from_ref(&key), then) {
                    return result;
                }
            }
            Err(ctx.key_error(key))
        }
    })
}

fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    let value = args[2].clone();
    keyed(ctx, &dict.clone(), &args[1], move |_, key| {
        dict.insert(key, value);
        none()
    })
}

fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    let key = args[1].clone();
    keyed(ctx, &dict.clone(), &args[1], move |ctx, found| match dict.remove(&found) {
        Some(_) => none(),
        None => Err(ctx.key_error(key)),
    })
}

fn pop(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    let key = args[1].clone();
    let default = args.get(2).cloned();
    keyed(ctx, &dict.clone(), &args[1], move |ctx, found| match (dict.remove(&found), default) {
        (Some(value), _) | (None, Some(value)) => done(value),
        (None, None) => Err(ctx.key_error(key)),
    })
}

fn popitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let item = receiver(ctx, args)?.lock().pop_last();
    match item {
        Some((key, value)) => done(Value::tuple([key, value])),
        None => Err(ctx.key_error(Value::str("popitem(): dictionary is empty"))),
    }
}

fn setdefault(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    let default = args.get(2).cloned().unwrap_or(Value::None);
    keyed(ctx, &dict.clone(), &args[1], move |_, key| {
        if let Some(value) = dict.get(&key) {
            return done(value);
        }
        dict.insert(key, default.clone());
        done(default)
    })
}

fn view(ctx: &mut Context<'_>, args: &Args<'_>, kind: ViewKind) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    done(Value::DictView(Ref::new(DictView { dict, kind, ordered: false })))
}

/// The same of an `OrderedDict`.
pub(crate) fn ordered_view(ctx: &mut Context<'_>, args: &Args<'_>, kind: ViewKind) -> NativeResult {
    let dict = receiver(ctx, args)?.clone();
    done(Value::DictView(Ref::new(DictView { dict, kind, ordered: true })))
}

fn merge(ctx: &mut Context<'_>, a: &Value, b: &Value) -> NativeResult {
    let (Some(a), Some(b)) = (a.as_dict(), b.as_dict()) else { return binary::not_implemented() };
    let table = a.copied();
    let merged = Ref::new(Dict::from_table(table));
    if merged.take_over(b) {
        return done(Value::Dict(merged));
    }
    let result = Value::Dict(merged.clone());
    let then: show::Continue = Box::new(move |_, nothing| {
        nothing?;
        done(result)
    });
    show::call(ctx.helper("_dict_update"), vec![Value::Dict(merged), Value::Dict(b.clone())], then)
}

fn ior(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let dict = receiver(ctx, args)?;
    let this = args.this().clone();
    if let Some(other) = args[1].as_dict()
        && dict.take_over(other)
    {
        return done(this);
    }
    let then: show::Continue = Box::new(move |_, nothing| {
        nothing?;
        done(this)
    });
    show::call(ctx.helper("_dict_update"), vec![Value::Dict(dict.clone()), args[1].clone()], then)
}

// ---- views

fn this_view<'a>(ctx: &Context<'_>, args: &Args<'a>) -> Result<&'a Ref<DictView>, Value> {
    match args.this() {
        Value::DictView(view) => Ok(view),
        other => Err(support::wrong_receiver(ctx, other, "dict_keys")),
    }
}

fn reversed_view(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let view = this_view(ctx, args)?;
    reversed(ctx, view.dict.clone(), view.kind)
}

fn view_contains(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let view = this_view(ctx, args)?;
    let dict = view.dict.clone();
    if view.kind == ViewKind::Keys {
        return keyed(ctx, &dict.clone(), &args[1], move |_, key| done(dict.get(&key).is_some()));
    }
    let Some([key, wanted]) = args[1].as_tuple().map(|pair| &pair[..]) else { return done(false) };
    let wanted = wanted.clone();
    keyed(ctx, &dict.clone(), key, move |ctx, key| match dict.get(&key) {
        None => done(false),
        Some(value) if value.is(&wanted) => done(true),
        Some(value) => ctx.equal(&value, &wanted, |_, equal| done(equal)),
    })
}

fn compare_views(ctx: &mut Context<'_>, args: &Args<'_>, symbol: &str) -> NativeResult {
    let is_set = |value: &Value| match value {
        Value::DictView(view) => view.kind != ViewKind::Values,
        other => other.as_any_set().is_some(),
    };
    if !is_set(&args[0]) || !is_set(&args[1]) {
        return binary::not_implemented();
    }
    ctx.call_helper("_compare_views", vec![args[0].clone(), args[1].clone(), Value::from(symbol)])
}

fn reversed(ctx: &mut Context<'_>, dict: Ref<Dict>, kind: ViewKind) -> NativeResult {
    let (position, length) = {
        let table = dict.lock();
        (table.end(), table.len())
    };
    done(NativeIterator::other(
        &ctx.interpreter.types.dict_reversekeyiterator,
        Reversed { dict, kind, position, length },
    ))
}

/// `dict_reversekeyiterator` and its kin
struct Reversed {
    dict: Ref<Dict>,
    kind: ViewKind,
    position: usize,
    length: usize,
}

impl Reversed {
    /// What it has yet to give.
    fn left(&self) -> Vec<Value> {
        let table = self.dict.lock();
        let entries = (0..self.position).rev().filter_map(|at| table.entry(at));
        entries.filter(|entry| !entry.key.is_unbound()).map(|entry| self.kind.of(entry)).collect()
    }
}

impl Iterate for Reversed {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        crate::heap::lend(&self.dict, Value::Dict, visit);
    }

    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        let table = self.dict.lock();
        if table.len() != self.length {
            drop(table);
            self.length = usize::MAX;
            return Err(ctx.runtime_error("dictionary changed size during iteration"));
        }
        while self.position > 0 {
            self.position -= 1;
            let Some(entry) = table.entry(self.position) else { continue };
            if entry.key.is_unbound() {
                continue;
            }
            return Ok(Step::Item(self.kind.of(entry)));
        }
        Ok(Step::End)
    }

    fn length_hint(&self) -> Option<usize> {
        (self.dict.len() == self.length).then(|| self.left().len())
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        Some((ctx.interpreter.builtins.get_text("iter")?, vec![Value::list(self.left())]))
    }

    fn is_native(&self) -> bool {
        true
    }
}

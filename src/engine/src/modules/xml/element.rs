//! `Element`

use super::walk;
use crate::compare::equal_natively;
use crate::dict::Dict;
use crate::guard::Guard;
use crate::interpreter::item::position;
use crate::iterator::{IteratorState, NativeIterator};
use crate::native::{
    Args, Context, Def, Getter, NativeData, NativeFn, NativeObject, NativeResult, TypeDef, call_then, done,
    none,
};
use crate::objects::List;
use crate::reference::Ref;
use crate::types::support::is_iterable;
use crate::types::{list, sequence, show};
use crate::value::Value;

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: &[
        Def::new("append", append, 1),
        Def::new("clear", clear, 0),
        Def::new("extend", extend, 1),
        Def::any("find", |ctx, args| find(ctx, args, Find::First)),
        Def::any("findall", |ctx, args| find(ctx, args, Find::All)),
        Def::any("findtext", |ctx, args| find(ctx, args, Find::Text)),
        Def::any("get", get),
        Def::new("insert", insert, 2),
        Def::new("items", items, 0),
        Def::any("iter", walk::iter),
        Def::any("iterfind", |ctx, args| find(ctx, args, Find::Each)),
        Def::new("itertext", walk::itertext, 0),
        Def::new("keys", keys, 0),
        Def::new("makeelement", makeelement, 2),
        Def::new("remove", remove, 1),
        Def::new("set", set, 2),
        Def::new("__copy__", copy, 0),
        Def::new("__deepcopy__", deepcopy, 1),
        Def::new("__delitem__", delitem, 1),
        Def::new("__getitem__", getitem, 1),
        Def::new("__getstate__", getstate, 0),
        Def::new("__iter__", iter, 0),
        Def::new("__len__", len, 0),
        Def::new("__repr__", repr, 0),
        Def::new("__setitem__", setitem, 2),
        Def::new("__setstate__", setstate, 1),
    ],
    getters: &[
        Getter {
            name: "tag",
            get: |ctx, this| field(ctx, this, TAG),
            set: Some(|ctx, this, value| put(ctx, this, TAG, value)),
        },
        Getter {
            name: "text",
            get: |ctx, this| field(ctx, this, TEXT),
            set: Some(|ctx, this, value| put(ctx, this, TEXT, value)),
        },
        Getter {
            name: "tail",
            get: |ctx, this| field(ctx, this, TAIL),
            set: Some(|ctx, this, value| put(ctx, this, TAIL, value)),
        },
        Getter {
            name: "attrib",
            get: |ctx, this| Ok(Value::Dict(attributes(element(ctx, this)?))),
            set: Some(set_attrib),
        },
    ],
    doc: "A tag with its attributes, its text, its children and the text that follows it.",
};

pub(super) const TAG: usize = 0;
pub(super) const TEXT: usize = 1;
pub(super) const TAIL: usize = 2;

/// An element.
pub(super) struct Element {
    pub(super) parts: Guard<Parts>,
}

#[derive(Default)]
pub(super) struct Parts {
    /// Tag, text, tail.
    pub(super) fields: [Value; 3],
    /// Made when it is asked for.
    pub(super) attrib: Option<Ref<Dict>>,
    /// Made for the first child.
    pub(super) children: Option<Ref<List>>,
}

impl Element {
    /// One without text and children.
    pub(super) fn new(tag: Value, attrib: Option<Ref<Dict>>) -> Element {
        Element {
            parts: Guard::new(Parts { fields: [tag, Value::None, Value::None], attrib, children: None }),
        }
    }

    /// Its children, as a list that stays its own.
    pub(super) fn children(&self) -> Ref<List> {
        self.parts.lock().children.get_or_insert_with(|| Ref::new(List::new(Vec::new()))).clone()
    }

    /// Its children, if it has ever had one.
    pub(super) fn children_yet(&self) -> Option<Ref<List>> {
        self.parts.look(|parts| parts.children.clone())
    }

    pub(super) fn field(&self, which: usize) -> Value {
        self.parts.look(|parts| parts.fields[which].clone())
    }

    pub(super) fn put(&self, which: usize, value: Value) {
        let old = std::mem::replace(&mut self.parts.lock().fields[which], value);
        drop(old);
    }
}

impl NativeData for Element {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let parts = self.parts.lock();
        parts.fields.iter().for_each(&mut *visit);
        if let Some(attrib) = &parts.attrib {
            crate::heap::lend(attrib, Value::Dict, visit);
        }
        if let Some(children) = &parts.children {
            crate::heap::lend(children, Value::List, visit);
        }
    }

    fn empty(&self) {
        let parts = std::mem::take(&mut *self.parts.lock());
        drop(parts);
    }

    fn state(&self) -> Option<Value> {
        let parts = self.parts.lock();
        let [tag, text, tail] = parts.fields.clone();
        let attrib = parts.attrib.clone().map_or(Value::None, Value::Dict);
        let children = parts.children.clone().map_or(Value::None, Value::List);
        Some(Value::tuple([tag, text, tail, attrib, children]))
    }

    fn restore(&self, ctx: &mut Context<'_>, state: Value) -> Result<(), Value> {
        let Ok([tag, text, tail, attrib, children]) =
            <[Value; 5]>::try_from(state.sequence_items().unwrap_or_default())
        else {
            return Err(ctx.value_error("not the state of an element"));
        };
        let (attrib, children) = (attrib.as_dict().cloned(), children.as_list().cloned());
        let old =
            std::mem::replace(&mut *self.parts.lock(), Parts { fields: [tag, text, tail], attrib, children });
        drop(old);
        Ok(())
    }
}

pub(super) fn element<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a Element, Value> {
    value
        .native()
        .ok_or_else(|| ctx.type_error(format!("expected an Element, not \"{}\"", ctx.type_name(value))))
}

fn field(ctx: &mut Context<'_>, this: &Value, which: usize) -> Result<Value, Value> {
    Ok(element(ctx, this)?.field(which))
}

fn put(ctx: &mut Context<'_>, this: &Value, which: usize, value: Value) -> Result<(), Value> {
    if value.is_unbound() {
        return Err(ctx.attribute_error("can't delete element attribute"));
    }
    element(ctx, this)?.put(which, value);
    Ok(())
}

fn set_attrib(ctx: &mut Context<'_>, this: &Value, value: Value) -> Result<(), Value> {
    if value.is_unbound() {
        return Err(ctx.attribute_error("can't delete element attribute"));
    }
    let Some(dict) = value.as_dict() else {
        return Err(ctx.type_error(format!("attrib must be dict, not {}", ctx.type_name(&value))));
    };
    let old = element(ctx, this)?.parts.lock().attrib.replace(dict.clone());
    drop(old);
    Ok(())
}

/// Its attributes, as a dict that stays its own.
fn attributes(element: &Element) -> Ref<Dict> {
    element.parts.lock().attrib.get_or_insert_with(|| Ref::new(Dict::new())).clone()
}

/// A new object of the class itself.
fn made(ctx: &Context<'_>, tag: Value, attrib: Option<Ref<Dict>>) -> Result<Value, Value> {
    let class = ctx.module_class("_xml", "Element")?;
    Ok(Value::Native(Ref::new(NativeObject::new(class, Element::new(tag, attrib)))))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let object = made(ctx, Value::None, None)?;
    ctx.construct(&args[0], object)
}

/// The tag, and the attributes that a dict and keyword arguments give, after one argument that messages count (`counted`) or not.
fn gathered(
    ctx: &Context<'_>,
    args: &Args<'_>,
    function: &str,
    counted: usize,
) -> Result<(Value, Option<Ref<Dict>>), Value> {
    let mut named: Vec<_> = args.keywords().collect();
    let mut given = |at: usize, name: &str| {
        args.get(at).or_else(|| {
            let at = named.iter().position(|(key, _)| key.as_str() == name)?;
            Some(named.remove(at).1)
        })
    };
    let (tag, attrib) = (given(1, "tag"), given(2, "attrib"));
    let count = (args.len() + counted).saturating_sub(1);
    let tag = tag.filter(|_| args.len() <= 3).ok_or_else(|| {
        let (words, bound) = if count > 1 + counted { ("most", 2) } else { ("least", 1) };
        let bound = crate::native::arguments(bound + counted).replace("one", "1");
        ctx.type_error(format!("{function}() takes at {words} {bound} ({count} given)"))
    })?;
    let mut dict = match attrib {
        Some(attrib) => Some(copied(ctx, attrib, function, 2 + counted)?),
        None => None,
    };
    for (name, value) in named {
        dict.get_or_insert_with(Ref::default).set_name(name, value.clone());
    }
    Ok((tag.clone(), dict))
}

fn copied(ctx: &Context<'_>, value: &Value, function: &str, place: usize) -> Result<Ref<Dict>, Value> {
    value.as_dict().map(|dict| Ref::new(Dict::from_table(dict.copied()))).ok_or_else(|| {
        ctx.type_error(format!("{function}() argument {place} must be dict, not {}", ctx.type_name(value)))
    })
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (tag, attrib) = gathered(ctx, args, "Element", 0)?;
    let mut parts = element(ctx, args.this())?.parts.lock();
    let children = parts.children.take();
    let old =
        std::mem::replace(&mut *parts, Parts { fields: [tag, Value::None, Value::None], attrib, children });
    drop(parts);
    drop(old);
    none()
}

/// `SubElement(parent, tag, attrib={}, **extra)`
pub(super) fn subelement(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (tag, attrib) = gathered(ctx, args, "SubElement", 1)?;
    let child = made(ctx, tag, attrib)?;
    checked(ctx, args.this(), "SubElement() argument 1 must be xml.etree.ElementTree.Element, not ")?;
    element(ctx, args.this())?.children().lock().push(child.clone());
    done(child)
}

fn makeelement(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let attrib = copied(ctx, &args[2], "makeelement", 2)?;
    done(made(ctx, args[1].clone(), Some(attrib))?)
}

/// Refuses what is no element, in these words and with the name of its class.
fn checked(ctx: &Context<'_>, value: &Value, words: &str) -> Result<(), Value> {
    if value.native::<Element>().is_some() {
        return Ok(());
    }
    Err(ctx.type_error(format!("{words}{}", ctx.type_name(value))))
}

fn append(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    checked(ctx, &args[1], "append() argument must be xml.etree.ElementTree.Element, not ")?;
    element(ctx, args.this())?.children().lock().push(args[1].clone());
    none()
}

fn insert(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    checked(ctx, &args[2], "insert() argument 2 must be xml.etree.ElementTree.Element, not ")?;
    on_children(ctx, args, list::insert)
}

fn remove(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    checked(ctx, &args[1], "remove() argument must be xml.etree.ElementTree.Element, not ")?;
    on_children(ctx, args, list::remove)
}

/// What a method of lists does with the children.
fn on_children(ctx: &mut Context<'_>, args: &Args<'_>, method: NativeFn) -> NativeResult {
    let mut all = args.positional().to_vec();
    all[0] = Value::List(element(ctx, args.this())?.children());
    method(ctx, &Args::new(&all, &[]))
}

/// All items of a sequence of elements.
fn elements(
    ctx: &mut Context<'_>,
    items: &Value,
    then: impl FnOnce(&mut Context<'_>, Vec<Value>) -> NativeResult + Send + 'static,
) -> NativeResult {
    if !is_iterable(ctx, items) {
        return Err(ctx.type_error(format!("expected sequence, not \"{}\"", ctx.type_name(items))));
    }
    ctx.collect(items, move |ctx, items| {
        for item in &items {
            element(ctx, item)?;
        }
        then(ctx, items)
    })
}

fn extend(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let children = element(ctx, args.this())?.children();
    elements(ctx, &args[1], move |_, items| {
        children.lock().extend(items);
        none()
    })
}

fn clear(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut parts = element(ctx, args.this())?.parts.lock();
    let fields = [parts.fields[TAG].clone(), Value::None, Value::None];
    let old = std::mem::replace(&mut *parts, Parts { fields, ..Parts::default() });
    drop(parts);
    drop(old);
    none()
}

fn get(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [key, default] = args.bind(ctx, "get", 1, ["key", "default"], 1)?;
    let default = default.bound().cloned().unwrap_or(Value::None);
    let attrib = element(ctx, args.this())?.parts.look(|parts| parts.attrib.clone());
    let Some(attrib) = attrib else { return done(default) };
    let exotic = attrib.lock().is_exotic();
    ctx.with_key(&Value::Dict(attrib.clone()), exotic, &key, move |_, key| {
        done(attrib.get(&key).unwrap_or(default))
    })
}

fn set(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let attrib = attributes(element(ctx, args.this())?);
    let (exotic, value) = (attrib.lock().is_exotic(), args[2].clone());
    ctx.with_key(&Value::Dict(attrib.clone()), exotic, &args[1], move |_, key| {
        attrib.insert(key, value);
        none()
    })
}

fn keys(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let attrib = element(ctx, args.this())?.parts.look(|parts| parts.attrib.clone());
    done(Value::list(attrib.map_or_else(Vec::new, |attrib| attrib.keys())))
}

fn items(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let attrib = element(ctx, args.this())?.parts.look(|parts| parts.attrib.clone());
    let items = attrib.map_or_else(Vec::new, |attrib| attrib.items());
    done(Value::list(items.into_iter().map(|(key, value)| Value::tuple([key, value])).collect()))
}

fn len(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let children = element(ctx, args.this())?.children_yet();
    done(Value::from_usize(children.map_or(0, |children| children.len())))
}

fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let list = element(ctx, args.this())?.children();
    done(NativeIterator::value(&ctx.interpreter.types.list_iterator, IteratorState::List { list, index: 0 }))
}

/// The place of a child.
fn place(ctx: &Context<'_>, index: &Value, length: usize, words: &str) -> Result<usize, Value> {
    match index.payload() {
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => {
            position(ctx.index(index)?, length).ok_or_else(|| ctx.index_error(words))
        }
        _ => Err(ctx.no_index(index, ctx.type_error("element indices must be integers"))),
    }
}

const OUT_OF_RANGE: &str = "child assignment index out of range";

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if let Value::Slice(_) = &args[1] {
        return on_children(ctx, args, sequence::getitem);
    }
    let children = element(ctx, args.this())?.children();
    let children = children.lock();
    let at = place(ctx, &args[1], children.len(), "child index out of range")?;
    done(children[at].clone())
}

fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let children = element(ctx, args.this())?.children();
    if let Value::Slice(_) = &args[1] {
        let slice = args[1].clone();
        return elements(ctx, &args[2], move |ctx, items| {
            list::setitem(ctx, &Args::new(&[Value::List(children), slice, Value::list(items)], &[]))
        });
    }
    place(ctx, &args[1], children.len(), OUT_OF_RANGE)?;
    element(ctx, &args[2])?;
    on_children(ctx, args, list::setitem)
}

fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if !matches!(&args[1], Value::Slice(_)) {
        let length = element(ctx, args.this())?.children().len();
        place(ctx, &args[1], length, OUT_OF_RANGE)?;
    }
    on_children(ctx, args, list::delitem)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Find {
    First,
    Text,
    All,
    Each,
}

/// Whether it may be more than a tag.
fn is_path(path: &str) -> bool {
    let mut outside = true;
    path.starts_with("{*}")
        || path.starts_with("{}")
        || path.bytes().any(|byte| {
            outside = byte == b'}' || outside && byte != b'{';
            outside && b"/*[@.".contains(&byte)
        })
}

/// `find`, `findtext`, `findall`, `iterfind`. Paths are followed in Python.
fn find(ctx: &mut Context<'_>, args: &Args<'_>, what: Find) -> NativeResult {
    let none = Value::None;
    let (path, default, namespaces, function) = match what {
        Find::Text => {
            let [path, default, namespaces] =
                args.bind(ctx, "findtext", 1, ["path", "default", "namespaces"], 1)?;
            (path, default, namespaces, "findtext")
        }
        _ => {
            let function = match what {
                Find::First => "find",
                Find::All => "findall",
                _ => "iterfind",
            };
            let [path, namespaces] = args.bind(ctx, function, 1, ["path", "namespaces"], 1)?;
            (path, none.clone(), namespaces, function)
        }
    };
    let (default, namespaces) = (default.bound().unwrap_or(&none), namespaces.bound().unwrap_or(&none));
    if what != Find::Each
        && namespaces.is_none()
        && path.as_text().is_some_and(|path| !is_path(path))
        && let Some(found) = find_tag(element(ctx, args.this())?, &path, what == Find::All)
    {
        return match what {
            Find::All => done(Value::list(found)),
            _ => match (found.into_iter().next(), what) {
                (None, _) => done(default.clone()),
                (Some(child), Find::First) => done(child),
                (Some(child), _) => match element(ctx, &child)?.field(TEXT) {
                    Value::None => done(""),
                    text => done(text),
                },
            },
        };
    }
    let mut all = vec![args.this().clone(), path, namespaces.clone()];
    if what == Find::Text {
        all.insert(2, default.clone());
    }
    ctx.call_module("xml.etree.ElementPath", function, all)
}

/// The children of a tag, or the first one; `None`: Python must compare.
fn find_tag(element: &Element, tag: &Value, all: bool) -> Option<Vec<Value>> {
    let mut found = Vec::new();
    let Some(children) = element.children_yet() else { return Some(found) };
    for child in children.lock().iter() {
        if has_tag(child, tag)? {
            found.push(child.clone());
            if !all {
                break;
            }
        }
    }
    Some(found)
}

/// Whether an element has a tag; `None`: Python must compare.
pub(super) fn has_tag(element: &Value, tag: &Value) -> Option<bool> {
    element.native::<Element>()?.parts.look(|parts| {
        let own = &parts.fields[TAG];
        if own.is(tag) { Some(true) } else { equal_natively(own, tag) }
    })
}

fn copy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let original = element(ctx, args.this())?;
    let copy = made(ctx, Value::None, None)?;
    let attrib = attributes(original);
    let children = original.children_yet().map(|children| Ref::new(List::new(children.snapshot())));
    let fields = original.parts.lock().fields.clone();
    *element(ctx, &copy)?.parts.lock() = Parts { fields, attrib: Some(attrib), children };
    done(copy)
}

fn deepcopy(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    if args[1].as_dict().is_none() {
        let words = "__deepcopy__() argument must be dict, not ";
        return Err(ctx.type_error(format!("{words}{}", ctx.type_name(&args[1]))));
    }
    ctx.call_module("_elementtree", "_deepcopy", args.positional().to_vec())
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let tag = element(ctx, args.this())?.field(TAG);
    let id = ctx.interpreter.id(args.this());
    // By the machine: an element may be its own tag.
    let repr = ctx.interpreter.builtins.get_text("repr").unwrap_or(Value::None);
    call_then(repr, vec![tag], move |_, tag| {
        done(format!("<Element {} at {id:#x}>", tag.as_text().unwrap_or_default()))
    })
}

/// The names of its state, as CPython pickles it.
const STATE: [&str; 5] = ["tag", "_children", "attrib", "text", "tail"];

fn getstate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let element = element(ctx, args.this())?;
    let (children, attrib) = (Value::list(element.children().snapshot()), Value::Dict(attributes(element)));
    let values = [element.field(TAG), children, attrib, element.field(TEXT), element.field(TAIL)];
    let dict = Dict::new();
    for (name, value) in STATE.into_iter().zip(values) {
        dict.set_name(&ctx.interpreter.intern(name), value);
    }
    done(Value::Dict(Ref::new(dict)))
}

fn setstate(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let Some(state) = args[1].as_dict() else {
        return show::repr_then(ctx, &args[1], |ctx, shown| {
            let shown = shown.as_text().unwrap_or_default().to_owned();
            Err(ctx.type_error(format!("Don't know how to unpickle \"{shown}\" as an Element")))
        });
    };
    let [tag, children, attrib, text, tail] = STATE.map(|name| state.get_text(name).unwrap_or(Value::None));
    let children = children.sequence_items().unwrap_or_default();
    for child in &children {
        element(ctx, child)?;
    }
    let parts = Parts {
        fields: [tag, text, tail],
        attrib: attrib.as_dict().map(|dict| Ref::new(Dict::from_table(dict.copied()))),
        children: Some(Ref::new(List::new(children))),
    };
    let old = std::mem::replace(&mut *element(ctx, args.this())?.parts.lock(), parts);
    drop(old);
    none()
}

//! `memoryview` (Objects/memoryobject.c): another object's bytes as items of a format, without a copy.

use std::sync::Arc;

use crate::buffer::{self, Export, Item, Misfit, Source};
use crate::compare::equal_natively;
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{
    Args, Context, Def, Done, Getter, NativeData, NativeObject, NativeResult, TypeDef, and_then, call_then,
    done, none,
};
use crate::objects::Slice;
use crate::reference::Ref;
use crate::text::slice;
use crate::value::Value;

use super::binary::not_implemented;
use super::support::{self, fit_slice, with_index};

pub(super) const TYPE: TypeDef = TypeDef {
    new: Some(new),
    init: Some(|ctx, args| {
        let [_] = args.bind(ctx, "memoryview", 1, ["object"], 1)?;
        none()
    }),
    methods: METHODS,
    getters: &[
        Getter::new("obj", |ctx, this| Ok(open(ctx, this)?.obj)),
        Getter::new("nbytes", |ctx, this| Ok(Value::from_usize(open(ctx, this)?.size()))),
        Getter::new("readonly", |ctx, this| Ok(Value::from(open(ctx, this)?.readonly))),
        Getter::new("itemsize", |ctx, this| Ok(Value::from_usize(open(ctx, this)?.itemsize))),
        Getter::new("format", |ctx, this| Ok(Value::str(open(ctx, this)?.format.text()))),
        Getter::new("ndim", |ctx, this| Ok(Value::from_usize(open(ctx, this)?.shape.len()))),
        Getter::new("shape", |ctx, this| {
            Ok(Value::tuple(open(ctx, this)?.shape.iter().map(|&n| Value::from_usize(n)).collect::<Vec<_>>()))
        }),
        Getter::new("strides", |ctx, this| {
            let strides = open(ctx, this)?.strides;
            Ok(Value::tuple(strides.iter().map(|&n| Value::Int(n as i64)).collect::<Vec<_>>()))
        }),
        Getter::new("suboffsets", |ctx, this| open(ctx, this).map(|_| ctx.interpreter.empty_tuple())),
        Getter::new("c_contiguous", |ctx, this| Ok(Value::from(open(ctx, this)?.is_dense()))),
        Getter::new("f_contiguous", |ctx, this| Ok(Value::from(open(ctx, this)?.is_dense_backwards()))),
        Getter::new("contiguous", |ctx, this| {
            let view = open(ctx, this)?;
            Ok(Value::from(view.is_dense() || view.is_dense_backwards()))
        }),
    ],
    doc: "Create a new memoryview object which references the given object.",
};

const METHODS: &[Def] = &[
    Def::any("cast", cast),
    Def::any("hex", hex),
    Def::new("release", release, 0),
    Def::any("tobytes", tobytes),
    Def::new("tolist", tolist, 0),
    Def::new("toreadonly", toreadonly, 0),
    Def::new("__enter__", enter, 0),
    Def::range("__exit__", release, 0, 3),
    Def::new("__len__", len, 0),
    Def::new("__getitem__", getitem, 1),
    Def::new("__setitem__", setitem, 2),
    Def::new("__delitem__", delitem, 1),
    Def::new("__iter__", iter, 0),
    Def::new("__eq__", |ctx, args| equality(ctx, args, true), 1),
    Def::new("__ne__", |ctx, args| equality(ctx, args, false), 1),
    Def::new("__hash__", hash, 0),
    Def::new("__repr__", repr, 0),
    Def::new("__reduce_ex__", |ctx, _| Err(ctx.type_error("cannot pickle memoryview objects")), 1),
];

const RELEASED: &str = "operation forbidden on released memoryview object";

/// What items are, in the words of `struct`.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Format {
    /// It is written with `@`.
    at: bool,
    code: u8,
}

impl Format {
    /// A single character of C's own sizes.
    fn parse(text: &str) -> Option<Format> {
        let (at, code) = match text.as_bytes() {
            [code] => (false, *code),
            [b'@', code] => (true, *code),
            _ => return None,
        };
        let format = Format { at, code };
        format.item().map(|_| format)
    }

    /// The type of the items; none: it cannot be read.
    fn item(self) -> Option<Item> {
        if matches!(self.code, b'e' | b'u' | b'w') { None } else { Item::of(self.code) }
    }

    fn text(self) -> String {
        let code = char::from(self.code);
        if self.at { format!("@{code}") } else { code.to_string() }
    }

    fn is_bytes(self) -> bool {
        matches!(self.code, b'b' | b'B' | b'c')
    }
}

/// An object of the type.
pub(crate) struct MemoryView {
    state: Guard<State>,
}

#[derive(Default)]
struct State {
    /// None: it was released.
    view: Option<View>,
    hash: Option<i64>,
}

/// What is looked at, and how.
#[derive(Clone)]
struct View {
    export: Arc<Export>,
    obj: Value,
    format: Format,
    itemsize: usize,
    /// Where the first item is.
    start: usize,
    shape: Vec<usize>,
    /// Bytes from one item to the next.
    strides: Vec<isize>,
    readonly: bool,
}

impl NativeData for MemoryView {
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(view) = &self.state.lock().view {
            visit(&view.obj);
        }
    }

    fn empty(&self) {
        let old = std::mem::take(&mut *self.state.lock());
        drop(old);
    }

    fn state(&self) -> Option<Value> {
        let view = self.state.lock().view.clone();
        let Some(view) = view else { return Some(Value::None) };
        let handle = match &view.export.source {
            Source::Shared(handle, size) => {
                Value::tuple([Value::Handle(handle.clone()), Value::from_usize(*size)])
            }
            _ => Value::None,
        };
        Some(Value::tuple([
            view.obj.clone(),
            handle,
            Value::str(view.format.text()),
            Value::from_usize(view.itemsize),
            Value::from_usize(view.start),
            Value::tuple(view.shape.iter().map(|&n| Value::from_usize(n)).collect::<Vec<_>>()),
            Value::tuple(view.strides.iter().map(|&n| Value::Int(n as i64)).collect::<Vec<_>>()),
            Value::from(view.readonly),
        ]))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        let parts = saved.sequence_items().unwrap_or_default();
        let [obj, handle, format, itemsize, start, shape, strides, readonly] = &parts[..] else {
            return Ok(());
        };
        let invalid = || ctx.value_error("not the state of a memoryview");
        let source = match handle.sequence_items().as_deref() {
            Some([Value::Handle(handle), size]) => Source::Shared(handle.clone(), ctx.size(size)?),
            _ => source_of(obj).ok_or_else(invalid)?,
        };
        let text = format.as_text().unwrap_or_default();
        let (at, code) = (text.starts_with('@'), text.bytes().last().unwrap_or(b'B'));
        let numbers = |of: &Value| of.sequence_items().unwrap_or_default();
        let view = View {
            export: Arc::new(Export::new(source)),
            obj: obj.clone(),
            format: Format { at, code },
            itemsize: ctx.size(itemsize)?,
            start: ctx.size(start)?,
            shape: numbers(shape).iter().filter_map(Value::as_int).map(|n| n as usize).collect(),
            strides: numbers(strides).iter().filter_map(Value::as_int).map(|n| n as isize).collect(),
            readonly: matches!(readonly, Value::Bool(truth) if truth.get()),
        };
        if view.shape.len() != view.strides.len() || view.itemsize == 0 {
            return Err(invalid());
        }
        self.state.lock().view = Some(view);
        Ok(())
    }
}

/// The bytes of an object that views are made of.
fn source_of(value: &Value) -> Option<Source> {
    match Source::of(value) {
        None if crate::modules::memory_file::exports(value).is_some() => Some(Source::Memory(value.clone())),
        found => found,
    }
}

impl View {
    /// All of a source.
    fn whole(source: Source, obj: Value) -> View {
        let (code, itemsize) = match &source {
            Source::Array(array) => (if array.code == b'u' { b'w' } else { array.code }, array.item.size()),
            _ => (b'B', 1),
        };
        let readonly = source.is_readonly();
        // Counted before it is measured: from then on the size stays.
        let export = Arc::new(Export::new(source));
        let shape = vec![export.source.len() / itemsize];
        let strides = vec![itemsize as isize];
        View { export, obj, format: Format { at: false, code }, itemsize, start: 0, shape, strides, readonly }
    }

    /// The view that a bytes-like object gives.
    fn of(ctx: &Context<'_>, value: &Value) -> Result<Option<View>, Value> {
        if let Some(view) = value.native::<MemoryView>() {
            return view.open(ctx).map(Some);
        }
        Ok(Source::of(value).map(|source| View::whole(source, value.clone())))
    }

    fn count(&self) -> usize {
        self.shape.iter().product()
    }

    fn size(&self) -> usize {
        self.count() * self.itemsize
    }

    fn is_dense(&self) -> bool {
        self.follows((0..self.shape.len()).rev())
    }

    fn is_dense_backwards(&self) -> bool {
        self.follows(0..self.shape.len())
    }

    /// Whether the items lie one after the other, the first of the dimensions changing fastest.
    fn follows(&self, mut dimensions: impl Iterator<Item = usize>) -> bool {
        if self.shape.contains(&0) {
            return true;
        }
        let mut expected = self.itemsize as isize;
        dimensions.all(|at| {
            let (length, stride) = (self.shape[at], self.strides[at]);
            let fits = length == 1 || stride == expected;
            expected *= length as isize;
            fits
        })
    }

    /// Where the items are, in order.
    fn offsets(&self) -> Vec<usize> {
        let mut offsets = vec![self.start];
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            offsets = offsets
                .iter()
                .flat_map(|start| (0..length).map(move |at| start.wrapping_add_signed(stride * at as isize)))
                .collect();
        }
        offsets
    }

    /// The range of bytes in which all items are.
    fn range(&self) -> (usize, usize) {
        if self.count() == 0 {
            return (self.start, self.start);
        }
        let (mut low, mut high) = (self.start, self.start);
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            let far = stride * (length as isize - 1);
            if far < 0 {
                low = low.wrapping_add_signed(far);
            } else {
                high = high.wrapping_add_signed(far);
            }
        }
        (low, high + self.itemsize)
    }

    /// The items, from bytes of which the first is at `base`.
    fn gathered(&self, bytes: &[u8], base: usize) -> Vec<u8> {
        let mut all = Vec::with_capacity(self.size());
        for offset in self.offsets() {
            let at = offset - base;
            all.extend_from_slice(bytes.get(at..at + self.itemsize).unwrap_or_default());
        }
        all
    }

    /// A copy of the bytes of all items, then continues.
    fn bytes_then(
        self,
        ctx: &mut Context<'_>,
        then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        let (low, high) = self.range();
        let export = self.export.clone();
        export.source.read_then(ctx, low, high - low, move |ctx, bytes| {
            let bytes = if self.is_dense() { bytes } else { self.gathered(&bytes, low) };
            // A size that another thread takes away meanwhile leaves zeros.
            let (mut bytes, size) = (bytes, self.size());
            bytes.resize(size, 0);
            then(ctx, bytes)
        })
    }

    /// Writes the bytes of all items.
    fn write(self, ctx: &mut Context<'_>, new: Vec<u8>) -> NativeResult {
        let (low, high) = self.range();
        let source = self.export.source.clone();
        if self.is_dense() {
            return source.write(ctx, low, new);
        }
        let scatter = move |bytes: &mut [u8], base: usize| {
            for (offset, item) in self.offsets().into_iter().zip(new.chunks_exact(self.itemsize)) {
                let at = offset - base;
                if let Some(place) = bytes.get_mut(at..at + self.itemsize) {
                    place.copy_from_slice(item);
                }
            }
        };
        if let Source::Shared(..) = source {
            let target = source.clone();
            return source.read_then(ctx, low, high - low, move |ctx, mut bytes| {
                scatter(&mut bytes, low);
                target.write(ctx, low, bytes)
            });
        }
        source.change(|bytes| scatter(bytes, 0));
        none()
    }

    /// One item.
    fn load(&self, ctx: &mut Context<'_>, at: usize) -> NativeResult {
        let item = self.item(ctx)?;
        let source = &self.export.source;
        if let Some(value) = source.look(|bytes| {
            let bytes = bytes.get(at..at + self.itemsize)?;
            Some(item.load(ctx.interpreter, bytes))
        }) {
            return done(value.unwrap_or(Value::None));
        }
        source.read_then(ctx, at, self.itemsize, move |ctx, bytes| done(item.load(ctx.interpreter, &bytes)))
    }

    fn item(&self, ctx: &Context<'_>) -> Result<Item, Value> {
        self.format.item().ok_or_else(|| {
            let words = format!("memoryview: format {} not supported", self.format.text());
            ctx.error(&ctx.interpreter.exceptions.not_implemented_error, words)
        })
    }

    /// Changes one item, unless `this` is released before the value is known.
    fn store(self, ctx: &mut Context<'_>, at: usize, value: &Value, this: Value) -> NativeResult {
        let (item, format) = (self.item(ctx)?, self.format.text());
        let source = self.export.source.clone();
        let put = move |ctx: &mut Context<'_>, word: u64| {
            source.write(ctx, at, word.to_le_bytes()[..item.size()].to_vec())
        };
        let wrong = move |ctx: &Context<'_>, value: &Value, fault: Misfit| {
            let letters = item == Item::Char && value.as_bytes().is_some();
            if fault == Misfit::Kind && !letters {
                ctx.type_error(format!("memoryview: invalid type for format '{format}'"))
            } else if matches!(item, Item::F32 | Item::F64) {
                ctx.overflow_error("int too large to convert to float")
            } else {
                ctx.value_error(format!("memoryview: invalid value for format '{format}'"))
            }
        };
        match item.word(ctx.interpreter, value) {
            Ok(word) => put(ctx, word),
            Err(Misfit::Python) => buffer::plain_number(ctx, item, value, move |ctx, value| {
                open(ctx, &this)?;
                match item.word(ctx.interpreter, &value) {
                    Ok(word) => put(ctx, word),
                    Err(fault) => Err(wrong(ctx, &value, fault)),
                }
            }),
            Err(fault) => Err(wrong(ctx, value, fault)),
        }
    }

    /// The part that a slice of the first dimension means.
    fn sliced(mut self, ctx: &Context<'_>, slice: &Slice) -> Result<View, Value> {
        let span = fit_slice(ctx, slice, self.shape[0])?;
        let stride = self.strides[0];
        self.start = self.start.wrapping_add_signed(stride * span.start as isize);
        self.shape[0] = span.count;
        self.strides[0] = stride.saturating_mul(span.step as isize);
        Ok(self)
    }

    /// The offset of an index in a dimension.
    fn offset(&self, ctx: &Context<'_>, index: i64, dimension: usize) -> Result<isize, Value> {
        match slice::position(index, self.shape[dimension]) {
            Some(at) => Ok(self.strides[dimension] * at as isize),
            None => Err(ctx.index_error(format!("index out of bounds on dimension {}", dimension + 1))),
        }
    }

    /// What a key means.
    fn target(&self, ctx: &Context<'_>, key: &Value, changing: bool) -> Result<Target, Value> {
        let missing = |words: &str| ctx.error(&ctx.interpreter.exceptions.not_implemented_error, words);
        let invalid = || ctx.type_error("memoryview: invalid slice key");
        if self.shape.is_empty() {
            return match key {
                Value::Ellipsis => Ok(Target::All),
                Value::Tuple(items) if items.is_empty() => Ok(Target::Item(self.start)),
                _ => Err(ctx.type_error("invalid indexing of 0-dim memory")),
            };
        }
        if let Value::Tuple(items) = key {
            let slices = items.iter().filter(|item| matches!(item, Value::Slice(_))).count();
            if slices > 0 && slices == items.len() {
                return Err(missing(if changing {
                    "memoryview slice assignments are currently restricted to ndim = 1"
                } else {
                    "multi-dimensional slicing is not implemented"
                }));
            }
            if slices > 0 || items.iter().any(|item| item.to_bigint().is_none()) {
                return Err(invalid());
            }
            if items.len() < self.shape.len() {
                return Err(missing("sub-views are not implemented"));
            }
            if items.len() > self.shape.len() {
                let (dimensions, count) = (self.shape.len(), items.len());
                return Err(ctx.type_error(format!(
                    "cannot index {dimensions}-dimension view with {count}-element tuple"
                )));
            }
            let mut at = self.start;
            for (dimension, index) in items.iter().enumerate() {
                at = at.wrapping_add_signed(self.offset(ctx, index_of(ctx, index)?, dimension)?);
            }
            return Ok(Target::Item(at));
        }
        match key.payload() {
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => {
                if self.shape.len() > 1 {
                    return Err(missing(if changing {
                        "sub-views are not implemented"
                    } else {
                        "multi-dimensional sub-views are not implemented"
                    }));
                }
                let offset = self.offset(ctx, index_of(ctx, key)?, 0)?;
                Ok(Target::Item(self.start.wrapping_add_signed(offset)))
            }
            Value::Slice(_) if changing && self.shape.len() > 1 => {
                Err(missing("memoryview slice assignments are currently restricted to ndim = 1"))
            }
            Value::Slice(slice) => Ok(Target::Part(Box::new(self.clone().sliced(ctx, slice)?))),
            _ => Err(invalid()),
        }
    }
}

/// What a key means: an item and where it is, a part, or the view itself.
enum Target {
    Item(usize),
    Part(Box<View>),
    All,
}

fn index_of(ctx: &Context<'_>, value: &Value) -> Result<i64, Value> {
    match value.payload() {
        Value::BigInt(_) => Err(ctx.index_error("cannot fit 'int' into an index-sized integer")),
        _ => ctx.index(value),
    }
}

impl MemoryView {
    /// What it shows.
    fn open(&self, ctx: &Context<'_>) -> Result<View, Value> {
        self.state.lock().view.clone().ok_or_else(|| ctx.value_error(RELEASED))
    }

    /// See [`buffer::look`].
    pub(crate) fn look<R>(&self, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let state = self.state.lock();
        let view = state.view.as_ref().filter(|view| view.is_dense())?;
        let size = view.size();
        view.export.source.look(|bytes| bytes.get(view.start..view.start + size).map(look))?
    }

    /// See [`buffer::change`].
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut [u8]) -> R) -> Option<R> {
        let state = self.state.lock();
        let view = state.view.as_ref().filter(|view| view.is_dense() && !view.readonly)?;
        let size = view.size();
        view.export.source.change(|bytes| bytes.get_mut(view.start..view.start + size).map(change))?
    }

    /// A copy of the bytes of all items, then continues.
    pub(crate) fn bytes_then(
        &self,
        ctx: &mut Context<'_>,
        then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        self.open(ctx)?.bytes_then(ctx, then)
    }

    /// The same, if the items lie one after the other.
    pub(crate) fn dense_bytes_then(
        &self,
        ctx: &mut Context<'_>,
        then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        let view = self.open(ctx)?;
        if !view.is_dense() {
            return Err(scattered(ctx));
        }
        view.bytes_then(ctx, then)
    }

    /// Writes bytes, of which there are at most as many as it shows, from a place on.
    pub(crate) fn write_at(&self, ctx: &mut Context<'_>, at: usize, bytes: Vec<u8>) -> NativeResult {
        let mut view = self.open(ctx)?;
        if !view.is_dense() {
            return Err(scattered(ctx));
        }
        view.start += at;
        (view.shape, view.strides, view.itemsize) = (vec![bytes.len()], vec![1], 1);
        view.write(ctx, bytes)
    }

    /// Why its bytes cannot be looked at where they lie.
    pub(crate) fn not_at_hand(&self, ctx: &Context<'_>) -> Value {
        match self.open(ctx) {
            Err(released) => released,
            Ok(view) if !view.is_dense() => scattered(ctx),
            Ok(_) => {
                let words = "memoryview of shared memory: only its copy, bytes(view), can be used here";
                ctx.error(&ctx.interpreter.exceptions.buffer_error, words)
            }
        }
    }

    /// How many bytes it shows, and whether they cannot be written.
    pub(crate) fn extent(&self, ctx: &Context<'_>) -> Result<(usize, bool), Value> {
        let view = self.open(ctx)?;
        Ok((view.size(), view.readonly))
    }

    /// `view[index]` for an int, if it is in range and at hand.
    #[inline]
    pub(crate) fn quick_get(&self, interpreter: &Interpreter, index: i64) -> Option<Value> {
        let state = self.state.lock();
        let view = state.view.as_ref()?;
        let at = view.quick_place(index)?;
        let item = view.format.item()?;
        view.export.source.look(|bytes| Some(item.load(interpreter, bytes.get(at..at + view.itemsize)?)))?
    }

    /// `view[index] = value` for an int, if it is in range and at hand, and the value fits. Whether that was so.
    #[inline]
    pub(crate) fn quick_set(&self, interpreter: &Interpreter, index: i64, value: &Value) -> bool {
        let state = self.state.lock();
        let Some(view) = state.view.as_ref().filter(|view| !view.readonly) else { return false };
        let (Some(at), Some(item)) = (view.quick_place(index), view.format.item()) else { return false };
        // The truth of a value may be asked of an object that is this one.
        if item == Item::Bool {
            return false;
        }
        let Ok(word) = item.word(interpreter, value) else { return false };
        let put = |bytes: &mut [u8]| bytes.get_mut(at..at + item.size()).map(|place| item.put(word, place));
        view.export.source.change(put).flatten().is_some()
    }
}

fn scattered(ctx: &Context<'_>) -> Value {
    ctx.error(&ctx.interpreter.exceptions.buffer_error, "memoryview: underlying buffer is not C-contiguous")
}

impl View {
    #[inline]
    fn quick_place(&self, index: i64) -> Option<usize> {
        let ([length], [stride]) = (&self.shape[..], &self.strides[..]) else { return None };
        let at = slice::position(index, *length)?;
        Some(self.start.wrapping_add_signed(stride * at as isize))
    }
}

// ---- making

/// A view of all of an object's bytes, for other modules.
pub(crate) fn view_of_source(interpreter: &Interpreter, source: Source, obj: Value) -> Value {
    value(interpreter, View::whole(source, obj))
}

fn value(interpreter: &Interpreter, view: View) -> Value {
    let data = MemoryView { state: Guard::new(State { view: Some(view), hash: None }) };
    Value::Native(Ref::new(NativeObject::new(interpreter.types.memoryview.clone(), data)))
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    // The heap image makes one without arguments, and restores it; for others `__init__` says what is missing.
    if let [Value::Class(class)] = args.values() {
        let data = MemoryView { state: Guard::default() };
        return done(Value::Native(Ref::new(NativeObject::new(class.clone(), data))));
    }
    let [object] = args.bind(ctx, "memoryview", 1, ["object"], 1)?;
    match View::of(ctx, &object)? {
        Some(view) => done(value(ctx.interpreter, view)),
        None => {
            let kind = ctx.type_name(&object);
            Err(ctx.type_error(format!("memoryview: a bytes-like object is required, not '{kind}'")))
        }
    }
}

fn receiver<'a>(ctx: &Context<'_>, value: &'a Value) -> Result<&'a MemoryView, Value> {
    value.native::<MemoryView>().ok_or_else(|| support::wrong_receiver(ctx, value, "memoryview"))
}

fn open(ctx: &Context<'_>, this: &Value) -> Result<View, Value> {
    receiver(ctx, this)?.open(ctx)
}

fn release(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let old = receiver(ctx, args.this())?.state.lock().view.take();
    drop(old);
    none()
}

fn enter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    open(ctx, args.this())?;
    done(args.this().clone())
}

fn toreadonly(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let mut view = open(ctx, args.this())?;
    view.readonly = true;
    done(value(ctx.interpreter, view))
}

fn cast(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [format, shape] = args.bind(ctx, "cast", 1, ["format", "shape"], 1)?;
    let Some(format) = format.as_text() else {
        let kind = ctx.type_name(&format);
        return Err(ctx.type_error(format!("cast() argument 'format' must be str, not {kind}")));
    };
    let mut view = open(ctx, args.this())?;
    if !view.is_dense() {
        return Err(ctx.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (!shape.is_unbound() || view.shape.len() != 1) && view.shape.contains(&0) {
        return Err(ctx.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let lengths = match shape.bound() {
        None => None,
        Some(shape) => match shape.sequence_items() {
            Some(lengths) => Some(lengths),
            None => return Err(ctx.type_error("shape must be a list or a tuple")),
        },
    };
    if let Some(lengths) = &lengths {
        if lengths.len() > 64 {
            return Err(ctx.value_error("memoryview: number of dimensions must not exceed 64"));
        }
        if view.shape.len() != 1 && lengths.len() > 1 {
            return Err(ctx.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
        }
    }
    let native = "must be a native single character format prefixed with an optional '@'";
    if view.format.item().is_none() {
        return Err(ctx.value_error(format!("memoryview: source format {native}")));
    }
    let Some(format) = Format::parse(format) else {
        return Err(ctx.value_error(format!("memoryview: destination format {native}")));
    };
    if !view.format.is_bytes() && !format.is_bytes() {
        return Err(ctx.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let total = view.size();
    let itemsize = format.item().map_or(1, Item::size);
    if !total.is_multiple_of(itemsize) {
        return Err(ctx.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let mut new_shape = vec![total / itemsize];
    if let Some(lengths) = lengths {
        new_shape.clear();
        for length in &lengths {
            match length.payload() {
                Value::Int(length) if *length > 0 => new_shape.push(*length as usize),
                Value::Int(_) | Value::Bool(_) => {
                    let words = "memoryview.cast(): elements of shape must be integers > 0";
                    return Err(ctx.value_error(words));
                }
                _ => return Err(ctx.type_error("memoryview.cast(): elements of shape must be integers")),
            }
        }
        let product = new_shape.iter().try_fold(itemsize, |size, length| size.checked_mul(*length));
        if product.is_none_or(|size| size > isize::MAX as usize) {
            return Err(ctx.value_error("memoryview.cast(): product(shape) > SSIZE_MAX"));
        }
        if product != Some(total) {
            return Err(ctx.type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
    }
    let mut stride = itemsize as isize;
    let mut strides = vec![0; new_shape.len()];
    for (place, length) in strides.iter_mut().zip(&new_shape).rev() {
        *place = stride;
        stride *= *length as isize;
    }
    (view.format, view.itemsize, view.shape, view.strides) = (format, itemsize, new_shape, strides);
    done(value(ctx.interpreter, view))
}

// ---- all of it

fn len(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let view = open(ctx, args.this())?;
    done(view.shape.first().map_or(1, |&length| length as i64))
}

fn tobytes(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [order] = args.bind(ctx, "tobytes", 1, ["order"], 0)?;
    let view = open(ctx, args.this())?;
    let backwards = match order.bound() {
        None | Some(Value::None) => false,
        Some(order) => match order.as_text() {
            Some("C") => false,
            Some("F") => true,
            Some("A") => !view.is_dense() && view.is_dense_backwards(),
            Some(_) => return Err(ctx.value_error("order must be 'C', 'F' or 'A'")),
            None => {
                let kind = ctx.type_name(order);
                let words = format!("tobytes() argument 'order' must be str or None, not {kind}");
                return Err(ctx.type_error(words));
            }
        },
    };
    if backwards && view.shape.len() > 1 {
        // The same items with the first index changing fastest: those of the view with its dimensions turned round.
        let mut turned = view;
        turned.shape.reverse();
        turned.strides.reverse();
        return turned.bytes_then(ctx, |_, bytes| done(Value::bytes(bytes)));
    }
    view.bytes_then(ctx, |_, bytes| done(Value::bytes(bytes)))
}

fn hex(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (names, rest) = (args.names().to_vec(), args.values()[1..].to_vec());
    open(ctx, args.this())?.bytes_then(ctx, move |ctx, bytes| {
        let mut values = vec![Value::bytes(bytes)];
        values.extend(rest);
        super::bytes::hex(ctx, &Args::new(&values, &names))
    })
}

fn values(ctx: &Context<'_>, view: &View, bytes: &[u8]) -> Result<Vec<Value>, Value> {
    let item = view.item(ctx)?;
    Ok(bytes.chunks_exact(view.itemsize).map(|bytes| item.load(ctx.interpreter, bytes)).collect())
}

fn tolist(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let view = open(ctx, args.this())?;
    let like = view.clone();
    view.bytes_then(ctx, move |ctx, bytes| {
        let mut items = values(ctx, &like, &bytes)?;
        let Some((_, inner)) = like.shape.split_first() else {
            return done(items.into_iter().next().unwrap_or(Value::None));
        };
        let mut count = like.count();
        for &length in inner.iter().rev() {
            count = count.checked_div(length).unwrap_or(0);
            let mut rest = items.into_iter();
            items = (0..count).map(|_| Value::list(rest.by_ref().take(length).collect())).collect();
        }
        done(Value::list(items))
    })
}

fn hash(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = receiver(ctx, args.this())?;
    if let Some(hash) = this.state.lock().hash {
        return done(hash);
    }
    let view = this.open(ctx)?;
    if !view.readonly {
        return Err(ctx.value_error("cannot hash writable memoryview object"));
    }
    if !view.format.is_bytes() {
        return Err(ctx.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let object = args.this().clone();
    view.bytes_then(ctx, move |ctx, bytes| {
        let hash = crate::compare::hash_natively(ctx.interpreter, &Value::bytes(bytes)).unwrap_or(0);
        receiver(ctx, &object)?.state.lock().hash = Some(hash);
        done(hash)
    })
}

fn repr(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let released = receiver(ctx, args.this())?.state.lock().view.is_none();
    let address = ctx.interpreter.id(args.this());
    done(format!("<{} at {address:#x}>", if released { "released memory" } else { "memory" }))
}

fn equality(ctx: &mut Context<'_>, args: &Args<'_>, wanted: bool) -> NativeResult {
    let this = args.this();
    if this.is(&args[1]) {
        return done(wanted);
    }
    if !buffer::is_bytes_like(&args[1]) {
        return not_implemented();
    }
    // A view that was released is equal to itself only.
    let (Ok(a), Ok(Some(b))) = (open(ctx, this), View::of(ctx, &args[1])) else { return done(!wanted) };
    if a.shape != b.shape || a.format.item().is_none() || b.format.item().is_none() {
        return done(!wanted);
    }
    let other = b.clone();
    let like = a.clone();
    a.bytes_then(ctx, move |ctx, x| {
        b.bytes_then(ctx, move |ctx, y| {
            let (x, y) = (values(ctx, &like, &x)?, values(ctx, &other, &y)?);
            let equal = x.iter().zip(&y).all(|(x, y)| equal_natively(x, y) == Some(true));
            done(equal == wanted)
        })
    })
}

// ---- items

/// Continues with a key in which only ints are left.
fn with_key(
    ctx: &mut Context<'_>,
    key: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Value::Tuple(items) = key
        && items.iter().any(|item| support::has_user_index(ctx, item))
    {
        return call_then(ctx.helper("_indices"), vec![key.clone()], then);
    }
    with_index(ctx, key, then)
}

fn getitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let this = args.this().clone();
    let before = open(ctx, &this)?;
    with_key(ctx, &args[1], move |ctx, key| {
        // An `__index__` may have released it: then its parts can still be looked at.
        let view = if let Value::Slice(_) = key { before } else { open(ctx, &this)? };
        if view.shape.is_empty() || !matches!(key, Value::Slice(_)) {
            view.item(ctx)?;
        }
        match view.target(ctx, &key, false)? {
            Target::Item(at) => view.load(ctx, at),
            Target::Part(part) => done(value(ctx.interpreter, *part)),
            Target::All => done(this),
        }
    })
}

fn setitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let (this, new) = (args.this().clone(), args[2].clone());
    open(ctx, &this)?;
    with_key(ctx, &args[1], move |ctx, key| {
        let view = open(ctx, &this)?;
        view.item(ctx)?;
        if view.readonly {
            return Err(ctx.type_error("cannot modify read-only memory"));
        }
        let part = match view.target(ctx, &key, true)? {
            Target::Item(at) => return view.store(ctx, at, &new, this),
            Target::All => {
                let at = view.start;
                return view.store(ctx, at, &new, this);
            }
            Target::Part(part) => *part,
        };
        let Some(source) = View::of(ctx, &new)? else { return Err(buffer::not_bytes_like(ctx, &new)) };
        if source.format.code != part.format.code || source.shape != part.shape {
            let words = "memoryview assignment: lvalue and rvalue have different structures";
            return Err(ctx.value_error(words));
        }
        source.bytes_then(ctx, move |ctx, bytes| part.write(ctx, bytes))
    })
}

fn delitem(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let view = open(ctx, args.this())?;
    Err(ctx.type_error(if view.readonly { "cannot modify read-only memory" } else { "cannot delete memory" }))
}

fn iter(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let view = open(ctx, args.this())?;
    match view.shape.len() {
        0 => return Err(ctx.type_error("invalid indexing of 0-dim memory")),
        1 => {
            view.item(ctx)?;
        }
        _ => {
            let words = "multi-dimensional sub-views are not implemented";
            return Err(ctx.error(&ctx.interpreter.exceptions.not_implemented_error, words));
        }
    }
    let items = Items { view: args.this().clone(), position: 0, length: view.shape[0] };
    done(NativeIterator::other(&ctx.interpreter.types.memory_iterator, items))
}

/// `memory_iterator`
struct Items {
    view: Value,
    position: usize,
    length: usize,
}

impl Iterate for Items {
    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        if self.position >= self.length {
            return Ok(Step::End);
        }
        let at = self.position;
        self.position += 1;
        let this = receiver(ctx, &self.view)?;
        if let Some(value) = this.quick_get(ctx.interpreter, at as i64) {
            return Ok(Step::Item(value));
        }
        let view = this.open(ctx)?;
        let place = view.start.wrapping_add_signed(view.strides[0] * at as isize);
        match view.load(ctx, place)? {
            Done::Value(value) => Ok(Step::Item(value)),
            work => Ok(Step::Then(work)),
        }
    }

    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.view);
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.length.saturating_sub(self.position))
    }
}

/// A view of memory that processes share.
pub(crate) fn shared(
    interpreter: &Interpreter,
    handle: &Ref<crate::handles::HandleObject>,
    size: usize,
) -> Value {
    view_of_source(interpreter, Source::Shared(handle.clone(), size), Value::Handle(handle.clone()))
}

/// Continues after the bytes were written into a bytes-like object from its beginning; how many there is room for.
pub(crate) fn write_into(ctx: &mut Context<'_>, target: &Value, at: usize, bytes: Vec<u8>) -> NativeResult {
    match target.native::<MemoryView>() {
        Some(view) => {
            let written = view.write_at(ctx, at, bytes);
            and_then(ctx, written, |_, _| none())
        }
        None => match Source::of(target) {
            Some(source) => source.write(ctx, at, bytes),
            None => Err(buffer::not_bytes_like(ctx, target)),
        },
    }
}

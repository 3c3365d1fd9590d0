//! The buffer protocol: objects whose bytes others look at and change where they lie.

mod item;

use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) use item::{Item, Misfit};

use crate::handles::HandleObject;
use crate::interpreter::Interpreter;
use crate::modules::{ipc, memory_file};
use crate::native::{Context, NativeResult, and_then, call_then, none};
use crate::objects::{Array, ByteArray, Bytes};
use crate::reference::Ref;
use crate::types::memoryview::MemoryView;
use crate::value::Value;

/// How many look at an object's bytes where they lie: meanwhile their number stays.
#[derive(Default)]
pub struct Exports(AtomicU32);

impl Exports {
    /// Whether there is one.
    #[inline]
    fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    /// Refuses a change of the size while there is one.
    pub(crate) fn resizable(&self, ctx: &Context<'_>) -> Result<(), Value> {
        self.resizable_or(ctx, "Existing exports of data: object cannot be re-sized")
    }

    /// The same in other words.
    pub(crate) fn resizable_or(&self, ctx: &Context<'_>, words: &str) -> Result<(), Value> {
        if self.any() { Err(ctx.error(&ctx.interpreter.exceptions.buffer_error, words)) } else { Ok(()) }
    }

    fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn remove(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Where the bytes lie.
#[derive(Clone)]
pub(crate) enum Source {
    Bytes(Ref<Bytes>),
    ByteArray(Ref<ByteArray>),
    Array(Ref<Array>),
    /// A `BytesIO`.
    Memory(Value),
    /// So many bytes that processes share.
    Shared(Ref<HandleObject>, usize),
}

impl Source {
    /// The bytes of an object of a builtin type that has some; views are not among them.
    pub(crate) fn of(value: &Value) -> Option<Source> {
        match value.payload() {
            Value::Bytes(bytes) => Some(Source::Bytes(bytes.clone())),
            Value::ByteArray(array) => Some(Source::ByteArray(array.clone())),
            Value::Array(array) => Some(Source::Array(array.clone())),
            _ => None,
        }
    }

    /// How many bytes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Source::Shared(_, size) => *size,
            _ => self.look(<[u8]>::len).unwrap_or(0),
        }
    }

    /// What a look at the bytes gives; none: they lie beyond the process. `look` takes no guard.
    #[inline]
    pub(crate) fn look<R>(&self, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
        match self {
            Source::Bytes(bytes) => Some(look(bytes)),
            Source::ByteArray(array) => Some(look(&array.bytes.lock())),
            Source::Array(array) => Some(look(&array.bytes.lock())),
            Source::Memory(file) => memory_file::with_data(file, |data| look(data)),
            Source::Shared(..) => None,
        }
    }

    /// What a change of the bytes gives; none: they lie beyond the process. `change` takes no guard.
    #[inline]
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut [u8]) -> R) -> Option<R> {
        match self {
            Source::Bytes(_) | Source::Shared(..) => None,
            Source::ByteArray(array) => Some(change(&mut array.bytes.lock())),
            Source::Array(array) => Some(change(&mut array.bytes.lock())),
            Source::Memory(file) => memory_file::with_data(file, change),
        }
    }

    /// Whether the bytes never change.
    pub(crate) fn is_readonly(&self) -> bool {
        matches!(self, Source::Bytes(_))
    }

    fn exports(&self) -> Option<&Exports> {
        match self {
            Source::ByteArray(array) => Some(&array.exports),
            Source::Array(array) => Some(&array.exports),
            Source::Memory(file) => memory_file::exports(file),
            Source::Bytes(_) | Source::Shared(..) => None,
        }
    }

    /// A copy of bytes, then continues. What is beyond the end is left out.
    pub(crate) fn read_then(
        &self,
        ctx: &mut Context<'_>,
        start: usize,
        size: usize,
        then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
    ) -> NativeResult {
        let part = |bytes: &[u8]| {
            let start = start.min(bytes.len());
            bytes[start..start.saturating_add(size).min(bytes.len())].to_vec()
        };
        match (self, self.look(part)) {
            (_, Some(bytes)) => then(ctx, bytes),
            (Source::Shared(handle, _), _) => {
                let read = ipc::read_shared(ctx, handle.handle, start as u64, size as u64);
                and_then(ctx, read, |ctx, bytes| {
                    let bytes = bytes.as_bytes().map(|bytes| bytes.to_vec()).unwrap_or_default();
                    then(ctx, bytes)
                })
            }
            _ => then(ctx, Vec::new()),
        }
    }

    /// Writes bytes. What is beyond the end is left out.
    pub(crate) fn write(&self, ctx: &mut Context<'_>, start: usize, bytes: Vec<u8>) -> NativeResult {
        if let Source::Shared(handle, _) = self {
            let write = ipc::write_shared(ctx, handle.handle, start as u64, bytes);
            return and_then(ctx, write, |_, _| none());
        }
        self.change(|all| {
            let start = start.min(all.len());
            let size = bytes.len().min(all.len() - start);
            all[start..start + size].copy_from_slice(&bytes[..size]);
        });
        none()
    }
}

/// Bytes that someone looks at.
pub(crate) struct Export {
    pub(crate) source: Source,
}

impl Export {
    pub(crate) fn new(source: Source) -> Export {
        if let Some(exports) = source.exports() {
            exports.add();
        }
        Export { source }
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        if let Some(exports) = self.source.exports() {
            exports.remove();
        }
    }
}

/// What a look at the bytes of an object gives, if they lie one after the other within the process; none: see
/// [`copy_then`].
#[inline]
pub(crate) fn look<R>(value: &Value, look: impl FnOnce(&[u8]) -> R) -> Option<R> {
    match value.payload() {
        Value::Bytes(bytes) => Some(look(bytes)),
        Value::ByteArray(array) => Some(look(&array.bytes.lock())),
        Value::Array(array) => Some(look(&array.bytes.lock())),
        Value::Native(object) => object.data::<MemoryView>()?.look(look),
        _ => None,
    }
}

/// What a change of the bytes of an object gives, if they lie one after the other within the process and may be changed.
#[inline]
pub(crate) fn change<R>(value: &Value, change: impl FnOnce(&mut [u8]) -> R) -> Option<R> {
    match value.payload() {
        Value::ByteArray(array) => Some(change(&mut array.bytes.lock())),
        Value::Array(array) => Some(change(&mut array.bytes.lock())),
        Value::Native(object) => object.data::<MemoryView>()?.change(change),
        _ => None,
    }
}

/// How many bytes of an object may be changed; none: it has none that may.
pub(crate) fn writable_size(ctx: &Context<'_>, value: &Value) -> Result<Option<usize>, Value> {
    match value.native::<MemoryView>() {
        Some(view) => {
            let (size, readonly) = view.extent(ctx)?;
            Ok((!readonly).then_some(size))
        }
        None => Ok(change(value, |bytes| bytes.len())),
    }
}

/// Whether the object has bytes that others can look at.
pub(crate) fn is_bytes_like(value: &Value) -> bool {
    match value.payload() {
        Value::Bytes(_) | Value::ByteArray(_) | Value::Array(_) => true,
        Value::Native(object) => object.data::<MemoryView>().is_some(),
        _ => false,
    }
}

/// A copy of the bytes of a bytes-like object, then continues.
pub(crate) fn copy_then(
    ctx: &mut Context<'_>,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
) -> NativeResult {
    if let Some(bytes) = look(value, <[u8]>::to_vec) {
        return then(ctx, bytes);
    }
    match value.native::<MemoryView>() {
        Some(view) => view.dense_bytes_then(ctx, then),
        None => Err(not_bytes_like(ctx, value)),
    }
}

/// `a bytes-like object is required, not …`
#[cold]
pub(crate) fn not_bytes_like(ctx: &Context<'_>, value: &Value) -> Value {
    ctx.type_error(format!("a bytes-like object is required, not '{}'", ctx.type_name(value)))
}

/// Why [`look`] gave nothing.
#[cold]
pub(crate) fn not_at_hand(ctx: &Context<'_>, value: &Value) -> Value {
    match value.native::<MemoryView>() {
        Some(view) => view.not_at_hand(ctx),
        None => not_bytes_like(ctx, value),
    }
}

/// Continues with the int or float that a value of a class written in Python stands for.
pub(crate) fn plain_number(
    ctx: &mut Context<'_>,
    item: Item,
    value: &Value,
    then: impl FnOnce(&mut Context<'_>, Value) -> NativeResult + Send + 'static,
) -> NativeResult {
    let helper = match item {
        Item::F16 | Item::F32 | Item::F64 => "_real",
        Item::Bool => "_truth",
        _ => "_index",
    };
    call_then(ctx.helper(helper), vec![value.clone()], then)
}

/// Whether a value is of the interpreter's class of views, exactly.
#[inline]
pub(crate) fn view_of<'a>(interpreter: &Interpreter, value: &'a Value) -> Option<&'a MemoryView> {
    match value {
        Value::Native(object) if object.class.is(&interpreter.types.memoryview) => object.data(),
        _ => None,
    }
}

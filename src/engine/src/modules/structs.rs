//! `struct`: numbers as bytes, in the layout of C.

use std::collections::HashMap;
use std::sync::Arc;

use crate::buffer::{self, Item, Misfit};
use crate::guard::Guard;
use crate::interpreter::Interpreter;
use crate::iterator::{Iterate, NativeIterator, Step};
use crate::native::{
    Args, Context, Def, Getter, ModuleDef, NativeData, NativeObject, NativeResult, TypeDef, done, none,
};
use crate::objects::Module;
use crate::reference::Ref;
use crate::string::Str;
use crate::types::iterators::{hinted_type, no_constructor};
use crate::types::memoryview::write_into;
use crate::types::support::with_index;
use crate::value::Value;

pub(super) const MODULE: ModuleDef = ModuleDef {
    name: "struct",
    functions: &[
        Def::new("calcsize", calcsize, 1),
        Def::range("pack", pack, 0, u16::MAX),
        Def::range("pack_into", pack_into, 0, u16::MAX),
        Def::new("unpack", unpack, 2),
        Def::any("unpack_from", |ctx, args| unpack_from(ctx, args, &["/format", "buffer", "offset"])),
        Def::new("iter_unpack", iter_unpack, 2),
    ],
    setup: Some(setup),
    doc: "Functions to convert between Python values and C structs.",
};

const STRUCT: TypeDef = TypeDef {
    new: Some(new),
    init: Some(init),
    methods: &[
        Def::range("pack", pack, 0, u16::MAX),
        Def::range("pack_into", pack_into, 0, u16::MAX),
        Def::new("unpack", unpack, 1),
        Def::any("unpack_from", |ctx, args| unpack_from(ctx, args, &["/self", "buffer", "offset"])),
        Def::new("iter_unpack", iter_unpack, 1),
        Def::new("__sizeof__", |ctx, args| done(64 + 32 * layout(ctx, args)?.fields.len() as i64), 0),
        Def::new("__reduce_ex__", |ctx, _| Err(ctx.type_error("cannot pickle '_struct.Struct' object")), 1),
    ],
    getters: &[
        Getter::new("size", |ctx, this| {
            Ok(of_struct(ctx, this)?.map_or(Value::Int(-1), |l| Value::from_usize(l.size)))
        }),
        Getter::new("format", |ctx, this| {
            Ok(of_struct(ctx, this)?.map_or(Value::None, |layout| Value::str(layout.text.as_ref())))
        }),
    ],
    doc: "Create a compiled struct object.",
};

fn setup(interpreter: &Interpreter, module: &Module) {
    let types = [
        ("Struct", "_struct", None, &STRUCT),
        ("error", "struct", Some(&interpreter.exceptions.exception), &TypeDef::EMPTY),
    ];
    for (name, home, base, def) in types {
        let class = Value::Class(interpreter.new_type(name, home, base, def));
        module.globals.set_name(&interpreter.intern(name), class);
    }
    let records = hinted_type(interpreter, "unpack_iterator", "_struct", no_constructor);
    module.globals.set_name(&interpreter.intern("unpack_iterator"), Value::Class(records));
    let names = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"];
    let all = names.iter().map(|name| interpreter.intern(name).to_value()).collect();
    module.globals.set_name(&interpreter.intern("__all__"), Value::list(all));
}

/// `struct.error(message)`
#[cold]
fn error(ctx: &Context<'_>, message: impl Into<String>) -> Value {
    match ctx.module_class("struct", "error") {
        Ok(class) => ctx.error(&class, message),
        Err(error) => error,
    }
}

// ---- formats

/// A format, understood.
struct Layout {
    text: Box<str>,
    fields: Box<[Field]>,
    size: usize,
    /// How many values there are.
    values: usize,
}

/// Some items of one kind.
struct Field {
    kind: Kind,
    code: u8,
    /// How many; bytes of a text.
    count: usize,
    offset: usize,
    order: Order,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Item(Item),
    /// `s`
    Text,
    /// `p`
    Pascal,
}

/// How numbers are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// C's own sizes, aligned.
    Native,
    Little,
    Big,
}

const TOO_LONG: &str = "total struct size too long";

impl Layout {
    fn parse(text: &str) -> Result<Layout, &'static str> {
        let (order, rest) = match text.as_bytes().first() {
            Some(b'@') => (Order::Native, &text[1..]),
            Some(b'=' | b'<') => (Order::Little, &text[1..]),
            Some(b'>' | b'!') => (Order::Big, &text[1..]),
            _ => (Order::Native, text),
        };
        let mut fields = Vec::new();
        let (mut size, mut values) = (0_usize, 0_usize);
        let mut bytes = rest.bytes();
        while let Some(mut byte) = bytes.next() {
            if byte.is_ascii_whitespace() || byte == 0x0b {
                continue;
            }
            let mut count = 1_usize;
            if byte.is_ascii_digit() {
                count = usize::from(byte - b'0');
                loop {
                    byte = bytes.next().ok_or("repeat count given without format specifier")?;
                    if !byte.is_ascii_digit() {
                        break;
                    }
                    let more = count.checked_mul(10).and_then(|n| n.checked_add(usize::from(byte - b'0')));
                    count = more.ok_or(TOO_LONG)?;
                }
            }
            let (kind, width, align) = match byte {
                b'x' => (None, 1, 1),
                b's' => (Some(Kind::Text), 1, 1),
                b'p' => (Some(Kind::Pascal), 1, 1),
                b'u' => return Err("bad char in struct format"),
                _ => {
                    let item = match (order, byte) {
                        (Order::Native, _) => Item::of(byte),
                        (_, b'n' | b'N' | b'P') => None,
                        (_, b'l') => Some(Item::I32),
                        (_, b'L') => Some(Item::U32),
                        _ => Item::of(byte),
                    };
                    let item = item.ok_or("bad char in struct format")?;
                    (Some(Kind::Item(item)), item.size(), item.size())
                }
            };
            if order == Order::Native {
                size = size.checked_next_multiple_of(align).ok_or(TOO_LONG)?;
            }
            let offset = size;
            let total = count.checked_mul(width).and_then(|more| size.checked_add(more));
            size = total.filter(|size| *size <= isize::MAX as usize).ok_or(TOO_LONG)?;
            let Some(kind) = kind else { continue };
            values += match kind {
                Kind::Item(_) => count,
                Kind::Text | Kind::Pascal => 1,
            };
            if count > 0 || !matches!(kind, Kind::Item(_)) {
                fields.push(Field { kind, code: byte, count, offset, order });
            }
        }
        Ok(Layout { text: text.into(), fields: fields.into(), size, values })
    }

    /// The values that begin with the first of the bytes, of which there are enough.
    fn unpack(&self, interpreter: &Interpreter, bytes: &[u8]) -> Value {
        let mut values = Vec::with_capacity(self.values);
        for field in &self.fields {
            match field.kind {
                Kind::Item(item) => {
                    let size = item.size();
                    let part = &bytes[field.offset..field.offset + field.count * size];
                    for bytes in part.chunks_exact(size) {
                        values.push(if field.order == Order::Big {
                            let mut turned = [0; 8];
                            turned[..size].copy_from_slice(bytes);
                            turned[..size].reverse();
                            item.load(interpreter, &turned[..size])
                        } else {
                            item.load(interpreter, bytes)
                        });
                    }
                }
                Kind::Text => values.push(Value::bytes(&bytes[field.offset..field.offset + field.count])),
                Kind::Pascal => {
                    let part = &bytes[field.offset..field.offset + field.count];
                    let text = part
                        .split_first()
                        .map_or(&[][..], |(length, text)| &text[..usize::from(*length).min(text.len())]);
                    values.push(Value::bytes(text));
                }
            }
        }
        Value::tuple(values)
    }

    /// The bytes of values, of which there are enough. `Err`: the value's place, its field, and what is wrong.
    fn pack(&self, interpreter: &Interpreter, values: &[Value], bytes: &mut [u8]) -> Result<(), Wrong<'_>> {
        let mut next = 0;
        for field in &self.fields {
            match field.kind {
                Kind::Item(item) => {
                    let size = item.size();
                    let part = &mut bytes[field.offset..field.offset + field.count * size];
                    for into in part.chunks_exact_mut(size) {
                        let word = field.word(interpreter, item, &values[next]);
                        item.put(word.map_err(|fault| Wrong { place: next, field, fault })?, into);
                        if field.order == Order::Big {
                            into.reverse();
                        }
                        next += 1;
                    }
                }
                Kind::Text | Kind::Pascal => {
                    let pascal = usize::from(field.kind == Kind::Pascal);
                    let into = &mut bytes[field.offset..field.offset + field.count];
                    let value = values[next].payload();
                    if !matches!(value, Value::Bytes(_) | Value::ByteArray(_)) {
                        return Err(Wrong { place: next, field, fault: Misfit::Kind });
                    }
                    buffer::look(value, |text| {
                        let room = into.len().saturating_sub(pascal);
                        let length = text.len().min(room);
                        if let (1, Some(first)) = (pascal, into.first_mut()) {
                            *first = length.min(255) as u8;
                        }
                        if room > 0 {
                            into[pascal..pascal + length].copy_from_slice(&text[..length]);
                        }
                    });
                    next += 1;
                }
            }
        }
        Ok(())
    }
}

/// A value that does not fit.
struct Wrong<'a> {
    place: usize,
    field: &'a Field,
    fault: Misfit,
}

impl Field {
    #[inline]
    fn word(&self, interpreter: &Interpreter, item: Item, value: &Value) -> Result<u64, Misfit> {
        match item.word(interpreter, value) {
            // An address may be written as a negative number.
            Err(Misfit::Low) if self.code == b'P' => value.as_int().map(|int| int as u64).ok_or(Misfit::High),
            Ok(word)
                if item == Item::F32
                    && self.order != Order::Native
                    && f32::from_bits(word as u32).is_infinite() =>
            {
                match value.payload() {
                    Value::Float(float) if float.get().is_infinite() => Ok(word),
                    _ => Err(Misfit::High),
                }
            }
            result => result,
        }
    }

    /// What is wrong about a value.
    #[cold]
    fn error(&self, ctx: &Context<'_>, value: &Value, fault: Misfit) -> Value {
        let code = char::from(self.code);
        let Kind::Item(item) = self.kind else {
            return error(ctx, format!("argument for '{code}' must be a bytes object"));
        };
        if matches!(item, Item::F16 | Item::F32 | Item::F64) {
            return match value.payload() {
                Value::Int(_) | Value::BigInt(_) if ctx.float(value).is_ok() => {
                    error(ctx, "int too large to convert")
                }
                Value::Float(_) if fault == Misfit::High => {
                    ctx.overflow_error(format!("float too large to pack with {code} format"))
                }
                _ => error(ctx, "required argument is not a float"),
            };
        }
        if item == Item::Char {
            return error(ctx, "char format requires a bytes object of length 1");
        }
        if fault == Misfit::Kind {
            return error(ctx, "required argument is not an integer");
        }
        let (low, high) = item.limits().unwrap_or_default();
        // CPython's words are those of its functions for C's own sizes wherever these give the same bytes.
        let native = match self.order {
            Order::Native => true,
            Order::Little => !matches!(self.code, b'l' | b'L'),
            Order::Big => false,
        };
        if self.code == b'P' || (!native && matches!(self.code, b'q' | b'Q')) {
            return error(ctx, "int too large to convert");
        }
        let name = match self.code {
            b'b' => Some("byte"),
            b'B' => Some("ubyte"),
            b'h' if native => Some("short"),
            b'H' if native => Some("ushort"),
            _ => None,
        };
        // What C's `long` holds, or `unsigned long`, is named by the limits of the format.
        let (fits_long, fits_unsigned) =
            (value.as_int().is_some(), value.as_int().is_some_and(|int| int >= 0));
        let wide = value.to_bigint().is_some_and(|big| u64::try_from(big).is_ok());
        match name {
            Some(name) if fits_long => {
                error(ctx, format!("{name} format requires {low} <= number <= {high}"))
            }
            None if item.size() < 8 && (if low < 0 { fits_long } else { fits_unsigned || wide }) => {
                error(ctx, format!("'{code}' format requires {low} <= number <= {high}"))
            }
            _ => error(ctx, "argument out of range"),
        }
    }
}

/// The formats that were used, as CPython keeps them.
#[derive(Default)]
pub(crate) struct Formats {
    last: Option<(Ref<Str>, Arc<Layout>)>,
    known: HashMap<Box<str>, Arc<Layout>>,
}

/// As many are kept.
const KEPT: usize = 100;

/// The layout of a format.
#[inline]
fn compiled(ctx: &Context<'_>, format: &Value) -> Result<Arc<Layout>, Value> {
    if let Value::Str(text) = format {
        let formats = ctx.interpreter.formats.lock();
        if let Some((last, layout)) = &formats.last
            && last.is(text)
        {
            return Ok(layout.clone());
        }
    }
    compile(ctx, format)
}

#[cold]
fn compile(ctx: &Context<'_>, format: &Value) -> Result<Arc<Layout>, Value> {
    let text = match format.payload() {
        Value::Str(text) => {
            if let Some(at) = text.as_str().chars().position(|letter| !letter.is_ascii()) {
                let class = &ctx.interpreter.exceptions.unicode_encode_error;
                let (start, end) = (Value::from_usize(at), Value::from_usize(at + 1));
                let args = vec![
                    Value::str("ascii"),
                    format.clone(),
                    start,
                    end,
                    Value::str("ordinal not in range(128)"),
                ];
                return Err(ctx.interpreter.exception_with(class, args));
            }
            text.as_str().to_owned()
        }
        Value::Bytes(bytes) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        _ => {
            let kind = ctx.type_name(format);
            return Err(
                ctx.type_error(format!("Struct() argument 1 must be a str or bytes object, not {kind}"))
            );
        }
    };
    if text.contains('\0') {
        return Err(error(ctx, "embedded null character"));
    }
    let known = ctx.interpreter.formats.lock().known.get(text.as_str()).cloned();
    let (layout, new) = match known {
        Some(layout) => (layout, false),
        None => (Arc::new(Layout::parse(&text).map_err(|message| error(ctx, message))?), true),
    };
    let mut formats = ctx.interpreter.formats.lock();
    if new {
        if formats.known.len() >= KEPT {
            formats.known.clear();
        }
        formats.known.insert(text.into(), layout.clone());
    }
    let old = match format {
        Value::Str(text) => formats.last.replace((text.clone(), layout.clone())),
        _ => None,
    };
    drop(formats);
    drop(old);
    Ok(layout)
}

// ---- Struct

struct Compiled {
    layout: Guard<Option<Arc<Layout>>>,
}

impl NativeData for Compiled {
    fn state(&self) -> Option<Value> {
        let layout = self.layout.lock().clone();
        Some(layout.map_or(Value::None, |layout| Value::str(layout.text.as_ref())))
    }

    fn restore(&self, ctx: &mut Context<'_>, saved: Value) -> Result<(), Value> {
        if let Some(text) = saved.as_text() {
            let layout = Layout::parse(text).map_err(|message| ctx.value_error(message))?;
            *self.layout.lock() = Some(Arc::new(layout));
        }
        Ok(())
    }
}

fn new(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let made = Compiled { layout: Guard::new(None) };
    let class = ctx.module_class("struct", "Struct")?;
    ctx.construct(&args[0], Value::Native(Ref::new(NativeObject::new(class, made))))
}

fn init(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let [format] = args.bind(ctx, "Struct", 1, ["format"], 1)?;
    let layout = compiled(ctx, &format)?;
    if let Some(this) = args.this().native::<Compiled>() {
        *this.layout.lock() = Some(layout);
    }
    none()
}

fn of_struct(ctx: &Context<'_>, value: &Value) -> Result<Option<Arc<Layout>>, Value> {
    match value.native::<Compiled>() {
        Some(this) => Ok(this.layout.lock().clone()),
        None => Err(ctx.type_error("descriptor requires a '_struct.Struct' object")),
    }
}

/// The layout of the first argument: a `Struct` or a format.
#[inline]
fn layout(ctx: &Context<'_>, args: &Args<'_>) -> Result<Arc<Layout>, Value> {
    let Some(first) = args.get(0) else { return Err(ctx.type_error("missing format argument")) };
    match first.native::<Compiled>() {
        Some(this) => match &*this.layout.lock() {
            Some(layout) => Ok(layout.clone()),
            None => Err(ctx.runtime_error("Struct object is not initialized")),
        },
        None => compiled(ctx, first),
    }
}

fn calcsize(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    done(Value::from_usize(layout(ctx, args)?.size))
}

// ---- packing

/// Continues with the bytes.
type WithBytes = Box<dyn FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send>;

/// The bytes of values, then continues; Python is asked where a value's class must be.
fn packed(
    ctx: &mut Context<'_>,
    layout: Arc<Layout>,
    values: &[Value],
    then: impl FnOnce(&mut Context<'_>, Vec<u8>) -> NativeResult + Send + 'static,
) -> NativeResult {
    ctx.check_size(layout.size)?;
    let mut bytes = vec![0; layout.size];
    let Err(wrong) = layout.pack(ctx.interpreter, values, &mut bytes) else { return then(ctx, bytes) };
    let Wrong { place, field, fault } = wrong;
    let value = &values[place];
    match (fault, field.kind) {
        (Misfit::Python, Kind::Item(item)) => {
            let mut values = values.to_vec();
            let then: WithBytes = Box::new(then);
            let next = layout.clone();
            buffer::plain_number(ctx, item, value, move |ctx, plain| {
                values[place] = plain;
                packed(ctx, next, &values, then)
            })
        }
        _ => Err(field.error(ctx, value, fault)),
    }
}

fn check_count(ctx: &Context<'_>, layout: &Layout, given: usize, name: &str) -> Result<(), Value> {
    match layout.values {
        expected if expected != given => {
            Err(error(ctx, format!("{name} expected {expected} items for packing (got {given})")))
        }
        _ => Ok(()),
    }
}

fn pack(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let layout = layout(ctx, args)?;
    check_count(ctx, &layout, args.len() - 1, "pack")?;
    packed(ctx, layout, args.rest(), |_, bytes| done(Value::bytes(bytes)))
}

fn pack_into(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let layout = layout(ctx, args)?;
    let [_, target, offset, values @ ..] = args.positional() else {
        let missing = if args.len() < 2 { "buffer" } else { "offset" };
        return Err(error(ctx, format!("pack_into expected {missing} argument")));
    };
    check_count(ctx, &layout, values.len(), "pack_into")?;
    let Some(room) = buffer::writable_size(ctx, target)? else {
        let kind = ctx.type_name(target);
        return Err(ctx.type_error(format!("argument must be read-write bytes-like object, not {kind}")));
    };
    let (target, values) = (target.clone(), values.to_vec());
    with_index(ctx, offset, move |ctx, offset| {
        let at = place(ctx, &layout, &offset, room, true)?;
        packed(ctx, layout, &values, move |ctx, bytes| write_into(ctx, &target, at, bytes))
    })
}

/// Where a layout begins in a buffer of so many bytes.
fn place(
    ctx: &Context<'_>,
    layout: &Layout,
    offset: &Value,
    room: usize,
    packing: bool,
) -> Result<usize, Value> {
    let (size, given) = (layout.size as i64, ctx.index(offset)?);
    let (length, mut at) = (room as i64, given);
    if at < 0 {
        if at + size > 0 {
            let what = if packing { "no space to pack" } else { "not enough data to unpack" };
            return Err(error(ctx, format!("{what} {size} bytes at offset {given}")));
        }
        at = at.saturating_add(length);
        if at < 0 {
            return Err(error(ctx, format!("offset {given} out of range for {length}-byte buffer")));
        }
    }
    if length - at < size {
        let (name, doing) = if packing { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
        return Err(error(
            ctx,
            format!(
                "{name} requires a buffer of at least {} bytes for {doing} {size} bytes at offset {at} (actual \
                 buffer size is {length})",
                at as u64 + size as u64
            ),
        ));
    }
    Ok(at as usize)
}

// ---- unpacking

fn unpack(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let layout = layout(ctx, args)?;
    let wrong =
        |ctx: &Context<'_>, size: usize| error(ctx, format!("unpack requires a buffer of {size} bytes"));
    let interpreter = ctx.interpreter;
    let values = buffer::look(&args[1], |bytes| {
        (bytes.len() == layout.size).then(|| layout.unpack(interpreter, bytes))
    });
    match values {
        Some(Some(values)) => done(values),
        Some(None) => Err(wrong(ctx, layout.size)),
        None => buffer::copy_then(ctx, &args[1], move |ctx, bytes| {
            if bytes.len() != layout.size {
                return Err(wrong(ctx, layout.size));
            }
            done(layout.unpack(ctx.interpreter, &bytes))
        }),
    }
}

fn unpack_from(ctx: &mut Context<'_>, args: &Args<'_>, names: &[&str; 3]) -> NativeResult {
    let [_, source, offset] = args.bind(ctx, "unpack_from", 0, *names, 2)?;
    let layout = layout(ctx, args)?;
    let offset = offset.bound().cloned().unwrap_or(Value::Int(0));
    with_index(ctx, &offset, move |ctx, offset| {
        if let Some(length) = buffer::look(&source, <[u8]>::len) {
            let at = place(ctx, &layout, &offset, length, false)?;
            let interpreter = ctx.interpreter;
            let values = buffer::look(&source, |bytes| {
                Some(layout.unpack(interpreter, bytes.get(at..at + layout.size)?))
            });
            if let Some(Some(values)) = values {
                return done(values);
            }
        }
        buffer::copy_then(ctx, &source, move |ctx, bytes| {
            let at = place(ctx, &layout, &offset, bytes.len(), false)?;
            done(layout.unpack(ctx.interpreter, &bytes[at..]))
        })
    })
}

fn iter_unpack(ctx: &mut Context<'_>, args: &Args<'_>) -> NativeResult {
    let layout = layout(ctx, args)?;
    if layout.size == 0 {
        return Err(error(ctx, "cannot iteratively unpack with a struct of length 0"));
    }
    let source = args[1].clone();
    buffer::copy_then(ctx, &args[1], move |ctx, bytes| {
        if !bytes.len().is_multiple_of(layout.size) {
            let size = layout.size;
            let words = format!("iterative unpacking requires a buffer of a multiple of {size} bytes");
            return Err(error(ctx, words));
        }
        // What shows others' changes is looked at as it goes on.
        let source = if buffer::look(&source, |_| ()).is_some() { source } else { Value::bytes(bytes) };
        let records = Records { layout, source, position: 0 };
        done(NativeIterator::other(&ctx.module_class("struct", "unpack_iterator")?, records))
    })
}

/// `unpack_iterator`
struct Records {
    layout: Arc<Layout>,
    source: Value,
    position: usize,
}

impl Records {
    fn next_record(&mut self, interpreter: &Interpreter) -> Option<Value> {
        let (at, size) = (self.position, self.layout.size);
        let record = buffer::look(&self.source, |bytes| {
            Some(self.layout.unpack(interpreter, bytes.get(at..at + size)?))
        });
        self.position += size;
        record.flatten()
    }
}

impl Iterate for Records {
    fn next(&mut self, ctx: &mut Context<'_>) -> Result<Step, Value> {
        match self.next_record(ctx.interpreter) {
            Some(record) => Ok(Step::Item(record)),
            None => {
                self.position = usize::MAX / 2;
                Ok(Step::End)
            }
        }
    }

    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.source);
    }

    fn length_hint(&self) -> Option<usize> {
        let left = buffer::look(&self.source, <[u8]>::len).unwrap_or(0).saturating_sub(self.position);
        Some(left / self.layout.size)
    }

    fn is_native(&self) -> bool {
        true
    }

    fn reduce(&self, ctx: &mut Context<'_>) -> Option<(Value, Vec<Value>)> {
        let mut rest =
            Records { layout: self.layout.clone(), source: self.source.clone(), position: self.position };
        let mut records = Vec::new();
        while let Some(record) = rest.next_record(ctx.interpreter) {
            records.push(record);
        }
        Some((ctx.interpreter.builtins.get_text("iter")?, vec![Value::list(records)]))
    }
}

//! `str` objects and interned names.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use crate::guard::Guard;
use crate::reference::Ref;
use crate::value::Value;
use rustc_hash::FxHashMap as HashMap;

/// A `str`: UTF-8 inside, characters outside.
pub struct Str {
    text: String,
    /// Number of characters; equal to the number of bytes exactly for ASCII.
    length: usize,
    /// Where every [`MARKED`]th character begins, in a long text that is not ASCII: to look for each one from the beginning
    /// would make a loop over its places quadratic.
    marks: Option<Box<Marks>>,
    /// 0: not computed.
    hash: AtomicI64,
    interned: AtomicBool,
}

/// Characters from one mark to the next.
const MARKED: usize = 64;

/// The first byte of every [`MARKED`]th character of a text. Few texts have it: all others pay one word.
struct Marks(Vec<u32>);

/// None: the text is too long.
fn marks(text: &str) -> Option<Box<Marks>> {
    u32::try_from(text.len()).ok()?;
    let marked = text.char_indices().step_by(MARKED);
    Some(Box::new(Marks(marked.map(|(offset, _)| offset as u32).collect())))
}

impl Str {
    /// A string object's content.
    pub fn new(text: impl Into<String>) -> Str {
        let text = text.into();
        let ascii = text.is_ascii();
        let length = if ascii { text.len() } else { text.chars().count() };
        let marks = if ascii || length <= MARKED { None } else { marks(&text) };
        Str { text, length, marks, hash: AtomicI64::new(0), interned: AtomicBool::new(false) }
    }

    /// The byte where character `index` begins, or the end.
    pub fn offset(&self, index: usize) -> usize {
        if index >= self.length {
            return self.text.len();
        }
        if self.is_ascii() {
            return index;
        }
        let (from, skipped) = match &self.marks {
            Some(marks) => (marks.0[index / MARKED] as usize, index % MARKED),
            None => (0, index),
        };
        let mut offsets = self.text[from..].char_indices().map(|(offset, _)| from + offset);
        offsets.nth(skipped).unwrap_or(self.text.len())
    }

    /// The text.
    #[inline(always)]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many characters.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether a character is a byte, so that it can be indexed at once.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.length == self.text.len()
    }

    /// The character at `index`.
    pub fn char_at(&self, index: usize) -> Option<char> {
        if self.is_ascii() {
            self.text.as_bytes().get(index).map(|&b| char::from(b))
        } else {
            self.text[self.offset(index)..].chars().next()
        }
    }

    /// The characters `start..end` (within bounds, `start <= end`).
    pub fn slice(&self, start: usize, end: usize) -> &str {
        if self.is_ascii() {
            return &self.text[start..end];
        }
        &self.text[self.offset(start)..self.offset(end)]
    }

    /// `hash()`: the same in every run, so that runs can be repeated.
    #[inline]
    pub fn hash(&self) -> i64 {
        let known = self.hash.load(Ordering::Relaxed);
        if known != 0 {
            return known;
        }
        let hash = hash_bytes(self.text.as_bytes());
        self.hash.store(hash, Ordering::Relaxed);
        hash
    }

    /// Appends in place: for `s += t` where nobody else holds `s`.
    pub(crate) fn push(&mut self, other: &Str) {
        let (size, length) = (self.text.len(), self.length);
        self.text.push_str(&other.text);
        self.length += other.length;
        if self.is_ascii() || self.length <= MARKED {
            self.marks = None;
        } else if let Some(marks) = &mut self.marks
            && u32::try_from(self.text.len()).is_ok()
        {
            let marked =
                other.text.char_indices().skip(length.next_multiple_of(MARKED) - length).step_by(MARKED);
            marks.0.extend(marked.map(|(offset, _)| (size + offset) as u32));
        } else {
            self.marks = marks(&self.text);
        }
        self.hash = AtomicI64::new(0);
    }

    pub(crate) fn is_interned(&self) -> bool {
        self.interned.load(Ordering::Relaxed)
    }
}

/// Hash of a byte string: multiply and rotate over words, never 0 and never -1 (as CPython's).
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = K ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(K).rotate_left(29);
    }
    let mut last = [0; 8];
    let rest = chunks.remainder();
    last[..rest.len()].copy_from_slice(rest);
    hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(K);
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(K);
    hash ^= hash >> 29;
    match hash as i64 {
        0 | -1 => -2,
        h => h,
    }
}

/// An interned string: two names of an interpreter are equal exactly if they are the same object.
#[derive(Clone)]
pub struct Name(Ref<Str>);

impl AsRef<Ref<Str>> for Name {
    /// The string object.
    #[inline(always)]
    fn as_ref(&self) -> &Ref<Str> {
        &self.0
    }
}

impl Name {
    /// A string taken as a name though it may not be interned: fit for display, not for comparison.
    pub(crate) fn of(text: &Ref<Str>) -> Name {
        Name(text.clone())
    }

    /// The text.
    #[inline(always)]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As a value.
    pub fn to_value(&self) -> Value {
        Value::Str(self.0.clone())
    }

    #[inline(always)]
    pub(crate) fn address(&self) -> usize {
        self.0.address()
    }
}

impl PartialEq for Name {
    #[inline(always)]
    fn eq(&self, other: &Name) -> bool {
        self.0.is(&other.0)
    }
}

impl Eq for Name {}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_usize(self.address());
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

/// The interned strings of an interpreter.
#[derive(Default)]
pub(crate) struct NameTable {
    names: Guard<HashMap<Box<str>, Name>>,
}

impl NameTable {
    pub(crate) fn intern(&self, text: &str) -> Name {
        let mut names = self.names.lock();
        if let Some(name) = names.get(text) {
            return name.clone();
        }
        let name = Name(Ref::new(Str::new(text)));
        name.0.interned.store(true, Ordering::Relaxed);
        names.insert(text.into(), name.clone());
        name
    }

    /// As [`Self::intern`], at no cost for a string that is interned already.
    pub(crate) fn intern_str(&self, text: &Ref<Str>) -> Name {
        if text.is_interned() { Name(text.clone()) } else { self.intern(text.as_str()) }
    }
}

macro_rules! names {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// Names that the machine itself looks up.
        #[allow(missing_docs)]
        pub struct Names { $(pub $field: Name),* }

        impl Names {
            pub(crate) fn new(table: &NameTable) -> Names {
                Names { $($field: table.intern($text)),* }
            }
        }
    };
}

names! {
    abs = "__abs__", add = "__add__", aenter = "__aenter__", aiter = "__aiter__", anext = "__anext__",
    await_ = "__await__", all = "__all__", and = "__and__",
    annotations = "__annotations__", append = "append", args = "args", bases = "__bases__", bool = "__bool__",
    build_class = "__build_class__", builtins = "__builtins__", bytes = "__bytes__", call = "__call__", cause = "__cause__",
    class = "__class__", class_getitem = "__class_getitem__", classcell = "__classcell__", close = "close",
    code = "__code__", complex = "__complex__", contains = "__contains__", context = "__context__",
    default_factory = "default_factory", defaults = "__defaults__", del = "__del__", delattr = "__delattr__", delete = "__delete__", delitem = "__delitem__",
    dict = "__dict__", dir = "__dir__", divmod = "__divmod__", doc = "__doc__", enter = "__enter__", eq = "__eq__",
    exit = "__exit__", file = "__file__", float = "__float__", floordiv = "__floordiv__", format = "__format__",
    func = "__func__", ge = "__ge__", get = "__get__", getattr = "__getattr__", getattribute = "__getattribute__",
    getitem = "__getitem__", getstate = "__getstate__", globals = "__globals__", gt = "__gt__", hash = "__hash__",
    iadd = "__iadd__", iand = "__iand__", ifloordiv = "__ifloordiv__", ilshift = "__ilshift__", imatmul = "__imatmul__",
    imod = "__imod__", import = "__import__", imul = "__imul__", index = "__index__", init = "__init__",
    init_subclass = "__init_subclass__", instancecheck = "__instancecheck__", int = "__int__", invert = "__invert__",
    ior = "__ior__", ipow = "__ipow__", irshift = "__irshift__", isub = "__isub__", iter = "__iter__",
    itruediv = "__itruediv__", ixor = "__ixor__", keys = "keys", kwdefaults = "__kwdefaults__", le = "__le__",
    len = "__len__", length_hint = "__length_hint__", lshift = "__lshift__", lt = "__lt__", main = "__main__",
    matmul = "__matmul__", match_args = "__match_args__", message = "message", metaclass = "metaclass",
    missing = "__missing__", mod_ = "__mod__", module = "__module__", mro = "__mro__", msg = "msg", mul = "__mul__",
    name = "__name__", ne = "__ne__", neg = "__neg__", new = "__new__", next = "__next__", notes = "__notes__",
    or = "__or__", package = "__package__", path = "__path__", pos = "__pos__", pow = "__pow__", prepare = "__prepare__",
    qualname = "__qualname__", radd = "__radd__", rand = "__rand__", rdivmod = "__rdivmod__", reduce = "__reduce__",
    reduce_ex = "__reduce_ex__", repr = "__repr__", reversed = "__reversed__", rfloordiv = "__rfloordiv__",
    rlshift = "__rlshift__", rmatmul = "__rmatmul__", rmod = "__rmod__", rmul = "__rmul__", ror = "__ror__",
    round = "__round__", rpow = "__rpow__", rrshift = "__rrshift__", rshift = "__rshift__", rsub = "__rsub__",
    rtruediv = "__rtruediv__", rxor = "__rxor__", self_ = "__self__", send = "send", set = "__set__",
    set_name = "__set_name__", setattr = "__setattr__", setitem = "__setitem__", setstate = "__setstate__",
    slots = "__slots__", spec = "__spec__", str = "__str__", sub = "__sub__", subclasscheck = "__subclasscheck__",
    subclasses = "__subclasses__", suppress_context = "__suppress_context__", throw = "throw",
    traceback = "__traceback__", truediv = "__truediv__", trunc = "__trunc__", type_params = "__type_params__",
    value = "value", weakref = "__weakref__", wrapped = "__wrapped__", xor = "__xor__", closure = "__closure__",
    abstractmethods = "__abstractmethods__", isabstractmethod = "__isabstractmethod__", objclass = "__objclass__",
    getnewargs = "__getnewargs__", getnewargs_ex = "__getnewargs_ex__", slotnames = "__slotnames__",
    subclasshook = "__subclasshook__", abc_impl = "_abc_impl",
}

//! The bytecode: a register machine in the manner of Lua 5 (Ierusalimschy et al., "The Implementation of
//! Lua 5.0", 2005), with CPython's meaning.
//!
//! A frame owns a window of registers. The first [`Code::parameters`] hold the arguments in signature order,
//! then the other local variables, then the cells of the free variables ([`Code::free`]), then temporaries that
//! the compiler allocates like a stack. A local that is a cell variable holds, after [`Op::MakeCell`], the cell
//! object itself; only the `*Cell` operations look inside it. A register that holds nothing is *unbound*.
//!
//! An instruction is eight bytes. Jump offsets are relative to the instruction *after* the jump; a jump that does
//! not fit goes through a nearby [`Op::Jump`]. A thread may be preempted between any two instructions and nowhere
//! else, so one instruction is the unit of atomicity that the simulator shows.

use serde::{Deserialize, Serialize};

/// Index of a register in the frame's window.
pub type Reg = u16;

/// In place of a [`Reg`]: the operand is absent.
pub const NO_REG: Reg = Reg::MAX;

/// Arithmetic of [`Op::Binary`] and [`Op::InPlace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
    MatMul,
}

/// Comparison of [`Op::Compare`] and of the fused jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
}

/// Operator of [`Op::Unary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Neg,
    Pos,
    Invert,
    Not,
}

/// Conversion of an f-string field: none, `!s`, `!r`, `!a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// One instruction. `dst` receives the result; other registers are read.
///
/// `base` operands name the first of a run of consecutive temporaries. The machine may take the values out of such
/// a run (leaving it unbound): the compiler never reads a run again after the instruction that consumes it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
// Each comment says what every operand is for.
#[allow(missing_docs)]
pub enum Op {
    // ---- registers and constants
    /// `dst = code.constants[constant]`
    LoadConst { dst: Reg, constant: u32 },
    /// `dst = value`
    LoadInt { dst: Reg, value: i32 },
    /// `dst = None`
    LoadNone { dst: Reg },
    /// `dst = True` or `False`
    LoadBool { dst: Reg, value: bool },
    /// `dst = src`
    Move { dst: Reg, src: Reg },
    /// Raises `UnboundLocalError` naming `code.locals[reg]` if `reg` is unbound. Emitted before a use wherever the
    /// variable is not definitely assigned.
    CheckBound { reg: Reg },
    /// Makes `reg` unbound (`del x`, the end of `except … as x`).
    Unbind { reg: Reg },

    // ---- names. `site` indexes `code.sites`, which has the name; the machine keeps an inline cache per site.
    /// Module globals, then builtins, else `NameError`.
    LoadGlobal { dst: Reg, site: u32 },
    /// Binds a module global.
    StoreGlobal { src: Reg, site: u32 },
    /// Unbinds a module global, else `NameError`.
    DeleteGlobal { site: u32 },
    /// Class bodies (and `exec`): the frame's namespace, then globals, then builtins.
    LoadName { dst: Reg, site: u32 },
    /// Binds in the frame's namespace.
    StoreName { src: Reg, site: u32 },
    /// Unbinds in the frame's namespace, else `NameError`.
    DeleteName { site: u32 },
    /// Replaces the content of `reg` (perhaps nothing) by a new cell holding it.
    MakeCell { reg: Reg },
    /// `dst =` content of the cell in register `cell`; if empty `UnboundLocalError` for a local, `NameError` for a free variable.
    LoadCell { dst: Reg, cell: Reg },
    /// Class bodies: the frame's namespace, then the cell in register `cell`.
    LoadNameOrCell { dst: Reg, cell: Reg, site: u16 },
    /// Content of the cell `= src`.
    StoreCell { src: Reg, cell: Reg },
    /// Empties the cell.
    DeleteCell { cell: Reg },

    // ---- attributes and items
    /// `dst = obj.name`
    LoadAttr { dst: Reg, obj: Reg, site: u16 },
    /// `obj.name = src`
    StoreAttr { src: Reg, obj: Reg, site: u16 },
    /// `del obj.name`
    DeleteAttr { obj: Reg, site: u16 },
    /// For [`Op::CallMethod`]: `base` = the function and `base+1` = `obj` where the attribute is a plain method of the
    /// class; else `base` = the attribute and `base+1` unbound. `obj` may be `base+1`.
    LoadMethod { base: Reg, obj: Reg, site: u16 },
    /// `super().name` without arguments: `base` holds the `__class__` cell's content and `base+1` the first argument;
    /// `dst` = the attribute of the super object.
    LoadSuperAttr { dst: Reg, base: Reg, site: u16 },
    /// `dst = obj[key]`
    LoadItem { dst: Reg, obj: Reg, key: Reg },
    /// `obj[key] = src`
    StoreItem { src: Reg, obj: Reg, key: Reg },
    /// `del obj[key]`
    DeleteItem { obj: Reg, key: Reg },
    /// `dst = slice(base, base+1, base+2)`
    BuildSlice { dst: Reg, base: Reg },

    // ---- operators
    /// `dst = a + b` (hot operators have an instruction of their own)
    Add { dst: Reg, a: Reg, b: Reg },
    /// `dst = a - b`
    Sub { dst: Reg, a: Reg, b: Reg },
    /// `dst = a * b`
    Mul { dst: Reg, a: Reg, b: Reg },
    /// `dst = a % b`
    Mod { dst: Reg, a: Reg, b: Reg },
    /// `dst = a // b`
    FloorDiv { dst: Reg, a: Reg, b: Reg },
    /// `dst = a + value`, also for `a - (-value)` of a literal. In place too when the literal is an int: only
    /// `__iadd__` of a user's class can tell, and the machine then looks for it when `in_place`.
    AddInt { dst: Reg, a: Reg, value: i16, in_place: bool },
    /// `dst = a - value`
    SubInt { dst: Reg, a: Reg, value: i16, in_place: bool },
    /// Any operator.
    Binary { op: BinaryOp, dst: Reg, a: Reg, b: Reg },
    /// `dst = a; dst op= b`
    InPlace { op: BinaryOp, dst: Reg, a: Reg, b: Reg },
    /// `dst = op src`
    Unary { op: UnaryOp, dst: Reg, src: Reg },
    /// `dst = a op b`
    Compare { op: CompareOp, dst: Reg, a: Reg, b: Reg },

    // ---- control
    /// Unconditional, any distance.
    Jump { offset: i32 },
    /// Jumps if `cond` is true (its `__bool__` or `__len__` is asked).
    JumpIfTrue { cond: Reg, offset: i32 },
    /// Jumps if `cond` is false.
    JumpIfFalse { cond: Reg, offset: i32 },
    /// Jumps if `a op b` is true. Only `Lt`, `Le`, `Eq`, `Ne`, `Gt`, `Ge`, `Is`, `IsNot`.
    JumpIfCompare { op: CompareOp, a: Reg, b: Reg, offset: i16 },
    /// Jumps if `a op b` is *not* true (for NaN this differs from jumping on the inverse comparison).
    JumpUnlessCompare { op: CompareOp, a: Reg, b: Reg, offset: i16 },
    /// Jumps if `a op value` is true.
    JumpIfCompareInt { op: CompareOp, a: Reg, value: i16, offset: i16 },
    /// Jumps if `a op value` is not true.
    JumpUnlessCompareInt { op: CompareOp, a: Reg, value: i16, offset: i16 },
    /// `dst = iter(src)`
    GetIter { dst: Reg, src: Reg },
    /// `dst = next(iter)` and jumps (back, to the body of the loop); continues with the next instruction when the
    /// iterator is exhausted, `dst` unchanged. It stands at the end of the loop: one instruction per iteration.
    ForLoop { iter: Reg, dst: Reg, offset: i16 },
    /// Ends the frame with the value.
    Return { src: Reg },

    // ---- calls. Results go to `dst`.
    /// `base(base+1, …, base+argc)`
    Call { dst: Reg, base: Reg, argc: u16 },
    /// After [`Op::LoadMethod`]: `base(base+1, base+2, …)`, without `base+1` where it is unbound; `argc` counts from `base+2`.
    CallMethod { dst: Reg, base: Reg, argc: u16 },
    /// As [`Op::Call`] with the argument names of `code.call_shapes[shape]`.
    CallKeyword { dst: Reg, base: Reg, shape: u16 },
    /// As [`Op::CallMethod`] with the argument names of `code.call_shapes[shape]`.
    CallMethodKeyword { dst: Reg, base: Reg, shape: u16 },
    /// `base(*base+1, **base+2)`: `base+1` is a tuple, a list of the call's own or unbound, `base+2` a dict of its own or unbound.
    CallSpread { dst: Reg, base: Reg },
    /// A function object from `code.functions[function]`: from `base` on lie the defaults of positional parameters, the
    /// defaults of keyword-only parameters, and the values of the annotations, as counted there.
    MakeFunction { dst: Reg, base: Reg, function: u16 },
    /// `dst =` the builtin `__build_class__`, called as `__build_class__(function, name, *bases, **keywords)`.
    LoadBuildClass { dst: Reg },

    // ---- building
    /// `dst = [base, …]`
    BuildList { dst: Reg, base: Reg, count: u16 },
    /// `dst = (base, …)`
    BuildTuple { dst: Reg, base: Reg, count: u16 },
    /// `dst = {base, …}`
    BuildSet { dst: Reg, base: Reg, count: u16 },
    /// `dst = {base: base+1, …}`, `count` pairs
    BuildDict { dst: Reg, base: Reg, count: u16 },
    /// `dst = "".join(base, …)` of strings
    BuildString { dst: Reg, base: Reg, count: u16 },
    /// `list.append(value)`; the list is a temporary of this frame
    ListAppend { list: Reg, value: Reg },
    /// `list.extend(iterable)` of a `[*iterable]` display, or of a call with other arguments: `TypeError: Value after * must be an
    /// iterable, not …`
    ListExtend { list: Reg, iterable: Reg },
    /// `*iterable`, the one positional argument of a call of `callee` (for the message): `TypeError: … argument after * must be
    /// an iterable, not …`. A list that is unbound becomes a new one, or the tuple itself.
    ArgumentsExtend { list: Reg, iterable: Reg, callee: Reg },
    /// `dst = tuple(list)`
    ListToTuple { dst: Reg, list: Reg },
    /// `set.add(value)`
    SetAdd { set: Reg, value: Reg },
    /// `set.update(iterable)`
    SetUpdate { set: Reg, iterable: Reg },
    /// `set`, all of constants, in the order that CPython's has: a copy of a frozenset made of another one's items.
    SetOfConstants { set: Reg },
    /// `dict[key] = value`
    DictInsert { dict: Reg, key: Reg, value: Reg },
    /// `dict.update(mapping)` of a `{**mapping}` display
    DictUpdate { dict: Reg, mapping: Reg },
    /// `**mapping` in a call of `callee` (for the message): `TypeError` on a repeated or non-string key. A dict that is unbound becomes a new
    /// one, or the mapping itself.
    DictMerge { dict: Reg, mapping: Reg, callee: Reg },
    /// `dst = format(convert(src), spec)`; without `spec` ([`NO_REG`]) the empty one
    Format { conversion: Conversion, dst: Reg, src: Reg, spec: Reg },
    /// `base, …, base+count-1 = src`; `ValueError` if the count differs. The run may be local variables: nothing is
    /// written when it raises.
    UnpackSequence { src: Reg, base: Reg, count: u16 },
    /// `base, …, *rest, … = src`: `before` names, the list, `after` names
    UnpackStarred { src: Reg, base: Reg, before: u8, after: u8 },

    // ---- exceptions. Handlers are found through `code.handlers`. The code of a handler is itself covered by a handler
    // that only cleans up: it starts with `LeaveHandler` (or with unbinding `e` of `except … as e`), not with
    // `EnterHandler`, and ends with `Reraise`. So every `EnterHandler` meets its `LeaveHandler` however it is left.
    /// `raise src` (a class is called)
    Raise { src: Reg },
    /// `raise src from cause`
    RaiseFrom { src: Reg, cause: Reg },
    /// Bare `raise`: the exception being handled, else `RuntimeError: No active exception to reraise`
    RaiseCurrent,
    /// Continues unwinding with the exception in `src`, its traceback unchanged (end of `finally`, no clause matched).
    Reraise { src: Reg },
    /// First instruction of a handler: `exc` becomes the exception being handled; the one handled before goes to `saved`.
    EnterHandler { exc: Reg, saved: Reg },
    /// The handler is left normally: the exception in `saved` (or none, if unbound) is again the one being handled.
    LeaveHandler { saved: Reg },
    /// `dst =` whether `exc` matches the class or tuple of classes in `class` (`TypeError` for anything else).
    MatchException { dst: Reg, exc: Reg, class: Reg },
    /// `assert` failed: raises `AssertionError`, with the value in `message` unless [`NO_REG`].
    RaiseAssertion { message: Reg },
    /// `base =` bound `__exit__` and `base+1 =` bound `__enter__` of `src`, else CPython's `TypeError`.
    LoadContextManager { base: Reg, src: Reg },
    /// `dst = bool(exit(type(exc), exc, exc.__traceback__))`
    CallExit { dst: Reg, exit: Reg, exc: Reg },

    // ---- generators
    /// Suspends the generator with the value in `src`; the value sent in comes to `dst`.
    Yield { dst: Reg, src: Reg },
    /// The same in an asynchronous generator: whoever waits for its next value has it.
    AsyncYield { dst: Reg, src: Reg },
    /// `dst = iter(src)`, but a generator is taken as it is.
    GetYieldFromIter { dst: Reg, src: Reg },
    /// `dst` = what `await src` delegates to: a coroutine itself, or what `__await__` gives
    GetAwaitable { dst: Reg, src: Reg },
    /// `dst = yield from iter`: executed again each time the frame is resumed, until `iter` is exhausted. Before the
    /// first time `dst` is `None`; at each resumption it holds the value sent in.
    YieldFrom { dst: Reg, iter: Reg },

    // ---- imports
    /// `dst = import code.names[name]`: the top package, or with `leaf` the module itself. A leading run of dots is part of the name.
    Import { dst: Reg, name: u16, leaf: bool },
    /// `dst = from module import` the site's name
    ImportFrom { dst: Reg, module: Reg, site: u16 },
    /// `from module import *`
    ImportStar { module: Reg },

    // ---- match statements (PEP 634)
    /// `dst =` whether `src` is a sequence that patterns may match
    MatchSequence { dst: Reg, src: Reg },
    /// `dst =` whether `src` is a mapping
    MatchMapping { dst: Reg, src: Reg },
    /// `dst =` tuple of the values of the keys in the tuple `keys`, or None if one is missing
    MatchKeys { dst: Reg, src: Reg, keys: Reg },
    /// `base` = subject, `base+1` = class, `base+2` = tuple of keyword names; `positional` sub-patterns.
    /// `dst =` tuple of the attributes, or None.
    MatchClass { dst: Reg, base: Reg, positional: u16 },
    /// `dst = len(src)`
    Length { dst: Reg, src: Reg },
}

impl Op {
    /// Whether an exception can come out of the instruction. A jump counts: an interrupt may reach a thread there.
    pub fn may_raise(self) -> bool {
        !matches!(
            self,
            Op::LoadConst { .. }
                | Op::LoadInt { .. }
                | Op::LoadNone { .. }
                | Op::LoadBool { .. }
                | Op::Move { .. }
                | Op::Unbind { .. }
                | Op::MakeCell { .. }
                | Op::StoreCell { .. }
                | Op::DeleteCell { .. }
                | Op::Return { .. }
                | Op::EnterHandler { .. }
                | Op::LeaveHandler { .. }
        )
    }
}

/// A constant of the source. Plain data: each interpreter makes its own objects of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Constant {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// An integer beyond 64 bits, in decimal digits with an optional sign.
    BigInt(String),
    Float(f64),
    /// An imaginary literal.
    Complex(f64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Constant>),
    FrozenSet(Vec<Constant>),
    /// A function of the library's helpers (`lib/_builtins.py`), for what has no instruction of its own.
    Helper(String),
}

/// Where an instruction comes from. Lines count from 1; columns from 0, in characters (for the caret markers of PEP 657).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Span {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

/// An entry of the exception table: while `start <= pc < end`, an exception goes to register `exc` and execution to
/// `handler`. Entries are sorted by `start` and do not overlap: each names the innermost handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub handler: u32,
    pub exc: Reg,
}

/// Argument names of a call: `positional` arguments, then one per name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct CallShape {
    pub positional: u16,
    pub names: Vec<String>,
}

/// What [`Op::MakeFunction`] needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionSpec {
    /// Index in [`Code::children`].
    pub code: u32,
    /// How many defaults of positional parameters lie from `base` on.
    pub defaults: u16,
    /// Names of the keyword-only parameters whose defaults follow.
    pub keyword_defaults: Vec<String>,
    /// Names of the annotations whose values follow (`return` included).
    pub annotations: Vec<String>,
    /// Registers of the creating frame whose cells become the free variables, in the order of the child's [`Code::free`].
    pub closure: Vec<Reg>,
}

/// What kind of block a [`Code`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeKind {
    /// Names are globals.
    Module,
    /// Names live in the frame's namespace, which becomes the class's. Returns the `__class__` cell or None.
    Class,
    /// A `def`, a `lambda`, or the hidden function of a comprehension.
    Function,
}

const _: () = assert!(size_of::<Op>() == 8);

/// A compiled block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Name as in tracebacks: `<module>`, `f`, `<lambda>`, `<listcomp>`.
    pub name: String,
    /// `__qualname__`.
    pub qualname: String,
    /// Kind of block.
    pub kind: CodeKind,
    /// Calling it makes a generator, or what `asynchronous` says.
    pub generator: bool,
    /// Of an `async def` or its like.
    pub asynchronous: Option<Asynchronous>,
    /// The docstring.
    pub doc: Option<String>,
    /// Line of the `def`.
    pub first_line: u32,
    /// How many parameters are positional-only.
    pub positional_only: u16,
    /// How many parameters can be given by position, positional-only ones included.
    pub positional: u16,
    /// How many are keyword-only. They follow the positional ones; then come `*args` and `**kwargs`.
    pub keyword_only: u16,
    /// Has `*args`.
    pub varargs: bool,
    /// Has `**kwargs`.
    pub varkeywords: bool,
    /// Names of the local variables by register, parameters first, cell variables included.
    pub locals: Vec<String>,
    /// Names of the free variables; their cells are in the registers after the locals.
    pub free: Vec<String>,
    /// Size of the register window.
    pub registers: u16,
    /// The instructions.
    pub ops: Vec<Op>,
    /// Parallel to `ops`.
    pub spans: Vec<Span>,
    /// The exception table.
    pub handlers: Vec<Handler>,
    /// Constants.
    pub constants: Vec<Constant>,
    /// Names of modules for [`Op::Import`].
    pub names: Vec<String>,
    /// Name of each global, name or attribute site. Every use has a site of its own.
    pub sites: Vec<String>,
    /// Calls with argument names.
    pub call_shapes: Vec<CallShape>,
    /// Functions made here.
    pub functions: Vec<FunctionSpec>,
    /// Blocks nested in this one.
    pub children: Vec<std::sync::Arc<Code>>,
}

/// What calling an asynchronous function makes. Both are run as generators are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Asynchronous {
    /// A coroutine.
    Coroutine,
    /// An asynchronous generator: its code has a `yield`.
    Generator,
}

impl Code {
    /// Compact bytes, for another process of the same version. Here and not where they are needed, since this crate is
    /// built small: the code that reads all kinds of instructions is long, and seldom runs.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    /// From [`Code::to_bytes`]; none if they are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Code> {
        postcard::from_bytes(bytes).ok()
    }

    /// The block reached by taking, from `self`, the child at each index in turn.
    pub fn find<'a>(self: &'a std::sync::Arc<Self>, path: &[u32]) -> Option<&'a std::sync::Arc<Self>> {
        path.iter().try_fold(self, |code, &index| code.children.get(index as usize))
    }

    /// How many registers hold arguments when a frame starts.
    pub fn parameters(&self) -> usize {
        usize::from(self.positional + self.keyword_only)
            + usize::from(self.varargs)
            + usize::from(self.varkeywords)
    }
}

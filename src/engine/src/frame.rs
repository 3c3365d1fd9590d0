//! Frames: activations of code. A thread's frames are a stack of [`Entry`]s, on which calls made by native code leave what
//! is to be done with the result.

use std::mem::{ManuallyDrop, MaybeUninit};

use interleave_lang::bytecode::{Op, Reg};
use serde::{Deserialize, Serialize};

use crate::code::CodeObject;
use crate::dict::Dict;
use crate::gather::Gather;
use crate::generator::Generator;
use crate::instance::Instance;
use crate::native::Then;
use crate::objects::Function;
use crate::reference::Ref;
use crate::string::Name;
use crate::value::Value;

/// A frame as a program sees it (`tb_frame`, `sys._getframe()`): a record of what it was.
pub struct FrameObject {
    /// The function.
    pub function: Ref<Function>,
    /// Where it stood.
    pub instruction: u32,
    /// Local variables, as far as they were recorded.
    pub locals: Vec<(Name, Value)>,
    /// `f_back`, or None.
    pub back: Value,
}

/// One level of a thread's stack.
pub(crate) enum Entry {
    /// Python code.
    Frame(Frame),
    /// Native code that continues with the result of the level above.
    Then(Then),
    /// A builtin that takes what a generator yields, one after the other.
    Gather(Box<Gather>),
}

/// What a frame does with the result of the call it made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Pending {
    /// Puts it in a register.
    Store(Reg),
    /// Nothing.
    Discard,
    /// Jumps if its truth is `when`.
    Jump { offset: i32, when: bool },
    /// Stores its truth, or the contrary.
    StoreTruth { dst: Reg, negate: bool },
    /// It is what `__bool__` says: as [`Pending::Jump`].
    JumpBool { offset: i32, when: bool },
    /// The same, as [`Pending::StoreTruth`].
    StoreBool { dst: Reg, negate: bool },
    /// It is what `__iter__` gives: puts it in a register.
    Iterator { dst: Reg },
    /// It is what `__await__` gives: puts it in a register.
    Awaitable { dst: Reg },
    /// It is the next item, for which the loop goes round; `StopIteration` ends it.
    ForLoop { dst: Reg, offset: i16 },
    /// It is what a delegate yields; `StopIteration` has the value of `yield from`.
    YieldFrom { dst: Reg },
    /// It is an attribute to be called: no receiver beside it.
    Method { base: Reg },
    /// It is a list or tuple of values for registers.
    Spread { base: Reg },
    /// It is what the first method of the instruction's operator answered: puts it in a register, or asks the next one.
    Operator { dst: Reg },
    /// The same of a comparison: jumps if its truth is `when`.
    Condition { offset: i32, when: bool },
    /// It is what the `__new__` of the class in the register before `first` has made: an object of another class is told these
    /// arguments.
    Made { dst: Reg, first: Reg, count: u16 },
}

/// What only some frames have. Most calls need none of it.
#[derive(Default)]
pub(crate) struct Extra {
    /// Variables of a module or class body.
    pub(crate) namespace: Option<Ref<Dict>>,
    /// What its instructions ask for them instead: see [`crate::interpreter::space::Space`].
    pub(crate) mapping: Option<Value>,
    /// The frame is a generator's: its registers are its own.
    pub(crate) registers: Option<Box<[Value]>>,
    /// That generator, while it runs; a suspended frame does not keep it alive.
    pub(crate) generator: Option<Ref<Generator>>,
}

/// An activation of a function, module or class body.
pub(crate) struct Frame {
    pub(crate) function: Ref<Function>,
    /// The next instruction.
    pub(crate) ip: *const Op,
    /// On the thread's register stack, or a generator's own.
    pub(crate) registers: *mut Value,
    pub(crate) pending: Pending,
    pub(crate) extra: Option<Box<Extra>>,
    /// The frame runs `__init__` of this object, which is the result.
    pub(crate) constructing: Option<Ref<Instance>>,
    /// The exception that was being handled when the frame was entered, once it handles one itself.
    pub(crate) outer_handled: Option<Value>,
}

// A call writes a frame: this is what it costs. As an entry is no larger than a frame, an entry that is a frame has its bytes
// and no others: what tells entries apart lies in values that no frame has.
const _: () = assert!(size_of::<Entry>() <= 64 && size_of::<Entry>() == size_of::<Frame>());

/// Moves a frame to memory where there is none, word by word: single fields have just been written, for which wider loads would
/// have to wait (a processor forwards one store to one load).
///
/// # Safety
/// Both are valid for a frame, and apart; the frame is no longer taken for one where it was.
#[inline(always)]
pub(crate) unsafe fn move_frame(from: *const Frame, to: *mut Frame) {
    let (from, to) = (from.cast::<MaybeUninit<usize>>(), to.cast::<MaybeUninit<usize>>());
    for word in 0..size_of::<Frame>() / size_of::<usize>() {
        // SAFETY: within the frame. A volatile read, so that the compiler does not join it with the next.
        unsafe { to.add(word).write(from.add(word).read_volatile()) };
    }
}

// SAFETY: the pointers point into the function's code, and into registers that belong to the frame's thread or generator.
unsafe impl Send for Frame {}

impl Frame {
    /// A frame at the beginning of its function.
    #[inline(always)]
    pub(crate) fn new(function: Ref<Function>, registers: *mut Value) -> Frame {
        let ip = function.code.code.ops.as_ptr();
        Frame {
            function,
            ip,
            registers,
            pending: Pending::Discard,
            extra: None,
            constructing: None,
            outer_handled: None,
        }
    }

    /// The frame of a generator, before its first instruction.
    pub(crate) fn of_generator(function: Ref<Function>, registers: Box<[Value]>) -> Frame {
        let mut registers = registers;
        let window = registers.as_mut_ptr();
        let extra = Extra { registers: Some(registers), ..Extra::default() };
        Frame { extra: Some(Box::new(extra)), ..Frame::new(function, window) }
    }

    /// Variables of a module or class body.
    #[inline]
    pub(crate) fn namespace(&self) -> Option<&Ref<Dict>> {
        self.extra.as_ref()?.namespace.as_ref()
    }

    /// What is asked for the variables of a body, if that is no plain dict.
    #[inline]
    pub(crate) fn mapping(&self) -> Option<&Value> {
        self.extra.as_ref()?.mapping.as_ref()
    }

    /// Where a name of a body is bound, or read: what is not in its namespace is a global.
    pub(crate) fn space_of(&self, name: &Name, read: bool) -> &Ref<Dict> {
        let globals = &self.function.globals;
        self.namespace().filter(|space| !read || space.get_name(name).is_some()).unwrap_or(globals)
    }

    #[inline(always)]
    pub(crate) fn code(&self) -> &CodeObject {
        &self.function.code
    }

    /// Index of the instruction being executed: the one before the next.
    pub(crate) fn instruction(&self) -> u32 {
        let start = self.function.code.code.ops.as_ptr();
        // SAFETY: `ip` points into, or one past, the same vector.
        let index = unsafe { self.ip.offset_from(start) };
        (index as u32).saturating_sub(1)
    }

    /// Index of the next instruction.
    pub(crate) fn next_instruction(&self) -> usize {
        let start = self.function.code.code.ops.as_ptr();
        // SAFETY: `ip` points into, or one past, the same vector.
        unsafe { self.ip.offset_from(start) as usize }
    }

    /// The local variables that are bound.
    pub(crate) fn locals(&self) -> Vec<(Name, Value)> {
        let code = self.code();
        let names = code.local_names.iter().chain(&code.free_names).enumerate();
        let mut locals = Vec::with_capacity(code.local_names.len() + code.free_names.len());
        locals.extend(names.filter_map(|(register, name)| {
            // SAFETY: the window has a register for each local.
            let value = unsafe { (*self.registers.add(register)).clone() };
            let value = match value {
                Value::Cell(cell) => cell.content.lock().clone(),
                value => value,
            };
            (!value.is_unbound()).then(|| (name.clone(), value))
        }));
        locals
    }
}

/// The registers of a thread: windows lie one after the other in chunks that never move.
///
/// What is above the top is unbound.
pub(crate) struct RegisterStack {
    /// The next window begins here.
    top: *mut Value,
    /// The bounds of the present chunk.
    start: *mut Value,
    end: *mut Value,
    chunks: Vec<Chunk>,
    current: usize,
}

struct Chunk {
    registers: Box<[Value]>,
    /// `top` when the next chunk was begun.
    left_at: *mut Value,
}

// SAFETY: the pointers point into the chunks, whose registers hold values, which are `Send`.
unsafe impl Send for RegisterStack {}

/// Few threads need more, and each has that many.
const FIRST_CHUNK: usize = 1 << 8;
const LARGEST_CHUNK: usize = 1 << 16;

fn unbound_registers(count: usize) -> Box<[Value]> {
    let mut registers = Vec::with_capacity(count);
    registers.resize_with(count, || Value::Unbound);
    registers.into_boxed_slice()
}

impl RegisterStack {
    pub(crate) fn new() -> RegisterStack {
        let null = std::ptr::null_mut();
        let chunk = Chunk { registers: unbound_registers(FIRST_CHUNK), left_at: null };
        let mut stack = RegisterStack { top: null, start: null, end: null, chunks: vec![chunk], current: 0 };
        stack.enter_chunk();
        stack.top = stack.start;
        stack
    }

    fn enter_chunk(&mut self) {
        let range = self.chunks[self.current].registers.as_mut_ptr_range();
        self.start = range.start;
        self.end = range.end;
    }

    /// A window of unbound registers.
    #[inline(always)]
    pub(crate) fn push(&mut self, count: usize) -> *mut Value {
        // SAFETY: both point into the present chunk.
        if count > unsafe { self.end.offset_from(self.top) } as usize {
            self.next_chunk(count);
        }
        let window = self.top;
        // SAFETY: the window is within the chunk.
        self.top = unsafe { window.add(count) };
        window
    }

    #[cold]
    #[inline(never)]
    fn next_chunk(&mut self, count: usize) {
        self.chunks[self.current].left_at = self.top;
        self.current += 1;
        if let Some(chunk) = self.chunks.get(self.current)
            && chunk.registers.len() < count
        {
            self.chunks.truncate(self.current);
        }
        if self.current == self.chunks.len() {
            let size = (self.chunks[self.current - 1].registers.len() * 4).min(LARGEST_CHUNK).max(count);
            self.chunks.push(Chunk { registers: unbound_registers(size), left_at: std::ptr::null_mut() });
        }
        self.enter_chunk();
        self.top = self.start;
    }

    /// Gives the last window back, all of its registers unbound again.
    #[inline(always)]
    pub(crate) fn pop(&mut self, count: usize) {
        // SAFETY: the window was pushed, so it lies in the present chunk.
        self.top = unsafe { self.top.sub(count) };
        if self.top == self.start && self.current > 0 {
            self.previous_chunk();
        }
    }

    #[cold]
    #[inline(never)]
    fn previous_chunk(&mut self) {
        self.current -= 1;
        self.enter_chunk();
        self.top = self.chunks[self.current].left_at;
    }
}

impl Drop for RegisterStack {
    fn drop(&mut self) {
        // A thread that has ended has left nothing in them.
        if self.current == 0 && self.top == self.start {
            for chunk in self.chunks.drain(..) {
                let registers = Box::into_raw(chunk.registers) as *mut [ManuallyDrop<Value>];
                // SAFETY: it is the same in memory; all are unbound, so that none need be dropped.
                drop(unsafe { Box::from_raw(registers) });
            }
        }
    }
}

/// Registers for a generator.
pub(crate) fn own_registers(count: usize) -> Box<[Value]> {
    unbound_registers(count)
}

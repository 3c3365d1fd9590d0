//! Frames: activations of code. A thread's frames are a stack of [`Entry`]s, on which calls made by native code leave what
//! is to be done with the result.

use interleave_lang::bytecode::{Op, Reg};

use crate::code::CodeObject;
use crate::dict::Dict;
use crate::generator::Generator;
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
}

/// What a frame does with the result of the call it made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pending {
    /// Puts it in a register.
    Store(Reg),
    /// Nothing.
    Discard,
    /// Jumps if its truth is `when`.
    Jump { offset: i32, when: bool },
    /// Stores its truth, or the contrary.
    StoreTruth { dst: Reg, negate: bool },
    /// It is the next item, for which the loop goes round; `StopIteration` ends it.
    ForLoop { dst: Reg, offset: i16 },
    /// It is what a delegate yields; `StopIteration` has the value of `yield from`.
    YieldFrom { dst: Reg },
    /// It is an attribute to be called: no receiver beside it.
    Method { base: Reg },
    /// It is a list or tuple of values for registers.
    Spread { base: Reg },
}

/// Where the registers are.
pub(crate) enum Home {
    /// On the thread's register stack.
    Stack,
    /// In the frame's own memory: a generator that is not running.
    Suspended(Box<[Value]>),
    /// The same while it runs.
    Generator(Ref<Generator>, Box<[Value]>),
}

/// An activation of a function, module or class body.
pub(crate) struct Frame {
    pub(crate) function: Ref<Function>,
    /// The next instruction.
    pub(crate) ip: *const Op,
    pub(crate) registers: *mut Value,
    pub(crate) pending: Pending,
    pub(crate) home: Home,
    /// Variables of a module or class body.
    pub(crate) namespace: Option<Ref<Dict>>,
    /// The exception that was being handled when the frame was entered, once it handles one itself.
    pub(crate) outer_handled: Option<Value>,
    /// The frame runs `__init__` of this object, which is the result.
    pub(crate) constructing: Value,
}

// SAFETY: the pointers point into the function's code, and into registers that belong to the frame's thread or generator.
unsafe impl Send for Frame {}

impl Frame {
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
        let names = code.local_names.iter().enumerate();
        names
            .filter_map(|(register, name)| {
                // SAFETY: the window has a register for each local.
                let value = unsafe { (*self.registers.add(register)).clone() };
                let value = match value {
                    Value::Cell(cell) => cell.content.lock().clone(),
                    value => value,
                };
                (!value.is_unbound()).then(|| (name.clone(), value))
            })
            .collect()
    }
}

/// The registers of a thread: windows lie one after the other in chunks that never move.
///
/// What is above the top is unbound.
pub(crate) struct RegisterStack {
    chunks: Vec<Chunk>,
    current: usize,
    top: usize,
}

struct Chunk {
    registers: Box<[Value]>,
    /// `top` when the next chunk was begun.
    left_at: usize,
}

// SAFETY: registers hold values, which are `Send`.
unsafe impl Send for RegisterStack {}

const FIRST_CHUNK: usize = 1 << 10;
const LARGEST_CHUNK: usize = 1 << 16;

fn unbound_registers(count: usize) -> Box<[Value]> {
    let mut registers = Vec::with_capacity(count);
    registers.resize_with(count, || Value::Unbound);
    registers.into_boxed_slice()
}

impl RegisterStack {
    pub(crate) fn new() -> RegisterStack {
        RegisterStack {
            chunks: vec![Chunk { registers: unbound_registers(FIRST_CHUNK), left_at: 0 }],
            current: 0,
            top: 0,
        }
    }

    /// A window of unbound registers.
    #[inline(always)]
    pub(crate) fn push(&mut self, count: usize) -> *mut Value {
        if self.top + count > self.chunks[self.current].registers.len() {
            self.next_chunk(count);
        }
        // SAFETY: the window is within the chunk.
        let window =
            unsafe { self.chunks.get_unchecked_mut(self.current).registers.as_mut_ptr().add(self.top) };
        self.top += count;
        window
    }

    #[cold]
    fn next_chunk(&mut self, count: usize) {
        self.chunks[self.current].left_at = self.top;
        self.current += 1;
        self.top = 0;
        if let Some(chunk) = self.chunks.get(self.current)
            && chunk.registers.len() < count
        {
            self.chunks.truncate(self.current);
        }
        if self.current == self.chunks.len() {
            let size = (self.chunks[self.current - 1].registers.len() * 4).min(LARGEST_CHUNK).max(count);
            self.chunks.push(Chunk { registers: unbound_registers(size), left_at: 0 });
        }
    }

    /// Gives the last window back, all of its registers unbound again.
    #[inline(always)]
    pub(crate) fn pop(&mut self, count: usize) {
        self.top -= count;
        if self.top == 0 && self.current > 0 {
            self.current -= 1;
            self.top = self.chunks[self.current].left_at;
        }
    }
}

/// Registers for a generator.
pub(crate) fn own_registers(count: usize) -> Box<[Value]> {
    unbound_registers(count)
}

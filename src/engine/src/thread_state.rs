//! A Python thread.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use interleave_lang::bytecode::{Op, Span};

use crate::frame::{Entry, Frame, RegisterStack, move_frame};
use crate::native::Then;
use crate::refused::Refused;
use crate::request::{Answer, Request};
use crate::tally::Tally;
use crate::value::Value;

/// One Python thread: its frames, registers and exception state (CPython: `PyThreadState`).
pub struct ThreadState {
    pub(crate) ident: u64,
    pub(crate) entries: Vec<Entry>,
    /// How many entries are frames.
    pub(crate) frames: usize,
    pub(crate) registers: RegisterStack,
    /// The exception being handled, or unbound.
    pub(crate) handled: Value,
    /// The context it runs in (`contextvars`), once it has one.
    pub(crate) context: Value,
    /// The context of `decimal` in that, once it is known.
    pub(crate) decimal: Value,
    pub(crate) state: RunState,
    /// An exception to be raised at the next instruction: class and message.
    pub(crate) interrupt: Option<(String, String)>,
    /// Signals whose handlers are to be called.
    pub(crate) signals: VecDeque<i32>,
    pub(crate) instructions: u64,
    /// Identifies the thread in thread-local storage: never used twice.
    pub(crate) serial: u64,
    /// What a native function has just taken for no number.
    pub(crate) refused: Cell<Option<Box<Refused>>>,
    /// Counts it in `_thread._count()` until it has ended; the main thread is not counted.
    pub(crate) counted: Option<Counted>,
    pub(crate) stage: Stage,
    /// Counts what is not worth a request each.
    pub(crate) tally: Option<Box<Tally>>,
}

/// How far a thread has come with what it was started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The interpreter of its process starts: nothing of the program has run yet.
    Starting,
    /// It runs the program.
    Program,
    /// An exception left what it was started for, and was reported. What follows is its end.
    Failed,
}

/// One of the threads that a process started and that have not ended.
pub(crate) struct Counted(Arc<AtomicU32>);

impl Counted {
    pub(crate) fn new(count: &Arc<AtomicU32>) -> Counted {
        count.fetch_add(1, Ordering::Relaxed);
        Counted(count.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What the thread does when it is run next.
pub(crate) enum RunState {
    /// Calls this.
    Start { callable: Value, args: Vec<Value> },
    /// Goes on.
    Ready,
    /// Has asked for something; with what continues after the answer.
    Waiting(Option<Then>),
    /// Was waiting when a signal came. After its handler it asks again; none: it has waited for just that.
    Signalled { then: Option<Then>, again: Option<Box<Request>> },
    /// Has the answer.
    Answered(Option<Then>, Answer),
    /// Has ended.
    Ended,
}

static NEXT_SERIAL: AtomicU64 = AtomicU64::new(1);

impl ThreadState {
    /// A thread that calls something.
    pub fn new(callable: Value, args: Vec<Value>) -> ThreadState {
        ThreadState {
            ident: 0,
            entries: Vec::new(),
            frames: 0,
            registers: RegisterStack::new(),
            handled: Value::Unbound,
            context: Value::None,
            decimal: Value::Unbound,
            state: RunState::Start { callable, args },
            interrupt: None,
            signals: VecDeque::new(),
            instructions: 0,
            serial: NEXT_SERIAL.fetch_add(1, Ordering::Relaxed),
            refused: Cell::new(None),
            counted: None,
            stage: Stage::Program,
            tally: None,
        }
    }

    /// What it does with locks without a request. It has none until a driver asks for it.
    pub fn tally(&mut self) -> &mut Tally {
        self.tally.get_or_insert_default()
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// `threading.get_ident()`
    pub fn ident(&self) -> u64 {
        self.ident
    }

    /// Set by whoever starts the thread.
    pub fn set_ident(&mut self, ident: u64) {
        self.ident = ident;
    }

    /// Unique among all threads of the OS process: a key for thread-local storage.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The exception being handled (`sys.exc_info()[1]`), or None.
    pub fn handled_exception(&self) -> Value {
        if self.handled.is_unbound() { Value::None } else { self.handled.clone() }
    }

    /// Answers the request that [`crate::Interpreter::run`] came back with.
    pub fn answer(&mut self, answer: Answer) {
        match std::mem::replace(&mut self.state, RunState::Ended) {
            RunState::Waiting(then) => self.state = RunState::Answered(then, answer),
            // The request was abandoned by an interrupt, or was never made.
            other => self.state = other,
        }
    }

    /// Raises an exception of a builtin class at the next instruction; a pending request is abandoned.
    pub fn interrupt(&mut self, class: &str, message: &str) {
        self.interrupt = Some((class.to_owned(), message.to_owned()));
        self.state = match std::mem::replace(&mut self.state, RunState::Ended) {
            RunState::Waiting(then) | RunState::Answered(then, _) => RunState::Answered(then, Answer::None),
            other => other,
        };
    }

    /// Calls the handler of a signal before the next instruction.
    pub fn signal(&mut self, signal: i32) {
        self.signals.push_back(signal);
    }

    /// The same for a thread that waits: the wait is over for the driver, and asked for again (`again`) when the handler has
    /// returned. Without `again` the answer is `None` then.
    pub fn signal_waiting(&mut self, signal: i32, again: Option<Request>) {
        self.signals.push_back(signal);
        self.state = match std::mem::replace(&mut self.state, RunState::Ended) {
            RunState::Waiting(then) => RunState::Signalled { then, again: again.map(Box::new) },
            other => other,
        };
    }

    /// How many instructions it has executed.
    pub fn instructions(&self) -> u64 {
        self.instructions
    }

    /// File and line of the innermost frame of the user's code.
    pub fn position(&self) -> Option<(String, u32)> {
        let frame = self.user_frame()?;
        Some((frame.code().source.file.clone(), self.line_of(frame)?))
    }

    /// The line that a frame of this thread is at.
    pub(crate) fn line_of(&self, frame: &Frame) -> Option<u32> {
        self.span_of(frame).map(|span| span.line)
    }

    /// The piece of code that a frame of this thread is at.
    pub(crate) fn span_of(&self, frame: &Frame) -> Option<Span> {
        // The innermost frame is about to execute an instruction; the others, and one that waits, are within one.
        let innermost = self.frames().next().is_some_and(|top| std::ptr::eq(top, frame));
        let within = !innermost || matches!(self.state, RunState::Waiting(_));
        let instruction = if within { frame.instruction() as usize } else { frame.next_instruction() };
        frame.code().code.spans.get(instruction).copied()
    }

    /// The innermost frame that is not the library's.
    pub(crate) fn user_frame(&self) -> Option<&Frame> {
        self.entries.iter().rev().find_map(|entry| match entry {
            Entry::Frame(frame) if !frame.code().source.library => Some(frame),
            _ => None,
        })
    }

    /// Whether it is within what CPython does in C, not in something that it calls: no other thread comes in between.
    pub(crate) fn is_indivisible(&self) -> bool {
        matches!(self.entries.last(), Some(Entry::Frame(frame)) if frame.code().source.indivisible)
    }

    /// The frames, innermost first.
    pub(crate) fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.entries.iter().rev().filter_map(|entry| match entry {
            Entry::Frame(frame) => Some(frame),
            Entry::Then(_) | Entry::Gather(_) => None,
        })
    }

    /// Where the top frame is.
    pub(crate) fn place(&self) -> Option<Place> {
        let Some(Entry::Frame(frame)) = self.entries.last() else { return None };
        let start = frame.code().code.ops.as_ptr();
        // SAFETY: `ip` points into the frame's code, which ends with a return.
        let op = unsafe { *frame.ip };
        let indivisible = frame.code().source.indivisible;
        Some(Place { depth: self.entries.len(), start, next: frame.ip, op, indivisible })
    }

    #[inline(always)]
    pub(crate) fn depth(&self) -> usize {
        self.frames
    }

    /// Puts a frame on top; where it lies until the stack changes.
    #[inline(always)]
    pub(crate) fn push_frame(&mut self, frame: Frame) -> *mut Frame {
        let count = self.entries.len();
        if count == self.entries.capacity() {
            self.make_room();
        }
        self.frames += 1;
        // SAFETY: there is room; an entry is a frame because it was just written as one.
        unsafe {
            let entry = self.entries.as_mut_ptr().add(count);
            entry.write(Entry::Frame(frame));
            self.entries.set_len(count + 1);
            match &mut *entry {
                Entry::Frame(frame) => frame,
                Entry::Then(_) | Entry::Gather(_) => std::hint::unreachable_unchecked(),
            }
        }
    }

    /// Puts the frame that lies there on top.
    ///
    /// # Safety
    /// There is a frame, and it is no longer taken for one there.
    #[inline(always)]
    pub(crate) unsafe fn push_frame_from(&mut self, frame: *const Frame) {
        let count = self.entries.len();
        if count == self.entries.capacity() {
            self.make_room();
        }
        self.frames += 1;
        // SAFETY: there is room, and an entry that is a frame is the frame's bytes: see `frame.rs`.
        unsafe {
            move_frame(frame, self.entries.as_mut_ptr().add(count).cast());
            self.entries.set_len(count + 1);
        }
    }

    /// Takes the frame on top off the stack without freeing it: where it lies until the next entry.
    ///
    /// # Panics
    /// If there is none.
    #[inline(always)]
    pub(crate) fn forget_frame(&mut self) -> *const Frame {
        let Some(Entry::Frame(frame)) = self.entries.last() else { unreachable!("a frame is on top") };
        let frame = std::ptr::from_ref(frame);
        // SAFETY: one less than there are.
        unsafe { self.entries.set_len(self.entries.len() - 1) };
        self.frames -= 1;
        frame
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        self.entries.reserve(32);
    }
}

/// A place in the execution of a thread.
pub(crate) struct Place {
    depth: usize,
    /// The beginning of the top frame's code.
    start: *const Op,
    /// Its next instruction.
    next: *const Op,
    op: Op,
    /// See [`ThreadState::is_indivisible`].
    indivisible: bool,
}

impl Place {
    /// Whether CPython 3.11 looks, on the way from here to there (one instruction), whether another thread wants the GIL.
    pub(crate) fn is_check(&self, after: &Place) -> bool {
        let called = matches!(
            self.op,
            Op::Call { .. }
                | Op::CallMethod { .. }
                | Op::CallKeyword { .. }
                | Op::CallMethodKeyword { .. }
                | Op::CallSpread { .. }
        );
        // A function begins, or a generator goes on.
        let entered = after.depth > self.depth || after.next == after.start;
        // What CPython does in C is over: that is the end of a call.
        let returned = self.indivisible && !after.indivisible;
        let back = after.depth == self.depth && after.start == self.start && after.next <= self.next;
        called || entered || returned || back
    }
}

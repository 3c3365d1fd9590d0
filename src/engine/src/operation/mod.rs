//! What a thread is about to do that another one can notice, for whoever searches the orders in which threads may run. The
//! machine itself does nothing for it.
//!
//! Every access to an object that could be shared counts: attributes, globals, variables of enclosing functions, items and
//! methods of containers, iteration. What is unknown counts as a write of the whole object. What synchronises (locks,
//! semaphores, events, queues, joins) has a [`Gate`], which may be closed: then the operation would wait.
//!
//! - touches.rs: which parts of which objects an instruction reads and writes.
//! - natives.rs: the same for functions and methods written in Rust.
//! - gates.rs: what an operation may have to wait for.
//! - standing.rs: where a thread stands, to see that it has come back to the same place.

mod gates;
mod natives;
mod standing;
mod touches;

use std::hash::{Hash, Hasher};

use crate::code::SourceFile;
use crate::frame::Entry;
use crate::request::Handle;
use crate::thread_state::{RunState, ThreadState};
use crate::value::Value;

/// Something that threads or processes can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An object of the heap, by the number it was given.
    Object(u64),
    /// A resource between processes. A pipe's ends are one.
    Handle(Handle),
    /// A thread of this process, by ident: its end.
    Thread(u64),
    /// Which threads there are.
    Threads,
    /// The text that the run writes.
    Output,
    /// The files of the run.
    Files,
    /// What it read from standard input.
    Input,
    /// A process, by pid: its end.
    Process(u32),
    /// Which processes there are.
    Processes,
}

/// How something is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// Two of them can change places.
    Read,
    /// As [`Use::Read`] among themselves, but not beside a read: numbers that are counted up.
    Add,
    /// Cannot change places with anything.
    Write,
}

impl Use {
    /// Whether the order of the two may be noticed.
    pub fn conflicts(self, other: Use) -> bool {
        self == Use::Write || other == Use::Write || self != other
    }
}

/// All parts of an object.
pub const WHOLE: u64 = 0;

/// One use of one part of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Touch {
    /// What.
    pub subject: Subject,
    /// Digest of the part's name, or [`WHOLE`].
    pub part: u64,
    /// How.
    pub how: Use,
}

impl Touch {
    /// Whether the order of the two may be noticed.
    pub fn conflicts(&self, other: &Touch) -> bool {
        self.subject == other.subject
            && (self.part == other.part || self.part == WHOLE || other.part == WHOLE)
            && self.how.conflicts(other.how)
    }
}

/// Who may have to wait there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gate {
    /// Of what.
    pub subject: Subject,
    /// Those that take (`Lock.acquire`, `Queue.get`), those that give (`Queue.put`) or those that wait for all (`Queue.join`).
    pub side: Side,
}

/// See [`Gate::side`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Side {
    Take,
    Give,
    Join,
}

/// What the next instruction of a thread does.
#[derive(Clone, Debug, Default)]
pub struct Operation {
    /// Somebody else could be let go before it: it stands in the program's code, or synchronises.
    pub visible: bool,
    /// What it uses.
    pub touches: Vec<Touch>,
    /// The gate that it must pass: it waits while that is closed.
    pub needs: Option<Gate>,
    /// Gates that it may open or close, and whether they are open now; none: whoever drives the thread knows.
    pub gates: Vec<(Gate, Option<bool>)>,
    /// What the thread holds from now on (true), or no more.
    pub holds: Option<(Subject, bool)>,
    /// It stands in code of the library that a program's instruction has called, and that may be left for others.
    pub within: bool,
}

impl Operation {
    /// Nothing.
    pub fn clear(&mut self) {
        self.visible = false;
        self.touches.clear();
        self.needs = None;
        self.gates.clear();
        self.holds = None;
        self.within = false;
    }

    fn gate(&mut self, gate: Gate, open: Option<bool>) {
        self.gates.push((gate, open));
    }

    /// It waits while the gate is closed.
    fn pass(&mut self, gate: Gate, open: Option<bool>) {
        self.gate(gate, open);
        self.needs = Some(gate);
    }
}

/// Whose code a frame executes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The program's: others may come between any two of its accesses.
    Program,
    /// The library's: what it does to shared objects counts, but nobody comes between, unless it synchronises.
    Library,
    /// The library's that coordinates threads: of its own variables only those of the objects count.
    Coordination,
    /// Bookkeeping of threads, of which a program sees nothing.
    Bookkeeping,
}

/// Whose code this is.
pub(crate) fn role(source: &SourceFile, qualname: &str) -> Role {
    if !source.library {
        return Role::Program;
    }
    match source.module.as_str() {
        "threading" if is_bookkeeping(qualname) => Role::Bookkeeping,
        "threading" | "queue" => Role::Coordination,
        "_threading_local" | "_boot" => Role::Bookkeeping,
        _ => Role::Library,
    }
}

fn is_bookkeeping(qualname: &str) -> bool {
    const BOOKKEEPING: [&str; 9] = [
        "current_thread",
        "main_thread",
        "_newname",
        "_report",
        "excepthook",
        "active_count",
        "enumerate",
        "_internal_condition",
        "RLock",
    ];
    let own = qualname.strip_prefix("Thread.").is_some_and(|method| method != "is_alive");
    own || BOOKKEEPING.contains(&qualname)
}

/// Numbers for the objects of one run, in the order in which they are met.
#[derive(Debug, Default)]
pub struct Numbering(u64);

impl Numbering {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0
    }

    fn number(&mut self, object: &Value) -> Option<u64> {
        let header = object.object_header()?;
        Some(crate::heap::watched(header, || {
            self.0 += 1;
            self.0
        }))
    }

    /// The object as a subject; nothing for what is no object.
    pub fn subject(&mut self, object: &Value) -> Option<Subject> {
        self.number(object).map(Subject::Object)
    }
}

/// Which part of an object.
#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    Whole,
    Name(&'a str),
    Index(i64),
    Key(&'a Value),
}

impl Part<'_> {
    fn digest(self) -> u64 {
        let mut hasher = Digest::default();
        match self {
            Part::Whole => return WHOLE,
            Part::Name(name) => (0_u8, name).hash(&mut hasher),
            Part::Index(index) => (1_u8, index).hash(&mut hasher),
            Part::Key(key) => {
                if !hash_key(key, &mut hasher) {
                    return WHOLE;
                }
            }
        }
        hasher.finish().max(1)
    }
}

/// A digest of names and keys: the same in every run. What it does not tell apart counts as one.
#[derive(Default)]
struct Digest(u64);

impl Digest {
    fn mix(&mut self, word: u64) {
        // Multiplied by the fraction of the golden ratio, the product folded.
        let product = u128::from(self.0.rotate_left(23) ^ word) * 0x9E37_79B9_7F4A_7C15;
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }
}

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last) ^ ((rest.len() as u64 + 1) << 60));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// False: who knows what it equals.
fn hash_key(key: &Value, hasher: &mut Digest) -> bool {
    match key {
        Value::None => 2_u8.hash(hasher),
        Value::Bool(yes) => (1_u8, i64::from(yes.get())).hash(hasher),
        Value::Int(number) => (1_u8, number).hash(hasher),
        Value::Str(text) => (0_u8, text.as_str()).hash(hasher),
        Value::Bytes(bytes) => (3_u8, &bytes[..]).hash(hasher),
        Value::Tuple(items) => {
            (4_u8, items.len()).hash(hasher);
            return items.iter().all(|item| hash_key(item, hasher));
        }
        _ => return false,
    }
    true
}

impl ThreadState {
    /// Where the program's own code stands, if any does: the same number again is the same instruction.
    pub fn place_in_program(&self) -> Option<(usize, u32)> {
        let frame = self.user_frame()?;
        Some((std::ptr::from_ref(frame) as usize, frame.instruction()))
    }

    /// What the next instruction does. `written`: the thread has just been answered a [`crate::request::Request::Write`].
    pub fn next_operation(&self, written: bool, numbering: &mut Numbering, into: &mut Operation) {
        into.clear();
        let answered = match &self.state {
            RunState::Ready => false,
            RunState::Answered(then, _) => {
                // `print` writes the end of its line by itself: others may come between.
                if written && then.is_some() {
                    into.visible = true;
                    into.touches.push(Touch { subject: Subject::Output, part: WHOLE, how: Use::Write });
                    return;
                }
                true
            }
            _ => return,
        };
        let Some(Entry::Frame(frame)) = self.entries.last() else { return };
        let code = frame.code();
        let role = code.role;
        into.within = matches!(role, Role::Library | Role::Coordination) && !code.source.indivisible;
        touches::of_instruction(&mut touches::At { thread: self, frame, role, answered, numbering, into });
    }
}

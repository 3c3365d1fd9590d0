//! What the machine asks of whoever drives it, and what it may be answered.
//!
//! The machine is sans-IO: [`crate::Interpreter::run`] executes instructions until the budget is used up, the thread
//! ends, or it needs something from outside; then it returns. The thread stays suspended until
//! [`crate::ThreadState::answer`] gives it the answer, at once or much later.
//!
//! Two rings: a [`Request`] concerns the threads of one process and is answered by `interleave-runtime`'s `Process`;
//! what goes beyond the process is a [`SysCall`] inside [`Request::System`] and is answered by the driver.

use serde::{Deserialize, Serialize};

use crate::{Lock, Ref, ThreadState, Value};

/// Why [`crate::Interpreter::run`] came back.
pub enum Exit {
    /// The budget of instructions is used up; the thread can go on at once.
    Budget,
    /// The thread's function returned. For the main thread the value is the process's exit status as an int.
    Finished(Value),
    /// An exception left the thread's function. (Threads of `threading` and the main program catch everything
    /// in the library and report it themselves; this is for raw threads and broken promises.)
    Raised(Value),
    /// The thread needs something; it goes on after [`crate::ThreadState::answer`].
    Request(Request),
}

/// How long an operation may wait.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Timeout {
    /// Not at all: `blocking=False`.
    Never,
    /// Without limit.
    Forever,
    /// At most so many seconds; not negative.
    Seconds(f64),
    /// Until this moment of the monotonic clock, in nanoseconds: a wait that a signal interrupted goes on.
    Until(u64),
}

/// A clock of the `time` module. All in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Clock {
    /// `time.time()`: since the Unix epoch.
    Wall,
    /// `time.monotonic()` and `time.perf_counter()`: since the run began.
    Monotonic,
    /// `time.process_time()`: time this process was running.
    Process,
    /// `time.thread_time()`: time this thread was running.
    Thread,
}

/// A text stream of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Stream {
    Stdout,
    Stderr,
}

/// What a thread asks for. The comment gives the [`Answer`]; any of them may be [`Answer::Raise`].
pub enum Request {
    /// `time.sleep(0)`, `os.sched_yield()`: let others run. → `None`
    Yield,
    /// → `None` after so many seconds
    Sleep {
        /// Not negative, finite.
        seconds: f64,
    },
    /// The rest of a sleep that a signal interrupted. → `None`
    SleepUntil {
        /// On the monotonic clock.
        nanoseconds: u64,
    },
    /// `signal.pause`: waits until a handler has run. → `None`
    Pause,
    /// `signal.setitimer(ITIMER_REAL, …)`: SIGALRM for this process, in place of one that was asked for before.
    /// → `Float`, the seconds that were left of that one
    Alarm {
        /// From now on; 0: none.
        seconds: f64,
        /// And again after so many; 0: once.
        interval: f64,
    },
    /// → `Float`
    Clock(Clock),
    /// Text for a stream; never waits. `print` makes one for the text and one for the end. → `None`
    Write {
        /// Which.
        stream: Stream,
        /// As it is, without translation.
        text: String,
    },
    /// A line from standard input with its newline; the empty string at the end of input. → `Text`
    ReadLine,
    /// Starts a thread of this process. → `Int`, its ident
    StartThread {
        /// Made by the machine, at its first instruction.
        thread: Box<ThreadState>,
        /// `Thread.name`, for the trace.
        name: String,
        /// The process does not wait for it.
        daemon: bool,
    },
    /// `Thread.start`: waits until what this thread started has begun, as in CPython (`Thread._started` in Lib/threading.py).
    /// Where one thread runs at a time, others are only let go first. → `None`
    WaitStarted,
    /// The main thread has ended for those who join it, though it still waits for other threads. → `None`
    MainEnded,
    /// Waits until a thread has ended. → `Bool`, false when the time is over first
    JoinThread {
        /// From `StartThread`.
        ident: u64,
        /// How long.
        timeout: Timeout,
    },
    /// `_thread.lock` and `_thread.RLock`. → `Bool`
    Acquire {
        /// The lock: its state is in the heap (a forked child inherits it), its waiters are the runtime's.
        lock: Ref<Lock>,
        /// How long.
        timeout: Timeout,
    },
    /// → `None`, or `RuntimeError` for a lock that is not held (an RLock: not by this thread)
    Release {
        /// The lock.
        lock: Ref<Lock>,
    },
    /// An item goes into a queue between threads, or comes out: for the trace, nothing waits for it. → `None`
    Pass {
        /// Stands for the queue; its label, without the underscore in front, is the queue's name.
        queue: Ref<Lock>,
        /// `id()` of the item.
        item: u64,
        /// In, not out.
        put: bool,
    },
    /// `sys.setswitchinterval`. → `None`
    SetSwitchInterval {
        /// Above zero.
        seconds: f64,
    },
    /// Copies the process, and of its threads the calling one, which is the main thread of the copy. Only where
    /// [`crate::Settings::copies`] is set. → `Int`, the pid of the copy; in the copy `Int(0)`, after
    /// [`crate::Interpreter::became_copy`]
    Copy {
        /// `Process.name`, for the trace.
        name: String,
        /// As in [`Spawn`].
        input: bool,
    },
    /// `os._exit`: ends the process at once. Never answered.
    Exit {
        /// Exit status.
        status: i32,
    },
    /// `os.execv`: goes on as what the image holds, with the same pid and children; what is held otherwise is let go. Not
    /// answered, or `OSError`.
    Execute {
        /// From [`crate::image::spawn`].
        image: Vec<u8>,
        /// Handles in the image: the process goes on holding them.
        handles: Vec<Handle>,
    },
    /// Something beyond this process. When `timeout` is over first the call is withdrawn and answered as its comment says.
    System {
        /// What.
        call: SysCall,
        /// How long it may wait.
        timeout: Timeout,
    },
}

/// Bytes that a pipe takes before its senders wait: Linux's, see pipe(7). A message takes 4 more than it has, as in CPython.
pub const PIPE_CAPACITY: u64 = 64 * 1024;

/// Names one resource beyond a process: a semaphore, a shared memory block or one end of a channel. Unique in a run.
/// A process may use a handle that it created, was spawned with, or received in a message.
pub type Handle = u64;

/// `multiprocessing`'s start methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum StartMethod {
    Fork,
    Spawn,
    Forkserver,
}

/// What a signal does to a process, if its program said so. A program that said nothing is ended by most signals; `SIGINT`
/// raises `KeyboardInterrupt` in its main thread, and `SIGPIPE`, `SIGCHLD`, `SIGCONT`, `SIGURG` and `SIGWINCH` do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SignalAction {
    /// `SIG_DFL`, also for `SIGINT`.
    Default,
    /// `SIG_IGN`
    Ignore,
    /// A Python function, which the main thread calls.
    Handle,
}

/// What goes beyond the process. The arrow gives the [`Answer`], then errors, then the answer when time is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SysCall {
    /// Starts a process from an image. → `Int`, its pid
    Spawn(Spawn),
    /// Waits until a child ended and reaps it (`None`: any child). → `Ints[pid, status]`, status negative for a signal;
    /// `ChildProcessError` if there is no such child; over time `None`
    WaitProcess {
        /// Whose.
        pid: Option<u32>,
    },
    /// Sends a signal. → `None`; `ProcessLookupError`
    Kill {
        /// To whom.
        pid: u32,
        /// POSIX number. What it does is the [`SignalAction`] of the process; a signal that ends it makes its status `-signal`.
        /// One to the process itself acts before the caller goes on.
        signal: i32,
    },
    /// What a signal does to this process from now on; none: what it did at first. → `None`
    SetSignal {
        /// POSIX number, not `SIGKILL` or `SIGSTOP`.
        signal: i32,
        /// What.
        action: Option<SignalAction>,
    },
    /// → `Int`, the pid of the parent; once that has ended 1, or another process of the system
    ParentPid,
    /// A counting semaphore between processes (`_multiprocessing.SemLock`; Lock, RLock and the others are made of it). → `Int`, its handle
    SemCreate {
        /// Start value.
        value: u32,
        /// Greatest value.
        max: u32,
        /// `Lock`, `RLock`, `Semaphore`…: for the trace.
        label: String,
    },
    /// Waits until the value is above zero and decrements it. Waiters are served in order of arrival. → `Bool(true)`; over time `Bool(false)`
    SemAcquire {
        /// Which.
        sem: Handle,
    },
    /// Increments the value. → `None`; `ValueError: semaphore or lock released too many times`
    SemRelease {
        /// Which.
        sem: Handle,
    },
    /// → `Int`, the present value
    SemValue {
        /// Which.
        sem: Handle,
    },
    /// A block of zeroed memory between processes. → `Int`, its handle
    SharedCreate {
        /// Size.
        bytes: u64,
        /// `Value`, `Array`, …: for the trace.
        label: String,
    },
    /// One read: aligned items of 1, 2, 4 or 8 bytes are never torn. → `Bytes`
    SharedRead {
        /// Which.
        block: Handle,
        /// From.
        offset: u64,
        /// How many bytes.
        length: u64,
    },
    /// → `None`
    SharedWrite {
        /// Which.
        block: Handle,
        /// To.
        offset: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// A pipe of messages. → `Ints[a, b]`, the handles of its ends; simplex: `a` receives, `b` sends
    PipeCreate {
        /// Both ends send and receive.
        duplex: bool,
    },
    /// A queue of messages: every holder may send and receive, a message goes to exactly one receiver, messages of one sender
    /// arrive in order. → `Int`, its handle
    QueueCreate {
        /// `Queue`, `SimpleQueue`…: for the trace.
        label: String,
        /// Between sender and pipe there is a feeder, so that sends never wait: what the pipe has no room for yet is kept with
        /// its sender, and lost if that ends before [`SysCall::Flush`] is answered. Otherwise sends wait as on a pipe.
        fed: bool,
    },
    /// Sends a message whole. On a pipe it may wait while the pipe is full ([`PIPE_CAPACITY`]). → `None`;
    /// `BrokenPipeError: [Errno 32] Broken pipe` if no process holds the other end
    Send {
        /// To the other end of this end, or to this queue.
        channel: Handle,
        /// The message: a pickle, or the bytes of `send_bytes`.
        message: Vec<u8>,
        /// Handles inside the message: its receiver becomes a holder of them.
        handles: Vec<Handle>,
        /// The sender holds the pipe's other end too: so this cannot fail.
        kept: bool,
    },
    /// Waits until the pipe of a queue with a feeder has room for all that this process sent to it, or nobody is left to
    /// receive it. The process need not hold the queue any more. → `Bool(true)`; over time `Bool(false)`
    Flush {
        /// Which.
        channel: Handle,
    },
    /// Takes the next message. → `Bytes`; `EOFError` when it is empty and no process holds the other end; over time `None`
    Receive {
        /// From here.
        channel: Handle,
    },
    /// Waits until `Receive` would not wait. → `Bool(true)`; over time `Bool(false)`
    Poll {
        /// Here.
        channel: Handle,
    },
    /// Waits until one of several is ready: channels as [`SysCall::Poll`], processes ended. → `Ints`, the ready ones
    /// (handles, and pids as negative numbers); over time an empty `Ints`
    WaitAny {
        /// Channels.
        channels: Vec<Handle>,
        /// Children.
        pids: Vec<u32>,
    },
    /// Something with a file or folder of the run, which all its processes share.
    File {
        /// From the root on, without `.`, `..` and empty parts.
        path: String,
        /// What.
        action: FileAction,
    },
    /// This process no longer holds the handle. Also called for handles whose objects were dropped. → `None`
    Close {
        /// Which.
        handle: Handle,
    },
}

/// What is done with a path. Nothing stays open: each action names its file anew. All may fail as POSIX says, with an
/// `OSError` of CPython's class and words without the file's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileAction {
    /// → `Ints[kind, size, modified]`: kind 0 is nothing, 1 a file, 2 a folder; modified in nanoseconds since the epoch
    Stat,
    /// Makes an empty file where there is none. → `None`
    Create {
        /// `FileExistsError` if there is one.
        exclusive: bool,
        /// Empties one that is there.
        truncate: bool,
    },
    /// → `Bytes`, fewer at the end of the file
    Read {
        /// From.
        offset: u64,
        /// How many bytes.
        length: u64,
    },
    /// → `Int`, the position after what was written
    Write {
        /// To; none: the end of the file, also when others write at the same time.
        offset: Option<u64>,
        /// What.
        bytes: Vec<u8>,
    },
    /// → `None`
    Truncate {
        /// Cut off or filled with zeros to this size.
        size: u64,
    },
    /// The names in a folder, each followed by `/`. → `Text`
    List,
    /// → `None`
    CreateFolder,
    /// Removes a file. → `None`
    Remove,
    /// Removes an empty folder. → `None`
    RemoveFolder,
    /// Gives it another path; what was there is replaced. → `None`
    Rename {
        /// The new path.
        to: String,
    },
}

/// What a driver does in the middle of a slice: the thread need not come back for it. No event tells of it.
pub trait Shortcuts: Send + Sync {
    /// The answer if the call, which nothing is recorded of, is done at once and never waits; none: it is made as usual.
    fn call(&self, call: &SysCall) -> Option<Answer>;

    /// Decrements a semaphore if it is above zero and nobody waits for it. Where events are wanted only a thread with a
    /// [`Tally`](crate::tally::Tally) does it.
    fn try_acquire(&self, sem: Handle) -> bool;

    /// Increments a semaphore; false if the usual call is needed, because of an error.
    fn try_release(&self, sem: Handle) -> bool;
}

/// A process to start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spawn {
    /// The heap image: what the child starts with ([`crate::Interpreter::from_image`]).
    pub image: Vec<u8>,
    /// `Process.name`, for the trace.
    pub name: String,
    /// `Process.daemon`.
    pub daemon: bool,
    /// How it was asked for; the image already has what the method means.
    pub method: StartMethod,
    /// Whether it reads this process's standard input, as children of `os.fork` and `subprocess` do; those of `multiprocessing`
    /// find it empty.
    pub input: bool,
    /// Handles in the image: the child becomes a holder of them.
    pub handles: Vec<Handle>,
    /// What signals do to the child from its first moment; filled in by the runtime: a fork inherits all, others what is ignored.
    pub signals: Vec<(i32, SignalAction)>,
}

/// What a request is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Python's `None`.
    None,
    /// A bool.
    Bool(bool),
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// A str.
    Text(String),
    /// A bytes object.
    Bytes(Vec<u8>),
    /// A tuple of ints.
    Ints(Vec<i64>),
    /// The request fails with a builtin exception.
    Raise {
        /// Its class: `ValueError`, `BrokenPipeError`…
        class: String,
        /// Its message.
        message: String,
        /// For an `OSError`: its errno, which becomes the first argument.
        errno: Option<i32>,
    },
}

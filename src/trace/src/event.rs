//! The event type: what drivers record while a program runs.

use serde::{Deserialize, Serialize};

/// Version of [`Event`] in stored traces. Raise it with every change of meaning.
pub const VERSION: u32 = 4;

/// One Python thread of one Python process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Worker {
    /// Process id: 1 is the first process of the run in the simulator; the operating system's natively.
    pub pid: u32,
    /// Thread of the process in order of start; 0 is the main thread.
    pub thread: u32,
}

/// Something that workers wait for or hold: a lock, a queue, a pipe, a thread to join. Unique in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Resource {
    /// The process whose heap holds it, or 0 for one between processes.
    pub pid: u32,
    /// Number in that scope. Number 0 of scope 0 is the driver, at work for whoever waits for it (it starts a process, say).
    pub id: u64,
}

/// What a worker is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum State {
    /// Could run; waits for a core or the GIL.
    Ready,
    /// Executes instructions.
    Running,
    /// Waits for a resource.
    Blocked {
        /// For what.
        on: Resource,
    },
    /// Waits for another worker to end (`join`).
    Joining {
        /// For whom; `thread: 0` of another process means that process, pid 0 any child.
        worker: Worker,
    },
    /// In `time.sleep`.
    Sleeping,
    /// Waits for a line of input.
    Reading,
    /// Its function returned.
    Finished,
    /// An exception that nobody caught ended it.
    Raised,
    /// A signal, the exit of its process or Stop ended it.
    Killed,
    /// The interpreter of its process starts: nothing of the program runs yet.
    Starting,
}

/// A stream of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum TextStream {
    Stdout,
    Stderr,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// The worker exists from now on, ready to run.
    Started {
        /// `Thread.name`, or `Process.name` for a process's main thread.
        name: String,
        /// Who started it; none for the program itself.
        parent: Option<Worker>,
    },
    /// Its state changed.
    State(State),
    /// A resource exists and has a name.
    Created {
        /// Which.
        resource: Resource,
        /// `Lock`, `RLock`, `Queue`, `Pipe`… With an underscore in front it is a part of one of the library's classes, not for
        /// display. With `()` at its end it is what a worker waits on inside that call; nobody holds it.
        kind: String,
    },
    /// The worker holds the resource (again: a recursive lock, a semaphore).
    Acquired {
        /// Which.
        resource: Resource,
    },
    /// The worker gave the resource back.
    Released {
        /// Which.
        resource: Resource,
    },
    /// The worker took the resource and gave it back so often that it is not told one by one. Nobody had to wait.
    Retaken {
        /// Which.
        resource: Resource,
        /// How often.
        times: u32,
        /// Nanoseconds since the run began: from then to the time of the event.
        since: u64,
    },
    /// A message was put into a channel.
    Sent {
        /// The queue, or the pipe.
        channel: Resource,
        /// Number of the message, unique in the run.
        message: u64,
        /// Size in bytes; 0 for an object that threads pass to each other, which is not copied.
        bytes: u64,
    },
    /// A message was taken out of a channel.
    Received {
        /// The queue, or the pipe.
        channel: Resource,
        /// As in `Sent`.
        message: u64,
    },
    /// Text was written.
    Text {
        /// Where.
        stream: TextStream,
        /// What.
        text: String,
    },
    /// Execution reached a line (simulator, when asked for).
    Line {
        /// File of the program.
        file: String,
        /// From 1.
        line: u32,
    },
    /// The worker reads or writes a variable that others may use too (simulator, when asked for).
    Accessed {
        /// Which: unique in the run.
        variable: u64,
        /// As the program calls it: `counter`, `Account.balance`, `seats[n]`.
        name: String,
        /// Writes.
        write: bool,
        /// File of the program.
        file: String,
        /// From 1.
        line: u32,
    },
    /// The worker knows from now on that another one has ended: it has joined it (simulator, when asked for).
    Joined {
        /// Whom; as in [`State::Joining`].
        worker: Worker,
    },
    /// The process of this worker ended.
    Exited {
        /// Exit status; negative for a signal.
        status: i32,
    },
}

/// One entry of a trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Nanoseconds since the run began: virtual in the simulator, measured elsewhere.
    pub time: u64,
    /// Whose.
    pub worker: Worker,
    /// What.
    pub kind: Kind,
}

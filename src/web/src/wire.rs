//! What the supervisor and its workers say to each other: `postcard` bytes, transferred, not copied; one message or several.

use interleave_engine::request::{Answer, SignalAction, SysCall};
use interleave_protocol::{Exploration, Left, Place, RunRequest, Step, Summary};
use interleave_runtime::CallId;
use interleave_trace::{Event, Worker};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::shared::Seat;
use crate::stepper::History;

/// A process to host.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Start {
    /// The program and its settings.
    pub request: RunRequest,
    /// Its pid.
    pub pid: u32,
    /// Its name.
    pub name: String,
    /// Who started it.
    pub parent: Option<Worker>,
    /// What signals do to it.
    pub signals: Vec<(i32, SignalAction)>,
    /// What it starts with; empty: the program from its first line.
    pub image: Vec<u8>,
    /// When the run began: milliseconds of `performance.timeOrigin + performance.now()`.
    pub epoch: f64,
    /// For what no seed decides.
    pub entropy: u64,
    /// `Atomics.waitAsync` is there.
    pub listens: bool,
}

/// From the supervisor to a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ToWorker {
    /// Host a process. The run's shared memory, if any, comes beside it.
    Start(Box<Start>),
    /// Whatever happens here from now on is later than this, in nanoseconds of the run.
    After(u64),
    /// The library as another process has compiled it: reading that is faster than to compile it again.
    Library(Vec<u8>),
    /// A call or line is answered.
    Answer {
        /// Which.
        id: CallId,
        /// The answer.
        answer: Answer,
    },
    /// A signal for the process.
    Signal {
        /// POSIX number.
        signal: i32,
    },
    /// So much of what was recorded here counts no more: see [`interleave_protocol::flow`].
    Seen {
        /// Its weight.
        weight: u64,
    },
    /// A thread of the process was given a permit of a shared semaphore.
    Ring,
    /// This process can be reached by the port beside.
    Peer {
        /// Which.
        pid: u32,
    },
    /// From another process: a message for a call that waits for one.
    Handoff {
        /// Which call.
        id: CallId,
        /// Where it waited.
        seat: Seat,
        /// The message.
        message: Vec<u8>,
    },
    /// Simulate a run; with the history of one that ended, go back to its last stop.
    Simulate(Box<RunRequest>, Option<History>),
    /// Try schedules.
    Explore(Box<Exploration>),
    /// To the simulator; an exploration can only be stopped.
    Steer(Steer),
}

/// What the visitor asks of a running simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Steer {
    /// Hold still.
    Pause,
    /// Go on.
    Resume,
    /// Go on a little.
    Step(Step),
    /// Go back to where it held still before.
    Back,
    /// Who runs next, and for how many instructions.
    Pick(Worker, u32),
    /// End now.
    Stop,
    /// A line of standard input.
    Input(String),
}

/// From a worker to the supervisor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// A system call; [`ToWorker::Answer`] follows in any case, unless nobody waits for it.
    Call {
        /// Its number.
        id: CallId,
        /// What.
        call: SysCall,
        /// Whether somebody waits for the answer.
        waits: bool,
        /// Where a sender may find it; if one does, no answer follows.
        seat: Option<Seat>,
    },
    /// A line of standard input is wanted.
    ReadLine {
        /// The call's number.
        id: CallId,
    },
    /// The call's time is over; its answer follows, whatever it is.
    Cancel {
        /// Which.
        id: CallId,
    },
    /// A process that does not listen to its doorbell was given a permit.
    Ring {
        /// Whose.
        pid: u32,
    },
    /// The library as far as this process has compiled it.
    Library(Vec<u8>),
    /// What happened.
    Events(Vec<Event>),
    /// So many further Web Workers are below this one, and go with it.
    Threads(u32),
    /// One more Web Worker is wanted for this process's threads. Its memory comes beside it, and a port to it.
    Helper {
        /// Address of the two words by which helpers are woken and ended.
        bell: u32,
    },
    /// The process, or the simulated run, ended; its worker can be ended too.
    Ended {
        /// Exit status.
        status: i32,
        /// Of a simulated run.
        summary: Option<Summary>,
    },
    /// The simulation holds still.
    Paused {
        /// Virtual nanoseconds.
        time: u64,
        /// Where everybody is.
        places: Vec<Place>,
        /// The visitor must choose.
        choose: bool,
        /// How many stops there were.
        stops: u32,
        /// How far it has come.
        round: u64,
        /// For the page: [`interleave_protocol::Scope`]s as bytes.
        variables: Vec<u8>,
    },
    /// The simulation begins anew, to go back.
    Rewound {
        /// Lines of input that it forgets.
        lines: Vec<String>,
    },
    /// What leads to the stops of the simulated run, before its end.
    History(History),
    /// The program cannot run here.
    Failed {
        /// Why.
        message: String,
        /// What to do.
        remedy: String,
    },
    /// The worker panicked; nothing more comes from it.
    Crashed {
        /// The panic's message.
        message: String,
    },
    /// What the simulated run has in its files: now and then, and before its end.
    Left(Left),
    /// What the exploration has found so far, for the page: [`interleave_protocol::Found`] as bytes.
    Explored(Vec<u8>),
}

/// The bytes of a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).expect("messages have a postcard form")
}

/// The first message in bytes that the same build has written, which is taken from them.
pub fn decode<T: DeserializeOwned>(bytes: &mut &[u8]) -> Option<T> {
    let (message, rest) = postcard::take_from_bytes(bytes).ok()?;
    *bytes = rest;
    Some(message)
}

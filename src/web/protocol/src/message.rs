//! The messages.

use interleave_run::RunSpec;
use interleave_trace::{Event, Worker};
use serde::{Deserialize, Serialize};

use crate::Exploration;

/// Number of a run, chosen by the page: each run gets a new one, so that late messages of an old run are recognised.
pub type RunId = u32;

/// A program to run. [`Default`] is an empty program in the simulator; fill in what differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunRequest {
    /// Its number.
    pub run: RunId,
    /// What to run, and how. Without the GIL it needs [`Capabilities::free_threading`] on the web driver; input that is open
    /// waits for [`ToSupervisor::Input`] when its lines are used up.
    pub spec: RunSpec,
    /// Simulator: start paused; [`ToSupervisor::Step`] and [`ToSupervisor::Resume`] go on.
    pub paused: bool,
    /// Simulator: record [`interleave_trace::Kind::Line`] events.
    pub lines: bool,
}

/// How far one step of the simulator goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Step {
    /// One instruction of whoever is next.
    Instruction,
    /// Until a worker reaches another line.
    Line,
    /// Line by line, each a stop to go back to, as far as this round ([`FromSupervisor::Paused`]).
    Until(u64),
}

/// From the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToSupervisor {
    /// Runs a program. One at a time: a run that is still going on is stopped first.
    Run(RunRequest),
    /// Runs a program under many schedules, in place of a run.
    Explore(Exploration),
    /// Ends a run: [`FromSupervisor::Finished`] follows at once.
    Stop {
        /// Which.
        run: RunId,
    },
    /// A line of standard input.
    Input {
        /// Whose.
        run: RunId,
        /// Without its newline.
        line: String,
    },
    /// Simulator: hold still; [`FromSupervisor::Paused`] follows.
    Pause {
        /// Which.
        run: RunId,
    },
    /// Simulator: go on.
    Resume {
        /// Which.
        run: RunId,
    },
    /// Simulator: go on a little; [`FromSupervisor::Paused`] follows.
    Step {
        /// Which.
        run: RunId,
        /// How far.
        step: Step,
    },
    /// Simulator: back to where the run held still before, also after its end; [`FromSupervisor::Rewound`] follows, then the
    /// events from the beginning, then [`FromSupervisor::Paused`]. Ignored where there is nothing to go back to.
    Back {
        /// Which.
        run: RunId,
    },
    /// Simulator with [`interleave_run::Policy::Visitor`]: who runs next.
    Pick {
        /// Which.
        run: RunId,
        /// One of the runnable ones.
        worker: Worker,
        /// For so many instructions.
        instructions: u32,
    },
    /// The page has drawn events. While it is behind, the program waits.
    Seen {
        /// Whose.
        run: RunId,
        /// Their [`crate::flow::weight`].
        weight: u64,
    },
}

/// Something that this page can or cannot do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Capability {
    /// It can.
    pub available: bool,
    /// Why not, as a sentence for the visitor; empty when available.
    pub reason: String,
    /// What the visitor can do about it; empty when available, or when there is nothing.
    pub remedy: String,
}

/// What the web driver can do on this page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Capabilities {
    /// `crossOriginIsolated` of the supervisor: the page was served with the headers that allow shared memory.
    pub isolated: bool,
    /// Semaphores, `Value` and `Array` live in shared memory; otherwise a broker worker keeps them (slower, same results).
    pub shared_memory: Capability,
    /// Python threads can run at the same time: the switch "GIL off" of the web driver.
    pub free_threading: Capability,
    /// Waiting for shared memory needs no broker (`Atomics.waitAsync`).
    pub async_wait: bool,
    /// `navigator.hardwareConcurrency`.
    pub cores: u32,
}

/// How a run went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Seconds from start to end: virtual in the simulator, measured on the web.
    pub seconds: f64,
    /// Web Workers that took part (web), at most this many at once.
    pub workers: u32,
    /// Python processes that were started, the program itself included.
    pub processes: u32,
    /// Stopped by the visitor.
    pub stopped: bool,
    /// Simulator: the seed that was used, also when none was asked for.
    pub seed: Option<u64>,
    /// Simulator: nothing could ever run again.
    pub deadlock: Option<Deadlock>,
    /// Simulator: the limit that ended the run, as a sentence; empty: none.
    pub limit: String,
    /// Simulator: the run was long, so the lines that workers reached were recorded for its beginning only.
    #[serde(default)]
    pub lines_cut: bool,
    /// Simulator: how many stops [`ToSupervisor::Back`] can lead to.
    #[serde(default)]
    pub stops: u32,
}

/// Nothing can ever run again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Deadlock {
    /// The workers that wait for each other in a circle; empty if they all wait for what nobody will do.
    pub cycle: Vec<Worker>,
    /// A headline, then a sentence for each worker.
    pub text: String,
}

/// A file that a run has left in its own file system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    /// Its path: from the folder in which the program began, or else from the root.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// What it holds; none if the files before it fill what a message may carry.
    #[serde(with = "serde_bytes")]
    pub content: Option<Vec<u8>>,
}

/// Where a worker of a paused run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Who.
    pub worker: Worker,
    /// File of the program.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// Could run next.
    pub runnable: bool,
}

/// To the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromSupervisor {
    /// The supervisor is up; sent once.
    Ready(Capabilities),
    /// A run began.
    Started {
        /// Which.
        run: RunId,
    },
    /// A run on this computer waits for its turn.
    Queued {
        /// Which.
        run: RunId,
        /// So many have theirs before.
        before: u32,
    },
    /// What happened; at most one batch every 16 ms. Events of one worker are in order; sort by time to mix workers.
    Events {
        /// Whose.
        run: RunId,
        /// What.
        #[serde(with = "crate::packed")]
        events: Vec<Event>,
    },
    /// The number of Web Workers that host a process or thread of the present run changed.
    WorkerCount {
        /// So many now; 0 when nothing runs, whatever is kept warm.
        alive: u32,
    },
    /// Simulator: the run holds still.
    Paused {
        /// Which.
        run: RunId,
        /// Virtual nanoseconds since it began.
        time: u64,
        /// Where everybody is.
        places: Vec<Place>,
        /// The policy leaves the next decision to the visitor: [`ToSupervisor::Pick`].
        choose: bool,
        /// How often it has held still after its beginning, this time included.
        stops: u32,
        /// How far it has come: grows with every instruction, and is the same each time that its schedule is repeated step by step.
        round: u64,
        /// The variables: [`crate::Scope`]s as bytes.
        #[serde(with = "serde_bytes")]
        variables: Vec<u8>,
    },
    /// Simulator: the run is on its way back. What was told of it no longer holds; its events come again.
    Rewound {
        /// Which.
        run: RunId,
        /// Lines of standard input that were given later than where it goes back to.
        lines: Vec<String>,
    },
    /// What a run has left in its files; follows the last event. Not sent where there are none.
    Files {
        /// Whose.
        run: RunId,
        /// By path.
        files: Vec<RunFile>,
        /// So many more there are, not even named here.
        more: u32,
    },
    /// What an exploration has found so far; about five a second, and one before [`FromSupervisor::Finished`].
    Explored {
        /// Which.
        run: RunId,
        /// [`crate::Found`] as bytes: the supervisor only hands it on.
        #[serde(with = "serde_bytes")]
        found: Vec<u8>,
    },
    /// A run ended, however it ended. No worker of it is left, and no event of it follows.
    Finished {
        /// Which.
        run: RunId,
        /// Exit status of the program; negative for a signal (-9: stopped).
        status: i32,
        /// How it went.
        summary: Summary,
    },
    /// Something of the playground itself does not work.
    Failed {
        /// The run it ended, if any.
        run: Option<RunId>,
        /// What, as a sentence for the visitor.
        message: String,
        /// What the visitor can do.
        remedy: String,
    },
}

//! What a simulation is given.

use interleave_engine::Source;
use serde::{Deserialize, Serialize};

use super::Costs;
use super::schedule::Schedule;

/// The program to run.
#[derive(Clone)]
pub struct Program {
    /// Its main file.
    pub main: Source,
    /// Other files it can import.
    pub files: Vec<Source>,
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// `os.environ`.
    pub environ: Vec<(String, String)>,
}

impl Program {
    /// A program of one file.
    pub fn new(file: &str, text: &str) -> Program {
        Program {
            main: Source { file: file.into(), text: text.into() },
            files: Vec::new(),
            argv: vec![file.into()],
            environ: Vec::new(),
        }
    }
}

/// How to run it. The same program with the same settings gives the same trace, event by event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SimSettings {
    /// Virtual cores, 1 to 256; also `os.cpu_count()`.
    pub cores: u32,
    /// One thread of a process at a time, as in CPython's usual build.
    pub gil: bool,
    /// Who runs next: the policy, its seed, and choices to repeat.
    pub schedule: Schedule,
    /// Seed of `random` and of string hashes in the program.
    pub program_seed: u64,
    /// What things cost.
    pub costs: Costs,
    /// Lines for standard input.
    pub stdin: Vec<String>,
    /// More lines may come ([`super::Simulation::input`]); otherwise input ends after `stdin`.
    pub stdin_open: bool,
    /// Threads on different cores see each other's writes after at most so many instructions. A run is also cut here, so 1
    /// steps instruction by instruction.
    pub grain: u32,
    /// For how many instructions a core keeps a worker when others wait and there is no GIL: Linux's time slice.
    pub time_slice: u32,
    /// How often to record that a worker reached another line of the program's files. The run is slow until then, and goes on
    /// at full speed afterwards, the same in all else; 0 records none.
    pub lines: u64,
    /// How many reads and writes of variables to record, with all that orders them, for
    /// [`interleave_analysis::Races`]. As slow as `lines` until then; objects that were seen stay alive to the end.
    pub accesses: u64,
    /// Record events. Output is kept anyway.
    pub tracing: bool,
    /// What `time.time()` begins with: seconds since 1970.
    pub epoch: f64,
    /// The run stops after so many instructions of all workers.
    pub max_instructions: u64,
    /// The run stops after so many virtual seconds.
    pub max_seconds: f64,
}

impl Default for SimSettings {
    fn default() -> SimSettings {
        SimSettings {
            cores: 4,
            gil: true,
            schedule: Schedule::default(),
            program_seed: 0,
            costs: Costs::default(),
            stdin: Vec::new(),
            stdin_open: false,
            grain: 1_000,
            // 3 ms: sched_base_slice_ns of Linux's EEVDF scheduler on a few cores.
            time_slice: 100_000,
            lines: 0,
            accesses: 0,
            tracing: true,
            // 2026-01-01 00:00:00 UTC.
            epoch: 1_767_225_600.0,
            max_instructions: u64::MAX,
            max_seconds: 1e9,
        }
    }
}

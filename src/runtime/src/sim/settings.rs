//! What a simulation is given.

use interleave_run::{DEFAULT_CORES, RunSpec};
use serde::{Deserialize, Serialize};

use super::Costs;
use super::schedule::{Schedule, ScheduleError};

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
            cores: DEFAULT_CORES,
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

impl SimSettings {
    /// For a run, with this seed where it leaves that open.
    ///
    /// # Errors
    /// If the schedule that it is to repeat is none.
    pub fn of(run: &RunSpec, seed: u64) -> Result<SimSettings, ScheduleError> {
        let by_policy = SimSettings::by_policy(run, seed);
        Ok(match &run.schedule {
            Some(text) => SimSettings { schedule: text.parse()?, ..by_policy },
            None => by_policy,
        })
    }

    /// The same, without its schedule.
    pub fn by_policy(run: &RunSpec, seed: u64) -> SimSettings {
        let usual = SimSettings::default();
        let seed = run.settings.seed.unwrap_or(seed);
        SimSettings {
            cores: run.cores(usual.cores),
            gil: run.settings.gil,
            schedule: Schedule::of(run.settings.policy, seed),
            program_seed: seed,
            stdin: run.stdin.lines.clone(),
            stdin_open: run.stdin.open,
            max_instructions: run.limits.instructions.unwrap_or(usual.max_instructions),
            max_seconds: run.limits.time.map_or(usual.max_seconds, |time| time.as_secs_f64()),
            ..usual
        }
    }
}

//! What runs may take of this computer.

use std::time::Duration;

use clap::Args;
use interleave_run::Limits;

const MIB: u64 = 1 << 20;

/// What `interleave serve` lends.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Runs on this computer")]
pub struct Options {
    /// Serve the page only: no programs run on this computer
    #[arg(long)]
    pub no_runs: bool,
    /// How many programs may run at a time; others wait for their turn [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub max_runs: Option<u32>,
    /// Seconds after which a run is ended
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub run_time: u64,
    /// Processes that a run may have at a time
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub run_processes: u32,
    /// Memory of each process of a run, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(128..=1_048_576))]
    pub run_memory: u64,
    /// Text that a run may write, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub run_output: u64,
    /// What the files of a run may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub run_files: u64,
}

impl Options {
    pub(crate) fn most_runs(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.max_runs.map_or_else(cores, |runs| runs as usize)
    }

    /// The same for the native driver.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            time: Some(Duration::from_secs(self.run_time)),
            instructions: None,
            text: Some(self.run_output * MIB),
            memory: Some(self.run_memory * MIB),
            processes: Some(self.run_processes),
            files: Some(self.run_files * MIB),
        }
    }

    /// The same for people.
    pub(crate) fn words(&self) -> String {
        format!(
            "A run may take {}, {} processes of {} MiB each, {} MiB of output and {} MiB of files; at a time {} may run.",
            self.time_in_words(),
            self.run_processes,
            self.run_memory,
            self.run_output,
            self.run_files,
            self.most_runs(),
        )
    }

    pub(crate) fn time_in_words(&self) -> String {
        match self.run_time {
            seconds if seconds % 60 == 0 => format!("{} min", seconds / 60),
            seconds => format!("{seconds} s"),
        }
    }
}

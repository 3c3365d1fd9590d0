//! The command line.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use interleave_run::{Driver, MAX_CORES, Policy, Settings};
use interleave_runtime::sim::Schedule;

/// A playground for parallel programming as Python teaches it.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a Python file, or a lesson by its name
    Run(Run),
    /// Simulate a program under all schedules, or many, and list everything that can happen. Exit status: 0 if nothing was found,
    /// 1 if something was (--fail-on), 2 for a mistake in the command, 3 with --prove if nothing was found but not every schedule
    /// searched, 130 after Ctrl-C
    Check(Check),
    /// List the lessons and their parameters
    Lessons(Lessons),
    /// Write the skeleton of a new lesson
    NewLesson(NewLesson),
    /// Serve the page
    Serve(interleave_server::Options),
}

/// When a sleep or a timeout ends.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Time {
    /// In order, and when nobody else can go on
    Virtual,
    /// At any point: what is only ordered by sleeping is not ordered
    Any,
}

/// What makes a check fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Each of the following, of races only lost updates
    Any,
    /// An exit status that is not 0, a thread that dies of an exception
    Error,
    /// A deadlock, or a run without end
    Deadlock,
    /// Variables that workers share without order, whether that has changed an outcome or not
    Race,
    /// More than one outcome
    Outcome,
}

/// What to run.
#[derive(Args)]
pub(crate) struct Program {
    /// A .py or .ipynb file, or the name of a lesson
    pub(crate) file: String,
    /// The program's own arguments (sys.argv[1:])
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) arguments: Vec<String>,
    /// Set a parameter of the lesson; may be given more than once
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub(crate) values: Vec<String>,
    /// Let the threads of a process run in parallel, as in free-threaded CPython
    #[arg(long)]
    pub(crate) no_gil: bool,
}

#[derive(Args)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) program: Program,
    /// Who runs the workers
    #[arg(long, default_value = Driver::OF_COMMAND[0].name(), value_parser = drivers())]
    pub(crate) driver: Driver,
    /// Seed of `random` and, in the simulator, of the schedule
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,
    /// Simulator: number of virtual cores [default: 4]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_CORES)))]
    pub(crate) cores: Option<u32>,
    /// Simulator: how the next worker is picked [default: round-robin]
    #[arg(long, value_parser = policies())]
    pub(crate) policy: Option<Policy>,
    /// Simulator: repeat a schedule that `interleave check` or the page has found, on one core
    #[arg(long, conflicts_with_all = ["policy", "cores"])]
    pub(crate) schedule: Option<Schedule>,
    /// Native: let the program read and write the files of this folder, where its relative paths then begin; without it
    /// the program has files of its own, which go with the run
    #[arg(long, value_name = "DIR")]
    pub(crate) allow_files: Option<PathBuf>,
    /// Write what every worker did: `.json` for Perfetto and chrome://tracing, `.csv`, anything else JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,
}

impl Run {
    /// What was chosen; what was not is as usual.
    pub(crate) fn settings(&self) -> Settings {
        let usual = Settings::default();
        Settings {
            driver: self.driver,
            gil: !self.program.no_gil,
            cores: self.cores.unwrap_or(usual.cores),
            seed: self.seed,
            policy: self.policy.unwrap_or_default(),
        }
    }
}

/// The drivers of the command by name.
fn drivers() -> impl TypedValueParser<Value = Driver> {
    let values = Driver::OF_COMMAND.map(|driver| PossibleValue::new(driver.name()).help(driver.help()));
    PossibleValuesParser::new(values).map(|name| Driver::named(&name).unwrap_or_default())
}

/// The policies by name: those that need nobody to look on.
fn policies() -> impl TypedValueParser<Value = Policy> {
    let policies = Policy::ALL.into_iter().filter(|policy| !policy.needs_visitor());
    let values = policies.map(|policy| PossibleValue::new(policy.name()).help(policy.help()));
    PossibleValuesParser::new(values).map(|name| name.parse().unwrap_or_default())
}

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) program: Program,
    /// Seed of `random`
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    /// How many schedules to try at most
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) runs: u64,
    /// Take outputs that have the same lines in another order for one outcome
    #[arg(long)]
    pub(crate) any_order: bool,
    /// Fail (exit status 3) where nothing was found but not every schedule searched
    #[arg(long)]
    pub(crate) prove: bool,
    /// What makes the check fail; may be given more than once
    #[arg(long, value_enum, value_delimiter = ',', default_value = "any")]
    pub(crate) fail_on: Vec<FailOn>,
    /// What must hold at the end, when all threads have ended: an expression of the program's variables; may be given more than once
    #[arg(long, value_name = "EXPR")]
    pub(crate) assert: Vec<String>,
    /// Standard input of the program
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin: Option<PathBuf>,
    /// Write the report as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// When sleeps and timeouts end
    #[arg(long, value_enum, default_value = "virtual")]
    pub(crate) time: Time,
    /// End with the first outcome that is a deadlock, an error or an endless run
    #[arg(long)]
    pub(crate) stop_on_first: bool,
    /// End a run after so many instructions of all workers
    #[arg(long, value_name = "N", default_value_t = 5_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_instructions: u64,
    /// End the search after so many seconds, with what is known then
    #[arg(long, value_name = "SECONDS")]
    pub(crate) time_limit: Option<u64>,
    /// Do not look for variables that workers share without order
    #[arg(long)]
    pub(crate) no_races: bool,
}

#[derive(Args)]
pub(crate) struct Lessons {
    /// One lesson: show its text and parameters
    pub(crate) name: Option<String>,
}

#[derive(Args)]
pub(crate) struct NewLesson {
    /// The file to write, such as lessons/02-sharing/my-lesson.py
    pub(crate) file: PathBuf,
    /// Its title; made from the file's name otherwise
    #[arg(long)]
    pub(crate) title: Option<String>,
}

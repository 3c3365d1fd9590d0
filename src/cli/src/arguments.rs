//! The command line.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use interleave_run::{Driver, MAX_CORES, Policy, Settings};
use interleave_runtime::sim::Schedule;

/// A playground for parallel programming as Python teaches it.
#[derive(Parser)]
#[command(name = "interleave", version, arg_required_else_help = true)]
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
    /// Run a program with one value of a parameter after the other, and compare how long it takes. Exit status: 0 if every run ended
    /// well, 1 if one did not, 2 for a mistake in the command, 130 after Ctrl-C
    Sweep(Sweep),
    /// List the lessons and their parameters
    Lessons(Lessons),
    /// Write the skeleton of a new lesson
    NewLesson(NewLesson),
    /// Serve the page, and lend it this computer: whoever has the address that is printed runs programs on its processes
    Serve(Serve),
    /// Print a script that completes this command's words in a shell
    Completions(Completions),
    /// Print a page of the manual
    Man(Manual),
}

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) site: interleave_server::Options,
    #[command(flatten)]
    pub(crate) computer: interleave_computer::Options,
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

/// Where a program comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// A file, or else a lesson of this name.
    Named(&'a str),
    /// Standard input.
    Stdin,
    /// The command line.
    Code(&'a str),
}

/// What to run.
#[derive(Args)]
pub(crate) struct Program {
    /// A .py or .ipynb file, the name of a lesson, or `-` for a program from standard input
    #[arg(required_unless_present = "code")]
    pub(crate) file: Option<String>,
    /// The program's own arguments (sys.argv[1:])
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) arguments: Vec<String>,
    /// The program itself in place of a file, then its arguments, as `python -c` takes them: options stand before it
    #[arg(short = 'c', value_names = ["CODE", "ARGUMENTS"], num_args = 1.., allow_hyphen_values = true, conflicts_with = "file")]
    pub(crate) code: Option<Vec<String>>,
    /// Set a parameter of the lesson; may be given more than once
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub(crate) values: Vec<String>,
    /// Let the threads of a process run in parallel, as in free-threaded CPython
    #[arg(long)]
    pub(crate) no_gil: bool,
}

impl Program {
    /// Where it comes from.
    pub(crate) fn origin(&self) -> Origin<'_> {
        match (&self.code, self.file.as_deref()) {
            (Some(words), _) => Origin::Code(words.first().map_or("", String::as_str)),
            (None, Some("-")) => Origin::Stdin,
            // The parser sees to it that there is one or the other.
            (None, name) => Origin::Named(name.unwrap_or_default()),
        }
    }

    /// The program's own arguments.
    pub(crate) fn own_arguments(&self) -> &[String] {
        match &self.code {
            Some(words) => words.get(1..).unwrap_or_default(),
            None => &self.arguments,
        }
    }

    /// The end of a command line that names the same program with the same arguments.
    pub(crate) fn words(&self) -> Vec<String> {
        let first = match self.origin() {
            Origin::Named(name) => vec![name],
            Origin::Stdin => vec!["-"],
            Origin::Code(code) => vec!["-c", code],
        };
        first.into_iter().map(str::to_owned).chain(self.own_arguments().iter().cloned()).collect()
    }
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
    /// Show what every worker did, as lanes on standard error: 80 columns or more
    #[arg(long, conflicts_with = "compare")]
    pub(crate) timeline: bool,
    /// Run the program under this Python too, and say what differs. Exit status: 0 if nothing does, 1 if something does, 2 for a
    /// mistake in the command, 130 after Ctrl-C
    #[arg(long, value_name = "PYTHON", conflicts_with = "trace")]
    pub(crate) compare: Option<String>,
    /// With --compare: take outputs that have the same lines in another order for the same
    #[arg(long, requires = "compare")]
    pub(crate) any_order: bool,
    /// With --compare: write the comparison as JSON
    #[arg(long, requires = "compare")]
    pub(crate) json: bool,
}

impl Run {
    /// Somebody wants to see what every worker did.
    pub(crate) fn traces(&self) -> bool {
        self.trace.is_some() || self.timeline
    }

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

/// Who runs the programs of a sweep.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SweepDriver {
    /// Real processes and threads of the operating system
    Native,
    /// Simulated: times are virtual
    Sim,
    /// A Python that is installed
    Cpython,
}

#[derive(Args)]
pub(crate) struct Sweep {
    #[command(flatten)]
    pub(crate) program: Program,
    /// A parameter of the lesson and its values, such as WORKERS=1..8 or SIZE=10,100; may be given more than once
    #[arg(long = "param", value_name = "NAME=VALUES")]
    pub(crate) params: Vec<String>,
    /// Runs of each value [default: 5; simulated: 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) repeat: Option<u32>,
    /// Who runs the program
    #[arg(long, value_enum, default_value = "native")]
    pub(crate) driver: SweepDriver,
    /// With --driver cpython: its name or path [default: python3]
    #[arg(long, value_name = "PYTHON")]
    pub(crate) python: Option<String>,
    /// Simulator: number of virtual cores [default: 4]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_CORES)))]
    pub(crate) cores: Option<u32>,
    /// Seed of `random`
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// The work grows with the number of workers: the speed-up counts it so many times
    #[arg(long)]
    pub(crate) scaled: bool,
    /// Standard input of each run
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin: Option<PathBuf>,
    /// Write the results as a table of comma-separated values
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Draw the results
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Write the results as JSON
    #[arg(long)]
    pub(crate) json: bool,
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

#[derive(Args)]
pub(crate) struct Completions {
    /// Which shell; for bash: source <(interleave completions bash)
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Args)]
pub(crate) struct Manual {
    /// Of one command, such as run; of the whole otherwise. To read it: interleave man run | man -l -
    pub(crate) command: Option<String>,
    /// Write all pages into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub(crate) dir: Option<PathBuf>,
}

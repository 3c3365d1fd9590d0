//! Runs a Python file in the simulator.
//!
//!     cargo run -p interleave-runtime --example sim -- FILE.py [ARGUMENT…] [OPTION…]
//!
//! Options, before or after the file:
//!
//!     --cores N          virtual cores (4)
//!     --no-gil           threads of a process run in parallel
//!     --policy NAME      round-robin, random or pct (round-robin; random when a seed is given)
//!     --seed N           of the policy
//!     --schedule TEXT    repeat this schedule
//!     --lines            record lines
//!     --trace FILE       write the trace as JSON lines; as Chrome's JSON if FILE ends with .json, as CSV with .csv
//!     --quiet            no summary

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use interleave_engine::Source;
use interleave_engine::request::Stream;
use interleave_run::UnknownPolicy;
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{Program, Progress, Schedule, SimSettings, Simulation};
use interleave_trace::{Event, Header, Kind, State, Trace, Worker};

fn main() -> ExitCode {
    match run() {
        Ok(status) => ExitCode::from(status),
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

#[derive(Default)]
struct Options {
    file: String,
    argv: Vec<String>,
    trace: Option<String>,
    quiet: bool,
    settings: SimSettings,
}

fn options() -> Result<Options, String> {
    let mut options = Options::default();
    let mut policy = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--cores" => options.settings.cores = number(&value()?)? as u32,
            "--no-gil" => options.settings.gil = false,
            "--policy" => policy = Some(value()?),
            "--seed" => {
                options.settings.schedule.seed = number(&value()?)?;
                policy.get_or_insert("random".into());
            }
            "--schedule" => {
                options.settings.schedule = value()?.parse::<Schedule>().map_err(|error| error.to_string())?
            }
            "--lines" => options.settings.lines = u64::MAX,
            "--trace" => options.trace = Some(value()?),
            "--quiet" => options.quiet = true,
            _ if options.file.is_empty() => {
                options.file = argument.clone();
                options.argv.push(argument);
            }
            _ => options.argv.push(argument),
        }
    }
    if options.file.is_empty() {
        return Err("which file? See the head of this example for its options.".into());
    }
    if let Some(policy) = policy {
        let policy: PolicyKind = policy.parse().map_err(|error: UnknownPolicy| error.to_string())?;
        options.settings.schedule.policy = policy.unattended();
    }
    Ok(options)
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text} is not a number"))
}

fn run() -> Result<u8, String> {
    let options = options()?;
    let path = std::path::Path::new(&options.file);
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", options.file))?;
    let mut settings = options.settings.clone();
    settings.stdin_open = true;
    let mut program = Program::new(&options.file, &text);
    program.argv = options.argv.clone();
    program.environ = std::env::vars().filter(|(key, _)| key == "HOME" || key == "LANG").collect();
    program.files = neighbours(path);
    let started = std::time::Instant::now();
    let mut simulation = Simulation::new(program, settings);
    let mut events = Vec::new();
    let progress = loop {
        let progress = simulation.advance(1_000_000);
        events.extend(simulation.take_events());
        for output in simulation.take_output() {
            match output.stream {
                Stream::Stdout => print!("{}", output.text),
                Stream::Stderr => eprint!("{}", output.text),
            }
        }
        let _ = std::io::stdout().flush();
        match progress {
            Progress::Running => {}
            Progress::Input => {
                let mut line = String::new();
                match std::io::stdin().lock().read_line(&mut line) {
                    Ok(0) | Err(_) => simulation.close_input(),
                    Ok(_) => simulation.input(&line),
                }
            }
            other => break other,
        }
    };
    let status = match &progress {
        Progress::Finished { status } if *status < 0 => (128 - status) as u8,
        Progress::Finished { status } => *status as u8,
        Progress::Deadlock(deadlock) => {
            eprint!("{deadlock}");
            1
        }
        other => {
            eprintln!("stopped: {other:?}");
            1
        }
    };
    if !options.quiet {
        let schedule = simulation.schedule().to_string();
        let shown = if schedule.len() <= 200 { schedule } else { format!("{} characters", schedule.len()) };
        eprintln!(
            "\n{:.6} s on {} cores, {} instructions, {} events, {:.3} s real; schedule {shown}",
            simulation.now(),
            simulation.settings().cores,
            simulation.instructions(),
            events.len(),
            started.elapsed().as_secs_f64(),
        );
        summary(&events);
    }
    if let Some(file) = &options.trace {
        let settings = serde_json::to_value(simulation.settings()).map_err(|error| error.to_string())?;
        let text = if file.ends_with(".json") {
            interleave_trace::chrome::write(&events)
        } else if file.ends_with(".csv") {
            interleave_trace::csv::write(&events)
        } else {
            interleave_trace::jsonl::write(&Trace {
                header: Header::new("sim", &options.file, settings),
                events,
            })
        };
        std::fs::write(file, text).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(status)
}

/// The other Python files of the folder, and of packages in it: the program may import them.
fn neighbours(path: &std::path::Path) -> Vec<Source> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut files = Vec::new();
    collect(folder.unwrap_or(std::path::Path::new(".")), "", &mut files);
    files.retain(|source| path.file_name().is_none_or(|name| name.to_string_lossy() != source.file));
    files.sort_by(|a, b| a.file.cmp(&b.file));
    files
}

fn collect(folder: &std::path::Path, prefix: &str, files: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if path.join("__init__.py").exists() {
            collect(&path, &format!("{prefix}{name}/"), files);
        } else if name.ends_with(".py")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            files.push(Source { file: format!("{prefix}{name}"), text });
        }
    }
}

/// A line per worker: `#` runs, `.` ready, `=` blocked or joining, `z` asleep, `?` reads input, in equal parts of the time.
fn summary(events: &[Event]) {
    const WIDTH: usize = 72;
    let end = events.last().map_or(0, |event| event.time).max(1);
    let mut rows: BTreeMap<Worker, (String, Vec<(u64, char)>)> = BTreeMap::new();
    for event in events {
        let mark = match &event.kind {
            Kind::Started { name, .. } => {
                rows.entry(event.worker).or_default().0 = name.clone();
                '.'
            }
            Kind::State(State::Ready) => '.',
            Kind::State(State::Running) => '#',
            Kind::State(State::Starting) => '-',
            Kind::State(State::Blocked { .. } | State::Joining { .. }) => '=',
            Kind::State(State::Sleeping) => 'z',
            Kind::State(State::Reading) => '?',
            Kind::State(State::Finished | State::Raised | State::Killed) => ' ',
            _ => continue,
        };
        rows.entry(event.worker).or_default().1.push((event.time, mark));
    }
    let (reset, dim) = if std::io::stderr().is_terminal() { ("\x1b[0m", "\x1b[2m") } else { ("", "") };
    for (worker, (name, marks)) in rows {
        let row: String = (0..WIDTH).map(|column| most(&marks, end, column, WIDTH)).collect();
        eprintln!("{:>3}.{:<3} {name:20.20} {dim}|{reset}{row}{dim}|{reset}", worker.pid, worker.thread);
    }
}

/// The mark that takes most of a column's time.
fn most(marks: &[(u64, char)], end: u64, column: usize, width: usize) -> char {
    let from = end * column as u64 / width as u64;
    let to = (end * (column as u64 + 1) / width as u64).max(from + 1);
    let mut times: BTreeMap<char, u64> = BTreeMap::new();
    for (index, (since, mark)) in marks.iter().enumerate() {
        let until = marks.get(index + 1).map_or(end, |next| next.0);
        let time = until.min(to).saturating_sub((*since).max(from));
        *times.entry(*mark).or_default() += time;
    }
    times
        .into_iter()
        .filter(|(_, time)| *time > 0)
        .max_by_key(|(_, time)| *time)
        .map_or(' ', |(mark, _)| mark)
}

//! The native driver: the `interleave` command, its processes counted afterwards.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use interleave_trace::jsonl;

use super::{Driver, Outcome, Promises, command};

/// `interleave run` on real processes and threads.
pub struct Native {
    /// One thread of a process at a time.
    pub gil: bool,
}

impl Native {
    /// The variants that the suite runs on.
    pub fn variants() -> [Native; 2] {
        [Native { gil: true }, Native { gil: false }]
    }
}

/// All processes of a run have this in their environment.
const MARK: &str = "INTERLEAVE_CONFORMANCE_RUN";

/// What is ending may take this long to be gone.
const PATIENCE: Duration = Duration::from_millis(500);

impl Driver for Native {
    fn name(&self) -> String {
        if self.gil { "native-gil" } else { "native-free" }.into()
    }

    fn run(&self, program: &str, stdin: &[String]) -> Outcome {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        let run = format!("{}-{}", std::process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let folder = command::folder([("main.py", program)]);
        let mut interleave = Command::new(crate::interleave());
        interleave.args(["run", "--driver", "native", "--trace", "trace.jsonl"]);
        if !self.gil {
            interleave.arg("--no-gil");
        }
        let before = shared_memory_files();
        let mut outcome = command::run(interleave.arg("main.py").env(MARK, &run), folder.path(), stdin);
        outcome.promises = Promises { global_order: false, gil: self.gil, cores: None };
        let trace = fs::read_to_string(folder.path().join("trace.jsonl")).map_err(|error| error.to_string());
        match trace.and_then(|text| jsonl::read(&text).map_err(|error| format!("{error:?}"))) {
            Ok((trace, problems)) if problems.is_empty() && !trace.events.is_empty() => {
                outcome.events = trace.events;
            }
            Ok((_, problems)) => outcome.problems.push(format!("the trace is empty or flawed: {problems:?}")),
            Err(error) => outcome.problems.push(format!("no trace: {error}")),
        }
        let left = lasting(|| processes(&run));
        if !left.is_empty() {
            outcome.problems.push(format!("processes left: {left:?}"));
        }
        let left = lasting(|| {
            let new = shared_memory_files().difference(&before).cloned().collect::<Vec<_>>();
            // Looking takes a while: meanwhile another run may have ended and taken its files with it.
            let is_there = |name: &String| Path::new("/dev/shm").join(name).exists();
            new.into_iter().filter(|name| !is_in_use(name) && is_there(name)).collect()
        });
        if !left.is_empty() {
            outcome.problems.push(format!("files left in /dev/shm: {left:?}"));
        }
        outcome
    }
}

/// What is still found when there was time for it to go.
fn lasting<T>(find: impl Fn() -> Vec<T>) -> Vec<T> {
    let started = Instant::now();
    loop {
        let found = find();
        if found.is_empty() || started.elapsed() > PATIENCE {
            return found;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The processes of a run: pid, name, state, parent. A zombie has no environment; `interleave` has reaped its own when it ends.
fn processes(run: &str) -> Vec<String> {
    let mark = format!("{MARK}={run}");
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    pids.filter(|pid| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|entry| entry == mark.as_bytes())
    })
    .map(|pid| {
        let status = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        status.split(" ").take(4).collect::<Vec<_>>().join(" ")
    })
    .collect()
}

fn shared_memory_files() -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir("/dev/shm") else { return BTreeSet::new() };
    entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Whether a living process uses the file. This run has ended: then it is another program's.
fn is_in_use(name: &str) -> bool {
    let path = format!("/dev/shm/{name}");
    let Ok(entries) = fs::read_dir("/proc") else { return false };
    entries.flatten().any(|entry| {
        let maps = fs::read_to_string(entry.path().join("maps")).unwrap_or_default();
        let is_open = || {
            let fds = fs::read_dir(entry.path().join("fd")).into_iter().flatten().flatten();
            fds.filter_map(|fd| fs::read_link(fd.path()).ok()).any(|target| target == Path::new(&path))
        };
        maps.contains(&path) || is_open()
    })
}

//! Starting a Python process, on both sides: [`Launcher`] in the parent, [`maybe_run_child`] in the new process.
//!
//! The child executes the same program file with a hidden argument. Its standard input is a socket that already has one
//! packet in it: descriptors of memory with a [`Start`] and the heap image, the run's [`Board`], the run's lifeline, the real
//! standard input, the trace's socket if there is a trace, the compiled library, then those of the handles it holds. So nothing else is inherited by
//! chance, and the parent can use `posix_spawn`, which does not copy its page tables.

use std::fs::File;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use interleave_engine::request::{Handle, SignalAction, Spawn};
use interleave_engine::{Interpreter, Settings, compiled};
use interleave_run::RunSpec;
use interleave_runtime::Process;
use interleave_runtime::process::Identity;
use interleave_trace::Worker;
use serde::{Deserialize, Serialize};

use crate::board::Board;
use crate::events;
use crate::handles::{Description, Held, Resource};
use crate::host::NativeHost;
use crate::shortcuts::Direct;
use crate::sys::{self, Errno, Result};
use crate::{process, signals, threads};

/// How much freed memory a process keeps: enough for the copies of a message of some megabytes.
const KEPT_BYTES: i32 = 16 << 20;

/// The hidden first argument.
const ARGUMENT: &str = "__process";

/// What all processes of a run have in common.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) run: RunSpec,
    pub(crate) cpu_count: u32,
    pub(crate) files_at: crate::files::Place,
}

/// What one process begins with, beside its heap image.
#[derive(Serialize, Deserialize)]
struct Start {
    plan: Plan,
    name: String,
    parent: Option<Worker>,
    /// Program file, for children of this process.
    program: PathBuf,
    entropy: u64,
    handles: Vec<Description>,
    signals: Vec<(i32, SignalAction)>,
    has_image: bool,
    has_trace: bool,
    /// How many modules the compiled library has that comes along.
    library: Option<usize>,
}

/// Starts processes of a run.
pub(crate) struct Launcher {
    pub(crate) plan: Plan,
    /// The program file to execute.
    pub(crate) program: PathBuf,
    /// The end of this pipe is the end of every process.
    pub(crate) lifeline: OwnedFd,
    /// The compiled library, and how many modules it has.
    pub(crate) library: Option<(usize, OwnedFd)>,
}

/// Where the first process gets its standard streams from.
pub(crate) struct Streams<'a> {
    pub(crate) stdin: BorrowedFd<'a>,
    pub(crate) stdout: Stdio,
    pub(crate) stderr: Stdio,
}

impl Launcher {
    /// Starts the program's first process: its pid and a descriptor to watch it by.
    pub(crate) fn launch_first(
        &self,
        board: &Board,
        streams: Streams<'_>,
        trace: Option<&OwnedFd>,
    ) -> Result<(u32, OwnedFd)> {
        let name = "MainProcess".to_string();
        self.launch(board, name, None, None, &[], &[], streams, trace)
    }

    /// Starts a child of this process.
    pub(crate) fn launch_child(
        &mut self,
        board: &Board,
        spawn: Spawn,
        parent: Worker,
        resources: &[(Handle, Resource)],
        trace: Option<&OwnedFd>,
    ) -> Result<(u32, OwnedFd)> {
        let count = compiled::count();
        if self.library.as_ref().is_none_or(|(stored, _)| *stored < count) {
            self.library = Some((count, sys::memory_with(&[&compiled::store()])?));
        }
        let (null, input);
        let stdin = if spawn.input {
            input = std::io::stdin();
            input.as_fd()
        } else {
            null = File::open("/dev/null").map_err(to_errno)?;
            null.as_fd()
        };
        let streams = Streams { stdin, stdout: Stdio::inherit(), stderr: Stdio::inherit() };
        let (image, signals) = (Some(spawn.image.as_slice()), &spawn.signals);
        self.launch(board, spawn.name.clone(), Some(parent), image, signals, resources, streams, trace)
    }

    #[expect(clippy::too_many_arguments)]
    fn launch(
        &self,
        board: &Board,
        name: String,
        parent: Option<Worker>,
        image: Option<&[u8]>,
        signals: &[(i32, SignalAction)],
        resources: &[(Handle, Resource)],
        streams: Streams<'_>,
        trace: Option<&OwnedFd>,
    ) -> Result<(u32, OwnedFd)> {
        let mut of_handles = Vec::new();
        let handles =
            resources.iter().map(|(handle, resource)| resource.describe(*handle, &mut of_handles)).collect();
        let start = Start {
            plan: self.plan.clone(),
            name,
            parent,
            program: self.program.clone(),
            entropy: entropy(),
            handles,
            signals: signals.to_vec(),
            has_image: image.is_some(),
            has_trace: trace.is_some(),
            library: self.library.as_ref().map(|(count, _)| *count),
        };
        let start = postcard::to_stdvec(&start).map_err(|_| Errno::NOMEM)?;
        let length = (start.len() as u64).to_le_bytes();
        let memory = sys::memory_with(&[&length, &start, image.unwrap_or_default()])?;

        let mut fds = vec![memory.as_fd(), board.memory(), self.lifeline.as_fd(), streams.stdin];
        fds.extend(trace.map(|trace| trace.as_fd()));
        fds.extend(self.library.as_ref().map(|(_, library)| library.as_fd()));
        fds.extend(of_handles.iter().map(|fd| fd.as_fd()));
        let (ours, theirs) = sys::packet_pair()?;
        sys::send_packet(ours.as_fd(), &[&(fds.len() as u32).to_le_bytes()], &fds)?;

        let child = Command::new(&self.program)
            .arg0("interleave")
            .arg(ARGUMENT)
            .stdin(theirs)
            .stdout(streams.stdout)
            .stderr(streams.stderr)
            .spawn()
            .map_err(to_errno)?;
        let watch = sys::watch_process(child.id())?;
        if !signals.is_empty() {
            // A signal that comes before the child can take it would end it.
            sys::wait_ready(&[(ours.as_fd(), false), (watch.as_fd(), false)], None);
        }
        Ok((child.id(), watch))
    }
}

fn to_errno(error: std::io::Error) -> Errno {
    error.raw_os_error().map_or(Errno::IO, Errno::from_raw_os_error)
}

/// Bits nobody can guess, from the hash seeds that the standard library draws.
pub(crate) fn entropy() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u64(sys::monotonic_nanos());
    hasher.write_u32(std::process::id());
    hasher.finish()
}

/// Becomes a Python process if this program was started as one, and then never returns.
///
/// Every program that calls [`crate::run`] calls this first thing in `main`: processes are made by executing the program
/// again. A program that cannot (a test harness) names another one in [`crate::RunSettings::program`].
pub fn maybe_run_child() {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == ARGUMENT) {
        match begin() {
            Ok((process, host, gil)) => {
                let status = if gil { process::run(process, host) } else { threads::run(process, host) };
                end(status)
            }
            Err(Failure::System(errno)) => {
                eprintln!("interleave: cannot start a process: {errno}");
                std::process::exit(70)
            }
            Err(Failure::Image(error)) => {
                eprintln!("interleave: cannot start a process: its heap image is damaged: {error}");
                std::process::exit(70)
            }
        }
    }
}

/// Ends this process with a Python process's status.
fn end(status: i32) -> ! {
    if status < 0 {
        // Died of a signal: let the operating system say so.
        signals::die_of(-status);
    }
    sys::exit(status & 0xff)
}

enum Failure {
    System(Errno),
    Image(String),
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Failure {
        Failure::System(errno)
    }
}

fn begin() -> std::result::Result<(Process, NativeHost, bool), Failure> {
    let count = |packet: &[u8]| packet.first_chunk().map_or(0, |count| u32::from_le_bytes(*count) as usize);
    let (_, fds) = sys::receive_packet(std::io::stdin().as_fd(), &mut [0; 4], count)?;
    let mut fds = fds.into_iter();
    let mut next = || fds.next().ok_or(Errno::BADMSG);
    let (memory, board, lifeline, stdin) = (next()?, next()?, next()?, next()?);

    let parent = std::io::stdin().as_fd().try_clone_to_owned().map_err(to_errno)?;
    rustix::stdio::dup2_stdin(&stdin)?;
    drop(stdin);
    let bytes = sys::read_memory(memory.as_fd())?;
    drop(memory);
    let (length, rest) = bytes.split_first_chunk::<8>().ok_or(Errno::BADMSG)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| Errno::BADMSG)?;
    let (start, image) = rest.split_at_checked(length).ok_or(Errno::BADMSG)?;
    let start: Start = postcard::from_bytes(start).map_err(|_| Errno::BADMSG)?;

    let mut signals = signals::Signals::interrupts().map_err(to_errno)?;
    for (signal, _) in &start.signals {
        signals.listen(*signal).map_err(to_errno)?;
    }
    // The other end sees that it is closed.
    drop(parent);
    sys::allow_many_files();
    sys::keep_freed_memory(KEPT_BYTES);
    if let Some(limit) = start.plan.run.limits.memory {
        sys::limit_memory(limit);
        // The program is told before the system refuses.
        interleave_engine::memory::set_limit(usize::try_from(limit / 2).unwrap_or(usize::MAX));
        // Where all processes together want too much, this one goes first, and whoever has started the run stays.
        sys::offer_to_be_killed();
    }
    if let Some(limit) = start.plan.run.limits.files {
        sys::limit_files(limit);
    }
    let alone = signals::die_with(&lifeline)?.is_some();
    let trace = if start.has_trace { Some(events::Sender::new(Arc::new(next()?))) } else { None };
    let library = match start.library {
        Some(count) => {
            let library = next()?;
            compiled::load(&sys::read_memory(library.as_fd())?);
            Some((count, library))
        }
        None => None,
    };
    let held = Arc::new(Held::default());
    for description in start.handles {
        held.add(description.handle, Resource::restore(description, &mut fds)?);
    }

    let pid = std::process::id();
    let run = &start.plan.run;
    let gil = run.settings.gil;
    let settings = Settings {
        pid,
        parent_pid: std::os::unix::process::parent_id(),
        cpu_count: start.plan.cpu_count,
        gil,
        // Of several threads a copy would have one, and what the others had locked.
        copies: gil && alone,
        seed: run.settings.seed,
        entropy: start.entropy,
        directory: start.plan.files_at.directory.clone(),
        ..Settings::of(run.program.clone())
    };
    let (interpreter, main) = if start.has_image {
        Interpreter::from_image(settings, image).map_err(|error| Failure::Image(error.to_string()))?
    } else {
        let interpreter = Interpreter::new(settings);
        let main = interpreter.main_thread();
        (interpreter, main)
    };
    drop(bytes);

    let launcher = Launcher { plan: start.plan, program: start.program, lifeline, library };
    let board = Arc::new(Board::open(board)?);
    interpreter.set_shortcuts(Box::new(Direct { board: board.clone(), held: held.clone() }));
    if !start.has_trace {
        interpreter.set_unwatched();
    }
    let mut host = NativeHost::new(board, launcher, held, trace, signals);
    let identity = Identity { pid, name: start.name, parent: start.parent, signals: start.signals };
    let process = Process::new(interpreter, main, identity, &mut host, start.has_trace);
    Ok((process, host, gil))
}

/// Calls [`maybe_run_child`] before `main`: for programs whose `main` is not their own, as test harnesses.
#[macro_export]
macro_rules! run_child_before_main {
    () => {
        const _: () = {
            extern "C" fn start() {
                $crate::maybe_run_child();
            }
            #[used]
            #[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
            #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
            static START: extern "C" fn() = start;
        };
    };
}

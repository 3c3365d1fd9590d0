//! The root of a run: starts the program's first process, passes on its text and its events, and ends everything.
//!
//! The program runs in processes of its own, never in the root: so it can be stopped whatever it does, its memory and its
//! crashes are its own, and a server can run many programs.

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use interleave_run::{Driver, RunSpec};
use interleave_trace::{Event, Kind, TextStream, Worker};

use crate::board::Board;
use crate::child::{Launcher, Plan, Streams};
use crate::events::Merger;
use crate::files::{Place, Temporary};
use crate::signals::Signals;
use crate::sys::{self, Errno};

/// Where standard input comes from. Only the first process reads it.
#[derive(Debug, Default)]
pub enum Stdin {
    /// The root's own.
    #[default]
    Inherit,
    /// Nothing.
    Null,
    /// This.
    Bytes(Vec<u8>),
    /// What comes through the reading end of a pipe.
    Pipe(OwnedFd),
}

/// Receives what the program writes, in pieces as they come.
pub type TextSink = Box<dyn FnMut(TextStream, &[u8]) + Send>;

/// Receives the events of all processes, in order of time.
pub type TraceSink = Box<dyn FnMut(Event) + Send>;

/// Receives each file that the program has left in its own folder, in order of path, open for reading. A path in the folder in which
/// it began is relative.
pub type FileSink = Box<dyn FnMut(&str, &mut File) -> std::io::Result<()> + Send>;

/// Somebody looks on: events come soon, even if some then stand a little out of order, and only while this is open. While it is
/// closed, the processes of the run wait as soon as what lies between is full.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<AtomicBool>);

impl Gate {
    /// Opens or closes it.
    pub fn set_open(&self, open: bool) {
        self.0.store(!open, Ordering::Relaxed);
    }

    fn is_open(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

/// Where standard output and standard error go.
#[derive(Default)]
pub enum Output {
    /// To the root's own, written by the processes themselves.
    #[default]
    Inherit,
    /// To a function, on the thread that called [`run`].
    Sink(TextSink),
}

/// Ends a run from another thread.
#[derive(Clone, Debug)]
pub struct Stop {
    bell: Arc<OwnedFd>,
}

impl Stop {
    /// A switch for one run.
    pub fn new() -> std::io::Result<Stop> {
        Ok(Stop { bell: Arc::new(sys::bell()?) })
    }

    /// Ends all processes of the run, at once.
    pub fn stop(&self) {
        sys::ring(self.bell.as_fd());
    }
}

/// What to run, and how.
pub struct RunSettings {
    /// The program, and what is chosen for it. Input comes from [`RunSettings::stdin`], and cores are the machine's.
    pub run: RunSpec,
    /// Standard input.
    pub stdin: Stdin,
    /// Standard output and standard error.
    pub output: Output,
    /// Asks for a trace.
    pub trace: Option<TraceSink>,
    /// Asks for it while the program runs.
    pub live: Option<Gate>,
    /// Asks for the files that the program leaves, where it has its own.
    pub left: Option<FileSink>,
    /// To end the run.
    pub stop: Option<Stop>,
    /// The folder whose files the program may read and write; none: files of its own, which go with the run.
    pub files_at: Option<PathBuf>,
    /// The program file that becomes Python processes with [`crate::maybe_run_child`]; this one by default.
    pub program: Option<PathBuf>,
    /// The calling process does nothing but this run, in front of a terminal: Ctrl-C is answered here, and orphans of the
    /// program are reaped.
    pub foreground: bool,
}

impl RunSettings {
    /// A run with the streams of this process. One without an environment gets this process's.
    pub fn new(mut run: RunSpec) -> RunSettings {
        run.settings.driver = Driver::Native;
        if run.program.environ.is_empty() {
            run.program.environ = std::env::vars().collect();
        }
        RunSettings {
            run,
            stdin: Stdin::default(),
            output: Output::default(),
            trace: None,
            live: None,
            left: None,
            stop: None,
            files_at: None,
            program: None,
            foreground: false,
        }
    }
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first process ended.
    Exited,
    /// By Ctrl-C.
    Interrupted,
    /// By [`Stop::stop`].
    Stopped,
    /// [`Limits::time`] was over.
    OutOfTime,
    /// It wrote more than [`Limits::text`].
    TooMuchText,
    /// Its own files took more than [`Limits::files`].
    TooMuchInFiles,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOutcome {
    /// Exit status of the first process; negative for a signal.
    pub status: i32,
    /// Why.
    pub end: End,
    /// How long it took.
    pub time: Duration,
}

impl RunOutcome {
    /// The status for the shell: 128 + number for a signal.
    pub fn exit_code(&self) -> u8 {
        if self.status < 0 { (128 - self.status) as u8 } else { self.status as u8 }
    }
}

/// After Ctrl-C the program has so long to end by itself: `KeyboardInterrupt` and its `finally` blocks.
const GRACE: Duration = Duration::from_secs(2);

/// Runs a program in processes of its own, and returns when all of them have ended.
///
/// Orphans, processes that outlive the first one, end with the run.
pub fn run(settings: RunSettings) -> std::io::Result<RunOutcome> {
    let started = Instant::now();
    sys::allow_many_files();
    if settings.foreground {
        sys::adopt_orphans();
    }
    let machine = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32);
    let limits = settings.run.limits.clone();
    // Removed when the run is over.
    let mut temporary = None;
    let files_at = match &settings.files_at {
        Some(folder) => Place::real(folder)?,
        None => temporary.insert(Temporary::create(settings.run.program.texts())?).place.clone(),
    };
    let plan = Plan { files_at, cpu_count: settings.run.cores(machine), run: settings.run };
    let (lifeline, life) = std::io::pipe()?;
    let program = settings.program.map_or_else(sys::program, Ok)?;
    let launcher = Launcher { plan, program, lifeline: lifeline.into(), library: None };
    let board = Board::create(limits.processes.unwrap_or(u32::MAX))?;
    board.add_process();

    let interrupts = if settings.foreground { Some(Signals::interrupts()?) } else { None };
    let (merger, trace) = match settings.trace {
        Some(sink) => {
            let (receiver, sender) = sys::packet_pair()?;
            (Some(Merger::new(receiver, sink, settings.live.is_some())), Some(sender))
        }
        None => (None, None),
    };
    let stdin = open_stdin(settings.stdin)?;
    let (texts, stdout, stderr) = match settings.output {
        Output::Inherit => (None, Stdio::inherit(), Stdio::inherit()),
        Output::Sink(sink) => {
            let ((out, out_write), (err, err_write)) = (std::io::pipe()?, std::io::pipe()?);
            let pipes = vec![(TextStream::Stdout, out.into()), (TextStream::Stderr, err.into())];
            (Some(Texts { pipes, sink, left: limits.text }), out_write.into(), err_write.into())
        }
    };
    let streams = Streams { stdin: stdin.as_fd(), stdout, stderr };
    let (pid, watch) = launcher.launch_first(&board, streams, trace.as_ref())?;
    drop((stdin, trace));

    let deadline = limits.time.map(|time| started + time);
    let files = temporary.as_ref().zip(limits.files).map(|(own, most)| Quota::new(own, most));
    let live = settings.live.filter(|_| merger.is_some());
    let root =
        Root { pid, watch, board, texts, merger, live, interrupts, stop: settings.stop, files, deadline };
    let (status, end) = root.watch(life.into());
    if let (Some(own), Some(mut sink)) = (&temporary, settings.left) {
        own.each(&mut sink)?;
    }
    if settings.foreground {
        reap_orphans();
    }
    Ok(RunOutcome { status, end, time: started.elapsed() })
}

fn open_stdin(stdin: Stdin) -> std::io::Result<OwnedFd> {
    Ok(match stdin {
        Stdin::Inherit => std::io::stdin().as_fd().try_clone_to_owned()?,
        Stdin::Null => File::open("/dev/null")?.into(),
        Stdin::Pipe(end) => end,
        Stdin::Bytes(bytes) => {
            let mut file = File::from(sys::memory(0)?);
            file.write_all(&bytes)?;
            std::io::Seek::rewind(&mut file)?;
            file.into()
        }
    })
}

/// Orphans end when the lifeline is cut; this takes away what is left of them.
fn reap_orphans() {
    let patience = Instant::now() + Duration::from_secs(1);
    while sys::reap_any() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(1));
    }
}

struct Texts {
    pipes: Vec<(TextStream, OwnedFd)>,
    sink: TextSink,
    left: Option<u64>,
}

impl Texts {
    /// Reads what is there; false if it is more than allowed.
    fn read(&mut self, ready: &[bool]) -> bool {
        let mut bytes = [0; 16 * 1024];
        let mut index = 0;
        let sink = &mut self.sink;
        let left = &mut self.left;
        let mut within = true;
        self.pipes.retain(|(stream, pipe)| {
            index += 1;
            if !ready[index - 1] {
                return true;
            }
            match rustix::io::read(pipe, &mut bytes) {
                Ok(0) => false,
                Ok(count) => {
                    let allowed = left.map_or(count, |left| count.min(left as usize));
                    within &= allowed == count;
                    if let Some(left) = left {
                        *left -= allowed as u64;
                    }
                    if allowed > 0 {
                        sink(*stream, &bytes[..allowed]);
                    }
                    true
                }
                Err(Errno::INTR | Errno::AGAIN) => true,
                Err(_) => false,
            }
        });
        within
    }
}

/// How much a run's own files may take, looked at now and then.
struct Quota<'t> {
    own: &'t Temporary,
    most: u64,
    next: Instant,
}

impl<'t> Quota<'t> {
    /// Between two looks.
    const EVERY: Duration = Duration::from_millis(250);

    fn new(own: &'t Temporary, most: u64) -> Quota<'t> {
        Quota { own, most, next: Instant::now() + Quota::EVERY }
    }

    fn is_exceeded(&mut self) -> bool {
        if Instant::now() < self.next {
            return false;
        }
        let exceeded = self.own.takes() > self.most;
        // A look at many files takes its time, which is not to be all that this does.
        self.next = Instant::now() + Quota::EVERY;
        exceeded
    }
}

struct Root<'t> {
    pid: u32,
    watch: OwnedFd,
    board: Board,
    texts: Option<Texts>,
    merger: Option<Merger>,
    live: Option<Gate>,
    interrupts: Option<Signals>,
    stop: Option<Stop>,
    files: Option<Quota<'t>>,
    deadline: Option<Instant>,
}

impl Root<'_> {
    /// Seconds until events are looked at without being told to: see [`Merger`].
    const PATIENCE: f64 = 0.1;
    /// The same while somebody looks on.
    const LIVE: f64 = 0.02;

    /// Until the first process has ended and all text was read.
    fn watch(mut self, life: OwnedFd) -> (i32, End) {
        let mut life = Some(life);
        let mut end = End::Exited;
        let mut status = None;
        while status.is_none() || self.texts.as_ref().is_some_and(|texts| !texts.pipes.is_empty()) {
            let receives = self.live.as_ref().is_none_or(Gate::is_open);
            let ready = self.wait(status.is_none(), receives);
            let mut ready = ready.into_iter();
            if status.is_none()
                && ready.next() == Some(true)
                && let Ok(Some(ended)) = sys::reap(self.pid, self.watch.as_fd())
            {
                status = Some(ended);
                life = None;
            }
            if let Some(merger) = &mut self.merger {
                if receives && ready.next() == Some(true) {
                    merger.receive();
                }
                merger.pass_on(self.board.nanos());
            }
            let stopped = self.stop.is_some() && ready.next() == Some(true);
            if let Some(interrupts) = &mut self.interrupts
                && ready.next() == Some(true)
                && !interrupts.take(&interrupts.fds().map(|fd| fd.as_raw_fd()).collect()).is_empty()
                && life.is_some()
            {
                // The terminal sent it to all processes of the program as well. A second one is not patient.
                let patience = if end == End::Interrupted { Duration::ZERO } else { GRACE };
                end = End::Interrupted;
                self.deadline = Some(Instant::now() + patience);
            }
            let rest: Vec<bool> = ready.collect();
            let within = self.texts.as_mut().is_none_or(|texts| texts.read(&rest));
            let over = self.deadline.is_some_and(|deadline| deadline <= Instant::now());
            let full = life.is_some() && self.files.as_mut().is_some_and(Quota::is_exceeded);
            if life.is_some() && (stopped || !within || full || over) {
                end = match end {
                    End::Interrupted => End::Interrupted,
                    _ if stopped => End::Stopped,
                    _ if !within => End::TooMuchText,
                    _ if full => End::TooMuchInFiles,
                    _ => End::OutOfTime,
                };
                let _ = sys::kill(self.pid, 9);
                life = None;
                (self.stop, self.deadline) = (None, None);
            }
        }
        let status = status.unwrap_or(-9);
        if let Some(mut merger) = self.merger {
            let (now, worker) = (self.board.nanos(), Worker { pid: self.pid, thread: 0 });
            let started = Kind::Started { name: "MainProcess".into(), parent: None };
            merger.add(Event { time: 0, worker, kind: started });
            merger.add(Event { time: now, worker, kind: Kind::Exited { status } });
            merger.finish(now);
        }
        (status, end)
    }

    /// Waits for: the first process (unless it has ended), events (if they are received), stop, Ctrl-C, text; in this order.
    fn wait(&self, watches: bool, receives: bool) -> Vec<bool> {
        let mut fds: Vec<(BorrowedFd<'_>, bool)> = Vec::new();
        if watches {
            fds.push((self.watch.as_fd(), false));
        }
        fds.extend(self.merger.as_ref().filter(|_| receives).map(|merger| (merger.socket.as_fd(), false)));
        fds.extend(self.stop.as_ref().map(|stop| (stop.bell.as_fd(), false)));
        fds.extend(
            self.interrupts.iter().flat_map(|interrupts| interrupts.fds().map(|fd| (fd.as_fd(), false))),
        );
        if let Some(texts) = &self.texts {
            fds.extend(texts.pipes.iter().map(|(_, pipe)| (pipe.as_fd(), false)));
        }
        let seconds =
            self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()).as_secs_f64());
        let patience = match (&self.live, &self.merger, &self.files) {
            (Some(_), ..) => Some(Self::LIVE),
            (_, Some(_), _) => Some(Self::PATIENCE),
            (.., Some(_)) => Some(Quota::EVERY.as_secs_f64()),
            _ => None,
        };
        let seconds = patience.map_or(seconds, |patience| Some(seconds.unwrap_or(patience).min(patience)));
        sys::wait_ready(&fds, seconds)
    }
}

//! Another program, run to its end: what it wrote, how it ended, and the time it took.

use std::io::{self, Read, Write};
use std::mem::MaybeUninit;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Bytes of a stream that are kept; what is beyond them is read and forgotten.
const KEPT: usize = 16 << 20;

/// How far standard input is read ahead of whoever reads it.
const AHEAD: usize = 1 << 20;

/// What a program did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measured {
    /// As a shell has it: 128 + number for a signal.
    pub(crate) status: i32,
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// Of it and of the processes that it has waited for, in the system too.
    pub(crate) cpu: Duration,
    pub(crate) stdout: Written,
    pub(crate) stderr: Written,
}

/// What was written to a stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// There was more.
    pub(crate) cut: bool,
}

/// What a program reads.
#[derive(Clone)]
pub(crate) enum Input {
    Nothing,
    Text(Arc<str>),
    /// This command's own standard input, from its beginning for each program.
    Shared(Shared),
}

/// Runs it. Its streams are those given here.
///
/// # Errors
/// If it cannot be started.
pub(crate) fn run(command: &mut Command, input: &Input) -> io::Result<Measured> {
    let stdin = if matches!(input, Input::Nothing) { Stdio::null() } else { Stdio::piped() };
    let started = Instant::now();
    let mut child = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(pipe) = child.stdin.take() {
        input.feed(pipe);
    }
    let (stdout, stderr) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let (status, cpu) = wait(&child)?;
    let wall = started.elapsed();
    let text = |collected: thread::JoinHandle<Written>| collected.join().unwrap_or_default();
    let status = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    Ok(Measured { status, wall, cpu, stdout: text(stdout), stderr: text(stderr) })
}

/// Reads all that is written to a stream.
fn collect(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Written> {
    thread::spawn(move || {
        let mut kept = Vec::new();
        let mut cut = false;
        if let Some(mut stream) = stream {
            // A stream that breaks has ended.
            let _ = stream.by_ref().take(KEPT as u64).read_to_end(&mut kept);
            cut = io::copy(&mut stream, &mut io::sink()).is_ok_and(|more| more > 0);
        }
        Written { text: String::from_utf8_lossy(&kept).into_owned(), cut }
    })
}

/// Waits for its end; the time that it has computed is known then.
fn wait(child: &Child) -> io::Result<(ExitStatus, Duration)> {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    loop {
        // SAFETY: the process is a child that nobody else waits for, and both places live until the call returns.
        let ended = unsafe { libc::wait4(child.id().cast_signed(), &raw mut status, 0, usage.as_mut_ptr()) };
        if ended >= 0 {
            break;
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    // SAFETY: a `rusage` is made of integers, for which zeros are values; the call has filled it.
    let usage = unsafe { usage.assume_init() };
    let duration = |time: libc::timeval| {
        Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
    };
    Ok((ExitStatus::from_raw(status), duration(usage.ru_utime) + duration(usage.ru_stime)))
}

impl Input {
    /// Gives it to a program, as fast as that reads. A program that does not want it closes its end.
    fn feed(&self, mut pipe: ChildStdin) {
        match self.clone() {
            Input::Nothing => {}
            Input::Text(text) => {
                thread::spawn(move || pipe.write_all(text.as_bytes()));
            }
            Input::Shared(shared) => {
                thread::spawn(move || shared.copy_to(&mut pipe));
            }
        }
    }
}

/// What was read of standard input so far.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    ended: bool,
    /// The furthest that somebody was given.
    given: usize,
}

impl Shared {
    /// Begins to read.
    pub(crate) fn of(mut source: impl Read + Send + 'static) -> Shared {
        let shared = Shared::default();
        let ours = shared.clone();
        thread::spawn(move || {
            let mut piece = vec![0; 64 * 1024];
            loop {
                let count = source.read(&mut piece).unwrap_or(0);
                let mut state = ours.lock();
                state.bytes.extend(&piece[..count]);
                state.ended = count == 0;
                ours.state.1.notify_all();
                if count == 0 {
                    return;
                }
                while state.bytes.len() > state.given + AHEAD {
                    state = ours.wait(state);
                }
            }
        });
        shared
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.state.1.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes all of it from its beginning, as it comes.
    fn copy_to(&self, to: &mut impl Write) -> io::Result<()> {
        let mut at = 0;
        loop {
            let mut state = self.lock();
            while state.bytes.len() == at && !state.ended {
                state = self.wait(state);
            }
            let piece = state.bytes[at..].to_vec();
            if piece.is_empty() {
                return Ok(());
            }
            at += piece.len();
            state.given = state.given.max(at);
            self.state.1.notify_all();
            drop(state);
            to.write_all(&piece)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, input: &Input) -> Measured {
        run(Command::new("sh").args(["-c", script]), input).expect("there is a shell")
    }

    #[test]
    fn ends_and_texts() {
        for (script, status, stdout, stderr) in [
            ("echo out; echo err >&2", 0, "out\n", "err\n"),
            ("exit 7", 7, "", ""),
            ("kill -9 $$", 137, "", ""),
            ("printf '\\377'", 0, "\u{fffd}", ""),
            ("cat", 0, "", ""),
        ] {
            let done = shell(script, &Input::Nothing);
            let seen = (done.status, done.stdout.text.as_str(), done.stderr.text.as_str());
            assert_eq!(seen, (status, stdout, stderr), "{script}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let done = shell(&format!("head -c {} /dev/zero", KEPT + 1), &Input::Nothing);
        assert_eq!((done.stdout.text.len(), done.stdout.cut, done.stderr.cut), (KEPT, true, false));
    }

    #[test]
    fn input_is_the_same_for_everybody() {
        let text = "line\n".repeat(AHEAD);
        let shared = Shared::of(io::Cursor::new(text.clone().into_bytes()));
        for input in [Input::Text(text.as_str().into()), Input::Shared(shared)] {
            for script in ["head -n 1", "wc -c", "true", "wc -c"] {
                let done = shell(script, &input);
                let expected = match script {
                    "wc -c" => text.len().to_string(),
                    "true" => String::new(),
                    _ => "line".into(),
                };
                assert_eq!((done.status, done.stdout.text.trim()), (0, expected.as_str()), "{script}");
            }
        }
    }
}

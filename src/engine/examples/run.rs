//! Runs a Python file in one process: `cargo run --release -p interleave-engine --example run FILE.py [ARGS]`.
//!
//! A driver in its simplest form: threads take turns on one OS thread, whatever goes beyond the process is refused.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use interleave_engine::request::{Answer, Clock, Exit, Request, Stream, Timeout};
use interleave_engine::{Interpreter, Lock, Program, Ref, Settings, Source, ThreadState};

/// Why a thread does not run.
enum Wait {
    Sleep,
    Lock(Ref<Lock>),
    Join(u64),
}

struct Waiting {
    thread: Box<ThreadState>,
    for_what: Wait,
    until: Option<Instant>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let file = args.next().expect("usage: run FILE.py [ARGS]");
    let text = std::fs::read_to_string(&file).expect("the file can be read");
    // Modules beside the program can be imported.
    let directory = std::path::Path::new(&file).parent().map(std::path::Path::to_owned).unwrap_or_default();
    let mut files = Vec::new();
    let here = if directory.as_os_str().is_empty() { std::path::PathBuf::from(".") } else { directory };
    for entry in std::fs::read_dir(here).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "py")
            && let (Some(name), Ok(text)) = (path.file_name(), std::fs::read_to_string(&path))
        {
            files.push(Source { file: name.to_string_lossy().into_owned(), text });
        }
    }
    let argv = std::iter::once(file.clone()).chain(args).collect();
    let program = Program { argv, files, ..Program::of(Source { file, text }) };
    let status = run(Settings::of(program));
    std::process::exit(status);
}

fn run(settings: Settings) -> i32 {
    let interpreter = Interpreter::new(settings);
    let begin = Instant::now();
    let mut main = Box::new(interpreter.main_thread());
    main.set_ident(1);
    let mut next_ident = 2;
    let mut ready = VecDeque::from([main]);
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut alive = std::collections::HashSet::from([1]);
    let mut out = std::io::stdout().lock();
    loop {
        wake(&mut ready, &mut waiting, &alive);
        let Some(mut thread) = ready.pop_front() else {
            match waiting.iter().filter_map(|w| w.until).min() {
                Some(until) => std::thread::sleep(until.saturating_duration_since(Instant::now())),
                None => {
                    eprintln!("deadlock: {} threads wait for each other", waiting.len());
                    return 1;
                }
            }
            continue;
        };
        match interpreter.run(&mut thread, 100_000) {
            Exit::Budget => ready.push_back(thread),
            Exit::Finished(value) => {
                alive.remove(&thread.ident());
                if thread.ident() == 1 {
                    let _ = out.flush();
                    return value.as_int().unwrap_or(0) as i32;
                }
            }
            Exit::Raised(_) => {
                alive.remove(&thread.ident());
                eprintln!("an exception left thread {}", thread.ident());
                if thread.ident() == 1 {
                    return 70;
                }
            }
            Exit::Request(request) => {
                let answer = match request {
                    Request::Yield
                    | Request::WaitStarted
                    | Request::MainEnded
                    | Request::SetSwitchInterval { .. }
                    | Request::Pass { .. } => Answer::None,
                    Request::Sleep { seconds } => {
                        let until = Some(Instant::now() + Duration::from_secs_f64(seconds));
                        waiting.push(Waiting { thread, for_what: Wait::Sleep, until });
                        continue;
                    }
                    Request::Clock(Clock::Wall) => Answer::Float(
                        std::time::SystemTime::now()
                            .duration_since(std::time::UNIX_EPOCH)
                            .map_or(0.0, |d| d.as_secs_f64()),
                    ),
                    Request::Clock(_) => Answer::Float(begin.elapsed().as_secs_f64()),
                    Request::Write { stream, text } => {
                        match stream {
                            Stream::Stdout => {
                                let _ = out.write_all(text.as_bytes());
                            }
                            Stream::Stderr => {
                                let _ = out.flush();
                                eprint!("{text}");
                            }
                        }
                        Answer::None
                    }
                    Request::ReadLine => Answer::Text(read_line()),
                    Request::StartThread { thread: mut new, .. } => {
                        let ident = next_ident;
                        next_ident += 1;
                        new.set_ident(ident);
                        alive.insert(ident);
                        ready.push_back(new);
                        Answer::Int(ident as i64)
                    }
                    Request::JoinThread { ident, timeout } => {
                        if !alive.contains(&ident) {
                            Answer::Bool(true)
                        } else if timeout == Timeout::Never {
                            Answer::Bool(false)
                        } else {
                            waiting.push(Waiting {
                                thread,
                                for_what: Wait::Join(ident),
                                until: deadline(timeout),
                            });
                            continue;
                        }
                    }
                    Request::Acquire { lock, timeout } => {
                        if lock.try_acquire(thread.ident()) {
                            Answer::Bool(true)
                        } else if timeout == Timeout::Never {
                            Answer::Bool(false)
                        } else {
                            waiting.push(Waiting {
                                thread,
                                for_what: Wait::Lock(lock),
                                until: deadline(timeout),
                            });
                            continue;
                        }
                    }
                    Request::Release { lock } => match lock.release(thread.ident()) {
                        Ok(()) => Answer::None,
                        Err(error) => raise("RuntimeError", error.message()),
                    },
                    Request::Exit { status } => {
                        let _ = out.flush();
                        return status;
                    }
                    Request::System { .. }
                    | Request::Execute { .. }
                    | Request::SleepUntil { .. }
                    | Request::Pause
                    | Request::Copy { .. }
                    | Request::Alarm { .. } => raise("OSError", "this driver has one process only"),
                };
                thread.answer(answer);
                ready.push_front(thread);
            }
        }
    }
}

fn raise(class: &str, message: &str) -> Answer {
    Answer::Raise { class: class.to_owned(), message: message.to_owned(), errno: None }
}

fn deadline(timeout: Timeout) -> Option<Instant> {
    match timeout {
        Timeout::Seconds(seconds) => Instant::now().checked_add(Duration::from_secs_f64(seconds.min(1e9))),
        _ => None,
    }
}

/// Moves threads that need wait no longer to the ready queue.
fn wake(
    ready: &mut VecDeque<Box<ThreadState>>,
    waiting: &mut Vec<Waiting>,
    alive: &std::collections::HashSet<u64>,
) {
    let now = Instant::now();
    let mut at = 0;
    while at < waiting.len() {
        let this = &waiting[at];
        let over = this.until.is_some_and(|until| until <= now);
        let answer = match &this.for_what {
            Wait::Sleep if over => Some(Answer::None),
            Wait::Sleep => None,
            Wait::Lock(lock) if lock.try_acquire(this.thread.ident()) => Some(Answer::Bool(true)),
            Wait::Join(ident) if !alive.contains(ident) => Some(Answer::Bool(true)),
            _ if over => Some(Answer::Bool(false)),
            _ => None,
        };
        match answer {
            Some(answer) => {
                let mut woken = waiting.remove(at);
                woken.thread.answer(answer);
                ready.push_back(woken.thread);
            }
            None => at += 1,
        }
    }
}

fn read_line() -> String {
    let mut line = Vec::new();
    let mut byte = [0];
    while let Ok(1) = std::io::stdin().read(&mut byte) {
        line.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    String::from_utf8_lossy(&line).into_owned()
}

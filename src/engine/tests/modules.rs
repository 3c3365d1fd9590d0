//! Runs the programs of `tests/modules/` and compares what they print with what CPython 3.11 printed (`NAME.out`, made by
//! `python3 -W ignore -P NAME.py > NAME.out`).
//!
//! Threads take turns, time is virtual: it passes when all threads wait.

use std::collections::VecDeque;

use interleave_engine::request::{Answer, Exit, Request, Timeout};
use interleave_engine::{Interpreter, Lock, Program, Ref, Settings, ThreadState};

enum Wait {
    Sleep,
    Lock(Ref<Lock>),
    Join(u64),
}

struct Waiting {
    thread: Box<ThreadState>,
    on: Wait,
    until: f64,
}

/// What a program prints.
fn output(file: &str, text: &str) -> String {
    let interpreter = Interpreter::new(Settings::of(Program::new(file, text)));
    let mut main = Box::new(interpreter.main_thread());
    main.set_ident(1);
    let mut last_ident = 1;
    let mut alive = vec![1];
    let mut ready = VecDeque::from([main]);
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut now = 1000.0;
    let mut out = String::new();
    loop {
        let Some(mut thread) = ready.pop_front() else {
            now = waiting.iter().map(|w| w.until).fold(f64::INFINITY, f64::min);
            assert!(now.is_finite(), "all threads wait\n{out}");
            wake(&mut waiting, &mut ready, &alive, now);
            continue;
        };
        let answer = match interpreter.run(&mut thread, 1000) {
            Exit::Budget => {
                ready.push_back(thread);
                continue;
            }
            Exit::Finished(_) | Exit::Raised(_) if thread.ident() == 1 => return out,
            Exit::Finished(_) | Exit::Raised(_) => {
                alive.retain(|ident| *ident != thread.ident());
                wake(&mut waiting, &mut ready, &alive, now);
                continue;
            }
            Exit::Request(Request::Write { text, .. }) => {
                out.push_str(&text);
                Answer::None
            }
            Exit::Request(Request::Clock(_)) => Answer::Float(now),
            Exit::Request(Request::Yield | Request::WaitStarted) => {
                thread.answer(Answer::None);
                ready.push_back(thread);
                continue;
            }
            Exit::Request(Request::Sleep { seconds }) => {
                waiting.push(Waiting { thread, on: Wait::Sleep, until: now + seconds });
                continue;
            }
            Exit::Request(Request::StartThread { thread: mut new, .. }) => {
                last_ident += 1;
                new.set_ident(last_ident);
                alive.push(last_ident);
                ready.push_back(new);
                Answer::Int(last_ident as i64)
            }
            Exit::Request(Request::JoinThread { ident, timeout }) => {
                if alive.contains(&ident) {
                    waiting.push(Waiting { thread, on: Wait::Join(ident), until: limit(timeout, now) });
                    continue;
                }
                Answer::Bool(true)
            }
            Exit::Request(Request::Acquire { lock, timeout }) => {
                let taken = lock.try_acquire(thread.ident());
                if !taken && timeout != Timeout::Never {
                    waiting.push(Waiting { thread, on: Wait::Lock(lock), until: limit(timeout, now) });
                    continue;
                }
                Answer::Bool(taken)
            }
            Exit::Request(Request::Release { lock }) => match lock.release(thread.ident()) {
                Ok(()) => {
                    wake(&mut waiting, &mut ready, &alive, now);
                    Answer::None
                }
                Err(error) => Answer::Raise {
                    class: "RuntimeError".into(),
                    message: error.message().into(),
                    errno: None,
                },
            },
            Exit::Request(_) => Answer::None,
        };
        thread.answer(answer);
        ready.push_front(thread);
    }
}

fn limit(timeout: Timeout, now: f64) -> f64 {
    match timeout {
        Timeout::Never => now,
        Timeout::Forever => f64::INFINITY,
        Timeout::Seconds(seconds) => now + seconds,
        Timeout::Until(nanoseconds) => nanoseconds as f64 / 1e9,
    }
}

/// Makes those ready that need wait no longer.
fn wake(waiting: &mut Vec<Waiting>, ready: &mut VecDeque<Box<ThreadState>>, alive: &[u64], now: f64) {
    let mut index = 0;
    while index < waiting.len() {
        let entry = &waiting[index];
        let answer = match &entry.on {
            Wait::Sleep => (entry.until <= now).then_some(Answer::None),
            Wait::Lock(lock) if lock.try_acquire(entry.thread.ident()) => Some(Answer::Bool(true)),
            Wait::Join(ident) if !alive.contains(ident) => Some(Answer::Bool(true)),
            _ => (entry.until <= now).then_some(Answer::Bool(false)),
        };
        match answer {
            Some(answer) => {
                let mut entry = waiting.remove(index);
                entry.thread.answer(answer);
                ready.push_back(entry.thread);
            }
            None => index += 1,
        }
    }
}

fn check(file: &str, text: &str, expected: &str) {
    let actual = output(file, text);
    for (number, (got, wanted)) in actual.lines().zip(expected.lines()).enumerate() {
        assert_eq!(got, wanted, "{file}: line {} of the output\n{actual}", number + 1);
    }
    assert_eq!(actual, expected, "{file}");
}

macro_rules! programs {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            check(
                concat!(stringify!($name), ".py"),
                include_str!(concat!("modules/", stringify!($name), ".py")),
                include_str!(concat!("modules/", stringify!($name), ".out")),
            );
        })*
    };
}

programs! {
    of_collections of_data of_datetime of_enum of_math of_random of_re of_struct of_traceback
}

//! A process run one thread at a time, by the rules of the GIL.

mod common;

use common::{TestHost, start};
use interleave_engine::request::Answer;
use interleave_runtime::process::{Process, SIGINT, Slice};
use interleave_trace::{Kind, State};

/// Runs to the end; sleeps by setting the clock.
fn finish(process: &mut Process, host: &mut TestHost) -> i32 {
    loop {
        match process.run_slice(host, 10_000) {
            Slice::Ready => {}
            Slice::Idle { deadline } => {
                host.now = host.now.max(deadline.expect("nothing else can happen here"))
            }
            Slice::Exited { status } => return status,
        }
    }
}

#[test]
fn runs_a_program_to_its_end() {
    let (mut process, mut host) = start("import sys, time\ntime.sleep(2)\nprint('hello')\nsys.exit(4)");
    assert_eq!(finish(&mut process, &mut host), 4, "{}", host.stderr);
    assert_eq!(host.stdout, "hello\n");
    assert!(host.now >= 2.0);
    let states: Vec<&Kind> =
        host.events.iter().map(|event| &event.kind).filter(|kind| matches!(kind, Kind::State(_))).collect();
    // Nothing of the program runs while the interpreter starts.
    let expected =
        [State::Starting, State::Running, State::Sleeping, State::Ready, State::Running, State::Finished];
    assert_eq!(states, expected.map(Kind::State).iter().collect::<Vec<_>>());
}

#[test]
fn an_exception_that_nobody_caught_is_an_end_of_its_own() {
    let thread = "
import sys, threading, _thread
def fails(): 1 / 0
def leaves(): sys.exit(3)
def survives():
    try: fails()
    except ZeroDivisionError: pass
";
    let started =
        |target: &str| format!("thread = threading.Thread(target={target}); thread.start(); thread.join()");
    for (program, main, other) in [
        ("1 / 0", State::Raised, None),
        ("sys.exit(1)", State::Finished, None),
        ("sys.exit('no')", State::Finished, None),
        ("raise KeyboardInterrupt", State::Raised, None),
        ("sys.excepthook = lambda *args: None; 1 / 0", State::Raised, None),
        ("survives()", State::Finished, None),
        (&started("survives"), State::Finished, Some(State::Finished)),
        (&started("leaves"), State::Finished, Some(State::Finished)),
        (&started("fails"), State::Finished, Some(State::Raised)),
        (
            &format!("threading.excepthook = print; {}", started("fails")),
            State::Finished,
            Some(State::Raised),
        ),
        (&format!("{}; fails()", started("fails")), State::Raised, Some(State::Raised)),
        (
            "import time; _thread.start_new_thread(fails, ()); time.sleep(1)",
            State::Finished,
            Some(State::Raised),
        ),
    ] {
        let (mut process, mut host) = start(&format!("{thread}{program}\n"));
        finish(&mut process, &mut host);
        let end = |thread: u32| {
            let of_thread = host.events.iter().filter(|event| event.worker.thread == thread);
            of_thread
                .filter_map(|event| if let Kind::State(state) = &event.kind { Some(state) } else { None })
                .next_back()
                .cloned()
        };
        assert_eq!((end(0), end(1)), (Some(main), other), "{program}: {}", host.stderr);
    }
}

#[test]
fn threads_take_turns_when_their_interval_is_over() {
    let program = "
import threading
counts = [0, 0]
def count(i):
    while min(counts) < 50000 and counts[i] < 10000000:
        counts[i] += 1
threads = [threading.Thread(target=count, args=(i,)) for i in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(max(counts) < 10000000)
";
    let (mut process, mut host) = start(program);
    host.step = 2e-4;
    assert_eq!(finish(&mut process, &mut host), 0, "{}", host.stderr);
    assert_eq!(host.stdout, "True\n");
    // Never two at once.
    let mut running = None;
    for event in &host.events {
        match &event.kind {
            Kind::State(State::Running) => {
                assert_eq!(running.replace(event.worker), None);
            }
            Kind::State(_) if running == Some(event.worker) => running = None,
            _ => {}
        }
    }
}

#[test]
fn a_slice_is_bounded() {
    for program in ["while True: pass", "while True: print(end='')"] {
        let (mut process, mut host) = start(program);
        assert_eq!(process.run_slice(&mut host, 5_000), Slice::Ready);
        assert_eq!(process.run_slice(&mut host, 5_000), Slice::Ready);
    }
}

#[test]
fn input_comes_later() {
    let (mut process, mut host) = start("print(input() + '!')");
    assert_eq!(process.run_slice(&mut host, 10_000_000), Slice::Idle { deadline: None });
    let id = host.reads.pop_front().unwrap();
    process.complete(id, Answer::Text("hi\n".into()), &mut host);
    assert_eq!(finish(&mut process, &mut host), 0);
    assert_eq!(host.stdout, "hi!\n");
}

#[test]
fn an_interrupt_ends_a_wait_and_withdraws_its_call() {
    let program = "
try:
    input()
except KeyboardInterrupt:
    print('interrupted')
print(input())
";
    let (mut process, mut host) = start(program);
    process.run_slice(&mut host, 10_000_000);
    assert_eq!(host.reads.len(), 1);
    process.signal(SIGINT, &mut host);
    assert_eq!(host.reads.len(), 0);
    process.run_slice(&mut host, 10_000_000);
    let id = host.reads.pop_front().unwrap();
    process.complete(id, Answer::Text("later\n".into()), &mut host);
    assert_eq!(finish(&mut process, &mut host), 0);
    assert_eq!(host.stdout, "interrupted\nlater\n");
}

#[test]
fn an_uncaught_interrupt_ends_the_program() {
    let (mut process, mut host) = start("while True: pass");
    process.run_slice(&mut host, 10_000);
    process.signal(SIGINT, &mut host);
    assert_eq!(finish(&mut process, &mut host), 130);
    assert!(host.stderr.contains("KeyboardInterrupt"), "{}", host.stderr);
}

#[test]
fn a_killed_process_is_gone() {
    let (mut process, mut host) = start("import time\ntime.sleep(100)");
    process.run_slice(&mut host, 10_000_000);
    process.signal(15, &mut host);
    assert_eq!(process.exit_status(), Some(-15));
    assert_eq!(process.run_slice(&mut host, 1), Slice::Exited { status: -15 });
    let ends: Vec<&Kind> = host.events.iter().rev().take(2).map(|event| &event.kind).collect();
    assert_eq!(ends, [&Kind::Exited { status: -15 }, &Kind::State(State::Killed)]);
}

#[test]
fn dropped_handles_are_closed() {
    let program = "
import multiprocessing
def make():
    a, b = multiprocessing.Pipe()
    a.send('x')
    return a
kept = make()
input()
";
    let (mut process, mut host) = start(program);
    process.run_slice(&mut host, 10_000_000);
    assert_eq!(host.hub.held_by(1).count(), 1);
}

/// Locks that are taken again and again are counted, none is lost, and as long as there are few each time is an event.
#[test]
fn many_acquisitions_are_told_in_sums() {
    const MANY: u32 = 20_000;
    let body = |setup: &str, each: &str| {
        format!(
            "import threading\n{setup}\ndef work(n):\n    for i in range(n): {each}\nthreads = [threading.Thread(target=work, args=({MANY} // 2,)) for _ in range(2)]\nfor t in threads: t.start()\nfor t in threads: t.join()\n"
        )
    };
    let with = "\n        with lock: pass";
    for (name, program, expected) in [
        ("Lock", body("lock = threading.Lock()", with), MANY),
        ("RLock", body("lock = threading.RLock()", "\n        with lock:\n            with lock: pass"), 2 * MANY),
        (
            "held between slices",
            body("lock = threading.Lock()", "\n        with lock:\n            for j in range(20): pass"),
            MANY,
        ),
        (
            "many locks",
            body("locks = [threading.Lock() for _ in range(40)]", "\n        with locks[i % 40]: pass"),
            MANY,
        ),
        (
            "given back by another",
            "import threading\nlock = threading.Lock()\nfor i in range(20_000):\n    lock.acquire()\n    if i % 1000:\n        lock.release()\n    else:\n        t = threading.Thread(target=lock.release); t.start(); t.join()\n"
                .into(),
            MANY,
        ),
        ("parts of a condition", body("lock = threading.Condition()", "\n        with lock: lock.notify()"), MANY),
    ] {
        let (mut process, mut host) = start(&program);
        host.step = 1e-6;
        assert_eq!(finish(&mut process, &mut host), 0, "{name}: {}", host.stderr);
        let (mut taken, mut given, mut told, mut first) = (0, 0, 0, None);
        for event in &host.events {
            match event.kind {
                Kind::Acquired { .. } => taken += 1,
                Kind::Released { .. } => given += 1,
                Kind::Retaken { times, since, .. } => {
                    first.get_or_insert(taken + given);
                    told += 1;
                    taken += times;
                    given += times;
                    assert!(since <= event.time, "{name}");
                }
                _ => {}
            }
        }
        assert_eq!((taken, given), (expected, expected), "{name}");
        assert!(first.is_some_and(|first| first >= 4_000), "{name}: sums after {first:?} events");
        assert!(told > 1, "{name}: {told}");
        let times: Vec<u64> = host.events.iter().map(|event| event.time).collect();
        assert!(times.is_sorted(), "{name}");
    }
}

/// A queue's messages: what was told when it went in is told when it comes out.
#[test]
fn many_messages_of_threads_are_told_while_there_are_few() {
    let program = "
import queue, threading
q = queue.Queue(50)
def produce():
    for i in range(20_000): q.put(i)
thread = threading.Thread(target=produce)
thread.start()
for i in range(20_000): assert q.get() == i
thread.join()
";
    let (mut process, mut host) = start(program);
    host.step = 1e-6;
    assert_eq!(finish(&mut process, &mut host), 0, "{}", host.stderr);
    let mut under_way = std::collections::HashSet::new();
    let mut sent = 0;
    for event in &host.events {
        match event.kind {
            Kind::Sent { message, .. } => {
                sent += 1;
                assert!(under_way.insert(message));
            }
            Kind::Received { message, .. } => assert!(under_way.remove(&message)),
            _ => {}
        }
    }
    assert!((1_000..20_000).contains(&sent), "{sent}");
    assert!(under_way.is_empty(), "{under_way:?}");
}

//! A process whose threads could run at the same time: here one after the other, in an order of the test's own.

mod common;

use common::TestHost;
use interleave_runtime::process::{Process, SIGINT, refresh};

/// Instructions of one go: more than any of these programs has.
const GO: u32 = 100_000;

/// A process whose threads may run at the same time.
fn start(program: &str) -> (Process, TestHost) {
    let (process, host) = common::start(program);
    process.interpreter().set_parallel();
    (process, host)
}

/// Runs a thread until it waits, ends, or starts another one that was not there before.
fn run(process: &mut Process, thread: u32, host: &mut TestHost) {
    let mut interpreter = process.interpreter().clone();
    let threads = process.thread_count();
    while process.exit_status().is_none() && process.thread_count() == threads {
        let Some(mut state) = process.checkout(thread, host) else { return };
        refresh(&mut interpreter, process);
        let exit = interpreter.run(&mut state, GO);
        process.checkin(thread, state, exit, host);
    }
}

const TWO: &str = "
import signal, threading
signal.signal(signal.SIGINT, lambda *_: print('signal'))
for name in 'ab':
    threading.Thread(target=print, args=(name,)).start()
    print('started', name)
";

#[test]
fn start_waits_until_the_new_thread_has_begun() {
    let (mut process, mut host) = start(TWO);
    run(&mut process, 0, &mut host);
    for (thread, after) in [(1, "a\n"), (2, "a\nstarted a\nb\n")] {
        run(&mut process, 0, &mut host);
        assert!(!process.is_ready(0), "thread {thread} has not begun");
        run(&mut process, thread, &mut host);
        assert!(process.take_woken().contains(&0));
        assert_eq!(host.stdout, after);
        run(&mut process, 0, &mut host);
    }
    run(&mut process, 0, &mut host);
    assert_eq!(process.exit_status(), Some(0), "{}", host.stderr);
}

#[test]
fn a_signal_is_handled_while_start_waits() {
    let (mut process, mut host) = start(TWO);
    run(&mut process, 0, &mut host);
    run(&mut process, 0, &mut host);
    process.signal(SIGINT, &mut host);
    run(&mut process, 0, &mut host);
    assert_eq!(host.stdout, "signal\n");
    assert!(!process.is_ready(0), "it waits on");
    run(&mut process, 1, &mut host);
    run(&mut process, 0, &mut host);
    assert_eq!(host.stdout, "signal\na\nstarted a\n");
}

//! How a run on real processes ends when it is ended from outside: nothing of it is left.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = "
import multiprocessing, os, sys, threading, time

def child(barrier, lock, kind):
    barrier.wait()
    if kind == 'waits':
        lock.acquire()
    while kind == 'computes':
        pass
    threading.Thread(target=time.sleep, args=(60,)).start()
    time.sleep(60)

if __name__ == '__main__':
    barrier = multiprocessing.Barrier(4)
    lock = multiprocessing.Lock()
    lock.acquire()
    children = [multiprocessing.Process(target=child, args=(barrier, lock, kind)) for kind in ('waits', 'computes', 'sleeps')]
    for one in children:
        one.start()
    barrier.wait()
    print(*[os.getpid()] + [one.pid for one in children], flush=True)
    for one in children:
        one.join()
";

/// A run in a process group of its own, and the pids of its processes.
fn start(options: &[&str], name: &str) -> (Child, Vec<u32>) {
    let program = super::file(name, PROGRAM);
    let mut root = Command::new(interleave_tests::interleave())
        .arg("run")
        .args(options)
        .arg(program)
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let stdout = root.stdout.as_mut().expect("it is a pipe");
    BufReader::new(stdout).read_line(&mut line).expect("it prints its pids");
    let pids: Vec<u32> = line.split_whitespace().map(|pid| pid.parse().expect("a pid")).collect();
    assert_eq!(pids.len(), 4, "{line:?}");
    (root, pids)
}

fn signal(number: &str, target: &str) {
    let done = Command::new("kill").args([number, "--", target]).status().expect("kill is installed");
    assert!(done.success(), "kill {number} {target}");
}

/// Whether a process runs; one that has ended may wait to be reaped.
fn runs(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['Z', 'X']))
}

fn all_end(pids: &[u32], why: &str) {
    let patience = Instant::now() + Duration::from_secs(10);
    while pids.iter().any(|pid| runs(*pid)) {
        assert!(Instant::now() < patience, "{why}: still there of {pids:?}: {:?}", {
            pids.iter().filter(|pid| runs(**pid)).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn processes_die_with_a_root_that_is_killed() {
    for options in [&[][..], &["--no-gil"]] {
        let (mut root, pids) = start(options, "killed-root");
        signal("-KILL", &root.id().to_string());
        root.wait().expect("it can be reaped");
        all_end(&pids, "the root was killed");
    }
}

#[test]
fn a_killed_process_takes_its_run_along_only_if_it_is_the_first() {
    let (mut root, pids) = start(&[], "killed-child");
    signal("-KILL", &pids[2].to_string());
    all_end(&pids[2..3], "it was killed");
    assert!(runs(pids[0]) && runs(pids[1]) && runs(pids[3]));
    signal("-KILL", &pids[0].to_string());
    let status = root.wait().expect("it can be reaped");
    assert_eq!(status.code(), Some(137));
    all_end(&pids, "the first process was killed");
}

#[test]
fn ctrl_c_ends_everything_and_says_so() {
    for options in [&[][..], &["--no-gil"]] {
        let (mut root, pids) = start(options, "interrupted");
        signal("-INT", &format!("-{}", root.id()));
        let mut words = String::new();
        root.stderr.take().expect("it is a pipe").read_to_string(&mut words).expect("it is text");
        let status = root.wait().expect("it can be reaped");
        assert_ne!(status.code(), Some(0), "{options:?}");
        assert!(words.contains("KeyboardInterrupt"), "{options:?} {words}");
        all_end(&pids, "Ctrl-C");
    }
}

const ORPHANS: &str = "
import os, subprocess, sys, time

if __name__ == '__main__':
    program = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
    print(program.pid, pid)
";

/// Under CPython they would go on.
#[test]
fn orphans_end_with_their_run() {
    for options in [&[][..], &["--no-gil"]] {
        let run = interleave_tests::output(
            Command::new(interleave_tests::interleave())
                .arg("run")
                .args(options)
                .arg(super::file("orphans", ORPHANS)),
        );
        let words = String::from_utf8_lossy(&run.stdout);
        let pids: Vec<u32> = words.split_whitespace().map(|pid| pid.parse().expect("a pid")).collect();
        assert_eq!((run.status.code(), pids.len()), (Some(0), 2), "{options:?} {words}");
        all_end(&pids, "their run has ended");
    }
}

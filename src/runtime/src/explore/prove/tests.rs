//! The search against all interleavings, one by one, and against what can be counted by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use interleave_run::Program;
use interleave_trace::Worker;

use super::bounded::Shared;
use super::follow::Course;
use super::order::Order;
use super::{Prefix, Prover};
use crate::explore::job::{Common, RunResult, Task};
use crate::explore::{Done, End, Explorer, Job, Report, Verdict};
use crate::sim::SimSettings;
use crate::sim::policy::Draw;

/// How a run ended and what it wrote.
type Outcome = (String, String);

fn follow(program: &str, task: Task) -> RunResult {
    let settings =
        SimSettings { cores: 1, tracing: false, max_instructions: 1_000_000, ..SimSettings::default() };
    let shared = Arc::new(Common::new(Program::new("main.py", program), settings));
    only(Job { number: 0, task, watched: false, scout: None, shared }.run())
}

/// What came of a job that was one run.
fn only(done: Done) -> RunResult {
    let [result] = <[RunResult; 1]>::try_from(done.results).unwrap_or_else(|_| panic!("it was one run"));
    result
}

fn course(result: &RunResult) -> Arc<Course> {
    result.course.clone().expect("it was followed")
}

fn outcome(result: &RunResult) -> Outcome {
    let end = match &result.end {
        End::Finished { status } => status.to_string(),
        End::Deadlock(_) => "deadlock".to_owned(),
        End::Limit(_) => "limit".to_owned(),
    };
    (end, result.stdout.clone())
}

/// What can happen, and how many classes of schedules there are: by the search.
fn proved(program: &str) -> (BTreeSet<Outcome>, usize) {
    let mut prover = Prover::default();
    let mut outcomes = BTreeSet::new();
    while let Some(prefix) = prover.next() {
        let result = follow(program, Task::Follow(prefix));
        let course = course(&result);
        prover.learn(&course);
        if course.is_whole() {
            outcomes.insert(outcome(&result));
        }
    }
    assert!(!prover.cut);
    (outcomes, prover.schedules as usize)
}

/// The same by trying every order of the steps that concern others. None: there are too many.
fn tried(program: &str, most: usize) -> Option<(BTreeSet<Outcome>, usize)> {
    let mut outcomes = BTreeSet::new();
    let mut classes = BTreeSet::new();
    let mut left = vec![Prefix::default()];
    let mut runs = 0;
    while let Some(prefix) = left.pop() {
        runs += 1;
        if runs > most {
            return None;
        }
        let given = prefix.workers.len();
        // All its steps are wanted.
        let result = follow(program, Task::Few(prefix, 0));
        let course = course(&result);
        let mut order = Order::default();
        let shared = Shared::of(&course);
        for (index, step) in course.steps.iter().enumerate() {
            order.push(step);
            // What no other worker has to do with may as well come first.
            if index >= given && shared.is_contested(step) {
                for other in step.enabled.iter().filter(|other| **other != step.worker) {
                    let before = course.steps[..index].iter().map(|step| step.worker);
                    left.push(Prefix { workers: before.chain([*other]).collect(), asleep: Vec::new() });
                }
            }
        }
        outcomes.insert(outcome(&result));
        // Where a run ends in a deadlock, who waits first is of no account.
        if outcome(&result).0 != "deadlock" {
            classes.insert(order.class());
        }
    }
    Some((outcomes, classes.len()))
}

const PROLOGUE: &str = "
import threading, queue
class S: pass
s = S(); s.x = 0; s.y = 0
a, b = threading.Lock(), threading.Lock()
r = threading.RLock()
sem = threading.Semaphore(1)
e = threading.Event()
c = threading.Condition()
q = queue.Queue()
items, table, group, g = [], {}, set(), [0]
";

/// In a function: its variables are nobody else's.
const EPILOGUE: &str = "
def main(ts):
    for t in ts: t.start()
    for t in ts: t.join()
main(ts)
print(s.x, s.y, g, items, sorted(table.items()), sorted(group), q.qsize(), e.is_set())
";

/// What a worker may do in one line; `K` is a number.
const LINES: [&str; 30] = [
    "s.x += 1",
    "s.x = K",
    "s.y = s.x",
    "g[0] += K",
    "items.append(K)",
    "items[:] = [K]",
    "table[K] = s.x",
    "table.setdefault(0, K)",
    "group.add(K)",
    "if 1 in group: s.y = K",
    "s.y = len(items)",
    "setattr(s, 'x', K)",
    "s.y = getattr(s, 'x')",
    "with a: s.x += K",
    "with a:\n        with b: s.y = K",
    "with b:\n        with a: s.y = K",
    "with sem: s.x = K",
    "with r:\n        with r: s.x += K",
    "e.set()",
    "s.x = e.is_set()",
    "e.wait(); s.y = s.x",
    "q.put(K)",
    "s.y = q.empty()",
    "for item in items: s.y += item",
    "if a.acquire(False):\n        s.x = K; a.release()",
    "while not a.acquire(False): pass\n    s.x = K; a.release()",
    "while s.x == 0: pass\n    s.y = K",
    "with c: s.x = K; c.notify()",
    "with c:\n        while not s.x: c.wait()",
    "if not s.x: s.x = K",
];

fn random_program(draw: &mut Draw) -> String {
    let mut program = PROLOGUE.to_owned();
    let workers = 2 + draw.below(2);
    for worker in 0..workers {
        // Arguments, so that looking them up is no step that others can see.
        program += &format!(
            "def w{worker}(s=s, a=a, b=b, r=r, sem=sem, e=e, c=c, q=q, items=items, table=table, group=group, g=g):\n"
        );
        for _ in 0..=draw.below(if workers == 2 { 2 } else { 1 }) {
            let line = LINES[draw.below(LINES.len() as u64) as usize];
            program += &format!("    {}\n", line.replace('K', &(worker + 1).to_string()));
        }
    }
    program += &format!("ts = [threading.Thread(target=f) for f in [{}]]", {
        let names: Vec<String> = (0..workers).map(|worker| format!("w{worker}")).collect();
        names.join(", ")
    });
    program + EPILOGUE
}

/// So many programs (`INTERLEAVE_RANDOM_PROGRAMS`: another number), of those that have at most so many orders of steps: both bound
/// how long this takes.
const COMPARED: usize = 6;
const MOST_ORDERS: usize = 200;

/// How many orders of the steps of its threads there would be if none ever had to wait.
fn orders(program: &str) -> f64 {
    let result = follow(program, Task::Few(Prefix::default(), 0));
    let mut counts: BTreeMap<Worker, u32> = BTreeMap::new();
    let mut orders = 1.0;
    let threads = course(&result);
    let steps = threads.steps.iter().filter(|step| step.worker.thread > 0);
    for (index, step) in steps.enumerate() {
        let count = counts.entry(step.worker).or_default();
        *count += 1;
        orders *= (index + 1) as f64 / f64::from(*count);
    }
    orders
}

#[test]
fn random_programs_have_the_outcomes_of_all_interleavings() {
    let number =
        |name, usual: usize| std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual);
    let mut draw = Draw::new(number("INTERLEAVE_RANDOM_SEED", 14) as u64);
    let mut compared = 0;
    while compared < number("INTERLEAVE_RANDOM_PROGRAMS", COMPARED) {
        let program = random_program(&mut draw);
        let most = number("INTERLEAVE_RANDOM_ORDERS", MOST_ORDERS);
        // It has more, as the main thread has steps too.
        if orders(&program) > most as f64 / 2.0 {
            continue;
        }
        let Some((outcomes, classes)) = tried(&program, most) else { continue };
        compared += 1;
        let (proved, schedules) = proved(&program);
        assert_eq!(proved, outcomes, "{program}");
        if !outcomes.iter().any(|outcome| outcome.0 == "deadlock") {
            assert_eq!(schedules, classes, "{program}");
        }
    }
}

/// Two or more threads that do this, in a program that begins with `before`.
fn threads(before: &str, bodies: &[&str]) -> String {
    let mut program =
        format!("import threading, queue\nclass S: pass\ns = S(); s.x = 0; s.a = 0; s.b = 0\n{before}\n");
    for (number, body) in bodies.iter().enumerate() {
        program += &format!("def w{number}():\n");
        for line in body.lines() {
            program += &format!("    {line}\n");
        }
    }
    program += &format!("ts = [threading.Thread(target=f) for f in [{}]]\n", {
        let names: Vec<String> = (0..bodies.len()).map(|number| format!("w{number}")).collect();
        names.join(", ")
    });
    program + "for t in ts: t.start()\nfor t in ts: t.join()\n"
}

#[test]
fn counts_are_those_by_hand() {
    let inc = "s.x += 1";
    let lock = "lock = threading.Lock()";
    let locked = "with lock: s.x += 1";
    let cases: Vec<(&str, String, usize)> = vec![
        ("one thread alone", "x = 1\nprint(x)\n".to_owned(), 1),
        ("an update each", threads("", &[inc, inc]), 4),
        ("two updates each", threads("", &["s.x += 1\ns.x += 1"; 2]), 34),
        ("an update of three", threads("", &[inc; 3]), 36),
        ("different variables", threads("", &["s.a += 1\ns.a += 1", "s.b += 1\ns.b += 1"]), 1),
        ("items of different keys", threads("d = {}", &["d[1] = 1", "d[2] = 2"]), 1),
        ("readers", threads("", &["a = s.x"; 3]), 1),
        ("a writer and a reader", threads("", &["s.x = 1\ns.x = 2\ns.x = 3", "a = s.x\nb = s.x"]), 10),
        ("a lock, once each", threads(lock, &[locked; 2]), 2),
        ("a lock, twice each of three", threads(lock, &["with lock: s.x += 1\nwith lock: s.x += 1"; 3]), 90),
        ("a semaphore of one", threads("sem = threading.Semaphore(1)", &["with sem: s.x += 1"; 3]), 6),
        ("who waits for an event", threads("e = threading.Event()", &["e.wait()", "e.wait()", "e.set()"]), 1),
        ("a queue with one at each end", threads("q = queue.Queue()", &["q.put(1)", "q.get()"]), 1),
        ("two appends", threads("l = []", &["l.append(1)", "l.append(2)"]), 2),
    ];
    for (name, program, expected) in cases {
        let (_, schedules) = proved(&program);
        assert_eq!(schedules, expected, "{name}");
    }
}

/// What all runs of a search came to, one after the other.
fn all_runs(program: &str, runs: u64, rewinds: bool) -> Vec<String> {
    let mut explorer = Explorer::new(Program::new("main.py", program), SimSettings::default(), runs);
    if !rewinds {
        explorer.begin_anew();
    }
    let mut told = Vec::new();
    while let Some(jobs) = explorer.next_jobs(3) {
        for job in jobs {
            let done = job.run();
            let Some(result) = done.results.first() else {
                explorer.add(done);
                continue;
            };
            let steps: Vec<String> = result.course.iter().flat_map(|course| course.tell()).collect();
            let RunResult { number, end, stdout, stderr, schedule, preemptions, races, .. } = result;
            told.push(format!(
                "{number} {end:?} {stdout} {stderr} {schedule} {preemptions} {races:?} {steps:?}"
            ));
            explorer.add(done);
        }
    }
    told.push(format!("{:?} {}", explorer.report().verdict, explorer.rewinds()));
    told
}

/// A run that begins where another one stood is the run from the beginning, whatever it is for.
#[test]
fn runs_are_the_same_from_marks() {
    let deep = "s.x += 1\nlock.acquire()\ns.a = s.x\nlock.release()\ns.b += 1";
    let lock = "lock = threading.Lock(); import weakref, re, collections, random, io";
    let mut programs = vec![
        (threads("", &["s.x += 1"; 2]), 40),
        (threads(lock, &[deep; 3]), 60),
        (threads("", &["while not s.a: pass\ns.x = 1", "s.a = 1\nprint(id(s) > 0, hash('a'))"]), 20),
        // What is queued, collected and weakly referred to.
        (threads(lock, &["class A: pass\na = A(); a.a = a; r = weakref.ref(a, lambda r: print(s.x)); del a\nimport gc; gc.collect(); s.x += 1"; 2]), 20),
        // More than a region holds.
        (threads("", &["big = bytes(40_000_000); s.x += len(big)\nmore = [0] * 300_000\ns.x += len(more)"; 2]), 4),
        ("import time\nprint('alone', time.time())\n".to_owned(), 5),
        ("import multiprocessing as mp\ndef f(v): v.value += 1\nif __name__ == '__main__':\n    v = mp.Value('i', 0)\n    ps = [mp.Process(target=f, args=(v,)) for _ in range(2)]\n    [p.start() for p in ps]; [p.join() for p in ps]; print(v.value)\n".to_owned(), 12),
    ];
    let mut draw = Draw::new(5);
    programs.extend((0..3).map(|_| (random_program(&mut draw), 30)));
    for (program, runs) in programs {
        let (mut rewound, mut anew) = (all_runs(&program, runs, true), all_runs(&program, runs, false));
        assert!(rewound.pop().unwrap().ends_with("true"), "{program}");
        assert!(anew.pop().unwrap().ends_with("false"), "{program}");
        for (rewound, anew) in rewound.iter().zip(&anew) {
            assert_eq!(rewound, anew, "{program}");
        }
        assert_eq!(rewound.len(), anew.len(), "{program}");
    }
}

/// The report of a search that has done so many jobs at once.
fn reported(program: &str, runs: u64, at_once: usize) -> Report {
    let mut explorer = Explorer::new(Program::new("main.py", program), SimSettings::default(), runs);
    while let Some(jobs) = explorer.next_jobs(at_once) {
        for done in jobs.into_iter().map(Job::run).collect::<Vec<_>>() {
            explorer.add(done);
        }
    }
    explorer.report().clone()
}

#[test]
fn a_report_does_not_depend_on_how_many_jobs_are_done_at_once() {
    let mut programs = vec![
        // Whole proofs; one that is given up for runs with few preemptions, and samples; deadlocks; who spins.
        (threads("", &["s.x += 1\ns.x += 1\nprint(s.x)"; 2]), 2_000),
        (threads("", &["s.x += 1"; 3]), 400),
        (threads("", &["s.x += 1\ns.a += 1\ns.b += 1"; 3]), 300),
        (
            threads(
                "a = threading.Lock(); b = threading.Lock()",
                &["with a:\n    with b: s.x += 1", "with b:\n    with a: s.x += 1"],
            ),
            400,
        ),
        (threads("", &["while not s.a: pass\ns.x += 1", "s.a = 1\ns.x += 1", "s.x += 1"]), 300),
    ];
    let mut draw = Draw::new(11);
    programs.extend((0..4).map(|_| (random_program(&mut draw), 120)));
    for (program, runs) in programs {
        let one = reported(&program, runs, 1);
        for at_once in [2, 5, 32] {
            assert_eq!(reported(&program, runs, at_once), one, "{at_once} at once of {program}");
        }
    }
}

#[test]
fn a_schedule_of_the_proof_repeats_its_run() {
    let program = threads("", &["s.x += 1\nprint(s.x)", "s.x += 1\nprint(s.x)"]);
    let mut explorer = Explorer::new(Program::new("main.py", &program), SimSettings::default(), 2_000);
    explorer.watch(false);
    let report = explorer.run();
    assert!(matches!(report.verdict, Verdict::All { .. }), "{:?}", report.verdict);
    assert!(report.outcomes.len() > 3);
    for outcome in &report.outcomes {
        let schedule = outcome.schedule.clone();
        let settings = SimSettings { cores: 1, schedule, ..SimSettings::default() };
        let mut again = crate::sim::Simulation::new(Program::new("main.py", &program), settings);
        again.run();
        let text: String = again.take_output().into_iter().map(|output| output.text).collect();
        assert_eq!(text, outcome.stdout);
    }
}

#[test]
fn who_has_joined_all_others_is_left_alone() {
    let worker = "import threading\nx = [0]\ndef w(): x[0] += 1\nt = threading.Thread(target=w)\nt.start()\n";
    let joined = format!("{worker}t.join()\nfor i in range(100): x[0] += 1\nprint(x)\n");
    assert!(course(&follow(&joined, Task::Few(Prefix::default(), 0))).length() < 30);
    // Nobody has joined it: what comes after its end may as well come before.
    let unjoined = format!("{worker}x[0] += 1\nprint(x[0])\n");
    let (outcomes, _) = proved(&unjoined);
    let texts: BTreeSet<&str> = outcomes.iter().map(|(_, text)| text.trim()).collect();
    assert_eq!(texts, BTreeSet::from(["1", "2"]));
}

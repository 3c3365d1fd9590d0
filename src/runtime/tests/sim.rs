//! What the simulator promises, with Python programs.

use interleave_engine::request::Stream;
use interleave_runtime::sim::policy::PolicyKind;
use interleave_runtime::sim::{Limit, Program, Progress, Schedule, SimSettings, Simulation};
use interleave_trace::{Event, Kind, State, Worker};

struct Run {
    progress: Progress,
    stdout: String,
    stderr: String,
    events: Vec<Event>,
    seconds: f64,
    schedule: Schedule,
}

fn run(program: &str, settings: SimSettings) -> Run {
    run_by(program, settings, u64::MAX)
}

/// In portions of so many instructions.
fn run_by(program: &str, settings: SimSettings, portion: u64) -> Run {
    let mut simulation = Simulation::new(Program::new("main.py", program), settings);
    let mut events = Vec::new();
    let progress = loop {
        let progress = simulation.advance(portion);
        events.extend(simulation.take_events());
        if progress != Progress::Running {
            break progress;
        }
    };
    collect(simulation, progress, events)
}

fn collect(mut simulation: Simulation, progress: Progress, mut events: Vec<Event>) -> Run {
    events.extend(simulation.take_events());
    let (mut stdout, mut stderr) = (String::new(), String::new());
    for output in simulation.take_output() {
        match output.stream {
            Stream::Stdout => stdout += &output.text,
            Stream::Stderr => stderr += &output.text,
        }
    }
    Run { progress, stdout, stderr, events, seconds: simulation.now(), schedule: simulation.schedule() }
}

fn random(seed: u64) -> SimSettings {
    SimSettings { schedule: Schedule::of(PolicyKind::Random, seed), ..SimSettings::default() }
}

const RACE: &str = "
import threading

total = 0

def work():
    global total
    for _ in range(200):
        total += 1

threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
";

const PROCESSES: &str = "
import multiprocessing, threading, queue, time

def work(tasks, results, value):
    for n in iter(tasks.get, None):
        time.sleep(0.001 * n)
        with value.get_lock():
            value.value += n
        results.put(n * n)

if __name__ == '__main__':
    tasks, results, value = multiprocessing.Queue(), multiprocessing.Queue(), multiprocessing.Value('i', 0)
    workers = [multiprocessing.Process(target=work, args=(tasks, results, value)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for n in range(10):
        tasks.put(n)
    for _ in workers:
        tasks.put(None)
    print([results.get() for _ in range(10)])
    for worker in workers:
        worker.join()
    print(value.value)
";

const CROSSED: &str = "
import threading, time

a, b = threading.Lock(), threading.Lock()

def take(first, second):
    with first:
        time.sleep(0.1)
        with second:
            pass

threads = [threading.Thread(target=take, args=pair, name=name) for name, pair in [('left', (a, b)), ('right', (b, a))]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
";

#[test]
fn the_same_settings_give_the_same_trace() {
    for program in [RACE, PROCESSES] {
        for settings in [SimSettings::default(), random(5), SimSettings { gil: false, ..random(6) }] {
            let (first, second) = (run(program, settings.clone()), run(program, settings));
            assert_eq!(first.events, second.events);
            assert_eq!(first.stdout, second.stdout);
        }
    }
}

#[test]
fn portions_do_not_matter() {
    let whole = run(PROCESSES, random(9));
    assert_eq!(whole.events, run_by(PROCESSES, random(9), 1).events);
    assert_eq!(whole.events, run_by(PROCESSES, random(9), 777).events);
}

#[test]
fn a_schedule_repeats_its_run() {
    for program in [RACE, PROCESSES] {
        for gil in [true, false] {
            let first = run(program, SimSettings { gil, ..random(3) });
            // Through its text, and without the policy that made it.
            let mut schedule: Schedule = first.schedule.to_string().parse().unwrap();
            assert!(!schedule.choices.is_empty());
            (schedule.policy, schedule.seed) = (PolicyKind::RoundRobin, 0);
            let again = run(program, SimSettings { gil, schedule, ..SimSettings::default() });
            assert_eq!(first.events, again.events);
        }
    }
}

#[test]
fn updates_get_lost_between_two_instructions() {
    let totals: Vec<i32> =
        (0..20).map(|seed| run(RACE, random(seed)).stdout.trim().parse().unwrap()).collect();
    assert!(totals.iter().any(|total| *total < 400), "{totals:?}");
    assert!(totals.iter().all(|total| *total <= 400), "{totals:?}");
}

#[test]
fn nothing_is_lost_in_long_slices() {
    assert_eq!(run(RACE, SimSettings::default()).stdout, "400\n");
}

#[test]
fn cores_help_processes_and_the_gil_keeps_threads_from_it() {
    let program = |module: &str, class: &str| {
        format!(
            "
from {module} import {class}

def work():
    for _ in range(200000):
        pass

if __name__ == '__main__':
    workers = [{class}(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
"
        )
    };
    let (threads, processes) = (program("threading", "Thread"), program("multiprocessing", "Process"));
    let time = |program: &str, cores, gil| {
        run(program, SimSettings { cores, gil, ..SimSettings::default() }).seconds
    };
    let speedup = |program: &str, gil| time(program, 1, gil) / time(program, 4, gil);
    assert!(speedup(&processes, true) > 2.5, "{}", speedup(&processes, true));
    assert!(speedup(&threads, true) < 1.2, "{}", speedup(&threads, true));
    assert!(speedup(&threads, false) > 2.5, "{}", speedup(&threads, false));
}

#[test]
fn a_sleep_costs_only_virtual_time() {
    let run = run("import time\ntime.sleep(86400)\nprint(time.monotonic() >= 86400)", SimSettings::default());
    assert_eq!(run.stdout, "True\n");
    assert!((86400.0..86401.0).contains(&run.seconds));
}

#[test]
fn a_deadlock_is_explained() {
    let run = run(CROSSED, SimSettings::default());
    let Progress::Deadlock(deadlock) = &run.progress else { panic!("{:?}", run.progress) };
    assert_eq!(deadlock.cycle, [Worker { pid: 1, thread: 1 }, Worker { pid: 1, thread: 2 }]);
    let text = deadlock.to_string();
    assert!(
        text.contains("left holds Lock 1 and waits for Lock 2, held by right (main.py, line 9)."),
        "{text}"
    );
    assert!(text.contains("right holds Lock 2 and waits for Lock 1, held by left"), "{text}");
}

#[test]
fn waiting_for_nobody_is_a_deadlock() {
    let cases = [
        (
            "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
            "waits for Lock 1, held by itself",
        ),
        ("import threading\nthreading.Event().wait()", "waits in Event.wait()"),
        ("import queue\nqueue.Queue().get()", "waits in Queue.get()"),
        ("import multiprocessing\na, b = multiprocessing.Pipe()\na.recv()", "waits for Pipe 1"),
        (
            "import multiprocessing\nq = multiprocessing.Queue(1)\nq.put(1)\nq.put(2)",
            "MainProcess waits in Queue.put(): it is full, and nobody gets anything from it (main.py, line 4)",
        ),
        (
            "import multiprocessing\nq = multiprocessing.JoinableQueue()\nq.put(1)\nq.join()",
            "MainProcess waits in JoinableQueue.join(): task_done() was not called for every item that was put (main.py, line 4)",
        ),
        (
            "import multiprocessing\nq = multiprocessing.SimpleQueue()\nq.put(bytes(100000))",
            "waits for room in SimpleQueue 1: it is full",
        ),
        (
            "import multiprocessing\ndef put(q): q.put(bytes(100000))\nq = multiprocessing.Queue()\n\
             p = multiprocessing.Process(target=put, args=(q,))\np.start()\np.join()\nq.get()",
            "Process-1 (process 2) cannot end: the pipe of Queue 1 has no room for all that it has put",
        ),
        (
            "import threading\nlock = threading.Lock()\nt = threading.Thread(target=lock.acquire, name='careless')\n\
             t.start()\nt.join()\nlock.acquire()",
            "waits for Lock 1, which careless has taken and not released before it ended",
        ),
    ];
    for (program, sentence) in cases {
        let run = run(program, SimSettings::default());
        let Progress::Deadlock(deadlock) = &run.progress else { panic!("{:?} {}", run.progress, run.stderr) };
        assert!(deadlock.to_string().contains(sentence), "{deadlock}");
    }
}

#[test]
fn limits_end_a_run() {
    let settings = SimSettings { max_instructions: 10_000, ..SimSettings::default() };
    assert_eq!(run("while True: pass", settings).progress, Progress::Limit(Limit::Instructions));
    let settings = SimSettings { max_seconds: 10.0, ..SimSettings::default() };
    assert_eq!(
        run("import time\nwhile True: time.sleep(1)", settings).progress,
        Progress::Limit(Limit::Time)
    );
}

#[test]
fn input_is_waited_for() {
    let settings = SimSettings { stdin_open: true, ..SimSettings::default() };
    let program = "
import threading, time
ticks = []
def tick():
    for _ in range(3):
        time.sleep(1)
        ticks.append(1)
thread = threading.Thread(target=tick)
thread.start()
name = input('? ')
thread.join()
print(name, len(ticks))
try:
    input()
except EOFError:
    print('end')
";
    let mut simulation = Simulation::new(Program::new("main.py", program), settings);
    assert_eq!(simulation.run(), Progress::Input);
    simulation.input("Ada");
    assert_eq!(simulation.run(), Progress::Input);
    simulation.close_input();
    let progress = simulation.run();
    let run = collect(simulation, progress, Vec::new());
    assert_eq!((run.stdout.as_str(), run.progress), ("? Ada 3\nend\n", Progress::Finished { status: 0 }));
}

#[test]
fn an_interrupt_is_raised_in_the_main_thread() {
    let waits =
        ["time.sleep(100)", "lock.acquire()", "queue.get()", "thread.join()", "pipe.recv()", "spin()"];
    for wait in waits {
        let program = format!(
            "
import multiprocessing, queue, threading, time
lock = threading.Lock()
lock.acquire()
queue = queue.Queue()
pipe, other = multiprocessing.Pipe()
def spin():
    while True: pass
# It keeps time from jumping to the end of a sleep.
thread = threading.Thread(target=spin, daemon=True)
thread.start()
try:
    {wait}
except KeyboardInterrupt:
    print('interrupted')
"
        );
        let settings = SimSettings { max_seconds: 1000.0, ..SimSettings::default() };
        let mut simulation = Simulation::new(Program::new("main.py", &program), settings);
        // Until it waits; the one that spins, until it certainly does.
        let waits = |simulation: &Simulation| {
            let state = simulation.processes().next().and_then(|process| process.state(0).cloned());
            !matches!(state, Some(State::Ready | State::Running)) || simulation.instructions() > 200_000
        };
        while !waits(&simulation) {
            assert_eq!(simulation.advance(1), Progress::Running);
        }
        simulation.interrupt();
        let progress = simulation.run();
        let run = collect(simulation, progress, Vec::new());
        assert_eq!(
            (run.stdout.as_str(), &run.progress),
            ("interrupted\n", &Progress::Finished { status: 0 }),
            "{wait}"
        );
    }
}

#[test]
fn stop_ends_everything() {
    let program = "
import multiprocessing, time
if __name__ == '__main__':
    for _ in range(3):
        multiprocessing.Process(target=time.sleep, args=(1000,)).start()
    while True: pass
";
    let mut simulation = Simulation::new(Program::new("main.py", program), SimSettings::default());
    while simulation.now() < 0.1 {
        simulation.advance(10_000);
    }
    simulation.stop();
    assert_eq!(simulation.run(), Progress::Finished { status: -9 });
    assert!(simulation.open_handles().is_empty());
}

#[test]
fn the_visitor_picks() {
    let program = "
import threading
def say(text):
    print(text)
threads = [threading.Thread(target=say, args=(text,)) for text in 'ab']
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
";
    for order in [[0, 1, 2], [0, 2, 1]] {
        let settings = SimSettings {
            cores: 1,
            schedule: Schedule::of(PolicyKind::Visitor, 0),
            ..SimSettings::default()
        };
        let mut simulation = Simulation::new(Program::new("main.py", program), settings);
        let progress = loop {
            match simulation.advance(u64::MAX) {
                Progress::Choose => {
                    let runnable = simulation.runnable();
                    let next = order
                        .iter()
                        .find_map(|thread| runnable.iter().find(|worker| worker.thread == *thread));
                    simulation.pick(*next.unwrap(), 100_000);
                }
                progress => break progress,
            }
        };
        let run = collect(simulation, progress, Vec::new());
        let expected = if order[1] == 1 { "a\nb\n" } else { "b\na\n" };
        assert_eq!(run.stdout, expected);
        // What the visitor picked can be repeated without the visitor.
        let schedule = run.schedule.clone();
        let again = repeat(program, schedule);
        assert_eq!(again, run.events);
    }
}

fn repeat(program: &str, schedule: Schedule) -> Vec<Event> {
    run(program, SimSettings { cores: 1, schedule, ..SimSettings::default() }).events
}

#[test]
fn lines_are_recorded_without_changing_the_run() {
    let lines = run(RACE, SimSettings { lines: u64::MAX, ..random(1) });
    let mut numbers: Vec<u32> = lines
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            Kind::Line { file, line } if file == "main.py" => Some(*line),
            _ => None,
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers, [2, 4, 6, 8, 9, 11, 12, 13, 14, 15, 16]);
    assert_eq!(lines.stdout, run(RACE, random(1)).stdout);
}

#[test]
fn lines_are_recorded_up_to_a_number() {
    let whole = run(RACE, random(1));
    for most in [0, 1, 5] {
        let cut = run(RACE, SimSettings { lines: most, ..random(1) });
        let recorded = cut.events.iter().filter(|event| matches!(event.kind, Kind::Line { .. })).count();
        assert_eq!(recorded as u64, most);
        assert_eq!((&cut.stdout, cut.seconds), (&whole.stdout, whole.seconds));
    }
}

#[test]
fn without_tracing_there_is_output_only() {
    let run = run(PROCESSES, SimSettings { tracing: false, ..SimSettings::default() });
    assert_eq!(run.events, []);
    assert!(run.stdout.ends_with("45\n"), "{}", run.stderr);
}

#[test]
fn daemon_threads_end_with_the_program() {
    let program = "
import threading, time
threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
print('end')
";
    let run = run(program, SimSettings::default());
    assert!(run.seconds < 1.0);
    let killed = Kind::State(State::Killed);
    assert!(
        run.events.iter().any(|event| event.worker == Worker { pid: 1, thread: 1 } && event.kind == killed)
    );
}

/// The messages of a run as they came out: who put them in, who took them, and the name of what they went through.
fn messages(events: &[Event]) -> Vec<(u32, u32, &str)> {
    let mut taken = Vec::new();
    for event in events {
        let Kind::Received { channel, message } = event.kind else { continue };
        let sender = events.iter().find(
            |event| matches!(event.kind, Kind::Sent { channel: to, message: number, .. } if (to, number) == (channel, message)),
        );
        let name = events.iter().find_map(|event| match &event.kind {
            Kind::Created { resource, kind } if *resource == channel => Some(kind.as_str()),
            _ => None,
        });
        taken.push((
            sender.expect("it was put").worker.thread,
            event.worker.thread,
            name.expect("it has a name"),
        ));
    }
    taken
}

#[test]
fn items_of_queues_between_threads_are_messages() {
    // Items, in the order they are put, each by a thread of its own; then main takes all.
    for (class, items, expected) in [
        ("Queue", "7, 8, 'x'", [1, 2, 3]),
        ("SimpleQueue", "7, 8, 'x'", [1, 2, 3]),
        ("LifoQueue", "7, 8, 'x'", [3, 2, 1]),
        ("PriorityQueue", "3, 1, 2", [2, 3, 1]),
        // Twice the same object: whichever comes out, it is one of them, and none twice.
        ("Queue", "None, 'x', None", [1, 2, 3]),
    ] {
        let program = format!(
            "
import queue, threading
q = queue.{class}()
for item in ({items}):
    thread = threading.Thread(target=q.put, args=(item,))
    thread.start()
    thread.join()
for _ in range(3):
    q.get()
"
        );
        let run = run(&program, SimSettings::default());
        assert_eq!(run.stderr, "");
        assert_eq!(messages(&run.events), expected.map(|thread| (thread, 0, class)), "{class}({items})");
    }
}

#[test]
fn a_child_has_no_message_for_what_it_inherited() {
    let program = "
import os, queue
q = queue.Queue()
q.put('inherited')
if os.fork() == 0:
    print(q.get())
    q.put('its own')
    q.get()
    os._exit(0)
os.wait()
";
    let run = run(program, SimSettings::default());
    assert_eq!(run.stdout, "inherited\n");
    assert_eq!(messages(&run.events), [(0, 0, "Queue")]);
}

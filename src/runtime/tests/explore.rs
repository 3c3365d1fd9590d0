//! What the explorer finds.

use interleave_runtime::explore::{End, Explorer, Report, Verdict};
use interleave_runtime::sim::{Program, Progress, SimSettings, Simulation};

fn explore(program: &str, runs: u64) -> Report {
    Explorer::new(Program::new("main.py", program), SimSettings::default(), runs).run().clone()
}

#[test]
fn finds_the_lost_update_with_one_preemption() {
    let program = "
import threading
total = 0
def work():
    global total
    total += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total)
";
    let report = explore(program, 400);
    let mut outputs: Vec<&str> = report.outcomes.iter().map(|outcome| outcome.stdout.as_str()).collect();
    outputs.sort_unstable();
    assert_eq!(outputs, ["1\n", "2\n"]);
    let lost = report.outcomes.iter().find(|outcome| outcome.stdout == "1\n").unwrap();
    assert!(lost.preemptions <= 2, "{}", lost.preemptions);
    // Its schedule reproduces it.
    let settings = SimSettings { cores: 1, schedule: lost.schedule.clone(), ..SimSettings::default() };
    let mut simulation = Simulation::new(Program::new("main.py", program), settings);
    assert_eq!(simulation.run(), Progress::Finished { status: 0 });
    assert_eq!(simulation.take_output().into_iter().map(|output| output.text).collect::<String>(), "1\n");
}

#[test]
fn finds_the_deadlock() {
    let program = "
import threading
a, b = threading.Lock(), threading.Lock()
def take(first, second):
    with first:
        with second:
            pass
threads = [threading.Thread(target=take, args=args) for args in [(a, b), (b, a)]]
for thread in threads: thread.start()
for thread in threads: thread.join()
print('end')
";
    let report = explore(program, 400);
    assert_eq!(report.deadlocks().count(), 1);
    let End::Deadlock(deadlock) = &report.deadlocks().next().unwrap().end else { unreachable!() };
    assert_eq!(deadlock.cycle.len(), 2);
    // Named as in a run that records events.
    assert!(deadlock.sentences[0].contains("holds Lock 1 and waits for Lock 2"), "{:?}", deadlock.sentences);
    assert!(report.outcomes.iter().any(|outcome| outcome.stdout == "end\n"));
}

#[test]
fn a_correct_program_has_one_outcome() {
    let program = "
import threading
total, lock = 0, threading.Lock()
def work():
    global total
    for _ in range(3):
        with lock:
            total += 1
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(total)
";
    let report = explore(program, 200);
    assert!(report.is_settled(), "{report:?}");
    // Either thread has the lock next, three times each.
    assert_eq!(report.verdict, Verdict::All { schedules: 20, redundant: 0 });
}

#[test]
fn a_program_that_spins_comes_to_its_end() {
    let program = "
import threading
ready = False
def set():
    global ready
    ready = True
thread = threading.Thread(target=set)
thread.start()
while not ready: pass
print('end')
";
    assert!(explore(program, 50).is_settled());
}

#[test]
fn outcomes_of_random_schedules_are_repeated_too() {
    let program = "
import threading
def work(letter):
    for _ in range(3): print(letter, end='')
threads = [threading.Thread(target=work, args=letter) for letter in 'abc']
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    let report = explore(program, 60);
    assert!(report.outcomes.len() > 3, "{report:?}");
    for outcome in &report.outcomes {
        let settings = SimSettings { cores: 1, schedule: outcome.schedule.clone(), ..SimSettings::default() };
        let mut simulation = Simulation::new(Program::new("main.py", program), settings);
        assert_eq!(simulation.run(), Progress::Finished { status: 0 });
        let text: String = simulation.take_output().into_iter().map(|output| output.text).collect();
        assert_eq!(text, outcome.stdout);
        // A run of the proof counts where it interrupts somebody; the simulator also where one begins to wait.
        assert!(simulation.preemptions() >= outcome.preemptions);
    }
}

#[test]
fn long_output_is_told_apart_but_not_kept() {
    let program = "
import threading
last = []
threads = [threading.Thread(target=last.append, args=letter) for letter in 'ab']
for thread in threads: thread.start()
for thread in threads: thread.join()
print('ä' * 100_000, last)
";
    let report = explore(program, 200);
    assert_eq!(report.outcomes.len(), 2);
    for outcome in &report.outcomes {
        assert!(outcome.stdout.len() < 70_000 && outcome.omitted > 100_000, "{}", outcome.omitted);
    }
}

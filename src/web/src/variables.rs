//! The variables of a simulation that holds still, for the page to show.

use interleave_engine::Value;
use interleave_engine::inspect::names_of;
use interleave_engine::string::Name;
use interleave_protocol::Scope;
use interleave_runtime::Process;
use interleave_runtime::sim::Simulation;
use interleave_trace::Worker;

use crate::short::Short;

/// At most so many variables of a scope are shown.
const MOST_NAMES: usize = 30;
/// At most so many frames of a thread are shown: the innermost.
const MOST_FRAMES: usize = 12;

/// What every process and worker has.
pub fn variables(simulation: &Simulation) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for process in simulation.processes() {
        let short = Short::new(process);
        globals(process, &short, &mut scopes);
        for thread in (0..process.thread_count()).filter(|thread| !process.has_ended(*thread)) {
            frames(simulation, Worker { pid: process.pid(), thread }, &short, &mut scopes);
        }
    }
    scopes
}

/// What the program's own modules assigned, not what they imported or defined.
fn globals(process: &Process, short: &Short<'_>, scopes: &mut Vec<Scope>) {
    for module in short.modules() {
        let mut scope = empty(Worker { pid: process.pid(), thread: 0 });
        scope.title = module.name.as_str().to_owned();
        fill(&mut scope, names_of(&module.globals), short);
        scopes.push(scope);
    }
}

fn frames(simulation: &Simulation, worker: Worker, short: &Short<'_>, scopes: &mut Vec<Scope>) {
    let frames = simulation.thread_state(worker).map(|state| state.program_frames()).unwrap_or_default();
    if frames.is_empty() {
        scopes.push(Scope { depth: 1, ..empty(worker) });
    }
    for (at, frame) in frames.iter().enumerate().take(MOST_FRAMES) {
        let mut scope = empty(worker);
        scope.depth = (frames.len() - at) as u32;
        scope.title = frame.function.to_owned();
        scope.file = frame.file.to_owned();
        scope.line = frame.line;
        fill(&mut scope, frame.locals(), short);
        scopes.push(scope);
    }
}

fn empty(worker: Worker) -> Scope {
    let (title, file) = (String::new(), String::new());
    Scope { worker, depth: 0, title, file, line: 0, variables: Vec::new(), more: 0 }
}

fn fill(scope: &mut Scope, names: Vec<(Name, Value)>, short: &Short<'_>) {
    for (name, value) in names {
        let name = name.as_str();
        if name.starts_with("__") || name.starts_with('.') || scope.depth == 0 && value.is_definition() {
            // Python's own names, the compiler's with a dot, and what no program assigned.
        } else if scope.variables.len() == MOST_NAMES {
            scope.more += 1;
        } else {
            scope.variables.push((name.to_owned(), short.repr(&value)));
        }
    }
}

#[cfg(test)]
mod tests {
    use interleave_engine::Source;
    use interleave_runtime::sim::{Program, Progress, SimSettings};

    use super::*;

    /// A program that has come to its `input()`.
    fn until_input(text: &str, files: &[(&str, &str)]) -> Simulation {
        let mut program = Program::new("main.py", text);
        let source = |(file, text): &(&str, &str)| Source { file: (*file).into(), text: (*text).into() };
        program.files = files.iter().map(source).collect();
        let settings = SimSettings { stdin_open: true, ..SimSettings::default() };
        let mut simulation = Simulation::new(program, settings);
        assert_eq!(simulation.run(), Progress::Input, "{text}");
        simulation
    }

    fn pairs(scope: &Scope) -> Vec<(&str, &str)> {
        scope.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// The value of a global called `value` after these lines.
    fn shown(lines: &str) -> String {
        let scopes = variables(&until_input(&format!("{lines}\ninput()\n"), &[]));
        let value = scopes[0].variables.iter().find(|(name, _)| name == "value");
        value.map(|(_, value)| value.clone()).unwrap_or_else(|| panic!("no value after {lines}"))
    }

    #[test]
    fn values_are_shown_in_short() {
        let classes = "
import collections, dataclasses, enum, queue, threading
class Account:
    def __init__(self): self.owner, self._balance = 'Ada', 12
    def __repr__(self): raise RuntimeError
class Worker(threading.Thread):
    def __init__(self):
        super().__init__()
        self.jobs = [1]
class Stack(list): pass
class Color(enum.Enum): RED = 1
@dataclasses.dataclass
class Point:
    x: int
    y: int
class Empty: pass
def work(): pass
def held(lock):
    lock.acquire()
    return lock
def full():
    filled = queue.Queue()
    filled.put(1)
    return filled
";
        for (expression, expected) in [
            ("None", "None"),
            ("True", "True"),
            ("-7", "-7"),
            ("2 ** 70", "1180591620717411303424"),
            ("2 ** 5000", "<5001 bits of int>"),
            ("0.1", "0.1"),
            ("'it\\'s'", "\"it's\""),
            ("b'a\\n'", "b'a\\n'"),
            ("[1, 'a', None]", "[1, 'a', None]"),
            ("(1,)", "(1,)"),
            ("()", "()"),
            ("{'a': [1]}", "{'a': [1]}"),
            ("{1}", "{1}"),
            ("set()", "set()"),
            ("frozenset()", "frozenset()"),
            ("range(3)", "range(0, 3)"),
            ("range(0, 9, 3)", "range(0, 9, 3)"),
            ("[[[[[1]]]]]", "[[[[…]]]]"),
            ("collections.deque([1, 2])", "deque([1, 2])"),
            ("Account()", "<Account object: owner='Ada', _balance=12>"),
            ("Empty()", "<Empty object>"),
            ("[Empty()]", "[<Empty object>]"),
            ("Point(1, 2)", "<Point object: x=1, y=2>"),
            ("Stack([1])", "Stack([1])"),
            ("Color.RED", "Color.RED"),
            ("ValueError('no', 2)", "ValueError('no', 2)"),
            ("[work, Account]", "[<function work>, <class Account>]"),
            ("(n for n in [])", "<generator object>"),
            ("threading.Lock()", "Lock (free)"),
            ("held(threading.RLock())", "RLock (held by main)"),
            ("threading.Condition()", "Condition (free)"),
            ("threading.Event()", "Event (not set)"),
            ("threading.Semaphore(3)", "Semaphore (value 3)"),
            ("threading.Thread(target=work, name='T')", "Thread (T)"),
            ("threading.Thread(target=work)", "Thread (Thread-1)"),
            ("Worker()", "<Worker object: jobs=[1]>"),
            ("queue.Queue()", "Queue (0 items)"),
            ("full()", "Queue (1 item)"),
        ] {
            assert_eq!(shown(&format!("{classes}value = {expression}")), expected, "{expression}");
        }
    }

    #[test]
    fn long_values_are_cut() {
        for expression in
            ["'x' * 1_000_000", "'é' * 200", "[0] * 1_000_000", "{n: n for n in range(1_000)}", "b'x' * 500"]
        {
            let shown = shown(&format!("value = {expression}"));
            assert_eq!(
                (shown.chars().count(), shown.chars().last()),
                (80, Some('…')),
                "{expression}: {shown}"
            );
        }
        // What contains itself, too.
        assert_eq!(shown("value = []\nvalue.append(value)"), "[[[[…]]]]");
    }

    #[test]
    fn much_is_left_out_and_counted() {
        let names: String = (0..40).map(|number| format!("name{number} = {number}\n")).collect();
        let deep = "def down(n):\n    down(n - 1) if n else input()\n";
        let scopes = variables(&until_input(&format!("{names}{deep}down(50)\n"), &[]));
        assert_eq!((scopes[0].depth, scopes[0].variables.len(), scopes[0].more), (0, 30, 10));
        let depths: Vec<u32> = scopes[1..].iter().map(|scope| scope.depth).collect();
        assert_eq!(depths, (41..=52).rev().collect::<Vec<_>>());
        assert_eq!((pairs(&scopes[1]), scopes[1].line), (vec![("n", "0")], 42));
    }

    #[test]
    fn globals_are_what_the_program_assigned() {
        let helper = ("helper.py", "import time\nlimit = 3\ndef work(): pass\n");
        let text = "import helper, sys\nfrom threading import Lock\ntotal = 1\nclass A: pass\ninput()\n";
        let scopes = variables(&until_input(text, &[helper]));
        let all: Vec<_> = scopes.iter().map(|scope| (scope.title.as_str(), pairs(scope))).collect();
        let expected =
            [("__main__", vec![("total", "1")]), ("helper", vec![("limit", "3")]), ("<module>", vec![])];
        assert_eq!(all, expected);
    }

    #[test]
    fn every_worker_has_its_frames() {
        let text = "
import threading, multiprocessing, time
lock = threading.Lock()
def work(n):
    with lock:
        time.sleep(9)
def child():
    mine = 'child'
    time.sleep(9)
if __name__ == '__main__':
    multiprocessing.Process(target=child).start()
    threading.Thread(target=work, args=(1,)).start()
    time.sleep(1)
    lock.acquire()
";
        let settings = SimSettings { grain: 1, ..SimSettings::default() };
        let mut simulation = Simulation::new(Program::new("main.py", text), settings);
        while simulation.now() < 0.9 {
            assert_eq!(simulation.advance(1), Progress::Running);
        }
        let all = variables(&simulation);
        let at: Vec<_> = all
            .iter()
            .map(|scope| {
                (scope.worker.pid, scope.worker.thread, scope.title.as_str(), scope.line, pairs(scope))
            })
            .collect();
        let held = ("lock", "Lock (held by Thread-1)");
        let expected = [
            (1, 0, "__main__", 0, vec![held]),
            (1, 0, "<module>", 14, vec![]),
            (1, 1, "work", 6, vec![("n", "1")]),
            (2, 0, "__main__", 0, vec![("lock", "Lock (free)")]),
            (2, 0, "child", 9, vec![("mine", "'child'")]),
        ];
        assert_eq!(at, expected);
    }

    #[test]
    fn looking_changes_nothing() {
        let text = "class A: pass\na = A()\ninput()\nprint(id(a), id([]), vars(a))\n";
        let run = |look: bool| {
            let mut simulation = until_input(text, &[]);
            if look {
                variables(&simulation);
            }
            simulation.input("");
            assert_eq!(simulation.run(), Progress::Finished { status: 0 });
            (simulation.take_output(), simulation.instructions())
        };
        assert_eq!(run(true), run(false));
    }
}

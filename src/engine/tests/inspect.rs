//! What a debugger shows of a program that holds still: here at its first `print`.

use std::sync::Arc;

use interleave_engine::inspect::{FrameView, Inspector, Scope};
use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::{Interpreter, Settings, Source, ThreadState};

/// Runs a program until it writes.
fn until_print(text: &str, files: &[(&str, &str)]) -> (Arc<Interpreter>, ThreadState) {
    let source = |file: &str, text: &str| Source { file: file.to_owned(), text: text.to_owned() };
    let interpreter = Interpreter::new(Settings {
        main: source("main.py", text),
        files: files.iter().map(|(file, text)| source(file, text)).collect(),
        argv: vec!["main.py".to_owned()],
        ..Settings::default()
    });
    let mut thread = interpreter.main_thread();
    thread.set_ident(1);
    loop {
        let answer = match interpreter.run(&mut thread, 1_000) {
            Exit::Budget => continue,
            Exit::Request(Request::Write { .. }) => return (interpreter, thread),
            Exit::Request(Request::Acquire { lock, .. }) => Answer::Bool(lock.try_acquire(thread.ident())),
            Exit::Request(Request::Release { lock }) => {
                let _ = lock.release(thread.ident());
                Answer::None
            }
            Exit::Request(_) => Answer::None,
            Exit::Finished(_) | Exit::Raised(_) => panic!("it ended before it printed:\n{text}"),
        };
        thread.answer(answer);
    }
}

fn thread_name(ident: u64) -> Option<String> {
    (ident == 1).then(|| "main".into())
}

fn look(text: &str, files: &[(&str, &str)]) -> (Vec<FrameView>, usize, Vec<(String, Scope)>) {
    let (interpreter, thread) = until_print(text, files);
    let inspector = Inspector::new(&interpreter, &thread_name);
    let (frames, more) = inspector.frames(&thread);
    (frames, more, inspector.globals())
}

fn pairs(scope: &Scope) -> Vec<(&str, &str)> {
    scope.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The value of a global called `value` after these lines.
fn shown(lines: &str) -> String {
    let (_, _, globals) = look(&format!("{lines}\nprint()\n"), &[]);
    let value = globals[0].1.variables.iter().find(|(name, _)| name == "value");
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
        ("2 ** 5000", "<int of 5001 bits>"),
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
        assert_eq!((shown.chars().count(), shown.chars().last()), (80, Some('…')), "{expression}: {shown}");
    }
    // What contains itself, too.
    assert_eq!(shown("value = []\nvalue.append(value)"), "[[[[…]]]]");
}

#[test]
fn frames_are_the_programs_own() {
    let text = "
import functools
def outer(n):
    kept = n + 1
    def inner(word):
        for at in range(3):
            print(word, kept)
    functools.reduce(lambda before, item: inner(item), ['a', 'b'])
class Body:
    limit = 3
    outer(limit)
";
    let (frames, more, _) = look(text, &[]);
    let places: Vec<_> =
        frames.iter().map(|frame| (frame.function.as_str(), frame.line, pairs(&frame.locals))).collect();
    let inner = "<function outer.<locals>.inner>";
    let expected = [
        ("outer.<locals>.inner", 7, vec![("word", "'b'"), ("at", "0"), ("kept", "4")]),
        ("outer.<locals>.<lambda>", 8, vec![("before", "'a'"), ("item", "'b'"), ("inner", inner)]),
        ("outer", 8, vec![("n", "3"), ("kept", "4"), ("inner", inner)]),
        ("Body", 11, vec![("limit", "3")]),
        ("<module>", 9, vec![]),
    ];
    assert_eq!(places, expected);
    assert_eq!(more, 0);
}

#[test]
fn much_is_left_out_and_counted() {
    let names: String = (0..40).map(|number| format!("name{number} = {number}\n")).collect();
    let deep = "def down(n):\n    down(n - 1) if n else print()\n";
    let (frames, more, globals) = look(&format!("{names}{deep}down(50)\n"), &[]);
    assert_eq!((frames.len(), more), (12, 40));
    assert_eq!(pairs(&frames[0].locals), [("n", "0")]);
    assert_eq!((globals[0].1.variables.len(), globals[0].1.more), (30, 10));
}

#[test]
fn globals_are_what_the_program_assigned() {
    let helper = ("helper.py", "import time\nlimit = 3\ndef work(): pass\n");
    let text = "import helper, sys\nfrom threading import Lock\ntotal = 1\nclass A: pass\nprint()\n";
    let (_, _, globals) = look(text, &[helper, ("unused.py", "x = 1\n")]);
    let all: Vec<_> = globals.iter().map(|(module, scope)| (module.as_str(), pairs(scope))).collect();
    assert_eq!(all, [("__main__", vec![("total", "1")]), ("helper", vec![("limit", "3")])]);
}

#[test]
fn looking_changes_nothing() {
    let text = "class A: pass\na = A()\nprint()\nprint(id(a), id([]), vars(a))\n";
    let second = |look: bool| {
        let (interpreter, mut thread) = until_print(text, &[]);
        if look {
            let inspector = Inspector::new(&interpreter, &thread_name);
            inspector.frames(&thread);
            inspector.globals();
        }
        let mut written = String::new();
        let before = thread.instructions();
        thread.answer(Answer::None);
        loop {
            let answer = match interpreter.run(&mut thread, 1_000) {
                Exit::Budget => continue,
                Exit::Request(Request::Write { text, .. }) => {
                    written.push_str(&text);
                    Answer::None
                }
                Exit::Request(_) => Answer::None,
                Exit::Finished(_) | Exit::Raised(_) => return (written, thread.instructions() - before),
            };
            thread.answer(answer);
        }
    };
    assert_eq!(second(true), second(false));
}

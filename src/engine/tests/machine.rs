//! Runs the programs of `tests/machine/` and compares what they print with what CPython 3.11 printed (`NAME.out`, made by
//! `python3 NAME.py > NAME.out` in that directory, less the directory's name in tracebacks). Then what no program can
//! see: budgets, requests, interrupts.

use interleave_engine::request::{Answer, Clock, Exit, Request, Stream, SysCall, Timeout};
use interleave_engine::{Interpreter, Program, Settings, Source, ThreadState, Value};

fn settings(name: &str, text: &str) -> Settings {
    Settings::of(Program::new(&format!("{name}.py"), text))
}

/// What a run of one thread came to.
#[derive(Default)]
struct Outcome {
    stdout: String,
    stderr: String,
    status: i64,
    instructions: u64,
}

/// Runs the main thread alone, in slices of `budget` instructions; time stands still, sleeping takes none.
fn run(settings: Settings, budget: u32) -> Outcome {
    let interpreter = Interpreter::new(settings);
    let mut thread = interpreter.main_thread();
    thread.set_ident(1);
    let mut outcome = Outcome::default();
    loop {
        let answer = match interpreter.run(&mut thread, budget) {
            Exit::Budget => continue,
            Exit::Finished(value) => {
                outcome.status = value.as_int().unwrap_or(-1);
                outcome.instructions = thread.instructions();
                return outcome;
            }
            Exit::Raised(_) => panic!("an exception left the thread; it wrote {}", outcome.stderr),
            Exit::Request(request) => answer(&mut outcome, &thread, request),
        };
        thread.answer(answer);
    }
}

fn answer(outcome: &mut Outcome, thread: &ThreadState, request: Request) -> Answer {
    match request {
        Request::Write { stream: Stream::Stdout, text } => {
            outcome.stdout.push_str(&text);
            Answer::None
        }
        Request::Write { stream: Stream::Stderr, text } => {
            outcome.stderr.push_str(&text);
            Answer::None
        }
        Request::Clock(Clock::Wall) => Answer::Float(1_700_000_000.0),
        Request::Clock(_) => Answer::Float(0.0),
        Request::Acquire { lock, timeout } => {
            let taken = lock.try_acquire(thread.ident());
            assert!(taken || timeout == Timeout::Never, "the only thread waits for a lock");
            Answer::Bool(taken)
        }
        Request::Release { lock } => {
            lock.release(thread.ident()).expect("a lock that is held");
            Answer::None
        }
        // There are no files.
        Request::System { call: SysCall::File { .. }, .. } => Answer::Raise {
            class: "FileNotFoundError".into(),
            message: "No such file or directory".into(),
            errno: Some(2),
        },
        Request::ReadLine => Answer::Text(String::from("a line\n")),
        _ => Answer::None,
    }
}

/// What a program prints, and the traceback it ends with.
fn output(text: &str) -> (String, String) {
    let outcome = run(settings("main", text), 1_000_000);
    (outcome.stdout, outcome.stderr)
}

macro_rules! programs {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            let name = stringify!($name);
            let outcome = run(
                settings(name, include_str!(concat!("machine/", stringify!($name), ".py"))),
                1_000_000,
            );
            let expected = include_str!(concat!("machine/", stringify!($name), ".out"));
            for (line, (got, wanted)) in outcome.stdout.lines().zip(expected.lines()).enumerate() {
                assert_eq!(got, wanted, "{name}: line {} of the output", line + 1);
            }
            assert_eq!(outcome.stdout, expected, "{name}: it wrote to stderr: {}", outcome.stderr);
        })*
    };
}

programs! {
    breadth classes_and_calls collector exceptions generators lifetimes recursion tracebacks
}

/// A thread may be interrupted between any two instructions: what it does is the same.
#[test]
fn a_budget_of_one_instruction_changes_nothing() {
    let program = include_str!("machine/generators.py");
    let outcome = run(settings("generators", program), 1);
    assert_eq!(outcome.stdout, include_str!("machine/generators.out"));
    assert_eq!(outcome.instructions, run(settings("generators", program), 1000).instructions);
}

#[test]
fn uncaught_exception_ends_with_status_1_and_a_traceback() {
    let outcome = run(settings("main", "def f():\n    return 1 / 0\nf()\n"), 1000);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        outcome.stderr,
        "Traceback (most recent call last):\n  File \"main.py\", line 3, in <module>\n    f()\n  \
         File \"main.py\", line 2, in f\n    return 1 / 0\n           ~~^~~\n\
         ZeroDivisionError: division by zero\n"
    );
}

#[test]
fn system_exit_gives_the_status() {
    assert_eq!(run(settings("main", "import sys; sys.exit(3)"), 1000).status, 3);
    assert_eq!(run(settings("main", "raise SystemExit"), 1000).status, 0);
    assert_eq!(run(settings("main", "raise SystemExit('words')"), 1000).stderr, "words\n");
}

#[test]
fn syntax_error_is_reported_as_by_cpython() {
    let (_, errors) = output("x = 1\nprint('a' 'b\n");
    assert!(errors.contains("File \"main.py\", line 2"), "{errors}");
    assert!(errors.contains("SyntaxError: unterminated string literal (detected at line 2)"), "{errors}");
}

#[test]
fn modules_of_the_lesson_are_imported_before_the_library() {
    let mut settings =
        settings("main", "import tools, package.part\nprint(tools.double(4), package.part.name)\n");
    let file = |file: &str, text: &str| Source { file: file.to_owned(), text: text.to_owned() };
    settings.program.files = vec![
        file("tools.py", "def double(x):\n    return 2 * x\n"),
        file("package/__init__.py", ""),
        file("package/part.py", "from .other import name\n"),
        file("package/other.py", "name = __name__\n"),
    ];
    assert_eq!(run(settings, 1000).stdout, "8 package.other\n");
}

#[test]
fn interrupt_is_raised_at_the_next_instruction() {
    let interpreter = Interpreter::new(settings(
        "main",
        "try:\n    while True: pass\nexcept KeyboardInterrupt:\n    x = 1\n",
    ));
    let mut thread = interpreter.main_thread();
    for _ in 0..50 {
        assert!(matches!(interpreter.run(&mut thread, 1000), Exit::Budget));
    }
    assert_eq!(thread.position(), Some((String::from("main.py"), 2)));
    thread.interrupt("KeyboardInterrupt", "");
    loop {
        match interpreter.run(&mut thread, 1000) {
            Exit::Finished(status) => return assert_eq!(status.as_int(), Some(0)),
            Exit::Budget => {}
            _ => panic!("the program catches the interrupt"),
        }
    }
}

#[test]
fn interrupt_abandons_a_request() {
    let program =
        "import time\ntry:\n    time.sleep(100)\nexcept KeyboardInterrupt as e:\n    print('woken', e)\n";
    let interpreter = Interpreter::new(settings("main", program));
    let mut thread = interpreter.main_thread();
    let mut text = String::new();
    loop {
        match interpreter.run(&mut thread, 1000) {
            Exit::Request(Request::Sleep { .. }) => thread.interrupt("KeyboardInterrupt", "now"),
            Exit::Request(Request::Write { text: more, .. }) => {
                text.push_str(&more);
                thread.answer(Answer::None);
            }
            Exit::Budget => {}
            Exit::Finished(_) => break,
            _ => panic!("an unexpected end"),
        }
    }
    assert_eq!(text, "woken now\n");
}

#[test]
fn a_long_chain_of_objects_is_freed_without_recursion() {
    let (out, errors) =
        output("head = None\nfor i in range(300000):\n    head = [head]\ndel head\nprint('freed')\n");
    assert_eq!((out.as_str(), errors.as_str()), ("freed\n", ""));
}

#[test]
fn absurd_sizes_are_memory_errors() {
    for expression in [
        "[0] * 10**12",
        "'x' * 10**12",
        "bytes(10**13)",
        "1 << 10**15",
        "10 ** 10**12",
        "list(range(10**12))",
    ] {
        let (_, errors) = output(expression);
        assert!(errors.ends_with("MemoryError\n"), "{expression}: {errors}");
    }
}

#[test]
fn missing_modules_say_why() {
    let (_, errors) = output("import numpy");
    assert!(
        errors.contains("ModuleNotFoundError: No module named 'numpy': it is compiled machine code"),
        "{errors}"
    );
}

#[test]
fn values_are_sixteen_bytes() {
    assert_eq!(size_of::<Value>(), 16);
}

/// What `report` prints after two threads have each run `add`, in turns; a turn is what `run` does.
fn interleaved(program: &str, run: impl Fn(&Interpreter, &mut ThreadState) -> Exit) -> String {
    let start = "import _thread\nfor f in add, add, report: _thread.start_new_thread(f, ())";
    let report = "def report(): print(total)";
    let interpreter = Interpreter::new(settings("interleaved", &format!("{program}\n{report}\n{start}\n")));
    let mut outcome = Outcome::default();
    let mut started = Vec::new();
    let mut go_on = |thread: &mut ThreadState, exit: Exit, started: &mut Vec<ThreadState>| match exit {
        Exit::Budget => true,
        Exit::Request(Request::StartThread { thread: new, .. }) => {
            started.push(*new);
            thread.answer(Answer::Int(started.len() as i64));
            true
        }
        Exit::Request(request) => {
            let answer = answer(&mut outcome, thread, request);
            thread.answer(answer);
            true
        }
        Exit::Finished(_) | Exit::Raised(_) => false,
    };
    let mut main = interpreter.main_thread();
    main.set_ident(1);
    while started.len() < 3 {
        let exit = interpreter.run(&mut main, 1000);
        assert!(go_on(&mut main, exit, &mut started), "the program starts three threads");
    }
    let mut report = started.pop().expect("three threads");
    let mut none = Vec::new();
    for turn in 0.. {
        if started.is_empty() {
            break;
        }
        let at = turn % started.len();
        let exit = run(&interpreter, &mut started[at]);
        if !go_on(&mut started[at], exit, &mut none) {
            drop(started.remove(at));
        }
    }
    loop {
        let exit = interpreter.run(&mut report, 1000);
        if !go_on(&mut report, exit, &mut none) {
            return outcome.stdout;
        }
    }
}

#[test]
fn a_run_to_a_check_leaves_statements_whole_as_cpython_does() {
    let cases = [
        // In a plain loop nothing is lost.
        ("for i in range(100): total += 1", true),
        ("i = 0\n    while i < 100:\n        i += 1\n        total += 1", true),
        ("for i in range(100): total = total + i - i + 1", true),
        // After a call another thread may come.
        ("for i in range(100): total += one()", false),
        ("for i in range(100): total += len('x')", false),
        ("for i in range(100): total += sum(1 for _ in 'x')", false),
    ];
    for (body, whole) in cases {
        let program = format!("total = 0\ndef one(): return 1\ndef add():\n    global total\n    {body}");
        let total = interleaved(&program, |interpreter, thread| interpreter.run_to_check(thread, 1));
        assert_eq!(total == "200\n", whole, "{body}: {total}");
        // The simulator may stop at any instruction.
        let total = interleaved(&program, |interpreter, thread| interpreter.run(thread, 1));
        assert_ne!(total, "200\n", "{body}");
    }
}

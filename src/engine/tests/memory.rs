//! What the machine uses of memory, and what a program gets when there is no more. The limit is that of the OS process: this
//! is a test program of its own, with one test.

use interleave_engine::memory::{self, Counted};
use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::{Interpreter, Program, Settings, ThreadState};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Starts a program and runs it to its end or to its first `input()`; what it printed.
fn begin(text: &str) -> (std::sync::Arc<Interpreter>, ThreadState, String) {
    let interpreter = Interpreter::new(Settings::of(Program::new("main.py", text)));
    let mut thread = interpreter.main_thread();
    thread.set_ident(1);
    let mut printed = String::new();
    loop {
        match interpreter.run(&mut thread, 10_000) {
            Exit::Budget => continue,
            Exit::Request(Request::Write { text, .. }) => {
                printed.push_str(&text);
                thread.answer(Answer::None);
            }
            Exit::Request(Request::ReadLine) | Exit::Finished(_) => return (interpreter, thread, printed),
            Exit::Request(_) => thread.answer(Answer::None),
            Exit::Raised(_) => panic!("an exception left the thread; it wrote {printed}"),
        }
    }
}

/// How much more is used after a program has come to its first `input()`.
fn used_by(text: &str) -> usize {
    let before = memory::used();
    let kept = begin(text);
    let used = memory::used() - before;
    drop(kept);
    used
}

const MIB: usize = 1 << 20;

/// Too large for the limit, at once or little by little: each raises `MemoryError`, is caught, and the program goes on.
const TOO_MUCH: &[&str] = &[
    "[0] * 10**12",
    "[0] * 10**18",
    "(0,) * 10**12",
    "'x' * 10**12",
    "'x' * (2**63 - 1)",
    "b'x' * 10**12",
    "bytearray(10**12)",
    "bytes(10**12)",
    "bytearray(b'x') * 10**12",
    "2 ** 10**12",
    "1 << 10**12",
    "list(range(10**12))",
    "tuple(range(10**12))",
    "'x'.ljust(10**12)",
    "'x'.center(10**12)",
    "'x'.zfill(10**12)",
    "b'x'.ljust(10**12)",
    "f'{1:1000000000000}'",
    "'x'.replace('x', 'y' * 10**7).replace('y', 'z' * 10**7)",
    "('x' * 10**7).join(['y'] * 10**5)",
    "grow_list()",
    "grow_dict()",
    "grow_set()",
    "grow_text()",
    "double_text()",
    "double_list()",
    "grow_bytes()",
    "[n for n in endless()]",
    "list(endless())",
    "{n: n for n in endless()}",
    "nest()",
];

const PREPARED: &str = "
def endless():
    n = 0
    while True:
        yield n
        n += 1
def grow_list():
    grown = []
    while True: grown.append(0)
def grow_dict():
    grown = {}
    for n in endless(): grown[n] = n
def grow_set():
    grown = set()
    for n in endless(): grown.add(n)
def grow_text():
    grown = ''
    while True: grown += 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
def double_text():
    grown = 'x'
    while True: grown = grown + grown
def double_list():
    grown = [1]
    while True: grown = grown + grown
def grow_bytes():
    grown = bytearray()
    while True: grown += b'x' * 1000
def nest():
    grown = []
    while True: grown = [grown, grown]
";

#[test]
fn memory_is_bounded_and_little_is_used() {
    // Alive in all measurements: what the first interpreter of an OS process makes for all.
    drop(begin("pass"));

    let idle = used_by("input()");
    println!("an idle engine: {} KiB", idle / 1024);
    assert!(idle < 4 * MIB, "an idle engine uses {idle} bytes");

    let million = used_by("numbers = [n for n in range(1_000_000)]\ninput()") - idle;
    println!("a list of a million ints: {} KiB", million / 1024);
    assert!(million < 24 * MIB, "a list of a million ints uses {million} bytes");

    // Cycles are freed while a program makes them.
    let cycles = used_by(
        "class C: pass\nfor n in range(300_000):\n    c = C()\n    c.c = c\n    c.l = [c] * 10\ninput()",
    );
    println!("after 300000 cycles: {} KiB more", cycles.saturating_sub(idle) / 1024);
    assert!(cycles - idle < 16 * MIB, "cycles use {cycles} bytes");

    // An interpreter that ends leaves nothing.
    let before = memory::used();
    for _ in 0..5 {
        drop(begin("class C: pass\nc = C()\nc.c = [c] * 100_000\ndef f(): return c\n"));
    }
    let left = memory::used().saturating_sub(before);
    assert!(left < MIB, "five interpreters left {left} bytes");

    memory::set_limit(memory::used() + 96 * MIB);
    let mut wrong = Vec::new();
    for expression in TOO_MUCH {
        let text = format!(
            "{PREPARED}\ntry:\n    {expression}\nexcept MemoryError as error:\n    print('caught', error.args)\nprint(len([0] * 1_000_000))\n"
        );
        let (.., printed) = begin(&text);
        if printed != "caught ()\n1000000\n" {
            wrong.push(format!("{expression}: {printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Uncaught, it ends the program as any exception does.
    let (.., printed) = begin(&format!("{PREPARED}\ngrow_list()\n"));
    assert!(printed.ends_with("MemoryError\n"), "{printed}");
    // CPython says of these that they overflow.
    for expression in ["[0] * 10**19", "'x' * 10**19", "1 << 10**30"] {
        let (.., printed) = begin(&format!(
            "try:\n    {expression}\nexcept OverflowError as error:\n    print('overflow')\n"
        ));
        assert_eq!(printed, "overflow\n", "{expression}");
    }
}

//! Inputs that are well-formed: what damaged ones are made from, and what `cargo fuzz` begins with.

use std::fs;
use std::path::Path;

use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::{Interpreter, Program, Settings};

use crate::differential::tables;

/// Longer programs teach a fuzzer nothing that shorter ones do not, and take its time.
const LONGEST: usize = 6000;

/// Programs of the differential suite, of the other tests, of the course and of the measurements.
pub fn programs() -> Vec<String> {
    let mut programs: Vec<String> =
        tables().into_iter().flat_map(|table| table.cases).map(|case| case.program).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["programs", "../lessons", "../benches"] {
        gather(&root.join(folder), &mut programs);
    }
    // One instruction that takes seconds: a fuzzer would take it, and all that it makes of it, for a hang.
    programs.retain(|program| program.len() <= LONGEST && !program.contains("math.factorial(1_500_000)"));
    programs
}

fn gather(folder: &Path, programs: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            gather(&path, programs);
        } else if path.extension().is_some_and(|end| end == "py") {
            programs.push(fs::read_to_string(&path).expect("a program can be read"));
        }
    }
}

/// A program that has one value of each kind that images know, some of them in cycles.
const VALUES: &str = "
class Node:
    def __init__(self): self.me = self
def gen(): yield 1
items = [None, 1, 1 << 80, 1.5, 'text', b'b', bytearray(b'x'), (1, (2,)), {1: [2]}, {3}, frozenset([4]), range(5), Node(), len, int]
items.append(items)
";

/// Heap images, as of forked and of spawned processes.
pub fn images() -> Vec<Vec<u8>> {
    [
        "f = lambda: items\ndef child(): print(items, f)\ng = gen()\nnext(g)\nfrom _image import fork\nprint(fork(child)[0].hex())",
        "def child(): pass\nfrom _image import fork\nprint(fork(child)[0].hex())",
        "import threading, collections, random\nlock = threading.Lock()\nd = collections.deque([lock, random.random])\nit = iter([1, 2])\nz = zip(it, map(str, it))\ndef child(): print(d, z)\nfrom _image import fork\nprint(fork(child)[0].hex())",
    ]
    .iter()
    .map(|rest| printed(&format!("{VALUES}{rest}")))
    .collect()
}

/// Pickles of values.
pub fn pickles() -> Vec<Vec<u8>> {
    [
        "items",
        "{'a': 1, (2, 3): [None, True, -1.5]}",
        "[Node(), Node, gen, ValueError('x')]",
        "[__import__('datetime').datetime(2020, 1, 2), __import__('collections').Counter('abca')]",
    ]
    .iter()
    .map(|value| printed(&format!("{VALUES}import pickle\nprint(pickle.dumps({value}).hex())")))
    .collect()
}

/// What a program prints: bytes in hexadecimal digits.
fn printed(program: &str) -> Vec<u8> {
    let interpreter = Interpreter::new(Settings::of(Program::new("main.py", program)));
    let mut thread = interpreter.main_thread();
    thread.set_ident(1);
    let mut text = String::new();
    loop {
        match interpreter.run(&mut thread, 100_000) {
            Exit::Budget => continue,
            Exit::Finished(_) | Exit::Raised(_) => break,
            Exit::Request(Request::Write { text: more, .. }) => text += &more,
            Exit::Request(_) => {}
        }
        thread.answer(Answer::None);
    }
    let digits: Vec<u8> =
        text.trim().chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    assert!(digits.len() > 20, "{text}");
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

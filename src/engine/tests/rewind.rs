//! A machine that is set back to where it was.

use std::sync::Arc;

use interleave_engine::allocator::Pools;
use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::rewind::{Rewind, outside};
use interleave_engine::{Interpreter, Program, Settings, ThreadState};

#[global_allocator]
static ALLOCATOR: Pools = Pools;

struct Machine {
    interpreter: Arc<Interpreter>,
    thread: ThreadState,
    written: String,
    ended: bool,
}

impl Machine {
    fn new(text: &str) -> Machine {
        let program = Program::new("main.py", text);
        let interpreter = Interpreter::new(Settings { program, ..Settings::default() });
        let thread = interpreter.main_thread();
        Machine { interpreter, thread, written: String::new(), ended: false }
    }

    /// So many instructions.
    fn run(&mut self, instructions: u32) {
        if self.ended {
            return;
        }
        match self.interpreter.run(&mut self.thread, instructions) {
            Exit::Budget => {}
            Exit::Request(Request::Write { text, .. }) => {
                self.written += &text;
                self.thread.answer(Answer::None);
            }
            Exit::Request(_) => self.thread.answer(Answer::None),
            Exit::Finished(_) | Exit::Raised(_) => self.ended = true,
        }
    }

    fn run_to_end(&mut self) -> String {
        while !self.ended {
            self.run(1_000);
        }
        self.written.clone()
    }
}

fn rewind(text: &str) -> Rewind<Machine> {
    // SAFETY: a machine refers to nothing but itself.
    unsafe { Rewind::new(|| Machine::new(text)) }.expect("the allocator is there")
}

const PROGRAM: &str = "
import collections, weakref, gc, re
class Node:
    def __del__(self): died.append(1)
died, kept, table = [], [], weakref.WeakValueDictionary()
for i in range(300):
    node = Node(); node.self = node; table[i] = node
    kept.append((id(node), hash(str(i)), re.sub('[0-9]', 'x', str(i)), 2 ** i))
    if i % 7 == 0: kept.append(node)
    if i % 50 == 0: gc.collect()
    exec(f'def f{i % 5}(x): return x + {i}')
    kept.append(f0(i) if i > 5 else None)
    print(len(died), len(table), sorted(collections.Counter(str(kept[-2])).items())[:3])
text = '.'.join(str(k) for k in kept if isinstance(k, tuple))
print(len(text), len(bytearray(3_000_000)), len([0] * 200_000))
";

#[test]
fn goes_on_as_before_from_every_mark() {
    let mut machine = rewind(PROGRAM);
    let expected = machine.with(|machine| outside(|| machine.written.clone()));
    assert_eq!(expected, "");
    let mut marks = Vec::new();
    for instructions in [0, 1, 50, 5_000, 20_000, 60_000] {
        machine.with(|machine| machine.run(instructions));
        marks.push(machine.mark().expect("a mark"));
    }
    let end = |machine: &mut Rewind<Machine>| {
        machine.with(|machine| {
            let written = machine.run_to_end();
            outside(|| written.clone())
        })
    };
    let expected = end(&mut machine);
    assert_eq!(expected.lines().count(), 301);
    for mark in marks.into_iter().rev() {
        for _ in 0..3 {
            machine.back_to(mark);
            assert_eq!(end(&mut machine), expected);
        }
        assert_eq!(machine.marks(), mark + 1);
    }
    // The same without.
    assert_eq!(Machine::new(PROGRAM).run_to_end(), expected);
}

#[test]
fn what_is_made_ready_changes_nothing() {
    let program = "for i in range(50_000): pass\nimport traceback\nprint(traceback.format_exception_only(KeyError(1)))\n";
    let mut machine = rewind(program);
    // The library is there by then, and the program at its loop.
    machine.with(|machine| machine.run(50_000));
    machine.mark().expect("a mark");
    let end = |machine: &mut Rewind<Machine>| {
        machine.with(|machine| {
            machine.run_to_end();
            let modules = machine.interpreter.library_modules(0);
            assert_eq!(modules.iter().filter(|name| *name == "traceback").count(), 1);
            outside(|| (machine.written.clone(), machine.thread.instructions()))
        })
    };
    let expected = end(&mut machine);
    assert_eq!(expected.0, "['KeyError: 1\\n']\n");
    machine.back_to(0);
    machine.with(|machine| machine.interpreter.prepare_module("traceback"));
    machine.mark_again();
    for _ in 0..2 {
        assert_eq!(end(&mut machine), expected);
        machine.back_to(0);
    }
}

#[test]
fn many_have_room() {
    let program = "x = [[i] for i in range(100)]\nprint(len(x))\n";
    for _ in 0..300 {
        let mut machine = rewind(program);
        machine.mark();
        machine.with(|machine| machine.run_to_end().len());
        machine.back_to(0);
        assert_eq!(machine.with(|machine| machine.run_to_end().len()), 4);
    }
}

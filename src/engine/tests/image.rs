//! Heap images: what a forked child sees, and what readers do with damaged bytes.

use interleave_engine::image::ImageError;
use interleave_engine::request::{Answer, Exit, Request};
use interleave_engine::{Interpreter, Program, Settings, ThreadState};

fn settings(program: &str) -> Settings {
    Settings::of(Program::new("test.py", program))
}

/// Runs a thread to its end, as the only one: what it wrote.
fn run(interpreter: &Interpreter, mut thread: ThreadState) -> String {
    let mut text = String::new();
    if thread.ident() == 0 {
        thread.set_ident(1);
    }
    loop {
        let answer = match interpreter.run(&mut thread, 100_000) {
            Exit::Budget => continue,
            Exit::Finished(_) => return text,
            Exit::Raised(_) => return text + "raised",
            Exit::Request(Request::Write { text: more, .. }) => {
                text += &more;
                Answer::None
            }
            Exit::Request(Request::Clock(_)) => Answer::Float(1.0),
            Exit::Request(Request::Acquire { lock, .. }) => Answer::Bool(lock.try_acquire(thread.ident())),
            Exit::Request(Request::Release { lock }) => {
                let _ = lock.release(thread.ident());
                Answer::None
            }
            Exit::Request(_) => Answer::None,
        };
        thread.answer(answer);
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.trim().chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// The image that a program makes by `fork(child)`.
fn image(program: &str) -> (Settings, Vec<u8>) {
    let settings = settings(&format!("{program}\nfrom _image import fork\nprint(fork(child)[0].hex())\n"));
    let interpreter = Interpreter::new(settings.clone());
    let text = run(&interpreter, interpreter.main_thread());
    assert!(text.starts_with("894"), "{text}");
    // What follows is printed at the end of the parent.
    (settings, unhex(text.lines().next().unwrap_or_default()))
}

/// What the child of such a program writes.
fn forked(program: &str) -> String {
    let (settings, image) = image(program);
    let (interpreter, main) =
        Interpreter::from_image(settings, &image).unwrap_or_else(|error| panic!("{error}"));
    run(&interpreter, main)
}

#[test]
fn values_and_identities() {
    let program = "
import sys
items = [None, True, -1, 1 << 80, 1.5, 'text', b'bytes', bytearray(b'x'), (1, (2,)), {1: 2}, {3}, frozenset([4]), range(5), slice(1)]
same = (items, items)
items.append(same)
number = id(items)
def child():
    print(items[:-1])
    print(same[0] is same[1], items[-1] is same, id(items) == number, sys.modules['__main__'].items is items)
";
    let expected = "[None, True, -1, 1208925819614629174706176, 1.5, 'text', b'bytes', bytearray(b'x'), (1, (2,)), {1: 2}, {3}, \
                    frozenset({4}), range(0, 5), slice(None, 1, None)]\nTrue True True True\n";
    assert_eq!(forked(program), expected);
}

#[test]
fn code_of_exec_and_changed_builtins() {
    let program = "
import builtins
scope = {}
exec('def made(n): return [n * i for i in range(3)]', scope)
builtins.answer = 42
real = len
len = lambda x: -1
def child():
    print(scope['made'](2), answer, real([1]), len([1]))
";
    assert_eq!(forked(program), "[0, 2, 4] 42 1 -1\n");
}

#[test]
fn exceptions_and_tracebacks() {
    let program = "
class Own(Exception): pass
def fail(): raise Own('why') from KeyError('k')
try:
    fail()
except Own as error:
    kept = error
def child():
    print(repr(kept), repr(kept.__cause__), kept.__traceback__.tb_lineno, kept.__traceback__.tb_next.tb_lineno)
";
    assert_eq!(forked(program), "Own('why') KeyError('k') 5 3\n");
}

#[test]
fn weak_references() {
    let program = "
import weakref
class C: pass
c = C()
plain, told = weakref.ref(c), weakref.ref(c, lambda r: print('told', r is told))
values = weakref.WeakValueDictionary(k=c)
def child():
    global c
    print(plain() is c, told() is c, list(values))
    del c
    print(plain(), told(), list(values))
";
    assert_eq!(forked(program), "True True ['k']\ntold True\nNone None []\n");
}

#[test]
fn half_run_generators() {
    let program = "
def inner():
    yield 1
    yield 2
def outer():
    try:
        yield 0
        yield from inner()
        yield 3
    finally:
        print('closed')
started, fresh = outer(), outer()
next(started), next(started)
def child():
    print(list(started), next(fresh))
    fresh.close()
";
    assert_eq!(forked(program), "closed\n[2, 3] 0\nclosed\n");
}

#[test]
fn classes_with_everything() {
    let program = "
class Meta(type):
    def __call__(cls, *args): return super().__call__(*args)
class Base(metaclass=Meta):
    count = 0
    __slots__ = ()
    @property
    def twice(self): return self.a * 2
    @staticmethod
    def s(): return 's'
    @classmethod
    def c(cls): return cls.__name__
class Derived(Base, dict):
    def __init__(self): super().__init__(); self.a = 1; self['k'] = 'v'; self.extra = 2
class Slotted:
    __slots__ = ('a', '__b')
    def __init__(self): self.a, self.__b = 3, 4
    def all(self): return self.a, self.__b
class Cached(property):
    def __get__(self, obj, cls=None): return 'cached', super().__get__(obj, cls)
class Small(Slotted):
    __slots__ = ()
    sum = Cached(lambda self: sum(self.all()))
d, small, slot, shown = Derived(), Small(), Slotted.a, Slotted.__dict__
bound = d.c
def child():
    print(small.all(), small.sum, slot.__get__(small), slot is Slotted.a, hasattr(small, '__dict__'), 'a' in shown)
    print(d, d.a, d.twice, d.s(), bound(), d.extra, type(type(d)).__name__, [c.__name__ for c in Derived.__mro__])
    d.a = 5
    Derived.count += 1
    print(d.twice, Derived().a, Base.count, d.count, isinstance(d, Base))
";
    assert_eq!(
        forked(program),
        "(3, 4) ('cached', 7) 3 True False True\n{'k': 'v'} 1 2 s Derived 2 Meta ['Derived', 'Base', 'dict', 'object']\n10 1 0 1 True\n"
    );
}

#[test]
fn a_list_nested_a_hundred_thousand_deep() {
    let program = "
deep = []
for _ in range(100_000): deep = (deep,)
def child():
    global deep
    depth = 0
    while deep:
        deep, depth = deep[0], depth + 1
    print(depth)
";
    assert_eq!(forked(program), "100000\n");
}

#[test]
fn the_same_heap_has_the_same_image() {
    let program = "
import threading, queue
class A: pass
things = [A(), {A(): 1}, threading.Lock()]
def child(): pass
";
    let (_, one) = image(program);
    let (_, two) = image(program);
    assert!(one == two);
}

#[test]
fn damaged_images_are_refused_or_read_but_never_crash() {
    let (settings, good) = image(
        "
import threading
class A:
    def m(self): return self
things = [1, 'two', (3.0,), {4: 5}, {6}, A(), A().m, iter([7]), (n for n in range(3)), threading.Lock()]
def child(): pass
",
    );
    assert_eq!(Interpreter::from_image(settings.clone(), &good[1..]).err(), Some(ImageError::Header));
    let mut random = 1_u64;
    let mut next = |limit: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % limit
    };
    let mut refused = 0;
    for _ in 0..400 {
        let mut bad = good.clone();
        for _ in 0..=next(3) {
            match next(3) {
                0 => bad.truncate(next(bad.len() - 5) + 5),
                1 => {
                    let at = next(bad.len());
                    bad[at] = next(256) as u8;
                }
                _ => {
                    let at = next(bad.len());
                    bad[at] ^= 1 << next(8);
                }
            }
            if bad.len() < 6 {
                break;
            }
        }
        refused += usize::from(Interpreter::from_image(settings.clone(), &bad).is_err());
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn damaged_pickles_raise() {
    let program = "
from _image import dumps, loads
class A:
    pass
a = A()
a.x = [1, 2.5, 'three', {4: (5,)}, {6}, frozenset([7]), range(8), 1 << 70, len, A]
good, handles = dumps((a, a, b'bytes'))
assert loads(good)[0].x[:2] == [1, 2.5]
state = 12345
def random(limit):
    global state
    state = (state * 1103515245 + 12345) % (1 << 31)
    return (state >> 8) % limit
raised = 0
for _ in range(2000):
    bad = bytearray(good)
    for _ in range(1 + random(3)):
        bad[random(len(bad))] = random(256)
    if random(4) == 0:
        bad = bad[:random(len(bad))]
    try:
        loads(bytes(bad))
    except Exception:
        raised += 1
print(raised > 1000)
";
    let interpreter = Interpreter::new(settings(program));
    assert_eq!(run(&interpreter, interpreter.main_thread()), "True\n");
}

//! Whole programs on OS processes.

mod common;

use std::time::{Duration, Instant};

use common::{check, ran, settings};
use interleave_native::{End, Stdin, Stop};
use interleave_trace::{Kind, State};

interleave_native::run_child_before_main!();

#[test]
fn a_program_without_processes() {
    check("print('hello', 6 * 7)", "hello 42\n");
}

#[test]
fn pids_are_those_of_the_system() {
    check(
        "
import os
from multiprocessing import Process, Pipe
def child(end):
    end.send((os.getpid(), os.getppid()))
a, b = Pipe()
p = Process(target=child, args=(b,))
p.start()
pid, parent = a.recv()
p.join()
print(pid == p.pid, parent == os.getpid(), pid != parent, p.exitcode)
",
        "True True True 0\n",
    );
}

#[test]
fn a_child_has_its_own_memory() {
    check(
        "
from multiprocessing import Process
numbers = [1, 2]
def change():
    numbers.append(3)
    print(numbers)
p = Process(target=change)
p.start()
p.join()
print(numbers)
",
        "[1, 2, 3]\n[1, 2]\n",
    );
}

#[test]
fn a_fork_has_generators_closures_classes_and_locks() {
    check(
        "
import threading
from multiprocessing import Process
def count():
    n = 0
    while True:
        n += 1
        yield n
def make(n):
    def add(k):
        nonlocal n
        n += k
        return n
    return add
class Base:
    made = []
    def __init__(self): self.made.append(type(self).__name__)
class Derived(Base):
    def name(self): return super().__class__.__name__ + str(len(self.made))
numbers = count()
next(numbers); next(numbers)
add = make(10)
add(1)
lock = threading.Lock()
lock.acquire()
d = Derived()
items = iter([1, 2, 3, 4])
next(items)
pairs = enumerate('abc')
next(pairs)
cycle = [1]
cycle.append(cycle)
table = {(1, 'a'): d, frozenset([2]): {3, 4}}
def child():
    print(next(numbers), add(1), lock.locked(), d.name(), list(items), list(pairs))
    print(cycle[1] is cycle, table[1, 'a'] is d, table[frozenset([2])])
p = Process(target=child)
p.start()
p.join()
",
        "3 12 True super1 [2, 3, 4] [(1, 'b'), (2, 'c')]\nTrue True {3, 4}\n",
    );
}

#[test]
fn spawned_processes_import_the_main_module() {
    check(
        "
import multiprocessing as mp
def work(q, n):
    q.put((__name__, n * n))
if __name__ == '__main__':
    ctx = mp.get_context('spawn')
    q = ctx.Queue()
    p = ctx.Process(target=work, args=(q, 7))
    p.start()
    print(q.get())
    p.join()
    print(p.exitcode)
",
        "('__mp_main__', 49)\n0\n",
    );
}

#[test]
fn big_messages_through_queues_and_pipes() {
    check(
        "
from multiprocessing import Process, Queue, Pipe
def child(q, end):
    q.put('x' * 3_000_000)
    data = end.recv_bytes()
    end.send(len(data))
    for n in range(1000):
        q.put(n)
q = Queue()
a, b = Pipe()
p = Process(target=child, args=(q, b))
p.start()
print(len(q.get()))
a.send_bytes(b'y' * 5_000_000)
print(a.recv())
print([q.get() for _ in range(1000)] == list(range(1000)))
p.join()
",
        "3000000\n5000000\nTrue\n",
    );
}

#[test]
fn a_pipe_whose_other_end_is_gone() {
    check(
        "
from multiprocessing import Process, Pipe
def child(end):
    end.send(1)
a, b = Pipe()
p = Process(target=child, args=(b,))
p.start()
b.close()
print(a.recv())
try:
    a.recv()
except EOFError:
    print('EOFError')
p.join()
try:
    a.send(1)
except BrokenPipeError as error:
    print(error)
",
        "1\nEOFError\n[Errno 32] Broken pipe\n",
    );
}

#[test]
fn a_lock_between_processes_excludes() {
    check(
        "
from multiprocessing import Process, Lock, Value
def add(value, lock):
    for _ in range(300):
        with lock:
            value.value += 1
value, lock = Value('i', 0, lock=False), Lock()
workers = [Process(target=add, args=(value, lock)) for _ in range(4)]
for w in workers: w.start()
for w in workers: w.join()
print(value.value)
",
        "1200\n",
    );
}

#[test]
fn a_thread_waits_for_a_semaphore_while_others_go_on() {
    check(
        "
import threading, time
from multiprocessing import Process, Semaphore
s = Semaphore(0)
def wait():
    s.acquire()
    print('acquired')
def child():
    time.sleep(0.2)
    s.release()
t = threading.Thread(target=wait)
t.start()
p = Process(target=child)
p.start()
print('goes on')
t.join()
p.join()
",
        "goes on\nacquired\n",
    );
}

#[test]
fn terminated_and_killed_processes() {
    check(
        "
import os, signal, time
from multiprocessing import Process
def sleep(): time.sleep(60)
def spin():
    while True: pass
for target in sleep, spin:
    p = Process(target=target); p.start(); p.terminate(); p.join(); print(p.exitcode)
p = Process(target=sleep); p.start(); p.kill(); p.join(); print(p.exitcode)
p = Process(target=os._exit, args=(3,)); p.start(); p.join(); print(p.exitcode)
p = Process(target=sleep); p.start(); p.join(0.05); print(p.exitcode, p.is_alive()); p.kill(); p.join()
",
        "-15\n-15\n-9\n3\nNone True\n",
    );
}

#[test]
fn an_exception_in_a_child_is_reported_there() {
    let ran = ran(settings(
        "
from multiprocessing import Process
def fail(): raise ValueError('no')
p = Process(target=fail)
p.start()
p.join()
print(p.exitcode)
",
    ));
    assert_eq!(ran.stdout, "1\n");
    assert!(
        ran.stderr.starts_with("Process Process-1:\nTraceback (most recent call last):\n"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.ends_with("ValueError: no\n"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_pickled() {
    check(
        "
import threading
from multiprocessing import Pipe, Queue
a, b = Pipe()
def local():
    def inner(): pass
    return inner
for thing in local(), threading.Lock(), (x for x in ()), threading, Queue():
    try:
        a.send(thing)
    except Exception as error:
        print(type(error).__name__, error)
try:
    a.send(lambda: 1)
except Exception as error:
    print(type(error).__module__, type(error).__name__, str(error).split(' at 0x')[0], str(error).split('>: ')[1])
",
        "AttributeError Can't pickle local object 'local.<locals>.inner'
TypeError cannot pickle '_thread.lock' object
TypeError cannot pickle 'generator' object
TypeError cannot pickle 'module' object
RuntimeError Queue objects should only be shared between processes through inheritance
_pickle PicklingError Can't pickle <function <lambda> attribute lookup <lambda> on __main__ failed
",
    );
}

#[test]
fn objects_survive_a_pipe() {
    check(
        "
from multiprocessing import Pipe
a, b = Pipe()
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
class Counted(list):
    pass
class Odd:
    def __init__(self, n): self.n = n
    def __getstate__(self): return {'n': self.n * 2}
    def __setstate__(self, state): self.n = state['n'] + 1
class Reduced:
    def __init__(self, n): self.n = n
    def __reduce__(self): return Reduced, (self.n + 1,), None, None, None
class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def __hash__(self): return hash(self.n)
class Slots:
    __slots__ = ('a', 'b')
class Trouble(Exception):
    pass
def through(thing):
    a.send(thing)
    return b.recv()
p = through(Point(1, 2)); print(type(p).__name__, p.x, p.y)
c = Counted([1, 2]); c.tag = 'x'; c = through(c); print(type(c).__name__, c, c.tag)
print(through(Odd(3)).n, through(Reduced(3)).n, through({Key(1): 'one'})[Key(1)])
s = Slots(); s.a = 5; s = through(s); print(s.a, hasattr(s, 'b'))
e = Trouble('oh', 1); e.code = 7; e = through(e); print(repr(e), e.code)
loop = [1]; loop.append((loop,)); loop = through(loop); print(loop[1][0] is loop)
shared = [0]; one, two = through((shared, shared)); print(one is two)
print(through([None, True, 1.5, 10**30, 'é', b'x', {1: (2,)}, {3}, frozenset([4]), range(3), ..., Point, len, print, int]))
print(through([].append is not None), through('abc'.upper)(), through(iter([1, 2, 3])).__next__())
deep = []
for _ in range(10000): deep = [deep]
deep = through(deep)
depth = 0
while deep: deep, depth = deep[0], depth + 1
print(depth)
",
        "Point 1 2
Counted [1, 2] x
7 4 one
5 False
Trouble('oh', 1) 7
True
True
[None, True, 1.5, 1000000000000000000000000000000, 'é', b'x', {1: (2,)}, {3}, frozenset({4}), range(0, 3), Ellipsis, \
<class '__main__.Point'>, <built-in function len>, <built-in function print>, <class 'int'>]
True ABC 1
10000
",
    );
}

#[test]
fn connections_travel_in_messages() {
    check(
        "
from multiprocessing import Process, Pipe
def child(end):
    other = end.recv()
    other.send('by way of another pipe')
a, b = Pipe()
p = Process(target=child, args=(b,))
p.start()
c, d = Pipe()
a.send(d)
d.close()
print(c.recv())
p.join()
",
        "by way of another pipe\n",
    );
}

#[test]
fn standard_input_is_the_first_process_s() {
    let mut settings = settings("print(input().upper())\nfor _ in range(2): print(repr(input()))\ninput()");
    settings.stdin = Stdin::Bytes(b"one\ntwo\nthree".to_vec());
    let ran = ran(settings);
    assert_eq!(ran.stdout, "ONE\n'two'\n'three'\n");
    assert!(ran.stderr.ends_with("EOFError: EOF when reading a line\n"), "{}", ran.stderr);
    assert_eq!(ran.outcome.status, 1);
}

#[test]
fn a_run_can_be_stopped_with_all_its_processes() {
    let program = "
from multiprocessing import Process
def spin():
    while True: pass
for _ in range(3): Process(target=spin).start()
print('started')
spin()
";
    let mut settings = settings(program);
    let stop = Stop::new().unwrap();
    settings.stop = Some(stop.clone());
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(700));
        stop.stop();
    });
    let ran = ran(settings);
    stopper.join().unwrap();
    // `ran` returns when the pipes of standard output are closed: when no process is left.
    assert_eq!((ran.outcome.end, ran.outcome.status), (End::Stopped, -9));
    assert!(ran.outcome.time < Duration::from_secs(3), "{:?}", ran.outcome.time);
}

#[test]
fn limits_end_a_run() {
    let mut endless = settings("while True: pass");
    endless.run.limits.time = Some(Duration::from_millis(300));
    assert_eq!(ran(endless).outcome.end, End::OutOfTime);
    let mut chatty = settings("while True: print('x' * 100)");
    chatty.run.limits.text = Some(10_000);
    let chatty = ran(chatty);
    assert_eq!((chatty.outcome.end, chatty.stdout.len()), (End::TooMuchText, 10_000));
    let mut crowd = settings(
        "
from multiprocessing import Process
import time
try:
    for _ in range(10):
        p = Process(target=time.sleep, args=(0.3,))
        p.daemon = True
        p.start()
except OSError as error:
    print(type(error).__name__, error.errno)
",
    );
    crowd.run.limits.processes = Some(4);
    assert_eq!(ran(crowd).stdout, "BlockingIOError 11\n");
}

#[test]
fn a_trace_has_the_events_of_all_processes_in_order() {
    let mut settings = settings(
        "
from multiprocessing import Process, Queue
def child(q, n): q.put(n)
q = Queue()
workers = [Process(target=child, args=(q, n)) for n in range(3)]
for w in workers: w.start()
print(sorted(q.get() for _ in workers))
for w in workers: w.join()
",
    );
    settings.trace = Some(Box::new(|_| {}));
    let ran = ran(settings);
    assert_eq!(ran.stdout, "[0, 1, 2]\n");
    assert!(ran.events.is_sorted_by_key(|event| event.time));
    let count = |wanted: fn(&Kind) -> bool| ran.events.iter().filter(|event| wanted(&event.kind)).count();
    assert_eq!(count(|kind| matches!(kind, Kind::Exited { status: 0 })), 4);
    assert_eq!(count(|kind| matches!(kind, Kind::Sent { .. })), 3);
    assert_eq!(count(|kind| matches!(kind, Kind::Received { .. })), 3);
    let pids: std::collections::BTreeSet<u32> = ran.events.iter().map(|event| event.worker.pid).collect();
    assert_eq!(pids.len(), 4);
}

/// How the main thread of the only child is shown last.
#[test]
fn a_trace_tells_how_processes_end() {
    for (program, end) in [
        ("import multiprocessing as m\np = m.Process(target=print); p.start(); p.join()", State::Finished),
        (
            "import multiprocessing as m\nif __name__ == '__main__':\n p = m.get_context('spawn').Process(target=print); p.start(); p.join()",
            State::Finished,
        ),
        ("import os, time\nif os.fork() == 0: print()\nelse: os.wait()", State::Finished),
        ("import os, time\nif os.fork() == 0: os._exit(3)\nelse: os.wait()", State::Finished),
        (
            "import multiprocessing as m, time\np = m.Process(target=time.sleep, args=(99,)); p.start(); p.kill(); p.join()",
            State::Killed,
        ),
        // Its other threads go with it.
        (
            "import multiprocessing as m, threading, time\n\
             def f(): threading.Thread(target=time.sleep, args=(99,), daemon=True).start()\n\
             p = m.Process(target=f); p.start(); p.join()",
            State::Finished,
        ),
    ] {
        for gil in [true, false] {
            let mut settings = settings(program);
            settings.run.settings.gil = gil;
            settings.trace = Some(Box::new(|_| {}));
            let events = ran(settings).events;
            let first = events[0].worker.pid;
            let ends = |event: &&interleave_trace::Event| {
                event.worker.pid != first
                    && event.worker.thread == 0
                    && matches!(event.kind, Kind::State(State::Finished | State::Raised | State::Killed))
            };
            let shown: Vec<_> = events.iter().filter(ends).map(|event| event.kind.clone()).collect();
            assert_eq!(shown, [Kind::State(end.clone())], "{program}, gil {gil}");
        }
    }
}

#[test]
#[ignore = "needs two cores with nothing else to do: cargo test --release -p interleave-native --test processes -- --ignored"]
fn processes_run_on_several_cores() {
    // The same work, one after the other and at once.
    let program = |body: &str| {
        format!(
            "
from multiprocessing import Process
def count(n):
    while n > 0: n -= 1
{body}
"
        )
    };
    let time = |body: &str| {
        let began = Instant::now();
        let ran = ran(settings(&program(body)));
        assert_eq!(ran.stderr, "");
        began.elapsed()
    };
    let best = (0..5).any(|_| {
        let sequential = time("count(6_000_000); count(6_000_000)");
        let parallel = time(
            "workers = [Process(target=count, args=(6_000_000,)) for _ in range(2)]
for w in workers: w.start()
for w in workers: w.join()",
        );
        parallel.as_secs_f64() < 0.6 * sequential.as_secs_f64()
    });
    assert!(best, "two processes are not faster than one");
}

#[test]
fn a_forked_process_has_only_the_thread_that_forked() {
    check(
        "
import multiprocessing, os, threading, _thread, time

def child(queue, parent):
    queue.put((threading.active_count(), _thread._count(), threading.current_thread() is threading.main_thread()))
    queue.put((os.getpid() != parent, os.getppid() == parent, multiprocessing.parent_process().pid == parent))
    try:
        os.waitpid(-1, 0)
    except ChildProcessError as error:
        queue.put(str(error))
    thread = threading.Thread(target=queue.put, args=('from a thread',))
    thread.start()
    thread.join()

def forker(queue):
    process = multiprocessing.Process(target=child, args=(queue, os.getpid()))
    process.start()
    process.join()
    queue.put(process.exitcode)

if __name__ == '__main__':
    queue = multiprocessing.Queue()
    sleeper = multiprocessing.Process(target=time.sleep, args=(0.3,))
    sleeper.start()
    event = threading.Event()
    waiting = threading.Thread(target=event.wait)
    waiting.start()
    thread = threading.Thread(target=forker, args=(queue,))
    thread.start()
    for _ in range(5):
        print(queue.get())
    event.set()
    waiting.join()
    thread.join()
    sleeper.join()
    print(sleeper.exitcode)
",
        "(1, 0, True)\n(True, True, True)\n[Errno 10] No child processes\nfrom a thread\n0\n0\n",
    );
}

#[test]
fn what_was_not_sent_before_a_fork_is_sent_once() {
    check(
        "
import multiprocessing

def nothing():
    pass

if __name__ == '__main__':
    queue = multiprocessing.Queue()
    for number in range(5000):
        queue.put(('x' * 100, number))
    processes = [multiprocessing.Process(target=nothing) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print([queue.get()[1] for _ in range(5000)] == list(range(5000)), queue.empty())
",
        "True True\n",
    );
}

#[test]
fn copies_of_copies() {
    check(
        "
import multiprocessing

def deeper(depth, queue, numbers):
    numbers.append(depth)
    if depth == 20:
        queue.put(numbers)
        return
    process = multiprocessing.Process(target=deeper, args=(depth + 1, queue, numbers))
    process.start()
    process.join()
    assert process.exitcode == 0

if __name__ == '__main__':
    queue = multiprocessing.Queue()
    deeper(0, queue, [])
    print(queue.get() == list(range(21)))
",
        "True\n",
    );
}

#[test]
fn many_processes_at_once() {
    check(
        "
import multiprocessing

def wait(barrier, total):
    barrier.wait()
    with total.get_lock():
        total.value += 1

if __name__ == '__main__':
    total = multiprocessing.Value('i', 0)
    barrier = multiprocessing.Barrier(81)
    processes = [multiprocessing.Process(target=wait, args=(barrier, total)) for _ in range(80)]
    for process in processes:
        process.start()
    barrier.wait()
    for process in processes:
        process.join()
    print(total.value, {process.exitcode for process in processes})
",
        "80 {0}\n",
    );
}

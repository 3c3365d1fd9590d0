//! Programs with threads, with and without a GIL.

mod common;

use common::check;

interleave_native::run_child_before_main!();

#[test]
fn threads_are_joined_and_share_memory() {
    check(
        "
import threading
numbers = []
lock = threading.Lock()
def work(n):
    for _ in range(100):
        with lock:
            numbers.append(n)
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(numbers), sorted(set(numbers)))
",
        "400 [0, 1, 2, 3]\n",
    );
}

#[test]
fn sleeps_overlap() {
    check(
        "
import threading, time
began = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.2,)) for _ in range(10)]
for t in threads: t.start()
for t in threads: t.join()
took = time.monotonic() - began
print(0.2 <= took < 1.5)
",
        "True\n",
    );
}

#[test]
fn conditions_events_and_queues() {
    check(
        "
import threading, queue
q = queue.Queue(2)
done = threading.Event()
def produce():
    for n in range(50): q.put(n)
    q.put(None)
def consume():
    total = 0
    while (n := q.get()) is not None: total += n
    print(total)
    done.set()
for f in produce, consume: threading.Thread(target=f).start()
print(done.wait(10))
",
        "1225\nTrue\n",
    );
}

#[test]
fn timeouts_of_locks() {
    check(
        "
import threading
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=0.05), lock.acquire(blocking=False))
threading.Timer(0.1, lock.release).start()
print(lock.acquire(timeout=10))
",
        "False False\nTrue\n",
    );
}

#[test]
fn many_threads_at_once() {
    check(
        "
import threading
barrier = threading.Barrier(50)
arrived = []
def work(n):
    barrier.wait()
    arrived.append(n)
threads = [threading.Thread(target=work, args=(n,)) for n in range(50)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(arrived) == list(range(50)))
",
        "True\n",
    );
}

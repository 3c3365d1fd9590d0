# %% a process with a name, an exit code, and what it may not
import multiprocessing as mp, sys
def leave(code): sys.exit(code)
def crash(): raise SystemExit("bye")
if __name__ == "__main__":
    for code in (None, 0, 3, True): 
        p = mp.Process(target=leave, args=(code,)); p.start(); p.join(); print(code, p.exitcode)
    p = mp.Process(target=crash, name="crasher"); print(p.name, p.exitcode, p.is_alive(), p.pid, p.daemon); p.start(); p.join(); print(p.exitcode, repr(p).split(" pid")[0])
    try: p.start()
    except AssertionError as e: print(e)
    p.close()
    try: p.is_alive()
    except ValueError as e: print(e)
    print(mp.current_process().name, mp.parent_process(), mp.active_children())

# %% an exception in a process
import multiprocessing as mp
def fail(n):
    values = {"n": n}
    return values["m"]
if __name__ == "__main__":
    p = mp.Process(target=fail, args=(1,)); p.start(); p.join(); print(p.exitcode)

# %% terminate, kill and wait with a time limit
import multiprocessing as mp, time, signal
def forever():
    while True: time.sleep(0.01)
if __name__ == "__main__":
    for end in ("terminate", "kill"):
        p = mp.Process(target=forever); p.start(); p.join(0.05); print(p.is_alive(), p.exitcode)
        getattr(p, end)(); p.join(); print(end, p.exitcode, signal.Signals(-p.exitcode).name)

# %% values and arrays
from multiprocessing import Process, Value, Array, Lock
import ctypes
def add(v, a, lock):
    for _ in range(100):
        with v.get_lock(): v.value += 1
    with lock:
        for i in range(len(a)): a[i] += i
if __name__ == "__main__":
    v, a, lock = Value("i", 5), Array("d", [0.5] * 4), Lock()
    ps = [Process(target=add, args=(v, a, lock)) for _ in range(3)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(v.value, a[:], len(a), list(a)[::-1])
    c = Array(ctypes.c_char, 10); c.value = b"hello"; print(c.value, c.raw, len(c), c[1])
    a[1:3] = [9, 8]; print(a[:])
    try: a[10]
    except IndexError as e: print(e)
    try: v.value = "x"
    except TypeError as e: print(e)
    b = Value("b", 127, lock=False); b.value += 1; print(b.value, Value(ctypes.c_bool, True).value)

# %% pipes in both directions
from multiprocessing import Process, Pipe
def serve(conn):
    with conn:
        while True:
            try: kind, *args = conn.recv()
            except EOFError: break
            if kind == "quit": conn.send("bye"); break
            try: conn.send(("ok", {"sum": sum, "join": "-".join}[kind](*args)))
            except Exception as e: conn.send(("error", e))
if __name__ == "__main__":
    ours, theirs = Pipe()
    p = Process(target=serve, args=(theirs,)); p.start(); theirs.close()
    for request in (("sum", [1, 2, 3]), ("join", "abc"), ("sum", "x"), ("nope",), ("quit",)):
        ours.send(request); print(request[0], ours.recv())
    p.join(); print(p.exitcode, ours.poll())
    try: ours.recv()
    except (EOFError, ConnectionResetError) as e: print(type(e).__name__)
    ours.close()
    try: ours.send(1)
    except OSError as e: print(e)
    r, w = Pipe(duplex=False); w.send_bytes(b"raw bytes", 4); print(r.recv_bytes(), r.readable, r.writable, w.closed)
    try: r.send(1)
    except OSError as e: print(e)

# %% a joinable queue
from multiprocessing import Process, JoinableQueue, Queue
def work(todo, done):
    for n in iter(todo.get, None):
        done.put((n, n % 3 == 0)); todo.task_done()
    todo.task_done()
if __name__ == "__main__":
    todo, done = JoinableQueue(), Queue()
    ps = [Process(target=work, args=(todo, done)) for _ in range(2)]
    for p in ps: p.start()
    for n in range(6): todo.put(n)
    for _ in ps: todo.put(None)
    todo.join(); print(sorted(done.get() for _ in range(6)))
    for p in ps: p.join()
    try: todo.task_done()
    except ValueError as e: print(e)

# %% pools in every way
from multiprocessing import Pool, TimeoutError
import time, os
def square(x): return x * x
def fail(x):
    if x == 3: raise ValueError(f"no {x}")
    return -x
if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(square, range(5)), pool.map(square, [], chunksize=3), pool.starmap(pow, [(2, 3), (3, 2)]), pool.apply(square, (4,)))
        print(list(pool.imap(square, range(4), chunksize=2)), sorted(pool.imap_unordered(fail, [1, 2])))
        try: pool.map(fail, range(5))
        except ValueError as e: print("map:", e, type(e.__cause__).__name__)
        it = pool.imap(fail, [1, 3, 5])
        for _ in range(3):
            try: print(next(it))
            except ValueError as e: print("imap:", e)
        r = pool.apply_async(time.sleep, (0.5,))
        try: r.get(timeout=0.01)
        except TimeoutError: print("too slow")
        print(len({*pool.map(lambda_free, range(4))}) if "lambda_free" in globals() else "-")
    try: pool.map(square, [1])
    except ValueError as e: print(e)

# %% what cannot be pickled
from multiprocessing import Pool, Process, Queue
import pickle, threading
class Local: pass
if __name__ == "__main__":
    with Pool(1) as pool:
        for bad in (lambda x: x, threading.Lock(), (i for i in ())):
            try: pool.apply(print, (bad,))
            except (pickle.PicklingError, TypeError, AttributeError) as e: print(type(e).__name__, str(e).split(" at 0x")[0])
    class Inner: pass
    try: pickle.dumps(Inner); print("fine")
    except Exception as e: print(e)

# %% an executor of processes
from concurrent.futures import ProcessPoolExecutor, as_completed
import os
def is_prime(n): return n > 1 and all(n % d for d in range(2, int(n ** .5) + 1))
def bad(n): raise RuntimeError(f"bad {n}")
if __name__ == "__main__":
    numbers = [112272535095293 % 10007, 7919, 8, 1, 104729, 100]
    with ProcessPoolExecutor(max_workers=2) as ex:
        for n, p in zip(numbers, ex.map(is_prime, numbers, chunksize=2)): print(n, p)
        fs = [ex.submit(f, i) for i, f in enumerate((is_prime, bad, abs))]
        print([type(f.exception()).__name__ for f in fs], fs[2].result())
        try: fs[1].result()
        except RuntimeError as e: print(e, "bad 1" in str(e.__cause__))
        print(ex.submit(os.getpid).result() != os.getpid())

# %% a manager with dict, list and namespace
from multiprocessing import Manager, Process
def work(d, l, ns, i):
    d[i] = i * i; l.append(i); ns.total = i
if __name__ == "__main__":
    with Manager() as m:
        d, l, ns, lock = m.dict(), m.list([10]), m.Namespace(total=0), m.Lock()
        for i in range(3):
            p = Process(target=work, args=(d, l, ns, i)); p.start(); p.join()
        print(d, l, ns.total, dict(d), l[1:], len(l), sorted(d.items()))
        print(d.get(9, "none"), 2 in d, d.pop(1), d.copy(), l.count(10), l.index(2))
        l.reverse(); l += [7]; print(l, list(reversed(list(l))))
        nested = m.list([m.dict(a=1), m.list()]); nested[0]["a"] += 1; print(nested[0]["a"], len(nested))
        try: d["missing"]
        except KeyError as e: print("KeyError", e)
        with lock: print(m.Value("i", 3).value, m.Array("i", [1, 2])[1])
        q = m.Queue(2); q.put("x"); print(q.get(), q.empty()); e = m.Event(); e.set(); print(e.is_set())

# %% shared memory by name
from multiprocessing import Process, shared_memory
def fill(name):
    s = shared_memory.SharedMemory(name=name); s.buf[:3] = b"abc"; s.close()
if __name__ == "__main__":
    s = shared_memory.SharedMemory(create=True, size=16)
    p = Process(target=fill, args=(s.name,)); p.start(); p.join()
    print(bytes(s.buf[:4]), s.buf[0], s.size >= 16, s.buf[1:3].tobytes(), list(s.buf[:2]))
    s.buf[5] = 255; print(s.buf[5], len(s.buf) >= 16)
    s.close(); s.unlink()
    try: shared_memory.SharedMemory(name="no_such_memory")
    except FileNotFoundError as e: print(e.errno, e.strerror)
    l = shared_memory.ShareableList([1, 2.5, "text", None, True, b"by"]); l[0] += 5; print(list(l), len(l), l.count(None), l.index("text")); l.shm.close(); l.shm.unlink()

# %% events, conditions, semaphores and barriers between processes
import multiprocessing as mp
def wait(ev, cond, sem, bar, q):
    ev.wait(); 
    with sem: q.put("in")
    q.put(bar.wait(5) in (0, 1, 2))
    with cond: cond.notify_all()
if __name__ == "__main__":
    ev, cond, sem, bar, q = mp.Event(), mp.Condition(), mp.BoundedSemaphore(1), mp.Barrier(3), mp.Queue()
    ps = [mp.Process(target=wait, args=(ev, cond, sem, bar, q)) for _ in range(2)]
    for p in ps: p.start()
    print(ev.is_set(), ev.wait(0.01)); 
    with cond:
        ev.set(); bar.wait(5); print(cond.wait(5))
    for p in ps: p.join()
    print(sorted(map(str, (q.get() for _ in range(4)))), sem.get_value())
    try: sem.release()
    except ValueError as e: print(e)
    r = mp.RLock()
    with r:
        with r: print("twice")
    try: r.release()
    except AssertionError as e: print(e)
    l = mp.Lock(); 
    try: l.release()
    except ValueError as e: print(e)

# %% contexts and start methods
import multiprocessing as mp
def say(q, word): q.put((word, mp.current_process().name))
if __name__ == "__main__":
    print(mp.get_start_method(), mp.get_all_start_methods())
    for method in ("fork", "spawn"):
        ctx = mp.get_context(method); q = ctx.Queue()
        p = ctx.Process(target=say, args=(q, method), name=f"by-{method}"); p.start(); print(q.get(), type(p).__name__); p.join()
    try: mp.get_context("teleport")
    except ValueError as e: print(e)
    mp.set_start_method("spawn", force=True); print(mp.get_start_method())
    try: mp.set_start_method("fork")
    except RuntimeError as e: print(e)

# %% a process class that answers
import multiprocessing as mp
class Worker(mp.Process):
    def __init__(self, tasks, results):
        super().__init__(daemon=True); self.tasks, self.results = tasks, results
    def run(self):
        for fn, args in iter(self.tasks.get, "stop"): self.results.put((fn.__name__, fn(*args)))
if __name__ == "__main__":
    t, r = mp.SimpleQueue(), mp.SimpleQueue()
    w = Worker(t, r); w.start()
    for task in ((max, (3, 9)), (divmod, (9, 4)), (str.upper, ("abc",))): t.put(task); print(r.get())
    t.put("stop"); w.join(); print(w.exitcode, w.daemon, isinstance(w, mp.Process))

# %% wait on many connections
from multiprocessing import Process, Pipe
from multiprocessing.connection import wait
def speak(w, n):
    for i in range(2): w.send((n, i))
    w.close()
if __name__ == "__main__":
    readers = []
    for n in range(3):
        r, w = Pipe(duplex=False); readers.append(r)
        p = Process(target=speak, args=(w, n)); p.start(); w.close()
    got = []
    while readers:
        for r in wait(readers):
            try: got.append(r.recv())
            except EOFError: readers.remove(r)
    print(sorted(got))

# %% fork by hand
import os, sys
r, w = os.pipe()
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    os.close(r); os.write(w, b"from the child"); os._exit(7)
os.close(w); print(os.read(r, 100), os.read(r, 1))
_, status = os.waitpid(pid, 0)
print(os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))
try: os.waitpid(pid, 0)
except ChildProcessError as e: print(e)

# %% initializers, maxtasksperchild and close-join
from multiprocessing import Pool
state = None
def init(a, b): global state; state = a + b
def use(x): return state * x
if __name__ == "__main__":
    pool = Pool(2, init, (1, 2), maxtasksperchild=2)
    print(pool.map(use, range(8), chunksize=1)); pool.close()
    try: pool.apply(use, (1,))
    except ValueError as e: print(e)
    pool.join(); print(pool)
    try: Pool(0)
    except ValueError as e: print(e)

# %% matrices by blocks of rows
from multiprocessing import Pool
import random
def row_times(args):
    row, b = args
    return [sum(x * y for x, y in zip(row, col)) for col in zip(*b)]
if __name__ == "__main__":
    random.seed(4); n = 6
    a = [[random.randint(-5, 5) for _ in range(n)] for _ in range(n)]
    b = [[random.random() for _ in range(n)] for _ in range(n)]
    with Pool(2) as pool: c = pool.map(row_times, [(r, b) for r in a])
    print(*(" ".join(f"{x:8.3f}" for x in r) for r in c), sep="\n")
    print(sum(map(sum, c)) == sum(map(sum, [row_times((r, b)) for r in a])))

# %% Monte Carlo with seeds of one's own
from concurrent.futures import ProcessPoolExecutor
import random, math, statistics
def estimate(seed, n=2000):
    rng = random.Random(seed)
    return 4 * sum(rng.random() ** 2 + rng.random() ** 2 <= 1 for _ in range(n)) / n
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as ex: values = list(ex.map(estimate, range(6)))
    print(values, round(statistics.mean(values), 4), f"{statistics.stdev(values):.5f}", math.isclose(statistics.median(values), math.pi, rel_tol=.05))

# %% a merge sort that splits
from multiprocessing import Process, Pipe
import random, heapq
def sort(items, conn, depth):
    if depth == 0 or len(items) < 2: conn.send(sorted(items))
    else:
        mid, parts = len(items) // 2, []
        for half in (items[:mid], items[mid:]):
            r, w = Pipe(False); p = Process(target=sort, args=(half, w, depth - 1)); p.start(); parts.append((r, p))
        lists = [r.recv() for r, _ in parts]
        for _, p in parts: p.join()
        conn.send(list(heapq.merge(*lists)))
    conn.close()
if __name__ == "__main__":
    random.seed(1); data = random.sample(range(1000), 40); r, w = Pipe(False); sort(data, w, 2); out = r.recv(); print(out == sorted(data), out[:8])

# %% dataclasses and enums across processes
from multiprocessing import Pool
from dataclasses import dataclass, field, asdict, replace
from enum import Enum, auto
import datetime as dt
class State(Enum):
    NEW = auto(); DONE = auto()
@dataclass
class Order:
    number: int
    when: dt.date = dt.date(2024, 2, 29)
    state: State = State.NEW
    lines: list = field(default_factory=list)
@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float = 0.0
def process(o): return replace(o, state=State.DONE, when=o.when + dt.timedelta(days=o.number), lines=[*o.lines, (o.number,)])
if __name__ == "__main__":
    with Pool(2) as pool: done = pool.map(process, [Order(i) for i in range(2)])
    for o in done: print(o, asdict(o)["state"] is State.DONE)
    print(Order.__doc__, "|", Point.__doc__, Point(1), hash(Point(1, 2)) == hash(Point(1, 2)))

# %% subprocesses of Python
import subprocess, sys
r = subprocess.run([sys.executable, "-c", "import sys; print(sys.argv[1:], input()); sys.exit(3)", "a", "b c"], input="typed\n", capture_output=True, text=True)
print(r.returncode, r.stdout, r.stderr == "")
try: subprocess.run([sys.executable, "-c", "raise SystemExit(2)"], check=True)
except subprocess.CalledProcessError as e: print(e.returncode, str(e).split("'")[-1])
p = subprocess.Popen([sys.executable, "-c", "print(sum(map(int, open(0))))"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(p.communicate("1\n2\n3\n"), p.poll())
print(subprocess.check_output([sys.executable, "-c", "print('x' * 3)"]))

# %% signals and alarms
import os, signal, time, threading
def handler(num, frame): print("got", signal.Signals(num).name, frame is not None, threading.current_thread().name)
old = signal.signal(signal.SIGUSR1, handler); print(old)
os.kill(os.getpid(), signal.SIGUSR1); time.sleep(0.01)
print(signal.getsignal(signal.SIGUSR1) is handler)
try: threading.Thread(target=lambda: None).start(); os.kill(os.getpid(), signal.SIGINT); time.sleep(1)
except KeyboardInterrupt: print("interrupted")

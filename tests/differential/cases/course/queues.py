# %% workers that take tasks until a sentinel
import queue, threading
tasks, results = queue.Queue(maxsize=4), queue.Queue()
STOP = object()
def worker():
    while True:
        item = tasks.get()
        try:
            if item is STOP: return
            results.put((item, item ** 3))
        finally:
            tasks.task_done()
ws = [threading.Thread(target=worker) for _ in range(3)]
for w in ws: w.start()
for i in range(10): tasks.put(i)
for _ in ws: tasks.put(STOP)
tasks.join(); [w.join() for w in ws]
print(sorted(results.queue), results.qsize(), tasks.empty(), tasks.full(), tasks.maxsize)

# %% priorities by dataclass
import queue, dataclasses, typing
@dataclasses.dataclass(order=True)
class Job:
    priority: int
    item: typing.Any = dataclasses.field(compare=False)
    tags: list = dataclasses.field(default_factory=list, compare=False, repr=False)
q = queue.PriorityQueue()
for p, item in ((3, "low"), (1, "high"), (2, "mid")): q.put(Job(p, item))
print([q.get_nowait() for _ in range(3)])
try: q.get_nowait()
except queue.Empty as e: print("empty", repr(e))
q.put((1, {})); 
try: q.put((1, {}))
except TypeError as e: print(e)

# %% lifo, simple queue, and their errors
import queue
q = queue.LifoQueue(2); q.put("a"); q.put("b")
try: q.put("c", block=False)
except queue.Full as e: print("full", type(e).__mro__[1].__name__)
try: q.put("c", timeout=0.01)
except queue.Full: print("full again")
print(q.get(), q.get())
for f in (lambda: q.get(timeout=-1), q.task_done, q.task_done, q.task_done):
    try: print(f())
    except ValueError as e: print(e)
s = queue.SimpleQueue(); s.put(1); print(s.qsize(), s.get(), s.empty(), issubclass(queue.Empty, Exception))
try: s.get(timeout=0.01)
except queue.Empty: print("nothing")

# %% a pipeline of stages
import queue, threading
def stage(fn, source, target):
    for item in iter(source.get, None): target.put(fn(item))
    target.put(None)
a, b, c = (queue.Queue() for _ in range(3))
for fn, s, t in ((lambda x: x + 1, a, b), (lambda x: x * 10, b, c)):
    threading.Thread(target=stage, args=(fn, s, t), daemon=True).start()
for i in range(6): a.put(i)
a.put(None)
print(list(iter(c.get, None)))

# %% futures: order of results and of completion
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, FIRST_COMPLETED, ALL_COMPLETED
import time
def slow(n):
    time.sleep(n / 50); return n
with ThreadPoolExecutor(max_workers=4, thread_name_prefix="pool") as pool:
    print(list(pool.map(slow, [3, 1, 2])))
    futures = {pool.submit(slow, n): n for n in (3, 1, 2)}
    print([futures[f] for f in as_completed(futures)])
    fs = [pool.submit(slow, n) for n in (1, 6)]
    done, pending = wait(fs, return_when=FIRST_COMPLETED)
    print(len(done), len(pending), fs[0] in done)
    r = wait(fs); print(len(r.done), r.not_done, type(r).__name__)
print(pool._shutdown)
try: pool.submit(slow, 1)
except RuntimeError as e: print(e)

# %% futures: exceptions, callbacks, cancel, timeout
from concurrent.futures import ThreadPoolExecutor, TimeoutError, CancelledError, Future
import threading
gate = threading.Event()
def boom(x): raise LookupError(x)
with ThreadPoolExecutor(1) as pool:
    f = pool.submit(boom, "here")
    print(repr(f.exception()), f.done())
    try: f.result()
    except LookupError as e: print("caught", e)
    called = []
    f.add_done_callback(lambda f: called.append(f.exception().args))
    blocked = pool.submit(gate.wait)
    waiting = pool.submit(print, "never")
    print(waiting.cancel(), waiting.cancelled(), blocked.cancel(), waiting.running())
    try: waiting.result()
    except CancelledError: print("cancelled")
    try: blocked.result(timeout=0.01)
    except TimeoutError: print("timeout")
    gate.set()
print(blocked.result(), called, repr(blocked).split(" ", 3)[2:])
f = Future(); print(f.set_running_or_notify_cancel(), f.running()); f.set_result(5); print(f.result())
try: f.set_result(6)
except Exception as e: print(type(e).__name__, str(e)[:16])

# %% map with several iterables, chunksize and a late error
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    print(list(pool.map(pow, [2, 3, 4], [5, 2, 3])), list(pool.map(max, "abc", "bbb", "zaa", chunksize=2)))
    it = pool.map(lambda x: 10 // x, [5, 2, 0, 1])
    print(next(it), next(it))
    try: next(it)
    except ZeroDivisionError as e: print(e)
    print(list(it))
try: ThreadPoolExecutor(max_workers=0)
except ValueError as e: print(e)

# %% an initializer with per-thread state
from concurrent.futures import ThreadPoolExecutor
import threading
state = threading.local()
def setup(base): state.total = base
def add(n): state.total += n; return state.total
with ThreadPoolExecutor(1, initializer=setup, initargs=(100,)) as pool:
    print([pool.submit(add, n).result() for n in (1, 2, 3)])
def bad(): raise OSError("no")
import logging; logging.disable(logging.CRITICAL)
with ThreadPoolExecutor(1, initializer=bad) as pool:
    try: pool.submit(add, 1).result()
    except Exception as e: print(type(e).__name__, e)

# %% shutdown that cancels
from concurrent.futures import ThreadPoolExecutor
import threading
gate, started = threading.Event(), threading.Event()
pool = ThreadPoolExecutor(1)
first = pool.submit(lambda: (started.set(), gate.wait())[1])
rest = [pool.submit(lambda: 1) for _ in range(3)]
started.wait(); pool.shutdown(wait=False, cancel_futures=True); gate.set()
print(first.result(), [f.cancelled() for f in rest])

# %% a thread pool of multiprocessing
from multiprocessing.pool import ThreadPool, ApplyResult
import multiprocessing.dummy as dummy
with ThreadPool(3) as pool:
    print(pool.map(len, ["a", "bb", ""]), pool.starmap(divmod, [(7, 2), (9, 4)]), list(pool.imap(abs, [-1, 2])), sorted(pool.imap_unordered(str, range(3))))
    r = pool.apply_async(int, ("7",), callback=lambda x: print("callback", x)); print(r.get(), r.successful(), isinstance(r, ApplyResult))
    e = pool.map_async(int, ["1", "x"], error_callback=lambda e: print("error", e)); e.wait()
    try: e.get()
    except ValueError as x: print(x)
    print(pool.apply(max, (1, 2, 3)), e.ready())
p = dummy.Process(target=print, args=("dummy",)); p.start(); p.join()

# %% a cache with a lock, and lru_cache
import functools, threading
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
res = [None] * 4
def run(i): res[i] = fib(30 + i)
ts = [threading.Thread(target=run, args=(i,)) for i in range(4)]
for t in ts: t.start(); t.join()
print(res, fib.cache_info().currsize, fib.cache_parameters())
@functools.lru_cache
def kind(x): return type(x).__name__
print(kind(1), kind(1.0), kind(True), kind("1"), kind.cache_info())
@functools.lru_cache(typed=True)
def typed(x, *, y=0): return type(x).__name__, y
print(typed(1), typed(1.0), typed(True), typed(1, y=2), typed(1, y=2.0), typed.cache_info())
kind.cache_clear(); print(kind.cache_info(), kind(2.0), kind(2))

# %% rate limiting and retries
import functools, itertools
def retry(times, errors=(Exception,)):
    def decorate(fn):
        @functools.wraps(fn)
        def wrapper(*a, **k):
            for attempt in itertools.count(1):
                try: return fn(*a, **k)
                except errors as e:
                    print(f"attempt {attempt}: {type(e).__name__}({e})")
                    if attempt == times: raise
        return wrapper
    return decorate
calls = iter([ConnectionError("reset"), TimeoutError("slow"), None])
@retry(3, (OSError,))
def fetch():
    if (e := next(calls)): raise e
    return "page"
print(fetch())
try: retry(2)(lambda: int("q"))()
except ValueError as e: print("gave up:", e)

# %% publish and subscribe
import queue, threading, collections
class Bus:
    def __init__(self): self.subs, self.lock = collections.defaultdict(list), threading.Lock()
    def subscribe(self, topic):
        q = queue.SimpleQueue()
        with self.lock: self.subs[topic].append(q)
        return q
    def publish(self, topic, msg):
        for q in self.subs.get(topic, ()): q.put((topic, msg))
bus = Bus(); qs = [bus.subscribe("news"), bus.subscribe("news"), bus.subscribe("sport")]
for i, t in enumerate(["news", "sport", "news", "none"]): bus.publish(t, i)
print([[q.get() for _ in range(q.qsize())] for q in qs], sorted(bus.subs))

# %% a map-reduce of words
from concurrent.futures import ThreadPoolExecutor
from collections import Counter
from functools import reduce
import operator, re
text = """The quick brown fox jumps over the lazy dog. The dog sleeps; the fox runs.
A fox is a fox -- is it not? 'It is', said the dog."""
def count(line): return Counter(re.findall(r"[a-z]+", line.lower()))
with ThreadPoolExecutor() as ex: total = reduce(operator.add, ex.map(count, text.splitlines()))
print(total.most_common(4), total["fox"], sum(total.values()), total & Counter(fox=2, cat=1))
for word, n in sorted(total.items(), key=lambda kv: (-kv[1], kv[0]))[:3]: print(f"{word:>6}: {'#' * n:<8}|{n:03d}")

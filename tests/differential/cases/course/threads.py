# %% a thread subclass that stores its result
import threading

class Square(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"square-{n}")
        self.n, self.result = n, None

    def run(self):
        self.result = self.n ** 2

    def __repr__(self):
        return f"<Square {self.n} -> {self.result}>"

threads = [Square(n) for n in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(threads, sum(t.result for t in threads))

# %% a result that is joined, with the exception raised anew
import threading

class Task(threading.Thread):
    def __init__(self, fn, *args, **kwargs):
        threading.Thread.__init__(self)
        self.fn, self.args, self.kwargs = fn, args, kwargs
        self._exc = self._res = None
    def run(self):
        try:
            self._res = self.fn(*self.args, **self.kwargs)
        except BaseException as exc:
            self._exc = exc
    def join(self, timeout=None):
        super().join(timeout)
        if self._exc is not None:
            raise self._exc
        return self._res

t = Task(divmod, 17, 5); t.start(); print(t.join())
t = Task(int, "twelve"); t.start()
try: t.join()
except ValueError as e: print(type(e).__name__, e)
t = Task(sorted, [3, 1, 2], reverse=True); t.start(); print(t.join())

# %% excepthook of threading
import threading
def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None)
    print(isinstance(args, threading.ExceptHookArgs), len(args))
threading.excepthook = hook
def fail(): raise KeyError("missing")
t = threading.Thread(target=fail, name="worker-7"); t.start(); t.join()
print(t.is_alive(), threading.excepthook is hook, threading.__excepthook__ is hook)

# %% an exception that ends a thread
import threading
def inner(x):
    return 10 / x
def work():
    try:
        inner(0)
    except ZeroDivisionError as e:
        raise RuntimeError("work failed") from e
t = threading.Thread(target=work, name="T")
t.start(); t.join(); print("main goes on")

# %% a bank with ordered locks
import threading, random
class Account:
    _ids = iter(range(1000))
    def __init__(self, balance):
        self.id, self.balance, self.lock = next(Account._ids), balance, threading.RLock()
    def __lt__(self, other): return self.id < other.id
def transfer(a, b, amount):
    first, second = sorted((a, b))
    with first.lock, second.lock:
        if a.balance >= amount:
            a.balance -= amount; b.balance += amount
            return True
        return False
accounts = [Account(100) for _ in range(6)]
def trader(seed):
    rng = random.Random(seed)
    for _ in range(200):
        a, b = rng.sample(accounts, 2)
        transfer(a, b, rng.randint(1, 50))
ts = [threading.Thread(target=trader, args=(i,)) for i in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(sum(a.balance for a in accounts), all(a.balance >= 0 for a in accounts), [a.id for a in accounts])

# %% a bounded buffer with conditions
import threading
from collections import deque
class Buffer:
    def __init__(self, size):
        self.items, self.size = deque(maxlen=size), size
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)
    def put(self, item):
        with self.not_full:
            self.not_full.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.not_empty.notify()
    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item
b = Buffer(3); got = []
def produce():
    for i in range(20): b.put(i)
    b.put(None)
def consume():
    while (x := b.get()) is not None: got.append(x * x)
p, c = threading.Thread(target=produce), threading.Thread(target=consume)
c.start(); p.start(); p.join(); c.join()
print(got)

# %% readers and a writer
import threading
class RWLock:
    def __init__(self):
        self._cond, self._readers, self._writer = threading.Condition(), 0, False
    class _Guard:
        def __init__(self, enter, leave): self.enter, self.leave = enter, leave
        def __enter__(self): self.enter()
        def __exit__(self, *exc): self.leave()
    @property
    def read(self): return self._Guard(self._r_in, self._r_out)
    @property
    def write(self): return self._Guard(self._w_in, self._w_out)
    def _r_in(self):
        with self._cond:
            while self._writer: self._cond.wait()
            self._readers += 1
    def _r_out(self):
        with self._cond:
            self._readers -= 1
            if not self._readers: self._cond.notify_all()
    def _w_in(self):
        with self._cond:
            while self._writer or self._readers: self._cond.wait()
            self._writer = True
    def _w_out(self):
        with self._cond:
            self._writer = False; self._cond.notify_all()
rw, table, seen = RWLock(), {"v": 0, "w": 0}, []
def writer():
    for _ in range(30):
        with rw.write:
            table["v"] += 1; table["w"] += 1
def reader():
    for _ in range(30):
        with rw.read: seen.append(table["v"] == table["w"])
ts = [threading.Thread(target=f) for f in (writer, reader, reader, writer)]
for t in ts: t.start()
for t in ts: t.join()
print(table, all(seen), len(seen))

# %% a countdown latch and a barrier with an action
import threading
order = []
barrier = threading.Barrier(3, action=lambda: order.append("phase"), timeout=5)
indices = []
def party():
    for _ in range(3): indices.append(barrier.wait())
ts = [threading.Thread(target=party) for _ in range(3)]
[t.start() for t in ts]; [t.join() for t in ts]
print(order, sorted(indices), barrier.parties, barrier.n_waiting, barrier.broken)
barrier.abort()
try: barrier.wait()
except threading.BrokenBarrierError as e: print("broken", repr(e), barrier.broken)
barrier.reset(); print(barrier.broken, repr(barrier).split(" at ")[0])

# %% thread-local data with a subclass
import threading
class Session(threading.local):
    shared = "class attribute"
    def __init__(self, user="nobody"):
        self.user, self.calls = user, 0
s = Session("guest"); out = {}
def use(name):
    before = s.user
    s.user = name; s.calls += len(name)
    out[name] = (before, s.user, s.calls, s.shared, sorted(vars(s)))
for n in ("ann", "robert"):
    t = threading.Thread(target=use, args=(n,)); t.start(); t.join()
print(out); print(s.user, s.calls)
try: s.missing
except AttributeError as e: print(e)

# %% names and idents, enumerate and main thread
import threading
print(threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count())
gate = threading.Event()
ts = [threading.Thread(target=gate.wait) for _ in range(2)] + [threading.Thread(target=gate.wait, name="extra", daemon=True)]
print([t.ident for t in ts], [t.is_alive() for t in ts], [t.native_id for t in ts])
for t in ts: t.start()
print([t.name for t in threading.enumerate()], threading.active_count())
print([t.daemon for t in ts], repr(ts[2]).split(",")[0])
gate.set()
for t in ts: t.join()
print([t.name for t in threading.enumerate()], repr(ts[0]).rsplit(" ", 1)[0])
print(threading.Thread(target=print).name, threading.Thread(name="x").name)

# %% what one must not do with a thread
import threading
t = threading.Thread(target=lambda: None)
for f in (t.join, lambda: threading.current_thread().join()):
    try: f()
    except RuntimeError as e: print(e)
t.start(); t.join()
for f in (t.start, lambda: setattr(t, "daemon", True) or print("set")):
    try: f()
    except RuntimeError as e: print(e)
lock = threading.Lock()
for f in (lock.release, threading.Condition().notify, threading.Condition().wait, threading.RLock().release, lambda: threading.BoundedSemaphore(1).release(), lambda: threading.Semaphore(-1), lambda: threading.Barrier(0)):
    try: f(); print("fine")
    except (RuntimeError, ValueError) as e: print(type(e).__name__, e)

# %% timers, one of them cancelled
import threading, time
done = []
a = threading.Timer(0.05, done.append, args=("a",))
b = threading.Timer(0.2, done.append, ["b"])
c = threading.Timer(0.01, lambda **kw: done.append(kw), kwargs={"c": 1})
for t in (a, b, c): t.start()
b.cancel(); [t.join() for t in (a, b, c)]
print(done, b.finished.is_set())

# %% a repeating timer
import threading
class Repeat(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
ticks, enough = [], threading.Event()
def tick(step):
    ticks.append(len(ticks) * step)
    if len(ticks) == 5: enough.set()
r = Repeat(0.005, tick, args=(10,)); r.start()
enough.wait(5); r.cancel(); r.join(); print(ticks[:5])

# %% a semaphore that limits
import threading, time
limit, active, peak, lock = threading.BoundedSemaphore(2), 0, 0, threading.Lock()
def job():
    global active, peak
    with limit:
        with lock:
            active += 1; peak = max(peak, active)
        time.sleep(0.005)
        with lock: active -= 1
ts = [threading.Thread(target=job) for _ in range(8)]
for t in ts: t.start()
for t in ts: t.join()
print(active, peak <= 2, limit.acquire(blocking=False), limit.acquire(timeout=0.01), limit.acquire(False))
limit.release(2)
try: limit.release()
except ValueError as e: print(e)

# %% trylock and timeouts
import threading
lock = threading.Lock()
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.locked()); lock.release()
for args in ((False, 1), (True, -2), ("x", "y")):
    try: print(lock.acquire(*args))
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
r = threading.RLock()
with r:
    with r: print(r._is_owned(), r.acquire(), repr(r).split(" at ")[0].replace(str(threading.get_ident()), "ID"))
    r.release()
print(r._is_owned())
e = threading.Event(); print(e.is_set(), e.wait(0.01)); e.set(); print(e.wait(), e.isSet() if hasattr(e, "isSet") else None)

# %% logging from threads
import logging, sys, threading
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(levelname)-8s|%(threadName)s|%(name)s|%(funcName)s|%(message)s")
log = logging.getLogger("bank.teller")
def serve(n):
    log.info("serving %d", n)
    try: 1 // (n - 1)
    except ZeroDivisionError: log.error("cannot %s", "divide")
    log.debug("done %(who)s", {"who": n})
for i in range(2):
    t = threading.Thread(target=serve, args=(i,), name=f"teller-{i}"); t.start(); t.join()
log.setLevel("WARNING"); log.info("unseen"); log.warning("seen"); print(log.getEffectiveLevel(), log.isEnabledFor(10), log)

# %% a filter and a queue handler
import logging, logging.handlers, queue, sys
q = queue.Queue()
log = logging.getLogger("app"); log.setLevel(logging.INFO); log.propagate = False
log.addHandler(logging.handlers.QueueHandler(q))
class Only(logging.Filter):
    def filter(self, record): return record.levelno >= logging.WARNING
out = logging.StreamHandler(sys.stdout); out.setFormatter(logging.Formatter("[{levelname}] {message}", style="{")); out.addFilter(Only())
listener = logging.handlers.QueueListener(q, out); listener.start()
log.info("one"); log.warning("two %s", 2); log.critical("three")
listener.stop(); print(q.qsize())

# %% dining philosophers with an arbiter
import threading
N = 5
forks = [threading.Lock() for _ in range(N)]
waiter = threading.Semaphore(N - 1)
meals = dict.fromkeys(range(N), 0)
def dine(i):
    for _ in range(25):
        with waiter, forks[i], forks[(i + 1) % N]:
            meals[i] += 1
ts = [threading.Thread(target=dine, args=(i,)) for i in range(N)]
[*map(threading.Thread.start, ts)]; [*map(threading.Thread.join, ts)]
print(meals, sum(meals.values()))

# %% a decorator that runs in the background
import threading, functools
def background(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        box = {}
        t = threading.Thread(target=lambda: box.update(result=fn(*args, **kwargs)), name=fn.__name__)
        t.start()
        def wait(): t.join(); return box["result"]
        wait.thread = t
        return wait
    return wrapper
@background
def power(a, b=2):
    """Raises."""
    return a ** b
w = [power(i, b=3) for i in range(4)]
print([x() for x in w], power.__name__, power.__doc__, w[0].thread.name, power.__wrapped__(3))

# %% a synchronized decorator, a singleton, a lazy property
import threading, functools
def synchronized(method):
    @functools.wraps(method)
    def inner(self, *a, **k):
        with self._lock: return method(self, *a, **k)
    return inner
class Singleton(type):
    _instances, _lock = {}, threading.Lock()
    def __call__(cls, *args, **kwargs):
        with Singleton._lock:
            if cls not in cls._instances: cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]
class Counter(metaclass=Singleton):
    def __init__(self): self._lock, self.n = threading.Lock(), 0
    @synchronized
    def add(self, k=1): self.n += k; return self.n
ts = [threading.Thread(target=lambda: [Counter().add() for _ in range(50)]) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(Counter() is Counter(), Counter().n, Counter.add.__name__)

# %% deadlock avoided by a timeout
import threading
a, b = threading.Lock(), threading.Lock()
log, both = [], threading.Barrier(2)
def grab(first, second, name):
    with first:
        both.wait()
        if second.acquire(timeout=0.02):
            second.release(); log.append("got")
        else: log.append("gave up")
        both.wait()
ts = [threading.Thread(target=grab, args=x) for x in ((a, b, "p"), (b, a, "q"))]
[t.start() for t in ts]; [t.join() for t in ts]; print(log)

# %% sched and a worker
import sched, time
s, out = sched.scheduler(time.monotonic, time.sleep), []
s.enter(0.02, 1, out.append, ("late",))
s.enter(0.01, 2, out.append, argument=("b",)); s.enter(0.01, 1, out.append, kwargs={}, argument=("a",))
ev = s.enter(0.5, 1, out.append, ("never",)); s.cancel(ev)
print(len(s.queue), s.empty()); s.run(); print(out, s.empty())

# %% contextvars in threads
import contextvars, threading
user = contextvars.ContextVar("user", default="anon")
token = user.set("root")
seen = []
def show(): seen.append(user.get())
t = threading.Thread(target=show); t.start(); t.join()
ctx = contextvars.copy_context()
t = threading.Thread(target=ctx.run, args=(show,)); t.start(); t.join()
user.reset(token); print(seen, user.get(), user.name)

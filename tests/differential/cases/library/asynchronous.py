# %% run, gather, order
import asyncio, time
async def work(name, delay):
    print('begin', name); await asyncio.sleep(delay); print('end', name); return name.upper()
async def main():
    print(await asyncio.gather(work('a', 0.03), work('b', 0.01), work('c', 0.02)))
    t = asyncio.create_task(work('t', 0)); print(t.done(), t.get_name()); print(await t, t.done(), t.result())
    for f in asyncio.as_completed([work('x', 0.02), work('y', 0.01)]): print(await f)
    d, p = await asyncio.wait([asyncio.create_task(work('p', 0.01)), asyncio.create_task(work('q', 1))], return_when=asyncio.FIRST_COMPLETED); print(len(d), len(p)); [x.cancel() for x in p]
    r = await asyncio.gather(*p, return_exceptions=True); print(r)
    return 'result'
print(asyncio.run(main()))

# %% exceptions and cancellation
import asyncio
async def bad(): await asyncio.sleep(0); raise ValueError('v')
async def slow():
    try: await asyncio.sleep(10)
    except asyncio.CancelledError: print('cleanup'); raise
    finally: print('fin')
async def main():
    try: await asyncio.gather(bad(), asyncio.sleep(0.01))
    except ValueError as e: print('caught', e)
    print(await asyncio.gather(bad(), asyncio.sleep(0, 'ok'), return_exceptions=True))
    t = asyncio.create_task(slow()); await asyncio.sleep(0); print(t.cancel(), t.cancelled())
    try: await t
    except asyncio.CancelledError as e: print('cancelled', t.cancelled(), e.args)
    t = asyncio.create_task(slow()); await asyncio.sleep(0); t.cancel('msg')
    try: await t
    except asyncio.CancelledError as e: print(e.args)
    try: await asyncio.wait_for(slow(), 0.01)
    except asyncio.TimeoutError as e: print('timeout', repr(e))
    print(await asyncio.wait_for(asyncio.sleep(0, 5), 1))
    try:
        async with asyncio.timeout(0.01): await asyncio.sleep(1)
    except TimeoutError: print('to')
    async with asyncio.timeout(1) as tm: await asyncio.sleep(0)
    print(tm.expired(), tm)
    async def inner(): await asyncio.sleep(0.01); print('inner done'); return 7
    it = asyncio.ensure_future(inner()); sh = asyncio.shield(it); sh.cancel()
    try: await sh
    except asyncio.CancelledError: print('shield cancelled', it.cancelled())
    print(await it)
    async def stubborn():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: return 'survived'
    t = asyncio.create_task(stubborn()); await asyncio.sleep(0); t.cancel(); print(await t, t.cancelled(), t.cancelling())
    t = asyncio.create_task(bad())
    try: await t
    except ValueError: print(t.exception())
    try: asyncio.create_task(5)
    except TypeError as e: print(e)
    f = asyncio.get_running_loop().create_future()
    try: f.result()
    except asyncio.InvalidStateError as e: print(e)
    f.set_result(1); print(f.result(), f.done(), await f)
    try: f.set_result(2)
    except asyncio.InvalidStateError as e: print('ise')
asyncio.run(main())

# %% task groups
import asyncio
async def ok(n): await asyncio.sleep(0.01 * n); print('ok', n); return n
async def bad(n): raise ValueError(n)
async def main():
    async with asyncio.TaskGroup() as tg:
        a, b = tg.create_task(ok(1)), tg.create_task(ok(2), name='nm')
    print(a.result(), b.result(), b.get_name())
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(ok(3)); tg.create_task(bad(1)); tg.create_task(bad(2))
    except* ValueError as eg: print(sorted(str(e) for e in eg.exceptions), eg.message)
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(ok(3)); raise KeyError('body')
    except* KeyError as eg: print(eg.exceptions)
asyncio.run(main())

# %% locks and queues
import asyncio
async def main():
    lock = asyncio.Lock(); log = []
    async def w(n):
        async with lock: log.append(('in', n)); await asyncio.sleep(0); log.append(('out', n))
    await asyncio.gather(*[w(i) for i in range(3)]); print(log, lock.locked())
    q = asyncio.Queue(maxsize=2)
    async def prod():
        for i in range(5): await q.put(i); print('put', i)
        await q.put(None)
    async def cons():
        while (x := await q.get()) is not None: print('got', x); q.task_done()
        q.task_done()
    await asyncio.gather(prod(), cons()); await q.join(); print(q.empty(), q.full(), q.qsize())
    ev = asyncio.Event()
    async def waiter(): await ev.wait(); return 'woke'
    t = asyncio.create_task(waiter()); await asyncio.sleep(0); ev.set(); print(await t, ev.is_set())
    s = asyncio.Semaphore(2); act = mx = 0
    async def sw():
        nonlocal act, mx
        async with s: act += 1; mx = max(mx, act); await asyncio.sleep(0.001); act -= 1
    await asyncio.gather(*[sw() for _ in range(6)]); print(act, mx)
    c = asyncio.Condition(); items = []
    async def cw():
        async with c: await c.wait_for(lambda: items); return items.pop()
    t = asyncio.create_task(cw()); await asyncio.sleep(0)
    async with c: items.append(3); c.notify_all()
    print(await t)
    b = asyncio.Barrier(3); print(sorted(await asyncio.gather(*[b.wait() for _ in range(3)])), b.parties, b.n_waiting, b.broken)
    pq = asyncio.PriorityQueue(); [pq.put_nowait(x) for x in (3, 1, 2)]; print([pq.get_nowait() for _ in range(3)])
    lq = asyncio.LifoQueue(1); lq.put_nowait(1)
    try: lq.put_nowait(2)
    except asyncio.QueueFull as e: print(repr(e))
    lq.get_nowait()
    try: lq.get_nowait()
    except asyncio.QueueEmpty as e: print(repr(e))
    try: lock.release()
    except RuntimeError as e: print(e)
    try: q.task_done()
    except ValueError as e: print(e)
    try: asyncio.BoundedSemaphore(1).release()
    except ValueError as e: print(e)
asyncio.run(main())

# %% threads and executors
import asyncio, threading, time
from concurrent.futures import ThreadPoolExecutor
def block(n): time.sleep(0.01); return n, threading.current_thread() is threading.main_thread()
async def main():
    print(await asyncio.to_thread(block, 1), await asyncio.gather(*[asyncio.to_thread(block, i) for i in range(3)]))
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(2) as ex: print(await loop.run_in_executor(ex, block, 5))
    def bad(): raise KeyError('thread')
    try: await asyncio.to_thread(bad)
    except KeyError as e: print(repr(e))
    fut = loop.create_future()
    threading.Thread(target=lambda: (time.sleep(0.01), loop.call_soon_threadsafe(fut.set_result, 'from thread'))).start()
    print(await fut)
    async def co(x): await asyncio.sleep(0.001); return x * 2
    print(await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(co(4), loop).result()))
asyncio.run(main())

# %% async generators, comprehensions, context managers, loops
import asyncio
async def agen(n):
    try:
        for i in range(n): await asyncio.sleep(0); yield i
    finally: print('agen closed')
class CM:
    async def __aenter__(self): print('enter'); return self
    async def __aexit__(self, *a): print('exit', a[0])
async def main():
    print([x async for x in agen(3)], {x: x async for x in agen(2)})
    async with CM() as c: print('body')
    async for x in agen(2): print(x)
    loop = asyncio.get_running_loop(); order = []
    loop.call_soon(order.append, 1); loop.call_later(0.01, order.append, 3); loop.call_soon(order.append, 2); h = loop.call_later(0.005, order.append, 9); h.cancel()
    await asyncio.sleep(0.02); print(order, h.cancelled(), loop.is_running(), loop.is_closed())
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()), asyncio.iscoroutinefunction(main), asyncio.iscoroutine(5), asyncio.isfuture(loop.create_future()))
    try: asyncio.run(main())
    except RuntimeError as e: print(e)
    f = loop.create_future(); f.add_done_callback(lambda f: print('cb', f.result())); f.set_result(3); await asyncio.sleep(0)
import warnings; warnings.simplefilter('ignore')
asyncio.run(main())
loop = asyncio.new_event_loop(); print(loop.run_until_complete(asyncio.sleep(0, 'rc'))); loop.close()
try: loop.run_until_complete(asyncio.sleep(0))
except RuntimeError as e: print(e)
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
with asyncio.Runner() as r: print(r.run(asyncio.sleep(0, 'runner')))
try: asyncio.run(5)
except ValueError as e: print(e)

# %% fair turns
import asyncio
async def turn(n, log):
    for i in range(3): log.append(f'{n}{i}'); await asyncio.sleep(0)
async def chain(n): return n if n == 0 else await chain(n - 1) + 1
async def main():
    log = []; await asyncio.gather(*[turn(c, log) for c in 'abc']); print(log, await chain(50))
    f1 = asyncio.create_task(turn('x', log)); f2 = asyncio.create_task(turn('y', log)); await f1; print(log[9:]); await f2
    async def parent():
        async with asyncio.TaskGroup() as g: [g.create_task(turn(str(i), log)) for i in range(2)]
    await parent(); print(log[15:])
    log.clear()
    async def p(q):
        for i in range(3): await q.put(i); log.append(('p', i))
    async def c(q):
        for i in range(3): log.append(('c', await q.get()))
    q = asyncio.Queue(1); await asyncio.gather(c(q), p(q)); print(log)
asyncio.run(main())

# %% uncaught
import asyncio
async def main():
    await asyncio.sleep(0)
    raise LookupError('out')
asyncio.run(main())

# %% contexts
import asyncio, contextvars
v = contextvars.ContextVar('v', default=0)
async def w(n): v.set(n); await asyncio.sleep(0.001); return v.get()
async def main(): print(await asyncio.gather(w(1), w(2)), v.get())
asyncio.run(main())

# %% generators that are left before their end
import asyncio, sys
async def numbers(n):
    try:
        for i in range(n): await asyncio.sleep(0); yield i
    finally: print('ends', n); await asyncio.sleep(0); print('ended', n)
async def main():
    async for x in numbers(3): print(x); break
    print('after break')
    g = numbers(5); print(await g.__anext__()); globals()['kept'] = g
    h = numbers(7); print(await anext(h)); await h.aclose()
    await asyncio.sleep(0.01)
    print('main ends')
asyncio.run(main())
print(sys.get_asyncgen_hooks())
try: sys.set_asyncgen_hooks(firstiter=1)
except TypeError as e: print(e)

# %% a coroutine that is never awaited
import asyncio, warnings
async def work(): pass
async def main():
    work()
    x = work()
    x = None
    await asyncio.sleep(0)
    work().close()
    asyncio.sleep(1)
    await asyncio.sleep(0)
    print('main')
asyncio.run(main())
def plain():
    work()
    print('plain')
plain()
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('always'); work(); print([(str(w.message), w.category.__name__) for w in log])
c = work()
try: c.send(1)
except TypeError as e: print(e)
c.close()
left = work()
async def generate(): yield 1
g = generate()
try: g.asend(1).send(None)
except TypeError as e: print(e)
generate()

# %% calls that a loop will make, and futures that are done, as they are shown
import asyncio
from functools import partial
def call(*args): pass
class C:
    def m(self): pass
async def main():
    loop = asyncio.get_running_loop()
    for f in (call, C().m, partial(call, 1, k=2), partial(call), print, lambda: 1): h = loop.call_soon(f); print(h); h.cancel(); print(h)
    print(loop.call_soon(call, 1, 'x' * 60)); h = loop.call_later(9, call, 1); print(str(h).split('=')[0], str(h).split(' ', 2)[2]); h.cancel(); print(str(h).split('=')[0])
    f = loop.create_future(); f.add_done_callback(call); print(f); f.add_done_callback(print); f.add_done_callback(C().m); print(f); f.set_result(1)
    for again in (lambda: f.set_result(2), lambda: f.set_exception(ValueError())):
        try: again()
        except asyncio.InvalidStateError as e: print(repr(e))
    loop.set_exception_handler(lambda loop, context: print(context['message'], repr(context['exception']))); loop.call_soon(lambda: 1 / 0); await asyncio.sleep(0)
asyncio.run(main())

# %% anext of an object of a class, with a default
import asyncio
class Count:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        await asyncio.sleep(0)
        if not self.n: raise StopAsyncIteration
        self.n -= 1; return self.n
async def main():
    print(await anext(Count(2)), await anext(Count(2), "none"), await anext(Count(0), "none"))
    try: await anext(Count(0))
    except StopAsyncIteration as e: print(repr(e))
    async def gen(): yield 1
    print(await anext(gen(), 5), await anext(aiter(Count(1)), None))
asyncio.run(main())

# %% sleeps of the same length end in one round
import asyncio
async def main():
    order = []
    async def nap(i, seconds): await asyncio.sleep(seconds); order.append(("out", i)); await asyncio.sleep(0); order.append(("on", i))
    await asyncio.gather(*(nap(i, 0.01) for i in range(3))); print(order)
    async def bad(i): await asyncio.sleep(0.01); raise ValueError(i)
    try:
        async with asyncio.TaskGroup() as group: group.create_task(bad(1)); group.create_task(bad(2))
    except* ValueError as both: print(both.exceptions)
asyncio.run(main())

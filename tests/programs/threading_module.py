import threading, queue, time, sys
def show(x):
    s=repr(x); out=[]; i=0
    while i<len(s):
        if s.startswith('0x',i):
            i+=2
            while i<len(s) and s[i] in '0123456789abcdef': i+=1
            out.append('N'); continue
        j=i
        while j<len(s) and s[j].isdigit(): j+=1
        if j>i: out.append('N'); i=j
        else: out.append(s[i]); i+=1
    print(''.join(out))
t=threading.Thread(target=lambda: None); show(t); t.start(); t.join(); show(t)
show(threading.main_thread()); show(threading.current_thread())
for bad in ('t.start()','threading.Thread().join()','threading.current_thread().join()','threading.Semaphore(-1)','threading.Condition().notify()','threading.Condition().wait()','threading.Lock().release()','threading.RLock().release()','queue.Queue().get_nowait()','queue.Queue().task_done()','threading.BoundedSemaphore(1).release()','threading.Semaphore().acquire(False,1)','setattr(t,"daemon",True)','threading.Lock().acquire(False,1)', 'threading.Lock().acquire(timeout=-2)','threading.Thread(group=1)'):
    try: eval(bad); print('ok', bad)
    except BaseException as e: print(bad, type(e).__name__, e)
class W(threading.Thread): pass
def fn(): pass
show([W().name, threading.Thread(target=fn).name, threading.Timer(1,fn).name, threading.Thread(name='x',target=fn).name, threading.Thread(target=fn,daemon=True)])
b=threading.Barrier(3, action=lambda: print('action')); out=[]
def bw(): out.append(b.wait())
ts=[threading.Thread(target=bw) for _ in range(3)]
[x.start() for x in ts]; [x.join() for x in ts]; print(sorted(out), b.n_waiting, b.broken)
b=threading.Barrier(2, timeout=0.05)
try: b.wait()
except threading.BrokenBarrierError as e: print('broken', b.broken, repr(e))
b.reset(); print(b.broken)
e=threading.Event(); show(e); print(e.wait(0.01)); threading.Timer(0.01,e.set).start(); print(e.wait()); show(e)
s=threading.Semaphore(2); show(s); print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01)); s.release(2); show(s)
c=threading.Condition(); items=[]
def cons():
    with c:
        c.wait_for(lambda: items); print('got', items.pop())
th=threading.Thread(target=cons); th.start()
with c: items.append(5); c.notify()
th.join()
with c: print(c.wait(0.01))
show(c)
loc=threading.local(); loc.x=1
def f():
    print(hasattr(loc,'x')); loc.x=2
th=threading.Thread(target=f); th.start(); th.join(); print(loc.x)
def boom(): raise ValueError('boom')
th=threading.Thread(target=boom,name='B')
threading.excepthook=lambda a: print('hook', a.exc_type, a.exc_value, a.thread.name)
th.start(); th.join()
q=queue.Queue(2)
def prod():
    for i in range(6): q.put(i)
    q.put(None)
th=threading.Thread(target=prod); th.start(); got=[]
while (x:=q.get()) is not None: got.append(x); q.task_done()
q.task_done(); q.join(); print(got, q.empty(), q.full(), q.qsize())
try: q.get(timeout=0.01)
except queue.Empty as e: print(repr(e), type(e).__module__)
q.put(1); q.put(2)
try: q.put(3, timeout=0.01)
except queue.Full as e: print(repr(e))
try: q.get(timeout=-1)
except ValueError as e: print(e)
p=queue.PriorityQueue(); [p.put(x) for x in (3,1,2)]; print([p.get() for _ in range(3)])
sq=queue.SimpleQueue(); sq.put(1); print(sq.get(), sq.empty(), sq.qsize())
print(threading.active_count(), [t.name for t in threading.enumerate()])
import concurrent.futures as cf
with cf.ThreadPoolExecutor(3) as ex:
    print(list(ex.map(lambda x: x*x, range(8))))
    fs=[ex.submit(pow, i, 2) for i in range(5)]
    print(sorted(f.result() for f in cf.as_completed(fs)))
    f=ex.submit(lambda: 1/0)
    try: f.result()
    except ZeroDivisionError as e: print('zde', e)
    show(f); show(f.exception())
    slow=ex.submit(time.sleep,0.1); show(slow)
    try: slow.result(timeout=0.01)
    except cf.TimeoutError as e: print(repr(e), cf.TimeoutError is TimeoutError)
    r=cf.wait([slow, f]); print(type(r).__name__, len(r.done), len(r.not_done))
    r=cf.wait([ex.submit(time.sleep,0.05), ex.submit(time.sleep,0.001)], return_when=cf.FIRST_COMPLETED); print(len(r.done))
    r=cf.wait([ex.submit(time.sleep,0.05), ex.submit(lambda:1/0)], return_when=cf.FIRST_EXCEPTION); print(len(r.done))
    slow=ex.submit(time.sleep,0.01); slow.add_done_callback(lambda f: print('cb', f.done()))
    names=set(ex.map(lambda x: threading.current_thread().name, range(3))); print(len(names) > 0)
try: ex.submit(print)
except RuntimeError as e: print(e)
ex=cf.ThreadPoolExecutor(1); s1=ex.submit(time.sleep,0.05); s2=ex.submit(print,'never'); print(s2.cancel(), s2.cancelled(), s1.cancel())
try: s2.result()
except cf.CancelledError as e: print(repr(e), str(s2)[-17:])
ex.submit(print,'at exit')
try: cf.ThreadPoolExecutor(0)
except ValueError as e: print(e)
try: list(cf.as_completed([cf.Future()], timeout=0.01))
except TimeoutError as e: print(e)
threading.Thread(target=lambda: (time.sleep(.1), print('last'))).start()
def d():
    time.sleep(5); print('never')
threading.Thread(target=d, daemon=True).start()

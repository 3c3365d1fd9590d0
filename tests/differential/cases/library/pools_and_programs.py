# %% what wait() returns
from concurrent.futures import ThreadPoolExecutor, wait
with ThreadPoolExecutor(2) as pool: result = wait([pool.submit(int)])
done, rest = result; print(type(result).__name__, result._fields, len(result.done), result.not_done, rest is result.not_done, result._replace(done=1), isinstance(result, tuple))

# %% settings of a parser, section by section
import configparser, io
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
p = configparser.ConfigParser(allow_no_value=True, inline_comment_prefixes=('#', ';')); p.read_string('[a]\nx\ny = 1 # one\nz = a#b ; c # d\nlong = 1\n  2\n\n  3\n'); print(p.items('a'), dict(p['a']))
T(lambda: p.read_string('[b]\nx\n  more\n')); T(lambda: p.set('a', 'n', 'ok%(b)sx%%y%')); T(lambda: p.set('a', 'n', 3)); T(lambda: configparser.ConfigParser(interpolation=3)); T(lambda: p['a'].getfoo); T(lambda: p.getboolean('a', 'z'))
class Many(dict):
    def __setitem__(self, key, value): self[key].extend(value) if isinstance(value, list) and key in self else super().__setitem__(key, value)
q = configparser.RawConfigParser(dict_type=Many, strict=False); q.read_string('[a]\nx=1\nx=2\n'); print(q._sections, q['a']['x'].split())
e = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation()); e.read_string('[a]\nx=${b:y}/${z}\nz=$$\nq=$x\nr=${u t\nt=${a:b:c}\nd=${d}\n[b]\ny=${v}\nv=3\n')
for name in e['a']: T(lambda: e['a'][name])
c = configparser.ConfigParser(converters={'list': lambda v: v.split(',')}); c.read_string('[a]\nl=1,2\n[DEFAULT]\nm=4,5'); print(c.getlist('a', 'l'), c['a'].getlist('m'), c['a'].getlist('zz', ['q']), c['a'] is c['a'], c == c, list(c.converters)); del c.converters['list']; T(lambda: c.getlist('a', 'l')); T(lambda: c['a'].getlist('l'))
c['a'] = c['a']; print(dict(c['a'])); c['a'] = {'n': 1}; print(dict(c['a']), c.popitem(), c.sections()); T(c.popitem)
o = io.StringIO(); p.write(o, space_around_delimiters=False); print(o.getvalue())

# %% arguments of a program in one line
import subprocess, sys
print(subprocess.list2cmdline(['a b', 'c"d', '', 'e\\f', 'g\\"h', 'i j\\']), subprocess.list2cmdline([b'x', 'tab\there']))
try: subprocess.run([sys.executable, '-c', '0'], input='text', capture_output=True)
except TypeError as e: print(e)

# %% lists that are shared, and what managers hand out
from multiprocessing import Manager, managers, shared_memory
class Counter:
    def __init__(self): self.n = 0
    def add(self): self.n += 1; return self.n
class Own(managers.BaseManager): pass
Own.register('Counter', Counter)
if __name__ == '__main__':
    s = shared_memory.ShareableList([1, 2.5, 'abc', None, True, b'x' * 9]); print(s.format); s[2] = None; s[0] = 2.0; print(s.format); s.shm.close(); s.shm.unlink()
    with Manager() as m:
        with m.Pool(2) as pool: print(pool.map(abs, [-1, -2]))
    with Own() as m:
        c = m.Counter(); print(c.add(), c.add(), type(c).__name__, type(c))
        try: c.missing
        except AttributeError as e: print(e)

# %% the usual handler of SIGINT
import signal
print(signal.default_int_handler, signal.getsignal(signal.SIGINT) is signal.default_int_handler)
class Holder: handler = signal.default_int_handler
for f in (lambda: Holder().handler(2, None), lambda: signal.default_int_handler()):
    try: f()
    except (KeyboardInterrupt, TypeError) as e: print(repr(e))

# %% what a thread can be started with
import _thread
for given in ((3, ()), (print, 3), (print, (), 3), (print, [1]), (3, 3)):
    try: _thread.start_new_thread(*given)
    except TypeError as e: print(e)

# %% iterators that have come half way go to other processes; proxies have the methods that they stand for
import multiprocessing as mp
from multiprocessing.managers import BaseManager
def halfway(make):
    iterator = make([1, 2, 3, 4]); next(iterator); return iterator
def backwards(items): return reversed(items)
class Store:
    def __init__(self): self.items = [1, 2]
    def add(self, x): self.items.append(x); return len(self.items)
    def __len__(self): return len(self.items)
class Stores(BaseManager): pass
Stores.register("Store", Store); Stores.register("Sized", Store, exposed=("add", "__len__"))
if __name__ == "__main__":
    with mp.Pool(1) as pool: print([list(pool.apply(halfway, (make,))) for make in (iter, reversed, enumerate)], list(pool.apply(backwards, ((1, 2),))), list(pool.apply(iter, (b"ab",))))
    with Stores() as stores:
        store, sized = stores.Store(), stores.Sized()
        print(store.add(5), [name for name in dir(store) if not name.startswith("_")], store._exposed_, sized.add(1), len(sized))
        try: store.nope
        except AttributeError as e: print(e)
    with mp.Manager() as manager: print(list(reversed(manager.list([1, 2]))))

# %% errors by their module; bytes that are a pickle; submodules by name
import multiprocessing as mp, pickle
print(mp.TimeoutError, mp.BufferTooShort, mp.ProcessError, mp.AuthenticationError)
a, b = mp.Pipe(); b.send_bytes(pickle.dumps([1, "x"])); print(a.recv())
q = mp.Queue(); print(mp.connection.wait([a], timeout=0)); q.close()

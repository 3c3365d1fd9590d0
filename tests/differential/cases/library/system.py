def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% time
import time
a, p, m = time.time(), time.perf_counter(), time.monotonic()
time.sleep(.01)
print(time.time() > a, time.perf_counter() - p >= .01, time.monotonic() >= m, isinstance(time.time_ns(), int), time.process_time() >= 0, type(time.thread_time()), time.strftime('%Y-%m-%d', time.gmtime(0)), time.gmtime(0)[:6], time.gmtime(86400).tm_yday, time.asctime(time.gmtime(0)), len(time.ctime()), time.mktime(time.localtime(1000000)), time.strptime('2024-01-02', '%Y-%m-%d')[:3], time.localtime().tm_year > 2000, time.perf_counter_ns() > 0, repr(time.gmtime(0)))
T(lambda: time.sleep(-1)); T(lambda: time.sleep('a'))

# %% os
import os
print(os.getpid() > 0, os.getppid() >= 0, isinstance(os.cpu_count(), int), os.name, os.sep, os.linesep == '\n', os.environ.get('NOPE_X'), os.getenv('NOPE_X', 'd'), 'PATH' in os.environ, os.path.join('a', 'b', '/c', 'd'), os.path.basename('/a/b.txt'), os.path.dirname('/a/b.txt'), os.path.splitext('x/y.tar.gz'), os.path.split('/a/b'), os.path.exists('/nonexistent'), os.path.isabs('/a'), os.path.normpath('a/../b//c/.'), os.path.abspath('/a/./b'), os.path.commonprefix(['abc', 'abd']), os.path.commonpath(['/a/b', '/a/c']), os.path.relpath('/a/b', '/a/c'), os.curdir, os.path.sep, len(os.urandom(4)), os.strerror(2), os.fspath('a'), os.path.expanduser('x'))
os.environ['MY_X'] = 'v'; print(os.environ['MY_X'], os.getenv('MY_X')); del os.environ['MY_X']; T(lambda: os.environ['MY_X']); T(lambda: os.environ.__setitem__('a', 1)); T(lambda: os.kill(999999, 0)); T(lambda: os.listdir('/nonexistent')); T(lambda: os.remove('/nonexistent'))
print(os.waitstatus_to_exitcode(256), type(os.sched_getaffinity(0)), os.getcwd() == os.path.abspath('.'))

# %% sys
import sys
print(sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.maxsize, sys.platform, sys.byteorder, len(sys.argv), type(sys.path), 'sys' in sys.modules, sys.getrecursionlimit(), sys.executable != '', sys.getsizeof([]) > 0, sys.intern('a') == 'a', sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit > 0, sys.hash_info.modulus, sys.getdefaultencoding(), sys.stdout.encoding, sys.flags.debug, sys.api_version > 0, sys.hexversion >> 16 == 0x030b, sys.maxunicode, sys.exc_info(), sys.getswitchinterval(), sys.is_finalizing(), sys.getrefcount(object()) >= 1, sys.stdin.name, sys.stderr.name, sys.version.startswith('3.11'))
sys.stdout.write('direct\n'); print('err', file=sys.stderr); sys.stdout.flush(); f = sys._getframe(); print(f.f_code.co_name, f.f_lineno, f.f_globals is globals(), f.f_back); T(lambda: sys.setrecursionlimit(0)); T(lambda: sys.exit); print('a', 'b', sep='', end='!\n', flush=True); print(); print(*[1, 2], sep='\n'); T(lambda: sys.nope); print(sys.warnoptions, sys.getfilesystemencoding(), sys.builtin_module_names != ())

# %% logging basics
import logging, sys
logging.basicConfig(level=logging.DEBUG, format='%(levelname)s:%(name)s:%(message)s', stream=sys.stdout)
logging.debug('d %s', 1); logging.info('i'); logging.warning('w %d %s', 1, 'x'); log = logging.getLogger('my.mod'); log.error('e'); log.setLevel(logging.ERROR); log.info('hidden'); log.critical('c')
try: 1 / 0
except ZeroDivisionError: log.exception('caught')
print(log.name, log.level, log.getEffectiveLevel(), log.isEnabledFor(10), logging.getLevelName(20), logging.getLogger('my.mod') is log, log.parent.name, logging.root.handlers != [], repr(log))
log.error('args %(a)s', {'a': 1}); logging.log(25, 'custom'); logging.addLevelName(25, 'NOTE'); logging.log(25, 'named')

# %% logging default
import logging
logging.info('no'); logging.warning('to stderr'); logging.getLogger('x').error('e')

# %% logging unconfigured logger
import logging
logging.getLogger('x').warning('last resort'); logging.getLogger('x').info('no')

# %% logging handlers
import logging, sys, threading
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter('[%(threadName)s/%(processName)s] {%(funcName)s:%(lineno)d} %(levelname)-8s %(message)s')); log = logging.getLogger('app'); log.addHandler(h); log.setLevel('INFO'); log.propagate = False
def work(): log.info('in thread')
t = threading.Thread(target=work, name='T-1'); t.start(); t.join(); log.info('main'); h2 = logging.StreamHandler(sys.stdout); h2.setLevel(logging.WARNING); h2.setFormatter(logging.Formatter('{levelname}!{message}', style='{')); log.addHandler(h2); log.warning('both'); log.removeHandler(h); log.info('none')
class F(logging.Filter):
    def filter(self, r): return 'secret' not in r.getMessage()
h2.addFilter(F()); log.warning('secret'); log.warning('ok'); log.addHandler(logging.NullHandler()); a = logging.LoggerAdapter(log, {'u': 1}); a.warning('adapter'); f = logging.Formatter('%(asctime)s', datefmt='%Y'); print(len(f.format(logging.makeLogRecord({'msg': 'x'})))); T(lambda: logging.getLogger('q').setLevel('NOPE')); log.warning('bad %d', 'x') if False else None
class Mem(logging.Handler):
    def __init__(self): super().__init__(); self.r = []
    def emit(self, record): self.r.append((record.levelname, record.getMessage(), record.args))
m = Mem(); log.addHandler(m); log.error('mem %s', 1); print(m.r); child = log.getChild('sub'); print(child.name); logging.disable(logging.ERROR); log.error('off'); logging.disable(logging.NOTSET); log.error('on')

# %% contextlib
import contextlib
from contextlib import contextmanager, suppress, closing, ExitStack, nullcontext, ContextDecorator
@contextmanager
def cm(n):
    print('in', n)
    try: yield n
    except ValueError as e: print('cm caught', e)
    finally: print('out', n)
with cm(1) as x: print(x)
with cm(2): raise ValueError('v')
try:
    with cm(3): raise KeyError('k')
except KeyError as e: print('got', e)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with ExitStack() as st: [st.enter_context(cm(i)) for i in (4, 5)]; st.callback(print, 'cb')
@cm('deco')
def f(): return 'f'
print(f())
with nullcontext(5) as v: print(v)
class C:
    def close(self): print('closed')
with closing(C()) as c: pass
@contextmanager
def bad(): 
    if False: yield
T(lambda: bad().__enter__())
@contextmanager
def twice(): yield; yield
def use():
    with twice(): pass
T(use)

# %% atexit timeit platform warnings
import atexit, timeit, platform, warnings
atexit.register(print, 'first registered'); atexit.register(lambda: print('last registered'))
@atexit.register
def fn(): print('fn')
atexit.unregister(fn)
print(timeit.timeit('x = 1', number=10) >= 0, len(timeit.repeat('pass', number=1, repeat=3)), timeit.default_timer() > 0, timeit.timeit(lambda: 0, number=5) >= 0, platform.system(), platform.python_version()[:4], platform.machine() != '', len(platform.platform()) > 0, platform.node() != None)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); warnings.warn('careful'); warnings.warn('dep', DeprecationWarning); print(len(w), w[0].message, w[1].category.__name__)
warnings.warn('on stderr'); warnings.filterwarnings('ignore'); warnings.warn('gone'); warnings.filterwarnings('error'); T(lambda: warnings.warn('as error'))

# %% inspect types
import inspect, types
def f(a, b=1, *c, d, e: int = 2, **g) -> str: 'doc'
print(inspect.signature(f), inspect.getdoc(f), list(inspect.signature(f).parameters), inspect.signature(f).parameters['b'].default, inspect.getfullargspec(f).args, inspect.isbuiltin(len), inspect.ismodule(inspect), inspect.currentframe().f_lineno, inspect.stack()[0].function, types.SimpleNamespace(a=1), types.SimpleNamespace(a=1).a, isinstance(f, types.FunctionType), isinstance((i for i in ()), types.GeneratorType), types.ModuleType('m'), types.MappingProxyType({1: 2})[1], isinstance(f.__code__, types.CodeType)); print(inspect.getsource(f).strip()); print(inspect.isabstract(int), inspect.getmembers(types.SimpleNamespace(z=1), lambda v: v == 1), inspect.getmro(bool))

# %% signal
import signal, os, time
def h(n, f): print('handler', n, f is not None)
print(signal.signal(signal.SIGTERM, h), signal.getsignal(signal.SIGTERM) is h, signal.SIGTERM, int(signal.SIGINT), signal.Signals(15).name, signal.SIGKILL == 9, repr(signal.SIGTERM), signal.signal(signal.SIGUSR1, signal.SIG_IGN))
os.kill(os.getpid(), signal.SIGTERM); time.sleep(.01); print('alive'); os.kill(os.getpid(), signal.SIGUSR1); signal.raise_signal(signal.SIGTERM); print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
def h2(n, f): raise RuntimeError('from handler')
signal.signal(signal.SIGTERM, h2)
try:
    os.kill(os.getpid(), signal.SIGTERM); time.sleep(1)
except RuntimeError as e: print('caught', e)
try:
    os.kill(os.getpid(), signal.SIGINT); time.sleep(1)
except KeyboardInterrupt: print('interrupted')
T(lambda: signal.signal(signal.SIGKILL, h)); T(lambda: signal.signal(99, h)); T(lambda: signal.signal(15, 5))
signal.signal(signal.SIGTERM, signal.SIG_DFL); os.kill(os.getpid(), 15); time.sleep(1); print('never')

# %% input without stdin
try: input('prompt> ')
except EOFError as e: print(repr(e))
import sys
print(repr(sys.stdin.readline()), sys.stdin.read() == '', list(sys.stdin))

# %% uncaught eof
input()

# %% argparse
import argparse
p = argparse.ArgumentParser(prog='tool', description='A tool.', epilog='The end.')
p.add_argument('file', help='the file'); p.add_argument('-n', '--number', type=int, default=3, help='how many (default: %(default)s)'); p.add_argument('-v', '--verbose', action='store_true'); p.add_argument('--mode', choices=['fast', 'slow'], default='fast'); p.add_argument('--items', nargs='*', type=float, metavar='X'); p.add_argument('-c', action='count', default=0); p.add_argument('--no-color', dest='color', action='store_false'); p.add_argument('--add', action='append')
print(p.parse_args(['f.txt'])); a = p.parse_args(['-n', '5', '-v', 'f', '--mode=slow', '--items', '1', '2.5', '-ccc', '--no-color', '--add', 'x', '--add', 'y']); print(a, a.number + 1, vars(a)['mode']); print(p.parse_args(['-n7', 'q']).number); p.print_help(); print(p.format_usage()); print(p.parse_known_args(['f', '--zzz', '1']))
for bad in ([], ['f', '-n', 'x'], ['f', '--mode', 'no'], ['f', '--what'], ['f', 'g'], ['f', '-n'], ['--num', '4', 'f'], ['-h']):
    try: print(p.parse_args(bad))
    except SystemExit as e: print('exit', e.code)
q = argparse.ArgumentParser(prog='q'); s = q.add_subparsers(dest='cmd'); r = s.add_parser('run', help='run it'); r.add_argument('what', nargs='?', default='all'); s.add_parser('stop'); print(q.parse_args(['run']), q.parse_args(['run', 'x']), q.parse_args(['stop']), q.parse_args([])); q.print_help(); g = argparse.ArgumentParser(prog='g').add_mutually_exclusive_group(); g.add_argument('-a', action='store_true'); g.add_argument('-b', action='store_true'); m = argparse.ArgumentParser(prog='m'); m.add_argument('nums', nargs='+', type=int); m.add_argument('--sum', dest='acc', action='store_const', const=sum, default=max); x = m.parse_args(['1', '2', '--sum']); print(x.acc(x.nums)); m.print_usage(); print(argparse.Namespace(a=1) == argparse.Namespace(a=1), argparse.Namespace(b=2)); m.add_argument('--version', action='version', version='%(prog)s 1.0')
try: m.parse_args(['--version'])
except SystemExit as e: print(e.code)
try: m.error('custom')
except SystemExit as e: print(e.code)

# %% logging to files that rotate
import logging, queue, sys
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler, MemoryHandler
q = queue.Queue(); h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter('%(threadName)s %(message)s'))
ql = QueueListener(q, h, respect_handler_level=True); ql.start()
l = logging.getLogger('q'); l.addHandler(QueueHandler(q)); l.warning('via %s', 'queue'); ql.stop()
h2 = RotatingFileHandler('r.log', maxBytes=30, backupCount=2); l2 = logging.getLogger('r'); l2.propagate=False; l2.addHandler(h2)
for i in range(6): l2.warning('message %d', i)
h2.close()
import os; print(sorted(os.listdir('.')), open('r.log').read())

# %% logging from a dict
import logging, logging.config
logging.config.dictConfig({'version': 1, 'disable_existing_loggers': False,
 'formatters': {'s': {'format': '%(levelname)s/%(name)s/%(message)s'}, 't': {'format': '{message}', 'style': '{'}},
 'filters': {'f': {'name': 'a'}},
 'handlers': {'c': {'class': 'logging.StreamHandler', 'formatter': 's', 'level': 'INFO', 'stream': 'ext://sys.stdout', 'filters': ['f']}, 'f': {'class': 'logging.FileHandler', 'filename': 'x.log', 'formatter': 't'}},
 'loggers': {'a': {'level': 'DEBUG', 'handlers': ['c', 'f'], 'propagate': False}}, 'root': {'level': 'WARNING', 'handlers': ['c']}})
logging.getLogger('a').info('x'); logging.getLogger('a').debug('y'); logging.getLogger('b').error('z'); logging.getLogger('a.b').error('q')
logging.shutdown(); print(open('x.log').read())

# %% logging that cannot be formatted
import logging
logging.basicConfig(format='%(message)s')
logging.warning('bad %d', 'x')
print('on')

# %% logging of bad settings
import logging
for bad in (lambda: logging.basicConfig(zork=1), lambda: logging.Formatter('{message}'), lambda: logging.Formatter('x', style='{'), lambda: logging.Formatter(style='?')):
    try: bad()
    except ValueError as error: print(error)

# %% names of os that are refused
#: ours AttributeError: module 'os' has no attribute 'mkfifo': files of a run have no named pipes
#: ours AttributeError: module 'os' has no attribute 'popen': this Python starts Python programs only, by subprocess
import os, sys, traceback
try: os.mkfifo("pipe")
except AttributeError: traceback.print_exc()
os.popen("ls")

# %% the environment has names that are texts
import os
for f in (lambda: os.getenv(1), lambda: os.environ.get(b'x'), lambda: 1 in os.environ, lambda: os.environ[2], lambda: os.environ.__setitem__('a', 1), lambda: os.getenv('NO_SUCH'), lambda: os.environ.get('NO_SUCH', 3), lambda: 'NO_SUCH' in os.environ):
    try: print(f())
    except TypeError as e: print(e)

# %% masks of signals
import signal, os, threading, time
seen = []
signal.signal(signal.SIGUSR1, lambda n, f: seen.append(n))
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGTERM]), signal.pthread_sigmask(signal.SIG_BLOCK, []))
os.kill(os.getpid(), signal.SIGUSR1); os.kill(os.getpid(), signal.SIGTERM); time.sleep(0.01); print(seen, sorted(signal.sigpending()))
print(signal.sigwait([signal.SIGTERM]), signal.sigpending())
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]))); time.sleep(0.01); print(seen, signal.sigpending())
signal.pthread_sigmask(signal.SIG_SETMASK, []); signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1); time.sleep(0.01); print(seen)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2]); threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR2)).start(); print(signal.sigwait({signal.SIGUSR2}), repr(signal.SIG_BLOCK), signal.SIG_SETMASK.value)
for bad in (lambda: signal.pthread_sigmask(9, []), lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [0])):
    try: bad()
    except Exception as e: print(type(e).__name__, e)

# %% children and their use, exit statuses by name
import os, sys
pid = os.fork()
if not pid: os._exit(os.EX_DATAERR)
ended, status, used = os.wait4(pid, 0); print(ended == pid, os.WEXITSTATUS(status), used.ru_utime >= 0, os.WCOREDUMP(status), os.WIFCONTINUED(status), os.EX_USAGE, os.EX_CONFIG, os.O_NONBLOCK)
if not os.fork(): os._exit(3)
print(os.wait3(0)[1], os.WSTOPSIG(0x137F))
print(sys.platlibdir, sys.abiflags, sys.pycache_prefix, sys.getfilesystemencodeerrors())

# %% numbers of HTTP
from http import HTTPStatus, HTTPMethod
print(HTTPStatus.OK, repr(HTTPStatus.NOT_FOUND), HTTPStatus(404).phrase, HTTPStatus.OK == 200, HTTPStatus["CREATED"].value, len(HTTPStatus), HTTPMethod.GET, f"{HTTPStatus.IM_A_TEAPOT:d} {HTTPStatus.IM_A_TEAPOT.phrase}")
try: HTTPStatus(999)
except ValueError as e: print(e)

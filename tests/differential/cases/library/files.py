def T(f, *args):
    try: print(f(*args))
    except Exception as e: print(type(e).__name__ + ":", e)

# %% text
with open('a.txt', 'w') as f: print(f.write('line one\nline two\n'), f.name, f.mode, f.closed, f.writable(), f.readable()); f.write('three')
print(f.closed, open('a.txt').read())
with open('a.txt') as f: print(f.readline(), f.tell(), f.readlines(), f.read(), f.seek(0), f.read(4), next(f))
for i, line in enumerate(open('a.txt')): print(i, repr(line), line.strip())
with open('a.txt', 'a') as f: f.write('\nappended'); print(f.tell())
print(open('a.txt').read().splitlines(), sum(1 for _ in open('a.txt')), list(map(str.strip, open('a.txt', encoding='utf-8'))))
with open('a.txt', 'r+') as f: f.write('LINE'); f.seek(0, 2); f.write('!'); f.seek(0); print(f.read())
with open('b.txt', 'x') as f: f.writelines(['1\n', '2\n']); print('p', 3, file=f)
T(lambda: open('b.txt', 'x')); T(lambda: open('zz.txt')); T(lambda: open('zz.txt', 'q')); T(lambda: open('a.txt', 'rw')); T(lambda: open('a.txt').write('x')); T(lambda: open('b.txt', 'a').read()); T(f.read); T(lambda: open('/nonexistent/x', 'w')); T(lambda: open('')); T(lambda: open('.')); T(lambda: open(5.5))
with open('a.txt', 'w+') as f: f.write('abc'); f.seek(1); print(f.read(1), f.tell()); f.truncate(2); f.seek(0); print(f.read())
with open('u.txt', 'w', encoding='utf-8') as f: f.write('é日本')
print(open('u.txt', encoding='utf-8').read(), open('u.txt', 'rb').read(), repr(open('u.txt', encoding='utf-8')).replace("'UTF-8'", "'utf-8'")); T(lambda: open('u.txt', encoding='ascii').read()); print(open('u.txt', encoding='ascii', errors='replace').read().encode('ascii', 'replace'), open('u.txt', encoding='latin-1').read())

# %% binary
with open('x.bin', 'wb') as f: print(f.write(b'\x00\x01\xff\n'), f.mode, f.tell()); f.write(bytearray(b'zz'))
with open('x.bin', 'rb') as f: print(f.read(2), f.tell(), f.seek(-1, 2), f.read(), f.seek(0), list(f), f.read()); f.seek(0); b = bytearray(3); print(f.readinto(b), b)
with open('x.bin', 'r+b') as f: f.seek(2); f.write(b'!'); f.seek(10); f.write(b'e')
print(open('x.bin', 'rb').read()); T(lambda: open('x.bin', 'wb').write('text')); T(lambda: open('x.bin', 'w').write(b'bytes')); T(lambda: open('x.bin', 'rb', encoding='utf-8'))
import pickle, json, struct
with open('p.pkl', 'wb') as f: pickle.dump({'a': [1]}, f)
with open('p.pkl', 'rb') as f: print(pickle.load(f))
with open('j.json', 'w') as f: json.dump({'a': 1}, f, indent=1)
with open('j.json') as f: print(json.load(f), open('j.json').read())

# %% directories
import os
os.mkdir('d'); os.makedirs('d/e/f'); open('d/x.txt', 'w').close(); open('d/e/y.py', 'w').write('1')
print(sorted(os.listdir('d')), os.path.isdir('d'), os.path.isfile('d/x.txt'), os.path.exists('d/nope'), os.path.getsize('d/e/y.py'), os.path.isfile('d'), sorted(os.listdir()) , os.listdir('d/e/f'))
for r, ds, fs in os.walk('d'): print(r, sorted(ds), sorted(fs))
os.rename('d/x.txt', 'd/z.txt'); os.replace('d/z.txt', 'd/w.txt'); print(os.path.exists('d/x.txt'), sorted(e.name for e in os.scandir('d')), os.stat('d/w.txt').st_size)
for f in (lambda: os.mkdir('d'), lambda: os.makedirs('d'), lambda: os.rmdir('d'), lambda: os.remove('nope'), lambda: os.rename('nope', 'x'), lambda: os.listdir('nope'), lambda: os.listdir('d/w.txt'), lambda: os.rmdir('d/w.txt'), lambda: os.remove('d'), lambda: os.mkdir('q/r'), lambda: os.path.getsize('nope'), lambda: os.stat('nope'), lambda: open('d'), lambda: open('d', 'w'), lambda: open('d/w.txt/x'), lambda: os.chdir('nope'), lambda: os.makedirs('d', exist_ok=True)): T(f)
os.remove('d/w.txt'); os.rmdir('d/e/f'); os.unlink('d/e/y.py'); os.removedirs('d/e'); print(os.path.exists('d')); os.mkdir('c'); os.chdir('c'); open('in', 'w').close(); print(os.listdir(), os.path.basename(os.getcwd()), os.path.exists('../c/in')); os.chdir('..'); import shutil; shutil.copy('c/in', 'out'); print(os.path.exists('out')); shutil.rmtree('c'); print(os.path.exists('c')); T(lambda: shutil.rmtree('nope')); print(os.access('out', os.R_OK), os.path.getmtime('out') > 0, os.path.samefile('out', './out') if hasattr(os.path, 'samefile') else True); import glob, fnmatch; open('g1.txt', 'w').close(); print(sorted(glob.glob('g*.txt')), fnmatch.fnmatch('a.py', '*.py'), fnmatch.filter(['a', 'b'], 'a'))

# %% shared by processes
import multiprocessing as mp, os
def child(n):
    with open('log.txt', 'a') as f: f.write(f'child {n}\n')
    open(f'own{n}.txt', 'w').write(str(n))
if __name__ == '__main__':
    open('log.txt', 'w').write('start\n')
    for n in range(3): p = mp.Process(target=child, args=(n,)); p.start(); p.join()
    print(open('log.txt').read(), sorted(f for f in os.listdir() if f.startswith('own')))
    ctx = mp.get_context('spawn'); p = ctx.Process(target=child, args=(9,)); p.start(); p.join(); print(open('own9.txt').read())

# %% threads write one file
import threading
lock = threading.Lock()
f = open('t.txt', 'w')
def w(n):
    for i in range(5):
        with lock: f.write(f'{n}:{i}\n')
ts = [threading.Thread(target=w, args=(n,)) for n in range(3)]; [t.start() for t in ts]; [t.join() for t in ts]; f.close(); l = open('t.txt').read().split(); print(len(l), sorted(l)[:3])

# %% pathlib
from pathlib import Path, PurePath, PurePosixPath
p = Path('a') / 'b' / 'c.tar.gz'
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, list(p.parents), p.with_name('z'), p.with_suffix('.txt'), p.is_absolute(), Path('/x/../y').parts, p == Path('a/b/c.tar.gz'), p.as_posix(), str(Path('a//b/./c')), Path(), Path('/') / 'a', 'x' / Path('y'), p.relative_to('a'), p.joinpath('q', 'r'), Path('/a/b').anchor, p.match('*.gz'), sorted([Path('b'), Path('a')]), hash(p) == hash(Path('a/b/c.tar.gz')), PurePath('x'), p.with_stem('w'), Path('a').is_relative_to('b'), {p: 1}[p])
d = Path('dir'); d.mkdir(); (d / 'f.txt').write_text('héllo\nx'); print((d / 'f.txt').read_text(), (d / 'f.txt').exists(), d.is_dir(), (d / 'f.txt').is_file(), [x.name for x in d.iterdir()], (d / 'f.txt').stat().st_size, (d / 'b').write_bytes(b'ab'), (d / 'b').read_bytes(), sorted(d.glob('*.txt')), sorted(Path('.').rglob('*.txt')))
with (d / 'f.txt').open() as f: print(f.readline())
with open(d / 'f.txt', 'a') as f: f.write('more')
(d / 'f.txt').rename(d / 'g.txt'); (d / 'b').unlink(); (d / 'x' / 'y').mkdir(parents=True, exist_ok=True); (d / 'touch').touch(); print(sorted(str(x) for x in d.iterdir())); T(lambda: Path('nope').read_text()); T(lambda: d.mkdir()); T(lambda: Path('nope').unlink()); Path('nope').unlink(missing_ok=True); T(lambda: d.rmdir()); T(lambda: p.relative_to('z')); T(lambda: Path('a').with_suffix('x')); print(Path.cwd() == Path('.').resolve(), Path('x').absolute().is_absolute(), Path(__file__).name)

# %% tempfile
import tempfile, os
with tempfile.TemporaryDirectory() as d: p = os.path.join(d, 'x'); open(p, 'w').write('1'); print(os.path.exists(p))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile('w+', suffix='.txt') as f: f.write('hi'); f.seek(0); print(f.read(), f.name.endswith('.txt'), os.path.exists(f.name))
print(os.path.exists(f.name)); f = tempfile.TemporaryFile(); f.write(b'a'); f.seek(0); print(f.read()); f.close(); n = tempfile.mkdtemp(); print(os.path.isdir(n), tempfile.gettempdir()); os.rmdir(n); fd, n = tempfile.mkstemp(); os.close(fd); print(os.path.exists(n)); os.remove(n)

# %% logging to a file
import logging
logging.basicConfig(filename='app.log', level=logging.INFO, format='%(levelname)s %(message)s')
logging.info('one'); logging.warning('two'); h = logging.FileHandler('b.log', mode='w'); logging.getLogger('z').addHandler(h); logging.getLogger('z').error('three'); logging.shutdown(); print(open('app.log').read(), open('b.log').read())

# %% module attributes and io classes
import io, os
f = open('q.txt', 'w'); print(isinstance(f, io.TextIOBase), isinstance(f, io.IOBase), f.isatty(), f.seekable(), f.encoding.lower(), type(f).__name__, f.newlines, f.errors, type(f.fileno()).__name__); f.close(); print(f.close(), repr(f.closed)); T(lambda: f.write('x')); T(lambda: [x for x in f]); b = open('q.txt', 'rb'); print(type(b).__name__, isinstance(b, io.BufferedIOBase), isinstance(open('q.txt', 'wb'), io.BufferedIOBase)); T(lambda: b.write(b'x')); open('crlf', 'wb').write(b'a\r\nb\r'); print(repr(open('crlf').read()), repr(open('crlf', newline='').read()), open('crlf').readlines()); open('n', 'w', newline='\r\n').write('a\nb'); print(open('n', 'rb').read()); fd = os.open('low', os.O_CREAT | os.O_WRONLY); os.write(fd, b'abc'); os.close(fd); fd = os.open('low', os.O_RDONLY); print(os.read(fd, 2), os.read(fd, 9)); os.close(fd); T(lambda: os.close(999)); os.write(1, b'to stdout\n'); print(open(os.devnull).read() == '', open(os.devnull, 'w').write('x'), __import__('linecache').getline('low', 1))

# %% names of places in a file, a newline that is none
import os
with open("x", "wb+") as f: f.write(b"abc"); print(f.seek(-1, os.SEEK_END), f.seek(1, os.SEEK_SET), f.seek(1, os.SEEK_CUR), f.read())
try: open("x", newline="y")
except ValueError as e: print(e)

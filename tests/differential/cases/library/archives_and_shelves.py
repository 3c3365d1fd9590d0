# %% zipfile
import zipfile, os, io, sys
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("x.txt", "hello " * 50); z.writestr("d/y.txt", b"\x00\xff")
    open("f.txt", "w").write("file"); z.write("f.txt"); z.write("f.txt", arcname="d/g.txt", compress_type=zipfile.ZIP_STORED)
    with z.open("w.txt", "w") as f: f.write(b"written")
    z.comment = b"cmt"
    z.writestr("ünï.txt", "u")
with zipfile.ZipFile("a.zip") as z:
    print(z.namelist(), z.testzip(), z.comment, z, z.filename, z.mode)
    print(z.read("x.txt")[:11], z.getinfo("x.txt").file_size, z.getinfo("d/g.txt"))
    with z.open("x.txt") as f: print(f.read(5), f.readline()[:4], f.name, f.mode)
    for i in z.infolist(): print(i.filename, i.file_size, i.is_dir(), i.compress_type, i.CRC, i.date_time[0] > 2000)
    print(os.path.relpath(z.extract("d/y.txt", "out"))); z.extractall("out2"); print(sorted(os.listdir("out2")), os.listdir("out"))
    for bad in (lambda: z.read("nope"), lambda: z.writestr("q", "1"), lambda: z.open("x.txt", "q"), lambda: z.getinfo("zz")):
        try: bad()
        except Exception as e: print(type(e).__name__, e)
    with io.TextIOWrapper(z.open("x.txt"), encoding="utf-8") as t: print(t.read(5))
print(z)
try: z.read("x.txt")
except ValueError as e: print(e)
with zipfile.ZipFile("a.zip", "a") as z: z.writestr("more.txt", "m"); print(len(z.namelist()))
print(zipfile.ZipFile("a.zip").namelist()[-1], zipfile.is_zipfile("a.zip"), zipfile.is_zipfile("f.txt"), zipfile.is_zipfile("none"))
for bad in (lambda: zipfile.ZipFile("f.txt"), lambda: zipfile.ZipFile("nope.zip"), lambda: zipfile.ZipFile("x", "q"), lambda: zipfile.ZipFile("x.zip", "w", 99)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
b = io.BytesIO()
with zipfile.ZipFile(b, "w") as z: z.writestr("a/b/c.txt", "deep"); z.writestr("a/d.txt", "d"); z.writestr("e/", "")
p = zipfile.Path(zipfile.ZipFile(b)); print([x.name for x in p.iterdir()], (p / "a" / "d.txt").read_text(), (p / "a").is_dir(), (p / "zz").exists(), [x.at for x in (p / "a").iterdir()])
print(zipfile.ZipInfo("q"), zipfile.ZIP_STORED, zipfile.BadZipFile.__mro__[1], zipfile.ZipInfo("dir/"))
with zipfile.ZipFile("dup.zip", "w") as z:
    z.writestr("a", "1")
    z.mkdir("nd"); print(z.namelist())
d = bytearray(open("dup.zip", "rb").read()); d[31] ^= 1; open("bad.zip", "wb").write(d)
try: print(zipfile.ZipFile("bad.zip").read("a"))
except zipfile.BadZipFile as e: print(e)
print(zipfile.ZipFile("bad.zip").testzip())

# %% mmap
import mmap, os, re
with open("hello.txt", "wb") as f: f.write(b"Hello Python!\n")
with open("hello.txt", "r+b") as f:
    mm = mmap.mmap(f.fileno(), 0)
    print(mm.readline(), mm[:5], mm[6], len(mm), mm.size(), mm)
    mm[6:] = b" world!\n"; mm.seek(0); print(mm.readline(), mm.tell(), mm.find(b"world"), mm.rfind(b"l"), mm.find(b"zz"))
    print(re.findall(rb"\w+", mm), b"world" in mm, isinstance(mm, mmap.mmap))
    try: mm[0:2] = b"abc"
    except IndexError as e: print(e)
    mm.seek(0); print(mm.write(b"J"), mm.read(4), mm.read_byte()); mm.seek(-2, 2); print(mm.read())
    try: mm.write(b"xx")
    except ValueError as e: print(e)
    try: mm.seek(100)
    except ValueError as e: print(e)
    mm.move(0, 7, 3); mm[-1] = 65; mm.flush(); mm.close(); print(mm.closed, mm)
    try: mm.read()
    except ValueError as e: print(e)
print(open("hello.txt", "rb").read())
with open("hello.txt") as f, mmap.mmap(f.fileno(), 5, access=mmap.ACCESS_READ) as mm:
    print(mm.read(), mm)
    try: mm[0] = 1
    except TypeError as e: print(e)
    try: mm.write(b"a")
    except TypeError as e: print(e)
with open("hello.txt", "r+b") as f, mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_COPY) as mm: mm[0:1] = b"Z"; print(mm[:3])
print(open("hello.txt", "rb").read())
open("empty", "w").close()
try:
    with open("empty") as q: mmap.mmap(q.fileno(), 0, access=mmap.ACCESS_READ)
except ValueError as e: print(e)
try:
    with open("hello.txt") as q: mmap.mmap(q.fileno(), 1000, access=mmap.ACCESS_READ)
except ValueError as e: print(e)
m = mmap.mmap(-1, 13); m.write(b"Hello world!")
pid = os.fork()
if pid == 0:
    m.seek(0); print(m.readline(), flush=True); m[0:5] = b"HELLO"; m.close(); os._exit(0)
os.waitpid(pid, 0); print(m[:], len(m), m[-2:], mmap.PAGESIZE, mmap.ALLOCATIONGRANULARITY)
for bad in (lambda: mmap.mmap(-1, 0), lambda: mmap.mmap(-1, -5), lambda: m[99], lambda: m["a"], lambda: m.__setitem__(0, 999), lambda: mmap.mmap(999, 5)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)

# %% filecmp
import filecmp, os, shutil
os.makedirs("l/sub"); os.makedirs("r/sub"); os.mkdir("r/only")
for p, t in (("l/a", "1"), ("r/a", "1"), ("l/b", "1"), ("r/b", "2"), ("l/c", "x"), ("l/sub/s", "1"), ("r/sub/s", "1"), ("r/sub/t", "")): open(p, "w").write(t)
print(filecmp.cmp("l/a", "r/a", shallow=False), filecmp.cmp("l/b", "r/b", shallow=False), filecmp.cmp("l/c", "l/sub"))
d = filecmp.dircmp("l", "r"); d.report(); print(d.left_only, d.right_only, d.common, d.same_files, d.diff_files, d.common_dirs, d.funny_files, d.subdirs["sub"].right_only)
d.report_full_closure(); print(filecmp.cmpfiles("l", "r", ["a", "b", "nope"], shallow=False), filecmp.DEFAULT_IGNORES)
try: d.zzz
except AttributeError as e: print(e)
try: filecmp.cmp("nope", "l/a")
except FileNotFoundError as e: print(e)
filecmp.clear_cache()

# %% shelve and dbm
import shelve, dbm.dumb, dbm
with shelve.open("s") as s:
    s["a"] = [1, 2]; s["b"] = {"x": 1.5}; s["a"].append(3); print(s["a"], sorted(s), len(s), "a" in s, s.get("zz", 7))
with shelve.open("s", writeback=True) as s: s["a"].append(3)
with shelve.open("s", flag="r") as s: print(s["a"], dict(s) == {"a": [1, 2, 3], "b": {"x": 1.5}})
s = shelve.open("s"); del s["b"]; print(list(s.items())); s.close()
try: s["a"]
except ValueError as e: print(e)
try: shelve.open("s")["nokey"]
except KeyError as e: print(repr(e))
with dbm.dumb.open("d", "c") as db:
    db["k"] = "v"; db[b"b"] = b"\x00"; print(db["k"], sorted(db.keys()), b"k" in db, db.get("no", b"z"))
    try: db[1] = 2
    except TypeError as e: print(e)
print(dbm.whichdb("d"), dbm.whichdb("nope"))
db = dbm.dumb.open("d"); db["k"] = "longer" * 200; print(len(db["k"])); db.close()
try: db["k"]
except dbm.dumb.error as e: print(e)

# %% resource, faulthandler
import resource, faulthandler
print(resource.getrusage(resource.RUSAGE_SELF).ru_utime >= 0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 1000, len(resource.getrlimit(resource.RLIMIT_NOFILE)))
for bad in (lambda: resource.getrusage(5), lambda: resource.getrlimit(99)):
    try: print(bad())
    except ValueError as e: print(e)
faulthandler.enable(); print(faulthandler.is_enabled()); faulthandler.disable(); print(faulthandler.is_enabled())

# %% archives of whole folders
import shutil, os, zipfile
os.makedirs("d/e"); open("d/a.txt", "w").write("a"); open("d/e/b.txt", "w").write("b")
print(os.path.relpath(shutil.make_archive("out", "zip", "d")), sorted(n for n in zipfile.ZipFile("out.zip").namelist() if n != "./"), os.path.basename(shutil.make_archive("two", "zip", base_dir="d")), sorted(zipfile.ZipFile("two.zip").namelist()))
shutil.unpack_archive("out.zip", "there"); print(sorted(os.listdir("there")), open("there/e/b.txt").read())
for bad in (lambda: shutil.unpack_archive("d/a.txt"), lambda: shutil.make_archive("x", "rar", "d"), lambda: shutil.unpack_archive("nope.zip")):
    try: bad()
    except Exception as e: print(type(e).__name__, str(e).split("'")[0])
print("zip" in [name for name, _ in shutil.get_archive_formats()], shutil.disk_usage(".").total > 0)

# %% Paths as text and as bytes
import os.path

def tell(function, *args):
    try:
        print(function.__name__, *args, "->", repr(function(*args)))
    except Exception as error:
        print(function.__name__, *args, "->", type(error).__name__, error)

for parts in (("a", "b"), (b"a", b"b"), ("a/", "/b"), (b"a/", b""), ("", "b"), ("a", b"b"), (b"a", "b"), ("a", 1), (1,), ("a", None)):
    tell(os.path.join, *parts)
for path in ("/a/b.c/d.tar.gz", b"/a/b.c/d.tar.gz", "..a", b".a.b", "", b"", "//a///b", b"///a/../..", "/", "//", "a//", "x/./y/../..", 5, None):
    for function in (os.path.split, os.path.splitext, os.path.splitdrive, os.path.basename, os.path.dirname, os.path.normpath,
                     os.path.isabs, os.path.normcase):
        tell(function, path)
for paths in (["/a/b", "/a/c"], [b"/a/b", b"/a/b/c"], ["a", "/a"], [], ["a", b"a"], ["a//b", "a/b/./c"], [1]):
    tell(os.path.commonpath, paths)
    tell(os.path.commonprefix, paths)
for args in (("/a/b/c", "/a/x"), (b"/a", b"/a/b"), ("/", "/"), ("", "/"), (b"/a", "/a"), ("/a", b"/a")):
    tell(os.path.relpath, *args)

# %% Variables and the home folder in paths
import os
os.environ.update(NAME="value", EMPTY="", HOME="/home/me")
for path in ("$NAME/${NAME}", "${NAME", "$NAMES", "$", "$$NAME", "${}", "a$EMPTY-b", "~", "~/x", "~x", "a~", "", "$NAME\xe9"):
    print(path, os.path.expandvars(path), os.path.expandvars(path.encode()), os.path.expanduser(path))

# %% Paths of Windows
import ntpath

def tell(function, *args):
    try:
        print(function.__name__, *args, "->", repr(function(*args)))
    except Exception as error:
        print(function.__name__, *args, "->", type(error).__name__, error)

paths = ["c:\\a\\b.txt", "c:a", "\\\\server\\share\\x", "//server/share", "\\\\?\\c:\\x", "\\\\?\\UNC\\s\\h\\f", "a/b\\..\\c", "c:/", "\\", "",
         b"C:\\A/b", "a.b.c", ".a", "c:.", "..\\..", "\\\\", "\\\\.\\nul"]
for path in paths:
    for function in (ntpath.splitdrive, ntpath.split, ntpath.splitext, ntpath.normpath, ntpath.isabs, ntpath.normcase, ntpath.basename):
        tell(function, path)
for parts in (("c:\\a", "b"), ("c:a", "c:b"), ("c:\\a", "d:b"), ("c:\\a", "\\b"), ("//s/h", "x"), (b"c:", b"x"), ("a", b"b"), ("", "x")):
    tell(ntpath.join, *parts)
for pair in (["c:\\a\\b", "C:/a/c"], ["c:\\", "d:\\"], ["c:a", "c:\\a"], [], [b"\\a", b"\\a\\b"]):
    tell(ntpath.commonpath, pair)
tell(ntpath.relpath, "c:\\a\\b", "c:\\a\\x\\y")
tell(ntpath.relpath, "c:\\a", "d:\\")

# %% Patterns of the shell
import fnmatch
for pattern in ("*", "a*b*c", "[!a-z]?", "[a-", "[]]x", "[!]]", "[z-a]", "[!z-a]", "[a-b-c]", "[--a]", "[a\\]", "a**b", "[[&]", "[^x]"):
    print(pattern, fnmatch.translate(pattern), fnmatch.filter(["a", "axbxc", "]x", "b", "-", "[a-", "^"], pattern))
print(fnmatch.fnmatch(b"a.txt", b"*.txt"), fnmatch.filter([b"x.py", b"y"], b"*.py"))
print(fnmatch.fnmatchcase("a" * 50, "a*a*a*a*a*a*a*a*a*a*b"))

# %% Pure paths of both kinds
from pathlib import PurePath, PurePosixPath, PureWindowsPath

def tell(what, function):
    try:
        print(what, "->", repr(function()))
    except Exception as error:
        print(what, "->", type(error).__name__, error)

for cls in (PurePosixPath, PureWindowsPath):
    for args in (("a", "b.tar.gz"), ("/a", "/b"), ("c:/a", "d:b"), ("c:/a", "/b"), ("//s/h/x", "..\\y"), (), ("a//./b/",), ("c:a", "c:b"), ("\\x",)):
        path = cls(*args)
        print(repr(path), str(path), path.parts, [path.drive, path.root, path.anchor], path.name, path.suffixes, path.stem, path.is_absolute())
        print(path.parent, list(path.parents), path.parents, hash(path) == hash(cls(str(path))))
        tell("uri", path.as_uri)
        for other in ("x", "/x", "c:/", "", "a"):
            tell(other, lambda: (path / other, other / path, path.match(other or "*"), path.is_relative_to(other)))
            tell(other, lambda: path.relative_to(other))
        for name in ("n.x", "", "a/b", "c:"):
            tell(name, lambda: path.with_name(name))
            tell(name, lambda: path.with_suffix(name))
print(PurePosixPath("a") == PureWindowsPath("a"), PureWindowsPath("A/B") == PureWindowsPath("a\\b"), PureWindowsPath("A") < PureWindowsPath("b"))
print(PureWindowsPath("nul.txt").is_reserved(), PurePath("x").parents[0], PurePath("/a/b/c").parents[-1], PurePath("/a/b/c").parents[:2])
tell("bytes", lambda: PurePath(b"a"))
tell("order", lambda: PurePosixPath("a") < PureWindowsPath("a"))
tell("parents", lambda: PurePath("a").parents[3])
tell("nothing", lambda: PurePath("a").relative_to())

# %% Files below paths
import os, tempfile
from pathlib import Path

def tell(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, str(error).replace(str(top), "TOP"))

top = Path(tempfile.mkdtemp())
for name in ("a", "a/b", "a/b/c", ".h"):
    (top / name).mkdir()
for name in ("a/x.py", "a/b/y.py", "a/b/c/z.txt", ".h/q.py", "top.py"):
    (top / name).write_text(name)
names = lambda paths: sorted(str(path.relative_to(top)) for path in paths)
for pattern in ("*", "**", "**/*", "**/*.py", "a/*", "*/", "a/b/y.py", "a/../top.py", "x", "**/b/**"):
    tell(pattern, lambda: names(top.glob(pattern)))
tell("rglob", lambda: names(top.rglob("*.py")))
for pattern in ("", "/a", "a**"):
    tell(pattern, lambda: list(top.glob(pattern)))
tell("again", lambda: (top / "a").mkdir())
tell("again", lambda: (top / "a").mkdir(exist_ok=True))
tell("deep", lambda: (top / "p/q").mkdir())
tell("deep", lambda: (top / "p/q").mkdir(parents=True))
tell("file", lambda: (top / "top.py").mkdir(exist_ok=True))
tell("gone", lambda: (top / "gone").unlink())
tell("gone", lambda: (top / "gone").unlink(missing_ok=True))
tell("touch", lambda: (top / "top.py").touch(exist_ok=False))
tell("text", lambda: (top / "n").write_text(b"x"))
tell("bytes", lambda: ((top / "n").write_bytes(bytearray(b"xyz")), (top / "n").read_bytes(), (top / "n").exists(), (top / "n").is_dir()))
tell("same", lambda: ((top / "n").samefile(top / "a/../n"), (top / "n").samefile(str(top / "top.py"))))
tell("rename", lambda: (top / "n").rename(top / "m").name)
tell("missing", lambda: (top / "n").open())
tell("resolve", lambda: ((top / "a/../m").resolve() == (top / "m").resolve(), (top / "n").resolve(strict=True)))

# %% Files that patterns find
import glob, os, tempfile
os.chdir(tempfile.mkdtemp())
os.makedirs("a/b/c")
os.makedirs(".h")
for name in ("a/x.py", "a/b/y.py", "a/b/c/z.txt", ".h/q.py", "top.py", "a/.dot"):
    open(name, "w").close()
for pattern in ("*", "*/", "a/*", "a//*", "a/*/", "**", "a/**", "**/", "**/*.py", ".*", "*/x.py", "top.py", "nope", "a/", "a/x.py/", "[at]*", ""):
    print(pattern, sorted(glob.glob(pattern)), sorted(glob.glob(pattern, recursive=True)),
          sorted(glob.glob(pattern, recursive=True, include_hidden=True)))
print(sorted(glob.glob(b"a/*")), sorted(glob.glob("*", root_dir="a")), sorted(glob.glob("**/*.py", root_dir="a", recursive=True)))
print(glob.escape("a[b]*?"), glob.escape(b"[x]"))

# %% Folders and what is in them
import os, tempfile

def tell(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)

os.chdir(tempfile.mkdtemp())
os.makedirs("a/b/c")
for name in ("a/1", "a/b/2", "a/b/c/3"):
    open(name, "w").close()
for top in ("a", b"a"):
    print([(folder, sorted(folders), sorted(files)) for folder, folders, files in os.walk(top)])
    print([(folder, sorted(folders), sorted(files)) for folder, folders, files in os.walk(top, topdown=False)])
    print(sorted(os.listdir(top)), sorted((entry.name, entry.path, entry.is_dir(), entry.is_file()) for entry in os.scandir(top)))
for folder, folders, files in os.walk("a"):
    print(folder)
    folders[:] = []
list(os.walk("missing", onerror=lambda error: print(repr(error), error.filename)))
with os.scandir("a") as entries:
    first = next(entries)
    print(type(first).__name__, os.fspath(first) == first.path, first.inode() == os.stat(first).st_ino)
print(list(entries))
tell("again", lambda: os.makedirs("a/b"))
tell("again", lambda: os.makedirs("a/b", exist_ok=True))
tell("file", lambda: os.makedirs("a/1", exist_ok=True))
tell("renames", lambda: (os.renames("a/b/c/3", "n/m/4"), os.path.exists("a/b/c"), os.path.exists("n/m/4")))
for function in (os.stat, os.listdir, os.scandir, os.mkdir, os.rmdir, os.remove, os.unlink, os.chdir, os.lstat):
    tell("float", lambda: function(1.5))
    tell("null", lambda: function("a\0b"))
tell("rename", lambda: os.rename(1.5, "x"))
tell("rename", lambda: os.replace("gone", "x"))
tell("open", lambda: open("gone"))
tell("stat", lambda: os.stat(b"gone"))
tell("fspath", lambda: os.fspath(3))
tell("decode", lambda: (os.fsdecode(b"\xc3\xa9"), os.fsencode("\xe9"), os.fsdecode("x")))

# %% What stands for a file's state, and the environment
import os, pickle, tempfile

def tell(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)

os.chdir(tempfile.mkdtemp())
with open("f", "w") as file:
    file.write("12345")
state = os.stat("f")
print(len(state), state[6], state.st_size, state[8] == int(state.st_mtime), state.n_fields > 10)
print(pickle.loads(pickle.dumps(state)) == state, os.path.samestat(state, os.stat("./f")), os.path.samestat(state, os.stat(".")))
with open("f") as file:
    print(os.fstat(file.fileno()).st_size, os.stat(file.fileno()).st_size, os.path.exists(file.fileno()))
tell("set", lambda: setattr(state, "st_size", 1))
tell("short", lambda: os.stat_result((1, 2)))
tell("long", lambda: os.stat_result(range(30)))
print(os.stat_result(range(10)).st_size, os.terminal_size((80, 24)), os.terminal_size((80, 24)).lines)
tell("size", lambda: os.terminal_size((1,)))
os.environ["A"] = "1"
for name, value in ((1, "x"), ("x", 1), ("a=b", "x"), ("", "x"), ("x", "a\0b")):
    tell((name, value), lambda: os.environ.__setitem__(name, value))
tell("update", lambda: os.environ.update({"B": 1}))
tell("key", lambda: os.environ["missing name"])
tell("key", lambda: os.environ[1])
os.environ |= {"C": "3"}
print(os.environ["C"], (os.environ | {"A": "2"})["A"], ({"A": "0"} | os.environ)["A"], type(os.environ | {}), type(os.environ.copy()))
for name in os.environ:
    os.environ["D" + name[:1]] = "4"
for call in (lambda: os.utime("f", (1, 2), ns=(1, 2)), lambda: os.utime("f", 1), lambda: os.truncate("f", -1), lambda: os.close(99), lambda: os.dup2(99, 98)):
    tell("bad", call)
class Path:
    def __fspath__(self):
        return 1
tell("fspath", lambda: os.fspath(Path()))
print(isinstance(Path(), os.PathLike), isinstance("", os.PathLike), issubclass(Path, os.PathLike))

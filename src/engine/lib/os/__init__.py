"""What a program asks of its system: processes, environment, files."""

import abc
import sys

import _files
import _process
from _collections import _tuplegetter
from . import path
from . import path as _path

name = "posix"
sep = "/"
altsep = None
curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
defpath = "/bin:/usr/bin"
linesep = "\n"
devnull = "/dev/null"
error = OSError

F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_NONBLOCK, O_NDELAY, O_SYNC, O_DIRECTORY, O_NOFOLLOW = 2048, 2048, 1052672, 65536, 131072
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_CLOEXEC = 0, 1, 2, 64, 128, 512, 1024, 524288
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
WNOHANG, WUNTRACED, WCONTINUED = 1, 2, 8
P_WAIT, P_NOWAIT = 0, 1
EX_OK = 0
(EX_USAGE, EX_DATAERR, EX_NOINPUT, EX_NOUSER, EX_NOHOST, EX_UNAVAILABLE, EX_SOFTWARE, EX_OSERR, EX_OSFILE, EX_CANTCREAT,
 EX_IOERR, EX_TEMPFAIL, EX_PROTOCOL, EX_NOPERM, EX_CONFIG) = range(64, 79)
SCHED_OTHER = 0

sys.modules["os.path"] = sys.modules["posixpath"] = path


class _Environ(dict):
    def __setitem__(self, key, value):
        for part in (key, value):
            if not isinstance(part, str):
                raise TypeError("str expected, not %s" % type(part).__name__)
            if "\0" in part:
                raise ValueError("embedded null byte")
        if "=" in key:
            raise ValueError("illegal environment variable name")
        if not key:
            raise OSError(22, "Invalid argument")
        dict.__setitem__(self, key, value)

    def _checked(method):
        # What other mappings answer to a name that is none.
        def checks(self, key):
            if not isinstance(key, str):
                raise TypeError("str expected, not %s" % type(key).__name__)
            try:
                return method(self, key)
            except KeyError:
                raise KeyError(key) from None

        return checks

    __getitem__, __delitem__ = _checked(dict.__getitem__), _checked(dict.__delitem__)
    __contains__ = _checked(dict.__contains__)
    del _checked

    def get(self, key, default=None):
        """A variable, or something else where there is none."""
        return self[key] if key in self else default

    def __iter__(self):
        # It may change meanwhile.
        return iter(list(dict.keys(self)))

    def items(self):
        """Names and values, as they are now."""
        return dict(dict.items(self)).items()

    def values(self):
        """Values, as they are now."""
        return self.copy().values()

    def setdefault(self, key, value):
        """Sets a variable that is not there."""
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, other=(), /, **more):
        """Sets several."""
        for name, value in dict(other, **more).items():
            self[name] = value

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        return self.copy() | dict(other) if hasattr(other, "keys") else NotImplemented

    def __ror__(self, other):
        return dict(other) | self.copy() if hasattr(other, "keys") else NotImplemented

    def copy(self):
        """A plain dict."""
        return dict(dict.items(self))

    def __repr__(self):
        return "environ({%s})" % ", ".join([f"{key!r}: {value!r}" for key, value in dict.items(self)])


environ = _Environ(_process.environ())


def getenv(key, default=None):
    """An environment variable."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Sets an environment variable."""
    environ[fsdecode(name)] = fsdecode(value)


def unsetenv(name, /):
    """Removes an environment variable."""
    name = fsdecode(name)
    if not name or "=" in name or "\0" in name:
        raise OSError(22, "Invalid argument")
    environ.pop(name, None)


getpid = _process.pid
getppid = _process.parent_pid
cpu_count = _process.cpu_count


def kill(pid, signal, /):
    """Sends a signal."""
    if 19 <= signal <= 22:
        raise NotImplementedError("processes cannot be stopped here: let one wait for an Event, which others set")
    _process.kill(pid, int(signal))


def sched_getaffinity(pid, /):
    """The cores that a process may use."""
    return set(range(_process.cpu_count()))


def sched_yield():
    """Lets others run."""
    import _thread
    _thread.sched_yield()


def getuid():
    """The user's number."""
    return 1000


getgid = geteuid = getegid = getuid


def getlogin():
    """The user's name."""
    return environ.get("USER", "user")


def urandom(size, /):
    """Bytes of chance. They come from the run's seed: not for secrets."""
    return _process.random_bytes(size)


def getloadavg():
    """The load of the machine."""
    return (0.0, 0.0, 0.0)


def _record(name, fields, hidden=()):
    # A tuple whose items have names; the hidden ones are not among its items.
    count, most = len(fields), len(fields) + len(hidden)

    class Record(tuple):
        def __new__(cls, sequence, dict={}):
            if not hasattr(type(sequence), "__iter__") and not hasattr(type(sequence), "__getitem__"):
                raise TypeError("constructor requires a sequence")
            values = tuple(sequence)
            if not count <= len(values) <= most:
                words = "a" if count == most else "an at least" if len(values) < count else "an at most"
                limit = count if len(values) < count else most
                raise TypeError(f"{cls.__module__}.{name}() takes {words} {limit}-sequence ({len(values)}-sequence given)")
            self = tuple.__new__(cls, values[:count])
            if hidden:
                rest = values[count:]
                object.__setattr__(self, "_more", rest + tuple([dict.get(field) for field in hidden[len(rest):]]))
            return self

        def __setattr__(self, name, value):
            raise AttributeError("readonly attribute" if hasattr(self, name) else
                                 f"{type(self).__module__ + '.' + type(self).__name__!r} object has no attribute {name!r}")

        def __repr__(self):
            values = zip(fields, self)
            return f"{type(self).__module__}.{name}({', '.join([f'{field}={value!r}' for field, value in values])})"

        def __reduce__(self):
            return type(self), (tuple(self), dict(zip(hidden, self._more)) if hidden else {})

        n_fields, n_sequence_fields, n_unnamed_fields = most, count, 0

    Record.__name__ = Record.__qualname__ = name
    for place, field in enumerate(fields):
        setattr(Record, field, _tuplegetter(place, None))
    for place, field in enumerate(hidden):
        setattr(Record, field, property(lambda self, place=place: self._more[place]))
    Record.__match_args__ = tuple(fields)
    Record.__module__ = "os"
    return Record


def times():
    """Times that this process used."""
    import time
    return times_result((time.process_time(), 0.0, 0.0, 0.0, time.monotonic()))


def uname():
    """About the system."""
    return uname_result(("Linux", _process.node(), "6.0", "#1", "x86_64"))


uname_result = _record("uname_result", ("sysname", "nodename", "release", "version", "machine"))
times_result = _record("times_result", ("user", "system", "children_user", "children_system", "elapsed"))
uname_result.__module__ = times_result.__module__ = "posix"


def strerror(code, /):
    """The text of an error number."""
    from errno import _messages
    return _messages.get(code, f"Unknown error {code}")


def fspath(path):
    """The text of a path."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        text = type(path).__fspath__(path)
    except AttributeError:
        if hasattr(type(path), "__fspath__"):
            raise
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, not {type(text).__name__}")
    return text


def fsencode(filename):
    """A path as bytes."""
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    """A path as text."""
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


class PathLike(abc.ABC):
    """Objects that have a path."""

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is not PathLike:
            return NotImplemented
        # A method that is None says that there is none.
        return any(base.__dict__.get("__fspath__") is not None for base in subclass.__mro__) or NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


# ---- processes


def fork():
    """A copy of this process that goes on here as well: 0 in the child, its pid in the parent. Only this thread is in the copy."""
    import threading
    _run_hooks("before")
    thread = threading.current_thread()
    pid = _process.fork()
    if pid:
        _run_hooks("after_in_parent")
    else:
        threading._after_fork(thread)
    return pid


def _exit(status):
    """Ends the process at once."""
    _process.exit(status)


def abort():
    """Ends the process as a crash does."""
    _process.kill(_process.pid(), 6)


def waitpid(pid, options, /):
    """Waits for a child: its pid and wait status; (0, 0) if it may not wait and none has ended."""
    ended = _process.wait(None if pid == -1 else pid, 0 if options & WNOHANG else -1)
    if ended is None:
        return (0, 0)
    pid, code = ended
    return (pid, -code if code < 0 else (code & 0xFF) << 8)


def wait():
    """Waits for any child: its pid and wait status."""
    return waitpid(-1, 0)


def waitstatus_to_exitcode(status):
    """The exit code of a wait status."""
    signal = status & 0x7F
    return -signal if signal else status >> 8


def WIFEXITED(status):
    """Whether the child ended by itself."""
    return status & 0x7F == 0


def WEXITSTATUS(status):
    """The exit status."""
    return (status >> 8) & 0xFF


def WIFSIGNALED(status):
    """Whether a signal ended the child."""
    return status & 0x7F != 0


def WTERMSIG(status):
    """The signal that ended the child."""
    return status & 0x7F


def WIFSTOPPED(status):
    """Children are never stopped."""
    return False


def execv(path, argv, /):
    """Runs another Python program in place of this one: it keeps the pid, and nothing else."""
    import _program
    _program._execute(path, argv, None, False)


def execve(path, argv, env):
    """The same, with this environment."""
    import _program
    _program._execute(path, argv, env, False)


def execvp(file, args):
    """The same; finds `python3` by its name."""
    import _program
    _program._execute(file, args, None, True)


def execvpe(file, args, env):
    """The same, with this environment."""
    import _program
    _program._execute(file, args, env, True)


def execl(file, *args):
    """`execv` with the arguments one by one."""
    execv(file, args)


def execle(file, *args):
    """`execve` with the arguments one by one, the environment last."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """`execvp` with the arguments one by one."""
    execvp(file, args)


def execlpe(file, *args):
    """`execvpe` with the arguments one by one, the environment last."""
    execvpe(file, args[:-1], args[-1])


def system(command):
    """There is no shell: 127, as a shell says of a command it does not find."""
    sys.stderr.write(f"sh: 1: {command.split()[0] if command.split() else ''}: not found\n")
    return 127 << 8


# ---- files and folders


_directory = _files.directory()


def _full(path, function=""):
    # The path as `_files` wants it. The function is the one that was given the path, and what else it takes.
    try:
        text = fspath(path)
    except TypeError:
        if not function or hasattr(type(path), "__fspath__"):
            raise
        kinds = {"stat": ", os.PathLike or integer", "listdir": ", os.PathLike, integer or None"}
        kinds = kinds.get({"scandir": "listdir", "utime": "stat", "chmod": "stat", "chdir": "stat", "truncate": "stat"}.get(function, function))
        raise TypeError(f"{function}: path should be string, bytes{kinds or ' or os.PathLike'}, "
                        f"not {type(path).__name__}") from None
    if isinstance(text, bytes):
        text = fsdecode(text)
    if "\0" in text:
        raise ValueError("embedded null byte")
    if not text:
        raise FileNotFoundError(2, "No such file or directory", text)
    text = _path.normpath(text if text.startswith("/") else _directory + "/" + text)
    return text[1:] if text.startswith("//") else text


def _numbered(fd):
    # The path of the file that has this number.
    import io
    try:
        return io._by_number(fd)._path
    except AttributeError:
        raise OSError(22, "Invalid argument") from None


def _act(path, function, *args, of=""):
    full = _full(path, of)
    try:
        return function(full, *args)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, fspath(path)) from None


def getcwd():
    """The current folder."""
    return _directory


def getcwdb():
    """The current folder, as bytes."""
    return fsencode(_directory)


def chdir(path):
    """Changes the current folder."""
    global _directory
    kind = _act(path, _files.stat, of="chdir")[0]
    if kind != 2:
        _act(path, _files.names)
    _directory = _full(path)


def listdir(path=None):
    """Names of what lies in a folder, in any order."""
    path = "." if path is None else path
    try:
        names = _files.list(path, _directory)
        if names is not None:
            return names
    except OSError:
        # It happens again, with the path as it was given.
        pass
    if isinstance(path, int):
        _numbered(path)
        raise NotADirectoryError(20, "Not a directory", path)
    names = _act(path, _files.names, of="listdir").split("/")[:-1]
    return [fsencode(name) for name in names] if isinstance(fspath(path), bytes) else names


class DirEntry:
    """What `scandir` finds."""

    def __new__(cls, *args):
        raise TypeError("cannot create 'posix.DirEntry' instances")

    def _kind(self):
        # Found out once, as the system's answer is kept.
        kind = self._found
        if kind is None:
            kind = self._found = _path._state(self.path)[0]
        return kind

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a file."""
        return self._kind() == 1

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a folder."""
        return self._kind() == 2

    def is_symlink(self):
        """There are no links."""
        return False

    def stat(self, *, follow_symlinks=True):
        """Its size and times."""
        if self._stat is None:
            self._stat = stat(self.path)
        return self._stat

    def inode(self):
        """The file's number."""
        return self.stat().st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'DirEntry' object")

    __class_getitem__ = classmethod(type(list[int]))


DirEntry.__module__ = "posix"


_new = object.__new__


class ScandirIterator:
    """The entries of a folder."""

    def __new__(cls, *args):
        raise TypeError("cannot create 'posix.ScandirIterator' instances")

    def __iter__(self):
        return self

    def __next__(self):
        if not self._names:
            raise StopIteration
        entry = _new(DirEntry)
        entry.name = name = self._names.pop()
        entry.path = self._folder + name
        entry._found = entry._stat = None
        return entry

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        """Gives no more."""
        self._names.clear()

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'ScandirIterator' object")


ScandirIterator.__module__ = "posix"


def scandir(path=None):
    """What lies in a folder."""
    if isinstance(path, int):
        _numbered(path)
        raise NotADirectoryError(20, "Not a directory", path)
    scan = object.__new__(ScandirIterator)
    if path is not None:
        _full(path, "scandir")
    folder = "." if path is None else fspath(path)
    scan._names = listdir(folder)[::-1]
    # Names are put after it.
    scan._folder = _path.join(folder, folder[:0])
    return scan


stat_result = _record(
    "stat_result", ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"),
    ("st_atime", "st_mtime", "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"))


def _status(full, kind, size, modified):
    # What `stat` says of a file (1), a folder (2) or a pipe (3).
    mode = (0o100644, 0o040755, 0o010600)[kind - 1]
    seconds = modified // 1_000_000_000
    return stat_result((mode, hash(full) & 0x7FFF_FFFF_FFFF or 1, 1, 1, getuid(), getgid(), size, seconds, seconds, seconds,
                        *[modified / 1e9] * 3, *[modified] * 3, 4096, (size + 511) // 512, 0))


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Size and times of a file or folder."""
    known = _files.status(path, _directory, stat_result)
    if known is not None:
        return known
    if isinstance(path, int):
        return fstat(path)
    full = _full(path, "stat")
    kind, size, modified = _act(path, _files.stat)
    if kind == 0:
        _act(path, _files.read, 0, 0)
        raise FileNotFoundError(2, "No such file or directory", fspath(path))
    return _status(full, kind, size, modified)


def lstat(path, *, dir_fd=None):
    """The same: there are no links."""
    if type(path) is not str:
        _full(path, "lstat")
    return stat(path)


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Whether a file or folder is there."""
    try:
        kind = _act(path, _files.stat, of="access")[0]
    except OSError:
        return False
    return kind == 2 or kind == 1 and not mode & X_OK


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Makes a folder."""
    _act(path, _files.create_folder, of="mkdir")


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a folder, and those it lies in."""
    head, tail = _path.split(name)
    if not tail:
        head, tail = _path.split(head)
    if head and tail and not _path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            # Somebody else has just made it.
            pass
        if tail in (curdir, b"."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        # Not only where it is there already: the reason may be another one.
        if not exist_ok or not _path.isdir(name):
            raise


def remove(path, *, dir_fd=None):
    """Removes a file."""
    _act(path, _files.remove, of="remove")


def unlink(path, *, dir_fd=None):
    """The same."""
    _act(path, _files.remove, of="unlink")


def rmdir(path, *, dir_fd=None):
    """Removes an empty folder."""
    _act(path, _files.remove_folder, of="rmdir")


def removedirs(name):
    """Removes an empty folder, and those it lies in while they are empty."""
    rmdir(name)
    head, tail = _path.split(name)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = _path.split(head)


def _rename(name, src, dst):
    paths = []
    for which, path in (("src", src), ("dst", dst)):
        try:
            paths.append(_full(path))
        except FileNotFoundError as error:
            raise FileNotFoundError(error.errno, error.strerror, fspath(src), None, fspath(dst)) from None
        except TypeError:
            if hasattr(type(path), "__fspath__"):
                raise
            raise TypeError(f"{name}: {which} should be string, bytes or os.PathLike, not {type(path).__name__}") from None
    try:
        _files.rename(*paths)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, fspath(src), None, fspath(dst)) from None


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Gives a file or folder another path."""
    _rename("rename", src, dst)


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """The same."""
    _rename("replace", src, dst)


def renames(old, new):
    """As `rename`; makes the folders that the new path needs, and removes those that it leaves empty."""
    head, tail = _path.split(new)
    if head and tail and not _path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = _path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def truncate(path, length):
    """Cuts a file off."""
    if isinstance(path, int):
        return ftruncate(path, length)
    _full(path, "truncate")
    _act(path, _files.truncate, _length(length, fspath(path)))


def _length(value, path=None):
    import operator
    value = operator.index(value)
    if value < 0:
        raise OSError(22, "Invalid argument", path)
    return value


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Times cannot be set; the file must be there."""
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    for which, pair in (("times", times), ("ns", ns)):
        if pair is not None and not (isinstance(pair, tuple) and len(pair) == 2):
            raise TypeError(f"utime: '{which}' must be either a tuple of two ints or None" if which == "times"
                            else "utime: 'ns' must be a tuple of two ints")
    fstat(path) if isinstance(path, int) else _stat_of(path, "utime")


def _stat_of(path, function):
    _full(path, function)
    return stat(path)


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    """There are no permissions; the file must be there."""
    fstat(path) if isinstance(path, int) else _stat_of(path, "chmod")


def walk(top, topdown=True, onerror=None, followlinks=False):
    """A folder and all within: its path, its folders, its files."""
    # A stack in place of recursion: folders may lie deeper than calls may.
    waiting = [fspath(top)]
    while waiting:
        top = waiting.pop()
        if isinstance(top, tuple):
            yield top
            continue
        folders, files = [], []
        try:
            with scandir(top) as entries:
                for entry in entries:
                    (folders if entry.is_dir() else files).append(entry.name)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        if topdown:
            yield top, folders, files
        else:
            waiting.append((top, folders, files))
        waiting.extend([_path.join(top, name) for name in reversed(folders)])


# ---- files by numbers


def open(path, flags, mode=0o777, *, dir_fd=None):
    """A number for a file."""
    import io
    access_mode = flags & 3
    _full(path, "open")
    if flags & O_CREAT:
        _act(path, _files.create, bool(flags & O_EXCL), bool(flags & O_TRUNC))
    elif _act(path, _files.stat)[0] != 1:
        _act(path, _files.read, 0, 1)
    elif flags & O_TRUNC:
        _act(path, _files.truncate, 0)
    return io._number_of(io._Random(path, _full(path), "rb+", access_mode != O_WRONLY,
                                           access_mode != O_RDONLY, bool(flags & O_APPEND)))


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A file object for a number."""
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def read(fd, length, /):
    """Bytes of a file by its number."""
    import io
    if fd == 0:
        below = sys.stdin.buffer
        return below.read1(length) if hasattr(below, "read1") else sys.stdin.readline().encode()[:length]
    return io._by_number(fd).read1(length)


def write(fd, data, /):
    """Writes bytes to a file by its number."""
    import io
    if fd in (1, 2):
        below = (sys.stdout, sys.stderr)[fd - 1].buffer
        count = below.write(data)
        below.flush()
        return count
    file = io._by_number(fd)
    count = file.write(data)
    # The end of a pipe may hold back what its file object is given, not what is written by its number.
    file.flush()
    return count


def close(fd, /):
    """Gives a number back."""
    import io
    if not 0 <= fd <= 2:
        file = io._by_number(fd)
        if isinstance(file, io._Binary):
            # The file object is not closed by that, but of no use any more.
            del io._numbers[fd]
            file._end()
            file._gone = True
        else:
            file.close()


def pipe():
    """A pipe: the numbers of its ends, for reading and for writing."""
    import io
    import _ipc
    import _program
    read, write = _ipc.pipe(False)
    return io._number_of(_program.Reader(read)), io._number_of(_program.Writer(write, 0))


def pipe2(flags, /):
    """The same; there are no flags."""
    return pipe()


def dup(fd, /):
    """Another number for the same file or end of a pipe."""
    import io
    return io._number_of(_again(io._by_number(fd)))


def dup2(fd, fd2, inheritable=True):
    """The same, a certain number: 0 to 2 are the standard streams."""
    import io
    import _program
    file = io._by_number(fd)
    if 0 <= fd2 < 3:
        if fd2:
            (sys.stdout, sys.stderr)[fd2 - 1].flush()
        _program._put(fd2, _program._source(file))
    elif fd2 < 0:
        raise OSError(9, "Bad file descriptor")
    elif fd2 != fd:
        if fd2 in io._numbers:
            io._numbers[fd2].close()
        file = io._numbers[fd2] = _again(file)
        file._inheritable = bool(inheritable)
    return fd2


def _again(file):
    import _ipc
    import _program
    if isinstance(file, _program.Reader):
        return _program.Reader(_ipc.Handle(int(file.handle)))
    if isinstance(file, _program.Writer):
        return _program.Writer(_ipc.Handle(int(file.handle)), 0)
    again = type(file)(file.name, file._path, file.mode, file._reads, file._writes, file._appends)
    again._position = file.tell()
    return again


def set_inheritable(fd, inheritable, /):
    """Only standard streams are inherited by another program; it is kept what was said of others."""
    import io
    if fd > 2 or fd < 0:
        io._by_number(fd)._inheritable = bool(inheritable)


def get_inheritable(fd, /):
    """Whether another program is to have it."""
    import io
    return 0 <= fd < 3 or getattr(io._by_number(fd), "_inheritable", False)


def lseek(fd, position, how, /):
    """Sets the position of a file by its number."""
    import io
    return io._by_number(fd).seek(position, how)


def fstat(fd):
    """Size and times of a file by its number."""
    import io
    path = None if fd in (0, 1, 2) and fd not in io._numbers else getattr(io._by_number(fd), "_path", None)
    return _status(fd, 3, 0, 0) if path is None else stat(path)


def ftruncate(fd, length, /):
    """Cuts a file off by its number."""
    import io
    io._by_number(fd).truncate(_length(length))


def fsync(fd):
    """Nothing is held back."""
    fstat(fd)


def isatty(fd, /):
    """Streams are not terminals."""
    return False


def closerange(fd_low, fd_high, /):
    """Gives back the numbers of a range."""
    import io
    for fd in sorted(io._numbers):
        if fd_low <= fd < fd_high:
            close(fd)


def get_terminal_size(fd=1, /):
    """The size of the output's window."""
    return terminal_size((80, 24))


terminal_size = _record("terminal_size", ("columns", "lines"))


_fork_hooks = {"before": [], "after_in_parent": [], "after_in_child": []}


def register_at_fork(**hooks):
    """Functions to call when a process forks: `before`, `after_in_parent`, `after_in_child`."""
    for when, hook in hooks.items():
        if when not in _fork_hooks:
            raise TypeError(f"{when!r} is an invalid keyword argument for register_at_fork()")
        if not callable(hook):
            raise TypeError(f"'{when}' must be callable, not {type(hook).__name__}")
    if not hooks:
        raise TypeError("At least one argument is required.")
    for when, hook in hooks.items():
        # The one registered last is called first before a fork, and last after it.
        _fork_hooks[when].insert(0 if when == "before" else len(_fork_hooks[when]), hook)


def _run_hooks(when):
    for hook in list(_fork_hooks[when]):
        try:
            hook()
        except BaseException as error:
            sys.unraisablehook(_Unraisable(type(error), error, error.__traceback__, None, hook))


class _Unraisable:
    def __init__(self, *values):
        self.exc_type, self.exc_value, self.exc_traceback, self.err_msg, self.object = values


# What CPython has and this Python refuses, and why.
_REFUSED = {
    "popen": "this Python starts Python programs only, by subprocess",
    "posix_spawn": "this Python starts Python programs only, by subprocess",
    "posix_spawnp": "this Python starts Python programs only, by subprocess",
    "mkfifo": "files of a run have no named pipes; os.pipe() and multiprocessing.Pipe() are here",
    "mknod": "files of a run have no devices",
    "forkpty": "there are no terminals here",
    "openpty": "there are no terminals here",
    "ttyname": "there are no terminals here",
    "tcgetpgrp": "there are no terminals here",
    "link": "files of a run have no links",
    "symlink": "files of a run have no links",
    "readlink": "files of a run have no links",
    "chown": "files of a run have no owners",
    "setuid": "processes of a run have no users",
    "setgid": "processes of a run have no users",
    "setsid": "processes of a run have no sessions and groups",
    "setpgid": "processes of a run have no sessions and groups",
    "killpg": "processes of a run have no sessions and groups; os.kill() is here",
    "nice": "processes of a run have no priorities",
    "setpriority": "processes of a run have no priorities",
    "getrusage": "time.process_time() is here",
}


# Functions that take the descriptor of a folder or file in place of a path, or leave links as they are: none here.
supports_dir_fd, supports_fd, supports_follow_symlinks, supports_effective_ids = set(), set(), set(), set()
supports_bytes_environ = False


# What few programs ask for.
_RARE = ("WCOREDUMP", "WIFCONTINUED", "WSTOPSIG", "getpriority", "nice", "wait3", "wait4", "device_encoding", "fchmod", "fdatasync", "get_exec_path", "getrandom", "GRND_NONBLOCK", "GRND_RANDOM", "pread", "pwrite", "readv",
         "spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe", "umask", "writev")


def __getattr__(name):
    if name in _RARE:
        import _os_more
        return getattr(_os_more, name)
    why = _REFUSED.get(name)
    text = f"module 'os' has no attribute {name!r}"
    raise AttributeError(text if why is None else f"{text}: {why}", name=name, obj=sys.modules["os"])


__all__ = [name for name in globals() if not name.startswith("_") and name not in ("abc", "sys")] + ["_exit"]

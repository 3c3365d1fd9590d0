"""What a program asks of its system: processes, environment, files."""

import sys

import _files
import _process
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
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
WNOHANG, WUNTRACED, WCONTINUED = 1, 2, 8
P_WAIT, P_NOWAIT = 0, 1
EX_OK = 0
SCHED_OTHER = 0

sys.modules["os.path"] = sys.modules["posixpath"] = path


class _Environ(dict):
    def __setitem__(self, key, value):
        for part in (key, value):
            if not isinstance(part, str):
                raise TypeError("str expected, not %s" % type(part).__name__)
        dict.__setitem__(self, key, value)

    def setdefault(self, key, value):
        """Sets a variable that is not there."""
        if key not in self:
            self[key] = value
        return self[key]

    def copy(self):
        """A plain dict."""
        return dict(self)

    def __repr__(self):
        return "environ(%s)" % dict.__repr__(self)


environ = _Environ(_process.environ())


def getenv(key, default=None):
    """An environment variable."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Sets an environment variable."""
    environ[name] = value


def unsetenv(name, /):
    """Removes an environment variable."""
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


def times():
    """Times that this process used."""
    import time
    return (time.process_time(), 0.0, 0.0, 0.0, time.monotonic())


def uname():
    """About the system."""
    return uname_result(("Linux", _process.node(), "6.0", "#1", "x86_64"))


class uname_result(tuple):
    """What `uname` returns."""

    sysname = property(lambda self: self[0])
    nodename = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])

    def __repr__(self):
        return "posix.uname_result(sysname=%r, nodename=%r, release=%r, version=%r, machine=%r)" % tuple(self)


def strerror(code, /):
    """The text of an error number."""
    from errno import _messages
    return _messages.get(code, f"Unknown error {code}")


def fspath(path):
    """The text of a path."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        return type(path).__fspath__(path)
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None


fsencode = lambda filename: fspath(filename).encode() if isinstance(fspath(filename), str) else fspath(filename)
fsdecode = lambda filename: fspath(filename).decode() if isinstance(fspath(filename), bytes) else fspath(filename)


class PathLike:
    """Objects that have a path."""

    def __fspath__(self):
        raise NotImplementedError

    def __class_getitem__(cls, item):
        return cls


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


def _full(path):
    # The path as `_files` wants it.
    text = fspath(path)
    if isinstance(text, bytes):
        text = fsdecode(text)
    if "\0" in text:
        raise ValueError("embedded null byte")
    if not text:
        raise FileNotFoundError(2, "No such file or directory", path)
    text = _path.normpath(text if text.startswith("/") else _directory + "/" + text)
    return text[1:] if text.startswith("//") else text


def _act(path, function, *args):
    full = _full(path)
    try:
        return function(full, *args)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, path) from None


def getcwd():
    """The current folder."""
    return _directory


def getcwdb():
    """The current folder, as bytes."""
    return _directory.encode()


def chdir(path):
    """Changes the current folder."""
    global _directory
    kind = _act(path, _files.stat)[0]
    if kind != 2:
        _act(path, _files.names)
    _directory = _full(path)


def listdir(path="."):
    """Names of what lies in a folder, in any order."""
    return _act("." if path is None else path, _files.names).split("/")[:-1]


class DirEntry:
    """What `scandir` finds."""

    def __init__(self, folder, name):
        self.name = name
        self.path = _path.join(folder, name)

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a file."""
        return _path.isfile(self.path)

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a folder."""
        return _path.isdir(self.path)

    def is_symlink(self):
        """There are no links."""
        return False

    def stat(self, *, follow_symlinks=True):
        """Its size and times."""
        return stat(self.path)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Scan:
    def __init__(self, folder):
        self._entries = iter([DirEntry(folder, name) for name in listdir(folder)])

    def __iter__(self):
        return self._entries

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass

    def close(self):
        """Nothing is open."""


def scandir(path="."):
    """What lies in a folder."""
    return _Scan("." if path is None else fspath(path))


class stat_result(tuple):
    """What `stat` returns."""

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])

    def __repr__(self):
        names = ("mode", "ino", "dev", "nlink", "uid", "gid", "size", "atime", "mtime", "ctime")
        return "os.stat_result(%s)" % ", ".join([f"st_{name}={value}" for name, value in zip(names, self)])


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Size and times of a file or folder."""
    kind, size, modified = _act(path, _files.stat)
    if kind == 0:
        _act(path, _files.read, 0, 0)
        raise FileNotFoundError(2, "No such file or directory", path)
    seconds = modified // 1_000_000_000
    mode = 0o100644 if kind == 1 else 0o040755
    result = stat_result((mode, 1, 1, 1, getuid(), getgid(), size, seconds, seconds, seconds))
    for time in ("st_atime", "st_mtime", "st_ctime"):
        setattr(result, time, modified / 1e9)
        setattr(result, time + "_ns", modified)
    return result


lstat = stat


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Whether a file or folder is there."""
    try:
        kind = _act(path, _files.stat)[0]
    except OSError:
        return False
    return kind == 2 or kind == 1 and not mode & X_OK


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Makes a folder."""
    _act(path, _files.create_folder)


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a folder, and those it lies in."""
    head, tail = _path.split(name)
    if not tail:
        head, tail = _path.split(head)
    if head and tail and not _path.exists(head):
        makedirs(head, exist_ok=True)
    try:
        mkdir(name)
    except OSError:
        if not exist_ok or not _path.isdir(name):
            raise


def remove(path, *, dir_fd=None):
    """Removes a file."""
    _act(path, _files.remove)


unlink = remove


def rmdir(path, *, dir_fd=None):
    """Removes an empty folder."""
    _act(path, _files.remove_folder)


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


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Gives a file or folder another path."""
    source, target = _full(src), _full(dst)
    try:
        _files.rename(source, target)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, src, None, dst) from None


replace = rename


def renames(old, new):
    """As `rename`; makes the folders that the new path needs."""
    head = _path.dirname(new)
    if head and not _path.exists(head):
        makedirs(head)
    rename(old, new)


def truncate(path, length):
    """Cuts a file off."""
    _act(path, _files.truncate, length)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    """Times cannot be set; the file must be there."""
    stat(path)


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    """There are no permissions; the file must be there."""
    stat(path)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """A folder and all within: its path, its folders, its files."""
    try:
        names = listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = [name for name in names if _path.isdir(_path.join(top, name))]
    files = [name for name in names if name not in folders]
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(_path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


# ---- files by numbers


def open(path, flags, mode=0o777, *, dir_fd=None):
    """A number for a file."""
    import io
    access_mode = flags & 3
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
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def read(fd, length, /):
    """Bytes of a file by its number."""
    import io
    if fd == 0:
        return sys.stdin.readline().encode()[:length]
    return io._by_number(fd).read1(length)


def write(fd, data, /):
    """Writes bytes to a file by its number."""
    import io
    if fd in (1, 2):
        return (sys.stdout, sys.stderr)[fd - 1].buffer.write(data)
    return io._by_number(fd).write(data)


def close(fd, /):
    """Gives a number back."""
    import io
    if fd > 2:
        io._by_number(fd).close()


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
    if fd2 < 3:
        if fd2:
            (sys.stdout, sys.stderr)[fd2 - 1].flush()
        _program._put(fd2, _program._source(file))
    elif fd2 != fd:
        if fd2 in io._numbers:
            io._numbers[fd2].close()
        io._numbers[fd2] = _again(file)
    return fd2


def _again(file):
    import _ipc
    import _program
    if isinstance(file, _program.Reader):
        return _program.Reader(_ipc.Handle(int(file.handle)))
    if isinstance(file, _program.Writer):
        return _program.Writer(_ipc.Handle(int(file.handle)), 0)
    from copy import copy
    return copy(file)


def set_inheritable(fd, inheritable, /):
    """Only standard streams are inherited by another program."""


def get_inheritable(fd, /):
    """Whether another program has it."""
    return fd < 3


def lseek(fd, position, how, /):
    """Sets the position of a file by its number."""
    import io
    return io._by_number(fd).seek(position, how)


def fstat(fd):
    """Size and times of a file by its number."""
    import io
    return stat(io._by_number(fd)._path)


def ftruncate(fd, length, /):
    """Cuts a file off by its number."""
    import io
    io._by_number(fd).truncate(length)


def fsync(fd):
    """Nothing is held back."""


def isatty(fd, /):
    """Streams are not terminals."""
    return False


def get_terminal_size(fd=1, /):
    """The size of the output's window."""
    return terminal_size((80, 24))


class terminal_size(tuple):
    """What `get_terminal_size` returns."""

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return "os.terminal_size(columns=%d, lines=%d)" % tuple(self)


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
    "spawnl": "this Python starts Python programs only, by subprocess",
    "spawnv": "this Python starts Python programs only, by subprocess",
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


def __getattr__(name):
    why = _REFUSED.get(name)
    text = f"module 'os' has no attribute {name!r}"
    raise AttributeError(text if why is None else f"{text}: {why}", name=name, obj=sys.modules["os"])

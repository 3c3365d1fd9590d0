"""What a program asks of its system: processes and environment. There is no file system beyond the lesson's files."""

import sys

import _process
from . import path

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
kill = _process.kill


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


def getcwd():
    """The current directory."""
    return "/home/user"


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


def _exec(file, args):
    # A Python program among the lesson's files, in place of this one.
    from _boot import _execute
    args = list(args)
    base = file.rpartition("/")[2]
    if not (base.startswith("python") or file == sys.executable):
        raise FileNotFoundError(2, "No such file or directory")
    while len(args) > 1 and args[1] in ("-u", "-B", "-E", "-s"):
        del args[1]
    if len(args) < 2:
        raise OSError(38, "Only python with a file of this lesson can be executed")
    _execute(args[1], args[1:])


def execv(file, args, /):
    """Runs another Python program in place of this one."""
    _exec(file, args)


def execve(file, args, env):
    """Runs another Python program in place of this one."""
    environ.clear()
    environ.update(env)
    _exec(file, args)


def execvp(file, args):
    """Runs another Python program in place of this one."""
    _exec(file, args)


def execvpe(file, args, env):
    """Runs another Python program in place of this one."""
    execve(file, args, env)


def execl(file, *args):
    """Runs another Python program in place of this one."""
    _exec(file, args)


def execlp(file, *args):
    """Runs another Python program in place of this one."""
    _exec(file, args)


def system(command):
    """There is no shell: 127, as a shell says of a command it does not find."""
    sys.stderr.write(f"sh: 1: {command.split()[0] if command.split() else ''}: not found\n")
    return 127 << 8


# ---- the lesson's files


def listdir(path="."):
    """Names of the lesson's files."""
    if path not in (".", "", getcwd()):
        raise FileNotFoundError(2, "No such file or directory", path)
    return sorted(_process.files())


def access(path, mode):
    """Whether a file is there to be read."""
    from .path import exists
    return exists(path) and not mode & W_OK


def _read_only(path):
    raise OSError(30, "Read-only file system", path)


def mkdir(path, mode=0o777):
    """Nothing can be written."""
    _read_only(path)


def makedirs(name, mode=0o777, exist_ok=False):
    """Nothing can be written."""
    _read_only(name)


def remove(path):
    """Nothing can be written."""
    _read_only(path)


unlink = rmdir = remove


def rename(src, dst):
    """Nothing can be written."""
    _read_only(src)


def chdir(path):
    """There is one directory."""
    if path not in (".", getcwd()):
        raise FileNotFoundError(2, "No such file or directory", path)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """The one directory."""
    yield top, [], listdir(top)


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


_fork_hooks = []


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    """Accepted; `multiprocessing` calls no hooks here."""
    _fork_hooks.append((before, after_in_child, after_in_parent))

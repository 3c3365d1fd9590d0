"""What of `os` few programs ask for."""

import os


def get_exec_path(env=None):
    """Folders in which programs are looked for."""
    path = (os.environ if env is None else env).get("PATH")
    if path is None and env is not None:
        path = env.get(b"PATH")
        path = None if path is None else os.fsdecode(path)
    elif env is not None and b"PATH" in env:
        raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
    return (os.defpath if path is None else path).split(os.pathsep)


def device_encoding(fd):
    """None: there are no terminals."""
    if not isinstance(fd, int):
        raise TypeError(f"{type(fd).__name__!r} object cannot be interpreted as an integer")


def fchmod(fd, mode):
    """There are no permissions; the file must be there."""
    os.fstat(fd)


_mask = 0o022


def umask(mask, /):
    """Which permissions new files are not to have; the former mask. There are no permissions."""
    global _mask
    former, _mask = _mask, mask & 0o777
    return former


def fdatasync(fd):
    """Nothing is held back."""
    os.fstat(fd)


GRND_NONBLOCK, GRND_RANDOM = 1, 2


def getrandom(size, flags=0):
    """Bytes of chance, as `os.urandom`."""
    if not isinstance(size, int):
        raise TypeError(f"{type(size).__name__!r} object cannot be interpreted as an integer")
    if size < 0:
        raise OSError(22, "Invalid argument")
    return os.urandom(size)


def _at(fd, offset, function):
    # Done elsewhere in the file; the position stays.
    here = os.lseek(fd, 0, 1)
    try:
        os.lseek(fd, offset, 0)
        return function()
    finally:
        os.lseek(fd, here, 0)


def pread(fd, length, offset, /):
    """Bytes from a place of a file."""
    return _at(fd, offset, lambda: os.read(fd, length))


def pwrite(fd, data, offset, /):
    """Writes bytes at a place of a file."""
    return _at(fd, offset, lambda: os.write(fd, data))


def readv(fd, buffers, /):
    """Fills buffers, one after the other; how many bytes."""
    views = [memoryview(buffer).cast("B") for buffer in buffers]
    data = os.read(fd, sum([len(view) for view in views]))
    at = 0
    for view in views:
        piece = data[at:at + len(view)]
        view[:len(piece)] = piece
        at += len(piece)
    return len(data)


def writev(fd, buffers, /):
    """Writes buffers, one after the other; how many bytes."""
    return os.write(fd, b"".join([bytes(buffer) for buffer in buffers]))


def _spawn(mode, file, args, env, search):
    from subprocess import Popen
    import _program
    if not isinstance(args, (tuple, list)):
        raise TypeError("argv must be a tuple or a list")
    if not args or not args[0]:
        raise ValueError("argv first element cannot be empty")
    try:
        _program._find(file, search)
        process = Popen(args, executable=file, env=env)
    except OSError:
        # Where there is nothing to run, the child finds that out.
        if mode != os.P_NOWAIT:
            return 127
        raise
    process._child_created = False
    return process.pid if mode == os.P_NOWAIT else process.wait()


def spawnv(mode, file, args):
    """Runs a program: its exit code, or its pid if it is not waited for."""
    return _spawn(mode, file, args, None, False)


def spawnve(mode, file, args, env):
    """The same, with this environment."""
    return _spawn(mode, file, args, env, False)


def spawnvp(mode, file, args):
    """The same; finds `python3` by its name."""
    return _spawn(mode, file, args, None, True)


def spawnvpe(mode, file, args, env):
    """The same, with this environment."""
    return _spawn(mode, file, args, env, True)


def spawnl(mode, file, *args):
    """`spawnv` with the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """`spawnve` with the arguments one by one, the environment last."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """`spawnvp` with the arguments one by one."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """`spawnvpe` with the arguments one by one, the environment last."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def wait3(options):
    """Waits for any child: its pid, wait status and what it has used, which is not known."""
    return wait4(-1, options)


def wait4(pid, options):
    """The same for one child."""
    import resource
    return *os.waitpid(pid, options), resource.getrusage(resource.RUSAGE_CHILDREN)


def WCOREDUMP(status, /):
    """There are no core dumps."""
    return False


def WIFCONTINUED(status):
    """Children are never stopped, nor continued."""
    return False


def WSTOPSIG(status):
    """The signal that has stopped a child."""
    return status >> 8 & 0xFF


def nice(increment, /):
    """All processes are as important; the priority stays 0."""
    return 0


def getpriority(which, who):
    """The priority of a process: 0."""
    return 0

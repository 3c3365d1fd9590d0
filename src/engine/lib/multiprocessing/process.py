"""Process objects, in the process that starts one and in the one that is started."""

import sys
import threading

import _ipc
import _process

try:
    # Where a message from another process names the errors of pickling.
    import _pickle
except ImportError:
    # A program has put it out of the way.
    pass

__all__ = ["BaseProcess", "current_process", "active_children", "parent_process"]


def current_process():
    """The process object of this process."""
    return _current_process


def active_children():
    """The children that have not ended. Reaps those that have."""
    _cleanup()
    return list(_children)


def parent_process():
    """The process object of the parent, None in the main process."""
    return _parent_process


def _cleanup():
    for child in list(_children):
        if child._popen is not None and child._popen.poll() is not None:
            _children.discard(child)


class BaseProcess:
    """A process: runs `target(*args, **kwargs)`, or `run()` of a subclass, in a child."""

    _start_method = None  # of the default context, unless a class says which

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        global _counter
        assert group is None, "group argument must be None for now"
        _counter += 1
        self._identity = _current_process._identity + (_counter,)
        self._config = _current_process._config.copy()
        self._parent_pid = _process.pid()
        self._parent_name = _current_process.name
        self._popen = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + "-" + ":".join([str(i) for i in self._identity])
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self):
        if self._closed:
            raise ValueError("process object is closed")

    def run(self):
        """What the process does; subclasses override it."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Starts the process. At most once."""
        self._check_closed()
        assert self._popen is None, "cannot start a process twice"
        assert self._parent_pid == _process.pid(), "can only start a process object created by current process"
        assert not _current_process._config.get("daemon"), "daemonic processes are not allowed to have children"
        _cleanup()
        _register_exit()
        from .popen import Popen
        self._popen = Popen(self, self._method())
        del self._target, self._args, self._kwargs
        _children.add(self)

    def terminate(self):
        """Sends SIGTERM."""
        self._check_closed()
        self._popen.terminate()

    def kill(self):
        """Sends SIGKILL."""
        self._check_closed()
        self._popen.kill()

    def join(self, timeout=None):
        """Waits until the process has ended, or for `timeout` seconds."""
        self._check_closed()
        assert self._parent_pid == _process.pid(), "can only join a child process"
        assert self._popen is not None, "can only join a started process"
        if self._popen.wait(timeout) is not None:
            _children.discard(self)

    def is_alive(self):
        """Whether it was started and has not ended."""
        self._check_closed()
        if self is _current_process:
            return True
        assert self._parent_pid == _process.pid(), "can only test a child process"
        if self._popen is not None and self._popen.poll() is None:
            return True
        _children.discard(self)
        return False

    def close(self):
        """Lets go of the process; the object cannot be used afterwards."""
        if self._popen is not None and self._popen.poll() is None:
            raise ValueError(
                "Cannot close a process while it is still running. You should first call join() or terminate()."
            )
        self._popen, self._closed = None, True
        _children.discard(self)

    @property
    def name(self):
        """Its name; names need not differ."""
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self):
        """Whether it is terminated when this process ends."""
        return self._config.get("daemon", False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._popen is None, "process has already started"
        self._config["daemon"] = daemonic

    @property
    def authkey(self):
        """Key that processes show each other."""
        return self._config["authkey"]

    @authkey.setter
    def authkey(self, authkey):
        self._config["authkey"] = AuthenticationString(authkey)

    @property
    def exitcode(self):
        """None while it runs, -N if signal N ended it."""
        self._check_closed()
        if self is _current_process or self._popen is None:
            return None
        return self._popen.poll()

    @property
    def ident(self):
        """Its process id, None before it is started."""
        self._check_closed()
        if self is _current_process:
            return _process.pid()
        return self._popen.pid if self._popen is not None else None

    @property
    def pid(self):
        """The same as `ident`."""
        return self.ident

    @property
    def sentinel(self):
        """What `multiprocessing.connection.wait` takes to wait for the end of this process."""
        self._check_closed()
        if self._popen is None:
            raise ValueError("process not started")
        return self._popen.sentinel

    def __repr__(self):
        state, code = _state_of(self)
        pid = "" if self._popen is None else f" pid={self._popen.pid}"
        end = "" if code is None else f" exitcode={_exitcode_names.get(code, code)}"
        end += " daemon" if self.daemon else ""
        return f"<{type(self).__name__} name={self._name!r}{pid} parent={self._parent_pid} {state}{end}>"

    def _bootstrap(self, parent_pid, parent_name):
        # In the child: becomes the current process, runs, and returns the exit status.
        global _current_process, _parent_process, _counter, _exit_registered
        if self._start_method is not None:
            from .context import _force_start_method
            _force_start_method(self._start_method)
        _counter = 0
        _children.clear()
        _finalizers.clear()
        _fed.clear()
        _exit_registered = True
        _current_process = self
        _parent_process = _ParentProcess(parent_name, parent_pid)
        try:
            try:
                _info("child process calling self.run()")
                self.run()
                status = 0
            finally:
                _exit_function()
        except SystemExit as error:
            if error.code is None:
                status = 0
            elif isinstance(error.code, int):
                status = int(error.code)
            else:
                sys.stderr.write(str(error.code) + "\n")
                status = 1
        except:
            import traceback
            from _thread import note_failure
            note_failure()
            status = 1
            sys.stderr.write("Process %s:\n" % self.name)
            sys.stderr.write(traceback.format_exc())
        finally:
            threading._shutdown()
            _info("process exiting with exitcode %d", status)
            from .popen import _flush
            _flush()
        return status

    def _method(self):
        return self._start_method


def _state_of(process):
    # A word, and the exit code if there is one.
    if process is _current_process:
        return "started", None
    if process._closed:
        return "closed", None
    if process._parent_pid != _process.pid():
        return "unknown", None
    if process._popen is None:
        return "initial", None
    code = process._popen.poll()
    return ("started" if code is None else "stopped"), code


# Names as they are shown: `exitcode=-SIGTERM`.
_exitcode_names = {
    -1: "-SIGHUP", -2: "-SIGINT", -3: "-SIGQUIT", -4: "-SIGILL", -5: "-SIGTRAP", -6: "-SIGABRT", -7: "-SIGBUS",
    -8: "-SIGFPE", -9: "-SIGKILL", -10: "-SIGUSR1", -11: "-SIGSEGV", -12: "-SIGUSR2", -13: "-SIGPIPE",
    -14: "-SIGALRM", -15: "-SIGTERM", -17: "-SIGCHLD", -18: "-SIGCONT", -19: "-SIGSTOP", -20: "-SIGTSTP",
}


class AuthenticationString(bytes):
    """A key; must not leave the family of processes."""

    def __reduce__(self):
        from .context import assert_spawning, get_spawning_popen
        if not get_spawning_popen():
            raise TypeError(
                "Pickling an AuthenticationString object is disallowed for security reasons"
            )
        return AuthenticationString, (bytes(self),)


class _ParentProcess(BaseProcess):
    """The parent, as its child sees it."""

    def __init__(self, name, pid):
        self._identity = ()
        self._name = name
        self._pid = pid
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {}

    def is_alive(self):
        """Whether it still runs."""
        return _process.parent_pid() == self._pid

    @property
    def ident(self):
        """Its process id."""
        return self._pid

    @property
    def sentinel(self):
        """Ready, for `connection.wait`, when it has ended."""
        return -self._pid

    def join(self, timeout=None):
        """Waits until it has ended or the time is over."""
        _ipc.wait_any([], [self._pid], -1 if timeout is None else max(timeout, 0))


class _MainProcess(BaseProcess):
    """The process the program began with."""

    def __init__(self):
        self._identity = ()
        self._name = "MainProcess"
        self._parent_pid = None
        self._popen = None
        self._closed = False
        self._config = {"authkey": AuthenticationString(_process.authkey()), "semprefix": "/mp"}

    def close(self):
        """The main process is never closed."""


_parent_process = None
_counter = 0
_children = set()
# Callbacks of pools and managers for the end of the process: key -> (priority, function).
_finalizers = {}
_exit_registered = False
# Numbers of the queues that this process has put into.
_fed = set()
# True while a process object is pickled for its child: only then may locks and queues be.
_spawning = False
_current_process = _MainProcess()


def _register_exit():
    # As in CPython: at the first use, so that functions the program registers later run earlier.
    global _exit_registered
    if not _exit_registered:
        _exit_registered = True
        import atexit
        atexit.register(_exit_function)


def _at_exit(key, priority, function):
    """Calls `function()` when the process ends, highest priority first. None withdraws."""
    _register_exit()
    if function is None:
        _finalizers.pop(key, None)
    else:
        _finalizers[key] = (priority, function)


def _fed_at_exit(number):
    """This process has put into the queue with this number: at its end it waits until the pipe has taken all of it."""
    if number not in _fed:
        _register_exit()
        _fed.add(number)


def _run_finalizers():
    for key, (_, function) in sorted(_finalizers.items(), key=lambda item: -item[1][0]):
        if _finalizers.pop(key, None) is not None:
            function()


def _exit_function():
    """The end of a process: pools and managers stop, daemonic children are terminated, the others joined, queues fed."""
    _info("process shutting down")
    if _finalizers:
        _run_finalizers()
    if _children:
        for child in active_children():
            if child.daemon:
                _info("calling terminate() for daemon %s", child.name)
                child._popen.terminate()
        for child in active_children():
            _info("calling join() for process %s", child.name)
            child.join()
    while _fed:
        _ipc.flush(_fed.pop())


def _info(text, *args):
    # For `log_to_stderr`.
    if "multiprocessing.util" in sys.modules:
        sys.modules["multiprocessing.util"].info(text, *args)

"""Starting Python programs as processes of their own, and talking to them through pipes."""

import os
import sys
from time import monotonic as _time

import _ipc
import _process
import _program
import _thread

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run",
           "CalledProcessError", "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess"]

PIPE, STDOUT, DEVNULL = -1, -2, -3


class SubprocessError(Exception):
    """What can go wrong with a program."""


class _Output:
    @property
    def stdout(self):
        """The same as `output`."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CalledProcessError(_Output, SubprocessError):
    """A program ended with a status other than 0."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            from signal import Signals
            try:
                return "Command '%s' died with %r." % (self.cmd, Signals(-self.returncode))
            except ValueError:
                return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)


class TimeoutExpired(_Output, SubprocessError):
    """A program took longer than it was given."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)


class CompletedProcess:
    """What came of a program."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        args = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            args.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            args.append(f"stderr={self.stderr!r}")
        return "%s(%s)" % (type(self).__name__, ", ".join(args))

    def check_returncode(self):
        """Raises `CalledProcessError` unless the status is 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


# Children that nobody waits for any more and that had not ended: see `Popen.__del__`.
_active = []


def _cleanup():
    # Takes note of those that have ended.
    for process in list(_active):
        if process.poll() is not None:
            try:
                _active.remove(process)
            except ValueError:
                # Another thread was faster.
                pass


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Runs a program to its end."""
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except:
            # `__exit__` waits.
            process.kill()
            raise
        done = CompletedProcess(process.args, process.poll(), stdout, stderr)
    if check:
        done.check_returncode()
    return done


def call(*popenargs, timeout=None, **kwargs):
    """Runs a program to its end: its status."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except:
            # `__exit__` waits.
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Runs a program to its end; an error unless its status is 0."""
    status = call(*popenargs, **kwargs)
    if status:
        args = kwargs.get("args")
        raise CalledProcessError(status, popenargs[0] if args is None else args)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """What a program writes; an error unless its status is 0."""
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if kwargs.get("input", "") is None:
        kwargs["input"] = "" if _is_text(kwargs) else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def list2cmdline(seq):
    """One line for a program's arguments, in which those that need it are quoted as on Windows."""
    import re
    quoted = []
    for arg in map(os.fsdecode, seq):
        wrapped = not arg or " " in arg or "\t" in arg
        # A backslash stands for itself unless a quotation mark follows.
        arg = re.sub(r'(\\*)"', r'\1\1\\"', arg)
        if wrapped:
            arg = '"' + re.sub(r"(\\+)$", r"\1\1", arg) + '"'
        quoted.append(arg)
    return " ".join(quoted)


def _is_text(options):
    return any(options.get(name) for name in ("text", "universal_newlines", "encoding", "errors"))


def _no_shell(*args, **kwargs):
    raise NotImplementedError(
        "there is no shell here: pass a list instead of a command line, [sys.executable, 'file.py', 'argument'], "
        "without shell=True"
    )


getoutput = getstatusoutput = _no_shell


class Popen:
    """A program as a child process."""

    _child_created = False
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1,
                 process_group=None):
        _cleanup()
        bufsize = -1 if bufsize is None else bufsize
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        if text is not None and universal_newlines is not None and bool(text) != bool(universal_newlines):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but "
                                  "different. Pass one or the other.")
        if shell:
            _no_shell()
        for name, value in (("user", user), ("group", group), ("extra_groups", extra_groups)):
            if value is not None:
                raise NotImplementedError(f"{name} is not available here: processes of a run have no users and groups")
        if preexec_fn is not None:
            raise NotImplementedError("preexec_fn is not available here; let the program itself do it first")
        self.args = args
        self.returncode = None
        self.stdin = self.stdout = self.stderr = None
        self.encoding, self.errors = encoding, errors
        self.text_mode = bool(encoding or errors or text or universal_newlines)
        self._lock = _thread.allocate_lock("_Popen")
        self._talking = False
        self._output = {}
        args = [args] if isinstance(args, (str, bytes, os.PathLike)) else list(args)
        args = [os.fsdecode(arg) for arg in args]
        if not args and executable is None:
            raise IndexError("list index out of range")
        if bufsize == 1 and not self.text_mode and (stdin == PIPE or stdout == PIPE or stderr == PIPE):
            import warnings
            warnings.warn("line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
                          RuntimeWarning, stacklevel=2)
        environ = {}
        for name, value in (os.environ if env is None else env).items():
            name = os.fsdecode(name)
            if "=" in name:
                raise ValueError("illegal environment variable name")
            environ[name] = os.fsdecode(value)
        if any("\0" in text for texts in (args, environ, environ.values()) for text in texts):
            raise ValueError("embedded null byte")
        program = args[0] if executable is None else os.fsdecode(executable)
        folder = os.getcwd() if cwd is None else os._full(cwd)
        if not os.path.isdir(folder):
            os._act(cwd, os._files.names)
        try:
            _program._find(program, True)
        except OSError as error:
            error.filename = program
            raise
        ends = []
        try:
            streams = [self._stream(number, given, ends, bufsize) for number, given in enumerate((stdin, stdout, stderr))]
            image, handles = _program._start(args, environ, folder, streams)
            shown = [arg for arg in args[1:] if arg[:1] != "-"]
            name = args[1] if len(args) > 1 and args[1] in ("-c", "-m") or not shown else os.path.basename(shown[0])
            self.pid = _process.spawn(image, name if shown else "python", False, "spawn", handles, "input")
            self._child_created = True
        except:
            for stream in (self.stdin, self.stdout, self.stderr):
                if stream is not None:
                    stream.close()
            raise
        finally:
            for end in ends:
                _ipc.close(end)

    def _stream(self, number, given, ends, bufsize):
        # What the child is told of a stream: see `_program._redirect`. Makes this side of a pipe.
        if given is None:
            return _program._streams[number]
        if given == PIPE:
            read, write = _ipc.pipe(False)
            ends.append(write if number else read)
            if number:
                ours = _program.Reader(read)
            else:
                ours = _program.Writer(write, 8192 if bufsize < 0 or bufsize == 1 else bufsize)
            if self.text_mode:
                ours = _program.Text(ours, "r" if number else "w", self.encoding, self.errors, bufsize == 1)
            setattr(self, ("stdin", "stdout", "stderr")[number], ours)
            return ends[-1]
        mode = "a" if number else "r"
        if given == DEVNULL:
            return (os.devnull, mode)
        if given == STDOUT:
            if number != 2:
                raise ValueError("STDOUT can only be used for stderr")
            return 1
        buffer = getattr(given, "buffer", given)
        if isinstance(buffer, (_program.Reader, _program.Writer)):
            return buffer.handle
        given = given if isinstance(given, int) else given.fileno()
        if given in (0, 1, 2):
            ours = _program._streams[given]
            return given if ours is None and given != number else ours
        import io
        file = io._by_number(given)
        return file.handle if isinstance(file, _program._End) else (file._path, mode)

    def __repr__(self):
        shown = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return shown[:76] + "...>" if len(shown) > 80 else shown

    def __del__(self):
        if not self._child_created:
            return
        if self.returncode is None:
            import warnings
            warnings.warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        if self.poll() is None and _active is not None:
            _active.append(self)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if kind is KeyboardInterrupt:
                # The child has it as well, most probably: it is given a moment to end.
                if self._sigint_wait_secs > 0:
                    try:
                        self._wait(timeout=self._sigint_wait_secs)
                    except TimeoutExpired:
                        pass
                self._sigint_wait_secs = 0
            else:
                self.wait()

    _sigint_wait_secs = 0.25

    @property
    def universal_newlines(self):
        """Whether the streams are text."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def poll(self):
        """The status, or None while it runs."""
        if self.returncode is None and self._lock.acquire(False):
            self._reap(0)
        return self.returncode

    def _reap(self, timeout):
        # Holds the lock.
        try:
            if self.returncode is None:
                ended = _process.wait(self.pid, timeout)
                if ended is not None:
                    self.returncode = ended[1]
        except ChildProcessError:
            # Somebody else has reaped it: nobody will ever know.
            self.returncode = 0
        finally:
            self._lock.release()

    def wait(self, timeout=None):
        """Waits for the status."""
        end = None if timeout is None else _time() + timeout
        return self._interruptible(self._wait, timeout, end)

    def _interruptible(self, wait, timeout, end, *args):
        try:
            return wait(*args, timeout=timeout)
        except KeyboardInterrupt:
            if self._sigint_wait_secs > 0:
                moment = self._sigint_wait_secs if end is None else min(self._sigint_wait_secs, max(end - _time(), 0))
                self._sigint_wait_secs = 0
                try:
                    self._wait(timeout=moment)
                except TimeoutExpired:
                    pass
            raise

    def _wait(self, timeout):
        if timeout is None:
            if self._lock.acquire():
                self._reap(-1)
        else:
            end = _time() + timeout
            if self.returncode is None and self._lock.acquire(True, max(timeout, 0)):
                self._reap(max(end - _time(), 0))
            if self.returncode is None:
                raise TimeoutExpired(self.args, timeout)
        return self.returncode

    def send_signal(self, sig):
        """Sends a signal, unless it has ended."""
        if self.poll() is None:
            try:
                _process.kill(self.pid, int(sig))
            except ProcessLookupError:
                pass

    def terminate(self):
        """Sends SIGTERM."""
        self.send_signal(15)

    def kill(self):
        """Sends SIGKILL."""
        self.send_signal(9)

    def communicate(self, input=None, timeout=None):
        """Sends all input, takes all output and waits: output and errors."""
        if self._talking and input:
            raise ValueError("Cannot send input after starting communication")
        end = None if timeout is None else _time() + timeout
        return self._interruptible(self._communicate, timeout, end, input, end)

    def _communicate(self, input, end, *, timeout):
        if not self._talking:
            self._talking = True
            if self.stdin:
                self._feed(input)
            for stream in (self.stdout, self.stderr):
                if stream and not stream.closed:
                    raw = getattr(stream, "buffer", stream)
                    self._output[raw] = [raw._take(len(raw._data))]
        pipes = {int(raw.handle): raw for raw in self._output if not raw.closed}
        while pipes:
            left = -1 if end is None else max(end - _time(), 0)
            ready = _ipc.wait_any(list(pipes), [], left)
            if not ready:
                found = [b"".join(self._output.get(getattr(stream, "buffer", stream), ())) or None
                         for stream in (self.stdout, self.stderr)]
                raise TimeoutExpired(self.args, timeout, *found)
            for handle in ready:
                raw = pipes[handle]
                piece = raw._more()
                if piece:
                    raw._data = b""
                    self._output[raw].append(piece)
                else:
                    raw.close()
                    del pipes[handle]
        self._wait(timeout=None if end is None else max(end - _time(), 0))
        return self._result(self.stdout), self._result(self.stderr)

    def _result(self, stream):
        raw = getattr(stream, "buffer", stream)
        if raw not in self._output:
            return None
        data = b"".join(self._output[raw])
        if raw is stream:
            return data
        return data.decode(stream.encoding, stream.errors).replace("\r\n", "\n").replace("\r", "\n")

    def _feed(self, input):
        # What a pipe takes at once is sent here, more by a thread of its own: its reader may be waiting for us.
        def send():
            try:
                if input:
                    self.stdin.write(input)
            except BrokenPipeError:
                pass
            try:
                self.stdin.close()
            except BrokenPipeError:
                pass

        if input and not self.text_mode:
            memoryview(input)  # refuses what is not bytes
        if input and len(input) > 50_000:
            _thread.start_new_thread(send, ())
        else:
            send()

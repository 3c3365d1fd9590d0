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
        except:
            process.kill()
            process.wait()
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
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Runs a program to its end; an error unless its status is 0."""
    status = call(*popenargs, **kwargs)
    if status:
        raise CalledProcessError(status, kwargs.get("args") or popenargs[0])
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """What a program writes; an error unless its status is 0."""
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if kwargs.get("input", "") is None:
        kwargs["input"] = "" if _is_text(kwargs) else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


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

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, text=None,
                 encoding=None, errors=None, **ignored):
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if text is not None and universal_newlines is not None and bool(text) != bool(universal_newlines):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but "
                                  "different. Pass one or the other.")
        if shell:
            _no_shell()
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
            environ = dict(os.environ if env is None else env)
            image, handles = _program._start(args, environ, folder, streams)
            shown = [arg for arg in args[1:] if arg[:1] != "-"]
            name = args[1] if len(args) > 1 and args[1] in ("-c", "-m") or not shown else os.path.basename(shown[0])
            self.pid = _process.spawn(image, name if shown else "python", False, "spawn", handles, "input")
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
                ours = _program.Writer(write, 8192 if bufsize < 0 or bufsize == 1 and self.text_mode else bufsize)
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
            if kind is not KeyboardInterrupt:
                self.wait()

    @property
    def universal_newlines(self):
        """Whether the streams are text."""
        return self.text_mode

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
        if not self._talking:
            self._talking = True
            if self.stdin and not self.stdin.closed:
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
        self.wait(None if end is None else max(end - _time(), 0))
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
                self.stdin.close()
            except BrokenPipeError:
                pass

        if input and len(input) > 50_000:
            _thread.start_new_thread(send, ())
        else:
            send()

"""Other programs, below `os.execv` and `subprocess`: which there are, how one begins, and its standard streams."""

import io
import os
import sys

import _image
import _ipc
import _process

_NOTE = ("Only Python programs can be executed here: [sys.executable, 'file.py'] with a file of this run, "
         "or [sys.executable, '-c', code].")
_PYTHONS = ("python", "python3", "python3.11")

# What stands for stdin, stdout and stderr of this process: see `_open`.
_streams = [None, None, None]


def _find(name, search):
    # An OSError unless the name means this Python.
    name = os.fsdecode(name)
    folder, _, base = name.rpartition("/")
    if base in _PYTHONS and (search and base == name or folder in ("/bin", "/usr/bin", "/usr/local/bin")):
        return
    if ("/" in name or not search) and os.path.exists(name):
        error = PermissionError(13, "Permission denied")
    else:
        error = FileNotFoundError(2, "No such file or directory")
    error.add_note(_NOTE)
    raise error


def _start(args, env, directory, streams):
    """The image of a program, and the handles in it."""
    header, handles = _image.dumps({"program": (args, env, directory, streams)})
    return _image.spawn(header), handles


def _execute(name, args, env, search):
    """Another program in place of this one. Does not return."""
    if not isinstance(args, (list, tuple)):
        raise TypeError("execv() arg 2 must be a tuple or list")
    if not args:
        raise ValueError("execv() arg 2 must not be empty")
    args = [os.fsdecode(arg) for arg in args]
    if not args[0]:
        raise ValueError("execv() arg 2 first element cannot be empty")
    env = {os.fsdecode(key): os.fsdecode(value) for key, value in (os.environ if env is None else env).items()}
    if any("\0" in text for texts in (args, env, env.values()) for text in texts):
        raise ValueError("embedded null byte")
    if any("=" in key for key in env):
        raise ValueError("illegal environment variable name")
    _find(name, search)
    image, handles = _start(args, env, os.getcwd(), _streams)
    _process.execute(image, handles)


def _run(data):
    """In the new process, or the new interpreter: runs the program; the exit status."""
    import _boot
    args, env, directory, streams = data["program"]
    os.environ.clear()
    os.environ.update(env)
    os._directory = directory
    _redirect(streams, "-u" in args[:2] or env.get("PYTHONUNBUFFERED"))
    return _boot._run_main(lambda: _main(args))


def _main(args):
    program, *args = args
    while args and args[0][:1] == "-" and args[0] not in ("-", "-c", "-m"):
        option = args.pop(0)
        if option in ("-V", "--version"):
            print("Python " + sys.version.split()[0])
            return 0
        if option in ("-h", "-?", "--help"):
            print(f"usage: {program} [option] ... [-c cmd | -m mod | file | -] [arg] ...")
            return 0
        if option in ("-W", "-X"):
            del args[:1]
    first = args[0] if args else "-"
    if first in ("-c", "-m") and len(args) < 2:
        sys.stderr.write(f"Argument expected for the {first} option\n")
        return 2
    sys.argv = args or [""]
    sys.path[0] = ""
    if first == "-c":
        file, text = "<string>", args.pop(1)
    elif first == "-":
        file, text = "<stdin>", sys.stdin.read()
    else:
        file = args.pop(1).replace(".", "/") + ".py" if first == "-m" else first
        try:
            with io.open(file, encoding="utf-8") as source:
                text = source.read()
        except OSError as error:
            # The program itself may lie outside of the run's files.
            text = _process.source(file)
            if text is None and first == "-m":
                return _run_library(file)
            if text is None:
                sys.stderr.write(f"{program}: can't open file '{os.path.abspath(file)}': "
                                 f"[Errno {error.errno}] {error.strerror}\n")
                return 2
        sys.argv[0] = file
        sys.path[0] = os.path.dirname(file)
    module = sys.modules["__main__"] = type(sys)("__main__")
    if first != "-c":
        module.__file__ = file
    _process.run_source(module, file, text)


def _run_library(file):
    # A module of the library does as a program what its `_as_program` does.
    name = file[:-3].replace("/", ".")
    try:
        main = getattr(__import__(name, None, None, ["*"]), "_as_program", None)
    except ModuleNotFoundError:
        sys.stderr.write(f"{sys.executable}: No module named {name}\n")
        return 1
    if main is None:
        sys.stderr.write(f"{sys.executable}: {name} is no program here\n")
        return 1
    sys.argv[0] = file
    return main(sys.argv)


# ---- standard streams


_NAMES = ("stdin", "stdout", "stderr")


def _redirect(streams, unbuffered=False):
    for number, stream in enumerate(streams):
        if stream is not None:
            _put(number, stream, unbuffered)


def _put(number, stream, unbuffered=False):
    # The stream is the handle of a pipe, the path and the mode of a file, or the number of another stream.
    name = _NAMES[number]
    if isinstance(stream, int):
        made = getattr(sys, _NAMES[stream])
        stream = _streams[stream] or stream
    elif isinstance(stream, tuple):
        made = io.open(*stream)
    else:
        end = Writer(stream, 0 if unbuffered else 8192) if number else Reader(stream)
        made = Text(end, "w" if number else "r", None, "backslashreplace" if number == 2 else None, number == 2)
        made.name = end.name = f"<{name}>"
    _streams[number] = stream
    setattr(sys, name, made)
    setattr(sys, f"__{name}__", made)


def _source(file):
    # What stands for an open file: see `_put`.
    if isinstance(file, _End):
        return _ipc.Handle(int(file.handle))
    return (file._path, "a" if file._writes else "r")


class _End(io.BufferedIOBase):
    # An end of a pipe as bytes.

    _reads = _writes = False

    def __init__(self, handle):
        self.handle = handle
        self.name = int(handle)

    def readable(self):
        """Whether it can be read."""
        return self._reads

    def writable(self):
        """Whether it can be written."""
        return self._writes

    def seekable(self):
        """A pipe has no positions."""
        return False

    def fileno(self):
        """A number that stands for it in this process."""
        self._check()
        return io._number_of(self)

    def close(self):
        """Closes it."""
        if not self._closed:
            self._closed = True
            io._forget(self)
            _ipc.close(self.handle)

    def __repr__(self):
        return f"<_io.{type(self).__name__} name={self.name!r}>"


class Reader(_End):
    """The end of a pipe that is read."""

    mode = "rb"
    _reads = True

    def __init__(self, handle):
        _End.__init__(self, handle)
        self._data = b""

    def _more(self):
        self._check()
        try:
            piece = _ipc.receive(self.handle)
        except EOFError:
            return b""
        self._data += piece
        return piece

    def _take(self, count):
        data, self._data = self._data[:count], self._data[count:]
        return data

    def read(self, size=-1, /):
        """So many bytes, fewer at the end; all there will be."""
        pieces = [self._data]
        left = -1 if size is None or size < 0 else max(size - len(self._data), 0)
        while left:
            piece = self._more()
            if not piece:
                break
            pieces.append(piece)
            left -= min(len(piece), left) if left > 0 else 0
        self._data = b"".join(pieces)
        return self._take(len(self._data) if left < 0 else size)

    def read1(self, size=-1, /):
        """What is there, or comes next."""
        if not self._data:
            self._more()
        # What several writes have left is there at once.
        while self._data and not 0 <= size <= len(self._data) and _ipc.poll(self.handle, 0):
            if not self._more():
                break
        return self._take(len(self._data) if size < 0 else size)

    def readline(self, size=-1, /):
        """One line."""
        self._check()
        start = 0
        while True:
            end = self._data.find(b"\n", start) + 1
            start = len(self._data)
            if end or not self._more():
                end = end or len(self._data)
                return self._take(end if size is None or size < 0 else min(end, size))


class Writer(_End):
    """The end of a pipe that is written. Holds back what is less than its buffer."""

    mode = "wb"
    _writes = True

    def __init__(self, handle, size):
        _End.__init__(self, handle)
        self._size = size
        self._pieces = []
        self._length = 0

    def write(self, b, /):
        """Writes bytes; how many."""
        self._check()
        data = io._bytes_of(b)
        self._pieces.append(data)
        self._length += len(data)
        if self._length >= self._size:
            self.flush()
        return len(data)

    def flush(self):
        """Sends what was held back."""
        self._check()
        data = b"".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        for at in range(0, len(data), 32768):
            _ipc.send(self.handle, data[at:at + 32768])

    def close(self):
        """Sends what was held back, and closes it."""
        if not self._closed:
            try:
                self.flush()
            finally:
                _End.close(self)


class Text(io.TextIOWrapper):
    """An end of a pipe as text."""

    def __init__(self, buffer, mode, encoding, errors, line_buffering=False):
        io.TextIOWrapper.__init__(self, buffer, encoding, errors, None, line_buffering, True)
        self.mode = mode

    @property
    def name(self):
        """The name of the stream, or of what is below."""
        return self.__dict__.get("name", self.buffer.name)

    @name.setter
    def name(self, name):
        self.__dict__["name"] = name

    def seekable(self):
        """A pipe has no positions."""
        return False

    def reconfigure(self, *, line_buffering=None, write_through=None, **changes):
        """Changes how text becomes bytes, and when it is sent."""
        io.TextIOWrapper.reconfigure(self, **changes)
        if line_buffering is not None:
            self.line_buffering = line_buffering
        if write_through:
            self.buffer._size = 0

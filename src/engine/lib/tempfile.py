"""Files and folders for a while."""

import io as _io
import os as _os
import warnings as _warnings
import weakref as _weakref

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX",
    "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
tempdir = None
template = "tmp"
_text_openflags = _bin_openflags = _os.O_RDWR | _os.O_CREAT | _os.O_EXCL
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def _middle():
    # What is between prefix and suffix.
    return "".join([_LETTERS[byte % len(_LETTERS)] for byte in _os.urandom(8)])


def _default():
    folders = [_os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if _os.environ.get(name)]
    folders += ["/tmp", "/var/tmp", "/usr/tmp", _os.getcwd()]
    for folder in folders:
        folder = _os.path.abspath(folder)
        try:
            if _os.path.isdir(folder):
                name = _os.path.join(folder, _middle())
                _os.mkdir(name)
                _os.rmdir(name)
                return folder
        except OSError:
            pass
    raise FileNotFoundError(2, f"No usable temporary directory found in {folders}")


def gettempdir():
    """Where they are made."""
    global tempdir
    if tempdir is None:
        tempdir = _default()
    return _os.fsdecode(tempdir)


def gettempdirb():
    """The same, as bytes."""
    return _os.fsencode(gettempdir())


def gettempprefix():
    """How their names begin."""
    return template


def gettempprefixb():
    """The same, as bytes."""
    return _os.fsencode(template)


def _made(make, suffix, prefix, dir):
    # The first path that could be made, with what making it gave. It is bytes if one of the parts is.
    kinds = {isinstance(_os.fspath(part), bytes) for part in (suffix, prefix, dir) if part is not None}
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    convert = _os.fsencode if kinds == {True} or not kinds and isinstance(tempdir, bytes) else _os.fsdecode
    folder = convert(gettempdir() if dir is None else dir)
    start, end = convert(template if prefix is None else prefix), convert("" if suffix is None else suffix)
    for _ in range(TMP_MAX):
        name = _os.path.abspath(_os.path.join(folder, start + convert(_middle()) + end))
        try:
            return make(name), name
        except FileExistsError:
            continue
    raise FileExistsError(17, "No usable temporary file name found")


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder; its path."""
    return _made(lambda name: _os.mkdir(name, 0o700), suffix, prefix, dir)[1]


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Makes a file; its number and its path."""
    return _made(lambda name: _os.open(name, _bin_openflags, 0o600), suffix, prefix, dir)


def mktemp(suffix="", prefix=template, dir=None):
    """A path where nothing is."""
    def free(name):
        if _os.path.lexists(name):
            raise FileExistsError

    return _made(free, suffix, prefix, dir)[1]


class _Closer:
    # Closes the file, and removes it; with the last reference at the latest.

    closed = False

    def __init__(self, file, name, delete):
        self.file, self.name, self.delete = file, name, delete

    def close(self, unlink=_os.unlink):
        if not self.closed:
            self.closed = True
            try:
                self.file.close()
            finally:
                if self.delete:
                    unlink(self.name)

    def __del__(self):
        try:
            self.close()
        except OSError:
            # It is gone already.
            pass


class _TemporaryFileWrapper:
    """A file with a name that is removed when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._closer = _Closer(file, name, delete)

    def __getattr__(self, name):
        value = getattr(self.__dict__["file"], name)
        if not callable(value) or isinstance(value, type):
            return value
        closer = self._closer

        # Whoever has a method needs the file: it is not removed meanwhile.
        def method(*args, _closer=closer, **kwargs):
            return value(*args, **kwargs)

        method.__name__ = name
        self.__dict__[name] = method
        return method

    def __iter__(self):
        # Not the file's own iterator, which would not keep the file from being removed.
        for line in self.file:
            yield line

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self.close()
        return result

    def close(self):
        """Closes it, and removes it unless that was not wanted."""
        self._closer.close()


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    """A file that is removed when it is closed."""
    if "b" not in mode:
        encoding = _io.text_encoding(encoding)
    number, name = mkstemp(suffix, prefix, dir)
    _os.close(number)
    try:
        file = _io.open(name, mode.replace("x", "w"), buffering, encoding, errors, newline)
    except BaseException:
        _os.unlink(name)
        raise
    return _TemporaryFileWrapper(file, name, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    """The same. Files of a run have names."""
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir, errors=errors)


def _passed_on(name):
    def method(self, *args):
        return getattr(self._file, name)(*args)

    method.__name__ = name
    return method


class SpooledTemporaryFile(_io.IOBase):
    """A file in memory, until it becomes too long for that."""

    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                 errors=None):
        self._file = _io.BytesIO()
        if "b" not in mode:
            encoding = _io.text_encoding(encoding)
            self._file = _io.TextIOWrapper(self._file, encoding=encoding, errors=errors, newline=newline)
        self._max_size = max_size
        self._options = {"mode": mode, "buffering": buffering, "suffix": suffix, "prefix": prefix, "encoding": encoding,
                         "newline": newline, "dir": dir, "errors": errors}

    __class_getitem__ = classmethod(type(list[int]))

    def _spill(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Becomes a file on the disk."""
        if self._rolled:
            return
        old, new = self._file, TemporaryFile(**self._options)
        position = old.tell()
        if isinstance(old, _io.TextIOWrapper):
            new.file.buffer.write(old.detach().getvalue())
        else:
            new.write(old.getvalue())
        new.seek(position, 0)
        self._file, self._rolled = new, True

    def __enter__(self):
        if self._file.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()

    def __del__(self):
        if "_file" in self.__dict__ and not self.closed:
            _warnings.warn("Unclosed file {!r}".format(self), ResourceWarning, stacklevel=2, source=self)
            self.close()

    closed = property(lambda self: self._file.closed)
    encoding = property(lambda self: self._file.encoding)
    errors = property(lambda self: self._file.errors)
    newlines = property(lambda self: self._file.newlines)

    @property
    def mode(self):
        """How it was opened."""
        try:
            return self._file.mode or self._options["mode"]
        except AttributeError:
            return self._options["mode"]

    @property
    def name(self):
        """The path, once there is one."""
        try:
            return self._file.name
        except AttributeError:
            return None

    def fileno(self):
        """A number that stands for it; it becomes a file on the disk."""
        self.rollover()
        return self._file.fileno()

    def seek(self, *args):
        """Sets the position."""
        return self._file.seek(*args)

    def truncate(self, size=None):
        """Cuts off the end."""
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def write(self, s):
        """Writes text or bytes."""
        count = self._file.write(s)
        self._spill()
        return count

    def writelines(self, iterable):
        """Writes several."""
        self._file.writelines(iterable)
        self._spill()

    close, flush, isatty, detach = _passed_on("close"), _passed_on("flush"), _passed_on("isatty"), _passed_on("detach")
    read, read1, readinto, readinto1 = _passed_on("read"), _passed_on("read1"), _passed_on("readinto"), _passed_on("readinto1")
    readline, readlines, tell = _passed_on("readline"), _passed_on("readlines"), _passed_on("tell")
    readable, writable, seekable = _passed_on("readable"), _passed_on("writable"), _passed_on("seekable")


class TemporaryDirectory:
    """A folder that is removed at the end of the `with` block, or with its last reference."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._finalizer = _weakref.finalize(self, self._forgotten, self.name, f"Implicitly cleaning up {self!r}",
                                           ignore_cleanup_errors)

    __class_getitem__ = classmethod(type(list[int]))

    @staticmethod
    def _forgotten(name, message, ignore_errors):
        import shutil
        shutil.rmtree(name, ignore_errors=ignore_errors)
        _warnings.warn(message, ResourceWarning)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        """Removes it."""
        if self._finalizer.detach() or _os.path.exists(self.name):
            import shutil

            def missing(function, path, info):
                # Somebody else may have removed it.
                if not issubclass(info[0], FileNotFoundError):
                    raise info[1]

            shutil.rmtree(self.name, ignore_errors=self._ignore_cleanup_errors, onerror=missing)

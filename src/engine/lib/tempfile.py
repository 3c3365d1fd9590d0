"""Files and folders for a while."""

import io
import os

tempdir = None
template = "tmp"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def gettempdir():
    """Where they are made."""
    global tempdir
    if tempdir is None:
        tempdir = "/tmp" if os.path.isdir("/tmp") else os.getcwd()
    return tempdir


def gettempprefix():
    """How their names begin."""
    return template


def _names(suffix, prefix, folder):
    # Names that are probably free.
    folder = gettempdir() if folder is None else folder
    for _ in range(1000):
        middle = "".join([_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(8)])
        yield os.path.abspath(os.path.join(folder, (prefix or template) + middle + (suffix or "")))
    raise FileExistsError(17, "No usable temporary file name found")


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder; its path."""
    for name in _names(suffix, prefix, dir):
        try:
            os.mkdir(name)
            return name
        except FileExistsError:
            continue


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Makes a file; its number and its path."""
    for name in _names(suffix, prefix, dir):
        try:
            return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL), name
        except FileExistsError:
            continue


def mktemp(suffix="", prefix=template, dir=None):
    """A path where nothing is."""
    for name in _names(suffix, prefix, dir):
        if not os.path.exists(name):
            return name


class TemporaryDirectory:
    """A folder that is removed at the end of the `with` block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)

    def __repr__(self):
        return f"<TemporaryDirectory {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        """Removes it."""
        import shutil
        shutil.rmtree(self.name, ignore_errors=True)


class _Temporary:
    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __iter__(self):
        return iter(self.file)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        """Closes it, and removes it unless that was not wanted."""
        if not self.file.closed:
            self.file.close()
            if self.delete:
                os.unlink(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    """A file that is removed when it is closed."""
    for name in _names(suffix, prefix, dir):
        try:
            with open(name, "x"):
                pass
        except FileExistsError:
            continue
        return _Temporary(open(name, mode, buffering, encoding, errors, newline), name, delete)


TemporaryFile = NamedTemporaryFile


class SpooledTemporaryFile(io.BytesIO):
    """A file in memory."""

    def __init__(self, max_size=0, mode="w+b", *args, **kwargs):
        io.BytesIO.__init__(self)

"""Paths as objects."""

import fnmatch
import io
import ntpath
import os
import posixpath
import re
import stat
import sys
from collections.abc import Sequence
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


_new, _intern = object.__new__, sys.intern


class _Posix:
    """What POSIX makes of a path's text."""

    sep, altsep, pathmod = "/", "", posixpath

    def split(self, text):
        """Drive, root and rest."""
        rest = text.lstrip("/")
        count = len(text) - len(rest)
        return "", "/" * (count if count < 3 else 1), rest

    def fold(self, text):
        """What counts when names are compared."""
        return text


class _Windows(_Posix):
    """What Windows makes of a path's text."""

    sep, altsep, pathmod = "\\", "/", ntpath
    _RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
        port + number for port in ("COM", "LPT") for number in "123456789\xb9\xb2\xb3"}

    def split(self, text):
        prefix = ""
        if text.startswith("\\\\?\\"):
            # The long form of a path, also of a share's.
            prefix, text = text[:4], text[4:]
            if text.startswith("UNC\\"):
                prefix, text = prefix + text[:3], "\\" + text[3:]
        if text[:2] == "\\\\" and text[2:3] not in ("", "\\"):
            server = text.find("\\", 2)
            if server > 0:
                share = text.find("\\", server + 1)
                if share != server + 1:
                    end = len(text) if share < 0 else share
                    drive = prefix + text[1:end] if prefix else text[:end]
                    return drive, "\\", text[end + 1:]
        drive = ""
        if text[1:2] == ":" and text[0].isascii() and text[0].isalpha():
            drive, text = text[:2], text[2:]
        rest = text.lstrip("\\")
        return prefix + drive, "\\" if rest != text else "", rest

    def fold(self, text):
        return text.lower()


_posix_flavour, _windows_flavour = _Posix(), _Windows()


class _Parents(Sequence):
    """The paths above one, the nearest first."""

    __slots__ = ("_path", "_count")

    def __init__(self, path):
        self._path = path
        self._count = len(path._names)

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple([self[i] for i in range(*index.indices(len(self)))])
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        path = self._path
        return path._with(path._drive, path._root, path._names[:self._count - 1 - index % self._count])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path, whether there is anything or not."""

    __slots__ = ("_drive", "_root", "_names", "_text", "_hash", "_folded", "_parts")

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        self = _new(cls)
        self._drive, self._root, self._names = self._parse(args)
        return self

    def __reduce__(self):
        return type(self), self.parts

    @classmethod
    def _parse(cls, args):
        flavour = cls._flavour
        if len(args) == 1 and type(args[0]) is str and flavour is _posix_flavour:
            # The usual case.
            text = args[0]
            drive, root, rest = flavour.split(text) if text[:1] == "/" else ("", "", text)
            return drive, root, [_intern(name) for name in rest.split("/") if name and name != "."]
        texts = []
        for arg in args:
            if isinstance(arg, PurePath):
                texts.extend(arg.parts)
                continue
            text = os.fspath(arg)
            if not isinstance(text, str):
                raise TypeError("argument should be a str object or an os.PathLike object returning str, "
                                f"not {type(text)!r}")
            texts.append(text)
        drive, root, names = "", "", []
        for text in texts:
            if flavour.altsep:
                text = text.replace(flavour.altsep, flavour.sep)
            new_drive, new_root, rest = flavour.split(text)
            new_names = [_intern(str(name)) for name in rest.split(flavour.sep) if name and name != "."]
            if new_root or new_drive:
                drive, root, names = new_drive or drive, new_root, new_names
            else:
                names += new_names
        return drive, root, names

    def _with(self, drive, root, names):
        new = _new(type(self))
        new._drive, new._root, new._names = drive, root, names
        return new

    def __str__(self):
        try:
            return self._text
        except AttributeError:
            self._text = self._drive + self._root + self._flavour.sep.join(self._names) or "."
            return self._text

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        """As text with slashes."""
        return str(self).replace(self._flavour.sep, "/")

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def as_uri(self):
        """As `file:` URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        drive, text = self._drive, self.as_posix()
        if drive[1:2] == ":":
            return "file:///" + drive + quote_from_bytes(text[2:].encode("utf-8"))
        if drive:
            return "file:" + quote_from_bytes(text.encode("utf-8"))
        return "file://" + quote_from_bytes(bytes(self))

    def _key(self):
        # What counts when paths are compared.
        try:
            return self._folded
        except AttributeError:
            fold = self._flavour.fold
            self._folded = [fold(part) for part in self.parts]
            return self._folded

    def _is_comparable(self, other):
        return isinstance(other, PurePath) and self._flavour is other._flavour

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._flavour is other._flavour and self._key() == other._key()

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(tuple(self._key()))
            return self._hash

    def __lt__(self, other):
        return self._key() < other._key() if self._is_comparable(other) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if self._is_comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if self._is_comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if self._is_comparable(other) else NotImplemented

    def __class_getitem__(cls, type):
        return cls

    drive = property(lambda self: self._drive, doc="The drive or the share.")
    root = property(lambda self: self._root, doc="What stands for the root.")
    anchor = property(lambda self: self._drive + self._root, doc="Drive and root.")

    @property
    def parts(self):
        """The parts, drive and root first."""
        try:
            return self._parts
        except AttributeError:
            anchor = self._drive + self._root
            self._parts = (anchor, *self._names) if anchor else tuple(self._names)
            return self._parts

    @property
    def name(self):
        """The last part."""
        return self._names[-1] if self._names else ""

    @property
    def suffix(self):
        """The last part's extension."""
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""

    @property
    def suffixes(self):
        """The last part's extensions."""
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The last part without its extension."""
        suffix = self.suffix
        return self.name[:-len(suffix)] if suffix else self.name

    def with_name(self, name):
        """With another last part."""
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        flavour = self._flavour
        drive, root, names = self._parse((name,))
        if not name or name[-1] in (flavour.sep, flavour.altsep) or drive or root or len(names) != 1:
            raise ValueError(f"Invalid name {name!r}")
        return self._with(self._drive, self._root, self._names[:-1] + [name])

    def with_stem(self, stem):
        """With another last part, but its extension."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """With another extension."""
        flavour = self._flavour
        if flavour.sep in suffix or flavour.altsep and flavour.altsep in suffix:
            raise ValueError(f"Invalid suffix {suffix!r}")
        if suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._with(self._drive, self._root, self._names[:-1] + [self.stem + suffix])

    def relative_to(self, *other):
        """As seen from a path above."""
        if not other:
            raise TypeError("need at least one argument")
        base = self._with(*self._parse(other))
        fold = self._flavour.fold
        own, its = [self._drive, self._root, *self._names], [base._drive, base._root, *base._names]
        if not base._root and base._drive and not base._names:
            # A drive alone: the root stays.
            its.pop(1)
        count = len(its)
        if [fold(part) for part in own[:count]] != [fold(part) for part in its]:
            shown = base.anchor + self._flavour.sep.join(base._names)
            raise ValueError(f"{str(self)!r} is not in the subpath of {shown!r} OR one path is relative "
                             "and the other is absolute.")
        return self._with("", self._root if count == 1 else "", self._names[max(count - 2, 0):])

    def is_relative_to(self, *other):
        """Whether another path is above it."""
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def joinpath(self, *args):
        """With more parts."""
        drive, root, names = self._parse(args)
        if not root and not drive:
            return self._with(self._drive, self._root, self._names + names)
        fold = self._flavour.fold
        if root:
            return self._with(drive or self._drive, root, names)
        if fold(drive) != fold(self._drive):
            return self._with(drive, "", names)
        return self._with(self._drive, self._root, self._names + names)

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._with(*self._parse((key, self)))
        except TypeError:
            return NotImplemented

    @property
    def parent(self):
        """The path without its last part."""
        return self._with(self._drive, self._root, self._names[:-1]) if self._names else self

    @property
    def parents(self):
        """All paths above, the nearest first."""
        return _Parents(self)

    def is_absolute(self):
        """Whether it begins at the root."""
        return bool(self._root and (self._drive or self._flavour is _posix_flavour))

    def is_reserved(self):
        """Whether Windows keeps its last part for something else."""
        if self._flavour is _posix_flavour or not self._names or self._drive.startswith("\\\\"):
            return False
        name = self.name.partition(".")[0].partition(":")[0].rstrip(" ")
        return name.upper() in _Windows._RESERVED

    def match(self, path_pattern):
        """Whether its end matches a pattern."""
        fold = self._flavour.fold
        pattern = self._with(*self._parse((fold(path_pattern),)))
        if not pattern.parts:
            raise ValueError("empty pattern")
        if pattern._drive and pattern._drive != fold(self._drive) or pattern._root and pattern._root != self._root:
            return False
        own, its = self._key(), pattern.parts
        if pattern.anchor:
            if len(own) != len(its):
                return False
            own, its = own[1:], its[1:]
        return len(its) <= len(own) and all([fnmatch.fnmatchcase(name, part) for name, part in zip(reversed(own), reversed(its))])


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path of POSIX."""

    __slots__ = ()
    _flavour = _posix_flavour


class PureWindowsPath(PurePath):
    """A path of Windows."""

    __slots__ = ()
    _flavour = _windows_flavour


def _none_there(error):
    # Whether an error of `stat` says that there is nothing.
    return getattr(error, "errno", None) in (ENOENT, ENOTDIR, EBADF, ELOOP)


def _mode(path):
    # What `stat` says of it, or None if it is not there.
    try:
        return path.stat().st_mode
    except OSError as error:
        if not _none_there(error):
            raise
    except ValueError:
        pass
    return None


def _asks(test):
    # A method that puts a question to the mode.
    test = getattr(stat, test)

    def method(self):
        mode = _mode(self)
        return mode is not None and test(mode)

    return method


def _links(function):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f"os.{function}() not available on this system")

    return method


class Path(PurePath):
    """A path to a file or folder of the run."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        self = _new(cls)
        self._drive, self._root, self._names = self._parse(args)
        if self._flavour is not _posix_flavour:
            raise NotImplementedError(f"cannot instantiate {cls.__name__!r} on your system")
        return self

    def __enter__(self):
        import warnings
        warnings.warn("pathlib.Path.__enter__() is deprecated and scheduled for removal in Python 3.13; Path objects as "
                      "a context manager is a no-op", DeprecationWarning, stacklevel=2)
        return self

    def __exit__(self, t, v, tb):
        pass

    @classmethod
    def cwd(cls):
        """The current folder."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's folder."""
        return cls("~").expanduser()

    def samefile(self, other_path):
        """Whether another path leads to the same file."""
        try:
            other = other_path.stat()
        except AttributeError:
            other = self.__class__(other_path).stat()
        return os.path.samestat(self.stat(), other)

    def iterdir(self):
        """What lies in the folder."""
        for name in os.listdir(str(self)):
            yield self._inside(name)

    def _inside(self, name):
        new = _new(type(self))
        new._drive, new._root, new._names = self._drive, self._root, [*self._names, name]
        return new

    def _pattern(self, pattern):
        drive, root, names = self._parse((pattern,))
        if drive or root:
            raise NotImplementedError("Non-relative patterns are unsupported")
        if pattern[-1:] == "/":
            names = [*names, ""]
        for name in names:
            if "**" in name and name != "**":
                raise ValueError("Invalid pattern: '**' can only be an entire path component")
        return names

    def glob(self, pattern):
        """What matches below it."""
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        return self._distinct(self._pattern(pattern))

    def rglob(self, pattern):
        """What matches anywhere below it."""
        return self._distinct(["**", *self._pattern(pattern)])

    def _distinct(self, names):
        # Several ways may lead to what lies below two "**".
        found = set()
        if not self.is_dir():
            return
        for path in self._glob(names):
            if "**" in names:
                if path in found:
                    continue
                found.add(path)
            yield path

    def _children(self):
        try:
            with os.scandir(self) as entries:
                return list(entries)
        except PermissionError:
            return []

    def _glob(self, names):
        if not names:
            yield self
            return
        name, rest = names[0], names[1:]
        if name == "**":
            yield from self._glob(rest)
            for entry in self._children():
                if entry.is_dir(follow_symlinks=False):
                    yield from self._inside(entry.name)._glob(names)
        elif name == "":
            if self.is_dir():
                yield self
        elif not any(char in name for char in "*?["):
            path = self._inside(name)
            if path.is_dir() if rest else path.exists():
                yield from path._glob(rest)
        elif self.is_dir():
            fits = re.compile(fnmatch.translate(name)).match
            for entry in self._children():
                if fits(entry.name):
                    if not rest:
                        yield self._inside(entry.name)
                    elif entry.is_dir():
                        yield from self._inside(entry.name)._glob(rest)

    def absolute(self):
        """From the root on."""
        return self if self.is_absolute() else self._with(*self._parse((os.getcwd(), self)))

    def resolve(self, strict=False):
        """From the root on, without `..`."""
        return self._with(*self._parse((os.path.realpath(self, strict=strict),)))

    def stat(self, *, follow_symlinks=True):
        """Size and times."""
        try:
            text = self._text
        except AttributeError:
            text = str(self)
        return os.stat(text, follow_symlinks=follow_symlinks)

    def lstat(self):
        """The same: there are no links."""
        return self.stat(follow_symlinks=False)

    def owner(self):
        """Files of a run have none."""
        raise NotImplementedError("Path.owner() is unsupported on this system")

    def group(self):
        """Files of a run have none."""
        raise NotImplementedError("Path.group() is unsupported on this system")

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """The file, open."""
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """All its bytes."""
        with self.open(mode="rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        """All its text."""
        with self.open(mode="r", encoding=io.text_encoding(encoding), errors=errors) as file:
            return file.read()

    def write_bytes(self, data):
        """Makes it the file of these bytes."""
        view = memoryview(data)
        with self.open(mode="wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes it the file of this text."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open(mode="w", encoding=io.text_encoding(encoding), errors=errors, newline=newline) as file:
            return file.write(data)

    readlink = _links("readlink")
    symlink_to = _links("symlink")
    hardlink_to = link_to = _links("link")

    def touch(self, mode=0o666, exist_ok=True):
        """Makes an empty file unless there is one."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL), mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes it a folder."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            # Not only where it is there already: the reason may be another one.
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Changes who may do what."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """The same: there are no links."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Removes a file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Removes an empty folder."""
        os.rmdir(self)

    def rename(self, target):
        """Gives it another path."""
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        """The same, also where there is something."""
        os.replace(self, target)
        return self.__class__(target)

    def exists(self):
        """Whether it is there."""
        return _mode(self) is not None

    is_dir, is_file, is_fifo, is_socket = _asks("S_ISDIR"), _asks("S_ISREG"), _asks("S_ISFIFO"), _asks("S_ISSOCK")
    is_block_device, is_char_device, is_symlink = _asks("S_ISBLK"), _asks("S_ISCHR"), _asks("S_ISLNK")

    def is_mount(self):
        """Whether it is the root."""
        return os.path.ismount(self) and self.exists()

    def expanduser(self):
        """With the user's folder for `~`."""
        if self._drive or self._root or not self._names or self._names[0][:1] != "~":
            return self
        home = os.path.expanduser(self._names[0])
        if home[:1] == "~":
            raise RuntimeError("Could not determine home directory.")
        return self._with(*self._parse((home, *self._names[1:])))


class PosixPath(Path, PurePosixPath):
    """A path of POSIX."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path of Windows, which there is none of here."""

    __slots__ = ()

    def is_mount(self):
        raise NotImplementedError("Path.is_mount() is unsupported on this system")

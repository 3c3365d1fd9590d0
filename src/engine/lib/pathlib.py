"""Paths as objects."""

import os
from fnmatch import fnmatchcase

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath"]


class PurePath:
    """A path, whether there is anything or not."""

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        self = object.__new__(cls)
        text = ""
        for arg in args:
            part = os.fspath(arg)
            if not isinstance(part, str):
                raise TypeError("argument should be a str object or an os.PathLike object returning str, "
                                f"not {type(arg)}")
            text = part if part.startswith("/") or not text else text.rstrip("/") + "/" + part
        self._root = "//" if text.startswith("//") and not text.startswith("///") else "/" if text.startswith("/") else ""
        self._names = [part for part in text.split("/") if part not in ("", ".")]
        return self

    def _with(self, root, names):
        new = object.__new__(type(self))
        new._root = root
        new._names = names
        return new

    def __str__(self):
        return self._root + "/".join(self._names) or "."

    def __fspath__(self):
        return str(self)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __bytes__(self):
        return str(self).encode()

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def _key(self):
        return [self._root, *self._names]

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    def __reduce__(self):
        return type(self), (str(self),)

    def __truediv__(self, other):
        try:
            return type(self)(self, other)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, other):
        try:
            return type(self)(other, self)
        except TypeError:
            return NotImplemented

    drive = ""
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._root)

    @property
    def parts(self):
        """The parts, the root first."""
        return tuple(([self._root] if self._root else []) + self._names)

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

    @property
    def parent(self):
        """The path without its last part."""
        return self._with(self._root, self._names[:-1])

    @property
    def parents(self):
        """All paths above, the nearest first."""
        return tuple([self._with(self._root, self._names[:count]) for count in range(len(self._names) - 1, -1, -1)])

    def joinpath(self, *other):
        """With more parts."""
        return type(self)(self, *other)

    def as_posix(self):
        """As text."""
        return str(self)

    def as_uri(self):
        """As `file:` URI."""
        if not self._root:
            raise ValueError("relative path can't be expressed as a file URI")
        return "file://" + str(self)

    def is_absolute(self):
        """Whether it begins at the root."""
        return bool(self._root)

    def with_name(self, name):
        """With another last part."""
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._with(self._root, self._names[:-1] + [name])

    def with_stem(self, stem):
        """With another last part, but its extension."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """With another extension."""
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)

    def relative_to(self, *other):
        """As seen from a path above."""
        base = type(self)(*other)
        count = len(base._names)
        if base._root != self._root or base._names != self._names[:count]:
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative "
                             "and the other is absolute.")
        return self._with("", self._names[count:])

    def is_relative_to(self, *other):
        """Whether another path is above it."""
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def match(self, path_pattern):
        """Whether its end matches a pattern."""
        pattern = type(self)(path_pattern)
        parts = pattern.parts
        if not parts:
            raise ValueError("empty pattern")
        own = self.parts
        if pattern._root and len(own) != len(parts) or len(parts) > len(own):
            return False
        return all([fnmatchcase(name, part) for name, part in zip(reversed(own), reversed(parts))])


class PurePosixPath(PurePath):
    """A path of POSIX."""


class Path(PurePath):
    """A path to a file or folder of the run."""

    @classmethod
    def cwd(cls):
        """The current folder."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's folder."""
        return cls(os.path.expanduser("~"))

    def stat(self, *, follow_symlinks=True):
        """Size and times."""
        return os.stat(str(self))

    def exists(self):
        """Whether it is there."""
        return os.path.exists(str(self))

    def is_file(self):
        """Whether it is a file."""
        return os.path.isfile(str(self))

    def is_dir(self):
        """Whether it is a folder."""
        return os.path.isdir(str(self))

    def is_symlink(self):
        """There are no links."""
        return False

    def samefile(self, other_path):
        """Whether another path leads to the same file."""
        return os.path.samefile(str(self), os.fspath(other_path))

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """The file, open."""
        import io
        return io.open(str(self), mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        """All its text."""
        with self.open("r", encoding=encoding, errors=errors) as file:
            return file.read()

    def read_bytes(self):
        """All its bytes."""
        with self.open("rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes it the file of this text."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        """Makes it the file of these bytes."""
        with self.open("wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        """Makes an empty file unless there is one."""
        self.open("a" if exist_ok else "x").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes it a folder."""
        try:
            os.mkdir(str(self))
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        """Removes an empty folder."""
        os.rmdir(str(self))

    def unlink(self, missing_ok=False):
        """Removes a file."""
        try:
            os.unlink(str(self))
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Gives it another path."""
        os.rename(str(self), os.fspath(target))
        return type(self)(target)

    replace = rename

    def iterdir(self):
        """What lies in the folder."""
        for name in os.listdir(str(self)):
            yield self._with(self._root, self._names + [name])

    def glob(self, pattern):
        """What matches below it."""
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        return self._glob([part for part in pattern.split("/") if part])

    def rglob(self, pattern):
        """What matches anywhere below it."""
        return self._glob(["**"] + [part for part in pattern.split("/") if part])

    def _glob(self, parts):
        if not parts:
            yield self
            return
        part, rest = parts[0], parts[1:]
        if part == "**":
            if rest:
                yield from self._glob(rest)
            else:
                yield self
            for child in self.iterdir():
                if child.is_dir():
                    yield from child._glob(parts)
        elif self.is_dir():
            for child in self.iterdir():
                if fnmatchcase(child.name, part) and (not rest or child.is_dir()):
                    yield from child._glob(rest)

    def absolute(self):
        """From the root on."""
        return self if self._root else type(self)(os.getcwd(), self)

    def resolve(self, strict=False):
        """From the root on, without `..`."""
        if strict:
            self.stat()
        return type(self)(os.path.abspath(str(self)))

    def expanduser(self):
        """With the user's folder for `~`."""
        return type(self)(os.path.expanduser(str(self)))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class PosixPath(Path, PurePosixPath):
    """A path of POSIX."""

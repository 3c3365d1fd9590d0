"""Files and folders copied, moved and removed."""

import os
import sys
from collections import namedtuple

__all__ = [
    "copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error", "SpecialFileError",
    "ExecError", "SameFileError", "get_terminal_size", "which", "ignore_patterns", "make_archive", "unpack_archive",
    "get_archive_formats", "get_unpack_formats", "disk_usage",
]


_Usage = namedtuple("usage", ["total", "used", "free"])


class Error(OSError):
    """What went wrong."""


class SameFileError(Error):
    """Source and target are the same file."""


class SpecialFileError(OSError):
    """Not a file with content."""


class ExecError(OSError):
    """A command failed."""


class ReadError(OSError):
    """An archive cannot be read."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies what is left of one file into another."""
    read, write = fsrc.read, fdst.write
    while True:
        piece = read(length or 65536)
        if not piece:
            return
        write(piece)


def _same(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies the contents of a file."""
    if _same(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as source:
        try:
            with open(dst, "wb") as target:
                copyfileobj(source, target)
        except IsADirectoryError as error:
            if os.path.exists(dst):
                raise
            raise FileNotFoundError(f"Directory does not exist: {dst}") from error
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies who may do what."""
    os.chmod(dst, os.stat(src).st_mode & 0o7777)


def copystat(src, dst, *, follow_symlinks=True):
    """Copies who may do what, and the times."""
    status = os.stat(src)
    if hasattr(os, "utime"):
        os.utime(dst, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.chmod(dst, status.st_mode & 0o7777)


def _into(src, dst):
    # The path of the copy: below the target if that is a folder.
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file to a path or into a folder, and who may do what with it."""
    dst = _into(src, dst)
    copyfile(src, dst)
    copymode(src, dst)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """The same, with the times."""
    dst = _into(src, dst)
    copyfile(src, dst)
    copystat(src, dst)
    return dst


def ignore_patterns(*patterns):
    """For `copytree`: leaves out what a pattern fits."""
    def ignore(path, names):
        import fnmatch
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}

    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copies a folder with all in it. What goes wrong is told in the end."""
    # Before the copy is made: it may lie in what is copied.
    entries = list(os.scandir(src))
    ignored = ignore(os.fspath(src), [entry.name for entry in entries]) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for entry in entries:
        if entry.name in ignored:
            continue
        target = os.path.join(dst, entry.name)
        try:
            if entry.is_dir():
                copytree(entry.path, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(entry.path, target)
        except Error as error:
            errors.extend(error.args[0])
        except OSError as error:
            errors.append((entry.path, target, str(error)))
    try:
        copystat(src, dst)
    except OSError as error:
        errors.append((src, dst, str(error)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, dir_fd=None):
    """Removes a folder with all in it. What goes wrong is raised, left, or told to a function."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")

    def failed(function, where):
        if ignore_errors:
            return
        if onerror is None:
            raise
        onerror(function, where, sys.exc_info())

    def remove(where):
        try:
            entries = list(os.scandir(where))
        except OSError:
            failed(os.scandir, where)
            entries = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                remove(entry.path)
                continue
            try:
                os.unlink(entry.path)
            except OSError:
                failed(os.unlink, entry.path)
        try:
            os.rmdir(where)
        except OSError:
            failed(os.rmdir, where)

    try:
        os.lstat(path)
    except OSError:
        failed(os.lstat, path)
        return
    try:
        if os.path.islink(path):
            raise OSError("Cannot call rmtree on a symbolic link")
    except OSError:
        failed(os.path.islink, path)
        return
    remove(path)


def move(src, dst, copy_function=copy2):
    """Moves a file or folder to a path or into a folder."""
    target = dst
    if os.path.isdir(dst):
        if _same(src, dst):
            os.rename(src, dst)
            return dst
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        if os.path.isdir(src):
            if (os.path.abspath(target) + "/").startswith(os.path.abspath(src) + "/"):
                raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.") from None
            copytree(src, target, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, target)
            os.unlink(src)
    return target


def get_terminal_size(fallback=(80, 24)):
    """The size of the output's window."""
    sizes = []
    for name, other in zip(("COLUMNS", "LINES"), fallback):
        try:
            size = int(os.environ[name])
        except (KeyError, ValueError):
            size = 0
        sizes.append(size if size > 0 else other)
    return os.terminal_size(sizes)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of a program. This Python is found by its names; no others are there, but files with the mode may be."""
    name = os.fspath(cmd)
    if os.path.dirname(name):
        candidates = [name]
    else:
        if path is None:
            path = os.environ.get("PATH") or os.defpath
        if not path:
            return None
        path = os.fsencode(path) if isinstance(name, bytes) else os.fsdecode(path)
        folders = list(dict.fromkeys(path.split(b":" if isinstance(name, bytes) else ":")))
        candidates = [os.path.join(folder, name) for folder in folders]
    import _program
    for candidate in candidates:
        if os.path.exists(candidate) and os.access(candidate, mode) and not os.path.isdir(candidate):
            return candidate
        try:
            _program._find(candidate, False)
            return candidate
        except OSError:
            pass
    return None


def disk_usage(path):
    """Bytes in all, used and free: files of a run have 256 MiB together."""
    os.stat(path)
    used = sum([os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names])
    return _Usage(256 << 20, used, (256 << 20) - used)


def get_archive_formats():
    """Names and descriptions of what `make_archive` makes."""
    return [("zip", "ZIP file")]


def get_unpack_formats():
    """Names, suffixes and descriptions of what `unpack_archive` takes."""
    return [("zip", [".zip"], "ZIP file")]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Makes an archive of a folder, `base_name` with a suffix; its path."""
    if format != "zip":
        raise ValueError("unknown archive format '%s'" % format)
    import zipfile
    name = os.fspath(base_name) + ".zip"
    root = os.curdir if root_dir is None else os.fspath(root_dir)
    top = os.curdir if base_dir is None else os.fspath(base_dir)
    if os.path.dirname(name):
        os.makedirs(os.path.dirname(name), exist_ok=True)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        if os.path.normpath(top) != os.curdir:
            archive.write(os.path.join(root, top), os.path.normpath(top))
        for folder, folders, files in os.walk(os.path.join(root, top)):
            for inner in [*sorted(folders), *files]:
                path = os.path.normpath(os.path.join(folder, inner))
                # It may lie in the folder itself.
                if os.path.abspath(path) != os.path.abspath(name):
                    archive.write(path, os.path.relpath(path, root))
    return os.path.abspath(name) if root_dir is not None else name


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Takes an archive apart, below a folder."""
    import zipfile
    name = os.fspath(filename)
    if format not in (None, "zip"):
        raise ValueError("Unknown unpack format '{0}'".format(format))
    if format is None and not name.endswith(".zip"):
        raise ReadError("Unknown archive format '{0}'".format(name))
    if not zipfile.is_zipfile(name):
        raise ReadError("%s is not a zip file" % name)
    with zipfile.ZipFile(name) as archive:
        archive.extractall(extract_dir)

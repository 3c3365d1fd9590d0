"""Files and folders copied, moved and removed."""

import os


class Error(OSError):
    """What went wrong."""


class SameFileError(Error):
    """Source and target are the same file."""


def copyfileobj(fsrc, fdst, length=0):
    """Copies what is left of one file into another."""
    while True:
        piece = fsrc.read(length or 65536)
        if not piece:
            return
        fdst.write(piece)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies the contents of a file."""
    if os.path.exists(dst) and os.path.abspath(src) == os.path.abspath(dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as source, open(dst, "wb") as target:
        copyfileobj(source, target)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    """Copies a file to a path or into a folder."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    return copyfile(src, dst)


copy2 = copy


def copytree(src, dst, *args, dirs_exist_ok=False, **kwargs):
    """Copies a folder with all in it."""
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    for entry in os.scandir(src):
        target = os.path.join(dst, entry.name)
        if entry.is_dir():
            copytree(entry.path, target, dirs_exist_ok=dirs_exist_ok)
        else:
            copyfile(entry.path, target)
    return dst


def rmtree(path, ignore_errors=False, onerror=None):
    """Removes a folder with all in it."""
    try:
        entries = list(os.scandir(path))
        for entry in entries:
            if entry.is_dir():
                rmtree(entry.path)
            else:
                os.remove(entry.path)
        os.rmdir(path)
    except OSError:
        if not ignore_errors:
            raise


def move(src, dst, copy_function=copy2):
    """Moves a file or folder to a path or into a folder."""
    target = dst
    if os.path.isdir(dst):
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    os.rename(src, target)
    return target


def get_terminal_size(fallback=(80, 24)):
    """The size of the output's window."""
    return os.terminal_size((int(os.environ.get("COLUMNS", 0)) or fallback[0],
                             int(os.environ.get("LINES", 0)) or fallback[1]))


def which(cmd, mode=1, path=None):
    """There are no other programs."""
    return None

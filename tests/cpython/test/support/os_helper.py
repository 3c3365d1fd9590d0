"""Stand-ins for `test.support.os_helper`."""

import collections.abc
import contextlib
import os
import sys
import unittest

TESTFN_ASCII = f"@test_{os.getpid()}_tmp"
TESTFN_UNICODE = TESTFN_ASCII + "-\xe0\xf2\u0258\u0141\u011f"
TESTFN_NONASCII = TESTFN_ASCII + "\xe6"
FS_NONASCII = "\xe6"
TESTFN_UNENCODABLE = None
TESTFN_UNDECODABLE = None
TESTFN = TESTFN_NONASCII
SAVEDCWD = os.getcwd()


def unlink(filename):
    try:
        os.unlink(filename)
    except (FileNotFoundError, NotADirectoryError):
        pass


def rmdir(dirname):
    try:
        os.rmdir(dirname)
    except FileNotFoundError:
        pass


def rmtree(path):
    import shutil
    try:
        shutil.rmtree(path)
    except FileNotFoundError:
        pass


@contextlib.contextmanager
def temp_dir(path=None, quiet=False):
    made = False
    if path is None:
        import tempfile
        path = os.path.realpath(tempfile.mkdtemp())
        made = True
    else:
        try:
            os.mkdir(path)
            made = True
        except OSError:
            if not quiet:
                raise
    try:
        yield path
    finally:
        if made:
            rmtree(path)


@contextlib.contextmanager
def change_cwd(path, quiet=False):
    before = os.getcwd()
    try:
        os.chdir(os.path.realpath(path))
    except OSError:
        if not quiet:
            raise
    try:
        yield os.getcwd()
    finally:
        os.chdir(before)


@contextlib.contextmanager
def temp_cwd(name="tempcwd", quiet=False):
    with temp_dir(path=name, quiet=quiet) as folder:
        with change_cwd(folder, quiet=quiet) as inside:
            yield inside


def create_empty_file(filename):
    with open(filename, "wb"):
        pass


@contextlib.contextmanager
def open_dir_fd(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        yield fd
    finally:
        os.close(fd)


def fs_is_case_insensitive(directory):
    return False


def fd_count():
    return len(os.listdir("/proc/self/fd"))


def make_bad_fd():
    file = open(TESTFN, "wb")
    try:
        return file.fileno()
    finally:
        file.close()
        unlink(TESTFN)


def can_symlink():
    return hasattr(os, "symlink")


def skip_unless_symlink(test):
    return unittest.skipUnless(can_symlink(), "Requires functional symlink implementation")(test)


def can_xattr():
    return False


def skip_unless_xattr(test):
    return unittest.skip("no functional extended attribute support")(test)


def can_chmod():
    return hasattr(os, "chmod")


def skip_unless_working_chmod(test):
    return unittest.skipUnless(can_chmod(), "requires working os.chmod()")(test)


def can_dac_override():
    return not hasattr(os, "geteuid") or os.geteuid() == 0


def skip_if_dac_override(test):
    return unittest.skipIf(can_dac_override(), "incompatible with the superuser")(test)


def skip_unless_dac_override(test):
    return unittest.skipUnless(can_dac_override(), "for the superuser only")(test)


@contextlib.contextmanager
def temp_umask(umask):
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


class FakePath:
    """Something that names a path, or raises instead."""

    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f"<FakePath {self.path!r}>"

    def __fspath__(self):
        if isinstance(self.path, BaseException) or (
            isinstance(self.path, type) and issubclass(self.path, BaseException)
        ):
            raise self.path
        return self.path


class EnvironmentVarGuard(collections.abc.MutableMapping):
    """The environment, as it was again at the end."""

    def __init__(self):
        self._environ = os.environ
        self._before = {}

    def __getitem__(self, envvar):
        return self._environ[envvar]

    def __setitem__(self, envvar, value):
        self._before.setdefault(envvar, self._environ.get(envvar))
        self._environ[envvar] = value

    def __delitem__(self, envvar):
        self._before.setdefault(envvar, self._environ.get(envvar))
        self._environ.pop(envvar, None)

    def keys(self):
        return self._environ.keys()

    def __iter__(self):
        return iter(self._environ)

    def __len__(self):
        return len(self._environ)

    def set(self, envvar, value):
        self[envvar] = value

    def unset(self, envvar):
        del self[envvar]

    def copy(self):
        return dict(self)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        for name, value in self._before.items():
            if value is None:
                self._environ.pop(name, None)
            else:
                self._environ[name] = value
        os.environ = self._environ

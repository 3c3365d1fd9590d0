"""Stand-ins for `test.support.import_helper`."""

import contextlib
import importlib
import os
import sys
import unittest
import warnings


@contextlib.contextmanager
def _quiet(on=True):
    with warnings.catch_warnings():
        if on:
            warnings.simplefilter("ignore", DeprecationWarning)
        yield


def import_module(name, deprecated=False, *, required_on=()):
    """The module; without it the test is skipped, which counts as not passed where CPython has the module."""
    with _quiet(deprecated):
        try:
            return importlib.import_module(name)
        except ImportError as error:
            raise unittest.SkipTest(str(error)) from None


def _fresh(names, blocked, deprecated, name):
    saved = {}
    if sys.implementation.name != "cpython":
        # A module and its twin without the part in C: here both are the same one.
        blocked = [other for other in blocked if not other.startswith("_")]
    for key in list(sys.modules):
        if any(key == other or key.startswith(other + ".") for other in (*names, *blocked)):
            saved[key] = sys.modules.pop(key)
    try:
        for other in blocked:
            sys.modules[other] = None
        with _quiet(deprecated):
            try:
                for other in names[1:]:
                    try:
                        __import__(other)
                    except ImportError:
                        # CPython's part in C: where it is missing, the public module is the one.
                        if not other.startswith("_"):
                            raise
                return importlib.import_module(name)
            except ImportError:
                return None
    finally:
        for key in list(sys.modules):
            if any(key == other or key.startswith(other + ".") for other in (*names, *blocked)):
                del sys.modules[key]
        sys.modules.update(saved)


def import_fresh_module(name, fresh=(), blocked=(), *, deprecated=False, usefrozen=False):
    """A second copy of a module, made without the blocked ones; None where it cannot be imported."""
    return _fresh([name, *fresh], list(blocked), deprecated, name)


def unload(name):
    sys.modules.pop(name, None)


def forget(modname):
    unload(modname)


def make_legacy_pyc(source):
    raise unittest.SkipTest("bytecode files are CPython's own")


@contextlib.contextmanager
def frozen_modules(enabled=True):
    yield


@contextlib.contextmanager
def multi_interp_extensions_check(enabled=True):
    yield


class CleanImport:
    """Within it the named modules are imported afresh."""

    def __init__(self, *module_names, usefrozen=False):
        self._before = sys.modules.copy()
        for name in module_names:
            sys.modules.pop(name, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        sys.modules.update(self._before)


class DirsOnSysPath:
    """Folders at the end of `sys.path` for a while."""

    def __init__(self, *paths):
        self._list, self._before = sys.path, sys.path[:]
        sys.path.extend(paths)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        sys.path = self._list
        sys.path[:] = self._before


def modules_setup():
    return (sys.modules.copy(),)


def modules_cleanup(oldmodules):
    sys.modules.clear()
    sys.modules.update(oldmodules)


def mock_register_at_fork(func):
    from unittest import mock
    return mock.patch("os.register_at_fork", create=True)(func)


@contextlib.contextmanager
def ready_to_import(name=None, source=""):
    from test.support.os_helper import temp_dir
    name = name or "spam"
    with temp_dir() as folder:
        path = os.path.join(folder, name + ".py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        before = sys.modules.pop(name, None)
        sys.path.insert(0, folder)
        try:
            yield name, path
        finally:
            sys.path.remove(folder)
            sys.modules.pop(name, None)
            if before is not None:
                sys.modules[name] = before

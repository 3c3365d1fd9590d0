"""Stand-ins for `test.support.warnings_helper`."""

import contextlib
import functools
import importlib
import re
import sys
import warnings


def import_deprecated(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module(name)


def ignore_warnings(*, category):
    def decorate(test):
        @functools.wraps(test)
        def call(self, *args, **kwargs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category=category)
                return test(self, *args, **kwargs)

        return call

    return decorate


class WarningsRecorder:
    """The warnings so far; attributes are those of the last one."""

    def __init__(self, caught):
        self._caught = caught
        self._from = 0

    def __getattr__(self, name):
        if self.warnings:
            return getattr(self.warnings[-1], name)
        if name in ("message", "category", "filename", "lineno", "file", "line", "source"):
            return None
        raise AttributeError(f"{self!r} has no attribute {name!r}")

    @property
    def warnings(self):
        return self._caught[self._from:]

    def reset(self):
        self._from = len(self._caught)


@contextlib.contextmanager
def _filtered(filters, quiet):
    with warnings.catch_warnings(record=True) as caught:
        for module in list(sys.modules.values()):
            getattr(module, "__dict__", {}).pop("__warningregistry__", None)
        warnings.simplefilter("always")
        yield WarningsRecorder(caught)
    left = list(caught)
    missing = []
    for message, category in filters:
        matching = [
            warning for warning in left
            if re.match(message, str(warning.message), re.I) and issubclass(warning.category, category)
        ]
        if not matching and not quiet:
            missing.append((message, category.__name__))
        left = [warning for warning in left if warning not in matching]
    if left:
        raise AssertionError(f"unhandled warning {left[0]}")
    if missing:
        raise AssertionError("filter (%r, %s) did not catch any warning" % missing[0])


def check_warnings(*filters, quiet=None):
    if not filters:
        filters = (("", Warning),)
        if quiet is None:
            quiet = True
    return _filtered(filters, bool(quiet))


@contextlib.contextmanager
def check_no_warnings(testcase, message="", category=Warning, force_gc=False):
    from test.support import gc_collect
    with warnings.catch_warnings(record=True) as caught:
        warnings.filterwarnings("always", message=message, category=category)
        yield
        if force_gc:
            gc_collect()
    testcase.assertEqual(caught, [])


def check_no_resource_warning(testcase):
    return check_no_warnings(testcase, category=ResourceWarning, force_gc=True)


def check_syntax_warning(testcase, statement, errtext="", *, lineno=1, offset=None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SyntaxWarning)
        compile(statement, "<testcase>", "exec")
    testcase.assertEqual(len(caught), 1, caught)
    warning, = caught
    testcase.assertTrue(issubclass(warning.category, SyntaxWarning), warning.category)
    if errtext:
        testcase.assertRegex(str(warning.message), errtext)
    testcase.assertEqual(warning.filename, "<testcase>")
    if lineno is not None:
        testcase.assertEqual(warning.lineno, lineno)
    with warnings.catch_warnings():
        warnings.simplefilter("error", SyntaxWarning)
        from test.support import check_syntax_error
        check_syntax_error(testcase, statement, errtext, lineno=lineno, offset=offset)


@contextlib.contextmanager
def save_restore_warnings_filters():
    before = warnings.filters[:]
    try:
        yield
    finally:
        warnings.filters[:] = before

"""Stand-ins for what CPython's tests take from `test.support`, written from its documentation.

They run under both Pythons, and import only what every test needs: what a test asks for and the Python
lacks must fail that test, and no other.
"""

import contextlib
import functools
import os
import sys
import unittest

verbose = 0
use_resources = None
max_memuse = 0
real_max_memuse = 0
failfast = False
PGO = False
junit_xml_list = None

LOOPBACK_TIMEOUT = 5.0
INTERNET_TIMEOUT = 60.0
SHORT_TIMEOUT = 10.0
LONG_TIMEOUT = 60.0

_1M = 1 << 20
_1G = 1 << 30
_2G = 2 << 30
_4G = 4 << 30
MAX_Py_ssize_t = sys.maxsize
SOCK_MAX_SIZE = 16 * _1M + 1
PIPE_MAX_SIZE = 4 * _1M + 1

MS_WINDOWS = False
is_jython = False
is_android = False
is_emscripten = False
is_wasi = False
is_apple = False
has_fork_support = True
has_subprocess_support = True
has_socket_support = True
has_strftime_extensions = True
Py_DEBUG = False
HAVE_DOCSTRINGS = True
MISSING_C_DOCSTRINGS = False
unix_shell = "/bin/sh"
HAVE_ASAN_FORK_BUG = False

_here = os.path.dirname(os.path.abspath(__file__))
TEST_SUPPORT_DIR = _here
TEST_HOME_DIR = os.path.dirname(_here)
TEST_DATA_DIR = os.path.join(TEST_HOME_DIR, "data")
STDLIB_DIR = os.path.dirname(TEST_HOME_DIR)
REPO_ROOT = os.path.dirname(STDLIB_DIR)

requires_IEEE_754 = unittest.skipUnless(True, "")


class Error(Exception):
    """Of the helpers themselves."""


class TestFailed(Error):
    """A test failed."""


class TestDidNotRun(Error):
    """No test ran."""


class ResourceDenied(unittest.SkipTest):
    """A test needs what it must not have here."""


_GRANTED = frozenset(["walltime"])


def is_resource_enabled(resource):
    return resource in _GRANTED


def requires(resource, msg=None):
    if not is_resource_enabled(resource):
        raise ResourceDenied(msg or f"Use of the {resource!r} resource not enabled")


def requires_resource(resource):
    return unittest.skipUnless(is_resource_enabled(resource), f"resource {resource!r} is not enabled")


def _as_is(item=None, *args, **kwargs):
    return item


def _decorator(*args, **kwargs):
    return _as_is


def _needs(module, reason):
    def available():
        try:
            __import__(module)
        except ImportError:
            return False
        return True

    def decorate(item):
        return unittest.skipUnless(available(), reason)(item)

    return decorate


def requires_zlib(reason="requires zlib"):
    return _needs("zlib", reason)


def requires_gzip(reason="requires gzip"):
    return _needs("gzip", reason)


def requires_bz2(reason="requires bz2"):
    return _needs("bz2", reason)


def requires_lzma(reason="requires lzma"):
    return _needs("lzma", reason)


requires_docstrings = unittest.skipUnless(HAVE_DOCSTRINGS, "")
requires_legacy_unicode_capi = unittest.skip("needs CPython's C API")
skip_if_pgo_task = darwin_malloc_err_warning = _as_is
skip_if_sanitizer = _decorator
skip_if_buggy_ucrt_strfptime = _as_is
requires_mac_ver = _decorator
requires_linux_version = _decorator
requires_freebsd_version = _decorator
requires_gil_enabled = _as_is
no_rerun = _decorator


def requires_fork():
    return unittest.skipUnless(hasattr(os, "fork"), "requires working os.fork()")


def requires_subprocess():
    return _as_is


def requires_working_socket(*, module=False):
    return None if module else _as_is


def requires_debug_ranges(reason="requires co_positions"):
    return _as_is


def has_no_debug_ranges():
    return False


def cpython_only(test):
    """The mark of what holds for CPython alone: both Pythons leave it out."""
    return unittest.skip("for CPython only")(test)


def impl_detail(msg=None, **guards):
    return unittest.skipUnless(check_impl_detail(**guards), msg or "for CPython only")


def check_impl_detail(**guards):
    """Whether what follows belongs to this implementation. There is none of ours in the guards: `cpython=False` does."""
    if not guards:
        return False
    default = not next(iter(guards.values()))
    return guards.get("interleave", default)


def no_tracing(function):
    return function


def refcount_test(test):
    return unittest.skip("counts references")(test)


def anticipate_failure(condition):
    return unittest.expectedFailure if condition else _as_is


def bigmemtest(size, memuse, dry_run=True):
    """Big allocations are tried with a small size."""
    def decorate(function):
        @functools.wraps(function)
        def call(self):
            if not dry_run:
                raise unittest.SkipTest("not enough memory")
            return function(self, 5147)

        return call

    return decorate


def bigaddrspacetest(function):
    return unittest.skip("needs more than 64 bits")(function)


def set_memlimit(limit):
    raise ValueError(f"Memory limit {limit!r} is not used here")


def gc_collect():
    import gc
    for _ in range(3):
        gc.collect()


@contextlib.contextmanager
def disable_gc():
    import gc
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextlib.contextmanager
def captured_output(name):
    import io
    before = getattr(sys, name)
    setattr(sys, name, io.StringIO())
    try:
        yield getattr(sys, name)
    finally:
        setattr(sys, name, before)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def captured_stdin():
    return captured_output("stdin")


_original_stdout = None


def record_original_stdout(stdout):
    global _original_stdout
    _original_stdout = stdout


def get_original_stdout():
    return _original_stdout or sys.stdout


def flush_std_streams():
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def print_warning(msg):
    get_original_stdout().write(f"Warning -- {msg}\n")


@contextlib.contextmanager
def swap_attr(obj, attr, new_val):
    missing = object()
    before = getattr(obj, attr, missing)
    setattr(obj, attr, new_val)
    try:
        yield None if before is missing else before
    finally:
        if before is missing:
            if hasattr(obj, attr):
                delattr(obj, attr)
        else:
            setattr(obj, attr, before)


@contextlib.contextmanager
def swap_item(obj, item, new_val):
    missing = object()
    before = obj[item] if item in obj else missing
    obj[item] = new_val
    try:
        yield None if before is missing else before
    finally:
        if before is missing:
            obj.pop(item, None)
        else:
            obj[item] = before


def patch(test_instance, object_to_patch, attr_name, new_value):
    before = getattr(object_to_patch, attr_name)
    local = attr_name in getattr(object_to_patch, "__dict__", {})

    def undo():
        if local:
            setattr(object_to_patch, attr_name, before)
        else:
            delattr(object_to_patch, attr_name)

    test_instance.addCleanup(undo)
    setattr(object_to_patch, attr_name, new_value)


def get_attribute(obj, name):
    try:
        return getattr(obj, name)
    except AttributeError:
        raise unittest.SkipTest(f"object {obj!r} has no attribute {name!r}") from None


def findfile(filename, subdir=None):
    if os.path.isabs(filename):
        return filename
    if subdir is not None:
        filename = os.path.join(subdir, filename)
    for folder in (TEST_HOME_DIR, os.getcwd()):
        path = os.path.join(folder, filename)
        if os.path.exists(path):
            return path
    return filename


def sortdict(mapping):
    return "{%s}" % ", ".join(["%r: %r" % pair for pair in sorted(mapping.items())])


def check_syntax_error(testcase, statement, errtext="", *, lineno=None, offset=None):
    with testcase.assertRaisesRegex(SyntaxError, errtext) as caught:
        compile(statement, "<test string>", "exec")
    error = caught.exception
    testcase.assertIsNotNone(error.lineno)
    if lineno is not None:
        testcase.assertEqual(error.lineno, lineno)
    testcase.assertIsNotNone(error.offset)
    if offset is not None:
        testcase.assertEqual(error.offset, offset)


def check__all__(test_case, module, name_of_module=None, extra=(), not_exported=()):
    if name_of_module is None:
        name_of_module = (module.__name__,)
    elif isinstance(name_of_module, str):
        name_of_module = (name_of_module,)
    expected = set(extra)
    for name in dir(module):
        if name.startswith("_") or name in not_exported:
            continue
        value = getattr(module, name)
        home = getattr(value, "__module__", None)
        if home in name_of_module or (home is None and not isinstance(value, type(sys))):
            expected.add(name)
    test_case.assertCountEqual(module.__all__, expected)


def detect_api_mismatch(ref_api, other_api, *, ignore=()):
    missing = set(dir(ref_api)) - set(dir(other_api)) - set(ignore)
    return {name for name in missing if not name.startswith("_") or name.endswith("__")}


def check_free_after_iterating(test, iter, cls, args=()):
    class A(cls):
        def __del__(self):
            nonlocal done
            done = True
            try:
                next(it)
            except StopIteration:
                pass

    done = False
    it = iter(A(*args))
    test.assertRaises(StopIteration, next, it)
    gc_collect()
    test.assertTrue(done)


def check_disallow_instantiation(testcase, tp, *args, **kwds):
    name = f"{tp.__module__}.{tp.__name__}" if tp.__module__ != "builtins" else tp.__name__
    import re
    with testcase.assertRaisesRegex(TypeError, f"cannot create '{re.escape(name)}' instances"):
        tp(*args, **kwds)


def check_sizeof(test, o, size):
    raise unittest.SkipTest("sizes are CPython's own")


def calcobjsize(fmt):
    raise unittest.SkipTest("sizes are CPython's own")


calcvobjsize = calcobjsize


def run_in_subinterp(code):
    raise unittest.SkipTest("interpreters within interpreters are CPython's own")


def with_pymalloc():
    return False


def python_is_optimized():
    return True


def check_sanitizer(*, address=False, memory=False, ub=False):
    return False


def system_must_validate_cert(f):
    return f


def load_package_tests(pkg_dir, loader, standard_tests, pattern):
    standard_tests.addTests(loader.discover(start_dir=pkg_dir, pattern=pattern or "test*"))
    return standard_tests


def run_unittest(*classes):
    for cls in classes:
        unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(cls))


def run_doctest(module, verbosity=None, optionflags=0):
    import doctest
    failures, count = doctest.testmod(module, verbose=verbosity, optionflags=optionflags)
    if failures:
        raise TestFailed("%d of %d doctests failed" % (failures, count))
    return failures, count


def wait_process(pid, *, exitcode, timeout=None):
    import time
    deadline = time.monotonic() + (timeout or SHORT_TIMEOUT)
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            break
        if time.monotonic() > deadline:
            import signal
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise AssertionError(f"process {pid} is still running")
        time.sleep(0.01)
    got = os.waitstatus_to_exitcode(status)
    if got != exitcode:
        raise AssertionError(f"process {pid} exited with code {got}, but exit code {exitcode} is expected")


def reap_children():
    try:
        while os.waitpid(-1, os.WNOHANG)[0] > 0:
            pass
    except OSError:
        pass


def busy_retry(timeout, err_msg=None, /, *, error=True):
    import time
    start = time.monotonic()
    while True:
        yield
        if time.monotonic() - start > timeout:
            if not error:
                return
            raise AssertionError("timeout" + (f": {err_msg}" if err_msg else ""))


def sleeping_retry(timeout, err_msg=None, /, *, init_delay=0.01, max_delay=1.0, error=True):
    import time
    delay = init_delay
    for _ in busy_retry(timeout, err_msg, error=error):
        yield
        time.sleep(delay)
        delay = min(delay * 2, max_delay)


def setswitchinterval(interval):
    sys.setswitchinterval(interval)


def args_from_interpreter_flags():
    return []


def optim_args_from_interpreter_flags():
    return []


def missing_compiler_executable(cmd_names=()):
    return "cc"


def get_recursion_depth():
    depth = 0
    frame = sys._getframe()
    while frame is not None:
        depth += 1
        frame = frame.f_back
    return depth


def get_recursion_available():
    return sys.getrecursionlimit() - get_recursion_depth()


@contextlib.contextmanager
def set_recursion_limit(limit):
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(limit)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def infinite_recursion(max_depth=100):
    return set_recursion_limit(get_recursion_depth() + max_depth)


@contextlib.contextmanager
def adjust_int_max_str_digits(max_digits):
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(max_digits)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


@contextlib.contextmanager
def temporary_category(category, *values):
    """Tries values of a locale category until one is known."""
    import locale
    number = getattr(locale, category)
    before = locale.setlocale(number)
    try:
        for value in values:
            try:
                locale.setlocale(number, value)
                break
            except locale.Error:
                pass
        yield
    finally:
        locale.setlocale(number, before)


@contextlib.contextmanager
def run_with_locale(category, *values):
    # A decorator too.
    with temporary_category(category, *values):
        yield


def run_with_tz(tz):
    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            import time
            if not hasattr(time, "tzset"):
                raise unittest.SkipTest("tzset required")
            before = os.environ.get("TZ")
            os.environ["TZ"] = tz
            time.tzset()
            try:
                return function(*args, **kwargs)
            finally:
                if before is None:
                    del os.environ["TZ"]
                else:
                    os.environ["TZ"] = before
                time.tzset()

        return call

    return decorate


class SuppressCrashReport:
    """Crashes are not reported here anyway."""

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


class catch_unraisable_exception:
    """Keeps the last exception that nobody can catch."""

    def __init__(self):
        self.unraisable = None
        self._before = None

    def __enter__(self):
        self._before = sys.unraisablehook
        sys.unraisablehook = self._keep
        return self

    def _keep(self, unraisable):
        self.unraisable = unraisable

    def __exit__(self, *exc):
        sys.unraisablehook = self._before
        self.unraisable = None


class Matcher:
    """Compares the items of a dict; of texts named in `_partial_matches` only a part need be there."""

    _partial_matches = ("msg", "message")

    def matches(self, d, **kwargs):
        return all(self.match_value(key, d.get(key), value) for key, value in kwargs.items())

    def match_value(self, k, dv, v):
        if type(v) is not type(dv):
            return False
        if type(dv) is not str or k not in self._partial_matches:
            return v == dv
        return v in dv


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


@functools.total_ordering
class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False


@functools.total_ordering
class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False


ALWAYS_EQ = _AlwaysEqual()
NEVER_EQ = _NeverEqual()
LARGEST = _Largest()
SMALLEST = _Smallest()


def skip_if_broken_multiprocessing_synchronize():
    """Semaphores between processes are here."""


def ignore_deprecations_from(module, *, like):
    import warnings
    return warnings.filterwarnings("ignore", category=DeprecationWarning, message=like, module=module)


def clear_ignored_deprecations(*tokens):
    """They stay ignored."""


def maybe_get_event_loop_policy():
    return None


def skip_if_unlimited_stack_size(test):
    return test


def requires_limited_api(test):
    return unittest.skip("needs CPython's C API")(test)


def requires_specialization(test):
    return unittest.skip("for CPython only")(test)


class PythonSymlink:
    def __init__(self, link=None):
        raise unittest.SkipTest("there is no second Python")

"""A test case."""

import difflib
import functools
import pprint
import re
import sys
import traceback
import types
import warnings

from . import result
from .util import _common_shorten_repr, _count_diff_all_purpose, _count_diff_hashable, safe_repr, strclass

__unittest = True

DIFF_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."
_subtest_msg_sentinel = object()


class SkipTest(Exception):
    """Raised in a test: it is left out, and why."""


class _ShouldStop(Exception):
    # No more of a test is run.
    pass


class _UnexpectedSuccess(Exception):
    # For results that know no unexpected successes.
    pass


class _Outcome:
    # What became of the parts of a test so far.

    def __init__(self, result=None):
        self.expecting_failure = False
        self.result = result
        self.result_supports_subtests = hasattr(result, "addSubTest")
        self.success = True
        self.expectedFailure = None

    def part(self, test, function, /, *args, **kwargs):
        try:
            function(*args, **kwargs)
        except KeyboardInterrupt:
            raise
        except BaseException:
            self.failed(test, sys.exc_info())

    def failed(self, test, info, is_subtest=False):
        kind, error, _ = info
        if issubclass(kind, SkipTest):
            self.success = False
            _addSkip(self.result, test, str(error))
        elif issubclass(kind, _ShouldStop):
            # What has led to it is known already.
            pass
        elif self.expecting_failure:
            self.expectedFailure = info
        else:
            self.success = False
            if is_subtest:
                self.result.addSubTest(test.test_case, test, info)
            else:
                _addError(self.result, test, info)


def _addSkip(result, test_case, reason):
    add_skip = getattr(result, "addSkip", None)
    if add_skip is not None:
        add_skip(test_case, reason)
    else:
        warnings.warn("TestResult has no addSkip method, skips not reported", RuntimeWarning, 2)
        result.addSuccess(test_case)


def _addError(result, test, info):
    if result is not None and info is not None:
        if issubclass(info[0], test.failureException):
            result.addFailure(test, info)
        else:
            result.addError(test, info)


def _enter_context(cm, addcleanup):
    cls = type(cm)
    try:
        enter, leave = cls.__enter__, cls.__exit__
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol") from None
    value = enter(cm)
    addcleanup(leave, cm, None, None, None)
    return value


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Calls the function after the tests of the module."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    """Enters the context manager, and leaves it after the tests of the module."""
    return _enter_context(cm, addModuleCleanup)


def doModuleCleanups():
    """What `addModuleCleanup` has asked for."""
    first = None
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            first = first or error
    if first is not None:
        raise first


def skip(reason):
    """Leaves out the test function or class."""
    def mark(item):
        if not isinstance(item, type):
            @functools.wraps(item)
            def skipped(*args, **kwargs):
                raise SkipTest(reason)
            item = skipped
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    if isinstance(reason, types.FunctionType):
        item, reason = reason, ""
        return mark(item)
    return mark


def _same(item):
    return item


def skipIf(condition, reason):
    """`skip` where the condition holds."""
    return skip(reason) if condition else _same


def skipUnless(condition, reason):
    """`skip` where the condition does not hold."""
    return _same if condition else skip(reason)


def expectedFailure(test_item):
    """Marks a test that is known to fail; to pass is its failure."""
    test_item.__unittest_expecting_failure__ = True
    return test_item


class _AssertContext:
    # What an assertion about a piece of code gives a `with` statement.

    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, standardMsg):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, standardMsg))


class _AssertRaisesBaseContext(_AssertContext):
    msg = obj_name = None

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected = expected
        self.expected_regex = None if expected_regex is None else re.compile(expected_regex)

    def handle(self, name, args, kwargs):
        """The context; with a function, calls it within."""
        kinds = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        if not all([isinstance(kind, type) and issubclass(kind, self._base_type) for kind in kinds]):
            raise TypeError("%s() arg 1 must be %s" % (name, self._base_type_str))
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%r is an invalid keyword argument for this function" % (next(iter(kwargs)),))
            return self
        function, *args = args
        self.obj_name = getattr(function, "__name__", None) or str(function)
        with self:
            function(*args, **kwargs)

    def _missed(self, what):
        name = getattr(self.expected, "__name__", None) or str(self.expected)
        self._raiseFailure(f"{name} not {what}" + (f" by {self.obj_name}" if self.obj_name else ""))

    def _mismatch(self, value):
        self._raiseFailure('"{}" does not match "{}"'.format(self.expected_regex.pattern, str(value)))


class _AssertRaisesContext(_AssertRaisesBaseContext):
    _base_type = BaseException
    _base_type_str = "an exception type or tuple of exception types"

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._missed("raised")
        traceback.clear_frames(tb)
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(exc_value)):
            self._mismatch(exc_value)
        return True

    __class_getitem__ = classmethod(types.GenericAlias)


class _AssertWarnsContext(_AssertRaisesBaseContext):
    _base_type = Warning
    _base_type_str = "a warning type or tuple of warning types"

    def __enter__(self):
        # What was warned of once is to be seen again.
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        first = None
        for caught in self.warnings:
            warning = caught.message
            if not isinstance(warning, self.expected):
                continue
            first = first or warning
            if self.expected_regex is None or self.expected_regex.search(str(warning)):
                self.warning, self.filename, self.lineno = warning, caught.filename, caught.lineno
                return
        if first is not None:
            self._mismatch(first)
        self._missed("triggered")


class _AssertLogsContext(_AssertContext):
    LOGGING_FORMAT = "%(levelname)s:%(name)s:%(message)s"
    msg = None

    def __init__(self, test_case, logger_name, level, no_logs):
        import logging
        super().__init__(test_case)
        self.logger_name = logger_name
        self.level = logging.getLevelName(level) if isinstance(level, str) else level or logging.INFO
        self.no_logs = no_logs
        self.records, self.output = [], []

    def __enter__(self):
        import logging
        watcher = self

        class Handler(logging.Handler):
            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(self.format(record))

        name = self.logger_name
        self.logger = logger = name if isinstance(name, logging.Logger) else logging.getLogger(name)
        handler = Handler()
        handler.setLevel(self.level)
        handler.setFormatter(logging.Formatter(self.LOGGING_FORMAT))
        self._before = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.no_logs else self

    def __exit__(self, exc_type, exc_value, tb):
        import logging
        self.logger.handlers, level, self.logger.propagate = self._before
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        if self.no_logs and self.records:
            self._raiseFailure("Unexpected logs found: {!r}".format(self.output))
        if not self.no_logs and not self.records:
            self._raiseFailure("no logs of level {} or higher triggered on {}".format(
                logging.getLevelName(self.level), self.logger.name))


class _SubTestContext:
    # Within it what fails is reported with parameters, and the test goes on.

    def __init__(self, case, message, params):
        self.case, self.message, self.params = case, message, params

    def __enter__(self):
        case = self.case
        self.outcome = outcome = case._outcome
        if outcome is None or not outcome.result_supports_subtests:
            self.outcome = None
            return
        self.outer = outer = case._subtest
        params = self.params if outer is None else {
            **self.params, **{name: value for name, value in outer.params.items() if name not in self.params}}
        case._subtest = _SubTest(case, self.message, params)
        self.success, outcome.success = outcome.success, True

    def __exit__(self, kind, error, tb):
        outcome, case = self.outcome, self.case
        if outcome is None:
            return False
        subtest, case._subtest = case._subtest, self.outer
        try:
            if kind is not None:
                if issubclass(kind, KeyboardInterrupt):
                    return False
                outcome.failed(subtest, (kind, error, tb), True)
            elif outcome.success:
                outcome.result.addSubTest(subtest.test_case, subtest, None)
            good = outcome.success
        finally:
            outcome.success = outcome.success and self.success
        if not good:
            if getattr(outcome.result, "failfast", None):
                raise _ShouldStop
        elif outcome.expectedFailure:
            raise _ShouldStop
        return True


class TestCase:
    """A test is a method whose name begins with `test`; each runs on an object of its own."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    # Texts longer than this are not compared line by line.
    _diffThreshold = 2 ** 16
    _classSetupFailed = False
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = "No test"
        method = getattr(self, methodName, None)
        if method is not None:
            self._testMethodDoc = method.__doc__
        elif methodName != "runTest":
            raise ValueError("no such test method in %s: %s" % (type(self), methodName))
        self._cleanups = []
        self._subtest = None
        self._type_equality_funcs = dict(_BY_TYPE)

    def addTypeEqualityFunc(self, typeobj, function):
        """`assertEqual` compares two objects of exactly this type by the function."""
        self._type_equality_funcs[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        """Calls the function after the test, the latest first."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enters the context manager, and leaves it after the test."""
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Calls the function after the tests of the class."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        """Enters the context manager, and leaves it after the tests of the class."""
        return _enter_context(cm, cls.addClassCleanup)

    def setUp(self):
        """Before each test."""

    def tearDown(self):
        """After each test whose `setUp` succeeded."""

    @classmethod
    def setUpClass(cls):
        """Before the first test of the class."""

    @classmethod
    def tearDownClass(cls):
        """After the last test of the class."""

    def countTestCases(self):
        """One."""
        return 1

    def defaultTestResult(self):
        """What `run` fills if it is given nothing."""
        return result.TestResult()

    def shortDescription(self):
        """The first line of the test's docstring, or None."""
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self):
        """Its name after its class's."""
        return "%s.%s" % (strclass(type(self)), self._testMethodName)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return "%s (%s.%s)" % (self._testMethodName, strclass(type(self)), self._testMethodName)

    def __repr__(self):
        return "<%s testMethod=%s>" % (strclass(type(self)), self._testMethodName)

    def subTest(self, msg=_subtest_msg_sentinel, **params):
        """A context: what fails in it is reported with the parameters, and the test goes on."""
        return _SubTestContext(self, msg, params)

    def _addExpectedFailure(self, result, info):
        add = getattr(result, "addExpectedFailure", None)
        if add is not None:
            add(self, info)
        else:
            warnings.warn("TestResult has no addExpectedFailure method, reporting as passes", RuntimeWarning)
            result.addSuccess(self)

    def _addUnexpectedSuccess(self, result):
        add = getattr(result, "addUnexpectedSuccess", None)
        if add is not None:
            add(self)
            return
        warnings.warn("TestResult has no addUnexpectedSuccess method, reporting as failure", RuntimeWarning)
        try:
            raise _UnexpectedSuccess from None
        except _UnexpectedSuccess:
            result.addFailure(self, sys.exc_info())

    # What runs a test's parts, for classes that run them in another way.

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            warnings.warn("It is deprecated to return a value that is not None from a test case "
                          f"({method})", DeprecationWarning, stacklevel=4)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def _skip_reason(self, method):
        # Why the test is left out, or None.
        for item in (type(self), method):
            if getattr(item, "__unittest_skip__", False):
                return getattr(type(self), "__unittest_skip_why__", "") or getattr(method, "__unittest_skip_why__", "")
        return None

    def run(self, result=None):
        """Runs the test; what happens is told to the result."""
        stop_run = None
        if result is None:
            result = self.defaultTestResult()
            stop_run = getattr(result, "stopTestRun", None)
            getattr(result, "startTestRun", lambda: None)()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            why = self._skip_reason(method)
            if why is not None:
                _addSkip(result, self, why)
                return result
            expecting = getattr(self, "__unittest_expecting_failure__", False) or getattr(
                method, "__unittest_expecting_failure__", False)
            outcome = _Outcome(result)
            try:
                self._outcome = outcome
                outcome.part(self, self._callSetUp)
                if outcome.success:
                    outcome.expecting_failure = expecting
                    outcome.part(self, self._callTestMethod, method)
                    outcome.expecting_failure = False
                    outcome.part(self, self._callTearDown)
                self.doCleanups()
                if outcome.success:
                    if not expecting:
                        result.addSuccess(self)
                    elif outcome.expectedFailure:
                        self._addExpectedFailure(result, outcome.expectedFailure)
                    else:
                        self._addUnexpectedSuccess(result)
                return result
            finally:
                # An exception's frames refer to this one.
                outcome.expectedFailure = self._outcome = outcome = None
        finally:
            result.stopTest(self)
            if stop_run is not None:
                stop_run()

    def doCleanups(self):
        """What `addCleanup` has asked for; whether it succeeded."""
        outcome = self._outcome or _Outcome()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.part(self, self._callCleanup, function, *args, **kwargs)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """What `addClassCleanup` has asked for; `tearDown_exceptions` has what it raised."""
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Runs the test without a result: exceptions come out."""
        method = getattr(self, self._testMethodName)
        why = self._skip_reason(method)
        if why is not None:
            raise SkipTest(why)
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)

    def skipTest(self, reason):
        """Leaves out the rest of the test."""
        raise SkipTest(reason)

    def fail(self, msg=None):
        """Fails."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return "%s : %s" % (standardMsg, msg)
        except UnicodeDecodeError:
            return "%s : %s" % (safe_repr(standardMsg), safe_repr(msg))

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + DIFF_OMITTED % len(diff)

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail(msg, "%s is not false" % safe_repr(expr))

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail(msg, "%s is not true" % safe_repr(expr))

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Calls what follows, which must raise; without a callable, a context."""
        return _AssertRaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Calls what follows, which must warn; without a callable, a context."""
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        """A context in which something must be logged; its `records` and `output` have it."""
        return _AssertLogsContext(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        """A context in which nothing must be logged."""
        return _AssertLogsContext(self, logger, level, True)

    def _getAssertEqualityFunc(self, first, second):
        if type(first) == type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                return getattr(self, function) if isinstance(function, str) else function
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, "%s != %s" % _common_shorten_repr(first, second))

    def assertEqual(self, first, second, msg=None):
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, "%s == %s" % (safe_repr(first), safe_repr(second)))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference, close, rule = self._closeness(first, second, places, delta)
        if not close:
            self._fail(msg, "%s != %s within %s (%s difference)" % (
                safe_repr(first), safe_repr(second), rule, safe_repr(difference)))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference, close, rule = self._closeness(first, second, places, delta)
        if delta is not None:
            if first == second or close:
                self._fail(msg, "%s == %s within %s (%s difference)" % (
                    safe_repr(first), safe_repr(second), rule, safe_repr(difference)))
        elif first == second or close:
            self._fail(msg, "%s == %s within %s" % (safe_repr(first), safe_repr(second), rule))

    def _closeness(self, first, second, places, delta):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            return difference, difference <= delta, "%s delta" % safe_repr(delta)
        places = 7 if places is None else places
        return difference, round(difference, places) == 0, "%r places" % places

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = "sequence"
        if seq_type is not None:
            name = seq_type.__name__
            for which, seq in (("First", seq1), ("Second", seq2)):
                if not isinstance(seq, seq_type):
                    raise self.failureException("%s sequence is not a %s: %s" % (which, name, safe_repr(seq)))
        words = None
        lengths = []
        for which, seq in (("First", seq1), ("Second", seq2)):
            try:
                lengths.append(len(seq))
            except (TypeError, NotImplementedError):
                words = "%s %s has no length.    Non-sequence?" % (which, name)
                break
        if words is None:
            if seq1 == seq2:
                return
            words = "%ss differ: %s != %s\n" % (name.capitalize(), *_common_shorten_repr(seq1, seq2))
            for at in range(min(lengths)):
                try:
                    item1 = seq1[at]
                except (TypeError, IndexError, NotImplementedError):
                    words += "\nUnable to index element %d of first %s\n" % (at, name)
                    break
                try:
                    item2 = seq2[at]
                except (TypeError, IndexError, NotImplementedError):
                    words += "\nUnable to index element %d of second %s\n" % (at, name)
                    break
                if item1 != item2:
                    words += "\nFirst differing element %d:\n%s\n%s\n" % (at, *_common_shorten_repr(item1, item2))
                    break
            else:
                if lengths[0] == lengths[1] and seq_type is None and type(seq1) != type(seq2):
                    # Their items are equal; only their types are not.
                    return
            if lengths[0] != lengths[1]:
                which, seq = ("First", seq1) if lengths[0] > lengths[1] else ("Second", seq2)
                low = min(lengths)
                words += "\n%s %s contains %d additional elements.\n" % (which, name, max(lengths) - low)
                try:
                    words += "First extra element %d:\n%s\n" % (low, safe_repr(seq[low]))
                except (TypeError, IndexError, NotImplementedError):
                    words += "Unable to index element %d of %s %s\n" % (low, which.lower(), name)
        diff = "\n" + "\n".join(difflib.ndiff(pprint.pformat(seq1).splitlines(), pprint.pformat(seq2).splitlines()))
        self.fail(self._formatMessage(msg, self._truncateMessage(words, diff)))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        sides = []
        for which, one, other in (("first", set1, set2), ("second", set2, set1)):
            try:
                sides.append(one.difference(other))
            except TypeError as error:
                self.fail("invalid type when attempting set difference: %s" % error)
            except AttributeError as error:
                self.fail("%s argument does not support set difference: %s" % (which, error))
        lines = []
        for items, which, other in ((sides[0], "first", "second"), (sides[1], "second", "first")):
            if items:
                lines.append("Items in the %s set but not the %s:" % (which, other))
                lines += [repr(item) for item in items]
        if lines:
            self._fail(msg, "\n".join(lines))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, "%s not found in %s" % (safe_repr(member), safe_repr(container)))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, "%s unexpectedly found in %s" % (safe_repr(member), safe_repr(container)))

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, "%s is not %s" % (safe_repr(expr1), safe_repr(expr2)))

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, "unexpectedly identical: %s" % safe_repr(expr1))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            diff = "\n" + "\n".join(difflib.ndiff(pprint.pformat(d1).splitlines(), pprint.pformat(d2).splitlines()))
            self._fail(msg, self._truncateMessage("%s != %s" % _common_shorten_repr(d1, d2), diff))

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        """Deprecated."""
        warnings.warn("assertDictContainsSubset is deprecated", DeprecationWarning)
        missing, mismatched = [], []
        for key, value in subset.items():
            if key not in dictionary:
                missing.append(key)
            elif value != dictionary[key]:
                mismatched.append("%s, expected: %s, actual: %s" % (
                    safe_repr(key), safe_repr(value), safe_repr(dictionary[key])))
        if not missing and not mismatched:
            return
        words = "Missing: %s" % ",".join(map(safe_repr, missing)) if missing else ""
        if mismatched:
            words += ("; " if words else "") + "Mismatched values: %s" % ",".join(mismatched)
        self._fail(msg, words)

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        try:
            different = _count_diff_hashable(first, second)
        except TypeError:
            different = _count_diff_all_purpose(first, second)
        if different:
            lines = ["First has %d, Second has %d:  %r" % entry for entry in different]
            self._fail(msg, self._truncateMessage("Element counts were not equal:\n", "\n".join(lines)))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        lines1, lines2 = first.splitlines(keepends=True), second.splitlines(keepends=True)
        if len(lines1) == 1 and first.strip("\r\n") == first:
            lines1, lines2 = [first + "\n"], [second + "\n"]
        diff = "\n" + "".join(difflib.ndiff(lines1, lines2))
        self._fail(msg, self._truncateMessage("%s != %s" % _common_shorten_repr(first, second), diff))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, "%s not less than %s" % (safe_repr(a), safe_repr(b)))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, "%s not less than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, "%s not greater than %s" % (safe_repr(a), safe_repr(b)))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, "%s not greater than or equal to %s" % (safe_repr(a), safe_repr(b)))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, "%s is not None" % safe_repr(obj))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, "unexpectedly None")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, "%s is not an instance of %r" % (safe_repr(obj), cls))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, "%s is an instance of %r" % (safe_repr(obj), cls))

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """As `assertRaises`; the pattern must be found in the exception's text."""
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle("assertRaisesRegex", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """As `assertWarns`; the pattern must be found in the warning's text."""
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle("assertWarnsRegex", args, kwargs)

    def assertRegex(self, text, expected_regex, msg=None):
        if isinstance(expected_regex, (str, bytes)):
            assert expected_regex, "expected_regex must not be empty."
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            self._fail(msg, "Regex didn't match: %r not found in %r" % (expected_regex.pattern, text))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        found = unexpected_regex.search(text)
        if found:
            self._fail(msg, "Regex matched: %r matches %r in %r" % (found.group(), unexpected_regex.pattern, text))


def _deprecate(name):
    original = getattr(TestCase, name)

    def deprecated(self, *args, **kwargs):
        warnings.warn(f"Please use {name} instead.", DeprecationWarning, 2)
        return original(self, *args, **kwargs)
    return deprecated


for _old, _new in {
        "failUnlessEqual": "assertEqual", "assertEquals": "assertEqual", "failIfEqual": "assertNotEqual",
        "assertNotEquals": "assertNotEqual", "failUnlessAlmostEqual": "assertAlmostEqual",
        "assertAlmostEquals": "assertAlmostEqual", "failIfAlmostEqual": "assertNotAlmostEqual",
        "assertNotAlmostEquals": "assertNotAlmostEqual", "failUnless": "assertTrue", "assert_": "assertTrue",
        "failUnlessRaises": "assertRaises", "failIf": "assertFalse", "assertRaisesRegexp": "assertRaisesRegex",
        "assertRegexpMatches": "assertRegex", "assertNotRegexpMatches": "assertNotRegex"}.items():
    setattr(TestCase, _old, _deprecate(_new))

_BY_TYPE = {
    dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual", set: "assertSetEqual",
    frozenset: "assertSetEqual", str: "assertMultiLineEqual",
}


class FunctionTestCase(TestCase):
    """A function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._setUpFunc = setUp
        self._tearDownFunc = tearDown
        self._testFunc = testFunc
        self._description = description

    def setUp(self):
        if self._setUpFunc is not None:
            self._setUpFunc()

    def tearDown(self):
        if self._tearDownFunc is not None:
            self._tearDownFunc()

    def runTest(self):
        """Calls the function."""
        self._testFunc()

    def id(self):
        return self._testFunc.__name__

    def _parts(self):
        return self._setUpFunc, self._tearDownFunc, self._testFunc, self._description

    def __eq__(self, other):
        return self._parts() == other._parts() if isinstance(other, type(self)) else NotImplemented

    def __hash__(self):
        return hash((type(self), *self._parts()))

    def __str__(self):
        return "%s (%s)" % (strclass(type(self)), self._testFunc.__name__)

    def __repr__(self):
        return "<%s tec=%s>" % (strclass(type(self)), self._testFunc)

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._testFunc.__doc__
        return doc and doc.split("\n")[0].strip() or None


class _SubTest(TestCase):
    # A part of a test, for results.

    def __init__(self, test_case, message, params):
        super().__init__()
        self._message = message
        self.test_case = test_case
        self.params = params
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _subDescription(self):
        parts = [] if self._message is _subtest_msg_sentinel else ["[{}]".format(self._message)]
        if self.params:
            parts.append("({})".format(", ".join(["{}={!r}".format(name, value) for name, value in self.params.items()])))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return "{} {}".format(self.test_case.id(), self._subDescription())

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return "{} {}".format(self.test_case, self._subDescription())

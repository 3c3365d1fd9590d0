"""Test cases, suites and a runner that reports as CPython's does; without async cases. `unittest.mock` is a module of its own."""

import sys
import time
import traceback

__all__ = [
    "TestCase", "TestSuite", "TestLoader", "TestResult", "TextTestResult", "TextTestRunner", "SkipTest", "defaultTestLoader",
    "main", "skip", "skipIf", "skipUnless", "expectedFailure", "addModuleCleanup", "doModuleCleanups", "FunctionTestCase",
    "findTestCases", "getTestCaseNames", "makeSuite", "enterModuleContext", "registerResult", "removeResult",
    "installHandler", "removeHandler",
]


class SkipTest(Exception):
    """Raised in a test: it is left out, and why."""


def skip(reason):
    """Leaves out the test function or class."""
    if callable(reason):
        return skip("")(reason)

    def mark(item):
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item

    return mark


def skipIf(condition, reason):
    """`skip` where the condition holds."""
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    """`skip` where the condition does not hold."""
    return skipIf(not condition, reason)


def expectedFailure(item):
    """Marks a test that is known to fail; to pass is its failure."""
    item.__unittest_expecting_failure__ = True
    return item


class _Raises:
    # What assertRaises gives a `with` statement.
    def __init__(self, case, expected, pattern, msg, by=""):
        self._case, self._expected, self._pattern, self._msg, self._by = case, expected, pattern, msg, by

    def __enter__(self):
        return self

    def __exit__(self, kind, error, tb):
        if kind is None:
            name = getattr(self._expected, "__name__", None) or str(self._expected)
            self._case._fail(self._msg, "%s not raised%s" % (name, self._by))
        if not issubclass(kind, self._expected):
            return False
        self.exception = error.with_traceback(None)
        if self._pattern is not None:
            self._case._search(self._pattern, str(error), self._msg, '"%s" does not match "%s"')
        return True


class _Warns:
    # What assertWarns gives a `with` statement.
    def __init__(self, case, expected, pattern, msg, by=""):
        self._case, self._expected, self._pattern, self._msg, self._by = case, expected, pattern, msg, by

    def __enter__(self):
        import warnings
        for module in list(sys.modules.values()):
            if getattr(module, "__warningregistry__", None):
                module.__warningregistry__ = {}
        self._recording = warnings.catch_warnings(record=True)
        self.warnings = self._recording.__enter__()
        warnings.simplefilter("always", self._expected)
        return self

    def __exit__(self, kind, error, tb):
        self._recording.__exit__(kind, error, tb)
        if kind is not None:
            return
        expected = self._expected
        names = [cls.__name__ for cls in expected] if isinstance(expected, tuple) else [expected.__name__]
        first = None
        for caught in self.warnings:
            warning = caught.message
            if not isinstance(warning, expected):
                continue
            first = first or warning
            if self._pattern is not None and not self._pattern.search(str(warning)):
                continue
            self.warning, self.filename, self.lineno = warning, caught.filename, caught.lineno
            return
        if first is not None:
            words = '"{}" does not match "{}"'.format(self._pattern.pattern, str(first))
            self._case._fail(self._msg, words)
        name = names[0] if len(names) == 1 else str(expected)
        self._case._fail(self._msg, "%s not triggered%s" % (name, self._by))


class _Logs:
    # What assertLogs and assertNoLogs give a `with` statement.
    def __init__(self, case, logger, level, wanted):
        import logging
        self._case, self._wanted = case, wanted
        self._logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)
        if level is None:
            level = logging.INFO
        self._level = logging.getLevelName(level) if isinstance(level, str) else level
        self.records, self.output = [], []

    def __enter__(self):
        import logging
        watcher = self

        class Handler(logging.Handler):
            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(self.format(record))

        handler = Handler()
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))
        handler.setLevel(self._level)
        logger = self._logger
        self._before = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self._level)
        logger.propagate = False
        return self if self._wanted else None

    def __exit__(self, kind, error, tb):
        import logging
        logger = self._logger
        logger.handlers, level, logger.propagate = self._before
        logger.setLevel(level)
        if kind is not None:
            return False
        if self._wanted and not self.records:
            words = "no logs of level {} or higher triggered on {}"
            self._case._fail(None, words.format(logging.getLevelName(self._level), logger.name))
        if not self._wanted and self.records:
            self._case._fail(None, "Unexpected logs found: {!r}".format(self.output))


class _SubTest:
    def __init__(self, case, message, parameters):
        self._case, self._message, self._parameters = case, message, parameters
        self.failureException = case.failureException

    def id(self):
        parts = [] if self._message is None else ["[%s]" % self._message]
        if self._parameters:
            parts.append("(%s)" % ", ".join("%s=%r" % pair for pair in self._parameters.items()))
        return "%s %s" % (self._case, " ".join(parts) or "(<subtest>)")

    __str__ = id

    def shortDescription(self):
        return self._case.shortDescription()

    def __enter__(self):
        self._outer = self._case._subtest
        if self._outer is not None:
            self._parameters = {**self._outer._parameters, **self._parameters}
        self._case._subtest = self
        return self

    def __exit__(self, kind, error, tb):
        self._case._subtest = self._outer
        if kind is None:
            self._case._result.addSubTest(self._case, self, None)
            return False
        if issubclass(kind, SkipTest):
            self._case._result.addSkip(self, str(error))
        elif not issubclass(kind, Exception):
            return False
        else:
            self._case._good = False
            self._case._result.addSubTest(self._case, self, (kind, error, tb))
        return True


def _enter(manager, add):
    cls = type(manager)
    try:
        enter, leave = cls.__enter__, cls.__exit__
    except AttributeError:
        raise TypeError(
            f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol"
        ) from None
    value = enter(manager)
    add(leave, manager, None, None, None)
    return value


class TestCase:
    """A test is a method whose name begins with `test`; each runs on an object of its own."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640
    _class_cleanups = ()

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        if methodName != "runTest" and not hasattr(self, methodName):
            raise ValueError("no such test method in %s: %s" % (type(self), methodName))
        self._testMethodDoc = getattr(getattr(self, methodName, None), "__doc__", None)
        self._subtest = None
        self._type_equality = {}
        self._cleanups = []
        self._result = None
        self._good = True

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

    def id(self):
        return "%s.%s.%s" % (type(self).__module__, type(self).__qualname__, self._testMethodName)

    def __str__(self):
        return "%s (%s)" % (self._testMethodName, self.id())

    def __repr__(self):
        cls = type(self)
        return "<%s.%s testMethod=%s>" % (cls.__module__, cls.__qualname__, self._testMethodName)

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def addTypeEqualityFunc(self, typeobj, function):
        """`assertEqual` compares two objects of exactly this type by the function."""
        self._type_equality[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        """Calls the function after the test, the latest first."""
        self._cleanups.append((function, args, kwargs))

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Calls the function after the tests of the class."""
        cls._class_cleanups = (*cls._class_cleanups, (function, args, kwargs))

    @classmethod
    def doClassCleanups(cls):
        """What `addClassCleanup` has asked for; `tearDown_exceptions` has what it raised."""
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            *rest, (function, args, kwargs) = cls._class_cleanups
            cls._class_cleanups = tuple(rest)
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def enterContext(self, manager):
        """Enters the context manager, and leaves it after the test."""
        return _enter(manager, self.addCleanup)

    @classmethod
    def enterClassContext(cls, manager):
        """Enters the context manager, and leaves it after the tests of the class."""
        return _enter(manager, cls.addClassCleanup)

    def doCleanups(self):
        good = True
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            good = self._guarded(function, *args, **kwargs) and good
        return good

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        """A context: what fails in it is reported with the parameters, and the test goes on."""
        return _SubTest(self, msg, params)

    def _guarded(self, function, *args, **kwargs):
        # Calls it; an exception goes to the result. Whether there was none.
        try:
            function(*args, **kwargs)
            return True
        except KeyboardInterrupt:
            raise
        except SkipTest as error:
            self._result.addSkip(self, str(error))
        except self.failureException:
            self._result.addFailure(self, sys.exc_info())
        except BaseException:
            self._result.addError(self, sys.exc_info())
        self._good = False
        return False

    def _expect_failure(self, method):
        try:
            method()
        except SkipTest:
            raise
        except Exception:
            self._result.addExpectedFailure(self, sys.exc_info())
        else:
            self._result.addUnexpectedSuccess(self)
        self._good = False

    def run(self, result=None):
        """Runs the test; what happens is told to the result."""
        own = result is None
        self._result = result = self.defaultTestResult() if own else result
        if own and hasattr(result, "startTestRun"):
            result.startTestRun()
        self._good = True
        self._subtest = None
        method = getattr(self, self._testMethodName)
        result.startTest(self)
        try:
            for item in (type(self), method):
                if getattr(item, "__unittest_skip__", False):
                    result.addSkip(self, item.__unittest_skip_why__)
                    return result
            if self._guarded(self.setUp):
                if getattr(method, "__unittest_expecting_failure__", False):
                    self._guarded(self._expect_failure, method)
                else:
                    self._guarded(method)
                self._guarded(self.tearDown)
            self.doCleanups()
            if self._good:
                result.addSuccess(self)
        finally:
            result.stopTest(self)
            if own and hasattr(result, "stopTestRun"):
                result.stopTestRun()
        return result

    __call__ = run

    def debug(self):
        """Runs the test without a result: exceptions come out."""
        self.setUp()
        getattr(self, self._testMethodName)()
        self.tearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            function(*args, **kwargs)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        return standard if msg is None else "%s : %s" % (standard, msg)

    def _check(self, holds, msg, words, *values):
        if not holds:
            self._fail(msg, words % tuple(repr(value) for value in values))

    def assertEqual(self, first, second, msg=None):
        if type(first) is type(second):
            function = self._type_equality.get(type(first)) or _BY_TYPE.get(type(first))
            if function is not None:
                if isinstance(function, str):
                    function = getattr(self, function)
                function(first, second, msg=msg)
                return
        self._check(first == second, msg, "%s != %s", first, second)

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, "%s == %s", first, second)

    def _differ(self, first, second, msg, words):
        import difflib
        import pprint
        lines = difflib.ndiff(pprint.pformat(first).splitlines(), pprint.pformat(second).splitlines())
        self._fail(msg, self._cut(words, "\n" + "\n".join(lines)))

    def _cut(self, words, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return words + diff
        return words + "\nDiff is %s characters long. Set self.maxDiff to None to see it." % len(diff)

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        if seq_type is not None:
            for which, seq in (("First", seq1), ("Second", seq2)):
                if not isinstance(seq, seq_type):
                    raise self.failureException(
                        "%s sequence is not a %s: %s" % (which, seq_type.__name__, _short(seq)))
        name = seq_type.__name__ if seq_type is not None else "sequence"
        try:
            length1, length2 = len(seq1), len(seq2)
        except (TypeError, NotImplementedError):
            self._fail(msg, "First %s has no length.    Non-sequence?" % name)
        if seq1 == seq2:
            return
        words = "%ss differ: %s != %s\n" % (name.capitalize(), *_pair(seq1, seq2))
        for at in range(min(length1, length2)):
            if seq1[at] != seq2[at]:
                words += "\nFirst differing element %d:\n%s\n%s\n" % (at, *_pair(seq1[at], seq2[at]))
                break
        else:
            if length1 == length2 and seq_type is None and type(seq1) != type(seq2):
                return
        if length1 != length2:
            longer, seq, low, high = (
                ("First", seq1, length2, length1) if length1 > length2 else ("Second", seq2, length1, length2))
            words += "\n%s %s contains %d additional elements.\n" % (longer, name, high - low)
            words += "First extra element %d:\n%s\n" % (low, _short(seq[low]))
        self._differ(seq1, seq2, msg, words)

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        try:
            left, right = set1.difference(set2), set2.difference(set1)
        except TypeError as error:
            self.fail("invalid type when attempting set difference: %s" % error)
        except AttributeError as error:
            self.fail("first argument does not support set difference: %s" % error)
        if not left and not right:
            return
        lines = []
        for which, items in (("first", left), ("second", right)):
            if items:
                lines.append("Items in the %s set but not the %s:" % (which, "second" if which == "first" else "first"))
                lines += [repr(item) for item in items]
        self._fail(msg, "\n".join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            self._differ(d1, d2, msg, "%s != %s" % _pair(d1, d2))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        import difflib
        lines1, lines2 = first.splitlines(keepends=True), second.splitlines(keepends=True)
        if len(lines1) == 1 and first.strip("\r\n") == first:
            lines1, lines2 = [first + "\n"], [second + "\n"]
        diff = "\n" + "".join(difflib.ndiff(lines1, lines2))
        self._fail(msg, self._cut("%s != %s" % _pair(first, second), diff))

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Calls what follows, which must warn; without a callable, a context."""
        return self._warns(expected_warning, None, args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """As `assertWarns`; the pattern must be found in the warning's text."""
        import re
        return self._warns(expected_warning, re.compile(expected_regex), args, kwargs)

    def _warns(self, expected, pattern, args, kwargs):
        classes = expected if isinstance(expected, tuple) else (expected,)
        if not all(isinstance(cls, type) and issubclass(cls, Warning) for cls in classes):
            raise TypeError("assertWarns() arg 1 must be a warning class or tuple of warning classes")
        if not args:
            msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%r is an invalid keyword argument for this function" % next(iter(kwargs)))
            return _Warns(self, expected, pattern, msg)
        function, *args = args
        name = getattr(function, "__name__", None) or str(function)
        with _Warns(self, expected, pattern, None, " by " + name):
            function(*args, **kwargs)

    def assertLogs(self, logger=None, level=None):
        """A context in which something must be logged; its `records` and `output` have it."""
        return _Logs(self, logger, level, True)

    def assertNoLogs(self, logger=None, level=None):
        """A context in which nothing must be logged."""
        return _Logs(self, logger, level, False)

    def assertTrue(self, expr, msg=None):
        self._check(expr, msg, "%s is not true", expr)

    def assertFalse(self, expr, msg=None):
        self._check(not expr, msg, "%s is not false", expr)

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, msg, "%s is not %s", expr1, expr2)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, msg, "unexpectedly identical: %s", expr1)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, msg, "%s is not None", obj)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, msg, "unexpectedly None")

    def assertIn(self, member, container, msg=None):
        self._check(member in container, msg, "%s not found in %s", member, container)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, msg, "%s unexpectedly found in %s", member, container)

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), msg, "%s is not an instance of %s", obj, cls)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), msg, "%s is an instance of %s", obj, cls)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, msg, "%s not less than %s", a, b)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, msg, "%s not less than or equal to %s", a, b)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, msg, "%s not greater than %s", a, b)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, msg, "%s not greater than or equal to %s", a, b)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if delta is not None:
            words = "%s != %s within %s delta (%s difference)"
            self._check(difference <= delta, msg, words, first, second, delta, difference)
        else:
            places = 7 if places is None else places
            words = "%s != %s within %s places (%s difference)"
            close = first == second or round(difference, places) == 0
            self._check(close, msg, words, first, second, places, difference)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        if delta is not None:
            words = "%s == %s within %s delta (%s difference)"
            self._check(difference > delta, msg, words, first, second, delta, difference)
        else:
            places = 7 if places is None else places
            close = first == second or round(difference, places) == 0
            self._check(not close, msg, "%s == %s within %s places", first, second, places)

    def assertCountEqual(self, first, second, msg=None):
        counts = []
        for items, which in ((list(first), 0), (list(second), 1)):
            for item in items:
                for entry in counts:
                    if entry[2] == item:
                        entry[which] += 1
                        break
                else:
                    counts.append([1 - which, which, item])
        different = [entry for entry in counts if entry[0] != entry[1]]
        if different:
            lines = ["First has %d, Second has %d:  %r" % tuple(entry) for entry in different]
            self._fail(msg, "Element counts were not equal:\n" + "\n".join(lines))

    def _search(self, pattern, text, msg, words):
        import re
        pattern = re.compile(pattern)
        found = pattern.search(text)
        if not found:
            self._fail(msg, words % (pattern.pattern, text))
        return found

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        pattern = re.compile(expected_regex)
        words = "Regex didn't match: %s not found in %s"
        self._check(pattern.search(text), msg, words, pattern.pattern, text)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re
        found = re.compile(unexpected_regex).search(text)
        if found:
            words = "Regex matched: %s matches %s in %s"
            self._check(False, msg, words, found.group(), found.re.pattern, text)

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Calls what follows, which must raise; without a callable, a context."""
        return self._raises(expected_exception, None, args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """As `assertRaises`; the pattern must be found in the exception's text."""
        return self._raises(expected_exception, expected_regex, args, kwargs)

    def _raises(self, expected, pattern, args, kwargs):
        classes = expected if isinstance(expected, tuple) else (expected,)
        if not all(isinstance(cls, type) and issubclass(cls, BaseException) for cls in classes):
            raise TypeError("assertRaises() arg 1 must be an exception type or tuple of exception types")
        if not args:
            msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%r is an invalid keyword argument for this function" % next(iter(kwargs)))
            return _Raises(self, expected, pattern, msg)
        function, *args = args
        name = getattr(function, "__name__", None) or str(function)
        with _Raises(self, expected, pattern, None, " by " + name):
            function(*args, **kwargs)


_BY_TYPE = {
    dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual", set: "assertSetEqual",
    frozenset: "assertSetEqual", str: "assertMultiLineEqual",
}


def _short(value):
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    return text if len(text) <= 80 else text[:80] + " [truncated]..."


def _pair(first, second):
    # Both in few words: what they begin with in common is cut.
    first, second = repr(first), repr(second)
    if max(len(first), len(second)) <= 80:
        return first, second
    same = 0
    while same < min(len(first), len(second)) and first[same] == second[same]:
        same += 1
    if same > 20:
        cut = "[%d chars]" % (same - 10)
        first, second = first[:5] + cut + first[same - 5:], second[:5] + cut + second[same - 5:]
    return tuple([text if len(text) <= 80 else text[:55] + "[%d chars]" % (len(text) - 60) + text[-5:]
                  for text in (first, second)])


class FunctionTestCase(TestCase):
    """A function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._function, self._set_up, self._tear_down, self._description = testFunc, setUp, tearDown, description

    def setUp(self):
        if self._set_up is not None:
            self._set_up()

    def tearDown(self):
        if self._tear_down is not None:
            self._tear_down()

    def runTest(self):
        self._function()

    def id(self):
        return self._function.__name__

    def __str__(self):
        return "%s (%s)" % (type(self).__qualname__, self._function.__name__)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return (self._set_up, self._tear_down, self._function, self._description) == (
            other._set_up, other._tear_down, other._function, other._description)

    def __hash__(self):
        return hash((type(self), self._set_up, self._tear_down, self._function, self._description))

    def shortDescription(self):
        return self._description or (self._function.__doc__ or "").split("\n")[0].strip() or None


class TestSuite:
    """Tests and suites of tests."""

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        return "<%s.%s tests=%s>" % (type(self).__module__, type(self).__qualname__, list(self))

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return list(self) == list(other)

    __hash__ = None

    def addTest(self, test):
        if not callable(test):
            raise TypeError("%r is not callable" % (test,))
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def debug(self):
        """Runs the tests without a result: exceptions come out."""
        for test in self:
            test.debug()

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def run(self, result):
        """Runs them in order, with what their classes set up around them."""
        outermost = not getattr(result, "_running", False)
        result._running = True
        previous = None
        for test in self:
            if result.shouldStop:
                break
            cls = type(test) if isinstance(test, TestCase) else None
            if cls is not None and not _change_module(cls.__module__, result, lambda: self._leave(previous, result)):
                previous = None
                continue
            if cls is not previous:
                self._leave(previous, result)
                previous = cls if self._enter(cls, result) else None
                if cls is not None and previous is None:
                    continue
            test(result)
        self._leave(previous, result)
        if outermost:
            result._running = False
            _change_module(None, result, lambda: None)
        return result

    __call__ = run

    def _enter(self, cls, result):
        if cls is None or getattr(cls, "__unittest_skip__", False):
            return cls is not None
        return _class_step(cls, "setUpClass", cls.setUpClass, result)

    def _leave(self, cls, result):
        if cls is None:
            return
        if not getattr(cls, "__unittest_skip__", False):
            _class_step(cls, "tearDownClass", cls.tearDownClass, result)
        _class_step(cls, "tearDownClass", lambda: _raise_first(cls), result)


def _raise_first(cls):
    cls.doClassCleanups()
    if cls.tearDown_exceptions:
        raise cls.tearDown_exceptions[0][1]


def _change_module(name, result, leave):
    # Leaves the module whose tests were run before and enters another one; whether its tests can be run.
    before = getattr(result, "_module", None)
    if name == before:
        return not getattr(result, "_module_failed", False)
    leave()
    if before is not None:
        tear_down = getattr(sys.modules.get(before), "tearDownModule", None)
        if tear_down is not None and not getattr(result, "_module_failed", False):
            _module_step("tearDownModule", before, tear_down, result)
        _module_step("tearDownModule", before, doModuleCleanups, result)
    result._module, result._module_failed = name, False
    set_up = getattr(sys.modules.get(name), "setUpModule", None) if name else None
    if set_up is not None:
        result._module_failed = not _module_step("setUpModule", name, set_up, result)
    return not result._module_failed


def _module_step(what, name, function, result):
    step = _ClassStep("%s (%s)" % (what, name))
    try:
        function()
        return True
    except SkipTest as error:
        result.addSkip(step, str(error))
    except Exception:
        result.addError(step, sys.exc_info())
    return False


class _ClassStep:
    def __init__(self, name):
        self._name = name

    def __str__(self):
        return self._name

    def shortDescription(self):
        return None


def _class_step(cls, name, function, result):
    step = _ClassStep("%s (%s.%s)" % (name, cls.__module__, cls.__qualname__))
    try:
        function()
        return True
    except SkipTest as error:
        result.addSkip(step, str(error))
    except Exception:
        result.addError(step, sys.exc_info())
    return False


class _Failed(TestCase):
    # Stands for what could not be loaded: it fails with the reason.
    def __init__(self, name, error):
        self._error = error
        setattr(self, name, self._fail_with)
        super().__init__(name)

    def _fail_with(self):
        raise self._error


class TestLoader:
    """Finds the tests of classes and modules."""

    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(lambda a, b: (a > b) - (a < b))
    testNamePatterns = None
    suiteClass = TestSuite

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        def chosen(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            if self.testNamePatterns is None:
                return True
            from fnmatch import fnmatchcase
            full = "%s.%s.%s" % (testCaseClass.__module__, testCaseClass.__qualname__, name)
            return any(fnmatchcase(full, pattern) for pattern in self.testNamePatterns)

        names = [name for name in dir(testCaseClass) if chosen(name)]
        if self.sortTestMethodsUsing:
            from functools import cmp_to_key
            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError(
                "Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        if testCaseClass in (TestCase, FunctionTestCase):
            return self.suiteClass([])
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module, *args, pattern=None, **kwargs):
        classes = [getattr(module, name) for name in dir(module)]
        tests = self.suiteClass([
            self.loadTestsFromTestCase(cls) for cls in classes
            if isinstance(cls, type) and issubclass(cls, TestCase) and cls not in (TestCase, FunctionTestCase)])
        load_tests = getattr(module, "load_tests", None)
        if load_tests is None:
            return tests
        try:
            return load_tests(self, tests, pattern)
        except Exception as error:
            self.errors.append("Failed to call load_tests:\n" + traceback.format_exc())
            return self.suiteClass([_Failed(module.__name__, error)])

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        if module is None:
            rest = list(parts)
            while rest:
                try:
                    module = __import__(".".join(rest))
                    break
                except ImportError as error:
                    rest.pop()
                    if not rest:
                        self.errors.append("Failed to import test module: %s" % name)
                        return self.suiteClass([_Failed(name, error)])
            parts = parts[1:]
        item, parent = module, None
        for part in parts:
            try:
                parent, item = item, getattr(item, part)
            except AttributeError as error:
                self.errors.append("Failed to access attribute:\n" + traceback.format_exc())
                return self.suiteClass([_Failed(part, error)])
        if isinstance(item, type(sys)):
            return self.loadTestsFromModule(item)
        if isinstance(item, type) and issubclass(item, TestCase):
            return self.loadTestsFromTestCase(item)
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(item, TestSuite):
            return item
        if callable(item):
            test = item()
            if isinstance(test, TestSuite):
                return test
            if isinstance(test, TestCase):
                return self.suiteClass([test])
            raise TypeError("calling %s returned %s, not a test" % (item, test))
        raise TypeError("don't know how to make test from: %s" % (item,))

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        """The tests of all modules in a folder whose names fit the pattern."""
        import os
        from fnmatch import fnmatch
        top = os.path.abspath(top_level_dir or start_dir)
        if not os.path.isdir(start_dir):
            raise ImportError("Start directory is not importable: %r" % start_dir)
        if top not in sys.path:
            sys.path.insert(0, top)
        suites = []
        for entry in sorted(os.listdir(start_dir)):
            path = os.path.join(os.path.abspath(start_dir), entry)
            if os.path.isdir(path):
                if os.path.isfile(os.path.join(path, "__init__.py")):
                    suites.append(self.discover(path, pattern, top))
            elif entry.endswith(".py") and fnmatch(entry, pattern) and entry[:-3].isidentifier():
                name = os.path.relpath(path, top)[:-3].replace(os.sep, ".")
                try:
                    __import__(name)
                except SkipTest as error:
                    suites.append(self.suiteClass([_Failed(name, error)]))
                except Exception as error:
                    self.errors.append("Failed to import test module: %s\n%s" % (name, traceback.format_exc()))
                    suites.append(self.suiteClass([_Failed(name, error)]))
                else:
                    suites.append(self.loadTestsFromModule(sys.modules[name], pattern=pattern))
        return self.suiteClass(suites)


defaultTestLoader = TestLoader()


def _loader(prefix, sort, suite=TestSuite):
    loader = TestLoader()
    loader.testMethodPrefix, loader.suiteClass = prefix, suite
    if sort is not None:
        loader.sortTestMethodsUsing = sort
    return loader


def getTestCaseNames(testCaseClass, prefix, sortUsing=None, testNamePatterns=None):
    return _loader(prefix, sortUsing).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix="test", sortUsing=None, suiteClass=TestSuite):
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=None, suiteClass=TestSuite):
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)


class TestResult:
    """Counts and keeps what happens."""

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.testsRun = 0
        self.buffer = self.tb_locals = False
        self.errors = []
        self.failures = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False
        self.failfast = False

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def startTestRun(self):
        """Before the first test of a runner."""

    def stopTestRun(self):
        """After its last one."""

    def printErrors(self):
        """By `TextTestResult`."""

    def __repr__(self):
        return "<%s.%s run=%i errors=%i failures=%i>" % (
            type(self).__module__, type(self).__qualname__, self.testsRun, len(self.errors), len(self.failures))

    def stop(self):
        self.shouldStop = True

    def wasSuccessful(self):
        return not (self.errors or self.failures or self.unexpectedSuccesses)

    def addSuccess(self, test):
        pass

    def addError(self, test, err):
        self.errors.append((test, _traceback(err)))
        self.shouldStop |= self.failfast

    def addFailure(self, test, err):
        self.failures.append((test, _traceback(err)))
        self.shouldStop |= self.failfast

    def addSubTest(self, test, subtest, err):
        if err is not None:
            list_ = self.failures if issubclass(err[0], test.failureException) else self.errors
            list_.append((subtest, _traceback(err)))
            self.shouldStop |= self.failfast

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, _traceback(err)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        self.shouldStop |= self.failfast


def _traceback(err):
    # Frames of this module say nothing about the test.
    kind, error, tb = err
    while tb is not None and tb.tb_frame.f_globals is globals():
        tb = tb.tb_next
    lines = traceback.format_exception(kind, error, tb)
    if issubclass(kind, AssertionError) and tb is not None:
        frames = traceback.extract_tb(tb)
        kept = [frame for frame in frames if frame.filename != __file__]
        lines = ["Traceback (most recent call last):\n", *traceback.format_list(kept)]
        lines += traceback.format_exception_only(kind, error)
    return "".join(lines)


class TextTestResult(TestResult):
    """Also writes a letter, or a line, for each test."""

    def __init__(self, stream, descriptions, verbosity):
        super().__init__()
        self.stream = stream
        self.dots = verbosity == 1
        self.showAll = verbosity > 1
        self._told = False

    def getDescription(self, test):
        short = test.shortDescription()
        return "\n".join((str(test), short)) if short else str(test)

    def _tell(self, letter, words, part=None):
        if self.showAll:
            if part is not None:
                # Beneath the line of its test.
                self.stream.write("%s  %s ... " % ("" if self._told else "\n", self.getDescription(part)))
                self._told = True
            self.stream.write(words + "\n")
        elif self.dots:
            self.stream.write(letter)

    def startTest(self, test):
        super().startTest(test)
        self._told = False
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")

    def addSuccess(self, test):
        self._tell(".", "ok")

    def addError(self, test, err):
        super().addError(test, err)
        self._tell("E", "ERROR")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._tell("F", "FAIL")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            self._tell("F" if failed else "E", "FAIL" if failed else "ERROR", subtest)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._tell("s", "skipped %r" % reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._tell("x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._tell("u", "unexpected success")

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.write("\n")
        for flavour, items in (("ERROR", self.errors), ("FAIL", self.failures)):
            for test, text in items:
                self.stream.write("=" * 70 + "\n%s: %s\n" % (flavour, self.getDescription(test)))
                self.stream.write("-" * 70 + "\n%s\n" % text)
        if self.unexpectedSuccesses:
            self.stream.write("=" * 70 + "\n")
            for test in self.unexpectedSuccesses:
                self.stream.write("UNEXPECTED SUCCESS: %s\n" % self.getDescription(test))


class TextTestRunner:
    """Runs tests and reports in words."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False):
        self.stream = sys.stderr if stream is None else stream
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        if resultclass is not None:
            self.resultclass = resultclass

    def run(self, test):
        result = self.resultclass(self.stream, self.descriptions, self.verbosity)
        result.failfast = self.failfast
        begin = time.perf_counter()
        result.startTestRun()
        try:
            test(result)
        finally:
            result.stopTestRun()
        seconds = time.perf_counter() - begin
        result.printErrors()
        run = result.testsRun
        write = self.stream.write
        write("-" * 70 + "\nRan %d test%s in %.3fs\n\n" % (run, "" if run == 1 else "s", seconds))
        counts = [
            ("failures", result.failures),
            ("errors", result.errors),
            ("skipped", result.skipped),
            ("expected failures", result.expectedFailures),
            ("unexpected successes", result.unexpectedSuccesses),
        ]
        infos = ", ".join("%s=%d" % (name, len(items)) for name, items in counts if items)
        write("OK" if result.wasSuccessful() else "FAILED")
        write(" (%s)\n" % infos if infos else "\n")
        return result


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Calls the function after the tests of the module."""
    _module_cleanups.append((function, args, kwargs))


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


def enterModuleContext(cm):
    """Enters the context manager, and leaves it after the tests of the module."""
    return _enter(cm, addModuleCleanup)


_results = []


def installHandler():
    """Ctrl-C ends the run after the test that is running."""
    import signal
    before = signal.getsignal(signal.SIGINT)

    def handle(number, frame):
        if not _results or _results[0].shouldStop:
            before(number, frame)
        for result in _results:
            result.stop()

    signal.signal(signal.SIGINT, handle)
    removeHandler._before = before


def removeHandler(method=None):
    """Undoes `installHandler`."""
    before = getattr(removeHandler, "_before", None)
    if before is not None:
        import signal
        signal.signal(signal.SIGINT, before)
        removeHandler._before = None


def registerResult(result):
    _results.append(result)


def removeResult(result):
    if result in _results:
        _results.remove(result)
        return True
    return False


def __getattr__(name):
    if name == "IsolatedAsyncioTestCase":
        raise AttributeError("this Python has no event loop, so no unittest.IsolatedAsyncioTestCase")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def main(module="__main__", argv=None, exit=True, verbosity=1, failfast=False, testRunner=None):
    """Runs the tests of a module: all, or those named in `sys.argv`."""
    module = sys.modules[module] if isinstance(module, str) else module
    names = []
    for argument in (sys.argv if argv is None else argv)[1:]:
        if argument in ("-v", "--verbose"):
            verbosity = 2
        elif argument in ("-q", "--quiet"):
            verbosity = 0
        elif argument in ("-f", "--failfast"):
            failfast = True
        else:
            names.append(argument)
    loader = defaultTestLoader
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    runner = TextTestRunner(verbosity=verbosity, failfast=failfast) if testRunner is None else testRunner
    result = runner.run(suite)
    if exit:
        sys.exit(not result.wasSuccessful())

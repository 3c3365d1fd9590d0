"""Test cases, suites and a runner that reports as CPython's does; without mocks, discovery and async cases."""

import sys
import time
import traceback

__all__ = [
    "TestCase", "TestSuite", "TestLoader", "TestResult", "TextTestResult", "TextTestRunner", "SkipTest", "defaultTestLoader",
    "main", "skip", "skipIf", "skipUnless", "expectedFailure", "addModuleCleanup",
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
        return self

    def __exit__(self, kind, error, tb):
        if kind is None:
            return False
        if issubclass(kind, SkipTest):
            self._case._result.addSkip(self, str(error))
        elif not issubclass(kind, Exception):
            return False
        else:
            self._case._good = False
            self._case._result.addSubTest(self._case, self, (kind, error, tb))
        return True


class TestCase:
    """A test is a method whose name begins with `test`; each runs on an object of its own."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 640
    _class_cleanups = ()

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
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
        doc = getattr(self, self._testMethodName).__doc__
        return doc.strip().split("\n")[0].strip() if doc else None

    def countTestCases(self):
        return 1

    def addCleanup(self, function, /, *args, **kwargs):
        """Calls the function after the test, the latest first."""
        self._cleanups.append((function, args, kwargs))

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Calls the function after the tests of the class."""
        cls._class_cleanups = (*cls._class_cleanups, (function, args, kwargs))

    def enterContext(self, manager):
        """Enters the context manager, and leaves it after the test."""
        value = manager.__enter__()
        self.addCleanup(manager.__exit__, None, None, None)
        return value

    def doCleanups(self):
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._guarded(function, *args, **kwargs)

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
        self._result = result = TestResult() if result is None else result
        self._good = True
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
        raise self.failureException(standard if msg is None else "%s : %s" % (standard, msg))

    def _check(self, holds, msg, words, *values):
        if not holds:
            self._fail(msg, words % tuple(repr(value) for value in values))

    def assertEqual(self, first, second, msg=None):
        self._check(first == second, msg, "%s != %s", first, second)

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, msg, "%s == %s", first, second)

    assertListEqual = assertTupleEqual = assertSetEqual = assertDictEqual = assertEqual
    assertSequenceEqual = assertMultiLineEqual = assertEqual

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
        left = list(second)
        extra = []
        for item in first:
            if item in left:
                left.remove(item)
            else:
                extra.append(item)
        if extra or left:
            lines = ["Element counts were not equal:"]
            for item in extra:
                lines.append("First has 1, Second has 0:  %r" % (item,))
            for item in left:
                lines.append("First has 0, Second has 1:  %r" % (item,))
            self._fail(msg, "\n".join(lines))

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
        if not args:
            return _Raises(self, expected, pattern, kwargs.get("msg"))
        function, *args = args
        name = getattr(function, "__name__", None) or str(function)
        with _Raises(self, expected, pattern, None, " by " + name):
            function(*args, **kwargs)


class TestSuite:
    """Tests and suites of tests."""

    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        for test in tests:
            self.addTest(test)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self._tests)

    def run(self, result):
        """Runs them in order, with what their classes set up around them."""
        previous = None
        for test in self._tests:
            if result.shouldStop:
                break
            cls = None if isinstance(test, TestSuite) else type(test)
            if cls is not previous:
                self._leave(previous, result)
                previous = cls if self._enter(cls, result) else None
                if cls is not None and previous is None:
                    continue
            test.run(result)
        self._leave(previous, result)
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
        for function, args, kwargs in reversed(cls._class_cleanups):
            function(*args, **kwargs)
        cls._class_cleanups = ()


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


class TestLoader:
    """Finds the tests of classes and modules."""

    testMethodPrefix = "test"

    def getTestCaseNames(self, cls):
        return sorted(
            name for name in dir(cls) if name.startswith(self.testMethodPrefix) and callable(getattr(cls, name)))

    def loadTestsFromTestCase(self, cls):
        names = self.getTestCaseNames(cls)
        if not names and hasattr(cls, "runTest"):
            names = ["runTest"]
        return TestSuite(cls(name) for name in names)

    def loadTestsFromModule(self, module):
        classes = [getattr(module, name) for name in dir(module)]
        return TestSuite(
            self.loadTestsFromTestCase(cls) for cls in classes
            if isinstance(cls, type) and issubclass(cls, TestCase) and cls is not TestCase)

    def loadTestsFromName(self, name, module=None):
        item = module
        for part in name.split("."):
            parent, item = item, getattr(item, part)
        if isinstance(item, type):
            return self.loadTestsFromTestCase(item)
        return TestSuite([parent(part)])

    def loadTestsFromNames(self, names, module=None):
        return TestSuite(self.loadTestsFromName(name, module) for name in names)


defaultTestLoader = TestLoader()


class TestResult:
    """Counts and keeps what happens."""

    def __init__(self):
        self.testsRun = 0
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

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, resultclass=None):
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
        test(result)
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


def addModuleCleanup(function, /, *args, **kwargs):
    """Calls the function at the end of the program."""
    import atexit
    atexit.register(function, *args, **kwargs)


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

"""Tests and suites of tests."""

import sys

from . import case, util

__unittest = True


class BaseTestSuite:
    """Tests in a row, without what their classes and modules set up."""

    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (util.strclass(type(self)), list(self))

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, type(self)) else NotImplemented

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        """How many tests there are."""
        return self._removed_tests + sum([test.countTestCases() for test in self if test])

    def addTest(self, test):
        """Adds a test or a suite."""
        if not callable(test):
            raise TypeError("{} is not callable".format(repr(test)))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        """Adds several."""
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        """Runs them in order."""
        for at, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._removeTestAtIndex(at)
        return result

    def _removeTestAtIndex(self, index):
        # What a test holds can go when it is over.
        try:
            test = self._tests[index]
        except TypeError:
            return
        if hasattr(test, "countTestCases"):
            self._removed_tests += test.countTestCases()
        self._tests[index] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Runs the tests without a result: exceptions come out."""
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    """Tests in a row, with what their classes and modules set up around them."""

    def run(self, result, debug=False):
        """Runs them in order."""
        outermost = getattr(result, "_testRunEntered", False) is False
        if outermost:
            result._testRunEntered = True
        for at, test in enumerate(self):
            if result.shouldStop:
                break
            if _isnotsuite(test):
                self._tearDownPreviousClass(test, result)
                self._handleModuleFixture(test, result)
                self._handleClassSetUp(test, result)
                result._previousTestClass = type(test)
                if getattr(type(test), "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False):
                    continue
            if debug:
                test.debug()
            else:
                test(result)
            if self._cleanup:
                self._removeTestAtIndex(at)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def debug(self):
        """Runs the tests without a result: exceptions come out."""
        self.run(_DebugResult(), True)

    def _step(self, result, what, parent, function, then=None):
        # One step of setting up or taking down; whether it succeeded. `then` gives the errors of what follows it.
        good = True
        _call_if_exists(result, "_setupStdout")
        try:
            try:
                if function is not None:
                    function()
            except Exception as error:
                if isinstance(result, _DebugResult):
                    raise
                good = False
                self._createClassOrModuleLevelException(result, error, what, parent)
            for info in then(good) if then is not None else ():
                if isinstance(result, _DebugResult):
                    raise info[1]
                self._createClassOrModuleLevelException(result, info[1], what, parent, info)
        finally:
            _call_if_exists(result, "_restoreStdout")
        return good

    def _handleClassSetUp(self, test, result):
        cls = type(test)
        if cls == getattr(result, "_previousTestClass", None) or getattr(result, "_moduleSetUpFailed", False) or getattr(
                cls, "__unittest_skip__", False):
            return
        try:
            cls._classSetupFailed = False
        except TypeError:
            # It is perhaps no class of Python's.
            pass
        set_up = getattr(cls, "setUpClass", None)
        if set_up is None:
            return

        def clean_up(good):
            if not good:
                cls._classSetupFailed = True
            return () if good else _class_cleanups(cls)

        self._step(result, "setUpClass", util.strclass(cls), set_up, clean_up)

    def _tearDownPreviousClass(self, test, result):
        cls = getattr(result, "_previousTestClass", None)
        if cls is None or type(test) == cls or getattr(cls, "_classSetupFailed", False) or getattr(
                result, "_moduleSetUpFailed", False) or getattr(cls, "__unittest_skip__", False):
            return
        tear_down = getattr(cls, "tearDownClass", None)
        if tear_down is not None or getattr(cls, "doClassCleanups", None) is not None:
            self._step(result, "tearDownClass", util.strclass(cls), tear_down, lambda good: _class_cleanups(cls))

    def _get_previous_module(self, result):
        return getattr(getattr(result, "_previousTestClass", None), "__module__", None)

    def _handleModuleFixture(self, test, result):
        name = type(test).__module__
        if name == self._get_previous_module(result):
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        set_up = getattr(sys.modules.get(name), "setUpModule", None)
        if set_up is None:
            return

        def clean_up(good):
            if not good:
                result._moduleSetUpFailed = True
            return () if good else _module_cleanups()

        self._step(result, "setUpModule", name, set_up, clean_up)

    def _handleModuleTearDown(self, result):
        name = self._get_previous_module(result)
        if name is None or getattr(result, "_moduleSetUpFailed", False) or name not in sys.modules:
            return
        tear_down = getattr(sys.modules[name], "tearDownModule", None)
        self._step(result, "tearDownModule", name, tear_down, lambda good: _module_cleanups())

    def _createClassOrModuleLevelException(self, result, exc, method_name, parent, info=None):
        error = _ErrorHolder(f"{method_name} ({parent})")
        add_skip = getattr(result, "addSkip", None)
        if add_skip is not None and isinstance(exc, case.SkipTest):
            add_skip(error, str(exc))
        else:
            result.addError(error, info or sys.exc_info())


def _class_cleanups(cls):
    clean_up = getattr(cls, "doClassCleanups", None)
    if clean_up is None:
        return ()
    clean_up()
    return cls.tearDown_exceptions


def _module_cleanups():
    try:
        case.doModuleCleanups()
    except Exception:
        return [sys.exc_info()]
    return ()


class _ErrorHolder:
    # Stands where a result wants a test, for what was set up around tests.

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return "<ErrorHolder description=%r>" % (self.description,)

    def __str__(self):
        return self.id()

    def run(self, result):
        pass

    def __call__(self, result):
        return self.run(result)

    def countTestCases(self):
        return 0


def _isnotsuite(test):
    try:
        iter(test)
    except TypeError:
        return True
    return False


def _call_if_exists(parent, attr):
    getattr(parent, attr, lambda: None)()


class _DebugResult:
    # Knows only how far a run has come.

    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False

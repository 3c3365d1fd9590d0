"""Runs tests and reports in words."""

import sys
import time
import warnings

from . import result
from .case import _SubTest
from .signals import registerResult

__unittest = True


class _WritelnDecorator:
    # A stream that can write lines.

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        if attr in ("stream", "__getstate__"):
            raise AttributeError(attr)
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        if arg:
            self.write(arg)
        self.write("\n")


class TextTestResult(result.TestResult):
    """Also writes a letter, or a line, for each test."""

    separator1 = "=" * 70
    separator2 = "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self.descriptions = descriptions
        self._newline = True

    def getDescription(self, test):
        """A test's name, with the first line of its docstring."""
        short = test.shortDescription()
        return "\n".join((str(test), short)) if self.descriptions and short else str(test)

    def startTest(self, test):
        """Before a test."""
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self.stream.flush()
            self._newline = False

    def _write_status(self, test, status):
        is_part = isinstance(test, _SubTest)
        if is_part or self._newline:
            if not self._newline:
                self.stream.writeln()
            if is_part:
                self.stream.write("  ")
            self.stream.write(self.getDescription(test) + " ... ")
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def _tell(self, test, letter, words):
        if self.showAll:
            self._write_status(test, words)
        elif self.dots:
            self.stream.write(letter)
            self.stream.flush()

    def addSubTest(self, test, subtest, err):
        """A part of a test is over."""
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._tell(subtest, "F" if failed else "E", "FAIL" if failed else "ERROR")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        """A test succeeded."""
        super().addSuccess(test)
        self._tell(test, ".", "ok")

    def addError(self, test, err):
        """A test raised an exception that is no failure."""
        super().addError(test, err)
        self._tell(test, "E", "ERROR")

    def addFailure(self, test, err):
        """A test failed."""
        super().addFailure(test, err)
        self._tell(test, "F", "FAIL")

    def addSkip(self, test, reason):
        """A test was left out."""
        super().addSkip(test, reason)
        self._tell(test, "s", "skipped {0!r}".format(reason))

    def addExpectedFailure(self, test, err):
        """A test failed, as was expected."""
        super().addExpectedFailure(test, err)
        self._tell(test, "x", "expected failure")

    def addUnexpectedSuccess(self, test):
        """A test succeeded that was expected to fail."""
        super().addUnexpectedSuccess(test)
        self._tell(test, "u", "unexpected success")

    def printErrors(self):
        """What went wrong."""
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        unexpected = getattr(self, "unexpectedSuccesses", ())
        if unexpected:
            self.stream.writeln(self.separator1)
            for test in unexpected:
                self.stream.writeln(f"UNEXPECTED SUCCESS: {self.getDescription(test)}")
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        """One kind of what went wrong."""
        for test, text in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln("%s: %s" % (flavour, self.getDescription(test)))
            self.stream.writeln(self.separator2)
            self.stream.writeln("%s" % text)
            self.stream.flush()


class TextTestRunner:
    """Runs tests and reports in words."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        """Runs a test or a suite, and reports."""
        result = self._makeResult()
        registerResult(result)
        result.failfast = self.failfast
        result.buffer = self.buffer
        result.tb_locals = self.tb_locals
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
                if self.warnings in ("default", "always"):
                    # Tests call these names on purpose; once is enough.
                    warnings.filterwarnings("module", category=DeprecationWarning, message=r"Please use assert\w+ instead.")
            begin = time.perf_counter()
            getattr(result, "startTestRun", lambda: None)()
            try:
                test(result)
            finally:
                getattr(result, "stopTestRun", lambda: None)()
            seconds = time.perf_counter() - begin
        result.printErrors()
        write = self.stream.writeln
        if hasattr(result, "separator2"):
            write(result.separator2)
        run = result.testsRun
        write("Ran %d test%s in %.3fs" % (run, "" if run == 1 else "s", seconds))
        write()
        counts = [(name, len(getattr(result, attribute, ()))) for name, attribute in (
            ("failures", "failures"), ("errors", "errors"), ("skipped", "skipped"),
            ("expected failures", "expectedFailures"), ("unexpected successes", "unexpectedSuccesses"))]
        infos = ", ".join(["%s=%d" % pair for pair in counts if pair[1]])
        self.stream.write("OK" if result.wasSuccessful() else "FAILED")
        write(" (%s)" % infos if infos else "")
        self.stream.flush()
        return result

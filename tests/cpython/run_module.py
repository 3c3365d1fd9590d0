r"""Runs the tests of one of CPython's test modules and prints what became of each, a line a test:
`\x01RESULT`, the test and the error, with tabs between. Both Pythons run it.

Tests of `unittest` itself lie beside it as `unittest_test`.

Its arguments: the module, then a file of names of tests to leave out, or nothing.
"""

import os
import re
import sys
import unittest

OUT = sys.stdout


def tell(*parts):
    # A test may have replaced what it prints to, or left half a line there.
    OUT.write("\n\x01" + "\t".join(parts) + "\n")
    OUT.flush()


def words(error):
    """An exception in one line, without what differs from run to run."""
    try:
        text = str(error)
    except Exception as second:
        text = f"its text fails: {type(second).__name__}"
    text = " ".join(text.split())
    text = re.sub(r"0x[0-9a-f]+", "0x…", text)
    return f"{type(error).__name__}: {text}"[:300]


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.error = None
        self.why = None

    def startTest(self, test):
        super().startTest(test)
        self.error = self.why = None
        tell("BEGIN", test.id())

    def _keep(self, error):
        self.error = self.error or words(error[1])

    def addError(self, test, err):
        super().addError(test, err)
        if isinstance(test, unittest.TestCase):
            self._keep(err)
        else:
            tell("LOST", str(test), words(err[1]))

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._keep(err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._keep(err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.error = "unexpected success"

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.why = reason
        if not isinstance(test, unittest.TestCase):
            tell("LOST", str(test), "skipped: " + reason)

    def stopTest(self, test):
        super().stopTest(test)
        if self.error is not None:
            tell("FAIL", test.id(), self.error)
        elif self.why is not None:
            tell("SKIP", test.id(), self.why)
        else:
            tell("PASS", test.id())


def cases(suite):
    if isinstance(suite, unittest.TestCase):
        return [suite]
    return [case for part in suite for case in cases(part)]


def main():
    full, leave_out = sys.argv[1], set()
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as file:
            leave_out = set(file.read().split("\n"))
    sys.argv[1:] = []
    try:
        __import__(full)
        module = sys.modules[full]
        suite = unittest.TestLoader().loadTestsFromModule(module)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        tell("LOST", full, words(error))
        tell("END")
        return
    result = Result()
    chosen = [case for case in cases(suite) if case.id() not in leave_out]
    unittest.TestSuite(chosen).run(result)
    tell("END")


if __name__ == "__main__":
    main()
    # What a test left behind must not hold up the end.
    OUT.flush()
    os._exit(0)

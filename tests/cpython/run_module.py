r"""Runs the tests of one of CPython's test modules and prints what became of each, a line a test:
`\x01RESULT`, the test and the error, with tabs between. Both Pythons run it.

Tests of `unittest` itself lie beside it as `unittest_test`.

Its arguments: the module, then a file of names of tests to leave out, or nothing.
"""

import functools
import importlib
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


def absent(*args, **kwargs):
    """Stands for a private function of CPython's that a test module names at its beginning."""
    raise NotImplementedError("this is CPython's own affair")


PICKLES = [("pickle", "_" + name, "pickle." + name) for name in (
    "dump", "dumps", "load", "loads", "Pickler", "Unpickler")] + [("_pickle", name, "pickle." + name) for name in (
    "dump", "dumps", "load", "loads", "Pickler", "Unpickler")]

# What a test module needs under CPython's private names, or not at all unless a test uses it: module, name, and the same thing's name
# here. Most such modules are in C with a twin in Python: here both are the same one.
PRIVATE = {
    "test.test_fileio": [("_io", "FileIO", "io.FileIO"), ("_io", "open_code", "io.open_code")],
    "test.test_genericalias": [("unittest.case", "_AssertRaisesContext", "unittest._Raises")],
    "test.test_hmac": [("_operator", "_compare_digest", "hmac.compare_digest")],
    "test.test_datetime": PICKLES,
    "test.test_descr": PICKLES,
    "test.test_pickle": PICKLES,
    "test.test_platform": [("sys", "_git", "builtins.list")],
    "test.test_shutil": [("shutil", "RegistryError", "builtins.NotImplementedError"),
                         ("shutil", "_GiveupOnFastCopy", "builtins.NotImplementedError")] + [("shutil", name, None) for name in (
        "_use_fd_functions", "_WIN_DEFAULT_PATHEXT", "get_archive_formats", "get_unpack_formats", "make_archive", "register_archive_format", "register_unpack_format",
        "unpack_archive", "unregister_archive_format", "unregister_unpack_format")],
    "test.test_subprocess": [("subprocess", "_active", "builtins.list"), ("subprocess", "_cleanup", None)],
    "test.test_threading": [("threading", "_PyRLock", "threading._CRLock")],
    "test.test_threading_local": [("_thread", "_local", "threading.local")],
    "test.test_tokenize": [("tokenize", "_generate_tokens_from_c_tokenizer", None)],
    "test.test_typing": [("typing", name, None) for name in ("ParamSpecArgs", "ParamSpecKwargs")],
    "test.test_uuid": [("uuid", name, None) for name in (
        "_arp_getnode", "_find_mac_near_keyword", "_find_mac_under_heading", "_ifconfig_getnode", "_ip_getnode",
        "_lanscan_getnode", "_netstat_getnode")] + [("uuid", "_GETTERS", "builtins.list")],
    "unittest_test.test_runner": [("unittest.case", "_Outcome", None)],
    "unittest_test.testmock.testhelpers": [("unittest.mock", "_callable", None)],
    "unittest_test.testmock.testmagicmethods": [("unittest.mock", "_magics", "builtins.list")],
}


def name_private(full):
    """Gives our modules what the test module expects of CPython's alone."""
    for name, attribute, own in PRIVATE.get(full, ()):
        module = importlib.import_module(name)
        if hasattr(module, attribute):
            continue
        value = absent
        if own is not None:
            owner, _, member = own.rpartition(".")
            value = getattr(importlib.import_module(owner), member)
            if value is list:
                value = []
            elif module.__name__ == "_pickle" and not isinstance(value, type):
                # As what is in C, it does not become a method.
                value = functools.partial(value)
        setattr(module, attribute, value)


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
    if sys.implementation.name != "cpython":
        name_private(full)
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

"""Examples in docstrings, run and compared with what they say."""

import re
import sys
import traceback
import unittest
from collections import namedtuple
from io import StringIO

__all__ = [
    "register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP",
    "IGNORE_EXCEPTION_DETAIL", "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF",
    "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest", "DocTestParser", "DocTestFinder",
    "DocTestRunner", "OutputChecker", "DocTestFailure", "UnexpectedException", "DebugRunner", "testmod", "testfile",
    "run_docstring_examples", "DocTestSuite", "DocFileSuite", "set_unittest_reportflags", "script_from_examples",
    "testsource", "debug_src", "debug",
]

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """A new flag, or the one of that name."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag("DONT_ACCEPT_TRUE_FOR_1")
DONT_ACCEPT_BLANKLINE = register_optionflag("DONT_ACCEPT_BLANKLINE")
NORMALIZE_WHITESPACE = register_optionflag("NORMALIZE_WHITESPACE")
ELLIPSIS = register_optionflag("ELLIPSIS")
SKIP = register_optionflag("SKIP")
IGNORE_EXCEPTION_DETAIL = register_optionflag("IGNORE_EXCEPTION_DETAIL")
COMPARISON_FLAGS = (
    DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP | IGNORE_EXCEPTION_DETAIL
)
REPORT_UDIFF = register_optionflag("REPORT_UDIFF")
REPORT_CDIFF = register_optionflag("REPORT_CDIFF")
REPORT_NDIFF = register_optionflag("REPORT_NDIFF")
REPORT_ONLY_FIRST_FAILURE = register_optionflag("REPORT_ONLY_FIRST_FAILURE")
FAIL_FAST = register_optionflag("FAIL_FAST")
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST

BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."

TestResults = namedtuple("TestResults", "failed attempted")


def _ended(text):
    return text if not text or text.endswith("\n") else text + "\n"


def _indented(text, by=4):
    return re.sub("(?m)^(?!$)", " " * by, text)


class Example:
    """A statement and what it should print or raise."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source = source if source.endswith("\n") else source + "\n"
        self.want = _ended(want)
        self.exc_msg = None if exc_msg is None else (exc_msg if exc_msg.endswith("\n") else exc_msg + "\n")
        self.lineno = lineno
        self.indent = indent
        self.options = {} if options is None else options

    def _key(self):
        return self.source, self.want, self.lineno, self.indent, self.exc_msg

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._key() == other._key() and self.options == other.options

    def __hash__(self):
        return hash(self._key())


class DocTest:
    """The examples of one docstring, run in one namespace."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        if isinstance(examples, str):
            raise AssertionError("DocTest no longer accepts str; use DocTestParser instead")
        self.examples = examples
        self.docstring = docstring
        self.globs = globs.copy()
        self.name = name
        self.filename = filename
        self.lineno = lineno

    def __repr__(self):
        count = len(self.examples)
        words = {0: "no examples", 1: "1 example"}.get(count, "%d examples" % count)
        return "<%s %s from %s:%s (%s)>" % (type(self).__name__, self.name, self.filename, self.lineno, words)

    def _key(self):
        return self.docstring, self.name, self.filename, self.lineno

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._key() == other._key() and (self.examples, self.globs) == (other.examples, other.globs)

    def __hash__(self):
        return hash(self._key())

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        mine = (self.name, self.filename or "", -1 if self.lineno is None else self.lineno, id(self))
        return mine < (other.name, other.filename or "", -1 if other.lineno is None else other.lineno, id(other))


_PROMPT = re.compile(r"^([ ]*)>>>( |$)")
_OPTION = re.compile(r"#\s*doctest:\s*([^\n'\"]*)$", re.MULTILINE)
_TRACEBACK = re.compile(r"Traceback \((?:most recent call last|innermost last)\):[ \t]*$")


class DocTestParser:
    """Finds the examples in a text."""

    def parse(self, string, name="<string>"):
        """Texts and examples in turn."""
        lines = string.expandtabs().split("\n")
        indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
        cut = min(indents, default=0)
        lines = [line[cut:] for line in lines]
        output, text, at = [], [], 0
        while at < len(lines):
            match = _PROMPT.match(lines[at])
            if match is None:
                text.append(lines[at])
                at += 1
                continue
            output.append("\n".join([*text, ""]) if text else "")
            text = []
            start, indent = at, len(match.group(1))
            blank = " " * indent
            source = [lines[at]]
            at += 1
            while at < len(lines) and re.match(r"[ ]{%d}\.\.\.( |$|(?=\S))" % indent, lines[at]):
                source.append(lines[at])
                at += 1
            want = []
            while at < len(lines) and lines[at].strip() and not re.match(r"[ ]*>>>( |$)", lines[at]):
                want.append(lines[at])
                at += 1
            for number, line in enumerate(source):
                if len(line) >= indent + 4 and line[indent + 3] != " ":
                    raise ValueError(
                        "line %r of the docstring for %s lacks blank after %s: %r"
                        % (start + number + 1, name, line[indent:indent + 3], line)
                    )
            for number, line in enumerate(want):
                if not line.startswith(blank):
                    raise ValueError(
                        "line %r of the docstring for %s has inconsistent leading whitespace: %r"
                        % (start + len(source) + number + 1, name, line)
                    )
            code = "\n".join([line[indent + 4:] for line in source])
            if self._only_comments(code):
                continue
            wanted = "\n".join([line[indent:] for line in want])
            output.append(Example(
                code, wanted, self._raised(wanted), start, cut + indent,
                self._options(code, name, start),
            ))
        output.append("\n".join(text))
        return output

    def _only_comments(self, code):
        return all(not line.strip() or line.strip().startswith("#") for line in code.split("\n"))

    def _raised(self, want):
        lines = want.split("\n")
        if not _TRACEBACK.match(lines[0]):
            return None
        for at, line in enumerate(lines[1:], 1):
            if line and (line[0].isalnum() or line[0] == "_"):
                return "\n".join(lines[at:])
        return None

    def _options(self, source, name, lineno):
        options = {}
        for match in _OPTION.finditer(source):
            for option in match.group(1).replace(",", " ").split():
                if option[0] not in "+-" or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(
                        "line %r of the doctest for %s has an invalid option: %r" % (lineno + 1, name, option)
                    )
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == "+"
        if options and self._only_comments(source):
            raise ValueError(
                "line %r of the doctest for %s has an option directive on a line with no example: %r"
                % (lineno, name, source)
            )
        return options

    def get_examples(self, string, name="<string>"):
        return [part for part in self.parse(string, name) if isinstance(part, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)


class DocTestFinder:
    """Finds the docstrings of an object and of all that it holds."""

    def __init__(self, verbose=False, parser=None, recurse=True, exclude_empty=True):
        self._parser = parser or DocTestParser()
        self._verbose = verbose
        self._recurse = recurse
        self._exclude_empty = exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError(
                    "DocTestFinder.find: name must be given when obj.__name__ doesn't exist: %r" % (type(obj),)
                )
        if module is False:
            module = None
        elif module is None:
            module = obj if isinstance(obj, type(sys)) else sys.modules.get(getattr(obj, "__module__", None))
        file = getattr(module, "__file__", None)
        if globs is None:
            globs = {} if module is None else module.__dict__.copy()
        else:
            globs = globs.copy()
        if extraglobs is not None:
            globs.update(extraglobs)
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, module, file, globs, set())
        tests.sort()
        return tests

    def _routine(self, value):
        return callable(value) and hasattr(value, "__name__") and not isinstance(value, type)

    def _belongs(self, module, value):
        if module is None:
            return True
        value = getattr(value, "__wrapped__", value)
        if isinstance(value, property):
            return True
        return getattr(value, "__module__", None) == module.__name__

    def _find(self, tests, obj, name, module, file, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._of(obj, name, module, globs, file)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if isinstance(obj, type(sys)):
            for key, value in obj.__dict__.items():
                inner = getattr(value, "__wrapped__", value)
                if (self._routine(inner) or isinstance(value, type)) and self._belongs(module, value):
                    self._find(tests, value, f"{name}.{key}", module, file, globs, seen)
            for key, value in getattr(obj, "__test__", {}).items():
                if not isinstance(key, str):
                    raise ValueError("DocTestFinder.find: __test__ keys must be strings: %r" % (type(key),))
                if not (self._routine(value) or isinstance(value, (type, type(sys), str))):
                    raise ValueError(
                        "DocTestFinder.find: __test__ values must be strings, functions, methods, classes, "
                        "or modules: %r" % (type(value),)
                    )
                self._find(tests, value, f"{name}.__test__.{key}", module, file, globs, seen)
        elif isinstance(obj, type):
            for key, value in list(obj.__dict__.items()):
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                if (self._routine(value) or isinstance(value, (type, property))) and self._belongs(module, value):
                    self._find(tests, value, f"{name}.{key}", module, file, globs, seen)

    def _of(self, obj, name, module, globs, file):
        doc = obj if isinstance(obj, str) else getattr(obj, "__doc__", None)
        if doc is None:
            doc = ""
        elif not isinstance(doc, str):
            doc = str(doc)
        line = self._line(obj, doc, module)
        if self._exclude_empty and not doc:
            return None
        filename = None if module is None else file or module.__name__
        return self._parser.get_doctest(doc, globs, name, filename, line)

    def _line(self, obj, doc, module):
        import inspect
        import linecache
        if isinstance(obj, type(sys)):
            return 0 if doc else None
        file = getattr(module, "__file__", None)
        lines = linecache.getlines(file) if file else []
        line = None
        if isinstance(obj, type) and lines:
            pattern = re.compile(r"^\s*class\s*%s\b" % re.escape(obj.__name__))
            line = next((at for at, text in enumerate(lines) if pattern.match(text)), None)
        if isinstance(obj, property):
            obj = obj.fget
        obj = getattr(obj, "__func__", obj)
        code = getattr(inspect.unwrap(obj) if callable(obj) else obj, "__code__", None)
        if code is not None and doc:
            line = code.co_firstlineno - 1
        if line is None or not lines:
            return line
        for at in range(line, len(lines)):
            if re.match(r"(^|.*:)\s*\w*(\"|')", lines[at]):
                return at
        return None


class OutputChecker:
    """Whether what was printed is what was wanted."""

    def check_output(self, want, got, optionflags):
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1:
            if (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
                return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(r"(?m)^%s\s*?$" % re.escape(BLANKLINE_MARKER), "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def _lines(self, text):
        return text.splitlines(keepends=True)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub(r"(?m)^[ ]*(?=\n)", BLANKLINE_MARKER, got)
        kind = optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF)
        fancy = kind and (optionflags & REPORT_NDIFF or (want.count("\n") > 2 and got.count("\n") > 2))
        if fancy:
            import difflib
            wanted, gotten = self._lines(want), self._lines(got)
            if optionflags & REPORT_UDIFF:
                lines, words = list(difflib.unified_diff(wanted, gotten, n=2))[2:], "unified diff with -expected +actual"
            elif optionflags & REPORT_CDIFF:
                lines, words = list(difflib.context_diff(wanted, gotten, n=2))[2:], "context diff with expected followed by actual"
            else:
                lines = list(difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK).compare(wanted, gotten))
                words = "ndiff with -expected +actual"
            return "Differences (%s):\n" % words + _indented("".join(lines))
        if want and got:
            return "Expected:\n%sGot:\n%s" % (_indented(want), _indented(got))
        if want:
            return "Expected:\n%sGot nothing\n" % _indented(want)
        if got:
            return "Expected nothing\nGot:\n%s" % _indented(got)
        return "Expected nothing\nGot nothing\n"


def _ellipsis_match(want, got):
    # Each `...` stands for any text.
    if ELLIPSIS_MARKER not in want:
        return want == got
    parts = want.split(ELLIPSIS_MARKER)
    start, end = 0, len(got)
    first, last = parts[0], parts[-1]
    if first:
        if not got.startswith(first):
            return False
        start = len(first)
    if last:
        if not got.endswith(last):
            return False
        end -= len(last)
    if start > end:
        return False
    for part in parts[1:-1]:
        at = got.find(part, start, end)
        if at < 0:
            return False
        start = at + len(part)
    return True


class DocTestFailure(Exception):
    """The output is another one: `test`, `example`, `got`."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An exception that was not wanted: `test`, `example`, `exc_info`."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


def _without_detail(message):
    # The exception's name alone, without its module.
    end = len(message)
    for sign in ("\n", ":"):
        at = message.find(sign, 0, end)
        if at >= 0:
            end = at
    return message[message.rfind(".", 0, end) + 1:end]


class DocTestRunner:
    """Runs tests and reports what differs."""

    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._name2ft = {}
        self.test = None

    def report_start(self, out, test, example):
        if self._verbose:
            if example.want:
                out("Trying:\n" + _indented(example.source) + "Expecting:\n" + _indented(example.want))
            else:
                out("Trying:\n" + _indented(example.source) + "Expecting nothing\n")

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        text = "".join(traceback.format_exception(*exc_info))
        out(self._header(test, example) + "Exception raised:\n" + _indented(text))

    def _header(self, test, example):
        if test.filename:
            line = "?" if test.lineno is None else test.lineno + example.lineno + 1
            place = 'File "%s", line %s, in %s' % (test.filename, line, test.name)
        else:
            place = "Line %s, in %s" % (example.lineno + 1, test.name)
        return "\n".join([self.DIVIDER, place, "Failed example:", _indented(example.source)])

    def _raised(self, example, error, want_flags):
        # Whether the exception is the one that is wanted, and its text.
        text = "".join(traceback.format_exception_only(type(error), error))
        if isinstance(error, SyntaxError):
            # Only the last line: the others show the place.
            text = text[text.rfind("\n", 0, -1) + 1:]
            name = getattr(type(error), "__name__")
            if name not in text:
                text = "".join(traceback.format_exception_only(type(error), error)).splitlines(True)[-1]
        if example.exc_msg is None:
            return None, text
        good = self._checker.check_output(example.exc_msg, text, want_flags)
        if not good and want_flags & IGNORE_EXCEPTION_DETAIL:
            good = self._checker.check_output(
                _without_detail(example.exc_msg), _without_detail(text), want_flags
            )
        return good, text

    def _run(self, test, out):
        failures = tries = 0
        original = self.optionflags
        for number, example in enumerate(test.examples):
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = original
            for flag, on in example.options.items():
                self.optionflags = self.optionflags | flag if on else self.optionflags & ~flag
            if self.optionflags & SKIP:
                continue
            tries += 1
            if not quiet:
                self.report_start(out, test, example)
            error = info = None
            try:
                code = compile(example.source, "<doctest %s[%d]>" % (test.name, number), "single")
                exec(code, test.globs)
            except KeyboardInterrupt:
                raise
            except BaseException as raised:
                error, info = raised, sys.exc_info()
            got = self._fake.getvalue()
            self._fake.seek(0)
            self._fake.truncate(0)
            if got and not got.endswith("\n"):
                got += "\n"
            if error is None:
                good = self._checker.check_output(example.want, got, self.optionflags)
            else:
                good, text = self._raised(example, error, self.optionflags)
                if not quiet:
                    got += "".join(traceback.format_exception(*info)) if good is False else ""
            if good:
                if not quiet:
                    self.report_success(out, test, example, got)
                continue
            failures += 1
            if not quiet:
                if good is None:
                    self.report_unexpected_exception(out, test, example, info)
                else:
                    self.report_failure(out, test, example, got)
            if self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        before = self._name2ft.get(test.name, (0, 0))
        self._name2ft[test.name] = (failures + before[0], tries + before[1])
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        self.test = test
        stdout, hook = sys.stdout, sys.displayhook
        if out is None:
            out = stdout.write
        sys.stdout = self._fake = StringIO()
        sys.displayhook = sys.__displayhook__
        try:
            return self._run(test, out)
        finally:
            sys.stdout, sys.displayhook = stdout, hook
            if clear_globs:
                test.globs.clear()
                import builtins
                builtins._ = None

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        untested, passed, failed = [], [], []
        for name, (failures, tries) in self._name2ft.items():
            if tries == 0:
                untested.append(name)
            elif failures == 0:
                passed.append((name, tries))
            else:
                failed.append((name, (failures, tries)))
        total = sum(tries for _, tries in self._name2ft.values())
        bad = sum(failures for failures, _ in self._name2ft.values())
        if verbose:
            if untested:
                print(len(untested), "items had no tests:")
                for name in sorted(untested):
                    print("   ", name)
            if passed:
                print(len(passed), "items passed all tests:")
                for name, count in sorted(passed):
                    print(" %3d tests in %s" % (count, name))
        if failed:
            print(self.DIVIDER)
            print(len(failed), "items had failures:")
            for name, (failures, tries) in sorted(failed):
                print(" %3d of %3d in %s" % (failures, tries, name))
        if verbose:
            print(total, "tests in", len(self._name2ft), "items.")
            print(total - bad, "passed and", bad, "failed.")
        if bad:
            print("***Test Failed***", bad, "failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(bad, total)

    def merge(self, other):
        for name, (failures, tries) in other._name2ft.items():
            before = self._name2ft.get(name, (0, 0))
            self._name2ft[name] = (failures + before[0], tries + before[1])


class DebugRunner(DocTestRunner):
    """Raises at the first difference."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = DocTestRunner.run(self, test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


master = None


def _finish(runner, report):
    global master
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return TestResults(runner.failures, runner.tries)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None,
            raise_on_error=False, exclude_empty=False):
    """Runs the examples of a module's docstrings."""
    if m is None:
        m = sys.modules.get("__main__")
    if not isinstance(m, type(sys)):
        raise TypeError("testmod: module required; %r" % (m,))
    name = m.__name__ if name is None else name
    make = DebugRunner if raise_on_error else DocTestRunner
    runner = make(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    return _finish(runner, report)


def _read(filename, module_relative, package, encoding):
    import os
    if module_relative:
        if os.path.isabs(filename):
            raise ValueError("Module-relative files may not have absolute paths")
        if package is None:
            base = os.path.dirname(getattr(sys.modules["__main__"], "__file__", ""))
        else:
            if isinstance(package, str):
                __import__(package)
                package = sys.modules[package]
            base = os.path.dirname(package.__file__)
        filename = os.path.join(base, *filename.split("/"))
    with open(filename, encoding=encoding or "utf-8") as file:
        return file.read(), filename


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True,
             optionflags=0, extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Runs the examples in a file of text."""
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    text, filename = _read(filename, module_relative, package, encoding)
    globs = {} if globs is None else globs.copy()
    if extraglobs is not None:
        globs.update(extraglobs)
    globs.setdefault("__name__", "__main__")
    make = DebugRunner if raise_on_error else DocTestRunner
    runner = make(verbose=verbose, optionflags=optionflags)
    name = filename.rsplit("/", 1)[-1] if name is None else name
    runner.run(parser.get_doctest(text, globs, name, filename, 0))
    return _finish(runner, report)


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    """Runs the examples of one object's docstring."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    """How cases of `unittest` report, where they have no flags of their own."""
    global _unittest_reportflags
    if flags & REPORTING_FLAGS != flags:
        raise ValueError("Only reporting flags allowed", flags)
    before, _unittest_reportflags = _unittest_reportflags, flags
    return before


class DocTestCase(unittest.TestCase):
    """A docstring as a case of `unittest`."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        unittest.TestCase.__init__(self)
        self._dt_optionflags = optionflags
        self._dt_checker = checker
        self._dt_test = test
        self._dt_setUp = setUp
        self._dt_tearDown = tearDown
        self._dt_globs = test.globs.copy()

    def setUp(self):
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        self._dt_test.globs.clear()
        self._dt_test.globs.update(self._dt_globs)

    def runTest(self):
        flags, out = self._dt_optionflags, StringIO()
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        runner = DocTestRunner(optionflags=flags, checker=self._dt_checker, verbose=False)
        runner.DIVIDER = "-" * 70
        failures, tries = runner.run(self._dt_test, out=out.write, clear_globs=False)
        if failures:
            raise self.failureException(self.format_failure(out.getvalue()))

    def format_failure(self, err):
        test = self._dt_test
        line = "unknown line number" if test.lineno is None else "%s" % test.lineno
        return 'Failed doctest test for %s\n  File "%s", line %s, in %s\n\n%s' % (
            test.name, test.filename, line, test.name.rsplit(".", 1)[-1], err,
        )

    def debug(self):
        self.setUp()
        runner = DebugRunner(optionflags=self._dt_optionflags, checker=self._dt_checker, verbose=False)
        runner.run(self._dt_test, clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._dt_test == other._dt_test and self._dt_optionflags == other._dt_optionflags

    def __hash__(self):
        return hash((self._dt_optionflags, self._dt_setUp, self._dt_tearDown, self._dt_checker))

    def __repr__(self):
        name = self._dt_test.name.split(".")
        return "%s (%s)" % (name[-1], ".".join(name[:-1]))

    def __str__(self):
        return repr(self)

    def shortDescription(self):
        return "Doctest: " + self._dt_test.name


class DocFileCase(DocTestCase):
    """A file of text as a case."""

    def id(self):
        return "_".join(self._dt_test.name.split("."))

    def __repr__(self):
        return self._dt_test.filename

    def format_failure(self, err):
        return 'Failed doctest test for %s\n  File "%s", line 0\n\n%s' % (
            self._dt_test.name, self._dt_test.filename, err,
        )


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """The docstrings of a module as a suite."""
    if module is None:
        module = sys._getframe(1).f_globals["__name__"]
    if isinstance(module, str):
        __import__(module)
        module = sys.modules[module]
    finder = test_finder or DocTestFinder()
    suite = unittest.TestSuite()
    for test in finder.find(module, globs=globs, extraglobs=extraglobs):
        if test.examples:
            if not test.filename:
                test.filename = module.__file__
            suite.addTest(DocTestCase(test, **options))
    return suite


def DocFileTest(path, module_relative=True, package=None, globs=None, parser=DocTestParser(), encoding=None, **options):
    globs = {} if globs is None else globs.copy()
    if package and not module_relative:
        raise ValueError("Package may only be specified for module-relative paths.")
    text, path = _read(path, module_relative, package, encoding)
    globs.setdefault("__file__", path)
    name = path.rsplit("/", 1)[-1]
    return DocFileCase(parser.get_doctest(text, globs, name, path, 0), **options)


def DocFileSuite(*paths, **kw):
    """Files of text as a suite."""
    suite = unittest.TestSuite()
    if kw.get("module_relative", True) and kw.get("package") is None:
        kw["package"] = sys.modules[sys._getframe(1).f_globals["__name__"]]
    for path in paths:
        suite.addTest(DocFileTest(path, **kw))
    return suite


def script_from_examples(s):
    """The examples as a program, all else as its comments."""
    output = []
    for piece in DocTestParser().parse(s):
        if isinstance(piece, Example):
            output.append(piece.source[:-1])
            if piece.want:
                output.append("# Expected:")
                output += ["## " + line for line in piece.want.split("\n")[:-1]]
        else:
            output += ["#" if not line.strip() else "# " + line for line in piece.split("\n")[:-1]]
    while output and output[-1] == "#":
        output.pop()
    while output and output[0] == "#":
        output.pop(0)
    return "\n".join(output) + "\n"


def testsource(module, name):
    """The examples of a docstring as a program."""
    if isinstance(module, str):
        __import__(module)
        module = sys.modules[module]
    found = [test for test in DocTestFinder().find(module) if test.name == name]
    if not found:
        raise ValueError(name, "not found in tests")
    return script_from_examples(found[0].docstring)


def debug_src(src, pm=False, globs=None):
    raise NotImplementedError("doctest's debugger needs a terminal: step through the program with the page instead")


def debug(module, name, pm=False):
    debug_src(testsource(module, name))

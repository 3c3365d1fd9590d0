"""The command line of tests."""

import os
import sys
from importlib import import_module

from . import loader, runner
from .signals import installHandler

__unittest = True

MAIN_EXAMPLES = (
    "Examples:\n"
    "  %(prog)s test_module               - run tests from test_module\n"
    "  %(prog)s module.TestClass          - run tests from module.TestClass\n"
    "  %(prog)s module.Class.test_method  - run specified test method\n"
    "  %(prog)s path/to/test_file.py      - run tests from test_file.py\n"
)
MODULE_EXAMPLES = (
    "Examples:\n"
    "  %(prog)s                           - run default set of tests\n"
    "  %(prog)s MyTestSuite               - run suite 'MyTestSuite'\n"
    "  %(prog)s MyTestCase.testSomething  - run MyTestCase.testSomething\n"
    "  %(prog)s MyTestCase                - run all 'test*' test methods\n"
    "                                       in MyTestCase\n"
)


def _convert_name(name):
    # A path of a file may stand for a module's name.
    if not os.path.isfile(name) or not name.lower().endswith(".py"):
        return name
    if os.path.isabs(name):
        path = os.path.relpath(name, os.getcwd())
        if os.path.isabs(path) or path.startswith(os.pardir):
            return name
        name = path
    return os.path.normpath(name)[:-3].replace("\\", ".").replace("/", ".")


def _convert_select_pattern(pattern):
    return pattern if "*" in pattern else f"*{pattern}*"


def _names_of(given, default):
    if given:
        return [_convert_name(name) for name in given]
    if default is None:
        return None
    return (default,) if isinstance(default, str) else list(default)


class TestProgram:
    """Runs the tests of a module: all, or those named in `sys.argv`."""

    module = None
    verbosity = 1
    failfast = catchbreak = buffer = progName = warnings = testNamePatterns = None
    _discovery_parser = None

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None, catchbreak=None,
                 buffer=None, warnings=None, *, tb_locals=False):
        argv = sys.argv if argv is None else argv
        self.module = import_module(module) if isinstance(module, str) else module
        self.testLoader, self.testRunner, self.defaultTest, self.exit = testLoader, testRunner, defaultTest, exit
        self.failfast, self.catchbreak, self.buffer = failfast, catchbreak, buffer
        self.verbosity, self.tb_locals = verbosity, tb_locals
        # What the command line or the program has decided about warnings stays.
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        self.progName = os.path.basename(argv[0])
        self.parseArgs(argv)
        self.runTests()

    def _print_help(self, *args, **kwargs):
        values = {"prog": self.progName}
        if self.module is None:
            print(self._main_parser.format_help())
            print(MAIN_EXAMPLES % values)
            self._discovery_parser.print_help()
        else:
            print(self._main_parser.format_help())
            print(MODULE_EXAMPLES % values)

    def parseArgs(self, argv):
        """Takes the command line."""
        given, searching = argv[1:], self.module is None
        if given or searching:
            self._initArgParsers()
            if searching and given and given[0].lower() == "discover":
                return self._do_discovery(given[1:])
            self._main_parser.parse_args(given, self)
        else:
            # Nothing needs to be taken apart.
            self.tests = []
            for name in ("failfast", "catchbreak", "buffer"):
                if getattr(self, name) is None:
                    setattr(self, name, False)
        if searching and not self.tests:
            # With options alone, the tests are searched for.
            return self._do_discovery([])
        self.testNames = _names_of(self.tests, self.defaultTest)
        self.createTests()

    def createTests(self, from_discovery=False, Loader=None):
        """Loads the tests."""
        if self.testNamePatterns:
            self.testLoader.testNamePatterns = self.testNamePatterns
        if from_discovery:
            self.test = (Loader() if Loader else self.testLoader).discover(self.start, self.pattern, self.top)
        elif self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    def _initArgParsers(self):
        import argparse
        parent = argparse.ArgumentParser(add_help=False)
        add = parent.add_argument
        add("-v", "--verbose", dest="verbosity", action="store_const", const=2, help="Verbose output")
        add("-q", "--quiet", dest="verbosity", action="store_const", const=0, help="Quiet output")
        add("--locals", dest="tb_locals", action="store_true", help="Show local variables in tracebacks")
        # What the program has said itself the command line cannot say.
        if self.failfast is None:
            add("-f", "--failfast", dest="failfast", action="store_true", help="Stop on first fail or error")
            self.failfast = False
        if self.catchbreak is None:
            add("-c", "--catch", dest="catchbreak", action="store_true",
                help="Catch Ctrl-C and display results so far")
            self.catchbreak = False
        if self.buffer is None:
            add("-b", "--buffer", dest="buffer", action="store_true", help="Buffer stdout and stderr during tests")
            self.buffer = False
        if self.testNamePatterns is None:
            add("-k", dest="testNamePatterns", action="append", type=_convert_select_pattern,
                help="Only run tests which match the given substring")
            self.testNamePatterns = []
        self._main_parser = argparse.ArgumentParser(parents=[parent])
        self._main_parser.prog = self.progName
        self._main_parser.print_help = self._print_help
        self._main_parser.add_argument(
            "tests", nargs="*", help="a list of any number of test modules, classes and test methods.")
        self._discovery_parser = finder = argparse.ArgumentParser(parents=[parent])
        finder.prog = "%s discover" % self.progName
        finder.epilog = ("For test discovery all test modules must be importable from the top level directory of "
                         "the project.")
        for dest, short, long, words in (
                ("start", "-s", "--start-directory", "Directory to start discovery ('.' default)"),
                ("pattern", "-p", "--pattern", "Pattern to match tests ('test*.py' default)"),
                ("top", "-t", "--top-level-directory",
                 "Top level directory of project (defaults to start directory)")):
            finder.add_argument(short, long, dest=dest, help=words)
            # By place too, in this order.
            finder.add_argument(dest, nargs="?", default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def _do_discovery(self, argv, Loader=None):
        self.start, self.pattern, self.top = ".", "test*.py", None
        if argv is not None:
            if self._discovery_parser is None:
                self._initArgParsers()
            self._discovery_parser.parse_args(argv, self)
        self.createTests(from_discovery=True, Loader=Loader)

    def runTests(self):
        """Runs the tests."""
        if self.catchbreak:
            installHandler()
        if self.testRunner is None:
            self.testRunner = runner.TextTestRunner
        made = self.testRunner
        if isinstance(made, type):
            choices = dict(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer, warnings=self.warnings)
            try:
                try:
                    made = made(**choices, tb_locals=self.tb_locals)
                except TypeError:
                    # A runner that is older than this choice.
                    made = made(**choices)
            except TypeError:
                made = made()
        self.result = made.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram

# %% results and their order
import io, sys, unittest
class Log(unittest.TestResult):
    def __init__(self): super().__init__(); self.events = []
    def __getattribute__(self, name):
        value = super().__getattribute__(name)
        if name.startswith("add") or name in ("startTest", "stopTest"):
            def told(*args): self.events.append(name); return value(*args)
            return told
        return value
class T(unittest.TestCase):
    def tearDown(self): self.order.append("tearDown")
    def test_pass(self): pass
    def test_fail(self): self.addCleanup(self.order.append, "cleanup"); self.fail("no")
    def test_skip(self): self.skipTest("why")
    @unittest.skip("left out")
    def test_left_out(self): 1 / 0
    @unittest.expectedFailure
    def test_expected(self): 1 / 0
    @unittest.expectedFailure
    def test_unexpected(self): pass
    @unittest.expectedFailure
    def test_expected_but_cleanup(self): self.addCleanup(lambda: 1 / 0); 1 / 0
    def test_parts(self):
        for n in range(4):
            with self.subTest("part", n=n):
                with self.subTest(m=n * 2): self.assertNotEqual(n, 1)
                if n == 2: self.skipTest("two")
                if n == 3: raise KeyError(n)
T.order = []
for name in unittest.TestLoader().getTestCaseNames(T):
    result = Log(); T.order.clear(); T(name).run(result)
    print(name, result.events, T.order, [(str(t), why) for t, why in result.skipped], [str(t) for t, _ in result.failures + result.errors])
for name in ("test_left_out", "test_skip", "test_fail"):
    try: T(name).debug()
    except BaseException as error: print(type(error).__name__, error)
print(unittest.TestResult(), unittest.TestSuite([T("test_pass")]), T("test_pass").id(), T("test_pass"))

# %% what is set up around tests
import unittest, io
seen = []
def setUpModule(): seen.append("module"); unittest.addModuleCleanup(seen.append, "module cleanup")
def tearDownModule(): seen.append("/module")
class A(unittest.TestCase):
    @classmethod
    def setUpClass(cls): seen.append("A"); cls.addClassCleanup(seen.append, "A cleanup")
    @classmethod
    def tearDownClass(cls): seen.append("/A"); raise ValueError("down")
    def test_1(self): seen.append(1)
class B(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.addClassCleanup(lambda: 1 / 0); raise KeyError("up")
    def test_2(self): seen.append(2)
class C(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise unittest.SkipTest("not now")
    def test_3(self): seen.append(3)
out = io.StringIO()
suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(c) for c in (A, B, C))
result = unittest.TextTestRunner(out, verbosity=2).run(suite)
print(seen, [(str(t), text.split("\n")[-2]) for t, text in result.errors], [(str(t), r) for t, r in result.skipped], result.testsRun, suite.countTestCases())
import re
print(re.sub(r"in \d.*s", "in 0s", re.sub(r'(?m)^  File.*\n.*\n', "", out.getvalue())))
try: unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(A)]).debug()
except Exception as error: print(repr(error))

# %% buffers, names and the program
import unittest, io, sys, contextlib
class T(unittest.TestCase):
    def test_a(self): print("said"); self.fail()
    def test_b(self): print("not seen")
out = io.StringIO(); told = io.StringIO()
with contextlib.redirect_stdout(told):
    result = unittest.TextTestRunner(out, buffer=True, tb_locals=True).run(unittest.TestLoader().loadTestsFromTestCase(T))
print(repr(told.getvalue()), [text.split("\n")[-4:] for _, text in result.failures])
for argv in (["p", "-k", "a"], ["p", "T.test_b", "-q"], ["p", "T.nothing"], ["p", "-f", "-v"]):
    err = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()):
        program = unittest.main(argv=argv, exit=False, testRunner=unittest.TextTestRunner(err), module=sys.modules["__main__"])
    print(argv, program.result, program.verbosity, program.failfast, program.testNamePatterns, program.testNames)
loader = unittest.TestLoader()
for name in ("no_such_module", "unittest.nothing", "unittest.TestCase.nothing"):
    test = loader.loadTestsFromName(name); print(test.countTestCases(), [t.id() for t in test])
for wrong in (lambda: loader.loadTestsFromName("sys.maxsize"), lambda: loader.discover("no_such_folder"), lambda: loader.loadTestsFromTestCase(unittest.TestSuite), lambda: unittest.TestSuite([3]), lambda: unittest.TestSuite("ab"), lambda: unittest.TestSuite([T])):
    try: wrong()
    except Exception as error: print(type(error).__name__, error if "path" not in str(error) else "")

# %% words of assertions
import unittest
class T(unittest.TestCase):
    def runTest(self): pass
t = T()
def said(f, *args, **kwargs):
    try: f(*args, **kwargs); print("good")
    except Exception as error: print(type(error).__name__, error)
said(t.assertEqual, "a" * 100 + "x" + "b" * 60, "a" * 100 + "y" + "b" * 60); said(t._baseAssertEqual, "a" * 100 + "x", "a" * 100 + "y"); said(t._baseAssertEqual, "a" * 10 + "x" * 90, "a" * 10 + "y" * 100)
said(t.assertEqual, [1, 2, [3]], [1, 2, [4], 5]); said(t.assertTupleEqual, (1,), [1]); said(t.assertSequenceEqual, 3, [1]); said(t.assertSequenceEqual, (1, 2), [1, 2]); said(t.assertSetEqual, {1, 2}, {2, 3}); said(t.assertSetEqual, 3, {1}); said(t.assertSetEqual, {1}, 3)
said(t.assertDictEqual, {1: 2}, {1: 3}); said(t.assertDictEqual, 1, {}); said(t.assertMultiLineEqual, "a\nb\n", "a\nc\n"); said(t.assertAlmostEqual, 1, 2, delta=0.5); said(t.assertAlmostEqual, 1, 1.5, places=1); said(t.assertAlmostEqual, 1, 2, places=1, delta=2); said(t.assertNotAlmostEqual, 1, 1.01, places=1); said(t.assertNotAlmostEqual, 1, 1.01, delta=1)
said(t.assertCountEqual, [1, 2, 2], [2, 3]); said(t.assertCountEqual, [[1], [2]], [[2]]); said(t.assertRegex, "abc", "x+"); said(t.assertNotRegex, "abc", "b"); said(t.assertIsInstance, 1, str); said(t.assertNotIsInstance, 1, int, "why"); said(t.assertIn, 1, []); said(t.assertIs, [], []); said(t.assertIsNone, 0); said(t.assertTrue, ""); said(t.assertFalse, "x", "m"); said(t.assertLess, 2, 1)
said(t.assertRaises, ValueError, int, "x"); said(t.assertRaises, ValueError, int, "3"); said(t.assertRaises, 3, int); said(t.assertRaises, KeyError, foo=1); said(t.assertRaisesRegex, ValueError, "zzz", int, "x"); said(t.assertRaisesRegex, ValueError, None, int, "x"); said(t.assertWarns, UserWarning, int); said(t.assertWarns, int)
import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always"); t.assertEquals(1, 1); t.failUnless(1); t.assertDictContainsSubset({1: 2}, {1: 2, 3: 4})
print([str(w.message) for w in seen]); t.longMessage = False; said(t.assertEqual, 1, 2, "only this"); said(t.assertEqual, 1, 2)

# %% calls without names and reflected operators of mocks
from unittest.mock import MagicMock, call
m = MagicMock(); print(type(2 + m).__name__, m.__radd__.call_args, complex(m), divmod(5, m) is m.__rdivmod__.return_value, 1 @ m is m.__rmatmul__.return_value)
print(call(1) == ("foo", (1,)), call.foo(1) == ("foo", (1,)), call.foo() == ("bar",), call() == call.foo(), call.foo() == call(), call(1, a=2) == ((1,), {"a": 2}), call(1) == (1,))

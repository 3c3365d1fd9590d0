# %% calls
from unittest.mock import ANY, DEFAULT, MagicMock, Mock, call, create_autospec, mock_open, patch, seal, sentinel
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
m = Mock()
m.a.b(1, x=2); m(3); m.c().d(4)
print(m.mock_calls, m.method_calls, m.call_args, m.called, m.call_count)
m.a.b.assert_called_once_with(1, x=2); T(lambda: m.a.b.assert_called_with(2)); T(lambda: m.e.assert_called()); T(lambda: m.assert_not_called()); T(lambda: m.assert_any_call(4)); m.assert_has_calls([call(3), call.c()]); T(lambda: m.assert_has_calls([call(9)])); T(lambda: m.asert_x)
m.reset_mock(); print(m.mock_calls, m.called)
m.configure_mock(**{"x.y.return_value": 5, "z": 3}); print(m.x.y(), m.z)
print(call(1), call.foo(2).bar(3), call(1) == ((1,), {}), call.f(1).g(2).call_list(), sentinel.x, ANY == 3)

# %% results
from unittest.mock import *
def T(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
m = Mock(side_effect=[1, 2, ValueError("x")]); T(m); T(m); T(m); T(m)
m = Mock(side_effect=lambda x: DEFAULT if x else "no", return_value="yes"); print(m(1), m(0))
m = Mock(side_effect=KeyError("k")); T(m)
m = Mock(spec=["a"]); m.a; T(lambda: m.b); m.c = 1; m = Mock(spec_set=["a"]); T(lambda: setattr(m, "c", 1))
m = Mock(); del m.x; T(lambda: m.x); seal(m); T(lambda: m.y)
w = Mock(wraps=[3, 1]); print(w.index(1), w.index.call_args); p = PropertyMock(return_value=4); type(w).q = p; print(w.q, p.mock_calls)

# %% special methods
from unittest.mock import MagicMock, Mock
m = MagicMock()
print(len(m), int(m), bool(m), list(m), m == m, m == 1, m[3] is m[4], 1 in m, float(m), hash(m) == hash(m))
m.__len__.return_value = 5; m.__iter__.return_value = [1, 2]; m.__getitem__.side_effect = lambda key: key * 2; m.__contains__.return_value = True
print(len(m), list(m), m[4], 7 in m)
with m as inside: print(inside is m.__enter__.return_value)
m.__exit__.assert_called_once_with(None, None, None)
n = Mock(); n.__str__ = lambda self: "shown"; n.__add__ = Mock(return_value=9); print(str(n), n + 1)

# %% patches
import os
from unittest.mock import create_autospec, mock_open, patch
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
with patch("os.getcwd", return_value="here") as g: print(os.getcwd(), g.call_count)
@patch.object(os, "getpid")
@patch("os.getppid", new=lambda: 7)
def f(pid): pid.return_value = 3; return os.getpid(), os.getppid()
print(f(), f.__name__)
class C:
    z = 3
    def go(self, a, b=2): return a
with patch.object(C, "go", autospec=True) as go:
    c = C(); c.go(1); go.assert_called_once_with(c, 1); T(lambda: c.go())
with patch.multiple(C, z=5, go=lambda self: "gone"): print(C.z, C().go())
print(C.z, C().go(1)); T(lambda: patch("os.nothing_here").start()); T(lambda: patch("x").start())
s = create_autospec(C); i = s(); i.go(1); i.go.assert_called_with(a=1); T(lambda: i.nope); T(lambda: i.go(1, 2, 3))
d = {"a": 1}
with patch.dict(d, {"b": 2}, clear=True): print(d)
print(d)
with patch("builtins.open", mock_open(read_data="x\ny\n")) as o:
    with open("f") as file: print(file.read())
    print([line for line in open("g")])
o.assert_any_call("f"); p = patch("os.sep", "!"); p.start(); print(os.sep); patch.stopall(); print(os.sep)

# %% assertions of unittest
import logging, unittest, warnings
class Case(unittest.TestCase):
    def runTest(self): pass
t = Case(); t.maxDiff = None
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
T(lambda: t.assertEqual([1, 2, 3], [1, 3])); T(lambda: t.assertEqual({"a": 1}, {"a": 2})); T(lambda: t.assertEqual("abc\ndef", "abc\ndxf")); T(lambda: t.assertEqual({1, 2}, {2, 3})); T(lambda: t.assertEqual((1,), (2,), "why")); T(lambda: t.assertCountEqual([1, 1, 2], [1, 2, 2])); T(lambda: t.assertSequenceEqual([1], (2,)))
with t.assertLogs("x", "INFO") as cm: logging.getLogger("x").info("hello %d", 1)
print(cm.output, cm.records[0].levelname)
def quiet():
    with t.assertLogs("x"): pass
def loud():
    with t.assertNoLogs("x"): logging.getLogger("x").error("e")
T(quiet); T(loud)
with t.assertWarns(UserWarning) as w: warnings.warn("watch out")
print(w.warning); t.assertWarnsRegex(UserWarning, "out", warnings.warn, "watch out"); T(lambda: t.assertWarns(UserWarning, lambda: None)); T(lambda: t.assertRaises(5)); T(lambda: t.assertWarnsRegex(UserWarning, "x", warnings.warn, "y"))
t.addTypeEqualityFunc(int, lambda a, b, msg=None: print("ints", a, b)); t.assertEqual(1, 2)
print(unittest.defaultTestLoader.getTestCaseNames(Case))

# %% fixtures of a module
import sys, unittest
def setUpModule(): print("setUpModule"); unittest.addModuleCleanup(print, "cleanup")
def tearDownModule(): print("tearDownModule")
class A(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("setUpClass"); cls.addClassCleanup(print, "class cleanup")
    def test_a(self): print("a")
    def test_b(self):
        for i in range(3):
            with self.subTest("part", i=i): self.assertNotEqual(i, 1)
class B(unittest.TestCase):
    def test_c(self): print("c")
def load_tests(loader, tests, pattern): print("load_tests", tests.countTestCases()); return tests
result = unittest.TestResult(); unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(result); print(result.testsRun, len(result.failures), result.wasSuccessful())

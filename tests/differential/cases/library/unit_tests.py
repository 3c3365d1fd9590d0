# %% what a runner reports
import io
import re
import unittest


class Numbers(unittest.TestCase):
    """Docstrings of classes are not shown."""

    @classmethod
    def setUpClass(cls):
        print("setUpClass")

    @classmethod
    def tearDownClass(cls):
        print("tearDownClass")

    def setUp(self):
        self.addCleanup(print, "cleanup of", self.id())

    def test_equal(self):
        self.assertEqual(2 + 2, 4)

    def test_fails(self):
        """Says what it is about.

        And more."""
        self.assertEqual(2 + 2, 5, "a message")

    def test_error(self):
        1 / 0

    @unittest.skip("not today")
    def test_skipped(self):
        raise ValueError

    def test_skips_itself(self):
        self.skipTest("in the middle")

    @unittest.expectedFailure
    def test_expected(self):
        self.assertTrue(False)

    @unittest.expectedFailure
    def test_unexpected(self):
        self.assertTrue(True)

    def test_parts(self):
        for number in range(4):
            with self.subTest(number=number):
                self.assertEqual(number % 2, 0)


@unittest.skipIf(True, "the whole class")
class Left(unittest.TestCase):
    def test_never(self):
        raise ValueError


for verbosity in (1, 2):
    stream = io.StringIO()
    suite = unittest.TestSuite()
    for case in (Numbers, Left):
        suite.addTest(unittest.defaultTestLoader.loadTestsFromTestCase(case))
    result = unittest.TextTestRunner(stream, verbosity=verbosity).run(suite)
    text = re.sub(r"in \d+\.\d+s", "in no time", stream.getvalue())
    # Lines of code and their marks depend on where the file is.
    print(re.sub(r"(?m)^ +(File|\^|~|self|1 /|).*\n", "", text))
    print(result.wasSuccessful(), result.testsRun, len(result.failures), len(result.errors), len(result.skipped))

# %% assertions that hold and that do not
import unittest

case = unittest.TestCase()
for name, good, bad in [
    ("assertEqual", (1, 1.0), (1, 2)),
    ("assertNotEqual", (1, 2), (1, 1)),
    ("assertTrue", ([0],), ([],)),
    ("assertFalse", ("",), ("x",)),
    ("assertIs", (None, None), (1, 2)),
    ("assertIsNot", (1, 2), (None, None)),
    ("assertIsNone", (None,), (0,)),
    ("assertIsNotNone", (0,), (None,)),
    ("assertIn", (1, [1]), (2, [1])),
    ("assertNotIn", (2, [1]), (1, [1])),
    ("assertIsInstance", (1, int), ("1", int)),
    ("assertNotIsInstance", ("1", int), (1, int)),
    ("assertLess", (1, 2), (2, 2)),
    ("assertLessEqual", (2, 2), (3, 2)),
    ("assertGreater", (3, 2), (2, 2)),
    ("assertGreaterEqual", (2, 2), (1, 2)),
    ("assertAlmostEqual", (0.1 + 0.2, 0.3), (0.1, 0.2)),
    ("assertNotAlmostEqual", (0.1, 0.2), (0.1 + 0.2, 0.3)),
    ("assertRegex", ("abc", "b."), ("abc", "x")),
    ("assertNotRegex", ("abc", "x"), ("abc", "b.")),
    ("assertCountEqual", ([1, 2, 2], [2, 1, 2]), ([1], [2])),
]:
    getattr(case, name)(*good)
    try:
        getattr(case, name)(*bad)
    except AssertionError as error:
        print(name, "|", str(error).replace("\n", " / "))
    try:
        getattr(case, name)(*bad, msg="why")
    except AssertionError as error:
        print(str(error).endswith(" : why"))

# %% exceptions that are raised and that are not
import unittest

case = unittest.TestCase()
case.assertRaises(ValueError, int, "x")
with case.assertRaises((KeyError, IndexError)) as caught:
    [][1]
print(type(caught.exception).__name__, caught.exception)
case.assertRaisesRegex(ValueError, "invalid .* 'x'", int, "x")
for call in (
    lambda: case.assertRaises(ValueError, int, "1"),
    lambda: case.assertRaises((KeyError, IndexError), int, "1"),
    lambda: case.assertRaisesRegex(ValueError, "nothing", int, "x"),
):
    try:
        call()
    except AssertionError as error:
        print(error)
try:
    case.assertRaises(KeyError, int, "x")
except ValueError as error:
    print("another one:", error)

# %% methods without a docstring have none
class Plain:
    def method(self):
        pass

    def documented(self):
        """Words."""


print(Plain().method.__doc__, Plain.method.__doc__, Plain().documented.__doc__)

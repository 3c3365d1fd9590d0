# %% doctest
import doctest
def square(x):
    """The square.

    >>> square(3)
    9
    >>> square("a")
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for ** or pow(): 'str' and 'int'
    >>> square(2)
    5
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(20))  # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    >>> for i in range(2):
    ...     i
    0
    1
    """
    return x ** 2
runner = doctest.DocTestRunner(verbose=False)
for test in doctest.DocTestFinder().find(square, globs={"square": square}):
    test.filename = "f.py"
    print(runner.run(test))
print(doctest.script_from_examples("Text.\n>>> 1 + 1\n2\n"))

# %% typed at a prompt
import sys
space = {}
exec(compile("1 + 1\nNone\nfor i in range(2): i * 10\ndef f(): 5\nf()\n'x'\n", "<prompt>", "exec"), space)
for line in ("1 + 1", "None", "for i in range(2): i * 10\n", "_", "'x'; 3", "x = 5", "if x:\n    x\n    x + 1\n"):
    exec(compile(line, "<prompt>", "single"), space)
sys.displayhook = lambda value: print("shown", value)
exec(compile("x", "<prompt>", "single"), space)

# %% difflib
import difflib
a = "one\ntwo\nthree\nfour\nfive\n".splitlines(True)
b = "one\ntow\nthree\nfive\nsix\n".splitlines(True)
print("".join(difflib.ndiff(a, b))); print("".join(difflib.unified_diff(a, b, "a", "b"))); print("".join(difflib.context_diff(a, b, "a", "b", n=1)))
s = difflib.SequenceMatcher(None, "abxcd", "abcd"); print(s.ratio(), s.quick_ratio(), s.get_opcodes(), s.get_matching_blocks(), s.find_longest_match())
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), list(difflib.restore(difflib.ndiff(a, b), 2)) == b)

# %% signatures
import inspect, functools
def f(a, b: int, /, c=3, *args, d, e: str = "x", **rest) -> list: pass
s = inspect.signature(f); print(s, [str(p.kind) for p in s.parameters.values()], s.return_annotation)
def T(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
T(lambda: s.bind(1, 2, d=4).arguments); T(lambda: s.bind(1, 2, 3, 4, 5, d=4, z=1)); T(lambda: s.bind(1)); T(lambda: s.bind(1, 2)); T(lambda: s.bind_partial(1).args)
bound = s.bind(1, 2, d=0); bound.apply_defaults(); print(bound.args, bound.kwargs); T(lambda: inspect.signature(lambda x: x).bind(1, 2)); T(lambda: inspect.signature(lambda x: x).bind(x=1, y=2))
class C:
    def __init__(self, x, y=2): pass
    def m(self, z): pass
print(inspect.signature(C), inspect.signature(C(1).m), inspect.signature(functools.partial(f, 1, 2, d=5)), s.replace(return_annotation=int), s == inspect.signature(f), hash(s) == hash(inspect.signature(f)))
T(lambda: inspect.Parameter("1x", 1)); T(lambda: inspect.Signature([inspect.Parameter("a", 3), inspect.Parameter("b", 1)])); T(lambda: inspect.signature(5)); print(inspect.getcallargs(lambda a, b=1: 0, 5), inspect.unwrap(functools.wraps(f)(lambda: 0)) is f)

# %% small ones
import colorsys, copyreg, graphlib, hmac, html, keyword, reprlib
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&amp;&eacute;&#8364;&#x41;&notin;&nosuch; &copy2"), keyword.iskeyword("yield"), keyword.issoftkeyword("match"), len(keyword.kwlist))
print(list(graphlib.TopologicalSorter({"d": "bc", "b": "a", "c": "a"}).static_order()))
try: list(graphlib.TopologicalSorter({1: [2], 2: [1]}).static_order())
except graphlib.CycleError as e: print(e)
t = graphlib.TopologicalSorter(); t.add("x", "y"); t.prepare(); print(t.get_ready(), t.is_active()); t.done("y"); print(t.get_ready())
print([round(x, 6) for f in (colorsys.rgb_to_hsv, colorsys.rgb_to_hls, colorsys.rgb_to_yiq, colorsys.hsv_to_rgb, colorsys.hls_to_rgb, colorsys.yiq_to_rgb) for x in f(.2, .4, .6)])
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.digest(b"k", b"m", "md5").hex(), hmac.compare_digest("a", "a"), hmac.new(b"k" * 100, b"m", "sha1").name)
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(9)}), reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(10 ** 60), reprlib.repr({3, 1, 2}))
class L(list):
    @reprlib.recursive_repr()
    def __repr__(self): return "L(" + ", ".join(map(repr, self)) + ")"
l = L([1]); l.append(l); print(l)

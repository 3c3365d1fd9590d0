import sys
def f():
    try:
        return "try"
    finally:
        print("finally")
print(f())
def g():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally:
            print("f", i)
    return "g"
print(g())
def h():
    try:
        raise ValueError(1)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    else:
        print("else")
    try:
        pass
    except ValueError: pass
    else: print("else")
    try: print(e)
    except NameError as n: print(n)
h()
try:
    try:
        raise ValueError("a")
    except ValueError:
        try:
            raise KeyError("b")
        except KeyError as k:
            print(repr(k.__context__), k.__suppress_context__)
        raise
except ValueError as v:
    print("reraised", v, v.__context__)
print(sys.exc_info())
class Manager:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self
    def __exit__(self, kind, value, tb):
        print("exit", kind and kind.__name__, value)
        return self.swallow
with Manager(True): raise ValueError("swallowed")
try:
    with Manager(False) as m, Manager(False): raise ValueError("passed on")
except ValueError as e: print(e)
with Manager(False): pass
def early():
    with Manager(False): return 5
print(early())
try: raise 5
except TypeError as e: print(e)
try: raise ValueError from 5
except TypeError as e: print(e)
try:
    try: raise ValueError
    except 5: pass
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
e = ValueError("x", 1); print(e.args, str(e), repr(e), e.__traceback__)
try: raise e
except ValueError as c: print(c is e, c.__traceback__.tb_lineno > 0, c.__traceback__.tb_next)
class Mine(ValueError):
    def __init__(self, code): self.code = code
try: raise Mine(7)
except ValueError as m: print(m.code, m.args, isinstance(m, Mine), Mine.__mro__)
try: assert False
except AssertionError as a: print(repr(a))
try: open("/nonexistent")
except OSError as o: print(type(o).__name__, o.errno)
try: int("12x")
except ValueError as v: print(v)
def deep(n):
    return deep(n - 1) + 1 if n else 0
print(deep(900))
try: deep(5000)
except RecursionError as r: print(r)
print(OSError(2, "gone"), repr(OSError(2, "gone")), FileNotFoundError.__mro__[1].__name__, type(OSError(2, "x")).__name__)
print(KeyError("k"), KeyError(1, 2), StopIteration(3).value, SystemExit(2).code)
try: exec("1 +")
except SyntaxError as s: print(s.msg, s.lineno, s.offset)
def order():
    try:
        print("body"); raise ValueError
    except ValueError:
        print("except"); raise KeyError
    finally:
        print("finally")
try: order()
except KeyError as k: print(type(k.__context__).__name__)
print([c.__name__ for c in (ZeroDivisionError, ModuleNotFoundError, BrokenPipeError)], issubclass(TimeoutError, OSError))
del e
try: e
except NameError as n: print(n, n.name)
try: 2 ** 1.5 + None
except TypeError as t: print(t)
try: {}[[]]
except TypeError as t: print(t)
try: (1).foo = 2
except AttributeError as t: print(t)
try: [].append(1, 2)
except TypeError as t: print(t)
try: print(nonlocal_thing)
except NameError as t: print(t)
for bad in ("f(1, 2)", "f(x=1)", "f()", "k(1)", "k(b=1)", "k(1, 2, b=3)"):
    def f(a): pass
    def k(a, *, b): pass
    try: eval(bad)
    except TypeError as t: print(t)

import traceback
def f(x):
    return (1 +
        x['a'])
def g(d):
    return d['k']['j'] + 1
try: g({'k': {}})
except Exception:
    print(traceback.format_exc())
try: f(3)
except Exception:
    print(traceback.format_exc())
def r(n): return r(n-1) if n else  1/0
try: r(8)
except Exception as e:
    e.add_note('hello\nthere')
    print(traceback.format_exc())
try:
    try: g({})
    except KeyError as e: raise ValueError("x") from e
except Exception: print(traceback.format_exc())
try: prnt(1)
except Exception: print(traceback.format_exc())
try: [].apend(1)
except Exception: print(traceback.format_exc())
try: exec("a b")
except Exception: print(traceback.format_exc())
try:
    try: g({})
    except KeyError: raise ValueError("second")
except ValueError: print(traceback.format_exc())
try: raise ValueError("none") from None
except ValueError as e: print(traceback.format_exception_only(e), [f.name for f in traceback.extract_tb(e.__traceback__)])
def where(): return traceback.extract_stack()[-1].name, traceback.format_stack()[-1].splitlines()[0].strip()
print(where())

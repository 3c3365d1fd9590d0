import sys, traceback

def show(f, *args):
    try:
        f(*args)
    except BaseException:
        print(traceback.format_exc(), end="")
        print("----")

def divide(a, b):
    return a / b

def nested(n):
    if n == 0:
        raise ValueError("deep")
    return nested(n - 1)

def chained():
    try:
        divide(1, 0)
    except ZeroDivisionError as error:
        raise RuntimeError("chained") from error

def during():
    try:
        {}["missing"]
    except KeyError:
        [][3]

def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("quiet") from None

def recursive(n):
    return recursive(n + 1)

def attribute():
    class Point:
        x = 1
    return Point().y.z

def noted():
    error = ValueError("with a note")
    error.add_note("the note")
    raise error

def multi(a, b, c):
    return (a +
            b[c])

def finally_reraise():
    try:
        raise OSError(2, "No such file")
    finally:
        x = 1

def generator():
    yield 1
    raise LookupError("in generator")

def run_generator():
    for item in generator():
        pass

def stop():
    def g():
        yield next(iter([]))
    return list(g())

def group():
    assert 1 == 2, "message"

class Custom(Exception):
    def __str__(self):
        return "custom text"

def custom():
    raise Custom

show(divide, 1, 0)
show(nested, 3)
show(chained)
show(during)
show(suppressed)
show(recursive, 0)
show(attribute)
show(noted)
show(multi, 1, [2], 5)
show(finally_reraise)
show(run_generator)
show(stop)
show(group)
show(custom)
show(lambda: int("x"))
show(lambda: [1, 2][5])
show(lambda: None.foo)
show(lambda: undefined + 1)
show(lambda: "a" + 1)
show(lambda: len(3))
show(divide)
show(exec, "def f(:\n  pass")
show(sys.exit, 3)

# %% steps of an asynchronous generator by hand
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def numbers():
    got = yield 1
    print("got", got)
    try:
        got = await wait("a")
        print("sent", got)
        got = yield 2
        print("got", got)
    finally:
        print("left")
g = numbers()
print(type(g.__anext__()).__name__, type(g.asend(1)).__name__, type(g.athrow(ValueError)).__name__, type(g.aclose()).__name__)
step = g.__anext__()
print(step.__await__() is step, iter(step) is step, g.ag_running, g.ag_frame is not None)
tell(step.send, None)
tell(step.send, None)
second = g.asend("x")
tell(second.send, None)
print(g.ag_running, type(g.ag_await).__name__)
third = g.__anext__()
tell(third.send, None)
tell(g.athrow(ValueError).send, None)
tell(g.aclose().send, None)
tell(second.send, "y")
print(g.ag_running)
tell(second.send, None)
tell(third.send, None)
tell(third.send, None)
tell(g.__anext__().send, None)
tell(g.aclose().send, None)
tell(g.athrow(ValueError).send, None)

# %% a step that is thrown into, closed, begun with a value
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def numbers():
    got = yield 1
    print("got", got)
    try:
        got = await wait("a")
        print("sent", got)
        got = yield 2
        print("got", got)
    finally:
        print("left")
g = numbers()
tell(g.asend("early").send, None)
tell(g.asend(None).send, "early")
tell(g.aclose().send, 5)
tell(g.athrow(ValueError("v")).send, 5)
step = g.__anext__()
step.close()
tell(step.send, None)
tell(step.throw, ValueError)
step = g.aclose()
step.close()
tell(step.send, None)
tell(g.__anext__().send, None)
step = g.asend(3)
print(step.send(None))
tell(step.throw, KeyError("k"))
tell(step.throw, KeyError("k"))
tell(g.__anext__().send, None)
g = numbers()
tell(g.__anext__().throw, KeyError("new"))
tell(g.__anext__().send, None)
g = numbers()
tell(g.athrow(KeyError, "text").send, None)
tell(g.__anext__().send, None)
g = numbers()
tell(g.athrow(5).send, None)
tell(g.__anext__().send, None)

# %% a generator that does not let itself be closed
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
    yield 3
g = stubborn()
tell(g.__anext__().send, None)
tell(g.aclose().send, None)
tell(g.aclose().send, None)
tell(g.athrow(ValueError).send, None)
tell(g.__anext__().send, None)
async def waits_at_the_end():
    try:
        yield 1
    finally:
        print("cleans up", await wait("b"))
g = waits_at_the_end()
tell(g.__anext__().send, None)
step = g.aclose()
tell(step.send, None)
print(g.ag_running)
tell(step.send, "c")
tell(step.send, None)
tell(g.aclose().send, None)
g = waits_at_the_end()
tell(g.__anext__().send, None)
step = g.aclose()
tell(step.send, None)
tell(step.throw, OSError("o"))

# %% what leaves a generator
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def raises(error):
    yield 1
    raise error
for error in (StopIteration(1), StopAsyncIteration(2), GeneratorExit(3), ValueError(4)):
    g = raises(error)
    tell(g.__anext__().send, None)
    tell(g.__anext__().send, None)
    tell(g.__anext__().send, None)
    g = raises(error)
    tell(g.__anext__().send, None)
    tell(g.athrow(error).send, None)
g = raises(0)
tell(g.__anext__().send, None)
tell(g.athrow(StopAsyncIteration("mine")).send, None)

# %% async for, by hand
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def numbers():
    got = yield 1
    print("got", got)
    try:
        got = await wait("a")
        print("sent", got)
        got = yield 2
        print("got", got)
    finally:
        print("left")
async def loop(iterable, then=None):
    try:
        async for item in iterable:
            print("item", item)
        else:
            print("else")
    finally:
        print("end of loop")
    return "done"
g = numbers()
c = loop(g)
tell(c.send, None)
tell(c.send, "sent")
tell(c.send, None)
g = numbers()
c = loop(g)
tell(c.send, None)
print(g.ag_running)
d = loop(g)
tell(d.send, None)
tell(c.throw, KeyError("thrown"))
g = numbers()
c = loop(g)
tell(c.send, None)
c.close()
print(g.ag_frame is not None)
async def catches():
    for n in range(3):
        try:
            await wait(n)
        except ValueError as error:
            print("caught", error)
            yield str(error)
        else:
            yield n
c = loop(catches())
tell(c.send, None)
tell(c.throw, ValueError("v"))
tell(c.send, None)
tell(c.send, None)

# %% asynchronous iterators of own classes
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def loop(iterable, then=None):
    try:
        async for item in iterable:
            print("item", item)
        else:
            print("else")
    finally:
        print("end of loop")
    return "done"
class Count:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
class Waits:
    def __init__(self, value):
        self.value = value
    def __await__(self):
        return (yield self.value)
class Odd:
    def __init__(self, answer):
        self.answer = answer
    def __aiter__(self):
        return self
    def __anext__(self):
        return self.answer
class Bad:
    def __await__(self):
        return 5
class Back:
    def __await__(self):
        return loop([])
class Listed:
    def __await__(self):
        return iter([1, 2])
tell(loop(Count(3)).send, None)
for answer in (5, Waits("w"), Bad(), Listed(), wait("z")):
    c = loop(Odd(answer))
    tell(c.send, None)
    c.close()
for thing in (5, [1], object):
    tell(loop(thing).send, None)
class NoNext:
    def __aiter__(self):
        return 7
tell(loop(NoNext()).send, None)

# %% what can be awaited
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def loop(iterable, then=None):
    try:
        async for item in iterable:
            print("item", item)
        else:
            print("else")
    finally:
        print("end of loop")
    return "done"
async def numbers():
    got = yield 1
    print("got", got)
    try:
        got = await wait("a")
        print("sent", got)
        got = yield 2
        print("got", got)
    finally:
        print("left")
class Count:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
class Waits:
    def __init__(self, value):
        self.value = value
    def __await__(self):
        return (yield self.value)
class Odd:
    def __init__(self, answer):
        self.answer = answer
    def __aiter__(self):
        return self
    def __anext__(self):
        return self.answer
class Bad:
    def __await__(self):
        return 5
class Back:
    def __await__(self):
        return loop([])
class Listed:
    def __await__(self):
        return iter([1, 2])
async def give(value):
    return await value
for value in (5, None, Bad(), Waits("w"), Listed(), numbers().__anext__(), "s", (n for n in ())):
    tell(give(value).send, None)
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    tell(give(Back()).send, None)
c = loop(Count(1))
tell(c.send, None)
tell(give(c).send, None)
async def itself():
    await me
me = itself()
tell(me.send, None)
c = give(wait("in"))
c.send(None)
tell(give(c).send, None)
c.close()

# %% comprehensions and anext
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
class Count:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
async def collect():
    print([n async for n in Count(4)], {n: n async for n in catches_nothing()}, [n + 1 async for n in catches_nothing() if n])
    g = (n * 2 async for n in catches_nothing())
    print(type(g).__name__, [n async for n in g], await anext(g, "none"))
    it = catches_nothing()
    print(await anext(it), await anext(it), await anext(it), await anext(it, "end"))
    try:
        await anext(it)
    except StopAsyncIteration as error:
        print("over", error.args)
    print(await it.aclose(), await it.aclose())
async def catches_nothing():
    for n in range(3):
        yield n
tell(collect().send, None)

# %% hooks of asynchronous generators
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def loop(iterable, then=None):
    try:
        async for item in iterable:
            print("item", item)
        else:
            print("else")
    finally:
        print("end of loop")
    return "done"
def first(generator):
    print("first", generator.__name__)
def last(generator):
    print("last", generator.__name__, generator.ag_frame is not None)
sys.set_asyncgen_hooks(first, last)
async def held():
    try:
        yield 1
        yield 2
    finally:
        print("finally")
g = held()
tell(g.__anext__().send, None)
tell(g.__anext__().send, None)
del g
g = held()
c = loop(g)
del g
tell(c.send, None)
g = held()
g.aclose()
g.__anext__()
del g
def fails(generator):
    raise ValueError("hook")
sys.set_asyncgen_hooks(fails, None)
g = held()
tell(g.__anext__)
tell(g.__anext__().send, None)
sys.set_asyncgen_hooks(None, None)

# %% asynchronous generators through many others
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def loop(iterable, then=None):
    try:
        async for item in iterable:
            print("item", item)
        else:
            print("else")
    finally:
        print("end of loop")
    return "done"
async def nested(depth):
    if depth:
        async for item in nested(depth - 1):
            yield item + 1
    else:
        for n in range(3):
            yield n
async def deep():
    print([item async for item in nested(200)])
tell(deep().send, None)
async def endless():
    async for item in endless():
        yield item
try:
    loop(endless()).send(None)
except RecursionError as error:
    print("RecursionError", str(error)[:32])

# %% a step within its own generator
import sys, types
def tell(call, *args):
    try:
        print("gives", repr(call(*args)))
    except BaseException as error:
        print(type(error).__name__, error.args)
@types.coroutine
def wait(label):
    return (yield label)
async def own():
    try:
        await holder[0].__anext__()
    except RuntimeError as error:
        print(error)
    yield 1
holder = [own()]
tell(holder[0].__anext__().send, None)
async def resumes_own_step():
    try:
        steps[0].send(None)
    except ValueError as error:
        print(error)
    yield 1
steps = [resumes_own_step().__anext__()]
tell(steps[0].send, None)
def running():
    try:
        me.send(None)
    except ValueError as error:
        print(error)
    yield 1
me = running()
next(me)
async def running():
    try:
        me.send(None)
    except ValueError as error:
        print(error)
me = running()
tell(me.send, None)

# %% contexts are copied when they change
import contextvars, threading
a, b = contextvars.ContextVar("a", default="none"), contextvars.ContextVar("b")
token = a.set(1)
first = contextvars.copy_context(); second = first.copy()
a.set(2); b.set(3)
print(dict(first) == {a: 1}, first == second, first[a], second[a], b in first, a.get())
print(first.run(a.set, 10).old_value, first[a], second[a], a.get())
second.run(lambda: (a.set(20), b.set(21), third.append(contextvars.copy_context()))) if (third := []) is not None else 0
print(second[a], second[b], third[0][a], third[0] == second, first[a], a.get())
third[0].run(b.set, 0); print(second[b], third[0][b], len(third[0]), sorted(third[0].values()))
a.reset(token); print(a.get(), first[a])
def elsewhere():
    print(a.get(), b.get("no"), len(contextvars.copy_context()))
    a.set("thread"); print(a.get())
t = threading.Thread(target=elsewhere); t.start(); t.join(); print(a.get(), b.get())
def inner():
    try: first.run(print)
    except RuntimeError as error: print(str(error)[:20])
    return a.get()
print(first.run(inner), first.run(inner))
def fails(): raise KeyError(a.get())
try: first.run(fails)
except KeyError as error: print(error, a.get())

# %% a coroutine is run by send, and its value comes with StopIteration
async def add(a, b):
    return a + b

coroutine = add(1, 2)
print(type(coroutine).__name__, coroutine.__name__, add.__code__.co_flags & 0x80)
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)
try:
    coroutine.send(None)
except RuntimeError as error:
    print(error)
for what in (iter, next, list, lambda unused: [*unused]):
    unused = add(1, 2)
    try:
        what(unused)
    except TypeError as error:
        print(error)
    unused.close()

# %% what is awaited is asked in turn
class Later:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got * 2


async def inner(x):
    return await Later(x)


async def outer():
    first = await inner(1)
    second = await inner(first)
    return first, second


def run(coroutine, answers):
    value, answers = None, iter(answers)
    while True:
        try:
            asked = coroutine.send(value)
        except StopIteration as stop:
            return stop.value
        print("asked", asked)
        value = next(answers)


print(run(outer(), [10, 20]))
wrapped = outer().__await__()
print(next(wrapped), wrapped.send(5))

# %% async with and async for
class Manager:
    async def __aenter__(self):
        print("enter")
        return "inside"

    async def __aexit__(self, kind, error, traceback):
        print("exit", kind and kind.__name__, error)
        return kind is KeyError


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


async def work():
    async with Manager() as value:
        print(value)
    async with Manager():
        raise KeyError("swallowed")
    for attempt in range(2):
        async with Manager():
            if attempt:
                break
            continue
    async for number in Count(3):
        if number == 1:
            continue
        print(number)
    else:
        print("exhausted")
    async for number in Count(3):
        break
    else:
        print("not here")
    try:
        async with Manager():
            raise ValueError("passed on")
    except ValueError as error:
        print(repr(error))
    async with Manager() as a, Manager() as b:
        return a, b


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(drive(work()))

# %% asynchronous generators and comprehensions
async def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                print("got", got)
    finally:
        print("closed")


async def double(x):
    return 2 * x


async def main():
    print([x async for x in numbers(3)])
    print({x: await double(x) async for x in numbers(2) if x})
    print([await double(x) for x in range(3)])
    print([[await double(y) for y in range(x)] for x in range(3)])
    lazy = (x + 1 async for x in numbers(2))
    print(type(lazy).__name__)
    async for x in lazy:
        print(x)
    one = numbers(5)
    print(await one.__anext__(), await one.asend("hello"))
    try:
        await one.athrow(KeyError("k"))
    except KeyError as error:
        print(repr(error))
    try:
        await one.__anext__()
    except StopAsyncIteration:
        print("ended")
    two = numbers(5)
    print(await two.__anext__())
    await two.aclose()
    print(await anext(numbers(1)), await anext(numbers(0), "default"))
    return type(two).__name__


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(drive(main()))

# %% what goes wrong with await
async def bad(value):
    return await value


class Wrong:
    def __await__(self):
        return 1


for value in (1, Wrong(), [2]):
    try:
        bad(value).send(None)
    except TypeError as error:
        print(error)


async def stops():
    raise StopIteration


try:
    stops().send(None)
except RuntimeError as error:
    print(error)
for source in ("def f():\n    await x", "async def f():\n    yield 1\n    return 2", "async def f():\n    yield from x",
               "def f():\n    async for x in y: pass", "def f():\n    async with x: pass", "await x"):
    try:
        compile(source, "<s>", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg)

# %% object's own objects have no attributes, and every class can be compared
try:
    object().x = 1
except AttributeError as error:
    print(error)
print(hasattr(object(), "__dict__"), object.__lt__(1, 2), {}.__lt__({}), range(3).__ge__(range(3)))


class A:
    pass


class B(A):
    __slots__ = ("x",)


a, b = A(), B()
a.y = b.y = b.x = 1
print(a.__dict__, b.y, b.x)

"""Measuring how long small pieces of code take."""

import time

default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5


class Timer:
    """Measures a statement."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        self._names = {} if globals is None else globals
        self._stmt = stmt if callable(stmt) else compile(stmt, "<timeit>", "exec")
        self._setup = setup if callable(setup) else compile(setup, "<timeit>", "exec")

    def _run(self, code, names):
        if callable(code):
            code()
        else:
            exec(code, names)

    def timeit(self, number=default_number):
        """Seconds for `number` runs."""
        names = dict(self._names)
        self._run(self._setup, names)
        stmt = self._stmt
        begin = self.timer()
        if callable(stmt):
            for _ in range(number):
                stmt()
        else:
            for _ in range(number):
                exec(stmt, names)
        return self.timer() - begin

    def repeat(self, repeat=default_repeat, number=default_number):
        """Several measurements."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Enough runs for 0.2 seconds, and how long they took."""
        i = 1
        while True:
            for j in (1, 2, 5):
                number = i * j
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            i *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds for `number` runs of a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Several measurements of a statement."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)

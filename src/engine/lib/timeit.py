"""Measuring how long small pieces of code take."""

import gc
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_timer = time.perf_counter
default_number = 1000000
default_repeat = 5
_globals = globals

# The code is in a function: its names are as quick as those of a program's functions.
template = (
    "def inner(_runs, _clock{init}):\n"
    "    {setup}\n"
    "    _begin = _clock()\n"
    "    for _run in _runs:\n"
    "        {stmt}\n"
    "        pass\n"
    "    return _clock() - _begin\n"
)


def reindent(src, indent):
    """Lines after the first, moved to the right."""
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """Measures a statement."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names, init, before = {}, "", ""
        if isinstance(setup, str):
            compile(setup, dummy_src_name, "exec")
            before = setup + "\n"
            setup = reindent(setup, 4)
        elif callable(setup):
            names["_setup"], setup = setup, "_setup()"
            init += ", _setup=_setup"
        else:
            raise ValueError("setup is neither a string nor callable")
        if isinstance(stmt, str):
            compile(before + stmt, dummy_src_name, "exec")
            stmt = reindent(stmt, 8)
        elif callable(stmt):
            names["_stmt"], stmt = stmt, "_stmt()"
            init += ", _stmt=_stmt"
        else:
            raise ValueError("stmt is neither a string nor callable")
        self.src = template.format(stmt=stmt, setup=setup, init=init)
        exec(compile(self.src, dummy_src_name, "exec"), _globals() if globals is None else globals, names)
        self.inner = names["inner"]

    def print_exc(self, file=None):
        """Shows the exception that the statement has raised, with its line."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = len(self.src), None, self.src.split("\n"), dummy_src_name
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """Seconds for `number` runs."""
        from itertools import repeat
        collects = gc.isenabled()
        gc.disable()
        try:
            return self.inner(repeat(None, number), self.timer)
        finally:
            if collects:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Several measurements."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """Enough runs for 0.2 seconds, and how long they took."""
        scale = 1
        while True:
            for number in (scale, scale * 2, scale * 5):
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Seconds for `number` runs of a statement."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Several measurements of a statement."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


def main(args=None, *, _wrap_timer=None):
    """The command line."""
    import getopt
    args = sys.argv[1:] if args is None else args
    try:
        options, args = getopt.getopt(args, "n:u:s:r:pvh", [
            "number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"])
    except getopt.error as error:
        print(error)
        print("use -h/--help for command line help")
        return 2
    timer, number, setup, repeats, verbose, digits = default_timer, 0, [], default_repeat, 0, 3
    units, unit = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}, None
    for option, value in options:
        if option in ("-n", "--number"):
            number = int(value)
        elif option in ("-s", "--setup"):
            setup.append(value)
        elif option in ("-u", "--unit"):
            if value not in units:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            unit = value
        elif option in ("-r", "--repeat"):
            repeats = max(1, int(value))
        elif option in ("-p", "--process"):
            timer = time.process_time
        elif option in ("-v", "--verbose"):
            digits += bool(verbose)
            verbose += 1
        elif option in ("-h", "--help"):
            print(main.__doc__ or "The command line.", "\n\npython -m timeit [-n N] [-r N] [-u UNIT] [-s SETUP] [-p] [-v] "
                  "[-h] [STATEMENT ...]", sep="", end="")
            return 0
    if _wrap_timer is not None:
        timer = _wrap_timer(timer)
    timer = Timer("\n".join(args) or "pass", "\n".join(setup) or "pass", timer)
    if number == 0:
        def tell(number, taken):
            print("{num} loop{s} -> {secs:.{prec}g} secs".format(
                num=number, s="" if number == 1 else "s", secs=taken, prec=digits))

        try:
            number, _ = timer.autorange(tell if verbose else None)
        except:
            timer.print_exc()
            return 1
        if verbose:
            print()
    try:
        taken = timer.repeat(repeats, number)
    except:
        timer.print_exc()
        return 1

    def shown(seconds):
        chosen = unit
        if chosen is None:
            chosen = next((name for name, scale in reversed(units.items()) if seconds >= scale), "nsec")
        return "%.*g %s" % (digits, seconds / units[chosen], chosen)

    if verbose:
        print("raw times: %s" % ", ".join(map(shown, taken)))
        print()
    each = [seconds / number for seconds in taken]
    best, worst = min(each), max(each)
    print("%d loop%s, best of %d: %s per loop" % (number, "" if number == 1 else "s", repeats, shown(best)))
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit("The test results are likely unreliable. The worst time (%s) was more than four times "
                               "slower than the best time (%s)." % (shown(worst), shown(best)), UserWarning, "", 0)


if __name__ == "__main__":
    sys.exit(main())

"""How a process begins and ends: what the first thread of every process runs."""

import sys


def _run_main(run):
    """Runs the main program, then the exit protocol of CPython; returns the exit status."""
    status = _guarded(run)
    if threading := _loaded("threading"):
        status = _guarded(threading._shutdown) or status
    if atexit := _loaded("atexit"):
        atexit._run_exitfuncs()
    _release_modules()
    # They may be pipes by now: of a program of `subprocess`, or by `os.dup2`.
    try:
        sys.stdout.flush()
    except AttributeError:
        pass
    except Exception as error:
        sys.stderr.write(f"Exception ignored in: {sys.stdout!r}\n{type(error).__name__}: {error}\n")
        status = 120
    try:
        sys.stderr.flush()
    except Exception:
        # There is nowhere left to tell it.
        pass
    return status


def _loaded(name):
    # A module that was imported; a program may have put anything in its place.
    module = sys.modules.get(name)
    return module if isinstance(module, type(sys)) else None


def _release_modules():
    # What the program still has is released, as at the end of CPython: finalizers run.
    from _gc import _collect_last, _is_library
    from _weakref import ref
    for name in ("last_type", "last_value", "last_traceback"):
        sys.__dict__.pop(name, None)
    names = [name for name, module in sys.modules.items() if not _is_library(module)]
    modules = [module for name in names if isinstance(module := sys.modules.pop(name), type(sys))]
    left = [ref(module) for module in modules]
    module = modules = None
    _collect_last()
    for module in reversed(left):
        module = module()
        space = {} if module is None else module.__dict__
        for private in (True, False):
            for name in list(space):
                if (name.startswith("_") and name[1:2] != "_") is private and name != "__builtins__":
                    space[name] = None
    module = space = None
    _collect_last()


def _run_child(run):
    """Runs a started process: `run` does all and returns the exit status."""
    if atexit := _loaded("atexit"):
        # Registered by the parent, for the parent.
        atexit._clear()
    return _guarded(run)


def _guarded(run):
    # Calls `run()`; an exception is reported. The exit status.
    try:
        result = run()
        return result if type(result) is int else 0
    except SystemExit as error:
        return _exit_status(error.code)
    except BaseException:
        return _report()


def _exit_status(code):
    if code is None:
        return 0
    if isinstance(code, int):
        # What a shell sees is one byte.
        return code & 0xFF
    sys.stderr.write(f"{code}\n")
    return 1


def _report():
    # An uncaught exception: through sys.excepthook, which the program may have replaced.
    from _thread import note_failure
    note_failure()
    kind, value, traceback = sys.exc_info()
    sys.last_type, sys.last_value, sys.last_traceback = kind, value, traceback
    try:
        sys.excepthook(kind, value, traceback)
    except SystemExit as error:
        return _exit_status(error.code)
    except BaseException:
        from traceback import format_exc, format_exception
        sys.stderr.write("Error in sys.excepthook:\n" + format_exc())
        sys.stderr.write("\nOriginal exception was:\n" + "".join(format_exception(kind, value, traceback)))
    # CPython ends with the signal; a shell shows 130.
    return 130 if issubclass(kind, KeyboardInterrupt) else 1


def _excepthook(kind, value, traceback, /):
    """`sys.excepthook`: prints the exception to standard error."""
    if sys.stderr is not None:
        from traceback import format_exception
        lines = format_exception(kind, value, traceback)
        hint = _hint(value, traceback)
        if hint:
            lines[-1] = lines[-1].rstrip("\n") + hint + "\n"
        sys.stderr.write("".join(lines))


def _displayhook(value, /):
    """`sys.displayhook`: shows the value of an expression typed at a prompt, and keeps it as `_`."""
    if value is None:
        return
    import builtins
    builtins._ = None
    sys.stdout.write(f"{value!r}\n")
    builtins._ = value


def _unraisablehook(unraisable, /):
    """`sys.unraisablehook`: prints an exception that nobody can catch."""
    if sys.stderr is not None:
        from traceback import format_exception
        words = unraisable.err_msg or "Exception ignored in"
        about = "" if unraisable.object is None else f"{words}: {unraisable.object!r}\n"
        error = format_exception(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback,
                                 chain=False)
        sys.stderr.write(about + "".join(error))


def _raw_thread(function, args, kwargs):
    # A thread of `_thread.start_new_thread`: nobody else reports its exceptions.
    try:
        function(*args, **kwargs)
    except SystemExit:
        pass
    except BaseException:
        from _thread import note_failure
        from traceback import format_exc
        note_failure()
        sys.stderr.write(f"Exception ignored in thread started by: {function!r}\n" + format_exc())
    finally:
        if local := _loaded("_threading_local"):
            local._end()


# ---- "Did you mean": as CPython, only where an exception is not caught


def _hint(value, traceback):
    try:
        names = None
        if isinstance(value, NameError) and not isinstance(value, UnboundLocalError):
            while traceback.tb_next is not None:
                traceback = traceback.tb_next
            frame = traceback.tb_frame
            names = [*frame.f_locals, *frame.f_globals, *dir(frame.f_globals["__builtins__"])]
        elif isinstance(value, AttributeError) and value.obj is not None:
            names = dir(value.obj)
        wrong = getattr(value, "name", None)
        if not names or not wrong or len(names) > 750:
            return ""
        found = _closest(wrong, names)
        return f". Did you mean: '{found}'?" if found else ""
    except Exception:
        return ""


def _closest(wrong, names):
    best, best_distance = None, None
    for name in names:
        if name == wrong or not isinstance(name, str):
            continue
        limit = (len(name) + len(wrong) + 3) * 2 // 6
        if best is not None:
            limit = min(limit, best_distance - 1)
        distance = _distance(wrong, name, limit)
        if distance <= limit and (best is None or distance < best_distance):
            best, best_distance = name, distance
    return best


def _distance(a, b, limit):
    # Levenshtein's, where a change of case costs 1 and any other edit 2.
    if abs(len(a) - len(b)) * 2 > limit:
        return limit + 1
    row = [2 * column for column in range(len(b) + 1)]
    for i, x in enumerate(a):
        diagonal, row[0] = row[0], 2 * (i + 1)
        for j, y in enumerate(b):
            change = 0 if x == y else 1 if x.lower() == y.lower() else 2
            diagonal, row[j + 1] = row[j + 1], min(diagonal + change, row[j] + 2, row[j + 1] + 2)
    return row[-1]


# ---- other main programs


def _import_main(name, file):
    """Runs the main file again as a module called `name`: in a spawned child, which is to find its functions."""
    import _process
    text = _process.source(file)
    if text is None:
        # A program that `subprocess` started.
        with open(file, encoding="utf-8") as source:
            text = source.read()
    module = _new_main(name, file)
    sys.modules["__main__"] = sys.modules[name] = module
    _process.run_source(module, file, text)


def _run_spawned(header):
    """Runs what another process started: a function of `multiprocessing`, or a program."""
    import _image
    data = _image.loads(header)
    if "program" in data:
        import _program
        return _program._run(data)
    import multiprocessing.popen
    return multiprocessing.popen.run_spawned(data)


def _new_main(name, file):
    module = type(sys)(name)
    module.__file__ = file
    return module


sys.excepthook = sys.__excepthook__ = _excepthook
sys.displayhook = sys.__displayhook__ = _displayhook
sys.unraisablehook = sys.__unraisablehook__ = _unraisablehook

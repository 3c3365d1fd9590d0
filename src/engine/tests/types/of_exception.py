"""Checked against CPython 3.11: each line prints a value or an exception."""


def t(f):
    try:
        r = repr(f())
    except BaseException as e:
        print(f"= {type(e).__name__}: {e}")
    else:
        print("=", r)


t(lambda: (ValueError(), ValueError("a"), ValueError("a", 1), repr(ValueError("it's")), str(ValueError()), str(ValueError("a")), str(ValueError("a", 1)), str(ValueError(1)), KeyError("a"), str(KeyError("a")), str(KeyError()), str(KeyError(1, 2)), Exception("x").args, ValueError(5).args, repr(KeyError(5))))
t(lambda: (OSError(2, "No such file"), str(OSError(2, "No such file")), str(OSError(2, "No such file", "f.txt")), OSError(2, "x", "f").errno, OSError(2, "x", "f").strerror, OSError(2, "x", "f").filename, OSError(2, "x", "f").args, str(OSError("a")), str(OSError()), OSError("a").errno, type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(99999, "x")).__name__, repr(OSError(2, "x", "f")), str(OSError(2, "x", "f", None, "g")), OSError(1, "x", "f", None, "g").filename2, str(FileNotFoundError("x")), str(OSError(1, 2, 3)), type(OSError(32, "x")).__name__, type(OSError(10, "x")).__name__, type(OSError(11, "x")).__name__, type(OSError(3, "x")).__name__, type(OSError(4, "x")).__name__, type(OSError(110, "x")).__name__))
t(lambda: (SystemExit(), SystemExit(3).code, SystemExit("a").code, SystemExit().code, SystemExit(1, 2).code, str(SystemExit(3)), StopIteration(5).value, StopIteration().value, StopIteration(1, 2).value, repr(StopIteration(5))))
t(lambda: (EnvironmentError is OSError, IOError is OSError, issubclass(FileNotFoundError, OSError), issubclass(ConnectionResetError, ConnectionError), issubclass(ModuleNotFoundError, ImportError), issubclass(RecursionError, RuntimeError), issubclass(NotImplementedError, RuntimeError), issubclass(IndentationError, SyntaxError), issubclass(UnicodeDecodeError, ValueError), issubclass(UnboundLocalError, NameError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(KeyboardInterrupt, Exception), issubclass(GeneratorExit, BaseException), issubclass(DeprecationWarning, Warning), issubclass(TimeoutError, OSError), issubclass(BrokenPipeError, ConnectionError), issubclass(StopAsyncIteration, Exception), issubclass(BlockingIOError, OSError), issubclass(ChildProcessError, OSError), issubclass(InterruptedError, OSError), issubclass(IsADirectoryError, OSError), issubclass(NotADirectoryError, OSError), issubclass(PermissionError, OSError), issubclass(ProcessLookupError, OSError), issubclass(BufferError, Exception), issubclass(EOFError, Exception), issubclass(MemoryError, Exception), issubclass(ReferenceError, Exception), issubclass(SystemError, Exception), issubclass(TabError, IndentationError), issubclass(FloatingPointError, ArithmeticError), issubclass(AssertionError, Exception), issubclass(UnicodeEncodeError, UnicodeError), issubclass(UnicodeTranslateError, UnicodeError), issubclass(EncodingWarning, Warning), issubclass(ResourceWarning, Warning), issubclass(UserWarning, Warning)))
t(lambda: (UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad"), str(UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad")), str(UnicodeEncodeError("ascii", "aé", 1, 2, "bad")), str(UnicodeEncodeError("ascii", "aéé", 1, 3, "bad")), UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad").start, UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad").reason, UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad").object, UnicodeDecodeError("utf-8", b"a\xff\xfe", 1, 3, "bad").encoding, str(UnicodeDecodeError("utf-8", b"a\xff\xfe", 1, 3, "bad")), str(UnicodeTranslateError("abc", 0, 1, "bad"))))
t(lambda: (UnicodeDecodeError("a")))
t(lambda: (UnicodeDecodeError(1, b"", 1, 2, "x")))
t(lambda: (ImportError("m", name="n", path="p").name, ImportError("m").msg, ImportError("m", name="n").path, str(ImportError("m", name="n")), ModuleNotFoundError("m").name, repr(ImportError("m", name="n"))))
t(lambda: (ImportError("a", foo=1)))
t(lambda: (NameError("m", name="n").name, AttributeError("m", name="n", obj=5).obj, AttributeError("m").name, str(NameError("m"))))
t(lambda: (ValueError(a=1)))
t(lambda: (ValueError().__cause__, ValueError().__context__, ValueError().__traceback__, ValueError().__suppress_context__, ValueError().with_traceback(None), (lambda e: (e.add_note("n"), e.__notes__))(ValueError())))
t(lambda: (ValueError().foo))
t(lambda: ((lambda e: (setattr(e, "foo", 1), e.foo, setattr(e, "args", [1, 2]), e.args, e.__dict__))(ValueError("x"))))
t(lambda: (SyntaxError("m").msg, str(SyntaxError("m")), SyntaxError("m", ("f", 1, 2, "text")).lineno, str(SyntaxError("m", ("f", 1, 2, "text"))), SyntaxError("m", ("f", 1, 2, "text")).filename, SyntaxError().msg))
t(lambda: (Exception.__name__, ValueError.__mro__, BaseException.__base__, Exception.__module__, ValueError.__bases__, type(ValueError("x")), ValueError("x").__class__.__name__, ValueError.__doc__ is not None))
t(lambda: (ValueError("a") == ValueError("a"), (lambda e: e == e)(ValueError()), hash(ValueError()) is not None, isinstance(ValueError(), Exception)))
t(lambda: (repr(Exception((1, 2))), str(Exception([1])), repr(Exception("a", "b")), str(Exception("é")), repr(Exception(None)), str(Exception(None)), repr(RuntimeError("x" * 3)), str(AssertionError()), repr(KeyboardInterrupt())))
t(lambda: ((lambda: (_ for _ in ()).throw(ValueError("thrown")))()))
t(lambda: ([].__getitem__(3)))
t(lambda: ({}["missing"]))
t(lambda: (type("E", (Exception,), {})("a"), type("E", (ValueError,), {"__str__": lambda self: "custom"})("a"), str(type("E", (ValueError,), {"__str__": lambda self: "custom"})("a")), type("E", (KeyError,), {})("k").args, type("E", (OSError,), {})(2, "x").errno, str(type("E", (KeyError,), {})("k"))))

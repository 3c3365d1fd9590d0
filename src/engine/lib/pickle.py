"""Objects as bytes, in the format that CPython's `pickle` has: what one Python writes the other can read.

What goes from process to process is not written so: `_image` has a way of its own, which is quicker.
"""

import sys as _sys
from _image import PickleError, PicklingError, UnpicklingError, standard_dumps as _standard_dumps, standard_loads as _standard_loads
from itertools import islice
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table
from struct import pack as _pack, unpack as _unpack, error as _struct_error
from types import FunctionType as _FunctionType

format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
bytes_types = (bytes, bytearray)

# What an instruction does is told where it is carried out, in `Unpickler`.
_CODES = {
    "MARK": b"(", "STOP": b".", "POP": b"0", "POP_MARK": b"1", "DUP": b"2", "FLOAT": b"F", "INT": b"I", "BININT": b"J",
    "BININT1": b"K", "LONG": b"L", "BININT2": b"M", "NONE": b"N", "PERSID": b"P", "BINPERSID": b"Q", "REDUCE": b"R",
    "STRING": b"S", "BINSTRING": b"T", "SHORT_BINSTRING": b"U", "UNICODE": b"V", "BINUNICODE": b"X", "APPEND": b"a",
    "BUILD": b"b", "GLOBAL": b"c", "DICT": b"d", "EMPTY_DICT": b"}", "APPENDS": b"e", "GET": b"g", "BINGET": b"h",
    "INST": b"i", "LONG_BINGET": b"j", "LIST": b"l", "EMPTY_LIST": b"]", "OBJ": b"o", "PUT": b"p", "BINPUT": b"q",
    "LONG_BINPUT": b"r", "SETITEM": b"s", "TUPLE": b"t", "EMPTY_TUPLE": b")", "SETITEMS": b"u", "BINFLOAT": b"G",
    "PROTO": b"\x80", "NEWOBJ": b"\x81", "EXT1": b"\x82", "EXT2": b"\x83", "EXT4": b"\x84", "TUPLE1": b"\x85",
    "TUPLE2": b"\x86", "TUPLE3": b"\x87", "NEWTRUE": b"\x88", "NEWFALSE": b"\x89", "LONG1": b"\x8a", "LONG4": b"\x8b",
    "BINBYTES": b"B", "SHORT_BINBYTES": b"C", "SHORT_BINUNICODE": b"\x8c", "BINUNICODE8": b"\x8d", "BINBYTES8": b"\x8e",
    "EMPTY_SET": b"\x8f", "ADDITEMS": b"\x90", "FROZENSET": b"\x91", "NEWOBJ_EX": b"\x92", "STACK_GLOBAL": b"\x93",
    "MEMOIZE": b"\x94", "FRAME": b"\x95", "BYTEARRAY8": b"\x96", "NEXT_BUFFER": b"\x97", "READONLY_BUFFER": b"\x98",
}
globals().update(_CODES)
TRUE, FALSE = b"I01\n", b"I00\n"

__all__ = [
    "PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads", "PickleBuffer",
    *_CODES,
]

# Frames of protocol 4 are ended when they are so long; longer bytes and texts stand outside of frames.
_FRAME = 64 * 1024
_BATCH = 1000

# What had other names in Python 2, for the protocols that it reads.
_OLD_MODULES = {"builtins": "__builtin__", "copyreg": "copy_reg", "queue": "Queue", "configparser": "ConfigParser", "_thread": "thread"}
_OLD_NAMES = {
    ("builtins", "range"): ("__builtin__", "xrange"), ("builtins", "str"): ("__builtin__", "unicode"),
    ("builtins", "chr"): ("__builtin__", "unichr"), ("builtins", "int"): ("__builtin__", "long"),
    ("codecs", "encode"): ("_codecs", "encode"), ("functools", "reduce"): ("__builtin__", "reduce"), ("itertools", "zip_longest"): ("itertools", "izip_longest"),
    ("builtins", "zip"): ("itertools", "izip"), ("builtins", "map"): ("itertools", "imap"),
    ("builtins", "filter"): ("itertools", "ifilter"), ("sys", "intern"): ("__builtin__", "intern"),
    ("collections", "UserDict"): ("UserDict", "IterableUserDict"), ("collections", "UserList"): ("UserList", "UserList"),
    ("collections", "UserString"): ("UserString", "UserString"),
}
# Those that Python 2 has under no name.
_NEW_EXCEPTIONS = {
    "BaseExceptionGroup", "EncodingWarning", "ExceptionGroup", "RecursionError", "ResourceWarning", "StopAsyncIteration",
}
_NEW_MODULES = {old: new for new, old in _OLD_MODULES.items()}
_NEW_NAMES = {old: new for new, old in _OLD_NAMES.items()}
_NEW_NAMES["__builtin__", "basestring"] = ("builtins", "str")
_NEW_NAMES["exceptions", "StandardError"] = ("builtins", "Exception")
_NEW_NAMES["UserDict", "UserDict"] = ("collections", "UserDict")


def _old_name(module, name):
    # Exceptions had a module of their own.
    if (module, name) in _OLD_NAMES:
        return _OLD_NAMES[module, name]
    if module == "builtins" and name not in _NEW_EXCEPTIONS:
        found = getattr(_sys.modules["builtins"], name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            old = OSError if issubclass(found, OSError) and found is not BlockingIOError else ImportError if issubclass(found, ImportError) else found
            return "exceptions", old.__name__
    return _OLD_MODULES.get(module, module), name


def _new_name(module, name):
    if (module, name) in _NEW_NAMES:
        return _NEW_NAMES[module, name]
    if module == "exceptions":
        return "builtins", name
    return _NEW_MODULES.get(module, module), name


class PickleBuffer:
    """Bytes that may be handed over beside a pickle."""

    __slots__ = ("_view",)

    def __init__(self, buffer):
        self._view = memoryview(buffer)

    def raw(self):
        """The bytes."""
        if self._view is None:
            raise ValueError("operation forbidden on released PickleBuffer object")
        return self._view.cast("B")

    def __bytes__(self):
        return self.raw().tobytes()

    def release(self):
        """Gives up the bytes."""
        self._view = None


def encode_long(x):
    """A number's bytes, the lowest first, as few as its sign allows."""
    return x.to_bytes(((x if x >= 0 else ~x).bit_length() >> 3) + 1, "little", signed=True) if x else b""


def decode_long(data):
    """The number of such bytes."""
    return int.from_bytes(data, "little", signed=True)


def _attribute(top, name, shown=None):
    # What a dotted name stands for below an object, and what it was found in.
    parent, found = None, top
    for part in name.split("."):
        if part == "<locals>":
            if shown is not None:
                raise AttributeError(f"Can't pickle local object {name!r}")
            raise AttributeError(f"Can't get local attribute {name!r} on {top!r}")
        parent = found
        try:
            found = getattr(found, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {top!r}") from None
    return found, parent


def whichmodule(obj, name):
    """The name of the module that an object is in."""
    module = getattr(obj, "__module__", None)
    if isinstance(module, str):
        return module
    for module_name, module in _sys.modules.copy().items():
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if _attribute(module, name)[0] is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


def _escaped(text):
    # A line of protocol 0.
    parts = []
    for letter in text:
        number = ord(letter)
        if number > 0xFFFF:
            parts.append("\\U%08x" % number)
        elif number > 0xFF or letter in "\\\0\n\r\x1a":
            parts.append("\\u%04x" % number)
        else:
            parts.append(letter)
    return "".join(parts).encode("latin-1")


def _reduced(obj, protocol):
    # What the object says of how it is made.
    by = getattr(obj, "__reduce_ex__", None)
    if by is not None:
        return by(protocol)
    by = getattr(obj, "__reduce__", None)
    if by is None:
        raise PicklingError(f"can't pickle '{type(obj).__name__}' object: {obj!r}")
    return by()


def _located(obj, name):
    # Where a global is: the names of its module and of itself there, the module, and what it is an attribute of.
    if name is None:
        name = getattr(obj, "__qualname__", None)
    if name is None:
        name = obj.__name__
    module_name = whichmodule(obj, name)
    try:
        __import__(module_name)
        module = _sys.modules[module_name]
    except (ImportError, KeyError):
        raise PicklingError(f"Can't pickle {obj!r}: import of module {module_name!r} failed") from None
    if "<locals>" in name.split("."):
        raise AttributeError(f"Can't pickle local object {name!r}")
    try:
        found, parent = _attribute(module, name)
    except AttributeError:
        raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module_name} failed") from None
    if found is not obj and not (found == obj and type(found) is type(obj) and not isinstance(obj, type)
                                 and not hasattr(obj, "__dict__")):
        raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
    if parent is module:
        name = name.rpartition(".")[2]
    return module_name, name, module, parent


_ATOMS = frozenset([type(None), bool, int, float])


class Pickler:
    """Writes objects to a file."""

    _file = None

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError("pickle protocol must be <= %d" % HIGHEST_PROTOCOL)
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        write = getattr(file, "write", None)
        if write is None:
            raise TypeError("file must have a 'write' attribute")
        self._file = file
        self._write = write
        self._buffers = buffer_callback
        self.proto = int(protocol)
        self.bin = protocol >= 1
        self.fast = False
        self._fix = fix_imports and protocol < 3
        self.memo = {}

    def clear_memo(self):
        """Forgets what was written: it will be written again."""
        self.memo.clear()

    def dump(self, obj):
        """Writes an object."""
        if self._file is None:
            raise PicklingError("Pickler.__init__() was not called by %s.__init__()" % type(self).__name__)
        self._out = bytearray()
        self._persistent = getattr(self, "persistent_id", None)
        self._override = getattr(self, "reducer_override", None)
        self._table = getattr(self, "dispatch_table", dispatch_table)
        self._framed = False
        try:
            if self.proto >= 2:
                self._write_header(PROTO + bytes([self.proto]))
            self._framed = self.proto >= 4
            self.save(obj)
            self._out += STOP
            self._end_frame()
        finally:
            self._out = None

    def _write_header(self, data):
        # Before the first frame: with it when there is none.
        self._head = data
        if self.proto < 4:
            self._out += data
            self._head = b""

    def _end_frame(self):
        out = self._out
        if self._framed:
            if len(out) >= 4:
                out = self._head + FRAME + _pack("<Q", len(out)) + out
            else:
                out = self._head + out
            self._head = b""
        if out:
            self._write(bytes(out))
        self._out = bytearray()

    def _large(self, head, data):
        # Bytes that are not copied into a frame, but written by themselves.
        if self._framed:
            if self._out or self._head:
                self._end_frame()
            self._write(head)
            self._write(data)
        else:
            self._out += head
            self._out += data

    def save(self, obj):
        if self._framed and len(self._out) >= _FRAME:
            self._end_frame()
        if self._persistent is not None:
            pid = self._persistent(obj)
            if pid is not None:
                self._save_persistent(pid)
                return
        cls = type(obj)
        if cls in _ATOMS:
            _SAVERS[cls](self, obj)
            return
        known = self.memo.get(id(obj))
        if known is not None:
            self._get(known[0])
            return
        saver = _SAVERS.get(cls)
        if saver is not None:
            saver(self, obj)
            return
        made = NotImplemented
        if self._override is not None:
            made = self._override(obj)
        if made is NotImplemented:
            if cls is type:
                self._save_type(obj)
                return
            if cls is _FunctionType:
                self._save_global(obj)
                return
            by = self._table.get(cls)
            if by is not None:
                made = by(obj)
            elif issubclass(cls, type):
                self._save_type(obj)
                return
            else:
                made = _reduced(obj, self.proto)
        if isinstance(made, str):
            self._save_global(obj, made)
            return
        if not isinstance(made, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        if not 2 <= len(made) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        self._save_reduced(*made, obj=obj)

    def _save_persistent(self, pid):
        if self.bin:
            persistent, self._persistent = self._persistent, None
            try:
                self.save(pid)
            finally:
                self._persistent = persistent
            self._out += BINPERSID
        else:
            try:
                self._out += PERSID + str(pid).encode("ascii") + b"\n"
            except UnicodeEncodeError:
                raise PicklingError("persistent IDs in protocol 0 must be ASCII strings") from None

    def _memoize(self, obj):
        if self.fast:
            return
        memo = self.memo
        index = len(memo)
        memo[id(obj)] = index, obj
        if self.proto >= 4:
            self._out += MEMOIZE
        elif not self.bin:
            self._out += PUT + b"%d\n" % index
        elif index < 256:
            self._out += BINPUT + bytes([index])
        else:
            self._out += LONG_BINPUT + _pack("<I", index)

    def _get(self, index):
        if not self.bin:
            self._out += GET + b"%d\n" % index
        elif index < 256:
            self._out += BINGET + bytes([index])
        else:
            self._out += LONG_BINGET + _pack("<I", index)

    def _save_none(self, obj):
        self._out += NONE

    def _save_bool(self, obj):
        if self.proto >= 2:
            self._out += NEWTRUE if obj else NEWFALSE
        else:
            self._out += TRUE if obj else FALSE

    def _save_int(self, obj):
        if -0x80000000 <= obj <= 0x7FFFFFFF:
            if not self.bin:
                self._out += INT + b"%d\n" % obj
            elif 0 <= obj <= 0xFF:
                self._out += BININT1 + bytes([obj])
            elif 0 <= obj <= 0xFFFF:
                self._out += BININT2 + obj.to_bytes(2, "little")
            else:
                self._out += BININT + obj.to_bytes(4, "little", signed=True)
        elif self.proto >= 2:
            data = encode_long(obj)
            if len(data) < 256:
                self._out += LONG1 + bytes([len(data)]) + data
            else:
                self._out += LONG4 + _pack("<i", len(data)) + data
        else:
            self._out += LONG + repr(obj).encode("ascii") + b"L\n"

    def _save_float(self, obj):
        if self.bin:
            self._out += BINFLOAT + _pack(">d", obj)
        else:
            self._out += FLOAT + repr(obj).encode("ascii") + b"\n"

    def _save_bytes(self, obj):
        size = len(obj)
        if self.proto < 3:
            if size:
                import codecs
                self._save_reduced(codecs.encode, (obj.decode("latin-1"), "latin1"), obj=obj)
            else:
                self._save_reduced(bytes, (), obj=obj)
            return
        if size <= 0xFF:
            self._out += SHORT_BINBYTES + bytes([size]) + obj
        elif size > 0xFFFFFFFF and self.proto >= 4:
            self._large(BINBYTES8 + _pack("<Q", size), obj)
        elif size >= _FRAME:
            self._large(BINBYTES + _pack("<I", size), obj)
        else:
            self._out += BINBYTES + _pack("<I", size) + obj
        self._memoize(obj)

    def _save_bytearray(self, obj):
        size = len(obj)
        if self.proto < 5:
            self._save_reduced(bytearray, (bytes(obj),) if size else (), obj=obj)
            return
        if size >= _FRAME:
            self._large(BYTEARRAY8 + _pack("<Q", size), obj)
        else:
            self._out += BYTEARRAY8 + _pack("<Q", size) + obj
        self._memoize(obj)

    def _save_buffer(self, obj):
        if self.proto < 5:
            raise PicklingError("PickleBuffer can only pickled with protocol >= 5")
        view = obj.raw()
        inside = True
        if self._buffers is not None:
            inside = bool(self._buffers(obj))
        if not inside:
            self._out += NEXT_BUFFER
            if view.readonly:
                self._out += READONLY_BUFFER
        elif view.readonly:
            self._save_bytes(view.tobytes())
        else:
            self._save_bytearray(bytearray(view))

    def _save_str(self, obj):
        if self.bin:
            data = obj.encode()
            size = len(data)
            if size <= 0xFF and self.proto >= 4:
                self._out += SHORT_BINUNICODE + bytes([size]) + data
            elif size > 0xFFFFFFFF and self.proto >= 4:
                self._large(BINUNICODE8 + _pack("<Q", size), data)
            elif size >= _FRAME:
                self._large(BINUNICODE + _pack("<I", size), data)
            else:
                self._out += BINUNICODE + _pack("<I", size) + data
        else:
            self._out += UNICODE + _escaped(obj) + b"\n"
        self._memoize(obj)

    def _save_tuple(self, obj):
        size = len(obj)
        if not size:
            self._out += EMPTY_TUPLE if self.bin else MARK + TUPLE
            return
        memo = self.memo
        if size <= 3 and self.proto >= 2:
            for item in obj:
                self.save(item)
            if id(obj) in memo:
                self._out += POP * size
                self._get(memo[id(obj)][0])
            else:
                self._out += (TUPLE1, TUPLE2, TUPLE3)[size - 1]
                self._memoize(obj)
            return
        self._out += MARK
        for item in obj:
            self.save(item)
        if id(obj) in memo:
            # It is in one of its own items, and was written with that.
            self._out += POP_MARK if self.bin else POP * (size + 1)
            self._get(memo[id(obj)][0])
            return
        self._out += TUPLE
        self._memoize(obj)

    def _save_list(self, obj):
        self._out += EMPTY_LIST if self.bin else MARK + LIST
        self._memoize(obj)
        if self.bin and len(obj) != 1:
            # By its length, which may grow meanwhile.
            start = 0
            while start < len(obj):
                self._out += MARK
                for item in obj[start:start + _BATCH]:
                    self.save(item)
                self._out += APPENDS
                start += _BATCH
        else:
            for item in obj:
                self.save(item)
                self._out += APPEND

    def _save_dict(self, obj):
        self._out += EMPTY_DICT if self.bin else MARK + DICT
        self._memoize(obj)
        if not self.bin or len(obj) == 1:
            for key, value in obj.items():
                self.save(key)
                self.save(value)
                self._out += SETITEM
            return
        if obj:
            self._save_known(obj.items(), self._save_pair, SETITEMS)

    def _save_set(self, obj):
        if self.proto < 4:
            self._save_reduced(set, (list(obj),), obj=obj)
            return
        self._out += EMPTY_SET
        self._memoize(obj)
        if obj:
            self._save_known(obj, self.save, ADDITEMS)

    def _save_frozenset(self, obj):
        if self.proto < 4:
            self._save_reduced(frozenset, (list(obj),), obj=obj)
            return
        self._out += MARK
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            self._out += POP_MARK
            self._get(known[0])
            return
        self._out += FROZENSET
        self._memoize(obj)

    def _save_known(self, items, save, many):
        # Those of a dict or a set. As in CPython only a batch that is not full tells that there are no more.
        items = iter(items)
        count = _BATCH
        while count == _BATCH:
            self._out += MARK
            count = 0
            for item in islice(items, _BATCH):
                save(item)
                count += 1
            self._out += many

    def _save_batches(self, items, save, one, many):
        # Those of an iterator that someone has returned: up to a thousand at once.
        if not self.bin:
            for item in items:
                save(item)
                self._out += one
            return
        while True:
            batch = list(islice(items, _BATCH))
            if len(batch) > 1:
                self._out += MARK
            for item in batch:
                save(item)
            if batch:
                self._out += many if len(batch) > 1 else one
            if len(batch) < _BATCH:
                return

    def _save_pair(self, pair):
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError("dict items iterator must return 2-tuples")
        self.save(pair[0])
        self.save(pair[1])

    def _save_reduced(self, func, args, state=None, items=None, pairs=None, setter=None, *, obj=None):
        # As `__reduce__` says.
        if not callable(func):
            raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
        if items is not None and not hasattr(items, "__next__"):
            raise PicklingError("fourth element of the tuple returned by __reduce__ must be an iterator, not %s"
                                % type(items).__name__)
        if pairs is not None and not hasattr(pairs, "__next__"):
            raise PicklingError("fifth element of the tuple returned by __reduce__ must be an iterator, not %s"
                                % type(pairs).__name__)
        if setter is not None and not callable(setter):
            raise PicklingError("sixth element of the tuple returned by __reduce__ must be a function, not %s"
                                % type(setter).__name__)
        name = getattr(func, "__name__", "") if self.proto >= 2 else ""
        if name == "__newobj_ex__":
            self._save_newobj_ex(args, obj)
        elif name == "__newobj__":
            if not args:
                raise PicklingError("__newobj__ arglist is empty")
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            self.save(cls)
            self.save(args[1:])
            self._out += NEWOBJ
        else:
            self.save(func)
            self.save(args)
            self._out += REDUCE
        if obj is not None:
            known = self.memo.get(id(obj))
            if known is not None:
                # It is in what it was made of, and was written with that.
                self._out += POP
                self._get(known[0])
            else:
                self._memoize(obj)
        if items is not None:
            self._save_batches(items, self.save, APPEND, APPENDS)
        if pairs is not None:
            self._save_batches(pairs, self._save_pair, SETITEM, SETITEMS)
        if state is None:
            return
        if setter is None:
            self.save(state)
            self._out += BUILD
        else:
            self.save(setter)
            self.save(obj)
            self.save(state)
            self._out += TUPLE2 + REDUCE + POP

    def _save_newobj_ex(self, parts, obj):
        if len(parts) != 3:
            raise PicklingError("length of the NEWOBJ_EX argument tuple must be exactly 3, not %d" % len(parts))
        cls, args, kwargs = parts
        if not hasattr(cls, "__new__"):
            raise PicklingError("first item from NEWOBJ_EX argument tuple must be a class, not %s" % type(cls).__name__)
        if not isinstance(args, tuple):
            raise PicklingError("second item from NEWOBJ_EX argument tuple must be a tuple, not %s" % type(args).__name__)
        if not isinstance(kwargs, dict):
            raise PicklingError("third item from NEWOBJ_EX argument tuple must be a dict, not %s" % type(kwargs).__name__)
        if obj is not None and cls is not obj.__class__:
            raise PicklingError("args[0] from __newobj_ex__ args has the wrong class")
        if self.proto >= 4:
            self.save(cls)
            self.save(args)
            self.save(kwargs)
            self._out += NEWOBJ_EX
        else:
            from functools import partial
            self.save(partial(cls.__new__, cls, *args, **kwargs))
            self._out += EMPTY_TUPLE + REDUCE

    def _save_type(self, obj):
        for value in (None, NotImplemented, ...):
            if obj is type(value):
                self._save_reduced(type, (value,), obj=obj)
                return
        self._save_global(obj)

    def _save_global(self, obj, name=None):
        module_name, name, module, parent = _located(obj, name)
        if self.proto >= 2:
            code = _extension_registry.get((module_name, name))
            if code is not None:
                self._save_extension(code)
                return
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self._out += STACK_GLOBAL
        elif parent is not module:
            self._save_reduced(getattr, (parent, name.rpartition(".")[2]))
        else:
            if self._fix:
                module_name, name = _old_name(module_name, name)
            try:
                line = f"{module_name}\n{name}\n".encode("utf-8" if self.proto >= 3 else "ascii")
            except UnicodeEncodeError:
                raise PicklingError(
                    f"can't pickle global identifier '{module_name}.{name}' using pickle protocol {self.proto}") from None
            self._out += GLOBAL + line
        self._memoize(obj)

    def _save_extension(self, code):
        if code <= 0xFF:
            self._out += EXT1 + bytes([code])
        elif code <= 0xFFFF:
            self._out += EXT2 + _pack("<H", code)
        else:
            self._out += EXT4 + _pack("<i", code)


_SAVERS = {
    type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int, float: Pickler._save_float,
    bytes: Pickler._save_bytes, bytearray: Pickler._save_bytearray, str: Pickler._save_str, tuple: Pickler._save_tuple,
    list: Pickler._save_list, dict: Pickler._save_dict, set: Pickler._save_set, frozenset: Pickler._save_frozenset,
    PickleBuffer: Pickler._save_buffer,
}


class _Ended(Exception):
    # The pickle's last instruction was carried out.
    pass


class Unpickler:
    """Reads objects from a file."""

    _file_read = None
    # Whether one pickle is all that it reads, in the usual way.
    _once = False

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        read, readline = getattr(file, "read", None), getattr(file, "readline", None)
        if read is None or readline is None:
            raise TypeError("file must have 'read' and 'readline' attributes")
        self._file_read = read
        self._file_readline = readline
        self._begin(fix_imports, encoding, errors)

    def _begin(self, fix_imports, encoding, errors):
        self.memo = {}
        self._fix = fix_imports
        self.encoding, self.errors = encoding, errors
        # From the frame that has been read, or else from the file.
        self._from, self._line_from = self._file_read, self._file_readline
        self._in_frame = False
        # How many bytes there are in all, if they are in memory.
        self._size = None

    def persistent_load(self, pid):
        """What an identifier stands for that `persistent_id` has returned."""
        raise UnpicklingError("A load persistent id instruction was encountered, but no persistent_load function was specified.")

    def load(self):
        """Reads an object."""
        if self._file_read is None:
            raise UnpicklingError("Unpickler.__init__() was not called by %s.__init__()" % type(self).__name__)
        self._marks = []
        self._stack = []
        self._proto = 0
        return self._go_on()

    def _go_on(self):
        codes = _LOADERS
        try:
            while True:
                code = self._from(1)
                if not code:
                    if not self._in_frame:
                        raise EOFError("Ran out of input")
                    self._leave_frame()
                    continue
                code = code[0]
                loader = codes.get(code)
                if loader is None:
                    shown = chr(code) if 32 <= code < 127 and code not in (39, 92) else "\\x%02x" % code
                    raise UnpicklingError(f"invalid load key, '{shown}'.")
                loader(self)
        except _Ended as ended:
            return ended.args[0]
        finally:
            self._stack = self._marks = None

    def _leave_frame(self):
        self._from, self._line_from, self._in_frame = self._file_read, self._file_readline, False

    def _read(self, size):
        data = self._from(size)
        if len(data) < size:
            if not self._in_frame:
                raise UnpicklingError("pickle data was truncated")
            if data:
                raise UnpicklingError("pickle exhausted before end of frame")
            self._leave_frame()
            return self._read(size)
        return data

    def _line(self):
        line = self._line_from()
        if line[-1:] == b"\n":
            return line[:-1]
        if not self._in_frame:
            raise UnpicklingError("pickle data was truncated")
        if line:
            raise UnpicklingError("pickle exhausted before end of frame")
        self._leave_frame()
        return self._line()

    def _pop(self):
        if not self._stack:
            raise UnpicklingError("unpickling stack underflow" if not self._marks else "unexpected MARK found")
        return self._stack.pop()

    def _top(self):
        if not self._stack:
            raise UnpicklingError("unpickling stack underflow" if not self._marks else "unexpected MARK found")
        return self._stack[-1]

    def _pop_items(self):
        if not self._marks:
            raise UnpicklingError("could not find MARK")
        items = self._stack
        self._stack = self._marks.pop()
        return items

    def _stop(self):
        value = self._pop()
        raise _Ended(value)

    def _protocol(self):
        proto = self._read(1)[0]
        if proto > HIGHEST_PROTOCOL:
            raise ValueError("unsupported pickle protocol: %d" % proto)
        self._proto = proto

    def _frame(self):
        size = int.from_bytes(self._read(8), "little")
        if size > _sys.maxsize:
            raise ValueError("frame size > sys.maxsize: %d" % size)
        if self._size is not None:
            if self._tell() + size > self._size:
                raise UnpicklingError("pickle data was truncated")
            return
        frame = self._file_read(size)
        if len(frame) < size:
            raise UnpicklingError("pickle data was truncated")
        if self._once and frame[-1:] == STOP and not (self._stack or self._marks or self.memo):
            made = _standard_loads(bytes(frame), self._proto)
            if made is not NotImplemented:
                raise _Ended(made)
        frame = _reader(frame)
        self._from, self._line_from, self._in_frame = frame.read, frame.readline, True

    def _mark(self):
        self._marks.append(self._stack)
        self._stack = []

    def _pop_one(self):
        if self._stack:
            self._stack.pop()
        else:
            if not self._marks:
                raise UnpicklingError("unpickling stack underflow")
            self._pop_items()

    def _dup(self):
        self._stack.append(self._top())

    def _int(self):
        line = self._line()
        if line == b"01" or line == b"00":
            self._stack.append(line == b"01")
        else:
            self._stack.append(int(line, 0))

    def _long(self):
        line = self._line()
        if line[-1:] == b"L":
            line = line[:-1]
        self._stack.append(int(line, 0))

    def _binint(self):
        self._stack.append(int.from_bytes(self._read(4), "little", signed=True))

    def _binint1(self):
        self._stack.append(self._read(1)[0])

    def _binint2(self):
        self._stack.append(int.from_bytes(self._read(2), "little"))

    def _long1(self):
        self._stack.append(decode_long(self._read(self._read(1)[0])))

    def _long4(self):
        size = int.from_bytes(self._read(4), "little", signed=True)
        if size < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self._stack.append(decode_long(self._read(size)))

    def _float(self):
        self._stack.append(float(self._line()))

    def _binfloat(self):
        self._stack.append(_unpack(">d", self._read(8))[0])

    def _decoded(self, data):
        # Bytes that Python 2 took for a text.
        return data if self.encoding == "bytes" else data.decode(self.encoding, self.errors)

    def _string(self):
        line = self._line()
        if len(line) < 2 or line[:1] not in (b'"', b"'") or line[-1:] != line[:1]:
            raise UnpicklingError("the STRING opcode argument must be quoted")
        import ast
        try:
            data = ast.literal_eval("b" + line.decode("latin-1"))
        except SyntaxError:
            raise ValueError("Trailing \\ in string") from None
        self._stack.append(self._decoded(data))

    def _binstring(self):
        size = int.from_bytes(self._read(4), "little", signed=True)
        if size < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        self._stack.append(self._decoded(self._read(size)))

    def _short_binstring(self):
        self._stack.append(self._decoded(self._read(self._read(1)[0])))

    def _unicode(self):
        self._stack.append(self._line().decode("raw-unicode-escape"))

    def _sized(self, width):
        # Bytes after their number.
        size = int.from_bytes(self._read(width), "little")
        if size > _sys.maxsize:
            raise OverflowError("size exceeds system's maximum size of %d bytes" % _sys.maxsize)
        return bytes(self._read(size))

    def _binunicode(self):
        self._stack.append(self._sized(4).decode())

    def _binunicode8(self):
        self._stack.append(self._sized(8).decode())

    def _short_binunicode(self):
        self._stack.append(self._read(self._read(1)[0]).decode())

    def _binbytes(self):
        self._stack.append(self._sized(4))

    def _binbytes8(self):
        self._stack.append(self._sized(8))

    def _short_binbytes(self):
        self._stack.append(bytes(self._read(self._read(1)[0])))

    def _bytearray8(self):
        self._stack.append(bytearray(self._sized(8)))

    def _next_buffer(self):
        if self._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
        try:
            self._stack.append(next(self._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers") from None

    def _readonly_buffer(self):
        top = self._top()
        view = top.raw() if type(top) is PickleBuffer else memoryview(top)
        if not view.readonly:
            self._stack[-1] = view.toreadonly()

    def _none(self):
        self._stack.append(None)

    def _true(self):
        self._stack.append(True)

    def _false(self):
        self._stack.append(False)

    def _persid(self):
        try:
            pid = self._line().decode("ascii")
        except UnicodeDecodeError:
            raise UnpicklingError("persistent IDs in protocol 0 must be ASCII strings") from None
        self._stack.append(self.persistent_load(pid))

    def _binpersid(self):
        self._stack.append(self.persistent_load(self._pop()))

    def _tuple(self):
        items = self._pop_items()
        self._stack.append(tuple(items))

    def _empty_tuple(self):
        self._stack.append(())

    def _tuple1(self):
        self._stack.append((self._pop(),))

    def _tuple2(self):
        second, first = self._pop(), self._pop()
        self._stack.append((first, second))

    def _tuple3(self):
        third, second, first = self._pop(), self._pop(), self._pop()
        self._stack.append((first, second, third))

    def _empty_list(self):
        self._stack.append([])

    def _list(self):
        items = self._pop_items()
        self._stack.append(items)

    def _empty_dict(self):
        self._stack.append({})

    def _dict(self):
        items = self._pop_items()
        if len(items) % 2:
            raise UnpicklingError("odd number of items for DICT")
        self._stack.append(dict(zip(items[::2], items[1::2])))

    def _empty_set(self):
        self._stack.append(set())

    def _frozenset(self):
        items = self._pop_items()
        self._stack.append(frozenset(items))

    def _append(self):
        value = self._pop()
        target = self._top()
        if type(target) is list:
            target.append(value)
        else:
            _extend(target, [value])

    def _appends(self):
        items = self._pop_items()
        target = self._top()
        if items:
            _extend(target, items)

    def _setitem(self):
        value, key = self._pop(), self._pop()
        self._top()[key] = value

    def _setitems(self):
        items = self._pop_items()
        target = self._top()
        if len(items) % 2:
            raise UnpicklingError("odd number of items for SETITEMS")
        _set_items(target, items)

    def _additems(self):
        items = self._pop_items()
        _add_items(self._top(), items)

    def _instantiate(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            made = cls(*args)
        else:
            made = cls.__new__(cls)
        self._stack.append(made)

    def _inst(self):
        module, name = self._line().decode("ascii"), self._line().decode("ascii")
        args = self._pop_items()
        self._instantiate(self.find_class(module, name), args)

    def _obj(self):
        args = self._pop_items()
        if not args:
            raise UnpicklingError("unpickling stack underflow")
        self._instantiate(args[0], args[1:])

    def _newobj(self):
        args, cls = self._pop(), self._pop()
        if not isinstance(args, tuple):
            raise UnpicklingError("NEWOBJ expected an arg tuple, got %s" % type(args).__name__)
        if not isinstance(cls, type):
            raise UnpicklingError("NEWOBJ class argument must be a type, not %s" % type(cls).__name__)
        self._stack.append(cls.__new__(cls, *args))

    def _newobj_ex(self):
        kwargs, args, cls = self._pop(), self._pop(), self._pop()
        if not isinstance(cls, type):
            raise UnpicklingError("NEWOBJ_EX class argument must be a type, not %s" % type(cls).__name__)
        if not isinstance(args, tuple):
            raise UnpicklingError("NEWOBJ_EX args argument must be a tuple, not %s" % type(args).__name__)
        if not isinstance(kwargs, dict):
            raise UnpicklingError("NEWOBJ_EX kwargs argument must be a dict, not %s" % type(kwargs).__name__)
        self._stack.append(cls.__new__(cls, *args, **kwargs))

    def _global(self):
        module, name = self._line().decode("utf-8"), self._line().decode("utf-8")
        self._stack.append(self.find_class(module, name))

    def _stack_global(self):
        name, module = self._pop(), self._pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self._stack.append(self.find_class(module, name))

    def _extension(self, width):
        code = int.from_bytes(self._read(width), "little", signed=width == 4)
        if code <= 0:
            raise UnpicklingError("EXT specifies code <= 0")
        if code not in _extension_cache:
            key = _inverted_registry.get(code)
            if key is None:
                raise ValueError("unregistered extension code %d" % code)
            _extension_cache[code] = self.find_class(*key)
        self._stack.append(_extension_cache[code])

    def _ext1(self):
        self._extension(1)

    def _ext2(self):
        self._extension(2)

    def _ext4(self):
        self._extension(4)

    def find_class(self, module_name, global_name, /):
        """The global of a name; programs that must not load just anything override it."""
        return _find(self._proto, module_name, global_name, self._fix)

    def _reduce(self):
        args, func = self._pop(), self._pop()
        self._stack.append(func(*args))

    def _build(self):
        state = self._pop()
        _build(self._top(), state)

    def _recall(self, index):
        try:
            self._stack.append(self.memo[index])
        except KeyError:
            raise UnpicklingError(f"Memo value not found at index {index}") from None

    def _get(self):
        self._recall(int(self._line()))

    def _binget(self):
        self._recall(self._read(1)[0])

    def _long_binget(self):
        self._recall(int.from_bytes(self._read(4), "little"))

    def _put(self):
        index = int(self._line())
        if index < 0:
            raise ValueError("negative PUT argument")
        self.memo[index] = self._top()

    def _binput(self):
        self.memo[self._read(1)[0]] = self._top()

    def _long_binput(self):
        self.memo[int.from_bytes(self._read(4), "little")] = self._top()

    def _memoize(self):
        self.memo[len(self.memo)] = self._top()


# What unpickling does with objects. `_image` asks for it too, where it is Python's to do.


def _find(protocol, module_name, global_name, fix=True):
    if protocol < 3 and fix:
        module_name, global_name = _new_name(module_name, global_name)
    __import__(module_name)
    module = _sys.modules[module_name]
    if protocol >= 4:
        return _attribute(module, global_name)[0]
    try:
        return getattr(module, global_name)
    except AttributeError:
        raise AttributeError(f"Can't get attribute {global_name!r} on {module!r}") from None


def _build(made, state):
    setter = getattr(made, "__setstate__", None)
    if setter is not None:
        setter(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        if not isinstance(state, dict):
            raise UnpicklingError("state is not a dictionary")
        attributes = made.__dict__
        for key, value in state.items():
            attributes[_sys.intern(key) if type(key) is str else key] = value
    if slots:
        if not isinstance(slots, dict):
            raise UnpicklingError("slot state is not a dictionary")
        for key, value in slots.items():
            setattr(made, key, value)


def _set_items(target, items):
    for at in range(0, len(items), 2):
        target[items[at]] = items[at + 1]


def _add_items(target, items):
    if isinstance(target, set):
        target.update(items)
    else:
        for item in items:
            target.add(item)


def _extend(target, items):
    # Not by `+=`: it must stay the same object.
    try:
        extend = target.extend
    except AttributeError:
        append = target.append
        for item in items:
            append(item)
    else:
        extend(items)


# Methods by the instruction that they carry out.
_METHODS = {
    "MARK": "mark", "PROTO": "protocol", "POP": "pop_one", "POP_MARK": "pop_items", "NEWTRUE": "true", "NEWFALSE": "false",
}
_LOADERS = {
    code[0]: getattr(Unpickler, "_" + _METHODS.get(name, name.lower())) for name, code in _CODES.items()
}


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Writes an object to a file."""
    pickler = Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback)
    if buffer_callback is None and protocol in _STANDARD:
        file.write(_standard_dumps(obj, _STANDARD[protocol]))
    else:
        pickler.dump(obj)


class _Parts(list):
    # A file that keeps what is written.
    write = list.append


# The protocols in which pickles are written at once.
_STANDARD = {None: DEFAULT_PROTOCOL, 4: 4, 5: 5, -1: HIGHEST_PROTOCOL}


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The bytes of an object."""
    if buffer_callback is None and (known := _STANDARD.get(protocol)) is not None:
        return _standard_dumps(obj, known)
    parts = _Parts()
    Pickler(parts, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _taken_apart(obj, protocol):
    # What `_image` does not know how to pickle: as `__reduce__` says, or bytes that it is pickled as.
    cls = type(obj)
    if cls is PickleBuffer:
        if protocol < 5:
            raise PicklingError("PickleBuffer can only pickled with protocol >= 5")
        view = obj.raw()
        return view.tobytes() if view.readonly else bytearray(view)
    if cls is bytearray:
        return (bytearray, (bytes(obj),) if obj else ())
    by = dispatch_table.get(cls)
    if by is not None:
        return by(obj)
    if issubclass(cls, type):
        return obj.__qualname__
    return _reduced(obj, protocol)


def _place(obj, name):
    # Where it finds a global: its number, or the names of its module and of itself there.
    place = _located(obj, name)[:2]
    return _extension_registry.get(place, place)


def _go_on(data, protocol, stacks, memo):
    # Reads what is left of a pickle that `_image` has begun with, and cannot go on with.
    unpickler = Unpickler(_reader(data))
    unpickler._proto, unpickler.memo = protocol, memo
    *unpickler._marks, unpickler._stack = stacks
    return unpickler._go_on()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Reads an object from a file."""
    unpickler = Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)
    unpickler._once = buffers is None and fix_imports and encoding == "ASCII" and errors == "strict"
    return unpickler.load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """The object of bytes."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    if type(data) is bytes and buffers is None and fix_imports and encoding == "ASCII" and errors == "strict":
        made = _standard_loads(data)
        if made is not NotImplemented:
            return made
    file = _reader(data)
    unpickler = Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)
    unpickler._size, unpickler._tell = len(file.getbuffer()), file.tell
    return unpickler.load()


def _reader(data):
    from io import BytesIO
    return BytesIO(data)


# Under these names CPython has what is written in Python.
_Pickler, _Unpickler, _dump, _dumps, _load, _loads = Pickler, Unpickler, dump, dumps, load, loads

# What CPython writes in C is `_pickle`'s, unless a program has put that out of the way.
if _sys.modules.get("_pickle", _sys) is not None:
    for _made in (Pickler, Unpickler, dump, dumps, load, loads):
        _made.__module__ = "_pickle"
    del _made

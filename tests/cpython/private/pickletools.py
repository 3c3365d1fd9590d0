"""What a pickle consists of, to look at what was written. Pickles are not shown or made smaller: what needs that fails."""

import pickle

_NAMES = {code: name for name, code in vars(pickle).items() if name in pickle.__all__ and isinstance(code, bytes)}
# What follows an instruction: so many bytes, the width of a number of bytes, or lines.
_BYTES = {"BININT": 4, "BININT1": 1, "BININT2": 2, "BINFLOAT": 8, "BINGET": 1, "BINPUT": 1, "LONG_BINGET": 4, "LONG_BINPUT": 4,
          "PROTO": 1, "EXT1": 1, "EXT2": 2, "EXT4": 4, "FRAME": 8}
_SIZED = {"LONG1": 1, "LONG4": 4, "BINSTRING": 4, "SHORT_BINSTRING": 1, "BINBYTES": 4, "SHORT_BINBYTES": 1, "BINBYTES8": 8,
          "BINUNICODE": 4, "SHORT_BINUNICODE": 1, "BINUNICODE8": 8, "BYTEARRAY8": 8}
_LINES = {"FLOAT": 1, "INT": 1, "LONG": 1, "PERSID": 1, "STRING": 1, "UNICODE": 1, "GLOBAL": 2, "GET": 1, "INST": 2, "PUT": 1}
_NUMBERS = {"BININT1", "BININT2", "BINGET", "BINPUT", "LONG_BINGET", "LONG_BINPUT", "PROTO", "EXT1", "EXT2", "EXT4", "FRAME"}


class OpcodeInfo:
    def __init__(self, name, code):
        self.name, self.code = name, code.decode("latin-1")


def genops(data):
    """The instructions of a pickle: each with what follows it and where it is."""
    at = 0
    while True:
        begin, code = at, bytes(data[at:at + 1])
        name = _NAMES[code]
        at += 1
        arg = None
        if name in _LINES:
            lines = []
            for _ in range(_LINES[name]):
                end = data.index(b"\n", at)
                lines.append(data[at:end].decode("latin-1"))
                at = end + 1
            arg = " ".join(lines)
        else:
            size = _BYTES.get(name, 0)
            if name in _SIZED:
                width = _SIZED[name]
                size = int.from_bytes(data[at:at + width], "little")
                at += width
            if size or name in _SIZED:
                arg = data[at:at + size]
                at += size
            if name in _NUMBERS:
                arg = int.from_bytes(arg, "little")
        yield OpcodeInfo(name, code), arg, begin
        if name == "STOP":
            return


def _absent(*args, **kwargs):
    raise NotImplementedError("pickles are not shown here")


dis = optimize = _absent

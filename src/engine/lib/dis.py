"""What a function is compiled to, instruction by instruction.

These are the instructions of this Python's own machine: it has registers (`%0`, `%1`, ...) where CPython has a stack. What
matters for threads is the same: another thread may come between two instructions, and never into one.
"""

import re
import sys
import types
from collections import namedtuple

import _dis

__all__ = ["Bytecode", "Instruction", "code_info", "dis", "disassemble", "disco", "distb", "findlabels", "findlinestarts",
           "get_instructions", "show_code"]

_JUMP = re.compile(r"to (\d+)\b")

_FLAGS = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 0x20: "GENERATOR", 0x80: "COROUTINE",
          0x200: "ASYNC_GENERATOR"}


class Instruction(namedtuple("Instruction", "opname argrepr offset starts_line is_jump_target argval")):
    """One step of the machine.

    `offset`: its number within its code. `starts_line`: the line that begins with it, or None. `argrepr`: what it does.
    `argval`: of a jump the offset that it leads to, else None.
    """

    __slots__ = ()

    def _line(self, width, current):
        number = "" if self.starts_line is None else self.starts_line
        marks = "-->" if current else "   "
        target = ">>" if self.is_jump_target else "  "
        return f"{number:>{width}} {marks} {target} {self.offset:>4} {self.opname:<24} {self.argrepr}".rstrip()


def _code_of(x):
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        x = getattr(x, name, x)
    if isinstance(x, str):
        return compile(x, "<dis>", "exec")
    if isinstance(x, types.CodeType):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _upper(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    """The instructions of a function, method, generator, code object or source text, in their order."""
    code = _code_of(x)
    rows = _dis.instructions(code)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    jumps = [_jump(what) for _, _, what in rows]
    labels = set(jumps)
    last = None
    for offset, (line, name, what) in enumerate(rows):
        starts = line + shift if line != last and line > 0 else None
        last = line
        yield Instruction(_upper(name), what, offset, starts, offset in labels, jumps[offset])


def _jump(what):
    found = _JUMP.match(what)
    return int(found[1]) if found else None


def findlabels(code):
    """The offsets that are jumped to, in order."""
    return [instruction.offset for instruction in get_instructions(code) if instruction.is_jump_target]


def findlinestarts(code):
    """Pairs of offset and line, for each instruction that begins a line."""
    for instruction in get_instructions(code):
        if instruction.starts_line is not None:
            yield instruction.offset, instruction.starts_line


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    """Prints the instructions of one code object, and marks the one at `lasti`."""
    instructions = list(get_instructions(co))
    width = max((len(str(i.starts_line)) for i in instructions if i.starts_line is not None), default=1)
    for instruction in instructions:
        if instruction.starts_line is not None and instruction.offset > 0:
            print(file=file)
        print(instruction._line(max(width, 3), instruction.offset == lasti), file=file)


disco = disassemble


def _with_nested(code, file, depth):
    disassemble(code, file=file)
    if depth is None or depth > 0:
        for inner in _dis.nested(code):
            print(file=file)
            print(f"Disassembly of {inner!r}:", file=file)
            _with_nested(inner, file, None if depth is None else depth - 1)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Prints the instructions of `x`, and of the functions inside it down to `depth`; of a class or module those of all its
    functions; without `x` those of the last traceback."""
    if x is None:
        distb(file=file)
        return
    if isinstance(x, (type, types.ModuleType)):
        for name, value in sorted(vars(x).items()):
            value = getattr(value, "__func__", value)
            if isinstance(value, (types.FunctionType, types.MethodType, types.CodeType, type)):
                print(f"Disassembly of {name}:", file=file)
                try:
                    dis(value, file=file, depth=depth)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
        return
    _with_nested(_code_of(x), file, depth)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    """Prints the instructions of the function where a traceback ends, with a mark at the one that raised."""
    if tb is None:
        try:
            tb = sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


def code_info(x):
    """What a code object says of itself, as text."""
    code = _code_of(x)
    flags = [word for flag, word in _FLAGS.items() if code.co_flags & flag]
    lines = [
        f"Name:              {code.co_name}",
        f"Filename:          {code.co_filename}",
        f"Argument count:    {code.co_argcount}",
        f"Positional-only arguments: {code.co_posonlyargcount}",
        f"Kw-only arguments: {code.co_kwonlyargcount}",
        f"Number of locals:  {code.co_nlocals}",
        f"Flags:             {', '.join(flags)}",
    ]
    for title, names in (("Variable names", code.co_varnames), ("Free variables", code.co_freevars),
                         ("Cell variables", code.co_cellvars)):
        if names:
            lines.append(f"{title}:")
            lines += [f"{number:>4}: {name}" for number, name in enumerate(names)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Prints `code_info`."""
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of `x`, to be gone through or printed."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self._x = x

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f"{type(self).__name__}({self._x!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """That of the function where a traceback ends."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        """See `code_info`."""
        return code_info(self.codeobj)

    def dis(self):
        """The listing, as text."""
        import io
        text = io.StringIO()
        disassemble(self.codeobj, -1 if self.current_offset is None else self.current_offset, file=text)
        return text.getvalue()

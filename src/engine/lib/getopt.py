"""Options on a command line, in the manner of C's getopt()."""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    """What is wrong, and with which option."""

    opt = ""
    msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """Options and what follows them; they end with the first argument that is none."""
    options = []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        args = _one(options, args, shortopts, longopts)
    return options, args


def gnu_getopt(args, shortopts, longopts=[]):
    """Options and other arguments in any order."""
    options, others = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    strict = bool(os.environ.get("POSIXLY_CORRECT"))
    if shortopts.startswith("+"):
        shortopts = shortopts[1:]
        strict = True
    while args:
        first = args[0]
        if first == "--":
            others += args[1:]
            break
        if first.startswith("-") and first != "-":
            args = _one(options, args, shortopts, longopts)
        elif strict:
            others += args
            break
        else:
            others.append(first)
            args = args[1:]
    return options, others


def _one(options, args, shortopts, longopts):
    first, rest = args[0], args[1:]
    return _long(options, first[2:], rest, longopts) if first.startswith("--") else _short(
        options, first[1:], rest, shortopts)


def _long(options, name, rest, longopts):
    name, equals, value = name.partition("=")
    value = value if equals else None
    found = [option for option in longopts if option.startswith(name)]
    if not found:
        raise GetoptError(f"option --{name} not recognized", name)
    if name in found:
        takes = False
    elif name + "=" in found:
        takes = True
    elif len(found) > 1:
        raise GetoptError(f"option --{name} not a unique prefix", name)
    else:
        takes = found[0].endswith("=")
        name = found[0].removesuffix("=")
    if takes:
        if value is None:
            if not rest:
                raise GetoptError(f"option --{name} requires argument", name)
            value, rest = rest[0], rest[1:]
    elif value is not None:
        raise GetoptError(f"option --{name} must not have an argument", name)
    options.append(("--" + name, value or ""))
    return rest


def _short(options, letters, rest, shortopts):
    while letters:
        letter, letters = letters[0], letters[1:]
        at = shortopts.find(letter)
        if at < 0 or letter == ":":
            raise GetoptError(f"option -{letter} not recognized", letter)
        value = ""
        if shortopts.startswith(":", at + 1):
            if not letters:
                if not rest:
                    raise GetoptError(f"option -{letter} requires argument", letter)
                letters, rest = rest[0], rest[1:]
            value, letters = letters, ""
        options.append(("-" + letter, value))
    return rest

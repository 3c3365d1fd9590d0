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
    take, known = (do_longs, longopts) if first.startswith("--") else (do_shorts, shortopts)
    return take(options, first[2 if take is do_longs else 1:], known, rest)[1]


def do_longs(opts, opt, longopts, args):
    """Takes a long option; what is left."""
    name, equals, value = opt.partition("=")
    takes, name = long_has_args(name, longopts)
    if takes:
        if not equals:
            if not args:
                raise GetoptError(f"option --{name} requires argument", name)
            value, args = args[0], args[1:]
    elif equals:
        raise GetoptError(f"option --{name} must not have an argument", name)
    opts.append(("--" + name, value))
    return opts, args


def long_has_args(opt, longopts):
    """Whether a long option takes a value, and its whole name."""
    found = [option for option in longopts if option.startswith(opt)]
    if not found:
        raise GetoptError(f"option --{opt} not recognized", opt)
    if opt in found:
        return False, opt
    if opt + "=" in found:
        return True, opt
    if len(found) > 1:
        raise GetoptError(f"option --{opt} not a unique prefix", opt)
    return found[0].endswith("="), found[0].removesuffix("=")


def do_shorts(opts, optstring, shortopts, args):
    """Takes options of one letter that stand in one argument; what is left."""
    while optstring:
        letter, optstring = optstring[0], optstring[1:]
        value = ""
        if short_has_arg(letter, shortopts):
            if not optstring:
                if not args:
                    raise GetoptError(f"option -{letter} requires argument", letter)
                optstring, args = args[0], args[1:]
            value, optstring = optstring, ""
        opts.append(("-" + letter, value))
    return opts, args


def short_has_arg(opt, shortopts):
    """Whether an option of one letter takes a value."""
    for place, letter in enumerate(shortopts):
        if opt == letter != ":":
            return shortopts.startswith(":", place + 1)
    raise GetoptError(f"option -{opt} not recognized", opt)

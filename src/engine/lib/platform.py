"""About the system and the interpreter."""

import os


def system():
    """The system."""
    return "Linux"


def win32_is_iot():
    """Whether it is Windows for small devices."""
    return False


def node():
    """The machine's name."""
    return os.uname().nodename


def release():
    """The system's release."""
    return os.uname().release


def version():
    """The system's version."""
    return os.uname().version


def machine():
    """The kind of machine."""
    return os.uname().machine


def processor():
    """The processor."""
    return ""


def platform(aliased=False, terse=False):
    """All in one line."""
    return "Linux-6.0-x86_64-with-interleave"


def uname():
    """All together."""
    return os.uname()


def python_version():
    """The version of the language."""
    return "3.11.0"


def python_version_tuple():
    """The version of the language."""
    return ("3", "11", "0")


def python_implementation():
    """The interpreter."""
    return "Interleave"


def python_compiler():
    """What the interpreter was compiled with."""
    return "rustc"


def python_build():
    """Number and date of the interpreter."""
    return ("main", "")


def architecture(executable="", bits="", linkage=""):
    """Bits and format of executables."""
    return ("64bit", "ELF")


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """Name and version of the C library: there is none, so what is given for that."""
    return lib, version

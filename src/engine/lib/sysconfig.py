"""How this Python was built (the `sysconfig` module, as far as a program can make use of it here)."""

import sys

__all__ = ["get_config_var", "get_config_vars", "get_platform", "get_python_version", "is_python_build"]

# Not for the free-threaded build alone: here that is a choice of each run.
_vars = {
    "EXT_SUFFIX": "",
    "Py_DEBUG": 0,
    "Py_GIL_DISABLED": 0 if sys._is_gil_enabled() else 1,
    "SHLIB_SUFFIX": ".so",
    "SIZEOF_VOID_P": 8,
    "WITH_DOC_STRINGS": 1,
    "py_version": sys.version.split()[0],
    "py_version_nodot": "%d%d" % sys.version_info[:2],
    "py_version_short": "%d.%d" % sys.version_info[:2],
}


def get_config_vars(*args):
    """All variables, or the values of those that are named."""
    return [_vars.get(name) for name in args] if args else dict(_vars)


def get_config_var(name):
    """The value of a variable, or None."""
    return _vars.get(name)


def get_platform():
    """What this runs on, such as `linux-x86_64`."""
    import os
    uname = os.uname()
    return "%s-%s" % (uname.sysname.lower(), uname.machine)


def get_python_version():
    """The version in short: `3.11`."""
    return _vars["py_version_short"]


def is_python_build(check_home=None):
    """Whether this runs from where it was compiled."""
    return False

"""Importing by name."""

import sys


def import_module(name, package=None):
    """The module of a name."""
    if name.startswith("."):
        if not package:
            raise TypeError(
                f"the 'package' argument is required to perform a relative import for {name!r}"
            )
        level = len(name) - len(name.lstrip("."))
        base = package.split(".")
        name = ".".join(base[:len(base) - level + 1] + [name[level:]]).rstrip(".")
    __import__(name)
    return sys.modules[name]


def reload(module):
    """Loads a module again."""
    name = module.__name__
    sys.modules.pop(name, None)
    __import__(name)
    new = sys.modules[name]
    module.__dict__.update(new.__dict__)
    sys.modules[name] = module
    return module


def invalidate_caches():
    """Nothing is cached."""

# What CPython's `pickle` takes from here: its errors, and, where a pickle or a program names them so, its functions and classes.
from _image import PickleError, PicklingError, UnpicklingError


def __getattr__(name):
    if name not in {"Pickler", "Unpickler", "PickleBuffer", "dump", "dumps", "load", "loads"}:
        raise AttributeError(f"module '_pickle' has no attribute {name!r}")
    import pickle
    return getattr(pickle, name)

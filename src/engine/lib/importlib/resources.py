"""Files that lie in packages."""

import contextlib
import os
import pathlib
import tempfile

from importlib import import_module
from types import ModuleType as Package

__all__ = ["Package", "as_file", "contents", "files", "is_resource", "open_binary", "open_text", "path", "read_binary", "read_text"]


def files(package):
    """The folder of a package."""
    module = import_module(package) if isinstance(package, str) else package
    places = list(getattr(module, "__path__", ()))
    if not places:
        raise TypeError(f"{module.__name__!r} is not a package")
    return pathlib.Path(places[0])


@contextlib.contextmanager
def as_file(path):
    """A path in the file system; what lies elsewhere is written there for the time."""
    if isinstance(path, pathlib.Path):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, path.name)
        copy.write_bytes(path.read_bytes())
        yield copy


def _resource(package, resource):
    name = os.fspath(resource)
    if os.path.split(name)[0]:
        raise ValueError(f"{resource!r} must be only a file name")
    return files(package).joinpath(name)


def open_binary(package, resource):
    return _resource(package, resource).open("rb")


def open_text(package, resource, encoding="utf-8", errors="strict"):
    return _resource(package, resource).open("r", encoding=encoding, errors=errors)


def read_binary(package, resource):
    return _resource(package, resource).read_bytes()


def read_text(package, resource, encoding="utf-8", errors="strict"):
    return _resource(package, resource).read_text(encoding=encoding, errors=errors)


def path(package, resource):
    return as_file(_resource(package, resource))


def is_resource(package, name):
    return any(entry.name == name and entry.is_file() for entry in files(package).iterdir())


def contents(package):
    return [entry.name for entry in files(package).iterdir()]

"""Finding and loading modules."""

import os
import sys

from importlib.machinery import ModuleSpec, SourceFileLoader, _LibraryLoader

MAGIC_NUMBER = b"\xa7\r\r\n"


def resolve_name(name, package):
    """The whole name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {repr(name)} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{parts[0]}.{name[level:]}" if name[level:] else parts[0]


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A module's description, of what a loader knows."""
    if hasattr(loader, "get_filename") and is_package is None and origin is None:
        return spec_from_file_location(name, loader.get_filename(name), loader=loader)
    if is_package is None:
        try:
            is_package = loader.is_package(name)
        except (AttributeError, ImportError):
            is_package = False
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


_absent = object()


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_absent):
    """A module's description, by its file."""
    if location is None:
        location = loader.get_filename(name)
    location = os.fspath(location)
    if not os.path.isabs(location):
        location = os.path.join(os.getcwd(), location)
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if submodule_search_locations is not _absent:
        spec.submodule_search_locations = submodule_search_locations
    elif hasattr(loader, "is_package") and loader.is_package(name):
        spec.submodule_search_locations = [os.path.dirname(location)]
    return spec


def module_from_spec(spec):
    """A new module, whose code is still to be run: `spec.loader.exec_module`."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = type(sys)(spec.name)
    module.__name__ = spec.name
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    module.__spec__ = spec
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def find_spec(name, package=None):
    """A module's description, or None if there is no such module. The packages that it belongs to are imported."""
    name = resolve_name(name, package)
    if not name:
        raise ValueError("Empty module name")
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        spec = getattr(module, "__spec__", None)
        if spec is not None:
            return spec
        if name == "__main__":
            raise ValueError("__main__.__spec__ is None")
        return _spec_of(module)
    parent, _, last = name.rpartition(".")
    if parent:
        above = __import__(parent, fromlist=["__path__"])
        if not hasattr(above, "__path__"):
            raise ModuleNotFoundError(f"__path__ attribute not found on {parent!r} while trying to find {name!r}", name=name)
    import _process
    path = name.replace(".", "/")
    for folder in dict.fromkeys(["", *[entry for entry in sys.path if isinstance(entry, str)]]):
        for file in (os.path.join(folder, path, "__init__.py"), os.path.join(folder, path + ".py")):
            if os.path.isfile(file) or _process.source(file) is not None:
                return spec_from_file_location(name, file)
    # The library's modules do nothing when they are imported, and cannot be asked for in another way.
    try:
        __import__(name)
    except ImportError:
        return None
    return _spec_of(sys.modules[name])


def _spec_of(module):
    file = getattr(module, "__file__", None)
    if file is not None and os.path.isfile(file):
        return spec_from_file_location(module.__name__, file)
    return ModuleSpec(module.__name__, _LibraryLoader(), origin="built-in", is_package=hasattr(module, "__path__"))


def source_hash(source_bytes):
    """Not to be had: compiled code is not kept in files."""
    raise NotImplementedError("source_hash: compiled code is not kept in files here")


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Not to be had: compiled code is not kept in files."""
    raise NotImplementedError("cache_from_source: compiled code is not kept in files here")


source_from_cache = cache_from_source

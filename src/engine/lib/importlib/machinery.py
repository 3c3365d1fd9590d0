"""How modules are found: their descriptions, and what loads a file."""

import sys

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []


def all_suffixes():
    """The endings of files that are modules."""
    return SOURCE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """What is known of a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self.has_location = False
        self.cached = None

    @property
    def parent(self):
        """The package that it belongs to."""
        return self.name.rpartition(".")[0] if self.submodule_search_locations is None else self.name

    def __repr__(self):
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{type(self).__name__}({', '.join(parts)})"

    def __eq__(self, other):
        try:
            return (self.name, self.loader, self.origin, self.submodule_search_locations, self.cached,
                    self.has_location) == (other.name, other.loader, other.origin, other.submodule_search_locations,
                                           other.cached, other.has_location)
        except AttributeError:
            return NotImplemented


class SourceFileLoader:
    """Loads a module from a file."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def create_module(self, spec):
        """None: a module as any other."""

    def exec_module(self, module):
        """Runs the module's code."""
        exec(self.get_code(module.__name__), module.__dict__)

    def get_filename(self, name=None):
        """The file."""
        return self.path

    def get_data(self, path):
        """A file's bytes."""
        with open(path, "rb") as file:
            return file.read()

    def get_source(self, fullname):
        """The module's text."""
        import _process
        text = None
        try:
            with open(self.path, encoding="utf-8") as file:
                text = file.read()
        except OSError:
            # The program's own files may lie outside of the run's.
            text = _process.source(self.path)
            if text is None:
                raise
        return text

    def source_to_code(self, data, path, *, _optimize=-1):
        """Text as code."""
        return compile(data, path, "exec", dont_inherit=True)

    def get_code(self, fullname):
        """The module's code."""
        return self.source_to_code(self.get_source(fullname), self.path)

    def is_package(self, fullname):
        """Whether the file is a package's."""
        return self.path.rpartition("/")[2].rpartition(".")[0] == "__init__"

    def load_module(self, fullname):
        """Deprecated."""
        from importlib.util import module_from_spec, spec_from_loader
        module = module_from_spec(spec_from_loader(fullname, self))
        sys.modules[fullname] = module
        self.exec_module(module)
        return module


class _LibraryLoader:
    # What has modules that need no file.

    def __repr__(self):
        return "<the library's loader>"

    def create_module(self, spec):
        __import__(spec.name)
        return sys.modules[spec.name]

    def exec_module(self, module):
        pass


class _Absent:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f"{type(self).__name__}: how modules are found cannot be changed here")


for _name in ("BuiltinImporter", "FrozenImporter", "PathFinder", "FileFinder", "WindowsRegistryFinder",
              "SourcelessFileLoader", "ExtensionFileLoader", "NamespaceLoader"):
    globals()[_name] = type(_name, (_Absent,), {"__module__": __name__})

"""What finders and loaders have; `import` itself asks none of them."""

import abc


class Finder(metaclass=abc.ABCMeta):
    """Finds modules."""


class MetaPathFinder(metaclass=abc.ABCMeta):
    """Finds modules anywhere."""

    def invalidate_caches(self):
        """Forgets what it has found."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Finds modules in a folder."""

    def invalidate_caches(self):
        """Forgets what it has found."""


class Loader(metaclass=abc.ABCMeta):
    """Loads modules."""

    def create_module(self, spec):
        """A module, or None for one as any other."""
        return None


class ResourceLoader(Loader):
    """Reads files beside modules."""

    @abc.abstractmethod
    def get_data(self, path):
        """A file's bytes."""


class InspectLoader(Loader):
    """Tells modules' texts."""

    def is_package(self, fullname):
        """Whether it is a package."""
        raise ImportError

    def get_code(self, fullname):
        """Its code."""
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        """Its text."""

    @staticmethod
    def source_to_code(data, path="<string>"):
        """Text as code."""
        return compile(data, path, "exec", dont_inherit=True)

    def exec_module(self, module):
        """Runs the module's code."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        exec(code, module.__dict__)


class ExecutionLoader(InspectLoader):
    """Tells modules' files too."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        """Its file."""


class FileLoader(ResourceLoader, ExecutionLoader):
    """Loads modules from files."""

    def __init__(self, fullname, path):
        self.name, self.path = fullname, path

    def get_filename(self, name=None):
        """Its file."""
        return self.path

    def get_data(self, path):
        """A file's bytes."""
        with open(path, "rb") as file:
            return file.read()


class SourceLoader(ResourceLoader, ExecutionLoader):
    """Loads modules from texts."""

    def get_source(self, fullname):
        """Its text."""
        return self.get_data(self.get_filename(fullname)).decode("utf-8")

"""What is installed: nothing."""

__all__ = ["Distribution", "PackageNotFoundError", "distribution", "distributions", "entry_points", "files", "metadata",
           "packages_distributions", "requires", "version"]


class PackageNotFoundError(ModuleNotFoundError):
    """The package is not installed."""

    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        """The package's name."""
        return self.args[0]


class Distribution:
    """A package that is installed."""

    @classmethod
    def from_name(cls, name):
        """The package of a name."""
        if not name:
            raise ValueError("A distribution name is required.")
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, **kwargs):
        """All that match."""
        return iter(())


class EntryPoints(tuple):
    """What packages offer to others."""

    names = groups = frozenset()

    def select(self, **params):
        """Those that match."""
        return self


def distribution(distribution_name):
    """The package of a name."""
    return Distribution.from_name(distribution_name)


version = metadata = requires = files = distribution


def distributions(**kwargs):
    """All packages."""
    return Distribution.discover(**kwargs)


def entry_points(**params):
    """What packages offer to others."""
    return EntryPoints()


def packages_distributions():
    """Which package has which modules."""
    return {}

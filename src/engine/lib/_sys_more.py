"""The parts of `sys` that are tuples with names, made when first used, and of what few ask for."""

from _async_hooks import get_asyncgen_hooks, set_asyncgen_hooks


class _Named(tuple):
    # A tuple whose items have names, shown with its class.

    _names = ()

    def __new__(cls, values):
        return tuple.__new__(cls, values)

    def __getattr__(self, name):
        if name in self._names:
            return self[self._names.index(name)]
        raise AttributeError(f"'{type(self).__qualname__}' object has no attribute '{name}'")

    def __repr__(self):
        pairs = ", ".join([f"{name}={value!r}" for name, value in zip(self._names, self)])
        return f"sys.{type(self).__name__}({pairs})"


def _named(name, /, **fields):
    cls = type(name, (_Named,), {"_names": tuple(fields), "__module__": "sys"})
    return cls(fields.values())


class _Implementation:
    name = "interleave"
    cache_tag = "interleave-311"
    hexversion = 0x030B00F0

    def __repr__(self):
        return f"namespace(name={self.name!r}, cache_tag={self.cache_tag!r}, version={self.version!r})"


version_info = _named("version_info", major=3, minor=11, micro=0, releaselevel="final", serial=0)
implementation = _Implementation()
implementation.version = version_info
flags = _named(
    "flags", debug=0, inspect=0, interactive=0, optimize=0, dont_write_bytecode=1, no_user_site=0, no_site=0,
    ignore_environment=0, verbose=0, bytes_warning=0, quiet=0, hash_randomization=0, isolated=0, dev_mode=False,
    utf8_mode=1, warn_default_encoding=0, safe_path=False, int_max_str_digits=4300,
)
float_info = _named(
    "float_info", max=1.7976931348623157e308, max_exp=1024, max_10_exp=308, min=2.2250738585072014e-308,
    min_exp=-1021, min_10_exp=-307, dig=15, mant_dig=53, epsilon=2.220446049250313e-16, radix=2, rounds=1,
)
int_info = _named(
    "int_info", bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300, str_digits_check_threshold=640,
)
hash_info = _named(
    "hash_info", width=64, modulus=2305843009213693951, inf=314159, nan=0, imag=1000003, algorithm="siphash13",
    hash_bits=64, seed_bits=128, cutoff=0,
)
thread_info = _named("thread_info", name="pthread", lock="semaphore", version="interleave")
platlibdir = "lib"
abiflags = ""
pycache_prefix = None
path_hooks, path_importer_cache = [], {}
stdlib_module_names = frozenset()


def getfilesystemencodeerrors():
    """How names of files are decoded where they are no UTF-8."""
    return "surrogateescape"


def addaudithook(hook):
    """Is refused."""
    raise NotImplementedError("nothing is told to audit hooks here")

"""CPython has `abc` once more in Python: here the tests of both are of the same one."""

from abc import ABCMeta, get_cache_token

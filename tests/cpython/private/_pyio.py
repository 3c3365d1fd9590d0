"""CPython has `io` once more in Python: here the tests of both are of the same one."""

from io import *
from io import open, StringIO, BytesIO

"""The part of `operator` that CPython has in C."""

from operator import *
from hmac import compare_digest as _compare_digest

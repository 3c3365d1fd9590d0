"""Where CPython has these names."""

from unittest import installHandler, removeHandler, registerResult, removeResult

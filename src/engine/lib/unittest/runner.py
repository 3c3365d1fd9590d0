"""Where CPython has these names."""

from unittest import TextTestResult, TextTestRunner

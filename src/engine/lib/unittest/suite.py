"""Where CPython has these names."""

from unittest import TestSuite

BaseTestSuite = TestSuite
